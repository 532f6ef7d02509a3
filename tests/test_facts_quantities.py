"""Quantities: which words are one, the interval that they mean, and what is counted."""

import math
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import leesbril as lb
from leesbril.facts.quantities import quantities
from leesbril.frames import QUANTITIES

INF = math.inf
GOLD = Path(__file__).parent / "gold" / "seeds_quantities.csv"


CASES: dict[str, list[str]] = {"nl": [], "en": []}
"""The texts of all cases below: they are read as one frame, which takes hardly longer than one of them."""


def each(text: str, names: object, cases: list, language: str = "nl") -> pytest.MarkDecorator:
    """Every case, with its text: a template for the first value of each."""
    CASES[language] += [text.format(case[0] if isinstance(case, tuple) else case) for case in cases]
    return pytest.mark.parametrize(names, cases)


@cache
def found_in_cases(language: str) -> dict[str, pd.DataFrame]:
    texts = list(dict.fromkeys(CASES[language]))
    found = quantities(pd.DataFrame({"text": texts}, index=texts), language=language)
    return {text: found[found["article"] == text].drop(columns="article") for text in texts}


def rows(text: str, language: str = "nl") -> list[dict]:
    if text in CASES[language]:
        found = found_in_cases(language)[text]
    else:
        found = quantities(pd.DataFrame({"text": [text]}, index=["a"]), language=language)
    for row in found.itertuples():
        assert text[row.start : row.end] == row.written
    return found.astype(object).where(found.notna(), None).to_dict("records")


def of(text: str, *columns: str, language: str = "nl") -> list[tuple]:
    return [tuple(row[column] for column in columns) for row in rows(text, language)]


# The seeds


def test_the_seeds_have_the_quantities_of_the_gold_and_no_others(seeds):
    gold = pd.read_csv(GOLD)
    found = quantities(seeds, language="nl")

    places = ["article", "start", "end"]
    assert found[places].values.tolist() == gold[places].values.tolist()


def test_the_quantities_of_the_seeds_count_what_the_gold_says(seeds):
    found = quantities(seeds, language="nl").astype(object)
    found = found.where(found.notna(), None)

    # Counts of people start at 0; bijna 6.000 reaches 20 % down: 6,000 - 1,200.
    assert found[["low", "high", "unit", "counted", "left_out"]].values.tolist() == [
        [20_000, 99_999, None, "burger", False],
        [3, 3, None, "wijk", False],
        [300, 300, "m", None, False],
        [100_000, INF, None, "burger", False],
        [2, INF, None, "plaats", False],
        [0, INF, None, "burger", False],
        [0, 300, None, "terrorist", False],
        [4_800, 6_000, None, "terrorist", True],
        [2, INF, None, "keer", False],
    ]


# Numbers


@each(
    "Er kwamen {} bezoekers.",
    ("written", "value"),
    [
        ("100.000", 100_000),
        ("6.000", 6_000),
        ("12500", 12_500),
        ("1,5 miljoen", 1_500_000),
        ("2 mln", 2_000_000),
        ("3,2 miljard", 3.2e9),
        ("100 duizend", 100_000),
        ("100\u00a0000", 100_000),
        ("twaalf", 12),
        ("tweeëntwintig", 22),
        ("honderd", 100),
        ("honderdeneen", 101),
        ("twaalfhonderd", 1_200),
        ("tweeduizend", 2_000),
        ("drieduizend vierhonderd", 3_400),
        ("honderdvijftigduizend", 150_000),
        ("twee miljoen", 2_000_000),
        ("een miljoen", 1_000_000),
        ("een half miljoen", 500_000),
        ("anderhalf miljoen", 1_500_000),
        ("drieënhalf miljoen", 3_500_000),
    ],
)
def test_a_number_is_read_however_it_is_written(written, value):
    assert of(f"Er kwamen {written} bezoekers.", "written", "low", "high", "counted") == [
        (written, value, value, "bezoeker")
    ]


