"""Exports of Factiva: web pages and XML with many articles → the articles."""

import re
from collections.abc import Iterable
from typing import Any

from leesbril.reading._contents import Contents, Document, exported, missing
from leesbril.reading._headers import date_at_start

_CLASS = re.compile(r"[a-z]{2}Article")
_WORDS = re.compile(r"[0-9][0-9.,\u00a0]*+ ?[^\s\d]{1,12}")
_CLOCK = re.compile(r"[0-9]{1,2}[:.][0-9]{2}(?: ?(?:AM|PM))?", re.IGNORECASE)
_CODE = re.compile(r"[A-Z0-9]{2,10}")
_PAGE = re.compile(r"[A-Z]{0,2}[0-9]{1,4}[A-Z]?")
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\))", re.IGNORECASE)
_LAST = re.compile(r"\w{2,12} ([A-Za-z]{1,8}[0-9][A-Za-z0-9]{10,40})")
_EAST = re.compile(r"([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日")

_CODES = {
    "SE": "section",
    "BY": "author",
    "CR": "credit",
    "WC": "length",
    "SN": "publisher",
    "SC": "source_code",
    "ED": "edition",
    "PG": "page",
    "VOL": "volume",
    "LA": "language",
    "CY": "copyright",
    "NS": "subject",
    "RE": "geographic",
    "IN": "industry",
    "CO": "company",
    "IPD": "descriptors",
    "PUB": "publisher_group",
}
_TEXT = ("LP", "TD")


def factiva_page(tree: Any) -> Contents | None:
    """The articles of an export as a web page; None if it is none."""
    found = [element for element in tree.iter("div") if any(map(_CLASS.fullmatch, _classes(element)))]
    found = [element for element in found if element.xpath(".//*[contains(@class, 'Headline')]")]
    if not found:
        return None
    articles = [_coded(element) if element.xpath(".//td/*/text()[.='HD']/..") else _plain(element) for element in found]
    return exported(articles, "Factiva")


def factiva_xml(tree: Any) -> Contents | None:
    """The articles of an export as XML; None if it is none."""
    found = [element for element in tree.iter("{*}article") if _child(element, "accessionNo") is not None]
    counts = [str(element.get("count", "")) for element in tree.iter("{*}ppsarticleResultSet")]
    said = (
        missing(int(counts[0]), set(), len(found)) if counts and counts[0].isascii() and counts[0].isdigit() else None
    )
    return exported([_xml_article(element) for element in found], "Factiva", said) if found else None


def _classes(element: Any) -> list[str]:
    return str(element.get("class", "")).split()


def _text(element: Any) -> str:
    """The text of an element on one line; marks within it, such as those of hits, leave their words."""
    return " ".join("".join(element.itertext()).split())


def _paragraphs(elements: Iterable[Any]) -> str:
    return "\n\n".join(text for text in map(_text, elements) if text)


def _is_body(element: Any) -> bool:
    return any("articleParagraph" in name for name in _classes(element))


# Web pages


def _plain(element: Any) -> Document:
    """An article without codes: lines without names, in a fixed order, then the paragraphs."""
    article = Document(_paragraphs(one for one in element.iter("p") if _is_body(one)))
    article.title = _first(element, "Headline")
    lines, behind = [], False
    for one in element.iter("div", "p"):
        if one.tag == "div" and (one.get("id") == "hd" or "Headline" in str(one.get("class"))):
            behind = True
        elif one.tag == "div" and "author" in _classes(one):
            article.details["author"] = _text(one)
        elif one.tag == "div" and not one.get("class") and not one.get("id") and one.find(".//p") is None:
            text = _text(one)
            if behind and text:
                lines.append(text)
            elif text:
                article.details.setdefault("section", text)
        elif one.tag == "p" and not _is_body(one) and article.text and _text(one) and one.find(".//div") is None:
            _after(article, _text(one))
    _in_order(article, lines)
    _identified(article, element)
    return article


def _first(element: Any, part: str) -> str | None:
    found = (one for one in element.iter() if part in str(one.get("class", "")) and one.tag != "div")
    return next((text for text in map(_text, found) if text), None)


def _after(article: Document, line: str) -> None:
    """A line behind the text: the accession number, else a note, such as the caption of a photo."""
    if found := _LAST.fullmatch(line):
        article.name = found[1]
    else:
        article.details["notes"] = "; ".join(filter(None, (article.details.get("notes"), line)))


