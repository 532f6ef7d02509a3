"""One file, many articles: CSV, TSV, Excel, JSON, JSON lines, Parquet, read in chunks so that there is one copy."""

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
from leesbril.reading._decoding import HALF, MOJIBAKE, UTF8_MARK, UTF16, decode, no_text, repair
from leesbril.reading._documents import DOCUMENT_LIMIT, check_package, short
from leesbril.reading._notes import SKIPPED, Remark, Unreadable

CHUNK = 10_000
"""Rows that are held in a second form at a time."""
MOST_ROWS = 2**20
"""No sheet of Excel has more; a file may say otherwise, and then reading its empty rows takes for ever."""

JSON_LIMIT = 2**30
"""Bytes of one JSON file, which can only be read whole; JSON lines may be of any size."""

_CONTROL = r"[\x00-\x08\x0e-\x1f]"
RowRemarks = list[tuple[int, Remark]]


_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005F)_")


class Chunk(NamedTuple):
    """Some rows of a table, by their number as a spreadsheet shows it, and what is to say of rows (0: of the file).

    `part` names the part of the file where rows are numbered anew, as a workbook's sheet.
    """

    rows: pd.DataFrame
    remarks: RowRemarks
    part: str = ""


class Record(NamedTuple):
    """A row by its number, as a column's name → its value, and what is to say of it; no values where it is skipped."""

    row: int
    values: dict[str, Any] | None
    remarks: list[Remark]


Records = Iterator[Record]


def _skipped(row: int, reason: object) -> Record:
    return Record(row, None, [Remark(SKIPPED, str(reason))])


def read_rows(stream: BinaryIO, suffix: str, columns: Mapping[str, str] | None = None) -> Iterator[Chunk]:
    """The rows of a table in chunks, their columns under the names of `columns.FIELDS` where they are recognised.

    All other columns keep their names. Raises Unreadable where the file as a whole cannot be read.
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
    """Leave out the rows whose text is no text, and mend double decoding."""
    rows, wrong = _texts(chunk.rows)
    for field in [name for name in FIELDS if name in rows and rows[name].dtype == "str"]:
        rows[field], told = plain(rows[field])
        wrong += told
    rows = rows.drop(index=[row for row, remark in wrong if remark.kind == SKIPPED and row in rows.index])
    mended = [_mended(rows[name]) for name in rows.columns[rows.dtypes == "str"]]
    rows = rows.assign(**{str(column.name): column for column, _ in mended})
    return Chunk(rows, [*chunk.remarks, *wrong, *(remark for _, told in mended for remark in told)], chunk.part)


def _texts(rows: pd.DataFrame) -> tuple[pd.DataFrame, RowRemarks]:
    """The rows whose text is a text or missing, and what the others hold."""
    texts = rows["text"] if rows["text"].dtype == "str" else rows["text"].map(_as_text).astype("str")
    kinds = rows["text"][texts.isna() & rows["text"].notna()].map(lambda value: type(value).__name__)
    doubtful = texts[texts.str.contains(_CONTROL).fillna(False).astype(bool)]
    wrong = [(int(str(row)), f"its text is no text but a value of kind {kind}") for row, kind in kinds.items()]
    wrong += [(int(str(row)), "its text holds control characters") for row, text in doubtful.items() if no_text(text)]
    rows = rows.assign(text=texts).drop(index=[row for row, _ in wrong])
    return rows, [(row, Remark(SKIPPED, reason)) for row, reason in wrong]


def _mended(column: pd.Series) -> tuple[pd.Series, RowRemarks]:
    """A column of text without double decoding, and what was changed."""
    doubtful = column[column.str.contains(MOJIBAKE.pattern).fillna(False).astype(bool)]
    if doubtful.empty:
        return column, []
    repaired = doubtful.map(repair)
    texts = dict(zip(doubtful.index, (one.text for one in repaired), strict=True))
    told = [(int(str(row)), remark) for row, one in repaired.items() for remark in one.remarks]
    whole = [texts.get(row, value) for row, value in column.items()]
    return pd.Series(whole, column.index, dtype="str", name=column.name), told


def _as_text(value: object) -> str | None:
    """A text, or a list of texts as its paragraphs."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return None


# Text with separators


def _read_csv(stream: BinaryIO, delimiter: str | None = None) -> Iterator[Chunk]:
    mark = stream.read(3)
    stream.seek(0)
    wide = mark.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    if wide or mark == BOM_UTF8:
        yield Chunk(pd.DataFrame(), [(0, UTF16 if wide else UTF8_MARK)])
    # The bytes that are no UTF-8 travel as half characters; `repair` reads them as Windows-1252.
    encoding, errors = ("utf-16", "replace") if wide else ("utf-8-sig", "surrogateescape")
    text = io.TextIOWrapper(stream, encoding, errors, newline="")
    try:
        yield from _separated(text, delimiter)
    finally:
        text.detach()  # else it closes the stream, which others hold


def _separated(text: io.TextIOBase, delimiter: str | None) -> Iterator[Chunk]:
    too_long: list[int] = []
    lines = _lines(text, too_long)
    first = next(lines, "")
    if "\x00" in first:
        raise Unreadable("holds NUL bytes, so it is no text; save it as UTF-8")
    named = re.fullmatch(r"sep=(.)\r?\n?", first)
    first, delimiter = (next(lines, ""), named[1]) if named else (first, delimiter)
    second = next(lines, "")
    csv.field_size_limit(DOCUMENT_LIMIT)
    reader = csv.reader(chain([first, second], lines), delimiter=delimiter or _delimiter(first, second), strict=True)
    return _chunks(_csv_records(reader, too_long, first_row=2 if named else 1))


