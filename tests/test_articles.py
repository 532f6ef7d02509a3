import hashlib
import os
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import ArticlesError, SkippedFilesWarning, load_report, read_articles
from leesbril.articles import ARTICLE_COLUMNS, REPORT_COLUMNS, split_header


def folder(path, **files):
    for name, content in files.items():
        (path / f"{name}.txt").write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_folder_becomes_one_row_an_article_in_the_order_of_names(tmp_path):
    frame = read_articles(folder(tmp_path, b="Tweede.", a="Eerste."))
    assert frame.index.tolist() == ["a", "b"]
    assert frame.index.name == "article"
    assert frame.dtypes.astype(str).to_dict() == ARTICLE_COLUMNS
    assert frame["text"].tolist() == ["Eerste.", "Tweede."]
    assert frame["source"].tolist() == ["a.txt", "b.txt"]
    assert frame["sha256"]["a"] == hashlib.sha256(b"Eerste.").hexdigest()


@pytest.mark.parametrize(
    ("content", "header", "text"),
    [
        (" date 2017-05 Het leger", " date 2017-05 ", "Het leger"),
        ("date 2017-05\r\n\r\nHet leger\r\n", "date 2017-05\r\n\r\n", "Het leger\r\n"),
        ("Datum: 2017-05-27\nHet leger", "Datum: 2017-05-27\n", "Het leger"),
        ("\ufeff date 2017-05 Het leger", "\ufeff date 2017-05 ", "Het leger"),
        ("\ufeffHet leger", "\ufeff", "Het leger"),
        ("Het leger\n date 2017-05", "", "Het leger\n date 2017-05"),  # not at the head
        ("update 2017-05 Het leger", "", "update 2017-05 Het leger"),
        ("Datum 2017 was een goed jaar.", "", "Datum 2017 was een goed jaar."),  # a year alone may be prose
        ("date 2017\nHet leger", "date 2017\n", "Het leger"),
    ],
)
def test_the_header_is_split_off_and_nothing_is_lost(tmp_path, content, header, text):
    row = read_articles(folder(tmp_path, a=content)).loc["a"]
    assert (row["header"], row["text"]) == (header, text)
    assert (row["header"] + row["text"]).encode() == content.encode()


def test_a_month_in_the_header_is_a_month_and_no_header_is_no_date(tmp_path):
    frame = read_articles(folder(tmp_path, a=" date 2017-05 Het leger", b="Het leger"))
    assert frame.loc["a", "date_start":"date_origin"].tolist() == [
        pd.Timestamp("2017-05-01"), pd.Timestamp("2017-06-01"), "month", "header",
    ]  # fmt: skip
    assert frame.loc["b", "date_start":"date_origin"].isna().all()


@pytest.mark.parametrize(
    "header",
    ["date 2017-13", "Datum: 27-05-2017", "date: 2017-05-27T12:30:00Z", "date 2017-05-27 12:30", "datum: 2017/05/27"],
)
def test_a_header_that_is_no_date_stays_in_the_text_and_is_said(tmp_path, header):
    folder(tmp_path, a=f"{header}\nHet leger rukt op.")
    with pytest.warns(SkippedFilesWarning, match="1 with a header that holds no date"):
        frame = read_articles(tmp_path)
    assert frame["text"]["a"] == f"{header}\nHet leger rukt op."
    assert pd.isna(frame["title"]["a"])
    assert load_report(tmp_path)["reason"][0] == f"no date: {header!r}"


def test_the_title_is_a_heading_at_the_head_or_missing(tmp_path):
    frame = read_articles(folder(tmp_path, a="Moskee heroverd\n\nHet leger rukt op.", b="Het leger rukt op."))
    assert frame["title"]["a"] == "Moskee heroverd"
    assert pd.isna(frame["title"]["b"])


