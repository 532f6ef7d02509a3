"""The runs of words of many articles, sorted, so that the articles with a run are looked up and not searched for.

An index is a list of sorted arrays, one for each `ARTICLES` articles: of a number of 64 bits the upper 48 are a hash of
the run and the lower 16 the article. Articles that are added get arrays of their own. The hash depends on the words
alone, so it is the same in every archive. Of 20 million runs, one in ten million has the hash of another.
"""

import json
import os
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import numpy as np
import pandas as pd

from leesbril.scale.progress import progress
from leesbril.text.spelling import folded
from leesbril.tokenisation.repeated import ranges
from leesbril.tokenisation.storage import TokensError, check_files, mapped
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

ROW_BITS = np.uint64(16)
ARTICLES = 40_000
"""Articles per array, at most 2 ** 16: some 16 million runs, which are sorted in a few seconds and 500 MB."""
FORMAT, VERSION = "leesbril runs of words", 1
CONTENTS = "runs.json"
_BASE, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(32)


class TokenWords(NamedTuple):
    """The words of some articles: article i has `first[i]:first[i + 1]`; where each starts, and its reading."""

    first: np.ndarray
    starts: np.ndarray
    read: np.ndarray


def words_of(tokens: Tokens, view: View, rows: np.ndarray) -> TokenWords:
    """The words of some articles, as they are compared: lower case, hyphenated compounds whole."""
    sizes = np.diff(tokens.first)[rows]
    words = ranges(np.asarray(tokens.first)[rows], sizes)
    places, read = view.spread(np.asarray(tokens.codes[words]))
    ends = np.append(0, np.cumsum(sizes))
    starts = np.asarray(tokens.starts[words])[places].astype(np.int64) + view.offsets[read]
    return TokenWords(np.searchsorted(places, ends), starts, read)


def word_hashes(written: Any) -> np.ndarray:
    """A hash of each word (a polars series) in lower case: the same in every archive, version and process."""
    names = folded(written).to_numpy().astype(object)
    hashes: np.ndarray = pd.util.hash_array(names, categorize=False)
    return hashes


def hashes_of(view: View, read: np.ndarray) -> np.ndarray:
    """The hash of each of some words, given by their readings; of a large vocabulary only these are hashed."""
    used, number = np.unique(read, return_inverse=True)
    return word_hashes(view.table["token"][used])[number.ravel()]


def run_hashes(first: np.ndarray, words: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """The hash of each whole run of `length` words, in the upper 48 bits, and the number of the word it starts at."""
    whole = np.ones(max(len(words) - length + 1, 0), dtype=bool)
    for back in range(1, length):
        ends = first[1:-1] - back
        whole[ends[(ends >= 0) & (ends < len(whole))]] = False
    rolled = np.zeros(len(whole), dtype=np.uint64)
    for step in range(length):
        rolled = rolled * _BASE + words[step : step + len(whole)]
    mixed = rolled * _MIX
    places = np.flatnonzero(whole)
    return (((mixed ^ (mixed >> _SHIFT)) * _BASE) >> ROW_BITS << ROW_BITS)[places], places


class RunIndex(NamedTuple):
    """The sorted arrays of an index, and the number of articles before each of them."""

    parts: tuple[np.ndarray, ...]
    before: tuple[int, ...]

    def counts(self, hashes: np.ndarray) -> np.ndarray:
        """The number of articles that have each run."""
        found = np.zeros(len(hashes), dtype=np.int64)
        for part in self.parts:
            low, high = _edges(part, hashes)
            found += high - low
        return found

    def articles(self, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The articles of some runs: the number of the run among `hashes`, and the row of the article."""
        runs, rows = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for part, before in zip(self.parts, self.before, strict=True):
            low, high = _edges(part, hashes)
            runs.append(np.repeat(np.arange(len(hashes)), high - low))
            entries = np.asarray(part[ranges(low, high - low)])
            rows.append((entries & ((np.uint64(1) << ROW_BITS) - np.uint64(1))).astype(np.int64) + before)
        return np.concatenate(runs), np.concatenate(rows)


def _edges(part: np.ndarray, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the entries of each run begin and end."""
    last = hashes | ((np.uint64(1) << ROW_BITS) - np.uint64(1))
    return np.searchsorted(part, hashes), np.searchsorted(part, last, side="right")


def built(tokens: Tokens, length: int) -> RunIndex:
    """The index of the runs of some articles, in memory."""
    return RunIndex(tuple(_parts(tokens, length)), tuple(range(0, len(tokens), ARTICLES)))


def _parts(tokens: Tokens, length: int) -> Iterator[np.ndarray]:
    """The sorted arrays one by one."""
    view = tokens.view()
    hashes = word_hashes(view.table["token"])
    bar = progress(len(tokens), "sorting runs of words")
    try:
        for begin, end in pairwise([*range(0, len(tokens), ARTICLES), len(tokens)]):
            words = words_of(tokens, view, np.arange(begin, end))
            runs, places = run_hashes(words.first, hashes[words.read], length)
            runs |= (np.searchsorted(words.first, places, side="right") - 1).astype(np.uint64)
            runs.sort()
            once = np.ones(len(runs), dtype=bool)
            once[1:] = runs[1:] != runs[:-1]
            yield runs[once]
            bar.update(end - begin)
    finally:
        bar.close()


def saved(folder: Path, tokens: Tokens, length: int, contents: str) -> RunIndex:
    """The index in the folder of saved tokens; it is made and saved there first if there is none.

    `contents` is the hash of the tokens. Where nothing can be written, it is made in memory.
    """
    target = folder / f"runs-{length}"
    if not target.exists():
        try:
            _save(target, _parts(tokens, length), contents, len(tokens))
        except OSError:
            if not target.exists():  # else another process has made it in the meantime
                return built(tokens, length)
    return _opened(target, contents)


def _save(target: Path, parts: Iterator[np.ndarray], contents: str, articles: int) -> None:
    part = target.with_name(f".{target.name}.{uuid4().hex}.part")
    try:
        part.mkdir()
        for number, runs in enumerate(parts):
            np.save(part / f"{number:05}.npy", runs)
        files = {path.name: [path.stat().st_size, ""] for path in sorted(part.iterdir())}
        told = {"format": FORMAT, "version": VERSION, "contents": contents, "articles": articles, "files": files}
        (part / CONTENTS).write_text(json.dumps(told, indent=1), encoding="utf-8")
        os.replace(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _opened(target: Path, contents: str) -> RunIndex:
    again = f"Remove the folder {target.name!r}; it is made again by the next search."
    try:
        told = json.loads((target / CONTENTS).read_text(encoding="utf-8"))
        current = (told["format"], told["version"], told["contents"]) == (FORMAT, VERSION, contents)
        before = range(0, told["articles"], ARTICLES)
        check_files(target, told["files"], verify=False)
        parts = [_array(target / name) for name in sorted(told["files"])]
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = str(error).partition(" Make new tokens")[0]
        raise TokensError(f"The index in {str(target)!r} is damaged: {reason}. {again}") from error
    if not current:
        raise TokensError(f"The index in {str(target)!r} is that of other tokens, or of another version. {again}")
    return RunIndex(tuple(parts), tuple(before))


def _array(path: Path) -> np.ndarray:
    empty = path.stat().st_size <= 128  # a file without runs cannot be mapped
    return np.load(path, allow_pickle=False) if empty else mapped(path)
