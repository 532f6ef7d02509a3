"""Why a question has no answer for these articles."""

from collections.abc import Sized

import pandas as pd

from leesbril.findings._phrasing import Finding, is_or_are, safe
from leesbril.wording import counted

FEWEST_IN_A_GROUP = 2
"""Articles per side of a comparison: with one, what differs is that article and not its group."""
FEWEST_PERIODS = 2
"""Periods with articles: with one, nothing rises or falls."""


def why_no_pair(pairs: pd.DataFrame) -> Finding:
    """Say that no two articles can be compared; empty, and so false, where there is a pair with a cosine.

    Takes the frame of `similarity`.
    """
    return Finding("" if pairs["cosine"].notna().any() else "There is no pair of articles with counted words.")


def why_no_groups(groups: pd.Series) -> Finding:
    """Say why no two groups can be compared; empty, and so false, where the largest can be compared with the rest.

    Takes the labels that `groups_of` gives.

    >>> print(why_no_groups(pd.Series(["a", "b", "c"], name="article")))
    Nothing is compared: 3 articles in 3 groups (by article), and a comparison needs two articles on either side.
    >>> bool(why_no_groups(pd.Series(["Bode", "Bode", "Courant", "Courant"], name="publisher")))
    False
    """
    sizes = groups.value_counts()
    articles = int(sizes.sum())
    if len(sizes) < 2:
        return Finding(
            f"Nothing is compared: {counted(articles, 'article')} {is_or_are(articles)} in "
            f"{counted(len(sizes), 'group')}, and a comparison needs two."
        )
    if min(sizes.iloc[0], articles - sizes.iloc[0]) >= FEWEST_IN_A_GROUP:
        return Finding("")
    return Finding(
        f"Nothing is compared: {counted(articles, 'article')} in {counted(len(sizes), 'group')} "
        f"(by {safe(groups.name)}), and a comparison needs two articles on either side."
    )


def why_no_trend(placed: pd.DataFrame, terms: Sized = ("any",)) -> Finding:
    """Say why terms cannot be followed through time; empty, and so false, where articles lie in two periods or more.

    Takes the frame of `periods_of`, and the terms.

    >>> print(why_no_trend(pd.DataFrame({"period": ["2017-05", None]})))
    There is no trend: 1 of 2 articles lies in a period, and a trend needs two periods with articles.
    """
    if not len(terms):
        return Finding("There is no trend: there are no terms to follow.")
    periods = placed["period"].dropna()
    if periods.nunique() >= FEWEST_PERIODS:
        return Finding("")
    one = "the one article does not lie" if len(placed) == 1 else f"none of {counted(len(placed), 'article')} lies"
    if periods.empty:
        return Finding(f"There is no trend: {one} in a period.")
    of = f"{len(periods):,} of {counted(len(placed), 'article')}" if len(placed) > 1 else "1 article"
    where = "lies in a period" if len(periods) == 1 else f"lie in one period, {safe(periods.iloc[0])}"
    return Finding(f"There is no trend: {of} {where}, and a trend needs two periods with articles.")


def why_no_flow(articles: pd.DataFrame) -> Finding:
    """Say why no publisher can be earlier than another; empty, and so false, where the articles name two or more.

    Takes the frame of `read_articles`.
    """
    named = articles["publisher"].nunique() if "publisher" in articles else 0
    if named > 1:
        return Finding("")
    number = "no publisher" if not named else "one publisher"
    return Finding(f"Which publisher was earlier cannot be asked: the articles name {number}.")
