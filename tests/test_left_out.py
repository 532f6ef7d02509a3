"""Questions without boilerplate give what they would give if all words were copied without it, and do not copy them."""

import tempfile
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import leesbril as lb
from leesbril.tokenisation.left_out import LeftOut, Remaining, RemainingNumbers
from leesbril.tokenisation.repeated import NO_BOILERPLATE, ReadArticles
from leesbril.tokenisation.tokens import Tokens

APP = "Volg het laatste nieuws via onze app."
QUERIES = ("nieuws", "oude stad", "l'armée", "/.+/")


def plain_compared(tokens):
    """The tokens with all words copied but those that begin in a place of boilerplate: the plain reference."""
    dropped = np.zeros(len(tokens.codes), bool)
    for row, start, end in zip(*map(list, tokens.boilerplate[:3]), strict=True):
        for word in range(tokens.first[row], tokens.first[row + 1]):
            dropped[word] |= start <= tokens.starts[word] < end
    kept = np.flatnonzero(~dropped)
    before = np.append(0, np.cumsum(~dropped))
    spaced = np.asarray(tokens.spaced)[kept]
    spaced[np.flatnonzero(np.diff(kept) > 1)] = 0
    return replace(
        tokens,
        first=before[tokens.first],
        codes=tokens.codes[kept],
        starts=tokens.starts[kept],
        spaced=spaced,
        first_words=before[tokens.first_words],
        boilerplate=NO_BOILERPLATE,
        index=None,
    )


# Which words are left out


def test_a_word_is_left_out_if_it_starts_in_a_place():
    # De(0) kat(3) | Een(0) app(4) hier(8): from 3 to 5 of the first, and from 1 to 8 of the second.
    read = ReadArticles(np.array([0, 2, 5]), np.zeros(5, int), np.array([0, 3, 0, 4, 8]), None, None)
    rows = np.array([0, 1, 1])
    words, next_words = (read.words_from(rows, np.array(edges)) for edges in ([3, 1, 5], [5, 8, 8]))
    assert words.tolist() == [1, 1, 2]  # the last of them lies between two words
    assert next_words.tolist() == [2, 2, 2]
    places = NO_BOILERPLATE._replace(rows=rows, words=words, next_words=next_words)
    assert LeftOut.of(places, read.first).words.tolist() == [1, 3]


def test_places_that_overlap_or_touch_are_one_run():
    # Words 1–3, 2–4 and 4–6 of one article; behind them 7 and, in the next article, 8 again.
    rows, words = np.array([0, 0, 0, 0, 1]), np.array([1, 2, 4, 7, 0])
    places = NO_BOILERPLATE._replace(rows=rows, words=words, next_words=np.array([3, 4, 6, 8, 1]))
    found = LeftOut.of(places, np.array([0, 8, 10]))
    assert (found.begins.tolist(), found.ends.tolist(), len(found)) == ([1, 7], [6, 9], 7)


@given(st.lists(st.booleans(), max_size=30), st.data())
def test_what_remains_is_as_if_it_was_copied(dropped, data):
    dropped = np.array(dropped, bool)
    turns = np.flatnonzero(np.diff(np.concatenate([[False], dropped, [False]]).astype(int)))
    left_out, kept = LeftOut(turns[::2], turns[1::2]), np.flatnonzero(~dropped)
    size, numbers = len(kept), np.arange(len(kept))
    assert left_out.words.tolist() == np.flatnonzero(dropped).tolist()
    assert left_out.covers(np.arange(len(dropped))).tolist() == dropped.tolist()
    assert left_out.places(numbers).tolist() == kept.tolist()
    before = np.append(0, np.cumsum(~dropped))
    assert left_out.numbers(np.arange(len(dropped) + 1)).tolist() == before.tolist()
    column = np.arange(100, 100 + len(dropped), dtype=np.int32)
    cleared = column[kept]
    cleared[np.flatnonzero(np.diff(np.append(kept, len(dropped))) > 1)] = 0
    begin = data.draw(st.integers(0, size))
    end = data.draw(st.integers(0, size))
    for remaining, whole in (
        (Remaining(column, left_out), column[kept]),
        (Remaining(column, left_out, clears=True), cleared),
    ):
        for _ in range(2):  # before all of it was copied, and after
            assert len(remaining) == size
            for at in (slice(begin, end), numbers[::-1], numbers % 2 == 0):
                assert remaining[at].dtype == whole.dtype
                assert remaining[at].tolist() == whole[at].tolist()
            assert np.asarray(remaining).tolist() == whole.tolist()
    opening = np.sort(np.array(data.draw(st.lists(st.integers(0, len(dropped)), max_size=8)), int))
    sentences = RemainingNumbers(opening, left_out)
    assert np.asarray(sentences).tolist() == before[opening].tolist()
    assert sentences.searchsorted(numbers).tolist() == np.searchsorted(before[opening], numbers, "right").tolist()


# Questions


WORDS = ["oude", "stad", "Stad", "nieuws", "app", "l'armée", "de", "IS-leider", "via", "Volg", "valt"]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(lambda words: " ".join(words) + ".")
stories = st.tuples(st.lists(sentences, min_size=1, max_size=2), st.sampled_from(["top", "middle", "inside", "end"]))


def story(number, lines, where):
    """An article with two lines of its own, and the line of the app above, between, behind or under its lines."""
    own = [f"Dit is verhaal{number} van dorp{number}.", f"Boer{number} zag haven{number}.", *lines]
    if where == "inside":
        own[-1] += f" {APP}"
        return "\n".join(own)
    own.insert({"top": 0, "middle": 2, "end": len(own)}[where], APP)
    return "\n".join(own)


