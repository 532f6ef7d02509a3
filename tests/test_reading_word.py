"""Word documents: what is text of the article when every tracked change is accepted, and nothing twice."""

import io
import zipfile

import pytest

from leesbril import load_report, read_articles

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def run(text, tag="t"):
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def p(text):
    return f"<w:p>{run(text)}</w:p>"


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def docx(body, **parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{content}</w:{name}>")
    return stream.getvalue()


def text_of(tmp_path, body, **parts):
    (tmp_path / "a.docx").write_bytes(docx(body, **parts))
    return read_articles(tmp_path)["text"]["a"]


BOX = f"<w:txbxContent>{p('In het vak.')}</w:txbxContent>"
OLD_BOX = f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>"
NEW_BOX = f"<w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing>"
CHOICES = f"<mc:Choice>{NEW_BOX}</mc:Choice><mc:Fallback>{OLD_BOX}</mc:Fallback>"
BOTH = f"<mc:AlternateContent>{CHOICES}</mc:AlternateContent>"
DELETED = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
ACROSS, DOWN, AGAIN = '<w:gridSpan w:val="1000000"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"

CASES = {
    "a tracked insertion": (
        f"<w:p>{run('Is ')}<w:ins w:id='1'>{run('niet langer ')}</w:ins>{run('blij.')}</w:p>",
        "Is niet langer blij.",
    ),
    "a tracked deletion": (
        f"<w:p>{run('Is ')}<w:del w:id='1'>{run('niet ', 'delText')}</w:del>{run('blij.')}</w:p>",
        "Is blij.",
    ),
    "moved text": (
        f"<w:p><w:moveFrom w:id='1'>{run('Weg.')}</w:moveFrom>{run('Eerst.')}</w:p>"
        f"<w:p><w:moveTo w:id='2'>{run('Weg.')}</w:moveTo></w:p>",
        "Eerst.\n\nWeg.",
    ),
    "a deleted end of a paragraph": (f"<w:p>{DELETED}{run('Het leger ')}</w:p>{p('wacht.')}", "Het leger wacht."),
    "a control with a paragraph": (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Erin.')}</w:sdtContent></w:sdt>", "Erin."),
    "a control in a paragraph": (f"<w:p><w:sdt><w:sdtContent>{run('x')}</w:sdtContent></w:sdt>{run('y')}</w:p>", "xy"),
    "a simple field": (f"<w:p><w:fldSimple w:instr='DATE'>{run('7 maart')}</w:fldSimple></w:p>", "7 maart"),
    "a complex field": (f"<w:p>{run(' HYPERLINK x ', 'instrText')}{run('De link')}</w:p>", "De link"),
    "a smart tag": (f"<w:p><w:smartTag>{run('Mosul')}</w:smartTag>{run(' viel.')}</w:p>", "Mosul viel."),
    "a link": (f"<w:p><w:hyperlink>{run('Mosul')}</w:hyperlink>{run(' viel.')}</w:p>", "Mosul viel."),
    "a nested table": (table(row(f"<w:tc>{table(row(cell('a'), cell('b')))}<w:p/></w:tc>")), "a | b"),
    "cells merged across": (table(row(cell("a", ACROSS), cell("b"))), "a | b"),
    "cells merged down": (table(row(cell("a", DOWN), cell("b")), row(cell("", AGAIN), cell("c"))), "a | b\n\nc"),
    "a deleted row": (table(row(cell("a"), properties="<w:del w:id='1'/>"), row(cell("b"))), "b"),
    "a text box": (f"<w:p>{run('Ervoor.')}<w:r>{BOTH}</w:r></w:p>", "Ervoor.\n\nIn het vak."),
    "an old text box": (f"<w:p><w:r>{OLD_BOX}</w:r></w:p>", "In het vak."),
    "tabs, line ends and hyphens": (
        f"<w:p>{run('a')}<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>{run('d')}</w:p>",
        "a\tb\nc-d",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_text_is_what_word_shows_when_changes_are_accepted(case, tmp_path):
    body, expected = CASES[case]
    assert text_of(tmp_path, body) == expected


def test_notes_follow_the_text_in_the_order_of_their_marks_and_only_if_the_text_refers_to_them(tmp_path):
    mark = "<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:{}Reference w:id='{}'/></w:r></w:p>"
    marks = (("Eerst.", "footnote", 3), ("Dan.", "endnote", 1), ("Slot.", "footnote", 2))
    body = "".join(mark.format(*one) for one in marks)
    notes = "<w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>" + "".join(
        f"<w:footnote w:id='{number}'>{p(f'Noot {number}.')}</w:footnote>" for number in (2, 3, 4)
    )
    text = text_of(tmp_path, body, footnotes=notes, endnotes=f"<w:endnote w:id='1'>{p('Eindnoot.')}</w:endnote>")
    assert text.split("\n\n") == ["Eerst.", "Dan.", "Slot.", "Noot 3.", "Noot 2.", "Eindnoot."]


def test_a_document_of_the_strict_standard_is_read_too(tmp_path):
    content = docx(p("Het leger wacht."))
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                                          b"http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
            new.writestr(name, part)
    (tmp_path / "a.docx").write_bytes(strict.getvalue())
    assert read_articles(tmp_path)["text"]["a"] == "Het leger wacht."


def test_tables_in_tables_to_any_depth_are_read_or_refused_in_words(tmp_path):
    deep = "<w:tbl><w:tr><w:tc>" * 400 + p("Diep.") + "</w:tc></w:tr></w:tbl>" * 400
    (tmp_path / "a.docx").write_bytes(docx(p("Erboven.") + deep))
    report = load_report(tmp_path)
    assert report["status"][0] == "read" or "not a readable Word document" in report["reason"][0]
