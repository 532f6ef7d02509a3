"""What a query means, and what it finds: with near misses, against a scan of every word, and with hostile ones."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import leesbril as lb
from leesbril.queries._contexts import cut
from leesbril.queries.parsing import as_query, read_query


def found(articles, query, **settings):
    """What a query finds, as written, with the article of each."""
    hits = lb.search(articles, query, language="nl", **settings).hits()
    return [f"{article}:{written}" for article, written in zip(hits["article"], hits["written"], strict=True)]


# Words


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("moskee", ["Moskee", "moskee"]),
        ("Moskee", ["Moskee", "moskee"]),
        ("‘moskee’,", ["Moskee", "moskee"]),
        ("moskees", []),
        ("IS", ["IS"]),
        ("is", ["is"]),
        ("Is", ["is"]),
        ("NAVO", ["NAVO"]),
        ("navo", ["NAVO"]),  # navo is no other word
        ("100.000", ["100.000"]),
        ("100", []),
    ],
)
def test_a_word_finds_what_the_articles_count_as_that_word(toy, query, finds):
    text = "Moskee en moskee, moskeetje. Het is IS, de IS-leider. NAVO telt 100.000 man."
    assert found(toy(text), query) == [f"a:{written}" for written in finds]


def test_a_word_that_only_a_query_has_in_lower_case_finds_the_acronym_unless_it_is_a_stop_word(toy):
    assert found(toy("IS en WHO."), "who") == ["a:WHO"]
    assert found(toy("IS en WHO."), "is") == []
    assert found(toy("IS en WHO, who."), "who") == ["a:who"]


def test_words_are_compared_by_their_lemmas_when_asked(toy):
    assert found(toy("Een burger, twee burgers."), "burgers") == ["a:burgers"]
    assert found(toy("Een burger, twee burgers."), "burgers", normalise="lemma") == ["a:burger", "a:burgers"]


def test_asking_for_a_word_does_not_change_how_it_is_read(toy):
    # Bakkers is a name unless it is in lower case three times as often. One more in the query must not make it three.
    text = "Wij zien Bakkers. De bakkers en bakkers."
    assert found(toy(text), "Bakkers", normalise="lemma") == ["a:Bakkers"]
    assert len(found(toy(text), "bakkers OR Bakkers", normalise="lemma")) == 3


# Compounds and phrases


NAME = ["al-Nuri-moskee", "al-Nuri moskee", "al Nuri moskee"]


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("al-Nuri-moskee", NAME),
        ("al-Nuri moskee", NAME),
        ('"al Nuri moskee"', NAME),
        ("al-Nuri mosk*", NAME),
        ("al-Nuri-mosk*", ["al-Nuri-moskee"]),  # a word with * is one word
        ("Nuri moskee", ["Nuri moskee"]),
        ("al-Nuri", ["al-Nuri", "al Nuri", "Al Nuri"]),
        ("*moskee", ["al-Nuri-moskee", "moskee", "moskee", "Moskee"]),
    ],
)
def test_a_compound_is_found_with_hyphens_and_with_spaces_whichever_the_query_has(toy, query, finds):
    text = "De al-Nuri-moskee, de al-Nuri moskee, de al Nuri moskee. Al Nuri. Moskee."
    assert found(toy(text), query) == [f"a:{written}" for written in finds]


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("anti-terreurwet", ["anti-terreurwet", "antiterreurwet"]),
        ("antiterreurwet", ["anti-terreurwet", "antiterreurwet"]),
        ("op stand", ["op stand"]),  # not opstand
        ("2014-15", ["2014-15"]),
        ("2014 15", ["2014 15"]),
        ("Covid 19", ["Covid-19"]),
        ("https://a-b.nl/c", ["https://a-b.nl/c"]),
    ],
)
def test_only_hyphens_between_words_are_joints(toy, query, finds):
    text = "De anti-terreurwet, antiterreurwet; op stand, de opstand, 2014-15, 2014 15, Covid-19; https://a-b.nl/c was."
    assert found(toy(text), query) == [f"a:{written}" for written in finds]


def test_a_phrase_is_in_one_sentence_with_nothing_but_white_space_between_its_words(toy):
    text = "De oude stad. De oude  stad. Oude, stad. Stad oude. Oude. Stad (oude) stad."
    assert found(toy(text), "oude stad") == ["a:oude stad", "a:oude stad"]
    assert found(toy(text), "de * stad") == ["a:De oude stad", "a:De oude stad"]


def test_a_word_may_be_two_tokens_of_which_each_is_found_too():
    articles = pd.DataFrame({"text": ["Trump's tower and Trump 's wall. The Trumps."], "language": "en"}, index=["a"])
    for query, finds in (("Trump's", ["Trump's", "Trump 's"]), ("Trump", ["Trump", "Trump"]), ("'s wall", ["'s wall"])):
        assert lb.search(articles, query).hits()["written"].tolist() == finds


def test_compounds_are_found_by_a_part_of_them_only_when_asked(toy):
    text = "IS, de IS-leider, anti-IS-wet. Isis."
    assert found(toy(text), "IS") == ["a:IS"]
    assert found(toy(text), "IS", compounds=True) == ["a:IS", "a:IS-leider", "a:anti-IS-wet"]


# Jokers and regular expressions


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("moskee*", ["Moskee", "moskeeën", "moskee-bezoek"]),
        ("MOSKEE*", ["Moskee", "moskeeën", "moskee-bezoek"]),
        ("m?skee", ["Moskee"]),
        ("moskee?", []),
        ("moskee??", ["moskeeën"]),
        ("*skee", ["Moskee"]),
        ("*s-l*", ["IS-leider"]),
        ("IS*", ["IS", "IS-leider"]),
        ("is*", ["is", "islam", "IS-leider"]),  # IS is not the verb
        ("IS-*", ["IS-leider"]),
        ("100.*", ["100.000"]),
        ("moskee*,", ["Moskee", "moskeeën", "moskee-bezoek"]),
        ("mos.*", []),  # no regular expression
    ],
)
def test_a_star_is_any_characters_of_a_word_and_a_question_mark_is_one(toy, query, finds):
    text = "Moskee, moskeeën en moskee-bezoek. IS is islam, IS-leider. Er zijn 100.000."
    assert found(toy(text), query) == [f"a:{written}" for written in finds]


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("/mosk.+/", ["Moskee", "moskeeën"]),
        ("/Mosk.+/", ["Moskee"]),
        ("/[A-Z]{2,}/", ["IS"]),
        (r"/\p{Lu}s/", ["is", "IS"]),  # without a capital of its own it ignores them
        (r"/(?-i)\p{Lu}+/", ["IS"]),
        ("/osk/", []),  # the whole word
        (r"/is|moskee/", ["Moskee", "is", "IS"]),
        ("is /is/", ["is IS"]),
    ],
)
def test_an_expression_matches_a_whole_word_and_capitals_count_if_it_has_one(toy, query, finds):
    assert found(toy("Moskee, moskeeën. Dit is IS."), query) == [f"a:{written}" for written in finds]


def test_an_expression_is_compared_with_lemmas_where_these_are_counted(toy):
    assert found(toy("Twee burgers."), "/burger/") == []
    assert found(toy("Twee burgers."), "/burger/", normalise="lemma") == ["a:burgers"]


# Operators


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("tram OR bus", ["a:Tram", "a:bus", "b:Tram", "c:bus"]),
        ("tram|bus", ["a:Tram", "a:bus", "b:Tram", "c:bus"]),
        ("bus OR tram OR tram", ["a:Tram", "a:bus", "b:Tram", "c:bus"]),
        ("tram AND bus", ["a:Tram", "a:bus"]),
        ("tram NOT bus", ["b:Tram"]),
        ("tram AND NOT bus", ["b:Tram"]),
        ("tram NOT (bus OR metro)", []),
        ("tram OR bus AND metro", ["a:Tram", "b:Tram"]),  # AND before OR; no article has bus and metro
        ("(tram OR bus) AND metro", ["b:Tram", "b:metro"]),
        ("tram bus", []),
        ('"tram OR bus"', []),
        ("tram or bus", []),
        ('tram OR "tram en"', ["a:Tram", "a:Tram en", "b:Tram"]),
        ("OR", ["d:OR"]),  # the works council, alone or between quotation marks
        ('"de OR" OR metro', ["b:metro", "d:De OR"]),
    ],
)
def test_operators_are_in_capitals_and_ask_articles(toy, query, finds):
    assert found(toy("Tram en bus.", "Tram, metro.", "De bus.", "De OR wacht."), query) == finds


# Against a scan of every word

WORDS = ["moskee", "Moskee", "moskeeën", "IS", "is", "oude", "stad", "oude-stad", "de"]
TEXTS = st.lists(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", "  ", ", ", ". "])), max_size=12).map(
        lambda pairs: "".join(f"{word}{gap}" for word, gap in pairs)
    ),
    min_size=1,
    max_size=4,
)
SINGLE = {
    "moskee": lambda row: row.term == "moskee",
    "IS": lambda row: row.term == "IS",
    "is": lambda row: row.term == "is",
    "mosk*": lambda row: row.term.startswith("mosk"),
    "?s": lambda row: row.term == "is",
    "/.*e/": lambda row: row.token.lower().endswith("e"),
    "/[A-Z].*/": lambda row: "A" <= row.token[0] <= "Z",
}
PHRASES = {"oude stad": ("oude", "stad"), '"is de"': ("is", "de"), "moskee is IS": ("moskee", "is", "IS")}


def scanned(frame, texts, query):
    """The occurrences of a word or phrase, from the table of all tokens."""
    if query in SINGLE:
        return {(row.article, row.start, row.end) for row in frame.itertuples() if SINGLE[query](row)}
    rows, words, hits = list(frame.itertuples()), PHRASES[query], set()
    for at, first in enumerate(rows):
        run = rows[at : at + len(words)]
        spaced = all(
            a.article == b.article and a.sentence == b.sentence and texts[a.article][a.end : b.start].isspace()
            for a, b in pairwise(run)
        )
        if [row.term for row in run] == list(words) and spaced:
            hits.add((first.article, first.start, run[-1].end))
        if first.term == "-".join(words):
            hits.add((first.article, first.start, first.end))
    return hits


def asked(tokens, query):
    hits = lb.search(tokens, query).hits()
    listed = list(hits[["article", "start", "end"]].itertuples(index=False, name=None))
    assert listed == sorted(set(listed))  # in text order, each once
    return set(listed)


def in_articles(hits, *others):
    """The hits in articles in which there are all of some others."""
    return {hit for hit in hits if all(hit[0] in {other[0] for other in some} for some in others)}


@given(TEXTS, st.sampled_from([*SINGLE, *PHRASES]), st.sampled_from([*SINGLE, *PHRASES]))
def test_a_query_finds_what_a_scan_of_every_word_finds_and_operators_are_those_of_sets(texts, one, two):
    tokens = lb.tokens(pd.DataFrame({"text": texts, "language": "nl"}))
    frame = tokens.to_frame()
    a, b = (scanned(frame, texts, query) for query in (one, two))
    assert asked(tokens, one) == a
    assert asked(tokens, f"{one} OR {two}") == a | b
    assert asked(tokens, f"{one} AND {two}") == in_articles(a | b, a, b)
    assert asked(tokens, f"{one} NOT {two}") == a - in_articles(a, b)
    assert asked(tokens, f"({one}) OR ({two} NOT {one})") == a | (b - in_articles(b, a))


@given(TEXTS, st.sampled_from(["oude", "stad", "is", "mosk*"]), st.sampled_from(["oude", "stad", "IS", "/s.+/"]))
def test_a_phrase_is_among_those_with_any_word_for_one_of_its_words(texts, one, two):
    tokens = lb.tokens(pd.DataFrame({"text": texts, "language": "nl"}))
    assert asked(tokens, f"{one} {two}") <= asked(tokens, f"{one} *") & asked(tokens, f"* {two}")


@given(texts=TEXTS)
def test_saved_tokens_and_a_selection_find_the_same(texts, tmp_path_factory):
    tokens = lb.tokens(pd.DataFrame({"text": texts, "language": "nl"}))
    saved = lb.open_tokens(tokens.save(tmp_path_factory.mktemp("saved") / "tokens"))
    for query in ("mosk*", "oude stad OR is"):
        assert asked(saved, query) == asked(tokens, query)
        assert asked(tokens.select([0]), query) == {hit for hit in asked(tokens, query) if hit[0] == 0}


# What cannot be read


@pytest.mark.parametrize(
    ("query", "character", "why"),
    [
        ("", 1, "it is empty"),
        ("  ", 1, "it is empty"),
        ("…", 1, "there is no word here"),
        ("*", 1, "there is no word here"),
        ("* ?", 1, "there is no word here"),
        ('""', 1, "there is no word here"),
        ("tram OR", 8, "a word is missing here; write one, as in: tram OR bus"),
        ("OR tram", 1, 'a word is missing before this; if it is the word itself, write "OR"'),
        ("tram AND OR bus", 10, "a word is missing before this"),
        ("tram | | bus", 8, "a word is missing here"),
        ("()", 2, "a word is missing here"),
        ("tram (bus)", 6, "write AND or OR before this"),
        ("(tram) bus", 8, "write AND or OR before this"),
        ('"oude stad" mosul', 13, "write AND or OR before this"),
        ("moskee(en)", 7, "write AND or OR before this"),
        ("(tram", 1, "this bracket is not closed"),
        ("tram)", 5, "this bracket was never opened"),
        ("NOT tram", 1, "NOT takes away from something"),
        ("tram OR NOT bus", 9, "NOT takes away from something"),
        ("tram NOT NOT bus", 10, "a word is missing before this"),
        ("tram -bus", 6, "write NOT, not a hyphen"),
        ("tram & bus", 6, "write AND"),
        ('tram OR "oude stad', 9, "these quotation marks are not closed"),
        ("“oude stad", 1, "these quotation marks are not closed"),
        ("/mosk", 1, "the regular expression is not closed"),
        ("/oude stad/", 1, "the regular expression is not closed; write / behind it, and no space inside"),
        ("//", 1, "the regular expression is empty"),
        ("tram OR /mosk(/", 9, "the regular expression is not valid: unclosed group"),
        ("/a)|(b/", 1, "the regular expression is not valid: unopened group"),
        (r"/(a)\1/", 1, "the regular expression is not valid: backreferences are not supported"),
        ("/(?=a)/", 1, "the regular expression is not valid: look-around"),
        ("/(a{9}){9}/", 1, "numbers in braces may multiply to at most 50"),
        (f"/{'a' * 201}/", 1, "a regular expression has at most 200 characters"),
        ("a?" * 11, 1, r"a word has at most 10 of \* and \?"),
        (
            " OR ".join(f"x{n}" for n in range(201)),
            1491,  # 10 × 6 + 90 × 7 + 100 × 8 before it
            "there are more than 200 words between operators",
        ),
        (" ".join(["x"] * 101), 1, "a phrase has at most 100 words"),
        ("(" * 21 + "x" + ")" * 21, 21, "there are too many brackets"),
        ("moskee \ud800", 8, "this is half a character"),
    ],
)
def test_a_query_that_cannot_be_read_says_where_and_what_to_write(query, character, why):
    with pytest.raises(ValueError, match=rf"cannot be read at character {character}: {why}"):
        read_query(query)


@pytest.mark.parametrize("query", [None, 5, ["tram"], b"tram"])
def test_a_query_is_a_string(toy, query):
    with pytest.raises(TypeError, match=r"received (NoneType|int|list|bytes)"):
        lb.search(toy("x"), query, language="nl")


@pytest.mark.parametrize("character", ["(", '"', "*", "a", "/", "-", "OR ", "\u202e", "\\", "|", "NOT "])
def test_a_million_characters_are_refused_at_once(character):
    with pytest.raises(ValueError, match="A query has at most 10,000 characters; received 1,000,000"):
        read_query((character * 1_000_000)[:1_000_000])


@pytest.mark.parametrize(
    "character", ["(", '"', "*", "a", "/", "-", "a OR ", "\u202e", "\\", "|", "NOT ", "!", "'", "a* "]
)
def test_ten_thousand_characters_are_read_or_refused(character, toy):
    query = (character * 10_000)[:10_000]
    try:
        assert lb.search(toy("Een tekst."), query, language="nl").occurrences.first.size <= 2
    except ValueError as error:
        assert len(str(error)) < 400


def test_an_expression_that_takes_a_backtracking_engine_for_ever_is_answered(toy):
    text = f"Zie {'a' * 50_000}b en aaa."
    assert found(toy(text), "/(a+)+$/") == ["a:aaa"]
    assert found(toy(text), "/(a|aa)+/") == ["a:aaa"]
    assert found(toy(text), "a*a*a*a*a*c") == []


def test_characters_that_turn_text_round_separate_words_as_in_texts_and_are_shown_as_code_points(toy):
    assert found(toy("Een moskee."), "\u200fmoskee\u202e") == ["a:moskee"]
    with pytest.raises(ValueError, match="The query “‹U\\+202E›tram OR” cannot be read at character 9"):
        read_query("\u202etram OR")


@given(st.text(alphabet=st.sampled_from('ab*?/"()|\\-&. ANDORT{}[]+“'), max_size=30))
def test_any_string_is_read_or_refused_in_the_projects_words(query):
    tokens = lb.tokens(pd.DataFrame({"text": ["ab a b. A-b"], "language": "nl"}))
    try:
        searched = lb.search(tokens, query)
    except ValueError as error:
        assert re.match("The query “.*” cannot be read at character [0-9]+: .+\\.$", str(error), re.DOTALL)
    else:
        assert len(searched) <= 40
        assert searched.in_words()


# In words


@pytest.mark.parametrize(
    ("query", "english", "dutch"),
    [
        ("tram", "the word “tram”", "het woord “tram”"),
        ("IS", "“IS” in capitals", "“IS” in hoofdletters"),
        ("oude stad", "the words “oude stad” in a row", "de woorden “oude stad” achter elkaar"),
        ("mosk*", "a word that begins with “mosk”", "een woord dat begint met “mosk”"),
        ("*skee", "a word that ends in “skee”", "een woord dat eindigt op “skee”"),
        ("*sk*", "a word with “sk” in it", "een woord met “sk” erin"),
        ("oude *", "the word “oude”, followed by any word", "het woord “oude”, gevolgd door een willekeurig woord"),
        (
            "(tram OR bus) NOT metro",
            "(the word “tram” or the word “bus”), in articles without the word “metro”",
            "(het woord “tram” of het woord “bus”), in artikelen waarin dit ontbreekt: het woord “metro”",
        ),
        (
            "tram AND bus",
            "the word “tram” and the word “bus”, in articles that have both",
            "het woord “tram” en het woord “bus”, in artikelen waarin beide staan",
        ),
        (
            "/Mosk/",
            "a word that matches the regular expression “Mosk”, capitals counted",
            "een woord dat voldoet aan de reguliere expressie “Mosk”, met de hoofdletters die daar staan",
        ),
    ],
)
def test_a_query_is_said_in_words_in_both_languages(query, english, dutch):
    assert read_query(query).in_words() == english
    lb.report_in("nl")
    try:
        assert read_query(query).in_words() == dutch
    finally:
        lb.report_in("en")


def test_a_query_on_lemmas_says_so():
    assert read_query("burgers").in_words(normalise="lemma") == "any form of “burgers”"


# Contexts


@given(
    st.lists(st.text(alphabet="aé \n\t\u00a0\x1c\u2028😀", max_size=12), min_size=1, max_size=3),
    st.lists(st.lists(st.integers(0, 12), min_size=4, max_size=4).map(sorted), max_size=5),
    st.randoms(use_true_random=False),
)
def test_pieces_are_those_of_python_with_single_spaces(texts, edges, random):
    rows = np.array([random.randrange(len(texts)) for _ in edges], np.int64)
    edges = np.array([[min(place, len(texts[row])) for place in four] for row, four in zip(rows, edges, strict=True)])
    columns = edges.reshape(-1, 4).T.astype(np.int64)
    pieces = cut(pd.Series(texts, dtype="str"), rows, *columns)
    for number, piece in enumerate(pieces):
        expected = [
            " ".join(texts[row][four[number] : four[number + 1]].split())
            for row, four in zip(rows, columns.T, strict=True)
        ]
        assert list(piece) == expected


@given(
    st.lists(
        st.lists(st.sampled_from(["Trump's", "wall", "the", "it's", "wall."]), max_size=9).map(" ".join), max_size=3
    ),
    st.integers(0, 4),
    st.sampled_from(["wall", "'s", "Trump", "Trump's wall", "* wall"]),
)
def test_contexts_are_so_many_tokens_of_the_article_where_a_word_may_be_two(texts, width, query):
    tokens = lb.tokens(pd.DataFrame({"text": pd.Series(texts, dtype="str"), "language": "en"}))
    frame = tokens.to_frame()
    lines = lb.concordance(tokens, query, width=width)
    for article, start, end, left, right in lines[["article", "start", "end", "left", "right"]].itertuples(index=False):
        own = frame[frame["article"] == article]
        before, behind = own[own["end"] <= start].tail(width), own[own["start"] >= end].head(width)
        text = texts[article]
        assert left == " ".join(text[before["start"].min() if len(before) else start : start].split())
        assert right == " ".join(text[end : behind["end"].max() if len(behind) else end].split())


def test_lines_are_sorted_by_the_nearest_word_then_the_next_then_by_place(toy):
    text = "Zo valt stad. De oude stad valt. Élite stad. Een oude stad brandt. Stad."
    left = lb.concordance(toy(text), "stad", language="nl", sort="left", width=2)
    # Before them: valt/zo, oude/de, élite/valt, oude/een, brandt; accents and capitals say nothing.
    assert left["left"].tolist() == ["stad brandt.", "valt. Élite", "De oude", "Een oude", "Zo valt"]
    right = lb.concordance(toy(text), "stad", language="nl", sort="right", width=1)
    # After them: de, valt, een, brandt, and nothing, which comes first.
    assert right["right"].tolist() == ["", "brandt", ". De", ". Een", "valt"]


def test_an_order_that_is_not_known_is_an_error(toy):
    with pytest.raises(ValueError, match="sort must be one of 'text', 'left', 'right'; received 'up'"):
        lb.concordance(toy("stad"), "stad", language="nl", sort="up")


# One language for all


@pytest.mark.parametrize(
    "term", ["moskee", "OR", "al-Nuri", "oude stad", "6.000", "CD&V", "https://x.nl/a_(b", "#rel", "F-16"]
)
def test_a_term_as_a_query_finds_itself(toy, term):
    assert found(toy(f"Zie {term} daar."), as_query(term)) == [f"a:{term}"]


def test_every_function_that_takes_a_term_takes_the_same_queries(toy):
    tokens = lb.tokens(toy("De tram valt. De bus wacht.", "Een moskee en moskeeën."), language="nl")
    for query, times in (("tram OR bus", 2), ("moskee*", 2), ("/mosk.*/", 2), ("tram NOT bus", 0)):
        assert len(lb.concordance(tokens, query)) == times
        assert lb.search(tokens, query).concordance().equals(lb.concordance(tokens, query))
        assert lb.search(tokens, query).collocates().equals(lb.collocates(tokens, query))
        assert (lb.term_positions(tokens, [query])["kind"] == "term").sum() == times
    assert lb.collocates(tokens, "tram OR bus")["term"].tolist() == ["valt", "wacht"]
    for ask in (lb.concordance, lb.collocates, lambda given, query: lb.term_positions(given, [query])):
        with pytest.raises(ValueError, match="cannot be read"):
            ask(tokens, "tram OR")


@pytest.mark.parametrize("query", ["/OR/", "/AND/ OR /NOT/"])
def test_an_expression_is_no_operator_even_if_it_spells_one(toy, query):
    assert found(toy("De OR wacht; AND, en NOT. Of or."), query) == [
        f"a:{word}" for word in (["OR"] if query == "/OR/" else ["AND", "NOT"])
    ]


def test_the_words_of_a_query_do_not_say_how_the_articles_write_each_other(toy):
    # No article has antiterreurwet, so anti-terreurwet is not counted as that, whatever else is asked.
    for query in ("anti-terreurwet", "antiterreurwet OR anti-terreurwet", "anti-terreurwet OR antiterreurwet"):
        assert found(toy("De anti-terreurwet ligt er."), query) == ["a:anti-terreurwet"]
    assert found(toy("De anti-terreurwet ligt er."), "antiterreurwet") == []


@pytest.mark.parametrize("query", ["armée", "ARMÉE", "D'ARMÉE", "d'armée"])
def test_a_word_in_capitals_is_read_as_the_articles_write_it_behind_an_apostrophe(query):
    # Small letters stand in l'armée alone: they tell that ARMÉE is no acronym, with a clitic and without.
    toy = lb.tokens(pd.DataFrame({"text": ["Il voit l'armée. D'ARMÉE il parle."]}), language="fr")
    assert len(lb.search(toy, query)) == (2 if "'" not in query else 1)
