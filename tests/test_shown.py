"""Tables as a notebook shows them: labels, whole texts, aligned numbers, a concordance on its keyword."""

import re

import numpy as np
import pandas as pd
import pytest
from in_dutch import in_dutch

import leesbril as lb
from leesbril import findings
from leesbril.findings import first_of
from leesbril.findings._cells import in_words
from leesbril.wording.report_language import written_in


def shown(frame, **more):
    """The cells of a table row by row, its heads first, as a browser would show them."""
    html = findings.first_of(frame, len(frame), **more)._repr_html_()
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [[re.sub(r"<.*?>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def classes(frame):
    html = findings.first_of(frame, len(frame))._repr_html_()
    return re.findall(r'<th scope="col"(?: class="(\w+)")?>', html)


def test_rows_have_no_number_and_a_named_index_is_a_column():
    frame = pd.DataFrame({"term": ["leger", "stad"]}, index=[7, 9])
    assert shown(frame) == [["term"], ["leger"], ["stad"]]
    assert shown(frame.set_index(pd.Index(["a", "b"], name="article"))) == [
        ["article", "term"],
        ["a", "leger"],
        ["b", "stad"],
    ]


def test_with_labels_an_article_goes_by_its_label_and_its_name_stands_below():
    frame = pd.DataFrame({"article_a": ["x1", "x2"], "term": ["x1", "x2"]})
    html = findings.first_of(frame, 2, labels=pd.Series({"x1": "Brand & rook"}))._repr_html_()
    assert ">Brand &amp; rook<small>x1</small><" in html
    assert shown(frame, labels={"x1": "Brand"})[1:] == [["Brandx1", "x1"], ["x2", "x2"]]  # a term is no article


def test_a_long_sentence_is_shown_whole():
    sentence = "Het leger rukt op naar de stad. " * 10
    assert shown(pd.DataFrame({"text": [sentence]}))[1] == [sentence]
    assert classes(pd.DataFrame({"text": [sentence], "term": ["leger"]})) == ["words", ""]


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ([1, 1234], ["1", "1,234"]),
        ([0.5, 0.25], ["0.50", "0.25"]),  # as many decimals as the longest needs
        ([407.0, None], ["407", ""]),
        ([0.0005, 0.03], ["0.0005", "0.0300"]),
        ([1 / 3, 2.0], ["0.333", "2.000"]),  # not rounded: three decimals below ten
        ([100 / 3, 0.5], ["33.3", "0.5"]),
        ([-0.00001, 1 / 3], ["0.000", "0.333"]),
        ([True, False], ["yes", "no"]),
        (pd.array([3, None], dtype="Int64"), ["3", ""]),
        ([np.inf, 1.0], ["inf", "1"]),
        (pd.to_datetime(["2017-05-01", None]), ["2017-05-01", ""]),
        (pd.to_datetime(["2017-05-01 00:00", "2017-05-01 12:30"]), ["2017-05-01 00:00:00", "2017-05-01 12:30:00"]),
    ],
)
def test_values_are_written_for_people(values, cells):
    assert [row[0] for row in shown(pd.DataFrame({"value": values}))[1:]] == cells


def test_in_a_dutch_report_numbers_have_dutch_marks():
    with written_in("nl"):
        rows = shown(pd.DataFrame({"count": [1234], "share": [0.5], "kept": [True]}))
    assert rows[1] == ["1.234", "0,5", "ja"]


def test_numbers_stand_right_and_a_concordance_is_aligned_on_its_keyword(toy):
    lines = lb.concordance(toy("Het leger van Irak rukt op."), "leger", language="nl")
    assert classes(lines[["sentence", "left", "keyword", "right"]]) == ["number", "left", "keyword", "right"]
    css = findings.first_of(lines, 1)._repr_html_()
    assert re.search(r"\.left \{[^}]*text-align: right", css)
    assert re.search(r"\.keyword \{[^}]*font-weight: 700", css)


def test_a_name_of_a_column_may_be_broken_at_an_underscore_and_is_text():
    html = findings.first_of(pd.DataFrame({"share_<b>_low": [1]}), 1)._repr_html_()
    assert "share_<wbr>&lt;b&gt;_<wbr>low" in html


def test_an_empty_table_has_its_heads():
    assert shown(pd.DataFrame({"term": [], "count": []})) == [["term", "count"]]


def test_the_same_table_gives_the_same_html():
    frame = pd.DataFrame({"term": ["leger"], "count": [2]})
    assert findings.first_of(frame, 1)._repr_html_() == findings.first_of(frame.copy(), 1)._repr_html_()


def test_in_a_dutch_report_words_of_the_program_are_dutch_and_those_of_articles_stay():
    frame = pd.DataFrame({"term": ["place", "apart"], "kind": ["place", "colour"], "relation": ["apart", "only a"]})
    english = first_of(frame, 5)._repr_html_()
    assert "<td>place</td>" in english and "<td>only a</td>" in english
    with in_dutch():
        dutch = first_of(frame, 5)._repr_html_()
    assert '<th scope="row">place</th><td>plaats</td><td>apart</td>' in dutch
    assert '<th scope="row">apart</th><td>colour</td><td>alleen a</td>' in dutch


@pytest.mark.parametrize(
    ("column", "value", "dutch"),
    [
        ("hangs_on", "calendar: Ramadan begins vrijdag", "ramadan begint “vrijdag”"),
        ("hangs_on", "the date of the article (header)", "de datum van het artikel (kop)"),
        (
            "alternative",
            "the calendar week; Good Friday 14 April 2017 (calendar)",
            "de kalenderweek; Goede Vrijdag 14 april 2017 (kalender)",
        ),
        ("alternative", "something else", "something else"),
    ],
)
def test_in_a_dutch_report_what_a_clue_hangs_on_is_dutch(column, value, dutch):
    with in_dutch():
        assert in_words(value, column) == dutch
