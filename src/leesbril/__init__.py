"""Leesbril: close reading of news, from two articles up.

The public names; `leesbril.charts` draws and `leesbril.findings` words what the frames hold.
"""

from leesbril.articles import ArticlesError, SkippedFilesWarning, load_report, read_articles
from leesbril.counts import DocumentTermMatrix, document_term_matrix
from leesbril.language import stop_words
from leesbril.passages import coverage, shared_passages, what_is_new
from leesbril.reader import side_by_side
from leesbril.sensitivity import influence, one_at_a_time, sensitivity
from leesbril.similarity import explain_pairs, explain_similarity, most_alike, similarity
from leesbril.terms import concordance, structure, tfidf, usual_recipe
from leesbril.tokens import sentences, tokens

__all__ = [
    "ArticlesError",
    "DocumentTermMatrix",
    "SkippedFilesWarning",
    "concordance",
    "coverage",
    "document_term_matrix",
    "explain_pairs",
    "explain_similarity",
    "influence",
    "load_report",
    "most_alike",
    "one_at_a_time",
    "read_articles",
    "sensitivity",
    "sentences",
    "shared_passages",
    "side_by_side",
    "similarity",
    "stop_words",
    "structure",
    "tfidf",
    "tokens",
    "usual_recipe",
    "what_is_new",
]
