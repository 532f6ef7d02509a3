"""Articles or tokens → their quantities: how many of what, as intervals."""

import re
from typing import Any

import numpy as np
import pandas as pd

from leesbril.facts._quantities.context import UNSOURCED, with_context
from leesbril.facts._quantities.counted import NounFinder
from leesbril.facts._quantities.numbers import spelled
from leesbril.facts._quantities.rules import QuantityRules, quantity_rules
from leesbril.facts._quantities.sentences import Quantity, QuantityFinder
from leesbril.facts._sentence_words import Words, sentences_with
from leesbril.facts.attributions import attributions
from leesbril.facts.languages import languages_of
from leesbril.facts.times import times
from leesbril.frames import QUANTITIES
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens


def quantities(articles: Articles | Tokens, *, language: str | None = None) -> pd.DataFrame:
    """Every quantity of the articles: its interval, its unit or the noun that is counted, and its place.

    Columns of the table QUANTITIES. `low` and `high` are both included, except where the modifier excludes them (*meer
    dan*, *bijna*); open ends are infinite, but a count of people or things starts at 0. *bijna*,
    *ruim* and *circa* reach 20 % of the number. *tienduizenden* is 20,000 to 99,999: from two of its kind to the next
    word. Dates, years, clock times, scores, ordinals, labels (lijn 5), parts of names and words such as *miljoenenstad*
    are no quantities. The noun is picked by endings and word lists, for want of a Dutch tagger.
    `time`, `source` and `firmness` are those of `times` and `attributions`, in languages that have both: the nearest
    time in the same clause, and the statement that holds the quantity. Raises ValueError for a language without rules,
    or tokens without texts.

    >>> toy = pd.DataFrame({"text": ["Er zijn niet meer dan 300 terroristen, in 2014 waren het er bijna 6.000."]})
    >>> quantities(toy, language="nl")[["written", "low", "high", "counted", "left_out"]].values.tolist()
    [['niet meer dan 300', 0.0, 300.0, 'terrorist', False], ['bijna 6.000', 4800.0, 6000.0, 'terrorist', True]]
    """
    tokens = as_tokens(articles, language=language)
    rules = quantity_rules(tokens.language)
    finder = tokens.remembered(("quantity finder",), lambda: QuantityFinder(rules, NounFinder(tokens.speech, rules)))
    names = tokens.names.to_list()
    rows = [
        _row(names[found.row], found.sentence, found.words, quantity)
        for found in sentences_with(tokens, lambda lower: _triggers(lower, rules))
        for quantity in finder.quantities(found.words, found.places)
    ]
    return _in_context(QUANTITIES.of_rows(rows, names=tokens.names.dtype), tokens)


def _in_context(found: pd.DataFrame, tokens: Tokens) -> pd.DataFrame:
    """The quantities with their times and sources, in a language that has rules for both."""
    if found.empty or any(tokens.language not in languages_of(part) for part in ("times", "attributions")):
        return found
    return with_context(found, times(tokens), attributions(tokens), texts=tokens.texts)


def _row(name: Any, sentence: int, words: Words, found: Quantity) -> tuple[Any, ...]:
    text, noun = words.text, found.noun
    counted: tuple[Any, ...] = (None, None, pd.NA, pd.NA)
    if noun:
        start, end = words.starts[noun.first], words.ends[noun.last]
        counted = (noun.lemma, text[start:end], start, end)
    return (
        name,
        sentence,
        found.start,
        found.end,
        text[found.start : found.end],
        found.low,
        found.high,
        found.modifier,
        found.unit,
        *counted,
        found.left_out,
        None,
        None,
        UNSOURCED,
    )


def _triggers(lower: list[str], rules: QuantityRules) -> np.ndarray:
    """The types with which a quantity may begin: those with digits, words for numbers, vague words."""
    numbers = rules.numbers
    listed = {*numbers.indefinite, *numbers.halves, *numbers.scales, numbers.one, *rules.vague_words}
    parts = sorted({*numbers.spelled, numbers.hundred, numbers.thousand, *numbers.compounds}, key=len, reverse=True)
    may = re.compile(rf"[0-9½¼¾]|(?:{'|'.join(map(re.escape, parts))})").match
    compound = tuple(numbers.compounds)
    found = [
        code
        for code, word in enumerate(lower)
        if word in listed
        or (
            may(_plain(word))
            and (
                word[0].isdigit()
                or word[0] in "½¼¾"
                or word.startswith(compound)
                or word.endswith(rules.ages)
                or (word != numbers.article and spelled(word, numbers) is not None)
            )
        )
    ]
    return np.array(found, dtype=np.int64)


def _plain(word: str) -> str:
    return word.replace("ë", "e").replace("é", "e")
