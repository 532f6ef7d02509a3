"""Findings about what articles claim: who is named, how many, when, according to whom, and where two differ."""

from collections.abc import Hashable
from textwrap import shorten
from typing import Any

import pandas as pd

from leesbril.facts.claims import FIRM
from leesbril.facts.languages import languages_with_rules
from leesbril.findings._clue_words import (
    BETWEEN,
    assumptions_in_words,
    conditions_in_words,
    readings_in_words,
    undated_apart,
)
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
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording import date_in_words, listed
from leesbril.wording.firmness import firmness_in_words
from leesbril.wording.quantities import some_articles
from leesbril.wording.report_language import number, say, say_counted

MOST_ROWS = 5
"""Subjects on which two articles differ that are named."""
WIDTH = 120
"""Characters of a sentence that are quoted."""


def why_no_claims(tokens: Tokens) -> Finding:
    """Say that the language of the articles has no rules for claims; empty, and so false, where it has them."""
    known = languages_with_rules()
    if tokens.language in known:
        return no_answer("")
    return no_answer(
        say(
            "What these articles claim cannot be read: names, numbers, times and sources have rules for {known}, and "
            "the language of the articles is {language}.",
            known=listed([f"`{code}`" for code in known]),
            language=f"`{tokens.language}`",
        )
    )


def who_is_named_most(groups: pd.DataFrame, *, top: int = 5) -> Finding:
    """Give the names in most articles, and how the first of them are written. Takes the frame of `name_groups`."""
    if groups.empty:
        return no_answer(say("No name was found in the articles."))
    first = groups.head(top)
    several = bool((groups["articles"] > 1).any())
    named = [
        say("**{name}** ({n}× in {articles})", name=safe(name), n=number(count), articles=some_articles(articles))
        if several
        else say("**{name}** ({n}×)", name=safe(name), n=number(count))
        for name, count, articles in zip(first["name"], first["count"], first["articles"], strict=True)
    ]
    if more := len(groups) - len(first):
        named.append(say("{n} more", n=number(more)))
    lead = (
        say("Named in most articles: {names}.", names=listed(named))
        if several
        else say("Named most often: {names}.", names=listed(named))
    )
    return finding(lead, _also_written(first))


def _also_written(groups: pd.DataFrame) -> str:
    """The other ways in which the first name that has any is written."""
    for name, variants in zip(groups["name"], groups["variants"], strict=True):
        others = [one for one in variants.split(BETWEEN) if one != name][:MOST_NAMED]
        if others:
            return say(
                "**{name}** is also written {variants}.",
                name=safe(name),
                variants=listed([quoted(one) for one in others]),
            )
    return ""


def what_do_they_claim(claims: pd.DataFrame, a: Hashable, b: Hashable, *, labels: pd.Series | None = None) -> Finding:
    """Say where the claims of two articles differ, in number, time or firmness, and how many agree.

    Takes the frame of `claims_side_by_side` and the articles that it compares.
    """
    names = name_of(a, labels), name_of(b, labels)
    of = {relation: claims[claims["relation"] == relation] for relation in ("differs", "other object", "agrees")}
    if not sum(map(len, of.values())):
        return no_answer(
            say("No number, time or source of {a} can be compared with one of {b}.", a=names[0], b=names[1])
        )
    differ = of["differs"]
    lines = [_differing(row, names) for row in differ.head(MOST_ROWS).itertuples()]
    if (more := len(differ) - MOST_ROWS) > 0:
        lines.append(say_counted("They differ on {n} more subject.", "They differ on {n} more subjects.", more))
    if differ.empty:
        lines.append(
            say("No number or time of {a} that can be compared differs from one of {b}.", a=names[0], b=names[1])
        )
    other = _of_others(of["other object"])
    return Finding(bullets(*lines, other, _agreeing(of["agrees"])), doubtful=[other])