@each(
    "Er kwamen {} bezoekers.",
    ("written", "low", "high"),
    [
        ("tientallen", 20, 99),
        ("honderden", 200, 999),
        ("duizenden", 2_000, 9_999),
        ("tienduizenden", 20_000, 99_999),
        ("honderdduizenden", 200_000, 999_999),
        ("enkele tientallen", 20, 99),
        ("honderden miljoenen", 200_000_000, 999_999_999),  # 200 × 1,000,000 up to one below 1,000 × 1,000,000
        ("een paar duizend", 2_000, 9_999),
        ("een twintigtal", 18, 22),
        ("20 tot 30", 20, 30),
        ("20-30", 20, 30),
        ("20 à 30", 20, 30),
        ("twee of drie", 2, 3),
        ("tussen de 5 en 10", 5, 10),
        ("tussen 15 en 50", 15, 50),
        ("1 tot 2 miljoen", 1_000_000, 2_000_000),
        ("vijf- tot zesduizend", 5_000, 6_000),
        ("meer dan 100.000", 100_000, INF),
        ("niet meer dan 300", 0, 300),
        ("minstens 50", 50, INF),
        ("zeker 33", 33, INF),
        ("hooguit 50", 0, 50),
        ("nog geen 50", 0, 50),
        ("ruim 300", 300, 360),  # 300 + 20 %
        ("bijna 300", 240, 300),  # 300 - 20 %
        ("circa 300", 240, 360),
        ("zo'n 300", 240, 360),
        ("zo’n 300", 240, 360),
        ("naar schatting 300", 240, 360),
        ("10 of meer", 10, INF),
    ],
)
def test_words_around_a_number_make_it_an_interval(written, low, high):
    assert of(f"Er kwamen {written} bezoekers.", "written", "low", "high", "counted") == [
        (written, low, high, "bezoeker")
    ]


@each(
    "{}",
    ("sentence", "low", "high"),
    [
        ("Veel burgers vluchtten.", 0, INF),
        ("Er zijn minder dan 300 huizen.", 0, 300),
        ("Het aantal boeren is hooguit 300.", 0, 300),  # the noun is left out
        # A measure may be below 0, and so may a difference.
        ("Het wordt hooguit 3 graden.", -INF, 3),
        ("De winst bleef onder de 300 euro.", -INF, 300),
        ("De groei is hooguit 2 procent.", -INF, 2),
        ("De inflatie raakt hooguit 2 procent van de kiezers.", -INF, 2),  # of kiezers, but a measure
        ("Er was een saldo van minder dan 300 banen.", -INF, 300),
        ("Het verschil is hooguit 10 zetels.", -INF, 10),
        # The word for a difference is too far away, and it is none of the number.
        ("Het verschil is dat er nu hooguit 10 zetels vrij zijn.", 0, 10),
    ],
)
def test_a_count_of_people_or_things_starts_at_0(sentence, low, high):
    assert of(sentence, "low", "high")[-1] == (low, high)


@each(
    "{}",
    ("sentence", "low"),
    [("A change of less than 300 jobs.", -INF), ("We saw less than 300 birds.", 0)],
    language="en",
)
def test_a_count_in_english_starts_at_0_too(sentence, low):
    assert of(sentence, "low", "high", language="en") == [(low, 300)]


@each(
    "Een {} is gezien.",
    "word",
    [
        *("miljoenenstad", "miljoenensteden", "miljoenennota", "miljoenenjacht", "miljardenbedrijf"),
        *("duizendpoot", "duizendkunstenaar", "honderdjarige", "miljonair", "driehoek"),
    ],
)
def test_a_word_that_only_begins_as_a_number_counts_nothing(word):
    assert of(f"Een {word} is gezien.", "written") == []


@each(
    "Het leidde tot {}.",
    ("word", "low", "high"),
    [
        ("miljoenenschade", 2e6, 999_999_999),
        ("miljardenverlies", 2e9, 999_999_999_999),
        ("miljoenenboetes", 2e6, 999_999_999),
    ],
)
def test_a_compound_with_an_amount_is_a_quantity(word, low, high):
    assert of(f"Het leidde tot {word}.", "written", "low", "high") == [(word, low, high)]


