"""Text → quotations: what stands between quotation marks, whatever their shape."""

import re
from typing import NamedTuple

LEAST_WORDS = 3
"""Words between quotation marks from which they hold speech; fewer mostly keep a distance (the ‘caliphate’)."""
LONGEST = 1500
"""Characters of a quotation; a longer one has more likely lost its closing mark."""

_APOSTROPHE_WORDS = r"(?!(?:[sktnmr]|em|ns|tis|\d\d)\b)"
# What a mark opens: (mark that opens, characters that it may not contain, marks that close). Single marks close only
# where no letter follows, so that the apostrophe of foto's is none.
_QUOTATION = re.compile(
    rf"“(?P<double>[^“”\n]{{1,{LONGEST}}})”"
    rf"|„(?P<low>[^„”“\n]{{1,{LONGEST}}})[”“]"
    rf"|(?:,,|'')(?P<commas>(?:[^\n',]|,(?!,)|'(?!')){{1,{LONGEST}}})''"
    rf"|«(?P<angle>[^«»\n]{{1,{LONGEST}}})»"
    rf'|(?<![\w.,!?])"(?=\S)(?P<straight>[^"\n]{{1,{LONGEST}}})"(?!\w)'
    rf"|‘(?P<single>(?:[^‘’\n]|’(?=\w)){{1,{LONGEST}}})’"
    rf"|(?<!\w)'{_APOSTROPHE_WORDS}(?=\w)(?P<plain>(?:[^'\n]|(?<=\w)'(?=\w)|(?<=\s)'(?=\w)){{1,{LONGEST}}})'(?!\w)"
    # Speech over several paragraphs: each opens it again, only the last one closes it.
    rf"|(?:(?<=\n)|\A)[“„](?P<open>[^“”„\n]{{1,{LONGEST}}})(?=\n\s*[“„])"
    rf"|(?:(?<=\n)|\A)‘(?P<opened>[^‘\n]{{1,{LONGEST}}})(?=\n\s*‘)"
    # A mark that is never closed in its paragraph, at its start or behind a colon, and one that was never opened.
    rf"|(?:(?<=\n)|\A|(?<=:)|(?<=: ))(?:[“„\"]|,,)(?P<unclosed>[^“”„\"\n]{{1,{LONGEST}}})(?=\n|\Z)"
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_MARK = re.compile("[“„«‘\"']|,,")


class Quotation(NamedTuple):
    """A quotation: its place, marks included, the place of the words within, and whether it has three words or more."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_long: bool


def quotations(text: str) -> list[Quotation]:
    """The quotations in a text, in order; they do not overlap.

    >>> [found.is_long for found in quotations("Het ‘kalifaat’ zou ‘zijn laatste adem’ uitblazen, ’s nachts.")]
    [False, True]
    """
    found, end = [], 0
    for mark in _MARK.finditer(text):
        if mark.start() >= end and (match := _QUOTATION.match(text, mark.start())):
            found.append(_quotation(text, match))
            end = match.end()
    return found


def is_title(words: str) -> bool:
    """Whether quoted words look like the name of a book or a building: at least half of them have a capital."""
    written: list[str] = _WORD.findall(words)
    return sum(word[0].isupper() for word in written) * 2 >= len(written)


def _quotation(text: str, found: re.Match[str]) -> Quotation:
    start, end = found.span(found.lastgroup or 0)
    is_long = sum(1 for _ in _WORD.finditer(text, start, end)) >= LEAST_WORDS
    return Quotation(found.start(), found.end(), start, end, is_long)
