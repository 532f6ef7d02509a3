"""Findings about the words of articles."""

from collections.abc import Hashable

import numpy as np
import pandas as pd

from leesbril.counting.weights import ENOUGH_ARTICLES
from leesbril.findings._phrasing import (
    MOST_NAMED,
    Finding,
    as_shown,
    bullets,
    in_bold,
    name_of,
    no_answer,
    safe,
)
from leesbril.text.language import get_language
from leesbril.wording import listed
from leesbril.wording.quantities import some_articles
from leesbril.wording.report_language import number, say, say_counted


def what_is_it_about(terms: pd.DataFrame, *, top: int = 5, labels: pd.Series | None = None) -> Finding:
    """Name the words that stand out in each article: those with the highest weights. Takes the frame of `tfidf`.

    Of two articles, the words that stand out in both and those that only one of them has; of five or more, the words
    that stand out in several articles, and then the first articles. Where the frame has a boolean column `leads`, words
    without it are not named. Raises ValueError for parts of articles, and for n-grams of characters.
    """
    if terms.empty:
        return no_answer(say("No words were counted, so there is nothing to say."))
    if (terms["term"].str.strip() != terms["term"]).any():
        raise ValueError(
            "what_is_it_about takes words; these are n-grams of characters. Use the counts of analyser='word'."
        )
    if not {"paragraph", "sentence"}.isdisjoint(terms.columns):
        raise ValueError("what_is_it_about takes the terms of whole articles; these are of their parts.")
    leading = terms[terms["leads"]] if "leads" in terms else terms
    highest = leading.groupby("article", sort=False).head(top)
    names = list(highest["article"].unique())
    total = terms["article"].nunique()
    if len(names) == 2 and _is_whole(terms):
        lines = _of_two(terms, leading, names, top, labels)
    elif len(names) <= MOST_NAMED:
        lines = [_standing_out(highest, name, labels) for name in names]
    else:
        named = names[: MOST_NAMED - 1]
        lines = [_recurring(highest, total, top), *(_standing_out(highest, name, labels) for name in named)]
    source = terms["idf_source"].iloc[0]
    weighed = _weighed(source, total)
    return Finding(f"{bullets(*lines)}\n\n{weighed}".strip(), doubtful=[weighed] if "degenerate" in source else ())


def _is_whole(terms: pd.DataFrame) -> bool:
    """Whether all terms of the articles are there, and not the highest alone: then their squares sum to 1."""
    return bool(np.allclose((terms["tfidf"] ** 2).groupby(terms["article"]).sum(), 1, atol=1e-6))


def _standing_out(highest: pd.DataFrame, article: Hashable, labels: pd.Series | None) -> str:
    rows = highest[highest["article"] == article]
    return say("Words that stand out in {name}: {words}.", name=name_of(article, labels), words=_with_counts(rows))


def _with_counts(rows: pd.DataFrame) -> str:
    return listed(
        [f"**{safe(word)}** ({number(count)}×)" for word, count in zip(as_shown(rows), rows["count"], strict=True)]
    )


def _of_two(
    terms: pd.DataFrame, leading: pd.DataFrame, names: list[Hashable], top: int, labels: pd.Series | None
) -> list[str]:
    """The words that stand out in both articles, and those that stand out in one and are not in the other."""
    of_a, of_b = (leading[leading["article"] == name] for name in names)
    first_a, first_b = of_a.head(top), of_b.head(top)
    both = first_a[first_a["term"].isin(first_b["term"])]
    counts_b = first_b.set_index("term")["count"]
    shared = [
        say("**{word}** ({a}× and {b}×)", word=safe(word), a=number(count), b=number(int(counts_b[term])))
        for word, term, count in zip(as_shown(both), both["term"], both["count"], strict=True)
    ]
    lines = [say("Words that stand out in both articles: {words}.", words=listed(shared))] if shared else []
    for here, rows, elsewhere in zip(names, (of_a, of_b), reversed(names), strict=True):
        own = rows[~rows["term"].isin(terms.loc[terms["article"] == elsewhere, "term"])].head(top)
        if len(own):
            lines.append(
                say("Words that stand out in {name} and are not in the other: {words}.", name=name_of(here, labels),
                    words=_with_counts(own))
            )  # fmt: skip
    return lines


