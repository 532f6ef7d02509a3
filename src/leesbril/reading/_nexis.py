"""Exports of Nexis and Lexis: plain text, web pages and Word documents with many articles → the articles."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from leesbril.reading._contents import Contents, Document, exported, missing
from leesbril.reading._headers import date_at_start
from leesbril.reading._word import Paragraph
from leesbril.reading._wrapping import join_lines

WIDTH = 80
"""The width at which Nexis breaks lines of plain text."""
_CENTRED = 4
"""Blanks before a line that is centred."""

_MARK = re.compile(
    r"[ \t]*+(?:([0-9]{1,6})[ ]++(?:of|van|von|de|sur)[ ]++([0-9]{1,6})[ ]++(?:DOCUMENT[A-Z]*+|Dokument[a-z]*+)"
    r"|(?:Dokument|Document)[ ]++([0-9]{1,6})[ ]++(?:von|van|of|sur|de)[ ]++([0-9]{1,6}))[ \t]*+",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"([A-ZÀ-Þ][A-ZÀ-Þ/-]{2,24}(?: [A-ZÀ-Þ]{2,12})?):(?:[ \t\u00a0]++(.*)|[ \t\u00a0]*)")
_NAMED = re.compile(r"([^\W\d_][\w/ -]{2,24}):\u00a0(.*)")
_ANY = re.compile(r"([^\W\d_][\w/-]{2,24}):[ \u00a0](.*)")
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\)|\S++ ©)", re.IGNORECASE)
_COVER = re.compile(r"\s*+[^\W\d_]{3,20}[ ]?\(([0-9]{1,6})\)\s*+")
_DOCUMENT_ENDS = {"end of document", "einde van document", "einde document", "ende des dokuments", "dokumentende"}
_DOCUMENT_ENDS |= {"fin du document", "fin de document"}
_BODY = {"body", "tekst", "text", "texte", "volltext", "hoofdtekst"}
_CLASSIFICATION = {"classification", "classificatie", "klassifikation", "klassifizierung"}

_FIELDS = {
    "author": "byline auteur autor author auteurs",
    "section": "section rubriek rubrik rubrique",
    "length": "length lengte länge longueur",
    "dateline": "dateline",
    "highlight": "highlight",
    "load_date": "load-date update date-chargement",
    "language": "language taal sprache langue",
    "publication_type": "publication-type pub-type type-publication publikationstyp",
    "subject": "subject onderwerp thema sujet",
    "geographic": "geographic geographie géographique",
    "title": "kop headline titel title titre",
    "body": "tekst body text texte",
}
_FIELD = {label: name for name, labels in _FIELDS.items() for label in labels.split()}
_AFTER_TEXT = {"load_date", "language", "publication_type", "subject", "geographic"}
_ALSO_AFTER = {"organization", "company", "person", "industry", "ticker", "graphic", "acc_no", "journal_code", "series"}
_ALSO_AFTER |= {"zeitungs_code", "grafik", "city", "state", "country", "document_type"}


class Block(NamedTuple):
    """The lines of a paragraph, and whether they are centred."""

    lines: list[str]
    centred: bool


def nexis_text(decoded: str) -> Contents | None:
    """The articles of a plain text export; None if it is none."""
    lines = decoded.removeprefix("\ufeff").splitlines()
    marks = [(at, found) for at, line in enumerate(lines) if len(line) < 120 and (found := _MARK.fullmatch(line))]
    if marks:
        ends = [at for at, _ in marks[1:]] + [len(lines)]
        parts = [list(_blocks(lines[at + 1 : end])) for (at, _), end in zip(marks, ends, strict=True)]
        numbers = [(int(found[1] or found[3]), int(found[2] or found[4])) for _, found in marks]
        kept = [(number[0], _article(part)) for number, part in zip(numbers, parts, strict=True) if part]
        if any(article.date or "length" in article.details for _, article in kept):
            return _counted([article for _, article in kept], {number for number, _ in kept}, _total(numbers))
    if export := _by_ends([Paragraph(" ".join(line.split())) for line in lines if line.strip()]):
        return export
    return _without_marks(list(_blocks(lines)))


def nexis_word(paragraphs: list[Paragraph]) -> Contents | None:
    """The articles of a Word export: by the bookmarks of each document, else by the lines that end one."""
    marks = [at for at, one in enumerate(paragraphs) if any(map(_document_mark, one.bookmarks))]
    if not marks or not any(mark.startswith("Body") for one in paragraphs for mark in one.bookmarks):
        return _by_ends(paragraphs)
    ends = [*marks[1:], len(paragraphs)]
    parts = [paragraphs[at:end] for at, end in zip(marks, ends, strict=True)]
    return _counted([_uni(part) for part in parts], set(), _announced(paragraphs[: marks[0]]))


def nexis_page(tree: Any) -> Contents | None:
    """The articles of an export as a web page; None if it is none."""
    anchors = tree.xpath("//a[starts-with(@name, 'DOC_ID_')]")
    if not anchors:
        return None
    centred = _centred_classes(tree)
    parts: list[list[Block]] = []
    for element in tree.iter("a", "p"):
        if element.tag == "a" and str(element.get("name", "")).startswith("DOC_ID_"):
            parts.append([])
        elif element.tag == "p" and parts and (lines := _paragraph(element)):
            parts[-1].append(Block(lines, element.get("class") in centred))
    numbers: list[tuple[int, int]] = []
    articles: list[Document] = []
    for part in parts:
        if part and (found := _MARK.fullmatch(part[0].lines[0])):
            numbers.append((int(found[1] or found[3]), int(found[2] or found[4])))
            part = part[1:]
        articles += [_article(part, wrapped=False)] if part else []
    return _counted(articles, {number for number, _ in numbers}, _total(numbers))


def _total(numbers: list[tuple[int, int]]) -> int | None:
    """The articles that marks "n of N" announce: N, added up where the numbers begin anew (two exports in a file)."""
    runs: list[list[int]] = []
    before = 0
    for number, total in numbers:
        if number <= before or not runs:
            runs.append([])
        runs[-1].append(total)
        before = number
    return sum(Counter(run).most_common(1)[0][0] for run in runs) if runs else None


def _counted(articles: list[Document], numbers: set[int], announced: int | None) -> Contents:
    said = missing(announced, numbers, len(articles))
    return exported(articles, "Nexis", said)


def _announced(cover: Iterable[Paragraph]) -> int | None:
    """The number of articles that a cover gives, as in "Documents (10)"."""
    found = (_COVER.fullmatch(one.text) for one in cover if len(one.text) < 40)
    return next((int(match[1]) for match in found if match), None)


def _paragraph(element: Any) -> list[str]:
    """The lines of a paragraph of a web page."""
    lines = [element.text or ""]
    for part in element.iterdescendants():
        if part.tag == "br":
            lines.append("")
        elif isinstance(part.tag, str):
            lines[-1] += part.text or ""
        lines[-1] += part.tail or ""
    return [" ".join(line.split()) for line in lines if line.strip()]


def _centred_classes(tree: Any) -> set[str]:
    style = " ".join(str(text) for text in tree.xpath("//style//text()") + tree.xpath("//style/comment()"))
    rules = re.findall(r"\.(c[0-9]{1,4})[ ]?\{([^{}]*)\}", style)
    return {name for name, rule in rules if "text-align: center" in rule}


# Plain text


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    some: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            some.append(line.expandtabs().rstrip())
        elif some:
            yield Block([one.strip() for one in some], all(one[:_CENTRED].isspace() for one in some))
            some = []


def _field(line: str) -> tuple[str, str] | None:
    """The name of a field and its value, if a line begins one."""
    found = _CAPITALS.fullmatch(line) if len(line) < 4000 else None
    label = found[1].casefold().replace(" ", "-") if found else ""
    return (_FIELD.get(label, label.replace("-", "_")), (found[2] or "").strip()) if found else None


def _after_text(line: str) -> bool:
    found = _field(line)
    return found is not None and (found[0] in _AFTER_TEXT or found[0] in _ALSO_AFTER)


def _article(blocks: list[Block], wrapped: bool = True) -> Document:
    """The article of the blocks between two marks."""
    article, rest = _head(blocks)
    tail = next((at for at, block in enumerate(rest) if _after_text(block.lines[0])), len(rest))
    if tail == len(rest):
        tail = next((at for at, block in enumerate(rest) if block.centred and _is_copyright(block)), len(rest))
    if wrapped:
        lines = [line for block in rest[:tail] for line in [*block.lines, ""]]
        article.text = join_lines(lines, WIDTH)
    else:
        article.text = "\n\n".join(" ".join(block.lines) for block in rest[:tail])
    _tail(article, rest[tail:])
    return article


def _is_copyright(block: Block) -> bool:
    return bool(_COPYRIGHT.match(block.lines[0]))


def _head(blocks: list[Block]) -> tuple[Document, list[Block]]:
    """What the lines before the text say, and the blocks from the text on."""
    article, titles, fields = Document(""), list[list[str]](), False
    for at, block in enumerate(blocks):
        one = " ".join(block.lines)
        if found := _field(block.lines[0]):
            if found[0] == "body":
                first = [Block([found[1], *block.lines[1:]], False)] if found[1] else []
                return _titled(article, titles), first + blocks[at + 1 :]
            if found[0] in _AFTER_TEXT or (len(one) > 1500 and fields):
                return _titled(article, titles), blocks[at:]
            _note(article, block, titles)
            fields = True
        elif fields and not block.centred:
            return _titled(article, titles), blocks[at:]
        elif _is_copyright(block):
            article.details.setdefault("copyright", one)
        elif len(one) < 200 and (date := date_at_start(one, real=False)):
            _take_date(article, date)
        elif block.centred and "publisher" not in article.details:
            article.details["publisher"] = one
        elif block.centred:
            article.details["edition"] = "; ".join(filter(None, (article.details.get("edition"), one)))
        elif not titles:
            titles.append(block.lines)
        else:
            return _titled(article, titles), blocks[at:]
    return _titled(article, titles), []


def _note(article: Document, block: Block, titles: list[list[str]]) -> None:
    """Note the fields of a block: a line begins one, or continues the one before."""
    found: list[tuple[str, list[str]]] = []
    for line in block.lines:
        if field := _field(line):
            found.append((field[0], [field[1]]))
        elif found:
            found[-1][1].append(line)
    for name, lines in found:
        value = " ".join(filter(None, lines))
        if name == "title":
            titles.append([line for line in lines if line])
        elif value:
            article.details[name] = f"{article.details[name]}; {value}" if name in article.details else value


def _titled(article: Document, titles: list[list[str]]) -> Document:
    """The article with its title; a semicolon at the end of a line parts it from a subtitle."""
    lines = [line for lines in titles for line in lines]
    at = next((at for at, line in enumerate(lines[:-1], 1) if line.endswith(";")), len(lines))
    article.title = " ".join(lines[:at]).rstrip("; ") or None
    if lines[at:]:
        article.details["subtitle"] = " ".join(lines[at:])
    page = re.search(
        r"(?:\bPg?\.|\bS\.|\bpg\.|\bBlz\.?|\bp(?:ag(?:ina)?)?\.?)[ ]?([A-Z]?[0-9]{1,4}[A-Z]?)\b", _section(article)
    )
    if page:
        article.details["page"] = page[1]
    return article


def _section(article: Document) -> str:
    return article.details.get("section", "")


def _take_date(article: Document, date: tuple[str, str]) -> None:
    """Note a date and what follows it; midnight at Greenwich is how Nexis writes that there is no time."""
    if article.date is None:
        article.date = re.sub(r"[ ,]*\b12:00 AM\b.*", "", date[0])
        rest = re.sub(r"^(?:[^\W\d_]+day|\w+dag|\w+tag|Mittwoch|\w+di|dimanche)\b[ ,]*", "", date[1], flags=re.I)
        if rest:
            article.details["edition"] = rest


def _tail(article: Document, blocks: list[Block]) -> None:
    centred: list[str] = []
    for block in blocks:
        if _field(block.lines[0]):
            _note(article, block, [])
        else:
            centred += block.lines
    if centred:
        article.details["copyright"] = " ".join(centred)


def _without_marks(blocks: list[Block]) -> Contents | None:
    """The articles of an export without marks: each begins with a publication and a date, both centred."""
    starts = [
        at
        for at, (one, two) in enumerate(pairwise(blocks))
        if one.centred and two.centred and not _is_copyright(one) and not date_at_start(_line(one)) and _is_date(two)
    ]
    lengths = sum((_field(block.lines[0]) or ("",))[0] == "length" for block in blocks)
    if not starts or not lengths:
        return None
    if starts[0] and _is_copyright(blocks[starts[0] - 1]):  # the Dutch layout, which begins with it
        starts = [at - 1 if _is_copyright(blocks[at - 1]) else at for at in starts]
    ends = [*starts[1:], len(blocks)]
    return _counted([_article(blocks[at:end]) for at, end in zip(starts, ends, strict=True)], set(), None)


def _line(block: Block) -> str:
    return " ".join(block.lines)[:300]


def _is_date(block: Block) -> bool:
    return len(block.lines) == 1 and date_at_start(_line(block)) is not None


# Word, and text copied from it


def _document_mark(bookmark: str) -> bool:
    return bookmark.startswith("Bookmark_") and bookmark[9:].isdigit()


def _by_ends(paragraphs: list[Paragraph]) -> Contents | None:
    """The articles of lines of which some say that a document ends there."""
    ends = [at for at, one in enumerate(paragraphs) if one.text.casefold().strip(" .") in _DOCUMENT_ENDS]
    if not ends:
        return None
    starts = [0, *(end + 1 for end in ends)]
    parts = [paragraphs[start:end] for start, end in zip(starts, [*ends, len(paragraphs)], strict=True)]
    parts = [part for part in parts if any(one.text.strip() for one in part)]
    if not parts:
        return None
    at = next(
        (at for at, one in enumerate(parts[0]) if date_at_start(one.text[:200], real=False) and _date_of(parts[0], at)),
        None,
    )
    cover = parts[0][: max(at - 2, 0)] if at is not None else []
    parts[0] = parts[0][len(cover) :]
    articles = [_uni(part) for part in parts]
    if not any(article.date and article.text for article in articles):
        return None
    return _counted(articles, set(), _announced(cover))


def _date_of(part: list[Paragraph], at: int) -> bool:
    """Whether a line is the date of an article: a field or a copyright follows it soon."""
    if not date_at_start(part[at].text[:200], real=False):
        return False
    return any(_COPYRIGHT.match(one.text) or _ANY.match(one.text) for one in part[at + 1 : at + 4])


def _uni(paragraphs: list[Paragraph]) -> Document:
    """The article of the paragraphs of one document: title, publication, date, fields, text, classification."""
    lines = [one for one in paragraphs if one.text.strip()]
    body = _where(lines, "Body", _BODY)
    head = lines[:body] if body is not None else lines[: _last_field(lines)]
    rest = lines[body + _heads_the_text(lines[body]) :] if body is not None else lines[len(head) :]
    article = _uni_head([one.text for one in head])
    end = next((at for at, one in enumerate(rest) if one.text.casefold().strip(" .") in _DOCUMENT_ENDS), len(rest))
    rest = rest[:end]
    tail = _where(rest, "Classification", _CLASSIFICATION)
    if tail is None:
        tail = next((at for at, one in enumerate(rest) if _tail_field(one.text)), len(rest))
    _uni_fields(article, [one.text for one in rest[tail:]])
    while tail and (_tail_field(rest[tail - 1].text)):
        tail -= 1
        _uni_fields(article, [rest[tail].text])
    article.text = "\n\n".join(one.text for one in rest[:tail])
    return article


def _heads_the_text(one: Paragraph) -> bool:
    """Whether a paragraph is the heading above the text, a word or two in the language of the interface."""
    return one.text.casefold() in _BODY or (
        bool(one.bookmarks) and len(one.text.split()) < 3 and one.text[-1].isalpha()
    )


def _where(lines: list[Paragraph], bookmark: str, words: set[str]) -> int | None:
    """The place of a bookmark, else of a line that is such a word."""
    named = (at for at, one in enumerate(lines) if any(re.fullmatch(rf"{bookmark}(?:_\d+)?", b) for b in one.bookmarks))
    found = next(named, None)
    return (
        found if found is not None else next((at for at, one in enumerate(lines) if one.text.casefold() in words), None)
    )


def _last_field(lines: list[Paragraph]) -> int:
    """The number of lines before the text where nothing marks it: up to the last field among the first lines."""
    fields = [at for at, one in enumerate(lines[:15]) if _uni_field(one.text) or _COPYRIGHT.match(one.text)]
    return fields[-1] + 1 if fields else min(3, len(lines))


def _uni_field(line: str) -> tuple[str, str] | None:
    """The name and value of a field: behind a no-break space, or with a name that is known."""
    if found := _NAMED.fullmatch(line) or _ANY.fullmatch(line):
        label = found[1].casefold().replace(" ", "-")
        if "\u00a0" in line[: found.start(2)] or label in _FIELD or label.replace("-", "_") in _ALSO_AFTER:
            return _FIELD.get(label, label.replace("-", "_")), found[2].strip()
    return None


def _tail_field(line: str) -> bool:
    found = _uni_field(line)
    return found is not None and (found[0] in _AFTER_TEXT or found[0] in _ALSO_AFTER)


def _uni_head(lines: list[str]) -> Document:
    """What the lines before the text say: the date is the first line that is one, above it the publication."""
    article = Document("")
    short = [line if len(line) < 200 else "" for line in lines]
    at = next((at for at, line in enumerate(short) if at and date_at_start(line, real=False)), None)
    if at is not None and (date := date_at_start(lines[at], real=False)):
        _take_date(article, date)
        article.details["publisher"] = lines[at - 1].strip(" .")
    titles = lines[: at - 1] if at is not None else lines[:1]
    left = lines[at + 1 if at is not None else 1 :]
    if at is None and left and not _uni_field(left[0]) and not _COPYRIGHT.match(left[0]):
        article.details["publisher"] = left.pop(0).strip(" .")
    _uni_fields(article, left)
    return _titled(article, [[line for title in titles for line in title.split("\n")]])


def _uni_fields(article: Document, lines: list[str]) -> None:
    for line in lines:
        if _COPYRIGHT.match(line):
            article.details.setdefault("copyright", line)
        elif found := _uni_field(line):
            if found[0] not in ("title", "body"):
                article.details.setdefault(*found)
        elif line.casefold() not in _CLASSIFICATION:
            article.details["notes"] = "; ".join(filter(None, (article.details.get("notes"), line)))
