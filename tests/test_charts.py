"""Charts draw exactly the rows given; every test looks at what was drawn, not at pixels."""

import io
import re
import subprocess
import sys
import warnings
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from drawn import (
    four_pairs,
    many_pairs,
    outside,
    overlaps,
    spans,
    spread,
    three_pairs,
    ticks,
    title,
    widths,
    written,
    x_labels,
    y_labels,
)
from hypothesis import assume, given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from PIL import Image

from leesbril import charts
from leesbril.charts import _layout, _pictures
from leesbril.charts._layout import STYLE

NAMES = ["000_850d7661f628d64b", "002_5f6de70efd7ba129"]


@pytest.fixture
def terms() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article": NAMES[0],
            "term": ["moskee", "IS", "guerrillatactieken"],
            "tfidf": [0.3, 0.406, 0.104],
            "count": [4, 11, 1],
            "idf_source": "background",
        }
    )


@pytest.fixture
def contributions() -> pd.DataFrame:
    # The cosine is 0.60, so the shares are 0.30 / 0.60 = 50% and 0.15 / 0.60 = 25%.
    return pd.DataFrame(
        {
            "term": ["IS", "Mosul"],
            "contribution": [0.30, 0.15],
            "share": [0.50, 0.25],
            "count_a": [5, 3],
            "count_b": [9, 2],
        }
    )


@pytest.fixture
def problems() -> pd.DataFrame:
    return pd.DataFrame({"problem": ["undated", "soft hyphens", "near-empty"], "files": [4, 5, 0]})


@pytest.fixture
def places() -> pd.DataFrame:
    rows = [
        ("second", 0, 40, "sentence", None),
        ("second", 2, 4, "term", "IS"),
        ("first", 0, 100, "sentence", None),
        ("first", 102, 120, "heading", None),
        ("first", 122, 200, "sentence", None),
        ("first", 10, 12, "term", "IS"),
        ("first", 130, 136, "term", "moskee"),
        ("first", 150, 152, "term", "IS"),
    ]
    return pd.DataFrame(rows, columns=["article", "start", "end", "kind", "label"])


@pytest.fixture
def ways() -> pd.DataFrame:
    """Four specifications of two settings; characters have no idf of a background, so no frequency floor."""
    rows = [
        ("words", "corpus", np.nan, 0.4, False),
        ("words", "background", 1e-6, 0.6, True),
        ("words", "background", 1e-7, 0.7, False),
        ("characters", np.nan, np.nan, 0.8, False),
    ]
    return pd.DataFrame(rows, columns=["family", "idf", "least_frequency", "cosine", "default"])


@pytest.fixture
def influences() -> pd.DataFrame:
    # The cosine of the whole is 0.70: 0.70 - 0.20 = 0.50, 0.70 - 0.10 = 0.60, 0.70 + 0.05 = 0.75.
    return pd.DataFrame(
        {
            "article": ["a", "b", "a"],
            "sentence": [7, 2, 1],
            "words": [5, 6, 7],
            "cosine": [0.60, 0.50, 0.75],
            "change": [-0.10, -0.20, 0.05],
            "text": ["De moskee staat er.", "IS is daar. " * 20, "Vrijdag regende het."],
        }
    )


# Bars.


def test_each_bar_is_as_long_as_its_weight_in_the_order_given(terms):
    ax = charts.term_bars(terms)
    assert widths(ax) == [0.3, 0.406, 0.104]  # not sorted: IS stays second
    assert y_labels(ax) == ["moskee", "IS", "guerrillatactieken"]


def test_the_first_row_stands_at_the_top(terms):
    ax = charts.term_bars(terms)
    heights = [ax.transData.transform((0, row))[1] for row in ax.get_yticks()]
    assert heights == sorted(heights, reverse=True)


def test_a_bar_carries_its_weight_and_its_count(terms):
    assert written(charts.term_bars(terms)) == ["0.30 · 4×", "0.41 · 11×", "0.10 · 1×"]


def test_bars_start_at_zero_and_have_the_first_house_colour(terms):
    ax = charts.term_bars(terms)
    assert {bar.get_x() for bar in ax.patches} == {0} and ax.get_xlim()[0] == 0
    assert {to_hex(bar.get_facecolor()) for bar in ax.patches} == {"#0072b2"}


def test_the_title_of_term_bars_is_their_finding(terms):
    assert title(charts.term_bars(terms)) == (
        "‘IS’ has the highest TF-IDF weight of these 3 terms in 000_850d7661f628d64b: 0.41"
    )


def test_the_subtitle_gives_sample_and_units(terms):
    assert written(charts.term_bars(terms), "subtitle") == [
        "3 terms in 000_850d7661f628d64b · bar: TF-IDF weight · ×: times in the article · idf: background"
    ]


def test_title_and_source_of_ones_own_are_used(terms):
    ax = charts.term_bars(terms, title="It is about IS", source="Two articles, 2017")
    assert title(ax) == "It is about IS"
    assert written(ax, "source") == ["Two articles, 2017"]


def test_without_a_source_there_is_no_source_line(terms):
    assert written(charts.term_bars(terms), "source") == []


@pytest.mark.parametrize(
    ("weights", "claim"),
    [
        ([0.4, 0.4, 0.1], "‘moskee’ and ‘IS’ share the highest TF-IDF weight of these 3 terms: 0.40"),
        ([0.2, 0.2, 0.2], "All of these 3 terms have the same TF-IDF weight: 0.20"),
        ([0.0, 0.0, np.nan], "None of these 3 terms has a TF-IDF weight above zero"),
        ([np.nan, 0.2, 0.1], "‘IS’ has the highest TF-IDF weight of these 3 terms: 0.20"),
        ([0.4001, 0.4, 0.1], "‘moskee’ has the highest TF-IDF weight of these 3 terms: 0.40"),  # a tie in print only
    ],
)
def test_the_title_stays_true_with_ties_zeros_and_missing_weights(terms, weights, claim):
    assert title(charts.term_bars(terms.drop(columns="article").assign(tfidf=weights))) == claim


