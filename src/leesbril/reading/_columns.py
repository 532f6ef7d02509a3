"""Columns of a table → the fields text, title, date …, recognised by common English and Dutch names."""

import re
from collections.abc import Iterable, Mapping, Sequence

from leesbril.reading._notes import Unreadable

NAMES = {
    "text": "text tekst fulltext volledigetekst body bodytext content inhoud articletext artikeltekst articlebody "
    "broodtekst plaintext maintext bericht article artikel",
    "id": "id articleid artikelid docid documentid uuid guid article artikel",
    "title": "title titel headline kop koptekst heading",
    "date": "date datum published publishedat publicationdate publicatiedatum datepublished publisheddate publishdate "
    "pubdate datumpublicatie gepubliceerd gepubliceerdop publishedon publishedtime publishtime publicationdatetime "
    "publicationtime publicatietijd datumtijd datetime webpublicationdate firstpublished firstpublicationdate "
    "originalpublicationdate verschijningsdatum verschenen verschenenop plaatsingsdatum geplaatst geplaatstop postdate "
    "postedat createdat creationdate created aanmaakdatum aangemaakt aangemaaktop loaddate timestamp tijdstip "
    "datepublication datedepublication datedeparution veroeffentlicht veröffentlicht veröffentlichtam "
    "erscheinungsdatum",
    "publisher": "publisher uitgever krant newspaper outlet medium publication publicationname publicatie medianame "
    "publishername mediumname mediumnaam mediumtitle outletname newspapername krantnaam krantentitel sourcetitle "
    "bronnaam sourcename bron sitename source sourcedomain domain site website",
    "author": "author auteur authors auteurs byline journalist schrijver creator",
    "url": "url link href webadres permalink weburl uri",
}
"""Common column names for each field, the most reliable first; compared in lower case, letters and digits only."""

TIMES = (
    "time tijd publicationtime publishtime publishedtime publicatietijd tijdstip pubtime timepublished loadtime uur "
    "uhrzeit heure"
)
"""Common names of a column with the time of day, beside one with the day."""
FIELDS = tuple(NAMES)
RESERVED = (
    "article",
    "header",
    "source",
    "sha256",
    "language",
    "date_start",
    "date_end",
    "date_precision",
    "date_origin",
)
"""Columns that read_articles fills; a column with such a name in a file becomes `<name>_in_file`."""
WORKING = ("file", "chunk", "row", "words", "duplicate_of", "written", "in_name", "clock")
"""Columns used only while reading; a column with such a name in a file gets its name back at the end."""


_NO_PUBLISHER = re.compile(
    r"\.(?:txt|md|docx?|odt|rtf|pdf|html?|csv|tsv|xlsx?|ods|jsonl?|ndjson|parquet|xml|zip|gz)(?:, .*row [0-9]+)?$"
    r"|^/|^[A-Z]:\\|^<a href=|^Twitter\b|^(?:TweetDeck|Tweetbot|Hootsuite|Instagram|Facebook for|IFTTT|Buffer)\b",
    re.IGNORECASE,
)


def recognise(names: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """The column of each field; `given` comes first. Raises Unreadable if there is no column for the text.

    >>> recognise(["Datum", "kop", "Tekst", "rubriek"])
    {'text': 'Tekst', 'title': 'kop', 'date': 'Datum'}
    """
    names, given = list(names), dict(given or {})
    if missing := [name for name in given.values() if name not in names]:
        raise Unreadable(f"has no column {missing[0]!r}, only {_some(names)}")
    found = given | recognise_some(names, [field for field in FIELDS if field not in given], given.values())
    if not names:
        raise Unreadable("has no columns; export it again with a column for the text")
    if "text" not in found:
        raise Unreadable(f"no column for the text among {_some(names)}; set columns={{'text': …}}")
    return {field: found[field] for field in FIELDS if field in found}


def fields_in(names: Sequence[str], given: Mapping[str, str] | None = None) -> set[str]:
    """The names that are recognised as fields; none if there is no column for the text.

    >>> sorted(fields_in(["Datum", "kop", "Tekst", "rubriek"])), fields_in(["naam", "jaar"])
    (['Datum', 'Tekst', 'kop'], set())
    """
    try:
        return set(recognise(names, given).values())
    except Unreadable:
        return set()


def recognise_some(
    names: Iterable[str], fields: Iterable[str] = ("publisher", "author", "url"), used: Iterable[str] = ()
) -> dict[str, str]:
    """The name of the column of each of some fields; no column is used twice.

    >>> recognise_some(["krant", "Auteur", "rubriek"])
    {'publisher': 'krant', 'author': 'Auteur'}
    """
    found, taken = dict[str, str](), set(used)
    plain: dict[str, str] = {}
    for written in names:
        plain.setdefault("".join(filter(str.isalnum, written.casefold())), written)
    for field in fields:
        free = (plain[word] for word in NAMES[field].split() if word in plain and plain[word] not in taken)
        if name := next(free, None):
            found[field] = name
            taken.add(name)
    return found


def time_column(names: Iterable[str], fields: Mapping[str, str]) -> str | None:
    """The column with the time of day, if there is one beside the column of the date.

    >>> time_column(["Datum", "Tijd", "tekst"], {"text": "tekst", "date": "Datum"})
    'Tijd'
    """
    plain = {"".join(filter(str.isalnum, name.casefold())): name for name in names if name not in fields.values()}
    return next((plain[word] for word in TIMES.split() if word in plain), None) if "date" in fields else None


def is_publisher(values: Iterable[str]) -> bool:
    """Whether a column names publishers: not if most values are names of files or of programs that send messages.

    >>> is_publisher(["De Bode"]), is_publisher(["a.txt", "t.csv, row 3"]), is_publisher(["Twitter Web App"])
    (True, False, False)
    """
    values = list(values)
    return 2 * sum(bool(_NO_PUBLISHER.search(value)) for value in values) <= len(values)


def own_names(names: Iterable[str], fields: Mapping[str, str], taken: Iterable[str] = ()) -> dict[str, str]:
    """The new name of each column: that of its field, else its own name, changed if it is taken.

    >>> own_names(["kop", "title", "sha256", "rubriek"], {"title": "kop"})
    {'kop': 'title', 'title': 'title_in_file', 'sha256': 'sha256_in_file', 'rubriek': 'rubriek'}
    """
    new = {name: field for field, name in fields.items()}
    used = {*RESERVED, *WORKING, *fields, *taken}
    for name in names:
        if name not in new:
            free = name
            while free in used:
                free = f"{free}_in_file"
            used.add(free)
            new[name] = free
    return new


def check_columns(given: Mapping[str, str] | None) -> None:
    """Raise ValueError for an unknown field in `columns=`.

    >>> check_columns({"txt": "body"})
    Traceback (most recent call last):
    ValueError: columns= has no field 'txt'; the fields are text, id, title, date, publisher, author, url.
    """
    for field in given or {}:
        if field not in NAMES:
            raise ValueError(f"columns= has no field {field!r}; the fields are {', '.join(FIELDS)}.")


def _some(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:8])
    return shown + (f" and {len(names) - 8} more" if len(names) > 8 else "")
