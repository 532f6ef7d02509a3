"""The language in which findings, charts and reports are written, and its catalogue of sentences."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

REPORT_LANGUAGES = ("en", "nl")
"""The sentences in the code are English; every other language has a catalogue in `catalogues`, one in its folder
`notebooks` with the prose of the notebooks, cell by cell, and one in `columns` with the headings of tables."""

_CATALOGUES = Path(__file__).with_name("catalogues")
_chosen = ContextVar("report language", default="en")


def report_in(language: str) -> None:
    """Write findings, charts and reports in this language from now on: `en` or `nl`.

    Raises ValueError for any other.

    >>> report_in("nl"), percent(0.002), decimal(0.5), number(1234), report_in("en")
    (None, 'minder dan 1%', '0,50', '1.234', None)
    """
    _chosen.set(_checked(language))


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """Write in this language within the block, and in the language of before after it.

    >>> with written_in("nl"):
    ...     decimal(0.5)
    '0,50'
    >>> decimal(0.5)
    '0.50'
    """
    before = _chosen.set(_checked(language))
    try:
        yield
    finally:
        _chosen.reset(before)


def _checked(language: str) -> str:
    if not isinstance(language, str) or language not in REPORT_LANGUAGES:
        known = ", ".join(map(repr, REPORT_LANGUAGES))
        raise ValueError(f"Reports cannot be written in {language!r}; choose one of {known}.")
    return language


def report_language() -> str:
    """The language in which findings, charts and reports are written."""
    return _chosen.get()


def say(sentence: str, /, **values: object) -> str:
    """The sentence in the language of the report, with `values` in place of the names between braces.

    `sentence` is English and stands in the code as a literal, here or in `translatable`, so that the catalogue can be
    checked for it. One that the catalogue lacks stays English.
    """
    said = _catalogue(report_language()).get(sentence, (sentence,))[0]
    return said.format(**values) if values else said


def say_counted(one: str, more: str, count: int, /, **values: object) -> str:
    """The one sentence where `count` is one, else the other; `{n}` is the number.

    >>> say_counted("{n} passage", "{n} passages", 1234)
    '1,234 passages'
    """
    forms = _catalogue(report_language()).get(one, (one, more))
    return forms[0 if count == 1 else 1].format(n=number(count), **values)


def translation(one: str, more: str = "", /) -> tuple[str, ...]:
    """The sentence in the language of the report with its braces, or those for one thing and for more."""
    return _catalogue(report_language()).get(one, (one, more) if more else (one,))


def translatable(one: str, more: str = "", /) -> str:
    """The sentence as it is, and so a key of the catalogue that `say` or `say_counted` says later."""
    return one


def heading(column: str) -> str:
    """The heading of a column in the language of the report: in English, and of an unknown column, its name."""
    return _headings(report_language()).get(column, column)


def number(value: int) -> str:
    """A whole number with its thousands apart: 1,234 in English, 1.234 in Dutch."""
    return _with_marks(f"{value:,}")


def decimal(value: float, digits: int = 2) -> str:
    """A number with so many digits behind the point (English) or comma (Dutch); a value that is not 0 is never -0.00.

    >>> decimal(0.5), decimal(-0.0001)
    ('0.50', '0.00')
    """
    return _with_marks(f"{round(value, digits) + 0.0:,.{digits}f}")


def percent(share: float) -> str:
    """A share in whole per cents; one that is neither 0 nor 1 is not written as 0% or 100%.

    >>> percent(0.446), percent(1), percent(0.002), percent(0.998)
    ('45%', '100%', 'less than 1%', 'more than 99%')
    """
    if 0 < share < 0.005:
        return say("less than 1%")
    return say("more than 99%") if 0.995 <= share < 1 - 1e-12 else f"{share:.0%}"


def _with_marks(written: str) -> str:
    """A number as Python writes it, with the marks of the language."""
    if (language := report_language()) == "en":
        return written
    return written.translate(_marks(language))


@cache
def _marks(language: str) -> dict[int, str]:
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return {ord(","): get_group_symbol(language), ord("."): get_decimal_symbol(language)}


@cache
def _catalogue(language: str) -> Mapping[str, tuple[str, ...]]:
    """The sentences of a language by those in the code: one form, or those for one and for more."""
    if language == "en":
        return {}
    return _read(_CATALOGUES / f"{language}.po") | _read(_CATALOGUES / "notebooks" / f"{language}.po")


@cache
def _headings(language: str) -> Mapping[str, str]:
    """The headings of a language by the names of the columns."""
    if language == "en":
        return {}
    return {column: said for column, (said,) in _read(_CATALOGUES / "columns" / f"{language}.po").items()}


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    """The translations of a catalogue by the first form of each sentence."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    return {_forms(message.id)[0]: _forms(message.string) for message in messages}


def _forms(written: str | Iterable[str] | None) -> tuple[str, ...]:
    """A sentence, or those for one and for more."""
    return (written,) if isinstance(written, str) else tuple(written or ())
