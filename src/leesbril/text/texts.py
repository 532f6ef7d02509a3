"""Articles → their texts, after a check that every article has a text and a unique name."""

from collections.abc import Iterator
from itertools import chain

import numpy as np
import pandas as pd

CHUNK = 5_000
"""Texts of which a second form is held at a time."""


def checked_texts(articles: pd.DataFrame) -> pd.Series:
    """The texts of a frame of articles; raises TypeError or ValueError if it is not valid."""
    if not isinstance(articles, pd.DataFrame):
        raise TypeError(f"Expected a frame of articles with a column 'text'; received {type(articles).__name__}.")
    if "text" not in articles.columns:
        raise ValueError(f"The frame of articles has no column 'text'; it has {list(articles.columns)}.")
    if list(articles.columns).count("text") > 1:
        raise ValueError("The frame of articles has two columns 'text'; keep one.")
    check_names(articles.index)
    texts = articles["text"]
    as_arrow = isinstance(texts.dtype, pd.StringDtype) and texts.dtype.storage == "pyarrow"
    wrong = texts.isna() if as_arrow else [not isinstance(text, str) for text in texts]
    if len(textless := articles.index[wrong]):
        raise ValueError(f"Articles without a text: {_named(textless)}. Leave them out, or give them one.")
    # Arrow strings cannot contain lone surrogates.
    if not as_arrow and len(broken := articles.index[[_has_surrogate(text) for text in texts]]):
        raise ValueError(f"Articles whose text contains a lone surrogate: {_named(broken)}. Decode the file again.")
    return texts


def first_with_same_text(texts: pd.Series) -> np.ndarray:
    """For each text the position of the first that is equal but for white space: its own, if none before it is.

    A hash finds candidates and the texts decide.

    >>> first_with_same_text(pd.Series(["Mosul valt.", "IS vlucht.", "Mosul  valt.\\n"])).tolist()
    [0, 1, 0]
    """
    first = np.arange(len(texts))
    hashes = pd.Series(np.concatenate([np.zeros(0, np.uint64), *map(_hashes, _chunks(texts))]))
    repeated = hashes[hashes.duplicated(keep=False)]
    for _, candidates in repeated.groupby(repeated):
        seen: dict[str, int] = {}
        positions = iter(candidates.index)
        for text in chain.from_iterable(_chunks(texts.iloc[candidates.index])):
            position = next(positions)
            first[position] = seen.setdefault(" ".join(text.split()), position)
    return first


def _chunks(texts: pd.Series) -> Iterator[pd.Series]:
    """Some texts at a time, so that no second copy of all is held."""
    return (texts.iloc[at : at + CHUNK] for at in range(0, len(texts), CHUNK))


def _hashes(texts: pd.Series) -> np.ndarray:
    import polars as pl

    words = pl.from_pandas(texts.astype("str")).str.replace_all(r"\s+", " ").str.strip_chars()
    return words.hash().to_numpy()


def check_names(names: pd.Index) -> None:
    """Raise ValueError unless every article has one unique name."""
    if names.nlevels > 1:
        raise ValueError(f"Every article needs one name; the index has {names.nlevels} levels.")
    if len(missing := np.flatnonzero(names.isna())):
        rows = _named(pd.Index(missing))
        raise ValueError(
            f"Articles without a name: the index is {names[missing[0]]} in row {rows}, counted from 0. Name them, as "
            "in articles.reset_index(drop=True), or leave them out."
        )
    # pandas takes True and False as a row mask, so an article with such a name could not be selected.
    may_be = names.dtype == object or names.dtype == bool
    if may_be and len(wrong := names[[isinstance(name, bool | np.bool_) for name in names]]):
        raise ValueError(f"An article cannot be named {_named(wrong)}. Use a string or a number.")
    if not names.is_unique:
        raise ValueError(f"Article names must be unique; repeated: {_named(names[names.duplicated()])}.")


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _named(index: pd.Index) -> str:
    return ", ".join(map(str, index[:5])) + (f" and {len(index) - 5} more" if len(index) > 5 else "")
