"""The claims of two articles side by side: sentences on one subject, with numbers, times and sources marked."""

import html
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from leesbril.facts.attributions import attributions
from leesbril.facts.claims import claims_side_by_side
from leesbril.facts.headings import firmer_headings
from leesbril.facts.quantities import quantities
from leesbril.facts.times import times
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording import date_in_words, visible
from leesbril.wording.firmness import firmness_in_words
from leesbril.wording.report_language import number, report_language, say, say_counted

STYLES = [Path(__file__).with_name(name) for name in ("reader.css", "claims.css")]
ALONE = ("only a", "only b")
BETWEEN = " · "
OTHERS = ("other object", "agrees")
LETTERS = "AB"
"""What the two articles are called in the view."""
DAYS = ("weekday", "day")
"""The kinds of times of which a reader wants to know the day: *dinsdag*, *gisteren*."""


class Fact(NamedTuple):
    """A place in a text, and what stands there: a number, a time with the day that it means, if any, or a source."""

    start: int
    end: int
    kind: str
    day: pd.Timestamp | None = None


@dataclass(frozen=True)
class ClaimsView:
    """What two articles claim, beside each other, displayed as HTML by Jupyter; returned by `claims_view`.

    `claims` is the frame of `claims_side_by_side`, `headings` that of `firmer_headings`; `facts` are the places that
    are marked, by article.
    """

    claims: pd.DataFrame
    headings: pd.DataFrame
    facts: dict[Hashable, tuple[Fact, ...]]
    names: tuple[Hashable, Hashable]
    labels: tuple[str, str]
    language: str

    def __repr__(self) -> str:
        lines = [say("{a} and {b}", a=visible(self.labels[0]), b=visible(self.labels[1]))]
        for row in self.claims.itertuples():
            lines.append(f"{_subject(row)}: {relation_in_words(row)}")
            lines += [
                f"    {' '.join(visible(text).split())}" for text in (row.text_a, row.text_b) if isinstance(text, str)
            ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        beside = self.claims[~self.claims["relation"].isin(ALONE)]
        alone = self.claims[self.claims["relation"].isin(ALONE)]
        same = beside["relation"] == "same subject"
        silent = same & (beside["number_a"].isna() == beside["number_b"].isna())
        style = "\n".join(path.read_text(encoding="utf-8").strip() for path in STYLES)
        names = say("Claims side by side: {a} and {b}", a=self.labels[0], b=self.labels[1])
        return "\n".join(
            [
                f'<div class="leesbril-reader" lang="{report_language()}">',
                f"<style>\n{style}\n</style>",
                f'<section aria-label="{_safe(names)}">',
                self._top(beside),
                *[self._card(row) for row in beside[beside["relation"] == "differs"].itertuples()],
                *self._of_headings(),
                *[self._card(row) for row in beside[beside["relation"].isin(OTHERS)].itertuples()],
                *[self._card(row) for row in beside[same & ~silent].itertuples()],
                *self._of_the_same(beside[silent]),
                *self._of_one(alone),
                "</section>\n</div>",
            ]
        )

    def _top(self, beside: pd.DataFrame) -> str:
        counts = beside["relation"].value_counts()
        differ, other, agree, same = (number(int(counts.get(name, 0))) for name in ("differs", *OTHERS, "same subject"))
        found = say_counted("{n} subject in both articles", "{n} subjects in both articles", len(beside))
        told = say(
            "{subjects}: {differ} differ, {other} perhaps of another object, {agree} agree, {same} with nothing to "
            "compare.",
            subjects=found,
            differ=differ,
            other=other,
            agree=agree,
            same=same,
        )
        articles = "<br>".join(
            f"<strong>{letter}</strong> <bdi>{_safe(label)}</bdi>"
            for letter, label in zip(LETTERS, self.labels, strict=True)
        )
        marks = ((say("number"), "number"), (say("time"), "time"), (say("who says so"), "source"))
        legend = " ".join(f'<span class="lb-{kind}">{_safe(text)}</span>' for text, kind in marks)
        return (
            f'<header class="lb-top"><p class="lb-sum">{_safe(told)}</p><p>{articles}</p><p class="lb-note">{legend} · '
            f"{_safe(say('A difference is no contradiction: it may have changed, or be another count.'))}</p></header>"
        )

    def _card(self, row: Any) -> str:
        sides = [
            self._sentence(0, row.text_a, row.start_a, row.end_a, _manner(row.source_a, row.firmness_a)),
            self._sentence(1, row.text_b, row.start_b, row.end_b, _manner(row.source_b, row.firmness_b)),
        ]
        return (
            f'<section class="lb-claim lb-{row.relation.split()[0]}"><h4 dir="auto">{_safe(_subject(row))}</h4>'
            f'<p class="lb-note">{_safe(relation_in_words(row))}</p>'
            f'<div class="lb-pair">{"".join(sides)}</div></section>'
        )

    def _sentence(self, place: int, text: str, start: int, end: int, manner: str) -> str:
        """A sentence with its facts marked, behind the letter of its article; and who says it, and how."""
        written, at = [], start
        for fact in self.facts[self.names[place]]:
            if not (at <= fact.start and fact.end <= end):
                continue
            written += [_safe(text[at - start : fact.start - start])]
            written += [f'<span class="lb-{fact.kind}">{_safe(text[fact.start - start : fact.end - start])}</span>']
            if fact.day is not None:
                written += [f' <small>(= <bdi lang="{report_language()}">{_safe(_day(fact.day))}</bdi>)</small>']
            at = fact.end
        written.append(_safe(text[at - start :]))
        return (
            f'<div class="lb-side"><p lang="{_safe(self.language)}"><strong>{LETTERS[place]}</strong> '
            f'<span dir="auto">{"".join(written)}</span></p><p class="lb-about">{_safe(manner)}</p></div>'
        )

    def _of_headings(self) -> list[str]:
        lines = [
            f"<li><strong>{LETTERS[self.names.index(row.article)]}</strong> "
            f'“<bdi lang="{_safe(self.language)}">{_safe(row.heading)}</bdi>” – '
            f'“<bdi lang="{_safe(self.language)}">{_safe(row.written)}</bdi>”</li>'
            for row in self.headings.itertuples()
        ]
        title = say("A heading is firmer than its text")
        told = say("It states what a sentence below it only reports.")
        card = f'<section class="lb-claim lb-differs"><h4>{_safe(title)}</h4><p class="lb-note">{_safe(told)}</p>'
        return [card, "<ul>", *lines, "</ul></section>"] if lines else []

    def _of_the_same(self, silent: pd.DataFrame) -> list[str]:
        """Sentences on one subject that have nothing to compare, folded."""
        if silent.empty:
            return []
        title = say("The same subject, with nothing that can be compared: {n}", n=number(len(silent)))
        cards = "".join(self._card(row) for row in silent.itertuples())
        return [f"<details><summary>{_safe(title)}</summary>{cards}</details>"]

    def _of_one(self, alone: pd.DataFrame) -> list[str]:
        """The sentences with a number or a source that only one of the articles has, folded."""
        parts = []
        for place, relation in enumerate(ALONE):
            mine = alone[alone["relation"] == relation]
            if mine.empty:
                continue
            side = "ab"[place]
            title = say("Only in {label}: {n}", label=LETTERS[place], n=number(len(mine)))
            columns = (mine[f"{name}_{side}"] for name in ("text", "start", "end", "source", "firmness"))
            inside = "".join(
                self._sentence(place, text, start, end, _manner(source, firmness))
                for text, start, end, source, firmness in zip(*columns, strict=True)
            )
            parts.append(f'<details><summary>{_safe(title)}</summary><div class="lb-pair">{inside}</div></details>')
        return parts


def claims_view(
    articles: pd.DataFrame | Tokens,
    a: Hashable,
    b: Hashable,
    *,
    labels: pd.Series | None = None,
    language: str | None = None,
) -> ClaimsView:
    """Show what two articles claim side by side: sentences on one subject, with numbers, times and sources marked.

    The rows of `claims_side_by_side`, those that differ first; then the headings that are firmer than their text (see
    `firmer_headings`), sentences on one subject of which only one has a number, and, folded, those with nothing to
    compare and those with a number or a source that only one article has. Behind *dinsdag* and *gisteren* stands the
    day, where the date of the article tells it. `labels` is the Series of `leesbril.labels`; without it, the articles
    are named by their ids. Raises KeyError for an unknown article, ValueError if both are the same one or for a
    language without rules.

    >>> toy = pd.DataFrame({"text": ["In Gent zitten tienduizenden burgers vast.", "In Gent zitten 300 burgers vast."]})
    >>> claims_view(toy, 0, 1, language="nl")
    0 and 1
    Gent · burgers · vast · zitten: differs: tienduizenden against 300
        In Gent zitten tienduizenden burgers vast.
        In Gent zitten 300 burgers vast.
    """
    tokens = as_tokens(articles, language=language)
    both = tokens if a == b else tokens.select([a, b])  # two articles: what is found in them is found once
    claims = claims_side_by_side(both, a, b)
    shown = [str(name) if labels is None else str(labels[labels.index == name].iloc[0]) for name in (a, b)]
    found = _places(both)
    facts = {name: _apart(found[found["article"] == name]) for name in (a, b)}
    return ClaimsView(claims, firmer_headings(both), facts, (a, b), (shown[0], shown[1]), both.language)


def _places(tokens: Tokens) -> pd.DataFrame:
    """Where numbers, times and sources stand: `article`, `start`, `end`, `kind` and, of a time, the `day` it means."""
    said = attributions(tokens).dropna(subset="source_start")
    sources = said.assign(start=said["source_start"], end=said["source_end"])
    when = times(tokens)
    of_a_day = when["kind"].isin(DAYS) & (when["to_day"] - when["from_day"] == pd.Timedelta(1, "D"))
    found = {"number": quantities(tokens), "time": when.assign(day=when["from_day"].where(of_a_day)), "source": sources}
    columns = ["article", "start", "end", "kind", "day"]
    return pd.concat([frame.assign(kind=kind).reindex(columns=columns) for kind, frame in found.items()])


def _apart(places: pd.DataFrame) -> tuple[Fact, ...]:
    """The facts of an article in text order; of those that overlap the first."""
    days = [None if pd.isna(day) else pd.Timestamp(day) for day in places["day"]]
    found = [Fact(*place) for place in zip(places["start"], places["end"], places["kind"], days, strict=True)]
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda fact: (fact.start, -fact.end)):
        if not kept or fact.start >= kept[-1].end:
            kept.append(fact)
    return tuple(kept)


