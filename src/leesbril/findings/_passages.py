"""Findings about passages that articles share, and about what is in no such passage."""

from collections.abc import Hashable
from textwrap import shorten
from typing import Any

import pandas as pd

from leesbril.findings._phrasing import Finding, finding, name_of, quoted, ties
from leesbril.wording import listed
from leesbril.wording.quantities import some_passages, some_words
from leesbril.wording.report_language import number, percent, say, say_counted

WIDTH = 200
"""Characters of a passage that are quoted."""
MOST_SENTENCES = 5
"""Sentences whose numbers are given."""


def what_do_they_share(
    covered: pd.DataFrame,
    passages: pd.DataFrame | None = None,
    lines: pd.DataFrame | None = None,
    *,
    min_words: int = 5,
    labels: pd.Series | None = None,
) -> Finding:
    """Say how many passages the articles share, how much of each these cover, and how the longest begins.

    Takes the frames of `coverage` and, to quote the longest passage, of `shared_passages` and `sentences`.
    """
    shared = covered[covered["passages"] > 0].sort_values("bits", ascending=False, kind="stable")
    if shared.empty:
        return Finding(say("No passage of {n} words or more is in two articles.", n=number(min_words)))
    best = shared.iloc[0]
    said = {
        "a": name_of(best["article_a"], labels),
        "b": name_of(best["article_b"], labels),
        "passages": some_passages(int(best["passages"])),
        "min": number(min_words),
        "words": some_words(int(best["words"])),
        "share_a": percent(best["share_a"]),
        "share_b": percent(best["share_b"]),
    }
    if len(shared) == 1:
        lead = say(
            "{a} and {b} share **{passages}** of {min} words or more, {words} in all: {share_a} of the first article "
            "and {share_b} of the second.",
            **said,
        )
    else:
        lead = say(
            "Of {pairs} pairs that share a passage, {a} and {b} share most, rare words counting for more: "
            "**{passages}** of {min} words or more, {words} in all, {share_a} of the first article and {share_b} of "
            "the second.",
            pairs=number(len(shared)),
            **said,
        )
    tied = ties(shared["bits"])
    as_much = say_counted("One other pair shares as much.", "{n} other pairs share as much.", tied) if tied else ""
    quote = "" if passages is None or lines is None else _longest(passages, lines, best)
    return finding(lead, quote, as_much)


def _longest(passages: pd.DataFrame, lines: pd.DataFrame, pair: pd.Series) -> str:
    """The longest passage of a pair: its first sentence, and the sentences in which it begins."""
    theirs = passages[(passages["article_a"] == pair["article_a"]) & (passages["article_b"] == pair["article_b"])]
    theirs = theirs[~theirs["widespread"]].sort_values(["words", "bits"], ascending=False, kind="stable")
    if theirs.empty:
        return ""
    first = theirs.iloc[0]
    line_a, line_b = (_line_at(lines, first[f"article_{side}"], first[f"start_{side}"]) for side in "ab")
    begin, end = first["start_a"] - line_a["start"], first["end_a"] - line_a["start"]
    whole = end <= len(line_a["text"])
    text = shorten(line_a["text"][begin:end], WIDTH, placeholder=" …")
    said = {
        "words": some_words(int(first["words"])),
        "text": quoted(text if whole or text.endswith(" …") else f"{text} …"),
        "a": line_a["sentence"],
        "b": line_b["sentence"],
    }
    if len(theirs) == 1:
        return say("It begins in sentence {a} of the first and sentence {b} of the second: {text}.", **said)
    return say(
        "The longest, of {words}, begins in sentence {a} of the first and sentence {b} of the second: {text}.", **said
    )


def _line_at(lines: pd.DataFrame, article: Hashable, start: int) -> Any:
    """The sentence in which a position lies."""
    own = lines[(lines["article"] == article) & (lines["start"] <= start)]
    return own.iloc[-1]


def what_is_new(
    news: pd.DataFrame,
    back: pd.DataFrame | None = None,
    *,
    pair: tuple[Hashable, Hashable] | None = None,
    orders: pd.DataFrame | None = None,
    mostly: float = 0.5,
    labels: pd.Series | None = None,
) -> Finding:
    """Say how many sentences are mostly, or not at all, in shared passages.

    Takes the frame of `novelty` for the second article of a pair against the first; `back` is the same for the first
    against the second, `pair` names the two, and `orders` is the frame of `order` for them. Where `orders` says which
    article came first, only the sentences of the later one are counted; where it does not, those of both are.
    """
    names = say("the first article"), say("the second article")
    if pair is not None:
        names = name_of(pair[0], labels), name_of(pair[1], labels)
    to_second = _new_in(news, names[1], names[0], mostly)
    if back is None:
        return Finding(to_second)
    order = _order_of(orders, pair)
    if order == "before":
        return Finding(to_second)
    to_first = _new_in(back, names[0], names[1], mostly)
    if order == "after":
        return Finding(to_first)
    open_order = say("Which of the two came first **cannot be decided**.") if order else ""
    return finding(to_second, to_first, open_order)


def _order_of(orders: pd.DataFrame | None, pair: tuple[Hashable, Hashable] | None) -> str:
    """The order of the first article of a pair relative to the second: before, after, or not known."""
    if orders is None or pair is None:
        return ""
    for a, b, order in zip(orders["article_a"], orders["article_b"], orders["order"], strict=True):
        if (a, b) == pair:
            return str(order)
        if (b, a) == pair:
            return {"before": "after", "after": "before"}.get(order, str(order))
    return ""


def _new_in(news: pd.DataFrame, here: str, there: str, mostly: float) -> str:
    known = news[news["words"] > 0]
    none, found = int((known["found"] == 0).sum()), known[known["share"] >= mostly]
    said: dict[str, object] = {"none": number(none), "all": number(len(known)), "here": here, "there": there}
    if none == len(known):
        return say("No word of {here} is in a passage shared with {there}.", here=here, there=there)
    if len(found) == len(known):
        return say_counted(
            "The one sentence of {here} has {mostly} or more of its words in a passage shared with {there}.",
            "All {n} sentences of {here} have {mostly} or more of their words in a passage shared with {there}.",
            len(known),
            here=here,
            there=there,
            mostly=percent(mostly),
        )
    if found.empty:
        return say("In **{none}** of {all} sentences of {here} no word is in a passage shared with {there}.", **said)
    numbers = [number(int(sentence)) for sentence in found["sentence"].head(MOST_SENTENCES)]
    if more := len(found) - len(numbers):
        numbers.append(say("{n} more", n=number(more)))
    return say_counted(
        "In **{none}** of {all} sentences of {here} no word is in a passage shared with {there}; in one "
        "(sentence {numbers}) {mostly} or more of the words are.",
        "In **{none}** of {all} sentences of {here} no word is in a passage shared with {there}; in {n} "
        "(sentences {numbers}) {mostly} or more of the words are.",
        len(found),
        numbers=listed(numbers),
        mostly=percent(mostly),
        **said,
    )