@each("Er kwamen {} 300 mensen.", "stress", ["slechts", "maar liefst", "precies"])
def test_a_word_that_stresses_a_number_stands_outside_it_and_is_named(stress):
    assert of(f"Er kwamen {stress} 300 mensen.", "written", "low", "high", "modifier") == [("300", 300, 300, stress)]


def test_tot_is_an_upper_bound_unless_the_sentence_says_that_it_was_reached():
    assert of("Er gelden boetes tot 300 euro.", "low", "high") == [(-INF, 300)]
    assert of("De boete steeg tot 300 euro.", "low", "high") == [(300, 300)]
    assert of("Hij is veroordeeld tot twee jaar cel.", "low", "high") == [(2, 2)]


# Units


@each(
    "{}",
    ("text", "written", "value", "unit"),
    [
        ("Het kost € 5.", "€ 5", 5, "EUR"),
        ("Het kost €5,- per stuk.", "€5", 5, "EUR"),
        ("Het kost 5 euro.", "5 euro", 5, "EUR"),
        ("Het kost 5 miljoen dollar.", "5 miljoen dollar", 5e6, "USD"),
        ("Het kost $ 5 miljoen.", "$ 5 miljoen", 5e6, "USD"),
        ("Het daalde 5 procent.", "5 procent", 5, "%"),
        ("Het daalde 5%.", "5%", 5, "%"),
        ("Het daalde 5,5 %.", "5,5 %", 5.5, "%"),
        ("Het ligt 5km verder.", "5km", 5, "km"),
        ("De muur is 2,5 meter hoog.", "2,5 meter", 2.5, "m"),
        ("Hij woog 80 kilo.", "80 kilo", 80, "kg"),
        ("Het werd 30 graden.", "30 graden", 30, "°C"),
        ("Het werd -5 graden.", "5 graden", -5, "°C"),
        ("Het werd 30°C.", "30°C", 30, "°C"),
        ("Het duurde drie uur.", "drie uur", 3, "hour"),
        ("Het duurde drie kwartier.", "drie kwartier", 45, "minute"),
        ("Het duurde anderhalf jaar.", "anderhalf jaar", 1.5, "year"),
        ("Een 32-jarige vrouw won.", "32-jarige", 32, "year of age"),
        ("Zij is 32 jaar oud.", "32 jaar oud", 32, "year of age"),
        ("De winnaar, Jan Smit (32), juicht.", "32", 32, "year of age"),
    ],
)
def test_a_unit_is_told_apart(text, written, value, unit):
    assert of(text, "written", "low", "high", "unit") == [(written, value, value, unit)]


def test_what_a_unit_measures_is_what_is_counted():
    found = of("Van 5 procent van de kiezers, duizenden liters water en 300 kilo cocaïne.", "unit", "counted")

    assert found == [("%", "kiezer"), ("l", "water"), ("kg", "cocaïne")]


# The noun


@each(
    "{}",
    ("text", "counted", "words"),
    [
        ("Er zijn drie aangrenzende wijken bezet.", "wijk", "aangrenzende wijken"),
        ("Er vielen 30 doden.", "dode", "doden"),
        ("Het waren 300 Iraakse militairen.", "militair", "Iraakse militairen"),
        ("Er zijn 300 IS-strijders gevlucht.", "IS-strijder", "IS-strijders"),
        ("Er kwamen 300 Palestijnen.", "Palestijn", "Palestijnen"),
        ("Er sloten twaalf gesloten winkels.", "winkel", "winkels"),
        ("Er liggen twee ingestorte, oude huizen.", "huis", "ingestorte, oude huizen"),
        ("Drie van de wijken zijn bezet.", "wijk", "wijken"),
        ("Eén agent raakte gewond.", "agent", "agent"),
        ("Zeven nog niet geïdentificeerde lichamen.", "lichaam", "geïdentificeerde lichamen"),
        ("Er kwamen vier man.", "man", "man"),
        ("Het waren twaalf sprongen.", "sprong", "sprongen"),
        ("De jongens (80) slaagden.", "jongen", "jongens"),
    ],
)
def test_the_noun_is_found_past_adjectives(text, counted, words):
    assert of(text, "counted", "counted_words") == [(counted, words)]


