from importlib import import_module
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_tokens import hard_text

from leesbril import document_term_matrix
from leesbril.scale import batches

TEXTS = ["De moskee van Mosul.", "IS vlucht. VVD WINT\nDe stad.", "", "anti-terreur en antiterreur", "IS", "De VVD."]


@pytest.fixture
def articles():
    return pd.DataFrame({"text": TEXTS}, index=pd.Index(list("abcdef"), name="article", dtype="str"))


def same(one, other):
    assert (one.articles, one.unit, one.language) == (other.articles, other.unit, other.language)
    pd.testing.assert_index_equal(one.rows, other.rows)
    pd.testing.assert_index_equal(one.terms, other.terms)
    np.testing.assert_array_equal(one.counts.toarray(), other.counts.toarray())


@given(st.lists(hard_text, max_size=6), st.integers(1, 4), st.sampled_from(["surface", "lemma"]), st.data())
def test_wherever_a_batch_ends_the_counts_are_those_of_one_frame(texts, rows, normalise, data):
    names = pd.Index(list("abcdef")[: len(texts)], dtype="str")
    frame = pd.DataFrame({"text": pd.array(texts, dtype="str")}, index=names)
    cuts = [0, *sorted(data.draw(st.lists(st.integers(0, len(texts)), max_size=3))), len(texts)]
    whole = document_term_matrix(frame, normalise=normalise)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "ROWS", rows)
        patch.setattr(
            import_module("leesbril.counting._raw_counts"), "COMPILED_FROM", data.draw(st.sampled_from([0, 5, 10**9]))
        )
        parts = (frame.iloc[begin:end] for begin, end in pairwise(cuts))
        same(document_term_matrix(parts, normalise=normalise), whole)


def test_a_parquet_file_and_a_folder_of_them_are_read_in_batches(articles, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "ROWS", 2)
    whole = document_term_matrix(articles)
    articles.assign(title="x").to_parquet(tmp_path / "a.parquet")
    same(document_term_matrix(tmp_path / "a.parquet"), whole)
    same(document_term_matrix(str(tmp_path / "a.parquet")), whole)
    folder = tmp_path / "parts"
    folder.mkdir()
    articles.iloc[:1].to_parquet(folder / "1.parquet")
    articles.iloc[1:].to_parquet(folder / "2.parquet")
    same(document_term_matrix(folder), whole)


def test_articles_without_names_are_numbered_through(articles, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "ROWS", 4)
    articles.reset_index(drop=True).to_parquet(tmp_path / "a.parquet", index=False)
    assert document_term_matrix(tmp_path / "a.parquet").rows.tolist() == [0, 1, 2, 3, 4, 5]


def test_short_frames_go_together_and_long_ones_are_cut(articles, monkeypatch):
    monkeypatch.setattr(batches, "ROWS", 2)
    frames = [articles.iloc[:1], articles.iloc[1:2], articles.iloc[2:2], articles.iloc[2:]]
    assert [list(batch.index) for batch in batches.batches(frames)] == [["a", "b"], ["c", "d"], ["e", "f"]]
    assert [list(batch.index) for batch in batches.batches(articles.iloc[:3])] == [["a", "b"], ["c"]]


def test_no_more_than_a_batch_is_held(articles, monkeypatch):
    monkeypatch.setattr(batches, "ROWS", 1)
    alive = []

    def frames():
        import weakref

        for row in range(6):
            frame = articles.iloc[row : row + 1].copy()
            alive.append(weakref.ref(frame))
            yield frame
            del frame
            assert sum(frame() is not None for frame in alive) <= 1

    document_term_matrix(frames())
    assert len(alive) == 6


def test_what_is_wrong_with_a_batch_is_named(articles, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere\.parquet does not exist"):
        document_term_matrix(tmp_path / "nowhere.parquet")
    with pytest.raises(ValueError, match="is not a Parquet file or a folder of them; for other"):
        document_term_matrix(tmp_path)
    articles.rename(columns={"text": "body"}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(ValueError, match=r"has no column 'text'; it has \['body', 'article'\]"):
        document_term_matrix(tmp_path / "a.parquet")
    with pytest.raises(TypeError, match="an iterable of frames of articles; one item is a str"):
        document_term_matrix(["De moskee."])
    with pytest.raises(TypeError, match="an iterable of frames; received int"):
        document_term_matrix(5)
    with pytest.raises(ValueError, match="Article names must be unique; repeated: a"):
        document_term_matrix([articles.iloc[:1], articles.iloc[:1]])
    with pytest.raises(ValueError, match="Articles without a text: b"):
        document_term_matrix([articles.iloc[:1], articles.iloc[1:2].assign(text=None)])
    with pytest.raises(ValueError, match="counted in a frame or in tokens, not in batches"):
        document_term_matrix([articles], unit="sentence")
