"""Texts looked up in an archive: the same passages as between all pairs, from an index that grows."""

import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import dask.dataframe as dd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from profiles import thorough

from leesbril import open_tokens, read_table, shared_passages, synthetic_articles, tokens
from leesbril.frames import PASSAGES, REUSE
from leesbril.passages import _deliveries, _shingle_index, archive, reuse
from leesbril.passages.archive import add_to_archive, open_archive
from leesbril.passages.command import main
from leesbril.passages.reuse import find_reuse
from leesbril.scale import batches
from leesbril.tokenisation.build import tokens_without_index
from leesbril.tokenisation.saved import TokensError

STORY = "Het leger nam woensdag een wijk in de oude stad van Mosul in"  # 13 words
SIDES = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]
PLACES = [*SIDES, "words", "kind", "widespread"]
few_words = st.lists(st.sampled_from(["aap", "noot", "mies", "wim", "Zus", "Jet"]), max_size=18).map(" ".join)


def frame_of(*texts, first=0, **columns):
    names = [f"n{number}" for number in range(first, first + len(texts))]
    return pd.DataFrame({"text": pd.Series(list(texts), names, dtype="str"), "language": "nl"}).assign(**columns)


def all_pairs(texts, articles, **settings):
    """The passages of each text and each article, found among all pairs of both."""
    found = shared_passages(pd.concat([texts, articles]), boilerplate="keep", **settings)
    return found[found["article_a"].isin(texts.index) & found["article_b"].isin(articles.index)]


def same_places(found, expected):
    columns = [
        found[PLACES].sort_values(SIDES, ignore_index=True),
        expected[PLACES].sort_values(SIDES, ignore_index=True),
    ]
    pd.testing.assert_frame_equal(*columns, check_dtype=False)


# Runs of words


def test_a_run_lies_within_one_article_and_its_hash_depends_on_the_words_alone():
    # Four articles of 3, 0, 1 and 5 words: runs of three start at the first word, and at three of the last article.
    first, words = np.array([0, 3, 3, 4, 9]), np.array([7, 8, 9, 1, 7, 8, 9, 7, 8], dtype=np.uint64)
    hashes, places = _shingle_index.run_hashes(first, words, 3)
    assert places.tolist() == [0, 4, 5, 6]
    assert hashes[0] == hashes[1]
    assert len(set(hashes.tolist())) == 3
    assert (hashes & np.uint64(0xFFFF) == 0).all()


def test_the_index_counts_an_article_once_and_finds_it_in_any_part(monkeypatch):
    articles = frame_of("aap noot mies aap noot mies", "wim", "zus aap noot mies", "")
    whole = _shingle_index.built(tokens(articles), 3)
    monkeypatch.setattr(_shingle_index, "ARTICLES", 2)
    parts = _shingle_index.built(tokens(articles), 3)
    view = tokens(frame_of("aap noot mies")).view()
    hashes, _ = _shingle_index.run_hashes(np.array([0, 3]), _shingle_index.word_hashes(view.table["token"]), 3)
    for index in (whole, parts):
        assert index.counts(hashes).tolist() == [2]
        assert [side.tolist() for side in index.articles(hashes)] == [[0, 0], [0, 2]]
    assert (len(whole.parts), len(parts.parts)) == (1, 2)


# The same as all pairs


