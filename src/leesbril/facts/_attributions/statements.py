"""Units → statements: who says what, by which word, and how firmly."""

import re
from collections.abc import Callable, Iterator

from leesbril.facts._attributions.noun_phrases import Phrase, phrase_behind, phrase_up_to_verb
from leesbril.facts._attributions.scopes import (
    REPORTED,
    STATED,
    THAT,
    UNSOURCED,
    WISH,
    Statement,
    clause,
    firmness_before,
    firmness_of,
    medium_end,
    said_before,
    span,
    statement_of,
    trimmed,
)
from leesbril.facts._attributions.units import Unit
from leesbril.facts._attributions.verbs import by_verb
from leesbril.facts._attributions.words import AttributionWords

# Behind a quotation, any verb may be one of saying (sneerde, mopperde).
_TRIGGER = re.compile("[yaSsEHIGWBOuZTAV]|(?<=Q,)v|(?<=Q)v")
_PARTICIPLE = r"\w*(?:ge|be|ver|ont)\w+(?:d|t|en)"
_PERFECT = re.compile(rf"\b(?:(?:hebben|zijn|worden) {_PARTICIPLE}|{_PARTICIPLE} (?:hebben|zijn|worden))\b")
_IN_A_CLAUSE = re.compile("(?<!^)(?<![,:]b)(?<![,:])t[^,.;Q]*$")
_PASSIVE_WINDOW = re.compile(r"[^.;:Qt]*")


def statements(unit: Unit, words: AttributionWords) -> list[Statement]:
    """The statements of one unit, in text order."""
    found: list[Statement] = []
    done = 0
    for trigger in _TRIGGER.finditer(unit.classes):
        at = trigger.start()
        if at < done:
            continue
        one = _HANDLERS.get(trigger[0], by_verb)(unit, words, at)
        if one is not None:
            statement, done = one
            found.append(statement)
    found += _reported(unit, words, found)
    return sorted(_merged(unit, found))


def _according(unit: Unit, words: AttributionWords, at: int) -> tuple[Statement, int] | None:
    """*Volgens X*: the clause around it."""
    begin, end = clause(unit, at)
    opens = set(unit.classes[begin:at]) <= {"b", "e"}
    behind = at + 2 if unit.classes[at + 1 : at + 2] == "i" else at + 1  # according to
    source = phrase_up_to_verb(unit, behind) if opens else phrase_behind(unit, behind)
    if source is None or words.not_sources & set(unit.words(source.begin, source.begin + 3)) & set(unit.words(*source)):
        return None
    after = medium_end(unit, source.end)
    tail = unit.classes[after:end].strip(",.-") == ""
    scope = trimmed(unit, after, end) if opens else trimmed(unit, begin, at if tail else end)
    if scope is None and unit.before is not None:
        scope = unit.before
    return statement_of(unit, at, source, scope, after, firmness_of(unit, scope)) if scope else None


def _thus(unit: Unit, words: AttributionWords, at: int) -> tuple[Statement, int] | None:
    """*Aldus X*: what stands before it, or the sentence before."""
    source = phrase_behind(unit, at + 1)
    scope = said_before(unit, at)
    if source is None or scope is None:
        return None
    return statement_of(unit, at, source, scope, medium_end(unit, source.end), firmness_before(unit, scope))


def _appears(unit: Unit, words: AttributionWords, at: int) -> tuple[Statement, int] | None:
    """*Uit onderzoek blijkt dat*, *dat blijkt uit cijfers*: the source is a document."""
    classes = unit.classes
    preposition = classes.rfind("U", 0, at)
    source = phrase_up_to_verb(unit, preposition + 1) if preposition >= 0 else None
    if source is None or not re.fullmatch("b*|,?q[^;:]*", classes[source.end : at]):
        preposition = classes.find("U", at + 1)
        source = phrase_behind(unit, preposition + 1) if 0 < preposition <= at + 4 else None
    if source is None:
        return None
    behind = max(source.end, at + 1)
    if found := THAT.match(classes[behind:]):
        scope = trimmed(unit, behind + found.end(), clause(unit, at)[1])
    else:
        scope = said_before(unit, at) if classes[:at].strip("bth") else unit.before
    if scope is None:
        return None
    marker = span(unit, min(at, source.begin - 1), behind)
    return Statement(marker, span(unit, *source), unit.word(at), scope, firmness_before(unit, scope)), behind


def _stands(unit: Unit, words: AttributionWords, at: int) -> tuple[Statement, int] | None:
    """*In het rapport staat dat*: the source is a document."""
    source = _document(unit, at)
    found = re.match("b*t", unit.classes[at + 1 :])
    if source is None or found is None:
        return None
    scope = trimmed(unit, at + 1 + found.end(), clause(unit, at)[1])
    return None if scope is None else statement_of(unit, at, source, scope, at + 1, firmness_of(unit, scope))


