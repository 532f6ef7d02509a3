"""Statements by a verb: X says that, says X, X hopes, X wants."""

import re
from typing import NamedTuple

from leesbril.facts._attributions.noun_phrases import (
    FIRST,
    STRICT,
    Phrase,
    antecedent,
    first_subject,
    is_infinitive,
    phrase_before,
    phrase_behind,
    phrase_with_apposition,
    subject_of_infinitive,
)
from leesbril.facts._attributions.scopes import (
    FIRMNESS,
    QUOTED,
    STATED,
    THAT,
    UNSOURCED,
    Statement,
    clause,
    firmness_before,
    firmness_of,
    medium_end,
    said_before,
    span,
    trimmed,
)
from leesbril.facts._attributions.units import Unit
from leesbril.facts._attributions.words import AttributionWords

_THAT_NEXT = re.compile("b*,?t")
_POINTS_BACK = re.compile("[th]b*$")
_QUESTION = re.compile(r"[^,.;:QVtSsEHIGWZ]*,?w")
# Behind a tag there may be phrases that say when, where and to whom; behind a quotation they may be of any form.
_TAG_ENDS = re.compile(rf"(?:[bn]|fb|[pgU]{STRICT}(?:f{STRICT})*)*(?:[,.;:Q-]|$)")
_QUOTED_TAG_ENDS = re.compile(r"[bnJ]*(?:[pgU][^,.;:QTAZ]*)?(?:[,.;:Q-]|$)")
# In English also to whom, without a preposition, and on which day: Smith told the paper; police said on Monday.
_TAG_ENDS_TOLD = re.compile(rf"(?:[bn]|fb|[pgU](?:b|{STRICT}(?:f{STRICT})*))*(?:[,.;:Q-]|$)")
_QUOTED_TAG_ENDS_TOLD = re.compile(r"[bnJDMN9rk]*(?:[pgU][^,.;:QTAZ]*)?(?:[,.;:Q-]|$)")
_CONDITION = re.compile("(?:^|[,e])b*(?P<word>c)[^,]*$")
_INVERTED = re.compile(rf"[VvATZ]b*(?P<phrase>R|{STRICT})")
_WINDOW = re.compile(r"[^.:;QtZ]{0,14}")
_DEPENDENT = re.compile("[TAV][^,;:Qt]*$")
_TO_DO = re.compile(r"[^.;:Qt]*?i")


class _Verb(NamedTuple):
    """A verb of saying: its kind, its number, and after which word what is said may begin (zegt; heeft … gezegd)."""

    kind: str
    at: int
    behind: int


def by_verb(unit: Unit, words: AttributionWords, at: int) -> tuple[Statement, int] | None:
    """*X zegt dat*, *zegt X*, *X wil*: a verb of saying, hoping or wishing with its subject."""
    if at > 1 and unit.classes[at] == "S" and unit.word(at - 1) in words.own_words:
        return _by_own_account(unit, at)
    verb = _verb_at(unit, words, at)
    if verb is None:
        return None
    condition = _CONDITION.search(unit.classes[:at])
    if condition and unit.word(condition.start("word")) in words.conditions:
        return None
    source = _subject(unit, words, at)
    if source is None and unit.words(at + 1, at + 2) and unit.word(at + 1) in words.impersonal:
        return _impersonal(unit, at)
    if source is None or set(unit.words(*source)) <= words.nothing:
        return None
    if is_infinitive(unit, at) and verb.kind not in FIRMNESS:
        verb = verb._replace(kind="s")
    behind = max(verb.behind, source.end if source.begin > at else 0)
    medium = medium_end(unit, behind)
    scope, reads_on = _scope(unit, words, verb, source, medium)
    if scope is None:
        return None
    marker = span(unit, min(at, source.begin), max(medium if source.begin > at else at + 1, source.end))
    firmness = firmness_before(unit, scope) if scope[1] <= unit.starts[at] else firmness_of(unit, scope, verb.kind)
    if _POINTS_BACK.match(unit.classes, 0, at) and scope[0] >= unit.start:
        firmness = STATED  # what is said is not in the text, and not between the quotation marks of this sentence
    firmness = FIRMNESS.get(verb.kind, firmness)
    return Statement(marker, span(unit, *source), unit.word(at), scope, firmness), max(reads_on, at + 1)


