"""Reruns of two or three tiny notebooks; kernels take seconds to start, so each rerun serves many tests."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from profiles import THOROUGH, thorough
from traitlets.config import Config

from leesbril import synthetic_articles
from leesbril.rerun._command import _parser, _reading, compared, main
from leesbril.rerun._inputs import Stop, count_articles, known_of
from leesbril.rerun._kernels import Kernels
from leesbril.rerun._record import write
from leesbril.rerun._run import _keep_apart, rerun, tidied
from leesbril.rerun.report import report_of_rerun

ROOT = Path(__file__).parents[1]
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
PARAMETERS = new_code_cell('ARTICLES = "../seeds"\nLANGUAGE = "nl"\nTABLES = None', metadata={"tags": ["parameters"]})
READ = """from pathlib import Path
texts = [path.read_text() for path in sorted(Path(ARTICLES).glob("*.txt"))]"""
SAVE = """Path(TABLES, "lengths.csv").write_text("characters\\n" + "".join(f"{len(text)}\\n" for text in texts))
print(Path(ARTICLES).name, LANGUAGE, len(texts))"""


def store(folder, name, title, *code):
    cells = [new_markdown_cell(f"# {title}"), PARAMETERS, *map(new_code_cell, code)]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), folder / f"{name}.ipynb")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder with two articles and three folders of notebooks: one that runs, one that stops, one that is empty."""
    root = tmp_path_factory.mktemp("project")
    for folder in ("de kranten", "good", "bad", "none"):
        (root / folder).mkdir()
    (root / "de kranten" / "a.txt").write_text("Het leger rukt op.")
    (root / "de kranten" / "b.txt").write_text("De moskee staat er nog.")
    (root / "de kranten" / "c.pdf").touch()
    for folder in ("good", "bad"):
        store(root / folder, "01-lengths", "How long?", READ, SAVE)
    store(root / "good", "00-start-here", "Start?", "1 / 0")  # the start page, which no rerun takes
    store(
        root / "good", "02-warnings", "Any warnings?", "import sys\nprint(__import__('os').__file__, file=sys.stderr)"
    )
    store(root / "bad", "02-wrong", "What goes wrong?", "rows = {}", "\n# a remark\nrows['IS']\n")
    store(root / "bad", "03-later", "And later?", "1")
    return root


@pytest.fixture(scope="module")
def done(project):
    """The folder of a rerun that was finished."""
    return rerun(project / "de kranten", report="nl", notebooks=project / "good", into=project / "reruns")


@pytest.fixture(scope="module")
def stopped(project):
    """The folder of a rerun that stopped at its second notebook."""
    return rerun(project / "de kranten", notebooks=project / "bad", into=project / "stopped")


# Without a kernel: what papermill does is played


@pytest.fixture
def played(project, tmp_path, monkeypatch):
    """Runs the good notebooks with a papermill that stores each as it is, and raises a problem if one is given."""
    monkeypatch.setattr(Kernels, "ready", lambda *_: None)

    def run(problem, articles=project / "de kranten", into=tmp_path, **asked):
        def execute_notebook(notebook, output, parameters, **_):
            nbformat.write(notebook, output)
            run.parameters = parameters
            if problem is not None:
                raise problem

        monkeypatch.setattr("papermill.execute_notebook", execute_notebook)
        return rerun(articles, notebooks=project / "good", into=into, **asked)

    return run


def test_a_board_is_saved_where_it_is_asked_for_and_the_report_links_to_it(played, done):
    folder = played(None, report="nl", board=True)
    board = (folder / "board.html").read_text(encoding="utf-8")
    assert "<title>de kranten</title>" in board and '<html lang="nl">' in board
    assert '<a href="board.html">Zoek woorden op' in (folder / "report.html").read_text(encoding="utf-8")
    assert "board.html" not in (done / "report.html").read_text(encoding="utf-8")