def _differing(row: Any, names: tuple[str, str]) -> str:
    """One subject on which two articles differ: the words of both, who says so, and what lies apart."""
    kinds = row.differs_in.split(BETWEEN)
    silent = all(_is_silent(getattr(row, f"source_{side}"), getattr(row, f"firmness_{side}")) for side in "ab")
    sides = [
        say(
            "{words} in {article}{manner}",
            words=_words(row, side, kinds),
            article=name,
            manner="" if silent else f" ({_manner(getattr(row, f'source_{side}'), getattr(row, f'firmness_{side}'))})",
        )
        for side, name in zip("ab", names, strict=True)
    ]
    verdicts = {
        "number": say("no number fits both"),
        "time": say("the times are apart") if row.times == "apart" else say("another moment of the same period"),
        "firmness": say("said in another way"),
    }
    return say(
        "**{subject}**: {sides}{source}: {verdict}.",
        subject=safe(row.subject),
        sides=BETWEEN.join(sides),
        source=say(", both without a source") if silent else "",
        verdict=listed([verdicts[kind] for kind in kinds]),
    )


def _words(row: Any, side: str, kinds: list[str]) -> str:
    """The number or time of one article that differs; its sentence where only the firmness does."""
    told = [getattr(row, f"{kind}_{side}") for kind in ("number", "time") if kind in kinds]
    if not told:
        return quoted(shorten(" ".join(getattr(row, f"text_{side}").split()), WIDTH, placeholder=" …"))
    return BETWEEN.join(quoted(one) for one in told)


def _is_silent(source: Any, firmness: str) -> bool:
    """Whether an article says something in its own words: no source, no hearsay."""
    return not isinstance(source, str) and firmness in FIRM


def _manner(source: Any, firmness: str) -> str:
    """Who says so, and how: *a wish, source: “De regering”*."""
    who = say("source: {source}", source=quoted(source)) if isinstance(source, str) else say("no source")
    return who if firmness in ("stated", "unsourced") else f"{firmness_in_words(firmness)}, {who}"


def _of_others(rows: pd.DataFrame) -> str:
    """The subjects that stand beside other names in each of the articles."""
    if rows.empty:
        return ""
    named = [f"**{safe(subject)}**" for subject in rows["subject"].head(MOST_NAMED)]
    if more := len(rows) - len(named):
        named.append(say("{n} more", n=number(more)))
    return say(
        "Said beside other names, perhaps of another object, and so not compared: {subjects}.", subjects=listed(named)
    )


def _agreeing(rows: pd.DataFrame) -> str:
    """The subjects whose numbers or times do not lie apart."""
    if rows.empty:
        return ""
    named = [
        say("**{subject}** (if both are of about one day)", subject=safe(row.subject))
        if row.assumed_day
        else f"**{safe(row.subject)}**"
        for row in rows.head(MOST_NAMED).itertuples()
    ]
    if more := len(rows) - len(named):
        named.append(say("{n} more", n=number(more)))
    return say_counted(
        "On one subject what can be compared agrees: {subjects}.",
        "On {n} subjects what can be compared agrees: {subjects}.",
        len(rows),
        subjects=listed(named),
    )


def which_headings_are_firmer(headings: pd.DataFrame, *, labels: pd.Series | None = None) -> Finding:
    """Name the headings that state what their text only reports. Takes the frame of `firmer_headings`."""
    if headings.empty:
        return Finding(say("No heading was found that states what its text only reports."))
    lines = [_firmer(row, labels) for row in headings.head(MOST_NAMED).itertuples()]
    if more := len(headings) - len(lines):
        lines.append(say_counted("So is {n} other heading.", "So are {n} other headings.", more))
    return Finding(bullets(*lines))


def _firmer(row: Any, labels: pd.Series | None) -> str:
    """A heading, and the sentence that has it as hearsay or by a source."""
    return say(
        "{article}: the heading {heading} is **firmer** than sentence {n}, which has it as {firmness}: {text}",
        article=name_of(row.article, labels),
        heading=quoted(row.heading),
        n=number(row.sentence),
        firmness=firmness_in_words(row.firmness),
        text=quoted(shorten(" ".join(row.written.split()), 2 * WIDTH, placeholder=" …")),
    )


