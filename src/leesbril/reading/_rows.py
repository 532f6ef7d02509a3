"""A path → rows of articles with dates and names, from files of any format, and remarks on each."""

import hashlib
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
import pandas as pd

from leesbril.dates.parsing import date_in_name
from leesbril.frames import ARTICLES
from leesbril.reading import _notes as notes
from leesbril.reading._cells import clean
from leesbril.reading._checks import check_texts
from leesbril.reading._chunks import CHUNK, LARGEST_WHOLE, Chunk
from leesbril.reading._columns import own_names, recognise_some
from leesbril.reading._contents import Document
from leesbril.reading._dated import DATE_COLUMNS, Options, dated, dated_table
from leesbril.reading._documents import DOCUMENT_LIMIT, DOCUMENTS
from leesbril.reading._files import READ_PROBLEMS, SourceFile, files
from leesbril.reading._notes import Remark, Unreadable
from leesbril.reading._remarks import Gathered, Place, of_each, remarks_at, remarks_on, together
from leesbril.reading._round_trip import own_articles
from leesbril.reading._tables import TABLES, is_table, read_rows
from leesbril.text.language import DEFAULT, get_language
from leesbril.text.paragraphs import first_headings

TEXTS = [column.name for column in ARTICLES.columns if column.optional]
"""Optional columns of the articles frame: strings, even if a table has numbers there."""
OTHER_TABLES: tuple[str, ...] = (".accdb", ".arrow", ".avro", ".dbf", ".dta", ".feather", ".mdb", ".numbers", ".orc")
OTHER_TABLES += (".pkl", ".rda", ".rdata", ".rds", ".sas7bdat", ".sav", ".sqlite")
"""Extensions of tables that are not read."""
_PLAIN = r"[!-~](?:[ -~]*[!-~])?"
"""A name that stays as it is."""
LEAST_SHARED = 0.5
"""Minimum share of the words of the shorter of two texts with one name and two dates that makes them versions."""
PICTURES = (".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
"""Extensions of pictures, such as scans and photographs of a page."""
ARCHIVES = (".7z", ".bz2", ".rar", ".tar", ".tbz", ".tgz", ".txz", ".xz")
"""Extensions of archives other than .zip."""
OTHER_TEXTS = (".doc", ".eml", ".epub", ".mht", ".mhtml", ".msg", ".odt", ".pages", ".pdf", ".rtf", ".wpd")
"""Extensions of texts that are not read."""


Remarks = list[tuple[Place, Remark]]


def gather(path: Path, options: Options) -> Gathered:
    """Read all files of a source: one row per article with text, dated, named and checked."""
    rows, remarks = _read_all(path, options)
    if rows.empty:
        return Gathered(rows, remarks)
    rows, renamed = _name(rows)
    undated = remarks_on(rows, rows["date_start"].isna(), notes.UNDATED, "no date was found")
    rows["language"] = _languages(rows, options.language)
    checked = check_texts(rows.set_index("article")["text"], languages=rows["language"])
    said = together([remarks, renamed, undated, *(remarks_on(rows, *one) for one in checked.remarks)])
    return Gathered(rows.assign(words=checked.words.array, duplicate_of=checked.duplicate_of.array), said)


def _languages(rows: pd.DataFrame, language: str | None) -> pd.Series:
    """The given language, else that of a table written by `save_table`, else Dutch."""
    declared = rows["language"] if "language" in rows and language is None else pd.Series(None, rows.index, dtype="str")
    return declared.astype("str").fillna(language or DEFAULT)


def _filled(rows: pd.DataFrame) -> Gathered:
    """The rows with text, and a remark on each other row; white space and invisible characters are not text."""
    empty = ~rows["text"].str.contains(r"[^\s\pZ\p{Cc}\p{Cf}]").fillna(False).astype(bool)
    said = remarks_on(rows, empty, notes.SKIPPED, "empty: no text")
    return Gathered(rows[~empty] if empty.any() else rows, said)


def _read_all(path: Path, options: Options) -> Gathered:
    """The rows of all files in their order; documents are dated together, each table separately."""
    documents: list[dict[str, Any]] = []
    parts: list[pd.DataFrame] = []
    tables: list[Gathered] = []
    remarks: Remarks = []
    for number, file in enumerate(files(path)):
        place = Place(number, 0, 0, file.name)
        try:
            if file.open and not file.size and file.suffix in (*DOCUMENTS, *TABLES):
                raise Unreadable("empty: no text")
            if file.suffix in DOCUMENTS and file.open and not is_table(file):
                articles, found = _articles(file, place, options.language or DEFAULT)
                documents += articles
                remarks += found
            else:
                tables.append(_table(file, place, options))
        except Unreadable as problem:
            remarks.append((place, Remark(notes.LEFT_ASIDE if file.aside else notes.SKIPPED, str(problem))))
        except READ_PROBLEMS as problem:
            message = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
            advice = "" if isinstance(problem, PermissionError) else "; copy, download or create it again"
            remarks.append((place, Remark(notes.SKIPPED, f"cannot be read: {message}{advice}")))
        if len(documents) >= CHUNK:
            parts.append(pd.DataFrame(documents))
            documents = []
    parts += [pd.DataFrame(documents)] if documents else []
    doubtful = {place.file for place, remark in remarks if remark.kind == notes.UNDERSTOOD_NOT}
    rows, more = _documents(parts, doubtful, options)
    said = together([remarks_at(remarks), *(table.remarks for table in tables)])
    said = said.sort_values("file", kind="stable")
    return Gathered(_in_order([*(table.rows for table in tables), rows]), together([said, more]))


def _documents(parts: list[pd.DataFrame], doubtful: set[int], options: Options) -> Gathered:
    """The articles of all documents with text; without a title, the first heading becomes the title.

    This does not apply to doubtful files, whose first line may be a date that was not understood.
    """
    filled = [_filled(part.astype({"text": "str"})) for part in parts]
    remarks = together(part.remarks for part in filled)
    if not any(len(part.rows) for part in filled):
        return Gathered(pd.DataFrame(), remarks)
    rows = pd.concat([part.rows for part in filled], ignore_index=True)
    headings = _first_headings(rows.loc[rows["title"].isna() & ~rows["file"].isin(doubtful), "text"])
    rows, more = _dated_documents(rows.assign(title=rows["title"].astype("str").fillna(headings)), options)
    return Gathered(rows, together([remarks, more]))


def _in_order(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """The rows of all files, in the order of the source."""
    tables = [table for table in tables if len(table)]
    if not tables:
        return pd.DataFrame(columns=["text"])
    joined = _together(tables)
    order = pd.MultiIndex.from_frame(joined[["file", "chunk", "row"]])
    if order.is_monotonic_increasing:  # avoids a copy of the texts
        return joined
    return joined.sort_values(["file", "chunk", "row"], ignore_index=True, kind="stable")


def _articles(file: SourceFile, place: Place, language: str) -> tuple[list[dict[str, Any]], Remarks]:
    """The articles of a file of text as rows, with remarks on each and on the file."""
    with _opened(file) as stream:
        sha256 = hashlib.file_digest(cast(Any, stream), "sha256").hexdigest()
    with _opened(file.unpacked()) as stream:
        content = stream.read(DOCUMENT_LIMIT + 1)
    if len(content) > DOCUMENT_LIMIT:
        raise Unreadable(f"larger than {DOCUMENT_LIMIT:,} bytes, so not a single article; split it")
    found = DOCUMENTS[file.suffix](content, get_language(language).date_words)
    if not found.articles:
        raise Unreadable("holds no articles; export it again")
    stem = file.stem
    rows, remarks = [], [(place, remark) for remark in found.remarks]
    for number, article in enumerate(found.articles, 1):
        at = place._replace(row=number, source=f"{place.source}, article {number}") if found.numbered else place
        name = article.name or (f"{stem}-{number}" if found.numbered else stem)
        in_name = None if found.numbered else date_in_name(stem)  # an export has the date of its download
        rows.append({**at._asdict(), **_row(article), "id": name, "in_name": in_name, "sha256": sha256})
        remarks += [(at, remark) for remark in article.remarks]
    return rows, remarks


def _row(article: Document) -> dict[str, Any]:
    """The columns of an article that are not of its file."""
    title = clean(" ".join(article.title.split()))[0] if article.title else None
    row = {"written": article.date, "title": title or None, "text": article.text, "header": article.header}
    names = own_names(article.details, recognise_some(article.details), taken=(*row, "id", "in_name", "sha256"))
    return {names[name]: value for name, value in article.details.items()} | row


def _table(file: SourceFile, place: Place, options: Options) -> Gathered:
    """The articles of a table; if reading fails, those before, with a remark on the file."""
    suffix = ".csv" if file.suffix in DOCUMENTS else file.suffix
    if suffix not in TABLES or not file.open:
        raise Unreadable(file.reason or _unsupported(file))
    with _opened(file) as stream:
        sha256 = hashlib.file_digest(cast(Any, stream), "sha256").hexdigest()
    file = file.unpacked()
    if (own := own_articles(file, suffix)) is not None:
        rows, said = _placed(Chunk(own, []), place)
        return Gathered(rows.assign(sha256=sha256), said)
    parts: list[pd.DataFrame] = []
    remarks: list[pd.DataFrame] = []
    if suffix != file.suffix:
        remarks.append(remarks_at([(place, Remark(notes.TABLE, "a table, so one article per row"))]))
    with _opened(file) as stream:
        try:
            for number, chunk in enumerate(read_rows(stream, suffix, options.columns)):
                rows, said = _placed(chunk, place._replace(chunk=number))
                parts.append(_shaped(rows.assign(sha256=sha256, header=""), file.stem))
                remarks.append(said)
        except (Unreadable, *READ_PROBLEMS) as problem:
            if not any(map(len, parts)):
                raise
            stopped = Remark(notes.SKIPPED, f"reading stopped: {problem}; the rows before are read")
            remarks.append(remarks_at([(place, stopped)]))
    parts = [part for part in parts if len(part)]
    if not parts:
        if not any((said["kind"] == notes.SKIPPED).any() for said in remarks):
            remarks.append(
                remarks_at([(place, Remark(notes.SKIPPED, "has no rows; save it with one article per row"))])
            )
        return Gathered(pd.DataFrame(), together(remarks))
    rows, said = dated_table(_together(parts), options)
    return Gathered(rows, together([*remarks, said]))


def _unsupported(file: SourceFile) -> str:
    """What is said of a file of an unknown kind."""
    if file.suffix.strip(". "):
        return f"{file.suffix!r} files are not supported; {_advice(file)}"
    if file.name.lower().endswith(".gz"):
        return "a .gz that does not say what it holds; unpack it first"
    return "a name without an extension; add .txt if it is text, or .csv if it is a table"


def _advice(file: SourceFile) -> str:
    """What to do with a file of an unknown kind."""
    if file.suffix in OTHER_TABLES:
        return "save it as .csv"
    if file.suffix in PICTURES:
        return "run OCR on it and save the text as .txt"
    if file.suffix in ARCHIVES:
        return "unpack it first"
    return "save it as .txt" if file.suffix in OTHER_TEXTS else "save it as .txt, or a table as .csv"


def _together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Parts of tables as one; a column that has strings in one part and numbers in another has strings."""
    whole = pd.concat(parts, ignore_index=True)
    for name, kind in whole.dtypes.drop(["date", "clock"], errors="ignore").items():
        if kind == "object":
            whole[name] = _as_names(whole[name])
    return whole


def _placed(chunk: Chunk, place: Place) -> Gathered:
    """The rows of a chunk with text, with their places, and remarks on its rows or (0) on the file."""
    where = f"{place.source}, {chunk.part}row "
    remarks = remarks_at(
        (place._replace(row=row, source=f"{where}{row}") if row else place._replace(chunk=0), remark)
        for row, remark in chunk.remarks
    )
    if chunk.rows.empty:
        return Gathered(pd.DataFrame(), remarks)
    numbers = chunk.rows.index
    columns = {**place._asdict(), "row": numbers, "source": where + numbers.astype("str")}
    rows, empty = _filled(chunk.rows.assign(**columns))
    return Gathered(rows, together([remarks, empty]))


def _opened(file: SourceFile) -> BinaryIO:
    if file.open is None:
        raise Unreadable(file.reason or "cannot be opened")
    return file.open()


def _shaped(rows: pd.DataFrame, stem: str) -> pd.DataFrame:
    """The rows of a table with a name and a title each, and values other than numbers and dates as strings."""
    if rows.empty:
        return rows
    numbered = stem + "-" + rows["row"].astype("str")
    given = _as_names(rows["id"]) if "id" in rows else pd.Series(None, rows.index, dtype="str")
    titles = _as_names(rows["title"]) if "title" in rows else pd.Series(None, rows.index, dtype="str")
    headings = _first_headings(rows.loc[titles.isna(), "text"])
    rows = rows.assign(id=given.fillna(numbered), title=titles.fillna(headings))
    for name, kind in rows.dtypes.drop(["date", "clock"], errors="ignore").items():
        large = pd.api.types.is_integer_dtype(kind) and (rows[name].abs() > LARGEST_WHOLE).any()
        if kind == "object" or large or (name in TEXTS and kind != "str"):
            rows[name] = _as_names(rows[name])
    return rows


def _as_names(values: pd.Series) -> pd.Series:
    """The values as `_as_name` writes them."""
    if values.dtype == "str" and values.str.fullmatch(_PLAIN).fillna(True).all():
        return values
    return values.map(_as_name, na_action="ignore").astype("str")


def _as_name(value: Any) -> str | None:
    """A value as a string: whole numbers without the decimal point of a spreadsheet."""
    if value is None or value is pd.NA or value != value:
        return None
    name = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    return name if any(character.isprintable() for character in name) else None


def _first_headings(texts: pd.Series) -> pd.Series:
    return pd.Series(first_headings(texts.to_list()), texts.index, dtype="str")


def _dated_documents(rows: pd.DataFrame, options: Options) -> Gathered:
    """The rows with the date in the header, else in the file name."""
    rows, remarks = dated(rows, "written", "header", options)
    if rows["in_name"].isna().all():
        return Gathered(rows.drop(columns=["written", "in_name"]), remarks)
    named, said = dated(rows, "in_name", "filename", options)
    differ = (rows["date_end"] <= named["date_start"]) | (named["date_end"] <= rows["date_start"])
    both = zip(rows["in_name"][differ], rows["written"][differ], strict=True)
    told = [f"the file name says {name}, the header {written}: the header is used" for name, written in both]
    two = remarks_on(rows, differ, notes.TWO_DATES, pd.Series(told, dtype="str"))
    missing = rows["date_start"].isna()
    columns = [*DATE_COLUMNS, "date_origin"]
    rows = rows.assign(**{name: rows[name].where(~missing, named[name]) for name in columns})
    return Gathered(rows.drop(columns=["written", "in_name"]), together([remarks, two, said]))


def _name(rows: pd.DataFrame) -> Gathered:
    """A unique name for each article: repeated names get a number."""
    ids = rows["id"].astype("str")
    repeated = ids.duplicated()
    if not repeated.any():
        return Gathered(rows.drop(columns="id").assign(article=ids), remarks_at([]))
    names = ids[repeated]
    number = " (" + _numbers(names, ids).astype("str") + ")"
    quoted = of_each(names, repr)
    new = quoted.str[:-1] + number + quoted.str[-1:]
    versions = _versions(rows, ids, repeated.to_numpy())
    told = versions.fillna("the name " + quoted + " is taken") + "; renamed to " + new
    kinds = versions.mask(versions.notna(), notes.VERSION).fillna(notes.REPEATED_ID)
    remarks = remarks_on(rows, repeated, kinds, told)
    return Gathered(rows.drop(columns="id").assign(article=ids.mask(repeated, ids + number)), remarks)


def _numbers(names: pd.Series, ids: pd.Series) -> pd.Series:
    """For each repeated name the next number with which it is none of the names of the source."""
    numbers = names.groupby(names, sort=False).cumcount() + 2
    # Names made here differ from each other: one that occurs twice is that of a row.
    met = pd.concat([ids, names + " (" + numbers.astype("str") + ")"]).duplicated().to_numpy()[len(ids) :]
    some = names.isin(names[met].unique()).to_numpy()  # of these, one by one
    taken, last, free = set(ids) if some.any() else set(), dict[str, int](), list[int]()
    for name in names[some]:
        number = last.get(name, 1) + 1
        while f"{name} ({number})" in taken:
            number += 1
        last[name] = number
        free.append(number)
    numbers[some] = np.array(free, dtype="int64")
    return numbers


def _versions(rows: pd.DataFrame, ids: pd.Series, repeated: np.ndarray) -> pd.Series:
    """What is said of each row with the name of an earlier one, if it has another date and much the same words."""
    firsts = np.flatnonzero(~repeated)[pd.factorize(ids)[0]]
    starts = rows["date_start"]
    before = starts.take(firsts).set_axis(rows.index)
    may_be = before.notna() & starts.notna() & (before != starts)
    which = np.flatnonzero(may_be)
    which = which[_much_the_same(rows["text"], may_be.to_numpy(), firsts[which])]
    after, before, quoted = starts.iloc[which], before.iloc[which], of_each(ids.iloc[which], repr)
    until, over = rows["date_end"].take(firsts[which]).set_axis(after.index), rows["date_end"].iloc[which]
    order = pd.Series("another", after.index, dtype="str")
    order = order.mask(over <= before, "an earlier").mask(until <= after, "a later")
    told = order + " version of " + quoted + ", of " + of_each(after, _written) + " (the first: "
    return (told + of_each(before, _written) + ")").reindex(rows.index[repeated])


def _much_the_same(texts: pd.Series, which: np.ndarray, firsts: np.ndarray) -> np.ndarray:
    """Whether each of some texts shares enough words with an earlier one, whose position is given."""

    @lru_cache(CHUNK)
    def words_of(position: int) -> frozenset[str]:
        return frozenset(texts.iloc[position].split())

    # Slices of the texts are no copies of them.
    parts = (texts.iloc[at : at + CHUNK][which[at : at + CHUNK]] for at in range(0, len(texts), CHUNK))
    same = []
    for text, first in zip(chain.from_iterable(parts), firsts.tolist(), strict=True):
        words, others = words_of(first), set(text.split())
        same.append(len(words & others) >= LEAST_SHARED * min(len(words), len(others)))
    return np.array(same, dtype=bool)


def _written(moment: pd.Timestamp) -> str:
    return str(moment.date()) if moment == moment.normalize() else moment.isoformat(" ", "minutes")
