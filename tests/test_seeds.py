"""What the two seed articles teach."""

import pytest

from leesbril import document_term_matrix, explain_similarity, sentences, similarity, tokens


@pytest.fixture(scope="module")
def found(seeds):
    return tokens(seeds).to_frame()


def test_every_token_stands_where_it_says(seeds, found):
    assert len(found) > 700
    assert all(seeds.at[t.article, "text"][t.start : t.end] == t.token for t in found.itertuples())


def test_there_are_four_headings(seeds):
    frame = sentences(seeds)
    assert frame.loc[frame["kind"] == "heading", "text"].tolist() == [
        "Guerrillatactieken en gevangen burgers",
        "Optimisme bij Iraakse leger",
        "Moskee heroveren voor einde ramadan",
        "Al-Baghdadi is Mosul ontvlucht",
    ]


def test_numbers_are_numbers(found):
    assert set(found.loc[found["kind"] == "number", "term"]) == {"100.000", "6.000", "300", "2014"}


def test_is_is_the_only_acronym_and_never_a_stop_word(found):
    acronyms = found[found["kind"] == "acronym"]
    assert set(acronyms["term"]) == {"IS"}
    assert not acronyms["stop"].any()
    # Counted by hand: 5 and 8 times on its own, and in IS-leden, IS-enclaves, IS-leider beside that.
    assert acronyms.groupby("article").size().tolist() == [5, 8]


def test_the_hyphen_variants_of_one_word_are_one_term(seeds, found):
    assert set(found.loc[found["token"].str.contains("terreureenheden"), "term"]) == {"antiterreureenheden"}
    alone = tokens(seeds.head(1)).to_frame()
    assert "anti-terreureenheden" in set(alone["term"])
    assert {"al-nuri", "al-nuri-moskee"} <= set(found["term"])  # a space is no hyphen


def test_curly_quotes_are_no_part_of_a_word(found):
    assert (found["term"] == "kalifaat").sum() == 4


def test_the_parts_of_the_cosine_add_up_to_it(seeds):
    for normalise in ("surface", "lemma"):
        dtm = document_term_matrix(seeds, normalise=normalise)
        for idf in ("auto", "background", "corpus", "none"):
            cosine = similarity(dtm, idf=idf)["cosine"].item()
            assert explain_similarity(dtm, *seeds.index, idf=idf)["contribution"].sum() == pytest.approx(
                cosine, abs=1e-12
            )
