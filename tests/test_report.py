"""The report is tested on notebooks written by hand: no kernel is needed."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import leesbril as lb
from leesbril.rerun.report import TEMPLATES, main, report_of_notebook, report_of_rerun, tidy_tables

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
VOID = {"meta", "img", "br", "hr", "link", "input"}


class Page(HTMLParser):
    """The tags of a page with their attributes, whether each closes, and the text outside of styles and scripts."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag in VOID or self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text += data

    def all(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]


def shown(**data):
    """An output in the forms given, with `_` for the slash of their names."""
    return new_output("display_data", {name.replace("_", "/", 1): text for name, text in data.items()})


def notebook(path, *outputs, title="# How alike?", source="pairs.head()"):
    cells = [new_markdown_cell(title), new_code_cell(source, outputs=list(outputs), execution_count=1)]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    nbformat.write(new_notebook(cells=cells), path)
    return path


@pytest.fixture
def page_of(tmp_path):
    return lambda *outputs, **more: Page(report_of_notebook(notebook(tmp_path / "a.ipynb", *outputs, **more)))


def rerun_of(folder, questions, **method):
    """A folder as a rerun leaves it, with a notebook and its outputs for each question."""
    (folder / "notebooks").mkdir(parents=True)
    entries = []
    for number, (title, outputs) in enumerate(questions.items(), start=1):
        name = f"{number:02}-question.ipynb"
        notebook(folder / "notebooks" / name, *outputs, title=f"# {title}\n\n## What this does not show")
        entries.append({"notebook": name, "sha256": "aa", "status": "finished", "seconds": 1.5})
    whole = {
        "started": "2026-11-21T14:32:00+01:00",
        "seconds": 3.0,
        "stopped": None,
        "parameters": {"ARTICLES": "kranten", "LANGUAGE": "nl"},
        "articles": 2,
        "versions": {"leesbril": "1.0", "commit": None, "python": "3", "system": "s", "libraries": {"pandas": "3.0"}},
        "input": [{"file": "a.txt", "bytes": 1234, "sha256": "bb"}],
        "notebooks": entries,
        "tables": [{"table": "pairs", "rows": 1234, "sha256": "cc"}],
    }
    (folder / "method.json").write_text(json.dumps(whole | method), encoding="utf-8")
    return folder


@pytest.fixture
def rerun(tmp_path):
    finding = shown(text_markdown="They have a cosine of **0.77**.", text_plain="They")
    return rerun_of(tmp_path / "rerun", {"How alike?": [finding], "How sure?": []})


# One notebook


def test_prose_and_outputs_are_seen_and_the_code_is_folded_away(page_of):
    page = page_of(shown(text_markdown="**IS** leads.", text_plain="IS leads."), source="if a < b:\n    show('<b>')")
    assert "IS leads." in page.text
    assert [attributes.get("open") for attributes in page.all("details")] == [None]
    assert "if a < b:\n    show('<b>')" in page.text


def test_a_picture_carries_its_own_alternative_text(page_of):
    picture = shown(image_png=PNG, text_plain="Bars of “a” & <b>")
    picture.metadata["image/png"] = {"alt": 'Bars of "a" & <b>', "width": 720, "height": 300}
    data = f"data:image/png;base64,{PNG}"
    page = page_of(picture)
    assert page.all("img") == [{"alt": 'Bars of "a" & <b>', "width": "720", "height": "300", "src": data}]


def test_a_picture_without_alternative_text_says_so(page_of):
    assert [picture["alt"] for picture in page_of(shown(image_png=PNG)).all("img")] == [
        "A picture without a description"
    ]


def test_html_goes_before_a_picture_and_a_picture_before_plain_text(page_of):
    both = shown(text_plain="plain", image_png=PNG)
    assert "plain" not in page_of(both).text
    assert page_of(shown(text_html="<p>page</p>", image_png=PNG)).all("img") == []


def test_printed_text_is_text(page_of):
    page = page_of(new_output("stream", name="stdout", text="<script>alert(1)</script>\n"))
    assert "<script>alert(1)</script>" in page.text


def test_what_was_printed_on_stderr_is_a_note(page_of):
    page = page_of(new_output("stream", name="stderr", text="10 %\r100 %\nSkippedFilesWarning: 1 of 3 files skipped"))
    assert {"class": "note"} in page.all("div")
    assert "100 %\nSkippedFilesWarning: 1 of 3 files skipped" in page.text
    assert "10 %\r" not in page.text


def test_an_error_is_named_without_its_traceback(page_of):
    page = page_of(new_output("error", ename="ValueError", evalue="no <such> pair", traceback=["line 1 of a library"]))
    assert {"class": "stop"} in page.all("div")
    assert "ValueError: no <such> pair" in page.text
    assert "library" not in page.text


