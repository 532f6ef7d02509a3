"""Findings about groups and time."""

from typing import Any

import numpy as np
import pandas as pd

from leesbril.findings._limits import too_little_for_a_trend
from leesbril.findings._phrasing import (
    MOST_NAMED,
    Finding,
    as_shown,
    bullets,
    finding,
    no_answer,
    safe,
    ties,
)
from leesbril.groups.changes import FEWEST_ARTICLES, FEWEST_PERIODS, term_changes
from leesbril.wording import date_in_words, listed
from leesbril.wording.quantities import some_articles
from leesbril.wording.report_language import decimal, number, percent, say, say_counted

MOST_TERMS = 5
MOST_CHANGES = 3
"""Terms of which a rise or a fall is told in a sentence of its own."""


def what_sets_them_apart(
    table: pd.DataFrame, *, a: object = "a", b: object = None, groups: pd.Series | None = None
) -> Finding:
    """Name the words that distinguish two groups, as far as the test supports. Takes the frame of `keyness`.

    `a` and `b` are the names of the groups; without `b` it is the rest. `groups`, the labels that were compared, gives
    the number of articles on either side.
    """
    if table.empty:
        return no_answer(say("There are no words to compare."))
    sides = safe(a), say("the rest") if b is None else safe(b)
    tested = int(table["p"].notna().sum())
    if not tested:
        return no_answer(_not_tested(sides, _sizes(groups, a, b)), *_differences(table.head(MOST_TERMS), sides))
    clear = table[table["significant"]]
    few = len(table) - tested
    left_out = (
        say_counted("One word is in too few articles to test.", "{n} words are in too few articles to test.", few)
        if few
        else ""
    )
    between = {"a": sides[0], "b": sides[1], "tested": number(tested)}
    if clear.empty:
        none = say_counted(
            "The one word tested does not differ significantly between {a} and {b} (p ≤ {p}).",
            "**None** of the {n} words tested differs significantly between {a} and {b} (family-wise p ≤ {p}).",
            tested,
            a=sides[0],
            b=sides[1],
            p=decimal(0.05),
        )
        return finding(none, left_out)
    lead = say_counted(
        "**One word** of {tested} tested differs significantly between {a} and {b} (family-wise p ≤ {p}).",
        "**{n} words** of {tested} tested differ significantly between {a} and {b} (family-wise p ≤ {p}).",
        len(clear),
        p=decimal(0.05),
        **between,
    )
    return finding(lead, *_differences(clear.head(MOST_TERMS), sides, len(clear) - MOST_TERMS), left_out)


def _sizes(groups: pd.Series | None, a: object, b: object) -> tuple[int, int] | None:
    if groups is None:
        return None
    in_a = groups == a
    return int(in_a.sum()), int((groups.notna() & ~in_a if b is None else groups == b).sum())


def _not_tested(sides: tuple[str, str], sizes: tuple[int, int] | None) -> str:
    """That nothing was tested, and the sizes of the groups where they are known."""
    if sizes is None:
        return say("Described only, not tested: there are too few articles for that.")
    return say(
        "Described only, not tested: {a} has {n_a} and {b} has {n_b}.",
        a=sides[0],
        b=sides[1],
        n_a=some_articles(sizes[0]),
        n_b=some_articles(sizes[1]),
    )


def _differences(rows: pd.DataFrame, sides: tuple[str, str], more: int = 0) -> list[str]:
    """The words that either side has more of, with their counts; `more` are not among the rows."""
    in_a = rows["rate_a"] > rows["rate_b"]
    said = []
    for side, own, (one, other) in zip(sides, (rows[in_a], rows[~in_a]), (("a", "b"), ("b", "a")), strict=True):
        if len(own):
            words = zip(as_shown(own), own.to_dict("records"), strict=True)
            told = [f"**{safe(word)}** ({_against(row, one, other)})" for word, row in words]
            said.append(say("More in {side}: {words}.", side=side, words=listed(told)))
    if more > 0:
        said.append(say_counted("One more word is in the table.", "{n} more words are in the table.", more))
    return said


