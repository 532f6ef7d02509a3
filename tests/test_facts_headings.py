"""Headings that are firmer than their text, and the sources that articles rely on."""

import pandas as pd
import pytest

from leesbril import tokens
from leesbril.facts.headings import firmer_headings
from leesbril.facts.sources import sources_relied_on
from leesbril.frames import FIRMER_HEADINGS, SOURCES


def listed(heading, body, **columns):
    """Firmness and shared words of each listed heading of one article."""
    frame = pd.DataFrame({"text": [f"{heading}\n\n{body}"], **columns}, index=["a"])
    found = firmer_headings(frame, language="nl")
    return found[["firmness", "shared"]].values.tolist()


REPORTED = "De rebellenleider zou de hoofdstad zijn ontvlucht."


def test_a_heading_that_states_what_the_text_reports_is_listed():
    # Of the heading's words rebellenleider, hoofdstad and ontvlucht the sentence has all; ontvlucht is its verb.
    assert listed("Rebellenleider is hoofdstad ontvlucht", REPORTED) == [
        ["zou", "rebellenleider · hoofdstad · ontvluchten"]
    ]


@pytest.mark.parametrize(
    ("body", "firmness"),
    [
        ("Volgens de politie is de rebellenleider de hoofdstad ontvlucht.", "stated"),
        ("Vermoed wordt dat de rebellenleider de hoofdstad is ontvlucht.", "unsourced"),
        ("Het leger hoopt dat de rebellenleider de hoofdstad is ontvlucht.", "hope"),
        ("‘De rebellenleider is de hoofdstad ontvlucht’, zegt Jan.", "quoted"),
    ],
)
def test_what_a_source_says_is_less_firm_than_a_heading(body, firmness):
    assert [row[0] for row in listed("Rebellenleider is hoofdstad ontvlucht", body)] == [firmness]


@pytest.mark.parametrize(
    "heading",
    [
        "Rebellenleider zou hoofdstad zijn ontvlucht",
        "Leger: rebellenleider hoofdstad ontvlucht",
        "Volgens leger rebellenleider hoofdstad ontvlucht",
        "‘Rebellenleider is hoofdstad ontvlucht’",
        "Is rebellenleider hoofdstad ontvlucht?",
        "Rebellenleider mogelijk hoofdstad ontvlucht",
        "Rebellenleider bezoekt hoofdstad",  # another event
        "Rebellenleider blijft weg uit hoofdstad",
        "Rebellenleider ontvlucht kamp met tien soldaten en veel goud",  # less than half of it is in the sentence
        "Ontvlucht",
    ],
)
def test_a_heading_that_is_no_firmer_or_speaks_of_something_else_is_not_listed(heading):
    assert listed(heading, REPORTED) == []


def test_a_light_verb_and_a_place_make_no_event():
    body = "Een opzichter zou de sluis bij Emmen gesloten houden."
    assert listed("Agenten houden man aan in Emmen", body) == []


def test_what_the_text_states_elsewhere_may_be_stated_above_it():
    stated = "De rebellenleider is de hoofdstad ontvlucht. "
    assert listed("Rebellenleider is hoofdstad ontvlucht", stated + REPORTED) == []
    # With a source for the other sentence too, nothing states it.
    sourced = "Volgens Jan is de rebellenleider de hoofdstad ontvlucht. "
    assert len(listed("Rebellenleider is hoofdstad ontvlucht", sourced + REPORTED)) == 1


def test_the_column_title_is_read_and_has_no_place_in_the_text():
    frame = pd.DataFrame({"text": [REPORTED], "title": ["Rebellenleider is hoofdstad ontvlucht"]}, index=["a"])
    found = firmer_headings(frame, language="nl")
    assert found["heading"].tolist() == ["Rebellenleider is hoofdstad ontvlucht"]
    assert found["heading_start"].isna().all()
    assert (
        len(listed("Rebellenleider is hoofdstad ontvlucht", REPORTED, title="Rebellenleider is hoofdstad ontvlucht"))
        == 1
    )
    assert firmer_headings(frame.assign(title=None), language="nl").empty


def test_the_seeds_have_one_firmer_heading_and_no_other(seeds):
    found = firmer_headings(seeds)
    assert found["heading"].tolist() == ["Al-Baghdadi is Mosul ontvlucht"]
    row = found.iloc[0]
    text = seeds.at[row["article"], "text"]
    assert text[row["heading_start"] : row["heading_end"]] == row["heading"]
    assert text[row["start"] : row["end"]] == row["written"]
    assert row["written"].startswith("Al-Baghdadi zelf zou de stad inmiddels zijn ontvlucht")
    assert row["firmness"] == "zou"


def test_articles_without_headings_give_an_empty_typed_frame(toy):
    for frame in (toy(), toy(""), toy("Volgens Jan is het mooi.")):
        found = firmer_headings(frame, language="nl")
        assert found.empty
        assert list(found.columns) == list(FIRMER_HEADINGS.kinds)


THREE = pd.DataFrame(
    {
        "text": [
            "Volgens de politie is hij weg. ‘Hij is weg’, zegt een woordvoerder van het leger.",
            "De politie hoopt dat hij terugkomt. Hij zegt dat hij weg is. De vrouw zou weg zijn.",
            "Volgens De Politie is hij weg.",
        ],
        "publisher": ["X", "Y", "X"],
    },
    index=["a", "b", "c"],
)


def test_sources_are_counted_without_their_determiners():
    found = sources_relied_on(THREE, language="nl")
    # politie: stated in a and c, hope in b; the pronoun hij and the zou without a source are left out.
    assert found[["source", "statements", "articles", "stated", "quoted", "hope"]].values.tolist() == [
        ["politie", 3, 3, 2, 0, 1],
        ["woordvoerder van het leger", 1, 1, 0, 1, 0],
    ]
    assert found["shown"].tolist()[1] == "een woordvoerder van het leger"


def test_sources_are_counted_for_each_group():
    found = sources_relied_on(tokens(THREE, language="nl"), by="publisher")
    assert found[["group", "source", "statements"]].values.tolist() == [
        ["X", "politie", 2],
        ["X", "woordvoerder van het leger", 1],
        ["Y", "politie", 1],
    ]
    without = THREE.assign(publisher=["X", None, "X"])
    assert sources_relied_on(without, by="publisher", language="nl")["group"].tolist() == ["X", "X"]


def test_the_statements_of_all_groups_add_up():
    both = [sources_relied_on(THREE, by=by, language="nl")["statements"].sum() for by in (None, "publisher")]
    assert both == [4, 4]


def test_a_missing_column_is_named():
    with pytest.raises(KeyError, match="No column 'paper' among the articles: text, publisher"):
        sources_relied_on(THREE, by="paper", language="nl")


def test_no_sources_give_an_empty_typed_frame(toy):
    found = sources_relied_on(toy("Het regent."), language="nl")
    assert found.empty
    assert list(found.columns) == [name for name in SOURCES.kinds if name != "group"]
