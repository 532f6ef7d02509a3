"""Marks of small multiples: a panel of bars for each group, on one scale of how many times as much."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from leesbril.charts._drawing import RULE
from leesbril.charts._layout import (
    BODY,
    GAP,
    GREY,
    INK,
    LABEL,
    LINE,
    Words,
    beginning,
    fitting,
    hue,
    inside,
    label_side,
    lay_out,
    shorten,
    widest,
)

# Lengths are in points, 72 to the inch.
ROW, HEAD, APART, BESIDE = 16.0, 20.0, 12.0, 24.0
TWO_PANELS = 400.0  # a page that is narrower has the panels under each other
PALE = "#8FBBDD"
WORDS = 0.5  # the part of a panel that the words may take


class Panel(NamedTuple):
    """One group: its words, their log ratios (missing where the rest has none), a note on each, and which are sure."""

    name: str
    words: list[str]
    ratios: np.ndarray
    notes: list[str]
    significant: np.ndarray


def panels(ax: Axes | None, shown: list[Panel], room: float, words: Words) -> Axes:
    """Draw the panels side by side, or under each other on a narrow page, in the order given."""
    columns = 2 if room >= TWO_PANELS and len(shown) > 1 else 1
    heights = [HEAD + ROW * max(1, len(panel.words)) for panel in shown]
    lines = [max(heights[at : at + columns]) for at in range(0, len(heights), columns)]
    body = sum(lines) + APART * (len(lines) - 1)
    size = fitting(ax, body, LABEL)
    ax = lay_out(ax, words, left=0, body=body)
    across = inside(ax)[0]
    wide = (across - BESIDE * (columns - 1)) / columns
    ax.set(xlim=(0, across), ylim=(body, 0))
    label_side(ax, "x", [], [], size)
    label_side(ax, "y", [], [], size)
    named = [shorten(panel.words, WORDS * wide, size) if panel.words else [] for panel in shown]
    left = max((widest(names, size) for names in named if names), default=0.0) + GAP
    notes = [note for panel in shown for note in panel.notes]
    most = max((float(np.nanmax(panel.ratios, initial=0)) for panel in shown if len(panel.words)), default=0.0) or 1.0
    point = most / max(wide - left - GAP - (widest(notes, size - 1) if notes else 0), wide / 8)
    for place, (panel, names) in enumerate(zip(shown, named, strict=True)):
        corner = (wide + BESIDE) * (place % columns), sum(lines[: place // columns]) + APART * (place // columns)
        _panel(ax, panel, names, corner, left, wide, point, size)
    return ax


def _panel(
    ax: Axes, panel: Panel, names: list[str], corner: tuple[float, float], left: float, wide: float, point: float,
    size: float,
) -> None:  # fmt: skip
    x, top = corner
    head: dict[str, Any] = {"fontsize": min(BODY, size + 1), "fontweight": "bold", "va": "top", "gid": "group"}
    ax.text(x, top, beginning(panel.name, 0.9 * wide, BODY), color=INK, **head)
    style: dict[str, Any] = {"va": "center_baseline", "fontsize": size}
    if not names:
        note = panel.notes[0]
        ax.text(x, top + HEAD + LINE * size / 2, note, color=GREY, **(style | {"fontsize": size - 1}))
        return
    ax.vlines(x + left, top + HEAD, top + HEAD + ROW * len(names), color=RULE, linewidth=0.8)
    rows = top + HEAD + ROW * (np.arange(len(names)) + 0.5)
    for name, row, ratio, note, sure in zip(names, rows, panel.ratios, panel.notes, panel.significant, strict=True):
        ax.text(x + left - GAP, row, name, color=INK, ha="right", gid="term", **style)
        long = 0.0 if np.isnan(ratio) else ratio / point
        look: dict[str, Any] = {"height": 0.66 * ROW, "color": hue(0) if sure else PALE, "linewidth": 0}
        ax.barh(row, long, left=x + left, label=["significant" if sure else "not significant"], **look)
        firm = {"color": INK, "fontweight": "bold"} if sure and np.isnan(ratio) else {"color": GREY}
        ax.text(x + left + long + GAP / 1.5, row, note, ha="left", **(style | {"fontsize": size - 1} | firm))
