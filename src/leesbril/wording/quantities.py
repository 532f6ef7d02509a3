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


def some_terms(number: int) -> str:
    """A number of terms."""
    return say_counted("{n} term", "{n} terms", number)


def some_pairs(number: int) -> str:
    """A number of pairs of articles."""
    return say_counted("{n} pair", "{n} pairs", number)


def some_sentences(number: int) -> str:
    """A number of sentences."""
    return say_counted("{n} sentence", "{n} sentences", number)


def some_headings(number: int) -> str:
    """A number of headings."""
    return say_counted("{n} heading", "{n} headings", number)


def some_files(number: int) -> str:
    """A number of files."""
    return say_counted("{n} file", "{n} files", number)


def some_times(number: int) -> str:
    """How often something occurs."""
    return say_counted("{n} time", "{n} times", number)
