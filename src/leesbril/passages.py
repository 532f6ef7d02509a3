"""Two articles → the passages that they share, how much of each these cover, and what is new.

Text is moved around, so nothing here assumes an order: passages are found by greedy string tiling, not by a diff.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.language import background_frequencies, get_language
from leesbril.tiling import Pair, Tile, tiled_passages
from leesbril.tokens import checked_texts, sentences
from leesbril.vocabulary import Rules, readings, tidy
from leesbril.weights import BACKGROUND_FLOOR
from leesbril.words import locate, raw_words

MIN_WORDS = 5
"""Shorter runs are mostly the language's own: two articles meet in four words without knowing of each other."""
MAX_GAP = 2
WIDESPREAD_SHARE = 0.1
WIDESPREAD_ARTICLES = 10
"""Below this number of articles a passage is never widespread: in a folder of eight, three that agree are news."""
PASSAGE_TYPES = {
    "start_a": "int64",
    "end_a": "int64",
    "start_b": "int64",
    "end_b": "int64",
    "words": "int64",
    "bits": "float64",
    "kind": "str",
    "widespread": "bool",
}
PASSAGE_COLUMNS = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b", *list(PASSAGE_TYPES)[4:]]
COVERAGE_TYPES = {
    "passages": "int64",
    "words": "int64",
    "words_a": "int64",
    "words_b": "int64",
    "share_a": "float64",
    "share_b": "float64",
    "bits": "float64",
    "rarity_share_a": "float64",
    "rarity_share_b": "float64",
}
_BATCH = 2_000_000
"""Pairs or places looked at together: bounds the memory, changes no result."""


def shared_passages(
    articles: pd.DataFrame,
    *,
    min_words: int = MIN_WORDS,
    max_gap: int = MAX_GAP,
    pairs: pd.DataFrame | None = None,
    widespread_share: float = WIDESPREAD_SHARE,
    language: str = "nl",
) -> pd.DataFrame:
    """Find the passages that stand in two articles, wherever they were moved to.

    Columns `article_a`, `start_a`, `end_a`, `article_b`, `start_b`, `end_b` (characters of the texts, end excluded;
    `article_a` comes first in the frame of articles), `words` (that match), `bits` (how rare these are: the sum of
    -log2 of their background frequency, of the commoner where the two articles count a word differently, as IS and
    is), `kind`, `widespread`. Words are compared in small letters; a compound with hyphens is one word.

    *exact*: a run of `min_words` words or more, found by greedy string tiling: the longest run of free words first,
    until none is left (Wise 1993). Every word lies in at most one passage of a pair. Among equally long runs the
    first goes first, seen from the article whose words come first in the alphabet, so that the order of the articles
    changes nothing. *near*: such runs grown together, and by runs of two words or more, over gaps of at most
    `max_gap` words on either side; the longest run within reach first, then the narrowest gap.

    *widespread*: a run of `min_words` words is widespread if more than `widespread_share` of the articles hold it,
    and ten or more; a passage is, if no `min_words` of its words in a row stand outside such runs (a copyright line
    with a word more by chance still is, but not one that runs on from a copied sentence). A widespread passage and
    another are not grown together. Without `pairs` (a frame with `article_a` and `article_b`), a pair that shares
    nothing but widespread passages is not listed.

    >>> toy = pd.DataFrame({"text": ["De slag om Mosul begon. Zij wachten.", "Zij zien: de slag om Mosul begon."]})
    >>> shared_passages(toy)[["start_a", "end_a", "start_b", "end_b", "words", "kind"]].values.tolist()
    [[0, 22, 10, 32, 5, 'exact']]
    """
    _check_settings(min_words, max_gap, widespread_share)
    words = _Words.of(articles, language)
    shingles = _shingles(words, min_words, widespread_share)
    asked = _candidates(words, shingles) if pairs is None else _asked(articles, pairs)
    found = _align(words, shingles, asked, min_words, max_gap)
    frame = _passages_frame(articles, words, found)
    if pairs is None:
        frame = frame[~frame.groupby(["article_a", "article_b"])["widespread"].transform("all").astype(bool)]
    return frame.reset_index(drop=True)


