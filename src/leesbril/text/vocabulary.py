"""Distinct raw words → readings: the terms that each is counted as.

The rules of the language are applied once to each distinct word and its context, never to the running text, and to all
of them at once, in columns.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from leesbril.text._character_classes import FULL_STOP, HYPHEN, SIGN, classes_of, put, where
from leesbril.text._clitics import Words, parts_of, words_in
from leesbril.text.language import Language
from leesbril.text.spelling import Spelled, has_letters, is_acronym, is_lower_case, starts_upper
from leesbril.text.usage import Usage, closed
from leesbril.text.words import LINK

NORMALISE = ("surface", "lemma")
HYPHEN_CHOICES = ("whole", "parts")
KINDS = ("word", "acronym", "number", "time", "link", "hashtag", "mention")
_CLOCK = r"\p{Nd}{1,2}:[0-5]\p{Nd}(?::[0-5]\p{Nd})?"
_SIGNED = {"time": f"^{_CLOCK}(?:-{_CLOCK})?$", "link": f"^(?:{LINK})$", "hashtag": "^#", "mention": "^@"}


@dataclass(frozen=True)
class Rules:
    """The settings for reading words; `Rules.of` checks them and takes words as a user writes them."""

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
        """The rules of a language with the user's stop words and exceptions (form → the term to count it as)."""
        check_choice("normalise", normalise, NORMALISE)
        check_choice("hyphens", hyphens, HYPHEN_CHOICES)
        extra = _checked_words("extra_stop_words", extra_stop_words)
        own = dict(exceptions or {})
        _checked_words("exceptions", [*own, *own.values()])
        return cls(language, normalise, hyphens, frozenset(extra), own)

    def within(self, usage: Usage) -> "Rules":
        """The same rules, with the user's words in the forms that the articles are counted in."""
        extra, forms = (_counted(words, usage) for words in (self.extra_stop_words, self.exceptions))
        exceptions = dict(zip(forms, self.exceptions.values(), strict=True))
        return replace(self, extra_stop_words=frozenset(extra), exceptions=exceptions)


def _counted(words: Iterable[str], usage: Usage) -> list[str]:
    """The user's words in the forms that the articles are counted in."""
    import polars as pl

    if not (listed := list(words)):
        return []
    counted = usage.count(Spelled.of(pl.Series(listed, dtype=pl.String)), np.zeros(len(listed), dtype=bool))
    return counted.to_list()  # type: ignore[no-any-return]


def _checked_words(name: str, words: Iterable[str]) -> list[str]:
    if isinstance(words, str) or not isinstance(words, Iterable) or hasattr(words, "columns"):
        raise TypeError(f"{name} takes a list of words; received {_short(words)}.")
    listed = list(words)
    if wrong := [word for word in listed if not isinstance(word, str) or not word.strip()]:
        raise TypeError(f"{name} takes words; one is {wrong[0]!r}.")
    return listed


def _short(received: object) -> str:
    return f"the string {received!r}" if isinstance(received, str) else type(received).__name__


def check_choice(name: str, received: object, known: Iterable[str]) -> None:
    """Raise ValueError, with the setting, the value received and the known values, unless it is known."""
    if received not in tuple(known):
        raise ValueError(f"{name}={received!r} is not known; choose one of {', '.join(map(repr, known))}.")


@dataclass(frozen=True)
class Readings:
    """The readings of the distinct raw words: one row per token of each, in order.

    `columns` is a polars frame: `code` (number of the raw word), `offset` (in it), `token`, `term`, `kind`, `stop`.
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
        """The distinct terms, sorted by code point, and the number of the term of each row."""
        return in_alphabetical_order(self.columns["term"])

    @cached_property
    def _sizes(self) -> np.ndarray:
        return np.bincount(self.columns["code"], minlength=self.raw_words)

    def spread(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For a sequence of raw words: the position that each token comes from, and the row of its reading."""
        sizes, first = self._sizes[codes], (np.cumsum(self._sizes) - self._sizes)[codes]
        places = np.repeat(np.arange(len(codes)), sizes)
        return places, np.arange(sizes.sum()) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)


def in_alphabetical_order(written: Any) -> tuple[Any, np.ndarray]:
    """The distinct strings of a polars series, sorted by code point, and the number of each value among them.

    >>> import polars as pl
    >>> distinct, number = in_alphabetical_order(pl.Series(["stad", "de", "stad"]))
    >>> distinct.to_list(), number.tolist()
    (['de', 'stad'], [1, 0, 1])
    """
    import polars as pl

    coded = written.to_arrow().dictionary_encode()
    distinct = pl.Series(pl.from_arrow(coded.dictionary), dtype=pl.String)
    order = distinct.arg_sort()  # on all cores
    number = np.empty(len(order), np.int32)
    number[order.to_numpy()] = np.arange(len(order))
    return distinct.gather(order), number[coded.indices.to_numpy()]


