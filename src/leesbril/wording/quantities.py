"""Numbers of things, in the language of the report."""

from leesbril.wording.report_language import say_counted


def some_articles(number: int) -> str:
    """A number of articles.

    >>> some_articles(1), some_articles(1234)
    ('1 article', '1,234 articles')
    """
    return say_counted("{n} article", "{n} articles", number)


def some_words(number: int) -> str:
    """A number of words."""
    return say_counted("{n} word", "{n} words", number)


def some_characters(number: int) -> str:
    """A number of characters."""
    return say_counted("{n} character", "{n} characters", number)


def some_passages(number: int) -> str:
    """A number of passages."""
    return say_counted("{n} passage", "{n} passages", number)


def some_groups(number: int) -> str:
    """A number of groups."""
    return say_counted("{n} group", "{n} groups", number)


def some_publishers(number: int) -> str:
    """A number of publishers."""
    return say_counted("{n} publisher", "{n} publishers", number)
