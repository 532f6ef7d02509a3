"""Lists of Mediargus and GoPress → their articles; and what looks like a file of several articles."""

import re
from collections import Counter

from leesbril.reading._contents import Contents, Document, exported, missing
from leesbril.reading._headers import date_at_start
from leesbril.reading._notes import CUT_OFF, Remark
from leesbril.reading._wrapping import unwrap

_TITLE = re.compile(r"[^\w\s]{0,3}[ \t]*+([0-9]{1,6})\.[ \t]++(\S.*)")
_SOURCE = re.compile(
    r"(.{2,80}?), ((?:\w{2,12} )?+[0-9]{1,2}\.? \w{2,12} [0-9]{4})(?:, p\. ?([^,]{1,20}))?+(?:, ([0-9]++) ?w\.?)?+\s*+"
)
_FULL = re.compile(r"[ \t]*+([0-9]{1,2}-[0-9]{1,2}-[0-9]{4}), ?p\. ?(\S{1,12})[ \t]*+")
_LENGTH = re.compile(
    r"\W*(?:length|lengte|länge|longueur)\W+[0-9][0-9.,]*+ \w+\W*|[0-9][0-9.,]*+ (?:words|woorden|wörter|mots)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"\W*(?:copyright\b|©|\(c\) ?[0-9]{4})", re.IGNORECASE)
_ENDS = ("end of document", "einde van document", "ende des dokuments", "fin du document")
_LONG = 300


def gopress_list(decoded: str) -> Contents | None:
    """The articles of a numbered list with a line of paper, date, page and words below each title; None if it is none.

    Full texts below the list take the place of the cut texts in it.
    """
    lines = decoded.splitlines()
    starts = [at for at, line in enumerate(lines) if _TITLE.fullmatch(line[:_LONG]) and _source(lines, at)]
    if not starts:
        return None
    full = [at for at in range(starts[-1], len(lines)) if _FULL.fullmatch(lines[at][:_LONG])]
    ends = [*starts[1:], full[0] if full else len(lines)]
    articles = [_listed(lines[at:end]) for at, end in zip(starts, ends, strict=True)]
    texts = [lines[at:end] for at, end in zip(full, [*full[1:], len(lines)][: len(full)], strict=True)]
    articles += _completed(articles, texts)
    for article in articles:
        _cut_off(article)
    numbers = {int(found[1]) for at in starts if (found := _TITLE.fullmatch(lines[at][:_LONG]))}
    said = missing(max(numbers), numbers, len(starts))
    return exported(articles, "Mediargus or GoPress", said)


def _source(lines: list[str], at: int) -> re.Match[str] | None:
    """The line of paper and date below a title."""
    for line in lines[at + 1 : at + 5]:
        if (found := _SOURCE.fullmatch(line[:_LONG])) and date_at_start(found[2]):
            return found
        if len(line) > _LONG:
            return None
    return None


def _listed(lines: list[str]) -> Document:
    """The article of an item of the list."""
    title, source = _TITLE.fullmatch(lines[0][:_LONG]), _source(lines, 0)
    if not title or not source:  # never: the lines begin an article
        return Document("\n".join(lines))
    at = lines.index(source.string, 1)
    name = " ".join([title[2], *(line.strip() for line in lines[1:at] if line.strip())])
    article = Document(_body(lines[at + 1 :]), date=source[2], title=name, details={"publisher": source[1].strip()})
    article.details |= {"page": source[3].strip()} if source[3] else {}
    article.details |= {"length": f"{source[4]} words"} if source[4] else {}
    return article


def _body(lines: list[str]) -> str:
    wrapped = unwrap("\n".join(lines))
    return wrapped.text if wrapped else "\n\n".join(line.strip() for line in lines if line.strip())


def _completed(articles: list[Document], texts: list[list[str]]) -> list[Document]:
    """Give the articles their full texts: in order if there are as many, else by title; the texts of no article."""
    left = []
    by_title = {_plain(article.title or ""): article for article in articles}
    for at, lines in enumerate(texts):
        head, *rest = [line.strip() for line in lines if line.strip()]
        found, title = _FULL.fullmatch(head), rest[0] if rest else ""
        article = articles[at] if len(texts) == len(articles) else by_title.get(_plain(title))
        if article is None:
            article = Document("", date=found[1] if found else None, title=title or None)
            left.append(article)
        closing = rest.pop() if len(rest) > 1 and _COPYRIGHT.match(rest[-1]) else ""
        article.details |= {"copyright": closing} if closing else {}
        titled = [at for at, line in enumerate(rest[:3]) if _plain(line) == _plain(article.title or "")]
        article.text = _body(rest[titled[-1] + 1 if titled else 1 :]) or article.text
    return left


def _plain(title: str) -> str:
    return "".join(filter(str.isalnum, title.casefold()))


def _cut_off(article: Document) -> None:
    if article.text.endswith(("...", "…")):
        words, length = len(article.text.split()), article.details.get("length")
        of = f" of {length}" if length else ""
        article.remarks.append(Remark(CUT_OFF, f"its text ends in “…” after {words} words{of}; export the full text"))


def seems_several(text: str) -> str | None:
    """What in a text looks like several articles of an unknown kind of export; None if nothing does.

    >>> seems_several("Copyright 2017 A\\nLength: 90 words\\nTekst.\\nCopyright 2017 B\\nLength: 80 words\\nTekst.")
    'has 2 lines of copyright and 2 lines of length'
    """
    lines = Counter(line.strip() for line in text.splitlines() if len(line) <= _LONG and line.strip())
    counts = {
        "copyright": sum(often for line, often in lines.items() if _COPYRIGHT.match(line)),
        "date": sum(often for line, often in lines.items() if len(line) < 60 and line[0].isalnum() and _is_date(line)),
        "length": sum(often for line, often in lines.items() if _LENGTH.fullmatch(line)),
        "the end of a document": sum(
            often for line, often in lines.items() if len(line) < 40 and line.casefold().startswith(_ENDS)
        ),
    }
    many = {name: count for name, count in counts.items() if count > 1}
    if len(many) < 2:
        return None
    return "has " + " and ".join(f"{count} lines of {name}" for name, count in many.items())


def _is_date(line: str) -> bool:
    found = date_at_start(line)
    return found is not None and len(found[1]) < 20
