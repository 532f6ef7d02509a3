"""Attributions → the sources that articles rely on, and how often."""

import pandas as pd

from leesbril.facts._attributions.words import attribution_words
from leesbril.facts.attributions import attributions
from leesbril.frames import SOURCES
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

COUNTED = ("stated", "quoted", "zou", "hope", "wish")
"""The kinds of firmness that a statement with a source can have."""


def sources_relied_on(
    articles: Articles | Tokens, *, by: str | None = None, language: str | None = None
) -> pd.DataFrame:
    """The sources that statements are attributed to, those with most statements first.

    Columns `source` (in lower case, without the determiner before it: *een woordvoerder van het leger* and *De
    woordvoerder van het leger* are one), `shown` (the way it is mostly written), `statements`, `articles`, and the
    number of statements of each firmness (see `attributions`). With `by`, a column of the articles such as
    `publisher`, one row per `group` and source; articles without a group are left out. Pronouns (*hij*) name nobody
    and are left out; a name and a description of one person stay two sources. Raises KeyError for a missing column,
    ValueError for tokens without texts and for a language without rules.

    >>> toy = pd.DataFrame({"text": ["Volgens de politie is hij weg. ‘Hij is weg’, zegt de politie."]}, index=["a"])
    >>> sources_relied_on(toy, language="nl")[["source", "shown", "statements", "quoted"]].values.tolist()
    [['politie', 'de politie', 2, 1]]
    """
    tokens = as_tokens(articles, language=language)
    if by is not None and by not in tokens.articles:
        raise KeyError(f"No column {by!r} among the articles: {', '.join(map(str, tokens.articles.columns))}.")
    found = attributions(tokens)
    groups = pd.Series("", index=tokens.names) if by is None else tokens.articles[by]
    found["group"] = groups.reindex(found["article"]).array
    found["shown"] = found["source"]
    found["source"] = _named(found["source"], tokens.language)
    found = found.dropna(subset=["source", "group"])
    keys = ["group", "source"]
    table = found.groupby(keys, sort=False).agg(
        shown=("shown", lambda written: written.mode().iloc[0]),
        statements=("source", "size"),
        articles=("article", "nunique"),
    )
    counts = found.groupby([*keys, "firmness"], sort=False).size().unstack("firmness").reindex(columns=list(COUNTED))
    table = table.join(counts.fillna(0)).reset_index()
    table = table.sort_values(["group", "statements", "source"], ascending=[True, False, True], ignore_index=True)
    return SOURCES.typed(table.astype({"group": "str"}) if by else table.drop(columns="group"))


def _named(written: pd.Series, language: str) -> pd.Series:
    """Each source in lower case without its determiner; missing for a pronoun."""
    words = attribution_words(language)
    forms = {form: _without_determiner(form, words.openings, words.pronouns) for form in written.dropna().unique()}
    return written.map(forms)


def _without_determiner(form: str, openings: frozenset[str], pronouns: frozenset[str]) -> str | None:
    words = form.lower().split()
    if " ".join(words) in pronouns:
        return None
    return " ".join(words[1:] if len(words) > 1 and words[0] in openings else words)
