"""The words of one sentence in lists, as the rules for quantities read them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from leesbril.tokenisation.repeated import ranges
from leesbril.tokenisation.tokens import Tokens

CHUNK = 20_000
"""Sentences whose words are in memory as lists at one time."""
_MARKS = "\n\r"


@dataclass(frozen=True)
class Phrases:
    """Phrases of lower-case words with the kind of each, found by their first or last word, the longest first."""

    kinds: Mapping[tuple[str, ...], str]
    sizes_from: Mapping[str, tuple[int, ...]]
    sizes_to: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, groups: Mapping[str, Iterable[str]]) -> "Phrases":
        """The phrases of some groups; the group is the kind."""
        kinds = {tuple(phrase.split()): kind for kind, phrases in groups.items() for phrase in phrases}
        return cls(kinds, _sizes(kinds, 0), _sizes(kinds, -1))


def _sizes(phrases: Iterable[tuple[str, ...]], place: int) -> dict[str, tuple[int, ...]]:
    """The lengths of the phrases that have a word at a place, the longest first."""
    sizes: dict[str, set[int]] = {}
    for phrase in phrases:
        sizes.setdefault(phrase[place], set()).add(len(phrase))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in sizes.items()}


class Words(NamedTuple):
    """The words of a sentence: as written, in lower case, their positions in the text of the article.

    `joined` says whether only white space separates a word from the next one; `capital` whether it has a capital that
    its place does not explain (not at the start of a line or in a line in capitals).
    """

    text: str
    written: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    joined: list[bool]
    capital: list[bool]

    def __len__(self) -> int:
        return len(self.lower)

    def gap(self, word: int) -> str:
        """What stands between a word and the next one; 20 characters behind the last one."""
        end = self.starts[word + 1] if word + 1 < len(self.lower) else self.ends[word] + 20
        return self.text[self.ends[word] : end]

    def before(self, word: int) -> str:
        """The word before, or an empty string where something else than white space separates the two."""
        return self.lower[word - 1] if word > 0 and self.joined[word - 1] else ""

    def behind(self, word: int) -> str:
        """The word behind, or an empty string where something else than white space separates the two."""
        return self.lower[word + 1] if word + 1 < len(self.lower) and self.joined[word] else ""

    def phrase_at(self, first: int, phrases: Phrases) -> int:
        """The number of words of the longest phrase that begins with a word; 0 if none does."""
        if first >= len(self.lower):
            return 0
        for size in phrases.sizes_from.get(self.lower[first], ()):
            if self._is_a_phrase(first, first + size, phrases):
                return size
        return 0

    def phrase_before(self, first: int, phrases: Phrases) -> int:
        """The number of words of the longest phrase that ends right before a word; 0 if none does."""
        if first == 0 or not self.joined[first - 1]:
            return 0
        for size in phrases.sizes_to.get(self.lower[first - 1], ()):
            if size <= first and self._is_a_phrase(first - size, first, phrases):
                return size
        return 0

    def _is_a_phrase(self, begin: int, end: int, phrases: Phrases) -> bool:
        return tuple(self.lower[begin:end]) in phrases.kinds and all(self.joined[begin : end - 1])


class Sentence(NamedTuple):
    """A sentence of an article (`row`), numbered from 1, and the places of the words that were asked for in it."""

    row: int
    sentence: int
    places: list[int]
    words: Words


class _Forms(NamedTuple):
    """What each type looks like; `shift` is 1 where a quotation mark belongs to the word (‘gasten) and is left out."""

    written: np.ndarray
    lower: np.ndarray
    capital: np.ndarray
    lengths: np.ndarray
    shift: np.ndarray

    @classmethod
    def of(cls, marked: Any) -> "_Forms":
        """The forms of marked words (see `text.words`)."""
        bare = marked.str.strip_chars_start(_MARKS)
        written = bare.str.strip_prefix("‘")
        lower = written.str.to_lowercase().str.replace_all("’", "'")
        capital = written.str.contains(r"^\p{Lu}") & ~marked.str.contains(rf"^[{_MARKS}]")
        return cls(
            written.to_numpy(),
            lower.to_numpy(),
            capital.to_numpy(),
            written.str.len_chars().to_numpy().astype(np.int64),
            (bare != written).to_numpy().astype(np.int64),
        )


def sentences_with(tokens: Tokens, wanted: Callable[[list[str]], np.ndarray]) -> Iterator[Sentence]:
    """The sentences that hold a word of some types, given by a function of the lower-case types."""
    texts, forms = tokens.texts.to_list(), _Forms.of(tokens.types.words)
    hits = tokens.words_of(wanted(forms.lower.tolist()))
    sentences, first = np.unique(tokens.sentences_of(hits), return_index=True)
    edges = np.append(first, len(hits))
    for begin in range(0, len(sentences), CHUNK):
        part = slice(begin, begin + CHUNK)
        yield from _chunk(tokens, texts, forms, sentences[part], hits, edges[begin : begin + CHUNK + 1])


def _chunk(
    tokens: Tokens, texts: list[str], forms: _Forms, sentences: np.ndarray, hits: np.ndarray, edges: np.ndarray
) -> Iterator[Sentence]:
    """The words of some sentences; the hits of sentence i are `hits[edges[i]:edges[i + 1]]`."""
    first_words = np.append(tokens.first_words, len(tokens.codes))
    first, sizes = first_words[sentences], np.diff(first_words)[sentences]
    each = ranges(first, sizes)
    codes = tokens.codes[each]
    starts = tokens.starts[each].astype(np.int64) + forms.shift[codes]
    columns = (forms.written[codes], forms.lower[codes], starts, starts + forms.lengths[codes])
    written, lower, begins, ends = (column.tolist() for column in columns)
    joined, capital = tokens.spaced[each].astype(bool).tolist(), forms.capital[codes].tolist()
    places = (hits[edges[0] : edges[-1]] - np.repeat(first, np.diff(edges))).tolist()
    rows = tokens.rows_of(first)
    numbers = (sentences - tokens.spans.first[rows] + 1).tolist()
    stops = np.cumsum(sizes).tolist()
    bounds = (edges - edges[0]).tolist()
    for i, (row, size, stop) in enumerate(zip(rows.tolist(), sizes.tolist(), stops, strict=True)):
        inside = slice(stop - size, stop)
        words = Words(
            texts[row],
            written[inside],
            lower[inside],
            begins[inside],
            ends[inside],
            [*joined[stop - size : stop - 1], False],
            capital[inside],
        )
        yield Sentence(row, numbers[i], places[bounds[i] : bounds[i + 1]], words)
