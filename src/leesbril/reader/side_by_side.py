"""Two articles side by side, with their shared passages marked.

Text, name, title, source and date of an article are untrusted: all of it is escaped, and `visible` replaces invisible
characters that affect the display.
"""

import hashlib
import html
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.text.paragraphs import Paragraph, paragraphs
from leesbril.text.spelling import folded
from leesbril.text.texts import checked_texts
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording import date_in_words, visible
from leesbril.wording.quantities import some_words
from leesbril.wording.report_language import percent, report_language, say, say_counted, translatable

STYLE = Path(__file__).with_name("reader.css")
COLOURS = 6
"""Number of colours in the style sheet; they repeat, so passages are identified by number."""
NEEDED = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "words"]
MOST_QUOTED = 60
"""Maximum number of characters of a passage in the plain-text view."""
ORIGINS = {
    "header": translatable("from the header"),
    "column": translatable("from a column"),
    "filename": translatable("from the file name"),
}


class Mark(NamedTuple):
    """A shared passage in one article: its position, and the positions of words that differ in the other article."""

    number: int
    start: int
    end: int
    words: int
    near: bool
    widespread: bool
    differs: tuple[tuple[int, int], ...] = ()

    @property
    def name(self) -> str:
        """Its name for screen readers."""
        return say("widespread passage") if self.widespread else say("shared passage")

    @property
    def colour(self) -> str:
        """Its CSS class."""
        return "lb-grey" if self.widespread else f"lb-c{(self.number - 1) % COLOURS + 1}"


class Side(NamedTuple):
    """One of the two articles: name, label, metadata, text, marks, the share that they cover, where boilerplate is."""

    name: str
    label: str
    title: str | None
    about: tuple[str, ...]
    text: str
    marks: tuple[Mark, ...]
    words: int | None
    share: float
    boilerplate: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class SideBySide:
    """Two articles side by side with their shared passages marked, displayed as HTML by Jupyter.

    Returned by `side_by_side`. `words` is the number of matching words; it and the shares exclude widespread passages.
    """

    left: Side
    right: Side
    words: int
    language: str

    def __repr__(self) -> str:
        marks = list(zip(self.left.marks, self.right.marks, strict=True))
        both = say("{a} and {b}", a=visible(self.left.label), b=visible(self.right.label))
        lines = [both, _summary(self, visible)]
        for left, right in marks:
            words = " ".join(visible(self.left.text[left.start : left.end]).split())
            quote = words if len(words) <= MOST_QUOTED else words[:MOST_QUOTED].rsplit(" ", 1)[0] + " …"
            kind = (say("near") if left.near else say("exact")) + (say(", widespread") if left.widespread else "")
            places = say("at {a} and {b}", a=f"{left.start}–{left.end}", b=f"{right.start}–{right.end}")
            lines.append(f"{left.number:>3}  {some_words(left.words)}, {kind}, {places}: “{quote}”")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        seed = repr((self.left, self.right, self.words, self.language))
        # The same view has the same ids at every run; other views on the page have others.
        key = "leesbril-" + hashlib.sha256(seed.encode()).hexdigest()[:12]
        names = say("Side by side: {a} and {b}", a=self.left.label, b=self.right.label)
        return "\n".join(
            [
                f'<div class="leesbril-reader" lang="{report_language()}">',
                f"<style>\n{STYLE.read_text(encoding='utf-8').strip()}\n</style>",
                f'<section aria-label="{_safe(names)}">',
                _top(self, key),
                '<div class="lb-pair">',
                _side(self.left, "left", "right", key, self.language),
                _side(self.right, "right", "left", key, self.language),
                "</div>\n</section>\n</div>",
            ]
        )


