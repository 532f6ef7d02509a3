"""Tokens → document-term matrix: the fast road."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from leesbril.counting.raw_counts import RawCounter, RawCounts, count_terms, read_pieces
from leesbril.scale.batches import Articles, batches, number_of
from leesbril.scale.cluster import each_partition, is_spread
from leesbril.scale.progress import with_progress
from leesbril.text.language import get_language
from leesbril.text.sentences import sentences
from leesbril.text.texts import check_names, checked_texts
from leesbril.text.tokens import tokens
from leesbril.text.vocabulary import Rules, check_choice

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
        return pd.Series(row_sums(self.counts.data, self.counts.indptr), index=self.rows, name="words")

    def to_frame(self) -> pd.DataFrame:
        """The counts as a dense frame, one column a term: for small folders."""
        return pd.DataFrame(self.counts.toarray().astype(np.int64), index=self.rows, columns=self.terms)

    def __repr__(self) -> str:
        rows, terms = self.counts.shape
        return f"DocumentTermMatrix({rows} {self.unit}s × {terms} terms, {self.normalise}, language={self.language!r})"


def row_sums(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The sum of each row of compressed sparse rows, in 64 bits; no copy of the values is made."""
    wide = np.int64 if values.dtype.kind == "i" else np.float64
    sizes = np.diff(first)
    sums = np.zeros(len(sizes), wide)
    filled = np.flatnonzero(sizes)  # reduceat takes an empty row for one value
    if len(filled):
        # Adding in the width that the values have is many times as fast, where no sum can be too large for it.
        fits = wide == np.int64 and int(values.max()) * int(sizes.max()) <= np.iinfo(values.dtype).max
        sums[filled] = np.add.reduceat(values, first[filled], dtype=values.dtype if fits else wide)
    return sums


def document_term_matrix(
    articles: Articles,
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

    `articles` is a frame, or for whole articles and single words also a Parquet file (or a folder of them) with the
    columns `article` and `text`, or an iterator of frames. These are read in batches: not all texts are ever held, the
    memory follows the matrix, and the counts are those of one frame, wherever a batch ends. Of a Dask DataFrame each
    partition is counted where Dask has it; the matrix is made here.

    >>> toy = pd.DataFrame({"text": ["IS rukt op.", "De moskee. De IS-moskee."]}, index=["a", "b"])
    >>> document_term_matrix(toy, hyphens="parts").to_frame().loc["b"].to_dict()
    {'IS': 1, 'IS-moskee': 1, 'moskee': 2, 'rukt': 0}
    """
    check_choice("unit", unit, UNITS)
    check_choice("stop_words", stop_words, STOP_WORD_CHOICES)
    _check_ngram_range(ngram_range)
    how = {"normalise": normalise, "hyphens": hyphens, "extra_stop_words": extra_stop_words, "exceptions": exceptions}
    if unit == "article" and tuple(ngram_range) == (1, 1):
        counts, rows, terms = _count_fast(articles, stop_words == "drop", language, how)
        number = len(rows)
    elif isinstance(articles, pd.DataFrame):
        counts, rows, terms = _count_tokens(articles, unit, stop_words == "drop", ngram_range, language, how)
        number = len(articles)
    else:
        raise ValueError("Paragraphs, sentences and phrases are counted of one frame; only whole articles in batches.")
    longest = (ngram_range[0], ngram_range[1])
    return DocumentTermMatrix(counts, rows, terms, number, unit, language, normalise, stop_words, hyphens, longest)


def _check_ngram_range(received: tuple[int, int]) -> None:
    pair = isinstance(received, (tuple, list)) and [type(length) for length in received] == [int, int]
    if not pair or not 1 <= received[0] <= received[1]:
        raise ValueError(f"ngram_range takes (shortest, longest), such as (1, 2); received {received!r}.")


def _count_fast(articles: Articles, drop: bool, language: str, how: dict[str, Any]) -> tuple[Any, pd.Index, pd.Index]:
    """Count the raw words of each batch, read each distinct one once, and count what they are read as."""
    rules = Rules.of(get_language(language), **how)
    if isinstance(articles, pd.DataFrame):
        checked_texts(articles)  # names all that is wrong, not that of one batch
    names, raw = _tallied_anywhere(articles) if is_spread(articles) else _tallied(articles)
    rows = _together(names) if names else pd.Index([], dtype="str")
    check_names(rows)
    terms = read_pieces(raw.dictionaries, rules, drop=drop)
    return count_terms(raw, terms), rows.rename("article"), _index(terms.terms)


def _together(names: list[pd.Index]) -> pd.Index:
    """The names of all batches, of the type that each has: `append` would infer one from the values."""
    rows, kinds = names[0].append(names[1:]), {part.dtype for part in names}
    return rows.astype(kinds.pop()) if len(kinds) == 1 else rows


def _tallied(articles: Articles) -> tuple[list[pd.Index], RawCounts]:
    """The names and the raw words of all articles, one batch after another."""
    counter, names = RawCounter(), []
    for batch in with_progress(batches(articles), number_of(articles)):
        counter.add(checked_texts(batch))
        names.append(batch.index)
    return names, counter.result()


def _tallied_anywhere(articles: Any) -> tuple[list[pd.Index], RawCounts]:
    """The same of a Dask DataFrame: each partition is tallied where Dask has it, and only the tallies come here."""
    names: list[pd.Index] = []
    raw = RawCounts([], [])
    for some, tallies in each_partition(_tallied, articles):
        names += some
        raw += tallies
    return names, raw


def _index(terms: Any) -> pd.Index:
    return pd.Index(pd.array(terms, dtype="str"), name="term", dtype="str")  # type: ignore[no-any-return]


def _count_tokens(
    articles: pd.DataFrame, unit: str, drop: bool, ngram_range: tuple[int, int], language: str, how: dict[str, Any]
) -> tuple[Any, pd.Index, pd.Index]:
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
    return counts, rows, _index(terms)


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
