import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leesbril import tokens
from leesbril.frames import COVERAGE, PASSAGES
from leesbril.passages.novelty import novelty
from leesbril.passages.shared import coverage, shared_passages
from leesbril.text.language import background_frequencies

FOOT = "Copyright van dit bericht berust bij de uitgever"  # 8 words
few_words = st.lists(st.sampled_from(["aap", "noot", "mies", "wim"]), max_size=18).map(" ".join)
settings_of_tiles = st.integers(2, 4).flatmap(lambda least: st.tuples(st.just(least), st.integers(0, least - 1)))
own_words = [f"woord{letter}{other}" for letter in "abcdefghij" for other in "abcdefghij"]


def frame_of(*texts):
    return pd.DataFrame({"text": pd.Series(list(texts), dtype="str")})


def written(articles, passages):
    """What each passage says in either article."""
    text = articles["text"]
    return [
        (text[row.article_a][row.start_a : row.end_a], text[row.article_b][row.start_b : row.end_b])
        for row in passages.itertuples()
    ]


def mirrored(passages):
    """The passages with a and b changed round, in their new order."""
    other = {
        name: f"{name[:-1]}{'b' if name.endswith('a') else 'a'}"
        for name in passages.columns
        if name[-2:] in {"_a", "_b"}
    }
    turned = passages.rename(columns=other)[list(PASSAGES.kinds)]
    return turned.sort_values(["article_a", "article_b", "start_a"], ignore_index=True)


def folder_with_a_foot(count, *extra):
    """`count` articles of words of their own above the same foot, and the articles `extra`."""
    own = [" ".join(own_words[8 * number : 8 * number + 8]) for number in range(count)]
    return frame_of(*[f"{words}. {FOOT}." for words in own], *extra)


def test_the_seeds_share_three_passages_one_of_them_in_another_order(seeds):
    passages = shared_passages(seeds, max_gap=0)
    assert passages["words"].tolist() == [6, 21, 7]
    assert passages["start_b"].tolist() == [65, 1271, 268]
    assert passages["kind"].tolist() == ["exact"] * 3
    assert written(seeds, passages) == [
        ("terreurbeweging Islamitische Staat (IS) in Mosul",) * 2,
        (
            "door guerrillatactieken in te zetten en sluipschutters tussen hen te positioneren, die de oprukkende "
            "Iraakse troepen moeten zien tegen te houden",
        )
        * 2,
        ("de Oude Stad van Mosul, waar ook",) * 2,
    ]


def test_nothing_merges_on_the_seeds_with_gaps_of_two_words(seeds):
    # Around each passage, in the first article | in the second; needed: two equal words within two words of its edge.
    # 6 words: "schrap voor de eindsprint tegen […]" | "woensdag in het offensief op […]": none equal;
    #          "[…] Zaterdag begonnen Iraakse troepen" | "[…] de symbolische al-Nuri-moskee in": none equal.
    # 21: "burgers in de stad vastzitten […]" | "daar handig gebruik van […]": none;
    #     "[…] Het gebied dat nog" | "[…] Ook zijn er op": none.
    # 7: "door IS-enclaves omvat […]" | "Dinsdag werd […]": none, and there the second article's paragraph before;
    #    "[…] de al-Nuri moskee staat" | "[…] die moskee zich bevindt": moskee alone, one word and not two.
    pd.testing.assert_frame_equal(shared_passages(seeds, max_gap=2), shared_passages(seeds, max_gap=0))


def test_coverage_of_the_seeds(seeds):
    table = coverage(seeds, shared_passages(seeds, max_gap=0))
    # 6 + 21 + 7 = 34 words, of the 348 and 384 of the tokens frame.
    assert table[["passages", "words", "words_a", "words_b"]].values.tolist() == [[3, 34, 348, 384]]
    assert table.loc[0, ["share_a", "share_b"]].tolist() == [34 / 348, 34 / 384]


