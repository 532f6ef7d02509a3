"""Every notebook is stored as `make run` leaves it, and keeps to the rules that nbval does not see."""

import ast
import json
import re
import runpy
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel
from machine_paths import machine_paths

FOLDER = Path(__file__).parents[1] / "notebooks"
ON_ARTICLES = sorted(FOLDER.glob("*.ipynb"))
"""The reader's path: about the articles that are given, and nothing else."""
CHECKS = sorted(FOLDER.glob("checks/*.ipynb"))
"""Proofs on synthetic articles."""
MOST_LINES = 10
IMAGES = ("image/png", "image/jpeg", "image/svg+xml")

Notebook = dict[str, Any]


def text_of(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])  # a list of lines in a file, or one string


def code_cells(notebook: Notebook) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and text_of(cell).strip()]


def outputs(notebook: Notebook) -> list[dict[str, Any]]:
    return [output for cell in notebook["cells"] for output in cell.get("outputs", [])]


def tags(cell: dict[str, Any]) -> list[str]:
    return cell["metadata"].get("tags", [])


def strings(node: Any, key: str = "") -> Iterator[str]:
    """Every text in a notebook but the bytes of its images, each list of lines as one text."""
    if key in IMAGES:
        return
    if isinstance(node, list) and all(isinstance(part, str) for part in node):
        node = "".join(node)
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for name, part in node.items():
            yield from strings(part, name)
    elif isinstance(node, list):
        for part in node:
            yield from strings(part)


# Each rule answers with what breaks it: an empty list where nothing does.


def cells_not_run_in_order(notebook: Notebook) -> list[Any]:
    counts = [cell["execution_count"] for cell in code_cells(notebook)]
    return [count for place, count in enumerate(counts, start=1) if count != place]


def errors_and_warnings(notebook: Notebook) -> list[Any]:
    return [
        output for output in outputs(notebook) if output["output_type"] == "error" or output.get("name") == "stderr"
    ]


def images_without_alt_text(notebook: Notebook) -> list[Any]:
    found = []
    for output in outputs(notebook):
        for kind in set(IMAGES) & set(output.get("data", {})):
            if not output["metadata"].get(kind, {}).get("alt", "").strip():
                found.append(kind)
        html = "".join(output.get("data", {}).get("text/html", []))
        found += [tag for tag in re.findall(r"<img\b[^>]*>", html) if not re.search(r"\balt=([\"'])\s*[^\s\"']", tag)]
    return found


def paths_of_a_machine(notebook: Notebook) -> list[Any]:
    return [path for text in strings(notebook) for path in machine_paths(text)]


def long_cells(notebook: Notebook) -> list[Any]:
    return [cell for cell in code_cells(notebook) if len(text_of(cell).strip().splitlines()) > MOST_LINES]


def logic_that_belongs_in_the_package(notebook: Notebook) -> list[Any]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    nodes = [node for cell in code_cells(notebook) for node in ast.walk(ast.parse(text_of(cell)))]
    imported = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    return [node for node in nodes if isinstance(node, kinds)] + [name for name in imported if name in ("re", "regex")]


def opening_without_title(notebook: Notebook) -> list[Any]:
    return [
        cell for cell in notebook["cells"][:1] if cell["cell_type"] != "markdown" or not text_of(cell).startswith("# ")
    ]


def parameter_cells_other_than_one(notebook: Notebook) -> list[Any]:
    tagged = [cell for cell in code_cells(notebook) if "parameters" in tags(cell)]
    return [] if len(tagged) == 1 else [f"{len(tagged)} cells tagged parameters"]


def articles_of_its_own(notebook: Notebook) -> list[Any]:
    return re.findall(r"synthetic\w*", " ".join(map(text_of, code_cells(notebook))))


def parameters_of_a_check(notebook: Notebook) -> list[Any]:
    # A check is run on no other articles, so it has nothing to be told.
    return [cell for cell in code_cells(notebook) if "parameters" in tags(cell) or "ARTICLES" in text_of(cell)]


def questions_that_stay_open(notebook: Notebook) -> list[Any]:
    last = text_of(notebook["cells"][-1])
    return [] if last.startswith("## What this does not show\n") else [last]


