"""Marks of charts: bars, cells, lanes, dots and ticks."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.ticker import MaxNLocator

from leesbril.charts._labels import clean, scale, texts, times
from leesbril.charts._layout import (
    BODY,
    FONT,
    GAP,
    GREY,
    INK,
    LABEL,
    LINE,
    MARGIN,
    SMALL,
    SMALLEST,
    Words,
    fitting,
    full_width,
    hue,
    inside,
    label_side,
    lay_out,
    room_of,
    shorten,
    widest,
    width_of,
)
from leesbril.wording.report_language import decimal, say
from leesbril.wording.report_language import number as whole

SENTENCE, HEADING, BLANK, RULE = "#BCC5CD", "#2B2B2B", "#DADADA", "#DDDDDD"
ONE_HUE = LinearSegmentedColormap.from_list("leesbril", ["#F4F9FC", "#0072B2", "#00304D"])
MOST_WRITTEN = 15  # articles up to which each cell of a heatmap holds its number

# Lengths are in points, 72 to the inch.
LABEL_ROOM, SENTENCE_ROOM = 0.45, 0.5  # the part of the width that the names on the left may take
ROW, STACKED, LANE, SUBLANE = 18.0, 32.0, 16.0, 14.0
UNDER, THIN = 52.0, 10.0  # a bar under its name of two lines
NARROW = 420.0  # a page that is narrower has names above what they name
UPRIGHT = 130.0  # of the highest bar of a histogram
APART = 0.6  # between groups of bars, in rows
SMALLEST_CELL, LARGEST_CELL = 9.0, 38.0


class _Lane(NamedTuple):
    """One line of a dispersion plot: an article's text (term is None) or a term in it; `middle` is in points."""

    article: str
    term: str | None
    middle: float


def bars(
    ax: Axes | None,
    names: list[str],
    values: np.ndarray,
    labels: list[str],
    words: Words,
    *,
    names_room: float = LABEL_ROOM,
    groups: np.ndarray | None = None,
    stacked: bool = False,
) -> Axes:
    """Draw one bar per row with its label at its end; bars below zero go left of a zero line.

    Groups, numbered from 0 in the order of the rows, stand a little apart. Stacked names, of two lines, fit already.
    """
    row = STACKED if stacked else ROW
    rows, lengths = np.arange(len(names)) + (0 if groups is None else APART * groups), np.nan_to_num(values)
    body = row * (rows[-1] + 1)
    size = fitting(ax, body, BODY)
    shown = names if stacked else shorten(names, names_room * room_of(ax), size)
    ax = lay_out(ax, words, left=widest(shown, size) + GAP, body=body)
    ax.barh(rows, lengths, height=0.72 * ROW / row, color=[hue(1) if low else hue(0) for low in lengths < 0])
    if (lengths < 0).any():
        ax.axvline(0, color=INK, linewidth=0.8)
    label_side(ax, "y", rows, shown, size)
    label_side(ax, "x", [], [], size)
    ax.set(xlim=_ends(ax, lengths, labels, size - 1), ylim=(rows[-1] + 0.5, -0.5))
    for place, length, label in zip(rows, lengths, labels, strict=True):
        aside, side = ((-4, 0), "right") if length < 0 else ((4, 0), "left")
        style: dict[str, Any] = {"fontsize": size - 1, "va": "center_baseline", "ha": side}
        ax.annotate(label, (length, place), aside, "data", "offset points", **style)
    return ax


def bars_under_names(
    ax: Axes | None, names: list[str], values: np.ndarray, labels: list[str], words: Words, groups: np.ndarray | None
) -> Axes:
    """Draw one bar per row, none below zero, under its name of two lines, which has the whole width of the page."""
    places, lengths = np.arange(len(names)) + (0 if groups is None else APART / 2 * groups), np.nan_to_num(values)
    body = UNDER * (places[-1] + 1)
    size = fitting(ax, body, BODY)
    ax = lay_out(ax, words, left=0, body=body)
    bar = (2 * LINE * BODY + THIN / 2 + GAP / 2) / UNDER - 0.5  # below two lines, of a row that is 1 high
    ax.barh(places + bar, lengths, height=THIN / UNDER, color=hue(0))
    for axis in ("x", "y"):
        label_side(ax, axis, [], [], size)
    ax.set(xlim=_ends(ax, lengths, labels, size - 1), ylim=(places[-1] + 0.5, -0.5))
    for place, length, name, label in zip(places, lengths, names, labels, strict=True):
        ax.text(0, place - 0.5, name, fontsize=size, va="top", ha="left", linespacing=LINE, color=INK, gid="name")
        style: dict[str, Any] = {"fontsize": size - 1, "va": "center_baseline", "ha": "left"}
        ax.annotate(label, (length, place + bar), (4, 0), "data", "offset points", **style)
    return ax


def _ends(ax: Axes, lengths: np.ndarray, labels: Sequence[str], size: float) -> tuple[float, float]:
    """Give both ends of the scale; a label stands left of a bar below zero, right of any other."""
    if not (lengths < 0).any():
        return 0.0, _reach(ax, lengths, labels, size)
    across, low, high = inside(ax)[0], float(lengths.min()), max(0.0, float(lengths.max()))
    wide = np.array([width_of(label, size) + GAP for label in labels])
    left, right = float(wide[lengths < 0].max()), float(wide[lengths >= 0].max(initial=0))
    point = (high - low) / max(across - left - right, across / 5)
    return low - left * point, high + right * point


