"""The explorer: choose an article, click a term, read its lines; choose two, and see what they share."""

from typing import TYPE_CHECKING

import pandas as pd

from leesbril.extras import extra

if TYPE_CHECKING:
    from leesbril.explorer._board import Explorer
    from leesbril.tokenisation.tokens import Tokens


def explore(articles: "pd.DataFrame | Tokens", *, language: str | None = None) -> "Explorer":
    """Open a board on articles or their tokens: choose one, click a term to read its lines; choose two to compare them.

    Needs JupyterLab (or Voilà) and a running kernel. The code at its foot shows the same in a notebook. Up to 30
    articles it is counted at once, beyond when the board is on the screen, with a mark that work is going on. Raises
    what `tokens` raises for a frame without texts, and a ValueError for one without articles.
    """
    # The libraries of the board are large, and nobody needs them who only counts.
    with extra("lab", "the explorer"):
        from leesbril.explorer._answers import Desk
        from leesbril.explorer._board import Explorer

    return Explorer(Desk(articles, language))


__all__ = ["explore"]