def test_four_leaders_are_counted_and_not_named():
    table = pd.DataFrame({"term": list("abcde"), "tfidf": [0.5] * 4 + [0.1], "count": 1})
    assert title(charts.term_bars(table)) == "4 of these 5 terms share the highest TF-IDF weight: 0.50"


def test_one_row_is_not_called_the_highest(terms):
    ax = charts.term_bars(terms.tail(1))
    assert title(ax) == "‘guerrillatactieken’ has a TF-IDF weight of 0.10 in 000_850d7661f628d64b"
    assert widths(ax) == [0.104]


def test_a_missing_weight_has_no_bar_and_a_dash(terms):
    ax = charts.term_bars(terms.assign(tfidf=[np.nan, 0.4, 0.0]))
    assert widths(ax) == [0, 0.4, 0]
    assert written(ax) == ["– · 4×", "0.40 · 11×", "0 · 1×"]


def test_a_small_weight_is_not_written_as_zero(terms):
    # 0.004 is 0.00 with two decimals, and it is not zero; 0.006 rounds to 0.01.
    labels = written(charts.term_bars(terms.assign(tfidf=[0.004, 0.4, 0.006])))
    assert labels == ["<0.01 · 4×", "0.40 · 11×", "0.01 · 1×"]


def test_small_columns_get_more_decimals(terms):
    labels = written(charts.term_bars(terms.assign(tf=[0.004, 0.0312, 0.0003]), value="tf"))
    assert labels == ["0.004 · 4×", "0.031 · 11×", "<0.001 · 1×"]


def test_counts_can_be_the_bars_and_stay_whole(terms):
    ax = charts.term_bars(terms, value="count")
    assert widths(ax) == [4, 11, 1] and written(ax) == ["4", "11", "1"]
    assert title(ax) == "‘IS’ has the highest count of these 3 terms in 000_850d7661f628d64b: 11"


def test_terms_of_two_articles_are_refused_with_the_way_out(terms):
    table = pd.concat([terms, terms.assign(article="b")])
    with pytest.raises(ValueError, match=r"one article, the table has 2: 000_850d7661f628d64b, b; select one"):
        charts.term_bars(table)


def test_a_contribution_is_labelled_with_its_share_alone(contributions):
    ax = charts.contribution_bars(contributions)
    assert widths(ax) == [0.30, 0.15]
    assert written(ax) == ["50%", "25%"]


def test_the_title_of_contributions_adds_up_the_shares(contributions):
    # 50% + 25% = 75%
    assert title(charts.contribution_bars(contributions)) == "‘IS’ makes 50% of the cosine, these 2 terms together 75%"


def test_equal_contributions_make_the_same_share_each(contributions):
    table = contributions.assign(contribution=0.2, share=0.35)
    claim = "‘IS’ and ‘Mosul’ make 35% of the cosine each, these 2 terms together 70%"
    assert title(charts.contribution_bars(table)) == claim


def test_a_share_that_is_not_all_or_nothing_is_not_written_as_100_or_0_percent(contributions):
    labels = written(charts.contribution_bars(contributions.assign(share=[0.997, 0.003]).drop(columns="count_a")))
    assert labels == [">99%", "<1%"]


def test_forty_rows_make_a_taller_figure_of_the_same_width():
    table = pd.DataFrame({"term": [f"woord-{n}" for n in range(40)], "tfidf": 0.3, "count": 2})
    small, large = charts.term_bars(table.head(1)), charts.term_bars(table)
    assert small.figure.get_figwidth() == large.figure.get_figwidth()
    # 39 rows more, 18 points (a quarter of an inch) each: 9.75 inches.
    assert large.figure.get_figheight() - small.figure.get_figheight() == pytest.approx(9.75)
    assert outside(large) == [] and overlaps(large.get_yticklabels()) == []


def test_long_words_are_whole_and_very_long_words_lose_their_middle(terms):
    words = ["antiterreureenheden", "regeringsverklaring-" * 6 + "a", "regeringsverklaring-" * 6 + "b"]
    ax = charts.term_bars(terms.assign(term=words))
    assert y_labels(ax)[0] == words[0]
    assert all("…" in label and label[:8] == "regering" for label in y_labels(ax)[1:])
    assert [label[-1] for label in y_labels(ax)[1:]] == ["a", "b"]
    assert outside(ax) == []


def test_words_that_differ_in_the_middle_only_stay_different(terms):
    words = ["w" * 30 + letter + "w" * 30 for letter in "abc"]
    ax = charts.term_bars(terms.assign(term=words))
    assert len(set(y_labels(ax))) == 3 and outside(ax) == []


def test_a_long_title_is_broken_into_lines_that_fit(terms):
    ax = charts.term_bars(terms, title="een kop met veel woorden " * 8 + "x" * 200)
    assert ax.get_title(loc="left").count("\n") >= 3
    assert outside(ax) == []


# The structure of articles.


def test_articles_have_lanes_in_order_of_first_appearance_with_their_terms_under_them(places):
    ax = charts.dispersion_plot(places)
    assert y_labels(ax) == ["second", "IS", "moskee", "first", "IS", "moskee"]
    heights = [ax.transData.transform((0, lane))[1] for lane in ax.get_yticks()]
    assert heights == sorted(heights, reverse=True)