def _subject(row: Any) -> str:
    """What a row is about; that it is about a time where all that both sentences share are words of it."""
    if isinstance(row.times, str) and all(word.lower() in row.time_a.lower() for word in row.subject.split(BETWEEN)):
        return say("When: {time}", time=row.subject)
    return str(row.subject)


def _day(day: pd.Timestamp) -> str:
    return date_in_words(day.to_pydatetime(), "day")


def relation_in_words(row: Any) -> str:
    """What a row of claims says of its two sentences, in the language of the report."""
    if row.relation == "other object":
        return say("other names stand beside it: perhaps another object")
    if row.relation in ALONE:
        return say("only in one of the two")
    if row.relation == "same subject":
        gives = [pair for pair in zip(LETTERS, (row.number_a, row.number_b), strict=True) if isinstance(pair[1], str)]
        if len(gives) == 1:
            letter, told = gives[0]
            return say("the same subject; only {letter} gives a number: {number}", letter=letter, number=told)
        return say("the same subject")
    told = [text for text in (_numbers(row), _times(row), _firmness(row)) if text]
    return say(
        "{relation}: {parts}",
        relation=say("differs") if row.relation == "differs" else say("agrees"),
        parts="; ".join(told),
    )


def _manner(source: Any, firmness: str) -> str:
    """Who says a sentence, and how where it is not just stated."""
    who = say("source: {source}", source=source) if isinstance(source, str) else say("no source in this sentence")
    return who if firmness in ("stated", "unsourced") else f"{who} · {firmness_in_words(firmness)}"


def _numbers(row: Any) -> str:
    if not isinstance(row.numbers, str):
        return ""
    return (
        say("{a} against {b}", a=row.number_a, b=row.number_b)
        if row.numbers == "apart"
        else say("{a} and {b}", a=row.number_a, b=row.number_b)
    )


def _times(row: Any) -> str:
    if not isinstance(row.times, str):
        return ""
    if row.times in ("apart", "other edge"):
        return say("{a} against {b}", a=row.time_a, b=row.time_b)
    if row.assumed_day:
        return say("{a} and {b}, if both are of about one day", a=row.time_a, b=row.time_b)
    return say("{a} and {b}", a=row.time_a, b=row.time_b)


def _firmness(row: Any) -> str:
    if not isinstance(row.differs_in, str) or "firmness" not in row.differs_in:
        return ""
    return say(
        "said as {a} in A, as {b} in B", a=firmness_in_words(row.firmness_a), b=firmness_in_words(row.firmness_b)
    )


def _safe(text: object) -> str:
    return html.escape(visible(text))
