"""The marks of a chart of growth: a line a piece of work, on scales where ten times is one step."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from leesbril.charts._drawing import RULE
from leesbril.charts._layout import GAP, GREY, INK, LABEL, LINE, Words, fitting, hue, label_side, lay_out, widest

BODY = 190.0  # points
SPAN = 1.3  # room before the first and behind the last, as factors


def growth_curves(
    ax: Axes | None, lines: dict[str, tuple[np.ndarray, np.ndarray]], labels: list[str], words: Words
) -> Axes:
    """Draw seconds over articles, a line for each name; a label stands at the end of its line."""
    size = fitting(ax, BODY, LABEL)
    articles = np.concatenate([x for x, _ in lines.values()])
    seconds = np.concatenate([y for _, y in lines.values()])
    steps = 10.0 ** np.arange(np.floor(np.log10(seconds.min())), np.ceil(np.log10(seconds.max())) + 1)
    marks = [_duration(step) for step in steps]
    right = widest(labels, size, "bold") + 2 * GAP
    ax = lay_out(ax, words, left=widest(marks, size) + GAP, right=right, body=BODY, below=GAP + LINE * size)
    numbers = np.unique(articles)
    ax.set(xscale="log", yscale="log", xlim=(numbers[0] / SPAN, numbers[-1] * SPAN), ylim=(steps[0], steps[-1]))
    ax.minorticks_off()
    label_side(ax, "x", numbers, [f"{number:,.0f}" for number in numbers], size, ink=GREY)
    label_side(ax, "y", steps, marks, size, ink=GREY)
    ax.hlines(steps, *ax.get_xlim(), color=RULE, linewidth=0.6, zorder=0)
    heights = _apart(np.array([np.log10(y[-1]) for _, y in lines.values()]), np.log10(steps[-1] / steps[0]), size)
    for number, (name, (x, y)) in enumerate(lines.items()):
        ax.plot(x, y, "o-", color=hue(number), markersize=5, linewidth=1.5, label=name)
        style: dict[str, Any] = {"fontsize": size, "color": INK, "fontweight": "bold", "va": "center"}
        ax.annotate(labels[number], (x[-1], 10 ** heights[number]), (GAP + 3, 0), "data", "offset points", **style)
    return ax


def _apart(heights: np.ndarray, span: float, size: float) -> np.ndarray:
    """The heights of labels, in powers of ten, moved up where one would lie over the one below."""
    least, placed = LINE * size * span / BODY, heights.copy()
    for before, place in zip(np.argsort(heights), np.argsort(heights)[1:], strict=False):
        placed[place] = max(placed[place], placed[before] + least)
    return placed


def _duration(seconds: float) -> str:
    """A number of seconds as it is said.

    >>> [_duration(seconds) for seconds in (0.1, 1.0, 10.0, 100.0, 1000.0)]
    ['0.1 s', '1 s', '10 s', '100 s', '1,000 s']
    """
    return f"{seconds:,.10g} s"
