"""Tokens: read once, and asked as if they were read for each question."""

import itertools

import dask.dataframe as dd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_collocates import FILLER
from test_raw_counts import tricky_text
from test_tokens import hard_text

import leesbril as lb
from leesbril.scale import batches
from leesbril.text.language import LanguageWarning
from leesbril.tokenisation import _inverted_index, tokeniser
from leesbril.tokenisation.tokens import Tokens

texts = st.lists(hard_text | tricky_text, min_size=1, max_size=5)
names = list("abcde")


def frame_of(written, **columns):
    index = pd.Index(names[: len(written)], name="article", dtype="str")
    return pd.DataFrame({"text": written, "language": "nl", **columns}, index=index)


def same(one, other):
    """Whether two tokens are the same in every column."""
    assert one.language == other.language and one.exceptions == other.exceptions
    pd.testing.assert_frame_equal(one.articles, other.articles)
    pd.testing.assert_frame_equal(one.to_frame(), other.to_frame())
    pd.testing.assert_frame_equal(one.sentences(), other.sentences())
    assert one.spaced.tolist() == other.spaced.tolist()


# The words, by either implementation


@given(texts)
def test_the_compiled_code_finds_the_words_the_places_and_the_spaces_of_the_plain_one(written):
    plain = lb.tokens(frame_of(written))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokeniser, "COMPILED_FROM", 0)
        same(lb.tokens(frame_of(written)), plain)


@given(texts)
def test_a_token_stands_where_it_says_and_white_space_alone_behind_a_spaced_word(written):
    tokens = lb.tokens(frame_of(written))
    found = tokens.to_frame()
    for row in found.itertuples():
        assert tokens.texts[row.article][row.start : row.end] == row.token
    ends = tokens.starts + tokens.types.words.str.strip_chars_start("\n\r").str.len_chars().to_numpy()[tokens.codes]
    for row, text in enumerate(tokens.texts):
        for word in range(tokens.first[row], tokens.first[row + 1]):
            last = word + 1 == tokens.first[row + 1]
            gap = "" if last else text[ends[word] : tokens.starts[word + 1]]
            assert bool(tokens.spaced[word]) == gap.isspace()


@given(texts, st.data())
def test_wherever_articles_are_cut_into_batches_their_tokens_are_the_same(written, data):
    frame = frame_of(written)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(written)), max_size=2)))
    parts = [frame.iloc[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(written)], strict=True)]
    same(lb.tokens(iter(parts)), lb.tokens(frame))


def test_a_parquet_file_an_iterator_and_a_dask_frame_give_the_tokens_of_one_frame(tmp_path):
    frame = frame_of(["IS valt. De stad juicht.", "De IS-leider vlucht.", ""], title=["a", None, "c"])
    whole = lb.tokens(frame)
    frame.to_parquet(tmp_path / "articles.parquet")
    same(lb.tokens(tmp_path / "articles.parquet"), whole)
    same(lb.tokens(frame.iloc[[row]] for row in range(3)), whole)
    same(lb.tokens(dd.from_pandas(frame, npartitions=2, sort=False)), whole)


def test_tokens_say_what_they_are():
    tokens = lb.tokens(frame_of(["De stad valt.", "De stad."]))
    # Words: De stad valt De stad; distinct with their marks: \nDe, stad, valt.
    assert repr(tokens) == "Tokens(2 articles, 5 words, 3 distinct, language='nl')"
    assert repr(lb.tokens(frame_of(["De stad."]), texts=False)).endswith("language='nl', texts left out)")
    assert len(tokens) == 2
    assert tokens.words.to_dict() == {"a": 3, "b": 2}


def test_words_with_a_clitic_count_as_two_tokens_wherever_they_stand():
    tokens = lb.tokens(frame_of(["Trump's plan.", "", "Trump's"]), language="en")
    assert tokens.words.tolist() == [3, 0, 2]


# Some of the articles


