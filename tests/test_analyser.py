"""N-grams of characters in place of words: `document_term_matrix(analyser="char")`, and all that takes its counts."""

import re
from math import exp, log

import dask.dataframe as dd
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from profiles import thorough
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

import leesbril as lb
from leesbril import findings
from leesbril.counting import _raw_counts
from leesbril.text import character_ngrams as ngrams_module
from leesbril.text.character_ngrams import background_of_ngrams, character_ngrams
from leesbril.text.language import background_frequencies, get_language

TEXTS = {
    "a": "IS rukt op in de stad. De moskee van Mosul is leeg.",
    "b": "De moskee, de IS-moskee. Ruim 100.000 burgers in de stad.",
    "c": "",
    "d": "Moskeeën en steden. Zie www.voorbeeld.nl of zo'n stad.",
}


@pytest.fixture
def toy():
    return pd.DataFrame({"text": pd.Series(TEXTS, dtype="str"), "publisher": ["x", "y", "x", "y"]})


def one(text, **how):
    return lb.document_term_matrix(pd.DataFrame({"text": [text]}, index=["a"]), language="nl", analyser="char", **how)


def counted(matrix, row="a"):
    counts = matrix.to_frame().loc[row]
    return counts[counts > 0].to_dict()


def assert_same(one, other):
    assert one.terms.tolist() == other.terms.tolist()
    assert one.rows.tolist() == other.rows.tolist()
    assert (one.counts != other.counts).nnz == 0


def in_words(matrix):
    """The counted words of each row, between spaces."""
    words = matrix.terms.to_numpy()
    rows = (matrix.counts[[row], :] for row in range(len(matrix.rows)))
    return [" ".join(np.repeat(words[row.indices], row.data)) for row in rows]


def test_a_word_is_cut_into_all_sequences_of_three_to_five_characters_with_a_space_on_either_side():
    # " stad " has 6 characters: 4 sequences of 3, 3 of 4 and 2 of 5.
    assert counted(one("stad")) == dict.fromkeys(
        [" st", "sta", "tad", "ad ", " sta", "stad", "tad ", " stad", "stad "], 1
    )


def test_what_a_word_has_twice_is_counted_twice():
    # " kiki ": " ki", "kik", "iki", "ki " · " kik", "kiki", "iki " · " kiki", "kiki "; "ki" alone is of two characters.
    assert counted(one("kiki", ngram_range=(2, 2))) == {" k": 1, "ik": 1, "ki": 2, "i ": 1}
    assert counted(one("kiki en kiki", ngram_range=(2, 2))) == {" k": 2, "ik": 2, "ki": 4, "i ": 2}


def test_a_word_shorter_than_the_n_grams_is_one_of_them():
    # " ja " has 4 characters, so it is no n-gram of 5 or 6, but it is counted as a whole, once; " nee " has just 5.
    assert counted(one("ja nee", ngram_range=(5, 6), stop_words="keep")) == {" ja ": 1, " nee ": 1}


def test_no_n_gram_crosses_a_space():
    assert not [term for term in one("Oude Stad").terms if " " in term.strip()]


def test_the_case_is_that_of_the_counted_words():
    # IS is an acronym, and "is" a stop word that is dropped.
    assert counted(one("IS is. Stad", ngram_range=(4, 4))) == {" IS ": 1, " sta": 1, "stad": 1, "tad ": 1}
    kept = counted(one("IS is. Stad", ngram_range=(4, 4), stop_words="keep"))
    assert (kept[" IS "], kept[" is "]) == (1, 1)


def test_diacritics_are_kept_as_words_keep_them():
    assert " caf" in one("café").terms
    assert "afé " in one("café").terms
    assert "afe " not in one("café").terms


def test_numbers_stay_whole_and_links_are_dropped_with_the_stop_words():
    assert counted(one("100.000", ngram_range=(9, 9))) == {" 100.000 ": 1}
    assert one("www.voorbeeld.nl").terms.tolist() == []
    assert "voor" in one("www.voorbeeld.nl", stop_words="keep").terms


def test_lemmas_are_cut_where_lemmas_are_counted():
    assert "oskeeë" not in one("moskeeën", normalise="lemma", ngram_range=(6, 6)).terms
    assert "moskee" in one("moskeeën", normalise="lemma", ngram_range=(6, 6)).terms


