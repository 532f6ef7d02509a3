"""A text, or some articles, against an archive → every passage that they share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.frames import REUSE
from leesbril.passages import _shingles
from leesbril.passages._encoded import Words, alphabetical
from leesbril.passages._matches import Matches, Search, matches_of
from leesbril.passages._shingle_index import hashes_of, run_hashes, word_hashes, words_of
from leesbril.passages.archive import Archive, open_archive
from leesbril.passages.shared import MAX_GAP, MIN_WORDS, WIDESPREAD_ARTICLES, WIDESPREAD_SHARE, checked_search
from leesbril.scale.batches import Articles
from leesbril.text.language import rarity
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

TEXT = "text"
"""The name of a text that was given as a string."""
QUERIES = 200
"""Articles looked up at a time: bounds the memory, changes no result."""
DECIMALS = 9
"""Shares equal to nine decimals are ties."""


def find_reuse(
    text: str | pd.DataFrame | Tokens,
    archive: Articles | Tokens | Archive,
    *,
    min_words: int = MIN_WORDS,
    max_gap: int = MAX_GAP,
    widespread_share: float = WIDESPREAD_SHARE,
    widespread_articles: int | None = WIDESPREAD_ARTICLES,
    language: str | None = None,
) -> pd.DataFrame:
    """Every passage that a text, or each of some articles, shares with the articles of an archive.

    `text` is a text (a string; its name in the table is *text*), a frame of articles, or tokens; `archive` as in
    `open_archive`: a folder of `add_to_archive`, saved tokens, tokens, or a frame of articles. Exact and complete: the
    same places as `shared_passages` gives for pairs of a text and an article if the texts are added to the articles of
    the archive, with `boilerplate="keep"`. Texts are not compared with each other. A text that is in the archive itself
    is found there, with all of its words.

    Columns are those of `shared_passages` (`article_a` is the text, `article_b` the article of the archive), and
    `found_in` (number of articles of the archive that have the run of `min_words` words of the passage that fewest
    have), `share` and `rarity_share` (of the words of the text, and of their rarity in bits, that are in passages of
    this article that are not widespread). The article with the highest `rarity_share` comes first, then the one that
    was added first; its passages follow in the order of the text. `bits` are those of the words as the text has them.
    For the settings see `shared_passages`; `widespread` counts the articles of the archive and the texts.

    An index of all runs of words is made at the first search and saved beside the tokens; from then on, a search reads
    only the articles that share a run with the text. Raises ValueError for settings that are not valid or another
    language, TokensError for a folder that has no archive.

    >>> archive = pd.DataFrame({"text": ["De slag om Mosul begon.", "Het regent."], "language": "nl"}, index=["a", "b"])
    >>> found = find_reuse("Zij zien: de slag om Mosul begon.", archive)
    >>> found[["article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "share"]].round(2).values.tolist()
    [['text', 10, 32, 'a', 0, 22, 0.71]]
    """
    search = checked_search(min_words, max_gap, widespread_share, widespread_articles)
    opened = open_archive(archive, language=language)
    texts = _query(text, opened.language or language)
    lookup = _Lookup.of(texts, opened, search)
    found = [lookup.passages(rows) for rows in _batches(len(texts))]
    return _frame(texts.names, opened, _concatenated(found), lookup.totals)


def _query(text: str | pd.DataFrame | Tokens, language: str | None) -> Tokens:
    """The tokens of what is looked up."""
    if isinstance(text, Path):
        raise TypeError(f"text must be a text, a frame of articles, or tokens; received the path {text.name!r}.")
    if isinstance(text, str):
        text = pd.DataFrame({"text": pd.Series([text], [TEXT], dtype="str")})
    return as_tokens(text, language=language)


def _batches(count: int) -> Iterator[np.ndarray]:
    for begin in range(0, max(count, 1), QUERIES):
        yield np.arange(begin, min(begin + QUERIES, count))


class _Found(NamedTuple):
    """Passages: the numbers of the text and of the article, the places, and what is said of them."""

    text: np.ndarray
    article: np.ndarray
    places: np.ndarray
    words: np.ndarray
    bits: np.ndarray
    near: np.ndarray
    widespread: np.ndarray
    found_in: np.ndarray


class _Lookup(NamedTuple):
    """Texts that are looked up in an archive.

    Text `row[i]` has the run `run[i]`, once and in order; `known` are their distinct runs, and `in_texts` the number of
    texts with each. `totals` are the words of each text, and their bits.
    """

    tokens: Tokens
    archive: Archive
    search: Search
    run: np.ndarray
    row: np.ndarray
    known: np.ndarray
    in_texts: np.ndarray
    totals: np.ndarray

    @classmethod
    def of(cls, tokens: Tokens, archive: Archive, search: Search) -> "_Lookup":
        """The lookup of all texts."""
        view = tokens.view()
        words = words_of(tokens, view, np.arange(len(tokens)))
        hashes, places = run_hashes(words.first, hashes_of(view, words.read), search.min_words)
        rows = np.searchsorted(words.first, places, side="right") - 1
        once = pd.DataFrame({"row": rows, "run": hashes}).drop_duplicates().sort_values(["row", "run"])
        known, in_texts = np.unique(once["run"].to_numpy(), return_counts=True)
        used, number = np.unique(words.read, return_inverse=True)
        bits = np.append(0, np.cumsum(rarity(view.table["term"][used], tokens.language)[number.ravel()]))
        totals = np.stack([np.diff(words.first), np.diff(bits[words.first])])
        return cls(tokens, archive, search, once["run"].to_numpy(), once["row"].to_numpy(), known, in_texts, totals)

    @property
    def limit(self) -> float:
        """A run in more articles and texts than this is widespread."""
        return self.search.limit(len(self.archive) + len(self.tokens))

    def articles_with(self, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The number of articles of the archive with each run, and that of the texts."""
        counts = self.archive.index(self.search.min_words).counts(hashes)
        place = np.minimum(np.searchsorted(self.known, hashes), max(len(self.known) - 1, 0))
        here = self.known[place] == hashes if len(self.known) else np.zeros(len(hashes), bool)
        return counts, np.where(here, self.in_texts[place] if len(self.known) else 0, 0)

    def passages(self, rows: np.ndarray) -> _Found:
        """The passages of some of the texts."""
        pairs = self._pairs(rows)
        articles = np.unique(pairs[:, 1])
        words, hashes = self._encoded(rows, articles)
        numbers = np.searchsorted(rows, pairs[:, 0]), len(rows) + np.searchsorted(articles, pairs[:, 1])
        runs, places = run_hashes(words.first, hashes, self.search.min_words)
        distinct, which = np.unique(runs, return_inverse=True)
        in_archive, in_texts = self.articles_with(distinct)
        clean = _clean(words, places[(in_archive + in_texts)[which] > self.limit], places, self.search.min_words)
        shingles = _shingles.shingles(words, self.search.min_words, float("inf"))._replace(clean=clean)
        found = _shingles.align(words, shingles, np.stack(numbers, axis=1), self.search.min_words, self.search.max_gap)
        matches = matches_of(words, found, only_widespread=False)
        counts = np.full(len(words.codes), np.iinfo(np.int64).max)
        counts[places] = in_archive[which]
        return _found(words, matches, counts, rows, articles, self.search.min_words)

    def _pairs(self, rows: np.ndarray) -> np.ndarray:
        """The pairs of a text and an article that share a run that is not widespread, in order."""
        edges = np.searchsorted(self.row, [rows[0], rows[-1] + 1]) if len(rows) else [0, 0]
        here = slice(edges[0], edges[1])
        runs, which = np.unique(self.run[here], return_inverse=True)
        sought = np.flatnonzero(sum(self.articles_with(runs)) <= self.limit)
        owners = self.row[here][np.argsort(which, kind="stable")]
        first = np.searchsorted(np.sort(which), np.arange(len(runs) + 1))
        number, article = self.archive.index(self.search.min_words).articles(runs[sought])
        run = sought[number]
        sizes = np.diff(first)[run]
        text = owners[_shingles.ranges(first[run], sizes)]
        return np.unique(np.stack([text, np.repeat(article, sizes)], axis=1), axis=0)

    def _encoded(self, rows: np.ndarray, articles: np.ndarray) -> tuple[Words, np.ndarray]:
        """The words of the texts and then of the articles, and the hash of each word."""
        import polars as pl

        of_parts = np.searchsorted(self.archive.before, articles, side="right") - 1
        asked = [(self.tokens, rows)]
        asked += [
            (part.tokens, articles[of_parts == number] - self.archive.before[number])
            for number, part in enumerate(self.archive.parts)
            if (of_parts == number).any()
        ]
        read, starts, first, tables, known = [], [], [np.zeros(1, np.int64)], [], 0
        for tokens, chosen in asked:
            view = tokens.view()
            words = words_of(tokens, view, chosen)
            used, number = np.unique(words.read, return_inverse=True)
            read.append(number.ravel() + known)
            starts.append(words.starts)
            first.append(words.first[1:] + first[-1][-1])
            tables.append(view.table.select("token", "term")[used])
            known += len(used)
        table = pl.concat(tables)
        bits = rarity(table["term"], self.tokens.language)
        bits[len(tables[0]) :] = np.inf  # so that those of the text are the lower ones
        lengths, numbers = table["token"].str.len_chars().to_numpy().astype("int64"), np.concatenate(read)
        columns = alphabetical(table["token"])[numbers], np.concatenate(starts), numbers
        names = pd.RangeIndex(len(rows) + len(articles))
        words_of_all = Words(names, np.concatenate(first), *columns, lengths, bits, pd.DataFrame(index=names))
        return words_of_all, word_hashes(table["token"])[numbers]


def _clean(words: Words, widespread: np.ndarray, places: np.ndarray, length: int) -> np.ndarray:
    """Which words start a whole run without a word of a widespread run."""
    inside = np.zeros(len(words.codes) + 1, dtype=np.int64)
    for step in range(length):
        inside[widespread + step + 1] = 1
    before = np.cumsum(inside)
    clean = np.zeros(len(words.codes), dtype=bool)
    clean[places] = before[places + length] == before[places]
    return clean


def _found(
    words: Words, matches: Matches, counts: np.ndarray, rows: np.ndarray, articles: np.ndarray, length: int
) -> _Found:
    """The passages with their places, and the articles that have their least frequent run."""
    starts = [words.starts[matches.first_a], words.ends(matches.last_a)]
    starts += [words.starts[matches.first_b], words.ends(matches.last_b)]
    sizes = np.maximum(matches.last_b - matches.first_b + 2 - length, 1)
    heads = np.cumsum(sizes) - sizes
    runs = counts[_shingles.ranges(matches.first_b, sizes)]
    fewest = np.minimum.reduceat(runs, heads) if len(heads) else np.zeros(0, np.int64)
    return _Found(
        rows[matches.row_a],
        articles[matches.row_b - len(rows)],
        np.stack([edge.astype(np.int64) for edge in starts], axis=1),
        matches.words,
        matches.bits,
        matches.runs > 1,
        matches.widespread,
        fewest,
    )


def _concatenated(found: list[_Found]) -> _Found:
    return _Found(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def _frame(texts: pd.Index, archive: Archive, found: _Found, totals: np.ndarray) -> pd.DataFrame:
    """The table, the article that covers most of the text first."""
    pair, number = np.unique(np.stack([found.text, found.article]), axis=1, return_inverse=True)
    number, counted = number.ravel(), ~found.widespread
    shares = [
        np.bincount(number, values * counted, minlength=pair.shape[1]) / np.maximum(total[pair[0]], 1e-300)
        for values, total in zip((found.words, found.bits), totals, strict=True)
    ]
    share, rarity_share = (values[number] for values in shares)
    order = np.lexsort((found.places[:, 0], found.article, -rarity_share.round(DECIMALS), found.text))
    columns: dict[str, Any] = {
        "article_a": texts.take(found.text),
        "start_a": found.places[:, 0],
        "end_a": found.places[:, 1],
        "article_b": archive.names_of(found.article),
        "start_b": found.places[:, 2],
        "end_b": found.places[:, 3],
        "words": found.words,
        "bits": found.bits,
        "kind": pd.array(["exact", "near"], dtype="str").take(found.near.astype(np.int64)),
        "widespread": found.widespread,
        "found_in": found.found_in,
        "share": share,
        "rarity_share": rarity_share,
    }
    return REUSE.typed(pd.DataFrame(columns).iloc[order].reset_index(drop=True))
