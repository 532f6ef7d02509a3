"""Findings about pairs of articles: how alike they are, why, and how far that depends on the settings."""

from collections.abc import Hashable

import pandas as pd

from leesbril.findings._phrasing import Finding, as_shown, finding, name_of, no_answer, quoted, safe, ties
from leesbril.wording import listed
from leesbril.wording.report_language import decimal, number, percent, say, say_counted, translatable
from leesbril.wording.settings import SETTINGS

SMALLEST = 0.005
"""Half of the last digit of a cosine as it is written: a smaller difference is none."""

FEW_PAIRS = 10
"""Pairs from which it is said what is usual among them: five articles have as many."""

WEIGHTS = {
    "none": translatable("by counts alone"),
    "corpus": translatable("by rarity in the folder"),
    "corpus (degenerate)": translatable("by rarity in the folder, which is too small for it"),
    "background": translatable("by rarity in the language at large"),
    "background (n-grams)": translatable("by rarity in the language at large"),
}
"""What words are weighted by, for each source of the idf."""


def how_alike(
    pairs: pd.DataFrame,
    spread: pd.DataFrame | None = None,
    *,
    high: float = 0.5,
    labels: pd.Series | None = None,
) -> Finding:
    """Name the most similar pair of articles, with its counts, and say if other pairs tie with it.

    Takes the frame of `similarity`, the most similar pair first, and that of `cosine_histogram` to speak of all pairs;
    without it, what is said is said of the pairs listed.
    """
    known = pairs[pairs["cosine"].notna()]
    if known.empty:
        return no_answer(say("There is **no pair** of articles with counted words, so nothing to compare."))
    best = known.iloc[0]
    if best["cosine"] == 0:
        return no_answer(say("No two of the articles have a counted word in common, so every cosine is 0."))
    total = len(known) if spread is None else int(spread.loc[spread["cosine_from"].notna(), "pairs"].sum())
    said = {
        "a": _with_words(best["article_a"], int(best["words_a"]), labels),
        "b": _with_words(best["article_b"], int(best["words_b"]), labels),
        "cosine": decimal(best["cosine"]),
        "shared": say_counted("1 word occurs in both", "{n} different words occur in both", int(best["shared_terms"])),
    }
    if total == 1:
        lead = say("{a} and {b} have a cosine similarity of **{cosine}**: {shared}.", **said)
        scale = say(
            "It would be 0 if they had no counted word in common, and 1 if they had the same words in the same "
            "proportions."
        )
        return finding(lead, scale)
    said["pairs"] = number(total)
    if spread is None:
        lead = say(
            "Of the {pairs} pairs listed, {a} and {b} are the most similar, with a cosine similarity of **{cosine}**: "
            "{shared}.",
            **said,
        )
    else:
        lead = say(
            "Of all {pairs} pairs, {a} and {b} are the most similar, with a cosine similarity of **{cosine}**: "
            "{shared}.",
            **said,
        )
    if spread is None:
        return finding(lead, _tied(known["cosine"], total))
    over = _over(spread, high, best["cosine"])
    return finding(lead, _tied(known["cosine"], total), over, _usual(spread, total, best["cosine"]))


def _with_words(article: Hashable, counted: int, labels: pd.Series | None) -> str:
    name = name_of(article, labels)
    return say_counted("{name} ({n} counted word)", "{name} ({n} counted words)", counted, name=name)


def _tied(cosines: pd.Series, total: int) -> str:
    """How many other pairs have the first cosine; no more than are listed are known."""
    others = ties(cosines)
    if not others:
        return ""
    if others + 1 == len(cosines) < total:
        return say("At least {n} other pairs have as high a cosine.", n=number(others))
    return say_counted("One other pair has as high a cosine.", "{n} other pairs have as high a cosine.", others)


def _over(spread: pd.DataFrame, high: float, best: float) -> str:
    """How many pairs reach a cosine, and how many of all articles have one; nothing where the best pair does not."""
    if best < high:
        return ""
    above = spread.loc[spread["cosine_from"] >= high - 1e-9, ["pairs", "articles"]].sum()
    return say_counted(
        "No other pair reaches {high}.",
        "In all, **{n} pairs** reach {high}; {articles} of the {all} articles are in one of them.",
        int(above["pairs"]),
        high=decimal(high),
        articles=number(int(above["articles"])),
        all=number(int(spread["articles"].sum())),
    )


