"""The site of `make lite`: its versions fit the package, and its notebooks are the stored ones with one cell more."""

import importlib.util
import json
import tomllib
from pathlib import Path

import nbformat
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LITE = ROOT / "lite"
CORE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]


def pinned(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] not in "#-"]
    pins = [Requirement(line) for line in lines]
    assert [[part.operator for part in pin.specifier] for pin in pins] == [["=="]] * len(pins)
    return {pin.name: str(pin.specifier)[2:] for pin in pins}


PYODIDE, WHEELS, BUILD = (pinned(LITE / name) for name in ("pyodide.txt", "wheels.txt", "requirements.txt"))


@pytest.mark.parametrize("wanted", [Requirement(line) for line in CORE], ids=lambda wanted: wanted.name)
def test_what_the_core_needs_is_in_the_browser_in_a_version_of_its_range(wanted):
    there = [pins[wanted.name] for pins in (PYODIDE, WHEELS) if wanted.name in pins]
    assert len(there) == 1, f"{wanted.name}: {there}"
    assert wanted.specifier.contains(there[0])


def test_what_the_site_brings_are_the_versions_that_are_tested():
    tested = pinned(ROOT / "requirements.txt")
    assert {name: tested[name] for name in WHEELS} == WHEELS
    assert {name: version for name, version in BUILD.items() if WHEELS.get(name, version) != version} == {}


def test_the_site_installs_nothing_by_name_from_a_registry():
    settings = json.loads((LITE / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    kernel = settings["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert kernel == {"disablePyPIFallback": True}


def test_the_site_is_built_from_what_make_puts_there():
    built = json.loads((LITE / "jupyter_lite_config.json").read_text(encoding="utf-8"))
    assert built["LiteBuildConfig"]["contents"] == ["_build/contents"]
    assert built["PipliteAddon"] == {"piplite_urls": ["_build/wheels"]}


def test_the_notebooks_of_the_site_are_the_stored_ones_with_a_cell_that_installs_the_package(tmp_path):
    spec = importlib.util.spec_from_file_location("contents", LITE / "contents.py")
    contents = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(contents)
    contents.copy(tmp_path / "site")
    stored = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert [path.name for path in sorted((tmp_path / "site/notebooks").iterdir())] == [path.name for path in stored]
    for path in stored:
        site = (tmp_path / "site/notebooks" / path.name).read_text(encoding="utf-8")
        first, *rest = json.loads(site)["cells"]
        assert "%pip install -q leesbril" in first["source"]
        assert rest == nbformat.read(path, as_version=4)["cells"]
    seeds = {path.name: path.read_bytes() for path in (ROOT / "seeds").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "site/seeds").iterdir()} == seeds
