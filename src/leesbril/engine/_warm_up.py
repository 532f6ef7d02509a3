"""Calls every compiled function once with tiny arrays, so that all are compiled and cached on disk."""

from types import SimpleNamespace

import numpy as np


def compile_all() -> str | None:
    """Call every kernel with arrays of the types used in practice; returns the cache folder, or None."""
    for part in (_scanning, _sparse_rows, _all_pairs, _offsets, _passages, _families, _groups):  # in the order of use
        part()
    from leesbril.engine.alignment import align

    kept: str | None = align.stats.cache_path  # type: ignore[attr-defined]
    return kept


def _scanning() -> None:
    from leesbril.engine.scanning import Scanner

    text = np.frombuffer(b"a " * 50_000, np.uint8)  # enough for the table to grow
    list(Scanner().count(text, np.array([0, len(text)])))
    Scanner().in_order(text, np.array([0, len(text)]))


def _sparse_rows() -> None:
    from leesbril.engine.sparse_rows import highest, most_entries, product

    first, codes, starts = np.array([0, 1]), np.zeros(1, np.int32), np.array([0, 1])
    most_entries(first, codes, starts)
    product(first, codes, np.ones(1, np.uint8), starts, codes, np.empty(1, np.int32), np.empty(1, np.int32))
    highest(first, np.ones(1), 1, 1.0)


def _all_pairs() -> None:
    from leesbril.engine.all_pairs import nearest_neighbours, shared_terms

    first, terms = np.arange(4, dtype=np.int32), np.zeros(3, np.int32)
    nearest_neighbours(
        SimpleNamespace(indptr=first, indices=terms, data=np.ones(3), shape=(3, 1)), top=1, threshold=0.5
    )
    shared_terms(SimpleNamespace(indptr=first, indices=terms, shape=(3, 1)), np.array([0]), np.array([1]))


def _offsets() -> None:
    from leesbril.engine.offsets import by_type, expand, spaced

    one, first = np.zeros(1, np.int32), np.array([0, 1])
    expand(one, one, first, one, np.empty(1, np.int32), np.empty(1, np.int32))
    by_type(one, np.zeros(1, np.int64), 0, np.empty(1, np.int32))
    spaced(np.full(1, 97, np.uint8), first, first, one, one)


def _passages() -> None:
    from leesbril.engine import repeats
    from leesbril.engine.alignment import Text, align
    from leesbril.engine.kernels import read_only

    codes, first, length, every = np.tile(np.arange(2, dtype=np.int32), 2), np.array([0, 2, 4]), 2, (1 << 64) - 1
    size = int(repeats.sizes(codes, first, length, 1, every)[0])
    found = repeats.repeats(codes, first, length, 1, 0, size, every)
    part, unclean, fixed = repeats.Repeats(*map(read_only, found)), np.zeros(len(codes), np.uint8), read_only(first)
    repeats.mark_unclean(unclean, part.places, part.first, part.articles, 9.0, fixed, length)
    repeats.pairs_with(part.places, part.first, part.articles, 9.0, read_only(unclean), read_only(codes), fixed)
    columns = codes, first, *repeats.listed([part], 2), unclean, codes, np.ones(2)
    rows, gaps, none = read_only(np.array([[0, 1]])), np.array([[0, 1]]), read_only(np.zeros(2, np.int64))
    align(rows, Text(*map(read_only, columns)), length, gaps, 2, False, 1, none[:0], none)


def _families() -> None:
    from leesbril.engine.stars import leaders, stars

    one, first = np.zeros(1, np.int64), np.array([0, 1])
    leaders(first, one, one, first[1:], 0.5)
    stars(one, first, one, np.zeros(1, bool))


def _groups() -> None:
    from leesbril.engine.average_linkage import linked

    linked(np.array([0, 1, 2]), np.array([1, 0]), np.ones(2, np.int64), np.ones(2, np.int64), 1)
