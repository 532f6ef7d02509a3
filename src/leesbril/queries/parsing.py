"""A query as a user types it → what it asks.

Words next to each other are a phrase. `AND`, `OR` (or `|`) and `NOT`, in capitals, are operators; between quotation
marks they are words. `NOT` goes before `AND`, and `AND` before `OR`, unless brackets say otherwise.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

import pandas as pd

from leesbril.queries._expressions import problem_of
from leesbril.queries._in_words import in_words
from leesbril.queries._nodes import ANY, ONE, AllOf, AnyOf, Expression, Node, Phrase, Word, is_plain
from leesbril.text.words import raw_words
from leesbril.wording import visible
from leesbril.wording.report_language import number, say

LONGEST = 10_000
"""Characters of a query."""
DEEPEST = 20
"""Brackets inside brackets."""
MOST_WORDS = 100
"""Words of one phrase."""
MOST_PHRASES = 200
"""Words and phrases between operators."""
MOST_JOKERS = 10
"""Jokers of one word."""
_SHOWN = 60
"""Characters of a query that a message repeats."""

_SPACE = "[^\\S\u00a0\u202f]"  # those two stand inside numbers
_QUOTES = '"“”„‟«»'
_QUOTED = f"[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}])?"
_REGEX = r"/(?P<regex>(?:[^/\\\s]|\\\S|/(?![\s()|]|$))*)(?P<ended>/)?"
_MARK = r"(?P<mark>[()|])"
_WORD = rf"(?P<word>(?:[^\s()|{_QUOTES}]|[\u00a0\u202f])+)"
_LEXEME = re.compile(f"{_QUOTED}|{_REGEX}|{_MARK}|{_WORD}")
_SPACES = re.compile(f"{_SPACE}+")
_OPERATORS = {"AND": "AND", "OR": "OR", "|": "OR", "NOT": "NOT"}


@dataclass(frozen=True)
class Query:
    """A query as written, and what it asks."""

    written: str
    asked: Node

    @property
    def is_plain(self) -> bool:
        """Whether it is one word or phrase, without jokers, regular expressions and operators."""
        return isinstance(self.asked, Phrase) and all(map(is_plain, self.asked.words))

    def in_words(self, *, normalise: str = "surface") -> str:
        """What the query means, in the language of the report.

        >>> read_query("tram OR mosk*").in_words()
        'the word “tram” or a word that begins with “mosk”'
        """
        return in_words(self.asked, lemma=normalise == "lemma")


def read_query(query: str) -> Query:
    """Read a query; raises ValueError for one that cannot be read, with the place and what to write instead.

    >>> read_query('oude stad OR "OR"').asked
    AnyOf(parts=(Phrase(words=(Word(written='oude'), Word(written='stad'))), Phrase(words=(Word(written='OR'),))))
    """
    if not isinstance(query, str):
        raise TypeError(f"A query is a string, such as 'moskee*' or 'tram OR bus'; received {type(query).__name__}.")
    if len(query) > LONGEST:
        raise ValueError(
            say("A query has at most {most} characters; received {n}.", most=number(LONGEST), n=number(len(query)))
        )
    if lone := re.search("[\ud800-\udfff]", query):
        _refuse(query, lone.start(), say("this is half a character; write it again"))
    return Query(query.strip(), _Reader(query).read())


def as_query(term: str) -> str:
    """The query that finds a term, whatever characters it has.

    >>> as_query("al-Nuri"), as_query("OR")
    ('al-Nuri', '"OR"')
    """
    return term if re.fullmatch(r"\w[\w-]*", term) and term not in _OPERATORS else f'"{term}"'


class _Lexeme(NamedTuple):
    """A piece of a query: its kind (`word`, `quoted`, `regex`, `(`, `)`, `AND`, `OR`, `NOT`, `end`), text, place."""

    kind: str
    text: str
    at: int


def _lexemes(query: str) -> Iterator[_Lexeme]:
    place = 0
    while place < len(query):
        if space := _SPACES.match(query, place):
            place = space.end()
            continue
        found = _LEXEME.match(query, place)
        assert found is not None  # every other character begins a word
        yield _lexeme(query, found)
        place = found.end()
    yield _Lexeme("end", "", len(query))


def _lexeme(query: str, found: re.Match[str]) -> _Lexeme:
    at = found.start()
    if found["quoted"] is not None:
        if not found["closed"]:
            _refuse(query, at, say("these quotation marks are not closed; put them behind the phrase too"))
        return _Lexeme("quoted", found["quoted"], at)
    if found["regex"] is not None:
        if not found["ended"]:
            _refuse(query, at, say("the regular expression is not closed; write / behind it, and no space inside"))
        if problem := problem_of(found["regex"]):
            _refuse(query, at, problem)
        return _Lexeme("regex", found["regex"], at)
    text = found[0]
    return _Lexeme(text if text in ("(", ")") else _OPERATORS.get(text, "word"), text, at)


class _Reader:
    """Reads the lexemes of a query from left to right."""

    def __init__(self, query: str) -> None:
        self.query, self.lexemes, self.place, self.depth, self.phrases = query, list(_lexemes(query)), 0, 0, 0
        texts = [lexeme for lexeme in self.lexemes if lexeme.kind not in ("regex", "(", ")", "end")]
        self.words = _words_in(piece for lexeme in texts for piece in _pieces(lexeme))

    @property
    def next(self) -> _Lexeme:
        return self.lexemes[self.place]

    @property
    def is_operator_and_word(self) -> bool:
        """Whether an operator is next that is a word too: OR, and not |."""
        return self.next.kind != "regex" and self.next.text in _OPERATORS and bool(self.words[self.next.text])

    def take(self, *kinds: str) -> _Lexeme | None:
        """The next lexeme, if it is of one of these kinds."""
        found = self.next
        self.place += found.kind in kinds
        return found if found.kind in kinds else None

    def read(self) -> Node:
        """The whole query."""
        if self.next.kind == "end":
            _refuse(self.query, 0, say("it is empty; write a word, such as moskee"))
        if len(self.lexemes) == 2 and self.is_operator_and_word:
            return self.phrase([self.next])  # the word itself, for it can be nothing else
        asked = self.any_of()
        if self.next.kind == ")":
            _refuse(self.query, self.next.at, say("this bracket was never opened; leave it out"))
        return asked

    def any_of(self) -> Node:
        """Parts with OR between them."""
        parts = [self.all_of()]
        while self.take("OR"):
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def all_of(self) -> Node:
        """Parts with AND or NOT between them."""
        first = self.next
        parts: list[Node] = []
        without: list[Node] = []
        while True:
            (without if self.take("NOT") else parts).append(self.part())
            if not self.take("AND") and self.next.kind != "NOT":
                break
        if self.next.kind not in ("OR", ")", "end"):
            _refuse(self.query, self.next.at, say("write AND or OR before this, as in: tram AND bus"))
        if not parts:
            _refuse(self.query, first.at, say("NOT takes away from something; write what, as in: tram NOT bus"))
        return parts[0] if len(parts) == 1 and not without else AllOf(tuple(parts), tuple(without))

    def part(self) -> Node:
        """A phrase, or what stands between brackets."""
        if opening := self.take("("):
            self.depth += 1
            if self.depth > DEEPEST:
                _refuse(self.query, opening.at, say("there are too many brackets inside brackets; leave some out"))
            inner = self.any_of()
            if not self.take(")"):
                _refuse(self.query, opening.at, say("this bracket is not closed; write ) too"))
            self.depth -= 1
            return inner
        if quoted := self.take("quoted"):
            return self.phrase([quoted])
        found: list[_Lexeme] = []
        while lexeme := self.take("word", "regex"):
            if lexeme.text == "&":
                _refuse(self.query, lexeme.at, say("write AND for articles that have both"))
            if found and lexeme.text[:1] == "-" and lexeme.text[1:2].isalnum():
                _refuse(self.query, lexeme.at, say("write NOT, not a hyphen, before what is left out"))
            found.append(lexeme)
        if not found and self.is_operator_and_word:
            advice = say('a word is missing before this; if it is the word itself, write "{word}"', word=self.next.text)
            _refuse(self.query, self.next.at, advice)
        if not found:
            _refuse(self.query, self.next.at, say("a word is missing here; write one, as in: tram OR bus"))
        return self.phrase(found)

    def phrase(self, lexemes: list[_Lexeme]) -> Phrase:
        """The words of some lexemes."""
        words = [word for lexeme in lexemes for word in self.words_of(lexeme)]
        at = lexemes[0].at
        self.phrases += 1
        if self.phrases > MOST_PHRASES:
            _refuse(
                self.query, at, say("there are more than {most} words between operators; use fewer", most=MOST_PHRASES)
            )
        if not any(isinstance(word, Expression) or word.written.strip("*?-") for word in words):
            _refuse(self.query, at, say("there is no word here; write one, such as moskee or mosk*"))
        if len(words) > MOST_WORDS:
            _refuse(self.query, at, say("a phrase has at most {most} words; shorten it", most=MOST_WORDS))
        for word in words:
            if isinstance(word, Word) and word.written.count(ANY) + word.written.count(ONE) > MOST_JOKERS:
                _refuse(self.query, at, say("a word has at most {most} of * and ?; use fewer", most=MOST_JOKERS))
        return Phrase(tuple(words))

    def words_of(self, lexeme: _Lexeme) -> list[Word | Expression]:
        """The words of a piece of the query."""
        if lexeme.kind == "regex":
            return [Expression(lexeme.text)]
        return [Word(word) for piece in _pieces(lexeme) for word in self.words[piece]]


def _without_punctuation(piece: str) -> str:
    """A word with jokers, without the marks around it."""
    kept = [place for place, character in enumerate(piece) if character.isalnum() or character in "*?#@"]
    return piece[kept[0] : kept[-1] + 1]


def _pieces(lexeme: _Lexeme) -> list[str]:
    """What stands between the spaces of a word or quotation."""
    return [piece for piece in _SPACES.split(lexeme.text) if piece]


def _words_in(pieces: Iterable[str]) -> dict[str, list[str]]:
    """The words of some pieces of text, as the tokeniser finds them; one with jokers is a word as it stands."""
    distinct = list(dict.fromkeys(pieces))
    words = {piece: [_without_punctuation(piece)] if Word(piece).has_jokers else [] for piece in distinct}
    plain = [piece for piece in distinct if not words[piece]]
    found = raw_words(pd.Series(plain, dtype="str"))
    written = found.words.str.strip_chars_start("\n\r").gather(found.codes).to_list()
    for row, word in zip(found.rows.tolist(), written, strict=True):
        words[plain[row]].append(word)
    return words


def _refuse(query: str, at: int, why: str) -> NoReturn:
    """Raise ValueError: what was received, where it goes wrong, and why."""
    said = say("The query “{query}” cannot be read at character {n}: {why}.", query=_short(query), n=at + 1, why=why)
    raise ValueError(said)


def _short(query: str) -> str:
    shown = visible(query[: _SHOWN + 1])
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]} …"
