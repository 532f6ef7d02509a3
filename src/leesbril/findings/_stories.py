"""Findings about stories: which articles report one event, how firm that is, and which passages several have."""

from typing import Any

import pandas as pd

from leesbril.findings._phrasing import Finding, bullets, name_of, no_answer, quoted, safe
from leesbril.wording.quantities import some_articles, some_publishers
from leesbril.wording.report_language import number, percent, say, say_counted

MOST_STORIES = 3
"""Stories that are told one by one; the others are counted."""
MOST_PASSAGES = 3
WIDTH = 90
"""Characters of a passage that are quoted."""
KEPT = 1 - 1e-9


def which_stories(stories: pd.DataFrame, articles: pd.DataFrame, *, labels: pd.Series | None = None) -> Finding:
    """Say how many stories there are, and of the largest how many articles and publishers, and which came first.

    Takes the frame of `stories` and the articles.
    """
    if stories.empty:
        many = some_articles(len(articles))
        return no_answer(say("No two of {articles} report one event, as far as words and dates tell.", articles=many))
    number_of = stories["story"].nunique()
    told = [
        say_counted(
            "{k} of {articles} belong to {n} story.",
            "{k} of {articles} belong to {n} stories.",
            number_of,
            k=number(len(stories)),
            articles=some_articles(len(articles)),
        )
    ]
    groups = [own for _, own in stories.groupby("story", sort=True)][:MOST_STORIES]
    told += [_story(own, articles, labels) for own in groups]
    undated = stories.loc[stories["reason"] == "text alone, no date", "article"].nunique()
    doubt = (
        say_counted(
            "{n} article is in its story by its text alone, as a date is missing.",
            "{n} articles are in their story by their text alone, as a date is missing.",
            undated,
        )
        if undated
        else ""
    )
    return Finding(bullets(*told, doubt), doubtful=[doubt])


def _story(own: pd.DataFrame, articles: pd.DataFrame, labels: pd.Series | None) -> str:
    """One story: its label, its size, and its first article where the dates decide it."""
    known = articles.reindex(own["article"])
    publishers = known["publisher"].dropna().nunique() if "publisher" in known else 0
    size = some_articles(len(own))
    if publishers:
        size = say("{articles} of {publishers}", articles=size, publishers=some_publishers(publishers))
    told = {"label": safe(own["label"].iloc[0]), "articles": size}
    first = own[own["may_be_first"]]
    dated = "date_start" in known and known["date_start"].notna().all()
    if not (dated and len(first) == 1):
        return say("**{label}**: {articles}; which came first cannot be decided.", **told)
    if first["central"].iloc[0]:
        return say("**{label}**: {articles}; it is the first of them by date.", **told)
    article = name_of(first["article"].iloc[0], labels)
    return say("**{label}**: {articles}; the first by date is {article}.", article=article, **told)


def how_firm_are_stories(stability: pd.DataFrame) -> Finding:
    """Say how many stories stay whole at every threshold, and which depends most on it.

    Takes the frame of `story_stability`.
    """
    if stability.empty:
        return no_answer(say("There are no stories whose firmness could be shown."))
    whole = stability[(stability["least_kept"] >= KEPT) & (stability["kept_in_samples"] >= KEPT)]
    told = say_counted(
        "{k} of {n} story stays whole at every threshold, and with four fifths of the articles.",
        "{k} of {n} stories stay whole at every threshold, and with four fifths of the articles.",
        len(stability),
        k=number(len(whole)),
    )
    weakest = stability.sort_values(["least_kept", "story"], kind="stable").iloc[0]
    if weakest["least_kept"] >= KEPT:
        return Finding(told)
    worst = say(
        "{label} depends most on the threshold: of its pairs of articles, {share} stay together at the strictest.",
        label=quoted(weakest["label"]),
        share=percent(weakest["least_kept"]),
    )
    return Finding(bullets(told, worst), doubtful=[worst])


def which_passages_recur(summary: pd.DataFrame, *, width: int = WIDTH) -> Finding:
    """Say which passages stand in most articles, of how many publishers, and since when.

    Takes the frame of `summarise_families`. Widespread passages and those of one publisher alone are counted apart.
    """
    several = summary[summary["spread"].isin(["several publishers within days", "several publishers"])]
    unknown = summary[summary["spread"] == "publishers unknown"]
    apart = len(summary) - len(several) - len(unknown)
    chosen = pd.concat([several, unknown])
    if chosen.empty:
        return no_answer(say("No passage stands in articles of several publishers."))
    lines = [_passage(row, width) for row in chosen.head(MOST_PASSAGES).itertuples()]
    if (more := len(chosen) - MOST_PASSAGES) > 0:
        lines.append(say_counted("{n} more passage stands in several articles.", "{n} more passages stand in several "
                                 "articles.", more))  # fmt: skip
    rest = say_counted(
        "Set apart: {n} passage that is widespread, or of one publisher alone.",
        "Set apart: {n} passages that are widespread, or of one publisher alone.",
        apart,
    )
    return Finding(bullets(*lines, rest if apart else ""))


def _passage(row: Any, width: int) -> str:
    text = row.text if len(row.text) <= width else row.text[: width - 2].rsplit(" ", 1)[0] + " …"
    places = some_articles(int(row.articles))
    if row.publishers:
        places = say("{articles} of {publishers}", articles=places, publishers=some_publishers(int(row.publishers)))
    told = say("“{text}” stands in {places}", text=safe(text), places=places)
    if row.wordings > 1:
        told += say_counted(", in {n} wording", ", in {n} wordings", int(row.wordings))
    return told + "."
