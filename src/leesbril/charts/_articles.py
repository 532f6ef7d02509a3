"""Charts of articles: load problems, terms, similarity, sensitivity."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._clustering import alike_together, linked
from leesbril.charts._drawing import SENTENCE_ROOM, bars, dispersion, dots, heatmap
from leesbril.charts._labels import (
    clean,
    contents,
    curve_claim,
    edge,
    highest_claim,
    influence_claim,
    inner,
    number,
    percent,
    problem_claim,
    quoted,
    share_claim,
    signed,
    spread_claim,
    structure_claim,
    texts,
    times,
)
from leesbril.charts._layout import Words, house_style, room_of
from leesbril.charts._names import in_prose, labelled, terms_of
from leesbril.charts._specification_curve import curve
from leesbril.charts._validation import (
    MOST_ARTICLES,
    at_most,
    bins_of,
    check_table,
    choices_of,
    cosines_of,
    counts_of,
    names_of_pairs,
    numbers_of,
    openings_of,
    pairs_of,
    place_of,
    square_of,
    structure_of,
)
from leesbril.frames import (
    CONTRIBUTIONS,
    COSINE_HISTOGRAM,
    LEAVE_ONE_SENTENCE_OUT,
    PAIRS,
    PROBLEM_COUNTS,
    SPECIFICATIONS,
    TERM_POSITIONS,
    TERMS,
)
from leesbril.wording import counted

MOST_PAIRS = 20  # bars that a reader takes in
MEASURES = {"tfidf": "TF-IDF weight", "tf": "term frequency"}


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
    weights, names, measure = numbers_of(table, value), quoted(terms_of(table)), MEASURES.get(value, value)
    written, place = [number(weight, weights) for weight in weights], place_of(table, labels)
    key = [counted(len(names), "term") + place, f"bar: {measure}"]
    if value != "count":
        written = [f"{label} · {times(n)}" for label, n in zip(written, numbers_of(table, "count"), strict=True)]
        key.append("×: times in the article")
    if "idf_source" in table:
        key.append(f"idf: {', '.join(texts(pd.unique(table['idf_source'].dropna())))}")
    claim = highest_claim(names, weights, measure, "terms", place)
    alt = f"Bar chart of the {measure} of {counted(len(names), 'term')}, where {inner(claim)}."
    return bars(ax, texts(terms_of(table)), weights, written, Words(title or claim, " · ".join(key), source, alt))


@house_style
def contribution_bars(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw one bar per term, as long as its contribution to a cosine, with contribution, share and counts on it.

    `table`: `term`, `contribution` (not below zero), `share` (of the cosine, 0 to 1), optionally both `count_a` and
    `count_b`. Raises ValueError on any other table.
    """
    check_table(table, CONTRIBUTIONS.named("term", "contribution", "share"), "contribution_bars")
    parts, shares, names = numbers_of(table, "contribution"), numbers_of(table, "share"), texts(terms_of(table))
    labels = [f"{number(part, parts)} · {percent(share)}" for part, share in zip(parts, shares, strict=True)]
    key = [counted(len(names), "term"), "bar: contribution to the cosine", "%: share of the cosine"]
    if {"count_a", "count_b"} <= set(table.columns):
        counts = zip(labels, numbers_of(table, "count_a"), numbers_of(table, "count_b"), strict=True)
        labels = [f"{label} · {times(a)}/{times(b)}" for label, a, b in counts]
        key.append("×: times in each article")
    claim = share_claim(quoted(names), parts, shares)
    alt = f"Bar chart of the contributions of {counted(len(names), 'term')} to a cosine, where {inner(claim)}."
    return bars(ax, names, parts, labels, Words(title or claim, " · ".join(key), source, alt))


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
    filled by symmetry and the diagonal left grey. A missing cosine, or a missing pair, is a grey –. From four articles
    up they are reordered so that similar articles are adjacent (hierarchical clustering). Up to 15 articles the cells
    hold their numbers; above that a colour bar is the key. Raises ValueError for more than 40 articles, a pair given
    twice, an article paired with itself, or a cosine outside 0 to 1.
    """
    check_table(table, PAIRS.named("article_a", "article_b", "cosine"), "similarity_heatmap")
    table = labelled(table, labels, "article_a", "article_b")
    articles, square = square_of(table)
    order, pairs = alike_together(square), _pair_names(table, labels)
    claim = highest_claim(pairs, numbers_of(table, "cosine"), "cosine", "pairs", has="have", named=1)
    key = [f"{counted(len(articles), 'article')}, {counted(len(pairs), 'pair')}", "cosine, from 0 (pale) to 1 (dark)"]
    key.append("grey: an article with itself")
    if len(articles) > 3:
        key.append("similar articles are adjacent")
    if np.isnan(square).sum() > len(articles):
        key.append("–: no cosine")
    sample = f"{counted(len(pairs), 'pair')} of {counted(len(articles), 'article')}"
    alt = f"Heatmap of the cosine of {sample}, where {inner(claim)}."
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
    names: `pairs`, or `articles` by their highest cosine with another, as `leesbril.cosine_histogram` gives them. Most
    pairs of a folder lie near 0, so pairs are dots on a scale of powers of ten; articles are bars. The title counts
    what lies from `high` up. Raises ValueError on any other table.
    """
    check_table(table, [*COSINE_HISTOGRAM.named("cosine_from", "cosine_to"), value], "cosine_distribution")
    if value not in ("pairs", "articles"):
        raise ValueError(f"value must be pairs or articles; received {value!r}")
    (low, up), counts, noun = bins_of(table), counts_of(table, value), value.removesuffix("s")
    names = ["no cosine" if np.isnan(a) else f"{edge(a)} to {edge(b)}" for a, b in zip(low, up, strict=True)]
    claim, total = spread_claim(low, counts, noun, high), counted(int(counts.sum()), noun)
    labels = [f"{n:,.0f}" for n in counts]
    if value == "pairs":
        key, alt = "dot: pairs with such a cosine, on a scale of powers of ten", f"Dot plot of the cosine of {total}"
    else:
        labels = [f"{n:,.0f} · {percent(n / counts.sum())}" if n else "0" for n in counts]
        key, alt = "bar: articles whose highest cosine with another is such", f"Bar chart of the cosine of {total}"
        alt += " with the most similar other"
    words = Words(title or claim, f"{total} · {key}", source, f"{alt}, where {claim[0].lower()}{claim[1:]}.")
    return (dots if value == "pairs" else bars)(ax, names, counts, labels, words)


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
    key = [f"{counted(len(table), 'pair')} of {counted(len(articles), 'article')}", "bar: cosine"]
    if "shared_terms" in table:
        terms = numbers_of(table, "shared_terms")
        written = [f"{label} · {counted(int(n), 'term')}" for label, n in zip(written, terms, strict=True)]
        key.append("terms: shared")
    apart = 0 < groups[-1] < len(table) - 1  # some pairs are linked, and not all
    if apart:
        key.append("pairs that stand together are linked by an article")
    claim = highest_claim(_pair_names(table, labels), cosines, "cosine", "pairs", has="have", named=1)
    alt = f"Bar chart of the cosine of {counted(len(table), 'pair')} of {counted(len(articles), 'article')}"
    words = Words(title or claim, " · ".join(key), source, f"{alt}, where {inner(claim)}.")
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
    numbers, names, noun = counts_of(table, value), texts(table["problem"]), value.removesuffix("s")
    if of is not None and (numbers > of).any():
        raise ValueError(f"a problem cannot be in more {value} than there are: {numbers.max():g} of {of}")
    labels = [number(n, numbers) + (f" · {percent(n / of)}" if of else "") for n in numbers]
    key = [counted(len(names), "problem"), f"bar: {value} that have it; one may have several"]
    key += [f"%: of {counted(of, noun)}"] if of else []
    claim = problem_claim(quoted(names), numbers, noun, of)
    alt = (
        f"Bar chart of the {value} with each of {counted(len(names), 'problem')}, where {claim[0].lower()}{claim[1:]}."
    )
    return bars(ax, names, numbers, labels, Words(title or claim, " · ".join(key), source, alt))