def readings(raw: Any, counts: np.ndarray, rules: Rules) -> Readings:
    """The readings of distinct raw words (a polars series).

    `counts` is the number of occurrences of each. A hyphenated word is counted as its closed form if that is a term.
    """
    import polars as pl

    words = words_in(raw, rules.language)
    spelled = Spelled.of(words.token)
    usage = Usage(words, spelled, counts, rules.language.stop_words)
    rules = rules.within(usage)
    read, order = _read(words, spelled, usage.counted, usage, rules), _places(words)
    if rules.hyphens == "parts":
        of, parts = parts_of(words)
        spelled = Spelled.of(parts.token)
        counted = usage.count(spelled, parts.shouted)
        read = pl.concat([read, _read(parts, spelled, counted, usage, rules)])
        order = np.concatenate([order, order[of]])
    if not read["term"].equals(usage.counted):  # which has the closed forms already
        read = read.with_columns(closed(read["term"], read["term"]).alias("term"))
    if (order[1:] < order[:-1]).any():
        read = read[np.argsort(order, kind="stable")]
    return Readings(read, len(raw))


def _places(words: Words) -> np.ndarray:
    """Sort keys: by raw word, then by offset in it."""
    places: np.ndarray = words.code.astype(np.int64) * (int(words.offset.max(initial=0)) + 1) + words.offset
    return places


def _read(words: Words, spelled: Spelled, counted: Any, usage: Usage, rules: Rules) -> Any:
    """The readings of words, given their `counted` forms; columns as in `Readings`."""
    import polars as pl

    language = rules.language
    kind = np.where(has_letters(spelled.written, spelled.classes), 0, 2).astype(np.uint8)
    other = np.flatnonzero((counted != spelled.lower).to_numpy())  # only these can have capitals
    kind[other[is_acronym(counted[other])]] = 1
    signed = np.flatnonzero(spelled.classes.have(SIGN, FULL_STOP))
    kind[signed] = _kinds_by_signs(spelled.written[signed], kind[signed])
    stop = counted.is_in(list(language.stop_words)).to_numpy() | (kind == KINDS.index("link"))
    term = _lemmas(spelled, counted, kind == 0, usage, language) if rules.normalise == "lemma" else counted
    if rules.exceptions:
        own = counted.replace_strict(dict(rules.exceptions), default=None, return_dtype=pl.String)
        stop, term = stop & own.is_null().to_numpy(), own.zip_with(own.is_not_null(), term)
    if extra := list(rules.extra_stop_words):
        stop = stop | (counted.is_in(extra) | term.is_in(extra)).to_numpy()
    kinds = pl.Series(KINDS, dtype=pl.Enum(KINDS))[kind]
    columns = {"code": words.code, "offset": words.offset.astype(np.int32), "token": words.token}
    return pl.DataFrame(columns | {"term": term, "kind": kinds, "stop": stop})


def _kinds_by_signs(words: Any, kind: np.ndarray) -> np.ndarray:
    """The kinds of words with signs or full stops: as given, but for times, links, hashtags and mentions."""
    for name, expression in _SIGNED.items():
        kind[words.str.contains(expression).to_numpy()] = KINDS.index(name)
    return kind


def _lemmas(spelled: Spelled, counted: Any, is_word: np.ndarray, usage: Usage, language: Language) -> Any:
    """The lemmas of words; in hyphenated compounds the last part is lemmatised (IS-leden → IS-lid)."""
    jointed = classes_of(counted).have(HYPHEN)
    last = where(counted, jointed, _last_part)
    rows = np.flatnonzero(is_word & is_lower_case(last, classes_of(last)))
    last, jointed = last[rows], jointed[rows]
    name = _last_is_capitalised(spelled, rows)
    unsure = np.flatnonzero(name & ~jointed)
    name[unsure[usage.is_ordinary(last[unsure])]] = False
    lemma = where(last, name, lambda names: _lemmas_of(names, language, names=True))
    lemma = put(lemma, np.flatnonzero(~name), _lemmas_of(last.filter(~name), language, names=False))
    front = counted[rows[jointed]].str.extract("^(.*-)")
    return put(counted, rows, where(lemma, jointed, lambda lasts: front + lasts))


def _lemmas_of(words: Any, language: Language, *, names: bool) -> Any:
    """The lemmas of words, or of names; each distinct one is looked up once."""
    import polars as pl

    coded = words.to_arrow().dictionary_encode()
    lemmas = language.lemmas(coded.dictionary.to_pylist(), names=names)
    return pl.Series(lemmas, dtype=pl.String)[coded.indices.to_numpy()]


def _last_part(words: Any) -> Any:
    return words.str.extract("([^-]*)$")


def _last_is_capitalised(spelled: Spelled, rows: np.ndarray) -> np.ndarray:
    """Whether the last parts of some words begin with a capital."""
    written, classes = spelled.written[rows], spelled.classes.at(rows)
    capital = starts_upper(written, classes)
    jointed = classes.have(HYPHEN)
    last = _last_part(written.filter(jointed))
    capital[jointed] = starts_upper(last, classes_of(last))
    return capital
