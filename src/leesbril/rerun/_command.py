"""The command `python -m leesbril.rerun`: its arguments, its answer, and what ends it."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from leesbril.rerun._inputs import Stop, one_path
from leesbril.rerun._record import Entry, compare
from leesbril.rerun._run import rerun
from leesbril.wording import counted
from leesbril.wording.report_language import REPORT_LANGUAGES


class _Ended(KeyboardInterrupt):
    """The process was told to end; an interrupt, so that every library cleans up as after one."""


@contextmanager
def _told_to_end() -> Iterator[list[int]]:
    """Turn the signals of a shutdown and of a closed terminal into an interrupt; gives those that came.

    The second of a kind is ignored: the first is being seen to.
    """
    came: list[int] = []

    def end(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_IGN)
        came.append(number)
        raise _Ended(f"the process was told to end ({signal.Signals(number).name})")

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    old = {number: signal.getsignal(number) for number in numbers}
    listening = [number for number in numbers if threading.current_thread() is threading.main_thread()]
    for number in listening:
        if old[number] is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, end)
    try:
        yield came
    finally:
        for number in listening:
            signal.signal(number, old[number])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `python -m leesbril.rerun`; gives the exit code.

    It is 0, or 1 where it stopped or the tables differ, or 130 after an interrupt, or 128 and the number of the signal.
    """
    with _told_to_end() as came:
        code = _main(arguments)
    return 128 + came[0] if came else code


def _main(arguments: Sequence[str] | None) -> int:
    given = _parser().parse_args(arguments)
    try:
        articles = one_path(given.articles)
        old = _method(given.compare) if given.compare else None
        read = _reading(given)
        told = {"language": given.language, "report": given.report, "read": read, "board": given.board}
        folder = rerun(articles, **told, notebooks=given.notebooks, into=given.into)
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted before the first notebook, or after the last.\n")
        return 130
    method = _method(folder)
    statuses = [entry["status"] for entry in method["notebooks"]]
    if method["stopped"]:
        sys.stderr.write(f"{method['stopped']}\n")
    finished = f"{statuses.count('finished')} of {counted(len(statuses), 'notebook')} finished"
    sys.stdout.write(f"{finished} on {counted(method['articles'], 'article')} in {method['seconds']} seconds.\n")
    sys.stdout.write(f"{folder / 'report.html'}\n")
    equal = True
    if old is not None:
        said, equal = compared(old, method)
        sys.stdout.write(f"Beside {given.compare}: {said}\n")
    return 130 if "interrupted" in statuses else int(bool(method["stopped"]) or not equal)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m leesbril.rerun",
        description="Run every notebook on your own articles. A new dated folder receives the executed notebooks, "
        "their tables, one report to share, and a record of the method.",
        epilog='With make: make rerun ARTICLES="my articles" REPORT=nl COMPARE=reruns/2026-11-21-1432-my-articles',
    )
    parser.add_argument("articles", nargs="*", metavar="ARTICLES", help="a folder of articles, or one file")
    parser.add_argument("--language", default="nl", metavar="CODE", help="the language of the articles (default: nl)")
    parser.add_argument(
        "--report", default="en", choices=REPORT_LANGUAGES, help="the language of the report (default: en)"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help="which column of a table holds the text, title, date …, as in --column text=body; may be given again",
    )
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--day-first", action="store_true", default=None, help="read 07-03-2019 as 7 March")
    order.add_argument("--month-first", action="store_false", dest="day_first", help="read 07-03-2019 as 3 July")
    parser.add_argument("--timezone", metavar="NAME", help="where times are brought to (default: Europe/Amsterdam)")
    parser.add_argument("--compare", type=Path, metavar="FOLDER", help="say which tables equal those of this rerun")
    parser.add_argument(
        "--notebooks", type=Path, default=Path("notebooks"), metavar="FOLDER", help="default: notebooks"
    )
    parser.add_argument("--into", type=Path, default=Path("reruns"), metavar="FOLDER", help="default: reruns")
    parser.add_argument("--board", action="store_true", help="save board.html too, to which the report links")
    return parser


def _reading(given: argparse.Namespace) -> dict[str, Any]:
    """What is to be told to `read_articles`, where anything was given."""
    if wrong := [pair for pair in given.column if "=" not in pair.strip("=")]:
        raise Stop(f"--column takes a field and the name of a column, as in text=body; received {wrong[0]!r}.")
    columns = dict(pair.split("=", 1) for pair in given.column)
    told = {"columns": columns or None, "day_first": given.day_first, "timezone": given.timezone}
    return {name: value for name, value in told.items() if value is not None}


def _method(folder: Path) -> Entry:
    try:
        method: Entry = json.loads((folder / "method.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise Stop(f"{str(folder)!r} is no folder of an earlier rerun: no method.json can be read there.") from problem
    return method


def compared(old: Entry, new: Entry) -> tuple[str, bool]:
    """Say which tables of two reruns (their method.json) are equal, and whether the articles were; are all equal?"""
    found = compare(*({table["table"]: table["sha256"] for table in method["tables"]} for method in (old, new)))
    read = compare(*({file["file"]: file.get("sha256") for file in method["input"]} for method in (old, new)))
    told = [f"{counted(len(found.same), 'table')} equal, byte for byte"]
    named = {"different": found.different, "only there": found.only_old, "only here": found.only_new}
    told += [f"{what}: {', '.join(names)}" for what, names in named.items() if names]
    return f"{'; '.join(told)}. The articles are {'the same' if read.equal else 'not the same'}.", found.equal
