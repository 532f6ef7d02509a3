"""Each notebook, run from top to bottom in a browser: nothing goes wrong, and every picture is there."""

import nbformat
import pytest

from .conftest import FOLDER, NOTEBOOKS


@pytest.mark.parametrize("name", [path.relative_to(FOLDER).as_posix() for path in NOTEBOOKS])
def test_the_notebook_runs_in_the_browser_without_an_error_and_shows_its_pictures(restart_and_run_all, name):
    seen = restart_and_run_all(f"notebooks/{name}")
    page = seen.page
    outputs = ".jp-Notebook .jp-OutputArea-output"
    for kind in ("error", "stderr"):
        assert page.locator(f'{outputs}[data-mime-type="application/vnd.jupyter.{kind}"]').all_inner_texts() == []
    pictures = page.locator(".jp-Notebook .jp-OutputArea img")
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert pictures.count() == stored_pictures(name)
    seen.picture(name.removesuffix(".ipynb"))


def stored_pictures(name: str) -> int:
    """The pictures that the notebook as stored has, on the same seeds."""
    cells = nbformat.read(FOLDER / name, as_version=4).cells
    return sum("image/png" in output.get("data", {}) for cell in cells for output in cell.get("outputs", []))
