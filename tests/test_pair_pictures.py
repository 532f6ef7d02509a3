"""Two articles in one chart: ribbons of shared passages, paired terms."""

import numpy as np
import pandas as pd
import pytest
from drawn import outside, title, written

from leesbril import charts, sentences, shared_passages
from leesbril.charts._ribbon_drawing import in_order

LABELS = pd.Series({"a": "Spoedhulp dicht", "b": "De brug open"})


# Ribbons


@pytest.fixture
def lines():
    """a: a heading of 10 characters and a paragraph up to 100; b: one paragraph up to 80."""
    rows = [("a", 1, "heading", 0, 10), ("a", 2, "body", 12, 50), ("a", 2, "body", 52, 100), ("b", 1, "body", 0, 80)]
    return pd.DataFrame(rows, columns=["article", "paragraph", "kind", "start", "end"])


@pytest.fixture
def passages():
    """Three passages; the last of a is the first of b, and has the fewest words."""
    rows = [(12, 30, 20, 38, 6), (32, 48, 40, 56, 5), (60, 70, 0, 10, 4)]
    frame = pd.DataFrame(rows, columns=["start_a", "end_a", "start_b", "end_b", "words"])
    return frame.assign(article_a="a", article_b="b", widespread=False)


def bands(ax, kind):
    """Start and end of the bands of a kind, in a and in b."""
    paths = [patch.get_path().vertices for patch in ax.patches if patch.get_label() == kind]
    return [(path[0, 0], path[1, 0], path[5, 0], path[4, 0]) for path in paths]


def test_a_band_runs_from_the_place_in_a_to_that_in_b(passages, lines):
    ax = charts.reuse_ribbons(passages, lines)
    assert bands(ax, "in the same order") == [(12, 30, 20, 38), (32, 48, 40, 56)]
    assert bands(ax, "elsewhere") == [(60, 70, 0, 10)]
    assert title(ax) == "The articles share 3 passages, 15 words in all; 1 of these stands elsewhere"


def test_a_bar_is_cut_at_the_paragraphs_and_headings_are_dark(passages, lines):
    found = {part.get_label(): part.get_paths() for part in charts.reuse_ribbons(passages, lines).collections}
    assert [path.vertices[:, 0].min() for path in found["heading"]] == [0]
    assert [path.vertices[:, 0].min() for path in found["paragraph"]] == [0]  # the last with this name: that of b


def test_each_article_is_named_with_the_share_of_its_characters(passages, lines):
    ax = charts.reuse_ribbons(passages, lines, labels=LABELS)
    # a: 18 + 16 + 10 = 44 of 100 characters; b: the same 44 of 80
    assert written(ax)[-4:] == [
        "“Spoedhulp dicht”",
        "100 characters, 44 % of them in shared passages",
        "“De brug open”",
        "80 characters, 55 % of them in shared passages",
    ]
    assert charts.alt_text(ax).startswith(
        "Ribbon chart of the passages that “Spoedhulp dicht” and “De brug open” share:"
    )


def test_a_widespread_passage_is_grey_and_not_counted(passages, lines):
    ax = charts.reuse_ribbons(passages.assign(widespread=[False, False, True]), lines)
    assert bands(ax, "widespread") == [(60, 70, 0, 10)]
    assert title(ax) == "The articles share 2 passages, 11 words in all, in the same order"
    alone = charts.reuse_ribbons(passages.assign(widespread=True), lines)
    assert title(alone) == "The articles share nothing but widespread passages"
    assert title(charts.reuse_ribbons(passages.head(1), lines)) == "The articles share 1 passage of 6 words"


def test_the_order_kept_is_that_of_most_words_not_of_most_passages():
    # In b the first passage of a comes last: it has 9 words, the two others 4 + 4.
    a, b = np.array([0, 10, 20]), np.array([50, 10, 20])
    assert in_order(a, b, np.array([9, 4, 4])).tolist() == [True, False, False]
    assert in_order(a, b, np.array([7, 4, 4])).tolist() == [False, True, True]
    assert in_order(a[::-1], b[::-1], np.array([4, 4, 7])).tolist() == [True, True, False]


def test_passages_of_two_pairs_and_articles_without_sentences_are_refused(passages, lines):
    two = pd.concat([passages, passages.assign(article_b="c")])
    with pytest.raises(ValueError, match=r"one pair of articles, the table has 2; select one, as in passages\[\("):
        charts.reuse_ribbons(two, lines)
    with pytest.raises(ValueError, match="there are none of b"):
        charts.reuse_ribbons(passages, lines[lines["article"] == "a"])
    with pytest.raises(ValueError, match="nothing to draw: no rows"):
        charts.reuse_ribbons(passages.head(0), lines)
    with pytest.raises(ValueError, match="missing column"):
        charts.reuse_ribbons(passages, lines.drop(columns="paragraph"))


@pytest.mark.parametrize("width", [390, 720])
def test_the_seeds_fit_on_either_page(seeds, width):
    with charts.page_width(width):
        ax = charts.reuse_ribbons(shared_passages(seeds), sentences(seeds), source="Source: seeds")
    assert outside(ax) == []
