"""Tables in a Dutch report: headings for every column, and the program's own words in their cells."""

import ast
import re
from pathlib import Path

import pandas as pd
import pytest
from babel.messages.pofile import read_po
from in_dutch import in_dutch

import leesbril as lb
from leesbril import findings, frames
from leesbril.findings._cells import CODES, in_words
from leesbril.findings._load_reasons import is_known, reason_in_words
from leesbril.wording.report_language import REPORT_LANGUAGES, heading, written_in

SOURCE = Path(lb.__file__).parent
LANGUAGES = [language for language in REPORT_LANGUAGES if language != "en"]
DECLARED = {column.name for table in frames.TABLES for column in table.all_columns}


def headings_of(language):
    with (SOURCE / "wording/catalogues/columns" / f"{language}.po").open("rb") as file:
        return {message.id: message for message in read_po(file) if message.id}


# Headings


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_declared_column_has_a_heading_and_nothing_else_has(language):
    have = headings_of(language)
    assert (sorted(DECLARED - set(have)), sorted(set(have) - DECLARED)) == ([], [])
    assert [name for name, message in have.items() if not message.string or message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", frames.TABLES, ids=lambda table: table.name)
def test_no_two_columns_of_a_table_have_the_same_heading(table, language):
    with written_in(language):
        said = [heading(column.name) for column in table.all_columns]
    assert sorted({one for one in said if said.count(one) > 1}) == []


def test_a_table_has_dutch_headings_and_the_names_in_code_as_their_titles():
    table = findings.first_of(pd.DataFrame({"article_a": ["x"], "cosine": [0.5], "van_mij": [1]}), 1)
    with in_dutch():
        html = table._repr_html_()
    heads = re.findall(r'<th scope="col"[^>]*?(?: title="(\w+)")?>(.*?)</th>', html)
    assert heads == [("article_a", "artikel a"), ("cosine", "cosinus"), ("", "van_<wbr>mij")]
    assert 'scope="col" class="words">article_<wbr>a</th>' in table._repr_html_()  # in English, the names in code
    assert list(table.shown) == ["article_a", "cosine", "van_mij"]


# Cells


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("status", "skipped", "overgeslagen"),
        ("kind", "acronym", "letterwoord"),
        ("kind", "sentence", "zin"),
        ("date_origin", "filename", "bestandsnaam"),
        ("problems", "undated; soft hyphens; left aside", "zonder datum; zachte afbreekstreepjes; terzijde gelegd"),
        ("reason", "article_b has no date", "artikel b heeft geen datum"),
        ("reason", "text alone, no date", "alleen de tekst, geen datum"),
        ("why", "earliest", "vroegste"),
        ("why", "burgers, Mosul", "burgers, Mosul"),  # what articles say is never changed
        ("spread", "several publishers", "meer dan één uitgever"),
        ("evidence", "in 1,234 articles", "in 1.234 artikelen"),
        ("evidence", "in no period: date in two weeks", "in geen periode: datum in twee weken"),
        (
            "evidence",
            "more in De Krant: p = 0.0005 over articles (1,999 permutations, smallest p possible 0.0005); "
            "more than half of it in one article",
            "meer in De Krant: p = 0,0005 over artikelen (1.999 permutaties, kleinste p mogelijk 0,0005); "
            "meer dan de helft in één artikel",
        ),
    ],
)
def test_words_of_the_program_are_dutch_in_a_dutch_table(column, value, said):
    with in_dutch():
        assert in_words(value, column) == said


def test_the_words_of_codes_are_those_that_the_frames_declare():
    says = {column.name: column.says for table in frames.TABLES for column in table.all_columns}
    for column in ("status", "date_precision", "idf_source", "spread"):
        assert [value for value in CODES[column] if value not in says[column]] == []


# Reasons of the load report


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("no date was found", "er is geen datum gevonden"),
        ("a zip inside a zip; unpack it first", "een zip in een zip; pak die eerst uit"),
        (
            "larger than 20,000,000 bytes, so not a single article; split it",
            "groter dan 20.000.000 bytes, dus niet één artikel; splits het",
        ),
        (
            "'31-02-2019': 2019-02 has no day 31; no date was found",
            "'31-02-2019': 2019-02 heeft geen dag 31; er is geen datum gevonden",
        ),
        ("something new; no date was found", "something new; er is geen datum gevonden"),
    ],
)
def test_a_reason_of_the_load_report_is_said_in_dutch(reason, said):
    assert reason_in_words(reason) == reason
    with in_dutch():
        assert reason_in_words(reason) == said


def reasons_in(source):
    """What a module of reading says of a file or row, with examples in place of what stands between braces."""
    places = {"Remark": 1, "Unreadable": 0, "skipped": 1, "remarks_on": 3, "say": 2, "Unwrapped": 1}
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", "")
        given = call.args[places[name] : places[name] + 1] if name in places else []
        given = [*given, *(one.value for one in call.keywords if one.arg == "reason")]
        for each in given:
            if (text := example(each)) is not None:
                yield text


def example(node):
    node = node.body if isinstance(node, ast.Lambda) else node
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    return "".join(
        part.value if isinstance(part, ast.Constant) else counted(ast.unparse(part.value)) for part in node.values
    )


def counted(code):
    """Two things where the code counts things, else a word."""
    things = re.fullmatch(r"(?:counted|_many)\(.*, '(.+)'\)", code)
    return f"2 {things[1]}s" if things else "x"


def test_every_reason_that_reading_gives_for_a_file_or_row_can_be_said_in_dutch():
    modules = sorted((SOURCE / "reading").glob("*.py"))
    given = {reason for path in modules for reason in reasons_in(path.read_text(encoding="utf-8"))}
    assert len(given) > 70
    # Made of parts that are said elsewhere in the code; a semicolon parts what is said in two sentences.
    composed = {
        "x; renamed to x",
        "x, the first in ‘x’",
        "x (line x)",
        "x, not as x",
        "x; put a text that contains x in quotation marks",
        "its text ends in “…” after x wordsx; export the full text",
    }
    assert {reason for reason in given if not is_known(reason)} <= composed


def test_the_reasons_of_a_folder_full_of_trouble_are_all_dutch(tmp_path):
    (tmp_path / "README.md").write_text("Over deze map.", encoding="utf-8")
    (tmp_path / "leeg.txt").write_text(" ", encoding="utf-8")
    (tmp_path / "a.txt").write_text("date: 2017-13-45\nHet leger rukt op naar de stad.", encoding="utf-8-sig")
    (tmp_path / "b.txt").write_bytes("Het caf\xe9 in Mosul is de hele dag dicht.".encode("cp1252"))
    (tmp_path / "c.csv").write_text("id,text,date\nx,Een bericht.,01-02-2019\nx,Nog\ny\n", encoding="utf-8")
    (tmp_path / "d.xyz").write_bytes(b"?")
    report = lb.load_report(tmp_path)
    reasons = report["reason"].dropna()
    assert len(reasons) >= 6
    with in_dutch():
        said = {reason: reason_in_words(reason) for reason in reasons}
    assert [reason for reason in said if said[reason] == reason] == []
    english = re.compile(r"\b(?:the|its|save|not|was|and|with|holds)\b")
    assert [one for one in said.values() if english.search(one)] == []
