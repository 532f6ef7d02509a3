"""Marks of two articles with the passages that they share: bars of paragraphs, and bands between them."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from leesbril.charts._drawing import HEADING, SENTENCE
from leesbril.charts._layout import (
    BODY,
    GAP,
    GREY,
    INK,
    LABEL,
    LINE,
    Words,
    drawable,
    fitting,
    hue,
    inside,
    label_side,
    lay_out,
    shorten,
    width_of,
)

# Lengths are in points, 72 to the inch.
BAR, BANDS, NAME = 14.0, 130.0, 2 * LINE * BODY + 4
BOLD = 0.88  # the width of ordinary letters, of that of bold ones
THINNEST = 1.2  # a band of a few words in a long article would not be seen
IN_PLACE, MOVED, WIDESPREAD = "in the same order", "elsewhere", "widespread"


class Side(NamedTuple):
    """One article: its label, a line on it, and start, end and kind of its paragraphs."""

    name: str
    note: str
    start: np.ndarray
    end: np.ndarray
    heading: np.ndarray


class Bands(NamedTuple):
    """The passages: start and end in both articles, what is written on each, and the kind of each."""

    a: np.ndarray
    b: np.ndarray
    notes: list[str]
    kinds: np.ndarray


def in_order(start_a: np.ndarray, start_b: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Which passages keep their order: of all sets that do, one with the most weight (the first where several have it).

    The longest increasing subsequence, weighted.
    """
    places = np.argsort(start_a, kind="stable")
    best, before = np.array(weights, dtype=float)[places], np.full(len(places), -1)
    b, own = start_b[places], best.copy()
    for number in range(len(places)):
        earlier = np.flatnonzero(b[:number] < b[number])
        if len(earlier):
            lead = int(earlier[np.argmax(best[earlier])])
            best[number], before[number] = own[number] + best[lead], lead
    kept = np.zeros(len(places), dtype=bool)
    step = int(np.argmax(best)) if len(places) else -1
    while step >= 0:
        kept[places[step]] = True
        step = int(before[step])
    return kept


def ribbons(ax: Axes | None, sides: tuple[Side, Side], bands: Bands, words: Words) -> Axes:
    """Draw both articles as bars on one scale of characters, and a band for each passage between them."""
    body = 2 * (NAME + BAR) + BANDS
    size = fitting(ax, body, BODY)
    ax = lay_out(ax, words, left=0, body=body)
    end = max(1.0, *(float(side.end.max(initial=0)) for side in sides))
    ax.set(xlim=(0, end), ylim=(body, 0))
    label_side(ax, "x", [], [], size)
    label_side(ax, "y", [], [], size)
    top, bottom = NAME + BAR, NAME + BAR + BANDS
    _bands(ax, bands, top, bottom, end / inside(ax)[0], size)
    # The middle is left out of names that are too long: two may differ at their ends alone.
    names = shorten([side.name for side in sides], BOLD * inside(ax)[0], size)
    for side, name, line, under in zip(sides, names, (top - BAR, bottom), (0.0, bottom + BAR), strict=True):
        _bar(ax, side, line, 1.2 * end / inside(ax)[0])
        _name(ax, name, side.note, under, size)
    return ax


def _bar(ax: Axes, side: Side, line: float, gap: float) -> None:
    for some, colour, name in ((~side.heading, SENTENCE, "paragraph"), (side.heading, HEADING, "heading")):
        long = side.end[some] - side.start[some]
        spans = list(zip(side.start[some], long - np.minimum(gap, 0.3 * long), strict=True))
        if spans:
            ax.broken_barh(spans, (line, BAR), facecolor=colour, label=name).set_snap(False)


def _name(ax: Axes, name: str, note: str, top: float, size: float) -> None:
    """Write the article and the line on it above its bar, or below."""
    style: dict[str, Any] = {"va": "top", "fontsize": size}
    ax.text(0, top + GAP / 2, drawable(name), fontweight="bold", color=INK, **style)
    ax.text(0, top + GAP / 2 + LINE * size, drawable(note), color=GREY, **(style | {"fontsize": size - 1}))


def _bands(ax: Axes, bands: Bands, top: float, bottom: float, point: float, size: float) -> None:
    looks = {IN_PLACE: (hue(0), 0.4, 1), MOVED: (hue(1), 0.5, 2), WIDESPREAD: (GREY, 0.25, 0.5)}
    for (a0, a1), (b0, b1), note, kind in zip(bands.a, bands.b, bands.notes, bands.kinds, strict=True):
        colour, alpha, order = looks[kind]
        (a0, a1), (b0, b1) = _seen(a0, a1, THINNEST * point), _seen(b0, b1, THINNEST * point)
        style: dict[str, Any] = {"facecolor": colour, "alpha": alpha, "linewidth": 0, "zorder": order, "label": kind}
        ax.add_patch(PathPatch(_ribbon(a0, a1, b0, b1, top, bottom), **style))
        if width_of(note, LABEL) + GAP < (a1 - a0) / point:
            ink: dict[str, Any] = {"fontsize": min(size, LABEL), "color": INK, "ha": "center", "va": "top", "zorder": 3}
            ax.text((a0 + a1) / 2, top + GAP / 2, note, **ink)


def _seen(start: float, end: float, least: float) -> tuple[float, float]:
    wide = max(end - start, least)
    return start, start + wide


def _ribbon(a0: float, a1: float, b0: float, b1: float, top: float, bottom: float) -> Path:
    """A band from a0–a1 above to b0–b1 below, upright at both ends."""
    middle = (top + bottom) / 2
    corners = [(a0, top), (a1, top), (a1, middle), (b1, middle), (b1, bottom)]
    corners += [(b0, bottom), (b0, middle), (a0, middle), (a0, top)]
    curve = [Path.CURVE4] * 3
    return Path(corners, [Path.MOVETO, Path.LINETO, *curve, Path.LINETO, *curve])