@each("{}", "text", ["Zij kwamen met meer dan 300 binnen.", "Meer dan 300 gingen weg.", "Bijna 300 (bij ons)."])
def test_a_verb_or_preposition_behind_a_number_is_no_noun(text):
    assert of(text, "counted") == [(None,)]


def test_a_noun_that_is_left_out_is_taken_from_the_clause_before():
    assert of("Er zijn 300 agenten, vorig jaar waren er 250.", "low", "counted", "left_out") == [
        (300, "agent", False),
        (250, "agent", True),
    ]


def test_a_noun_that_is_left_out_is_taken_from_the_number_behind():
    assert of("Het aantal steeg van 20.000 naar 30.000 inwoners.", "low", "counted", "left_out") == [
        (20_000, "inwoner", True),
        (30_000, "inwoner", False),
    ]


def test_300_of_the_500_count_the_same():
    assert of("Van wie 300 van de 500 doden.", "low", "counted") == [(300, "dode"), (500, "dode")]


@each(
    "{}",
    ("text", "written"),
    [
        ("Er vielen veel burgers.", "veel burgers"),
        ("Op verschillende plaatsen is brand.", "verschillende plaatsen"),
        ("Een aantal huizen is weg.", "Een aantal huizen"),
        ("Hij heeft een paar goede vrienden.", "een paar goede vrienden"),
    ],
)
def test_a_vague_quantity_is_its_words_with_the_noun(text, written):
    assert of(text, "written", "high") == [(written, INF)]


# No quantities


@each(
    "{}",
    "text",
    [
        "In 2014 begon de oorlog.",
        "De film uit 1960 van een Fransman.",
        "Op 26 mei komt hij.",
        "Op 4 en 5 mei komt hij.",
        "Op zaterdag 27 mei 2017 komt hij.",
        "Op 26-05-2017 komt hij.",
        "Om 14.30 uur begint het.",
        "Om acht uur begint het.",
        "Het begint om half negen.",
        "Het werd 2-1.",
        "Het werd 2 - 0.",
        "De ploeg boekte een 2 - 1 zege.",
        "De 5G-mast en het 5G netwerk.",
        "Er staan veel grotere huizen.",
        "Hij werd derde, op de 3e plek, in de 20ste minuut.",
        "Bel 020-1234567 of 06-12345678.",
        "Een man zag een vrouw.",
        "De A2 is dicht, de G20 komt samen en 9/11 is lang voorbij.",
        "De Boeing 737 landde.",
        "Lijn 5 rijdt niet, zie artikel 3.",
        "1. Dit is een lijst",
        "Twee weken geleden was het rustig.",
        "Drie jaar later kwam hij.",
        "De jaren 80 en de jaren '90.",
        "Hij is veel beter en verschillend.",
        "Het gaat enkele jaren geleden mis.",
        "Het is geen enkele reden.",
    ],
)
def test_what_only_looks_like_a_quantity_is_none(text):
    assert of(text, "written") == []


@each(
    "{}",
    ("text", "written"),
    [
        ("Er kwamen 2014 mensen.", "2014"),
        ("Een boete van 2000 dollar.", "2000 dollar"),
        ("Het duurt acht uur.", "acht uur"),
        ("Er kwamen 20-30 mensen.", "20-30"),
        ("Er wonen in Utrecht 300 studenten.", "300"),
        ("Hij kwam om drie meter te springen.", "drie meter"),
        ("Onder de 500 werknemers heerst onrust.", "500"),
        ("Een kind onder de 12 slaapt.", "onder de 12"),
        ("In oktober 400 doden.", "400"),
    ],
)
def test_what_looks_like_a_date_time_or_label_can_be_a_quantity(text, written):
    assert of(text, "written") == [(written,)]


# Texts as they come