def folder(told, others):
    """Twelve articles of De Bode with its line, which is beyond doubt then, and those of others without it."""
    texts = [story(number, *one) for number, one in enumerate(told)] + [" ".join(one) for one in others]
    days = pd.Timestamp("2019-05-01") + pd.to_timedelta(20 * np.arange(len(texts)), unit="D")
    frame = pd.DataFrame({"text": texts, "publisher": ["De Bode"] * len(told) + ["De Courant"] * len(others)})
    return frame.assign(date_start=days, date_end=days + pd.Timedelta(days=1), language="nl")


def answers(tokens):
    """What all questions give that leave boilerplate out."""
    for query in QUERIES:
        yield lb.collocates(tokens, query, window=3)
        found = lb.search(tokens, query, compounds=True)
        yield from (found.trend(), found.per_group())
    yield lb.trend(tokens, QUERIES)
    yield lb.phrases(tokens, min_count=2)
    yield lb.shared_passages(tokens)
    for ngram_range in ((1, 1), (1, 2)):
        counts = lb.document_term_matrix(tokens, ngram_range=ngram_range)
        yield counts.to_frame()
        yield pd.Series([*counts.shown, counts.left_out])
    for part in (tokens.compared, tokens.compared.select(tokens.names[::2])):
        yield part.to_frame()
        yield part.vocabulary()
        yield part.words


# An example asks everything three times, and a smaller one that fails would be sought for minutes.
@settings(max_examples=settings.default.max_examples // 3, phases=[Phase.explicit, Phase.generate])
@given(st.lists(stories, min_size=12, max_size=12), st.lists(st.lists(sentences, min_size=1), max_size=3))
def test_every_question_is_answered_as_if_all_words_were_copied_without_boilerplate(told, others):
    articles = folder(told, others)
    tokens = lb.tokens(articles)
    # Volg het laatste nieuws via onze app, twelve times; lines that were drawn may be repeated as often.
    assert tokens.is_boilerplate.sum() >= 12 * 7
    with tempfile.TemporaryDirectory() as saved:
        opened = lb.open_tokens(tokens.save(Path(saved) / "tokens"))
        with patch.object(Tokens, "compared", property(plain_compared)):
            expected = list(answers(tokens))
        for one in (tokens, opened):
            for number, (found, wanted) in enumerate(zip(answers(one), expected, strict=True)):
                same = pd.testing.assert_series_equal if isinstance(found, pd.Series) else pd.testing.assert_frame_equal
                same(found, wanted, obj=f"answer {number}")
        pd.testing.assert_frame_equal(lb.shared_passages(articles), lb.shared_passages(opened))


@pytest.fixture
def dozen():
    """Twelve articles of De Bode, each with its line, and one of De Courant."""
    return folder(
        [([f"De oude stad valt in jaar{n}.", f"Nieuws{n} via de stad."], "end") for n in range(12)], [["De stad."]]
    )


def test_collocates_trend_and_groups_copy_no_column_of_saved_tokens(dozen, tmp_path):
    tokens = lb.open_tokens(lb.tokens(dozen).save(tmp_path / "tokens"))
    assert len(lb.collocates(tokens, "stad")) > 0
    assert lb.trend(tokens, ["app", "oude stad"])["count"].sum() == 12
    assert lb.search(tokens, "stad").per_group()["count"].sum() == 25  # twice in each of twelve, and once
    compared = tokens.compared
    for column in (compared.codes, compared.starts, compared.spaced, compared.first_words):
        assert "_all" not in vars(column)
    assert "is_boilerplate" not in vars(tokens)
    assert len(lb.phrases(tokens)) > 0  # this reads all words
    assert "_all" in vars(compared.codes)


def test_words_on_both_sides_of_what_is_left_out_do_not_follow_each_other():
    # In both, nieuwe is left out of the sentence; only in the second do oude and stad stand together besides.
    tokens = lb.tokens(pd.DataFrame({"text": ["De oude nieuwe stad.", "Nieuwe oude stad."], "language": "nl"}))
    places = NO_BOILERPLATE._replace(
        rows=np.array([0, 1]),
        starts=np.array([8, 0]),
        ends=np.array([14, 6]),
        words=np.array([2, 0]),
        next_words=np.array([3, 1]),
    )
    left = replace(tokens, boilerplate=places)
    assert lb.search(left.compared, "oude stad").articles.tolist() == [1]
    assert lb.search(plain_compared(left), "oude stad").articles.tolist() == [1]
    assert np.asarray(left.compared.spaced).tolist() == plain_compared(left).spaced.tolist()


def test_tokens_in_which_nothing_is_repeated_are_compared_as_they_are(dozen):
    tokens = lb.tokens(dozen.drop(columns="publisher"))
    assert tokens.compared is tokens
    assert "is_boilerplate" not in vars(tokens)


def test_counts_of_a_selection_are_those_of_its_index(dozen, tmp_path):
    some = lb.open_tokens(lb.tokens(dozen).select([0, 12]).save(tmp_path / "some"))
    word = int((some.types.words == "stad").arg_max())
    assert some.types.counts[word] == 25  # among all thirteen, as before the selection
    assert some.type_counts[word] == 3
    assert some.type_counts.tolist() == np.bincount(some.codes, minlength=len(some.types)).tolist()


def test_the_number_of_words_counts_each_part_of_a_clitic(dozen):
    tokens = lb.tokens(pd.DataFrame({"text": ["De l'armée valt.", "", "L'armée, l'armée."], "language": "fr"}))
    assert tokens.words.tolist() == [4, 0, 4]  # de, l', armée, valt; l', armée, l', armée
