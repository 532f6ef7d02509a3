"""Two articles → their quantities side by side, aligned by what is counted."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from leesbril.facts._quantities.partners import (
    candidates,
    content_words,
    partners,
    relation,
    rows_of,
    sentence_texts,
    with_words,
)
from leesbril.facts._quantities.rules import quantity_rules
from leesbril.facts.quantities import quantities
from leesbril.frames import QUANTITIES_SIDE_BY_SIDE
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

RELATIONS = ("apart", "overlap", "same", "only a", "only b")
"""How the intervals of two quantities lie, in the order of the rows."""
_COLUMNS = ("written", "low", "high", "start", "end", "text", "time", "source", "firmness")


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
    texts, content = sentence_texts(tokens), content_words(tokens)
    rows_a, rows_b = rows_of(of_a), rows_of(of_b)
    for row in (*rows_a, *rows_b):
        row["text"] = texts[row["article"], row["sentence"]]
    found = partners(candidates(with_words(rows_a, content), with_words(rows_b, content)))
    taken = set(found.values())
    lines = [_line("only a", row, None) for i, row in enumerate(rows_a) if i not in found]
    lines += [_line("only b", None, row) for j, row in enumerate(rows_b) if j not in taken]
    for i, j in sorted(found.items()):
        lines.append(_line(relation(rows_a[i], rows_b[j], rules), rows_a[i], rows_b[j]))
    lines.sort(key=lambda line: RELATIONS.index(line["relation"]))
    columns = list(QUANTITIES_SIDE_BY_SIDE.kinds)
    return QUANTITIES_SIDE_BY_SIDE.typed(pd.DataFrame(lines, columns=columns))


def _line(lies: str, one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> dict[str, Any]:
    """A row of the table; a missing quantity leaves its columns missing."""
    subject = one or other or {}
    line = {"counted": subject["counted"], "unit": subject["unit"], "relation": lies}
    for side, row in (("a", one), ("b", other)):
        line |= {f"{name}_{side}": None if row is None else row[name] for name in _COLUMNS}
    return line
