"""Copy the notebooks to `generated/notebooks`, as Sphinx wants them: pictures with their alternative text.

The notebooks keep each picture's alternative text in the metadata of its output, where MyST-NB does not look.
"""

import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "generated/notebooks"
BOARD = Path(__file__).parent / "board.png"
WIDGET = "application/vnd.jupyter.widget-view+json"
BOARD_ALT = "The board on two articles: a list, one article with all hits marked, and the lines of the word."
ELSEWHERE = re.compile(r"\[([^\]]+)\]\((?!#|https?:)(?![^)]*\.ipynb)[^)]+\)")
"""A link to a file that is not a notebook, and so not in the site."""


def converted(output: dict[str, Any]) -> dict[str, Any]:
    """An output as the site shows it: a picture as HTML with alternative text, a widget as a picture."""
    data = output.get("data", {})
    if "image/png" in data:
        told = output["metadata"]["image/png"]
        alternative = html.escape(told["alt"], quote=True)
        source = "data:image/png;base64," + "".join(data["image/png"].split())
        picture = f'<img alt="{alternative}" width="{told["width"]}" src="{source}">'
        return {**output, "data": {"text/html": picture}, "metadata": {}}
    if WIDGET in data:
        picture = f"![{BOARD_ALT}](/board.png)\n\nIn JupyterLab this can be clicked."
        return {**output, "data": {"text/markdown": picture}, "metadata": {}}
    return output


def copied(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook of which every output is shown, and every link leads to another notebook."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = ELSEWHERE.sub(r"\1", "".join(cell["source"]))
        else:
            cell["outputs"] = [converted(output) for output in cell["outputs"]]
    return notebook


def main() -> None:
    """Copy all of them, the folders too."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        target = FOLDER / path.relative_to(ROOT / "notebooks")
        target.parent.mkdir(parents=True, exist_ok=True)
        notebook = copied(json.loads(path.read_text(encoding="utf-8")))
        target.write_text(json.dumps(notebook), encoding="utf-8")


if __name__ == "__main__":
    main()