def _verb_at(unit: Unit, words: AttributionWords, at: int) -> _Verb | None:
    """The verb of saying at a place, with its second word or participle; None if it is no such verb."""
    kind, word = unit.classes[at], unit.word(at)
    light = words.light.get(word, {})
    if not light and kind == "V" and not unit.classes.endswith("Q,", 0, at):
        return None
    if word in words.participles and _DEPENDENT.search(unit.classes, 0, at):
        return None
    if light or kind == "A":
        stop = _WINDOW.match(unit.classes, at + 1)
        behind = unit.words(at + 1, at + 1 if stop is None else stop.end())
        if kind == "A":
            return _in_the_perfect(words, at, behind)
        for number, other in enumerate(behind):
            if other in light:
                return _with_second_word(light[other], at, number)
    if kind in "vV":
        is_tag = unit.classes.endswith(("Q,", "Q") if kind == "v" else "Q,", 0, at)
        return _Verb("s", at, at + 1) if is_tag else None
    return _Verb(kind, at, at + 1) if kind in "SsEHIGW" else None


def _with_second_word(kind: str, at: int, number: int) -> _Verb | None:
    """*Laat het ministerie weten*; *spreekt van* only if nothing stands between."""
    if kind == "E":
        return _Verb(kind, at, at + 1) if number < 2 else None
    return _Verb(kind, at, at + 2 + number)


def _in_the_perfect(words: AttributionWords, at: int, behind: list[str]) -> _Verb | None:
    """*Heeft … gezegd*, *heeft laten weten*."""
    for number, word in enumerate(behind):
        if word in words.perfect:
            second = words.light.get(word, {})
            length = 2 if behind[number + 1 : number + 2] and behind[number + 1] in second else 1
            return _Verb(words.perfect[word], at, at + 1 + number + length)
    return None


def _subject(unit: Unit, words: AttributionWords, verb: int) -> Phrase | None:
    """Who says it: the noun phrase before the verb, or, where another part of the sentence opens it, behind."""
    if is_infinitive(unit, verb):
        if unit.classes[verb] == "W" and "Z" not in unit.classes[:verb]:
            return None
        return None if unit.word(verb - 1) in words.negations else subject_of_infinitive(unit, verb)
    before = phrase_before(unit, verb)
    if before is not None and not words.times & set(unit.words(*before)):
        return before
    opening = unit.classes[:verb].rstrip("b")
    apposition = phrase_with_apposition(unit, verb, of_any_form=words.subject_first)
    if words.subject_first and (apposition or not opening.endswith((",", "Q", "k"))):
        return apposition or (antecedent(unit, verb) if "q" in opening else None) or first_subject(unit, verb)
    behind = phrase_behind(unit, verb + 1)
    if behind is not None and not words.times & set(unit.words(*behind)):
        return behind
    return apposition or (antecedent(unit, verb) if "q" in opening else None) or first_subject(unit, verb)


def _by_own_account(unit: Unit, at: int) -> tuple[Statement, int] | None:
    """*Naar eigen zeggen*: the subject of the sentence says so."""
    source = FIRST.search(unit.classes) or _INVERTED.search(unit.classes)
    scope = trimmed(unit, *clause(unit, at))
    if source is None or scope is None or unit.classes[at - 2] != "p":
        return None
    place = span(unit, *source.span("phrase"))
    return Statement(span(unit, at - 2, at + 1), place, unit.word(at), scope, firmness_of(unit, scope)), at + 1


