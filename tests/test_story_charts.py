"""Pictures of a story and of a passage along time, and of publishers that have the same passages."""

import numpy as np
import pandas as pd
import pytest
from drawn import outside, overlaps, title, written, x_labels, y_labels

from leesbril import charts
from leesbril.charts._layout import alt_text
from leesbril.charts._time_drawing import moments
from leesbril.dates.parsing import parse_dates
from leesbril.frames import SHARED_FAMILIES

NAMES = list("abcdefgh")


def dated(*dates, publisher, **columns):
    frame = parse_dates(pd.Series(dates, index=NAMES[: len(dates)]))
    return frame.assign(publisher=pd.Series(publisher, frame.index, dtype="str"), **columns)


def story(*nearest, label="Brand"):
    """A story of a, b, c … with the nearest of each."""
    names = NAMES[: len(nearest)]
    return pd.DataFrame({"story": 1, "label": label, "article": names, "nearest": list(nearest)})


def family(*names):
    """A family of the first twelve characters of some articles; the first represents it."""
    places = {"family": 1, "article": list(names), "start": 0, "end": 12}
    return pd.DataFrame(places).assign(representative=[True] + [False] * (len(names) - 1))


def day(moment):
    return float(moments(np.array([moment], dtype="datetime64[us]"))[0])


def arrows(ax):
    return [patch for patch in ax.patches if patch.get_label() == "earlier"]


def starts(ax):
    """Where the bars of single articles begin."""
    return [bar.get_x() for bar in ax.patches if hasattr(bar, "get_width")]


def boxes(ax):
    """The bars of a crowd, publisher by publisher: their numbers."""
    return [len(bars.get_paths()) for bars in ax.collections if bars.get_label() == "dates"]


# A story along time


@pytest.fixture
def articles():
    """a and c of Bode, b of Courant; c may be before b and after it, d has neither date nor publisher."""
    return dated("2017-05-01", "2017-05-03", "2017-05", "", publisher=["Bode", "Courant", "Bode", None])


def test_an_article_has_a_lane_and_its_link_to_the_nearest_is_an_arrow_or_dotted(articles):
    # a–b twice, once from either side: one arrow. c–b overlap, and d has no date: dotted, of which one can be drawn.
    ax = charts.story_timeline(story("b", "a", "b", "a"), articles)
    assert y_labels(ax) == ["Bode", "Courant", "no publisher"]
    assert starts(ax) == [day("2017-05-01"), day("2017-05-01"), day("2017-05-03")]
    [arrow] = arrows(ax)
    (begin, above), (end, below) = arrow._posA_posB
    assert (round(begin), round(end)) == (day("2017-05-02"), day("2017-05-03"))
    assert above < below
    assert [line.get_label() for line in ax.lines] == ["open"]
    assert "dotted: 2 pairs without a known order" in written(ax, "subtitle")[0]
    assert "no date: d" in written(ax)


def test_the_title_is_the_finding_and_the_line_under_it_names_the_story(articles):
    ax = charts.story_timeline(story("b", "a", "b", "a"), articles)
    assert title(ax) == "Bode had the first of 3 dated articles"  # a or c: either is of Bode
    assert written(ax, "subtitle")[0].startswith("story: Brand · 4 articles of 2 publishers · ")
    assert alt_text(ax).startswith("Timeline of a story in 4 articles of 2 publishers: Bode had the first")


def test_only_the_story_that_is_asked_for_is_drawn(articles):
    both = pd.concat([story("b", "a"), story("d", "c").assign(story=2, article=["c", "d"], nearest=["d", "c"])])
    ax = charts.story_timeline(both, articles, 2)
    assert written(ax)[-2:] == ["c", "no date: d"]
    assert title(ax) == "Only one of 2 articles has a date, so no order can be decided"


def test_a_nearest_article_that_is_not_drawn_has_no_arrow(articles):
    ax = charts.story_timeline(story("b", "a", "b").head(1), articles)
    assert arrows(ax) == [] and len(ax.lines) == 0
    assert "arrow" not in written(ax, "subtitle")[0]


