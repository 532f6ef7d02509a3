import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_vocabulary import plain_readings
from simplemma import lemmatize
from test_tokens import hard_text

from leesbril import document_term_matrix, tokens
from leesbril.text.language import get_language
from leesbril.text.spelling import is_acronym
from leesbril.text.vocabulary import Rules, readings
from leesbril.text.words import raw_words


def terms(frame, *, exceptions=None, language=None, **settings):
    return tokens(frame, exceptions=exceptions, language=language).to_frame(**settings)["term"].tolist()


@pytest.mark.parametrize("word", ["IS", "VVD", "NAVO", "D66", "A4", "F-16", "COVID-19", "ÉÉN"])
def test_capitals_alone_make_an_acronym(word):
    assert is_acronym(pl.Series([word]))[0]


@pytest.mark.parametrize("word", ["Is", "X", "vvd", "PvdA", "2014", "", "ß", "IS-leider"])
def test_near_misses_are_no_acronyms(word):
    assert not is_acronym(pl.Series([word]))[0]


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        ("Moskee", "moskee"),
        ("IS", "IS"),
        ("IS-leden", "IS-leden"),
        ("al-Nuri-moskee", "al-nuri-moskee"),
        ("oud-VVD’er", "oud-VVD'er"),
        ("foto´s", "foto's"),
        ("re\u00adge\u00adring", "regering"),
        ("cafe\u0301", "café"),
        ("al\u2011Nuri", "al-nuri"),
        ("V.S.", "VS"),
        ("Eén", "één"),
        ("100\u00a0000", "100.000"),
        ("m.a.w.", "m.a.w."),
        ("PvdA", "pvda"),
    ],
)
def test_a_word_is_counted_in_small_letters_but_for_its_acronyms(toy, written, counted):
    assert terms(toy(written)) == [counted]


def test_the_organisation_is_not_the_verb(toy):
    frame = tokens(toy("IS is verslagen. Is IS weg?")).to_frame()
    assert frame["term"].tolist() == ["IS", "is", "verslagen", "is", "IS", "weg"]
    assert frame["stop"].tolist() == [False, True, False, True, False, False]


def test_a_shouted_headline_makes_no_acronyms(toy):
    assert terms(toy("LEGER NADERT MOSKEE\nHet leger rukt op.")) == [
        "leger",
        "nadert",
        "moskee",
        "het",
        "leger",
        "rukt",
        "op",
    ]


def test_an_acronym_that_the_folder_knows_stays_one_in_a_shouted_line(toy):
    shouted = "VVD WINT\nDe partij juicht."
    assert terms(toy(shouted))[0] == "vvd"
    assert terms(toy(shouted, "De VVD wint."))[0] == "VVD"
    # IS and is both occur: the line cannot say which it means, and the verb is by far the more frequent.
    assert terms(toy("WAT IS WAAR\nDe IS is weg."))[1] == "is"


def test_one_word_in_capitals_on_a_line_is_an_acronym_and_so_is_one_with_a_number(toy):
    assert terms(toy("NAVO\nVVD 2017\nEen tekst.")) == ["NAVO", "VVD", "2017", "een", "tekst"]


def test_a_long_word_in_capitals_is_a_word_where_the_folder_or_the_language_knows_it_small(toy):
    # A dateline and a stressed word are words; an acronym that no one writes small stays one, and so do short ones.
    assert terms(toy("AMSTERDAM (ANP) - In Amsterdam", "de NAVO en IS"))[:2] == ["amsterdam", "ANP"]
    assert terms(toy("Dat is NIET waar"))[2] == "niet"
    assert terms(toy("De NAVO, de VN en de IS-top")) == ["de", "NAVO", "de", "VN", "en", "de", "IS-top"]
    assert terms(toy("De NAVO en de Navo"))[1::3] == ["navo", "navo"]


def test_a_hyphen_variant_folds_only_where_the_folder_has_both_forms(toy):
    open_form, closed_form = "De anti-terreureenheden.", "De antiterreureenheden."
    assert terms(toy(open_form)) == ["de", "anti-terreureenheden"]
    assert terms(toy(open_form, closed_form)) == ["de", "antiterreureenheden"] * 2


def test_numbers_with_a_hyphen_never_fold(toy):
    assert terms(toy("Seizoen 2014-15 kostte 201415 euro met een F-16 en een F16."))[1:3] == ["2014-15", "kostte"]
    assert {"F-16", "F16"} <= set(terms(toy("Een F-16 en een F16.")))