def _lines(text: io.TextIOBase, too_long: list[int]) -> Iterator[str]:
    """The lines of a file; one that is longer than any article is passed over, and its number noted."""
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
    """The separator that the first line uses, outside quotation marks, as often as the second does; else most."""
    names, cells = (re.sub(r'"[^"]*"', "", line) for line in (first, second))
    return max(",;\t|", key=lambda mark: (0 < names.count(mark) == cells.count(mark), names.count(mark)))


def _csv_records(reader: Any, too_long: list[int], first_row: int) -> Records:
    """Each row behind the first, which names the columns."""
    names: list[str] = []
    row = first_row - 1
    while True:
        row, begins = row + 1, reader.line_num + 1
        try:
            cells, told = _joined(next(reader))
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
            yield _csv_record(row, names, cells, told, begins)


def _joined(cells: list[str]) -> tuple[list[str], list[Remark]]:
    """Cells without half characters."""
    found = {place: repair(cell) for place, cell in enumerate(cells) if HALF.search(cell)}
    whole = [found[place].text if place in found else cell for place, cell in enumerate(cells)]
    return whole, [remark for one in found.values() for remark in one.remarks]


def _csv_record(row: int, names: list[str], cells: list[str], told: list[Remark], line: int) -> Record:
    if len(cells) > len(names) and not any(cells[len(names) :]):
        cells = cells[: len(names)]
    if len(cells) != len(names):
        return _skipped(row, f"has {len(cells)} cells where the first row has {len(names)} (line {line})")
    return Record(row, dict(zip(names, cells, strict=True)), told)


def _csv_problem(problem: csv.Error, line: int) -> str:
    if "unexpected end" in str(problem):
        return f"a quotation mark opened at line {line} or below is never closed; what follows it was not read"
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
                record, told = _parse(line)
            except Unreadable as problem:
                yield _skipped(number, problem)
                continue
            yield _json_record(number, record, told)


def _read_json(stream: BinaryIO) -> Iterator[Chunk]:
    """A list of articles; one article; or an object that holds such a list, or articles under their ids."""
    content = stream.read(JSON_LIMIT + 1)
    if len(content) > JSON_LIMIT:
        raise Unreadable(f"larger than {JSON_LIMIT:,} bytes; save it as JSON lines (.jsonl), an article a line")
    if _is_lines(content):
        yield from _read_json_lines(io.BytesIO(content))
        return
    tree, told = _parse(content)
    del content
    yield Chunk(pd.DataFrame(), [(0, remark) for remark in told])
    yield from _chunks(_json_record(number, record, []) for number, record in enumerate(_articles_in(tree), 1))


def _is_lines(content: bytes) -> bool:
    """Whether the first line is an object, with more behind it: JSON lines in a file named as JSON."""
    first, _, rest = content.partition(b"\n")
    try:
        return bool(rest.strip()) and isinstance(_parse(first)[0], dict)
    except Unreadable:
        return False


def _articles_in(tree: Any) -> Iterable[Any]:
    if isinstance(tree, list):
        return tree
    if not isinstance(tree, dict):
        raise Unreadable(f"holds a value of kind {type(tree).__name__}, no list of articles")
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
        text, told = decode(content)
        return json.loads(text.removeprefix("\ufeff")), told
    except json.JSONDecodeError as problem:
        raise Unreadable(f"no JSON: {problem.msg} at line {problem.lineno}, column {problem.colno}") from problem
    except Unreadable:
        raise
    except (RecursionError, ValueError) as problem:
        raise Unreadable(f"no JSON that can be read: {short(problem)}") from problem


def _json_record(row: int, record: Any, told: list[Remark]) -> Record:
    """A record with its nested values written as JSON; half characters are replaced."""
    if not isinstance(record, dict):
        return _skipped(row, f"is a value of kind {type(record).__name__}, no article")
    names, said = _joined(list(record))
    values: list[Any] = []
    for value in map(_flat, record.values()):
        whole, more = _joined(value if isinstance(value, list) else [value] if isinstance(value, str) else [])
        said += more
        values.append(whole if isinstance(value, list) else whole[0] if isinstance(value, str) else value)
    return Record(row, dict(zip(names, values, strict=True)), told + said)


def _flat(value: Any) -> Any:
    """A value as it is, or a list of texts; any other list or object as JSON."""
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
        warnings.simplefilter("ignore")  # of openpyxl, about styles
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
            for sheet in sheets:
                sheet.reset_dimensions()
                part = f"sheet {sheet.title!r}, " if len(sheets) > 1 else ""
                yield from _chunks(_sheet_records(sheet), part)
        except Unreadable:
            raise
        except Exception as problem:  # openpyxl lets through whatever its parsers raise
            raise Unreadable(f"no workbook that can be opened ({short(problem)}); save it again") from problem


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
            # Excel writes a character that XML cannot hold as _x000D_.
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
            rows = batch.rename_columns(names).to_pandas(ignore_metadata=True)  # with what was its index as a column
            for name in rows.columns[rows.dtypes == "object"]:
                rows[name] = rows[name].map(_parquet_value)
            yield Chunk(rows.set_axis(pd.RangeIndex(first, first + len(rows)), axis=0), [])
            first += len(rows)
    except Exception as problem:  # pyarrow lets through whatever its parts raise
        raise Unreadable(f"no Parquet file that can be read ({short(problem)})") from problem


def _parquet_value(value: Any) -> Any:
    """Nested values of Parquet, which are arrays, as lists and JSON, the way they come from a JSON file."""
    value = value.tolist() if hasattr(value, "tolist") else value
    return _flat(value) if isinstance(value, (str, dict, list)) else value


def _chunks(records: Records, part: str = "") -> Iterator[Chunk]:
    """Rows gathered into chunks; where reading fails, first those that were read before."""
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
"""One reader for each ending of a file's name."""
