"""Findings about stories and families of passages."""

import pandas as pd
import pytest

from leesbril import findings, passage_families, shared_passages, stories, story_stability, summarise_families
from leesbril.dates.parsing import parse_dates
from leesbril.wording.report_language import written_in


@pytest.fixture
def articles():
    days = parse_dates(pd.Series(["2017-05-01", "2017-05-02", "", "2017-05"], list("abcd")))
    return days.assign(publisher=["Bode", "Courant", "Bode", None])


def members(*rows):
    columns = ["story", "label", "article", "reason", "may_be_first"]
    return pd.DataFrame(rows, columns=columns).assign(central=False)


def test_the_first_is_named_where_the_dates_decide_it(articles):
    told = members((1, "Brand", "a", "text within days", True), (1, "Brand", "b", "text within days", False))
    assert str(findings.which_stories(told, articles, labels=pd.Series({"a": "Vuur in *haven*"}))) == (
        "- 2 of 4 articles belong to 1 story.\n"
        "- **Brand**: 2 articles of 2 publishers; the first by date is “Vuur in \\*haven\\*”."
    )


def test_an_article_that_the_story_is_called_after_is_not_named_again_as_the_first(articles):
    told = members((1, "Brand", "a", "text within days", True), (1, "Brand", "b", "text within days", False))
    told["central"] = [True, False]
    assert "- **Brand**: 2 articles of 2 publishers; it is the first of them by date." in findings.which_stories(
        told, articles, labels=pd.Series({"a": "Brand"})
    )
    with written_in("nl"):
        assert "2 artikelen van 2 uitgevers; dit is volgens de datum het eerste." in findings.which_stories(
            told, articles
        )


def test_without_a_date_or_with_two_that_may_be_first_it_is_not_decided(articles):
    undated = members((1, "Brand", "a", "text alone, no date", True), (1, "Brand", "c", "text alone, no date", False))
    found = findings.which_stories(undated, articles)
    assert "**Brand**: 2 articles of 1 publisher; which came first cannot be decided." in found
    assert found.doubtful == ("- 2 articles are in their story by their text alone, as a date is missing.",)
    open_ = members((1, "Brand", "a", "text within days", True), (1, "Brand", "d", "text within days", True))
    assert "which came first cannot be decided" in findings.which_stories(open_, articles)


def test_three_stories_are_told_and_all_are_counted(articles):
    rows = [(n, f"Verhaal {n}", name, "text within days", True) for n in range(1, 6) for name in "ab"]
    found = str(findings.which_stories(members(*rows), articles))
    assert found.startswith("- 10 of 4 articles belong to 5 stories.")
    assert "Verhaal 3" in found and "Verhaal 4" not in found


def test_no_story_is_an_answer_that_is_doubtful(articles):
    found = findings.which_stories(members(), articles)
    assert found == "No two of 4 articles report one event, as far as words and dates tell."
    assert found.doubtful == (str(found),)


def stability(*least):
    kept = [1.0] * len(least)
    told = {"story": range(1, len(least) + 1), "label": [f"Verhaal {n}" for n in range(1, len(least) + 1)]}
    return pd.DataFrame(told | {"least_kept": least, "kept_in_samples": kept})


def test_the_story_that_depends_most_on_the_threshold_is_named():
    assert findings.how_firm_are_stories(stability(1.0, 0.25, 0.5)) == (
        "- 1 of 3 stories stay whole at every threshold, and with four fifths of the articles.\n"
        "- “Verhaal 2” depends most on the threshold: of its pairs of articles, 25% stay together at the strictest."
    )
    whole = findings.how_firm_are_stories(stability(1.0))
    assert whole == "1 of 1 story stays whole at every threshold, and with four fifths of the articles."
    assert findings.how_firm_are_stories(stability()).doubtful


def summary(*rows):
    return pd.DataFrame(rows, columns=["text", "articles", "publishers", "wordings", "spread"])


def test_passages_of_several_publishers_are_told_and_others_set_apart():
    found = findings.which_passages_recur(
        summary(
            ("Volg ons", 9, 1, 1, "one publisher"),
            ("De brand is uit", 3, 2, 2, "several publishers within days"),
            ("Niemand raakte gewond", 2, 0, 1, "publishers unknown"),
        )
    )
    assert found == (
        "- “De brand is uit” stands in 3 articles of 2 publishers, in 2 wordings.\n"
        "- “Niemand raakte gewond” stands in 2 articles.\n"
        "- Set apart: 1 passage that is widespread, or of one publisher alone."
    )


def test_where_only_one_publisher_repeats_itself_there_is_no_answer():
    assert findings.which_passages_recur(summary(("Volg ons", 9, 1, 1, "one publisher"))).doubtful


def test_a_long_passage_is_cut_at_a_word():
    found = findings.which_passages_recur(summary(("woord " * 40, 2, 2, 1, "several publishers")), width=20)
    assert "“woord woord woord …” stands in" in found


def test_they_are_dutch_in_a_dutch_report_and_hold_for_the_seeds(seeds):
    with written_in("nl"):
        found = findings.which_stories(stories(seeds, language="nl"), seeds)
        firm = findings.how_firm_are_stories(story_stability(seeds, language="nl"))
        families = passage_families(shared_passages(seeds, language="nl"), seeds)
        passages = findings.which_passages_recur(summarise_families(families, seeds))
    assert found.startswith("- 2 van 2 artikelen horen bij 1 verhaal.")
    assert firm.startswith("1 van 1 verhaal blijft heel")
    assert passages.startswith("- “") and "staat in 2 artikelen" in passages