def test_parts_of_a_hyphenated_word_follow_it_and_keep_the_acronym(toy):
    frame = tokens(toy("De IS-leider sprak.")).to_frame(hyphens="parts")
    assert frame["term"].tolist() == ["de", "IS-leider", "IS", "leider", "sprak"]
    assert frame["kind"].tolist()[1:4] == ["word", "acronym", "word"]
    assert frame["token"].tolist()[1:4] == ["IS-leider", "IS", "leider"]


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("de leden", ["de", "lid"]),
        ("de IS-leden", ["de", "IS-lid"]),
        ("de al-Nuri-moskeeën", ["de", "al-nuri-moskee"]),
        ("de PVV’ers", ["de", "PVV'ers"]),
        ("de NAVO", ["de", "NAVO"]),
    ],
)
def test_lemmas_of_words_compounds_and_acronyms(toy, text, lemmas):
    assert terms(toy(text), normalise="lemma") == lemmas


@pytest.mark.parametrize(
    "text",
    [
        "Gisteren sprak Wilders in Den Haag.",  # inside a sentence
        "Wilders sprak.",  # at the head of a sentence
        "De minister kwam. ‘Wilders sprak.’",
        "WILDERS SPRAK\nDe Kamer luisterde.",
    ],
)
def test_wilders_is_never_wild(toy, text):
    found = terms(toy(text), normalise="lemma")
    assert "wilders" in found
    assert "wild" not in found


def test_a_capital_at_the_start_of_a_sentence_is_the_sentences_own(toy):
    # Whether the folder writes the word in lower case elsewhere or not at all.
    assert terms(toy("Moskeeën sloten."), normalise="lemma")[0] == "moskee"
    assert terms(toy("Moskeeën sloten.", "de moskeeën"), normalise="lemma")[0] == "moskee"
    assert terms(toy("We stonden er. Stonden zij er?"), normalise="lemma")[1::3] == ["staan", "zij"]


def test_a_capitalised_word_is_a_name_unless_the_folder_has_it_in_lower_case_three_times_as_often(toy):
    # Capitalised inside a sentence it may be a name, and keeps its form.
    assert terms(toy("de Moskeeën"), normalise="lemma")[1] == "moskeeën"
    assert terms(toy("de Moskeeën", "moskeeën, moskeeën"), normalise="lemma")[1] == "moskeeën"
    assert terms(toy("de Moskeeën", "de moskeeën, moskeeën, moskeeën"), normalise="lemma")[1] == "moskee"
    # Written twice as a name and once in lower case, it stays a name.
    assert terms(toy("Wilders sprak. Ook Wilders, en Wilders.", "iets wilders"), normalise="lemma")[0] == "wilders"


def test_exceptions_and_extra_stop_words_of_the_users_own(toy):
    frame = tokens(toy("Daesh en Mosul en IS"), exceptions={"Daesh": "IS"}).to_frame(extra_stop_words=["Mosul"])
    assert frame["term"].tolist() == ["IS", "en", "mosul", "en", "IS"]
    assert frame["stop"].tolist() == [False, True, True, True, False]


def test_the_users_words_are_folded_as_the_folder_folds_its_own(toy):
    frame = toy("De anti-terreureenheden.", "De antiterreureenheden.")
    for word in ("anti-terreureenheden", "antiterreureenheden"):
        assert tokens(frame).to_frame(extra_stop_words=[word])["stop"].all()
        assert terms(frame, exceptions={word: "eenheid"}) == ["de", "eenheid"] * 2


@pytest.mark.parametrize(
    "settings",
    [
        {"extra_stop_words": pd.DataFrame({"word": ["moskee"]})},
        {"extra_stop_words": [1]},
        {"extra_stop_words": None},
        {"exceptions": {"moskee": ""}},
        {"exceptions": {"moskee": None}},
    ],
)
def test_words_that_are_none_are_an_error(toy, settings):
    with pytest.raises(TypeError, match=r"takes (a list of )?words; (received|one is)"):
        terms(toy("a"), **settings)


def test_a_stop_word_in_small_letters_does_not_drop_the_acronym(toy):
    assert not tokens(toy("IS")).to_frame(extra_stop_words=["is"])["stop"].any()
    assert tokens(toy("IS")).to_frame(extra_stop_words=["IS"])["stop"].all()


