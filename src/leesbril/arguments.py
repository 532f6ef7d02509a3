"""What a public function says of an argument that it cannot use.

Most wrong arguments are refused where they are checked. Of one that is not, a library says something that only its
authors understand; here that becomes a sentence with the argument and what was received.
"""

import dis
import inspect
import os
import sysconfig
import types
import typing
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd

P = ParamSpec("P")
R = TypeVar("R")

HERE = str(Path(__file__).parent) + os.sep
LIBRARIES = (*(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")), "<frozen")
"""Where code is that is not ours and not the caller's."""
CYTHON = (".pyx", ".pxd", ".pxi")
"""Code of libraries that has no full path."""
LONGEST = 60
"""Characters of a value that a sentence repeats."""
NAMES = {
    pd.DataFrame: "a frame",
    pd.Series: "a series",
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    Path: "a path",
    Iterable: "a list",
    Mapping: "a dictionary",
    Hashable: "a name",
    tuple: "a tuple",
    type(None): "None",
}
ALSO: dict[Any, tuple[Any, ...]] = {int: (int, np.integer), float: (int, float, np.number), Path: (os.PathLike,)}
"""What is taken for a type in an annotation."""


def in_own_words(function: Callable[P, R]) -> Callable[P, R]:
    """The same function; what a library raises for a wrong argument becomes a TypeError or ValueError that names it."""

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (AssertionError, ImportError, MemoryError, OSError, Warning):
            raise
        except Exception as problem:
            if not _from_within(problem):
                raise
            given = inspect.signature(function).bind_partial(*args, **kwargs).arguments
            raise _said(function, given, problem) from problem

    return guarded


def _from_within(problem: Exception) -> bool:
    """Was it raised by a library, or by Python in a line of ours, and not in so many words by us or by the caller?"""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
        name = trace.tb_frame.f_code.co_filename
        if not name.startswith((HERE, *LIBRARIES)) and not name.endswith(CYTHON):
            return False  # an iterator of the caller's
    if trace is None or trace.tb_frame.f_code.co_filename == __file__:
        return False  # the function was not called: there are too many arguments, or too few
    code = trace.tb_frame.f_code
    if not code.co_filename.startswith(HERE):
        return True
    return dis.opname[code.co_code[trace.tb_lasti]] not in ("RAISE_VARARGS", "RERAISE")


def _said(function: Callable[..., Any], given: Mapping[str, Any], problem: Exception) -> Exception:
    """The error with the sentence: about a wrong type, a column that is not there, dates with a zone, or all of it."""
    hints = _hints(function)
    for name, value in given.items():
        if name in hints and not _fits(value, hints[name]):
            return TypeError(f"{name} must be {_named(hints[name])}; received {received(value)}.")
    frames = {name: value for name, value in given.items() if isinstance(value, pd.DataFrame)}
    if isinstance(problem, KeyError) and problem.args:
        for name, frame in frames.items():
            if isinstance(problem.args[0], str) and problem.args[0] not in frame:
                columns = ", ".join(map(repr, frame.columns)) or "none"
                return ValueError(f"{name} lacks the column {problem.args[0]!r}; its columns are {columns}.")
    for name, frame in frames.items():
        for column, kind in frame.dtypes.items():
            if isinstance(kind, pd.DatetimeTZDtype):
                return ValueError(
                    f"{name} has times with a time zone in the column {column!r}; dates have none here, as "
                    f"read_articles gives them: use .dt.tz_localize(None). Received {kind}."
                )
    told = "; ".join(f"{name}: {received(value)}" for name, value in given.items())
    cause = f"{type(problem).__name__}: {_short(str(problem))}"
    return ValueError(f"{function.__name__} cannot use what it received ({told}). What went wrong inside: {cause}")


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    try:
        return typing.get_type_hints(function)
    except NameError:  # a name that is imported for type checking only
        return {}


def _fits(value: object, hint: Any) -> bool:
    """Is a value of the type of an annotation? Of the parts of a list or dictionary nothing is asked."""
    if hint is Any or isinstance(hint, TypeVar):
        return True
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, one) for one in typing.get_args(hint))
    kind = hint if origin is None else origin
    if kind is Iterable and isinstance(value, pd.DataFrame | pd.Series | str | bytes | Mapping):
        return False
    if kind in (int, float) and isinstance(value, bool):
        return False
    return isinstance(value, ALSO.get(kind, (kind,))) if isinstance(kind, type) else True


def _named(hint: Any) -> str:
    """An annotation as a sentence has it."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        names = list(dict.fromkeys(_named(one) for one in typing.get_args(hint)))
        return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    kind = typing.get_origin(hint) or hint
    return NAMES.get(kind, getattr(kind, "__name__", str(kind)))


def received(value: object) -> str:
    """What was received, in a few words.

    >>> received([1, 2]), received(pd.DataFrame({"x": [1]})), received(None)
    ('list ([1, 2])', "a frame with the columns 'x'", 'None')
    """
    if isinstance(value, pd.DataFrame):
        columns = list(value.columns)
        return (
            f"a frame with the columns {_short(', '.join(map(repr, columns)))}"
            if columns
            else "a frame without columns"
        )
    if value is None or isinstance(value, str | int | float):
        return _short(repr(value))
    named = type(value).__name__
    return f"{named} ({_short(repr(value))})" if isinstance(value, list | tuple | dict | set | bytes | Path) else named


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
