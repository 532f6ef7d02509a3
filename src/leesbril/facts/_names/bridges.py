"""Two runs of capitals and the small words between them → whether they are one name."""

from dataclasses import dataclass

import numpy as np

from leesbril.facts._names.evidence import Evidence, Runs, Words
from leesbril.facts._names.shapes import ADJECTIVE, NAMED
from leesbril.facts._names.types import WordTypes


@dataclass(frozen=True)
class Bridges:
    """Pairs of runs, in text order, with one to three words in small letters between them."""

    words: Words
    types: WordTypes
    evidence: Evidence
    left: Runs
    right: Runs

    def hold(self, alone: np.ndarray, bridged_places: frozenset[str]) -> np.ndarray:
        """Which are one name."""
        first = self.left.first
        # Where it opens a sentence, the left run is part of a name only if something else says so.
        sound = alone[first] | ~self.evidence.opens[first] | self.types.first[self.words.kind[first]]
        personal = sound & self._personal()
        # Hans van Damme van PSV: behind a surname no other follows.
        again = personal[:-1] & (self.right.last[:-1] == self.left.last[1:])
        personal[1:] &= ~again
        others = sound & (self._foreign() | self._institutions())
        found: np.ndarray = personal | others | self._surnames() | self._places(bridged_places)
        return found

    @property
    def _ends(self) -> np.ndarray:
        found: np.ndarray = self.words.kind[self.left.last]
        return found

    @property
    def _begins(self) -> np.ndarray:
        found: np.ndarray = self.words.kind[self.right.first]
        return found

    @property
    def _next(self) -> np.ndarray:
        """The first word between the two."""
        found: np.ndarray = self.words.kind[self.left.last + 1]
        return found

    @property
    def _single_word(self) -> np.ndarray:
        found: np.ndarray = self.right.first - self.left.last == 2
        return found

    def _all_between(self, group: str) -> np.ndarray:
        """Whether all the words between the two are in a group."""
        outside = np.append(0, np.cumsum(~self.types.flags[group][self.words.kind]))
        found: np.ndarray = outside[self.right.first] == outside[self.left.last + 1]
        return found

    @property
    def _particles(self) -> np.ndarray:
        lone = self._single_word & self.types.flags["not_alone"][self._next]
        found: np.ndarray = self._all_between("particles") & ~lone
        return found

    def _personal(self) -> np.ndarray:
        """Which are a person, with a particle before the surname: Robin van Persie, J. van der Veer."""
        types, ends, begins = self.types, self._ends, self._begins
        person = (types.role == NAMED) & ~types.acronym & ~types.people
        people = (person & ~types.place & ~types.building)[ends] & person[begins]
        first = types.first[ends] | types.initial[ends]
        origin = types.flags["origins"][self._next] & ~self._single_word | types.flags["surnames"][self._next]
        unlisted = ~types.ordinary[ends] & (self.left.first == self.left.last) & ~types.place[begins]
        found: np.ndarray = self._particles & people & (first | unlisted & origin)
        return found

    def _surnames(self) -> np.ndarray:
        """Which are a surname with more than one particle, the first with a capital: Van der Veer."""
        types, begins = self.types, self._begins
        last = self.words.kind[self.right.first - 1]
        unlisted = types.flags["openings"][self._ends] & types.unknown[begins]
        sound = ~self.evidence.opens[self.left.first] | types.flags["surnames"][last] | unlisted
        found: np.ndarray = types.flags["particles"][self._ends] & ~types.people[begins] & self._particles & sound
        return found

    def _foreign(self) -> np.ndarray:
        """Which are joined by foreign words: Rio de la Plata, Osama bin Laden, Col de Vars."""
        article = self._single_word & self.types.flags["foreign_articles"][self._next]
        found: np.ndarray = self._all_between("foreign") & ~(article & ~self.types.flags["before_de"][self._ends])
        return found

    def _institutions(self) -> np.ndarray:
        """Which are an institution: Raad van State, Bank of England; not a part of a place (Oude Stad van ...)."""
        types, ends, begins = self.types, self._ends, self._begins
        words = np.append(0, np.cumsum((types.flags["institutions"] | types.flags["other_heads"])[self.words.kind]))
        institution = words[self.left.last + 1] > words[self.left.first]
        district = types.flags["parts_of_places"][ends] & types.place[begins]
        joined = institution & self._all_between("of_institutions") & ~district & (types.role[ends] != ADJECTIVE)
        of = types.flags["of"][self._next] & types.flags["before_of"][ends]
        adjective = (types.role[begins] == ADJECTIVE) & (self.right.first == self.right.last)
        found: np.ndarray = joined & ~types.people[begins] & ~adjective | of
        return found

    def _places(self, bridged_places: frozenset[str]) -> np.ndarray:
        """Which are a listed place with small words inside, such as Bergen op Zoom."""
        opening = {place.split()[0] for place in bridged_places}
        found: np.ndarray = self.types.lower.is_in(list(opening)).to_numpy()[self._ends]
        for number in np.flatnonzero(found).tolist():
            kinds = self.words.kind[self.left.last[number] : self.right.last[number] + 1]
            found[number] = " ".join(self.types.lower.gather(kinds)) in bridged_places
        return found
