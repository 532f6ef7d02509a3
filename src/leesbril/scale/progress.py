"""How far long work is, for a person who waits."""

import sys
from collections.abc import Iterator
from typing import Any

import pandas as pd


def progress(total: int | None, work: str, unit: str = " articles") -> Any:
    """A bar with the time left, where somebody can see it (a terminal, a notebook) and the work takes over 3 seconds.

    `total` is None where it is not known beforehand. The bar has `update` and `close` (tqdm).
    """
    from tqdm import tqdm

    seen = sys.stderr.isatty() or "ipykernel" in sys.modules
    return tqdm(total=total, desc=work, unit=unit, delay=3, disable=not seen)


def with_progress(frames: Iterator[pd.DataFrame], total: int | None, work: str = "counting") -> Iterator[pd.DataFrame]:
    """The same frames, and from the second on a bar that says how far they are."""
    bar, rows = None, 0
    try:
        for frame in frames:
            yield frame
            rows += len(frame)
            if total is None or rows < total:
                bar = progress(total, work) if bar is None else bar
            if bar is not None:
                bar.update(rows - bar.n)
    finally:
        if bar is not None:
            bar.close()
