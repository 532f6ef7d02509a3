"""The board: look up any word, filter, compare and read, in a notebook or as one file without Python."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from leesbril.board._saved import save_board
from leesbril.extras import extra
from leesbril.tokenisation.build import as_tokens

if TYPE_CHECKING:
    from leesbril.board._live import Board
    from leesbril.tokenisation.tokens import Tokens

MOST_LIVE = 50_000
"""Articles that a live board holds: they travel to the browser once, some five kilobytes each."""


def board(
    articles: "pd.DataFrame | Tokens", *, notes: str | Path | None = None, language: str | None = None
) -> "Board":
    """Open a board of the articles in a notebook: search, filter, read, compare, note.

    Everything runs in the browser once the articles are there; the kernel is told what is chosen. Of the result,
    `selection` is the frame of the articles that the filters leave, `chosen` the names of the articles that are read,
    `query` what is searched for, `notes` the frame of notes. `notes` is a CSV file in which these are kept, beside the
    articles; `leesbril.keep_labels` takes its labels of pairs. Needs JupyterLab, Voilà or another place that shows
    anywidgets. Raises ValueError for no articles and for more than 50,000.
    """
    tokens = as_tokens(articles, language=language)
    if not 0 < len(tokens) <= MOST_LIVE:
        raise ValueError(
            f"A board shows 1 to {MOST_LIVE:,} articles; received {len(tokens):,}. Choose some, as in "
            "tokens.select(leesbril.search(tokens, 'moskee').articles)."
        )
    with extra("lab", "the board in a notebook"):
        from leesbril.board._live import Board
    return Board(tokens, notes)


__all__ = ["board", "save_board"]
