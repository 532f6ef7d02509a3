"""Files with many articles: CSV, TSV, Excel, JSON, JSON lines, Parquet; read in chunks to save memory."""

import io
import json
import re
import warnings
import zipfile
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple, cast

import pandas as pd

from leesbril.extras import extra
from leesbril.reading._cells import plain
from leesbril.reading._columns import FIELDS, fields_in, is_publisher, own_names, recognise, recognise_some, time_column
from leesbril.reading._decoding import LONE_SURROGATES, MOJIBAKE, UTF8_MARK, UTF16, decode, no_text, repair
from leesbril.reading._delimited import delimited, joined, names_two_columns
from leesbril.reading._documents import DOCUMENT_LIMIT, check_package, short
from leesbril.reading._extent import check_extent
from leesbril.reading._files import FREE, READ_PROBLEMS, SourceFile
from leesbril.reading._notes import COLUMNS_LEFT_OUT, CUT_OFF, SKIPPED, Remark, Unreadable
from leesbril.reading._records import (
    MOST_ABOVE,
    MOST_COLUMNS,
    Block,
    Heads,
    Record,
    Records,
    above_header,
    header_row,
    kept_columns,
    names_of,
    noted,
    skipped,
    unique,
)
from leesbril.reading._sheets import sheets
from leesbril.reading._shown import ARTICLE, ARTICLES, OTHER_TEXT, shown
from leesbril.reading._starts import COMPOUND, START, check_start

CHUNK = 10_000
"""Maximum number of rows converted at a time."""
FEW_ROWS = 100
"""Number of rows of a Parquet file that are read before their size is known."""
CHUNK_CHARACTERS = 2**24
"""Number of characters after which fewer rows are converted at a time."""
MOST_ROWS = 2**20
"""Maximum number of rows of an Excel sheet; a file may declare more, and reading its empty rows would take forever."""

SHEET_LIMIT = 2**28
"""Maximum number of characters in the cells of a sheet: a workbook stores a repeated text once."""
MOST_TIMES = 150
"""Maximum size of a part of a workbook as a multiple of its packed size; sheets have 10 to 50 times."""

JSON_LIMIT = 2**28
"""Maximum size in bytes of a JSON file, which must be read whole; JSON lines can have any size."""
CELL_LIMIT = 32_767
"""Maximum number of characters in a cell of Excel, in UTF-16; longer texts are cut off there without a word."""
SNIFFED = 2**16
"""Number of bytes by which a text file is told from a table."""
LARGEST_WHOLE = 2**53
"""Beyond this, a column of floats does not hold each whole number."""

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


# Delimited text


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
        yield from _chunks(delimited(text, heads, usual))
    finally:
        text.detach()  # otherwise it would close the stream


# JSON


def _read_json_lines(stream: BinaryIO, heads: Heads) -> Iterator[Chunk]:
    return _chunks(_json_records(stream), heads=heads)


def _json_records(stream: BinaryIO) -> Records:
    number = 0
    while line := stream.readline(DOCUMENT_LIMIT):
        number += 1
        if len(line) == DOCUMENT_LIMIT and not line.endswith(b"\n"):
            while len(rest := stream.readline(DOCUMENT_LIMIT)) == DOCUMENT_LIMIT and not rest.endswith(b"\n"):
                pass
            yield skipped(number, f"line {number} is longer than {DOCUMENT_LIMIT:,} bytes")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            try:
                record, remarks = _parse(line)
            except Unreadable as problem:
                yield skipped(number, problem)
                continue
            yield _json_record(number, record, remarks)


