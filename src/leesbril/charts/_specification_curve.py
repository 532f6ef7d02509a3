"""Marks of a specification curve: dots, and ticks under them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from leesbril.charts._drawing import LABEL_ROOM, RULE
from leesbril.charts._labels import number, scale
from leesbril.charts._layout import (
    GAP,
    GREY,
    INK,
    LABEL,
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
from leesbril.wording.report_language import say

# Lengths are in points, 72 to the inch.
CURVE, ABOVE, UNDER = 130.0, 14.0, 34.0  # the cosines, and the room for labels round them
CHOICE, BETWEEN, TICK = 12.5, 5.0, 8.0  # the rows of choices


class Choice(NamedTuple):
    """One choice of one setting; `used` says of each specification whether it makes this choice."""

    setting: str
    label: str
    used: np.ndarray


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
    marks = [scale(step, 2) for step in steps[:-1]] + [say("cosine {value}", value=scale(steps[-1], 2))]
    rows = high - depths * point
    label_side(ax, "x", [], [], size)
    label_side(ax, "y", [*steps, *rows], [*marks, *shown], size, ink=GREY)
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
    ax.plot(places, cosines, ".", color=hue(0), markersize=4, label="specification")
    ax.vlines(places[usual], rows.min(), cosines[usual], color=hue(1), linewidth=1, zorder=0.5)
    ax.plot(places[usual], cosines[usual], "o", color=hue(1), markersize=8, label="default")
    if np.isnan(cosines).all():
        return
    high, low = int(np.nanargmax(cosines)), int(np.nanargmin(cosines))
    if cosines[high] > cosines[low]:
        text = say("highest {value}", value=number(cosines[high], cosines))
        _point_out(ax, high, len(cosines), text, cosines[high], 6, size)
        text = say("lowest {value}", value=number(cosines[low], cosines))
        _point_out(ax, low, len(cosines), text, cosines[low], -6, size)
    for place in places[usual & ~np.isnan(cosines)][:1]:
        text = say("default {value}", value=number(cosines[place], cosines))
        _point_out(ax, place, len(cosines), text, rows.max(), 8, size, bold=True)


def _point_out(
    ax: Axes, place: int, dots: int, text: str, height: float, up: float, size: float, bold: bool = False
) -> None:
    """Write something near one of the dots, on the side where the page has room."""
    part = (place + 0.5) / dots
    side = "left" if part < 0.2 else "right" if part > 0.8 else "center"
    style: dict[str, Any] = {"ha": side, "va": "bottom" if up > 0 else "top", "fontsize": size, "color": INK}
    style["fontweight"] = "bold" if bold else "normal"
    if bold:  # its line runs behind it
        style["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    ax.annotate(text, (place, height), (0, up), "data", "offset points", **style)


def _choose(ax: Axes, choice: Choice, row: float, half: float, usual: np.ndarray) -> None:
    places = np.flatnonzero(choice.used)
    if not len(places):
        return
    width = float(np.clip(0.6 * inside(ax)[0] / len(usual), 0.5, 3))
    colours = [hue(1) if is_usual else hue(0) for is_usual in usual[places]]
    ticks = ax.vlines(places, row - half, row + half, color=colours, linewidth=width, label=choice.label)
    ticks.set_snap(False)  # snapped to whole pixels, ticks at even distances would look uneven
