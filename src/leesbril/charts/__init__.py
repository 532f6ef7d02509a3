"""Charts: a tidy table in, a matplotlib Axes out.

Every chart draws exactly the rows it is given, in the order given, from top to bottom. It leaves matplotlib's settings
and pyplot alone, and carries an alternative text, which `show` and `save` store with the picture. A character that the
font of the style sheet lacks is drawn as □; the alternative text keeps it.
"""

from leesbril.charts._articles import (
    contribution_bars,
    cosine_distribution,
    dispersion_plot,
    load_problems,
    pair_bars,
    similarity_charts,
    similarity_heatmap,
    term_bars,
)
from leesbril.charts._folder import folder_overview, keyword_xray
from leesbril.charts._groups import keyness_by_group, keyness_intervals, keyness_map
from leesbril.charts._layout import alt_text, page_width
from leesbril.charts._pairs import paired_terms, reuse_ribbons
from leesbril.charts._pictures import save, show
from leesbril.charts._publishers import publishers_matrix
from leesbril.charts._sensitivity import leave_one_out_bars, specification_curve
from leesbril.charts._settings import setting_ranges
from leesbril.charts._stories import story_chain, who_shares
from leesbril.charts._time import article_dates, flow_matrix, trend_lines
from leesbril.charts._timelines import family_timeline, story_timeline

__all__ = [
    "alt_text",
    "article_dates",
    "contribution_bars",
    "cosine_distribution",
    "dispersion_plot",
    "family_timeline",
    "flow_matrix",
    "folder_overview",
    "keyness_by_group",
    "keyness_intervals",
    "keyness_map",
    "keyword_xray",
    "leave_one_out_bars",
    "load_problems",
    "page_width",
    "pair_bars",
    "paired_terms",
    "publishers_matrix",
    "reuse_ribbons",
    "save",
    "setting_ranges",
    "show",
    "similarity_charts",
    "similarity_heatmap",
    "specification_curve",
    "story_chain",
    "story_timeline",
    "term_bars",
    "trend_lines",
    "who_shares",
]
