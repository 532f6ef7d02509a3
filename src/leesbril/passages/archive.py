"""Archives: folders of saved tokens that articles are added to, with an index of their runs of words."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import numpy as np
import pandas as pd

from leesbril.passages import _shingle_index
from leesbril.passages._shingle_index import RunIndex
from leesbril.passages.shared import MIN_WORDS
from leesbril.scale.batches import Articles
from leesbril.scale.parallel import SETTINGS, checkpoints
from leesbril.tokenisation.build import as_tokens, open_tokens, tokens
from leesbril.tokenisation.storage import CONTENTS as TOKENS
from leesbril.tokenisation.storage import TokensError, contents
from leesbril.tokenisation.tokens import Tokens

FORMAT, VERSION = "leesbril archive", 1
CONTENTS = "archive.json"
WORKSHOP, WORK = "adding", "articles.part"
"""The folder in which one process at a time adds articles, and the one of what it adds."""


class Part(NamedTuple):
    """Articles of an archive that were added at once, and the folder that they are saved in."""

    tokens: Tokens
    folder: Path | None


@dataclass(frozen=True, eq=False)
class Archive:
    """The articles that a text is looked up in, in the parts in which they were added; made by `open_archive`.

    It stays as it was when it was opened, whatever is added afterwards.
    """

    parts: tuple[Part, ...]
    _indexes: dict[int, list[RunIndex]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        """The number of articles."""
        return sum(len(part.tokens) for part in self.parts)

    def __repr__(self) -> str:
        return f"Archive({len(self):,} articles in {len(self.parts)} parts, language={self.language!r})"

    @property
    def language(self) -> str | None:
        """The language of the articles; None if there are none."""
        return self.parts[0].tokens.language if self.parts else None

    @cached_property
    def names(self) -> pd.Index:
        """The names of the articles, in the order in which they were added."""
        names = [part.tokens.names for part in self.parts]
        if not names:
            return pd.Index([], dtype="str")
        found: pd.Index = names[0].append(names[1:]) if len(names) > 1 else names[0]
        return found

    @cached_property
    def before(self) -> np.ndarray:
        """The number of articles before each part, and in all."""
        return np.cumsum([0, *(len(part.tokens) for part in self.parts)])

    def indexes(self, length: int) -> list[RunIndex]:
        """The index of the runs of `length` words of each part; made, and saved beside its tokens, the first time."""
        if length not in self._indexes:
            self._indexes[length] = [_index_of(part, length) for part in self.parts]
        return self._indexes[length]


def _index_of(part: Part, length: int) -> RunIndex:
    if part.folder is None:
        return _shingle_index.built(part.tokens, length)
    return _shingle_index.saved(part.folder, part.tokens, length, contents(part.folder)["contents"])


def open_archive(archive: Articles | Tokens | Archive, *, language: str | None = None) -> Archive:
    """The articles that texts are looked up in by `find_reuse`, opened once for many texts.

    `archive` is a folder of `add_to_archive`, or one of saved tokens; or articles (a frame) or tokens, whose index is
    then made in memory. An index is made at the first search, saved beside the tokens where that is possible, and only
    read from then on. Raises TokensError for any other folder or a damaged one, ValueError for articles in another
    language than `language`.

    >>> open_archive(pd.DataFrame({"text": ["De slag om Mosul begon."], "language": "nl"}))
    Archive(1 articles in 1 parts, language='nl')
    """
    if isinstance(archive, Archive):
        found = archive
    elif isinstance(archive, str | Path) and Path(archive).suffix != ".parquet":
        found = Archive(tuple(_saved_parts(Path(archive))))
    else:
        found = Archive((Part(as_tokens(archive, language=language), None),))
    if language is not None and found.language not in {None, language}:
        raise ValueError(f"language={language!r} contradicts the archive, which is in {found.language!r}.")
    return found


def _saved_parts(folder: Path) -> Iterator[Part]:
    """The parts in a folder; the folder itself if it has tokens."""
    if (folder / TOKENS).exists():
        yield Part(open_tokens(folder, verify=False), folder)
    else:
        for name in _listed(folder)["parts"]:
            yield Part(open_tokens(folder / name, verify=False), folder / name)


def add_to_archive(folder: str | Path, articles: Articles | Tokens, *, language: str | None = None) -> Archive:
    """Add articles to an archive on disk, which is made if there is none; returns the archive with them.

    The articles become a part of their own: their words are read, saved and indexed, and no other part is read or
    written again. They are in the archive completely or not at all: if the process is killed, or the disk is full, the
    archive is as it was, and what was left behind is removed by the next call. Other processes may search meanwhile.
    `articles` are those that `tokens` takes, or tokens. Add many at a time where you can: every part makes a search a
    little slower.

    Raises ValueError if an article of the same name is there already, if the language is another one, or if another
    process is adding to the archive; TokensError for a folder that is no archive, or that cannot be written.

    >>> import tempfile
    >>> day = pd.DataFrame({"text": ["De slag om Mosul begon."], "language": "nl"}, index=["a"])
    >>> with tempfile.TemporaryDirectory() as place:
    ...     add_to_archive(f"{place}/archive", day)
    ...     add_to_archive(f"{place}/archive", day.rename(index={"a": "b"}))
    Archive(1 articles in 1 parts, language='nl')
    Archive(2 articles in 2 parts, language='nl')
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / CONTENTS).exists())):
        left = {path.name for path in folder.iterdir()} - {WORKSHOP} if folder.is_dir() else {folder.name}
        if left:
            raise TokensError(
                f"{str(folder)!r} is no archive. Choose another folder; saved tokens are added by "
                "add_to_archive(new_folder, open_tokens(folder))."
            )
    try:
        # Only the lock of the folder is needed: its settings may be those of another version that was killed.
        (folder / WORKSHOP / SETTINGS).unlink(missing_ok=True)
        with checkpoints(folder / WORKSHOP, lambda: {"adding": "articles"}):
            try:
                return _added(folder, articles, language)
            finally:
                shutil.rmtree(folder / WORKSHOP / WORK, ignore_errors=True)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise TokensError(f"Cannot write {str(folder)!r}: {reason}. Nothing was added.") from error


