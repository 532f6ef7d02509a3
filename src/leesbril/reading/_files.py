"""A path → its files: those of a folder and its subfolders, one file, or the members of a zip."""

import gzip
import io
import lzma
import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from leesbril.reading._notes import Unreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MEMBER_LIMIT = 2**30
"""Maximum unpacked size in bytes of a member of a zip; larger ones (errors or attacks) are skipped."""
ARCHIVE_LIMIT = 2**30
"""Maximum unpacked size in bytes of all members of a zip together: their texts must fit in memory."""
FREE = 5 * 2**20
"""Unpacked size in bytes up to which it does not matter how many times the packed size it is."""
MOST_TIMES = 100
"""Maximum unpacked size of a larger file as a multiple of its packed size: text in a zip is 3 to 10 times as large."""

MOST_FOLDERS_DEEP = 100

READ_PROBLEMS = (
    OSError,
    EOFError,
    RuntimeError,  # NotImplementedError is one
    UnicodeDecodeError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)
"""Exceptions of the standard library when a file or a member of a zip cannot be read."""

_NO_ARTICLE = {"THUMBS.DB", "DESKTOP.INI", "__MACOSX"}


@dataclass(frozen=True)
class SourceFile:
    """A file with a name that is unique in its source, with a function to open it, or the reason why it is skipped.

    `aside` marks files that are not meant as articles, such as a README.
    """

    name: str
    open: Callable[[], BinaryIO] | None = None
    size: int = 0
    reason: str | None = None
    aside: bool = False

    @property
    def _inner(self) -> PurePosixPath:
        """The name of the file in a `.gz`, else its own."""
        path = PurePosixPath(self.name)
        return path.with_suffix("") if path.suffix.lower() == ".gz" and path.stem else path

    @property
    def suffix(self) -> str:
        """The extension in lower case, with its dot; of `articles.csv.gz`, `.csv`."""
        return self._inner.suffix.lower()

    @property
    def stem(self) -> str:
        """The name without folder and extension, unless nothing is left without it."""
        return self._inner.stem if self._inner.stem.strip() else self.name

    def unpacked(self) -> "SourceFile":
        """The file itself, or for a `.gz` its contents, unpacked as they are read."""
        if self.open is None or not self.name.lower().endswith(".gz"):
            return self
        return replace(self, open=lambda: _unpacked(self))


def files(source: Path) -> Iterator[SourceFile]:
    """All files of a folder and its subfolders, sorted by name; or the file itself.

    A `.zip` is replaced by its members. A link to a folder already read is reported, not followed.
    """
    if source.is_dir():
        yield from _folder(source, "", set())
    else:
        yield from _file(source, readable(source.name))


def readable(name: str) -> str:
    """A file name in NFC, with U+FFFD for bytes that are not UTF-8, since a frame cannot contain lone surrogates."""
    # macOS writes é in names as e and an accent.
    return unicodedata.normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _folder(folder: Path, inside: str, seen: set[tuple[int, int]]) -> Iterator[SourceFile]:
    if inside.count("/") > MOST_FOLDERS_DEEP:
        yield SourceFile(inside.rstrip("/"), reason=f"deeper than {MOST_FOLDERS_DEEP} folders; move it up")
        return
    try:
        about = folder.stat()
        if (about.st_dev, about.st_ino) in seen:
            yield SourceFile(inside.rstrip("/"), reason="a link to a folder that was already read")
            return
        seen.add((about.st_dev, about.st_ino))
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as problem:
        yield SourceFile(inside.rstrip("/") or ".", reason=f"cannot be opened: {problem.strerror}")
        return
    if inside and not entries:
        yield SourceFile(inside.rstrip("/"), reason="an empty folder", aside=True)
    for entry in entries:
        name = inside + readable(entry.name)
        if describes(entry.name):
            yield SourceFile(name, reason=_aside(entry.name), aside=True)
        elif _belongs_to_a_page(entry):
            yield SourceFile(name, reason="part of the saved web page next to it", aside=True)
        elif os.path.isdir(entry):  # False, not an error, without permission
            yield from _folder(entry, name + "/", seen)
        else:
            yield from _file(entry, name)


def _belongs_to_a_page(entry: Path) -> bool:
    """Whether a folder has the images and scripts that a browser saved with a page."""
    stem = next((entry.name[: -len(end)] for end in ("_files", "_bestanden") if entry.name.endswith(end)), None)
    pages = [entry.with_name(f"{stem}{ending}") for ending in (".html", ".htm")] if stem else []
    return entry.is_dir() and any(page.exists() for page in pages)


def describes(name: str) -> bool:
    """Whether a file is not an article by its name: hidden files, a README, lock files of Word.

    >>> describes("README.md"), describes(".DS_Store"), describes("readme first.txt")
    (True, True, False)
    """
    return name.startswith((".", "~$")) or PurePosixPath(name).stem.upper() == "README" or name.upper() in _NO_ARTICLE


