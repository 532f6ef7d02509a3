"""Weighted rows → for each row the others most alike: exact, compiled, on every core.

All-pairs similarity search (Bayardo, Ma & Srikant 2007) with the bounds of L2AP (Anastasiu & Karypis 2014). Terms are
numbered from the rarest to the commonest. The rare terms of a row are looked up in the other rows (each score is summed
in single precision); its common terms are not: what they can add at most is the product of the lengths of the two
remainders (Cauchy-Schwarz). Only where both together can reach the threshold is the cosine itself computed, in double
precision and in the order of the terms, so that it is the number that a plain product gives, to the last bit. Neither
the split of the terms, nor the blocks of rows, nor the number of threads changes any result.

Compiled when it is first called, and kept on disk from then on; so it is imported only where there is work for it.
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
"""Places where a row can be split in rare and common terms."""
COMMON = 0.9
"""How long the common terms of a row may be, in thresholds: the speed hangs on it, below one; the results do not."""
STEP = 20_000_000
"""Pairs between two looks at whether to stop: some tenths of a second."""
TICKS = 1e12
"""Cosines that are the same to twelve decimals are equal: less than that is the rounding of the machine."""


class Whole(NamedTuple):
    """The rows as they came, in compressed sparse rows, each of length one, its terms in order."""

    first: np.ndarray
    terms: np.ndarray
    weights: np.ndarray


class Block(NamedTuple):
    """Some rows, their terms numbered from the rarest on; terms that only one of them has are left out.

    `rows` are their numbers in the whole; `first`, `terms`, `weights` the rows, their terms in the old order; `starts`,
    `holders`, `parts` the same by term, in single precision; `lengths` that of each row from each of the `splits` on.
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


class Space(NamedTuple):
    """Room to work in: for each row `scores` and `candidates`, for each term `window` and `spread`."""

    scores: np.ndarray
    candidates: np.ndarray
    window: np.ndarray
    spread: np.ndarray


class Best(NamedTuple):
    """For each row the most alike so far, the best first; -1 where there is none yet."""

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
    """The cosines of the `top` rows most like each row, and the numbers of these rows: two tables of rows × top.

    The best first, among equals the one that comes first; -1 where fewer reach the threshold. `matrix` is in compressed
    sparse rows of length one, their terms in order. `spans` (start and end of each row and how far apart two may lie)
    leaves out pairs. `progress` makes from a number of rows something with `update` and `close`, such as a bar.
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
            while results:  # each is let go of once it is merged
                _merge(best, *results.popleft().result())
        finally:
            stop.set()  # after an interruption no thread goes on to the end of its block
            pool.shutdown(cancel_futures=True)
            if bar:
                bar.close()
    return best


def _nothing(rows: int, top: int) -> Best:
    return Best(np.full((rows, top), -1.0), np.full((rows, top), -1, np.int64))


def _parts(job: Job, stripe: int, block: Block, spans: Spans, threshold: float, best: Best) -> Iterator[int]:
    """Look the queries of a stripe up in the block of its job, some at a time; says each time how many."""
    space, asked, (lows, highs) = _space(block), job.asked(stripe), job.local()
    slack = np.diff(block.first).max() * 2.0**-23 + 1e-6  # more than rounding in single precision can lose
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


def _space(block: Block) -> Space:
    rows, terms = len(block.rows), len(block.starts) - 1
    window = np.stack([block.starts[:-1], block.starts[:-1]], axis=1)
    return Space(np.zeros(rows, np.float32), np.empty(rows, np.int32), window, np.zeros(terms))


def _splits(frequency: np.ndarray) -> np.ndarray:
    """Numbers of terms to split at: closer together among the commoner terms, where a step costs more."""
    effort = np.cumsum(np.concatenate([[0], frequency.astype(float) ** 1.5]))
    steps = np.searchsorted(effort, np.linspace(0, 1, SPLITS) ** 2 * effort[-1])
    return np.unique(np.concatenate([[0], steps, [len(frequency)]])).astype(np.int32)


@kernel
def _count_rows(whole: Whole, rows: np.ndarray, frequency: np.ndarray) -> None:
    """In how many of the rows each term stands."""
    for row in rows:
        for k in range(whole.first[row], whole.first[row + 1]):
            frequency[whole.terms[k]] += 1


@kernel
def _fill(block: Block, whole: Whole, number: np.ndarray, ends: np.ndarray) -> None:
    """The rows with the new numbers of their terms; and for each term its holders, in their order, and its weights.

    `ends` says for each term where its holders end so far.
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
    """How long each row is from each split on; `squares` is room for as many numbers as there are splits."""
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
def _can_reach(space: Space, lengths: np.ndarray, length: float, low: int, high: int, floor: np.float32) -> int:
    """The rows whose score can reach the floor once the common terms are added; sixty-four at a glance."""
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
    """The product with the row that is spread out, summed in the order of the terms: no other order rounds alike."""
    total = 0.0
    for k in range(block.first[row], block.first[row + 1]):
        total += spread[block.terms[k]] * block.weights[k]
    return min(total, 1.0)


@helper
def _insert(best: Best, row: int, cosine: float, other: int) -> None:
    """Put a row among the best of another, if it is; the higher cosine first, then the lower number."""
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
def _score(block: Block, query: int, split: int, low: int, high: int, space: Space) -> None:
    """Add up what the rare terms of a row give with each row from low up to high.

    `space.window` holds for each term where these begin and end among its holders. Both only ever move on. They are
    looked up first, for all terms: one term need not wait for the memory of another.
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
    space: Space,
    best: Best,
) -> None:
    """Find for each query the rows alike, and note them for both.

    The common terms of a query may be as long as COMMON times the threshold. So a row that shares none of its rare
    terms, being no longer than one, cannot reach the threshold, and is no candidate. Were that length the threshold or
    more, every row would be one: two hundred times as slow.
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
        for k in range(found - 1, -1, -1):  # in the order of the dates the nearest stand last
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
    """Spread out a row, so that others find its weights by the number of a term; a factor of 0 takes it back."""
    for k in range(block.first[row], block.first[row + 1]):
        spread[block.terms[k]] = block.weights[k] * factor


def shared_terms(counts: Any, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How many terms the rows of each pair share; `counts` is in compressed sparse rows."""
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
    """The same on one core; pairs with the same a follow each other. `holder` says of each term who had it last."""
    for pair in range(a.size):
        if pair == 0 or a[pair] != a[pair - 1]:
            for k in range(first[a[pair]], first[a[pair] + 1]):
                holder[terms[k]] = a[pair]
        for k in range(first[b[pair]], first[b[pair] + 1]):
            shared[pair] += holder[terms[k]] == a[pair]
