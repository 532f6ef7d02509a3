"""Charts of a whole folder: how many articles when, and where a word occurs."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._article_claims import occurrence_claim
from leesbril.charts._labels import clean, described, texts
from leesbril.charts._layout import Words, house_style
from leesbril.charts._names import labelled
from leesbril.charts._strip_drawing import Strip, strips
from leesbril.charts._validation import check_table, counts_of, structure_of
from leesbril.charts._xray_drawing import NAMED, xray
from leesbril.frames import ARTICLES_PER_PERIOD, TERM_POSITIONS
from leesbril.wording import period_in_words
from leesbril.wording.quantities import some_articles, some_publishers
from leesbril.wording.report_language import number, say, say_counted

MOST_STRIPS = 12


@house_style
def folder_overview(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw how many articles each publisher has in each period: a strip of bars per publisher, on one scale.

    `table`: `leesbril.articles_per_period`: `publisher`, `period`, `date_start`, `date_end`, `every`, `articles`,
    `reason`. Beside a strip stand the number of its articles, and how many of them have no date or a coarser one. Of
    more than 12 publishers the smallest share the last strip. Raises ValueError on any other table.
    """
    columns = ("publisher", "period", "date_start", "date_end", "every", "articles", "reason")
    check_table(table, ARTICLES_PER_PERIOD.named(*columns), "folder_overview")
    table = table.assign(articles=counts_of(table, "articles"), publisher=table["publisher"].map(_named))
    sizes = table.groupby("publisher", sort=False)["articles"].sum()
    kept = list(sizes.index) if len(sizes) <= MOST_STRIPS else list(sizes.nlargest(MOST_STRIPS - 1).index)
    rest = table[~table["publisher"].isin(kept)]
    parts = [(name, table[table["publisher"] == name]) for name in kept]
    if len(rest):
        more = rest["publisher"].nunique()
        parts.append((say_counted("{n} other publisher", "{n} other publishers", more), rest))
    claim = _overview_claim(table, len(sizes))
    key = [_bars_said(str(table["every"].iloc[0])), say("one scale for all; highest bar: {n}", n=_highest(parts))]
    alt = described(say("Bar charts of the articles of {publishers}", publishers=some_publishers(len(sizes))), claim)
    shown = [_strip(name, part) for name, part in parts]
    return strips(ax, shown, Words(title or claim, " · ".join(key), source, alt))


def _named(publisher: Any) -> str:
    """The publisher, or that there is none."""
    return say("no publisher") if pd.isna(publisher) else clean(publisher)


def _per_period(part: pd.DataFrame) -> pd.DataFrame:
    placed = part[part["period"].notna()]
    return placed.groupby(["date_start", "date_end"])["articles"].sum().reset_index()


def _highest(parts: list[tuple[str, pd.DataFrame]]) -> str:
    most = [_per_period(part)["articles"].max() for _, part in parts if part["period"].notna().any()]
    return number(int(max(most, default=0)))


def _strip(name: str, part: pd.DataFrame) -> Strip:
    periods, none = _per_period(part), part[part["period"].isna()]
    undated = int(none.loc[none["reason"] == "without a date", "articles"].sum())
    coarse = int(none["articles"].sum()) - undated
    beside = [say("{n} undated", n=number(undated))] if undated else []
    beside += [say("{n} coarser", n=number(coarse))] if coarse else []
    start, end, articles = (periods[column].to_numpy() for column in periods)
    return Strip(name, start, end, articles, int(part["articles"].sum()), beside)


def _bars_said(every: str) -> str:
    """What a bar is; a sentence for each length of a period, since these are words of their own."""
    return {
        "day": say("bar: the articles of a day"),
        "week": say("bar: the articles of a week"),
        "month": say("bar: the articles of a month"),
        "quarter": say("bar: the articles of a quarter"),
        "year": say("bar: the articles of a year"),
    }[every] + " · " + say("beside: all articles")  # fmt: skip


def _overview_claim(table: pd.DataFrame, publishers: int) -> str:
    """Say how many articles there are, and which period has most."""
    periods, total = _per_period(table), int(table["articles"].sum())
    said = some_articles(total)
    if publishers > 1 or table["publisher"].iloc[0] != say("no publisher"):
        said = say("{articles} of {publishers}", articles=said, publishers=some_publishers(publishers))
    if periods.empty:
        return say("{articles}; none lies in a period", articles=said)
    most = int(periods["articles"].max())
    lead = np.flatnonzero(periods["articles"] == most)
    if len(lead) > 1:
        return say("{articles}; no period has more than {n}", articles=said, n=number(most))
    when = period_in_words(periods["date_start"].iloc[lead[0]], str(table["every"].iloc[0]))
    if len(periods) == 1:
        return say("{articles}; {n} in {period}, the only period with any", articles=said, period=when, n=number(most))
    return say("{articles}; {period} has the most, {n}", articles=said, period=when, n=number(most))


@house_style
def keyword_xray(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw where a word occurs in all articles: a row per article, a tick per occurrence.

    `table`: `leesbril.term_positions` of one term: `article`, `start`, `end`, `kind`, `label`. A row runs from the
    start of the article to its end, whatever its length. Up to 40 articles are named, with the number of occurrences;
    more are thin rows in the order given. Raises ValueError for another number of terms, and on any other table.
    """
    check_table(table, TERM_POSITIONS.named("article", "start", "end", "kind", "label"), "keyword_xray")
    table = structure_of(labelled(table, labels, "article"))
    found = table[table["kind"] == "term"]
    terms = texts(pd.unique(found["label"]))
    if len(terms) != 1:
        raise ValueError(f"keyword_xray draws one term, the table has occurrences of {len(terms)}; select one")
    codes, articles = pd.factorize(table["article"])
    ends = table.groupby(codes)["end"].max().to_numpy()
    rows = codes[(table["kind"] == "term").to_numpy()]
    places = found["start"].to_numpy() / np.maximum(ends[rows], 1)
    claim = occurrence_claim(terms[0], len(found), len(set(rows)), len(articles))
    key = [say("row: an article, from start to end"), say("tick: an occurrence")]
    key += [say("from the first article at the top to the last")] if len(articles) > NAMED else []
    alt = described(say("Dispersion plot of ‘{term}’ in {articles}", term=terms[0],
                        articles=some_articles(len(articles))), claim)  # fmt: skip
    return xray(ax, texts(articles), rows, places, Words(title or claim, " · ".join(key), source, alt))
