"""Progress bars for long work."""

import sys
from collections.abc import Iterator
from typing import Any

import pandas as pd


def progress(total: int | None, work: str, unit: str = " articles") -> Any:
    """A progress bar (tqdm) in a terminal or notebook, shown after 3 seconds.

    `total` is None if it is not known in advance. The bar has `update` and `close`.
    """
    from tqdm import tqdm

    seen = sys.stderr.isatty() or "ipykernel" in sys.modules
    return tqdm(total=total, desc=work, unit=unit, delay=3, disable=not seen)


def with_progress(frames: Iterator[pd.DataFrame], total: int | None, work: str = "counting") -> Iterator[pd.DataFrame]:
    """The same frames, with a progress bar from the second on."""
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
