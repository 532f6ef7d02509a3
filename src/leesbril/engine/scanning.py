"""Bytes of texts → pieces and their counts in each text, compiled, for many articles.

The regular expression in `text.words` defines raw words, but need not run over the whole text. The text is cut into
pieces at positions where no raw word can continue and none depends on what comes before, such as a space after a
letter. Most pieces are one word; in difficult cases (initials, digits with a comma, non-ASCII characters) a piece is
longer; where there is a sign of a link, tag or compound (https://, @, #, &), it ends at white space. A line in capitals
is cut too, and each of its pieces remembers it; a line that is in capitals only if a letter beyond ASCII, or a single
word, makes it so is one piece. The expression then runs once on each distinct piece. The raw words do not depend on the
cuts.

Compiled on the first call and cached on disk, so it is only imported when needed.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from leesbril.engine.kernels import helper, kernel, read_only

OTHER, LETTER, DIGIT, LINE, ENDER, STOP, COMMA, APOSTROPHE, HYPHEN, HIGH, SIGN = range(11)
"""Classes of bytes. HIGH is part of a non-ASCII character; SIGN occurs in links, tags and compounds; OTHER occurs in no
word but a link."""
GAP = 8
"""Maximum number of characters between the end of a sentence and the first word of the next."""
BLOCK = 40_000_000
"""Number of counts to allocate memory for at a time."""
INLINE = 16
"""Pieces up to this length, in bytes, are stored in the table itself."""
HEAD, WHOLE_LINE, SHOUTED = 10, 11, 13
"""Marks before a piece: the first word of a sentence or line; a whole line, perhaps in capitals; a part of a line in
capitals."""
_ELLIPSIS = (0xE2, 0x80, 0xA6)
_SPACES = (32, 9, 11, 12)
_HASHED = np.uint64(0xFF << 56)
"""Marks the key of a long piece: no character in UTF-8 begins with the byte FF."""


def _kinds() -> np.ndarray:
    kinds = np.full(256, OTHER, np.uint8)
    kinds[128:] = HIGH
    for characters, kind in (
        ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", LETTER),
        ("0123456789", DIGIT),
        ("\n\r", LINE),
        ("!?:", ENDER),
        (".", STOP),
        (",", COMMA),
        ("'`", APOSTROPHE),
        ("-", HYPHEN),
        ("#@/&=_+", SIGN),
    ):
        kinds[[ord(character) for character in characters]] = kind
    return kinds


_KINDS = _kinds()
_OPENS_A_WORD = np.isin(_KINDS, (LETTER, DIGIT, APOSTROPHE, HIGH))
_OPENS_A_WORD[[ord("#"), ord("@")]] = True


class Seen(NamedTuple):
    """The distinct pieces so far: a hash table, their bytes, the end of each, their number.

    A row of the table is a piece: its bytes, or their hash, in two numbers; its code and the last text that contains
    it; the position of its count for that text.
    """

    table: np.ndarray
    written: np.ndarray
    ends: np.ndarray
    number: np.ndarray


class Counts(NamedTuple):
    """The counts of each piece in each text, as compressed sparse rows with unsorted codes.

    A count above 255 takes several entries.
    """

    first: np.ndarray
    codes: np.ndarray
    counts: np.ndarray


class Workspace(NamedTuple):
    """Working memory for the pieces of one text: begin, end and mark of each; its key; its slot in the table, and
    whether it was found there at once.
    """

    pieces: np.ndarray
    keys: np.ndarray
    slots: np.ndarray
    met: np.ndarray

    @classmethod
    def of(cls, size: int) -> "Workspace":
        """Working memory for `size` pieces; unused memory costs nothing."""
        slots, met = np.empty(size, np.uint64), np.empty(size, np.bool_)
        return cls(np.empty((size, 3), np.int64), np.empty((size, 2), np.uint64), slots, met)


class Scanner:
    """Counts the pieces of one batch of texts after another, with the same codes in all batches."""

    def __init__(self) -> None:
        size = 1 << 16
        self._seen = Seen(
            np.zeros((size, 4), np.uint64), np.empty(size, np.uint8), np.zeros(size, np.int64), np.zeros(1, np.int64)
        )
        self._texts = 0
        self._totals = np.zeros(size, np.int64)
        self._new_block(0)

    def _new_block(self, least: int) -> None:
        # Large enough that the system reclaims it after use; unused memory costs nothing.
        self._codes, self._counts = (np.empty(max(BLOCK, least), kind) for kind in (np.int32, np.uint8))
        self._filled = 0

    def count(self, data: np.ndarray, offsets: np.ndarray) -> Iterator[Counts]:
        """Count the pieces of texts; text i is `data[offsets[i]:offsets[i + 1]]` (UTF-8)."""
        data, offsets = read_only(data), read_only(offsets)
        space = Workspace.of(int(np.diff(offsets).max(initial=0)))
        text = 0
        while text < len(offsets) - 1:
            start = self._filled
            first = self._fill_block(data, offsets[text:], space)
            if len(self._totals) < len(self._seen.ends):
                self._totals = np.concatenate([self._totals, np.zeros_like(self._seen.ends)])
            codes, counts = self._codes[start : self._filled], self._counts[start : self._filled]
            _add_up(codes, counts, self._totals)
            yield Counts(first, codes, counts)
            text += len(first) - 1
            self._texts += len(first) - 1
            if text < len(offsets) - 1:
                self._new_block(int(offsets[text + 1] - offsets[text]))

    def _fill_block(self, data: np.ndarray, offsets: np.ndarray, space: Workspace) -> np.ndarray:
        """Count texts until the block is full; returns where the counts of each text begin, and the last end."""
        first, begin, start = np.full(len(offsets), self._filled), 0, self._filled
        while begin < len(offsets) - 1:
            begin, self._filled, found = _scan(
                data, offsets, begin, self._texts, self._seen, self._codes, self._counts, self._filled, first, space
            )
            if self._filled + found > len(self._codes):
                break
            if found:
                self._seen = _with_space(self._seen, found, int(offsets[begin + 1] - offsets[begin]) + found)
        return first[: begin + 1] - start

    def in_order(self, data: np.ndarray, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The pieces of texts in text order: where those of each text begin, their codes, their start positions.

        Start positions are in characters.
        """
        data, offsets = read_only(data), read_only(offsets)
        space = Workspace.of(int(np.diff(offsets).max(initial=0)))
        first, begin, filled = np.zeros(len(offsets), np.int64), 0, 0
        codes, starts = np.empty(1 << 16, np.int32), np.empty(1 << 16, np.int32)
        while begin < len(offsets) - 1:
            begin, filled, found = _list(data, offsets, begin, self._seen, codes, starts, filled, first, space)
            if filled + found > len(codes):
                codes, starts = (
                    np.concatenate([full, np.empty(len(full) + found, np.int32)]) for full in (codes, starts)
                )
            if found:
                self._seen = _with_space(self._seen, found, int(offsets[begin + 1] - offsets[begin]) + found)
        return first, codes[:filled].copy(), starts[:filled].copy()

    def totals(self) -> np.ndarray:
        """The total count of each piece."""
        return self._totals[: self._seen.number[0]].copy()

    def pieces(self, since: int = 0) -> Any:
        """The distinct pieces in the order of their codes, from code `since` on, as an Arrow array."""
        import pyarrow as pa

        number = int(self._seen.number[0])
        ends = self._seen.ends[since : number + 1]
        written = self._seen.written[ends[0] : ends[-1]].copy()
        return pa.LargeStringArray.from_buffers(number - since, pa.py_buffer(ends - ends[0]), pa.py_buffer(written))


