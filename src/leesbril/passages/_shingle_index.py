"""The runs of words of many articles, sorted, so that the articles with a run are looked up and not searched for.

An index is a list of arrays, one for each `ARTICLES` articles, sorted by the hash of the run, which has 48 bits, and by
the article, which has 16. A table says where the runs of each leading 16 bits begin; so these are stored nowhere else,
and a run is looked up in one page of a file, or two. Articles that are added get arrays of their own. The hash depends
on the words alone, so it is the same in every archive. Of 20 million runs, one in ten million has the hash of another.
"""

import json
import mmap
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import numpy as np
import pandas as pd

from leesbril.scale.progress import progress
from leesbril.text.spelling import folded
from leesbril.tokenisation.repeated import ranges
from leesbril.tokenisation.saved import TokensError, check_files
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

ROW_BITS, HASH_BITS = np.uint64(16), np.uint64(48)
ARTICLES = 50_000
"""Articles per array, at most 2 ** 16: some 20 million runs, which are sorted in a few seconds and 600 MB."""
BUCKETS = 1 << 16
"""Of 20 million runs some 300 begin with the same 16 bits: a kilobyte, so a quarter of a page."""
READERS = 16
"""Arrays that are read at the same time: what waits for the disk does not wait for one place after another."""
FORMAT, VERSION = "leesbril runs of words", 3
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


