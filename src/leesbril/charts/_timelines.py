"""Charts of articles that belong together, along time: those of a story, and those that have one passage."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._chain_drawing import Chain, chain
from leesbril.charts._claims import MOST_NAMED
from leesbril.charts._family_drawing import Crowd, crowds
from leesbril.charts._labels import clean, described, texts
from leesbril.charts._layout import Words, house_style
from leesbril.charts._names import labelled
from leesbril.charts._stories import MOST_IN_A_CHAIN, ORDERS, chain_claim, chain_of, chain_words, undrawn
from leesbril.charts._validation import check_table
from leesbril.frames import ARTICLES, FAMILIES, STORIES, without_zone
from leesbril.wording import listed
from leesbril.wording.quantities import some_articles, some_publishers
from leesbril.wording.report_language import number as whole
from leesbril.wording.report_language import say, say_counted

MOST_PUBLISHERS = 20
MOST_QUOTED = 60
"""Characters of a passage in the line under the title."""


@house_style
def story_timeline(
    stories: pd.DataFrame,
    articles: pd.DataFrame,
    story: int = 1,
    ax: Axes | None = None,
    *,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw the articles of one story along time, publisher by publisher, each with an arrow to or from its nearest.

    `stories`: the frame of `leesbril.stories`; the rows of `story` are drawn. `articles`: the articles, with
    `date_start`, `date_end` and where they have it `publisher`. An article is a bar as long as its date. An arrow runs
    from the earlier of two to the later, if one is the most similar to the other; where the order of the two cannot be
    decided it is a dotted line. Up to 40 articles have a row and their name; of more, those that overlap stand one
    above the other, without arrows, and of more than 20 publishers those with fewest articles stand together. What has
    no date or no publisher is said. Raises ValueError for a number of no story, an unknown article, and any other
    table.
    """
    check_table(stories, STORIES.named("story", "label", "article", "nearest"), "story_timeline")
    check_table(articles, ARTICLES.named("date_start", "date_end"), "story_timeline")
    own = stories[stories["story"] == story]
    if own.empty:
        raise ValueError(f"story_timeline found no story {story!r}: the table has {stories['story'].nunique():,}")
    names = pd.Index(own["article"])
    if len(unknown := names[~names.isin(articles.index)]):
        raise ValueError(f"story_timeline found no article {unknown[0]!r} among the articles")
    pairs = _nearest(own)
    rows = articles.loc[names]
    told = texts(labelled(pd.DataFrame({"article": names}, dtype=object), labels, "article")["article"])
    drawn = chain_of(rows, told, pairs, _orders(rows, pairs))
    crowd = len(own) > MOST_IN_A_CHAIN
    claim = chain_claim(drawn, labels)
    words = chain_words(drawn, claim, say("story: {label}", label=clean(own["label"].iloc[0])), title, source, crowd)
    return crowds(ax, _crowds(drawn), words) if crowd else chain(ax, drawn, words)


def _nearest(own: pd.DataFrame) -> np.ndarray:
    """The pairs of an article and the most similar one, by their rows; each once, and only where both are drawn."""
    at = pd.Index(own["article"]).get_indexer(pd.Index(own["nearest"]))
    pairs = np.stack([np.arange(len(own)), at], axis=1)[at >= 0]
    return np.unique(np.sort(pairs, axis=1), axis=0)


def _orders(rows: pd.DataFrame, pairs: np.ndarray) -> np.ndarray:
    """The order of each pair, as `leesbril.order` has it."""
    start, end = (without_zone(rows[name]).to_numpy() for name in ("date_start", "date_end"))
    a, b = pairs.T
    return np.select([end[a] <= start[b], end[b] <= start[a]], ORDERS[:2], ORDERS[2]).astype(object)