def side_by_side(
    articles: pd.DataFrame | Tokens,
    a: Hashable,
    b: Hashable,
    *,
    passages: pd.DataFrame | None = None,
    coverage: pd.DataFrame | None = None,
    labels: pd.Series | None = None,
    language: str | None = None,
) -> SideBySide:
    """Show two articles side by side, `a` on the left, with their shared passages marked.

    `articles` needs the column `text`; `title`, `source` and the dates are shown if present. `passages` is the frame of
    `shared_passages` and `coverage` that of `coverage`, for this pair or for many, in either order; by default they are
    computed. Passages are numbered in the order of `a`. In *near* passages, words that differ are underlined (as in
    difflib, compared in lower case). What the publishers repeat (see `boilerplate`) is small and grey, and not counted.
    `labels` is the Series of `leesbril.labels`; without it, the articles are named by their ids. Raises KeyError for an
    unknown article, ValueError for passages that do not fit the texts.

    >>> toy = pd.DataFrame({"text": ["De slag om Mosul begon. Zij wachten.", "Zij zien: de slag om Mosul begon."]})
    >>> side_by_side(toy, 0, 1, language="nl")
    0 and 1
    1 shared passage, 5 words in total: 71% of the 7 words of 0 and 71% of the 7 words of 1.
      1  5 words, exact, at 0–22 and 10–32: “De slag om Mosul begon”
    """
    both = _pair(articles, a, b, language)
    pair = both.articles
    if passages is None:
        from leesbril.passages.shared import shared_passages

        asked = pd.DataFrame({"article_a": pair.index[:1], "article_b": pair.index[1:]})
        passages = shared_passages(articles, pairs=asked, language=language)
    found = _of_pair(passages, "passages", NEEDED, a, b).sort_values(["start_a", "start_b"], kind="stable")
    if coverage is None:
        coverage = _coverage(both, found)
    table = _of_pair(coverage, "coverage", ["article_a", "article_b", "words", "share_a", "share_b"], a, b)
    left, right = _marks(both, found)
    row = table.iloc[0].to_dict() if len(table) else {}
    repeated = list(zip(*(column.tolist() for column in both.boilerplate[:3]), strict=True))
    places = [tuple((start, end) for place, start, end in repeated if place == side) for side in (0, 1)]
    return SideBySide(
        _about(pair, 0, labels, left, row.get("words_a"), row.get("share_a"), places[0]),
        _about(pair, 1, labels, right, row.get("words_b"), row.get("share_b"), places[1]),
        int(row.get("words", 0)),
        both.language,
    )


def _pair(articles: pd.DataFrame | Tokens, a: Hashable, b: Hashable, language: str | None) -> Tokens:
    """The tokens of the two articles, after a check that they differ and have texts."""
    texts = articles.texts if isinstance(articles, Tokens) else checked_texts(articles)
    rows = texts.index.get_indexer(pd.Index([a, b], dtype="object"))
    if unknown := [name for name, row in zip((a, b), rows, strict=True) if row < 0]:
        raise KeyError(f"No articles {unknown} among the {len(articles)}; their names are the frame's index.")
    if rows[0] == rows[1]:
        raise ValueError(f"side_by_side compares two articles; received {a!r} twice.")
    if isinstance(articles, Tokens) or "publisher" in articles:  # what a publisher repeats is found among all articles
        return as_tokens(articles, language=language).take(rows)
    return as_tokens(articles.iloc[rows], language=language)


