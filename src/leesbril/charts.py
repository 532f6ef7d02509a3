"""Charts: a tidy table in, a matplotlib Axes out.

Every chart draws exactly the rows it is given, in the order given, from top to bottom. It leaves matplotlib's settings
and pyplot alone, and carries an alternative text, which `show` stores with the picture in a notebook. A character
that the house font lacks is drawn as □; the alternative text keeps it.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.ticker import MaxNLocator

from leesbril.page import (
    ALT,
    BODY,
    FONT,
    GAP,
    GREY,
    LABEL,
    LINE,
    MARGIN,
    SMALL,
    SMALLEST,
    WIDE,
    Picture,
    Words,
    figure_of,
    fitting,
    inside,
    label_side,
    lay_out,
    png,
    room_of,
    shorten,
    widest,
    width_of,
)
from leesbril.wording import (
    clean,
    contents,
    highest_claim,
    inner,
    many,
    number,
    percent,
    quoted,
    share_claim,
    structure_claim,
    texts,
    times,
)

STYLE = Path(__file__).with_name("leesbril.mplstyle")
SENTENCE, HEADING, BLANK, RULE = "#BCC5CD", "#2B2B2B", "#DADADA", "#DDDDDD"
ONE_HUE = LinearSegmentedColormap.from_list("leesbril", ["#F4F9FC", "#0072B2", "#00304D"])
MOST_TERMS = 5  # the colours of the style sheet; more than this are no longer told apart
MOST_WRITTEN = 15  # articles up to which each cell of a heatmap holds its number
NAMES = {"article", "article_a", "article_b", "term", "kind"}  # columns without which a row says nothing
MEASURES = {"tfidf": "TF-IDF weight", "tf": "term frequency"}

# Lengths are in points, 72 to the inch.
LABEL_ROOM = 0.45  # the part of the width that the names on the left may take
ROW, LANE, SUBLANE = 18.0, 16.0, 14.0
SMALLEST_CELL, LARGEST_CELL, WIDEST_CELL = 9.0, 38.0, 150.0

_house_style = mpl.rc_context(fname=STYLE)  # as a decorator it is entered anew at every call


class _Lane(NamedTuple):
    """One line of a dispersion plot: an article's text (term is None) or a term in it; `middle` is in points."""

    article: str
    term: str | None
    middle: float


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
    return _bars(ax, texts(table["term"]), weights, labels, Words(title or claim, " · ".join(key), source, alt))


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
    return _bars(ax, names, parts, labels, Words(title or claim, " · ".join(key), source, alt))


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
    return _heatmap(ax, texts(articles), square, Words(title or claim, " · ".join(key), source, alt))


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
    return _dispersion(ax, table, terms, Words(title or claim, " · ".join(key), source, alt))


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


