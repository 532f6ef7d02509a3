"""Tokens → who says what, by which word, and how firmly."""

from typing import Any

import numpy as np
import pandas as pd

from leesbril.facts._attributions.folder import Found, found_in
from leesbril.frames import ATTRIBUTIONS
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens


def attributions(articles: Articles | Tokens, *, language: str | None = None) -> pd.DataFrame:
    """The statements that articles attribute to a source, or report without one, in text order.

    Columns `article`, `sentence`, `start`, `end`, `written` (the marking words with the source beside them and the
    medium behind it), `source`, `source_start`, `source_end` (missing where nobody is named), `verb` (the word that
    marks it; missing for a quotation without one), `scope_start`, `scope_end` (what is said; of *Dat meldt X* the
    sentence before), `firmness`: `stated`, `quoted` (between quotation marks), `zou` (in the form of hearsay), `hope`
    (hoped, thought, expected), `wish` (wanted, demanded, called for) or `unsourced` (*er wordt gezegd*). What the
    article states by itself has no row.

    A source is a noun phrase or pronoun as written: *hij* is not resolved. A quotation is speech with a verb of saying
    beside it, or with three words or more; one that opens the next sentence is of the same source. *Zou* in a
    condition or a judgement (*dat zou jammer zijn*) is no hearsay. Rules with word lists (`facts/data`), no parser.
    Raises ValueError for tokens without texts, and for a language without rules.

    >>> toy = pd.DataFrame({"text": ["De stad is volgens Irak omsingeld. De leider zou zijn gevlucht."]}, index=["a"])
    >>> attributions(toy, language="nl")[["written", "source", "firmness"]].fillna("nobody").values.tolist()
    [['volgens Irak', 'Irak', 'stated'], ['zou', 'nobody', 'zou']]
    """
    tokens = as_tokens(articles, language=language)
    found: pd.DataFrame = tokens.kept("attributions", lambda: _attributions(tokens))
    return found.copy()


def _attributions(tokens: Tokens) -> pd.DataFrame:
    rows = [_row(found) for found in found_in(tokens)]
    frame = pd.DataFrame(rows, columns=list(ATTRIBUTIONS.kinds))
    frame["article"] = tokens.names.take(frame["article"].to_numpy(np.int64)).array
    return ATTRIBUTIONS.typed(frame, names=tokens.names.dtype)


def _row(found: Found) -> tuple[Any, ...]:
    """The values of the columns, with the number of the article in place of its name."""
    text, one = found.text, found.statement
    source = (None, None, None) if one.source is None else (text[slice(*one.source)], *one.source)
    written = text[slice(*one.marker)]
    return (found.article, found.sentence, *one.marker, written, *source, one.verb or None, *one.scope, one.firmness)
