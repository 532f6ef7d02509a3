"""Tokens kept in a folder: the same again, whole or not there, and never silently wrong."""

import json
import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_tokenisation import frame_of, same, texts

import leesbril as lb
from leesbril.tokenisation import _manifest, _storage, saved


@pytest.fixture
def folder(tmp_path):
    frame = frame_of(["IS valt. De stad juicht.", "De IS-leider vlucht.", ""], title=["a", None, "c"], n=[1, 2, 3])
    return lb.tokens(frame).save(tmp_path / "kept")


@given(written=texts, term=st.sampled_from(["IS", "Wilders", "foto's"]))
def test_saved_tokens_come_back_as_they_were(written, term, tmp_path_factory):
    tokens = lb.tokens(frame_of(written))
    again = lb.open_tokens(tokens.save(tmp_path_factory.mktemp("kept") / "tokens"))
    same(again, tokens)
    assert repr(again) == repr(tokens)
    pd.testing.assert_frame_equal(lb.concordance(again, term), lb.concordance(tokens, term))
    pd.testing.assert_frame_equal(lb.collocates(again, term), lb.collocates(tokens, term))


def test_tokens_written_as_they_are_read_are_those_that_were_saved_afterwards(tmp_path):
    frame = frame_of(["IS valt. De stad juicht.", "De IS-leider vlucht.", ""], title=["a", None, "c"])
    at_once = lb.tokens((frame.iloc[[row]] for row in range(3)), folder=tmp_path / "at once", exceptions={"stad": "x"})
    lb.tokens(frame, exceptions={"stad": "x"}).save(tmp_path / "after")
    same(at_once, lb.open_tokens(tmp_path / "after"))
    one, other = (json.loads((tmp_path / name / saved.CONTENTS).read_text()) for name in ("at once", "after"))
    assert one["contents"] == other["contents"]


def test_selected_tokens_are_saved_as_the_whole_folder_reads_them(tmp_path):
    whole = lb.tokens(frame_of(["AMSTERDAM valt", "In Amsterdam slaapt men"]))
    some = lb.open_tokens(whole.select(["a"]).save(tmp_path / "some"))
    assert some.to_frame()["term"].tolist() == ["amsterdam", "valt"]
    assert len(lb.concordance(some, "slaapt")) == 0


def test_texts_can_be_left_out_of_a_folder(tmp_path):
    tokens = lb.tokens(frame_of(["De stad."], title=["t"]), texts=False)
    again = lb.open_tokens(tokens.save(tmp_path / "kept"))
    assert again.articles.columns.tolist() == ["language", "title"]
    assert not (tmp_path / "kept/texts.arrow").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda frame: frame.assign(x=1).rename(columns={"x": 3}), r"name of the column 3 is no string\. Rename it"),
        (lambda frame: frame.assign(x=1).rename(columns={"x": ("p", "q")}), r"column \('p', 'q'\) is no string"),
        (lambda frame: frame.assign(x=1, y=2).rename(columns={"y": "x"}), r"two columns 'x'\. Keep one"),
        (lambda frame: frame.rename_axis(3), r"name of their index, 3, is no string\. Rename it"),
        (lambda frame: frame.assign(x=[1, "b"]), r"The column 'x' of the articles cannot be saved: .* Convert it to"),
        (lambda frame: frame.assign(x=pd.Series([2**70, 1]).array), r"The column 'x' of the articles cannot be saved"),
        (lambda frame: frame.assign(x=pd.arrays.SparseArray([1, 0])), r"The column 'x' of the articles cannot be"),
        (lambda frame: frame.assign(x=pd.Series(["\ud800", b""], dtype=object).array), r"The column 'x' of the art"),
        (lambda frame: frame.set_axis([1, "b"]), r"The names of the articles, which are the index, .*set_axis\("),
    ],
)
def test_what_a_folder_cannot_keep_is_refused_by_name_when_it_is_saved(change, told, tmp_path):
    frame = change(frame_of(["De stad.", "Een dorp."]))
    with pytest.raises(lb.TokensError, match=told):
        lb.tokens(frame).save(tmp_path / "kept")
    with pytest.raises(lb.TokensError, match=told):
        lb.tokens(frame, folder=tmp_path / "at once")
    assert list(tmp_path.iterdir()) == []


