"""The files around the code agree with each other: dependencies, seeds, the house, the pages and the Makefile."""

import ast
import hashlib
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
import yaml
from machine_paths import machine_paths
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RANGES = [
    Requirement(line)
    for group in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    for line in group
]
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
DOCS = ROOT / "docs"
ENVIRONMENT = (ROOT / "environment.yml").read_text(encoding="utf-8")
PYTHONS = ["3.11", "3.12", "3.13"]

MAY_IMPORT = {
    "arguments": set(),
    "extras": set(),
    "frames": set(),
    "wording": set(),
    "labels": {"wording"},
    "engine": set(),
    "text": {"frames"},
    "dates": {"frames"},
    "exports": {"extras", "frames"},
    "scale": set(),
    "charts": {"extras", "frames", "wording"},
    "reading": {"dates", "exports", "extras", "frames", "text", "wording"},
    "tokenisation": {"engine", "frames", "scale", "text"},
    "queries": {"frames", "scale", "text", "tokenisation", "wording"},
    "counting": {"engine", "frames", "scale", "text", "tokenisation"},
    "comparison": {"counting", "engine", "frames", "scale", "text", "tokenisation"},
    "passages": {"engine", "exports", "extras", "frames", "reading", "scale", "text", "tokenisation", "wording"},
    "groups": {"counting", "dates", "exports", "frames", "queries", "scale", "text", "tokenisation", "wording"},
    "facts": {"dates", "frames", "scale", "text", "tokenisation"},
    "events": {"comparison", "counting", "engine", "frames", "labels", "passages", "tokenisation"},
    "lookup": {"dates", "frames", "groups", "labels", "queries", "scale", "tokenisation", "wording"},
    "findings": {"counting", "facts", "groups", "text", "tokenisation", "wording"},
    "reader": {"facts", "passages", "text", "tokenisation", "wording"},
    "board": {
        "comparison",
        "counting",
        "dates",
        "events",
        "exports",
        "extras",
        "facts",
        "frames",
        "labels",
        "passages",
        "queries",
        "reading",
        "text",
        "tokenisation",
        "wording",
    },
    "__main__": {"board", "passages"},
    "rerun": {"board", "extras", "labels", "reading", "wording"},
}
"""The house: which room may import which. Data flows one way; a new room or a new door is a decision to write here."""


# Dependencies


@cache
def pins() -> list[Requirement]:
    lines = [line for line in LOCK.splitlines() if line and not line.startswith("#")]
    return [Requirement(line) for line in lines if line != "-e ."]


def pinned_versions(name: str, python: str, platform: str = "linux") -> list[str]:
    here = {"python_version": python, "python_full_version": f"{python}.5", "sys_platform": platform}
    found = [pin for pin in pins() if canonicalize_name(pin.name) == canonicalize_name(name)]
    return [str(pin.specifier).removeprefix("==") for pin in found if not pin.marker or pin.marker.evaluate(here)]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("wanted", RANGES, ids=lambda wanted: wanted.name)
def test_a_direct_dependency_is_pinned_once_to_a_version_in_its_range(wanted, python):
    versions = pinned_versions(wanted.name, python)
    assert len(versions) == 1, f"{wanted.name} on Python {python}: {versions}. Run `make lock`."
    assert wanted.specifier.contains(versions[0])


def test_every_line_of_the_lock_is_one_exact_version():
    operators = {pin.name: [(part.operator, "*" in part.version) for part in pin.specifier] for pin in pins()}
    assert {name: parts for name, parts in operators.items() if parts != [("==", False)]} == {}


def test_the_lock_ends_by_installing_the_package_itself():
    assert LOCK.splitlines()[-1] == "-e ."


def test_the_conda_environment_is_the_lock_and_nothing_else():
    python, pip, from_pip = yaml.safe_load(ENVIRONMENT)["dependencies"]
    assert pip == "pip"
    assert from_pip == {"pip": ["-r requirements.txt"]}
    assert python.startswith("python=")


