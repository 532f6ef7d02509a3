"""Tokens → what a board shows of what articles state: names, quantities, times, sources, headings that are too firm."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from leesbril.board._offsets import Utf16
from leesbril.board._words import Part
from leesbril.facts.together import ends_of, facts_of, source_keys
from leesbril.tokenisation.tokens import Tokens

MOST_WITH_FACTS = 2_000
"""Articles up to which a board has what they state: more take Python longer than twenty seconds."""
_NO_PLACE = -1
_STRINGS = {
    "names": ("name", "kind"),
    "quantities": ("unit", "counted", "time", "source", "firmness"),
    "times": ("kind", "means"),
    "attributions": ("source", "counted_as", "verb", "firmness"),
    "headings": ("heading", "firmness", "shared"),
}
"""The columns of each frame that are texts: each distinct text travels once, in the header."""
_PLACES = {
    "names": ("start", "end"),
    "quantities": ("start", "end", "counted_start", "counted_end", "sentence_start", "sentence_end"),
    "times": ("start", "end"),
    "attributions": ("start", "end", "scope_start", "scope_end"),
    "headings": ("heading_start", "heading_end", "start", "end"),
}
_VALUES = {"quantities": ("low", "high", "low_excluded", "high_excluded", "vague", "left_out")}


def facts_on_board(tokens: Tokens, utf16: Utf16, *, texts: bool = True) -> Part:
    """What the articles state, or in the header's `facts` why it is left out: `texts`, `many` or `language`."""
    if not texts or len(tokens) > MOST_WITH_FACTS:
        return {"facts": {"missing": "many" if texts else "texts"}}, {}
    told: dict[str, Any] = {}
    arrays: dict[str, np.ndarray] = {}
    for name, frame in _frames(tokens):
        strings, more = _packed(name, frame, tokens, utf16)
        told[name] = strings
        arrays |= {f"{name}.{column}": values for column, values in more.items()}
    return {"facts": told or {"missing": "language"}}, arrays


def _frames(tokens: Tokens) -> Iterator[tuple[str, pd.DataFrame]]:
    """The frames for which the language has rules, each with the columns that a board needs."""
    found = facts_of(tokens)
    for name, frame in found._asdict().items():
        if frame is None:
            continue
        if name == "quantities":
            frame = frame.join(ends_of(frame, tokens.language)).join(_sentences(frame, tokens))
        elif name == "attributions":
            frame = frame.assign(counted_as=source_keys(frame["source"], tokens.language))
        yield name, frame


def _sentences(frame: pd.DataFrame, tokens: Tokens) -> pd.DataFrame:
    """Where the sentence of each row begins and ends."""
    spans = tokens.spans
    place = spans.first[_rows(frame, tokens)] + frame["sentence"].to_numpy(np.int64) - 1
    return pd.DataFrame({"sentence_start": spans.start[place], "sentence_end": spans.end[place]}, index=frame.index)


def _packed(
    name: str, frame: pd.DataFrame, tokens: Tokens, utf16: Utf16
) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """The distinct texts of a frame, and its columns as arrays, in the order of the articles."""
    rows = _rows(frame, tokens)
    order = np.argsort(rows, kind="stable")
    frame, rows = frame.iloc[order], rows[order]
    strings: dict[str, list[str]] = {}
    arrays = {"first": np.searchsorted(rows, np.arange(len(tokens) + 1)).astype(np.uint32)}
    for column in _STRINGS[name]:
        codes, distinct = pd.factorize(frame[column])
        strings[column], arrays[column] = distinct.tolist(), codes.astype(np.int32)
    for column in _PLACES[name]:
        arrays[column] = _in_browser(frame[column], rows, utf16)
    for column in _VALUES.get(name, ()):
        arrays[column] = frame[column].to_numpy(bool if frame[column].dtype == bool else float)
    return strings, arrays


def _in_browser(places: pd.Series, rows: np.ndarray, utf16: Utf16) -> np.ndarray:
    """Places as a browser counts them; -1 where there is none."""
    known = places.notna().to_numpy()
    found = np.full(len(places), _NO_PLACE, np.int32)
    found[known] = utf16.places(rows[known], places[known].to_numpy(np.int64))
    return found


def _rows(frame: pd.DataFrame, tokens: Tokens) -> np.ndarray:
    rows: np.ndarray = tokens.names.get_indexer(pd.Index(frame["article"]))
    return rows