@pytest.mark.parametrize("setting", [{"normalise": "stem"}, {"hyphens": "none"}])
def test_an_unknown_setting_names_what_was_received_and_what_is_known(toy, setting):
    ((name, value),) = setting.items()
    with pytest.raises(ValueError, match=f"{name}='{value}' is not known; choose one of"):
        terms(toy("a"), **setting)


def test_extra_stop_words_as_one_text_is_an_error(toy):
    with pytest.raises(TypeError, match="received the string 'mosul'"):
        tokens(toy("a")).to_frame(extra_stop_words="mosul")


@pytest.mark.parametrize(
    ("language", "text", "apart"),
    [
        ("fr", "l'armée", ["l'", "armée"]),
        ("fr", "‘L’armée’", ["L’", "armée"]),
        ("fr", "d’aujourd’hui", ["d’", "aujourd’hui"]),
        ("fr", "qu'il l'a", ["qu'", "il", "l'", "a"]),
        ("fr", "l'ex-président, l'Élysée, l'OTAN", ["l'", "ex-président", "l'", "Élysée", "l'", "OTAN"]),
        ("fr", "d'1,5 million", ["d'", "1,5", "million"]),
        ("en", "Trump’s and the UK's", ["Trump", "’s", "and", "the", "UK", "'s"]),
        ("en", "they'll, O'Brien's", ["they", "'ll", "O'Brien", "'s"]),
        ("de", "Wie geht's?", ["Wie", "geht", "'s"]),
    ],
)
def test_a_clitic_is_apart_from_the_word_that_it_leans_on(toy, language, text, apart):
    assert tokens(toy(text), language=language).to_frame()["token"].tolist() == apart


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("fr", "aujourd'hui"),
        ("fr", "quelqu'un"),
        ("fr", "N'Djamena"),  # no elision before a consonant
        ("fr", "Villeneuve-d'Ascq"),
        ("fr", "main-d'œuvre"),
        ("en", "O'Brien"),
        ("en", "don't"),
        ("nl", "foto's"),
        ("nl", "l'armée"),
    ],
)
def test_near_misses_of_a_clitic_stay_one_word(toy, language, word):
    assert tokens(toy(word), language=language).to_frame()["token"].tolist() == [word]


def test_a_word_behind_an_elision_is_no_longer_at_the_head_of_its_sentence(toy):
    # The sentence lent its capital to L', so that of Halles is a name's; the lemma of halles is halle.
    assert terms(toy("L'Halles vit, les halles."), normalise="lemma", language="fr")[1] == "halles"


@given(
    st.lists(hard_text | st.sampled_from(["l'", "qu’", "L’É", "d'", "N'D", "a's", "’ll", "'S"]), max_size=12),
    st.sampled_from(["fr", "en", "de"]),
    st.sampled_from(["whole", "parts"]),
)
def test_both_implementations_count_the_same_where_clitics_are_apart(snippets, language, hyphens):
    text = "".join(snippets)
    frame = pd.DataFrame({"text": [text]}, index=["a"])
    found = tokens(frame, language=language).to_frame(hyphens=hyphens)
    assert all(text[token.start : token.end] == token.token for token in found.itertuples())
    dtm = document_term_matrix(frame, language=language, hyphens=hyphens)
    expected = found.loc[~found["stop"], "term"].value_counts().reindex(dtm.terms)
    assert np.array_equal(dtm.counts.toarray()[0], expected.to_numpy())
    assert dtm.counts.sum() == (~found["stop"]).sum()


# The rules in columns, and word by word