@pytest.mark.parametrize(
    ("first", "second", "max_gap", "words", "found"),
    [
        # One word replaced: 5 + 3 words match, and "rood" | "groen" is the gap.
        ("a1 a2 a3 a4 a5 rood b1 b2 b3", "a1 a2 a3 a4 a5 groen b1 b2 b3", 1, 8, ("a1 b3", "a1 b3")),
        ("a1 a2 a3 a4 a5 rood b1 b2 b3", "a1 a2 a3 a4 a5 groen b1 b2 b3", 0, 5, ("a1 a5", "a1 a5")),
        # Two words put in on one side; three are too many.
        ("a1 a2 a3 a4 a5 b1 b2", "a1 a2 a3 a4 a5 x y b1 b2", 2, 7, ("a1 b2", "a1 b2")),
        ("a1 a2 a3 a4 a5 b1 b2", "a1 a2 a3 a4 a5 x y z b1 b2", 2, 5, ("a1 a5", "a1 a5")),
        # A single word behind the gap is not enough, here or there.
        ("a1 a2 a3 a4 a5 rood b1", "a1 a2 a3 a4 a5 groen b1", 2, 5, ("a1 a5", "a1 a5")),
        # Backwards as well, a step at a time: c c, gap, b b, gap, the tile.
        ("c1 c2 x b1 b2 y a1 a2 a3 a4 a5", "c1 c2 b1 b2 z z a1 a2 a3 a4 a5", 2, 9, ("c1 a5", "c1 a5")),
        # Two tiles become one passage.
        ("a1 a2 a3 a4 a5 x b1 b2 b3 b4 b5", "a1 a2 a3 a4 a5 b1 b2 b3 b4 b5", 2, 10, ("a1 b5", "a1 b5")),
        # Two words behind the gap, and then a run that stands in one article only.
        ("a1 a2 a3 a4 a5 b1 b2 c1 c2 c3", "a1 a2 a3 a4 a5 x b1 b2", 2, 7, ("a1 b2", "a1 b2")),
    ],
)
def test_what_a_tile_grows_into(first, second, max_gap, words, found):
    articles = frame_of(first, second)
    passages = shared_passages(articles, max_gap=max_gap)
    assert passages["words"].tolist() == [words]
    assert passages["kind"].tolist() == ["exact" if words == 5 else "near"]
    assert tuple(f"{text[:2]} {text[-2:]}" for text in written(articles, passages)[0]) == found


def test_of_two_runs_within_reach_the_longer_is_taken():
    # Behind the tile, "m n" stands after 0 | 1 words and "m n o" after 2 | 1: three words beat two.
    articles = frame_of("a1 a2 a3 a4 a5 m n m n o", "a1 a2 a3 a4 a5 x m n o")
    assert shared_passages(articles)["words"].tolist() == [8]


def test_of_two_equal_runs_within_reach_the_nearer_is_taken():
    # "m n" stands after 0 | 1 words and after 2 | 1.
    articles = frame_of("a1 a2 a3 a4 a5 m n m n", "a1 a2 a3 a4 a5 x m n")
    assert written(articles, shared_passages(articles)) == [("a1 a2 a3 a4 a5 m n", "a1 a2 a3 a4 a5 x m n")]


def test_a_gap_does_not_reach_over_another_passage():
    # The p's take "m n" over the gap "s t". From the q's, "s t" would lie behind the gap "m n": that is taken.
    articles = frame_of("p1 p2 p3 p4 p5 s t m n q1 q2 q3 q4 q5", "p1 p2 p3 p4 p5 m n x y z s t q1 q2 q3 q4 q5")
    assert shared_passages(articles)[["words", "kind"]].values.tolist() == [[7, "near"], [5, "exact"]]


def test_two_tiles_in_another_order_do_not_merge():
    articles = frame_of("a1 a2 a3 a4 a5 b1 b2 b3 b4 b5", "b1 b2 b3 b4 b5 a1 a2 a3 a4 a5")
    assert shared_passages(articles)[["words", "kind"]].values.tolist() == [[5, "exact"], [5, "exact"]]


def test_the_longest_run_goes_first_and_leaves_no_word_to_the_others():
    # "1 … 6" (6 words) stands in both. "4 5 6 7 8" (5) does too, but 4 5 6 are taken, and 7 8 are too few.
    articles = frame_of("w1 w2 w3 w4 w5 w6 w7 w8", "w4 w5 w6 w7 w8 x w1 w2 w3 w4 w5 w6 y")
    assert shared_passages(articles, max_gap=0)["words"].tolist() == [6]


def test_what_is_left_of_a_run_counts_if_it_is_long_enough():
    # 1 … 7 goes first (7 words). Of 4 … 9 (6 words) 8 and 9 are left: a tile of two words, and too few for three.
    articles = frame_of("w1 w2 w3 w4 w5 w6 w7 w8 w9", "w4 w5 w6 w7 w8 w9 x w1 w2 w3 w4 w5 w6 w7")
    assert shared_passages(articles, min_words=2, max_gap=0)["words"].tolist() == [7, 2]
    assert shared_passages(articles, min_words=3, max_gap=0)["words"].tolist() == [7]


