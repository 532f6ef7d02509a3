"""A chart of publishers: how many passages each two both have, and which of them had these earlier."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._group_drawing import cells
from leesbril.charts._labels import described, texts
from leesbril.charts._layout import Words, house_style
from leesbril.charts._validation import check_table, counts_of
from leesbril.frames import SHARED_FAMILIES
from leesbril.wording.quantities import some_passages, some_publishers
from leesbril.wording.report_language import number as whole
from leesbril.wording.report_language import say

MOST_PUBLISHERS = 20


@house_style
def publishers_matrix(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw how many passages each two publishers both have, and how many of these each of them had earlier.

    `table`: `leesbril.shared_families`: `publisher_a`, `publisher_b`, `families`, `a_earlier`, `b_earlier`,
    `undecided`, at most 20 publishers. A cell is dark where many families are shared, and says of how many of them the
    publisher of the row was earlier than that of the column; what is left of the two cells of a pair cannot be decided.
    The publisher that was earlier most, less the times that it was later, comes first. Rows without a `publisher_b` are
    not drawn, and it is said. Raises ValueError for more publishers, and for any other table.
    """
    columns = SHARED_FAMILIES.named("publisher_a", "publisher_b", "families", "a_earlier", "b_earlier", "undecided")
    check_table(table, columns, "publishers_matrix")
    drawn = table[table["publisher_b"].notna()]
    if drawn.empty:
        raise ValueError("publishers_matrix has nothing to draw: no two publishers share a passage")
    shared, a_earlier, b_earlier = (counts_of(drawn, name) for name in ("families", "a_earlier", "b_earlier"))
    a, b = (texts(drawn[f"publisher_{side}"]) for side in "ab")
    lead = pd.Series(np.concatenate([a_earlier - b_earlier, b_earlier - a_earlier]), [*a, *b])
    names = list(lead.groupby(level=0).sum().sort_index().sort_values(ascending=False, kind="stable").index)
    if len(names) > MOST_PUBLISHERS:
        raise ValueError(
            f"publishers_matrix draws at most {MOST_PUBLISHERS} publishers, the table has {len(names)}; select some"
        )
    square = np.full((len(names), len(names)), np.nan)
    notes = [["" if row != column else "–" for column in range(len(names))] for row in range(len(names))]
    most = max(float(shared.max(initial=0)), 1.0)
    for one, other, number, *earlier in zip(a, b, shared, a_earlier, b_earlier, strict=True):
        for row, column, before in ((one, other, earlier[0]), (other, one, earlier[1])):
            at = names.index(row), names.index(column)
            square[at] = number / most
            notes[at[0]][at[1]] = f"{whole(int(before))}/{whole(int(number))}"
    claim = _matrix_claim(a, b, shared, a_earlier, b_earlier)
    key = [
        say("cell: with how many of their shared passages the row was earlier than the column"),
        say("with the others the column was, or it cannot be decided"),
        say("dark: many shared passages"),
    ]
    if len(drawn) < len(table):
        key.append(say("articles without a publisher are left out"))
    key.append(say("earlier is earlier, no more: both may have used a third source"))
    alt = described(
        say("Matrix of the passages that {publishers} share", publishers=some_publishers(len(names))), claim
    )
    return cells(ax, names, names, square, notes, Words(title or claim, " · ".join(key), source, alt))


def _matrix_claim(a: list[str], b: list[str], shared: np.ndarray, a_earlier: np.ndarray, b_earlier: np.ndarray) -> str:
    """Name the two publishers that share most passages, and how often each was earlier."""
    most = int(shared.max(initial=0))
    if not most:
        return say("No two publishers share a passage that is not widespread")
    lead = int(np.argmax(shared))
    if (tied := int((shared == most).sum())) > 1:
        return say("{n} pairs of publishers share most, {passages} each", n=whole(tied), passages=some_passages(most))
    sides = ((a[lead], a_earlier[lead]), (b[lead], b_earlier[lead]))
    (one, first), (other, second) = sorted(sides, key=lambda side: -side[1])
    told = {"a": one, "b": other, "passages": some_passages(most)}
    if (open_ := most - int(first + second)) > first + second:
        return say("{a} and {b} share most, {passages}; with {n} of these it cannot be decided who was earlier",
                   n=whole(open_), **told)  # fmt: skip
    return say("{a} and {b} share most, {passages}; the one was earlier with {n}, the other with {m}",
               n=whole(int(first)), m=whole(int(second)), **told)  # fmt: skip
