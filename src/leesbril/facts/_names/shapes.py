"""Distinct words → what their spelling and the word lists say about each, in columns."""

from typing import Any

import numpy as np

from leesbril.facts._names.data import NameData
from leesbril.text.words import APOSTROPHES, HYPHENS

NAMED, ADJECTIVE, COMPOUND, TOWN = 1, 2, 3, 4
"""Roles of a word with a capital: part of a name, adjective of a people, compound with a name in it, adjective of a
town, which begins no name; 0 is any other word."""
_APOSTROPHE, _HYPHEN = f"[{APOSTROPHES}]", f"[{HYPHENS}]"
_SMALL_PARTS = rf"(?:\p{{Ll}}[^{HYPHENS}]*{_HYPHEN})*\p{{Ll}}[^{HYPHENS}]*$"
_LETTERS = rf"^(?:\p{{Lu}}\.?){{2,}}(?:{_HYPHEN}\p{{Ll}}|{_APOSTROPHE}|$)"
_CHESS_MOVE = r"^\p{Lu}?[a-h]?x?[a-h][1-8]$"
_PERSON_OF = rf"^(.*\p{{Lu}}){_APOSTROPHE}(?:er|ers|ster|sters)$"


def shapes_of(written: Any, lower: Any, data: NameData) -> Any:
    """The columns `word`, `capital`, `head`, `letters` and the masks of `_listed`: one row per word.

    `capital`: with a capital at its start, or behind a part in small letters (al-Nuri, ex-PSV). `head`: the name in a
    compound (IS of IS-leider, PvdA of PvdA'er, PSV of ex-PSV), else missing. `letters`: an acronym by its spelling.
    """
    import polars as pl

    word = pl.col("word")
    # ex-PSV, kabinet-Dewael: what is behind the hyphen is the name; al-Nuri is one as a whole.
    whole = word.str.contains(rf"^{data.name_prefix}{_HYPHEN}\p{{Lu}}")
    body = pl.when(whole).then("word").otherwise(word.str.replace(rf"^(?:\p{{Ll}}+{_HYPHEN})+(\p{{Lu}})", "$1"))
    frame = pl.DataFrame({"word": written, "lower": lower}).with_columns(body=body)
    frame = frame.with_columns(
        last=word.str.extract(rf"{_HYPHEN}([^{HYPHENS}]+)$", 1).fill_null(""),
        opening=word.str.extract(rf"^([^{HYPHENS}]+){_HYPHEN}\p{{Lu}}", 1).fill_null(""),
        bare=word.str.replace(rf"{_APOSTROPHE}s?$", ""),
        capital=word.str.contains(_capital(data)) | pl.col("body").str.contains(r"^\p{Lu}"),
        letters=word.str.contains(_LETTERS),
        head=pl.coalesce(
            pl.col("body").str.extract(rf"^(.*\p{{Lu}}.*?){_HYPHEN}{_SMALL_PARTS}", 1),
            pl.col("body").str.extract(_PERSON_OF, 1),
            pl.when(pl.col("body") != word).then("body"),
        ),
    )
    return frame.with_columns(**_listed(data))


def _capital(data: NameData) -> str:
    """A regular expression for words that are written as names: Mosul, 5MCompany, iPhone, al-Nuri, 's-Hertogenbosch."""
    starts = (
        rf"{_APOSTROPHE}?\p{{Lu}}",
        r"\p{Nd}+\p{Lu}",
        r"\p{Ll}\p{Lu}",
        rf"{data.name_prefix}(?:{_HYPHEN}|{_APOSTROPHE})\p{{Lu}}",
        rf"{_APOSTROPHE}s{_HYPHEN}\p{{Lu}}",
    )
    return f"^(?:{'|'.join(starts)})"


def _listed(data: NameData) -> dict[str, Any]:
    """Masks by word lists: adjectives of peoples and of towns, words without a name, buildings, places, first names."""
    import polars as pl

    word, lower, last, bare = (pl.col(name) for name in ("word", "lower", "last", "bare"))
    places = list(data.places)
    # In a line in capitals: MOSUL; a shorter one may be an acronym.
    titled = pl.when(word.str.contains(r"^\p{Lu}{4,}$")).then(word.str.slice(0, 1) + lower.str.slice(1)).otherwise(word)
    adjectives, inhabitants, first_names = list(data.adjectives), list(data.inhabitants), list(data.first_names)
    directed = lower.str.contains(rf"^(?:{'|'.join(sorted(data['directions']))}){_HYPHEN}")
    stem = word.str.extract(r"^(\p{Lu}.{2,})se?$", 1).fill_null("")  # Amersfoortse, Zeebrugs
    own = list(data.places | data.first_names | data.adjectives.keys())
    no_head = list(data["prefixes"] | data["no_names"] | data["ordinary_acronyms"])
    head, ending = pl.col("head").str.to_lowercase().fill_null(""), word.str.contains(data.adjective_endings)
    return {
        "adjective": last.is_in(adjectives) | pl.col("body").is_in(adjectives) | ending,
        "town": word.is_in(list(data.towns)) | (stem.is_in(list(data.stems)) & ~word.is_in(own)),
        "excluded": lower.is_in(list(data["no_names"]))
        | (word.str.contains(r"^\p{Lu}+$") & lower.is_in(list(data["ordinary_acronyms"])))
        | word.str.contains(_CHESS_MOVE)
        | head.is_in(no_head)
        | (head.str.len_chars() == 1),
        "building": lower.str.contains(rf"{_HYPHEN}{data.building}"),
        "place": bare.is_in(places) | word.is_in(places) | titled.is_in(places),
        "first": bare.is_in(first_names) | pl.col("opening").is_in(first_names),
        "people": word.is_in(inhabitants) | (last.is_in(inhabitants) & directed),
    }


def roles_of(frame: Any, acronym: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """The role of each word, given its shape and its kind as a token (see `leesbril.text.vocabulary`)."""
    capital = frame["capital"].to_numpy()
    compound = (frame["head"].is_not_null() & ~frame["building"]).to_numpy()
    role = np.where(capital | acronym, NAMED, 0)
    role[compound & capital] = COMPOUND
    role[frame["adjective"].to_numpy() & capital] = ADJECTIVE
    role[frame["town"].to_numpy() & capital] = TOWN
    role[frame["excluded"].to_numpy() | ~np.isin(kind, ["word", "acronym"])] = 0
    return role
