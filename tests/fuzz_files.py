"""Small writers of formats for which no library is at hand (PDF, .xls, .xlsb, .ods), and bombs of them."""

import functools
import random
import struct
import zlib
from collections.abc import Callable, Sequence

import corpora

Cells = dict[tuple[int, int], str]
"""Texts by row and column, from 0."""
LAST_ROW, LAST_COLUMN = 2**20 - 1, 2**14 - 1
"""Those of a sheet of Excel from 2007; in .xls they are 65,535 and 255."""
SECTOR = 512


def cells_of(rows: Sequence[Sequence[str]]) -> Cells:
    """The cells of rows that begin at the first column."""
    return {(row, column): text for row, cells in enumerate(rows) for column, text in enumerate(cells)}


# PDF (ISO 32000): objects by number, a table of where they begin, and which one is the root.

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF of pages with lines of text; a page without lines is a picture of nothing."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", FONT]
    kids = []
    for lines in pages:
        shown = b" ".join(b"(%s) Tj T*" % _escaped(line) for line in lines)
        objects.append(_stream(b"BT /F1 10 Tf 12 TL 50 750 Td " + shown + b" ET"))
        kids.append(len(objects) + 1)
        resources = b"/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (resources, len(objects)))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return pdf_of(objects)


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1, the first of which is the root."""
    parts, places, at = [b"%PDF-1.4\n"], [], 9
    for number, content in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(parts[-1])
    size = len(objects) + 1
    parts += [b"xref\n0 %d\n0000000000 65535 f \n" % size, *places]
    return b"".join([*parts, b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, at)])


def _escaped(line: str) -> bytes:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252", "replace")


def _stream(content: bytes, about: bytes = b"") -> bytes:
    return b"<< /Length %d %s >> stream\n%s\nendstream" % (len(content), about, content)


def looping_pdf() -> bytes:
    """A PDF whose tree of pages holds itself."""
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"])


def deep_pdf(deep: int = 20_000) -> bytes:
    """A PDF whose tree of pages is a branch of this many knots."""
    knots = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % number for number in range(3, deep + 3)]
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", *knots, b"<< /Type /Page >>"])


def inflating_pdf(size: int = 2**30, times: int = 1) -> bytes:
    """A PDF with a page whose contents inflate to this many bytes, packed once or more often."""
    packed, filters = _packed(size), b"/FlateDecode "
    for _ in range(times - 1):
        packed, filters = zlib.compress(packed), filters + b"/FlateDecode "
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, _stream(packed, b"/Filter [%s]" % filters)])


@functools.cache
def _packed(size: int) -> bytes:
    """Spaces that zlib has packed, a megabyte at a time, of which each is packed alike."""
    packer, block = zlib.compressobj(9), b" " * 2**20
    head = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + one * (size // 2**20 - 1) + packer.flush()


def long_pdf(pages: int = 100_000) -> bytes:
    """A PDF of this many pages, all with the same contents."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, pages + 5))
    page = b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >>"
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids)
    shown = _stream(b"BT /F1 10 Tf 50 750 Td (Het leger) Tj ET")
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", tree, FONT, shown, *[page] * pages])


# .xls: records of BIFF8 (MS-XLS) in a stream of a compound file (MS-CFB)


def xls(cells: Cells, dimension: tuple[int, int] | None = None, *, name: str = "Blad1", small: bool = False) -> bytes:
    """A workbook of one sheet with these texts; `dimension` is what it says of its rows and columns."""
    texts = list(dict.fromkeys(cells.values()))
    strings = b"".join(_characters(text, "<H") for text in texts)
    shared = _biff(0xFC, struct.pack("<II", len(cells), len(texts)) + strings)
    end, start = _biff(0x0A), _biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    sheet_name = _characters(name, "<B")
    bound = 4 + 6 + len(sheet_name)
    offset = len(start) + bound + len(shared) + len(end)
    head = start + _biff(0x85, struct.pack("<IBB", offset, 0, 0) + sheet_name) + shared + end
    rows, columns = dimension or _size_of(cells)
    number = {text: at for at, text in enumerate(texts)}
    parts = [head, _biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))]
    parts.append(_biff(0x200, struct.pack("<IIHHH", 0, rows, 0, columns, 0)))
    for (row, column), text in sorted(cells.items()):
        parts.append(_biff(0xFD, struct.pack("<HHHI", row, column, 0, number[text])))
    return compound("Workbook", b"".join([*parts, end]), small=small)


def _biff(kind: int, data: bytes = b"") -> bytes:
    assert len(data) <= 8224, "a longer record would be continued in another"
    return struct.pack("<HH", kind, len(data)) + data


