"""Versions of one article: what was added, dropped, changed and moved."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril.passages.duplicates import duplicates
from leesbril.passages.revisions import revision, sentences_of
from leesbril.passages.versions import article_versions, summarise_versions
from leesbril.tokenisation.build import tokens

FIRE = "De brand in de Houthaven verwoestte drie loodsen van scheepswerf Damen."
HURT = "Brandweerman Pieterse raakte gewond aan zijn linkerhand en zijn been."
CAUSE = "De politie onderzoekt hoe het vuur in de verfloods kon ontstaan."
MAYOR = "Burgemeester Jansen bezocht de bewoners van de Kade in de sporthal."
SMOKE = "Tot in Zaandam was de dikke zwarte rook boven het IJ te zien."


def folder(*texts, dates=None, **columns):
    frame = pd.DataFrame({"text": list(texts)}, index=pd.Index(list("abcdefgh")[: len(texts)], dtype="str"))
    frame = frame.assign(language="nl", **columns)
    if dates:
        days = pd.Series(dates, index=frame.index).map(pd.Timestamp).astype("datetime64[us]")
        frame = frame.assign(date_start=days, date_end=days + pd.Timedelta(days=1))
    return frame


def two(first, second, **columns):
    return folder(first, second, dates=["2024-05-01", "2024-05-02"], **columns)


def told(found, *columns):
    return found[list(columns)].astype(object).where(found[list(columns)].notna(), None).values.tolist()


# What changed


def test_a_sentence_that_only_the_later_version_has_is_added():
    found = article_versions(two(f"{FIRE} {HURT}", f"{FIRE} {CAUSE} {HURT}"))
    # FIRE has 71 characters, so CAUSE begins at 72; it has 64 characters and 11 words.
    assert told(found, "article_a", "article_b", "order", "part", "change", "start_a", "start_b", "end_b") == [
        ["a", "b", "before", "text", "added", None, 72, 136]
    ]
    assert told(found, "words_a", "words_b", "same", "text_a", "text_b") == [[0, 11, 0, None, CAUSE]]


def test_a_sentence_that_only_the_earlier_version_has_is_dropped():
    found = article_versions(two(f"{FIRE} {CAUSE} {HURT}", f"{FIRE} {HURT}"))
    assert told(found, "change", "start_a", "end_a", "start_b", "text_a", "text_b") == [
        ["dropped", 72, 136, None, CAUSE, None]
    ]


def test_of_a_changed_sentence_the_words_that_differ_are_told():
    found = article_versions(two(f"{FIRE} {HURT}", f"{FIRE.replace('drie loodsen', 'vijf grote loodsen')} {HURT}"))
    # Eleven words and twelve, of which ten are in both.
    assert told(found, "change", "moved", "words_a", "words_b", "same", "only_a", "only_b") == [
        ["changed", False, 11, 12, 10, "drie", "vijf grote"]
    ]


def test_runs_of_words_that_differ_are_told_apart():
    second = FIRE.replace("drie", "vijf").replace("scheepswerf", "werf")
    found = article_versions(two(f"{FIRE} {HURT}", f"{second} {HURT}"))
    assert told(found, "only_a", "only_b") == [["drie … scheepswerf", "vijf … werf"]]


def test_half_of_the_words_make_a_changed_sentence_and_fewer_do_not():
    kept = f"{FIRE} {HURT}"
    # Four of eight words each: 2 x 4 / 16 = .5.
    changed = article_versions(two(f"{kept} Een twee drie vier a b c d.", f"{kept} Een twee drie vier e f g h."))
    assert told(changed, "change", "same") == [["changed", 4]]
    # Four of eight and of nine: 2 x 4 / 17 < .5.
    apart = article_versions(two(f"{kept} Een twee drie vier a b c d.", f"{kept} Een twee drie vier e f g h i."))
    assert told(apart, "change") == [["dropped"], ["added"]]


def test_a_moved_paragraph_is_moved_and_neither_dropped_nor_added():
    first = f"{FIRE}\n\n{HURT}\n\n{CAUSE} {MAYOR}\n\n{SMOKE}"
    second = f"{HURT}\n\n{CAUSE} {MAYOR}\n\n{SMOKE}\n\n{FIRE}"
    found = article_versions(two(first, second))
    assert told(found, "change", "moved", "paragraph_a", "paragraph_b", "words_a", "same", "text_b") == [
        ["moved", True, 1, 4, 11, 11, FIRE]
    ]


def test_sentences_that_moved_together_are_one_row():
    first, second = f"{HURT} {CAUSE} {MAYOR} {SMOKE} {FIRE}", f"{MAYOR} {SMOKE} {FIRE} {HURT} {CAUSE}"
    found = article_versions(two(first, second))
    assert told(found, "change", "text_a") == [["moved", f"{HURT} {CAUSE}"]]


def test_a_sentence_that_moved_and_changed_is_changed_and_said_to_have_moved():
    first, second = f"{FIRE} {HURT} {CAUSE}", f"{HURT} {CAUSE} {FIRE.replace('drie', 'vijf')}"
    assert told(article_versions(two(first, second)), "change", "moved", "only_b") == [["changed", True, "vijf"]]


def test_a_sentence_that_was_split_in_two_is_changed_and_nothing_is_added():
    whole = "De brand in de Houthaven verwoestte drie loodsen, en twaalf jachten van de werf gingen verloren."
    parts = "De brand in de Houthaven verwoestte drie loodsen. Twaalf jachten van de werf gingen verloren."
    found = article_versions(two(f"{whole} {HURT}", f"{parts} {HURT}"))
    # Only *en* is left out.
    assert told(found, "change", "words_a", "words_b", "only_a", "only_b") == [["changed", 16, 15, "en", None]]


def test_a_new_sentence_beside_a_changed_one_is_not_taken_for_a_part_of_it():
    found = article_versions(two(f"{FIRE} {HURT}", f"{FIRE.replace('drie', 'vijf')} {CAUSE} {HURT}"))
    assert told(found, "change", "text_b") == [["changed", FIRE.replace("drie", "vijf")], ["added", CAUSE]]


def test_capitals_and_punctuation_do_not_count():
    assert article_versions(two(f"{FIRE} {HURT}", f"{FIRE.upper()} {HURT[:-1]}!")).empty


# Headings


def test_a_changed_title_is_told_apart_from_the_text():
    titles = ["Brand in Houthaven", "Brand in de Houthaven geblust"]
    found = article_versions(two(f"{FIRE} {HURT}", f"{FIRE} {HURT}", title=titles))
    assert told(found, "part", "change", "paragraph_a", "start_b", "end_b", "only_a", "only_b") == [
        ["heading", "changed", 0, 0, 29, None, "de … geblust"]
    ]


def test_the_headline_of_the_one_is_that_of_the_other_even_without_a_word_in_common():
    found = article_versions(two(f"{FIRE} {HURT}", f"{FIRE} {HURT}", title=["Brand", "Loodsen verwoest"]))
    assert told(found, "part", "change", "only_a", "only_b") == [["heading", "changed", "Brand", "Loodsen verwoest"]]


def test_a_title_that_opens_the_text_too_is_counted_once():
    first, second = f"Brand in Houthaven\n\n{FIRE} {HURT}", f"Grote brand in Houthaven\n\n{FIRE} {HURT}"
    found = article_versions(two(first, second, title=["Brand in Houthaven", "Grote brand in Houthaven"]))
    assert told(found, "part", "change", "paragraph_a", "only_b") == [["heading", "changed", 1, "Grote"]]


def test_a_heading_in_the_text_that_is_added_is_a_heading():
    found = article_versions(two(f"{FIRE} {HURT}\n\n{CAUSE}", f"{FIRE} {HURT}\n\nOnderzoek\n\n{CAUSE}"))
    assert told(found, "part", "change", "text_b") == [["heading", "added", "Onderzoek"]]


def test_a_line_that_is_a_heading_no_more_is_neither_dropped_nor_added():
    # A heading has text below it, so that the last line is none.
    found = article_versions(two(f"{FIRE} {HURT}\n\nOnderzoek\n\n{CAUSE}", f"{FIRE} {HURT}\n\n{CAUSE}\n\nOnderzoek"))
    assert told(found, "change", "text_b") == [["moved", "Onderzoek"]]


# Which articles are versions, and in which order


def test_other_articles_of_the_publisher_are_no_versions():
    # FIRE is 11 of the 32 words of the one and of the 35 of the other, a third.
    assert article_versions(two(f"{FIRE} {HURT} {CAUSE}", f"{FIRE} {MAYOR} {SMOKE}")).empty


@pytest.mark.parametrize("column", ["title", "url"])
def test_with_one_title_or_address_a_fifth_is_enough(column):
    found = article_versions(two(f"{FIRE} {HURT} {CAUSE}", f"{FIRE} {MAYOR} {SMOKE}", **{column: "Brand"}))
    assert sorted(told(found, "change")) == [["added"], ["added"], ["dropped"], ["dropped"]]


def test_with_one_id_a_fifth_is_enough():
    articles = two(f"{FIRE} {HURT} {CAUSE}", f"{FIRE} {MAYOR} {SMOKE}").set_axis(["x", "x (2)"])
    assert len(article_versions(articles)) == 4


def test_what_lies_further_apart_is_another_report_unless_it_is_one_page():
    texts = f"{FIRE} {HURT}", f"{FIRE} {HURT} {CAUSE}"
    # 1 May ends where 2 May begins: 7 days up to 9 May, 8 up to 10 May.
    near, far = (folder(*texts, dates=["2024-05-01", day]) for day in ("2024-05-09", "2024-05-10"))
    assert len(article_versions(near)) == 1
    assert article_versions(far).empty
    assert article_versions(far.assign(title="Brand")).empty
    assert len(article_versions(far.assign(url="https://bode.example/brand"))) == 1
    assert len(article_versions(far, days=None)) == 1
    assert article_versions(near, days=6).empty


def test_the_same_text_at_another_publisher_is_no_version():
    texts = f"{FIRE} {HURT}", f"{FIRE} {HURT} {CAUSE}"
    assert article_versions(two(*texts, publisher=["Bode", "Courant"])).empty
    assert len(article_versions(two(*texts, publisher="Bode"))) == 1
    assert len(article_versions(two(*texts, publisher=["Bode", "Courant"]), by=None)) == 1


def test_each_version_is_compared_with_the_one_before_it():
    dates = ["2024-05-03", "2024-05-01", "2024-05-02"]
    found = article_versions(
        folder(f"{FIRE} {HURT} {CAUSE} {SMOKE}", f"{FIRE} {HURT}", f"{FIRE} {HURT} {CAUSE}", dates=dates)
    )
    assert told(found, "article_a", "article_b", "text_b") == [["b", "c", CAUSE], ["c", "a", SMOKE]]


def test_the_version_before_is_the_latest_one_even_if_an_older_one_is_more_alike():
    texts = f"{FIRE} {HURT} {CAUSE}", f"{FIRE} {HURT}", f"{FIRE} {HURT} {CAUSE}"
    found = article_versions(folder(*texts, dates=["2024-05-01", "2024-05-02", "2024-05-03"]))
    assert told(found, "article_a", "article_b", "change") == [["a", "b", "dropped"], ["b", "c", "added"]]


def test_where_the_order_cannot_be_decided_both_directions_are_listed():
    texts = f"{FIRE} {HURT}", f"{FIRE} {HURT} {CAUSE}"
    same_day, undated = folder(*texts, dates=["2024-05-01"] * 2), folder(*texts)
    for articles in (same_day, undated):
        found = article_versions(articles)
        columns = ["article_a", "article_b", "order", "change"]
        assert sorted(told(found, *columns)) == [
            ["a", "b", "cannot be decided", "added"],
            ["b", "a", "cannot be decided", "dropped"],
        ]


def test_an_undated_version_is_compared_with_the_most_alike_one():
    texts = f"{FIRE} {HURT}", f"{FIRE} {HURT} {CAUSE} {MAYOR}", f"{FIRE} {HURT} {CAUSE} {MAYOR} {SMOKE}"
    found = article_versions(folder(*texts, dates=["2024-05-01", "2024-05-02", None]))
    assert sorted(set(map(tuple, told(found, "article_a", "article_b", "order")))) == [
        ("a", "b", "before"),
        ("b", "c", "cannot be decided"),
        ("c", "b", "cannot be decided"),
    ]


def test_with_the_frame_of_duplicates_its_sets_are_the_versions():
    articles = folder(
        f"{FIRE} {HURT} {CAUSE} {MAYOR}",
        f"{FIRE} {HURT} {CAUSE}",
        f"{FIRE} {HURT} {SMOKE}",
        dates=["2024-05-01", "2024-05-02", "2024-05-03"],
    )
    # Of a and b 32 of the 43 words of a are in both, 74 %; of a and c only 21.
    assert article_versions(articles, duplicates(articles)).empty
    found = article_versions(articles, duplicates(articles, least_share=0.7))
    assert told(found, "article_a", "article_b", "change", "text_a") == [["a", "b", "dropped", MAYOR]]


def test_the_order_of_the_rows_does_not_matter():
    dates = ["2024-05-01", "2024-05-02", "2024-05-02", None]
    texts = f"{FIRE} {HURT}", f"{FIRE} {HURT} {CAUSE}", f"{FIRE} {CAUSE} {HURT}", f"{HURT} {FIRE} {MAYOR}"
    articles = folder(*texts, dates=dates, publisher="Bode")
    key = ["article_a", "article_b", "change", "text_a", "text_b"]
    once, turned = (article_versions(frame).sort_values(key, ignore_index=True) for frame in (articles, articles[::-1]))
    pd.testing.assert_frame_equal(once, turned)


def test_tokens_give_the_same():
    articles = two(f"{FIRE} {HURT}", f"{FIRE} {HURT} {CAUSE}", title=["Brand", "Vuur"])
    pd.testing.assert_frame_equal(article_versions(articles), article_versions(tokens(articles)))


# The summary


def test_the_summary_counts_words():
    first, second = f"{FIRE} {HURT} {CAUSE}", f"{HURT} {MAYOR} {CAUSE.replace('politie', 'recherche')} {FIRE}"
    articles = two(first, second, title="Brand in Houthaven")
    found = summarise_versions(articles, article_versions(articles))
    # 3 + 11 + 10 + 11 words, and 11 of MAYOR. FIRE moved, which is shorter than the two; of CAUSE one word changed.
    assert found.iloc[0].drop(["article_a", "article_b", "order"]).tolist() == [
        *[0, 35, 46, 23, 11, 0, 11, 1, 1, 1, 34 / 35, False]
    ]


def test_the_summary_says_whether_a_heading_changed_and_how_many_days_lie_between():
    articles = folder(f"{FIRE} {HURT}", f"{FIRE} {HURT}", dates=["2024-05-01", "2024-05-04"], title=["Brand", "Vuur"])
    found = summarise_versions(articles, article_versions(articles))
    assert told(found, "order", "days_least", "heading_changed", "share_kept") == [["before", 2.0, True, 21 / 22]]


# What is wrong


def test_what_is_wrong_is_said():
    articles = two(f"{FIRE} {HURT}", f"{FIRE} {HURT} {CAUSE}")
    with pytest.raises(ValueError, match="least_share must be above 0, at most 1; received 0"):
        article_versions(articles, least_share=0)
    with pytest.raises(ValueError, match="days must be a number, 0 or more, or None for any; received -1"):
        article_versions(articles, days=-1)
    with pytest.raises(TypeError, match="duplicates must be the frame of that function; received list"):
        article_versions(articles, [])
    with pytest.raises(ValueError, match=r"duplicates lacks the columns \['set'\]"):
        article_versions(articles, pd.DataFrame({"article": ["a"]}))
    with pytest.raises(TypeError, match="versions must be the frame of article_versions; received list"):
        summarise_versions(articles, [])
    with pytest.raises(ValueError, match=r"versions lacks the columns \['article_a'"):
        summarise_versions(articles, pd.DataFrame({"change": []}))
    with pytest.raises(ValueError, match="boilerplate"):
        article_versions(articles, boilerplate="some")


def test_without_articles_and_without_versions_nothing_is_found():
    for articles in (folder(), folder(FIRE), two(FIRE, SMOKE)):
        found = article_versions(articles)
        assert found.empty
        assert summarise_versions(articles, found).empty


# Laws

WORDS = ["aap", "noot", "mies", "wim", "zus", "jet"]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(lambda words: f"Zo {' '.join(words)} is.")
TEXTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4).map("\n\n".join)


def between(first, second):
    read = tokens(pd.DataFrame({"text": [first, second]}), language="nl")
    return revision(*sentences_of(read, [0, 1]))


def counts(found):
    """Words of a and b by change: kept (with those kept in changed sentences), moved, alone."""
    alone_a = alone_b = both = 0
    for step in found.steps:
        words = [sum(len(side[at].words) for at in own) for side, own in ((found.a, step.a), (found.b, step.b))]
        differ = [sum(end - start for start, end in only) for only in (step.only_a, step.only_b)]
        if step.change in ("added", "dropped"):
            differ = words
        assert words[0] - differ[0] == words[1] - differ[1]
        alone_a, alone_b, both = alone_a + differ[0], alone_b + differ[1], both + words[0] - differ[0]
    return alone_a, alone_b, both


@given(TEXTS)
def test_of_a_text_and_itself_everything_is_kept(text):
    assert {step.change for step in between(text, text).steps} == {"kept"}


@given(TEXTS, TEXTS)
def test_every_sentence_is_in_one_step_and_words_add_up(first, second):
    found = between(first, second)
    assert sorted(i for step in found.steps for i in step.a) == list(range(len(found.a)))
    assert sorted(j for step in found.steps for j in step.b) == list(range(len(found.b)))
    alone_a, alone_b, both = counts(found)
    assert alone_a + both == sum(len(sentence.words) for sentence in found.a)
    assert alone_b + both == sum(len(sentence.words) for sentence in found.b)


@given(TEXTS, TEXTS)
def test_swapping_the_two_swaps_what_was_added_and_what_was_dropped(first, second):
    one, other = counts(between(first, second)), counts(between(second, first))
    assert one == (other[1], other[0], other[2])


@given(st.permutations([FIRE, HURT, CAUSE, MAYOR, SMOKE]))
def test_of_paragraphs_in_another_order_none_is_added_dropped_or_changed(order):
    found = between("\n\n".join([FIRE, HURT, CAUSE, MAYOR, SMOKE]), "\n\n".join(order))
    assert {step.change for step in found.steps} <= {"kept", "moved"}
