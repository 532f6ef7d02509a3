"""Distinct words → what each can be in a name; decided once per type, in columns."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from leesbril.facts._names.data import NameData, name_data
from leesbril.facts._names.shapes import NAMED, roles_of, shapes_of
from leesbril.text.vocabulary import in_alphabetical_order
from leesbril.text.words import APOSTROPHES, SHOUTED
from leesbril.tokenisation.tokens import Tokens

SHORTEST_PART = 4
"""Letters of the last word of an unlisted compound; a longer word in capitals may be an ordinary one."""
_INITIAL = r"^(?:\p{Lu}|[IVX]+|Th|Ph|Chr|Joh|St|Jos|Alb|\p{Lu}\.-?\p{Lu})$"


@dataclass(frozen=True)
class WordTypes:
    """The distinct words of articles, one entry per reading (see `View`).

    `role` is a constant of `_name_shapes`, `head` the name in a compound, `form` the number of the form in lower
    case (of the head, if any). The masks on spelling: `capital`, `upper` (all of it), `shouted` (in a line in
    capitals), `acronym`, `initial`, `genitive` (with 's), `number`, `describing` (ends as an adjective does); `size`
    is its length. Those on lists: `stop` and `ordinary` (the same word in small letters), `place`, `first`, `people`,
    `building`; `unknown` is in no list. `cue` is the kind (a number) that a word gives to the name behind it; `flags`
    has a mask for each group of words of the language.
    """

    written: Any
    lower: Any
    head: Any
    form: np.ndarray
    role: np.ndarray
    capital: np.ndarray
    upper: np.ndarray
    shouted: np.ndarray
    acronym: np.ndarray
    initial: np.ndarray
    genitive: np.ndarray
    number: np.ndarray
    describing: np.ndarray
    size: np.ndarray
    stop: np.ndarray
    ordinary: np.ndarray
    place: np.ndarray
    first: np.ndarray
    people: np.ndarray
    building: np.ndarray
    unknown: np.ndarray
    cue: np.ndarray
    flags: Mapping[str, np.ndarray]


def word_types(tokens: Tokens) -> WordTypes:
    """What each distinct word can be in a name."""
    import polars as pl

    data, table = name_data(tokens.language), tokens.view().table
    marked = tokens.types.words.gather(table["code"])
    written, lower, kind = table["token"], table["token"].str.to_lowercase(), table["kind"].cast(pl.String).to_numpy()
    shapes = shapes_of(written, lower, data)
    named = shapes.select(pl.coalesce("head", "word").str.to_lowercase()).to_series()
    listed = _ordinary(named, tokens.language, data)
    size = written.str.len_chars().to_numpy()
    by_spelling = (kind == "acronym") | (
        shapes["letters"].to_numpy() & ~(listed & (named.str.len_chars().to_numpy() > SHORTEST_PART))
    )
    role = roles_of(shapes, kind == "acronym", kind)
    stop = lower.is_in(list(tokens.speech.stop_words | tokens.speech.calendar | data["openers"])).to_numpy()
    capital, place, first, people = (shapes[name].to_numpy() for name in ("capital", "place", "first", "people"))
    stop &= kind != "acronym"
    return WordTypes(
        written=written,
        lower=lower,
        head=shapes["head"],
        form=in_alphabetical_order(named)[1],
        role=role,
        capital=capital,
        size=size,
        acronym=by_spelling,
        stop=stop,
        ordinary=listed & ~first,
        place=place,
        first=first,
        people=people,
        unknown=(role == NAMED) & ~(by_spelling | listed | stop | place | first | people),
        cue=_cues(lower, data),
        flags={group: lower.is_in(list(words)).to_numpy() for group, words in data.words.items()},
        building=lower.str.contains(data.building).to_numpy() & capital,
        shouted=marked.str.starts_with(SHOUTED).to_numpy(),
        **_spellings(written, lower, data),
    )


def _spellings(written: Any, lower: Any, data: NameData) -> dict[str, np.ndarray]:
    """Masks on spelling alone."""
    return {
        "initial": written.str.contains(_INITIAL).to_numpy(),
        "genitive": written.str.contains(f"[{APOSTROPHES}]s$").to_numpy(),
        "upper": written.str.contains(r"^\p{Lu}{2,}$").to_numpy(),
        "number": written.str.contains(r"^\p{Nd}{1,4}$").to_numpy(),
        "describing": lower.str.contains(data.describing).to_numpy(),
    }


def _cues(lower: Any, data: NameData) -> np.ndarray:
    """The kind of the name behind each word, as a number from 1; 0 for none."""
    cue = np.zeros(len(lower), np.int8)
    for number, kind in enumerate(("person", "place", "organisation"), 1):
        cue[(cue == 0) & lower.str.contains(data.cue_patterns[kind]).to_numpy()] = number
    return cue


def _ordinary(lower: Any, language: str, data: NameData) -> np.ndarray:
    """Which words are ordinary ones of the language: listed, or a compound of listed ones."""
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    known = DEFAULT_DICTIONARY_FACTORY.get_dictionary(language)
    listed = lower.is_in([word for word in lower.unique().to_list() if _is_ordinary(word, known)]).to_numpy()
    ending = lower.str.contains(rf"\p{{L}}{{3}}(?:{'|'.join(sorted(data['ordinary_endings']))})$").to_numpy()
    found: np.ndarray = listed | ending
    return found


def _is_ordinary(word: str, known: Container[str]) -> bool:
    if word in known:
        return True
    cuts: Iterable[int] = range(SHORTEST_PART - 1, len(word) - SHORTEST_PART + 1)
    return any(word[cut:] in known and word[:cut].removesuffix("-").removesuffix("s") in known for cut in cuts)
