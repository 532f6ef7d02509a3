"""Finding about numbers that two articles of one story give for the same thing."""

from typing import Any

import pandas as pd

from leesbril.findings._phrasing import MOST_NAMED, Finding, bullets, name_of, no_answer, quoted, safe
from leesbril.wording.report_language import number, say, say_counted

OVERLAP = "overlap"


def what_numbers_changed(
    changed: pd.DataFrame, *, labels: pd.Series | None = None, largest_stories: int = MOST_NAMED
) -> Finding:
    """Name, story by story, the numbers that differ for the same thing. Takes the frame of `changed_quantities`.

    Of each of the stories with most articles (`largest_stories`) the numbers whose sentences are most alike are given;
    intervals that only overlap are counted. A number that differs is not called wrong.
    """
    if changed.empty:
        return no_answer(say("In no story do two articles give numbers that differ for the same thing."))
    apart = changed[changed["relation"] != OVERLAP]
    first = apart.groupby("story", sort=True).head(1).head(largest_stories)
    lines = [_line(row, labels) for row in first.itertuples()]
    if more := len(apart) - len(first):
        lines.append(say_counted("{n} more number differs.", "{n} more numbers differ.", more))
    overlap = len(changed) - len(apart)
    only = say_counted(
        "Of {n} number the intervals overlap without being the same.",
        "Of {n} numbers the intervals overlap without being the same.",
        overlap,
    )
    return Finding(bullets(*lines, only if overlap else ""))


def _line(row: Any, labels: pd.Series | None) -> str:
    """One thing in one story: both numbers, their articles, and which came first."""
    known = isinstance(getattr(row, "label", None), str)
    said = {
        "story": quoted(row.label) if known else say("Story {n}", n=number(row.story)),
        "counted": safe(row.counted if isinstance(row.counted, str) else row.unit),
        "first": quoted(row.written_a),
        "second": quoted(row.written_b),
        "a": name_of(row.article_a, labels),
        "b": name_of(row.article_b, labels),
    }
    if row.order == "before":
        return say("{story}, **{counted}**: {first} in {a}, and later {second} in {b}.", **said)
    return say(
        "{story}, **{counted}**: {first} in {a} · {second} in {b}; which came first **cannot be decided**.", **said
    )