def test_sentences_and_headings_stand_where_they_start(places):
    ax = charts.dispersion_plot(places)
    assert [start for start, _ in spans(ax, "sentence")] == [0, 0, 122]
    assert [start for start, _ in spans(ax, "heading")] == [102]


def test_a_bar_ends_a_small_gap_before_its_end(places):
    ends = [end for _, end in spans(charts.dispersion_plot(places), "sentence")]
    assert all(end - 2 < drawn < end for drawn, end in zip(ends, [40, 100, 200], strict=True))


def test_short_sentences_of_a_long_article_keep_most_of_their_length():
    table = pd.DataFrame({"article": "a", "start": [0, 99_990], "end": [10, 100_000], "kind": "sentence"})
    # A gap that could be seen would be some 300 characters; it takes no more than 30% of the 10: 7 are left.
    ax = charts.dispersion_plot(table)
    assert [end - start for start, end in spans(ax, "sentence")] == pytest.approx([7, 7])
    assert ax.collections[0].get_snap() is False


def test_the_ticks_of_a_term_stand_at_its_places_in_its_own_lane(places):
    ax = charts.dispersion_plot(places)
    lane = dict(zip(["second", "IS 2", "moskee 2", "first", "IS 1", "moskee 1"], ax.get_yticks(), strict=True))
    assert ticks(ax, "IS") == [(2, lane["IS 2"]), (10, lane["IS 1"]), (150, lane["IS 1"])]
    assert ticks(ax, "moskee") == [(130, lane["moskee 1"])]


def test_each_term_lane_ends_in_its_number_of_places(places):
    assert written(charts.dispersion_plot(places)) == ["1×", "0×", "2×", "1×"]


def test_each_term_has_one_colour_in_all_articles(places):
    ax = charts.dispersion_plot(places)
    colours = {
        term: {to_hex(c.get_color()[0]) for c in ax.collections if c.get_label() == term} for term in ("IS", "moskee")
    }
    assert colours == {"IS": {"#0072b2"}, "moskee": {"#d55e00"}}


def test_the_axis_counts_characters_from_the_start(places):
    ax = charts.dispersion_plot(places)
    assert ax.get_xlim() == (0, 200)
    assert ax.get_xlabel() == "characters from the start of the article"
    assert x_labels(ax)[0] == "0"


def test_the_key_names_only_the_kinds_that_are_drawn(places):
    both = written(charts.dispersion_plot(places), "subtitle")[0]
    assert both == "2 articles · light bar: a sentence · dark bar: a heading · tick: an occurrence of the term"
    assert written(charts.dispersion_plot(places[places["kind"] == "sentence"]), "subtitle") == [
        "2 articles · light bar: a sentence"
    ]


def test_the_title_of_a_structure_says_which_term_has_most_places(places):
    assert title(charts.dispersion_plot(places)) == "‘IS’ has the most occurrences of these 2 terms: 3"
    one = places[places["label"] != "moskee"]
    assert title(charts.dispersion_plot(one)) == "‘IS’ occurs 3 times, in 2 of 2 articles"


def test_without_terms_the_title_counts_sentences_and_headings(places):
    bare = places[places["kind"] != "term"].drop(columns="label")
    ax = charts.dispersion_plot(bare)
    # second: one sentence, no heading; first: two sentences, one heading.
    assert title(ax) == "Each article has 1 to 2 sentences and 0 to 1 heading"
    assert title(charts.dispersion_plot(bare.iloc[1:])) == "The article has 2 sentences and 1 heading"
    assert charts.alt_text(ax).endswith(": Each article has 1 to 2 sentences and 0 to 1 heading.")


def test_five_terms_are_drawn_and_six_refused():
    def table(n: int) -> pd.DataFrame:
        return pd.DataFrame(
            {"article": "a", "start": 0, "end": 2, "kind": "term", "label": [f"t{i}" for i in range(n)]}
        )

    assert y_labels(charts.dispersion_plot(table(5))) == ["a", "t0", "t1", "t2", "t3", "t4"]
    with pytest.raises(ValueError, match="at most 5 terms, the table has 6: t0, t1, t2, t3, t4, t5; select some"):
        charts.dispersion_plot(table(6))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "verse"}, "kind must be heading, sentence or term; received verse"),
        ({"start": 50, "end": 40}, "no end may lie before its start"),
        ({"kind": "term", "label": None}, "need their term in the column label"),
        ({"start": -1}, "from zero up; received -1"),
    ],
)
def test_rows_that_stand_nowhere_are_refused(places, change, message):
    with pytest.raises(ValueError, match=message):
        charts.dispersion_plot(places.assign(**change))


def test_forty_articles_fit(places):
    table = pd.concat([places.assign(article=f"{n:03d}_850d7661f628d64b") for n in range(40)])
    ax = charts.dispersion_plot(table, source="A folder")
    assert len(y_labels(ax)) == 40 * 3
    assert outside(ax) == [] and overlaps(ax.get_yticklabels()) == []


# Specifications.


def marked(ax: Axes, choice: str) -> list[int]:
    """Which specifications, counted from 0, have a tick on the row of a choice."""
    return [int(line[0, 0]) for lines in ax.collections if lines.get_label() == choice for line in lines.get_segments()]


def dots(ax: Axes, name: str) -> list[tuple[float, float]]:
    return [(x, y) for line in ax.lines if line.get_label() == name for x, y in line.get_xydata().tolist()]


def test_each_specification_is_a_dot_at_its_cosine_in_the_order_given(ways):
    turned = ways.iloc[::-1]  # not sorted again
    assert dots(charts.specification_curve(turned), "specification") == [(0, 0.8), (1, 0.7), (2, 0.6), (3, 0.4)]


