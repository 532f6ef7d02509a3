"""What people put into a folder of articles, and what is to become of it: one table of bad input."""

import json
import os
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from corpora import make_articles, page, parquet, plain_text, spreadsheet, table, word, zipped

ARTICLE = plain_text(make_articles(1)[0])
CSV = table(make_articles(3)).to_csv(index=False)
TEXT = (
    "Het leger nam woensdag een wijk van de stad in en vond daar een ziekenhuis zonder artsen en dat zegt een bewoner."
)
SEVEN = [f"{TEXT} Dag {day}." for day in range(7)]


class Case(NamedTuple):
    """Something bad: how it is made in a folder, and which row of the report says what of it.

    `reads` are the articles in it that are read all the same; `limits` are made small to keep the test so.
    """

    name: str
    make: Callable[[Path], object]
    source: str
    problem: str
    reason: str
    reads: tuple[str, ...] = ()
    options: Mapping[str, Any] = {}
    limits: Mapping[str, int] = {}


def one(name: str, content: str | bytes) -> Callable[[Path], object]:
    """Writes one file."""
    data = content if isinstance(content, bytes) else content.encode()
    return lambda folder: (folder / name).write_bytes(data)


def many(**contents: str | bytes) -> Callable[[Path], object]:
    """Writes some text files."""
    return lambda folder: [one(f"{name}.txt", content)(folder) for name, content in contents.items()]


def dated(*dates: object) -> bytes:
    """A Parquet file of articles with these dates."""
    names = [f"d{n}" for n in range(len(dates))]
    return parquet(pd.DataFrame({"id": names, "date": list(dates), "text": SEVEN[: len(dates)]}))


def dated_row(written: str) -> Callable[[Path], object]:
    """Writes a CSV of one article with this date."""
    return one("t.csv", f"id,date,text\nx,{written},{TEXT}\n")


