"""The contents of a file: its articles with their texts, and what the file says of them."""

from dataclasses import dataclass, field

from leesbril.reading._notes import ARTICLES_MISSING, EXPORT, Remark


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


@dataclass
class Contents:
    """The articles of a file, and remarks on the file; `numbered` if it is of a kind that holds many."""

    articles: list[Document]
    remarks: list[Remark] = field(default_factory=list)
    numbered: bool = False


def exported(articles: list[Document], archive: str, problem: str | None = None) -> Contents:
    """The contents of an export of an archive: each article is noted as one of it, and the problem of the whole."""
    for number, article in enumerate(articles, 1):
        article.remarks.append(Remark(EXPORT, f"article {number} of {len(articles)} in an export of {archive}"))
    return Contents(articles, [Remark(ARTICLES_MISSING, problem)] if problem else [], numbered=True)


def missing(announced: int | None, numbers: set[int], found: int) -> str | None:
    """What is to be said if a file announces another number of articles than were found in it.

    >>> missing(4, {1, 2, 4}, 3), missing(3, {1, 2, 3}, 3)
    ('announces 4 articles, 3 were found; not found: 3', None)
    """
    if announced is None or announced == found:
        return None
    lost = sorted(set(range(1, min(announced, 10_000) + 1)) - numbers) if numbers else []
    listed = ", ".join(map(str, lost[:5])) + (f" and {len(lost) - 5} more" if len(lost) > 5 else "")
    return f"announces {announced:,} articles, {found:,} were found" + (f"; not found: {listed}" if listed else "")
