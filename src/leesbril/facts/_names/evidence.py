"""Tokens → words with their positions, and what the place of a capital and the other articles say about it."""

import re
from dataclasses import dataclass, replace

import numpy as np

from leesbril.facts._names.types import WordTypes
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

LONGEST_ACRONYM = 4
"""Letters: longer words in capitals are mostly ordinary words."""
FEWEST_SHOUTED = 3
"""Words in capitals after each other, one of them long, that are in capitals for emphasis."""
_OPENS = re.compile(r"[:\"“”„«»…]|(?:^|\s)[‘'`]|\s[-–—_]\s|^[.!?]\s")
"""What stands before a word that has a capital because something begins: a quotation, a list after a colon."""
_BEHIND_INITIALS = {". ", ".\u00a0", "."}
_SPEAKS = re.compile(r":\s*[\"“”„«‘']")
"""What stands behind the name of a speaker in an interview."""


@dataclass(frozen=True)
class Words:
    """The words of articles in text order, one per reading.

    `kind` is the number of each in `WordTypes`; `start` and `end` are positions in the text, `row` the number of the
    article, `sentence` that of the sentence over all articles. `joined` says whether only white space stands between a
    word and the next one of its sentence.
    """

    kind: np.ndarray
    start: np.ndarray
    end: np.ndarray
    row: np.ndarray
    sentence: np.ndarray
    joined: np.ndarray

    @classmethod
    def of(cls, tokens: Tokens, view: View) -> "Words":
        """The words of tokens."""
        places, which = view.spread(tokens.codes)
        start = tokens.starts[places].astype(np.int64) + view.offsets[which]
        sentence = np.repeat(
            np.arange(len(tokens.first_words)), np.diff(np.append(tokens.first_words, len(tokens.codes)))
        )
        sentence = sentence[places] if len(sentence) else np.zeros(0, np.int64)
        last = np.append(places[1:] != places[:-1], True) if len(places) else np.zeros(0, bool)
        joined = np.asarray(tokens.spaced)[places].astype(bool) & last
        joined[:-1] &= sentence[1:] == sentence[:-1]
        joined[:-1] &= view.offsets[which][1:] == 0  # else a quotation mark stands there
        joined[-1:] = False
        row = np.repeat(np.arange(len(tokens)), np.diff(tokens.first))[places]
        return cls(which, start, start + view.lengths[which], row, sentence, joined)

    def gaps(self, first: np.ndarray, texts: list[str]) -> list[str]:
        """What stands in the text between each of some words and the next one of its article."""
        places = zip(self.row[first].tolist(), self.end[first].tolist(), self.start[first + 1].tolist(), strict=True)
        return [texts[row][end:start] for row, end, start in places]


@dataclass(frozen=True)
class Evidence:
    """What is known about capitals.

    Of each word: `opens`, it has its capital because a sentence, quotation or list begins with it; `shouted`, it is in
    capitals throughout, as others beside it; `speaks`, a colon and a quotation follow it. Of each form: `small` and
    `capital`, how often the articles write it in small letters, and with a capital that its place does not ask for.
    """

    opens: np.ndarray
    shouted: np.ndarray
    speaks: np.ndarray
    small: np.ndarray
    capital: np.ndarray


def with_initials(words: Words, types: WordTypes, texts: list[str]) -> Words:
    """The words, an initial joined with the word behind its full stop (J. de Vries)."""
    near = words.joined | (words.sentence != np.append(words.sentence[1:], -1)) | ~types.initial[words.kind]
    dotted = np.flatnonzero(~near)
    joined = words.joined.copy()
    joined[dotted] = [gap in _BEHIND_INITIALS for gap in words.gaps(dotted, texts)]
    return replace(words, joined=joined)


def evidence_of(words: Words, types: WordTypes, texts: list[str]) -> Evidence:
    """Where capitals say little, and what the other places say of each form."""
    opens = np.append(True, words.sentence[1:] != words.sentence[:-1])[: len(words.sentence)]
    capital = types.capital | types.acronym
    before = np.flatnonzero(capital[words.kind[1:]] & ~words.joined[:-1] & ~opens[1:])
    found = (_OPENS.search(gap) is not None for gap in words.gaps(before, texts))
    opens[before[np.fromiter(found, bool, len(before))] + 1] = True
    clitic = types.lower.str.contains(r"^['’][snt]$").to_numpy()[words.kind[:-1]]  # 's Avonds
    opens[1:] |= opens[:-1] & clitic & (words.sentence[1:] == words.sentence[:-1])
    shouted = types.shouted[words.kind] | _shouted(words, types)
    forms = int(types.form.max(initial=-1)) + 1
    inside = types.capital[words.kind] & ~opens & ~shouted
    small = ~capital[words.kind]
    form = types.form[words.kind]
    speaks = np.zeros(len(opens), bool)
    followed = np.flatnonzero(capital[words.kind[:-1]] & ~words.joined[:-1] & (words.row[1:] == words.row[:-1]))
    said = (_SPEAKS.match(gap) is not None for gap in words.gaps(followed, texts))
    speaks[followed] = np.fromiter(said, bool, len(followed))
    return Evidence(
        opens, shouted, speaks, np.bincount(form[small], minlength=forms), np.bincount(form[inside], minlength=forms)
    )


def _shouted(words: Words, types: WordTypes) -> np.ndarray:
    """Which words are in capitals for emphasis: ordinary ones of five letters, and three or more after each other."""
    upper = types.upper[words.kind]
    long = types.size > LONGEST_ACRONYM
    found: np.ndarray = upper & (long & types.ordinary)[words.kind]
    begins = np.flatnonzero(np.append(True, upper[1:] & ~(upper & words.joined)[:-1])[: len(upper)] & upper)
    ends = np.flatnonzero(upper & np.append(~(upper[1:] & words.joined[:-1]), True)[: len(upper)])
    many = np.append(0, np.cumsum((long & types.upper)[words.kind]))
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        if end - begin + 1 >= FEWEST_SHOUTED and many[end + 1] > many[begin]:
            found[begin : end + 1] = True
    return found


@dataclass(frozen=True)
class Runs:
    """Names: the numbers of their first and last words."""

    first: np.ndarray
    last: np.ndarray
