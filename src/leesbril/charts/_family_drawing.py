"""Marks of a passage in many articles: its dates as bars, publisher by publisher, in as many rows as they need."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from leesbril.charts._drawing import LABEL_ROOM, NARROW, RULE
from leesbril.charts._layout import (
    BODY,
    GAP,
    GREY,
    INK,
    LABEL,
    LINE,
    Words,
    fitting,
    hue,
    inside,
    label_side,
    lay_out,
    room_of,
    shorten,
    widest,
)
from leesbril.charts._time_drawing import SHORTEST, box, calendar, moments, packed

# Lengths are in points, 72 to the inch.
THICK, APART = 9.0, 8.0
LEAST, TALLEST = 16.0, 72.0  # of all rows of a publisher together
BETWEEN = 1.0  # between two dates of which the one begins where the other ends
HEAD = 16.0
BOLD = 1.15  # times as wide as letters that are not
RIGHT = 28.0  # half of the last date


class Crowd(NamedTuple):
    """The articles of one publisher: its name, their dates, and what is said behind them."""

    name: str
    start: np.ndarray
    end: np.ndarray
    note: str


def crowds(ax: Axes | None, shown: list[Crowd], words: Words) -> Axes:
    """Draw the dates of each publisher, those that overlap one above the other, so that the height shows how many."""
    narrow = room_of(ax) < NARROW
    dates = [(moments(one.start), moments(one.end)) for one in shown]
    known = [~np.isnan(left) for left, _ in dates]
    low = min((float(left[some].min()) for (left, _), some in zip(dates, known, strict=True) if some.any()), default=0)
    high = max((float(end[some].max()) for (_, end), some in zip(dates, known, strict=True) if some.any()), default=1)
    point = (high - low) / max(room_of(ax) / 2, 1)
    lanes = [packed(left, np.maximum(right, left + 2 * SHORTEST * point)) for left, right in dates]
    rows = [int(lane[some].max(initial=0)) + 1 for lane, some in zip(lanes, known, strict=True)]
    heights = [float(np.clip(THICK * number, LEAST, TALLEST)) for number in rows]
    head = HEAD if narrow else 0.0
    tops = np.cumsum([0.0, *(height + APART + head for height in heights)]) + head
    body = float(tops[-1] - APART - head)
    size = fitting(ax, body, BODY)
    notes = widest([one.note for one in shown], size - 1) + GAP
    aside = RIGHT if narrow else max(RIGHT, notes)
    room = (room_of(ax) - 4 * GAP - RIGHT - notes) / BOLD if narrow else LABEL_ROOM / 1.5 * room_of(ax)
    names = shorten([one.name for one in shown], room, size)
    left_room = 2 * GAP if narrow else widest(names, size) + GAP
    ax = lay_out(ax, words, left=left_room, right=aside, body=body, below=GAP + LINE * LABEL)
    span = max(high - low, 1e-6)
    ax.set(xlim=(low - 0.01 * span, high + 0.01 * span), ylim=(body, 0))
    point = 1.02 * span / inside(ax)[0]
    for (left, right), some, lane, number, height, top in zip(dates, known, lanes, rows, heights, tops, strict=False):
        step = min(THICK, height / number)
        middle = top + (height - step * number) / 2
        wide = right - left - np.minimum(BETWEEN * point, (right - left) / 3)
        wide = np.maximum(wide, SHORTEST * point)
        boxes = [
            [(x, middle + step * y) for x, y in box(left[row], wide[row], lane[row])] for row in np.flatnonzero(some)
        ]
        bars = PolyCollection(boxes, facecolors=hue(0), label="dates")
        bars.set_snap(False)  # snapped to whole pixels, thin rows would look uneven
        ax.add_collection(bars)
    bounds = [top - head - APART / 2 for top in tops[1:-1]]
    ax.hlines(bounds, *ax.get_xlim(), color=RULE, linewidth=0.8, zorder=0)
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=False)]
    label_side(ax, "y", [] if narrow else middles, [] if narrow else names, size)
    _notes(ax, shown, names, [*tops], middles, size, narrow)
    if any(some.any() for some in known):
        calendar(ax, *ax.get_xlim(), min(size, LABEL))
    else:
        label_side(ax, "x", [], [], size)
    return ax


def _notes(
    ax: Axes, shown: list[Crowd], names: list[str], tops: list[float], middles: list[float], size: float, narrow: bool
) -> None:
    """Write the number of articles behind the bars; on a narrow page behind the name, above them."""
    style: dict[str, Any] = {"fontsize": size - 1, "color": GREY, "va": "center_baseline"}
    across = ax.get_yaxis_transform()
    for one, name, top, middle in zip(shown, names, tops, middles, strict=False):
        if not narrow:
            ax.annotate(one.note, (1, middle), (GAP, 0), across, "offset points", gid="note", **style)
            continue
        bold = style | {"fontsize": size, "fontweight": "bold", "color": INK}
        ax.text(0, top - HEAD / 2, name, transform=across, gid="publisher", **bold)
        ax.text(1, top - HEAD / 2, one.note, transform=across, ha="right", gid="note", **style)
