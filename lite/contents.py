"""Copy the reader's notebooks and the seeds to `_build/contents`, as the site of `make lite` shows them.

The stored notebooks know no browser. Each copy begins with a cell that installs the package there; all else stays.
"""

import json
import shutil
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
INSTALL = """\
# In the browser alone: installs Leesbril, from this site. The first time takes a few minutes.
%pip install -q leesbril ipywidgets anywidget itables altair"""


def for_the_browser(notebook: dict[str, Any]) -> dict[str, Any]:
    """A copy of a notebook, with a first cell that installs the package, and each cell's text in one piece.

    Text in lines, as Jupyter stores it, is an error in the table of contents of JupyterLite.
    """
    first = {
        "cell_type": "code",
        "execution_count": None,
        "id": "install",
        "metadata": {},
        "outputs": [],
        "source": INSTALL,
    }
    cells = [{**cell, "source": "".join(cell["source"])} for cell in notebook["cells"]]
    return {**notebook, "cells": [first, *cells]}


def copy(folder: Path) -> None:
    """Write notebooks and seeds to a folder that is made anew, beside each other as in the repository."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "notebooks").mkdir(parents=True)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = for_the_browser(json.loads(path.read_text(encoding="utf-8")))
        text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
        (folder / "notebooks" / path.name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "seeds", folder / "seeds")


if __name__ == "__main__":
    copy(HERE / "_build/contents")