def _read_json(stream: BinaryIO, heads: Heads) -> Iterator[Chunk]:
    """Read a list of articles, one article, or an object with such a list or with articles by id."""
    content = stream.read(JSON_LIMIT + 1)
    check_start(content)
    if len(content) > JSON_LIMIT:
        raise Unreadable(f"larger than {JSON_LIMIT:,} bytes; save it as JSON lines (.jsonl), one article per line")
    if _is_lines(content):
        yield from _read_json_lines(io.BytesIO(content), heads)
        return
    tree, remarks = _parse(content)
    del content
    yield Chunk(pd.DataFrame(), [(0, remark) for remark in remarks])
    records = (_json_record(number, record, []) for number, record in enumerate(_articles_in(tree), 1))
    yield from _chunks(records, heads=heads)


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
        raise Unreadable(f"holds {shown(tree)}, not a list of articles; write them as {ARTICLES}")
    if columns := _by_column(tree):
        return columns
    lists = [value for value in tree.values() if isinstance(value, list) and any(isinstance(v, dict) for v in value)]
    if len(lists) == 1 and not _has_text(tree):
        return lists[0]
    if tree and all(isinstance(value, dict) for value in tree.values()) and any(map(_has_text, tree.values())):
        return ({"id": key, **value} for key, value in tree.items())
    return [tree]


