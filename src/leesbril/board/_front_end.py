"""The front end of the board: its modules as one, its style sheets, and its words in the language of the report."""

import json
import re
from functools import cache
from pathlib import Path

from leesbril.wording.report_language import translation

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
_SAID = re.compile(r'\bsay\(\s*("(?:[^"\\]|\\.)*")')
_COUNTED = re.compile(r'\bsayCounted\(\s*("(?:[^"\\]|\\.)*"),\s*("(?:[^"\\]|\\.)*")')
MAIN = "board"
"""The module in which all others end."""


@cache
def script(*names: str) -> str:
    """Some modules, or all, as one script: each after those that it imports, and in a scope of its own."""
    return "\n".join(map(_enclosed, in_order(*(names or (MAIN,)))))


def _enclosed(name: str) -> str:
    """A module as a function that is called at once and gives what the module exports."""
    source = _source(name)
    body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = module_\2;", source))
    return f"const module_{name} = (() => {{\n{body}return {{{', '.join(_EXPORT.findall(source))}}};\n}})();"


@cache
def style() -> str:
    """The style sheets as one; that of the board itself first."""
    paths = sorted((HERE / "css").glob("*.css"), key=lambda path: (path.stem != MAIN, path.stem))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def strings() -> dict[str, tuple[str, ...]]:
    """What the front end says, each English sentence with its translation, or those for one thing and for more."""
    return {said[0]: translation(*said) for said in sentences_of_script(script())}


def sentences_of_script(source: str) -> list[tuple[str, ...]]:
    """The literal sentences that a module says.

    >>> sentences_of_script('say("a {b}", {b}); sayCounted("one", "{n} more", n)')
    [('a {b}',), ('one', '{n} more')]
    """
    said = [(json.loads(sentence),) for sentence in _SAID.findall(source)]
    return said + [(json.loads(one), json.loads(more)) for one, more in _COUNTED.findall(source)]


def _source(name: str) -> str:
    return (HERE / "js" / f"{name}.js").read_text(encoding="utf-8")


def in_order(*names: str) -> list[str]:
    """Modules and all that they need, each after those that it imports."""
    seen: dict[str, None] = {}

    def visit(name: str) -> None:
        if name not in seen:
            for _, module in _IMPORT.findall(_source(name)):
                visit(module)
            seen[name] = None

    for name in names:
        visit(name)
    return list(seen)
