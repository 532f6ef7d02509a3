import numpy as np
import pandas as pd
import pytest

from leesbril import document_term_matrix, findings, similarity, tokens, weigh
from leesbril.comparison.sensitivity import leave_one_sentence_out, one_at_a_time, sensitivity


@pytest.fixture(scope="module")
def specifications(seeds):
    return sensitivity(seeds, *seeds.index)


def test_there_is_one_row_for_every_combination(specifications):
    # words: 2 × 2 × 2 × 2 ways to count, each weighed without idf, by the corpus, and by 3 × 3 backgrounds;
    # characters: without idf and by the corpus.
    assert specifications.groupby("family").size().to_dict() == {"words": 16 * (1 + 1 + 9), "characters": 2}
    assert not specifications.drop(columns="cosine").duplicated().any()


def test_the_default_row_is_what_similarity_gives(seeds, specifications):
    assert specifications.loc[specifications["default"], "cosine"].item() == pytest.approx(
        similarity(document_term_matrix(seeds))["cosine"].item(), abs=1e-12
    )


def test_other_rows_are_what_similarity_gives_with_their_settings(seeds, specifications):
    dtm = document_term_matrix(seeds, normalise="lemma", stop_words="keep", hyphens="parts")
    row = specifications.query(
        "normalise == 'lemma' and stop_words == 'keep' and hyphens == 'parts' and acronyms == 'apart' "
        "and idf == 'background' and background_words == 700 and least_frequency == 1e-6"
    )
    weights = weigh(dtm, idf="background", background_words=700, least_frequency=1e-6)
    expected = similarity(weights)["cosine"].item()
    assert row["cosine"].item() == pytest.approx(expected, abs=1e-12)


def test_characters_are_those_inside_all_words(toy):
    # De kat: " de", "de ", " de "; " ka", "kat", "at ", " kat", "kat ", " kat ". De kar has the first four of these.
    frame = sensitivity(toy("De kat.", "De kar!"), "a", "b").query("family == 'characters' and idf == 'none'")
    assert frame["cosine"].item() == pytest.approx(4 / 9, abs=1e-12)


def test_tokens_without_texts_are_enough(seeds, specifications):
    pd.testing.assert_frame_equal(sensitivity(tokens(seeds, texts=False), *seeds.index), specifications)


def test_an_acronym_that_reads_as_no_stop_word_gives_no_choice(toy):
    frame = sensitivity(toy("VVD wint", "VVD verliest"), "a", "b")
    assert set(frame["acronyms"].dropna()) == {"apart"}


def test_from_thirty_articles_the_default_is_the_corpus(toy):
    frame = toy("moskee leger", "moskee stad").reindex(range(30), fill_value="").assign(text=["moskee leger"] * 30)
    default = sensitivity(frame, 0, 1).query("default")
    assert default["idf"].tolist() == ["corpus"]


def test_one_setting_at_a_time_holds_the_default_and_is_ordered(specifications):
    moved = one_at_a_time(specifications)
    usual = specifications.loc[specifications["default"], "cosine"].item()
    background = {"background_words", "least_frequency"}
    assert set(moved["setting"]) == {"normalise", "stop_words", "hyphens", "acronyms", "idf"} | background
    assert ((moved["lowest"] <= usual) & (usual <= moved["highest"])).all()
    assert moved["range"].is_monotonic_decreasing
    none, corpus = (
        specifications.query(
            "normalise == 'surface' and stop_words == 'drop' and hyphens == 'whole' and acronyms == 'apart' "
            "and idf == @idf"
        )["cosine"].item()
        for idf in ("none", "corpus")
    )
    assert moved.set_index("setting").loc["idf", "lowest"] == min(none, corpus, usual)


def test_leaving_a_sentence_out_is_worked_out_by_hand(toy):
    # Without idf, a = (leger 1, moskee 1), b = (moskee 1): cosine 1/√2 = .707.
    # Without a's "Leger." it is 1; without a's "Moskee." nothing is shared: 0; without b's only sentence: none.
    frame = leave_one_sentence_out(toy("Leger. Moskee.", "Moskee."), "a", "b", idf="none")
    found = frame.set_index(["article", "sentence"])["cosine"]
    np.testing.assert_allclose(found.loc[[("a", 2), ("a", 1)]], [0, 1], atol=1e-12)
    assert np.isnan(found.loc[("b", 1)])
    assert frame["change"].tolist()[:2] == pytest.approx([-(0.5**0.5), 1 - 0.5**0.5])
    assert frame["text"].tolist()[:2] == ["Moskee.", "Leger."]


def test_leaving_a_sentence_out_is_leaving_its_words_out(seeds):
    a, b = seeds.index
    first = leave_one_sentence_out(seeds, a, b, idf="none").query("article == @a and sentence == 1").iloc[0]
    shorter = seeds.copy()
    opening = seeds.at[a, "text"].index("Zaterdag begonnen")
    shorter.loc[a, "text"] = seeds.at[a, "text"][opening:]
    cosine = similarity(document_term_matrix(shorter), idf="none")["cosine"].item()
    assert first["cosine"] == pytest.approx(cosine, abs=1e-12)


def test_an_unknown_article_is_named(toy):
    with pytest.raises(KeyError, match="No article 'z' among the 2"):
        sensitivity(toy("moskee", "leger"), "a", "z")
    with pytest.raises(KeyError, match="No article 'z' among the 2"):
        leave_one_sentence_out(toy("moskee", "leger"), "a", "z")


def test_the_findings_name_the_range_and_the_sentence(seeds, specifications, toy):
    pair, moved = (seeds.index[0], seeds.index[1]), one_at_a_time(specifications)
    said = findings.how_sure(specifications, moved, pair=pair, labels=pd.Series({pair[0]: "Leger", pair[1]: "Stad"}))
    assert said == (
        "With the default settings the cosine of “Leger” and “Stad” is **0.77**. With one setting changed it stays "
        "between 0.55 and 0.83, and with several changed at once (178 combinations) between **0.55** and **0.88**. The "
        "setting that changes it most is **weight of rare words (idf)**: from 0.55 to 0.77. This is not a confidence "
        "interval: nothing was sampled."
    )
    assert findings.how_sure(specifications, moved).startswith("With the default settings the cosine is **0.77**. With")
    widest = moved.assign(highest=specifications["cosine"].max())
    assert "between **0.55** and **0.88**, whether one setting is changed or several (178" in findings.how_sure(
        specifications, widest
    )
    same = specifications.assign(cosine=0.77)
    assert findings.how_sure(same, moved).endswith("**0.77**. It stays the same over 178 combinations of settings.")
    by_setting = moved.set_index("setting", drop=False)
    for setting, name in {
        "background_words": "assumed length of an ordinary article",
        "least_frequency": "how rare a word can count as",
    }.items():
        assert f"changes it most is **{name}**: from" in findings.how_sure(specifications, by_setting.loc[[setting]])
    carried = findings.what_carries_it(
        leave_one_sentence_out(toy("Leger. Moskee.", "Moskee. Stad."), "a", "b", idf="none")
    )
    # Without either Moskee nothing is shared: the cosine of 1 / (√2 √2) falls to 0.
    assert carried == (
        "Without sentence 2 of “a” the cosine falls most, by 0.50 to **0.00**: “Moskee.” Without one other sentence it "
        "falls as far."
    )
    assert "No sentence can be left out" in findings.what_carries_it(
        leave_one_sentence_out(toy("Leger.", "Moskee."), "a", "b")
    )
