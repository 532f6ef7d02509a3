import subprocess
import sys
from collections import Counter

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_vocabulary import plain_raw_words
from test_tokens import hard_text

from leesbril import document_term_matrix, tokens
from leesbril.counting import _raw_counts
from leesbril.counting._raw_counts import RawCounter, count_terms, read_pieces
from leesbril.engine.scanning import Scanner
from leesbril.text.language import get_language
from leesbril.text.vocabulary import Rules
from leesbril.text.words import raw_words, raw_words_in

TRICKY = [
    "a", "B", "é", "É", "1", "٣", "²", "ß", "\u0301", "\u00ad", "\u00a0", "\u202f", "\u2009", "’", "'", "`", "“", "—",
    "…", ".", ",", "!", "?", ":", ";", "-", "\u2011", "(", "/", " ", " ", "  ", "\n", "\r", "\t", "\0", "m.a.w.",
    "3,5", "100.000", "1.,2", "woord", "Woord", "NAVO", "VVD WINT", "。", "ж", "Ж", "𝒳", "😀", "." * 9, " " * 9,
    "\u200b", "J.P.", "#", "@", "&", "=", "_", "+", "%", "://", "https", "www.", "nrc.nl", "t.co/", "jan@", "utm_",
    "a=b&", "3/4", "20:00", "CD&V", "sp.a", "#Stad", "Booking.com", "mailto:", "ﬃ", "Ĳ",
]  # fmt: skip
tricky_text = st.lists(st.sampled_from(TRICKY), max_size=30).map("".join)
# Of ASCII alone, for which there is an expression of its own; and in capitals, of which a line is cut in its own way.
plain_text = st.lists(
    st.sampled_from([*filter(str.isascii, TRICKY), "\v", "'s ", "18-jarige", "7/8"]), max_size=30
).map("".join)
any_text = tricky_text | hard_text | plain_text | tricky_text.map(str.upper) | plain_text.map(str.upper)


@pytest.fixture
def compiled(monkeypatch):
    monkeypatch.setattr(_raw_counts, "COMPILED_FROM", 0)


def counted(*texts):
    counter = RawCounter()
    counter.add(pd.Series(list(texts), dtype="str"))
    return counter.result()


def raw_words_and_counts(raw):
    """For each text, how often each raw word stands in it."""
    rows = []
    for tally in raw.tallies:
        pieces = raw.dictionaries[tally.pieces]
        found, ends = pieces.words.to_list(), np.cumsum([0, *pieces.sizes])
        for row in range(len(tally.first) - 1):
            cells = slice(tally.first[row], tally.first[row + 1])
            counts = zip(tally.codes[cells], tally.counts[cells], strict=True)
            rows.append(Counter(word for code, count in counts for word in found[ends[code] : ends[code + 1]] * count))
    return rows


def as_the_expression_finds_them(text):
    return Counter(word for _, word in plain_raw_words(text))


# Pieces


def pieces(text):
    scanner, data = Scanner(), np.frombuffer(text.encode(), np.uint8)
    list(scanner.count(data, np.array([0, len(data)])))
    return scanner.pieces().to_pylist()


@settings(max_examples=5 * settings.default.max_examples)
@given(st.lists(any_text, min_size=1, max_size=3))
def test_raw_words_and_their_places_are_those_of_the_expression(texts):
    found = raw_words(pd.Series(texts, dtype="str"))
    listed = zip(found.rows.tolist(), found.starts.tolist(), found.words.gather(found.codes).to_list(), strict=True)
    assert list(listed) == [(row, *word) for row, text in enumerate(texts) for word in plain_raw_words(text)]


def test_a_raw_word_has_a_mark_of_what_it_stands_behind():
    text = pd.Series(["De ‘Wet. ’s Avonds:\nLEGER WINT (2-0)\nNAVO 2017"])
    found = raw_words(text)
    assert found.words.gather(found.codes).to_list() == [
        "\nDe", "‘Wet", "\n’s", "Avonds",  # the quotation mark is the word's own, the gap behind the full stop is not
        "\rLEGER", "\rWINT", "\r2-0", "\nNAVO", "\n2017",  # one word with letters makes no line in capitals
    ]  # fmt: skip
    assert found.starts.tolist() == [0, 3, 9, 12, 20, 26, 32, 37, 42]


