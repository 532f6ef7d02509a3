"""Charts of two articles: the passages that they share, and the terms of both on one scale."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._labels import described, quoted, texts
from leesbril.charts._layout import Words, house_style
from leesbril.charts._mirror_drawing import Group, mirror
from leesbril.charts._names import in_prose, labelled, terms_of
from leesbril.charts._ribbon_drawing import IN_PLACE, MOVED, WIDESPREAD, Bands, Side, in_order, ribbons
from leesbril.charts._validation import check_table, counts_of, numbers_of
from leesbril.frames import PASSAGES, SENTENCES, TERMS
from leesbril.wording import listed
from leesbril.wording.quantities import some_characters, some_words
from leesbril.wording.report_language import say, say_counted

MOST_LEADING = 15


@house_style
def reuse_ribbons(
    passages: pd.DataFrame,
    sentences: pd.DataFrame,
    ax: Axes | None = None,
    *,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw two articles as bars with their paragraphs, and a band between them for each passage that they share.

    `passages`: those of one pair, as `leesbril.shared_passages` gives them. `sentences`: `leesbril.sentences` of the
    two articles (of others too), from which the paragraphs are taken. Both bars are on one scale of characters. A band
    is orange where the passage stands elsewhere: the others are as many words as keep one order in both articles. Grey
    bands are widespread passages. Raises ValueError for passages of several pairs, for an article without sentences,
    and for any other table.
    """
    needed = PASSAGES.named("article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "words", "widespread")
    check_table(passages, needed, "reuse_ribbons")
    check_table(sentences, SENTENCES.named("article", "paragraph", "kind", "start", "end"), "reuse_ribbons")
    a, b = _one_pair(passages)
    places = {name: counts_of(passages, name) for name in ("start_a", "end_a", "start_b", "end_b", "words")}
    widespread = passages["widespread"].to_numpy(dtype=bool)
    kinds = np.where(widespread, WIDESPREAD, MOVED).astype(object)
    kept = in_order(*(places[name][~widespread] for name in ("start_a", "start_b", "words")))
    kinds[np.flatnonzero(~widespread)[kept]] = IN_PLACE
    names = labelled(pd.DataFrame({"article": [a, b]}, dtype=object), labels, "article")["article"]
    of_a, of_b = (np.column_stack([places[f"start_{side}"], places[f"end_{side}"]]) for side in "ab")
    sides = tuple(
        _side(sentences, article, in_prose(name, labels)) for article, name in zip((a, b), names, strict=True)
    )
    claim = _reuse_claim(places["words"], kinds)
    bands = Bands(of_a, of_b, [some_words(int(number)) for number in places["words"]], kinds)
    pair = say("Ribbon chart of the passages that {a} and {b} share", a=sides[0].name, b=sides[1].name)
    alt = described(pair, claim)
    return ribbons(ax, (sides[0], sides[1]), bands, Words(title or claim, _reuse_key(kinds), source, alt))


def _one_pair(passages: pd.DataFrame) -> tuple[object, object]:
    """The two articles of the table; raises ValueError if there are several pairs."""
    pairs = passages[["article_a", "article_b"]].drop_duplicates()
    a, b = pairs.iloc[0]
    if len(pairs) > 1:
        raise ValueError(
            f"reuse_ribbons draws one pair of articles, the table has {len(pairs):,}; select one, as in "
            f"passages[(passages['article_a'] == {str(a)!r}) & (passages['article_b'] == {str(b)!r})]"
        )
    return a, b


def _side(sentences: pd.DataFrame, article: object, name: str) -> Side:
    """One article, with its paragraphs. How much of it is shared is said in words, by `coverage`, and not here."""
    own = sentences[sentences["article"] == article]
    if own.empty:
        raise ValueError(f"reuse_ribbons needs the sentences of both articles; there are none of {name}")
    paragraphs = own.groupby("paragraph").agg(start=("start", "min"), end=("end", "max"), kind=("kind", "first"))
    heading = paragraphs["kind"].eq("heading").to_numpy()
    note = some_characters(int(paragraphs["end"].max()))
    return Side(name, note, paragraphs["start"].to_numpy(dtype=float), paragraphs["end"].to_numpy(dtype=float), heading)


def _reuse_claim(words: np.ndarray, kinds: np.ndarray) -> str:
    """Say how much two articles share, and how much of that stands elsewhere."""
    shared = kinds != WIDESPREAD
    number, moved = int(shared.sum()), int((kinds == MOVED).sum())
    if not number:
        return say("The articles share nothing but widespread passages")
    said = say_counted("The articles share {n} passage of {words}", "The articles share {n} passages, {words} in all",
                       number, words=some_words(int(words[shared].sum())))  # fmt: skip
    if moved:
        return f"{said}; " + say_counted("{n} of these stands elsewhere", "{n} of these stand elsewhere", moved)
    return said if number == 1 else say("{finding}, in the same order", finding=said)


def _reuse_key(kinds: np.ndarray) -> str:
    key = [say("grey bar: an article with its paragraphs, in characters; dark: a heading")]
    key += [say("blue: a shared passage in the same order")] if (kinds == IN_PLACE).any() else []
    key += [say("orange: one that stands elsewhere")] if (kinds == MOVED).any() else []
    key += [say("grey band: a passage of many articles")] if (kinds == WIDESPREAD).any() else []
    return " · ".join(key)


@house_style
def paired_terms(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    top: int = 8,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw the terms that lead two articles, those of one to the left and those of the other to the right.

    `table`: all rows of `leesbril.tfidf` for two articles: `article`, `term`, `tfidf`, `count`, and where it has it
    `shown`. Drawn are the `top` terms of each article (15 at most) with the highest weight: first those that are among
    them in both, then those of one only. All bars are on one scale; where the other article has no such word it says
    none. Raises ValueError unless there are two articles with each term once, and on any other table.
    """
    check_table(table, TERMS.named("article", "term", "tfidf", "count"), "paired_terms")
    if not 1 <= top <= MOST_LEADING:
        raise ValueError(f"paired_terms draws the first 1 to {MOST_LEADING} terms of each article; received {top!r}")
    articles = list(pd.unique(table["article"]))
    if len(articles) != 2:
        raise ValueError(f"paired_terms draws two articles, the table has {len(articles):,}; select two")
    if table.duplicated(["article", "term"]).any():
        raise ValueError("paired_terms needs each term of an article once; the table has one twice")
    drawn = table.assign(tfidf=numbers_of(table, "tfidf"), count=counts_of(table, "count"), said=terms_of(table))
    weights, counts = (
        drawn.pivot(index="term", columns="article", values=name).reindex(columns=articles).fillna(0)
        for name in ("tfidf", "count")
    )
    lead = [set(weights[name].nlargest(top).index) & set(weights.index[counts[name] > 0]) for name in articles]
    written = drawn.drop_duplicates("term").set_index("term")["said"]
    heads = (say("lead both"), say("lead the left one"), say("lead the right one"))
    sets = (lead[0] & lead[1], lead[0] - lead[1], lead[1] - lead[0])
    groups = [
        _group(head, weights.loc[[term in some for term in weights.index]], counts, written)
        for head, some in zip(heads, sets, strict=True)
        if some
    ]
    if not groups:
        raise ValueError("paired_terms has nothing to draw: no term has a count above zero")
    told = labelled(pd.DataFrame({"article": articles}, dtype=object), labels, "article")["article"]
    names = tuple(in_prose(name, labels) for name in told)
    both = groups[0].words if sets[0] else []
    claim = _paired_claim(quoted(both))
    key = [say("bar: TF-IDF weight, on one scale"), say("×: times in the article"), say("none: not in the article")]
    alt = described(say("Mirrored bar chart of the terms that lead {a} and {b}", a=names[0], b=names[1]), claim)
    return mirror(ax, (names[0], names[1]), groups, Words(title or claim, " · ".join(key), source, alt))


def _group(said: str, weights: pd.DataFrame, counts: pd.DataFrame, written: pd.Series) -> Group:
    """The terms of a group, the highest weight in either article first."""
    order = weights.max(axis=1).sort_values(ascending=False, kind="stable").index
    both = weights.loc[order].to_numpy().T, counts.loc[order].to_numpy().T
    return Group(said, texts(written.loc[order]), *both)


def _paired_claim(both: list[str]) -> str:
    """Say which terms lead both articles; of more than three the first three are named."""
    if not both:
        return say("No term leads both articles")
    if len(both) <= 3:
        return say_counted("{terms} leads both articles", "{terms} lead both articles", len(both), terms=listed(both))
    return say("{n} terms lead both articles, among them {terms}", n=len(both), terms=listed(both[:3]))
