"""The report is tested on notebooks written by hand: no kernel is needed."""

import json
import re
from base64 import b64encode
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from in_dutch import in_dutch
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import leesbril as lb
from leesbril import findings
from leesbril.charts._pictures import NARROW
from leesbril.rerun import _sections
from leesbril.rerun._html import tidy_tables
from leesbril.rerun._page_one import IMPORTANCE
from leesbril.rerun._sections import TEMPLATES
from leesbril.rerun.report import main, report_of_notebook, report_of_rerun
from leesbril.wording import report_language

READERS_PATH = sorted((Path(__file__).parents[1] / "notebooks").glob("0[1-9]-*.ipynb"))
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
VOID = {"meta", "img", "br", "hr", "link", "input", "source"}


class Page(HTMLParser):
    """The tags of a page with their attributes, whether each closes, and the text outside of styles and scripts."""

    def __init__(self, html):
        super().__init__()
        self.html, self.tags, self.open, self.text = html, [], [], ""
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


def told(text, doubtful=()):
    """A finding as a notebook stores it, with its lines that are doubtful."""
    output = shown(text_markdown=text, text_plain=text)
    output.metadata = {"text/markdown": {"doubtful": list(doubtful)}} if doubtful else {}
    return output


def code(source, *outputs, tags=()):
    return new_code_cell(source, outputs=list(outputs), execution_count=1, metadata={"tags": list(tags)})


def drawn(alt):
    picture = shown(image_png=PNG, text_plain=alt)
    picture.metadata["image/png"] = {"alt": alt}
    return picture


def store(path, *cells):
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def notebook(path, *outputs, title="# How alike?", source="pairs.head()"):
    return store(path, new_markdown_cell(title), code(source, *outputs))


@pytest.fixture
def page_of(tmp_path):
    return lambda *outputs, **more: Page(report_of_notebook(notebook(tmp_path / "a.ipynb", *outputs, **more)))


def rerun_of(folder, questions, stems=None, **method):
    """A folder as a rerun leaves it, with a notebook for each question: its cells, or the outputs of cells."""
    (folder / "notebooks").mkdir(parents=True)
    entries = []
    for number, (title, shows) in enumerate(questions.items(), start=1):
        name = f"{stems[number - 1] if stems else f'{number:02}-question'}.ipynb"
        cells = [one if "cell_type" in one else code("1", one) for one in shows]
        end = new_markdown_cell("## What this does not show")
        store(folder / "notebooks" / name, new_markdown_cell(f"# {title}"), *cells, end)
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
    return rerun_of(tmp_path / "rerun", {"How alike?": [told("They have a cosine of **0.77**.")], "How sure?": []})


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


def test_a_drawing_in_svg_has_its_plain_text_as_alternative_text(page_of):
    picture = shown(image_svg_xml='<svg xmlns="http://www.w3.org/2000/svg"></svg>', text_plain="Bars of “a”")
    picture.data["image/svg+xml"] = picture.data.pop("image/svg_xml")
    (image,) = page_of(picture).all("img")
    assert image["alt"] == "Bars of “a”"
    assert image["src"].startswith("data:image/svg+xml;base64,")


def test_a_drawing_for_a_phone_takes_the_place_of_the_wide_one_there(page_of):
    wide, narrow = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}"></svg>' for width in (720, 343))
    picture = shown(image_svg_xml=wide, text_plain="Bars")
    picture.data |= {"image/svg+xml": picture.data.pop("image/svg_xml"), NARROW: narrow}
    page = page_of(picture)
    assert page.all("source") == [{"media": "(max-width: 30rem)", "srcset": data_url(narrow)}]
    assert [(image["src"], image["alt"]) for image in page.all("img")] == [(data_url(wide), "Bars")]


def data_url(svg):
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def test_a_picture_without_alternative_text_says_so(page_of):
    assert [picture["alt"] for picture in page_of(shown(image_png=PNG)).all("img")] == [
        "A picture without a description"
    ]


