import re

import pandas as pd
import pytest

from leesbril import (
    LoadWarning,
    coverage,
    document_term_matrix,
    drop_duplicates,
    keyness,
    news_flow,
    read_articles,
    shared_passages,
    synthetic_articles,
    trend,
)


@pytest.fixture(scope="module")
def example():
    return synthetic_articles()


def fact(example, name):
    return example.truth.set_index("fact").loc[name]


def test_it_has_some_three_hundred_articles_of_four_publishers_over_two_years(example):
    articles = example.articles
    assert len(articles) == 300
    assert articles["publisher"].nunique() == 4
    assert articles["date_start"].dt.year.dropna().unique().tolist() == [2018, 2019]
    assert set(articles["date_precision"].dropna()) == {"month", "second"}
    assert 0 < articles["date_start"].isna().sum() < 30


def test_the_same_numbers_give_the_same_articles_and_others_give_others(example):
    again = synthetic_articles()
    pd.testing.assert_frame_equal(example.articles, again.articles)
    pd.testing.assert_frame_equal(example.truth, again.truth)
    assert not synthetic_articles(seed=1).articles["text"].equals(example.articles["text"])


def test_it_has_the_columns_and_kinds_of_articles_that_are_read(example, seeds):
    kinds = example.articles.dtypes.to_dict()
    assert {name: kinds[name] for name in seeds.columns} == seeds.dtypes.to_dict()
    assert example.articles.index.name == seeds.index.name


def test_its_articles_survive_a_file(example, tmp_path):
    path = tmp_path / "example.csv"
    example.articles[["text", "publisher"]].reset_index().to_csv(path, index=False)
    with pytest.warns(LoadWarning, match="1 duplicate"):
        again = read_articles(path)
    assert again["text"].tolist() == example.articles["text"].tolist()


def test_the_truth_is_what_stands_in_the_texts(example):
    articles, here = example.articles, example.articles["publisher"] == "Noorderkrant"
    assert articles.loc[here, "text"].str.contains("aardgas").sum() == fact(example, "sets apart")["planted"]
    assert here.sum() == fact(example, "sets apart")["articles"]
    assert articles["text"].duplicated().sum() == 1
    assert len(drop_duplicates(articles)) == len(articles) - 1


def test_the_pairs_are_those_that_follow_and_the_duplicate(example):
    pairs, articles = example.pairs, example.articles
    assert pairs["fact"].value_counts().to_dict() == {"follows": fact(example, "follows")["planted"], "duplicate": 1}
    for row in pairs.itertuples():
        one, other = articles.loc[row.article_a], articles.loc[row.article_b]
        assert (one["publisher"] == other["publisher"]) == (row.fact == "duplicate")
        assert not other["date_end"] <= one["date_start"]
        assert any(sentence in other["text"] for sentence in re.split(r"\n\n|(?<=\.) ", one["text"])[1:])


def test_the_planted_month_is_found(example):
    planted = fact(example, "rises")
    found = trend(example.articles, [planted["term"]])
    best = found.loc[found["share_low"].idxmax()]
    assert best["period"] == planted["period"]
    # Some dates are lost, so that no more than what was planted can be found.
    assert planted["planted"] - 3 <= best["articles_with"] <= planted["planted"]


def test_the_planted_term_of_one_publisher_is_found_and_no_other_but_those_of_its_sentence(example):
    planted, articles = fact(example, "sets apart"), example.articles
    found = keyness(document_term_matrix(articles), articles["publisher"], a=planted["group"])
    clear = found[found["significant"]]
    assert clear["term"].iloc[0] == planted["term"]
    assert set(clear["term"]) <= {"aardgas", "grond", "voorlopig", "blijft"}


def test_the_publisher_that_follows_is_found_and_no_other(example):
    planted, articles = fact(example, "follows"), example.articles
    covered = coverage(articles, shared_passages(articles))
    alike = covered[covered[["share_a", "share_b"]].max(axis=1) >= 0.3]
    flow = news_flow(alike, articles, hours=24)
    beyond = flow[flow["beyond_noise"]]
    assert beyond[["earlier", "later"]].values.tolist() == [[planted["other"], planted["group"]]]
    assert planted["planted"] - 12 <= beyond["matched"].iloc[0] <= planted["planted"]


@pytest.mark.parametrize("n", [8, 9, 40])
def test_it_may_be_small(n):
    assert len(synthetic_articles(n).articles) == n


def test_too_small_is_a_clear_error():
    with pytest.raises(ValueError, match="n must be a whole number, 8 or more; received 7"):
        synthetic_articles(7)
