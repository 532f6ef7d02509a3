import numpy as np
import pandas as pd
import pytest
from drawn import outside, overlaps, title, written, x_labels, y_labels

from leesbril import charts, document_term_matrix, keyness, keyness_of_each

BODE = "in Bode as in Courant"


def table(n=3, **columns):
    """Terms t0, t1 … with a rising log ratio: 1, 2, 3 …"""
    ratios = np.arange(1.0, n + 1)
    frame = pd.DataFrame({"term": [f"t{i}" for i in range(n)], "log_ratio": ratios, "count_a": 8, "count_b": 2})
    frame = frame.assign(articles_a=5, articles_b=2, log_ratio_low=ratios - 1, log_ratio_high=ratios + 1)
    frame = frame.assign(log_ratio_low_articles=ratios - 2, log_ratio_high_articles=ratios + 2, p=0.01)
    frame = frame.assign(**columns)
    return frame.assign(significant=frame["p"] <= 0.05) if "significant" not in columns else frame


def lines(ax, name):
    """The intervals drawn under this name: start, end, row."""
    found = [part for part in ax.collections if part.get_label() == name]
    return [(line[0, 0], line[1, 0], line[0, 1]) for part in found for line in part.get_segments()]


def dots(ax, name):
    return [tuple(map(float, point)) for line in ax.lines if line.get_label() == name for point in line.get_xydata()]


# Intervals


def test_each_row_is_a_dot_at_its_log_ratio_with_the_interval_over_articles():
    ax = charts.keyness_intervals(table())
    assert y_labels(ax) == ["t0", "t1", "t2"]
    assert dots(ax, "interval over articles") == [(1, 0), (2, 1), (3, 2)]
    assert lines(ax, "interval, solid") == [(-1, 3, 0), (0, 4, 1), (1, 5, 2)]
    assert lines(ax, "interval, dotted") == []


def test_a_word_level_interval_is_dotted_and_said_to_hold_if_words_were_independent():
    ax = charts.keyness_intervals(table(2, log_ratio_low_articles=[np.nan, 0], log_ratio_high_articles=[np.nan, 4]))
    assert lines(ax, "interval, dotted") == [(0, 2, 0)]
    assert lines(ax, "interval, solid") == [(0, 4, 1)]
    assert "dotted: 95% interval if words were independent" in written(ax, "subtitle")[0]


def test_without_an_interval_there_is_a_dot_alone_and_it_is_said():
    ax = charts.keyness_intervals(table(2)[["term", "log_ratio", "count_a", "count_b", "articles_a", "articles_b"]])
    assert dots(ax, "described") == [(1, 0), (2, 1)]
    assert lines(ax, "interval, solid") == lines(ax, "interval, dotted") == []
    assert "no line: too little for an interval" in written(ax, "subtitle")[0]


def test_an_infinite_end_is_an_arrow_at_the_edge():
    ax = charts.keyness_intervals(table(1, log_ratio_high_articles=np.inf))
    edge = ax.get_xlim()[1]
    assert dots(ax, "no end") == [(edge, 0)]
    assert lines(ax, "interval, solid") == [(-1, edge, 0)]


def test_the_counts_stand_at_the_end_of_each_row():
    ax = charts.keyness_intervals(table(1))
    assert "8/2× in 5/2" in written(ax)


def test_the_scale_says_how_many_times_as_much():
    assert x_labels(charts.keyness_intervals(table(1))) == ["2×", "equal", "2×", "4×", "8×"]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, f"‘t2’ is 8.0 times as frequent {BODE}; 3 of these 3 terms differ significantly"),
        ({"log_ratio": [-1.0, -2.0, 0.5], "p": [0.01, 0.2, 0.04]},
         "‘t0’ is 2.0 times as frequent in Courant as in Bode; 2 of these 3 terms differ significantly"),
        ({"p": 0.2}, "No difference in these 3 terms is significant"),
        ({"p": np.nan}, f"‘t2’ is 8.0 times as frequent {BODE}; this describes, and tests nothing"),
        ({"count_b": [2, 2, 0], "p": np.nan},
         "‘t2’ occurs 8 times in Bode and not once in Courant; this describes, and tests nothing"),
        ({"log_ratio": -3.0, "count_a": 0, "count_b": 1},
         "‘t0’, ‘t1’ and ‘t2’ each occur 1 time in Courant and not once in Bode; "
         "3 of these 3 terms differ significantly"),
        ({"log_ratio": 0.0, "p": np.nan},
         f"‘t0’, ‘t1’ and ‘t2’ are each about as frequent {BODE}; this describes, and tests nothing"),
    ],
)  # fmt: skip
def test_the_title_claims_no_more_than_a_test_supports(columns, expected):
    ax = charts.keyness_intervals(table(**columns), sides=("Bode", "Courant"))
    assert title(ax) == expected
    assert expected[1:] in charts.alt_text(ax)