def test_a_board_that_no_file_can_hold_is_left_out_and_said(played, monkeypatch, capsys):
    monkeypatch.setattr(sys.modules["leesbril.board._saved"], "MOST_ARTICLES", 1)
    folder = played(None, board=True)
    assert not (folder / "board.html").exists()
    assert "No board was saved. A saved board holds at most 1 articles" in capsys.readouterr().err
    assert "board.html" not in (folder / "report.html").read_text(encoding="utf-8")


def method(folder):
    return json.loads((folder / "method.json").read_text(encoding="utf-8"))


def outputs(path):
    return [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]


# A rerun that is finished


def test_a_rerun_leaves_notebooks_tables_a_report_and_the_method_and_nothing_else(done):
    found = sorted(path.relative_to(done).as_posix() for path in done.rglob("*") if path.is_file())
    notebooks = ["notebooks/01-lengths.ipynb", "notebooks/02-warnings.ipynb"]
    assert found == ["method.json", *notebooks, "report.html", "tables/lengths.csv"]


def test_its_folder_has_the_minute_and_the_name_of_the_articles(done):
    started = method(done)["started"]  # such as 2026-11-21T14:32:10+01:00
    assert done.name == f"{started[:10]}-{started[11:13]}{started[14:16]}-de-kranten"


def test_the_notebooks_were_run_on_the_articles(done):
    assert [output.text for output in outputs(done / "notebooks/01-lengths.ipynb")] == ["de kranten nl 2\n"]
    # "Het leger rukt op." has 18 characters, "De moskee staat er nog." has 23.
    assert (done / "tables/lengths.csv").read_text() == "characters\n18\n23\n"


def test_no_path_of_this_machine_is_in_what_is_shared(project, done):
    texts = {path: path.read_text() for path in done.rglob("*") if path.is_file()}
    assert [path.name for path, text in texts.items() if str(project.parent) in text] == []
    assert outputs(done / "notebooks/02-warnings.ipynb")[0].text.startswith("…")


def test_the_executed_notebook_holds_its_parameters_and_no_times(done):
    notebook = nbformat.read(done / "notebooks/01-lengths.ipynb", as_version=4)
    assert notebook.cells[2].source.splitlines()[1:] == [
        'ARTICLES = "../../../de kranten"',
        'LANGUAGE = "nl"',
        "READ = {}",
        'LANGUAGE_OF_REPORT = "nl"',
        'TABLES = "../tables"',
    ]
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert [set(cell.metadata) - {"tags"} for cell in notebook.cells] == [set()] * 5


def test_the_method_says_what_was_run_on_what(project, done):
    record = method(done)
    assert record["stopped"] is None
    assert record["parameters"] == {
        "ARTICLES": "de kranten",
        "LANGUAGE": "nl",
        "READ": {},
        "LANGUAGE_OF_REPORT": "nl",
    }
    assert (record["title"], record["articles"], record["dates"]) == ("de kranten", 2, {"undated": 2})
    assert record["named"] == [
        {"label": "Het leger rukt op.", "whole": "Het leger rukt op.", "about": "geen datum"},
        {"label": "De moskee staat er nog.", "whole": "De moskee staat er nog.", "about": "geen datum"},
    ]
    assert [entry["file"] for entry in record["input"]] == ["a.txt", "b.txt", "c.pdf"]
    assert record["started"][19] in "+-"  # a zone
    source = (project / "good/01-lengths.ipynb").read_bytes()
    first = record["notebooks"][0]
    assert (first["notebook"], first["status"]) == ("01-lengths.ipynb", "finished")
    assert first["sha256"] == hashlib.sha256(source).hexdigest()
    assert first["seconds"] > 0
    assert record["tables"][0]["rows"] == 2


def test_the_first_and_the_last_date_of_the_articles_and_a_title_are_known(tmp_path):
    rows = ["id,date,text", "a,2019-03-04,De haven.", "b,2018,De sluis.", "c,,De markt.", "d,2019-03,De kade."]
    (tmp_path / "haven en markt.csv").write_text("\n".join(rows), encoding="utf-8")
    assert known_of(tmp_path / "haven en markt.csv", "nl", {}) == {
        "title": "haven en markt",
        "articles": 4,
        "dates": {
            "undated": 1,
            "first": {"start": "2018-01-01T00:00:00", "precision": "year"},
            "last": {"start": "2019-03-01T00:00:00", "precision": "month"},  # March ends after the 4th
        },
    }


