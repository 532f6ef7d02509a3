import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leesbril.groups._statistics import log_dice, log_likelihood
from leesbril.groups.collocates import collocates, phrases

sentence = st.lists(st.sampled_from(["moskee", "leger", "IS", "de", "stad", "valt"]), min_size=1, max_size=9).map(
    lambda words: " ".join(words).capitalize() + "."
)
text = st.lists(sentence, min_size=1, max_size=4).map(" ".join)


# Published figures


@pytest.mark.parametrize(
    ("joint", "first", "second", "printed"),
    [
        (500, 500, 500, 14),  # the theoretical maximum: all occurrences of X co-occur with Y, and all of Y with X
        (1, 16_384, 16_384, 0),  # one co-occurrence per 16,000 X or 16,000 Y, which are 2^14
        (2, 16_384, 16_384, 1),  # plus one point: twice as often
        (128, 16_384, 16_384, 7),  # plus seven points: roughly 100 times
    ],
)
def test_rychly_2008_what_he_says_of_the_values_of_log_dice(joint, first, second, printed):
    assert log_dice(joint, first, second) == pytest.approx(printed)


# Collocates


def test_counts_and_scores_of_collocates_are_worked_out_by_hand(toy):
    # Window 2, 15 words. `leger` is near `moskee` in both sentences of a; in b it is 3 words away. Near: in a1 `het`,
    # `leger`; in a2 `leger`; in b `stad`, `de`: 5 of the 12 words that are not `moskee`.
    found = collocates(
        toy("Moskee het leger wacht. Leger moskee.", "Moskee stad de leger, leger, weg, vrede. Oude vrede."),
        "moskee",
        window=2,
    )
    expected = pd.DataFrame(
        {
            "term": pd.Series(["leger", "stad"], dtype="str"),
            "shown": pd.Series(["leger", "stad"], dtype="str"),
            "count": [2, 1],
            "articles": [1, 1],
            "frequency": [4, 1],
            "expected": [4 * 5 / 12, 5 / 12],
            "g2": log_likelihood([2, 1], [4, 1], 5, 12),
            "log_dice": [14 + math.log2(4 / 7), 14 + math.log2(2 / 4)],
            "evidence": pd.Series(["in one article", "seen once"], dtype="str"),
        }
    )
    pd.testing.assert_frame_equal(found, expected)


def test_a_window_does_not_run_on_into_the_next_sentence_or_article(toy):
    found = collocates(toy("De moskee valt. Leger komt.", "Stad juicht."), "moskee", window=9)
    assert found["term"].tolist() == ["valt"]


def test_stop_words_are_distance_and_are_not_listed(toy):
    texts = toy("Moskee van de stad Mosul.")
    assert collocates(texts, "moskee", window=3)["term"].tolist() == ["stad"]
    assert collocates(texts, "moskee", window=2).empty


def test_a_word_near_two_occurrences_counts_once(toy):
    found = collocates(toy("Moskee stad moskee."), "moskee")
    assert found[["term", "count", "frequency"]].values.tolist() == [["stad", 1, 1]]
    # One of `stad`, two of `moskee`: 14 + log2(2 · 1 / (2 + 1)), not log2(2 · 2 / 3).
    assert found["log_dice"].item() == pytest.approx(14 + math.log2(2 / 3))


def test_two_words_of_a_kind_near_one_occurrence_do_not_lift_log_dice_above_its_maximum(toy):
    found = collocates(toy("Stad moskee stad."), "moskee")
    assert found["count"].tolist() == [2]
    assert found["log_dice"].item() == pytest.approx(14 + math.log2(2 / 3))


def test_a_term_of_two_words_is_looked_around_as_one(toy):
    found = collocates(toy("De Islamitische Staat valt. Staat moskee."), "islamitische staat", window=1)
    assert found["term"].tolist() == ["valt"]


def test_the_term_is_read_as_the_folder_reads_it(toy):
    texts = toy("Het is IS dat vlucht.", "Hij is weg.")
    assert collocates(texts, "IS")["term"].tolist() == ["vlucht"]
    assert collocates(toy("Alle moskeeën vallen."), "moskee", normalise="lemma")["term"].tolist() == ["vallen"]


def test_a_term_that_does_not_occur_has_no_collocates_and_the_frame_keeps_its_columns(toy):
    found = collocates(toy("De moskee valt."), "leger")
    assert found.empty
    assert found.columns.tolist()[:4] == ["term", "shown", "count", "articles"]
    assert collocates(toy().astype("str"), "leger").empty


