"""Tokens → runs of words that are names: by capitals, and by how the articles write the same words elsewhere."""

import numpy as np

from leesbril.facts._names.bridges import Bridges
from leesbril.facts._names.evidence import Evidence, Runs, Words
from leesbril.facts._names.shapes import ADJECTIVE, COMPOUND, TOWN
from leesbril.facts._names.types import WordTypes

MOSTLY_SMALL = 3
"""How many times as often as with a capital a word is in small letters that is no name although capitalised here."""
MOST_BETWEEN = 3
"""Words in small letters between two parts of a name: van de der, of the."""


def runs_of(
    words: Words, types: WordTypes, evidence: Evidence, bridged_places: frozenset[str], texts: list[str]
) -> Runs:
    """The names in text order, before numbers, buildings and institutions are added."""
    can, alone = names_alone(words, types, evidence)
    places = np.flatnonzero(can)
    linked = _adjacent(words, types, evidence, places, alone, texts)
    runs = _linked(Runs(places, places), linked)
    runs = _bridged(words, types, evidence, runs, alone, bridged_places)
    return _kept(words, types, evidence, runs, alone)


def names_alone(words: Words, types: WordTypes, evidence: Evidence) -> tuple[np.ndarray, np.ndarray]:
    """Which words can be in a name, and which of these are one by themselves.

    Inside a sentence a capital is evidence enough, unless the articles mostly write the word in small letters. Where a
    sentence or quotation opens, and in capitals throughout, it needs a capital elsewhere, a list, or a word that is in
    no dictionary.
    """
    kind, named = words.kind, types.role.astype(bool)
    small, capital = evidence.small[types.form], evidence.capital[types.form]
    seen = (capital > 0) & (capital * MOSTLY_SMALL > small)
    listed = types.place | types.people | types.first & ~types.ordinary
    unknown = ~types.ordinary & ~types.stop
    content, acronym = named & ~types.stop, named & types.acronym
    by_use = seen & (capital > small)
    opening = content & (by_use | (listed | unknown) & (small == 0)) | acronym & ~types.shouted
    inside = content & (seen | ~types.ordinary | (small == 0)) | acronym
    shouted = content & (by_use | types.place & (small == 0))
    weak = evidence.opens & ~evidence.shouted
    alone = np.where(evidence.shouted, shouted[kind], np.where(weak, opening[kind], inside[kind]))
    alone |= weak & evidence.speaks & (content & (small == 0))[kind]
    numbered = types.number[kind[1:]] & (types.flags["before_numbers"] & named)[kind[:-1]]
    alone[:-1] |= numbered & words.joined[:-1] & ~evidence.shouted[:-1]
    can = named[kind] & (~evidence.shouted | alone)
    return can, alone & ~(np.isin(types.role, [ADJECTIVE, TOWN]) | types.initial)[kind]


def _linked(runs: Runs, linked: np.ndarray) -> Runs:
    """The runs, those joined that are linked with the next one."""
    if not len(runs.first):
        return runs
    begins = np.flatnonzero(np.append(True, ~linked))
    return Runs(runs.first[begins], runs.last[np.append(begins[1:], len(runs.first)) - 1])


def _adjacent(
    words: Words, types: WordTypes, evidence: Evidence, places: np.ndarray, alone: np.ndarray, texts: list[str]
) -> np.ndarray:
    """Whether each word of `places` is in one name with the next of them, which follows it immediately."""
    left, right = places[:-1], places[1:]
    joined = words.joined[left] & (right == left + 1)
    near = np.flatnonzero(~joined & (right == left + 1))
    joined[near] = [gap == " & " for gap in words.gaps(left[near], texts)]
    found: np.ndarray = joined & ~_cut(words, types, evidence, left, alone)
    return found


def _cut(words: Words, types: WordTypes, evidence: Evidence, left: np.ndarray, alone: np.ndarray) -> np.ndarray:
    """Whether a name ends behind each of some words although a word with a capital follows."""
    a, b = words.kind[left], words.kind[np.minimum(left + 1, len(words.kind) - 1)]
    known = types.place | types.first | types.people | types.acronym | ~types.ordinary
    adjective = types.role == ADJECTIVE
    cut = adjective[a] & known[b] & ~(types.first[a] & ~types.place[b])  # Franse Renault, but Frans Bauer
    cut |= (adjective | (types.role == TOWN))[b] & known[a] & ~types.first[a]
    cut |= np.isin(types.role, [TOWN, COMPOUND])[a] | types.genitive[a] | (types.people & ~types.stop)[a]
    cut |= (types.cue[a] == 2) & types.place[b]  # Stad Gent
    title = types.ordinary & ~types.stop & ~types.initial
    cut |= title[a] & (types.cue[a] == 1) & (~types.ordinary[b] | evidence.opens[left])
    cut |= types.flags["dates"][b] & ~types.first[a]
    cut |= title[a] & types.first[b] & evidence.opens[left]
    cut |= _in_office(words, types, left) & ~types.ordinary[b] & ~types.place[b]
    found: np.ndarray = cut | _opens_before(words, types, evidence, left, alone)
    return found