@house_style
def family_timeline(
    families: pd.DataFrame,
    articles: pd.DataFrame,
    family: int = 1,
    ax: Axes | None = None,
    *,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw the articles that have one passage along time, publisher by publisher, the earliest first.

    `families`: the frame of `leesbril.passage_families`; the rows of `family` are drawn, an article once. `articles`:
    the articles, with `date_start`, `date_end`, and where they have them `publisher` and `text` (the passage is quoted
    under the title). An article is a bar as long as its date. Up to 40 have a row and their name; of more, those that
    overlap stand one above the other, and of more than 20 publishers those with fewest articles stand together. What
    has no date or no publisher is said. Raises ValueError for a number of no family, and for any other table.
    """
    check_table(families, FAMILIES.named("family", "article", "start", "end", "representative"), "family_timeline")
    check_table(articles, ["date_start", "date_end"], "family_timeline")
    own = families[families["family"] == family]
    if own.empty:
        raise ValueError(f"family_timeline found no family {family!r}: the table has {families['family'].nunique():,}")
    names = pd.Index(own["article"].unique())
    if len(unknown := names[~names.isin(articles.index)]):
        raise ValueError(f"family_timeline found no article {unknown[0]!r} among the articles")
    names = articles.index[articles.index.isin(names)]  # in their own order, whatever that of the table
    rows = articles.loc[names]
    start, end = (without_zone(rows[name]).to_numpy() for name in ("date_start", "date_end"))
    named = rows["publisher"] if "publisher" in rows else pd.Series(None, rows.index, dtype="str")
    claim = _family_claim(named.to_numpy(dtype=object), start, end)
    publishers = int(named.nunique())
    key = [_quoted(own, articles)] if "text" in articles else []
    sample = some_articles(len(names))
    if publishers:
        sample = say("{articles} of {publishers}", articles=sample, publishers=some_publishers(publishers))
    key += [sample, say("bar: as long as the date")]
    crowd = len(names) > MOST_IN_A_CHAIN
    key += undrawn(start) if crowd else []
    key.append(say("earlier is earlier, no more"))
    alt = described(say("Timeline of a passage in {sample}", sample=sample), claim)
    words = Words(title or claim, " · ".join(key), source, alt)
    told = texts(labelled(pd.DataFrame({"article": names}, dtype=object), labels, "article")["article"])
    drawn = chain_of(rows, told, np.zeros((0, 2), dtype=np.int64), np.array([], dtype=object))
    return crowds(ax, _crowds(drawn), words) if crowd else chain(ax, drawn, words)


def _quoted(own: pd.DataFrame, articles: pd.DataFrame) -> str:
    """The first words of the passage, as its representative has it."""
    model = own[own["representative"]] if own["representative"].any() else own
    [start, end] = model[["start", "end"]].iloc[0].tolist()
    words = clean(str(articles["text"].loc[model["article"].iloc[0]])[start:end])
    return f"“{words}”" if len(words) <= MOST_QUOTED else f"“{words[:MOST_QUOTED].rsplit(' ', 1)[0]} …”"


def _crowds(drawn: Chain) -> list[Crowd]:
    """The publishers, in the order of the chain; of more than twenty, those with fewest articles together, last."""
    shown = np.array(drawn.publishers, dtype=object)
    order = list(dict.fromkeys(drawn.publishers))
    counts = pd.Series(shown).value_counts().sort_index().sort_values(ascending=False, kind="stable")
    if len(counts) > MOST_PUBLISHERS:
        rest = counts.index[MOST_PUBLISHERS - 1 :]
        others = say_counted("{n} other publisher", "{n} other publishers", len(rest))
        shown = np.where(np.isin(shown, rest), others, shown)
        order = [name for name in order if name not in set(rest)] + [others]
    return [_crowd(name, drawn.start[shown == name], drawn.end[shown == name]) for name in order]


def _crowd(name: str, start: np.ndarray, end: np.ndarray) -> Crowd:
    undated = int(np.isnat(start).sum())
    note = some_articles(len(start))
    if undated:
        note = say("{articles}, {n} undated", articles=note, n=whole(undated))
    return Crowd(name, start, end, note)


def _family_claim(named: np.ndarray, start: np.ndarray, end: np.ndarray) -> str:
    """Say who had the passage first, or who may have had it, as far as the dates tell."""
    known, articles = ~np.isnat(start), some_articles(len(start))
    publishers = list(dict.fromkeys(clean(name) for name in named if not pd.isna(name)))
    if not known.any():
        return say_counted("The article has no date", "None of {n} articles has a date", len(start))
    if len(publishers) == 1 and not pd.isna(named).any():
        return say("{publisher} alone has the passage, in {articles}", publisher=publishers[0], articles=articles)
    if known.sum() == 1:
        return say("Only one of {articles} has a date, so no order can be decided", articles=articles)
    if not known.all():
        articles = say_counted("{n} dated article", "{n} dated articles", int(known.sum()))
    may_be = np.flatnonzero(known & (start < end[known].min()))
    first = list(dict.fromkeys(named[may_be]))
    nameless = any(pd.isna(name) for name in first)
    if len(may_be) == 1 and nameless:
        return say("An article without a publisher is the first of {articles} with the passage", articles=articles)
    if nameless or len(first) > MOST_NAMED:
        return say("Which of {articles} with the passage came first cannot be decided", articles=articles)
    who = listed(sorted(texts(first)))
    if len(first) == 1:
        return say("{publisher} had the first of {articles} with the passage", publisher=who, articles=articles)
    return say("{publishers} may each have had the first of {articles} with the passage", publishers=who,
               articles=articles)  # fmt: skip
