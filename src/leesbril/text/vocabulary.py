"""Distinct raw words → readings: what each is counted as.

The rules of the language are applied once to each distinct word and its context, over the whole folder, and never to
the running text; and to all of them at once, in columns.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from leesbril.text._character_classes import HYPHEN, put, signs_of, where
from leesbril.text._clitics import Words, parts_of, words_in
from leesbril.text.language import Language
from leesbril.text.spelling import Spelled, has_letters, is_acronym, is_small, opens_with_a_capital
from leesbril.text.usage import Folder, closed

NORMALISE = ("surface", "lemma")
HYPHEN_CHOICES = ("whole", "parts")
KINDS = ("word", "acronym", "number")


@dataclass(frozen=True)
class Rules:
    """The settings by which words are read; `Rules.of` checks them and takes words as a user writes them."""

    language: Language
    normalise: str
    hyphens: str
    extra_stop_words: frozenset[str]
    exceptions: Mapping[str, str]

    @classmethod
    def of(
        cls,
        language: Language,
        normalise: str = "surface",
        hyphens: str = "whole",
        extra_stop_words: Iterable[str] = (),
        exceptions: Mapping[str, str] | None = None,
    ) -> "Rules":
        """The rules of a language with a user's own stop words and exceptions (a form → the term to count it as)."""
        check_choice("normalise", normalise, NORMALISE)
        check_choice("hyphens", hyphens, HYPHEN_CHOICES)
        extra = _checked_words("extra_stop_words", extra_stop_words)
        own = dict(exceptions or {})
        _checked_words("exceptions", [*own, *own.values()])
        return cls(language, normalise, hyphens, frozenset(extra), own)

    def within(self, folder: Folder) -> "Rules":
        """The same rules, with the user's words read as the folder reads them."""
        extra, forms = (_counted(words, folder) for words in (self.extra_stop_words, self.exceptions))
        exceptions = dict(zip(forms, self.exceptions.values(), strict=True))
        return replace(self, extra_stop_words=frozenset(extra), exceptions=exceptions)


def _counted(words: Iterable[str], folder: Folder) -> list[str]:
    """A user's words as the folder counts them."""
    import polars as pl

    if not (listed := list(words)):
        return []
    counted = folder.count(Spelled.of(pl.Series(listed, dtype=pl.String)), np.zeros(len(listed), dtype=bool))
    return counted.to_list()  # type: ignore[no-any-return]


def _checked_words(name: str, words: Iterable[str]) -> list[str]:
    if isinstance(words, str) or not isinstance(words, Iterable) or hasattr(words, "columns"):
        raise TypeError(f"{name} takes a list of words; received {_short(words)}.")
    listed = list(words)
    if wrong := [word for word in listed if not isinstance(word, str) or not word.strip()]:
        raise TypeError(f"{name} takes words; received {wrong[0]!r} among them.")
    return listed


def _short(received: object) -> str:
    return f"the text {received!r}" if isinstance(received, str) else type(received).__name__


def check_choice(name: str, received: object, known: Iterable[str]) -> None:
    """Raise a ValueError that names the setting, what was received and what is known."""
    if received not in tuple(known):
        raise ValueError(f"{name}={received!r} is not known; choose one of {', '.join(map(repr, known))}.")


@dataclass(frozen=True)
class Readings:
    """What the distinct raw words of a folder are counted as: a row for each token in each of them, in order.

    `columns` is a polars frame: `code` (which raw word), `offset` (where in it), `token`, `term`, `kind`, `stop`.
    """

    columns: Any
    raw_words: int

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The columns as a pandas frame."""
        import polars as pl

        wide = self.columns.with_columns(pl.col("code", "offset").cast(pl.Int64), pl.col("kind").cast(pl.String))
        return wide.to_pandas()  # type: ignore[no-any-return]

    @cached_property
    def terms(self) -> tuple[Any, np.ndarray]:
        """The distinct terms, sorted by code point, and the number of each row's among them.

        Raw words whose rows have one number are the same term.
        """
        return in_alphabetical_order(self.columns["term"])

    @cached_property
    def _sizes(self) -> np.ndarray:
        return np.bincount(self.columns["code"], minlength=self.raw_words)

    def spread(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For raw words in a row: which of them each of their tokens comes from, and the row of its reading."""
        sizes, first = self._sizes[codes], (np.cumsum(self._sizes) - self._sizes)[codes]
        places = np.repeat(np.arange(len(codes)), sizes)
        return places, np.arange(sizes.sum()) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)


def in_alphabetical_order(written: Any) -> tuple[Any, np.ndarray]:
    """The distinct texts of a polars series, sorted by code point, and which of them each one is.

    >>> import polars as pl
    >>> distinct, number = in_alphabetical_order(pl.Series(["stad", "de", "stad"]))
    >>> distinct.to_list(), number.tolist()
    (['de', 'stad'], [1, 0, 1])
    """
    import polars as pl
    import pyarrow.compute as pc

    coded = written.to_arrow().dictionary_encode()
    order = pc.array_sort_indices(coded.dictionary)
    number = np.empty(len(order), np.int32)
    number[order.to_numpy()] = np.arange(len(order))
    return pl.Series(pl.from_arrow(coded.dictionary.take(order)), dtype=pl.String), number[coded.indices.to_numpy()]