def test_what_only_jupyterlab_can_show_is_said(page_of):
    slider = new_output(
        "display_data", {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "HBox"}
    )
    page = page_of(slider)
    assert "JupyterLab" in page.text
    assert "HBox" not in page.text


def test_the_defaults_that_parameters_replaced_are_left_out(tmp_path):
    cells = [
        new_code_cell(f'ARTICLES = "{name}"', metadata={"tags": [f"{tag}parameters"]})
        for name, tag in [("default", ""), ("given", "injected-")]
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "a.ipynb")
    text = Page(report_of_notebook(tmp_path / "a.ipynb")).text
    assert "given" in text
    assert "default" not in text
    nbformat.write(new_notebook(cells=cells[:1]), tmp_path / "a.ipynb")
    assert "default" in Page(report_of_notebook(tmp_path / "a.ipynb")).text


def test_a_page_has_a_language_and_the_title_of_its_notebook(tmp_path):
    html = report_of_notebook(notebook(tmp_path / "a.ipynb", title="# What does `is` do?"))
    assert Page(html).all("html") == [{"lang": "en"}]
    assert "<title>What does is do?</title>" in html


def test_the_same_notebook_gives_the_same_page(tmp_path):
    path = notebook(tmp_path / "a.ipynb", shown(text_html=pd.DataFrame({"a": [1]}).to_html()))
    assert report_of_notebook(path) == report_of_notebook(path)


# Tables


def test_a_table_scrolls_in_a_box_and_its_heads_are_heads_of_something():
    frame = pd.DataFrame({"count": [7, 6]}, index=pd.Index(["IS", "Mosul"], name="term"))
    page = Page(tidy_tables(frame._repr_html_()))
    box = {"class": "table", "tabindex": "0", "role": "group", "aria-label": "Table"}
    assert box in page.all("div")
    # Two lines of heads: an empty one over the index and `count`, then `term` and an empty one over the counts.
    assert [head.get("scope") for head in page.all("th")] == ["col", "col", "row", "row"]
    assert page.all("style") == []


def test_a_table_in_a_notebook_has_its_box_on_the_page(page_of):
    frame = pd.DataFrame({"count": [7]})
    assert "table" in [box.get("class") for box in page_of(shown(text_html=frame._repr_html_())).all("div")]


def test_a_table_whose_first_column_spans_rows_keeps_its_spans():
    frame = pd.DataFrame({"count": [7, 6]}, index=pd.MultiIndex.from_tuples([("a", "IS"), ("a", "Mosul")]))
    heads = Page(tidy_tables(frame._repr_html_())).all("th")
    assert [head["rowspan"] for head in heads if "rowspan" in head] == ["2"]


def test_other_html_stays_as_it_is():
    html = '<style scoped>p {}</style><table class="other"><th>a</th></table>'
    assert tidy_tables(html) == html


def test_two_views_of_the_same_pair_lead_to_places_of_their_own(tmp_path, toy):
    articles = toy("Het leger rukt op naar de stad.", "Zeker: het leger rukt op naar de stad.")
    view = shown(text_html=lb.side_by_side(articles, "a", "b")._repr_html_())
    page = Page(report_of_rerun(rerun_of(tmp_path / "rerun", {"Start": [view], "Share": [view]})))
    places = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    leads_to = {link["href"].removeprefix("#") for link in page.all("a")}
    assert len([place for place in places if place.startswith("leesbril-")]) == 4  # two views of one passage
    assert len(places) == len(set(places))
    assert leads_to <= set(places)


# A rerun


def test_the_contents_name_each_notebook_with_its_finding(rerun):
    page = Page(report_of_rerun(rerun))
    contents = page.text.partition("Tables")[0]
    assert re.sub(r"\s+", " ", contents).strip().endswith("Contents How alike? They have a cosine of 0.77. How sure?")
    for fact in ("Leesbril on kranten", "2 articles", "21 November 2026, 14:32 (UTC+01:00)", "Leesbril 1.0"):
        assert fact in contents


def test_a_finding_of_a_notebook_before_gives_way_to_the_next_of_its_own(tmp_path):
    first, second = (shown(text_markdown=f"Finding {name}.", text_plain=name) for name in ("one", "two"))
    folder = rerun_of(tmp_path / "rerun", {"Start": [first], "What?": [first, second], "How?": [second]})
    contents = re.sub(r"\s+", " ", Page(report_of_rerun(folder)).text.partition("Tables")[0])
    assert contents.strip().endswith("Contents Start Finding one. What? Finding two. How?")


def test_every_link_leads_to_a_place_on_the_page(rerun):
    page = Page(report_of_rerun(rerun))
    places = {attributes.get("id") for _, attributes in page.tags}
    assert {link["href"].removeprefix("#") for link in page.all("a")} <= places


