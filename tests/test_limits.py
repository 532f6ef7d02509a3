"""What is said where a question has no answer; and of how many rows the first are shown."""

import pandas as pd
import pytest
from in_dutch import in_dutch

from leesbril import findings


def groups(*labels):
    return pd.Series(labels, name="publisher", dtype="str")


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([], "No groups are compared: no article is in a group."),
        ([None], "No groups are compared: no article is in a group."),
        (["a"], "No groups are compared: the one article that is in a group has none to be compared with."),
        (["a", "a", None], "No groups are compared: all 2 articles in a group are in the same one, and a comparison "
                           "needs two."),
        (["a", "b"], "No groups are compared: 2 articles in 2 groups (by publisher), and a comparison needs two "
                     "articles on either side."),
        (["a", "a", "b"], "No groups are compared: 3 articles in 2 groups (by publisher), and a comparison needs two "
                          "articles on either side."),
        (["a", "a", "b", "b"], ""),
        (["a", "a", "b", "c"], ""),  # the largest against the rest, which is two
    ],
)  # fmt: skip
def test_groups_are_compared_from_two_articles_on_either_side(labels, said):
    assert findings.why_no_groups(groups(*labels)) == said


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        ([None, None], "none of 2 articles lies in a period."),
        (["2017-05", None], "1 of 2 articles lies in a period."),
        (["2017-05"] * 20, "20 of 20 articles lie in one period."),
        (["2017-05", "2017-05", "2017-06", None], "3 of 4 articles lie in 2 periods."),
        ([*["2017-05"] * 9, "2017-06"], "10 of 10 articles lie in 2 periods."),
        ([*["2017-05"] * 7, "2017-06", "2017-07"], "9 of 9 articles lie in 3 periods."),
    ],
)
def test_a_trend_needs_ten_articles_in_three_periods(periods, said):
    assert findings.why_no_trend(pd.DataFrame({"period": pd.Series(periods, dtype="str")})) == (
        f"There is no trend: it takes 10 articles in 3 periods, and here {said}"
    )


def test_a_trend_needs_words():
    placed = pd.DataFrame({"period": [*["2017-05"] * 8, "2017-06", "2017-07"]})
    assert findings.why_no_trend(placed, []) == "There is no trend: there are no words to follow."
    assert not findings.why_no_trend(placed, ["moskee"])
    assert "here 1 of 1 article lies" in findings.why_no_trend(placed.head(1), [])  # that comes before the words


def test_limits_are_dutch_in_a_dutch_report():
    with in_dutch():
        assert findings.why_no_groups(groups("a", "a", "b")) == (
            "Groepen zijn niet vergeleken: 3 artikelen in 2 groepen (per uitgever), en een vergelijking vraagt aan "
            "beide kanten twee artikelen."
        )
        assert findings.why_no_groups(groups("a", "a", "b").rename("rubriek")).startswith(
            "Groepen zijn niet vergeleken: 3 artikelen in 2 groepen (naar rubriek)"
        )
        assert findings.why_no_trend(pd.DataFrame({"period": ["2017-05", "2017-06"]})) == (
            "Er is geen trend: daarvoor zijn 10 artikelen in 3 perioden nodig, en hier vallen 2 van 2 artikelen in 2 "
            "perioden."
        )
        assert findings.why_no_flow(pd.DataFrame({"text": ["a"]})) == (
            "Welke uitgever eerder was, valt niet te zeggen: de artikelen noemen geen uitgever."
        )
        assert (
            repr(findings.first_of(["a", "b"], 1, "shared word", of=1_200)) == "De eerste 1 van 1.200 gedeelde woorden."
        )
        assert repr(findings.first_of(["a", "b"], 2, "article")) == "Beide artikelen."
        assert repr(findings.first_of(["a", "b"], 2, "quark", of=3)) == "De eerste 2 van 3 quarks."  # as it was given


@pytest.mark.parametrize("cosines", [[], [None]])
def test_a_pair_needs_two_articles_with_words(cosines):
    pairs = pd.DataFrame({"cosine": pd.Series(cosines, dtype=float)})
    assert findings.why_no_pair(pairs) == "There is no pair of articles with counted words."
    assert not findings.why_no_pair(pd.DataFrame({"cosine": [0.0]}))


def test_a_flow_needs_two_publishers():
    assert findings.why_no_flow(pd.DataFrame({"text": ["a"]})).endswith("the articles name no publisher.")
    assert findings.why_no_flow(pd.DataFrame({"publisher": ["A", "A", None]})).endswith("name one publisher.")
    assert not findings.why_no_flow(pd.DataFrame({"publisher": ["A", "B"]}))


def test_of_a_table_the_first_rows_are_shown_with_their_number():
    first = findings.first_of(pd.DataFrame({"term": [f"<{n}>" for n in range(1_200)]}), 2)
    assert repr(first).splitlines() == ["  term", "0  <0>", "1  <1>", "", "The first 2 of 1,200 rows."]
    assert "&lt;1&gt;</th>" in first._repr_html_()
    assert first._repr_html_().endswith("<p>The first 2 of 1,200 rows.</p></div>")
    assert not hasattr(first, "_repr_markdown_")  # a report takes the first Markdown of a notebook for its finding


@pytest.mark.parametrize(
    ("rows", "said"), [(0, "0 rows."), (1, "1 row."), (2, "Both rows."), (3, "The first 2 of 3 rows.")]
)
def test_whole_tables_are_said_to_be_whole(rows, said):
    assert repr(findings.first_of(pd.DataFrame({"a": range(rows)}), 2)).endswith(f"\n\n{said}")


@pytest.mark.parametrize("names", [["a", "b", "c"], pd.Index(["a", "b", "c"]), pd.Series(["a", "b", "c"])])
def test_the_first_of_names_can_be_gone_through_and_are_shown_as_a_number(names):
    first = findings.first_of(names, 2, "article")
    assert (list(first), len(first), repr(first)) == (["a", "b"], 2, "The first 2 of 3 articles.")
    assert first._repr_html_() == "<p>The first 2 of 3 articles.</p>"


def test_a_table_that_is_itself_a_part_says_of_how_many():
    assert repr(findings.first_of(["a", "b"], 2, "pair", of=780)) == "The first 2 of 780 pairs."
