import os
import subprocess
import sys

import pytest

from leesbril.engine import background
from leesbril.engine.background import compile_in_background, is_kept
from leesbril.reading import gathering


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A room of two kernels and a helper that have been compiled, and a plain module."""
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "rows.py").write_text("\n@kernel\ndef one():\n\n@kernel\ndef two():\n\n@helper\ndef three():\n")
    (tmp_path / "plain.py").write_text("def four():\n")
    monkeypatch.setattr(background, "__file__", str(tmp_path / "background.py"))
    monkeypatch.setattr(background, "KEPT", tmp_path / "__pycache__")
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    version = f"py{sys.version_info.major}{sys.version_info.minor}"
    for name in ("rows.one-2", "rows.two-5"):
        (tmp_path / "__pycache__" / f"{name}.{version}.nbi").touch()
    compile_in_background.cache_clear()
    yield tmp_path
    compile_in_background.cache_clear()


@pytest.fixture
def started(monkeypatch):
    """The commands of the processes that were started instead of being run, and what is to be called at the end."""
    commands = []

    class Process:
        def __init__(self, command, **streams):
            assert set(streams.values()) == {subprocess.DEVNULL}
            commands.append(command)

    monkeypatch.setattr(subprocess, "Popen", Process)
    monkeypatch.setattr(background.atexit, "register", lambda *_: None)
    return commands


def stale(room):
    """One module was changed after it was compiled."""
    later = (room / "rows.py").stat().st_mtime + 10
    os.utime(room / "rows.py", (later, later))


def test_kernels_are_kept_until_their_module_is_changed(room):
    assert is_kept()
    stale(room)
    assert not is_kept()


def test_a_kernel_without_a_file_of_this_python_is_not_kept(room):
    next((room / "__pycache__").glob("rows.two*")).rename(room / "__pycache__" / "rows.two-5.py399.nbi")
    assert not is_kept()


def test_what_is_not_kept_is_compiled_by_another_process_once(room, started):
    compile_in_background()
    assert started == []
    compile_in_background.cache_clear()
    stale(room)
    compile_in_background()
    compile_in_background()
    assert [command[0] for command in started] == [sys.executable]


@pytest.mark.parametrize("hindrance", ["a folder of the user's own", "nothing can be written"])
def test_nothing_is_compiled_that_would_be_kept_elsewhere(room, started, monkeypatch, hindrance):
    stale(room)
    if hindrance == "nothing can be written":
        monkeypatch.setattr(os, "access", lambda *_: False)
    else:
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(room))
    compile_in_background()
    assert started == []


def test_only_a_large_folder_starts_it(tmp_path, room, started, monkeypatch):
    stale(room)
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("De moskee.")  # ten bytes
    options = gathering.Options("nl", None, "Europe/Amsterdam", None)
    monkeypatch.setattr(gathering, "LARGE", 21)
    gathering.gather(folder, options)
    assert started == []
    monkeypatch.setattr(gathering, "LARGE", 20)
    gathering.gather(folder, options)
    assert len(started) == 1


def test_the_command_compiles_and_ends_with_the_process_that_started_it(tmp_path):
    compile_all = tmp_path / "leesbril/engine/warm_up.py"
    compile_all.parent.mkdir(parents=True)
    for package in ("leesbril", "leesbril/engine"):
        (tmp_path / package / "__init__.py").touch()
    compile_all.write_text("def compile_all():\n    print('compiled')\n    import time\n    time.sleep(60)\n")
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-P", "-c", background.LOW_PRIORITY]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "compiled\n"
    background._end(process)
    assert process.poll() is not None
    process.stdout.close()
