"""One passage as a page: who has it, in the order of the dates, and how the wordings differ."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import labels, tokens
from leesbril.dates.parsing import parse_dates
from leesbril.passages.families import passage_families
from leesbril.passages.shared import shared_passages
from leesbril.reader._wordings import HERE, LACKING, LEFT_OUT, SAME, THERE, around, pieces
from leesbril.reader.family import family_view
from leesbril.wording.report_language import written_in

STORY = "Het leger nam woensdag een wijk in de oude stad van Mosul in"  # 13 words


def frame_of(*texts, dates=None, **columns):
    names = list("abcdefghijklm")[: len(texts)]
    frame = pd.DataFrame({"text": pd.Series(list(texts), names, dtype="str"), "language": "nl"}).assign(**columns)
    return frame if dates is None else frame.join(parse_dates(pd.Series(dates, names)))


def family(*rows):
    """A family of places (article, start, end), the first of them the representative."""
    columns = {"family": 1, "words": 5, "bits": 60.0, "kind": "exact", "widespread": False}
    places = pd.DataFrame(rows, columns=["article", "start", "end"])
    return places.assign(**columns, representative=[True] + [False] * (len(rows) - 1))


def families_of(articles):
    return passage_families(shared_passages(articles, boilerplate="keep"), articles)


@pytest.fixture
def articles():
    """Three reports of 1, 2 and 3 May, the one of 2 May with another weekday."""
    changed = STORY.replace("woensdag", "donderdag")
    texts = [f"Vannacht kwam dit bericht. {STORY}. Meer volgt.", f"{changed}, zegt men.", STORY]
    dates = ["2017-05-02", "2017-05-03", "2017-05-01"]
    titles = ["Wijk ingenomen", "Mosul", "Leger"]
    return frame_of(*texts, dates=dates, publisher=["Bode", "Courant", "Bode"], title=titles)


@pytest.fixture
def view(articles):
    return family_view(articles, families_of(articles), labels=labels(articles))


def heads(page):
    return re.findall(r"<h4[^>]*>(.*?)</h4>", page)


def bare(page):
    """The words between the marks of HTML, those for screen readers left out."""
    page = re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r'<span class="lb-unseen".*?</span>', "", page)).split())


# The pieces of an appearance


def kinds(model, other, **changes):
    """The pieces of one text beside another."""
    both = frame_of(model, other)
    found = pieces(tokens(both), family(("a", 0, len(model)), ("b", 0, len(other))))
    assert {piece.kind for piece in found[0]} <= {SAME, LEFT_OUT}
    return [(piece.kind, piece.text) for piece in found[1]]


@pytest.mark.parametrize(
    ("model", "other", "expected"),
    [
        ("een twee drie", "een twee drie", [(SAME, "een twee drie")]),
        ("Een, twee drie", "een twee DRIE", [(SAME, "een twee DRIE")]),  # capitals and punctuation are no difference
        ("een twee drie", "een vier drie", [(SAME, "een"), (THERE, "twee"), (HERE, "vier"), (SAME, "drie")]),
        ("een drie", "een twee drie", [(SAME, "een"), (HERE, "twee"), (SAME, "drie")]),
        ("een twee drie", "een drie", [(SAME, "een"), (THERE, "twee"), (SAME, "drie")]),
        ("twee drie", "een twee drie vier", [(HERE, "een"), (SAME, "twee drie"), (HERE, "vier")]),
        ("een twee drie vier", "twee drie", [(THERE, "een"), (SAME, "twee drie"), (THERE, "vier")]),
        (
            "een twee drie vier vijf",
            "een 2 drie vijf zes",
            [
                (SAME, "een"),
                (THERE, "twee"),
                (HERE, "2"),
                (SAME, "drie"),
                (THERE, "vier"),
                (SAME, "vijf"),
                (HERE, "zes"),
            ],
        ),
    ],
)
def test_words_only_here_and_only_there_stand_where_they_differ(model, other, expected):
    assert kinds(model, other) == expected


def test_of_forty_one_equal_words_ten_are_shown_at_either_end():
    words = [f"w{n}" for n in range(41)]
    assert kinds(" ".join(words[:40]), " ".join(words[:40])) == [(SAME, " ".join(words[:40]))]
    assert kinds(" ".join(words), " ".join(words)) == [
        (SAME, " ".join(words[:10])),
        (LEFT_OUT, "21 words"),
        (SAME, " ".join(words[31:])),
    ]


def test_of_sixteen_words_that_only_the_representative_has_the_number_is_given():
    words = [f"w{n}" for n in range(16)]
    few, many = (" ".join(["een", *some, "twee"]) for some in (words[1:], words))
    assert kinds(few, "een twee") == [(SAME, "een"), (THERE, " ".join(words[1:])), (SAME, "twee")]
    assert kinds(many, "een twee") == [(SAME, "een"), (LACKING, "16 words"), (SAME, "twee")]


def test_of_four_words_that_lack_at_an_end_the_number_is_given():
    # There the article goes on in other words, which stand before or after the passage.
    assert kinds("a b c een", "een") == [(THERE, "a b c"), (SAME, "een")]
    assert kinds("a b c d een", "een") == [(LACKING, "4 words"), (SAME, "een")]
    assert kinds("een a b c d", "een") == [(SAME, "een"), (LACKING, "4 words")]
    # Where the article has other words at the end of its passage, these stand in their place.
    assert kinds("een a b c d", "een vier") == [(SAME, "een"), (THERE, "a b c d"), (HERE, "vier")]


def test_what_stands_between_the_words_is_kept():
    both = frame_of("“Een, twee. Drie!", "“Een; vier. Drie?!")
    [_, found] = pieces(tokens(both), family(("a", 0, 17), ("b", 0, 18)))
    assert "".join(piece.text + piece.tail for piece in found if piece.kind != THERE) == "“Een; vier. Drie?!"


words_of = st.lists(st.sampled_from(["aap", "noot", "mies", "wim"]), min_size=1, max_size=60)


@given(model=words_of, other=words_of)
def test_the_pieces_say_both_texts_again(model, other):
    # Of an appearance, what is the same and what is only here are its own words; what is the same and what is only
    # there are those of the representative. Numbers stand for what is not shown.
    def length(*some):
        return sum(int(text.split()[0]) if kind in {LEFT_OUT, LACKING} else len(text.split()) for kind, text in some)

    found = kinds(" ".join(model), " ".join(other))
    assert length(*[piece for piece in found if piece[0] in {SAME, LEFT_OUT, HERE}]) == len(other)
    assert length(*[piece for piece in found if piece[0] in {SAME, LEFT_OUT, THERE, LACKING}]) == len(model)
    if not {LEFT_OUT, LACKING} & {kind for kind, _ in found}:
        for own, text in (HERE, other), (THERE, model):
            assert " ".join(text for kind, text in found if kind in {SAME, own}) == " ".join(text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (2, ("… twee drie ", " vijf zes …")),
        (3, ("een twee drie ", " vijf zes zeven")),
        (9, ("een twee drie ", " vijf zes zeven")),
        (0, ("… ", " …")),
    ],
)
def test_so_many_words_stand_before_and_after(words, expected):
    assert around("een twee drie vier vijf zes zeven", 14, 18, words) == expected


def test_a_full_stop_stays_beside_its_word_and_paragraphs_apart():
    text = "Kop\n\n Een dag. Toen."
    assert around(text, 6, 13, 5) == ("Kop\n", ". Toen.")


# The page


def test_appearances_stand_in_the_order_of_their_dates_with_publisher_and_date(view):
    page = view._repr_html_()
    assert heads(page) == ["Leger", "Wijk ingenomen", "Mosul"]
    about = re.findall(r'<h4[^>]*>.*?</h4><p class="lb-about">(.*?)</p>', page)
    assert [text.split(" · all are")[0] for text in about] == [
        "Bode · 1 May 2017",
        "Bode · 2 May 2017",
        "Courant · 3 May 2017",
    ]
    assert "One passage in 3 articles of 2 publishers" in page


def test_words_that_differ_from_the_representative_are_marked(view):
    # Two have woensdag, one donderdag: the representative is one of the two.
    page = view._repr_html_()
    assert re.findall(r"<u>(\w+)", page) == ["donderdag"]
    assert re.findall(r"<del>(\w+)", page) == ["woensdag"]
    assert "Underlined: words that it has not. Struck: words that only it has." in page
    assert page.count("all are compared with this one") == 1


def test_the_passage_stands_between_the_words_around_it(articles):
    # Of the eleven words of the first text around the passage, three stand before and one after it.
    page = family_view(articles, families_of(articles), context=3)._repr_html_()
    assert "… kwam dit bericht. Het leger nam woensdag" in bare(page)
    assert "van Mosul in. Meer volgt." in bare(page)
    none = bare(family_view(articles, families_of(articles), context=0)._repr_html_())
    assert "bericht" not in none and "volgt" not in none


def test_equal_wordings_are_said_to_be_equal_and_nothing_is_compared(articles):
    same = articles.assign(text=[STORY, STORY.upper(), f"{STORY}!"])
    page = family_view(same, families_of(same))._repr_html_()
    assert "All have the same words; capitals and punctuation aside." in page
    assert "<u>" not in page and "<del>" not in page and "compared" not in bare(page) and "wording" not in bare(page)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2017-05-02", "2017-05-03", "2017-05-01"], "The first by date is “c”. The last is “b”."),
        (
            ["2017-05-02", "2017-05-02", "2017-05"],
            "Which of 3 articles came first cannot be decided. Which of 3 articles came last cannot be decided.",
        ),
        (["2017-05-02", "2017-05-02", "2017-05-01"], "The first by date is “c”. Which of 2 articles came last cannot"),
        (
            ["2017-05-02", "", "2017-05-01"],
            "Which came first cannot be decided: 1 article has no date. "
            "Of the others, “c” is the first and “a” the last.",
        ),
        (["2017-05-02", "", ""], "Which came first cannot be decided: 2 articles have no date."),
        (["", "", ""], "Which came first cannot be decided: 3 articles have no date."),
    ],
)
def test_first_and_last_are_named_only_where_the_dates_decide_them(dates, expected):
    articles = frame_of(STORY, STORY, STORY, dates=dates)
    page = bare(family_view(articles, families_of(articles))._repr_html_())
    assert expected in page
    assert ("Of the others" in page) == ("Of the others" in expected)


def test_undated_ones_stand_last_and_their_order_is_open():
    articles = frame_of(STORY, STORY, STORY, dates=["", "2017-05-02", "2017-05"])
    page = family_view(articles, families_of(articles))._repr_html_()
    assert heads(page) == ["c", "b", "a"]  # the month begins first
    assert re.findall(r'</h4><p class="lb-about">(.*?)</p>', page) == [
        "May 2017",
        "2 May 2017 · order beside the one above: cannot be decided",
        "no date · order beside the one above: cannot be decided",
    ]


@pytest.mark.parametrize(
    ("publisher", "dates", "expected"),
    [
        # from the end of 1 May to the start of 3 May, and from the start of the one to the end of the other
        (["A", "B"], ["2017-05-01", "2017-05-03"], "several publishers within days, as with a report of a news agency"),
        (["A", "B"], ["2017-05-01", "2017-05-03"], "1 to 3 days from first to last"),
        (["A", "B"], ["2017-05-01", "2017-05-01"], "0 to 24 hours from first to last"),
        (["A", "B"], ["2017-05-01T10:00", "2017-05-01T13:00"], "3 hours from first to last"),  # to the minute
        (["A", "A"], ["2017-05-01", "2018-05-01"], "only of A: 2 articles, 67% of all it has"),  # and the weather
        ([None, None], ["2017-05-01", "2018-05-01"], "364 to 366 days from first to last"),
    ],
)
def test_spread_is_said_with_its_counts(publisher, dates, expected):
    third = publisher[0]
    articles = frame_of(
        STORY, STORY, "Aap noot mies", dates=[*dates, ""], publisher=pd.array([*publisher, third], "str")
    )
    assert expected in bare(family_view(articles, families_of(articles))._repr_html_())


def test_a_template_is_said_to_be_one(articles):
    wide = families_of(articles).assign(widespread=True)
    assert "in many articles of the folder, as a template is" in family_view(articles, wide)._repr_html_()


def test_the_least_alike_is_told(articles):
    # 12 of the 13 words are those of the representative.
    assert (
        "2 wordings · the least alike has 92% of its 13 words"
        in family_view(articles, families_of(articles))._repr_html_()
    )


def test_a_second_place_in_one_article_is_said_to_be_one():
    articles = frame_of(f"{STORY}. En weer: {STORY}", STORY)
    found = family(("b", 0, 60), ("a", 0, 60), ("a", 71, 131))
    page = family_view(articles, found)._repr_html_()
    assert heads(page) == ["a", "a", "b"]
    assert page.count("once more in this article") == 1
    assert "One passage in 2 articles" in page


def test_forty_appearances_are_shown_and_more_are_named():
    names = [f"n{n:02d}" for n in range(43)]
    articles = pd.DataFrame({"text": STORY, "language": "nl"}, index=pd.Index(names, dtype="str"))
    found = family(*[(name, 0, 60) for name in reversed(names)])  # the last one is the representative
    page = family_view(articles, found)._repr_html_()
    assert heads(page) == names[:40]
    assert "3 more, without their words" in page
    assert all(f"<bdi>{name}</bdi>" in page for name in names[40:])


def test_a_label_does_not_repeat_publisher_and_date(articles):
    told = labels(articles, details=True)
    page = family_view(articles, families_of(articles), labels=told)._repr_html_()
    assert heads(page)[0] == "Leger"
    assert "The first by date is “Leger · Bode · 1 May 2017”." in page


def test_tokens_give_the_same_page_as_articles_and_nothing_is_changed(articles):
    before, found = articles.copy(), families_of(articles)
    one, other = (family_view(given, found)._repr_html_() for given in (articles, tokens(articles)))
    assert one == other
    pd.testing.assert_frame_equal(articles, before)
    shuffled = family_view(articles, found.sample(frac=1, random_state=3))._repr_html_()
    assert shuffled == one


def test_nothing_that_stands_in_an_article_is_code(articles):
    hostile = articles.assign(
        text="<script>alert(1)</script> " + articles["text"], title="<b>x</b>", publisher="<i>y</i>"
    )
    page = family_view(hostile, families_of(hostile), labels=labels(hostile))._repr_html_()
    assert "<script>" not in page and "<b>" not in page and "<i>" not in page
    assert "&lt;script&gt;" in page


def test_it_is_plain_text_outside_a_notebook(view):
    assert repr(view).splitlines()[:5] == [
        "One passage in 3 articles of 2 publishers",
        "The first by date is “Leger”. The last is “Mosul”.",
        "several publishers within days, as with a report of a news agency · 1 to 3 days from first to last · "
        "2 wordings · the least alike has 92% of its 13 words",
        "Leger · Bode · 1 May 2017",
        "    Het leger nam woensdag een wijk in de oude stad van Mosul in",
    ]


def test_it_is_dutch_in_a_dutch_report(articles):
    with written_in("nl"):
        page = bare(family_view(articles, families_of(articles))._repr_html_())
    assert "Eén passage in 3 artikelen van 2 uitgevers" in page
    assert "Onderstreept" in page and "1 mei 2017" in page


def test_what_is_no_family_is_refused(articles):
    found = families_of(articles)
    with pytest.raises(ValueError, match="There is no family 9: the frame has 1"):
        family_view(articles, found, 9)
    with pytest.raises(ValueError, match="families lacks the columns \\['kind'\\]"):
        family_view(articles, found.drop(columns="kind"))
    with pytest.raises(TypeError, match="received list"):
        family_view(articles, [])
    with pytest.raises(KeyError, match="No articles \\['c'\\]"):
        family_view(articles.drop("c"), found)
    with pytest.raises(ValueError, match="context must be 0 to 500 words; received -1"):
        family_view(articles, found, context=-1)
    with pytest.raises(ValueError, match="does not fit 'c', which has 3 characters"):
        family_view(articles.assign(text=["x" * 99, "x" * 99, "abc"]), found)
    with pytest.raises(ValueError, match="must have one representative"):
        family_view(articles, found[~found["representative"]])
