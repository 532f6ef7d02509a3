"""Files → the articles frame and the load report."""

import hashlib
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from leesbril.dates import Interval, parse_date
from leesbril.language import get_language
from leesbril.paragraphs import paragraphs

ARTICLE_COLUMNS = {
    "date_start": "datetime64[us]",
    "date_end": "datetime64[us]",
    "date_precision": "str",
    "date_origin": "str",
    "title": "str",
    "text": "str",
    "header": "str",
    "source": "str",
    "sha256": "str",
}
REPORT_COLUMNS = {
    "source": "str",
    "status": "str",
    "reason": "str",
    "article": "str",
    "date_origin": "str",
    "words": "Int64",
    "duplicate_of": "str",
}


class ArticlesError(ValueError):
    """Says that no articles can be read from a source, why, and what to do."""


class SkippedFilesWarning(UserWarning):
    """Says how many files of a folder were skipped or not wholly understood."""


@dataclass
class _File:
    """One file on its way into the frame: what it holds, or why it is skipped."""

    source: str
    reason: str | None = None
    quiet: bool = False
    article: dict[str, Any] = field(default_factory=dict)


def read_articles(source: str | Path, *, language: str = "nl") -> pd.DataFrame:
    """Read a folder of `.txt` files (UTF-8) into the articles frame, one row a file, in the order of their names.

    Index `article` (the file's stem); columns `date_start`, `date_end` (end excluded; NaT when unknown),
    `date_precision`, `date_origin`, `title`, `text`, `header`, `source` (the file's name), `sha256` (of its bytes).
    `header + text` is the decoded file, byte-order mark and line ends included.

    Raises ArticlesError where nothing can be read at all. Files that are skipped, and headers that hold no date, are
    counted in one SkippedFilesWarning and listed by `load_report`; a README and hidden files are listed only.
    """
    files = _load(source, language)
    skipped = [file for file in files if not file.article and not file.quiet]
    doubtful = [file for file in files if file.article and file.reason]
    rows = [file.article for file in files if file.article]
    if not rows:
        raise ArticlesError(f"No article could be read from {str(source)!r}: {_summary(files)}")
    if skipped or doubtful:
        told = [f"{len(skipped)} of {len(files)} files skipped"] if skipped else []
        told += [f"{len(doubtful)} with a header that holds no date"] if doubtful else []
        message = f"{', '.join(told)}; load_report({str(source)!r}) says which and why."
        warnings.warn(message, SkippedFilesWarning, stacklevel=2)
    frame = pd.DataFrame(rows, columns=["article", *ARTICLE_COLUMNS]).set_index("article")
    frame.index = frame.index.astype("str")
    return frame.astype(ARTICLE_COLUMNS)


def load_report(source: str | Path, *, language: str = "nl") -> pd.DataFrame:
    """List every file of a folder: read or skipped, why, and which articles say the same.

    Columns `source`, `status` (`read`/`skipped`), `reason` (why it was skipped, or what was not understood),
    `article`, `date_origin`, `words` (separated by white space), `duplicate_of` (the first article with the same text
    but for white space). Raises ArticlesError where the source is no folder.
    """
    first_with: dict[str, str] = {}
    rows = []
    for file in _load(source, language):
        row: dict[str, Any] = {"source": file.source, "status": "skipped", "reason": file.reason}
        if file.article:
            words = file.article["text"].split()
            same = first_with.setdefault(" ".join(words), file.article["article"])
            row |= {"status": "read", "article": file.article["article"], "words": len(words)}
            row |= {"date_origin": file.article["date_origin"]}
            row |= {"duplicate_of": same if same != file.article["article"] else None}
        rows.append(row)
    return pd.DataFrame(rows, columns=list(REPORT_COLUMNS)).astype(REPORT_COLUMNS)


def _load(source: str | Path, language: str) -> list[_File]:
    """Every entry of the folder in the order of its name, read or with the reason why not."""
    folder = Path(source)
    if not folder.exists():
        raise ArticlesError(f"There is no folder {str(source)!r}. Give the path of a folder of .txt files.")
    if not folder.is_dir():
        raise ArticlesError(f"{str(source)!r} is a file. Give the folder that holds it; every .txt file in it is read.")
    date_words = get_language(language).date_words
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as problem:
        raise ArticlesError(f"The folder {str(source)!r} cannot be opened: {problem.strerror}.") from problem
    files = [_read_entry(entry, date_words) for entry in entries]
    seen: dict[str, str] = {}
    for file in files:
        if file.article and (other := seen.setdefault(file.article["article"], file.source)) != file.source:
            file.reason = f"same name as {other} but for its ending; rename one"
            file.article = {}
    return files