def _with_space(seen: Seen, pieces: int, size: int) -> Seen:
    """The same with memory for `pieces` more pieces of `size` bytes in total."""
    table, written, ends, _ = seen
    number = int(seen.number[0])
    if ends[number] + size > written.size:
        written = np.concatenate([written, np.empty(written.size + size, np.uint8)])
    if number + pieces + 1 > ends.size:
        ends = np.concatenate([ends, np.zeros(ends.size + pieces, np.int64)])
    rows = table.shape[0]
    while 3 * (number + pieces) > 2 * rows:  # a fuller table is slower
        rows *= 2
    if rows > table.shape[0]:
        table = np.zeros((rows, 4), np.uint64)
        _refill(table, seen.table)
    return Seen(table, written, ends, seen.number)


@kernel
def _scan(
    data: np.ndarray,
    offsets: np.ndarray,
    begin: int,
    before: int,
    seen: Seen,
    codes: np.ndarray,
    counts: np.ndarray,
    filled: int,
    first: np.ndarray,
    space: Workspace,
) -> tuple[int, int, int]:
    """Count the pieces of texts from `begin` on, until there is no memory left for those of a text.

    Writes to `first` the number of counts after each text. Returns the number of that text, or of texts; the number of
    counts; and the number of pieces of that text, or 0.
    """
    for text in range(begin, offsets.size - 1):
        at, end = offsets[text], offsets[text + 1]
        found = _cut(data, at, end, space.pieces, space.keys)
        if filled + found > codes.size or _is_full(seen, found, end - at):
            return text, filled, found
        filled = _add(data, space, found, before + text + 1, seen, codes, counts, filled)
        first[text + 1] = filled
    return offsets.size - 1, filled, 0


