"""How numbers of things, and lists of things, are written in a sentence."""

from collections.abc import Sequence


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural unless it is one.

    >>> counted(1, "article"), counted(1234, "pair"), counted(0, "passage")
    ('1 article', '1,234 pairs', '0 passages')
    """
    return f"{number:,} {plural(number, noun)}"


def plural(number: int, noun: str) -> str:
    """The noun alone, in the plural unless the number is one."""
    return noun if number == 1 else f"{noun}s"


def listed(names: Sequence[str]) -> str:
    """Names in a row, the last after “and”.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