def test_of_dates_that_begin_or_end_at_one_moment_the_record_has_the_one_that_is_known_best(tmp_path):
    rows = ["id,date,text", "a,2018,De haven.", "b,2018-01-01,De sluis.", "c,2018-12,De kade.", "d,2018-12-31,De pont."]
    (tmp_path / "haven.csv").write_text("\n".join(rows), encoding="utf-8")
    dates = known_of(tmp_path / "haven.csv", "nl", {})["dates"]
    assert [dates[end]["start"][:10] for end in ("first", "last")] == ["2018-01-01", "2018-12-31"]
    assert [dates[end]["precision"] for end in ("first", "last")] == ["day", "day"]


def test_kernels_draw_charts_as_svg_unless_they_are_told_otherwise(project, played, monkeypatch):
    seen = []
    monkeypatch.setattr("leesbril.rerun._run.write", lambda *_: seen.append(os.environ.get("LEESBRIL_CHARTS")))
    monkeypatch.setattr("leesbril.rerun._run.report_of_rerun", lambda _: "")
    monkeypatch.delenv("LEESBRIL_CHARTS", raising=False)
    played(KeyboardInterrupt())
    assert "svg" in seen
    assert "LEESBRIL_CHARTS" not in os.environ
    monkeypatch.setenv("LEESBRIL_CHARTS", "png")
    seen.clear()
    played(KeyboardInterrupt())
    assert set(seen) == {"png"}


def test_the_report_is_made_of_what_stands_in_the_folder(done):
    assert (done / "report.html").read_text(encoding="utf-8") == report_of_rerun(done)


def test_a_second_rerun_has_a_folder_of_its_own_and_the_same_tables_and_notebooks(project, done, capsys, monkeypatch):
    monkeypatch.setattr("leesbril.rerun._run._plain", lambda name: done.name[16:])
    before = {path: path.read_bytes() for path in done.rglob("*") if path.is_file()}
    told = ["--notebooks", str(project / "good"), "--into", str(done.parent), "--compare", str(done), "--report", "nl"]
    assert main([str(project / "de kranten"), *told]) == 0
    assert {path: path.read_bytes() for path in done.rglob("*") if path.is_file()} == before
    said = capsys.readouterr().out
    assert "2 of 2 notebooks finished on 2 articles" in said
    assert "1 table equal, byte for byte. The articles are the same." in said
    again = next(folder for folder in done.parent.iterdir() if folder != done)
    for name in ("01-lengths.ipynb", "02-warnings.ipynb"):
        assert (again / "notebooks" / name).read_bytes() == (done / "notebooks" / name).read_bytes()
    shutil.rmtree(again)


LEAVES = """import os, sys, warnings
import pandas as pd
kept, pid = 1, os.getpid()
os.environ["LEFT"] = "1"
sys.path.append("left")
pd.set_option("display.max_rows", 7)
warnings.simplefilter("error")
open("pid", "w").write(str(pid))
os.chdir("..")"""
FINDS = """import os, sys, warnings
import pandas as pd
same = open("pid").read() == str(os.getpid())
left = "kept" in dir() or "LEFT" in os.environ or "left" in sys.path or pd.get_option("display.max_rows") == 7
warnings.warn("seen")
print(same, left)"""