def test_a_text_is_found_with_its_places_on_both_sides():
    articles = frame_of("Aap noot mies.", f"Ook dit: {STORY}.", f"{STORY}, zegt men.")
    found = find_reuse(f"Wij lazen: {STORY}!", articles)
    assert found[["article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "words"]].values.tolist() == [
        ["text", 11, 71, "n1", 9, 69, 13],
        ["text", 11, 71, "n2", 0, 60, 13],
    ]
    assert found["found_in"].tolist() == [2, 2]
    assert found["share"].tolist() == [13 / 15] * 2


@pytest.mark.parametrize("settings", [{}, {"min_words": 3, "max_gap": 0}, {"widespread_articles": 4}, {"min_words": 8}])
def test_the_places_are_those_of_all_pairs(settings):
    articles = synthetic_articles(200, seed=1).articles
    chosen = np.arange(len(articles)) % 7 == 0
    texts, others = articles[chosen], articles[~chosen]
    expected = all_pairs(texts, others, **settings)
    # What comes first in the frame is article_a; here that is always the text.
    found = find_reuse(texts, others, **settings)
    assert len(found) == len(expected) > 100
    same_places(found, expected)


@given(
    texts=st.lists(few_words, min_size=1, max_size=3), articles=st.lists(few_words, max_size=9), least=st.integers(2, 4)
)
def test_of_any_texts_the_places_are_those_of_all_pairs(texts, articles, least):
    asked, others = frame_of(*texts), frame_of(*articles, first=10)
    settings = {"min_words": least, "max_gap": 1, "widespread_articles": 5}
    found = find_reuse(asked, tokens(others, language="nl"), **settings)
    same_places(found, all_pairs(asked, others, **settings))


def test_texts_are_looked_up_in_batches_with_the_same_result(monkeypatch):
    articles = synthetic_articles(60).articles
    at_once = find_reuse(articles.iloc[:20], articles.iloc[20:])
    monkeypatch.setattr(reuse, "QUERIES", 3)
    monkeypatch.setattr(_shingle_index, "ARTICLES", 7)
    pd.testing.assert_frame_equal(find_reuse(articles.iloc[:20], articles.iloc[20:]), at_once)


def test_the_article_that_covers_the_rarest_part_comes_first():
    text = f"{STORY}. Dat is wat er is en dat is er niet bij."
    common, rare = "Dat is wat er is en dat is er niet bij, zo is het.", "Een wijk in de oude stad van Mosul in."
    found = find_reuse(text, frame_of(common, rare))
    assert found["article_b"].tolist() == ["n1", "n0"]
    assert found["share"].is_monotonic_increasing  # more words of the other one
    assert found["rarity_share"].is_monotonic_decreasing


def test_what_is_widespread_in_the_archive_is_no_reuse_but_is_told_beside_one():
    foot = "Copyright van dit bericht berust bij de uitgever"
    own = [f"{' '.join(f'w{number}x{place}' for place in range(6))}. {foot}." for number in range(20)]
    assert find_reuse(f"Iets anders. {foot}.", frame_of(*own)).empty
    found = find_reuse(f"{own[3]}", frame_of(*own))
    assert found["article_b"].unique().tolist() == ["n3"]
    assert find_reuse(f"{STORY}. {foot}.", frame_of(*own, f"{STORY}. Aap. Noot. Mies. {foot}."))[
        ["article_b", "widespread", "found_in"]
    ].values.tolist() == [["n20", False, 1], ["n20", True, 21]]


def test_nothing_is_found_of_nothing():
    for text, articles in (
        ("", frame_of(STORY)),
        (STORY, frame_of(STORY).head(0)),
        (frame_of().head(0), frame_of(STORY)),
    ):
        found = find_reuse(text, articles)
        assert found.empty
        assert found.columns.tolist() == list(REUSE.kinds)
    assert [column.kind for column in REUSE.columns[:10]] == [column.kind for column in PASSAGES.columns]


def test_numbers_name_articles_too():
    articles = pd.DataFrame({"text": ["aap noot", STORY], "language": "nl"})
    found = find_reuse(articles.iloc[[1]].assign(language="nl"), articles)
    assert found[["article_a", "article_b", "share"]].values.tolist() == [[1, 1, 1.0]]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda a: find_reuse(STORY, a, min_words=1), ValueError, "min_words must be a whole number"),
        (lambda a: find_reuse(STORY, open_archive(a), language="en"), ValueError, "contradicts"),
        (lambda a: find_reuse(Path("release.txt"), a), TypeError, "received the path 'release.txt'"),
        (lambda a: find_reuse(STORY, "no such folder"), TokensError, "does not exist"),
    ],
)
def test_what_cannot_be_looked_up_is_refused(call, error, message):
    with pytest.raises(error, match=message):
        call(frame_of(STORY))


# An archive on disk


@pytest.fixture(scope="module")
def many():
    return synthetic_articles(120, seed=3).articles


@pytest.fixture(scope="module")
def release(many):
    return "Er is nieuws. " + " ".join(many["text"].iloc[[5, 50, 110]].str.slice(20, 400))


@pytest.fixture(scope="module")
def expected(many, release):
    """What is found of it in all articles."""
    return find_reuse(release, many)


