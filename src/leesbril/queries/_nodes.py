"""What a query asks: words and expressions, phrases of them, and the operators between these."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leesbril.text.words import HYPHENS

ANY, ONE = "*", "?"
"""Jokers: any characters of a word, even none; and one character."""
AT_HYPHENS = re.compile(f"[{HYPHENS}]")


@dataclass(frozen=True)
class Word:
    """A word as written in the query; it may have jokers."""

    written: str

    @property
    def has_jokers(self) -> bool:
        """Whether it has `*` or `?`."""
        return ANY in self.written or ONE in self.written

    @property
    def has_letters(self) -> bool:
        """Whether it has a letter."""
        return any(map(str.isalpha, self.written))

    @property
    def parts(self) -> list[str]:
        """The parts between its hyphens."""
        return [part for part in AT_HYPHENS.split(self.written) if part]


@dataclass(frozen=True)
class Expression:
    """A regular expression that a word matches as a whole; without a capital in it, capitals do not count."""

    written: str


def is_plain(word: Word | Expression) -> bool:
    """Whether it is a word without jokers."""
    return isinstance(word, Word) and not word.has_jokers


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other, or one alone."""

    words: tuple[Word | Expression, ...]


@dataclass(frozen=True)
class AnyOf:
    """All that one of the parts finds: `OR`."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True)
class AllOf:
    """What the `parts` find in articles that have each of them (`AND`) and nothing of `without` (`NOT`)."""

    parts: "tuple[Node, ...]"
    without: "tuple[Node, ...]"


Node = Phrase | AnyOf | AllOf


def phrases_of(asked: Node) -> Iterator[Phrase]:
    """All phrases of a query."""
    if isinstance(asked, Phrase):
        yield asked
        return
    for part in (*asked.parts, *(asked.without if isinstance(asked, AllOf) else ())):
        yield from phrases_of(part)
