"""Marks of small multiples along time: a strip of bars for each publisher, its numbers beside it."""

from typing import Any, NamedTuple

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
    inside,
    label_side,
    lay_out,
    room_of,
    shorten,
    widest,
)
from leesbril.charts._time_drawing import calendar, moments
from leesbril.wording.report_language import number

# Lengths are in points, 72 to the inch.
STRIP, BETWEEN = 30.0, 12.0
THINNEST = 1.0


class Strip(NamedTuple):
    """One publisher: start, end and number of articles of its periods, its total, and what lies in no period."""

    name: str
    start: np.ndarray
    end: np.ndarray
    articles: np.ndarray
    total: int
    beside: list[str]


def strips(ax: Axes | None, shown: list[Strip], words: Words) -> Axes:
    """Draw a strip of bars a publisher, all on one scale of articles and one of time."""
    body = len(shown) * (STRIP + BETWEEN)
    size = fitting(ax, body, BODY)
    names = shorten([strip.name for strip in shown], LABEL_ROOM * room_of(ax) / 1.5, size)
    notes = [[number(strip.total), *strip.beside] for strip in shown]
    small = size - 2
    right = max(widest(note[:1], size, "bold") for note in notes)
    right = max(right, *(widest(note[1:] or [""], small) for note in notes)) + GAP
    ax = lay_out(ax, words, left=widest(names, size) + GAP, right=right, body=body, below=GAP + LINE * LABEL)
    bars = [(moments(strip.start), moments(strip.end), strip.articles) for strip in shown]
    known = np.concatenate([np.concatenate([start, end]) for start, end, _ in bars])
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    most = max(1.0, *(float(articles.max(initial=0)) for *_, articles in bars))
    ax.set(xlim=(low, high), ylim=(body, 0))
    point = (high - low) / inside(ax)[0]
    zeros = (np.arange(len(shown)) + 1) * (STRIP + BETWEEN) - BETWEEN / 2
    for (start, end, articles), zero, note in zip(bars, zeros, notes, strict=True):
        wide = np.maximum(end - start - 0.5 * point, THINNEST * point)
        bar: dict[str, Any] = {"align": "edge", "color": hue(0), "linewidth": 0, "label": "articles"}
        ax.bar(start, -STRIP * articles / most, wide, zero, **bar)
        _note(ax, note, zero, size, small)
    ax.hlines(zeros, low, high, color=RULE, linewidth=0.8)
    label_side(ax, "y", zeros - STRIP / 2, names, size)
    if len(known):
        calendar(ax, low, high, min(size, LABEL))
    else:
        label_side(ax, "x", [], [], size)
    return ax


def _note(ax: Axes, note: list[str], zero: float, size: float, small: float) -> None:
    """Write the number of articles beside the strip, and under it how many of them are in no period."""
    line, along = LINE * small, ax.get_yaxis_transform()
    for place, text in enumerate(reversed(note)):
        first = place == len(note) - 1
        look: dict[str, Any] = {"fontsize": size, "fontweight": "bold", "color": INK} if first else {}
        look = look or {"fontsize": small, "color": GREY}
        ax.annotate(text, (1, zero), (GAP, place * line - 2), along, "offset points", va="bottom", **look)
