"""How time grows, as benchmarks/growth.py works it out."""

import doctest
import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
import growth


@pytest.fixture
def table():
    # Terms: ten times the articles take a hundred times as long, so the exponent is 2. Pairs: as long, so it is 0.
    return pd.DataFrame(
        {
            "work": ["terms", "terms", "pairs", "pairs"],
            "articles": [100, 10, 10, 100],
            "seconds": [50.0, 0.5, 3.0, 3.0],
            "gigabytes": [2.0, 1.0, 0.5, 0.25],
        }
    )


def test_the_examples_in_docstrings_hold():
    failed, tried = doctest.testmod(growth)
    assert (failed, tried > 0) == (0, True)


def test_the_exponent_is_the_power_with_which_the_seconds_grow(table):
    found = growth.exponents(table)
    assert found["exponent"].round(9).tolist() == [2.0, 0.0]
    assert found.drop(columns="exponent").values.tolist() == [["terms", 100, 50.0, 2.0], ["pairs", 100, 3.0, 0.25]]


def test_only_the_two_largest_numbers_count_since_the_small_ones_are_mostly_starting(table):
    small = table.assign(articles=1, seconds=49.0)
    assert growth.exponents(pd.concat([table, small.head(1)]))["exponent"].round(9).tolist() == [2.0, 0.0]


def test_growth_from_one_number_of_articles_is_refused(table):
    with pytest.raises(ValueError, match="'terms' was measured on one number"):
        growth.exponents(table.head(1))


def test_what_was_measured_goes_up_to_a_million_for_each_piece_of_work():
    measured = growth.measured()
    assert measured.columns.tolist() == ["work", "articles", "seconds", "gigabytes"]
    assert (measured.groupby("work")["articles"].max() == 1_000_000).all()
    assert measured["work"].nunique() == 3
    assert (measured[["seconds", "gigabytes"]] > 0).all(axis=None)


def test_the_sentences_say_what_the_most_articles_took_and_what_twice_as_many_take(table):
    # 2 to the power 2 is 4, 2 to the power 0 is 1.
    told = growth.sentences(table)
    assert "terms: 100 articles in 50 s and 2.0 GB; twice the articles take 4.00 times as long." in told
    assert "pairs: 100 articles in 3 s and 0.2 GB; twice the articles take 1.00 times as long." in told


def test_the_chart_draws_every_row_and_says_what_takes_longest(table):
    figure = growth.chart(table)
    (ax,) = figure.axes
    drawn = {line.get_label(): line.get_xydata().tolist() for line in ax.get_lines()}
    assert drawn == {"terms": [[10, 0.5], [100, 50]], "pairs": [[10, 3], [100, 3]]}
    assert {text.get_text() for text in ax.texts} == {"terms: 50 s", "pairs: 3 s"}
    assert figure.get_suptitle() == "Of 2 pieces of work, terms take longest with 100 articles: 50 s"
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
