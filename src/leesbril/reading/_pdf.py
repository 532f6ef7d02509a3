"""A PDF file → the text of its pages."""

import logging
from io import BytesIO


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page as it is laid out, line by line; raises any error of pypdf."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each fault of a file that it can read
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("protected with a password")
    return [page.extract_text() for page in reader.pages]
