"""Units → all statements of the articles, with quotations that go on in the next sentence."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from leesbril.facts._attributions.noun_phrases import BEHIND, FIRST
from leesbril.facts._attributions.quotes import is_title
from leesbril.facts._attributions.scopes import QUOTED, Statement
from leesbril.facts._attributions.statements import statements
from leesbril.facts._attributions.units import Unit, units_of
from leesbril.facts._attributions.words import AttributionWords, attribution_words
from leesbril.tokenisation.tokens import Tokens

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SPEAKER = re.compile(rf"^b*(?P<phrase>{BEHIND.pattern})(?:,[^,:;.Q]+,?)?:(?=[Qk])")


class Found(NamedTuple):
    """A statement with the number of its article and the sentence of its marker, from 1."""

    article: int
    sentence: int
    text: str
    statement: Statement


def found_in(tokens: Tokens) -> Iterator[Found]:
    """All statements, in text order."""
    words = attribution_words(tokens.language)
    first, starts = tokens.spans.first, tokens.spans.start
    for article, units in groupby(units_of(tokens, words), key=lambda unit: unit.article):
        begins = starts[first[article] : first[article + 1]].tolist()
        found: list[Statement] = []
        text = ""
        for unit, said in _with_quotations(list(units), words):
            text = unit.text
            found += said
        for one in sorted(found, key=lambda one: (one.marker, one.scope)):
            yield Found(article, bisect_right(begins, one.marker[0]), text, one)


def _with_quotations(units: list[Unit], words: AttributionWords) -> Iterator[tuple[Unit, list[Statement]]]:
    """The statements of each unit, and of the quotations in it that none of them covers."""
    found = [statements(unit, words) for unit in units]
    scopes = sorted(one.scope for said in found for one in said)
    speaker: tuple[int, int] | None = None
    last = -1
    for unit, said in zip(units, found, strict=True):
        follows = speaker is not None and unit.before is not None and unit.before[0] <= last
        here = [one.source for one in said if one.source is not None]
        named = _speaker_before_colon(unit, words)
        source = here[0] if here else named or (speaker if follows and unit.classes.startswith(("Q", "k")) else None)
        quotes = [
            Statement((unit.starts[0], span[0]) if named else span, source, "", span, QUOTED)
            for span in _speech(unit, named is not None)
            if not any(begin <= span[0] and span[1] <= end for begin, end in scopes)
            and not (source is None and _is_title(unit, span, words))
        ]
        yield unit, [*said, *quotes]
        if here or quotes or said:
            speaker, last = (here[-1] if here else source), unit.end


def _speaker_before_colon(unit: Unit, words: AttributionWords) -> tuple[int, int] | None:
    """*Rutte: ‘We moeten door’*: the source stands before the colon."""
    found = _SPEAKER.match(unit.classes) or (FIRST.search(unit.classes) if ":Q" in unit.classes else None)
    if found is None:
        return None
    begin, end = found.span("phrase")
    return unit.starts[begin], unit.ends[end - 1]


def _is_title(unit: Unit, span: tuple[int, int], words: AttributionWords) -> bool:
    """Whether a quotation without a source is the title of something: without a verb, inside a sentence."""
    quoted = unit.text[slice(*span)]
    if is_title(quoted):
        return True
    inside = [words.classes[word] for word in _WORD.findall(quoted)]
    begins_inside = (
        not unit.classes.startswith(("Q", "k")) and quoted[1:2].isupper() and not re.search(r"[.!?]\W*$", quoted)
    )
    return begins_inside and not set("vVZTASsEHIGW") & set(inside)


def _speech(unit: Unit, short: bool) -> list[tuple[int, int]]:
    """The places of the quotations of a unit that hold speech."""
    wanted = "Qk" if short else "Q"
    return [
        (start, end)
        for letter, start, end in zip(unit.classes, unit.starts, unit.ends, strict=True)
        if letter in wanted
    ]
