"""Bytes → text, with remarks on repaired encodings."""

import codecs
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import NamedTuple

from leesbril.reading._notes import BYTE_ORDER_MARK, REPAIRED, Remark, Unreadable
from leesbril.reading._shown import printable

MOST_FOREIGN = 0.3
"""A file with more bytes than this that are not UTF-8, as a share of its letters, may be in another encoding."""
MOST_IN_RUNS = 0.5
"""Such a file is, if more than this share of those bytes are in runs of three or more; Windows-1252 has two in één."""
UTF8_MARK = Remark(BYTE_ORDER_MARK, "starts with a byte-order mark")
UTF16 = Remark(REPAIRED, "UTF-16, according to its byte-order mark")
SOFT_HYPHEN = "\u00ad"

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]+")
SURROGATE = re.compile(r"[\ud800-\udfff]")
_BYTE = re.compile(r"[\udc80-\udcff]+")
_STRAY = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")
MOJIBAKE = re.compile("[ÃÂâÅÄÐÑ]|ï¿½|ï»¿")
"""Mojibake nearly always contains one of these; only then is the slower check done."""


LONE_SURROGATES = "leesbril.lone_surrogates"
"""The error handler that puts a lone surrogate where bytes are not UTF-16, so that `repair` reports them."""


def _lone_surrogate(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\ud800", error.end


codecs.register_error(LONE_SURROGATES, _lone_surrogate)


class Decoded(NamedTuple):
    """The text of some bytes, and remarks on repairs."""

    text: str
    remarks: list[Remark]


def decode(content: bytes) -> Decoded:
    r"""The text of a file: UTF-8, or UTF-16 with a byte-order mark; other bytes are read as Windows-1252.

    A UTF-8 byte-order mark stays at the start of the text. Line ends are not changed. Raises Unreadable if the bytes
    are not text.

    >>> text, remarks = decode("een café".encode("cp1252"))
    >>> text, remarks[0].reason
    ('een café', '1 byte read as Windows-1252, the first in ‘café’')
    """
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        try:
            text = content.decode("utf-16")
            remarks = [UTF16]
        except UnicodeDecodeError as problem:
            raise Unreadable(
                f"has a UTF-16 byte-order mark but is not UTF-16 ({problem.reason}); save it as UTF-8"
            ) from problem
    else:
        text, remarks = _decode_utf8(content)
    if no_text(text):
        raise Unreadable("contains control characters, so it is not text; save it as plain text in UTF-8")
    text, mended = repair(text)
    return Decoded(text, remarks + mended)


def no_text(text: str) -> bool:
    r"""Whether a string contains control characters that do not occur in text: NUL, or many others.

    >>> no_text("Het\tleger"), no_text("Het\x00leger")
    (False, True)
    """
    return "\x00" in text or len(text) - len(_CONTROL.sub("", text)) > len(text) / 100


def _decode_utf8(content: bytes) -> tuple[str, list[Remark]]:
    mark = [UTF8_MARK] if content.startswith(BOM_UTF8) else []
    try:
        return content.decode("utf-8"), mark
    except UnicodeDecodeError:
        escaped = content.decode("utf-8", "surrogateescape")
    if _is_foreign(escaped):
        raise Unreadable("neither UTF-8 nor Windows-1252, by the order of its bytes; save it as UTF-8")
    text, remarks = _join_surrogates(escaped)
    return text, mark + remarks


def _is_foreign(escaped: str) -> bool:
    """Whether the bytes that are not UTF-8 are too many, and too often next to each other, for Windows-1252."""
    runs = [len(run) for run in _BYTE.findall(escaped)]
    letters = sum(map(str.isalpha, escaped[:100_000])) * max(1, len(escaped) / 100_000)
    if sum(runs) <= MOST_FOREIGN * letters:
        return False
    return letters == 0 or sum(run for run in runs if run >= 3) > MOST_IN_RUNS * sum(runs)


def _join_surrogates(escaped: str) -> tuple[str, list[Remark]]:
    """Text with escaped bytes read as Windows-1252, and other lone surrogates replaced by U+FFFD."""
    text = SURROGATE.sub(_whole, escaped)
    first = next(SURROGATE.finditer(escaped)).start()
    count, strays = len(escaped) - len(_BYTE.sub("", escaped)), len(_STRAY.findall(escaped))
    lost = text.count("\ufffd") - escaped.count("\ufffd") - strays
    changes = []
    if count:
        unknown = f", {lost} of them unknown there and replaced by U+FFFD" if lost else ""
        changes.append(f"{_many(count, 'byte')} read as Windows-1252{unknown}")
    if strays:
        changes.append(f"{_many(strays, 'lone surrogate')} replaced by U+FFFD")
    return text, [Remark(REPAIRED, f"{', '.join(changes)}, the first in ‘{_around(text, first)}’")]


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' * (count != 1)}"


def _whole(surrogate: re.Match[str]) -> str:
    byte = ord(surrogate.group()) - 0xDC00
    return bytes([byte]).decode("cp1252", "replace") if 0x80 <= byte <= 0xFF else "\ufffd"


def repair(text: str) -> Decoded:
    """Text with mojibake (double decoding) repaired line by line (ftfy), and without lone surrogates; with remarks.

    >>> text, remarks = repair("een cafÃ© in Mosul")
    >>> text, remarks[0].reason
    ('een café in Mosul', 'mojibake repaired in 1 line: ‘cafÃ©’ → ‘café’')
    """
    text, remarks = _join_surrogates(text) if SURROGATE.search(text) else (text, [])
    if not MOJIBAKE.search(text):
        return Decoded(text, remarks)
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    lines = text.splitlines(keepends=True)
    mended = [fix_encoding(line) if MOJIBAKE.search(line) and is_bad(line) else line for line in lines]
    changed = [(old, new) for old, new in zip(lines, mended, strict=True) if old != new]
    if not changed:
        return Decoded(text, remarks)
    at = next((i for i, (old, new) in enumerate(zip(*changed[0], strict=False)) if old != new), 0)
    before, after = (_around(line, at) for line in changed[0])
    remark = Remark(REPAIRED, f"mojibake repaired in {_many(len(changed), 'line')}: ‘{before}’ → ‘{after}’")
    return Decoded("".join(mended), [*remarks, remark])


def _around(text: str, at: int) -> str:
    """The word at a position, shortened for a report."""
    start = max(text.rfind(space, 0, at) for space in " \n\r\t") + 1
    return printable(next(iter(text[max(start, at - 20) : at + 20].split()), ""))
