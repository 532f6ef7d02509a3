"""Which publishers have the same passages, and which of two had them earlier."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril.dates.parsing import parse_dates
from leesbril.frames import SHARED_FAMILIES
from leesbril.passages.shared_families import shared_families


def families(*rows, widespread=False):
    """Appearances (family, publisher, date)."""
    frame = pd.DataFrame(rows, columns=["family", "publisher", "date"]).astype({"publisher": "str"})
    dates = parse_dates(frame["date"].astype("str"))[["date_start", "date_end"]]
    names = [f"n{n}" for n in range(len(frame))]
    return frame.drop(columns="date").assign(article=names, widespread=widespread).join(dates)


def counts(found):
    """Rows of publishers and of families, a earlier, b earlier, undecided, widespread."""
    return found.astype({"publisher_b": object}).fillna("").values.tolist()


def test_each_two_publishers_are_counted_once_a_family():
    found = shared_families(
        families(
            (1, "Bode", "2017-05-01"),
            (1, "Courant", "2017-05-02"),
            (1, "Courant", "2017-05-03"),  # a second article of one publisher is no second family
            (2, "Courant", "2017-05-01"),
            (2, "Bode", "2017-05-02"),
            (2, "Delta", "2017-05-02"),
            (3, "Bode", "2017-05-01"),  # of one publisher alone
            (3, "Bode", "2017-05-02"),
        )
    )
    assert counts(found) == [
        ["Bode", "Courant", 2, 1, 1, 0, 0],
        ["Bode", "Delta", 1, 0, 0, 1, 0],  # of one day
        ["Courant", "Delta", 1, 1, 0, 0, 0],
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("A", "2017-05-01"), ("B", "2017-05")], (0, 0, 1)),  # the month holds the day
        ([("A", "2017-05-01"), ("B", "2017-05-02"), ("B", "")], (0, 0, 1)),  # the undated one may be the first
        ([("A", "2017-05-01"), ("B", "2017-05-02"), ("A", "")], (1, 0, 0)),  # were it earlier still, A would be first
        ([("A", "2017-05-01"), ("A", "2017-05-09"), ("B", "2017-05-05")], (1, 0, 0)),  # the first of each decides
        ([("A", ""), ("B", "2017-05-02")], (0, 0, 1)),
        ([("A", ""), ("B", "")], (0, 0, 1)),
    ],
)
def test_earlier_is_said_only_where_the_dates_decide_it(rows, expected):
    found = shared_families(families(*[(1, *row) for row in rows]))
    assert found[["a_earlier", "b_earlier", "undecided"]].values.tolist() == [list(expected)]
    turned = {"A": "B", "B": "A"}
    other = shared_families(families(*[(1, turned[name], date) for name, date in rows]))
    assert other[["b_earlier", "a_earlier", "undecided"]].values.tolist() == [list(expected)]


def test_templates_are_counted_apart():
    wide = families((1, "A", "2017"), (1, "B", "2018"), widespread=True)
    assert counts(shared_families(wide)) == [["A", "B", 0, 0, 0, 0, 1]]
    half = wide.assign(widespread=[True, False])  # one of the two has it otherwise too
    assert counts(shared_families(half)) == [["A", "B", 1, 1, 0, 0, 0]]


def test_articles_without_a_publisher_are_no_publisher_and_are_told():
    found = shared_families(
        families((1, "A", "2017"), (1, None, "2018"), (1, None, "2019"), (2, None, ""), (2, None, ""))
    )
    assert counts(found) == [["A", "", 1, 0, 0, 1, 0]]


def test_without_dates_nothing_is_decided_and_without_families_there_is_nothing():
    rows = families((1, "A", "2017"), (1, "B", "2018"))
    bare = rows.drop(columns=["date_start", "date_end"])
    assert counts(shared_families(bare)) == [["A", "B", 1, 0, 0, 1, 0]]
    none = shared_families(rows.head(0))
    assert none.empty
    pd.testing.assert_frame_equal(none, SHARED_FAMILIES.typed(none))
    pd.testing.assert_frame_equal(shared_families(rows), SHARED_FAMILIES.typed(shared_families(rows)))


def test_what_is_no_frame_of_families_is_refused():
    with pytest.raises(ValueError, match=r"lacks the columns \['publisher'\].*given the articles"):
        shared_families(families((1, "A", "")).drop(columns="publisher"))
    with pytest.raises(TypeError, match="received list"):
        shared_families([])


appearances = st.lists(
    st.tuples(
        st.integers(1, 4), st.sampled_from(["A", "B", "C", None]), st.sampled_from(["", "2017", "2018", "2018-03"])
    ),
    max_size=14,
)


@given(rows=appearances, seed=st.integers(0, 9))
def test_the_counts_add_up_and_the_order_of_the_rows_does_not_matter(rows, seed):
    given_rows = families(*rows)
    found = shared_families(given_rows)
    assert (found["families"] == found["a_earlier"] + found["b_earlier"] + found["undecided"]).all()
    shuffled = given_rows.iloc[np.random.default_rng(seed).permutation(len(given_rows))]
    pd.testing.assert_frame_equal(found, shared_families(shuffled))
    for row in found.dropna(subset="publisher_b").itertuples():
        of = [
            set(given_rows.loc[given_rows["publisher"] == name, "family"])
            for name in (row.publisher_a, row.publisher_b)
        ]
        assert row.families == len(of[0] & of[1])