def test_a_choice_is_ticked_under_the_specifications_that_make_it_and_no_other(ways):
    ax = charts.specification_curve(ways)
    assert marked(ax, "counted: words") == [0, 1, 2] and marked(ax, "counted: pieces of words (n-grams)") == [3]
    assert marked(ax, "weight of rare words (idf): by the folder") == [0] and marked(
        ax, "weight of rare words (idf): by the language"
    ) == [1, 2]
    # 1e-6 is one in a million, 1e-7 one in ten million
    assert marked(ax, "how rare a word can count as: 1 in 1 million") == [1]
    assert marked(ax, "how rare a word can count as: 1 in 10 million") == [2]


def test_settings_are_called_what_the_chart_of_their_ranges_calls_them(ways):
    ax = charts.specification_curve(ways.assign(background_words=[np.nan, 350, 700, np.nan], stop_words="drop"))
    assert marked(ax, "assumed length of an ordinary article: 350 words") == [1]
    assert marked(ax, "assumed length of an ordinary article: 700 words") == [2]
    assert marked(ax, "small words: left out") == [0, 1, 2, 3]


def test_choices_stand_below_the_cosines_grouped_by_setting(ways):
    ax = charts.specification_curve(ways)
    rows = {label: place for place, label in zip(ax.get_yticks(), y_labels(ax), strict=True) if ":" in label}
    assert list(rows) == [
        "counted: pieces of words (n-grams)",
        "counted: words",
        "weight of rare words (idf): by the language",
        "weight of rare words (idf): by the folder",
        "how rare a word can count as: 1 in 10 million",
        "how rare a word can count as: 1 in 1 million",
    ]
    places = list(rows.values())
    assert places == sorted(places, reverse=True) and places[0] < 0.4
    within, between = places[0] - places[1], places[1] - places[2]
    assert between > within


def test_the_scale_of_the_cosines_is_in_tenths_round_them(ways):
    ax = charts.specification_curve(ways)
    assert [label for label in y_labels(ax) if ":" not in label] == ["0.4", "0.5", "0.6", "0.7", "cosine 0.8"]


def test_lowest_default_and_highest_are_labelled(ways):
    ax = charts.specification_curve(ways)
    assert sorted(written(ax)) == ["default 0.60", "highest 0.80", "lowest 0.40"]
    assert dots(ax, "default") == [(1, 0.6)]


def test_what_the_default_chooses_is_bold(ways):
    ax = charts.specification_curve(ways)
    bold = [label.get_text() for label in ax.get_yticklabels() if label.get_fontweight() == "bold"]
    assert bold == [
        "counted: words",
        "weight of rare words (idf): by the language",
        "how rare a word can count as: 1 in 1 million",
    ]


def test_without_a_default_none_is_pointed_out(ways):
    ax = charts.specification_curve(ways.assign(default=False))
    assert sorted(written(ax)) == ["highest 0.80", "lowest 0.40"] and dots(ax, "default") == []
    assert "default" not in charts.alt_text(ax) and "default" not in written(ax, "subtitle")[0]


@pytest.mark.parametrize(
    ("cosines", "claim"),
    [
        ([0.4, 0.6, 0.7, 0.8], "The cosine ranges from 0.40 to 0.80 over 4 combinations of settings"),
        ([0.5] * 4, "The cosine is 0.50 in each of 4 combinations of settings"),
        (
            [0.4, 0.6, None, None],
            "The cosine ranges from 0.40 to 0.60 over 4 combinations of settings; 2 of them give none",
        ),
        ([None] * 4, "No cosine in 4 combinations of settings"),
        ([0.0] * 4, "The cosine is 0 in each of 4 combinations of settings"),
        ([1.0] * 4, "The cosine is 1 in each of 4 combinations of settings"),
    ],
)
def test_the_title_of_a_curve_gives_its_span_and_stays_true(ways, cosines, claim):
    assert title(charts.specification_curve(ways.assign(cosine=pd.Series(cosines, dtype=float)))) == claim


def test_one_specification_is_a_curve_too(ways):
    ax = charts.specification_curve(ways.iloc[[1]])
    assert title(ax) == "The cosine is 0.60 in 1 combination of settings"
    assert written(ax) == ["default 0.60"]  # neither highest nor lowest


def test_specifications_without_settings_or_with_a_cosine_above_one_are_refused(ways):
    with pytest.raises(ValueError, match="needs a column for each setting"):
        charts.specification_curve(ways[["cosine", "default"]])
    with pytest.raises(ValueError, match=r"between 0 and 1; received 1\.5"):
        charts.specification_curve(ways.assign(cosine=1.5))


def test_two_hundred_specifications_fit(ways):
    many = pd.concat([ways] * 50).sort_values("cosine")
    ax = charts.specification_curve(many, source="Two articles")
    assert len(dots(ax, "specification")) == 200
    assert outside(ax) == [] and overlaps(ax.get_yticklabels()) == []


# Influence.


def test_bars_of_influence_go_left_for_a_fall_and_right_for_a_rise(influences):
    ax = charts.leave_one_out_bars(influences)
    assert widths(ax) == [-0.10, -0.20, 0.05]
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches] == ["#d55e00", "#d55e00", "#0072b2"]
    low, high = ax.get_xlim()
    assert low < -0.20 and high > 0.05


def test_a_bar_of_influence_says_the_change_and_the_cosine_that_is_left(influences):
    ax = charts.leave_one_out_bars(influences)
    assert written(ax) == ["−0.10 · to 0.60", "−0.20 · to 0.50", "+0.05 · to 0.75"]
    sides = [text.get_ha() for text in ax.texts if text.get_gid() is None]
    assert sides == ["right", "right", "left"]
    assert outside(ax) == []


