"""Frames ↔ files in common formats, without loss."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

import pandas as pd

from leesbril.exports._bridges import read_parquet
from leesbril.exports._delimited import has_columns_of, read_csv, save_csv
from leesbril.exports._rows import KINDS, checked, frame_of, is_number, table_of
from leesbril.exports._workbook import read_xlsx, save_xlsx
from leesbril.extras import MissingExtraError


def save_table(frame: pd.DataFrame, path: str | Path) -> Path:
    """Write a frame to a file of the type given by the suffix, so that `read_table` returns the same frame.

    `.csv`, `.tsv`, `.xlsx`, `.json` and `.jsonl` support strings, booleans, integers (int64, Int64), float64 and
    datetime64[us]; `.parquet` supports whatever survives a round trip. A named index is the first column; an unnamed
    index 0, 1, 2 … is not written, nor are `attrs`. The file is written completely or not at all. The same frame gives
    the same bytes with the same versions of pandas, pyarrow, openpyxl, lxml and zlib.

    CSV: strings and column names are quoted (the name of an index is not), missing values are empty, and the file
    starts with a byte-order mark, by which Excel recognises UTF-8. Text that a spreadsheet would run as a formula gets
    a leading apostrophe, also after a semicolon or line break inside it, since Dutch Excel splits cells at semicolons;
    use .xlsx there. In .xlsx, text is never a formula; numbers of more than fifteen digits, and times before March 1900
    or finer than a second, are stored as text; a second sheet has the types. JSON is a Table Schema with data; the
    first line of `.jsonl` is the schema.

    Raises ValueError for a suffix, column, index or value that cannot be saved, FileNotFoundError if the folder does
    not exist.

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
        raise FileNotFoundError(f"{path.name} cannot be saved: there is no folder {path.parent}. Create it first.")
    target = path.resolve()  # follow links
    part = target.with_name(f".{uuid4().hex}.part")
    try:
        file_type.save(checked(frame), part)
        part.replace(target)
    except UnicodeEncodeError as error:
        found = error.object[error.start]
        raise ValueError(f"A text contains the lone surrogate {found!r}, which cannot be saved: remove it.") from error
    finally:
        part.unlink(missing_ok=True)
    return path


def read_table(path: str | Path) -> pd.DataFrame:
    """Read a frame written by `save_table`, with the same values, order, index and dtypes.

    CSV has less information. A column without values gets the dtype that Leesbril declares for its name, else str;
    Int64 and boolean columns without missing values become int64 (`words` of a load report: Int64) and bool. A CSV from
    elsewhere has no index, and an undeclared column becomes numbers or dates only if writing it again gives the same
    characters: `007` stays text. Raises ValueError for a file that is not such a table.
    """
    path = Path(path)
    file_type = _file_type(path)
    try:
        return file_type.read(path)
    except (OSError, MissingExtraError):
        raise
    except Exception as error:  # the libraries raise various errors for damaged files
        raise ValueError(f"{path.name} cannot be read as a table: {error}") from error


def save_tables(folder: str | Path | None, /, **frames: pd.DataFrame) -> None:
    """Save each frame as `<name>.csv` in a folder, which is created if needed; does nothing without a folder.

    Every frame is checked before the first is written. A file with the same columns is replaced, so that a notebook can
    be run again; raises ValueError for a file with other columns, which is another table of the same name.
    """
    if folder is None or folder == "":
        return
    for name, frame in frames.items():
        if not name.isidentifier():
            raise ValueError(f"{name!r} cannot be the name of a table: use letters, digits and underscores.")
        table_of(checked(frame))
        _refuse_another(frame, Path(folder, f"{name}.csv"))
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        save_table(frame, Path(folder) / f"{name}.csv")


def _refuse_another(frame: pd.DataFrame, path: Path) -> None:
    if path.exists() and not has_columns_of(checked(frame), path, separator=","):
        columns = ", ".join(map(str, frame))
        raise ValueError(
            f"{path.name} in {str(path.parent)!r} holds another table: its columns are not {columns}. Another notebook "
            "wrote it, or an earlier version of this one. Give this table another name, or remove the file."
        )


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
    table = table_of(frame)
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
    if is_number(kind, written):
        return written
    return _json(written.replace(" ", "T") if kind == "datetime64[us]" else written)


def _read_json(path: Path, *, lines: bool) -> pd.DataFrame:
    text = path.read_bytes().decode("utf-8-sig")
    head, *records = (json.loads(part) for part in (text.split("\n") if lines else [text]) if part)
    if not isinstance(head, dict) or "schema" not in head:
        raise ValueError("it does not start with a schema")
    records = records if lines else head["data"]
    kinds = {field["name"]: _kind_of(field) for field in head["schema"]["fields"]}
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict) or record.keys() != kinds.keys():
            raise ValueError(f"record {number} does not have the fields {', '.join(kinds)}")
    columns = ([None if record[name] is None else str(record[name]) for record in records] for name in kinds)
    index = head["schema"].get("primaryKey", [None])
    return frame_of(kinds, columns, index[0])


def _kind_of(field: dict[str, str]) -> str:
    for kind, described in _FIELDS.items():
        if {"name": field["name"], **described} == field:
            return kind
    raise ValueError(f"its schema has an unknown field {field}")


# Parquet


def _save_parquet(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path, engine="pyarrow")
    if set(map(str, [*frame.dtypes, frame.index.dtype])) <= set(KINDS):
        return
    try:  # some other dtypes, such as datetime64[s], are changed
        pd.testing.assert_frame_equal(read_parquet(path), frame, check_exact=True)
    except AssertionError as error:
        raise ValueError(f"This table would be changed even by .parquet: {error}") from error


# File types


@dataclass(frozen=True)
class _FileType:
    save: Callable[[pd.DataFrame, Path], None]
    read: Callable[[Path], pd.DataFrame]


_FILE_TYPES = {
    ".csv": _FileType(partial(save_csv, separator=","), partial(read_csv, separator=",")),
    ".tsv": _FileType(partial(save_csv, separator="\t"), partial(read_csv, separator="\t")),
    ".xlsx": _FileType(save_xlsx, read_xlsx),
    ".parquet": _FileType(_save_parquet, read_parquet),
    ".json": _FileType(partial(_save_json, lines=False), partial(_read_json, lines=False)),
    ".jsonl": _FileType(partial(_save_json, lines=True), partial(_read_json, lines=True)),
}


def _file_type(path: Path) -> _FileType:
    found = _FILE_TYPES.get(path.suffix.lower())
    if found is None:
        raise ValueError(f"{path.name} has an unknown suffix {path.suffix!r}; use one of {', '.join(_FILE_TYPES)}.")
    return found
