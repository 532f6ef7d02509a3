"""A label for each article that a reader recognises: its title, else its first words, with publisher and date."""

import re
from collections.abc import Iterable

import pandas as pd

from leesbril.wording import date_in_words, visible
from leesbril.wording.report_language import say

WIDTH = 48
"""Characters of a title or of first words; longer ones are cut at a word."""
_FEWEST = 8
"""Characters that still make a label."""


def labels(articles: pd.DataFrame, *, width: int = WIDTH, details: bool = False) -> pd.Series:
    """A label for each article: its title, or else the first words of its text, unique in the folder.

    Gives a Series by article. `width` is the most characters of the title or words; a longer one is cut at a word and
    ends in “ …”. `details=True` adds publisher and date to all, where there are any; otherwise these are added to equal
    labels only. Labels that are equal even so get a number. Raises ValueError for a width below 8.

    >>> toy = pd.DataFrame({"title": ["Spoedhulp dicht", None], "text": ["…", "De wethouder sluit de post in mei."],
    ...                     "publisher": ["Havenpost", None]}, index=["1", "2"])
    >>> labels(toy, width=20).tolist()
    ['Spoedhulp dicht', 'De wethouder sluit …']
    >>> labels(toy, width=20, details=True)["1"]
    'Spoedhulp dicht · Havenpost'
    """
    if not isinstance(articles, pd.DataFrame):
        raise TypeError(f"labels takes the frame of read_articles; received {type(articles).__name__}.")
    if width < _FEWEST:
        raise ValueError(f"width must be {_FEWEST} characters or more; received {width!r}.")
    heads = pd.Series([_cut(head, width) for head in _heads(articles)], articles.index, dtype="str")
    wanted = heads.duplicated(keep=False).to_numpy() | details
    told = iter(publisher_and_date(articles[wanted]))
    return _numbered(
        heads.index,
        [
            " · ".join(filter(None, [head, next(told)])) if more else head
            for head, more in zip(heads, wanted, strict=True)
        ],
    )


def _heads(articles: pd.DataFrame) -> Iterable[str]:
    """The title of each article, else the start of its text, else its name; on one line."""
    none = pd.Series("", articles.index)
    titles = articles["title"].fillna("") if "title" in articles else none
    texts = articles["text"].str.slice(0, 2000) if "text" in articles else none
    for name, title, text in zip(articles.index, titles, texts, strict=True):
        yield _one_line(title) or _one_line(text) or say("(no words: {name})", name=visible(name))


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _cut(text: str, width: int) -> str:
    """The text, or as many of its first words as fit with “ …”; one longer word is cut inside.

    >>> _cut("Het Iraakse leger zet zich schrap", 20), _cut("Hottentottententoonstelling", 12), _cut("Brand", 12)
    ('Het Iraakse leger …', 'Hottentott …', 'Brand')
    """
    if len(text) <= width:
        return text
    begin = re.match(rf".{{1,{width - 2}}}(?=\s)", text)
    return f"{begin[0].rstrip(' ,;:–-') if begin else text[: width - 2]} …"


def publisher_and_date(articles: pd.DataFrame) -> list[str]:
    """Publisher and date of each article in words, where there are any; else an empty string."""
    none = pd.Series([None] * len(articles), articles.index, dtype=object)
    columns = [articles.get(name, none) for name in ("publisher", "date_start", "date_precision")]
    return [
        " · ".join(
            [
                *([] if pd.isna(publisher) else [_one_line(publisher)]),
                *([] if pd.isna(start) else [date_in_words(start, precision)]),
            ]
        )
        for publisher, start, precision in zip(*columns, strict=True)
    ]


def _numbered(names: pd.Index, heads: list[str]) -> pd.Series:
    """The labels, with a number behind each that an earlier article has."""
    unique: dict[str, None] = {}
    times: dict[str, int] = {}
    for head in heads:
        label = head
        while label in unique:
            times[head] = times.get(head, 1) + 1
            label = f"{head} ({times[head]})"
        unique[label] = None
    return pd.Series(list(unique), names, dtype="str", name="label")
