"""Charts of who had a story, and when."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._chain_drawing import MANY, Chain, chain
from leesbril.charts._claims import MOST_NAMED, flow_claim
from leesbril.charts._labels import clean, described, texts
from leesbril.charts._layout import Words, house_style
from leesbril.charts._names import in_prose, labelled
from leesbril.charts._network_drawing import MOST_ARROWS, Network, network
from leesbril.charts._validation import check_table, counts_of, numbers_of, pairs_of
from leesbril.frames import ARTICLES, FLOW, without_zone
from leesbril.wording import listed
from leesbril.wording.quantities import some_articles, some_groups, some_publishers
from leesbril.wording.report_language import number as whole
from leesbril.wording.report_language import say, say_counted

MOST_IN_A_CHAIN, MOST_IN_A_RING = 40, 12
ORDERS = ("before", "after", "cannot be decided")


@house_style
def story_chain(
    orders: pd.DataFrame,
    articles: pd.DataFrame,
    ax: Axes | None = None,
    *,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw the articles of a story along time, publisher by publisher, with an arrow for each earlier match.

    `orders`: pairs that match, with their order, as `leesbril.order` gives them: `article_a`, `article_b`, `order`.
    `articles`: the articles, with `date_start`, `date_end` and where they have it `publisher`. An article is a bar as
    long as its date; a pair whose order cannot be decided is a dotted line. For the frame of `leesbril.stories` see
    `story_timeline`. Raises
    ValueError for more than 40 articles, an unknown article, and any other table.
    """
    check_table(orders, ["article_a", "article_b", "order"], "story_chain")
    check_table(articles, ARTICLES.named("date_start", "date_end"), "story_chain")
    strange = [str(one) for one in pd.unique(orders["order"]) if one not in ORDERS]
    if strange:
        raise ValueError(f"order must be {', '.join(ORDERS[:2])} or {ORDERS[2]}; received {', '.join(strange)}")
    pairs, names = pairs_of(orders)
    if len(names) > MOST_IN_A_CHAIN:
        raise ValueError(
            f"story_chain draws at most {MOST_IN_A_CHAIN} articles, the table has {len(names):,}; take the first pairs"
        )
    if unknown := [name for name in names if name not in articles.index]:
        raise ValueError(f"story_chain found no article {unknown[0]!r} among the articles")
    own = articles.loc[names]
    told = labelled(pd.DataFrame({"article": names}, dtype=object), labels, "article")["article"]
    story = chain_of(own, texts(told), pairs, orders["order"].to_numpy(dtype=object))
    claim = chain_claim(story, labels)
    return chain(ax, story, chain_words(story, claim, None, title, source))


def chain_words(
    story: Chain, claim: str, head: str | None, title: str | None, source: str | None, crowd: bool = False
) -> Words:
    """What is written round the chain: its title, the key to its marks, and the text for who cannot see it.

    In a crowd no pair is drawn, and nothing without a date.
    """
    sample = some_articles(len(story.names))
    if publishers := len(set(story.publishers) - {say("no publisher")}):
        sample = say("{articles} of {publishers}", articles=sample, publishers=some_publishers(publishers))
    key = [*([head] if head else []), sample, say("bar: as long as the date")]
    key += undrawn(story.start) if crowd else _pairs_key(story)
    key.append(say("earlier is earlier, no more"))
    alt = described(say("Timeline of a story in {sample}", sample=sample), claim)
    return Words(title or claim, " · ".join(key), source, alt)


def undrawn(start: np.ndarray) -> list[str]:
    """How many articles have no date, where only dates are drawn."""
    undated = int(np.isnat(start).sum())
    return [say("without a date, not drawn: {n}", n=whole(undated))] if undated else []


def _pairs_key(story: Chain) -> list[str]:
    """What the arrows and lines are, as far as there are any."""
    key = []
    if len(story.decided):
        key.append(say("arrow: from the earlier to the later of two that match"))
    if len(story.decided) > MANY:
        key.append(say("orange: from the earliest match of each"))
    if len(story.open):
        key.append(say_counted("dotted: {n} pair without a known order", "dotted: {n} pairs without a known order",
                               len(story.open)))  # fmt: skip
    return key


