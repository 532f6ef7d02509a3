"""Names in articles, groups of their variants, and who is named in one of two articles."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril.facts._names.data import NameData, name_data
from leesbril.facts._names.groups import is_acronym_of
from leesbril.facts.languages import languages_of
from leesbril.facts.names import name_groups, names, who_is_named
from leesbril.frames import NAME_GROUPS, NAMES, WHO_IS_NAMED
from leesbril.tokenisation.build import open_tokens, tokens

GOLD = Path(__file__).parent / "gold" / "seeds_names.csv"
OWN_GROUPS = {"Amerikanen": "Amerikanen", "Russen": "Russen"}
"""Inhabitants stay names of their own; the gold counts them for their country or its government."""


def written(frame: pd.DataFrame) -> list[str]:
    return frame["written"].tolist()


def kinds(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["written"], frame["kind"].fillna(""), strict=True))


def groups(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["written"], frame["name"], strict=True))


# The seeds


def test_the_names_in_the_seeds_are_those_of_the_gold(seeds):
    gold = pd.read_csv(GOLD)
    found = names(seeds, language="nl")
    places = ["article", "start", "end"]
    assert found[places].values.tolist() == gold.sort_values(places)[places].values.tolist()


def test_the_groups_of_variants_in_the_seeds_are_those_of_the_gold(seeds):
    gold = pd.read_csv(GOLD)
    found = names(seeds, language="nl").merge(gold, on=["article", "start", "end"])
    expected = found["value"].str.split(":", n=1).str[1].where(~found["text"].isin(OWN_GROUPS), found["text"])
    assert found["name"].tolist() == expected.tolist()


def test_a_compound_in_the_seeds_is_marked_as_one(seeds):
    gold = pd.read_csv(GOLD)
    found = names(seeds, language="nl").merge(gold, on=["article", "start", "end"])
    assert found["compound"].tolist() == (found["kind_y"] == "name in compound").tolist()


def test_one_seed_alone_has_the_same_names(seeds):
    together = names(seeds, language="nl")
    for article in seeds.index:
        alone = names(seeds.loc[[article]], language="nl")
        assert written(alone) == written(together[together["article"] == article])


# What is a name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A capital inside a sentence is a name; weekdays, adjectives of peoples and forms of address are none.
        ("Gisteren kwam Rutte op Dinsdag naar de Iraakse grens, zei Dhr Bos.", ["Rutte", "Bos"]),
        ("De antwoorden van de Mechelse en de Brusselse rechter.", []),
        ("Het Engels van de Frans-Duitse delegatie is goed.", []),
        # At the start of a sentence: a word that no dictionary lists, a place, a first name before another word.
        ("Erdogan zwijgt. Morgen praat hij. Belgrado wacht.", ["Erdogan", "Belgrado"]),
        ("Bakker valt in de sloot.", []),
        ("Bakker valt in de sloot. Daar ligt Bakker nu.", ["Bakker", "Bakker"]),
        ("Peter Bakker valt in de sloot.", ["Peter Bakker"]),
        # The articles write it in small letters: three times as often is enough against a capital.
        ("De School is dicht. Een school, de school, mijn school en jouw school.", []),
        # Small words inside a name.
        ("Toen sprak Robin van Persie met Edwin van der Sar.", ["Robin van Persie", "Edwin van der Sar"]),
        ("Wij zagen Guus Hiddink van PSV in Bergen op Zoom.", ["Guus Hiddink", "PSV", "Bergen op Zoom"]),
        ("Toen sprak Hans van Warmerdam van de Zwurto.", ["Hans van Warmerdam", "Zwurto"]),
        ("'s Avonds is het stil. 's Namiddags ook.", []),
        ("Toen won Ajax de Champions League.", ["Ajax", "Champions League"]),
        ("Wint Ajax of PSV bij de Bank of England?", ["Ajax", "PSV", "Bank of England"]),
        ("Daar is Osama bin Laden in Rio de Janeiro.", ["Osama bin Laden", "Rio de Janeiro"]),
        ("Nu zwijgt de Partij voor de Vrijheid.", ["Partij voor de Vrijheid"]),
        ("Volgens Van der Veer en J. de Vries is het zo.", ["Van der Veer", "J. de Vries"]),
        ("Van Gansbeke lacht. Van Brussel naar huis.", ["Van Gansbeke", "Brussel"]),
        ('De Grauwe: "Dat is zo." De blauwe: dat niet.', ["De Grauwe"]),
        # A part of a place is a name of its own, and the place another; of an institution it is one name.
        ("In de Oude Stad van Gent en de Universiteit van Gent.", ["Oude Stad", "Gent", "Universiteit van Gent"]),
        # Who follows an office, an adjective or an inhabitant is another name.
        ("Dat zei minister van Financiën Wobbe Hoekema.", ["Financiën", "Wobbe Hoekema"]),
        ("De Franse Danone en de Franse Gemeenschap.", ["Danone", "Franse Gemeenschap"]),
        ("Zo reed Amerikaan Lance Armstrong.", ["Amerikaan", "Lance Armstrong"]),
        # Genitives, initials, numbers, ampersands, quotation marks.
        ("Dit is Obama's Witte Huis.", ["Obama's", "Witte Huis"]),
        ("De verdachte Jozef V. zwijgt. Radio 1 zond uit.", ["Jozef V.", "Radio 1"]),
        ("Daar staan Johnson & Johnson en Eric Clapton 'Layla'.", ["Johnson & Johnson", "Eric Clapton", "Layla"]),
        # Acronyms, and letters that are an ordinary noun; compounds.
        ("De TV meldt dat IS en de NAVO in Den Haag zijn.", ["IS", "NAVO", "Den Haag"]),
        ("De IS-leider, een PvdA'er, ex-PSV en kabinet-Dewael.", ["IS-leider", "PvdA'er", "ex-PSV", "kabinet-Dewael"]),
        ("De e-mail, de A-ploeg en een Anti-held.", []),
        # A dash after the place opens a sentence; a day with a capital is part of a name; an abbreviation ends one.
        (
            "PARIJS - Volgens Rutte was Roze Zaterdag bij Acme Inc. mooi.",
            ["PARIJS", "Rutte", "Roze Zaterdag", "Acme Inc."],
        ),
        # Institutions of a country; other nouns are none.
        ("De Russische regering en het Russische leger.", ["Russische regering"]),
        # A building without its hyphen, only behind an article.
        ("In de Al-Aqsa moskee. Bij Rutte thuis. Een Utrecht moskee.", ["Al-Aqsa moskee", "Rutte", "Utrecht"]),
        # No-break spaces, curly quotes, links and mentions.
        ("Hij zag\u00a0Den\u00a0Haag en ‘Rutte’ op www.Rutte.nl @Rutte #Rutte.", ["Den\u00a0Haag", "Rutte"]),
        ("het is Kf7, Te8 en niks anders.", []),
    ],
)
def test_what_is_a_name(toy, text, expected):
    assert written(names(toy(text), language="nl")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Titles, weekdays, months and adjectives have capitals in English and are no names.
        (
            "On Friday British Prime Minister Tony Blair met President Jacques Chirac in Paris.",
            ["Tony Blair", "Jacques Chirac", "Paris"],
        ),
        ("They met King, and the Russian government met May Smith.", ["King", "Russian government", "May Smith"]),
        # The clitic is no part of the name; of joins institutions only.
        ("He saw Trump's House of Lords and the wife of Clinton.", ["Trump", "House of Lords", "Clinton"]),
        ("They live in St. Louis, say Acme Inc. and J.P. Morgan.", ["St. Louis", "Acme Inc.", "J.P. Morgan"]),
        ("It was a quiet day. Nobody came.", []),
    ],
)
def test_what_is_a_name_in_english(toy, text, expected):
    assert written(names(toy(text), language="en")) == expected


def test_groups_and_kinds_in_english(toy):
    text = "The International Monetary Fund (IMF) and spokesman Zwurt met in London. Then the IMF left."
    found = names(toy(text), language="en")
    assert found[["written", "name", "kind"]].fillna("").values.tolist() == [
        ["International Monetary Fund", "International Monetary Fund", "organisation"],
        ["IMF", "International Monetary Fund", "organisation"],
        ["Zwurt", "Zwurt", "person"],
        ["London", "London", "place"],
        ["IMF", "International Monetary Fund", "organisation"],
    ]


def test_a_line_in_capitals_has_the_names_that_the_articles_have_elsewhere(toy):
    found = names(toy("NAVO VERLAAT MOSUL NOOIT\nIn Mosul vecht de NAVO."), language="nl")
    assert written(found) == ["NAVO", "MOSUL", "Mosul", "NAVO"]
    assert found["name"].tolist() == ["NAVO", "Mosul", "Mosul", "NAVO"]
    # In capitals IS may be the verb, which the articles have too.
    assert written(names(toy("ZE IS WEG UIT MOSUL\nIS vecht. Het is stil in Mosul."), language="nl")) == [
        "MOSUL",
        "IS",
        "Mosul",
    ]


def test_another_article_decides_what_opens_a_sentence(toy):
    # Kok is a cook as well: only the second article shows that it is a name.
    assert written(names(toy("Kok lacht."), language="nl")) == []
    assert written(names(toy("Kok lacht.", "Toen sprak Kok."), language="nl")) == ["Kok", "Kok"]


# Groups


def test_a_short_form_joins_the_only_long_form_of_its_article(toy):
    found = names(toy("Toen sprak Mark Rutte. Daarna zweeg Rutte. De Rutte-doctrine ook."), language="nl")
    assert found["name"].tolist() == ["Mark Rutte"] * 3


def test_a_short_form_of_two_names_stays_by_itself(toy):
    text = "Hier zijn Max Verstappen en Jos Verstappen. Daarna won Verstappen."
    assert names(toy(text), language="nl")["name"].tolist() == ["Max Verstappen", "Jos Verstappen", "Verstappen"]


def test_a_long_form_elsewhere_counts_for_persons_only(toy):
    found = names(toy("Toen sprak Mark Rutte bij Radio Donna.", "Nu zwijgen Rutte en Donna."), language="nl")
    assert found["name"].tolist() == ["Mark Rutte", "Radio Donna", "Mark Rutte", "Donna"]
    assert found["why"].iloc[2].endswith("short for Mark Rutte, in another article")


def test_a_place_is_no_short_form(toy):
    found = names(toy("Bij de Universiteit van Gent. Daar ligt Gent. Jan Gent ook."), language="nl")
    assert groups(found)["Gent"] == "Gent"


def test_letters_in_brackets_join_the_name_before_them(toy):
    text = "Het Internationaal Monetair Fonds (IMF) betaalt. Jan Vos (VVD) niet. Het IMF en de VVD zwijgen."
    found = groups(names(toy(text), language="nl"))
    assert found["IMF"] == "Internationaal Monetair Fonds"
    assert found["VVD"] == "VVD"


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("IS", "Islamitische Staat", True),
        ("PvdA", "Partij van de Arbeid", True),
        ("NAVO", "Noord-Atlantische Verdragsorganisatie", True),
        ("VVD", "Volkert van der Graaf", False),  # no G
        ("PVV", "Peter Vos", False),  # one v only
        ("Vos", "Vrije Omroep Stichting", False),  # no acronym by its spelling
        ("IS", "Islam", False),  # one word
    ],
)
def test_an_acronym_has_the_first_letters_in_order(short, long, expected):
    assert is_acronym_of(short, long) is expected


def test_spellings_with_hyphen_space_accent_and_capital_are_one_name(toy):
    text = "In de al-Nuri-moskee, de Al-Nuri moskee en de al-Nuri-moskee. In Curaçao of Curacao, in Curaçao."
    found = name_groups(toy(text), language="nl")
    assert found[["name", "variants", "count"]].values.tolist() == [
        ["Curaçao", "Curaçao · Curacao", 3],
        ["al-Nuri-moskee", "al-Nuri-moskee · Al-Nuri moskee", 3],
    ]


def test_inhabitants_of_a_country_are_one_name(toy):
    found = name_groups(toy("Toen kwamen de Turken. Een Turk bleef, de Turken gingen naar Turkije."), language="nl")
    assert found[["name", "kind", "count"]].values.tolist() == [["Turken", "people", 3], ["Turkije", "place", 1]]


def test_a_part_of_a_place_has_the_place_in_its_name(toy):
    found = names(toy("In de Oude Stad van Gent. Daar ligt de Oude Stad."), language="nl")
    assert found["name"].tolist() == ["Oude Stad van Gent", "Gent", "Oude Stad van Gent"]


# Kinds


def test_a_kind_rests_on_a_list_or_on_the_word_before(toy):
    text = (
        "Toen meldde persbureau Belgeuter dat minister Vantongel en bezoekster Dessel naar het dorp Zwurt gaan, "
        "met Mark Zeel, de Raad van State, Belgen uit Parijs en het Cruijffstadion."
    )
    assert kinds(names(toy(text), language="nl")) == {
        "Belgeuter": "organisation",
        "Vantongel": "person",
        "Dessel": "",  # bezoekster is in no list, and Dessel not either
        "Zwurt": "place",
        "Mark Zeel": "person",
        "Raad van State": "organisation",
        "Belgen": "people",
        "Parijs": "place",
        "Cruijffstadion": "place",
    }


def test_a_kind_holds_for_the_name_in_its_article(toy):
    found = names(toy("Toen zweeg minister Vantongel. Daarna lachte Vantongel.", "Nu is Vantongel weg."), language="nl")
    assert found["kind"].fillna("").tolist() == ["person", "person", ""]


# Tables


def test_name_groups_counts_mentions_and_articles(toy):
    articles = toy("In Mosul vecht IS. De IS-leider vlucht.", "Mosul valt.", "Niets.")
    expected = pd.DataFrame(
        {
            "name": ["Mosul", "IS"],
            "kind": ["place", None],
            "variants": ["Mosul", "IS · IS-leider"],
            "count": [2, 2],
            "articles": [2, 1],
        }
    )
    found = name_groups(articles, language="nl")
    pd.testing.assert_frame_equal(found, NAME_GROUPS.typed(expected))
    pd.testing.assert_frame_equal(name_groups(found=names(articles, language="nl")), found)


def test_who_is_named_lists_both_then_only_one(toy):
    articles = toy("In Mosul vecht IS. De IS-leider vlucht.", "Mosul ligt in Irak.", "In Parijs.")
    expected = pd.DataFrame(
        {
            "name": ["Mosul", "IS", "Irak"],
            "kind": ["place", None, "place"],
            "named": ["both", "only a", "only b"],
            "count_a": [1, 2, 0],
            "count_b": [1, 0, 1],
            "variants_a": ["Mosul", "IS · IS-leider", None],
            "variants_b": ["Mosul", None, "Irak"],
        }
    )
    pd.testing.assert_frame_equal(who_is_named(articles, "a", "b", language="nl"), WHO_IS_NAMED.typed(expected))


def test_sentences_are_numbered_as_tokens_number_them(toy):
    read = tokens(toy("Niets.\nIn Mosul. Dan naar Parijs.", "In Irak."), language="nl")
    found = names(read)
    spans = read.sentences().set_index(["article", "sentence"])
    assert found["sentence"].tolist() == [2, 3, 1]
    for mention in found.itertuples():
        assert mention.written in spans.loc[(mention.article, mention.sentence), "text"]


@pytest.mark.parametrize("text", ["", "\n\n", "geen hoofdletter hier", "12 345.", "‘", "De"])
def test_articles_without_names_give_an_empty_table(toy, text):
    found = names(toy(text), language="nl")
    pd.testing.assert_frame_equal(found, NAMES.typed({name: [] for name in NAMES.kinds}, names=found["article"].dtype))
    assert name_groups(found=found).empty
    assert names(toy(), language="nl").empty


def test_opened_tokens_and_a_selection_have_the_same_names(toy, tmp_path):
    articles = toy("Kok lacht.", "Toen sprak Wim Kok in Den Haag.")
    read = tokens(articles, language="nl", folder=tmp_path / "tokens")
    expected = names(articles, language="nl")
    pd.testing.assert_frame_equal(names(open_tokens(tmp_path / "tokens")), expected)
    assert written(names(read.select(["b"]))) == ["Wim Kok", "Den Haag"]


# Errors


def test_a_language_without_rules_is_named(toy):
    with pytest.raises(ValueError, match=r"no rules for 'de'.*en, nl"):
        names(toy("Berlin."), language="de")


def test_tokens_without_texts_are_refused(toy):
    with pytest.raises(ValueError, match="no texts"):
        names(tokens(toy("Mosul."), language="nl", texts=False))


def test_name_groups_takes_articles_or_found(toy):
    with pytest.raises(TypeError, match="give one of both"):
        name_groups()
    with pytest.raises(TypeError, match="give one of both"):
        name_groups(toy("Mosul."), found=names(toy("Mosul."), language="nl"))
    with pytest.raises(ValueError, match="no column 'article'"):
        name_groups(found=pd.DataFrame({"name": ["Mosul"]}))


def test_who_is_named_refuses_an_unknown_article(toy):
    with pytest.raises(KeyError, match="No article 'z' among the 1"):
        who_is_named(toy("Mosul."), "a", "z", language="nl")


# Word lists


@pytest.mark.parametrize("language", languages_of("names"))
def test_no_rule_names_the_subjects_of_the_seeds(language):
    data: NameData = name_data(language)
    words = {word for group in data.words.values() for word in group} | {w for cue in data.cues.values() for w in cue}
    assert not words & {"mosul", "nuri", "al-nuri", "baghdadi", "islamitische", "reuters", "kruis"}
    assert not data.first_names & {"Bakr"}


@pytest.mark.parametrize("language", languages_of("names"))
def test_words_that_are_compared_in_lower_case_are_listed_so(language):
    data = name_data(language)
    for words in [*data.words.values(), *data.cues.values()]:
        assert all(word == word.lower() for word in words)


# Laws

POOL = """
De de van der In Mosul IS Rutte Mark rutte IS-leider (IS) Islamitische Staat Franse regering J. & 's Oude Stad al-Nuri
moskee Radio 1 ‘ ’ : . ? Volgens zegt PARIJS Den Haag V. op Zoom Bergen koning Universiteit"""
WORDS = st.sampled_from([*POOL.split(), "\n"])
TEXTS = st.lists(st.lists(WORDS, max_size=14).map(" ".join), min_size=1, max_size=3)


@given(TEXTS)
def test_mentions_are_pieces_of_the_text_in_order_and_apart(texts):
    articles = pd.DataFrame({"text": texts}, index=pd.Index(list("abc"[: len(texts)]), dtype="str"))
    found = names(articles, language="nl")
    for article, mentions in found.groupby("article"):
        text = articles.at[article, "text"]
        assert [text[m.start : m.end] for m in mentions.itertuples()] == mentions["written"].tolist()
        assert (mentions["start"].iloc[1:].to_numpy() >= mentions["end"].iloc[:-1].to_numpy()).all()
        assert (mentions["start"] < mentions["end"]).all()
    counted = name_groups(found=found)
    assert counted["count"].sum() == len(found)
    assert set(counted["name"]) == set(found["name"])


@given(TEXTS)
def test_the_order_of_the_articles_does_not_matter(texts):
    articles = pd.DataFrame({"text": texts}, index=pd.Index(list("abc"[: len(texts)]), dtype="str"))
    one, other = names(articles, language="nl"), names(articles.iloc[::-1], language="nl")
    pd.testing.assert_frame_equal(one, other.sort_values(["article", "start"]).reset_index(drop=True))
