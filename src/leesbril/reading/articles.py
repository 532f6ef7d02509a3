"""Files → the articles frame and the load report."""

import warnings
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from leesbril.dates.parsing import parse_dates
from leesbril.frames import ARTICLES, LOAD_REPORT, PROBLEM_COUNTS
from leesbril.reading import _notes as notes
from leesbril.reading._columns import WORKING, check_columns
from leesbril.reading._notes import Remark
from leesbril.reading._rows import Gathered, Options, Place, Remarks, gather
from leesbril.text.language import get_language

_OF_A_PLACE = {"file": "int64", "chunk": "int64", "row": "int64", "source": "str"}
"""The types of a `Place`, without rows too: pandas refuses to merge what has others."""


class ArticlesError(ValueError):
    """Says that no articles can be read from a source, why, and what to do."""


class LoadWarning(UserWarning):
    """Says how many files or rows of a source were skipped or not wholly understood."""


def read_articles(
    source: str | Path,
    *,
    language: str | None = None,
    columns: Mapping[str, str] | None = None,
    timezone: str = "Europe/Amsterdam",
    day_first: bool | None = None,
    on_problem: str = "warn",
) -> pd.DataFrame:
    """Read a folder with its folders, a file or a zip into the articles frame, one row an article, in order of names.

    Reads .txt, .md, .docx and .html (an article a file), .csv, .tsv, .xlsx, .json, .jsonl, .ndjson and .parquet (an
    article a row), and .zip. Index `article` (the id column, or the file's stem); columns `date_start`, `date_end` (end
    excluded; NaT when unknown; in `timezone`, without it), `date_precision`, `date_origin` (`header`, `column`,
    `filename`), `title`, `text`, `header`, `source` (the file and, in a table, the row), `sha256` (of the file's
    bytes), `language`; then `publisher`, `author`, `url` where there are any, and all other columns of tables under
    their own names. In a text file `header + text` is the decoded file, byte-order mark and line ends included.

    `language` is written into the column `language`, and every function that is given these articles reads them in it;
    without one that is Dutch, or what a table that `save_table` wrote says. `columns` names the columns of tables where
    their names are not the usual ones, as in `{"text": "body"}`. `day_first` decides how 07-03-2019 is read; without it
    the dates of a table, of all headers, of all file names decide, and where they do not, the date stays unknown.
    Raises ArticlesError where nothing can be read at all or, with `on_problem="raise"`, where anything was skipped or
    doubtful; otherwise that is counted in one LoadWarning and listed by `load_report`.
    """
    if on_problem not in ("warn", "raise"):
        raise ValueError(f"on_problem={on_problem!r} is neither 'warn' nor 'raise'.")
    loaded = _load(source, Options(language, columns, timezone, day_first))
    told = [(place, remark) for place, remark in loaded.remarks if remark.kind not in notes.LISTED_ONLY]
    if told and on_problem == "raise":
        raise ArticlesError(f"Not all is well in {str(source)!r}: {_summary(told)}")
    if told and len(loaded.rows):
        kinds = Counter(remark.kind for _, remark in told)
        message = ", ".join(f"{count} {notes.plural(kind) if count > 1 else kind}" for kind, count in kinds.items())
        warnings.warn(f"{message}; load_report({str(source)!r}) says which and why.", LoadWarning, stacklevel=2)
    if loaded.rows.empty:
        raise ArticlesError(f"No article could be read from {str(source)!r}: {_summary(loaded.remarks)}")
    return _in_shape(loaded.rows)


def load_report(
    source: str | Path,
    *,
    language: str | None = None,
    columns: Mapping[str, str] | None = None,
    timezone: str = "Europe/Amsterdam",
    day_first: bool | None = None,
) -> pd.DataFrame:
    """List every file and every row of a table: read or skipped, what is doubtful about it, and why.

    Columns `source`, `status` (`read`/`skipped`), `problems` (their kinds, between semicolons), `reason` (each in
    words), `article`, `date_origin`, `words` (separated by white space), `duplicate_of` (the first article with the
    same text but for white space). Takes what `read_articles` takes. Raises ArticlesError where there is
    no such source.
    """
    loaded = _load(source, Options(language, columns, timezone, day_first))
    by_place: dict[Place, list[Remark]] = {}
    for place, remark in loaded.remarks:
        by_place.setdefault(place, []).append(remark)
    joined = [
        (*place, "; ".join(dict.fromkeys(one.kind for one in found)), "; ".join(one.reason for one in found))
        for place, found in by_place.items()
    ]
    told = pd.DataFrame(joined, columns=[*Place._fields, "problems", "reason"])
    read = loaded.rows.reindex(columns=[*Place._fields, "article", "date_origin", "words", "duplicate_of"])
    read = read.astype(_OF_A_PLACE)
    report = read.assign(status="read").merge(told, on=list(Place._fields), how="outer")
    report["status"] = report["status"].astype("str").fillna("skipped")
    report = report.sort_values(list(Place._fields), ignore_index=True)
    return LOAD_REPORT.typed(report)


def problem_counts(report: pd.DataFrame) -> pd.DataFrame:
    """How many files and rows of a load report have each kind of problem.

    Columns `problem`, `files`, the most frequent first.

    >>> report = pd.DataFrame({"problems": ["undated; soft hyphens", None, "undated"]})
    >>> problem_counts(report).values.tolist()
    [['undated', 2], ['soft hyphens', 1]]
    """
    kinds = report["problems"].dropna().str.split("; ").explode()
    counts = kinds.value_counts().rename_axis("problem").reset_index(name="files")
    return PROBLEM_COUNTS.typed(counts.sort_values(["files", "problem"], ascending=[False, True], ignore_index=True))


def _load(source: str | Path, options: Options) -> Gathered:
    """Everything in a source, or the error that there is none or that it cannot be read so."""
    path = Path(source).expanduser()
    if not path.exists():
        raise ArticlesError(f"There is no file or folder {str(source)!r}. Give the path of your articles.")
    check_columns(options.columns)
    parse_dates(pd.Series(dtype="str"), timezone=options.timezone)
    if options.language is not None:
        get_language(options.language)
    return gather(path, options)


def _in_shape(rows: pd.DataFrame) -> pd.DataFrame:
    """The articles frame: its own columns first, then who published and wrote it, then those of the input."""
    frame = rows.set_index("article").drop(columns=[name for name in WORKING if name in rows])
    frame = frame.rename(columns={f"{name}_in_file": name for name in WORKING})
    frame.index = frame.index.astype("str")
    return ARTICLES.typed(frame)


def _summary(told: Remarks) -> str:
    """The reasons in one line, three at most, so that an error of a thousand files stays readable."""
    if not told:
        return "the folder is empty. Put your articles in it."
    said = "; ".join(f"{place.source}: {remark.reason}" for place, remark in told[:3])
    return said + (f"; and {len(told) - 3} more, listed by load_report" if len(told) > 3 else "") + "."
