"""Words without some of them, such as boilerplate: columns and an index of which only what is asked for is read.

A word that is kept has two numbers: its *place* among all words, and its *number* among those that are kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from leesbril.tokenisation.repeated import Boilerplate, ranges


@dataclass(frozen=True, eq=False)
class LeftOut:
    """Runs of words that are left out: the places from `begins[i]` up to `ends[i]`, in order, with words between them.

    >>> left_out = LeftOut(np.array([1, 5]), np.array([3, 6]))  # of seven words, those at 0, 3, 4 and 6 are kept
    >>> left_out.places(np.arange(4)).tolist(), left_out.numbers(np.arange(7)).tolist()
    ([0, 3, 4, 6], [0, 1, 1, 1, 2, 3, 3])
    """

    begins: np.ndarray
    ends: np.ndarray

    @classmethod
    def of(cls, boilerplate: Boilerplate, first: np.ndarray) -> "LeftOut":
        """The words in places of boilerplate; article i has the words `first[i]:first[i + 1]`."""
        begins, ends = (first[boilerplate.rows] + words for words in (boilerplate.words, boilerplate.next_words))
        order = np.argsort(begins, kind="stable")
        order = order[begins[order] < ends[order]]
        begins, reached = begins[order], np.maximum.accumulate(ends[order])
        apart = np.append(True, begins[1:] > reached[:-1])[: len(begins)]
        return cls(begins[apart], reached[np.append(apart[1:], True)[: len(apart)]])

    @property
    def words(self) -> np.ndarray:
        """The places of all words that are left out."""
        return ranges(self.begins, self.ends - self.begins)

    @cached_property
    def _totals(self) -> np.ndarray:
        """How many words the first run has, the first two, and so on, from none."""
        return np.append(0, np.cumsum(self.ends - self.begins))

    @cached_property
    def _ends(self) -> np.ndarray:
        """Where each run ends; before the first none does."""
        return np.append(0, self.ends)

    @cached_property
    def _gaps(self) -> np.ndarray:
        """The number of the first word that is kept behind each run."""
        gaps: np.ndarray = self.begins - self._totals[:-1]
        return gaps

    def __len__(self) -> int:
        """The number of words that are left out."""
        return int(self._totals[-1])

    def covers(self, places: np.ndarray) -> np.ndarray:
        """Which of some words are left out."""
        run = np.searchsorted(self.begins, places, side="right")
        covered: np.ndarray = places < self._ends[run]
        return covered

    def numbers(self, places: np.ndarray) -> np.ndarray:
        """The numbers of some words; for one that is left out, that of the next one that is kept."""
        run = np.searchsorted(self.begins, places, side="right")
        numbers: np.ndarray = np.maximum(places, self._ends[run]) - self._totals[run]
        return numbers

    def places(self, numbers: np.ndarray) -> np.ndarray:
        """The places of some words that are kept."""
        places: np.ndarray = numbers + self._totals[np.searchsorted(self._gaps, numbers, side="right")]
        return places

    def precedes(self, numbers: np.ndarray) -> np.ndarray:
        """Which of some words that are kept have one that is left out right behind them."""
        run = np.searchsorted(self._gaps, numbers, side="right")
        found: np.ndarray = np.append(self._gaps, -1)[run] == numbers + 1
        return found

    def preceding(self, begin: int, end: int) -> np.ndarray:
        """These words, from one number up to another."""
        found: np.ndarray = self._gaps[slice(*np.searchsorted(self._gaps, [begin, end], side="right"))] - 1
        return found

    def kept(self, begin: int, end: int) -> tuple[slice, np.ndarray]:
        """The places from the word with one number up to that with another, and which of these are kept."""
        low, high = self.places(np.array([begin, end])).tolist()
        runs = slice(*np.searchsorted(self.begins, [low, high]))
        kept = np.ones(high - low, bool)
        kept[ranges(self.begins[runs] - low, (self.ends - self.begins)[runs])] = False
        return slice(low, high), kept


class Remaining:
    """A column of words without those that are left out. What is asked for is copied; as an array, all of it is, once.

    With `clears`, it is 0 for a word with one that is left out right behind it.

    >>> remaining = Remaining(np.array([7, 8, 9, 6]), LeftOut(np.array([1]), np.array([2])))
    >>> remaining[np.array([0, 1])].tolist(), remaining[1:].tolist(), len(remaining)
    ([7, 9], [9, 6], 3)
    """

    def __init__(self, column: np.ndarray, left_out: LeftOut, *, clears: bool = False) -> None:
        self._column, self._left_out, self._clears = column, left_out, clears

    def __len__(self) -> int:
        return len(self._column) - len(self._left_out)

    def __getitem__(self, at: Any) -> np.ndarray:
        if isinstance(at, slice):
            begin, end, _ = at.indices(len(self))
            return self._run(begin, max(begin, end))
        numbers = np.asarray(at)
        if "_all" in self.__dict__ or numbers.dtype == bool:
            some: np.ndarray = self._all[numbers]
            return some
        found: np.ndarray = self._column[self._left_out.places(numbers)]
        return np.where(self._left_out.precedes(numbers), 0, found).astype(found.dtype) if self._clears else found

    def _run(self, begin: int, end: int) -> np.ndarray:
        where, kept = self._left_out.kept(begin, end)
        found: np.ndarray = self._column[where][kept]
        if self._clears:
            found[self._left_out.preceding(begin, end) - begin] = 0
        return found

    @cached_property
    def _all(self) -> np.ndarray:
        found = self._run(0, len(self))
        found.flags.writeable = False  # as every array of tokens
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return np.array(self._all, dtype, copy=copy)


class RemainingNumbers:
    """Where sentences begin: the numbers that some places have once words are left out. As an array, all are, once.

    >>> sentences = RemainingNumbers(np.array([0, 1, 3]), LeftOut(np.array([1]), np.array([2])))
    >>> sentences[np.array([2])].tolist(), np.asarray(sentences).tolist(), sentences.searchsorted(np.arange(3)).tolist()
    ([2], [0, 1, 2], [1, 2, 3])
    """

    def __init__(self, places: np.ndarray, left_out: LeftOut) -> None:
        self._places, self._left_out = places, left_out

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, at: Any) -> np.ndarray:
        return self._left_out.numbers(self._places[at])

    def searchsorted(self, numbers: np.ndarray, side: str = "right") -> np.ndarray:
        """How many of them are at each of some words that are kept or before it."""
        if side != "right":
            raise ValueError(f"Places are looked up from the right; received {side!r}.")
        # What begins among words that are left out has the number of the next one, and is behind the one before.
        found: np.ndarray = self._places.searchsorted(self._left_out.places(numbers), side="right")
        return found

    @cached_property
    def _all(self) -> np.ndarray:
        return self._left_out.numbers(self._places)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return np.array(self._all, dtype, copy=copy)


@dataclass(frozen=True, eq=False)
class RemainingIndex:
    """Where types occur among the words that are kept, given how they are found among all words.

    `find` gives the places of all words of some types; `all_counts` and `codes` are the count of each type and the type
    of each word, of all.
    """

    find: Callable[[np.ndarray], np.ndarray]
    all_counts: np.ndarray
    codes: np.ndarray
    left_out: LeftOut

    def is_short(self, types: np.ndarray) -> bool:
        """Whether looking words up is faster than looking at each: `find` decides that itself."""
        return True

    def words_of(self, types: np.ndarray) -> np.ndarray:
        """The numbers of the words of some types, in text order."""
        places = self.find(types)
        return self.left_out.numbers(places[~self.left_out.covers(places)])

    @cached_property
    def counts(self) -> np.ndarray:
        """The count of each type."""
        counts: np.ndarray = self.all_counts - np.bincount(
            self.codes[self.left_out.words], minlength=len(self.all_counts)
        )
        return counts
