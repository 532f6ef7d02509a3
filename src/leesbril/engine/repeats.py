"""Runs of words that occur in two articles or more, compiled, in partitions that fit in memory.

Most runs occur once. So each partition (runs whose hash ends in the same bits) is first filtered with a table of two
bits per slot (seen once, seen again); only runs seen again are sorted. Runs with the same hash are then compared word
by word, so the hash affects speed only.

Compiled on the first call and cached on disk, so it is only imported when needed.
"""

from typing import Any, NamedTuple

import numpy as np

from leesbril.engine.kernels import helper, kernel, read_only

ROW = 32
"""A place packs the number of an article and, in its lower 32 bits, the number of a word in it."""
OFFSET = (1 << ROW) - 1
_BASE, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


class Repeats(NamedTuple):
    """Runs that occur in two articles or more: run `n` at `places[first[n]:first[n + 1]]`, in order.

    `articles` is the number of articles of each run.
    """

    places: np.ndarray
    first: np.ndarray
    articles: np.ndarray


class Listed(NamedTuple):
    """The same by article: article `row` has the runs `runs[first[row]:first[row + 1]]`, sorted, which start at its
    words `words`.
    """

    first: np.ndarray
    runs: np.ndarray
    words: np.ndarray


def sizes(codes: np.ndarray, first: np.ndarray, length: int, partitions: int, mask: int) -> np.ndarray:
    """The number of runs in each partition; `partitions` is a power of two."""
    return np.asarray(_sizes(read_only(codes), read_only(first), length, np.uint64(partitions - 1), np.uint64(mask)))


def repeats(
    codes: np.ndarray, first: np.ndarray, length: int, partitions: int, number: int, size: int, mask: int
) -> Repeats:
    """The repeated runs of `length` words in one partition of known size."""
    codes, first = read_only(codes), read_only(first)
    hashes, places = np.empty(size, dtype="uint64"), np.empty(size, dtype="int64")
    _gather(codes, first, length, np.uint64(partitions - 1), np.uint64(mask), np.uint64(number), hashes, places)
    slots = 1 << max(int(size * 8).bit_length(), 6)
    shift = np.uint64(partitions.bit_length() - 1)
    left = _seen_again(hashes, places, shift, np.uint64(slots - 1), np.zeros((2, slots >> 6), dtype="uint64"))
    order = np.argsort(hashes[:left])
    hashes, places = hashes[:left][order], places[:left][order]
    del order
    kept, runs, starts, articles = _grouped(hashes, places, codes, first, length)
    return Repeats(places[:kept].copy(), starts[: runs + 1].copy(), articles[:runs].copy())


@helper
def _power(length: int) -> Any:
    power = np.uint64(1)
    for _ in range(length):
        power = power * _BASE
    return power


@helper
def _rolled(rolling: Any, codes: np.ndarray, word: int, start: int, length: int, gone: Any) -> Any:
    """The rolling hash (a polynomial of the codes) of the run that ends with a word."""
    rolling = rolling * _BASE + np.uint64(codes[start + word])
    return rolling - gone * np.uint64(codes[start + word - length]) if word >= length else rolling


@helper
def _mixed(rolling: Any, mask: Any) -> Any:
    mixed = rolling * _MIX
    return (mixed ^ (mixed >> np.uint64(32))) & mask


@kernel
def _sizes(codes: np.ndarray, first: np.ndarray, length: int, low: Any, mask: Any) -> np.ndarray:
    counts, gone = np.zeros(low + np.uint64(1), np.int64), _power(length)
    for row in range(len(first) - 1):
        rolling, start = np.uint64(0), first[row]
        for word in range(first[row + 1] - start):
            rolling = _rolled(rolling, codes, word, start, length, gone)
            if word >= length - 1:
                counts[_mixed(rolling, mask) & low] += 1
    return counts


@kernel
def _gather(
    codes: np.ndarray,
    first: np.ndarray,
    length: int,
    low: Any,
    mask: Any,
    number: Any,
    hashes: np.ndarray,
    places: np.ndarray,
) -> None:
    gone, found = _power(length), 0
    for row in range(len(first) - 1):
        rolling, start = np.uint64(0), first[row]
        for word in range(first[row + 1] - start):
            rolling = _rolled(rolling, codes, word, start, length, gone)
            mixed = _mixed(rolling, mask)
            if mixed & low == number and word >= length - 1:
                hashes[found] = mixed
                places[found] = (row << ROW) | (word - length + 1)
                found += 1


@kernel
def _seen_again(hashes: np.ndarray, places: np.ndarray, shift: Any, slots: Any, table: np.ndarray) -> int:
    """Move runs whose slot in the table has more than one run to the front; returns their number."""
    six, low = np.uint64(6), np.uint64(63)
    for number in range(len(hashes)):
        slot = (hashes[number] >> shift) & slots
        bit = np.uint64(1) << (slot & low)
        if table[0, slot >> six] & bit:
            table[1, slot >> six] |= bit
        else:
            table[0, slot >> six] |= bit
    left = 0
    for number in range(len(hashes)):
        slot = (hashes[number] >> shift) & slots
        if table[1, slot >> six] & (np.uint64(1) << (slot & low)):
            hashes[left], places[left] = hashes[number], places[number]
            left += 1
    return left


