"""What the load report says of files that are not what they seem: each line is true, and says what to do next."""

import gzip
import json

import openpyxl
import pytest
from bad_input import TEXT
from corpora import zipped
from fuzz_files import cells_of, pdf, xls

from leesbril import load_report
from leesbril.reading._documents import DOCUMENTS
from leesbril.reading._shown import printable, shown

OLD = xls(cells_of([["id", "text"], ["a", TEXT]]))
NEW = zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<x/>"))
NO_PDF = "a PDF by its first bytes; rename it to .pdf"
NO_ZIP = "a zip or an Office document by its first bytes; rename it to .zip, .docx or .xlsx"
NO_OFFICE = "an Office document of before 2007 by its first bytes; rename it to .doc or .xls"
NO_PICTURE = "a picture by its first bytes; run OCR on it and save the text as .txt"
NO_NAME = "a name without an extension; add .txt if it is text, or .csv if it is a table"
WRITE = 'write it as {"text": "…"}'
EXPORT = "export it as text, or set columns={'text': …}"


def said(folder, name, content):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    [reason] = load_report(folder)["reason"]
    return reason


@pytest.mark.parametrize("suffix", [*sorted(set(DOCUMENTS) - {".docx", ".doc", ".pdf"}), ".csv", ".tsv", ".json"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [(pdf([TEXT]), NO_PDF), (NEW, NO_ZIP), (OLD, NO_OFFICE), (b"\x89PNG\r\n\x1a\n", NO_PICTURE)],
    ids=["PDF", "zip", "old Office", "picture"],
)
def test_what_is_no_text_by_its_first_bytes_is_said_to_be_that(content, reason, suffix, tmp_path):
    assert said(tmp_path, f"a{suffix}", content) == reason


def test_a_text_about_such_files_is_a_text(tmp_path):
    for name, text in (("a.txt", f"PDF: {TEXT}"), ("b.txt", f"PK {TEXT}"), ("c.txt", f"%PDF {TEXT}")):
        (tmp_path / name).write_text(text)
    assert set(load_report(tmp_path)["status"]) == {"read"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("krant", TEXT, NO_NAME),
        ("krant.", TEXT, NO_NAME),
        ("krant.gz", gzip.compress(TEXT.encode()), "a .gz that does not say what it holds; unpack it first"),
        ("a.zip", NEW, "an Office document, no zip of articles; rename it to .docx or .xlsx"),
        (".a", TEXT, "hidden, or left by a program; rename it if it is an article"),
        ("README.txt", TEXT, "describes the folder, holds no article"),
        ("a.xls", f"<html><table><tr><td>{TEXT}", "a web page by its first bytes; open it in a spreadsheet program and "
         "save it as .xlsx"),
        ("a.pdf", pdf([]), "none of its pages has text, as in a scan; run OCR on it and save the text as .txt"),
        ("a.pdf", pdf(), "a PDF without pages; save it again"),
        ("a.json", "3", 'holds 3, not a list of articles; write them as [{"text": "…"}, …]'),
        ("a.json", "null", 'holds null, not a list of articles; write them as [{"text": "…"}, …]'),
        ("a.json", "{}", "has no columns; export it again with a column for the text"),
        ("a.json", "[true]", f"is true, not an article; {WRITE}"),
        ("a.json", '["Het\\u0007leger"]', rf'is "Het\u0007leger", not an article; {WRITE}'),
        ("a.json", '[{"text": 5}]', f"its text is 5, not a string; {EXPORT}"),
        ("a.json", "[" * 100_000, "not readable JSON: nested too deeply; export it again, or as .csv"),
        ("a.json", '{"a": "b', "not JSON: Unterminated string starting at line 1, column 7; "
         "export it again, or as .csv"),
        ("a.csv", "id,text\n1,\x01\x02\x03\n", "its text contains control characters; export it again as text"),
        ("a.csv", "id,text\n", "has no rows; save it with one article per row"),
        ("a.xml", "<rss><channel/></rss>", "holds no articles; export it again"),
        ("a.xml", "<a>\n<b", "not valid XML (Couldn't find end of Start Tag b line 2, line 2, column 3); "
         "export it again"),
        ("a.xml", '<a xmlns="x\u202e:y"/>',
         r"not valid XML (xmlns: 'x\u202e:y' is not a valid URI, line 1, column 16); "
         "export it again"),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_what_to_do(name, content, reason, tmp_path):
    assert said(tmp_path, name, content) == reason


def test_a_cell_beyond_the_column_names_of_a_sheet_is_to_be_named_or_emptied(tmp_path):
    book = openpyxl.Workbook()
    for row in (["id", "text"], ["a", TEXT], ["b", TEXT, "c"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert load_report(tmp_path)["reason"][1] == "has 3 cells where the first row has 2; name or empty those"


def test_a_link_to_nothing_is_said_to_be_one(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "weg")
    told = "cannot be opened: No such file or directory; it is a link to what is not there: copy the file itself"
    assert load_report(tmp_path)["reason"].tolist() == [told]


def test_a_version_of_the_same_day_is_neither_earlier_nor_later(tmp_path):
    rows = [(date, f"{TEXT} {day}") for day, date in enumerate(["2019-03-07 14:30", "2019-03-07", "2019-03-08"])]
    lines = [json.dumps({"id": "a", "date": date, "text": text}) for date, text in rows]
    (tmp_path / "a.jsonl").write_text(f"{lines[0]}\n")
    (tmp_path / "b.jsonl").write_text(f"{lines[1]}\n{lines[2]}\n")
    reasons = load_report(tmp_path)["reason"].dropna().tolist()
    assert [reason.split(",")[0] for reason in reasons] == ["another version of 'a'", "a later version of 'a'"]


def test_words_of_a_file_are_shown_on_one_line_without_control_characters(tmp_path):
    assert shown("a" * 50) == '"' + "a" * 38 + " …"
    assert printable("café\x07 \u202etxt\n") == r"café\x07 \u202etxt\n"
    reason = said(tmp_path, "a.txt", TEXT.encode() + b" caf\xe9\x07\xe9 ")
    assert reason.startswith(r"2 bytes read as Windows-1252, the first in ‘café\x07é’")