def test_the_notebooks_share_a_kernel_and_none_finds_what_an_earlier_one_left(project, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONWARNINGS", raising=False)  # conftest.py makes errors of the warnings in notebooks
    store(tmp_path, "01-leaves", "What is left?", LEAVES)
    store(tmp_path, "02-finds", "What is found?", FINDS)
    folder = rerun(project / "de kranten", notebooks=tmp_path, into=tmp_path / "into")
    assert method(folder)["stopped"] is None
    said = {output.name: output.text for output in outputs(folder / "notebooks/02-finds.ipynb")}
    assert said["stdout"] == "True False\n"
    assert "UserWarning: seen" in said["stderr"]
    cells = nbformat.read(folder / "notebooks/02-finds.ipynb", as_version=4).cells
    assert [cell.execution_count for cell in cells if cell.cell_type == "code"] == [1, 2, 3]


# The reader's path itself

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def own_articles(folder, count):
    """A table of so many articles, by turns of one publisher and another."""
    rows = [f"stuk{n},2019-{n % 3 + 1:02}-11,{'De Bode' if n % 2 else 'De Gids'},{text(n)}" for n in range(count)]
    (folder / "own.csv").write_text("\n".join(["id,date,publisher,text", *rows]), encoding="utf-8")
    return folder / "own.csv"


@pytest.fixture(scope="module", params=[1, 40])
def of_the_readers_path(request, tmp_path_factory):
    """The folder of a rerun of the project's own notebooks on one article, or on forty of two publishers."""
    root = tmp_path_factory.mktemp("readers")
    return rerun(own_articles(root, request.param), notebooks=ROOT / "notebooks", into=root)


def text(number):
    """The words of an article of our own, no two the same; the articles of one publisher have a word of their own."""
    words = ["molen", "polder", "fiets", "brug", "school", "trein", "markt", "haven", "kerk", "bakker", "dijk"]
    chosen = [words[(number * step + step) % len(words)] for step in range(1, 11)]
    return " ".join(["De", *chosen, "brandt" if number % 2 else "slaapt", "om", str(number)]) + "."


@pytest.fixture
def shell():
    """What runs a cell in a kernel, in this process: starting kernels takes most of the time of a rerun."""
    started = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    yield started
    started.restore_sys_module_state()
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("notebook", NOTEBOOKS if THOROUGH else NOTEBOOKS[1::3], ids=lambda path: path.stem)
def test_forty_articles_get_through_every_cell_without_a_kernel(notebook, shell, tmp_path, monkeypatch):
    settings = {"ARTICLES": own_articles(tmp_path, 40).name, "LANGUAGE": "nl", "READ": {}, "TABLES": "tables"}
    (tmp_path / "tables").mkdir()
    monkeypatch.chdir(tmp_path)
    code = [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
    for cell in code:
        shell.run_cell(cell.source).raise_error()
        if "parameters" in cell.metadata.get("tags", []):
            shell.user_ns.update(settings)
    assert len(code) > 5


@thorough
def test_one_article_and_forty_get_through_every_notebook_of_the_readers_path(of_the_readers_path):
    record = method(of_the_readers_path)
    assert record["stopped"] is None
    names = [entry["notebook"] for entry in record["notebooks"]]
    paths = (ROOT / "notebooks").glob("*.ipynb")
    assert names == sorted(path.name for path in paths if path.name != "00-start-here.ipynb")


@thorough
def test_nothing_in_a_report_is_about_anything_but_the_articles_that_were_given(of_the_readers_path):
    report = (of_the_readers_path / "report.html").read_text(encoding="utf-8")
    planted = synthetic_articles(40)
    names = [*planted.articles["publisher"].unique(), *planted.truth["term"].dropna(), planted.articles.index[0]]
    assert "Noorderkrant" in names
    assert [name for name in [*names, "mosul", "Mosul"] if name in report] == []
    assert "stuk0" in report


@thorough
def test_one_article_is_told_what_cannot_be_said_of_it(of_the_readers_path):
    report = (of_the_readers_path / "report.html").read_text(encoding="utf-8")
    one = method(of_the_readers_path)["articles"] == 1
    for sentence in ("There is no trend:", "No groups are compared:", "There is <strong>no pair</strong> of articles"):
        assert (sentence in report) == one


# A rerun that stops


def test_a_stop_is_one_sentence_with_the_notebook_the_cell_and_the_error(stopped):
    # Of the executed notebook [1] has the defaults, [2] the parameters, [3] rows = {}.
    assert method(stopped)["stopped"] == "02-wrong.ipynb stopped at cell [4] (# a remark): KeyError: 'IS'"


def test_what_was_finished_stays_and_what_follows_is_not_run(stopped):
    entries = method(stopped)["notebooks"]
    assert [entry["status"] for entry in entries] == ["finished", "stopped", "not run"]
    assert sorted(path.name for path in (stopped / "notebooks").iterdir()) == ["01-lengths.ipynb", "02-wrong.ipynb"]
    assert (stopped / "tables/lengths.csv").exists()
    assert "02-wrong.ipynb stopped at cell [4]" in (stopped / "report.html").read_text()


def test_the_notebook_that_stopped_holds_the_whole_error_and_no_cells_but_its_own(stopped):
    notebook = nbformat.read(stopped / "notebooks/02-wrong.ipynb", as_version=4)
    assert len(notebook.cells) == 5  # its four and the parameters
    assert notebook.cells[-1].outputs[0].ename == "KeyError"
    assert len(notebook.cells[-1].outputs[0].traceback) > 1


def test_the_command_says_the_sentence_and_fails(stopped, monkeypatch, capsys):
    monkeypatch.setattr("leesbril.rerun._command.rerun", lambda *_, **__: stopped)
    assert main(["articles"]) == 1
    said = capsys.readouterr()
    assert said.err == "02-wrong.ipynb stopped at cell [4] (# a remark): KeyError: 'IS'\n"
    assert "1 of 3 notebooks finished on 2 articles" in said.out


# What is not run


def test_an_interrupt_leaves_what_there_is_and_no_half_file(played):
    folder = played(KeyboardInterrupt())
    record = method(folder)
    assert record["stopped"] == "01-lengths.ipynb stopped before its first cell: it was interrupted"
    assert [entry["status"] for entry in record["notebooks"]] == ["interrupted", "not run"]
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    assert found == ["method.json", "notebooks", "notebooks/01-lengths.ipynb", "report.html"]


def test_an_interrupt_has_an_exit_code_of_its_own(played, monkeypatch, capsys):
    folder = played(KeyboardInterrupt())
    monkeypatch.setattr("leesbril.rerun._command.rerun", lambda *_, **__: folder)
    assert main(["articles"]) == 130


def test_a_full_disk_leaves_the_record_and_what_was_finished(played, monkeypatch):
    def full(path, text):
        if path.suffix == ".ipynb":
            raise OSError(28, "No space left on device")
        write(path, text)

    monkeypatch.setattr("leesbril.rerun._run.write", full)
    folder = played(RuntimeError())
    told = "01-lengths.ipynb stopped: what belongs to it cannot be written: No space left on device. Make room"
    assert method(folder)["stopped"].startswith(told)
    assert [entry["status"] for entry in method(folder)["notebooks"]] == ["stopped", "not run"]
    assert (folder / "report.html").exists()


@pytest.mark.parametrize(
    ("free", "told"), [(0, "Nothing can be written in"), (1, "nothing more can be written: No space")]
)
def test_a_disk_that_is_full_for_the_record_too_is_one_sentence(
    project, played, tmp_path, monkeypatch, capsys, free, told
):
    left = [1] * free

    def full(path, text):
        if not left:
            raise OSError(28, "No space left on device")
        left.pop()
        write(path, text)

    monkeypatch.setattr("leesbril.rerun._run.write", full)
    with pytest.raises(Stop, match=told):
        played(RuntimeError())
    records = [method(folder) for folder in tmp_path.iterdir()]  # without any room there is no folder either
    assert [record["stopped"][:30] for record in records] == ["The rerun was not finished: it"] * free


def test_a_signal_ends_a_rerun_as_an_interrupt_does_with_a_code_of_its_own(project, tmp_path, monkeypatch, capsys):
    def execute_notebook(notebook, output, parameters, **_):
        nbformat.write(notebook, output)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(10)  # the signal comes before this is over

    monkeypatch.setattr("papermill.execute_notebook", execute_notebook)
    monkeypatch.setattr(Kernels, "ready", lambda *_: None)
    told = ["--notebooks", str(project / "good"), "--into", str(tmp_path), str(project / "de kranten")]
    assert main(told) == 128 + signal.SIGTERM
    assert "01-lengths.ipynb stopped before its first cell" in (said := capsys.readouterr().err)
    assert "told to end (SIGTERM)" in said
    (folder,) = tmp_path.iterdir()
    assert [entry["status"] for entry in method(folder)["notebooks"]] == ["interrupted", "not run"]
    assert (folder / "report.html").exists()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL  # what was there before is there again


@thorough
def test_a_process_that_is_told_to_end_keeps_its_record_and_says_so(project, tmp_path):
    store(tmp_path, "01-slow", "Slow?", "open('../started', 'w').close()\nimport time; time.sleep(60)")
    (tmp_path / "own").mkdir()
    told = ["--notebooks", str(tmp_path), "--into", str(tmp_path / "out"), str(project / "de kranten")]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "own"), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "leesbril.rerun", *told]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as run:
        while not list(tmp_path.glob("out/*/started")) and run.poll() is None:
            time.sleep(0.1)
        run.terminate()
        said = run.communicate()[1]
    assert run.returncode == 128 + signal.SIGTERM
    assert "01-slow.ipynb stopped at cell [3]" in said and "told to end (SIGTERM)" in said
    (folder,) = (tmp_path / "out").iterdir()
    assert method(folder)["notebooks"][0]["status"] == "interrupted"
    assert {"method.json", "report.html", "notebooks"} <= {path.name for path in folder.iterdir()}
    assert list((tmp_path / "own").glob("leesbril-*")) == []


