"""The hash of the articles of saved tokens: the same from every source, and another for other articles."""

import datetime
import json

import dask.dataframe as dd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_tokenisation import frame_of, texts

import leesbril as lb
from leesbril.passages import _shingle_index, archive
from leesbril.scale import batches
from leesbril.tokenisation import _storage, saved
from leesbril.tokenisation import tokens as tokens_module
from leesbril.tokenisation._contents_hash import contents_hash, text_hashes


def told(folder):
    return json.loads((folder / saved.CONTENTS).read_text())["contents"]


def hash_of(frame):
    return contents_hash(frame.drop(columns="text"), text_hashes(frame["text"]))


@pytest.fixture
def frame():
    return frame_of(
        ["IS valt. De stad juicht.", "De IS-leider vlucht.", "", "Één zin.", "Nog een."],
        title=["a", None, "c", "", "None"],
        number=[1.0, np.nan, 3.0, 4.0, 5.0],
        whole=[1, 2, 3, 4, 5],
        read=[True, None, False, True, True],
        date_start=pd.Series(pd.to_datetime(["2017-05-01", None, "2017-05-03", None, None])).astype("M8[s]").to_numpy(),
        day=[datetime.date(2017, 5, 1), None, None, None, None],
        section=pd.Categorical(["binnenland", "sport", None, "sport", "sport"]),
        labels=[["x"], ["y", "z"], None, [], ["x"]],
        nothing=None,
    )


def test_the_hash_is_the_same_from_every_source_and_however_it_is_cut(frame, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "ROWS", 2)
    monkeypatch.setattr(tokens_module, "ROWS", 2)
    frame.to_parquet(tmp_path / "articles.parquet")
    sources = {
        "frame": frame,
        "objects": frame.astype({"text": object, "title": object}).set_axis(frame.index.astype(object)),
        "iterator": (frame.iloc[[row]] for row in range(5)),
        "file": tmp_path / "articles.parquet",
    }
    for name, source in sources.items():
        lb.tokens(source, folder=tmp_path / name)
    lb.tokens(frame).save(tmp_path / "saved afterwards")
    lb.open_tokens(tmp_path / "file").save(tmp_path / "saved again")
    lb.tokens(frame, folder=tmp_path / "no texts", texts=False)
    lb.tokens(frame, texts=False).save(tmp_path / "no texts afterwards")
    lb.open_tokens(tmp_path / "no texts").save(tmp_path / "no texts again")
    assert {path.name: told(path) for path in tmp_path.iterdir() if path.is_dir()} == dict.fromkeys(
        [*sources, "saved afterwards", "saved again", "no texts", "no texts afterwards", "no texts again"],
        hash_of(frame),
    )


def test_the_partitions_of_a_dask_frame_have_the_hash_of_the_frame(frame, tmp_path):
    frame = frame[["text", "language", "title", "number", "whole", "date_start"]]  # Dask writes objects as text
    for kept in (True, False):
        lb.tokens(dd.from_pandas(frame, npartitions=2, sort=False), folder=tmp_path / str(kept), texts=kept)
        assert told(tmp_path / str(kept)) == hash_of(frame)


@given(written=texts, data=st.data())
def test_a_selection_has_the_hash_of_its_articles_with_and_without_texts(written, data, tmp_path_factory):
    frame, folder = frame_of(written), tmp_path_factory.mktemp("kept")
    some = sorted(data.draw(st.sets(st.sampled_from(frame.index.tolist()))))
    for kept in (True, False):
        told_of = told(lb.tokens(frame, texts=kept).select(some).save(folder / str(kept)))
        assert told_of == hash_of(frame.loc[some])


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The same bytes after each other, cut in two places.
        (frame_of(["Een leger valt ", "aan. De stad."]), frame_of(["Een leger valt aan. ", "De stad."])),
        (frame_of(["Rood.", ""]), frame_of(["", "Rood."])),
        (frame_of(["De stad is rood."]), frame_of(["De stad is blauw."])),
        (frame_of(["De stad."]), frame_of(["De stad!"])),
        (frame_of(["De stad."], title="x"), frame_of(["De stad."], title="y")),
        (frame_of(["De stad."], title="x"), frame_of(["De stad."], head="x")),
        (frame_of(["De stad."] * 2, title=["x", None]), frame_of(["De stad."] * 2, title=["x", "None"])),
        (frame_of(["De stad."] * 2, title=["ab", "c"]), frame_of(["De stad."] * 2, title=["a", "bc"])),
        (frame_of(["De stad."], title=1), frame_of(["De stad."], title="1")),
        (frame_of(["De stad."]), frame_of(["De stad."]).rename(index={"a": "b"})),
        (frame_of(["De stad."]).set_axis([1]), frame_of(["De stad."]).set_axis(["1"])),
        (frame_of(["A", "B"]), frame_of(["A", "B"]).iloc[::-1]),
    ],
)
def test_other_articles_have_another_hash(one, other, kept, tmp_path):
    lb.tokens(one, folder=tmp_path / "one", texts=kept)
    lb.tokens(other, folder=tmp_path / "other", texts=kept)
    assert told(tmp_path / "one") != told(tmp_path / "other")


def test_each_text_is_hashed_once_whatever_the_number_of_batches(frame, tmp_path, monkeypatch):
    monkeypatch.setattr(tokens_module, "ROWS", 2)
    seen = []

    def counted(some):
        seen.extend(some)
        return text_hashes(some)

    monkeypatch.setattr(_storage, "text_hashes", counted)
    lb.tokens(frame).save(tmp_path / "kept")
    assert seen == frame["text"].tolist()


def test_an_index_of_runs_is_refused_beside_other_articles_of_which_the_text_is_left_out(tmp_path):
    red, blue = ("de stad aan de rivier is vandaag erg " + colour for colour in ("rood", "blauw"))
    for name, text in (("red", red), ("blue", blue)):
        lb.tokens(frame_of([text]), folder=tmp_path / name, texts=False)
    archive.Part(folder=tmp_path / "red").index(6)
    (tmp_path / "red/runs-6").rename(tmp_path / "blue/runs-6")
    with pytest.raises(lb.TokensError, match="other tokens"):
        archive.Part(folder=tmp_path / "blue").index(6)
    assert _shingle_index.CONTENTS in {path.name for path in (tmp_path / "blue/runs-6").iterdir()}
