"""Pairs of articles → shared passages, compiled: the algorithm of `tiling`, for many pairs.

Results are identical to those of `tiling`, which is easier to read. Compiled on the first call and cached on disk, so
it is only imported when needed.
"""

import heapq
from typing import Any, NamedTuple

import numpy as np

from leesbril.engine.kernels import helper, kernel

MOST_WORDS = 1 << 21
"""Longer articles do not fit: a run is packed into 63 bits: its length and its position in both articles."""
_LAST = MOST_WORDS - 1
_COLUMNS = 8
"""Columns of a passage: pair, first and last word in a, first and last word in b, words, runs, widespread."""


class Text(NamedTuple):
    """The words of all articles, their repeated runs by article, and which runs are unclean (see `repeats`)."""

    codes: np.ndarray
    first: np.ndarray
    run_first: np.ndarray
    runs: np.ndarray
    run_words: np.ndarray
    unclean: np.ndarray
    read: np.ndarray
    bits: np.ndarray


class Pair(NamedTuple):
    """The words of two articles, which of them are in a passage, and the passage that begins at each word of a."""

    a: np.ndarray
    b: np.ndarray
    taken_a: np.ndarray
    taken_b: np.ndarray
    begins: np.ndarray


class Tiles(NamedTuple):
    """Runs of equal words (`i`, `j`, `words`), each linked to the `next` of its passage; and the passages.

    Passage `p` goes from run `head[p]` to run `tail[p]`; `wide`: it is widespread; `alive`: it has not been merged into
    another.
    """

    i: np.ndarray
    j: np.ndarray
    words: np.ndarray
    next: np.ndarray
    head: np.ndarray
    tail: np.ndarray
    wide: np.ndarray
    alive: np.ndarray


def packed(tiles: np.ndarray) -> np.ndarray:
    """Tiles (position in the first and second article, words) packed into one integer each, as `align` takes them."""
    i, j, words = tiles.reshape(-1, 3).T
    numbers: np.ndarray = (_LAST - words) << 42 | i << 21 | j
    return numbers