def _by_column(tree: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table that pandas wrote column by column, or as a list of rows beside the names; else none."""
    names, data = tree.get("columns"), tree.get("data")
    if isinstance(names, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        return (
            [dict(zip(map(str, names), row, strict=False)) for row in data] if fields_in(list(map(str, names))) else []
        )
    fields = [values for values in tree.values() if isinstance(values, (dict, list))]
    kinds = {type(values) for values in fields}
    if len(fields) < len(tree) or len(kinds) != 1 or not fields_in(list(tree)):
        return []
    if kinds == {list}:
        if len({len(values) for values in fields}) > 1 or any(isinstance(value, (dict, list)) for value in fields[0]):
            return []
        return [dict(zip(tree, row, strict=True)) for row in zip(*fields, strict=True)]
    keys = dict.fromkeys(key for values in fields for key in values)
    texts = tree[recognise(tree)["text"]]
    if not all(value is None or isinstance(value, (str, list)) for value in texts.values()):
        return []
    return [{name: values.get(key) for name, values in tree.items()} for key in keys]


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
        where = f"line {problem.lineno}, column {problem.colno}"
        raise Unreadable(
            f"not JSON: {problem.msg.removesuffix(' at')} at {where}; export it again, or as .csv"
        ) from problem
    except Unreadable:
        raise
    except RecursionError as problem:
        raise Unreadable("not readable JSON: nested too deeply; export it again, or as .csv") from problem
    except ValueError as problem:
        raise Unreadable(f"not readable JSON: {short(problem)}; export it again, or as .csv") from problem


def _json_record(row: int, record: Any, remarks: list[Remark]) -> Record:
    """A record with nested values as JSON, and lone surrogates replaced."""
    if not isinstance(record, dict):
        return skipped(row, f"is {shown(record)}, not an article; write it as {ARTICLE}")
    names, changes = joined(list(record))
    values: list[Any] = []
    for value in map(_flat, record.values()):
        whole, more = joined(value if isinstance(value, list) else [value] if isinstance(value, str) else [])
        changes += more
        values.append(whole if isinstance(value, list) else whole[0] if isinstance(value, str) else value)
    return Record(row, dict(zip(names, values, strict=True)), remarks + changes)


def _flat(value: Any) -> Any:
    """A scalar or a list of strings unchanged; other lists and objects as JSON."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return value
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else value


# Spreadsheets


def _read_excel(stream: BinaryIO, heads: Heads) -> Iterator[Chunk]:
    with extra("formats", "reading Excel files"):
        import openpyxl  # noqa: F401

    content = stream.read()
    if content.startswith(COMPOUND):
        yield from _read_calamine(io.BytesIO(content), heads)
        return
    check_workbook(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # from openpyxl, about styles
        try:
            found = sheets(content)
            for sheet in found:
                part = f"sheet {sheet.title!r}, " if len(found) > 1 else ""
                yield from _chunks(_sheet_records(sheet.rows, heads), part)
        except Unreadable:
            raise
        except Exception as problem:  # openpyxl passes on any error of its parsers
            raise Unreadable(f"not a readable workbook ({short(problem)}); save it again") from problem


def _read_calamine(stream: BinaryIO, heads: Heads) -> Iterator[Chunk]:
    """The rows of .ods, .xls and .xlsb files."""
    with extra("formats", "reading .ods, .xls and .xlsb files"):
        from python_calamine import CalamineWorkbook

    content = stream.read()
    if zipfile.is_zipfile(io.BytesIO(content)):  # also where something stands before it
        check_workbook(content)
        if b"xl/workbook.xml" in content:  # an .xlsx with another name
            yield from _read_excel(io.BytesIO(content), heads)
            return
    try:
        check_extent(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            part = f"sheet {name!r}, " if len(book.sheet_names) > 1 else ""
            rows = ([None if cell == "" else cell for cell in cells] for cells in sheet.iter_rows())
            yield from _chunks(_sheet_records(enumerate(rows, 1 + (sheet.start or (0, 0))[0]), heads), part)
    except Unreadable:
        raise
    except Exception as problem:
        raise Unreadable(f"not a readable spreadsheet ({short(problem)}); save it again, or as .csv") from problem
    except BaseException as problem:  # a panic of its Rust code
        if type(problem).__name__ != "PanicException":
            raise
        raise Unreadable("not a readable spreadsheet; save it again, or as .csv") from problem


def check_workbook(content: bytes) -> None:
    """Raise Unreadable if a part of a workbook unpacks to far more than a sheet does, such as one endless text."""
    check_package(content)
    for member in zipfile.ZipFile(io.BytesIO(content)).infolist():
        if member.file_size > FREE and member.file_size > MOST_TIMES * member.compress_size:
            raise Unreadable(
                f"its part {member.filename} would unpack to {member.file_size:,} bytes, over {MOST_TIMES} times its "
                "size; save it as .csv"
            )


def _sheet_records(rows: Iterable[tuple[int, Sequence[Any]]], heads: Heads) -> Records:
    """The rows of a sheet below the column names."""
    filled = _filled_rows(rows)
    start: list[tuple[int, Sequence[Any]]] = []
    failed: Exception | None = None
    try:
        start.extend(islice(filled, MOST_ABOVE))
    except Exception as problem:  # the rows before are read
        failed = problem
    at = header_row([cells for _, cells in start], heads) or 0
    yield from (above_header(number, cells) for number, cells in start[:at])
    names = names_of(start[at][1]) if start else []
    kept, remark = kept_columns(names, heads)
    if remark:
        yield noted(remark)
    for number, cells in chain(start[at + 1 :], () if failed else filled):
        if len(cells) > len(names) and any(cell is not None for cell in cells[len(names) :]):
            yield skipped(number, f"has {len(cells)} cells where the first row has {len(names)}; name or empty those")
            continue
        # Excel writes characters that XML does not allow as _x000D_.
        values = {names[i]: cells[i] for i in kept if i < len(cells)}
        whole = {
            name: _ESCAPED.sub(_unescaped, cell) if isinstance(cell, str) else cell for name, cell in values.items()
        }
        yield Record(number, whole, [])
    if failed:
        raise failed


def _filled_rows(rows: Iterable[tuple[int, Sequence[Any]]]) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows that are not empty, with their numbers, up to the limits."""
    characters = 0
    for number, cells in rows:
        if number > MOST_ROWS:
            raise Unreadable(f"a sheet has more than {MOST_ROWS:,} rows; save it as .csv")
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if characters > SHEET_LIMIT:
            raise Unreadable(f"a sheet has more than {SHEET_LIMIT:,} characters; save it as .csv")
        if any(cell is not None for cell in cells):
            yield number, cells


def _unescaped(mark: re.Match[str]) -> str:
    return chr(int(mark[1], 16))


# Parquet


def _read_parquet(stream: BinaryIO, heads: Heads) -> Iterator[Chunk]:
    import pyarrow.parquet as pq

    first = 1
    try:
        file = pq.ParquetFile(stream)
        written = file.schema_arrow.names
        names = unique([name.strip() or f"column {i}" for i, name in enumerate(written, 1)])
        kept, remark = kept_columns(names, heads)
        wanted = [written[i] for i in kept] if remark else None
        if remark:
            yield Chunk(pd.DataFrame(), [(0, remark)])
        for batch in _batches(file, wanted, _size(stream)):
            batch, wrong = _valid(batch.rename_columns([names[i] for i in kept]))
            rows = batch.to_pandas(ignore_metadata=True)  # with its index as a column
            for name in rows.columns[rows.dtypes == "object"]:
                rows[name] = rows[name].map(_parquet_value)
            remarks: RowRemarks = []
            for name, values in wrong.items():
                read = [joined([value or ""]) for value in values]
                whole = [None if old is None else new for old, ([new], _) in zip(values, read, strict=True)]
                rows[name] = pd.Series(whole, rows.index, dtype="str")
                remarks += [(first + i, remark) for i, (_, found) in enumerate(read) for remark in found]
            yield Chunk(rows.set_axis(pd.RangeIndex(first, first + len(rows)), axis=0), remarks)
            first += len(rows)
    except Unreadable:
        raise
    except Exception as problem:  # pyarrow passes on any error of its parts
        raise Unreadable(f"not a readable Parquet file ({short(problem)}); download or save it again") from problem


def _batches(file: Any, columns: list[str] | None, size: int) -> Iterator[Any]:
    """The rows of a Parquet file, some at a time; a text that it stores once may be that of many rows."""
    import pyarrow as pa

    waiting: list[Any] = []
    held = total = 0
    for batch in file.iter_batches(batch_size=FEW_ROWS, columns=columns):
        for at, column in enumerate(batch.columns):
            if pa.types.is_dictionary(column.type):
                batch = batch.set_column(at, batch.schema.names[at], column.dictionary_decode())
        waiting.append(batch)
        held, total = held + batch.nbytes, total + batch.nbytes
        if total > max(FREE, MOST_TIMES * size):
            raise Unreadable(f"unpacks to more than {MOST_TIMES} times its size, {total:,} bytes; save it as .csv")
        if held > CHUNK_CHARACTERS or len(waiting) * FEW_ROWS >= CHUNK:
            yield pa.concat_batches(waiting)
            waiting, held = [], 0
    if waiting:
        yield pa.concat_batches(waiting)


def _size(stream: BinaryIO) -> int:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _valid(batch: Any) -> tuple[Any, dict[str, list[str | None]]]:
    """A batch that pandas can hold, and the values of columns with strings that are not UTF-8."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wrong: dict[str, list[str | None]] = {}
    for at, (name, column) in enumerate(zip(batch.schema.names, batch.columns, strict=True)):
        new = column
        if pa.types.is_integer(column.type) and column.null_count and column.null_count < len(column):
            ends = pc.min_max(column).as_py()
            new = column.cast(pa.string()) if max(-ends["min"], ends["max"]) > LARGEST_WHOLE else column
        try:
            column.validate(full=True)
        except pa.ArrowInvalid:
            wrong[name] = _decoded(column)
            new = pa.nulls(len(column))
        if new is not column:
            batch = batch.set_column(at, name, new)
    return batch, wrong


def _decoded(column: Any) -> list[str | None]:
    """The strings of a column with bytes that are not UTF-8, as lone surrogates; nested values as JSON."""
    values = column.cast(_of_bytes(column.type)).to_pylist()
    read = [_with_surrogates(value) for value in values]
    return [value if value is None or isinstance(value, str) else str(_flat(value)) for value in read]


def _of_bytes(kind: Any) -> Any:
    """An Arrow type with binary values where there are strings."""
    import pyarrow as pa

    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _of_bytes(field.type)) for field in kind])
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return (pa.large_list if pa.types.is_large_list(kind) else pa.list_)(_of_bytes(kind.value_type))
    if pa.types.is_large_string(kind):
        return pa.large_binary()
    return pa.binary() if pa.types.is_string(kind) or pa.types.is_string_view(kind) else kind