def _numbers(table: pd.DataFrame, column: str) -> np.ndarray:
    """Give a column as floats, NaN where missing; bars and colours start at zero, so nothing may lie below it."""
    try:
        numbers = pd.to_numeric(table[column]).to_numpy(dtype=float, na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise ValueError(f"column {column} must hold numbers: {error}") from error
    wrong = numbers[np.isinf(numbers) | (numbers < 0)]
    if wrong.size:
        raise ValueError(f"column {column} must hold finite numbers from zero up; received {wrong[0]:g}")
    return numbers


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
    cosines = _numbers(table, "cosine")
    if (cosines > 1 + 1e-9).any():
        raise ValueError(f"a cosine must lie between 0 and 1; received {np.nanmax(cosines):g}")
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


# Drawing.


def _bars(ax: Axes | None, names: list[str], values: np.ndarray, labels: list[str], words: Words) -> Axes:
    rows, body, lengths = range(len(names)), ROW * len(names), np.nan_to_num(values)
    size = fitting(ax, body, BODY)
    shown = shorten(names, LABEL_ROOM * room_of(ax), size)
    ax = lay_out(ax, words, left=widest(shown, size) + GAP, body=body)
    ax.barh(rows, lengths, height=0.72, color="C0")
    label_side(ax, "y", rows, shown, size)
    label_side(ax, "x", [], [], size)
    ax.set(xlim=(0, _reach(ax, lengths, labels, size - 1)), ylim=(len(names) - 0.5, -0.5))
    for row, length, label in zip(rows, lengths, labels, strict=True):
        ax.annotate(label, (length, row), (4, 0), "data", "offset points", fontsize=size - 1, va="center_baseline")
    return ax


def _reach(ax: Axes, lengths: np.ndarray, labels: Sequence[str], size: float) -> float:
    """Give the end of the scale at which every bar still has room for its label."""
    across = inside(ax)[0]
    spare = [max(across - GAP - width_of(label, size), across / 5) for label in labels]
    return float(np.max(lengths * across / spare)) or 1.0


def _heatmap(ax: Axes | None, names: list[str], square: np.ndarray, words: Words) -> Axes:
    n, written = len(names), len(names) <= MOST_WRITTEN
    shown, right = shorten(names, room_of(ax) / 4, LABEL), 0.0 if written else 44.0
    across, body = _cells(ax, n, WIDE - 2 * MARGIN - widest(shown, LABEL) - GAP - right)
    size = float(np.clip(0.8 * body / n, SMALLEST, LABEL))
    flat = widest(shown, size) + GAP <= across / n  # else the names under the columns stand upright
    below = GAP + (LINE * size if flat else widest(shown, size))
    ax = lay_out(ax, words, left=widest(shown, size) + GAP, across=across, right=right, body=body, below=below)
    ax.set_facecolor(BLANK)
    mesh = ax.pcolormesh(np.ma.masked_invalid(square), cmap=ONE_HUE, vmin=0, vmax=1, edgecolors="white")
    mesh.set_linewidth(min(1.5, body / n / 10))
    label_side(ax, "y", np.arange(n) + 0.5, shown, size)
    label_side(ax, "x", np.arange(n) + 0.5, shown, size, turned=not flat)
    ax.set(xlim=(0, n), ylim=(n, 0))
    _write_cells(ax, square, written, min(BODY, 0.7 * body / n, across / n / (2.8 if written else 1)))
    if not written:
        _colour_key(ax, mesh, across, body)
    return ax


def _cells(ax: Axes | None, n: int, room: float) -> tuple[float, float]:
    """Give width and height of n by n cells: square ones, or wide ones for few articles so that names can lie flat."""
    if ax is not None:
        return inside(ax)
    side = float(np.clip(room / n, SMALLEST_CELL, LARGEST_CELL))
    return n * (min(room / n, WIDEST_CELL) if n <= 3 else side), n * side


def _write_cells(ax: Axes, square: np.ndarray, written: bool, size: float) -> None:
    """Write each cosine in its cell, dark on light or light on dark; – where two articles have none."""
    for (row, column), cosine in np.ndenumerate(square):
        if row == column or not (written or np.isnan(cosine)):
            continue
        text, ink = ("–", GREY) if np.isnan(cosine) else (f"{cosine:.2f}", _ink(ONE_HUE(cosine)))
        ax.text(column + 0.5, row + 0.5, text, color=ink, fontsize=size, ha="center", va="center_baseline")


def _ink(ground: Any) -> str:
    """Choose white or near-black, whichever has more contrast on this ground (WCAG 2's relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(ground)]
    light = float(np.dot(linear, (0.2126, 0.7152, 0.0722)))
    return "#FFFFFF" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "#111111"


def _colour_key(ax: Axes, mesh: QuadMesh, across: float, body: float) -> None:
    high = min(1.0, 120 / body)
    inset = ax.inset_axes((1 + 10 / across, 1 - high, 10 / across, high))
    bar = ax.figure.colorbar(mesh, cax=inset)
    bar.outline.set_visible(False)
    bar.set_ticks([0, 0.5, 1], labels=["0", "0.5", "1"], fontsize=SMALL)


def _dispersion(ax: Axes | None, table: pd.DataFrame, terms: list[str], words: Words) -> Axes:
    lanes, body = _lanes(pd.unique(table["article"]), terms)
    size = fitting(ax, body, LABEL)
    labels = [lane.article if lane.term is None else lane.term for lane in lanes]
    shown = shorten(texts(labels), LABEL_ROOM * room_of(ax), size)
    left = widest(shown, size, "bold") + GAP
    ax = lay_out(ax, words, left=left, right=28, body=body, below=2 * LINE * size + GAP)
    end = float(table["end"].max()) or 1.0
    ax.set(xlim=(0, end), ylim=(body, 0))
    label_side(ax, "y", [lane.middle for lane in lanes], shown, size)
    for lane, label in zip(lanes, ax.get_yticklabels(), strict=True):
        label.set_fontweight("bold" if lane.term is None else "normal")
        rows = table[table["article"] == lane.article]
        if lane.term is None:
            _draw_text(ax, rows, lane, 1.2 * end / inside(ax)[0])
        else:
            _draw_term(ax, rows, lane, f"C{terms.index(lane.term)}", size)
    _ruler(ax, end, body, size)
    return ax


def _lanes(articles: Iterable[str], terms: Sequence[str]) -> tuple[list[_Lane], float]:
    """Stack the lanes, a term under its article; also the height of the whole."""
    lanes, top, between = [], 0.0, 10.0 if terms else 4.0
    for article in articles:
        lanes.append(_Lane(article, None, top + LANE / 2))
        top += LANE
        for term in terms:
            lanes.append(_Lane(article, term, top + SUBLANE / 2))
            top += SUBLANE
        top += between
    return lanes, top - between + 4


def _draw_text(ax: Axes, rows: pd.DataFrame, lane: _Lane, gap: float) -> None:
    """Draw sentences and headings where they stand; a small gap, taken off the end, tells neighbours apart."""
    for kind, colour in (("sentence", SENTENCE), ("heading", HEADING)):
        some = rows[rows["kind"] == kind]
        long = some["end"] - some["start"]
        spans = list(zip(some["start"], long - np.minimum(gap, 0.3 * long), strict=True))
        if spans:
            bars = ax.broken_barh(spans, (lane.middle - LANE / 2 + 2, LANE - 4), facecolor=colour, label=kind)
            bars.set_snap(False)  # snapped to whole pixels, short sentences of long articles would vanish


def _draw_term(ax: Axes, rows: pd.DataFrame, lane: _Lane, colour: str, size: float) -> None:
    places = rows.loc[(rows["kind"] == "term") & (rows["label"] == lane.term), "start"]
    ax.hlines(lane.middle, 0, rows["end"].max(), color=RULE, linewidth=0.8)
    if len(places):
        top, bottom = lane.middle - SUBLANE / 2 + 2, lane.middle + SUBLANE / 2 - 2
        ax.vlines(places, top, bottom, color=colour, linewidth=2, label=clean(lane.term), clip_on=False)
    end = ax.text(1.01, lane.middle, times(len(places)), fontsize=size, color=GREY, va="center_baseline")
    end.set_transform(ax.get_yaxis_transform())


def _ruler(ax: Axes, end: float, body: float, size: float) -> None:
    """Number the characters along the foot, with pale lines up through the lanes."""
    most = max(1, int(inside(ax)[0] / 70))
    steps = [
        step
        for step in np.asarray(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10], integer=True).tick_values(0, end))
        if 0 <= step <= end
    ]
    ax.vlines(steps, 0, body, color=RULE, linewidth=0.6, zorder=0)
    label_side(ax, "x", steps, [f"{step:,.0f}" for step in steps], size, ink=GREY)
    ax.set_xlabel("characters from the start of the article", fontsize=size, color=GREY, family=FONT, loc="left")
