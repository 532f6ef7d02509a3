"""What the first page calls articles: whole where it first names one, and briefly after that."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from leesbril.labels import labels, publisher_and_date
from leesbril.rerun._record import Entry
from leesbril.wording.report_language import say

LETTERS = "ABC"
"""Articles of a folder that has no more than these go by a letter, and are introduced at the head of the page."""
INTRODUCTION = 180
"""Characters of an article at the head of the page: those of a long first sentence."""
WHOLE = 90
"""Characters of a title where the page first names it."""
SHORT = 30
"""A title of so many characters is written whole each time."""
FEWEST_WORDS = 3
"""Words of a label that is looked for: between quotation marks a shorter one may be a name or a number."""
_LONG_WORD = 5
"""Letters of a lower-case word that a short title may end in: shorter ones are mostly prepositions and articles."""
_LEAD_ON = re.compile(
    r"(achter|binnen|boven|buiten|langs|onder|sinds|tegen|tijdens|tussen|vanaf|volgens|voorbij|wegens|zonder"
    r"|about|after|against|among|before|behind|between|during|since|through|under|until|while|without)"
)
"""Longer ones that no short title ends in."""


def named(articles: pd.DataFrame, pages: Iterable[str]) -> list[Entry]:
    """The articles that the findings name: `label`, as they write it, and `whole`, as the first page does first.

    `pages` is the HTML of the findings. Of a folder of two or three articles all are given, with `about`: publisher and
    date. The time of a date is left out where the day tells the articles apart. They are in the order of the folder.
    """
    known = labels(articles)
    if 1 < len(articles) <= len(LETTERS) and all(map(_is_long, known)):
        sentences = [_whole_sentence(text) for text in labels(articles, width=INTRODUCTION)]
        about = [details or say("no date") for details in publisher_and_date(articles)]
        return [
            {"label": label, "whole": whole, "about": details}
            for label, whole, details in zip(known, sentences, about, strict=True)
        ]
    quoted = {text for page in pages for text in _quoted(page)}
    some = known.isin([text for text in quoted if _is_long(text)])
    wholes = labels(articles, width=WHOLE)[some] if some.any() else known[some]
    to_the_day = wholes.str.replace(r", \d\d:\d\d$", "", regex=True)
    wholes = wholes.where(to_the_day.duplicated(keep=False), to_the_day)
    return [{"label": label, "whole": whole} for label, whole in zip(known[some], wholes, strict=True)]


def _is_long(label: str) -> bool:
    return len(label.split()) >= FEWEST_WORDS


def _quoted(page: str) -> Iterator[str]:
    """What stands between quotation marks, whether or not it has some inside, and what begins a line in bold."""
    for line in page.splitlines():
        text = html.unescape(line)
        ends = [found.end() for found in re.finditer("”", text)]
        for found in re.finditer("“", text):
            yield from (text[found.end() : end - 1] for end in ends if end > found.end())
        yield from re.findall(r"^<li><strong>(.+?)</strong>:", text)


def _whole_sentence(text: str) -> str:
    """A text that was cut as far as its last whole sentence, if that is no short one."""
    if not text.endswith(" …"):
        return text
    found = re.match(r".{40,}\w{3}\)?[.!?](?=\s)", text) or re.match(r".{40,}\w{3}\)?[.!?]", text)
    return found[0] if found else text


class Names:
    """What a page calls articles. Give it the HTML of the page in the order in which it is read."""

    def __init__(self, articles: Sequence[Entry] = ()) -> None:
        self.introduced = [
            (letter, entry) for letter, entry in zip(LETTERS, articles, strict=False) if "about" in entry
        ]
        wholes = {_escaped(entry["label"]): _escaped(entry["whole"]) for entry in articles}
        letters = {_escaped(entry["label"]): letter for letter, entry in self.introduced}
        self._wholes, self._letters, self._told = wholes, letters, set[str]()
        self._shorts = {label: _short(whole, [*wholes.values()]) for label, whole in wholes.items()}
        any_of = "|".join(re.escape(label) for label in sorted(wholes, key=len, reverse=True)) or r"(?!)"
        self._quoted = re.compile(rf"“({any_of})”|(^|<li>)<strong>({any_of})</strong>(?=:)", re.MULTILINE)

    def written(self, page: str) -> str:
        """The same HTML with each article named by its letter, or whole the first time, and then briefly.

        What stands between quotation marks, or in bold before a colon at the head of a line, is taken for the article
        that has it as its label.
        """
        return self._quoted.sub(self._named, page)

    def _named(self, found: re.Match[str]) -> str:
        quoted, begin, bold = found.groups()
        label = quoted or bold
        if letter := self._letters.get(label):
            called = f'<abbr class="letter" title="{self._wholes[label]}">{letter}</abbr>'
            return called if quoted else f"{begin}<strong>{say('Story around {name}', name=called)}</strong>"
        called = self._shorts[label] if label in self._told else self._wholes[label]
        self._told.add(label)
        return f"“{called}”" if quoted else f"{begin}<strong>{called}</strong>"


def _escaped(text: str) -> str:
    """Text as it stands in the HTML of a finding."""
    return html.escape(text, quote=False).replace('"', "&quot;")


def _short(whole: str, among: list[str]) -> str:
    """The first words of a title, as many as no other one begins with; the title where it has few more.

    >>> among = ["Fietspad naar Raalte een jaar later", "Fietspad naar Raalte een jaar later dan gepland, zegt Prorail"]
    >>> _short(among[0], among), _short(among[1], among)
    ('Fietspad naar Raalte een jaar later', 'Fietspad naar Raalte een jaar later dan gepland')
    >>> _short("Wethouder El Amrani stapt op · Havenpost · 3 mei 2022", among)
    'Wethouder El Amrani stapt op'
    >>> _short("Kabinet wil tussen kerst en zomer een besluit over azc · Havenpost", among)
    'Kabinet wil tussen kerst'
    """
    title, *details = whole.split(" · ")
    words = title.split() if len(title) > SHORT else []
    begins = [" ".join(words[:count]).rstrip(",;:") for count in range(FEWEST_WORDS, len(words))]
    known = [" · ".join([title, *details[:count]]) for count in range(len(details))]
    for begin in [*filter(_ends_well, begins), *known]:
        if not any(other.startswith(begin) for other in among if other != whole):
            return begin
    return whole


def _ends_well(begin: str) -> bool:
    """Whether a short title can end so: in a name, a number, or a long word that leads on to no other."""
    word = begin.split()[-1]
    if not word[-1].isalnum():
        return False
    return not word.islower() or (len(word) >= _LONG_WORD and not _LEAD_ON.fullmatch(word))
