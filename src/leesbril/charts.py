"""Charts: a tidy table in, a matplotlib Axes out.

Every chart draws exactly the rows it is given, in the order given, from top to bottom. It leaves matplotlib's settings
and pyplot alone, and carries an alternative text, which `show` stores with the picture in a notebook. A character
that the house font lacks is drawn as □; the alternative text keeps it.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.drawing import SENTENCE_ROOM, Choice, bars, curve, dispersion, heatmap
from leesbril.page import (
    ALT,
    BODY,
    GAP,
    Picture,
    Words,
    beginning,
    figure_of,
    png,
    room_of,
    shorten,
    width_of,
)
from leesbril.wording import (
    clean,
    contents,
    curve_claim,
    highest_claim,
    influence_claim,
    inner,
    many,
    number,
    percent,
    quoted,
    share_claim,
    signed,
    structure_claim,
    texts,
    times,
)

STYLE = Path(__file__).with_name("leesbril.mplstyle")
MOST_TERMS = 5  # the colours of the style sheet; more than this are no longer told apart
NAMES = {"article", "article_a", "article_b", "term", "kind", "sentence"}  # columns without which a row says nothing
MEASURES = {"tfidf": "TF-IDF weight", "tf": "term frequency"}

_house_style = mpl.rc_context(fname=STYLE)  # as a decorator it is entered anew at every call


# The charts.


@_house_style
def term_bars(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    value: str = "tfidf",
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw one bar a term, as long as its weight, with weight and count written on it.

    `table`: `term`, `count` and the column that `value` names (never below zero; missing is drawn as –); optionally
    `article`, which must then be one article, and `idf_source`. Raises ValueError on any other table.
    """
    _require(table, list(dict.fromkeys(["term", value, "count"])), "term_bars")
    weights, names, measure = _numbers(table, value), quoted(table["term"]), MEASURES.get(value, value)
    labels, place = [number(weight, weights) for weight in weights], _place(table)
    key = [many(len(names), "term") + place, f"bar: {measure}"]
    if value != "count":
        labels = [f"{label} · {times(n)}" for label, n in zip(labels, _numbers(table, "count"), strict=True)]
        key.append("×: times in the article")
    if "idf_source" in table:
        key.append(f"idf: {', '.join(texts(pd.unique(table['idf_source'].dropna())))}")
    claim = highest_claim(names, weights, measure, "terms", place)
    alt = f"Bar chart of the {measure} of {many(len(names), 'term')}, where {inner(claim)}."
    return bars(ax, texts(table["term"]), weights, labels, Words(title or claim, " · ".join(key), source, alt))


