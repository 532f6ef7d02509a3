"""Numbers, names and alternative texts of charts."""

from collections.abc import Iterable

import numpy as np

from leesbril.wording import visible
from leesbril.wording.report_language import decimal, say
from leesbril.wording.report_language import number as whole


def clean(text: object) -> str:
    """Write anything on one line, with code points for invisible characters that affect the display."""
    return " ".join(visible(text).split())


def texts(values: Iterable[object]) -> list[str]:
    """Write each value on one line."""
    return [clean(value) for value in values]


def quoted(values: Iterable[object]) -> list[str]:
    """Write each value between quotation marks."""
    return [f"‘{clean(value)}’" for value in values]


def described(chart: str, finding: str) -> str:
    """An alternative text: the type of chart with its data, and the finding."""
    return say("{chart}: {finding}.", chart=chart, finding=finding)


def number(value: float, among: np.ndarray) -> str:
    """Write a value with two decimals, or as many as its column needs; nothing above zero is written as 0."""
    if np.isnan(value) or value == 0:
        return "–" if np.isnan(value) else "0"
    top = float(np.nanmax(among))
    digits = max(2, 1 - int(np.floor(np.log10(top)))) if top < 100 else 0
    if (among[~np.isnan(among)] % 1 == 0).all():  # whole numbers, such as counts, stay whole
        digits = 0
    return decimal(value, digits) if round(value, digits) else f"<{decimal(10.0**-digits, digits)}"


def signed(value: float, among: np.ndarray) -> str:
    """Write a value as `number` does, with its sign."""
    return ("−" if value < 0 else "+" if value > 0 else "") + number(abs(value), np.abs(among))


def percent(share: float) -> str:
    """Write a share as a percentage that is 0 or 100 only where the share is."""
    if np.isnan(share):
        return "–"
    if 0 < share < 0.005 or 0.995 <= share < 1 - 1e-9:
        return "<1%" if share < 0.5 else ">99%"
    return f"{100 * share:.0f}%"


def times(count: float) -> str:
    """Write how often a word occurs."""
    return "–×" if np.isnan(count) else f"{whole(int(count))}×"


def edge(bound: float) -> str:
    """Write a bound of a bin with two decimals, or three where it needs them."""
    return decimal(bound, 2 if abs(bound - round(bound, 2)) < 1e-9 else 3)


def scale(value: float, digits: int) -> str:
    """Write a value along a scale: no more decimals than it has, and these at most.

    >>> scale(0.25, 2), scale(0.5, 2), scale(1.0, 2)
    ('0.25', '0.5', '1')
    """
    return decimal(value, next((n for n in range(digits) if abs(round(value, n) - value) < 1e-9), digits))
