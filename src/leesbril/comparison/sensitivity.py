"""How far a cosine hangs on a setting or on one sentence: what two articles have instead of an interval."""

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
"""The columns that say how the articles were weighed; a setting that a row does not use is missing."""
_USUAL_BACKGROUND = {"background_words": BACKGROUND_WORDS, "least_frequency": LEAST_FREQUENCY}


def sensitivity(articles: pd.DataFrame | Tokens, a: object, b: object, *, language: str | None = None) -> pd.DataFrame:
    """The cosine of two articles under every combination of the settings, one row a specification.

    Columns: `family` (`words`; or `characters`, n-grams of 3 to 5 inside words, without background idf),
    `normalise`, `stop_words`, `hyphens`, `acronyms` (`apart`, or `as words`: an acronym that reads as a stop word,
    such as IS, weighs as the verb would), `idf`, `background_words` and `least_frequency` (see `weigh`), `cosine`,
    `default` (is it what `similarity` gives?); the lowest first. Raises KeyError for an article that is not there.
    """
    tokens = as_tokens(articles, language=language)
    if missing := [name for name in (a, b) if name not in tokens.names]:
        raise KeyError(f"No article {missing[0]!r} among the {len(tokens)}.")
    rows = [*_by_words(tokens, a, b), *_by_characters(tokens.texts, a, b)]
    frame = pd.DataFrame(rows, columns=[*SETTINGS, "cosine"])
    usual = "background" if len(tokens) < ENOUGH_ARTICLES else "corpus"
    wanted: dict[str, Any] = {
        "normalise": "surface",
        "stop_words": "drop",
        "hyphens": "whole",
        "acronyms": "apart",
        "idf": usual,
    }
    wanted |= _USUAL_BACKGROUND if usual == "background" else {}
    frame["default"] = (frame[list(wanted)] == pd.Series(wanted)).all(axis=1)
    return SPECIFICATIONS.typed(frame.sort_values("cosine", kind="stable", ignore_index=True))


def _by_words(tokens: Tokens, a: object, b: object) -> Iterator[tuple[Any, ...]]:
    """One row for each way to count words and each way to weigh them."""
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
    """The acronyms of the folder that read as a stop word, each with that word."""
    import polars as pl

    terms, listed = document_term_matrix(tokens, stop_words="keep").terms, tokens.speech.stop_words
    acronyms = terms[is_acronym(pl.Series(terms.to_list(), dtype=pl.String))]
    return {term: term.lower() for term in acronyms if term.lower() in listed}


def _terms_of(dtm: DocumentTermMatrix, a: object, b: object) -> DocumentTermMatrix:
    """The matrix with the terms of two rows alone: their weights are the same, since idf is a matter of each term."""
    columns = np.unique(dtm.counts[[row_of(dtm, a), row_of(dtm, b)], :].indices)
    return replace(dtm, counts=dtm.counts[:, columns], terms=dtm.terms[columns])


def _cosine(dtm: DocumentTermMatrix, a: object, b: object, idf: str, **background: Any) -> float:
    matrix = weigh(dtm, idf=idf, **background).matrix
    return float((matrix[[row_of(dtm, a)], :] @ matrix[[row_of(dtm, b)], :].T).toarray().item())


def _by_characters(texts: pd.Series, a: object, b: object) -> Iterator[tuple[Any, ...]]:
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    pair = texts.iloc[texts.index.get_indexer_for(pd.Index([a, b]))]
    sequences = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit(pair)
    among, own = (sequences.transform(some) for some in (texts, pair))
    for idf in ("none", "corpus"):
        matrix = TfidfTransformer(use_idf=idf == "corpus").fit(among).transform(own)
        cosine = float((matrix[[0], :] @ matrix[[1], :].T).toarray().item())
        yield "characters", None, None, None, None, idf, None, None, cosine


def one_at_a_time(specifications: pd.DataFrame) -> pd.DataFrame:
    """How far each setting alone moves the cosine of words, the others as they are by default; the widest first.

    Takes the frame of `sensitivity`. Columns `setting`, `lowest`, `highest`, `range`. The length of the
    background article and the frequency floor come with the background idf; against another idf the default ones are
    compared.
    """
    words = specifications[specifications["family"] == "words"].fillna(_USUAL_BACKGROUND)
    settings = SETTINGS[1:]
    usual = words.loc[words["default"], settings].iloc[0]
    rows = []
    for setting in settings:
        others = [name for name in settings if name != setting]
        cosines = words.loc[(words[others] == usual[others]).all(axis=1), "cosine"]
        rows.append((setting, cosines.min(), cosines.max(), cosines.max() - cosines.min()))
    moved = ONE_AT_A_TIME.of_rows(rows)
    return moved.sort_values("range", ascending=False, kind="stable", ignore_index=True)


def leave_one_sentence_out(
    articles: pd.DataFrame | Tokens,
    a: object,
    b: object,
    *,
    idf: str = "auto",
    normalise: str = "surface",
    language: str | None = None,
) -> pd.DataFrame:
    """The cosine of two articles without each of their sentences in turn: which sentence carries the likeness?

    Columns `article`, `sentence`, `words` (counted words), `cosine` (without the sentence), `change` (from the
    cosine of the whole; below 0 where the sentence makes the two more alike), `text`; the largest fall first. The
    idf stays that of the whole.
    """
    tokens = as_tokens(articles, language=language)
    whole = document_term_matrix(tokens, normalise=normalise)
    values = weigh(whole, idf=idf).idf
    both = tokens.select((a, b))
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
