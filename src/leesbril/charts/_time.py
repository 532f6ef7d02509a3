"""Charts of time: trends, dates as intervals, news flow."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._claims import flow_claim, timeline_claim, trend_claim
from leesbril.charts._group_drawing import cells
from leesbril.charts._labels import percent, quoted, texts
from leesbril.charts._layout import Words, house_style
from leesbril.charts._names import labelled, terms_of
from leesbril.charts._time_drawing import Band, bands
from leesbril.charts._time_drawing import timeline as draw_timeline
from leesbril.charts._validation import MOST_TERMS, check_table, counts_of, numbers_of
from leesbril.frames import ARTICLES, FLOW, TREND, without_zone
from leesbril.wording import counted

MOST_GROUPS = 20


@house_style
def trend_lines(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw for each term the share of articles that has it, period by period, with its interval, over their numbers.

    `table`: `leesbril.trend`, of five terms at most: `term`, `period`, `date_start`, `date_end`, `articles`, `share`,
    `share_low`, `share_high`. Rows without a period are not drawn; how many articles they hold is said. A period
    without articles is a gap. Raises ValueError on any other table.
    """
    columns = ("term", "period", "date_start", "date_end", "articles", "share", "share_low", "share_high")
    check_table(table, TREND.named(*columns), "trend_lines")
    names = list(pd.unique(table["term"]))
    if len(names) > MOST_TERMS:
        raise ValueError(f"trend_lines draws at most {MOST_TERMS} terms, the table has {len(names)}; select some")
    placed = table[table["period"].notna()]
    if placed.empty:
        raise ValueError("trend_lines has nothing to draw: no article lies in a period")
    one = placed[placed["term"] == names[0]]
    shown = [
        Band(quoted(terms_of(part))[0], *(numbers_of(part, column) for column in columns[-3:]))
        for _, part in placed.groupby("term", sort=False)
    ]
    if any(len(band.shares) != len(one) for band in shown):
        raise ValueError("trend_lines needs the same periods for every term, as leesbril.trend gives them")
    articles = counts_of(one, "articles")
    shares, low = (numbers_of(placed, column) for column in ("share", "share_low"))
    claim = trend_claim(quoted(terms_of(placed)), texts(placed["period"]), shares, low, counts_of(placed, "articles"))
    left_out = int(table.loc[table["period"].isna() & (table["term"] == names[0]), "articles"].sum())
    sample = f"{counted(int(articles.sum()), 'article')} in {counted(len(one), 'period')}"
    key = [
        sample,
        "dot: share of the period's articles",
        "line: 95 % interval, if they are a sample of a larger stream",
    ]
    key += [f"{counted(left_out, 'article')} in no period" if left_out else "every article lies in a period"]
    alt = f"Line chart of the share of articles with {counted(len(names), 'term')}, {sample}, where "
    alt += f"{claim[0].lower()}{claim[1:]}."
    start, end = (one[name].to_numpy() for name in ("date_start", "date_end"))
    return bands(ax, start, end, shown, articles, Words(title or claim, " · ".join(key), source, alt))


@house_style
def article_dates(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw each article as a bar as long as its date: a month where only the month is known, a hair for a second.

    `table`: the articles, with `date_start` and `date_end`, in the order given. Up to 40 have a row and their name;
    more share rows where their bars do not touch, so that the height shows how many dates lie over each other. What
    has no date is named, or counted. Raises ValueError on any other table.
    """
    check_table(table, ARTICLES.named("date_start", "date_end"), "article_dates")
    start, end = (without_zone(table[name]).to_numpy() for name in ("date_start", "date_end"))
    if (end <= start).any():
        raise ValueError("a date must end after it starts; date_end is not included")
    undated = int(np.isnat(start).sum())
    claim = timeline_claim(start, end)
    key = [counted(len(table), "article"), "bar: as long as the date, from its first moment to its last"]
    key += [f"{undated:,} without a date"] if undated else []
    alt = f"Timeline of the dates of {counted(len(table), 'article')}, where {claim[0].lower()}{claim[1:]}."
    names = labelled(pd.DataFrame({"article": table.index}), labels, "article")["article"]
    return draw_timeline(ax, texts(names), start, end, Words(title or claim, " · ".join(key), source, alt))


@house_style
def flow_matrix(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw what share of each group's articles has an earlier match in each other group: one cell per pair of groups.

    `table`: `leesbril.news_flow`: `earlier`, `later`, `articles`, `matched`, `share`, `beyond_noise`, at most 20
    groups. A row is the earlier group, a column the later. A cell holds the share and the two counts; grey is a
    group with itself, or one without dated articles. Raises ValueError on any other table.
    """
    check_table(table, FLOW.named("earlier", "later", "articles", "matched", "share", "beyond_noise"), "flow_matrix")
    groups = sorted({*table["earlier"], *table["later"]})
    if len(groups) > MOST_GROUPS:
        raise ValueError(f"flow_matrix draws at most {MOST_GROUPS} groups, the table has {len(groups)}; select some")
    shares, articles, matched = numbers_of(table, "share"), counts_of(table, "articles"), counts_of(table, "matched")
    square = np.full((len(groups), len(groups)), np.nan)
    notes = [[""] * len(groups) for _ in groups]
    for earlier, later, share, number, of in zip(
        table["earlier"], table["later"], shares, matched, articles, strict=True
    ):
        row, column = groups.index(earlier), groups.index(later)
        square[row, column] = share
        notes[row][column] = f"{percent(share)} ({number:,.0f}/{of:,.0f})" if of else "–"
    clear = table["beyond_noise"].to_numpy(dtype=bool)
    claim = flow_claim(texts(table["earlier"]), texts(table["later"]), shares, articles, clear)
    key = [
        "row: the earlier group, column: the later",
        "cell: share of the dated articles of the later group with a match",
    ]
    key.append("earlier is earlier, no more: both may have used a third source")
    alt = f"Matrix of earlier matches between {counted(len(groups), 'group')}, where {claim[0].lower()}{claim[1:]}."
    return cells(ax, texts(groups), texts(groups), square, notes, Words(title or claim, " · ".join(key), source, alt))
