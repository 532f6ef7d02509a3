"""Families of passages → what each text is, who has it, since when, and how much it varies."""

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from leesbril.frames import FAMILIES, FAMILY_SUMMARY, without_zone
from leesbril.passages.shared import rows_of
from leesbril.text.texts import checked_texts
from leesbril.tokenisation.tokens import Tokens

DAYS = 3.0
"""An agency report is in the newspapers of the same day or the next; a weekend lies between at most."""
MOST_DAYS = 1_000_000
WIDESPREAD, ONE_PUBLISHER, UNKNOWN = "widespread", "one publisher", "publishers unknown"
WITHIN_DAYS, SEVERAL = "several publishers within days", "several publishers"
NEEDED = ("family", "article", "start", "end", "representative", "words", "bits", "kind", "widespread")
ROWS = 10_000
"""Articles read at a time: bounds the memory, changes no result."""
_WORD = re.compile(r"\w+")
_DAY = 86_400_000_000


def summarise_families(families: pd.DataFrame, articles: pd.DataFrame | Tokens, *, days: float = DAYS) -> pd.DataFrame:
    """One row per family of passages: its text, its articles and publishers, first and last, and how much it varies.

    Takes the frame of `passage_families`, or whole families of it, and the articles or their tokens. Columns `family`,
    `text` (as the representative has it), `words`, `bits` (rarity), `appearances`, `articles`, `widespread` (articles
    that have it only in passages that are), `publishers`, `publisher` (with most articles that have it; the first in
    the alphabet if several have as many), `publisher_articles`, `publisher_share` (of all articles of that publisher),
    `wordings`, `near`, `least_share`, `dated`, `first`, `may_be_first`, `last`, `may_be_last`, `days_least`,
    `days_most`, `spread`.

    Dates are intervals, compared as in `order`: `first` is the one article whose date ends before that of any other
    dated one starts, and missing if that cannot be decided; `may_be_first` counts those that no other precedes for
    certain. Articles without a date may be earlier still: `articles` less `dated` says how many they are.

    `spread` reads the counts: *widespread* (in all its articles, as a template is), *one publisher*, *several
    publishers within days* (the first and the last dated article may be at most `days` days apart, as with an agency
    report), *several publishers*, or *publishers unknown*. None of these says who had it from whom. `articles` needs
    `text`; `publisher`, `date_start` and `date_end` are used where they exist. Raises ValueError for a missing column
    or for tokens without texts, KeyError for an article that is not there.

    >>> from leesbril.passages.families import passage_families
    >>> from leesbril.passages.shared import shared_passages
    >>> lines = ["De slag om Mosul begon.", "Zij zien: de slag om Mosul begon."]
    >>> toy = pd.DataFrame({"text": lines, "publisher": ["Bode", "Courant"]})
    >>> found = passage_families(shared_passages(toy))
    >>> summarise_families(found, toy)[["text", "publishers", "spread"]].values.tolist()
    [['De slag om Mosul begon', 2, 'several publishers']]
    """
    frame, texts = _checked(families, articles, days)
    rows = rows_of(frame.index, families["article"])
    family, numbers = (np.asarray(part) for part in pd.factorize(families["family"], sort=True))
    of_each = families.assign(family=family).groupby("family")
    centres = np.flatnonzero(families["representative"])
    centres = centres[np.argsort(family[centres], kind="stable")]
    if len(centres) != len(numbers):
        raise ValueError("Each family must have one representative: give whole families, as passage_families has them.")
    written, wordings = _read(texts, rows, families, family, centres)
    once = pd.DataFrame({"family": family, "row": rows, "all": families["widespread"].to_numpy(bool)})
    once = once.groupby(["family", "row"])["all"].all().reset_index()
    told = {
        "family": numbers,
        "text": pd.array(written, dtype="str"),  # numpy would give each the room of the longest
        "words": families["words"].to_numpy()[centres],
        "bits": families["bits"].to_numpy()[centres],
        "appearances": of_each.size(),
        "articles": np.bincount(once["family"], minlength=len(numbers)),
        "widespread": np.bincount(once["family"], once["all"], minlength=len(numbers)),
        "wordings": wordings,
        "near": np.bincount(family, families["kind"] == "near", minlength=len(numbers)),
        "least_share": of_each["words"].min().to_numpy() / families["words"].to_numpy()[centres],
    }
    who = _publishers(once, frame, len(numbers))
    when = _dates(once, frame, len(numbers))
    table = pd.DataFrame({name: np.asarray(values) for name, values in (told | who).items()}).assign(**when)
    return FAMILY_SUMMARY.typed(table.assign(spread=_spread(table, days)))


def _checked(families: pd.DataFrame, articles: pd.DataFrame | Tokens, days: float) -> tuple[pd.DataFrame, pd.Series]:
    """The frame of articles and their texts."""
    if not isinstance(families, pd.DataFrame):
        raise TypeError(f"families must be the frame of passage_families; received {type(families).__name__}.")
    if missing := [column for column in FAMILIES.named(*NEEDED) if column not in families]:
        raise ValueError(f"families lacks the columns {missing}; it has {list(families.columns)}.")
    if not 0 <= days <= MOST_DAYS:
        raise ValueError(f"days must be a number from 0 (the same moment) to {MOST_DAYS}; received {days!r}.")
    if isinstance(articles, Tokens):
        return articles.articles, articles.texts
    return articles, checked_texts(articles)


