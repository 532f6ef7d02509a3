"""Charts of articles: load problems, terms, similarity, sensitivity."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._article_claims import (
    contents,
    in_article,
    pair_claim,
    problem_claim,
    share_claim,
    some_of,
    spread_claim,
    structure_claim,
    term_claim,
)
from leesbril.charts._clustering import alike_together, linked
from leesbril.charts._drawing import NARROW, SENTENCE_ROOM, bars, bars_under_names, dispersion, heatmap, histogram
from leesbril.charts._labels import described, edge, number, percent, quoted, texts, times
from leesbril.charts._layout import MARGIN, Words, house_style, room_of
from leesbril.charts._names import in_prose, labelled, terms_of
from leesbril.charts._setting_names import source_in_words
from leesbril.charts._validation import (
    FEWEST_ARTICLES,
    MOST_ARTICLES,
    article_of,
    at_most,
    bins_of,
    check_table,
    cosines_of,
    counts_of,
    names_of_pairs,
    numbers_of,
    pairs_of,
    square_of,
    structure_of,
)
from leesbril.frames import (
    CONTRIBUTIONS,
    COSINE_HISTOGRAM,
    PAIRS,
    PROBLEM_COUNTS,
    TERM_POSITIONS,
    TERMS,
)
from leesbril.wording.quantities import some_articles, some_pairs, some_terms
from leesbril.wording.report_language import number as whole
from leesbril.wording.report_language import say, say_counted, translatable

MOST_PAIRS = 20  # bars that a reader takes in
OTHER_PROBLEMS = (translatable("skipped"), translatable("left aside"), translatable("duplicate"))
"""Kinds of problem that only the chart names; findings have the others."""
COUNTED = {"files": translatable("files"), "articles": translatable("articles")}
MEASURES = {
    "tfidf": translatable("TF-IDF weight"),
    "tf": translatable("term frequency"),
    "count": translatable("count"),
}
"""What a reader calls the columns that bars of terms may show; another one is named as it is."""


# The charts.


@house_style
def term_bars(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    value: str = "tfidf",
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw one bar per term, as long as its weight, with weight and count written on it.

    `table`: `term`, `count` and the column that `value` names (never below zero; missing is drawn as –); optionally
    `article`, which must then be one article, `shown` (the terms as they are written) and `idf_source`. `labels`, as
    `leesbril.labels` gives them, are drawn in place of the names of articles. Raises ValueError on any other table.
    """
    check_table(table, list(dict.fromkeys([*TERMS.named("term"), value, *TERMS.named("count")])), "term_bars")
    weights, names = numbers_of(table, value), quoted(terms_of(table))
    measure = say(MEASURES[value]) if value in MEASURES else value
    written, article = [number(weight, weights) for weight in weights], article_of(table, labels)
    key = [in_article(some_terms(len(names)), article), say("bar: {measure}", measure=measure)]
    if value != "count":
        written = [f"{label} · {times(n)}" for label, n in zip(written, numbers_of(table, "count"), strict=True)]
        key.append(say("×: times in the article"))
    if "idf_source" in table:
        sources = ", ".join(source_in_words(name) for name in pd.unique(table["idf_source"].dropna()))
        key.append(say("idf: {sources}", sources=sources))
    claim = term_claim(names, weights, measure, article)
    chart = say("Bar chart of the {measure} of {terms}", measure=measure, terms=some_terms(len(names)))
    alt = described(chart, claim)
    return bars(ax, texts(terms_of(table)), weights, written, Words(title or claim, " · ".join(key), source, alt))