def test_a_sentence_is_named_by_article_number_and_first_words(influences):
    labels = y_labels(charts.leave_one_out_bars(influences))
    assert labels[0] == "a, 7: De moskee staat er."
    assert labels[1].startswith("b, 2: IS is daar. IS is") and labels[1].endswith("…")


def test_as_many_first_words_are_given_as_fit():
    room = _layout.width_of("een twee…", 9)
    assert _layout.beginning("een twee drie vier", room, 9) == "een twee…"
    assert _layout.beginning("een twee drie vier", room - 0.5, 9) == "een…"
    assert _layout.beginning("een", room, 9) == "een"


def test_labels_of_falls_keep_clear_of_the_names():
    falls = pd.DataFrame({"article": NAMES * 6, "sentence": range(12), "cosine": 0.5, "text": "Een lange zin. " * 9})
    ax = charts.leave_one_out_bars(falls.assign(change=[-0.3] + [-0.01] * 11), source="Two articles")
    ax.figure.draw_without_rendering()
    names = max(label.get_window_extent().x1 for label in ax.get_yticklabels())
    assert min(text.get_window_extent().x0 for text in ax.texts if text.get_gid() is None) >= names
    assert outside(ax) == []


@pytest.mark.parametrize(
    ("changes", "claim"),
    [
        (
            [-0.1, -0.2, 0.05],
            "Without sentence 2 of b the cosine falls most, by 0.20 to 0.50",
        ),
        (
            [-0.2, -0.2, 0.0],
            "2 of these 3 sentences matter most: without one of them the cosine falls by 0.20",
        ),
        ([0.0, 0.1, 0.05], "Without any one of these 3 sentences the cosine does not fall"),
        ([None, 0.1, None], "No fall of the cosine is known among these 3 sentences"),
    ],
)
def test_the_title_of_influence_says_which_sentence_carries_most(influences, changes, claim):
    assert title(charts.leave_one_out_bars(influences.assign(change=pd.Series(changes, dtype=float)))) == claim


def test_one_sentence_carries_what_it_carries(influences):
    one = charts.leave_one_out_bars(influences.head(1))
    assert title(one) == "Without sentence 7 of a the cosine falls by 0.10, to 0.60"
    assert ": Without sentence 7 of a" in charts.alt_text(one)


def test_a_missing_change_is_written_as_a_dash(influences):
    change, cosine = [-0.1, np.nan, 0.05], [0.6, np.nan, 0.75]
    assert written(charts.leave_one_out_bars(influences.assign(change=change, cosine=cosine)))[1] == "– · to –"


def test_an_infinite_change_is_refused(influences):
    with pytest.raises(ValueError, match="change must hold finite numbers; received inf"):
        charts.leave_one_out_bars(influences.assign(change=float("inf")))


# Problems of files.


def test_a_bar_of_problems_is_as_long_as_its_files_in_the_order_given(problems):
    ax = charts.load_problems(problems)
    assert widths(ax) == [4, 5, 0] and y_labels(ax) == ["undated", "soft hyphens", "near-empty"]
    assert written(ax) == ["4", "5", "0"]


def test_with_the_number_of_all_files_a_problem_has_its_share(problems):
    # 4 of 40 is 10%; 5 of 40 is 12.5%, which is printed as 12%.
    ax = charts.load_problems(problems, of=40)
    assert written(ax) == ["4 · 10%", "5 · 12%", "0 · 0%"]
    assert written(ax, "subtitle") == ["3 problems · bar: files that have it; one may have several · %: of 40 files"]


@pytest.mark.parametrize(
    ("files", "of", "claim"),
    [
        ([4, 5, 0], None, "The most frequent of these 3 problems is ‘soft hyphens’: 5 files"),
        ([4, 5, 0], 40, "The most frequent of these 3 problems is ‘soft hyphens’: 5 of 40 files"),
        ([1, 0, 0], 1, "The most frequent of these 3 problems is ‘undated’: 1 of 1 file"),
        ([5, 5, 0], 40, "The most frequent of these 3 problems are ‘undated’ and ‘soft hyphens’: 5 of 40 files each"),
        ([0, 0, 0], 40, "None of these 3 problems was found"),
    ],
)
def test_the_title_of_problems_says_which_most_files_have(problems, files, of, claim):
    assert title(charts.load_problems(problems.assign(files=files), of=of)) == claim


def test_one_problem_and_four_equal_ones_are_worded_otherwise(problems):
    assert title(charts.load_problems(problems.head(1))) == "The only problem is ‘undated’: 4 files"
    four = pd.DataFrame({"problem": list("abcd"), "files": 2})
    assert title(charts.load_problems(four)) == "Each of 4 of these 4 problems is found in 2 files, none in more"


def test_problems_of_articles_are_said_to_be_of_articles(problems):
    ax = charts.load_problems(problems.rename(columns={"files": "articles"}), value="articles", of=40)
    assert title(ax) == "The most frequent of these 3 problems is ‘soft hyphens’: 5 of 40 articles"
    assert (
        "bar: articles that have it" in written(ax, "subtitle")[0] and "%: of 40 articles" in written(ax, "subtitle")[0]
    )


def test_more_files_with_a_problem_than_there_are_files_is_refused(problems):
    with pytest.raises(ValueError, match="more files than there are: 5 of 4"):
        charts.load_problems(problems, of=4)


# What all charts share.

CHARTS = [
    "term_bars",
    "contribution_bars",
    "similarity_heatmap",
    "dispersion_plot",
    "specification_curve",
    "leave_one_out_bars",
    "cosine_distribution",
    "pair_bars",
    "load_problems",
]


@pytest.fixture
def tables(terms, contributions, places, ways, influences, problems) -> dict[str, pd.DataFrame]:
    of_pairs = [spread(2, 0, 100), three_pairs(), problems]
    return dict(zip(CHARTS, [terms, contributions, four_pairs(), places, ways, influences, *of_pairs], strict=True))


