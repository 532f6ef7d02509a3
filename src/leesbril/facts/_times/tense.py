"""The tense of the clause around a time expression: whether it lies in the past, ahead, or either may be."""

import re
from functools import lru_cache
from typing import NamedTuple

from leesbril.facts._times.language import time_language
from leesbril.text.language import get_language

PAST, FUTURE, OPEN = "past", "future", "open"
_CLAUSE_END = re.compile(r"[,;:()–—]|\s-\s")
_WORD = re.compile(r"[^\W\d_]+")


class Cues(NamedTuple):
    """The words that tell the tense; `participle` is the pattern of one, `clauses` of where a clause begins."""

    past: frozenset[str]
    not_past: frozenset[str]
    regular: re.Pattern[str]
    perfect: frozenset[str]
    future: frozenset[str]
    aimed: frozenset[str]
    open: frozenset[str]
    weak: frozenset[str]
    participle: re.Pattern[str]
    clauses: re.Pattern[str]
    aims: re.Pattern[str]


@lru_cache
def cues_of(code: str) -> Cues:
    """The cues of a language."""
    tense = time_language(code).tense

    def words(*names: str) -> frozenset[str]:
        return frozenset(word for name in names for word in tense[name].split())

    # Who says what happens says nothing of when it does.
    aside = words("open") | get_language(code).reporting
    return Cues(
        past=words("past", "regular_verbs") - aside,
        not_past=words("not_past") | aside,
        regular=re.compile(tense["regular"]),
        perfect=words("perfect"),
        future=words("future"),
        aimed=words("aimed"),
        open=words("open"),
        weak=words("weak"),
        participle=re.compile(tense["participles"]),
        clauses=re.compile(tense["clauses"]),
        aims=re.compile(tense["aims"]),
    )


def is_past(word: str, cues: Cues) -> bool:
    """Whether a word is the past of a verb: a listed one, or one with the ending of a regular past."""
    if word in cues.past:
        return True
    return word not in cues.not_past and cues.regular.fullmatch(word) is not None


def tense_at(text: str, start: int, end: int, cues: Cues) -> str:
    """The tense of the clause around a place in a sentence, of the whole sentence if the clause has no verb."""
    first, last = clause_spans(text, start, end)
    inner = max((mark.start() for mark in cues.clauses.finditer(text, first, start)), default=first)
    following = cues.clauses.search(text, end, last)
    outer = following.start() if following else last
    if (found := _tense_of(text[inner:outer], cues)) is not None:
        return found
    for clause in (text[first:last], text):
        if (found := _tense_of(clause, cues)) is not None:
            # An aim of another clause says nothing of this one.
            return OPEN if found == FUTURE else found
    return OPEN


def clause_spans(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the part of a sentence between the marks around a place begins and ends."""
    first = max((mark.end() for mark in _CLAUSE_END.finditer(text, 0, start)), default=0)
    last = _CLAUSE_END.search(text, end)
    return first, last.start() if last else len(text)


def _tense_of(clause: str, cues: Cues) -> str | None:
    """The tense that a clause tells; None if it has no cue."""
    words = [word.lower() for word in _WORD.findall(clause) if not (len(word) > 1 and word.isupper())]
    there = set(words)
    if there & cues.open or cues.aims.match(clause):
        return OPEN
    if any(is_past(word, cues) for word in there):
        return OPEN if there & cues.future else PAST
    ahead = there & (cues.future | cues.aimed)
    if there & cues.perfect and any(cues.participle.fullmatch(word) for word in words):
        return OPEN if ahead else PAST  # what must have happened may be on either side
    if ahead:
        return FUTURE
    if there & cues.perfect:
        return OPEN
    return OPEN if there & cues.weak else None


def quotations(text: str) -> list[tuple[int, int]]:
    """The places inside quotation marks; a mark that is not closed in its paragraph opens none.

    >>> quotations("Hij zei: “Ik kom vrijdag.” Dat was alles.")
    [(9, 26)]
    """
    return [match.span() for match in _QUOTED.finditer(text)]


_QUOTED = re.compile(
    r"[“„][^“”„\n]{1,2000}”|«[^«»\n]{1,2000}»|\"[^\"\n]{1,2000}\""
    r"|(?<![\w])[‘'](?![sntmk]\b)[^‘\n]{1,2000}?[’'](?!\w)"
)


def is_within(place: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a place lies in one of some spans."""
    return any(start <= place < end for start, end in spans)


def words_in(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [word.lower() for word in _WORD.findall(text)]