@pytest.mark.parametrize("lengths", [(3, 5), (1, 2), (4, 7)])
@pytest.mark.parametrize("how", [{}, {"stop_words": "keep"}, {"normalise": "lemma"}, {"hyphens": "parts"}])
def test_the_counts_are_those_of_scikit_learn_on_the_counted_words(seeds, lengths, how):
    words = lb.document_term_matrix(seeds, **how)
    ours = lb.document_term_matrix(seeds, analyser="char", ngram_range=lengths, **how)
    other = CountVectorizer(analyzer="char_wb", ngram_range=lengths, lowercase=False)
    counts = other.fit_transform(in_words(words))
    assert ours.terms.tolist() == other.get_feature_names_out().tolist()
    assert (ours.counts != counts).nnz == 0


def test_the_weights_are_those_of_scikit_learn(seeds):
    words = lb.document_term_matrix(seeds)
    ours = lb.weigh(lb.document_term_matrix(seeds, analyser="char"), idf="corpus")
    other = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), lowercase=False).fit_transform(in_words(words))
    np.testing.assert_allclose(ours.matrix.toarray(), other.toarray(), atol=1e-12)


@given(st.lists(st.text("abé-'🂡 ", min_size=1, max_size=9), max_size=6), st.integers(1, 4), st.integers(0, 3))
def test_any_words_are_cut_as_scikit_learn_cuts_them(words, shortest, more):
    words = list(dict.fromkeys("".join(word.split()) or "x" for word in words))
    lengths = (shortest, shortest + more)
    cut = CountVectorizer(analyzer="char_wb", ngram_range=lengths, lowercase=False).build_analyzer()
    found = character_ngrams(pl.Series(words, dtype=pl.String), lengths)
    for number, word in enumerate(words):
        part = found.columns[found.first[number] : found.first[number + 1]]
        assert sorted(found.terms.gather(part).to_list()) == sorted(cut(word))
    assert found.terms.to_list() == sorted(set(found.terms.to_list()))


def test_batches_tokens_and_dask_give_the_same(toy, tmp_path):
    whole = lb.document_term_matrix(toy, analyser="char", language="nl")
    assert_same(lb.document_term_matrix(lb.tokens(toy, language="nl"), analyser="char"), whole)
    cut = (toy.iloc[[row]] for row in range(len(toy)))
    assert_same(lb.document_term_matrix(cut, analyser="char", language="nl"), whole)
    toy.rename_axis("article").reset_index().to_parquet(tmp_path / "toy.parquet")
    assert_same(lb.document_term_matrix(tmp_path / "toy.parquet", analyser="char", language="nl"), whole)
    assert_same(lb.document_term_matrix(dd.from_pandas(toy, npartitions=3), analyser="char", language="nl"), whole)


@pytest.mark.parametrize("rows", [1, 2, 5_000])
def test_compiled_and_plain_counting_give_the_same_however_rows_are_cut(toy, monkeypatch, rows):
    whole = lb.document_term_matrix(toy, analyser="char", language="nl")
    monkeypatch.setattr(_raw_counts, "_ROWS", rows)
    assert_same(lb.document_term_matrix(toy, analyser="char", language="nl"), whole)
    monkeypatch.setattr(_raw_counts, "worth_compiling", lambda size, least: True)
    assert_same(lb.document_term_matrix(lb.tokens(toy, language="nl"), analyser="char"), whole)


def test_more_than_255_of_one_word_are_all_counted():
    assert counted(one("stad " * 300, ngram_range=(6, 6))) == {" stad ": 300}


def test_paragraphs_are_counted_in_n_grams_too(toy):
    toy = toy.assign(text="Stad.\n\nMoskee.\n\nStad en stad.")
    by_paragraph = lb.document_term_matrix(toy, analyser="char", unit="paragraph", ngram_range=(6, 6), language="nl")
    assert by_paragraph.to_frame().loc["a", " stad "].tolist() == [1, 0, 2]