def test_a_kernel_that_dies_is_a_stop(played):
    problem = RuntimeError("Kernel\ndied" + " word" * 100)
    told = method(played(problem))["stopped"]
    assert told.startswith("01-lengths.ipynb stopped before its first cell: RuntimeError: Kernel died word")
    assert told.endswith(" …")


def test_a_rerun_in_the_same_minute_has_a_number_behind_its_name(played, tmp_path):
    first = played(KeyboardInterrupt())
    second = played(KeyboardInterrupt())
    if first.name[:15] == second.name[:15]:  # else the minute has gone by
        assert second.name == f"{first.name}-2"
    assert sorted(tmp_path.iterdir()) == sorted([first, second])


def test_articles_given_as_the_folder_where_one_stands_go_by_its_name(project, played, monkeypatch):
    monkeypatch.chdir(project / "de kranten")
    folder = played(KeyboardInterrupt(), Path())
    assert folder.name.endswith("-de-kranten")
    way = Path(played.parameters["ARTICLES"])
    assert (way.is_absolute(), way.name) == (False, "de kranten")
    assert (folder / "notebooks" / way).samefile(project / "de kranten")


def test_a_folder_behind_a_link_is_found_under_the_name_of_the_link(project, played, tmp_path_factory):
    link = tmp_path_factory.mktemp("elsewhere") / "link"
    link.symlink_to(project / "de kranten")
    folder = played(KeyboardInterrupt(), link)
    assert Path(played.parameters["ARTICLES"]).name == "link"
    assert (folder / "notebooks" / played.parameters["ARTICLES"]).samefile(project / "de kranten")