def _read_entry(entry: Path, date_words: tuple[str, ...]) -> _File:
    name = _readable(entry.name)
    if name.startswith(".") or entry.stem.upper() == "README":
        return _File(name, reason="describes the folder, holds no article", quiet=True)
    if entry.is_dir():
        return _File(name, reason="a folder inside the folder; only files directly in it are read")
    reader = READERS.get(entry.suffix.lower())
    if reader is None:
        return _File(name, reason=f"files of kind {entry.suffix or entry.name!r} are not read; save it as .txt")
    try:
        return reader(entry, date_words)
    except OSError as problem:
        return _File(name, reason=f"cannot be opened: {problem.strerror}")


def _readable(name: str) -> str:
    """A file name with a mark for every byte of it that is no UTF-8: a frame cannot hold half characters."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _read_text_file(path: Path, date_words: tuple[str, ...]) -> _File:
    """Decode from bytes, so that no line end is translated and header + text gives back the file."""
    content = path.read_bytes()
    try:
        decoded = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        wrong = f"byte 0x{content[problem.start]:02x} at position {problem.start}"
        return _File(_readable(path.name), reason=f"not UTF-8 text ({wrong}); save it as UTF-8")
    header, date, doubt = split_header(decoded, date_words)
    text = decoded[len(header) :]
    if not text.strip():
        return _File(
            _readable(path.name), reason="empty: no text" + (" after the header" if header.strip("\ufeff") else "")
        )
    article = {
        "article": _readable(path.stem),
        "date_start": date.start if date else pd.NaT,
        "date_end": date.end if date else pd.NaT,
        "date_precision": date.precision if date else None,
        "date_origin": "header" if date else None,
        "title": None if doubt else _title(text),
        "text": text,
        "header": header,
        "source": _readable(path.name),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return _File(_readable(path.name), reason=doubt, article=article)


READERS: dict[str, Callable[[Path, tuple[str, ...]], _File]] = {".txt": _read_text_file}
"""One reader for each ending of a file's name."""


def split_header(decoded: str, date_words: tuple[str, ...] = ("date",)) -> tuple[str, Interval | None, str | None]:
    r"""The header at the head of a decoded file, the date in it, and what was not understood.

    A header is a word for "date" with a date behind it, on a line of its own or followed by text on the same line;
    a byte-order mark belongs to it. What looks like a header but holds no date stays in the text, and is said.

    >>> split_header(" date 2017-05 Het leger rukt op.")[0]
    ' date 2017-05 '
    >>> split_header("date 2017-13\nHet leger")
    ('', None, "no date: 'date 2017-13'")
    """
    mark = "\ufeff" if decoded.startswith("\ufeff") else ""
    words = "|".join(map(re.escape, date_words))
    header = re.match(
        rf"{mark}\s*(?P<all>(?:{words})\s*(?P<colon>:?)\s*(?P<date>\d\S*(?:\s\d\d:\d\d\S*)?))(?P<space>\s+|$)",
        decoded,
        re.IGNORECASE,
    )
    if header is None or _opens_a_sentence(header, decoded):
        return mark, None, None
    date = parse_date(header["date"])
    if date is None:
        return mark, None, f"no date: {header['all']!r}"
    return header.group(), date, None


def _opens_a_sentence(header: re.Match[str], decoded: str) -> bool:
    """A year alone, without a colon and with text behind it, is prose: "Datum 2017 was …"."""
    alone = len(header["date"]) <= 4 and not header["colon"]
    return alone and not re.search(r"[\n\r]", header["space"]) and header.end() < len(decoded)


def _title(text: str) -> str | None:
    start, end, kind = paragraphs(text)[0]
    return text[start:end] if kind == "heading" else None


def _summary(files: list[_File]) -> str:
    """The reasons in one line, three at most, so that an error of a thousand files stays readable."""
    if not files:
        return "the folder is empty. Put .txt files (UTF-8) in it, one article a file."
    told = "; ".join(f"{file.source}: {file.reason}" for file in files[:3])
    return told + (f"; and {len(files) - 3} more, listed by load_report" if len(files) > 3 else "") + "."
