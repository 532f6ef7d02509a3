"""The start notebook, prepared for other articles."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from leesbril.rerun._inputs import Stop
from leesbril.rerun.app import main, prepare


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder with articles of somebody's own, and a start notebook with an output in it."""
    (tmp_path / "de kranten").mkdir()
    (tmp_path / "de kranten/a.txt").write_text("Het leger rukt op.")
    (tmp_path / "leeg").mkdir()
    (tmp_path / "notebooks").mkdir()
    parameters = new_code_cell('ARTICLES = "../seeds"\nLANGUAGE = "nl"', metadata={"tags": ["parameters"]})
    shown = new_code_cell("ARTICLES", execution_count=2, outputs=[new_output("stream", text="../seeds")])
    notebook = new_notebook(cells=[new_markdown_cell("# Start here"), parameters, shown])
    nbformat.write(notebook, tmp_path / "notebooks/00-start-here.ipynb")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(cell):
    names = {}
    exec(cell.source, names)
    return names["ARTICLES"], names["LANGUAGE"]


@pytest.mark.parametrize("articles", ["de kranten", "de kranten/a.txt"])
def test_the_copy_reads_the_articles_from_where_it_is_and_holds_no_outputs(project, articles):
    path = prepare(project / articles, language="de")
    assert path.as_posix() == "served/00-start-here.ipynb"
    copy = nbformat.read(path, as_version=4)
    way, language = told(copy.cells[1])
    assert (project / "served" / way).samefile(project / articles)
    assert language == "de"
    assert str(project) not in path.read_text()
    assert [(cell.outputs, cell.execution_count) for cell in copy.cells[1:]] == [([], None)] * 2


def test_the_notebook_itself_stays_as_it_is_and_a_second_copy_takes_the_place_of_the_first(project):
    before = (project / "notebooks/00-start-here.ipynb").read_bytes()
    prepare(project / "de kranten")
    prepare(project / "de kranten/a.txt")
    assert (project / "notebooks/00-start-here.ipynb").read_bytes() == before
    copy = nbformat.read(project / "served/00-start-here.ipynb", as_version=4)
    assert told(copy.cells[1])[0] == "../de kranten/a.txt"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nergens"], "There is no"),
        (["leeg"], "empty"),
        ([], "Which articles? Name their folder, as in: make app ARTICLES=seeds"),
        (["de kranten", "--language", "xx"], "'xx'"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_sentence(project, capsys, arguments, said):
    assert main(arguments) == 1
    output = capsys.readouterr()
    assert said in output.err
    assert (output.err.count("\n"), output.out) == (1, "")
    assert not (project / "served").exists()


def test_the_command_names_the_notebook_to_serve(project, capsys):
    assert main(["de kranten"]) == 0
    assert capsys.readouterr().out == "served/00-start-here.ipynb\n"


def test_a_notebook_without_parameters_or_none_at_all_is_a_stop(project):
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), project / "notebooks/00-start-here.ipynb")
    with pytest.raises(Stop, match="has 0 cells tagged parameters"):
        prepare(project / "de kranten")
    with pytest.raises(Stop, match="cannot be read"):
        prepare(project / "de kranten", notebook=project / "elsewhere.ipynb")


# The server


@pytest.fixture
def secret(tmp_path):
    """The port and the log of what `make app` starts, on a notebook that prints a secret."""
    pytest.importorskip("voila")
    root = Path(__file__).parents[1]
    apart = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "ARGS"))}
    asked = ["make", "-n", "app"]
    printed = subprocess.run(asked, cwd=root, env=apart, capture_output=True, text=True, check=True).stdout
    given, _, command = printed.splitlines()[-1].partition(" -m ")
    environment = dict(setting.split("=", 1) for setting in shlex.split(given)[:-1])
    arguments = [argument for argument in shlex.split(command) if not argument.endswith(".ipynb")]
    nbformat.write(new_notebook(cells=[new_code_cell("print('GEHEIM ' + 'ARTIKEL')")]), tmp_path / "a.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *arguments, "a.ipynb", "--no-browser", f"--port={port}"]
    log = tmp_path / "log"
    with log.open("w") as out:
        # The shell fills in a path that was set before; here there is none.
        told = {name: value.split("$", 1)[0] for name, value in environment.items()}
        server = subprocess.Popen(command, cwd=tmp_path, env=os.environ | told, stdout=out, stderr=out)
        try:
            while "?token=" not in log.read_text() and server.poll() is None:
                time.sleep(0.1)
            yield port, log.read_text()
        finally:
            server.terminate()
            try:
                server.wait(timeout=5)
            except subprocess.TimeoutExpired:  # on a busy machine, or on Python 3.13, Voilà may go on listening
                server.kill()
                server.wait()


def test_the_app_shows_nothing_without_its_token_and_nothing_for_another_host(secret):
    port, log = secret
    token = re.search(r"127\.0\.0\.1:\d+/(\?token=\w+)", log)[1]

    def got(host, query=""):
        request = urllib.request.Request(f"http://127.0.0.1:{port}/{query}", headers={"Host": f"{host}:{port}"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, "GEHEIM ARTIKEL" in answer.read().decode()
        except urllib.error.HTTPError as problem:
            return problem.code, False

    assert got("127.0.0.1", token) == (200, True)
    assert got("127.0.0.1") == (200, False)  # the page that asks for the token
    assert got("news.example", token)[0] == got("news.example")[0] == 403
