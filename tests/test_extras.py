"""Without the extras: what the core does all the same, and what it says of the rest."""

import importlib.util
import sys

import pandas as pd
import pytest

import leesbril as lb
from leesbril import charts
from leesbril.engine import worth
from leesbril.extras import EXTRAS, MissingExtraError, extra


def without(monkeypatch, *modules):
    """As if these were not installed."""
    for name in [*sys.modules, *modules]:
        if name.split(".")[0] in modules:
            monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.parametrize(
    ("file", "content", "module", "purpose"),
    [
        ("a.docx", b"PK", "lxml", "reading Word files"),
        ("a.html", b"<html><body><p>Tekst.</p></body></html>", "trafilatura", "reading web pages"),
        ("a.md", b"# Kop\n\nTekst.", "mistune", "reading Markdown"),
        ("a.md", b"---\ntitle: x\n---\nTekst.", "yaml", "reading the front matter of Markdown"),
        ("a.xlsx", b"PK", "openpyxl", "reading Excel files"),
        ("a.csv", b"text\n<p>Een alinea.</p>\n", "lxml", "reading markup in a table"),
    ],
)
def test_a_file_that_needs_an_extra_is_an_error_with_the_command_and_not_a_skipped_file(
    file, content, module, purpose, tmp_path, monkeypatch
):
    (tmp_path / file).write_bytes(content)
    without(monkeypatch, module)
    expected = f'{module} is not installed. For {purpose}: pip install "leesbril[formats]"'
    with pytest.raises(MissingExtraError) as raised:
        lb.read_articles(tmp_path)
    assert str(raised.value) == expected
    assert raised.value.name == module


def test_what_reads_and_writes_workbooks_names_the_extra(tmp_path, monkeypatch):
    frame = pd.DataFrame({"word": ["moskee"]})
    path = lb.save_table(frame, tmp_path / "words.xlsx")
    without(monkeypatch, "openpyxl")
    with pytest.raises(MissingExtraError, match=r'For reading Excel files: pip install "leesbril\[formats\]"'):
        lb.read_table(path)
    with pytest.raises(MissingExtraError, match=r'For writing Excel files: pip install "leesbril\[formats\]"'):
        lb.save_table(frame, tmp_path / "more.xlsx")


def test_the_board_and_the_display_of_charts_name_theirs(monkeypatch):
    articles = pd.DataFrame({"text": ["Het leger wacht."], "language": "nl"}, index=pd.Index(["a"], name="article"))
    ax = charts.term_bars(lb.tfidf(lb.document_term_matrix(articles)))
    for name in [name for name in sys.modules if name.startswith("leesbril.board._live")]:
        monkeypatch.delitem(sys.modules, name)
    without(monkeypatch, "anywidget", "IPython")
    with pytest.raises(MissingExtraError, match=r'For the board in a notebook: pip install "leesbril\[lab\]"'):
        lb.board(articles)
    with pytest.raises(MissingExtraError, match=r'For showing a chart in a notebook: pip install "leesbril\[lab\]"'):
        charts.show(ax)


def test_a_module_of_no_extra_that_is_missing_is_an_error_as_it_is():
    with pytest.raises(ModuleNotFoundError, match="numpi") as raised, extra("formats", "anything"):
        import numpi  # noqa: F401
    assert not isinstance(raised.value, MissingExtraError)


def test_every_module_of_an_extra_is_there_to_be_tested():
    assert [name for names in EXTRAS.values() for name in names if importlib.util.find_spec(name) is None] == []


# Without Numba


@pytest.fixture
def uncompiled(monkeypatch):
    monkeypatch.setattr(worth, "can_compile", lambda: False)


def test_without_numba_much_work_is_done_by_plain_python_with_a_warning(uncompiled):
    assert not worth.worth_compiling(9, least=10)
    with pytest.warns(worth.ScaleWarning, match=r'pip install "leesbril\[scale\]"'):
        assert not worth.worth_compiling(10, least=10)


def test_with_numba_so_much_work_and_no_less_is_compiled(monkeypatch):
    monkeypatch.setattr(worth, "can_compile", lambda: True)
    assert [worth.worth_compiling(work, least=10) for work in (9, 10)] == [False, True]


def test_a_search_that_is_to_be_kept_needs_numba(tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("leesbril.engine.")]:
        monkeypatch.delitem(sys.modules, name)
    without(monkeypatch, "numba")
    articles = pd.DataFrame({"text": ["Het leger wacht."], "language": "nl"}, index=pd.Index(["a"], name="article"))
    with pytest.raises(MissingExtraError, match=r'numba is not installed. .*: pip install "leesbril\[scale\]"'):
        lb.shared_passages(articles, resume=tmp_path / "run")