def _document(unit: Unit, at: int) -> Phrase | None:
    """The document that opens a sentence before the verb: *in het rapport*, *daarin*."""
    if unit.classes[:at] == "d":
        return Phrase(0, 1)
    found = re.fullmatch(r"b*p([^pbVv]+)b*", unit.classes[:at])
    return None if found is None else Phrase(*found.span(1))


def _passive(unit: Unit, words: AttributionWords, at: int) -> tuple[Statement, int] | None:
    """*Er wordt gezegd dat* (nobody is named); *daarin worden burgers opgeroepen te*, *opgeroepen door X*."""
    if at and unit.word(at - 1) in words.hearsay and (found := THAT.match(unit.classes[at + 1 :])):
        scope = trimmed(unit, at + 1 + found.end(), clause(unit, at)[1])
        return _passive_statement(unit, at, at - 1, None, scope, UNSOURCED)
    window = _PASSIVE_WINDOW.match(unit.classes, at + 1)
    for number, word in enumerate(unit.words(at + 1, at + 1 if window is None else window.end())):
        if word not in words.hearsay and word not in words.calls:
            continue
        participle = at + 1 + number
        by = unit.classes.find("x", at)
        agent = phrase_behind(unit, by + 1) if by > 0 else None
        found = THAT.match(unit.classes[participle + 1 :])
        if found and word in words.hearsay:
            scope = trimmed(unit, participle + 1 + found.end(), clause(unit, at)[1])
            return _passive_statement(unit, at, participle, agent, scope, STATED if agent else UNSOURCED)
        if word in words.calls and (source := agent or _document(unit, at)):
            scope = trimmed(unit, participle + 1, len(unit.classes)) or trimmed(unit, at + 1, participle)
            return _passive_statement(unit, at, participle, source, scope, WISH)
    return None


def _passive_statement(
    unit: Unit, at: int, participle: int, source: Phrase | None, scope: tuple[int, int] | None, firmness: str
) -> tuple[Statement, int] | None:
    if scope is None:
        return None
    begin, end = (at, at + 1) if source is None else (min(at, source.begin), max(at + 1, source.end))
    marker = span(unit, min(begin, participle), max(end, participle + 1))
    return Statement(marker, source and span(unit, *source), unit.word(participle), scope, firmness), max(
        at, participle
    ) + 1


def _unnamed(unit: Unit, words: AttributionWords, at: int) -> tuple[Statement, int] | None:
    """*Naar verluidt*: somebody says so."""
    scope = trimmed(unit, *clause(unit, at))
    return None if scope is None else (Statement(span(unit, at, at + 1), None, unit.word(at), scope, UNSOURCED), at + 1)


def _reported(unit: Unit, words: AttributionWords, found: list[Statement]) -> Iterator[Statement]:
    """*Zou* outside all other statements, unless it says what would follow from a condition."""
    for verb in re.finditer("Z", unit.classes):
        at = verb.start()
        place = span(unit, at, at + 1)
        if any(one.scope[0] <= place[0] < one.scope[1] or one.marker[0] <= place[0] < one.marker[1] for one in found):
            continue
        if _IN_A_CLAUSE.search(unit.classes[:at]):
            continue
        begin, end = clause(unit, at)
        if unit.classes.endswith(".") and unit.text[unit.end - 1] == "?":
            continue
        if words.first_person & set(unit.words(max(at - 1, 0), at + 2)):
            continue
        if words.conditions & set(unit.words(begin, end)) or words.imagined & set(unit.words(begin, end)):
            continue
        scope = trimmed(unit, begin, end)
        if scope is not None and not _is_a_judgement(unit, at):
            yield Statement(place, None, unit.word(at), scope, REPORTED)
            found = [*found, Statement(place, None, "", scope, REPORTED)]


def _is_a_judgement(unit: Unit, at: int) -> bool:
    """Whether *zou* speaks of what *dat* or *het* would be (Dat zou jammer zijn); a perfect makes it hearsay again."""
    if not re.search("(?:^|[,e])b*[thD]b*$", unit.classes[:at]):
        return False
    return _PERFECT.search(" ".join(unit.words(at, len(unit.starts)))) is None


def _merged(unit: Unit, found: list[Statement]) -> list[Statement]:
    """The statements without a second one for the same scope: the quotation of someone is stated once."""
    kept: dict[tuple[int, int], Statement] = {}
    for one in found:
        kept.setdefault(one.scope, one)
    return list(kept.values())


_HANDLERS: dict[str, Callable[[Unit, AttributionWords, int], tuple[Statement, int] | None]] = {
    "y": _according,
    "a": _thus,
    "B": _appears,
    "O": _stands,
    "T": _passive,
    "u": _unnamed,
    "Z": lambda unit, words, at: None,
}