@pytest.fixture(scope="module")
def expected_before(many, release):
    """What is found of it in the first fifty."""
    return find_reuse(release, many.iloc[:50])


def test_an_archive_grown_in_ten_steps_is_the_one_built_at_once(many, release, expected, tmp_path):
    for step in np.array_split(np.arange(len(many)), 10):
        grown = add_to_archive(tmp_path / "grown", many.iloc[step])
    at_once = add_to_archive(tmp_path / "at once", many)
    assert (len(grown.parts), len(at_once.parts)) == (10, 1)
    assert len(expected) > 20
    texts = many.iloc[::9].rename(index=str.upper)
    for opened in (grown, at_once, open_archive(tmp_path / "grown"), str(tmp_path / "at once")):
        pd.testing.assert_frame_equal(find_reuse(release, opened), expected)
        pd.testing.assert_frame_equal(find_reuse(texts, opened), find_reuse(texts, many))


def test_the_index_of_saved_tokens_is_made_once_and_then_only_read(many, release, expected, tmp_path, monkeypatch):
    folder = tokens(many).save(tmp_path / "tokens")
    pd.testing.assert_frame_equal(find_reuse(release, folder), expected)
    monkeypatch.setattr(_shingle_index, "_parts", None)  # cannot make another
    pd.testing.assert_frame_equal(find_reuse(release, folder), expected)
    assert len(open_tokens(folder, verify=True)) == len(many)  # the index is no part of the tokens


def test_adding_reads_and_writes_no_other_part(many, tmp_path):
    add_to_archive(tmp_path / "a", many.iloc[:50])
    [part] = [path for path in (tmp_path / "a").iterdir() if (path / "tokens.json").exists()]
    before = {path: path.stat().st_mtime_ns for path in part.rglob("*")}
    add_to_archive(tmp_path / "a", many.iloc[50:])
    assert {path: path.stat().st_mtime_ns for path in part.rglob("*")} == before


def test_an_opened_archive_stays_as_it_was(many, release, expected_before, tmp_path):
    add_to_archive(tmp_path / "a", many.iloc[:50])
    opened = open_archive(tmp_path / "a")
    add_to_archive(tmp_path / "a", many.iloc[50:])
    pd.testing.assert_frame_equal(find_reuse(release, opened), expected_before)
    assert repr(open_archive(tmp_path / "a")) == "Archive(120 articles in 2 parts, language='nl')"


def test_a_name_that_is_there_and_another_language_are_refused_and_nothing_is_added(many, release, tmp_path):
    add_to_archive(tmp_path / "a", many.iloc[:50])
    with pytest.raises(ValueError, match="already in the archive: voorbeeld-0050"):
        add_to_archive(tmp_path / "a", many.iloc[49:60])
    with pytest.raises(ValueError, match="'en'"):
        add_to_archive(tmp_path / "a", tokens(frame_of("The army").assign(language="en")))
    assert len(open_archive(tmp_path / "a")) == 50
    assert sorted(path.name for path in (tmp_path / "a" / "adding").iterdir()) == ["settings.json"]
    assert len(add_to_archive(tmp_path / "a", many.head(0))) == 50