def test_a_report_is_in_its_own_language_after_one_in_another(page_of):
    picture = shown(image_png=PNG)
    _sections._exporter.cache_clear()  # as in a process that has made no report yet
    with in_dutch():
        assert page_of(picture).all("img")[0]["alt"] == "Een afbeelding zonder beschrijving"
    assert page_of(picture).all("img")[0]["alt"] == "A picture without a description"


def test_html_goes_before_a_picture_and_a_picture_before_plain_text(page_of):
    both = shown(text_plain="plain", image_png=PNG)
    assert "plain" not in page_of(both).text
    assert page_of(shown(text_html="<p>page</p>", image_png=PNG)).all("img") == []


def test_printed_text_is_text(page_of):
    page = page_of(new_output("stream", name="stdout", text="<script>alert(1)</script>\n"))
    assert "<script>alert(1)</script>" in page.text


WARNED = "cell:3: LoadWarning: 1 of 3 files skipped\n  articles = read(ARTICLES)\n10 %\r100 %\n"


def test_a_warning_is_a_sentence_in_a_fold_without_its_place_and_its_line_of_code(page_of):
    page = page_of(new_output("stream", name="stderr", text=WARNED))
    notes = page.text.partition("What was noted while it ran")[2]
    assert re.sub(r"\s+", " ", notes).strip() == "1 of 3 files skipped100 %"  # two items of a list
    assert "LoadWarning" not in page.text
    assert "read(ARTICLES)" not in page.text


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


def test_below_a_table_of_which_only_the_first_rows_are_printed_their_number_stands():
    # Three rows are printed, as the style sheet has it: from the fourth row on none is.
    assert "printed" not in tidy_tables(pd.DataFrame({"a": range(3)}).to_html())
    assert Page(tidy_tables(pd.DataFrame({"a": range(4)}).to_html())).text.endswith("the first 3 of these 4 rows.")
    css = (TEMPLATES / "report" / "report.css").read_text(encoding="utf-8")
    assert "tbody tr:nth-child(n + 4) { display: none; }" in css


def test_on_paper_a_section_has_its_first_table_and_the_report_says_so_once(tmp_path):
    table = shown(text_html=pd.DataFrame({"count": [7]}).to_html())
    parts = [new_markdown_cell("## One"), code("1", table), new_markdown_cell("## Two"), code("2", table)]
    html = report_of_rerun(rerun_of(tmp_path / "rerun", {"What?": [told("Found."), *parts]}))
    assert html.count("On paper each section has its first table") == 1
    css = (TEMPLATES / "report" / "report.css").read_text(encoding="utf-8").partition("@media print")[2]
    assert ".part:has(.table) ~ .part:has(.table):not(:has(.leesbril-reader))" in css
    # Each table is in a part of its own, and the parts stand side by side: what the rule of the style sheet needs.
    parts = html.partition('class="notebook"')[2].partition("</section>")[0].split('<div class="part">')[1:]
    assert ['class="table"' in part for part in parts] == [True, True, False]  # the last: What this does not show


def test_the_style_of_tables_stands_on_the_page_once(page_of):
    table = findings.first_of(pd.DataFrame({"count": [7]}), 1)._repr_html_()
    page = page_of(shown(text_html=table), shown(text_html=table))
    assert page.html.count(".leesbril-table { overflow-x: auto; }") == 1
    assert len(page.all("style")) == 1
    assert page.text.count("1 row.") == 2
    assert [head.get("scope") for head in page.all("th")] == ["col", "row"] * 2


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


def first_page(folder):
    return spaced(Page(report_of_rerun(folder)).text.partition("Question by question")[0])


def spaced(text):
    return re.sub(r"\s+", " ", text).strip()


def test_the_first_page_has_the_folder_its_articles_and_each_question_with_its_finding(rerun):
    page = first_page(rerun)
    assert page.endswith("kranten 2 articles What was found How alike? They have a cosine of 0.77.")


