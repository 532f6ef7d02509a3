"""Findings about articles, terms, pairs and passages."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from leesbril.counting.weights import ENOUGH_ARTICLES
from leesbril.findings._phrasing import Finding, has_or_have, is_or_are, it_or_they, safe
from leesbril.text.language import get_language
from leesbril.wording import counted

MOST_NAMED = 4
"""Articles that are named; further ones are counted."""

_SETTINGS = {
    "stop_words": "stop words",
    "background_words": "background article length",
    "least_frequency": "frequency floor",
}
"""Names of settings as they are written in a sentence."""

_TOLD_ELSEWHERE = ("left aside", "skipped", "undated", "duplicate")
"""Kinds of problem in a load report that have their own line."""


def what_have_we_got(articles: pd.DataFrame, report: pd.DataFrame, sentences: pd.DataFrame) -> Finding:
    """Say how many articles were read, what was skipped, how long they are, and what is known about their dates.

    Takes the frames of `read_articles`, `load_report` and `sentences`.
    """
    skipped = report[report["status"] == "skipped"]
    words = int(report["words"].sum())
    headings = int((sentences["kind"] == "heading").sum())
    lines = [
        f"**{counted(len(articles), 'article')}** of {words:,} words in all: "
        f"{counted(len(sentences) - headings, 'sentence')} and {counted(headings, 'heading')}.",
        _left_aside(skipped),
        _dates(articles),
        _repeated(report),
        _doubtful(report),
    ]
    return Finding("\n".join(f"- {line}" for line in lines if line))


def _left_aside(skipped: pd.DataFrame) -> str:
    if skipped.empty:
        return "Every file in the folder was read."
    named = "; ".join(f"{_name(row.source)}: {safe(row.reason)}" for row in skipped.head(MOST_NAMED).itertuples())
    more = f"; and {len(skipped) - MOST_NAMED} more" if len(skipped) > MOST_NAMED else ""
    noun = "item" if skipped["source"].str.contains(", row ").any() else "file"
    return (
        f"{counted(len(skipped), noun)} in the folder {'was' if len(skipped) == 1 else 'were'} skipped ({named}{more})."
    )


def _dates(articles: pd.DataFrame) -> str:
    dated = articles[articles["date_start"].notna()]
    undated = len(articles) - len(dated)
    if dated.empty:
        return "No article has a date" + (": which came first **cannot be decided**." if len(articles) > 1 else ".")
    spans = [
        f"{_name(article)} {_written(row['date_start'], row['date_precision'])} (a {row['date_precision']})"
        for article, row in dated.iloc[: MOST_NAMED + 1].iterrows()
    ]
    told = f": {', '.join(spans)}" if len(dated) <= MOST_NAMED else _span(dated)
    known = f"{counted(len(dated), 'article')} {has_or_have(len(dated))} a date{told}."
    if not undated:
        return known
    rest = f"{counted(undated, 'article')} {has_or_have(undated)} none"
    return f"{known} {rest}: whether {it_or_they(undated)} came before or after the others **cannot be decided**."


def _span(dated: pd.DataFrame) -> str:
    """The first and the last of many dates, and how many of them span a month or a year."""
    ends = dated.loc[[dated["date_start"].idxmin(), dated["date_end"].idxmax()]]
    first, last = (_written(row["date_start"], row["date_precision"]) for _, row in ends.iterrows())
    coarse = dated["date_precision"].value_counts().reindex(["month", "year"]).dropna().astype(int)
    known = "".join(f"; of {number:,} only the {precision} is known" for precision, number in coarse.items())
    return f", from {first} to {last}{known}"


def _written(start: pd.Timestamp, precision: str) -> str:
    return start.isoformat()[: {"year": 4, "month": 7, "day": 10}.get(precision, 19)]


def _repeated(report: pd.DataFrame) -> str:
    copies = int(report["duplicate_of"].notna().sum())
    if not copies:
        return "No two articles have the same text." if report["article"].notna().sum() > 1 else "There is one article."
    return (
        f"{counted(copies, 'article')} {has_or_have(copies)} the same text as an earlier one; `load_report` says which."
    )


def _doubtful(report: pd.DataFrame) -> str:
    """The kinds of problem that no other line counts."""
    kinds = report["problems"].dropna().str.split("; ").explode()
    counts = kinds[~kinds.isin(_TOLD_ELSEWHERE)].value_counts()
    if counts.empty:
        return ""
    told = ", ".join(f"{kind} {number:,}×" for kind, number in sorted(counts.items(), key=lambda item: -item[1]))
    return f"Check also: {told}; `load_report` says where."


def what_is_it_about(terms: pd.DataFrame, *, top: int = 5) -> Finding:
    """Name the terms with the highest weight in each article, and the source of the idf. Takes the frame of `tfidf`."""
    if terms.empty:
        return Finding("No words were counted, so there is nothing to say.")
    if not {"paragraph", "sentence"}.isdisjoint(terms.columns):
        raise ValueError("what_is_it_about takes the terms of whole articles; these are of their parts.")
    highest = terms[terms["rank"] <= top].groupby("article", sort=False)["term"].agg(list)
    lines = [
        f"- {_name(article)} has the highest weights for {_listed(words[:top])}."
        for article, words in highest.head(MOST_NAMED).items()
    ]
    if len(highest) > MOST_NAMED:
        lines.append(f"- The other {counted(len(highest) - MOST_NAMED, 'article')}: in the table.")
    return Finding("\n".join([*lines, "", _weighed(terms["idf_source"].iloc[0], terms["article"].nunique())]))


def _weighed(source: str, articles: int) -> str:
    they = counted(articles, "article")
    return {
        "background": "Weighted by how rare words are in the language at large"
        + (f": {they} cannot tell which words are rare." if articles < ENOUGH_ARTICLES else "."),
        "corpus": f"Weighted by how rare words are among these {they}.",
        "none": "Counts only: no idf.",
    }.get(source, f"Weighted by how rare words are among these {they}, which are too few for that: read with care.")


def what_sklearn_says(usual: pd.DataFrame, terms: pd.DataFrame, *, top: int = 12, language: str = "nl") -> Finding:
    """Say what scikit-learn's TfidfVectorizer loses with its defaults: it lower-cases, and splits at punctuation.

    Takes the frames of `sklearn_tfidf` and `tfidf`.
    """
    articles = terms["article"].nunique()
    ours = terms.loc[terms["rank"] <= top, "term"]
    listed = get_language(language).stop_words
    lost = sorted({term for term in ours if term.isupper() and term.lower() in listed})
    pieces = sorted({word for word in usual.loc[usual["rank"] <= top, "word"] if set(word) == {"0"}})
    values = usual["idf"].round(12).nunique()
    lines = []
    if lost:
        lines.append(
            f"{_listed(lost)}, among our {top} highest terms, {is_or_are(len(lost))} **missing**: "
            "lower-cased, a stop word."
        )
    if pieces:
        lines.append(
            f"{_listed(pieces)} {is_or_are(len(pieces))} among its {top} highest words: "
            "part of a number that was split."
        )
    if values <= 2:
        shared = "the words that are shared from those that are not, and " if values == 2 else ""
        over = f"**{counted(values, 'value')}** over {counted(articles, 'article')}"
        lines.append(f"Its idf takes {over}: it separates {shared}no rare word from a common one.")
    return Finding("\n".join(f"- {line}" for line in lines) or "None of its known problems occurs in these articles.")


def how_alike(pairs: pd.DataFrame, spread: pd.DataFrame | None = None, *, high: float = 0.5) -> Finding:
    """Name the most similar pair of articles, with its counts, and say if other pairs tie with it.

    Takes the frame of `similarity`, the most similar pair first, and that of `cosine_histogram` to speak of all pairs.
    """
    known = pairs[pairs["cosine"].notna()]
    if known.empty:
        return Finding("There is **no pair** of articles with counted words, so nothing to compare.")
    best = known.iloc[0]
    pair = f"{_name(best['article_a'])} and {_name(best['article_b'])}"
    shared = counted(int(best["shared_terms"]), "term")
    words = f"{best['words_a']} and {best['words_b']} counted terms"
    said = f"{pair} have a cosine of **{best['cosine']:.2f}**: they share {shared}, with {words}."
    total = len(known) if spread is None else int(spread["pairs"].sum())
    if total == 1:
        return Finding(said)
    others = _as_many(_ties(known["cosine"]), "pair", "has as high a cosine", "have as high a cosine")
    said = f"The most similar of {total:,} pairs{others}: {said}"
    if spread is None:
        return Finding(said)
    over = int(spread.loc[spread["cosine_from"] >= high - 1e-9, "pairs"].sum())
    number = "none has" if not over else f"{over:,} {has_or_have(over)}"
    return Finding(f"{said} Of all pairs {number} a cosine of {high:.2f} or more.")


def _ties(values: pd.Series) -> int:
    """How many values after the first equal it, but for rounding."""
    return int(np.isclose(values.iloc[1:], values.iloc[0], rtol=0, atol=1e-12).sum())


def _as_many(others: int, noun: str, one: str, more: str) -> str:
    """A remark between brackets that others tie with the first; nothing where none does."""
    return f" ({counted(others, f'other {noun}')} {one if others == 1 else more})" if others else ""


def which_came_first(orders: pd.DataFrame) -> Finding:
    """Say for how many pairs the order in time can be decided. Takes the frame of `order`."""
    if orders.empty:
        return Finding("There is no pair of articles to put in order.")
    open_ones = int((orders["order"] == "cannot be decided").sum())
    decided = len(orders) - open_ones
    if len(orders) == 1:
        first = orders.iloc[0]
        names = f"{_name(first['article_a'])} or {_name(first['article_b'])}"
        reason = safe(first["reason"]).replace(r"article\_a", _name(first["article_a"]))
        reason = reason.replace(r"article\_b", _name(first["article_b"]))
        why = f"Whether {names} came first **cannot be decided**: {reason}."
        earlier = first["article_a"] if first["order"] == "before" else first["article_b"]
        return Finding(why if open_ones else f"{_name(earlier)} came first.")
    return Finding(
        f"Of {len(orders):,} pairs, the dates decide the order of {decided:,}; for {open_ones:,} it "
        f"**cannot be decided**."
    )


def why_alike(parts: pd.DataFrame, *, top: int = 5) -> Finding:
    """Say which terms make up a cosine. Takes the frame of `explain_similarity`."""
    if parts.empty:
        return Finding("There is no pair of articles that shares a counted term.")
    first = parts.iloc[0]
    others = _as_many(_ties(parts["contribution"]), "term", "adds as much", "add as much")
    lead = (
        f"**{safe(first['term'])}** makes up {first['share']:.0%} of a cosine of {parts['contribution'].sum():.2f} "
        f"({first['count_a']}× in the one, {first['count_b']}× in the other){others}"
    )
    if len(parts) <= top:
        return Finding(f"{lead}; {counted(len(parts), 'term')} {is_or_are(len(parts))} shared in all.")
    first_terms = "first term makes" if top == 1 else f"first {top} terms make"
    share, rest = parts["share"].head(top).sum(), len(parts) - top
    return Finding(f"{lead}; the {first_terms} up {share:.0%}, the other {rest} the rest.")


def how_high_is_high(choices: pd.DataFrame) -> Finding:
    """Give the range of the cosine of one pair over the choices of idf.

    Takes rows of the frame of `similarity` for one pair, one for each idf.
    """
    known = choices.dropna(subset="cosine").sort_values("cosine")
    if len(known) < 2:
        return Finding("There is no pair to weight in other ways.")
    low, high = known.iloc[0], known.iloc[-1]
    bounds = [f"**{end['cosine']:.2f}** (idf: {end['idf_source']})" for end in (low, high)]
    return Finding(
        f"The cosine of the same two articles ranges from {' to '.join(bounds)}. "
        "Compare a cosine only with others that use the same weights."
    )


def what_do_they_share(covered: pd.DataFrame, *, min_words: int = 5) -> Finding:
    """Say how many passages the articles share and how much of each these cover. Takes the frame of `coverage`."""
    shared = covered[covered["passages"] > 0].sort_values("bits", ascending=False)
    if shared.empty:
        return Finding(f"No passage of {min_words} words or more is in two articles.")
    best = shared.iloc[0]
    said = (
        f"**{counted(int(best['passages']), 'passage')}** of {min_words} words or more: {best['words']} words, "
        f"{best['share_a']:.0%} of {_name(best['article_a'])} and {best['share_b']:.0%} of {_name(best['article_b'])}."
    )
    lead = "They share" if len(shared) == 1 else f"Of {len(shared):,} pairs that share a passage, the first shares"
    return Finding(f"{lead} {said}")


def what_is_new(news: pd.DataFrame, *, mostly: float = 0.5) -> Finding:
    """Say how many sentences are mostly, or not at all, in shared passages. Takes the frame of `novelty`."""
    known = news[news["words"] > 0]
    found = int((known["share"] >= mostly).sum())
    none = int((known["found"] == 0).sum())
    number = counted(len(known), "sentence")
    return Finding(
        f"Of {number}, {found} {has_or_have(found)} {mostly:.0%} or more of the words in a shared passage, "
        f"and **{none}** {has_or_have(none)} none there."
    )


def how_sure(specifications: pd.DataFrame, moved: pd.DataFrame) -> Finding:
    """Give the range of a cosine over all settings, and the setting that changes it most.

    Takes the frames of `sensitivity` and `one_at_a_time`.
    """
    low, high = specifications["cosine"].min(), specifications["cosine"].max()
    usual = specifications.loc[specifications["default"], "cosine"].iloc[0]
    first = moved.iloc[0]
    setting = _SETTINGS.get(first["setting"], safe(first["setting"]))
    others = _as_many(_ties(moved["range"]), "setting", "changes it as much", "change it as much")
    if high - low < 0.005:
        return Finding(f"Over {len(specifications)} combinations of settings the cosine stays {usual:.2f}.")
    return Finding(
        f"Over {len(specifications)} combinations of settings, the cosine ranges from **{low:.2f}** to "
        f"**{high:.2f}**; the default is {usual:.2f}. The setting that changes it most on its own is "
        f"**{setting}**{others}: from {first['lowest']:.2f} to {first['highest']:.2f}. This is not a confidence "
        "interval: nothing was sampled."
    )


def what_carries_it(without: pd.DataFrame) -> Finding:
    """Name the sentence that contributes most to a cosine. Takes the frame of `leave_one_sentence_out`."""
    known = without.dropna(subset="cosine")
    if known.empty:
        return Finding("No sentence can be left out: one of the articles would have no words left.")
    first = known.iloc[0]
    others = _as_many(_ties(known["change"]), "sentence", "contributes as much", "contribute as much")
    if first["change"] >= -0.005:
        return Finding("Leaving out any one sentence does not lower the cosine.")
    return Finding(
        f"Sentence {first['sentence']} of {_name(first['article'])} contributes most{others}: without it the cosine "
        f"falls by {-first['change']:.2f} to **{first['cosine']:.2f}**. “{safe(first['text'])}”"
    )


def source_line(articles: pd.DataFrame, folder: str) -> str:
    """The source line of a chart: the folder's name, the number of articles, and the range of their dates.

    >>> source_line(pd.DataFrame({"date_start": [pd.NaT], "date_precision": [None]}), "../seeds")
    'Source: seeds, 1 article, undated'
    """
    dated = articles[articles["date_start"].notna()].sort_values("date_start")
    ends = pd.concat([dated.head(1), dated.tail(1)])
    written = [_written(row["date_start"], row["date_precision"]) for _, row in ends.iterrows()]
    span = [" to ".join(dict.fromkeys(written))] if written else []
    undated = len(articles) - len(dated)
    if undated:
        span.append("undated" if undated == len(articles) else f"{undated} undated")
    return ", ".join([f"Source: {Path(folder).name}", counted(len(articles), "article"), *span])


def _name(article: object) -> str:
    return f"“{safe(article)}”"


def _listed(words: Iterable[object]) -> str:
    bold = [f"**{safe(word)}**" for word in words]
    return bold[0] if len(bold) == 1 else f"{', '.join(bold[:-1])} and {bold[-1]}"
