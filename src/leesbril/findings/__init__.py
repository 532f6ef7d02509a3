"""A tidy table → a sentence that says what is in it.

Notebooks show these sentences instead of fixed prose, so that a rerun on other articles leaves no false one behind.
They are in the language of the report (`leesbril.report_in`), the most important first, and five at most. Those that
name articles take `labels`, the Series of `leesbril.labels`.
"""

from leesbril.findings._apart import what_is_compared, what_is_set_apart
from leesbril.findings._changed import what_numbers_changed
from leesbril.findings._claims import (
    what_do_they_claim,
    what_order_by_clues,
    when_by_clues,
    which_headings_are_firmer,
    who_is_named_most,
    who_says_so,
    why_no_claims,
)
from leesbril.findings._folder import in_what_order, source_line, what_have_we_got, which_came_first
from leesbril.findings._groups import what_rises, what_sets_them_apart, what_the_reading_says, who_had_it_earlier
from leesbril.findings._limits import why_no_flow, why_no_groups, why_no_pair, why_no_trend
from leesbril.findings._pairs import how_alike, how_high_is_high, how_sure, what_carries_it, why_alike
from leesbril.findings._passages import what_do_they_share, what_is_new
from leesbril.findings._shown import first_of
from leesbril.findings._stories import how_firm_are_stories, which_passages_recur, which_stories
from leesbril.findings._terms import what_is_it_about, what_sklearn_says

__all__ = [
    "first_of",
    "how_alike",
    "how_firm_are_stories",
    "how_high_is_high",
    "how_sure",
    "in_what_order",
    "source_line",
    "what_carries_it",
    "what_do_they_claim",
    "what_do_they_share",
    "what_have_we_got",
    "what_is_compared",
    "what_is_it_about",
    "what_is_new",
    "what_is_set_apart",
    "what_numbers_changed",
    "what_order_by_clues",
    "what_rises",
    "what_sets_them_apart",
    "what_sklearn_says",
    "what_the_reading_says",
    "when_by_clues",
    "which_came_first",
    "which_headings_are_firmer",
    "which_passages_recur",
    "which_stories",
    "who_had_it_earlier",
    "who_is_named_most",
    "who_says_so",
    "why_alike",
    "why_no_claims",
    "why_no_flow",
    "why_no_groups",
    "why_no_pair",
    "why_no_trend",
]
