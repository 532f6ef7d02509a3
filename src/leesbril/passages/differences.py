"""Pairs of texts → the words of each that do not match the other, as in a diff."""

import numpy as np
import pandas as pd

from leesbril.engine.dense_tiling import blocks

Span = tuple[int, int]
"""A range of words: start, end (excluded)."""


def differences(pairs: list[tuple[list[str], list[str]]]) -> list[tuple[list[Span], list[Span]]]:
    """For each pair of texts, the ranges of words on either side that do not match.

    They are the words outside difflib's matching blocks: the longest run of equal words, then the longest on either
    side of it, and so on. Words repeated thousands of times do not make it slower.

    >>> differences([("de slag om Mosul begon".split(), "de slag om heel Mosul".split())])
    [([(4, 5)], [(3, 4)])]
    """
    codes = pd.factorize(np.array([word for pair in pairs for text in pair for word in text], dtype=object))[0]
    edges = np.cumsum([len(text) for pair in pairs for text in pair])[:-1]
    texts = np.split(codes, edges) if pairs else []
    found = blocks(list(zip(texts[::2], texts[1::2], strict=True)))
    return [
        (_outside([(i, n) for i, _, n in equal], len(a)), _outside([(j, n) for _, j, n in equal], len(b)))
        for (a, b), equal in zip(pairs, found, strict=True)
    ]


def _outside(equal: list[tuple[int, int]], words: int) -> list[Span]:
    """The ranges before, between and after these runs (start, number of words)."""
    ends = [0, *(start + size for start, size in equal)]
    starts = [*(start for start, _ in equal), words]
    return [(end, start) for end, start in zip(ends, starts, strict=True) if end < start]