def test_a_repeated_sentence_is_matched_as_often_as_it_stands_in_both():
    sentence = "de slag om mosul begon "
    passages = shared_passages(frame_of(sentence + "x " + sentence, sentence + "y " + sentence + "z " + sentence))
    assert passages["words"].sum() == 10


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("DE SLAG OM MOSUL BEGON", "de slag om Mosul begon", 5),
        ("de foto's van het-leger IS", "De foto’s van het\u2011leger. Is", 5),
        ("de rege\u00adring van Irak viel", "de regering van Irak viel", 5),
        ("De al-Nuri-moskee in Mosul viel", "De al-Nuri-moskee in Mosul viel", 5),
        ("de anti-terreureenheden van het leger", "de antiterreureenheden van het leger", None),
        ("De al-Nuri moskee viel toen", "De al-Nuri-moskee viel toen", None),
    ],
)
def test_words_are_compared_in_small_letters_and_plain_marks(first, second, words):
    assert shared_passages(frame_of(first, second))["words"].tolist() == ([words] if words else [])


def test_bits_are_the_rarity_of_the_terms_and_of_the_commoner_where_they_differ():
    articles = frame_of("De leider van IS vlucht nu.", "De leider van is vlucht nu.")
    common = background_frequencies(["de", "leider", "van", "is", "vlucht", "nu"])
    assert shared_passages(articles)["bits"].tolist() == pytest.approx([-np.log2(common).sum()])
    # An acronym that reads like a stop word has the floor, once in a hundred million.
    both = shared_passages(frame_of("De leider van IS vlucht nu.", "Zij: de leider van IS vlucht nu."))["bits"]
    assert both.tolist() == pytest.approx([-np.log2(common.drop("is")).sum() - np.log2(1e-8)])


def test_a_line_at_the_foot_of_ten_articles_is_widespread_and_left_out():
    story = "De slag om Mosul begon in oktober."
    articles = folder_with_a_foot(10, f"Eerst. {story} Zij wachten. {FOOT}.", f"{story} {FOOT}.")
    passages = shared_passages(articles)
    # The ten share nothing but the foot, and are not listed. In the last article it runs on from the story, in the one
    # before it does not: two passages.
    assert passages[["article_a", "article_b", "words", "widespread"]].values.tolist() == [
        [10, 11, 7, False],
        [10, 11, 8, True],
    ]
    assert coverage(articles, passages)[["passages", "words"]].values.tolist() == [[1, 7]]
    assert coverage(articles, passages, widespread=True)[["passages", "words"]].values.tolist() == [[2, 15]]


def test_a_foot_that_nine_articles_hold_or_a_larger_share_is_not_widespread():
    nine, ten = folder_with_a_foot(9), folder_with_a_foot(10)
    assert len(shared_passages(nine)) == 9 * 8 / 2
    assert not shared_passages(nine)["widespread"].any()
    assert shared_passages(ten).empty
    assert len(shared_passages(ten, widespread_share=1)) == 10 * 9 / 2  # no more than all articles can hold it


def test_a_foot_with_a_word_more_by_chance_is_widespread_and_a_copied_sentence_with_it_is_not():
    own = "vandaag morgen gisteren"
    articles = folder_with_a_foot(10, f"{own} weer. {FOOT}.", f"niet weer. {FOOT}.", f"ook {own} weer. {FOOT}.")
    asked = pd.DataFrame({"article_a": [10, 10], "article_b": [11, 12]})
    # 10 and 11 share "weer" and the foot (1 + 8 words), 10 and 12 "vandaag morgen gisteren weer" (4 + 8): no five.
    passages = shared_passages(articles, pairs=asked)
    assert passages[["words", "widespread"]].values.tolist() == [[9, True], [12, True]]
    longer = articles.assign(text=articles["text"].str.replace("gisteren weer", "gisteren immers weer"))
    assert shared_passages(longer)[["article_a", "article_b", "words", "widespread"]].values.tolist() == [
        [10, 12, 13, False]
    ]


def test_a_widespread_passage_and_another_do_not_grow_together():
    articles = folder_with_a_foot(
        10, f"De slag om Mosul begon vandaag. {FOOT}.", f"De slag om Mosul begon gisteren. {FOOT}."
    )
    assert shared_passages(articles)[["words", "kind", "widespread"]].values.tolist() == [
        [5, "exact", False],
        [8, "exact", True],
    ]