def rows_cut_off_without_a_word(notebook: Notebook) -> list[Any]:
    """What shows the head of a table as it is: `findings.first_of` says of how many rows it is the head."""
    nodes = [node for cell in code_cells(notebook) for node in ast.walk(ast.parse(text_of(cell)))]
    shown = [node.value for node in nodes if isinstance(node, ast.Expr)]
    displayed = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "display"]
    shown += [argument for node in displayed for argument in node.args]
    return [ast.unparse(node) for node in shown if {"head", "tail"} & set(methods(node))]


def methods(node: Any) -> Iterator[str]:
    """The names in a chain such as `table.head(2).round(1)`, the last first; what stands between brackets is left."""
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute):
            yield node.attr
        node = node.func if isinstance(node, ast.Call) else node.value


def exceptions_made_for_nbval(notebook: Notebook) -> list[Any]:
    marked = [
        text for cell in code_cells(notebook) for text in re.findall(r"NBVAL_\w+|PYTEST_VALIDATE_\w+", text_of(cell))
    ]
    tagged = [tag for cell in notebook["cells"] for tag in tags(cell) if re.match(r"nbval|raises-exception", tag)]
    return marked + tagged


def kernel_other_than_python3(notebook: Notebook) -> list[Any]:
    name = notebook["metadata"].get("kernelspec", {}).get("name")
    return [] if name == "python3" else [name]


def state_of_widgets(notebook: Notebook) -> list[Any]:
    # JupyterLab stores it where "Save Widget State Automatically" is on: it changes at every run, and weighs megabytes.
    return list(notebook["metadata"].get("widgets", {}))


def names_of_tables(notebook: Notebook) -> list[str]:
    """The names under which a notebook saves tables; one table may be saved in several places."""
    nodes = [node for cell in code_cells(notebook) for node in ast.walk(ast.parse(text_of(cell)))]
    calls = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "lb.save_tables"]
    return sorted({str(keyword.arg) for call in calls for keyword in call.keywords})


RULES = [
    cells_not_run_in_order,
    errors_and_warnings,
    images_without_alt_text,
    paths_of_a_machine,
    long_cells,
    logic_that_belongs_in_the_package,
    opening_without_title,
    questions_that_stay_open,
    rows_cut_off_without_a_word,
    exceptions_made_for_nbval,
    kernel_other_than_python3,
    state_of_widgets,
]
RULES_ON_ARTICLES = [parameter_cells_other_than_one, articles_of_its_own]
RULES_OF_CHECKS = [parameters_of_a_check]


# The notebooks


def test_there_are_notebooks_of_both_kinds():
    assert len(ON_ARTICLES) > 1
    assert len(CHECKS) > 1


EACH = [(path, rule) for path in [*ON_ARTICLES, *CHECKS] for rule in RULES]
EACH += [(path, rule) for path in ON_ARTICLES for rule in RULES_ON_ARTICLES]
EACH += [(path, rule) for path in CHECKS for rule in RULES_OF_CHECKS]


@pytest.mark.parametrize(("path", "rule"), EACH, ids=lambda part: getattr(part, "stem", None) or part.__name__)
def test_the_notebook_keeps_the_rule(path, rule):
    assert rule(json.loads(path.read_text(encoding="utf-8"))) == []


def test_no_two_notebooks_save_a_table_under_one_name():
    saved = [name for path in [*ON_ARTICLES, *CHECKS] for name in names_of_tables(json.loads(path.read_text("utf-8")))]
    assert "phrases" in saved
    assert [name for name in saved if saved.count(name) > 1] == []


def test_the_names_of_tables_are_seen():
    saving = code("if found:\n    lb.save_tables(TABLES, terms=a, pairs=b)\nlb.save_tables(TABLES, terms=a)", 4)
    assert names_of_tables({"cells": [saving, code("lb.save_table(a, 'x.csv')", 5)]}) == ["pairs", "terms"]


@pytest.mark.parametrize("path", [*ON_ARTICLES, *CHECKS], ids=lambda path: path.stem)
def test_a_notebook_that_another_names_is_there(path):
    prose = " ".join(text_of(cell) for cell in json.loads(path.read_text("utf-8"))["cells"])
    named = re.findall(r"`(\d\d-[a-z-]+)`", prose)
    assert {name for name in named if not (path.parent / f"{name}.ipynb").exists()} == set()


