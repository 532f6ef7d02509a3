import hashlib
import os
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import ArticlesError, LoadWarning, load_report, problem_counts, read_articles
from leesbril.frames import ARTICLES, LOAD_REPORT
from leesbril.reading._headers import split_header


def folder(path, **files):
    for name, content in files.items():
        (path / f"{name}.txt").write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_folder_becomes_one_row_an_article_in_the_order_of_names(tmp_path):
    frame = read_articles(folder(tmp_path, b="Tweede.", a="Eerste."))
    assert frame.index.tolist() == ["a", "b"]
    assert frame.index.name == "article"
    always = {column.name: column.kind for column in ARTICLES.columns if not column.optional}
    assert frame.dtypes.astype(str).to_dict() == always
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
    frame = read_articles(folder(tmp_path, a=" date 2017-05 Het leger", b="De moskee"))
    assert frame.loc["a", "date_start":"date_origin"].tolist() == [
        pd.Timestamp("2017-05-01"), pd.Timestamp("2017-06-01"), "month", "header",
    ]  # fmt: skip
    assert frame.loc["b", "date_start":"date_origin"].isna().all()


@pytest.mark.parametrize("header", ["date 2017-13", "Datum: 27-05-17", "date: 2017-05-27T25:00", "datum: 31-02-2017"])
def test_a_header_that_is_no_date_stays_in_the_text_and_is_said(tmp_path, header):
    folder(tmp_path, a=f"{header}\nHet leger rukt op.")
    with pytest.warns(LoadWarning, match="1 date not understood"):
        frame = read_articles(tmp_path)
    assert frame["text"]["a"] == f"{header}\nHet leger rukt op."
    assert pd.isna(frame["title"]["a"])
    report = load_report(tmp_path)
    assert report["problems"][0].startswith("date not understood; undated")
    assert report["reason"][0].startswith(f"no date: {header!r}")


def test_the_order_of_day_and_month_is_decided_by_all_headers_together(tmp_path):
    folder(tmp_path, a="Datum: 07-03-2019\nHet leger.", b="Datum: 01-02-2019\nDe moskee.")
    with pytest.warns(LoadWarning, match="2 ambiguous dates;"):
        assert read_articles(tmp_path)["date_start"].isna().all()
    assert read_articles(tmp_path, day_first=False)["date_start"]["a"] == pd.Timestamp("2019-07-03")
    folder(tmp_path, c="Datum: 13-03-2019\nDe stad.")  # there is no thirteenth month
    assert read_articles(tmp_path)["date_start"].dt.month.tolist() == [3, 2, 3]


def test_a_date_in_the_name_serves_where_the_header_has_none(tmp_path):
    folder(tmp_path, **{"2019-03-07_a": "date 2017-05 Het leger.", "2019-03-08_b": "De moskee."})
    frame = read_articles(tmp_path)
    assert frame["date_origin"].tolist() == ["header", "filename"]
    assert frame["date_start"].tolist() == [pd.Timestamp("2017-05-01"), pd.Timestamp("2019-03-08")]
    assert "the file name says 2019-03-07, the header 2017-05" in load_report(tmp_path)["reason"][0]


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
        latin="het café".encode("latin-1"),
        head="date 2017 ",
    )
    (tmp_path / "notes.odt").write_bytes(b"x")
    (tmp_path / "older").mkdir()
    (tmp_path / "older" / "a.txt").write_text("De moskee")
    (tmp_path / "README.md").write_text("About the folder")
    report = load_report(tmp_path).set_index("source")
    assert report.reset_index().dtypes.astype(str).to_dict() == LOAD_REPORT.kinds
    assert report.index[report["status"] == "read"].tolist() == ["a.txt", "b.txt", "latin.txt", "older/a.txt"]
    assert report.loc[report["status"] == "skipped", "reason"].to_dict() == {
        "README.md": "describes the folder, holds no article",
        "blank.txt": "empty: no text",
        "empty.txt": "empty: no text",
        "head.txt": "empty: no text",
        "notes.odt": "'.odt' files are not supported; save it as .txt",
    }
    assert "1 byte read as Windows-1252, the first in ‘café’" in report.loc["latin.txt", "reason"]
    assert report.loc["b.txt", "duplicate_of"] == "a"  # the same words, other white space
    assert pd.isna(report.loc["a.txt", "duplicate_of"])
    assert report.loc["a.txt", "words"] == 2
    assert report.loc["older/a.txt", "article"] == "a (2)"
    message = "4 skipped, 1 repaired encoding, 1 repeated id, 1 duplicate; load_report"
    with pytest.warns(LoadWarning) as caught:
        read_articles(tmp_path)
    assert len(caught) == 1 and sorted(str(caught[0].message).split(";")[0].split(", ")) == sorted(
        message.split(";")[0].split(", ")
    )


