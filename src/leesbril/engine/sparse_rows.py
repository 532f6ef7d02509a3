"""Work on compressed sparse rows that SciPy has no function for, or only a slow one: compiled, for many articles.

Compiled when it is first called, and kept on disk from then on; so it is imported only where there is work for it.
"""

import numpy as np

from leesbril.engine.kernels import kernel, read_only


def most_entries(first: np.ndarray, codes: np.ndarray, starts: np.ndarray) -> tuple[int, int]:
    """How many entries the product can have at most: in all rows together, and in the longest."""
    entries: tuple[int, int] = _most_entries(*map(read_only, (first, codes, starts)))
    return entries


@kernel
def _most_entries(first: np.ndarray, codes: np.ndarray, starts: np.ndarray) -> tuple[int, int]:
    entries, longest = 0, 0
    for row in range(first.size - 1):
        before = entries
        for k in range(first[row], first[row + 1]):
            entries += starts[codes[k] + 1] - starts[codes[k]]
        if entries - before > longest:
            longest = entries - before
    return entries, longest


def product(
    first: np.ndarray,
    codes: np.ndarray,
    counts: np.ndarray,
    starts: np.ndarray,
    targets: np.ndarray,
    columns: np.ndarray,
    sums: np.ndarray,
) -> np.ndarray:
    """Count for each row what its codes stand for: code c for `targets[starts[c]:starts[c + 1]]`; in order.

    The product of two matrices, the second of ones, written to `columns` and `sums`; gives where each row begins there.
    Unlike SciPy's it does not hold Python's lock.
    """
    given = [read_only(values) for values in (first, codes, counts, starts)]
    begins, room = np.zeros(len(first), np.int64), np.empty(most_entries(first, codes, starts)[1], np.int64)
    _product(*given, read_only(targets, np.int32), columns, sums, begins, room)
    return begins


@kernel
def _product(
    first: np.ndarray,
    codes: np.ndarray,
    counts: np.ndarray,
    starts: np.ndarray,
    targets: np.ndarray,
    columns: np.ndarray,
    sums: np.ndarray,
    begins: np.ndarray,
    room: np.ndarray,
) -> None:
    """The same; `room` is for the entries of the longest row."""
    filled = 0
    for row in range(first.size - 1):
        size = 0
        for k in range(first[row], first[row + 1]):
            for place in range(starts[codes[k]], starts[codes[k] + 1]):
                room[size] = (np.int64(targets[place]) << 32) | np.int64(counts[k])
                size += 1
        room[:size].sort()
        last = np.int64(-1)
        for k in range(size):
            column, count = room[k] >> 32, room[k] & 0xFFFFFFFF
            if column == last:
                sums[filled - 1] += count
            else:
                columns[filled], sums[filled] = column, count
                filled += 1
                last = column
        begins[row + 1] = filled


def highest(first: np.ndarray, values: np.ndarray, top: int, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """The places of the `top` highest values of each row, rows × top, and their ranks; -1 where there are fewer.

    Values are compared as whole numbers of 1 / `scale`. Among equals the first goes first; they share a rank.
    """
    places, ranks = np.full((len(first) - 1, top), -1), np.zeros((len(first) - 1, top), np.int64)
    _highest(read_only(first, np.int64), read_only(values), scale, places, ranks, np.empty(top))
    return places, ranks


@kernel
def _highest(
    first: np.ndarray, values: np.ndarray, scale: float, places: np.ndarray, ranks: np.ndarray, best: np.ndarray
) -> None:
    """The same; `best` is room for as many numbers as are wanted of a row."""
    top = best.size
    for row in range(first.size - 1):
        size = 0
        for k in range(first[row], first[row + 1]):
            value = np.rint(values[k] * scale)
            if size == top and value <= best[size - 1]:
                continue
            at = size if size < top else top - 1
            while at > 0 and best[at - 1] < value:
                if at < top:
                    best[at], places[row, at] = best[at - 1], places[row, at - 1]
                at -= 1
            best[at], places[row, at] = value, k
            size += size < top
        for at in range(size):
            ranks[row, at] = ranks[row, at - 1] if at and best[at] == best[at - 1] else at + 1
