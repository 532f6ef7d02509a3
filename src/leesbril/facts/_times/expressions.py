"""Tokens → the time expressions in their texts, each with its place, its kind and the words that make it up."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from leesbril.facts._times.language import TimeLanguage, compiled, time_language
from leesbril.facts._times.runs import runs
from leesbril.facts._times.tense import OPEN, cues_of, tense_at
from leesbril.tokenisation.tokens import Tokens

_OPENING = re.compile(r"(?:^|[:.!?–—•])[\s\"'“‘„(\[–—-]*$")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_LAST_WORD = re.compile(r"([\w'’]+)\s+$")
_SELDOM_TOLD = "1900"
"""News has more things counted than years up to this one."""
_IN_CAPITALS = 0.6
"""From this share of capitals among the letters of a sentence, a capital says nothing of a word."""
_CALENDAR = ("weekday", "month", "day", "vague", "date")
RELATIVE = ("weekday", "day", "period", "ago", "ahead")
_TENSED = ("weekday", "month", "date", "year", "season", "feast", "edge")
_WRITTEN = "written"
_LONGEST_WORD = 12
"""The longest article, with room for white space."""
_BARE = ("weekday", "day", "vague")


class Expression(NamedTuple):
    """A time expression: article and sentence (numbers in the tokens), place in the text, kind, parts, tense.

    `tense` is that of its clause: past, future or open. `parts` are the words of its pattern, in lower case.
    """

    row: int
    sentence: int
    start: int
    end: int
    written: str
    kind: str
    parts: Mapping[str, str]
    tense: str

    @property
    def is_relative(self) -> bool:
        """Whether it says how far from the publication something is: that bounds the publication of a known event."""
        return self.kind in RELATIVE and not self.parts.get("by")


def expressions(tokens: Tokens) -> list[Expression]:
    """All time expressions, in text order; raises ValueError for a language without rules or tokens without texts."""
    language = time_language(tokens.language)
    texts = tokens.texts
    found: list[Expression] = tokens.kept("time expressions", lambda: list(_found(tokens, texts.to_list(), language)))
    return found


class _Match(NamedTuple):
    """A match of a pattern in a run of words: its place in the run, its kind, and the words of its parts."""

    start: int
    end: int
    kind: str
    parts: dict[str, str]


def _found(tokens: Tokens, texts: list[str], language: TimeLanguage) -> Iterator[Expression]:
    cues = cues_of(language.code)
    known: dict[str, list[_Match]] = {}
    for some in runs(tokens, language):
        columns = (*some, tokens.spans.start[some.sentence], tokens.spans.end[some.sentence])
        for row, sentence, start, end, first, last in zip(*(column.tolist() for column in columns), strict=True):
            text = texts[row]
            run = text[start : min(end, last)] if start >= 0 else " " + text[: min(end, last)]
            if (matches := known.get(run)) is None:
                matches = known[run] = _matches(run, language)
            if not matches:
                continue
            text = text[first:last]
            for match in matches:
                place = start + match.start - first, start + match.end - first
                if _is_a_time(text, *place, match, language):
                    tense = tense_at(text, *place, cues) if match.kind in _TENSED else OPEN
                    yield _expression(row, sentence, first, text, place, match, tense)


def _expression(
    row: int, sentence: int, first: int, text: str, place: tuple[int, int], match: _Match, tense: str
) -> Expression:
    start, end = place
    return Expression(row, sentence, first + start, first + end, text[start:end], match.kind, match.parts, tense)


def _matches(run: str, language: TimeLanguage) -> list[_Match]:
    """The matches in a run, of which the first character stands before its first word."""
    found, lowered = [], run.lower()
    if len(lowered) != len(run):
        return []  # a letter such as İ, in no language with rules
    for outer in language.any_pattern.finditer(lowered, 1):
        kind, pattern = language.patterns[(outer.lastindex or 1) - 1]
        inner = compiled(pattern).match(lowered, outer.start())
        if inner is None:
            continue
        parts = {name: " ".join(word.split()) for name, word in inner.groupdict().items() if word}
        if name := next((name for name in ("weekday", "month") if name in parts), None):
            parts[_WRITTEN] = run[inner.start(name) : inner.end(name)]
        found.append(_Match(inner.start(), inner.end(), kind, parts))
    return found


def _is_a_time(text: str, start: int, end: int, match: _Match, language: TimeLanguage) -> bool:
    """Whether a match is a time indeed: not part of a name, no number of things, no noun of the same form."""
    kind, parts = match.kind, match.parts
    if kind in _BARE:
        before = _LAST_WORD.search(text, max(0, start - _LONGEST_WORD), start)
        if before and before[1].lower() in language.articles:
            return False
    if kind == "year" and "named" not in parts:
        behind = _NEXT_WORD.match(text, end)
        if behind and _is_counted(behind[1], parts["year"], language):
            return False
    if kind in _CALENDAR and not ("year" in parts or "day" in parts):
        return not _is_in_a_name(text, start, parts.get(_WRITTEN, text[start:end]), language)
    return True


def _is_counted(word: str, year: str, language: TimeLanguage) -> bool:
    """Whether the word behind a number is what it counts; before 1900 every word is that may be a noun."""
    if year < _SELDOM_TOLD and word[0].islower():
        return word not in language.functional
    return word in language.counted


def _is_in_a_name(text: str, start: int, word: str, language: TimeLanguage) -> bool:
    """Whether a word has a capital that its place does not explain; where months have capitals, whether it has none."""
    if language.calendar_has_capitals:
        return word[0].islower() and (word in language.weekdays or word in language.months)
    return word[0].isupper() and not _OPENING.search(text, 0, start) and not _is_in_capitals(text)


def _is_in_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) > _IN_CAPITALS * len(letters)
