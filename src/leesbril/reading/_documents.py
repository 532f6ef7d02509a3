"""Files with one article each: plain text, Markdown, Word, saved web pages."""

import codecs
import json
import re
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from leesbril.dates.parsing import DATE_PATTERN, parse_date
from leesbril.extras import extra
from leesbril.reading._contents import Document
from leesbril.reading._decoding import decode, no_text, repair
from leesbril.reading._notes import UNDERSTOOD_NOT, Remark, Unreadable
from leesbril.reading._word import word_paragraphs

DOCUMENT_LIMIT = 50 * 2**20
"""Maximum size in bytes of a file with one article; larger files are skipped."""

PART_LIMIT = 16 * 2**20
"""Maximum size in bytes of a part of an Office file that is parsed into a tree, which takes many times its size."""
_IN_ROWS = ("xl/worksheets/", "xl/sharedStrings")


def read_text(content: bytes, date_words: tuple[str, ...]) -> Document:
    """The article in a plain text file: `header + text` is the decoded file."""
    decoded, remarks = decode(content)
    return _without_header(decoded, remarks, date_words)


def read_markdown(content: bytes, date_words: tuple[str, ...]) -> Document:
    """The article in a Markdown file without markup, one paragraph per line; front matter becomes the header."""
    with extra("formats", "reading Markdown"):
        import mistune

    decoded, remarks = decode(content)
    front = re.match(r"\ufeff?---[ \t]*\r?\n(.{0,65536}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", decoded, re.DOTALL)
    header = front.group() if front else ""
    known = {name.casefold(): value for name, value in _front_matter(front[1] if front else "").items()}
    tree = mistune.create_markdown(renderer=None, plugins=["table"])(decoded[len(header) :].removeprefix("\ufeff"))
    text = "\n\n".join(line for line in _blocks(tree) if line)
    if not front:
        return _without_header(text, remarks, date_words)
    date = next((known.pop(name) for name in ("date", "datum", "published") if name in known), None)
    title = next((known.pop(name) for name in ("title", "titel") if name in known), None)
    return Document(text, header, date, title, known, remarks)


def read_word(content: bytes, date_words: tuple[str, ...]) -> Document:
    """The article in a .docx file: its paragraphs and the rows of its tables, in order, then its notes."""
    with extra("formats", "reading Word files"):
        import lxml.etree  # noqa: F401

    check_package(content)
    try:
        lines = word_paragraphs(content)
    except Exception as problem:  # zipfile and lxml have many
        raise Unreadable(f"not a readable Word document ({short(problem)}); save it again") from problem
    text, remarks = repair("\n\n".join(line.text for line in lines if line.text))
    return _without_header(text, remarks, date_words)


def read_page(content: bytes, date_words: tuple[str, ...]) -> Document:
    """The article in a saved web page, without menus and footers (trafilatura), with title and date from metadata."""
    with extra("formats", "reading web pages"):
        import trafilatura

    encoding = _declared(content)
    decoded, remarks = repair(content.decode(encoding)) if encoding else decode(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # from its parsers, about invalid pages
        try:
            found = trafilatura.bare_extraction(
                decoded.removeprefix("\ufeff"),
                with_metadata=True,
                include_comments=False,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
        except Exception as problem:  # from its parsers, if it is not a page
            raise Unreadable(f"not a readable web page ({short(problem)}); save its text as .txt") from problem
    if not isinstance(found, trafilatura.settings.Document) or not (found.text or "").strip():
        raise Unreadable("no article found in the page; save its text as .txt")
    lines = (line.strip() for line in (found.text or "").split("\n"))
    details = {"author": found.author, "publisher": found.sitename, "url": found.url}
    return Document(
        text="\n\n".join(line for line in lines if line),
        date=_published(decoded) or found.date,
        title=found.title or None,
        details={name: value for name, value in details.items() if value},
        remarks=remarks,
    )


DOCUMENTS: dict[str, Callable[[bytes, tuple[str, ...]], Document]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".docx": read_word,
    ".html": read_page,
    ".htm": read_page,
}
"""The reader for each file extension."""


def split_header(decoded: str, date_words: tuple[str, ...] = ("date",)) -> tuple[str, str | None, str | None]:
    r"""The header at the start of a text, the date in it as written, and what was not understood.

    A header is a word for "date" followed by a date, on its own line or followed by text on the same line; a byte-order
    mark belongs to it. Something like a header without a date stays in the text, and is reported.

    >>> split_header(" date 2017-05 Het leger rukt op.")
    (' date 2017-05 ', '2017-05', None)
    >>> split_header("date 2017-13\nHet leger")
    ('', None, "no date: 'date 2017-13'")
    """
    mark = "\ufeff" if decoded.startswith("\ufeff") else ""
    words = "|".join(map(re.escape, date_words))
    opening = rf"{mark}\s*(?P<all>(?:{words})\s*(?P<colon>:?)\s*"
    header = re.match(rf"{opening}(?P<date>{DATE_PATTERN}))(?P<space>\s+|$)", decoded, re.IGNORECASE)
    if header and _opens_a_sentence(header, decoded):
        return mark, None, None
    if header and _has_form_of_date(header["date"]):
        return header.group(), header["date"], None
    doubtful = re.match(rf"{opening}\d\S*(?:\s\d\d:\d\d\S*)?)(?P<space>\s+|$)", decoded, re.IGNORECASE)
    if doubtful and not re.fullmatch(r"\d{1,4}", doubtful["all"].split()[-1]):
        return mark, None, f"no date: {doubtful['all']!r}"
    return mark, None, None


def _has_form_of_date(written: str) -> bool:
    """Whether it is a date in some order of day and month; the order is decided later for all files together."""
    return any(parse_date(written, day_first=day_first) for day_first in (True, False))


def _opens_a_sentence(header: re.Match[str], decoded: str) -> bool:
    """Whether it is prose: a year alone, without a colon and followed by text ("Datum 2017 was …")."""
    alone = len(header["date"]) <= 4 and not header["colon"]
    return alone and not re.search(r"[\n\r]", header["space"]) and header.end() < len(decoded)


def _without_header(decoded: str, remarks: list[Remark], date_words: tuple[str, ...]) -> Document:
    header, date, doubt = split_header(decoded, date_words)
    doubts = [Remark(UNDERSTOOD_NOT, doubt)] if doubt else []
    return Document(decoded[len(header) :], header, date, remarks=remarks + doubts)


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
        elif token["type"] != "block_html":
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
        raise Unreadable(f"not an Office document ({short(problem)}); save it again") from problem
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


def _published(page: str) -> str | None:
    """The date and time of publication in a page's metadata, as written: Open Graph first, then schema.org."""
    with extra("formats", "reading web pages"):
        from lxml import html

    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.LxmlError):
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
    return " ".join(str(problem).split())[:80] or type(problem).__name__