def chain_of(own: pd.DataFrame, names: list[str], pairs: np.ndarray, order: np.ndarray) -> Chain:
    """The articles by publisher, the earliest first, and the pairs by their new numbers."""
    start, end = (without_zone(own[name]).to_numpy() for name in ("date_start", "date_end"))
    named = own["publisher"] if "publisher" in own else pd.Series(None, own.index, dtype="str")
    publishers = [say("no publisher") if pd.isna(name) else clean(name) for name in named]
    sorted_ = pd.DataFrame({"publisher": publishers, "start": start, "row": range(len(names))})
    sorted_["first"] = sorted_.groupby("publisher")["start"].transform("min")
    rows = sorted_.sort_values(["first", "publisher", "start", "row"])["row"].to_numpy()
    number = np.argsort(rows)
    pairs = number[pairs]
    decided = np.concatenate([pairs[order == "before"], pairs[order == "after"][:, ::-1]])
    titles = [names[row].split(f" · {publishers[row]}")[0] for row in rows]
    return Chain(
        titles, [publishers[row] for row in rows], start[rows], end[rows], decided,
        pairs[order == ORDERS[2]],
    )  # fmt: skip


def chain_claim(story: Chain, labels: pd.Series | None) -> str:
    """Say who had the first article, or who may have had it, as far as the dates tell."""
    known, articles = ~np.isnat(story.start), some_articles(len(story.names))
    if not known.any():
        return say_counted("The article has no date", "None of {n} articles has a date", len(story.names))
    if known.sum() == 1:
        return say("Only one of {articles} has a date, so no order can be decided", articles=articles)
    if not known.all():
        articles = say_counted("{n} dated article", "{n} dated articles", int(known.sum()))
    may_be = np.flatnonzero(known & (story.start < story.end[known].min()))
    publishers = list(dict.fromkeys(story.publishers[row] for row in may_be))
    named = say("no publisher") not in publishers
    if len(may_be) == 1:
        article = in_prose(story.names[int(may_be[0])], labels)
        if not named:
            return say("{article} is the first of {articles}", article=article, articles=articles)
        return say("{publisher} had the first of {articles}, {article}", publisher=publishers[0], articles=articles,
                   article=article)  # fmt: skip
    if not named or len(publishers) > MOST_NAMED:
        return say("Which of {articles} came first cannot be decided", articles=articles)
    if len(publishers) == 1:
        return say("{publisher} had the first of {articles}", publisher=publishers[0], articles=articles)
    return say("{publishers} may each have had the first of {articles}", publishers=listed(publishers),
               articles=articles)  # fmt: skip


@house_style
def who_shares(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw which groups had matching articles earlier than which others: a network, and the matrix of its numbers.

    `table`: `leesbril.news_flow`: `earlier`, `later`, `articles`, `matched`, `share`, `beyond_noise`, at most 12
    groups. An arrow runs from the earlier group to the later, as thick as the share of the later group's dated articles
    that have an earlier match there; it is orange where that exceeds the noise. Of more than 20 arrows the largest are
    drawn; the matrix holds all shares. The group that leads most comes first. On a page narrower than 600 pixels the
    matrix stands under the network. Raises ValueError on any other table.
    """
    check_table(table, FLOW.named("earlier", "later", "articles", "matched", "share", "beyond_noise"), "who_shares")
    groups = leading(table)
    if len(groups) > MOST_IN_A_RING:
        raise ValueError(f"who_shares draws at most {MOST_IN_A_RING} groups, the table has {len(groups)}; select some")
    shares, articles = numbers_of(table, "share"), counts_of(table, "articles")
    clear = table["beyond_noise"].to_numpy(dtype=bool)
    square, firm = np.full((len(groups),) * 2, np.nan), np.zeros((len(groups),) * 2, dtype=bool)
    sizes = np.zeros(len(groups))
    rows, columns = (table[side].map(groups.index).to_numpy() for side in ("earlier", "later"))
    square[rows, columns], firm[rows, columns], sizes[columns] = shares, clear, articles
    claim = flow_claim(texts(table["earlier"]), texts(table["later"]), shares, articles, clear)
    key = [
        say("arrow and row: the earlier, to the column: the later"),
        say("number: per cent of the later one's dated articles that have an earlier match"),
        say("orange and bold: beyond the noise"),
        say("earlier is earlier, no more: both may have used a third source"),
    ]
    shown = Network(texts(groups), sizes, square, firm)
    if (np.nan_to_num(square) > 0).sum() > MOST_ARROWS:
        key.append(say("arrows: the {n} largest shares, those beyond the noise first", n=MOST_ARROWS))
    alt = described(
        say("Network and matrix of earlier matches between {groups}", groups=some_groups(len(groups))), claim
    )
    return network(ax, shown, Words(title or claim, " · ".join(key), source, alt))


def leading(table: pd.DataFrame) -> list[object]:
    """The groups, the one first whose articles most often precede their matches, less the times that they follow."""
    lead = table.groupby("earlier")["matched"].sum().sub(table.groupby("later")["matched"].sum(), fill_value=0)
    return list(lead.sort_index().sort_values(ascending=False, kind="stable").index)
