"""Words → lemmas by simplemma, many at once."""

import re
import unicodedata
from collections.abc import Callable, Iterable

_LETTERS = re.compile("[A-Za-zÀ-ÖØ-öø-ÿ]+").fullmatch


class Lemmatiser:
    """Gives the same lemmas as `simplemma.lemmatize`, without its cache and without strategies that cannot apply.

    Most words consist of letters alone. They are looked up in simplemma's dictionary; only unlisted words go to its
    strategies, and only to those that need no hyphen or apostrophe and support the language.
    """

    def __init__(self, code: str) -> None:
        from simplemma.strategies import DefaultStrategy, ToLowercaseFallbackStrategy
        from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

        self._code = code
        self._listed = DEFAULT_DICTIONARY_FACTORY.get_dictionary(code).get
        fallback = ToLowercaseFallbackStrategy().get_lemma
        listed = [self._in_the_list, self._in_the_list_in_the_other_case]
        self._asked_of_letters = [*listed, *_strategies(code), fallback]
        self._asked_of_others = [DefaultStrategy().get_lemma, fallback]

    def answers(self, words: Iterable[str]) -> list[str]:
        """The lemma of each word, with the capitals that simplemma gives it."""
        composed = [word if word.isascii() else unicodedata.normalize("NFC", word) for word in words]
        answers: list[str | None] = [None] * len(composed)
        letters = [(word.isascii() and word.isalpha()) or bool(_LETTERS(word)) for word in composed]
        for strategies, chosen in ((self._asked_of_letters, True), (self._asked_of_others, False)):
            left = [number for number, alone in enumerate(letters) if alone is chosen]
            for ask in strategies:
                for number in left:
                    answers[number] = ask(composed[number], self._code)
                left = [number for number in left if not answers[number]]
        # simplemma returns separable verbs as op_roepen, and a few nouns as kilo_meter.
        return [(answer or word).replace("_", "") for answer, word in zip(answers, composed, strict=True)]

    def _in_the_list(self, word: str, _: str) -> str | None:
        return self._listed(word)

    def _in_the_list_in_the_other_case(self, word: str, _: str) -> str | None:
        return self._listed(word.lower() if word[0].isupper() else word.capitalize())


def _strategies(code: str) -> list[Callable[[str, str], str | None]]:
    """The strategies of simplemma's DefaultStrategy after the dictionary that can apply to words of letters alone."""
    from simplemma import strategies as s
    from simplemma.strategies.affix_decomposition import AFFIX_LANGS
    from simplemma.strategies.clitic_decomposition import CLITIC_LANGS
    from simplemma.strategies.morpheme_decomposition import MORPHEME_LANGS

    chosen: list[tuple[s.LemmatizationStrategy, bool]] = [
        (s.CliticDecompositionStrategy(), any(map(str.isalpha, CLITIC_LANGS.get(code, ())))),
        (s.RulesStrategy(), True),
        (s.PrefixDecompositionStrategy(), True),
        (s.AffixDecompositionStrategy(greedy=False), code in AFFIX_LANGS),
        (s.MorphemeDecompositionStrategy(), code in MORPHEME_LANGS),
    ]
    return [strategy.get_lemma for strategy, knows_the_language in chosen if knows_the_language]
