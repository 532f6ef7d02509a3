"""A real browser and a JupyterLab of its own: Debian's Chromium through Playwright, without a step out of this machine.

`make test-browser` runs these tests; plain `pytest` leaves them out. Where there is no Chromium or no Playwright they
are skipped. Pictures of what was seen go to .browser/.
"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted([*FOLDER.glob("*.ipynb"), *FOLDER.glob("checks/*.ipynb")])
READ_BY_CHECKS = ("benchmarks/growth.csv", "benchmarks/real.csv", "docs/growth.png")
PICTURES = ROOT / ".browser"
HERE = {"localhost", "127.0.0.1"}
TOKEN = "leesbril"
LIGHT = "JupyterLab Light"
WIDTH, HEIGHT = 1280, 1000
PATIENCE = 90
"""Seconds until a test gives up on a server, a kernel or a page; it goes on as soon as what it waits for is there."""

# JupyterLab leaves out of the page what is not in view.
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "docmanager-extension/plugin": {"autosave": False},
}
# The debugger asks after a kernel that is just being restarted, and complains in the console; no notebook needs it.
LEFT_OUT = ["@jupyterlab/debugger-extension"]
OWN = {
    "haven": "date: 2019-03-04 De haven breidt uit. De gemeente wil een nieuwe kade bij de haven, en een sluis.",
    "sluis": "date: 2019-03-05 De sluis is stuk. Schippers wachten bij de sluis op de monteur van de gemeente.",
    "markt": "De markt verhuist naar het plein. Kooplieden vrezen dat de markt op het plein minder trekt.",
}
"""Articles that are not the seeds."""
OFFLINE = [
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
]


class Seen:
    """A page of the browser, and everything that went wrong in it."""

    def __init__(self, page: Any) -> None:
        self.page, self.wrong = page, []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"error in the page: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._response)
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.wrong.append(f"console: {message.text} ({message.location.get('url')})")

    def _failed(self, request: Any) -> None:
        # A page that is left or closed gives up on what it had asked for.
        if request.failure != "net::ERR_ABORTED":
            self.wrong.append(f"failed: {request.failure} {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.wrong.append(f"answered {response.status}: {response.url}")

    def _request(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "file", "about") and address.hostname not in HERE:
            self.wrong.append(f"left this machine: {request.url}")

    def picture(self, name: str) -> None:
        PICTURES.mkdir(exist_ok=True)
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        self.page.screenshot(path=PICTURES / f"{plain}.png")


def axe_violations(page: Any, context: str | None = None) -> list[str]:
    """What axe-core finds serious or critical on a page, or in a part of it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing.")
    found = axe.Axe().run(page, context=context).response["violations"]
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:200]}: {node['failureSummary']}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def board_script(*names: str) -> str:
    """Modules of the board as a script that makes all that they export global."""
    from leesbril.board._front_end import script

    return f"{script(*names)}\nObject.assign(globalThis, {', '.join(f'module_{name}' for name in names)});"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(command: list[str], port: int, folder: Path, env: dict[str, str]) -> Iterator[str]:
    """The address of a server while it is needed: it listens before it is handed out, and is gone afterwards."""
    log = folder / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + PATIENCE
            while not listens(port):
                if server.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"{command} does not answer:\n{log.read_text(errors='replace')}")
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
    except OSError:
        return False
    return True


def asked(url: str, method: str = "GET") -> bytes:
    """What JupyterLab's server answers."""
    request = urllib.request.Request(url, method=method, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return bytes(answer.read())


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("There is no Chromium on this machine: these tests need one, as Debian's package chromium.")
    playwright = pytest.importorskip("playwright.sync_api", reason="The package playwright is not installed.")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    # A container has no user namespaces and little shared memory, and often only root.
    contained = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program, args=quiet + contained)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, request) -> Iterator[Callable[..., Seen]]:
    """Opens a page so many pixels wide; at the end of the test nothing may have gone wrong in any."""
    pages: list[Seen] = []

    def opened(width: int = WIDTH) -> Seen:
        pages.append(new_page(browser, width))
        return pages[-1]

    yield opened
    for number, seen in enumerate(pages):
        last_picture(seen, f"{request.node.name}-{number}")
        seen.page.close()
    assert [wrong for seen in pages for wrong in seen.wrong] == []


def new_page(browser: Any, width: int) -> Seen:
    page = browser.new_page(viewport={"width": width, "height": HEIGHT})
    page.set_default_timeout(PATIENCE * 1000)
    return Seen(page)