@helper
def _is_full(seen: Seen, found: int, size: int) -> Any:
    """Whether `found` more pieces, of `size` bytes in total, may not fit."""
    pieces = seen.number[0] + found
    written = seen.ends[seen.number[0]] + size + found
    return written > seen.written.size or pieces + 1 > seen.ends.size or 3 * pieces > 2 * seen.table.shape[0]


@kernel
def _list(
    data: np.ndarray,
    offsets: np.ndarray,
    begin: int,
    seen: Seen,
    codes: np.ndarray,
    starts: np.ndarray,
    filled: int,
    first: np.ndarray,
    space: Workspace,
) -> tuple[int, int, int]:
    """List the pieces of texts that `_scan` counts: the code of each, and its start position in characters."""
    for text in range(begin, offsets.size - 1):
        at, end = offsets[text], offsets[text + 1]
        found = _cut(data, at, end, space.pieces, space.keys)
        if filled + found > codes.size or _is_full(seen, found, end - at):
            return text, filled, found
        character = 0
        for piece in range(found):
            while at < space.pieces[piece, 0]:
                character += (data[at] & 0xC0) != 0x80  # not a continuation byte
                at += 1
            slot = _slot_of(data, space.pieces, space.keys, piece, seen)
            codes[filled], starts[filled] = np.int32(seen.table[slot, 2] >> np.uint64(32)), character
            filled += 1
        first[text + 1] = filled
    return offsets.size - 1, filled, 0


@kernel
def _add_up(codes: np.ndarray, counts: np.ndarray, totals: np.ndarray) -> None:
    for k in range(codes.size):
        totals[codes[k]] += counts[k]


@kernel
def _refill(table: np.ndarray, old: np.ndarray) -> None:
    """Fill an empty table from a smaller one."""
    mask = np.uint64(table.shape[0] - 1)
    for row in range(old.shape[0]):
        if old[row, 1] != 0:
            at = _hash(old[row, 0], old[row, 1]) & mask
            while table[at, 1] != 0:
                at = (at + np.uint64(1)) & mask
            for column in range(4):
                table[at, column] = old[row, column]


@helper
def _cut(data: np.ndarray, begin: int, end: int, pieces: np.ndarray, keys: np.ndarray) -> Any:
    """Write the pieces of a text: begin, end, mark (or 0) and key of each; returns their number."""
    at, found = begin, np.int64(0)  # not 0, which has another type, for which all below would be compiled again
    while at < end:
        stop, small, high = at, False, False
        while stop < end and not small and _KINDS[data[stop]] != LINE:
            small, high = 97 <= data[stop] <= 122, high or data[stop] >= 128
            stop += 1
        line, first = at, found
        if small or not high:
            at, found = _cut_line(data, at, end, pieces, keys, found)
        if not small and stop > line and (high or not _are_sure(data, pieces, keys, first, found)):
            pieces[first, 0], pieces[first, 1], pieces[first, 2] = line, stop, WHOLE_LINE
            keys[first, 0], keys[first, 1] = _key(data, line, stop, np.int64(WHOLE_LINE))
            at, found = stop, first + 1
        at += 1
    return found


