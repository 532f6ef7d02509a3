"""Two articles as text, tinted by how much each sentence matters."""

import pandas as pd
import pytest
from drawn import outside, title, written
from matplotlib import rc_context
from matplotlib.colors import to_rgb

from leesbril import charts, leave_one_sentence_out
from leesbril.charts import _tinted_drawing
from leesbril.charts._drawing import ink_on
from leesbril.charts._layout import STYLE


def ground(strength):
    """The colour in the house style."""
    with rc_context(fname=STYLE):
        return _tinted_drawing.ground(strength)


@pytest.fixture
def influences():
    """Without a 2 the cosine falls most, without a 1 half as far; without b 1 it rises; of b 2 nothing is known."""
    rows = [("a", 2, 0.5, -0.2, "IS is daar."), ("a", 1, 0.6, -0.1, "De moskee."), ("b", 2, None, None, "Ja.")]
    rows.append(("b", 1, 0.8, 0.1, "Een stad."))
    return pd.DataFrame(rows, columns=["article", "sentence", "cosine", "change", "text"])


def grounds(ax):
    return [(patch.get_label(), patch.get_facecolor()) for patch in ax.patches]


def test_all_words_stand_in_the_order_of_the_text_with_the_number_of_their_sentence(influences):
    ax = charts.leave_one_out_text(influences)
    assert written(ax, "head") == ["a", "b"]
    assert written(ax, "word") == ["1", "De", "moskee.", "2", "IS", "is", "daar.", "1", "Een", "stad.", "2", "Ja."]


def test_a_ground_is_orange_for_a_fall_blue_for_a_rise_and_white_where_nothing_is_known(influences):
    found = [to_rgb(colour) for _, colour in grounds(charts.leave_one_out_text(influences))]
    assert found == [to_rgb(ground(strength)) for strength in (-0.5, -1, 0.5, float("nan"))]
    red, _, blue = found[1]
    assert red > blue
    assert found[2][2] > found[2][0]
    assert found[3] == (1, 1, 1)


@pytest.mark.parametrize("strength", [-1, -0.5, 0, 1])
def test_dark_letters_have_most_contrast_on_every_ground(strength):
    assert ink_on(ground(strength)) == "#111111"


def test_a_sentence_of_two_lines_has_a_ground_under_each(influences):
    ax = charts.leave_one_out_text(influences.assign(text=["woord " * 20, "Een.", "Ja.", "Twee."]))
    first = [patch for patch in ax.patches if patch.get_label() == "sentence 1"]
    assert len({patch.get_y() for patch in first}) > 2


def test_the_title_names_the_sentence_that_matters_most(influences):
    ax = charts.leave_one_out_text(influences, labels=pd.Series({"a": "Brand"}))
    assert title(ax) == "Without sentence 2 of “Brand” the cosine falls most, by 0.20 to 0.50"


@pytest.mark.parametrize("width", [390, 720])
def test_the_seeds_fit_on_either_page(seeds, width):
    with charts.page_width(width):
        ax = charts.leave_one_out_text(leave_one_sentence_out(seeds, *seeds.index), source="Source: seeds")
    assert outside(ax) == []
    right = ax.get_xlim()[1]
    assert all(patch.get_x() + patch.get_width() <= right + 2 for patch in ax.patches)


def test_three_articles_and_151_sentences_are_refused(influences):
    with pytest.raises(ValueError, match="two articles, the table has 3"):
        charts.leave_one_out_text(pd.concat([influences, influences.head(1).assign(article="c")]))
    with pytest.raises(ValueError, match="at most 150 sentences, the table has 151"):
        charts.leave_one_out_text(pd.concat([influences.head(1)] * 151))


def test_a_ground_has_one_of_four_shades():
    # Of -1: .62 is nearest to 2/4 (.5) or 3/4 (.75)? .62 * 4 = 2.48, so 2/4. .1 * 4 = .4: none.
    assert ground(-0.62) == ground(-0.5) != ground(-0.75)
    assert ground(-0.1) == "#ffffff"
