"""Tokens ↔ a folder: arrays and Arrow files that are mapped into memory, so that a question reads what it touches.

A folder is written beside its place and put there in one step: what is there is whole. Nothing in it is ever run.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pandas as pd

from leesbril.text.texts import check_names
from leesbril.tokenisation._inverted_index import fill
from leesbril.tokenisation._word_types import Types
from leesbril.tokenisation.tokeniser import Batch, first_words
from leesbril.tokenisation.view import View

FORMAT, VERSION = "leesbril tokens", 1
CONTENTS = "tokens.json"
CHECKED = 256_000_000
"""Bytes: smaller folders are checked byte for byte when they are opened, larger ones when it is asked for."""
ARRAYS = {
    "first": np.int64,
    "codes": np.int32,
    "starts": np.int32,
    "spaced": np.uint8,
    "sentence_first": np.int64,
    "sentence_paragraph": np.int32,
    "sentence_heading": np.bool_,
    "sentence_start": np.int32,
    "sentence_end": np.int32,
    "sentence_word": np.int64,
}


class TokensError(ValueError):
    """Says why a folder of tokens cannot be opened or written, and what to do."""


class Folder:
    """A folder of tokens on its way: beside its place until it is whole, and gone if it never is."""

    def __init__(self, folder: str | Path) -> None:
        self.target = Path(folder)
        if self.target.exists() and (not self.target.is_dir() or any(self.target.iterdir())):
            raise TokensError(
                f"There is something at {str(folder)!r} already. Name another folder, or remove it first."
            )
        if not self.target.absolute().parent.is_dir():
            raise TokensError(f"{self.target.name!r} cannot be made: there is no folder {str(self.target.parent)!r}.")
        self.part = self.target.absolute().with_name(f".{self.target.name}.{uuid4().hex}.part")
        self.columns: list[str] = []

    def __enter__(self) -> "Folder":
        self.part.mkdir()
        self._files = {name: _ArrayFile(self.part / f"{name}.npy", kind) for name, kind in ARRAYS.items()}
        for name in ("first", "sentence_first"):
            self._files[name].add(np.zeros(1))
        self._texts: Any = None
        self._counts = np.zeros(0, np.int64)
        self._seal = hashlib.blake2b(digest_size=16)
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self._close()
        try:
            if kind is None:
                os.replace(self.part, self.target)
        finally:
            shutil.rmtree(self.part, ignore_errors=True)
        if isinstance(error, OSError):
            raise TokensError(
                f"{str(self.target)!r} cannot be written: {error.strerror}. Nothing was left there."
            ) from error

    def _close(self) -> None:
        texts, self._texts = self._texts, None
        for file in [*self._files.values(), *([texts] if texts else [])]:
            file.close()

    def add(self, batch: Batch) -> pd.DataFrame:
        """Write a batch behind the others; gives what is known of its articles, without their texts."""
        self.columns = batch.articles.columns.tolist()
        words, sentences = self._files["codes"].length, self._files["sentence_start"].length
        for name in ("codes", "starts", "spaced"):
            self._files[name].add(getattr(batch, name))
        self._files["first"].add(batch.first[1:] + words)
        spans = batch.spans
        self._files["sentence_first"].add(spans.first[1:] + sentences)
        for name in ("paragraph", "heading", "start", "end"):
            self._files[f"sentence_{name}"].add(getattr(spans, name))
        self._files["sentence_word"].add(first_words(batch) + words)
        counts = np.bincount(batch.codes)
        self._counts = np.append(self._counts, np.zeros(max(len(counts) - len(self._counts), 0), np.int64))
        self._counts[: len(counts)] += counts
        self._seal.update("\0".join(map(repr, batch.articles.index)).encode(errors="replace"))
        if "text" not in batch.articles:
            return batch.articles
        self._add_texts(batch.articles[["text"]])
        return batch.articles.drop(columns="text")

    def _add_texts(self, texts: pd.DataFrame) -> None:
        import pyarrow as pa

        array = pa.array(texts["text"], pa.large_string())
        chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
        if self._texts is None:
            self._texts = pa.ipc.new_file(str(self.part / "texts.arrow"), pa.schema([("text", pa.large_string())]))
        for chunk in chunks:
            self._texts.write_batch(pa.record_batch([chunk], ["text"]))
            self._seal.update(b"".join(memoryview(buffer) for buffer in chunk.buffers()[2:] if buffer))

    def finish(
        self,
        frames: list[pd.DataFrame],
        columns: list[str],
        types: Types,
        view: View,
        language: str,
        exceptions: Mapping[str, str],
    ) -> None:
        """Write what is known at the end only: the types and how they are read, the index, the table of contents."""
        articles = pd.concat(frames) if len(frames) != 1 else frames[0]
        check_names(articles.index)
        _write_frame(articles, self.part / "articles.arrow")
        self._close()
        counts = np.append(self._counts, np.zeros(len(types) - len(self._counts), np.int64))
        _write_types(self.part, types, counts)
        _write_view(self.part, view)
        told = {"format": FORMAT, "version": VERSION, "language": language, "exceptions": dict(exceptions)}
        told |= {"articles": len(articles), "columns": columns, "contents": self._seal.hexdigest()}
        files = {path.name: [path.stat().st_size, _seal_of(path)] for path in sorted(self.part.iterdir())}
        (self.part / CONTENTS).write_text(json.dumps(told | {"files": files}, indent=1), encoding="utf-8")


class _ArrayFile:
    """An array that grows at its end, in NumPy's own format."""

    def __init__(self, path: Path, kind: Any) -> None:
        self.kind, self.length = np.dtype(kind), 0
        self._file = path.open("wb")
        self._file.write(self._head())

    def _head(self) -> bytes:
        """The head of the file, always of one length, so that it can be written again when the array has its own."""
        told = f"{{'descr': {self.kind.str!r}, 'fortran_order': False, 'shape': ({self.length},), }}"
        return b"\x93NUMPY\x01\x00" + (118).to_bytes(2, "little") + told.ljust(117).encode() + b"\n"

    def add(self, values: np.ndarray) -> None:
        """Write values behind the others."""
        np.ascontiguousarray(values, self.kind).tofile(self._file)
        self.length += len(values)

    def close(self) -> None:
        """Write down how long the array is; nothing more can be added."""
        if not self._file.closed:
            self._file.seek(0)
            self._file.write(self._head())
            self._file.close()


