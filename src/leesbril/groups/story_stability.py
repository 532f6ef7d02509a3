"""Stories → how much of each remains with other thresholds, and in samples of the articles."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from leesbril.frames import STORY_STABILITY
from leesbril.groups._average_linkage import average_linkage
from leesbril.groups.story_members import DAYS, THRESHOLD, Links, links_within, story_members

THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35)
SAMPLES, SHARE = 20, 0.8


def story_stability(
    pairs: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    threshold: float = THRESHOLD,
    days: float | None = DAYS,
    coverage: pd.DataFrame | None = None,
    thresholds: Sequence[float] = THRESHOLDS,
    samples: int = SAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """How far each story depends on the threshold and on which articles are there: one row per story.

    The stories, and all settings up to `coverage`, are those of `story_members`. They are made again with each of
    `thresholds`, and `samples` times with `threshold` from four fifths of the articles, drawn at random (`seed`).
    Columns `story`, `label`, `articles`, `pairs` (of articles of the story), `least_kept` and `kept` (the share of
    these that are in one story, with the threshold that keeps fewest, and on average over thresholds), `most_added`
    (articles that a threshold puts into the story which has most of it) and `kept_in_samples` (the mean share of the
    drawn pairs that are in one story; 1 if no pair was drawn). A story with 1 throughout depends on neither. Raises
    ValueError for a threshold that is none, for no thresholds, and for samples below 1.

    >>> pairs = pd.DataFrame({"article_a": ["a", "b"], "article_b": ["b", "c"], "cosine": [0.7, 0.5]})
    >>> articles = pd.DataFrame({"title": ["Brand", "Brand in haven", "Haven dicht"]}, index=["a", "b", "c"])
    >>> found = story_stability(pairs, articles, thresholds=[0.25, 0.3])  # c has a mean of .25 with a and b
    >>> found[["articles", "pairs", "least_kept"]].round(2).values.tolist()
    [[3.0, 3.0, 0.33]]
    """
    if not len(thresholds) or not all(0 < cut <= 1 for cut in thresholds):
        raise ValueError(f"thresholds must be similarities above 0, at most 1; received {list(thresholds)!r}.")
    if isinstance(samples, bool) or not isinstance(samples, int | np.integer) or samples < 1:
        raise ValueError(f"samples must be a whole number, 1 or more; received {samples!r}.")
    members = story_members(pairs, articles, threshold=threshold, days=days, coverage=coverage)
    links, _ = links_within(pairs, articles, threshold, days, coverage)
    table = members.drop_duplicates("story")[["story", "label", "articles"]].reset_index(drop=True)
    story = np.zeros(len(articles), np.int64)
    story[articles.index.get_indexer(pd.Index(members["article"]))] = members["story"]
    groups = [average_linkage(links.a, links.b, links.similarity, len(articles), cut) for cut in thresholds]
    kept = np.array([_kept(story, group, len(table)) for group in groups])
    table["pairs"] = table["articles"] * (table["articles"] - 1) // 2
    table["least_kept"], table["kept"] = kept.min(axis=0), kept.mean(axis=0)
    table["most_added"] = np.max([_added(story, group, len(table)) for group in groups], axis=0)
    drawn = np.random.default_rng(seed)
    parts = [_in_sample(story, links, threshold, drawn.random(len(story)) < SHARE, len(table)) for _ in range(samples)]
    table["kept_in_samples"] = np.mean(parts, axis=0)
    return STORY_STABILITY.typed(table)


def _kept(story: np.ndarray, group: np.ndarray, stories: int) -> np.ndarray:
    """The share of the pairs of each story, from 1, that are in one group; 1 for a story without pairs."""
    inside = np.flatnonzero(story)
    _, which, sizes = np.unique(group[inside] * (stories + 1) + story[inside], return_index=True, return_counts=True)
    together = np.bincount(story[inside][which], sizes * (sizes - 1) // 2, minlength=stories + 1)[1:]
    whole = np.bincount(story[inside], minlength=stories + 1)[1:]
    pairs = whole * (whole - 1) // 2
    share: np.ndarray = np.where(pairs, together / np.maximum(pairs, 1), 1.0)
    return share


def _added(story: np.ndarray, group: np.ndarray, stories: int) -> np.ndarray:
    """The number of other articles in the group that has most of each story."""
    inside, sizes = np.flatnonzero(story), np.bincount(group)
    keys, common = np.unique(story[inside] * len(story) + group[inside], return_counts=True)
    owner, where = np.divmod(keys, len(story))
    order = np.lexsort((sizes[where], common, owner))  # the last of each story has most of it
    last = order[np.flatnonzero(np.diff(owner[order], append=stories + 1))]
    added: np.ndarray = sizes[where[last]] - common[last]
    return added


def _in_sample(story: np.ndarray, links: Links, threshold: float, drawn: np.ndarray, stories: int) -> np.ndarray:
    """The share of the drawn pairs of each story that are in one story of the drawn articles."""
    kept = links.take(np.flatnonzero(drawn[links.a] & drawn[links.b]))
    group = average_linkage(kept.a, kept.b, kept.similarity, len(story), threshold)
    return _kept(np.where(drawn, story, 0), group, stories)
