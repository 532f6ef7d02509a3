"""Files with many articles: CSV, TSV, Excel, JSON, JSON lines, Parquet; read in chunks to save memory."""

import csv
import io
import json
import re
import warnings
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple

import pandas as pd

from leesbril.extras import extra
from leesbril.reading._cells import plain
from leesbril.reading._columns import FIELDS, own_names, recognise
from leesbril.reading._decoding import MOJIBAKE, SURROGATE, UTF8_MARK, UTF16, decode, no_text, repair
from leesbril.reading._documents import DOCUMENT_LIMIT, check_package, short
from leesbril.reading._notes import SKIPPED, Remark, Unreadable

CHUNK = 10_000
"""Rows converted at a time."""
MOST_ROWS = 2**20
"""Maximum number of rows of an Excel sheet; a file may declare more, and reading its empty rows would take forever."""

JSON_LIMIT = 2**30
"""Maximum size in bytes of a JSON file, which must be read whole; JSON lines can have any size."""

_CONTROL = r"[\x00-\x08\x0e-\x1f]"
RowRemarks = list[tuple[int, Remark]]


_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005F)_")


class Chunk(NamedTuple):
    """Some rows of a table, numbered as in a spreadsheet, and remarks on rows (0: on the file).

    `part` names a part of the file with its own row numbers, such as a sheet.
    """

    rows: pd.DataFrame
    remarks: RowRemarks
    part: str = ""


class Record(NamedTuple):
    """A row: its number, its values by column name (None if it is skipped), and remarks."""

    row: int
    values: dict[str, Any] | None
    remarks: list[Remark]


Records = Iterator[Record]


def _skipped(row: int, reason: object) -> Record:
    return Record(row, None, [Remark(SKIPPED, str(reason))])


def read_rows(stream: BinaryIO, suffix: str, columns: Mapping[str, str] | None = None) -> Iterator[Chunk]:
    """The rows of a table in chunks, with recognised columns renamed to the fields of `_columns.FIELDS`.

    Other columns keep their names. Raises Unreadable if the file cannot be read at all.
    """
    some = False
    for chunk in TABLES[suffix](stream):
        try:
            fields = recognise(map(str, chunk.rows.columns), columns) if len(chunk.rows) else {}
        except Unreadable as problem:
            if not some:
                raise
            lost = [(row, Remark(SKIPPED, str(problem))) for row in chunk.rows.index]
            yield Chunk(pd.DataFrame(), chunk.remarks + lost, chunk.part)
            continue
        some = some or bool(fields)
        if fields:
            rows = chunk.rows.rename(columns=own_names(chunk.rows.columns, fields))
            yield _checked(chunk._replace(rows=rows))
        else:
            yield chunk


def _checked(chunk: Chunk) -> Chunk:
    """Drop rows whose text is not text, and repair mojibake."""
    rows, wrong = _texts(chunk.rows)
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
    kinds = rows["text"][texts.isna() & rows["text"].notna()].map(lambda value: type(value).__name__)
    doubtful = texts[texts.str.contains(_CONTROL).fillna(False).astype(bool)]
    wrong = [(int(str(row)), f"its text is not a string but of type {kind}") for row, kind in kinds.items()]
    wrong += [
        (int(str(row)), "its text contains control characters") for row, text in doubtful.items() if no_text(text)
    ]
    rows = rows.assign(text=texts).drop(index=[row for row, _ in wrong])
    return rows, [(row, Remark(SKIPPED, reason)) for row, reason in wrong]


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


# Delimited text


def _read_csv(stream: BinaryIO, delimiter: str | None = None) -> Iterator[Chunk]:
    mark = stream.read(3)
    stream.seek(0)
    wide = mark.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    if wide or mark == BOM_UTF8:
        yield Chunk(pd.DataFrame(), [(0, UTF16 if wide else UTF8_MARK)])
    # Bytes that are not UTF-8 become lone surrogates; `repair` reads them as Windows-1252.
    encoding, errors = ("utf-16", "replace") if wide else ("utf-8-sig", "surrogateescape")
    text = io.TextIOWrapper(stream, encoding, errors, newline="")
    try:
        yield from _separated(text, delimiter)
    finally:
        text.detach()  # otherwise it would close the stream


def _separated(text: io.TextIOBase, delimiter: str | None) -> Iterator[Chunk]:
    too_long: list[int] = []
    lines = _lines(text, too_long)
    first = next(lines, "")
    if "\x00" in first:
        raise Unreadable("contains NUL bytes, so it is not text; save it as UTF-8")
    named = re.fullmatch(r"sep=(.)\r?\n?", first)
    first, delimiter = (next(lines, ""), named[1]) if named else (first, delimiter)
    second = next(lines, "")
    csv.field_size_limit(DOCUMENT_LIMIT)
    reader = csv.reader(chain([first, second], lines), delimiter=delimiter or _delimiter(first, second), strict=True)
    return _chunks(_csv_records(reader, too_long, first_row=2 if named else 1))