def _added(folder: Path, articles: Articles | Tokens, language: str | None) -> Archive:
    """The archive with one part more; this process is the only one that adds."""
    known = _listed(folder) if (folder / CONTENTS).exists() else {"parts": []}
    _remove_what_was_left(folder, set(known["parts"]))
    before = Archive(tuple(_saved_parts(folder))) if known["parts"] else Archive(())
    work = folder / WORKSHOP / WORK
    language = language or before.language
    if isinstance(articles, Tokens):
        as_tokens(articles, language=language).save(work)
    else:
        tokens(articles, language=language, folder=work)
    part = open_tokens(work, verify=False)
    if before.language not in {None, part.language}:
        raise ValueError(f"The articles are in {part.language!r}, the archive in {before.language!r}.")
    if len(again := part.names.intersection(before.names)):
        raise ValueError(f"Article names must be unique; already in the archive: {', '.join(map(str, again[:5]))}.")
    if not len(part):
        return before
    _shingle_index.saved(work, part, MIN_WORDS, contents(work)["contents"])
    name = f"{len(known['parts']) + 1:05}-{uuid4().hex[:8]}"
    os.replace(work, folder / name)
    _write(folder, [*known["parts"], name])
    return Archive(tuple(_saved_parts(folder)))


def _remove_what_was_left(folder: Path, parts: set[str]) -> None:
    """Remove the folders of a process that was killed while it added articles."""
    for path in folder.iterdir():
        if path.is_dir() and path.name not in parts | {WORKSHOP}:
            shutil.rmtree(path)
    for path in (folder / WORKSHOP).iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def _write(folder: Path, parts: list[str]) -> None:
    """Write the list of parts under a temporary name, and rename it: from then on they are in the archive."""
    part = folder / f".{CONTENTS}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, "version": VERSION, "parts": parts}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, folder / CONTENTS)


def _listed(folder: Path) -> dict[str, Any]:
    """The list of the parts of an archive; raises TokensError for any other folder."""
    try:
        told = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        found = "contains no archive and no tokens" if folder.exists() else "does not exist"
        raise TokensError(f"{str(folder)!r} {found}. Make one: leesbril.add_to_archive(folder, articles).") from None
    except (OSError, ValueError) as error:
        raise TokensError(f"{str(folder / CONTENTS)!r} is damaged: {error}.") from error
    if not isinstance(told, dict) or (told.get("format"), told.get("version")) != (FORMAT, VERSION):
        raise TokensError(f"{str(folder)!r} contains no archive that this version of leesbril can read.")
    return told
