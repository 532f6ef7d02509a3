"""Files → the articles frame and the load report."""

import warnings
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from leesbril.dates.parsing import parse_date
from leesbril.frames import ARTICLES, LOAD_REPORT, PROBLEM_COUNTS
from leesbril.reading import _notes as notes
from leesbril.reading._columns import WORKING, check_columns
from leesbril.reading._dated import Options
from leesbril.reading._remarks import BETWEEN, PLACE, Gathered, by_place
from leesbril.reading._rows import gather
from leesbril.text.language import caller, get_language

_OF_A_ROW = {"file": "int64", "chunk": "int64", "row": "int64", "source": "str"}
_OF_A_ROW |= {"article": "str", "date_origin": "str", "words": "Int64", "duplicate_of": "str"}
"""What the report says of an article, with its types: needed to join frames without rows."""


class ArticlesError(ValueError):
    """No articles can be read from a source; the message says why and what to do."""


class LoadWarning(UserWarning):
    """Some files or rows of a source were skipped or not fully understood."""


def read_articles(
    source: str | Path,
    *,
    language: str | None = None,
    columns: Mapping[str, str] | None = None,
    timezone: str = "Europe/Amsterdam",
    day_first: bool | None = None,
    on_problem: str = "warn",
) -> pd.DataFrame:
    """Read a folder with its subfolders, a file or a zip into a frame of articles, one row per article, sorted by name.

    Reads .txt, .md, .docx, .rtf, .pdf, .html and .eml (one article per file), exports of Nexis, Factiva, Mediargus and
    GoPress, feeds and WordPress exports (.xml) and .mbox (many articles per file), .csv, .tsv, .xlsx, .xls, .ods,
    .json, .jsonl, .ndjson and .parquet (one article per row), each also as .gz, and .zip. Index `article` (the id
    column or accession number, else the file name without extension); columns `date_start`, `date_end` (end excluded;
    NaT if unknown; naive, in `timezone`),
    `date_precision`, `date_origin` (`header`, `column`, `filename`), `title`, `text`, `header`, `source` (the file and
    the number of the row or article in it), `sha256` (of the file), `language`; then `publisher`, `author`, `url` if
    present, and all other columns of tables and exports. For a text file with one article, `header + text` is the
    decoded file, with byte-order mark and line ends, unless `load_report` says that hard-wrapped lines were joined, or
    HTML entities or markup replaced; offsets are into `text`.

    `language` is stored in the column `language`, which all other functions use; the default is that of a table written
    by `save_table`, else Dutch. `columns` maps fields to columns with unusual names, as in `{"text": "body"}`.
    `day_first` decides how 07-03-2019 is read; by default the other dates of the table, of all headers, or of all file
    names decide, and if they do not, the date is unknown. Raises ArticlesError if nothing can be read or, with
    `on_problem="raise"`, if anything was skipped or is doubtful; otherwise problems are counted in one LoadWarning and
    listed by `load_report`.
    """
    if on_problem not in ("warn", "raise"):
        raise ValueError(f"on_problem must be 'warn' or 'raise'; received {on_problem!r}.")
    loaded = _load(source, Options(language, columns, timezone, day_first))
    problems = loaded.remarks[~loaded.remarks["kind"].isin(notes.LISTED_ONLY)]
    if len(problems) and on_problem == "raise":
        raise ArticlesError(f"Problems in {str(source)!r}: {_summary(problems)}")
    if len(problems) and len(loaded.rows):
        kinds = problems.groupby("kind", sort=False).size().items()
        message = ", ".join(f"{count} {notes.plural(str(kind)) if count > 1 else kind}" for kind, count in kinds)
        named = problems[problems["kind"] == notes.DATE_COLUMN].head(1)
        message += "".join(" (" + named["source"] + ": " + named["reason"] + ")")
        given = f"{str(source)!r}, columns={dict(columns)!r}" if columns else repr(str(source))
        warnings.warn(f"{message}; load_report({given}) lists them.", LoadWarning, stacklevel=caller())
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
    """List every file and every row of a table: read or skipped, with problems and reasons.

    Columns `source`, `status` (`read` or `skipped`), `problems` (kinds, separated by semicolons), `reason` (in words),
    `article`, `date_origin`, `words` (split at white space), `duplicate_of` (the first article with the same text,
    ignoring white space). Takes the arguments of `read_articles`. Raises ArticlesError if the source does not exist.
    """
    import polars as pl

    loaded = _load(source, Options(language, columns, timezone, day_first))
    read = loaded.rows.reindex(columns=list(_OF_A_ROW)).astype(_OF_A_ROW).assign(status="read")
    problems = by_place(loaded.remarks)
    report = pl.from_pandas(read).join(problems, on=PLACE, how="full", coalesce=True).sort(PLACE).to_pandas()
    report["status"] = report["status"].astype("str").fillna(_outcomes(report, set(read["file"])))
    return LOAD_REPORT.typed(report)


def _outcomes(report: pd.DataFrame, read: set[int]) -> pd.Series:
    """The status of rows without an article: what is said of a file from which articles were read is not skipped."""
    of_a_file = report[report["file"].isin(read) & (report["row"] == 0)]
    kinds = of_a_file["problems"].fillna("").str.split(BETWEEN)
    read_from = of_a_file.index[kinds.map({notes.SKIPPED, notes.LEFT_ASIDE}.isdisjoint).astype(bool)]
    return pd.Series("skipped", report.index, dtype="str").mask(report.index.isin(read_from), "read")


def problem_counts(report: pd.DataFrame) -> pd.DataFrame:
    """The number of files and rows in a load report with each kind of problem.

    Columns `problem`, `files`, the most frequent first.

    >>> report = pd.DataFrame({"problems": ["undated; soft hyphens", None, "undated"]})
    >>> problem_counts(report).values.tolist()
    [['undated', 2], ['soft hyphens', 1]]
    """
    kinds = report["problems"].dropna().str.split("; ").explode()
    counts = kinds.value_counts().rename_axis("problem").reset_index(name="files")
    return PROBLEM_COUNTS.typed(counts.sort_values(["files", "problem"], ascending=[False, True], ignore_index=True))


def _load(source: str | Path, options: Options) -> Gathered:
    """All rows and remarks of a source; raises ArticlesError or ValueError for invalid arguments."""
    path = Path(source).expanduser()
    if not path.exists():
        raise ArticlesError(f"There is no file or folder {str(source)!r}. Give the path to your articles.")
    check_columns(options.columns)
    parse_date("", timezone=options.timezone)
    if options.language is not None:
        get_language(options.language)
    return gather(path, options)


def _in_shape(rows: pd.DataFrame) -> pd.DataFrame:
    """The articles frame: declared columns first, then those of the input."""
    frame = rows.set_index("article").drop(columns=[name for name in WORKING if name in rows])
    frame = frame.rename(columns={f"{name}_in_file": name for name in WORKING})
    frame.index = frame.index.astype("str")
    return ARTICLES.typed(frame)


def _summary(remarks: pd.DataFrame) -> str:
    """The first three reasons in one line."""
    if remarks.empty:
        return "the folder is empty. Put your articles in it."
    listed = "; ".join(remarks["source"].head(3) + ": " + remarks["reason"].head(3))
    return listed + (f"; and {len(remarks) - 3} more, listed by load_report" if len(remarks) > 3 else "") + "."
