"""Tokens → what a browser needs to search them: the words, what each is counted as, and how queries are read."""

from dataclasses import replace
from typing import Any

import numpy as np

from leesbril.board._offsets import Utf16, in_utf16, rows_of_words
from leesbril.queries.matching import JOINING
from leesbril.queries.vocabulary import Vocabulary
from leesbril.text.spelling import tidy
from leesbril.text.words import HYPHENS
from leesbril.tokenisation.tokens import Tokens

VIEWS = ("surface", "lemma")
_MARKS = "\n\r"

Part = tuple[dict[str, Any], dict[str, np.ndarray]]
"""What goes into the header, and the arrays."""


def words_of(tokens: Tokens, utf16: Utf16, *, order: bool = True) -> Part:
    """The words, their places, sentences, and the word types.

    Without `order` the words of each article are sorted by type, each a sentence of its own without a place: they can
    be counted, and no text can be made of them.
    """
    words = {
        "codes": np.asarray(tokens.codes).astype(np.uint32),
        "steps": _steps(tokens, utf16.places(rows_of_words(tokens), tokens.starts)),
        "spaced": np.asarray(tokens.spaced).astype(np.uint8),
        "boilerplate": tokens.is_boilerplate,
    }
    sentences = tokens.first_words
    if not order:
        shuffled = np.lexsort((words["codes"], rows_of_words(tokens)))
        words = {name: column[shuffled] for name, column in words.items()}
        words["steps"], words["spaced"] = np.zeros((2, len(shuffled)), np.uint8)
        sentences = np.arange(len(shuffled))
    arrays = {
        **words,
        "first": tokens.first.astype(np.uint32),
        "sentences": sentences.astype(np.uint32),
        "words": tokens.words.to_numpy().astype(np.int32),
        "comparedWords": tokens.compared.words.to_numpy().astype(np.int32),
        "lengths": in_utf16(tokens.types.words.str.strip_chars_start(_MARKS)),
    }
    return {"types": tokens.types.words.to_list()}, arrays


def in_alphabetical_order(tokens: Tokens) -> Tokens:
    """The same tokens with their types in alphabetical order: as they are, the types tell how the first texts run."""
    order = tokens.types.words.arg_sort().to_numpy()
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    types = replace(tokens.types, words=tokens.types.words.gather(order), counts=tokens.types.counts[order])
    return replace(tokens, types=types, codes=place[tokens.codes], index=None, _views={})


def _steps(tokens: Tokens, starts: np.ndarray) -> np.ndarray:
    """The distance of each word from the one before it, and of the first of each article from its start."""
    steps = np.diff(starts, prepend=0)
    begins = tokens.first[:-1][np.diff(tokens.first) > 0]
    steps[begins] = starts[begins]
    return steps.astype(np.uint32)


def view_of(tokens: Tokens, normalise: str) -> Part:
    """What each word type is counted as, the terms, and how the words of queries are read, for one normalisation."""
    known = Vocabulary.of(tokens, normalise)
    view = known.view
    written = tokens.types.words.str.strip_chars_start(_MARKS).gather(view.table["code"])
    import polars as pl

    before = written.str.slice(0, pl.Series(view.offsets))  # an opening quotation mark, or the proclitic of l'armée
    arrays = {
        "first": view.first.astype(np.uint32),
        "offset": in_utf16(before),
        "length": in_utf16(view.table["token"]),
        "term": np.asarray(view.term).astype(np.uint32),
        "stop": np.asarray(view.stop).astype(np.uint8),
        "ranks": view.ranks,
    }
    header = {
        "terms": view.terms.to_list(),
        "reached": _other(known.reached, view.terms),
        "shown": _other(tokens.shown(view), view.terms),
        "forms": _forms(known, tokens),
    }
    return header, {f"{normalise}.{name}": array for name, array in arrays.items()}


def _other(values: Any, usual: Any) -> list[Any]:
    """The places at which two lists of strings differ, and what stands there."""
    differ = np.flatnonzero((values != usual).to_numpy())
    return [differ.tolist(), values.gather(differ).to_list()]


def _forms(known: Vocabulary, tokens: Tokens) -> dict[str, list[list[Any]]]:
    """What words of a query are counted as, unless these and their small letters are both just their small letters.

    Asked for every word of the articles and its parts, as written and in small letters, capitals, and with a capital.
    """
    import polars as pl

    written = tokens.types.words.str.strip_chars_start(_MARKS)
    parts = written.str.replace_all(f"[{HYPHENS}]", "-").str.split("-").explode()
    words = pl.concat([written, parts, known.view.terms, known.view.table["token"]]).unique()
    stop_words = pl.Series(list(tokens.speech.stop_words), dtype=pl.String)
    words = pl.concat([words, tidy(words), stop_words]).unique()  # a query has plain apostrophes more often
    words = words.filter(words != "")
    shapes = [words, words.str.to_lowercase(), words.str.to_uppercase(), words.str.to_titlecase()]
    asked = pl.concat(shapes).unique().sort()
    kept, readings = _unlike_their_small_letters(asked, list(known.readings_of(asked.to_list())))
    found: dict[str, list[list[Any]]] = {word: [] for word in asked.filter(kept).to_list()}
    for places, terms, joins in readings:
        told = zip(asked.gather(places).to_list(), terms.to_list(), joins.to_list(), strict=True)
        for word, term, joining in told:
            found[word].append([term, int(joining)])
    return found


def _unlike_their_small_letters(asked: Any, readings: list[tuple[np.ndarray, Any, Any]]) -> tuple[Any, Any]:
    """A mask of the words that need to be told, and their readings: places, terms, and which join compounds.

    Nearly all words are counted as their small letters, so the others are found in columns.
    """
    import polars as pl

    small, plain, single = asked.str.to_lowercase(), np.zeros(len(asked), bool), np.zeros(len(asked), np.int64)
    told = [(places, terms, kinds.is_in(pl.Series(list(JOINING)).implode())) for places, terms, kinds in readings]
    for places, terms, joins in told:
        single += np.bincount(places, minlength=len(asked))
        plain[places] = ((terms == small.gather(places)) & joins).to_numpy()
    plain &= single == 1
    place = {word: number for number, word in enumerate(asked.to_list())}
    at = np.array([place.get(word, -1) for word in small.to_list()], np.int64)
    kept = ~(plain & np.append(plain, False)[at])
    rows = [(places, terms, joins, np.flatnonzero(kept[places])) for places, terms, joins in told]
    return pl.Series(kept), [
        (places[some], terms.gather(some), joins.gather(some)) for places, terms, joins, some in rows
    ]
