"""The start notebook, prepared for other articles: what `make app ARTICLES=…` serves.

`python -m leesbril.rerun.app articles` writes it to served/, with its parameters set and without outputs.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from leesbril.rerun._inputs import Stop, count_articles, one_path, way_from
from leesbril.rerun._record import write
from leesbril.rerun._sections import read_notebook

START = Path("notebooks/00-start-here.ipynb")
INTO = Path("served")


def prepare(articles: Path, *, language: str = "nl", notebook: Path = START, into: Path = INTO) -> Path:
    """Write a copy of a notebook that reads these articles into a folder, over an earlier copy; gives its path.

    Raises Stop where there are no articles to read, or no notebook with one cell tagged `parameters`.
    """
    articles = Path(os.path.abspath(articles.expanduser()))
    count_articles(articles, language, {})
    try:
        copy = read_notebook(notebook)
    except (OSError, ValueError) as problem:
        raise Stop(f"{str(notebook)!r} cannot be read: {problem}. Start this in the project's folder.") from problem
    tagged = [cell for cell in copy.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise Stop(f"{notebook.name} has {len(tagged)} cells tagged parameters; it needs one.")
    try:
        into.mkdir(parents=True, exist_ok=True)
        tagged[0].source += f"\nARTICLES = {way_from(into, articles)!r}\nLANGUAGE = {language!r}"
        for cell in copy.cells:
            cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})
        write(into / notebook.name, _written(copy))
    except OSError as problem:
        raise Stop(f"No notebook can be written in {str(into)!r}: {problem.strerror}.") from problem
    return into / notebook.name


def _written(notebook: object) -> str:
    import nbformat

    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `python -m leesbril.rerun.app`; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m leesbril.rerun.app",
        description="Prepare the start notebook for your own articles, to be served by `make app ARTICLES=…`.",
    )
    parser.add_argument("articles", nargs="*", metavar="ARTICLES", help="a folder of articles, a file or a zip")
    parser.add_argument("--language", default="nl", metavar="CODE", help="the language of the articles (default: nl)")
    given = parser.parse_args(arguments)
    try:
        path = prepare(one_path(given.articles, example="make app ARTICLES=seeds"), language=given.language)
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
