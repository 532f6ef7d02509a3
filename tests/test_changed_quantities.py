"""Numbers that two articles of one story give for the same thing."""

import pandas as pd
import pytest
from in_dutch import in_dutch

from leesbril import findings
from leesbril.dates.parsing import parse_dates
from leesbril.facts.changed_quantities import changed_quantities
from leesbril.facts.quantities import quantities

COLUMNS = ["counted", "written_a", "written_b", "relation", "order", "pairs"]


def archive(*rows, stories=None):
    """Articles a, b, c … of (date, text), and the stories of which they are; one story unless said otherwise."""
    dates, texts = zip(*rows, strict=True)
    names = pd.Index(list("abcdefgh"[: len(rows)]), name="article")
    articles = parse_dates(pd.Series(dates, index=names)).assign(text=texts, language="nl")
    members = pd.DataFrame({"story": stories or 1, "article": names})
    return articles, members


def changed(*rows, stories=None, **settings):
    articles, members = archive(*rows, stories=stories)
    return changed_quantities(quantities(articles), members, articles, **settings)


def listed(found):
    frame = found[COLUMNS].astype(object)
    return frame.where(frame.notna(), None).values.tolist()


def test_the_later_number_stands_behind_the_earlier_one_whatever_the_order_of_the_rows():
    late, early = ("2017-05-03", "De brand gaf 25 gewonden."), ("2017-05-01", "De brand gaf 20 gewonden.")
    found = changed(late, early)
    assert listed(found) == [["gewonde", "20", "25", "apart", "before", 1]]
    assert found[["article_a", "article_b"]].values.tolist() == [["b", "a"]]
    assert found["text_a"].tolist() == ["De brand gaf 20 gewonden."]
    assert listed(changed(early, late)) == listed(found)


def test_without_dates_the_lower_number_comes_first_and_the_order_is_said_to_be_undecided():
    high, low = ("", "De brand gaf 25 gewonden."), ("2017-05-01", "De brand gaf 20 gewonden.")
    assert listed(changed(high, low)) == [["gewonde", "20", "25", "apart", "cannot be decided", 1]]
    assert listed(changed(low, high)) == listed(changed(high, low))


def test_the_same_number_and_a_vague_one_are_no_change_and_an_overlap_is():
    first = ("2017-05-01", "De brand gaf meer dan 20 gewonden.")
    assert listed(changed(first, ("2017-05-02", "De brand gaf meer dan 20 gewonden."))) == []
    assert listed(changed(first, ("2017-05-02", "De brand gaf veel gewonden."))) == []
    overlap = changed(first, ("2017-05-02", "De brand gaf 25 gewonden."))
    assert listed(overlap) == [["gewonde", "meer dan 20", "25", "overlap", "before", 1]]


def test_digits_of_other_things_and_of_other_stories_never_meet():
    rows = [("2017-05-01", "De brand gaf 20 gewonden."), ("2017-05-02", "De brand duurde 25 minuten.")]
    assert listed(changed(*rows)) == []
    rows = [("2017-05-01", "De brand gaf 20 gewonden."), ("2017-05-02", "De brand gaf 25 gewonden.")]
    assert listed(changed(*rows, stories=[1, 2])) == []


def test_sentences_that_share_no_word_beside_the_noun_are_not_compared_unless_asked_for():
    rows = [("2017-05-01", "Op straat stonden 300 mensen."), ("2017-05-02", "Thuis keken 2 mensen.")]
    assert listed(changed(*rows)) == []
    assert listed(changed(*rows, shared=0)) == [["mens", "300", "2", "apart", "before", 1]]


def test_pairs_that_give_the_same_two_numbers_are_one_row_with_the_sentences_that_are_most_alike():
    # a and b against c: two pairs of 20 and 25. "brand", "haven" are shared by b and c; "brand" alone by a and c.
    found = changed(
        ("2017-05-01", "De brand gaf 20 gewonden."),
        ("2017-05-01", "De brand in de haven gaf 20 gewonden."),
        ("2017-05-02", "Bij de brand in de haven vielen 25 gewonden."),
    )
    assert listed(found) == [["gewonde", "20", "25", "apart", "before", 2]]
    assert found[["article_a", "shared_words"]].values.tolist() == [["b", 2]]