def test_reruns_behind_a_link_find_the_articles(project, played, tmp_path, tmp_path_factory):
    link = tmp_path_factory.mktemp("elsewhere") / "link"  # one level deeper than where it leads
    link.symlink_to(tmp_path)
    folder = played(KeyboardInterrupt(), into=link)
    assert (folder / "notebooks" / played.parameters["ARTICLES"]).samefile(project / "de kranten")


# What cannot begin


@pytest.mark.parametrize(
    ("articles", "notebooks", "told"),
    [
        ("nowhere", "good", "There is no"),
        ("none", "good", "empty"),
        ("de kranten", "none", "There are no notebooks in"),
    ],
)
def test_what_cannot_begin_is_said_and_makes_no_folder(project, tmp_path, capsys, articles, notebooks, told):
    arguments = [str(project / articles), "--notebooks", str(project / notebooks), "--into", str(tmp_path / "reruns")]
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert told in said.err
    assert (said.err.count("\n"), said.out) == (1, "")
    assert not (tmp_path / "reruns").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Which articles? Name their folder"),
        ([""], "Which articles? Name their folder"),
        (["my", "articles"], "Received 2 paths: my, articles. A path with spaces stands between quotes."),
        (["seeds", "--compare", "nowhere"], "'nowhere' is no folder of an earlier rerun"),
    ],
)
def test_a_wrong_command_is_told_in_a_sentence(capsys, arguments, told):
    assert main(arguments) == 1
    assert told in capsys.readouterr().err


