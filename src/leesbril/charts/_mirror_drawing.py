"""Marks of paired terms: the words in the middle, a bar to the left and one to the right, on one scale."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from leesbril.charts._labels import times
from leesbril.charts._layout import (
    BODY,
    GAP,
    GREY,
    INK,
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
    wrapped,
)
from leesbril.wording.report_language import say

# Lengths are in points, 72 to the inch.
ROW, HEAD, APART = 17.0, 18.0, 6.0  # a term; the head of a group of terms; between groups
MIDDLE = 0.36  # the part of the width that the words may take


class Group(NamedTuple):
    """Terms that lead the same article, or both: what is said of them, the words, and weight and count on each side."""

    said: str
    words: list[str]
    weights: np.ndarray
    counts: np.ndarray


def mirror(ax: Axes | None, names: tuple[str, str], groups: list[Group], words: Words) -> Axes:
    """Draw for each term a bar to the left and a bar to the right; a side without the term says so."""
    half = room_of(ax) / 2 - 2 * GAP
    heads = [wrapped(name, BODY, half, "bold") for name in names]
    lines, tops, body = _places(groups, LINE * BODY * (1 + max(head.count("\n") for head in heads)) + GAP)
    size = fitting(ax, body, BODY)
    shown = [shorten(group.words, MIDDLE * room_of(ax), size) for group in groups]
    ax = lay_out(ax, words, left=0, body=body)
    across = inside(ax)[0]
    middle = max(widest([word for some in shown for word in some] + [group.said for group in groups], size), 40) / 2
    middle += GAP
    notes = [times(count) if count else say("none") for group in groups for count in group.counts.ravel()]
    side = across / 2 - middle - widest(notes, size - 1) - GAP
    most = max(float(group.weights.max(initial=0)) for group in groups) or 1.0
    point = most / max(side, across / 8)
    gap = middle * point
    ax.set(xlim=(-across / 2 * point, across / 2 * point), ylim=(body, 0))
    for direction, column, name in ((-1, 0, heads[0]), (1, 1, heads[1])):
        _side(ax, groups, lines, column, direction, gap, point, size)
        style: dict[str, Any] = {"fontweight": "bold", "fontsize": size, "color": INK, "gid": "head", "va": "top"}
        style["ha"] = "left" if direction < 0 else "right"
        ax.text(direction * across / 2 * point, 0, name, **style)
    for group, some, places, head in zip(groups, shown, lines, tops, strict=True):
        style = {"ha": "center", "va": "center_baseline"}
        ax.text(0, head, group.said, fontsize=size - 1, color=GREY, style="italic", gid="group", **style)
        for word, place in zip(some, places, strict=True):
            ax.text(0, place, word, fontsize=size, color=INK, gid="term", **style)
    label_side(ax, "x", [], [], size)
    label_side(ax, "y", [], [], size)
    return ax


def _places(groups: list[Group], top: float) -> tuple[list[np.ndarray], list[float], float]:
    """Give the height of each term, of the head of each group, and of the whole, which begins at `top`."""
    lines, heads = [], []
    for group in groups:
        heads.append(top + HEAD / 2)
        lines.append(top + HEAD + ROW * (np.arange(len(group.words)) + 0.5))
        top += HEAD + ROW * len(group.words) + APART
    return lines, heads, top - APART


def _side(
    ax: Axes, groups: list[Group], lines: list[np.ndarray], side: int, direction: int, gap: float, point: float,
    size: float,
) -> None:  # fmt: skip
    for group, places in zip(groups, lines, strict=True):
        weights, counts = group.weights[side], group.counts[side]
        some = counts > 0
        bars: dict[str, Any] = {"height": 0.7 * ROW, "color": hue(side), "label": "left" if side == 0 else "right"}
        ax.barh(places[some], direction * weights[some], left=direction * gap, **bars)
        for place, weight, count in zip(places, weights, counts, strict=True):
            text, ink = (times(count), INK) if count else (say("none"), GREY)
            style: dict[str, Any] = {"fontsize": size - 1, "color": ink, "va": "center_baseline"}
            style["ha"] = "right" if direction < 0 else "left"
            ax.annotate(text, (direction * (gap + weight), place), (4 * direction, 0), "data", "offset points", **style)
