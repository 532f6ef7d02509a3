"""Two articles → their quantities side by side, aligned by what is counted."""

import math
from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from leesbril.facts._quantity_rules import QuantityRules, quantity_rules
from leesbril.facts.quantities import quantities
from leesbril.frames import QUANTITIES_SIDE_BY_SIDE
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

RELATIONS = ("apart", "overlap", "same", "only a", "only b")
"""How the intervals of two quantities lie, in the order of the rows."""
_COLUMNS = ("written", "low", "high", "start", "end", "text", "time", "source", "firmness")


class Candidate(NamedTuple):
    """A pair of quantities that may count the same, by their rows; the best pair has the lowest `rank`."""

    rank: tuple[bool, int, bool, int]
    a: int
    b: int


def quantities_side_by_side(
    articles: Articles | Tokens, a: Hashable, b: Hashable, *, language: str | None = None
) -> pd.DataFrame:
    """The quantities of two articles side by side, aligned by what they count, never by their digits.

    Columns of the table QUANTITIES_SIDE_BY_SIDE. Two quantities can be partners if they have the same unit and the same
    counted noun (its lemma); with a unit and no noun, only if their sentences share a content word. Of several, those
    become partners whose sentences share most content words, bounded ones before vague ones. `relation` is `apart`,
    `overlap` or `same` for the intervals of partners, `only a` or `only b` without a partner; in this order. Vague
    quantities are never `same`. That intervals are apart is no contradiction: it may have changed, or be another count.
    Raises KeyError for an unknown article, ValueError if both are the same one or for a language without rules.

    >>> toy = pd.DataFrame({"text": ["Er zitten tienduizenden burgers vast.", "Er zijn meer dan 100.000 burgers."]})
    >>> found = quantities_side_by_side(toy, 0, 1, language="nl")
    >>> found[["counted", "relation", "written_a", "written_b"]].values.tolist()
    [['burger', 'apart', 'tienduizenden', 'meer dan 100.000']]
    """
    if a == b:
        raise ValueError(f"Two articles are compared; received {a!r} twice. Give the names of two articles.")
    tokens = as_tokens(articles, language=language).select([a, b])
    found = quantities(tokens)
    return aligned(found[found["article"] == a], found[found["article"] == b], tokens)


def aligned(of_a: pd.DataFrame, of_b: pd.DataFrame, tokens: Tokens) -> pd.DataFrame:
    """The quantities of one article beside those of another; both are rows of QUANTITIES."""
    rules = quantity_rules(tokens.language)
    texts, content = _sentences(tokens), _content_words(tokens)
    rows_a, rows_b = _rows(of_a), _rows(of_b)
    for row in (*rows_a, *rows_b):
        row["text"] = texts[row["article"], row["sentence"]]
    partners = _partners(_candidates(rows_a, rows_b, content))
    taken = set(partners.values())
    lines = [_line("only a", row, None) for i, row in enumerate(rows_a) if i not in partners]
    lines += [_line("only b", None, row) for j, row in enumerate(rows_b) if j not in taken]
    for i, j in sorted(partners.items()):
        lines.append(_line(relation(rows_a[i], rows_b[j], rules), rows_a[i], rows_b[j]))
    lines.sort(key=lambda line: RELATIONS.index(line["relation"]))
    columns = list(QUANTITIES_SIDE_BY_SIDE.kinds)
    return QUANTITIES_SIDE_BY_SIDE.typed(pd.DataFrame(lines, columns=columns))


def _rows(found: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in found.to_dict("records")]


def _sentences(tokens: Tokens) -> dict[tuple[Hashable, int], str]:
    frame = tokens.sentences()
    return dict(zip(zip(frame["article"], frame["sentence"], strict=True), frame["text"], strict=True))


