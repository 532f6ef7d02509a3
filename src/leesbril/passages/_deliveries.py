"""Articles that are added to an archive → deliveries of many, each known by a digest of all that it holds.

So an interrupted call can be taken up again: what was made of a delivery is looked for under its digest.
"""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, NamedTuple
from uuid import uuid4

import numpy as np
import pandas as pd

from leesbril.scale.batches import Articles, batches
from leesbril.scale.cluster import each_partition, is_spread
from leesbril.text.texts import check_names, checked_texts
from leesbril.tokenisation.tokens import Tokens

ARTICLES = 100_000
"""Articles of a delivery: bounds the memory (some 2 GB), and what an interruption costs; changes no result."""


class Delivery(NamedTuple):
    """Articles that are added at once: their names, the digest, and whether their column `language` says one."""

    articles: Any
    names: pd.Index
    digest: str
    says_language: bool


class _Read(NamedTuple):
    """What is known of a batch of articles: their names, a hash of each row, and whether any says its language."""

    names: pd.Index
    hashes: np.ndarray
    says_language: bool


def deliveries(articles: Articles | Tokens, language: str | None) -> Iterator[Delivery]:
    """Cut articles from any source into deliveries; tokens are one delivery, whose digest is never the same.

    The digest depends on all columns of the articles, their order, the language that was asked for, and the version of
    Leesbril; not on how the source is cut into batches.
    """
    if isinstance(articles, Tokens):
        found: Iterator[Delivery] = iter([Delivery(articles, articles.names, uuid4().hex[:16], says_language=True)])
    elif is_spread(articles):
        found = _of_partitions(articles, language)
    else:
        found = _of_batches(articles, language)
    return (delivery for delivery in found if len(delivery.names))


def _of_batches(articles: Articles, language: str | None) -> Iterator[Delivery]:
    if isinstance(articles, pd.DataFrame):
        checked_texts(articles)  # reports problems in all articles, not in one batch
        check_names(articles.index)
    waiting: list[pd.DataFrame] = []
    for frame in batches(articles, None):
        waiting.append(frame)
        if sum(map(len, waiting)) >= ARTICLES:
            yield _joined(waiting, language)
            waiting = []
    if waiting:
        yield _joined(waiting, language)


def _joined(frames: list[pd.DataFrame], language: str | None) -> Delivery:
    frame = pd.concat(frames) if len(frames) > 1 else frames[0]
    return _delivery(frame, [_read(frame)], language)


def _of_partitions(articles: Any, language: str | None) -> Iterator[Delivery]:
    """The partitions are read on the workers, once for the digest, and once more if their words are to be read."""
    edges, waiting = 0, list[_Read]()
    for number, read in enumerate(each_partition(_read, articles, None), 1):
        waiting.append(read)
        if sum(len(read.names) for read in waiting) >= ARTICLES or number == articles.npartitions:
            yield _delivery(articles.partitions[edges:number], waiting, language)
            edges, waiting = number, []


def _delivery(articles: Any, read: list[_Read], language: str | None) -> Delivery:
    digest = hashlib.blake2b(f"{version('leesbril')} {language}".encode(), digest_size=8)
    for batch in read:
        digest.update(batch.hashes.tobytes())
    names = read[0].names.append([batch.names for batch in read[1:]]) if len(read) > 1 else read[0].names
    check_names(names)
    return Delivery(articles, names, digest.hexdigest(), any(batch.says_language for batch in read))


def _read(frame: pd.DataFrame) -> _Read:
    columns = [_hashes(frame.iloc[:, number]) for number in range(frame.shape[1])]
    kinds = repr([(name, str(kind)) for name, kind in frame.dtypes.items()])
    hashes = pd.util.hash_pandas_object(frame.index, categorize=False).to_numpy()
    hashes = hashes ^ np.uint64(int.from_bytes(hashlib.blake2b(kinds.encode(), digest_size=8).digest()))
    for column in columns:
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + column
    return _Read(frame.index, hashes, "language" in frame and bool(frame["language"].notna().any()))


def _hashes(column: pd.Series) -> np.ndarray:
    """A hash of each value; of those of any type, such as lists, as they are written."""
    if column.dtype == object:
        column = column.map(repr).astype("str")
    return pd.util.hash_pandas_object(column, index=False, categorize=False).to_numpy()
