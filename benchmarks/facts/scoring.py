"""Labels against what was found: which are right, which wrong, which missed. `score.py` prints them.

Labels marked optional are arguable: finding one is neither right nor wrong, and missing one is no miss.
"""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pandas as pd

Row = Any
"""A named tuple of `itertuples`."""
Agrees = Callable[[Row, Row], bool]
KINDS = {
    "names": ("name", "name in compound"),
    "quantities": ("quantity",),
    "times": ("time",),
    "attributions": ("attribution",),
}
ABOUT = 2.0
"""How many times too high or too low a bound may be where the label says that the number is approximate."""
_WORD = re.compile(r"\w+")


class Score(NamedTuple):
    """Labels hit, labels missed, and rows found that are wrong; with the measures from them."""

    hit: list[Row]
    missed: list[Row]
    wrong: list[Row]

    @property
    def precision(self) -> float:
        """Of the rows found, the share that is right."""
        return _share(len(self.hit), len(self.wrong))

    @property
    def recall(self) -> float:
        """Of the labels, the share that was found."""
        return _share(len(self.hit), len(self.missed))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * len(self.hit), len(self.wrong) + len(self.missed))


def _share(right: int, other: int) -> float:
    return right / (right + other) if right + other else math.nan


def scored(labels: pd.DataFrame, found: pd.DataFrame, agrees: Agrees, touches: Agrees) -> Score:
    """Score rows found (`article`, `start`, `end` …) against labels (`sentence_id`, `start`, `end`, `value`, `note`).

    A label is hit if a row agrees with it; further rows that agree with it do not count. A row that agrees with none is
    wrong, unless it touches an optional label and no other.

    >>> labels = pd.DataFrame({"sentence_id": "a", "start": [0, 9], "end": [4, 12], "note": ["", "optional"]})
    >>> found = pd.DataFrame({"article": "a", "start": [0, 9, 20], "end": [4, 13, 25]})
    >>> score = scored(labels, found, same_span, overlap)
    >>> len(score.hit), len(score.missed), len(score.wrong), score.precision
    (1, 0, 1, 0.5)
    """
    wanted = [row for row in labels.itertuples() if row.note != "optional"]
    optional = [row for row in labels.itertuples() if row.note == "optional"]
    rows = list(found.itertuples(index=False))
    hit = [label for label in wanted if any(_beside(label, row, agrees) for row in rows)]
    missed = [label for label in wanted if not any(_beside(label, row, agrees) for row in rows)]
    return Score(hit, missed, [row for row in rows if _wrong(row, wanted, optional, agrees, touches)])


def _beside(label: Row, row: Row, agrees: Agrees) -> bool:
    return bool(label.sentence_id == row.article) and agrees(label, row)


def _wrong(row: Row, wanted: list[Row], optional: list[Row], agrees: Agrees, touches: Agrees) -> bool:
    if any(_beside(label, row, agrees) for label in wanted + optional):
        return False
    if any(_beside(label, row, touches) for label in wanted):
        return True
    return not any(_beside(label, row, touches) for label in optional)


def overlap(label: Row, row: Row) -> bool:
    """Whether the spans share a character."""
    return bool(label.start < row.end and row.start < label.end)


def same_span(label: Row, row: Row) -> bool:
    """Whether the spans are the same; of a compound, its head alone is the same too."""
    return bool(label.start == row.start and row.end in _ends(label))


def _ends(label: Row) -> tuple[int, ...]:
    if getattr(label, "kind", "") != "name in compound":
        return (label.end,)
    return label.end, label.start + len(label.value.partition(":")[2])


def same_but_edges(texts: dict[str, str]) -> Agrees:
    """The comparison of spans that forgives one word more or less at either edge."""

    def agrees(label: Row, row: Row) -> bool:
        text = texts[label.sentence_id]
        edges = sorted((label.start, row.start)), sorted((label.end, row.end))
        extra = [len(_WORD.findall(text[first:last])) for first, last in edges]
        return same_span(label, row) or (overlap(label, row) and max(extra) <= 1)

    return agrees


def same_quantity(label: Row, row: Row, *, with_noun: bool = True) -> bool:
    """Whether the spans overlap and the interval, and the noun counted, are those of the label."""
    interval, unit, noun = label.value.split("|")
    if not overlap(label, row) or not _same_interval(interval, _number(row.low), _number(row.high)):
        return False
    return not with_noun or _same_noun(noun, bool(unit), row)


def same_interval(label: Row, row: Row) -> bool:
    """Whether the spans overlap and the interval is that of the label, whatever is counted."""
    return same_quantity(label, row, with_noun=False)


def _number(value: Any) -> float:
    return math.nan if pd.isna(value) else float(value)


def _same_interval(interval: str, low: float, high: float) -> bool:
    if interval.startswith("~"):
        middle = float(interval[1:])
        return middle / ABOUT <= low <= middle <= high <= middle * ABOUT
    lowest, highest = interval.split("..")
    slack = 1.0 if "inf" in interval else 0.0  # "more than 3" of things that are counted may be said to begin at 4
    return _same_bound(lowest, low, slack) and _same_bound(highest, high, -slack)


def _same_bound(bound: str, value: float, slack: float) -> bool:
    if not bound:
        return True
    if bound == "-inf":
        return value <= 0
    if bound == "inf":
        return value == math.inf
    return any(math.isclose(value, float(bound) + more, rel_tol=1e-6) for more in (0.0, slack))


def _same_noun(noun: str, has_unit: bool, row: Row) -> bool:
    if noun == "*" or (has_unit and not noun):
        return True
    words = _text(row.counted_words).split()[-1:]
    given = {_text(row.counted).lower(), *(word.lower() for word in words)} - {""}
    return bool(given & set(noun.lower().split("/"))) if noun else not given


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def same_attribution(texts: dict[str, str]) -> Agrees:
    """The comparison of statements in one sentence: the same firmness, and sources that overlap or are both missing."""

    def agrees(label: Row, row: Row) -> bool:
        source, _, firmness = label.value.rpartition("|")
        if row.firmness not in firmness.split("/"):
            return False
        places = list(_places(texts[label.sentence_id], source))
        if not places or pd.isna(row.source_start):
            return not places and bool(pd.isna(row.source))
        return any(row.source_start < end and start < row.source_end for start, end in places)

    return agrees


def _places(text: str, source: str) -> Iterator[tuple[int, int]]:
    for wording in filter(None, source.split(" / ")):
        yield from (found.span() for found in re.finditer(rf"(?<!\w){re.escape(wording)}(?!\w)", text))


def near_attribution(label: Row, row: Row) -> bool:
    """Whether the cues overlap or the firmness is one of those of the label."""
    return overlap(label, row) or row.firmness in label.value.rpartition("|")[2].split("/")


def comparisons(kind: str, texts: dict[str, str]) -> dict[str, tuple[Agrees, Agrees]]:
    """By the name of the measure: what agrees with a label of this kind, and what touches one."""
    return {
        "names": {"exact span": (same_span, overlap), "one word at the edges": (same_but_edges(texts), overlap)},
        "quantities": {
            "interval and noun": (same_quantity, overlap),
            "interval": (same_interval, overlap),
            "span": (overlap, overlap),
        },
        "times": {"overlap": (overlap, overlap), "exact span": (same_span, overlap)},
        "attributions": {"source and firmness": (same_attribution(texts), near_attribution)},
    }[kind]
