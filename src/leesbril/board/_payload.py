"""Articles → all that a board knows of them, in one run of bytes."""

from typing import Any

import numpy as np
import pandas as pd

from leesbril.board._articles import articles_of, texts_of
from leesbril.board._container import packed
from leesbril.board._facts import facts_on_board
from leesbril.board._families import families_on_board
from leesbril.board._offsets import Utf16
from leesbril.board._pairs import pairs_of
from leesbril.board._stories import stories_on_board
from leesbril.board._words import VIEWS, in_alphabetical_order, view_of, words_of
from leesbril.passages.shared import shared_passages
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording.report_language import report_language


def payload(tokens: Tokens, strings: dict[str, Any], *, texts: bool = True, level: int = 6) -> bytes:
    """All that a board shows: articles, words, pairs, passages, what the articles state, and its own words.

    Its own words are in the language of the report. With `texts=False` the texts and the order of their words are left
    out: words can be counted, not read.
    """
    written = tokens.texts
    utf16 = Utf16(written.tolist())
    facts = facts_on_board(tokens, utf16, texts=texts)
    passages = shared_passages(tokens)
    articles = tokens.articles
    if not texts:  # a label would be the first words of a text where there is no title
        tokens, articles = in_alphabetical_order(tokens), articles.assign(text=articles.index.astype(str))
    header: dict[str, Any] = {
        "language": tokens.language,
        "report": report_language(),
        "strings": strings,
        "n": len(tokens),
        "hasTexts": texts,
        "views": {},
        **articles_of(articles),
    }
    arrays: dict[str, np.ndarray] = {}
    parts = [words_of(tokens, utf16, order=texts), pairs_of(tokens, passages, utf16)]
    parts.append(families_on_board(tokens, passages, utf16, texts=texts))
    for told, more in (*parts, stories_on_board(tokens, passages, header["labels"], texts=texts), facts):
        header |= told
        arrays |= more
    for normalise in VIEWS:
        header["views"][normalise], more = view_of(tokens, normalise)
        arrays |= more
    arrays |= texts_of(written if texts else pd.Series([""] * len(tokens)), utf16 if texts else Utf16([]))
    return packed(header, arrays, level=level)
