"""Exports of news archives: every article of the file, what the export says of it, and what is missing."""

import io
import zipfile

import pandas as pd
import pytest
from test_reading_word import NAMES, RELATIONS, run

from leesbril import LoadWarning, load_report, read_articles

TEXTS = [
    "De gemeenteraad van Zeist stemde gisteren over de tramlijn naar Utrecht en over de kosten daarvan, die hoger uit",
    "De wethouder noemt het besluit onverstandig, omdat de verwarmings-\ninstallatie van het depot niet is betaald.",
    "Een bewoner van de oude stad zegt dat hij er niets van wist, en dat niemand hem iets heeft gevraagd over de lijn.",
]


def read(path, name, content):
    (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_articles(path / name), load_report(path / name)


# Nexis, plain text


def centred(line):
    return f"{line:^80}".rstrip()


def wrapped(text):
    lines, line = [], ""
    for word in text.split():
        if len(line) + 1 + len(word) > 76:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


NEXIS = {
    "en": ("{n} of {N} DOCUMENTS", "March {n}, 2019", "BYLINE: Jan Jansen", "SECTION: NEWS; Pg. 4", "LENGTH: 90 words",
           "LOAD-DATE: May 1, 2019", "LANGUAGE: DUTCH; NEDERLANDS"),
    "de": ("Dokument {n} von {N}", "{n}. März 2019", "AUTOR: Jan Jansen", "RUBRIK: NEWS; S. 4", "LÄNGE: 90 Wörter",
           "UPDATE: 1. Mai 2019", "SPRACHE: DUTCH; NEDERLANDS"),
    "fr": ("{n} de {N} DOCUMENTS", "{n} mars 2019", "AUTEUR: Jan Jansen", "RUBRIQUE: NEWS; Pg. 4", "LONGUEUR: 90 mots",
           "LOAD-DATE: 1 mai 2019", "LANGUE: DUTCH; NEDERLANDS"),
}  # fmt: skip


def nexis(language, numbers=(1, 2, 3), total=3, marks=True, cover=True):
    mark, date, *fields = NEXIS[language]
    parts = ["\ufeffDownload Request: Selected Items: 1-3\nTime Of Request: Friday, March 20, 2018\n"] if cover else []
    for n in numbers:
        head = [centred(mark.format(n=n, N=total))] if marks else []
        head += [centred("Trouw"), centred(date.format(n=n)), f"Tram komt er, deel {n};\nof toch niet"]
        body = "\n\n".join(map(wrapped, [TEXTS[n - 1], TEXTS[n - 1].upper()]))
        parts += [*head, *fields[:3], body, *fields[3:], centred("Copyright 2019 De Persgroep")]
    return "\n\n\n".join(parts).replace("\n", "\r\n")


@pytest.mark.parametrize("language", NEXIS)
@pytest.mark.parametrize("options", [{}, {"cover": False}, {"marks": False}, {"marks": False, "cover": False}])
def test_a_nexis_text_has_its_articles_unwrapped_with_what_it_says_of_them(language, options, tmp_path):
    frame, report = read(tmp_path, "n.TXT", nexis(language, **options))
    assert frame.index.tolist() == ["n-1", "n-2", "n-3"]
    assert frame["source"].tolist() == [f"n.TXT, article {n}" for n in (1, 2, 3)]
    assert frame["date_start"].tolist() == [pd.Timestamp(2019, 3, n) for n in (1, 2, 3)]
    one = frame.loc["n-2"]
    assert one["text"] == "\n\n".join(
        [TEXTS[1].replace("-\n", ""), TEXTS[1].replace("-\n", "- ").upper().replace("- I", "-I")]
    )
    columns = ["title", "subtitle", "publisher", "author", "section", "page", "copyright", "language_in_file"]
    assert one[columns].tolist() == [
        "Tram komt er, deel 2", "of toch niet", "Trouw", "Jan Jansen", NEXIS[language][3].split(": ")[1], "4",
        "Copyright 2019 De Persgroep", "DUTCH; NEDERLANDS",
    ]  # fmt: skip
    assert "articles missing" not in " ".join(report["problems"])


def test_a_nexis_text_without_one_of_its_articles_says_which(tmp_path):
    with pytest.warns(LoadWarning, match="1 articles missing"):
        frame, report = read(tmp_path, "n.txt", nexis("en", numbers=(1, 3)))
    assert len(frame) == 2
    said = report.set_index("source").loc["n.txt"]
    assert said["problems"] == "byte-order mark; articles missing" and said["status"] == "read"
    assert said["reason"].endswith("announces 3 articles, 2 were found; not found: 2")


def test_two_nexis_exports_in_one_file_miss_nothing(tmp_path):
    second = nexis("de", cover=False).replace("Zeist", "Breda").replace("depot", "huis").replace("bewoner", "agent")
    _, report = read(tmp_path, "n.txt", nexis("en") + "\r\n\r\n" + second.replace("ZEIST", "BREDA"))
    assert report["status"].tolist() == ["read"] * 7
    assert not report["problems"].str.contains("missing").any()


def test_a_dutch_nexis_text_has_copyright_first_and_two_dates(tmp_path):
    head = ["Copyright 2002 De Telegraaf", "De Telegraaf", "24. September 2002", "September 24, 2002"]
    fields = ["LENGTE: 158 words", "KOP: Tram komt er", "AUTEUR: PRUIM, FRED", "TEKST:", wrapped(TEXTS[0]) + " vallen."]
    parts = [centred("1 of 1 DOCUMENT"), *map(centred, head), *fields, "TAAL: Dutch", "LOAD-DATE: September 26, 2002"]
    frame, _ = read(tmp_path, "n.txt", "\n\n".join(parts))
    expected = ["Tram komt er", TEXTS[0] + " vallen.", "De Telegraaf", "PRUIM, FRED", "Copyright 2002 De Telegraaf"]
    assert frame[["title", "text", "publisher", "author", "copyright"]].to_numpy().tolist() == [expected]
    assert frame["date_start"].tolist() == [pd.Timestamp("2002-09-24")]


# Nexis, web page


def nexis_page(numbers=(1, 2, 3), total=3):
    def p(text, css="c1"):
        return f'<BR><DIV CLASS="c3"><P CLASS="{css}"><SPAN CLASS="c2">{text}</SPAN></P></DIV>'

    def field(name, value):
        return (
            f'<DIV CLASS="c4"><P CLASS="c5"><SPAN CLASS="c7">{name}: </SPAN><SPAN CLASS="c2">{value}</SPAN></P></DIV>'
        )

    parts = [
        f'<A NAME="DOC_ID_{n}_0"></A><!-- Hide <DOC NUMBER={n}> -->{p(f"{n} of {total} DOCUMENTS")}{p("Der Spiegel")}'
        f"{p(f'{n}. M&auml;rz 2019 Montag 9:50 PM GMT+1'.replace('Montag ', ''))}{p(f'Tram komt er, deel {n}', 'c5')}"
        f"{field('L&Auml;NGE', '90 W&ouml;rter')}<DIV><P CLASS='c8'><SPAN>Eerste alinea {n}.</SPAN></P><P CLASS='c8'>"
        f"<SPAN>Het <B>tweede</B> caf&eacute;.</SPAN></P></DIV>{field('SPRACHE', 'GERMAN')}"
        f"{p('Copyright 2019<BR>Alle Rechte')}"
        for n in numbers
    ]
    style = "<STYLE><!-- .c1 { text-align: center; margin: 0em; } .c5 { text-align: left; } --></STYLE>"
    return f"<HTML><HEAD>{style}</HEAD><BODY>{''.join(parts)}</BODY></HTML>"


def test_a_nexis_page_has_its_articles(tmp_path):
    frame, report = read(tmp_path, "n.html", nexis_page())
    assert frame["text"].tolist() == [f"Eerste alinea {n}.\n\nHet tweede café." for n in (1, 2, 3)]
    assert frame["title"]["n-3"] == "Tram komt er, deel 3"
    assert frame["publisher"].unique().tolist() == ["Der Spiegel"]
    assert frame["date_start"]["n-1"] == pd.Timestamp("2019-03-01 21:50")  # an hour ahead of Greenwich, as Amsterdam
    assert frame.loc["n-1", ["length", "language_in_file", "copyright"]].tolist() == [
        "90 Wörter", "GERMAN", "Copyright 2019 Alle Rechte",
    ]  # fmt: skip
    assert len(report) == 3
    with pytest.warns(LoadWarning, match="articles missing"):
        read(tmp_path, "n.html", nexis_page(numbers=(2, 3)))


# Nexis Uni, Word


def paragraph(text, bookmark=""):
    mark = f'<w:bookmarkStart w:id="1" w:name="{bookmark}"/>' if bookmark else ""
    return f"<w:p>{mark}{run(text) if text else ''}</w:p>"


def uni(numbers=(1, 2, 3), total=3, bookmarks=True, body="Body", date="{n} maart 2019 12:00 AM GMT"):
    parts = [paragraph("Date and Time: Friday, 5. July 2019 09:31:00 CEST"), paragraph(f"Documenten ({total})")]
    for n in numbers:
        mark = (f"Bookmark_{n}", "Body" if n == 1 else f"Body_{n - 2}", "Classification") if bookmarks else ("",) * 3
        parts += [paragraph("", mark[0]), *map(paragraph, [f"Tram komt er, deel {n}", "Trouw", date.format(n=n)])]
        parts += map(paragraph, ["Copyright 2019 Trouw", "Section:\u00a0Binnenland; Blz. 4", "Length:\u00a090 woorden"])
        parts += [paragraph("Byline:\u00a0Jan Jansen"), paragraph(body, mark[1]), paragraph(f"Eerste alinea {n}.")]
        parts += [paragraph("Tekst: met een dubbele punt."), paragraph("Classification", mark[2])]
        parts += map(paragraph, ["Language:\u00a0DUTCH", "Subject:\u00a0TRAMS (93%)", "Load-Date:\u00a0May 1, 2019"])
        parts += [paragraph("End of Document")]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{''.join(parts)}</w:body></w:document>")
    return stream.getvalue()


@pytest.mark.parametrize("options", [{}, {"body": "Corpo"}, {"bookmarks": False}])
def test_a_word_export_has_its_articles(options, tmp_path):
    frame, report = read(tmp_path, "n.docx", uni(**options))
    assert frame["text"].tolist() == [f"Eerste alinea {n}.\n\nTekst: met een dubbele punt." for n in (1, 2, 3)]
    assert frame["date_precision"].unique().tolist() == ["day"]  # midnight at Greenwich is no time
    columns = ["title", "publisher", "author", "section", "page", "subject", "load_date", "language_in_file"]
    assert frame.loc["n-2", columns].tolist() == [
        "Tram komt er, deel 2", "Trouw", "Jan Jansen", "Binnenland; Blz. 4", "4", "TRAMS (93%)", "May 1, 2019", "DUTCH",
    ]  # fmt: skip
    assert len(report) == 3


def test_a_word_export_without_one_of_its_articles_says_so_and_a_false_weekday_too(tmp_path):
    with pytest.warns(LoadWarning, match="1 articles missing, 2 dates not understood"):
        frame, report = read(tmp_path, "n.docx", uni(numbers=(1, 2), date="maandag {n} maart 2019"))
    assert frame["date_start"].isna().all()
    assert "announces 3 articles, 2 were found" in report["reason"][0]
    assert "2019-03-01 is a Friday, not a Monday" in report["reason"][1]


# Factiva


def factiva(language, words="90 woorden", date="{n} maart 2019", coded=False):
    parts = []
    for n in (1, 2, 3):
        text = f"<p class='articleParagraph {language}articleParagraph'>Alinea {n}.</p>" * 2
        headline = f"<span class='{language}Headline'>Tram komt er, <b>deel</b> {n}</span>"
        if coded:
            rows = {"SE": "Binnenland", "HD": headline, "BY": "Jan Jansen", "WC": words, "PD": date.format(n=n),
                    "ET": "15:32", "SN": "Trouw", "SC": "TROUW", "PG": "4", "LA": "Nederlands", "CY": "© 2019",
                    "LP": text, "AN": f"Document TROUW0002019030{n}ef310001"}  # fmt: skip
            inner = "".join(f"<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in rows.items())
            inner = f"<table>{inner}</table>"
        else:
            lines = [words, date.format(n=n), "15:32", "Trouw", "TROUW", "4", "Nederlands", "© 2019 Trouw"]
            divs = "".join(f"<div>{line}</div>" for line in lines)
            inner = (
                f"<p><div>Binnenland</div><div id='hd'>{headline}</div><div class='author'>Jan Jansen</div>{divs}</p>"
            )
            inner += f"{text}<p>Foto: een tram</p><p>Document TROUW0002019030{n}ef310001</p>"
        parts.append(f"<div id='article-TROUW0002019030{n}ef310001' class='article'>"
                     f"<div class='article {language}Article'>{inner}</div></div>")  # fmt: skip
    return f"<html><body><div>Factiva</div>{'<br>'.join(parts)}</body></html>"


@pytest.mark.parametrize(
    ("language", "words", "date"),
    [("nl", "90 woorden", "{n} maart 2019"),
     ("en", "1,190 words", "{n} March 2019"), ("de", "90 Wörter", "{n} März 2019"),
     ("fr", "90 mots", "{n} mars 2019"), ("zh", "90 字", "2019 年 3 月 {n} 日")],
)  # fmt: skip
@pytest.mark.parametrize("coded", [False, True])
def test_a_factiva_page_has_its_articles(language, words, date, coded, tmp_path):
    frame, report = read(tmp_path, "f.html", factiva(language, words, date, coded))
    assert frame.index.tolist() == [f"TROUW0002019030{n}ef310001" for n in (1, 2, 3)]
    assert frame["text"].tolist() == [f"Alinea {n}.\n\nAlinea {n}." for n in (1, 2, 3)]
    assert frame["date_start"].tolist() == [pd.Timestamp(2019, 3, n, 15, 32) for n in (1, 2, 3)]
    columns = ["title", "publisher", "author", "section", "page", "length", "source_code", "language_in_file"]
    assert frame[columns].iloc[1].tolist() == [
        "Tram komt er, deel 2", "Trouw", "Jan Jansen", "Binnenland", "4", words, "TROUW", "Nederlands",
    ]  # fmt: skip
    assert report["reason"][2].startswith("article 3 of 3 in an export of Factiva")


@pytest.mark.parametrize("count", [2, 3])
def test_a_factiva_xml_has_its_articles_and_the_count_of_its_result_set(count, tmp_path):
    articles = "".join(
        f"<article><accessionNo>TROUW{n}</accessionNo><headline>"
        f"<paragraph>De <hlt>tram</hlt> {n}</paragraph></headline>"
        f"<leadParagraph><paragraph>Alinea {n} met <hlt>tram</hlt>.</paragraph></leadParagraph><tailParagraphs>"
        f"<paragraph>"
        f"Slot.</paragraph></tailParagraphs><publicationDate><dateTime>2019-03-0{n}T10:00:00Z</dateTime>"
        f"</publicationDate>"
        f"<sourceName>Trouw</sourceName><pages>4</pages></article>"
        for n in (1, 2)
    )
    xml = f'<r xmlns="http://x/2.0"><ppsarticleResultSet count="{count}">{articles}</ppsarticleResultSet></r>'
    (tmp_path / "f.xml").write_text(xml)
    report = load_report(tmp_path)
    assert report["reason"].str.contains("announces 3 articles, 2 were found").any() == (count == 3)
    frame = read_articles(tmp_path, on_problem="warn") if count == 2 else None
    if frame is not None:
        assert frame.index.tolist() == ["TROUW1", "TROUW2"]
        assert frame.loc["TROUW1", ["title", "text", "publisher", "page"]].tolist() == [
            "De tram 1", "Alinea 1 met tram.\n\nSlot.", "Trouw", "4",
        ]  # fmt: skip


# Mediargus, GoPress


def listed(numbers=(1, 2, 3), end=""):
    items = (
        f"{n}. Tram komt er, deel {n}\n\nDe Morgen, vrijdag {n} maart 2019, p. 23, 853w.\n\n{TEXTS[n - 1]}{end}\n\n\n"
        for n in numbers
    )
    return "".join(items).replace("vrijdag 2", "zaterdag 2").replace("vrijdag 3", "zondag 3")


def test_a_list_of_mediargus_has_its_articles_and_says_which_texts_are_cut(tmp_path):
    with pytest.warns(LoadWarning, match="3 cut-off texts"):
        frame, report = read(tmp_path, "m.txt", listed(end=" …"))
    columns = ["title", "publisher", "page", "length"]
    assert frame.loc["m-1", columns].tolist() == ["Tram komt er, deel 1", "De Morgen", "23", "853 words"]
    assert frame["date_start"]["m-3"] == pd.Timestamp("2019-03-03")
    assert frame["text"]["m-1"] == f"{TEXTS[0]} …"
    assert "its text ends in “…” after 20 words of 853 words" in report["reason"][0]
    with pytest.warns(LoadWarning, match="1 articles missing"):
        read(tmp_path, "m.txt", listed(numbers=(1, 3)))


def test_full_texts_below_a_list_take_the_place_of_the_cut_ones(tmp_path):
    full = "\n\n".join(
        f"0{n}-03-2019, p.23\n\nTram komt er, deel {n}\n\nHele tekst {n}.\n\n© Mediahuis" for n in (1, 2, 3)
    )
    frame, report = read(tmp_path, "m.txt", listed(end=" ...") + full)
    assert frame["text"].tolist() == [f"Hele tekst {n}." for n in (1, 2, 3)]
    assert frame["copyright"].unique().tolist() == ["© Mediahuis"]
    assert not report["problems"].str.contains("cut").any()


# Of no known kind


def test_a_file_that_looks_like_several_articles_is_read_as_one_and_said_to_be_doubtful(tmp_path):
    one = "Kop {n}\n{n} maart 2019\nCopyright 2019 Trouw\nDe raad stemde over lijn {n} naar Zeist.\n\n"
    with pytest.warns(LoadWarning, match="1 several articles"):
        frame, report = read(tmp_path, "x.txt", "".join(one.format(n=n) for n in (1, 2, 3)))
    assert len(frame) == 1
    assert "has 3 lines of copyright and 3 lines of date: it may hold several articles" in report["reason"][0]


@pytest.mark.parametrize(
    "text", ["Op 1 of 3 DOCUMENTS na. " * 20, "1. Een lijst\n2. van drie\n3. dingen\n\nEn tekst. " * 3]
)
def test_what_is_no_export_is_one_article(text, tmp_path):
    frame, _ = read(tmp_path, "x.txt", text)
    assert frame["source"].tolist() == ["x.txt"]


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"{\\rtf1 Het leger wacht.}", "RTF"), (b"<html><body><p>Het leger wacht.</p></body></html>", "a web page")],
)
def test_a_word_file_that_is_something_else_is_read_as_that(start, kind, tmp_path):
    with pytest.warns(LoadWarning, match="1 other format"):
        frame, report = read(tmp_path, "x.DOCX", start)
    assert frame["text"]["x"].startswith("Het leger wacht.")
    assert f"is {kind}, not a Word document, and was read as that" in report["reason"][0]


def test_an_old_word_file_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "x.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert "save it as .docx" in load_report(tmp_path)["reason"][0]
