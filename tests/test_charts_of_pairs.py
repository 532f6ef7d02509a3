"""Charts of pairs of articles: the heatmap, how cosines are spread, the most similar pairs, and which to draw."""

import numpy as np
import pandas as pd
import pytest
from drawn import (
    four_pairs,
    many_pairs,
    outside,
    overlaps,
    spread,
    three_pairs,
    title,
    widths,
    written,
    x_labels,
    y_labels,
)
from matplotlib.colors import to_hex

from leesbril import charts


@pytest.fixture
def pairs() -> pd.DataFrame:
    return three_pairs()


# The heatmap.


@pytest.fixture
def square() -> pd.DataFrame:
    return four_pairs()


def test_the_square_is_completed_by_symmetry_and_has_no_diagonal(square):
    ax = charts.similarity_heatmap(square)
    assert y_labels(ax) == x_labels(ax) == ["a", "c", "d", "b"]
    nan = np.nan
    expected = [[nan, 0.9, 0.1, 0.25], [0.9, nan, 0.3, 0.0], [0.1, 0.3, nan, 0.6], [0.25, 0.0, 0.6, nan]]
    np.testing.assert_array_equal(ax.collections[0].get_array().filled(nan), expected)


def test_three_articles_are_no_heatmap(pairs):
    with pytest.raises(ValueError, match="draws 4 articles or more, the table has 3; draw pair_bars"):
        charts.similarity_heatmap(pairs)


def test_the_colours_run_from_zero_to_one_whatever_the_rows(square):
    assert charts.similarity_heatmap(square.assign(cosine=0.4)).collections[0].get_clim() == (0, 1)


def test_each_cell_but_the_diagonal_holds_its_cosine(square):
    rows = ["0.90", "0.10", "0.25"], ["0.90", "0.30", "0.00"], ["0.10", "0.30", "0.60"], ["0.25", "0.00", "0.60"]
    assert written(charts.similarity_heatmap(square)) == [cell for row in rows for cell in row]


def test_numbers_are_light_on_dark_and_dark_on_light(square):
    ink = {text.get_text(): text.get_color() for text in charts.similarity_heatmap(square).texts}
    assert (ink["0.90"], ink["0.00"]) == ("#FFFFFF", "#111111")


def test_a_missing_cosine_and_a_missing_pair_are_dashes(square):
    some = square.assign(cosine=square["cosine"].where(square["cosine"] != 0.3)).query("cosine != 0")
    ax = charts.similarity_heatmap(some)
    # c–d is missing and b–c not in the table: of what is left a–b is the most alike, and stands in the middle.
    assert y_labels(ax) == ["c", "a", "b", "d"]
    rows = ["0.90", "–", "–"], ["0.90", "0.25", "0.10"], ["–", "0.25", "0.60"], ["–", "0.10", "0.60"]
    assert written(ax) == [cell for row in rows for cell in row]
    assert "–: no cosine" in written(ax, "subtitle")[0]


def test_the_title_of_a_heatmap_names_the_pair_most_alike(square):
    assert title(charts.similarity_heatmap(square)) == "a and c have the highest cosine of these 6 pairs: 0.90"
    none = charts.similarity_heatmap(square.assign(cosine=np.nan))
    assert title(none) == "None of these 6 pairs has a cosine above zero"


def test_up_to_fifteen_articles_the_cells_hold_numbers_and_above_that_a_colour_bar_is_the_key():
    fifteen, sixteen = charts.similarity_heatmap(many_pairs(15)), charts.similarity_heatmap(many_pairs(16))
    assert (len(written(fifteen)), len(fifteen.child_axes)) == (15 * 14, 0)
    assert (len(written(sixteen)), len(sixteen.child_axes)) == (0, 1)


@pytest.mark.parametrize("n", [4, 5, 15, 40])
def test_opaque_names_fit_whole_beside_and_under_the_map(n):
    table = many_pairs(n)
    ax = charts.similarity_heatmap(table, source="A folder")
    assert y_labels(ax) == x_labels(ax)
    assert sorted(y_labels(ax)) == sorted({*table["article_a"], *table["article_b"]})
    assert outside(ax) == []
    assert overlaps(ax.get_yticklabels()) == overlaps(ax.get_xticklabels()) == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a", "b", 0.1), ("b", "a", 0.1)], "the pair b, a is given more than once"),
        ([("a", "a", 1.0)], "article a is paired with itself"),
        ([("a", "b", 1.2)], "between 0 and 1; received 1.2"),
        ([("a", "b", -0.2)], "from zero up; received -0.2"),
        ([("a", "b", "high")], "column cosine must hold numbers"),
        ([("a", None, 0.1)], r"column article_b has 1 missing value\(s\)"),
    ],
)
def test_pairs_that_make_no_square_are_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        charts.similarity_heatmap(pd.DataFrame(rows, columns=["article_a", "article_b", "cosine"]))