@kernel
def align(
    rows: np.ndarray,
    text: Text,
    length: int,
    gaps: np.ndarray,
    shortest: int,
    all_passages: bool,
    most_hits: int,
    given: np.ndarray,
    given_first: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The passages of pairs of rows, in order, and their bits; without pairs that have only widespread passages.

    With `all_passages` these pairs are included. `gaps` are tried in order, for runs of `shortest` words or more. Pair
    `n` has the tiles `given[given_first[n]:given_first[n + 1]]`, made by `packed`; if there are none, they are
    computed, except for pairs with more than `most_hits` matching positions per word. These are the third result: the
    number of the pair and its two rows, the alphabetically first article first.
    """
    table, bits, found = np.empty((1024, _COLUMNS), np.int64), np.empty(1024), 0
    dense, left_out = np.empty((len(rows), 3), np.int64), 0
    for number in range(len(rows)):
        a, b = rows[number]
        swapped = _comes_later(text, a, b)
        if swapped:
            a, b = b, a
        runs = given[given_first[number] : given_first[number + 1]]
        if not len(runs):
            most = most_hits * (text.first[a + 1] - text.first[a] + text.first[b + 1] - text.first[b])
            runs, too_many = _runs(text, a, b, length, most)
            if too_many:
                dense[left_out] = number, a, b
                left_out += 1
        if not len(runs):
            continue
        pair = _pair(text.codes[text.first[a] : text.first[a + 1]], text.codes[text.first[b] : text.first[b + 1]])
        tiles, passages = _tiled(pair, runs, text, a, b, length, gaps, shortest)
        if not all_passages and np.all(tiles.wide[:passages]):
            continue
        if found + passages > len(table):
            table = np.concatenate((table, np.empty((len(table) + passages, _COLUMNS), np.int64)))
            bits = np.concatenate((bits, np.empty(len(bits) + passages)))
        for p in range(passages):
            if tiles.alive[p]:
                bits[found] = _write_passage(table[found], text, tiles, p, a, b, swapped)
                table[found, 0] = number
                found += 1
    return table[:found].copy(), bits[:found].copy(), dense[:left_out].copy()


@helper
def _comes_later(text: Text, a: int, b: int) -> Any:
    """Whether the words of a come after those of b alphabetically."""
    words_a, words_b = text.first[a + 1] - text.first[a], text.first[b + 1] - text.first[b]
    for word in range(min(words_a, words_b)):
        one, other = text.codes[text.first[a] + word], text.codes[text.first[b] + word]
        if one != other:
            return one > other
    return words_a > words_b


@helper
def _runs(text: Text, a: int, b: int, length: int, most: int) -> tuple[np.ndarray, bool]:
    """All maximal runs of `length` equal words or more, each packed into one integer, the longest first.

    No runs, and True, if there are more than `most` matching positions.
    """
    hits, found = np.empty(64, np.int64), 0
    x, y = text.run_first[a], text.run_first[b]
    while x < text.run_first[a + 1] and y < text.run_first[b + 1]:
        run = text.runs[x]
        if run < text.runs[y]:
            x += 1
        elif run > text.runs[y]:
            y += 1
        else:
            end = y
            while end < text.run_first[b + 1] and text.runs[end] == run:
                if found == most:
                    return hits[:0], True
                if found == len(hits):
                    hits = np.concatenate((hits, np.empty(found, np.int64)))
                i, j = np.int64(text.run_words[x]), np.int64(text.run_words[end])
                hits[found] = ((j - i + MOST_WORDS) << 21) | i
                found, end = found + 1, end + 1
            x += 1
    hits = hits[:found]
    hits.sort()
    joined, start = 0, 0
    for end in range(1, found + 1):
        if end == found or hits[end] != hits[end - 1] + 1:
            i, j = hits[start] & _LAST, (hits[start] >> 21) - MOST_WORDS + (hits[start] & _LAST)
            hits[joined] = _run(i, j, end - start + length - 1)
            joined, start = joined + 1, end
    return hits[:joined], False


@helper
def _run(i: Any, j: Any, words: Any) -> Any:
    return ((_LAST - words) << 42) | (i << 21) | j


@helper
def _pair(a: np.ndarray, b: np.ndarray) -> Pair:
    none = np.zeros(len(a), np.uint8), np.zeros(len(b), np.uint8)
    return Pair(a, b, none[0], none[1], np.full(len(a), -1, np.int32))


@helper
def _are_free(pair: Pair, i: int, j: int, words_a: int, words_b: int) -> bool:
    for word in range(i, min(i + words_a, len(pair.a))):
        if pair.taken_a[word]:
            return False
    for word in range(j, min(j + words_b, len(pair.b))):  # noqa: SIM110  (compiled, `all` is slower)
        if pair.taken_b[word]:
            return False
    return True


@helper
def _tiled(
    pair: Pair, runs: np.ndarray, text: Text, a: int, b: int, length: int, gaps: np.ndarray, shortest: int
) -> tuple[Tiles, int]:
    """Tile two articles, then extend the tiles: all forwards, then all backwards."""
    most = min(len(pair.a), len(pair.b)) // min(length, shortest) + 1
    size = np.empty((6, most), np.int32)
    marks = np.zeros((2, most), np.bool_)
    tiles = Tiles(size[0], size[1], size[2], size[3], size[4], size[5], marks[0], marks[1])
    passages = _greedy(pair, runs, tiles, text, a, b, length)
    count = passages
    if len(gaps):
        count = _grow(pair, tiles, count, passages, gaps, shortest)
        pair = Pair(
            pair.a[::-1].copy(), pair.b[::-1].copy(), pair.taken_a[::-1].copy(), pair.taken_b[::-1].copy(), pair.begins
        )
        _reverse(pair, tiles, count, passages)
        count = _grow(pair, tiles, count, passages, gaps, shortest)
        _reverse(pair, tiles, count, passages)
    return tiles, passages


@helper
def _greedy(pair: Pair, runs: np.ndarray, tiles: Tiles, text: Text, a: int, b: int, length: int) -> int:
    """Greedy string tiling: take the longest run of free words, until none is left (Wise 1993)."""
    waiting = [run for run in runs]
    heapq.heapify(waiting)
    passages = 0
    while len(waiting):
        key = heapq.heappop(waiting)
        words, i, j = _LAST - (key >> 42), (key >> 21) & _LAST, key & _LAST
        if _are_free(pair, i, j, words, words):
            pair.taken_a[i : i + words] = 1
            pair.taken_b[j : j + words] = 1
            wide = True
            for start in range(words - length + 1):
                unclean_a, unclean_b = text.unclean[text.first[a] + i + start], text.unclean[text.first[b] + j + start]
                wide = wide and (unclean_a or unclean_b)
            tiles.i[passages], tiles.j[passages], tiles.words[passages], tiles.next[passages] = i, j, words, -1
            tiles.head[passages] = tiles.tail[passages] = passages
            tiles.wide[passages], tiles.alive[passages] = wide, True
            pair.begins[i] = passages
            passages += 1
            continue
        free = 0
        for word in range(words + 1):
            if word < words and not pair.taken_a[i + word] and not pair.taken_b[j + word]:
                free += 1
            else:
                if free >= length:
                    heapq.heappush(waiting, _run(i + word - free, j + word - free, free))
                free = 0
    return passages


@helper
def _grow(pair: Pair, tiles: Tiles, count: int, passages: int, gaps: np.ndarray, shortest: int) -> int:
    """Extend every passage forwards as far as possible; returns the new number of runs."""
    for p in range(passages):
        while tiles.alive[p]:
            i, j, gained = _step(pair, tiles, p, gaps, shortest)
            if not gained:
                break
            last, other = tiles.tail[p], pair.begins[i]
            pair.taken_a[i : i + gained] = 1
            pair.taken_b[j : j + gained] = 1
            if other >= 0:
                pair.begins[i] = -1
                tiles.alive[other] = False
                tiles.next[last], tiles.tail[p] = tiles.head[other], tiles.tail[other]
            else:
                tiles.i[count], tiles.j[count], tiles.words[count], tiles.next[count] = i, j, gained, -1
                tiles.next[last] = tiles.tail[p] = count
                count += 1
    return count


@helper
def _step(pair: Pair, tiles: Tiles, p: int, gaps: np.ndarray, shortest: Any) -> tuple[Any, Any, Any]:
    """The first longest run after a gap of free words: free words, or the start of a passage of the same kind."""
    last = tiles.tail[p]
    i, j = tiles.i[last] + tiles.words[last], tiles.j[last] + tiles.words[last]
    best_i, best_j, best = np.int64(0), np.int64(0), np.int64(0)
    for number in range(len(gaps)):
        at_i, at_j = i + gaps[number, 0], j + gaps[number, 1]
        if at_i >= len(pair.a) or at_j >= len(pair.b):
            continue
        other, gained = pair.begins[at_i], np.int64(0)
        if other >= 0 and tiles.j[tiles.head[other]] == at_j and tiles.wide[other] == tiles.wide[p]:
            gained = np.int64(tiles.words[tiles.head[other]])
        else:
            gained = _free_run(pair, at_i, at_j)
        if gained >= max(shortest, best + 1) and _are_free(pair, i, j, gaps[number, 0], gaps[number, 1]):
            best_i, best_j, best = at_i, at_j, gained
    return best_i, best_j, best


@helper
def _free_run(pair: Pair, i: Any, j: Any) -> Any:
    words, most = np.int64(0), min(len(pair.a) - i, len(pair.b) - j)
    while words < most and pair.a[i + words] == pair.b[j + words]:
        if pair.taken_a[i + words] or pair.taken_b[j + words]:
            break
        words += 1
    return words


@helper
def _reverse(pair: Pair, tiles: Tiles, count: int, passages: int) -> None:
    """Reverse the tiles: positions as in the two articles read backwards."""
    pair.begins[:] = -1
    for run in range(count):
        tiles.i[run] = len(pair.a) - tiles.i[run] - tiles.words[run]
        tiles.j[run] = len(pair.b) - tiles.j[run] - tiles.words[run]
    for p in range(passages):
        if tiles.alive[p]:
            before, run = -1, tiles.head[p]
            while run >= 0:
                before, tiles.next[run], run = run, before, tiles.next[run]
            tiles.head[p], tiles.tail[p] = tiles.tail[p], tiles.head[p]
            pair.begins[tiles.i[tiles.head[p]]] = p


@helper
def _write_passage(row: np.ndarray, text: Text, tiles: Tiles, p: int, a: int, b: int, swapped: bool) -> float:
    """Write the columns of one passage to `row`; returns its bits."""
    start_a, start_b = text.first[a], text.first[b]
    bits, words, runs, run = 0.0, 0, 0, tiles.head[p]
    while run >= 0:
        for word in range(tiles.words[run]):
            one = text.bits[text.read[start_a + tiles.i[run] + word]]
            other = text.bits[text.read[start_b + tiles.j[run] + word]]
            bits += min(one, other)
        words, runs, run = words + tiles.words[run], runs + 1, tiles.next[run]
    head, tail = tiles.head[p], tiles.tail[p]
    x, y = (3, 1) if swapped else (1, 3)
    row[x], row[x + 1] = start_a + tiles.i[head], start_a + tiles.i[tail] + tiles.words[tail] - 1
    row[y], row[y + 1] = start_b + tiles.j[head], start_b + tiles.j[tail] + tiles.words[tail] - 1
    row[5], row[6], row[7] = words, runs, tiles.wide[p]
    return bits