@pytest.mark.parametrize("chart", CHARTS)
def test_a_table_without_rows_is_refused_with_what_was_expected(chart, tables):
    with pytest.raises(ValueError, match=r"nothing to draw: no rows; it expects the column\(s\) "):
        getattr(charts, chart)(tables[chart].head(0))


@pytest.mark.parametrize(
    ("chart", "missing"),
    [
        ("term_bars", "count"),
        ("contribution_bars", "share"),
        ("similarity_heatmap", "cosine"),
        ("dispersion_plot", "end"),
        ("specification_curve", "default"),
        ("leave_one_out_bars", "change"),
        ("cosine_distribution", "pairs"),
        ("pair_bars", "cosine"),
        ("load_problems", "files"),
    ],
)
def test_a_missing_column_is_named_with_those_received(chart, missing, tables):
    table = tables[chart].drop(columns=missing)
    with pytest.raises(ValueError, match=rf"missing column\(s\) {missing}; the table has {', '.join(table.columns)}"):
        getattr(charts, chart)(table)


@pytest.mark.parametrize("chart", CHARTS)
def test_what_is_not_a_table_is_refused(chart):
    with pytest.raises(TypeError, match="draws a pandas DataFrame, not dict"):
        getattr(charts, chart)({"term": ["IS"]})


@pytest.mark.parametrize("chart", CHARTS)
def test_the_table_and_the_settings_are_left_as_they_were(chart, tables):
    before, settings = tables[chart].copy(), dict(mpl.rcParams)
    getattr(charts, chart)(tables[chart])
    pd.testing.assert_frame_equal(tables[chart], before)
    assert dict(mpl.rcParams) == settings


@pytest.mark.parametrize("chart", CHARTS)
def test_a_given_axes_is_drawn_in_and_nothing_else_is(chart, tables):
    figure = Figure(figsize=(12, 5))
    left, right = figure.subplots(1, 2)
    assert getattr(charts, chart)(tables[chart], right) is right
    assert list(figure.get_size_inches()) == [12, 5] and figure.axes == [left, right]
    assert not left.has_data() and right.has_data()


@pytest.mark.parametrize("chart", CHARTS)
def test_settings_of_the_user_do_not_leak_into_a_given_axes(chart, tables):
    with mpl.rc_context({"font.family": "serif", "text.parse_math": True, "axes.spines.top": True}):
        ax = getattr(charts, chart)(tables[chart], Figure().subplots())
        texts = [*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels(), ax._left_title]
        assert {text.get_fontfamily()[0] for text in texts} == {"DejaVu Sans"}
        assert not any(text.get_parse_math() for text in texts)
        assert not any(spine.get_visible() for spine in ax.spines.values())


@pytest.mark.parametrize("chart", CHARTS)
def test_rows_in_a_given_low_axes_get_smaller_letters_and_do_not_overlap(chart, tables):
    rows = {"similarity_heatmap": many_pairs(20), "pair_bars": many_pairs(6), "cosine_distribution": spread(*[9] * 40)}
    many = rows.get(chart)
    if many is None:
        one = tables[chart].head(2)
        many = pd.concat([one.assign(**{one.columns[0]: f"name {n}"}) for n in range(15)])
        many = many.assign(article="a") if chart == "term_bars" else many
    figure = Figure(figsize=(8, 3))
    ax = getattr(charts, chart)(many, figure.subplots())
    figure.draw_without_rendering()
    assert overlaps(ax.get_yticklabels()) == []


@pytest.mark.parametrize("chart", ["specification_curve", "term_bars"])
def test_a_chart_that_is_saved_by_hand_has_the_colours_of_the_house(tables, chart):
    figure, buffer = getattr(charts, chart)(tables[chart]).figure, io.BytesIO()
    figure.savefig(buffer, format="png")
    shown = {colour for _, colour in Image.open(buffer).convert("RGB").getcolors(10**6)}
    assert (0x00, 0x72, 0xB2) in shown  # the blue of the style sheet
    assert (0x1F, 0x77, 0xB4) not in shown  # and not matplotlib's


def test_a_picture_is_rendered_in_the_house_style_wherever_it_is_asked_for(tables):
    figure = charts.term_bars(tables["term_bars"]).figure
    made = _pictures.picture(figure)
    # 200 pixels an inch, of which a screen shows 100.
    assert Image.open(io.BytesIO(made.data)).width == pytest.approx(2 * made.size["width"], abs=2)


@pytest.mark.parametrize("chart", CHARTS)
def test_the_style_sheet_is_the_only_place_with_settings(chart, tables):
    ax = getattr(charts, chart)(tables[chart])
    assert ax._left_title.get_fontfamily() == ["DejaVu Sans"] and ax._left_title.get_fontweight() == "bold"
    assert not any(spine.get_visible() for spine in ax.spines.values())
    code = "".join(module.read_text("utf-8") for module in STYLE.parent.glob("*.py"))
    assert not re.search(r"rcParams\[[^]]*\] *=|rcParams\.update|use\(", code)


