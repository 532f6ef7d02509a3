"""Articles → stories: which articles report one event, and why each is among them."""

import pandas as pd

from leesbril.events._groups import event_groups
from leesbril.events._material import Material, material_of
from leesbril.events._members import members, numbered
from leesbril.events._reasons import leading_terms, what_is_shared
from leesbril.frames import STORIES
from leesbril.labels import labels
from leesbril.tokenisation.tokens import Tokens

THRESHOLD = 0.16
"""Articles on one event have a mean similarity of about this and more, in folders of any size; see benchmarks."""
DAYS = 3.0
"""An event is news on the day and the next ones; what comes later is another event, if the same people are in it."""


def stories(
    articles: pd.DataFrame | Tokens,
    *,
    pairs: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    threshold: float = THRESHOLD,
    days: float | None = DAYS,
    earlier: pd.DataFrame | None = None,
    language: str | None = None,
) -> pd.DataFrame:
    """Group articles that report one event: one row per article of a story of two or more.

    `articles` are a frame or tokens. `pairs` are similar articles with their `cosine`; by default the 100 nearest
    neighbours of each article. Their weights are (1 + ln count) × idf, and the idf is that of the background, updated
    by these articles as if the background were 3,000 more: so `threshold` means the same for two articles and for many
    thousands. In a folder of 200 dated articles or more, what 2 % of them have at any time (the median of ten parts by
    date) weighs nothing: bulletins of one form are of many events. Headlines alone have fewer words in common (.05).
    Pairs of `neighbours` or `similarity`, whose weights are others, need a threshold of their own, and no high one when
    they are made. `passages` is the frame of `shared_passages`, computed by default.

    Only articles count as similar that may be at most `days` days apart (None: at any distance); dates are intervals,
    as in `neighbours`. Articles without a date are compared by text alone, and `reason` says so. The similarity of a
    pair is its cosine or, if that is higher, the larger `rarity_share` (see `coverage`) of the two in exact passages,
    from .3 on; and at least .25 if a pair has such passages of 100 bits or more. Leave out what stands in the folder
    twice beforehand (see `drop_duplicates`).

    Groups of articles that are each other's nearest are merged as long as the mean similarity of all pairs of the two
    is `threshold` or more (average linkage, Sokal & Michener 1958); a pair that is too far apart in time, or less
    similar than what `pairs` has, counts as 0. So a story is held together by all of its pairs: no chain of similar
    articles runs through the year, and a lasting affair is cut into its events. An article that has no pair of 1.5 ×
    `threshold` or more is in no story: the highest of many similarities may be as high by chance, their mean may not.
    An article without a date joins the story that it is most like, and no two stories meet in it. The order of the rows
    does not matter.

    With `earlier`, the frame of an earlier run on fewer articles, articles that were in one story stay in one, with its
    number; articles that are new join a story or form new ones, with numbers from the highest on. Two stories that turn
    out to be one keep the lower number. Without new articles nothing changes.

    Columns `story` (from 1, the one with most articles first), `label` (that of its central article, see `labels`),
    `terms` (that weigh most in it), `articles` (their number), `article`, `central` (has the highest mean similarity),
    `nearest` (the most similar article of the story) and `similarity` (to that one), `mean_similarity` (to all others),
    `reason` (*shared passages*, *text within days* or *text alone, no date*: what it has in common with the nearest;
    *an earlier run* where only that put it there), `why` (the terms with the largest parts of the cosine, or the words
    of the rarest passage) and `may_be_first` (no other dated article of the story is certainly earlier). Articles of a
    story are ordered by date, those without one last. Raises KeyError for a missing column or an unknown article,
    ValueError for other settings.

    >>> fire = "De brand in de Houthaven verwoestte drie loodsen van werf Damen."
    >>> toy = pd.DataFrame({"text": [fire, f"Vannacht. {fire}", "Het regent in het hele land."], "language": "nl"})
    >>> found = stories(toy)
    >>> found[["story", "label", "article", "nearest", "reason"]].head(1).values.tolist()
    [[1, 'De brand in de Houthaven verwoestte drie …', 0, 1, 'shared passages']]
    """
    known = material_of(articles, pairs, passages, threshold, days, language)
    before = known.stories_of(earlier)
    group = event_groups(known.links, known.dated(days), threshold, before)
    found = members(known.links, known.dates, group, numbered(group, before))
    return STORIES.typed(_table(known, found), names=known.tokens.names.dtype)


def _table(known: Material, found: pd.DataFrame) -> pd.DataFrame:
    """The members with names of articles, and with what stories are called and why."""
    names, rows = known.tokens.names, found["row"].to_numpy()
    centres = found[found["central"]]
    called = labels(known.tokens.articles.iloc[centres["row"]]).to_numpy()
    return found.assign(
        article=names.take(rows),
        nearest=names.take(found["nearest"].to_numpy()),
        label=pd.Series(called, centres["story"], dtype="str").reindex(found["story"]).array,
        terms=leading_terms(known.weights, found),
        why=what_is_shared(known, found),
    )
