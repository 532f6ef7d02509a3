"""Hard-wrapped text, broken at a fixed width → paragraphs on lines of their own."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

NARROWEST, WIDEST = 30, 130
"""Widths of hard-wrapped lines, in characters; what is wider has a paragraph on each line."""
FEWEST_LINES = 2
"""Lines that are continued on the next one: with fewer, a text is not taken to be hard-wrapped."""
NEAR = 0.7
"""A line shorter than this share of the width is the last of its paragraph, or a heading."""
MOST_FULL, FEWEST_SMALL = 0.75, 0.25
"""Of the lines inside paragraphs, at least the first share are near the width, and fewer than the same share end a
sentence; after at least the second share, the next line continues in lower case."""

_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_BROKEN = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_PAGE = re.compile(
    r"[-–— ]*+(?:(?:pagina|page|seite|blz\.?|pag\.?|p\.)[ ]*+)?[0-9]{1,4}(?:[ ]*+(?:/|van|of|von|sur)[ ]*+[0-9]{1,4})?+"
    r"[-–— ]*+",
    re.IGNORECASE,
)
_AND = {"en", "of", "and", "or", "und", "oder", "bzw", "et", "ou", "tot"}
_VOWELS = {"ae", "ee", "aa", "oo", "uu", "ie", "ei", "eu", "oe", "ui", "ij", "ai", "au", "ou", "ea", "oi"}
"""Letters that Dutch keeps apart with a hyphen: zee-eend, auto-ongeluk."""


class Unwrapped(NamedTuple):
    """A text with a paragraph per line, and what was done, in words."""

    text: str
    reason: str


def unwrap(text: str) -> Unwrapped | None:
    r"""The text with its wrapped lines joined; None if it is not hard-wrapped.

    Words hyphenated at a line's end are joined, page numbers and lines that are repeated on pages are left out.

    >>> lines = "Het leger nam woensdag een wijk in van", "de oude stad en vond daar een zieken-", "huis zonder artsen."
    >>> unwrap("\n".join(lines)).text
    'Het leger nam woensdag een wijk in van de oude stad en vond daar een ziekenhuis zonder artsen.'
    """
    lines = [line.rstrip() for line in re.split(r"\r\n?|\n", text.replace("\f", "\n\f"))]
    width = _width(lines)
    if width is None:
        return None
    kept, pages, heads = _without_pages(lines)
    joined = join_lines(kept, width)
    said = f"lines of at most {width} characters joined into paragraphs"
    if pages:
        said += f"; {len(pages)} page numbers left out"
    if heads:
        said += f"; {sum(heads.values())} running heads left out: " + ", ".join(f"‘{head[:40]}’" for head in heads)
    return Unwrapped(joined, said)


def join_lines(lines: Iterable[str], width: int) -> str:
    """Wrapped lines as paragraphs, an empty line between them.

    A paragraph ends at an empty line, at an indented line, and after a short line that ends a sentence or is not
    continued in lower case.
    """
    lines = list(lines)
    words = set(" ".join(lines).split())
    paragraphs: list[list[str]] = [[]]
    before = ""
    for line in lines:
        bare = line.strip()
        if not bare:
            paragraphs.append([])
        elif paragraphs[-1] and (_new(before, line, width)):
            paragraphs.append([bare])
        else:
            paragraphs[-1].append(bare)
        before = line
    return "\n\n".join(_sentence(part, words) for part in paragraphs if part)


def _new(before: str, line: str, width: int) -> bool:
    """Whether a line begins a paragraph, though no empty line is before it."""
    bare = line.strip()
    indented = len(line) - len(line.lstrip()) >= len(before) - len(before.lstrip()) + 2
    room = len(before.strip()) + 1 + len(bare.split()[0]) <= NEAR * width
    return (indented and _ends(before)) or (room and (_ends(before) or not bare[0].islower()))


def _sentence(lines: list[str], words: set[str]) -> str:
    """The lines of a paragraph as one line."""
    pieces = [lines[0]]
    for line in lines[1:]:
        pieces[-1], between = _joint(pieces[-1], line, words)
        pieces += [between, line]
    return "".join(pieces)


def _joint(before: str, after: str, words: set[str]) -> tuple[str, str]:
    """The end of a line without its hyphen, if that only breaks a word, and what is between it and the next line.

    A hyphen stays where the word has one: before a capital or a digit, between vowels, before *en* (in- en uitvoer),
    and where the text has the word with a hyphen elsewhere.
    """
    if not re.search(r"\w[-\u00ad\u2010]$", before[-2:]):
        return before, " "
    first = re.match(r"\w+", after)
    left, right = before.split()[-1], first.group() if first else ""
    if before.endswith("\u00ad"):
        return before[:-1], ""
    if right.casefold() in _AND:
        return before, " "
    vowels = (before[-2] + right[:1]).casefold() in _VOWELS
    written = left + right in words and left[:-1] + right not in words
    breaks = before[-2].isalpha() and right[:1].islower() and not vowels and not written
    return (before[:-1], "") if breaks else (before, "")


def _ends(line: str) -> bool:
    """Whether a line ends a sentence."""
    return bool(_END.search(line[-9:]))


def _width(lines: list[str]) -> int | None:
    """The width at which a text is broken, the longest of its usual lines; None if it is not broken."""
    inner = [(one, two) for one, two in pairwise(lines) if one.strip() and two.strip()]
    lengths = sorted(len(one.strip()) for one, _ in inner)
    if len(lengths) < FEWEST_LINES:
        return None
    width = lengths[-1 - len(lengths) // 20]
    filled = sum(1 for line in lines if line.strip())
    full = [(one.strip(), two.strip()) for one, two in inner if NEAR * width <= len(one.strip()) <= 1.2 * width]
    going = [(one, two) for one, two in full if not _ends(one)]
    small = sum(two[0].islower() or bool(_BROKEN.search(one)) for one, two in going)
    wrapped = (
        NARROWEST <= width <= WIDEST
        and 2 * len(inner) >= filled
        and len(full) >= MOST_FULL * len(inner)
        and len(going) >= (1 - MOST_FULL) * 2 * len(full)
        and small >= max(1, FEWEST_SMALL * len(going))
        and len(going) >= FEWEST_LINES
    )
    return width if wrapped else None


def _without_pages(lines: list[str]) -> tuple[list[str], list[str], Counter[str]]:
    """The lines without page numbers and running heads, the page numbers, and how often each head was there.

    A page number is alone between empty lines or at a page's edge; there are at least two, or it says of how many. A
    running head is the same line, but for its digits, at a page's edge or beside a page number.
    """
    bare = [line.strip() for line in lines]
    edge = [_at_edge(lines, bare, at) for at in range(len(lines))]
    pages = {at for at, line in enumerate(bare) if line and edge[at] and len(line) < 30 and _PAGE.fullmatch(line)}
    numbers = {bare[at] for at in pages}
    if len(numbers) < 2 and not any(re.search(r"\d\D+\d", number) for number in numbers):
        pages = set()
    beside = {at + step for at in pages for step in (-2, -1, 1, 2)} | {
        at for at in range(len(lines)) if "\f" in lines[at]
    }
    same = [re.sub(r"[0-9]+", "#", line) for line in bare]
    often = Counter(same[at] for at in beside if 0 <= at < len(lines) and at not in pages and 0 < len(same[at]) <= 80)
    heads = {
        at for at in beside if 0 <= at < len(lines) and at not in pages and often[same[at]] > 1 and not _ends(bare[at])
    }
    kept: list[str] = []
    left_out = False  # whether nothing but empty lines came since a line was left out
    for at, line in enumerate(lines):
        if at in pages or at in heads:
            left_out = True
            while kept and not kept[-1].strip():
                kept.pop()
        elif bare[at] or not left_out or not kept:
            left_out = left_out and not bare[at]
            kept.append(line.replace("\f", ""))
    return kept, [bare[at] for at in sorted(pages)], Counter(bare[at] for at in sorted(heads))


def _at_edge(lines: list[str], bare: list[str], at: int) -> bool:
    """Whether a line is alone between empty lines, or at the edge of a page."""
    above = at == 0 or not bare[at - 1] or "\f" in lines[at]
    below = at + 1 == len(lines) or not bare[at + 1] or "\f" in lines[at + 1]
    return (above and below) or "\f" in lines[at] or (at + 1 < len(lines) and "\f" in lines[at + 1])
