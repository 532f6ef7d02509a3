"""Findings about what is set apart before articles are compared: duplicates and boilerplate."""

import pandas as pd

from leesbril.findings._phrasing import Finding, bullets, name_of, quoted, safe
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording import listed
from leesbril.wording.quantities import some_articles, some_words
from leesbril.wording.report_language import number, percent, say, say_counted, translatable

MOST_OF_A_LINE = 60
"""Characters of a repeated line that are quoted."""

_KINDS = {
    "exact": translatable("{n} word for word"),
    "near": translatable("{n} with small changes"),
    "version": translatable("{n} as an earlier or later version"),
}


def what_is_set_apart(
    duplicates: pd.DataFrame, boilerplate: pd.DataFrame, *, labels: pd.Series | None = None
) -> Finding:
    """Say how many articles stand in the folder more than once, and which lines one publisher repeats.

    Takes the frames of `duplicates` and `boilerplate`, and the labels of `leesbril.labels`.
    """
    lines = [line for line in (_duplicates(duplicates, labels), _boilerplate(boilerplate)) if line]
    none = say(
        "No article stands in the folder more than once; texts of different publishers are not compared for this."
    )
    return Finding(bullets(*lines) or none, doubtful=lines)


def _duplicates(found: pd.DataFrame, labels: pd.Series | None) -> str:
    others = found[~found["kept"]]
    if others.empty:
        return ""
    counts = others["kind"].value_counts()
    kinds = [say(told, n=number(int(counts[kind]))) for kind, told in _KINDS.items() if kind in counts]
    nearest = others.sort_values("share", kind="stable").iloc[-1]
    kept = found.loc[found["kept"] & (found["set"] == nearest["set"]), "article"].iloc[0]
    return say_counted(
        "**{n} article** repeats another one of the folder and is set apart: {kinds}. Of {copy}, {share} also stands "
        "in {kept}.",
        "**{n} articles** repeat another one of the folder and are set apart: {kinds}. Of {copy}, for example, {share} "
        "also stands in {kept}.",
        len(others),
        kinds=listed(kinds),
        copy=name_of(nearest["article"], labels),
        share=percent(float(nearest["share"])),
        kept=name_of(kept, labels),
    )


def _boilerplate(found: pd.DataFrame) -> str:
    if found.empty:
        return ""
    lines = found.drop_duplicates(["publisher", "text"])
    first = lines.sort_values("articles", ascending=False, kind="stable").iloc[0]
    return say_counted(
        "**{n} line** is repeated by its publisher and left out where articles are compared: {line}, in {articles} of "
        "{of} articles of {publisher}.",
        "**{n} lines** are repeated by their publisher and left out where articles are compared, such as {line}, in "
        "{articles} of {of} articles of {publisher}.",
        len(lines),
        line=quoted(_beginning(first["text"])),
        articles=number(int(first["articles"])),
        of=number(int(first["of"])),
        publisher=safe(first["publisher"]),
    )


def _beginning(text: str) -> str:
    """The first words of a long line."""
    if len(text) <= MOST_OF_A_LINE:
        return text
    return f"{text[:MOST_OF_A_LINE].rsplit(' ', 1)[0]} …"


def what_is_compared(articles: pd.DataFrame, tokens: Tokens) -> Finding | None:
    """Say how many articles, and how many words of boilerplate, the comparison leaves out; None if it takes all.

    Takes the frame of `read_articles` and the tokens that are compared.
    """
    apart, words = len(articles) - len(tokens), int(tokens.is_boilerplate.sum())
    if not apart and not words:
        return None
    among = say_counted(
        "Compared here: {kept}; {n} that repeats another one is set apart.",
        "Compared here: {kept}; {n} that repeat another one are set apart.",
        apart,
        kept=some_articles(len(tokens)),
    )
    lines = say("Left out: {words} of lines that one publisher repeats.", words=some_words(words))
    return Finding(" ".join([among] * bool(apart) + [lines] * bool(words)), compared=True)