def test_selected_articles_are_read_as_the_whole_folder_reads_them():
    frame = frame_of(["AMSTERDAM valt", "In Amsterdam slaapt men", "De stad"])
    whole = lb.tokens(frame)
    # By itself AMSTERDAM would be an acronym; the folder writes Amsterdam inside a sentence.
    assert lb.tokens(frame.head(1)).to_frame()["term"].tolist() == ["AMSTERDAM", "valt"]
    some = whole.select(["c", "a"])
    assert some.names.tolist() == ["a", "c"]  # in the order of the folder
    assert some.to_frame()["term"].tolist() == ["amsterdam", "valt", "de", "stad"]
    assert lb.document_term_matrix(some).terms.tolist() == ["amsterdam", "stad", "valt"]
    assert lb.collocates(some, "stad").empty
    with pytest.raises(KeyError, match="'z' among the 3"):
        whole.select(["z"])


@given(texts, st.data())
def test_selected_articles_are_the_rows_of_the_whole(written, data):
    whole = lb.tokens(frame_of(written))
    chosen = data.draw(st.lists(st.sampled_from(whole.names.tolist()), unique=True))
    some = whole.select(chosen)
    for one, other in ((some.to_frame(), whole.to_frame()), (some.sentences(), whole.sentences())):
        expected = other[other["article"].isin(chosen)].reset_index(drop=True)
        pd.testing.assert_frame_equal(one.reset_index(drop=True), expected)


# Questions: articles or tokens


@given(
    texts, st.sampled_from(["surface", "lemma"]), st.sampled_from(["whole", "parts"]), st.sampled_from(["drop", "keep"])
)
def test_a_matrix_of_tokens_is_that_of_the_articles(written, normalise, hyphens, stop_words):
    frame, how = frame_of(written), {"normalise": normalise, "hyphens": hyphens, "stop_words": stop_words}
    one, other = lb.document_term_matrix(lb.tokens(frame), **how), lb.document_term_matrix(frame, **how)
    assert one.terms.equals(other.terms) and one.rows.equals(other.rows) and one.language == other.language
    assert (one.counts != other.counts).nnz == 0
    assert one.shown.equals(other.shown) and one.left_out == other.left_out


@pytest.mark.parametrize(("stop_words", "shown"), [("drop", "gekund"), ("keep", "kunt")])
def test_a_term_is_not_shown_as_a_stop_word_that_was_not_counted(stop_words, shown):
    # Both are forms of kunnen: kunt, a stop word, stands there twice, and gekund, which is none, once.
    frame = frame_of(["Dat kunt u, en kunt u ook. Het leger had dat gekund."])
    how = {"normalise": "lemma", "stop_words": stop_words}
    for articles, unit in itertools.product((frame, lb.tokens(frame)), ("article", "sentence")):
        counted = lb.document_term_matrix(articles, unit=unit, **how)
        assert dict(zip(counted.terms, counted.shown, strict=True))["kunnen"] == shown


def test_every_question_gives_for_tokens_what_it_gives_for_articles(seeds):
    tokens, (a, b) = lb.tokens(seeds), seeds.index
    passages = lb.shared_passages(seeds)
    for ask in (
        lambda given: lb.concordance(given, "IS", compounds=True),
        lambda given: lb.collocates(given, "moskee"),
        lambda given: lb.phrases(given, min_count=2),
        lambda given: lb.trend(given, ["al-Nuri moskee", "IS"]),
        lambda given: lb.term_positions(given, ["IS"]),
        lambda given: lb.sentences(given),
        lambda given: lb.shared_passages(given),
        lambda given: lb.coverage(given, passages),
        lambda given: lb.novelty(given, a, b),
        lambda given: lb.novelty(given, b, a),
        lambda given: lb.duplicates(given),
        lambda given: lb.sensitivity(given, a, b),
        lambda given: lb.leave_one_sentence_out(given, a, b),
        lambda given: lb.sklearn_tfidf(given),
    ):
        pd.testing.assert_frame_equal(ask(tokens), ask(seeds))
    assert repr(lb.side_by_side(tokens, a, b)) == repr(lb.side_by_side(seeds, a, b))
    for unit, ngram_range in (("sentence", (1, 1)), ("paragraph", (1, 2)), ("article", (2, 3))):
        one, other = (lb.document_term_matrix(x, unit=unit, ngram_range=ngram_range) for x in (tokens, seeds))
        assert (one.counts != other.counts).nnz == 0 and one.rows.equals(other.rows) and one.terms.equals(other.terms)


