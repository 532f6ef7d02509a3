import pandas as pd
import pytest

from leesbril import charts, findings, growth_exponents, measured_growth
from leesbril.charts.growth_drawing import _apart


@pytest.fixture
def growth():
    # Terms: ten times the articles take a hundred times as long, so the exponent is 2. Pairs: as long, so it is 0.
    return pd.DataFrame(
        {
            "work": ["terms", "terms", "pairs", "pairs"],
            "articles": [100, 10, 10, 100],
            "seconds": [50.0, 0.5, 3.0, 3.0],
            "gigabytes": [2.0, 1.0, 0.5, 0.25],
        }
    )


def test_the_exponent_is_the_power_with_which_the_seconds_grow(growth):
    found = growth_exponents(growth)
    assert found["exponent"].round(9).tolist() == [2.0, 0.0]
    assert found.drop(columns="exponent").values.tolist() == [["terms", 100, 50.0, 2.0], ["pairs", 100, 3.0, 0.25]]


def test_only_the_two_largest_numbers_count_since_the_small_ones_are_mostly_starting(growth):
    small = growth.assign(articles=1, seconds=49.0)
    assert growth_exponents(pd.concat([growth, small.head(1)]))["exponent"].round(9).tolist() == [2.0, 0.0]


def test_growth_from_one_number_of_articles_is_refused(growth):
    with pytest.raises(ValueError, match="'terms' was measured on one number"):
        growth_exponents(growth.head(1))


def test_what_was_measured_goes_up_to_a_million_for_each_piece_of_work():
    measured = measured_growth()
    assert measured.columns.tolist() == ["work", "articles", "seconds", "gigabytes"]
    assert (measured.groupby("work")["articles"].max() == 1_000_000).all()
    assert measured["work"].nunique() == 3
    assert (measured[["seconds", "gigabytes"]] > 0).all(axis=None)


def test_the_finding_says_what_the_most_articles_took_and_what_twice_as_many_take(growth):
    # 2 to the power 2 is 4, 2 to the power 0 is 1.
    told = findings.how_it_grows(growth_exponents(growth))._repr_markdown_()
    assert "**terms**: 100 articles in 50 seconds and 2.0 GB; there twice the articles take 4.00 times as long." in told
    assert "**pairs**: 100 articles in 3 seconds and 0.2 GB; there twice the articles take 1.00 times as long." in told
    assert "Nothing was measured" in findings.how_it_grows(growth_exponents(growth.head(0)))._repr_markdown_()


def test_the_chart_draws_every_row_and_says_what_takes_longest(growth):
    ax = charts.growth_lines(growth)
    drawn = {line.get_label(): line.get_xydata().tolist() for line in ax.get_lines()}
    assert drawn == {"terms": [[10, 0.5], [100, 50]], "pairs": [[10, 3], [100, 3]]}
    assert {"terms: 50 s", "pairs: 3 s"} <= {text.get_text() for text in ax.texts}
    assert ax.get_title("left") == "‘terms’ takes longest of the 2 with 100 articles: 50 s"
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert "2 pieces of work" in charts.alt_text(ax)


@pytest.mark.parametrize("column", ["articles", "seconds"])
def test_a_chart_of_growth_takes_nothing_that_has_no_logarithm(growth, column):
    with pytest.raises(ValueError, match="above zero"):
        charts.growth_lines(growth.assign(**{column: 0.0}))


def test_labels_that_would_lie_over_each_other_are_moved_apart():
    # Three powers of ten on 190 points: a label of 9 points and 1.2 lines needs 10.8 points, or 0.17 powers.
    import numpy as np

    heights = _apart(np.array([1.0, 1.05, 2.5]), 3.0, 9.0)
    assert heights[0] == 1.0
    assert heights[1] == pytest.approx(1 + 10.8 * 3 / 190)
    assert heights[2] == 2.5