def test_another_folder_is_no_archive(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(TokensError, match="is no archive"):
        add_to_archive(tmp_path, frame_of(STORY))
    with pytest.raises(TokensError, match="contains no archive and no tokens"):
        open_archive(tmp_path)
    (tmp_path / "archive.json").write_text("{")
    with pytest.raises(TokensError, match="is damaged"):
        open_archive(tmp_path)
    (tmp_path / "archive.json").write_text('{"format": "leesbril archive", "version": 99}')
    with pytest.raises(TokensError, match="no archive that this version"):
        open_archive(tmp_path)
    for parts in ("", ', "parts": 1', ', "parts": [1]', ', "parts": ["00001-gone"]'):
        (tmp_path / "archive.json").write_text('{"format": "leesbril archive", "version": 1' + parts + "}")
        with pytest.raises(TokensError, match=r"lists no parts, or some that are not there\. Make the archive again"):
            open_archive(tmp_path)


def test_a_part_of_another_version_is_an_error_that_says_to_make_the_archive_again(tmp_path):
    add_to_archive(tmp_path / "a", frame_of(STORY))
    [part] = (tmp_path / "a").glob("00001-*")
    told = json.loads((part / "tokens.json").read_text())
    (part / "tokens.json").write_text(json.dumps(told | {"version": 3}))
    expected = "tokens of version 3; .* Make the archive again: leesbril.add_to_archive"
    for ask in (open_archive, lambda folder: add_to_archive(folder, frame_of("Nog een stuk tekst."))):
        with pytest.raises(TokensError, match=expected) as error:
            ask(tmp_path / "a")
        assert "Make new tokens" not in str(error.value)


def in_parts_of(articles, monkeypatch):
    """Articles are added in parts of so many."""
    monkeypatch.setattr(batches, "ROWS", articles)
    monkeypatch.setattr(_deliveries, "ARTICLES", articles)


def many_frames(articles):
    return (articles.iloc[begin : begin + 7] for begin in range(0, len(articles), 7))


def parquet_of(articles, folder):
    articles.to_parquet(folder / "many.parquet")
    return folder / "many.parquet"


SOURCES = {
    "a frame": lambda articles, folder: articles,
    "a file": parquet_of,
    "an iterator": lambda articles, folder: many_frames(articles),
    "tokens": lambda articles, folder: tokens(articles),
    "a Dask DataFrame": lambda articles, folder: dd.from_pandas(articles, npartitions=7, sort=False),
}


@pytest.mark.parametrize("source", SOURCES)
def test_any_source_is_added_in_parts_with_the_passages_of_all_at_once(
    many, release, expected, tmp_path, monkeypatch, source
):
    in_parts_of(50, monkeypatch)
    added = add_to_archive(tmp_path / "a", SOURCES[source](many, tmp_path))
    # 120 articles: 50, 50 and 20; of seven partitions (18, or 17 of them) three make 50 or more
    sizes = {"tokens": [120], "a Dask DataFrame": [52, 51, 17]}.get(source, [50, 50, 20])
    assert [len(part.tokens) for part in added.parts] == sizes
    assert added.names.tolist() == many.index.tolist()
    pd.testing.assert_frame_equal(find_reuse(release, tmp_path / "a"), expected)


def test_texts_in_a_dask_dataframe_can_be_looked_up_in_one(many):
    spread, texts = dd.from_pandas(many, npartitions=3, sort=False), many.iloc[::9].rename(index=str.upper)
    pd.testing.assert_frame_equal(
        find_reuse(dd.from_pandas(texts, npartitions=2, sort=False), spread), find_reuse(texts, many)
    )


def test_what_is_known_of_articles_says_when_they_are_the_same():
    toy = frame_of("Een.", "Twee.", publisher=["Bode", None], tags=[["a"], ["b"]])

    def digests(articles, language=None):
        return [delivery.digest for delivery in _deliveries.deliveries(articles, language)]

    assert digests(toy) == digests(toy.copy()) == digests(iter([toy.head(1), toy.tail(1)]))
    others = [
        toy.iloc[::-1],
        toy.rename(index={"n0": "n9"}),
        toy.assign(publisher=["Bode", "Bode"]),
        toy.assign(tags=[["a"], ["c"]]),
        toy.drop(columns="tags"),
        toy.rename(columns={"publisher": "author"}),
    ]
    assert len({*map(tuple, map(digests, others)), tuple(digests(toy, "nl")), tuple(digests(toy))}) == len(others) + 2
    assert digests(toy.head(0)) == []


def test_articles_that_say_another_language_than_the_archive_are_refused(tmp_path, monkeypatch):
    add_to_archive(tmp_path / "a", frame_of("De slag."))
    with pytest.raises(ValueError, match="The articles are in 'en', the archive in 'nl'"):
        add_to_archive(tmp_path / "a", frame_of("The battle.", first=1).assign(language="en"))
    unsaid = frame_of("Zij zien.", first=1).drop(columns="language")
    assert add_to_archive(tmp_path / "a", unsaid).language == "nl"  # and no warning that none is said
    in_parts_of(1, monkeypatch)
    mixed = frame_of("The battle.", "De slag.").assign(language=["en", "nl"])
    with pytest.raises(ValueError, match="The articles are in 'nl', the archive in 'en'"):
        add_to_archive(tmp_path / "b", mixed)


def test_a_file_that_is_not_there_is_not_taken_for_a_disk_that_cannot_be_written(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"none\.parquet does not exist"):
        add_to_archive(tmp_path / "a", tmp_path / "none.parquet")


# What goes wrong


class Stopped(BaseException):
    """As KeyboardInterrupt is."""


def stops_at(count, monkeypatch):
    """From its call of this number on, `tokens` stops; gives the names that were read before that."""
    read = []

    def stopping(folder, articles, **settings):
        if len(read) == count:
            raise Stopped
        read.append(len(articles))
        return tokens_without_index(folder, articles, **settings)

    monkeypatch.setattr(archive, "tokens_without_index", stopping)
    monkeypatch.setattr(archive, "AT_ONCE", 1)
    return read


@pytest.mark.parametrize(
    "source", [*(pytest.param(one, marks=thorough) for one in ("a frame", "a file", "an iterator")), "a Dask DataFrame"]
)
def test_an_interrupted_call_goes_on_where_it_stopped(many, release, expected, tmp_path, monkeypatch, source):
    in_parts_of(40, monkeypatch)
    add_to_archive(tmp_path / "a", many.iloc[:10])
    more = many.iloc[10:]  # 110 articles: 40, 40, 30; of seven partitions (16, or 15 of them) three make 40 or more
    stops_at(2, monkeypatch)
    with pytest.raises(Stopped):
        add_to_archive(tmp_path / "a", SOURCES[source](more, tmp_path))
    pd.testing.assert_frame_equal(find_reuse(release, tmp_path / "a"), find_reuse(release, many.iloc[:10]))
    read = stops_at(9, monkeypatch)
    whole = add_to_archive(tmp_path / "a", SOURCES[source](more, tmp_path))
    assert len(read) == 1  # the third part alone
    pd.testing.assert_frame_equal(find_reuse(release, whole), expected)
    assert len(list((tmp_path / "a").glob("0*"))) == 4


def test_of_other_articles_nothing_is_taken_up_and_what_was_left_is_removed(many, tmp_path, monkeypatch):
    in_parts_of(50, monkeypatch)
    stops_at(2, monkeypatch)
    with pytest.raises(Stopped):
        add_to_archive(tmp_path / "a", many)
    assert len(list((tmp_path / "a").glob("0*"))) == 2
    read = stops_at(9, monkeypatch)
    changed = many.assign(publisher="Bode")
    added = add_to_archive(tmp_path / "a", changed)
    assert read == [50, 50, 20]
    assert added.parts[0].tokens.articles["publisher"].eq("Bode").all()
    assert len(list((tmp_path / "a").glob("0*"))) == 3


@pytest.mark.parametrize("damaged", ["codes.npy", "runs-5/00000-hashes.npy"])
def test_a_finished_part_that_was_damaged_since_is_made_again(many, release, expected, tmp_path, monkeypatch, damaged):
    in_parts_of(50, monkeypatch)
    stops_at(2, monkeypatch)
    with pytest.raises(Stopped):
        add_to_archive(tmp_path / "a", many)
    [part] = (tmp_path / "a").glob("00001-*")
    os.truncate(part / damaged, 500)
    read = stops_at(9, monkeypatch)
    whole = add_to_archive(tmp_path / "a", many)
    assert read == [50, 20]  # the first and the third
    pd.testing.assert_frame_equal(find_reuse(release, whole), expected)


def test_after_a_full_disk_the_parts_that_were_finished_are_kept(many, release, expected, tmp_path, monkeypatch):
    in_parts_of(50, monkeypatch)
    saved = _shingle_index.saved

    def full(folder, *given):
        if folder.name.startswith("00003"):
            raise OSError(28, "No space left on device")
        return saved(folder, *given)

    monkeypatch.setattr(archive._shingle_index, "saved", full)
    with pytest.raises(
        TokensError, match=r"No space left on device\. Nothing was added; once this is mended, the same"
    ):
        add_to_archive(tmp_path / "a", many)
    monkeypatch.setattr(archive._shingle_index, "saved", saved)
    read = stops_at(9, monkeypatch)
    pd.testing.assert_frame_equal(find_reuse(release, add_to_archive(tmp_path / "a", many)), expected)
    assert read == []  # of the third part the words were saved already


@pytest.mark.parametrize("damage", ["shorter", "gone", "no list", "no files", "another"])
def test_a_damaged_index_is_told_and_made_again(many, release, tmp_path, damage):
    folder = tokens(many).save(tmp_path / "tokens")
    expected = find_reuse(release, folder)
    index = folder / "runs-5"
    if damage == "shorter":
        os.truncate(index / "00000-hashes.npy", 1000)
    elif damage == "gone":
        (index / "00000-hashes.npy").unlink()
    elif damage == "no list":
        (index / "runs.json").write_text("{}")
    elif damage == "no files":
        told = json.loads((index / "runs.json").read_text())
        (index / "runs.json").write_text(json.dumps(told | {"files": [1]}))
    else:
        told = json.loads((index / "runs.json").read_text())
        (index / "runs.json").write_text(json.dumps(told | {"contents": "0"}))
    with pytest.raises(TokensError, match="Remove the folder 'runs-5'"):
        find_reuse(release, folder)
    shutil.rmtree(index)
    pd.testing.assert_frame_equal(find_reuse(release, folder), expected)


def test_where_nothing_can_be_written_the_index_is_made_in_memory(many, release, expected, tmp_path, monkeypatch):
    folder = tokens(many).save(tmp_path / "tokens")

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_shingle_index.np, "save", full)
    found = find_reuse(release, folder)
    monkeypatch.undo()
    pd.testing.assert_frame_equal(found, expected)
    assert list(folder.glob(".runs*")) == []


