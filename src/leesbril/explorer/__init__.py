"""The explorer: read one article by its terms, or compare two."""

from typing import TYPE_CHECKING

import pandas as pd

from leesbril.extras import extra

if TYPE_CHECKING:
    from leesbril.explorer._board import Explorer
    from leesbril.tokenisation.tokens import Tokens


def explore(articles: "pd.DataFrame | Tokens", *, language: str | None = None) -> "Explorer":
    """Open an interactive explorer: choose one article to see its terms in context, or two to compare them.

    Needs JupyterLab (or Voilà) and a running kernel. The code at the bottom shows the same in a notebook cell. More
    than 30 articles are counted after the explorer is shown, with a progress indicator. Raises the errors of `tokens`,
    and ValueError for a frame without articles.
    """
    # Imported here, because the widget libraries are large.
    with extra("lab", "the explorer"):
        from leesbril.explorer._answers import Answers
        from leesbril.explorer._board import Explorer

    return Explorer(Answers(articles, language))


__all__ = ["explore"]
