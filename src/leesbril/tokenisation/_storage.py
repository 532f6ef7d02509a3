"""Tokens → a folder of NumPy and Arrow files, which `saved` maps into memory and reads only where needed.

A folder is written under a temporary name and renamed at the end, so it is never incomplete. No pickles are loaded.
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pandas as pd

from leesbril.text.texts import check_names
from leesbril.tokenisation._contents_hash import contents_hash, text_hashes
from leesbril.tokenisation._inverted_index import fill
from leesbril.tokenisation._word_types import Types
from leesbril.tokenisation.repeated import Boilerplate
from leesbril.tokenisation.saved import (
    ARRAYS,
    BOILERPLATE,
    CONTENTS,
    FORMAT,
    TEXT_HASHES,
    VERSION,
    VIEW,
    TokensError,
    checksum_of,
    mapped,
)
from leesbril.tokenisation.tokeniser import Batch, first_words
from leesbril.tokenisation.view import View


class FolderWriter:
    """A folder of tokens being written: under a temporary name until it is complete, removed if writing fails.

    Without `index` the inverted index is left out, an eighth of the folder.
    """

    def __init__(self, folder: str | Path, *, index: bool = True) -> None:
        self.target = Path(folder)
        if self.target.exists() and (not self.target.is_dir() or any(self.target.iterdir())):
            raise TokensError(f"{str(folder)!r} already exists. Choose another folder, or remove it first.")
        if not self.target.absolute().parent.is_dir():
            raise TokensError(f"Cannot create {self.target.name!r}: there is no folder {str(self.target.parent)!r}.")
        self.part = self.target.absolute().with_name(f".{self.target.name}.{uuid4().hex}.part")
        self.columns: list[str] = []
        self._index = index

    def __enter__(self) -> "FolderWriter":
        self.part.mkdir()
        self._files = {name: _ArrayFile(self.part / f"{name}.npy", kind) for name, kind in ARRAYS.items()}
        for name in ("first", "sentence_first"):
            self._files[name].add(np.zeros(1))
        self._texts: Any = None
        self._counts = np.zeros(0, np.int64)
        self._hashes: list[np.ndarray] = [np.zeros(0, np.uint64)]
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self._close()
        try:
            if kind is None:
                os.replace(self.part, self.target)
        finally:
            shutil.rmtree(self.part, ignore_errors=True)
        if isinstance(error, OSError):
            raise TokensError(f"Cannot write {str(self.target)!r}: {error.strerror}. Nothing was saved.") from error

    def _close(self) -> None:
        texts, self._texts = self._texts, None
        for file in [*self._files.values(), *([texts] if texts else [])]:
            file.close()

    def add(self, batch: Batch) -> pd.DataFrame:
        """Append a batch; returns the columns of its articles without the texts."""
        _check_labels(batch.articles)
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
        if "text" not in batch.articles:
            self._hashes.append(batch.text_hashes)
            return batch.articles
        self._hashes.append(text_hashes(batch.articles["text"]))
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

    def words(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The words that were added, mapped into memory, as in `Tokens`; nothing more can be added."""
        words = self._files["codes"].length
        self._close()
        names = ("first", "codes", "starts")
        # An empty file cannot be mapped.
        columns = [mapped(self.part / f"{name}.npy") if words else np.zeros(0, np.int64) for name in names]
        return columns[0], columns[1], columns[2]

    def finish(
        self,
        frames: list[pd.DataFrame],
        columns: list[str],
        types: Types,
        view: View,
        language: str,
        exceptions: Mapping[str, str],
        boilerplate: Boilerplate,
    ) -> None:
        """Write what is only known at the end: the types and their readings, the index, boilerplate, the manifest."""
        articles = pd.concat(frames) if len(frames) != 1 else frames[0]
        check_names(articles.index)
        try:
            _write_frame(articles, self.part / "articles.arrow")
        except UNSAVED as error:
            raise _unsaved(articles, error) from error
        hashes = np.concatenate(self._hashes)
        if self._texts is None:
            np.save(self.part / TEXT_HASHES, hashes)
        self._close()
        counts = np.append(self._counts, np.zeros(len(types) - len(self._counts), np.int64))
        _write_types(self.part, types)
        if self._index:
            _write_postings(self.part, counts)
        _write_view(self.part, view)
        _write_frame(pd.DataFrame(boilerplate._asdict()), self.part / BOILERPLATE)
        manifest = {"format": FORMAT, "version": VERSION, "language": language, "exceptions": dict(exceptions)}
        manifest |= {"articles": len(articles), "columns": columns, "contents": contents_hash(articles, hashes)}
        files = {path.name: [path.stat().st_size, checksum_of(path)] for path in sorted(self.part.iterdir())}
        (self.part / CONTENTS).write_text(json.dumps(manifest | {"files": files}, indent=1), encoding="utf-8")