def test_names_of_columns_that_are_kept_come_back(tmp_path):
    frame = frame_of(["De stad.", "Een dorp."], **{"": ["x", "y"], "naïef é": [1, 2], "__index_level_0__": [3, 4]})
    again = lb.open_tokens(lb.tokens(frame.rename_axis(None)).save(tmp_path / "kept"))
    pd.testing.assert_frame_equal(again.articles, frame.rename_axis(None))


def test_no_articles_are_saved_too(tmp_path):
    none = lb.tokens(frame_of(["x"]).head(0))
    assert len(lb.open_tokens(none.save(tmp_path / "none"))) == 0
    for kept in (True, False):
        at_once = lb.tokens(iter([]), folder=tmp_path / str(kept), texts=kept)
        assert at_once.articles.columns.tolist() == ["text"] * kept
        assert lb.concordance(at_once, "x").empty if kept else at_once.to_frame().empty


def test_what_is_there_is_never_overwritten_and_nothing_is_left_of_what_fails(tmp_path, folder):
    tokens = lb.tokens(frame_of(["De stad."]))
    with pytest.raises(saved.TokensError, match=r"already exists. Choose another folder, or remove it"):
        tokens.save(folder)
    with pytest.raises(saved.TokensError, match="there is no folder"):
        tokens.save(tmp_path / "no" / "such")
    odd = lb.tokens(frame_of(["De stad.", "b"], odd=[{1}, 2]))
    with pytest.raises(saved.TokensError, match="cannot be saved"):
        odd.save(tmp_path / "odd")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]


def test_a_full_disk_leaves_nothing_and_is_said(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_storage, "fill", full)
    with pytest.raises(saved.TokensError, match=r"No space left on device\. Nothing was saved"):
        lb.tokens(frame_of(["De stad."])).save(tmp_path / "kept")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda folder: (folder / saved.CONTENTS).unlink(), "contains no tokens"),
        (lambda folder: (folder / saved.CONTENTS).write_text("{"), "is damaged"),
        (lambda folder: (folder / saved.CONTENTS).write_text('{"format": "x"}'), "does not contain tokens"),
        (lambda folder: (folder / saved.CONTENTS).write_text("[]"), "does not contain tokens"),
        (lambda folder: (folder / "codes.npy").unlink(), "codes.npy is missing"),
        (lambda folder: os.truncate(folder / "codes.npy", 130), "codes.npy has 130 bytes instead of"),
        (lambda folder: (folder / "texts.arrow").write_bytes(b"x"), "texts.arrow has 1 bytes instead of"),
    ],
)
def test_a_damaged_folder_is_an_error_that_says_what_to_do(folder, harm, told):
    harm(folder)
    with pytest.raises(saved.TokensError, match=told) as error:
        lb.open_tokens(folder)
    assert "Make new tokens" in str(error.value)


def rewritten(folder, **entries):
    """Give entries of the manifest another value; None removes them."""
    told = json.loads((folder / saved.CONTENTS).read_text()) | entries
    told = {name: value for name, value in told.items() if value is not None}
    (folder / saved.CONTENTS).write_text(json.dumps(told))


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        *((name, None, f"it has no entry '{name}'") for name in _manifest.KINDS),
        ("files", [1], "its entry 'files' is no dict but a list"),
        ("files", {"first.npy": 1}, "its entry of the file 'first.npy' is no name with a size and a checksum"),
        ("files", {"../first.npy": [1, "x"]}, r"its entry of the file '\.\./first.npy' is no name"),
        ("files", {"first.npy": ["1", "x"]}, "its entry of the file 'first.npy' is no name"),
        ("files", {}, "it does not list first.npy"),
        ("language", "xx", "its language 'xx' is not known"),
        ("language", ["nl"], "its entry 'language' is no str but a list"),
        ("exceptions", {"stad": 1}, "its exceptions are no words"),
        ("articles", True, "its entry 'articles' is no int but a bool"),
        ("articles", -1, "its number of articles is -1"),
        ("articles", 4, "first.npy has 4 values instead of 5"),
        ("columns", ["text", 3], "its columns are no distinct strings"),
        ("columns", ["text", "text"], "its columns are no distinct strings"),
        ("columns", ["language", "title", "n"], "it does not list text_hashes.npy"),
        ("columns", ["text", "date"], "is damaged: .*date"),
    ],
)
def test_a_manifest_that_does_not_say_all_is_an_error_that_says_what_to_do(folder, name, value, told):
    rewritten(folder, **{name: value})
    with pytest.raises(saved.TokensError, match=told) as error:
        lb.open_tokens(folder)
    assert str(error.value).endswith("Make new tokens: leesbril.tokens(articles).save(folder).")


