"""Files of text: plain text, Markdown, Word, saved web pages; one article each, or an export of an archive."""

import codecs
import json
import re
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from leesbril.extras import extra
from leesbril.reading._cells import block_lines, clean, shallow, without_markup
from leesbril.reading._contents import Contents, Document
from leesbril.reading._decoding import decode, no_text, repair
from leesbril.reading._factiva import factiva_page, factiva_xml
from leesbril.reading._feeds import feed
from leesbril.reading._headers import read_header
from leesbril.reading._lists import gopress_list, seems_several
from leesbril.reading._mail import mail_message, mailbox
from leesbril.reading._nexis import nexis_page, nexis_text, nexis_word
from leesbril.reading._notes import (
    CUT_OFF,
    HARD_WRAPPED,
    MARKUP,
    OTHER_FORMAT,
    SEVERAL_ARTICLES,
    UNDERSTOOD_NOT,
    Remark,
    Unreadable,
)
from leesbril.reading._pdf import pdf_pages
from leesbril.reading._shown import printable
from leesbril.reading._starts import check_start
from leesbril.reading._word import Paragraph, word_paragraphs
from leesbril.reading._wrapping import unwrap

Reader = Callable[[bytes, tuple[str, ...]], Contents]

DOCUMENT_LIMIT = 50 * 2**20
"""Maximum size in bytes of a file with one article; larger files are skipped."""

MARKDOWN_LIMIT = 2**20
"""Maximum number of characters whose Markdown is parsed, which may take 10 microseconds each."""

MOST_ELEMENTS = 20_000
"""Maximum number of elements of a page that is searched for its article, which takes the square of it in places."""
TIMES_REFUSED = 10
"""Times as many elements as that, a page is not read."""

MOST_SAID = 120
"""Maximum number of characters of the message of a library."""

PART_LIMIT = 16 * 2**20
"""Maximum size in bytes of a part of an Office file that is parsed into a tree, which takes many times its size."""
_IN_ROWS = ("xl/worksheets/", "xl/sharedStrings")


def read_text(content: bytes, date_words: tuple[str, ...]) -> Contents:
    """The articles of a plain text file: those of an export, else one, of which `header + text` is the decoded file.

    This does not hold where HTML entities were replaced or hard-wrapped lines joined, which a remark says.
    """
    decoded, remarks = decode(content)
    if export := nexis_text(decoded) or gopress_list(decoded):
        export.remarks = remarks + export.remarks
        return export
    return Contents([_unwrapped(_without_header(decoded, remarks, date_words))])


def read_markdown(content: bytes, date_words: tuple[str, ...]) -> Contents:
    """The article in a Markdown file without markup, one paragraph per line; front matter becomes the header."""
    with extra("formats", "reading Markdown"):
        import mistune

    decoded, remarks = decode(content)
    front = re.match(r"\ufeff?---[ \t]*\r?\n(.{0,65536}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", decoded, re.DOTALL)
    header = front.group() if front else ""
    known = {name.casefold(): value for name, value in _front_matter(front[1] if front else "").items()}
    text = decoded[len(header) :].removeprefix("\ufeff")
    if len(text) > MARKDOWN_LIMIT:
        limit = f"has more than {MARKDOWN_LIMIT:,} characters, so its Markdown was read as plain text; split it"
        remarks = [*remarks, Remark(MARKUP, limit)]
        text = text.strip()
    else:
        tree = mistune.create_markdown(renderer=None, plugins=["table"])(text)
        text = "\n\n".join(line for line in _blocks(tree) if line)
    if not front:
        return Contents([_without_header(text, remarks, date_words)])
    date = next((known.pop(name) for name in ("date", "datum", "published") if name in known), None)
    title = next((known.pop(name) for name in ("title", "titel") if name in known), None)
    return Contents([_doubted(Document(text, header, date, title, known, remarks))])


def read_word(content: bytes, date_words: tuple[str, ...]) -> Contents:
    """The articles of a .docx file: those of an export, else one, its paragraphs and table rows, then its notes.

    What is another format by its first bytes is read as that.
    """
    with extra("formats", "reading Word files"):
        import lxml.etree  # noqa: F401

    if other := _other_format(content):
        name, read = other
        contents = read(content, date_words)
        contents.remarks.append(Remark(OTHER_FORMAT, f"is {name}, not a Word document, and was read as that"))
        return contents
    check_package(content)
    try:
        paragraphs = word_paragraphs(content)
    except Exception as problem:  # zipfile and lxml have many
        raise Unreadable(f"not a readable Word document ({short(problem)}); save it again") from problem
    return _of_paragraphs(paragraphs, date_words)


