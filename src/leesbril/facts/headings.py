"""Headings and titles that state what the text below them only reports."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.facts._attributions.folder import Found, found_in
from leesbril.facts._attributions.words import AttributionWords, attribution_words
from leesbril.frames import FIRMER_HEADINGS
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

FEWEST_SHARED = 2
"""Content words that a heading and a sentence share; with one, they share a subject and not what is said of it."""
LEAST_SHARE = 0.5
"""Share of the content words of the heading that the sentence must have."""

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_NOT_FIRM = re.compile(r"[?:“„”«\"‘]|(?<!\w)'\w")


class _Heading(NamedTuple):
    """A heading or title; without a place in the text, `start` is None."""

    written: str
    start: int | None
    end: int | None


def firmer_headings(articles: Articles | Tokens, *, language: str | None = None) -> pd.DataFrame:
    r"""The headings and titles that state what a sentence of the text only reports, in text order.

    Columns `article`, `heading_start`, `heading_end` (missing for a title that is not in the text), `heading`,
    `sentence`, `start`, `end`, `written` (the sentence), `firmness` (of what it reports, as in `attributions`),
    `shared` (the content words that both have, as lemmas).

    A heading is firm if it has no *zou*, no verb of saying, hoping or wishing, no quotation marks, colon, question
    mark or *mogelijk*. It is listed if it shares two content words or more with what one sentence attributes or
    reports, at least half of its own, and among them its verb, or, if it has none, two nouns that are no names. It is
    not listed if another sentence states the same words firmly. Pronouns and synonyms are not resolved, so that a
    heading may be missed. The column `title` of the articles is read if there is one. Raises ValueError for tokens
    without texts, and for a language without rules.

    >>> toy = pd.DataFrame({"text": ["Leider is gevlucht\n\nDe leider zou uit de stad zijn gevlucht."]}, index=["a"])
    >>> firmer_headings(toy, language="nl")[["heading", "firmness", "shared"]].values.tolist()
    [['Leider is gevlucht', 'zou', 'leider · vluchten']]
    """
    tokens = as_tokens(articles, language=language)
    reader = _Reader(attribution_words(tokens.language))
    rows = [row for number, found in _per_article(tokens) for row in _rows(tokens, number, found, reader)]
    frame = pd.DataFrame(rows, columns=list(FIRMER_HEADINGS.kinds))
    frame["article"] = tokens.names.take(frame["article"].to_numpy(np.int64)).array
    return FIRMER_HEADINGS.typed(frame, names=tokens.names.dtype)


def _per_article(tokens: Tokens) -> Iterator[tuple[int, list[Found]]]:
    for number, found in groupby(found_in(tokens), key=lambda one: one.article):
        yield number, list(found)


class _Reader:
    """Content words of pieces of text: the lemma of each, and whether it is a verb or part of a name."""

    def __init__(self, words: AttributionWords) -> None:
        self.words, self.stop_words = words, words.language.stop_words
        self.known: dict[str, str | None] = {}

    def lemma(self, word: str) -> str | None:
        """The lemma of a word in lower case; None if it is no content word."""
        if word not in self.known:
            is_content = word not in self.stop_words and word not in self.words.not_content and not word.isdigit()
            self.known[word] = self.words.language.lemma(word) if is_content else None
        return self.known[word]

    def lemmas(self, text: str, start: int = 0, end: int | None = None) -> dict[str, str]:
        """The lemmas of the content words in a piece of a text, each with a word as written."""
        found: dict[str, str] = {}
        for match in _WORD.finditer(text, start, len(text) if end is None else end):
            if lemma := self.lemma(match[0].lower()):
                found.setdefault(lemma, match[0])
        return found

    def kinds(self, heading: str) -> dict[str, str]:
        """The lemmas of the content words of a heading, each with the class of the word."""
        kinds: dict[str, str] = {}
        shouted = heading.isupper()
        for match in _WORD.finditer(heading):
            if lemma := self.lemma(match[0].lower()):
                first = shouted or match.start() == 0
                kinds.setdefault(lemma, self.words.classes["\n" + match[0] if first else match[0]])
        return kinds

    def is_firm(self, heading: str) -> bool:
        """Whether a heading states something by itself."""
        written = [match[0].lower() for match in _WORD.finditer(heading)]
        return not _NOT_FIRM.search(heading) and not self.words.softening.intersection(written)


def _rows(tokens: Tokens, number: int, found: list[Found], reader: _Reader) -> Iterator[tuple[Any, ...]]:
    """The rows of one article."""
    begin, end = tokens.spans.first[number : number + 2]
    starts, ends, headed = (
        column[begin:end].tolist() for column in (tokens.spans.start, tokens.spans.end, tokens.spans.heading)
    )
    text = found[0].text
    reported = [one for one in found if not headed[one.sentence - 1]]
    if not reported:
        return
    inner = [_Heading(text[a:b], a, b) for a, b, heads in zip(starts, ends, headed, strict=True) if heads]
    firm = [
        heading for heading in [*_titles(tokens.articles, number, inner), *inner] if reader.is_firm(heading.written)
    ]
    scopes = [(one, reader.lemmas(text, *one.statement.scope)) for one in reported] if firm else []
    for heading in firm:
        best = _best(reader.kinds(heading.written), scopes)
        if best is None:
            continue
        one, shared = best
        if _is_stated(text, list(zip(starts, ends, headed, strict=True)), found, set(shared), reader):
            continue
        place = _sentence_of(one, starts)
        sentence = (place + 1, starts[place], ends[place], text[starts[place] : ends[place]])
        yield number, heading.start, heading.end, heading.written, *sentence, one.statement.firmness, " · ".join(shared)


def _sentence_of(one: Found, starts: list[int]) -> int:
    """The number of the sentence in which what is said begins, from 0."""
    return sum(start <= one.statement.scope[0] for start in starts) - 1


def _titles(articles: pd.DataFrame, number: int, inner: list[_Heading]) -> list[_Heading]:
    """The title of an article, unless it stands as a heading in its text."""
    title = articles["title"].iloc[number] if "title" in articles else None
    if not isinstance(title, str) or not title.strip() or title.strip() in {heading.written for heading in inner}:
        return []
    return [_Heading(title.strip(), None, None)]


def _best(kinds: Mapping[str, str], scopes: list[tuple[Found, dict[str, str]]]) -> tuple[Found, list[str]] | None:
    """The statement that shares most with a heading, and the shared lemmas in the order of the heading."""
    verbs = {lemma for lemma, kind in kinds.items() if kind in "vVX"}
    best: tuple[Found, list[str]] | None = None
    for one, lemmas in scopes:
        shared = [lemma for lemma in kinds if lemma in lemmas]
        nouns = [lemma for lemma in shared if kinds[lemma] not in "NM"]
        same_event = verbs & set(shared) if verbs else len(nouns) >= FEWEST_SHARED
        if len(shared) < max(FEWEST_SHARED, LEAST_SHARE * len(kinds)) or not same_event:
            continue
        if best is None or len(shared) > len(best[1]):
            best = one, shared
    return best


def _is_stated(
    text: str, sentences: list[tuple[int, int, bool]], found: list[Found], shared: set[str], reader: _Reader
) -> bool:
    """Whether a sentence of the body has the shared words outside everything that is attributed or reported."""
    scopes = sorted(one.statement.scope for one in found)
    for start, end, heads in sentences:
        if heads:
            continue
        lemmas: set[str] = set()
        at = start
        for begin, stop in [*(scope for scope in scopes if scope[0] < end and scope[1] > start), (end, end)]:
            lemmas |= set(reader.lemmas(text, at, max(at, begin)))
            at = max(at, stop)
        if shared <= lemmas:
            return True
    return False