@pytest.mark.parametrize(
    ("dates", "facts"),
    [
        ({"undated": 2}, "kranten 2 articles · no dates"),
        (
            {"first": ("2017-05-01", "month"), "last": ("2017-05-01", "month"), "undated": 1},
            "2 articles · May 2017 · 1 without a date",
        ),
        (
            {"first": ("2017-01-01", "year"), "last": ("2018-03-07T15:00", "minute"), "undated": 0},
            "2017 to 7 March 2018",
        ),
        (
            {"first": ("2015-01-01", "day"), "last": ("2015-01-01", "month"), "undated": 0},
            "2 articles · January 2015",
        ),
    ],
)
def test_the_first_page_says_from_when_the_articles_are(tmp_path, dates, facts):
    ends = {end: dict(zip(("start", "precision"), dates[end], strict=True)) for end in dates if end != "undated"}
    folder = rerun_of(tmp_path / "rerun", {}, dates=dates | ends)
    assert first_page(folder).endswith(facts)


def test_the_first_page_introduces_two_articles_and_names_them_by_letters_but_a_section_by_their_labels(tmp_path):
    articles = [
        {"label": "Het Iraakse leger …", "whole": "Het Iraakse leger zet zich schrap.", "about": "May 2017"},
        {"label": "De Iraakse regeringstroepen …", "whole": "De Iraakse regeringstroepen naderen.", "about": "no date"},
    ]
    text = "“Het Iraakse leger …” has a date.\n\n“De Iraakse regeringstroepen …” has none."
    notebooks = {"What have we got?": [told(text, [text.splitlines()[-1]])]}
    folder = rerun_of(tmp_path / "rerun", notebooks, named=articles)
    assert first_page(folder).partition("2 articles ")[2] == (
        "A Het Iraakse leger zet zich schrap. May 2017 B De Iraakse regeringstroepen naderen. no date What was found "
        "What have we got? A has a date. What is doubtful B has none."
    )
    page = report_of_rerun(folder)
    assert '<abbr class="letter" title="Het Iraakse leger zet zich schrap.">A</abbr> has' in page
    assert page.count("“Het Iraakse leger …” has a date.") == 1


def test_a_title_is_whole_where_the_first_page_first_has_it_and_then_short_the_doubts_last(tmp_path):
    whole = "Fietspad naar Raalte een jaar later dan gepland geopend"
    label = "Fietspad naar Raalte een jaar later dan gepland …"
    notebooks = {"Which?": [told(f"“{label}” leads.\n\nDoubt: “{label}”.", [f"Doubt: “{label}”."])]}
    page = first_page(rerun_of(tmp_path / "rerun", notebooks, named=[{"label": label, "whole": whole}]))
    assert page.endswith(f"Which? “{whole}” leads. What is doubtful Doubt: “Fietspad naar Raalte”.")


def test_a_finding_of_a_notebook_before_gives_way_to_the_next_of_its_own(tmp_path):
    first, second = told("Finding one."), told("Finding two.")
    folder = rerun_of(tmp_path / "rerun", {"Start": [first], "What?": [first, second], "How?": [second]})
    assert first_page(folder).endswith("What was found Start Finding one. What? Finding two.")


def test_what_is_doubtful_stands_apart_and_each_doubt_once(tmp_path):
    undated = "- 1 article has **no date**."
    folder = rerun_of(
        tmp_path / "rerun",
        {
            "What?": [told(f"- 2 articles.\n{undated}", [undated])],
            "When?": [told("There is no trend.", ["There is no trend."]), told(f"{undated}\n- Rises.", [undated])],
            "Who?": [told("Nobody.", ["Nobody."])],
        },
    )
    page = first_page(folder)
    found = "What was found What? 2 articles. When? Rises."
    assert page.endswith(f"{found} What is doubtful 1 article has no date. There is no trend. Nobody.")


def test_the_first_page_has_seven_findings_at_most(tmp_path):
    folder = rerun_of(tmp_path / "rerun", {f"Question {n}": [told(f"Finding {n}.")] for n in range(10)})
    assert re.findall(r"Finding \d", first_page(folder)) == [f"Finding {n}" for n in range(7)]


