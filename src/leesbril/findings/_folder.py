"""Findings about the folder: what was read, what was not, and when it appeared."""

from collections.abc import Hashable
from pathlib import Path

import pandas as pd

from leesbril.findings._load_reasons import is_known, reason_in_words
from leesbril.findings._phrasing import (
    MOST_NAMED,
    Finding,
    bullets,
    finding,
    name_of,
    no_answer,
    quoted,
    safe,
)
from leesbril.wording import date_in_words, dates_in_words, listed
from leesbril.wording.quantities import some_articles, some_words
from leesbril.wording.report_language import number, report_language, say, say_counted, translatable

MOST_KINDS = 5
"""Kinds of problem that are named."""

PROBLEMS = (
    translatable("date not understood"),
    translatable("two dates"),
    translatable("ambiguous date"),
    translatable("repaired encoding"),
    translatable("byte-order mark"),
    translatable("soft hyphens"),
    translatable("markup"),
    translatable("repeated id"),
    translatable("near-empty"),
    translatable("wrong language"),
    translatable("doubtful quotation mark"),
    translatable("short row"),
    translatable("columns left out"),
    translatable("table in a text file"),
    translatable("cut-off text"),
    translatable("unknown date column"),
    translatable("times left out"),
    translatable("version"),
    translatable("hard-wrapped text"),
    translatable("articles missing"),
    translatable("several articles"),
    translatable("export"),
    translatable("other format"),
)
"""Kinds of problem in a load report that are counted in a line of their own."""

_COARSE = {
    "month": translatable("of {n} only the month is known"),
    "year": translatable("of {n} only the year is known"),
}


def what_have_we_got(
    articles: pd.DataFrame, report: pd.DataFrame, sentences: pd.DataFrame, *, labels: pd.Series | None = None
) -> Finding:
    """Say how many articles were read, what was skipped, what is doubtful, and what their dates are.

    Takes the frames of `read_articles`, `load_report` and `sentences`, and the labels of `leesbril.labels`. What stands
    in the folder twice is said by `what_is_set_apart`.
    """
    lines = [
        _read(len(articles), report, sentences),
        _left_out(report),
        _dates(articles, labels),
        _doubtful(report),
    ]
    sure = (True, (report["status"] != "skipped").all(), articles["date_start"].notna().all(), False)
    return Finding(bullets(*lines), doubtful=[line for line, known in zip(lines, sure, strict=True) if not known])


def _read(number_read: int, report: pd.DataFrame, sentences: pd.DataFrame) -> str:
    headings = int((sentences["kind"] == "heading").sum())
    parts = [say_counted("{n} sentence", "{n} sentences", len(sentences) - headings)]
    parts += [say_counted("{n} heading", "{n} headings", headings)] if headings else []
    return say_counted(
        "**{n} article** of {words}: {parts}.",
        "**{n} articles** of {words} in all: {parts}.",
        number_read,
        words=some_words(int(report["words"].sum())),
        parts=listed(parts),
    )


def _left_out(report: pd.DataFrame) -> str:
    """What was skipped, files that hold an article first; or that nothing was, and that no text is there twice."""
    skipped = report[report["status"] == "skipped"]
    if skipped.empty:
        several = report["article"].notna().sum() > 1 and report["duplicate_of"].isna().all()
        return (
            say("Nothing was skipped, and no two articles have the same text.")
            if several
            else say("Nothing was skipped.")
        )
    skipped = skipped.sort_values("problems", key=lambda kinds: kinds == "left aside", kind="stable")
    named = [_skipped(row.source, row.reason) for row in skipped.head(MOST_NAMED).itertuples()]
    more = len(skipped) - len(named)
    named += [say("{n} more", n=number(more))] if more else []
    rows = skipped["source"].str.contains(", row ").any()
    said = say_counted("{n} file was skipped", "{n} files were skipped", len(skipped))
    if rows:
        said = say_counted("{n} file or row was skipped", "{n} files or rows were skipped", len(skipped))
    where = say(" (why is in the list of files)") if more or None in map(_reason, skipped["reason"]) else ""
    return f"{said}: {listed(named)}{where}."


def _skipped(source: object, reason: object) -> str:
    why = _reason(reason)
    return f"{quoted(source)} ({why})" if why else quoted(source)


def _reason(reason: object) -> str | None:
    """A reason of the load report in the language of the report; nothing where it is in English alone."""
    known = report_language() == "en" or is_known(str(reason))
    return safe(reason_in_words(str(reason))) if known else None