@helper
def _are_sure(data: np.ndarray, pieces: np.ndarray, keys: np.ndarray, first: int, found: int) -> bool:
    """Mark the pieces of a line without the letters a-z, and say whether the marks are sure.

    With letters in several of them the line is in capitals; without letters it is not; with letters in one piece, that
    depends on whether this is one word.
    """
    lettered = 0
    for piece in range(first, found):
        at = pieces[piece, 0]
        while at < pieces[piece, 1] and _KINDS[data[at]] != LETTER:
            at += 1
        lettered += at < pieces[piece, 1]
    if lettered > 1:
        for piece in range(first, found):
            pieces[piece, 2] = SHOUTED
            keys[piece, 0], keys[piece, 1] = _key(data, pieces[piece, 0], pieces[piece, 1], np.int64(SHOUTED))
    return lettered != 1


@helper
def _cut_line(data: np.ndarray, at: int, end: int, pieces: np.ndarray, keys: np.ndarray, found: int) -> tuple[int, int]:
    """Write the pieces of a line."""
    line, head = at, HEAD
    while True:
        ender = -1
        while at < end and not _OPENS_A_WORD[data[at]]:
            if _KINDS[data[at]] == LINE:
                return at, found
            if _KINDS[data[at]] in (ENDER, STOP):
                ender = at
            at += 1
        if at >= end:
            return at, found
        begin, plain = at, bool(_KINDS[data[at]] in (LETTER, DIGIT))
        opens = head == HEAD or (ender >= 0 and at - ender - 1 <= GAP)
        mark = HEAD if opens else 0
        if opens and not plain:  # there may be more before the word: include it
            begin, mark = (line, HEAD) if head == HEAD else (ender, 0)
        # Most words consist of letters: their key is computed in the same loop.
        high, low, stop = np.uint64(0), np.uint64(mark), at
        while stop < end and _KINDS[data[stop]] == LETTER:
            high = (high << np.uint64(8)) | (low >> np.uint64(56))
            low = (low << np.uint64(8)) | np.uint64(data[stop])
            stop += 1
        at = stop
        if not plain or stop == end or _KINDS[data[stop]] != OTHER:
            at = _end(data, begin, stop, end, opens and not plain)
        if not plain or at > stop or at - begin >= INLINE:
            high, low = _key(data, begin, at, mark)
        pieces[found, 0], pieces[found, 1], pieces[found, 2] = begin, at, mark
        keys[found, 0], keys[found, 1] = high, low
        head, found = 0, found + 1


@helper
def _end(data: np.ndarray, begin: int, at: int, end: int, ended: bool) -> int:
    """Where a piece can end. `ended`: after its last letter or digit there was a character that can end a sentence."""
    to_space = False  # whether the piece can end at white space only
    while at < end:
        kind = _KINDS[data[at]]
        if kind in (LETTER, DIGIT):
            ended = False
        elif kind == LINE:
            return at
        elif kind == SIGN:
            to_space = True
        elif kind == HIGH:
            if data[at] == _ELLIPSIS[0] and at + 2 < end and data[at + 1] == _ELLIPSIS[1]:
                ended = ended or data[at + 2] == _ELLIPSIS[2]
        elif kind != APOSTROPHE and kind != HYPHEN:
            to_space = (to_space or _joins(data, at, end)) and data[at] not in _SPACES
            if not (ended or to_space or _goes_on(data, begin, at, end, kind)):
                return at
            ended = ended or kind in (STOP, ENDER)
        at += 1
    return at


@helper
def _joins(data: np.ndarray, at: int, end: int) -> bool:
    """Whether a full stop or colon has a letter, digit or sign right after it: nrc.nl or 20:00 or https://."""
    if (data[at] != 46 and data[at] != 58) or at + 1 == end:
        return False
    return _KINDS[data[at + 1]] in (LETTER, DIGIT, HIGH, SIGN)


@helper
def _goes_on(data: np.ndarray, begin: int, at: int, end: int, kind: int) -> bool:
    """Whether a comma may be inside a number (3,5) or a full stop at the end of an abbreviation (m.a.w.)."""
    if kind == COMMA:
        after = _KINDS[data[at + 1]] if at + 1 < end else OTHER
        return at > begin and _KINDS[data[at - 1]] in (DIGIT, HIGH) and after in (DIGIT, HIGH)
    if kind == STOP:
        for k in range(max(begin, at - 5), at):  # a full stop and a letter (at most four bytes) before
            if data[k] == 46:
                return True
    return False


