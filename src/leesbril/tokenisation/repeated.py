"""The units of all articles → those that are boilerplate: a publisher repeats them, whatever the articles are about."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.text.language import Language
from leesbril.text.units import Units
from leesbril.text.words import HEAD, SHOUTED

LEAST_ARTICLES = 3
"""Two articles of one publisher with the same line have it from one event, one writer or one correction as a rule."""
LEAST_SHARE, LEAST_ROOT = 0.01, 0.5
"""The articles that must have a line, as a share of the publisher's articles, and as a multiple of the root of their
number: 3 of 4, 5 of 100, 15 of 1,000, 100 of 10,000. More articles have more lines in common by chance."""
TIMES_OTHERS = 3
"""How many times as large as at other publishers the share of articles with the line must be…"""
HALF = 0.5
"""… unless this share of the publisher's own articles have it: then it is no matter who else writes it."""
MOST_RECURRING = 0.125
"""The highest share of the words of a line that may recur in the rest of its articles, on average: boilerplate has
another subject than the article above it, a sentence of the article has the same."""
BEYOND_DOUBT = 10
"""A line in this many articles, and in half of those of its publisher, is boilerplate whatever it is about."""
MOST_READ = 100
"""Articles of each line in which its words are looked for: bounds the time."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
"""The golden ratio in 64 bits: neighbouring numbers times it are far apart."""


def ranges(starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The ranges of `sizes` consecutive numbers from each start, concatenated.

    >>> ranges(np.array([3, 7]), np.array([2, 3])).tolist()
    [3, 4, 7, 8, 9]
    """
    numbers: np.ndarray = np.arange(sizes.sum()) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    return numbers


class Boilerplate(NamedTuple):
    """The places of boilerplate, in text order: the number of the article, and start and end in its text.

    `words` are the first words in the places, `next_words` the first ones behind them, numbered within their articles.
    `articles` is the number of articles of the publisher that have the line, `of` the number of all its articles,
    `elsewhere` the number of articles of other publishers that have it; the same text counts once.
    """

    rows: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    words: np.ndarray
    next_words: np.ndarray
    articles: np.ndarray
    of: np.ndarray
    elsewhere: np.ndarray

    def take(self, places: np.ndarray) -> "Boilerplate":
        """Some of the places."""
        return Boilerplate(*(column[places] for column in self))


NO_BOILERPLATE = Boilerplate(*(np.zeros(0, np.int64) for _ in Boilerplate._fields))


class Candidates(NamedTuple):
    """The lines that a publisher repeats often enough, and the units that are such lines.

    `places` are these units (numbers in `units`) and `lines` the line of each. Of each line, `hashes` is the hash,
    `articles`, `of` and `elsewhere` are as in `Boilerplate`, and `certain` says whether it is beyond doubt.
    `with_rest` says of each article whether it has other units as well, half as many at least, and is no copy of an
    earlier one.
    """

    units: Units
    places: np.ndarray
    lines: np.ndarray
    hashes: np.ndarray
    articles: np.ndarray
    of: np.ndarray
    elsewhere: np.ndarray
    certain: np.ndarray
    with_rest: np.ndarray

    @property
    def rows(self) -> np.ndarray:
        """The article of each place."""
        found: np.ndarray = np.searchsorted(self.units.first, self.places, side="right") - 1
        return found


class Words(NamedTuple):
    """The content words of some lines, and how often some articles have them: CSR matrices of lines (or articles) ×
    words.
    """

    of_lines: Any
    of_articles: Any


def candidates(units: Units) -> Candidates:
    """The lines that a publisher repeats often enough to be boilerplate, by their numbers alone."""
    rows = units.rows
    codes, publishers = pd.factorize(pd.Series(units.publishers, dtype=object))
    distinct = _distinct(units, codes)
    number, hashes = pd.factorize(units.hashes)
    often = np.flatnonzero(np.bincount(number, minlength=len(hashes))[number] >= LEAST_ARTICLES)
    size = max(len(publishers), 1)
    keys = number[often] * size + codes[rows[often]]
    line, of_key = pd.factorize(keys)
    once = ~pd.Series(line * len(distinct) + rows[often]).duplicated().to_numpy()
    raw = np.bincount(line[once], minlength=len(of_key))
    found = np.bincount(line[once & distinct[rows[often]]], minlength=len(of_key))
    which, publisher = np.divmod(of_key, size)
    total = np.bincount(which, weights=found, minlength=len(hashes)).astype(np.int64)
    of_each, raw_of_each = (np.bincount(codes[mask], minlength=size) for mask in (distinct, codes >= 0))
    of, elsewhere = of_each[publisher], total[which] - found
    enough = (found >= LEAST_ARTICLES) & (found >= np.floor(LEAST_ROOT * np.sqrt(of))) & (found >= LEAST_SHARE * of)
    enough &= raw >= LEAST_SHARE * raw_of_each[publisher]  # so that `texts_to_keep` has kept its text
    typical = found * (distinct.sum() - of) >= TIMES_OTHERS * elsewhere * of
    kept = np.flatnonzero(enough & (typical | (found >= HALF * of)))
    renumbered = np.full(len(of_key), -1)
    renumbered[kept] = np.arange(len(kept))
    mine = np.flatnonzero(renumbered[line] >= 0)
    places, lines = often[mine], renumbered[line[mine]]
    repeated = np.bincount(rows[places], minlength=len(distinct))
    rest = 2 * (np.diff(units.first) - repeated) >= np.maximum(repeated, 1)
    certain = (found >= BEYOND_DOUBT) & (found >= HALF * of)
    columns = hashes[which[kept]], found[kept], of[kept], elsewhere[kept], certain[kept]
    return Candidates(units, places, lines, *columns, distinct & rest)