def test_the_conda_environment_has_a_python_that_the_project_is_tested_on():
    # Binder reads only `python=3.13`, with one equals sign; of a range it makes a Python of its own choice.
    python = yaml.safe_load(ENVIRONMENT)["dependencies"][0]
    version = re.fullmatch(r"python=(\d\.\d+)", python)[1]
    assert version in PYTHONS
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(version)


def test_no_address_stands_among_the_dependencies():
    assert "://" not in LOCK
    assert "://" not in ENVIRONMENT
    assert [wanted.name for wanted in RANGES if wanted.url] == []


# Seeds


def seeds_in_the_readme() -> dict[str, tuple[int, str]]:
    rows = (ROOT / "seeds/README.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| `([^`]+)` \|.*\| (\d+) \| `([0-9a-f]{64})` \|$", rows, re.MULTILINE)
    return {name: (int(size), digest) for name, size, digest in found}


def test_the_seeds_are_the_files_that_their_readme_describes_byte_for_byte():
    contents = {path.name: path.read_bytes() for path in (ROOT / "seeds").glob("*.txt")}
    on_disk = {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in contents.items()}
    assert on_disk == seeds_in_the_readme()
    assert len(on_disk) == 2


# The house


def module(path: Path) -> str:
    """A module's name within the package: `dates.order`; a room's `__init__` has the name of the room."""
    parts = path.relative_to(ROOT / "src/leesbril").with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


PATHS = {module(path): path for path in sorted((ROOT / "src/leesbril").rglob("*.py"))}


def modules_imported(source: str) -> set[str]:
    """The modules that a module imports, at its top or inside a function; a bare `leesbril` counts as `__init__`."""
    imported = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = f"{'leesbril' if node.level else ''}.{node.module or ''}".strip(".")
            imported += [f"{origin}.{name.name}" for name in node.names]
    return {_module_of(parts[1:]) for name in imported if (parts := name.split("."))[0] == "leesbril"}


def _module_of(parts: list[str]) -> str:
    """The module that a dotted name leads to: the name may go on, to what is in the module."""
    names = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((name for name in names if name in PATHS), "__init__")


def rooms_of(modules: set[str]) -> set[str]:
    return {name.split(".")[0] for name in modules}


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        ("import leesbril.dates.order", {"dates.order"}),
        ("from leesbril.dates.order import order", {"dates.order"}),
        ("from leesbril.dates import order, periods as p", {"dates.order", "dates.periods"}),
        ("from leesbril import dates, text as t", {"dates", "text"}),
        ("from .dates import order", {"dates.order"}),
        ("from . import dates", {"dates"}),
        ("from leesbril.charts import term_bars", {"charts"}),
        ("def f():\n    from leesbril import dates", {"dates"}),
        ("import leesbril", {"__init__"}),
        ("from leesbril import tfidf", {"__init__"}),
        ("import dates, leesbrillen.dates", set()),
        ("from datetime import date", set()),
    ],
)
def test_every_way_to_import_a_module_is_seen(source, modules):
    assert modules_imported(source) == modules


@cache
def imports() -> dict[str, set[str]]:
    """The modules that each module imports; parsed when a test asks for it, for every worker collects this file."""
    return {name: modules_imported(path.read_text(encoding="utf-8")) for name, path in PATHS.items()}


def test_the_house_has_no_rooms_but_those_in_the_package():
    assert rooms_of(set(PATHS)) - {"__init__"} == set(MAY_IMPORT)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_that_the_house_allows_and_uses_every_door(room):
    doors = {door for name, found in imports().items() if name.split(".")[0] == room for door in rooms_of(found)}
    assert doors - {room} == MAY_IMPORT[room]