@pytest.mark.parametrize("chart", CHARTS)
def test_alt_text_is_chart_type_of_data_and_finding(chart, tables):
    alt = charts.alt_text(getattr(charts, chart)(tables[chart], title="Something else"))
    assert (
        alt
        == {
            "term_bars": "Bar chart of the TF-IDF weight of 3 terms: "
            "‘IS’ has the highest TF-IDF weight of these 3 terms in 000_850d7661f628d64b: 0.41.",
            "contribution_bars": "Bar chart of the contributions of 2 terms to a cosine: "
            "‘IS’ makes 50% of the cosine, these 2 terms together 75%.",
            "similarity_heatmap": "Heatmap of the cosine of 6 pairs of 4 articles: "
            "a and c have the highest cosine of these 6 pairs: 0.90.",
            "dispersion_plot": "Dispersion plot of 1 heading, 3 sentences and 2 terms in 2 articles: "
            "‘IS’ has the most occurrences of these 2 terms: 3.",
            "specification_curve": "Specification curve of 4 specifications: "
            "The cosine ranges from 0.40 to 0.80 over 4 combinations of settings; the default gives 0.60.",
            "leave_one_out_bars": "Bar chart of the change of a cosine without each of 3 sentences: "
            "Without sentence 2 of b the cosine falls most, by 0.20 to 0.50.",
            "cosine_distribution": "Histogram of the cosine of 102 pairs: "
            "Of 102 pairs, 2 have a cosine of 0.667 or more.",
            "pair_bars": "Bar chart of the cosine of 3 pairs of 3 articles: "
            "a and c have the highest cosine of these 3 pairs: 0.90.",
            "load_problems": "Bar chart of the files with each of 3 problems: "
            "The most frequent of these 3 problems is ‘soft hyphens’: 5 files.",
        }[chart]
    )


def test_an_axes_of_someone_else_has_no_alt_text():
    with pytest.raises(ValueError, match=r"no chart of leesbril\.charts was drawn in"):
        charts.alt_text(Figure().subplots())


@pytest.fixture
def shown(monkeypatch) -> list:
    pictures: list = []
    monkeypatch.setattr("IPython.display.display", pictures.append)
    return pictures


def test_show_publishes_one_png_with_its_alternative_text_and_gives_nothing_back(terms, shown):
    ax = charts.term_bars(terms)
    assert charts.show(ax) is None
    (picture,) = shown
    data, metadata = picture._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"} and data["text/plain"] == charts.alt_text(ax) == repr(picture)
    assert set(metadata) == {"image/png"} and metadata["image/png"]["alt"] == charts.alt_text(ax)


def test_a_shown_picture_has_two_pixels_for_each_that_the_page_gives_it(terms, shown):
    charts.show(charts.term_bars(terms))
    data, metadata = shown[0]._repr_mimebundle_()
    wide, high = Image.open(io.BytesIO(data["image/png"])).size
    size = metadata["image/png"]
    assert size["width"] == 720 and abs(wide - 1440) <= 2 and abs(high - 2 * size["height"]) <= 2


def test_the_png_itself_describes_what_it_shows(terms, shown):
    ax = charts.term_bars(terms)
    charts.show(ax)
    with Image.open(io.BytesIO(shown[0].data)) as image:
        assert image.info["Description"] == charts.alt_text(ax)


def test_charts_side_by_side_are_shown_as_one_picture_with_both_texts(terms, contributions, shown):
    left, right = Figure(figsize=(12, 3), layout="constrained").subplots(1, 2)
    charts.show(charts.contribution_bars(contributions, charts.term_bars(terms, left) and right))
    assert [picture.alt for picture in shown] == [f"{charts.alt_text(left)} {charts.alt_text(right)}"]


def test_several_charts_are_shown_one_after_another_and_none_shows_nothing(terms, contributions, shown):
    charts.show()
    assert shown == []
    axes = [charts.term_bars(terms), charts.contribution_bars(contributions)]
    charts.show(*axes)
    assert [picture.alt for picture in shown] == [charts.alt_text(ax) for ax in axes]


def test_what_sticks_out_of_a_given_figure_is_shown_too(terms, shown):
    ax = Figure(figsize=(4, 3)).add_axes((0, 0, 1, 1))  # no room for a title or for names
    charts.show(charts.term_bars(terms, ax))
    assert shown[0].size["width"] > 500 and shown[0].size["height"] > 320


