"""Texts → batches in columns: the class of each character and the positions of words separated by white space."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np

BATCH = 1 << 18
"""Characters processed at a time, unless one text is longer: few enough for the processor's cache."""

SPACE, LINE_END, LETTER, LOWER, DIGIT, STOP, TERMINATOR, OPENER, CLOSER, LIST_MARK, QUOTE, APOSTROPHE = (
    1 << bit for bit in range(12)
)
"""Character classes; a character may have several."""
_MARKS = {
    LINE_END: "\n\r",
    STOP: ".!?…:;,",
    TERMINATOR: ".!?…։؟।॥",  # at which the sentence splitter may split
    OPENER: "\"'‘’“”„«»([",
    CLOSER: "\"'’”»)]",
    LIST_MARK: "-–—•*·>",
    QUOTE: '"',
    APOSTROPHE: "'",
}
ALIKE = (QUOTE, APOSTROPHE)
"""Quotation marks that look alike on both sides."""
ALONE = _MARKS[CLOSER] + _MARKS[TERMINATOR]
"""Marks that, by themselves, do not begin a sentence."""


@dataclass(frozen=True)
class Batch:
    """Some texts in one string, each between line ends; positions count in this string.

    `begins` is where each text begins, `kinds` the classes of each character.
    """

    written: str
    begins: np.ndarray
    kinds: np.ndarray

    @cached_property
    def words(self) -> tuple[np.ndarray, np.ndarray]:
        """Start and end of each word: words are separated by white space, as in Python's `str.split`.

        Marks by themselves that cannot begin a sentence belong to the word before them (« Non ! »).
        """
        (starts, ends), (_, joined) = self._runs, self._last_and_joined
        return starts[~joined], ends[~np.append(joined, False)[1:]]

    @cached_property
    def last(self) -> np.ndarray:
        """The position of the last character of each word, without closing quotation marks and brackets.

        For a word of nothing else this is the white space before it.
        """
        last, joined = self._last_and_joined
        kept: np.ndarray = last[~joined]
        if (marked := np.flatnonzero(joined & (last >= self._runs[0]))).size:
            kept[np.cumsum(~joined)[marked] - 1] = last[marked]
        return kept

    @cached_property
    def _runs(self) -> tuple[np.ndarray, np.ndarray]:
        return _runs(self.kinds & SPACE == 0)

    @cached_property
    def _last_and_joined(self) -> tuple[np.ndarray, np.ndarray]:
        """For each run of characters: the last one, as in `last`, and whether it belongs to the word before it."""
        starts, ends = self._runs
        last = ends - 1
        inside = np.flatnonzero(self.kinds[last] & CLOSER)
        closers, _ = _runs(self.kinds & CLOSER != 0)
        last[inside] = closers[np.searchsorted(closers, last[inside], side="right") - 1] - 1
        joined = np.zeros(len(starts), dtype=bool)
        alone = np.flatnonzero(self.kinds[starts] & (CLOSER | TERMINATOR))
        alone = alone[self.kinds[ends[alone] - 1] & (CLOSER | TERMINATOR) != 0]
        written = [self.written[start:end] for start, end in zip(starts[alone], ends[alone], strict=True)]
        alone = alone[[not word.strip(ALONE) for word in written]]
        if alone.size:
            line_ends = np.flatnonzero(self.kinds & LINE_END)
            line = line_ends[np.searchsorted(line_ends, starts[alone]) - 1]
            joined[alone] = (alone > 0) & (starts[alone - 1] > line)
            joined[self._opening(alone, line)] = False
        return last, joined

    def _opening(self, alone: np.ndarray, line: np.ndarray) -> np.ndarray:
        """Which runs are a quotation mark by itself that opens, given the line end before each.

        " opens after an even number of them in its line; of ' only those by themselves count, for others may be
        apostrophes.
        """
        starts, ends = self._runs
        single = ends[alone] - starts[alone] == 1
        found = []
        for kind in ALIKE:
            here = single & (self.kinds[starts[alone]] & kind != 0)
            places = starts[alone[here]] if kind == APOSTROPHE else np.flatnonzero(self.kinds & kind)
            before = np.searchsorted(places, starts[alone[here]]) - np.searchsorted(places, line[here])
            found.append(alone[here][before % 2 == 0])
        return np.concatenate(found)

    def behind_openers(self, at: np.ndarray) -> np.ndarray:
        """For each position, the first from there on that is not an opening quotation mark or bracket."""
        inside = np.flatnonzero(self.kinds[at] & OPENER)
        _, ends = _runs(self.kinds & OPENER != 0)
        found = at.copy()
        found[inside] = ends[np.searchsorted(ends, at[inside], side="right")]
        return found


def batches(texts: Sequence[str]) -> Iterator[Batch]:
    """The texts in order, some at a time; for no texts, one empty batch."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    begins = lengths.cumsum() - lengths
    cuts = np.flatnonzero(np.diff(begins // BATCH)) + 1
    for low, high in pairwise([0, *cuts.tolist(), len(texts)]):
        written = "\n".join(["", *texts[low:high], ""])
        yield Batch(written, begins[low:high] - begins[low:][:1] + 1, _kinds(written))


def _runs(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Start and end of each run of true values; both edges of the mask are false."""
    edges = np.flatnonzero(mask[1:] != mask[:-1]) + 1
    return edges[::2], edges[1::2]


def _kinds(written: str) -> np.ndarray:
    # Classes as Python defines them: regex engines differ in some white space and rare letters.
    codes = np.frombuffer(written.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.intp)
    present = np.flatnonzero(np.bincount(codes))
    table = np.zeros(present[-1] + 1, np.uint16)
    table[present] = [_kind(chr(code)) for code in present.tolist()]
    return table[codes]


@lru_cache(maxsize=10_000)
def _kind(character: str) -> int:
    marked = sum(kind for kind, marks in _MARKS.items() if character in marks)
    return (
        marked
        | SPACE * character.isspace()
        | LETTER * character.isalpha()
        | LOWER * character.islower()
        | DIGIT * character.isdigit()
    )
