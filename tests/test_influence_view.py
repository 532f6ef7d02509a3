"""Two articles as text, tinted by how much each sentence matters."""

import re

import pandas as pd
import pytest

from leesbril import influence_view, leave_one_sentence_out, report_in


@pytest.fixture
def influences():
    """Without a 2 the cosine falls most, without a 1 half as far; without b 1 it rises; of b 2 nothing is known."""
    rows = [
        ("a", 2, -0.2, "IS is daar."),
        ("a", 1, -0.1, "De moskee."),
        ("b", 2, None, "Ja."),
        ("b", 1, 0.1, "Een stad."),
    ]
    return pd.DataFrame(rows, columns=["article", "sentence", "change", "text"]).astype({"change": "float64"})


def told(page):
    """The class, number, change and text of each sentence."""
    found = re.findall(r'<span class="lb-sentence([^"]*)"><small>(\d+)(?: ([^<]*))?</small> ([^<]*)</span>', page)
    return [(classes.split(), int(sentence), change, text) for classes, sentence, change, text in found]


def test_sentences_stand_in_the_order_of_the_text_and_are_darker_the_more_changes_without_them(influences):
    # The largest change is .2: -.2 takes 4 of 4 shades, -.1 and .1 take 2; without a change there is no ground.
    assert told(influence_view(influences)._repr_html_()) == [
        (["lb-fall", "lb-s2"], 1, "−0.10", "De moskee."),
        (["lb-fall", "lb-s4"], 2, "−0.20", "IS is daar."),
        (["lb-rise", "lb-s2"], 1, "+0.10", "Een stad."),
        ([], 2, "", "Ja."),
    ]


@pytest.mark.parametrize(("change", "shade"), [(-0.124, "lb-s2"), (-0.126, "lb-s3"), (-0.024, None), (-0.026, "lb-s1")])
def test_a_ground_has_one_of_four_shades(influences, change, shade):
    # .124 / .2 * 4 = 2.48, so 2; .126: 2.52, so 3; .024: .48, none; .026: .52, the first.
    influences.loc[1, "change"] = change
    first = told(influence_view(influences)._repr_html_())[0]
    assert first[0][1:] == ([shade] if shade else [])
    assert bool(first[2]) == bool(shade)


def test_articles_have_their_labels_and_their_text_its_language(influences):
    page = influence_view(influences, labels=pd.Series({"a": "Brand"}), language="nl")._repr_html_()
    assert re.findall(r"<h3[^>]*>(.*?)</h3>", page) == ["Brand", "b"]
    assert page.count('<p dir="auto" lang="nl">') == 2


def test_nothing_that_stands_in_an_article_is_code(influences):
    hostile = influences.assign(text="<script>alert(1)</script>", article="<b>")
    page = influence_view(hostile)._repr_html_()
    assert "<script" not in page
    assert "<b>" not in page


def test_where_no_change_is_known_nothing_is_tinted(influences):
    page = influence_view(influences.assign(change=float("nan")))._repr_html_()
    assert [classes for classes, *_ in told(page)] == [[]] * 4


def test_the_seeds_are_whole_and_their_page_is_dutch_in_a_dutch_report(seeds):
    influences = leave_one_sentence_out(seeds, *seeds.index)
    try:
        report_in("nl")
        page = influence_view(influences)._repr_html_()
    finally:
        report_in("en")
    assert len(told(page)) == len(influences)
    assert "oranje" in page


def test_another_table_is_refused():
    with pytest.raises(ValueError, match="it has no column change or text"):
        influence_view(pd.DataFrame({"article": ["a"], "sentence": [1]}))