def _lines(text: io.TextIOBase, too_long: list[int]) -> Iterator[str]:
    """The lines of a file; too long ones are skipped, and their numbers noted in `too_long`."""
    for number in range(1, 2**62):
        line = text.readline(DOCUMENT_LIMIT)
        if not line:
            return
        if len(line) == DOCUMENT_LIMIT and not line.endswith(("\n", "\r")):
            too_long.append(number)
            while len(rest := text.readline(DOCUMENT_LIMIT)) == DOCUMENT_LIMIT and not rest.endswith(("\n", "\r")):
                pass
            line = "\n"
        yield line


def _delimiter(first: str, second: str) -> str:
    """The delimiter that occurs equally often, outside quotation marks, in the first two lines; else most often."""
    names, cells = (re.sub(r'"[^"]*"', "", line) for line in (first, second))
    return max(",;\t|", key=lambda mark: (0 < names.count(mark) == cells.count(mark), names.count(mark)))


def _csv_records(reader: Any, too_long: list[int], first_row: int) -> Records:
    """The rows after the first, which has the column names."""
    names: list[str] = []
    row = first_row - 1
    while True:
        row, begins = row + 1, reader.line_num + 1
        try:
            cells, remarks = _joined(next(reader))
        except StopIteration:
            return
        except csv.Error as problem:
            yield _skipped(row, _csv_problem(problem, begins))
            continue
        if too_long and begins <= too_long[-1] <= reader.line_num:
            yield _skipped(row, f"line {begins} is longer than {DOCUMENT_LIMIT:,} characters")
        elif not names:
            names = _unique([name.strip() or f"column {i}" for i, name in enumerate(cells, 1)])
        elif any(cells):
            yield _csv_record(row, names, cells, remarks, begins)


def _joined(cells: list[str]) -> tuple[list[str], list[Remark]]:
    """Cells without lone surrogates, and remarks."""
    found = {place: repair(cell) for place, cell in enumerate(cells) if SURROGATE.search(cell)}
    whole = [found[place].text if place in found else cell for place, cell in enumerate(cells)]
    return whole, [remark for one in found.values() for remark in one.remarks]


def _csv_record(row: int, names: list[str], cells: list[str], remarks: list[Remark], line: int) -> Record:
    if len(cells) > len(names) and not any(cells[len(names) :]):
        cells = cells[: len(names)]
    if len(cells) != len(names):
        return _skipped(row, f"has {len(cells)} cells where the first row has {len(names)} (line {line})")
    return Record(row, dict(zip(names, cells, strict=True)), remarks)


def _csv_problem(problem: csv.Error, line: int) -> str:
    if "unexpected end" in str(problem):
        return f"a quotation mark opened at line {line} or later is never closed; the rest was not read"
    return f"cannot be read at line {line}: {problem}"


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    for i, name in enumerate(names):
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            names[i] = f"{name} ({seen[name]})"
    return names


# JSON


def _read_json_lines(stream: BinaryIO) -> Iterator[Chunk]:
    return _chunks(_json_records(stream))


def _json_records(stream: BinaryIO) -> Records:
    number = 0
    while line := stream.readline(DOCUMENT_LIMIT):
        number += 1
        if len(line) == DOCUMENT_LIMIT and not line.endswith(b"\n"):
            while len(rest := stream.readline(DOCUMENT_LIMIT)) == DOCUMENT_LIMIT and not rest.endswith(b"\n"):
                pass
            yield _skipped(number, f"line {number} is longer than {DOCUMENT_LIMIT:,} bytes")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            try:
                record, remarks = _parse(line)
            except Unreadable as problem:
                yield _skipped(number, problem)
                continue
            yield _json_record(number, record, remarks)


def _read_json(stream: BinaryIO) -> Iterator[Chunk]:
    """Read a list of articles, one article, or an object with such a list or with articles by id."""
    content = stream.read(JSON_LIMIT + 1)
    if len(content) > JSON_LIMIT:
        raise Unreadable(f"larger than {JSON_LIMIT:,} bytes; save it as JSON lines (.jsonl), one article per line")
    if _is_lines(content):
        yield from _read_json_lines(io.BytesIO(content))
        return
    tree, remarks = _parse(content)
    del content
    yield Chunk(pd.DataFrame(), [(0, remark) for remark in remarks])
    yield from _chunks(_json_record(number, record, []) for number, record in enumerate(_articles_in(tree), 1))


def _is_lines(content: bytes) -> bool:
    """Whether a .json file contains JSON lines: its first line is an object, and more lines follow."""
    first, _, rest = content.partition(b"\n")
    try:
        return bool(rest.strip()) and isinstance(_parse(first)[0], dict)
    except Unreadable:
        return False


def _articles_in(tree: Any) -> Iterable[Any]:
    if isinstance(tree, list):
        return tree
    if not isinstance(tree, dict):
        raise Unreadable(f"contains a value of type {type(tree).__name__}, not a list of articles")
    lists = [value for value in tree.values() if isinstance(value, list) and any(isinstance(v, dict) for v in value)]
    if len(lists) == 1 and not _has_text(tree):
        return lists[0]
    if tree and all(isinstance(value, dict) for value in tree.values()) and any(map(_has_text, tree.values())):
        return ({"id": key, **value} for key, value in tree.items())
    return [tree]