def _write_types(folder: Path, types: Types, counts: np.ndarray) -> None:
    """The word types with their counts in the whole folder, and the places where each stands."""
    _write_frame(pd.DataFrame({"word": types.words.to_pandas()}), folder / "types.arrow")
    np.save(folder / "type_counts.npy", np.asarray(types.counts, np.int64))
    codes = mapped(folder / "codes.npy")
    words = np.zeros(0, np.int32)
    if len(codes):  # no file can be mapped that is empty
        kind = np.int32 if len(codes) <= np.iinfo(np.int32).max else np.int64
        words = np.lib.format.open_memmap(folder / "posting_words.npy", "w+", kind, (len(codes),))
    np.save(folder / "posting_first.npy", fill(codes, counts, words))
    if isinstance(words, np.memmap):
        words.flush()
    else:
        np.save(folder / "posting_words.npy", words)


VIEW = ("first", "offsets", "lengths", "term", "stop")


def _write_view(folder: Path, view: View) -> None:
    for name in VIEW:
        np.save(folder / f"view_{name}.npy", getattr(view, name))
    _write_frame(pd.DataFrame({"term": view.terms.to_pandas()}), folder / "terms.arrow")
    view.table.write_ipc(folder / "readings.arrow")


def view_in(folder: Path) -> View:
    """The view of the default settings that a folder holds."""
    arrays = {name: mapped(folder / f"view_{name}.npy") for name in VIEW}
    import polars as pl

    table = pl.DataFrame(pl.from_arrow(_table(folder / "readings.arrow")))
    return View(**arrays, terms=column_in(folder / "terms.arrow", "term"), table=table)


def _write_frame(frame: pd.DataFrame, path: Path) -> None:
    import pyarrow as pa

    try:
        table = pa.Table.from_pandas(frame)
    except pa.ArrowException as error:
        raise TokensError(
            f"The articles cannot be kept: {error}. Make the column text, numbers or dates, or leave it out."
        ) from error
    with pa.ipc.new_file(str(path), table.schema) as file:
        file.write_table(table)


def _table(path: Path) -> Any:
    import pyarrow as pa

    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def frame_in(path: Path) -> pd.DataFrame:
    """The frame in an Arrow file, its texts as they lie on the disk."""
    frame: pd.DataFrame = _table(path).to_pandas()
    return frame


def column_in(path: Path, name: str) -> Any:
    """A column of texts in an Arrow file (a polars series), as it lies on the disk."""
    import polars as pl

    return pl.Series(pl.from_arrow(_table(path)[name]), dtype=pl.String)


def mapped(path: Path) -> np.ndarray:
    """An array as it lies on the disk; what were written to it would stay in memory.

    Compiled code takes a read-only array for another type, and would be compiled anew for it.
    """
    return np.asarray(np.load(path, mmap_mode="c", allow_pickle=False))


def contents(folder: Path) -> dict[str, Any]:
    """The table of contents of a folder of tokens; TokensError where it is none, or another version's."""
    again = "Make the tokens anew: leesbril.tokens(articles).save(folder)."
    try:
        told = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        there = "holds no tokens" if folder.exists() else "is not there"
        raise TokensError(f"{str(folder)!r} {there}. {again}") from None
    except (OSError, ValueError) as error:
        raise TokensError(f"{str(folder / CONTENTS)!r} is damaged: {error}. {again}") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise TokensError(f"{str(folder)!r} holds something else than tokens. {again}")
    if told.get("version") != VERSION:
        raise TokensError(
            f"{str(folder)!r} holds tokens of version {told.get('version')!r}; this Leesbril reads version {VERSION}. "
            f"{again}"
        )
    return told


def check_files(folder: Path, files: Mapping[str, Iterable[Any]], verify: bool | None) -> None:
    """Compare the files of a folder with what was written; TokensError for one that differs."""
    verify = sum(size for size, _ in files.values()) <= CHECKED if verify is None else verify
    for name, (size, seal) in files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            found = f"has {path.stat().st_size:,} bytes instead of {size:,}" if path.is_file() else "is missing"
        elif verify and _seal_of(path) != seal:
            found = "is not as it was written"
        else:
            continue
        raise TokensError(
            f"{str(folder)!r} is damaged: {name} {found}. Make the tokens anew: leesbril.tokens(articles).save(folder)."
        )


def _seal_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