def test_of_nine_questions_the_first_page_leaves_the_least_important_out_and_keeps_their_order(tmp_path):
    stems = [path.stem for path in READERS_PATH]
    questions = {f"Question {stem[:2]}": [told(f"Finding {stem[:2]}.")] for stem in stems}
    # The last two by importance: who was earlier (07; stories tell who was first) and how sure (05).
    page = first_page(rerun_of(tmp_path / "all", questions, stems))
    assert re.findall(r"Finding (\d\d)", page) == ["01", "02", "03", "04", "06", "08", "09"]
    # Where no story is told, who was earlier comes in.
    page = first_page(rerun_of(tmp_path / "no-story", questions | {"Question 09": []}, stems))
    assert re.findall(r"Finding (\d\d)", page) == ["01", "02", "03", "04", "06", "07", "08"]
    # A notebook of one's own comes after those of the path, wherever it stands.
    own = {"Mine": [told("My own.")]} | questions
    assert "My own." not in first_page(rerun_of(tmp_path / "own", own, ["00-mine", *stems]))


def test_every_notebook_of_the_readers_path_has_its_importance():
    assert sorted(IMPORTANCE) == [path.stem for path in READERS_PATH]


def test_the_first_page_has_the_first_picture_of_each_question_that_is_meant_for_it(tmp_path):
    def cell(*alts, tags=("page-one",)):
        return code("show()", *map(drawn, alts), tags=tags)

    folder = rerun_of(
        tmp_path / "rerun",
        {"What?": [cell("a", "b"), cell("c")], "How?": [cell("no", tags=()), cell("d")], "Who?": [cell("e")]},
    )
    html = report_of_rerun(folder)
    one, _, sections = html.partition("<nav")
    assert [image["alt"] for image in Page(one + "</main></body></html>").all("img")] == ["a", "d", "e"]
    # They stand in their sections too, but not once more on paper.
    pictures = [(kind, alt) for kind, alt in re.findall(r'<figure class="([^"]*)"><img alt="(\w+)"', sections)]
    assert [alt for kind, alt in pictures if kind == "chart again"] == ["a", "d", "e"]
    assert [alt for kind, alt in pictures if kind == "chart"] == ["b", "c", "no"]


def test_how_many_articles_are_compared_stands_at_the_head_of_the_first_page_and_answers_nothing(tmp_path):
    def compared(text):
        output = told(text)
        output.metadata = {"text/markdown": {"compared": True}}
        return output

    some = compared("Compared here: 59 articles; 3 are set apart.")
    folder = rerun_of(tmp_path / "rerun", {"How?": [some, told("Alike.")], "When?": [some]})
    assert first_page(folder).endswith(
        "2 articles Compared here: 59 articles; 3 are set apart. What was found How? Alike."
    )


def test_what_the_first_page_has_whole_is_printed_once(tmp_path):
    some = told("- 2 articles.\n- 1 has **no date**.", ["- 1 has **no date**."])
    questions = {"What?": [some, told("More of it.")], "When?": [told("No trend.", ["No trend."])]}
    sections = report_of_rerun(rerun_of(tmp_path / "rerun", questions)).partition("</nav>")[2]
    kinds = re.findall(r'<div class="finding( again)?">\s*<(?:ul|p)>(.*?)</', sections, re.DOTALL)
    assert [(again, text.replace("<li>", "").strip()) for again, text in kinds] == [
        (" again", "2 articles."),
        ("", "More of it."),
        (" again", "No trend."),
    ]


def test_a_section_has_its_findings_then_its_pictures_then_its_tables(tmp_path):
    table = shown(text_html=pd.DataFrame({"count": [7]}).to_html(), text_plain="7")
    both = shown(text_html="<p>The first 2 of 3 articles.</p>", text_plain="")
    cells = [
        new_markdown_cell("## Which terms?\n\nThe prose of terms."),
        code("first()", table, drawn("bars"), both),
        new_markdown_cell("## Nothing to ask\n\nThe prose of nothing."),
        code("if no: pass"),
        new_markdown_cell("## How sure?"),
        code("sure()", told("It is sure."), told("It is sure."), table),
    ]
    html = report_of_rerun(rerun_of(tmp_path / "rerun", {"What?": cells})).partition("</nav>")[2]
    places = [
        html.index(part) for part in ("It is sure.", 'alt="bars"', "The first 2 of 3", "The prose of terms", ">7<")
    ]
    assert places == sorted(places)
    assert html.count("It is sure.") == 1
    assert "The first 2 of 3 articles.</p></figcaption>" in html
    assert "Nothing to ask" not in html.partition("<details")[0]
    assert html.count("Show the code of this section") == 1
    assert "first()\n\nif no: pass\n\nsure()" in html


