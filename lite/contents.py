"""Copy the reader's notebooks and the seeds to `_build/contents`, as the site of `make lite` shows them.

The stored notebooks know no browser. Each copy begins with a cell that installs the package there; all else stays.
"""

import json
import shutil
from pathlib import Path

import nbformat

HERE = Path(__file__).parent
ROOT = HERE.parent
INSTALL = """\
# In the browser alone: installs Leesbril, from this site. The first time takes a while.
%pip install -q leesbril anywidget"""


def for_the_browser(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A copy of a notebook, with a first cell that installs the package."""
    first = nbformat.v4.new_code_cell(INSTALL, id="install")
    return nbformat.NotebookNode({**notebook, "cells": [first, *notebook["cells"]]})


def copy(folder: Path) -> None:
    """Write notebooks and seeds to a folder that is made anew, beside each other as in the repository."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "notebooks").mkdir(parents=True)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = for_the_browser(nbformat.read(path, as_version=4))
        # Not by nbformat, which cuts texts into lines: the contents of a page in JupyterLite want whole ones.
        text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
        (folder / "notebooks" / path.name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "seeds", folder / "seeds")


if __name__ == "__main__":
    copy(HERE / "_build/contents")
