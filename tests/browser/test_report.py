"""The report of a rerun: nothing sticks out of a narrow page, axe finds no serious fault, and paper has few pages."""

import json
import re

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from leesbril import findings

from .conftest import axe_violations

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="400"><rect width="700" height="90" fill="#0072b2"/>'
SVG += "</svg>"
SENTENCE = "Het leger rukt op naar de stad, en de wachters zien de brug in de mist. " * 3


def output(data, doubtful=()):
    told = {"text/markdown": {"doubtful": list(doubtful)}} if doubtful else {}
    return new_output("display_data", data, metadata=told)


@pytest.fixture
def written(tmp_path):
    """The report of a rerun of seven notebooks, each with a finding, a doubt, two pictures and a table."""
    report = pytest.importorskip("leesbril.rerun.report")
    (tmp_path / "notebooks").mkdir()
    wide = {f"share_of_{n}": range(40) for n in range(12)}
    table = findings.first_of(pd.DataFrame({"article": ["x" * 30] * 40, "text": [SENTENCE] * 40, **wide}), 40)
    picture = output({"image/svg+xml": SVG, "text/plain": "A blue bar."})
    names = [f"{number:02}-question.ipynb" for number in range(1, 8)]
    for name in names:
        doubt = f"Of {name} this **cannot be decided**."
        found = output({"text/markdown": f"- {name}: {SENTENCE}\n- {doubt}", "text/plain": ""}, [f"- {doubt}"])
        shows = [found, picture, picture, output({"text/html": table._repr_html_(), "text/plain": ""})]
        cells = [new_markdown_cell(f"# What of {name[:2]}?"), new_markdown_cell(f"## Which?\n\n{SENTENCE}")]
        cells.append(new_code_cell("show()", outputs=shows, metadata={"tags": ["page-one"]}))
        nbformat.write(new_notebook(cells=cells), tmp_path / "notebooks" / name)
    method = {
        "started": "2026-11-21T14:32:00+01:00", "seconds": 3.0, "stopped": None, "articles": 60,
        "parameters": {"ARTICLES": "kranten", "LANGUAGE": "nl"},
        "versions": {"leesbril": "1", "commit": None, "python": "3", "system": "s", "libraries": {}},
        "input": [{"file": f"{number}.txt", "bytes": 1, "sha256": "ab" * 32} for number in range(60)],
        "notebooks": [{"notebook": name, "sha256": "ab" * 32, "status": "finished", "seconds": 1.0} for name in names],
        "tables": [{"table": "pairs", "rows": 3, "sha256": "ab" * 32}],
    }  # fmt: skip
    (tmp_path / "method.json").write_text(json.dumps(method), encoding="utf-8")
    path = tmp_path / "report.html"
    path.write_text(report.report_of_rerun(tmp_path), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_report_fits_its_page_and_has_no_serious_fault(open_page, written, width, scheme):
    seen = open_page(width)
    seen.page.emulate_media(color_scheme=scheme)
    seen.page.goto(written.as_uri())
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width
    assert axe_violations(seen.page) == []
    charts = seen.page.locator(".chart")
    # A narrow page keeps the letters of a chart large enough, and moves it with the keyboard.
    assert width == 1280 or charts.locator("img").first.bounding_box()["width"] == 38 * 16
    assert [chart.get_attribute("tabindex") for chart in charts.all()] == [
        None if width == 1280 else "0"
    ] * charts.count()
    seen.picture(f"report {width} {scheme}")


def test_a_report_is_printed_on_few_pages_without_its_record(open_page, written):
    seen = open_page()
    seen.page.goto(written.as_uri())
    printed = seen.page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 10
    seen.page.emulate_media(media="print")
    assert not seen.page.get_by_text("Settings and versions").is_visible()
    rows = seen.page.locator(".notebook tbody tr")
    assert rows.evaluate_all("rows => rows.filter((row) => row.offsetParent !== null).length") == 7 * 3
    assert seen.page.locator(".printed").first.inner_text() == "On paper: the first 3 of these 40 rows."
