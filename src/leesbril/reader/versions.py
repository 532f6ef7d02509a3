"""Two versions of one article as one text, with what was added, dropped, changed and moved.

Text, names and titles are untrusted: all of it is escaped, and `visible` replaces invisible characters that affect the
display.
"""

import hashlib
import html
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, takewhile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.passages.revisions import (
    ADDED,
    CHANGED,
    DROPPED,
    HEADING,
    KEPT,
    MOVED,
    Revision,
    Sentence,
    Step,
    ordered,
)
from leesbril.passages.versions import is_before, revision_of
from leesbril.text.texts import checked_texts
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording import date_in_words, visible
from leesbril.wording.quantities import some_words
from leesbril.wording.report_language import report_language, say, say_counted

STYLES = [Path(__file__).with_name(name) for name in ("reader.css", "versions.css")]
BEFORE, AFTER, UNDECIDED = "before", "after", "cannot be decided"
MOST_QUOTED = 70
"""Maximum number of characters of a change in the plain-text view."""


class Version(NamedTuple):
    """One of the two articles: its name, label and date in words, its title of the column, and its text."""

    name: str
    label: str
    when: str | None
    title: str
    text: str


@dataclass(frozen=True)
class VersionsView:
    """Two versions of one article as one text, displayed as HTML by Jupyter; returned by `versions_view`.

    `order` says whether `a` is before `b`, after it, or that it cannot be decided.
    """

    a: Version
    b: Version
    found: Revision
    order: str
    language: str

    def __repr__(self) -> str:
        lines = [
            say("From {a} to {b}", a=visible(self.a.label), b=visible(self.b.label)),
            self._order(),
            *self._counts(),
        ]
        for step in self.found.steps:
            if step.change != KEPT:
                side = (self.b, self.found.b, step.b) if step.b else (self.a, self.found.a, step.a)
                words = " ".join(visible(_written(*side)).split())
                quote = words if len(words) <= MOST_QUOTED else words[:MOST_QUOTED].rsplit(" ", 1)[0] + " …"
                lines.append(f"  {_named(step)}: “{quote}”")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        style = "\n".join(path.read_text(encoding="utf-8").strip() for path in STYLES)
        # The same view has the same ids at every run; other views on the page have others.
        key = "leesbril-" + hashlib.sha256(repr((self.a, self.b, self.language)).encode()).hexdigest()[:12]
        names = say("Versions of one article: {a} and {b}", a=self.a.label, b=self.b.label)
        page = _Page(self, key)
        return "\n".join(
            [
                f'<div class="leesbril-reader" lang="{report_language()}">',
                f"<style>\n{style}\n</style>",
                f'<section class="lb-versions" aria-label="{_safe(names)}">',
                self._top(),
                page.headline(),
                *page.paragraphs(),
                "</section>\n</div>",
            ]
        )

    def _order(self) -> str:
        if self.order == UNDECIDED:
            return say("Which of the two came first cannot be decided: this is how one would become the other.")
        first, second = (self.a, self.b) if self.order == BEFORE else (self.b, self.a)
        return say("By date, {a} is before {b}.", a=f"“{visible(first.label)}”", b=f"“{visible(second.label)}”")

    def _counts(self) -> list[str]:
        """How many words were kept, moved, added and dropped; and that there is no change, if so."""
        told = {ADDED: 0, DROPPED: 0}
        kept = moved = changed = 0
        for step in self.found.steps:
            words = [_size(self.found.a, step.a), _size(self.found.b, step.b)]
            differ = [sum(end - start for start, end in only) for only in (step.only_a, step.only_b)]
            if step.change in told:
                told[step.change] += max(words)
                continue
            changed += step.change == CHANGED
            told[DROPPED] += differ[0]
            told[ADDED] += differ[1]
            if step.moved:
                moved += words[0] - differ[0]
            else:
                kept += words[0] - differ[0]
        if not (moved or changed or any(told.values())):
            return [say("The two versions have the same words in the same order.")]
        said = [
            say("{words} kept", words=some_words(kept)),
            say("{words} added", words=some_words(told[ADDED])),
            say("{words} dropped", words=some_words(told[DROPPED])),
            *([say("{words} moved", words=some_words(moved))] if moved else []),
            *([say_counted("{n} sentence changed", "{n} sentences changed", changed)] if changed else []),
        ]
        return [" · ".join(said)]

    def _top(self) -> str:
        when = [
            f'<bdi lang="{_safe(self.language)}">{_safe(side.label)}</bdi> ({_safe(side.when or say("no date"))})'
            for side in (self.a, self.b)
        ]
        note = say("Green and underlined: only in the second. Red and struck through: only in the first.")
        if any(step.moved for step in self.found.steps):
            note += " " + say("Purple with a dotted line: elsewhere in the first.")
        return (
            f'<header class="lb-top"><p class="lb-sum">{when[0]} → {when[1]}</p>'
            f'<p class="lb-note">{_safe(self._order())}</p>'
            f"<p>{_safe(' '.join(self._counts()))}</p>"
            f'<p class="lb-note">{_safe(note)} {_safe(say("Capitals and punctuation do not count."))}</p></header>'
        )


