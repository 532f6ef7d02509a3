"""Paragraphs and sentences one text at a time, with a loop for every rule: what the columns are held against."""

import re
from collections.abc import Iterator

from simplemma import split_sentences

from leesbril.text.language import get_language
from leesbril.text.paragraphs import MAX_HEADING_WORDS, Paragraph

_LINE = re.compile(r"[^\n\r]+")
_NUMBER = re.compile(r"[(\[]*[0-9]{1,2}\s*\.[\"'’”»)\]]*")
_LETTERS = re.compile(r"[(\[‘'\"“]*(?:[^\W\d_]\.)+")
_CLOSERS = "\"'’”»)]"
_MARKS = _CLOSERS + ".!?…։؟।॥"
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


def _words(line: str) -> list[list[tuple[int, int]]]:
    """The words of a line, each with the marks by themselves behind it; places of the parts of each."""
    words: list[list[tuple[int, int]]] = []
    apostrophes = at = 0
    for part in line.split():
        at = line.index(part, at)
        opens = (part == '"' and line[:at].count('"') % 2 == 0) or (part == "'" and apostrophes % 2 == 0)
        apostrophes += part == "'"
        if words and not part.strip(_MARKS) and not opens:
            words[-1].append((at, at + len(part)))
        else:
            words.append([(at, at + len(part))])
        at += len(part)
    return words


def _without_closers(line: str, parts: list[tuple[int, int]]) -> str:
    """A word, the white space before marks by themselves included, up to its last character that is no closing mark."""
    last = next(((start, end) for start, end in parts[::-1] if line[start:end].strip(_CLOSERS)), parts[0])
    return line[parts[0][0] : last[1]].rstrip(_CLOSERS)


def _looks_like_heading(line: str) -> bool:
    first = line.lstrip("\"'‘’“”„«»([")[:1]
    words = _words(line)
    return (
        _without_closers(line, words[-1])[-1:] not in (*".!?…:;,",)
        and first not in _LIST_MARKS
        and not first.islower()
        and any(letter.isalpha() for letter in line)
        and len(words) <= MAX_HEADING_WORDS
    )


def plain_sentences(text: str, language: str) -> Iterator[tuple[int, str, int, int]]:
    """The number and kind of the paragraph, and the start and end, of each sentence."""

    for number, (start, end, kind) in enumerate(plain_paragraphs(text), 1):
        words = _words(text[start:end])
        endings = set() if kind == "heading" else _endings(text[start:end], words, language)
        begin = None
        for word, parts in enumerate(words):
            begin = parts[0][0] if begin is None else begin
            if word in endings or word == len(words) - 1:
                yield number, kind, start + begin, start + parts[-1][1]
                begin = None


def _endings(line: str, words: list[list[tuple[int, int]]], language: str) -> set[int]:
    """The numbers of the words inside a paragraph that end a sentence."""
    known = get_language(language)
    together, places, at = "", [], 0
    for parts in words:  # the line, without the white space before marks by themselves
        together += line[at : parts[0][0]] + "".join(line[start:end] for start, end in parts)
        places.append(len(together))
        at = parts[-1][1]
    endings, at = set(), 0
    for sentence in split_sentences(together, lang=language):
        at = together.index(sentence, at) + len(sentence)
        if at in places[:-1] and not _ends_in_an_abbreviation(sentence, known.abbreviations):
            endings.add(places.index(at))
    written = ["".join(line[start:end] for start, end in parts) for parts in words]
    for rule in (_is_a_number, _is_a_closing_abbreviation):
        endings |= {
            word
            for word in range(1, len(words) - 1)
            if {word, word - 1}.isdisjoint(endings)
            and not written[word + 1][0].islower()
            and rule(line, words, written, word, known)
        }
    return {word for word in endings if not _abbreviates(line, words[word], written, word, known)}


def _is_a_number(line, words, written, word, language) -> bool:
    return not language.ordinals_have_full_stops and _NUMBER.fullmatch(written[word]) is not None


def _is_a_closing_abbreviation(line, words, written, word, language) -> bool:
    first = _without_closers(line, words[word])
    if first[-1:] != "." or len(first) > 9 or word + 2 >= len(words):
        return False
    short = first[:-1].lower()
    letters = _LETTERS.fullmatch(first) and first.upper() == first and short not in language.abbreviations
    begins = len(split_sentences(f"1. {line[words[word + 1][0][0] : words[word + 1][-1][1]]}", lang=language.code)) > 1
    may = letters or short in language.abbreviations_at_ends
    return bool(may and begins and written[word + 2][0].islower())


def _abbreviates(line, parts, written, word, language) -> bool:
    start = parts[0][0]
    first = _without_closers(line, parts)
    numbered = first[:-1] in language.abbreviations_before_numbers and written[word + 1][0].isdigit()
    return first[-1:] == "." and (numbered or (first == "al." and line[max(start - 4, 0) : start] == " et "))


def _ends_in_an_abbreviation(sentence: str, abbreviations: frozenset[str]) -> bool:
    """Whether the last full stop belongs to a short form (dhr., m.a.w.) or to initials (J.P.), and ends nothing."""
    last = sentence.split()[-1].lstrip("(‘'\"“")
    letters = last.removesuffix(".").split(".")
    dotted = last.endswith(".") and all(len(letter) == 1 and letter.isalpha() for letter in letters)
    return dotted or (last.endswith(".") and last[:-1].lower() in abbreviations)
