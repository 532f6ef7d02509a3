"""How numbers of things, lists of things, dates and text from outside are written, and in which language."""

import re
from collections.abc import Sequence
from datetime import datetime

from leesbril.wording.report_language import report_language, say

_SPACES = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
# Control characters (ANSI codes start with one), lone surrogates of undecodable file names, direction marks and
# overrides, and invisible tags. Marks that words need, such as soft hyphens and joiners, are kept.
_ACTING = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
    r"\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


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
    """Names in a row, the last after “and”, or after “en” in a Dutch report.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    if len(names) < 2:
        return "".join(names)
    return say("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


def date_in_words(start: datetime, precision: str) -> str:
    """A date as it is written in the language of the report, no finer than its precision; times in hours and minutes.

    >>> date_in_words(datetime(2022, 5, 3), "day"), date_in_words(datetime(2022, 5, 1), "month")
    ('3 May 2022', 'May 2022')
    """
    from babel.dates import format_datetime

    pattern = {"year": "y", "month": "LLLL y", "day": "d MMMM y"}.get(precision, "d MMMM y, HH:mm")
    return str(format_datetime(start, pattern, locale=report_language()))


def dates_in_words(first: tuple[datetime, str], last: tuple[datetime, str]) -> str:
    """From one date to another, each as finely as it is known, or one alone where the other lies in it.

    A date is its start and its precision; a time is left out.

    >>> dates_in_words((datetime(2015, 1, 1), "day"), (datetime(2016, 3, 1), "month"))
    '1 January 2015 to March 2016'
    >>> dates_in_words((datetime(2015, 1, 1), "day"), (datetime(2015, 1, 1), "month"))
    'January 2015'
    """
    ends = [(start, precision if precision in ("year", "month") else "day") for start, precision in (first, last)]
    coarser = next(each for each in ("year", "month", "day") if each in {precision for _, precision in ends})
    start, end = (date_in_words(start, coarser) for start, _ in ends)
    if start == end:
        return start
    return say("{first} to {last}", first=date_in_words(*ends[0]), last=date_in_words(*ends[1]))


def short_date(moment: datetime, precision: str) -> str:
    """A date as short as it is written along an axis, to the year, month, day or hour.

    >>> short_date(datetime(2022, 5, 3), "day"), short_date(datetime(2022, 5, 3, 14), "hour")
    ('3 May 2022', '3 May, 14:00')
    """
    from babel.dates import format_datetime

    pattern = {"year": "y", "month": "MMM y", "day": "d MMM y", "hour": "d MMM, HH:mm"}[precision]
    return str(format_datetime(moment, pattern, locale=report_language()))


def period_in_words(start: datetime, every: str) -> str:
    """A day, week, month, quarter or year as it is written in a sentence.

    >>> period_in_words(datetime(2022, 5, 2), "week"), period_in_words(datetime(2022, 4, 1), "quarter")
    ('the week of 2 May 2022', 'quarter 2 of 2022')
    """
    if every == "week":
        return say("the week of {day}", day=date_in_words(start, "day"))
    if every == "quarter":
        return say("quarter {n} of {year}", n=(start.month + 2) // 3, year=start.year)
    return date_in_words(start, every)


def visible(text: object) -> str:
    r"""Text with invisible characters that affect the display replaced by their code points, such as ‹U+202E›.

    These are control characters, direction marks, overrides and isolates, invisible tags, and lone surrogates. Line and
    page breaks other than `\n` and `\r` become spaces.

    >>> visible("rood:\x1b[31m")
    'rood:‹U+001B›[31m'
    """
    return _ACTING.sub(lambda found: f"‹U+{ord(found.group()):04X}›", _SPACES.sub(" ", str(text)))
