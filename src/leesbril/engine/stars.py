"""Leaders of overlapping spans, and stars of linked places, compiled: taken one by one, each depends on those before.

Compiled on the first call and cached on disk, so it is only imported when needed. The plain versions, with the same
results, are in the modules that call these.
"""

import numpy as np

from leesbril.engine.kernels import kernel, read_only


def leaders(runs: np.ndarray, order: np.ndarray, starts: np.ndarray, ends: np.ndarray, least: float) -> np.ndarray:
    """For each span the number of the one that leads it.

    Spans `runs[i]:runs[i + 1]` are those of run i, sorted by start, and take their turns as in
    `order[runs[i]:runs[i + 1]]`. One that has no leader yet leads all of its run that have none either and share
    `least` of the characters of both with it.
    """
    leader = np.full(len(starts), -1, np.int64)
    columns = (read_only(column, np.int64) for column in (runs, order, starts, ends))
    _lead(*columns, float(least), leader)
    return leader


def stars(
    order: np.ndarray, first: np.ndarray, others: np.ndarray, mutual: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The centres; and the places that are no centre and in no star of one, with the star that each joins.

    Place i has the links `first[i]:first[i + 1]` to the places `others`; the places take their turns as in `order`. One
    that is in no star yet joins the star of which more than half is linked with it, both ways (`mutual`): the one with
    most of these, the first of several; else it becomes a centre, and all that it links to are in its star.
    """
    count, most = len(order), len(order) + len(others)
    centres, joined, into = (np.empty(count, np.int64) for _ in range(3))
    heads, following, of = np.full(count, -1, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    sizes, found, touched = np.empty(count, np.int64), np.zeros(count, np.int64), np.empty(count, np.int64)
    given = (read_only(column, np.int64) for column in (order, first, others))
    numbers = _stars(
        *given, read_only(mutual, np.bool_), heads, following, of, sizes, found, touched, centres, joined, into
    )
    return centres[: numbers[0]].copy(), joined[: numbers[1]].copy(), into[: numbers[1]].copy()


@kernel
def _lead(
    runs: np.ndarray, order: np.ndarray, starts: np.ndarray, ends: np.ndarray, least: float, leader: np.ndarray
) -> None:
    for run in range(len(runs) - 1):
        begin, end = runs[run], runs[run + 1]
        for turn in range(begin, end):
            span = order[turn]
            if leader[span] >= 0:
                continue
            for other in range(begin, end):
                if starts[other] >= ends[span]:
                    break  # as do all that follow
                if leader[other] >= 0:
                    continue
                both = min(ends[span], ends[other]) - max(starts[span], starts[other])
                if both < 0:
                    both = 0
                if both / (ends[span] - starts[span] + ends[other] - starts[other] - both) >= least:
                    leader[other] = span


@kernel
def _stars(
    order: np.ndarray,
    first: np.ndarray,
    others: np.ndarray,
    mutual: np.ndarray,
    heads: np.ndarray,
    following: np.ndarray,
    of: np.ndarray,
    sizes: np.ndarray,
    found: np.ndarray,
    touched: np.ndarray,
    centres: np.ndarray,
    joined: np.ndarray,
    into: np.ndarray,
) -> tuple[int, int]:
    stars, late, memberships = 0, 0, 0
    for turn in range(len(order)):
        place = order[turn]
        if heads[place] >= 0:
            continue
        met = 0
        for link in range(first[place], first[place + 1]):
            if mutual[link]:
                membership = heads[others[link]]
                while membership >= 0:
                    star = of[membership]
                    if found[star] == 0:
                        touched[met] = star
                        met += 1
                    found[star] += 1
                    membership = following[membership]
        best, best_found = -1, 0
        for number in range(met):
            star = touched[number]
            here = found[star]
            if 2 * here > sizes[star] and (here > best_found or (here == best_found and star < best)):
                best, best_found = star, here
            found[star] = 0
        if best >= 0:
            of[memberships], following[memberships] = best, -1
            heads[place] = memberships
            memberships += 1
            joined[late], into[late] = place, best
            late += 1
            continue
        of[memberships], following[memberships] = stars, heads[place]
        heads[place] = memberships
        memberships += 1
        for link in range(first[place], first[place + 1]):
            member = others[link]
            of[memberships], following[memberships] = stars, heads[member]
            heads[member] = memberships
            memberships += 1
        centres[stars] = place
        sizes[stars] = 1 + first[place + 1] - first[place]
        stars += 1
    return stars, late
