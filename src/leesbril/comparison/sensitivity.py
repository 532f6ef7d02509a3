"""How far a cosine depends on the settings or on one sentence: for two articles there is no confidence interval."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from leesbril.counting.counts import DocumentTermMatrix, document_term_matrix
from leesbril.counting.weights import BACKGROUND_WORDS, ENOUGH_ARTICLES, row_of, weigh
from leesbril.frames import LEAVE_ONE_SENTENCE_OUT, ONE_AT_A_TIME, SPECIFICATIONS
from leesbril.frames import SETTINGS as SETTING_COLUMNS
from leesbril.text.language import LEAST_FREQUENCY
from leesbril.text.spelling import is_acronym
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

LENGTHS = (200, BACKGROUND_WORDS, 700)
FLOORS = (LEAST_FREQUENCY, 1e-7, 1e-6)
SETTINGS = [column.name for column in SETTING_COLUMNS]
"""The columns of settings; a setting that does not apply to a row is missing."""
_DEFAULT_BACKGROUND = {"background_words": BACKGROUND_WORDS, "least_frequency": LEAST_FREQUENCY}


def sensitivity(articles: pd.DataFrame | Tokens, a: object, b: object, *, language: str | None = None) -> pd.DataFrame:
    """The cosine of two articles under every combination of the settings, one row per specification.

    Columns: `family` (`words`; or `characters`, n-grams of 3 to 5 inside all words, without background idf),
    `normalise`, `stop_words`, `hyphens`, `acronyms` (`apart`; or `as words`: an acronym that looks like a stop word,
    such as IS, counts as that word), `idf`, `background_words` and `least_frequency` (see `weigh`), `cosine`,
    `default` (whether these are the defaults of `similarity`); the lowest first. Boilerplate is left out. Raises
    KeyError for an unknown article.
    """
    tokens = as_tokens(articles, language=language)
    if missing := [name for name in (a, b) if name not in tokens.names]:
        raise KeyError(f"No article {missing[0]!r} among the {len(tokens)}.")
    rows = [*_by_words(tokens, a, b), *_by_characters(tokens, a, b)]
    frame = pd.DataFrame(rows, columns=[*SETTINGS, "cosine"])
    default = "background" if len(tokens) < ENOUGH_ARTICLES else "corpus"
    wanted: dict[str, Any] = {
        "normalise": "surface",
        "stop_words": "drop",
        "hyphens": "whole",
        "acronyms": "apart",
        "idf": default,
    }
    wanted |= _DEFAULT_BACKGROUND if default == "background" else {}
    frame["default"] = (frame[list(wanted)] == pd.Series(wanted)).all(axis=1)
    return SPECIFICATIONS.typed(frame.sort_values("cosine", kind="stable", ignore_index=True))


def _by_words(tokens: Tokens, a: object, b: object) -> Iterator[tuple[Any, ...]]:
    """One row per way to count words and way to weight them."""
    as_words = _read_as_words(tokens)
    read = {"apart": tokens, "as words": tokens.with_exceptions({**tokens.exceptions, **as_words})}
    choices = product(("surface", "lemma"), ("drop", "keep"), ("whole", "parts"), ("apart", "as words"))
    for normalise, stop_words, hyphens, acronyms in choices:
        if acronyms == "as words" and not as_words:
            continue
        dtm = document_term_matrix(read[acronyms], normalise=normalise, stop_words=stop_words, hyphens=hyphens)
        dtm = _terms_of(dtm, a, b)
        for idf, words, frequency in _weighings():
            used = {"background_words": words, "least_frequency": frequency} if idf == "background" else {}
            cosine = _cosine(dtm, a, b, idf, **used)
            yield "words", normalise, stop_words, hyphens, acronyms, idf, words, frequency, cosine


def _weighings() -> Iterator[tuple[str, int | None, float | None]]:
    yield "none", None, None
    yield "corpus", None, None
    yield from product(("background",), LENGTHS, FLOORS)


def _read_as_words(tokens: Tokens) -> dict[str, str]:
    """The acronyms that look like a stop word, each with that word."""
    import polars as pl

    terms, listed = document_term_matrix(tokens, stop_words="keep").terms, tokens.speech.stop_words
    acronyms = terms[is_acronym(pl.Series(terms.to_list(), dtype=pl.String))]
    return {term: term.lower() for term in acronyms if term.lower() in listed}


def _terms_of(dtm: DocumentTermMatrix, a: object, b: object) -> DocumentTermMatrix:
    """The matrix with only the terms of two rows; their weights do not change, because idf is per term."""
    columns = np.unique(dtm.counts[[row_of(dtm, a), row_of(dtm, b)], :].indices)
    return replace(dtm, counts=dtm.counts[:, columns], terms=dtm.terms[columns], written=None)


def _cosine(dtm: DocumentTermMatrix, a: object, b: object, idf: str, **background: Any) -> float:
    matrix = weigh(dtm, idf=idf, **background).matrix
    return float((matrix[[row_of(dtm, a)], :] @ matrix[[row_of(dtm, b)], :].T).toarray().item())


def _by_characters(tokens: Tokens, a: object, b: object) -> Iterator[tuple[Any, ...]]:
    """One row per way to weight the n-grams of characters of all words."""
    dtm = _terms_of(document_term_matrix(tokens, analyser="char", stop_words="keep"), a, b)
    for idf in ("none", "corpus"):
        yield "characters", None, None, None, None, idf, None, None, _cosine(dtm, a, b, idf)


def one_at_a_time(specifications: pd.DataFrame) -> pd.DataFrame:
    """The range of the cosine when one setting changes and the others keep their defaults; the widest first.

    Takes the frame of `sensitivity`, of which only the family `words` is used. Columns `setting`, `lowest`, `highest`,
    `range`. `background_words` and `least_frequency` only apply to the background idf; other values of `idf` are
    compared with their defaults.
    """
    words = specifications[specifications["family"] == "words"].fillna(_DEFAULT_BACKGROUND)
    settings = SETTINGS[1:]
    default = words.loc[words["default"], settings].iloc[0]
    rows = []
    for setting in settings:
        others = [name for name in settings if name != setting]
        cosines = words.loc[(words[others] == default[others]).all(axis=1), "cosine"]
        rows.append((setting, cosines.min(), cosines.max(), cosines.max() - cosines.min()))
    ranges = ONE_AT_A_TIME.of_rows(rows)
    return ranges.sort_values("range", ascending=False, kind="stable", ignore_index=True)


def leave_one_sentence_out(
    articles: pd.DataFrame | Tokens,
    a: object,
    b: object,
    *,
    idf: str = "auto",
    normalise: str = "surface",
    language: str | None = None,
) -> pd.DataFrame:
    """The cosine of two articles without each of their sentences in turn.

    Columns `article`, `sentence`, `words` (counted words), `cosine` (without the sentence), `change` (from the cosine
    of the whole texts; below 0 if the sentence makes the articles more similar), `text`; the largest decrease first.
    The idf is that of the whole texts. Boilerplate is left out, so that its sentences have no words.
    """
    tokens = as_tokens(articles, language=language)
    both = tokens.compared.select((a, b))
    counted = document_term_matrix(tokens, normalise=normalise)
    whole = _terms_of(counted, a, b)
    values = weigh(counted, idf=idf).idf[counted.terms.get_indexer(whole.terms)]
    found = both.to_frame(normalise=normalise)
    found = found[~found["stop"]].assign(column=lambda frame: whole.terms.get_indexer(pd.Index(frame["term"])))
    lines = both.sentences()
    vectors = {name: whole.counts[[row_of(whole, name)], :].toarray().ravel() * values for name in (a, b)}
    before = _angle(vectors[a], vectors[b])
    rows = []
    for name, other in ((a, b), (b, a)):
        columns_of = dict(iter(found[found["article"] == name].groupby("sentence")["column"]))
        for sentence in lines.loc[lines["article"] == name, "sentence"]:
            counts = np.bincount(columns_of.get(sentence, []), minlength=len(values)).astype(float)
            without = _angle(vectors[name] - counts * values, vectors[other])
            rows.append((name, sentence, int(counts.sum()), without, without - before))
    columns = ["article", "sentence", "words", "cosine", "change"]
    frame = pd.DataFrame(rows, columns=columns).merge(
        lines[["article", "sentence", "text"]], on=["article", "sentence"]
    )
    order = frame["change"].round(12).sort_values(kind="stable").index
    return LEAVE_ONE_SENTENCE_OUT.typed(frame.loc[order].reset_index(drop=True), names=tokens.names.dtype)


def _angle(x: np.ndarray, y: np.ndarray) -> float:
    """The cosine of two vectors; missing where one is empty."""
    lengths = float(np.linalg.norm(x) * np.linalg.norm(y))
    return float(x @ y) / lengths if lengths > 1e-12 else float("nan")
