"""Run every notebook on a folder of articles, and keep what it took to get there.

`python -m leesbril.rerun articles` (or `make rerun ARTICLES=articles`) leaves a dated folder in reruns/ with the
executed notebooks, the tables that they wrote, report.html and method.json.
"""

import json
import logging
import os
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from leesbril.board import save_board
from leesbril.extras import extra
from leesbril.reading.articles import read_articles
from leesbril.rerun._inputs import Stop, known_of, way_from
from leesbril.rerun._kernels import ARGUMENTS, Kernels, kernels
from leesbril.rerun._names import named
from leesbril.rerun._record import Entry, compare, hashes, tables, versions, write
from leesbril.rerun._sections import findings_in, read_notebook
from leesbril.rerun.app import START
from leesbril.rerun.report import report_of_rerun
from leesbril.wording.report_language import written_in

LONGEST_NAME = 60
"""Characters of the name of the articles that the name of a rerun's folder repeats."""
NOT_FINISHED = "The rerun was not finished: its process was killed, or is still running"
"""What method.json says until the end."""
LONGEST_QUOTE = 200
"""Characters of a line of code, and of an error, that the sentence about a stop repeats."""
CHARTS = {"LEESBRIL_CHARTS": "svg"}
"""What kernels find in their environment, unless it is set there already: charts are drawings, sharp on paper too."""


def rerun(
    articles: Path,
    *,
    language: str = "nl",
    report: str = "en",
    read: Mapping[str, Any] | None = None,
    notebooks: Path = Path("notebooks"),
    into: Path = Path("reruns"),
    board: bool = False,
) -> Path:
    """Run every notebook of a folder, in the order of their names, on `articles`; gives the new folder in `into`.

    `report` is the language of findings, charts and report, `read` what else `read_articles` is to be told: `columns`,
    `day_first`, `timezone`. The start page is not run: it shows the findings of the others, as the first page of the
    report does. The new folder holds notebooks/ (executed), tables/ (where the notebooks wrote any), report.html and
    method.json; an earlier folder is never written over. Raises Stop where nothing can be run, and then makes no
    folder. A notebook that stops, an interrupt and a full disk end the run: `stopped` in method.json says why, and what
    was finished stays. It is written before the first notebook is run and after each, so a killed run has one as well.
    With `board`, board.html is saved as well, if a file holds so many articles, and the report links to it. Raises Stop
    where the record or the report cannot be written at the end.
    """
    articles = Path(os.path.abspath(articles.expanduser()))
    found = _notebooks(notebooks)
    started, clock = datetime.now().astimezone(), time.monotonic()
    parameters = {
        "ARTICLES": articles.name,
        "LANGUAGE": language,
        "READ": dict(read or {}),
        "LANGUAGE_OF_REPORT": report,
    }
    method = _record(articles, parameters, notebooks, list(found), started)
    folder = _new_folder(into, f"{started:%Y-%m-%d-%H%M}-{_plain(articles.name)}")
    keep = partial(_keep, folder, method, clock)
    try:
        method["stopped"] = NOT_FINISHED
        keep()
    except OSError as problem:
        rmtree(folder, ignore_errors=True)
        raise Stop(f"Nothing can be written in {str(into)!r}: {problem.strerror}.") from problem
    try:
        way = way_from(folder / "notebooks", articles)
        _run(found, method["notebooks"], folder, method["parameters"] | {"ARTICLES": way, "TABLES": "../tables"}, keep)
        method["stopped"] = None
    except Stop as stop:
        method["stopped"] = str(stop)
    with suppress(OSError, ValueError):  # without it the report names articles by their labels alone
        _add_names(folder, articles, method)
    with suppress(OSError):  # that no notebook wrote a table needs no empty folder to say so
        (folder / "tables").rmdir()
    try:
        keep()
        if board and method["stopped"] is None:
            _add_board(folder / "board.html", articles, method)
        write(folder / "report.html", report_of_rerun(folder))
    except OSError as problem:
        said = "" if method["stopped"] is None else f"{method['stopped']}. "
        again = f"What was finished is kept; the report can be made with python -m leesbril.rerun.report {folder}"
        raise Stop(f"{said}In {str(folder)!r} nothing more can be written: {problem.strerror}. {again}") from problem
    return folder


def _read_again(articles: Path, parameters: Entry) -> pd.DataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the articles are warned of has been said
        return read_articles(articles, language=parameters["LANGUAGE"], **parameters["READ"])


