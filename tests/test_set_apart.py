"""What findings say of duplicates and boilerplate that were planted."""

import pandas as pd
import pytest
from in_dutch import in_dutch

import leesbril as lb
from leesbril import findings

STORY = "De slag om Mosul begon in de nacht van zondag op maandag, zegt het leger."
RAIN = "Het regent vandaag in het hele land, en morgen wordt het droog met wat zon."
TRAM = "De tram rijdt weer door de Oude Stad, meldt het vervoerbedrijf aan reizigers."


@pytest.fixture
def planted():
    """Three articles, one twice with a word before it; all of one publisher, three with its line."""
    line = "Download onze app"
    texts = [f"{STORY}\n{line}", f"{RAIN}\n{line}", f"{TRAM}\n{line}", f"Nieuws: {STORY}"]
    return pd.DataFrame({"text": texts, "publisher": "Bode", "language": "nl"}, index=["a", "b", "c", "d"])


def test_duplicates_and_boilerplate_are_named_and_counted(planted):
    labels = pd.Series(["Mosul", "Regen", "Tram", "Mosul, nogmaals"], index=planted.index)
    said = findings.what_is_set_apart(lb.duplicates(planted), lb.boilerplate(planted), labels=labels)
    # Without the line, the 14 words of the story are 14 of 15 of the longer one, which is kept: all of the shorter one.
    assert said == (
        "- **1 article** repeats another one of the folder and is set apart: 1 with small changes. Of “Mosul”, 100% "
        "also stands in “Mosul, nogmaals”.\n"
        "- **1 line** is repeated by its publisher and left out where articles are compared: “Download onze app”, in 3 "
        "of 4 articles of Bode."
    )
    with in_dutch():
        said = findings.what_is_set_apart(lb.duplicates(planted), lb.boilerplate(planted).head(0), labels=labels)
    assert said == (
        "- **1 artikel** herhaalt een ander uit de map en blijft apart: 1 met kleine wijzigingen. Van “Mosul” staat "
        "100% ook in “Mosul, nogmaals”."
    )


def test_a_folder_without_either_says_so_in_one_sentence(planted):
    alone = planted.iloc[1:3]
    assert findings.what_is_set_apart(lb.duplicates(alone), lb.boilerplate(alone)) == (
        "No article stands in the folder more than once; texts of different publishers are not compared for this."
    )


def test_what_is_compared_is_counted(planted):
    tokens = lb.drop_duplicates(lb.tokens(planted))
    # Of the four articles a is left out; the line of three words is left in b and c.
    assert findings.what_is_compared(planted, tokens) == (
        "Compared here: 3 articles; 1 that repeats another one is set apart. Left out: 6 words of lines that one "
        "publisher repeats."
    )
    assert findings.what_is_compared(planted.iloc[1:3], lb.tokens(planted.iloc[1:3])) is None