def crowd(number, publisher, date="2017-05-01"):
    names = [f"n{n:03d}" for n in range(number)]
    dates = parse_dates(pd.Series([date] * number, names))
    return dates.assign(publisher=pd.Series(publisher, names, dtype="str"), text="Het leger nam de wijk in.")


def many(articles):
    return pd.DataFrame({"story": 1, "label": "Brand", "article": articles.index, "nearest": articles.index[::-1]})


def test_forty_have_a_lane_and_forty_one_stand_one_above_the_other():
    articles = crowd(41, ["Bode"] * 30 + ["Courant"] * 10 + [None])
    few = charts.story_timeline(many(articles.iloc[1:]), articles)
    assert (len(starts(few)), boxes(few)) == (40, [])
    ax = charts.story_timeline(many(articles), articles)
    assert boxes(ax) == [30, 10, 1]
    assert y_labels(ax) == ["Bode", "Courant", "no publisher"]
    assert written(ax, "note") == ["30 articles", "10 articles", "1 article"]
    assert "arrow" not in written(ax, "subtitle")[0]


def test_of_a_crowd_what_has_no_date_is_counted_and_not_drawn():
    articles = crowd(50, ["Bode"] * 40 + ["Courant"] * 10)
    articles.loc[articles.index[38:43], ["date_start", "date_end"]] = pd.NaT
    ax = charts.story_timeline(many(articles), articles)
    assert boxes(ax) == [38, 7]
    assert written(ax, "note") == ["40 articles, 2 undated", "10 articles, 3 undated"]
    assert "without a date, not drawn: 5" in written(ax, "subtitle")[0]
    none = articles.assign(date_start=pd.NaT, date_end=pd.NaT)
    ax = charts.story_timeline(many(none), none)
    assert title(ax) == "None of 50 articles has a date"
    assert x_labels(ax) == []


def test_of_more_than_twenty_publishers_those_with_fewest_articles_stand_together():
    # 19 of three articles, then two of two: the two are the others.
    articles = crowd(61, [f"P{n:02d}" for n in range(19)] * 3 + ["Q", "R"] * 2)
    ax = charts.story_timeline(many(articles), articles)
    assert y_labels(ax)[-1] == "2 other publishers"
    assert (len(y_labels(ax)), boxes(ax)) == (20, [3] * 19 + [4])
    twenty = charts.story_timeline(many(articles.iloc[:58]), articles)
    assert y_labels(twenty)[-1] == "Q"


def test_what_is_no_story_is_refused(articles):
    with pytest.raises(ValueError, match="found no story 3: the table has 1"):
        charts.story_timeline(story("b", "a"), articles, 3)
    with pytest.raises(ValueError, match="found no article 'b'"):
        charts.story_timeline(story("b", "a"), articles.drop("b"))
    with pytest.raises(ValueError, match="needs the missing column"):
        charts.story_timeline(story("b", "a").drop(columns="nearest"), articles)
    with pytest.raises(ValueError, match="needs the missing column"):
        charts.story_timeline(story("b", "a"), articles.drop(columns="date_end"))


# A passage along time


def test_an_appearance_is_a_bar_of_its_article_and_an_article_is_drawn_once(articles):
    ax = charts.family_timeline(family("b", "a", "d", "a"), articles)
    assert y_labels(ax) == ["Bode", "Courant", "no publisher"]
    assert starts(ax) == [day("2017-05-01"), day("2017-05-03")]
    assert arrows(ax) == [] and len(ax.lines) == 0
    assert written(ax, "subtitle")[0].startswith("3 articles of 2 publishers · bar")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("ab", "Bode had the first of 2 articles with the passage"),
        ("abd", "Bode had the first of 2 dated articles with the passage"),
        ("cb", "Bode and Courant may each have had the first of 2 articles with the passage"),
        ("ac", "Bode alone has the passage, in 2 articles"),
        ("ad", "Only one of 2 articles has a date, so no order can be decided"),
    ],
)
def test_the_title_says_who_had_the_passage_first_where_the_dates_decide_it(articles, names, expected):
    assert title(charts.family_timeline(family(*names), articles)) == expected


