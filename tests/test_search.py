"""What `search` gives: hits, forms, articles, groups, periods and a sentence, worked out by hand."""

import numpy as np
import pandas as pd
import pytest

import leesbril as lb


@pytest.fixture
def articles(toy):
    """Three of two publishers and two months, 4, 5 and 3 words; `tram` 2, 1 and 0 times."""
    frame = toy("Tram rijdt.\n\nDe tram.", "Een TRAM en de trams.", "De bus wacht.").assign(language="nl")
    starts = pd.to_datetime(["2017-05-01", "2017-05-02", "2017-06-01"]).astype("datetime64[us]")
    dates = {"date_start": starts, "date_end": starts + pd.Timedelta(1, "D")}
    return frame.assign(title=["Eén", "Twee", "Drie"], publisher=["Bode", "Courant", "Bode"], **dates)


def test_hits_have_their_place_in_the_text_and_its_paragraphs_and_sentences(articles):
    hits = lb.search(articles, "tram*").hits()
    assert hits.values.tolist() == [
        ["a", 1, 1, 0, 4, "Tram"],
        ["a", 2, 2, 16, 20, "tram"],
        ["b", 1, 1, 4, 8, "TRAM"],
        ["b", 1, 1, 15, 20, "trams"],
    ]
    for article, start, end, written in hits[["article", "start", "end", "written"]].itertuples(index=False):
        assert articles["text"][article][start:end] == written


def test_forms_are_what_was_found_as_written_the_most_frequent_first(articles):
    more = articles.assign(text=["Tram, tram.", "De tram en  trams.", "De oude\tstad. Een oude stad."])
    assert lb.search(more, "tram*").forms().values.tolist() == [["tram", 2, 2], ["Tram", 1, 1], ["trams", 1, 1]]
    assert lb.search(more, "oude stad").forms().values.tolist() == [["oude stad", 2, 1]]


def test_articles_have_labels_counts_and_rates_and_the_most_come_first(articles):
    found = lb.search(articles, "tram* OR bus")
    # a: 2 of 4 words, b: 2 of 5, c: 1 of 3.
    assert found.per_article().round(1).values.tolist() == [
        ["a", "Eén", 2, 4, 500.0, 0],
        ["b", "Twee", 2, 5, 400.0, 4],
        ["c", "Drie", 1, 3, 333.3, 3],
    ]
    assert found.articles.tolist() == ["a", "b", "c"]
    assert lb.search(articles, "trams").articles.tolist() == ["b"]


def test_groups_have_shares_of_articles_with_the_intervals_of_a_trend(articles):
    found = lb.search(articles, "tram")
    table = found.per_group("publisher")
    columns = ["group", "articles", "words", "count", "articles_with", "share", "evidence"]
    few = "fewer than ten articles"
    assert table[columns].values.tolist() == [["Bode", 2, 7, 2, 1, 0.5, few], ["Courant", 1, 5, 1, 1, 1.0, few]]
    assert table["rate"].tolist() == [1000 * 2 / 7, 200.0]
    months, course = found.per_group("month"), lb.trend(articles, ["tram"])
    same = ["articles", "words", "count", "rate", "articles_with", "share", "share_low", "share_high"]
    pd.testing.assert_frame_equal(months[same], course[same])
    assert months["group"].tolist() == course["period"].tolist() == ["2017-05", "2017-06"]
    pd.testing.assert_frame_equal(found.trend(), course)


def test_articles_without_a_publisher_are_a_group_without_a_name_at_the_end(articles):
    table = lb.search(articles.assign(publisher=[None, None, "Bode"]), "tram").per_group("publisher")
    assert table["group"].fillna("none").tolist() == ["Bode", "none"]
    assert table["articles"].tolist() == [1, 2]


def test_a_search_is_said_in_one_line_in_both_languages(articles):
    said = {query: lb.search(articles, query).finding() for query in ("tram", "bus", "metro", "tram OR bus")}
    assert said["tram"] == "“tram” is found 3 times, in 2 of 3 articles. Most often, 2 times, in “Eén”."
    assert said["bus"] == "“bus” is found once, in 1 of 3 articles."
    assert said["metro"] == "“metro” is not found in 3 articles."
    lb.report_in("nl")
    try:
        assert lb.search(articles, "tram").finding() == (
            "“tram” is 3 keer gevonden, in 2 van 3 artikelen. Het vaakst, 2 keer, in “Eén”."
        )
    finally:
        lb.report_in("en")


def test_a_search_without_texts_has_places_and_no_words(articles):
    tokens = lb.tokens(articles, texts=False)
    found = lb.search(tokens, "tram")
    assert "written" not in found.hits()
    assert found.per_article()["count"].tolist() == [2, 1]
    for ask in (found.forms, found.concordance):
        with pytest.raises(ValueError, match="These tokens have no texts"):
            ask()


def test_a_search_among_no_articles_finds_nothing_and_says_so(articles):
    found = lb.search(lb.tokens(articles).take(np.zeros(0, np.int64)), "tram")
    assert len(found) == 0
    assert found.finding() == "“tram” is not found in 0 articles."


def test_what_was_found_does_not_change(articles):
    found = lb.search(articles, "tram")
    with pytest.raises(AttributeError):
        found.query = "bus"
    assert repr(found) == "Found('tram': 3 occurrences in 2 of 3 articles)"
    assert found.in_words() == "the word “tram”"


def test_the_usual_form_of_a_phrase_is_the_usual_one_of_its_spellings(toy):
    frame = toy("De al-Nuri-moskee, de al-Nuri moskee, de al-Nuri moskee.").assign(language="nl")
    dated = frame.assign(date_start=pd.Timestamp("2017-05-01"), date_end=pd.Timestamp("2017-05-02"))
    table = lb.trend(dated, ["al-nuri-moskee", "mosk* OR al*"])
    assert table[["term", "shown", "count"]].values.tolist() == [
        ["al-nuri-moskee", "al-Nuri moskee", 3],
        ["mosk* OR al*", "mosk* OR al*", 5],
    ]


def test_collocates_of_overlapping_and_longer_hits_leave_out_all_their_words(toy):
    # The hits are `oude stad` and `stad`, twice each: near them are `mooie`, `brandt` and `rustig`, once each.
    texts = toy("Mooie oude stad brandt. Rustig, oude stad!")
    found = lb.collocates(texts, 'stad OR "oude stad"', language="nl", window=2)
    assert found[["term", "count", "frequency"]].values.tolist() == [
        ["brandt", 1, 1],
        ["mooie", 1, 1],
        ["rustig", 1, 1],
    ]


def test_what_a_publisher_repeats_is_found_and_not_counted_for_groups_periods_and_company(toy):
    texts = ["De brug valt.", "Een dijk breekt.", "Het leger wint.", "Geen trein rijdt."]
    frame = toy(*(f"{text}\n\nLees meer in onze gratis app." for text in texts)).assign(language="nl", publisher="Bode")
    frame = frame.assign(date_start=pd.Timestamp("2017-05-01"), date_end=pd.Timestamp("2017-05-02"))
    found = lb.search(frame, "app")
    assert (len(found), len(found.hits()), len(found.concordance())) == (4, 4, 4)
    assert found.per_group("publisher")["count"].tolist() == [0]
    assert found.per_group("publisher", boilerplate="keep")["count"].tolist() == [4]
    assert found.trend().equals(lb.trend(frame, ["app"]))
    assert found.collocates().equals(lb.collocates(frame, "app"))
    assert found.collocates(boilerplate="keep")["term"].tolist() == ["gratis", "lees"]
