"""Tokens → the words that keep company with a term, and the phrases that are terms of several words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.frames import COLLOCATES, PHRASES
from leesbril.groups.statistics import log_dice, log_likelihood
from leesbril.text.texts import checked_texts
from leesbril.text.tokens import tokens

WINDOW = 5
LONGEST = 5
FEWEST = 3
"""Times that a phrase must occur by default: two is often one writer's or one copied sentence."""
LEAST_G2 = 10.83
"""The log-likelihood that holds a phrase together: chi-square's .001 point as a cut. Words clump, so it is no test."""


def collocates(
    articles: pd.DataFrame,
    term: str,
    *,
    window: int = WINDOW,
    normalise: str = "surface",
    extra_stop_words: Iterable[str] = (),
    language: str = "nl",
) -> pd.DataFrame:
    """Count the words near a term: up to `window` words away on either side, in the same sentence.

    `term` may have several words; it is read by the rules of the folder. Stop words are counted as distance and as
    words, and are not listed; nor are the words of the term itself. A row a collocate, the highest `log_dice` first:
    `term`, `count` (its occurrences near, each counted once, near however many), `articles` (in which it is near),
    `frequency` (its occurrences anywhere), `expected` (the count if it kept no company), `g2` (Dunning 1993; the same
    for company kept and company shunned: compare `count` with `expected`), `log_dice` (Rychlý 2008, 14 at most; of the
    occurrences of either near the other the smaller number is taken), `evidence` (in how many articles it was seen).
    Empty where the term does not occur; raises ValueError for a term without words or a window below 1.

    >>> toy = pd.DataFrame({"text": ["De oude moskee viel. De moskee was oud.", "Een oude stad."]}, index=["a", "b"])
    >>> collocates(toy, "moskee")[["term", "count", "frequency"]].values.tolist()
    [['oud', 1, 1], ['viel', 1, 1], ['oude', 1, 2]]
    """
    if not isinstance(window, int) or window < 1:
        raise ValueError(f"window takes a number of words from 1; received {window!r}.")
    if not isinstance(term, str) or not term.strip():
        raise ValueError(f"Give a term to look around; received {term!r}.")
    # The term is read as one text more, by the rules of this folder: folded, as a lemma, without quotation marks.
    texts = [*checked_texts(articles).to_list(), term]
    found = tokens(
        pd.DataFrame({"text": texts}), normalise=normalise, extra_stop_words=extra_stop_words, language=language
    )
    sought = found.loc[found["article"] == len(articles), "term"].tolist()
    if not sought:
        raise ValueError(f"There is no word in the term {term!r}.")
    words = found[found["article"] < len(articles)].reset_index(drop=True)
    near, inside, times = _neighbourhood(words, sought, window)
    return _scored(words, near, inside, times)


def _neighbourhood(words: pd.DataFrame, sought: list[str], window: int) -> tuple[pd.DataFrame, np.ndarray, int]:
    """The pairs of an occurrence of the term and a word near it; which words are the term's own; its occurrences."""
    sentence = words.groupby(["article", "sentence"]).ngroup().to_numpy()
    length, last = len(sought), len(words) - len(sought)
    terms = words["term"].to_numpy(dtype=object)
    starts = np.arange(max(last + 1, 0))
    for step, word in enumerate(sought):
        starts = starts[terms[starts + step] == word]
    starts = starts[sentence[starts] == sentence[starts + length - 1]]
    inside = np.zeros(len(words), dtype=bool)
    for step in range(length):
        inside[starts + step] = True
    steps = [*range(-window, 0), *range(length, length + window)]
    pairs = pd.DataFrame({"start": np.repeat(starts, len(steps)), "step": np.tile(steps, len(starts))})
    pairs["word"] = pairs["start"] + pairs["step"]
    pairs = pairs[pairs["word"].between(0, len(words) - 1)]
    same = sentence[pairs["word"]] == sentence[pairs["start"]]
    return pairs[same & ~inside[pairs["word"]]], inside, len(starts)


