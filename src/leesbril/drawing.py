"""The marks of a chart: bars, cells, lanes, dots and ticks."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.ticker import MaxNLocator

from leesbril.page import (
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
    WIDE,
    Words,
    fitting,
    inside,
    label_side,
    lay_out,
    room_of,
    shorten,
    widest,
    width_of,
)
from leesbril.wording import (
    clean,
    number,
    texts,
    times,
)

SENTENCE, HEADING, BLANK, RULE = "#BCC5CD", "#2B2B2B", "#DADADA", "#DDDDDD"
ONE_HUE = LinearSegmentedColormap.from_list("leesbril", ["#F4F9FC", "#0072B2", "#00304D"])
MOST_WRITTEN = 15  # articles up to which each cell of a heatmap holds its number

# Lengths are in points, 72 to the inch.
LABEL_ROOM, SENTENCE_ROOM = 0.45, 0.5  # the part of the width that the names on the left may take
ROW, LANE, SUBLANE = 18.0, 16.0, 14.0
SMALLEST_CELL, LARGEST_CELL, WIDEST_CELL = 9.0, 38.0, 150.0
CURVE, ABOVE, UNDER = 130.0, 14.0, 34.0  # the cosines of a specification curve, and the room for labels round them
CHOICE, BETWEEN, TICK = 12.5, 5.0, 8.0  # its rows of choices


class Choice(NamedTuple):
    """One choice of one setting; `used` says of each specification whether it makes this choice."""

    setting: str
    label: str
    used: np.ndarray


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
) -> Axes:
    """Draw one bar a row with its label at its end; bars below zero go left of a zero line."""
    rows, body, lengths = range(len(names)), ROW * len(names), np.nan_to_num(values)
    size = fitting(ax, body, BODY)
    shown = shorten(names, names_room * room_of(ax), size)
    ax = lay_out(ax, words, left=widest(shown, size) + GAP, body=body)
    ax.barh(rows, lengths, height=0.72, color=["C1" if low else "C0" for low in lengths < 0])
    if (lengths < 0).any():
        ax.axvline(0, color=INK, linewidth=0.8)
    label_side(ax, "y", rows, shown, size)
    label_side(ax, "x", [], [], size)
    ax.set(xlim=_ends(ax, lengths, labels, size - 1), ylim=(len(names) - 0.5, -0.5))
    for row, length, label in zip(rows, lengths, labels, strict=True):
        aside, side = ((-4, 0), "right") if length < 0 else ((4, 0), "left")
        style: dict[str, Any] = {"fontsize": size - 1, "va": "center_baseline", "ha": side}
        ax.annotate(label, (length, row), aside, "data", "offset points", **style)
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


def heatmap(ax: Axes | None, names: list[str], square: np.ndarray, words: Words) -> Axes:
    """Draw a square of cells, dark where the value is high, with its names on two sides."""
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


def curve(ax: Axes | None, cosines: np.ndarray, usual: np.ndarray, choices: Sequence[Choice], words: Words) -> Axes:
    """Draw a dot a specification, as high as its cosine, and under it a tick for each choice it makes.

    The rows of choices stand below the lowest cosine on the same scale, so that one Axes holds both parts.
    """
    depths, body = _depths(choices)
    size = fitting(ax, body, LABEL)
    shown = shorten([choice.label for choice in choices], LABEL_ROOM * room_of(ax), size)
    ax = lay_out(ax, words, left=widest(shown, size, "bold") + GAP, body=body)
    low, high = _tenths(cosines)
    point = (high - low) / CURVE
    ax.set(xlim=(-1, len(cosines)), ylim=(high + (ABOVE - body) * point, high + ABOVE * point))
    steps = [step for step in MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(low, high) if low <= step <= high + 1e-9]
    scale = [f"{step:.3g}" for step in steps[:-1]] + [f"cosine {steps[-1]:.3g}"]
    rows = high - depths * point
    label_side(ax, "x", [], [], size)
    label_side(ax, "y", [*steps, *rows], [*scale, *shown], size, ink=GREY)
    _bold(ax, shown, [bool((choice.used & usual).any()) for choice in choices])
    ax.hlines([*steps, *rows], -1, len(cosines), color=RULE, linewidth=0.6, zorder=0)
    _dots(ax, cosines, usual, rows, size)
    for row, choice in zip(rows, choices, strict=True):
        _choose(ax, choice, row, TICK / 2 * point, usual)
    return ax


def _depths(choices: Sequence[Choice]) -> tuple[np.ndarray, float]:
    """Give how far under the top of the scale each choice stands, and the height of the whole."""
    depth, depths = CURVE + UNDER, []
    for before, choice in zip([None, *choices], choices, strict=False):
        if before is not None:
            depth += CHOICE + BETWEEN * (before.setting != choice.setting)
        depths.append(depth)
    return np.array(depths), ABOVE + depth + CHOICE / 2


def _tenths(cosines: np.ndarray) -> tuple[float, float]:
    """Give a scale in whole tenths round the cosines: dots, unlike bars, need not start at zero."""
    if np.isnan(cosines).all():
        return 0.0, 1.0
    low = min(0.9, np.floor(10 * np.nanmin(cosines)) / 10)
    return float(low), float(max(low + 0.1, np.ceil(10 * np.nanmax(cosines) - 1e-9) / 10))


def _bold(ax: Axes, shown: Sequence[str], chosen: Sequence[bool]) -> None:
    """Set what the default chooses in bold; the labels of the choices are the last ones."""
    for label, is_chosen in zip(ax.get_yticklabels()[-len(shown) :], chosen, strict=True):
        label.set(fontweight="bold" if is_chosen else "normal", color=INK)


def _dots(ax: Axes, cosines: np.ndarray, usual: np.ndarray, rows: np.ndarray, size: float) -> None:
    """Draw the cosines and label three: the highest above its dot, the lowest under it, the default under both."""
    places = np.arange(len(cosines))
    ax.plot(places, cosines, ".", color="C0", markersize=4, label="specification")
    ax.vlines(places[usual], rows.min(), cosines[usual], color="C1", linewidth=1, zorder=0.5)
    ax.plot(places[usual], cosines[usual], "o", color="C1", markersize=8, label="default")
    if np.isnan(cosines).all():
        return
    high, low = int(np.nanargmax(cosines)), int(np.nanargmin(cosines))
    if cosines[high] > cosines[low]:
        _point_out(ax, high, cosines, "highest", cosines[high], 6, size)
        _point_out(ax, low, cosines, "lowest", cosines[low], -6, size)
    for place in places[usual & ~np.isnan(cosines)][:1]:
        _point_out(ax, place, cosines, "default", rows.max(), 8, size)


def _point_out(ax: Axes, place: int, cosines: np.ndarray, name: str, height: float, up: float, size: float) -> None:
    """Write a name and its cosine near a dot, on the side where the page has room."""
    part = (place + 0.5) / len(cosines)
    side = "left" if part < 0.2 else "right" if part > 0.8 else "center"
    style: dict[str, Any] = {"ha": side, "va": "bottom" if up > 0 else "top", "fontsize": size, "color": INK}
    style["fontweight"] = "bold" if name == "default" else "normal"
    text = f"{name} {number(cosines[place], cosines)}"
    if name == "default":  # its line runs behind it
        style["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    ax.annotate(text, (place, height), (0, up), "data", "offset points", **style)


def _choose(ax: Axes, choice: Choice, row: float, half: float, usual: np.ndarray) -> None:
    places = np.flatnonzero(choice.used)
    if not len(places):
        return
    width = float(np.clip(0.6 * inside(ax)[0] / len(usual), 0.5, 3))
    colours = ["C1" if is_usual else "C0" for is_usual in usual[places]]
    ticks = ax.vlines(places, row - half, row + half, color=colours, linewidth=width, label=choice.label)
    ticks.set_snap(False)  # snapped to whole pixels, ticks at even distances would look uneven
