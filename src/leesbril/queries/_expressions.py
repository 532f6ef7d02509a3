"""Regular expressions of users, for an engine of linear time (that of polars), within limits on size."""

import re
from math import prod

from leesbril.wording.report_language import say

LONGEST = 200
"""Characters of an expression."""
MOST_REPEATS = 50
"""The product of all numbers in braces: each copies a part of the expression, and a word is hardly ever longer."""
_BRACES = re.compile(r"\{(\d*)(?:,(\d*))?\}")
_ESCAPED = re.compile(r"\\[pP]\{[^}]*\}|\\.", re.DOTALL)


def whole_word(written: str) -> str:
    """The expression for a word as a whole; capitals count only if it has one."""
    return f"{'' if capitals_count(written) else '(?i)'}^(?:{written})$"


def capitals_count(written: str) -> bool:
    r"""Whether an expression has a capital, other than in a class such as \W or \p{Lu}.

    >>> capitals_count("IS.*"), capitals_count(r"\W\p{L}is")
    (True, False)
    """
    return any(map(str.isupper, _ESCAPED.sub("", written)))


def problem_of(written: str) -> str:
    """What is wrong with an expression, in words; empty if nothing is.

    >>> problem_of("mosk.*"), problem_of("mosk("), problem_of("a{99}")
    ('', 'the regular expression is not valid: unclosed group', 'numbers in braces may multiply to at most 50')
    """
    if not written:
        return say("the regular expression is empty; write one, such as /mosk.*/")
    if len(written) > LONGEST:
        return say("a regular expression has at most {most} characters", most=LONGEST)
    if prod(max(map(int, filter(None, found)), default=1) or 1 for found in _BRACES.findall(written)) > MOST_REPEATS:
        return say("numbers in braces may multiply to at most {most}", most=MOST_REPEATS)
    # An expression such as a)|(b is valid only inside the brackets that it would break out of.
    if wrong := _complaint(written) or _complaint(whole_word(written)):
        return say("the regular expression is not valid: {why}", why=wrong)
    return ""


def _complaint(expression: str) -> str:
    """What the engine says of an expression; empty if it can use it."""
    import polars as pl

    try:
        pl.Series([""]).str.contains(expression)
    except pl.exceptions.ComputeError as error:
        lines = str(error).splitlines()
        said = [line.removeprefix("error: ") for line in lines if line.startswith("error: ")]
        return said[0] if said else lines[0].removeprefix("regex error: ").rstrip(".")
    return ""
