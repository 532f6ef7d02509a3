"""Weighted rows → exact nearest neighbours of each row, compiled, on all cores.

All-pairs similarity search (Bayardo, Ma & Srikant 2007) with the bounds of L2AP (Anastasiu & Karypis 2014). Terms are
ordered from rare to common. The rare terms of a row are looked up in the other rows, with scores summed in single
precision. Its common terms are not: they add at most the product of the norms of the two remainders (Cauchy-Schwarz).
Only where both together can reach the threshold is the cosine computed, in double precision and in the order of the
terms, so that it equals that of a matrix product to the last bit. The split of the terms, the blocks of rows and the
number of threads change no result.

Compiled on the first call and cached on disk, so it is only imported when needed.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any, NamedTuple

import numpy as np

from leesbril.engine._windows import Job, Spans, plan
from leesbril.engine.kernels import helper, kernel, read_only, reordered

SPLITS = 40
"""Number of positions where a row can be split into rare and common terms."""
COMMON = 0.9
"""Maximum norm of the common terms, as a fraction of the threshold, below 1; affects speed only."""
STEP = 20_000_000
"""Pairs between two checks for interruption: some tenths of a second."""
TICKS = 1e12
"""Cosines equal to twelve decimals are ties: smaller differences are rounding errors."""


class Whole(NamedTuple):
    """The input: compressed sparse rows of length one, with sorted terms."""

    first: np.ndarray
    terms: np.ndarray
    weights: np.ndarray


class Block(NamedTuple):
    """Some rows, with terms numbered from rare to common; terms in only one of the rows are left out.

    `rows` are their numbers in the input; `first`, `terms`, `weights` the rows, with terms in the original order;
    `starts`, `holders`, `parts` the same by term, in single precision; `lengths` the norm of each row from each of the
    `splits` on.
    """

    rows: np.ndarray
    first: np.ndarray
    terms: np.ndarray
    weights: np.ndarray
    starts: np.ndarray
    holders: np.ndarray
    parts: np.ndarray
    splits: np.ndarray
    lengths: np.ndarray


class Workspace(NamedTuple):
    """Working memory: for each row `scores` and `candidates`, for each term `window` and `spread`."""

    scores: np.ndarray
    candidates: np.ndarray
    window: np.ndarray
    spread: np.ndarray


class Best(NamedTuple):
    """The nearest neighbours of each row so far, best first; -1 where there is none yet."""

    cosines: np.ndarray
    others: np.ndarray


def nearest_neighbours(
    matrix: Any,
    *,
    top: int,
    threshold: float,
    spans: tuple[np.ndarray, np.ndarray, int] | None = None,
    progress: Callable[[int], Any] | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """The cosines of the `top` nearest neighbours of each row, and their row numbers: two tables of rows × top.

    Best first, ties by row number; -1 where fewer reach the threshold. `matrix` is in compressed sparse rows of length
    one, with sorted terms. `spans` (start and end of each row, and the maximum distance) leaves out pairs. `progress`
    takes a number of rows and returns an object with `update` and `close`, such as a progress bar.
    """
    whole = Whole(read_only(matrix.indptr, np.int64), read_only(matrix.indices), read_only(matrix.data))
    count, terms = matrix.shape
    dates = Spans(*spans) if spans else Spans(np.zeros(count, np.int64), np.zeros(count, np.int64), 1)
    workers = os.cpu_count() or 1
    jobs, threshold = list(plan(dates, workers)), float(threshold)
    bar = progress(sum(job.end - job.begin for job in jobs)) if progress else None
    best, stop = _nothing(count, top), Event()

    def run(job: Job, stripe: int, built: Future[Block]) -> tuple[np.ndarray, Best]:
        block = built.result()
        found = _nothing(len(block.rows), top)
        for part in _parts(job, stripe, block, dates, threshold, found):
            if bar:
                bar.update(part)
            if stop.is_set():
                break
        return block.rows, found

    with ThreadPoolExecutor(workers) as pool:
        try:
            results: deque[Future[tuple[np.ndarray, Best]]] = deque()
            for job in jobs:
                block = pool.submit(_block, whole, job, terms)
                results.extend(pool.submit(run, job, stripe, block) for stripe in range(job.stripes))
            while results:  # freed once merged
                _merge(best, *results.popleft().result())
        finally:
            stop.set()  # after an interruption, no thread continues to the end of its block
            pool.shutdown(cancel_futures=True)
            if bar:
                bar.close()
    return best


def _nothing(rows: int, top: int) -> Best:
    return Best(np.full((rows, top), -1.0), np.full((rows, top), -1, np.int64))


def _parts(job: Job, stripe: int, block: Block, spans: Spans, threshold: float, best: Best) -> Iterator[int]:
    """Look up the queries of a stripe in the block of the job, some at a time; yields the number done."""
    space, asked, (lows, highs) = _space(block), job.asked(stripe), job.local()
    slack = np.diff(block.first).max() * 2.0**-23 + 1e-6  # more than the rounding error in single precision
    for part in np.array_split(asked, len(asked) * len(block.rows) // STEP + 1):
        queries = part + job.high - job.low
        _look_up(block, spans, queries, lows[part], highs[part], threshold, slack, space, best)
        yield len(part)


def _block(whole: Whole, job: Job, terms: int) -> Block:
    rows = job.rows
    frequency = np.zeros(terms, np.int64)
    _count_rows(whole, rows, frequency)
    kept = np.flatnonzero(frequency > 1)
    kept = kept[np.argsort(frequency[kept], kind="stable")]
    number = np.full(terms, -1, np.int32)
    number[kept] = np.arange(len(kept))
    starts = np.concatenate([[0], np.cumsum(frequency[kept])])
    splits = _splits(frequency[kept])
    level = np.searchsorted(splits, np.arange(len(kept)), side="right") - 1
    size, lengths = int(starts[-1]), np.zeros((len(splits), len(rows)), np.float32)
    block = Block(
        rows,
        np.zeros(len(rows) + 1, np.int64),
        np.empty(size, np.int32),
        np.empty(size),
        starts,
        np.empty(size, np.int32),
        np.empty(size, np.float32),
        splits,
        lengths,
    )
    _fill(block, whole, number, starts[:-1].copy())
    _measure(lengths, whole, rows, number, level, np.empty(len(splits)))
    return block


def _space(block: Block) -> Workspace:
    rows, terms = len(block.rows), len(block.starts) - 1
    window = np.stack([block.starts[:-1], block.starts[:-1]], axis=1)
    return Workspace(np.zeros(rows, np.float32), np.empty(rows, np.int32), window, np.zeros(terms))


def _splits(frequency: np.ndarray) -> np.ndarray:
    """Term numbers to split at: closer together among common terms, where a step costs more."""
    effort = np.cumsum(np.concatenate([[0], frequency.astype(float) ** 1.5]))
    steps = np.searchsorted(effort, np.linspace(0, 1, SPLITS) ** 2 * effort[-1])
    return np.unique(np.concatenate([[0], steps, [len(frequency)]])).astype(np.int32)


@kernel
def _count_rows(whole: Whole, rows: np.ndarray, frequency: np.ndarray) -> None:
    """The number of rows that contain each term."""
    for row in rows:
        for k in range(whole.first[row], whole.first[row + 1]):
            frequency[whole.terms[k]] += 1


@kernel
def _fill(block: Block, whole: Whole, number: np.ndarray, ends: np.ndarray) -> None:
    """Fill the block: the rows with renumbered terms, and for each term the rows that contain it, and its weights.

    `ends` has for each term the current end of its rows.
    """
    at = 0
    for place in range(block.rows.size):
        for k in range(whole.first[block.rows[place]], whole.first[block.rows[place] + 1]):
            term = number[whole.terms[k]]
            if term >= 0:
                block.terms[at], block.weights[at] = term, whole.weights[k]
                block.holders[ends[term]], block.parts[ends[term]] = place, whole.weights[k]
                ends[term] += 1
                at += 1
        block.first[place + 1] = at


@kernel
def _measure(
    lengths: np.ndarray, whole: Whole, rows: np.ndarray, number: np.ndarray, level: np.ndarray, squares: np.ndarray
) -> None:
    """The norm of each row from each split on; `squares` is working memory, one number per split."""
    for place in range(rows.size):
        squares[:] = 0
        for k in range(whole.first[rows[place]], whole.first[rows[place] + 1]):
            if number[whole.terms[k]] >= 0:
                squares[level[number[whole.terms[k]]]] += whole.weights[k] ** 2
        total = 0.0
        for split in range(squares.size - 1, -1, -1):
            total += squares[split]
            lengths[split, place] = np.sqrt(total)


@reordered
def _add(scores: np.ndarray, holders: np.ndarray, parts: np.ndarray, weight: np.float32) -> None:
    for p in range(holders.size):
        scores[np.uint32(holders[p])] += weight * parts[p]


@reordered
def _can_reach(space: Workspace, lengths: np.ndarray, length: float, low: int, high: int, floor: np.float32) -> int:
    """The rows whose score can reach the floor with the common terms added; checked in blocks of 64."""
    count, scores = 0, space.scores
    for begin in range(low, high, 64):
        end = min(begin + 64, high)
        most = np.float32(0)
        for row in range(begin, end):
            most = max(most, scores[row] + length * lengths[row])
        if most >= floor:
            for row in range(begin, end):
                if scores[row] + length * lengths[row] >= floor:
                    space.candidates[count] = row
                    count += 1
    return count


@helper
def _cosine(block: Block, row: int, spread: np.ndarray) -> float:
    """The product with the row in `spread`, summed in the order of the terms, because rounding depends on the order."""
    total = 0.0
    for k in range(block.first[row], block.first[row + 1]):
        total += spread[block.terms[k]] * block.weights[k]
    return min(total, 1.0)


@helper
def _insert(best: Best, row: int, cosine: float, other: int) -> None:
    """Insert a row into the best of another, if it is among them; ordered by cosine, then row number."""
    last = best.cosines.shape[1] - 1
    tick = np.rint(cosine * TICKS)
    place = last + 1
    while place > 0:
        before = np.rint(best.cosines[row, place - 1] * TICKS)
        if before > tick or (before == tick and best.others[row, place - 1] < other):
            break
        place -= 1
    for k in range(last, place, -1):
        best.cosines[row, k], best.others[row, k] = best.cosines[row, k - 1], best.others[row, k - 1]
    if place <= last:
        best.cosines[row, place], best.others[row, place] = cosine, other


@kernel
def _merge(best: Best, rows: np.ndarray, found: Best) -> None:
    for place in range(rows.size):
        for k in range(found.cosines.shape[1]):
            if found.others[place, k] < 0:
                break
            _insert(best, rows[place], found.cosines[place, k], found.others[place, k])


@helper
def _score(block: Block, query: int, split: int, low: int, high: int, space: Workspace) -> None:
    """Sum the products of the rare terms of a row with each row from low up to high.

    `space.window` has for each term the range of these rows among its holders; both ends only move forwards. They are
    looked up first for all terms, so that memory accesses overlap.
    """
    for k in range(block.first[query], block.first[query + 1]):
        term = block.terms[k]
        if term >= split:
            continue
        begin, end, last = space.window[term, 0], space.window[term, 1], block.starts[term + 1]
        while end < last and block.holders[end] < high:
            end += 1
        while begin < end and block.holders[begin] < low:
            begin += 1
        space.window[term, 0], space.window[term, 1] = begin, end
    for k in range(block.first[query], block.first[query + 1]):
        term = block.terms[k]
        if term < split:
            begin, end = space.window[term, 0], space.window[term, 1]
            _add(space.scores, block.holders[begin:end], block.parts[begin:end], np.float32(block.weights[k]))


@kernel
def _look_up(
    block: Block,
    spans: Spans,
    queries: np.ndarray,
    lows: np.ndarray,
    highs: np.ndarray,
    threshold: float,
    slack: float,
    space: Workspace,
    best: Best,
) -> None:
    """Find the neighbours of each query, and insert them for both rows.

    The norm of the common terms of a query is at most COMMON times the threshold. So a row that shares no rare term
    cannot reach the threshold, since its norm is at most one, and is not a candidate. If that norm were the threshold
    or more, every row would be a candidate: two hundred times as slow.
    """
    last = best.cosines.shape[1] - 1
    for place in range(queries.size):
        query, low, high = queries[place], lows[place], highs[place]
        row, split = block.rows[query], 0
        while block.lengths[split, query] > COMMON * threshold:
            split += 1
        length, lengths = block.lengths[split, query], block.lengths[split]
        _score(block, query, block.splits[split], low, high, space)
        found = _can_reach(space, lengths, length, low, high, np.float32(threshold - slack))
        if found:
            _spread(block, query, space.spread, 1.0)
        for k in range(found - 1, -1, -1):  # ordered by date, the nearest come last
            near = np.int64(space.candidates[k])
            other = block.rows[near]
            if max(spans.start[row] - spans.end[other], spans.start[other] - spans.end[row]) >= spans.reach:
                continue
            most = space.scores[near] + length * lengths[near] + slack
            if most < best.cosines[query, last] and most < best.cosines[near, last]:
                continue
            cosine = _cosine(block, near, space.spread)
            if np.rint(cosine * TICKS) >= np.rint(threshold * TICKS):
                _insert(best, query, cosine, other)
                _insert(best, near, cosine, row)
        if found:
            _spread(block, query, space.spread, 0.0)
        space.scores[low:high] = 0


@helper
def _spread(block: Block, row: int, spread: np.ndarray, factor: float) -> None:
    """Write a row to a dense vector; with a factor of 0, clear it again."""
    for k in range(block.first[row], block.first[row + 1]):
        spread[block.terms[k]] = block.weights[k] * factor


def shared_terms(counts: Any, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The number of terms that the rows of each pair share; `counts` is in compressed sparse rows."""
    shared, order, workers = np.zeros(len(a), np.int64), np.argsort(a), os.cpu_count() or 1
    first, terms = read_only(counts.indptr, np.int64), read_only(counts.indices)

    def count(part: np.ndarray) -> None:
        found, holder = np.zeros(len(part), np.int64), np.full(counts.shape[1], -1, np.int32)
        _shared_terms(first, terms, a[part], b[part], holder, found)
        shared[part] = found

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(count, np.array_split(order, workers)))
    return shared


@kernel
def _shared_terms(
    first: np.ndarray, terms: np.ndarray, a: np.ndarray, b: np.ndarray, holder: np.ndarray, shared: np.ndarray
) -> None:
    """The same on one core; pairs are sorted by a. `holder` is the last row a that contains each term."""
    for pair in range(a.size):
        if pair == 0 or a[pair] != a[pair - 1]:
            for k in range(first[a[pair]], first[a[pair] + 1]):
                holder[terms[k]] = a[pair]
        for k in range(first[b[pair]], first[b[pair] + 1]):
            shared[pair] += holder[terms[k]] == a[pair]