def test_an_article_without_a_publisher_may_be_the_first():
    articles = dated("2017-05-01", "2017-05-03", "2017-05", publisher=[None, "Bode", None])
    ax = charts.family_timeline(family("a", "b"), articles)
    assert title(ax) == "An article without a publisher is the first of 2 articles with the passage"
    ax = charts.family_timeline(family("b", "c"), articles)
    assert title(ax) == "Which of 2 articles with the passage came first cannot be decided"


def test_four_that_may_be_first_are_not_named():
    articles = dated(*["2017-05-01"] * 4, publisher=["D", "B", "C", "A"])
    four = charts.family_timeline(family(*"abcd"), articles)
    assert title(four) == "Which of 4 articles with the passage came first cannot be decided"
    three = charts.family_timeline(family(*"abc"), articles)
    assert title(three) == "B, C and D may each have had the first of 3 articles with the passage"


def test_the_passage_is_quoted_where_there_are_texts(articles):
    told = articles.assign(text="Vuur\nen rook in de haven")
    ax = charts.family_timeline(family("a", "b"), told)
    assert written(ax, "subtitle")[0].startswith("“Vuur en rook” · 2 articles of 2 publishers · ")
    long = family("a", "b").assign(end=400)
    ax = charts.family_timeline(long, articles.assign(text="woord " * 90))
    assert written(ax, "subtitle")[0].startswith("“" + "woord " * 10 + "…” · ")


def test_the_order_of_the_table_does_not_matter(articles):
    one = charts.family_timeline(family("a", "b", "c", "d"), articles)
    other = charts.family_timeline(family("a", "b", "c", "d").iloc[::-1], articles)
    assert written(one) == written(other)
    assert starts(one) == starts(other)


def test_a_template_of_three_hundred_articles_is_a_crowd():
    articles = crowd(300, ["Bode", "Courant", "Delta"] * 100)
    ax = charts.family_timeline(family(*articles.index), articles)
    assert boxes(ax) == [100, 100, 100]
    assert "bar: as long as the date" in written(ax, "subtitle")[0]
    assert ax.get_window_extent().height < 500  # a hundred bars of one publisher share its height


def test_what_is_no_family_is_refused(articles):
    with pytest.raises(ValueError, match="found no family 2: the table has 1"):
        charts.family_timeline(family("a", "b"), articles, 2)
    with pytest.raises(ValueError, match="found no article 'a'"):
        charts.family_timeline(family("a", "b"), articles.drop("a"))
    with pytest.raises(ValueError, match="needs the missing column"):
        charts.family_timeline(family("a", "b").drop(columns="representative"), articles)


