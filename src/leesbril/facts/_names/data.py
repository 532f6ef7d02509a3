"""The words of a language that decide about names: particles, places, peoples, cues."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

from leesbril.facts._names.keys import key_of
from leesbril.facts.languages import check_language

SHORTEST_STEM = 4
"""Letters: what is shorter is the beginning of too many words."""


@dataclass(frozen=True)
class NameData:
    """The word lists of a language, as described in its data files; in lower case unless stated otherwise.

    `adjectives` maps an adjective of a people, with its capital, to its country (empty if it has none); `inhabitants`
    maps a form such as *Russen* in the same way. `places` and `first_names` are written with their capitals.
    """

    words: Mapping[str, frozenset[str]]
    cues: Mapping[str, frozenset[str]]
    institution_of: str
    adjectives: Mapping[str, str]
    inhabitants: Mapping[str, str]
    towns: frozenset[str]
    places: frozenset[str]
    first_names: frozenset[str]

    def __getitem__(self, group: str) -> frozenset[str]:
        return self.words[group]

    @cached_property
    def name_prefix(self) -> str:
        """A regular expression for a part in small letters that belongs to the name behind its hyphen (al-)."""
        return f"(?:{'|'.join(sorted(self['name_prefixes']))})"

    @property
    def describing(self) -> str:
        """A regular expression for a word that may be an adjective: with an ending of one."""
        return f"(?:{'|'.join(sorted(self['describing_endings']))})$"

    @property
    def adjective_endings(self) -> str:
        """A regular expression for an adjective of a people that no list has."""
        return rf"^\p{{Lu}}.*\p{{Ll}}(?:{'|'.join(sorted(self['adjective_endings']))})$"

    @property
    def building(self) -> str:
        """A regular expression for words that end in that for a building or a street."""
        return f"(?:{'|'.join(sorted(self['buildings']))})$"

    @cached_property
    def place_keys(self) -> frozenset[str]:
        """The places as keys (see `_name_keys`)."""
        return frozenset(map(key_of, self.places))

    @cached_property
    def bridged_places(self) -> frozenset[str]:
        """The places with small words inside, in lower case (Bergen op Zoom)."""
        return frozenset(place.lower() for place in self.places if any(word.islower() for word in place.split()))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """What may stand before the ending of the adjective of a place: Amersfoort, Zeebrug."""
        whole = {place.removesuffix(end) for place in self.places for end in ("", "e", "en", "ge") if " " not in place}
        return tuple(stem for stem in whole if len(stem) > SHORTEST_STEM)

    @cached_property
    def cue_patterns(self) -> Mapping[str, str]:
        """For each kind a regular expression for the words before such a name, and for compounds with them."""
        return {kind: rf"^(?:.{{2,}})?(?:{'|'.join(map(re.escape, sorted(cue)))})$" for kind, cue in self.cues.items()}


@lru_cache
def name_data(code: str) -> NameData:
    """The word lists of a language; raises ValueError, listing the known codes, for a language without them.

    >>> name_data("nl").adjectives["Russische"], name_data("nl").inhabitants["Russen"]
    ('Rusland', 'Rusland')
    """
    check_language("names", code)
    lists, peoples = _data(f"names.{code}"), _data(f"peoples.{code}")
    cues, institution_of = lists.pop("cues"), lists.pop("institution_of")
    adjectives, inhabitants = _peoples(peoples, code)
    places = _places(_data("places"), _data(f"places.{code}"))
    return NameData(
        words={group: frozenset(words.split()) for group, words in lists.items()},
        cues={kind: frozenset(words.split()) for kind, words in cues.items()},
        institution_of=institution_of,
        adjectives=adjectives,
        inhabitants=inhabitants,
        towns=frozenset(form for town in peoples["others"]["towns"].split() for form in _forms(town, code)) - places,
        places=places,
        first_names=frozenset(name for group in _data("first_names")["first_names"].values() for name in group.split()),
    )


def _data(name: str) -> dict[str, Any]:
    text = (resources.files("leesbril.facts") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _places(*files: Mapping[str, str]) -> frozenset[str]:
    """The names in all groups of some files, which stand between semicolons."""
    names = (" ".join(name.split()) for file in files for group in file.values() for name in group.split(";"))
    return frozenset(name for name in names if name)


def _peoples(data: Mapping[str, Mapping[str, str]], code: str) -> tuple[dict[str, str], dict[str, str]]:
    """The adjectives and the inhabitants, each with the country."""
    adjectives: dict[str, str] = {}
    inhabitants: dict[str, str] = {}
    for place, entry in data["places"].items():
        own, people = entry.split(":")
        adjectives |= {form: place for adjective in own.split() for form in _forms(adjective, code)}
        inhabitants |= dict.fromkeys(people.split(), place)
    others = (form for adjective in data["others"]["adjectives"].split() for form in _forms(adjective, code))
    more = dict.fromkeys(data["others"]["inhabitants"].split(), "")
    return dict.fromkeys(others, "") | adjectives, more | inhabitants


def _forms(adjective: str, code: str) -> tuple[str, ...]:
    """The forms of an adjective: in Dutch also the one without its ending, which is the language too."""
    if code != "nl":
        return (adjective,)
    return (
        adjective,
        adjective.removesuffix("ese") + "ees" if adjective.endswith("ese") else adjective.removesuffix("e"),
    )
