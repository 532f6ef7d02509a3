"""Dated articles → how much of a term there is from period to period, and what the number of articles can bear."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from leesbril.counting.counts import document_term_matrix
from leesbril.dates.periods import PERIODS, periods_of
from leesbril.frames import TREND
from leesbril.groups.statistics import wilson_interval
from leesbril.text.texts import checked_texts
from leesbril.text.tokens import tokens

FEW = 10
"""Below this number of articles a period says little: of nine, the interval of a share is some fifty points wide."""


def trend(
    articles: pd.DataFrame,
    terms: Iterable[str],
    *,
    every: str = "month",
    normalise: str = "surface",
    language: str = "nl",
) -> pd.DataFrame:
    """Follow terms through time: how often each occurs in each period, and in what share of its articles.

    `terms` are words or phrases, read by the rules of the folder. `every` is `day`, `week`, `month`, `quarter` or
    `year`. A row a term and period, from the first period that has an article to the last, empty ones among them:
    `term`, `period`, `date_start`, `date_end` (of the period, end excluded), `articles` (that lie in it), `words`
    (all of theirs, stop words too), `count`, `rate` (per 1,000 words), `articles_with` (the term), `share` (of the
    articles), `share_low`, `share_high` (Wilson 1927, 95 %), `evidence` (whether the articles are few).

    The interval is meant for a folder that is a random sample of a larger stream of articles. A folder that is all
    there is needs none: there the share is what it is. An article lies in a period only with the whole of its date;
    those with a coarser date, or none, stand below the periods of each term in rows without a period, and without a
    share: their `evidence` says why. Nothing is moved to the first of a month.

    >>> from leesbril.dates.written import parse_dates
    >>> dates = parse_dates(pd.Series(["2017-05", "2017-05-30", "2017-07-01", "2017"]))
    >>> toy = dates.assign(text=["De moskee.", "Het leger.", "Moskee, moskee!", "De stad."])
    >>> trend(toy, ["moskee"])[["period", "articles", "count", "articles_with"]].fillna("none").values.tolist()
    [['2017-05', 2, 1, 1], ['2017-06', 0, 0, 0], ['2017-07', 1, 2, 1], ['none', 1, 0, 0]]
    """
    terms = _checked(terms)
    placed = periods_of(articles, every)
    counts, words = _occurrences(articles, terms, normalise, language)
    slots, evidence, codes = _slots(placed, every)
    size = len(slots)
    articles_in = np.bincount(codes, minlength=size)
    frames = []
    for column, term in enumerate(terms):
        frame = slots.assign(term=term, articles=articles_in, words=np.bincount(codes, words, size))
        frame["count"] = np.bincount(codes, counts[:, column], size)
        frame["articles_with"] = np.bincount(codes, counts[:, column] > 0, size)
        frames.append(frame.assign(evidence=evidence))
    return _with_shares(pd.concat(frames, ignore_index=True))


def _with_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """The rates and shares, where there is a period and something in it."""
    total = frame["articles"].where(frame["period"].notna() & (frame["articles"] > 0))
    frame["rate"] = 1000 * frame["count"] / frame["words"].where(total.notna() & (frame["words"] > 0))
    frame["share"] = frame["articles_with"] / total
    frame["share_low"], frame["share_high"] = wilson_interval(frame["articles_with"], total)
    return TREND.typed(frame)


def _checked(terms: Iterable[str]) -> list[str]:
    if isinstance(terms, str):
        raise TypeError(f"terms takes a list of terms; received the text {terms!r}.")
    terms = list(terms)
    if not terms:
        raise ValueError("terms is empty; name one term at least.")
    if wrong := [term for term in terms if not isinstance(term, str) or not term.strip()]:
        raise ValueError(f"A term is a word or a phrase; received {wrong[0]!r}.")
    return list(dict.fromkeys(terms))


def _occurrences(
    articles: pd.DataFrame, terms: list[str], normalise: str, language: str
) -> tuple[np.ndarray, np.ndarray]:
    """How often each term stands in each article (articles × terms), and the words of each article."""
    texts = checked_texts(articles).to_list()
    # The terms are read as texts more, by the rules of this folder: folded, as lemmas, without quotation marks.
    frame = pd.DataFrame({"text": [*texts, *terms]})
    how: dict[str, Any] = {"normalise": normalise, "language": language}
    read = tokens(frame, of=range(len(texts), len(frame)), **how)
    sought = [read.loc[read["article"] == len(texts) + number, "term"].tolist() for number in range(len(terms))]
    if empty := [term for term, parts in zip(terms, sought, strict=True) if not parts]:
        raise ValueError(f"There is no word in the term {empty[0]!r}.")
    dtm = document_term_matrix(frame, stop_words="keep", **how)
    single = dtm.terms.get_indexer(pd.Index([parts[0] for parts in sought]))
    counts = dtm.counts[: len(texts)].tocsc()[:, single].toarray()
    if phrases := [number for number, parts in enumerate(sought) if len(parts) > 1]:
        found = tokens(frame, **how)
        found = found[found["article"] < len(texts)]
        for number in phrases:
            counts[:, number] = _phrase(found, sought[number], len(texts))
    return counts, np.asarray(dtm.counts[: len(texts)].sum(axis=1)).ravel()


def _phrase(found: pd.DataFrame, sought: list[str], articles: int) -> np.ndarray:
    """How often words follow each other within a sentence, in each article."""
    written, article = found["term"].to_numpy(dtype=object), found["article"].to_numpy()
    sentence = found["sentence"].to_numpy()
    starts = np.arange(max(len(found) - len(sought) + 1, 0))
    for step, word in enumerate(sought):
        starts = starts[written[starts + step] == word]
    ends = starts + len(sought) - 1
    starts = starts[(article[starts] == article[ends]) & (sentence[starts] == sentence[ends])]
    return np.bincount(article[starts], minlength=articles)


def _slots(placed: pd.DataFrame, every: str) -> tuple[pd.DataFrame, list[str], np.ndarray]:
    """All periods from first to last, then the reasons for none; the evidence of each; the slot of each article."""
    starts = pd.PeriodIndex(placed["date_start"], freq=PERIODS[every])
    known = placed["period"].notna().to_numpy()
    span = pd.PeriodIndex([], freq=PERIODS[every])
    if known.any():
        span = pd.period_range(starts[known].min(), starts[known].max(), freq=PERIODS[every])
    reasons = sorted(placed["reason"].dropna().unique())
    codes = np.where(known, span.get_indexer(starts), 0)
    for number, reason in enumerate(reasons):
        codes[(placed["reason"] == reason).to_numpy(dtype=bool)] = len(span) + number
    none = [None] * len(reasons)
    bounds = {"date_start": span.start_time, "date_end": (span + 1).start_time}
    slots = pd.DataFrame({name: [*moments, *none] for name, moments in bounds.items()}).astype("datetime64[us]")
    slots.insert(0, "period", pd.Series([*span.astype(str), *none], dtype="str"))
    sizes = np.bincount(codes, minlength=len(slots))[: len(span)]
    return slots, [*map(_enough, sizes.tolist()), *(f"in no period: {reason}" for reason in reasons)], codes


def _enough(articles: int) -> str:
    if not articles:
        return "no article"
    return "ten articles or more" if articles >= FEW else "fewer than ten articles"
