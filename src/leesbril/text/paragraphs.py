"""Text → paragraphs: where each stands, and whether it is a heading or body text."""

import re
from typing import NamedTuple

MAX_HEADING_WORDS = 12
"""A longer line without a full stop is more often a lead or a caption than a heading."""

_LINE = re.compile(r"[^\n\r]+")
_CLOSED = re.compile(r"[.!?…:;,][\"'’”»)\]]*$")
_LIST_MARKS = "-–—•*·>"


class Paragraph(NamedTuple):
    """A paragraph's place in the text and its kind, `heading` or `body`."""

    start: int
    end: int
    kind: str


def paragraphs(text: str) -> list[Paragraph]:
    r"""The paragraphs of a text: every line that holds more than white space, without the white space around it.

    A heading is a short line that starts with a capital or a digit, holds a letter, ends without closing punctuation
    has body text somewhere below it (a last line such as "Bron: ANP" heads nothing), and is not run on by the next line
    in small letters. A text broken off at a fixed width has a paragraph for each of its lines: unwrap it first.

    >>> paragraphs("Moskee heroverd\n\nHet leger nam de moskee in.")
    [Paragraph(start=0, end=15, kind='heading'), Paragraph(start=17, end=44, kind='body')]
    """
    found: list[Paragraph] = []
    body_below, next_line = False, ""
    for line in reversed(list(_LINE.finditer(text))):
        written = line.group().strip()
        if not written:
            continue
        start = line.start() + line.group().index(written)
        heads = body_below and not next_line[0].islower() and _looks_like_heading(written)
        kind = "heading" if heads else "body"
        body_below, next_line = body_below or kind == "body", written
        found.append(Paragraph(start, start + len(written), kind))
    return found[::-1]


def _looks_like_heading(line: str) -> bool:
    first = line.lstrip("\"'‘’“”„«»([")[:1]
    return (
        not _CLOSED.search(line)
        and first not in _LIST_MARKS
        and not first.islower()
        and any(letter.isalpha() for letter in line)
        and len(line.split()) <= MAX_HEADING_WORDS
    )