def test_cells_for_whoever_runs_the_notebook_are_not_in_the_report(tmp_path):
    for_the_runner = new_markdown_cell("Choose Run All Cells.", metadata={"tags": ["notebook-only"]})
    folder = rerun_of(tmp_path / "rerun", {"What?": [for_the_runner, told("Found.")]})
    assert "Run All Cells" not in report_of_rerun(folder)
    assert "Run All Cells" not in report_of_notebook(folder / "notebooks" / "01-question.ipynb")


def test_prose_names_columns_as_the_tables_beside_it_do(tmp_path):
    prose = new_markdown_cell("## How often?\n\n`count` and `tf`, by `lb.tfidf` and `none`.")
    table = shown(text_html=findings.first_of(pd.DataFrame({"count": [7]}), 1)._repr_html_())
    folder = rerun_of(tmp_path / "rerun", {"What?": [prose, code("first()", table)]})
    assert "count and tf, by lb.tfidf and none." in Page(report_of_rerun(folder)).text
    method = json.loads((folder / "method.json").read_text(encoding="utf-8"))
    method["parameters"]["LANGUAGE_OF_REPORT"] = "nl"
    (folder / "method.json").write_text(json.dumps(method), encoding="utf-8")
    assert "aantal and tf, by lb.tfidf and none." in Page(report_of_rerun(folder)).text


def test_a_warning_stands_in_the_record_alone(tmp_path):
    warned = new_output("stream", name="stderr", text=WARNED)
    text = Page(report_of_rerun(rerun_of(tmp_path / "rerun", {"What?": [warned]}))).text
    before, _, record = text.partition("Settings and versions")
    assert "1 of 3 files skipped" in record
    assert "skipped" not in before


def test_a_report_in_dutch_has_a_frame_in_dutch(tmp_path):
    parameters = {"ARTICLES": "kranten", "LANGUAGE": "nl", "LANGUAGE_OF_REPORT": "nl"}
    dates = {
        "first": {"start": "2017-05-01", "precision": "month"},
        "last": {"start": "2018-01-05", "precision": "day"},
    }
    table = shown(text_html=pd.DataFrame({"count": range(1200)}).to_html(), text_plain="")
    questions = {"How alike?": [told("Gelijkenis."), told("Niets.", ["Niets."]), table]}
    folder = rerun_of(
        tmp_path / "rerun", questions, parameters=parameters, dates={**dates, "undated": 1}, articles=1200
    )
    html = report_of_rerun(folder)
    text = spaced(Page(html).text)
    assert '<html lang="nl">' in html
    for said in (
        "1.200 artikelen · mei 2017 tot en met 5 januari 2018 · 1 zonder datum",
        "Wat er is gevonden",
        "Wat onzeker is Niets.",
        "Op papier: de eerste 3 van deze 1.200 rijen.",
        "Hoe dit is gemaakt",
        "21 november 2026",
    ):
        assert said in text
    assert report_language() == "en"


def test_a_notebook_is_a_page_in_the_language_that_its_parameters_name(tmp_path):
    cells = [code('LANGUAGE_OF_REPORT = "en"', tags=["parameters"]), code("1", told("Ja."))]
    assert '<html lang="en">' in report_of_notebook(store(tmp_path / "a.ipynb", *cells))
    cells.insert(1, code('LANGUAGE_OF_REPORT = "nl"', tags=["injected-parameters"]))
    assert "Toon de code" in report_of_notebook(store(tmp_path / "a.ipynb", *cells))


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
    before, _, contents = Page(report_of_rerun(folder)).text.partition("Question by question")
    assert "01-a.ipynb stopped at cell [2] (x < 1)" in before
    assert re.match(r"\s+How alike\?\s+stopped\s+02-b.ipynb\s+not run", contents)


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
