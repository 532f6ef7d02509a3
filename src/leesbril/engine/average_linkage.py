"""Sums of similarities → groups by average linkage, compiled, for millions of pairs.

Nearest-neighbour chains (Benzécri 1982; Murtagh 1983) on sparse sums. A group is a list of the rows of its members,
which name groups as they were; a row is brought up to date when its group is asked for its nearest, in its own place.
So merging costs nothing, and no memory is taken but the sums.

Compiled on the first call and cached on disk, so it is only imported when needed.
"""

from typing import NamedTuple

import numpy as np

from leesbril.engine.kernels import helper, kernel, read_only


class Groups(NamedTuple):
    """The groups, named after their first item, while they are merged.

    The row of item i is `others[first[i]:ends[i]]`, with the `sums` of the similarities of all pairs of two groups.
    `parent` leads from an item to the name of its group; `sizes` are of groups; `follows` is the next item of a group
    that has a row (-1: none), `tails` the last one. `places` is working memory, -1 throughout.
    """

    first: np.ndarray
    ends: np.ndarray
    others: np.ndarray
    sums: np.ndarray
    sizes: np.ndarray
    parent: np.ndarray
    follows: np.ndarray
    tails: np.ndarray
    places: np.ndarray


def linked(first: np.ndarray, others: np.ndarray, sums: np.ndarray, sizes: np.ndarray, least: int) -> np.ndarray:
    """The group of each item: groups that are each other's nearest are merged if the mean of their pairs is `least`.

    `others` and `sums` are symmetric compressed sparse rows of whole numbers, which begin at `first`; `sizes` the
    number of articles of each item. Of equally near groups the one with the first item is taken.
    """
    count = len(sizes)
    groups = Groups(
        read_only(first, np.int64),
        np.array(first[1:], np.int64),
        np.array(others, np.int32),
        np.array(sums, np.int64),
        np.array(sizes, np.int64),
        np.arange(count),
        np.full(count, -1),
        np.arange(count),
        np.full(count, -1),
    )
    _link(groups, np.empty(count + 1, np.int64), least)
    return groups.parent


@kernel
def _link(groups: Groups, chain: np.ndarray, least: int) -> None:
    """Merge all groups that are near enough; then each parent is the name of a group."""
    for start in range(groups.sizes.size):
        length = 0
        if groups.parent[start] == start:
            chain[0], length = start, 1
        while length:
            last = chain[length - 2] if length > 1 else -1
            nearest = _nearest(groups, chain[length - 1], last, least)
            if nearest < 0:
                length -= 1
            elif nearest == last:
                length -= 2
                merged = _merge(groups, chain[length], chain[length + 1])
                if length == 0:
                    chain[0], length = merged, 1
            else:
                chain[length] = nearest
                length += 1
    for item in range(groups.parent.size):
        groups.parent[item] = _name(groups.parent, item)


@helper
def _name(parent: np.ndarray, item: int) -> int:
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item


@helper
def _nearest(groups: Groups, group: int, last: int, least: int) -> int:
    """The group with the highest mean similarity to this one, of several `last` or else the first; -1: none is near."""
    _update(groups, group)
    found, most, item = -1, 0.0, group
    while item >= 0:
        for place in range(groups.first[item], groups.ends[item]):
            other = groups.others[place]
            groups.places[other] = -1
            mean = groups.sums[place] / groups.sizes[other]
            if mean > most or (mean == most and found != last and (other == last or other < found)):
                found, most = other, mean
        item = groups.follows[item]
    return found if most > 0 and most >= least * groups.sizes[group] else -1


@helper
def _update(groups: Groups, group: int) -> None:
    """Sum the rows of a group by what the other groups are now, in their own place."""
    row, item, at = group, group, groups.first[group]
    while item >= 0:
        for place in range(groups.first[item], groups.ends[item]):
            other, value = _name(groups.parent, groups.others[place]), groups.sums[place]
            if other == group:
                continue
            known = groups.places[other]
            if known >= 0:
                groups.sums[known] += value
                continue
            while at == groups.ends[row]:  # what is written is never more than what was read
                row = groups.follows[row]
                at = groups.first[row]
            groups.others[at], groups.sums[at], groups.places[other] = other, value, at
            at += 1
        item = groups.follows[item]
    groups.ends[row], groups.follows[row], groups.tails[group] = at, -1, row


@helper
def _merge(groups: Groups, one: int, other: int) -> int:
    name, taken = min(one, other), max(one, other)
    groups.parent[taken] = name
    groups.sizes[name] += groups.sizes[taken]
    groups.follows[groups.tails[name]] = taken
    groups.tails[name] = groups.tails[taken]
    return name