def versions_view(
    articles: pd.DataFrame | Tokens,
    a: Hashable,
    b: Hashable,
    *,
    labels: pd.Series | None = None,
    boilerplate: str = "drop",
    language: str | None = None,
) -> VersionsView:
    """Show two versions of one article as one text: what `b` has more than `a`, and what it has not.

    The headline stands apart, unchanged paragraphs are folded, and what was dropped stands where it was. A sentence
    that moved stands where `b` has it, with a number that leads to where it stood. The comparison is that of
    `article_versions`. `labels` is the Series of `leesbril.labels`. Raises KeyError for an unknown article, ValueError
    for one with itself.

    >>> first = "De brand kostte drie mensen het leven. De politie zoekt door."
    >>> toy = pd.DataFrame({"text": [first, first.replace("drie", "vijf") + " Er is een verdachte."], "language": "nl"})
    >>> versions_view(toy, 0, 1)
    From 0 to 1
    Which of the two came first cannot be decided: this is how one would become the other.
    10 words kept · 5 words added · 1 word dropped · 1 sentence changed
      changed: “De brand kostte vijf mensen het leven.”
      added: “Er is een verdachte.”
    """
    texts = articles.texts if isinstance(articles, Tokens) else checked_texts(articles)
    rows = texts.index.get_indexer(pd.Index([a, b], dtype="object"))
    if unknown := [name for name, row in zip((a, b), rows, strict=True) if row < 0]:
        raise KeyError(f"No articles {unknown} among the {len(texts)}; their names are the frame's index.")
    if rows[0] == rows[1]:
        raise ValueError(f"versions_view compares two articles; received {a!r} twice.")
    if not isinstance(articles, Tokens) and "publisher" not in articles:
        articles, rows = articles.iloc[rows], np.arange(2)
    tokens = as_tokens(articles, language=language)
    one, other = rows.tolist()
    order = UNDECIDED
    if is_before(tokens.articles, one, other):
        order = BEFORE
    elif is_before(tokens.articles, other, one):
        order = AFTER
    found = revision_of(tokens, one, other, boilerplate=boilerplate)
    first, second = (_version(tokens.articles.iloc[row], tokens.names[row], labels) for row in (one, other))
    return VersionsView(first, second, found, order, tokens.language)


def _version(article: pd.Series, name: Hashable, labels: pd.Series | None) -> Version:
    start, title = article.get("date_start"), article.get("title")
    when = None if start is None or pd.isna(start) else date_in_words(start, str(article.get("date_precision", "day")))
    label = str(name) if labels is None else str(labels.get(name, name))
    return Version(str(name), label, when, title if isinstance(title, str) else "", article["text"])


class _Piece(NamedTuple):
    """A part of the running text: the paragraph that it stands in, whether that is a heading, whether it is unchanged,
    its number of words, and its HTML."""

    paragraph: tuple[str, int]
    heading: bool
    kept: bool
    words: int
    html: str


