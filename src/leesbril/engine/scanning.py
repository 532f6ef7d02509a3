"""Bytes of texts → pieces, and how often each stands in each text: compiled, for many articles.

The expression in `words` says what a raw word is. It need not read the running text: the text is cut here into pieces
at places where no raw word can run on and none takes anything from what stands before, such as a space behind a letter.
Most pieces are a word; where that is hard to say (initials, digits with a comma, signs beyond ASCII) a piece is longer,
and a line without small letters a-z is one piece, for it may be a line in capitals. Each distinct piece is then read
once, by the expression. Wherever the cuts fall, the raw words are the same.

Compiled when it is first called, and kept on disk from then on; so it is imported only where there is work for it.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from leesbril.engine.kernels import helper, kernel, read_only

OTHER, LETTER, DIGIT, LINE, ENDER, POINT, COMMA, APOSTROPHE, HYPHEN, HIGH = range(10)
"""Kinds of bytes. HIGH is part of a sign beyond ASCII, whatever that is; OTHER stands in no word."""
GAP = 8
"""As many signs may stand between the end of a sentence and the word that opens the next."""
BLOCK = 40_000_000
"""Room for so many counts is taken at a time."""
INLINE = 16
"""Pieces up to this length are kept in the table itself."""
HEAD, WHOLE_LINE = 10, 13
"""Written in front of a piece, as the line break that it is: the first word of a sentence or line; a whole line."""
_ELLIPSIS = (0xE2, 0x80, 0xA6)
_HASHED = np.uint64(0xFF << 56)
"""Marks the key of a long piece: no sign in UTF-8 begins with the byte FF."""


def _kinds() -> np.ndarray:
    kinds = np.full(256, OTHER, np.uint8)
    kinds[128:] = HIGH
    for characters, kind in (
        ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", LETTER),
        ("0123456789", DIGIT),
        ("\n\r", LINE),
        ("!?:", ENDER),
        (".", POINT),
        (",", COMMA),
        ("'`", APOSTROPHE),
        ("-", HYPHEN),
    ):
        kinds[[ord(character) for character in characters]] = kind
    return kinds


_KINDS = _kinds()
_OPENS_A_WORD = np.isin(_KINDS, (LETTER, DIGIT, APOSTROPHE, HIGH))


class Seen(NamedTuple):
    """The distinct pieces so far: a hash table, their bytes one behind the other, where each ends, their number.

    A row of the table is a piece: its bytes, or their hash, in two numbers; its code and the last text that it was in;
    its place among the counts of that text.
    """

    table: np.ndarray
    written: np.ndarray
    ends: np.ndarray
    number: np.ndarray


class Counts(NamedTuple):
    """How often each piece stands in each text, in compressed sparse rows; the codes of a row in no order.

    A count above 255 takes several entries of one code.
    """

    first: np.ndarray
    codes: np.ndarray
    counts: np.ndarray


class Room(NamedTuple):
    """Room for the pieces of one text: where each begins and ends and what is in front of it; its key; its slot in the
    table, and whether it was met there at once.
    """

    pieces: np.ndarray
    keys: np.ndarray
    slots: np.ndarray
    met: np.ndarray

    @classmethod
    def of(cls, size: int) -> "Room":
        """Room for so many; what is not filled costs nothing."""
        slots, met = np.empty(size, np.uint64), np.empty(size, np.bool_)
        return cls(np.empty((size, 3), np.int64), np.empty((size, 2), np.uint64), slots, met)


class Scanner:
    """Counts the pieces of one batch of texts after another; the codes mean the same in all of them."""

    def __init__(self) -> None:
        size = 1 << 16
        self._seen = Seen(
            np.zeros((size, 4), np.uint64), np.empty(size, np.uint8), np.zeros(size, np.int64), np.zeros(1, np.int64)
        )
        self._texts = 0
        self._totals = np.zeros(size, np.int64)
        self._new_block(0)

    def _new_block(self, least: int) -> None:
        # Large enough that the system takes it back once it is no longer needed; what is not filled costs nothing.
        self._codes, self._counts = (np.empty(max(BLOCK, least), kind) for kind in (np.int32, np.uint8))
        self._filled = 0

    def count(self, data: np.ndarray, offsets: np.ndarray) -> Iterator[Counts]:
        """Count the pieces of texts that stand in `data` (UTF-8), text i from offsets[i] up to offsets[i + 1]."""
        data, offsets = read_only(data), read_only(offsets)
        room = Room.of(int(np.diff(offsets).max(initial=0)))
        text = 0
        while text < len(offsets) - 1:
            start = self._filled
            first = self._fill_block(data, offsets[text:], room)
            if len(self._totals) < len(self._seen.ends):
                self._totals = np.concatenate([self._totals, np.zeros_like(self._seen.ends)])
            codes, counts = self._codes[start : self._filled], self._counts[start : self._filled]
            _add_up(codes, counts, self._totals)
            yield Counts(first, codes, counts)
            text += len(first) - 1
            self._texts += len(first) - 1
            if text < len(offsets) - 1:
                self._new_block(int(offsets[text + 1] - offsets[text]))

    def _fill_block(self, data: np.ndarray, offsets: np.ndarray, room: Room) -> np.ndarray:
        """Count texts until the block is full; where the counts of each begin in it, and the last end."""
        first, begin, start = np.full(len(offsets), self._filled), 0, self._filled
        while begin < len(offsets) - 1:
            begin, self._filled, found = _scan(
                data, offsets, begin, self._texts, self._seen, self._codes, self._counts, self._filled, first, room
            )
            if self._filled + found > len(self._codes):
                break
            if found:
                self._seen = _with_room(self._seen, found, int(offsets[begin + 1] - offsets[begin]) + found)
        return first[: begin + 1] - start

    def in_order(self, data: np.ndarray, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The pieces of such texts in running order: where each text's begin, their codes, and where each starts.

        Places are in characters of the text.
        """
        data, offsets = read_only(data), read_only(offsets)
        room = Room.of(int(np.diff(offsets).max(initial=0)))
        first, begin, filled = np.zeros(len(offsets), np.int64), 0, 0
        codes, starts = np.empty(1 << 16, np.int32), np.empty(1 << 16, np.int32)
        while begin < len(offsets) - 1:
            begin, filled, found = _list(data, offsets, begin, self._seen, codes, starts, filled, first, room)
            if filled + found > len(codes):
                codes, starts = (
                    np.concatenate([full, np.empty(len(full) + found, np.int32)]) for full in (codes, starts)
                )
            if found:
                self._seen = _with_room(self._seen, found, int(offsets[begin + 1] - offsets[begin]) + found)
        return first, codes[:filled].copy(), starts[:filled].copy()

    def totals(self) -> np.ndarray:
        """How often each piece occurred in all."""
        return self._totals[: self._seen.number[0]].copy()

    def pieces(self, since: int = 0) -> Any:
        """The distinct pieces in the order of their codes, from one code on, as an Arrow array."""
        import pyarrow as pa

        number = int(self._seen.number[0])
        ends = self._seen.ends[since : number + 1]
        written = self._seen.written[ends[0] : ends[-1]].copy()
        return pa.LargeStringArray.from_buffers(number - since, pa.py_buffer(ends - ends[0]), pa.py_buffer(written))