@helper
def _add(
    data: np.ndarray,
    space: Workspace,
    found: int,
    text: int,
    seen: Seen,
    codes: np.ndarray,
    counts: np.ndarray,
    filled: int,
) -> int:
    """Count the pieces of a text; returns the new number of counts."""
    table = seen.table
    pieces, keys, slots, met = space
    mask, last = np.uint64(len(table) - 1), np.uint64(0xFFFFFFFF)
    for piece in range(found):  # one loop of lookups, so that memory accesses overlap
        slot = _hash(keys[piece, 0], keys[piece, 1]) & mask
        slots[piece] = slot
        met[piece] = (
            (table[slot, 1] == keys[piece, 1]) & (table[slot, 0] == keys[piece, 0]) & (keys[piece, 0] < _HASHED)
        )
    for piece in range(found):
        slot = slots[piece] if met[piece] else _slot_of(data, pieces, keys, piece, seen)
        if table[slot, 2] & last == np.uint64(text) and counts[table[slot, 3]] < 255:
            counts[table[slot, 3]] += 1
        else:
            codes[filled], counts[filled] = np.int32(table[slot, 2] >> np.uint64(32)), 1
            table[slot, 2] = (table[slot, 2] & ~last) | np.uint64(text)
            table[slot, 3] = np.uint64(filled)
            filled += 1
    return filled


@helper
def _slot_of(data: np.ndarray, pieces: np.ndarray, keys: np.ndarray, piece: int, seen: Seen) -> Any:
    """The row of the table for a piece; a new piece is added."""
    table, written, ends, number = seen
    mask, high, low = np.uint64(len(table) - 1), keys[piece, 0], keys[piece, 1]
    slot = _hash(high, low) & mask
    while table[slot, 1] != 0:
        if table[slot, 1] == low and table[slot, 0] == high:
            # Long pieces with the same hash may differ.
            code = np.int64(table[slot, 2] >> np.uint64(32))
            if high < _HASHED or _same(data, pieces, piece, written, ends[code], ends[code + 1]):
                return slot
        slot = (slot + np.uint64(1)) & mask
    table[slot, 0], table[slot, 1] = high, low
    table[slot, 2] = np.uint64(number[0]) << np.uint64(32)
    ends[number[0] + 1] = _write(data, pieces, piece, written, ends[number[0]])
    number[0] += 1
    return slot


@helper
def _key(data: np.ndarray, begin: int, end: int, mark: int) -> tuple[Any, Any]:
    """The bytes of a short piece, or a hash of a long one, as two numbers; the second is never 0."""
    high, low = np.uint64(0), np.uint64(mark)
    length = end - begin + (mark > 0)
    if length <= INLINE:
        for at in range(begin, end):
            high = (high << np.uint64(8)) | (low >> np.uint64(56))
            low = (low << np.uint64(8)) | np.uint64(data[at])
        if low != 0:
            return high, low
    low = np.uint64(0xCBF29CE484222325) ^ np.uint64(mark)
    for at in range(begin, end):
        low = (low ^ np.uint64(data[at])) * np.uint64(0x100000001B3)
    return _HASHED | np.uint64(length), low | np.uint64(1)


@helper
def _hash(high: Any, low: Any) -> Any:
    mixed = (high * np.uint64(0x9E3779B97F4A7C15)) ^ ((low ^ (high >> np.uint64(29))) * np.uint64(0xC2B2AE3D27D4EB4F))
    return mixed ^ (mixed >> np.uint64(32))


@helper
def _same(data: np.ndarray, pieces: np.ndarray, piece: int, written: np.ndarray, at: int, stop: int) -> bool:
    begin, end, mark = pieces[piece, 0], pieces[piece, 1], pieces[piece, 2]
    if mark:
        if written[at] != mark:
            return False
        at += 1
    if stop - at != end - begin:
        return False
    for k in range(begin, end):  # noqa: SIM110 (compiled: a loop is the fast way)
        if written[at + k - begin] != data[k]:
            return False
    return True


@helper
def _write(data: np.ndarray, pieces: np.ndarray, piece: int, written: np.ndarray, at: int) -> Any:
    """Append a piece; returns its end."""
    begin, end, mark = pieces[piece, 0], pieces[piece, 1], pieces[piece, 2]
    if mark:
        written[at] = mark
        at += 1
    for k in range(begin, end):
        written[at + k - begin] = data[k]
    return at + end - begin