def test_every_file_has_a_row_in_the_report_and_skipped_ones_warn_once(tmp_path):
    folder(
        tmp_path,
        a="Het  leger\n",
        b="Het leger",
        empty="",
        blank=" \n",
        latin="café".encode("latin-1"),
        head="date 2017 ",
    )
    (tmp_path / "notes.docx").write_bytes(b"x")
    (tmp_path / "older").mkdir()
    (tmp_path / "README.md").write_text("About the folder")
    report = load_report(tmp_path).set_index("source")
    assert report.reset_index().dtypes.astype(str).to_dict() == REPORT_COLUMNS
    assert report["status"].eq("read").sum() == 2
    assert report["reason"].dropna().to_dict() == {
        "README.md": "describes the folder, holds no article",
        "blank.txt": "empty: no text",
        "empty.txt": "empty: no text",
        "head.txt": "empty: no text after the header",
        "latin.txt": "not UTF-8 text (byte 0xe9 at position 3); save it as UTF-8",
        "notes.docx": "files of kind '.docx' are not read; save it as .txt",
        "older": "a folder inside the folder; only files directly in it are read",
    }
    assert report.loc["b.txt", "duplicate_of"] == "a"  # the same words, other white space
    assert pd.isna(report.loc["a.txt", "duplicate_of"])
    assert report.loc["a.txt", "words"] == 2
    with pytest.warns(SkippedFilesWarning, match="6 of 9 files skipped") as caught:
        read_articles(tmp_path)
    assert len(caught) == 1


def test_a_readme_and_hidden_files_are_listed_without_a_warning(tmp_path):
    folder(tmp_path, a="Het leger", README="Over deze map")
    (tmp_path / ".hidden").write_text("x")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_articles(tmp_path).index.tolist() == ["a"]
    assert load_report(tmp_path)["status"].tolist() == ["skipped", "skipped", "read"]


def test_two_endings_of_one_name_are_not_two_articles_of_one_name(tmp_path):
    (tmp_path / "a.TXT").write_text("Eerste.")
    (tmp_path / "a.txt").write_text("Tweede.")
    with pytest.warns(SkippedFilesWarning):
        frame = read_articles(tmp_path)
    assert frame["text"].tolist() == ["Eerste."]
    assert load_report(tmp_path)["reason"][1] == "same name as a.TXT but for its ending; rename one"


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_opened_is_skipped_with_its_reason(tmp_path):
    folder(tmp_path, a="Het leger", b="Het leger")
    (tmp_path / "b.txt").chmod(0)
    assert load_report(tmp_path)["reason"][1].startswith("cannot be opened")


def test_a_broken_link_is_skipped_with_its_reason(tmp_path):
    folder(tmp_path, a="Het leger")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    assert load_report(tmp_path)["reason"][1] == "cannot be opened: No such file or directory"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_utf8_is_shown_with_a_mark(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("Het leger")
    assert read_articles(tmp_path).index.tolist() == ["caf\ufffd"]
    assert load_report(tmp_path)["source"].tolist() == ["caf\ufffd.txt"]


def test_a_missing_folder_a_file_and_an_empty_folder_are_clear_errors(tmp_path):
    with pytest.raises(ArticlesError, match=r"There is no folder '.*nowhere'"):
        read_articles(tmp_path / "nowhere")
    file = tmp_path / "a.txt"
    file.write_text("Het leger")
    with pytest.raises(ArticlesError, match=r"is a file\. Give the folder"):
        load_report(file)
    file.write_text("")
    with pytest.raises(ArticlesError, match=r"a\.txt: empty: no text"):
        read_articles(tmp_path)
    file.unlink()
    with pytest.raises(ArticlesError, match="the folder is empty"):
        read_articles(tmp_path)


def test_an_unknown_language_names_the_known(tmp_path):
    with pytest.raises(ValueError, match="Unknown language 'xx'; known are nl"):
        read_articles(folder(tmp_path, a="Het leger"), language="xx")


@given(st.text())
def test_header_and_text_give_back_any_text(decoded):
    header, _, _ = split_header(decoded, ("date", "datum"))
    assert decoded.startswith(header)


def test_the_seeds_are_read_as_they_are(seeds):
    assert seeds["title"].isna().all()
    assert seeds["date_precision"].fillna("").tolist() == ["month", ""]
    assert seeds["header"].tolist() == [" date 2017-05 ", ""]
