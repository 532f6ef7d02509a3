"""Names of several words, counted as one term."""

import pytest

import leesbril as lb


def counted(articles, **settings):
    matrix = lb.document_term_matrix(articles, names="joined", language="nl", **settings)
    return dict(zip(matrix.shown, matrix.counts.sum(axis=0).tolist(), strict=True))


def test_words_that_are_mostly_written_together_are_one_term_and_not_counted_apart(toy):
    found = counted(toy("In de Oude Stad. Oude Stad brandt. Bij de Oude Stad ligt een oude stad."))

    # Oude Stad three times, of which once at a head; oude and stad once more, in small letters.
    assert found == {"Oude Stad": 3, "brandt": 1, "oude": 1, "stad": 1, "ligt": 1}


def test_a_part_that_is_as_often_alone_makes_no_name(toy):
    # Stad has a capital four times inside sentences, and twice behind Oude: half is not most.
    found = counted(toy("De Oude Stad en de Oude Stad; de Stad en de Stad."))

    assert found == {"Oude": 2, "Stad": 4}


def test_one_occurrence_makes_no_name(toy):
    assert "Rode Kruis" not in counted(toy("Het Rode Kruis komt."))
    assert counted(toy("Het Rode Kruis komt.", "Bij het Rode Kruis."))["Rode Kruis"] == 2


@pytest.mark.parametrize("between", [", ", " (", ". ", " en ", "\n\n"])
def test_words_with_something_between_them_make_no_name(toy, between):
    found = counted(toy(*[f"met Rutte{between}Blok" for _ in range(3)]))

    assert "Rutte Blok" not in found


def test_a_chain_of_pairs_is_one_name(toy):
    found = counted(toy(*["de man Abu Bakr al-Baghdadi sprak"] * 2))

    assert found == {"man": 2, "Abu Bakr al-Baghdadi": 2, "sprak": 2}


def test_a_title_with_a_hyphen_is_no_part_of_a_name(toy):
    assert counted(toy(*["de IS-leider Abu Bakr sprak"] * 2)) == {"IS-leider": 2, "Abu Bakr": 2, "sprak": 2}


def test_capitals_at_heads_and_in_lines_in_capitals_are_no_evidence(toy):
    assert "Grote Brand" not in counted(toy("Grote Brand. Grote Brand.\n\nGROTE BRAND\n\nGROTE BRAND"))


def test_the_rarest_word_of_a_name_gives_its_background_and_the_parts_of_other_compounds_are_kept(toy):
    matrix = lb.document_term_matrix(
        toy(*["de Oude Stad en de IS-leider"] * 2), names="joined", hyphens="parts", language="nl"
    )
    idf = lb.tfidf(matrix).set_index("shown")["idf"]

    assert sorted(idf.index.unique()) == ["IS", "IS-leider", "Oude Stad", "leider"]
    alone = lb.tfidf(lb.document_term_matrix(toy("oude stad"), language="nl")).set_index("term")["idf"]
    assert idf["Oude Stad"].iloc[0] == max(alone)


def test_names_are_counted_in_sentences_too_and_with_ngrams_refused(toy):
    texts = toy("De Oude Stad brandt. Daar is de Oude Stad.")

    assert counted(texts, unit="sentence")["Oude Stad"] == 2
    with pytest.raises(ValueError, match=r"received ngram_range=\(1, 2\) as well"):
        lb.document_term_matrix(texts, names="joined", ngram_range=(1, 2))
    with pytest.raises(ValueError, match="choose one of 'apart', 'joined'"):
        lb.document_term_matrix(texts, names="yes")


def test_the_seeds_have_three_names(seeds):
    names = [name for name in counted(seeds) if " " in name]

    assert names == ["Abu Bakr", "Islamitische Staat", "Oude Stad"]