def test_tokens_in_another_language_than_is_said_or_with_other_exceptions_are_an_error():
    tokens = lb.tokens(frame_of(["De stad valt."]))
    with pytest.raises(ValueError, match="language='de' contradicts the tokens, which were read as 'nl'"):
        lb.concordance(tokens, "stad", language="de")
    with pytest.raises(ValueError, match="with_exceptions"):
        lb.document_term_matrix(tokens, exceptions={"stad": "x"})
    assert len(lb.concordance(tokens, "stad", language="nl")) == 1


def test_exceptions_are_a_setting_of_the_tokens_and_take_no_reading():
    tokens = lb.tokens(frame_of(["Daesh valt."]), exceptions={"Daesh": "IS"})
    assert tokens.to_frame()["term"].tolist() == ["IS", "valt"]
    assert lb.concordance(tokens, "IS")["keyword"].tolist() == ["Daesh"]
    other = tokens.with_exceptions({"valt": "vallen"})
    assert other.to_frame()["term"].tolist() == ["daesh", "vallen"]
    assert other.codes is tokens.codes
    assert tokens.to_frame()["term"].tolist() == ["IS", "valt"]


def test_without_texts_what_needs_none_is_answered_and_lines_are_refused():
    tokens = lb.tokens(frame_of(["De stad valt. De stad."]), texts=False)
    assert lb.document_term_matrix(tokens).to_frame().loc["a"].to_dict() == {"stad": 2, "valt": 1}
    assert lb.collocates(tokens, "valt")["term"].tolist() == ["stad"]
    with pytest.raises(ValueError, match="have no texts"):
        lb.concordance(tokens, "stad")


def test_tokens_of_tokens_are_saved_and_lose_their_texts_where_that_is_asked(tmp_path):
    frame = frame_of(["De stad valt.", "Een dorp."], title=["x", "y"])
    tokens = lb.tokens(frame)
    saved = lb.tokens(tokens, folder=tmp_path / "kept")
    same(saved, tokens)
    same(lb.open_tokens(tmp_path / "kept"), tokens)
    without = lb.tokens(tokens, texts=False)
    assert without.articles.columns.tolist() == ["language", "title"]
    pd.testing.assert_frame_equal(without.to_frame(), tokens.to_frame())
    again = lb.tokens(saved.select(["b"]), texts=False, folder=tmp_path / "without")
    assert again.articles["title"].tolist() == ["y"]
    assert not (tmp_path / "without/texts.arrow").exists()
    # As if the texts had been left out while the articles were read.
    at_once = lb.tokens(frame, texts=False).select(["b"])
    assert again.text_hashes.tolist() == at_once.text_hashes.tolist()
    assert lb.tokens(tokens) is tokens
    assert lb.tokens(without, texts=False) is without


@pytest.mark.parametrize("again", [lb.tokens, lb.document_term_matrix])
def test_exceptions_are_never_replaced_in_silence(again):
    tokens = lb.tokens(frame_of(["Daesh valt."]), exceptions={"Daesh": "IS"})
    for exceptions in ({"valt": "vallen"}, {}):
        with pytest.raises(ValueError, match=r"Tokens have their own exceptions; .* tokens\.with_exceptions\("):
            again(tokens, exceptions=exceptions)


