import numpy as np
import polars as pl
import pytest

from leesbril.text._character_classes import APOSTROPHE, BEYOND, HYPHEN, LOWER, UPPER, classes_of, put, where
from leesbril.text.spelling import (
    Spelled,
    folded,
    has_letters,
    is_acronym,
    is_lower_case,
    parts_with_case,
    split,
    starts_lower,
    starts_upper,
    tidy,
)


def test_the_signs_of_a_word_are_told_from_its_bytes():
    classes = classes_of(pl.Series(["", "IS-lid", "foto’s", "a'"]))
    assert classes.kinds.tolist() == [0, UPPER | HYPHEN | LOWER, LOWER | BEYOND, LOWER | APOSTROPHE]
    assert classes.first.tolist() == [0, UPPER, LOWER, LOWER]
    assert classes.capitals.tolist() == [0, 2, 0, 0]
    assert classes.have(HYPHEN, APOSTROPHE).tolist() == [False, True, False, True]


def test_no_words_have_no_signs_and_empty_ones_at_the_end_none():
    assert len(classes_of(pl.Series([], dtype=pl.String)).kinds) == 0
    assert classes_of(pl.Series(["", "a", ""])).kinds.tolist() == [0, LOWER, 0]
    assert classes_of(pl.Series(["b", "A", "c"])[1:2]).kinds.tolist() == [UPPER]  # a part of a longer series


def test_what_is_changed_is_a_copy():
    words = pl.Series(["a", "b"])
    assert where(words, np.array([False, True]), lambda some: some + "!").to_list() == ["a", "b!"]
    assert put(words, np.array([0]), pl.Series(["c"])).to_list() == ["c", "b"]
    assert words.to_list() == ["a", "b"]


@pytest.mark.parametrize(
    ("written", "tidied"),
    [("foto´s", "foto's"), ("re\u00adge\u00adring", "regering"), ("al\u2011Nuri", "al-Nuri"), ("cafe\u0301", "café"),
     ("100\u202f000", "100.000"), ("Moskee", "Moskee")],
)  # fmt: skip
def test_a_word_is_tidied(written, tidied):
    assert tidy(pl.Series([written])).to_list() == [tidied]


def test_words_are_compared_without_their_capitals_and_signs():
    words = pl.Series(["Straße", "STRASSE", "Foto’s", "foto`s", "IS"])
    assert folded(words).to_list() == ["strasse", "strasse", "foto's", "foto's", "is"]


def test_letters_and_capitals_of_ascii_and_beyond():
    words = pl.Series(["2014", "2e", "²", "ж", "Ж", "é-É", "éa", "中"])
    classes = classes_of(words)
    assert has_letters(words, classes).tolist() == [False, True, False, True, True, True, True, True]
    assert is_lower_case(words, classes).tolist() == [False, True, False, True, False, False, True, False]
    assert starts_lower(words, classes).tolist() == [False, False, False, True, False, True, True, False]
    assert starts_upper(words, classes).tolist() == [False, False, False, False, True, False, False, False]


@pytest.mark.parametrize(
    ("written", "counted"), [("V.S.", "VS"), ("m.a.w.", "m.a.w."), ("J.p.", "J.p."), ("Eén", "één"), ("EÉN", "EÉN")]
)
def test_points_of_an_acronym_and_the_capital_of_een_go(written, counted):
    assert Spelled.of(pl.Series([written, "de"])).undotted().written.to_list() == [counted, "de"]


def test_the_parts_of_a_word_with_joints_and_capitals_are_told_apart_but_not_those_of_an_acronym():
    spelled = Spelled.of(pl.Series(["F-16", "IS-leider", "al-nuri", "VVD’er"]))
    word, part = parts_with_case(spelled, is_acronym(spelled.written))
    assert word.tolist() == [1, 1, 1, 3, 3, 3]
    assert part.to_list() == ["IS", "-", "leider", "VVD", "'", "er"]


def test_a_word_is_split_at_signs_and_the_places_of_its_segments_are_known():
    sizes, start, length, segments = split(pl.Series(["l’ex’é", "de"]), "’")
    assert (sizes.tolist(), start.tolist(), length.tolist()) == ([3, 1], [0, 2, 5, 0], [1, 2, 1, 2])
    assert segments.to_list() == ["l", "ex", "é", "de"]
