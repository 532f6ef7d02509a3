"""An executed notebook → a section of a report: its findings first, then its pictures, then its tables."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from leesbril.extras import extra
from leesbril.rerun._html import alone, lower, overwritten, tidy_tables, warnings_in, without_styles
from leesbril.wording.report_language import heading, say

TEMPLATES = Path(__file__).with_name("templates")
PICTURES = ("image/svg+xml", "image/png", "image/jpeg")
SHOWN = ("text/html", "text/markdown", *PICTURES, "text/latex", "text/plain")
"""What is shown of an output that comes in several forms: the first of these."""
NOTEBOOK_ONLY = "notebook-only"
"""The tag of a cell that speaks to whoever runs the notebook: no report has it."""
PAGE_ONE = "page-one"
"""The tag of a cell whose picture may stand on the first page of a report."""


class Told(NamedTuple):
    """A finding in Markdown, its doubtful lines, its output, and whether it only says what is compared."""

    text: str
    doubtful: tuple[str, ...]
    output: Any
    compared: bool = False

    @property
    def sure(self) -> str:
        """The lines that are not doubtful; empty where all are."""
        return "\n".join(line for line in self.text.splitlines() if line not in self.doubtful).strip()


class Section(NamedTuple):
    """A notebook in a report: `title` is plain text, `pictures` are outputs for the first page.

    `top` has the cells with its introduction, findings and pictures; `rest` those under each further heading, without
    these.
    """

    anchor: str
    title: str
    status: str
    told: list[Told]
    pictures: list[Any]
    notes: list[str]
    top: list[Any]
    rest: list[list[Any]]
    code: str


class Page:
    """What the sections of one page share: a number for each output, and the styles that their tables brought along."""

    def __init__(self) -> None:
        self.outputs = 0
        self.styles: dict[str, None] = {}

    def fit(self, html: str) -> str:
        """The HTML of an output as the page shows it."""
        self.outputs += 1
        return alone(tidy_tables(without_styles(html, self.styles)), self.outputs)


def read_notebook(path: Path) -> Any:
    """A notebook as nbformat has it. Raises ValueError where the file is none, and OSError where there is none."""
    with extra("rerun", "a report of notebooks"):
        import nbformat

    text = path.read_text(encoding="utf-8")
    try:
        return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as problem:  # four kinds at least, for what is no JSON, no notebook, or one of a later format
        raise ValueError(f"{path.name} is no notebook: {str(problem).splitlines()[0]}") from problem


def section(path: Path, page: Page, *, status: str = "finished") -> Section:
    """A notebook as a section, its headings a level lower and its code in one fold at the end."""
    notebook = read_notebook(path)
    notes = _prepare(notebook, page)
    told, pictures = _findings(notebook.cells), _for_page_one(notebook.cells)
    top, rest = _arranged(notebook.cells)
    return Section(
        anchor=re.sub(r"[^\w-]+", "-", path.stem),
        title=title_of(notebook) or path.stem,
        status=status,
        told=told,
        pictures=pictures,
        notes=notes,
        top=top,
        rest=rest,
        code="\n\n".join(cell.source.strip() for cell in notebook.cells if cell.cell_type == "code"),
    )


def whole(path: Path, page: Page) -> tuple[str, str, list[str]]:
    """A notebook as a page of its own, in its own order, the code of each cell folded below it.

    Gives its title, the HTML, and the warnings.
    """
    notebook = read_notebook(path)
    notes = _prepare(notebook, page)
    return title_of(notebook) or path.stem, rendered(notebook.cells, each_code=True), notes


def rendered(cells: list[Any], **resources: Any) -> str:
    """Cells as HTML; `lower` and `each_code` are for the template."""
    from nbformat.v4 import new_notebook

    body, _ = _exporter().from_notebook_node(new_notebook(cells=cells), resources)  # type: ignore[no-untyped-call]
    return str(body)


def findings_in(path: Path) -> list[str]:
    """The findings of an executed notebook as HTML, each once."""
    return [markdown(told.text) for told in _findings(read_notebook(path).cells)]


def markdown(text: str) -> str:
    """Markdown as HTML."""
    from nbconvert.filters.markdown import markdown2html

    return str(markdown2html(text)) if text else ""


@cache
def _exporter() -> Any:
    from jinja2 import pass_context
    from nbconvert.exporters.html import HTMLExporter
    from traitlets.config import Config

    @pass_context  # or a constant sentence would stay in the language of the first report of the process
    def said(context: Any, sentence: str) -> str:
        return say(sentence)

    return HTMLExporter(  # type: ignore[no-untyped-call]
        config=Config({"NbConvertBase": {"display_data_priority": list(SHOWN)}}),
        extra_template_basedirs=[str(TEMPLATES)],
        template_name="report",
        exclude_anchor_links=True,  # the ids of headings would stand on the page twice
        embed_images=True,
        filters={"lower": lower, "overwritten": overwritten, "said": said},
    )


def _prepare(notebook: Any, page: Page) -> list[str]:
    """Leave out what is not for readers, translate the prose, make outputs fit for the page; gives the warnings."""
    if any(tagged(cell, "injected-parameters") for cell in notebook.cells):
        notebook.cells = [cell for cell in notebook.cells if not tagged(cell, "parameters")]
    notebook.cells = [cell for cell in notebook.cells if not tagged(cell, NOTEBOOK_ONLY)]
    notes: dict[str, None] = {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = _with_headings(say(cell.source.strip()))
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = page.fit(output.data["text/html"])
            elif output.get("name") == "stderr":
                notes.update(dict.fromkeys(warnings_in(output.text)))
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    return list(notes)


def _with_headings(prose: str) -> str:
    """The names of columns in prose as the tables beside it have them; other names of the code stay."""
    return re.sub(r"`(\w+)`", lambda name: f"`{heading(name[1])}`", prose)


def tagged(cell: Any, tag: str) -> bool:
    """Whether a cell has a tag."""
    return tag in cell.metadata.get("tags", [])


def title_of(notebook: Any) -> str:
    """The first heading of a notebook, without the marks of Markdown."""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = (re.search(r"^#+ +(.+?)[ #]*$", text, re.MULTILINE) for text in texts)
    return next((re.sub(r"[*`]", "", match[1]) for match in found if match), "")


def language_of(path: Path) -> str | None:
    """The value of LANGUAGE_OF_REPORT in the parameters of a notebook; None where it has none."""
    found = None
    for cell in read_notebook(path).cells:
        if tagged(cell, "parameters") or tagged(cell, "injected-parameters"):
            named = re.search(r"^LANGUAGE_OF_REPORT = ([\"']\w+[\"'])", cell.source, re.MULTILINE)
            found = ast.literal_eval(named[1]) if named else found
    return found


# What stands where


def _findings(cells: list[Any]) -> list[Told]:
    """The sentences that a notebook computed: its outputs in Markdown, each once."""
    found: dict[str, Told] = {}
    for output in _outputs(cells):
        if text := output.get("data", {}).get("text/markdown"):
            about = output.metadata.get("text/markdown", {})
            told = Told(text, tuple(about.get("doubtful", ())), output, bool(about.get("compared")))
            found.setdefault(text, told)
    return list(found.values())


def _for_page_one(cells: list[Any]) -> list[Any]:
    """The pictures of cells for the first page: the first of each cell, then the second of each, and so on."""
    found = [filter(_is_picture, cell.outputs) for cell in cells if tagged(cell, PAGE_ONE) and "outputs" in cell]
    numbered = [(number, place, picture) for place, each in enumerate(found) for number, picture in enumerate(each)]
    return [picture for _, _, picture in sorted(numbered, key=lambda part: part[:2])]


def _outputs(cells: list[Any]) -> Iterator[Any]:
    for cell in cells:
        yield from cell.get("outputs", [])


def _is_picture(output: Any) -> bool:
    data = output.get("data", {})
    return not data.keys().isdisjoint(PICTURES) and "text/html" not in data


def _is_caption(output: Any) -> bool:
    """Whether an output is HTML without a table: how many of how many articles a picture shows."""
    html = output.get("data", {}).get("text/html", "<table")
    return "<table" not in html and "leesbril-reader" not in html


def _arranged(cells: list[Any]) -> tuple[list[Any], list[list[Any]]]:
    """The introduction with the findings and the pictures, and then what is left under each heading."""
    findings, pictures = dict[str, Any](), list[Any]()
    parts = [part for place, part in enumerate(_parts(cells)) if place == 0 or not _shows_nothing(part)]
    for cell in (cell for part in parts for cell in part if cell.cell_type == "code"):
        drawn, left = [output for output in cell.outputs if _is_picture(output)], []
        for output in cell.outputs:
            if text := output.get("data", {}).get("text/markdown"):
                findings.setdefault(text, output)
            elif drawn and _is_caption(output):
                drawn[-1].metadata["caption"] = output.data["text/html"]
            elif not _is_picture(output):
                left.append(output)
        pictures += drawn
        cell.outputs = left
    answers = [shown(list(findings.values()), "findings"), shown(pictures, "pictures")]
    prose = [cell for cell in parts[0] if cell.cell_type == "markdown"] if parts else []
    left_over = [cell for cell in parts[0] if cell.cell_type != "markdown"] if parts else []
    rest = [left_over, *parts[1:]] if any(cell.outputs for cell in left_over) else parts[1:]
    return [*prose, *answers], rest


def _parts(cells: list[Any]) -> Iterator[list[Any]]:
    """The cells under each heading; what stands before the second heading is the introduction."""
    part: list[Any] = []
    for cell in cells:
        if part and cell.cell_type == "markdown" and cell.source.startswith("#"):
            yield part
            part = []
        part.append(cell)
    if part:
        yield part


def _shows_nothing(part: list[Any]) -> bool:
    """Whether there is code under a heading, and none of it shows anything: the question was not asked here."""
    code = [cell for cell in part if cell.cell_type == "code"]
    return bool(code) and not any(cell.outputs for cell in code)


def shown(outputs: list[Any], kind: str) -> Any:
    """A cell with these outputs, of the kind `findings`, `pictures` or `drawn`."""
    from nbformat.v4 import new_code_cell

    return new_code_cell(outputs=outputs, metadata={"shows": kind})  # type: ignore[no-untyped-call]
