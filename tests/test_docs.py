"""The pages of `docs`: the reference names what is public and nothing else, and the recipes print what they say."""

import doctest
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

import leesbril
from leesbril import charts, findings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PUBLIC = [
    *(f"leesbril.{name}" for name in leesbril.__all__),
    *(f"leesbril.charts.{name}" for name in charts.__all__),
    *(f"leesbril.findings.{name}" for name in findings.__all__),
]


def names_in_the_reference(page: str) -> list[str]:
    """The names under each `autosummary`, with the module that was current there."""
    names, module = [], ""
    for line in page.splitlines():
        if found := re.fullmatch(r"\.\. currentmodule:: (\S+)", line):
            module = found[1]
        elif found := re.fullmatch(r"   (\w+)", line):
            names.append(f"{module}.{found[1]}")
    return names


def test_the_names_in_a_page_are_found():
    page = ".. currentmodule:: m\n.. autosummary::\n   :nosignatures:\n\n   one\n   two\n"
    assert names_in_the_reference(page) == ["m.one", "m.two"]


def test_every_public_name_is_in_the_reference_once_and_no_other_is():
    assert sorted(names_in_the_reference((DOCS / "reference.md").read_text(encoding="utf-8"))) == sorted(PUBLIC)


def groups_of_all() -> dict[str, list[str]]:
    """The names of `leesbril.__all__`, under the comment that stands over each group."""
    source = (ROOT / "src/leesbril/__init__.py").read_text(encoding="utf-8").split("__all__")[1]
    groups: dict[str, list[str]] = {}
    for comment, name in re.findall(r'^    (?:# (.+)|"(\w+)",)$', source, re.MULTILINE):
        if comment:
            groups[comment] = []
        else:
            groups[list(groups)[-1]].append(name)
    return groups


def test_the_reference_has_the_groups_of_the_package_in_their_order():
    sections = re.split(r"^## ", (DOCS / "reference.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    shown = {text.splitlines()[0]: names_in_the_reference(text) for text in sections}
    groups = {title: [f"leesbril.{name}" for name in names] for title, names in groups_of_all().items()}
    assert list(shown)[: len(groups)] == list(groups)
    assert {title: shown[title] for title in groups} == groups


def test_the_gallery_has_every_chart():
    shown = set(re.findall(r'^        "(\w+)": """', (DOCS / "gallery.py").read_text(encoding="utf-8"), re.MULTILINE))
    assert shown == set(charts.__all__) - {"alt_text", "page_width", "save", "show"}


# Recipes


def blocks(kind: str) -> list[str]:
    page = (DOCS / "recipes.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


@pytest.mark.filterwarnings("ignore::leesbril.LoadWarning")
def test_every_recipe_prints_what_the_page_says(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("*.md"))
    (tmp_path / "export.csv").write_text(blocks("text")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    test = doctest.DocTestParser().get_doctest("\n".join(blocks("pycon")), {}, "recipes.md", None, 0)
    said: list[str] = []
    runner = doctest.DocTestRunner()
    assert runner.run(test, out=said.append).failed == 0, "".join(said)
    assert runner.tries > 20


# The version


@pytest.mark.parametrize("page", ["CITATION.cff", "CHANGELOG.md"])
def test_a_page_names_the_version_of_the_package(page):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    text = (ROOT / page).read_text(encoding="utf-8")
    found = yaml.safe_load(text)["version"] if page.endswith(".cff") else re.search(r"^## (\S+)", text, re.MULTILINE)[1]
    assert found == version