class _ArrayFile:
    """An array that grows at its end, in NumPy's .npy format."""

    def __init__(self, path: Path, kind: Any) -> None:
        self.kind, self.length = np.dtype(kind), 0
        self._file = path.open("wb")
        self._file.write(self._head())

    def _head(self) -> bytes:
        """The file header, of a fixed length, so that it can be overwritten once the length of the array is known."""
        header = f"{{'descr': {self.kind.str!r}, 'fortran_order': False, 'shape': ({self.length},), }}"
        return b"\x93NUMPY\x01\x00" + (118).to_bytes(2, "little") + header.ljust(117).encode() + b"\n"

    def add(self, values: np.ndarray) -> None:
        """Append values."""
        np.ascontiguousarray(values, self.kind).tofile(self._file)
        self.length += len(values)

    def close(self) -> None:
        """Write the final length into the header; nothing more can be added."""
        if not self._file.closed:
            self._file.seek(0)
            self._file.write(self._head())
            self._file.close()


def _write_types(folder: Path, types: Types) -> None:
    """Write the word types and their counts in all articles."""
    _write_frame(pd.DataFrame({"word": types.words.to_pandas()}), folder / "types.arrow")
    np.save(folder / "type_counts.npy", np.asarray(types.counts, np.int64))


def _write_postings(folder: Path, counts: np.ndarray) -> None:
    """Write the positions of each word type, whose counts in these articles are given."""
    codes = mapped(folder / "codes.npy")
    words = np.zeros(0, np.int32)
    if len(codes):  # an empty file cannot be mapped
        kind = np.int32 if len(codes) <= np.iinfo(np.int32).max else np.int64
        words = np.lib.format.open_memmap(folder / "posting_words.npy", "w+", kind, (len(codes),))
    np.save(folder / "posting_first.npy", fill(codes, counts, words))
    if isinstance(words, np.memmap):
        words.flush()
    else:
        np.save(folder / "posting_words.npy", words)


def _write_view(folder: Path, view: View) -> None:
    for name in VIEW:
        np.save(folder / f"view_{name}.npy", getattr(view, name))
    _write_frame(pd.DataFrame({"term": view.terms.to_pandas()}), folder / "terms.arrow")
    view.table.write_ipc(folder / "readings.arrow")


def _write_frame(frame: pd.DataFrame, path: Path) -> None:
    import pyarrow as pa

    table = pa.Table.from_pandas(frame)
    with pa.ipc.new_file(str(path), table.schema) as file:
        file.write_table(table)


UNSAVED = (ValueError, TypeError, NotImplementedError, OverflowError)
"""What pyarrow raises for values that it cannot write: its own errors are of these kinds, or Python's."""


def _check_labels(articles: pd.DataFrame) -> None:
    """Raise TokensError for names of columns that would not come back: a folder keeps distinct strings."""
    if wrong := [name for name in articles.columns if not isinstance(name, str)]:
        raise TokensError(
            f"The articles cannot be saved: the name of the column {wrong[0]!r} is no string. Rename it, or drop it."
        )
    if len(again := articles.columns[articles.columns.duplicated()]):
        raise TokensError(f"The articles cannot be saved: there are two columns {again[0]!r}. Keep one.")
    if not isinstance(articles.index.name, str | None):
        raise TokensError(
            f"The articles cannot be saved: the name of their index, {articles.index.name!r}, is no string. Rename it, "
            "as in articles.rename_axis('article')."
        )


def _unsaved(articles: pd.DataFrame, error: Exception) -> TokensError:
    """The error for articles that cannot be written: about their names, or about the first column at fault."""
    if reason := _reason(articles.index.to_frame(index=False, name="index")):
        return TokensError(
            f"The names of the articles, which are the index, cannot be saved: {reason}. Make all of them strings, or "
            "all numbers, as in articles.set_axis(articles.index.astype(str))."
        )
    for name in articles.columns:
        if reason := _reason(articles[[name]]):
            return TokensError(
                f"The column {name!r} of the articles cannot be saved: {reason}. Convert it to strings, numbers or "
                "dates, or drop it."
            )
    return TokensError(f"The articles cannot be saved: {error}. Convert their columns to strings, numbers or dates.")


def _reason(column: pd.DataFrame) -> str | None:
    """Why a column cannot be saved, if it cannot."""
    import pyarrow as pa

    try:
        pa.Table.from_pandas(column, preserve_index=False)
    except UNSAVED as error:
        return str(error.args[0] if isinstance(error, pa.ArrowException) else error).rstrip(".")
    return None
