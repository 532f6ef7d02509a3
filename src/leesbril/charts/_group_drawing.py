"""Marks of charts that compare groups: dots with intervals, labelled dots in a plane, cells between groups."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

from leesbril.charts._drawing import BLANK, LABEL_ROOM, ONE_HUE, ROW, RULE, SENTENCE, ink_on
from leesbril.charts._layout import (
    BODY,
    GAP,
    GREY,
    INK,
    LABEL,
    LINE,
    Words,
    drawable,
    figure_of,
    fitting,
    hue,
    inside,
    label_side,
    lay_out,
    room_of,
    shorten,
    widest,
    width_of,
    wrapped,
)
from leesbril.wording.report_language import number as whole
from leesbril.wording.report_language import say

PLANE, CELL, WIDEST_CELL = 300.0, 30.0, 110.0  # points
STEPS = 400  # that adjustText may take: a limit of time would place labels otherwise on a slow machine


def doublings(low: float, high: float, across: float, size: float) -> tuple[list[int], list[str]]:
    """Give the ticks of a scale of binary logarithms, and what each means: how many times as much.

    As many as there is room for side by side on a scale of this length, eight at most.
    """
    steps = range(int(np.ceil(low)), int(np.floor(high)) + 1)
    for step in range(max(1, int(np.ceil((high - low) / 8))), len(steps) + 1):
        places = [place for place in steps if place % step == 0]
        ticks = [say("equal") if place == 0 else f"{whole(2 ** abs(place))}×" for place in places]
        if (widest(ticks, size) + GAP) * (high - low) / step <= across:
            break
    return places, ticks


def ratio_scale(*values: np.ndarray) -> tuple[float, float]:
    """Give the ends of a scale that holds equality, every finite value, and a little room."""
    finite = np.concatenate([part[np.isfinite(part)] for part in values] + [np.zeros(1)])
    low, high = min(-1.0, float(finite.min())), max(1.0, float(finite.max()))
    return low - 0.04 * (high - low), high + 0.04 * (high - low)


class Rows(NamedTuple):
    """Log ratios (missing where one side has no such term), both ends of their intervals, and whether these are firm.

    `only`: 1 where only the right side has the term, -1 where only the left, else 0.
    """

    middles: np.ndarray
    ends: tuple[np.ndarray, np.ndarray]
    firm: np.ndarray
    only: np.ndarray


def intervals(
    ax: Axes | None, names: list[str], given: Rows, none: tuple[str, str], labels: list[str], words: Words
) -> Axes:
    """Draw a dot a row and the interval round it, filled and solid where it is firm; an infinite end is an arrow.

    A row that only one side has says `none` on the empty side, of the left group or of the right one.
    """
    rows, body = np.arange(len(names)), ROW * len(names)
    size = fitting(ax, body, BODY)
    shown = shorten(names, LABEL_ROOM * room_of(ax) / 1.5, size)
    right = widest(labels, size - 1) + GAP if ax is None else 0.0
    ax = lay_out(ax, words, left=widest(shown, size) + GAP, right=right, body=body, below=GAP + LINE * size)
    low, high = ratio_scale(given.middles, *given.ends)
    said = none if widest(none, size - 1) <= inside(ax)[0] / 3 else (say("none"), say("none"))
    part = min(0.45, (widest(said, size - 1) + 2 * GAP) / inside(ax)[0])
    empty = _empty_sides(given)  # what they say stands beyond the intervals
    if (given.only > 0).any():
        low = min(low, (empty[given.only > 0].min() - part * high) / (1 - part))
    if (given.only < 0).any():
        high = max(high, (empty[given.only < 0].max() - part * low) / (1 - part))
    ax.set(xlim=(low, high), ylim=(len(names) - 0.5, -0.5))
    places, ticks = doublings(low, high, inside(ax)[0], size)
    ax.vlines(places, -0.5, len(names) - 0.5, color=RULE, linewidth=0.6, zorder=0)
    ax.axvline(0, color=INK, linewidth=0.8, zorder=0)
    _whiskers(ax, rows, given.ends, given.firm)
    firm, alone = given.firm & (given.only == 0), ~given.firm & (given.only == 0)
    for some, face, label in ((firm, hue(0), "interval over articles"), (alone, "white", "described")):
        dot: dict[str, Any] = {"color": hue(0), "markerfacecolor": face, "markersize": 0.6 * size, "label": label}
        ax.plot(given.middles[some], rows[some], "o", **dot)
    label_side(ax, "y", rows, shown, size)
    label_side(ax, "x", places, ticks, size, ink=GREY)
    style: dict[str, Any] = {"fontsize": size - 1, "va": "center_baseline", "color": GREY}
    for row, label, only, place in zip(rows, labels, given.only.tolist(), empty, strict=True):
        ax.annotate(label, (1, row), (GAP, 0), ax.get_yaxis_transform(), "offset points", ha="left", **style)
        if only:
            text, align = (said[1], "right") if only > 0 else (said[0], "left")
            ax.annotate(text, (place, row), (-only * GAP, 0), "data", "offset points", ha=align, gid="none", **style)
    return ax


def _empty_sides(given: Rows) -> np.ndarray:
    """Where the empty side of each row begins: at equality, or where the interval of the row ends beyond it."""
    ends = np.where(given.only > 0, given.ends[0], given.ends[1])
    ends = np.where(np.isfinite(ends), ends, 0.0)
    return np.where(given.only > 0, np.minimum(ends, 0), np.where(given.only < 0, np.maximum(ends, 0), 0))


def _whiskers(ax: Axes, rows: np.ndarray, ends: tuple[np.ndarray, np.ndarray], firm: np.ndarray) -> None:
    low, high = ax.get_xlim()
    known = ~(np.isnan(ends[0]) | np.isnan(ends[1]))
    for some, style in ((firm & known, "solid"), (~firm & known, "dotted")):
        if some.any():
            left, right = (np.clip(end[some], low, high) for end in ends)
            ax.hlines(rows[some], left, right, color=hue(0), linewidth=1.4, linestyle=style, label=f"interval, {style}")
    for end, edge, mark in ((ends[0], low, "<"), (ends[1], high, ">")):
        off = np.isinf(end)
        if off.any():
            edges = np.full(off.sum(), edge)
            ax.plot(edges, rows[off], mark, color=hue(0), markersize=5, clip_on=False, label="no end")


def plane(
    ax: Axes | None, x: np.ndarray, y: np.ndarray, only: np.ndarray, none: tuple[str, str], strong: np.ndarray,
    labels: dict[int, str], words: Words,
) -> Axes:  # fmt: skip
    """Draw dots in a plane, times in all against how many times as much, some with a label that stands free.

    Terms that one side has not at all have no ratio: they stand on a line above the others, or under them.
    """
    size = fitting(ax, PLANE, LABEL)
    low, high = (1.12 * end for end in ratio_scale(np.where(only == 0, y, np.nan)))
    places, ticks = doublings(low, high, PLANE * 3, size)  # they stand above each other
    marks: list[float] = list(places)
    narrow = max(room_of(ax) / 5, widest(" ".join(none).split(), size))
    said, step = [wrapped(text, size, narrow) for text in none], 0.12 * (high - low)
    for side, text in ((1, said[1]), (-1, said[0])):
        if (only == side).any():
            end = (high if side > 0 else low) + side * step
            low, high = min(low, end - step / 2), max(high, end + step / 2)
            y = np.where(only == side, end, y)
            marks, ticks = [*marks, end], [*ticks, text]
    ax = lay_out(ax, words, left=widest(ticks, size) + GAP, body=PLANE, below=2 * (GAP + LINE * size))
    end = max(1.0, float(np.log10(x.max())))
    ax.set(xlim=(-0.05 * end, 1.08 * end), ylim=(low, high))
    powers = np.arange(0, np.floor(end) + 1)
    label_side(ax, "y", marks, ticks, size, ink=GREY)
    label_side(ax, "x", powers, [whole(int(10**power)) for power in powers], size, ink=GREY)
    ax.set_xlabel(say("times in both groups, on a scale of powers of ten"), fontsize=size, color=GREY, loc="left")
    ax.hlines(marks, *ax.get_xlim(), color=RULE, linewidth=0.6, zorder=0)
    ax.axhline(0, color=INK, linewidth=0.8, zorder=0)
    for some, colour, name in ((~strong, SENTENCE, "not significant"), (strong, hue(1), "significant")):
        ax.plot(np.log10(x[some]), y[some], "o", color=colour, markersize=4, markeredgewidth=0, label=name)
    _labels(ax, np.log10(x), y, labels, size)
    return ax


def _labels(ax: Axes, x: np.ndarray, y: np.ndarray, labels: dict[int, str], size: float) -> None:
    """Put the labels near their dots and apart from each other (adjustText); one that finds no room is left out."""
    from adjustText import adjust_text

    if not labels:
        return
    figure = figure_of(ax)
    if not hasattr(figure.canvas, "get_renderer"):
        FigureCanvasAgg(figure)
    rows = np.array(list(labels))
    point = np.array([np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())]) / inside(ax)
    texts = []
    for number, row in enumerate(rows):
        # Dots that lie on each other would have their labels pushed nowhere: each begins on a side of its own.
        turn = 2.4 * number
        begin = np.array([x[row], y[row]]) + size * point * [1.5 * np.cos(turn), np.sin(turn)]
        style: dict[str, Any] = {"fontsize": size, "color": INK, "gid": "label"}
        texts.append(ax.text(begin[0], begin[1], drawable(labels[row]), **style))
    with np.printoptions(formatter={"float_kind": str}):  # it spells its arrays for a log that is off: half of its time
        adjust_text(
            texts, target_x=x[rows], target_y=y[rows], x=x[rows], y=y[rows], ax=ax, iter_lim=STEPS, expand=(1.1, 1.4)
        )
    kept: list[Any] = []
    for text, row in zip(texts, rows, strict=True):
        _pull_in(text, ax)
        box = text.get_window_extent()
        if any(box.overlaps(other.get_window_extent()) for other in kept):
            text.remove()
            continue
        kept.append(text)
        line = {"arrowstyle": "-", "color": GREY, "linewidth": 0.6, "shrinkB": 2}
        ax.annotate("", (x[row], y[row]), text.get_position(), arrowprops=line | {"patchA": text})


def _pull_in(text: Any, ax: Axes) -> None:
    """Move a label that sticks out at a side of the plane back into it."""
    box, page = text.get_window_extent(), ax.get_window_extent()
    aside = max(page.x0 - box.x0, 0.0) - max(box.x1 - page.x1, 0.0)
    x, y = ax.transData.transform(text.get_position())
    text.set_position(ax.transData.inverted().transform((x + aside, y)))


def cells(ax: Axes | None, rows: list[str], columns: list[str], table: np.ndarray, notes: Any, words: Words) -> Axes:
    """Draw a share in each cell, dark where it is high, with a note under it; what is missing is grey."""
    size, high, wide = LABEL, len(rows), len(columns)
    shown = shorten(rows, room_of(ax) / 4, size)
    heads = shorten(columns, room_of(ax) / 4, size)
    across = min(WIDEST_CELL * wide, max(100.0, room_of(ax) - 2 * GAP - widest(shown, size) - 3 * GAP))
    flat = widest(heads, size) + GAP <= across / wide
    below = GAP + (LINE * size if flat else widest(heads, size))
    body = CELL * high
    ax = lay_out(ax, words, left=widest(shown, size) + GAP, across=across, body=body, below=below)
    ax.set_facecolor(BLANK)
    mesh = ax.pcolormesh(np.ma.masked_invalid(table), cmap=ONE_HUE, vmin=0, vmax=1, edgecolors="white")
    mesh.set_linewidth(1)
    ax.set(xlim=(0, wide), ylim=(high, 0))
    label_side(ax, "y", np.arange(high) + 0.5, shown, size)
    label_side(ax, "x", np.arange(wide) + 0.5, heads, size, turned=not flat)
    room = inside(ax)[0] / wide - 4
    for (row, column), share in np.ndenumerate(table):
        note = notes[row][column]
        if np.isnan(share) and not note:
            continue
        text = note if width_of(note, size) <= room else note.split(" ")[0]
        ink = ink_on(BLANK if np.isnan(share) else ONE_HUE(share))
        letters = min(size, size * room / max(width_of(text, size), 1))
        ax.text(column + 0.5, row + 0.5, text, color=ink, fontsize=letters, ha="center", va="center_baseline")
    return ax