def _add_names(folder: Path, articles: Path, method: Entry) -> None:
    """Note the articles that the findings of the finished notebooks name."""
    parameters = method["parameters"]
    paths = (folder / "notebooks" / entry["notebook"] for entry in method["notebooks"])
    pages = [page for path in paths if path.exists() for page in findings_in(path)]
    with written_in(parameters["LANGUAGE_OF_REPORT"]):
        method["named"] = named(_read_again(articles, parameters), pages)


def _add_board(path: Path, articles: Path, method: Entry) -> None:
    """Save a board of the articles; where that cannot be done, say why."""
    parameters = method["parameters"]
    frame = _read_again(articles, parameters)
    try:
        with written_in(parameters["LANGUAGE_OF_REPORT"]):
            save_board(frame, path, title=method["title"])
    except ValueError as problem:
        sys.stderr.write(f"No board was saved. {problem}\n")


def _keep(folder: Path, method: Entry, clock: float) -> None:
    """Write the record as it is now."""
    method |= {"seconds": round(time.monotonic() - clock, 1), "tables": tables(folder / "tables")}
    write(folder / "method.json", json.dumps(method, ensure_ascii=False, indent=1) + "\n")


def _record(
    articles: Path, parameters: dict[str, Any], folder: Path, notebooks: list[Path], started: datetime
) -> Entry:
    """What is known before the first notebook is run; the rest is filled in as it becomes known."""
    return {
        "started": started.isoformat(timespec="seconds"),
        "seconds": None,
        "stopped": None,
        "parameters": parameters,
        **known_of(articles, parameters["LANGUAGE"], parameters["READ"]),
        "versions": versions(folder),
        "input": hashes(articles),
        "notebooks": [
            {"notebook": entry["file"], "sha256": entry["sha256"], "status": "not run", "seconds": None}
            for path in notebooks
            for entry in hashes(path)
        ],
        "tables": [],
    }


def _notebooks(folder: Path) -> dict[Path, Any]:
    """The notebooks of a folder but its start page, in the order of their names; all are read before any is run."""
    try:
        found = {path: read_notebook(path) for path in sorted(folder.glob("*.ipynb")) if path.name != START.name}
    except (OSError, ValueError) as problem:
        raise Stop(f"A notebook in {str(folder)!r} cannot be read: {problem}") from problem
    if not found:
        raise Stop(f"There are no notebooks in {str(folder)!r}. Start this in the project's folder, or name theirs.")
    return found


