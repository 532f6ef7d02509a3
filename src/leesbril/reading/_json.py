"""JSON and JSON lines → chunks of rows."""

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import pandas as pd

from leesbril.reading._chunks import Chunk, chunks
from leesbril.reading._columns import fields_in, recognise
from leesbril.reading._decoding import decode
from leesbril.reading._delimited import joined
from leesbril.reading._documents import DOCUMENT_LIMIT, short
from leesbril.reading._notes import Remark, Unreadable
from leesbril.reading._records import (
    Heads,
    Record,
    Records,
    skipped,
)
from leesbril.reading._shown import ARTICLE, ARTICLES, shown
from leesbril.reading._starts import check_start

JSON_LIMIT = 2**28
"""Maximum size in bytes of a JSON file, which must be read whole; JSON lines can have any size."""


def read_json_lines(stream: BinaryIO, heads: Heads) -> Iterator[Chunk]:
    return chunks(_json_records(stream), heads=heads)


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


def read_json(stream: BinaryIO, heads: Heads) -> Iterator[Chunk]:
    """Read a list of articles, one article, or an object with such a list or with articles by id."""
    content = stream.read(JSON_LIMIT + 1)
    check_start(content)
    if len(content) > JSON_LIMIT:
        raise Unreadable(f"larger than {JSON_LIMIT:,} bytes; save it as JSON lines (.jsonl), one article per line")
    if _is_lines(content):
        yield from read_json_lines(io.BytesIO(content), heads)
        return
    tree, remarks = _parse(content)
    del content
    yield Chunk(pd.DataFrame(), [(0, remark) for remark in remarks])
    records = (_json_record(number, record, []) for number, record in enumerate(_articles_in(tree), 1))
    yield from chunks(records, heads=heads)


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
    for value in map(flat, record.values()):
        whole, more = joined(value if isinstance(value, list) else [value] if isinstance(value, str) else [])
        changes += more
        values.append(whole if isinstance(value, list) else whole[0] if isinstance(value, str) else value)
    return Record(row, dict(zip(names, values, strict=True)), remarks + changes)


def flat(value: Any) -> Any:
    """A scalar or a list of strings unchanged; other lists and objects as JSON."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return value
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else value