def test_intervals_apart_come_before_those_that_overlap():
    found = changed(
        ("2017-05-01", "De brand gaf minstens 20 gewonden. De brand verwoestte 3 huizen."),
        ("2017-05-02", "De brand gaf 25 gewonden. De brand verwoestte 5 huizen."),
    )
    assert found[["counted", "relation"]].values.tolist() == [["huis", "apart"], ["gewonde", "overlap"]]


def test_the_civilians_of_the_seeds_differ_and_their_order_is_not_decided(seeds):
    members = pd.DataFrame({"story": 1, "label": "Mosul", "article": seeds.index})
    found = changed_quantities(quantities(seeds, language="nl"), members, seeds, language="nl")
    assert listed(found) == [["burger", "tienduizenden", "meer dan 100.000", "apart", "cannot be decided", 1]]
    assert found["label"].tolist() == ["Mosul"]


def test_stories_without_labels_and_articles_in_no_story_leave_typed_frames():
    articles, members = archive(("", "De brand gaf 20 gewonden."), ("", "De brand gaf 25 gewonden."))
    found = changed_quantities(quantities(articles), members.head(0), articles)
    assert found.empty and "label" not in found


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda q, s: (q, s.drop(columns="story")), KeyError, "No column story in stories"),
        (lambda q, s: (q.drop(columns="low"), s), KeyError, "No column low in quantities"),
        (lambda q, s: (q, s.assign(article=["a", "z"])), KeyError, "No article 'z' \\(stories\\) among the 2"),
        (lambda q, s: (q, None), TypeError, "stories must be a frame; received NoneType"),
    ],
)
def test_what_is_no_story_or_quantity_is_refused_by_name(change, error, message):
    articles, members = archive(("", "De brand gaf 20 gewonden."), ("", "De brand gaf 25 gewonden."))
    with pytest.raises(error, match=message):
        changed_quantities(*change(quantities(articles), members), articles)


def test_fewer_shared_words_than_none_are_refused():
    articles, members = archive(("", "Niets."), ("", "Niets."))
    with pytest.raises(ValueError, match="shared must be a number of words from 0; received -1"):
        changed_quantities(quantities(articles), members, articles, shared=-1)


def test_the_finding_gives_both_numbers_with_their_articles_and_what_is_not_decided():
    one = ("2017-05-01", "De brand gaf 20 gewonden."), ("2017-05-03", "De brand gaf 25 gewonden.")
    two = ("", "De brand verwoestte 3 huizen."), ("", "De brand verwoestte minstens 5 huizen.")
    articles, members = archive(*one, *two, stories=[1, 1, 2, 2])
    members["label"] = members["story"].map({1: "Brand in haven", 2: "Dorp"})
    found = changed_quantities(quantities(articles), members, articles)
    assert findings.what_numbers_changed(found).splitlines() == [
        "- “Brand in haven”, **gewonde**: “20” in “a”, and later “25” in “b”.",
        "- “Dorp”, **huis**: “3” in “c” · “minstens 5” in “d”; which came first **cannot be decided**.",
    ]
    with in_dutch():
        assert findings.what_numbers_changed(found).splitlines()[0] == (
            "- “Brand in haven”, **gewonde**: “20” in “a”, en later “25” in “b”."
        )


def test_the_finding_counts_the_rest_and_what_only_overlaps():
    found = changed(
        ("2017-05-01", "De brand gaf 20 gewonden. De brand verwoestte 3 huizen. De brand doodde minstens 2 koeien."),
        ("2017-05-02", "De brand gaf 25 gewonden. De brand verwoestte 5 huizen. De brand doodde 4 koeien."),
    )
    assert findings.what_numbers_changed(found).splitlines()[1:] == [
        "- 1 more number differs.",
        "- Of 1 number the intervals overlap without being the same.",
    ]
    assert findings.what_numbers_changed(found.head(0)) == (
        "In no story do two articles give numbers that differ for the same thing."
    )
