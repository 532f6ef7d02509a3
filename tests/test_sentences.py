import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from plain_sentences import plain_paragraphs, plain_sentences

from leesbril import sentences
from leesbril.text import _characters
from leesbril.text.language import known_languages
from leesbril.text.paragraphs import first_headings, paragraphs
from leesbril.text.sentences import sentence_spans

WHITE_SPACE = [one for one in map(chr, range(sys.maxunicode + 1)) if one.isspace()]
"""All 29 kinds, among them the line ends that end no line here: \x0b, \x0c, \x1c to \x1e, \x85, \u2028, \u2029."""
OPENING = ["", "", "", "(", "[", "‘", "“", "«", "('", "- ", "•", "—"]
WORDS = [
    "dhr", "Dr", "m.a.w", "J", "j", "J.P", "v.d", "U.S", "z.B", "Mrd", "éd", "st", "ca", "mr", "e\u0301d", "m", "É",
    "3", "12", "123", "²", "٣", "a", "De", "de", "Het", "The", "Der", "Il", "é", "ß", "İ", "woord", "Woord", "😀", "𝔄",
    "jan", "Jan", "blz", "mln", "Mrd", "et al", "Blvd", "\"", "'", "''", "»", ")",
    "geheimzinnig", "Geheimzinnig", "𐐨", "ʰ", "ⅷ", "中", "ا", "\x00", "",
]  # fmt: skip
CLOSING = [".", ".", ".", "", "!", "?", "…", "...", "։", "؟", "।", "॥", ":", ",", ".”", "?)", ".'\"", ")", "?!", "!."]
GAPS = [" ", " ", " ", " ", "  ", "\u00a0", "\x0b", "\x1c", "\x1f", "\x85", "\u2028", "\u200b", "", "\n", "\r\n", "\r"]
any_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from(WHITE_SPACE), max_size=3)
piece = st.tuples(*map(st.sampled_from, (OPENING, WORDS, CLOSING, GAPS))).map("".join)
nasty_text = st.lists(piece | piece | piece | any_text, max_size=20).map("".join)
HITS = [
    "", "\x1c", "a.", "A.\x85B",
    # A unit behind a number, in the quotation marks that keep it from being taken for initials, and near misses.
    "3 m.” Amsterdam", "3  m.” Amsterdam", "3\nm.” Amsterdam", "x m.” Amsterdam", "² m.” Amsterdam", "m.” Amsterdam",
    "jan. 12. De", "et al. 12. De", "Waar? 12. De", "Nee. ” De", "Nee. \" De", "\" Nee. \" De", "\" Nee. \" de",
    "op 12. ) De 13. De", "1. 2. De",
    "de B. De wet", "de B. De Wet", "de J.P. Het is", "de (B.) Het is", "de b. Het is", "B. De wet", "B. De",
    "B. \" De wet", "de B. Hij. zij", "door M. Elle est", "Nee. B. De wet", "op 12. B. De wet",
    "de B. \nDe wet", "de B. De\nwet", "2 mln. De wet", "2 mln.” De wet",
    "2 mln. wet De",
    "12. De", "12. der", "12. Der", "12. Il", "12. Amsterdam", "dhr. De", "Waarom? de", "Waarom?” de", "Waarom… de",
    "Zo is het। De", "Wat.’\u2028)»] De", "Een einde . ) De",
    "Een kop. In twee zinnen\nTekst.", "“vervolg van\nTekst.", "“— van\nTekst.", "Kop (.\nTekst.", "(«\nTekst.",
    "Kop\nvervolg.", "Kop\n\x1fVervolg.", "))). Amsterdam", "12 34\nTekst.", "Kop\n-\nTekst", "- Lijst\nTekst",
]  # fmt: skip


def plain_spans(texts, language):
    """Rows of article, paragraph, kind, start, end, from the plain rules."""
    return [[number, *row] for number, text in enumerate(texts) for row in plain_sentences(text, language)]


def rows(spans):
    article = np.repeat(np.arange(len(spans.first) - 1), np.diff(spans.first))
    kinds = ["heading" if heading else "body" for heading in spans.heading]
    columns = (article.tolist(), spans.paragraph.tolist(), kinds, spans.start.tolist(), spans.end.tolist())
    return [list(row) for row in zip(*columns, strict=True)]


# The columns and the plain rules


@pytest.mark.parametrize("language", known_languages())
@given(texts=st.lists(nasty_text, max_size=4))
@example(texts=HITS)
def test_sentences_in_columns_are_those_of_the_plain_rules(language, texts):
    assert rows(sentence_spans(pd.Series(texts, dtype=object), language)) == plain_spans(texts, language)


@given(st.lists(nasty_text, max_size=4))
@example(HITS)
def test_paragraphs_in_columns_are_those_of_the_plain_rules(texts):
    expected = [plain_paragraphs(text) for text in texts]
    assert [paragraphs(text) for text in texts] == expected
    opening = [found[0] if found and found[0].kind == "heading" else None for found in expected]
    headings = [first and text[first.start : first.end] for text, first in zip(texts, opening, strict=True)]
    assert first_headings(texts) == headings


@given(st.lists(nasty_text, max_size=6), st.integers(1, 40))
@example(HITS, 1)
def test_the_size_of_a_batch_changes_nothing(texts, size):
    frame = pd.DataFrame({"text": texts}, dtype=object)
    whole = sentences(frame)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_characters, "BATCH", size)
        pd.testing.assert_frame_equal(sentences(frame), whole)


