"""Tokens → all occurrences of a query: keyword in context, and positions in each article."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from leesbril.frames import CONCORDANCE, TERM_POSITIONS
from leesbril.queries._contexts import context_ends, context_starts, cut, in_order_of_words
from leesbril.queries.matching import Hits, hits_of
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

WIDTH = 8
ORDERS = ("text", "left", "right")


def concordance(
    articles: Articles | Tokens,
    query: str,
    *,
    width: int = WIDTH,
    sort: str = "text",
    compounds: bool = False,
    normalise: str = "surface",
    language: str | None = None,
) -> pd.DataFrame:
    """The concordance of a query (see `search`): every occurrence with its context (KWIC).

    Columns `article`, `sentence`, `start`, `end` (of the keyword in the text), `left`, `keyword`, `right` (up to
    `width` words on either side, with single spaces). `sort="left"` puts the lines in the order of the words before the
    keyword, the nearest first; `"right"` of those after it. With `compounds`, hyphenated words that have the word as a
    part (IS-leider) are found too. Raises ValueError for a query that cannot be read, a negative width, or tokens
    without texts.

    >>> toy = pd.DataFrame({"text": ["Wat is IS? De IS-leider vlucht."], "language": "nl"}, index=["a"])
    >>> concordance(toy, "IS", width=1, compounds=True)[["left", "keyword", "right"]].values.tolist()
    [['is', 'IS', '? De'], ['De', 'IS-leider', 'vlucht']]
    """
    tokens = as_tokens(articles, language=language)
    found = hits_of(tokens, query, normalise=normalise, compounds=compounds)
    return lines_of(tokens, tokens.view(normalise), found, width=width, sort=sort)


def lines_of(tokens: Tokens, view: View, found: Hits, *, width: int = WIDTH, sort: str = "text") -> pd.DataFrame:
    """The concordance of occurrences."""
    if not isinstance(width, int) or width < 0:
        raise ValueError(f"width must be 0 words or more; received {width!r}.")
    if sort not in ORDERS:
        raise ValueError(f"sort must be one of {', '.join(map(repr, ORDERS))}; received {sort!r}.")
    row = tokens.rows_of(found.first)
    lines = positions_of(tokens, view, found)
    starts, ends = context_starts(tokens, view, found, width), context_ends(tokens, view, found, width)
    pieces = cut(tokens.texts, row, starts, lines["start"].to_numpy(), lines["end"].to_numpy(), ends)
    shown = dict(zip(("left", "keyword", "right"), pieces, strict=True))
    sentence = tokens.sentences_of(found.first) - tokens.spans.first[row] + 1
    lines = CONCORDANCE.typed(lines.assign(sentence=sentence, **shown), names=tokens.names.dtype)
    if sort == "text":
        return lines
    return lines.take(in_order_of_words(tokens, view, found, sort)).reset_index(drop=True)


def positions_of(tokens: Tokens, view: View, found: Hits) -> pd.DataFrame:
    """The article of each occurrence, and where it starts and ends in the text."""
    start, last = (tokens.starts[words].astype(np.int64) for words in (found.first, found.last))
    return pd.DataFrame(
        {
            "article": tokens.names.take(tokens.rows_of(found.first)).array,
            "start": start + view.offsets[found.first_reading],
            "end": last + view.offsets[found.last_reading] + view.lengths[found.last_reading],
        }
    )


def keywords_of(tokens: Tokens, view: View, found: Hits) -> Any:
    """Each occurrence as written, with single spaces; raises ValueError if the texts were left out."""
    lines = positions_of(tokens, view, found)
    edges = (lines[name].to_numpy() for name in ("start", "end"))
    return cut(tokens.texts, tokens.rows_of(found.first), *edges)[0]


def term_positions(
    articles: Articles | Tokens, terms: Iterable[str] = (), *, language: str | None = None
) -> pd.DataFrame:
    r"""The positions of headings, sentences and chosen terms in each article, for a dispersion plot.

    Each term is a query (see `search`). Columns `article`, `start`, `end`, `kind` (`heading`, `sentence`, `term`),
    `label` (the term, else missing).

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
    found = [positions_of(tokens, view, hits_of(tokens, term)).assign(kind="term", label=term) for term in terms]
    return TERM_POSITIONS.typed(pd.concat([parts, *found], ignore_index=True), names=tokens.names.dtype)
