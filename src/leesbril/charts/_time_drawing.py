"""Marks of charts of time: shares per period, and dates as bars."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from leesbril.charts._drawing import LABEL_ROOM, RULE, SENTENCE
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
    width_of,
)
from leesbril.wording import short_date
from leesbril.wording.report_language import number as whole
from leesbril.wording.report_language import say

BAND, BETWEEN, ARTICLES = 84.0, 22.0, 40.0  # points: a term's shares, the room above each, the bars of article counts
NAMED, THICK, TALLEST = 40, 12.0, 320.0  # articles with a row of their own; points of a row; of all rows together
STEPS = [
    ("h", "hour"),
    ("3h", "hour"),
    ("6h", "hour"),
    ("12h", "hour"),
    ("D", "day"),
    ("7D", "day"),
    ("MS", "month"),
    ("2MS", "month"),
    ("QS", "month"),
    ("2QS", "month"),
    ("YS", "year"),
    ("5YS", "year"),
    ("25YS", "year"),
    ("100YS", "year"),
]
"""How far apart the dates along a foot may stand, and how finely such a date is written."""
WIDEST_DATE = pd.Timestamp("2020-09-30 20:00")
HOURS_UP_TO = 3
"""Days along a foot up to which hours are written."""
SHORTEST = 1.5  # points, or a day in ten years would not be seen


class Band(NamedTuple):
    """One term: its shares with their intervals, missing where a period has no article."""

    name: str
    shares: np.ndarray
    low: np.ndarray
    high: np.ndarray


def moments(times: np.ndarray) -> np.ndarray:
    """Give moments as days since 1970; NaN where there is none."""
    days = times.astype("datetime64[us]").astype("int64") / 86_400e6
    return np.where(np.isnat(times), np.nan, days)


def calendar(ax: Axes, low: float, high: float, size: float) -> None:
    """Number the days along the foot as dates, no more than there is room for."""
    first, last = (pd.Timestamp(0) + pd.Timedelta(days=edge) for edge in (low, high))
    ticks, shown = pd.DatetimeIndex([]), "day"
    for step, precision in STEPS[0 if high - low <= HOURS_UP_TO else 4 :]:
        found = pd.date_range(first.normalize(), last, freq=step)
        found = found[found >= first]
        most = max(1, int(inside(ax)[0] / (width_of(short_date(WIDEST_DATE, precision), size) + 2 * GAP)))
        if len(found) > 1 or not len(ticks):  # a step so long that one of its days lies here says little
            ticks, shown = found[:: max(1, int(np.ceil(len(found) / most)))], precision
        if len(found) <= most:
            break
    labels = [short_date(moment, shown) for moment in ticks]
    label_side(ax, "x", moments(ticks.to_numpy()), labels, size, ink=GREY)


def bands(
    ax: Axes | None, start: np.ndarray, end: np.ndarray, shown: list[Band], articles: np.ndarray, words: Words
) -> Axes:
    """Draw a band a term, a dot and an interval a period, and under them a bar a period: its number of articles.

    All stand in one Axes, in points from the top; each band has a scale of its own, from 0 to its highest end.
    """
    body = len(shown) * (BAND + BETWEEN) + BETWEEN + ARTICLES
    size = fitting(ax, body, LABEL)
    tops = [_top(band) for band in shown]
    marks = [f"{100 * top:.0f}%" for top in tops] + [whole(int(articles.max(initial=0)))]
    ax = lay_out(ax, words, left=widest([*marks, "0%"], size) + GAP, right=28, body=body, below=GAP + LINE * size)
    left, right = moments(start), moments(end)
    low, high = float(np.min(left)), float(np.max(right))
    ax.set(xlim=(low, high), ylim=(body, 0))
    middle, zeros, places = (left + right) / 2, [], []
    for number, (band, top) in enumerate(zip(shown, tops, strict=True)):
        zero = (number + 1) * (BAND + BETWEEN)
        _band(ax, middle, band, zero, BAND / top, hue(number % 5))
        style: dict[str, Any] = {"fontsize": size, "color": INK, "fontweight": "bold", "va": "bottom", "gid": "band"}
        ax.annotate(band.name, (0, zero - BAND), (0, 4), ax.get_yaxis_transform(), "offset points", **style)
        zeros += [zero, zero - BAND]
        places += ["0%", marks[number]]
    _counts(ax, left, right, articles, body, size)
    ax.hlines([*zeros, body], low, high, color=RULE, linewidth=0.8, zorder=0)
    label_side(ax, "y", [*zeros, body, body - ARTICLES], [*places, "0", marks[-1]], size, ink=GREY)
    calendar(ax, low, high, size)
    return ax


def _top(band: Band) -> float:
    """Give the end of a scale in whole tenths."""
    highest = np.nanmax(band.high, initial=0) if not np.isnan(band.high).all() else 0
    return max(0.1, float(np.ceil(10 * highest - 1e-9) / 10))


def _band(ax: Axes, middle: np.ndarray, band: Band, zero: float, point: float, colour: str) -> None:
    known = ~np.isnan(band.shares)
    heights = zero - point * band.shares
    ax.plot(middle, heights, "-", color=colour, linewidth=0.8, alpha=0.5)  # a gap stays a gap
    ax.vlines(
        middle[known],
        zero - point * band.low[known],
        zero - point * band.high[known],
        color=colour,
        linewidth=1.2,
        label=f"interval of {band.name}",
    )
    ax.plot(middle[known], heights[known], "o", color=colour, markersize=4, label=band.name)


def _counts(ax: Axes, left: np.ndarray, right: np.ndarray, articles: np.ndarray, body: float, size: float) -> None:
    heights = ARTICLES * articles / max(articles.max(initial=0), 1)
    ax.bar(left, -heights, right - left, body, align="edge", color=SENTENCE, edgecolor="white", linewidth=0.5)
    style: dict[str, Any] = {"fontsize": size, "color": GREY, "va": "bottom", "gid": "band"}
    ax.annotate(say("articles"), (0, body - ARTICLES), (0, 3), ax.get_yaxis_transform(), "offset points", **style)


def timeline(ax: Axes | None, names: list[str], start: np.ndarray, end: np.ndarray, words: Words) -> Axes:
    """Draw a bar an article, as long as its date; few have a row each, many share rows where they do not touch."""
    left, right = moments(start), moments(end)
    known = np.flatnonzero(~np.isnan(left))
    named = len(names) <= NAMED
    low, high = (float(left[known].min()), float(right[known].max())) if len(known) else (0.0, 1.0)
    span = high - low
    point = span / room_of(ax)
    lanes = np.arange(len(names)) if named else packed(left, np.maximum(right, left + 2 * SHORTEST * point))
    rows = len(names) if named else int(lanes.max(initial=0)) + 1
    body = THICK * rows if named else min(THICK * rows, TALLEST)
    size = fitting(ax, body, LABEL) if named else LABEL
    shown = shorten(names, LABEL_ROOM * room_of(ax), size) if named else []
    ax = lay_out(
        ax,
        words,
        left=widest(shown, size) + GAP if shown else 2 * GAP,
        body=body,
        below=GAP + LINE * size,
        right=2 * GAP,
    )
    ax.set(xlim=(low - 0.01 * span, high + 0.01 * span), ylim=(rows, 0))
    point = 1.02 * span / inside(ax)[0]
    wide = np.maximum(right - left, SHORTEST * point)
    boxes = [box(left[row], wide[row], lanes[row]) for row in known]
    bars = PolyCollection(boxes, facecolors=hue(0), label="dates")
    bars.set_snap(False)  # snapped to whole pixels, thin rows would look uneven
    ax.add_collection(bars)
    label_side(ax, "y", [row + 0.5 for row in range(rows)] if named else [], shown, size)
    for row in np.flatnonzero(np.isnan(left)) if named else []:
        style: dict[str, Any] = {"fontsize": size - 1, "color": GREY, "va": "center_baseline"}
        ax.annotate(say("no date"), (0, row + 0.5), (2, 0), ax.get_yaxis_transform(), "offset points", **style)
    if len(known):
        calendar(ax, low, high, size)
    else:
        label_side(ax, "x", [], [], size)
    return ax


def box(left: float, wide: float, lane: float) -> list[tuple[float, float]]:
    top, bottom = lane + 0.15, lane + 0.85
    return [(left, top), (left + wide, top), (left + wide, bottom), (left, bottom)]


def packed(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Give each bar the first row that is free where it starts, in order of its start."""
    ends: list[float] = []
    lanes = np.zeros(len(left), dtype=np.int64)
    for place in np.lexsort((right, left)):
        if np.isnan(left[place]):
            continue
        lane = next((number for number, end in enumerate(ends) if end <= left[place]), len(ends))
        ends[lane : lane + 1] = [right[place]]
        lanes[place] = lane
    return lanes
