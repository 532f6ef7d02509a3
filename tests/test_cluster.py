"""Dask gives the numbers of one machine, whatever the partitions and workers, and whoever dies on the way."""

import os
import random
from concurrent.futures import CancelledError
from pathlib import Path

import dask.dataframe as dd
import numpy as np
import pandas as pd
import pytest
from distributed import Client, LocalCluster
from profiles import thorough

from leesbril import document_term_matrix, duplicates, shared_passages
from leesbril.passages import _matches
from leesbril.scale.cluster import Cluster, Local, each_partition, where


@pytest.fixture(scope="module")
def client():
    """Two workers, each a process of its own: starting them takes more than all that they do here."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster) as client:
        yield client


@pytest.fixture(scope="module")
def articles(seeds):
    """Forty articles of twelve sentences of the seeds each, so that many passages are shared; one is a copy."""
    chance = random.Random(1)
    lines = [line for text in seeds["text"] for line in text.split(". ")]
    texts = [". ".join(chance.sample(lines, 12)) + "." for _ in range(39)]
    names = pd.Index([f"article-{number:02}" for number in range(40)], name="article", dtype="str")
    dates = pd.date_range("2017-05-01", periods=40)
    return pd.DataFrame(
        {"text": [*texts, texts[3]], "date_start": dates, "date_end": dates + pd.Timedelta("1D")}, names
    )


def assert_same_counts(one, other):
    pd.testing.assert_index_equal(one.rows, other.rows)
    pd.testing.assert_index_equal(one.terms, other.terms)
    np.testing.assert_array_equal(one.counts.toarray(), other.counts.toarray())
    assert (one.articles, one.left_out, one.counts.dtype) == (other.articles, other.left_out, other.counts.dtype)


def all_of(articles):
    return document_term_matrix(articles), shared_passages(articles), duplicates(articles)


@pytest.fixture(scope="module")
def alone(articles):
    """What one machine finds."""
    return all_of(articles)


def assert_all_same(found, expected):
    assert_same_counts(found[0], expected[0])
    for one, other in zip(found[1:], expected[1:], strict=True):
        pd.testing.assert_frame_equal(one, other)


# How the partitions are read has nothing to do with the implementation that is used afterwards.
@pytest.mark.parametrize(
    ("partitions", "compiled"),
    [pytest.param(3, True, id="compiled"), pytest.param(7, False, id="plain", marks=thorough)],
)
def test_a_cluster_gives_the_numbers_of_one_machine(client, articles, alone, partitions, compiled, monkeypatch):
    monkeypatch.setattr(_matches, "COMPILED_FROM", 0 if compiled else 10**9)
    monkeypatch.setattr(_matches, "PAIRS", 100)  # of some 700 pairs: many tasks
    spread = dd.from_pandas(articles, npartitions=partitions, sort=False)
    assert len(alone[1]) > 100
    assert alone[2]["article"].tolist() == ["article-03", "article-39"]
    assert_all_same(all_of(spread), alone)


@pytest.mark.parametrize("partitions", [pytest.param(1, marks=thorough), 5])
def test_without_a_client_the_threads_of_dask_do_the_same(articles, alone, partitions, monkeypatch):
    def no_client():
        raise ValueError("No global client found")

    monkeypatch.setattr("distributed.get_client", no_client)
    assert type(where(dd.from_pandas(articles, npartitions=1))) is Local
    assert_all_same(all_of(dd.from_pandas(articles, npartitions=partitions, sort=False)), alone)
    texts = [f"Het zand{number} ligt in de haven.\nVolg ons via de app." for number in range(len(articles))]
    lines = articles.assign(text=texts, publisher="De Bode")
    assert document_term_matrix(lines).left_out == 80  # volg, app
    assert_all_same(all_of(dd.from_pandas(lines, npartitions=partitions, sort=False)), all_of(lines))


@pytest.mark.filterwarnings("ignore:.*inplace keyword:DeprecationWarning")  # of Dask's own
def test_a_parquet_file_that_dask_opens_is_the_same(client, articles, alone, tmp_path):
    articles.to_parquet(tmp_path / "a.parquet")
    assert_all_same(all_of(dd.read_parquet(tmp_path / "a.parquet")), alone)


def test_a_partition_without_articles_adds_nothing(client, articles):
    spread = dd.from_pandas(articles, npartitions=4, sort=False)
    some = spread[spread.index >= "article-30"]
    assert_all_same(all_of(some), all_of(articles.iloc[30:]))


def test_an_article_twice_in_two_partitions_is_named(client, articles):
    twice = dd.concat(
        [dd.from_pandas(articles.iloc[:4], npartitions=1), dd.from_pandas(articles.iloc[:1], npartitions=1)]
    )
    for function in (document_term_matrix, shared_passages):
        with pytest.raises(ValueError, match="article-00"):
            function(twice)


def test_a_frame_without_texts_is_refused(client, articles):
    with pytest.raises(ValueError, match="'text'"):
        document_term_matrix(dd.from_pandas(articles[["date_start"]], npartitions=2))


def loaded(part, articles, dying, flag):
    """A part of the articles; one worker dies over one of them, the first time."""
    if part == dying and not Path(flag).exists():
        Path(flag).touch()
        os._exit(1)
    return articles.iloc[part * 10 : part * 10 + 10]


@thorough
def test_a_worker_that_dies_in_the_middle_costs_time_and_no_results(articles, tmp_path):
    flags = [tmp_path / "counting", tmp_path / "passages"]
    # A cluster of its own: what a death leaves behind is nobody else's.
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster):
        first, second = (
            dd.from_map(loaded, range(4), articles=articles, dying=2, flag=str(flag), meta=articles.iloc[:0])
            for flag in flags
        )
        counts, passages = document_term_matrix(first), shared_passages(second)
    assert [flag.exists() for flag in flags] == [True, True]
    assert_same_counts(counts, document_term_matrix(articles))
    pd.testing.assert_frame_equal(passages, shared_passages(articles))


class Losing:
    """A client of two workers, of which so many of the tasks sent are lost together with what they were to work on."""

    def __init__(self, losses):
        self.losses, self.sent = losses, 0

    def nthreads(self):
        return {"one": 1, "two": 1}

    def scatter(self, values, **how):
        self.sent += 1
        return values

    def submit(self, work, *given, pure):
        self.work, self.given = work, given
        return self

    def result(self):
        if self.losses:
            self.losses -= 1
            raise CancelledError
        return self.work(*self.given)


def test_what_was_sent_to_workers_that_die_is_sent_again():
    client = Losing(losses=2)
    there = Cluster(client)
    values = there.put([1, 2, 3])
    assert there.workers == 2
    assert there.run(sum, values) == 6
    assert client.sent == 3  # once, and once after each of the two losses


def test_work_that_is_lost_every_time_is_given_up():
    there = Cluster(Losing(losses=100))
    with pytest.raises(CancelledError):
        there.run(sum, there.put([1]))


def test_a_value_that_is_sent_is_worked_on_where_it_is(client):
    there = Cluster(client)
    values = there.put(np.arange(5))
    assert there.run(np.sum, values) == 10
    assert there.run(np.add, values, 1).tolist() == [1, 2, 3, 4, 5]


def sizes(frame):
    return frame.columns.tolist(), len(frame), str(frame.index.dtype), str(frame["text"].dtype)


def test_partitions_come_in_their_order_with_the_columns_that_are_wanted_and_there(client, articles):
    spread = dd.from_pandas(articles, npartitions=4, sort=False)
    found = list(each_partition(sizes, spread, ["text", "publisher"]))
    assert [names for names, *_ in found] == [["text"]] * 4
    assert [rows for _, rows, *_ in found] == [10] * 4
    assert {kinds for _, _, *kinds in map(tuple, found) for kinds in kinds} == {"str"}
