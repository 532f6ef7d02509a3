"""Tokens → all occurrences of a term: keyword in context, and positions in each article."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from leesbril.frames import CONCORDANCE, TERM_POSITIONS
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.positions import Places, context_ends, context_starts, places, terms_of
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

WIDTH = 8


def concordance(
    articles: Articles | Tokens,
    term: str,
    *,
    width: int = WIDTH,
    compounds: bool = False,
    normalise: str = "surface",
    language: str | None = None,
) -> pd.DataFrame:
    """The concordance of a term: every occurrence with its context (KWIC).

    Columns `article`, `sentence`, `start`, `end` (of the keyword in the text), `left`, `keyword`, `right` (up to
    `width` words on either side, with single spaces). A term of several words is found where they follow each other in
    a sentence with only white space between them. With `compounds`, hyphenated words that have the term as a part
    (IS-leider) are found too. `term` is normalised as the words of the articles are. Raises ValueError for an empty
    term, a negative width, or tokens without texts.

    >>> toy = pd.DataFrame({"text": ["Wat is IS? De IS-leider vlucht."], "language": "nl"}, index=["a"])
    >>> concordance(toy, "IS", width=1, compounds=True)[["left", "keyword", "right"]].values.tolist()
    [['is', 'IS', '? De'], ['De', 'IS-leider', 'vlucht']]
    """
    if not isinstance(term, str) or not term.strip():
        raise ValueError(f"term must be a word or phrase; received {term!r}.")
    if width < 0:
        raise ValueError(f"width must be 0 words or more; received {width}.")
    tokens = as_tokens(articles, language=language)
    view = tokens.view(normalise)
    found = places(tokens, view, terms_of(tokens, term, normalise=normalise), compounds=compounds)
    lines = _positions(tokens, view, found)
    row = tokens.rows_of(found.first)
    lines.insert(1, "sentence", tokens.sentences_of(found.first) - tokens.spans.first[row] + 1)
    ends = (
        context_starts(tokens, view, found, width),
        lines["start"],
        lines["end"],
        context_ends(tokens, view, found, width),
    )
    shown = _contexts(tokens.texts, row, *(np.asarray(end) for end in ends))
    return CONCORDANCE.typed(lines.assign(**shown), names=tokens.names.dtype)


def _positions(tokens: Tokens, view: View, found: Places) -> pd.DataFrame:
    start, last = (tokens.starts[words].astype(np.int64) for words in (found.first, found.last))
    return pd.DataFrame(
        {
            "article": tokens.names.take(tokens.rows_of(found.first)).array,
            "start": start + view.offsets[found.first_reading],
            "end": last + view.offsets[found.last_reading] + view.lengths[found.last_reading],
        }
    )


def _contexts(
    texts: pd.Series, rows: np.ndarray, left: np.ndarray, start: np.ndarray, end: np.ndarray, right: np.ndarray
) -> dict[str, pd.Series]:
    """The text left of each occurrence, the occurrence, and the text right of it, with single spaces."""
    needed, which = np.unique(rows, return_inverse=True)
    written = texts.iloc[needed].to_list()
    cuts = zip(which.tolist(), left.tolist(), start.tolist(), end.tolist(), right.tolist(), strict=True)
    lines = [
        (_single_spaced(text[a:b]), _single_spaced(text[b:c]), _single_spaced(text[c:d]))
        for row, a, b, c, d in cuts
        for text in (written[row],)
    ]
    columns = zip(*lines, strict=True) if lines else ([], [], [])
    return {
        name: pd.Series(list(values), dtype="str")
        for name, values in zip(("left", "keyword", "right"), columns, strict=True)
    }


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def term_positions(
    articles: Articles | Tokens, terms: Iterable[str] = (), *, language: str | None = None
) -> pd.DataFrame:
    r"""The positions of headings, sentences and chosen terms in each article, for a dispersion plot.

    Columns `article`, `start`, `end`, `kind` (`heading`, `sentence`, `term`), `label` (the term, else missing).

    >>> toy = pd.DataFrame({"text": ["Mosul valt\nIS vlucht."], "language": "nl"}, index=["a"])
    >>> term_positions(toy, ["IS"])[["start", "kind", "label"]].fillna("").values.tolist()
    [[0, 'heading', ''], [11, 'sentence', ''], [11, 'term', 'IS']]
    """
    if isinstance(terms, str):
        raise TypeError(f"terms takes a list of terms; received the string {terms!r}.")
    tokens = as_tokens(articles, language=language)
    spans, view = tokens.spans, tokens.view()
    parts = pd.DataFrame(
        {
            "article": tokens.names.take(np.repeat(np.arange(len(tokens)), np.diff(spans.first))).array,
            "start": spans.start.astype(np.int64),
            "end": spans.end.astype(np.int64),
            "kind": pd.Series(np.where(spans.heading, "heading", "sentence"), dtype="str"),
            "label": pd.Series([None] * len(spans.start), dtype="str"),
        }
    )
    found = [
        _positions(tokens, view, places(tokens, view, terms_of(tokens, term))).assign(kind="term", label=term)
        for term in terms
    ]
    return TERM_POSITIONS.typed(pd.concat([parts, *found], ignore_index=True), names=tokens.names.dtype)
