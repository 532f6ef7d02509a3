"""Quantities of two articles side by side, and what stands around a quantity."""

import math

import pytest

from leesbril.facts._quantities.context import with_context
from leesbril.facts.quantities import quantities
from leesbril.facts.quantities_side_by_side import quantities_side_by_side
from leesbril.frames import ATTRIBUTIONS, QUANTITIES_SIDE_BY_SIDE, TIMES

INF = math.inf


def beside(toy, one: str, other: str, language: str = "nl") -> list[tuple]:
    found = quantities_side_by_side(toy(one, other), "a", "b", language=language).astype(object)
    columns = ["counted", "unit", "relation", "written_a", "written_b"]
    return [tuple(row) for row in found[columns].where(found.notna(), None).values.tolist()]


def test_the_seeds_differ_in_the_civilians_and_share_no_other_count(seeds):
    found = quantities_side_by_side(seeds, *seeds.index, language="nl")
    shared = found[~found["relation"].str.startswith("only")]

    assert shared[["counted", "relation", "written_a", "written_b"]].values.tolist() == [
        ["burger", "apart", "tienduizenden", "meer dan 100.000"]
    ]
    assert found["relation"].value_counts().to_dict() == {"apart": 1, "only a": 1, "only b": 6}


def test_both_sentences_and_places_are_given(seeds):
    row = quantities_side_by_side(seeds, *seeds.index, language="nl").iloc[0]
    first, _ = seeds["text"]

    assert first[row.start_a : row.end_a] == "tienduizenden" and row.text_a in first
    assert row.text_b == "Nog altijd zitten meer dan 100.000 burgers vast in de stad."
    assert (row.firmness_a, row.firmness_b) == ("unsourced", "unsourced")


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("300", "300", "same"),
        ("300", "301", "apart"),
        ("tienduizenden", "honderdduizenden", "apart"),
        ("tienduizenden", "tienduizenden", "same"),
        ("meer dan 100.000", "meer dan 100.000", "same"),
        ("meer dan 300", "400", "overlap"),
        ("meer dan 300", "300", "apart"),  # more than 300 is not 300
        ("minstens 300", "300", "overlap"),
        ("niet meer dan 300", "meer dan 300", "apart"),
        ("niet meer dan 300", "minstens 300", "overlap"),
        ("bijna 300", "280", "overlap"),
        ("bijna 300", "300", "apart"),
        ("20 tot 30", "25", "overlap"),
        ("tientallen", "25", "overlap"),
    ],
)
def test_the_relation_of_two_intervals(toy, one, other, relation):
    pair = (f"Er zijn {one} agenten.", f"Er zijn {other} agenten.")

    assert beside(toy, *pair) == [("agent", None, relation, one, other)]
    assert beside(toy, *pair[::-1]) == [("agent", None, relation, other, one)]


def test_vague_quantities_are_never_the_same(toy):
    assert [row[2] for row in beside(toy, "Er zijn veel agenten.", "Er zijn veel agenten.")] == ["overlap"]


def test_the_same_digits_of_other_things_never_meet(toy):
    assert [row[2] for row in beside(toy, "Het is 300 meter.", "Er zijn 300 terroristen.")] == ["only a", "only b"]
    assert [row[2] for row in beside(toy, "Er zijn 300 burgers.", "Er zijn 300 agenten.")] == ["only a", "only b"]


def test_a_unit_without_a_noun_meets_only_in_sentences_on_one_thing(toy):
    assert beside(toy, "De brug kost 5 miljoen euro.", "De brug kost 8 miljoen euro.") == [
        (None, "EUR", "apart", "5 miljoen euro", "8 miljoen euro")
    ]
    assert [row[2] for row in beside(toy, "De brug kost 5 miljoen euro.", "Een boete van 80 euro.")] == [
        "only a",
        "only b",
    ]


def test_a_share_of_voters_meets_a_share_of_voters(toy):
    assert beside(toy, "Van 5 procent van de kiezers.", "Nu 8% van alle kiezers.") == [
        ("kiezer", "%", "apart", "5 procent", "8%")
    ]


def test_of_several_of_one_noun_those_in_alike_sentences_are_partners(toy):
    one = "In Gent raakten 30 mensen gewond. In Luik kwamen 500 mensen naar het feest."
    other = "Naar het feest in Luik kwamen 450 mensen. Gewond raakten in Gent 35 mensen."

    assert beside(toy, one, other) == [
        ("mens", None, "apart", "30", "35"),
        ("mens", None, "apart", "500", "450"),
    ]


def test_a_number_comes_before_a_vague_quantity(toy):
    one, other = "Er zijn 300 burgers in de stad.", "Veel burgers zijn in de stad. Er zijn 400 burgers."

    assert beside(toy, one, other) == [
        ("burger", None, "apart", "300", "400"),
        ("burger", None, "only b", None, "Veel burgers"),
    ]


def test_the_frame_is_typed_without_rows(toy):
    found = quantities_side_by_side(toy("Niets.", ""), "a", "b", language="nl")

    assert found.empty and list(found.columns) == list(QUANTITIES_SIDE_BY_SIDE.kinds)


def test_one_article_or_an_unknown_one_is_refused(toy):
    with pytest.raises(ValueError, match="received 'a' twice"):
        quantities_side_by_side(toy("Drie doden.", "Twee doden."), "a", "a", language="nl")
    with pytest.raises(KeyError, match="No article 'z'"):
        quantities_side_by_side(toy("Drie doden.", "Twee doden."), "a", "z", language="nl")


# Context

SAID = "Nu zijn er 300 agenten, terwijl dat er in oktober 400 waren. Volgens Jan zouden er 20 agenten komen, zei zij."


def context(toy, times: list[tuple[str, int]], attributions: list[tuple[str | None, str, str]]) -> list[tuple]:
    """The context of the quantities of SAID; times by words and sentence, attributions by source, scope, firmness."""
    articles = toy(SAID)
    time_rows = [
        ("a", sentence, SAID.index(words), SAID.index(words) + len(words), words, "", "", None, None)
        for words, sentence in times
    ]
    said_rows = [
        ("a", 1, 0, 1, "x", source, None, None, "x", SAID.index(scope), SAID.index(scope) + len(scope), firmness)
        for source, scope, firmness in attributions
    ]
    found = with_context(
        quantities(articles, language="nl"),
        TIMES.of_rows(time_rows),
        ATTRIBUTIONS.of_rows(said_rows),
        texts=articles["text"],
    ).astype(object)
    columns = ["written", "time", "source", "firmness"]
    return [tuple(row) for row in found[columns].where(found.notna(), None).values.tolist()]


def test_a_time_belongs_to_the_quantity_in_its_clause(toy):
    assert context(toy, [("Nu", 1), ("in oktober", 1)], []) == [
        ("300", "Nu", None, "unsourced"),
        ("400", "in oktober", None, "unsourced"),
        ("20", None, None, "unsourced"),
    ]


def test_the_narrowest_attribution_gives_the_source_and_the_least_sure_one_the_firmness(toy):
    wide, narrow = "Volgens Jan zouden er 20 agenten komen, zei zij", "er 20 agenten komen"

    assert context(toy, [], [("zij", wide, "stated"), ("Jan", narrow, "stated"), (None, wide, "zou")])[2] == (
        "20",
        None,
        "Jan",
        "zou",
    )


def test_an_attribution_of_another_clause_says_nothing_of_a_quantity(toy):
    assert context(toy, [], [("Jan", "er 20 agenten komen", "stated")])[:2] == [
        ("300", None, None, "unsourced"),
        ("400", None, None, "unsourced"),
    ]