@house_style
def contribution_bars(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw one bar per term, as long as its contribution to a cosine, with its share of the cosine written on it.

    `table`: `term`, `contribution` (not below zero), `share` (of the cosine, 0 to 1), optionally `shown`. The table
    beside the chart has the counts. Raises ValueError on any other table.
    """
    check_table(table, CONTRIBUTIONS.named("term", "contribution", "share"), "contribution_bars")
    parts, shares, names = numbers_of(table, "contribution"), numbers_of(table, "share"), texts(terms_of(table))
    key = [some_terms(len(names)), say("bar: contribution to the cosine, with its share of the cosine")]
    claim = share_claim(quoted(names), parts, shares)
    alt = described(say("Bar chart of the contributions of {terms} to a cosine", terms=some_terms(len(names))), claim)
    written = [percent(share) for share in shares]
    return bars(ax, names, parts, written, Words(title or claim, " · ".join(key), source, alt))


@house_style
def similarity_heatmap(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw the cosine of each pair of articles as a square of cells, in one hue from 0 to 1.

    `table`: `article_a`, `article_b`, `cosine`, each pair once, in either order; the other half of the square is
    filled by symmetry and the diagonal left grey. A missing cosine, or a missing pair, is a grey –. Articles are
    reordered so that similar ones are adjacent (hierarchical clustering). Up to 15 articles the cells hold their
    numbers; above that a colour bar is the key. Raises ValueError for fewer than 4 articles or more than 40, a pair
    given twice, an article paired with itself, or a cosine outside 0 to 1.
    """
    check_table(table, PAIRS.named("article_a", "article_b", "cosine"), "similarity_heatmap")
    table = labelled(table, labels, "article_a", "article_b")
    articles, square = square_of(table)
    order, claim = alike_together(square), pair_claim(_pair_names(table, labels), numbers_of(table, "cosine"))
    sample = _sample_of(len(table), len(articles))
    key = [sample, say("cosine, from 0 (pale) to 1 (dark)"), say("grey: an article with itself")]
    key.append(say("similar articles are adjacent"))
    if np.isnan(square).sum() > len(articles):
        key.append(say("–: no cosine"))
    alt = described(say("Heatmap of the cosine of {sample}", sample=sample), claim)
    names = texts(articles[place] for place in order)
    return heatmap(ax, names, square[np.ix_(order, order)], Words(title or claim, " · ".join(key), source, alt))


@house_style
def cosine_distribution(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    value: str = "pairs",
    high: float = 0.5,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw the histogram of the cosines of many articles: one row per bin, with the number of pairs in it.

    `table`: `cosine_from`, `cosine_to` (both missing in a row for what has no cosine) and the counts that `value`
    names: `pairs`, or `articles` by their highest cosine with another, as `leesbril.cosine_histogram` gives them. Pairs
    are a histogram, with the bars from `high` up in orange; articles are bars on their side. The title counts what lies
    from `high` up. Raises ValueError on any other table.
    """
    check_table(table, [*COSINE_HISTOGRAM.named("cosine_from", "cosine_to"), value], "cosine_distribution")
    if value not in ("pairs", "articles"):
        raise ValueError(f"value must be pairs or articles; received {value!r}")
    (low, up), counts = bins_of(table), counts_of(table, value)
    n, claim = int(counts.sum()), spread_claim(low, counts, value == "pairs", high)
    if value == "pairs":
        none = int(counts[np.isnan(low)].sum())
        key = [some_pairs(n), say("bar: pairs with such a cosine"), say("orange: from {bound} up", bound=edge(high))]
        key += [say_counted("{n} pair without a cosine", "{n} pairs without a cosine", none)] if none else []
        alt = described(say("Histogram of the cosine of {pairs}", pairs=some_pairs(n)), claim)
        words = Words(title or claim, " · ".join(key), source, alt)
        return histogram(ax, low, up, counts, high, words)
    names = [
        say("no cosine") if np.isnan(a) else say("{low} to {high}", low=edge(a), high=edge(b))
        for a, b in zip(low, up, strict=True)
    ]
    written = [f"{whole(int(count))} · {percent(count / n)}" if count else "0" for count in counts]
    key = [some_articles(n), say("bar: articles whose highest cosine with another is such")]
    chart = say("Bar chart of the cosine of {articles} with the most similar other", articles=some_articles(n))
    return bars(ax, names, counts, written, Words(title or claim, " · ".join(key), source, described(chart, claim)))


@house_style
def pair_bars(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw one bar per pair of articles, as long as its cosine; pairs that share an article stand together.

    `table`: `article_a`, `article_b`, `cosine` (0 to 1; missing is drawn as –), each pair once, at most 20 pairs;
    optionally `shared_terms`. Groups of pairs that are linked, directly or through others, stand in the order of
    their first rows, and within them the pairs in the order given. Raises ValueError on any other table.
    """
    check_table(table, PAIRS.named("article_a", "article_b", "cosine"), "pair_bars")
    at_most(table, MOST_PAIRS, "pair_bars", "pairs")
    table = labelled(table, labels, "article_a", "article_b")
    groups = linked(table)
    table, groups = table.iloc[np.argsort(groups, kind="stable")], np.sort(groups)
    articles, cosines = pairs_of(table)[1], cosines_of(table)
    written = [number(cosine, cosines) for cosine in cosines]
    sample = _sample_of(len(table), len(articles))
    key = [sample, say("bar: cosine")]
    if "shared_terms" in table:
        terms = numbers_of(table, "shared_terms")
        written = [f"{label} · {some_terms(int(n))}" for label, n in zip(written, terms, strict=True)]
        key.append(say("terms: shared"))
    apart = 0 < groups[-1] < len(table) - 1  # some pairs are linked, and not all
    if apart:
        key.append(say("pairs that stand together are linked by an article"))
    claim = pair_claim(_pair_names(table, labels), cosines)
    alt = described(say("Bar chart of the cosine of {sample}", sample=sample), claim)
    words = Words(title or claim, " · ".join(key), source, alt)
    if labels is not None and room_of(ax) < NARROW:  # half of a narrow page is too little for two names
        names = names_of_pairs(table, room_of(ax) - 2 * MARGIN, stacked=True)
        return bars_under_names(ax, names, cosines, written, words, groups if apart else None)
    names = names_of_pairs(table, SENTENCE_ROOM * room_of(ax), stacked=labels is not None)
    shape: dict[str, Any] = {"groups": groups if apart else None, "stacked": labels is not None}
    return bars(ax, names, cosines, written, words, names_room=SENTENCE_ROOM, **shape)


@house_style
def load_problems(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    value: str = "files",
    of: int | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw one bar per kind of problem, as long as the number of files that have it.

    `table`: `problem` and the whole numbers that `value` names, such as `files`, or `articles` where one file holds
    many. `of` is the number of all files. Raises ValueError on any other table.
    """
    check_table(table, [*PROBLEM_COUNTS.named("problem"), value], "load_problems")
    numbers, names = counts_of(table, value), [say(name) for name in texts(table["problem"])]
    if of is not None and (numbers > of).any():
        raise ValueError(f"a problem cannot be in more {value} than there are: {numbers.max():g} of {of}")
    labels = [number(n, numbers) + (f" · {percent(n / of)}" if of else "") for n in numbers]
    what = say(COUNTED[value]) if value in COUNTED else value
    problems = say_counted("{n} problem", "{n} problems", len(names))
    key = [problems, say("bar: {what} that have it; one may have several", what=what)]
    key += [say("%: of {all}", all=some_of(value, of))] if of else []
    claim = problem_claim(quoted(names), numbers, value, of)
    alt = described(say("Bar chart of the {what} with each of {problems}", what=what, problems=problems), claim)
    return bars(ax, names, numbers, labels, Words(title or claim, " · ".join(key), source, alt))


def similarity_charts(
    pairs: pd.DataFrame, spread: pd.DataFrame, *, labels: pd.Series | None = None, source: str | None = None
) -> list[Axes]:
    """Draw the similarity of articles in the form that fits their number: no chart, a heatmap, or two other charts.

    `pairs`, the most similar ones, as `leesbril.similarity` gives them, and `spread`, the histogram of all cosines, as
    `leesbril.cosine_histogram` gives it. Where `pairs` holds all pairs of 4 to 40 articles it is a heatmap, of two or
    three articles bars; else the distribution of all pairs, and bars of the first 20. One article has no pairs, and no
    chart.

    >>> one = pd.DataFrame({"article_a": [], "article_b": [], "cosine": []})
    >>> similarity_charts(one, pd.DataFrame({"cosine_from": [0.0], "cosine_to": [1.0], "pairs": [0]}))
    []
    """
    if pairs.empty:
        return []
    check_table(spread, COSINE_HISTOGRAM.named("pairs"), "similarity_charts")
    articles = pd.unique(pairs[["article_a", "article_b"]].to_numpy(dtype=object).ravel())
    complete = len(pairs) == spread["pairs"].sum()
    if FEWEST_ARTICLES <= len(articles) <= MOST_ARTICLES and complete:
        return [similarity_heatmap(pairs, labels=labels, source=source)]
    if len(articles) < FEWEST_ARTICLES and complete:
        return [pair_bars(pairs, labels=labels, source=source)]
    most = pair_bars(pairs.head(MOST_PAIRS), labels=labels, source=source)
    return [cosine_distribution(spread, source=source), most]


@house_style
def dispersion_plot(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw a dispersion plot: where headings, sentences and chosen terms occur in each article.

    `table`: `article`, `start`, `end` (characters from the start of the article), `kind` (`heading`, `sentence` or
    `term`) and, where kind is `term`, the term in `label`; at most five terms. Each article has a lane with its
    sentences (light) and headings (dark), and under it a lane for each term. Raises ValueError on any other table.
    """
    check_table(table, TERM_POSITIONS.named("article", "start", "end", "kind"), "dispersion_plot")
    table = structure_of(labelled(table, labels, "article"))
    terms = list(pd.unique(table.loc[table["kind"] == "term", "label"]))
    claim, sample = structure_claim(table, terms), some_articles(table["article"].nunique())
    marks = {
        "sentence": say("light bar: a sentence"),
        "heading": say("dark bar: a heading"),
        "term": say("tick: an occurrence of the term"),
    }
    key = [sample, *(mark for kind, mark in marks.items() if kind in set(table["kind"]))]
    chart = say("Dispersion plot of {contents} in {articles}", contents=contents(table, terms), articles=sample)
    alt = described(chart, claim)
    return dispersion(ax, table, terms, Words(title or claim, " · ".join(key), source, alt))


def _pair_names(table: pd.DataFrame, labels: pd.Series | None) -> list[tuple[str, str]]:
    """Both names of each pair; of labels no more than the title, where that tells the two apart."""
    pairs = list(zip(table["article_a"], table["article_b"], strict=True))
    if labels is not None:
        titles = [(str(a).split(" · ")[0], str(b).split(" · ")[0]) for a, b in pairs]
        pairs = [short if short[0] != short[1] else pair for short, pair in zip(titles, pairs, strict=True)]
    return [(in_prose(a, labels), in_prose(b, labels)) for a, b in pairs]


def _sample_of(pairs: int, articles: int) -> str:
    return say("{pairs} of {articles}", pairs=some_pairs(pairs), articles=some_articles(articles))