def test_no_chart_is_pyplots_and_a_shown_figure_of_pyplot_is_closed():
    code = (
        "import sys, pandas as pd\n"
        "from leesbril import charts\n"
        "t = pd.DataFrame({'term': ['IS'], 'tfidf': [.4], 'count': [1]})\n"
        "charts.show(charts.term_bars(t))\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
        "import matplotlib; matplotlib.use('agg'); import matplotlib.pyplot as plt\n"
        "ax = plt.subplots()[1]; charts.term_bars(t)\n"
        "assert len(plt.get_fignums()) == 1\n"
        "charts.show(charts.term_bars(t, ax))\n"
        "assert plt.get_fignums() == []\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("chart", CHARTS)
def test_formula_signs_emoji_and_other_scripts_are_drawn_without_a_warning(chart, tables, shown):
    odd = ["$x_1^2$ en $y$", "🔥", "الموصل", "中\nb", "$", "\\frac", "a\u00ad\ufe0fb", "{"]
    table = tables[chart]
    if chart == "similarity_heatmap":
        table = pd.DataFrame([(a, b, 0.5) for i, a in enumerate(odd) for b in odd[:i]], columns=list(table.columns))
    elif chart == "dispersion_plot":
        table = pd.concat([table.assign(article=name, label=table["label"].replace("IS", odd[1])) for name in odd])
    else:
        columns = {"specification_curve": "family", "leave_one_out_bars": "text", "load_problems": "problem"}
        column = (columns | {"pair_bars": "article_a", "cosine_distribution": "odd"}).get(chart, "term")
        table = pd.concat([table.tail(1)] * 8).assign(**{column: odd})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = getattr(charts, chart)(table, title="$\\nonsense{$ 🔥", source="$ 中")
        charts.show(ax)
    wanted = ["$x_1^2$ en $y$", "□", "الموصل", "□ b"]  # a line break is a space; what the font lacks is a box
    before = {"specification_curve": "family: ", "leave_one_out_bars": "a, 1: "}.get(chart, "")
    after, drawn = " – c" * (chart == "pair_bars"), {label.replace("\u200e", "") for label in y_labels(ax)}
    assert chart == "cosine_distribution" or {before + name + after for name in wanted} <= drawn
    assert title(ax) == "$\\nonsense{$ □" and written(ax, "source") == ["$ □"]


@pytest.mark.parametrize(
    ("odd", "shown"), [("caf\udce9", "caf‹U+DCE9›"), ("\u202eIS", "‹U+202E›IS"), ("a\x1b", "a‹U+001B›")]
)
def test_what_acts_without_being_seen_is_written_out_in_a_chart(terms, odd, shown):
    ax = charts.term_bars(terms.assign(term=pd.Series(["a", odd, "c"], dtype=object, index=terms.index)))
    charts.show(ax)
    assert y_labels(ax)[1] == shown
    assert f"‘{shown}’" in charts.alt_text(ax) + title(ax) or odd not in charts.alt_text(ax)


@given(
    words=st.lists(st.text("abWi1%…·", min_size=1, max_size=8), min_size=1, max_size=40),
    room=st.floats(150, 500),  # more than the widest of these words
    size=st.sampled_from([8.0, 9.0, 13.0]),
)
def test_a_text_is_broken_where_the_next_word_no_longer_fits_and_keeps_its_words(words, room, size):
    signs = re.compile(" (?=[%…·])")  # before these a line is not broken
    parts = signs.sub("\u00a0", " ".join(words)).split(" ")
    assume(max(_layout.width_of(part, size) for part in parts) <= room)
    lines = _layout.wrapped(" ".join(words), size, room).split("\n")
    assert " ".join(lines) == " ".join(words)
    assert all(_layout.width_of(line, size) <= room for line in lines)
    for line, following in pairwise(signs.sub("\u00a0", line) for line in lines):
        assert _layout.width_of(f"{line} {following.split(' ')[0]}", size) > room


def test_a_text_has_its_width_in_the_house_style_whatever_the_style_outside():
    measured = []
    for dpi in (200, "figure", 50):
        _layout._pen.cache_clear()
        _layout.width_of.cache_clear()
        with mpl.rc_context({"savefig.dpi": dpi}):
            measured.append(_layout.width_of("moskee", 9))
    assert measured[1:] == measured[:1] * 2


def test_a_word_that_fits_on_no_line_is_cut_and_stays_whole_elsewhere():
    room = _layout.width_of("iiii", 9)
    assert _layout.wrapped("i iiiiiiii ii", 9, room) == "i\niiii\niiii\nii"
    assert _layout.wrapped("W i", 9, 1) == "W\ni"


def test_a_text_is_measured_a_few_times_a_line_however_long_it_is(monkeypatch):
    measured = []
    width_of = _layout.width_of
    monkeypatch.setattr(_layout, "width_of", lambda *given: measured.append(given) or width_of(*given))
    lines = _layout.wrapped("De minister zegt dat de trein er komt. " * 100, 9, 500).split("\n")
    assert len(measured) < 8 * len(lines)


def test_a_name_of_many_characters_is_measured_a_few_times_only(monkeypatch):
    measured = []
    width_of = _layout.width_of
    monkeypatch.setattr(_layout, "width_of", lambda *given: measured.append(given) or width_of(*given))
    (short,) = _layout.shorten(["x" * 10_000], 100, 10)
    assert 90 < width_of(short, 10) <= 100
    assert len(measured) < 30


def test_a_name_of_words_is_cut_between_them():
    # Not “Leraren in Dev…9 september 2018”: part of a date would be another date.
    [short] = _layout.shorten(["Leraren in Deventer leggen werk neer · 29 september 2018"], 190, 10)
    head, tail = short.split(" … ")
    assert "Leraren in Deventer leggen".startswith(head)
    assert tail in ("29 september 2018", "september 2018", "2018")
    assert _layout.width_of(short, 10) <= 190


def test_long_names_that_differ_in_their_middle_alone_are_numbered():
    names = ["x" * 500 + letter + "x" * 500 for letter in "aba"]
    first, second, third = _layout.shorten(names, 100, 10)
    assert (first[-4:], second[-4:], third) == (" (1)", " (2)", first)
    assert len(first) < 60


def test_the_alternative_text_keeps_what_the_font_lacks(terms):
    assert ": ‘🔥’ has the highest" in charts.alt_text(charts.term_bars(terms.assign(term=["a", "🔥", "b"])))


def test_arabic_does_not_turn_the_words_round_it_about(terms):
    # Between two marks of the other direction (U+200E), the name keeps its place and the number stays behind the colon.
    ax = charts.term_bars(terms.assign(article="الموصل-أخبار"))
    assert title(ax).endswith("in \u200eالموصل-أخبار\u200e: 0.41")
    assert charts.alt_text(ax).endswith("in الموصل-أخبار: 0.41.")
    assert _layout.drawable(_layout.drawable("الموصل a")) == _layout.drawable("الموصل a") == "\u200eالموصل\u200e a"


def test_a_number_is_not_parted_from_its_sign_of_per_cent(contributions):
    # The first of these titles has room for the sign on its first line, the last has none for the number either.
    titles = [
        charts.contribution_bars(contributions, title="i" * length + " 75 % en meer").get_title(loc="left")
        for length in range(100, 113)
    ]
    assert all("75 %" in title for title in titles)
    assert ["\n75" in title for title in (titles[0], titles[-1])] == [False, True]


def test_everything_fits_on_the_page(tables):
    axes = [getattr(charts, chart)(tables[chart], source="A folder, 2 articles") for chart in CHARTS]
    assert [outside(ax) for ax in axes] == [[]] * len(CHARTS)
