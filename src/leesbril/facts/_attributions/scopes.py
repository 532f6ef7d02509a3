"""What is said: its place in the text, and how firmly it is said."""

import re
from typing import NamedTuple

from leesbril.facts._attributions.noun_phrases import Phrase, phrase_behind
from leesbril.facts._attributions.units import Unit

STATED, QUOTED, REPORTED, HOPE, WISH, UNSOURCED = "stated", "quoted", "zou", "hope", "wish", "unsourced"
FIRMNESS = {"H": HOPE, "I": HOPE, "G": HOPE, "W": WISH}
"""The firmness that a class of verbs gives, whatever is said."""
THAT = re.compile(r"[^,.;:QVtSsEHIGWZ]*(?:,[^,.;:Qt]*,)?,?t(?<![pfUgx]t)")
"""From behind a verb up to the clause that is said: *zei in de krant dat*."""
_CLOSING = re.compile(r"\s?(?:[\"”»]|''|’’)")


class Statement(NamedTuple):
    """One statement; all places are characters of the text. `marker` covers the verb and the source beside it."""

    marker: tuple[int, int]
    source: tuple[int, int] | None
    verb: str
    scope: tuple[int, int]
    firmness: str


def span(unit: Unit, begin: int, end: int) -> tuple[int, int]:
    """The characters of the words `begin` up to `end`."""
    return unit.starts[begin], unit.ends[end - 1]


def clause(unit: Unit, at: int) -> tuple[int, int]:
    """The words of the main clause around a word: the sentence, up to a semicolon or *maar*."""
    edges = [0]
    for edge in re.finditer(";|,m(?!t)", unit.classes):
        edges.append(edge.start())
    edges.append(len(unit.classes))
    begin = max(edge for edge in edges if edge <= at)
    end = min(edge for edge in edges if edge > at)
    return (begin + (2 if unit.classes[begin : begin + 2] == ",m" else 1) if begin else 0), end


def trimmed(unit: Unit, begin: int, end: int) -> tuple[int, int] | None:
    """The characters of some words without the marks at either end; None if there are none."""
    while begin < end and unit.classes[begin] in ",.:;-)":
        begin += 1
    while begin < end and unit.classes[end - 1] in ",.:;-(":
        end -= 1
    return span(unit, begin, end) if begin < end else None


def firmness_of(unit: Unit, scope: tuple[int, int], kind: str = "S") -> str:
    """How firmly the words in a scope are said."""
    if kind in FIRMNESS:
        return FIRMNESS[kind]
    begin = next((number for number, start in enumerate(unit.starts) if start >= scope[0]), len(unit.starts))
    end = next((number for number, start in enumerate(unit.starts) if start >= scope[1]), len(unit.starts))
    inside = unit.classes[begin:end]
    if "Q" in inside or inside.strip(",.") == "k":
        return QUOTED
    if "Z" in inside:
        return REPORTED
    if kind == "E" and "k" in inside:
        return QUOTED
    if wished := re.match("b*R?b*([HW])", inside):
        return FIRMNESS[wished[1]]
    return STATED


def firmness_before(unit: Unit, scope: tuple[int, int]) -> str:
    """The firmness of what may stand in the sentence before."""
    if scope[0] >= unit.start:
        return QUOTED if _CLOSING.match(unit.text, scope[1]) else firmness_of(unit, scope)
    return QUOTED if unit.text[scope[0]] in "“‘\"„«'" and unit.text[scope[1] - 1] in "”’\"“»'.!?" else STATED


def said_before(unit: Unit, at: int) -> tuple[int, int] | None:
    """What a tag at the end refers to: the quotation before it, else the clause, else the sentence before."""
    before = unit.classes[:at].rstrip("b")
    if not before.strip(",.-"):
        return unit.before
    begin = clause(unit, at)[0]
    end = len(before.rstrip(",.-"))
    if before[end - 1] in "Qk" and (end == 1 or unit.classes[end - 2] in ",.:;Q"):
        return span(unit, end - 1, end)
    return trimmed(unit, begin, end)


def medium_end(unit: Unit, end: int) -> int:
    """Where the marker ends when *tegen persbureau Reuters* follows the source."""
    if unit.classes[end : end + 1] != "g":
        return end
    medium = phrase_behind(unit, end + 1)
    return end if medium is None else medium.end


def statement_of(
    unit: Unit, at: int, source: Phrase, scope: tuple[int, int], after: int, firmness: str
) -> tuple[Statement, int]:
    """A statement whose marker is one word with the source behind or before it, and where to read on."""
    marker = span(unit, min(at, source.begin), max(at + 1, after))
    return Statement(marker, span(unit, *source), unit.word(at), scope, firmness), max(at + 1, after)
