"""Text → paragraphs: their positions, and whether each is a heading or body text."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from leesbril.text._characters import LETTER, LINE_END, LIST_MARK, LOWER, STOP, Batch, batches

MAX_HEADING_WORDS = 12
"""A longer line without a full stop is more often a lead or a caption than a heading."""


class Paragraph(NamedTuple):
    """The position of a paragraph in the text and its kind, `heading` or `body`."""

    start: int
    end: int
    kind: str


class Places(NamedTuple):
    """The paragraphs of some texts: the number of the text, start and end in it, and whether it is a heading."""

    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    heading: np.ndarray


class Paragraphs(NamedTuple):
    """The paragraphs of a batch: the number of their text, and of their first and last word in the batch.

    Every word of the batch is in one paragraph.
    """

    text: np.ndarray
    first: np.ndarray
    last: np.ndarray
    heading: np.ndarray


def paragraphs(text: str) -> list[Paragraph]:
    r"""The paragraphs of a text: every line that is not blank, stripped of white space.

    A heading is a short line that starts with a capital or a digit, contains a letter, ends without punctuation,
    has body text somewhere below it (a last line such as "Bron: ANP" is no heading), and is not continued in lower case
    on the next line. In hard-wrapped text every line is a paragraph: unwrap it first.

    >>> paragraphs("Moskee heroverd\n\nHet leger nam de moskee in.")
    [Paragraph(start=0, end=15, kind='heading'), Paragraph(start=17, end=44, kind='body')]
    """
    found = paragraphs_in([text])
    spans = zip(found.start.tolist(), found.end.tolist(), found.heading.tolist(), strict=True)
    return [Paragraph(start, end, "heading" if heading else "body") for start, end, heading in spans]


def paragraphs_in(texts: Sequence[str]) -> Places:
    r"""The paragraphs of many texts at once, as those of `paragraphs`.

    >>> paragraphs_in(["Moskee heroverd\n\nHet leger nam de moskee in.", "", "Ja."]).start.tolist()
    [0, 17, 0]
    """
    found = []
    reached = 0
    for batch in batches(texts):
        here = paragraphs_of(batch)
        starts, ends = batch.words
        begins = batch.begins[here.text]
        found.append(Places(here.text + reached, starts[here.first] - begins, ends[here.last] - begins, here.heading))
        reached += len(batch.begins)
    return Places(*(np.concatenate(column) for column in zip(*found, strict=True)))


def first_headings(texts: Sequence[str]) -> list[str | None]:
    r"""The first paragraph of each text if it is a heading, else None.

    >>> first_headings(["Moskee heroverd\nHet leger nam de moskee in.", "Het leger nam de moskee in."])
    ['Moskee heroverd', None]
    """
    headings: list[str | None] = []
    for batch in batches(texts):
        found = paragraphs_of(batch)
        here: list[str | None] = [None] * len(batch.begins)
        opening = np.flatnonzero(found.heading & (np.diff(found.text, prepend=-1) > 0))
        starts, ends = batch.words[0][found.first[opening]], batch.words[1][found.last[opening]]
        for text, start, end in zip(found.text[opening].tolist(), starts.tolist(), ends.tolist(), strict=True):
            here[text] = batch.written[start:end]
        headings += here
    return headings


def paragraphs_of(batch: Batch) -> Paragraphs:
    """The paragraphs of all texts of a batch, in order."""
    starts, _ = batch.words
    below = np.searchsorted(starts, np.flatnonzero(batch.kinds & LINE_END))
    first = below[np.diff(below, append=len(starts)) > 0]
    last = np.append(first, len(starts))[1:] - 1
    text = np.searchsorted(batch.begins, starts[first], side="right") - 1
    heading = np.zeros(len(first), dtype=bool)
    # The last paragraph of a text is body text, so there is body text below every other.
    heading[:-1] = (text[1:] == text[:-1]) & (batch.kinds[starts[first[1:]]] & LOWER == 0)
    maybe = np.flatnonzero(heading)
    heading[maybe] = _look_like_headings(batch, first[maybe], last[maybe])
    return Paragraphs(text, first, last, heading)


def _look_like_headings(batch: Batch, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Whether lines, given by the numbers of their first and last words, look like headings."""
    opening = batch.kinds[batch.behind_openers(batch.words[0][first])]
    looks: np.ndarray = (last - first < MAX_HEADING_WORDS) & (opening & (LOWER | LIST_MARK) == 0)
    looks &= batch.kinds[batch.last[last]] & STOP == 0
    if looks.any():
        edges = np.column_stack([batch.words[0][first[looks]], batch.words[1][last[looks]]]).ravel()
        looks[looks] = np.bitwise_or.reduceat(batch.kinds, edges)[::2] & LETTER != 0
    return looks