# The map


def test_each_term_is_a_dot_at_its_frequency_and_log_ratio():
    ax = charts.keyness_map(table(count_a=[8, 98, 998], p=[0.2, 0.01, np.nan]))
    assert dots(ax, "significant") == [(2, 2)]  # 98 + 2 times: 10²
    assert dots(ax, "not significant") == [(1, 1), (3, 3)]


def labels(ax):
    return [text for text in ax.texts if text.get_gid() == "label"]


def test_labels_of_dots_that_lie_on_each_other_do_not_overlap():
    ax = charts.keyness_map(table(10, log_ratio=2.0), labels=10)
    ax.figure.set_dpi(100)
    found = labels(ax)
    boxes = [text.get_window_extent() for text in found]
    assert len(found) > 8
    assert not any(one.overlaps(two) for i, one in enumerate(boxes) for two in boxes[:i])
    assert outside(ax) == []


def test_only_the_first_rows_have_labels_and_none_may_have():
    assert sorted(text.get_text() for text in labels(charts.keyness_map(table(6), labels=2))) == ["t0", "t1"]
    assert labels(charts.keyness_map(table(6), labels=0)) == []


def test_the_labels_stand_at_the_same_places_each_time():
    first, second = (labels(charts.keyness_map(table(9))) for _ in range(2))
    assert [text.get_position() for text in first] == [text.get_position() for text in second]


# Both


@pytest.mark.parametrize("n", [1, 2, 15, 40])
@pytest.mark.parametrize("chart", [charts.keyness_intervals, charts.keyness_map])
def test_nothing_is_cut_off_or_overlaps(chart, n):
    names = [f"een-tamelijk-lange-samenstelling-{i}" if i % 3 else f"t{i}" for i in range(n)]
    ax = chart(table(n, term=names), source="Source: a folder, 2 articles")
    assert outside(ax) == []
    assert overlaps(ax.get_yticklabels()) == overlaps(ax.get_xticklabels()) == []


def test_the_seeds_can_be_drawn_and_are_described_only(seeds):
    groups = pd.Series(["a", "b"], index=seeds.index)
    found = keyness(document_term_matrix(seeds), groups, a="a")
    for ax in (charts.keyness_intervals(found.head(10)), charts.keyness_map(found)):
        assert title(ax).endswith("; this describes, and tests nothing")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"term": None}, r"column term has 3 missing value\(s\)"),
        ({"log_ratio": np.inf}, "column log_ratio must hold finite numbers"),
        ({"count_a": 0.5}, "column count_a must hold whole numbers"),
    ],
)
@pytest.mark.parametrize("chart", [charts.keyness_intervals, charts.keyness_map])
def test_a_table_that_is_none_of_keyness_is_refused(chart, columns, message):
    with pytest.raises(ValueError, match=message):
        chart(table(**columns))


def test_too_much_to_draw_is_refused_with_a_way_out():
    with pytest.raises(ValueError, match=r"at most 40 terms, the table has 41; take table.head\(40\)"):
        charts.keyness_intervals(table(41))
    with pytest.raises(ValueError, match="keyness_map writes 0 to 20 labels; received 21"):
        charts.keyness_map(table(), labels=21)
    with pytest.raises(ValueError, match="needs terms that occur"):
        charts.keyness_map(table(count_a=0, count_b=0))


# Terms that one side has not at all


def test_a_term_that_one_side_has_not_is_no_dot_at_a_smoothed_ratio():
    ax = charts.keyness_intervals(table(3, count_b=[2, 0, 2], count_a=[8, 8, 0]), sides=("Bode", "Courant"))
    assert dots(ax, "interval over articles") == [(1, 0)]
    said = [(text.get_text(), text.xy[1], text.get_ha()) for text in ax.texts if text.get_gid() == "none"]
    # Left of the line where the left side, Courant, has none; right of it where the right side, Bode, has none.
    assert said == [("none in Courant", 1, "right"), ("none in Bode", 2, "left")]
    assert outside(ax) == []


def test_what_an_empty_side_says_stands_beyond_the_interval_of_the_row():
    # The interval of t1, which Courant has not, runs from 0 - 1.5 to no end.
    ends = {"log_ratio_low_articles": [0, -1.5, 1], "log_ratio_high_articles": [2, np.inf, 5]}
    ax = charts.keyness_intervals(table(3, count_b=[2, 0, 2], **ends), sides=("Bode", "Courant"))
    [said] = [text for text in ax.texts if text.get_gid() == "none"]
    assert said.xy == (-1.5, 1)
    assert outside(ax) == []


def test_on_a_narrow_page_an_empty_side_says_none():
    with charts.page_width(390):
        ax = charts.keyness_intervals(table(2, count_b=[2, 0]), sides=("Bode", "Een krant met een lange naam"))
    assert written(ax, "none") == ["none"]