def test_problems_are_counted_by_their_kind(tmp_path):
    folder(tmp_path, a="Het leger", b="Het leger", c="")
    # a and b are undated and nearly empty, b says the same as a, c is empty.
    counts = problem_counts(load_report(tmp_path))
    assert dict(zip(counts["problem"], counts["files"], strict=True)) == {
        "near-empty": 2, "undated": 2, "duplicate": 1, "skipped": 1,
    }  # fmt: skip


def test_problems_stop_the_reading_where_that_is_asked_for(tmp_path):
    folder(tmp_path, a="Het leger", b="")
    with pytest.raises(ArticlesError, match=r"Problems in '.*': b\.txt: empty: no text\."):
        read_articles(tmp_path, on_problem="raise")
    (tmp_path / "b.txt").unlink()
    assert len(read_articles(tmp_path, on_problem="raise")) == 1  # undated and nearly empty are no mistakes
    with pytest.raises(ValueError, match="on_problem must be 'warn' or 'raise'; received 'stop'"):
        read_articles(tmp_path, on_problem="stop")


def test_a_readme_and_hidden_files_are_listed_without_a_warning(tmp_path):
    folder(tmp_path, a="Het leger", README="Over deze map")
    (tmp_path / ".hidden").write_text("x")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_articles(tmp_path).index.tolist() == ["a"]
    assert load_report(tmp_path)["status"].tolist() == ["skipped", "skipped", "read"]


def test_two_files_of_one_name_are_two_articles_with_names_of_their_own(tmp_path):
    (tmp_path / "a.TXT").write_text("Eerste.")
    (tmp_path / "a.txt").write_text("Tweede.")
    (tmp_path / "a (2).txt").write_text("Derde.")
    with pytest.warns(LoadWarning, match="1 repeated id"):
        frame = read_articles(tmp_path)
    # In the order of names: "a (2).txt", "a.TXT", "a.txt"; "a (2)" is taken, so the second a becomes a (3).
    assert frame["text"].to_dict() == {"a (2)": "Derde.", "a": "Eerste.", "a (3)": "Tweede."}
    assert "the name 'a' is taken; renamed to 'a (3)'" in load_report(tmp_path)["reason"][2]


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_opened_is_skipped_with_its_reason(tmp_path):
    folder(tmp_path, a="Het leger", b="Het leger")
    (tmp_path / "b.txt").chmod(0)
    assert load_report(tmp_path)["reason"][1].startswith("cannot be read")


def test_a_broken_link_is_skipped_with_its_reason(tmp_path):
    folder(tmp_path, a="Het leger")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    assert load_report(tmp_path)["reason"][1] == (
        "cannot be opened: No such file or directory; it is a link to what is not there: copy the file itself"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_utf8_is_shown_with_a_mark(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("Het leger")
    assert read_articles(tmp_path).index.tolist() == ["caf\ufffd"]
    assert load_report(tmp_path)["source"].tolist() == ["caf\ufffd.txt"]


def test_a_file_is_read_and_a_missing_or_empty_folder_is_a_clear_error(tmp_path):
    with pytest.raises(ArticlesError, match=r"There is no file or folder '.*nowhere'"):
        read_articles(tmp_path / "nowhere")
    file = tmp_path / "a.txt"
    file.write_text("Het leger")
    assert load_report(file)["article"].tolist() == read_articles(file).index.tolist() == ["a"]
    file.write_text("")
    with pytest.raises(ArticlesError, match=r"a\.txt: empty: no text"):
        read_articles(tmp_path)
    file.unlink()
    with pytest.raises(ArticlesError, match="the folder is empty"):
        read_articles(tmp_path)


def test_an_unknown_language_names_the_known(tmp_path):
    with pytest.raises(ValueError, match="Unknown language 'xx'; known are de, en, fr, nl"):
        read_articles(folder(tmp_path, a="Het leger"), language="xx")


@given(st.text())
def test_header_and_text_give_back_any_text(decoded):
    header, _, _ = split_header(decoded, ("date", "datum"))
    assert decoded.startswith(header)


def test_the_seeds_are_read_as_they_are(seeds):
    assert seeds["title"].isna().all()
    assert seeds["date_precision"].fillna("").tolist() == ["month", ""]
    assert seeds["header"].tolist() == [" date 2017-05 ", ""]


def test_the_warning_names_a_load_report_that_reads_the_same_columns(tmp_path):
    (tmp_path / "a.csv").write_text("body,date\nHet leger wacht op de strijd.,ooit\n", encoding="utf-8")
    with pytest.warns(LoadWarning, match=r"load_report\('.*', columns=\{'text': 'body'\}\) lists them"):
        read_articles(tmp_path / "a.csv", columns={"text": "body"})
