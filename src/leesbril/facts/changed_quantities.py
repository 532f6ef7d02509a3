"""Stories → the numbers that two articles of one story give for the same thing, where they differ."""

from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations
from typing import Any, cast

import numpy as np
import pandas as pd

from leesbril.dates.order import checked_dates, compared, plain
from leesbril.facts._quantities.partners import (
    NOTHING,
    Counted,
    candidates,
    content_words,
    partners,
    relation,
    rows_of,
    sentence_texts,
    with_words,
)
from leesbril.facts._quantities.rules import QuantityRules, quantity_rules
from leesbril.frames import CHANGED_QUANTITIES, QUANTITIES
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

RELATIONS = ("apart", "overlap")
BEFORE, UNDECIDED = "before", "cannot be decided"
FEWEST_SHARED = 1
"""Content words beside the noun: of two sentences on *mensen*, most are about other people."""
_GIVEN = ("written", "low", "high", "start", "end", "text", "time", "source", "firmness")


def changed_quantities(
    quantities: pd.DataFrame,
    stories: pd.DataFrame,
    articles: Articles | Tokens,
    *,
    shared: int = FEWEST_SHARED,
    language: str | None = None,
) -> pd.DataFrame:
    """The numbers that differ between two articles of one story which count the same thing.

    `quantities` is the frame of that function for these articles; `stories` has a row per article of a story, with the
    columns `story` and `article` (and `label`). Quantities are aligned as in `quantities_side_by_side`: by unit and
    noun, never by digits. Kept are those whose intervals are `apart`, or `overlap` without being the same (*meer dan
    100*, *120*), in sentences that share so many more content words (`shared`, by default one). Vague quantities
    (*veel*) are left out, for no number stands behind them. Pairs of articles that give the same two numbers are one
    row, which shows the two sentences with most words in common; `pairs` says how many there are.

    Article a is the earlier one where the dates of the articles decide that, and `order` is `before`; else it is
    `cannot be decided`, and the lower number comes first. A difference is no contradiction: it may have changed, be
    another count, or be of something else. Columns of the table CHANGED_QUANTITIES. Raises KeyError for a missing
    column and for an article that is not there, ValueError for a negative `shared` or a language without rules.

    >>> toy = pd.DataFrame({"text": ["De brand gaf 20 gewonden.", "De brand gaf 25 gewonden."]}, index=["a", "b"])
    >>> days = pd.to_datetime(["2017-05-01", "2017-05-02"])
    >>> toy = toy.assign(language="nl", date_start=days, date_end=days + pd.Timedelta(days=1))
    >>> from leesbril.facts.quantities import quantities
    >>> found = changed_quantities(quantities(toy), pd.DataFrame({"story": 1, "article": ["a", "b"]}), toy)
    >>> found[["counted", "written_a", "written_b", "relation", "order"]].values.tolist()
    [['gewonde', '20', '25', 'apart', 'before']]
    """
    _check(quantities, stories, shared)
    tokens = as_tokens(articles, language=language)
    rules = quantity_rules(tokens.language)
    numbers = _numbers(tokens, stories["article"], "stories")
    _numbers(tokens, quantities["article"], "quantities")
    told = _told(quantities[quantities["article"].isin(stories["article"])], tokens)
    labels = dict(zip(stories["story"], stories["label"], strict=True)) if "label" in stories else {}
    rows = []
    for story, places in pd.Series(numbers).groupby(stories["story"].to_numpy()):
        named = {place: name for place in places.tolist() if (name := cast(Hashable, tokens.names[place])) in told}
        own = {place: told[name] for place, name in sorted(named.items(), key=lambda item: str(item[1]))}
        for line in _of_one_story(own, _earlier(tokens, list(own)), rules, shared):
            rows.append({"story": story, "label": labels.get(story)} | line)
    rows.sort(key=_first_to_read)
    found = pd.DataFrame(rows, columns=list(CHANGED_QUANTITIES.kinds))
    found = found if labels else found.drop(columns="label")
    return CHANGED_QUANTITIES.typed(found, names=tokens.names.dtype)


def _check(quantities: pd.DataFrame, stories: pd.DataFrame, shared: int) -> None:
    wanted = {"quantities": list(QUANTITIES.kinds), "stories": ["story", "article"]}
    for name, frame in (("quantities", quantities), ("stories", stories)):
        if not isinstance(frame, pd.DataFrame):
            raise TypeError(f"{name} must be a frame; received {type(frame).__name__}.")
        if lacking := [column for column in wanted[name] if column not in frame]:
            columns = ", ".join(map(str, frame.columns))
            raise KeyError(f"No column {lacking[0]} in {name}, which needs a row per {name[:-1]}; it has {columns}.")
    if shared < 0:
        raise ValueError(f"shared must be a number of words from 0; received {shared!r}.")


