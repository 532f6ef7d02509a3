"""Work on compressed sparse rows that SciPy has no function for, or only a slow one: compiled, for many articles.

Compiled when it is first called, and kept on disk from then on; so it is imported only where there is work for it.
"""

import numba
import numpy as np

_compiled = numba.njit(nogil=True, cache=True)


@_compiled
def most_entries(codes: np.ndarray, starts: np.ndarray) -> int:
    """How many entries the product can have at most."""
    entries = 0
    for k in range(codes.size):
        entries += starts[codes[k] + 1] - starts[codes[k]]
    return entries


@_compiled
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
    longest = 0
    for row in range(first.size - 1):
        longest = max(longest, most_entries(codes[first[row] : first[row + 1]], starts))
    begins = np.zeros(first.size, np.int64)
    both = np.empty(longest, np.int64)
    filled = 0
    for row in range(first.size - 1):
        size = 0
        for k in range(first[row], first[row + 1]):
            for place in range(starts[codes[k]], starts[codes[k] + 1]):
                both[size] = (np.int64(targets[place]) << 32) | np.int64(counts[k])
                size += 1
        both[:size].sort()
        last = np.int64(-1)
        for k in range(size):
            column, count = both[k] >> 32, both[k] & 0xFFFFFFFF
            if column == last:
                sums[filled - 1] += count
            else:
                columns[filled], sums[filled] = column, count
                filled += 1
                last = column
        begins[row + 1] = filled
    return begins


@_compiled
def highest(first: np.ndarray, values: np.ndarray, top: int, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """The places of the `top` highest values of each row, rows × top, and their ranks; -1 where there are fewer.

    Values are compared as whole numbers of 1 / `scale`. Among equals the first goes first; they share a rank.
    """
    places = np.full((first.size - 1, top), -1, np.int64)
    ranks = np.zeros((first.size - 1, top), np.int64)
    best = np.empty(top)
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
            size = min(size + 1, top)
        for at in range(size):
            ranks[row, at] = ranks[row, at - 1] if at and best[at] == best[at - 1] else at + 1
    return places, ranks
