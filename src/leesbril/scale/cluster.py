"""A Dask DataFrame of articles → results for each partition, computed by Dask, in order.

Dask is only imported if the articles are a Dask DataFrame.
"""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import pandas as pd

Result = TypeVar("Result")

AHEAD = 4
"""Partitions in progress or waiting to be fetched, per thread of the cluster."""
ATTEMPTS = 5
"""How often a task is submitted if its worker is lost."""


def is_spread(articles: Any) -> bool:
    """Is this a Dask DataFrame?"""
    if "dask.dataframe" not in sys.modules:
        return False
    from dask.dataframe import DataFrame

    return isinstance(articles, DataFrame)


def each_partition(
    work: Callable[[pd.DataFrame], Result], articles: Any, columns: Iterable[str] | None = ("text",)
) -> Iterator[Result]:
    """Yield `work(partition)` for each partition, in order.

    With a `distributed.Client` its workers do the work, and the partitions of a lost worker are done again; otherwise
    Dask's own threads do it. Only a few results are in memory at a time. Existing `columns` are read (None: all).
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
    """Do the work on a partition, with its strings converted from Dask's dtype to pandas' own."""
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


class Local:
    """Work is done in this process, on all cores."""

    workers = os.cpu_count() or 1
    """How many tasks can run at the same time."""

    def put(self, value: Any) -> Any:
        """Send a value to the workers; `run` takes the result as argument."""
        return value

    def run(self, work: Callable[..., Result], *given: Any) -> Result:
        """Run the work and wait for the result; thread-safe."""
        return work(*given)


class Cluster(Local):
    """Work is done by the workers of a cluster; a lost worker costs time, not results."""

    def __init__(self, client: Any) -> None:
        self.client, self.workers = client, max(1, sum(client.nthreads().values()))

    def put(self, value: Any) -> Any:
        """Send a value to every worker, once."""
        return _Sent(value, self.client.scatter([value], broadcast=True, hash=False))

    def run(self, work: Callable[..., Result], *given: Any) -> Result:
        """Run the work on a worker and wait for the result."""
        from concurrent.futures import CancelledError

        for attempt in range(ATTEMPTS):
            arguments = [value.futures[0] if isinstance(value, _Sent) else value for value in given]
            try:
                done: Result = self.client.submit(work, *arguments, pure=False).result()
            except CancelledError:  # the last worker that had the data is lost
                if attempt == ATTEMPTS - 1:
                    raise
                for value in given:
                    if isinstance(value, _Sent):
                        value.futures = self.put(value.value).futures
            else:
                break
        return done


class _Sent:
    """A value, and its futures on the cluster."""

    def __init__(self, value: Any, futures: list[Any]) -> None:
        self.value, self.futures = value, futures


def where(articles: Any) -> Local:
    """Where to work on these articles: on the cluster if they are a Dask DataFrame with a client, else locally."""
    client = _client() if is_spread(articles) else None
    return Local() if client is None else Cluster(client)
