"""What a chart calls articles and terms: the labels of `leesbril.labels`, and terms as the folder writes them."""

import pandas as pd

from leesbril.charts._labels import clean


def labelled(table: pd.DataFrame, labels: pd.Series | None, *columns: str) -> pd.DataFrame:
    """Give the table with labels in place of the articles in these columns; an article without one keeps its name.

    A paragraph or sentence, (article, number), is named by the label and the number. Raises TypeError or ValueError
    for labels that could make one of two articles.
    """
    if not (known := checked_labels(labels)):
        return table
    table = table.copy()
    for column in columns:
        table[column] = pd.Series([_label(known, name) for name in table[column]], table.index, dtype=object)
    return table


def checked_labels(labels: pd.Series | None) -> dict[object, str]:
    """The labels by article, none if there are none; raises TypeError or ValueError unless each is a label of one."""
    if labels is None:
        return {}
    if not isinstance(labels, pd.Series):
        raise TypeError(f"labels must be the Series of leesbril.labels; received {type(labels).__name__}")
    if not labels.index.is_unique or labels.duplicated().any():
        raise ValueError("labels must hold one label per article, and no two the same, as leesbril.labels gives them")
    return {name: clean(label) for name, label in labels.items()}


def _label(known: dict[object, str], name: object) -> object:
    if isinstance(name, tuple) and len(name) == 2 and name[0] in known:
        return f"{known[name[0]]}, {name[1]}"
    return known.get(name, name)


def in_prose(name: object, labels: pd.Series | None) -> str:
    """Write an article in a sentence: a label between quotation marks, a bare name without."""
    return clean(name) if labels is None else f"“{clean(name)}”"


def terms_of(table: pd.DataFrame) -> pd.Series:
    """The terms as the folder mostly writes them, where the table has the column `shown`; else as they are counted."""
    return table["shown"].fillna(table["term"]) if "shown" in table else table["term"]
