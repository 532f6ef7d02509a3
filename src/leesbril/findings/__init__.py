"""A tidy table → a sentence that says what is in it.

Notebooks show these sentences instead of fixed prose, so that a rerun on other articles leaves no false one behind.
"""

from leesbril.findings._articles import (
    how_alike,
    how_high_is_high,
    how_sure,
    source_line,
    what_carries_it,
    what_do_they_share,
    what_have_we_got,
    what_is_it_about,
    what_is_new,
    what_sklearn_says,
    which_came_first,
    why_alike,
)
from leesbril.findings._groups import what_rises, what_sets_them_apart, what_the_reading_says, who_had_it_earlier
from leesbril.findings._limits import why_no_flow, why_no_groups, why_no_pair, why_no_trend
from leesbril.findings._shown import first_of

__all__ = [
    "first_of",
    "how_alike",
    "how_high_is_high",
    "how_sure",
    "source_line",
    "what_carries_it",
    "what_do_they_share",
    "what_have_we_got",
    "what_is_it_about",
    "what_is_new",
    "what_rises",
    "what_sets_them_apart",
    "what_sklearn_says",
    "what_the_reading_says",
    "which_came_first",
    "who_had_it_earlier",
    "why_alike",
    "why_no_flow",
    "why_no_groups",
    "why_no_pair",
    "why_no_trend",
]