def _of_pair(frame: pd.DataFrame, name: str, needed: list[str], a: Hashable, b: Hashable) -> pd.DataFrame:
    """The rows of this pair; if the frame has it in the other order, the columns are swapped."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(
            f"{name} must be a frame with the columns {', '.join(needed)}; received {type(frame).__name__}."
        )
    if missing := [column for column in needed if column not in frame.columns]:
        raise ValueError(f"{name} lacks the columns {missing}; it has {list(frame.columns)}.")
    as_asked = frame[(frame["article_a"] == a) & (frame["article_b"] == b)]
    if len(as_asked):
        return as_asked
    other = {"_a": "_b", "_b": "_a"}
    turned = frame[(frame["article_a"] == b) & (frame["article_b"] == a)]
    return turned.rename(columns=lambda column: column[:-2] + other.get(column[-2:], column[-2:]))


def _coverage(both: Tokens, found: pd.DataFrame) -> pd.DataFrame:
    from leesbril.passages.shared import coverage

    plain = {"bits": 0.0, "widespread": False}  # may be missing in a frame made by hand; the shares do not need bits
    return coverage(both, found.assign(**{name: plain[name] for name in plain if name not in found}))


def _marks(both: Tokens, found: pd.DataFrame) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The passages as marks on the left and on the right, in the order of their numbers."""
    pair = both.articles
    near = (found["kind"] == "near").tolist() if "kind" in found else [False] * len(found)
    widespread = found["widespread"].tolist() if "widespread" in found else [False] * len(found)
    spans = [list(zip(found[f"start_{side}"], found[f"end_{side}"], strict=True)) for side in "ab"]
    lacking = iter(_differences(both, [list(compress(side, near)) for side in spans]) if any(near) else [])
    sides: tuple[list[Mark], list[Mark]] = ([], [])
    for number, words in enumerate(found["words"].tolist()):
        kinds = bool(near[number]), bool(widespread[number])
        for marks, side, differs in zip(sides, spans, next(lacking) if near[number] else [(), ()], strict=True):
            start, end = map(int, side[number])
            marks.append(Mark(number + 1, start, end, int(words), *kinds, differs))
    for name, text, marks in zip(pair.index, pair["text"], sides, strict=True):
        _check_places(name, text, marks)
    return tuple(sides[0]), tuple(sides[1])


def _check_places(name: Hashable, text: str, marks: list[Mark]) -> None:
    reached = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        if not 0 <= mark.start < mark.end <= len(text) or not text[mark.start : mark.end].strip():
            raise ValueError(
                f"A passage at {mark.start}–{mark.end} does not fit {name!r}, which has {len(text)} characters. "
                "Were the passages found in other texts?"
            )
        if mark.start < reached:
            raise ValueError(
                f"Two passages overlap at {mark.start}–{reached} in {name!r}; a word can be in one passage only."
            )
        reached = mark.end


def _differences(both: Tokens, spans: list[list[tuple[int, int]]]) -> Iterator[list[tuple[tuple[int, int], ...]]]:
    """For each passage, the character ranges of words on either side that do not match the other."""
    import polars as pl

    from leesbril.passages.differences import differences

    found = both.compared.to_frame()
    words = [found[found["article"] == name] for name in both.names]
    starts, ends = ([side[edge].to_numpy() for side in words] for edge in ("start", "end"))
    spelled = [folded(pl.Series(side["token"].to_list(), dtype=pl.String)).to_list() for side in words]
    inside = [
        [slice(np.searchsorted(starts[side], start), np.searchsorted(ends[side], end, "right")) for start, end in given]
        for side, given in enumerate(spans)
    ]
    passages = list(zip(*inside, strict=True))
    for places, runs in zip(passages, differences([(spelled[0][a], spelled[1][b]) for a, b in passages]), strict=True):
        yield [
            tuple((int(starts[side][at.start + i]), int(ends[side][at.start + j - 1])) for i, j in runs[side])
            for side, at in enumerate(places)
        ]


def _about(
    pair: pd.DataFrame,
    row: int,
    labels: pd.Series | None,
    marks: tuple[Mark, ...],
    words: Any,
    share: Any,
    places: tuple[tuple[int, int], ...],
) -> Side:
    known, name = pair.iloc[row].to_dict(), str(pair.index[row])
    label = name if labels is None else str(labels.get(pair.index[row], name))
    text, title = known["text"], known.get("title")
    first = next((text[start:end] for start, end, _ in paragraphs(text)), "")
    source = known.get("source")
    about = [*([] if label == name else [name]), *_date(known)]
    return Side(
        name=name,
        label=label,
        title=title if isinstance(title, str) and title.strip() and title.strip() not in (first, label) else None,
        about=(
            *about,
            *([say("source: {source}", source=source)] if isinstance(source, str) and source.strip() else []),
        ),
        text=text,
        marks=marks,
        words=None if words is None else int(words),
        share=0.0 if share is None or pd.isna(share) else float(share),
        boilerplate=places,
    )


