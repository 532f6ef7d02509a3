"""The prose of the notebooks in the other languages of a report: every cell that a report shows, and no other."""

import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from leesbril.rerun._sections import NOTEBOOK_ONLY
from leesbril.rerun.app import START
from leesbril.wording.report_language import REPORT_LANGUAGES, say, written_in

ROOT = Path(__file__).parents[1]
LANGUAGES = [language for language in REPORT_LANGUAGES if language != "en"]


def catalogue(language):
    path = ROOT / "src/leesbril/wording/catalogues/notebooks" / f"{language}.po"
    with path.open("rb") as file:
        return {message.id: message for message in read_po(file) if message.id}


def shown_cells(notebook):
    """The sources of the Markdown cells that a report shows."""
    prose = (cell for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    return ["".join(cell["source"]).strip() for cell in prose if NOTEBOOK_ONLY not in cell["metadata"].get("tags", [])]


PATHS = [path for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if path.name != START.name]
CELLS = [source for path in PATHS for source in shown_cells(json.loads(path.read_text(encoding="utf-8")))]


def test_cells_for_whoever_runs_a_notebook_need_no_translation():
    kinds = [("markdown", []), ("markdown", [NOTEBOOK_ONLY]), ("code", [])]
    cells = [{"cell_type": kind, "metadata": {"tags": tags}, "source": [f"{kind}\n", "b"]} for kind, tags in kinds]
    assert shown_cells({"cells": cells}) == ["markdown\nb"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_that_a_report_shows_is_translated_and_no_other(language):
    have = catalogue(language)
    assert len(CELLS) > 30
    assert (sorted(set(CELLS) - set(have)), sorted(set(have) - set(CELLS))) == ([], [])
    assert [source for source, message in have.items() if not message.string or message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translated_cell_has_the_same_heading_points_and_names_of_the_code(language):
    def skeleton(text):
        return re.findall(r"^#+ |^- ", text, re.MULTILINE), sorted(set(re.findall(r"`[^`]+`", text)))

    have = catalogue(language)
    assert [source for source, message in have.items() if skeleton(source) != skeleton(message.string)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_is_said_in_the_language_of_the_report(language):
    with written_in(language):
        assert say(CELLS[0]) == catalogue(language)[CELLS[0]].string != CELLS[0]
