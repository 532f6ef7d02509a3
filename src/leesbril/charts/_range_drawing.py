"""Marks of plain ranges round one value."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from leesbril.charts._drawing import LABEL_ROOM, RULE
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
    label_side,
    lay_out,
    room_of,
    widest,
    wrapped,
)
from leesbril.wording.report_language import decimal

ROW, THICK = 20.0, 8.0  # points
DOT = 5.0


def ranges(
    ax: Axes | None, names: list[str], ends: tuple[np.ndarray, np.ndarray], value: float, notes: list[str],
    words: Words,
) -> Axes:  # fmt: skip
    """Draw a bar a row from its lowest to its highest value, and a line through all at the one they lie round."""
    shown = [wrapped(name, BODY, LABEL_ROOM * room_of(ax)) for name in names]
    tall = ROW + LINE * BODY * max(name.count("\n") for name in shown)
    rows, body = np.arange(len(names)), tall * len(names)
    size = fitting(ax, body, BODY)
    right = widest(notes, size - 1) + GAP
    ax = lay_out(ax, words, left=widest(shown, size) + GAP, right=right, body=body, below=GAP + LINE * LABEL)
    low = min(0.9, np.floor(10 * min(ends[0].min(), value)) / 10)
    high = max(low + 0.1, np.ceil(10 * max(ends[1].max(), value) - 1e-9) / 10)
    air = 0.02 * (high - low)
    ax.set(xlim=(low - air, high + air), ylim=(len(names) - 0.5, -0.5))
    bar: dict[str, Any] = {"height": THICK / tall, "color": hue(0), "linewidth": 0, "label": "range"}
    ax.barh(rows, ends[1] - ends[0], left=ends[0], **bar)
    still = ends[1] - ends[0] < air
    ax.plot(ends[0][still], rows[still], "o", color=hue(0), markersize=DOT, label="no change")
    ax.axvline(value, color=hue(1), linewidth=1.4)
    label_side(ax, "y", rows, shown, size)
    label_side(ax, "x", [low, high], [decimal(low, 1), decimal(high, 1)], min(size, LABEL), ink=GREY)
    ax.hlines(rows, low - air, high + air, color=RULE, linewidth=0.6, zorder=0)
    for row, note in zip(rows, notes, strict=True):
        style: dict[str, Any] = {"fontsize": size - 1, "va": "center_baseline", "ha": "left", "color": INK}
        ax.annotate(note, (1, row), (GAP, 0), ax.get_yaxis_transform(), "offset points", **style)
    return ax