@pytest.mark.parametrize("verify", [True, False])
@pytest.mark.parametrize("kept", [True, False])
def test_a_file_that_is_gone_with_its_entry_is_missed(verify, kept, tmp_path):
    folder = lb.tokens(frame_of(["IS valt."]), texts=kept).save(tmp_path / "kept")
    told = json.loads((folder / saved.CONTENTS).read_text())["files"]
    assert len(told) > 15
    for name, entry in told.items():
        without = {other: entry for other, entry in told.items() if other != name}
        content = (folder / name).read_bytes()
        (folder / name).unlink()
        rewritten(folder, files=without)
        if name == "posting_first.npy":  # an index that is not listed is none
            assert lb.open_tokens(folder, verify=verify).index is None
        else:
            with pytest.raises(saved.TokensError, match=f"it does not list {name}"):
                lb.open_tokens(folder, verify=verify)
        (folder / name).write_bytes(content)
        rewritten(folder, files=told)
    assert len(lb.open_tokens(folder, verify=True)) == 1


@pytest.mark.parametrize("kept", [True, False])
def test_a_file_of_zeros_or_of_another_size_is_told_without_checksums_too(kept, tmp_path):
    folder = lb.tokens(frame_of(["IS valt."]), texts=kept).save(tmp_path / "kept")
    files = json.loads((folder / saved.CONTENTS).read_text())["files"]
    for name, (size, checksum) in files.items():
        content = (folder / name).read_bytes()
        for harmed in (bytes(size), content[: size // 2], b""):
            (folder / name).write_bytes(harmed)
            rewritten(folder, files=files | {name: [len(harmed), checksum]})
            with pytest.raises(saved.TokensError, match="Make new tokens"):
                lb.open_tokens(folder, verify=False)
        (folder / name).write_bytes(content)
        rewritten(folder, files=files)
    assert len(lb.open_tokens(folder, verify=True)) == 1


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("codes", np.zeros(9, np.int64), "codes.npy has values of the type int64 in 1 dimensions"),
        ("codes", np.zeros((9, 1), np.int32), "codes.npy has values of the type int32 in 2 dimensions"),
        ("codes", np.zeros(9, np.int32), "codes.npy has 9 values instead of 8"),  # IS valt De stad juicht De IS-leider…
        ("spaced", np.zeros(0, np.uint8), "spaced.npy has 0 values instead of 8"),
        ("sentence_end", np.zeros(2, np.int32), "sentence_end.npy has 2 values instead of 3"),
        ("type_counts", np.zeros(1, np.int64), "type_counts.npy has 1 values instead of 7"),
        ("posting_words", np.zeros(1, np.int32), "posting_words.npy has 1 values instead of 8"),
        ("view_first", np.zeros(1, np.int64), "view_first.npy has 1 values instead of 8"),
    ],
)
def test_files_that_do_not_fit_each_other_are_told_without_checksums_too(folder, name, values, told):
    np.save(folder / f"{name}.npy", values)
    files = json.loads((folder / saved.CONTENTS).read_text())["files"]
    size = (folder / f"{name}.npy").stat().st_size
    rewritten(folder, files=files | {f"{name}.npy": [size, ""]})
    with pytest.raises(saved.TokensError, match=told):
        lb.open_tokens(folder, verify=False)


def test_one_byte_that_has_changed_is_noticed(folder):
    codes = np.load(folder / "codes.npy")
    codes[0] += 1
    np.save(folder / "codes.npy", codes)
    with pytest.raises(saved.TokensError, match=r"codes.npy has another checksum than when it was written"):
        lb.open_tokens(folder)
    assert len(lb.open_tokens(folder, verify=False)) == 3


def test_another_version_and_a_path_that_leads_nowhere_are_said(folder, tmp_path):
    rewritten(folder, version=99)
    with pytest.raises(saved.TokensError, match="tokens of version 99; this version of leesbril reads version 4"):
        lb.open_tokens(folder)
    with pytest.raises(saved.TokensError, match="does not exist"):
        lb.open_tokens(tmp_path / "nowhere")


def test_arrays_are_mapped_and_not_read(folder):
    tokens = lb.open_tokens(folder)
    bases = [tokens.codes]
    while isinstance(bases[-1], np.ndarray):  # a view of a view
        bases.append(bases[-1].base)
    assert any(isinstance(base, np.memmap) for base in bases)
    assert tokens.index is not None