def test_pairs_restrict_what_is_compared_in_any_order_and_each_once():
    articles = frame_of(*["De slag om Mosul begon."] * 3)
    asked = pd.DataFrame({"article_a": [2, 0], "article_b": [0, 2]})
    assert shared_passages(articles, pairs=asked)[["article_a", "article_b"]].values.tolist() == [[0, 2]]
    assert len(shared_passages(articles)) == 3


def test_article_a_comes_first_in_the_frame_whatever_its_name():
    articles = pd.DataFrame({"text": ["De slag om Mosul begon."] * 3}, index=["z", "a", "m"])
    expected = [["z", "a"], ["z", "m"], ["a", "m"]]
    assert shared_passages(articles)[["article_a", "article_b"]].values.tolist() == expected


@pytest.mark.parametrize("texts", [[], ["De slag om Mosul begon."], ["De slag om Mosul", "begon toen", "", "…"]])
def test_nothing_shared_gives_empty_frames_with_the_same_columns_and_types(toy, texts):
    none, some = toy(*texts).astype({"text": "str"}), toy(*["De slag om Mosul begon."] * 2)
    empty, full = shared_passages(none), shared_passages(some)
    assert len(empty) == 0
    assert empty.columns.tolist() == list(PASSAGES.kinds)
    assert empty.dtypes.equals(full.dtypes)
    covered = coverage(none, empty)
    assert covered.columns.tolist() == list(COVERAGE.kinds)
    assert covered.dtypes.equals(coverage(some, full).dtypes)
    assert shared_passages(some, pairs=pd.DataFrame({"article_a": [], "article_b": []})).dtypes.equals(full.dtypes)


def test_what_is_new_counts_words_and_not_gaps():
    articles = pd.DataFrame(
        {
            "text": [
                "De slag om Mosul begon in oktober.",
                "Nieuws\n\nEen dag. De slag om Mosul begon weer in oktober! …",
            ]
        },
        index=["oud", "nieuw"],
    )
    table = novelty(articles, "oud", "nieuw")
    # The last sentence has 8 words: 5 match, "weer" is the gap, 2 match.
    assert table[["paragraph", "sentence", "kind", "words", "found"]].values.tolist()[:3] == [
        [1, 1, "heading", 1, 0],
        [2, 2, "body", 2, 0],
        [2, 3, "body", 8, 7],
    ]
    assert table["share"].tolist()[:3] == [0, 0, 7 / 8]
    assert novelty(articles, "nieuw", "oud")[["words", "found", "share"]].values.tolist() == [[7, 7, 1]]


def test_what_is_new_has_no_share_where_there_are_no_words():
    table = novelty(frame_of("De slag.", "…"), 0, 1)
    assert table["words"].tolist() == [0]
    assert table["share"].isna().all()
    assert novelty(frame_of("De slag.", ""), 0, 1).empty


def test_identical_articles_are_covered_whole(seeds):
    articles = pd.DataFrame({"text": [seeds["text"].iloc[0]] * 2}, index=["a", "b"])
    table = coverage(articles, shared_passages(articles))
    shares = table[["share_a", "share_b", "rarity_share_a", "rarity_share_b"]].iloc[0]
    assert shares.tolist() == pytest.approx([1, 1, 1, 1])
    assert (novelty(articles, "a", "b")["share"] == 1).all()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"min_words": 1}, "min_words .* received 1"),
        ({"min_words": 5.0}, "min_words .* received 5.0"),
        ({"max_gap": -1}, "max_gap .* received -1"),
        ({"max_gap": 5}, r"below min_words \(5\).* received 5"),
        ({"min_words": 2, "max_gap": 2}, r"below min_words \(2\)"),
        ({"widespread_share": 0}, "widespread_share .* received 0"),
        ({"language": "xx"}, "Unknown language 'xx'"),
        ({"pairs": pd.DataFrame({"a": [0]})}, r"lacks the columns \['article_a', 'article_b'\]"),
        ({"pairs": pd.DataFrame({"article_a": [1], "article_b": [1]})}, "two different articles; received 1 twice"),
    ],
)
def test_a_setting_that_cannot_be_is_named(settings, told):
    with pytest.raises(ValueError, match=told):
        shared_passages(frame_of("a", "b"), **settings)


