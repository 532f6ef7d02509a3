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


def test_each_article_is_named_with_its_length_and_its_share_is_left_to_words(passages, lines):
    ax = charts.reuse_ribbons(passages, lines, labels=LABELS)
    # A share of characters beside one of words, which `coverage` has, looks like a contradiction.
    assert written(ax)[-4:] == ["“Spoedhulp dicht”", "100 characters", "“De brug open”", "80 characters"]
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


# Paired terms


@pytest.fixture
def terms():
    """IS leads both; moskee leads a and is in b, wijk is in a alone, irak in b alone."""
    rows = [("a", "is", 0.6, 5), ("a", "moskee", 0.5, 3), ("a", "wijk", 0.4, 2)]
    rows += [("b", "is", 0.7, 8), ("b", "irak", 0.3, 4), ("b", "bom", 0.2, 2), ("b", "moskee", 0.1, 1)]
    return pd.DataFrame(rows, columns=["article", "term", "tfidf", "count"])


def sides(ax):
    """The lengths of the bars to the left and to the right, from the top."""
    found = {}
    for bar in sorted(ax.patches, key=lambda bar: bar.get_y()):
        found.setdefault(np.sign(bar.get_width()), []).append(round(abs(bar.get_width()), 9))
    return found[-1], found[1]


def test_terms_that_lead_both_come_first_and_then_those_of_one(terms):
    ax = charts.paired_terms(terms, top=3)
    # The first three of a: is, moskee, wijk; of b: is, irak, bom.
    assert written(ax, "term") == ["is", "moskee", "wijk", "irak", "bom"]
    assert written(ax, "group") == ["lead both", "lead the left one", "lead the right one"]
    assert title(ax) == "‘is’ leads both articles"


def test_bars_are_as_long_as_the_weights_on_one_scale_and_zero_says_none(terms):
    ax = charts.paired_terms(terms, top=3)
    assert sides(ax) == ([0.6, 0.5, 0.4], [0.7, 0.1, 0.3, 0.2])
    assert ax.get_xlim()[0] == -ax.get_xlim()[1]
    assert written(ax)[:5] == ["5×", "3×", "2×", "none", "none"]
    assert sorted(written(ax)[5:]) == sorted(["8×", "1×", "none", "4×", "2×"])


def test_terms_are_as_the_folder_writes_them_and_articles_by_their_labels(terms):
    ax = charts.paired_terms(terms.assign(shown=terms["term"].str.upper()), top=1, labels=LABELS)
    assert written(ax, "term") == ["IS"]
    assert written(ax, "head") == ["“Spoedhulp dicht”", "“De brug open”"]
    assert "lead “Spoedhulp dicht” and “De brug open”: ‘IS’ leads" in charts.alt_text(ax)


def test_the_title_of_pairs_names_three_at_most():
    both = pd.DataFrame({"term": list("wxyz"), "tfidf": [0.4, 0.3, 0.2, 0.1], "count": 1})
    table = pd.concat([both.assign(article="a"), both.assign(article="b")])
    assert title(charts.paired_terms(table)) == "4 terms lead both articles, among them ‘w’, ‘x’ and ‘y’"
    apart = pd.concat([both.head(2).assign(article="a"), both.tail(2).assign(article="b")])
    assert title(charts.paired_terms(apart)) == "No term leads both articles"


def test_what_is_no_pair_of_articles_is_refused(terms):
    with pytest.raises(ValueError, match="draws two articles, the table has 1"):
        charts.paired_terms(terms[terms["article"] == "a"])
    with pytest.raises(ValueError, match="each term of an article once"):
        charts.paired_terms(pd.concat([terms, terms]))
    with pytest.raises(ValueError, match="the first 1 to 15 terms of each article; received 16"):
        charts.paired_terms(terms, top=16)
    with pytest.raises(ValueError, match="no term has a count above zero"):
        charts.paired_terms(terms.assign(count=0))


@pytest.mark.parametrize("width", [390, 720])
def test_long_words_and_labels_fit_on_either_page(terms, width):
    labels = pd.Series({"a": "Een kop van achtenveertig letters die doorloopt …", "b": "De brug blijft open voor nu"})
    long = terms.assign(shown=terms["term"] + "meervoudigepersoonlijkheidsstoornis")
    with charts.page_width(width):
        ax = charts.paired_terms(long, labels=labels)
    assert outside(ax) == []
