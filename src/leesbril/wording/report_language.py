"""The language in which findings, charts and reports are written, and its catalogue of sentences."""

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path

REPORT_LANGUAGES = ("en", "nl")
"""The sentences in the code are English; every other language has a catalogue in `catalogues`."""

_CATALOGUES = Path(__file__).with_name("catalogues")
_chosen = ContextVar("report language", default="en")


def report_in(language: str) -> None:
    """Write findings, charts and reports in this language from now on: `en` or `nl`.

    Raises ValueError for any other.

    >>> report_in("nl"), say("{n} of {all}", n=1, all=3), report_in("en")
    (None, '1 van 3', None)
    """
    if language not in REPORT_LANGUAGES:
        known = ", ".join(map(repr, REPORT_LANGUAGES))
        raise ValueError(f"Reports cannot be written in {language!r}; choose one of {known}.")
    _chosen.set(language)


def report_language() -> str:
    """The language in which findings, charts and reports are written."""
    return _chosen.get()


def say(sentence: str, /, **values: object) -> str:
    """The sentence in the language of the report, with `values` in place of the names between braces.

    `sentence` is English and stands in the code as a literal, so that the catalogue can be checked for it.
    """
    said = _catalogue(report_language()).get(sentence, (sentence,))[0]
    return said.format(**values) if values else said


def say_counted(one: str, more: str, number: int, /, **values: object) -> str:
    """The one sentence where `number` is one, else the other; `{n}` is the number.

    >>> say_counted("{n} passage", "{n} passages", 1234)
    '1,234 passages'
    """
    forms = _catalogue(report_language()).get(one, (one, more))
    return forms[0 if number == 1 else 1].format(n=f"{number:,}", **values)


@cache
def _catalogue(language: str) -> Mapping[str, tuple[str, ...]]:
    """The sentences of a language by those in the code: one form, or those for one and for more."""
    if language == "en":
        return {}
    from babel.messages.pofile import read_po

    with (_CATALOGUES / f"{language}.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    return {_forms(message.id)[0]: _forms(message.string) for message in messages}


def _forms(written: str | Iterable[str] | None) -> tuple[str, ...]:
    """A sentence, or those for one and for more."""
    return (written,) if isinstance(written, str) else tuple(written or ())