def _numbers(tokens: Tokens, names: pd.Series, given: str) -> np.ndarray:
    """The row numbers of articles; raises KeyError for one that is not there."""
    rows: np.ndarray = tokens.names.get_indexer(pd.Index(names))
    if (rows < 0).any():
        unknown = plain(names.iloc[int(np.argmax(rows < 0))])
        raise KeyError(f"No article {unknown!r} ({given}) among the {len(tokens)}.")
    return rows


def _told(quantities: pd.DataFrame, tokens: Tokens) -> dict[Hashable, list[Counted]]:
    """The quantities of each article that can be compared, with the words and the text of their sentences."""
    if quantities.empty:
        return {}
    chosen = tokens.select(quantities["article"].unique().tolist())
    texts = sentence_texts(chosen)
    rows = [row | {"text": texts[row["article"], row["sentence"]]} for row in rows_of(quantities)]
    told: dict[Hashable, list[Counted]] = {}
    for one in with_words(rows, content_words(chosen)):
        if not one.vague and one.subject != NOTHING:
            told.setdefault(one.row["article"], []).append(one)
    return told


def _earlier(tokens: Tokens, places: list[int]) -> set[tuple[int, int]]:
    """The pairs of articles of which the first is before the second by their dates."""
    if not {"date_start", "date_end"} <= set(tokens.articles) or len(places) < 2:
        return set()
    a, b = np.array(list(combinations(places, 2))).T
    before, after = compared(checked_dates(tokens.articles), a, b)
    first, last = np.where(after, b, a), np.where(after, a, b)
    decided = before | after
    return set(zip(first[decided].tolist(), last[decided].tolist(), strict=True))


def _of_one_story(
    told: Mapping[int, list[Counted]], earlier: set[tuple[int, int]], rules: QuantityRules, shared: int
) -> list[dict[str, Any]]:
    """The rows of one story: of the pairs that give the same two numbers, the one with most words in common."""
    best: dict[tuple[Any, ...], dict[str, Any]] = {}
    pairs: dict[tuple[Any, ...], int] = {}
    for one, other, order in _pairs(told, earlier):
        lies = relation(one.row, other.row, rules)
        common = len((one.words & other.words) - {one.subject[1]})
        if lies not in RELATIONS or common < shared:
            continue
        if order == UNDECIDED and _bounds(other) < _bounds(one):
            one, other = other, one
        key = (one.subject, order, _bounds(one), _bounds(other))
        line = _line(one, other, lies, order, common)
        pairs[key] = pairs.get(key, 0) + 1
        if key not in best or _preferred(line) < _preferred(best[key]):
            best[key] = line
    return [line | {"pairs": pairs[key]} for key, line in best.items()]


def _pairs(told: Mapping[int, list[Counted]], earlier: set[tuple[int, int]]) -> Iterator[tuple[Counted, Counted, str]]:
    """Quantities of two articles that count the same, that of the earlier article first where it is known."""
    for a, b in combinations(told, 2):
        a, b = (b, a) if (b, a) in earlier else (a, b)
        order = BEFORE if (a, b) in earlier else UNDECIDED
        for i, j in partners(candidates(told[a], told[b])).items():
            yield told[a][i], told[b][j], order


def _bounds(one: Counted) -> tuple[float, float]:
    return one.row["low"], one.row["high"]


def _line(one: Counted, other: Counted, lies: str, order: str, common: int) -> dict[str, Any]:
    line = {"counted": one.row["counted"], "unit": one.row["unit"], "relation": lies, "order": order}
    line |= {"shared_words": common}
    for side, counted in (("a", one), ("b", other)):
        line |= {f"article_{side}": counted.row["article"]}
        line |= {f"{name}_{side}": counted.row[name] for name in _GIVEN}
    return line


def _preferred(line: Mapping[str, Any]) -> tuple[Any, ...]:
    """Most words in common first; then by what is shown, so that the order of the articles does not matter."""
    return -line["shared_words"], line["text_a"], line["text_b"], str(line["article_a"]), str(line["article_b"])


def _first_to_read(line: Mapping[str, Any]) -> tuple[Any, ...]:
    return line["story"], RELATIONS.index(line["relation"]), *_preferred(line)
