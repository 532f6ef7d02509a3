"""What a result rests on: files and their hashes, versions, and whether two reruns gave the same."""

import hashlib
import os
import platform
import re
import subprocess
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

Entry = dict[str, Any]


class Comparison(NamedTuple):
    """The names of two lists of hashes: the same in both, different, only in the first, only in the second."""

    same: list[str]
    different: list[str]
    only_old: list[str]
    only_new: list[str]

    @property
    def equal(self) -> bool:
        """Is every name in both lists, with the same hash?"""
        return not (self.different or self.only_old or self.only_new)


def write(path: Path, text: str) -> None:
    """Write a text file whole or not at all: under another name first, so that a stop leaves no half file behind."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def hashes(source: Path) -> list[Entry]:
    """Every file of a folder and of the folders in it, or the one file: `file`, `bytes` and `sha256`, by name.

    A file that cannot be opened has `problem` in place of `sha256`. Links to folders are not followed.
    """
    if source.is_file():
        return [_hashed(source, source.name)]
    inside = (Path(folder) / name for folder, _, names in os.walk(source) for name in names)
    found = {path.relative_to(source).as_posix(): path for path in inside if path.is_file()}
    return [_hashed(found[name], name) for name in sorted(found)]


def _hashed(path: Path, name: str) -> Entry:
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
            return {"file": readable, "bytes": opened.tell(), "sha256": digest}
    except OSError as problem:
        return {"file": readable, "problem": f"cannot be opened: {problem.strerror}"}


def tables(folder: Path) -> list[Entry]:
    """The CSV files of a folder by name: `table`, `rows` (without the header) and `sha256`; none of no folder."""
    found = sorted(folder.glob("*.csv"))
    return [{"table": path.stem, "rows": _rows(path), "sha256": _hashed(path, path.name)["sha256"]} for path in found]


def _rows(path: Path) -> int:
    """Rows below the header. Inside quotes a line end is part of a cell, and there the quotes so far are odd."""
    rows = quotes = 0
    with path.open("rb") as opened:
        for line in opened:
            quotes += line.count(b'"')
            rows += quotes % 2 == 0
    return max(rows - 1, 0)


def versions(notebooks: Path) -> Entry:
    """The versions that a rerun depends on: Leesbril, the commit of its notebooks, Python, system and libraries.

    `commit` is None without git; it ends in `-dirty` where tracked files were changed since. A library that is not
    installed has the version None.
    """
    needed = [re.match(r"[\w.-]+", line) for line in metadata.requires("leesbril") or [] if "extra ==" not in line]
    names = sorted({match.group() for match in needed if match}, key=str.lower)
    return {
        "leesbril": metadata.version("leesbril"),
        "commit": _commit(notebooks),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": platform.platform(),
        "libraries": {name: _version(name) for name in names},
    }


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _commit(folder: Path) -> str | None:
    command = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip() or None


def compare(old: Mapping[str, str | None], new: Mapping[str, str | None]) -> Comparison:
    """Say which names have the same hash in both; a hash that is missing (None) equals no other.

    >>> compare({"terms": "1f", "pairs": "2e"}, {"terms": "1f", "pairs": "77", "passages": "90"})
    Comparison(same=['terms'], different=['pairs'], only_old=[], only_new=['passages'])
    """
    both = sorted(set(old) & set(new))
    same = [name for name in both if old[name] == new[name] is not None]
    return Comparison(
        same=same,
        different=[name for name in both if name not in same],
        only_old=sorted(set(old) - set(new)),
        only_new=sorted(set(new) - set(old)),
    )
