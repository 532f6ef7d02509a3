"""Files with many articles: CSV, TSV, Excel, JSON, JSON lines, Parquet; read in chunks to save memory."""

import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import BinaryIO, cast

import pandas as pd

from leesbril.reading._cells import plain
from leesbril.reading._chunks import Chunk, RowRemarks, chunks
from leesbril.reading._columns import FIELDS, fields_in, is_publisher, own_names, recognise, recognise_some, time_column
from leesbril.reading._decoding import LONE_SURROGATES, MOJIBAKE, UTF8_MARK, UTF16, no_text, repair
from leesbril.reading._delimited import delimited, names_two_columns
from leesbril.reading._files import READ_PROBLEMS, SourceFile
from leesbril.reading._json import read_json, read_json_lines
from leesbril.reading._notes import CUT_OFF, SKIPPED, Remark, Unreadable
from leesbril.reading._parquet import read_parquet
from leesbril.reading._records import (
    MOST_ABOVE,
    Heads,
)
from leesbril.reading._shown import OTHER_TEXT, shown
from leesbril.reading._starts import START, check_start
from leesbril.reading._workbooks import read_calamine, read_excel

CELL_LIMIT = 32_767
"""Maximum number of characters in a cell of Excel, in UTF-16; longer texts are cut off there without a word."""
SNIFFED = 2**16
"""Number of bytes by which a text file is told from a table."""
_CONTROL = r"[\x00-\x08\x0e-\x1f]"


def read_rows(stream: BinaryIO, suffix: str, columns: Mapping[str, str] | None = None) -> Iterator[Chunk]:
    """The rows of a table in chunks, with recognised columns renamed to the fields of `_columns.FIELDS`.

    Other columns keep their names. Raises Unreadable if the file cannot be read at all.
    """
    some = False
    judged: dict[str, bool] = {}
    for chunk in TABLES[suffix](stream, partial(fields_in, given=columns)):
        names = [str(name) for name in chunk.rows.columns]
        try:
            fields = recognise(names, columns) if len(chunk.rows) else {}
        except Unreadable as problem:
            if not some:
                raise
            lost = [(row, Remark(SKIPPED, str(problem))) for row in chunk.rows.index]
            yield Chunk(pd.DataFrame(), chunk.remarks + lost, chunk.part)
            continue
        if fields:
            if "publisher" not in (columns or {}):
                fields = _with_publisher(chunk.rows, fields, judged)
            clock = time_column(names, fields)
            rows = chunk.rows.rename(columns=own_names(chunk.rows.columns, fields))
            rows = rows if clock is None else rows.assign(clock=chunk.rows[clock].astype("object"))
            some = True
            yield _checked(chunk._replace(rows=rows))
        else:
            yield chunk


def _with_publisher(rows: pd.DataFrame, fields: dict[str, str], judged: dict[str, bool]) -> dict[str, str]:
    """The columns of the fields, without one for the publisher that has file names; `judged` holds for all chunks."""
    others = {field: name for field, name in fields.items() if field != "publisher"}
    while name := recognise_some(
        [name for name in rows.columns if judged.get(name, True)], ["publisher"], others.values()
    ).get("publisher"):
        values = rows[name].dropna().astype("str").head(200)
        if len(values):
            judged.setdefault(name, is_publisher(values))
        if judged.get(name, True):
            return others | {"publisher": name}
    return others


def _checked(chunk: Chunk) -> Chunk:
    """Drop rows whose text is not text, and repair mojibake."""
    rows, wrong = _texts(chunk.rows)
    wrong += _cut_off(rows["text"])
    for field in [name for name in FIELDS if name in rows and rows[name].dtype == "str"]:
        rows[field], remarks = plain(rows[field])
        wrong += remarks
    rows = rows.drop(index=[row for row, remark in wrong if remark.kind == SKIPPED and row in rows.index])
    mended = [_mended(rows[name]) for name in rows.columns[rows.dtypes == "str"]]
    rows = rows.assign(**{str(column.name): column for column, _ in mended})
    return Chunk(rows, [*chunk.remarks, *wrong, *(remark for _, remarks in mended for remark in remarks)], chunk.part)


