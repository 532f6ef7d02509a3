"""Labels of articles: titles or first words, cut at a word, unique, with publisher and date."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import leesbril as lb
from leesbril.labels import labels
from leesbril.wording.report_language import report_in


def articles(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), index=[f"id-{number}" for number in range(len(rows))])


def test_the_seeds_have_their_first_words_as_labels():
    found = labels(lb.read_articles("seeds", language="nl"))

    # 48 characters at most with “ …”: the words up to “een” and “overdag” would be longer.
    assert found.tolist() == [
        "Het Iraakse leger zet zich schrap voor de …",
        "De Iraakse regeringstroepen naderen woensdag …",
    ]


def test_a_title_comes_before_the_text_and_is_written_on_one_line():
    assert labels(articles({"title": "Spoedhulp\n dicht", "text": "Wat anders"})).tolist() == ["Spoedhulp dicht"]


def test_an_article_without_words_has_its_name_as_a_label():
    assert labels(articles({"title": None, "text": " "})).tolist() == ["(no words: id-0)"]


def test_articles_without_texts_have_their_titles_or_names():
    assert labels(articles({"title": "Brand"}, {"title": None})).tolist() == ["Brand", "(no words: id-1)"]


def test_equal_titles_get_publisher_and_date_and_others_do_not():
    day = {"date_start": pd.Timestamp("2022-05-03"), "date_precision": "day"}
    month = {"date_start": pd.Timestamp("2022-05-01"), "date_precision": "month"}
    found = labels(
        articles(
            {"title": "Brand", "publisher": "Havenpost", **day},
            {"title": "Brand", "publisher": "Bode", **month},
            {"title": "Storm", "publisher": "Bode", **day},
        )
    )

    assert found.tolist() == ["Brand · Havenpost · 3 May 2022", "Brand · Bode · May 2022", "Storm"]


def test_details_are_added_to_all_if_wanted_and_written_in_dutch():
    toy = articles({"title": "Brand", "date_start": pd.Timestamp("2022-05-03"), "date_precision": "day"})

    report_in("nl")
    try:
        assert labels(toy, details=True).tolist() == ["Brand · 3 mei 2022"]
    finally:
        report_in("en")


def test_labels_that_are_equal_even_so_are_numbered_past_a_title_that_ends_in_the_number():
    found = labels(articles({"title": "Brand (2)"}, {"title": "Brand"}, {"title": "Brand"}))

    assert found.tolist() == ["Brand (2)", "Brand", "Brand (3)"]


def test_a_direction_override_in_a_title_is_visible():
    assert labels(articles({"title": "Rood\u202etam"})).tolist() == ["Rood‹U+202E›tam"]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6), st.integers(8, 40))
def test_labels_are_unique_on_one_line_and_no_longer_than_asked_but_for_numbers(titles, width):
    found = labels(pd.DataFrame({"title": titles, "text": titles}), width=width)

    assert found.is_unique
    assert all(label and "\n" not in label for label in found)
    assert all(len(label.rsplit(" (", 1)[0]) <= width or label.startswith("(no words") for label in found)


def test_a_width_below_eight_and_something_else_than_a_frame_are_refused():
    with pytest.raises(ValueError, match="8 characters or more; received 3"):
        labels(articles({"title": "Brand"}), width=3)
    with pytest.raises(TypeError, match="received list"):
        labels(["Brand"])


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(ValueError, match="'fr'; choose one of 'en', 'nl'"):
        report_in("fr")
