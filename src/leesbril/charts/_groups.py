"""Charts of a keyness table."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._claims import SIDES, keyness_claim
from leesbril.charts._group_drawing import intervals, plane
from leesbril.charts._labels import quoted, texts
from leesbril.charts._layout import Words, house_style
from leesbril.charts._names import terms_of
from leesbril.charts._validation import at_most, check_table, counts_of, numbers_of
from leesbril.frames import KEYNESS
from leesbril.wording import counted

MOST_ROWS, MOST_LABELS = 40, 20
_ENDS = ("log_ratio_low", "log_ratio_high")


@house_style
def keyness_intervals(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    sides: Sequence[str] = SIDES,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw the log ratio of each term between two groups, with its interval.

    `table`: some rows of `leesbril.keyness`, at most 40: `term`, `log_ratio`, both `count_a` and `count_b`,
    `articles_a` and `articles_b`, and where it has them `log_ratio_low_articles`, `log_ratio_high_articles` (drawn
    solid), `log_ratio_low`, `log_ratio_high` (drawn dotted where the others are missing: they hold if words were
    independent), `p` and `significant`. A row without either is a dot alone. `sides` are the names of the two groups.
    Raises ValueError on any other table.
    """
    counts = KEYNESS.named("count_a", "count_b", "articles_a", "articles_b")
    check_table(table, [*KEYNESS.named("term", "log_ratio"), *counts], "keyness_intervals")
    at_most(table, MOST_ROWS, "keyness_intervals", "terms")
    ratios, firm = numbers_of(table, "log_ratio", below_zero=True), _column(table, f"{_ENDS[0]}_articles")
    low, high = (np.where(np.isnan(firm), _column(table, name), _column(table, f"{name}_articles")) for name in _ENDS)
    a, b, in_a, in_b = (counts_of(table, name) for name in counts)
    labels = [f"{x:,.0f}/{y:,.0f}× in {m:,.0f}/{n:,.0f}" for x, y, m, n in zip(a, b, in_a, in_b, strict=True)]
    claim = keyness_claim(quoted(terms_of(table)), ratios, (a, b), _column(table, "p"), _significant(table), sides)
    key = [counted(len(table), "term"), f"to the right: more in {sides[0]}, to the left: more in {sides[1]}"]
    key += _interval_key(np.isnan(firm), np.isnan(low))
    key.append(f"at the end: times in {sides[0]}/{sides[1]}, in how many articles")
    alt = (
        f"Dot plot of how many times as frequent {counted(len(table), 'term')} {'is' if len(table) == 1 else 'are'} in "
    )
    alt += f"{sides[0]} as in {sides[1]}, where {claim[0].lower()}{claim[1:]}."
    words = Words(title or claim, " · ".join(key), source, alt)
    return intervals(ax, texts(terms_of(table)), ratios, (low, high), ~np.isnan(firm), labels, words)


def _column(table: pd.DataFrame, name: str) -> np.ndarray:
    """A column of numbers, infinite ones too; missing where the table has none."""
    if name not in table:
        return np.full(len(table), np.nan)
    return np.asarray(pd.to_numeric(table[name]).to_numpy(dtype=float, na_value=np.nan))


def _significant(table: pd.DataFrame) -> np.ndarray:
    """Which rows are significant; none where the table does not say."""
    if "significant" not in table:
        return np.zeros(len(table), dtype=bool)
    return table["significant"].to_numpy(dtype=bool)


def _interval_key(not_firm: np.ndarray, none: np.ndarray) -> list[str]:
    key = []
    if not not_firm.all():
        key.append("line: 95 % interval over articles")
    if (not_firm & ~none).any():
        key.append("dotted: 95 % interval if words were independent")
    if none.any():
        key.append("no line: too little for an interval")
    return key


@house_style
def keyness_map(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    labels: int = 15,
    sides: Sequence[str] = SIDES,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw each term by its total count and its log ratio between two groups.

    `table`: `leesbril.keyness`: `term`, `count_a`, `count_b`, `log_ratio`, and where it has them `p` and `significant`.
    The first `labels` rows (20 at most) have their term written beside the dot, where adjustText finds room for it.
    Raises ValueError on any other table.
    """
    check_table(table, KEYNESS.named("term", "count_a", "count_b", "log_ratio"), "keyness_map")
    if not 0 <= labels <= MOST_LABELS:
        raise ValueError(f"keyness_map writes 0 to {MOST_LABELS} labels; received {labels!r}")
    ratios = numbers_of(table, "log_ratio", below_zero=True)
    a, b = (counts_of(table, name) for name in ("count_a", "count_b"))
    times = a + b
    if (times == 0).any():
        raise ValueError("keyness_map needs terms that occur; one has a count of 0 in both groups")
    names = quoted(terms_of(table))
    significant = _significant(table)
    claim = keyness_claim(names, ratios, (a, b), _column(table, "p"), significant, sides)
    key = [counted(len(table), "term"), f"up: more in {sides[0]}, down: more in {sides[1]}"]
    key += ["orange: significant in a permutation test over articles"] if significant.any() else []
    written = dict(enumerate(texts(terms_of(table.head(labels)))))
    alt = (
        f"Scatter plot of frequency and keyness of {counted(len(table), 'term')}, where {claim[0].lower()}{claim[1:]}."
    )
    return plane(ax, times, ratios, significant, written, Words(title or claim, " · ".join(key), source, alt))
