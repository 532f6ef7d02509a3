"""Executed notebooks → one HTML file that opens without a network.

`python -m leesbril.rerun.report notebook.ipynb` writes notebook.html beside it; a folder that `leesbril.rerun` made
gets its report.html anew. The same notebooks give the same file, byte for byte.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from leesbril.extras import extra
from leesbril.rerun._record import write
from leesbril.wording import counted

TEMPLATES = Path(__file__).with_name("templates")
MOST_FILES = 200
"""Input files listed in the report; method.json has them all."""
SHOWN = (
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/latex",
    "text/plain",
)
"""What is shown of an output that comes in several forms: the first of these."""

_TABLE = re.compile(r"<table\b[^>]*\bdataframe\b.*?</table>", re.DOTALL)
_STYLE_OF_PANDAS = re.compile(r"<style scoped>.*?</style>\s*", re.DOTALL)
_VIEW = re.compile(r"leesbril-[0-9a-f]{12}(?=[-\"])")


class Section(NamedTuple):
    """A notebook in the report; `title` is plain text, `finding` and `body` are HTML."""

    anchor: str
    title: str
    status: str
    finding: str
    body: str


def report_of_rerun(folder: Path) -> str:
    """The report of a rerun as HTML: contents, tables, method record, then every notebook that was run.

    `folder` holds method.json and the executed notebooks in notebooks/, as `leesbril.rerun` leaves them.
    """
    method = json.loads((folder / "method.json").read_text(encoding="utf-8"))
    numbers, told = iter(range(1, 1_000_000_000)), set[str]()
    sections = []
    for entry in method["notebooks"]:
        path = folder / "notebooks" / entry["notebook"]
        if path.exists():
            sections.append(_section(path, numbers, told, status=entry["status"], lower=1))
    name, when = method["parameters"]["ARTICLES"], datetime.fromisoformat(method["started"])
    articles = counted(method["articles"], "article")
    facts = [articles, f"{when.day} {when:%B %Y, %H:%M} ({when:%Z})", f"Leesbril {method['versions']['leesbril']}"]
    return _page(f"Leesbril on {name}", sections, method=method, facts=facts)


def report_of_notebook(path: Path) -> str:
    """One executed notebook as HTML."""
    section = _section(path, iter(range(1, 1_000_000_000)), set())
    return _page(section.title, [section])


def read_notebook(path: Path) -> Any:
    """A notebook as nbformat has it. Raises ValueError where the file is none, and OSError where there is none."""
    with extra("rerun", "a report of notebooks"):
        import nbformat

    text = path.read_text(encoding="utf-8")
    try:
        return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as problem:  # four kinds at least, for what is no JSON, no notebook, or one of a later format
        raise ValueError(f"{path.name} is no notebook: {str(problem).splitlines()[0]}") from problem


def _page(title: str, sections: list[Section], **more: Any) -> str:
    from jinja2 import Environment, FileSystemLoader

    folder = TEMPLATES / "report"
    script = (folder / "report.js").read_text(encoding="utf-8")
    return (
        Environment(loader=FileSystemLoader(folder), autoescape=True, keep_trailing_newline=True)
        .get_template("page.html.j2")
        .render(
            title=title,
            sections=sections,
            style=(folder / "report.css").read_text(encoding="utf-8"),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            most_files=MOST_FILES,
            **more,
        )
    )


def _section(
    path: Path, numbers: Iterator[int], told: set[str], *, status: str = "finished", lower: int = 0
) -> Section:
    """A notebook with its headings `lower` levels lower; `numbers` tell views with the same ids apart.

    Its finding is the first that is not among those of the notebooks before, which are `told`.
    """
    notebook = read_notebook(path)
    finding = next((text for text in _findings(notebook) if text not in told), "")
    told.add(finding)
    _prepare(notebook, numbers)
    where = {"metadata": {"path": str(path.parent)}, "lower": lower}
    body, _ = _exporter().from_notebook_node(notebook, where)
    return Section(
        anchor=re.sub(r"[^\w-]+", "-", path.stem),
        title=_title(notebook) or path.stem,
        status=status,
        finding=_lower(_markdown(finding), lower),
        body=body,
    )


@cache
def _exporter() -> Any:
    from nbconvert.exporters.html import HTMLExporter
    from traitlets.config import Config

    return HTMLExporter(  # type: ignore[no-untyped-call]
        config=Config({"NbConvertBase": {"display_data_priority": list(SHOWN)}}),
        extra_template_basedirs=[str(TEMPLATES)],
        template_name="report",
        exclude_anchor_links=True,  # the ids of headings would stand on the page twice
        embed_images=True,
        filters={"lower": _lower, "overwritten": overwritten},
    )


def _markdown(text: str) -> str:
    from nbconvert.filters.markdown import markdown2html

    return str(markdown2html(text)) if text else ""


def _prepare(notebook: Any, numbers: Iterator[int]) -> None:
    """Make the outputs fit for a page, and leave out defaults that the parameters of a rerun replace."""
    if any(_tagged(cell, "injected-parameters") for cell in notebook.cells):
        notebook.cells = [cell for cell in notebook.cells if not _tagged(cell, "parameters")]
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = _alone(tidy_tables(output.data["text/html"]), next(numbers))


def _tagged(cell: Any, tag: str) -> bool:
    return tag in cell.metadata.get("tags", [])


def _alone(html: str, number: int) -> str:
    """Two articles side by side, with ids of their own: two notebooks may show the same view."""
    return _VIEW.sub(rf"\g<0>-{number}", html)


def _lower(html: str, levels: int) -> str:
    """The same with every heading some levels lower, six being the lowest.

    >>> _lower("<h1>What do they share?</h1>", 1)
    '<h2>What do they share?</h2>'
    """
    return re.sub(r"(</?h)([1-6])\b", lambda tag: f"{tag[1]}{min(int(tag[2]) + levels, 6)}", html)


def overwritten(text: str) -> str:
    r"""Printed text as a terminal leaves it: what a carriage return goes back over, such as a progress bar, is gone.

    >>> overwritten("10 %\r100 %\nready\r\n")
    '100 %\nready\n'
    """
    return re.sub(r"[^\n]*\r(?!\n)", "", text.replace("\r\n", "\n"))


def tidy_tables(html: str) -> str:
    """Tables of pandas in a box of their own that scrolls, with the heads of rows and columns named as such.

    Other HTML, the view side by side among it, stays as it is.
    """
    return _TABLE.sub(_tidy_table, _STYLE_OF_PANDAS.sub("", html) if _TABLE.search(html) else html)


def _tidy_table(found: re.Match[str]) -> str:
    head, end, body = found[0].partition("</thead>")
    head = re.sub(r"<th>\s*</th>", "<td></td>", head).replace("<th>", '<th scope="col">')
    head = re.sub(r' (?:border="1"|style="text-align: right;")', "", head)
    body = re.sub(r"<th\b", '<th scope="row"', body)
    return f'<div class="table" tabindex="0" role="group" aria-label="Table">{head}{end}{body}</div>'


def _title(notebook: Any) -> str:
    """The first heading of a notebook, without the marks of Markdown."""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = (re.search(r"^#+ +(.+?)[ #]*$", text, re.MULTILINE) for text in texts)
    return next((re.sub(r"[*`]", "", match[1]) for match in found if match), "")


def _findings(notebook: Any) -> Iterator[str]:
    """The sentences that a notebook computed: its outputs in Markdown."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if text := output.get("data", {}).get("text/markdown"):
                yield text


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
