"""What a query means, in words."""

from leesbril.queries._expressions import capitals_count
from leesbril.queries._nodes import ANY, ONE, AnyOf, Expression, Node, Phrase, Word
from leesbril.text.usage import LONG_ENOUGH_TO_SHOUT
from leesbril.wording import visible
from leesbril.wording.report_language import say


def in_words(asked: Node, *, lemma: bool = False) -> str:
    """What a query asks, as a phrase of the report language; `lemma`: words are counted as their lemmas."""
    if isinstance(asked, Phrase):
        return _phrase(asked, lemma)
    if isinstance(asked, AnyOf):
        return say(" or ").join(_bracketed(part, lemma) for part in asked.parts)
    found = say(" and ").join(_bracketed(part, lemma) for part in asked.parts)
    if not asked.without:
        return (
            say("{found}, in articles that have both", found=found)
            if len(asked.parts) == 2
            else say("{found}, in articles that have all of them", found=found)
        )
    without = say(" or ").join(_bracketed(part, lemma) for part in asked.without)
    if len(asked.parts) == 1:
        return say("{found}, in articles without {without}", found=found, without=without)
    return say("{found}, in articles that have all of them and are without {without}", found=found, without=without)


def _bracketed(asked: Node, lemma: bool) -> str:
    said = in_words(asked, lemma=lemma)
    return said if isinstance(asked, Phrase) else f"({said})"


def _phrase(phrase: Phrase, lemma: bool) -> str:
    words = phrase.words
    if len(words) == 1:
        return _one(words[0], lemma)
    if all(isinstance(word, Word) and not word.has_jokers for word in words):
        text = visible(" ".join(word.written for word in words))
        return (
            say("the words “{text}” in a row, in any form", text=text)
            if lemma
            else say("the words “{text}” in a row", text=text)
        )
    return say(", followed by ").join(_one(word, lemma) for word in words)


def _one(word: Word | Expression, lemma: bool) -> str:
    text = visible(word.written)
    if isinstance(word, Expression):
        if capitals_count(word.written):
            return say("a word that matches the regular expression “{text}”, capitals counted", text=text)
        return say("a word that matches the regular expression “{text}”, in capitals or not", text=text)
    if word.has_jokers:
        return _with_jokers(text)
    if text.isupper() and 1 < sum(map(str.isalpha, text)) < LONG_ENOUGH_TO_SHOUT:
        return say("“{text}” in capitals", text=text)
    return say("any form of “{text}”", text=text) if lemma else say("the word “{text}”", text=text)


def _with_jokers(text: str) -> str:
    inner = text.strip(ANY)
    if not inner:
        return say("any word")
    if ANY in inner or ONE in inner:
        return say("a word like “{text}” (* is any characters, ? is one)", text=text)
    before, behind = text.startswith(ANY), text.endswith(ANY)
    if before and behind:
        return say("a word with “{text}” in it", text=inner)
    return (
        say("a word that ends in “{text}”", text=inner)
        if before
        else say("a word that begins with “{text}”", text=inner)
    )