def test_boilerplate_is_left_out_of_the_n_grams_and_counted_in_words():
    lines = ["De stad slaapt.", "Het leger rukt op.", "Een moskee brandt.", "De haven is dicht."]
    texts = [f"{line}\n\nLees ook onze nieuwsbrief met alle berichten." for line in lines]
    articles = pd.DataFrame({"text": texts, "publisher": "x"}, index=list("abcd"))
    words, characters = (lb.document_term_matrix(articles, analyser=each, language="nl") for each in ("word", "char"))
    assert characters.left_out == words.left_out > 0
    assert "brief" not in characters.terms


def test_without_articles_or_words_there_are_no_n_grams():
    empty = lb.document_term_matrix(pd.DataFrame({"text": pd.Series([], dtype="str")}), analyser="char")
    assert empty.counts.shape == (0, 0)
    assert one("").counts.shape == (1, 0)
    assert lb.weigh(one("")).idf.tolist() == []


@pytest.fixture
def listed(monkeypatch):
    """A background of six words: what a real one costs has nothing to do with how it is used."""
    words = {"stad": 0.01, "steden": 0.004, "is": 0.1, "isis": 0.001, "000": 0.02, "'s": 0.5}
    monkeypatch.setitem(get_language("nl").__dict__, "word_frequencies", words)
    monkeypatch.setattr(ngrams_module, "_background", ngrams_module._background.__wrapped__)  # keeps the real one


def test_the_background_of_an_n_gram_is_the_frequency_of_the_words_that_have_it_as_often_as_they_have_it(listed):
    sought = [" st", "is ", "is", "IS ", " IS ", "st-is", "zee", "12", " 12", "5"]
    # " st": stad .01 + steden .004. "is ": is .1 + isis .001. "is": is .1 + isis twice .002.
    # "IS " is of an acronym: "is" is a stop word, and isis is left: .001; " IS " is in neither. "st-is": " is" would be
    # .101, and "st " is in none: 0. "zee": in none. "12": the shape 000 has two digits in two places, 2 × .02, and one
    # in a hundred of these is 12; " 12" only at the beginning; a "5" in three places, one in ten.
    expected = [0.014, 0.101, 0.102, 0.001, 0, 0, 0, 0.0004, 0.0002, 0.006]
    assert background_of_ngrams(pl.Series(sought)).tolist() == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("language", ["nl", *(pytest.param(code, marks=thorough) for code in ("en", "de", "fr"))])
def test_a_whole_word_between_spaces_is_at_least_as_frequent_as_in_the_background_of_words(language):
    words = list(get_language(language).word_frequencies)[::997]
    words = [word for word in words if word.isalpha() and word == word.lower()]
    found = background_of_ngrams(pl.Series([f" {word} " for word in words]), language=language)
    expected = background_frequencies(words, language=language).to_numpy()
    assert len(words) > 100
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_the_background_of_real_n_grams_is_the_sum_over_the_list():
    padded = [(f" {word} ", frequency) for word, frequency in get_language("nl").word_frequencies.items()]
    for sought in (" de ", "ing ", "moske"):
        times = (frequency * len(re.findall(f"(?={sought})", word)) for word, frequency in padded if sought in word)
        assert background_of_ngrams(pl.Series([sought]))[0] == pytest.approx(sum(times), rel=1e-9)


def test_two_articles_have_the_idf_of_the_background_of_n_grams(toy):
    weights = lb.weigh(lb.document_term_matrix(toy, analyser="char", language="nl"))
    assert weights.source == "background (n-grams)"
    column = weights.counts.terms.get_loc("moske")
    often = background_of_ngrams(pl.Series(["moske"]))[0]
    assert weights.idf[column] == pytest.approx(-log(1 - exp(-350 * often)))
    assert "background_words=350" in repr(weights)
    floor = weights.idf[weights.counts.terms.get_loc(" IS ")]
    assert floor == pytest.approx(-log(1 - exp(-350e-8)))


def test_thirty_articles_have_their_own_idf():
    texts = pd.Series([f"stad {number}" for number in range(30)], index=map(str, range(30)), dtype="str")
    weights = lb.weigh(lb.document_term_matrix(texts.to_frame("text"), analyser="char", language="nl"))
    assert weights.source == "corpus"
    # "stad" is in all 30: ln(31 / 31) + 1.
    assert weights.idf[weights.counts.terms.get_loc("stad")] == pytest.approx(1)