class _Page:
    """The running text of two versions."""

    def __init__(self, view: VersionsView, key: str) -> None:
        self.view, self.key = view, key
        self.a, self.b, self.language = view.found.a, view.found.b, _safe(view.language)
        self.headlines = [step for step in view.found.steps if self._is_headline(step)]
        self.steps = [step for step in view.found.steps if not self._is_headline(step)]
        self.moved = _numbers(self.steps)

    def headline(self) -> str:
        """The headlines, apart from the text."""
        if not self.headlines:
            return ""
        kept = all(step.change == KEPT for step in self.headlines)
        about = say("Headline unchanged") if kept else say("Headline changed")
        written = " ".join(self._html(step) for step in self.headlines)
        return (
            f'<div class="lb-headline"><p class="lb-about">{_safe(about)}</p>'
            f'<h3 lang="{self.language}" dir="auto">{written}</h3></div>'
        )

    def paragraphs(self) -> Iterator[str]:
        """The paragraphs of the running text, unchanged ones folded."""
        # Where a moved sentence stood, a step without sentences of b leads to it.
        first = {number: step for step, number in reversed(self.moved.items())}
        stood = [Step(MOVED, step.a, range(0)) for step in first.values()]
        self.stood = dict(zip(stood, first, strict=True))
        pieces = [self._piece(step) for step in ordered([*self.steps, *stood])]
        whole = [list(own) for _, own in groupby(pieces, key=lambda piece: piece.paragraph)]
        for kept, some in groupby(whole, key=lambda own: all(piece.kept for piece in own)):
            listed = list(some)
            written = [self._paragraph(own) for own in listed]
            if not kept:
                yield from written
                continue
            told = say_counted("{n} unchanged paragraph", "{n} unchanged paragraphs", len(listed))
            words = some_words(sum(piece.words for own in listed for piece in own))
            yield f"<details><summary>{_safe(told)}, {_safe(words)}</summary>{''.join(written)}</details>"

    def _paragraph(self, own: list[_Piece]) -> str:
        tag = "h4" if all(piece.heading for piece in own) else "p"
        written = " ".join(piece.html for piece in own)
        return f'<{tag} lang="{self.language}" dir="auto">{written}</{tag}>'

    def _is_headline(self, step: Step) -> bool:
        """Whether a step is of the first heading of either version, above the text."""
        sides = (self.a, step.a), (self.b, step.b)
        return any(own and own[0] == 0 and side[0].part == HEADING for side, own in sides)

    def _piece(self, step: Step) -> _Piece:
        side, own = (self.b, step.b) if step.b else (self.a, step.a)
        heading = side[own[0]].part == HEADING
        return _Piece(self._where(step), heading, step.change == KEPT, _size(side, own), self._html(step))

    def _where(self, step: Step) -> tuple[str, int]:
        """The paragraph of the running text: that of b, or of a for what was dropped with its whole paragraph."""
        if step.b:
            return "b", self.b[step.b[0]].paragraph
        own = self.a[step.a[0]].paragraph
        for beside in (range(step.a[0] - 1, -1, -1), range(step.a[-1] + 1, len(self.a))):
            inside = takewhile(lambda at: self.a[at].paragraph == own, beside)
            if there := next((self.stays[at] for at in inside if at in self.stays), None):
                return "b", there
        return "a", own

    @cached_property
    def stays(self) -> dict[int, int]:
        """For each sentence of a that stays in its place, the paragraph of b that has it."""
        there = (step for step in self.view.found.steps if step.a and step.b and not step.moved)
        return {at: self.b[step.b[0]].paragraph for step in there for at in step.a}

    def _html(self, step: Step) -> str:
        if step.change == ADDED:
            return _inserted(_written(self.view.b, self.b, step.b))
        if step.change == DROPPED:
            return _deleted(_written(self.view.a, self.a, step.a))
        if not step.b:
            number = self.stood[step]
            link = self._link(number, f"{self.key}-{number}-stood", f"{self.key}-{number}")
            return f'{link}<span class="lb-here" lang="{report_language()}">{_safe(say("moved from here"))}</span>'
        written = self._changed(step) if step.change == CHANGED else _safe(_written(self.view.b, self.b, step.b))
        if step not in self.moved:
            return written
        number, place = self.moved[step], f"{self.key}-{self.moved[step]}"
        link = "" if step not in self.first_moved else self._link(number, place, f"{place}-stood", say("moved to here"))
        return f'{link}<span class="lb-moved">{written}</span>'

    @cached_property
    def first_moved(self) -> set[Step]:
        """The first step of each number."""
        return set({number: step for step, number in reversed(self.moved.items())}.values())

    def _link(self, number: int, own: str, to: str, told: str = "") -> str:
        unseen = _unseen(f": {told}") if told else ""
        return f'<a class="lb-n" id="{own}" href="#{to}">{number}{unseen}</a>\u00a0'

    def _changed(self, step: Step) -> str:
        """The text of b with what only b has inserted, and what only a has deleted in its place."""
        words_a, words_b = _words(self.a, step.a), _words(self.b, step.b)
        text_a, text_b = _source(self.view.a, self.a, step.a), _source(self.view.b, self.b, step.b)
        gone, come = dict(step.only_a), dict(step.only_b)
        parts, deleted, at, i, j = [""], "", self.b[step.b[0]].start, 0, 0
        while i < len(words_a) or j < len(words_b):
            if i in gone:
                deleted = _deleted(text_a[words_a[i][0] : words_a[gone[i] - 1][1]])
                i = gone[i]
            if j == len(words_b):
                break
            inserted, last = j in come, come.get(j, j + 1)
            start, stop = words_b[j][0], words_b[last - 1][1]
            written = _safe(text_b[start:stop])
            parts += [
                _safe(text_b[at:start]),
                deleted + " " if deleted else "",
                _inserted(text_b[start:stop]) if inserted else written,
            ]
            deleted, at, i, j = "", stop, i + (not inserted), last
        return "".join(parts) + (f" {deleted}" if deleted else "") + _safe(text_b[at : self.b[step.b[-1]].end])


