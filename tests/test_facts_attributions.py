"""Who says what, and how firmly."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import tokens
from leesbril.facts._attributions.quotes import quotations
from leesbril.facts._attributions.words import attribution_words
from leesbril.facts.attributions import attributions
from leesbril.frames import ATTRIBUTIONS

GOLD = Path(__file__).parent / "gold" / "seeds_attributions.csv"


def rows(text, language="nl"):
    """Source, firmness and what is said, of each statement in one text."""
    frame = attributions(pd.DataFrame({"text": [text]}, index=["a"]), language=language)
    said = [text[start:end] for start, end in zip(frame["scope_start"], frame["scope_end"], strict=True)]
    return list(zip(frame["source"].fillna(""), frame["firmness"], said, strict=True))


SAID = {
    "Volgens de politie vielen er drie doden.": ("de politie", "stated", "vielen er drie doden"),
    "De zaak is volgens advocaat Jan Vlug van tafel.": ("advocaat Jan Vlug", "stated", None),
    "Het is volgens hem te laat.": ("hem", "stated", None),
    "De zaak is volgens haar de grootste ooit.": ("haar", "stated", None),
    "Volgens de Syrische staatstelevisie en het Rode Kruis zijn er doden.": (
        "de Syrische staatstelevisie en het Rode Kruis",
        "stated",
        "zijn er doden",
    ),
    "De weg is dicht, aldus een woordvoerder van de NS.": ("een woordvoerder van de NS", "stated", "De weg is dicht"),
    "De minister zegt dat er geld komt.": ("De minister", "stated", "er geld komt"),
    "Minister Hugo de Jonge (CDA) zei vrijdag dat het te vroeg is.": (
        "Minister Hugo de Jonge",
        "stated",
        "het te vroeg is",
    ),
    "Gisteren zei trainer Erik ten Hag dat hij stopt.": ("trainer Erik ten Hag", "stated", "hij stopt"),
    "Een dag later meldde de BBC dat hij weg was.": ("de BBC", "stated", "hij weg was"),
    "Jan Jansen, directeur van de school, zegt dat ze veilig zijn.": ("Jan Jansen", "stated", "ze veilig zijn"),
    "Twee mensen zijn gewond, meldt de politie.": ("de politie", "stated", "Twee mensen zijn gewond"),
    "De club liet dinsdag weten dat hij stopt.": ("De club", "stated", "hij stopt"),
    "Het bedrijf heeft laten weten te stoppen.": ("Het bedrijf", "stated", "te stoppen"),
    "De club heeft dinsdag bekendgemaakt dat hij stopt.": ("De club", "stated", "hij stopt"),
    "Uit cijfers van het CBS blijkt dat de prijs stijgt.": ("cijfers van het CBS", "stated", "de prijs stijgt"),
    "De prijs stijgt, zo blijkt uit cijfers van het CBS.": ("cijfers van het CBS", "stated", "De prijs stijgt"),
    "In het rapport staat dat de brug lekt.": ("het rapport", "stated", "de brug lekt"),
    "‘Nee’, zegt hij.": ("hij", "quoted", "‘Nee’"),
    "“Het is een ramp. Iedereen rent weg”, aldus Jan.": ("Jan", "quoted", "“Het is een ramp. Iedereen rent weg”"),
    '"Dit is mooi", sneerde Jansen.': ("Jansen", "quoted", '"Dit is mooi"'),
    "Rutte: ‘We moeten nu door.’": ("Rutte", "quoted", "‘We moeten nu door.’"),
    "Hij zei: ‘We moeten nu door.’": ("Hij", "quoted", "‘We moeten nu door.’"),
    "Jansen noemt het plan ‘onzin’.": ("Jansen", "quoted", "het plan ‘onzin’"),
    "Getuigen spreken van een ‘ware hel’.": ("Getuigen", "quoted", "van een ‘ware hel’"),
    "De regering hoopt dat het stopt.": ("De regering", "hope", "het stopt"),
    "Het leger hoopt de stad in te nemen.": ("Het leger", "hope", "de stad in te nemen"),
    "De brandweer vermoedt dat het aangestoken is.": ("De brandweer", "hope", "het aangestoken is"),
    "De prijs daalt, verwacht het CPB.": ("het CPB", "hope", "De prijs daalt"),
    "De politie gaat ervan uit dat hij alleen was.": ("De politie", "hope", "hij alleen was"),
    "Officieren verklaarden dat ze hopen te winnen.": ("Officieren", "hope", "ze hopen te winnen"),
    "De vakbond eist meer loon.": ("De vakbond", "wish", "meer loon"),
    "Het kabinet wil de belasting verlagen.": ("Het kabinet", "wish", "de belasting verlagen"),
    "De oppositie roept hem op te gaan.": ("De oppositie", "wish", "hem op te gaan"),
    "In de brief worden ouders opgeroepen thuis te blijven.": ("de brief", "wish", "thuis te blijven"),
    "Volgens Irak zouden er 300 doden zijn.": ("Irak", "zou", "zouden er 300 doden zijn"),
    "De dader zou zijn gevlucht.": ("", "zou", "De dader zou zijn gevlucht"),
    "Er wordt gezegd dat hij weg is.": ("", "unsourced", "hij weg is"),
    "Vermoed wordt dat hij weg is.": ("", "unsourced", "hij weg is"),
    "Naar verluidt is hij ziek.": ("", "unsourced", "Naar verluidt is hij ziek"),
    "De brug is veilig, luidt het.": ("", "unsourced", "De brug is veilig"),
}


@pytest.mark.parametrize("text", SAID)
def test_a_statement_has_its_source_its_firmness_and_what_is_said(text):
    source, firmness, said = SAID[text]
    assert rows(text) == [(source, firmness, text[:-1] if said is None else said)]


NOT_SAID = [
    "Het zogenoemde ‘kalifaat’ is verslagen.",  # one word between quotation marks keeps a distance
    "Volgens plan gaat de brug open.",
    "Volgens de regels mag dat niet.",
    "Als het regent, zou de wedstrijd worden afgelast.",
    "Dat zou jammer zijn.",
    "Wij zouden dat nooit doen.",
    "Zou hij nog komen?",
    "De minister heeft vragen gesteld over het onderzoek.",
    "Zij schreef een boek over de oorlog.",
    "De man zei niets.",
    "Een woordvoerder wil niet reageren.",
    "De burgers gaven de hoop niet op.",
    "Het bericht is onderweg.",
    "Die claim is nooit bevestigd.",
    "De film ‘De ontdekking van de hemel’ draait weer.",
    "Hij bezocht het ‘Arte Popular do Brasil’.",
    "Foto’s van ’s nachts, zo’n 200, zijn weg.",
    "De politie is er.",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_the_article_states_by_itself_has_no_row(text):
    assert rows(text) == []


def test_the_medium_stands_in_the_words_and_not_in_the_source():
    text = "De wijk is omsingeld, aldus bronnen tegen persbureau Reuters."
    found = attributions(pd.DataFrame({"text": [text]}, index=["a"]), language="nl").iloc[0]
    assert found["written"] == "aldus bronnen tegen persbureau Reuters"
    assert (found["source"], found["source_start"], found["source_end"]) == ("bronnen", 28, 35)
    assert found["verb"] == "aldus"


def test_dat_meldt_points_to_the_sentence_before():
    text = "De stad is gevallen. Dat meldt persbureau ANP."
    assert rows(text) == [("persbureau ANP", "stated", "De stad is gevallen.")]


def test_dat_zegt_without_a_sentence_before_quotes_nothing():
    text = "Dat zegt een studie in het ‘Journal of Human Studies’."
    assert [row[:2] for row in rows(text)] == [("een studie", "stated")]


def test_who_speaks_for_himself_is_the_source():
    text = "Het bedrijf verliest naar eigen zeggen veel geld."
    assert rows(text) == [("Het bedrijf", "stated", text[:-1])]


def test_a_quotation_that_goes_on_in_the_next_sentence_keeps_its_source():
    text = "‘We zijn klaar’, zegt Jan. ‘Niemand luistert naar ons.’\n\n‘En nu is het genoeg.’"
    assert [(source, firmness) for source, firmness, _ in rows(text)] == [("Jan", "quoted")] * 3
    other = "‘We zijn klaar’, zegt Jan. Het regent. Het waait. ‘Niemand luistert naar ons.’"
    assert [source for source, _, _ in rows(other)] == ["Jan", ""]


def test_a_quotation_may_run_over_paragraphs_each_of_which_opens_it_again():
    text = "“Eerst zeg ik dit.\n\n“En daarna zeg ik dat.”"
    assert [text[found.start : found.end] for found in quotations(text)] == [
        "“Eerst zeg ik dit.",
        "“En daarna zeg ik dat.”",
    ]


def test_apostrophes_are_no_quotation_marks():
    text = "'s Avonds is het 'erg druk hier'."
    assert [text[found.start : found.end] for found in quotations(text)] == ["'erg druk hier'"]
    assert quotations("Foto's van 's nachts uit de jaren '90, zo'n honderd foto's, 't is wat.") == []


def test_verbs_inside_a_quotation_are_no_statements_of_their_own():
    text = "“Wij willen dat hij zegt wat hij denkt”, zei Jan."
    assert [source for source, _, _ in rows(text)] == ["Jan"]


def test_capitals_line_ends_and_hard_spaces_change_nothing():
    assert rows("VOLGENS DE POLITIE IS HIJ WEG") == [("DE POLITIE", "stated", "IS HIJ WEG")]
    assert rows("Volgens\u00a0de\u00a0politie is hij weg.") == [("de\u00a0politie", "stated", "is hij weg")]


def test_empty_articles_give_an_empty_typed_frame(toy):
    for frame in (toy(), toy("", " ")):
        found = attributions(frame, language="nl")
        assert found.empty
        assert list(found.columns) == list(ATTRIBUTIONS.kinds)
        assert found["source_start"].dtype == "Int64"


def test_sentences_count_from_one_in_each_article(toy):
    found = attributions(toy("Het regent. Volgens Jan is dat mooi.", "Volgens Jan is dat mooi."), language="nl")
    assert found[["article", "sentence"]].values.tolist() == [["a", 2], ["b", 1]]


def test_a_language_without_rules_is_named(toy, monkeypatch):
    read = tokens(toy("Volgens Jan is dat mooi."), language="nl")
    object.__setattr__(read, "language", "xx")
    with pytest.raises(ValueError, match=r"no rules for 'xx'; it has them for .*nl"):
        attributions(read)


def test_tokens_without_texts_cannot_be_asked(toy):
    with pytest.raises(ValueError, match="no texts"):
        attributions(tokens(toy("Volgens Jan is dat mooi."), language="nl", texts=False))


@pytest.mark.parametrize("language", ["nl"])
def test_every_word_of_the_lists_stands_in_one_group(language):
    import tomllib
    from importlib import resources

    data = tomllib.loads(
        (resources.files("leesbril.facts") / "data" / f"attributions.{language}.toml").read_text("utf-8")
    )
    seen: dict[str, str] = {}
    double = [
        (word, name)
        for name, group in data["words"].items()
        for word in group["words"].split()
        if seen.setdefault(word, name) != name
    ]
    assert double == []
    assert all(group.get("reason") for kind in ("verbs", "words") for group in data[kind].values())
    assert len(attribution_words(language).triggers) <= 32  # two bits of 64 for each pair


@pytest.fixture(scope="module")
def gold():
    return pd.read_csv(GOLD)


def test_the_gold_of_the_seeds_stands_where_it_says(seeds, gold):
    for row in gold.itertuples():
        text = seeds.at[row.article, "text"]
        assert text[row.verb_start : row.verb_end] == row.verb
        assert text[row.scope_start : row.scope_end] == row.scope
        assert pd.isna(row.source) or text[int(row.source_start) : int(row.source_end)] == row.source


def test_all_attributions_of_the_seeds_are_found_and_no_other(seeds, gold):
    found = attributions(seeds)
    columns = ["article", "verb", "source", "source_start", "scope_start", "firmness"]
    expected = gold.assign(verb=gold["verb"].str.lower())[columns]
    key = ["article", "scope_start"]
    pd.testing.assert_frame_equal(
        found[columns].sort_values(key, ignore_index=True),
        expected.sort_values(key, ignore_index=True),
        check_dtype=False,
    )


@pytest.mark.parametrize(
    "long",
    [
        "Volgens " + "Jan van Aa " * 60 + "zegt zegt",
        "Jan " * 200 + "zegt",
        "Jan " * 60 + "is zegt dat",
        "De Jan de " * 80 + "zegt",
        "‘Het is zo’, zegt Jan " + "in de stad van Aa op de berg " * 30 + "heeft",
        "‘Foto’s " * 80,
        "‘" + "zo’n foto’s " * 100,
        '"' * 300,
        ",, '' " * 100,
        "(" * 200 + " zegt Jan",
    ],
)
def test_no_sentence_takes_long(long):
    # With rules that can read one word in two ways, each of these would take longer than anyone can wait.
    assert len(rows(long + ".")) < 200


PIECES = [
    "Volgens de politie",
    "is hij weg",
    "‘",
    "’",
    "“",
    "”",
    '"',
    ".",
    ",",
    " zegt Jan",
    " zou",
    " dat ",
    "\n",
    "(",
    ":",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_places_lie_in_the_text_and_hold_what_is_written(text):
    frame = attributions(pd.DataFrame({"text": [text]}, index=["a"]), language="nl")
    for row in frame.itertuples():
        assert text[row.start : row.end] == row.written
        assert 0 <= row.scope_start < row.scope_end <= len(text)
        assert pd.isna(row.source) or text[row.source_start : row.source_end] == row.source
    assert frame["start"].is_monotonic_increasing


@given(st.sampled_from(sorted(SAID)), st.sampled_from(sorted(SAID)))
def test_a_paragraph_has_the_statements_of_its_own_sentences(one, other):
    # Both texts are sentences of their own; a blank line keeps a quotation of one from the source of the other.
    both = f"{one}\n\nHet regent.\n\nHet waait.\n\n{other}"
    assert rows(both) == rows(one) + rows(other)
