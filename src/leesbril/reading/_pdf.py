"""A PDF file → the text of its pages."""

import logging
from io import BytesIO
from typing import Any

from leesbril.reading._notes import Unreadable

MOST_PAGES = 1_000
"""Maximum number of pages: each takes milliseconds, and what has more is a book or a year of a paper."""
MOST_UNPACKED = 25 * 2**20
"""Maximum size in bytes of what the contents of the pages unpack to: each byte takes about a microsecond."""


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page as it is laid out, line by line; Unreadable beyond the limits, or any error of pypdf."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each fault of a file that it can read
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("a PDF that is protected with a password; save it without one, or its text as .txt")
    if _declared(reader) > MOST_PAGES or len(reader.pages) > MOST_PAGES:
        raise Unreadable(f"a PDF of more than {MOST_PAGES:,} pages; split it into one file per article")
    texts, unpacked = [], 0
    for page in reader.pages:
        contents = page.get_contents()
        unpacked += len(contents.get_data()) if contents is not None else 0
        if unpacked > MOST_UNPACKED:
            raise Unreadable(f"its pages unpack to more than {MOST_UNPACKED:,} bytes; save its text as .txt")
        texts.append(page.extract_text())
    return texts


def _declared(reader: Any) -> int:
    """The number of pages that the file says it has, or those of its first page list: pypdf goes through all first."""
    pages = reader.root_object.get("/Pages")
    tree = pages.get_object() if pages is not None else {}
    counts = (tree.get("/Count"), len(tree.get("/Kids") or ())) if hasattr(tree, "get") else ()
    return max((count for count in counts if isinstance(count, int)), default=0)
