"""Shared passages of pairs → families: all the places where one text stands."""

from collections import Counter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.engine.worth import worth_compiling
from leesbril.frames import FAMILIES, PASSAGES
from leesbril.passages import _overlap
from leesbril.passages._overlap import LEAST_OVERLAP, sorted_names
from leesbril.passages._places import Links, Places, places_of
from leesbril.passages.shared import rows_of
from leesbril.tokenisation.repeated import ranges
from leesbril.tokenisation.tokens import Tokens

NEEDED = ("article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "words", "bits", "kind", "widespread")


def passage_families(
    passages: pd.DataFrame, articles: pd.DataFrame | Tokens | None = None, *, least_overlap: float = LEAST_OVERLAP
) -> pd.DataFrame:
    """The families of passages: one row per appearance of a text that several articles have.

    Takes the frame of `shared_passages`, or some of its rows. Columns `family` (from 1, the one in most articles
    first, then the rarest), `article`, `start`, `end` (character offsets, end excluded), `representative`, `words` and
    `bits` (of the passage that it shares with the representative; for the representative those of its own place),
    `kind` and `widespread` (of that passage). With `articles` (a frame, or tokens), `publisher`, `date_start` and
    `date_end` follow, where these have them. The representative comes first in its family.

    Passages that overlap in an article are one place there if they share at least `least_overlap` of the characters
    that either has, with the passage that most pairs agree on. A family is a representative and all places that share
    at least that share of it with it: the place that does so with most articles represents first, then the next one
    that is in no family yet, until all are in one (star clustering, Aslam, Pelekhov & Rus 2004); but a place that
    matches more than half of an earlier family is in that, as is the second copy within one article. So no chain of
    small changes links two texts that have nothing in common. A place that matches two representatives is in both
    families. A short quotation from a long passage is a family of its own.

    The result depends on the set of passages alone, not on their order or on which article of a pair comes first.
    Raises ValueError for a missing column, KeyError for an article that is not among `articles`.

    >>> from leesbril.passages.shared import shared_passages
    >>> lines = ["De slag om Mosul begon.", "Zij zien: de slag om Mosul begon.", "Toen de slag om Mosul begon."]
    >>> toy = pd.DataFrame({"text": lines}, index=["a", "b", "c"])
    >>> passage_families(shared_passages(toy))[["family", "article", "start", "end", "words"]].values.tolist()
    [[1, 'a', 0, 22, 5], [1, 'b', 10, 32, 5], [1, 'c', 5, 27, 5]]
    """
    check_passages(passages)
    if not 0 < least_overlap <= 1:
        raise ValueError(f"least_overlap must be above 0, at most 1; received {least_overlap!r}.")
    names = sorted_names(passages["article_a"], passages["article_b"])
    places = places_of(passages, names, least_overlap)
    members = _families(places)
    columns: dict[str, Any] = {
        "family": members.family,
        "article": names.take(places.spans.rows[members.place]),
        "start": members.start,
        "end": members.end,
        "representative": members.representative,
        "words": members.words,
        "bits": members.bits,
        "kind": pd.array(["exact", "near"], dtype="str").take(members.near.astype(np.int64)),
        "widespread": members.widespread,
    }
    found = FAMILIES.typed(columns, names=names.dtype)
    return found if articles is None else FAMILIES.typed(_described(found, articles), names=names.dtype)


def check_passages(passages: pd.DataFrame) -> None:
    """Raises TypeError or ValueError for what is no frame of passages."""
    if not isinstance(passages, pd.DataFrame):
        raise TypeError(f"passages must be the frame of shared_passages; received {type(passages).__name__}.")
    if missing := [column for column in PASSAGES.named(*NEEDED) if column not in passages]:
        raise ValueError(f"passages lacks the columns {missing}; it has {list(passages.columns)}.")


def _described(found: pd.DataFrame, articles: pd.DataFrame | Tokens) -> pd.DataFrame:
    """The appearances with the publisher and the date of their articles."""
    frame = articles.articles if isinstance(articles, Tokens) else articles
    rows = rows_of(frame.index, found["article"])
    told = [column for column in ("publisher", "date_start", "date_end") if column in frame]
    return found.assign(**{column: frame[column].iloc[rows].array for column in told})


class _Members(NamedTuple):
    """The appearances, family by family: its number from 1, the place, and how it matches the representative."""

    family: np.ndarray
    place: np.ndarray
    start: np.ndarray
    end: np.ndarray
    representative: np.ndarray
    words: np.ndarray
    bits: np.ndarray
    near: np.ndarray
    widespread: np.ndarray


def _families(places: Places) -> _Members:
    """The stars, those in most articles first."""
    links, count = places.links, len(places.words)
    first = np.searchsorted(links.place, np.arange(count + 1))
    centres, joined, into = _stars(places, first)
    degrees = np.diff(first)[centres]
    satellites = ranges(first[centres], degrees)
    star = np.concatenate([np.arange(len(centres)), np.repeat(np.arange(len(centres)), degrees), into])
    spans = places.spans
    widespread = np.bincount(links.place, ~links.widespread, minlength=count) == 0
    near = np.bincount(links.place, ~links.near, minlength=count) == 0
    near[centres] = False

    def column(of_place: np.ndarray, of_link: np.ndarray) -> np.ndarray:
        return np.concatenate([of_place[centres], of_link[satellites], of_place[joined]])

    place = np.concatenate([centres, links.other[satellites], joined])
    articles = _distinct(star, spans.rows[place], len(centres))
    rank = np.empty(len(centres), np.int64)
    rank[np.lexsort((centres, -places.bits[centres].round(6), -articles))] = np.arange(len(centres))
    representative = np.arange(len(star)) < len(centres)
    members = _Members(
        rank[star] + 1,
        place,
        column(spans.starts, links.start),
        column(spans.ends, links.end),
        representative,
        column(places.words, links.words),
        column(places.bits, links.bits),
        column(near, links.near),
        column(widespread, links.widespread),
    )
    order = np.lexsort((place, ~representative, members.family))
    return _Members(*(values[order] for values in members))


def _stars(places: Places, first: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The representatives; and the places that match none, but most of a family, with the number of that family.

    Such a place has the text of a family once more in one article: a passage of a pair uses every word only once.
    """
    links, order, mutual = places.links, _by_rank(places), _mutual(places.links, len(places.words))
    if worth_compiling(len(order), _overlap.COMPILED_FROM):
        from leesbril.engine import stars

        return stars.stars(order, first, links.other, mutual)
    return _plain_stars(order.tolist(), first.tolist(), links.other.tolist(), mutual.tolist())


def _plain_stars(
    order: list[int], edges: list[int], others: list[int], mutual: list[bool]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same as `engine.stars` in plain Python."""
    families: list[list[int]] = [[] for _ in order]
    centres: list[int] = []
    sizes: list[int] = []
    joined: list[tuple[int, int]] = []
    for place in order:
        if families[place]:
            continue
        own = range(edges[place], edges[place + 1])
        found = Counter(family for link in own if mutual[link] for family in families[others[link]])
        if most := [family for family, number in found.items() if 2 * number > sizes[family]]:
            families[place].append(max(most, key=lambda family: (found[family], -family)))
            joined.append((place, families[place][0]))
            continue
        for member in (place, *(others[link] for link in own)):
            families[member].append(len(centres))
        centres.append(place)
        sizes.append(1 + len(own))
    late = np.array(joined, dtype=np.int64).reshape(-1, 2)
    return np.array(centres, dtype=np.int64), late[:, 0], late[:, 1]


def _mutual(links: Links, count: int) -> np.ndarray:
    """Whether the other place links back, as it does unless it is much longer."""
    keys, sought = links.place * count + links.other, links.other * count + links.place
    found: np.ndarray = keys[np.minimum(np.searchsorted(keys, sought), max(len(keys) - 1, 0))] == sought
    return found


def _by_rank(places: Places) -> np.ndarray:
    """The places, those that link to most articles first, then the rarest, the longest and the first by name."""
    links, count = places.links, len(places.words)
    articles = _distinct(links.place, places.spans.rows[links.other], count)
    bits = np.bincount(links.place, links.bits, minlength=count).round(6)
    return np.lexsort((np.arange(count), places.spans.starts - places.spans.ends, -bits, -articles))


def _distinct(groups: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    """The number of distinct values of each group."""
    stride = int(values.max(initial=0)) + 1
    keys = np.sort(groups * stride + values)
    once = np.ones(len(keys), dtype=bool)
    once[1:] = keys[1:] != keys[:-1]
    return np.bincount(keys[once] // stride, minlength=count)
