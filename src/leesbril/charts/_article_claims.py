"""Titles of charts of articles: claims that hold for any table."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from leesbril.charts._labels import clean, edge, number, percent, quoted
from leesbril.wording import listed
from leesbril.wording.quantities import (
    some_articles,
    some_files,
    some_headings,
    some_pairs,
    some_sentences,
    some_terms,
)
from leesbril.wording.report_language import number as whole
from leesbril.wording.report_language import say, say_counted

MOST_NAMED = 3
"""Of more that tie, the number is given."""


def leaders(values: np.ndarray) -> list[int]:
    """The rows that share the highest value: none if every value is missing or zero."""
    if np.isnan(values).all() or np.nanmax(values) == 0:
        return []
    return [int(row) for row in np.flatnonzero(np.isclose(values, np.nanmax(values), rtol=1e-9, atol=0))]


def term_claim(names: Sequence[str], weights: np.ndarray, measure: str, article: str | None) -> str:
    """Name the term with the highest weight, and any that tie with it."""
    if len(names) == 1:
        said = say("{term} has no {measure}", term=names[0], measure=measure)
        if not np.isnan(weights[0]):
            value = number(weights[0], weights)
            said = say("{term} has a {measure} of {value}", term=names[0], measure=measure, value=value)
        return in_article(said, article)
    terms, lead = in_article(say_counted("this term", "these {n} terms", len(names)), article), leaders(weights)
    if not lead:
        return say("None of {terms} has a {measure} above zero", terms=terms, measure=measure)
    values = {"terms": terms, "measure": measure, "value": number(float(np.nanmax(weights)), weights)}
    if len(lead) == len(names):
        return say("All of {terms} have the same {measure}: {value}", **values)
    if len(lead) > MOST_NAMED:
        return say("{n} of {terms} share the highest {measure}: {value}", n=whole(len(lead)), **values)
    return say_counted("{names} has the highest {measure} of {terms}: {value}",
                       "{names} share the highest {measure} of {terms}: {value}",
                       len(lead), names=listed([names[row] for row in lead]), **values)  # fmt: skip


def in_article(what: str, article: str | None) -> str:
    """What is said, and in which article if it is one."""
    return what if article is None else say("{what} in {article}", what=what, article=article)


def pair_claim(pairs: Sequence[tuple[str, str]], cosines: np.ndarray) -> str:
    """Name the pair with the highest cosine; of several that tie, the number is given."""
    n, (a, b) = whole(len(pairs)), pairs[0]
    if len(pairs) == 1 and np.isnan(cosines[0]):
        return say("{a} and {b} have no cosine", a=a, b=b)
    if len(pairs) == 1:
        return say("{a} and {b} have a cosine of {value}", a=a, b=b, value=number(cosines[0], cosines))
    if not (lead := leaders(cosines)):
        return say("None of these {n} pairs has a cosine above zero", n=n)
    value = number(float(np.nanmax(cosines)), cosines)
    if len(lead) == len(pairs):
        return say("All of these {n} pairs have the same cosine: {value}", n=n, value=value)
    if len(lead) > 1:
        return say("{some} of these {n} pairs share the highest cosine: {value}", some=whole(len(lead)), n=n,
                   value=value)  # fmt: skip
    a, b = pairs[lead[0]]
    return say("{a} and {b} have the highest cosine of these {n} pairs: {value}", a=a, b=b, n=n, value=value)


def share_claim(names: Sequence[str], parts: np.ndarray, shares: np.ndarray) -> str:
    """Say which term makes most of a cosine, and what all make together."""
    terms, lead = say_counted("this term", "these {n} terms", len(names)), leaders(parts)
    if not lead:
        return say("None of {terms} contributes to the cosine", terms=terms)
    who = listed([names[row] for row in lead]) if len(lead) <= MOST_NAMED else some_terms(len(lead))
    said = say_counted("{names} makes {share} of the cosine", "{names} make {share} of the cosine each", len(lead),
                       names=who, share=percent(float(shares[lead[0]])))  # fmt: skip
    if len(names) == 1 or np.isnan(shares).any():
        return said
    return say("{finding}, {terms} together {share}", finding=said, terms=terms, share=percent(float(shares.sum())))


def contents(table: pd.DataFrame, terms: Sequence[str]) -> str:
    """Count the headings, sentences and terms of a dispersion plot."""
    numbers = table["kind"].value_counts()
    count = {"heading": some_headings, "sentence": some_sentences}
    parts = [some(int(numbers[kind])) for kind, some in count.items() if kind in numbers]
    return listed([*parts, some_terms(len(terms))] if terms else parts)


def structure_claim(table: pd.DataFrame, terms: Sequence[str]) -> str:
    """Name the term with the most occurrences, or without terms say how many parts the articles have."""
    numbers = table.groupby(["article", "kind"]).size().unstack(fill_value=0)
    if not terms:
        kinds = {"sentence": some_sentences, "heading": some_headings}
        parts = listed([_range(numbers[kind], some) for kind, some in kinds.items() if kind in numbers])
        return say_counted("The article has {parts}", "Each article has {parts}", len(numbers), parts=parts)
    places = table[table["kind"] == "term"]
    if len(terms) == 1:
        return occurrence_claim(clean(terms[0]), len(places), places["article"].nunique(), len(numbers))
    counts = np.array([(places["label"] == term).sum() for term in terms], dtype=float)
    of, lead, names = say_counted("this term", "these {n} terms", len(terms)), leaders(counts), quoted(terms)
    if not lead:
        return say("None of {terms} occurs", terms=of)
    values = {"terms": of, "value": whole(int(counts[lead[0]]))}
    if len(lead) == len(terms):
        return say("All of {terms} occur as often: {value}×", **values)
    if len(lead) > MOST_NAMED:
        return say("{n} of {terms} share the most occurrences: {value}", n=whole(len(lead)), **values)
    return say_counted("{names} has the most occurrences of {terms}: {value}",
                       "{names} share the most occurrences of {terms}: {value}",
                       len(lead), names=listed([names[row] for row in lead]), **values)  # fmt: skip


def occurrence_claim(term: str, count: int, found_in: int, articles: int) -> str:
    """Say how often a term occurs, and in how many of the articles if they are several."""
    if articles == 1:
        return say_counted("‘{term}’ occurs {n} time", "‘{term}’ occurs {n} times", count, term=term)
    return say_counted("‘{term}’ occurs {n} time, in {some} of {articles}",
                       "‘{term}’ occurs {n} times, in {some} of {articles}",
                       count, term=term, some=whole(found_in), articles=some_articles(articles))  # fmt: skip


def _range(numbers: pd.Series, some: Callable[[int], str]) -> str:
    low, high = int(numbers.min()), int(numbers.max())
    return some(high) if low == high else say("{low} to {high}", low=whole(low), high=some(high))


def curve_claim(cosines: np.ndarray) -> str:
    """Say between which values a cosine goes over the specifications that have one."""
    known, n = cosines[~np.isnan(cosines)], len(cosines)
    ways = say_counted("{n} combination of settings", "{n} combinations of settings", n)
    if not len(known):
        return say("No cosine in {ways}", ways=ways)
    low, high = number(known.min(), known), number(known.max(), known)
    if low == high:
        said = say_counted("The cosine is {value} in {ways}", "The cosine is {value} in each of {ways}", n, value=high,
                           ways=ways)  # fmt: skip
    else:
        said = say("The cosine ranges from {low} to {high} over {ways}", low=low, high=high, ways=ways)
    if len(known) == n:
        return said
    return say_counted("{finding}; {n} of them gives none", "{finding}; {n} of them give none", n - len(known),
                       finding=said)  # fmt: skip


def influence_claim(names: Sequence[str], changes: np.ndarray, cosines: np.ndarray) -> str:
    """Say without which sentence a cosine falls most; the names are such as `sentence 3 of a`."""
    falls, sample = np.maximum(-changes, 0), say_counted("this sentence", "these {n} sentences", len(names))
    lead = leaders(falls)
    if not lead and np.isnan(changes).any():
        return say("No fall of the cosine is known among {sentences}", sentences=sample)
    if not lead:
        return say_counted("Without this sentence the cosine does not fall",
                           "Without any one of these {n} sentences the cosine does not fall", len(names))  # fmt: skip
    by = number(float(np.nanmax(falls)), falls)
    if len(lead) > 1:
        return say("{n} of {sentences} matter most: without one of them the cosine falls by {change}",
                   n=whole(len(lead)), sentences=sample, change=by)  # fmt: skip
    values = {"sentence": names[lead[0]], "change": by, "cosine": number(float(cosines[lead[0]]), cosines)}
    if len(names) == 1:
        return say("Without {sentence} the cosine falls by {change}, to {cosine}", **values)
    return say("Without {sentence} the cosine falls most, by {change} to {cosine}", **values)


def spread_claim(bins: np.ndarray, counts: np.ndarray, of_pairs: bool, high: float) -> str:
    """Say how many pairs (or else articles) have a cosine from `high` up; `bins` holds where each bin begins.

    It is NaN for what has no cosine. Where no bin begins at `high` the next one up is taken.
    """
    n, known = int(counts.sum()), ~np.isnan(bins)
    some, total = bins[known & (counts > 0)], some_pairs(n) if of_pairs else some_articles(n)
    if not n:
        return say("There is no pair to compare") if of_pairs else say("There is no article to compare")
    if not len(some):
        return _without_cosine(n, total, of_pairs)
    bound = min(bins[known & (bins >= high - 1e-9)], default=np.nanmax(bins))
    over = int(counts[known & (bins >= bound)].sum())
    cosine = _such_a_cosine(bound if n > 1 else some[0], of_pairs)
    if n == 1:
        only = say("The only pair has {cosine}", cosine=cosine)
        return only if of_pairs else say("The only article has {cosine}", cosine=cosine)
    if not over:
        return say("None of {total} has {cosine}; the highest lies from {bound} up", total=total, cosine=cosine,
                   bound=edge(some.max()))  # fmt: skip
    if over < n:
        return say_counted("Of {total}, {n} has {cosine}", "Of {total}, {n} have {cosine}", over, total=total,
                           cosine=cosine)  # fmt: skip
    if n == 2:
        both = say("Both pairs have {cosine}", cosine=cosine)
        return both if of_pairs else say("Both articles have {cosine}", cosine=cosine)
    return say("All {total} have {cosine}", total=total, cosine=cosine)


def _without_cosine(n: int, total: str, of_pairs: bool) -> str:
    if of_pairs:
        return say_counted("The only pair has no cosine", "None of {total} has a cosine", n, total=total)
    return say_counted("The only article has no cosine with another article",
                       "None of {total} has a cosine with another article", n, total=total)  # fmt: skip


def _such_a_cosine(bound: float, of_pairs: bool) -> str:
    if of_pairs:
        return say("a cosine of {bound} or more", bound=edge(bound))
    return say("a cosine of {bound} or more with another article", bound=edge(bound))


def problem_claim(names: Sequence[str], counts: np.ndarray, what: str, of: int | None) -> str:
    """Say which problem is the most frequent; `what` is `files`, `articles` or another name of what is counted."""
    problems, lead = say_counted("this problem", "these {n} problems", len(names)), leaders(counts)
    if not lead:
        return say("None of {problems} was found", problems=problems)
    top = int(np.nanmax(counts))
    some = some_of(what, top) if of is None else say("{n} of {all}", n=whole(top), all=some_of(what, of))
    if len(names) == 1:
        return say("The only problem is {name}: {some}", name=names[0], some=some)
    if len(lead) > MOST_NAMED:
        return say("Each of {n} of {problems} is found in {some}, none in more", n=whole(len(lead)),
                   problems=problems, some=some)  # fmt: skip
    return say_counted("The most frequent of {problems} is {names}: {some}",
                       "The most frequent of {problems} are {names}: {some} each", len(lead),
                       problems=problems, names=listed([names[row] for row in lead]), some=some)  # fmt: skip


def some_of(what: str, count: int) -> str:
    """So many files or articles, or of what a column of another name counts."""
    known = {"files": some_files, "articles": some_articles}
    return known[what](count) if what in known else f"{whole(count)} {what}"