def test_an_unknown_article_is_named():
    articles = frame_of("a", "b")
    with pytest.raises(KeyError, match=r"No articles \[7\] among the 2"):
        shared_passages(articles, pairs=pd.DataFrame({"article_a": [0], "article_b": [7]}))
    with pytest.raises(KeyError, match=r"No articles \[7\]"):
        novelty(articles, 0, 7)
    with pytest.raises(ValueError, match="received 0 twice"):
        novelty(articles, 0, 0)
    with pytest.raises(TypeError, match="received list"):
        shared_passages(articles, pairs=[(0, 1)])
    one = shared_passages(frame_of(*["De slag om Mosul begon."] * 3)).tail(1)
    with pytest.raises(KeyError, match=r"No articles \[2\]"):
        coverage(articles, one)


@given(st.lists(few_words, min_size=2, max_size=3), settings_of_tiles)
def test_the_order_of_the_articles_changes_nothing(texts, chosen):
    least, gap = chosen
    articles = frame_of(*texts)
    forwards = shared_passages(articles, min_words=least, max_gap=gap)
    backwards = shared_passages(articles.iloc[::-1], min_words=least, max_gap=gap)
    pd.testing.assert_frame_equal(forwards, mirrored(backwards))


@given(st.lists(few_words, min_size=2, max_size=3), settings_of_tiles)
def test_every_word_lies_in_one_passage_of_a_pair_at_most(texts, chosen):
    least, gap = chosen
    passages = shared_passages(frame_of(*texts), min_words=least, max_gap=gap)
    for _, pair in passages.groupby(["article_a", "article_b"]):
        for side in "ab":
            spans = pair.sort_values(f"start_{side}")
            assert (spans[f"end_{side}"].iloc[:-1].to_numpy() < spans[f"start_{side}"].iloc[1:].to_numpy()).all()


@given(st.lists(few_words, min_size=2, max_size=2), st.integers(2, 4))
def test_tiles_read_the_same_and_leave_no_run_that_is_long_enough(texts, least):
    articles = frame_of(*texts)
    passages = shared_passages(articles, min_words=least, max_gap=0)
    assert all(one == other and len(one.split()) >= least for one, other in written(articles, passages))
    left = []
    for row, side in enumerate("ab"):
        text = texts[row]
        for start, end in passages[[f"start_{side}", f"end_{side}"]].sort_values(f"start_{side}").values[::-1]:
            text = f"{text[:start]}|{text[end:]}"
        runs = [part.split() for part in text.split("|")]
        left.append({tuple(run[at : at + least]) for run in runs for at in range(len(run) - least + 1)})
    assert not left[0] & left[1]


@given(st.permutations(range(6)), st.lists(st.integers(5, 9), min_size=6, max_size=6), st.randoms())
def test_sentences_in_another_order_are_found_whole_both_ways(order, lengths, random):
    words = iter(random.sample(own_words, sum(lengths)))
    cut = [" ".join(next(words) for _ in range(length)).capitalize() + "." for length in lengths]
    articles = frame_of(" ".join(cut), " ".join(cut[number] for number in order))
    passages = shared_passages(articles)
    table = coverage(articles, passages)
    assert table[["share_a", "share_b"]].values.tolist() == [[1, 1]]
    assert (novelty(articles, 0, 1)["share"] == 1).all()
    assert (novelty(articles, 1, 0)["share"] == 1).all()


@given(st.lists(few_words, min_size=2, max_size=4))
def test_all_pairs_that_share_a_run_are_found_without_being_named(texts):
    articles = frame_of(*texts)
    count = len(texts)
    every = [(a, b) for a in range(count) for b in range(a + 1, count)]
    asked = pd.DataFrame(every, columns=["article_a", "article_b"])
    pd.testing.assert_frame_equal(
        shared_passages(articles, min_words=3), shared_passages(articles, min_words=3, pairs=asked)
    )


@given(
    st.lists(st.sampled_from(["IS", "is", "foto’s", "‘", "é", "e\u0301", "100.000", "\n", ". ", "WAT NU"]), max_size=30)
)
@settings(max_examples=settings.default.max_examples // 2)
def test_places_are_those_of_the_tokens_frame(parts):
    articles = frame_of(" ".join(parts), "x " + " ".join(parts))
    words = tokens(articles).to_frame()
    starts, ends = ({name: set(part[edge]) for name, part in words.groupby("article")} for edge in ("start", "end"))
    passages = shared_passages(articles, min_words=3, max_gap=1)
    for row in passages.itertuples():
        assert row.start_a in starts[0]
        assert row.end_a in ends[0]
        assert row.start_b in starts[1]
        assert row.end_b in ends[1]
    if len(starts.get(0, [])) >= 3:
        assert coverage(articles, passages)["share_a"].tolist() == [1]