def coverage(
    articles: pd.DataFrame, passages: pd.DataFrame, *, widespread: bool = False, language: str = "nl"
) -> pd.DataFrame:
    """Say for each pair how much of either article lies in the passages that they share.

    Columns `article_a`, `article_b`, `passages` (counted), `words` (that match in them), `words_a`, `words_b` (in
    the whole articles), `share_a`, `share_b` (`words` over these: containment, Broder 1997), `bits`, and
    `rarity_share_a`, `rarity_share_b`: the same shares with every word weighed by its rarity in bits, so that stock
    phrases count for little. Widespread passages count only if `widespread`; a pair without others has zeros.

    >>> toy = pd.DataFrame({"text": ["De slag om Mosul begon.", "Zij zien: de slag om Mosul begon op zondag."]})
    >>> coverage(toy, shared_passages(toy))[["words", "share_a", "share_b"]].values.tolist()
    [[5.0, 1.0, 0.5555555555555556]]
    """
    _check_columns("passages", passages, ["article_a", "article_b", "words", "bits", "widespread"])
    everything = _Words.of(articles, language)
    rows = {side: _rows_of(articles, passages[f"article_{side}"]) for side in "ab"}
    counted = (passages["widespread"].to_numpy(bool) <= widespread).astype("int64")
    sums = {"passages": counted, "words": passages["words"] * counted, "bits": passages["bits"] * counted}
    table = pd.DataFrame(sums).groupby([rows["a"], rows["b"]]).sum()
    rarity = np.bincount(everything.rows, weights=everything.bits, minlength=len(articles))
    for level, side in enumerate("ab"):
        row = table.index.get_level_values(level).to_numpy(dtype="int64")
        table[f"article_{side}"] = articles.index.take(row)
        table[f"words_{side}"] = np.diff(everything.first)[row]
        table[f"share_{side}"] = table["words"] / table[f"words_{side}"]
        table[f"rarity_share_{side}"] = table["bits"] / rarity[row]
    return table.reset_index(drop=True)[["article_a", "article_b", *COVERAGE_TYPES]].astype(COVERAGE_TYPES)


def what_is_new(
    articles: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    min_words: int = MIN_WORDS,
    max_gap: int = MAX_GAP,
    language: str = "nl",
) -> pd.DataFrame:
    """List the sentences of article `b` with how much of each stands in the passages that `a` shares with it.

    Columns `paragraph`, `sentence`, `kind`, `start`, `end`, `text`, `words` (in the sentence), `found` (those that
    match; the words in the gaps of a near passage do not) and `share` (`found` over `words`; missing without words).
    The two articles alone decide: what is widespread elsewhere stands in `a` all the same, and is found.

    >>> toy = pd.DataFrame({"text": ["De slag om Mosul begon.", "Zij zien het. De slag om Mosul begon."]})
    >>> what_is_new(toy, 0, 1)[["text", "words", "found", "share"]].values.tolist()
    [['Zij zien het.', 3, 0, 0.0], ['De slag om Mosul begon.', 5, 5, 1.0]]
    """
    _check_settings(min_words, max_gap, WIDESPREAD_SHARE)
    if a == b:
        raise ValueError(f"what_is_new compares two articles; received {a!r} twice.")
    checked_texts(articles)
    two = articles.iloc[_rows_of(articles, pd.Series([a, b]))]
    words = _Words.of(two, language)
    found = _align(words, _shingles(words, min_words, 1.0), np.array([[0, 1]]), min_words, max_gap)
    places = words.starts[words.first[1] :]
    matched = np.zeros(len(places), dtype=bool)
    matched[found.positions_b - words.first[1]] = True
    frame = sentences(two.iloc[1:], language=language).drop(columns="article")
    edges = np.searchsorted(places, [*frame["start"], len(two["text"].iloc[1]) + 1])
    frame["words"] = np.diff(edges)
    frame["found"] = np.diff(np.concatenate([[0], matched.cumsum()])[edges])
    frame["share"] = frame["found"] / frame["words"].where(frame["words"] > 0)
    return frame


