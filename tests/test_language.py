import pytest

from leesbril import stop_words
from leesbril.language import background_frequencies, get_language


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("moskeeën", "moskee"),
        ("opgeroepen", "oproepen"),  # simplemma: op_roepen
        ("kilometers", "kilometer"),  # simplemma: kilo_meter
        ("leden", "lid"),  # an exception; simplemma: lijden
        ("xqzt", "xqzt"),
    ],
)
def test_lemmas_are_words_without_marks_and_exceptions_come_first(word, lemma):
    assert get_language("nl").lemma(word) == lemma


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Wilders", "wilders"),
        ("Kok", "kok"),
        ("Amerikanen", "amerikaan"),
        ("Mosul", "mosul"),
        ("Belgische", "belgisch"),
    ],
)
def test_a_name_keeps_its_form_where_the_lemmatiser_makes_it_an_ordinary_word(word, lemma):
    assert get_language("nl").lemma_of_name(word) == lemma


def test_stop_words_come_in_groups_with_a_reason_each():
    table = stop_words("nl")
    assert table["word"].is_unique
    assert (table["reason"].str.len() > 20).all()
    assert {"gisteren", "terug", "elkaar", "waarin", "naast", "zowel"} <= set(table["word"])


def test_words_with_content_are_no_stop_words():
    kept = {"twee", "weg", "recent", "vol", "den", "geven", "mogelijk", "zegt", "aldus", "volgens"}
    assert not kept & get_language("nl").stop_words


def test_reporting_verbs_are_a_group_apart():
    reporting = set(stop_words("nl", groups=["reporting"])["word"])
    assert {"zegt", "aldus", "volgens"} <= reporting
    assert not reporting & get_language("nl").stop_words


def test_an_unknown_group_names_the_known():
    with pytest.raises(ValueError, match=r"\['verbs'\]; known are \['articles'"):
        stop_words("nl", groups=["verbs"])


def test_an_acronym_that_reads_as_a_stop_word_has_no_frequency():
    found = background_frequencies(["IS", "is", "VVD", "vvd"])
    assert found["IS"] == 0
    assert found["is"] > 0.01
    assert found["VVD"] == found["vvd"] > 0


def test_a_phrase_or_an_unlisted_compound_is_as_frequent_as_its_rarest_part():
    found = background_frequencies(["oude", "stad", "oude stad", "stad-oude", "IS-stad", "guerrillatactieken"])
    assert found["oude stad"] == found["stad-oude"] == min(found["oude"], found["stad"])
    assert found["IS-stad"] == found["guerrillatactieken"] == 0


def test_a_number_has_the_frequency_of_that_number_and_not_of_all_with_as_many_digits():
    found = background_frequencies(["2014", "0000"])
    assert 0 < found["2014"] < 1e-3  # in the list, 0000 stands for every number of four digits: .0044


def test_a_lemma_is_as_frequent_as_all_its_forms_together():
    forms = background_frequencies(["moskee", "moskeeën"]).sum()
    assert background_frequencies(["moskee"], normalise="lemma")["moskee"] >= forms > 0
