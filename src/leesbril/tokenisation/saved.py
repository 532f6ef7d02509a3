"""A folder of saved tokens → its arrays and frames, memory-mapped; what is damaged, foreign or older is refused.

The files are those of `_storage`; each has an entry in the manifest, with its size and a checksum.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from leesbril.tokenisation._manifest import fault_in, missing_from
from leesbril.tokenisation.repeated import Boilerplate
from leesbril.tokenisation.view import View

FORMAT, VERSION = "leesbril tokens", 4
CONTENTS, BOILERPLATE = "tokens.json", "boilerplate.arrow"
TEXT_HASHES = "text_hashes.npy"
"""The file with the hashes of the texts, where these are left out; else they are computed from the texts."""
CHECKED = 256_000_000
"""Bytes: the checksums of smaller folders are checked by default when they are opened."""
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


VIEW = ("first", "offsets", "lengths", "term", "stop")
AGAIN = "Make new tokens: leesbril.tokens(articles).save(folder)."


class TokensError(ValueError):
    """A folder of tokens cannot be opened or written; the message says why and what to do."""


def view_in(folder: Path) -> View:
    """The stored view of the default settings."""
    arrays = {name: mapped(folder / f"view_{name}.npy") for name in VIEW}
    import polars as pl

    table = pl.DataFrame(pl.from_arrow(_table(folder / "readings.arrow")))
    return View(**arrays, terms=column_in(folder / "terms.arrow", "term"), table=table)


def boilerplate_of(folder: Path) -> Boilerplate:
    """The stored places of boilerplate."""
    frame = frame_in(folder / BOILERPLATE)
    return Boilerplate(*(frame[name].to_numpy() for name in Boilerplate._fields))


def _table(path: Path) -> Any:
    import pyarrow as pa

    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def frame_in(path: Path) -> pd.DataFrame:
    """The frame in an Arrow file, with memory-mapped strings."""
    frame: pd.DataFrame = _table(path).to_pandas()
    return frame


def column_in(path: Path, name: str) -> Any:
    """A memory-mapped string column of an Arrow file (a polars series)."""
    import polars as pl

    return pl.Series(pl.from_arrow(_table(path)[name]), dtype=pl.String)


def mapped(path: Path) -> np.ndarray:
    """A memory-mapped array; changes to it stay in memory.

    It is not opened read-only, because numba would compile its functions again for read-only arrays.
    """
    return np.asarray(np.load(path, mmap_mode="c", allow_pickle=False))


@contextmanager
def opening(folder: Path) -> Iterator[None]:
    """What libraries say of damaged files as a TokensError."""
    import polars as pl
    import pyarrow as pa

    try:
        yield
    except TokensError:
        raise
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise TokensError(f"{str(folder)!r} cannot be read: {reason}. {AGAIN}") from error
    except (ValueError, LookupError, TypeError, EOFError, pa.ArrowException, pl.exceptions.PolarsError) as error:
        raise _damaged(folder, str(error).partition("\n")[0]) from error


def _damaged(folder: Path, reason: str) -> TokensError:
    return TokensError(f"{str(folder)!r} is damaged: {reason.rstrip('.')}. {AGAIN}")


def arrays_in(folder: Path, articles: int) -> dict[str, np.ndarray]:
    """The memory-mapped arrays of this number of articles; raises TokensError for one of another type or length."""
    arrays = {name: mapped(folder / f"{name}.npy") for name in ARRAYS}
    for name, array in arrays.items():
        if array.dtype != ARRAYS[name] or array.ndim != 1:
            raise _damaged(folder, f"{name}.npy has values of the type {array.dtype} in {array.ndim} dimensions")
    check_lengths(folder, [(f"{name}.npy", len(arrays[name]), articles + 1) for name in ("first", "sentence_first")])
    expected = dict.fromkeys(("codes", "starts", "spaced"), int(arrays["first"][-1]))
    sentences = ("paragraph", "heading", "start", "end", "word")
    expected |= dict.fromkeys((f"sentence_{name}" for name in sentences), int(arrays["sentence_first"][-1]))
    check_lengths(folder, [(f"{name}.npy", len(arrays[name]), number) for name, number in expected.items()])
    return arrays


def check_lengths(folder: Path, lengths: Iterable[tuple[str, int, int]]) -> None:
    """Compare the lengths of files, given by name, with what they have to be; raises TokensError for one that differs.

    This is seen without reading them.
    """
    for name, found, expected in lengths:
        if found != expected:
            raise _damaged(folder, f"{name} has {found:,} values instead of {expected:,}")


def _needed(manifest: Mapping[str, Any]) -> list[str]:
    """The files without which tokens cannot be opened."""
    arrays = [*ARRAYS, "type_counts", *(f"view_{name}" for name in VIEW)]
    arrays += ["posting_first", "posting_words"] if "posting_first.npy" in manifest["files"] else []
    texts = "texts.arrow" if "text" in manifest["columns"] else TEXT_HASHES
    tables = ["articles.arrow", "types.arrow", "terms.arrow", "readings.arrow", BOILERPLATE]
    return [*(f"{name}.npy" for name in arrays), *tables, texts]


def contents(folder: Path) -> dict[str, Any]:
    """The manifest of a folder of tokens; raises TokensError for any other folder, or another version."""
    try:
        manifest = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        found = "contains no tokens" if folder.exists() else "does not exist"
        raise TokensError(f"{str(folder)!r} {found}. {AGAIN}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(folder / CONTENTS, str(error)) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise TokensError(f"{str(folder)!r} does not contain tokens. {AGAIN}")
    if manifest.get("version") != VERSION:
        raise TokensError(
            f"{str(folder)!r} contains tokens of version {manifest.get('version')!r}; this version of leesbril reads "
            f"version {VERSION}. {AGAIN}"
        )
    if fault := fault_in(manifest):
        raise _damaged(folder / CONTENTS, fault)
    if name := missing_from(manifest, _needed(manifest)):
        raise _damaged(folder / CONTENTS, f"it does not list {name}")
    return manifest


def check_files(folder: Path, files: Mapping[str, Iterable[Any]], verify: bool | None) -> None:
    """Compare the files of a folder with the manifest; raises TokensError for one that differs."""
    verify = sum(size for size, _ in files.values()) <= CHECKED if verify is None else verify
    for name, (size, checksum) in files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            found = f"has {path.stat().st_size:,} bytes instead of {size:,}" if path.is_file() else "is missing"
        elif verify and checksum_of(path) != checksum:
            found = "has another checksum than when it was written"
        else:
            continue
        raise _damaged(folder, f"{name} {found}")


def checksum_of(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