def test_a_full_disk_adds_nothing(many, release, expected, tmp_path, monkeypatch):
    add_to_archive(tmp_path / "a", many.iloc[:50])

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.os, "fsync", full)
    with pytest.raises(TokensError, match=r"No space left on device\. Nothing was added"):
        add_to_archive(tmp_path / "a", many.iloc[50:])
    monkeypatch.undo()
    assert len(open_archive(tmp_path / "a")) == 50
    pd.testing.assert_frame_equal(find_reuse(release, add_to_archive(tmp_path / "a", many.iloc[50:])), expected)


ADDS = """
import sys, time
import pandas as pd
from leesbril.passages import archive
from leesbril.passages.archive import add_to_archive
step, folder, articles = sys.argv[1:]
def stopped(*_args, **_named):
    print("here", flush=True)
    time.sleep(60)
if step == "the words":
    archive.tokens_without_index = stopped
elif step == "the index":
    archive._shingle_index.saved = stopped
elif step == "the list":
    archive._write = stopped
elif step == "the second part":
    from leesbril.passages import _deliveries
    from leesbril.scale import batches
    batches.ROWS = _deliveries.ARTICLES = 30
    archive.AT_ONCE = 1
    read = archive.tokens_without_index
    def tokens_until_the_second(*given, **named):
        (stopped if list(archive.Path(folder).glob("00002-*")) else read)(*given, **named)
    archive.tokens_without_index = tokens_until_the_second
elif step == "any moment":
    from leesbril.passages import _deliveries
    from leesbril.scale import batches
    batches.ROWS = _deliveries.ARTICLES = 1  # 70 parts take 3.5 seconds or more, and five kills come before that
    archive.AT_ONCE = 1
    read = archive.tokens_without_index
    def tokens_slowly(*given, **named):
        time.sleep(0.05)
        return read(*given, **named)
    archive.tokens_without_index = tokens_slowly
    print("here", flush=True)
add_to_archive(folder, pd.read_parquet(articles))
"""


