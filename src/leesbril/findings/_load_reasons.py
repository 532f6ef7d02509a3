"""Reasons of the load report in the language of the report; the frame, and what is exported, has them in English."""

import re

from leesbril.findings._clue_words import matched
from leesbril.wording.report_language import number, report_language, say, translatable

BETWEEN = "; "
REASONS = (
    translatable("describes the folder, holds no article"),
    translatable("hidden, or left by a program; rename it if it is an article"),
    translatable("part of the saved web page next to it"),
    translatable("a link to a folder that was already read"),
    translatable("an empty folder"),
    translatable("an empty zip"),
    translatable("an Office document, no zip of articles; rename it to .docx or .xlsx"),
    translatable("empty: no text"),
    translatable("no date was found"),
    translatable("holds no articles; export it again"),
    translatable("has no rows; save it with one article per row"),
    translatable("cannot be opened"),
    translatable("cannot be opened: {cause}"),
    translatable("it is a link to what is not there: copy the file itself"),
    translatable("cannot be read: {cause}"),
    translatable("reading stopped: {cause}; the rows before are read"),
    translatable("deeper than {n} folders; move it up"),
    translatable("not a regular file (a pipe, a socket or a device)"),
    translatable("a damaged or truncated zip ({cause}); download or create it again"),
    translatable("its name points outside the zip; create the zip again from a folder"),
    translatable("a link, not a file; create the zip again with the file itself"),
    translatable("protected with a password; create the zip without one"),
    translatable("a zip inside a zip; unpack it first"),
    translatable("would unpack to {n} bytes; the limit is {m}"),
    translatable("unpacks to more than {n} bytes; unpack it first if right"),
    translatable("larger than {n} bytes, so not a single article; split it"),
    translatable("larger than {n} bytes; save it as JSON lines (.jsonl), one article per line"),
    translatable("{kind} files are not supported; save it as .csv"),
    translatable("a .gz that does not say what it holds; unpack it first"),
    translatable("a name without an extension; add .txt if it is text, or .csv if it is a table"),
    translatable("{kind} files are not supported; save it as .txt"),
    translatable("{kind} files are not supported; save it as .txt, or a table as .csv"),
    translatable("a table, so one article per row"),
    translatable("the file name says {one}, the header {other}: the header is used"),
    translatable("the name {name} is taken; renamed to {new}"),
    translatable("a later version of {name}, of {date} (the first: {first}); renamed to {new}"),
    translatable("an earlier version of {name}, of {date} (the first: {first}); renamed to {new}"),
    translatable("another version of {name}, of {date} (the first: {first}); renamed to {new}"),
    translatable("the same text as {name}, but for white space"),
    translatable("holds 1 word"),
    translatable("holds {n} words"),
    translatable("1 soft hyphen kept in the text; words are counted without"),
    translatable("{n} soft hyphens kept in the text; words are counted without"),
    translatable("reads as {one}, not as {other}"),
    translatable("reads as none of the known languages, not as {other}"),
    translatable("starts with a byte-order mark"),
    translatable("UTF-16, according to its byte-order mark"),
    translatable("has a UTF-16 byte-order mark but is not UTF-16 ({cause}); save it as UTF-8"),
    translatable("contains control characters, so it is not text; save it as plain text in UTF-8"),
    translatable("contains NUL bytes, so it is not text; save it as UTF-8"),
    translatable("neither UTF-8 nor Windows-1252, by the order of its bytes; save it as UTF-8"),
    translatable("mojibake repaired in 1 line: {change}"),
    translatable("mojibake repaired in {n} lines: {change}"),
    translatable("1 byte read as Windows-1252, the first in {words}"),
    translatable("{n} bytes read as Windows-1252, the first in {words}"),
    translatable(
        "{n} bytes read as Windows-1252, {m} of them unknown there and replaced by U+FFFD, the first in {words}"
    ),
    translatable("1 lone surrogate replaced by U+FFFD, the first in {words}"),
    translatable("{n} lone surrogates replaced by U+FFFD, the first in {words}"),
    translatable("markup removed from its text"),
    translatable("markup removed from its title"),
    translatable("1 HTML entity in its text replaced, the first {words}"),
    translatable("{n} HTML entities in its text replaced, the first {words}"),
    translatable("1 HTML entity in its title replaced, the first {words}"),
    translatable("{n} HTML entities in its title replaced, the first {words}"),
    translatable("its text is a JSON object without text; export the text itself"),
    translatable("its text is {value}, not a string; export it as text, or set columns={code}"),
    translatable("its text contains control characters; export it again as text"),
    translatable("lines of at most {n} characters joined into paragraphs"),
    translatable("{n} page numbers left out"),
    translatable("{n} running heads left out: {heads}"),
    translatable("article {n} of {m} in an export of {archive}"),
    translatable("announces {n} articles, {m} were found"),
    translatable("not found: {list}"),
    translatable("{text}: it may hold several articles, and was read as one; give each a file or a row of its own"),
    translatable("is {kind}, not a Word document, and was read as that"),
    translatable("has more than {n} characters, so its Markdown was read as plain text; split it"),
    translatable("a document of Word 2003 or older, or one with a password; save it as .docx without a password"),
    translatable("no article found in the page; save its text as .txt"),
    translatable("none of its pages has text, as in a scan; run OCR on it and save the text as .txt"),
    translatable("pages without text, as in a scan: {n} of {m}; run OCR on them"),
    translatable("XML of an unknown kind ({kind}); save its articles as .txt, or as a table"),
    translatable("not a readable Word document ({cause}); save it again"),
    translatable("not an Office document, or not whole ({cause}); save it again"),
    translatable("not a readable RTF file ({cause}); save it as .docx"),
    translatable("a PDF that is protected with a password; save it without one, or its text as .txt"),
    translatable("a PDF of more than {n} pages; split it into one file per article"),
    translatable("its pages unpack to more than {n} bytes; save its text as .txt"),
    translatable("not a readable PDF ({cause}); save its text as .txt"),
    translatable("not a readable web page ({cause}); save its text as .txt"),
    translatable("not valid XML ({cause}); export it again"),
    translatable("a web page by its first bytes; open it in a spreadsheet program and save it as .xlsx"),
    translatable("a picture by its first bytes; run OCR on it and save the text as .txt"),
    translatable("an Office document of before 2007 by its first bytes; rename it to .doc or .xls"),
    translatable("a zip or an Office document by its first bytes; rename it to .zip, .docx or .xlsx"),
    translatable("a PDF by its first bytes; rename it to .pdf"),
    translatable("a PDF without pages; save it again"),
    translatable("not JSON: {cause}"),
    translatable("not readable JSON: {cause}"),
    translatable("not a readable spreadsheet ({cause}); save it again, or as .csv"),
    translatable("not a readable spreadsheet; save it again, or as .csv"),
    translatable("a workbook that is protected with a password; save it without one"),
    translatable(
        "few of its cells are filled, and one of them stands in row {n}, or column {m}; "
        "delete what stands far from the table and save it again"
    ),
    translatable("row {n} is repeated {m} times in a sheet; delete the repeated rows and save it again"),
    translatable("not a readable workbook ({cause}); save it again"),
    translatable("not a readable Parquet file ({cause}); download or save it again"),
    translatable("copy, download or create it again"),
    translatable("export it again, or as .csv"),
    translatable("its first {n} rows are no articles, the first: {reason}; reading stopped there"),
    translatable("a page of more than {n} elements; save its text as .txt"),
    translatable("has more than {n} elements, so all of its text was read, with menus; save its text as .txt"),
    translatable("{kind} files are not supported; run OCR on it and save the text as .txt"),
    translatable("{kind} files are not supported; unpack it first"),
    translatable("more than {n} cells in the first row; save it again with one article per row"),
    translatable("its part {name} would unpack to {n} bytes; split it"),
    translatable("its part {name} would unpack to {n} bytes, over {m} times its size; save it as .csv"),
    translatable("unpacks to more than {m} times its size, {n} bytes; save it as .csv"),
    translatable("a sheet has more than {n} rows; save it as .csv"),
    translatable("a sheet has more than {n} characters; save it as .csv"),
    translatable("more than {n} columns: only the first and those of the fields are kept"),
    translatable("{m} columns: only the first {n} and those of the fields are kept"),
    translatable("has just the {n} characters that fit in a cell of a spreadsheet: its end may be missing"),
    translatable("line {n} is longer than {m} bytes"),
    translatable("line {n} is longer than {m} characters"),
    translatable("has {n} cells where the first row has {m}"),
    translatable("has {n} cells where the first row has {m}; name or empty those"),
    translatable("has 1 cell where the first row has {m} (line {line})"),
    translatable("has {n} cells where the first row has {m} (line {line})"),
    translatable("put a text that contains {mark} in quotation marks"),
    translatable("a quotation mark is never closed: its cell was read to the end of the file (line {n})"),
    translatable("a quotation mark is never closed, and was read as a character (line {n})"),
    translatable("quotation marks inside a cell are written {mark}, and were read as quotation marks"),
    translatable("above the column names: {text}"),
    translatable("holds {value}, not a list of articles; write them as {code}"),
    translatable("is {value}, not an article; write it as {code}"),
    translatable("has no columns; export it again with a column for the text"),
    translatable("has no column {name}, only {names}"),
    translatable("no column for the text among {names}; set columns={code}"),
    translatable("no column is known as the date; {names} looks like dates: set columns={code}"),
    translatable("{time} is the time of each article of {source}, so of none"),
    translatable("items that are no articles were not read: {list}"),
    translatable("the feed has only the start of the text; get the full text from its url"),
    translatable("its text ends in “…” after {n} words; export the full text"),
    translatable("its text ends in “…” after {n} words of {m}; export the full text"),
    translatable("a message of more than {n} parts in parts; save its text as .txt"),
    translatable("a message with parts in parts to a great depth; save its text as .txt"),
    translatable("not read: {list}; save these next to it"),
    translatable("{date}: in no known date format"),
    translatable("{date}: names two days of the week"),
    translatable("no date: {words}"),
    translatable("{date}: longer than any date: {n} characters"),
    translatable("{date}: has digits other than 0 to 9"),
    translatable("{date}: a year of two digits may be in any century"),
    translatable("{date}: looks like a date number of a spreadsheet; save the column there as dates or as text"),
    translatable("{date}: a number, but neither a year of 4 digits nor a day of 8 (YYYYMMDD)"),
    translatable("{date}: the year {year} is not between {n} and {m}"),
    translatable("{date}: there is no month {n}"),
    translatable("{date}: there is no time {time}"),
    translatable("{date}: {month} has no day {n}"),
    translatable("{date}: {day} is a {one}, not a {other}"),
    translatable("{date}: {one} or {other}; no other date shows the order; give day_first=True or False"),
    translatable("{date}: {one} or {other}; the other dates contradict each other; give day_first=True or False"),
)
"""What is said of a file or a row. A name between braces stands for words of the file, of a library or of a number."""