# The rules themselves: each lets a good notebook through, and sees every bad one.

PICTURE = {"output_type": "display_data", "data": {"image/png": "aGk="}, "metadata": {"image/png": {"alt": "Bars."}}}
SLASH = "/"  # kept apart, so that this file holds no path of a machine itself


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source: str, count: int | None, *outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": count,
        "metadata": {"tags": list(tags)},
        "outputs": list(outputs),
        "source": source.splitlines(keepends=True),
    }


def printed(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": [text]}


def shown(kind: str, text: str, **metadata: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {kind: text}, "metadata": metadata}


def good_notebook() -> Notebook:
    ten_lines = "\n".join(f"line_{number} = {number}" for number in range(10))
    return {
        "metadata": {"kernelspec": {"name": "python3"}},
        "cells": [
            markdown("# What is it about?\n\nIt is about nothing."),
            code('SOURCE = "../seeds"', 1, tags=("parameters",)),
            code("\n", None),
            code(f"{ten_lines}\n", 2, printed("../seeds and https://example.org/home/")),
            markdown("\n".join(["More than ten lines of prose are fine."] * 12)),
            code("defined = classes = 'def class lambda'", 3, PICTURE, shown("text/html", '<img src="x" alt="Bars.">')),
            code("findings.first_of(table.head(3), 2)\nfirst = table.head(2)\ncharts.show(f(table.head(2)))", 4),
            markdown("## What this does not show\n\n- All the rest."),
        ],
    }


@pytest.mark.parametrize("rule", RULES + RULES_ON_ARTICLES, ids=lambda rule: rule.__name__)
def test_a_good_notebook_keeps_the_rule(rule):
    assert rule(good_notebook()) == []


BAD_CELLS = [
    (cells_not_run_in_order, code("x", None)),
    (cells_not_run_in_order, code("x", 6)),
    (cells_not_run_in_order, code("x", 3)),
    (errors_and_warnings, code("x", 5, printed("a warning", name="stderr"))),
    (errors_and_warnings, code("x", 5, {"output_type": "error", "ename": "E", "evalue": "", "traceback": []})),
    (images_without_alt_text, code("x", 5, shown("image/png", "aGk="))),
    (images_without_alt_text, code("x", 5, shown("image/png", "aGk=", **{"image/png": {"alt": " "}}))),
    (images_without_alt_text, code("x", 5, shown("image/svg+xml", "<svg/>", **{"image/png": {"alt": "Bars."}}))),
    (images_without_alt_text, code("x", 5, shown("text/html", '<p><img src="x"></p>'))),
    (images_without_alt_text, code("x", 5, shown("text/html", '<img alt="" src="x">'))),
    (paths_of_a_machine, code(f'"{SLASH}home/jan/news"', 5)),
    (paths_of_a_machine, code("x", 5, printed(f"read {SLASH}tmp/a.txt"))),
    (paths_of_a_machine, code("x", 5, shown("text/html", f"<td>{SLASH}root</td>"))),
    (paths_of_a_machine, code("x", 5, shown("text/plain", r"WindowsPath('C:" + r"\\Users\\jan')"))),
    (paths_of_a_machine, markdown(f"See {SLASH}work/news.")),
    (long_cells, code("x\n" * 11, 5)),
    (logic_that_belongs_in_the_package, code("def f():\n    pass", 5)),
    (logic_that_belongs_in_the_package, code("if True:\n    class A:\n        pass", 5)),
    (logic_that_belongs_in_the_package, code("sorted([], key=lambda word: word)", 5)),
    (logic_that_belongs_in_the_package, code("import re", 5)),
    (parameter_cells_other_than_one, code("x", 5, tags=("parameters",))),
    (articles_of_its_own, code("lb.synthetic_articles()", 5)),
    (rows_cut_off_without_a_word, code("table.head(20)", 5)),
    (rows_cut_off_without_a_word, code("x\ntable[table['rank'] < 3].tail(20).round(2)", 5)),
    (rows_cut_off_without_a_word, code("display(table.head(20))", 5)),
    (exceptions_made_for_nbval, code("# NBVAL_IGNORE_OUTPUT\nx", 5)),
    (exceptions_made_for_nbval, code("x", 5, tags=("nbval-skip",))),
    (exceptions_made_for_nbval, code("x", 5, tags=("raises-exception",))),
]


@pytest.mark.parametrize(("rule", "cell"), BAD_CELLS)
def test_a_bad_cell_breaks_its_rule_and_no_other(rule, cell):
    notebook = good_notebook()
    notebook["cells"].insert(-1, cell)
    assert [broken for broken in RULES + RULES_ON_ARTICLES if broken(notebook)] == [rule]


def test_every_rule_is_seen_to_be_broken():
    of_a_whole_notebook = [opening_without_title, questions_that_stay_open, kernel_other_than_python3, state_of_widgets]
    assert {rule for rule, _ in BAD_CELLS} | set(of_a_whole_notebook) == set(RULES + RULES_ON_ARTICLES)


@pytest.mark.parametrize(
    "cell", [markdown("What is it about?"), markdown("## Half a title"), markdown("#hashtag"), code("# 1", 1)]
)
def test_a_notebook_that_does_not_open_with_its_title_breaks_the_rule(cell):
    assert opening_without_title({"cells": [cell]}) == [cell]


@pytest.mark.parametrize("cell", [markdown("And so on."), code("x", 1), markdown("Not at the start\n## What this")])
def test_a_notebook_that_does_not_end_with_what_it_does_not_show_breaks_the_rule(cell):
    assert questions_that_stay_open({"cells": [markdown("# Title"), cell]})


@pytest.mark.parametrize("cell", [code("x = 1", 1, tags=("parameters",)), code("lb.read_articles(ARTICLES)", 1)])
def test_a_check_that_takes_articles_breaks_the_rule(cell):
    assert parameters_of_a_check({"cells": [cell]})
    assert not parameters_of_a_check({"cells": [code("lb.synthetic_articles()", 1)]})


def test_a_notebook_without_parameters_breaks_the_rule():
    notebook = good_notebook()
    del notebook["cells"][1]
    assert parameter_cells_other_than_one(notebook)


def test_a_notebook_for_another_kernel_breaks_the_rule():
    assert kernel_other_than_python3({"metadata": {"kernelspec": {"name": "another"}}}) == ["another"]
    assert kernel_other_than_python3({"metadata": {}}) == [None]


def test_a_notebook_that_keeps_the_state_of_widgets_breaks_the_rule():
    kind = "application/vnd.jupyter.widget-state+json"
    assert state_of_widgets({"metadata": {"widgets": {kind: {"state": {}}}}}) == [kind]


def test_the_rules_leave_a_notebook_as_it_was():
    notebook = good_notebook()
    before = deepcopy(notebook)
    for rule in RULES:
        rule(notebook)
    assert notebook == before


# Warnings


def test_a_warning_in_a_notebook_is_an_error_and_other_code_is_not():
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        good = client.execute_interactive("assert 1 + 1 == 2", timeout=60, output_hook=lambda message: None)
        bad = client.execute_interactive(
            "import warnings\nwarnings.warn('old', DeprecationWarning)", timeout=60, output_hook=lambda message: None
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert good["content"]["status"] == "ok"
    assert (bad["content"]["status"], bad["content"]["ename"]) == ("error", "DeprecationWarning")


@pytest.mark.parametrize(("deaths", "starts"), [(0, 1), (1, 2), (2, 2)])
def test_a_kernel_that_dies_before_its_first_answer_is_started_once_more(deaths, starts):
    calls = []

    def start(**settings):
        calls.append(settings)
        if len(calls) <= deaths:
            raise RuntimeError("Kernel died before replying to kernel_info")
        return "kernel"

    again = runpy.run_path(str(Path(__file__).parents[1] / "conftest.py"))["twice"](start)
    if deaths == 2:
        with pytest.raises(RuntimeError, match="died before"):
            again(cwd="here")
    else:
        assert again(cwd="here") == "kernel"
    assert calls == [{"cwd": "here"}] * starts
