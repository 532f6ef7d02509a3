"""Heads of texts, hard-wrapped lines, HTML that is no page, and files of formats that hold text."""

from email.message import EmailMessage

import pandas as pd
import pytest
from fuzz_files import pdf
from profiles import THOROUGH

from leesbril import LoadWarning, load_report, read_articles, sentences
from leesbril.reading import _documents
from leesbril.reading._cells import clean, shallow, without_markup
from leesbril.reading._headers import read_header
from leesbril.reading._lists import gopress_list, seems_several
from leesbril.reading._mail import mailbox
from leesbril.reading._nexis import nexis_text
from leesbril.reading._wrapping import unwrap

TEXT = "Het leger nam woensdag een wijk van de stad in en vond daar een ziekenhuis zonder artsen, zegt een bewoner."


def write(path, name, content):
    (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return path / name


# Heads

HEADS = {
    "Titel: Moskee heroverd\nDatum: 7 maart 2019\nBron: NRC\nAuteur: Jan Jansen\n\n": "Dutch",
    "Title: Moskee heroverd\r\nDate: March 7, 2019\r\nSource: NRC\r\nAuthor: Jan Jansen\r\n\r\n": "English",
    "\ufeffTitel: Moskee heroverd\nErscheinungsdatum: 7. März 2019\nQuelle: NRC\nAutor: Jan Jansen\n": "German",
    "Titre : Moskee heroverd\nDate : 7 mars 2019\nJournal : NRC\nPar : Jan Jansen\n\n": "French",
    "Bron: NRC\n\nKop: Moskee heroverd\n\nGepubliceerd op: 2019-03-07\n\nDoor: Jan Jansen\n\nTekst: ": "apart",
}


@pytest.mark.parametrize("head", HEADS, ids=HEADS.values())
def test_labelled_lines_at_the_head_are_the_header_and_say_who_and_when(head, tmp_path):
    row = read_articles(write(tmp_path, "a.txt", head + TEXT)).loc["a"]
    assert (row["header"], row["text"]) == (head, TEXT)
    assert row[["title", "publisher", "author"]].tolist() == ["Moskee heroverd", "NRC", "Jan Jansen"]
    assert (row["date_start"], row["date_origin"]) == (pd.Timestamp("2019-03-07"), "header")


def test_an_unknown_label_between_known_ones_is_a_column(tmp_path):
    row = read_articles(write(tmp_path, "a.txt", f"Titel: Kop\nTrefwoorden: leger\nDatum: 2019-03-07\n{TEXT}")).loc["a"]
    assert (row["trefwoorden"], row["text"]) == ("leger", TEXT)


def test_a_date_alone_on_the_first_line_is_the_header(tmp_path):
    frame = read_articles(write(tmp_path, "a.txt", f"do 7 maart 2019\n\n{TEXT}"))
    assert frame.loc["a", ["header", "text"]].tolist() == ["do 7 maart 2019\n\n", TEXT]
    assert frame["date_start"].tolist() == [pd.Timestamp("2019-03-07")]


@pytest.mark.parametrize(
    "text",
    [
        "2017\nWas een goed jaar.",
        "20190307\nEen nummer.",
        "7 maart 2019 was een donderdag.\nHet regende.",
        "Conclusie: het regent.\nGevolg: nat.",
        "De minister zei: het is genoeg.\nBron: ANP",
        "Door: een gat in het hek liepen gisteren na de wedstrijd honderd mensen het veld op.\nToen niet.",
        "7 maart 2019",
    ],
)
def test_what_only_looks_like_a_head_stays_in_the_text(text):
    assert read_header(text, ("date", "datum")).header == ""


def test_a_labelled_date_that_is_none_is_reported(tmp_path):
    with pytest.warns(LoadWarning, match="1 date not understood"):
        frame = read_articles(write(tmp_path, "a.txt", f"Titel: Kop\nDatum: 31-02-2019\n{TEXT}"))
    assert frame.loc["a", ["title", "text"]].tolist() == ["Kop", TEXT]


MANY = 50_000 if THOROUGH else 20_000
HOSTILE = [
    "date" + " " * MANY + "x",
    "date:" + "\n" * MANY,
    "date 1" + "1" * MANY,
    "date 2017-05" + " " * MANY,
    "Titel: x\n" + "Bron:\n" * MANY,
    "Titel" + " " * MANY + ":",
    " " * MANY + "1 of 2",
    "1" * MANY + " of 2 DOCUMENTS",
    "1. " + " " * MANY,
    "1. x\n\n" + "a, " * MANY,
    "A" * MANY + ":",
    "AB: x\n" * MANY,
    "End of Document\n" * (MANY // 10),
    "-" * MANY,
    "- " * MANY,
    "a\n" * MANY,
    " \n" * MANY,
    "a\n" + "\n" * MANY,
    "1\n\n" * (MANY // 3),
    "\f" * MANY,
    "x\n\n1\n\n" + "\n" * MANY + "\n2\n\n",
    '."' * MANY,
    "&" * MANY,
    "&#" * MANY,
    "&amp" * MANY,
    "<" * MANY,
    "<div " * MANY,
    "<div>" * MANY,
    "</div>" * MANY,
    "<br" + " " * MANY,
    "copyright " * MANY,
    "7 maart 2019\n" * (MANY // 10),
    "> " * MANY,
    "From x\n\n" * (MANY // 10),
    "From " * MANY,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_long_hostile_texts_have_an_answer_in_a_time_that_grows_with_their_length(text):
    # What takes the square of the length would take minutes here, and never end.
    header = read_header(text, ("date", "datum"))
    assert text.startswith(header.header)
    found = unwrap(text)
    assert found is None or found.text.split() is not None
    assert clean(text)[0] is not None and shallow(text) is not None
    assert nexis_text(text) is None or len(text) > 0
    assert gopress_list(text) is None
    assert seems_several(text) is None or "lines" in str(seems_several(text))
    assert mailbox(text.encode()).numbered


# Hard-wrapped lines

WRAPPED = """Moskee heroverd

Het kabinet-Rutte wil dat de gemeente samen met minister
Blok tweehonderd miljoen euro vrijmaakt voor de tramlijn van
Utrecht naar Zeist. Dat zei de minister over de verwarmings-
installatie van het depot, en ook over de in- en uitrit, in-
en uitvoer, en de toekomst van de oude trams van het kabinet-
Rutte. Een bewoner zegt dat er in het water een dode zee-
eend ligt, die er volgens hem al sinds de winter van 2017-
2018 moet hebben gelegen.

De tweede alinea is net zo lang en breekt dus ook af aan het
einde van de regel.
"""
JOINED = [
    "Moskee heroverd",
    "Het kabinet-Rutte wil dat de gemeente samen met minister Blok tweehonderd miljoen euro vrijmaakt voor de tramlijn "
    "van Utrecht naar Zeist. Dat zei de minister over de verwarmingsinstallatie van het depot, en ook over de in- en "
    "uitrit, in- en uitvoer, en de toekomst van de oude trams van het kabinet-Rutte. Een bewoner zegt dat er in het "
    "water een dode zee-eend ligt, die er volgens hem al sinds de winter van 2017-2018 moet hebben gelegen.",
    "De tweede alinea is net zo lang en breekt dus ook af aan het einde van de regel.",
]


def test_hard_wrapped_lines_become_paragraphs_and_the_report_says_so(tmp_path):
    path = write(tmp_path, "a.txt", "Datum: 2019-03-07\n" + WRAPPED)
    frame, report = read_articles(path), load_report(path)
    assert frame["text"]["a"].split("\n\n") == JOINED
    assert frame["title"]["a"] == "Moskee heroverd"
    assert report["problems"].tolist() == ["hard-wrapped text"]
    assert report["reason"][0].startswith("lines of at most 61 characters joined into paragraphs")
    for row in sentences(frame).itertuples():
        assert frame["text"]["a"][row.start : row.end] == row.text


def test_page_numbers_and_running_heads_are_left_out_and_counted():
    pages = "\f".join(f"Trouw | binnenland\n\n{WRAPPED[17:]}\nPagina {number} van 3" for number in (1, 2, 3))
    found = unwrap(pages)
    assert "Pagina" not in found.text and found.text.count("Trouw | binnenland") <= 1
    assert "3 page numbers left out; 2 running heads left out: ‘Trouw | binnenland’" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT}\n{TEXT}\n{TEXT}\n",
        "Appels en peren in het land van zon\nPeren en bananen in het land van zon\nKersen en druiven uit het oosten",
        "Jan, 12 jaar, uit Zeist.\nPiet, 14 jaar, uit Breda.\nKees, 15 jaar, uit Gouda.\nJoop, 18 jaar, uit Sneek.",
        "Een korte regel\nnog een korte regel\nen de laatste\n",
        "",
    ],
)
def test_lines_that_are_paragraphs_or_a_list_stay_as_they_are(text):
    assert unwrap(text) is None


# HTML


def test_entities_without_a_tag_are_characters_in_texts_and_titles(tmp_path):
    path = write(tmp_path, "a.txt", f"Titel: Caf&eacute;\nDatum: 2019-03-07\nJan &amp; Piet &lt; &hellip; H&M; {TEXT}")
    with pytest.warns(LoadWarning, match="1 markup"):
        row = read_articles(path).loc["a"]
    assert row["title"] == "Café"
    assert row["text"] == f"Jan & Piet < … H&M; {TEXT}"
    assert "3 HTML entities in its text replaced, the first ‘&amp;’" in load_report(path)["reason"][0]


@pytest.mark.parametrize("depth", [300, 3000])
@pytest.mark.parametrize("tag", ["div", "span", "b"])
def test_text_behind_hundreds_of_nested_tags_is_there(depth, tag, tmp_path):
    deep = f"<{tag}>" * depth + f"<p>{TEXT}</p>" + f"</{tag}>" * depth
    path = write(
        tmp_path, "a.html", f"<html><body><article><p>Erboven staat dit.</p>{deep}<p>Eronder.</p></article></body>"
    )
    text = read_articles(path)["text"]["a"]
    assert all(part in text for part in (TEXT, "Erboven staat dit."))
    assert TEXT in without_markup(deep)


def test_the_heading_caption_and_text_of_a_short_page_are_lines_of_their_own(tmp_path):
    body = "<h1>Moskee heroverd</h1><figure><img src='x'><figcaption>Een foto van Mosul</figcaption></figure>"
    page = f"<html><body><article>{body}<p>{TEXT}</p></article></body></html>"
    text = read_articles(write(tmp_path, "a.html", page))["text"]["a"]
    assert text.split("\n\n") == ["Moskee heroverd", "Een foto van Mosul", TEXT]


def test_a_very_long_markdown_file_is_read_with_its_marks_and_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setattr(_documents, "MARKDOWN_LIMIT", 20)
    write(tmp_path, "a.md", b"---\ntitle: Nu\n---\nHet **leger** wint nu.")  # 22 characters below the front matter
    write(tmp_path, "b.md", b"Het **leger** wint.")  # 19
    with pytest.warns(LoadWarning, match="1 markup"):
        frame = read_articles(tmp_path)
    assert frame["text"].tolist() == ["Het **leger** wint nu.", "Het leger wint."]
    assert frame["title"].tolist()[0] == "Nu"
    assert (
        "more than 20 characters, so its Markdown was read as plain text; split it"
        in load_report(tmp_path)["reason"][0]
    )


def test_a_page_of_very_many_elements_is_read_whole_and_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setattr(_documents, "MOST_ELEMENTS", 9)
    head = "<html><head><title>Moskee\n heroverd</title></head><body><nav>Sport</nav>"  # 5 elements, then one each
    write(tmp_path, "a.html", head + f"<p>{TEXT}" * 5 + "</body></html>")  # 10 elements
    write(tmp_path, "b.html", head + f"<p>{TEXT}" * 4 + "</body></html>")  # 9
    with pytest.warns(LoadWarning, match="1 markup"):
        frame = read_articles(tmp_path)
    report = load_report(tmp_path).set_index("article")
    assert frame["text"]["a"].split("\n\n") == ["Sport", *[TEXT] * 5]
    assert frame["title"]["a"] == "Moskee heroverd"
    told = "has more than 9 elements, so all of its text was read, with menus; save its text as .txt"
    assert told in report["reason"]["a"]
    assert "elements" not in str(report["reason"]["b"])
    write(tmp_path, "a.html", head + f"<p>{TEXT}" * 86 + "</body></html>")  # 91: more than ten times 9
    assert load_report(tmp_path)["reason"][0] == "a page of more than 90 elements; save its text as .txt"


def test_html_in_markdown_is_text(tmp_path):
    lead = "<div class='lead'>\n<p>Een <b>lead</b>.</p>\n</div>"
    content = f"# Kop\n\n{lead}\n\n{TEXT} Met <em>nadruk</em>.\n\n<!-- niet -->\n"
    text = read_articles(write(tmp_path, "a.md", content))["text"]["a"]
    assert text.split("\n\n") == ["Kop", "Een lead.", f"{TEXT} Met nadruk."]


# RTF, PDF, feeds, mail


def test_an_rtf_file_is_read(tmp_path):
    content = rb"{\rtf1\ansi\ansicpg1252 Datum: 7 maart 2019\par Het caf\'e9 is open.\par Morgen ook.}"
    frame = read_articles(write(tmp_path, "a.rtf", content))
    assert frame["text"].tolist() == ["Het café is open.\n\nMorgen ook."]
    assert frame["date_start"].tolist() == [pd.Timestamp("2019-03-07")]


def test_a_pdf_with_text_is_read_and_unwrapped(tmp_path):
    lines = [line for line in WRAPPED.split("\n") if line]
    frame = read_articles(write(tmp_path, "a.pdf", pdf(lines[:4], lines[4:])))
    assert JOINED[1] in frame["text"]["a"]
    assert frame["text"]["a"].startswith("Moskee heroverd\n\n")


def test_a_scan_and_a_damaged_pdf_say_what_to_do(tmp_path):
    write(tmp_path, "scan.pdf", pdf([], []))
    write(tmp_path, "damaged.pdf", b"%PDF-1.4 niets")
    write(tmp_path, "half.pdf", pdf([TEXT], []))
    report = load_report(tmp_path).set_index("source")["reason"]
    assert report["scan.pdf"] == ("none of its pages has text, as in a scan; run OCR on it and save the text as .txt")
    assert "not a readable PDF" in report["damaged.pdf"]
    assert "pages without text, as in a scan: 1 of 2; run OCR on them" in report["half.pdf"]


RSS = f"""<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Trouw</title>
<item><title>Caf&amp;eacute; open</title><link>https://x.nl/1</link><pubDate>Thu, 07 Mar 2019 14:30:00 +0100</pubDate>
<dc:creator>Jan</dc:creator><category>Binnenland</category><description>Kort …</description>
<content:encoded><![CDATA[<p>{TEXT}</p><p>Twee &amp; drie.</p>]]></content:encoded></item>
<item><title>Kort</title><pubDate>Fri, 08 Mar 2019 10:00:00 +0100</pubDate>
<description>Alleen het begin …</description></item>
<item><title>foto.jpg</title><wp:post_type>attachment</wp:post_type></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Trouw</title><entry><title>Kop</title>
<link rel="self" href="https://x.nl/zelf"/><link href="https://x.nl/1"/><published>2019-03-07T14:30:00+01:00</published>
<author><name>Jan</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p><p>Twee.</p>
</div></content></entry></feed>"""


def test_a_feed_and_a_wordpress_export_have_an_article_per_post(tmp_path):
    with pytest.warns(LoadWarning, match="1 cut-off text"):
        frame = read_articles(write(tmp_path, "f.xml", RSS))
    assert frame["text"].tolist() == [f"{TEXT}\n\nTwee & drie.", "Alleen het begin …"]
    columns = ["title", "publisher", "author", "url", "section"]
    assert frame.loc["f-1", columns].tolist() == ["Café open", "Trouw", "Jan", "https://x.nl/1", "Binnenland"]
    assert frame["date_start"]["f-1"] == pd.Timestamp("2019-03-07 14:30")
    report = load_report(tmp_path).set_index("source")
    assert report.loc["f.xml", "reason"] == "items that are no articles were not read: 1 of type 'attachment'"


def test_an_atom_feed_is_read(tmp_path):
    frame = read_articles(write(tmp_path, "f.atom", ATOM))
    assert frame["text"].tolist() == [f"{TEXT}\n\nTwee."]
    assert frame.loc["f-1", ["title", "author", "url"]].tolist() == ["Kop", "Jan", "https://x.nl/1"]


def test_xml_of_another_kind_is_refused_with_what_to_do(tmp_path):
    write(tmp_path, "a.xml", "<boeken><boek/></boeken>")
    write(tmp_path, "b.xml", "<rss>")
    reasons = load_report(tmp_path)["reason"].tolist()
    assert reasons[0] == "XML of an unknown kind (<boeken>); save its articles as .txt, or as a table"
    assert reasons[1].startswith("not valid XML")


def message(body, **parts):
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "Café open", "Jan <jan@x.nl>", "Thu, 07 Mar 2019 14:30:00 +0100"
    mail.set_content(body, **parts)
    return mail


def test_a_message_is_an_article_with_its_subject_sender_and_date(tmp_path):
    mail = message(f"{TEXT}\n\nGroet.")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="bijlage.pdf")
    frame = read_articles(write(tmp_path, "a.eml", mail.as_bytes()))
    assert frame.loc["a", ["title", "text", "author"]].tolist() == ["Café open", f"{TEXT}\n\nGroet.", "Jan <jan@x.nl>"]
    assert frame["date_start"]["a"] == pd.Timestamp("2019-03-07 14:30")
    assert "not read: bijlage.pdf; save these next to it" in load_report(tmp_path)["reason"][0]


def test_a_subject_in_an_encoding_that_is_none_stays_as_it_is_written(tmp_path):
    # The name of the encoding has a byte that no name has: the standard library raises an error of its own kind.
    mail = b"From: a@example.org\nSubject: =?utf-\x9a?q?Caf=C3=A9?=\n\nMosul valt.\n"
    frame = read_articles(write(tmp_path, "a.eml", mail))
    assert frame["title"].tolist() == ["=?utf-\ufffd?q?Caf=C3=A9?="]
    assert frame["text"].tolist() == ["Mosul valt."]


def test_a_mailbox_is_an_article_per_message(tmp_path):
    first, second = message(TEXT), message(f"<p>Het <b>tweede</b>.</p><p>{TEXT}</p>", subtype="html")
    box = b"".join(b"From x@y Thu Mar  7 14:30:00 2019\n" + mail.as_bytes() + b"\n\n" for mail in (first, second))
    frame = read_articles(write(tmp_path, "a.mbox", box))
    assert frame["source"].tolist() == ["a.mbox, article 1", "a.mbox, article 2"]
    assert frame["text"].tolist() == [TEXT, f"Het tweede.\n\n{TEXT}"]
