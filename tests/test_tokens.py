import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import sentences, tokens

SNIPPETS = [
    "IS", "is", "Wilders", "wilders", "foto’s", "'s", "‘", "’", "anti-", "anti", "-", " ", "\n", "\r\n", ". ", ".",
    "! ", "100.000", "V.S.", "\u00ad", "É", "e\u0301", "WAT NU", "(", "“", "İ", "ß", "ﬀ", "2014-15", "\u2011",
    "…", "\ufe0f",
]  # fmt: skip
any_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=4)
hard_text = st.lists(st.sampled_from(SNIPPETS) | any_text, max_size=20).map("".join)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("100.000 burgers, 3,5 uur.", ["100.000", "burgers", "3,5", "uur"]),
        ("Het kostte 6. Daarna 7.", ["Het", "kostte", "6", "Daarna", "7"]),  # a full stop behind a number
        ("‘kalifaat’ en 'kalifaat'", ["kalifaat", "en", "kalifaat"]),
        ("foto's, foto’s en ’s avonds", ["foto's", "foto’s", "en", "’s", "avonds"]),
        ("’s-Gravenhage en 't Gooi", ["’s-Gravenhage", "en", "'t", "Gooi"]),
        ("al-Nuri moskee of al-Nuri-moskee", ["al-Nuri", "moskee", "of", "al-Nuri-moskee"]),
        ("binnen- en buitenland", ["binnen", "en", "buitenland"]),
        ("2014-15, F-16, 80-jarige", ["2014-15", "F-16", "80-jarige"]),
        ("re\u00adgering", ["re\u00adgering"]),
        ("100\u00a0000 en 3\u00a0maart", ["100\u00a0000", "en", "3", "maart"]),
        ("m.a.w. de V.S. en J.P. Balkenende", ["m.a.w.", "de", "V.S.", "en", "J.P.", "Balkenende"]),
        ("Syrië, Ankara.Erdogan", ["Syrië", "Ankara", "Erdogan"]),
        ("❤️ 😀 …", []),
    ],
)
def test_what_is_a_word(toy, text, found):
    assert tokens(toy(text)).to_frame()["token"].tolist() == found


def test_a_token_has_its_place_its_sentence_and_its_kind(toy):
    expected = pd.DataFrame(
        {
            "article": pd.Series(["a"] * 4, dtype="str"),
            "sentence": [1, 1, 2, 2],
            "start": [0, 3, 10, 14],
            "end": [2, 8, 13, 17],
            "token": pd.Series(["IS", "vocht", "Nog", "6,5"], dtype="str"),
            "term": pd.Series(["IS", "vocht", "nog", "6,5"], dtype="str"),
            "kind": pd.Series(["acronym", "word", "word", "number"], dtype="str"),
            "stop": [False, False, True, False],
        }
    )
    pd.testing.assert_frame_equal(tokens(toy("IS vocht. Nog 6,5")).to_frame(), expected)


def test_sentences_have_their_paragraph_kind_and_place(toy):
    frame = sentences(toy("Mosul valt\n\n IS vlucht. De stad juicht.", "Eén zin."))
    assert frame.drop(columns="text").values.tolist() == [
        ["a", 1, 1, "heading", 0, 10],
        ["a", 2, 2, "body", 13, 23],
        ["a", 2, 3, "body", 24, 39],
        ["b", 1, 1, "body", 0, 8],
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Dhr. Jansen sprak met J.P. Balkenende over ca. 10 km, m.a.w. niets.", 1),
        ("Het kostte 10 euro. Daarna niets.", 2),
        ("De prof. De leraar.", 1),  # the price of the rule: what ends in a short form runs on
        ("Hij was er ook. Jansen niet.", 2),
    ],
)
def test_a_short_form_ends_no_sentence(toy, text, number):
    assert len(sentences(toy(text))) == number


def test_an_index_that_is_no_text_and_an_article_without_words_are_kept_as_they_are():
    frame = pd.DataFrame({"text": ["Moskee", "", "…"]}, index=[7, 8, 9])
    assert tokens(frame).to_frame()["article"].tolist() == [7]
    assert sentences(frame)["article"].tolist() == [7, 9]


