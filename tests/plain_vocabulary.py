"""The rules of the vocabulary word by word, in plain Python: slow, short, and what the columns are held to."""

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

import polars as pl

from leesbril.text.usage import ORDINARY
from leesbril.text.words import APOSTROPHES, HYPHENS, INVISIBLE, LINK, THOUSANDS_SPACES, WORD

_BETWEEN = r"[^\p{L}\p{N}\n\r]"
_HEAD = rf"(?:[\n\r]{_BETWEEN}*?|[.!?…:]{_BETWEEN}{{0,8}}?)"
_LINE_IN_CAPITALS = r"(?mR:[\n\r][^\p{Ll}\n\r]*\p{Lu}[^\p{Ll}\n\r]*$)"
RAW_WORD = f"{_LINE_IN_CAPITALS}|{_HEAD}{WORD}|{WORD}"
"""A word with what stands before it at the head of a line or sentence, or a line in capitals, in one expression."""
_TIDY = str.maketrans(
    dict.fromkeys(INVISIBLE)
    | dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(HYPHENS, "-")
    | dict.fromkeys(THOUSANDS_SPACES, ".")
)


def plain_raw_words(text):
    """The marked words of a text, each with its place."""
    found, at, text = [], 0, "\n" + text  # a line break in front makes the first line begin like any other
    for raw in pl.Series([text]).str.extract_all(RAW_WORD)[0].to_list():
        at = text.index(raw, at)
        words, within = pl.Series([raw]).str.extract_all(WORD)[0].to_list(), 0
        shouted = pl.Series(words).str.contains(r"\p{L}").sum() > 1
        mark = "\r" if shouted else "\n" if raw[0] != words[0][0] else ""
        for word in words:
            within = raw.index(word, within)
            found.append((at + within - 1, mark + word))
            within += len(word)
        at += len(raw)
    return found


class Word(NamedTuple):
    """A word in a raw word, and what stands before it: a sentence's head, a line in capitals."""

    offset: int
    token: str
    head: bool
    shouted: bool


def plain_readings(raw, counts, rules):
    """The readings of distinct raw words, as rows of `code`, `offset`, `token`, `term`, `kind`, `stop`."""
    placed = [plain_words(marked, rules.language) for marked in raw]
    folder = Folder(placed, counts, rules.language.stop_words)
    extra = {folder.counted(word) for word in rules.extra_stop_words}
    exceptions = {folder.counted(form): term for form, term in rules.exceptions.items()}
    read = []
    for code, words in enumerate(placed):
        for word in words:
            for part in [word, *(parts(word) if rules.hyphens == "parts" else [])]:
                read.append((code, *reading(part, folder, rules, extra, exceptions)))
    known = {term for _, _, _, term, _, _ in read}
    return [(*row[:3], closed(row[3], known), *row[4:]) for row in read]


def plain_words(marked, language):
    head, shouted, token = marked[0] == "\n", marked[0] == "\r", marked.lstrip("\n\r")
    quoted = token[0] in APOSTROPHES and tidy(token[1:]).lower().split("-")[0] not in language.clitics
    return [Word(quoted + at, part, head and not at, shouted) for at, part in apart(token[quoted:], language)]


def apart(token, language):
    marks = [at for at, character in enumerate(token) if at and character in APOSTROPHES]
    if not marks:
        return [(0, token)]
    first, last = marks[0] + 1, marks[-1]
    if tidy(token[: first - 1]).lower() in language.proclitics and opens_with_a_vowel(token[first:]):
        return [(0, token[:first]), *((first + at, part) for at, part in apart(token[first:], language))]
    if tidy(token[last + 1 :]).lower() in language.enclitics:
        return [(0, token[:last]), (last, token[last:])]
    return [(0, token)]


def opens_with_a_vowel(word):
    return unicodedata.normalize("NFD", tidy(word))[:1].lower() not in frozenset("bcdfgjklmnpqrstvwxz")


def is_link(token):
    return pl.Series([token]).str.contains(f"^(?:{LINK})$")[0]


def parts(word):
    if is_link(word.token):
        return []
    spans = [match.span() for match in re.finditer(f"[^{HYPHENS}]+", word.token)]
    return [
        Word(word.offset + start, word.token[start:end], word.head and not start, word.shouted)
        for start, end in spans
        if len(spans) > 1
    ]


