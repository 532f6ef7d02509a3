"""E-mail messages and mailboxes → their articles: the subject is the title, the sender the author."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import cast

from leesbril.reading._cells import clean, without_markup
from leesbril.reading._contents import Contents, Document
from leesbril.reading._notes import HARD_WRAPPED, LEFT_ASIDE, Remark
from leesbril.reading._wrapping import unwrap

_FIRST_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n")


def mail_message(content: bytes) -> Document:
    """The article of one message: its plain text, else its HTML without markup; attachments are only named."""
    message = message_from_bytes(content, policy=policy.default)
    article = Document(_body(message))
    article.title = clean(_header(message, "subject"))[0] or None
    article.date = _date(message)
    article.details = {"author": sender} if (sender := _header(message, "from")) else {}
    if found := unwrap(article.text):
        article.text = found.text
        article.remarks.append(Remark(HARD_WRAPPED, found.reason))
    if names := _attachments(message):
        article.remarks.append(Remark(LEFT_ASIDE, f"not read: {', '.join(names)}; save these next to it"))
    return article


def mailbox(content: bytes) -> Contents:
    """The articles of a mailbox (mbox), one per message."""
    starts = [found.start() for found in _FIRST_LINE.finditer(content)] or [0]
    parts = [content[start:end] for start, end in zip(starts, [*starts[1:], len(content)], strict=True)]
    messages = [_FIRST_LINE.sub(b"", part, count=1).replace(b"\n>From ", b"\nFrom ") for part in parts]
    return Contents([mail_message(message) for message in messages if message.strip()], numbered=True)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError):  # from the parser of headers
        return ""


def _date(message: EmailMessage) -> str | None:
    written = _header(message, "date")
    try:
        return parsedate_to_datetime(written).isoformat() if written else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return written


def _body(message: EmailMessage) -> str:
    """The text of a message, with the soft line ends of `format=flowed` taken out."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = _decoded(cast(EmailMessage, part))
    if part.get_content_type() == "text/html":
        return without_markup(text)
    if str(part.get_param("format", "")).casefold() == "flowed":
        text = re.sub(r"(?<=\S) \r?\n(?=\S)", " ", text)
    return clean(text)[0].replace("\r\n", "\n").strip()


def _decoded(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError):  # an unknown encoding
        content = part.get_payload(decode=True)
        return content.decode("cp1252", "replace") if isinstance(content, bytes) else ""


def _attachments(message: EmailMessage) -> list[str]:
    return [str(part.get_filename() or part.get_content_type()) for part in message.iter_attachments()]
