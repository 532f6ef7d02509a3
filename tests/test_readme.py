"""The Python block of the README runs, on a small folder of synthetic articles."""

import re
from pathlib import Path

import pandas as pd
import pytest

import leesbril as lb

README = Path(__file__).parents[1] / "README.md"
IN_THE_TEST = {
    '"a", "b"': "articles.index[0], articles.index[1]",
    '"De gemeente …"': 'articles["text"].iloc[0]',
}
"""What the block names and only a reader has: two articles, and a press release."""


def python_blocks(page):
    return re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


# One of the synthetic articles is a duplicate, which the block leaves out of the stories.
pytestmark = pytest.mark.filterwarnings("ignore::leesbril.LoadWarning")


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """The working directory, with the table of forty synthetic articles that the block reads."""
    made = lb.synthetic_articles(40, seed=1).articles
    table = pd.DataFrame({"txt_body": made["text"], "publisher": made["publisher"], "date": made["date_start"]})
    table.to_csv(tmp_path / "archive.csv", index=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_block_of_python_is_found_and_no_other():
    assert python_blocks("```\nno\n```\n```python\nx = 1\ny = 2\n```\n    z\n") == ["x = 1\ny = 2\n"]


def test_the_python_block_of_the_readme_runs_and_each_line_gives_something(archive):
    (block,) = python_blocks(README.read_text(encoding="utf-8"))
    for shown, here in IN_THE_TEST.items():
        assert block.count(shown) == 1, shown
        block = block.replace(shown, here)
    given = {}
    exec(compile(block, str(README), "exec"), given)

    assert len(given["articles"]) == 40
    for name in ("terms", "pairs", "passages", "reuse", "keyness"):
        assert len(given[name]), name
    assert list(given["terms"].groupby("article").size().unique()) == [10]
    assert len(given["once"]) < len(given["tokens"]) == 40
    assert len(pd.read_excel(archive / "terms.xlsx", engine="openpyxl")) == len(given["terms"])


def test_what_the_comments_of_the_block_ask_of_a_search_is_there(archive):
    tokens = lb.tokens(lb.read_articles("archive.csv", language="nl", columns={"text": "txt_body"}))
    (block,) = python_blocks(README.read_text(encoding="utf-8"))
    comment = re.search(r"lb\.search\(.*#(.*)", block)[1]
    asked = re.findall(r"found\.(\w+\(.*?\))", comment)
    assert asked == ["concordance()", 'per_group("publisher")', "trend()"]
    found = lb.search(tokens, "gemeente OR brand")
    for call in asked:
        assert isinstance(eval(f"found.{call}", {"found": found}), pd.DataFrame)


def test_a_line_that_rots_is_seen(archive):
    (block,) = python_blocks(README.read_text(encoding="utf-8"))
    with pytest.raises(AttributeError, match="no_such_function"):
        exec(block.replace("lb.tfidf", "lb.no_such_function"), {})
