import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import document_term_matrix, sentences, tokens

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
        ("CD&V, H&M-trui, Q&A's, Marks & Spencer", ["CD&V", "H&M-trui", "Q&A's", "Marks", "Spencer"]),
        ("sp.a en SP.A-leider, a.u.b of 'm.a.w.'", ["sp.a", "en", "SP.A-leider", "a.u.b", "of", "m.a.w."]),
        ("Booking.com-topman, NU.nl. Www", ["Booking.com-topman", "NU.nl", "Www"]),
        ("3/4 van 07/12/1998; km/u, en/of", ["3/4", "van", "07/12/1998", "km", "u", "en", "of"]),
        ("om 20:00: 16:9", ["om", "20:00", "16:9"]),
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


@pytest.mark.parametrize(
    ("text", "kind", "token"),
    [
        ("Lees https://www.nrc.nl/a-b?utm_source=rss&c=(d). Nu", "link", "https://www.nrc.nl/a-b?utm_source=rss&c=(d"),
        ("(WWW.NOS.nl/Één)", "link", "WWW.NOS.nl/Één"),
        ("via t.co/AbC1!", "link", "t.co/AbC1"),
        ("‘http://nrc.nl’s", "link", "http://nrc.nl"),
        ("mail jan.de-vries+x@nrc.co.uk.", "link", "jan.de-vries+x@nrc.co.uk"),
        ("<mailto:jan@nrc.nl>", "link", "mailto:jan@nrc.nl"),
        ("utm_source=rss&utm_medium=web", "link", "utm_source=rss&utm_medium=web"),
        ("de #MeToo-beweging", "hashtag", "#MeToo"),
        ("'#IS'", "hashtag", "#IS"),
        ("van @jan_de_vries:", "mention", "@jan_de_vries"),
        ("om 9:30 uur", "time", "9:30"),
        ("van 20:00-22:15", "time", "20:00-22:15"),
        ("20:00:59", "time", "20:00:59"),
        ("20:61", "number", "20:61"),
        ("stand 3:1", "number", "3:1"),
        ("nr. #1", "number", "1"),
        ("bij CD&V", "acronym", "CD&V"),
        ("lid van sp.a", "word", "sp.a"),
        ("bij nrc.nl", "word", "nrc.nl"),  # a name as well as an address
        ("a=b", "word", "a"),
    ],
)
def test_links_tags_and_times_have_a_kind_of_their_own(toy, text, kind, token):
    found = tokens(toy(text)).to_frame(hyphens="parts")
    assert token in found.loc[found["kind"] == kind, "token"].tolist()
    assert found["stop"].loc[found["kind"] == "link"].all()


def test_links_are_counted_only_where_stop_words_are(toy):
    frame = toy("Lees t.co/AbC en #Stad van @jan")
    assert document_term_matrix(frame).terms.tolist() == ["#stad", "@jan", "lees"]
    assert "t.co/abc" in document_term_matrix(frame, stop_words="keep").terms
    assert "t.co/x" not in document_term_matrix(frame, exceptions={"t.co/AbC": "tweet"}).terms
    assert "tweet" in document_term_matrix(frame, exceptions={"t.co/AbC": "tweet"}).terms


@pytest.mark.parametrize(
    ("text", "term"),
    [("oﬃciële", "officiële"), ("Ĳssel", "ijssel"), ("ĳs", "ijs"), ("ﬁets", "fiets"), ("m²", "m²"), ("½", "½")],
)
def test_ligatures_are_the_letters_that_they_join(toy, text, term):
    assert tokens(toy(text)).to_frame()[["token", "term"]].values.tolist() == [[text, term]]


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
