"""Pairs of texts, word by word → the words of either that have no equal at their place in the other."""

import numpy as np
import pandas as pd

from leesbril.engine.dense_tiling import blocks

Span = tuple[int, int]
"""Words from the first on, up to the second, which is not among them."""


def differences(pairs: list[tuple[list[str], list[str]]]) -> list[tuple[list[Span], list[Span]]]:
    """For each pair of texts the runs of words on either side that the other lacks there.

    They are what difflib's matching blocks leave: the longest run of equal words, then the longest on either side of
    it, and so on. A word repeated thousands of times costs no more than others do.

    >>> differences([("de slag om Mosul begon".split(), "de slag om heel Mosul".split())])
    [([(4, 5)], [(3, 4)])]
    """
    codes = pd.factorize(np.array([word for pair in pairs for text in pair for word in text], dtype=object))[0]
    edges = np.cumsum([len(text) for pair in pairs for text in pair])[:-1]
    texts = np.split(codes, edges) if pairs else []
    found = blocks(list(zip(texts[::2], texts[1::2], strict=True)))
    return [
        (_left([(i, n) for i, _, n in equal], len(a)), _left([(j, n) for _, j, n in equal], len(b)))
        for (a, b), equal in zip(pairs, found, strict=True)
    ]


def _left(equal: list[tuple[int, int]], words: int) -> list[Span]:
    """What lies between these runs (their first words, and how many they have), and before and behind them."""
    ends = [0, *(start + size for start, size in equal)]
    starts = [*(start for start, _ in equal), words]
    return [(end, start) for end, start in zip(ends, starts, strict=True) if end < start]
