"""Bytes → text, and what had to be repaired on the way."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import NamedTuple

from leesbril.reading._notes import BYTE_ORDER_MARK, REPAIRED, Remark, Unreadable

MOST_FOREIGN = 0.3
"""A file with more bytes than this that are no UTF-8, as a share of its letters, is in some other encoding."""
UTF8_MARK = Remark(BYTE_ORDER_MARK, "a byte-order mark stands at its head")
UTF16 = Remark(REPAIRED, "UTF-16, as its byte-order mark says")
SOFT_HYPHEN = "\u00ad"

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]+")
HALF = re.compile(r"[\ud800-\udfff]")
_BYTE = re.compile(r"[\udc80-\udcff]+")
_STRAY = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")
MOJIBAKE = re.compile("[ÃÂâÅÄÐÑ]|ï¿½|ï»¿")
"""What double decoding leaves behind nearly always holds one of these; only then the slower look is worth it."""


class Decoded(NamedTuple):
    """The text of some bytes, and what had to be done to read it."""

    text: str
    remarks: list[Remark]


def decode(content: bytes) -> Decoded:
    r"""The text of a file: UTF-8, or UTF-16 by its byte-order mark; single bytes that are no UTF-8 are Windows-1252.

    A byte-order mark of UTF-8 stays at the head of the text. Line ends are not translated. Raises Unreadable for what
    is no text at all.

    >>> text, remarks = decode("een café".encode("cp1252"))
    >>> text, remarks[0].reason
    ('een café', '1 byte read as Windows-1252, the first in ‘café’')
    """
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        try:
            text = content.decode("utf-16")
            remarks = [UTF16]
        except UnicodeDecodeError as problem:
            raise Unreadable(f"begins as UTF-16 and is not ({problem.reason}); save it as UTF-8") from problem
    else:
        text, remarks = _decode_utf8(content)
    if no_text(text):
        raise Unreadable("holds control characters, so it is no text; save it as plain text in UTF-8")
    text, mended = repair(text)
    return Decoded(text, remarks + mended)


def no_text(text: str) -> bool:
    r"""Whether there are control characters in it that no text holds: NUL, or many others.

    >>> no_text("Het\tleger"), no_text("Het\x00leger")
    (False, True)
    """
    return "\x00" in text or len(text) - len(_CONTROL.sub("", text)) > len(text) / 100


def _decode_utf8(content: bytes) -> tuple[str, list[Remark]]:
    mark = [UTF8_MARK] if content.startswith(BOM_UTF8) else []
    try:
        return content.decode("utf-8"), mark
    except UnicodeDecodeError:
        halves = content.decode("utf-8", "surrogateescape")
    foreign = len(halves) - len(content.decode("utf-8", "ignore"))
    if foreign > MOST_FOREIGN * sum(map(str.isalpha, halves[:100_000])) * max(1, len(halves) / 100_000):
        raise Unreadable("neither UTF-8 nor Windows-1252; save it as UTF-8")
    text, remarks = _join_halves(halves)
    return text, mark + remarks


def _join_halves(halves: str) -> tuple[str, list[Remark]]:
    """What stands for bytes that are no UTF-8 read as Windows-1252, and other half characters as U+FFFD."""
    text = HALF.sub(_whole, halves)
    first = next(HALF.finditer(halves)).start()
    count, strays = len(halves) - len(_BYTE.sub("", halves)), len(_STRAY.findall(halves))
    lost = text.count("\ufffd") - halves.count("\ufffd") - strays
    told = []
    if count:
        unknown = f", {lost} of them unknown there and replaced by U+FFFD" if lost else ""
        told.append(f"{_many(count, 'byte')} read as Windows-1252{unknown}")
    if strays:
        told.append(f"{_many(strays, 'half character')} replaced by U+FFFD")
    return text, [Remark(REPAIRED, f"{', '.join(told)}, the first in ‘{_around(text, first)}’")]


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' * (count != 1)}"


def _whole(half: re.Match[str]) -> str:
    byte = ord(half.group()) - 0xDC00
    return bytes([byte]).decode("cp1252", "replace") if 0x80 <= byte <= 0xFF else "\ufffd"


def repair(text: str) -> Decoded:
    """Undo a decoding that was done twice (ftfy), line by line, and join half characters. Says what was changed.

    >>> text, remarks = repair("een cafÃ© in Mosul")
    >>> text, remarks[0].reason
    ('een café in Mosul', 'mojibake repaired in 1 line: ‘cafÃ©’ → ‘café’')
    """
    text, said = _join_halves(text) if HALF.search(text) else (text, [])
    if not MOJIBAKE.search(text):
        return Decoded(text, said)
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    lines = text.splitlines(keepends=True)
    mended = [fix_encoding(line) if MOJIBAKE.search(line) and is_bad(line) else line for line in lines]
    changed = [(old, new) for old, new in zip(lines, mended, strict=True) if old != new]
    if not changed:
        return Decoded(text, said)
    at = next((i for i, (old, new) in enumerate(zip(*changed[0], strict=False)) if old != new), 0)
    before, after = (_around(line, at) for line in changed[0])
    told = Remark(REPAIRED, f"mojibake repaired in {_many(len(changed), 'line')}: ‘{before}’ → ‘{after}’")
    return Decoded("".join(mended), [*said, told])


def _around(text: str, at: int) -> str:
    """The word that stands there, cut to a size that a report can show."""
    start = max(text.rfind(space, 0, at) for space in " \n\r\t") + 1
    return next(iter(text[max(start, at - 20) : at + 20].split()), "")
