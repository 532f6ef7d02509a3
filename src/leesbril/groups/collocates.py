"""Collocates of a word or of what a query finds, and frequent phrases."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.frames import COLLOCATES, PHRASES
from leesbril.groups._statistics import log_dice, log_likelihood
from leesbril.queries.matching import Hits, hits_of
from leesbril.scale.batches import Articles
from leesbril.tokenisation.boilerplate import compared
from leesbril.tokenisation.ngrams import Row, Runs, in_a_row, shown_ngrams, spelled
from leesbril.tokenisation.repeated import ranges
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View, term_index

WINDOW = 5
LONGEST = 5
FEWEST = 3
"""Default minimum count of a phrase: two is often one writer, or one copied sentence."""
LEAST_G2 = 10.83
"""Minimum log-likelihood of a phrase: the .001 point of chi-square as a cut-off. Words cluster, so it is no test."""


def collocates(
    articles: Articles | Tokens,
    query: str,
    *,
    window: int = WINDOW,
    normalise: str = "surface",
    extra_stop_words: Iterable[str] = (),
    boilerplate: str = "drop",
    language: str | None = None,
) -> pd.DataFrame:
    """List the words within `window` words of what a query finds, in the same sentence, with association measures.

    `query` is a word, a phrase or any other query (see `search`). Stop words count towards distance and frequencies but
    are not listed; nor are the words found. One row per collocate, the highest `log_dice` first: `term`, `shown` (as
    the articles mostly write it), `count` (occurrences within the window, each counted once), `articles` (with such an
    occurrence), `frequency` (all occurrences), `expected` (the count under independence), `g2` (Dunning 1993; it does
    not tell attraction from repulsion: compare `count` with `expected`), `log_dice` (Rychlý 2008, 14 at most, on the
    smaller of the two directed counts), `evidence`. Empty if the query finds nothing; raises ValueError for a query
    that cannot be read or a window below 1. `boilerplate`: `drop` leaves out the lines that one publisher repeats,
    `keep` counts them.

    >>> toy = pd.DataFrame({"text": ["De oude moskee viel. De moskee was oud.", "Een oude stad."]})
    >>> collocates(toy, "moskee", language="nl")[["term", "count", "frequency"]].values.tolist()
    [['oud', 1, 1], ['viel', 1, 1], ['oude', 1, 2]]
    """
    tokens = compared(articles, boilerplate, language=language)
    found = hits_of(tokens, query, normalise=normalise)
    return around(tokens, tokens.view(normalise, extra_stop_words=extra_stop_words), found, window=window)


def around(tokens: Tokens, view: View, found: Hits, *, window: int = WINDOW) -> pd.DataFrame:
    """The collocates of occurrences."""
    if not isinstance(window, int) or window < 1:
        raise ValueError(f"window must be 1 word or more; received {window!r}.")
    near, inside = _near(tokens, view, found, window)
    return _scored(tokens, view, near, inside, len(found.first))


class _Near(NamedTuple):
    """The words near what was found, without stop words, once for each occurrence that they are near.

    Which occurrence, which token (numbers in text order), its term, its article; and the number of all tokens near any,
    stop words included.
    """

    occurrence: np.ndarray
    token: np.ndarray
    term: np.ndarray
    article: np.ndarray
    tokens: int


def _near(tokens: Tokens, view: View, found: Hits, window: int) -> tuple[_Near, np.ndarray]:
    """The words near each occurrence in its sentence; and the terms of the occurrences' own words.

    Only the sentences are looked at in which there is one.
    """
    sentences, of_occurrence = np.unique(tokens.sentences_of(found.first), return_inverse=True)
    begins, ends = tokens.words_in(sentences)
    words = ranges(begins, ends - begins)
    places, readings = view.spread(tokens.codes[words])
    size = np.bincount(np.repeat(np.arange(len(sentences)), ends - begins)[places], minlength=len(sentences))
    edges = np.append(0, np.cumsum(size))
    starts = _place_of(words[places], readings, found.first, found.first_reading)
    stops = _place_of(words[places], readings, found.last, found.last_reading) + 1
    inside = np.zeros(len(places), bool)
    inside[ranges(starts, stops - starts)] = True
    # Up to `window` tokens on either side, as far as the sentence goes.
    low = np.maximum(starts - window, edges[of_occurrence])
    high = np.minimum(stops + window, edges[of_occurrence + 1])
    token = np.concatenate([ranges(low, starts - low), ranges(stops, high - stops)])
    occurrence = np.concatenate(
        [np.repeat(np.arange(len(starts)), starts - low), np.repeat(np.arange(len(starts)), high - stops)]
    )
    outside = ~inside[token]
    token, occurrence = token[outside], occurrence[outside]
    seen = np.zeros(len(places), bool)
    seen[token] = True
    listed = ~view.stop[readings[token]]
    token, occurrence = token[listed], occurrence[listed]
    article = tokens.rows_of(found.first)[occurrence]
    return _Near(occurrence, token, view.term[readings[token]], article, int(seen.sum())), view.term[readings[inside]]


def _place_of(words: np.ndarray, readings: np.ndarray, word: np.ndarray, reading: np.ndarray) -> np.ndarray:
    """Where some words in some readings are among tokens in text order."""
    most = int(readings.max(initial=0)) + 1
    place: np.ndarray = np.searchsorted(words * most + readings, word * most + reading)
    return place


def _scored(tokens: Tokens, view: View, near: _Near, inside: np.ndarray, times: int) -> pd.DataFrame:
    """The collocates with their counts and scores; every word but those found is near them or not."""
    size = len(view.terms)
    once = np.zeros(int(near.token.max(initial=-1)) + 1, bool)
    last = np.zeros(len(once), np.int64)  # any of the occurrences that a token is near
    last[near.token], once[near.token] = np.arange(len(near.token)), True
    rows = last[once]
    count = np.bincount(near.term[rows], minlength=size)
    number = np.flatnonzero(count)
    # One word may be near two occurrences, and two words of a kind near one: of the two ways to count the company the
    # smaller keeps log_dice at 14 or below.
    occurrences = _distinct(near.term, near.occurrence, size)[number]
    elsewhere = _frequencies(tokens, view) - np.bincount(inside, minlength=size)
    rest = int(elsewhere.sum())
    frame = pd.DataFrame({"count": count[number], "frequency": elsewhere[number]})
    frame["articles"] = _distinct(near.term[rows], near.article[rows], size)[number]
    frame["expected"] = frame["frequency"] * near.tokens / max(rest, 1)
    frame["g2"] = log_likelihood(frame["count"], frame["frequency"], near.tokens, rest)
    frame["log_dice"] = log_dice(np.minimum(frame["count"], occurrences), frame["frequency"], times)
    # The numbers of terms are in alphabetical order.
    order = np.lexsort([number, *(-frame[name].round(9).to_numpy() for name in ("g2", "log_dice"))])
    frame, number = frame.iloc[order].reset_index(drop=True), number[order]
    frame["evidence"] = [_seen(*row) for row in zip(frame["count"], frame["articles"], strict=True)]
    frame["term"] = term_index(view.terms.gather(number)).array
    frame["shown"] = term_index(tokens.shown(view).gather(number)).array
    return COLLOCATES.typed(frame)


def _distinct(term: np.ndarray, of: np.ndarray, size: int) -> np.ndarray:
    """How many different numbers each term has."""
    stride = int(of.max(initial=0)) + 1
    found = pd.unique(term.astype(np.int64) * stride + of) // stride
    return np.bincount(found, minlength=size)


def _frequencies(tokens: Tokens, view: View) -> np.ndarray:
    """How often each term occurs."""
    types = np.repeat(tokens.type_counts, view.sizes)
    return np.bincount(view.term, weights=types, minlength=len(view.terms)).astype(np.int64)


def _seen(count: int, articles: int) -> str:
    if count == 1:
        return "seen once"
    return f"in {articles:,} articles" if articles > 1 else "in one article"


def phrases(
    articles: Articles | Tokens,
    *,
    longest: int = LONGEST,
    min_count: int = FEWEST,
    min_articles: int = 1,
    normalise: str = "surface",
    extra_stop_words: Iterable[str] = (),
    boilerplate: str = "drop",
    language: str | None = None,
) -> pd.DataFrame:
    """List frequent phrases of two to `longest` words that occur together more often than expected.

    A phrase lies within one sentence, with only white space between its words, and begins and ends with a content word
    (stop words may lie between: minister van defensie). It occurs at least `min_count` times, in at least
    `min_articles` articles. The longest phrases are counted first, and each occurrence counts once: what lies inside a
    longer phrase belongs to that one. One row per phrase, the most frequent first: `term`, `shown` (as the articles
    mostly write it), `words`, `count`, `inside` (further occurrences inside or across phrases counted before),
    `articles`, `g2`: the lowest log-likelihood ratio (Dunning 1993) over all ways to split the phrase in two, at least
    10.83. It grows with the count; a pair of words seen once scores at most 2 + 2 ln(number of words).
    `boilerplate` as in `collocates`.

    >>> said = ["De minister van defensie zweeg.", "Hier is de minister van defensie.", "Minister van defensie weg!"]
    >>> phrases(pd.DataFrame({"text": said}), language="nl")[["term", "words", "count", "articles"]].values.tolist()
    [['minister van defensie', 3, 3, 3]]
    """
    for name, value, least in (("longest", longest, 2), ("min_count", min_count, 1), ("min_articles", min_articles, 1)):
        if not isinstance(value, int) or value < least:
            raise ValueError(f"{name} must be a whole number from {least}; received {value!r}.")
    tokens = compared(articles, boilerplate, language=language)
    view = tokens.view(normalise, extra_stop_words=extra_stop_words)
    row = in_a_row(tokens, view)
    runs = Runs.of(row, longest)
    taken = np.zeros(len(row.words), dtype=bool)
    rows: list[tuple[object, ...]] = []
    for length in range(longest, 1, -1):
        rows += _counted(tokens, view, row, runs, length, taken, min_count, min_articles)
    frame = PHRASES.of_rows(rows)
    order = frame.assign(g2=frame["g2"].round(9)).sort_values(["count", "g2", "term"], ascending=[False, False, True])
    return frame.loc[order.index].reset_index(drop=True)


def _weakest_joint(runs: Runs, start: int, length: int) -> float:
    """The lowest log-likelihood of the two parts of a run; 0 where two parts do not attract each other."""
    total, joint = len(runs.codes[1]), runs.counts[length][runs.codes[length][start]]
    first = [runs.counts[cut][runs.codes[cut][start]] for cut in range(1, length)]
    second = [runs.counts[length - cut][runs.codes[length - cut][start + cut]] for cut in range(1, length)]
    firm = log_likelihood([joint] * len(first), first, second, total)
    attract = joint * total > np.asarray(first) * np.asarray(second)
    return float(np.where(attract, firm, 0).min())


def _counted(
    tokens: Tokens,
    view: View,
    row: Row,
    runs: Runs,
    length: int,
    taken: np.ndarray,
    min_count: int,
    min_articles: int,
) -> list[tuple[object, ...]]:
    """The phrases of one length, the most frequent first; marks the words of each as taken."""
    codes, counts = runs.codes[length], runs.counts[length]
    content = ~view.stop[row.readings]
    ends = np.append(content[length - 1 :], np.zeros(length - 1, dtype=bool))[: len(content)]
    starts = np.flatnonzero((codes >= 0) & content & ends)
    starts = starts[counts[codes[starts]] >= min_count]
    starts = starts[np.argsort(codes[starts], kind="stable")]
    distinct, heads = np.unique(codes[starts], return_index=True)
    places = dict(zip(distinct.tolist(), np.split(starts, heads[1:]), strict=True)) if len(distinct) else {}
    written = dict(zip(places, spelled(view, row.terms, starts[heads], length).to_list(), strict=True))
    order = {code: number for number, code in enumerate(places)}
    run = np.array([order[code] for code in codes[starts].tolist()], np.int64)
    shown = (
        dict(zip(places, shown_ngrams(tokens, view, row, starts, run, length).to_list(), strict=True))
        if len(run)
        else {}
    )
    firm = {code: _weakest_joint(runs, int(where[0]), length) for code, where in places.items()}
    rows: list[tuple[object, ...]] = []
    for code in sorted(firm, key=lambda code: (-counts[code], -firm[code], written[code])):
        free = _free(places[code].tolist(), length, taken) if firm[code] >= LEAST_G2 else []
        found_in = len(np.unique(tokens.rows_of(row.words[free]))) if free else 0
        if len(free) >= min_count and found_in >= min_articles:
            for start in free:
                taken[start : start + length] = True
            inside = counts[code] - len(free)
            rows.append((written[code], shown[code], length, len(free), inside, found_in, firm[code]))
    return rows


def _free(starts: Sequence[int], length: int, taken: np.ndarray) -> list[int]:
    """The places, from left to right, that share no word with each other or with a phrase counted before."""
    free: list[int] = []
    for start in starts:
        if not taken[start : start + length].any() and (not free or start >= free[-1] + length):
            free.append(start)
    return free
