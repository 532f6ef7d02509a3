"""Leesbril: close reading of news, from two articles up.

The public names; `leesbril.charts` draws and `leesbril.findings` words what the frames hold.
"""

from leesbril.comparison.cosine import (
    cosine_histogram,
    explain_pairs,
    explain_similarity,
    similarity,
    similarity_of,
)
from leesbril.comparison.neighbours import neighbours
from leesbril.comparison.sensitivity import leave_one_sentence_out, one_at_a_time, sensitivity
from leesbril.counting.counts import DocumentTermMatrix, document_term_matrix
from leesbril.counting.terms import sklearn_tfidf, tfidf
from leesbril.counting.weights import Weights, weigh
from leesbril.dates.order import order
from leesbril.dates.periods import groups_of, periods_of
from leesbril.explorer import explore
from leesbril.exports import read_table, save_table, save_tables
from leesbril.groups.annotation import keep_labels, sample_pairs, threshold_report
from leesbril.groups.collocates import collocates, phrases
from leesbril.groups.copies import drop_duplicates
from leesbril.groups.flow import news_flow
from leesbril.groups.keyness import keyness
from leesbril.groups.trend import trend
from leesbril.passages.duplicates import near_duplicates
from leesbril.passages.shared import coverage, novelty, shared_passages
from leesbril.reader.side_by_side import side_by_side
from leesbril.reading.articles import ArticlesError, LoadWarning, load_report, problem_counts, read_articles
from leesbril.reading.synthetic import synthetic_articles
from leesbril.scale.growth import growth_exponents, measured_growth
from leesbril.text.language import LanguageWarning, stop_words
from leesbril.tokenisation.build import open_tokens, tokens
from leesbril.tokenisation.concordance import concordance, term_positions
from leesbril.tokenisation.sentences import sentences
from leesbril.tokenisation.storage import TokensError
from leesbril.tokenisation.tokens import Tokens

__all__ = [
    "ArticlesError",
    "DocumentTermMatrix",
    "LanguageWarning",
    "LoadWarning",
    "Tokens",
    "TokensError",
    "Weights",
    "collocates",
    "concordance",
    "cosine_histogram",
    "coverage",
    "document_term_matrix",
    "drop_duplicates",
    "explain_pairs",
    "explain_similarity",
    "explore",
    "groups_of",
    "growth_exponents",
    "keep_labels",
    "keyness",
    "leave_one_sentence_out",
    "load_report",
    "measured_growth",
    "near_duplicates",
    "neighbours",
    "news_flow",
    "novelty",
    "one_at_a_time",
    "open_tokens",
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
    "sklearn_tfidf",
    "stop_words",
    "synthetic_articles",
    "term_positions",
    "tfidf",
    "threshold_report",
    "tokens",
    "trend",
    "weigh",
]
