"""Marks of a story: articles as bars as long as their dates, by publisher, with arrows from earlier to later ones."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from matplotlib.patheffects import withStroke

from leesbril.charts._drawing import LABEL_ROOM, NARROW, RULE
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
    room_of,
    shorten,
    widest,
    width_of,
)
from leesbril.charts._time_drawing import SHORTEST, calendar, moments
from leesbril.wording.report_language import say

# Lengths are in points, 72 to the inch.
LANE, APART, THICK = 16.0, 8.0, 12.0
RIGHT = 28.0  # half of the last date
MANY = 12  # arrows that are told apart; of more, those from the earliest match of each article are in orange
AIR = 0.04  # of the span of time, left free at both ends


class Chain(NamedTuple):
    """The articles, publisher by publisher, and the pairs of them, by number: earlier and later, and those open."""

    names: list[str]
    publishers: list[str]
    start: np.ndarray
    end: np.ndarray
    decided: np.ndarray
    open: np.ndarray


def chain(ax: Axes | None, story: Chain, words: Words) -> Axes:
    """Draw a lane an article, under its publisher, and an arrow for each pair whose order is known."""
    narrow = room_of(ax) < NARROW
    lanes, heads, body = _lanes(story.publishers, LANE if narrow else 0.0)
    size = fitting(ax, body, BODY)
    shown = shorten([name for name, _ in heads], (1.0 if narrow else LABEL_ROOM / 1.5) * room_of(ax) - RIGHT, size)
    left_room = 2 * GAP if narrow else widest(shown, size) + GAP
    ax = lay_out(ax, words, left=left_room, right=RIGHT, body=body, below=GAP + LINE * LABEL)
    left, right = moments(story.start), moments(story.end)
    known = ~np.isnan(left)
    low, high = (float(left[known].min()), float(right[known].max())) if known.any() else (0.0, 1.0)
    air = AIR * (high - low)
    ax.set(xlim=(low - air, high + air), ylim=(body, 0))
    point = (high - low + 2 * air) / inside(ax)[0]
    right = np.maximum(right, left + 2 * SHORTEST * point)
    for lane, begin, end in zip(lanes[known], left[known], right[known], strict=True):
        ax.barh(lane, end - begin, left=begin, height=THICK, color=hue(0), linewidth=0, label="date", zorder=2)
    tops = [place - (LANE if narrow else 0) for _, place in _tops(story.publishers, lanes)]
    bounds = [place - LANE / 2 - APART / 2 for place in tops][1:]
    ax.hlines(bounds, *ax.get_xlim(), color=RULE, linewidth=0.8, zorder=0)
    _links(ax, story, lanes, left, right)
    _names(ax, story, lanes, left, right, point, min(size, LABEL))
    label_side(ax, "y", [] if narrow else [place for _, place in heads], [] if narrow else shown, size)
    for name, top in zip(shown, tops, strict=True) if narrow else ():
        style: dict[str, Any] = {"fontsize": size, "fontweight": "bold", "color": INK, "va": "center_baseline"}
        ax.text(ax.get_xlim()[0], top, name, ha="left", gid="publisher", zorder=4, **style)
    if known.any():
        calendar(ax, *ax.get_xlim(), min(size, LABEL))
    else:
        label_side(ax, "x", [], [], size)
    return ax


def _lanes(publishers: list[str], head: float) -> tuple[np.ndarray, list[tuple[str, float]], float]:
    """Give the middle of each lane, that of each publisher, and the height of the whole.

    Above the first lane of each publisher is room for a head.
    """
    new = np.array([one != other for one, other in zip(publishers, [None, *publishers], strict=False)])
    lanes = LANE * (np.arange(len(publishers)) + 0.5) + APART * (new.cumsum() - 1) + head * new.cumsum()
    middles = [
        (name, float(np.mean([lane for lane, own in zip(lanes, publishers, strict=True) if own == name])))
        for name in dict.fromkeys(publishers)
    ]
    return lanes, middles, float(lanes[-1] + LANE / 2)


def _tops(publishers: list[str], lanes: np.ndarray) -> list[tuple[str, float]]:
    return [(name, float(lanes[publishers.index(name)])) for name in dict.fromkeys(publishers)]


def _links(ax: Axes, story: Chain, lanes: np.ndarray, left: np.ndarray, right: np.ndarray) -> None:
    """Draw an arrow from the end of the earlier date to the start of the later, or a dotted line where that is open."""
    leading = _leading(story.decided, right) if len(story.decided) > MANY else None
    for earlier, later in story.decided.tolist():
        style: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 8, "color": hue(1), "linewidth": 1.1}
        if leading is not None and leading[later] != earlier:
            style |= {"arrowstyle": "-", "color": GREY, "linewidth": 0.5, "alpha": 0.35, "zorder": 0.5}
        else:
            style |= {"zorder": 3, "alpha": 0.8}  # over the names
        ends = (right[earlier], lanes[earlier]), (left[later], lanes[later])
        bend = "arc3,rad=-0.12"
        ax.add_patch(FancyArrowPatch(*ends, connectionstyle=bend, shrinkA=0, shrinkB=1, label="earlier", **style))
    for one, other in story.open:
        if not np.isnan([left[one], left[other]]).any():
            middles = [(left[at] + right[at]) / 2 for at in (one, other)]
            ax.plot(middles, lanes[[one, other]], ":", color=GREY, linewidth=1.1, label="open", zorder=1)


def _leading(decided: np.ndarray, right: np.ndarray) -> dict[int, int]:
    """For each later article the one of its earlier matches whose date ends first."""
    found: dict[int, int] = {}
    for earlier, later in decided.tolist():
        if later not in found or right[earlier] < right[found[later]]:
            found[later] = earlier
    return found


def _names(
    ax: Axes, story: Chain, lanes: np.ndarray, left: np.ndarray, right: np.ndarray, point: float, size: float
) -> None:
    """Write each article beside its bar, on the side with more room; one without a date at the left."""
    low, high = ax.get_xlim()
    # A rim round the letters and no box: between fifteen names, boxes would hide most of the arrows.
    rim = [withStroke(linewidth=1.6, foreground="white", alpha=0.8)]
    style: dict[str, Any] = {"fontsize": size, "va": "center_baseline", "path_effects": rim, "zorder": 2.5}
    for name, lane, begin, end in zip(story.names, lanes, left, right, strict=True):
        if np.isnan(begin):
            text = f"{say('no date')}: {name}"
            ax.text(low, lane, beginning(text, inside(ax)[0] - GAP, size), color=GREY, ha="left", **style)
            continue
        before, after = (begin - low) / point - GAP, (high - end) / point - GAP
        within = (end - begin) / point - GAP
        if within > max(before, after) and width_of(name, size) > max(before, after):
            look = style | {"color": "white", "path_effects": []}
            ax.text(begin + GAP / 2 * point, lane, beginning(name, within, size), ha="left", **look)
            continue
        fits = width_of(name, size) <= after
        ahead = fits or after >= before
        text = beginning(name, max(before, after) if not fits else after, size)
        at, aside, side = (end, GAP / 1.5, "left") if ahead else (begin, -GAP / 1.5, "right")
        ax.annotate(text, (at, lane), (aside, 0), "data", "offset points", color=INK, ha=side, **style)
