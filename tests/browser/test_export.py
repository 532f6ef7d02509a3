"""A notebook as one HTML file: it opens without a server, whole, and can be read with a screen reader."""

import pytest

from .conftest import NOTEBOOKS, axe_violations


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_an_exported_notebook_opens_from_a_file_whole_and_without_a_serious_fault(open_page, tmp_path, notebook):
    report = pytest.importorskip("leesbril.rerun.report")
    exported = tmp_path / "exported.html"
    exported.write_text(report.report_of_notebook(notebook), encoding="utf-8")
    seen = open_page()
    seen.page.goto(exported.as_uri())
    seen.page.get_by_role("heading", level=1).first.wait_for()
    images = seen.page.locator("img")
    loaded = "images => images.map((image) => image.naturalWidth > 0 && image.alt.trim() !== '')"
    assert images.evaluate_all(loaded) == [True] * images.count()
    assert axe_violations(seen.page) == []
    seen.picture(f"exported {notebook.stem}")
