"""Text → sentences: their positions, and the paragraph of each."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.frames import SENTENCES
from leesbril.text._characters import ALONE, DIGIT, LINE_END, LOWER, SPACE, TERMINATOR, Batch, batches
from leesbril.text.language import Language, get_language
from leesbril.text.paragraphs import Paragraphs, paragraphs_of

# A number in which a sentence may end; simplemma takes it for an ordinal.
_NUMBER = re.compile(r"[(\[]*[0-9]{1,2}\s*\.[\"'’”»)\]\s]*")
# Capital letters, each with a full stop.
_LETTERS = re.compile(r"[(\[‘'\"“]*(?:[^\W\d_]\.)+")
_LONGEST_ABBREVIATION = 8
# Marks by themselves, which simplemma is shown right behind the word.
_CLOSED = re.compile(rf"\s+([{re.escape(ALONE)}]+)(?=\s|$)")
# A lower-case word, and a word that is neither lower-case nor one that simplemma takes as the start of a sentence.
_SMALL_WORD, _OTHER_WORD = " a", " 0"


class Spans(NamedTuple):
    """The sentences of some texts in columns: those of text i are `first[i]` up to `first[i + 1]`.

    `paragraph` counts from 1 in each text, `heading` says whether the sentence is one; `start` and `end` are character
    offsets in the text, end excluded.
    """

    first: np.ndarray
    paragraph: np.ndarray
    heading: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @classmethod
    def concatenated(cls, parts: "Iterable[Spans]") -> "Spans":
        """The sentences of several sets of texts, concatenated."""
        parts = [NO_SPANS, *parts]
        ends = np.cumsum([len(part.start) for part in parts])
        first = [np.zeros(1, np.int64), *(part.first[1:] + end for part, end in zip(parts[1:], ends, strict=False))]
        return cls(np.concatenate(first), *(np.concatenate(column) for column in list(zip(*parts, strict=True))[1:]))

    def part(self, begin: int, end: int) -> "Spans":
        """The sentences of the texts `begin` up to `end`, without a copy."""
        rows = slice(self.first[begin], self.first[end])
        return Spans(self.first[begin : end + 1] - self.first[begin], *(column[rows] for column in self[1:]))

    def select(self, texts: np.ndarray, sentences: np.ndarray) -> "Spans":
        """The sentences of some texts, given the numbers of both."""
        first = np.append(0, np.diff(self.first)[texts].cumsum())
        return Spans(first, *(column[sentences] for column in self[1:]))


NO_SPANS = Spans(
    np.zeros(1, np.int64),
    np.zeros(0, np.int32),
    np.zeros(0, np.bool_),
    np.zeros(0, np.int32),
    np.zeros(0, np.int32),
)


def sentence_frame(texts: pd.Series, spans: Spans) -> pd.DataFrame:
    """One row per sentence: `article`, `paragraph`, `sentence`, `kind`, `start`, `end`, `text`."""
    sizes, written = np.diff(spans.first), texts.to_list()
    rows = np.repeat(np.arange(len(written)), sizes)
    places = zip(rows.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True)
    columns = {
        "article": pd.Series(texts.index.take(rows), dtype=texts.index.dtype),
        "paragraph": spans.paragraph.astype("int64"),
        "sentence": np.arange(len(rows)) - np.repeat(spans.first[:-1], sizes) + 1,
        "kind": pd.array(["body", "heading"], dtype="str").take(spans.heading.astype("int64")),
        "start": spans.start.astype("int64"),
        "end": spans.end.astype("int64"),
        "text": pd.array([written[row][start:end] for row, start, end in places], dtype="str"),
    }
    return SENTENCES.typed(columns, names=texts.index.dtype)


def sentence_spans(texts: pd.Series, language: str) -> Spans:
    """The positions of the sentences of texts; raises ValueError for an unknown language.

    >>> sentence_spans(pd.Series(["IS vlucht. De stad juicht.", "Eén zin."]), "nl").start.tolist()
    [0, 11, 0]
    """
    endings = [_Endings(language, behind) for behind in (_SMALL_WORD, _OTHER_WORD, "")]
    parts = [_spans(batch, endings) for batch in batches(texts.to_list())]
    sizes, paragraph, heading, start, end = map(np.concatenate, zip(*parts, strict=True))
    first = np.append(0, sizes.cumsum())
    return Spans(first, paragraph.astype(np.int32), heading, start.astype(np.int32), end.astype(np.int32))


class _Endings(dict[str, bool]):
    """A cache of answers: does a sentence end within some words when `behind` is appended to them?"""

    def __init__(self, language: str, behind: str):
        from simplemma import split_sentences

        self.language, self.behind = get_language(language), behind
        self.split = partial(split_sentences, lang=language)

    def __missing__(self, words: str) -> bool:
        first, *rest = self.split(_CLOSED.sub(r"\1", words) + self.behind)
        self[words] = answer = bool(rest) and not _ends_in_an_abbreviation(first, self.language.abbreviations)
        return answer

    def of(self, written: str, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """The answers for the words between these positions."""
        places = map(slice, start.tolist(), end.tolist())
        return np.array([self[written[place]] for place in places], dtype=bool)


def _spans(batch: Batch, endings: Sequence[_Endings]) -> tuple[np.ndarray, ...]:
    """The number of sentences of each text of a batch, and the four columns of `Spans`."""
    found = paragraphs_of(batch)
    starts, ends = batch.words
    closes = np.zeros(len(starts), dtype=bool)
    closes[found.last] = True
    closes[_inner_endings(batch, found, endings)] = True
    last = np.flatnonzero(closes)
    first = np.append(-1, last)[:-1] + 1
    which = np.searchsorted(found.first, first, side="right") - 1
    text = found.text[which]
    paragraph = which - np.searchsorted(found.text, text) + 1
    begins = batch.begins[text]
    sizes = np.bincount(text, minlength=len(batch.begins))
    return sizes, paragraph, found.heading[which], starts[first] - begins, ends[last] - begins


def _inner_endings(batch: Batch, found: Paragraphs, endings: Sequence[_Endings]) -> np.ndarray:
    """The numbers of the words that end a sentence inside a paragraph: each ends in a full stop or the like."""
    words = np.flatnonzero(batch.kinds[batch.last] & TERMINATOR)
    which = np.searchsorted(found.first, words, side="right") - 1
    words = words[~found.heading[which] & (words < found.last[which])]
    ending = _end_a_sentence(batch, words, endings)
    language = endings[0].language
    if not language.ordinals_have_full_stops:
        ending |= _end_in_a_number(batch, found, words, ending)
    ending |= _end_in_an_abbreviation(batch, found, words, ending, endings[-1])
    ending &= ~_abbreviate(batch, words, ending, language)
    found_endings: np.ndarray = words[ending]
    return found_endings


def _end_a_sentence(batch: Batch, words: np.ndarray, endings: Sequence[_Endings]) -> np.ndarray:
    """Whether words that end in a full stop or the like, and are not the last of their paragraph, end a sentence.

    simplemma looks at the word, at a digit just before it ("3 m."), and at the next word: whether it is in lower case,
    and if it is not and the full stop alone does not decide, whether it is one that often begins a sentence.
    """
    before_small, before_other, before = endings
    starts, ends = batch.words
    start, end = starts[words], ends[words]
    start -= 2 * ((batch.kinds[start - 2] & DIGIT != 0) & (batch.kinds[start - 1] & LINE_END == 0))
    small = batch.kinds[starts[words + 1]] & LOWER != 0
    ending: np.ndarray = np.empty(len(words), dtype=bool)
    ending[small] = before_small.of(batch.written, start[small], end[small])
    ending[~small] = before_other.of(batch.written, start[~small], end[~small])
    unsure = np.flatnonzero(~small & ~ending)
    ending[unsure] = before.of(batch.written, start[unsure], ends[words[unsure] + 1])
    return ending


def _end_in_a_number(batch: Batch, found: Paragraphs, words: np.ndarray, ending: np.ndarray) -> np.ndarray:
    """Which words are a number that ends a sentence (on July 13. Then): a capital follows, and it opens no list item.

    `ending` is the answer of simplemma, which takes every number up to 99 for an ordinal.
    """
    starts, ends = batch.words
    maybe = _inside_a_sentence(batch, found, words, ending)
    maybe &= batch.kinds[batch.last[words] - 1] & (DIGIT | SPACE) != 0
    numbers = words[maybe]
    written = (batch.written[start:end] for start, end in zip(starts[numbers], ends[numbers], strict=True))
    maybe[maybe] = [_NUMBER.fullmatch(word) is not None for word in written]
    return maybe


def _inside_a_sentence(batch: Batch, found: Paragraphs, words: np.ndarray, ending: np.ndarray) -> np.ndarray:
    """Which words neither open nor, by `ending`, end a sentence, and are not followed by a word in lower case."""
    closes = np.zeros(len(batch.last), dtype=bool)
    closes[found.last] = closes[words[ending]] = True
    small = batch.kinds[batch.words[0][words + 1]] & LOWER != 0
    inside: np.ndarray = (words > 0) & ~closes[words - 1] & ~ending & ~small
    return inside


def _end_in_an_abbreviation(
    batch: Batch, found: Paragraphs, words: np.ndarray, ending: np.ndarray, endings: _Endings
) -> np.ndarray:
    """Which words are capital letters (hepatitis B. Het virus) or a unit (2 mln. De winst) that end a sentence.

    A word that often begins a sentence follows, and then one in lower case: B. De Wever is a name.
    """
    starts, ends = batch.words
    maybe = _inside_a_sentence(batch, found, words, ending)
    maybe &= (batch.last[words] - starts[words] <= _LONGEST_ABBREVIATION) & ~np.isin(words + 1, found.last)
    maybe[maybe] = batch.kinds[starts[words[maybe] + 2]] & LOWER != 0
    answers = []
    for word in words[maybe].tolist():
        written = batch.written[starts[word] : batch.last[word] + 1]
        behind = batch.written[starts[word + 1] : ends[word + 1]]
        # Of an ordinal simplemma says whether a word behind it begins a sentence.
        answers.append(_may_end_a_sentence(written, endings.language) and endings["1. " + behind])
    maybe[maybe] = answers
    return maybe


def _may_end_a_sentence(word: str, language: Language) -> bool:
    """Whether a word consists of capital letters and full stops, or is an abbreviation such as mln."""
    short = word.removesuffix(".").lower()
    letters = _LETTERS.fullmatch(word) is not None and word.isupper() and short not in language.abbreviations
    return letters or (word.endswith(".") and short in language.abbreviations_at_ends)


def _abbreviate(batch: Batch, words: np.ndarray, ending: np.ndarray, language: Language) -> np.ndarray:
    """Which words are abbreviations before a number (1 jan. 2019), or the second word of *et al.*"""
    starts, last = batch.words[0], batch.last
    short = last[words] - starts[words] <= _LONGEST_ABBREVIATION
    maybe: np.ndarray = (
        ending & short & ((batch.kinds[starts[words + 1]] & DIGIT != 0) | (last[words] - starts[words] == 2))
    )
    answers = []
    for word in words[maybe].tolist():
        written = batch.written[starts[word] : last[word]]
        numbered = batch.kinds[starts[word + 1]] & DIGIT and written in language.abbreviations_before_numbers
        behind_et = written == "al" and batch.written[starts[word] - 4 : starts[word]] == " et "
        answers.append(batch.written[last[word]] == "." and bool(numbered or behind_et))
    maybe[maybe] = answers
    return maybe


def _ends_in_an_abbreviation(sentence: str, abbreviations: frozenset[str]) -> bool:
    """Whether the last full stop belongs to an abbreviation (dhr., m.a.w.) or initials (J.P.) and ends no sentence."""
    last = sentence.split()[-1].lstrip("(‘'\"“")
    if not last.endswith("."):
        return False
    short = last[:-1]
    return short.lower() in abbreviations or all(len(letter) == 1 and letter.isalpha() for letter in short.split("."))