def _usual(spread: pd.DataFrame, total: int, best: float) -> str:
    """What is usual in the folder: the end of the bin that holds the middle pair; nothing of a few pairs."""
    bins = spread[spread["cosine_from"].notna()].sort_values("cosine_from")
    ends = bins["cosine_from"].shift(-1, fill_value=1.0)
    middle = float(ends[bins["pairs"].cumsum() >= total / 2].iloc[0])
    if total < FEW_PAIRS or middle >= best:
        return ""
    return say("For comparison: half of all pairs have less than {usual}.", usual=decimal(middle))


def why_alike(parts: pd.DataFrame, *, top: int = 5, labels: pd.Series | None = None) -> Finding:
    """Say which words make up a cosine. Takes the frame of `explain_similarity`, or of one pair of `explain_pairs`."""
    if parts.empty:
        return no_answer(say("There is no pair of articles that shares a counted word."))
    first, shown = parts.iloc[0], as_shown(parts)
    said = {
        "word": safe(shown.iloc[0]),
        "share": percent(first["share"]),
        "cosine": decimal(parts["contribution"].sum()),
        "counts": _counts(first, labels),
    }
    if len(parts) == 1:
        return Finding(say("The cosine of {cosine} comes from one shared word, **{word}** ({counts}).", **said))
    others = [
        f"**{safe(word)}** ({percent(share)})"
        for word, share in zip(shown.iloc[1:top], parts["share"].iloc[1:top], strict=True)
    ]
    said["others"] = listed(others)
    rest = len(parts) - max(top, 1)
    tied = ties(parts["contribution"])
    as_much = say_counted("One other word adds as much.", "{n} other words add as much.", tied) if tied >= top else ""
    if rest <= 0:
        lead = say("**{word}** makes up {share} of the cosine of {cosine} ({counts}), followed by {others}.", **said)
    else:
        said |= {"rest": percent(parts["share"].iloc[top:].sum())}
        lead = _lead(said, rest, bool(others))
    return finding(lead, as_much)


def _lead(said: dict[str, str], rest: int, others: bool) -> str:
    if others:
        return say_counted(
            "**{word}** makes up {share} of the cosine of {cosine} ({counts}), followed by {others}; the other shared "
            "word adds {rest}.",
            "**{word}** makes up {share} of the cosine of {cosine} ({counts}), followed by {others}; the other {n} "
            "shared words add {rest}.",
            rest,
            **said,
        )
    return say_counted(
        "**{word}** makes up {share} of the cosine of {cosine} ({counts}); the other shared word adds {rest}.",
        "**{word}** makes up {share} of the cosine of {cosine} ({counts}); the other {n} shared words add {rest}.",
        rest,
        **{name: value for name, value in said.items() if name != "others"},
    )


def _counts(row: pd.Series, labels: pd.Series | None) -> str:
    """How often a word occurs in either article."""
    counts = {side: number(int(row[f"count_{side}"])) for side in "ab"}
    if "article_a" not in row:
        return say("{a}× in the one, {b}× in the other", **counts)
    names = {f"name_{side}": name_of(row[f"article_{side}"], labels) for side in "ab"}
    return say("{a}× in {name_a}, {b}× in {name_b}", **counts, **names)


def how_high_is_high(choices: pd.DataFrame, *, labels: pd.Series | None = None) -> Finding:
    """Give the range of the cosine of one pair over the choices of idf.

    Takes rows of the frame of `similarity` for one pair, one for each idf.
    """
    known = choices.dropna(subset="cosine").sort_values("cosine", kind="stable")
    if len(known) < 2:
        return no_answer(say("There is no pair to weight in other ways."))
    low, high = known.iloc[0], known.iloc[-1]
    names = {side: name_of(low[f"article_{side}"], labels) for side in "ab"}
    if high["cosine"] - low["cosine"] < SMALLEST:
        return Finding(
            say("The cosine of {a} and {b} is {cosine} however words are weighted.", cosine=decimal(high["cosine"]),
                **names)
        )  # fmt: skip
    return Finding(
        say(
            "Weighted in other ways, the cosine of {a} and {b} ranges from **{low}** ({by_low}) to **{high}** "
            "({by_high}): compare it only with others that use the same weights.",
            low=decimal(low["cosine"]),
            high=decimal(high["cosine"]),
            by_low=_weights(low["idf_source"]),
            by_high=_weights(high["idf_source"]),
            **names,
        )
    )