class Runs(NamedTuple):
    """The runs of some articles: the lower 32 bits of each hash, its article, and where those of each bucket begin."""

    hashes: np.ndarray
    rows: np.ndarray
    first: np.ndarray

    @classmethod
    def of(cls, entries: np.ndarray) -> "Runs":
        """The runs of sorted entries: of 64 bits the upper 48 are the hash, the lower 16 the article."""
        edges = np.arange(BUCKETS, dtype=np.uint64) << HASH_BITS
        first = np.append(np.searchsorted(entries, edges), len(entries)).astype(np.uint32)
        return cls((entries >> ROW_BITS).astype(np.uint32), entries.astype(np.uint16), first)

    def edges(self, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where the entries of each run begin and end."""
        bucket = (hashes >> HASH_BITS).astype(np.int64)
        sought, last = (hashes >> ROW_BITS).astype(np.uint32), self.first[bucket + 1]
        low = _bisected(self.hashes, self.first[bucket], last, sought)
        return low, _bisected(self.hashes, low, last, sought, after=True)


class RunIndex(NamedTuple):
    """The runs of all articles, and the number of articles before each part of them."""

    parts: tuple[Runs, ...]
    before: tuple[int, ...]

    @classmethod
    def joined(cls, indexes: Iterable["RunIndex"], before: Iterable[int]) -> "RunIndex":
        """Indexes as one, with the number of articles before each of them."""
        shifted = [
            one._replace(before=tuple(first + number for number in one.before))
            for one, first in zip(indexes, before, strict=True)
        ]
        return cls(*(sum(columns, ()) for columns in zip(*shifted, strict=True))) if shifted else cls((), ())

    def counts(self, hashes: np.ndarray) -> np.ndarray:
        """The number of articles that have each run."""
        found = np.zeros(len(hashes), dtype=np.int64)
        for low, high in self._each(lambda part, _: part.edges(hashes)):
            found += high - low
        return found

    def articles(self, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The articles of some runs: the number of the run among `hashes`, and the row of the article."""

        def found(part: Runs, before: int) -> tuple[np.ndarray, np.ndarray]:
            low, high = part.edges(hashes)
            rows = part.rows.take(ranges(low, high - low)).astype(np.int64) + before
            return np.repeat(np.arange(len(hashes)), high - low), rows

        none = (np.zeros(0, np.int64), np.zeros(0, np.int64))
        runs, rows = zip(none, *self._each(found), strict=True)
        return np.concatenate(runs), np.concatenate(rows)

    def _each(self, work: Callable[..., tuple[np.ndarray, np.ndarray]]) -> list[tuple[np.ndarray, np.ndarray]]:
        """What the work gives of each array, in order."""
        arrays = list(zip(*self, strict=True))
        if len(arrays) < 2:
            return [work(*array) for array in arrays]
        edges = np.linspace(0, len(arrays), min(READERS, len(arrays)) + 1).astype(int).tolist()
        with ThreadPoolExecutor(READERS) as pool:
            found = pool.map(lambda edge: [work(*array) for array in arrays[edge[0] : edge[1]]], pairwise(edges))
            return [each for some in found for each in some]


def _bisected(
    part: np.ndarray, low: np.ndarray, high: np.ndarray, sought: np.ndarray, *, after: bool = False
) -> np.ndarray:
    """Where each sought number belongs between `low` and `high`: before its equals, or `after` them."""
    low, high = low.astype(np.int64), high.astype(np.int64)
    left = np.flatnonzero(low < high)
    while len(left):
        middle = (low[left] + high[left]) // 2
        entries = part.take(middle)
        smaller = entries <= sought[left] if after else entries < sought[left]
        low[left[smaller]] = middle[smaller] + 1
        high[left[~smaller]] = middle[~smaller]
        left = left[low[left] < high[left]]
    return low


def built(tokens: Tokens, length: int) -> RunIndex:
    """The index of the runs of some articles, in memory."""
    return RunIndex(tuple(_parts(tokens, length)), tuple(range(0, len(tokens), ARTICLES)))


def _parts(tokens: Tokens, length: int) -> Iterator[Runs]:
    """The parts of the index one by one."""
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
            yield Runs.of(runs[once])
            bar.update(end - begin)
    finally:
        bar.close()


def saved(folder: Path, opened: Callable[[], Tokens], length: int, contents: str) -> RunIndex:
    """The index in the folder of saved tokens; it is made and saved there first if there is none.

    `opened` gives the tokens, `contents` is their hash. Where nothing can be written, it is made in memory.
    """
    target = folder / f"runs-{length}"
    if not target.exists():
        try:
            tokens = opened()
            _save(target, _parts(tokens, length), contents, len(tokens))
        except OSError:
            if not target.exists():  # else another process has made it in the meantime
                return built(opened(), length)
    return _opened(target, contents)


def _save(target: Path, parts: Iterator[Runs], contents: str, articles: int) -> None:
    part = target.with_name(f".{target.name}.{uuid4().hex}.part")
    try:
        part.mkdir()
        for number, runs in enumerate(parts):
            for name, column in runs._asdict().items():
                np.save(part / f"{number:05}-{name}.npy", column)
        files = {path.name: [path.stat().st_size, ""] for path in sorted(part.iterdir())}
        told = {"format": FORMAT, "version": VERSION, "contents": contents, "articles": articles}
        told |= {"per_array": ARTICLES, "files": files}
        (part / CONTENTS).write_text(json.dumps(told, indent=1), encoding="utf-8")
        os.replace(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _opened(target: Path, contents: str) -> RunIndex:
    again = f"Remove the folder {target.name!r}; it is made again by the next search."
    try:
        told = json.loads((target / CONTENTS).read_text(encoding="utf-8"))
        current = (told["format"], told["version"], told["contents"]) == (FORMAT, VERSION, contents)
        before = range(0, told["articles"], told.get("per_array", ARTICLES))
        check_files(target, told["files"], verify=False)
        parts = [
            Runs(*(_array(target / f"{number:05}-{name}.npy") for name in Runs._fields))
            for number in range(len(before) if current else 0)
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = str(error).partition(" Make new tokens")[0].rstrip(".")
        raise TokensError(f"The index in {str(target)!r} is damaged: {reason}. {again}") from error
    if not current:
        raise TokensError(f"The index in {str(target)!r} is that of other tokens, or of another version. {again}")
    return RunIndex(tuple(parts), tuple(before))


def _array(path: Path) -> np.ndarray:
    """A memory-mapped array of which single places are read."""
    if path.stat().st_size <= 128:  # a file without runs cannot be mapped
        return np.asarray(np.load(path, allow_pickle=False))
    found = np.load(path, mmap_mode="r", allow_pickle=False)
    if hasattr(mmap, "MADV_RANDOM"):  # else 32 pages are read for each that is needed
        found._mmap.madvise(mmap.MADV_RANDOM)
    return np.asarray(found)
