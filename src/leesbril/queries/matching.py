"""A query and tokens → the occurrences of the query.

The vocabulary is searched, not the text: each word of a query means some of its entries, and the words of the articles,
which are kept as numbers, are compared with these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from leesbril.queries._nodes import AnyOf, Expression, Node, Phrase, Word, is_plain, phrases_of
from leesbril.queries.parsing import Query, read_query
from leesbril.queries.vocabulary import Counted, Vocabulary
from leesbril.tokenisation.repeated import ranges
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

LONGEST_COMPOUND = 8
"""Parts of a compound that is found where the query has them apart, or with other hyphens."""
JOINING = ("word", "acronym", "number")
"""The kinds of words that may be parts of compounds."""


class Hits(NamedTuple):
    """The occurrences of a query in text order: the first and last word of each, and their readings."""

    first: np.ndarray
    last: np.ndarray
    first_reading: np.ndarray
    last_reading: np.ndarray

    def at(self, which: np.ndarray) -> "Hits":
        """Some of the occurrences."""
        return Hits(*(column[which] for column in self))


def hits_of(tokens: Tokens, query: str | Query, *, normalise: str = "surface", compounds: bool = False) -> Hits:
    """The occurrences of a query; raises ValueError for one that cannot be read.

    With `compounds`, a word also finds hyphenated words that have it as a part.

    >>> import pandas as pd
    >>> from leesbril.tokenisation.build import tokens
    >>> toy = tokens(pd.DataFrame({"text": ["De al-Nuri-moskee, de al-Nuri moskee, een moskeetje."]}), language="nl")
    >>> [hits_of(toy, query).first.tolist() for query in ("al-Nuri moskee", "moskee*", "moskee OR moskeetje")]
    [[1, 3], [4, 6], [4, 6]]
    """
    asked = query.asked if isinstance(query, Query) else read_query(query).asked
    return _found(asked, _Laid.out(asked, Vocabulary.of(tokens, normalise), compounds))


def _found(asked: Node, laid: "_Laid") -> Hits:
    if isinstance(asked, Phrase):
        return _phrase(asked, laid)
    found = [_found(part, laid) for part in asked.parts]
    if isinstance(asked, AnyOf):
        return _together(found)
    tokens = laid.vocabulary.tokens
    there = np.logical_and.reduce([_articles(tokens, hits) for hits in found])
    for part in asked.without:
        there &= ~_articles(tokens, _found(part, laid))
    hits = _together(found)
    return hits.at(there[tokens.rows_of(hits.first)])


def _articles(tokens: Tokens, hits: Hits) -> np.ndarray:
    """Which articles have an occurrence."""
    there = np.zeros(len(tokens), bool)
    there[tokens.rows_of(hits.first)] = True
    return there


def _together(found: list[Hits]) -> Hits:
    """All occurrences in text order, each once."""
    if len(found) == 1:
        return found[0]
    every = Hits(*(np.concatenate(columns) for columns in zip(*found, strict=True)))
    ordered = every.at(np.lexsort((every.last_reading, every.last, every.first_reading, every.first)))
    new = np.any([np.diff(column, prepend=-1) != 0 for column in ordered], axis=0)
    return ordered.at(new)


# Phrases


class _Part(NamedTuple):
    """A part of a phrase, between spaces or the hyphens of a compound, and the number of its word in the phrase.

    One that `joins` may be a part of a compound in the articles; one that does not is a term, or a regular expression.
    """

    written: str
    word: int
    joins: bool = True
    is_term: bool = False


class _Span(NamedTuple):
    """The parts from `begin` up to `end` of a phrase, as one word; `whole` if the query has them as one word too."""

    begin: int
    end: int
    written: str
    whole: bool


@dataclass(frozen=True)
class _Laid:
    """The phrases of a query cut into parts and spans, with what all words in these are counted as.

    All words are read at once: reading one takes nearly as long.
    """

    vocabulary: Vocabulary
    compounds: bool
    parts: dict[Phrase, list[_Part]]
    spans: dict[Phrase, list[_Span]]
    counted: Counted

    @classmethod
    def out(cls, asked: Node, vocabulary: Vocabulary, compounds: bool) -> "_Laid":
        """Lay out the phrases of a query."""
        phrases = list(dict.fromkeys(phrases_of(asked)))
        counted = vocabulary.counted_as(word.written for phrase in phrases for word in phrase.words if is_plain(word))
        parts = {phrase: list(_parts(phrase, counted)) for phrase in phrases}
        spans = {phrase: list(_spans(phrase, parts[phrase])) for phrase in phrases}
        written = [span.written for some in spans.values() for span in some]
        more = vocabulary.counted_as(text for text in written if text not in counted and not Word(text).has_jokers)
        return cls(vocabulary, compounds, parts, spans, counted | more)


def _parts(phrase: Phrase, counted: Counted) -> Iterator[_Part]:
    """The parts of a phrase: of a compound those between its hyphens, of *l'armée* both words."""
    for number, word in enumerate(phrase.words):
        if isinstance(word, Expression):
            yield _Part(word.written, number, joins=False)
        elif word.has_jokers:
            yield _Part(word.written, number)
        elif len(counted[word.written]) > 1:
            yield from (_Part(term, number, joins=False, is_term=True) for term, _ in counted[word.written])
        elif counted[word.written][0][1] in JOINING and (word.has_letters or len(word.parts) == 1):
            yield from (_Part(part, number) for part in word.parts)
        else:  # a link, or 2014-15, whose hyphen is no joint
            yield _Part(counted[word.written][0][0], number, joins=False, is_term=True)