def test_what_is_written_into_a_frame_afterwards_leaves_the_tokens_as_they_were():
    frame = frame_of(["De stad valt.", "Een dorp."], title=["x", "y"])
    expected = lb.concordance(frame, "stad")
    tokens = lb.tokens(frame)
    some = tokens.select(["a"])
    for written in (frame, tokens.articles, some.articles):
        written.loc["a", "title"] = "z"
        written["text"] = "Hier staat geen woord meer."
        written["new"] = 1
        written.index.name = "other"
    names, texts = tokens.names, tokens.texts
    names.name, texts["a"] = "another", "Iets anders."
    for one in (tokens, some):
        pd.testing.assert_frame_equal(lb.concordance(one, "stad"), expected)
        assert one.articles.columns.tolist() == ["text", "language", "title"]
        assert (one.articles.loc["a", "title"], one.names.name) == ("x", "article")


def arrays_of(tokens):
    """All arrays of tokens, by name."""
    found = {name: value for name, value in vars(tokens).items() if isinstance(value, np.ndarray)}
    assert len(found) > 5
    for name in ("spans", "boilerplate"):
        found |= {f"{name}.{column}": array for column, array in getattr(tokens, name)._asdict().items()}
    return found | {"types.counts": tokens.types.counts}


def test_no_array_of_tokens_can_be_written_into(tmp_path):
    tokens = lb.tokens(frame_of(["De stad valt.", "Een dorp."]))
    opened = lb.open_tokens(tokens.save(tmp_path / "kept"))
    others = [one.select(["b"]) for one in (tokens, opened)]
    for one in (tokens, opened, *others, tokens.with_exceptions({"stad": "x"}), lb.tokens(tokens, texts=False)):
        for name, array in arrays_of(one).items():
            assert not array.flags.writeable, name
    with pytest.raises(ValueError, match="read-only"):
        tokens.codes[0] = 1


def test_one_name_is_no_list_of_names():
    tokens = lb.tokens(frame_of(["De stad.", "Een dorp."]))
    with pytest.raises(TypeError, match="names takes a list of names of articles; received the string 'ab'"):
        tokens.select("ab")
    assert tokens.select(["a"]).names.tolist() == ["a"]


# Terms of several words


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Rutte Blok", 1),
        ("Rutte  \tBlok", 1),  # white space alone, however much
        ("Rutte\u00a0Blok", 1),
        ("Rutte, Blok", 0),
        ("Rutte (Blok)", 0),
        ("Rutte. Blok", 0),
        ("Rutte\nBlok", 0),  # two paragraphs
        ("Rutte – Blok", 0),
        ("‘Rutte’ Blok", 0),
    ],
)
def test_a_term_of_several_words_never_crosses_punctuation_in_any_question(text, times):
    dates = {"date_start": pd.Timestamp("2017-05-01"), "date_end": pd.Timestamp("2017-05-02")}
    tokens, times = lb.tokens(frame_of([f"{text}. {FILLER}"] * 3, **dates)), 3 * times
    pairs = lb.document_term_matrix(tokens, ngram_range=(2, 2), stop_words="keep")
    assert int(pairs.to_frame().get("rutte blok", pd.Series([0])).sum()) == times
    assert len(lb.concordance(tokens, "Rutte Blok")) == times
    assert lb.trend(tokens, ["Rutte Blok"])["count"].sum() == times
    assert (lb.term_positions(tokens, ["Rutte Blok"])["kind"] == "term").sum() == times
    assert lb.phrases(tokens, min_count=1, longest=2).set_index("term")["count"].get("rutte blok", 0) == times
    assert lb.collocates(tokens, "Rutte Blok").empty  # alone in its sentence


# The language


def test_the_language_is_that_of_the_column_and_dutch_with_a_word_where_there_is_none():
    german = pd.DataFrame({"text": ["Der Krieg ist aus."], "language": ["de"]})
    assert lb.tokens(german).language == "de"
    assert lb.document_term_matrix(german).language == "de"
    assert lb.tokens(german, language="nl").language == "nl"
    with pytest.warns(LanguageWarning, match="read as Dutch"):
        assert lb.tokens(german[["text"]]).language == "nl"