@settings(max_examples=20)
@given(st.lists(text, min_size=1, max_size=3), st.integers(1, 6))
def test_what_is_near_is_found_by_looking_at_every_pair(texts, window):
    found = collocates(pd.DataFrame({"text": texts}), "moskee", window=window).set_index("term")
    near, everywhere = {}, {}
    for article in texts:
        for written in article.split(". "):
            words = [word if word == "IS" else word.lower() for word in written.rstrip(".").split()]
            places = [place for place, word in enumerate(words) if word == "moskee"]
            for place, word in enumerate(words):
                if word not in ("moskee", "de", "is"):
                    everywhere[word] = everywhere.get(word, 0) + 1
                    if any(abs(place - other) <= window for other in places):
                        near[word] = near.get(word, 0) + 1
    near.pop("IS", None)
    assert found.drop(index="IS", errors="ignore")["count"].to_dict() == near
    assert (found["log_dice"] <= 14).all()
    assert (found["count"] <= found["frequency"]).all()
    for word, count in found.drop(index="IS", errors="ignore")["frequency"].items():
        assert count == everywhere[word]


@pytest.mark.parametrize(
    ("term", "settings", "message"),
    [
        ("", {}, "it is empty; write a word"),
        ("…", {}, "there is no word here"),
        ("IS", {"window": 0}, "window must be 1 word or more; received 0"),
        ("IS", {"language": "xx"}, "Unknown language 'xx'"),
    ],
)
def test_what_cannot_be_looked_around_is_a_clear_error(toy, term, settings, message):
    with pytest.raises(ValueError, match=message):
        collocates(toy("IS valt."), term, **settings)


# Phrases

FILLER = "Vrede komt. Water stroomt. Leger wacht. Dorp slaapt. Zon schijnt. Kind lacht. Vogel zingt. Boom groeit."


def test_a_phrase_has_its_counts_and_the_score_of_its_weakest_joint(toy):
    # `oude moskee` three times among 16 words, each of the two four times, once apart: G² of 3, 4, 4 of 16.
    texts = toy("Oude moskee valt. Oude moskee brandt. Oude stad.", "De oude moskee is weg. Die moskee staat nog.")
    words = 3 + 3 + 2 + 5 + 4
    found = phrases(texts, min_count=3)
    assert found["term"].tolist() == []
    more = texts.assign(text=texts["text"] + " " + FILLER)
    found = phrases(more)
    columns = ["term", "shown", "words", "count", "inside", "articles"]
    assert found[columns].values.tolist() == [["oude moskee", "oude moskee", 2, 3, 0, 2]]
    assert found["g2"].item() == pytest.approx(log_likelihood(3, 4, 4, words + 32).item())


def test_stop_words_may_stand_inside_a_phrase_and_never_at_its_ends(toy):
    found = phrases(toy(*[f"De minister van defensie is {end}." for end in ("weg", "ziek", "blij", "boos")]))
    assert found["term"].tolist() == ["minister van defensie"]


def test_a_mark_or_the_end_of_a_sentence_or_article_stands_between_words_that_are_no_phrase(toy):
    apart = ["Mosul, Raqqa", "Mosul. Raqqa", "Mosul (Raqqa)", "Mosul – Raqqa"]
    for written in apart:
        assert phrases(toy(*[f"{written} {FILLER}"] * 3), longest=2)["term"].eq("mosul raqqa").sum() == 0
    assert phrases(toy(*[f"Mosul Raqqa. {FILLER}"] * 3), longest=2)["term"].eq("mosul raqqa").sum() == 1


def test_the_longest_is_counted_first_and_what_is_inside_it_not_again(toy):
    # `abu bakr` stands 7 times: 4 in `abu bakr al-baghdadi`, 3 alone.
    texts = toy(*["Abu Bakr al-Baghdadi vlucht."] * 4, *[f"Abu Bakr {verb}." for verb in ("slaapt", "eet", "wacht")])
    found = phrases(texts.assign(text=texts["text"] + " " + FILLER)).set_index("term")
    assert found.loc["abu bakr al-baghdadi vlucht", ["count", "inside"]].tolist() == [4, 0]
    assert found.loc["abu bakr", ["count", "inside"]].tolist() == [3, 4]
    assert "abu bakr al-baghdadi" not in found.index
    assert "bakr al-baghdadi" not in found.index