def adding(tmp_path, articles, step):
    """A process that adds articles, and has come to this step."""
    (tmp_path / "adds.py").write_text(ADDS)
    articles.to_parquet(tmp_path / "more.parquet")
    command = [sys.executable, str(tmp_path / "adds.py"), step, str(tmp_path / "a"), str(tmp_path / "more.parquet")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "here\n"
    return process


@pytest.mark.parametrize(
    "step", [pytest.param("the words", marks=thorough), pytest.param("the index", marks=thorough), "the list"]
)
def test_a_process_that_is_killed_while_it_adds_leaves_the_archive_as_it_was(
    many, release, expected_before, expected, tmp_path, step
):
    add_to_archive(tmp_path / "a", many.iloc[:50])
    (tmp_path / "a/adding/settings.json").write_text('{"leesbril": "0.0.1"}')  # of another version
    process = adding(tmp_path, many.iloc[50:], step)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    pd.testing.assert_frame_equal(find_reuse(release, tmp_path / "a"), expected_before)
    whole = add_to_archive(tmp_path / "a", many.iloc[50:])
    pd.testing.assert_frame_equal(find_reuse(release, whole), expected)
    listed = json.loads((tmp_path / "a/archive.json").read_text())["parts"]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted([*listed, "adding", "archive.json"])


def test_the_parts_that_a_killed_process_finished_are_taken_up_by_another(
    many, release, expected_before, expected, tmp_path, monkeypatch
):
    add_to_archive(tmp_path / "a", many.iloc[:50])
    process = adding(tmp_path, many.iloc[50:], "the second part")  # 70 articles: 30, 30, 10
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    pd.testing.assert_frame_equal(find_reuse(release, tmp_path / "a"), expected_before)
    in_parts_of(30, monkeypatch)
    read = stops_at(9, monkeypatch)
    whole = add_to_archive(tmp_path / "a", pd.read_parquet(tmp_path / "more.parquet"))
    assert read == [30, 10]
    pd.testing.assert_frame_equal(find_reuse(release, whole), expected)


@thorough
def test_five_kills_at_any_moment_cost_no_article(many, release, expected_before, expected, tmp_path):
    add_to_archive(tmp_path / "a", many.iloc[:50])
    before, moments = expected_before, np.random.default_rng(5)
    for _ in range(5):
        process = adding(tmp_path, many.iloc[50:], "any moment")
        time.sleep(moments.uniform(0, 0.7))
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        pd.testing.assert_frame_equal(find_reuse(release, tmp_path / "a"), before)
    whole = add_to_archive(tmp_path / "a", many.iloc[50:])
    pd.testing.assert_frame_equal(find_reuse(release, whole), expected)
    listed = json.loads((tmp_path / "a/archive.json").read_text())["parts"]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted([*listed, "adding", "archive.json"])


def test_two_processes_cannot_add_at_once_but_one_can_search_meanwhile(many, release, tmp_path):
    add_to_archive(tmp_path / "a", many.iloc[:50])
    process = adding(tmp_path, many.iloc[50:], "the index")
    try:
        with pytest.raises(ValueError, match=f"in use by another run \\(process {process.pid}\\)"):
            add_to_archive(tmp_path / "a", many.iloc[50:])
        assert len(find_reuse(release, tmp_path / "a"))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert len(add_to_archive(tmp_path / "a", many.iloc[50:])) == len(many)


# The command


def test_the_command_prints_the_articles_and_saves_the_passages(tmp_path, capsys):
    add_to_archive(tmp_path / "a", frame_of(f"Ook dit: {STORY}.", "Aap noot mies."))
    (tmp_path / "release.txt").write_text(f"Dit lazen wij:\n\n{STORY}, zegt men.\n", encoding="utf-8")
    asked = [str(tmp_path / "release.txt"), "--in", str(tmp_path / "a"), "--into", str(tmp_path / "found.csv")]
    assert main(asked) == 0
    told = capsys.readouterr().out.splitlines()
    # 13 of the 18 words
    assert told[:2] == ["release: passages shared with 1 article of 2", f"   72 %  n0: 1 passage, “{STORY}”"]
    assert read_table(tmp_path / "found.csv")["words"].tolist() == [13]


def test_the_command_says_what_is_wrong(tmp_path, capsys):
    (tmp_path / "release.txt").write_text(STORY)
    assert main([str(tmp_path / "release.txt"), "--in", str(tmp_path / "none")]) == 1
    assert "does not exist. Make one" in capsys.readouterr().err


def test_the_command_is_one_of_the_package(monkeypatch, capsys):
    for words, code in ((["find", "--help"], 0), (["lose"], 2)):
        monkeypatch.setattr(sys, "argv", ["leesbril", *words])
        with pytest.raises(SystemExit) as ended:
            runpy.run_module("leesbril", run_name="__main__")
        assert ended.value.code == code
    said = capsys.readouterr()
    assert "--in ARCHIVE" in said.out
    assert said.err.count("usage") == 1