def test_traps_of_real_texts():
    text = "DRIE DODEN BIJ BRAND\n\nEr waren zo’n\u00a0300 ‘gasten’ en 20 agenten; ’s nachts 5\u00a0km file."

    assert of(text, "written", "counted", "unit") == [
        ("DRIE", "dode", None),
        ("zo’n\u00a0300", "gast", None),
        ("20", "agent", None),
        ("5\u00a0km", None, "km"),
    ]


def test_sentences_are_numbered_from_one_in_each_article(toy):
    found = quantities(toy("Er is niets. Er zijn 3 huizen.", "", "Er zijn 4 huizen."), language="nl")

    assert found[["article", "sentence"]].values.tolist() == [["a", 2], ["c", 1]]


@pytest.mark.parametrize("texts", [[], [""], ["Niets."]])
def test_without_quantities_the_frame_is_empty_and_typed(texts):
    found = quantities(pd.DataFrame({"text": pd.Series(texts, dtype="str")}), language="nl")

    assert found.empty
    assert list(found.columns) == list(QUANTITIES.kinds)
    assert found.dtypes["low"] == "float64" and found.dtypes["counted_start"] == "Int64"


def test_a_language_without_rules_is_refused(toy):
    with pytest.raises(ValueError, match=r"no rules for 'fr'; it has them for en, nl"):
        quantities(toy("Trois morts."), language="fr")


def test_tokens_without_texts_are_refused(toy):
    with pytest.raises(ValueError, match="have no texts"):
        quantities(lb.tokens(toy("Drie doden."), language="nl", texts=False))


# English


@each(
    "{}",
    ("text", "expected"),
    [
        ("Nearly 300 people died.", ("Nearly 300", 240, 300, None, "person")),
        ("More than 1,200 homes burned.", ("More than 1,200", 1_200, INF, None, "home")),
        ("Some 1.5 million civilians fled.", ("Some 1.5 million", 1.2e6, 1.8e6, None, "civilian")),
        ("It cost $5.3 million.", ("$5.3 million", 5.3e6, 5.3e6, "USD", None)),
        ("It cost £2.5bn.", ("£2.5bn", 2.5e9, 2.5e9, "GBP", None)),
        ("Between 20 and 30 soldiers died.", ("Between 20 and 30", 20, 30, None, "soldier")),
        (
            "Two hundred and fifty thousand refugees left.",
            ("Two hundred and fifty thousand", 250_000, 250_000, None, "refugee"),
        ),
        ("Tens of thousands of civilians left.", ("Tens of thousands", 20_000, 99_999, None, "civilian")),
        ("No more than 300 Iraqi government troops remain.", ("No more than 300", 0, 300, None, "troops")),
        ("A 32-year-old man won.", ("32-year-old", 32, 32, "year of age", None)),
        ("Sales fell 12 percent.", ("12 percent", 12, 12, "%", None)),
    ],
    language="en",
)
def test_english_is_read_by_its_own_rules(text, expected):
    assert of(text, "written", "low", "high", "unit", "counted", language="en") == [expected]


@each(
    "{}",
    "text",
    ["In 2014 he left.", "On May 5, 2017 he left.", "They won 2-1.", "Two weeks ago.", "At 5 pm."],
    language="en",
)
def test_what_is_no_quantity_in_english(text):
    assert of(text, "written", language="en") == []


# Laws

SMALL = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]