def _check_settings(min_words: int, max_gap: int, widespread_share: float) -> None:
    if not isinstance(min_words, int) or min_words < 2:
        raise ValueError(f"min_words is a whole number from 2 up; received {min_words!r}.")
    if not isinstance(max_gap, int) or not 0 <= max_gap < min_words:
        raise ValueError(
            f"max_gap is a whole number from 0 up, below min_words ({min_words}), or a gap could hold a passage; "
            f"received {max_gap!r}."
        )
    if not 0 < widespread_share <= 1:
        raise ValueError(f"widespread_share is a share above 0, at most 1 (nothing); received {widespread_share!r}.")


def _check_columns(name: str, frame: pd.DataFrame, needed: list[str]) -> None:
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{name} is a frame with the columns {', '.join(needed)}; received {type(frame).__name__}.")
    if missing := [column for column in needed if column not in frame.columns]:
        raise ValueError(f"{name} lacks the columns {missing}; it has {list(frame.columns)}.")


def _rows_of(articles: pd.DataFrame, names: pd.Series) -> np.ndarray:
    rows: np.ndarray = articles.index.get_indexer(pd.Index(names))
    if (rows < 0).any():
        unknown = list(dict.fromkeys(names[rows < 0]))[:5]
        raise KeyError(f"No articles {unknown} among the {len(articles)}; their names are the frame's index.")
    return rows


def _asked(articles: pd.DataFrame, pairs: pd.DataFrame) -> np.ndarray:
    """The pairs that a user asks for as rows of the articles, the earlier first, each once and in order."""
    _check_columns("pairs", pairs, ["article_a", "article_b"])
    rows = np.sort(np.stack([_rows_of(articles, pairs[f"article_{side}"]) for side in "ab"], axis=1), axis=1)
    if len(alike := rows[rows[:, 0] == rows[:, 1], 0]):
        raise ValueError(f"A pair is two articles; received {articles.index[alike[0]]!r} with itself.")
    return np.unique(rows, axis=0)


@dataclass(frozen=True)
class _Words:
    """Every word of the folder in order: its article, its place, what it is compared as, how rare it is.

    `codes` number the words in alphabetical order; article number `row` has the words `first[row]:first[row + 1]`.
    """

    rows: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    codes: np.ndarray
    bits: np.ndarray
    first: np.ndarray

    @classmethod
    def of(cls, articles: pd.DataFrame, language: str) -> "_Words":
        """The words that `tokens` finds, by the fast road: what a word is read as is worked out once for each."""
        texts = checked_texts(articles)
        found = raw_words(texts)
        read = readings(found.words, found.counts.tolist(), Rules.of(get_language(language)))
        # Place i in the text holds reading number `which[i]` of all distinct readings.
        places, which = read.spread(found.codes)
        written, terms = read.frame["token"], read.frame["term"]
        rows = found.rows[places]
        starts = locate(texts, found)[places] + read.frame["offset"].to_numpy()[which]
        codes, _ = pd.factorize(np.array([tidy(token).casefold() for token in written], dtype=object), sort=True)
        frequency = background_frequencies(terms, language=language).to_numpy()
        return cls(
            rows=rows,
            starts=starts,
            ends=starts + written.str.len().to_numpy()[which],
            codes=codes[which],
            bits=-np.log2(np.maximum(frequency, BACKGROUND_FLOOR))[which],
            first=np.searchsorted(rows, np.arange(len(texts) + 1)),
        )

    def alphabetical(self) -> np.ndarray:
        """The rank of each article by its words: what settles ties, whatever the articles are called."""
        spelled = [self.codes[start:end].astype(">u4").tobytes() for start, end in pairwise(self.first.tolist())]
        ranks: np.ndarray = pd.factorize(np.array(spelled, dtype=object), sort=True)[0]
        return ranks