def test_a_mixture_of_languages_is_refused_unless_one_is_named(tmp_path):
    mixed = pd.DataFrame({"text": ["De stad.", "Die Stadt.", "De stad."], "language": ["nl", "de", "nl"]})
    for ask in (lb.tokens, lb.document_term_matrix, lb.shared_passages, lb.sentences):
        with pytest.raises(ValueError, match="several languages: 2 in 'nl', 1 in 'de'"):
            ask(mixed)
    with pytest.raises(ValueError, match="several languages"):
        lb.tokens(mixed.iloc[[row]] for row in range(3))
    with pytest.raises(ValueError, match="several languages"):
        lb.document_term_matrix(dd.from_pandas(mixed, npartitions=3, sort=False))
    assert lb.tokens(mixed, language="nl").language == "nl"
    with pytest.raises(ValueError, match="Unknown language 'xx'"):
        lb.tokens(mixed.assign(language="xx"))


def test_articles_without_a_language_are_read_as_the_others_with_a_word_or_not_at_all(monkeypatch):
    languages = [None, None, "en"]
    some = pd.DataFrame({"text": ["The town.", "The city.", "The river."], "language": pd.array(languages, "str")})
    some.index = pd.Index(["a", "b", "c"], name="article", dtype="str")
    for ask in (lb.tokens, lb.document_term_matrix, lb.sentences):
        with pytest.warns(LanguageWarning, match="2 of 3 articles have no language, and are read as 'en'"):
            ask(some)
    monkeypatch.setattr(batches, "ROWS", 1)
    for ask in (lb.tokens, lb.document_term_matrix):
        # English comes first: the others can follow it. It comes last: the others were read already.
        with pytest.warns(LanguageWarning, match="1 of 1 articles have no language, and are read as 'en'"):
            assert ask(some.iloc[[row]] for row in (2, 0, 1)).language == "en"
        with pytest.raises(ValueError, match="1 in 'en', earlier ones were read as 'nl'"):
            ask(some.iloc[[row]] for row in range(3))
    partitions = dd.from_pandas(some.iloc[::-1], npartitions=3, sort=False)
    assert lb.document_term_matrix(partitions).language == "en"
    with pytest.raises(ValueError, match="without languages was read as 'nl', and earlier ones as 'en'"):
        lb.tokens(partitions)


# The index


@given(st.lists(st.integers(0, 4), max_size=30), st.lists(st.integers(0, 4), unique=True), st.sampled_from([0, 99]))
def test_postings_are_the_places_of_each_type_however_many_are_sorted_at_once(codes, asked, compiled_from):
    codes = np.array(codes, np.int32)
    words = np.zeros(len(codes), np.int32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_inverted_index, "_AT_ONCE", 7)
        patch.setattr(_inverted_index, "COMPILED_FROM", compiled_from)
        first = _inverted_index.fill(codes, np.bincount(codes, minlength=5), words)
    found = _inverted_index.Postings(first, words).words_of(np.array(asked, np.int64))
    assert found.tolist() == [place for place, code in enumerate(codes.tolist()) if code in asked]


def test_tokens_is_what_it_is_called():
    assert isinstance(lb.tokens(frame_of(["De stad."])), Tokens)


def test_the_vocabulary_says_how_a_term_is_usually_written_inside_sentences():
    frame = frame_of(["Iraakse troepen. De Iraakse IS-leider zag Iraakse en iraakse vlaggen.", "Vlaggen; vlaggen."])
    found = lb.tokens(frame).vocabulary().set_index("term")
    # iraakse: at a head once, inside sentences twice with a capital and once without; vlaggen: at a head once.
    assert found.loc["iraakse", ["shown", "count"]].tolist() == ["Iraakse", 4]
    assert found.loc["vlaggen", ["shown", "count"]].tolist() == ["vlaggen", 3]
    assert found.loc["troepen", ["shown", "kind", "stop"]].tolist() == ["troepen", "word", False]
    assert found.loc["de", ["shown", "stop"]].tolist() == ["De", True]  # only at a head
    assert found.index.is_monotonic_increasing
    assert lb.tokens(frame).select(["b"]).vocabulary()["term"].tolist() == ["vlaggen"]
    assert found.loc["de", "bits"] < found.loc["iraakse", "bits"]