@pytest.mark.parametrize("doors_of", [imports, lambda: MAY_IMPORT], ids=["modules", "rooms"])
def test_data_flows_one_way_through_the_house(doors_of):
    # Take away, again and again, all whose doors lead to what is already taken away: with a circle, some stay.
    left = dict(doors_of())
    while closed := [name for name, doors in left.items() if not doors & set(left)]:
        left = {name: doors for name, doors in left.items() if name not in closed}
    assert left == {}


PRIVATE = re.compile(r"^ *from leesbril\.(?P<room>\w+)(?P<module>[\w.]*) import .*\b_\w+", re.MULTILINE)


def private_names_taken(name: str, source: str) -> list[str]:
    """The lines in which a module takes a private name out of another module, or a private module of another room."""
    found = list(PRIVATE.finditer(source))
    return [line[0] for line in found if line["module"] or line["room"] != name.split(".")[0]]


@pytest.mark.parametrize(
    "line", ["from leesbril.findings import Finding, _safe", "from leesbril.dates.order import _before"]
)
def test_a_private_name_taken_from_elsewhere_is_seen(line):
    assert private_names_taken("dates.periods", line)


def test_a_room_takes_no_private_name_from_another():
    assert private_names_taken("dates.order", "from leesbril.dates import _formats") == []
    found = {name: private_names_taken(name, path.read_text(encoding="utf-8")) for name, path in PATHS.items()}
    assert not {name: lines for name, lines in found.items() if lines}


@pytest.mark.parametrize("name", [name for name in PATHS if "." in name and not name.endswith("__main__")])
def test_a_module_is_private_if_and_only_if_no_other_room_uses_it(name):
    room, _, own = name.partition(".")
    users = {user for user, found in imports().items() if name in found and user.split(".")[0] != room}
    assert own.startswith("_") == (not users) or name in OPENED_BY_NAME


OPENED_BY_NAME = {"facts.data", "text.languages", "rerun.report", "rerun.app"}
"""The folder of data files, and the commands `python -m leesbril.rerun.report` and `python -m leesbril.rerun.app`."""


# Dependencies and make targets in the documentation


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("wanted", RANGES, ids=lambda wanted: wanted.name)
def test_the_page_of_dependencies_names_the_dependency(wanted):
    rows = [line for line in (DOCS / "dependencies.md").read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    assert sum(wanted.name in re.findall(r"[\w-]+", row.split("|")[1]) for row in rows) == 1


MENTION = re.compile(r"(?:^ *|`)make ([a-z-]+)", re.MULTILINE)
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_a_page_mentions_exists(page):
    assert set(MENTION.findall(page.read_text(encoding="utf-8"))) <= make_targets()


def test_the_readme_mentions_the_targets_that_a_newcomer_needs():
    assert {"lab", "test", "rerun", "app", "docs"} <= set(MENTION.findall(PAGES[0].read_text(encoding="utf-8")))


# Paths of a machine


def tracked_files() -> list[Path]:
    """What git tracks; of a download without git, every file outside an environment."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not path.relative_to(ROOT).parts[0].startswith((".venv", ".git"))]
    return [path for path in paths if path.is_file()]


def test_no_tracked_file_holds_a_path_of_a_machine():
    found = {path.name: machine_paths(path.read_text(encoding="utf-8", errors="ignore")) for path in tracked_files()}
    assert {name: paths for name, paths in found.items() if paths} == {}


SLASH = "/"  # kept apart, so that this file holds no such path itself


@pytest.mark.parametrize(
    "text", [SLASH + "home/jan/news", f"'{SLASH}root'", SLASH + "tmp/x.png", SLASH + "Users/jan", "C:" + r"\Users\jan"]
)
def test_a_path_of_a_machine_is_seen(text):
    assert machine_paths(f"read from {text} today")


@pytest.mark.parametrize(
    "text", ["../seeds", f"https://example.org{SLASH}home/x", f"~{SLASH}work/x", "<b>a</work>", "/homes", "and/or/work"]
)
def test_what_only_looks_like_a_path_of_a_machine_is_let_through(text):
    assert machine_paths(text) == []
