"""Checks of the table that a chart draws, and its columns as arrays."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from leesbril.charts._labels import clean, texts
from leesbril.charts._layout import BODY, GAP, beginning, shorten, width_of
from leesbril.charts._names import in_prose, labelled

MOST_TERMS = 5  # the colours of the style sheet; more than this are no longer told apart
FEWEST_ARTICLES, MOST_ARTICLES = 4, 40  # of a heatmap; the cells of more are too small to tell apart
NAMES = {"article", "article_a", "article_b", "term", "kind", "sentence", "problem"}  # a row says nothing without


def check_table(table: pd.DataFrame, columns: Sequence[str], chart: str) -> None:
    """Raise an error that names what is missing, unless the table has rows, these columns, and names in them."""
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"{chart} draws a pandas DataFrame, not {type(table).__name__}")
    missing = [column for column in columns if column not in table]
    if missing:
        got = ", ".join(map(str, table.columns)) or "no columns"
        raise ValueError(f"{chart} needs the missing column(s) {', '.join(missing)}; the table has {got}")
    if table.empty:
        raise ValueError(f"{chart} has nothing to draw: no rows; it expects the column(s) {', '.join(columns)}")
    for column in set(columns) & NAMES:
        if table[column].isna().any():
            raise ValueError(
                f"{chart}: column {column} has {table[column].isna().sum()} missing value(s); drop such rows"
            )


def numbers_of(table: pd.DataFrame, column: str, *, below_zero: bool = False) -> np.ndarray:
    """Give a column as floats, NaN where missing; most bars and all colours start at zero: nothing may lie below."""
    try:
        numbers = pd.to_numeric(table[column]).to_numpy(dtype=float, na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise ValueError(f"column {column} must hold numbers: {error}") from error
    wrong = numbers[np.isinf(numbers) | ((numbers < 0) & (not below_zero))]
    if wrong.size:
        raise ValueError(
            f"column {column} must hold finite numbers{'' if below_zero else ' from zero up'}; received {wrong[0]:g}"
        )
    return numbers


def counts_of(table: pd.DataFrame, column: str) -> np.ndarray:
    """Give a column of whole numbers as floats; none may be missing."""
    numbers = numbers_of(table, column)
    wrong = numbers[~(numbers % 1 == 0)]
    if wrong.size:
        raise ValueError(f"column {column} must hold whole numbers; received {wrong[0]:g}")
    return numbers


def cosines_of(table: pd.DataFrame) -> np.ndarray:
    """Give the cosines as floats, NaN where missing; none may lie above 1."""
    cosines = numbers_of(table, "cosine")
    if (cosines > 1 + 1e-9).any():
        raise ValueError(f"a cosine must lie between 0 and 1; received {np.nanmax(cosines):g}")
    return cosines


def openings_of(table: pd.DataFrame, room: float, *, stacked: bool = False) -> list[str]:
    """Name each sentence by its article, its number and as many of its first words as there is room for.

    Stacked, the words have a line of their own.
    """
    articles = pd.unique(table["article"])
    short = dict(zip(articles, shorten(texts(articles), 0.85 * room if stacked else room / 4, BODY), strict=True))
    heads = [f"{short[row.article]}, {clean(row.sentence)}: " for row in table.itertuples()]
    words = ["" if pd.isna(text) else str(text) for text in table["text"]]
    if stacked:
        return [f"{head[:-2]}\n{beginning(text, room - GAP, BODY)}" for head, text in zip(heads, words, strict=True)]
    return [
        head + beginning(text, room - width_of(head, BODY) - GAP, BODY) for head, text in zip(heads, words, strict=True)
    ]


def names_of_pairs(table: pd.DataFrame, room: float, *, stacked: bool = False) -> list[str]:
    """Name each pair “a – b”, each name with half the room; or stacked, each on a line of its own."""
    articles = pd.unique(table[["article_a", "article_b"]].to_numpy(dtype=object).ravel())
    each = room if stacked else (room - width_of(" – ", BODY)) / 2
    short = dict(zip(articles, shorten(texts(articles), each, BODY), strict=True))
    return [
        f"{short[a]}{chr(10) if stacked else ' – '}{short[b]}"
        for a, b in zip(table["article_a"], table["article_b"], strict=True)
    ]


def article_of(table: pd.DataFrame, labels: pd.Series | None = None) -> str | None:
    """Name the one article of a table of terms, if it has the column and names one."""
    names = list(pd.unique(table["article"])) if "article" in table else []
    if len(names) > 1:
        some = ", ".join(map(str, names[:3])) + (", …" if len(names) > 3 else "")
        raise ValueError(
            f"term_bars draws one article, the table has {len(names)}: {some}; "
            f"select one, as in table[table['article'] == {str(names[0])!r}]"
        )
    known = labelled(pd.DataFrame({"article": names}), labels, "article")["article"]
    return next((in_prose(name, labels) for name in known if not pd.isna(name)), None)


def pairs_of(table: pd.DataFrame) -> tuple[np.ndarray, list[object]]:
    """Give each pair as two numbers, and the articles that these number, in order of first appearance."""
    codes, articles = pd.factorize(table[["article_a", "article_b"]].to_numpy(dtype=object).ravel())
    seen, pairs = set(), codes.reshape(-1, 2)
    for a, b in pairs.tolist():
        if a == b:
            raise ValueError(f"article {articles[a]} is paired with itself; leave such pairs out")
        if frozenset((a, b)) in seen:
            raise ValueError(f"the pair {articles[a]}, {articles[b]} is given more than once; give each pair once")
        seen.add(frozenset((a, b)))
    return pairs, list(articles)


def square_of(table: pd.DataFrame) -> tuple[list[object], np.ndarray]:
    """Give the articles in order of first appearance and their symmetric matrix of cosines, NaN where there is none."""
    number = pd.unique(table[["article_a", "article_b"]].to_numpy(dtype=object).ravel()).size
    if number > MOST_ARTICLES:
        raise ValueError(
            f"similarity_heatmap draws at most {MOST_ARTICLES} articles, the table has {number:,}; draw "
            "cosine_distribution of leesbril.cosine_histogram and pair_bars of the most similar pairs, or choose some "
            "articles first"
        )
    cosines, (pairs, articles) = cosines_of(table), pairs_of(table)
    if number < FEWEST_ARTICLES:
        raise ValueError(
            f"similarity_heatmap draws {FEWEST_ARTICLES} articles or more, the table has {number}; draw pair_bars"
        )
    square = np.full((number, number), np.nan)
    square[pairs[:, 0], pairs[:, 1]] = square[pairs[:, 1], pairs[:, 0]] = cosines
    return articles, square


def bins_of(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Give the bounds of each bin of cosines; both are missing in a row for what has no cosine."""
    low, high = numbers_of(table, "cosine_from"), numbers_of(table, "cosine_to")
    right = (np.isnan(low) & np.isnan(high)) | ((low < high) & (high <= 1 + 1e-9))
    if not right.all():
        wrong = int(np.flatnonzero(~right)[0])
        raise ValueError(f"a bin must run upwards within 0 to 1; received {low[wrong]:g} to {high[wrong]:g}")
    return low, high


