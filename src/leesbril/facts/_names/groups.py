"""Mentions of names → groups of variants: IS and Islamitische Staat, al-Baghdadi and Abu Bakr al-Baghdadi."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from leesbril.facts._names.data import NameData
from leesbril.facts._names.evidence import Words
from leesbril.facts._names.keys import BETWEEN, key_of, without_genitive
from leesbril.facts._names.mentions import PERSON, PLACE, Mentions
from leesbril.facts._names.types import WordTypes

ACRONYM, SHORT = "acronym of", "short for"


@dataclass(frozen=True)
class Groups:
    """For each mention the name of its group, of what it is short (polars series), and a kind (a number in `KINDS`)."""

    name: Any
    because: Any
    kind: np.ndarray


def groups_of(words: Words, types: WordTypes, mentions: Mentions, data: NameData, texts: list[str]) -> Groups:
    """The group of each mention."""
    import polars as pl

    row, key = words.row[mentions.first], _keys(mentions, data)
    frame = pl.DataFrame(
        {
            "row": row.astype(np.int64),
            "key": key,
            "name": mentions.name,
            "kind": mentions.kind.astype(np.int64),
            "cued": mentions.cued,
            "compound": mentions.compound,
            "plain": ~mentions.compound & ~types.shouted[words.kind[mentions.first]],
        }
    )
    short = pl.concat(
        [
            _tails(frame, data),
            _acronyms(words, types, mentions, frame, texts),
            _parts(words, types, mentions, frame, texts),
        ]
    )
    found = _resolved(frame, short)
    named = found.join(_shown(found), on="group", how="left", maintain_order="left")
    named = named.join(_kinds(found, "row"), on=["row", "group"], how="left", maintain_order="left", suffix="_here")
    named = named.join(_kinds(found), on="group", how="left", maintain_order="left", suffix="_everywhere")
    because = named.select(
        pl.when(pl.col("because").is_not_null()).then(
            pl.col("because")
            + " "
            + pl.col("shown")
            + pl.when("elsewhere").then(pl.lit(", in another article")).otherwise(pl.lit(""))
        )
    ).to_series()
    # The kind of a mention is its own, then that of its name in the article, then that of a long form elsewhere.
    there = pl.when("elsewhere").then("kind_everywhere")
    kind = (
        named.select(pl.coalesce(pl.col("kind").replace(0, None), "kind_row", there).fill_null(0))
        .to_series()
        .to_numpy()
    )
    return Groups(named["shown"], because, kind)


def _keys(mentions: Mentions, data: NameData) -> Any:
    """The key of each mention; inhabitants of one country have one key, in the singular as in the plural."""
    distinct = mentions.name.unique()
    countries = [data.inhabitants.get(without_genitive(name), "") for name in distinct.to_list()]
    keys = [
        (country and f"people of {country}") or key_of(name) for name, country in zip(distinct, countries, strict=True)
    ]
    return mentions.name.replace_strict(distinct, keys, return_dtype=distinct.dtype)


def _tails(frame: Any, data: NameData) -> Any:
    """Short forms by article: the last words of one long form of the article only, such as a surname.

    A place is no short form of what it is the tail of (Universiteit van Amsterdam), nor has it one; behind a
    preposition inside a name only a person has one (Ludwig van Beethoven).
    """
    import polars as pl

    particles, places = list(data["particles"] | data["of_institutions"]), list(data.place_keys)
    distinct = (
        frame.filter(~pl.col("compound"))
        .group_by("row", "key")
        .agg(
            pl.col("name").first(),
            (pl.col("kind") == PERSON).any().alias("person"),
            (pl.col("kind") == PLACE).any().alias("place"),
        )
    )
    long = distinct.filter(pl.col("name").str.contains(" ") & ~pl.col("place"))
    words = long.with_columns(word=pl.col("name").str.split(" "))
    cut = words.with_columns(at=pl.int_ranges(1, pl.col("word").list.len())).explode("at")
    behind = pl.col("word").list.get(pl.col("at") - 1).str.to_lowercase().is_in(particles)
    tails = cut.with_columns(short=pl.col("word").list.slice(pl.col("at")).list.join(" ")).filter(
        ~behind | pl.col("person")
    )
    keys = {tail: key_of(tail) for tail in tails["short"].unique().to_list()}
    tails = tails.with_columns(short=pl.col("short").replace_strict(keys, return_dtype=pl.String))
    tails = tails.filter(~pl.col("short").is_in(places), pl.col("short").str.len_chars() > 1)
    return tails.select("row", "short", long="key", because=pl.lit(SHORT), anywhere="person").unique()


def _acronyms(words: Words, types: WordTypes, mentions: Mentions, frame: Any, texts: list[str]) -> Any:
    """Acronyms in brackets behind the name whose letters they are, or before it: Islamitische Staat (IS)."""
    import polars as pl

    short = types.acronym[words.kind[mentions.first]] & (mentions.first == mentions.last)
    near = (mentions.first[1:] == mentions.last[:-1] + 1) & (short[1:] != short[:-1])
    near &= ~words.joined[mentions.last[:-1]]
    row, key, name = frame["row"], frame["key"], frame["name"]
    usual = np.append(0, np.cumsum(types.ordinary[words.kind]))
    ordinary = usual[mentions.last + 1] > usual[mentions.first]  # else it may be the initials of a person
    found = []
    for place in np.flatnonzero(near).tolist():
        gap = texts[row[place]][mentions.end[place] : mentions.start[place + 1]]
        if row[place] != row[place + 1] or gap.strip() not in {"(", ", ("} or not gap.endswith("("):
            continue
        for one, other in ((place + 1, place), (place, place + 1)):
            if is_acronym_of(name[one], name[other]):
                found.append((row[place], key[one], key[other], ACRONYM, bool(ordinary[other])))
    return pl.DataFrame(found, schema=_short_forms(), orient="row").unique()


def _short_forms() -> dict[str, Any]:
    """The columns of short forms: `anywhere` says whether they hold in articles without the long form too."""
    import polars as pl

    return {"row": pl.Int64, "short": pl.String, "long": pl.String, "because": pl.String, "anywhere": pl.Boolean}


def is_acronym_of(short: str, long: str) -> bool:
    """Whether a word consists of the first letters of a name, and of others of it in the same order.

    >>> is_acronym_of("NAVO", "Noord-Atlantische Verdragsorganisatie"), is_acronym_of("VVD", "Volkert van der Graaf")
    (True, False)
    """
    letters = re.sub(r"[^\w]", "", short)
    parts = [part for part in BETWEEN.split(long) if part]
    initials = [part[0] for part in parts if part[0].isupper()]
    if len(parts) < 2 or len(letters) < 2 or sum(map(str.isupper, letters)) < 2:
        return False
    return _in_order(initials, letters.upper()) and _in_order(letters.upper(), "".join(parts).upper())


def _in_order(some: Any, letters: str) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in some)


def _parts(words: Words, types: WordTypes, mentions: Mentions, frame: Any, texts: list[str]) -> Any:
    """Parts of places: Oude Stad is short for Oude Stad van the place that stands behind it."""
    import polars as pl

    van = types.flags["of_places"]
    near = np.flatnonzero((mentions.first[1:] == mentions.last[:-1] + 2) & (mentions.last > mentions.first)[:-1])
    near = near[
        van[words.kind[mentions.last[near] + 1]]
        & types.flags["parts_of_places"][words.kind[mentions.last[near]]]
        & words.joined[mentions.last[near]]
        & words.joined[mentions.last[near] + 1]
        & (mentions.kind[near + 1] == PLACE)
    ]
    row, key = frame["row"], frame["key"]
    whole = [texts[row[place]][mentions.start[place] : mentions.end[place + 1]] for place in near.tolist()]
    found = [
        (row[place], key[place], " ".join(name.split()), SHORT, True)
        for place, name in zip(near.tolist(), whole, strict=True)
    ]
    return pl.DataFrame(found, schema=_short_forms(), orient="row").unique()


def _resolved(frame: Any, short: Any) -> Any:
    """The mentions with the key of their group; a short form of two names stays by itself.

    What an article says of its own names comes first, then what all articles together say.
    """
    import polars as pl

    longest = short.join(short.select("row", long="short", longer="long"), on=["row", "long"], how="left")
    own = (
        longest.with_columns(long=pl.coalesce("longer", "long"))
        .select("row", "short", "long", "because", "anywhere")
        .unique()
    )
    own = own.group_by("row", "short").agg(
        pl.col("long").n_unique().alias("number"), pl.col("long", "because").first(), pl.col("anywhere").any()
    )
    everywhere = own.group_by("short").agg(
        pl.col("long").n_unique().alias("several"),
        pl.col("number").max(),
        pl.col("long", "because").first(),
        pl.col("anywhere").any(),
    )
    everywhere = everywhere.filter((pl.col("several") == 1) & (pl.col("number") == 1) & pl.col("anywhere")).select(
        "short", "long", "because"
    )
    own = own.filter(pl.col("number") == 1).drop("number", "anywhere")
    here = frame.join(own, left_on=["row", "key"], right_on=["row", "short"], how="left", maintain_order="left")
    there = here.join(everywhere, left_on="key", right_on="short", how="left", maintain_order="left", suffix="_there")
    ambiguous = short.group_by("row", "short").agg(pl.col("long").n_unique().alias("longs")).filter(pl.col("longs") > 1)
    there = there.join(ambiguous, left_on=["row", "key"], right_on=["row", "short"], how="left", maintain_order="left")
    elsewhere = pl.col("long").is_null() & pl.col("long_there").is_not_null() & pl.col("longs").is_null()
    return there.with_columns(
        elsewhere=elsewhere,
        group=pl.coalesce("long", pl.when(elsewhere).then("long_there"), "key"),
        because=pl.coalesce("because", pl.when(elsewhere).then("because_there")),
    )


def _shown(found: Any) -> Any:
    """The name of each group: the most frequent spelling of its most complete form, with a hyphen if as frequent."""
    import polars as pl

    each = found.group_by("key", "name").agg(pl.len().alias("count"), pl.col("plain").any())
    order = each.sort("key", "plain", "count", "name", descending=[False, True, True, False])
    spelled = order.group_by("key", maintain_order=True).agg(pl.col("name").first().alias("shown"))
    groups = found.select("group").unique().join(spelled, left_on="group", right_on="key", how="left")
    # The whole name of a part of a place is written nowhere as one mention.
    return groups.with_columns(pl.col("shown").fill_null(pl.col("group")))


def _kinds(found: Any, *within: str) -> Any:
    """The kind of each group (in each article): the one that a word beside it says, else the most frequent."""
    import polars as pl

    by = [*within, "group"]
    each = found.filter(pl.col("kind") > 0).group_by(*by, "cued", "kind").agg(pl.len().alias("count"))
    order = each.sort(*by, "cued", "count", "kind", descending=[False] * len(by) + [True, True, False])
    return order.group_by(by, maintain_order=True).agg(pl.col("kind").first().alias("_".join(["kind", *within])))
