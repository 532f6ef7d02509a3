"""Tokens → all that the articles state, as the frames of each function; missing where the language has no rules."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from leesbril.facts._attributions.words import attribution_words
from leesbril.facts._quantities.partners import excludes, is_vague
from leesbril.facts._quantities.rules import quantity_rules
from leesbril.facts.attributions import attributions
from leesbril.facts.headings import firmer_headings
from leesbril.facts.languages import languages_of
from leesbril.facts.names import names
from leesbril.facts.quantities import quantities
from leesbril.facts.times import times
from leesbril.tokenisation.tokens import Tokens

FUNCTIONS: tuple[tuple[str, Callable[[Tokens], pd.DataFrame]], ...] = (
    ("names", names),
    ("quantities", quantities),
    ("times", times),
    ("attributions", attributions),
    ("attributions", firmer_headings),
)
"""What is found, in the order of `Together`, each with the part whose rules it needs."""


class Together(NamedTuple):
    """The frames of what articles state; each is None if the language of the articles has no rules for it."""

    names: pd.DataFrame | None
    quantities: pd.DataFrame | None
    times: pd.DataFrame | None
    attributions: pd.DataFrame | None
    headings: pd.DataFrame | None


def facts_of(tokens: Tokens) -> Together:
    """Find all that the articles state.

    >>> from leesbril.tokenisation.build import as_tokens
    >>> toy = pd.DataFrame({"text": ["Volgens de politie waren er 300 mensen."]}, index=["a"])
    >>> facts_of(as_tokens(toy, language="nl")).quantities[["written", "source"]].values.tolist()
    [['300', 'de politie']]
    """
    return Together(*(_in_language(part, function, tokens) for part, function in FUNCTIONS))


def _in_language(part: str, function: Callable[[Tokens], pd.DataFrame], tokens: Tokens) -> pd.DataFrame | None:
    """What a function finds; None for a language without rules for its part."""
    return function(tokens) if tokens.language in languages_of(part) else None


def ends_of(found: pd.DataFrame, language: str) -> pd.DataFrame:
    """How to read the ends of quantities: `low_excluded`, `high_excluded` (meer dan 300), `vague` (veel burgers).

    >>> from leesbril.tokenisation.build import as_tokens
    >>> toy = pd.DataFrame({"text": ["Er waren meer dan 300 mensen en veel honden."]})
    >>> ends_of(quantities(as_tokens(toy, language="nl")), "nl").values.tolist()
    [[True, False, False], [False, False, True]]
    """
    rules, rows = quantity_rules(language), found.to_dict("records")
    ends = [(excludes(row, "low", rules), excludes(row, "high", rules), is_vague(row)) for row in rows]  # type: ignore[arg-type]
    return pd.DataFrame(ends, columns=["low_excluded", "high_excluded", "vague"], index=found.index, dtype=bool)


def source_keys(sources: pd.Series, language: str) -> pd.Series:
    """Each source as it is counted: in lower case, without the determiner before it; missing for a pronoun.

    >>> source_keys(pd.Series(["De politie", "politie", "hij"]), "nl").fillna("nobody").tolist()
    ['politie', 'politie', 'nobody']
    """
    rules = attribution_words(language)

    def key(written: str) -> str | None:
        words = written.lower().split()
        if " ".join(words) in rules.pronouns:
            return None
        return " ".join(words[1:] if len(words) > 1 and words[0] in rules.openings else words)

    return sources.map({written: key(written) for written in sources.dropna().unique()})