def _of_paragraphs(paragraphs: list[Paragraph], date_words: tuple[str, ...]) -> Contents:
    """The articles of an export in these paragraphs, else one."""
    repaired = [repair(one.text) for one in paragraphs]
    remarks = [remark for one in repaired for remark in one.remarks]
    paragraphs = [old._replace(text=new.text) for old, new in zip(paragraphs, repaired, strict=True)]
    if export := nexis_word(paragraphs):
        export.remarks = remarks[:1] + export.remarks
        return export
    text = "\n\n".join(line.text for line in paragraphs if line.text)
    return Contents([_without_header(text, remarks[:1], date_words)])


def _other_format(content: bytes) -> tuple[str, Callable[[bytes, tuple[str, ...]], Contents]] | None:
    """The format that a file is by its first bytes, though its name says Word."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{\\rtf"):
        return "RTF", read_rtf
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<meta")):
        return "a web page", read_page
    if content.startswith(b"%PDF"):
        return "a PDF", read_pdf
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            "a document of Word 2003 or older, or one with a password; save it as .docx without a password"
        )
    return None


def read_page(content: bytes, date_words: tuple[str, ...]) -> Contents:
    """The articles of a web page: those of an export, else one, without menus and footers (trafilatura)."""
    with extra("formats", "reading web pages"):
        import trafilatura

    encoding = _declared(content)
    decoded, remarks = repair(content.decode(encoding)) if encoding else decode(content)
    page = shallow(decoded.removeprefix("\ufeff"))
    if (tree := _tree(page)) is not None and (export := nexis_page(tree) or factiva_page(tree)):
        export.remarks = remarks + export.remarks
        return export
    elements = page.count("<") - page.count("</")
    if elements > TIMES_REFUSED * MOST_ELEMENTS:
        raise Unreadable(f"a page of more than {TIMES_REFUSED * MOST_ELEMENTS:,} elements; save its text as .txt")
    if tree is not None and elements > MOST_ELEMENTS:
        return Contents([_doubted(_whole_page(tree, remarks))])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # from its parsers, about invalid pages
        try:
            found = trafilatura.bare_extraction(
                page,
                with_metadata=True,
                include_comments=False,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
        except Exception as problem:  # from its parsers, if it is not a page
            raise Unreadable(f"not a readable web page ({short(problem)}); save its text as .txt") from problem
    if not isinstance(found, trafilatura.settings.Document) or not (found.text or "").strip():
        raise Unreadable("no article found in the page; save its text as .txt")
    text = found.text or ""
    lines = (_own_lines(tree, text) if tree is not None else None) or text.split("\n")
    details = {"author": found.author, "publisher": found.sitename, "url": found.url}
    article = Document(
        text="\n\n".join(line.strip() for line in lines if line.strip()),
        date=_published(tree) or found.date,
        title=found.title or None,
        details={name: value for name, value in details.items() if value},
        remarks=remarks,
    )
    return Contents([_doubted(article)])


def _whole_page(tree: Any, remarks: list[Remark]) -> Document:
    """The article of a page that is too large to search: all of its text, also that of menus."""
    part = next(tree.iter("article", "main", "body"), tree)
    limit = f"has more than {MOST_ELEMENTS:,} elements, so all of its text was read, with menus; save its text as .txt"
    text, title = "\n\n".join(block_lines(part, as_browser=True)), " ".join(tree.xpath("string(//title)").split())
    return Document(text, date=_published(tree), title=title or None, remarks=[*remarks, Remark(MARKUP, limit)])


def _tree(page: str) -> Any:
    """A page as a tree; None if it is none."""
    from lxml import html

    try:
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        return html.document_fromstring(page.encode("utf-8", "replace"), parser)
    except (ValueError, html.etree.LxmlError):
        return None


def _own_lines(tree: Any, text: str) -> list[str] | None:
    """The lines of a short page, whose text trafilatura gives as one line, by its blocks; None where they differ."""
    if "\n" in text.strip():
        return None
    for part in [*tree.iter("article", "main"), *tree.iter("body")]:
        lines = block_lines(part, as_browser=True)
        if "".join("".join(lines).split()) == "".join(text.split()):
            return lines
    return None


def read_rtf(content: bytes, date_words: tuple[str, ...]) -> Contents:
    """The articles of an RTF file: those of an export, else one."""
    with extra("formats", "reading RTF files"):
        from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(content.decode("cp1252", "replace"), errors="replace")
    except Exception as problem:  # from its parser, which expects valid files
        raise Unreadable(f"not a readable RTF file ({short(problem)}); save it as .docx") from problem
    return _of_paragraphs([Paragraph(line.strip()) for line in text.splitlines()], date_words)


def read_pdf(content: bytes, date_words: tuple[str, ...]) -> Contents:
    """The article in a PDF with a text layer: its lines joined into paragraphs; a scan is Unreadable."""
    with extra("formats", "reading PDF files"):
        import pypdf  # noqa: F401

    try:
        pages = pdf_pages(content)
    except Unreadable:
        raise
    except Exception as problem:  # pypdf passes on any error of its parts
        raise Unreadable(f"not a readable PDF ({short(problem)}); save its text as .txt") from problem
    if not pages:
        raise Unreadable("a PDF without pages; save it again")
    without = sum(not page.strip() for page in pages)
    if without == len(pages):
        raise Unreadable("none of its pages has text, as in a scan; run OCR on it and save the text as .txt")
    text, remarks = repair("\f".join(page.strip("\n") for page in pages))
    if without:
        remarks.append(Remark(CUT_OFF, f"pages without text, as in a scan: {without} of {len(pages)}; run OCR on them"))
    if export := nexis_text(text.replace("\f", "\n")):
        export.remarks = remarks + export.remarks
        return export
    article = _unwrapped(_without_header(text, remarks, date_words))
    article.text = article.text.replace("\f", "\n\n")
    return Contents([article])


def read_xml(content: bytes, date_words: tuple[str, ...]) -> Contents:
    """The articles of an XML file: a Factiva export, a feed (RSS, Atom), or a WordPress export (WXR)."""
    with extra("formats", "reading XML"):
        from lxml import etree

    try:
        tree = etree.fromstring(
            content.strip(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        )
    except (etree.LxmlError, ValueError) as problem:
        raise Unreadable(f"not valid XML ({short(problem)}); export it again") from problem
    contents = factiva_xml(tree) or feed(tree)
    if contents is None:
        root = printable(str(tree.tag).rpartition("}")[2][:40])
        raise Unreadable(f"XML of an unknown kind (<{root}>); save its articles as .txt, or as a table")
    return contents


def read_mail(content: bytes, date_words: tuple[str, ...]) -> Contents:
    """The article of an e-mail message (.eml)."""
    with extra("formats", "reading e-mail"):
        import lxml.etree  # noqa: F401

    return Contents([_doubted(mail_message(content))])


def read_mailbox(content: bytes, date_words: tuple[str, ...]) -> Contents:
    """The articles of a mailbox (.mbox), one per message."""
    with extra("formats", "reading e-mail"):
        import lxml.etree  # noqa: F401

    return mailbox(content)


def _of_text(read: Reader) -> Reader:
    """A reader that refuses what is no text by its first bytes."""

    def read_text_alone(content: bytes, date_words: tuple[str, ...]) -> Contents:
        check_start(content)
        return read(content, date_words)

    return read_text_alone


DOCUMENTS: dict[str, Reader] = {
    ".txt": _of_text(read_text),
    ".md": _of_text(read_markdown),
    ".docx": read_word,
    ".doc": read_word,
    ".html": _of_text(read_page),
    ".htm": _of_text(read_page),
    ".xhtml": _of_text(read_page),
    ".rtf": _of_text(read_rtf),
    ".pdf": read_pdf,
    ".xml": _of_text(read_xml),
    ".rss": _of_text(read_xml),
    ".atom": _of_text(read_xml),
    ".eml": _of_text(read_mail),
    ".mbox": _of_text(read_mailbox),
}
"""The reader for each file extension."""


def _without_header(decoded: str, remarks: list[Remark], date_words: tuple[str, ...]) -> Document:
    """The article of a text: its header apart, HTML entities replaced, and a remark if it looks like several."""
    found = read_header(decoded, date_words)
    doubts = [Remark(UNDERSTOOD_NOT, found.doubt)] if found.doubt else []
    text, said = clean(decoded[len(found.header) :])
    cleaned = [Remark(MARKUP, said)] if said else []
    article = Document(text, found.header, found.date, found.title, found.details, remarks + doubts + cleaned)
    return _doubted(article)


def _doubted(article: Document) -> Document:
    """The article, with a remark if its text looks like several articles."""
    if said := seems_several(article.text):
        told = f"{said}: it may hold several articles, and was read as one; give each a file or a row of its own"
        article.remarks.append(Remark(SEVERAL_ARTICLES, told))
    return article


def _unwrapped(article: Document) -> Document:
    """The article with hard-wrapped lines joined."""
    if found := unwrap(article.text):
        article.text = found.text
        article.remarks.append(Remark(HARD_WRAPPED, found.reason))
    return article


def _front_matter(written: str) -> dict[str, str]:
    """The simple values of YAML front matter as strings, so that dates stay as written."""
    with extra("formats", "reading the front matter of Markdown"):
        import yaml

    try:
        known = yaml.load(written, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}
    pairs = known.items() if isinstance(known, dict) else ()
    return {str(name): value for name, value in pairs if isinstance(value, str)}


def _blocks(tree: Any) -> Iterator[str]:
    """The lines of a Markdown tree: one per paragraph, heading, item, table row or line of code."""
    for token in tree:
        if token["type"] in ("paragraph", "heading", "block_text"):
            yield " ".join(_inline(token.get("children", ())).split())
        elif token["type"] == "block_code":
            yield from (line.strip() for line in token["raw"].splitlines())
        elif token["type"] in ("table_head", "table_row"):
            yield " | ".join(_inline(cell.get("children", ())) for cell in token["children"])
        elif token["type"] == "block_html":
            yield from without_markup(token["raw"]).split("\n\n")
        else:
            yield from _blocks(token.get("children", ()))


def _inline(tokens: Any) -> str:
    spaces = {"softbreak": " ", "linebreak": " "}
    return "".join(
        spaces.get(token["type"]) or _inline(token.get("children", ())) or token.get("raw", "")
        for token in tokens
        if token["type"] != "inline_html"
    )


def check_package(content: bytes) -> None:
    """Raise Unreadable if an Office file is not a zip, or would unpack to far more than its size."""
    import zipfile

    try:
        members = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError) as problem:
        raise Unreadable(f"not an Office document, or not whole ({short(problem)}); save it again") from problem
    unpacked = sum(member.file_size for member in members)
    if unpacked > 20 * DOCUMENT_LIMIT:
        raise Unreadable(f"would unpack to {unpacked:,} bytes; the limit is {20 * DOCUMENT_LIMIT:,}")
    for member in members:
        whole = member.filename.endswith((".xml", ".rels")) and not member.filename.startswith(_IN_ROWS)
        if whole and member.file_size > PART_LIMIT:
            raise Unreadable(f"its part {member.filename} would unpack to {member.file_size:,} bytes; split it")


def _declared(content: bytes) -> str:
    """The encoding that a page declares, if it is known and fits the bytes."""
    named = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", content[:4096], re.IGNORECASE)
    encoding = named[1].decode("ascii") if named else ""
    if encoding.lower() in ("", "utf-8", "utf8"):
        return ""
    try:
        # On the web, declared ISO 8859-1 or ASCII means Windows-1252, with curly quotes.
        encoding = "cp1252" if codecs.lookup(encoding).name in ("iso8859-1", "ascii") else encoding
        return "" if no_text(content.decode(encoding)) else encoding
    except (LookupError, UnicodeError):
        return ""


def _published(tree: Any) -> str | None:
    """The date and time of publication in a page's metadata, as written: Open Graph first, then schema.org."""
    if tree is None:
        return None
    for path in (
        "//meta[@property='article:published_time']/@content",
        "//meta[@itemprop='datePublished']/@content",
        "//*[@itemprop='datePublished']/@datetime",
        "//article//time[@pubdate]/@datetime",
    ):
        if found := [str(value).strip() for value in tree.xpath(path) if str(value).strip()]:
            return found[0]
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        if date := _published_by(script):
            return date
    return None


def _published_by(script: str) -> str | None:
    """The date of the article in a page's JSON-LD: article nodes come before those of the page or of others."""
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        return None
    graph = data.get("@graph", [data]) if isinstance(data, dict) else data
    nodes = [node for node in graph if isinstance(node, dict)] if isinstance(graph, list) else []
    nodes.sort(key=lambda node: not str(node.get("@type", "")).rstrip("]'").endswith(("Article", "Posting")))
    dates = (node.get("datePublished") for node in nodes)
    return next((date for date in dates if isinstance(date, str) and date.strip()), None)


def short(problem: Exception) -> str:
    """The message of an error, in one short line."""
    said = str(problem.args[0]) if isinstance(problem, KeyError) and problem.args else str(problem)
    said = printable(" ".join(re.sub(r" \(<string>, line \d+\)$", "", said).split()))
    return (said if len(said) <= MOST_SAID else said[: MOST_SAID - 2].rsplit(" ", 1)[0] + " …") or type(
        problem
    ).__name__
