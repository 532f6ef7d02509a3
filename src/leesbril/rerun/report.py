"""Executed notebooks → one HTML file that opens without a network.

`python -m leesbril.rerun.report notebook.ipynb` writes notebook.html beside it; a folder that `leesbril.rerun` made
gets its report.html anew. The same notebooks give the same file, byte for byte.
"""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from leesbril.extras import extra
from leesbril.rerun._page_one import page_one
from leesbril.rerun._record import Entry, write
from leesbril.rerun._sections import TEMPLATES, Page, language_of, rendered, section, whole
from leesbril.wording import date_in_words, dates_in_words
from leesbril.wording.report_language import decimal, number, report_language, say, say_counted, written_in

MOST_FILES = 200
"""Input files listed in the report; method.json has them all."""


def report_of_rerun(folder: Path) -> str:
    """The report of a rerun as HTML: a first page, then every notebook that was run, then how it was made.

    `folder` holds method.json and the executed notebooks in notebooks/, as `leesbril.rerun` leaves them. The report is
    written in the language that method.json names.
    """
    method = json.loads((folder / "method.json").read_text(encoding="utf-8"))
    with written_in(method["parameters"].get("LANGUAGE_OF_REPORT", "en")):
        page, sections = Page(), []
        for entry in method["notebooks"]:
            path = folder / "notebooks" / entry["notebook"]
            if path.exists():
                sections.append(section(path, page, status=entry["status"]))
        return _filled(
            "rerun.html.j2",
            page,
            title=method.get("title") or method["parameters"]["ARTICLES"],
            sections=sections,
            first=page_one(sections, method.get("named", ())),
            render=rendered,
            facts=_facts(method),
            made=_made(method),
            method=method,
            has_board=(folder / "board.html").exists(),
            most_files=MOST_FILES,
            notes=list(dict.fromkeys(note for each in sections for note in each.notes)),
        )


def report_of_notebook(path: Path) -> str:
    """One executed notebook as HTML, in the language that its parameters name."""
    with written_in(language_of(path) or report_language()):
        page = Page()
        title, body, notes = whole(path, page)
        return _filled("page.html.j2", page, title=title, body=body, notes=notes)


def _filled(template: str, page: Page, **more: Any) -> str:
    with extra("rerun", "a report of notebooks"):
        from jinja2 import Environment, FileSystemLoader

    folder = TEMPLATES / "report"
    script = (folder / "report.js").read_text(encoding="utf-8")
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, keep_trailing_newline=True)
    environment.globals.update(
        say=say, number=number, decimal=decimal, statuses=_statuses(), language=report_language()
    )
    return environment.get_template(template).render(
        styles=list(page.styles),
        style=(folder / "report.css").read_text(encoding="utf-8"),
        script=script,
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        **more,
    )


def _statuses() -> dict[str, str]:
    """What became of a notebook, in words."""
    return {
        "finished": say("finished"),
        "stopped": say("stopped"),
        "interrupted": say("interrupted"),
        "not run": say("not run"),
    }


def _facts(method: Entry) -> list[str]:
    """How many articles there are, and from when."""
    articles, dates = method["articles"], method.get("dates", {})
    facts = [say_counted("{n} article", "{n} articles", articles)]
    if dates.get("first"):
        first, last = (
            (datetime.fromisoformat(dates[end]["start"]), dates[end]["precision"]) for end in ("first", "last")
        )
        facts.append(dates_in_words(first, last))
    undated = dates.get("undated", 0)
    if undated:
        facts.append(say("no dates") if undated == articles else say("{n} without a date", n=number(undated)))
    return facts


def _made(method: Entry) -> str:
    when = datetime.fromisoformat(method["started"])
    return say(
        "Made with Leesbril {version} on {day}. The executed notebooks and the whole tables stand beside this report.",
        version=method["versions"]["leesbril"],
        day=f"{date_in_words(when, 'minute')} ({when:%Z})",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `python -m leesbril.rerun.report`; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m leesbril.rerun.report",
        description="Write an executed notebook, or the folder of a rerun, as one HTML file that opens offline.",
    )
    parser.add_argument("source", type=Path, help="a notebook with its outputs, or a folder that a rerun made")
    parser.add_argument("output", type=Path, nargs="?", help="the HTML file; beside the source if not given")
    given = parser.parse_args(arguments)
    source: Path = given.source
    try:
        if source.is_dir():
            output, text = given.output or source / "report.html", report_of_rerun(source)
        else:
            output, text = given.output or source.with_suffix(".html"), report_of_notebook(source)
        write(output, text)
    except (OSError, ValueError, KeyError) as problem:
        sys.stderr.write(f"No report could be made of {source}: {problem}\n")
        return 1
    sys.stdout.write(f"{output}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
