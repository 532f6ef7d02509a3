"""Arrays and texts in one run of bytes, as the browser opens it: a header in JSON, then the arrays."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

_ALIGNED = 8
"""Bytes to which each array is aligned: a browser reads no float from an odd address."""
_KINDS = {"b": "Uint8", "u1": "Uint8", "u4": "Uint32", "i4": "Int32", "f8": "Float64"}
"""How the browser calls the types of numbers."""


def packed(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray], *, level: int = 6) -> bytes:
    """The header and the arrays as one compressed run of bytes.

    Uncompressed it is: the length of the header (four bytes, little-endian), the header as UTF-8, and the arrays, each
    from the next multiple of eight. The header's `arrays` has for each its kind, its place and its number of values.
    `level` is that of zlib.
    """
    places: dict[str, tuple[str, int, int]] = {}
    parts: list[bytes] = []
    place = 0
    for name, array in arrays.items():
        values = _little(array)
        places[name] = (_KINDS[_code(values)], place, len(values))
        data = values.tobytes()
        data += bytes(-len(data) % _ALIGNED)
        parts.append(data)
        place += len(data)
    head = json.dumps({**header, "arrays": places}, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    top = head.encode("utf-8", "replace")
    top += b" " * (-(len(top) + 4) % _ALIGNED)
    return zlib.compress(b"".join([len(top).to_bytes(4, "little"), top, *parts]), level)


def _little(array: np.ndarray) -> np.ndarray:
    """The array in little-endian, in one of the types that a browser has; whole numbers in four bytes."""
    kind = array.dtype.kind
    if kind == "b" or array.dtype == np.uint8:
        return array.astype("<u1")
    if kind == "f":
        return array.astype("<f8")
    return array.astype("<u4" if kind == "u" else "<i4")


def _code(array: np.ndarray) -> str:
    return array.dtype.str.lstrip("<|=")