@settings(max_examples=20)
@given(st.lists(text, min_size=1, max_size=4), st.integers(2, 4))
def test_no_word_is_counted_in_two_phrases(texts, longest):
    found = phrases(pd.DataFrame({"text": [f"{written} {FILLER}" for written in texts]}), longest=longest, min_count=2)
    words = sum(len(f"{written} {FILLER}".split()) for written in texts)
    assert (found["words"] * found["count"]).sum() <= words
    assert (found["count"] >= 2).all()
    assert (found["g2"] >= 10.83).all()
    assert found["words"].between(2, longest).all()


def test_a_pair_seen_once_of_words_seen_once_scores_below_a_pair_seen_often(toy):
    # Of N words a pair of hapaxes has 2 (ln N + (N - 1) ln(N / (N - 1))), less than 2 ln N + 2: 10.8 for N = 80.
    total = 80
    hapax = log_likelihood(1, 1, 1, total)
    assert hapax.item() == pytest.approx(2 * (math.log(total) + (total - 1) * math.log(total / (total - 1))))
    assert hapax < 2 * math.log(total) + 2
    # Four of six and six: 16.6, though each of its words stands more often without the other than those of the hapax.
    assert log_likelihood(4, 6, 6, total) > hapax
    often = "Iraakse leger vecht. Iraakse leger wacht. Iraakse leger slaapt. Iraakse zon. Leger eet."
    others = FILLER.replace("Leger", "Paard") * 6
    found = phrases(toy(f"{often} Quasar pulsar. {others}"), min_count=1, longest=2).set_index("term")
    assert found.loc["iraakse leger", "g2"] > found.loc["quasar pulsar", "g2"]


def test_words_that_do_not_attract_each_other_are_no_phrase(toy):
    # `leger stad` three times, as often as chance has it where half of all words are either: 3 of 12, 6 and 6.
    assert phrases(toy("Leger stad leger stad. Stad leger. Leger leger stad. Stad stad leger."), longest=2).empty


def test_words_that_shun_each_other_are_no_phrase_however_sure_that_is(toy):
    # `leger stad` three times of 63 and 63 in 246 words: 16.1 expected, and a G² of 24 that says so.
    assert log_likelihood(3, 63, 63, 246) > 20
    found = phrases(toy("Leger wacht. " * 60 + "Stad slaapt. " * 60 + "Leger stad. " * 3))
    assert found["term"].tolist() == ["leger wacht", "stad slaapt"]


def test_a_phrase_that_overlaps_with_itself_is_counted_without_overlap(toy):
    # Of `mosul mosul mosul mosul` the places are 1, 2 and 3; 1 and 3 share no word.
    found = phrases(toy(f"Mosul mosul mosul mosul. {FILLER} {FILLER}"), longest=2, min_count=2).set_index("term")
    assert found.loc["mosul mosul", ["count", "inside"]].tolist() == [2, 1]


def test_a_phrase_must_occur_often_enough_and_in_enough_articles(toy):
    texts = toy(f"Oude moskee. {FILLER} Oude moskee! Oude moskee?", "Vrede.")
    assert phrases(texts)["term"].tolist() == ["oude moskee"]
    assert phrases(texts, min_count=4).empty
    assert phrases(texts, min_articles=2).empty


def test_the_seeds_hold_the_phrases_that_a_reader_finds(seeds):
    found = phrases(seeds, min_count=2, min_articles=2).set_index("term")
    assert found.loc["IS-leider abu bakr al-baghdadi", "count"] == 2
    assert found.loc["oude stad van mosul", ["count", "articles"]].tolist() == [3, 2]
    assert found["articles"].eq(2).all()


def test_no_articles_have_no_phrases_and_the_frame_keeps_its_columns(toy):
    found = phrases(toy().astype("str"))
    assert found.columns.tolist() == ["term", "shown", "words", "count", "inside", "articles", "g2"]
    assert phrases(toy("Moskee.")).empty


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"longest": 1}, "longest must be a whole number from 2; received 1"),
        ({"min_count": 0}, "min_count must be a whole number from 1; received 0"),
        ({"min_articles": 1.5}, "min_articles must be a whole number from 1; received 1.5"),
    ],
)
def test_an_unusable_setting_is_a_clear_error(toy, settings, message):
    with pytest.raises(ValueError, match=message):
        phrases(toy("Moskee."), **settings)
