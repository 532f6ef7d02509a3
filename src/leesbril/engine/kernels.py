"""How the functions of this room are compiled, and what they are given.

Compiling is slow. Every function, and every type of argument that it is called with, costs tenths of a second: so they
are few, and callers give them arrays of one type. Some expressions cost seconds, since much of Numba is compiled for
them: `sort`, `argsort`, `unique`, `diff`, and giving a slice the values of another array. They stand outside kernels
where they can.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

Function = Callable[..., Any]


def kernel(function: Function) -> Function:
    """Compile a function for Python to call: when it is first called, and kept on disk from then on.

    Where nothing can be written, neither here nor in the user's own folder of such things, it is not kept.
    """
    try:
        return _compiled(function, nogil=True, cache=True)
    except RuntimeError:  # Numba's "no locator available"
        return _compiled(function, nogil=True)


def helper(function: Function) -> Function:
    """Compile a function for kernels to call, and nothing beside it that Python would need; it is kept with these."""
    return _compiled(function, no_cpython_wrapper=True)


def reordered(function: Function) -> Function:
    """The same, for sums that may be taken in any order, and so several at a time."""
    return _compiled(function, no_cpython_wrapper=True, fastmath=True)


def _compiled(function: Function, **options: bool) -> Function:
    njit: Any = numba.njit  # its stubs lack an option
    compiled: Function = njit(no_cfunc_wrapper=True, **options)(function)
    return compiled


def read_only(values: np.ndarray, kind: type | None = None) -> np.ndarray:
    """A view that kernels may not write to: they are compiled for that alone, whosever memory it is.

    To Numba an array that may not be written to, as in Arrow's memory or a file's, is of another type than one that
    may. `kind` is the type of its numbers, where it can differ.
    """
    view = np.ascontiguousarray(values, kind).view(np.ndarray)
    view.flags.writeable = False
    return view