def reason_in_words(reason: str) -> str:
    """The reasons of one row, which a semicolon separates, as many of them translated as are known.

    >>> from leesbril.wording.report_language import written_in
    >>> with written_in("nl"):
    ...     reason_in_words("no date was found; a zip inside a zip; unpack it first; something else")
    'er is geen datum gevonden; een zip in een zip; pak die eerst uit; something else'
    """
    if report_language() == "en":
        return reason
    parts, said = reason.split(BETWEEN), []
    while parts:
        # A reason may have a semicolon of its own: the shortest that is known is taken.
        ends = (end for end in range(1, len(parts) + 1) if is_known(BETWEEN.join(parts[:end])))
        end = next(ends, 1)
        said.append(_said(BETWEEN.join(parts[:end])))
        parts = parts[end:]
    return BETWEEN.join(said)


def is_known(reason: str) -> bool:
    """Whether a reason can be said in every language."""
    return bool(matched(reason, REASONS)[0])


def _said(reason: str) -> str:
    sentence, values = matched(reason, REASONS)
    return say(sentence, **{name: with_marks(value) for name, value in values.items()}) if sentence else reason


def with_marks(value: str) -> str:
    """A whole number with the marks of the language; other words as they are."""
    return number(int(value.replace(",", ""))) if re.fullmatch(r"\d{1,3}(?:,\d{3})+", value) else value