NASTY = [
    "a", "é", "É", "Eé", "Eén", "e\u0301", "E\u0301", "A", "IS", "is", "NIET", "niet", "Niet", "V.S.", "v.s.", "J.P.",
    "m.a.w.", "IJ", "ij", "-", "-", "\u2010", "\u2011", "'", "’", "ʼ", "´", "`", "\u00ad", "\u200b", "ß", "ẞ", "İ", "ŉ",
    "ﬀ", "ǆ", "ǅ", "Σ", "ΑΣ", "ς", "ж", "Ж", "中", "ء", "1", "2014", "3,5", "100.000", "\u00a0000", "²", "½", "Ⅷ", "①",
    "l'", "L'É", "d’", "qu'", "N'D", "aujourd'hui", "'s", "’S", "’ll", "'t", "n't", "O'Brien", "VVD’er", "foto's",
    "anti-terreur", "ANTI-TERREUR", "antiterreur", "al-Nuri", "IS-leden", "Wilders", "wilders", "Moskeeën", "moskeeën",
    "CD&V", "cd&v", "sp.a", "SP.A", "#MeToo", "#IS", "@is", "https://nrc.nl/de-stad?a=b", "HTTPS://NRC.NL/IS-LEIDER",
    "jan-piet@nrc.nl", "t.co/Ab1", "utm_source=x", "nu.nl", "20:00", "9:30-12:00", "20:75", "3/4", "07/12/1998",
    "oﬃciële", "Ĳssel", "ĲSSEL", "ĳs",
    " ", " ", " ", " ", "\n", ". ", ": ", "! “", "\nWAT NU\n", "\nLEGER WINT", "\nNAVO\n",
]  # fmt: skip
# No character beyond those that every version of Unicode sees alike: Python and polars have two of them.
any_letters = st.text(st.characters(max_codepoint=0x17F), max_size=4)
nasty_text = st.lists(st.sampled_from(NASTY) | any_letters, min_size=1, max_size=40).map("".join)
own_words = st.sampled_from(["niet", "Anti-terreur", "antiterreur", "IS", "Leden", "l", "É", "a-a", "İ", "V.S.", "eén"])


@settings(max_examples=4 * settings.default.max_examples)
@given(
    st.lists(nasty_text, min_size=1, max_size=3),
    st.sampled_from(["nl", "en", "de", "fr"]),
    st.sampled_from(["surface", "lemma"]),
    st.sampled_from(["whole", "parts"]),
    st.lists(own_words, max_size=2),
    st.dictionaries(own_words, st.sampled_from(["x", "anti-terreur", "IS"]), max_size=2),
)
def test_in_columns_every_word_is_read_as_it_is_alone(texts, code, normalise, hyphens, extra, exceptions):
    found = raw_words(pd.Series(texts, dtype="str"))
    rules = Rules.of(get_language(code), normalise, hyphens, extra, exceptions)
    read = readings(found.words, found.counts, rules)
    assert read.columns.rows() == plain_readings(found.words.to_list(), found.counts.tolist(), rules)
    assert read.raw_words == len(found.words)


def test_readings_stand_in_the_order_of_the_raw_words_and_say_where_in_them_they_start():
    raw = pl.Series(["\nL'ex-ministre", "\rNAVO", "armée", "’Trump’s"])
    read = readings(raw, np.ones(4, dtype=np.int64), Rules.of(get_language("fr"), hyphens="parts"))
    assert read.frame.drop(columns="stop").values.tolist() == [
        [0, 0, "L'", "l'", "word"],
        [0, 2, "ex-ministre", "ex-ministre", "word"],
        [0, 2, "ex", "ex", "word"],
        [0, 5, "ministre", "ministre", "word"],
        [1, 0, "NAVO", "navo", "word"],  # in a line in capitals, and no acronym elsewhere
        [2, 0, "armée", "armée", "word"],
        [3, 1, "Trump’s", "trump's", "word"],
    ]
    terms, number = read.terms
    assert terms.to_list() == ["armée", "ex", "ex-ministre", "l'", "ministre", "navo", "trump's"]
    assert number.tolist() == [3, 2, 1, 4, 5, 0, 6]
    places, which = read.spread(np.array([2, 0]))
    assert places.tolist() == [0, 1, 1, 1, 1] and which.tolist() == [5, 0, 1, 2, 3]


# The lemmatiser


@pytest.mark.parametrize("code", ["nl", "en", "de", "fr"])
def test_the_lemmatiser_is_asked_as_simplemma_asks_it(code):
    language = get_language(code)
    forms = [
        form
        for word in [*list(language.word_frequencies)[::211], "eén", "ßa", "ÿ", "ŉa", "zxqheden", "zxqijen", "al-nuri"]
        for form in (word, word.capitalize(), word.upper(), word + "heden", word + "'s", "ex-" + word)
    ]
    expected = [(lemmatize(form, lang=code).replace("_", "") or form).lower() for form in forms]
    exceptions = language.lemma_exceptions
    assert [language.lemma(form) for form in forms] == [
        exceptions.get(form, answer) for form, answer in zip(forms, expected, strict=True)
    ]
