"""Spreadsheets that a library of compiled code reads (.ods, .xls, .xlsb): what they span, and what they say they do."""

import io
import struct
import warnings

import openpyxl
import pandas as pd
import pytest
from bad_input import SEVEN, TEXT
from corpora import make_articles
from fuzz import valid_files
from fuzz_files import (
    HUGE,
    cells_of,
    compound,
    looping_pdf,
    ods,
    ods_of,
    ods_row,
    pdf,
    repeated_ods,
    sparse,
    sparse_ods,
    xls,
    xlsb,
)
from profiles import THOROUGH

from leesbril import load_report, read_articles
from leesbril.reading import _extent

ROWS = [["id", "text", "date"], ["a", SEVEN[0], "2019-03-07"], ["b", SEVEN[1], "2019-03-08"]]
FAR = "delete what stands far from the table and save it again"


def told(folder, name, content):
    """The reasons of the load report of one file, and the texts of its articles."""
    (folder / name).write_bytes(content)
    report = load_report(folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        texts = read_articles(folder)["text"].to_list() if (report["status"] == "read").any() else []
    return report["reason"].dropna().to_list(), texts


@pytest.mark.parametrize("name", ["table.ods", "table.xls", "table.xlsb"] if THOROUGH else ["table.xls"])
def test_the_fuzzer_begins_from_spreadsheets_that_are_read_to_the_articles_that_they_hold(name, tmp_path):
    wanted = told(tmp_path, "t.csv", valid_files()["csv.csv"])[1]
    (tmp_path / "t.csv").unlink()
    assert told(tmp_path, name, valid_files()[name]) == ([], [text[:600].strip() for text in wanted])


def test_the_fuzzer_begins_from_a_pdf_that_is_read_to_the_text_that_it_holds(tmp_path):
    [text] = told(tmp_path, "a.pdf", valid_files()["page.pdf"])[1]
    assert text.split() == make_articles(1)[0].text.split()


@pytest.mark.parametrize("small", [False, True])
def test_an_xls_is_read_from_either_kind_of_sectors(small, tmp_path):
    assert told(tmp_path, "t.xls", xls(cells_of(ROWS), small=small)) == ([], SEVEN[:2])


@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods"])
def test_a_cell_far_from_a_table_is_said_with_what_to_do(kind, tmp_path):
    # .xls has 65,536 rows and 256 columns, 16.8 million cells; the others 17 billion.
    content = {"xls": xls(sparse(row=65_535, column=255)), "xlsb": xlsb(sparse()), "ods": sparse_ods()}[kind]
    row, column = ("65,536", "256") if kind == "xls" else ("1,048,576", "16,384")
    reason = f"few of its cells are filled, and one of them stands in row {row}, or column {column}; {FAR}"
    assert told(tmp_path, f"t.{kind}", content) == ([reason], [])


@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods"] if THOROUGH else ["ods"])
def test_a_cell_that_is_only_far_down_or_only_far_right_hides_no_article(kind, tmp_path):
    down, right = sparse(row=65_535, column=1), sparse(row=1, column=200)
    if kind == "ods":
        row = ods_row("a", "Het leger trok door de stad.")
        contents = [ods_of(ods_row("id", "text") + row + ods_row(repeated=60_000) + ods_row("b", "ver weg"))]
    else:
        contents = [(xls if kind == "xls" else xlsb)(cells) for cells in (down, right)]
    for content in contents:
        assert told(tmp_path, f"t.{kind}", content)[1][0] == "Het leger trok door de stad."


def test_what_stands_before_a_zip_hides_no_far_cell(tmp_path):
    for kind, content in {"xlsb": xlsb(sparse()), "ods": sparse_ods()}.items():
        assert told(tmp_path, f"t.{kind}", b"date" + content)[0][0].endswith(FAR)


def test_far_cells_in_many_rows_of_an_xlsx_stop_the_reading_and_keep_the_rows_before(tmp_path, monkeypatch):
    monkeypatch.setattr(_extent, "FREE_CELLS", 1_000)
    book = openpyxl.Workbook()
    for row in [*ROWS, *ROWS[1:] * 2]:
        book.active.append(row)
    # Seven rows of three cells; then 300, 600, 900 and 1,200: more than 1,000, of which 25 are written.
    for row in range(8, 12):
        book.active.cell(row, 300, "ver weg")
    book.save(stream := io.BytesIO())
    reasons, texts = told(tmp_path, "t.xlsx", stream.getvalue())
    assert texts == SEVEN[:2] * 3
    reason = f"few of its cells are filled, and one of them stands in row 11, or column 300; {FAR}"
    assert f"reading stopped: {reason}; the rows before are read" in reasons


def test_rows_of_an_ods_that_are_repeated_are_rows_up_to_a_thousand(tmp_path):
    head, row = ods_row("id", "text"), ["a", SEVEN[0]]
    assert told(tmp_path, "t.ods", ods_of(head + ods_row(*row, repeated=2)))[1] == [SEVEN[0]] * 2
    reason = "row 2 is repeated 1,048,575 times in a sheet; delete the repeated rows and save it again"
    assert told(tmp_path, "t.ods", repeated_ods()) == ([reason], [])
    assert told(tmp_path, "t.ods", repeated_ods(2**63))[1] == []


def test_the_empty_rows_and_columns_to_the_end_of_an_ods_are_none(tmp_path):
    # As LibreOffice writes them behind each row, and below the last.
    end = '<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
    rows = "".join(ods_row(*row[:2]).replace("</table:table-row>", end) for row in ROWS)
    assert told(tmp_path, "t.ods", ods_of(rows + ods_row(repeated=1_048_573, behind=16_384)))[1] == SEVEN[:2]


def test_an_extent_is_that_of_the_filled_cells():
    found = _extent.Extent()
    found.add(2, 3)
    found.add(4, 1, 2)
    assert (found.written, found.spanned) == (3, 9)  # rows 2 to 4, columns 1 to 3
    assert _extent.Extent().spanned == 0


def test_many_cells_are_free_and_more_only_where_a_tenth_is_written(monkeypatch):
    monkeypatch.setattr(_extent, "FREE_CELLS", 100)
    _extent.check_extent(xlsb({(0, 0): "a", (9, 9): "b"}))  # 100 cells, two written
    with pytest.raises(_extent.Unreadable, match="row 11, or column 10"):
        _extent.check_extent(xlsb({(0, 0): "a", (10, 9): "b"}))  # 110
    _extent.check_extent(xlsb({(row, 0): "a" for row in range(11)} | {(0, 9): "b"}))  # 110, twelve written


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (xls(cells_of(ROWS), HUGE), "a sheet of 4,294,967,295 rows and 65,535 columns, by what it says of itself"),
        (compound("Tekst", b"x"), "there is no workbook in it"),
        # The table of sectors says that the second sector of the directory is the first again.
        (xls(cells_of(ROWS))[:512] + struct.pack("<II", 0xFFFFFFFD, 1) + xls(cells_of(ROWS))[520:], "in a circle"),
        (xls(cells_of(ROWS))[:44] + b"\xff" * 4 + xls(cells_of(ROWS))[48:], "it holds more than it does"),
        (xls(cells_of(ROWS))[:2000], "it holds more than it does"),
    ],
    ids=["dimension", "no workbook", "circle", "tables", "cut"],
)
def test_an_xls_that_says_what_it_is_not_is_refused_and_stops_nothing(content, cause, tmp_path):
    [reason], texts = told(tmp_path, "t.xls", content)
    assert (cause in reason, reason.endswith("; save it again, or as .csv"), texts) == (True, True, [])


