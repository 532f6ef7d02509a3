"""Charts: a tidy table in, a matplotlib Axes out.

Every chart draws exactly the rows it is given, in the order given, from top to bottom. It leaves matplotlib's settings
and pyplot alone, and carries an alternative text, which `show` stores with the picture in a notebook. A character
that the house font lacks is drawn as □; the alternative text keeps it.
"""

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import QuadMesh
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox, ScaledTranslation

STYLE = Path(__file__).with_name("leesbril.mplstyle")
FONT, NO_GLYPH = "DejaVu Sans", "□"
SENTENCE, HEADING, BLANK, RULE = "#BCC5CD", "#2B2B2B", "#DADADA", "#DDDDDD"
INK, GREY = "#222222", "#555555"
ONE_HUE = LinearSegmentedColormap.from_list("leesbril", ["#F4F9FC", "#0072B2", "#00304D"])
MOST_TERMS = 5  # the colours of the style sheet; more than this are no longer told apart
MOST_WRITTEN = 15  # articles up to which each cell of a heatmap holds its number
NAMES = {"article", "article_a", "article_b", "term", "kind"}  # columns without which a row says nothing
MEASURES = {"tfidf": "TF-IDF weight", "tf": "term frequency"}

# Lengths are in points, 72 to the inch.
WIDE, MARGIN, GAP, NARROWEST = 7.2 * 72, 9.0, 6.0, 100.0
TITLE, BODY, LABEL, SMALL, SMALLEST = 13.0, 10.0, 9.0, 8.0, 4.0
LINE = 1.2  # the height of a line of text, in font sizes
LABEL_ROOM = 0.45  # the part of the width that the names on the left may take
ROW, LANE, SUBLANE = 18.0, 16.0, 14.0
SMALLEST_CELL, LARGEST_CELL, WIDEST_CELL = 9.0, 38.0, 150.0

_house_style = mpl.rc_context(fname=STYLE)  # as a decorator it is entered anew at every call
_ALT = "_leesbril_alt"


class _Words(NamedTuple):
    """What is written round a chart, and the text for a reader who cannot see it."""

    title: str
    subtitle: str
    source: str | None
    alt: str


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
    weights, names, measure = _numbers(table, value), _quoted(table["term"]), MEASURES.get(value, value)
    labels, place = [_number(weight, weights) for weight in weights], _place(table)
    key = [_many(len(names), "term") + place, f"bar: {measure}"]
    if value != "count":
        labels = [f"{label} · {_times(n)}" for label, n in zip(labels, _numbers(table, "count"), strict=True)]
        key.append("×: times in the article")
    if "idf_source" in table:
        key.append(f"idf: {', '.join(_texts(pd.unique(table['idf_source'].dropna())))}")
    claim = _claim(names, weights, measure, "terms", place)
    alt = f"Bar chart of the {measure} of {_many(len(names), 'term')}, where {_inner(claim)}."
    return _bars(ax, _texts(table["term"]), weights, labels, _Words(title or claim, " · ".join(key), source, alt))