def test_a_cosine_of_n_grams_is_the_sum_of_its_parts(toy, listed):
    counts = lb.document_term_matrix(toy, analyser="char", language="nl")
    pairs = lb.similarity(counts).set_index(["article_a", "article_b"])
    parts = lb.explain_similarity(counts, "a", "b")
    assert parts["contribution"].sum() == pytest.approx(pairs.loc[("a", "b"), "cosine"])
    assert len(parts) == pairs.loc[("a", "b"), "shared_terms"]
    assert pairs.loc[("a", "b"), "idf_source"] == "background (n-grams)"
    assert pd.isna(pairs.loc[("a", "c"), "cosine"])
    near = lb.neighbours(counts, threshold=0.01)
    assert near["cosine"].tolist() == pytest.approx(pairs["cosine"][pairs["cosine"] >= 0.01].tolist())


def test_two_forms_of_a_word_are_alike_in_characters_and_not_in_words(listed):
    articles = pd.DataFrame({"text": ["moskee", "moskeeën"]}, index=["a", "b"])
    by_words, by_characters = (
        lb.similarity(lb.document_term_matrix(articles, analyser=each, language="nl"))["cosine"].item()
        for each in ("word", "char")
    )
    assert by_words == 0
    assert by_characters > 0.5


def test_n_grams_are_shown_with_their_spaces_and_may_lead_unless_they_have_no_letter(toy, listed):
    terms = lb.tfidf(lb.document_term_matrix(toy, analyser="char", language="nl")).set_index("term")
    assert terms.loc[" IS ", "shown"] == "␣IS␣"
    assert terms.loc["stad", "shown"].eq("stad").all()
    assert terms.loc[["100", ".00", " 10"], "leads"].eq(False).all()
    assert terms.loc[[" sta", "eeë"], "leads"].all()
    cyrillic = one("ёлка 12", ngram_range=(4, 4))
    assert dict(zip(cyrillic.terms, cyrillic.leads, strict=True)) == {
        " 12 ": False,
        "ёлка": True,
        " ёлк": True,
        "лка ": True,
    }


def test_n_grams_are_no_words_that_an_article_is_about(toy, listed):
    terms = lb.tfidf(lb.document_term_matrix(toy, analyser="char", language="nl"))
    with pytest.raises(ValueError, match="takes words; these are n-grams of characters"):
        findings.what_is_it_about(terms)
    findings.what_is_it_about(lb.tfidf(lb.document_term_matrix(toy, language="nl")))


def test_n_grams_of_two_groups_are_compared_as_words_are(toy):
    counts = lb.document_term_matrix(toy, analyser="char", language="nl", ngram_range=(4, 4))
    found = lb.keyness(counts, toy["publisher"], a="x").set_index("term")
    # " mos" begins moskee and Mosul in a, moskee in b (IS-moskee has "-mos") and Moskeeën in d; a and c are of x.
    assert found.loc[" mos", ["count_a", "count_b"]].tolist() == [2, 2]


def test_a_ranking_of_n_grams_is_varied_with_the_constants_of_the_background(toy, listed):
    assert lb.rank_ranges(lb.document_term_matrix(toy, analyser="char", language="nl"))["weightings"].eq(9).all()


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"analyser": "chars"}, "analyser='chars' is not known; choose one of 'word', 'char'"),
        ({"analyser": "char", "names": "joined"}, "names='joined' counts names as terms"),
        ({"analyser": "char", "ngram_range": (5, 3)}, r"such as \(3, 5\); received \(5, 3\)"),
        ({"ngram_range": (0, 2)}, r"such as \(1, 2\); received \(0, 2\)"),
    ],
)
def test_wrong_settings_are_named(toy, how, says):
    with pytest.raises(ValueError, match=says):
        lb.document_term_matrix(toy, language="nl", **how)


def test_the_matrix_says_what_was_counted():
    assert "n-grams of 3 to 5 characters" in repr(one("stad"))
    assert "n-grams" not in repr(lb.document_term_matrix(pd.DataFrame({"text": ["stad"]}), language="nl"))
