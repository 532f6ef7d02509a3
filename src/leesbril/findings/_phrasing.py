"""Sentences in Markdown: how a finding is displayed, and how names, words and numbers of things are written in it."""

import html
import re
from collections.abc import Hashable, Iterable

import numpy as np
import pandas as pd

from leesbril.wording import listed, visible
from leesbril.wording.report_language import say

MOST_NAMED = 4
"""Articles or groups that are named; further ones are counted."""

_MARKS = re.compile(r"([\\`*_\[\]{}#|~$])")


class Finding(str):
    """A text in Markdown that Jupyter shows as such.

    `doubtful` are those of its lines that say what is not known or not sure: a notebook stores them with the text, and
    the first page of a report lists them apart. `compared` marks one that says of what other findings speak: it answers
    no question, and stands at the head of that page.
    """

    __slots__ = ("compared", "doubtful")
    doubtful: tuple[str, ...]
    compared: bool

    def __new__(cls, text: str, *, doubtful: Iterable[str] = (), compared: bool = False) -> "Finding":
        """Nothing in it is invisible and affects the display, wherever it came from."""
        made = super().__new__(cls, visible(text))
        among = {visible(line) for line in doubtful}
        made.doubtful = tuple(line for line in made.splitlines() if line and line.removeprefix("- ") in among)
        made.compared = compared
        return made

    def _repr_markdown_(self) -> str | tuple[str, dict[str, object]]:
        about: dict[str, object] = {"doubtful": list(self.doubtful)} if self.doubtful else {}
        about |= {"compared": True} if self.compared else {}
        return (str(self), about) if about else str(self)


def finding(*sentences: str) -> Finding:
    """The sentences that say something, one after the other."""
    return Finding(" ".join(filter(None, sentences)))


def no_answer(*sentences: str) -> Finding:
    """Why a question has no answer: a finding of one line that is doubtful."""
    text = " ".join(filter(None, sentences))
    return Finding(text, doubtful=[text])


def bullets(*lines: str) -> str:
    """The lines that say something, as a list."""
    return "\n".join(f"- {line}" for line in lines if line)


def safe(text: object) -> str:
    """Text from outside as text: no HTML, no Markdown, nothing that turns its surroundings round."""
    return _MARKS.sub(r"\\\1", html.escape(" ".join(visible(text).split()), quote=False))


def quoted(text: object) -> str:
    """Text from outside between quotation marks."""
    return f"“{safe(text)}”"


def name_of(article: Hashable, labels: pd.Series | None) -> str:
    """An article by its label, or by its name where there is none; a paragraph or sentence of it with its number."""
    if isinstance(article, tuple) and len(article) == 2:
        return say("{name} (part {number})", name=name_of(article[0], labels), number=article[1])
    if labels is None:
        return quoted(article)
    place = int(labels.index.get_indexer(pd.Index([article]))[0])
    return quoted(article if place < 0 else labels.iloc[place])


def in_bold(words: Iterable[object]) -> str:
    """Words in a row, each in bold."""
    return listed([f"**{safe(word)}**" for word in words])


def as_shown(table: pd.DataFrame) -> pd.Series:
    """The terms of a table as the articles write them, where the table says so."""
    return table["shown"].where(table["shown"].notna(), table["term"]) if "shown" in table else table["term"]


def ties(values: pd.Series) -> int:
    """How many values after the first equal it, but for rounding."""
    return int(np.isclose(values.iloc[1:], values.iloc[0], rtol=0, atol=1e-12).sum())
