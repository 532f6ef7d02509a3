"""E-mail messages and mailboxes → their articles: the subject is the title, the sender the author."""

import re
from contextlib import suppress
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from leesbril.reading._cells import clean, without_markup
from leesbril.reading._contents import Contents, Document
from leesbril.reading._notes import HARD_WRAPPED, LEFT_ASIDE, Remark, Unreadable
from leesbril.reading._wrapping import unwrap

MOST_HEADER = 1_000
"""Maximum length of a header that is read: the parsers of the standard library take the square of it."""
MOST_PARTS = 1_000
"""Maximum number of lines that look like those between the parts of a message."""

_FIRST_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n")


def mail_message(content: bytes) -> Document:
    """The article of one message: its plain text, else its HTML without markup; attachments are only named."""
    if content.lower().count(b"boundary=") > MOST_PARTS:
        raise Unreadable(f"a message of more than {MOST_PARTS:,} parts in parts; save its text as .txt")
    try:
        message = message_from_bytes(content)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except RecursionError as problem:
        raise Unreadable("a message with parts in parts to a great depth; save its text as .txt") from problem
    texts = [part for part in parts if part.get_content_maintype() == "text" and not _name(part)]
    plain = [part for part in texts if part.get_content_type() == "text/plain"]
    body = (plain or [part for part in texts if part.get_content_type() == "text/html"])[:1]
    article = Document("".join(map(_text, body)))
    article.title = clean(_header(message, "subject"))[0] or None
    article.date = _date(message)
    article.details = {"author": sender} if (sender := _header(message, "from")) else {}
    if found := unwrap(article.text):
        article.text = found.text
        article.remarks.append(Remark(HARD_WRAPPED, found.reason))
    if names := [name for part in parts if (name := _name(part) or ("" if part in texts else part.get_content_type()))]:
        listed = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        article.remarks.append(Remark(LEFT_ASIDE, f"not read: {listed}; save these next to it"))
    return article


def mailbox(content: bytes) -> Contents:
    """The articles of a mailbox (mbox), one per message."""
    starts = [found.start() for found in _FIRST_LINE.finditer(content)] or [0]
    parts = [content[start:end] for start, end in zip(starts, [*starts[1:], len(content)], strict=True)]
    messages = [_FIRST_LINE.sub(b"", part, count=1).replace(b"\n>From ", b"\nFrom ") for part in parts]
    return Contents([mail_message(message) for message in messages if message.strip()], numbered=True)


def _header(message: Message, name: str) -> str:
    """A header, decoded; the start of one that is too long."""
    written = str(message.get(name, ""))[:MOST_HEADER]
    with suppress(ValueError, LookupError, AssertionError, MessageError):  # if it is not encoded as it should be
        written = str(make_header(decode_header(written)))
    return " ".join(written.encode("utf-8", "replace").decode().split())


def _date(message: Message) -> str | None:
    written = _header(message, "date")
    try:
        return parsedate_to_datetime(written).isoformat() if written else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return written


def _name(part: Message) -> str:
    """The name of the file that a part is, empty for the text of a message."""
    about = f"{part.get('content-disposition', '')}; {part.get('content-type', '')}"
    if len(about) > 2 * MOST_HEADER:
        return "a file"
    attached = about.lstrip().casefold().startswith("attachment")
    return " ".join(str(part.get_filename() or ("a file" if attached else "")).split())


def _text(part: Message) -> str:
    """The text of a part, with the soft line ends of `format=flowed` taken out."""
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    try:
        text = content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):
        text = content.decode("cp1252", "replace")
    if part.get_content_type() == "text/html":
        return without_markup(text)
    if str(part.get_param("format", "")).casefold() == "flowed":
        text = re.sub(r"(?<=\S) \r?\n(?=\S)", " ", text)
    return clean(text)[0].replace("\r\n", "\n").strip()