def test_a_word_is_one_raw_word_whatever_opens_its_sentence():
    found = raw_words(pd.Series(["Ja. De\nDe: “De …De", "a" + "." * 9 + "De"]))
    assert found.words.to_list() == ["\nJa", "\nDe", "\na"]
    # Nine signs away a full stop opens nothing, but the ninth is one too.
    assert raw_words(pd.Series(["a." + " " * 8 + "De"])).words.to_list() == ["\na", "\nDe"]
    assert raw_words(pd.Series(["a." + " " * 9 + "De"])).words.to_list() == ["\na", "De"]


def test_places_in_a_piece_are_counted_from_behind_its_mark():
    sizes, offsets, words = raw_words_in(pl.Series(["\n“De", "m.a.w. niets", "\vVVD WINT", ". ‘Oost", "…", "\vNAVO"]))
    assert sizes.tolist() == [1, 2, 2, 1, 0, 1]
    assert offsets.tolist() == [1, 0, 7, 0, 4, 2, 0]
    assert words.to_list() == ["\nDe", "m.a.w.", "niets", "\rVVD", "\rWINT", "\n‘Oost", "\nNAVO"]


@settings(max_examples=5 * settings.default.max_examples)
@given(st.lists(any_text, min_size=1, max_size=3))
def test_wherever_a_text_is_cut_its_raw_words_are_those_of_the_expression(texts):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_raw_counts, "COMPILED_FROM", 0)
        assert raw_words_and_counts(counted(*texts)) == [as_the_expression_finds_them(text) for text in texts]


def test_a_piece_of_a_line_in_capitals_has_the_mark_for_all_its_words():
    sizes, offsets, words = raw_words_in(pl.Series(["\rVVD", "\rU.S. (STEEL)", "\r3,5", "\v\vNAVO"]))
    assert sizes.tolist() == [1, 2, 1, 1]
    assert offsets.tolist() == [0, 0, 6, 0, 1]
    assert words.to_list() == ["\rVVD", "\rU.S.", "\rSTEEL", "\r3,5", "\nNAVO"]


def test_most_pieces_are_a_word_and_what_is_hard_to_cut_stays_together():
    # A line break opens a line or sentence; another control character is in front of each piece of a line in capitals.
    text = "De moskee, de IS-top. Hij zei m.a.w. niets (3,5 procent) in café ‘Oost’\nVVD WINT"
    assert pieces(text) == [
        "\nDe", "moskee", "de", "IS-top", "\nHij", "zei", "m.a.w. niets", "3,5", "procent", "in", "café", "‘Oost’",
        "\rVVD", "\rWINT",
    ]  # fmt: skip


def test_a_line_stays_whole_where_a_letter_or_a_word_decides_whether_it_is_in_capitals():
    # A letter beyond ASCII may be a small one; NAVO 2017 has one word with letters; 2-0 has none and is cut.
    assert pieces("ÉÉN DAG\nNAVO 2017\n2-0 (1-0)\n\nNAVO-TOP IN U.S.") == [
        "\vÉÉN DAG", "\vNAVO 2017", "\n2-0", "1-0", "\rNAVO-TOP", "\rIN", "\rU.S.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "een einde." + " " * 8 + "Nog een." + " " * 9 + "En nog een",  # what is nine signs away ends no sentence
        "de prijs 3,٣ of ٣.5 of ٣,٣ procent",  # digits beyond ASCII
        "a " + "de " * 600,  # more than fit in a byte
        "onderwijsraaaden onderwijsraaaden. Onderwijsraaaden onderwijsraaaden. onderwijsraaaden",  # sixteen letters
        "onderwijsraaade onderwijsraaaden onderwijsraaadens. onderwijsraaade. onderwijsraaadens",
    ],
)
def test_the_raw_words_at_every_limit_are_those_of_the_expression(text, compiled):
    assert raw_words_and_counts(counted(text)) == [as_the_expression_finds_them(text)]