def _content_words(tokens: Tokens) -> dict[tuple[Hashable, int], list[tuple[int, str]]]:
    """The lemmas of the content words of each sentence, each with its position."""
    frame = tokens.to_frame(normalise="lemma")
    frame = frame[~frame["stop"] & frame["kind"].isin(["word", "acronym"])]
    words: dict[tuple[Hashable, int], list[tuple[int, str]]] = {}
    columns = (frame[name] for name in ("article", "sentence", "start", "term"))
    for article, sentence, start, term in zip(*columns, strict=True):
        words.setdefault((article, sentence), []).append((start, term.lower()))
    return words


def _candidates(
    rows_a: list[dict[str, Any]],
    rows_b: list[dict[str, Any]],
    content: Mapping[tuple[Hashable, int], list[tuple[int, str]]],
) -> list[Candidate]:
    """All pairs that may count the same, the best first."""

    def around(row: Mapping[str, Any]) -> frozenset[str]:
        words = content.get((row["article"], row["sentence"]), [])
        return frozenset(term for start, term in words if not row["start"] <= start < row["end"])

    words_a, words_b = [around(row) for row in rows_a], [around(row) for row in rows_b]
    found = []
    for i, one in enumerate(rows_a):
        for j, other in enumerate(rows_b):
            shared = len(words_a[i] & words_b[j])
            if _subject(one) != _subject(other) or (pd.isna(one["counted"]) and not shared):
                continue
            if pd.isna(one["counted"]) and pd.isna(one["unit"]):
                continue
            vague = is_vague(one) or is_vague(other)
            disjoint = one["high"] < other["low"] or other["high"] < one["low"]
            found.append(Candidate((vague, -shared, disjoint, abs(i - j)), i, j))
    return sorted(found)


def _subject(row: Mapping[str, Any]) -> tuple[str, str]:
    """What a quantity counts: its unit and its noun, in lower case."""
    unit, counted = row["unit"], row["counted"]
    return ("" if pd.isna(unit) else unit, "" if pd.isna(counted) else counted.lower())


def _partners(candidates: list[Candidate]) -> dict[int, int]:
    """The best pairs, each quantity in one of them at most."""
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for candidate in candidates:
        if candidate.a not in partners and candidate.b not in taken:
            partners[candidate.a] = candidate.b
            taken.add(candidate.b)
    return partners


def is_vague(row: Mapping[str, Any]) -> bool:
    """Whether no number stands behind a quantity: veel burgers, verschillende plaatsen."""
    return bool(row["high"] == math.inf) and pd.isna(row["modifier"])


def relation(one: Mapping[str, Any], other: Mapping[str, Any], rules: QuantityRules) -> str:
    """How the intervals of two quantities lie: `apart`, `overlap` or `same`; vague ones are never the same.

    Where they only touch they are apart if one of them excludes that end: niet meer dan 300, meer dan 300.
    """
    lower, upper = (one, other) if one["high"] <= other["high"] and one["low"] <= other["low"] else (other, one)
    touches = lower["high"] == upper["low"]
    if lower["high"] < upper["low"]:
        return "apart"
    if touches and (excludes(lower, "high", rules) or excludes(upper, "low", rules)):
        return "apart"
    equal = (one["low"], one["high"]) == (other["low"], other["high"])
    return "same" if equal and not is_vague(one) and not is_vague(other) else "overlap"


def excludes(row: Mapping[str, Any], end: str, rules: QuantityRules) -> bool:
    """Whether the modifier of a quantity excludes the `low` or the `high` end of its interval."""
    if pd.isna(row["modifier"]):
        return False
    modifier = " ".join(row["modifier"].lower().replace("’", "'").split())
    kinds = {"above": "low", "below": "high", "just_below": "high"}
    return any(
        modifier.endswith(" ".join(phrase)) and kinds.get(kind) == end
        for phrase, kind in rules.modifiers.kinds.items()
        if " ".join(phrase) in rules.strict
    )


def _line(relation: str, one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> dict[str, Any]:
    """A row of the table; a missing quantity leaves its columns missing."""
    subject = one or other or {}
    line = {"counted": subject["counted"], "unit": subject["unit"], "relation": relation}
    for side, row in (("a", one), ("b", other)):
        line |= {f"{name}_{side}": None if row is None else row[name] for name in _COLUMNS}
    return line
