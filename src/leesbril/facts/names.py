"""Tokens → the names in them, groups of their variants, and who is named in one article and not in another."""

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd

from leesbril.facts._names.data import name_data
from leesbril.facts._names.evidence import Words, evidence_of, with_initials
from leesbril.facts._names.groups import groups_of
from leesbril.facts._names.mentions import KINDS, REASONS, WHY, mentions_of
from leesbril.facts._names.runs import runs_of
from leesbril.facts._names.types import word_types
from leesbril.frames import NAME_GROUPS, NAMES, WHO_IS_NAMED
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

BETWEEN_VARIANTS = " · "


def names(articles: Articles | Tokens, *, language: str | None = None) -> pd.DataFrame:
    """Find the names in articles: every mention, the name that it is counted for, and what that rests on.

    A name is a run of capitalised words, with small words inside it such as *van der*, held against how the articles
    and the dictionary write the same words in small letters; adjectives of peoples (Iraakse) are no names. Variants
    have one name: a short form joins the long form of its article that ends so (al-Baghdadi, Abu Bakr al-Baghdadi) if
    there is one only, letters in brackets join the name before them (IS), hyphens, capitals and accents say nothing.

    Columns as in `frames.NAMES`: `article`, `sentence` (from 1 in each article), `start`, `end` (characters),
    `written`, `name`, `kind` (person, place, organisation, people, or missing where neither a list nor a word beside it
    says so), `why`, `compound` (IS-leider counts for IS). Raises ValueError for a language without rules and for tokens
    without texts. Places: GeoNames and CLDR.

    >>> toy = pd.DataFrame({"text": ["Premier Mark Rutte sprak in Parijs. Rutte zei niets."]}, index=["a"])
    >>> names(toy, language="nl")[["start", "name", "kind"]].values.tolist()
    [[8, 'Mark Rutte', 'person'], [28, 'Parijs', 'place'], [36, 'Mark Rutte', 'person']]
    """
    tokens = as_tokens(articles, language=language)
    found: pd.DataFrame = tokens.kept("names", lambda: _names(tokens))
    return found.copy()


def _names(tokens: Tokens) -> pd.DataFrame:
    import polars as pl

    data, texts = name_data(tokens.language), tokens.texts.to_list()
    types = word_types(tokens)
    words = with_initials(Words.of(tokens, tokens.view()), types, texts)
    evidence = evidence_of(words, types, texts)
    runs = runs_of(words, types, evidence, data.bridged_places, texts)
    mentions = mentions_of(words, types, evidence, runs, data, texts)
    groups = groups_of(words, types, mentions, data, texts)
    row = words.row[mentions.first]
    why = pl.select(
        pl.concat_str(
            pl.Series(WHY).gather(mentions.why),
            pl.lit("; kind: ") + pl.Series([reason or None for reason in REASONS]).gather(mentions.reason),
            pl.lit("; ") + groups.because,
            ignore_nulls=True,
        )
    ).to_series()
    frame = {
        "article": tokens.names.take(row).array,
        "sentence": words.sentence[mentions.first] - tokens.spans.first[row] + 1,
        "start": mentions.start,
        "end": mentions.end,
        "written": _strings(mentions.written),
        "name": _strings(groups.name),
        "kind": pd.array(KINDS, dtype="str").take(groups.kind),
        "why": _strings(why),
        "compound": mentions.compound,
    }
    return NAMES.typed(frame, names=tokens.names.dtype)


def _strings(column: Any) -> Any:
    """A polars series of strings as a pandas array."""
    return pd.array(column.to_arrow(), dtype="str")