def locked_zip() -> bytes:
    """A zip whose one member says that it is encrypted: bit 0 of the flags, in both of its headers."""
    data = bytearray(zipped(("a.txt", ARTICLE), compression=zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def bad_crc() -> bytes:
    """A zip with two stored members, the first of which has one letter changed."""
    data = zipped(("a.txt", ARTICLE), ("b.txt", TEXT), compression=zipfile.ZIP_STORED)
    at = data.index(ARTICLE[-20:].encode())
    return data[:at] + b"#" + data[at + 1 :]


def bad_member_name() -> bytes:
    """A zip that says that a name is UTF-8, which it is not."""
    data = bytearray(zipped(("café.txt", ARTICLE)))
    return bytes(data).replace("é".encode(), b"\xff\xfe")


def linked_member() -> bytes:
    """A zip with a symbolic link."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hosts")
    return stream.getvalue()


def far_row() -> bytes:
    """A workbook of a few kilobytes that says that its last row is number two thousand million."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(spreadsheet(a=table(make_articles(2))))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b'<row r="3"', b'<row r="2000000000"')
            new.writestr(name, part.replace(b'"A3"', b'"A2000000000"'))
    return stream.getvalue()


def without(data: bytes, part: str) -> bytes:
    """A zip without one of its members."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return zipped(*((name, archive.read(name)) for name in archive.namelist() if name != part))


def link(name: str, target: str) -> Callable[[Path], object]:
    """A symbolic link."""
    return lambda folder: (folder / name).symlink_to(folder / target)


def loop(folder: Path) -> None:
    """A folder with an article and a link back to the folder above."""
    (folder / "in").mkdir()
    one("a.txt", TEXT)(folder / "in")
    (folder / "in" / "terug").symlink_to(folder)


def deep(folder: Path) -> None:
    """Folders in folders, six hundred deep."""
    (folder / Path(*"a" * 600)).mkdir(parents=True)


def undecodable(folder: Path) -> None:
    """A file name in Windows-1252."""
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(TEXT, encoding="utf-8")


def lines(*records: object) -> str:
    """JSON lines."""
    return "\n".join(json.dumps(record) for record in records)


ZIP = zipped(("a.txt", ARTICLE), ("b.txt", TEXT))
ONE_ROW = table(make_articles(1))
THREE = ("artikel-0000", "artikel-0001", "artikel-0002")

ZIPS = [
    Case("a truncated zip", one("a.zip", ZIP[:-40]), "a.zip", "skipped", "damaged or truncated"),
    Case("an empty file named .zip", one("a.zip", b""), "a.zip", "skipped", "an empty zip"),
    Case("an empty zip", one("a.zip", zipped()), "a.zip", "skipped", "an empty zip"),
    Case(
        "a zip bomb", one("a.zip", zipped(("big.txt", "x" * 9999), ("b.txt", TEXT))), "a.zip/big.txt", "skipped",
        "would unpack to 9,999 bytes; the limit is 5,000", ("b",), limits={"_files.MEMBER_LIMIT": 5000},
    ),
    Case(
        "a zip of many members, together a bomb", one("a.zip", zipped(*((f"{n}.txt", SEVEN[n]) for n in range(7)))),
        "a.zip/6.txt", "skipped", "the zip unpacks to more than 720 bytes; split it", tuple("012345"),
        limits={"_files.ARCHIVE_LIMIT": 720},
    ),
    Case(
        "../ in a zip", one("a.zip", zipped(("../a.txt", ARTICLE), ("b.txt", TEXT))), "a.zip/../a.txt", "skipped",
        "its name points outside the zip", ("b",),
    ),
    Case(
        "an absolute name in a zip", one("a.zip", zipped(("/etc/a.txt", ARTICLE), ("b.txt", TEXT))),
        "a.zip//etc/a.txt", "skipped", "its name points outside the zip", ("b",),
    ),
    Case(
        "a drive in a zip", one("a.zip", zipped((r"C:\a.txt", ARTICLE))), r"a.zip/C:\a.txt", "skipped",
        "its name points outside the zip",
    ),
    Case("a link in a zip", one("a.zip", linked_member()), "a.zip/a.txt", "skipped", "a link, not a file"),
    Case("a zip with a password", one("a.zip", locked_zip()), "a.zip/a.txt", "skipped", "protected with a password"),
    Case(
        "a zip in a zip", one("a.zip", zipped(("in.zip", ZIP), ("b.txt", TEXT))), "a.zip/in.zip", "skipped",
        "a zip inside a zip; unpack it first", ("b",),
    ),
    Case("a member with a wrong checksum", one("a.zip", bad_crc()), "a.zip/a.txt", "skipped", "Bad CRC-32", ("b",)),
    Case(
        "a member cut short, packed by LZMA",
        one("a.zip", zipped(("a.txt", ARTICLE), compression=zipfile.ZIP_LZMA).replace(b"\x5d\0\0", b"\xff\xff\xff")),
        "a.zip/a.txt", "skipped", "cannot be read",
    ),
    Case(
        "a member's name that is not in the encoding it says", one("a.zip", bad_member_name()), "a.zip", "skipped",
        "damaged or truncated",
    ),
    Case(
        "two members of one name", one("a.zip", zipped(("a.txt", SEVEN[0]), ("A/a.txt", SEVEN[1]))), "a.zip/a.txt",
        "repeated id", "the name 'a' is taken; renamed to 'a (2)'", ("a", "a (2)"),
    ),
]  # fmt: skip

SEPARATED = [
    Case(
        "a row with too many cells", one("t.csv", CSV + "x,2019-03-07,tekst,nog iets\n"), "t.csv, row 5", "skipped",
        "has 4 cells where the first row has 3 (line ", THREE,
    ),
    Case(
        "a row with too few cells", one("t.csv", f'id,datum,tekst\nx,2019-03-07\ny,2019-03-07,"{TEXT}"\n'),
        "t.csv, row 2", "skipped", "has 2 cells where the first row has 3 (line 2)", ("y",),
    ),
    Case(
        "a quotation mark that is never closed", one("t.csv", f'id,tekst\ny,"{TEXT}"\nx,"open {TEXT}\nz,weg\n'),
        "t.csv, row 3", "doubtful quotation mark", "never closed, and was read as a character (line 3)",
        ("x", "y", "z"),
    ),
    Case(
        "text behind a closing quotation mark", one("t.csv", f'id,tekst\nx,"open" dicht\ny,"{TEXT}"\n'),
        "t.csv, row 2", "doubtful quotation mark", "text stands behind a closing quotation mark", ("x", "y"),
    ),
    Case("a CSV with only its header", one("t.csv", "id,datum,tekst\n"), "t.csv", "skipped", "has no rows"),
    Case("an empty CSV", one("t.csv", ""), "t.csv", "skipped", "empty: no text"),
    Case(
        "a CSV without a column for the text", one("t.csv", "naam,jaar\nx,2019\n"), "t.csv", "skipped",
        "no column for the text among 'naam', 'jaar'; set columns={'text': …}",
    ),
    Case(
        "columns= that names a column that is not there", one("t.csv", CSV), "t.csv", "skipped",
        "has no column 'body', only 'id', 'datum', 'tekst'", options={"columns": {"text": "body"}},
    ),
    Case("UTF-16 without a byte-order mark, CSV", one("t.csv", CSV.encode("utf-16-le")), "t.csv", "skipped", "NUL"),
    Case(
        "UTF-16 with a byte-order mark, CSV", one("t.csv", CSV.encode("utf-16")), "t.csv", "repaired encoding",
        "UTF-16, according to its byte-order mark", THREE,
    ),
    Case(
        "a CSV in Windows-1252", one("t.csv", f"id,tekst\nx,{TEXT} café\ny,{TEXT}".encode("cp1252")), "t.csv, row 2",
        "repaired encoding", "1 byte read as Windows-1252, the first in ‘café’", ("x", "y"),
    ),
    Case(
        "a CSV with a byte-order mark", one("t.csv", CSV.encode("utf-8-sig")), "t.csv", "byte-order mark",
        "starts with a byte-order mark", THREE,
    ),
    Case(
        "mojibake in a CSV", one("t.csv", f"id,tekst\nx,{TEXT} cafÃ©\n"), "t.csv, row 2", "repaired encoding",
        "mojibake repaired in 1 line: ‘cafÃ©’ → ‘café’", ("x",),
    ),
    Case(
        "a NUL byte in a CSV", one("t.csv", f"id,tekst\nx,a\0b\ny,{TEXT}\n"), "t.csv, row 2", "skipped",
        "contains control characters", ("y",),
    ),
    Case(
        "a line in a CSV that is longer than any article", one("t.csv", f"id,tekst\nx,{'a' * 999}\ny,{TEXT}\n"),
        "t.csv, row 2", "skipped", "line 2 is longer than 500 characters", ("y",),
        limits={"_delimited.DOCUMENT_LIMIT": 500},
    ),
    Case(
        "an empty cell for a text", one("t.csv", f"id,tekst\nx,\ny,{TEXT}\n"), "t.csv, row 2", "skipped",
        "empty: no text", ("y",),
    ),
    Case(
        "an id twice", one("t.csv", f"id,tekst\nx,{SEVEN[0]}\nx,{SEVEN[1]}\n"), "t.csv, row 3", "repeated id",
        "the name 'x' is taken; renamed to 'x (2)'", ("x", "x (2)"),
    ),
    Case("random bytes named .csv", one("t.csv", bytes(range(256)) * 20), "t.csv", "skipped", "NUL"),
]  # fmt: skip

JSONS = [
    Case(
        "JSON lines with one broken line",
        one("t.jsonl", f'{{"text": "{SEVEN[0]}"}}\n{{"text": "af\n{{"text": "{SEVEN[1]}"}}\n'), "t.jsonl, row 2",
        "skipped", "not JSON: Invalid control character at line 1, column 13", ("t-1", "t-3"),
    ),
    Case(
        "JSON lines, one of which is a number", one("t.jsonl", lines({"text": TEXT}, 7)), "t.jsonl, row 2", "skipped",
        "not an article; write it as", ("t-1",),
    ),
    Case(
        "JSON lines, one of which has no text", one("t.jsonl", lines({"id": "a", "text": TEXT}, {"id": "b"})),
        "t.jsonl, row 2", "skipped", "empty: no text", ("a",),
    ),
    Case(
        "a JSON line that is longer than any article", one("t.jsonl", lines({"text": "a" * 999}, {"text": TEXT})),
        "t.jsonl, row 1", "skipped", "line 1 is longer than 500 bytes", ("t-2",),
        limits={"_json.DOCUMENT_LIMIT": 500},
    ),
    Case(
        "JSON lines named .json", one("t.json", lines({"text": TEXT}, 7)), "t.json, row 2", "skipped",
        "not an article; write it as", ("t-1",),
    ),
    Case(
        "JSON that is a number", one("t.json", "7"), "t.json", "skipped",
        "not a list of articles; write them as",
    ),
    Case(
        "JSON that is cut off", one("t.json", '[{"text": "Het leger'), "t.json", "skipped",
        "not JSON: Unterminated string",
    ),
    Case("an empty JSON file", one("t.json", ""), "t.json", "skipped", "empty: no text"),
    Case("an empty list", one("t.json", "[]"), "t.json", "skipped", "has no rows"),
    Case(
        "JSON nested deeper than can be read", one("t.json", "[" * 100_000), "t.json", "skipped",
        "not readable JSON",
    ),
    Case(
        "deep nesting beside a text", one("t.json", '{"text": "' + TEXT + '", "x": ' + "[" * 900 + "]" * 900 + "}"),
        "t.json, row 1", "undated", "no date was found", ("t-1",),
    ),
    Case(
        "half a surrogate in JSON", one("t.jsonl", f'{{"text": "{TEXT} \\ud83d"}}'), "t.jsonl, row 1",
        "repaired encoding", "U+FFFD", ("t-1",),
    ),
    Case(
        "JSON in Windows-1252", one("t.json", f'[{{"text": "{TEXT} café"}}]'.encode("cp1252")), "t.json",
        "repaired encoding", "1 byte read as Windows-1252, the first in ‘café", ("t-1",),
    ),
    Case(
        "a text that is a number", one("t.json", json.dumps([{"text": 7}, {"text": TEXT}])), "t.json, row 1",
        "skipped", "not a string; export it as text", ("t-2",),
    ),
    Case(
        "a number of five thousand digits", one("t.json", '[{"text": "x", "n": ' + "7" * 5000 + "}]"), "t.json",
        "skipped", "not readable JSON",
    ),
]  # fmt: skip

OFFICE = [
    Case(
        "a Parquet file without a column for the text", one("t.parquet", parquet(pd.DataFrame({"naam": ["x"]}))),
        "t.parquet", "skipped", "no column for the text among 'naam'",
    ),
    Case(
        "a truncated Parquet file", one("t.parquet", parquet(ONE_ROW)[:-9]), "t.parquet", "skipped",
        "not a readable Parquet file",
    ),
    Case(
        "a Parquet file that is text", one("t.parquet", TEXT), "t.parquet", "skipped",
        "not a readable Parquet file",
    ),
    Case("a Parquet file without rows", one("t.parquet", parquet(ONE_ROW[:0])), "t.parquet", "skipped", "has no rows"),
    Case(
        "a column of texts that holds numbers", one("t.parquet", parquet(pd.DataFrame({"text": [1, 2]}))),
        "t.parquet, row 2", "skipped", "not a string; export it as text",
    ),
    Case(
        "a column of texts that holds bytes", one("t.parquet", parquet(pd.DataFrame({"text": [b"x"]}))),
        "t.parquet, row 1", "skipped", "not a string; export it as text",
    ),
    Case(
        "a workbook that is no zip", one("t.xlsx", b"PK gewone tekst"), "t.xlsx", "skipped",
        "not an Office document, or not whole (File is not a zip file); save it again",
    ),
    Case(
        "a workbook that is some other zip", one("t.xlsx", ZIP), "t.xlsx", "skipped", "not a readable workbook",
    ),
    Case("an empty workbook", one("t.xlsx", spreadsheet(leeg=pd.DataFrame())), "t.xlsx", "skipped", "has no rows"),
    Case(
        "a workbook with a last row far away", one("t.xlsx", far_row()), "t.xlsx", "skipped",
        "reading stopped: a sheet has more than 99 rows; save it as .csv; the rows before are read", ("artikel-0000",),
        limits={"_workbooks.MOST_ROWS": 99},
    ),
    Case(
        "a workbook whose second sheet holds no articles",
        one("t.xlsx", spreadsheet(a=ONE_ROW, b=pd.DataFrame({"jaar": [1, 2]}))), "t.xlsx, sheet 'b', row 3", "skipped",
        "no column for the text among 'jaar'", ("artikel-0000",),
    ),
    Case(
        "a Word document that is no zip", one("a.docx", b"PK gewone tekst"), "a.docx", "skipped",
        "not an Office document, or not whole (File is not a zip file); save it again",
    ),
    Case(
        "a Word document without its text", one("a.docx", without(word(make_articles(1)[0]), "word/document.xml")),
        "a.docx", "skipped", "not a readable Word document",
    ),
    Case(
        "a Word document that is a workbook", one("a.docx", spreadsheet(a=ONE_ROW)), "a.docx", "skipped",
        "not a readable Word document",
    ),
    Case(
        "a Word document that unpacks far beyond its size", one("a.docx", zipped(("word/document.xml", " " * 5000))),
        "a.docx", "skipped", "would unpack to 5,000 bytes", limits={"_documents.DOCUMENT_LIMIT": 200},
    ),
    Case(
        "a Word document of which one part does", one("a.docx", word(make_articles(1)[0])), "a.docx", "skipped",
        "its part word/", limits={"_documents.PART_LIMIT": 2000},
    ),
    Case(
        "a page without an article", one("a.html", "<html><body></body></html>"), "a.html", "skipped",
        "no article found in the page; save its text as .txt",
    ),
    Case("an empty page", one("a.html", ""), "a.html", "skipped", "empty: no text"),
    Case(
        "a page that names an encoding that there is not",
        one("a.html", page(make_articles(4)[3]).replace('"utf-8"', '"undefined"')), "a.html", "undated",
        "no date was found", ("a",),
    ),
]  # fmt: skip

TEXTS = [
    Case("an empty file", many(a=""), "a.txt", "skipped", "empty: no text"),
    Case("a text of white space only", many(a=" \n\t\r\n\u00a0\u2003\u200b"), "a.txt", "skipped", "empty: no text"),
    Case("a header and no text", many(a="Datum: 2019-03-07\n"), "a.txt", "skipped", "empty: no text"),
    Case(
        "Windows-1252", many(a=f"{TEXT} café ’s".encode("cp1252")), "a.txt", "repaired encoding",
        "2 bytes read as Windows-1252, the first in ‘café’", ("a",),
    ),
    Case(
        "two encodings in one file", many(a=f"{TEXT} één ".encode() + "café".encode("cp1252")), "a.txt",
        "repaired encoding", "1 byte read as Windows-1252, the first in ‘café’", ("a",),
    ),
    Case(
        "bytes that Windows-1252 does not know", many(a=TEXT.encode() + b" x\x81x"), "a.txt", "repaired encoding",
        "1 of them unknown there and replaced by U+FFFD", ("a",),
    ),
    Case(
        "mojibake", many(a=f"{TEXT} cafÃ©"), "a.txt", "repaired encoding",
        "mojibake repaired in 1 line: ‘cafÃ©’ → ‘café’", ("a",),
    ),
    Case(
        "a byte-order mark", many(a="\ufeff" + TEXT), "a.txt", "byte-order mark",
        "starts with a byte-order mark", ("a",),
    ),
    Case(
        "UTF-16 with a byte-order mark", many(a=TEXT.encode("utf-16")), "a.txt", "repaired encoding",
        "UTF-16, according to its byte-order mark", ("a",),
    ),
    Case(
        "UTF-16 without a byte-order mark", many(a=TEXT.encode("utf-16-le")), "a.txt", "skipped",
        "contains control characters",
    ),
    Case(
        "half of UTF-16", many(a=TEXT.encode("utf-16")[:-1]), "a.txt", "skipped",
        "has a UTF-16 byte-order mark but is not UTF-16",
    ),
    Case("NUL bytes", many(a=f"{TEXT}\0\0"), "a.txt", "skipped", "contains control characters"),
    Case(
        "random bytes named .txt", many(a=bytes(range(128, 256)) * 9), "a.txt", "skipped",
        "neither UTF-8 nor Windows-1252",
    ),
    Case(
        "one line that is longer than any article", many(a="a " * 999), "a.txt", "skipped",
        "larger than 500 bytes, so not a single article; split it", limits={"_rows.DOCUMENT_LIMIT": 500},
    ),
    Case(
        "soft hyphens", many(a=TEXT.replace("ziekenhuis", "zieken\u00adhuis")), "a.txt", "soft hyphens",
        "1 soft hyphen kept in the text", ("a",),
    ),
    Case("nearly no text", many(a="Lees verder na de advertentie"), "a.txt", "near-empty", "holds 5 words", ("a",)),
    Case(
        "one text twice, with other white space", many(a=TEXT, b=TEXT.replace(" ", "\n ")), "b.txt", "duplicate",
        "the same text as 'a', but for white space", ("a", "b"),
    ),
    Case(
        "one name with two endings", lambda folder: [many(a=SEVEN[0])(folder), one("a.md", SEVEN[1])(folder)], "a.txt",
        "repeated id", "the name 'a' is taken; renamed to 'a (2)'", ("a", "a (2)"),
    ),
    Case(
        "an unknown ending", one("a.odt", TEXT), "a.odt", "skipped",
        "'.odt' files are not supported; save it as .txt",
    ),
    Case("no ending", one("krant", TEXT), "krant", "skipped", "a name without an extension; add .txt if it is text"),
    Case(
        "a README and hidden files",
        lambda folder: [one(name, TEXT)(folder) for name in ("README.md", ".DS_Store", "~$a.docx")], "README.md",
        "left aside", "describes the folder, holds no article",
    ),
]  # fmt: skip

PLACES = [
    Case(
        "a link to nothing", link("a.txt", "nergens"), "a.txt", "skipped",
        "cannot be opened: No such file or directory",
    ),
    Case(
        "a link to itself", link("a.txt", "a.txt"), "a.txt", "skipped",
        "cannot be opened: Too many levels of symbolic links",
    ),
    Case("a link back to the folder", loop, "in/terug", "skipped", "a link to a folder that was already read", ("a",)),
    Case(
        "a pipe", lambda folder: os.mkfifo(folder / "a.txt"), "a.txt", "skipped",
        "not a regular file (a pipe, a socket or a device)",
    ),
    Case(
        "an empty folder named x.txt", lambda folder: (folder / "x.txt").mkdir(), "x.txt", "left aside",
        "an empty folder",
    ),
    Case("six hundred folders in each other", deep, "/".join("a" * 101), "skipped", "deeper than 100 folders"),
    Case("a file name that is no UTF-8", undecodable, "caf\ufffd.txt", "undated", "no date was found", ("caf\ufffd",)),
]  # fmt: skip

WRONG_DATES = {
    "2017-13": "there is no month 13",
    "31-02-2019": "has no day 31",
    "0219": "the year 219 is not between 1500 and 2099",
    "2119": "the year 2119 is not between 1500 and 2099",
    "07-03-19": "two digits",
    "1551970800": "seconds since 1970",
    "43531": "a date number of a spreadsheet",
    "gisteren": "no known date format",
    "2019-02-29": "has no day 29",
    "2019-03-31T02:30:00": "skip that time",
    "vrijdag 7 maart 2019": "is a Thursday, not a Friday",
}
DATES = [
    *(Case(f"the date {written}", dated_row(written), "t.csv, row 2", "date not understood", reason, ("x",))
    for written, reason in WRONG_DATES.items()),
    Case(
        "a column in which day and month cannot be told apart", one("t.parquet", dated("07-03-2019", "08-03-2019")),
        "t.parquet, row 1", "ambiguous date",
        "2019-03-07 or 2019-07-03; no other date shows the order; give day_first=True or False", ("d0", "d1"),
    ),
    Case(
        "a column that puts day and month both first",
        one("t.parquet", dated("07-03-2019", "28-03-2019", "03-28-2019")), "t.parquet, row 1", "ambiguous date",
        "the other dates contradict each other", ("d0", "d1", "d2"),
    ),
    Case(
        "headers in which day and month cannot be told apart", many(a=f"Datum: 07-03-2019\n{TEXT}"), "a.txt",
        "ambiguous date", "2019-03-07 or 2019-07-03", ("a",),
    ),
    Case(
        "a header that is no date", many(a=f"Datum: 2017-13\n{TEXT}"), "a.txt", "date not understood",
        "no date: 'Datum: 2017-13'", ("a",),
    ),
    Case(
        "a date in the name against one in the header",
        lambda folder: one("2019-03-08 a.txt", f"Datum: 2019-03-07\n{TEXT}")(folder), "2019-03-08 a.txt", "two dates",
        "the file name says 2019-03-08, the header 2019-03-07: the header is used", ("2019-03-08 a",),
    ),
    Case("no date at all", many(a=TEXT), "a.txt", "undated", "no date was found", ("a",)),
]  # fmt: skip

CASES = [*ZIPS, *SEPARATED, *JSONS, *OFFICE, *TEXTS, *PLACES, *DATES]


class Refusal(NamedTuple):
    """A source that cannot be read at all, or a request that cannot be met: which error says what."""

    name: str
    make: Callable[[Path], object]
    inside: str
    error: str
    says: str
    options: Mapping[str, Any] = {}


REFUSALS = [
    Refusal("a path that is not there", many(), "nergens", "ArticlesError", "There is no file or folder"),
    Refusal("an empty folder", many(), "", "ArticlesError", "the folder is empty. Put your articles in it."),
    Refusal(
        "a folder of empty files", many(a="", b=" "), "", "ArticlesError",
        "a.txt: empty: no text; b.txt: empty: no text.",
    ),
    Refusal(
        "one file of an unknown kind", one("a.odt", TEXT), "a.odt", "ArticlesError",
        "'.odt' files are not supported",
    ),
    Refusal("a truncated zip as the source", one("a.zip", ZIP[:-40]), "a.zip", "ArticlesError", "damaged or truncated"),
    Refusal(
        "a pipe as the source", lambda folder: os.mkfifo(folder / "a.txt"), "a.txt", "ArticlesError",
        "not a regular file",
    ),
    Refusal(
        "an unknown language", many(a=TEXT), "", "ValueError", "Unknown language 'xx'; known are", {"language": "xx"},
    ),
    Refusal(
        "an unknown time zone", many(a=TEXT), "", "ValueError", "There is no time zone 'Amsterdam'",
        {"timezone": "Amsterdam"},
    ),
    Refusal(
        "an unknown field", one("t.csv", CSV), "", "ValueError",
        "columns= has no field 'txt'; the fields are text, id,", {"columns": {"txt": "tekst"}},
    ),
    Refusal(
        "any problem, where none is wanted", many(a=TEXT, b=""), "", "ArticlesError",
        "Problems in .*b.txt: empty: no text", {"on_problem": "raise"},
    ),
    Refusal(
        "an unknown answer to problems", many(a=TEXT), "", "ValueError",
        "on_problem must be 'warn' or 'raise'; received 'ignore'", {"on_problem": "ignore"},
    ),
]  # fmt: skip


def tree(folder: Path) -> set[str]:
    """Every file in a folder, by its path from there, as the report names it."""
    paths = (Path(root, name) for root, _, names in os.walk(folder) for name in names)
    return {os.fsencode(path.relative_to(folder)).decode("utf-8", "replace") for path in paths}