def _with_room(seen: Seen, pieces: int, size: int) -> Seen:
    """Room for so many more pieces of so many bytes together."""
    table, written, ends, _ = seen
    number = int(seen.number[0])
    if ends[number] + size > written.size:
        written = np.concatenate([written, np.empty(written.size + size, np.uint8)])
    if number + pieces + 1 > ends.size:
        ends = np.concatenate([ends, np.zeros(ends.size + pieces, np.int64)])
    rows = table.shape[0]
    while 3 * (number + pieces) > 2 * rows:  # fuller, and looking up takes longer
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
    room: Room,
) -> tuple[int, int, int]:
    """Count the pieces of texts from `begin` on, up to one for whose pieces there is no room.

    Notes in `first` how much is filled behind each. Gives the number of that text, or of texts; how much is filled; and
    how many pieces that text has, or 0.
    """
    for text in range(begin, offsets.size - 1):
        at, end = offsets[text], offsets[text + 1]
        found = _cut(data, at, end, room.pieces, room.keys)
        if filled + found > codes.size or _is_full(seen, found, end - at):
            return text, filled, found
        filled = _add(data, room, found, before + text + 1, seen, codes, counts, filled)
        first[text + 1] = filled
    return offsets.size - 1, filled, 0


@helper
def _is_full(seen: Seen, found: int, size: int) -> Any:
    """Whether so many more pieces, of so many bytes together, may not fit."""
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
    room: Room,
) -> tuple[int, int, int]:
    """List the pieces of texts, as `_scan` counts them: the code of each, and where it starts, in characters."""
    for text in range(begin, offsets.size - 1):
        at, end = offsets[text], offsets[text + 1]
        found = _cut(data, at, end, room.pieces, room.keys)
        if filled + found > codes.size or _is_full(seen, found, end - at):
            return text, filled, found
        character = 0
        for piece in range(found):
            while at < room.pieces[piece, 0]:
                character += (data[at] & 0xC0) != 0x80  # every byte but those that continue a character
                at += 1
            slot = _slot_of(data, room.pieces, room.keys, piece, seen)
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
    """Note the pieces of a text: where each begins and ends, what is written in front of it (or 0), and its key."""
    at, found = begin, np.int64(0)  # not 0: that is of a type of its own, for which all below would be compiled as well
    while at < end:
        stop = at
        while stop < end and _KINDS[data[stop]] != LINE and not 97 <= data[stop] <= 122:
            stop += 1
        if stop < end and _KINDS[data[stop]] != LINE:
            at, found = _cut_line(data, at, end, pieces, keys, found)
        elif stop > at:
            pieces[found, 0], pieces[found, 1], pieces[found, 2] = at, stop, WHOLE_LINE
            keys[found, 0], keys[found, 1] = _key(data, at, stop, np.int64(WHOLE_LINE))
            at, found = stop, found + 1
        at += 1
    return found