def _against(row: dict[Any, Any], one: str, other: str) -> str:
    """The occurrences and articles of a word on the side that has more of it, and on the other."""
    counts = {
        "count": number(row[f"count_{one}"]),
        "articles": some_articles(row[f"articles_{one}"]),
        "other": number(row[f"count_{other}"]),
        "others": number(row[f"articles_{other}"]),
    }
    if not row[f"count_{other}"]:
        return say("{count}× in {articles}, against none", count=counts["count"], articles=counts["articles"])
    if row[f"count_{one}"] > row[f"count_{other}"]:
        return say("{count}× in {articles}, against {other}× in {others}", **counts)
    rates = {"rate": decimal(row[f"rate_{one}"], 1), "other_rate": decimal(row[f"rate_{other}"], 1)}
    return say(
        "{count}× in {articles}, against {other}× in {others}: {rate} and {other_rate} per 1,000 words",
        **counts,
        **rates,
    )


def what_rises(table: pd.DataFrame, *, tested: int | None = None) -> Finding:
    """Name the words that rise or fall most from the earlier to the later periods. Takes the frame of `trend`.

    The periods are split where the articles are most evenly divided, as in `leesbril.term_changes`. A word rises or
    falls if its p there is 0.05 or less, corrected for all words tested, which holds for articles that are a sample.
    `tested` is the number of words from which these were chosen because of their change, such as the rows of
    `leesbril.changing_terms`; without it, the words of the trend. Ten articles in three periods are needed. Raises
    ValueError if the trend has more words than were tested.
    """
    if table.empty:
        return no_answer(say("There is no trend: there are no words to follow."))
    one = table[table["term"] == table["term"].iloc[0]]
    inside, aside = one[one["period"].notna()], one[one["period"].isna()]
    left, placed = int(aside["articles"].sum()), int(inside["articles"].sum())
    periods = int((inside["articles"] > 0).sum())
    if placed < FEWEST_ARTICLES or periods < FEWEST_PERIODS:
        return no_answer(too_little_for_a_trend(placed, placed + left, periods))
    changes = term_changes(table, tested=tested)
    clear, rest = changes[changes["clear"]].head(MOST_CHANGES), changes[~changes["clear"]]
    lines = [_change(str(row["shown"]), row) for row in clear.to_dict("records")]
    not_placed = _not_placed(left)
    hardly = _hardly(rest, len(clear), changes["since"].iloc[0])
    return Finding(bullets(*lines, hardly, _tested(changes["tested"].iloc[0]), not_placed), doubtful=[not_placed])


def _tested(words: int) -> str:
    """How many words were tested, and at which p one of them is said to rise or fall."""
    return say_counted(
        "One word or name was tested (p ≤ {p}).",
        "{n} words or names were tested (p ≤ {p}, corrected for their number).",
        int(words),
        p=decimal(0.05),
    )


def _change(word: str, row: dict[Any, Any]) -> str:
    """A rise or a fall, with the articles before and after."""
    said: dict[str, str] = {
        "word": safe(word),
        "date": date_in_words(row["since"], "day"),
        "with_before": number(row["with_before"]),
        "before": some_articles(row["articles_before"]),
        "share_before": percent(row["with_before"] / row["articles_before"]),
        "with_since": number(row["with_since"]),
        "since": number(row["articles_since"]),
        "share_since": percent(row["with_since"] / row["articles_since"]),
    }
    if row["change"] > 0:
        return say(
            "**{word}** rises: before {date} in {with_before} of {before} ({share_before}), from then on in "
            "{with_since} of {since} ({share_since}).",
            **said,
        )
    return say(
        "**{word}** falls: before {date} in {with_before} of {before} ({share_before}), from then on in {with_since} "
        "of {since} ({share_since}).",
        **said,
    )


def _hardly(rest: pd.DataFrame, clear: int, since: pd.Timestamp) -> str:
    """The words that neither rise nor fall clearly; of many, the first."""
    if rest.empty:
        return ""
    words = [
        f"**{safe(row['shown'])}** ({number(row['with_before'])}, {number(row['with_since'])})"
        for row in rest.head(MOST_TERMS).to_dict("records")
    ]
    if more := len(rest) - len(words):
        words.append(say("{n} more", n=number(more)))
    return say(
        "No clear rise or fall, with the number of articles before {date} (of {before}) and from then on (of {since}): "
        "{words}.",
        date=date_in_words(since, "day"),
        before=number(int(rest["articles_before"].iloc[0])),
        since=number(int(rest["articles_since"].iloc[0])),
        words=listed(words),
    )