def test_from_four_articles_up_alike_ones_stand_side_by_side():
    # Two stories, a–c and b–d; each with the other 0.1. In order of appearance they would stand a, b, c, d.
    close = {("a", "c"): 0.9, ("b", "d"): 0.8}
    rows = [(x, y, close.get((x, y), 0.1)) for x, y in ["ab", "ac", "ad", "bc", "bd", "cd"]]
    ax = charts.similarity_heatmap(pd.DataFrame(rows, columns=["article_a", "article_b", "cosine"]))
    names = y_labels(ax)
    assert {frozenset(names[:2]), frozenset(names[2:])} == {frozenset("ac"), frozenset("bd")}
    assert names[0] < names[-1]
    assert x_labels(ax) == names
    cells = ax.collections[0].get_array().filled(np.nan)
    expected = {frozenset(pair): cosine for *pair, cosine in rows}
    for (row, column), cosine in np.ndenumerate(cells):
        assert row == column or cosine == expected[frozenset((names[row], names[column]))]
    assert "similar articles are adjacent" in written(ax, "subtitle")[0]


def test_forty_one_articles_are_refused_with_the_charts_for_many():
    with pytest.raises(
        ValueError, match=r"at most 40 articles, the table has 41; draw cosine_distribution .* pair_bars"
    ):
        charts.similarity_heatmap(many_pairs(41))


# How cosines are spread.


def heights(ax) -> list[tuple[float, float, str]]:
    """Where each bar begins, how high it is, and whether it is orange."""
    look = {"#0072b2": "blue", "#d55e00": "orange"}
    return [(bar.get_x(), bar.get_height(), look[to_hex(bar.get_facecolor())]) for bar in ax.patches]


def test_pairs_are_bars_from_zero_over_their_bin_and_orange_from_the_bound_up():
    ax = charts.cosine_distribution(spread(10, 0, 1, 1000))
    assert heights(ax) == [(0.75, 10, "orange"), (0.5, 0, "orange"), (0.25, 1, "blue"), (0.0, 1000, "blue")]
    assert written(ax) == ["10", "1", "1,000"]  # nothing is written above nought
    assert (ax.get_xlim(), ax.get_ylim()[0]) == ((0, 1), 0)
    assert x_labels(ax) == ["0", "0.25", "0.5", "0.75", "1"]


def test_articles_are_bars_from_zero_with_their_share():
    ax = charts.cosine_distribution(spread(1, 0, 3), value="articles")
    assert widths(ax) == [1, 0, 3] and written(ax) == ["1 · 25%", "0", "3 · 75%"]
    assert ax.get_xlim()[0] == 0
    assert title(ax) == "Of 4 articles, 1 has a cosine of 0.667 or more with another article"
    assert charts.alt_text(ax).startswith("Bar chart of the cosine of 4 articles with the most similar other: Of 4")


def test_what_has_no_cosine_is_a_row_of_its_own():
    table = pd.concat([spread(1, 5), spread(3).assign(cosine_from=np.nan, cosine_to=np.nan)])
    assert y_labels(charts.cosine_distribution(table, value="articles")) == [
        "0.50 to 1.00",
        "0.00 to 0.50",
        "no cosine",
    ]
    ax = charts.cosine_distribution(table)
    assert len(heights(ax)) == 2
    assert "3 pairs without a cosine" in written(ax, "subtitle")[0]
    assert title(ax) == "Of 9 pairs, 1 has a cosine of 0.50 or more"


