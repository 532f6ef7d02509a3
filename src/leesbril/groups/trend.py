"""The frequency of terms from period to period."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from leesbril.dates.periods import PERIODS, periods_of
from leesbril.frames import TREND
from leesbril.groups._statistics import wilson_interval
from leesbril.tokenisation.boilerplate import compared
from leesbril.tokenisation.ngrams import shown_phrases
from leesbril.tokenisation.positions import Places, places, terms_of
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

FEW = 10
"""Periods with fewer articles are marked: with nine, the interval of a share is some fifty points wide."""


def trend(
    articles: pd.DataFrame | Tokens,
    terms: Iterable[str],
    *,
    every: str = "month",
    normalise: str = "surface",
    boilerplate: str = "drop",
    language: str | None = None,
) -> pd.DataFrame:
    """Count terms per period: occurrences, rate, and the share of articles that contain them.

    `terms` are words or phrases, normalised like the articles. `every` is `day`, `week`, `month`, `quarter` or `year`.
    One row per term and period, from the first period with an article to the last, empty periods included: `term`,
    `shown`, `period`, `date_start`, `date_end` (of the period, end excluded), `articles`, `words` (stop words
    included), `count`, `rate` (per 1,000 words), `articles_with` (the term), `share` (of the articles), `share_low`,
    `share_high` (95 %, Wilson 1927), `evidence` (whether the articles are few). `boilerplate`:
    `drop` leaves out the lines that one publisher repeats, `keep` counts them.

    The interval applies if the articles are a random sample of a larger stream; a complete collection needs none. An
    article is in a period only if its whole date is; articles with a coarser date, or none, are counted in extra rows
    per term without period and share, whose `evidence` says why. No date is moved to the first of a month.

    >>> from leesbril.dates.parsing import parse_dates
    >>> dates = parse_dates(pd.Series(["2017-05", "2017-05-30", "2017-07-01", "2017"]))
    >>> toy = dates.assign(text=["De moskee.", "Het leger.", "Moskee, moskee!", "De stad."], language="nl")
    >>> trend(toy, ["moskee"])[["period", "articles", "count", "articles_with"]].fillna("none").values.tolist()
    [['2017-05', 2, 1, 1], ['2017-06', 0, 0, 0], ['2017-07', 1, 2, 1], ['none', 1, 0, 0]]
    """
    terms = _checked(terms)
    tokens = compared(articles, boilerplate, language=language)
    placed = periods_of(tokens.articles, every)
    counts, shown = _occurrences(tokens, terms, normalise)
    words = tokens.words.to_numpy()
    slots, evidence, codes = _slots(placed, every)
    size = len(slots)
    articles_in = np.bincount(codes, minlength=size)
    frames = []
    for column, term in enumerate(terms):
        frame = slots.assign(
            term=term, shown=shown[column], articles=articles_in, words=np.bincount(codes, words, size)
        )
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


def _occurrences(tokens: Tokens, terms: list[str], normalise: str) -> tuple[np.ndarray, list[str]]:
    """How often each term occurs in each article (articles × terms), and how the articles mostly write it."""
    view = tokens.view(normalise)
    counts, shown = np.zeros((len(tokens), len(terms)), np.int64), []
    for number, term in enumerate(terms):
        sought = terms_of(tokens, term, normalise=normalise)
        if not sought:
            raise ValueError(f"term {term!r} contains no word.")
        found = places(tokens, view, sought)
        counts[:, number] = np.bincount(tokens.rows_of(found.first), minlength=len(tokens))
        shown.append(_usual_form(tokens, view, found) if len(found.first) else term)
    return counts, shown


def _usual_form(tokens: Tokens, view: View, found: Places) -> str:
    """How the articles mostly write a term, given its occurrences."""
    length = int((found.last - found.first).max()) + 1
    following = [view.first[tokens.codes[np.minimum(found.first + step, found.last)]] for step in range(1, length)]
    readings = np.stack([found.first_reading, *following])
    return str(shown_phrases(tokens, view, readings, np.zeros(len(found.first), np.int64))[0])


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
