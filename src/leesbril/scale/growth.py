"""How time and memory grow with the number of articles, as measured: the figures behind "a million"."""

from pathlib import Path

import numpy as np
import pandas as pd

from leesbril.frames import GROWTH, GROWTH_EXPONENTS

MEASURED = Path(__file__).with_name("growth.csv")


def measured_growth() -> pd.DataFrame:
    """The seconds and the memory that each piece of work took on the machine named in `benchmarks/README.md`.

    Columns `work`, `articles` (made-up ones of some 320 words), `seconds` (of a fresh process, everything counted in),
    `gigabytes` (its highest memory). `benchmarks/million.py` writes them.
    """
    return GROWTH.typed(pd.read_csv(MEASURED))


def growth_exponents(growth: pd.DataFrame) -> pd.DataFrame:
    """With what power of the number of articles the seconds of each piece of work grow: 1 where twice takes twice.

    Columns `work`, `exponent` (between the two largest numbers of articles: with fewer, most of the time goes into
    starting), `articles` (the most), `seconds` and `gigabytes` (of these). Raises ValueError for work that was measured
    on one number only.

    >>> toy = pd.DataFrame({"work": "count", "articles": [10, 100], "seconds": [2.0, 20.0], "gigabytes": [0.1, 0.4]})
    >>> growth_exponents(toy).round(2).values.tolist()
    [['count', 1.0, 100, 20.0, 0.4]]
    """
    rows = []
    for work, part in growth.groupby("work", sort=False):
        largest = part.nlargest(2, "articles")[["articles", "seconds", "gigabytes"]].to_numpy()
        if len(largest) < 2 or largest[0, 0] == largest[1, 0]:
            raise ValueError(f"{work!r} was measured on one number of articles; growth needs two or more.")
        steps = np.log(largest[0] / largest[1])
        rows.append((work, float(steps[1] / steps[0]), int(largest[0, 0]), *largest[0, 1:].tolist()))
    return GROWTH_EXPONENTS.of_rows(rows)