def _scored(words: pd.DataFrame, near: pd.DataFrame, inside: np.ndarray, times: int) -> pd.DataFrame:
    """The collocates with their counts and scores; every word but the term's own is near it or not."""
    in_windows = near["word"].nunique()
    listed = words.loc[near["word"].to_numpy(), ["article", "term", "stop"]].set_axis(near.index)
    listed = listed.join(near[["start", "word"]])[~listed["stop"]]
    once = listed.drop_duplicates("word").groupby("term")
    frame = once.agg(count=("word", "size"), articles=("article", "nunique")).reset_index()
    # One word may be near two occurrences of the term, and two words of a kind near one: of the two ways to count
    # the company the smaller keeps log_dice at 14 or below.
    occurrences = listed.groupby("term")["start"].nunique().reindex(frame["term"]).to_numpy()
    elsewhere = words.loc[~inside, "term"].value_counts()
    frame["frequency"] = elsewhere.reindex(frame["term"]).to_numpy()
    rest = int((~inside).sum())
    frame["expected"] = frame["frequency"] * in_windows / max(rest, 1)
    frame["g2"] = log_likelihood(frame["count"], frame["frequency"], in_windows, rest)
    frame["log_dice"] = log_dice(np.minimum(frame["count"], occurrences), frame["frequency"], times)
    frame["evidence"] = [_seen(*row) for row in zip(frame["count"], frame["articles"], strict=True)]
    order = frame.assign(log_dice=-frame["log_dice"].round(9), g2=-frame["g2"].round(9))
    order = order.sort_values(["log_dice", "g2", "term"])
    return COLLOCATES.typed(frame.loc[order.index].reset_index(drop=True))


def _seen(count: int, articles: int) -> str:
    if count == 1:
        return "seen once"
    return f"in {articles:,} articles" if articles > 1 else "in one article"


def phrases(
    articles: pd.DataFrame,
    *,
    longest: int = LONGEST,
    min_count: int = FEWEST,
    min_articles: int = 1,
    normalise: str = "surface",
    extra_stop_words: Iterable[str] = (),
    language: str = "nl",
) -> pd.DataFrame:
    """Find the frequent terms of two words or more, up to `longest`: words that occur together more than by chance.

    A phrase stands in one sentence with white space alone between its words. It begins and ends with a content word;
    stop words may stand between those (minister van defensie), never at an end. It occurs `min_count` times or more,
    in `min_articles` articles or more. The longest are counted first, and a place that is counted once is not counted
    again: what stands inside a longer phrase of the list is that phrase's. A row a phrase, the most frequent first:
    `term`, `words` (their number), `count`, `inside` (further occurrences, inside or across phrases counted before),
    `articles` (of those in `count`), `g2`: how firmly it holds at its weakest joint, the lowest log-likelihood (Dunning
    1993) of the two parts that it can be cut into, 10.83 at least. It grows with the count, so that what was seen once
    scores low, however rare its words: for two words at most 2 + 2 ln(words of the folder).

    >>> said = ["De minister van defensie zweeg.", "Hier is de minister van defensie.", "Minister van defensie weg!"]
    >>> phrases(pd.DataFrame({"text": said}))[["term", "words", "count", "articles"]].values.tolist()
    [['minister van defensie', 3, 3, 3]]
    """
    for name, value, least in (("longest", longest, 2), ("min_count", min_count, 1), ("min_articles", min_articles, 1)):
        if not isinstance(value, int) or value < least:
            raise ValueError(f"{name} takes a whole number from {least}; received {value!r}.")
    texts = checked_texts(articles).to_list()
    found = tokens(
        pd.DataFrame({"text": texts}), normalise=normalise, extra_stop_words=extra_stop_words, language=language
    )
    runs = _Runs.of(found, _joined(found, texts), longest)
    taken = np.zeros(len(found), dtype=bool)
    rows: list[tuple[object, ...]] = []
    for length in range(longest, 1, -1):
        rows += _counted(found, runs, length, taken, min_count, min_articles)
    frame = PHRASES.of_rows(rows)
    order = frame.assign(g2=frame["g2"].round(9)).sort_values(["count", "g2", "term"], ascending=[False, False, True])
    return frame.loc[order.index].reset_index(drop=True)