def _dates(dated_and_not: pd.DataFrame, labels: pd.Series | None) -> str:
    dated = dated_and_not[dated_and_not["date_start"].notna()]
    n, total = len(dated), len(dated_and_not)
    if dated.empty:
        return (
            say("No article has a date, so which came first **cannot be decided**.")
            if total > 1
            else say("The article has no date.")
        )
    if n == total == 1:
        return say("The article is dated {date}.", date=_date(dated.iloc[0]))
    counts = {"n": number(n), "all": number(total), "dates": _told(dated, labels)}
    if n == total:
        both = say("Both articles have a date: {dates}.", dates=counts["dates"])
        return both if n == 2 else say("All {n} articles have a date: {dates}.", n=counts["n"], dates=counts["dates"])
    return say_counted(
        "{n} of {all} articles has a date: {dates}; articles without one **cannot be placed in time**.",
        "{n} of {all} articles have a date: {dates}; articles without one **cannot be placed in time**.",
        n,
        all=counts["all"],
        dates=counts["dates"],
    )


def _told(dated: pd.DataFrame, labels: pd.Series | None) -> str:
    """The dates of a few articles; of more, the first and the last, and how many of them span a month or a year."""
    if len(dated) <= MOST_NAMED:
        return listed([_with_date(name, row, labels) for name, row in dated.iterrows()])
    counts = dated["date_precision"].value_counts()
    coarse = [say(told, n=number(int(counts[precision]))) for precision, told in _COARSE.items() if precision in counts]
    span = dates_in_words(*_ends(dated))
    return f"{span} ({listed(coarse)})" if coarse else span


def _date(row: pd.Series) -> str:
    return date_in_words(row["date_start"], row["date_precision"])


def _ends(dated: pd.DataFrame) -> list[tuple[pd.Timestamp, str]]:
    """The first date and the last; of those that begin or end at one moment, the one that is known best."""
    span = dated["date_end"] - dated["date_start"]
    first = dated.assign(span=span).sort_values(["date_start", "span"], kind="stable").iloc[0]
    last = dated.assign(span=-span).sort_values(["date_end", "span"], kind="stable").iloc[-1]
    return [(end["date_start"], end["date_precision"]) for end in (first, last)]


def _with_date(name: Hashable, row: pd.Series, labels: pd.Series | None) -> str:
    return f"{name_of(name, labels)} ({_date(row)})"


def _doubtful(report: pd.DataFrame) -> str:
    """The kinds of problem that no other line counts, the most frequent first."""
    kinds = report["problems"].dropna().str.split("; ").explode()
    counts = kinds[kinds.isin(PROBLEMS)].value_counts()
    if counts.empty:
        return ""
    order = sorted(counts.items(), key=lambda item: -item[1])
    told = [f"{say(str(kind))} ({number(times)}×)" for kind, times in order[:MOST_KINDS]]
    if more := len(order) - len(told):
        told.append(say("{n} more", n=number(more)))
    return say("Check also: {kinds}; the list of files says where.", kinds=listed(told))


