"""Work in parts: on all cores, with results in order, a progress bar, and checkpoints on disk to resume from."""

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from leesbril.scale.progress import progress

Item = TypeVar("Item")
Result = TypeVar("Result")
Arrays = dict[str, np.ndarray]
SETTINGS = "settings.json"


def cores() -> int:
    """The number of parts to work on at the same time."""
    return os.cpu_count() or 1


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    label: str,
    total: int | None = None,
    size: Callable[[Item], int] = lambda item: 1,
    workers: int | None = None,
) -> Iterator[Result]:
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
    """Intermediate results in a folder, so that an interrupted run can be resumed.

    The folder belongs to one run, with these settings and articles. A result is written under a temporary name and then
    renamed, so files are always complete.
    """

    def __init__(self, folder: str | Path, settings: dict[str, Any]) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._claim(json.loads(json.dumps(settings)))

    def _claim(self, settings: dict[str, Any]) -> None:
        path = self.folder / SETTINGS
        if path.exists():
            old = json.loads(path.read_text(encoding="utf-8"))
            if other := [name for name in {**old, **settings} if old.get(name) != settings.get(name)]:
                changed = "; ".join(f"{name} was {old.get(name)!r}, is {settings.get(name)!r}" for name in other)
                raise ValueError(
                    f"The folder {self.folder.name!r} contains parts of another run: {changed}. "
                    "Use another folder, or remove this one."
                )
            return
        if others := sorted(path.name for path in self.folder.iterdir() if path.suffix != ".part"):
            raise ValueError(
                f"The folder {self.folder.name!r} contains other files: {', '.join(others[:5])}. Use an empty folder."
            )
        part = path.with_suffix(".part")
        part.write_text(json.dumps(settings, indent=1), encoding="utf-8")
        os.replace(part, path)

    def once(self, name: str, work: Callable[[], Arrays]) -> Arrays:
        """The arrays with this name: loaded from the folder, else computed and saved there."""
        path = self.folder / f"{name}.npz"
        if path.exists():
            with np.load(path, allow_pickle=False) as stored:
                return dict(stored)
        result, part = work(), path.with_suffix(".part")
        with part.open("wb") as file:
            np.savez(file, **result)  # type: ignore[arg-type]
        os.replace(part, path)
        return result