def similarity_charts(
    pairs: pd.DataFrame, spread: pd.DataFrame, *, labels: pd.Series | None = None, source: str | None = None
) -> list[Axes]:
    """Draw the similarity of articles in the form that fits their number: no chart, a heatmap, or two other charts.

    `pairs`, the most similar ones, as `leesbril.similarity` gives them, and `spread`, the histogram of all cosines, as
    `leesbril.cosine_histogram` gives it. Where `pairs` holds all pairs of at most 40 articles it is a heatmap; else
    the distribution of all pairs, and bars of the first 20. One article has no pairs, and no chart.

    >>> one = pd.DataFrame({"article_a": [], "article_b": [], "cosine": []})
    >>> similarity_charts(one, pd.DataFrame({"cosine_from": [0.0], "cosine_to": [1.0], "pairs": [0]}))
    []
    """
    if pairs.empty:
        return []
    check_table(spread, COSINE_HISTOGRAM.named("pairs"), "similarity_charts")
    articles = pd.unique(pairs[["article_a", "article_b"]].to_numpy(dtype=object).ravel())
    if len(articles) <= MOST_ARTICLES and len(pairs) == spread["pairs"].sum():
        return [similarity_heatmap(pairs, labels=labels, source=source)]
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
    claim, sample = structure_claim(table, terms), counted(table["article"].nunique(), "article")
    marks = {
        "sentence": "light bar: a sentence",
        "heading": "dark bar: a heading",
        "term": "tick: an occurrence of the term",
    }
    key = [sample, *(mark for kind, mark in marks.items() if kind in set(table["kind"]))]
    alt = f"Dispersion plot of {contents(table, terms)} in {sample}, where {inner(claim)}."
    return dispersion(ax, table, terms, Words(title or claim, " · ".join(key), source, alt))


