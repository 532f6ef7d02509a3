"""Articles → a board in one HTML file."""

import warnings
from pathlib import Path

import pandas as pd

from leesbril.board._front_end import strings
from leesbril.board._page import page
from leesbril.board._payload import payload
from leesbril.text.language import caller
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording import counted
from leesbril.wording.report_language import number, say

MOST_ARTICLES = 2_000
"""Articles that one file holds: some ten megabytes, which an e-mail takes and a browser opens within two seconds."""
MOST_CHARACTERS = 20_000_000
LARGE = 20
"""Megabytes from which the size is said before the file is made: that takes a while, and an e-mail may refuse it."""
_BYTES_PER_CHARACTER = 2.4
"""Of a file, for texts of many words: 1.7 to 2.4 for 2,000 news articles of 3,000 to 8,000 characters."""


class LargeFileWarning(UserWarning):
    """The file will be large."""


def save_board(
    articles: pd.DataFrame | Tokens,
    path: str | Path,
    *,
    title: str | None = None,
    texts: bool = True,
    language: str | None = None,
) -> Path:
    """Save a board of the articles as one HTML file, which opens in a browser without Python and without a network.

    It has search, filters, reading, side by side, the pairs and what they share, and sets to compare; in the language
    of the report (see `report_in`). `articles` are at most 2,000, of 20 million characters; a file has some two bytes
    for each. `texts=False` leaves out the texts and the order of their words, where you may not hand these on: words
    can then be searched and counted, and not read; titles stay. Gives the path. Raises ValueError for too many articles
    and for none, FileNotFoundError if the folder does not exist.

    Warns beforehand (LargeFileWarning) of a file of more than 20 MB, and says how large it will be.

    The file's content security policy forbids every request; what the articles hold is shown as text and cannot act.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise FileNotFoundError(f"{target.name} cannot be saved: there is no folder {target.parent}. Create it first.")
    if not isinstance(title, str | None):
        raise TypeError(f"title is a text or None; received {title!r}.")
    tokens = as_tokens(articles, language=language)
    _check_size(tokens)
    if told := size_beforehand(tokens.texts):
        warnings.warn(told, LargeFileWarning, stacklevel=caller())
    name = title or say("Board of {n} articles", n=number(len(tokens)))
    written = page(payload(tokens, strings(), texts=texts), name)
    target.write_text(written, encoding="utf-8", errors="replace")
    return target


def expected_megabytes(characters: int) -> float:
    """The size of the file for so many characters of text, about; small ones have 0.3 MB besides.

    >>> expected_megabytes(10_000_000)
    24.0
    """
    return characters * _BYTES_PER_CHARACTER / 1e6


def size_beforehand(texts: pd.Series) -> str | None:
    """How large the file of some texts will be, if it is large and not refused."""
    characters = int(texts.str.len().sum())
    expected = expected_megabytes(characters)
    if expected <= LARGE or characters > MOST_CHARACTERS or len(texts) > MOST_ARTICLES:
        return None
    return f"{counted(len(texts), 'article')} of {characters:,} characters: the file will have some {expected:.0f} MB."


def _check_size(tokens: Tokens) -> None:
    if not len(tokens):
        raise ValueError("There are no articles to show: the frame has no rows.")
    characters = int(tokens.texts.str.len().sum())
    if len(tokens) > MOST_ARTICLES or characters > MOST_CHARACTERS:
        expected = expected_megabytes(characters)
        raise ValueError(
            f"A saved board holds at most {MOST_ARTICLES:,} articles and {MOST_CHARACTERS:,} characters; received "
            f"{len(tokens):,} and {characters:,}, a file of some {expected:,.0f} MB. Save a part, such as "
            "articles.loc[leesbril.search(articles, 'moskee').articles], or open all of them with leesbril.board."
        )
