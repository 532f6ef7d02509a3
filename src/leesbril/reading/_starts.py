"""The first bytes of a file → what it is, where its name says something else."""

from leesbril.reading._notes import Unreadable

START = 16
"""Number of bytes that tell."""
COMPOUND = b"\xd0\xcf\x11\xe0"
"""First bytes of an Office file of before 2007, and of one with a password."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def check_start(content: bytes) -> None:
    """Raise Unreadable if a file that should be text is something else by its first bytes.

    >>> check_start(b"%PDF-1.4")
    Traceback (most recent call last):
        ...
    leesbril.reading._notes.Unreadable: a PDF by its first bytes; rename it to .pdf
    """
    if content.startswith(b"%PDF-"):
        raise Unreadable("a PDF by its first bytes; rename it to .pdf")
    if content.startswith(b"PK\x03\x04"):
        raise Unreadable("a zip or an Office document by its first bytes; rename it to .zip, .docx or .xlsx")
    if content.startswith(COMPOUND):
        raise Unreadable("an Office document of before 2007 by its first bytes; rename it to .doc or .xls")
    if content.startswith(_PICTURES):
        raise Unreadable("a picture by its first bytes; run OCR on it and save the text as .txt")