def _plain(name: str) -> str:
    """A name that is safe as a part of a path on every system."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-.")[:LONGEST_NAME] or "articles"


def _new_folder(into: Path, name: str) -> Path:
    """A folder with this name, or, where there is one, with -2, -3 … behind it."""
    try:
        into.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            folder = into / (name if number == 1 else f"{name}-{number}")
            with suppress(FileExistsError):
                folder.mkdir()
                (folder / "notebooks").mkdir()
                (folder / "tables").mkdir()
                return folder
            number += 1
    except OSError as problem:
        raise Stop(f"No folder can be made in {str(into)!r}: {problem.strerror}.") from problem


# Notebooks


def _run(
    notebooks: dict[Path, Any],
    entries: list[Entry],
    folder: Path,
    parameters: dict[str, Any],
    keep: Callable[[], object],
) -> None:
    """Run the notebooks one by one, note in `entries` how that went, and keep the record after each."""
    from tqdm import tqdm

    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what it would log, the sentence about a stop says
    code = [cell for notebook in notebooks.values() for cell in notebook.cells if cell.cell_type == "code"]
    # One cell more in each notebook: papermill puts the parameters in. None: no bar where there is no terminal.
    cells = len(notebooks) + sum(bool(cell.source.strip()) for cell in code)
    shared = kernels(folder / "notebooks")
    with _charts_as_drawings(), shared as started, tqdm(total=cells, unit="cell", disable=None) as bar:
        for (path, notebook), entry in zip(notebooks.items(), entries, strict=True):
            bar.set_description(path.stem)
            clock, before = time.monotonic(), tables(folder / "tables")
            try:
                _execute(notebook, folder / "notebooks" / path.name, parameters, started, bar.update)
                _keep_apart(path.name, before, tables(folder / "tables"))
                entry["status"] = "finished"
                keep()
            except Stop as stop:
                entry["status"] = stop.status
                raise
            except KeyboardInterrupt as problem:
                entry["status"] = "interrupted"
                raise Stop(f"{path.name} stopped at its end: {_ended(problem)}", status="interrupted") from problem
            except OSError as problem:
                entry["status"] = "stopped"
                told = f"what belongs to it cannot be written: {problem.strerror}. Make room, and run it again"
                raise Stop(f"{path.name} stopped: {told}") from problem
            finally:
                entry["seconds"] = round(time.monotonic() - clock, 1)


def _keep_apart(notebook: str, before: list[Entry], after: list[Entry]) -> None:
    """Stop where a notebook wrote over the table of an earlier one, which would be lost without a word."""
    found = compare(*({table["table"]: table["sha256"] for table in tables} for tables in (before, after)))
    if found.different:
        named = ", ".join(f"{name}.csv" for name in found.different)
        raise Stop(f"{notebook} wrote over {named} of an earlier notebook. Give its table another name.")


def _execute(
    notebook: Any, output: Path, parameters: dict[str, Any], started: Kernels, done: Callable[[], object]
) -> None:
    """Run one notebook where it will stand, so that its paths need not begin at the root of a machine.

    What papermill has of a notebook at a stop it has in a file alone, so it gets one, in a folder that goes away.
    """
    with extra("rerun", "running notebooks"):
        from papermill import PapermillExecutionError, execute_notebook

    at: dict[str, Any] = {}
    with TemporaryDirectory(prefix="leesbril-") as scratch:
        executed = Path(scratch, "executed.ipynb")
        try:
            execute_notebook(
                notebook,
                executed,
                parameters,
                progress_bar=False,
                cwd=output.parent,
                record_timing=False,
                km=started.ready(notebook),
                extra_arguments=ARGUMENTS,
                on_cell_execute=lambda cell, cell_index: at.update(cell=cell, number=at.get("number", 0) + 1),
                on_cell_executed=lambda **_: done(),
            )
        except PapermillExecutionError as problem:
            raise Stop(_sentence(output, at, f"{problem.ename}: {problem.evalue}")) from problem
        except KeyboardInterrupt as problem:
            raise Stop(_sentence(output, at, _ended(problem)), status="interrupted") from problem
        except Exception as problem:  # the kernel died, or none could be started
            died = " (mostly because memory ran out)" if type(problem).__name__ == "DeadKernelError" else ""
            raise Stop(_sentence(output, at, f"{type(problem).__name__}: {problem}{died}")) from problem
        finally:
            if executed.exists():
                write(output, tidied(executed.read_text(encoding="utf-8")))


@contextmanager
def _charts_as_drawings() -> Iterator[None]:
    """An environment for kernels in which charts are stored as SVG."""
    added = {name: value for name, value in CHARTS.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


def _ended(problem: KeyboardInterrupt) -> str:
    return str(problem) or "it was interrupted"


def _sentence(output: Path, at: dict[str, Any], problem: str) -> str:
    where = "before its first cell"
    if at:
        lines = at["cell"].source.strip().splitlines()
        where = f"at cell [{at['number']}] ({_short(lines[0])})"
    return f"{output.name} stopped {where}: {_short(problem)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def tidied(executed: str) -> str:
    """An executed notebook without what tells two runs or two machines apart.

    Gone are papermill's times and the cells in which it announces an error, the path of Python and of its libraries in
    warnings and tracebacks, the random id of the cell with the parameters, and the state of widgets, which mean
    nothing without a kernel.
    """
    import nbformat

    notebook = nbformat.reads(executed, as_version=4)  # type: ignore[no-untyped-call]
    for part in ("papermill", "widgets"):
        notebook.metadata.pop(part, None)
    notebook.cells = [
        cell for cell in notebook.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])
    ]
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]  # papermill gives every cell an empty list
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = [_without_places(line) for line in output.traceback]
            elif output.get("name") == "stderr":
                output.text = _without_places(output.text)
    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def _without_places(text: str) -> str:
    """A warning or a traceback without the folders of this machine; a cell is called a cell."""
    text = re.sub(r"[^\s'\"\x1b]*ipykernel_\d+[/\\]\d+\.py", "cell", text)
    places = {sys.prefix, sys.base_prefix, str(Path(__file__).resolve().parents[3])}
    for place in sorted(places, key=len, reverse=True):
        text = text.replace(place + os.sep, f"…{os.sep}")
    return text
