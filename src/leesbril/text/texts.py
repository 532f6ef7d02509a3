"""Articles → their texts, after a check that every article has a text and a unique name."""

import numpy as np
import pandas as pd


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