def _impersonal(unit: Unit, at: int) -> tuple[Statement, int] | None:
    """*…, klinkt het*: a tag that names nobody."""
    scope = said_before(unit, at)
    is_tag = unit.classes[:at].rstrip("b").endswith((",", "Q")) and _QUOTED_TAG_ENDS.match(unit.classes, at + 2)
    if scope is None or not is_tag:
        return None
    firmness = QUOTED if firmness_before(unit, scope) == QUOTED else UNSOURCED
    return Statement(span(unit, at, at + 2), None, unit.word(at), scope, firmness), at + 2


def _scope(
    unit: Unit, words: AttributionWords, verb: _Verb, source: Phrase, behind: int
) -> tuple[tuple[int, int] | None, int]:
    """What is said, and from which word on another statement may be looked for."""
    classes, (_, end) = unit.classes, clause(unit, verb.at)
    rest = classes[behind:end]
    found = (_THAT_NEXT if verb.kind in "WE" else THAT).match(rest)
    if found:
        begin = behind + found.end()
        return trimmed(unit, begin, end), begin + (1 if re.match("R[HW]", classes[begin:]) is None else 2)
    if _POINTS_BACK.match(classes, 0, verb.at):
        return unit.before or trimmed(unit, 0, end), behind
    if found := re.match(r"(?:[^.;:Q]*?[,:]+)?(?=[Qk](?!,?[Ssa]))", rest):
        begin = behind + found.end()
        return span(unit, begin, begin + 1), begin + 1
    opening = classes[: verb.at].rstrip("b")[-1:]
    ends = _QUOTED_TAG_ENDS if re.search("Q,?b*$", classes[: verb.at]) else _TAG_ENDS
    tag, follows = verb.at, source.begin > verb.at
    if words.subject_first:
        tag = min(tag, source.begin)
        ends = _QUOTED_TAG_ENDS_TOLD if re.search("Q,?b*$", classes[:tag]) else _TAG_ENDS_TOLD
        opening = classes[:tag].rstrip("b")[-1:]
        follows = opening != ""
    is_tag = follows and opening in ("", ",", "Q", "k", ".", "-") and ends.match(classes, behind)
    if is_tag and classes[:tag].strip("b,"):
        return said_before(unit, tag), behind
    if found := re.match(r"[^,.;Q]*:", rest):
        return trimmed(unit, behind + found.end(), len(classes)), behind
    if found := _QUESTION.match(rest):
        return trimmed(unit, behind + found.end() - 1, end), behind
    if verb.kind in "PSEHIW" or (verb.kind == "G" and _TO_DO.match(rest)):
        return _bare(unit, words, verb, source, behind, end), behind
    return None, behind


def _bare(
    unit: Unit, words: AttributionWords, verb: _Verb, source: Phrase, behind: int, end: int
) -> tuple[int, int] | None:
    """What is said without a clause: the words behind the verb, or in a subordinate clause those before it."""
    if verb.kind in FIRMNESS:
        behind = source.end if source.begin > verb.at else verb.at + 1
    is_subordinate = re.search("[qcw]", re.split("[,;:Q]", unit.classes[: verb.at])[-1]) is not None
    comma = unit.classes.find(",", behind, end)
    if comma >= 0 and (
        is_subordinate or (verb.kind in "PSE" and unit.classes[comma + 1 : comma + 2] not in ("i", "w"))
    ):
        end = comma
    scope = trimmed(unit, behind, end)
    if scope is None and verb.kind == "P":
        scope = trimmed(unit, max(source.end, verb.at + 1), verb.behind - 1)
    if scope is None and source.end < verb.at:
        scope = trimmed(unit, source.end, verb.at)
    if scope is None:
        return None
    said = set(unit.text[slice(*scope)].lower().split())
    is_refusal = verb.kind == "W" and said & words.no_comment and said & words.negations
    return None if said <= words.nothing or is_refusal else scope