@pytest.mark.parametrize(
    ("counts", "claim"),
    [
        ((100, 212, 1_123_000, 938), "Of 1,124,250 pairs, 312 have a cosine of 0.50 or more"),
        ((0, 1, 4, 0), "Of 5 pairs, 1 has a cosine of 0.50 or more"),
        ((0, 0, 4, 1), "None of 5 pairs has a cosine of 0.50 or more; the highest lies from 0.25 up"),
        ((2, 1, 0, 0), "All 3 pairs have a cosine of 0.50 or more"),
        ((2, 0, 0, 0), "Both pairs have a cosine of 0.50 or more"),
        ((0, 0, 1, 0), "The only pair has a cosine of 0.25 or more"),
        ((0, 0, 0, 0), "There is no pair to compare"),
    ],
)
def test_the_title_of_a_spread_counts_what_is_alike_and_stays_true(counts, claim):
    assert title(charts.cosine_distribution(spread(*counts))) == claim


def test_without_any_cosine_the_title_says_so():
    none = pd.DataFrame({"cosine_from": [0.0, np.nan], "cosine_to": [1.0, np.nan], "pairs": [0, 3], "articles": [0, 1]})
    assert title(charts.cosine_distribution(none)) == "None of 3 pairs has a cosine"
    assert title(charts.cosine_distribution(none, value="articles")) == (
        "The only article has no cosine with another article"
    )


def test_where_no_bin_begins_at_the_bound_the_next_one_up_is_counted():
    # Thirds: 0.5 lies inside the middle one, so that what it holds cannot be counted as .5 or more.
    assert title(charts.cosine_distribution(spread(2, 3, 4))) == "Of 9 pairs, 2 have a cosine of 0.667 or more"
    assert title(charts.cosine_distribution(spread(2, 3, 4), high=0.3)) == (
        "Of 9 pairs, 5 have a cosine of 0.333 or more"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"cosine_from": 0.5, "cosine_to": 0.4}, "a bin must run upwards within 0 to 1; received 0.5 to 0.4"),
        ({"cosine_to": 1.5}, "within 0 to 1; received 0.5 to 1.5"),
        ({"cosine_to": np.nan}, "within 0 to 1; received 0.5 to nan"),
        ({"pairs": -1}, "from zero up; received -1"),
        ({"pairs": np.nan}, "pairs must hold whole numbers; received nan"),
        ({"pairs": 0.5}, "pairs must hold whole numbers; received 0.5"),
    ],
)
def test_bins_that_make_no_scale_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        charts.cosine_distribution(spread(1, 2).assign(**change))


def test_only_pairs_or_articles_can_be_spread():
    with pytest.raises(ValueError, match="value must be pairs or articles; received 'cosine_from'"):
        charts.cosine_distribution(spread(1, 2), value="cosine_from")


@pytest.mark.parametrize("most", [1, 9, 1_124_250, 49_995_000])
def test_labels_of_a_spread_fit_and_do_not_overlap(most):
    ax = charts.cosine_distribution(spread(*[0] * 19, most), source="A folder")
    assert outside(ax) == []
    assert overlaps(ax.get_xticklabels()) == overlaps(ax.get_yticklabels()) == []


def test_numbers_wider_than_their_bars_stand_upright():
    wide, narrow = charts.cosine_distribution(spread(1, 9)), charts.cosine_distribution(spread(*[49_995_000] * 20))
    turned = [{text.get_rotation() for text in ax.texts if text.get_gid() is None} for ax in (wide, narrow)]
    assert turned == [{0}, {90}]


# The most alike pairs.


def some_pairs(*names: str) -> pd.DataFrame:
    """One pair for each two letters, from 0.9 down."""
    cosines = [0.9 - n / 100 for n in range(len(names))]
    return pd.DataFrame({"article_a": [n[0] for n in names], "article_b": [n[1] for n in names], "cosine": cosines})


def test_a_bar_of_a_pair_is_as_long_as_its_cosine_with_its_shared_terms_beside_it(pairs):
    ax = charts.pair_bars(pairs.assign(shared_terms=[7, 1, 0]))
    assert y_labels(ax) == ["a – b", "a – c", "b – c"]
    assert widths(ax) == [0.25, 0.9, 0]
    assert written(ax) == ["0.25 · 7 terms", "0.90 · 1 term", "0 · 0 terms"]
    assert written(charts.pair_bars(pairs)) == ["0.25", "0.90", "0"]


def test_pairs_that_share_an_article_stand_together_a_little_apart_from_the_others():
    # ab and bd are linked by b, bd and de by d: one group, which its first row brings to the top. cf is another.
    ax = charts.pair_bars(some_pairs("ab", "cf", "de", "bd"))
    assert y_labels(ax) == ["a – b", "d – e", "b – d", "c – f"]
    assert np.diff(ax.get_yticks()).tolist() == pytest.approx([1, 1, 1.6])
    assert "pairs that stand together are linked by an article" in written(ax, "subtitle")[0]


