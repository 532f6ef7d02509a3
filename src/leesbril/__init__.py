"""Leesbril: close reading of news, from two articles up.

The public names; `leesbril.charts` draws and `leesbril.findings` words what the frames hold.
"""

from leesbril.articles import ArticlesError, SkippedFilesWarning, load_report, read_articles
from leesbril.counts import DocumentTermMatrix, document_term_matrix
from leesbril.language import stop_words
from leesbril.similarity import explain_pairs, explain_similarity, most_alike, similarity
from leesbril.terms import concordance, structure, tfidf, usual_recipe
from leesbril.tokens import sentences, tokens

__all__ = [
    "ArticlesError",
    "DocumentTermMatrix",
    "SkippedFilesWarning",
    "concordance",
    "document_term_matrix",
    "explain_pairs",
    "explain_similarity",
    "load_report",
    "most_alike",
    "read_articles",
    "sentences",
    "similarity",
    "stop_words",
    "structure",
    "tfidf",
    "tokens",
    "usual_recipe",
]
