"""Two articles laid side by side by what they claim: the seeds as a reader reads them, and toys by hand."""

from pathlib import Path

import pandas as pd
import pytest

import leesbril as lb
from leesbril.facts.claims import _likeness
from leesbril.wording.report_language import written_in

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def seeds():
    return lb.read_articles(SEEDS)


@pytest.fixture(scope="module")
def found(seeds):
    return lb.claims_side_by_side(lb.tokens(seeds, language="nl"), *seeds.index)


def claims(a, b):
    return lb.claims_side_by_side(pd.DataFrame({"text": [a, b]}, index=["a", "b"]), "a", "b", language="nl")


@pytest.mark.parametrize(
    ("words_a", "words_b", "relation", "compared"),
    [
        ("tienduizenden burgers", "meer dan 100.000 burgers", "differs", {"numbers": "apart"}),
        ("begin van de ramadan", "einde van de ramadan", "differs", {"times": "other edge"}),
        ("stad volledig omsingeld", "al omsingeld", "other object", {}),  # the city, and the Old City: no contradiction
        ("in oktober vorig jaar", "al in oktober", "agrees", {"times": "same", "assumed_day": True}),
        ("al-Baghdadi in 2014", "In 2014, nadat IS", "agrees", {"times": "same", "assumed_day": False}),
    ],
)
def test_the_seeds_are_laid_side_by_side_as_a_reader_does_it(found, words_a, words_b, relation, compared):
    (row,) = found[found["text_a"].str.contains(words_a, na=False)].to_dict("records")
    assert words_b in row["text_b"]
    assert row["relation"] == relation
    assert {name: row[name] for name in compared} == compared


def test_places_are_those_of_the_sentences_and_each_stands_in_one_row(found, seeds):
    for side, name in zip("ab", seeds.index, strict=True):
        rows = found.dropna(subset=f"text_{side}")
        text = seeds.loc[name, "text"]
        assert [text[start:end] for start, end in zip(rows[f"start_{side}"], rows[f"end_{side}"], strict=True)] == (
            rows[f"text_{side}"].tolist()
        )
        assert rows[f"start_{side}"].is_unique


def test_numbers_of_other_things_are_never_laid_side_by_side():
    # 300 metres and 300 terrorists: the digits are the same, what is counted is not.
    rows = claims("Het leger staat op 300 meter afstand.", "Er zijn nog 300 terroristen over.")
    assert rows["relation"].tolist() == ["only a", "only b"]
    assert rows["numbers"].isna().all()


def test_the_same_count_agrees_and_an_overlapping_one_does_not_differ():
    assert claims("In Gent vielen 20 doden.", "In Gent vielen twintig doden.")["relation"].tolist() == ["agrees"]
    (row,) = claims("In Gent vielen 20 doden.", "In Gent vielen zeker 15 doden.").to_dict("records")
    assert (row["relation"], row["numbers"]) == ("agrees", "overlap")  # 20 is one of 15 and more


def test_a_statement_and_hearsay_on_one_subject_differ_in_firmness():
    (row,) = claims("Jansen is uit Gent gevlucht.", "Jansen zou uit Gent zijn gevlucht.").to_dict("records")
    assert (row["relation"], row["differs_in"]) == ("differs", "firmness")
    assert (row["firmness_a"], row["firmness_b"]) == ("unsourced", "zou")


def test_sentences_without_anything_to_compare_are_no_claim_and_one_shared_word_makes_no_subject():
    assert claims("De zon schijnt.", "De tram rijdt.").empty
    assert claims("In Gent schijnt de zon.", "In Gent rijdt de tram.").empty


def test_two_articles_are_needed():
    with pytest.raises(ValueError, match="received 'a' twice"):
        lb.claims_side_by_side(pd.DataFrame({"text": ["x"]}, index=["a"]), "a", "a", language="nl")
    with pytest.raises(KeyError, match="b"):
        lb.claims_side_by_side(pd.DataFrame({"text": ["x"]}, index=["a"]), "a", "b", language="nl")


# The view


def test_the_view_has_the_number_of_the_civilians_the_aim_and_the_heading_that_is_firmer(seeds):
    page = lb.claims_view(seeds, *seeds.index, labels=lb.labels(seeds), language="nl")._repr_html_()
    assert '<span class="lb-number">tienduizenden</span>' in page
    assert '<span class="lb-number">meer dan 100.000</span>' in page
    assert '<span class="lb-time">voor het einde van de ramadan</span>' in page
    assert '<span class="lb-source">regeringsbronnen</span>' in page
    assert "Al-Baghdadi is Mosul ontvlucht" in page
    assert "differs: tienduizenden against meer dan 100.000" in page
    assert "contradiction" in page  # only to say that there is none
    assert page.count("contradiction") == 1


def test_the_view_speaks_the_language_of_the_report(seeds):
    with written_in("nl"):
        page = lb.claims_view(seeds, *seeds.index, language="nl")._repr_html_()
    assert "verschilt: tienduizenden tegenover meer dan 100.000" in page


def test_what_articles_hold_is_shown_as_text():
    hostile = "In Gent zitten 20 burgers <b>vast</b> <script>alert(1)</script>."
    articles = pd.DataFrame({"text": [hostile, "In Gent zitten 300 burgers vast."]}, index=["<i>a</i>", "b"])
    page = lb.claims_view(articles, "<i>a</i>", "b", language="nl")._repr_html_()
    assert "<script>" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert '<span class="lb-number">20</span>' in page


DAY = pd.to_datetime(["2017-06-14", "2017-06-14"])


def test_the_day_stands_behind_a_weekday_whose_article_is_dated():
    texts = ["Dinsdag werd de Oude Stad van Gent omsingeld.", "De Oude Stad van Gent is omsingeld."]
    bare = pd.DataFrame({"text": texts, "language": "nl"}, index=["a", "b"])
    dated = bare.assign(date_start=DAY, date_end=DAY + pd.Timedelta(days=1))
    # 14 June 2017 is a Wednesday, so the last Tuesday is the 13th.
    assert '<span class="lb-time">Dinsdag</span> <small>(= <bdi lang="en">13 June 2017</bdi>)</small>' in (
        lb.claims_view(dated, "a", "b")._repr_html_()
    )
    month = bare.assign(date_start=pd.to_datetime(["2017-06-01"] * 2), date_end=pd.to_datetime(["2017-07-01"] * 2))
    for unknown in (bare, month):
        assert "<small>" not in lb.claims_view(unknown, "a", "b")._repr_html_()


def test_what_both_share_of_a_time_alone_is_called_a_time(seeds):
    view = repr(lb.claims_view(seeds, *seeds.index, language="nl"))
    assert "When: ramadan: differs: voor het begin van de ramadan against voor het einde van de ramadan" in view
    assert "\nMosul · oktober · Iraakse: agrees" in view  # more than the time


def test_a_number_that_only_one_of_two_sentences_has_is_not_folded(seeds):
    view = lb.claims_view(seeds, *seeds.index, language="nl")._repr_html_()
    shown, folded = view.split("<details>", 1)
    assert "the same subject; only B gives a number: 300 meter" in shown
    assert "gives a number" not in folded


def test_a_sentence_is_wholly_like_itself_in_whatever_order_a_set_has_its_words():
    # Words of 1/3, 1/7, 1/11 … bits: added in another order, their sum differs in its last digits.
    for size in range(2, 60):
        words = {f"woord{number}": 1 / (4 * number + 3) for number in range(size)}
        assert _likeness(words, dict(reversed(words.items()))) == 1
