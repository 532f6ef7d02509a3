"""The articles that a command names: are there any, and what is the way to them?"""

import os
import sys
import warnings
from pathlib import Path
from typing import Any

import pandas as pd

from leesbril.reading.articles import read_articles


class Stop(Exception):
    """Says in a sentence why a rerun cannot begin, or why it was not finished."""

    def __init__(self, sentence: str, *, status: str = "stopped") -> None:
        super().__init__(sentence)
        self.status = status


def one_path(paths: list[str], *, example: str = "make rerun ARTICLES=seeds") -> Path:
    """The one path of a command line. Raises Stop where there are more, or none."""
    if len(paths) > 1:
        raise Stop(f"Received {len(paths)} paths: {', '.join(paths)}. A path with spaces stands between quotes.")
    if not paths or not paths[0].strip():
        raise Stop(f"Which articles? Name their folder, as in: {example}")
    return Path(paths[0])


def count_articles(articles: Path, language: str, read: dict[str, Any]) -> int:
    """The number of articles, once it is known that there are any; what was skipped is said at once."""
    return len(_read(articles, language, read))


def known_of(articles: Path, language: str, read: dict[str, Any]) -> dict[str, Any]:
    """What a report says of the articles at its head: `title`, `articles` (how many) and `dates`.

    `dates` has `first` and `last`, each with its `start` and `precision`, where any is known, and how many are
    `undated`. What was skipped is said at once.
    """
    frame = _read(articles, language, read)
    dated = frame[frame["date_start"].notna()]
    dates: dict[str, Any] = {"undated": len(frame) - len(dated)}
    if len(dated):
        span = dated["date_end"] - dated["date_start"]  # of dates with one beginning or end, the one that is known best
        firsts = dated.assign(span=span).sort_values(["date_start", "span"], kind="stable")
        lasts = dated.assign(span=-span).sort_values(["date_end", "span"], kind="stable")
        for end, row in {"first": firsts.iloc[0], "last": lasts.iloc[-1]}.items():
            dates[end] = {"start": row["date_start"].isoformat(), "precision": row["date_precision"]}
    return {"title": articles.stem if articles.is_file() else articles.name, "articles": len(frame), "dates": dates}


def _read(articles: Path, language: str, read: dict[str, Any]) -> pd.DataFrame:
    try:
        str(articles).encode()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            frame = read_articles(articles, language=language, **read)
    except UnicodeEncodeError as problem:
        raise Stop(f"The name {str(articles)!r} is no UTF-8. Rename it.") from problem
    except (ValueError, OSError) as problem:
        raise Stop(str(problem)) from problem
    for warning in caught:
        if issubclass(warning.category, UserWarning):
            sys.stderr.write(f"Note: {warning.message}\n")
    return frame


def way_from(here: Path, there: Path) -> str:
    """The way from one folder to another path, whose own name stands last: it can be shared, an absolute one tells
    where things stand on a machine. Links are followed on the way, as `..` follows them."""
    try:
        way = os.path.relpath(there.parent.resolve(), here.resolve())
    except ValueError:  # on Windows there is no way from one disk to another
        return str(there)
    return Path(way, there.name).as_posix()
