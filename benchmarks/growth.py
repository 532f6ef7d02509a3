"""How time and memory grow with the number of articles: the measured table, its exponents, its chart and its sentence.

`million.py --store` measures anew and writes `growth.csv` and `docs/growth.png`.
"""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

MEASURED = Path(__file__).with_name("growth.csv")
"""Columns `work`, `articles`, `seconds` (wall clock of a fresh process, start included), `gigabytes` (its peak)."""
CHART = Path(__file__).parents[1] / "docs/growth.png"
COLOURS = ("#0072B2", "#D55E00", "#009E73")
LABEL_GAP = 0.09
"""The least distance between two labels, as a share of the height of the chart."""


def measured() -> pd.DataFrame:
    """The figures on the machine that `README.md` names."""
    return pd.read_csv(MEASURED)


def exponents(growth: pd.DataFrame) -> pd.DataFrame:
    """The power of the number of articles by which time grows: 1 where twice the articles take twice as long.

    Between the two largest numbers of articles; with fewer, most of the time goes into starting. Columns `work`,
    `exponent`, `articles` (the most), `seconds` and `gigabytes` (of these).

    >>> toy = pd.DataFrame({"work": "count", "articles": [10, 100], "seconds": [2.0, 20.0], "gigabytes": [0.1, 0.4]})
    >>> exponents(toy).round(2).values.tolist()
    [['count', 1.0, 100, 20.0, 0.4]]
    """
    rows = []
    for work, part in growth.groupby("work", sort=False):
        largest = part.nlargest(2, "articles")[["articles", "seconds", "gigabytes"]].to_numpy()
        if len(largest) < 2 or largest[0, 0] == largest[1, 0]:
            raise ValueError(f"{work!r} was measured on one number of articles; growth needs two or more.")
        steps = np.log(largest[0] / largest[1])
        rows.append((work, float(steps[1] / steps[0]), int(largest[0, 0]), *largest[0, 1:].tolist()))
    return pd.DataFrame(rows, columns=["work", "exponent", "articles", "seconds", "gigabytes"])


def sentences(growth: pd.DataFrame) -> str:
    """One line per piece of work: what the most articles took, and what twice as many would."""
    lines = [
        f"- {row.work}: {row.articles:,} articles in {row.seconds:,.0f} s and {row.gigabytes:.1f} GB; "
        f"twice the articles take {2**row.exponent:.2f} times as long."
        for row in exponents(growth).itertuples()
    ]
    return "\n".join(lines)


def chart(growth: pd.DataFrame) -> Figure:
    """Seconds over articles, one line per piece of work, both axes logarithmic."""
    figure, ax = plt.subplots(figsize=(7.5, 4), layout="constrained")
    last = growth[growth["articles"] == growth["articles"].max()].sort_values("seconds")
    slowest, articles = last.iloc[-1], last["articles"].iloc[0]
    for (work, part), colour in zip(growth.groupby("work", sort=False), COLOURS, strict=False):
        ordered = part.sort_values("articles")
        ax.plot(ordered["articles"], ordered["seconds"], "o-", color=colour, label=work)
    ax.set(xscale="log", yscale="log", xlabel="articles", ylabel="seconds, start included")
    ax.set_xticks(
        sorted(growth["articles"].unique()), [f"{number:,}" for number in sorted(growth["articles"].unique())]
    )
    ax.set_yticks(steps := [1, 10, 100, 1000], [f"{step:,}" for step in steps])
    ax.set_ylim(growth["seconds"].min() / 2, growth["seconds"].max() * 2)
    ax.minorticks_off()
    low, high = np.log10(ax.get_ylim())
    for row, height in zip(last.itertuples(), apart((np.log10(last["seconds"]) - low) / (high - low)), strict=True):
        place = {"xycoords": ax.get_yaxis_transform(), "va": "center", "annotation_clip": False}
        ax.annotate(f"{row.work}: {row.seconds:.0f} s", (1.02, 10 ** (low + height * (high - low))), **place)
    ax.spines[["top", "right"]].set_visible(False)
    claim = f"Of {len(last)} pieces of work, {slowest['work']} take longest with {articles:,} articles"
    figure.suptitle(f"{claim}: {slowest['seconds']:.0f} s", x=0.01, ha="left", fontweight="bold", fontsize=10)
    return figure


def apart(heights: pd.Series) -> list[float]:
    """Heights in ascending order, moved up where two would lie over each other.

    >>> [round(height, 2) for height in apart(pd.Series([0.5, 0.52, 0.9]))]
    [0.5, 0.59, 0.9]
    """
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + LABEL_GAP) if placed else height)
    return placed


def store(growth: pd.DataFrame) -> None:
    """Keep the figures and their chart."""
    growth.round({"seconds": 1, "gigabytes": 2}).to_csv(MEASURED, index=False)
    chart(growth).savefig(CHART, dpi=150)
