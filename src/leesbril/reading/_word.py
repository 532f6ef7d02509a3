"""A Word document → its paragraphs: the text as it reads when every tracked change is accepted."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, NamedTuple

_NOT_SHOWN = {"del", "moveFrom", "delText", "instrText", "delInstrText", "fldData", "rt"}
_NOT_SHOWN |= {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr"}
"""Elements without text of the article: deletions, properties, field codes, and readings above a character (ruby)."""
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


class Paragraph(NamedTuple):
    """The text of a paragraph or table row, and the names of the bookmarks that begin in it."""

    text: str
    bookmarks: tuple[str, ...] = ()


def word_paragraphs(content: bytes) -> list[Paragraph]:
    """The paragraphs and table rows of a .docx file in order, then its footnotes and endnotes, a paragraph each.

    Tracked insertions and moved text are text, deletions are not. A text box follows its paragraph. A row is one
    line, with ` | ` between its cells; a merged cell is in it once. Comments, page headers and page footers are left
    out. Raises any error of zipfile and lxml.
    """
    with zipfile.ZipFile(BytesIO(content)) as package:
        main = _main_part(package)
        body = _tree(package.read(main))
        found = _Reader()
        lines = list(found.blocks(body))
        for kind, place in (("footnote", "footnotes.xml"), ("endnote", "endnotes.xml")):
            name = str(PurePosixPath(main).with_name(place))
            if found.notes[kind] and name in package.namelist():
                lines += _notes(_tree(package.read(name)), kind, found.notes[kind])
    return [line for line in lines if line.text or line.bookmarks]


def _main_part(package: zipfile.ZipFile) -> str:
    """The name of the part with the text, which the relations of the package say."""
    for relation in _tree(package.read("_rels/.rels")).iter("{*}Relationship"):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise ValueError("no main document")


def _tree(part: bytes) -> Any:
    from lxml import etree

    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    if _name(root) not in ("document", "Relationships", "footnotes", "endnotes"):
        raise ValueError(f"its main part is a {_name(root)}")
    return root


def _name(element: Any) -> str:
    """The name of an element without its namespace, of which Word has two; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _child(element: Any, *path: str) -> Any:
    """The element at a path of names; None if there is none."""
    for name in path:
        element = next((child for child in element if _name(child) == name), None)
        if element is None:
            return None
    return element


def _notes(root: Any, kind: str, wanted: Iterable[str]) -> Iterator[Paragraph]:
    """The notes to which the text refers, in the order of the references."""
    notes = {_value(note, "id"): note for note in root if _name(note) == kind}
    for number in dict.fromkeys(wanted):
        if number in notes and _value(notes[number], "type") not in _SEPARATORS:
            yield from _Reader().blocks(notes[number])


class _Reader:
    """Walks a part; gathers the numbers of the notes that it refers to, and bookmarks not yet given a paragraph."""

    def __init__(self) -> None:
        self.notes: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self.bookmarks: list[str] = []
        self.boxes: list[Any] = []
        self.unfinished = ""

    def blocks(self, parent: Any) -> Iterator[Paragraph]:
        """The lines of everything in an element that holds paragraphs and tables."""
        for child in parent:
            name = _name(child)
            if name == "p":
                yield from self.paragraph(child)
            elif name == "tbl":
                yield from self.table(child)
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(child))
            elif name == "bookmarkStart":
                self.bookmarks.append(_value(child, "name"))
            elif name not in _NOT_SHOWN:
                yield from self.blocks(child)

    def paragraph(self, element: Any) -> Iterator[Paragraph]:
        """A paragraph, then the text boxes in it; if its end is deleted, it goes on in the next one."""
        whole = self.unfinished + "".join(self.inline(element))
        self.unfinished = ""
        boxes, self.boxes = self.boxes, []
        marks = _child(element, "pPr", "rPr")
        if marks is not None and any(_name(mark) in ("del", "moveFrom") for mark in marks):
            self.unfinished = whole
        else:
            yield Paragraph(whole.strip(), self._named())
        for box in boxes:
            yield from self.blocks(box)

    def inline(self, parent: Any) -> Iterator[str]:
        """The pieces of text in a paragraph."""
        for child in parent:
            name = _name(child)
            if name == "t":
                yield child.text or ""
            elif name in _CHARACTERS:
                yield "" if name == "br" and _value(child, "type") in ("page", "column") else _CHARACTERS[name]
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name == "AlternateContent":
                yield from self.inline(_chosen(child))
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes[name.removesuffix("Reference")].append(_value(child, "id"))
            elif name == "bookmarkStart":
                self.bookmarks.append(_value(child, "name"))
            elif name not in _NOT_SHOWN:
                yield from self.inline(child)

    def table(self, element: Any) -> Iterator[Paragraph]:
        """A line per row; a row with text in one cell only gives the lines of that cell."""
        for row in _within(element, "tr"):
            if _child(row, "trPr", "del") is not None:
                continue
            kept = [cell for cell in _within(row, "tc") if _child(cell, "tcPr", "cellDel") is None]
            cells = [[line for line in self.blocks(cell) if line.text] for cell in kept if not _continues(cell)]
            cells = [lines for lines in cells if lines]
            if len(cells) == 1:
                yield from cells[0]
            elif cells:
                text = " | ".join("\n".join(line.text for line in lines) for lines in cells)
                yield Paragraph(text, tuple(mark for lines in cells for line in lines for mark in line.bookmarks))

    def _named(self) -> tuple[str, ...]:
        named, self.bookmarks = tuple(self.bookmarks), []
        return named


def _chosen(alternatives: Any) -> Any:
    """The first choice of an mc:AlternateContent, else its fallback, which says the same for older programs."""
    return next((child for child in alternatives if _name(child) in ("Choice", "Fallback")), ())


def _within(element: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in a content control or a tracked change."""
    for child in element:
        if _name(child) == wanted:
            yield child
        elif _name(child) not in _NOT_SHOWN and _name(child) not in ("tr", "tc", "p", "tbl"):
            yield from _within(child, wanted)


def _continues(cell: Any) -> bool:
    """Whether a cell is merged with the one above, which has the text."""
    merged = _child(cell, "tcPr", "vMerge")
    return merged is not None and _value(merged, "val") in ("", "continue")
