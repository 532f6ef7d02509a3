"""Clues from feasts: a sentence says how far from the publication one begins, ends or is."""

import re
from collections.abc import Iterator

from leesbril.facts._clues.clues import CALENDAR, Clue, Linked, Source, clue_at, left_by
from leesbril.facts._times.days import written
from leesbril.facts._times.expressions import Expression
from leesbril.facts._times.feasts import NAMES, edges_of
from leesbril.facts._times.tense import clause_spans, words_in

DAY = "day"
_END_OF_SENTENCE = re.compile(r"[\s.,;:!)]*")


def feast_clues(source: Source) -> Iterator[Clue]:
    """The clues of all feasts of which a sentence, or the next one, says when they are."""
    for sentence, found in source.by_sentence.items():
        feasts = [one for one in found if "feast" in one.parts]
        for feast in feasts:
            if source.within_quotation(feast):
                continue
            linked = _in_clause(feast, found, source) or _behind(feast, sentence, found, source)
            if linked is not None and not source.within_quotation(linked.when):
                yield _clue(linked, source)


def _clue(linked: Linked, source: Source) -> Clue:
    edges = edges_of(linked.feast, linked.edge)
    what = NAMES[linked.feast]
    verb = {"begin": " begins", "end": " ends"}.get(linked.edge, "")
    named = [(f"{what}{verb} {written(one.days)} ({one.calendar})", one.days, one.year) for one in edges]
    left = left_by(linked.when, source.language, named)
    hangs_on = f"calendar: {what}{verb or ' is'} {linked.when.written.lower()}"
    return clue_at(linked.when, CALENDAR, left, hangs_on, yearly=True, linked=linked)


def _in_clause(feast: Expression, found: list[Expression], source: Source) -> Linked | None:
    """A feast and the time of its begin, end or day in one clause: *De ramadan is vrijdag begonnen*."""
    text, offset = _sentence(feast, source)
    start, end = clause_spans(text, feast.start - offset, feast.end - offset)
    inside = [one for one in found if offset + start <= one.start and one.end <= offset + end and one != feast]
    if feast.kind != "feast" or len(inside) != 1 or not inside[0].is_relative:
        return None
    when = inside[0]
    before = words_in(text[start : feast.start - offset])
    words = words_in(_without(text, start, end, [feast, when], offset))
    if set(words) & _set(source, "unless"):
        return None
    edge = next((name for name in ("begin", "end") if set(words) & _set(source, name)), None)
    if edge and _is_the_subject(before, source):
        return Linked(_feast(feast, source), edge, when)
    if set(words) <= _set(source, "is") | _set(source, "beside") and set(words) & _set(source, "is"):
        return Linked(_feast(feast, source), DAY, when)
    return None


def _behind(feast: Expression, sentence: int, found: list[Expression], source: Source) -> Linked | None:
    """A feast, and behind it in a clause or sentence when it is: *… van de ramadan. Dat is volgende week*."""
    text, offset = _sentence(feast, source)
    rest = text[feast.end - offset :]
    gap = _END_OF_SENTENCE.match(rest)
    if gap is None or gap.end() == 0:
        return None
    if gap.end() == len(rest):
        later = source.by_sentence.get(sentence + 1, [])
        if not later or later[0].row != feast.row:
            return None
        clause, offset = _sentence(later[0], source)
        start = 0
    else:
        later, clause, start = [one for one in found if one.start >= feast.end], text, feast.end - offset + gap.end()
    if not later or not later[0].is_relative:
        return None
    when = later[0]
    begin, end = clause_spans(clause, when.start - offset, when.end - offset)
    words = words_in(_without(clause, begin, end, [when], offset))
    if begin > start + 1 or not words or words[0] not in _set(source, "that"):
        return None
    edge = next((name for name in ("begin", "end") if set(words) & _set(source, name)), None) or _edge(feast, source)
    known = (
        _set(source, "that") | _set(source, "is") | _set(source, "beside") | _set(source, "begin") | _set(source, "end")
    )
    return Linked(_feast(feast, source), edge, when) if set(words) <= known else None


def _edge(feast: Expression, source: Source) -> str:
    return source.language.edges[feast.parts["edge"]] if "edge" in feast.parts else DAY


def _feast(feast: Expression, source: Source) -> str:
    return source.language.feasts[feast.parts["feast"]]


def _sentence(one: Expression, source: Source) -> tuple[str, int]:
    """The sentence of an expression, and where it begins in the text."""
    return source.sentence(one.sentence, one.row), int(source.tokens.spans.start[one.sentence])


def _without(text: str, start: int, end: int, left_out: list[Expression], offset: int) -> str:
    """A part of a sentence without some expressions."""
    kept, place = "", start
    for one in sorted(left_out):
        kept, place = kept + text[place : one.start - offset] + " ", one.end - offset
    return kept + text[place:end]


def _is_the_subject(before: list[str], source: Source) -> bool:
    """Whether a feast begins or ends itself: no preposition stands before it, unless that of its begin or end."""
    words = [word for word in before if word not in _set(source, "beside_feast")]
    if not words or words[-1] not in _set(source, "prepositions"):
        return True
    return len(words) > 1 and words[-2] in source.language.edges


def _set(source: Source, name: str) -> frozenset[str]:
    return frozenset(source.language.feast_edges[name].split())
