"""What is said where a question has no answer; and of how many rows the first are shown."""

import pandas as pd
import pytest

from leesbril import findings


def groups(*labels):
    return pd.Series(labels, name="publisher", dtype="str")


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([], "Nothing is compared: 0 articles are in 0 groups, and a comparison needs two."),
        ([None], "Nothing is compared: 0 articles are in 0 groups, and a comparison needs two."),
        (["a"], "Nothing is compared: 1 article is in 1 group, and a comparison needs two."),
        (["a", "a"], "Nothing is compared: 2 articles are in 1 group, and a comparison needs two."),
        (["a", "b"], "Nothing is compared: 2 articles in 2 groups (by publisher), and a comparison needs two articles "
                     "on either side."),
        (["a", "a", "b"], "Nothing is compared: 3 articles in 2 groups (by publisher), and a comparison needs two "
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
        ([None], "There is no trend: the one article does not lie in a period."),
        ([None, None], "There is no trend: none of 2 articles lies in a period."),
        (["2017-05"], "There is no trend: 1 article lies in a period, and a trend needs two periods with articles."),
        (["2017-05", "2017-05", None], "There is no trend: 2 of 3 articles lie in one period, 2017-05, and a trend "
                                       "needs two periods with articles."),
        (["2017-05", "2017-07"], ""),
    ],
)  # fmt: skip
def test_a_trend_needs_two_periods_with_articles(periods, said):
    assert findings.why_no_trend(pd.DataFrame({"period": pd.Series(periods, dtype="str")})) == said


def test_a_trend_needs_terms():
    placed = pd.DataFrame({"period": ["2017-05", "2017-07"]})
    assert findings.why_no_trend(placed, []) == "There is no trend: there are no terms to follow."
    assert not findings.why_no_trend(placed, ["moskee"])


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
    assert "<td>&lt;1&gt;</td>" in first._repr_html_()
    assert first._repr_html_().endswith("<p>The first 2 of 1,200 rows.</p>")
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