def _read(
    texts: pd.Series, rows: np.ndarray, families: pd.DataFrame, family: np.ndarray, centres: np.ndarray
) -> tuple[list[str], np.ndarray]:
    """The text of each representative, and the number of different wordings of each family.

    Each article is read once, some at a time. A wording is known by a hash of 64 bits.
    """
    order = np.argsort(rows, kind="stable")
    starts, ends = families["start"].to_numpy(), families["end"].to_numpy()
    number, told = np.full(len(rows), -1), [""] * len(centres)
    number[centres] = np.arange(len(centres))
    wordings = np.zeros(len(rows), np.uint64)
    edges = np.searchsorted(rows[order], np.arange(0, len(texts) + ROWS, ROWS))
    for first, (begin, end) in zip(range(0, len(texts), ROWS), pairwise(edges.tolist()), strict=True):
        here = order[begin:end]
        used, place = np.unique(rows[here] - first, return_inverse=True)
        # A slice first: Arrow copies all that rows are taken from.
        held = texts.iloc[first : first + ROWS].iloc[used].to_list()
        cuts = zip(place.tolist(), starts[here].tolist(), ends[here].tolist(), strict=True)
        written = [held[text][start:stop] for text, start, stop in cuts]
        folded = [" ".join(_WORD.findall(text.casefold())) for text in written]
        wordings[here] = pd.util.hash_array(np.array(folded, dtype=object), categorize=False)
        for position in np.flatnonzero(number[here] >= 0).tolist():
            told[number[here[position]]] = " ".join(written[position].split())
    order = np.lexsort((wordings, family))
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(family[order]) != 0) | (wordings[order][1:] != wordings[order][:-1])
    return told, np.bincount(family[order[new]], minlength=len(centres))


def _publishers(once: pd.DataFrame, frame: pd.DataFrame, count: int) -> dict[str, Any]:
    """The publishers of the articles of each family."""
    empty = pd.Series([None] * len(frame), index=frame.index, dtype="str")
    publisher = frame.get("publisher", empty)
    known = once.assign(publisher=publisher.iloc[once["row"]].array).dropna(subset=["publisher"])
    counts = known.groupby(["family", "publisher"]).size().rename("articles").reset_index()
    counts = counts.sort_values(["family", "articles", "publisher"], ascending=[True, False, True])
    most = counts.drop_duplicates("family").set_index("family").reindex(range(count))
    whole = publisher.value_counts()
    return {
        "publishers": np.bincount(counts["family"].astype("int64"), minlength=count),
        "publisher": most["publisher"].astype("str"),
        "publisher_articles": most["articles"].fillna(0).astype("int64"),
        "publisher_share": most["articles"] / most["publisher"].map(whole).astype("float64"),
    }


def _dates(once: pd.DataFrame, frame: pd.DataFrame, count: int) -> dict[str, Any]:
    """The first and the last dated article of each family, where the dates decide it, and the days between them."""
    dates = pd.DataFrame({"family": once["family"], "row": once["row"]})
    for edge in ("start", "end"):
        known = {"date_start", "date_end"} <= set(frame.columns)
        column = without_zone(frame[f"date_{edge}"]) if known else pd.Series(pd.NaT, frame.index)
        dates[edge] = column.astype("datetime64[us]").iloc[once["row"]].array
    dates = dates.dropna()
    for edge in ("start", "end"):
        dates[edge] = dates[edge].astype("int64")
    edges = dates.groupby("family")[["start", "end"]].agg(["min", "max"]).reindex(range(count))
    first_start, last_start, first_end, last_end = (edges[column] for column in edges.columns)
    family = dates["family"].to_numpy()
    head, tail = first_end.to_numpy()[family], last_start.to_numpy()[family]
    told: dict[str, Any] = {"dated": np.bincount(family, minlength=count)}
    for name, may_be in (
        ("first", (dates["start"] < head) | (dates["end"] <= head)),
        ("last", (dates["end"] > tail) | (dates["start"] >= tail)),
    ):
        number = np.bincount(family, may_be, minlength=count).astype("int64")
        row = np.full(count, -1)
        row[family[may_be]] = dates["row"].to_numpy()[may_be]
        row[(number != 1) | (told["dated"] < 2)] = -1
        told[name], told[f"may_be_{name}"] = _named(frame.index, row), number
    told["days_least"] = ((last_start - first_end).clip(lower=0) / _DAY).to_numpy()
    told["days_most"] = ((last_end - first_start) / _DAY).to_numpy()
    return told


def _named(names: pd.Index, rows: np.ndarray) -> Any:
    """The names of some articles as strings; missing for -1."""
    found = np.full(len(rows), None, dtype=object)
    known = rows >= 0
    found[known] = [str(name) for name in names.take(rows[known]).to_list()]
    return pd.array(found, dtype="str")


def _spread(table: pd.DataFrame, days: float) -> Any:
    """What the counts of each family say."""
    chosen = [
        table["widespread"] == table["articles"],
        table["publishers"] == 0,
        table["publishers"] == 1,
        (table["dated"] > 1) & (table["days_least"] <= days),
    ]
    return np.select(chosen, [WIDESPREAD, UNKNOWN, ONE_PUBLISHER, WITHIN_DAYS], SEVERAL)
