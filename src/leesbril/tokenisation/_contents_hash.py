"""The articles of saved tokens → one hash: the same from whichever source, and however that was cut into batches.

Every value has a hash of its own, in which its length counts, so nothing can move from one article to the next unseen.
"""

import hashlib
import json
from contextlib import suppress
from typing import Any

import numpy as np
import pandas as pd

NO_VALUE = 0
"""The hash of a missing value, of whatever kind: sources write it in different ways."""


def text_hashes(texts: pd.Series) -> np.ndarray:
    """A hash of each text, in 64 bits.

    >>> cut = pd.Series(["Een leger valt ", "aan."]), pd.Series(["Een leger valt", " aan."])
    >>> [len(np.intersect1d(*map(text_hashes, cut)))]
    [0]
    """
    hashes: np.ndarray = pd.util.hash_array(texts.to_numpy(dtype=object), categorize=False)
    return hashes


def contents_hash(articles: pd.DataFrame, texts: np.ndarray) -> str:
    """The hash of the names and columns of articles, of which `text` is left out, and of the hashes of their texts.

    A column counts as it is written: sources give whole numbers and times in several types, and none for what is
    missing. Only text is another kind than what is written alike. Raises `pyarrow.ArrowException` for a column of
    several kinds.
    """
    digest = hashlib.blake2b(digest_size=16)
    columns = [("", articles.index), *((name, articles[name]) for name in articles.columns)]
    for name, values in columns:
        is_text, hashes = _value_hashes(values)
        digest.update(json.dumps([name, is_text, len(hashes)]).encode())
        digest.update(hashes.tobytes())
    digest.update(texts.astype(np.uint64).tobytes())
    return digest.hexdigest()


def _value_hashes(values: Any) -> tuple[bool, np.ndarray]:
    """Whether the values of a column are text, and a hash of each."""
    import pyarrow as pa

    array = pa.array(values, from_pandas=True)
    if pa.types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    written = _written(array)
    missing = written.is_null().to_numpy(zero_copy_only=False)
    hashes = text_hashes(pd.Series(written.to_numpy(zero_copy_only=False), dtype=object))
    is_text = pa.types.is_string(array.type) or pa.types.is_large_string(array.type)
    return bool(is_text and not missing.all()), np.where(missing, np.uint64(NO_VALUE), hashes)


def _written(array: Any) -> Any:
    """Values as they are written."""
    import pyarrow as pa

    if pa.types.is_timestamp(array.type):
        with suppress(pa.ArrowInvalid):  # nanoseconds end in 2262
            array = array.cast(pa.timestamp("ns", array.type.tz))
    try:
        return array.cast(pa.large_string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):  # lists and bytes
        return pa.array([None if value is None else repr(value) for value in array.to_pylist()], pa.large_string())
