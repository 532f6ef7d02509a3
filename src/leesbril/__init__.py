"""Leesbril: close reading of news, from two articles up.

The public functions, in the groups of the reference. `leesbril.charts` draws their tables and `leesbril.findings`
describes them in sentences.
"""

from inspect import isfunction as _isfunction

from leesbril.arguments import in_own_words
from leesbril.board import board, save_board
from leesbril.comparison.cosine import cosine_histogram, explain_pairs, explain_similarity, similarity, similarity_of
from leesbril.comparison.neighbours import neighbours
from leesbril.comparison.rank_ranges import rank_ranges
from leesbril.comparison.sensitivity import leave_one_sentence_out, one_at_a_time, sensitivity
from leesbril.counting.counts import DocumentTermMatrix, document_term_matrix
from leesbril.counting.terms import sklearn_tfidf, tfidf
from leesbril.counting.weights import Weights, weigh
from leesbril.dates.per_period import articles_per_period
from leesbril.dates.periods import groups_of, periods_of
from leesbril.events.network import network_edges, network_nodes
from leesbril.events.stability import story_stability
from leesbril.events.stories import stories
from leesbril.exports import read_table, save_table, save_tables
from leesbril.exports.graph import save_graph
from leesbril.facts.attributions import attributions
from leesbril.facts.changed_quantities import changed_quantities
from leesbril.facts.claims import claims_side_by_side
from leesbril.facts.clue_order import order_by_clues
from leesbril.facts.date_clues import date_clues, dated_by_clues
from leesbril.facts.headings import firmer_headings
from leesbril.facts.names import name_groups, names, who_is_named
from leesbril.facts.order import order
from leesbril.facts.quantities import quantities
from leesbril.facts.quantities_side_by_side import quantities_side_by_side
from leesbril.facts.sources import sources_relied_on
from leesbril.facts.times import times
from leesbril.groups.annotation import keep_labels, sample_pairs, threshold_report
from leesbril.groups.changes import changing_terms, term_changes
from leesbril.groups.collocates import collocates, phrases
from leesbril.groups.flow import news_flow
from leesbril.groups.keyness import keyness, keyness_of_each
from leesbril.groups.names_over_time import names_over_time
from leesbril.groups.trend import trend
from leesbril.labels import labels
from leesbril.lookup.found import Found, search
from leesbril.passages.archive import Archive, add_to_archive, open_archive
from leesbril.passages.duplicates import drop_duplicates, duplicates
from leesbril.passages.families import passage_families
from leesbril.passages.family_summary import summarise_families
from leesbril.passages.novelty import novelty, novelty_in_order
from leesbril.passages.reuse import find_reuse
from leesbril.passages.shared import coverage, shared_passages
from leesbril.passages.shared_families import shared_families
from leesbril.passages.texts import passage_texts
from leesbril.passages.versions import article_versions, summarise_versions
from leesbril.queries.concordance import concordance, term_positions
from leesbril.reader.claims import claims_view
from leesbril.reader.family import family_view
from leesbril.reader.influence import influence_view
from leesbril.reader.side_by_side import side_by_side
from leesbril.reader.story import story_view
from leesbril.reader.versions import versions_view
from leesbril.reading.articles import ArticlesError, LoadWarning, load_report, problem_counts, read_articles
from leesbril.reading.synthetic import synthetic_articles
from leesbril.text.language import LanguageWarning, stop_words
from leesbril.tokenisation.boilerplate import boilerplate
from leesbril.tokenisation.build import open_tokens, tokens
from leesbril.tokenisation.saved import TokensError
from leesbril.tokenisation.sentences import sentences
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording.report_language import report_in

__all__ = [  # noqa: RUF022  in the groups of the reference
    # Read
    "read_articles",
    "load_report",
    "problem_counts",
    "duplicates",
    "drop_duplicates",
    "synthetic_articles",
    "ArticlesError",
    "LoadWarning",
    "LanguageWarning",
    # Words
    "tokens",
    "open_tokens",
    "Tokens",
    "TokensError",
    "sentences",
    "boilerplate",
    "search",
    "Found",
    "concordance",
    "term_positions",
    "collocates",
    "phrases",
    "stop_words",
    # Count and weigh
    "document_term_matrix",
    "DocumentTermMatrix",
    "weigh",
    "Weights",
    "tfidf",
    "rank_ranges",
    "sklearn_tfidf",
    # Compare
    "similarity",
    "similarity_of",
    "cosine_histogram",
    "explain_similarity",
    "explain_pairs",
    "neighbours",
    "sensitivity",
    "one_at_a_time",
    "leave_one_sentence_out",
    "influence_view",
    # Reuse
    "shared_passages",
    "passage_texts",
    "coverage",
    "novelty",
    "novelty_in_order",
    "side_by_side",
    "find_reuse",
    "open_archive",
    "add_to_archive",
    "Archive",
    "passage_families",
    "summarise_families",
    "shared_families",
    "family_view",
    "article_versions",
    "summarise_versions",
    "versions_view",
    # Claims
    "names",
    "name_groups",
    "who_is_named",
    "quantities",
    "quantities_side_by_side",
    "changed_quantities",
    "times",
    "date_clues",
    "dated_by_clues",
    "order_by_clues",
    "attributions",
    "sources_relied_on",
    "firmer_headings",
    "claims_side_by_side",
    "claims_view",
    # Stories
    "stories",
    "story_stability",
    "story_view",
    "network_nodes",
    "network_edges",
    "save_graph",
    # Groups and time
    "keyness",
    "keyness_of_each",
    "groups_of",
    "periods_of",
    "articles_per_period",
    "trend",
    "names_over_time",
    "changing_terms",
    "term_changes",
    "order",
    "news_flow",
    "sample_pairs",
    "keep_labels",
    "threshold_report",
    # Show and save
    "labels",
    "report_in",
    "board",
    "save_board",
    "save_table",
    "save_tables",
    "read_table",
]

# Called from outside the package, a function says in its own words what it cannot use; inside, it is called as it is.
for _name in __all__:
    if _isfunction(globals()[_name]):
        globals()[_name] = in_own_words(globals()[_name])