def _has_text(record: dict[str, Any]) -> bool:
    try:
        return isinstance(record[recognise(record)["text"]], str)
    except Unreadable:
        return False


def _parse(content: bytes) -> tuple[Any, list[Remark]]:
    try:
        text, remarks = decode(content)
        return json.loads(text.removeprefix("\ufeff")), remarks
    except json.JSONDecodeError as problem:
        raise Unreadable(f"not JSON: {problem.msg} at line {problem.lineno}, column {problem.colno}") from problem
    except Unreadable:
        raise
    except (RecursionError, ValueError) as problem:
        raise Unreadable(f"not readable JSON: {short(problem)}") from problem


def _json_record(row: int, record: Any, remarks: list[Remark]) -> Record:
    """A record with nested values as JSON, and lone surrogates replaced."""
    if not isinstance(record, dict):
        return _skipped(row, f"is a value of type {type(record).__name__}, not an article")
    names, changes = _joined(list(record))
    values: list[Any] = []
    for value in map(_flat, record.values()):
        whole, more = _joined(value if isinstance(value, list) else [value] if isinstance(value, str) else [])
        changes += more
        values.append(whole if isinstance(value, list) else whole[0] if isinstance(value, str) else value)
    return Record(row, dict(zip(names, values, strict=True)), remarks + changes)


def _flat(value: Any) -> Any:
    """A scalar or a list of strings unchanged; other lists and objects as JSON."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return value
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else value


# Excel, Parquet


def _read_excel(stream: BinaryIO) -> Iterator[Chunk]:
    with extra("formats", "reading Excel files"):
        from openpyxl import load_workbook

    content = stream.read()
    check_package(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # from openpyxl, about styles
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
            for sheet in sheets:
                sheet.reset_dimensions()
                part = f"sheet {sheet.title!r}, " if len(sheets) > 1 else ""
                yield from _chunks(_sheet_records(sheet), part)
        except Unreadable:
            raise
        except Exception as problem:  # openpyxl passes on any error of its parsers
            raise Unreadable(f"not a readable workbook ({short(problem)}); save it again") from problem


def _sheet_records(sheet: Any) -> Records:
    names: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS:
            raise Unreadable(f"a sheet has more than {MOST_ROWS:,} rows")
        if all(cell is None for cell in cells):
            continue
        if not names:
            names = _unique([str(cell or f"column {i}").strip() for i, cell in enumerate(cells, 1)])
        elif len(cells) > len(names) and any(cell is not None for cell in cells[len(names) :]):
            yield _skipped(number, f"has {len(cells)} cells where the first row has {len(names)}")
        else:
            # Excel writes characters that XML does not allow as _x000D_.
            whole = [_ESCAPED.sub(_unescaped, cell) if isinstance(cell, str) else cell for cell in cells]
            yield Record(number, dict(zip(names, whole, strict=False)), [])


def _unescaped(mark: re.Match[str]) -> str:
    return chr(int(mark[1], 16))


def _read_parquet(stream: BinaryIO) -> Iterator[Chunk]:
    import pyarrow.parquet as pq

    first = 1
    try:
        for batch in pq.ParquetFile(stream).iter_batches(batch_size=CHUNK):
            names = _unique([name.strip() or f"column {i}" for i, name in enumerate(batch.schema.names, 1)])
            rows = batch.rename_columns(names).to_pandas(ignore_metadata=True)  # with its index as a column
            for name in rows.columns[rows.dtypes == "object"]:
                rows[name] = rows[name].map(_parquet_value)
            yield Chunk(rows.set_axis(pd.RangeIndex(first, first + len(rows)), axis=0), [])
            first += len(rows)
    except Exception as problem:  # pyarrow passes on any error of its parts
        raise Unreadable(f"not a readable Parquet file ({short(problem)})") from problem


def _parquet_value(value: Any) -> Any:
    """Nested values of Parquet, which are arrays, as lists and JSON, as from a JSON file."""
    value = value.tolist() if hasattr(value, "tolist") else value
    return _flat(value) if isinstance(value, (str, dict, list)) else value


def _chunks(records: Records, part: str = "") -> Iterator[Chunk]:
    """Records gathered into chunks; if reading fails, the rows before are yielded first."""
    while True:
        some: list[Record] = []
        failed = None
        try:
            some.extend(islice(records, CHUNK))
        except Exception as problem:
            failed = problem
        read = [record for record in some if record.values is not None]
        rows = pd.DataFrame([record.values for record in read], index=[record.row for record in read])
        if some:
            yield Chunk(rows, [(record.row, remark) for record in some for remark in record.remarks], part)
        if failed:
            raise failed
        if not some:
            return


TABLES: dict[str, Callable[[BinaryIO], Iterator[Chunk]]] = {
    ".csv": _read_csv,
    ".tsv": lambda stream: _read_csv(stream, "\t"),
    ".xlsx": _read_excel,
    ".json": _read_json,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".parquet": _read_parquet,
}
"""The reader for each file extension."""
