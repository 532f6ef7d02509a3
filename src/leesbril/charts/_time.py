"""Charts of time: trends, dates as intervals, news flow."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._claims import flow_claim, timeline_claim, trend_claim
from leesbril.charts._group_drawing import cells
from leesbril.charts._labels import clean, described, percent, quoted, texts
from leesbril.charts._layout import Words, house_style
from leesbril.charts._names import labelled, terms_of
from leesbril.charts._stories import leading
from leesbril.charts._time_drawing import Band, bands
from leesbril.charts._time_drawing import timeline as draw_timeline
from leesbril.charts._validation import MOST_TERMS, check_table, counts_of, numbers_of
from leesbril.frames import ARTICLES, FLOW, TREND, without_zone
from leesbril.wording import period_in_words
from leesbril.wording.quantities import some_articles, some_groups, some_terms
from leesbril.wording.report_language import number as whole
from leesbril.wording.report_language import say, say_counted

MOST_GROUPS = 20
FEWEST_ARTICLES, FEWEST_PERIODS = 10, 3  # of a trend
LENGTHS = {len("2017"): "year", len("2017Q2"): "quarter", len("2017-05"): "month", len("2017-05-01"): "day",
           len("2017-05-01/2017-05-07"): "week"}  # fmt: skip
"""How long a period is, by the length of its name as `leesbril.periods_of` writes it."""


@house_style
def trend_lines(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw for each term the share of articles that has it, period by period, with its interval, over their numbers.

    `table`: `leesbril.trend`, of five terms at most: `term`, `period`, `date_start`, `date_end`, `articles`, `share`,
    `share_low`, `share_high`. Rows without a period are not drawn; how many articles they hold is said. A period
    without articles is a gap. Raises ValueError for fewer than ten articles or three periods with articles, in which
    nothing rises or falls, and on any other table.
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
    filled, held = int((one["articles"] > 0).sum()), int(one["articles"].sum())
    if filled < FEWEST_PERIODS or held < FEWEST_ARTICLES:
        raise ValueError(
            f"trend_lines draws a trend of {FEWEST_PERIODS} periods with articles and {FEWEST_ARTICLES} articles at "
            f"least; the table has {filled} and {held:,}"
        )
    shown = [
        Band(quoted(terms_of(part))[0], *(numbers_of(part, column) for column in columns[-3:]))
        for _, part in placed.groupby("term", sort=False)
    ]
    if any(len(band.shares) != len(one) for band in shown):
        raise ValueError("trend_lines needs the same periods for every term, as leesbril.trend gives them")
    articles = counts_of(one, "articles")
    shares, low = (numbers_of(placed, column) for column in ("share", "share_low"))
    claim = trend_claim(quoted(terms_of(placed)), _periods(placed), shares, low, counts_of(placed, "articles"))
    left_out = int(table.loc[table["period"].isna() & (table["term"] == names[0]), "articles"].sum())
    spans = say_counted("{n} period", "{n} periods", len(one))
    sample = say("{articles} in {periods}", articles=some_articles(int(articles.sum())), periods=spans)
    key = [sample, say("dot: share of the period's articles")]
    key.append(say("line: 95% interval, if they are a sample of a larger stream"))
    nowhere = say_counted("{n} article in no period", "{n} articles in no period", left_out)
    key.append(nowhere if left_out else say("every article lies in a period"))
    chart = say("Line chart of the share of articles with {terms}, {sample}", terms=some_terms(len(names)),
                sample=sample)  # fmt: skip
    alt = described(chart, claim)
    start, end = (one[name].to_numpy() for name in ("date_start", "date_end"))
    return bands(ax, start, end, shown, articles, Words(title or claim, " · ".join(key), source, alt))


def _periods(placed: pd.DataFrame) -> list[str]:
    """The period of each row as it is written in a sentence."""
    rows = zip(placed["period"], placed["date_start"], strict=True)
    return [period_in_words(start, LENGTHS[len(name)]) if len(name) in LENGTHS else clean(name) for name, start in rows]


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
    sample = some_articles(len(table))
    key = [sample, say("bar: as long as the date, from its first moment to its last")]
    key += [say("{n} undated", n=whole(undated))] if undated else []
    alt = described(say("Timeline of the dates of {articles}", articles=sample), claim)
    names = labelled(pd.DataFrame({"article": table.index}), labels, "article")["article"]
    return draw_timeline(ax, texts(names), start, end, Words(title or claim, " · ".join(key), source, alt))


@house_style
def flow_matrix(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw what share of each group's articles has an earlier match in each other group: one cell per pair of groups.

    `table`: `leesbril.news_flow`: `earlier`, `later`, `articles`, `matched`, `share`, `beyond_noise`, at most 20
    groups, the one that leads most first. A row is the earlier group, a column the later. A cell holds the share and
    the two counts; grey is a group with itself, or one without dated articles. Raises ValueError on any other table.
    """
    check_table(table, FLOW.named("earlier", "later", "articles", "matched", "share", "beyond_noise"), "flow_matrix")
    groups = leading(table)
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
        notes[row][column] = f"{percent(share)} ({whole(int(number))}/{whole(int(of))})" if of else "–"
    clear = table["beyond_noise"].to_numpy(dtype=bool)
    claim = flow_claim(texts(table["earlier"]), texts(table["later"]), shares, articles, clear)
    key = [
        say("row: the earlier group, column: the later"),
        say("cell: share of the dated articles of the later group with a match"),
        say("earlier is earlier, no more: both may have used a third source"),
    ]
    alt = described(say("Matrix of earlier matches between {groups}", groups=some_groups(len(groups))), claim)
    return cells(ax, texts(groups), texts(groups), square, notes, Words(title or claim, " · ".join(key), source, alt))