def _not_placed(articles: int) -> str:
    if not articles:
        return ""
    return say_counted(
        "One article is in none of the periods: it has no date that lies in one.",
        "{n} articles are in none of the periods: they have no date that lies in one.",
        articles,
    )


def who_had_it_earlier(table: pd.DataFrame) -> Finding:
    """Name the groups with more earlier matches in another group than the noise. Takes the frame of `news_flow`."""
    if table.empty:
        return no_answer(say("There are fewer than two groups, so none was earlier."))
    clear = table[table["beyond_noise"]].sort_values("share", ascending=False, kind="stable")
    undecided = int(table["undecided"].sum()) // 2
    open_order = (
        say_counted(
            "Of one pair the order **cannot be decided**.", "Of {n} pairs the order **cannot be decided**.", undecided
        )
        if undecided
        else ""
    )
    if clear.empty:
        return finding(_no_flow(table), open_order)
    lines = [_earlier(row) for row in clear.head(MOST_NAMED - 1).to_dict("records")]
    more = len(clear) - len(lines)
    rest = say_counted("One more share exceeds the noise.", "{n} more shares exceed the noise.", more) if more else ""
    return Finding(bullets(*lines, rest, open_order), doubtful=[open_order])


def _earlier(row: dict[Any, Any]) -> str:
    return say(
        "Of {articles} of {later}, **{matched}** ({share}) had an earlier match in {earlier}; {reversed} had a later "
        "one.",
        **_flow(row),
    )


def _no_flow(table: pd.DataFrame) -> str:
    """That no share exceeds the noise, and the largest share."""
    if not table["matched"].any():
        return say("No article has an earlier match in another group.")
    ordered = table.sort_values(["share", "matched"], ascending=False, kind="stable")
    best = say(
        "**No group** was clearly earlier than another: at most, of {articles} of {later}, {matched} ({share}) had an "
        "earlier match in {earlier}, and {reversed} a later one.",
        **_flow(ordered.iloc[0].to_dict()),
    )
    tied = ties(ordered["share"])
    as_large = say_counted("One other share is as large.", "{n} other shares are as large.", tied) if tied else ""
    return finding(best, as_large).strip()


def _flow(row: dict[Any, Any]) -> dict[str, str]:
    return {
        "articles": say_counted("{n} dated article", "{n} dated articles", int(row["articles"])),
        "later": safe(row["later"]),
        "earlier": safe(row["earlier"]),
        "matched": number(int(row["matched"])),
        "share": percent(row["share"]),
        "reversed": number(int(row["reversed"])),
    }


def what_the_reading_says(report: pd.DataFrame, threshold: float) -> Finding:
    """Give precision and recall of a threshold, with intervals. Takes the frame of `threshold_report`."""
    rows = report[np.isclose(report["threshold"], threshold)]
    written = decimal(threshold)
    if rows.empty:
        return Finding(say("There is no threshold of {threshold} in the report.", threshold=written))
    row = rows.iloc[0]
    if row["read_above"] + row["read_below"] == 0:
        return Finding(
            say("No pair is labelled yet, so nothing is known about a threshold of {threshold}.", threshold=written)
        )
    parts = [_precision(row)] if not np.isnan(row["precision"]) else []
    parts += [_recall(row)] if not np.isnan(row["recall"]) else []
    return Finding(
        say(
            "At a threshold of {threshold}: {parts}; pairs read: {above} above it and {below} below.",
            threshold=written,
            parts=listed(parts) or say("nothing can be said"),
            above=number(int(row["read_above"])),
            below=number(int(row["read_below"])),
        )
    )


def _precision(row: pd.Series) -> str:
    return say("precision **{share}** ({low} to {high})", **_interval(row, "precision"))


def _recall(row: pd.Series) -> str:
    return say("recall of the listed pairs **{share}** ({low} to {high})", **_interval(row, "recall"))


def _interval(row: pd.Series, name: str) -> dict[str, str]:
    return {"share": percent(row[name]), "low": percent(row[f"{name}_low"]), "high": percent(row[f"{name}_high"])}