def test_no_articles_give_empty_frames_with_the_same_columns(toy):
    none, one = toy().astype({"text": "str"}), toy("Moskee")
    assert tokens(none).to_frame().columns.equals(tokens(one).to_frame().columns)
    assert tokens(none).to_frame().dtypes.equals(tokens(one).to_frame().dtypes)
    assert sentences(none).dtypes.equals(sentences(one).dtypes)


@given(st.lists(hard_text, min_size=1, max_size=3), st.sampled_from(["whole", "parts"]))
def test_every_token_stands_where_it_says_in_the_sentence_that_it_says(texts, hyphens):
    frame = pd.DataFrame({"text": texts}, index=list("abc")[: len(texts)])
    spans = sentences(frame).set_index(["article", "sentence"])
    for token in tokens(frame).to_frame(hyphens=hyphens).itertuples():
        assert frame.at[token.article, "text"][token.start : token.end] == token.token
        span = spans.loc[(token.article, token.sentence)]
        assert span["start"] <= token.start < span["end"]


@given(hard_text)
def test_sentences_hold_everything_but_white_space(text):
    frame = sentences(pd.DataFrame({"text": [text]}, index=["a"]))
    rest = list(text)
    for row in frame.itertuples():
        assert text[row.start : row.end] == row.text == row.text.strip()
        rest[row.start : row.end] = ""
        rest[row.start : row.start] = [""] * (row.end - row.start)
    assert not "".join(rest).strip()


@pytest.mark.parametrize(
    ("frame", "error", "message"),
    [
        (["de moskee"], TypeError, "one item is a str"),
        (pd.DataFrame({"body": ["x"]}), ValueError, r"no column 'text'; it has \['body'\]"),
        (pd.DataFrame({"text": ["x", "y"]}, index=["a", "a"]), ValueError, "repeated: a"),
        (pd.DataFrame([["x", "y"]], columns=["text", "text"]), ValueError, "two columns 'text'"),
        (pd.DataFrame({"text": ["x"]}, index=pd.MultiIndex.from_tuples([("a", 1)])), ValueError, "2 levels"),
        (pd.DataFrame({"text": ["x", "y"]}, index=["a", None]), ValueError, "index is nan in row 1, counted from 0"),
        (pd.DataFrame({"text": ["x", "y"]}, index=[float("nan"), 2.0]), ValueError, "index is nan in row 0"),
        (
            pd.DataFrame({"text": ["x"] * 3}, index=pd.Index(["a", None, None], dtype=object)),
            ValueError,
            "None in row 1, 2",
        ),
        (pd.DataFrame({"text": ["x"] * 7}, index=[None] * 7), ValueError, "row 0, 1, 2, 3, 4 and 2 more, counted"),
        (pd.DataFrame({"text": ["x", "y"]}, index=[True, False]), ValueError, "cannot be named True, False"),
        (pd.DataFrame({"text": ["x", "y"]}, index=["a", False]), ValueError, "cannot be named False"),
        (pd.DataFrame({"text": ["x", None]}, index=["a", "b"]), ValueError, "without a text: b"),
        (pd.DataFrame({"text": pd.Series(["\ud800"], dtype=object)}), ValueError, "lone surrogate"),
    ],
)
def test_a_frame_that_holds_no_articles_is_a_clear_error(frame, error, message):
    with pytest.raises(error, match=message):
        tokens(frame).to_frame()


def test_the_tokens_of_some_articles_are_read_as_the_whole_frame_reads_them(toy):
    articles = toy("AMSTERDAM De Kok wint.", "Het leger.", "In amsterdam wint een kok.")
    whole = tokens(articles).to_frame()
    # Alone, AMSTERDAM would be an acronym: only the third article writes it small.
    assert whole["term"].iloc[0] == "amsterdam" and tokens(articles.head(1)).to_frame()["term"].iloc[0] == "AMSTERDAM"
    some = whole[whole["article"].isin(["a", "c"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(tokens(articles).select(["c", "a"]).to_frame(), some)
    with pytest.raises(KeyError, match="No article 'z' among the 3"):
        tokens(articles).select(["z"]).to_frame()


def test_a_line_in_capitals_is_one_whatever_ends_the_line(toy):
    for end in ("\n", "\r\n", "\r"):
        found = tokens(toy(f"LEGER WINT{end}Het leger rukt op.")).to_frame()
        assert found["term"].tolist()[:2] == ["leger", "wint"], end
