"""Sentences in Markdown: how a finding is displayed, and how names and verbs are written in it."""

import html
import re

from leesbril.wording import visible

_MARKS = re.compile(r"([\\`*_\[\]{}#|~$])")


class Finding(str):
    """A text in Markdown that Jupyter shows as such."""

    __slots__ = ()

    def __new__(cls, text: str) -> "Finding":
        """Nothing in it is invisible and affects the display, wherever it came from."""
        return super().__new__(cls, visible(text))

    def _repr_markdown_(self) -> str:
        return str(self)


def safe(text: object) -> str:
    """Text from outside as text: no HTML, no Markdown, nothing that turns its surroundings round."""
    return _MARKS.sub(r"\\\1", html.escape(" ".join(visible(text).split()), quote=False))


def is_or_are(number: int) -> str:
    """The verb for a number of things."""
    return "is" if number == 1 else "are"


def has_or_have(number: int) -> str:
    """The verb for a number of things."""
    return "has" if number == 1 else "have"


def it_or_they(number: int) -> str:
    """The pronoun for a number of things."""
    return "it" if number == 1 else "they"
