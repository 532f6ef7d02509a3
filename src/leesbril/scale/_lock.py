"""A folder that one process at a time may use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK = "in-use.lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; raises ValueError where another run holds it.

    The operating system holds the lock, and drops it when the process ends, however it ends: a file that a killed
    process left behind locks nothing.
    """
    held = _taken(folder / LOCK)
    try:
        yield
    finally:
        _released(folder / LOCK, held)


def _taken(path: Path) -> int:
    while True:
        held = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _lock(held):
            holder = os.pread(held, 100, 0).decode(errors="replace").strip() if hasattr(os, "pread") else ""
            os.close(held)
            raise ValueError(
                f"The folder {path.parent.name!r} is in use by another run{f' ({holder})' if holder else ''}. "
                "Wait until it has ended, or use another folder."
            )
        with suppress(OSError):
            if os.path.samestat(os.fstat(held), os.stat(path)):  # else its holder removed it in the meantime
                os.ftruncate(held, 0)
                os.write(held, f"process {os.getpid()}\n".encode())
                return held
        os.close(held)


def _lock(held: int) -> bool:
    """Lock an open file; is it ours? It is on a system or a disk that has no locks."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _released(path: Path, held: int) -> None:
    if os.name == "nt":  # there an open file cannot be removed
        os.close(held)
    with suppress(OSError):
        path.unlink()
    if os.name != "nt":
        os.close(held)
