"""Why a question has no answer for these articles."""

from collections.abc import Sized

import pandas as pd

from leesbril.findings._phrasing import Finding, no_answer, safe
from leesbril.groups.changes import FEWEST_ARTICLES, FEWEST_PERIODS
from leesbril.wording.quantities import some_articles, some_groups
from leesbril.wording.report_language import number, say, say_counted, translatable

FEWEST_IN_A_GROUP = 2
"""Articles per side of a comparison: with one, what differs is that article and not its group."""

GROUPINGS = {
    "article": translatable("by article"),
    "publisher": translatable("by publisher"),
    "year": translatable("by year"),
    "quarter": translatable("by quarter"),
    "month": translatable("by month"),
    "day": translatable("by day"),
    "week": translatable("by week"),
}
"""What articles are grouped by; another column is named as it is."""


def why_no_pair(pairs: pd.DataFrame) -> Finding:
    """Say that no two articles can be compared; empty, and so false, where there is a pair with a cosine.

    Takes the frame of `similarity`.
    """
    return no_answer("" if pairs["cosine"].notna().any() else say("There is no pair of articles with counted words."))


def why_no_groups(groups: pd.Series) -> Finding:
    """Say why no two groups can be compared; empty, and so false, where the largest can be compared with the rest.

    Takes the labels that `groups_of` gives.

    >>> print(why_no_groups(pd.Series(["a", "b", "c"], name="article")))
    No groups are compared: 3 articles in 3 groups (by article), and a comparison needs two articles on either side.
    >>> bool(why_no_groups(pd.Series(["Bode", "Bode", "Courant", "Courant"], name="publisher")))
    False
    """
    sizes = groups.value_counts()
    articles = int(sizes.sum())
    if not articles:
        return no_answer(say("No groups are compared: no article is in a group."))
    if len(sizes) == 1:
        return no_answer(
            say_counted(
                "No groups are compared: the one article that is in a group has none to be compared with.",
                "No groups are compared: all {n} articles in a group are in the same one, and a comparison needs two.",
                articles,
            )
        )
    if min(sizes.iloc[0], articles - sizes.iloc[0]) >= FEWEST_IN_A_GROUP:
        return no_answer("")
    grouping = GROUPINGS.get(str(groups.name))
    return no_answer(
        say(
            "No groups are compared: {articles} in {groups} ({by}), and a comparison needs two articles on either "
            "side.",
            articles=some_articles(articles),
            groups=some_groups(len(sizes)),
            by=say(grouping) if grouping else say("by {column}", column=safe(groups.name)),
        )
    )


def why_no_trend(placed: pd.DataFrame, terms: Sized = ("any",)) -> Finding:
    """Say why nothing can be said to rise; empty, and so false, with ten articles or more in three periods or more.

    Takes the frame of `periods_of`, and the terms.

    >>> print(why_no_trend(pd.DataFrame({"period": ["2017-05", None]})))
    There is no trend: it takes 10 articles in 3 periods, and here 1 of 2 articles lies in a period.
    """
    periods = placed["period"].dropna()
    if len(periods) < FEWEST_ARTICLES or periods.nunique() < FEWEST_PERIODS:
        return no_answer(too_little_for_a_trend(len(periods), len(placed), periods.nunique()))
    return no_answer("" if len(terms) else say("There is no trend: there are no words to follow."))


def too_little_for_a_trend(placed: int, articles: int, periods: int) -> str:
    """Say how many articles a trend takes, in how many periods, and how many there are."""
    said = {"fewest": number(FEWEST_ARTICLES), "fewest_periods": number(FEWEST_PERIODS), "all": some_articles(articles)}
    if not placed:
        return say(
            "There is no trend: it takes {fewest} articles in {fewest_periods} periods, and here none of {all} lies in "
            "a period.",
            **said,
        )
    if placed == 1:
        return say(
            "There is no trend: it takes {fewest} articles in {fewest_periods} periods, and here 1 of {all} lies in a "
            "period.",
            **said,
        )
    return say_counted(
        "There is no trend: it takes {fewest} articles in {fewest_periods} periods, and here {placed} of {all} lie in "
        "one period.",
        "There is no trend: it takes {fewest} articles in {fewest_periods} periods, and here {placed} of {all} lie in "
        "{n} periods.",
        periods,
        placed=number(placed),
        **said,
    )


def why_no_flow(articles: pd.DataFrame) -> Finding:
    """Say why no publisher can be earlier than another; empty, and so false, where the articles name two or more.

    Takes the frame of `read_articles`.
    """
    named = articles["publisher"].nunique() if "publisher" in articles else 0
    if named > 1:
        return no_answer("")
    if named:
        return no_answer(say("Which publisher was earlier cannot be said: the articles name one publisher."))
    return no_answer(say("Which publisher was earlier cannot be said: the articles name no publisher."))