def tidy(word):
    word = word.translate(_TIDY)
    cased = all(
        character in "&'-" or unicodedata.category(character)[:1] == "M" or is_cased(character) for character in word
    )
    return unicodedata.normalize("NFKC" if word and cased else "NFC", word)


def is_cased(character):
    return unicodedata.category(character) in ("Lu", "Ll", "Lt")


def is_acronym(word):
    letters = sum(map(str.isalpha, word))
    with_digit = any(character.isdecimal() or character in "²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉" for character in word)
    return word == word.upper() and word != word.lower() and (letters > 1 or with_digit)


def cases(word):
    return [word] if is_acronym(word) else re.split("([-'])", word)


def surface(word, keeps_capitals=is_acronym):
    word = tidy(word)
    if word.endswith(".") and is_acronym(word.replace(".", "")):
        word = word.replace(".", "")
    if word.startswith("Eé"):
        word = "éé" + word[2:]
    return "".join(part if keeps_capitals(part) else part.lower() for part in cases(word))


class Folder:
    """What all words show together."""

    def __init__(self, placed, counts, stop_words):
        self.small, self.capital, self.acronyms, self.stop_words = Counter(), Counter(), set(), stop_words
        for words, count in zip(placed, counts, strict=True):
            for word in words:
                if not word.shouted:
                    self.learn(word, count)
        self.surfaces = {self.surface(word.token, word.shouted) for words in placed for word in words}

    def learn(self, word, count):
        written = tidy(word.token)
        acronyms = [part for part in cases(written) if is_acronym(part)]
        self.acronyms.update(acronyms)
        if written[:1].islower():
            self.small[written.lower()] += count
        elif not acronyms and not word.head:
            self.capital[written.lower()] += count

    def is_ordinary(self, word):
        return self.small[word] >= ORDINARY * self.capital[word]

    def surface(self, token, shouted):
        return surface(token, self.acronym_in_a_shouted_line if shouted else self.acronym)

    def acronym(self, part):
        if not is_acronym(part) or not part.isalpha() or len(part) < 4:
            return is_acronym(part)
        lower = part.lower()
        return not (lower in self.stop_words or self.small[lower] or self.capital[lower])

    def acronym_in_a_shouted_line(self, part):
        return self.acronym(part) and part in self.acronyms and not self.small[part.lower()]

    def counted(self, token, shouted=False):
        return closed(self.surface(token, shouted), self.surfaces)


def closed(term, known):
    together = term.replace("-", "")
    return together if together != term and together in known and together.replace("'", "").isalpha() else term


def reading(word, folder, rules, extra, exceptions):
    counted = folder.counted(word.token, word.shouted)
    kind = kind_of(tidy(word.token), counted)
    stop = kind == "link" or (kind == "word" and counted in rules.language.stop_words)
    term = lemma(word, counted, folder, rules.language) if rules.normalise == "lemma" and kind == "word" else counted
    if counted in exceptions:
        term, stop = exceptions[counted], False
    return word.offset, word.token, term, kind, stop or counted in extra or term in extra


def kind_of(token, counted):
    if token[:1] in ("#", "@"):
        return "hashtag" if token[0] == "#" else "mention"
    if is_link(token):
        return "link"
    if is_time(token):
        return "time"
    return "acronym" if is_acronym(counted) else "word" if any(map(str.isalpha, counted)) else "number"


def is_time(token):
    clocks = [clock.split(":") for clock in token.split("-")]
    return len(clocks) < 3 and all(is_clock(*clock) for clock in clocks)


def is_clock(hour, *sixties):
    digits = (hour + "".join(sixties)).isdecimal() and 1 <= len(hour) <= 2
    return digits and 1 <= len(sixties) <= 2 and all(len(part) == 2 and part[0] in "012345" for part in sixties)


def lemma(word, counted, folder, language):
    front, hyphen, last = counted.rpartition("-")
    if is_acronym(last) or not last.islower():
        return counted
    written = tidy(word.token).rpartition("-")[2]
    if not written[:1].isupper() or (not front and folder.is_ordinary(last)):
        return front + hyphen + language.lemma(last)
    return front + hyphen + language.lemma_of_name(last.capitalize())
