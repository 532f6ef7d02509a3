"""Frames → files that other programs open, and back again without a change.

Every format but parquet goes through the same rows of written values: a text as it is, a number as Python writes it,
a moment as ISO 8601, and None where a value is missing.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
import pandas as pd

KINDS = ("str", "bool", "boolean", "int64", "Int64", "float64", "datetime64[us]")
"""The dtypes that every format gives back."""

_HOUSE = {
    "str": "article article_a article_b date_precision date_origin title text header source sha256 status reason "
    "duplicate_of kind token term word idf_source left keyword right label family normalise stop_words hyphens "
    "acronyms setting publisher author url problems problem order",
    "int64": "paragraph sentence start end start_a end_a start_b end_b count count_a count_b rank words words_a "
    "words_b passages found shared_terms files",
    "float64": "tf idf tfidf cosine weight weight_a weight_b contribution share share_a share_b bits rarity_share_a "
    "rarity_share_b change lowest highest range length floor",
    "bool": "stop widespread default",
    "datetime64[us]": "date_start date_end",
}
HOUSE_KINDS = {name: kind for kind, names in _HOUSE.items() for name in names.split()}
"""What a column of the project holds, by its name: CSV cannot say so where a column has no values."""

_BESIDE = {"words": ("status", "Int64"), "idf": ("family", "str")}
"""Two names hold something else beside another column: in the load report a skipped file has no words, and `idf` is a
setting among specifications."""

CHUNK = 50_000
"""Rows written at a time, so that a large table is not held twice."""

XLSX_ROWS, XLSX_COLUMNS, XLSX_CHARACTERS = 1_048_576, 16_384, 32_767
XLSX_WHOLE = 10**15
"""Excel keeps fifteen digits: a longer whole number, such as the id of a message, is written as text."""
XLSX_FIRST_DAY = datetime(1900, 3, 1)
"""Excel takes 1900 for a leap year and knows no earlier one: days before March 1900 are written as text."""
XLSX_SHEETS = ("table", "columns")

_WHOLE = re.compile("-?[0-9]+")
_TRUTH = re.compile("True|False")
_ANYTHING = re.compile("(?s:.*)")
_FORMS = {
    "bool": _TRUTH,
    "boolean": _TRUTH,
    "int64": _WHOLE,
    "Int64": _WHOLE,
    "float64": re.compile(r"-?(?:inf|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"),
    "datetime64[us]": re.compile(r"-?[0-9]{3,}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?)?"),
}

_ILLEGAL_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4})")
_ESCAPED_IN_XML = re.compile(r"_x([0-9A-Fa-f]{4})_")

# A formula begins a text; or, as a Dutch Excel parts cells at `;` and the quotes then close too early, stands after a
# semicolon, a tab or a line break inside it. Blanks and quotes in front do not disarm it, an apostrophe does.
_BLANK = r"""(?:[^\S\t\r\n]|[\x00-\x08\x0e-\x1f"\u200b-\u200f\u2060\ufeff])*"""
_FIRST, _LATER = rf"'*(?:{_BLANK}[=+\-@＝＋－＠]|[\t\r\n])", rf"'*{_BLANK}[=+\-@＝＋－＠]"
_TO_GUARD = re.compile(rf"\A(?={_FIRST})|(?<=[;\t\r\n])(?={_LATER})")
_GUARDED = re.compile(rf"\A'(?={_FIRST})|(?<=[;\t\r\n])'(?={_LATER})")


@dataclass(frozen=True)
class _Table:
    """A frame, its named index in front, as rows of written values."""

    kinds: dict[str, str]
    rows: Iterable[tuple[str | None, ...]]
    index: str | None = None


def save_table(frame: pd.DataFrame, path: str | Path) -> Path:
    """Write a frame to the file type that the suffix names, so that `read_table` gives the same frame back.

    `.csv`, `.tsv`, `.xlsx`, `.json` and `.jsonl` hold text, bool, whole numbers (int64, Int64), float64 and
    datetime64[us]; `.parquet` holds all that comes out of it the same. A named index is the first column; an index
    0, 1, 2 … without a name is not written; `attrs` are not kept. The file is there whole or not at all. The same frame
    gives the same bytes as long as pandas, pyarrow, openpyxl, lxml and zlib stay the same.

    CSV: text and names stand in quotes (the name of an index does not), a missing value is nothing at all, and the file
    opens with the mark by which Excel knows UTF-8. A text that a spreadsheet would run as a formula gets an apostrophe
    in front, also after a semicolon or a line break inside it, since a Dutch Excel parts cells at semicolons: there,
    open .xlsx. In .xlsx text is never a formula; a number of more than fifteen digits, and a moment before March 1900
    or finer than a second, is text; a second sheet names the types. JSON is a Table Schema with its data; the first
    line of `.jsonl` is the schema.

    Raises ValueError for a suffix, column, index or value that cannot be kept, and FileNotFoundError where the folder
    does not exist.

    >>> from tempfile import TemporaryDirectory
    >>> toy = pd.DataFrame({"title": ["=1+1", ""], "words": [3, 4]}, index=pd.Index(["a", "b"], name="article"))
    >>> with TemporaryDirectory() as folder:
    ...     path = save_table(toy, f"{folder}/toy.csv")
    ...     print(path.read_text(encoding="utf-8-sig"), read_table(path).equals(toy))
    article,"title","words"
    "a","'=1+1",3
    "b","",4
     True
    """
    path = Path(path)
    file_type = _file_type(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path.name} cannot be saved: there is no folder {path.parent}. Make it first.")
    target = path.resolve()  # through a link to the file itself
    part = target.with_name(f".{uuid4().hex}.part")
    try:
        file_type.save(_checked(frame), part)
        part.replace(target)
    except UnicodeEncodeError as error:
        half = error.object[error.start]
        raise ValueError(f"A text holds {half!r}, half a character, which no file can hold: take it out.") from error
    finally:
        part.unlink(missing_ok=True)
    return path


def read_table(path: str | Path) -> pd.DataFrame:
    """Read a frame that `save_table` wrote, with the values, order, index and dtypes that it had.

    CSV says less than the others. There a column without a single value has the dtype that its name has in the
    project, or else is text; Int64 and boolean without a missing value come back as int64 (`words` of a load report as
    Int64) and bool. A CSV from elsewhere has no index, and a column whose name the project does not know becomes
    numbers or dates only where writing it again gives the same characters: `007` stays text. Raises ValueError for a
    file that is not such a table.
    """
    path = Path(path)
    file_type = _file_type(path)
    try:
        return file_type.read(path)
    except OSError:
        raise
    except Exception as error:  # on a broken file the libraries raise what they like
        raise ValueError(f"{path.name} cannot be read as a table: {error}") from error


def save_tables(folder: str | Path | None, /, **frames: pd.DataFrame) -> None:
    """Save each frame as `<its name>.csv` in a folder, which is made where it is missing; without a folder, nothing.

    Every frame is checked before the first is written.
    """
    if folder is None or folder == "":
        return
    for name, frame in frames.items():
        if not name.isidentifier():
            raise ValueError(f"{name!r} cannot be the name of a table: give letters, digits and underscores.")
        _table(_checked(frame))
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        save_table(frame, Path(folder) / f"{name}.csv")


# Frame ↔ rows


def _checked(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, its columns of Python objects turned into text where they hold nothing else; or an error."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"A table is a pandas DataFrame, not {type(frame).__name__}.")
    if isinstance(frame.index, pd.MultiIndex) or isinstance(frame.columns, pd.MultiIndex):
        raise ValueError("A table with levels cannot be saved: use frame.reset_index(), or join the column names.")
    if frame.index.name is None and not frame.index.equals(pd.RangeIndex(len(frame))):
        raise ValueError(
            "The index has values but no name: use frame.rename_axis('article') with the name that fits, or "
            "frame.reset_index(drop=True) where its values mean nothing."
        )
    if frame.columns.name is not None:
        raise ValueError(f"The columns have a name, {frame.columns.name!r}: use frame.rename_axis(columns=None).")
    names: list[Any] = [*([] if frame.index.name is None else [frame.index.name]), *frame.columns]
    if frame.columns.empty or not all(isinstance(name, str) for name in names):
        raise ValueError(f"A table has columns with texts for names, not {names}.")
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"Two columns, or a column and the index, have the same name: {twice}.")
    frame = frame.copy(deep=False)
    frame.attrs = {}
    for name in frame.columns:
        if pd.api.types.is_object_dtype(frame[name]):
            frame[name] = _as_text(name, frame[name])
    if pd.api.types.is_object_dtype(frame.index):
        frame.index = pd.Index(_as_text(str(frame.index.name), frame.index.to_series()), name=frame.index.name)
    return frame


def _as_text(name: str, column: pd.Series) -> pd.Series:
    """A column of objects as text; without rows, as what its name stands for."""
    if column.empty:
        kind: Any = HOUSE_KINDS.get(name, "str")
        return column.astype(kind)
    known = column.dropna()
    others = sorted({type(value).__name__ for value in known} - {"str"})
    if others:
        raise ValueError(f"Column {name!r} holds {', '.join(others)}: make it text, numbers or dates first.")
    return column.astype("str")


def _table(frame: pd.DataFrame) -> _Table:
    """The rows of a checked frame, written when they are asked for; ValueError for a dtype that is not in KINDS."""
    index: Any = frame.index.name
    frame = frame if index is None else frame.reset_index()
    kinds = {str(name): str(kind) for name, kind in frame.dtypes.items()}
    for name, kind in kinds.items():
        if kind not in KINDS:
            raise ValueError(
                f"Column {name!r} is {kind}: save as .parquet, or use frame.astype({{{name!r}: …}}) with one of "
                f"{', '.join(KINDS)}."
            )
    return _Table(kinds, _rows(frame), index)


def _rows(frame: pd.DataFrame) -> Iterator[tuple[str | None, ...]]:
    units = [_unit(frame[name]) for name in frame.columns]
    for start in range(0, len(frame), CHUNK):
        part = frame.iloc[start : start + CHUNK]
        columns = (_written(part[name], unit) for name, unit in zip(frame.columns, units, strict=True))
        yield from zip(*columns, strict=True)


def _unit(column: pd.Series) -> Any:
    """How fine the moments of a column are: days, seconds or microseconds; nothing for other columns."""
    if not pd.api.types.is_datetime64_dtype(column):
        return ""
    moments = column.to_numpy()
    known = moments[~np.isnat(moments)]
    return next(unit for unit in ("D", "s", "us") if (known == known.astype(f"datetime64[{unit}]")).all())


def _written(column: pd.Series, unit: Any) -> list[str | None]:
    gone = column.isna().tolist()
    values = np.datetime_as_string(column.to_numpy(), unit=unit).tolist() if unit else column.tolist()
    written = (str(value).replace("T", " ") if unit else str(value) for value in values)
    return [None if missing else value for value, missing in zip(written, gone, strict=True)]


def _is_number(kind: str, written: str) -> bool:
    """Whether JSON and spreadsheets have a number for it, which they have not for infinity."""
    return kind in ("int64", "Int64", "float64") and "inf" not in written


def _frame(kinds: dict[str, str], columns: Iterable[list[str | None]], index: str | None) -> pd.DataFrame:
    """The frame of columns of written values; ValueError where a column is not of its kind."""
    restored = {}
    for (name, kind), cells in zip(kinds.items(), columns, strict=True):
        try:
            restored[name] = _restored(kind, cells)
        except (ValueError, TypeError, OverflowError) as error:
            raise ValueError(f"column {name!r} should be {kind}: {error}") from error
    frame = pd.DataFrame(restored)
    return frame if index is None else frame.set_index(index)


def _restored(kind: Any, cells: list[str | None]) -> pd.Series:
    """A column from what was written; ValueError, TypeError or OverflowError where it is not of that kind."""
    form = _FORMS.get(kind, _ANYTHING)
    strange = next((cell for cell in set(cells) if cell is not None and not form.fullmatch(cell)), None)
    if strange is not None:
        raise ValueError(f"it holds {strange!r}")
    if kind == "datetime64[us]":
        return pd.Series(np.array(["NaT" if cell is None else cell for cell in cells], dtype=kind))
    read: Callable[[str], Any] = {"float64": float, "int64": int, "Int64": int, "str": str}.get(kind, "True".__eq__)
    missing = {"float64": float("nan"), "str": None}.get(kind, pd.NA)
    return pd.Series([missing if cell is None else read(cell) for cell in cells], dtype=kind)


def _guessed(name: str, cells: list[str | None], names: Iterable[str], *, ours: bool) -> str:
    """The kind of a column that stands without quotes and without a schema."""
    beside, otherwise = _BESIDE.get(name, ("", ""))
    house = otherwise if beside in names else HOUSE_KINDS.get(name, "")
    nullable = {"bool": "boolean", "int64": "Int64"} if None in cells else {}
    house = nullable.get(house, house)
    if all(cell is None for cell in cells):
        return house or "str"
    if house and not ours and _fits(house, cells, exactly=False):
        return house
    kinds = (nullable.get(kind, kind) for kind in ("bool", "int64", "float64", "datetime64[us]"))
    guess = next((kind for kind in kinds if _fits(kind, cells)), "str")
    return house if (guess, house) == ("int64", "Int64") else guess


def _fits(kind: str, cells: list[str | None], *, exactly: bool = True) -> bool:
    try:
        column = _restored(kind, cells)
    except (ValueError, TypeError, OverflowError):
        return False
    return not exactly or _written(column, _unit(column)) == cells


# CSV


def _save_csv(frame: pd.DataFrame, path: Path, *, separator: str) -> None:
    """Write a checked frame, a line a row."""
    table = _table(frame)
    texts = [kind == "str" for kind in table.kinds.values()]
    head = [_quoted(name) for name in table.kinds]
    if table.index is not None:
        head[0] = _bare(table.index, separator)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(separator.join(head) + "\n")
        for row in table.rows:
            cells = zip(row, texts, strict=True)
            line = ("" if cell is None else _quoted(cell) if text else cell for cell, text in cells)
            file.write(separator.join(line) + "\n")


def _quoted(text: str) -> str:
    return '"' + _TO_GUARD.sub("'", text).replace('"', '""') + '"'


def _bare(name: str, separator: str) -> str:
    if not name or re.search(rf'["\r\n{separator}]', name):
        raise ValueError(f"The name of the index, {name!r}, cannot stand without quotes in this file: rename it.")
    return _TO_GUARD.sub("'", name)


def _read_csv(path: Path, *, separator: str) -> pd.DataFrame:
    """Read what `_save_csv` wrote, or a file from elsewhere by the same rules; ValueError for what is no table."""
    rows = _cells(path.read_bytes().decode("utf-8-sig"), separator)
    head = next(rows, [])
    if not head:
        raise ValueError("it is empty")
    names = [_unquoted(cell) or "" for cell in head]
    if len(set(names)) < len(names):
        raise ValueError(f"two columns have the same name: {names}")
    marked = not _is_quoted(head[0])  # the name of an index
    ours = all(map(_is_quoted, head[1:])) and not (marked and len(head) == 1)
    flat = [cell for row in rows for cell in row]
    kinds, columns = {}, []
    for place, name in enumerate(names):
        column = flat[place :: len(names)]
        plain = {cell: _unquoted(cell) for cell in set(column)}
        columns.append([plain[cell] for cell in column])
        kinds[name] = "str" if any(map(_is_quoted, plain)) else _guessed(name, columns[-1], names, ours=ours)
    return _frame(kinds, columns, names[0] if ours and marked else None)


def _is_quoted(cell: str) -> bool:
    return cell.startswith('"')


def _cells(text: str, separator: str) -> Iterator[list[str]]:
    """The rows of a CSV file, each cell with its quotes, which tell text from numbers and "" from nothing."""
    quoted, bare = r'"[^"]*(?:""[^"]*)*"', rf'[^"\r\n{separator}][^\r\n{separator}]*|'
    cell = re.compile(rf"({quoted}|{bare})({separator}|\r\n|\r|\n|\Z)")
    row: list[str] = []
    at, number, width = 0, 1, 0
    while at < len(text) or row:
        found = cell.match(text, at)
        if found is None:
            raise ValueError(f"row {number} has quotes that do not close, or text after them")
        row.append(found[1])
        at = found.end()
        if found[2] != separator:
            width = width or len(row)
            if len(row) != width:
                raise ValueError(f"row {number} has {len(row)} cells and the first has {width}")
            yield row
            row, number = [], number + 1


def _unquoted(cell: str) -> str | None:
    if not cell:
        return None
    text = cell[1:-1].replace('""', '"') if _is_quoted(cell) else cell
    return _GUARDED.sub("", text)


# xlsx


def _save_xlsx(frame: pd.DataFrame, path: Path) -> None:
    """Write a checked frame; ValueError where it is more than a sheet or a cell holds."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    table = _table(frame)
    if len(frame) >= XLSX_ROWS or len(table.kinds) > XLSX_COLUMNS:
        raise ValueError(
            f"{len(frame):,} rows of {len(table.kinds)} columns are more than .xlsx holds: save as .parquet or .csv."
        )
    for row in chain([tuple(table.kinds)], _table(frame).rows):  # before openpyxl begins: it cannot leave off cleanly
        for text in filter(None, row):
            _check_length(_escaped(text))
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime(1980, 1, 1)
    sheets = [book.create_sheet(name) for name in XLSX_SHEETS]
    for sheet in sheets:
        sheet.freeze_panes = "A2"
    _fill(sheets[0], table.kinds, table.rows)
    described = ((name, kind, "index" if name == table.index else "column") for name, kind in table.kinds.items())
    _fill(sheets[1], dict.fromkeys(("column", "type", "role"), "str"), described)
    loose = BytesIO()
    ExcelWriter(book, ZipFile(loose, "w", ZIP_DEFLATED)).save()
    with ZipFile(loose) as source, ZipFile(path, "w") as target:
        for name in source.namelist():
            member = ZipInfo(name)  # of 1980, where openpyxl puts the time of saving
            member.compress_type = ZIP_DEFLATED
            with source.open(name) as old, target.open(member, "w", force_zip64=True) as new:
                shutil.copyfileobj(old, new)


def _fill(sheet: Any, kinds: dict[str, str], rows: Iterable[tuple[str | None, ...]]) -> None:
    sheet.append([_cell(sheet, "str", name) for name in kinds])
    for row in rows:
        sheet.append([_cell(sheet, kind, value) for kind, value in zip(kinds.values(), row, strict=True)])


def _cell(sheet: Any, kind: str, written: str | None) -> Any:
    """A cell whose type is said, not guessed: openpyxl takes `=` for a formula, `#N/A` for an error."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.rich_text import CellRichText

    if written is None:
        return None
    if kind in ("bool", "boolean"):
        return WriteOnlyCell(sheet, value=written == "True")
    if kind == "datetime64[us]" and (moment := _excel_moment(written)):
        cell = WriteOnlyCell(sheet, value=moment)
        cell.number_format = "yyyy-mm-dd" if len(written) == 10 else "yyyy-mm-dd hh:mm:ss"
        return cell
    numeric = _is_number(kind, written) and (kind == "float64" or abs(int(written)) < XLSX_WHOLE)
    if written == "":
        return WriteOnlyCell(sheet, value=CellRichText([""]))  # a plain "" is dropped, and would come back as missing
    cell = WriteOnlyCell(sheet, value=written if numeric else _escaped(written))
    cell.data_type = "n" if numeric else "s"  # a number goes in as written: openpyxl's own way keeps sixteen digits
    return cell


def _excel_moment(written: str) -> datetime | None:
    """The moment, where Excel can hold it."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:  # a year of more than four digits
        return None
    return moment if moment >= XLSX_FIRST_DAY and not moment.microsecond else None


def _escaped(text: str) -> str:
    """The text with what XML cannot hold written as Excel writes it: `_x000D_` for a carriage return."""
    return _ILLEGAL_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _check_length(text: str) -> None:
    if len(text.encode("utf-16-le")) // 2 > XLSX_CHARACTERS:  # as Excel counts
        raise ValueError(
            f"The text “{text[:40]}…” has {len(text):,} characters, and a cell of .xlsx holds {XLSX_CHARACTERS:,}: "
            "save as .parquet or .csv."
        )


def _read_xlsx(path: Path) -> pd.DataFrame:
    """Read what `_save_xlsx` wrote; ValueError for another workbook."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        if tuple(book.sheetnames[:2]) != XLSX_SHEETS:
            raise ValueError(f"its sheets should be {' and '.join(XLSX_SHEETS)}, and are {', '.join(book.sheetnames)}")
        (_, *described), (head, *rows) = ([*_sheet_rows(sheet)] for sheet in book.worksheets[1::-1])
    finally:
        book.close()
    names = [row[0] or "" for row in described]
    if [name or "" for name in head] != names:
        raise ValueError(f"its columns are {head}, and the sheet {XLSX_SHEETS[1]} describes {names}")
    kinds = {name: str(row[1]) for name, row in zip(names, described, strict=True)}
    index = next((name for name, row in zip(names, described, strict=True) if row[2] == "index"), None)
    columns = [[row[place] if place < len(row) else None for row in rows] for place in range(len(names))]
    return _frame(kinds, columns, index)


def _sheet_rows(sheet: Any) -> Iterator[list[str | None]]:
    for row in sheet.iter_rows(values_only=True):
        yield [None if value is None else _plain(value) for value in row]


def _plain(value: Any) -> str:
    return _ESCAPED_IN_XML.sub(lambda found: chr(int(found[1], 16)), value) if isinstance(value, str) else str(value)


# JSON

_FIELDS = {
    "str": {"type": "string", "extDtype": "str"},
    "bool": {"type": "boolean"},
    "boolean": {"type": "boolean", "extDtype": "boolean"},
    "int64": {"type": "integer"},
    "Int64": {"type": "integer", "extDtype": "Int64"},
    "float64": {"type": "number"},
    "datetime64[us]": {"type": "datetime"},
}


def _save_json(frame: pd.DataFrame, path: Path, *, lines: bool) -> None:
    table = _table(frame)
    fields = [{"name": name, **_FIELDS[kind]} for name, kind in table.kinds.items()]
    schema = {"fields": fields, **({} if table.index is None else {"primaryKey": [table.index]})}
    head = _json({"schema": schema})
    names = [(_json(name), kind) for name, kind in table.kinds.items()]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{head}\n" if lines else f'{head[:-1]}, "data": [\n')
        for number, row in enumerate(table.rows):
            values = (f"{name}: {_value(kind, value)}" for (name, kind), value in zip(names, row, strict=True))
            comma = ",\n" if number and not lines else ""
            file.write(comma + "{" + ", ".join(values) + "}" + ("\n" if lines else ""))
        file.write("" if lines else "\n]}\n")


_json = partial(json.dumps, ensure_ascii=False)


def _value(kind: str, written: str | None) -> str:
    if written is None:
        return "null"
    if kind in ("bool", "boolean"):
        return written.lower()
    if _is_number(kind, written):
        return written
    return _json(written.replace(" ", "T") if kind == "datetime64[us]" else written)


def _read_json(path: Path, *, lines: bool) -> pd.DataFrame:
    text = path.read_bytes().decode("utf-8-sig")
    head, *records = (json.loads(part) for part in (text.split("\n") if lines else [text]) if part)
    if not isinstance(head, dict) or "schema" not in head:
        raise ValueError("it does not begin with a schema")
    records = records if lines else head["data"]
    kinds = {field["name"]: _kind_of(field) for field in head["schema"]["fields"]}
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict) or record.keys() != kinds.keys():
            raise ValueError(f"record {number} has not the fields {', '.join(kinds)}")
    columns = ([None if record[name] is None else str(record[name]) for record in records] for name in kinds)
    index = head["schema"].get("primaryKey", [None])
    return _frame(kinds, columns, index[0])


def _kind_of(field: dict[str, str]) -> str:
    for kind, described in _FIELDS.items():
        if {"name": field["name"], **described} == field:
            return kind
    raise ValueError(f"its schema has a field {field}")


# Parquet


def _save_parquet(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path, engine="pyarrow")
    if set(map(str, [*frame.dtypes, frame.index.dtype])) <= set(KINDS):
        return
    try:  # a few of the others, such as datetime64[s], come back as something else
        pd.testing.assert_frame_equal(_read_parquet(path), frame, check_exact=True)
    except AssertionError as error:
        raise ValueError(f"Even .parquet would not give this table back as it is: {error}") from error


def _read_parquet(path: Path) -> pd.DataFrame:
    return pd.read_parquet(path, engine="pyarrow")


# File types


@dataclass(frozen=True)
class _FileType:
    save: Callable[[pd.DataFrame, Path], None]
    read: Callable[[Path], pd.DataFrame]


_FILE_TYPES = {
    ".csv": _FileType(partial(_save_csv, separator=","), partial(_read_csv, separator=",")),
    ".tsv": _FileType(partial(_save_csv, separator="\t"), partial(_read_csv, separator="\t")),
    ".xlsx": _FileType(_save_xlsx, _read_xlsx),
    ".parquet": _FileType(_save_parquet, _read_parquet),
    ".json": _FileType(partial(_save_json, lines=False), partial(_read_json, lines=False)),
    ".jsonl": _FileType(partial(_save_json, lines=True), partial(_read_json, lines=True)),
}


def _file_type(path: Path) -> _FileType:
    found = _FILE_TYPES.get(path.suffix.lower())
    if found is None:
        raise ValueError(f"{path.name} has the suffix {path.suffix!r}; those known are {', '.join(_FILE_TYPES)}.")
    return found