def _characters(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def _size_of(cells: Cells) -> tuple[int, int]:
    return max((row for row, _ in cells), default=-1) + 1, max((column for _, column in cells), default=-1) + 1


def compound(name: str, stream: bytes, *, small: bool = False) -> bytes:
    """A compound file with one stream: a header, the table of sectors, the directory, the stream.

    A stream of less than 4,096 bytes is either filled up to those, or stands in a stream of `small` sectors of 64.
    """
    size = len(stream) if small else max(4096, len(stream))
    room = stream.ljust(-(-size // SECTOR) * SECTOR, b"\0")
    sectors = len(room) // SECTOR
    tables = 1
    while tables + 2 + sectors > tables * SECTOR // 4:
        tables += 1
    free, last = 0xFFFFFFFF, 0xFFFFFFFE
    begin = tables + 2
    chain = [*[0xFFFFFFFD] * tables, last, last, *range(begin + 1, begin + sectors), last]
    chain += [free] * (tables * SECTOR // 4 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, tables + 1 if small else last, small, last, 0)
    header += struct.pack("<109I", *range(tables), *[free] * (109 - tables))

    def entry(named: str, kind: int, child: int, first: int, length: int) -> bytes:
        written = named.encode("utf-16-le").ljust(64, b"\0")
        told = struct.pack("<HBBIII", 2 * len(named) + 2 if named else 0, kind, 1, free, free, child)
        return written + told + bytes(36) + struct.pack("<IQ", first, length)

    root = entry("Root Entry", 5, 1, begin if small else last, len(room) if small else 0)
    directory = root + entry(name, 2, free, 0 if small else begin, size) + 2 * entry("", 0, free, 0, 0)
    smalls = [*range(1, -(-size // 64)), last] if small else []
    smalls += [free] * (SECTOR // 4 - len(smalls))
    table, small_table = (struct.pack(f"<{len(numbers)}I", *numbers) for numbers in (chain, smalls))
    return header + table + directory + small_table + room


# .xlsb: binary records (MS-XLSB) in a zip


def xlsb(cells: Cells, dimension: tuple[int, int] | None = None, *, name: str = "Blad1") -> bytes:
    """A workbook of one sheet with these texts; `dimension` is what it says of its rows and columns."""
    rows, columns = dimension or _size_of(cells)
    parts = [_record(0x81), _record(0x94, struct.pack("<IIII", 0, max(0, rows - 1), 0, max(0, columns - 1)))]
    parts.append(_record(0x91))
    before = None
    for (row, column), text in sorted(cells.items()):
        if row != before:
            parts.append(_record(0x00, struct.pack("<IIHHBI", row, 0, 0, 0, 0, 0)))
            before = row
        parts.append(_record(0x06, struct.pack("<II", column, 0) + _wide(text)))
    sheet = b"".join([*parts, _record(0x92), _record(0x82)])
    book = _record(0x83) + _record(0x8F) + _record(0x9C, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name))
    book += _record(0x90) + _record(0x84)
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="{}" '
    )
    related += (
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/></Relationships>'
    )
    kinds = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    kinds += '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    return corpora.zipped(
        ("[Content_Types].xml", kinds),
        ("_rels/.rels", related.format("rId1", "officeDocument", "xl/workbook.bin")),
        ("xl/workbook.bin", book),
        ("xl/_rels/workbook.bin.rels", related.format("rId1", "worksheet", "worksheets/sheet1.bin")),
        ("xl/worksheets/sheet1.bin", sheet),
    )


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(data), b""
    while size > 0x7F:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return head + length + bytes([size]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


# .ods: XML of OpenDocument in a zip

SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods(*rows: Sequence[str]) -> bytes:
    """A spreadsheet of one sheet with these rows; what looks like a date is one."""
    return ods_of("".join(ods_row(*row) for row in rows))


def ods_of(rows: str) -> bytes:
    """A spreadsheet of one sheet with rows that `ods_row` wrote."""
    content = f'<?xml version="1.0"?><office:document-content {_SPACES}><office:body><office:spreadsheet>'
    content += f'<table:table table:name="a">{rows}</table:table>'
    content += "</office:spreadsheet></office:body></office:document-content>"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return corpora.zipped(("mimetype", SPREADSHEET), ("META-INF/manifest.xml", manifest), ("content.xml", content))


def ods_row(*texts: str, repeated: int = 1, behind: int = 0) -> str:
    """A row of texts, which stand behind so many empty cells; the row is said to be there `repeated` times."""
    cells = f'<table:table-cell table:number-columns-repeated="{behind}"/>' if behind else ""
    for text in texts:
        kind = f'"date" office:date-value="{text}"' if text[:4].isdigit() else '"string"'
        cells += f"<table:table-cell office:value-type={kind}><text:p>{text}</text:p></table:table-cell>"
    told = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{told}>{cells}</table:table-row>"


# Bombs


def sparse(text: str = "ver weg", row: int = LAST_ROW, column: int = LAST_COLUMN) -> Cells:
    """A table of one article, and a text in the last cell of the sheet, or in another."""
    return {**cells_of([["id", "text"], ["a", "Het leger trok door de stad."]]), (row, column): text}


def sparse_ods(text: str = "ver weg") -> bytes:
    """The same as .ods: the rows and cells between are repeated."""
    table = ods_row("id", "text") + ods_row("a", "Het leger trok door de stad.")
    return ods_of(table + ods_row(repeated=LAST_ROW - 2) + ods_row(text, behind=LAST_COLUMN))


def repeated_ods(times: int = LAST_ROW) -> bytes:
    """A spreadsheet of which one row is said to be there a million times."""
    return ods_of(ods_row("id", "text") + ods_row("a", "Het leger trok door de stad.", repeated=times))


def wide_ods() -> bytes:
    """A spreadsheet of which each cell is said to be there a million times."""
    cell = '<table:table-cell table:number-columns-repeated="1048576" office:value-type="string"><text:p>a</text:p>'
    return ods_of(f"<table:table-row>{cell}</table:table-cell></table:table-row>" * 9)


def wide_xlsx(rows: int = 80_000) -> bytes:
    """A workbook with a number in the last column of very many rows."""
    written = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, rows + 1))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    related += 'Id="rId1" Type="' + office + '/{}" Target="{}"/></Relationships>'
    kinds = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    for part in ("workbook", "worksheets/sheet1"):
        kind = "sheet" if part == "workbook" else "worksheet"
        kinds += f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        kinds += f'spreadsheetml.{kind}{".main" * (kind == "sheet")}+xml"/>'
    return corpora.zipped(
        ("[Content_Types].xml", f"{kinds}</Types>"),
        ("_rels/.rels", related.format("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" '
         'r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", related.format("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{written}</sheetData></worksheet>'),
    )  # fmt: skip


HUGE = (2**32 - 1, 2**16 - 1)
BOMBS: dict[str, tuple[Callable[[], bytes], ...]] = {
    ".pdf": (
        *(looping_pdf, deep_pdf, long_pdf, inflating_pdf, lambda: inflating_pdf(times=2)),
        *(lambda: inflating_pdf(2**26), lambda: inflating_pdf(2**26, 3), lambda: long_pdf(5_000)),
    ),
    ".xls": (
        *(lambda: xls(sparse(row=2**16 - 1, column=255)), lambda: xls(sparse(row=2**16 - 1, column=2**16 - 2))),
        *(lambda: xls(sparse(row=2), HUGE), lambda: xls({(0, 0): "text"}, (2**16, 256))),
        lambda: xls({(row, 0): "a" for row in range(2**16)} | {(0, 255): "text"}),
    ),
    ".xlsb": (
        *(lambda: xlsb(sparse()), lambda: xlsb(sparse(column=2)), lambda: xlsb(sparse(row=3))),
        *(lambda: xlsb(sparse(row=2), (2**32 - 1, 2**32 - 1)), lambda: xlsb(sparse(column=2**32 - 1))),
        lambda: xlsb({(row, 0): "a" for row in range(2**17)} | {(0, 999): "text"}),
    ),
    ".xlsx": (wide_xlsx, lambda: wide_xlsx(200)),
    ".ods": (sparse_ods, repeated_ods, wide_ods, lambda: repeated_ods(2**31), lambda: repeated_ods(2**63)),
}
"""What is small and says that it is large, by kind of file."""


@functools.cache
def made(kind: str, number: int) -> bytes:
    """One of the bombs, which is made once."""
    return BOMBS[kind][number]()


def bomb_like(data: bytes, chance: random.Random) -> bytes | None:
    """A bomb of the same kind as a file, None where there is none."""
    signs = {b"%PDF": ".pdf", b"\xd0\xcf\x11\xe0": ".xls"}
    kind = signs.get(data[:4])
    if data[:2] == b"PK":
        inside = {b"xl/workbook.bin": ".xlsb", b"xl/workbook.xml": ".xlsx", SPREADSHEET.encode(): ".ods"}
        kind = next((kind for sign, kind in inside.items() if sign in data), None)
    return made(kind, chance.randrange(len(BOMBS[kind]))) if kind else None