@helper
def _same(codes: np.ndarray, one: int, other: int, length: int) -> bool:
    for word in range(length):  # noqa: SIM110  (compiled, `all` is slower)
        if codes[one + word] != codes[other + word]:
            return False
    return True


@helper
def _at(place: Any, first: np.ndarray) -> Any:
    return first[place >> ROW] + (place & OFFSET)


@kernel
def _grouped(
    hashes: np.ndarray, places: np.ndarray, codes: np.ndarray, first: np.ndarray, length: int
) -> tuple[int, int, np.ndarray, np.ndarray]:
    """Group equal runs, and move those in two articles or more to the front."""
    starts, articles = np.zeros(len(places) // 2 + 2, np.int64), np.zeros(len(places) // 2 + 1, np.int32)
    kept, runs, start = 0, 0, 0
    while start < len(places):
        end = start + 1
        while end < len(places) and hashes[end] == hashes[start]:
            end += 1
        while start < end:
            places[start:end].sort()
            stop, head = start + 1, _at(places[start], first)
            for number in range(start + 1, end):
                if _same(codes, head, _at(places[number], first), length):
                    places[stop], places[number] = places[number], places[stop]
                    stop += 1
            count = 1
            for number in range(start + 1, stop):
                count += (places[number] >> ROW) != (places[number - 1] >> ROW)
            if count > 1:
                for number in range(stop - start):
                    places[kept + number] = places[start + number]
                kept += stop - start
                articles[runs] = count
                runs += 1
                starts[runs] = kept
            start = stop
    return kept, runs, starts, articles


@kernel
def mark_unclean(
    unclean: np.ndarray,
    places: np.ndarray,
    starts: np.ndarray,
    articles: np.ndarray,
    limit: int,
    first: np.ndarray,
    length: int,
) -> None:
    """Mark every run that has a word in a widespread run (one in more articles than the limit) as unclean."""
    for run in range(len(articles)):
        if articles[run] > limit:
            for number in range(starts[run], starts[run + 1]):
                at, begin = _at(places[number], first), first[places[number] >> ROW]
                for place in range(max(begin, at - length + 1), min(at + length, first[(places[number] >> ROW) + 1])):
                    unclean[place] = 1


@kernel
def pairs_with(
    places: np.ndarray,
    starts: np.ndarray,
    articles: np.ndarray,
    limit: int,
    unclean: np.ndarray,
    codes: np.ndarray,
    first: np.ndarray,
) -> np.ndarray:
    """The pairs of articles that share a clean run, as row x articles + row; most of them once.

    Only the first clean place of a run in each article is used. A pair is skipped if the words before are also equal
    and start a clean run, because that earlier run gives the same pair.
    """
    pairs, found, rows = np.empty(1024, np.int64), 0, len(first) - 1
    clean = np.empty(len(places), np.int64)  # unused memory costs nothing
    for run in range(len(articles)):
        if articles[run] > limit:
            continue
        count = 0
        for place in places[starts[run] : starts[run + 1]]:
            again = count > 0 and clean[count - 1] >> ROW == place >> ROW
            if not again and not unclean[_at(place, first)]:
                clean[count] = place
                count += 1
        for one in range(count):
            x = _at(clean[one], first)
            leads = (clean[one] & OFFSET) > 0 and not unclean[x - 1]
            for other in range(one + 1, count):
                y = _at(clean[other], first)
                if leads and (clean[other] & OFFSET) > 0 and not unclean[y - 1] and codes[x - 1] == codes[y - 1]:
                    continue
                if found == len(pairs):
                    pairs = np.concatenate((pairs, np.empty(found, np.int64)))
                pairs[found] = (clean[one] >> ROW) * rows + (clean[other] >> ROW)
                found += 1
    return pairs[:found]


def listed(parts: list[Repeats], articles: int) -> Listed:
    """The repeated runs of all partitions, numbered consecutively, by article."""
    counts = np.zeros(articles + 1, dtype="int64")
    for part in parts:
        _count(part.places, counts)
    first = counts.cumsum()
    runs, words = np.empty(first[-1], dtype="int32"), np.empty(first[-1], dtype="int32")
    cursor, number = first[:-1].copy(), 0
    for part in parts:
        _fill(part.places, part.first, cursor, number, runs, words)
        number += len(part.articles)
    return Listed(first, runs, words)


@kernel
def _count(places: np.ndarray, counts: np.ndarray) -> None:
    for place in places:
        counts[(place >> ROW) + 1] += 1


@kernel
def _fill(
    places: np.ndarray, starts: np.ndarray, cursor: np.ndarray, base: int, runs: np.ndarray, words: np.ndarray
) -> None:
    for run in range(len(starts) - 1):
        for number in range(starts[run], starts[run + 1]):
            row = places[number] >> ROW
            runs[cursor[row]], words[cursor[row]] = base + run, places[number] & OFFSET
            cursor[row] += 1