def test_a_locked_workbook_is_to_be_saved_without_a_password(tmp_path):
    locked = compound("EncryptedPackage", b"x")
    for name in ("t.xlsx", "u.xls"):
        (tmp_path / name).write_bytes(locked)
    reason = "a workbook that is protected with a password; save it without one"
    assert load_report(tmp_path)["reason"].to_list() == [reason] * 2


def test_a_workbook_is_read_as_what_it_is_whatever_its_name_says(tmp_path):
    pd.DataFrame(ROWS[1:], columns=ROWS[0]).to_excel(stream := io.BytesIO(), index=False)
    for name, content in (("a.xls", stream.getvalue()), ("b.ods", stream.getvalue()), ("c.xlsx", xls(cells_of(ROWS)))):
        (tmp_path / name).write_bytes(content)
    assert load_report(tmp_path)["status"].to_list() == ["read"] * 6


def test_pdfs_that_loop_are_long_or_unpack_to_much_say_what_to_do(tmp_path, monkeypatch):
    assert told(tmp_path, "a.pdf", looping_pdf())[0][0].startswith("not a readable PDF (")
    monkeypatch.setattr("leesbril.reading._pdf.MOST_PAGES", 2)
    assert told(tmp_path, "a.pdf", pdf([TEXT], [TEXT]))[1]
    reason = "a PDF of more than 2 pages; split it into one file per article"
    assert told(tmp_path, "a.pdf", pdf([TEXT], [TEXT], [TEXT]))[0] == [reason]
    monkeypatch.setattr("leesbril.reading._pdf.MOST_UNPACKED", 200)  # one page is 150 bytes and some
    reason = "its pages unpack to more than 200 bytes; save its text as .txt"
    assert told(tmp_path, "a.pdf", pdf([TEXT], [TEXT]))[0] == [reason]
    assert told(tmp_path, "a.pdf", pdf([TEXT]))[1]


def test_a_pdf_that_says_that_it_has_few_pages_is_held_to_those_that_it_has(tmp_path, monkeypatch):
    monkeypatch.setattr("leesbril.reading._pdf.MOST_PAGES", 2)
    content = pdf([TEXT], [TEXT], [TEXT]).replace(b"/Count 3", b"/Count 1")
    assert told(tmp_path, "a.pdf", content)[0] == ["a PDF of more than 2 pages; split it into one file per article"]


def test_the_writer_of_ods_gives_dates_and_texts(tmp_path):
    (tmp_path / "t.ods").write_bytes(ods(*ROWS))
    assert read_articles(tmp_path)["date_start"].astype(str).to_list() == ["2019-03-07", "2019-03-08"]
