"""The first page of a report: what was found, three pictures, and what is doubtful."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from leesbril.rerun._names import Names
from leesbril.rerun._record import Entry
from leesbril.rerun._sections import Section, Told, markdown, rendered, shown

MOST_FINDINGS = 7
"""What an editor reads before turning the page."""
IMPORTANCE = (
    "01-what-have-we-got",
    "02-what-is-each-article-about",
    "03-how-alike-are-they",
    "04-what-do-they-share",
    "09-which-stories",
    "08-what-do-they-claim",
    "06-what-sets-them-apart",
    "07-when-and-who-first",
    "05-how-sure-are-we",
)
"""The notebooks by what an editor needs first: what there is and what is wrong with it, what it is about, what is alike
and shared, who told a story first, where claims differ, and groups. Others come after these, in their own order."""
MOST_PICTURES = 3


class Answer(NamedTuple):
    """A question with the first finding of its section, as HTML; empty where it has none."""

    section: Section
    finding: str


class PageOne(NamedTuple):
    """The first page: what is compared, answers in the order of the questions, pictures and doubts, all as HTML.

    `introduced` has the articles that go by a letter, each with it.
    """

    introduced: list[tuple[str, Entry]]
    compared: str
    answers: list[Answer]
    pictures: str
    doubts: list[str]


def page_one(sections: list[Section], named: Sequence[Entry] = ()) -> PageOne:
    """The first page of these sections, and of the articles that `method.json` has as `named`.

    The finding of a section is its first that an earlier one has not told, without its doubtful lines; what is nothing
    but doubtful is no finding. Of more than `MOST_FINDINGS` the most important are taken, by the `IMPORTANCE` of their
    sections; they stand in the order of the questions. The doubtful lines of all findings stand together. What only
    says how many articles are compared is no answer, and is said once. What is taken whole is marked as such: on paper
    it stands once. Each article is named whole once, on the page alone: in the sections it goes by its label.
    """
    told = set[str]()
    found = [(section, _first(section, told)) for section in sections]
    answers = _most_important([(section, finding) for section, finding in found if finding is not None])
    unsure = [finding for section in sections for finding in section.told if not finding.sure]
    for finding in [*(finding for _, finding in answers), *unsure]:
        finding.output.metadata["again"] = True
    lines = (line for section in sections for finding in section.told for line in finding.doubtful)
    doubts = dict.fromkeys(line.removeprefix("- ") for line in lines)
    first = [picture for section in sections for picture in section.pictures[:1]]
    more = [picture for section in sections for picture in section.pictures[1:]]
    compared = (finding.text for section in sections for finding in section.told if finding.compared)
    names = Names(named)
    return PageOne(  # in the order in which it is read
        introduced=names.introduced,
        compared=names.written(_inline(next(compared, ""))),
        answers=[Answer(section, names.written(markdown(finding.sure))) for section, finding in answers],
        pictures=_drawn([*first, *more][:MOST_PICTURES]),
        doubts=[names.written(_inline(doubt)) for doubt in doubts],
    )


def _most_important(answers: list[tuple[Section, Told]]) -> list[tuple[Section, Told]]:
    """The answers to the questions that come first in importance, in their own order."""
    ranks = [IMPORTANCE.index(one.anchor) if one.anchor in IMPORTANCE else len(IMPORTANCE) for one, _ in answers]
    chosen = sorted(range(len(answers)), key=ranks.__getitem__)[:MOST_FINDINGS]
    return [answers[place] for place in sorted(chosen)]


def _first(section: Section, told: set[str]) -> Told | None:
    """The first finding of a section that says something sure which no earlier section has told."""
    fit = (finding for finding in section.told if finding.sure and not finding.compared)
    found = next((finding for finding in fit if finding.sure not in told), None)
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