def _reach(ax: Axes, lengths: np.ndarray, labels: Sequence[str], size: float) -> float:
    """Give the end of the scale at which every bar still has room for its label."""
    across = inside(ax)[0]
    spare = [max(across - GAP - width_of(label, size), across / 5) for label in labels]
    return float(np.max(lengths * across / spare)) or 1.0


def histogram(ax: Axes | None, low: np.ndarray, up: np.ndarray, counts: np.ndarray, high: float, words: Words) -> Axes:
    """Draw a bar for each bin with bounds, as high as its number, which is written above it unless it is nought."""
    known = ~np.isnan(low)
    low, up, counts = low[known], up[known], counts[known]
    size = fitting(ax, UPRIGHT, LABEL)
    written = [whole(int(n)) if n else "" for n in counts]
    narrowest = (room_of(ax) - 4 * MARGIN) * float((up - low).min(initial=1))
    flat = widest(written or [""], size) + 2 <= narrowest
    letters = size if flat else min(size, max(SMALLEST, 0.9 * narrowest))
    above = LINE * letters if flat else widest(written or [""], letters) + GAP
    ax = lay_out(ax, words, left=GAP, right=2 * GAP, body=UPRIGHT + above, below=2 * (GAP + LINE * size))
    most = max(1.0, float(counts.max(initial=0)))
    ax.set(xlim=(0, 1), ylim=(0, most * (UPRIGHT + above) / UPRIGHT))
    colours = [hue(1) if bound >= high - 1e-9 else hue(0) for bound in low]
    ax.bar(low, counts, up - low, align="edge", color=colours, edgecolor="white", linewidth=0.6)
    for a, b, n, text in zip(low, up, counts, written, strict=True):
        style: dict[str, Any] = {"fontsize": letters, "ha": "center", "va": "bottom", "rotation": 0 if flat else 90}
        if text:
            ax.annotate(text, ((a + b) / 2, n), (0, 2), "data", "offset points", **style)
    label_side(ax, "y", [], [], size)
    quarters = [0, 0.25, 0.5, 0.75, 1]
    label_side(ax, "x", quarters, [scale(place, 2) for place in quarters], size, ink=GREY)
    ax.set_xlabel(say("cosine"), fontsize=size, color=GREY, family=FONT, loc="left")
    ax.axhline(0, color=RULE, linewidth=0.8)
    return ax


def heatmap(ax: Axes | None, names: list[str], square: np.ndarray, words: Words) -> Axes:
    """Draw a square of cells, dark where the value is high, with its names on two sides."""
    n, written = len(names), len(names) <= MOST_WRITTEN
    shown, right = shorten(names, room_of(ax) / 4, LABEL), 0.0 if written else 44.0
    across, body = _cells(ax, n, full_width() - 2 * MARGIN - widest(shown, LABEL) - GAP - right)
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
    """Give width and height of n by n square cells."""
    if ax is not None:
        return inside(ax)
    side = float(np.clip(room / n, SMALLEST_CELL, LARGEST_CELL))
    return n * side, n * side


def _write_cells(ax: Axes, square: np.ndarray, written: bool, size: float) -> None:
    """Write each cosine in its cell, dark on light or light on dark; – where two articles have none."""
    for (row, column), cosine in np.ndenumerate(square):
        if row == column or not (written or np.isnan(cosine)):
            continue
        text, ink = ("–", GREY) if np.isnan(cosine) else (decimal(float(cosine), 2), ink_on(ONE_HUE(cosine)))
        ax.text(column + 0.5, row + 0.5, text, color=ink, fontsize=size, ha="center", va="center_baseline")


def ink_on(ground: Any) -> str:
    """Choose white or near-black, whichever has more contrast on this ground (WCAG 2's relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(ground)]
    light = float(np.dot(linear, (0.2126, 0.7152, 0.0722)))
    return "#FFFFFF" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "#111111"


def _colour_key(ax: Axes, mesh: QuadMesh, across: float, body: float) -> None:
    high = min(1.0, 120 / body)
    inset = ax.inset_axes((1 + 10 / across, 1 - high, 10 / across, high))
    bar = ax.figure.colorbar(mesh, cax=inset)
    bar.outline.set_visible(False)
    bar.set_ticks([0, 0.5, 1], labels=["0", scale(0.5, 1), "1"], fontsize=SMALL)


def dispersion(ax: Axes | None, table: pd.DataFrame, terms: list[str], words: Words) -> Axes:
    """Draw the lanes of articles and terms above a ruler of characters."""
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
            _draw_term(ax, rows, lane, hue(terms.index(lane.term)), size)
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
    label_side(ax, "x", steps, [whole(int(step)) for step in steps], size, ink=GREY)
    ax.set_xlabel(say("characters from the start of the article"), fontsize=size, color=GREY, family=FONT, loc="left")
