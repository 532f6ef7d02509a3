"""The head of a text: a date, or lines such as "Titel: …", "Datum: …", "Bron: …"."""

import re
from dataclasses import dataclass, field

from leesbril.dates.parsing import DATE_PATTERN, parse_date

MOST_VALUE = 500
"""Maximum length of the value of a line in a header; a longer line is text."""
_FEW_WORDS = 12
"""Maximum number of words of a title, source or author that is a header on its own."""
_SHOWN = 60

_LABELS = {
    "title": "titel title titre kop headline koptekst schlagzeile überschrift",
    "date": "datum date gepubliceerd published veröffentlicht erscheinungsdatum publicatiedatum",
    "publisher": "bron source quelle krant newspaper zeitung journal uitgever publisher publicatie publication medium",
    "author": "auteur auteurs author authors autor autoren door by von par byline journalist verfasser schrijver",
    "section": "rubriek rubrik rubrique sectie section ressort katern",
    "page": "pagina page seite blz",
    "url": "url link",
    "text": "tekst text texte body inhoud",
}
_DATES = ("gepubliceerd op", "published on", "publication date", "date of publication", "date de publication")
_FIELD = {label: name for name, labels in _LABELS.items() for label in labels.split()} | dict.fromkeys(_DATES, "date")
_ALONE = {"title", "publisher", "author"}
_DATE = re.compile(DATE_PATTERN, re.IGNORECASE)


@dataclass
class Header:
    """The header of a text, what it says, and what in it was not understood; `date` is as written."""

    header: str = ""
    date: str | None = None
    title: str | None = None
    details: dict[str, str] = field(default_factory=dict)
    doubt: str | None = None


def read_header(decoded: str, date_words: tuple[str, ...] = ("date",)) -> Header:
    r"""The header at the start of a text: labelled lines, a word for "date" with a date, or a date on the first line.

    A byte-order mark belongs to it; `decoded` without its header is the text.

    >>> found = read_header("Titel: Moskee heroverd\nDatum: 7 maart 2019\nBron: NRC\n\nHet leger rukt op.")
    >>> found.title, found.date, found.details
    ('Moskee heroverd', '7 maart 2019', {'publisher': 'NRC'})
    >>> read_header("7 maart 2019\nHet leger rukt op.").header
    '7 maart 2019\n'
    """
    if (found := _labelled(decoded)) is not None:
        return found
    header, date, doubt = split_header(decoded, date_words)
    if date is None and doubt is None and (alone := _first_line(decoded)) is not None:
        return alone
    return Header(header, date, doubt=doubt)


def split_header(decoded: str, date_words: tuple[str, ...] = ("date",)) -> tuple[str, str | None, str | None]:
    r"""The header with a word for "date" and a date, the date as written, and what was not understood.

    The date is on its own line or followed by text on the same line; a byte-order mark belongs to the header. Something
    like a header without a date stays in the text, and is reported.

    >>> split_header(" date 2017-05 Het leger rukt op.")
    (' date 2017-05 ', '2017-05', None)
    >>> split_header("date 2017-13\nHet leger")
    ('', None, "no date: 'date 2017-13'")
    """
    mark = "\ufeff" if decoded.startswith("\ufeff") else ""
    words = "|".join(map(re.escape, date_words))
    # Possessive repeats never give back a blank: "date" and thousands of blanks would take the square of their number.
    opening = rf"{mark}\s*+(?P<all>(?:{words})\s*+(?P<colon>:?+)\s*+"
    header = re.match(rf"{opening}(?P<date>{DATE_PATTERN}))(?P<space>\s++|$)", decoded, re.IGNORECASE)
    if header and _opens_a_sentence(header, decoded):
        return mark, None, None
    if header and has_form_of_date(header["date"]):
        return header.group(), header["date"], None
    doubtful = re.match(rf"{opening}\d\S*+(?:\s\d\d:\d\d\S*+)?+)(?:\s|$)", decoded, re.IGNORECASE)
    if doubtful and not re.fullmatch(r"\d{1,4}", doubtful["all"].split()[-1]):
        shown = doubtful["all"] if len(doubtful["all"]) <= _SHOWN else f"{doubtful['all'][:_SHOWN]}…"
        return mark, None, f"no date: {shown!r}"
    return mark, None, None


