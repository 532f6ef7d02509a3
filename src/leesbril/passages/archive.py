"""Archives: folders of saved tokens that articles are added to, with an index of their runs of words."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from leesbril.passages import _shingle_index
from leesbril.passages._deliveries import Delivery, deliveries
from leesbril.passages._shingle_index import RunIndex
from leesbril.passages.shared import MIN_WORDS
from leesbril.scale.batches import Articles
from leesbril.scale.parallel import SETTINGS, checkpoints, cores, in_order
from leesbril.tokenisation.build import as_tokens, open_tokens, tokens_without_index
from leesbril.tokenisation.saved import AGAIN as TOKENS_AGAIN
from leesbril.tokenisation.saved import CONTENTS as TOKENS
from leesbril.tokenisation.saved import TokensError, check_files, contents, frame_in
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording import counted

FORMAT, VERSION = "leesbril archive", 1
CONTENTS = "archive.json"
AGAIN = "Make the archive again: leesbril.add_to_archive(new_folder, articles)."
WORKSHOP = "adding"
"""The folder that one process at a time holds while it adds articles."""
AT_ONCE = 2
"""Parts that are made at the same time where there are so many cores: bounds the memory, changes no result."""


class Part:
    """Articles of an archive that were added at once: tokens, or the folder that they are saved in, opened when asked.

    `len` is their number, `language` their language.
    """

    def __init__(self, tokens: Tokens | None = None, folder: Path | None = None) -> None:
        self.folder = folder
        if tokens is not None:
            self.tokens = tokens
        if folder is not None:
            check_files(folder, self.manifest["files"], verify=False)

    def __len__(self) -> int:
        return len(self.tokens) if self.folder is None else int(self.manifest["articles"])

    @property
    def language(self) -> str:
        """The language of the articles."""
        return self.tokens.language if self.folder is None else str(self.manifest["language"])

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the folder says of itself."""
        assert self.folder is not None
        return contents(self.folder)

    @cached_property
    def tokens(self) -> Tokens:
        """The words of the articles."""
        assert self.folder is not None
        return open_tokens(self.folder, verify=False)

    @cached_property
    def names(self) -> pd.Index:
        """The names of the articles, for which the words need not be opened."""
        return self.tokens.names if self.folder is None else frame_in(self.folder / "articles.arrow").index

    def index(self, length: int) -> RunIndex:
        """The index of the runs of `length` words; made, and saved beside the tokens, the first time."""
        if self.folder is None:
            return _shingle_index.built(self.tokens, length)
        return _shingle_index.saved(self.folder, lambda: self.tokens, length, self.manifest["contents"])


@dataclass(frozen=True, eq=False)
class Archive:
    """The articles that a text is looked up in, in the parts in which they were added; made by `open_archive`.

    It stays as it was when it was opened, whatever is added afterwards.
    """

    parts: tuple[Part, ...]
    _indexes: dict[int, RunIndex] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        """The number of articles."""
        return sum(map(len, self.parts))

    def __repr__(self) -> str:
        articles, parts = counted(len(self), "article"), counted(len(self.parts), "part")
        return f"Archive({articles} in {parts}, language={self.language!r})"

    @property
    def language(self) -> str | None:
        """The language of the articles; None if there are none."""
        return self.parts[0].language if self.parts else None

    @cached_property
    def names(self) -> pd.Index:
        """The names of the articles, in the order in which they were added."""
        return _appended([part.names for part in self.parts])

    def names_of(self, rows: np.ndarray) -> pd.Index:
        """The names of some articles, given by their numbers; only the parts that have these are opened."""
        if not len(rows):
            return self.parts[0].names[:0] if self.parts else _appended([])
        used, place = np.unique(rows, return_inverse=True)
        of_parts = np.searchsorted(self.before, used, side="right") - 1
        found = [
            self.parts[number].names.take(used[of_parts == number] - self.before[number])
            for number in np.unique(of_parts).tolist()
        ]
        return _appended(found).take(place)

    @cached_property
    def before(self) -> np.ndarray:
        """The number of articles before each part, and in all."""
        return np.cumsum([0, *map(len, self.parts)])

    def index(self, length: int) -> RunIndex:
        """The index of the runs of `length` words of all parts."""
        if length not in self._indexes:
            indexes = [part.index(length) for part in self.parts]
            self._indexes[length] = RunIndex.joined(indexes, self.before[:-1].tolist())
        return self._indexes[length]