@_house_style
def contribution_bars(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw one bar a term, as long as its contribution to a cosine, with contribution, share and counts on it.

    `table`: `term`, `contribution` (not below zero), `share` (of the cosine, 0 to 1), optionally both `count_a` and
    `count_b`. Raises ValueError on any other table.
    """
    _require(table, ["term", "contribution", "share"], "contribution_bars")
    parts, shares, names = _numbers(table, "contribution"), _numbers(table, "share"), texts(table["term"])
    labels = [f"{number(part, parts)} · {percent(share)}" for part, share in zip(parts, shares, strict=True)]
    key = [many(len(names), "term"), "bar: contribution to the cosine", "%: share of the cosine"]
    if {"count_a", "count_b"} <= set(table.columns):
        counts = zip(labels, _numbers(table, "count_a"), _numbers(table, "count_b"), strict=True)
        labels = [f"{label} · {times(a)}/{times(b)}" for label, a, b in counts]
        key.append("×: times in each article")
    claim = share_claim(quoted(names), parts, shares)
    alt = f"Bar chart of the contributions of {many(len(names), 'term')} to a cosine, where {inner(claim)}."
    return bars(ax, names, parts, labels, Words(title or claim, " · ".join(key), source, alt))


@_house_style
def similarity_heatmap(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw the cosine of each pair of articles as a square of cells, in one hue from 0 to 1.

    `table`: `article_a`, `article_b`, `cosine`, each pair once, in either order; the other half of the square is
    filled by symmetry and the diagonal left grey. A missing cosine, or a pair that is not there, is a grey –. Up to
    15 articles the cells hold their numbers; above that a colour bar is the key. Raises ValueError on a pair given
    twice, an article paired with itself, or a cosine outside 0 to 1.
    """
    _require(table, ["article_a", "article_b", "cosine"], "similarity_heatmap")
    articles, square = _square(table)
    pairs = [f"{clean(a)} and {clean(b)}" for a, b in zip(table["article_a"], table["article_b"], strict=True)]
    claim = highest_claim(pairs, _numbers(table, "cosine"), "cosine", "pairs", has="have", named=1)
    key = [f"{many(len(articles), 'article')}, {many(len(pairs), 'pair')}", "cosine, from 0 (pale) to 1 (dark)"]
    key.append("grey: an article with itself")
    if np.isnan(square).sum() > len(articles):
        key.append("–: no cosine")
    sample = f"{many(len(pairs), 'pair')} of {many(len(articles), 'article')}"
    alt = f"Heatmap of the cosine of {sample}, where {inner(claim)}."
    return heatmap(ax, texts(articles), square, Words(title or claim, " · ".join(key), source, alt))


@_house_style
def article_structure(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw where headings, sentences and chosen terms stand in each article: a dispersion plot.

    `table`: `article`, `start`, `end` (characters from the start of the article), `kind` (`heading`, `sentence` or
    `term`) and, where kind is `term`, the term in `label`; at most five terms. Each article has a lane with its
    sentences (light) and headings (dark), and under it a lane for each term. Raises ValueError on any other table.
    """
    _require(table, ["article", "start", "end", "kind"], "article_structure")
    table = _structure(table)
    terms = list(pd.unique(table.loc[table["kind"] == "term", "label"]))
    claim, sample = structure_claim(table, terms), many(table["article"].nunique(), "article")
    marks = {
        "sentence": "light bar: a sentence",
        "heading": "dark bar: a heading",
        "term": "tick: the term stands here",
    }
    key = [sample, *(mark for kind, mark in marks.items() if kind in set(table["kind"]))]
    alt = f"Dispersion plot of {contents(table, terms)} in {sample}, where {inner(claim)}."
    return dispersion(ax, table, terms, Words(title or claim, " · ".join(key), source, alt))


@_house_style
def specification_curve(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw the cosine of two articles under every specification, and under each dot the choices it makes.

    `table`: `cosine` (0 to 1; missing is not drawn), `default` (is it the usual specification?) and a column for each
    setting, missing where a specification does not use it, as `leesbril.sensitivity.sensitivity` gives them. Raises
    ValueError on any other table. The form is that of Simonsohn, Simmons and Nelson (2020), "Specification curve
    analysis", Nature Human Behaviour 4.
    """
    _require(table, ["cosine", "default"], "specification_curve")
    cosines, usual, choices = _cosines(table), table["default"].eq(True).to_numpy(dtype=bool), _choices(table)
    claim = curve_claim(cosines)
    key = ["dot: the cosine of one way", "tick under it: a choice it makes"]
    alt = f"Specification curve of {many(len(table), 'specification')}, where "
    alt += claim[0].lower() + claim[1:]
    if usual.any():
        key.append("orange and bold: the default")
        alt += f"; the default gives {number(cosines[usual][0], cosines)}"
    return curve(ax, cosines, usual, choices, Words(title or claim, " · ".join(key), source, f"{alt}."))


@_house_style
def influence_bars(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw one bar a sentence: how far the cosine falls (to the left) or rises (to the right) without it.

    `table`: `article`, `sentence` (its number), `cosine` (without it), `change` (from the cosine of the whole) and
    `text`, as `leesbril.sensitivity.influence` gives them. Raises ValueError on any other table.
    """
    _require(table, ["article", "sentence", "cosine", "change", "text"], "influence_bars")
    changes, cosines = _numbers(table, "change", below_zero=True), _cosines(table)
    labels = [f"{signed(c, changes)} · to {number(to, cosines)}" for c, to in zip(changes, cosines, strict=True)]
    places = zip(table["sentence"], table["article"], strict=True)
    claim = influence_claim([f"sentence {clean(n)} of {clean(article)}" for n, article in places], changes, cosines)
    key = [many(len(table), "sentence"), "bar: change of the cosine when the sentence is left out"]
    alt = f"Bar chart of the change of a cosine without each of {many(len(table), 'sentence')}, where "
    words = Words(title or claim, " · ".join(key), source, f"{alt}{claim[0].lower()}{claim[1:]}.")
    return bars(ax, _openings(table, SENTENCE_ROOM * room_of(ax)), changes, labels, words, names_room=SENTENCE_ROOM)


def alt_text(ax: Axes) -> str:
    """Give the alternative text of a chart: "chart type of data, where finding".

    Raises ValueError for an Axes that no chart of this module was drawn in.

    >>> table = pd.DataFrame({"term": ["IS", "Mosul"], "tfidf": [0.41, 0.2], "count": [11, 3]})
    >>> alt_text(term_bars(table))
    'Bar chart of the TF-IDF weight of 2 terms, where ‘IS’ has the highest TF-IDF weight of these 2 terms: 0.41.'
    """
    text: str | None = getattr(ax, ALT, None)
    if text is None:
        raise ValueError(f"no chart of leesbril.charts was drawn in {ax!r}; draw one in it first")
    return text


@_house_style
def show(ax: Axes) -> None:
    """Show the figure of a chart in a notebook as one PNG with its alternative text, and close it.

    The text goes with the image three ways: as `alt` in the output's metadata, as the output's plain text (which
    nbval compares, unlike pictures) and as the description inside the PNG. Charts side by side in one figure are shown
    together. Raises ValueError as `alt_text` does.
    """
    import IPython.display

    alt, figure = alt_text(ax), figure_of(ax)
    alt = " ".join(alt_text(other) for other in figure.axes if hasattr(other, ALT)) or alt
    display: Any = IPython.display.display  # has no type hints
    display(Picture(alt, *png(figure, alt)))
    if "matplotlib.pyplot" in sys.modules:  # without it pyplot cannot hold the figure, and need not be loaded
        sys.modules["matplotlib.pyplot"].close(figure)


# Reading the table.


def _require(table: pd.DataFrame, columns: Sequence[str], chart: str) -> None:
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


def _numbers(table: pd.DataFrame, column: str, *, below_zero: bool = False) -> np.ndarray:
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


def _cosines(table: pd.DataFrame) -> np.ndarray:
    cosines = _numbers(table, "cosine")
    if (cosines > 1 + 1e-9).any():
        raise ValueError(f"a cosine must lie between 0 and 1; received {np.nanmax(cosines):g}")
    return cosines


def _choices(table: pd.DataFrame) -> list[Choice]:
    """Give each choice of each setting: every column is a setting but the cosine and the mark of the default."""
    found = []
    for setting in table.columns.drop(["cosine", "default"]):
        for value in sorted(pd.unique(table[setting].dropna())):
            label = f"{clean(setting).replace('_', ' ')}: {_setting(value)}"
            found.append(Choice(str(setting), label, table[setting].eq(value).to_numpy(dtype=bool, na_value=False)))
    if not found:
        raise ValueError("specification_curve needs a column for each setting, such as idf or normalise; found none")
    return found


def _setting(value: object) -> str:
    """Write a choice: a small share, such as a floor of 1e-07, as one in so many million."""
    if isinstance(value, float):
        million = f"1 in {1e-6 / value:,.6g} million"
        return million if 0 < value <= 1e-6 else f"{value:,.15g}"
    return clean(value)


def _openings(table: pd.DataFrame, room: float) -> list[str]:
    """Name each sentence by its article, its number and as many of its first words as there is room for."""
    articles = pd.unique(table["article"])
    short = dict(zip(articles, shorten(texts(articles), room / 4, BODY), strict=True))
    heads = [f"{short[row.article]}, {clean(row.sentence)}: " for row in table.itertuples()]
    words = ["" if pd.isna(text) else str(text) for text in table["text"]]
    return [
        head + beginning(text, room - width_of(head, BODY) - GAP, BODY) for head, text in zip(heads, words, strict=True)
    ]


def _place(table: pd.DataFrame) -> str:
    """Name the one article of a table of terms, if it has the column."""
    names = list(pd.unique(table["article"])) if "article" in table else []
    if len(names) > 1:
        some = ", ".join(map(str, names[:3])) + (", …" if len(names) > 3 else "")
        raise ValueError(
            f"term_bars draws one article, the table has {len(names)}: {some}; "
            f"select one, as in table[table['article'] == {str(names[0])!r}]"
        )
    return "".join(f" in {clean(name)}" for name in names if not pd.isna(name))


def _square(table: pd.DataFrame) -> tuple[list[str], np.ndarray]:
    """Give the articles in order of first appearance and their symmetric matrix of cosines, NaN where there is none."""
    cosines = _cosines(table)
    codes, articles = pd.factorize(table[["article_a", "article_b"]].to_numpy(dtype=object).ravel())
    square, seen = np.full((len(articles), len(articles)), np.nan), set()
    for (a, b), cosine in zip(codes.reshape(-1, 2).tolist(), cosines, strict=True):
        if a == b:
            raise ValueError(f"article {articles[a]} is paired with itself; leave such pairs out")
        if frozenset((a, b)) in seen:
            raise ValueError(f"the pair {articles[a]}, {articles[b]} is given more than once; give each pair once")
        seen.add(frozenset((a, b)))
        square[a, b] = square[b, a] = cosine
    return list(articles), square


def _structure(table: pd.DataFrame) -> pd.DataFrame:
    """Check the table of a dispersion plot and give a copy that surely has a `label`."""
    strange = [str(kind) for kind in pd.unique(table["kind"]) if kind not in ("heading", "sentence", "term")]
    if strange:
        raise ValueError(f"kind must be heading, sentence or term; received {', '.join(strange)}")
    table = table.assign(start=_numbers(table, "start"), end=_numbers(table, "end"), label=table.get("label"))
    if not (table["start"] <= table["end"]).all():
        raise ValueError("every row needs a start and an end, and no end may lie before its start")
    labels = table.loc[table["kind"] == "term", "label"]
    if labels.isna().any():
        raise ValueError("rows of kind term need their term in the column label")
    if labels.nunique() > MOST_TERMS:
        received = f"{labels.nunique()}: {', '.join(texts(pd.unique(labels)))}"
        raise ValueError(f"article_structure draws at most {MOST_TERMS} terms, the table has {received}; select some")
    return table