def test_long_pieces_are_told_apart_and_counted_once_each(compiled):
    long, other = "a" * 40, "a" * 39 + "b"
    raw = counted(f"{long} {other} {long}", f"{other}")
    first, second = raw_words_and_counts(raw)
    assert first == {"\n" + long: 1, other: 1, long: 1}
    assert second == {"\n" + other: 1}


def test_the_table_of_pieces_grows(compiled):
    words = [f"woord{number:x}g" for number in range(100_000)]
    raw = counted("de " + " ".join(words + words[:1000]), "de", " ".join(words[:2]))
    often = Counter()  # each core has its own table
    for pieces in raw.dictionaries:
        often.update(dict(zip(pieces.words.to_list(), np.repeat(pieces.totals, pieces.sizes).tolist(), strict=True)))
    assert set(often) == {"\nde", "\n" + words[0], *words}
    assert [often[word] for word in (words[0], words[1], words[1000], words[-1])] == [2, 3, 1, 1]


# Batches and partitions


@given(
    st.lists(hard_text | tricky_text, min_size=1, max_size=6),
    st.sampled_from(["surface", "lemma"]),
    st.sampled_from(["whole", "parts"]),
    st.data(),
)
def test_counts_put_together_are_those_of_all_texts_at_once(texts, normalise, hyphens, data):
    frame = pd.DataFrame({"text": texts}, index=list("abcdef")[: len(texts)])
    whole = document_term_matrix(frame, normalise=normalise, hyphens=hyphens)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(texts)), max_size=3)))
    raw = _raw_counts.RawCounts([], [])
    for begin, end in zip([0, *cuts], [*cuts, len(texts)], strict=True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_raw_counts, "COMPILED_FROM", data.draw(st.sampled_from([0, 10**9])))
            patch.setattr(_raw_counts, "_MANY", data.draw(st.sampled_from([0, 10**9])))
            raw += counted(*texts[begin:end])
    rules = Rules.of(get_language("nl"), normalise=normalise, hyphens=hyphens)
    terms = read_pieces(raw.dictionaries, rules, drop=True)
    counts = count_terms(raw, terms)
    assert terms.terms.to_list() == whole.terms.tolist()
    np.testing.assert_array_equal(counts.toarray(), whole.counts.toarray())
    np.testing.assert_array_equal(counts.indices, whole.counts.indices)


@given(st.lists(any_text, min_size=1, max_size=4), st.sampled_from(["drop", "keep"]))
def test_the_compiled_code_counts_what_the_tokens_frame_holds(texts, stop_words):
    frame = pd.DataFrame({"text": texts}, index=list("abcd")[: len(texts)])
    found = tokens(frame).to_frame()
    kept = found[~found["stop"]] if stop_words == "drop" else found
    expected = kept.groupby(["article", "term"]).size()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_raw_counts, "COMPILED_FROM", 0)
        patch.setattr(_raw_counts, "_MANY", 0)
        dtm = document_term_matrix(frame, stop_words=stop_words)
    cells = dtm.counts.tocoo()
    counts = {
        (dtm.rows[row], dtm.terms[term]): count for row, term, count in zip(*cells.coords, cells.data, strict=True)
    }
    assert counts == expected.to_dict()
    assert dtm.terms.tolist() == sorted(set(kept["term"]))


def test_few_texts_load_no_compiler():
    code = (
        "import sys, pandas as pd, leesbril as lb;"
        "toy = pd.DataFrame({'text': ['leger', 'leger'], 'language': 'nl'}, index=['a', 'b']);"
        "dtm = lb.document_term_matrix(toy); lb.tfidf(dtm); assert not {'numba', 'tqdm'} & set(sys.modules);"
        "assert len(lb.neighbours(dtm)) == 1; assert len(lb.duplicates(toy)) == 2;"
        "assert 'numba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