def at_most(table: pd.DataFrame, most: int, chart: str, noun: str) -> None:
    """Raise an error that names the way out if a chart cannot hold so many rows."""
    if len(table) > most:
        raise ValueError(f"{chart} draws at most {most} {noun}, the table has {len(table):,}; take table.head({most})")


def structure_of(table: pd.DataFrame) -> pd.DataFrame:
    """Check the table of a dispersion plot and give a copy that surely has a `label`."""
    strange = [str(kind) for kind in pd.unique(table["kind"]) if kind not in ("heading", "sentence", "term")]
    if strange:
        raise ValueError(f"kind must be heading, sentence or term; received {', '.join(strange)}")
    table = table.assign(start=numbers_of(table, "start"), end=numbers_of(table, "end"), label=table.get("label"))
    if not (table["start"] <= table["end"]).all():
        raise ValueError("every row needs a start and an end, and no end may lie before its start")
    labels = table.loc[table["kind"] == "term", "label"]
    if labels.isna().any():
        raise ValueError("rows of kind term need their term in the column label")
    if labels.nunique() > MOST_TERMS:
        received = f"{labels.nunique()}: {', '.join(texts(pd.unique(labels)))}"
        raise ValueError(f"dispersion_plot draws at most {MOST_TERMS} terms, the table has {received}; select some")
    return table