def name_groups(
    articles: Articles | Tokens | None = None, *, language: str | None = None, found: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Count the names of articles: one row per name with all its variants, the name in most articles first.

    Columns as in `frames.NAME_GROUPS`: `name`, `kind` (of most of its mentions), `variants` (as written, the most
    frequent first), `count` (mentions, those in compounds included), `articles`. `found` is a frame of `names`, given
    instead of articles. Raises TypeError unless one of both is given.

    >>> toy = pd.DataFrame({"text": ["In Mosul vecht IS. De IS-leider vlucht.", "Mosul valt."]}, index=["a", "b"])
    >>> name_groups(toy, language="nl").drop(columns="kind").values.tolist()
    [['Mosul', 'Mosul', 2, 2], ['IS', 'IS · IS-leider', 2, 1]]
    """
    mentions = _given("name_groups", articles, language, found)
    counts = mentions.groupby("name", sort=False).agg(count=("name", "size"), articles=("article", "nunique"))
    variants = _most_frequent(mentions, "written").groupby("name", sort=False)["written"].agg(BETWEEN_VARIANTS.join)
    kinds = _most_frequent(mentions.dropna(subset="kind"), "kind").groupby("name", sort=False)["kind"].first()
    table = counts.assign(variants=variants, kind=kinds).reset_index()
    table = table.sort_values(["articles", "count", "name"], ascending=[False, False, True], kind="stable")
    return NAME_GROUPS.typed(table.reset_index(drop=True))


def _given(
    function: str, articles: Articles | Tokens | None, language: str | None, found: pd.DataFrame | None
) -> pd.DataFrame:
    """The mentions of names that were given or that are in the articles."""
    if (articles is None) == (found is None):
        raise TypeError(f"{function} takes articles, or found= with the frame that names returned; give one of both.")
    if found is None:
        assert articles is not None
        return names(articles, language=language)
    if missing := [column for column in NAMES.kinds if column not in found]:
        raise ValueError(f"found= takes the frame that names returned; it has no column {missing[0]!r}.")
    return found


def _most_frequent(mentions: pd.DataFrame, column: str) -> pd.DataFrame:
    """The values of a column for each name, the most frequent first, equally frequent ones in alphabetical order."""
    counted = mentions.groupby(["name", column], sort=True).size().rename("count").reset_index()
    return counted.sort_values(["name", "count"], ascending=[True, False], kind="stable")


def who_is_named(
    articles: Articles | Tokens | None = None,
    a: Hashable = None,
    b: Hashable = None,
    *,
    language: str | None = None,
    found: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Compare the names of two articles: who and what is named in both, only in `a`, only in `b`.

    `a` and `b` are names of articles; all the articles given decide what is a name and a variant. Columns as in
    `frames.WHO_IS_NAMED`: `name`, `kind`, `named` (`both`, `only a`, `only b`), `count_a`, `count_b`, `variants_a`,
    `variants_b`; names in both first, then by count. `found` as in `name_groups`. Raises KeyError for an unknown
    article.

    >>> toy = pd.DataFrame({"text": ["In Mosul vecht IS.", "Mosul ligt in Irak."]}, index=["a", "b"])
    >>> who_is_named(toy, "a", "b", language="nl")[["name", "named"]].values.tolist()
    [['Mosul', 'both'], ['IS', 'only a'], ['Irak', 'only b']]
    """
    if articles is not None and found is None:
        articles = as_tokens(articles, language=language)
        for name in (a, b):
            if name not in articles.names:
                raise KeyError(f"No article {name!r} among the {len(articles)}.")
    mentions = _given("who_is_named", articles, language, found)
    own = [name_groups(found=mentions[mentions["article"] == name]) for name in (a, b)]
    both = own[0].merge(own[1], on="name", how="outer", suffixes=("_a", "_b"))
    count_a, count_b = (both[f"count_{side}"].fillna(0).astype("int64") for side in "ab")
    named = np.select([count_b == 0, count_a == 0], ["only a", "only b"], "both")
    table = both.assign(count_a=count_a, count_b=count_b, named=named, kind=both["kind_a"].fillna(both["kind_b"]))
    order = table.assign(total=count_a + count_b).sort_values(
        ["named", "total", "name"], ascending=[True, False, True], kind="stable"
    )
    return WHO_IS_NAMED.typed(order.reset_index(drop=True))
