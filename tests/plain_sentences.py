"""Paragraphs and sentences one text at a time, with a loop for every rule: what the columns are held against."""

import re
from collections.abc import Iterator

from simplemma import split_sentences

from leesbril.text.language import get_language
from leesbril.text.paragraphs import MAX_HEADING_WORDS, Paragraph

_LINE = re.compile(r"[^\n\r]+")
_CLOSED = re.compile(r"[.!?…:;,][\"'’”»)\]]*$")
_LIST_MARKS = "-–—•*·>"


def plain_paragraphs(text: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    body_below, next_line = False, ""
    for line in reversed(list(_LINE.finditer(text))):
        written = line.group().strip()
        if not written:
            continue
        start = line.start() + line.group().index(written)
        heads = body_below and not next_line[0].islower() and _looks_like_heading(written)
        kind = "heading" if heads else "body"
        body_below, next_line = body_below or kind == "body", written
        found.append(Paragraph(start, start + len(written), kind))
    return found[::-1]


def _looks_like_heading(line: str) -> bool:
    first = line.lstrip("\"'‘’“”„«»([")[:1]
    return (
        not _CLOSED.search(line)
        and first not in _LIST_MARKS
        and not first.islower()
        and any(letter.isalpha() for letter in line)
        and len(line.split()) <= MAX_HEADING_WORDS
    )


def plain_sentences(text: str, language: str) -> Iterator[tuple[int, str, int, int]]:
    """The number and kind of the paragraph, and the start and end, of each sentence."""

    abbreviations = get_language(language).abbreviations
    for number, (start, end, kind) in enumerate(plain_paragraphs(text), 1):
        paragraph, at = text[start:end], 0
        begin = None
        for sentence in [paragraph] if kind == "heading" else split_sentences(paragraph, lang=language):
            at = paragraph.index(sentence, at)
            begin = at if begin is None else begin
            at += len(sentence)
            if at == len(paragraph) or not _ends_in_an_abbreviation(sentence, abbreviations):
                yield number, kind, start + begin, start + at
                begin = None


def _ends_in_an_abbreviation(sentence: str, abbreviations: frozenset[str]) -> bool:
    """Whether the last full stop belongs to a short form (dhr., m.a.w.) or to initials (J.P.), and ends nothing."""
    last = sentence.split()[-1].lstrip("(‘'\"“")
    letters = last.removesuffix(".").split(".")
    dotted = last.endswith(".") and all(len(letter) == 1 and letter.isalpha() for letter in letters)
    return dotted or (last.endswith(".") and last[:-1].lower() in abbreviations)