@pytest.mark.parametrize("width", [390, 720])
@pytest.mark.parametrize("number", [6, 60])
def test_a_timeline_fits_on_either_page(width, number):
    articles = crowd(
        number, ["Een krant met een tamelijk lange naam", "B", None] * (number // 3), date="2017-05-01T10:00"
    )
    articles.loc[articles.index[:2], "date_end"] += pd.Timedelta(days=400)
    articles.loc[articles.index[3], ["date_start", "date_end"]] = pd.NaT
    labels = pd.Series({name: f"Een tamelijk lange kop boven artikel {name}" for name in articles.index})
    with charts.page_width(width):
        drawn = [
            charts.story_timeline(many(articles), articles, labels=labels, source="Source: a folder"),
            charts.family_timeline(family(*articles.index), articles, labels=labels, source="Source: a folder"),
        ]
    for ax in drawn:
        assert outside(ax) == []
        assert overlaps(ax.get_xticklabels()) == overlaps(ax.get_yticklabels()) == []
        assert (len(written(ax, "publisher")), len(y_labels(ax))) == ((3, 0) if width == 390 else (0, 3))
        heads = [text for text in ax.texts if text.get_gid() in {"publisher", "note"}]
        assert (
            overlaps(sorted(heads, key=lambda text: (-round(text.get_window_extent().y0), text.get_position()[0])))
            == []
        )


# Publishers that have the same passages


def shared(*rows):
    columns = ["publisher_a", "publisher_b", "families", "a_earlier", "b_earlier", "undecided"]
    return SHARED_FAMILIES.typed(pd.DataFrame(rows, columns=columns).assign(widespread=0))


@pytest.fixture
def three():
    """B was earlier than A with 6 of 10, than C with 3 of 4; A was so with 3 of its 10 with B."""
    return shared(("A", "B", 10, 3, 6, 1), ("B", "C", 4, 3, 0, 1), ("A", None, 7, 0, 0, 7))


def cells(ax):
    """What stands in the cells, row by row."""
    found = {tuple(text.get_position()): text.get_text() for text in ax.texts if text.get_gid() is None}
    n = len(y_labels(ax))
    return [[found.get((column + 0.5, row + 0.5), "") for column in range(n)] for row in range(n)]


def test_a_cell_says_with_how_many_of_all_shared_passages_the_row_was_earlier(three):
    # B leads: 6 - 3 + 3 = 6; A: 3 - 6 = -3; C: -3. A and C share nothing.
    ax = charts.publishers_matrix(three)
    assert y_labels(ax) == x_labels(ax) == ["B", "A", "C"]
    assert cells(ax) == [["–", "6/10", "3/4"], ["3/10", "–", ""], ["0/4", "", "–"]]
    colours = ax.collections[0].get_array()
    assert colours.filled(-1).tolist() == [[-1, 1, 0.4], [1, -1, -1], [0.4, -1, -1]]


def test_articles_without_a_publisher_are_said_to_be_left_out(three):
    assert "articles without a publisher are left out" in written(charts.publishers_matrix(three), "subtitle")[0]
    assert "left out" not in written(charts.publishers_matrix(three.head(2)), "subtitle")[0]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("A", "B", 10, 3, 6, 1)], "B and A share most, 10 passages; the one was earlier with 6, the other with 3"),
        (
            [("A", "B", 10, 3, 1, 6), ("A", "C", 9, 9, 0, 0)],
            "A and B share most, 10 passages; with 6 of these it cannot be decided who was earlier",
        ),
        ([("A", "B", 10, 3, 2, 5)], "A and B share most, 10 passages; the one was earlier with 3, the other with 2"),
        ([("A", "B", 4, 3, 1, 0), ("B", "C", 4, 0, 0, 4)], "2 pairs of publishers share most, 4 passages each"),
        ([("A", "B", 0, 0, 0, 0)], "No two publishers share a passage that is not widespread"),
    ],
)
def test_the_title_names_the_two_that_share_most(rows, expected):
    ax = charts.publishers_matrix(shared(*rows))
    assert title(ax) == expected
    assert alt_text(ax).startswith("Matrix of the passages that ")


def test_more_than_twenty_publishers_and_none_are_refused(three):
    many_pairs = shared(*[("A", f"B{n:02d}", 1, 0, 0, 1) for n in range(20)])
    with pytest.raises(ValueError, match="at most 20 publishers, the table has 21"):
        charts.publishers_matrix(many_pairs)
    assert len(y_labels(charts.publishers_matrix(many_pairs.head(19)))) == 20
    with pytest.raises(ValueError, match="no two publishers share a passage"):
        charts.publishers_matrix(three.tail(1))
    with pytest.raises(ValueError, match="needs the missing column"):
        charts.publishers_matrix(three.drop(columns="undecided"))


@pytest.mark.parametrize("width", [390, 720])
def test_a_matrix_of_publishers_fits_on_either_page(three, width):
    long = three.assign(publisher_a="Een krant met een lange naam " + three["publisher_a"])
    with charts.page_width(width):
        ax = charts.publishers_matrix(long, source="Source: a folder")
    assert outside(ax) == []