def last_picture(seen: Seen, name: str) -> None:
    with suppress(Exception):  # a page that never came has no picture, and its test has said so
        seen.picture(f"last-{name}")


@pytest.fixture(scope="session")
def project(tmp_path_factory) -> Path:
    """A copy of the seeds and of the notebooks without their outputs: what is on the page then was made in the test.

    Beside them a notebook of one empty cell, toy.ipynb.
    """
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for name in READ_BY_CHECKS:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (folder / "notebooks/checks").mkdir(parents=True)
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})
        nbformat.write(notebook, folder / "notebooks" / path.relative_to(FOLDER))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    toy = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell()], metadata={"kernelspec": kernel})
    nbformat.write(toy, folder / "notebooks/toy.ipynb")
    return folder


@pytest.fixture(scope="session")
def surroundings(tmp_path_factory) -> dict[str, str]:
    """An environment in which no setting of this machine's user counts."""
    home = tmp_path_factory.mktemp("jupyter")
    for name, setting in SETTINGS.items():
        path = home / "settings/@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(setting), encoding="utf-8")
    page = home / "config/labconfig/page_config.json"
    page.parent.mkdir(parents=True)
    page.write_text(json.dumps({"disabledExtensions": dict.fromkeys(LEFT_OUT, True)}), encoding="utf-8")
    return fresh(home) | {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings")}


def fresh(home: Path) -> dict[str, str]:
    """The environment of somebody whose home is this folder and who never opened JupyterLab, as `make lab` sets it."""
    own = {"HOME": "", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime"}
    own |= {"JUPYTERLAB_WORKSPACES_DIR": "workspaces", "JUPYTERLAB_SETTINGS_DIR": "own", "IPYTHONDIR": "ipython"}
    env = {key: value for key, value in os.environ.items() if key != "PYTHONWARNINGS"}
    env |= {key: str(home / folder) for key, folder in own.items()} | {"JUPYTER_PREFER_ENV_PATH": "1"}
    return env | {"JUPYTER_CONFIG_PATH": str(ROOT / "app")}


@pytest.fixture(scope="session")
def lab(browser, project, surroundings) -> Iterator[str]:
    """The address of a JupyterLab on a free port, with a token."""
    port = free_port()
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", "--allow-root", f"--IdentityProvider.token={TOKEN}", *OFFLINE]
    with served(command, port, project, surroundings) as address:
        yield address


@pytest.fixture
def fresh_lab(browser, project, tmp_path) -> Iterator[str]:
    """The address of the JupyterLab that `make lab` opens for somebody who never opened one."""
    port = free_port()
    apart = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    asked = ["make", "-n", "lab"]
    printed = subprocess.run(asked, cwd=ROOT, env=apart, capture_output=True, text=True, check=True).stdout
    command = shlex.split(printed.splitlines()[-1].partition(" -m ")[2])
    assert command[:2] == ["jupyter", "lab"]
    command = [sys.executable, "-m", *command, "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root"]
    with served([*command, f"--IdentityProvider.token={TOKEN}"], port, project, fresh(tmp_path)) as address:
        yield address


@pytest.fixture(scope="session")
def app(browser, project, surroundings) -> Iterator[str]:
    """The address of the app that `make app` serves."""
    with voila(project / "notebooks/00-start-here.ipynb", project, surroundings) as address:
        yield address


@pytest.fixture
def app_on_own_articles(browser, tmp_path, project, surroundings) -> Iterator[str]:
    """The address of the app that `make app ARTICLES=…` serves, on a folder of three articles."""
    pytest.importorskip("nbformat")
    from leesbril.rerun.app import prepare

    folder = tmp_path / "de kranten"
    folder.mkdir()
    for name, text in OWN.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    notebook = prepare(folder, notebook=FOLDER / "00-start-here.ipynb", into=tmp_path / "served")
    with voila(notebook, tmp_path, surroundings) as address:
        yield address


@contextmanager
def voila(notebook: Path, folder: Path, surroundings: dict[str, str]) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", "--template=leesbril"]
    command += ["--Voila.ip=127.0.0.1", f"--port={port}", f"--Voila.token={TOKEN}"]
    with served(command, port, folder, surroundings | {"JUPYTER_PATH": str(ROOT / "app")}) as address:
        yield f"{address}?token={TOKEN}"


@pytest.fixture
def restart_and_run_all(open_page, lab) -> Iterator[Callable[[str], Seen]]:
    """Opens a notebook, restarts its kernel and runs all cells from the menu, and waits until the last is done."""
    paths = []

    def run(path: str) -> Seen:
        paths.append(path)
        seen = open_page()
        open_notebook(seen.page, lab, path)
        seen.page.get_by_role("menuitem", name="Kernel", exact=True).click()
        seen.page.get_by_role("menuitem", name="Restart Kernel and Run All Cells…").click()
        seen.page.get_by_role("button", name="Confirm Kernel Restart").click()
        wait_until_run(seen.page, 0)
        return seen

    yield run
    for path in paths:
        end_kernels(lab, path)


@pytest.fixture(scope="session")
def tabs(browser) -> Iterator[dict[str, Seen]]:
    """The notebooks that stay open from one test to the next: JupyterLab and a kernel take long to start."""
    opened: dict[str, Seen] = {}
    yield opened
    for seen in opened.values():
        seen.page.close()


@pytest.fixture
def run_all(tabs, browser, lab, request) -> Iterator[Callable[..., Seen]]:
    """Runs all cells of a notebook anew, in the tab that it has or in a new one; `code` stands in its one cell then."""
    failed, used = request.session.testsfailed, set()

    def run(path: str, *, code: str | None = None, theme: str = LIGHT, width: int = WIDTH) -> Seen:
        used.add(path)
        if path not in tabs:
            tabs[path] = new_page(browser, width)
            open_notebook(tabs[path].page, lab, path)
        page = tabs[path].page
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(forced_colors="none")
        set_theme(page, theme)
        if code is not None:
            page.locator(".jp-CodeCell .cm-content").click()
            page.keyboard.press("Control+A")
            page.keyboard.insert_text(code.strip())
        before = page.evaluate(LAST_NUMBER)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        wait_until_run(page, before)
        return tabs[path]

    yield run
    wrong = []
    for path in used:
        last_picture(tabs[path], request.node.name)
        wrong += tabs[path].wrong
        tabs[path].wrong.clear()
        if wrong or request.session.testsfailed > failed:  # what came of it may trouble the next test
            tabs.pop(path).page.close()
            end_kernels(lab, path)
    assert wrong == []


@pytest.fixture
def run_code(run_all) -> Callable[..., Seen]:
    """Runs code in a notebook of one cell."""

    def run(code: str, **how: Any) -> Seen:
        seen: Seen = run_all("notebooks/toy.ipynb", code=code, **how)
        return seen

    return run


def end_kernels(lab: str, path: str) -> None:
    """Ends the kernel of a notebook, so that whoever opens it next starts at 1."""
    for session in json.loads(asked(f"{lab}/api/sessions")):
        if session["path"] == path:
            asked(f"{lab}/api/sessions/{session['id']}", method="DELETE")


def open_notebook(page: Any, lab: str, path: str) -> None:
    """Opens a notebook in JupyterLab and waits for its kernel."""
    page.goto(f"{lab}/lab/tree/{path}?token={TOKEN}&reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    wait_until_idle(page)


def set_theme(page: Any, theme: str) -> None:
    """Chooses a theme from the menu, if it is another than the present."""
    if page.evaluate("document.body.dataset.jpThemeName") != theme:
        page.get_by_role("menuitem", name="Settings", exact=True).click()
        for item in ("Theme", theme):
            page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()
        page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)


def wait_until_idle(page: Any) -> None:
    # The indicator beside the notebook says idle before there is a kernel; the status bar names it.
    page.locator("#jp-main-statusbar").get_by_text("Python 3 (ipykernel) | Idle").wait_for()


def wait_until_run(page: Any, before: int) -> None:
    """Waits until all cells were run, of which the first has the number after `before`."""
    page.wait_for_function(ALL_WERE_RUN, arg=before)
    wait_until_idle(page)


# The number of the last cell that was run; 0 before the first.
LAST_NUMBER = """() => {
    const prompts = [...document.querySelectorAll(".jp-Notebook .jp-CodeCell .jp-InputPrompt")];
    return Math.max(0, ...prompts.map((prompt) => parseInt(prompt.textContent.trim().slice(1)) || 0));
}"""

# Every code cell that is not empty has a number, in order, and none is waiting for its turn.
ALL_WERE_RUN = """(before) => {
    const cells = [...document.querySelectorAll(".jp-Notebook .jp-CodeCell")];
    const numbers = cells.map((cell) => cell.querySelector(".jp-InputPrompt").textContent.trim());
    const stopped = document.querySelector('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]');
    return stopped || numbers.every((number, place) => number === `[${before + place + 1}]:`);
}"""