def test_a_batch_holds_texts_up_to_its_size_and_perhaps_one_more(monkeypatch):
    # With its line end each text takes 4 characters: texts begin at 0, 4, 8 | 12, 16 | 20, and a batch every 10.
    monkeypatch.setattr(_characters, "BATCH", 10)
    sizes = [len(batch.begins) for batch in _characters.batches(["Kat"] * 6)]
    assert sizes == [3, 2, 1]
    assert [len(batch.begins) for batch in _characters.batches([])] == [0]


@pytest.mark.parametrize("space", [space for space in WHITE_SPACE if space not in "\n\r"], ids=ascii)
def test_every_kind_of_white_space_parts_words_and_surrounds_paragraphs(space):
    # Two sentences of one paragraph: 1 + 4 characters, a space between, and 4 more.
    assert rows(sentence_spans(pd.Series([f"{space}Kat.{space}Hond{space}"]), "nl")) == [
        [0, 1, "body", 1, 5],
        [0, 1, "body", 6, 10],
    ]


# Places and types


def test_places_are_characters_where_a_character_takes_four_bytes():
    # "😀 Één." is 6 characters (13 bytes), then a space; "Twee 😀" is 6 more.
    assert rows(sentence_spans(pd.Series(["😀 Één. Twee 😀", "Ja."]), "nl")) == [
        [0, 1, "body", 0, 6],
        [0, 1, "body", 7, 13],
        [1, 1, "body", 0, 3],
    ]


def test_spans_say_which_sentences_are_of_which_text():
    spans = sentence_spans(pd.Series(["Mosul\nIS vlucht. De stad juicht.", "", "Eén zin."]), "nl")
    assert spans.first.tolist() == [0, 3, 3, 4]
    assert spans.heading.tolist() == [True, False, False, False]
    assert [column.dtype.name for column in spans] == ["int64", "int32", "bool", "int32", "int32"]


def test_no_texts_give_spans_of_the_same_types():
    none, one = sentence_spans(pd.Series([], dtype="str"), "nl"), sentence_spans(pd.Series(["Eén zin."]), "nl")
    assert none.first.tolist() == [0] and len(none.start) == 0
    assert [column.dtype for column in none] == [column.dtype for column in one]


def test_an_unknown_language_is_an_error_even_of_no_texts():
    with pytest.raises(ValueError, match="xx"):
        sentence_spans(pd.Series([], dtype="str"), "xx")


@pytest.mark.parametrize(
    "names",
    [
        pd.Index(["a", "b"], dtype="str"),
        pd.Index(["a", "b"], dtype=object),
        pd.Index([1, "b"], dtype=object),
        pd.Index([1.5, 2.5]),
        pd.CategoricalIndex(["a", "b"]),
        pd.DatetimeIndex(["2017-05-01", "2017-05-02"], tz="UTC"),
    ],
    ids=lambda names: str(names.dtype),
)
def test_articles_keep_their_names_and_the_type_of_them(names):
    frame = sentences(pd.DataFrame({"text": ["Kat. Hond.", "Vis."]}, index=names))
    assert frame["article"].tolist() == [names[0], names[0], names[1]]
    assert frame["article"].dtype == names.dtype


def test_a_text_with_half_a_character_still_has_paragraphs():
    assert [tuple(found) for found in paragraphs("\ud800 Kop\nTekst.")] == [(0, 5, "heading"), (6, 12, "body")]


# Marks by themselves


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Quoi ! ! Il rit ... Elle aussi .", ["Quoi ! !", "Il rit ...", "Elle aussi ."]),
        ("nl", 'Wat een werk... ". Hij zweeg.', ['Wat een werk... ".', "Hij zweeg."]),
        # An opening quotation mark may be two commas, or be at its word while the closing one is not.
        ("nl", "Ze zweeg. ,, Nee. '' Hij ook.", ["Ze zweeg.", ",, Nee. ''", "Hij ook."]),
        ("nl", '"Nee. Ja. " Hij zweeg. " Ja. "', ['"Nee.', 'Ja. "', "Hij zweeg.", '" Ja. "']),
    ],
)
def test_marks_by_themselves_end_a_sentence_and_begin_none_unless_they_open_a_quotation(language, text, expected):
    assert sentences(pd.DataFrame({"text": [text]}), language=language)["text"].to_list() == expected


# Letters and units at the end of a sentence


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("nl", "Nederland zit in groep B. De ploeg speelt vrijdag.", 2),
        ("nl", "Over de V.S. Het land zweeg.", 2),
        ("nl", "Het was volgens burgemeester B. De Wever anders.", 1),
        ("nl", "Dat zei mevrouw J. In 't Veld van de partij.", 1),
        ("nl", "De omzet was 2 mln. De winst daalde.", 2),
        ("nl", "Dat was het volgens dhr. De winst.", 1),
        ("nl", "B. De wet is van gisteren.", 1),  # the letter of a list item
        ("nl", "Hij zag J. Boeren die gingen.", 1),  # no word that often begins a sentence
        ("fr", "Le groupe A. Les deux sont là.", 2),
        ("fr", "Avec M. Un tel.", 1),
    ],
)
def test_a_letter_or_a_unit_ends_a_sentence_where_the_next_begins_and_is_no_name(language, text, number):
    assert len(sentences(pd.DataFrame({"text": [text]}), language=language)) == number
