"""The catalogues: every sentence that the code says stands in each of them, and no other."""

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from leesbril.board._front_end import sentences_of_script
from leesbril.wording.report_language import REPORT_LANGUAGES

SOURCE = Path(__file__).parents[1] / "src/leesbril"
CATALOGUES = {path.stem: path for path in sorted((SOURCE / "wording/catalogues").glob("*.po"))}
SAYING = {"say": 1, "say_counted": 2, "translatable": 2}
"""Functions that take a sentence, or one for one thing and one for more, and the most that each takes."""


def sentences_of(source: str) -> list[tuple[str, ...]]:
    """The literal sentences that a module gives to the functions that say them."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
            given = node.args[: SAYING[node.func.id]]
            if all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in given):
                found.append(tuple(one.value for one in given))
    return found


def test_sentences_are_found_where_they_are_said_and_nowhere_else():
    source = 'say("a {b}", b=1)\nsay_counted("one", "more " "parts", n)\ntranslatable("x")\nsay(name)\nself.say("no")'
    assert sentences_of(source) == [("a {b}",), ("one", "more parts"), ("x",)]


def sentences_of_template(source: str) -> list[tuple[str]]:
    """The literal sentences that a template says: `say('…')`, and `'…' | said` with all of an `if` between brackets."""
    said = re.findall(r"\bsay\('([^']+)'", source)
    filtered = re.findall(r"(?:\(([^()]*)\)|('[^']*'))\s*\|\s*said\b", source)
    return [(sentence,) for sentence in said + re.findall(r"'([^']+)'", " ".join(map("".join, filtered)))]


def test_sentences_of_templates_are_found():
    source = """{{ say('a {b}', b=1) }} {{ ('one' if x else 'other') | said }} {{ 'c d' | said | e }} {{ 'no' | e }}"""
    assert sentences_of_template(source) == [("a {b}",), ("one",), ("other",), ("c d",)]


@cache
def all_said() -> set[tuple[str, ...]]:
    """All sentences that the code says; found when a test asks for them, for every worker collects this file."""
    said = {sentence for path in SOURCE.rglob("*.py") for sentence in sentences_of(path.read_text(encoding="utf-8"))}
    templates = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.j2")]
    modules = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.js")]
    said |= {sentence for source in modules for sentence in sentences_of_script(source)}
    return said | {sentence for source in templates for sentence in sentences_of_template(source)}


def forms(written):
    return (written,) if isinstance(written, str) else tuple(written)


def messages(language):
    """The entries of a catalogue: the English forms, and the translated ones."""
    with CATALOGUES[language].open("rb") as file:
        return {forms(message.id): forms(message.string) for message in read_po(file) if message.id}


def test_every_language_but_english_has_a_catalogue():
    assert {*CATALOGUES, "en"} == set(REPORT_LANGUAGES)


def test_no_sentence_is_said_both_with_and_without_a_plural():
    firsts = [sentence[0] for sentence in all_said()]
    assert sorted({first for first in firsts if firsts.count(first) > 1}) == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_every_sentence_and_no_other(language):
    have = set(messages(language))
    assert (sorted(all_said() - have), sorted(have - all_said())) == ([], [])


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_sentence_is_empty_doubtful_or_without_its_plural(language):
    with CATALOGUES[language].open("rb") as file:
        doubtful = [message.id for message in read_po(file) if message.id and message.fuzzy]
    assert doubtful == []
    found = messages(language)
    assert [said for said, written in found.items() if not all(written)] == []
    assert [said for said, written in found.items() if len(said) != len(written)] == []


def names(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_names_between_braces_are_those_of_the_english_sentence(language):
    # The sentence for one thing may write the number in words.
    def same(said, written):
        return all(names(ours) | {"n"} == names(theirs) | {"n"} for ours, theirs in zip(written, said, strict=True))

    found = messages(language)
    assert [said for said, written in found.items() if not same(said, written)] == []
    more = [(said[-1], written[-1]) for said, written in found.items()]
    assert [said for said, written in more if names(said) != names(written)] == []
