"""Charts of a keyness table."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._claims import MOST_NAMED, SIDES, keyness_claim
from leesbril.charts._group_drawing import Rows, intervals, plane
from leesbril.charts._labels import clean, described, quoted, texts, times
from leesbril.charts._layout import Words, house_style, room_of
from leesbril.charts._names import terms_of
from leesbril.charts._panel_drawing import Panel, panels
from leesbril.charts._validation import at_most, check_table, counts_of, numbers_of
from leesbril.frames import KEYNESS, KEYNESS_OF_EACH
from leesbril.wording import listed
from leesbril.wording.quantities import some_groups, some_terms
from leesbril.wording.report_language import decimal, say
from leesbril.wording.report_language import number as whole

MOST_ROWS, MOST_LABELS = 40, 20
MOST_PANELS, MOST_IN_A_PANEL = 12, 10
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
    independent), `p` and `significant`. A row without either is a dot alone. `sides` are the names of the two groups;
    `the rest` is said in the language of the report.
    Where one side has no such word there is no dot: its half of the row says so. Raises ValueError on any other table.
    """
    counts, sides = KEYNESS.named("count_a", "count_b", "articles_a", "articles_b"), _said(sides)
    check_table(table, [*KEYNESS.named("term", "log_ratio"), *counts], "keyness_intervals")
    at_most(table, MOST_ROWS, "keyness_intervals", "terms")
    ratios, firm = numbers_of(table, "log_ratio", below_zero=True), _column(table, f"{_ENDS[0]}_articles")
    low, high = (np.where(np.isnan(firm), _column(table, name), _column(table, f"{name}_articles")) for name in _ENDS)
    a, b, in_a, in_b = (counts_of(table, name) for name in counts)
    labels = [
        say("{a}/{b}× in {in_a}/{in_b}", a=whole(int(x)), b=whole(int(y)), in_a=whole(int(m)), in_b=whole(int(n)))
        for x, y, m, n in zip(a, b, in_a, in_b, strict=True)
    ]
    claim = keyness_claim(quoted(terms_of(table)), ratios, (a, b), _column(table, "p"), _significant(table), sides)
    terms = some_terms(len(table))
    key = [terms, say("to the right: more in {a}, to the left: more in {b}", a=sides[0], b=sides[1])]
    key += _interval_key(np.isnan(firm), np.isnan(low))
    key.append(say("at the end: times in {a}/{b}, in how many articles", a=sides[0], b=sides[1]))
    chart = say("Dot plot of {terms}, with how many times as frequent each is in {a} as in {b}", terms=terms,
                a=sides[0], b=sides[1])  # fmt: skip
    words = Words(title or claim, " · ".join(key), source, described(chart, claim))
    only = np.where(b == 0, 1, np.where(a == 0, -1, 0))  # the side that has the term, where the other has none
    none = (say("none in {group}", group=sides[0]), say("none in {group}", group=sides[1]))
    rows = Rows(np.where(only == 0, ratios, np.nan), (low, high), ~np.isnan(firm), only)
    return intervals(ax, texts(terms_of(table)), rows, none, labels, words)


