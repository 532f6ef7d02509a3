"""Work in parts: on all cores, in order, with a bar, and kept on disk where a run is to be taken up again."""

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
    """How many parts are worked on at the same time."""
    return os.cpu_count() or 1


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    label: str,
    total: int | None = None,
    size: Callable[[Item], int] = lambda item: 1,
    hands: int | None = None,
) -> Iterator[Result]:
    """The result of each item in turn; no more items are taken than there are `hands` for (as many as cores).

    A bar counts the `size` of what is done, up to `total` (only at a terminal or in a notebook, and only if it takes
    long). When it is broken off, nothing new is begun.
    """
    waiting: deque[tuple[int, Future[Result]]] = deque()
    hands = hands or cores()
    pool = ThreadPoolExecutor(hands)
    bar = progress(total, label)
    try:
        for item in items:
            waiting.append((size(item), pool.submit(work, item)))
            if len(waiting) > hands:
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


class Kept:
    """Results in a folder, so that a run that was broken off goes on where it stopped.

    The folder belongs to one run: to these settings and articles. A result is written beside its place and then put
    there in one step, so a file that is there is whole.
    """

    def __init__(self, folder: str | Path, settings: dict[str, Any]) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._claim(json.loads(json.dumps(settings)))

    def _claim(self, settings: dict[str, Any]) -> None:
        path = self.folder / SETTINGS
        if path.exists():
            there = json.loads(path.read_text(encoding="utf-8"))
            if other := [name for name in {**there, **settings} if there.get(name) != settings.get(name)]:
                told = "; ".join(f"{name} was {there.get(name)!r}, is {settings.get(name)!r}" for name in other)
                raise ValueError(
                    f"The folder {self.folder.name!r} holds parts of another run: {told}. "
                    "Name another folder, or remove this one."
                )
            return
        if strangers := sorted(path.name for path in self.folder.iterdir() if path.suffix != ".part"):
            raise ValueError(
                f"The folder {self.folder.name!r} holds something else: {', '.join(strangers[:5])}. Name an empty one."
            )
        part = path.with_suffix(".part")
        part.write_text(json.dumps(settings, indent=1), encoding="utf-8")
        os.replace(part, path)

    def once(self, name: str, work: Callable[[], Arrays]) -> Arrays:
        """The arrays of this name: those in the folder, or else worked out and put there."""
        path = self.folder / f"{name}.npz"
        if path.exists():
            with np.load(path, allow_pickle=False) as stored:
                return dict(stored)
        result, part = work(), path.with_suffix(".part")
        with part.open("wb") as file:
            np.savez(file, **result)  # type: ignore[arg-type]
        os.replace(part, path)
        return result
