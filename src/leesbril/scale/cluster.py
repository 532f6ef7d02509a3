"""A Dask DataFrame of articles → the work on each of its partitions, done wherever Dask does it, in their order.

Dask is loaded only by whoever brings a Dask DataFrame.
"""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import pandas as pd

Result = TypeVar("Result")

AHEAD = 4
"""Partitions for each thread of the cluster that are worked on, or wait for their turn to be fetched."""
ATTEMPTS = 5
"""How often work is sent out that is lost with its worker."""


def is_spread(articles: Any) -> bool:
    """Is this a Dask DataFrame?"""
    if "dask.dataframe" not in sys.modules:
        return False
    from dask.dataframe import DataFrame

    return isinstance(articles, DataFrame)


def each_partition(
    work: Callable[[pd.DataFrame], Result], articles: Any, columns: Iterable[str] | None = ("text",)
) -> Iterator[Result]:
    """What `work` makes of each partition, in the order of the partitions, whoever is ready first.

    With a `distributed.Client` the work is done by its workers; a worker that is lost is replaced, and its partitions
    are done again. Without one Dask's own threads do it. Only a few results wait at a time. Of the columns those are
    read that are there (None: all).
    """
    from dask.delayed import delayed

    columns = None if columns is None else list(columns)
    wanted = [column for column in articles.columns if columns is None or column in columns]
    tasks = [delayed(_done)(work, part) for part in articles[wanted].to_delayed()]
    client = _client()
    if client is None:
        from dask.base import compute

        for task in tasks:
            yield compute(task)[0]  # type: ignore[no-untyped-call]
        return
    waiting: deque[Any] = deque()
    most = AHEAD * max(1, sum(client.nthreads().values()))
    try:
        for task in tasks:
            waiting.append(client.compute(task))
            if len(waiting) >= most:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        client.cancel(list(waiting))


def _done(work: Callable[[pd.DataFrame], Result], part: pd.DataFrame) -> Result:
    """Do the work on a partition whose strings are of pandas' own kind again, and not of Dask's."""
    part = part.astype({name: "str" for name in part if isinstance(part[name].dtype, pd.StringDtype)})
    if isinstance(part.index.dtype, pd.StringDtype):
        part.index = part.index.astype("str")
    return work(part)


def _client() -> Any:
    """The client that Dask would use, or None."""
    if "distributed" not in sys.modules:
        return None
    from distributed import get_client

    try:
        return get_client()
    except ValueError:
        return None


class Here:
    """Work is done by this process, on all cores."""

    hands = os.cpu_count() or 1
    """How much can be done at the same time."""

    def put(self, value: Any) -> Any:
        """Have a value at hand where the work is done; `run` takes what this gives."""
        return value

    def run(self, work: Callable[..., Result], *given: Any) -> Result:
        """Do the work, and wait for it. Threads may call this at the same time."""
        return work(*given)


class There(Here):
    """Work is done by the workers of a cluster; a worker that is lost costs time, no results."""

    def __init__(self, client: Any) -> None:
        self.client, self.hands = client, max(1, sum(client.nthreads().values()))

    def put(self, value: Any) -> Any:
        """Send a value to every worker, once."""
        return _Sent(value, self.client.scatter([value], broadcast=True, hash=False))

    def run(self, work: Callable[..., Result], *given: Any) -> Result:
        """Have the work done, and wait for it."""
        from concurrent.futures import CancelledError

        for attempt in range(ATTEMPTS):
            there = [value.there[0] if isinstance(value, _Sent) else value for value in given]
            try:
                done: Result = self.client.submit(work, *there, pure=False).result()
            except CancelledError:  # what was sent is gone with the last worker that had it
                if attempt == ATTEMPTS - 1:
                    raise
                for value in given:
                    if isinstance(value, _Sent):
                        value.there = self.put(value.value).there
            else:
                break
        return done


class _Sent:
    """A value, and where the cluster has it."""

    def __init__(self, value: Any, there: list[Any]) -> None:
        self.value, self.there = value, there


def where(articles: Any) -> Here:
    """Where to work on these articles: on the cluster of a Dask DataFrame's client, or here."""
    client = _client() if is_spread(articles) else None
    return Here() if client is None else There(client)
