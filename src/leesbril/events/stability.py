"""Stories → how much of each remains with other thresholds, and in samples of the articles."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from leesbril.events._groups import event_groups
from leesbril.events._links import Links
from leesbril.events._material import material_of
from leesbril.events._members import members, numbered
from leesbril.events.stories import DAYS, THRESHOLD
from leesbril.frames import STORY_STABILITY
from leesbril.labels import labels
from leesbril.tokenisation.tokens import Tokens

THRESHOLDS = (0.12, 0.14, 0.16, 0.18, 0.2)
SAMPLES, SHARE = 20, 0.8


def story_stability(
    articles: pd.DataFrame | Tokens,
    *,
    pairs: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    threshold: float = THRESHOLD,
    days: float | None = DAYS,
    thresholds: Sequence[float] = THRESHOLDS,
    samples: int = SAMPLES,
    seed: int = 0,
    language: str | None = None,
) -> pd.DataFrame:
    """How far each story depends on the threshold and on which articles are there: one row per story.

    The stories, and all settings up to `days`, are those of `stories`. They are made again with each of `thresholds`,
    and `samples` times with `threshold` from four fifths of the articles, drawn at random (`seed`). Columns `story`,
    `label`, `articles`, `pairs` (of articles of the story), `least_kept` and `kept` (the share of these that are in one
    story, with the threshold that keeps fewest, and on average over thresholds), `most_added` (articles that a
    threshold puts into the story which has most of it) and `kept_in_samples` (the mean share of the drawn pairs that
    are in one story; 1 if no pair was drawn). A story with 1 throughout depends on neither. Raises ValueError for a
    threshold that is none, for no thresholds, and for samples below 1.

    >>> fire = "De brand in de Houthaven verwoestte drie loodsen van werf Damen."
    >>> toy = pd.DataFrame({"text": [fire, f"Vannacht. {fire}", "Het regent in het hele land."], "language": "nl"})
    >>> story_stability(toy)[["story", "articles", "pairs", "least_kept", "most_added"]].values.tolist()
    [[1.0, 2.0, 1.0, 1.0, 0.0]]
    """
    if not len(thresholds) or not all(0 < cut <= 1 for cut in thresholds):
        raise ValueError(f"thresholds must be similarities above 0, at most 1; received {list(thresholds)!r}.")
    if isinstance(samples, bool) or not isinstance(samples, int | np.integer) or samples < 1:
        raise ValueError(f"samples must be a whole number, 1 or more; received {samples!r}.")
    known = material_of(articles, pairs, passages, threshold, days, language)
    found, stability = _stability(known.links, known.dated(days), threshold, thresholds, samples, seed)
    told = members(known.links, known.dates, *found)
    centres = told[told["central"]]
    stability["label"] = labels(known.tokens.articles.iloc[centres["row"]]).to_numpy()
    return STORY_STABILITY.typed(stability)


def _stability(
    links: Links, dated: np.ndarray, threshold: float, thresholds: Sequence[float], samples: int, seed: int
) -> tuple[tuple[np.ndarray, np.ndarray], pd.DataFrame]:
    """The group and story of each article, and what remains of each story."""
    count, group = len(dated), event_groups(links, dated, threshold)
    story = numbered(group, np.zeros(count, np.int64))
    number = story.max(initial=0)
    table = pd.DataFrame({"story": np.arange(1, number + 1), "articles": np.bincount(story, minlength=number + 1)[1:]})
    table["pairs"] = table["articles"] * (table["articles"] - 1) // 2
    groups = [event_groups(links, dated, cut) for cut in thresholds]
    kept = np.array([_kept(story, other, number) for other in groups])
    table["least_kept"], table["kept"] = kept.min(axis=0), kept.mean(axis=0)
    table["most_added"] = np.max([_added(story, other, number) for other in groups], axis=0)
    drawn = np.random.default_rng(seed)
    parts = [_in_sample(story, links, dated, threshold, drawn.random(count) < SHARE, number) for _ in range(samples)]
    table["kept_in_samples"] = np.mean(parts, axis=0)
    return (group, story), table


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


def _in_sample(
    story: np.ndarray, links: Links, dated: np.ndarray, threshold: float, drawn: np.ndarray, stories: int
) -> np.ndarray:
    """The share of the drawn pairs of each story that are in one story of the drawn articles."""
    kept = links.take(np.flatnonzero(drawn[links.a] & drawn[links.b]))
    group = event_groups(kept, dated, threshold)
    return _kept(np.where(drawn, story, 0), group, stories)