def in_what_order(articles: pd.DataFrame, *, labels: pd.Series | None = None) -> Finding:
    """Name the earliest article, and say for how many pairs of all articles the dates decide the order.

    Takes the frame of `read_articles`, of any number of articles, with `date_start`, `date_end` and `date_precision`.
    """
    if len(articles) < 2:
        return no_answer(say("There is no pair of articles to put in order."))
    dated = articles[articles["date_start"].notna()]
    start, end = (dated[f"date_{side}"].to_numpy() for side in ("start", "end"))
    pairs, with_dates = (len(some) * (len(some) - 1) // 2 for some in (articles, dated))
    # An article is before all that start no earlier than it ends.
    decided = int((len(start) - pd.Series(start).sort_values().searchsorted(end)).sum())
    if pairs == 1 and not decided:
        return no_answer(_open(articles, labels))
    if pairs == 1:
        earlier, later = (_with_date(name, row, labels) for name, row in _in_order(dated))
        return Finding(say("{earlier} came before {later}.", earlier=earlier, later=later))
    earliest = _earliest(dated[start < end.min()], len(dated), len(articles), labels) if len(dated) > 1 else ""
    order = _of_pairs(pairs, decided, pairs - with_dates, with_dates - decided)
    return finding(earliest, order) if decided else no_answer(earliest, order)


def _in_order(dated: pd.DataFrame) -> list[tuple[Hashable, pd.Series]]:
    return list(dated.sort_values("date_start").iterrows())


def _open(pair: pd.DataFrame, labels: pd.Series | None) -> str:
    a, b = pair.index
    lacking = [name for name, start in pair["date_start"].items() if pd.isna(start)]
    return _undecided(a, b, lacking, labels)


def _undecided(a: Hashable, b: Hashable, lacking: list[Hashable], labels: pd.Series | None) -> str:
    """Why the order of two articles, of which these have no date, cannot be decided."""
    names = {"a": name_of(a, labels), "b": name_of(b, labels)}
    if len(lacking) == 2:
        return say("Whether {a} or {b} came first **cannot be decided**: neither has a date.", **names)
    if lacking:
        which = name_of(lacking[0], labels)
        return say("Whether {a} or {b} came first **cannot be decided**: {which} has no date.", which=which, **names)
    return say("Whether {a} or {b} came first **cannot be decided**: their dates overlap.", **names)


def _earliest(first: pd.DataFrame, dated: int, total: int, labels: pd.Series | None) -> str:
    """The article that starts before any other ends, or those of which each may be the earliest."""
    names = [_with_date(name, row, labels) for name, row in _in_order(first.head(MOST_NAMED))]
    among = some_articles(total) if dated == total else say_counted("{n} dated article", "{n} dated articles", dated)
    if len(first) == 1:
        return say("The earliest of {articles} is {name}.", articles=among, name=names[0])
    if len(first) == dated:
        return ""
    if len(first) <= MOST_NAMED:
        return say("The earliest of {articles} is one of these {n}: {names}.", articles=among, n=len(first),
                   names=listed(names))  # fmt: skip
    return say("The earliest of {articles} is one of {n}, such as {name}.", articles=among, n=number(len(first)),
               name=names[0])  # fmt: skip


def _of_pairs(pairs: int, decided: int, undated: int, overlapping: int) -> str:
    """For how many pairs the dates decide the order, and why not for the others."""
    if decided == pairs:
        return say("The dates decide the order of all {pairs} pairs.", pairs=number(pairs))
    reasons = [say("a date is missing in {n}", n=number(undated))] if undated else []
    reasons += [say("the dates overlap in {n}", n=number(overlapping))] if overlapping else []
    if not decided:
        return say("The order of **none** of {pairs} pairs can be decided: {reasons}.", pairs=number(pairs),
                   reasons=listed(reasons))  # fmt: skip
    return say(
        "Of {pairs} pairs, the dates decide the order of {decided}; of {open} it **cannot be decided**: {reasons}.",
        pairs=number(pairs),
        decided=number(decided),
        open=number(pairs - decided),
        reasons=listed(reasons),
    )


def which_came_first(orders: pd.DataFrame, *, labels: pd.Series | None = None) -> Finding:
    """Say which of two articles came first, or for how many pairs that can be decided. Takes the frame of `order`."""
    if orders.empty:
        return no_answer(say("There is no pair of articles to put in order."))
    open_ones = orders[orders["order"] == "cannot be decided"]
    if len(orders) == 1:
        row = orders.iloc[0]
        a, b = row["article_a"], row["article_b"]
        if len(open_ones):
            lacking = {"article_a has no date": [a], "article_b has no date": [b], "neither has a date": [a, b]}
            return no_answer(_undecided(a, b, lacking.get(row["reason"], []), labels))
        earlier, later = (name_of(name, labels) for name in ((a, b) if row["order"] == "before" else (b, a)))
        return Finding(say("{earlier} came before {later}.", earlier=earlier, later=later))
    overlapping = int((open_ones["reason"] == "their dates overlap").sum())
    decided = len(orders) - len(open_ones)
    said = _of_pairs(len(orders), decided, len(open_ones) - overlapping, overlapping)
    return finding(said) if decided else no_answer(said)


def source_line(articles: pd.DataFrame, folder: str) -> str:
    """The source line of a chart: the folder's name, the number of articles, and the range of their dates.

    >>> source_line(pd.DataFrame({"date_start": [pd.NaT], "date_precision": [None]}), "../seeds")
    'Source: seeds, 1 article, undated'
    """
    dated = articles[articles["date_start"].notna()]
    told = [dates_in_words(*_ends(dated))] if len(dated) else []
    if undated := len(articles) - len(dated):
        told.append(say("{n} undated", n=number(undated)) if len(dated) else say("undated"))
    name = Path(folder).name or Path(folder).resolve().name
    size = say_counted("{n} article", "{n} articles", len(articles))
    return ", ".join([say("Source: {name}", name=name), size, *told])