def _appended(names: list[pd.Index]) -> pd.Index:
    if not names:
        return pd.Index([], dtype="str")
    found: pd.Index = names[0].append(names[1:]) if len(names) > 1 else names[0]
    return found


def open_archive(archive: Articles | Tokens | Archive, *, language: str | None = None) -> Archive:
    """The articles that texts are looked up in by `find_reuse`, opened once for many texts.

    `archive` is a folder of `add_to_archive`, or one of saved tokens; or articles (a frame) or tokens, whose index is
    then made in memory. An index is made at the first search, saved beside the tokens where that is possible, and only
    read from then on. Raises TokensError for any other folder or a damaged one, ValueError for articles in another
    language than `language`.

    >>> open_archive(pd.DataFrame({"text": ["De slag om Mosul begon."], "language": "nl"}))
    Archive(1 article in 1 part, language='nl')
    """
    if isinstance(archive, Archive):
        found = archive
    elif isinstance(archive, str | Path) and Path(archive).suffix != ".parquet":
        found = Archive(tuple(_saved_parts(Path(archive))))
    else:
        found = Archive((Part(as_tokens(archive, language=language)),))
    if language is not None and found.language not in {None, language}:
        raise ValueError(f"language={language!r} contradicts the archive, which is in {found.language!r}.")
    return found


def _saved_parts(folder: Path) -> Iterator[Part]:
    """The parts in a folder; the folder itself if it has tokens."""
    if (folder / TOKENS).exists():
        yield Part(folder=folder)
    else:
        for name in _listed(folder)["parts"]:
            yield _saved_part(folder / name)


def _saved_part(folder: Path) -> Part:
    """A part of an archive; raises TokensError, which says what to do with the archive, if it cannot be used."""
    try:
        return Part(folder=folder)
    except TokensError as error:
        reason = str(error).removesuffix(TOKENS_AGAIN)
        raise TokensError(f"{reason}{AGAIN}") from error


