"""Numbers of things, and descriptions, in the language of the report."""

from leesbril.wording.report_language import say, say_counted


def articles_said(number: int) -> str:
    """A number of articles."""
    return say_counted("{n} article", "{n} articles", number)


def characters_said(number: int) -> str:
    """A number of characters."""
    return say_counted("{n} character", "{n} characters", number)


def words_said(number: int) -> str:
    """A number of words."""
    return say_counted("{n} word", "{n} words", number)


def terms_said(number: int) -> str:
    """A number of terms."""
    return say_counted("{n} term", "{n} terms", number)


def publishers_said(number: int) -> str:
    """A number of publishers."""
    return say_counted("{n} publisher", "{n} publishers", number)


def described(chart: str, finding: str) -> str:
    """An alternative text: the type of chart with its data, and the finding."""
    return say("{chart}: {finding}.", chart=chart, finding=finding)