def _opens_before(
    words: Words, types: WordTypes, evidence: Evidence, left: np.ndarray, alone: np.ndarray
) -> np.ndarray:
    """Whether each word has its capital from its place only, so that the name begins behind it."""
    following = np.minimum(left + 1, len(words.kind) - 1)
    a, b = words.kind[left], words.kind[following]
    weak = evidence.opens[left] & ~alone[left] & (types.role[a] != ADJECTIVE) & ~types.initial[a]
    known = types.place | types.first | types.people | types.acronym | ~types.ordinary
    describes = types.describing[a] & ~types.stop[a] & (types.cue[a] == 0) & ~known[b]  # Rode Kruis
    surname = types.flags["openings"][a] & types.unknown[b] | types.flags["particles"][a] & evidence.speaks[following]
    begins = types.first[a] | describes | surname | types.flags["institutions"][a]
    found: np.ndarray = weak & ~begins & ~_seen_together(words, types, evidence, left)
    return found


def _in_office(words: Words, types: WordTypes, left: np.ndarray) -> np.ndarray:
    """Whether words are what somebody is in charge of (minister van Financiën): the name behind is that of a person."""
    person, of = words.kind[np.maximum(left - 2, 0)], words.kind[np.maximum(left - 1, 0)]
    charge = types.ordinary & ~types.flags["institutions"]
    found: np.ndarray = (types.cue[person] == 1) & types.flags["in_office"][of] & charge[words.kind[left]]
    return found


def _seen_together(words: Words, types: WordTypes, evidence: Evidence, left: np.ndarray) -> np.ndarray:
    """Whether the articles have these two words with capitals after each other where no place asks for them."""
    stride = len(evidence.small) + 1
    capital = types.capital[words.kind] & ~evidence.shouted
    inside = words.joined[:-1] & capital[:-1] & capital[1:] & ~evidence.opens[:-1]
    form = types.form[words.kind].astype(np.int64)
    pairs = form[:-1] * stride + form[1:]
    found: np.ndarray = np.isin(np.append(pairs, -1)[left], np.unique(pairs[inside]))
    return found


def _bridged(
    words: Words, types: WordTypes, evidence: Evidence, runs: Runs, alone: np.ndarray, bridged_places: frozenset[str]
) -> Runs:
    """The runs, joined where the words between two of them belong to a name, such as van der."""
    end, begin = runs.last[:-1], runs.first[1:]
    size = begin - end - 1
    near = np.flatnonzero((size >= 1) & (size <= MOST_BETWEEN))
    broken = np.append(0, np.cumsum(~words.joined))
    near = near[broken[begin[near]] == broken[end[near]]]
    left, right = Runs(runs.first[near], end[near]), Runs(begin[near], runs.last[near + 1])
    linked = np.zeros(len(end), bool)
    linked[near] = Bridges(words, types, evidence, left, right).hold(alone, bridged_places)
    return _linked(runs, linked)


def _kept(words: Words, types: WordTypes, evidence: Evidence, runs: Runs, alone: np.ndarray) -> Runs:
    """The runs that are names: not adjectives or words such as De by themselves, nor a word that opens a sentence."""
    content = (types.role > 0) & (types.role != ADJECTIVE) & ~types.stop
    solid = np.append(0, np.cumsum(content[words.kind]))
    single = runs.first == runs.last
    # De Morgen: two small words, the second with a capital where none was needed.
    titled = ~evidence.opens[runs.first] & ~evidence.shouted[runs.first] & types.stop[words.kind[runs.last]]
    several = (solid[runs.last + 1] > solid[runs.first]) | titled & (runs.last == runs.first + 1)
    kept = np.flatnonzero(np.where(single, alone[runs.first], several) & ~_offices(words, types, evidence, runs))
    return Runs(runs.first[kept], runs.last[kept])


def _offices(words: Words, types: WordTypes, evidence: Evidence, runs: Runs) -> np.ndarray:
    """Which runs are an office, not who holds it: Prime Minister, President before a name; King may be a surname."""
    last, following = words.kind[runs.last], words.kind[np.minimum(runs.last + 1, len(words.kind) - 1)]
    usual = np.append(0, np.cumsum((types.ordinary & ~types.acronym)[words.kind]))
    all_usual = usual[runs.last + 1] - usual[runs.first] == runs.last + 1 - runs.first
    common = evidence.small[types.form[last]] > 0
    before_name = words.joined[runs.last] & types.capital[following]
    office = (types.cue == 1) & (types.role != COMPOUND)
    found: np.ndarray = office[last] & all_usual & (common | before_name | (runs.last > runs.first))
    return found