@_house_style
def contribution_bars(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw one bar a term, as long as its contribution to a cosine, with contribution, share and counts on it.

    `table`: `term`, `contribution` (not below zero), `share` (of the cosine, 0 to 1), optionally both `count_a` and
    `count_b`. Raises ValueError on any other table.
    """
    _require(table, ["term", "contribution", "share"], "contribution_bars")
    parts, shares, names = _numbers(table, "contribution"), _numbers(table, "share"), _texts(table["term"])
    labels = [f"{_number(part, parts)} · {_percent(share)}" for part, share in zip(parts, shares, strict=True)]
    key = [_many(len(names), "term"), "bar: contribution to the cosine", "%: share of the cosine"]
    if {"count_a", "count_b"} <= set(table.columns):
        counts = zip(labels, _numbers(table, "count_a"), _numbers(table, "count_b"), strict=True)
        labels = [f"{label} · {_times(a)}/{_times(b)}" for label, a, b in counts]
        key.append("×: times in each article")
    claim = _share_claim(_quoted(names), parts, shares)
    alt = f"Bar chart of the contributions of {_many(len(names), 'term')} to a cosine, where {_inner(claim)}."
    return _bars(ax, names, parts, labels, _Words(title or claim, " · ".join(key), source, alt))


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
    pairs = [f"{_clean(a)} and {_clean(b)}" for a, b in zip(table["article_a"], table["article_b"], strict=True)]
    claim = _claim(pairs, _numbers(table, "cosine"), "cosine", "pairs", has="have", named=1)
    key = [f"{_many(len(articles), 'article')}, {_many(len(pairs), 'pair')}", "cosine, from 0 (pale) to 1 (dark)"]
    key.append("grey: an article with itself")
    if np.isnan(square).sum() > len(articles):
        key.append("–: no cosine")
    sample = f"{_many(len(pairs), 'pair')} of {_many(len(articles), 'article')}"
    alt = f"Heatmap of the cosine of {sample}, where {_inner(claim)}."
    return _heatmap(ax, _texts(articles), square, _Words(title or claim, " · ".join(key), source, alt))


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
    claim, sample = _structure_claim(table, terms), _many(table["article"].nunique(), "article")
    marks = {
        "sentence": "light bar: a sentence",
        "heading": "dark bar: a heading",
        "term": "tick: the term stands here",
    }
    key = [sample, *(mark for kind, mark in marks.items() if kind in set(table["kind"]))]
    alt = f"Dispersion plot of {_contents(table, terms)} in {sample}, where {_inner(claim)}."
    return _dispersion(ax, table, terms, _Words(title or claim, " · ".join(key), source, alt))


def alt_text(ax: Axes) -> str:
    """Give the alternative text of a chart: "chart type of data, where finding".

    Raises ValueError for an Axes that no chart of this module was drawn in.

    >>> table = pd.DataFrame({"term": ["IS", "Mosul"], "tfidf": [0.41, 0.2], "count": [11, 3]})
    >>> alt_text(term_bars(table))
    'Bar chart of the TF-IDF weight of 2 terms, where ‘IS’ has the highest TF-IDF weight of these 2 terms: 0.41.'
    """
    text: str | None = getattr(ax, _ALT, None)
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

    alt, figure = alt_text(ax), _figure(ax)
    alt = " ".join(alt_text(other) for other in figure.axes if hasattr(other, _ALT)) or alt
    display: Any = IPython.display.display  # has no type hints
    display(_Picture(alt, *_png(figure, alt)))
    if "matplotlib.pyplot" in sys.modules:  # without it pyplot cannot hold the figure, and need not be loaded
        sys.modules["matplotlib.pyplot"].close(figure)


class _Picture(NamedTuple):
    """What a notebook stores for a chart; outside one, only its text is printed. `size` is in screen pixels."""

    alt: str
    png: bytes
    size: dict[str, int]

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"image/png": self.png, "text/plain": self.alt}, {"image/png": {**self.size, "alt": self.alt}}


def _png(figure: Figure, alt: str) -> tuple[bytes, dict[str, int]]:
    """Render the figure and whatever sticks out of it; the size is in the pixels of an ordinary screen."""
    figure.draw_without_rendering()  # settles the layout before it is measured
    page, buffer = Bbox.union([figure.bbox_inches, figure.get_tightbbox()]), io.BytesIO()
    figure.savefig(buffer, format="png", bbox_inches=page, metadata={"Description": alt, "Software": None})
    dots = mpl.rcParams["figure.dpi"]
    return buffer.getvalue(), {"width": round(page.width * dots), "height": round(page.height * dots)}


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
    return "".join(f" in {_clean(name)}" for name in names if not pd.isna(name))


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
        received = f"{labels.nunique()}: {', '.join(_texts(pd.unique(labels)))}"
        raise ValueError(f"article_structure draws at most {MOST_TERMS} terms, the table has {received}; select some")
    return table


# Words and numbers.


def _clean(text: object) -> str:
    return " ".join(str(text).split())


def _texts(values: Iterable[object]) -> list[str]:
    return [_clean(value) for value in values]


def _quoted(values: Iterable[object]) -> list[str]:
    return [f"‘{_clean(value)}’" for value in values]


def _many(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + "s" * (n != 1)


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _inner(claim: str) -> str:
    """Fit a claim into a sentence: words of its own lose their capital, names never do."""
    own = claim.startswith(("All of these", "None of these", "Each article", "The article"))
    return claim[0].lower() + claim[1:] if own else claim


def _number(value: float, among: np.ndarray) -> str:
    """Write a value with two decimals, or as many as its column needs; nothing above zero is written as 0."""
    if np.isnan(value) or value == 0:
        return "–" if np.isnan(value) else "0"
    top = float(np.nanmax(among))
    digits = max(2, 1 - int(np.floor(np.log10(top)))) if top < 100 else 0
    if (among[~np.isnan(among)] % 1 == 0).all():  # whole numbers, such as counts, stay whole
        digits = 0
    written = f"{value:,.{digits}f}"
    return written if float(written.replace(",", "")) else f"<{10.0**-digits:.{digits}f}"


def _percent(share: float) -> str:
    if np.isnan(share):
        return "– %"
    if 0 < share < 0.005 or 0.995 <= share < 1 - 1e-9:
        return "<1 %" if share < 0.5 else ">99 %"
    return f"{100 * share:.0f} %"


def _times(count: float) -> str:
    return "–×" if np.isnan(count) else f"{count:,.0f}×"


def _leaders(names: Sequence[str], values: np.ndarray) -> list[str]:
    """Give the names that share the highest value: none if every value is missing or zero."""
    if np.isnan(values).all() or np.nanmax(values) == 0:
        return []
    tied = np.isclose(values, np.nanmax(values), rtol=1e-9, atol=0)
    return [name for name, is_tied in zip(names, tied, strict=True) if is_tied]


def _claim(
    names: Sequence[str],
    values: np.ndarray,
    measure: str,
    noun: str,
    place: str = "",
    *,
    most: str | None = None,
    has: str = "has",
    named: int = 3,
) -> str:
    """Say who has the highest value, in a sentence that stays true with ties, zeros and missing values."""
    if len(names) == 1:
        return f"{names[0]} {has} {'no' if np.isnan(values[0]) else 'a'} {measure}" + (
            place if np.isnan(values[0]) else f" of {_number(values[0], values)}{place}"
        )
    leaders, sample = _leaders(names, values), f"these {len(names):,} {noun}{place}"
    if not leaders:
        return f"None of {sample} has a {measure} above zero"
    top, most = _number(float(np.nanmax(values)), values), most or f"the highest {measure}"
    if len(leaders) == len(names):
        return f"All of {sample} have the same {measure}: {top}"
    if len(leaders) > named:
        return f"{len(leaders):,} of {sample} share {most}: {top}"
    return f"{_and(leaders)} {has if len(leaders) == 1 else 'share'} {most} of {sample}: {top}"


def _share_claim(names: Sequence[str], parts: np.ndarray, shares: np.ndarray) -> str:
    leaders = _leaders(names, parts)
    if not leaders:
        return f"None of these {len(names):,} terms contributes to the cosine"
    who = _and(leaders) if len(leaders) <= 3 else f"{len(leaders):,} terms"
    share = _percent(float(shares[list(names).index(leaders[0])]))
    claim = f"{who} make{'s' * (len(leaders) == 1)} {share} of the cosine" + " each" * (len(leaders) > 1)
    if len(names) == 1 or np.isnan(shares).any():
        return claim
    return f"{claim}, these {len(names):,} terms together {_percent(float(shares.sum()))}"


def _contents(table: pd.DataFrame, terms: Sequence[str]) -> str:
    numbers = table["kind"].value_counts()
    parts = [_many(int(numbers[kind]), kind) for kind in ("heading", "sentence") if kind in numbers]
    return _and([*parts, _many(len(terms), "term")] if terms else parts)


def _structure_claim(table: pd.DataFrame, terms: Sequence[str]) -> str:
    numbers = pd.crosstab(table["article"], table["kind"])
    if not terms:
        kinds = [_range(numbers[kind], kind) for kind in ("sentence", "heading") if kind in numbers]
        return f"{'Each' if len(numbers) > 1 else 'The'} article has {_and(kinds)}"
    places = table[table["kind"] == "term"]
    if len(terms) > 1:
        times = np.array([(places["label"] == term).sum() for term in terms], dtype=float)
        return _claim(_quoted(terms), times, "number of places", "terms", most="the most places")
    found = f", in {places['article'].nunique():,} of {len(numbers):,} articles" if len(numbers) > 1 else ""
    return f"‘{_clean(terms[0])}’ stands at {_many(len(places), 'place')}{found}"


def _range(numbers: pd.Series, noun: str) -> str:
    low, high = int(numbers.min()), int(numbers.max())
    return _many(high, noun) if low == high else f"{low:,} to {_many(high, noun)}"


# Drawing.


def _bars(ax: Axes | None, names: list[str], values: np.ndarray, labels: list[str], words: _Words) -> Axes:
    rows, body, lengths = range(len(names)), ROW * len(names), np.nan_to_num(values)
    size = _fitting(ax, body, BODY)
    shown = _shorten(names, LABEL_ROOM * _room(ax), size)
    ax = _page(ax, words, left=_widest(shown, size) + GAP, body=body)
    ax.barh(rows, lengths, height=0.72, color="C0")
    _name(ax, "y", rows, shown, size)
    _name(ax, "x", [], [], size)
    ax.set(xlim=(0, _reach(ax, lengths, labels, size - 1)), ylim=(len(names) - 0.5, -0.5))
    for row, length, label in zip(rows, lengths, labels, strict=True):
        ax.annotate(label, (length, row), (4, 0), "data", "offset points", fontsize=size - 1, va="center_baseline")
    return ax


def _reach(ax: Axes, lengths: np.ndarray, labels: Sequence[str], size: float) -> float:
    """Give the end of the scale at which every bar still has room for its label."""
    across = _inside(ax)[0]
    spare = [max(across - GAP - _wide(label, size), across / 5) for label in labels]
    return float(np.max(lengths * across / spare)) or 1.0


def _heatmap(ax: Axes | None, names: list[str], square: np.ndarray, words: _Words) -> Axes:
    n, written = len(names), len(names) <= MOST_WRITTEN
    shown, right = _shorten(names, _room(ax) / 4, LABEL), 0.0 if written else 44.0
    across, body = _cells(ax, n, WIDE - 2 * MARGIN - _widest(shown, LABEL) - GAP - right)
    size = float(np.clip(0.8 * body / n, SMALLEST, LABEL))
    flat = _widest(shown, size) + GAP <= across / n  # else the names under the columns stand upright
    below = GAP + (LINE * size if flat else _widest(shown, size))
    ax = _page(ax, words, left=_widest(shown, size) + GAP, across=across, right=right, body=body, below=below)
    ax.set_facecolor(BLANK)
    mesh = ax.pcolormesh(np.ma.masked_invalid(square), cmap=ONE_HUE, vmin=0, vmax=1, edgecolors="white")
    mesh.set_linewidth(min(1.5, body / n / 10))
    _name(ax, "y", np.arange(n) + 0.5, shown, size)
    _name(ax, "x", np.arange(n) + 0.5, shown, size, turned=not flat)
    ax.set(xlim=(0, n), ylim=(n, 0))
    _write_cells(ax, square, written, min(BODY, 0.7 * body / n, across / n / (2.8 if written else 1)))
    if not written:
        _colour_key(ax, mesh, across, body)
    return ax


def _cells(ax: Axes | None, n: int, room: float) -> tuple[float, float]:
    """Give width and height of n by n cells: square ones, or wide ones for few articles so that names can lie flat."""
    if ax is not None:
        return _inside(ax)
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


def _dispersion(ax: Axes | None, table: pd.DataFrame, terms: list[str], words: _Words) -> Axes:
    lanes, body = _lanes(pd.unique(table["article"]), terms)
    size = _fitting(ax, body, LABEL)
    labels = [lane.article if lane.term is None else lane.term for lane in lanes]
    shown = _shorten(_texts(labels), LABEL_ROOM * _room(ax), size)
    left = _widest(shown, size, "bold") + GAP
    ax = _page(ax, words, left=left, right=28, body=body, below=2 * LINE * size + GAP)
    end = float(table["end"].max()) or 1.0
    ax.set(xlim=(0, end), ylim=(body, 0))
    _name(ax, "y", [lane.middle for lane in lanes], shown, size)
    for lane, label in zip(lanes, ax.get_yticklabels(), strict=True):
        label.set_fontweight("bold" if lane.term is None else "normal")
        rows = table[table["article"] == lane.article]
        if lane.term is None:
            _draw_text(ax, rows, lane, 1.2 * end / _inside(ax)[0])
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
        ax.vlines(places, top, bottom, color=colour, linewidth=2, label=_clean(lane.term), clip_on=False)
    end = ax.text(1.01, lane.middle, _times(len(places)), fontsize=size, color=GREY, va="center_baseline")
    end.set_transform(ax.get_yaxis_transform())


def _ruler(ax: Axes, end: float, body: float, size: float) -> None:
    """Number the characters along the foot, with pale lines up through the lanes."""
    most = max(1, int(_inside(ax)[0] / 70))
    steps = [
        step
        for step in np.asarray(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10], integer=True).tick_values(0, end))
        if 0 <= step <= end
    ]
    ax.vlines(steps, 0, body, color=RULE, linewidth=0.6, zorder=0)
    _name(ax, "x", steps, [f"{step:,.0f}" for step in steps], size, ink=GREY)
    ax.set_xlabel("characters from the start of the article", fontsize=size, color=GREY, family=FONT, loc="left")


def _name(
    ax: Axes, axis: str, places: Any, labels: Sequence[str], size: float, turned: bool = False, ink: str = INK
) -> None:
    """Label one side, whatever settings a given Axes was made with."""
    side = ax.xaxis if axis == "x" else ax.yaxis
    side.set_ticks(places, labels=labels)
    side.set_tick_params(length=0, labelsize=size, pad=GAP, labelrotation=90 if turned else 0)
    for label in side.get_ticklabels():
        label.set(parse_math=False, usetex=False, fontfamily=FONT, color=ink)


# The page: lengths, and the words round the chart.


def _page(
    ax: Axes | None,
    words: _Words,
    *,
    left: float,
    body: float,
    across: float | None = None,
    right: float = 0,
    below: float = 0,
) -> Axes:
    """Give a bare Axes, a new one unless one was given, with the words round it; the lengths are those of the parts."""
    across = across or max(NARROWEST, WIDE - 2 * MARGIN - left - right)
    room = max(WIDE - 2 * MARGIN, left + across + right) if ax is None else left + _inside(ax)[0]
    title, subtitle = _wrap(words.title, TITLE, room, "bold"), _wrap(words.subtitle, LABEL, room)
    source, lift = _wrap(words.source or "", SMALL, room), 1.5 * GAP + _high(subtitle, LABEL)
    if ax is None:
        above, under = lift + _high(title, TITLE), below + (GAP + _high(source, SMALL) if source else 0)
        ax = _sheet(left, across, right, above, body, under)
    ax.spines[:].set_visible(False)
    head = ax.set_title(title, loc="left", y=1, fontsize=TITLE, fontweight="bold", va="bottom")
    head.set(parse_math=False, usetex=False, fontfamily=FONT, color=INK)
    head.set_transform(ax.transAxes + _shift(ax, -left, lift))
    _write(ax, "subtitle", subtitle, 1, _shift(ax, -left, GAP), fontsize=LABEL, va="bottom")
    _write(ax, "source", source, 0, _shift(ax, -left, -below - GAP), fontsize=SMALL, va="top")
    setattr(ax, _ALT, words.alt)
    return ax


def _sheet(left: float, across: float, right: float, above: float, body: float, under: float) -> Axes:
    """Make a figure that holds its parts exactly; it is not pyplot's, so that nothing shows it a second time."""
    wide, high = max(WIDE, left + across + right + 2 * MARGIN), above + body + under + 2 * MARGIN
    figure = Figure(figsize=(wide / 72, high / 72))
    return figure.add_axes(((MARGIN + left) / wide, (MARGIN + under) / high, across / wide, body / high))


def _shift(ax: Axes, right: float, up: float) -> ScaledTranslation:
    return ScaledTranslation(right / 72, up / 72, _figure(ax).dpi_scale_trans)


def _write(ax: Axes, name: str, text: str, y: float, shift: ScaledTranslation, **style: Any) -> None:
    if text:
        ax.text(0, y, text, transform=ax.transAxes + shift, gid=name, color=GREY, **style)


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None, "an Axes without a figure has been removed from it"
    return figure


def _inside(ax: Axes) -> tuple[float, float]:
    """Give width and height of an Axes."""
    extent, dots = ax.get_window_extent(), _figure(ax).dpi / 72
    return extent.width / dots, extent.height / dots


def _room(ax: Axes | None) -> float:
    return WIDE if ax is None else _inside(ax)[0]


def _fitting(ax: Axes | None, body: float, size: float) -> float:
    """Give the font size at which rows that want a height of `body` do not overlap in a given Axes."""
    return size if ax is None else max(SMALLEST, size * min(1.0, _inside(ax)[1] / body))


@cache
def _glyphs() -> frozenset[int]:
    """Give the characters that the house font has in both its weights."""
    faces = [get_font(findfont(FontProperties(family=FONT, weight=weight))) for weight in ("normal", "bold")]
    return frozenset.intersection(*(frozenset(face.get_charmap()) for face in faces))


def _drawable(text: str) -> str:
    """Put □ for what the font lacks: matplotlib would draw a box too, but warn at each rendering."""
    return "".join(char if ord(char) in _glyphs() else NO_GLYPH for char in _clean(text))


@cache
def _pen() -> Any:
    renderer: Any = RendererAgg  # has no type hints
    return renderer(1, 1, mpl.rcParams["savefig.dpi"])  # as fine as `show`: the grid rounds each letter's width


def _wide(text: str, size: float, weight: str = "normal") -> float:
    font = FontProperties(family=FONT, size=size, weight=weight)
    return float(_pen().get_text_width_height_descent(text, font, False)[0] * 72 / _pen().dpi)


def _widest(texts: Sequence[str], size: float, weight: str = "normal") -> float:
    return max(_wide(text, size, weight) for text in texts)


def _high(text: str, size: float) -> float:
    return LINE * size * (text.count("\n") + 1)


def _wrap(text: str, size: float, room: float, weight: str = "normal") -> str:
    """Break a text into lines that fit, between words where that is possible."""
    lines = [""]
    for word in _drawable(text).split():
        for part in _pieces(word, size, room, weight):
            longer = f"{lines[-1]} {part}".strip()
            lines[-1:] = [longer] if _wide(longer, size, weight) <= room else [lines[-1], part]
    return "\n".join(line for line in lines if line)


def _pieces(word: str, size: float, room: float, weight: str) -> Iterator[str]:
    while word:
        most = len(word)
        while most > 1 and (wide := _wide(word[:most], size, weight)) > room:
            most = max(1, min(most - 1, int(most * room / wide)))
        yield word[:most]
        word = word[most:]


def _shorten(names: Sequence[str], room: float, size: float) -> list[str]:
    """Make names drawable; those too wide lose their middle, but different names stay different."""
    names = [_drawable(name) for name in names]
    wide = {name for name in names if _wide(name, size) > room}
    keep = max((len(name) for name in wide), default=0)
    while keep > 4 and any(_wide(_cut(name, keep), size) > room for name in wide):
        keep -= 1
    while len({_cut(name, keep) if name in wide else name for name in names}) < len(set(names)):
        keep += 1
    return [_cut(name, keep) if name in wide else name for name in names]


def _cut(name: str, keep: int) -> str:
    tail = keep // 2
    return name if len(name) <= keep + 1 else f"{name[: keep - tail]}…{name[len(name) - tail :]}"