def readings(raw: Any, counts: np.ndarray, rules: Rules) -> Readings:
    """What each distinct raw word of a folder (a polars series) is counted as.

    `counts` says how often each occurs. A hyphenated word whose closed form is a term as well is counted as that.
    """
    import polars as pl

    words = words_in(raw, rules.language)
    spelled = Spelled.of(words.token)
    folder = Folder(words, spelled, counts, rules.language.stop_words)
    rules = rules.within(folder)
    read, order = _read(words, spelled, folder.counted, folder, rules), _places(words)
    if rules.hyphens == "parts":
        of, parts = parts_of(words)
        spelled = Spelled.of(parts.token)
        counted = folder.count(spelled, parts.shouted)
        read = pl.concat([read, _read(parts, spelled, counted, folder, rules)])
        order = np.concatenate([order, order[of]])
    read = read.with_columns(closed(read["term"], read["term"]).alias("term"))
    if (order[1:] < order[:-1]).any():
        read = read[np.argsort(order, kind="stable")]
    return Readings(read, len(raw))


def _places(words: Words) -> np.ndarray:
    """Numbers that rise from word to word, in the order in which words stand in raw words and these in their series."""
    places: np.ndarray = words.code.astype(np.int64) * (int(words.offset.max(initial=0)) + 1) + words.offset
    return places


def _read(words: Words, spelled: Spelled, counted: Any, folder: Folder, rules: Rules) -> Any:
    """The readings of words that are `counted` as these: columns as those of `Readings`."""
    import polars as pl

    language = rules.language
    kind = np.where(has_letters(spelled.written, spelled.signs), 0, 2).astype(np.uint8)
    other = np.flatnonzero((counted != spelled.lower).to_numpy())  # only these can have capitals
    kind[other[is_acronym(counted[other])]] = 1
    stop = counted.is_in(list(language.stop_words)).to_numpy()
    term = _lemmas(words, spelled, counted, kind == 0, folder, language) if rules.normalise == "lemma" else counted
    if rules.exceptions:
        own = counted.replace_strict(dict(rules.exceptions), default=None, return_dtype=pl.String)
        stop, term = stop & own.is_null().to_numpy(), own.zip_with(own.is_not_null(), term)
    if extra := list(rules.extra_stop_words):
        stop = stop | (counted.is_in(extra) | term.is_in(extra)).to_numpy()
    kinds = pl.Series(KINDS, dtype=pl.Enum(KINDS))[kind]
    columns = {"code": words.code, "offset": words.offset.astype(np.int32), "token": words.token}
    return pl.DataFrame(columns | {"term": term, "kind": kinds, "stop": stop})


def _lemmas(
    words: Words, spelled: Spelled, counted: Any, is_word: np.ndarray, folder: Folder, language: Language
) -> Any:
    """The lemmas of words; of compounds with hyphens, those of their last parts (IS-leden → IS-lid)."""
    jointed = signs_of(counted).have(HYPHEN)
    last = where(counted, jointed, _last_part)
    rows = np.flatnonzero(is_word & is_small(last, signs_of(last)))
    last, jointed, at_the_head = last[rows], jointed[rows], (words.head | words.shouted)[rows]
    name = _last_has_a_capital(spelled, rows)
    unsure = np.flatnonzero(name & at_the_head & ~jointed)
    name[unsure[folder.is_ordinary(last[unsure])]] = False
    lemma = where(last, name, lambda names: _lemmas_of(names, language, names=True))
    lemma = put(lemma, np.flatnonzero(~name), _lemmas_of(last.filter(~name), language, names=False))
    front = counted[rows[jointed]].str.extract("^(.*-)")
    return put(counted, rows, where(lemma, jointed, lambda lasts: front + lasts))


def _lemmas_of(words: Any, language: Language, *, names: bool) -> Any:
    """The lemmas of words, or of names; each is asked for once."""
    import polars as pl

    coded = words.to_arrow().dictionary_encode()
    lemmas = language.lemmas(coded.dictionary.to_pylist(), names=names)
    return pl.Series(lemmas, dtype=pl.String)[coded.indices.to_numpy()]


def _last_part(words: Any) -> Any:
    return words.str.extract("([^-]*)$")


def _last_has_a_capital(spelled: Spelled, rows: np.ndarray) -> np.ndarray:
    """Whether the last parts of some words are written with a capital."""
    written, signs = spelled.written[rows], spelled.signs.at(rows)
    capital = opens_with_a_capital(written, signs)
    jointed = signs.have(HYPHEN)
    last = _last_part(written.filter(jointed))
    capital[jointed] = opens_with_a_capital(last, signs_of(last))
    return capital
