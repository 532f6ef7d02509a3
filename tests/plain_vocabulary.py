"""The rules of the vocabulary word by word, in plain Python: slow, short, and what the columns are held to."""

import polars as pl

from leesbril.text.words import WORD

_BETWEEN = r"[^\p{L}\p{N}\n\r]"
_HEAD = rf"(?:[\n\r]{_BETWEEN}*?|[.!?…:]{_BETWEEN}{{0,8}}?)"
_LINE_IN_CAPITALS = r"(?mR:[\n\r][^\p{Ll}\n\r]*\p{Lu}[^\p{Ll}\n\r]*$)"
RAW_WORD = f"{_LINE_IN_CAPITALS}|{_HEAD}{WORD}|{WORD}"
"""A word with what stands before it at the head of a line or sentence, or a line in capitals, in one expression."""


def plain_raw_words(text):
    """The marked words of a text, each with its place."""
    found, at, text = [], 0, "\n" + text  # a line break in front makes the first line begin like any other
    for raw in pl.Series([text]).str.extract_all(RAW_WORD)[0].to_list():
        at = text.index(raw, at)
        words, within = pl.Series([raw]).str.extract_all(WORD)[0].to_list(), 0
        shouted = sum(any(map(str.isalpha, word)) for word in words) > 1
        mark = "\r" if shouted else "\n" if raw[0] != words[0][0] else ""
        for word in words:
            within = raw.index(word, within)
            found.append((at + within - 1, mark + word))
            within += len(word)
        at += len(raw)
    return found
