"""What one publisher repeats is found, remembered by tokens, and left out where articles are compared."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import leesbril as lb
from leesbril.scale import batches
from leesbril.text.units import units_of
from leesbril.text.words import raw_words, raw_words_in

APP = "Volg het laatste nieuws via onze app."
RIGHTS = "© 2019 De Bode. Alle rechten voorbehouden."
OWN = [f"Het zand{n} ligt in de haven{n}. Een schip{n} vaart langs de kade{n}." for n in range(120)]
"""Stories without a sentence in common; `haven7` stands in the eighth alone."""


def folder(lines, publishers):
    """A story each, with a line under it or None."""
    texts = [story if line is None else f"{story}\n{line}" for story, line in zip(OWN, lines, strict=False)]
    frame = pd.DataFrame({"text": texts, "publisher": publishers, "language": "nl"})
    return frame.set_axis([f"a{number}" for number in range(len(texts))])


def planted(line, times, of, others=0, elsewhere=0):
    """A folder of `of` articles of De Bode, `times` with a line, and `others` of De Courant, `elsewhere` with it."""
    lines = [line] * times + [None] * (of - times) + [line] * elsewhere + [None] * (others - elsewhere)
    return folder(lines, ["De Bode"] * of + ["De Courant"] * others)


def lines_found(articles):
    return sorted(set(lb.boilerplate(articles)["text"]))


# What is found


@pytest.mark.parametrize(
    ("line", "times", "of"), [(RIGHTS, 4, 4), (APP, 14, 100), ("Advertentie", 5, 100), (APP, 3, 3)]
)
def test_a_line_under_many_articles_of_one_publisher_is_boilerplate(line, times, of):
    found = lb.boilerplate(planted(line, times, of, others=6))
    assert found["article"].unique().tolist() == [f"a{number}" for number in range(times)]
    assert "".join(found.loc[found["article"] == "a0", "text"]).replace(".Alle", ". Alle") == line
    assert found[["articles", "of", "elsewhere"]].drop_duplicates().values.tolist() == [[times, of, 0]]


@pytest.mark.parametrize(("times", "of"), [(2, 2), (4, 100)])
def test_fewer_articles_are_too_few(times, of):
    # 3 at least, and half the root of 100, which is 5.
    assert lines_found(planted(APP, times, of)) == []


def test_every_place_is_where_the_line_stands():
    articles = planted(RIGHTS, 4, 4)
    for place in lb.boilerplate(articles).itertuples():
        assert articles.loc[place.article, "text"][place.start : place.end] == place.text


def test_a_sentence_at_the_end_of_a_line_is_found_and_a_phrase_within_a_sentence_is_not():
    frame = planted(None, 0, 8)
    frame["text"] += " Lees ook onze andere verhalen! Download de app."
    assert lines_found(frame) == ["Download de app.", "Lees ook onze andere verhalen!"]
    warming = folder([f"Door de opwarming van de aarde stijgt zee{n}." for n in range(8)], ["De Bode"] * 8)
    assert lines_found(warming) == []


def test_initials_and_short_sentences_end_no_unit():
    texts = pd.Series(["Zij woont in de V.S. Lees ook onze app! Dat klopt. Hij zei: ja."])
    _, marked = units_of(texts, np.array(["De Bode"], dtype=object))
    assert marked.to_list() == ["\nZij woont in de V.S.", "\nHij zei: ja."]


def test_what_other_publishers_write_as_often_is_theirs_too_unless_half_of_the_articles_have_it():
    # 6 of 40 is three times 1 of 20, and 6 of 40 is twice 3 of 40.
    assert lines_found(planted(APP, 6, 40, others=40, elsewhere=2)) == [APP]
    assert lines_found(planted(APP, 6, 40, others=40, elsewhere=3)) == []
    assert lines_found(planted(APP, 5, 10, others=10, elsewhere=5)) == [APP]


def test_a_line_about_the_subject_of_its_articles_is_none():
    # Every article of the story is about the dyke, in other words.
    story = [f"De dijk{'en' * (n % 2)} bij dorp{n} brak na storm{n}. Bij de dijk stond water{n}." for n in range(6)]
    texts = [f"{text}\nDe dijk brak in de nacht van zondag." for text in story]
    frame = pd.DataFrame({"text": texts, "publisher": "De Bode", "language": "nl"})
    assert lines_found(frame) == []
    assert lines_found(frame.assign(text=[f"{text}\n{APP}" for text in story])) == [APP]


def test_a_quotation_in_two_articles_and_a_sentence_of_duplicates_are_none():
    quoted = folder(["“Wij gaan hier nooit meer weg”, zei de burgemeester."] * 2 + [None] * 4, ["De Bode"] * 6)
    assert lines_found(quoted) == []
    doubled = pd.DataFrame({"text": [OWN[0]] * 5 + OWN[1:4], "publisher": "De Bode", "language": "nl"})
    assert lines_found(doubled) == []


def test_versions_of_one_article_are_none():
    lines = [f"De stoet{n} trekt door de straat naar de markt." for n in range(6)]
    texts = ["\n".join(lines[: n + 1]) for n in range(6)]
    assert lines_found(pd.DataFrame({"text": texts, "publisher": "De Bode", "language": "nl"})) == []


def test_without_a_publisher_nothing_is_boilerplate_and_the_matrix_has_every_word():
    frame = planted(APP, 6, 6)
    for unknown in (frame.drop(columns="publisher"), frame.assign(publisher=None), frame.assign(publisher=" ")):
        assert lb.boilerplate(unknown).empty
        counts = lb.document_term_matrix(unknown)
        assert counts.to_frame()["app"].tolist() == [1] * 6
        assert counts.left_out == 0


def test_one_article_of_each_publisher_has_none():
    assert lines_found(folder([APP] * 4, list("abcd"))) == []


# What is remembered


@pytest.fixture
def six():
    """Six articles of De Bode with the app line, two of De Courant."""
    return planted(APP, 6, 6, others=2)


def test_tokens_say_how_many_words_are_boilerplate_and_keep_it(six, tmp_path):
    tokens = lb.tokens(six)
    said = "Tokens(8 articles, 138 words, 46 distinct, 42 of boilerplate, language='nl')"
    assert repr(tokens) == said  # 8 × 12 words, and 6 × 7; 7 + 8 × 4 + 7
    assert repr(lb.open_tokens(tokens.save(tmp_path / "saved"))) == said
    assert repr(lb.tokens(six, folder=tmp_path / "written")) == said
    assert tokens.select(["a7", "a0"]).is_boilerplate.sum() == 7
    assert tokens.take(np.array([7, 0])).boilerplate.rows.tolist() == [1]
    assert lb.boilerplate(lb.open_tokens(tmp_path / "written")).equals(lb.boilerplate(six))


def test_the_matrix_leaves_boilerplate_out_and_says_so(six):
    counts = lb.document_term_matrix(six)
    assert "app" not in counts.terms
    assert counts.left_out == 24  # volg, laatste, nieuws, app
    assert repr(counts).endswith("language='nl', 24 of boilerplate left out)")
    assert lb.document_term_matrix(six, boilerplate="keep").to_frame()["app"].tolist() == [1] * 6 + [0] * 2


def forms_of(articles, folder):
    articles.rename_axis("article").to_parquet(folder / "articles.parquet")
    return {
        "tokens": lb.tokens(articles),
        "file": folder / "articles.parquet",
        "iterator": iter([articles.iloc[:3], articles.iloc[3:4], articles.iloc[4:]]),
    }


@pytest.mark.parametrize("form", ["tokens", "file", "iterator"])
@pytest.mark.parametrize("rows", [1, 20_000])
@pytest.mark.parametrize("settings", [{}, {"normalise": "lemma", "stop_words": "keep", "hyphens": "parts"}])
def test_the_matrix_is_the_same_however_the_articles_come(six, tmp_path, monkeypatch, form, rows, settings):
    whole = lb.document_term_matrix(six, **settings)
    monkeypatch.setattr(batches, "ROWS", rows)
    other = lb.document_term_matrix(forms_of(six, tmp_path)[form], **settings)
    pd.testing.assert_frame_equal(whole.to_frame(), other.to_frame())
    assert whole.left_out == other.left_out > 0


words = st.sampled_from(
    ["Mosul", "valt.", "V.S.", "IS-leider", "is", "ZEGT", "hij!", "“Ja”,", "3,5", "2019.", "a.u.b.", "…"]
)
texts = st.lists(st.lists(words, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=4).map("\n".join)


@given(texts)
def test_a_unit_has_the_words_that_it_has_in_the_text(text):
    units, marked = units_of(pd.Series([text]), np.array(["De Bode"], dtype=object))
    _, _, apart = raw_words_in(marked)
    found = raw_words(pd.Series([text]))
    places = zip(units.starts.tolist(), units.ends.tolist(), strict=True)
    inside = [
        found.words[int(code)]
        for start, end in places
        for code, at in zip(found.codes, found.starts, strict=True)
        if start <= at < end
    ]
    assert inside == apart.to_list()


# What is left out


def test_passages_that_are_boilerplate_are_not_shared(six):
    assert lb.shared_passages(six).empty
    kept = lb.shared_passages(six, boilerplate="keep")
    assert len(kept) == 15  # the line, in each pair of six
    assert lb.shared_passages(lb.tokens(six)).empty


def test_a_passage_goes_on_behind_a_line_that_is_left_out():
    long = "Het leger trok de stad in en vond er een oude brug over de rivier."
    advertised = long.replace("stad in en", "stad in.\nLees verder onder de advertentie\nEr")
    plain = long.replace("stad in en", "stad in.\nEr")
    lines = ["Lees verder onder de advertentie"] * 5
    frame = folder([*lines, None], ["De Bode"] * 5 + ["De Courant"])
    frame.loc["a0", "text"], frame.loc["a5", "text"] = advertised, plain
    passages = lb.shared_passages(frame)
    assert passages[["article_a", "article_b", "words"]].values.tolist() == [["a0", "a5", 15]]
    covered = lb.coverage(frame, passages)
    assert covered[["words_a", "words_b", "share_a", "share_b"]].values.tolist() == [[15, 15, 1, 1]]


def test_trend_collocates_and_phrases_do_not_count_it(six):
    dated = six.assign(date_start=pd.Timestamp("2019-05-01"), date_end=pd.Timestamp("2019-05-02"))
    assert lb.trend(dated, ["app"])["count"].sum() == 0
    assert lb.trend(dated, ["app"], boilerplate="keep")["count"].sum() == 6
    assert lb.collocates(six, "app").empty
    assert lb.phrases(six).empty
    assert len(lb.phrases(six, boilerplate="keep")) > 0


def test_keyness_calls_no_word_of_the_line_significant():
    articles = planted(APP, 30, 60, others=60)
    groups = articles["publisher"]
    kept = lb.keyness(lb.document_term_matrix(articles, boilerplate="keep"), groups, a="De Bode")
    assert set(kept.loc[kept["significant"], "term"]) == {"volg", "laatste", "nieuws", "app"}
    found = lb.keyness(lb.document_term_matrix(articles), groups, a="De Bode")
    assert not found["significant"].any()


def test_how_sure_we_are_does_not_depend_on_it(six):
    tokens = lb.tokens(six)
    found = lb.leave_one_sentence_out(tokens, "a0", "a1")
    assert found.loc[found["text"] == APP, "words"].tolist() == [0, 0]
    assert lb.sensitivity(tokens, "a0", "a1").query("family == 'characters'")["cosine"].max() < 0.9


def test_a_choice_that_is_unknown_is_named(six):
    for function in (lb.document_term_matrix, lb.shared_passages, lb.phrases):
        with pytest.raises(ValueError, match="boilerplate='yes' is not known; choose one of 'drop', 'keep'"):
            function(six, boilerplate="yes")


def test_the_form_of_a_term_is_that_outside_boilerplate_however_it_is_counted():
    # The lines write Mosul three times; elsewhere it stands once, in lower case. Of their four content words in three
    # articles one recurs: 1 of 12 is no more than 1 of 8.
    texts = [
        f"{text}\nBoek reizen en hotels naar Mosul" for text in ("Een mosul valt.", "De stad juicht.", "Het regent.")
    ]
    toy = pd.DataFrame({"text": texts, "publisher": "Bode", "language": "nl"})
    ways = [toy, lb.tokens(toy), iter([toy.iloc[:2], toy.iloc[2:]])]
    for matrix in map(lb.document_term_matrix, ways):
        forms = dict(zip(matrix.terms, matrix.shown, strict=True))
        assert forms == {"juicht": "juicht", "mosul": "mosul", "regent": "regent", "stad": "stad", "valt": "valt"}
    kept = lb.document_term_matrix(toy, boilerplate="keep")
    assert dict(zip(kept.terms, kept.shown, strict=True))["mosul"] == "Mosul"
