"""Marks of a network of groups, with its matrix beside it or, on a narrow page, under it."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch

from leesbril.charts._drawing import BLANK, ONE_HUE, ink_on
from leesbril.charts._layout import (
    GAP,
    GREY,
    INK,
    LABEL,
    LINE,
    SMALL,
    Words,
    hue,
    inside,
    label_side,
    lay_out,
    room_of,
    shorten,
    widest,
    wrapped,
)

# Lengths are in points, 72 to the inch.
SIDE_BY_SIDE = 420.0  # a page that is narrower has the matrix under the network
RING, NODE = 74.0, (5.0, 10.0)  # the radius of the ring; of the smallest and of the largest group
NAME_ROOM = 60.0  # of a line of a name round the ring
SLACK = 32.0  # above and under the ring
MOST_ARROWS = 20
WIDEST_ARROW, THINNEST_ARROW = 6.0, 0.6
NAME = 0.42  # the part of a panel that the names may take at either side
LARGEST_CELL = 34.0


class Network(NamedTuple):
    """The groups, the leader first: their names, numbers of articles, and the square of shares, earlier by later."""

    names: list[str]
    articles: np.ndarray
    shares: np.ndarray
    clear: np.ndarray


def network(ax: Axes | None, groups: Network, words: Words) -> Axes:
    """Draw the groups on a ring with an arrow for each share above zero, and the matrix of all shares."""
    beside = room_of(ax) >= SIDE_BY_SIDE
    room = room_of(ax) - 2 * GAP if ax is None else inside(ax)[0]
    panel = 0.5 * room if beside else room
    cell, left, below = _cells(groups, room - panel - 4 * GAP if beside else room)
    square = cell * len(groups.names)
    ring = 2 * (RING + SLACK)
    body = max(ring, square + below) if beside else ring + 3 * GAP + square + below
    ax = lay_out(ax, words, left=0, body=body)
    across = inside(ax)[0]
    ax.set(xlim=(0, across), ylim=(body, 0), aspect="auto")
    label_side(ax, "x", [], [], LABEL)
    label_side(ax, "y", [], [], LABEL)
    _ring(ax, groups, panel / 2, (body if beside else ring) / 2, panel)
    x = panel + 4 * GAP + left if beside else left
    y = 0.0 if beside else ring + 3 * GAP
    bounds = (x / across, 1 - (y + square) / body, square / across, square / body)
    _matrix(ax.inset_axes(bounds), groups, cell, left - GAP)
    return ax


def _cells(groups: Network, panel: float) -> tuple[float, float, float]:
    """Give the side of a cell, and the room for names at the left of the matrix and under it."""
    names = shorten(groups.names, NAME * panel, LABEL)
    left = widest(names, LABEL) + GAP
    return min(LARGEST_CELL, (panel - left - GAP) / len(names)), left, widest(names, LABEL) + 2 * GAP


def _ring(ax: Axes, groups: Network, middle: float, height: float, panel: float) -> None:
    n = len(groups.names)
    turns = 2 * np.pi * np.arange(n) / n - np.pi / 2
    names = [wrapped(name, LABEL, NAME_ROOM) for name in shorten(groups.names, 1.8 * NAME_ROOM, LABEL)]
    radius = min(1.3 * RING, panel / 2 - widest(names, LABEL) - NODE[1] - GAP)
    x, y = middle + radius * np.cos(turns), height + RING * np.sin(turns)
    small = min(1.0, 8 / n)
    sizes = small * NODE[0] + small * (NODE[1] - NODE[0]) * np.sqrt(
        groups.articles / max(1, groups.articles.max(initial=0))
    )
    most = max(float(np.nanmax(groups.shares, initial=0)), 1e-9)
    for row, column in drawn_arrows(groups):
        share, clear = groups.shares[row, column], bool(groups.clear[row, column])
        wide = THINNEST_ARROW + (min(1.0, 4 / n) * WIDEST_ARROW - THINNEST_ARROW) * share / most
        style: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 6 + 1.5 * wide, "linewidth": wide}
        style |= {"color": hue(1) if clear else GREY, "alpha": 0.9 if clear else 0.45, "zorder": 2 if clear else 1}
        style |= {"shrinkA": sizes[row], "shrinkB": sizes[column], "connectionstyle": "arc3,rad=0.18"}
        label = "beyond the noise" if clear else "no more than the noise"
        ax.add_patch(FancyArrowPatch((x[row], y[row]), (x[column], y[column]), label=label, **style))
    for name, size, turn, at, up in zip(names, sizes, turns, x, y, strict=True):
        ax.add_patch(Circle((at, up), size, facecolor=hue(0), edgecolor="white", linewidth=1, zorder=3))
        away, side = size + GAP / 2, round(float(np.cos(turn)), 6)
        style = {"ha": "center" if side == 0 else "left" if side > 0 else "right", "va": "center", "fontsize": LABEL}
        lift = LINE * LABEL * (1 + name.count("\n")) / 2 * np.sign(np.sin(turn)) if side == 0 else 0
        place = (at + away * np.sign(side), up + (away * np.sign(np.sin(turn)) if side == 0 else 0) + lift)
        ax.text(*place, name, color=INK, gid="group", zorder=4, **style)


def drawn_arrows(groups: Network) -> list[tuple[int, int]]:
    """The pairs of groups that have an arrow: all, or the 20 with the largest shares, those beyond the noise first."""
    some = [(int(row), int(column)) for row, column in np.argwhere(np.nan_to_num(groups.shares) > 0)]
    some.sort(key=lambda pair: (not groups.clear[pair], -groups.shares[pair]))
    return some[:MOST_ARROWS]


def _matrix(ax: Axes, groups: Network, cell: float, room: float) -> None:
    """Draw a cell for each two groups, with the share in per cent."""
    n = len(groups.names)
    names = shorten(groups.names, room, LABEL)
    ax.spines[:].set_visible(False)
    ax.set_facecolor(BLANK)
    top = max(float(np.nanmax(groups.shares, initial=0)), 1e-9)
    mesh = ax.pcolormesh(np.ma.masked_invalid(groups.shares), cmap=ONE_HUE, vmin=0, vmax=top, edgecolors="white")
    mesh.set_linewidth(1)
    ax.set(xlim=(0, n), ylim=(n, 0))
    label_side(ax, "y", np.arange(n) + 0.5, names, min(LABEL, cell))
    label_side(ax, "x", np.arange(n) + 0.5, names, min(LABEL, cell), turned=True)
    for (row, column), share in np.ndenumerate(groups.shares):
        if np.isnan(share):
            continue
        style: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontsize": min(SMALL, 0.45 * cell)}
        style["fontweight"] = "bold" if groups.clear[row, column] else "normal"
        ax.text(column + 0.5, row + 0.5, _per_cent(share), color=ink_on(ONE_HUE(share / top)), **style)


def _per_cent(share: float) -> str:
    """A share in whole per cent, without its sign: 0 and 100 only where the share is."""
    if 0 < share < 0.005 or 0.995 <= share < 1 - 1e-9:
        return "<1" if share < 0.5 else ">99"
    return f"{100 * share:.0f}"
