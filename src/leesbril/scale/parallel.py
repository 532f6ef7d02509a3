"""Work in parts: on all cores, with results in order, a progress bar, and checkpoints on disk to resume from."""

import json
import os
import sys
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from leesbril.scale._lock import LOCK, locked
from leesbril.scale.progress import progress

Item = TypeVar("Item")
Result = TypeVar("Result")
Arrays = dict[str, np.ndarray]
SETTINGS = "settings.json"
THREADS = sys.platform != "emscripten"
"""Whether threads can be started: in a browser they cannot."""
PART = "of"
"""Name of the array that says which part a file is, so that a file under another part's name is not taken for it."""


def cores() -> int:
    """The number of parts to work on at the same time."""
    return os.cpu_count() or 1


def on_all_cores(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """The result of each item, in order; a single item, or where no thread can be started, is worked on here.

    >>> on_all_cores(len, ["de", "stad"])
    [2, 4]
    """
    parts = list(items)
    if len(parts) < 2 or not THREADS:
        return [work(part) for part in parts]
    with ThreadPoolExecutor(cores()) as pool:
        return list(pool.map(work, parts))


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    label: str,
    total: int | None = None,
    size: Callable[[Item], int] = lambda item: 1,
    workers: int | None = None,
) -> Generator[Result, None, None]:
    """Yield the result of each item in order; at most `workers` items are in progress (default: number of cores).

    A progress bar counts the `size` of finished items, up to `total` (only in a terminal or notebook, and only for long
    work). After an interruption no new item is started.
    """
    waiting: deque[tuple[int, Future[Result]]] = deque()
    workers = workers or cores()
    pool = ThreadPoolExecutor(workers)
    bar = progress(total, label)
    try:
        for item in items:
            waiting.append((size(item), pool.submit(work, item)))
            if len(waiting) > workers:
                done, future = waiting.popleft()
                yield future.result()
                bar.update(done)
        while waiting:
            done, future = waiting.popleft()
            yield future.result()
            bar.update(done)
    finally:
        pool.shutdown(cancel_futures=True)
        bar.close()


class Checkpoints:
    """Intermediate results in a folder, so that an interrupted run can be resumed; made by `checkpoints`.

    The folder belongs to one run, with these settings and articles. A result is written under a temporary name and then
    renamed, so files are always complete; one that was damaged since is computed again.
    """

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self.folder = folder
        self._claim(json.loads(json.dumps(settings)))

    def _claim(self, settings: dict[str, Any]) -> None:
        path = self.folder / SETTINGS
        if path.exists():
            old = _settings(path)
            if other := [name for name in {**old, **settings} if old.get(name) != settings.get(name)]:
                changed = "; ".join(f"{name} was {old.get(name)!r}, is {settings.get(name)!r}" for name in other)
                raise ValueError(
                    f"The folder {self.folder.name!r} contains parts of another run: {changed}. "
                    "Use another folder, or remove this one."
                )
            return
        _write(path, lambda file: file.write(json.dumps(settings, indent=1).encode()))

    def once(self, name: str, work: Callable[[], Arrays]) -> Arrays:
        """The arrays with this name: loaded from the folder, else computed and saved there."""
        path = self.folder / f"{name}.npz"
        if path.exists():
            try:
                return _loaded(path)
            except Exception as problem:  # a damaged file may make its reader raise anything
                warnings.warn(
                    f"{path.name} in the folder {self.folder.name!r} is damaged ({type(problem).__name__}: {problem}); "
                    "this part is computed again.",
                    UserWarning,
                    stacklevel=2,
                )
        result = work()
        _write(path, lambda file: np.savez(file, **result, **{PART: np.array(name)}))  # type: ignore[arg-type]
        return result


@contextmanager
def checkpoints(folder: str | Path | None, settings: Callable[[], dict[str, Any]]) -> Iterator[Checkpoints | None]:
    """Intermediate results in this folder, which no other run may use meanwhile; None without a folder.

    Raises ValueError for a folder of another run, of another version of Leesbril, with other files, with damaged
    settings, or in use; TypeError for what is no path.
    """
    if folder is None:
        yield None
        return
    if not isinstance(folder, str | os.PathLike):
        raise TypeError(f"resume must be the path of a folder; received {type(folder).__name__}.")
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
        names = sorted(path.name for path in path.iterdir())
    except OSError as problem:
        raise ValueError(
            f"resume must be a folder; {path.name!r} cannot be used as one: {problem.strerror}."
        ) from problem
    others = [name for name in names if name != LOCK and not name.endswith(".part")]
    if others and SETTINGS not in names:
        raise ValueError(
            f"The folder {path.name!r} contains other files: {', '.join(others[:5])}. Use an empty folder."
        )
    with locked(path):
        yield Checkpoints(path, settings() | {"leesbril": version("leesbril")})


def _settings(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        found = problem
    if not isinstance(found, dict):
        raise ValueError(
            f"{path.name} in the folder {path.parent.name!r} is damaged, so it is not known which search the parts "
            "in the folder belong to. Remove the folder and start the search again."
        )
    return found


def _loaded(path: Path) -> Arrays:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        arrays = dict(stored)
    if str(arrays.pop(PART)) != path.stem:
        raise ValueError("it is another part")
    return arrays


def _write(path: Path, write: Callable[[Any], object]) -> None:
    """Write a file under a temporary name, and rename it once all of it is on the disk."""
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as problem:
        sentence = (
            f"{path.name} cannot be written in the folder {path.parent.name!r}: {problem.strerror}. The parts in it "
            "are kept: once there is room, the same call continues from them"
        )
        raise OSError(problem.errno, sentence) from problem
    finally:
        part.unlink(missing_ok=True)