def _recurring(highest: pd.DataFrame, articles: int, top: int) -> str:
    """The words that are among the first of the most articles."""
    times = highest.groupby("term", sort=False)["article"].nunique()
    often = times[times > 1].sort_values(ascending=False, kind="stable")
    if often.empty:
        return say("No word stands out in more than one of the {n} articles.", n=number(articles))
    written = highest.assign(shown=as_shown(highest)).drop_duplicates("term").set_index("term")["shown"]
    words = [f"**{safe(written.loc[str(term)])}** ({number(count)})" for term, count in often.head(top).items()]
    if more := len(often) - len(words):
        words.append(say("{n} more", n=number(more)))
    return say(
        "Words that stand out in several of the {n} articles, with the number of these: {words}.",
        n=number(articles),
        words=listed(words),
    )


def _weighed(source: str, articles: int) -> str:
    they = some_articles(articles)
    if source == "background":
        if articles >= ENOUGH_ARTICLES:
            return say("Words are weighted by how rare they are in the language at large.")
        return say_counted(
            "Words are weighted by how rare they are in the language at large: one article cannot tell that.",
            "Words are weighted by how rare they are in the language at large: {n} articles cannot tell that.",
            articles,
        )
    if source == "none":
        return say("Words are counted, and not weighted by how rare they are.")
    if source == "corpus":
        return say("Words are weighted by how rare they are among these {articles}.", articles=they)
    return say(
        "Words are weighted by how rare they are among these {articles}, which are too few for that: read with care.",
        articles=they,
    )


def what_sklearn_says(usual: pd.DataFrame, terms: pd.DataFrame, *, top: int = 12, language: str = "nl") -> Finding:
    """Say what scikit-learn's TfidfVectorizer loses with its defaults: it lower-cases, and splits at punctuation.

    Takes the frames of `sklearn_tfidf` and `tfidf`.
    """
    articles = terms["article"].nunique()
    ours = terms.loc[terms["rank"] <= top, "term"]
    listed_words = get_language(language).stop_words
    lost = sorted({term for term in ours if term.isupper() and term.lower() in listed_words})
    pieces = sorted({word for word in usual.loc[usual["rank"] <= top, "word"] if set(word) == {"0"}})
    values = usual["idf"].round(12).nunique()
    if not lost and not pieces and values > 2:
        return Finding(say("None of its known problems occurs in these articles."))
    return Finding(
        bullets(
            _lost(lost, top) if lost else "",
            _pieces(pieces, top) if pieces else "",
            _few_values(values, articles) if values <= 2 else "",
        )
    )


def _lost(words: list[str], top: int) -> str:
    return say_counted(
        "{words}, among our {top} leading words, is **missing**: in lower case it is a stop word.",
        "{words}, among our {top} leading words, are **missing**: in lower case they are stop words.",
        len(words),
        words=in_bold(words),
        top=top,
    )


def _pieces(words: list[str], top: int) -> str:
    return say_counted(
        "{words} is among its {top} leading words: part of a number that was split.",
        "{words} are among its {top} leading words: parts of numbers that were split.",
        len(words),
        words=in_bold(words),
        top=top,
    )


def _few_values(values: int, articles: int) -> str:
    if values == 2:
        return say(
            "Its idf takes **two values** over {articles}: it separates the words that are shared from those that are "
            "not, and no rare word from a common one.",
            articles=some_articles(articles),
        )
    return say(
        "Its idf takes **one value** over {articles}: it separates no rare word from a common one.",
        articles=some_articles(articles),
    )