def _ranges(starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The numbers from each start on, as many as its size says, all in one array.

    >>> _ranges(np.array([3, 7]), np.array([2, 3])).tolist()
    [3, 4, 7, 8, 9]
    """
    numbers: np.ndarray = np.arange(sizes.sum()) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    return numbers


class _Shingles(NamedTuple):
    """The run of `min_words` words that starts at each word: its number, or -1 where the article ends before.

    `shared`: it stands in two articles at least; `clean`: none of its words lies in a widespread run.
    """

    ids: np.ndarray
    shared: np.ndarray
    clean: np.ndarray


def _shingles(words: _Words, min_words: int, widespread_share: float) -> _Shingles:
    """Number the runs exactly, a word at a time: a run is the run without its last word, and that word."""
    ids, whole = words.codes.astype(np.int64), np.arange(len(words.codes)) + min_words <= words.first[words.rows + 1]
    for step in range(1, min_words):
        last = np.append(words.codes[step:], np.zeros(min(step, len(ids)), dtype=np.int64))
        ids = pd.factorize(ids * (words.codes.max(initial=0) + 1) + last)[0]
    ids = np.where(whole, ids, -1)
    articles = _articles_with(ids, words)
    limit = max(widespread_share * (len(words.first) - 1), WIDESPREAD_ARTICLES - 1)
    widespread = np.flatnonzero(articles > limit)
    inside = np.zeros(len(ids), dtype=bool)
    for step in range(min_words):
        inside[widespread + step] = True
    soiled = np.concatenate([[0], inside.cumsum()])
    ends = np.minimum(np.arange(len(ids)) + min_words, len(ids))
    return _Shingles(ids, articles > 1, whole & (soiled[ends] == soiled[:-1]))


def _articles_with(ids: np.ndarray, words: _Words) -> np.ndarray:
    """In how many articles each run stands; 0 for what is no whole run."""
    rows = len(words.first)
    distinct = pd.unique(ids * rows + words.rows) // rows
    return np.where(ids < 0, 0, np.bincount(distinct[distinct >= 0], minlength=len(ids))[ids])


def _candidates(words: _Words, shingles: _Shingles) -> np.ndarray:
    """The pairs of articles that share a clean run, in order: the join of the runs with themselves."""
    articles = len(words.first) - 1
    kept = shingles.clean & shingles.shared
    # Sorted by run and then by article, each once: behind every article stand those that it pairs with.
    places = np.unique(shingles.ids[kept] * articles + words.rows[kept])
    runs, rows = np.divmod(places, max(articles, 1))
    later = np.searchsorted(runs, runs, side="right") - np.arange(len(runs)) - 1
    pairs = [np.empty(0, dtype=np.int64)]
    for start, end in _batches(later):
        firsts = np.repeat(rows[start:end], later[start:end])
        pairs.append(pd.unique(firsts * articles + rows[_ranges(np.arange(start, end) + 1, later[start:end])]))
    return np.stack(np.divmod(np.unique(np.concatenate(pairs)), max(articles, 1)), axis=1)


def _batches(sizes: np.ndarray) -> Iterator[tuple[int, int]]:
    """Where to cut a list so that each stretch has a sum of about `_BATCH`."""
    edges = np.flatnonzero(np.diff(np.cumsum(sizes) // _BATCH)) + 1
    return pairwise([0, *edges.tolist(), len(sizes)])


class _Found(NamedTuple):
    """The runs of all passages: the number of each one's passage, where it starts among all words, its length.

    `widespread` says of each passage whether it is.
    """

    passages: np.ndarray
    a: np.ndarray
    b: np.ndarray
    lengths: np.ndarray
    widespread: np.ndarray

    @property
    def positions_b(self) -> np.ndarray:
        """The words of the second article that match, among all words."""
        return _ranges(self.b, self.lengths)


def _align(words: _Words, shingles: _Shingles, pairs: np.ndarray, min_words: int, max_gap: int) -> _Found:
    """Tile each pair, seen from the article that comes first in the alphabet, and grow the tiles."""
    rank = words.alphabetical()
    swapped = rank[pairs[:, 0]] > rank[pairs[:, 1]]
    oriented = np.where(swapped[:, None], pairs[:, ::-1], pairs)
    codes = [words.codes[start:end].tolist() for start, end in pairwise(words.first.tolist())]
    clean = [shingles.clean[start:end].tobytes() for start, end in pairwise(words.first.tolist())]
    first = words.first.tolist()
    rows: list[tuple[int, int, int, int]] = []
    widespread: list[bool] = []
    for pair, runs in _runs_by_pair(words, shingles, oriented, min_words):
        a, b = oriented[pair].tolist()
        for passage in tiled_passages(Pair.of(codes[a], codes[b]), runs, clean[a], clean[b], min_words, max_gap):
            for i, j, length in passage.runs:
                at = (first[b] + j, first[a] + i) if swapped[pair] else (first[a] + i, first[b] + j)
                rows.append((len(widespread), at[0], at[1], length))
            widespread.append(passage.widespread)
    number, starts_a, starts_b, lengths = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return _Found(number, starts_a, starts_b, lengths, np.array(widespread, dtype=bool))


def _runs_by_pair(
    words: _Words, shingles: _Shingles, pairs: np.ndarray, min_words: int
) -> Iterator[tuple[int, list[Tile]]]:
    """For each pair that shares any, all longest runs of equal words, `min_words` or more."""
    places = np.flatnonzero(shingles.shared)
    first = np.searchsorted(places, words.first)
    stride = int(shingles.ids.max(initial=0)) + 1
    order = np.argsort(words.rows[places] * stride + shingles.ids[places], kind="stable")
    table = (words.rows[places] * stride + shingles.ids[places])[order]
    sizes = np.diff(first)[pairs[:, 0]]
    for start, end in _batches(sizes):
        x, y = pairs[start:end].T
        ours = places[_ranges(first[x], sizes[start:end])]
        sought = np.repeat(y, sizes[start:end]) * stride + shingles.ids[ours]
        low = np.searchsorted(table, sought)
        hits = np.searchsorted(table, sought, side="right") - low
        pair = np.repeat(np.repeat(np.arange(start, end), sizes[start:end]), hits)
        i = np.repeat(ours, hits) - words.first[pairs[pair, 0]]
        j = places[order[_ranges(low, hits)]] - words.first[pairs[pair, 1]]
        yield from _joined(pair, i, j, min_words)


def _joined(pair: np.ndarray, i: np.ndarray, j: np.ndarray, min_words: int) -> Iterator[tuple[int, list[Tile]]]:
    """Join places that follow each other in both articles into one run."""
    order = np.lexsort((i, j - i, pair))
    pair, i, j = pair[order], i[order], j[order]
    same = (pair[1:] == pair[:-1]) & (j[1:] - i[1:] == j[:-1] - i[:-1]) & (i[1:] == i[:-1] + 1)
    heads = np.flatnonzero(np.concatenate([np.ones(min(len(i), 1), dtype=bool), ~same]))
    lengths = np.diff(np.append(heads, len(i))) + min_words - 1
    runs = list(zip(i[heads].tolist(), j[heads].tolist(), lengths.tolist(), strict=True))
    edges = np.flatnonzero(np.diff(pair[heads], prepend=-1)).tolist()
    for start, end in pairwise([*edges, len(runs)]):
        yield int(pair[heads[start]]), runs[start:end]


def _passages_frame(articles: pd.DataFrame, words: _Words, found: _Found) -> pd.DataFrame:
    """The passages in the order of their articles and of their places in the first."""
    heads = np.flatnonzero(np.diff(found.passages, prepend=-1))
    tails = np.append(heads[1:], len(found.passages))[: len(heads)] - 1
    run = np.repeat(np.arange(len(found.lengths)), found.lengths)
    bits = np.minimum(words.bits[_ranges(found.a, found.lengths)], words.bits[found.positions_b])
    passage = found.passages[run]
    values = {
        "words": np.bincount(found.passages, weights=found.lengths, minlength=len(heads)),
        "bits": np.bincount(passage, weights=bits, minlength=len(heads)),
        "kind": np.where(heads == tails, "exact", "near"),
        "widespread": found.widespread,
    }
    frame = pd.DataFrame(values)
    for side, starts in (("a", found.a), ("b", found.b)):
        frame[f"row_{side}"] = words.rows[starts[heads]]
        frame[f"start_{side}"] = words.starts[starts[heads]]
        frame[f"end_{side}"] = words.ends[starts[tails] + found.lengths[tails] - 1]
        frame[f"article_{side}"] = articles.index.take(frame[f"row_{side}"].to_numpy())
    frame = frame.sort_values(["row_a", "row_b", "start_a"])
    return frame[PASSAGE_COLUMNS].astype(PASSAGE_TYPES)