def _said(sides: Sequence[str]) -> tuple[str, str]:
    """The names of both groups; that of all the others is no name, and is translated."""
    a, b = (say("the rest") if side == "the rest" else side for side in sides)
    return a, b


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
        key.append(say("line: 95% interval over articles"))
    if (not_firm & ~none).any():
        key.append(say("dotted: 95% interval if words were independent"))
    if none.any():
        key.append(say("no line: too little for an interval"))
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
    Terms that one side has not at all stand on a line of their own, above or under the others. Raises ValueError on
    any other table.
    """
    check_table(table, KEYNESS.named("term", "count_a", "count_b", "log_ratio"), "keyness_map")
    if not 0 <= labels <= MOST_LABELS:
        raise ValueError(f"keyness_map writes 0 to {MOST_LABELS} labels; received {labels!r}")
    ratios, sides = numbers_of(table, "log_ratio", below_zero=True), _said(sides)
    a, b = (counts_of(table, name) for name in ("count_a", "count_b"))
    both = a + b
    if (both == 0).any():
        raise ValueError("keyness_map needs terms that occur; one has a count of 0 in both groups")
    names = quoted(terms_of(table))
    significant = _significant(table)
    claim = keyness_claim(names, ratios, (a, b), _column(table, "p"), significant, sides)
    terms = some_terms(len(table))
    key = [terms, say("up: more in {a}, down: more in {b}", a=sides[0], b=sides[1])]
    key += [say("orange: significant in a permutation test over articles")] if significant.any() else []
    written = dict(enumerate(texts(terms_of(table.head(labels)))))
    alt = described(say("Scatter plot of frequency and keyness of {terms}", terms=terms), claim)
    only = np.where(b == 0, 1, np.where(a == 0, -1, 0))
    none = (say("none in {group}", group=sides[0]), say("none in {group}", group=sides[1]))
    return plane(
        ax, both, ratios, only, none, significant, written, Words(title or claim, " · ".join(key), source, alt)
    )


@house_style
def keyness_by_group(
    table: pd.DataFrame, ax: Axes | None = None, *, top: int = 5, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw for each group the terms that it uses more than all the others: a panel per group, on one scale.

    `table`: `leesbril.keyness_of_each`: `group`, `term`, `log_ratio`, `count_a`, `count_b`, `p`, `significant`. Drawn
    are the first `top` terms (10 at most) of each group that it uses more, without those that lead no list where the
    table has `leads` (numbers, weekdays). A bar is as long as the logarithm of how many times as frequent; where the
    others have no such word it says so. Significant bars are dark. Raises ValueError for more than 12 groups, and on
    any other table.
    """
    check_table(table, KEYNESS_OF_EACH.named("group", "term", "log_ratio", "count_a", "count_b"), "keyness_by_group")
    if not 1 <= top <= MOST_IN_A_PANEL:
        raise ValueError(f"keyness_by_group draws the first 1 to {MOST_IN_A_PANEL} terms of a group; received {top!r}")
    names = list(pd.unique(table["group"]))
    if len(names) > MOST_PANELS:
        raise ValueError(
            f"keyness_by_group draws at most {MOST_PANELS} groups, the table has {len(names)}; select some"
        )
    table = table.assign(
        log_ratio=numbers_of(table, "log_ratio", below_zero=True), significant=_significant(table),
        count_a=counts_of(table, "count_a"), count_b=counts_of(table, "count_b"),
    )  # fmt: skip
    tested = not np.isnan(_column(table, "p")).all()
    more = table[(table["log_ratio"] > 0) & table.get("leads", True)]
    shown = [_panel(str(name), more[more["group"] == name].head(top)) for name in names]
    claim = _each_claim(more[more["significant"]], len(names), tested)
    key = [say("bar: how many times as frequent as in all the others")]
    key.append(say("dark: significant over all groups") if tested else say("too few articles for a test"))
    alt = described(say("Bar charts of the terms that set {groups} apart", groups=some_groups(len(names))), claim)
    return panels(ax, shown, room_of(ax), Words(title or claim, " · ".join(key), source, alt))


def _panel(name: str, rows: pd.DataFrame) -> Panel:
    """The first terms of a group; a ratio is missing where the others have none."""
    none = rows["count_b"].to_numpy() == 0
    ratios = np.where(none, np.nan, rows["log_ratio"].to_numpy(dtype=float))
    notes = [
        say("{times}, none elsewhere", times=times(count))
        if alone
        else say("{times} times", times=decimal(2**ratio, 1 if 2**ratio < 10 else 0))
        for count, ratio, alone in zip(rows["count_a"], ratios, none, strict=True)
    ]
    notes = notes or [say("uses no term more than the others")]
    return Panel(clean(name), texts(terms_of(rows)), ratios, notes, rows["significant"].to_numpy(dtype=bool))


def _each_claim(clear: pd.DataFrame, groups: int, tested: bool) -> str:
    """Name the group with significant terms and these, or the groups if they are several."""
    names = texts(pd.unique(clear["group"]))
    if not tested:
        return say("What each group uses more than the others; this describes, and tests nothing")
    if not names:
        return say("No group uses a term significantly more than the others")
    if len(names) > MOST_NAMED:
        return say("{n} of {all} groups use terms significantly more than the others", n=len(names), all=groups)
    if len(names) > 1:
        return say("{groups} each use terms significantly more than the others", groups=listed(names))
    terms = quoted(terms_of(clear))
    said = listed(terms) if len(terms) <= MOST_NAMED else some_terms(len(terms))
    return say("{group} uses {terms} significantly more than the others", group=names[0], terms=said)