def _date(known: dict[Any, Any]) -> list[str]:
    """The date to its known precision, with its origin; empty if the frame has no dates."""
    if "date_start" not in known:
        return []
    start, precision, origin = (known.get(f"date_{part}") for part in ("start", "precision", "origin"))
    if start is None or start is pd.NaT or pd.isna(start):
        return [say("no date")]
    written = date_in_words(start, str(precision)) if isinstance(start, datetime) else str(start)
    return [f"{written} ({say(ORIGINS[origin])})" if origin in ORIGINS else written]


def _summary(view: SideBySide, name: Callable[[str], str]) -> str:
    passages = sum(not mark.widespread for mark in view.left.marks)
    if not passages:
        return say("No shared passages.")
    sides = []
    for side in (view.left, view.right):
        told = {"share": percent(side.share), "name": name(side.label)}
        sides.append(
            say("{share} of the words of {name}", **told)
            if side.words is None
            else say("{share} of the {words} of {name}", words=some_words(side.words), **told)
        )
    return say_counted(
        "{n} shared passage, {words} in total: {a} and {b}.",
        "{n} shared passages, {words} in total: {a} and {b}.",
        passages,
        words=some_words(view.words),
        a=sides[0],
        b=sides[1],
    )


def _top(view: SideBySide, key: str) -> str:
    """The summary, the list of passages, and the legend."""
    marks = view.left.marks
    lines = ['<header class="lb-top">', f'<p class="lb-sum">{_summary(view, _isolated)}</p>']
    if marks:
        listed = "".join(f"\n{_item(mark, key)}" for mark in marks)
        lines.append(f'<ul class="lb-list" aria-label="{say("Shared passages")}">{listed}\n</ul>')
    if key_to_it := [*_legend(marks, bool(view.left.boilerplate or view.right.boilerplate))]:
        lines += [f'<p class="lb-note">{" ".join(key_to_it)}</p>']
    return "\n".join([*lines, "</header>"])


def _item(mark: Mark, key: str) -> str:
    kind = (say(", near") if mark.near else "") + (say(", widespread") if mark.widespread else "")
    number = f'<a class="lb-n {mark.colour}" href="#{key}-left-{mark.number}">{mark.number}</a>'
    return f"<li>{number} {some_words(mark.words)}{kind}</li>"


def _legend(marks: tuple[Mark, ...], boilerplate: bool) -> Iterator[str]:
    if marks:
        yield say("Passages with the same number and colour match. A number links to the passage in the other article.")
    if any(mark.near for mark in marks):
        yield say("{sample}: words that differ from the other article.", sample=f"<u>{say('Dotted underline')}</u>")
    if widespread := sum(mark.widespread for mark in marks):
        yield say_counted(
            "Grey: {n} passage is widespread (in many articles) and not counted in the shares.",
            "Grey: {n} passages are widespread (in many articles) and not counted in the shares.",
            widespread,
        )
    if boilerplate:
        example = f'<span class="lb-boilerplate">{say("Small and grey")}</span>'
        yield say("{sample}: boilerplate, which the publisher repeats in its articles; not counted.", sample=example)


def _side(side: Side, here: str, there: str, key: str, language: str) -> str:
    name = _safe(side.label)
    lines = [f'<article class="lb-side" aria-label="{name}">', f'<header><h3 dir="auto">{name}</h3>']
    if side.title:
        lines.append(f'<p class="lb-title" dir="auto">{_safe(side.title)}</p>')
    facts = [*side.about, *([some_words(side.words)] if side.words is not None else [])]
    lines += [f'<p class="lb-about">{" · ".join(map(_isolated, facts))}</p>'] if facts else []
    lines.append(f'</header>\n<div class="lb-text" lang="{_safe(language)}">')
    found = paragraphs(side.text)
    pieces = _pieces(found, side.marks)
    for (start, end, kind), inside in zip(found, pieces, strict=True):
        tag = "h4" if kind == "heading" else "p"
        words = _paragraph(Written(side.text, side.boilerplate), start, end, inside, here, there, key)
        lines.append(f'<{tag} dir="auto">{words}</{tag}>')
    return "\n".join([*lines, "</div>\n</article>"])