def _distinct(units: Units, codes: np.ndarray) -> np.ndarray:
    """Which articles have units, in another order or of another kind than any earlier one of their publisher."""
    sizes = np.diff(units.first)
    place = np.arange(len(units.hashes)) - np.repeat(units.first[:-1], sizes)
    filled = np.flatnonzero(sizes)
    distinct = np.zeros(len(sizes), dtype=bool)
    if len(filled):
        mixed = units.hashes * (2 * place + 1).astype(np.uint64) * _ODD
        whole = np.add.reduceat(mixed ^ (mixed >> np.uint64(31)), units.first[filled])
        keys = pd.DataFrame({"publisher": codes[filled], "units": whole})
        distinct[filled[~keys.duplicated().to_numpy()]] = True
    return distinct


def texts_to_keep(units: Units) -> np.ndarray:
    """The first unit of each kind that may become boilerplate, whatever the articles of other batches have.

    A line in `LEAST_SHARE` of all articles of a publisher is in as large a share of its articles in one batch at least.
    """
    codes, publishers = pd.factorize(pd.Series(units.publishers, dtype=object))
    size, rows = max(len(publishers), 1), units.rows
    # Line and publisher as one number: that two are mixed to the same is as unlikely as that two lines have one hash.
    key = pd.factorize(units.hashes + codes[rows].astype(np.uint64) * _ODD)[0]
    found = np.bincount(key)  # twice in one article counts twice: some more are kept
    first = np.flatnonzero(np.diff(np.maximum.accumulate(key), prepend=-1))  # keys are numbered as they come
    enough = found >= LEAST_SHARE * np.bincount(codes[codes >= 0], minlength=size)[codes[rows[first]]]
    kept: np.ndarray = first[enough]
    return kept[~pd.Series(units.hashes[kept]).duplicated().to_numpy()]


def boilerplate(found: Candidates, words_of: Callable[[np.ndarray, np.ndarray], Words]) -> np.ndarray:
    """Which of the places are boilerplate: the words of their lines do not recur in the rest of the articles.

    `words_of` gives the words of some lines (one place of each) and of some articles (their numbers).
    """
    from scipy.sparse import csr_array

    if not len(found.places):
        return np.zeros(0, dtype=bool)
    hashes, of_hash = np.unique(found.hashes, return_inverse=True)
    once = pd.DataFrame({"line": found.lines, "row": found.rows}).drop_duplicates()
    once = once[found.with_rest[once["row"]]].sort_values(["line", "row"])
    line, row = once["line"].to_numpy(), once["row"].to_numpy()
    evident = np.bincount(line, minlength=len(found.hashes))
    sampled = _sampled(line, evident)
    line, row = line[sampled], row[sampled]
    rows, row = np.unique(row, return_inverse=True)
    a_place = np.full(len(hashes), -1)
    a_place[of_hash[found.lines[::-1]]] = found.places[::-1]
    words = words_of(a_place, rows)
    here = np.flatnonzero(np.isin(found.rows, rows))
    cells = np.searchsorted(rows, found.rows[here]), of_hash[found.lines[here]]
    held = csr_array((np.ones(len(here), np.int64), cells), shape=(len(rows), len(hashes))) @ words.of_lines
    rest = (words.of_articles - held) > 0
    present = (words.of_lines > 0).astype(np.int64)
    recur = np.asarray(rest[row].multiply(present[of_hash[line]]).sum(axis=1)).ravel()
    sizes = np.asarray(present.sum(axis=1)).ravel()[of_hash[line]]
    share = _pooled(found, line, recur, sizes)
    recurring = ~found.certain & (share > MOST_RECURRING)
    chosen = (evident >= LEAST_ARTICLES) & ~recurring & ~_of_a_story(found, recurring)
    answer: np.ndarray = chosen[found.lines]
    return answer


def _of_a_story(found: Candidates, recurring: np.ndarray) -> np.ndarray:
    """Which lines are only in articles that share another line about their subject, and in half of those at least."""
    from scipy.sparse import csr_array

    cells = found.lines, found.rows
    held = csr_array((np.ones(len(found.lines), np.int64), cells), shape=(len(found.hashes), len(found.with_rest)))
    held.data[:] = 1
    sizes: np.ndarray = np.asarray(held.sum(axis=1)).ravel()
    both = (held @ held[recurring].T).tocoo()
    story = sizes[recurring][both.col]
    inside = (both.data == sizes[both.row]) & (2 * sizes[both.row] >= story) & ~found.certain[both.row]
    answer = np.zeros(len(sizes), dtype=bool)
    answer[both.row[inside]] = True
    return answer


