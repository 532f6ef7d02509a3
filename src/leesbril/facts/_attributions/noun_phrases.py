"""Noun phrases in strings of word classes: who says something, before or behind the verb."""

import re
from typing import NamedTuple

from leesbril.facts._attributions.units import Unit

_ATTRIBUTE = "(?:Dv(?=[JMNnk9])|[D9JM]|[nv](?=nN))"
_NAME = "(?:N|(?<=N)[Dl]{1,2}[NM])"
STRICT = f"{_ATTRIBUTE}*(?:[nkJM]|N){_NAME}*"
"""One noun with what stands before it, and a name behind it: de Belgische minister Jan Jambon, Hugo de Jonge."""
_OF = f"{STRICT}(?:f(?=[DMN9]|(?<!Nf)){STRICT})*"
# Before a comma, dat or the end, a preposition mostly belongs to the noun: een inwoner uit Utrecht.
_WITH_PLACES = rf"{_ATTRIBUTE}*n(?:f{STRICT})*(?:[pU]{STRICT}(?:f{STRICT})*)+(?=[,.;:()tg-]|$)"
BEHIND = re.compile(f"(?:{_WITH_PLACES}|f[Dl]?N{_NAME}*|{_OF}(?:e{_OF})?|[Rr]|t[JM]*n(?=b*(?:[,.]|$)))")
"""The noun phrase that begins at a place, no longer than is sure."""
# Every letter can be read in one way only, so that no sentence takes long.
_ANY = "[DJMNnk9](?:[DJMNnk9l]|v(?=[JMNnk]))*"
LIBERAL = f"{_ANY}(?:[fpUexg]{_ANY})*"
_BEFORE = re.compile(rf"(?:^|[,;:()eQmctwi.-])b*(?P<phrase>{LIBERAL}|[Rq])[br]*$")
_APPOSITION = re.compile(rf"^b*(?P<phrase>{LIBERAL}),[^,;:QSsEHIGWZ]+(?:,[^,;:QSsEHIGWZ]+)?,$")
_PARENTHESIS = re.compile(rf"^b*(?P<phrase>{LIBERAL}),[^;:Q]+,$")
_RELATIVE = re.compile(rf"(?P<phrase>{_OF}),?q[^,.;:Q]*$")
_UP_TO_VERB = re.compile(f"{LIBERAL}(?=b*[VvATZSsEHIGWBO])")
FIRST = re.compile(rf"^b*(?P<phrase>{LIBERAL}|R)(?=b*[VvATZSsEHIGW])")


class Phrase(NamedTuple):
    """The numbers of the first word and after the last word of a phrase."""

    begin: int
    end: int


def phrase_behind(unit: Unit, begin: int) -> Phrase | None:
    """The noun phrase right behind a place, adverbs skipped."""
    while begin < len(unit.classes) and unit.classes[begin] == "b":
        begin += 1
    found = BEHIND.match(unit.classes, begin)
    return None if found is None else Phrase(*found.span())


def phrase_up_to_verb(unit: Unit, begin: int) -> Phrase | None:
    """The noun phrase that opens a sentence behind a preposition: all that stands before the finite verb."""
    found = _UP_TO_VERB.match(unit.classes, begin)
    strict = phrase_behind(unit, begin)
    return strict if found is None or strict is None else Phrase(strict.begin, max(found.end(), strict.end))


def phrase_before(unit: Unit, verb: int) -> Phrase | None:
    """The noun phrase right before a verb, from the start of its clause."""
    found = _BEFORE.search(unit.classes[:verb])
    if found is None:
        return None
    if unit.classes[found.start("phrase")] == "q" and found.start("phrase"):
        return antecedent(unit, verb)
    if found.start("phrase") and unit.classes[found.start() : found.start() + 1] in ("c", "t", "w"):
        # In a subordinate clause the object too stands before the verb.
        return phrase_behind(unit, found.start("phrase"))
    return Phrase(*found.span("phrase"))


def antecedent(unit: Unit, verb: int) -> Phrase | None:
    """The noun phrase to which a relative clause with this verb belongs."""
    found = _RELATIVE.search(unit.classes[:verb])
    return None if found is None else Phrase(*found.span("phrase"))


def phrase_with_apposition(unit: Unit, verb: int, *, of_any_form: bool = False) -> Phrase | None:
    """The noun phrase that opens the sentence, with an apposition between commas before the verb.

    What stands between the commas may be `of_any_form` in languages whose subject comes before the verb.
    """
    found = (_PARENTHESIS if of_any_form else _APPOSITION).search(unit.classes[:verb])
    return None if found is None else Phrase(*found.span("phrase"))


def is_infinitive(unit: Unit, verb: int) -> bool:
    """Whether a verb in the form of the plural depends on another before it in its clause (kan niet bevestigen)."""
    clause = re.split("[,;:Qt]", unit.classes[:verb])[-1]
    return unit.word(verb).endswith("n") and (re.search("[VZWTA]", clause) is not None or clause.endswith("i"))


def subject_of_infinitive(unit: Unit, verb: int) -> Phrase | None:
    """The subject of the verb on which an infinitive depends."""
    if unit.classes[verb - 1] == "i":
        return first_subject(unit, verb)
    finite = max(unit.classes.rfind(letter, 0, verb) for letter in "VZWTA")
    before = phrase_before(unit, finite)
    return phrase_behind(unit, finite + 1) if before is None else before


def first_subject(unit: Unit, verb: int) -> Phrase | None:
    """The subject of the first verb, which a second verb behind *en*, or one in the infinitive, shares."""
    found = FIRST.search(unit.classes)
    between = "" if found is None else unit.classes[found.end() : verb]
    if found is None or between.endswith("t") or not ("e" in between or between.endswith("i")):
        return None
    return Phrase(*found.span("phrase"))
