"""Columns of dates: their type, checked."""

from datetime import date

import numpy as np
import pandas as pd


def without_zone(column: pd.Series) -> pd.Series:
    """A column of dates as datetime64[us]; raises ValueError for dates with a time zone, and for other values."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        raise ValueError(
            f"{column.name} has the time zone {column.dtype.tz}, but dates of articles have none. Convert it: "
            f'articles["{column.name}"].dt.tz_convert("Europe/Amsterdam").dt.tz_localize(None).'
        )
    if not pd.api.types.is_datetime64_dtype(column.dtype) and column.notna().any():
        moments = column.dropna().map(lambda value: isinstance(value, date | np.datetime64))
        zoned = column.dropna().map(lambda value: getattr(value, "tzinfo", None) is not None)
        if not moments.all() or zoned.any():
            raise ValueError(
                f"{column.name} must have dates without a time zone; it has values of type "
                f"{type(column.dropna()[~moments | zoned].iloc[0]).__name__}. Read them with parse_dates."
            )
    return column.astype("datetime64[us]")
