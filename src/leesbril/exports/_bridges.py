"""Where an older version of a library that the core supports does something else: how to go on, and until when."""

from pathlib import Path

import pandas as pd


def read_parquet(path: Path) -> pd.DataFrame:
    """Read a table from Parquet, an empty index of strings too.

    pandas before 3.1 reads that as an index of objects: with 3.1 as the lowest version, `pd.read_parquet` is enough.
    """
    import pyarrow.parquet as pq

    frame = pd.read_parquet(path, engine="pyarrow")
    if frame.empty and not isinstance(frame.index, pd.MultiIndex) and frame.index.dtype == object:
        index = pq.read_schema(path).pandas_metadata["columns"][-1]
        if index["numpy_type"] == "str":
            return frame.set_axis(frame.index.astype("str"))
    return frame
