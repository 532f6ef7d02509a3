"""Tokens → document-term matrix: the fast road."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from leesbril.language import get_language
from leesbril.tokens import checked_texts, sentences, tokens
from leesbril.vocabulary import Rules, check_choice, readings
from leesbril.words import raw_words

UNITS = ("article", "paragraph", "sentence")
STOP_WORD_CHOICES = ("drop", "keep")


@dataclass(frozen=True, eq=False)
class DocumentTermMatrix:
    """How often each term stands in each row, and the settings by which it was counted.

    `counts` is a SciPy CSR matrix (rows × terms) of integers; `rows` an index of articles, or of articles and the
    numbers of their paragraphs or sentences; `terms` an index in alphabetical order; `articles` the number of
    articles.
    """

    counts: Any
    rows: pd.Index
    terms: pd.Index
    articles: int
    unit: str
    language: str
    normalise: str
    stop_words: str
    hyphens: str
    ngram_range: tuple[int, int]

    @property
    def words(self) -> pd.Series:
        """How many counted terms each row holds: words, and the phrases and parts of words that were asked for."""
        return pd.Series(np.asarray(self.counts.sum(axis=1)).ravel(), index=self.rows, name="words")

    def to_frame(self) -> pd.DataFrame:
        """The counts as a dense frame, one column a term: for small folders."""
        return pd.DataFrame(self.counts.toarray(), index=self.rows, columns=self.terms)

    def __repr__(self) -> str:
        rows, terms = self.counts.shape
        return f"DocumentTermMatrix({rows} {self.unit}s × {terms} terms, {self.normalise}, language={self.language!r})"


def document_term_matrix(
    articles: pd.DataFrame,
    *,
    unit: str = "article",
    normalise: str = "surface",
    stop_words: str = "drop",
    extra_stop_words: Iterable[str] = (),
    hyphens: str = "whole",
    ngram_range: tuple[int, int] = (1, 1),
    exceptions: Mapping[str, str] | None = None,
    language: str = "nl",
) -> DocumentTermMatrix:
    """Count the terms of each article, paragraph or sentence.

    `normalise`: `surface` or `lemma`. `stop_words`: `drop` or `keep`; `extra_stop_words` are dropped as well.
    `hyphens`: `whole`, or `parts`, which counts the parts of a hyphenated word beside it. `exceptions` maps a form
    to the term that it is counted as. `ngram_range=(1, 2)` counts phrases of two words too: words that follow each
    other in a sentence, none of them a dropped stop word (scikit-learn drops first and joins what was apart). Whole
    articles and single words take the fast road; the counts are those of `tokens` either way.

    >>> toy = pd.DataFrame({"text": ["IS rukt op.", "De moskee. De IS-moskee."]}, index=["a", "b"])
    >>> document_term_matrix(toy, hyphens="parts").to_frame().loc["b"].to_dict()
    {'IS': 1, 'IS-moskee': 1, 'moskee': 2, 'rukt': 0}
    """
    check_choice("unit", unit, UNITS)
    check_choice("stop_words", stop_words, STOP_WORD_CHOICES)
    _check_ngram_range(ngram_range)
    how = {"normalise": normalise, "hyphens": hyphens, "extra_stop_words": extra_stop_words, "exceptions": exceptions}
    if unit == "article" and ngram_range == (1, 1):
        counts, terms = _count_fast(articles, stop_words == "drop", language, how)
        rows = articles.index.rename("article")
    else:
        counts, rows, terms = _count_tokens(articles, unit, stop_words == "drop", ngram_range, language, how)
    index = pd.Index(terms, name="term", dtype="str")
    longest = (ngram_range[0], ngram_range[1])
    return DocumentTermMatrix(
        counts, rows, index, len(articles), unit, language, normalise, stop_words, hyphens, longest
    )


def _check_ngram_range(received: tuple[int, int]) -> None:
    pair = isinstance(received, (tuple, list)) and [type(length) for length in received] == [int, int]
    if not pair or not 1 <= received[0] <= received[1]:
        raise ValueError(f"ngram_range takes (shortest, longest), such as (1, 2); received {received!r}.")


def _count_fast(articles: pd.DataFrame, drop: bool, language: str, how: dict[str, Any]) -> tuple[Any, list[str]]:
    """Number the raw words, read each distinct one once, and count what they are read as."""
    from scipy.sparse import csr_array

    texts = checked_texts(articles)
    found = raw_words(texts)
    read = readings(found.words, found.counts.tolist(), Rules.of(get_language(language), **how))
    kept = read.where(~read.frame["stop"]) if drop else read
    columns, terms = pd.factorize(kept.frame["term"], sort=True)
    places, which = kept.spread(found.codes)
    cells = (found.rows[places].astype(np.int32), columns[which].astype(np.int32))
    counts = csr_array((np.ones(len(which), dtype=np.int64), cells), shape=(len(texts), len(terms)))
    counts.sort_indices()
    return counts, terms.tolist()


def _count_tokens(
    articles: pd.DataFrame, unit: str, drop: bool, ngram_range: tuple[int, int], language: str, how: dict[str, Any]
) -> tuple[Any, pd.Index, list[str]]:
    """The plain road: count the rows of the tokens frame."""
    from scipy.sparse import csr_array

    spans = sentences(articles, language=language)
    frame = tokens(articles, language=language, **how).merge(
        spans[["article", "sentence", "paragraph"]], on=["article", "sentence"]
    )
    frame["dropped"] = frame["stop"] if drop else False
    found = pd.concat([_phrases(frame, n, how["hyphens"]) for n in range(ngram_range[0], ngram_range[1] + 1)])
    if unit == "article":
        rows = articles.index.rename("article")
        numbers = rows.get_indexer(pd.Index(found["article"]))
    else:
        rows = pd.MultiIndex.from_frame(spans[["article", unit]].drop_duplicates())
        numbers = rows.get_indexer(pd.MultiIndex.from_frame(found[["article", unit]]))
    codes, terms = pd.factorize(found["term"], sort=True)
    counts = csr_array((np.ones(len(found), dtype=np.int64), (numbers, codes)), shape=(len(rows), len(terms)))
    counts.sort_indices()
    return counts, rows, terms.tolist()


def _phrases(frame: pd.DataFrame, n: int, hyphens: str) -> pd.DataFrame:
    """The runs of n tokens within a sentence none of which is dropped, as terms; parts of compounds make no phrases."""
    if n > 1 and hyphens == "parts":
        inside = (frame["article"] == frame["article"].shift()) & (frame["start"] < frame["end"].cummax().shift())
        frame = frame[~inside]
    phrase, whole = frame["term"], ~frame["dropped"]
    for step in range(1, n):
        later = frame.shift(-step)
        same = (later["article"] == frame["article"]) & (later["sentence"] == frame["sentence"])
        whole &= same & ~later["dropped"].eq(True)
        phrase = phrase + " " + later["term"].fillna("")
    return frame.assign(term=phrase)[whole]