@house_style
def specification_curve(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw the cosine of two articles under every specification, and under each dot the choices it makes.

    `table`: `cosine` (0 to 1; missing is not drawn), `default` (is it the usual specification?) and a column for each
    setting, missing where a specification does not use it, as `leesbril.sensitivity` gives them. Raises
    ValueError on any other table. The form is that of Simonsohn, Simmons and Nelson (2020), "Specification curve
    analysis", Nature Human Behaviour 4.
    """
    check_table(table, SPECIFICATIONS.named("cosine", "default"), "specification_curve")
    cosines, usual, choices = cosines_of(table), table["default"].eq(True).to_numpy(dtype=bool), choices_of(table)
    claim = curve_claim(cosines)
    key = ["dot: the cosine with one combination", "tick under it: a choice it makes"]
    alt = f"Specification curve of {counted(len(table), 'specification')}, where "
    alt += claim[0].lower() + claim[1:]
    if usual.any():
        key.append("orange and bold: the default")
        alt += f"; the default gives {number(cosines[usual][0], cosines)}"
    return curve(ax, cosines, usual, choices, Words(title or claim, " · ".join(key), source, f"{alt}."))


@house_style
def leave_one_out_bars(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw one bar per sentence: how far the cosine falls (to the left) or rises (to the right) without it.

    `table`: `article`, `sentence` (its number), `cosine` (without it), `change` (from the cosine of the whole) and
    `text`, as `leesbril.leave_one_sentence_out` gives them. Raises ValueError on any other table.
    """
    check_table(
        table, LEAVE_ONE_SENTENCE_OUT.named("article", "sentence", "cosine", "change", "text"), "leave_one_out_bars"
    )
    table = labelled(table, labels, "article")
    changes, cosines = numbers_of(table, "change", below_zero=True), cosines_of(table)
    written = [f"{signed(c, changes)} · to {number(to, cosines)}" for c, to in zip(changes, cosines, strict=True)]
    places = zip(table["sentence"], table["article"], strict=True)
    claim = influence_claim(
        [f"sentence {clean(n)} of {in_prose(name, labels)}" for n, name in places], changes, cosines
    )
    key = [counted(len(table), "sentence"), "bar: change of the cosine when the sentence is left out"]
    alt = f"Bar chart of the change of a cosine without each of {counted(len(table), 'sentence')}, where "
    words = Words(title or claim, " · ".join(key), source, f"{alt}{claim[0].lower()}{claim[1:]}.")
    opened = openings_of(table, SENTENCE_ROOM * room_of(ax), stacked=labels is not None)
    return bars(ax, opened, changes, written, words, names_room=SENTENCE_ROOM, stacked=labels is not None)


def _pair_names(table: pd.DataFrame, labels: pd.Series | None) -> list[str]:
    names = ([in_prose(name, labels) for name in table[f"article_{side}"]] for side in "ab")
    return [f"{a} and {b}" for a, b in zip(*names, strict=True)]
