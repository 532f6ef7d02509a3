"""The contents of a document: its text, and what its file says of it."""

from dataclasses import dataclass, field

from leesbril.reading._notes import Remark


@dataclass
class Document:
    """One article of a file: text and metadata; `date` is as written, `details` are additional columns.

    `name` is its own id in the source, if it has one, such as an accession number.
    """

    text: str
    header: str = ""
    date: str | None = None
    title: str | None = None
    details: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    name: str | None = None
