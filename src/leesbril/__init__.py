"""Leesbril: close reading of news, from two articles up.

The public names; `leesbril.charts` draws and `leesbril.findings` words what the frames hold; for groups and
time so do `group_charts`, `time_charts` and `group_findings`.
"""

from leesbril.articles import ArticlesError, LoadWarning, load_report, problem_counts, read_articles
from leesbril.collocates import collocates, phrases
from leesbril.copies import without_duplicates
from leesbril.counts import DocumentTermMatrix, document_term_matrix
from leesbril.duplicates import near_duplicates
from leesbril.example import example_articles
from leesbril.explorer import explore
from leesbril.exports import read_table, save_table, save_tables
from leesbril.flow import news_flow
from leesbril.growth import growth_exponents, measured_growth
from leesbril.keyness import keyness
from leesbril.language import stop_words
from leesbril.neighbours import neighbours
from leesbril.order import order
from leesbril.passages import coverage, shared_passages, what_is_new
from leesbril.periods import groups_of, periods_of
from leesbril.reader import side_by_side
from leesbril.reading_sample import kept_labels, sample_pairs, threshold_report
from leesbril.sensitivity import influence, one_at_a_time, sensitivity
from leesbril.similarity import (
    cosine_spread,
    explain_pairs,
    explain_similarity,
    most_alike,
    nearest,
    similarity,
    similarity_of,
)
from leesbril.terms import concordance, structure, tfidf, usual_recipe
from leesbril.tokens import sentences, tokens
from leesbril.trend import trend

__all__ = [
    "ArticlesError",
    "DocumentTermMatrix",
    "LoadWarning",
    "collocates",
    "concordance",
    "cosine_spread",
    "coverage",
    "document_term_matrix",
    "example_articles",
    "explain_pairs",
    "explain_similarity",
    "explore",
    "groups_of",
    "growth_exponents",
    "influence",
    "kept_labels",
    "keyness",
    "load_report",
    "measured_growth",
    "most_alike",
    "near_duplicates",
    "nearest",
    "neighbours",
    "news_flow",
    "one_at_a_time",
    "order",
    "periods_of",
    "phrases",
    "problem_counts",
    "read_articles",
    "read_table",
    "sample_pairs",
    "save_table",
    "save_tables",
    "sensitivity",
    "sentences",
    "shared_passages",
    "side_by_side",
    "similarity",
    "similarity_of",
    "stop_words",
    "structure",
    "tfidf",
    "threshold_report",
    "tokens",
    "trend",
    "usual_recipe",
    "what_is_new",
    "without_duplicates",
]