def dutch(number: int) -> str:
    """A number from 2 to 999,999 in Dutch words, after the spelling rules: a space behind duizend, ë behind an e."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        ten, unit = TENS[number // 10 - 2], number % 10
        joiner = "ën" if SMALL[unit].endswith("e") else "en"
        return SMALL[unit] + joiner + ten if unit else ten
    if number < 1000:
        many, rest = divmod(number, 100)
        return ("" if many == 1 else SMALL[many]) + "honderd" + (dutch(rest) if rest else "")
    many, rest = divmod(number, 1000)
    return ("" if many == 1 else dutch(many)) + "duizend" + (" " + dutch(rest) if rest else "")


def english(number: int) -> str:
    """A number from 2 to 999,999 in English words."""
    small = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    words = ["", *small.split(), "eighteen", "nineteen"]
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return words[number]
    if number < 100:
        return tens[number // 10 - 2] + ("-" + words[number % 10] if number % 10 else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    many, rest = divmod(number, size)
    between = " and " if size == 100 else " "
    return f"{english(many)} {name}" + (between + english(rest) if rest else "")


NUMBERS = st.integers(2, 999_999).filter(lambda number: number < 1000 or number % 1000 != 1)
"""Without *duizend een*: behind a space, *een* is an article."""


@given(NUMBERS)
def test_a_number_in_dutch_digits_is_read_back(number):
    written = f"{number:,}".replace(",", ".")

    assert of(f"Wij zagen {written} vogels.", "written", "low", "high") == [(written, number, number)]


@given(st.decimals(2, 99_999, places=2))
def test_a_decimal_in_dutch_digits_is_read_back(number):
    written = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))

    assert of(f"Het kost {written} euro.", "low", "high", "unit") == [(float(number), float(number), "EUR")]


@example(2100)  # in two words, of which the second is a scale too: tweeduizend honderd
@given(NUMBERS)
def test_a_number_in_dutch_words_is_read_back(number):
    assert of(f"Wij zagen {dutch(number)} vogels.", "written", "low", "high") == [(dutch(number), number, number)]


@given(NUMBERS)
def test_a_number_in_english_words_is_read_back(number):
    assert of(f"We saw {english(number)} birds.", "written", "low", "high", language="en") == [
        (english(number), number, number)
    ]


@given(
    NUMBERS, st.sampled_from(["meer dan", "minstens", "niet meer dan", "minder dan", "ruim", "bijna", "circa", "zo'n"])
)
def test_a_modifier_moves_the_ends_as_stated_and_never_past_the_number(number, modifier):
    written = f"{number:,}".replace(",", ".")
    ((low, high),) = of(f"Wij zagen {modifier} {written} vogels.", "low", "high")

    assert low <= number <= high
    assert (low == 0) == (modifier in ("niet meer dan", "minder dan"))
    assert (high == INF) == (modifier in ("meer dan", "minstens"))
    if low > 0 and math.isfinite(high):
        assert low == pytest.approx(number * (0.8 if modifier in ("bijna", "circa", "zo'n") else 1))
        assert high == pytest.approx(number * (1.2 if modifier in ("ruim", "circa", "zo'n") else 1))


PLANTED = st.tuples(
    st.sampled_from(
        [("burgers", "burger"), ("gewonden", "gewonde"), ("zware aanslagen", "aanslag"), ("huizen", "huis")]
    ),
    NUMBERS,
    st.sampled_from(["", "meer dan ", "bijna ", "tot wel "]),
)


@given(st.lists(PLANTED, min_size=1, max_size=4))
def test_planted_quantities_are_found_and_nothing_else(planted):
    frames = ["Er zijn {} in de stad, aldus de politie.", "Volgens hem waren {} te zien.", "In 2014 telde men {}."]
    sentences = [
        frames[i % 3].format(f"{modifier}{number:,} {noun}".replace(",", "."))
        for i, ((noun, _), number, modifier) in enumerate(planted)
    ]
    expected = [(f"{modifier}{number:,}".replace(",", "."), lemma) for ((_, lemma), number, modifier) in planted]

    assert of(" ".join(sentences), "written", "counted") == expected


@given(st.sampled_from(["Het regent. ", "Dat zei hij op maandag.\n\n", "KOP ZONDER PUNT\n\n", "Zij las een boek. "]))
def test_text_before_a_sentence_only_moves_the_places(before):
    text = "Er zijn niet meer dan 300 terroristen, terwijl dat er bijna 6.000 waren."
    alone, moved = rows(text), rows(before + text)

    for row, other in zip(alone, moved, strict=True):
        for place in ("start", "end", "counted_start", "counted_end"):
            assert row.pop(place) + len(before) == other.pop(place)
        assert (row.pop("sentence") + 1) == other.pop("sentence")
        assert row == other
