"""Decorators that compile functions with Numba, and `read_only` for their arguments.

Compiling is slow. Every function, and every type of argument, costs tenths of a second, so there are few functions, and
callers pass arrays of one type. Some expressions cost seconds, because they compile much of Numba: `sort`, `argsort`,
`unique`, `diff`, and assigning an array to a slice. They are kept outside kernels where possible.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

Function = Callable[..., Any]


def kernel(function: Function) -> Function:
    """Compile a function for Python to call, on its first call, and cache it on disk.

    It is not cached if neither this folder nor the user's cache folder can be written to.
    """
    try:
        return _compiled(function, nogil=True, cache=True)
    except RuntimeError:  # Numba's "no locator available"
        return _compiled(function, nogil=True)


def helper(function: Function) -> Function:
    """Compile a function for kernels to call, without a wrapper for Python; it is cached with the kernels."""
    return _compiled(function, no_cpython_wrapper=True)


def reordered(function: Function) -> Function:
    """The same, for sums that may be computed in any order (vectorised)."""
    return _compiled(function, no_cpython_wrapper=True, fastmath=True)


def _compiled(function: Function, **options: bool) -> Function:
    njit: Any = numba.njit  # its stubs lack an option
    compiled: Function = njit(no_cfunc_wrapper=True, **options)(function)
    return compiled


def read_only(values: np.ndarray, kind: type | None = None) -> np.ndarray:
    """A read-only view, so that kernels are compiled for one type only.

    Numba treats read-only arrays, such as those in Arrow buffers or mapped files, as another type than writable ones.
    `kind` is the dtype, where it can differ.
    """
    view = np.ascontiguousarray(values, kind).view(np.ndarray)
    view.flags.writeable = False
    return view