def _weights(source: str) -> str:
    return say(WEIGHTS[source]) if source in WEIGHTS else safe(source)


def how_sure(
    specifications: pd.DataFrame,
    moved: pd.DataFrame,
    *,
    pair: tuple[Hashable, Hashable] | None = None,
    labels: pd.Series | None = None,
) -> Finding:
    """Give the range of a cosine with one setting changed, and with several, and the setting that changes it most.

    Takes the frames of `sensitivity` and `one_at_a_time`, and the pair that they are about.
    """
    low, high = specifications["cosine"].min(), specifications["cosine"].max()
    usual = specifications.loc[specifications["default"], "cosine"].iloc[0]
    cosine = {"usual": decimal(usual)}
    if pair is None:
        lead = say("With the default settings the cosine is **{usual}**.", **cosine)
    else:
        names = {"a": name_of(pair[0], labels), "b": name_of(pair[1], labels)}
        lead = say("With the default settings the cosine of {a} and {b} is **{usual}**.", **cosine, **names)
    combinations = number(len(specifications))
    if high - low < SMALLEST:
        return finding(lead, say("It stays the same over {n} combinations of settings.", n=combinations))
    several = {"n": combinations, "low": decimal(low), "high": decimal(high)}
    one = {"lowest": decimal(moved["lowest"].min()), "highest": decimal(moved["highest"].max())}
    if (several["low"], several["high"]) == (one["lowest"], one["highest"]):
        ranges = say(
            "It stays between **{low}** and **{high}**, whether one setting is changed or several ({n} combinations).",
            **several,
        )
    else:
        ranges = say(
            "With one setting changed it stays between {lowest} and {highest}, and with several changed at once ({n} "
            "combinations) between **{low}** and **{high}**.",
            **several,
            **one,
        )
    none_sampled = say("This is not a confidence interval: nothing was sampled.")
    return finding(lead, ranges, _setting(moved), none_sampled)


def _setting(moved: pd.DataFrame) -> str:
    """The setting that changes the cosine most; nothing where none changes it by itself."""
    first, tied = moved.iloc[0], ties(moved["range"])
    if first["range"] < SMALLEST:
        return ""
    setting = SETTINGS.get(first["setting"])
    said = {
        "setting": say(setting) if setting else safe(first["setting"]),
        "lowest": decimal(first["lowest"]),
        "highest": decimal(first["highest"]),
    }
    if not tied:
        return say("The setting that changes it most is **{setting}**: from {lowest} to {highest}.", **said)
    return say_counted(
        "The setting that changes it most is **{setting}**, from {lowest} to {highest}; one other changes it as much.",
        "The setting that changes it most is **{setting}**, from {lowest} to {highest}; {n} others change it as much.",
        tied,
        **said,
    )


def what_carries_it(without: pd.DataFrame, *, labels: pd.Series | None = None) -> Finding:
    """Name the sentence that contributes most to a cosine. Takes the frame of `leave_one_sentence_out`."""
    known = without.dropna(subset="cosine")
    if known.empty:
        return no_answer(say("No sentence can be left out: one of the articles would have no words left."))
    first = known.iloc[0]
    if first["change"] > -SMALLEST:
        return Finding(say("Leaving out any one sentence does not lower the cosine."))
    lead = say(
        "Without sentence {sentence} of {name} the cosine falls most, by {change} to **{cosine}**: {text}",
        sentence=first["sentence"],
        name=name_of(first["article"], labels),
        change=decimal(-first["change"]),
        cosine=decimal(first["cosine"]),
        text=quoted(first["text"]),
    )
    tied = ties(known["change"])
    if not tied:
        return Finding(lead)
    as_far = say_counted(
        "Without one other sentence it falls as far.", "It falls as far without any one of {n} other sentences.", tied
    )
    return finding(lead, as_far)
