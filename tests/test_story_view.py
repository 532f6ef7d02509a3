"""One story as a page: its articles in time, why each is in it, and what each adds."""

import re

import pandas as pd
import pytest

from leesbril import labels, novelty_in_order, stories, story_view
from leesbril.wording.report_language import written_in

FIRE = "De brand in de Houthaven verwoestte drie loodsen van scheepswerf Damen."
HURT = "Brandweerman Pieterse raakte gewond aan zijn linkerhand en been."


@pytest.fixture
def articles():
    """Three reports of one fire, of 3 and 4 May and of May; and the weather."""
    dates = pd.to_datetime(pd.Series(["2022-05-03", "2022-05-04", "2022-05-01", "2022-05-04"], list("abcd")))
    days = pd.to_timedelta([1, 1, 31, 1], unit="D")
    texts = [FIRE, f"{FIRE} {HURT}", f"{HURT} {FIRE} Morgen komt de minister.", "Het regent in het hele land."]
    told = {
        "text": texts,
        "title": ["Brand", "Vuur", "Loodsen", "Weer"],
        "publisher": ["Bode", "Courant", "Bode", None],
    }
    frame = pd.DataFrame(told, index=pd.Index(list("abcd"), dtype="str")).assign(language="nl")
    precision = ["day", "day", "month", "day"]
    return frame.assign(date_start=dates, date_end=dates + days, date_precision=precision)


# What is new in order


def test_a_sentence_is_found_if_any_article_before_it_has_it(articles):
    # In c, the first two sentences stand in b; the last is shorter than a run of five words, and in none.
    found = novelty_in_order(articles, ["a", "b", "c"])
    assert found[["article", "words", "found"]].values.tolist() == [
        ["a", 11, 0],
        ["b", 11, 11],
        ["b", 9, 0],
        ["c", 9, 9],
        ["c", 11, 11],
        ["c", 4, 0],
    ]


def test_the_order_decides_which_sentence_is_new(articles):
    found = novelty_in_order(articles, ["b", "a"])
    assert found[["article", "found"]].values.tolist() == [["b", 0], ["b", 0], ["a", 11]]


def test_of_one_article_and_of_none_nothing_is_found(articles):
    assert novelty_in_order(articles, ["d"])["found"].tolist() == [0]
    assert novelty_in_order(articles, []).empty


def test_an_article_twice_and_an_unknown_one_are_refused(articles):
    with pytest.raises(ValueError, match="names an article twice: 'a'"):
        novelty_in_order(articles, ["a", "b", "a"])
    with pytest.raises(KeyError, match="z"):
        novelty_in_order(articles, ["a", "z"])


# The page


def heads(page):
    return re.findall(r"<h4[^>]*>(.*?)</h4>", page)


@pytest.fixture
def view(articles):
    return story_view(articles, stories(articles), labels=labels(articles))


def test_members_stand_in_the_order_of_their_dates(view):
    page = view._repr_html_()
    assert heads(page) == ["Loodsen", "Brand", "Vuur"]  # the month begins first
    assert re.findall(r'<p class="lb-about">(.*?)</p>', page) == [
        "Bode · May 2022",
        "Bode · 3 May 2022 · order beside the one above: cannot be decided",
        "Courant · 4 May 2022",
    ]


def test_who_may_be_first_is_not_decided_where_dates_overlap(view):
    # The month of c overlaps both days; a ends before b starts, so c and a may each be first.
    assert "Which of 2 articles came first cannot be decided." in view._repr_html_()


def test_the_first_is_named_where_the_dates_decide_it(articles):
    two = articles.loc[["a", "b", "d"]]
    assert "The first by date is “Brand”." in story_view(two, stories(two), labels=labels(two))._repr_html_()


def test_without_a_date_it_is_said(articles):
    bare = articles.drop(columns=["date_start", "date_end", "date_precision", "publisher"])
    view = story_view(bare, stories(bare), labels=labels(bare))
    assert "Which came first cannot be decided: 3 articles have no date." in view._repr_html_()
    assert view._repr_html_().count("no date ·") == 2


def test_of_more_than_forty_it_is_said_how_many_and_a_date_that_is_missing_counts(articles):
    # 42 copies of b on successive days, the last without a date: it is not shown, and may have been the first.
    many = articles.loc[["b"] * 42].set_axis([f"n{n:02}" for n in range(42)])
    days = pd.date_range("2022-05-01", periods=42, freq="D").astype("datetime64[us]")
    many = many.assign(date_start=days, date_end=days + pd.Timedelta(days=1))
    many.loc["n41", ["date_start", "date_end"]] = pd.NaT
    told = {"story": 1, "label": "Vuur", "article": many.index, "nearest": "n00", "similarity": 1.0}
    members = pd.DataFrame(told | {"reason": "shared passages", "may_be_first": many.index == "n00"})
    page = story_view(many, members)._repr_html_()
    assert "the first 40 of 42 articles are shown" in page
    assert "Which came first cannot be decided: 1 article has no date." in page
    assert len(heads(page)) == 40


def test_new_sentences_stand_open_and_known_ones_are_folded(articles):
    two = articles.loc[["a", "b", "d"]]
    page = story_view(two, stories(two))._repr_html_()
    later = page.split("<li")[2]
    before, folded = later.split("<details>")
    assert HURT in before and FIRE not in before
    assert FIRE in folded and "1 sentence that an article above has" in folded
    assert "1 of 2 sentences are new here" in before


def test_numbers_that_differ_stand_below_and_are_no_contradiction(articles):
    told = {"story": 1, "unit": None, "counted": "gewonde", "written_a": "20", "written_b": "25"}
    changed = pd.DataFrame(
        [told | {"article_a": "a", "article_b": "b"}, told | {"story": 2} | {"article_a": "d", "article_b": "d"}]
    )
    page = story_view(articles, stories(articles), changed=changed, labels=labels(articles))._repr_html_()
    assert "<strong>gewonde</strong>: 20 (<bdi>Brand</bdi>) – 25 (<bdi>Vuur</bdi>)" in page
    assert page.count("<strong>gewonde") == 1
    assert "A difference is no contradiction" in page


def test_nothing_that_stands_in_an_article_is_code(articles):
    hostile = articles.assign(text="<script>alert(1)</script> " + articles["text"], title="<b>x</b>")
    page = story_view(hostile, stories(hostile), labels=labels(hostile))._repr_html_()
    assert "<script>" not in page
    assert "<b>" not in page


def test_it_is_dutch_in_a_dutch_report(articles):
    with written_in("nl"):
        page = story_view(articles, stories(articles), labels=labels(articles))._repr_html_()
    assert "Welk van 2 artikelen het eerst was, is niet uit te maken." in page
    assert "mei 2022" in page


def test_what_is_no_story_is_refused(articles):
    with pytest.raises(ValueError, match="There is no story 9: the frame has 1"):
        story_view(articles, stories(articles), 9)
    with pytest.raises(KeyError, match="No column label or nearest"):
        story_view(articles, stories(articles)[["story", "article", "similarity", "reason", "may_be_first"]])
    with pytest.raises(TypeError, match="received list"):
        story_view(articles, [])
    with pytest.raises(KeyError, match="No article 'c'"):
        story_view(articles.drop("c"), stories(articles))