def _identified(article: Document, element: Any) -> None:
    """The accession number in the id of the element or of the one around it, unless a line gave it."""
    for one in (element, element.getparent()):
        named = str(one.get("id", "")) if one is not None else ""
        if article.name is None and named.startswith("article-"):
            article.name = named.removeprefix("article-")


def _in_order(article: Document, lines: list[str]) -> None:
    """Words, date, time, publication, code, edition or page, language, copyright: what each of the lines is."""
    left = []
    begin = next((at for at, line in enumerate(lines) if _WORDS.fullmatch(line) or _date(line)), 0)
    if begin:
        article.details["credit"] = "; ".join(lines[:begin])
    for line in lines[begin:]:
        date = None if article.date else _date(line)
        if _WORDS.fullmatch(line) and "length" not in article.details and not date:
            article.details["length"] = line
        elif date:
            article.date = date
        elif _CLOCK.fullmatch(line) and article.date and ":" not in article.date:
            article.date += f" {line}"
        elif _COPYRIGHT.match(line):
            article.details["copyright"] = line
        else:
            left.append(line)
    if left:
        article.details["publisher"] = left.pop(0)
    if left and _CODE.fullmatch(left[0]):
        article.details["source_code"] = left.pop(0)
    if left and not _PAGE.fullmatch(left[-1]):
        article.details["language"] = left.pop()
    pages = [line for line in left if _PAGE.fullmatch(line)]
    editions = [line for line in left if line not in pages]
    article.details |= {"page": pages[-1]} if pages else {}
    article.details |= {"edition": "; ".join(editions)} if editions else {}


def _date(line: str) -> str | None:
    line = _EAST.sub(lambda found: f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}", line)
    found = date_at_start(line, real=False) if len(line) < 60 else None
    return found[0] if found and not found[1] else None


def _coded(element: Any) -> Document:
    """An article as a table: a code and its value in each row."""
    article, texts, clock = Document(""), list[str](), ""
    for row in element.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        if len(cells) < 2:
            continue
        code, value = _text(cells[0]), _text(cells[1])
        if code in _TEXT:
            inner = [one for one in cells[1].iter("p")]
            texts.append(_paragraphs(inner) if inner else value)
        elif code == "HD":
            article.title = value or None
        elif code == "PD":
            article.date = _date(value) or value
        elif code == "ET":
            clock = value
        elif code == "AN":
            article.name = value.split()[-1] if value else None
        elif value:
            article.details[_CODES.get(code, code.casefold())] = value
    article.text = "\n\n".join(text for text in texts if text)
    if article.date and _CLOCK.fullmatch(clock):
        article.date += f" {clock}"
    return article


# XML


def _child(element: Any, *path: str) -> Any:
    for name in path:
        element = next((one for one in element if str(one.tag).rpartition("}")[2] == name), None)
        if element is None:
            return None
    return element


def _value(element: Any, *path: str) -> str:
    found = _child(element, *path)
    return _text(found) if found is not None else ""


def _xml_article(element: Any) -> Document:
    parts = [one for name in ("leadParagraph", "tailParagraphs") if (one := _child(element, name)) is not None]
    paragraphs = [one for part in parts for one in (part.findall("{*}paragraph") or [part])]
    article = Document(_paragraphs(paragraphs), title=_value(element, "headline") or None)
    article.name = _value(element, "accessionNo") or None
    date = _value(element, "publicationDate", "dateTime") or _value(element, "publicationDate", "date")
    article.date = date or None
    simple = {
        "publisher": "sourceName",
        "author": "byline",
        "section": "sectionName",
        "page": "pages",
        "edition": "edition",
        "length": "wordCount",
        "language": "baseLanguage",
        "source_code": "sourceCode",
        "copyright": "copyright",
        "notes": "notes",
    }
    article.details = {name: text for name, tag in simple.items() if (text := _value(element, tag))}
    for name, tag in (("subject", "newsSubject"), ("geographic", "region"), ("company", "company")):
        names = [text for one in element.findall(f"{{*}}{tag}") if (text := _value(one, "name"))]
        article.details |= {name: "; ".join(names)} if names else {}
    return article
