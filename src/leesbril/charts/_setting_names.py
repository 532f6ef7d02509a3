"""What a reader calls the settings of a cosine and their choices."""

import pandas as pd

from leesbril.charts._labels import clean, scale
from leesbril.charts._specification_curve import Choice
from leesbril.frames import SPECIFICATIONS
from leesbril.wording.quantities import some_words
from leesbril.wording.report_language import say, translatable
from leesbril.wording.settings import SETTINGS

_CHOICES = {
    ("family", "words"): translatable("counted: words"),
    ("family", "characters"): translatable("counted: pieces of words (n-grams)"),
    ("normalise", "surface"): translatable("words: as written"),
    ("normalise", "lemma"): translatable("words: as in a dictionary"),
    ("stop_words", "drop"): translatable("small words: left out"),
    ("stop_words", "keep"): translatable("small words: counted"),
    ("hyphens", "whole"): translatable("words with hyphens: whole"),
    ("hyphens", "parts"): translatable("words with hyphens: in parts"),
    ("acronyms", "apart"): translatable("acronyms such as IS: apart"),
    ("acronyms", "as words"): translatable("acronyms such as IS: as words"),
    ("idf", "none"): translatable("weight of rare words (idf): none"),
    ("idf", "corpus"): translatable("weight of rare words (idf): by the folder"),
    ("idf", "background"): translatable("weight of rare words (idf): by the language"),
}
"""A setting with one of its choices, in the words of SETTINGS."""
_SOURCES = {
    "none": translatable("none"),
    "corpus": translatable("corpus"),
    "corpus (degenerate)": translatable("corpus (degenerate)"),
    "background": translatable("background"),
}
"""What a reader calls the sources of an idf."""


def choices_of(table: pd.DataFrame) -> list[Choice]:
    """Give each choice of each setting: every column is a setting but the cosine and the mark of the default."""
    found = []
    for setting in table.columns.drop(SPECIFICATIONS.named("cosine", "default")):
        for value in sorted(pd.unique(table[setting].dropna())):
            used = table[setting].eq(value).to_numpy(dtype=bool, na_value=False)
            found.append(Choice(str(setting), _chosen(setting, value), used))
    if not found:
        raise ValueError("specification_curve needs a column for each setting, such as idf or normalise; found none")
    return found


def _chosen(setting: str, value: object) -> str:
    """Name a setting with one choice; both as they are where neither is known."""
    if (setting, value) in _CHOICES:
        return say(_CHOICES[setting, str(value)])
    name = say(SETTINGS[setting]) if setting in SETTINGS else clean(setting).replace("_", " ")
    written = some_words(int(value)) if setting == "background_words" else _number_or_text(value)  # type: ignore[call-overload]
    return f"{name}: {written}"


def _number_or_text(value: object) -> str:
    """Write a choice: a small share, such as a frequency floor of 1e-07, as one in so many million."""
    if isinstance(value, float) and 0 < value <= 1e-6:
        return say("1 in {n} million", n=scale(1e-6 / value, 6))
    return scale(value, 15) if isinstance(value, float) else clean(value)


def source_in_words(source: object) -> str:
    """Name the source of an idf."""
    return say(_SOURCES[source]) if isinstance(source, str) and source in _SOURCES else clean(source)