def _sampled(line: np.ndarray, evident: np.ndarray) -> np.ndarray:
    """Which of the articles of each line are read: `MOST_READ`, evenly spaced."""
    sizes = evident[line]
    place = np.arange(len(line)) - (np.cumsum(evident) - evident)[line]
    wanted = np.minimum(sizes, MOST_READ)
    step = place * wanted // np.maximum(sizes, 1)
    picked: np.ndarray = (place == 0) | (step != (place - 1) * wanted // np.maximum(sizes, 1))
    return picked


def _pooled(found: Candidates, line: np.ndarray, recur: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The share of the words of each line that recur; lines in the same articles are taken together."""
    rows, lines = found.rows, found.lines
    mixed = (rows.astype(np.uint64) + np.uint64(1)) * _ODD
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    once = ~pd.DataFrame({"line": lines, "row": rows}).duplicated().to_numpy()
    order = np.argsort(lines[once], kind="stable")
    heads = np.searchsorted(lines[once][order], np.arange(len(found.hashes)))
    block = pd.factorize(np.add.reduceat(mixed[once][order], heads))[0]
    some = np.bincount(block[line], weights=recur, minlength=block.max() + 1)
    all_ = np.bincount(block[line], weights=sizes, minlength=block.max() + 1)
    shares: np.ndarray = (some / np.maximum(all_, 1))[block]
    return shares


def content_words(words: Any, language: Language) -> Any:
    """Marked words (a polars series) in lower case; missing where they are stop words or have no letter."""
    import polars as pl

    written = words.str.strip_chars_start(HEAD + SHOUTED).str.to_lowercase()
    content = written.str.contains(r"\p{L}") & ~written.is_in(list(language.stop_words))
    return written.zip_with(content, pl.Series([None], dtype=pl.String))


class ReadArticles(NamedTuple):
    """Articles as the words of all of them in order, as in `Tokens`; `types` are the marked words (a polars series)."""

    first: np.ndarray
    codes: np.ndarray
    starts: np.ndarray
    types: Any
    language: Language

    def words_of(self, units: Units, places: np.ndarray, rows: np.ndarray) -> Words:
        """The content words of some units, and of some articles."""
        of = np.searchsorted(units.first, places, side="right") - 1
        begins, ends = (self.first[of] + self.words_from(of, edges[places]) for edges in (units.starts, units.ends))
        words = ranges(begins, ends - begins)
        content = content_words(self.types, self.language)
        sought = content[self.codes[words]].drop_nulls().unique()
        numbers = sought.to_frame("word").with_row_index("number")
        known = content.to_frame("word").join(numbers, on="word", how="left", maintain_order="left")["number"]
        column = known.cast(int).fill_null(-1).to_numpy()
        articles = ranges(self.first[rows], np.diff(self.first)[rows])
        parts = (ends - begins, words), (np.diff(self.first)[rows], articles)
        return Words(*(self._counted(column, sizes, given, len(sought)) for sizes, given in parts))

    def words_from(self, rows: np.ndarray, edges: np.ndarray) -> np.ndarray:
        """The first word of each of some articles that starts at a place in its text or behind it; 0 is its first."""
        low, high = self.first[rows], self.first[rows + 1]
        while (left := np.flatnonzero(low < high)).size:
            middle = (low[left] + high[left]) // 2
            before = self.starts[middle] < edges[left]
            low[left[before]], high[left[~before]] = middle[before] + 1, middle[~before]
        words: np.ndarray = low - self.first[rows]
        return words

    def _counted(self, column: np.ndarray, sizes: np.ndarray, words: np.ndarray, columns: int) -> Any:
        from scipy.sparse import csr_array

        number = column[self.codes[words]]
        cells = np.repeat(np.arange(len(sizes)), sizes)[number >= 0], number[number >= 0]
        return csr_array((np.ones(len(cells[0]), np.int64), cells), shape=(len(sizes), columns))


def boilerplate_in(articles: ReadArticles, found: Candidates) -> Boilerplate:
    """The boilerplate of articles that were read."""
    units = found.units
    chosen = boilerplate(found, lambda places, rows: articles.words_of(units, places, rows))
    places, lines = found.places[chosen], found.lines[chosen]
    order = np.argsort(places, kind="stable")
    places, lines = places[order], lines[order]
    rows = np.searchsorted(units.first, places, side="right") - 1
    starts, ends = units.starts[places].astype(np.int64), units.ends[places].astype(np.int64)
    words, next_words = articles.words_from(rows, starts), articles.words_from(rows, ends)
    return Boilerplate(
        rows, starts, ends, words, next_words, found.articles[lines], found.of[lines], found.elsewhere[lines]
    )
