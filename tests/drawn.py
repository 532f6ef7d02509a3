"""What the tests of charts look at: the texts, bars, dots and ticks in an Axes."""

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg


def three_pairs() -> pd.DataFrame:
    """a–b 0.25, a–c 0.90, b–c 0."""
    return pd.DataFrame({"article_a": ["a", "a", "b"], "article_b": ["b", "c", "c"], "cosine": [0.25, 0.9, 0.0]})


def four_pairs() -> pd.DataFrame:
    """a–c 0.90, b–d 0.60, c–d 0.30, a–b 0.25, a–d 0.10, b–c 0: side by side they stand a, c, d, b."""
    cosines = {"ab": 0.25, "ac": 0.9, "ad": 0.1, "bc": 0.0, "bd": 0.6, "cd": 0.3}
    return pd.DataFrame([(*pair, cosine) for pair, cosine in cosines.items()], columns=list(three_pairs()))


def spread(*pairs: int) -> pd.DataFrame:
    """A table of bins of equal width, the highest first, with these numbers of pairs and of articles."""
    edges = [n / len(pairs) for n in range(len(pairs), -1, -1)]
    return pd.DataFrame({"cosine_from": edges[1:], "cosine_to": edges[:-1], "pairs": pairs, "articles": pairs})


def many_pairs(n: int) -> pd.DataFrame:
    """All pairs of n articles with opaque names; the later two articles, the more alike."""
    names = [f"{i:03d}_{i * 2654435761 % 2**32:08x}{i * 40503 % 2**32:08x}" for i in range(n)]
    rows = [(names[i], names[j], (i + j) / 100) for i in range(n) for j in range(i + 1, n)]
    return pd.DataFrame(rows, columns=["article_a", "article_b", "cosine"])


def y_labels(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def x_labels(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_xticklabels()]


def title(ax: Axes) -> str:
    return ax.get_title(loc="left").replace("\n", " ")


def written(ax: Axes, name: str | None = None) -> list[str]:
    """The texts in an Axes: its subtitle, its source, or (no name) what stands at the marks."""
    return [text.get_text().replace("\n", " ") for text in ax.texts if text.get_gid() == name]


def widths(ax: Axes) -> list[float]:
    return [float(bar.get_width()) for bar in ax.patches]


def outside(ax: Axes) -> list[str]:
    """Texts that the edge of the figure cuts off, at the resolution at which figures are stored."""
    figure = ax.figure
    figure.set_dpi(200)
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()
    page, texts = figure.bbox.padded(1), [*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels(), ax._left_title]
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts if text.get_text()]
    return [text for text, box in boxes if not (page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0)]


def overlaps(labels: list) -> list[tuple[str, str]]:
    """Neighbouring labels whose boxes overlap by more than a rounding."""
    boxes = [(label.get_text(), label.get_window_extent().padded(-1)) for label in labels]
    return [(a, b) for (a, one), (b, two) in pairwise(boxes) if one.overlaps(two)]


def spans(ax: Axes, kind: str) -> list[tuple[float, float]]:
    """Start and end of the bars of a kind, from the left, lane after lane."""
    bars = [bars for bars in ax.collections if bars.get_label() == kind]
    return [(path.vertices[:, 0].min(), path.vertices[:, 0].max()) for bar in bars for path in bar.get_paths()]


def ticks(ax: Axes, term: str) -> list[tuple[float, float]]:
    """Place and middle height of the ticks of a term."""
    lines = [lines for lines in ax.collections if lines.get_label() == term]
    return [(line[0, 0], line[:, 1].mean()) for each in lines for line in each.get_segments()]
