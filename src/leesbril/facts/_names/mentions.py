"""Runs of words → mentions of names: what belongs to each behind the run, its text, its kind and why."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from leesbril.facts._names.data import NameData
from leesbril.facts._names.evidence import Evidence, Runs, Words
from leesbril.facts._names.shapes import ADJECTIVE, COMPOUND, NAMED
from leesbril.facts._names.types import WordTypes
from leesbril.text.words import APOSTROPHES

KINDS = (None, "person", "place", "organisation", "people")
"""The kinds of names by number; 0 is none."""
PERSON, PLACE, ORGANISATION, PEOPLE = range(1, 5)
WHY = (
    "an adjective of a country before an institution",
    "the head of a compound",
    "an acronym",
    "in a line in capitals; a name elsewhere",
    "at the start of a sentence; listed",
    "at the start of a sentence; with a capital elsewhere too",
    "at the start of a sentence; not an ordinary word",
    "a capital inside a sentence",
)
"""Why a mention is a name."""
REASONS = (
    "listed as people",
    "an institution of a country",
    "the word before it",
    "listed as a place",
    "a word for an institution",
    "a building or street",
    "a first name",
    "part of a place",
    "a word for an institution",
    "",
)
"""What the kind of a mention rests on."""
_REASONED_KINDS = (PEOPLE, ORGANISATION, 0, PLACE, ORGANISATION, PLACE, PERSON, PLACE, ORGANISATION, 0)


_GENITIVE = re.compile(rf"(?:(?<=[aeiou])[{APOSTROPHES}]s|(?<=s)[{APOSTROPHES}])$")
"""Obama's, Wilders'; behind a consonant an 's is part of a name (McDonald's)."""


@dataclass(frozen=True)
class Mentions:
    """Mentions of names in text order: the first and last word, the positions, what is written, and the name in it.

    `name` is what is written, but for the tail of a compound, and it is the name of the institution in *Franse
    regering*; both are polars series. `kind` is a number in `KINDS`, `cued` whether the word before it says so.
    `compound` says whether the last word is one; `why` is a number in `WHY`, `reason` one in `REASONS`.
    """

    first: np.ndarray
    last: np.ndarray
    start: np.ndarray
    end: np.ndarray
    written: Any
    name: Any
    kind: np.ndarray
    cued: np.ndarray
    compound: np.ndarray
    why: np.ndarray
    reason: np.ndarray


def mentions_of(
    words: Words, types: WordTypes, evidence: Evidence, runs: Runs, data: NameData, texts: list[str]
) -> Mentions:
    """The mentions that runs of words are."""
    import polars as pl

    runs, institution = _with_institutions(words, types, runs, data)
    built = _buildings(words, types, runs)
    whole = Runs(runs.first, runs.last + (built | _numbers(words, types, runs)))
    row, start, end = words.row[whole.first], words.start[whole.first], words.end[whole.last].copy()
    for place in _initials(words, types, whole).tolist():  # Jozef V.
        end[place] += texts[row[place]][end[place] : end[place] + 1] == "."
    places = zip(row.tolist(), start.tolist(), end.tolist(), strict=True)
    written = [texts[of][begin:stop] for of, begin, stop in places]
    compound = types.role[words.kind[whole.last]] == COMPOUND
    name = pl.Series(_without_tails(words, types, whole, written, compound, institution, data), dtype=pl.String)
    kind, reason = _kinds(words, types, whole, name, built, institution, data)
    why = _why(words, types, evidence, whole, compound, institution)
    texts_of_mentions = pl.Series(written, dtype=pl.String)
    cued = reason == REASONS.index("the word before it")
    return Mentions(whole.first, whole.last, start, end, texts_of_mentions, name, kind, cued, compound, why, reason)


def _without_tails(
    words: Words,
    types: WordTypes,
    runs: Runs,
    written: list[str],
    compound: np.ndarray,
    institution: np.ndarray,
    data: NameData,
) -> list[str]:
    """The name in each mention: IS of IS-leider, regering van Frankrijk of Franse regering."""
    name = [_GENITIVE.sub("", each) for each in written]
    for place in np.flatnonzero(compound).tolist():
        before = int(words.start[runs.last[place]] - words.start[runs.first[place]])
        name[place] = written[place][:before] + types.head[int(words.kind[runs.last[place]])]
    for place in np.flatnonzero(institution).tolist():
        country = data.adjectives[types.written[int(words.kind[runs.first[place]])]]
        noun = types.written[int(words.kind[runs.last[place]])]
        name[place] = data.institution_of.format(institution=noun, country=country)
    return name


def _with_institutions(words: Words, types: WordTypes, runs: Runs, data: NameData) -> tuple[Runs, np.ndarray]:
    """The runs with the institutions that an adjective of a country names, and which of them are these."""
    of_country = types.written.is_in([form for form, country in data.adjectives.items() if country]).to_numpy()
    adjective = of_country & (types.role == ADJECTIVE)
    found = np.flatnonzero(words.joined & adjective[words.kind])
    found = found[(types.flags["institutions_of_countries"] & ~types.capital)[words.kind[found + 1]]]
    found = found[~_covered(runs, len(words.kind))[found]] if len(found) else found
    first, last = np.append(runs.first, found), np.append(runs.last, found + 1)
    order = np.argsort(first, kind="stable")
    return Runs(first[order], last[order]), (np.arange(len(first)) >= len(runs.first))[order]


def _covered(runs: Runs, words: int) -> np.ndarray:
    """Which of so many words are in a run."""
    steps = np.bincount(runs.first, minlength=words + 1) - np.bincount(runs.last + 1, minlength=words + 1)
    inside: np.ndarray = np.cumsum(steps[:words]) > 0
    return inside


def _behind(words: Words, runs: Runs) -> np.ndarray:
    """The kind of the word behind each run; of the last word itself where none follows immediately."""
    found: np.ndarray = words.kind[runs.last + words.joined[runs.last]]
    return found


def _before(words: Words, runs: Runs) -> tuple[np.ndarray, np.ndarray]:
    """The kind of the word before each run, and whether only white space stands between the two."""
    before = np.maximum(runs.first - 1, 0)
    return words.kind[before], words.joined[before] & (runs.first > 0)


def _buildings(words: Words, types: WordTypes, runs: Runs) -> np.ndarray:
    """Whether the word behind a run is the building that it names: de Heilig-Hart kerk."""
    before, joined = _before(words, runs)
    article = joined & types.flags["articles"][before]
    building = (types.flags["buildings"] & ~types.capital)[_behind(words, runs)]
    found: np.ndarray = article & building & (types.role[words.kind[runs.last]] == NAMED)
    return found


def _numbers(words: Words, types: WordTypes, runs: Runs) -> np.ndarray:
    """Whether the number behind a run belongs to it: Radio 1."""
    found: np.ndarray = types.flags["before_numbers"][words.kind[runs.last]] & types.number[_behind(words, runs)]
    return found


def _initials(words: Words, types: WordTypes, runs: Runs) -> np.ndarray:
    """The runs that end in an initial, or in an abbreviation such as Inc."""
    several, last = runs.last > runs.first, words.kind[runs.last]
    initial = types.initial[last] & (types.size[last] == 1)
    return np.flatnonzero(several & (initial | types.flags["with_full_stop"][last]))


def _kinds(
    words: Words, types: WordTypes, runs: Runs, name: Any, built: np.ndarray, institution: np.ndarray, data: NameData
) -> tuple[np.ndarray, np.ndarray]:
    """The kind of each mention, and what it rests on."""
    before, joined = _before(words, runs)
    first, last, several = words.kind[runs.first], words.kind[runs.last], runs.last > runs.first
    cue = np.where(joined, types.cue[before], 0)
    place = name.is_in(list(data.places)).to_numpy() | types.place[last] & ~several
    bodies = np.append(0, np.cumsum(types.flags["institutions"][words.kind]))
    body = bodies[runs.last + 1] > bodies[runs.first]
    person = several & (types.first[first] | types.initial[first]) & ~body & ~built
    masks = (
        types.people[last],
        institution,
        cue > 0,
        place & ~person,
        body & several,
        built | types.building[last],
        person,
        several & types.flags["parts_of_places"][last],
        body & ~types.acronym[last],
    )
    reason = np.select(masks, range(len(masks)), len(masks))
    kinds = np.array(_REASONED_KINDS)[reason]
    return np.where(reason == REASONS.index("the word before it"), cue, kinds), reason


def _why(
    words: Words, types: WordTypes, evidence: Evidence, runs: Runs, compound: np.ndarray, institution: np.ndarray
) -> np.ndarray:
    """Why each mention is a name."""
    first = words.kind[runs.first]
    opens, seen = evidence.opens[runs.first], evidence.capital[types.form[first]] > 0
    masks = (
        institution,
        compound,
        types.acronym[first] & (runs.first == runs.last),
        evidence.shouted[runs.first],
        opens & (types.place | types.people | types.first)[first],
        opens & seen,
        opens,
    )
    return np.select(masks, range(len(masks)), len(masks))
