"""Operations on compressed sparse rows that SciPy lacks or does slowly, compiled, for many articles.

Compiled on the first call and cached on disk, so it is only imported when needed.
"""

import numpy as np

from leesbril.engine.kernels import kernel, read_only


def most_entries(first: np.ndarray, codes: np.ndarray, starts: np.ndarray) -> tuple[int, int]:
    """The maximum number of entries of the product: in total, and in the longest row."""
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
    """Sum the counts of each row by target: code c has the targets `targets[starts[c]:starts[c + 1]]`; sorted.

    A product of two sparse matrices, the second one binary, written to `columns` and `sums`; returns where each row
    begins there. Unlike SciPy's product it releases the GIL.
    """
    given = [read_only(values) for values in (first, codes, counts, starts)]
    begins, space = np.zeros(len(first), np.int64), np.empty(most_entries(first, codes, starts)[1], np.int64)
    _product(*given, read_only(targets, np.int32), columns, sums, begins, space)
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
    space: np.ndarray,
) -> None:
    """The same; `space` is working memory for the longest row."""
    filled = 0
    for row in range(first.size - 1):
        size = 0
        for k in range(first[row], first[row + 1]):
            for place in range(starts[codes[k]], starts[codes[k] + 1]):
                space[size] = (np.int64(targets[place]) << 32) | np.int64(counts[k])
                size += 1
        space[:size].sort()
        last = np.int64(-1)
        for k in range(size):
            column, count = space[k] >> 32, space[k] & 0xFFFFFFFF
            if column == last:
                sums[filled - 1] += count
            else:
                columns[filled], sums[filled] = column, count
                filled += 1
                last = column
        begins[row + 1] = filled


def highest(first: np.ndarray, values: np.ndarray, top: int, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """The positions of the `top` highest values of each row, rows × top, and their ranks; -1 where there are fewer.

    Values are compared after rounding to multiples of 1 / `scale`. Ties keep their order and share a rank.
    """
    places, ranks = np.full((len(first) - 1, top), -1), np.zeros((len(first) - 1, top), np.int64)
    _highest(read_only(first, np.int64), read_only(values), scale, places, ranks, np.empty(top))
    return places, ranks


@kernel
def _highest(
    first: np.ndarray, values: np.ndarray, scale: float, places: np.ndarray, ranks: np.ndarray, best: np.ndarray
) -> None:
    """The same; `best` is working memory for the highest values of a row."""
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