def _numbers(steps: list[Step]) -> dict[Step, int]:
    """The number of each step that moved, from 1; those that moved together have one number."""
    numbers: dict[Step, int] = {}
    last = None
    for step in steps:
        if step.moved:
            together = last is not None and last.moved and step.a.start == last.a.stop
            numbers[step] = max(numbers.values(), default=0) + (not together)
        last = step
    return numbers


def _named(step: Step) -> str:
    """What happened, in the language of the report."""
    named = {ADDED: say("added"), DROPPED: say("dropped"), CHANGED: say("changed"), MOVED: say("moved")}
    return named[step.change]


def _size(sentences: list[Sentence], own: range) -> int:
    return sum(len(sentences[at].words) for at in own)


def _words(sentences: list[Sentence], own: range) -> list[tuple[int, int]]:
    return [place for at in own for place in zip(sentences[at].starts, sentences[at].ends, strict=True)]


def _source(version: Version, sentences: list[Sentence], own: range) -> str:
    return version.text if sentences[own[0]].paragraph else version.title


def _written(version: Version, sentences: list[Sentence], own: range) -> str:
    return _source(version, sentences, own)[sentences[own[0]].start : sentences[own[-1]].end]


def _inserted(text: str) -> str:
    begin, end = say("added"), say("end of what was added")
    return f"<ins>{_unseen(f'{begin}: ')}{_safe(text)}{_unseen(f' ({end})')}</ins>"


def _deleted(text: str) -> str:
    begin, end = say("dropped"), say("end of what was dropped")
    return f"<del>{_unseen(f'{begin}: ')}{_safe(text)}{_unseen(f' ({end})')}</del>"


def _unseen(words: str) -> str:
    """Words for screen readers only; visible without the style sheet."""
    return f'<span class="lb-unseen" lang="{report_language()}">{_safe(words)}</span>'


def _safe(text: object) -> str:
    return html.escape(visible(text))
