"""Tokens → units: the sentences that may hold an attribution, as strings of word classes, quotations folded into one.

Sentences that one quotation covers are one unit.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from leesbril.facts._attributions.candidates import triggered_sentences
from leesbril.facts._attributions.quotes import Quotation, quotations
from leesbril.facts._attributions.words import IGNORED, AttributionWords
from leesbril.tokenisation.tokens import Tokens

SPEECH, SHORT = "Q", "k"
"""The classes of a quotation that holds speech, and of one or two words between quotation marks."""
_TOKEN = re.compile(r"[^\W\d]\w*(?:[-'’.&/]\w+)*|\d+(?:[.,:]\d+)*(?:-\w+)*|(?<!\w)['’]\w+|[^\w\s]|\w+")
_LONGEST_ABBREVIATION = 5
_LEFT_OUT = re.compile(rf"{IGNORED}+|\([^()]{{0,8}}\)")
_INNER_STOP = re.compile(r"(?<=.)\.(?=.)")
_OF_A_NOUN, _VERBS = "nJMNk9", "SsEHIGW"
_UNSETTLED = re.compile(rf"z|D(?![{_OF_A_NOUN}v])|(?<=[DJM9fp])[{_VERBS}]")


class Unit(NamedTuple):
    """One or more sentences: `classes` has a letter for each word or mark, `starts` and `ends` its place in the text.

    `article` is the number of the article, `sentence` that of the first sentence in it, from 1; `before` is the place
    of the sentence before.
    """

    article: int
    sentence: int
    text: str
    start: int
    end: int
    before: tuple[int, int] | None
    classes: str
    starts: list[int]
    ends: list[int]

    def word(self, number: int) -> str:
        """A word in lower case."""
        return self.text[self.starts[number] : self.ends[number]].lower()

    def words(self, begin: int, end: int) -> list[str]:
        """Some words in lower case."""
        return [self.word(number) for number in range(begin, min(end, len(self.starts)))]


def units_of(tokens: Tokens, words: AttributionWords) -> Iterator[Unit]:
    """The units that have a trigger word or a quotation, in text order."""
    spans, texts = tokens.spans, tokens.texts.to_list()
    triggered = triggered_sentences(tokens, words)
    edges = np.searchsorted(triggered, spans.first).tolist()
    numbers, first = triggered.tolist(), spans.first.tolist()
    for article, text in enumerate(texts):
        begin, end = first[article], first[article + 1]
        candidates = numbers[edges[article] : edges[article + 1]]
        found = quotations(text)
        if not candidates and not found:
            continue
        starts, ends = spans.start[begin:end].tolist(), spans.end[begin:end].tolist()
        wanted = [number - begin for number in candidates]
        for group in _groups(wanted, found, starts, ends):
            yield _unit(article, text, group, (starts, ends), found, words)


def _groups(wanted: list[int], found: list[Quotation], starts: list[int], ends: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last sentence of each unit."""
    covered = [(bisect_right(starts, quote.start) - 1, bisect_left(starts, quote.end) - 1) for quote in found]
    merged: list[list[int]] = []
    for begin, end in sorted([*((number, number) for number in wanted), *((max(a, 0), b) for a, b in covered)]):
        if merged and begin <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([begin, end])
    for begin, end in merged:
        yield begin, end


def _unit(
    article: int,
    text: str,
    group: tuple[int, int],
    sentences: tuple[list[int], list[int]],
    found: list[Quotation],
    words: AttributionWords,
) -> Unit:
    """One unit, with its classes; a full stop inside it, as of an abbreviation, is left out."""
    first, last = group
    begins, finishes = sentences
    start, end = begins[first], finishes[last]
    inside = [quote for quote in found if start <= quote.start < end]
    # A closing mark may be all that stands behind the last full stop.
    end = max([end, *(quote.end for quote in inside)])
    classes, starts, ends = _classes(text, start, end, inside, words)
    before = (begins[first - 1], finishes[first - 1]) if first else None
    return Unit(article, first + 1, text, start, end, before, classes, starts, ends)


def _classes(
    text: str, start: int, end: int, quotes: list[Quotation], words: AttributionWords
) -> tuple[str, list[int], list[int]]:
    """The class and the place of each word and mark between two positions."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    known, at = words.classes, start
    opening = "\n" if text[start:end].isupper() else ""
    for quote in [*quotes, None]:
        found = list(_TOKEN.finditer(text, at, end if quote is None else quote.start))
        letters += [known[opening + token[0]] for token in found]
        places += [token.span() for token in found]
        if quote is not None:
            letters.append(SPEECH if quote.is_long else SHORT)
            places.append((quote.start, quote.end))
            at = quote.end
    if first := next((number for number, letter in enumerate(letters) if letter != IGNORED), None):
        letters = letters[first:]
        places = places[first:]
    if letters and letters[0] not in (SPEECH, SHORT):
        letters[0] = known["\n" + text[slice(*places[0])]]
    return _settled(text, *_kept(text, "".join(letters), places), words)


def _kept(text: str, classes: str, places: list[tuple[int, int]]) -> tuple[str, list[int], list[int]]:
    """The classes and places without other marks, what stands between parentheses, and the stops of abbreviations."""
    left_out = {number for found in _LEFT_OUT.finditer(classes) for number in range(*found.span())}
    for found in _INNER_STOP.finditer(classes):
        start = places[found.start()][0]
        is_short = start - places[found.start() - 1][0] <= _LONGEST_ABBREVIATION
        if text[start] == "." and is_short and places[found.start() - 1][1] == start:
            left_out.add(found.start())
    if left_out:
        places = [place for number, place in enumerate(places) if number not in left_out]
        classes = "".join(letter for number, letter in enumerate(classes) if number not in left_out)
    return classes, [start for start, _ in places], [end for _, end in places]


def _settled(
    text: str, classes: str, starts: list[int], ends: list[int], words: AttributionWords
) -> tuple[str, list[int], list[int]]:
    """The same, with words that may be two things decided by the words around them: *zijn*, *haar*, *de hoop*."""
    letters = list(classes)
    for found in _UNSETTLED.finditer(classes):
        number = found.start()
        word = text[starts[number] : ends[number]].lower()
        before, behind = classes[max(number - 1, 0) : number], classes[number + 1 : number + 2]
        is_before_noun = behind != "" and behind in _OF_A_NOUN
        if found[0] == "z":
            follows = before in ("n", "N", "R", "k") or text[starts[number] - 3 : starts[number]] == "er "
            letters[number] = "V" if not is_before_noun or follows else "D"
        elif found[0] == "D" and word in words.also_objects:
            letters[number] = "r"
        elif found[0] in _VERBS and word in words.also_nouns:
            letters[number] = "n"
        elif found[0] in _VERBS and before == "D" and word.endswith("e") and is_before_noun:
            letters[number] = "J"
    return "".join(letters), starts, ends