def test_an_unknown_language_names_the_known_ones(project, tmp_path):
    with pytest.raises(Stop, match=r"'xx'.*nl"):
        rerun(project / "de kranten", language="xx", notebooks=project / "good", into=tmp_path)


def test_a_notebook_that_is_none_is_found_before_any_is_run(project, tmp_path):
    (tmp_path / "01-a.ipynb").write_text("{")
    with pytest.raises(Stop, match=r"01-a\.ipynb is no notebook"):
        rerun(project / "de kranten", notebooks=tmp_path, into=tmp_path / "reruns")


def test_files_that_are_skipped_are_noted_at_once(project, played, capsys):
    played(KeyboardInterrupt())
    assert capsys.readouterr().err.startswith("Note: ")


# Parts


def record_of(tables, files):
    return {
        "tables": [{"table": name, "sha256": digest} for name, digest in tables.items()],
        "input": [{"file": name, "sha256": digest} for name, digest in files.items()],
    }


def test_a_table_that_a_later_notebook_wrote_over_is_a_stop():
    first = record_of({"phrases": "1"}, {})["tables"]
    _keep_apart("02-b.ipynb", first, record_of({"phrases": "1", "terms": "2"}, {})["tables"])
    with pytest.raises(Stop, match=r"02-b\.ipynb wrote over phrases\.csv of an earlier notebook"):
        _keep_apart("02-b.ipynb", first, record_of({"phrases": "2"}, {})["tables"])


def test_two_reruns_are_compared_table_by_table():
    old = record_of({"pairs": "1", "terms": "2", "old": "3"}, {"a.txt": "4"})
    new = record_of({"pairs": "1", "terms": "9", "new": "3"}, {"a.txt": "5"})
    tables = "1 table equal, byte for byte; different: terms; only there: old; only here: new."
    assert compared(old, new) == (f"{tables} The articles are not the same.", False)


def test_the_state_of_widgets_is_not_kept():
    notebook = new_notebook(
        metadata={"widgets": {"application/vnd.jupyter.widget-state+json": {}}, "kernelspec": KERNEL}
    )
    kept = nbformat.reads(tidied(nbformat.writes(notebook)), as_version=4)
    assert set(kept.metadata) == {"kernelspec"}


def test_a_traceback_is_kept_without_the_folders_of_the_machine():
    error = nbformat.v4.new_output(
        "error",
        ename="E",
        evalue="",
        traceback=[f"File {sys.prefix}{os.sep}lib{os.sep}a.py:3", "ipykernel_12/345.py:1"],
    )
    notebook = new_notebook(cells=[new_code_cell("x", outputs=[error])])
    kept = nbformat.reads(tidied(nbformat.writes(notebook)), as_version=4).cells[0].outputs[0].traceback
    assert kept == [f"File …{os.sep}lib{os.sep}a.py:3", "cell:1"]


def test_what_tables_and_dates_need_is_told_to_read_articles_and_written_down(project, tmp_path):
    (tmp_path / "t.csv").write_text("wanneer;stuk\n07-03-2019;Het leger.\n08-03-2019;De moskee.\n")
    options = ["--column", "text=stuk", "--column", "date=wanneer", "--day-first", "--notebooks", str(project / "none")]
    given = _parser().parse_args([*options, str(tmp_path / "t.csv")])
    read = _reading(given)
    assert read == {"columns": {"text": "stuk", "date": "wanneer"}, "day_first": True}
    assert count_articles(tmp_path / "t.csv", "nl", read) == 2
    assert _reading(_parser().parse_args(["x"])) == {}
    with pytest.raises(
        Stop, match=r"--column takes a field and the name of a column, as in text=body; received 'stuk'"
    ):
        _reading(_parser().parse_args(["--column", "stuk", "x"]))