def _spans(phrase: Phrase, parts: list[_Part]) -> Iterator[_Span]:
    """The parts that can be one word: each alone, and several with hyphens between them, if there is a letter."""
    for begin in range(len(parts)):
        for end in range(begin + 1, min(begin + LONGEST_COMPOUND, len(parts)) + 1):
            some = parts[begin:end]
            if not all(part.joins for part in some):
                break
            whole = _is_whole_word(parts, begin, end)
            written = phrase.words[some[0].word].written if whole else "-".join(part.written for part in some)
            if len(some) == 1 or Word(written).has_letters:
                yield _Span(begin, end, written, whole)


def _is_whole_word(parts: list[_Part], begin: int, end: int) -> bool:
    """Whether some parts are all those of one word of the phrase."""
    inside = {part.word for part in parts[begin:end]}
    return len(inside) == 1 and inside.isdisjoint(part.word for part in [*parts[:begin], *parts[end:]])


class _Edge(NamedTuple):
    """The parts from `begin` up to `end` are one word of the articles, in one of some readings."""

    begin: int
    end: int
    readings: np.ndarray


def _phrase(phrase: Phrase, laid: _Laid) -> Hits:
    """Where the words of a phrase follow each other in a sentence with only white space or hyphens between them."""
    edges = [edge for edge in _edges(phrase, laid) if edge.readings.any()]
    tokens, view = laid.vocabulary.tokens, laid.vocabulary.view
    reached: list[list[Hits]] = [[] for _ in range(len(laid.parts[phrase]) + 1)]
    for begin, end, readings in sorted(edges, key=lambda edge: edge.begin):
        if not begin:
            reached[end].append(_occurrences(tokens, view, np.flatnonzero(readings)))
        for hits in reached[begin]:
            reached[end].append(_followed(tokens, view, hits, readings))
    return _together(reached[-1]) if reached[-1] else Hits(*[np.zeros(0, np.int64)] * 4)


def _edges(phrase: Phrase, laid: _Laid) -> Iterator[_Edge]:
    """The readings that each part of a phrase means, and several parts as one word."""
    vocabulary = laid.vocabulary
    for number, part in enumerate(laid.parts[phrase]):
        if not part.joins:
            means = vocabulary.with_term if part.is_term else vocabulary.matching
            yield _Edge(number, number + 1, means(part.written))
    for begin, end, written, whole in laid.spans[phrase]:
        if Word(written).has_jokers:
            yield _Edge(begin, end, vocabulary.like(written))
            continue
        terms = [term for term, _ in laid.counted[written]]
        # Words that stand apart in the query are not found closed up: op stand is not opstand.
        if len(terms) == 1 and (whole or terms[0].count("-") == end - begin - 1):
            yield _Edge(begin, end, vocabulary.with_term(terms[0], compounds=laid.compounds and whole))


def _occurrences(tokens: Tokens, view: View, readings: np.ndarray) -> Hits:
    """The words that have one of some readings."""
    if view.one_each:
        word = tokens.words_of(readings)
        reading = tokens.codes[word]
        return Hits(word, word, reading, reading)
    types = np.searchsorted(view.first, readings, side="right") - 1
    words = tokens.words_of(np.unique(types))
    low, high = (np.searchsorted(types, tokens.codes[words], side=side) for side in ("left", "right"))
    word, reading = np.repeat(words, high - low), readings[ranges(low, high - low)]
    return Hits(word, word, reading, reading)


def _followed(tokens: Tokens, view: View, hits: Hits, readings: np.ndarray) -> Hits:
    """The occurrences that are followed by one of some readings, with that at their end."""
    code = tokens.codes[hits.last]
    inside = hits.last_reading + 1 < view.first[code + 1]  # the next reading is of the same word: l'armée
    going = np.flatnonzero(inside | tokens.followed(hits.last))
    hits, inside = hits.at(going), inside[going]
    word = hits.last + ~inside
    reading = np.where(inside, hits.last_reading + 1, view.first[tokens.codes[word]])
    return hits._replace(last=word, last_reading=reading).at(readings[reading])