def _with_surrogates(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_surrogates(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_surrogates(part) for part in value]
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def _parquet_value(value: Any) -> Any:
    """Nested values of Parquet, which are arrays, as lists and JSON, as from a JSON file."""
    value = value.tolist() if hasattr(value, "tolist") else value
    return _flat(value) if isinstance(value, (str, dict, list)) else value


def _chunks(records: Records, part: str = "", heads: Heads | None = None) -> Iterator[Chunk]:
    """Records gathered into chunks; if reading fails, the rows before are yielded first.

    `heads` limits the number of columns of records that each have columns of their own.
    """
    kept: dict[str, None] = {}
    full = any_read = False
    while True:
        some: list[Record | Block] = []
        failed = None
        size = count = 0
        try:
            while count < CHUNK and size <= CHUNK_CHARACTERS and (record := next(records, None)):
                some.append(record)
                if isinstance(record, Block):
                    count, size = count + len(record.rows), size + record.size
                else:
                    count += 1
                    size += sum(len(value) for value in (record.values or {}).values() if isinstance(value, str))
        except Exception as problem:
            failed = problem
        read = [record for record in some if isinstance(record, Block) or record.values is not None]
        numbers = [row for record in read for row in (record.rows if isinstance(record, Block) else [record.row])]
        single = [record for record in some if isinstance(record, Record)]
        remarks = [(record.row, remark) for record in single for remark in record.remarks]
        any_read = any_read or bool(numbers)
        if count >= CHUNK and not any_read:
            raise Unreadable(
                f"its first {CHUNK:,} rows are no articles, the first: {_reason(remarks)}; reading stopped there"
            )
        names = list(dict.fromkeys(name for record in read for name in _values(record)))
        if heads and len(kept) + sum(name not in kept for name in names) > MOST_COLUMNS:
            fields = heads(names)
            new = [name for name in names if name not in kept]
            room = max(0, MOST_COLUMNS - len(kept))
            kept.update(dict.fromkeys([*new[:room], *(name for name in new if name in fields)]))
            if not full:
                reason = f"more than {MOST_COLUMNS} columns: only the first and those of the fields are kept"
                remarks.append((0, Remark(COLUMNS_LEFT_OUT, reason)))
            full, names = True, [name for name in names if name in kept]
        kept.update(dict.fromkeys(names))
        values = {name: _column(_values_of(name, read)) for name in names}
        rows = pd.DataFrame(values, index=range(len(numbers))).set_axis(numbers, axis=0)
        if some:
            yield Chunk(rows, remarks, part)
        if failed:
            raise failed
        if not some:
            return


def _reason(remarks: RowRemarks) -> str:
    """Why the first of some rows was not read."""
    return next((remark.reason for _, remark in remarks), "")


def _values(record: Record | Block) -> Mapping[str, Any]:
    return record.columns if isinstance(record, Block) else record.values or {}


def _values_of(name: str, records: Iterable[Record | Block]) -> list[Any]:
    """The values of a column, None where a row has none."""
    values: list[Any] = []
    for record in records:
        if isinstance(record, Block):
            values.extend(record.columns.get(name) or [None] * len(record.rows))
        else:
            values.append((record.values or {}).get(name))
    return values


def _column(values: list[Any]) -> pd.Series:
    """A column of values; whole numbers that a column with missing values would round are not converted."""
    column = pd.Series(values)
    large = column.dtype != "str" and any(type(value) is int and abs(value) > LARGEST_WHOLE for value in values)
    return pd.Series(values, dtype="object") if large else column


TABLES: dict[str, Callable[[BinaryIO, Heads], Iterator[Chunk]]] = {
    ".csv": _read_csv,
    ".tsv": partial(_read_csv, usual="\t"),
    ".tab": partial(_read_csv, usual="\t"),
    ".xlsx": _read_excel,
    ".xlsm": _read_excel,
    ".xls": _read_calamine,
    ".xlsb": _read_calamine,
    ".ods": _read_calamine,
    ".json": _read_json,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".parquet": _read_parquet,
}
"""The reader for each file extension."""
