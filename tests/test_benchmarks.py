"""What benchmarks/real.py works out for itself; the other tools are not needed for that."""

import doctest
import sys
from pathlib import Path

import pandas as pd
import pytest

from leesbril import document_term_matrix

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
import archive
import measure
import peers
import real
import stories

TIMES = pd.DataFrame(
    {
        "round": [0, 0, 1, 1],
        "name": ["ours", "other", "ours", "other"],
        "seconds": [2.0, 6.0, 4.0, 8.0],
        "processor": [3.0, 5.0, 5.0, 7.0],
    }
)


@pytest.mark.parametrize("module", [archive, peers, real, stories], ids=lambda module: module.__name__)
def test_the_examples_in_docstrings_hold(module):
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0


def test_methods_take_turns_round_after_round():
    said = []
    times = measure.in_turn({"a": lambda: said.append("a"), "b": lambda: said.append("b")}, 2)
    assert said == times["name"].tolist() == ["a", "b", "a", "b"]
    assert times["round"].tolist() == [0, 0, 1, 1]


def test_a_ratio_is_that_of_one_round_and_the_median_is_taken_over_the_rounds():
    table = measure.beside(TIMES, "ours")
    # 6 / 2 = 3 and 8 / 4 = 2: 2.5 in the middle, where the medians, 7 and 3, have a ratio of 2.33.
    assert table.loc["other", ["ratio", "lowest", "highest"]].tolist() == [2.5, 2.0, 3.0]
    assert table.loc["ours", ["ratio", "seconds", "fastest", "slowest", "processor"]].tolist() == [1, 3, 2, 4, 4]


def test_a_row_says_both_sides():
    table = measure.beside(TIMES, "ours").assign(memory=[0.5, 1.25])
    assert real.compared_row("terms: gensim", table.loc["ours"], table.loc["other"]) == (
        "| terms: gensim | 3.0 s (2.0–4.0) | 7.0 s (6.0–8.0) | **2.5** (2.0–3.0) | 4.0 s and 6.0 s | 0.50 and 1.25 GB |"
    )
    assert real.lone_row("keyness", table.loc["ours"]) == "| keyness | 3.0 s (2.0–4.0) | – | – | 4.0 s | 0.50 GB |"


def test_the_pairs_of_a_set_are_all_pairs_within_it():
    sets = pd.DataFrame({"set": [1, 1, 1, 2, 2], "article": ["c", "a", "b", "e", "d"]})
    assert peers.pairs_of_sets(sets, pd.Index(list("abcde"))) == {(0, 1), (0, 2), (1, 2), (3, 4)}


def test_the_frequent_word_is_a_plain_one_and_no_stop_word():
    # 12 stands five times, IS four, de three; of what is left, moskee twice and leger once.
    texts = ["12 12 12 12 12 IS IS IS IS de de de moskee", "Moskee leger"]
    assert archive.frequent_word(document_term_matrix(pd.DataFrame({"text": texts}))) == "moskee"


@pytest.mark.parametrize("index", [True, False], ids=["an index", "a column"])
def test_articles_are_named_by_an_index_or_a_column_and_dates_are_read(index, tmp_path):
    frame = pd.DataFrame({"article": ["a"], "text": ["Mosul."], "date": ["2017-05"], "author": ["x"]})
    (frame.set_index("article") if index else frame).to_parquet(tmp_path / "own.parquet")
    articles = archive.Archive.of(tmp_path / "own.parquet", tmp_path, "nl").articles
    assert articles["text"].to_dict() == {"a": "Mosul."}
    assert [str(articles[side].iloc[0].date()) for side in ("date_start", "date_end")] == ["2017-05-01", "2017-06-01"]
    assert articles.shape == (1, 3)


def test_a_file_without_texts_is_refused(tmp_path):
    pd.DataFrame({"article": ["a"], "body": ["Mosul."]}).to_parquet(tmp_path / "own.parquet")
    with pytest.raises(SystemExit, match="no column text; it has body"):
        archive.read(tmp_path / "own.parquet")