@pytest.mark.parametrize("names", [("ab", "cd", "ef"), ("ab", "bc", "ac")])
def test_pairs_that_are_all_linked_or_none_stand_at_even_distances(names):
    ax = charts.pair_bars(some_pairs(*names))
    assert np.diff(ax.get_yticks()).tolist() == [1, 1]
    assert "stand together" not in written(ax, "subtitle")[0]


def test_the_title_of_pairs_names_the_pair_most_alike(pairs):
    assert title(charts.pair_bars(pairs)) == "a and c have the highest cosine of these 3 pairs: 0.90"
    assert title(charts.pair_bars(pairs.head(1))) == "a and b have a cosine of 0.25"
    assert title(charts.pair_bars(pairs.assign(cosine=np.nan))) == "None of these 3 pairs has a cosine above zero"


def test_the_title_gives_no_more_of_a_label_than_tells_the_two_apart():
    labels = pd.Series({"a": "Brand · Bode", "b": "Vuur · Courant", "c": "Brand · Courant"})
    assert title(charts.pair_bars(some_pairs("ab"), labels=labels)) == "“Brand” and “Vuur” have a cosine of 0.90"
    said = "“Brand · Bode” and “Brand · Courant” have a cosine of 0.90"
    assert title(charts.pair_bars(some_pairs("ac"), labels=labels)) == said


def test_long_names_of_a_pair_are_each_shortened_and_stay_different():
    names = [f"2017-05-27_de-grote-moskee-van-mosul-is-volgens-ooggetuigen-verwoest-{n}" for n in range(4)]
    table = pd.DataFrame({"article_a": names[0], "article_b": names[1:], "cosine": 0.5})
    ax = charts.pair_bars(table, source="A folder")
    assert len(set(y_labels(ax))) == 3 and all(label.count("…") == 2 for label in y_labels(ax))
    assert all(label.startswith("2017-05") and label.endswith(f"-{n}") for n, label in enumerate(y_labels(ax), 1))
    assert outside(ax) == [] and all(width > 0 for width in widths(ax))


def test_twenty_pairs_are_drawn_and_twenty_one_refused():
    assert len(widths(charts.pair_bars(many_pairs(7).head(20)))) == 20
    with pytest.raises(ValueError, match=r"at most 20 pairs, the table has 21; take table\.head\(20\)"):
        charts.pair_bars(many_pairs(7))


def test_a_pair_given_both_ways_round_is_refused():
    with pytest.raises(ValueError, match="the pair b, a is given more than once"):
        charts.pair_bars(some_pairs("ab", "ba"))


# Which charts, by the number of articles.


def kinds(axes: list) -> list[str]:
    return [charts.alt_text(ax).split(" of ")[0] for ax in axes]


def test_one_article_has_no_chart():
    assert charts.similarity_charts(many_pairs(1), spread(0, 0)) == []


@pytest.mark.parametrize("n", [2, 3])
def test_all_pairs_of_two_or_three_articles_are_bars(n):
    table = many_pairs(n)
    assert kinds(charts.similarity_charts(table, spread(0, len(table)))) == ["Bar chart"]


@pytest.mark.parametrize("n", [4, 30, 40])
def test_all_pairs_of_up_to_forty_articles_are_a_heatmap(n):
    table = many_pairs(n)
    axes = charts.similarity_charts(table, spread(0, len(table)), source="A folder")
    assert kinds(axes) == ["Heatmap"] and written(axes[0], "source") == ["A folder"]


def test_more_articles_are_a_distribution_and_the_first_twenty_pairs():
    table = many_pairs(41)
    axes = charts.similarity_charts(table, spread(0, len(table)), source="A folder")
    assert kinds(axes) == ["Histogram", "Bar chart"]
    assert len(widths(axes[1])) == 20
    assert [written(ax, "source") for ax in axes] == [["A folder"]] * 2


def test_a_heatmap_is_not_drawn_of_some_of_the_pairs_only():
    # Three of six pairs: the other cells would be empty, as if they had no cosine.
    assert kinds(charts.similarity_charts(many_pairs(4).head(3), spread(0, 6))) == ["Histogram", "Bar chart"]
