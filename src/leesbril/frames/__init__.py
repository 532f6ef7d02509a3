"""Every table of the project, declared once: its columns in order, the type of each, and one sentence on each.

Builders give their frames these types, `exports` and the charts read them, and `python -m leesbril.frames` writes the
reference from them.
"""

from leesbril.frames.articles import (
    ARTICLE_PERIODS,
    ARTICLES,
    LOAD_REPORT,
    ORDER,
    PLANTED_FACTS,
    PLANTED_PAIRS,
    PROBLEM_COUNTS,
)
from leesbril.frames.declaration import KINDS, NAME, Column, Table
from leesbril.frames.groups import COLLOCATES, FLOW, KEYNESS, PHRASES, SAMPLE, THRESHOLDS, TREND
from leesbril.frames.growth import GROWTH, GROWTH_EXPONENTS
from leesbril.frames.passages import COVERAGE, NEAR_DUPLICATES, NEWS, PASSAGES
from leesbril.frames.similarity import (
    CONTRIBUTIONS,
    COSINE_SPREAD,
    INFLUENCE,
    NEIGHBOURS,
    ONE_AT_A_TIME,
    PAIR_CONTRIBUTIONS,
    PAIRS,
    SETTINGS,
    SPECIFICATIONS,
)
from leesbril.frames.words import CONCORDANCE, SENTENCES, STOP_WORDS, STRUCTURE, TERMS, TOKENS, USUAL_RECIPE

TABLES = (
    ARTICLES,
    LOAD_REPORT,
    PROBLEM_COUNTS,
    ORDER,
    ARTICLE_PERIODS,
    SENTENCES,
    TOKENS,
    STOP_WORDS,
    TERMS,
    USUAL_RECIPE,
    CONCORDANCE,
    STRUCTURE,
    PAIRS,
    NEIGHBOURS,
    COSINE_SPREAD,
    CONTRIBUTIONS,
    PAIR_CONTRIBUTIONS,
    SPECIFICATIONS,
    ONE_AT_A_TIME,
    INFLUENCE,
    PASSAGES,
    COVERAGE,
    NEWS,
    NEAR_DUPLICATES,
    KEYNESS,
    COLLOCATES,
    PHRASES,
    TREND,
    FLOW,
    SAMPLE,
    THRESHOLDS,
    GROWTH,
    GROWTH_EXPONENTS,
    PLANTED_FACTS,
    PLANTED_PAIRS,
)
"""All of them, in the order of the reader's questions."""

__all__ = [
    "ARTICLES",
    "ARTICLE_PERIODS",
    "COLLOCATES",
    "CONCORDANCE",
    "CONTRIBUTIONS",
    "COSINE_SPREAD",
    "COVERAGE",
    "FLOW",
    "GROWTH",
    "GROWTH_EXPONENTS",
    "INFLUENCE",
    "KEYNESS",
    "KINDS",
    "LOAD_REPORT",
    "NAME",
    "NEAR_DUPLICATES",
    "NEIGHBOURS",
    "NEWS",
    "ONE_AT_A_TIME",
    "ORDER",
    "PAIRS",
    "PAIR_CONTRIBUTIONS",
    "PASSAGES",
    "PHRASES",
    "PLANTED_FACTS",
    "PLANTED_PAIRS",
    "PROBLEM_COUNTS",
    "SAMPLE",
    "SENTENCES",
    "SETTINGS",
    "SPECIFICATIONS",
    "STOP_WORDS",
    "STRUCTURE",
    "TABLES",
    "TERMS",
    "THRESHOLDS",
    "TOKENS",
    "TREND",
    "USUAL_RECIPE",
    "Column",
    "Table",
]