def has_form_of_date(written: str) -> bool:
    """Whether it is a date in some order of day and month; the order is decided later for all files together."""
    return any(parse_date(written, day_first=day_first) for day_first in (True, False))


def date_at_start(line: str, *, real: bool = True) -> tuple[str, str] | None:
    """The date with which a line begins, and the rest of the line; None if it begins with no date of a day.

    With `real=False` a day that does not exist, or has another weekday, is one too: it is reported later.

    >>> date_at_start("November 5, 2002 Tuesday Final Edition"), date_at_start("2017 was goed")
    (('November 5, 2002', 'Tuesday Final Edition'), None)
    """
    line = re.sub(r"\bGMT([+-])([0-9])\b", r"GMT\g<1>0\2:00", " ".join(line.split()))
    found = _DATE.match(line)
    if not found or found.end() < 8 or (real and not has_form_of_date(found.group())):
        return None
    return found.group(), line[found.end() :].strip(" ,;|")


def _opens_a_sentence(header: re.Match[str], decoded: str) -> bool:
    """Whether it is prose: a year alone, without a colon and followed by text ("Datum 2017 was …")."""
    alone = len(header["date"]) <= 4 and not header["colon"]
    return alone and not re.search(r"[\n\r]", header["space"]) and header.end() < len(decoded)


def _first_line(decoded: str) -> Header | None:
    """The header of a text whose first line is a date of a day and nothing else."""
    start = len(decoded) - len(decoded.lstrip("\ufeff \t\r\n"))
    end = _line_end(decoded, start)
    line = decoded[start:end].strip()
    if not line or len(line) > MOST_VALUE or line.isdigit() or not decoded[end:].strip():
        return None
    found = date_at_start(line)
    return Header(decoded[: _past_blanks(decoded, end)], line) if found and not found[1] else None


def _labelled(decoded: str) -> Header | None:
    """The header of a text that begins with lines of a label, a colon and a value, if they say enough."""
    found = Header()
    unknown: dict[str, str] = {}
    known: set[str] = set()
    at = end = len(decoded) - len(decoded.lstrip("\ufeff \t\r\n"))
    while at < len(decoded):
        stop = _line_end(decoded, at)
        label, colon, value = decoded[at : min(stop, at + 2 * MOST_VALUE)].partition(":")
        label, name = " ".join(label.split()).casefold(), _FIELD.get(" ".join(label.split()).casefold())
        value = value.strip()
        if not colon or not label or len(label) > 30 or stop - at > MOST_VALUE or name in known - {"author"}:
            break
        if name == "text":
            end = at + decoded[at:stop].index(":") + 1
            break
        if name is None:
            unknown[label] = value
        else:
            if name == "date" and value and not _takes_date(found, value):
                return None
            _take(found, name, value, unknown)
            known.add(name)
            end = stop
        at = _past_blanks(decoded, stop)
    few = len(found.title or "".join(found.details.values())) and end == _line_end(decoded, 0)
    if len(known) < 2 and not (known & _ALONE and few and _short(found)):
        return None
    found.header = decoded[: _past_blanks(decoded, end)]
    return found


def _short(found: Header) -> bool:
    return len(f"{found.title or ''} {' '.join(found.details.values())}".split()) <= _FEW_WORDS


def _take(found: Header, name: str, value: str, unknown: dict[str, str]) -> None:
    """Note a known value, and the unknown ones between it and the last known one."""
    found.details |= unknown
    unknown.clear()
    if name == "title":
        found.title = value or None
    elif name != "date" and value:
        found.details[name] = f"{found.details[name]}; {value}" if name in found.details else value


def _takes_date(found: Header, value: str) -> bool:
    """Note a date, also if it is none, which is reported later; False if text follows it on its line."""
    start = date_at_start(value)
    if start and start[1] and not value[len(start[0]) :].lstrip().startswith((",", ";", "(", "|")):
        return False
    found.date = start[0] if start else value
    return True


def _line_end(text: str, at: int) -> int:
    """The position after the line end of the line at a position."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