def test_on_the_map_such_terms_stand_on_a_line_of_their_own():
    ax = charts.keyness_map(table(3, count_b=[2, 0, 2], p=0.5), labels=0, sides=("Bode", "Courant"))
    heights = [y for _, y in dots(ax, "not significant")]
    assert heights[0] == 1 and heights[2] == 3 and heights[1] > 3
    assert dict(zip(y_labels(ax), ax.get_yticks(), strict=True))["none in Courant"] == heights[1]
    assert "none in Bode" not in y_labels(ax)


# Each group against all the others


def each(**columns):
    """Bode: t0 four times as frequent, t1 nowhere else; Courant: t2 less frequent, t3 twice as frequent."""
    frame = pd.DataFrame({"group": ["Bode", "Bode", "Courant", "Courant"], "term": ["t0", "t1", "t2", "t3"]})
    frame = frame.assign(log_ratio=[2.0, 5.0, -1.0, 1.0], count_a=[8, 6, 2, 4], count_b=[2, 0, 4, 2])
    return frame.assign(p=[0.01, 0.2, 0.3, 0.2], significant=[True, False, False, False]).assign(**columns)


def test_a_panel_has_the_terms_that_its_group_uses_more():
    ax = charts.keyness_by_group(each())
    assert [text.get_text() for text in ax.texts if text.get_gid() == "group"] == ["Bode", "Courant"]
    assert [text.get_text() for text in ax.texts if text.get_gid() == "term"] == ["t0", "t1", "t3"]
    assert written(ax) == ["4.0 times", "6×, none elsewhere", "2.0 times"]
    first, second, third = (bar.get_width() for bar in ax.patches)
    assert (second, third) == (0, pytest.approx(first / 2))  # log2 of 4 and of 2
    assert [bar.get_label() for bar in ax.patches] == ["significant", "not significant", "not significant"]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, "Bode uses ‘t0’ significantly more than the others"),
        ({"significant": [True, False, False, True]},
         "Bode and Courant each use terms significantly more than the others"),
        ({"significant": False}, "No group uses a term significantly more than the others"),
        ({"p": np.nan, "significant": False},
         "What each group uses more than the others; this describes, and tests nothing"),
        ({"group": ["w", "x", "y", "z"], "log_ratio": 1.0, "significant": True},
         "4 of 4 groups use terms significantly more than the others"),
    ],
)  # fmt: skip
def test_the_title_of_the_panels_names_the_groups_with_a_sure_term(columns, expected):
    assert title(charts.keyness_by_group(each(**columns))) == expected


def test_a_term_that_leads_no_list_is_left_out_of_its_panel():
    ax = charts.keyness_by_group(each(leads=[False, True, True, True]))
    assert written(ax, "term") == ["t1", "t3"]
    assert title(ax) == "No group uses a term significantly more than the others"


def test_a_group_without_such_a_term_says_so():
    ax = charts.keyness_by_group(each(log_ratio=[2.0, 5.0, -1.0, -1.0]))
    assert written(ax)[-1] == "uses no term more than the others"


@pytest.mark.parametrize("width", [390, 720])
def test_panels_fit_on_either_page(width):
    with charts.page_width(width):
        ax = charts.keyness_by_group(each(term=["een-tamelijk-lange-samenstelling"] * 4, group="Een lange naam " * 5))
    assert outside(ax) == []


def test_too_many_groups_or_terms_are_refused():
    with pytest.raises(ValueError, match="at most 12 groups, the table has 13"):
        charts.keyness_by_group(pd.concat([each(group=f"g{n}") for n in range(13)]))
    with pytest.raises(ValueError, match="the first 1 to 10 terms of a group; received 11"):
        charts.keyness_by_group(each(), top=11)


def test_each_group_is_compared_with_all_others_and_what_is_significant_holds_over_all():
    texts = [f"stad {'moskee' if n < 12 else 'leger'}" for n in range(36)]
    groups = pd.Series(["a"] * 12 + ["b"] * 12 + ["c"] * 12)
    found = keyness_of_each(document_term_matrix(pd.DataFrame({"text": texts})), groups, permutations=99)
    assert found["group"].drop_duplicates().tolist() == ["a", "b", "c"]
    first = found[(found["group"] == "a") & (found["term"] == "moskee")].iloc[0]
    assert (first["count_a"], first["count_b"]) == (12, 0)
    # The smallest p of 99 permutations is .01; over three groups that is .03.
    assert first["p"] == 0.01 and first["significant"]
    assert (found["significant"] == (found["p"] * 3 <= 0.05)).all()
    with pytest.raises(ValueError, match="two groups or more; received 1"):
        keyness_of_each(document_term_matrix(pd.DataFrame({"text": texts})), groups.replace("b", "a").replace("c", "a"))
