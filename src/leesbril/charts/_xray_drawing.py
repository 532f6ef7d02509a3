"""Marks of a word in all articles: a row each, and a tick for each occurrence."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from leesbril.charts._drawing import LABEL_ROOM
from leesbril.charts._labels import times
from leesbril.charts._layout import (
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
from leesbril.wording.report_language import number as whole
from leesbril.wording.report_language import say

# Lengths are in points, 72 to the inch.
NAMED, ROW, TALLEST = 40, 14.0, 460.0  # articles that are named; the height of a row; of many rows together
TICK_HIGH, TICK_WIDE = 2.2, 1.8  # at least, or a tick among 1,500 articles would not be seen
GROUND = "#EEF1F4"


def xray(ax: Axes | None, names: list[str], rows: np.ndarray, places: np.ndarray, words: Words) -> Axes:
    """Draw a row an article, from its start at the left to its end, with a tick at each place (0 to 1) of the word."""
    n, named = len(names), len(names) <= NAMED
    body = ROW * n if named else min(ROW * n, TALLEST)
    size = fitting(ax, body, LABEL)
    shown = shorten(names, LABEL_ROOM * room_of(ax), size) if named else []
    counts = [times(count) if count else "" for count in np.bincount(rows, minlength=n)] if named else []
    marks = shown if named else ["1", whole(n)]
    left, right = widest(marks, size) + GAP, widest(counts, size) + GAP if named else 2 * GAP
    ax = lay_out(ax, words, left=left, right=right, body=body, below=GAP + LINE * size)
    across, high = inside(ax)
    ax.set(xlim=(0, 1), ylim=(n, 0))
    lane = 0.8 if named else 1.0
    spans = [(row + (1 - lane) / 2, row + (1 + lane) / 2) for row in range(n)] if named else [(0, n)]
    ground = PolyCollection([_box(0, 1, *span) for span in spans], facecolors=GROUND, label="article")
    tall, wide = max(lane, TICK_HIGH * n / high), TICK_WIDE / across
    boxes = [_box(at * (1 - wide), at * (1 - wide) + wide, row + 0.5 - tall / 2, row + 0.5 + tall / 2)
             for row, at in zip(rows, places, strict=True)]  # fmt: skip
    ticks = PolyCollection(boxes, facecolors=hue(0), label="occurrence")
    for part in (ground, ticks):
        part.set_snap(False)  # snapped to whole pixels, thin rows would look uneven
        ax.add_collection(part)
    label_side(ax, "y", np.arange(n) + 0.5 if named else [0.5, n - 0.5], marks, size, ink=INK if named else GREY)
    _ends(ax, size)
    for row, count in enumerate(counts):
        style: dict[str, Any] = {"fontsize": size, "color": GREY, "va": "center_baseline"}
        ax.annotate(count, (1, row + 0.5), (GAP, 0), ax.get_yaxis_transform(), "offset points", **style)
    return ax


def _ends(ax: Axes, size: float) -> None:
    """Write under the rows where an article starts and ends."""
    label_side(ax, "x", [0, 1], [say("start"), say("end")], size, ink=GREY)
    for label, side in zip(ax.get_xticklabels(), ("left", "right"), strict=True):
        label.set(horizontalalignment=side)


def _box(left: float, right: float, top: float, bottom: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