class _Runs(NamedTuple):
    """For each length the code of the run of words that starts at each word, -1 where none does, and the counts."""

    codes: dict[int, np.ndarray]
    counts: dict[int, np.ndarray]

    @classmethod
    def of(cls, words: pd.DataFrame, joined: np.ndarray, longest: int) -> "_Runs":
        single = pd.factorize(words["term"])[0].astype(np.int64)
        codes, counts = {1: single}, {1: np.bincount(single)}
        for length in range(2, longest + 1):
            before = codes[length - 1][: len(single) - length + 1]
            goes_on = (before >= 0) & joined[length - 2 : len(single) - 1]
            starts = np.flatnonzero(goes_on)
            pairs = before[starts] * (single.max(initial=0) + 1) + single[starts + length - 1]
            runs = np.full(len(single), -1)
            runs[starts] = pd.factorize(pairs)[0]
            codes[length], counts[length] = runs, np.bincount(runs[starts])
        return cls(codes, counts)

    def weakest_joint(self, start: int, length: int) -> float:
        """The lowest log-likelihood of the two parts of a run; 0 where two parts do not attract each other."""
        total, joint = len(self.codes[1]), self.counts[length][self.codes[length][start]]
        first = [self.counts[cut][self.codes[cut][start]] for cut in range(1, length)]
        second = [self.counts[length - cut][self.codes[length - cut][start + cut]] for cut in range(1, length)]
        firm = log_likelihood([joint] * len(first), first, second, total)
        attract = joint * total > np.asarray(first) * np.asarray(second)
        return float(np.where(attract, firm, 0).min())


def _joined(words: pd.DataFrame, texts: list[str]) -> np.ndarray:
    """Whether each word is followed by the next one of its sentence with white space alone between."""
    article, start, end = (words[name].tolist() for name in ("article", "start", "end"))
    space = [texts[row][at:until].isspace() for row, at, until in zip(article, end, start[1:], strict=False)]
    same = words["sentence"].eq(words["sentence"].shift(-1)) & words["article"].eq(words["article"].shift(-1))
    return np.asarray(same.to_numpy() & np.array([*space, False][: len(words)], dtype=bool))


def _counted(
    words: pd.DataFrame, runs: _Runs, length: int, taken: np.ndarray, min_count: int, min_articles: int
) -> list[tuple[object, ...]]:
    """The phrases of one length, the most frequent first; marks the words of each as taken."""
    codes, counts = runs.codes[length], runs.counts[length]
    content = ~words["stop"].to_numpy()
    ends = np.append(content[length - 1 :], np.zeros(length - 1, dtype=bool))[: len(content)]
    starts = np.flatnonzero((codes >= 0) & content & ends)
    starts = starts[counts[codes[starts]] >= min_count]
    places: dict[int, list[int]] = {}
    for start in starts.tolist():
        places.setdefault(int(codes[start]), []).append(start)
    firm = {code: runs.weakest_joint(where[0], length) for code, where in places.items()}
    terms = words["term"].tolist()
    spelled = {code: " ".join(terms[where[0] : where[0] + length]) for code, where in places.items()}
    articles = words["article"].to_numpy()
    rows: list[tuple[object, ...]] = []
    for code in sorted(firm, key=lambda code: (-counts[code], -firm[code], spelled[code])):
        free = _free(places[code], length, taken) if firm[code] >= LEAST_G2 else []
        found_in = len(set(articles[free].tolist()))
        if len(free) >= min_count and found_in >= min_articles:
            for start in free:
                taken[start : start + length] = True
            inside = counts[code] - len(free)
            rows.append((spelled[code], length, len(free), inside, found_in, firm[code]))
    return rows


def _free(starts: Sequence[int], length: int, taken: np.ndarray) -> list[int]:
    """The places, from left to right, that share no word with each other or with a phrase counted before."""
    free: list[int] = []
    for start in starts:
        if not taken[start : start + length].any() and (not free or start >= free[-1] + length):
            free.append(start)
    return free
