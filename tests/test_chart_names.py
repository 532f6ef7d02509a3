"""What charts call articles and terms: labels, and terms as the folder writes them."""

import pandas as pd
import pytest
from drawn import many_pairs, outside, overlaps, spread, title, widths, y_labels

from leesbril import charts

LABELS = pd.Series({"a": "Spoedhulp dicht in de nacht", "b": "De brug blijft open", "c": "Het leger trekt op"})
PAIRS = pd.DataFrame({"article_a": ["a", "a", "b"], "article_b": ["b", "c", "c"], "cosine": [0.25, 0.9, 0.1]})
TERMS = pd.DataFrame({"article": "a", "term": ["is", "mosul"], "tfidf": [0.4, 0.2], "count": [3, 1]})


def test_a_label_stands_in_title_and_alternative_text_in_place_of_the_name():
    ax = charts.term_bars(TERMS, labels=LABELS)
    said = "‘is’ has the highest TF-IDF weight of these 2 terms in “Spoedhulp dicht in de nacht”: 0.40"
    assert title(ax) == said
    assert said in charts.alt_text(ax)


def test_a_pair_has_a_line_for_the_label_of_each_article():
    ax = charts.pair_bars(PAIRS, labels=LABELS)
    assert y_labels(ax)[0] == "Spoedhulp dicht in de nacht\nDe brug blijft open"
    assert widths(ax) == [0.25, 0.9, 0.1]
    assert title(ax).startswith("“Spoedhulp dicht in de nacht” and “Het leger trekt op” have the highest cosine")
    assert outside(ax) == [] and overlaps(ax.get_yticklabels()) == []


def test_on_a_narrow_page_a_bar_stands_under_the_whole_labels_of_its_pair():
    with charts.page_width(390):
        ax = charts.pair_bars(PAIRS, labels=LABELS)
    names = [text for text in ax.texts if text.get_gid() == "name"]
    assert next(name.get_text() for name in names) == "Spoedhulp dicht in de nacht\nDe brug blijft open"
    assert widths(ax) == [0.25, 0.9, 0.1]
    assert y_labels(ax) == []
    assert outside(ax) == [] and overlaps(ax.texts) == []
    # The longest bar has more than half of the width: beside the names it had a tenth.
    assert 0.9 / ax.get_xlim()[1] > 0.5


def test_a_sentence_has_a_line_for_label_and_number_and_one_for_its_words():
    row = {"article": ["b"], "sentence": [7], "cosine": [0.5], "change": [-0.1], "text": ["De brug staat er nog."]}
    ax = charts.leave_one_out_bars(pd.DataFrame(row), labels=LABELS)
    assert y_labels(ax) == ["De brug blijft open, 7\nDe brug staat er nog."]
    assert title(ax).startswith("Without sentence 7 of “De brug blijft open” the cosine falls")


def test_an_article_without_a_label_keeps_its_name():
    assert y_labels(charts.pair_bars(PAIRS, labels=LABELS[["a", "b"]]))[1] == "Spoedhulp dicht in de nacht\nc"


def test_a_paragraph_is_named_by_the_label_of_its_article_and_its_number():
    table = pd.DataFrame({"article_a": [("a", 2)], "article_b": [("b", 1)], "cosine": [0.5]})
    ax = charts.pair_bars(table, labels=LABELS)
    assert y_labels(ax) == ["Spoedhulp dicht in de nacht, 2\nDe brug blijft open, 1"]


def test_lanes_and_dates_are_named_by_labels():
    places = pd.DataFrame({"article": ["a", "b"], "start": 0, "end": 9, "kind": "sentence"})
    assert y_labels(charts.dispersion_plot(places, labels=LABELS)) == LABELS[["a", "b"]].tolist()
    dates = pd.DataFrame({"date_start": pd.to_datetime(["2022-05-03"]), "date_end": pd.to_datetime(["2022-05-04"])})
    assert y_labels(charts.article_dates(dates.set_axis(["c"]), labels=LABELS)) == [LABELS["c"]]


def test_similarity_charts_pass_the_labels_on():
    table = many_pairs(41)
    labels = pd.Series({name: f"label {name[:3]}" for name in {*table["article_a"], *table["article_b"]}})
    assert "label" in y_labels(charts.similarity_charts(table, spread(0, len(table)), labels=labels)[1])[0]


@pytest.mark.parametrize(
    ("labels", "error", "message"),
    [
        ({"a": "x"}, TypeError, "labels must be the Series of leesbril.labels; received dict"),
        (pd.Series({"a": "x", "b": "x"}), ValueError, "no two the same"),
        (pd.Series(["x", "y"], index=["a", "a"]), ValueError, "one label per article"),
    ],
)
def test_labels_that_could_make_one_of_two_articles_are_refused(labels, error, message):
    with pytest.raises(error, match=message):
        charts.pair_bars(PAIRS, labels=labels)


def test_terms_are_drawn_as_the_folder_writes_them():
    ax = charts.term_bars(TERMS.assign(shown=["IS", "Mosul"]))
    assert y_labels(ax) == ["IS", "Mosul"]
    assert title(ax).startswith("‘IS’ has")
    parts = pd.DataFrame({"term": ["mosul"], "shown": ["Mosul"], "contribution": [0.3], "share": [0.5]})
    assert y_labels(charts.contribution_bars(parts)) == ["Mosul"]