def _texts(rows: pd.DataFrame) -> tuple[pd.DataFrame, RowRemarks]:
    """The rows whose text is a string or missing, and remarks on the others."""
    texts = rows["text"] if rows["text"].dtype == "str" else rows["text"].map(_as_text).astype("str")
    kinds = rows["text"][texts.isna() & rows["text"].notna()].map(shown)
    doubtful = texts[texts.str.contains(_CONTROL).fillna(False).astype(bool)]
    wrong = [(int(str(row)), f"its text is {kind}, not a string; {OTHER_TEXT}") for row, kind in kinds.items()]
    wrong += [
        (int(str(row)), "its text contains control characters; export it again as text")
        for row, text in doubtful.items()
        if no_text(text)
    ]
    rows = rows.assign(text=texts).drop(index=[row for row, _ in wrong])
    return rows, [(row, Remark(SKIPPED, reason)) for row, reason in wrong]


def _cut_off(texts: pd.Series) -> RowRemarks:
    """A remark on each text that has just the length at which a spreadsheet cuts it off."""
    long = texts[(texts.str.len() > CELL_LIMIT // 2) & (texts.str.len() <= CELL_LIMIT)]
    reason = f"has just the {CELL_LIMIT:,} characters that fit in a cell of a spreadsheet: its end may be missing"
    return [
        (int(str(row)), Remark(CUT_OFF, reason))
        for row, text in long.items()
        if CELL_LIMIT in (len(text), len(text.encode("utf-16-le", "surrogatepass")) // 2)
    ]


def _mended(column: pd.Series) -> tuple[pd.Series, RowRemarks]:
    """A text column with mojibake repaired, and remarks."""
    doubtful = column[column.str.contains(MOJIBAKE.pattern).fillna(False).astype(bool)]
    if doubtful.empty:
        return column, []
    repaired = doubtful.map(repair)
    texts = dict(zip(doubtful.index, (one.text for one in repaired), strict=True))
    remarks = [(int(str(row)), remark) for row, one in repaired.items() for remark in one.remarks]
    whole = [texts.get(row, value) for row, value in column.items()]
    return pd.Series(whole, column.index, dtype="str", name=column.name), remarks


def _as_text(value: object) -> str | None:
    """A string, or a list of strings joined as paragraphs."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return None


def is_table(file: SourceFile) -> bool:
    """Whether a text file is a table: its first row names a column for the text beside others, and a row follows."""
    if file.suffix != ".txt" or file.open is None:
        return False
    try:
        with cast(Callable[[], BinaryIO], file.unpacked().open)() as stream:
            start = stream.read(SNIFFED)
    except (Unreadable, *READ_PROBLEMS):
        return False  # reading the file says why
    encoding = "utf-16" if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    lines = start.decode(encoding, "ignore").splitlines(keepends=True)
    return names_two_columns(lines[: 2 * MOST_ABOVE])


def _read_csv(stream: BinaryIO, heads: Heads, usual: str | None = None) -> Iterator[Chunk]:
    check_start(start := stream.read(START))
    mark = start[:3]
    stream.seek(0)
    wide = mark.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    if wide or mark == BOM_UTF8:
        yield Chunk(pd.DataFrame(), [(0, UTF16 if wide else UTF8_MARK)])
    # Bytes that are not UTF-8, or not UTF-16, become lone surrogates, which `repair` replaces and reports.
    encoding, errors = ("utf-16", LONE_SURROGATES) if wide else ("utf-8-sig", "surrogateescape")
    text = io.TextIOWrapper(stream, encoding, errors, newline="")
    try:
        yield from chunks(delimited(text, heads, usual))
    finally:
        text.detach()  # otherwise it would close the stream


TABLES: dict[str, Callable[[BinaryIO, Heads], Iterator[Chunk]]] = {
    ".csv": _read_csv,
    ".tsv": partial(_read_csv, usual="\t"),
    ".tab": partial(_read_csv, usual="\t"),
    ".xlsx": read_excel,
    ".xlsm": read_excel,
    ".xls": read_calamine,
    ".xlsb": read_calamine,
    ".ods": read_calamine,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".parquet": read_parquet,
}
"""The reader for each file extension."""
