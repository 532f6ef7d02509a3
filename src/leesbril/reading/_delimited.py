"""Delimited text → records, also where quotation marks are not as they should be: no row is lost for them."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from leesbril.reading._columns import fields_in
from leesbril.reading._decoding import SURROGATE, repair
from leesbril.reading._documents import DOCUMENT_LIMIT
from leesbril.reading._notes import QUOTES, SHORT_ROW, Remark, Unreadable
from leesbril.reading._records import (
    MOST_ABOVE,
    Block,
    Heads,
    Record,
    Records,
    above_header,
    header_row,
    kept_columns,
    names_of,
    noted,
    skipped,
)
from leesbril.wording import counted

DELIMITERS = ",;\t|"
NO_DELIMITER = "\x1f"
"""The delimiter of a table with one column: a control character that no text contains."""
LONGEST_NAME = 40
"""Maximum number of characters of a column name by which a text file is told to be a table."""
MOST_AT_ONCE = 2**12
"""Maximum number of lines that are split into cells together."""
MOST_CHARACTERS_AT_ONCE = 2**20
"""Number of characters after which fewer lines are split together."""
MOST_LINES_AHEAD = 50
"""Number of lines that are searched for a sound row behind a quotation mark that is never closed."""

BLANK = ("\n", "\r\n", "\r")
"""Empty lines, with the ends that a line can have."""

_BODY = re.compile(r'(?:[^"]++|"")*+')
_ESCAPED_BODY = re.compile(r'(?:[^"\\]++|\\.|"")*+', re.DOTALL)
_ESCAPES = Remark(QUOTES, r"quotation marks inside a cell are written \", and were read as quotation marks")


class _Split(NamedTuple):
    """The cells of a row, how many characters they take, and whether all quotation marks were in their places."""

    cells: list[str]
    end: int
    clean: bool
    closed: bool


class _Sound(NamedTuple):
    """The cells of rows in which nothing is doubtful, and how many lines and characters they take."""

    rows: list[list[str]]
    lines: int
    size: int


class _Lines:
    """The lines of a file, which can be given back; too long ones are replaced by an empty line, and noted."""

    def __init__(self, text: io.TextIOBase) -> None:
        self.number = 0  # of the line that was taken last
        self.too_long: list[int] = []
        self.taken: list[str] = []
        self._text = text
        self._waiting: list[str] = []  # the next one is the last

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def take(self, most: int) -> list[str]:
        """The next lines: fewer if they are long."""
        lines: list[str] = []
        self.taken = lines  # which reading fills
        characters = 0
        for line in islice(self, most):
            characters += len(line)
            if characters > MOST_CHARACTERS_AT_ONCE:
                break
        return lines

    def give_back(self, lines: Sequence[str]) -> None:
        self.number -= len(lines)
        self._waiting.extend(reversed(lines))

    def skip_blank(self) -> int:
        """Pass over empty lines, and say how many they were."""
        begins = self.number
        while (line := self._waiting.pop() if self._waiting else self._read()) in BLANK:
            if self.number + 1 in self.too_long:  # it only stands for another
                break
            self.number += 1
        if line:
            self._waiting.append(line)
        return self.number - begins

    def _read(self) -> str:
        line = self._text.readline(DOCUMENT_LIMIT)
        if len(line) < DOCUMENT_LIMIT or line.endswith(("\n", "\r")):
            return line
        self.too_long.append(self.number + 1)
        while len(rest := self._text.readline(DOCUMENT_LIMIT)) == DOCUMENT_LIMIT and not rest.endswith(("\n", "\r")):
            pass
        return "\n"


def delimited(text: io.TextIOBase, heads: Heads, usual: str | None = None) -> Records:
    """The rows of a file, from the first below the column names; `usual` is the delimiter that its name promises."""
    csv.field_size_limit(DOCUMENT_LIMIT)
    lines = _Lines(text)
    sample = list(islice(lines, 2 * MOST_ABOVE))
    if sample and "\x00" in sample[0]:
        raise Unreadable("contains NUL bytes, so it is not text; save it as UTF-8")
    named = re.fullmatch(r"sep=(.)\r?\n?", sample[0]) if sample else None
    rest = sample[1:] if named else sample
    lines.give_back(rest)
    delimiter = named[1] if named else delimiter_of(rest, heads, usual)
    return _Reader(lines, delimiter).records(heads, first_row=2 if named else 1)


def delimiter_of(lines: Sequence[str], heads: Heads, usual: str | None = None) -> str:
    """The delimiter by which the first lines have the names of two columns, one for the text; else the likeliest.

    >>> delimiter_of(["tekst", "Zij zweeg, en hij ook"], lambda names: set(names) & {"tekst"}) == NO_DELIMITER
    True
    """
    best: tuple[tuple[bool, bool, float, int], str] | None = None
    single = False
    for mark in DELIMITERS:
        rows = [cells for cells in csv.reader(lines, delimiter=mark) if any(cells)]
        at = header_row(rows[:MOST_ABOVE], heads)
        if at is None:
            continue
        width, below = len(rows[at]), rows[at + 1 :]
        single = single or width == 1
        same = sum(len(cells) == width for cells in below) / max(1, len(below))
        score = (width > 1, mark == usual, same, width)
        if width > 1 and (best is None or score > best[0]):
            best = score, mark
    if best or single:
        return best[1] if best else NO_DELIMITER
    filled = [line for line in lines if line.strip()]
    return usual or _likeliest(*filled[:2], *[""] * (2 - len(filled)))


def names_two_columns(lines: Sequence[str]) -> bool:
    """Whether a text is a table: its first line has the names of two columns or more, and the second as many cells.

    >>> names_two_columns(["id;datum;tekst", "a;2019;Het leger"]), names_two_columns(["Artikel, tekst", "Het leger"])
    (True, False)
    """
    lines = [line for line in lines if line.strip()]
    for mark in DELIMITERS if len(lines) > 1 else "":
        names, *rows = csv.reader(lines, delimiter=mark)
        short = all(0 < len(name.strip()) <= LONGEST_NAME and name == name.lstrip() for name in names)
        if len(names) > 1 and short and fields_in(names) and rows and len(rows[0]) == len(names):
            return True
    return False


def _likeliest(first: str, second: str) -> str:
    """The delimiter that occurs equally often, outside quotation marks, in the first two lines; else most often."""
    names, cells = (re.sub(r'"[^"]*"', "", line) for line in (first, second))
    return max(DELIMITERS, key=lambda mark: (0 < names.count(mark) == cells.count(mark), names.count(mark)))


class _Reader:
    """Reads rows with the csv module, and those that it finds faulty once more, as people meant them."""

    def __init__(self, lines: _Lines, delimiter: str) -> None:
        self.lines = lines
        self.delimiter = delimiter
        self.width = 0
        self.escapes = False

    def records(self, heads: Heads, first_row: int) -> Records:
        rows = self._rows()
        start = list(islice(rows, MOST_ABOVE))
        at = header_row([cells for cells, *_ in start], heads)
        at = next((i for i, (cells, *_) in enumerate(start) if any(cells)), len(start)) if at is None else at
        for row, (cells, _, line, *_) in enumerate(start[:at], first_row):
            if any(cells):
                yield above_header(row, cells)
            elif line in self.lines.too_long:
                yield _too_long(row, line)
        if at == len(start):
            return
        # The rows behind are read again, now that their number of cells is known.
        self.lines.give_back([line for *_, taken, _ in start[at + 1 :] for line in taken])
        names = names_of(joined(start[at][0])[0])
        self.width = len(names)
        kept, remark = kept_columns(names, heads)
        if remark:
            yield noted(remark)
        escapes = self.escapes = False
        row, at_once = first_row + at, 1
        rows = self._rows()
        while True:
            while sound := self._sound(at_once):
                filled = [number for number, cells in enumerate(sound.rows, row + 1) if any(cells)]
                columns = list(zip(*filter(any, sound.rows), strict=True))
                yield Block(filled, {names[i]: columns[i] for i in kept if filled}, sound.size)
                row += len(sound.rows)
                at_once = min(2 * sound.lines, MOST_AT_ONCE)
            if (found := next(rows, None)) is None:
                return
            cells, remarks, line, taken, blank = found
            at_once = min(2 * len(taken), MOST_AT_ONCE)
            row += blank + 1
            if self.escapes and not escapes:
                escapes = True
                yield noted(_ESCAPES)
            if any(line <= number < line + len(taken) for number in self.lines.too_long):
                yield _too_long(row, line)
            elif any(cells):
                yield self._record(row, names, kept, cells, remarks, line)

    def _sound(self, most: int) -> _Sound | None:
        """The next rows up to the first in which anything is doubtful, within some lines; None if it is the first."""
        if self.escapes:
            return None
        begins, lines = self.lines.number + 1, self.lines.take(most)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        rows, used = list[list[str]](), 0
        with suppress(csv.Error):
            for cells in reader:
                if len(cells) != self.width:
                    break
                rows.append(cells)
                used = reader.line_num
        text = "".join(lines[:used])
        if SURROGATE.search(text) or any(begins <= number < begins + used for number in self.lines.too_long):
            rows, used = [], 0
        self.lines.give_back(lines[used:])
        return _Sound(rows, used, len(text)) if rows else None

    def _record(
        self, row: int, names: list[str], kept: list[int], cells: list[str], remarks: list[Remark], line: int
    ) -> Record:
        cells, more = joined(cells)
        remarks = remarks + more
        if len(cells) > len(names) and not any(cells[len(names) :]):
            cells = cells[: len(names)]
        if len(cells) != len(names):
            told = f"has {counted(len(cells), 'cell')} where the first row has {len(names)} (line {line})"
            if len(cells) > len(names):
                return skipped(row, f"{told}; put a text that contains {self.delimiter!r} in quotation marks")
            remarks.append(Remark(SHORT_ROW, told))
        return Record(row, {names[i]: cells[i] if i < len(cells) else None for i in kept}, remarks)

    def _rows(self) -> Iterator[tuple[list[str], list[Remark], int, list[str], int]]:
        """The cells of each row, remarks, the number of its first line, its lines, and the blank rows passed over.

        Blank rows are passed over once the column names are known.
        """
        reader = csv.reader(self.lines, delimiter=self.delimiter, strict=True)
        while True:
            self.lines.taken = []
            blank = self.lines.skip_blank() if self.width else 0
            begins = self.lines.number + 1
            cells: list[str] | None
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = None
            told = None
            taken = self.lines.taken
            doubtful = cells is None or (self.width and len(cells) != self.width and any(cells))
            if doubtful or (self.escapes and any("\\" in line for line in taken)):
                cells, told, taken = self._mended(cells, taken)
            remarks = [Remark(QUOTES, f"{told} (line {begins})")] if told else []
            yield cells or [], remarks, begins, taken, blank

    def _mended(self, cells: list[str] | None, taken: list[str]) -> tuple[list[str], str | None, list[str]]:
        """The cells of a row as they were meant, what is said of them, and the lines that they take."""
        start = list(taken)
        if any('\\"' in line or (self.escapes and "\\" in line) for line in start):
            found, used = self._parsed(start, escaped=True)
            if self._fits(found):
                self.escapes = True
                return found.cells, None, self._kept(used, found)
            self.lines.give_back(used[len(start) :])
        if any(f'{self.delimiter} "' in line for line in start):
            found, used = self._parsed(start, spaces=True)
            if self._fits(found):
                return found.cells, "a space stands before a quotation mark, and was left out", self._kept(used, found)
            self.lines.give_back(used[len(start) :])
        if cells is not None and len(start) == 1:
            whole = self._with_spaces(cells)
            told = f"a text contains {self.delimiter!r} without quotation marks around it: its parts were joined"
            return (whole, told, start) if whole else (cells, None, start)
        found, used = self._parsed(start)
        if found.closed and found.clean and len(found.cells) == self.width:
            return found.cells, None, self._kept(used, found)
        first = self._split(used[0])
        if not found.closed or (len(used) > 1 and (not found.clean or len(found.cells) != self.width)):
            ahead = used[1 : 1 + (1 if found.closed else MOST_LINES_AHEAD)]
            sound = any(self._is_row(line, self.width or len(first.cells)) for line in ahead)
            if sound and (len(first.cells) == self.width or not self.width or not found.closed):
                self.lines.give_back(used[1:])
                return first.cells, "a quotation mark is never closed, and was read as a character", used[:1]
        if not found.closed:
            if len(used) == 1:
                return first.cells, "a quotation mark is never closed, and was read as a character", used
            found = self._split("".join(used), to_end=True)
            return found.cells, "a quotation mark is never closed: its cell was read to the end of the file", used
        told = "text stands behind a closing quotation mark: read as a spreadsheet does, without those marks"
        return found.cells, None if found.clean else told, self._kept(used, found)

    def _fits(self, found: _Split) -> bool:
        return found.clean and found.closed and (not self.width or len(found.cells) == self.width)

    def _is_row(self, line: str, width: int) -> bool:
        """Whether a line is a row by itself; in prose, a space follows a comma."""
        cells = self._split(line).cells
        return len(cells) == width and not any(cell.startswith(" ") for cell in cells[1:])

    def _with_spaces(self, cells: list[str]) -> list[str] | None:
        """The cells with those that begin with a space joined to the one before, if that gives the right number."""
        whole: list[str] = []
        for cell in cells:
            if whole and cell[:1] == " " and self.delimiter != "\t":
                whole[-1] += self.delimiter + cell
            else:
                whole.append(cell)
        return whole if len(whole) == self.width < len(cells) else None

    def _kept(self, used: list[str], found: _Split) -> list[str]:
        """The lines that the cells take; the others are given back."""
        length, count = 0, 0
        while count < len(used) and length < found.end:
            length, count = length + len(used[count]), count + 1
        self.lines.give_back(used[count:])
        return used[:count]

    def _parsed(self, taken: list[str], *, escaped: bool = False, spaces: bool = False) -> tuple[_Split, list[str]]:
        """The row that begins with these lines, and all lines that were taken to find its end."""
        used, step = list(taken), 1
        while True:
            found = self._split("".join(used), escaped=escaped, spaces=spaces)
            if found.closed or sum(map(len, used)) > DOCUMENT_LIMIT:
                return found, used
            more = list(islice(self.lines, step))
            if not more:
                return found, used
            used, step = used + more, step * 2

    def _split(self, text: str, *, escaped: bool = False, spaces: bool = False, to_end: bool = False) -> _Split:
        """The cells at the start of a text, up to a line end outside quotation marks."""
        cells: list[str] = []
        at, clean, closed = 0, True, True
        plain = re.compile(rf"[^\r\n{re.escape(self.delimiter)}]*+")
        while True:
            if spaces:
                at += len(text[at:]) - len(text[at:].lstrip(" "))
            cell = ""
            if text[at : at + 1] == '"':
                end = _match_end(_ESCAPED_BODY if escaped else _BODY, text, at + 1)
                if end < len(text):
                    cell, at = _unquoted(text[at + 1 : end], escaped), end + 1
                    behind = _match_end(plain, text, at)
                    clean = clean and behind == at
                elif to_end:
                    cells.append(_unquoted(text[at + 1 :], escaped))
                    return _Split(cells, len(text), clean, closed=False)
                else:
                    closed = False
            end = _match_end(plain, text, at)
            cells.append(cell + text[at:end])
            if text[end : end + 1] != self.delimiter:
                end += 2 if text[end : end + 2] == "\r\n" else 1
                return _Split(cells, min(end, len(text)), clean, closed)
            at = end + 1


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _unquoted(body: str, escaped: bool) -> str:
    """The text between quotation marks: those inside it are written twice, or behind a backslash."""
    if not escaped:
        return body.replace('""', '"')
    return re.sub(r'""|\\(["\\])', lambda mark: mark[1] or '"', body)


def joined(cells: list[str]) -> tuple[list[str], list[Remark]]:
    """Cells without lone surrogates, and remarks."""
    found = {place: repair(cell) for place, cell in enumerate(cells) if SURROGATE.search(cell)}
    whole = [found[place].text if place in found else cell for place, cell in enumerate(cells)]
    return whole, [remark for one in found.values() for remark in one.remarks]


def _too_long(row: int, line: int) -> Record:
    return skipped(row, f"line {line} is longer than {DOCUMENT_LIMIT:,} characters")
