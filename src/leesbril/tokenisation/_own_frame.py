"""A frame that stays as it is, whatever is written into the one that was given, or into one that is given out."""

from typing import Any

import pandas as pd

KEPT = "_frame"
"""The attribute that holds the frame itself."""


class OwnFrame:
    """The attribute of an object that holds a frame: a shallow copy is kept, and another is given out.

    Shallow copies share their columns until one of them is written into (copy-on-write in pandas), so they take some
    microseconds and no memory.
    """

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        frame: pd.DataFrame = vars(instance)[KEPT].copy(deep=False)
        return frame

    def __set__(self, instance: Any, frame: pd.DataFrame) -> None:
        vars(instance)[KEPT] = frame.copy(deep=False)
