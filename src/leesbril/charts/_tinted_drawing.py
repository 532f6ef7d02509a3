"""Marks of tinted text: articles as running text, each sentence on a ground of its own."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Rectangle

from leesbril.charts._layout import (
    BODY,
    GAP,
    GREY,
    INK,
    LABEL,
    LINE,
    Words,
    drawable,
    hue,
    inside,
    label_side,
    lay_out,
    room_of,
    width_of,
    wrapped,
)

# Lengths are in points, 72 to the inch.
SIDE_BY_SIDE = 420.0  # a page that is narrower has the articles under each other
BESIDE, UNDER = 18.0, 14.0
LEADING = 1.45  # the height of a line, in font sizes
STEPS = 4  # shades of each colour: more are not told apart
STRONGEST = 0.5  # the part of the colour in the darkest ground; the letters on it stay black


class Tinted(NamedTuple):
    """One article: its name, its sentences with their numbers, and how strong each is, from -1 to 1."""

    name: str
    numbers: list[str]
    sentences: list[str]
    strengths: np.ndarray


class Piece(NamedTuple):
    """A word on a line: its text, its place and width, and which sentence it belongs to; numbers are small."""

    text: str
    line: int
    left: float
    wide: float
    sentence: int
    small: bool


def tinted(ax: Axes | None, articles: list[Tinted], words: Words) -> Axes:
    """Draw the articles as running text, side by side or under each other; a fall is orange, a rise blue."""
    across = room_of(ax) - (3 * GAP if ax is None else 0)
    columns = 2 if across >= SIDE_BY_SIDE and len(articles) == 2 else 1
    wide = (across - BESIDE * (columns - 1)) / columns
    heads = [wrapped(article.name, BODY, wide, "bold") for article in articles]
    flows = [_flow(article, wide) for article in articles]
    tall = [
        LINE * BODY * (1 + head.count("\n")) + GAP + LEADING * LABEL * (1 + max((p.line for p in flow), default=0))
        for head, flow in zip(heads, flows, strict=True)
    ]
    body = max(tall) if columns == 2 else sum(tall) + UNDER * (len(tall) - 1)
    ax = lay_out(ax, words, left=0, body=body)
    ax.set(xlim=(0, inside(ax)[0]), ylim=(body, 0))
    label_side(ax, "x", [], [], LABEL)
    label_side(ax, "y", [], [], LABEL)
    for place, (article, head, flow) in enumerate(zip(articles, heads, flows, strict=True)):
        left, top = ((wide + BESIDE) * place, 0.0) if columns == 2 else (0.0, sum(tall[:place]) + UNDER * place)
        ax.text(left, top, head, fontsize=BODY, fontweight="bold", color=INK, va="top", gid="head")
        _text(ax, article, flow, left, top + LINE * BODY * (1 + head.count("\n")) + GAP)
    return ax


def _flow(article: Tinted, wide: float) -> list[Piece]:
    """Place the words of all sentences, one after another, on lines of this width."""
    pieces: list[Piece] = []
    line, left, space = 0, 0.0, width_of("n n", LABEL) - 2 * width_of("n", LABEL)
    for sentence, (number, text) in enumerate(zip(article.numbers, article.sentences, strict=True)):
        words = drawable(text).split()
        for place, word in enumerate([number, *words]):
            small = place == 0
            long = width_of(word, LABEL - 3 if small else LABEL)
            needed = long + width_of(words[0], LABEL) + space / 2 if small and words else long
            if left and left + needed > wide:  # a number stays with its first word
                line, left = line + 1, 0.0
            pieces.append(Piece(word, line, left, long, sentence, small))
            left += long + (space / 2 if small else space)
        left += space
    return pieces


def _text(ax: Axes, article: Tinted, flow: list[Piece], left: float, top: float) -> None:
    """Draw a ground under each line of a sentence, and the words on it."""
    step = LEADING * LABEL
    for sentence, strength in enumerate(article.strengths.tolist()):
        own = [piece for piece in flow if piece.sentence == sentence]
        for line in dict.fromkeys(piece.line for piece in own):
            some = [piece for piece in own if piece.line == line]
            start, end = some[0].left, some[-1].left + some[-1].wide
            style: dict[str, Any] = {"facecolor": ground(strength), "linewidth": 0, "label": f"sentence {sentence}"}
            ax.add_patch(Rectangle((left + start - 1, top + line * step), end - start + 2, step - 1.5, **style))
            for piece in some:
                size, ink = (LABEL - 3, GREY) if piece.small else (LABEL, INK)
                at = left + piece.left, top + (line + 0.5) * step - 0.75
                ax.text(*at, piece.text, fontsize=size, color=ink, va="center_baseline", gid="word")


def ground(strength: float) -> str:
    """The colour under a sentence: white where little changes or nothing is known, darker for a larger change."""
    shade = 0 if np.isnan(strength) else round(STEPS * min(1.0, abs(strength)))
    if not shade:
        return "#ffffff"
    part = STRONGEST * shade / STEPS
    red, green, blue = (1 - part * (1 - colour) for colour in to_rgb(hue(1) if strength < 0 else hue(0)))
    return to_hex((red, green, blue))
