"""Articles in time: how each is called, its publisher, its date in words, and whether the dates decide its place."""

import pandas as pd

from leesbril.wording import date_in_words


def in_time(frame: pd.DataFrame, names: pd.Series, labels: pd.Series | None) -> pd.DataFrame:
    """Columns `shown`, `publisher`, `when` (missing without a date) and `decided`, for these articles in this order.

    `decided`: no other order with the one above is possible. Raises KeyError for an unknown article.
    """
    asked = pd.Index(names)
    rows = frame.index.get_indexer(asked)
    if (rows < 0).any():
        raise KeyError(f"No article {asked[rows < 0][0]!r} among the {len(frame)}.")
    own = frame.iloc[rows].reset_index(drop=True)
    none = pd.Series([None] * len(own), dtype=object)
    starts, ends = (own.get(f"date_{edge}", none) for edge in ("start", "end"))
    precisions = own["date_precision"] if "date_precision" in own else pd.Series("day", own.index)
    written = [
        None if pd.isna(start) else date_in_words(start, str(precision))
        for start, precision in zip(starts, precisions, strict=True)
    ]
    decided = [False] + [
        bool(pd.notna(start) and pd.notna(end) and end <= start)
        for end, start in zip(ends.iloc[:-1], starts.iloc[1:], strict=True)
    ]
    return pd.DataFrame(
        {
            "shown": [str(name) if labels is None else str(labels.get(name, name)) for name in asked],
            "publisher": own.get("publisher", none).to_numpy(),
            "when": pd.Series(written, own.index, dtype="str"),
            "decided": decided[: len(own)],
        }
    )