def test_the_tables_and_the_method_are_told(rerun):
    text = Page(report_of_rerun(rerun)).text
    for told in ("pairs", "1,234", "cc", "pandas 3.0", "a.txt", "bb", "2026-11-21T14:32:00+01:00"):
        assert told in text


def test_no_heading_skips_a_level(rerun):
    levels = [int(tag[1]) for tag, _ in Page(report_of_rerun(rerun)).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_stop_is_told_first_and_marked_in_the_contents(tmp_path):
    statuses = [("01-a.ipynb", "stopped"), ("02-b.ipynb", "not run")]
    entries = [{"notebook": name, "sha256": "aa", "status": status, "seconds": None} for name, status in statuses]
    folder = rerun_of(tmp_path / "rerun", {}, notebooks=entries, stopped="01-a.ipynb stopped at cell [2] (x < 1)")
    notebook(folder / "notebooks" / "01-a.ipynb")
    contents = Page(report_of_rerun(folder)).text.partition("Tables")[0]
    assert "01-a.ipynb stopped at cell [2] (x < 1)" in contents
    assert re.search(r"How alike\?\s+stopped\s+02-b.ipynb\s+not run", contents)


def test_only_the_first_of_many_files_are_listed_and_their_number_is_said(tmp_path):
    files = [{"file": f"{number}.txt", "bytes": 1, "sha256": "aa"} for number in range(1500)]
    text = Page(report_of_rerun(rerun_of(tmp_path / "rerun", {}, input=files))).text
    assert "199.txt" in text
    assert "200.txt" not in text
    assert "The first 200 of 1,500 files" in text


def test_a_file_that_could_not_be_opened_is_listed_with_the_reason(tmp_path):
    files = [{"file": "a.txt", "problem": "cannot be opened: Permission denied"}]
    assert "cannot be opened" in Page(report_of_rerun(rerun_of(tmp_path / "rerun", {}, input=files))).text


def test_what_comes_from_outside_is_text_in_the_report(tmp_path):
    evil = "<img src=x onerror=alert(1)>"
    folder = rerun_of(tmp_path / "rerun", {}, stopped=evil, parameters={"ARTICLES": evil, "LANGUAGE": "nl"})
    page = Page(report_of_rerun(folder))
    assert page.all("img") == []
    assert evil in page.text


# Offline


def test_the_report_asks_nothing_of_any_host_and_runs_no_script_but_its_own(rerun):
    html = report_of_rerun(rerun)
    page = Page(html)
    sources = [
        attributes[name] for _, attributes in page.tags for name in ("src", "srcset", "data") if name in attributes
    ]
    assert [source for source in sources if not source.startswith("data:")] == []
    assert page.all("link") + page.all("iframe") == []
    styles = "".join(re.findall(r"<style.*?</style>", html, re.DOTALL))
    assert not re.search(r"@import|url\(", styles)
    assert len(page.all("script")) == 1
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "http" not in policy


# Colours


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def test_every_colour_of_text_stands_out_from_what_lies_behind_it():
    css = (TEMPLATES / "report" / "report.css").read_text(encoding="utf-8")
    themes = [dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)]
    light, dark, printed = themes[0], themes[0] | themes[1], themes[0] | themes[2]
    for theme in (light, dark, printed):
        pairs = [(ink, behind) for ink in ("ink", "soft", "link", "stop") for behind in ("paper", "tint")]
        low = [(ink, behind) for ink, behind in pairs if contrast(theme[ink], theme[behind]) < 4.5]
        assert low == []


# The command


def test_the_command_writes_the_page_beside_the_notebook_or_where_it_is_told(tmp_path, capsys):
    path = notebook(tmp_path / "a.ipynb")
    assert main([str(path)]) == 0
    assert main([str(path), str(tmp_path / "b.html")]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'a.html'}\n{tmp_path / 'b.html'}\n"
    assert (tmp_path / "a.html").read_text() == (tmp_path / "b.html").read_text() == report_of_notebook(path)


def test_the_command_makes_the_report_of_a_rerun_anew(rerun):
    assert main([str(rerun)]) == 0
    assert (rerun / "report.html").read_text(encoding="utf-8") == report_of_rerun(rerun)


@pytest.mark.parametrize("content", [None, "no notebook", "[]", '{"nbformat": 9}'])
def test_what_is_no_notebook_is_told_in_a_sentence(tmp_path, capsys, content):
    if content is not None:
        (tmp_path / "a.ipynb").write_text(content)
    assert main([str(tmp_path / "a.ipynb")]) == 1
    assert "No report could be made of" in capsys.readouterr().err


def test_a_folder_that_no_rerun_made_is_told_in_a_sentence(tmp_path, capsys):
    assert main([str(tmp_path)]) == 1
    assert "No report could be made of" in capsys.readouterr().err