def who_says_so(sources: pd.DataFrame, *, top: int = 5, attributions: pd.DataFrame | None = None) -> Finding:
    """Say which sources most statements rest on, of each group if there are any. Takes `sources_relied_on`.

    With `attributions`, the frame of `attributions` for the same articles, also how many statements name no source;
    without groups alone, as articles in no group are left out of these.
    """
    if sources.empty:
        return no_answer(say("No statement names a source."))
    if "group" not in sources:
        return finding(_relied_on(sources, top), _not_firm(sources), _of_nobody(sources, attributions))
    sizes = sources.groupby("group")["statements"].sum().sort_values(ascending=False, kind="stable")
    lines = [
        say("{group}: {said}", group=f"**{safe(group)}**", said=_relied_on(sources[sources["group"] == group], top))
        for group in sizes.index[:MOST_NAMED]
    ]
    if more := len(sizes) - len(lines):
        lines.append(say_counted("{n} more group has sources.", "{n} more groups have sources.", more))
    return Finding(bullets(*lines))


def _relied_on(sources: pd.DataFrame, top: int) -> str:
    """The sources with most statements; where each has one, the first of them."""
    first, total = sources.head(top), int(sources["statements"].sum())
    more = [say("{n} more", n=number(len(sources) - len(first)))] if len(sources) > len(first) else []
    if (sources["statements"] == 1).all():
        return say_counted(
            "One statement names a source: {sources}.",
            "**{n} statements** name a source, each another one: {sources}.",
            total,
            sources=listed([*map(quoted, first["shown"]), *more]),
        )
    shown = zip(first["shown"], first["statements"], first["articles"], strict=True)
    named = [
        say("{source} ({n}× in {articles})", source=quoted(name), n=number(count), articles=some_articles(articles))
        for name, count, articles in shown
    ]
    said = listed([*named, *more])
    return say("**{n} statements** name a source, most often {sources}.", n=number(total), sources=said)


def _not_firm(sources: pd.DataFrame) -> str:
    """How many of the statements are hearsay, hopes and wishes."""
    counts = {kind: int(sources[kind].sum()) for kind in ("zou", "hope", "wish")}
    said = {
        "zou": say_counted("{n} is hearsay", "{n} are hearsay", counts["zou"]),
        "hope": say_counted("{n} is a hope", "{n} are hopes", counts["hope"]),
        "wish": say_counted("{n} is a wish", "{n} are wishes", counts["wish"]),
    }
    parts = [said[kind] for kind, count in counts.items() if count]
    return say("Of these, {parts}.", parts=listed(parts)) if parts else ""


def _of_nobody(sources: pd.DataFrame, attributions: pd.DataFrame | None) -> str:
    """How many of all statements are of no source in the table: hearsay, and those of a pronoun."""
    every = 0 if attributions is None else len(attributions)
    if (rest := every - int(sources["statements"].sum())) < 1:
        return ""
    return say_counted(
        "One of all {all} statements names no source, or only a pronoun.",
        "{n} of all {all} statements name no source, or only a pronoun.",
        rest,
        all=number(every),
    )


def when_by_clues(dated: pd.DataFrame, *, labels: pd.Series | None = None) -> Finding:
    """Say between which days clues put the publication of each article. Takes the frame of `dated_by_clues`."""
    found = dated[(dated["date_origin"] == "clue") | dated["contradiction"].notna() | dated["alternatives"].notna()]
    if found.empty:
        return no_answer(say("No words of the articles narrow the day on which they were published."))
    lines = [_dated(name, row, labels) for name, row in found.head(MOST_NAMED).iterrows()]
    rest = len(dated) - len(found)
    more = len(found) - len(lines)
    known = [
        say_counted("Clues narrow the date of {n} more article.", "Clues narrow the dates of {n} more articles.", more)
        if more
        else "",
        say_counted("Of {n} article no clue narrows the date.", "Of {n} articles no clue narrows the date.", rest)
        if rest
        else "",
    ]
    doubtful = [line for line, both in zip(lines, found["contradiction"].head(MOST_NAMED).notna(), strict=True) if both]
    return Finding(bullets(*lines, *known), doubtful=doubtful)


def _dated(name: Hashable, row: pd.Series, labels: pd.Series | None) -> str:
    article = name_of(name, labels)
    if isinstance(row["contradiction"], str):
        return say("{article}: its clues **cannot all be true**: {clues}.", article=article,
                   clues=listed([quoted(one) for one in row["contradiction"].split(BETWEEN)]))  # fmt: skip
    lead = say("{article}: {days}.", article=article, days=_days(row["date_start"], row["date_end"]))
    readings, waiting = readings_in_words(row["alternatives"]) if isinstance(row["alternatives"], str) else ("", "")
    assumed = conditions_in_words(row["assuming"]) if isinstance(row["assuming"], str) else ""
    parts = (
        say("Its readings leave {readings}.", readings=readings) if readings else "",
        say("Not used: {clues}.", clues=waiting) if waiting else "",
        say("Under an assumption: {days}.", days=assumed) if assumed else "",
    )
    return " ".join(filter(None, (lead, *parts)))


