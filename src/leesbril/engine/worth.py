"""Is there so much work that compiled code pays, and can it be compiled?"""

import warnings
from functools import cache
from importlib.util import find_spec


class ScaleWarning(UserWarning):
    """Says that much work is done without compiled code, since Numba is not installed."""


@cache
def can_compile() -> bool:
    """Is Numba installed?"""
    return find_spec("numba") is not None


def worth_compiling(work: int, least: int) -> bool:
    """Whether compiled code should do this much work; a ScaleWarning says where it should and cannot.

    Plain Python gives the same results.

    >>> worth_compiling(10, least=1_000)
    False
    """
    if work < least:
        return False
    if not can_compile():
        warnings.warn(
            "Numba is not installed, so this much text is processed by plain Python: the same results, in many "
            'times as long. For compiled code: pip install "leesbril[scale]"',
            ScaleWarning,
            stacklevel=2,
        )
    return can_compile()