class _Piece(NamedTuple):
    """The part of a mark in one paragraph."""

    mark: Mark
    start: int
    end: int
    first: bool
    last: bool


def _pieces(found: list[Paragraph], marks: tuple[Mark, ...]) -> list[list[_Piece]]:
    """The pieces in each paragraph, in order; a passage may span several paragraphs."""
    pieces: list[list[_Piece]] = [[] for _ in found]
    for mark in sorted(marks, key=lambda mark: mark.start):
        inside = [i for i, (start, end, _) in enumerate(found) if mark.start < end and start < mark.end]
        for i in inside:
            start, end = max(mark.start, found[i].start), min(mark.end, found[i].end)
            pieces[i].append(_Piece(mark, start, end, first=i == inside[0], last=i == inside[-1]))
    return pieces


class Written(NamedTuple):
    """A text, and where in it boilerplate is."""

    text: str
    boilerplate: tuple[tuple[int, int], ...]

    def part(self, start: int, end: int) -> str:
        """A part of the text as HTML, with boilerplate in its own style."""
        written, at = [], start
        for begin, stop in self.boilerplate:
            begin, stop = max(begin, start), min(stop, end)
            if begin < stop:
                repeated = f"{_unseen(say('boilerplate') + ': ')}{_safe(self.text[begin:stop])}"
                written += [_safe(self.text[at:begin]), f'<span class="lb-boilerplate">{repeated}</span>']
                at = stop
        return "".join([*written, _safe(self.text[at:end])])


def _paragraph(text: Written, start: int, end: int, pieces: list[_Piece], here: str, there: str, key: str) -> str:
    written, at = [], start
    for piece in pieces:
        mark, place = piece.mark, ""
        # The number comes first: hidden words before it could be separated from it by a line break.
        number = (
            f'<span class="lb-n">{mark.number}{_unseen(": " + say("{passage} continues", passage=mark.name))}</span>'
        )
        if piece.first:
            place = f' id="{key}-{here}-{mark.number}"'
            link = f'class="lb-n" href="#{key}-{there}-{mark.number}"'
            number = f"<a {link}>{mark.number}{_unseen(': ' + say('{passage} begins', passage=mark.name))}</a>"
        closing = _unseen(f" {mark.number}: " + say("{passage} ends", passage=mark.name)) if piece.last else ""
        written += [text.part(at, piece.start), f'<mark class="{mark.colour}"{place}>{number}\u00a0']
        written += [_words(text, piece), closing, "</mark>"]
        at = piece.end
    return "".join([*written, text.part(at, end)])


def _words(text: Written, piece: _Piece) -> str:
    """The words of a piece, with differing words underlined."""
    written, at = [], piece.start
    for start, end in piece.mark.differs:
        start, end = max(start, piece.start), min(end, piece.end)
        if start < end:
            written += [text.part(at, start), f"<u>{text.part(start, end)}{_unseen(' (' + say('only here') + ')')}</u>"]
            at = end
    return "".join([*written, text.part(at, piece.end)])


def _unseen(words: str) -> str:
    """Words for screen readers only; visible without the style sheet."""
    return f'<span class="lb-unseen" lang="{report_language()}">{words}</span>'


def _safe(text: object) -> str:
    return html.escape(visible(text))


def _isolated(text: object) -> str:
    """Untrusted text in a sentence, isolated so that right-to-left text does not affect its surroundings."""
    return f"<bdi>{_safe(text)}</bdi>"