def _days(start: Any, end: Any) -> str:
    """The first and last day of an interval, in words."""
    last = end if pd.isna(end) else end - pd.Timedelta(1, "us")
    if pd.isna(start) and pd.isna(end):
        return say("no day is left out")
    if pd.isna(start):
        return say("**{day} or earlier**", day=date_in_words(last, "day"))
    if pd.isna(end):
        return say("**{day} or later**", day=date_in_words(start, "day"))
    first, final = date_in_words(start, "day"), date_in_words(last, "day")
    return f"**{first}**" if first == final else say("**{first} to {last}**", first=first, last=final)


def what_order_by_clues(order: pd.DataFrame, *, labels: pd.Series | None = None) -> Finding:
    """Say which of two articles came first by their clues, and what that assumes. Takes `order_by_clues`."""
    if order.empty:
        return no_answer(say("There is no pair of articles to put in order."))
    shown = order.head(MOST_NAMED)
    lines = [_ordered(row, labels) for row in shown.itertuples()]
    if more := len(order) - len(shown):
        lines.append(say_counted("{n} more pair was looked at.", "{n} more pairs were looked at.", more))
    open_ones = [line for line, said in zip(lines, shown["order"], strict=False) if said == "cannot be decided"]
    return Finding(lines[0] if len(lines) == 1 else bullets(*lines), doubtful=open_ones)


def _ordered(row: Any, labels: pd.Series | None) -> str:
    a, b = name_of(row.article_a, labels), name_of(row.article_b, labels)
    if row.order == "cannot be decided":
        why = row.clues if isinstance(row.clues, str) else ""
        if "contradict" in why:
            return say(
                "Whether {a} or {b} came first **cannot be decided**: their clues contradict each other.", a=a, b=b
            )
        return say("Whether {a} or {b} came first **cannot be decided**, not by their clues either.", a=a, b=b)
    earlier, later = (a, b) if row.order.startswith("before") else (b, a)
    if not row.order.endswith("by clues"):
        return say("{earlier} came before {later}.", earlier=earlier, later=later)
    dated, undated, least = undated_apart(row.assumptions) if isinstance(row.assumptions, str) else ("", "", 0)
    assumed = assumptions_in_words(dated, labels) if dated else ""
    if 0 < least < row.days:
        return _with_and_without_dates((earlier, later), (int(row.days), assumed), (least, undated))
    lead = say_counted(
        "By their clues, {earlier} came **before** {later}, by {n} day or more; their dates alone do not decide it.",
        "By their clues, {earlier} came **before** {later}, by {n} days or more; their dates alone do not decide it.",
        int(row.days),
        earlier=earlier,
        later=later,
    )
    both = [part for part in (assumed, undated) if part]
    return " ".join((lead, say("This assumes {assumptions}.", assumptions=listed(both)))) if both else lead


def _with_and_without_dates(names: tuple[str, str], dated: tuple[int, str], undated: tuple[int, str]) -> str:
    """An order, with the least days that lie between by a date, and the fewer that do so without any."""
    with_date = (
        say_counted(
            "With a known date, by {n} day or more; this assumes {assumptions}.",
            "With a known date, by {n} days or more; this assumes {assumptions}.",
            dated[0],
            assumptions=dated[1],
        )
        if dated[1]
        else say_counted("With a known date, by {n} day or more.", "With a known date, by {n} days or more.", dated[0])
    )
    return " ".join(
        (
            say(
                "By their clues, {earlier} came **before** {later}; their dates alone do not decide it.",
                earlier=names[0],
                later=names[1],
            ),
            with_date,
            say_counted(
                "Without any date, by {n} day or more; this assumes {assumptions}.",
                "Without any date, by {n} days or more; this assumes {assumptions}.",
                undated[0],
                assumptions=undated[1],
            ),
        )
    )
