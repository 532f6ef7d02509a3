"""Where equal runs are too many to list: the tiles are those of the definition, and the work grows with the words."""

import tracemalloc
from difflib import SequenceMatcher

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import shared_passages
from leesbril.engine.dense_tiling import Names, blocks, tiles_of_pairs
from leesbril.passages.differences import differences


def texts_of(most):
    """Words of one kind, of two or of three: many equal runs."""
    return st.integers(1, 3).flatmap(lambda kinds: st.lists(st.integers(0, kinds - 1), max_size=most))


def tiles(a, b, least):
    codes, first = np.array([*a, *b], dtype="int32"), np.array([0, len(a), len(a) + len(b)])
    return next(tiles_of_pairs(codes, first, np.array([[0, 1]]), least))


def tiles_by_definition(a, b, least):
    """The longest run of free equal words, the first in a and then in b, until none is left: looked for everywhere."""
    a, b, found = list(a), list(b), []
    while True:
        runs = [(-run_at(a, b, i, j), i, j) for i in range(len(a)) for j in range(len(b))]
        length, i, j = min(runs, default=(0, 0, 0))
        if -length < least:
            return found
        found.append((i, j, -length))
        a[i : i - length], b[j : j - length] = ["taken in a"] * -length, ["taken in b"] * -length


def run_at(a, b, i, j):
    length = 0
    while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
        length += 1
    return length


@given(texts_of(40), texts_of(40), st.integers(1, 5))
def test_the_tiles_are_those_of_the_definition(a, b, least):
    assert tiles(a, b, least) == tiles_by_definition(a, b, least)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # All of b is the first six of a; two a's are left, and nothing in b.
        ("aaaaaaaa", "aaaaaa", [(0, 0, 6)]),
        # b has runs of 4, 2 and 3. The first 4 of a take the 4; of the 5 that are left 3 take the 3, and 2 the 2.
        ("aaaaaaaaa", "aaaaxaayaaa", [(0, 0, 4), (4, 8, 3), (7, 5, 2)]),
        # Two runs of 3 in a and three in b: the first of a takes the first of b, the second the second.
        ("aaaxaaa", "aaayaaazaaa", [(0, 0, 3), (4, 4, 3)]),
        # Two words in turn: "ababa" stands in b from its second word on; "ba" and "b" are left, and nothing in b.
        ("abababab", "bababa", [(1, 0, 6)]),
        # "aab" stands at 0 and at 4 in a, and at 1 in b: that at 0 goes first. Of that at 4, "aa" is left for the last.
        ("aabxaab", "baabaa", [(0, 1, 3), (4, 4, 2)]),
        # "ab" goes first, at 1 in b. "ya" stands at 0 in b, but its "a" is taken.
        ("abya", "yab", [(0, 1, 2)]),
    ],
)
def test_tiles_of_a_word_that_is_repeated(a, b, expected):
    codes = [[ord(letter) for letter in text] for text in (a, b)]
    assert tiles(*codes, 2) == expected


def test_a_tile_shorter_than_the_least_is_none():
    assert tiles([0] * 4, [0] * 4, 4) == [(0, 0, 4)]
    assert tiles([0] * 4, [0] * 4, 5) == []
    assert tiles([0, 1], [2], 1) == tiles([], [0], 1) == []


def test_each_of_many_pairs_has_the_tiles_that_it_has_by_itself():
    texts = [[0] * 7, [1, 0, 0, 0], [], [0, 0, 1, 0, 0, 0]]
    first = np.cumsum([0, *map(len, texts)])
    pairs = np.array([[0, 1], [3, 0], [1, 2], [3, 1]])
    found = tiles_of_pairs(np.concatenate(texts).astype("int32"), first, pairs, 2)
    assert list(found) == [tiles(texts[a], texts[b], 2) for a, b in pairs]


# Blocks that never cross


@given(st.lists(st.tuples(texts_of(24), texts_of(24)), max_size=4))
def test_blocks_are_the_matching_blocks_of_difflib(pairs):
    expected = [SequenceMatcher(None, a, b, autojunk=False).get_opcodes() for a, b in pairs]
    changed = [[code for code in codes if code[0] != "equal"] for codes in expected]
    spelled = [([f"w{word}" for word in a], [f"w{word}" for word in b]) for a, b in pairs]
    assert differences(spelled) == [
        ([(i, j) for _, i, j, _, _ in codes if i < j], [(i, j) for _, _, _, i, j in codes if i < j])
        for codes in changed
    ]


def test_a_word_in_the_middle_of_a_word_repeated():
    # The longest run is three a's (0 | 0). Behind it: "x" | "y"; then two a's (4 | 4), and one that only b has.
    assert blocks([(np.array([0, 0, 0, 1, 0, 0]), np.array([0, 0, 0, 2, 0, 0, 0]))]) == [[(0, 0, 3), (4, 4, 2)]]


def test_of_two_blocks_that_would_cross_the_first_is_taken():
    # "1 2" begins a and ends b: nothing is left before it in a or behind it in b, and "3 4" would cross it.
    assert blocks([(np.array([1, 2, 3, 4, 5]), np.array([3, 4, 0, 1, 2]))]) == [[(0, 3, 2)]]


# Work


@pytest.fixture
def looked_at(monkeypatch):
    """Counts the windows whose names are asked for."""
    asked = []
    at = Names.at
    monkeypatch.setattr(Names, "at", lambda names, places, words: asked.append(len(places)) or at(names, places, words))
    return asked


@pytest.mark.parametrize(
    "text",
    [
        lambda words: ([0] * words, [0] * words),
        lambda words: ([1] + [0] * words, [2] + [0] * words),
        lambda words: ([0, 1] * (words // 2), [1, 0] * (words // 2)),
        lambda words: ([0, 0, 0, 0, 0, 1] * (words // 6), [0, 0, 0, 0, 0, 2] * (words // 6)),
    ],
    ids=["one word", "one word behind another", "two words in turn", "stretches"],
)
def test_four_times_as_many_words_are_some_four_times_as_much_work(looked_at, text):
    work = []
    for words in (1_000, 4_000):
        looked_at.clear()
        tiles(*text(words), 5)
        work.append(sum(looked_at))
    assert 0 < work[1] < 6 * work[0]
    assert work[1] < 30 * 8_000


def test_a_word_repeated_takes_memory_by_its_number_and_not_by_its_square():
    articles = pd.DataFrame({"text": ["Koers " + "0,00 " * 1_500, "Stand " + "0,00 " * 1_500]})
    shared_passages(articles.assign(text=articles["text"].str[:60]))  # what is loaded once does not count
    tracemalloc.start()
    found = shared_passages(articles)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # 1,496 x 1,496 equal runs of five words in two numbers of 8 bytes are 36 MB.
    assert peak < 20_000_000
    assert found["words"].tolist() == [1_500]
