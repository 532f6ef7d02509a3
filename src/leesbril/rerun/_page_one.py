"""The first page of a report: what was found, three pictures, and what is doubtful."""

from typing import Any, NamedTuple

from leesbril.rerun._sections import Section, Told, markdown, rendered, shown

MOST_FINDINGS = 9
"""One for each question of the reader's path."""
MOST_PICTURES = 3


class Answer(NamedTuple):
    """A question with the first finding of its section, as HTML; empty where it has none."""

    section: Section
    finding: str


class PageOne(NamedTuple):
    """The first page: answers in the order of the questions, pictures as HTML, and doubts as HTML."""

    answers: list[Answer]
    pictures: str
    doubts: list[str]


def page_one(sections: list[Section]) -> PageOne:
    """The first page of these sections.

    The finding of a section is its first that an earlier one has not told, without its doubtful lines; what is nothing
    but doubtful is no finding. The doubtful lines of all findings stand together. What is taken whole is marked as
    such: on paper it stands once.
    """
    told = set[str]()
    found = [(section, _first(section, told)) for section in sections]
    answers = [(section, finding) for section, finding in found if finding is not None][:MOST_FINDINGS]
    unsure = [finding for section in sections for finding in section.told if not finding.sure]
    for finding in [*(finding for _, finding in answers), *unsure]:
        finding.output.metadata["again"] = True
    lines = (line for section in sections for finding in section.told for line in finding.doubtful)
    doubts = dict.fromkeys(line.removeprefix("- ") for line in lines)
    first = [picture for section in sections for picture in section.pictures[:1]]
    more = [picture for section in sections for picture in section.pictures[1:]]
    return PageOne(
        answers=[Answer(section, markdown(finding.sure)) for section, finding in answers],
        pictures=_drawn([*first, *more][:MOST_PICTURES]),
        doubts=[_inline(doubt) for doubt in doubts],
    )


def _first(section: Section, told: set[str]) -> Told | None:
    """The first finding of a section that says something sure which no earlier section has told."""
    found = next((finding for finding in section.told if finding.sure and finding.sure not in told), None)
    if found is not None:
        told.add(found.sure)
    return found


def _inline(text: str) -> str:
    """A line of Markdown as HTML, without the paragraph round it."""
    html = markdown(text).strip()
    return html.removeprefix("<p>").removesuffix("</p>") if html.count("<p>") == 1 else html


def _drawn(pictures: list[Any]) -> str:
    html = rendered([shown(pictures, "drawn")]) if pictures else ""
    for picture in pictures:
        picture.metadata["again"] = True
    return html