def add_to_archive(folder: str | Path, articles: Articles | Tokens, *, language: str | None = None) -> Archive:
    """Add articles to an archive on disk, which is made if there is none; returns the archive with them.

    The articles become parts of their own, of 100,000 articles each: their words are read, saved and indexed part by
    part, and no earlier part is read or written again. `articles` are those that `tokens` takes (a frame, a Parquet
    file or a folder of them, an iterator of frames, a Dask DataFrame), or tokens. Add many at a time where you can:
    every part makes a search a little slower.

    They are in the archive completely or not at all: if the process is killed, or the disk is full, the archive is as
    it was. The same call then goes on where that one stopped, as long as the articles, the language and the version of
    Leesbril are the same; the next call for other articles removes what was left behind. Other processes may search
    meanwhile.

    Raises ValueError if an article of the same name is there already, if the language is another one, or if another
    process is adding to the archive; TokensError for a folder that is no archive, or that cannot be written.

    >>> import tempfile
    >>> day = pd.DataFrame({"text": ["De slag om Mosul begon."], "language": "nl"}, index=["a"])
    >>> with tempfile.TemporaryDirectory() as place:
    ...     add_to_archive(f"{place}/archive", day)
    ...     add_to_archive(f"{place}/archive", day.rename(index={"a": "b"}))
    Archive(1 article in 1 part, language='nl')
    Archive(2 articles in 2 parts, language='nl')
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / CONTENTS).exists())):
        left = {path.name for path in _others(folder)} if folder.is_dir() else {folder.name}
        if left:
            raise TokensError(
                f"{str(folder)!r} is no archive. Choose another folder; saved tokens are added by "
                "add_to_archive(new_folder, open_tokens(folder))."
            )
    try:
        # Only the lock of the folder is needed: its settings may be those of another version that was killed.
        (folder / WORKSHOP / SETTINGS).unlink(missing_ok=True)
        with checkpoints(folder / WORKSHOP, lambda: {"adding": "articles"}):
            return _added(folder, articles, language)
    except FileNotFoundError:
        raise  # the articles
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise TokensError(
            f"Cannot write {str(folder)!r}: {reason}. Nothing was added; once this is mended, the same call goes on "
            "from the parts that were finished."
        ) from error


def _others(folder: Path) -> list[Path]:
    """What lies in a folder that can be no archive yet: all but what `add_to_archive` leaves behind if it is killed."""
    begun = (folder / WORKSHOP).is_dir()
    return [path for path in folder.iterdir() if not begun or (path.name != WORKSHOP and not _is_part(path))]


def _is_part(path: Path) -> bool:
    """Is this a part of an archive, finished or not, by its name?"""
    number, _, digest = path.name.removeprefix(".").partition("-")
    return path.is_dir() and number.isdigit() and bool(digest)


def _added(folder: Path, articles: Articles | Tokens, language: str | None) -> Archive:
    """The archive with some parts more; this process is the only one that adds.

    A part is a folder that is not listed until all are made. One that an interrupted call has finished is known by the
    digest of its articles in its name.
    """
    listed = _listed(folder)["parts"] if (folder / CONTENTS).exists() else []
    before = Archive(tuple(_saved_parts(folder))) if listed else Archive(())
    known, made = before.language, list[str]()

    def part(new: tuple[str, Delivery]) -> tuple[str, str]:
        name, delivery = new
        asked = language or (None if delivery.says_language else known)
        found = _part(folder, name, delivery, asked)
        Part(found, folder / name).index(MIN_WORDS)
        return name, found.language

    new = _named(deliveries(articles, language), before.names, len(listed))
    first = map(part, islice(new, 0 if known or language else 1))  # the language of the others may hang on it
    with closing(in_order(part, new, label="adding to the archive", workers=min(AT_ONCE, cores()))) as others:
        for name, written_in in chain(first, others):
            if known not in {None, written_in}:
                shutil.rmtree(folder / name)
                raise ValueError(f"The articles are in {written_in!r}, the archive in {known!r}.")
            known = written_in
            made.append(name)
    if made:
        _write(folder, [*listed, *made])
    _remove_what_was_left(folder, {*listed, *made})
    return Archive((*before.parts, *(Part(folder=folder / name) for name in made)))


def _named(found: Iterator[Delivery], names: pd.Index, parts: int) -> Iterator[tuple[str, Delivery]]:
    """Deliveries with the names of their folders; raises ValueError for articles that are there already."""
    for number, delivery in enumerate(found, parts + 1):
        if len(again := delivery.names.intersection(names)):
            listing = ", ".join(map(str, again[:5]))
            raise ValueError(f"Article names must be unique; already in the archive: {listing}.")
        names = names.append(delivery.names) if len(names) else delivery.names
        yield f"{number:05}-{delivery.digest}", delivery


def _part(folder: Path, name: str, delivery: Delivery, language: str | None) -> Tokens:
    """The tokens of a part, in the folder of this name: those that an interrupted call saved, if they are whole."""
    target, digest = folder / name, name.partition("-")[2]
    for path in sorted(folder.glob(f"[0-9]*-{digest}")):
        if path != target and not target.exists():
            os.replace(path, target)
    if target.exists():
        try:
            found = open_tokens(target, verify=True)
            # The index has no checksums: it is made again where it cannot be opened.
            Part(found, target).index(MIN_WORDS)
        except TokensError:
            shutil.rmtree(target)
        else:
            return found
    if isinstance(delivery.articles, Tokens):
        as_tokens(delivery.articles, language=language).save(target)
    else:
        tokens_without_index(target, delivery.articles, language=language)
    return open_tokens(target, verify=False)


def _remove_what_was_left(folder: Path, parts: set[str]) -> None:
    """Remove the folders of calls that were interrupted, and whose articles were others."""
    for path in folder.iterdir():
        if path.is_dir() and path.name not in parts | {WORKSHOP}:
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
    except (OSError, ValueError, RecursionError) as error:
        raise TokensError(f"{str(folder / CONTENTS)!r} is damaged: {error}.") from error
    if not isinstance(told, dict) or (told.get("format"), told.get("version")) != (FORMAT, VERSION):
        raise TokensError(f"{str(folder)!r} contains no archive that this version of leesbril can read.")
    parts = told.get("parts")
    if not isinstance(parts, list) or not all(isinstance(name, str) and _is_part(folder / name) for name in parts):
        raise TokensError(
            f"{str(folder / CONTENTS)!r} is damaged: it lists no parts, or some that are not there. {AGAIN}"
        )
    return told