def _aside(name: str) -> str:
    """Why a file that holds no article by its name, or by that of a folder, is left aside."""
    if PurePosixPath(name).stem.upper() == "README":
        return "describes the folder, holds no article"
    return "hidden, or left by a program; rename it if it is an article"


def _file(path: Path, name: str) -> Iterator[SourceFile]:
    try:
        about = path.stat()
    except OSError as problem:
        lost = path.is_symlink() and isinstance(problem, FileNotFoundError)
        advice = "; it is a link to what is not there: copy the file itself" if lost else ""
        yield SourceFile(name, reason=f"cannot be opened: {problem.strerror}{advice}")
        return
    if not stat.S_ISREG(about.st_mode):
        yield SourceFile(name, reason="not a regular file (a pipe, a socket or a device)")
    elif path.suffix.lower() == ".zip" and about.st_size:
        yield from _archive(path, name)
    elif path.suffix.lower() == ".zip":
        yield SourceFile(name, reason="an empty zip")
    else:
        yield SourceFile(name, lambda: path.open("rb"), about.st_size)


def _archive(path: Path, name: str) -> Iterator[SourceFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (*READ_PROBLEMS, ValueError) as problem:
        message = problem.strerror if isinstance(problem, OSError) else str(problem)
        yield SourceFile(name, reason=f"a damaged or truncated zip ({message}); download or create it again")
        return
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if not members:
            yield SourceFile(name, reason="an empty zip")
        if any(member.filename == "[Content_Types].xml" for member in members):
            yield SourceFile(name, reason="an Office document, no zip of articles; rename it to .docx or .xlsx")
            return
        unpacked, names = 0, dict[str, int]()
        for member in sorted(members, key=lambda member: PurePosixPath(member.filename).parts):
            inner = f"{name}/{readable(member.filename)}"
            names[inner] = names.get(inner, 0) + 1
            if names[inner] > 1:
                inner = _numbered(inner, names[inner])
            reason = _refused(member, unpacked)
            if reason:
                yield SourceFile(inner, reason=reason)
            elif any(map(describes, PurePosixPath(member.filename).parts)):
                yield SourceFile(inner, reason=_aside(PurePosixPath(member.filename).name), aside=True)
            else:
                unpacked += member.file_size
                yield SourceFile(inner, _opener(archive, member), member.file_size)


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        try:
            return cast(BinaryIO, archive.open(member))
        except ValueError as problem:  # offsets in the zip's directory that are not in the file
            raise zipfile.BadZipFile(str(problem)) from problem

    return opened


def _unpacked(file: SourceFile) -> BinaryIO:
    """The contents of a `.gz`, with a limit on their size."""
    packed = cast(Callable[[], BinaryIO], file.open)()
    return cast(BinaryIO, io.BufferedReader(_Unpacked(packed, max(FREE, MOST_TIMES * file.size))))


class _Unpacked(io.RawIOBase):
    """The contents of a `.gz`; an error where they are longer than a limit."""

    def __init__(self, packed: BinaryIO, limit: int) -> None:
        self._packed = packed
        self._stream = gzip.GzipFile(fileobj=packed)
        self._limit = min(limit, MEMBER_LIMIT)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        data = self._stream.read(len(memoryview(buffer)))
        if self._stream.tell() > self._limit:
            raise Unreadable(f"unpacks to more than {self._limit:,} bytes; unpack it first if right")
        memoryview(buffer)[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()


def _numbered(name: str, number: int) -> str:
    stem, ending = os.path.splitext(name)
    return f"{stem} ({number}){ending}"


def _refused(member: zipfile.ZipInfo, unpacked: int) -> str | None:
    """Why a member of a zip is not read. Nothing is unpacked to disk, but a suspicious name is refused all the same."""
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    if ".." in parts or member.filename.startswith(("/", "\\")) or (parts and parts[0].endswith(":")):
        return "its name points outside the zip; create the zip again from a folder"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link, not a file; create the zip again with the file itself"
    if member.flag_bits & 0x1:
        return "protected with a password; create the zip without one"
    if member.filename.lower().endswith(".zip"):
        return "a zip inside a zip; unpack it first"
    if member.file_size > MEMBER_LIMIT:
        return f"would unpack to {member.file_size:,} bytes; the limit is {MEMBER_LIMIT:,}"
    if unpacked + member.file_size > FREE and member.file_size > MOST_TIMES * member.compress_size:
        return f"would unpack to {member.file_size:,} bytes, over {MOST_TIMES} times its size; unpack it first if right"
    if unpacked + member.file_size > ARCHIVE_LIMIT:
        return f"the zip unpacks to more than {ARCHIVE_LIMIT:,} bytes; split it"
    return None
