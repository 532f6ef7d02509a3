"""Titles, numbers and names of charts: claims that hold for any table."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from leesbril.wording import counted, listed, visible
from leesbril.wording.report_language import say


def clean(text: object) -> str:
    """Write anything on one line, with code points for invisible characters that affect the display."""
    return " ".join(visible(text).split())


def texts(values: Iterable[object]) -> list[str]:
    """Write each value on one line."""
    return [clean(value) for value in values]


def quoted(values: Iterable[object]) -> list[str]:
    """Write each value between quotation marks."""
    return [f"‘{clean(value)}’" for value in values]


def inner(claim: str) -> str:
    """Fit a claim into a sentence: words of its own lose their capital, names never do."""
    own = claim.startswith(("All of these", "None of these", "Each article", "The article"))
    return claim[0].lower() + claim[1:] if own else claim


def described(chart: str, finding: str) -> str:
    """An alternative text: the type of chart with its data, and the finding."""
    return say("{chart}: {finding}.", chart=chart, finding=finding)


def number(value: float, among: np.ndarray) -> str:
    """Write a value with two decimals, or as many as its column needs; nothing above zero is written as 0."""
    if np.isnan(value) or value == 0:
        return "–" if np.isnan(value) else "0"
    top = float(np.nanmax(among))
    digits = max(2, 1 - int(np.floor(np.log10(top)))) if top < 100 else 0
    if (among[~np.isnan(among)] % 1 == 0).all():  # whole numbers, such as counts, stay whole
        digits = 0
    written = f"{value:,.{digits}f}"
    return written if float(written.replace(",", "")) else f"<{10.0**-digits:.{digits}f}"


def percent(share: float) -> str:
    """Write a share as a percentage that is 0 or 100 only where the share is."""
    if np.isnan(share):
        return "– %"
    if 0 < share < 0.005 or 0.995 <= share < 1 - 1e-9:
        return "<1 %" if share < 0.5 else ">99 %"
    return f"{100 * share:.0f} %"


def times(count: float) -> str:
    """Write how often a word occurs."""
    return "–×" if np.isnan(count) else f"{count:,.0f}×"


def _leaders(names: Sequence[str], values: np.ndarray) -> list[str]:
    """Give the names that share the highest value: none if every value is missing or zero."""
    if np.isnan(values).all() or np.nanmax(values) == 0:
        return []
    tied = np.isclose(values, np.nanmax(values), rtol=1e-9, atol=0)
    return [name for name, is_tied in zip(names, tied, strict=True) if is_tied]


def highest_claim(
    names: Sequence[str],
    values: np.ndarray,
    measure: str,
    noun: str,
    place: str = "",
    *,
    most: str | None = None,
    has: str = "has",
    named: int = 3,
) -> str:
    """Say who has the highest value, in a sentence that stays true with ties, zeros and missing values."""
    if len(names) == 1:
        return f"{names[0]} {has} {'no' if np.isnan(values[0]) else 'a'} {measure}" + (
            place if np.isnan(values[0]) else f" of {number(values[0], values)}{place}"
        )
    leaders, sample = _leaders(names, values), f"these {len(names):,} {noun}{place}"
    if not leaders:
        return f"None of {sample} has a {measure} above zero"
    top, most = number(float(np.nanmax(values)), values), most or f"the highest {measure}"
    if len(leaders) == len(names):
        return f"All of {sample} have the same {measure}: {top}"
    if len(leaders) > named:
        return f"{len(leaders):,} of {sample} share {most}: {top}"
    return f"{listed(leaders)} {has if len(leaders) == 1 else 'share'} {most} of {sample}: {top}"


def share_claim(names: Sequence[str], parts: np.ndarray, shares: np.ndarray) -> str:
    """Say which term makes most of a cosine, and what all make together."""
    leaders = _leaders(names, parts)
    if not leaders:
        return f"None of these {len(names):,} terms contributes to the cosine"
    who = listed(leaders) if len(leaders) <= 3 else f"{len(leaders):,} terms"
    share = percent(float(shares[list(names).index(leaders[0])]))
    claim = f"{who} make{'s' * (len(leaders) == 1)} {share} of the cosine" + " each" * (len(leaders) > 1)
    if len(names) == 1 or np.isnan(shares).any():
        return claim
    return f"{claim}, these {len(names):,} terms together {percent(float(shares.sum()))}"


def contents(table: pd.DataFrame, terms: Sequence[str]) -> str:
    """Count the headings, sentences and terms of a dispersion plot."""
    numbers = table["kind"].value_counts()
    parts = [counted(int(numbers[kind]), kind) for kind in ("heading", "sentence") if kind in numbers]
    return listed([*parts, counted(len(terms), "term")] if terms else parts)


def structure_claim(table: pd.DataFrame, terms: Sequence[str]) -> str:
    """Name the term with the most occurrences, or without terms say how many parts the articles have."""
    numbers = pd.crosstab(table["article"], table["kind"])
    if not terms:
        kinds = [_range(numbers[kind], kind) for kind in ("sentence", "heading") if kind in numbers]
        return f"{'Each' if len(numbers) > 1 else 'The'} article has {listed(kinds)}"
    places = table[table["kind"] == "term"]
    if len(terms) > 1:
        counts = np.array([(places["label"] == term).sum() for term in terms], dtype=float)
        return highest_claim(quoted(terms), counts, "number of occurrences", "terms", most="the most occurrences")
    found = f", in {places['article'].nunique():,} of {len(numbers):,} articles" if len(numbers) > 1 else ""
    return f"‘{clean(terms[0])}’ occurs {counted(len(places), 'time')}{found}"


def _range(numbers: pd.Series, noun: str) -> str:
    low, high = int(numbers.min()), int(numbers.max())
    return counted(high, noun) if low == high else f"{low:,} to {counted(high, noun)}"


def curve_claim(cosines: np.ndarray) -> str:
    """Say between which values a cosine goes over the specifications that have one."""
    known, n = cosines[~np.isnan(cosines)], len(cosines)
    ways, rest = f"{counted(n, 'combination')} of settings", n - len(known)
    if not len(known):
        return f"No cosine in {ways}"
    low, high = number(known.min(), known), number(known.max(), known)
    missing = f"; {rest:,} of them give{'s' * (rest == 1)} none" if rest else ""
    if low == high:
        return f"The cosine is {high} in {'each of ' * (n > 1)}{ways}{missing}"
    return f"The cosine ranges from {low} to {high} over {ways}{missing}"


def influence_claim(names: Sequence[str], changes: np.ndarray, cosines: np.ndarray) -> str:
    """Say without which sentence a cosine falls most; the names are such as `sentence 3 of a`."""
    falls, sample = np.maximum(-changes, 0), f"these {counted(len(names), 'sentence')}"
    leaders = _leaders(names, falls)
    if not leaders and np.isnan(changes).any():
        return f"No fall of the cosine is known among {sample}"
    if not leaders:
        return f"Without {'this sentence' if len(names) == 1 else f'any one of {sample}'} the cosine does not fall"
    by = number(float(np.nanmax(falls)), falls)
    if len(leaders) > 1:
        return f"{len(leaders):,} of {sample} contribute most: without one of them the cosine falls by {by}"
    to = number(float(cosines[list(names).index(leaders[0])]), cosines)
    if len(names) == 1:
        return f"Without {leaders[0]} the cosine falls by {by}, to {to}"
    return f"Of {sample}, {leaders[0]} contributes most: without it the cosine falls by {by}, to {to}"


def signed(value: float, among: np.ndarray) -> str:
    """Write a value as `number` does, with its sign."""
    return ("−" if value < 0 else "+" if value > 0 else "") + number(abs(value), np.abs(among))


def spread_claim(bins: np.ndarray, counts: np.ndarray, noun: str, high: float) -> str:
    """Say how many have a cosine from `high` up; `bins` holds where each bin begins, NaN for no cosine.

    Where no bin begins at `high` the next one up is taken.
    """
    total, known, other = int(counts.sum()), ~np.isnan(bins), " with another article" * (noun == "article")
    some = bins[known & (counts > 0)]
    if not total:
        return f"There is no {noun} to compare"
    if not len(some):
        return f"{f'The only {noun} has no' if total == 1 else f'None of {counted(total, noun)} has a'} cosine{other}"
    bound = min(bins[known & (bins >= high - 1e-9)], default=np.nanmax(bins))
    over = int(counts[known & (bins >= bound)].sum())
    cosine = f"a cosine of {edge(bound)} or more{other}"
    if total == 1:
        return f"The only {noun} has a cosine of {edge(some[0])} or more{other}"
    if not over:
        return f"None of {counted(total, noun)} has {cosine}; the highest lies from {edge(some.max())} up"
    if over == total:
        return f"{'Both' if total == 2 else 'All'} {counted(total, noun).removeprefix('2 ')} have {cosine}"
    return f"Of {counted(total, noun)}, {over:,} {'has' if over == 1 else 'have'} {cosine}"


def edge(bound: float) -> str:
    """Write a bound of a bin with two decimals, or three where it needs them."""
    return f"{bound:.2f}" if abs(bound - round(bound, 2)) < 1e-9 else f"{bound:.3f}"


def problem_claim(names: Sequence[str], counts: np.ndarray, noun: str, of: int | None) -> str:
    """Say which problem is the most frequent."""
    leaders, rest = _leaders(names, counts), f" of {counted(of, noun)}" if of is not None else ""
    if not leaders:
        return f"None of these {counted(len(names), 'problem')} was found"
    top = int(np.nanmax(counts))
    number_of = f"{top:,}{rest}" if rest else counted(top, noun)
    if len(names) == 1:
        return f"The only problem is {names[0]}: {number_of}"
    if len(leaders) > 3:
        return f"Each of {len(leaders):,} of these {len(names):,} problems is found in {number_of}, none in more"
    verb, each = ("is", "") if len(leaders) == 1 else ("are", " each")
    return f"The most frequent of these {len(names):,} problems {verb} {listed(leaders)}: {number_of}{each}"