@helper
def _cut_line(data: np.ndarray, at: int, end: int, pieces: np.ndarray, keys: np.ndarray, found: int) -> tuple[int, int]:
    """Note the pieces of a line that has small letters."""
    line, head = at, HEAD
    while True:
        ender = -1
        while at < end and not _OPENS_A_WORD[data[at]]:
            if _KINDS[data[at]] == LINE:
                return at, found
            if _KINDS[data[at]] in (ENDER, POINT):
                ender = at
            at += 1
        if at >= end:
            return at, found
        begin, plain = at, bool(_KINDS[data[at]] in (LETTER, DIGIT))
        opens = head == HEAD or (ender >= 0 and at - ender - 1 <= GAP)
        mark = HEAD if opens else 0
        if opens and not plain:  # more may stand before the word: keep what there is
            begin, mark = (line, HEAD) if head == HEAD else (ender, 0)
        # Most words are letters alone: their key is made on the way.
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
    """Where a piece can end. `ended`: since its last letter or digit a sign has passed that can end a sentence."""
    while at < end:
        kind = _KINDS[data[at]]
        if kind in (LETTER, DIGIT):
            ended = False
        elif kind == LINE:
            return at
        elif kind == HIGH:
            if data[at] == _ELLIPSIS[0] and at + 2 < end and data[at + 1] == _ELLIPSIS[1]:
                ended = ended or data[at + 2] == _ELLIPSIS[2]
        elif kind != APOSTROPHE and kind != HYPHEN:
            if not ended and not _goes_on(data, begin, at, end, kind):
                return at
            ended = ended or kind in (POINT, ENDER)
        at += 1
    return at


@helper
def _goes_on(data: np.ndarray, begin: int, at: int, end: int, kind: int) -> bool:
    """Whether a comma or a point may stand inside a word: 3,5 or 100.000 or m.a.w."""
    if kind != COMMA and kind != POINT:
        return False
    before = _KINDS[data[at - 1]] if at > begin else OTHER
    behind = _KINDS[data[at + 1]] if at + 1 < end else OTHER
    if before in (DIGIT, HIGH) and behind in (DIGIT, HIGH):
        return True
    if kind == COMMA:
        return False
    for k in range(max(begin, at - 5), at):  # a point and a letter (four bytes at most) before: the end of a.b.
        if data[k] == 46:
            return True
    if behind != LETTER and behind != DIGIT and behind != HIGH:
        return False
    return before != LETTER or at - 2 < begin or _KINDS[data[at - 2]] != LETTER


@helper
def _add(
    data: np.ndarray,
    room: Room,
    found: int,
    text: int,
    seen: Seen,
    codes: np.ndarray,
    counts: np.ndarray,
    filled: int,
) -> int:
    """Count the pieces of a text; returns how many counts there are now."""
    table = seen.table
    pieces, keys, slots, met = room
    mask, last = np.uint64(len(table) - 1), np.uint64(0xFFFFFFFF)
    for piece in range(found):  # looked up one after another without waiting for the memory
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
    """The row of the table that holds a piece; a new piece is written down."""
    table, written, ends, number = seen
    mask, high, low = np.uint64(len(table) - 1), keys[piece, 0], keys[piece, 1]
    slot = _hash(high, low) & mask
    while table[slot, 1] != 0:
        if table[slot, 1] == low and table[slot, 0] == high:
            # Long pieces of one hash may differ.
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
    """The bytes of a short piece, or a hash of a long one, in two numbers; the second is never 0."""
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
    """Write a piece behind the others; returns where it ends."""
    begin, end, mark = pieces[piece, 0], pieces[piece, 1], pieces[piece, 2]
    if mark:
        written[at] = mark
        at += 1
    for k in range(begin, end):
        written[at + k - begin] = data[k]
    return at + end - begin
