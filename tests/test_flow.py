import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import news_flow
from leesbril.dates.order import order
from leesbril.dates.parsing import parse_dates


def published(**articles):
    """Articles by name: the publisher and the date between them."""
    frame = parse_dates(pd.Series({name: date for name, (_, date) in articles.items()}))
    return frame.assign(publisher=[publisher for publisher, _ in articles.values()])


def matches(*pairs):
    return pd.DataFrame(pairs, columns=["article_a", "article_b"])


def cell(flow, earlier, later):
    return flow[(flow["earlier"] == earlier) & (flow["later"] == later)].iloc[0]


def test_the_share_is_that_of_the_later_groups_dated_articles():
    # Of Courant's three, c has no date; d follows a, e has no match: 1 of 2.
    articles = published(
        a=("Bode", "2017-05-01"), c=("Courant", ""), d=("Courant", "2017-05-02"), e=("Courant", "2017-06-01")
    )
    found = cell(news_flow(matches(("d", "a"), ("a", "c")), articles), "Bode", "Courant")
    assert found[["articles", "undated", "matched", "share", "pairs", "undecided"]].tolist() == [2, 1, 1, 0.5, 1, 1]
    # Wilson, 1 of 2: as in the tests of trend.
    assert found[["share_low", "share_high"]].tolist() == pytest.approx([0.0945, 0.9055], abs=1e-4)
    assert found["evidence"] == "described only: 2 articles; 1 pair undecided"


def test_a_match_that_came_after_is_noise_and_no_earlier_match():
    articles = published(a=("Bode", "2017-05-03"), b=("Courant", "2017-05-02"))
    found = news_flow(matches(("a", "b")), articles)
    assert cell(found, "Bode", "Courant")[["matched", "reversed", "noise"]].tolist() == [0, 1, 1.0]
    assert cell(found, "Courant", "Bode")[["matched", "reversed", "noise"]].tolist() == [1, 0, 0.0]


@pytest.mark.parametrize("date", ["2017-05", "2017", "", "2017-05-01"])
def test_a_pair_without_an_order_is_counted_and_never_guessed(date):
    articles = published(a=("Bode", "2017-05-01"), b=("Courant", date))
    found = news_flow(matches(("a", "b")), articles)
    assert found["matched"].sum() == 0
    assert found["undecided"].tolist() == [1, 1]


def test_hours_leave_out_what_lies_farther_apart_and_say_where_that_is_open():
    # From the end of Monday to the start of Wednesday lie 24 hours at least, and 72 at most.
    articles = published(a=("Bode", "2017-05-01"), b=("Courant", "2017-05-03"))
    pair = matches(("a", "b"))
    for hours, expected in ((23, [0, 0]), (24, [1, 1]), (71, [1, 1]), (72, [1, 0]), (None, [1, 0])):
        found = cell(news_flow(pair, articles, hours=hours), "Bode", "Courant")
        assert found[["matched", "lag_open"]].tolist() == expected


def test_the_first_match_is_the_earliest_in_any_other_group():
    articles = published(a=("A", "2017-05-01"), b=("B", "2017-05-02"), c=("C", "2017-05-03"))
    found = news_flow(matches(("a", "c"), ("b", "c")), articles)
    assert cell(found, "A", "C")[["matched", "first", "first_open"]].tolist() == [1, 1, 0]
    assert cell(found, "B", "C")[["matched", "first", "first_open"]].tolist() == [1, 0, 0]


def test_two_matches_of_one_day_may_each_be_the_first():
    articles = published(a=("A", "2017-05-01"), b=("B", "2017-05-01"), c=("C", "2017-05-03"))
    found = news_flow(matches(("a", "c"), ("b", "c")), articles)
    assert found.loc[found["later"] == "C", ["first", "first_open"]].values.tolist() == [[0, 1], [0, 1]]


def test_several_matches_of_one_article_are_one_article_and_a_pair_given_twice_is_one_pair():
    articles = published(a=("A", "2017-05-01"), b=("A", "2017-05-02"), c=("C", "2017-05-03"))
    found = cell(news_flow(matches(("a", "c"), ("c", "a"), ("b", "c"), ("a", "c")), articles), "A", "C")
    assert found[["matched", "first", "pairs"]].tolist() == [1, 1, 2]


def test_pairs_within_a_group_and_articles_without_one_are_left_aside():
    articles = published(a=("A", "2017-05-01"), b=("A", "2017-05-02"), c=(None, "2017-05-03"), d=("D", "2017-05-04"))
    found = news_flow(matches(("a", "b"), ("a", "c")), articles)
    assert found[["matched", "pairs", "undecided"]].sum().tolist() == [0, 0, 0]
    assert found["evidence"].str.endswith("; 1 in no group").all()


def test_a_share_beyond_the_noise_is_said_from_ten_articles_on():
    def followed(n):
        days = pd.date_range("2017-01-01", periods=n, freq="10D").strftime("%Y-%m-%d")
        nights = (pd.to_datetime(days) + pd.Timedelta(1, "D")).strftime("%Y-%m-%d")
        names = {f"a{i}": ("A", day) for i, day in enumerate(days)} | {f"b{i}": ("B", d) for i, d in enumerate(nights)}
        return news_flow(matches(*((f"a{i}", f"b{i}") for i in range(n))), published(**names), hours=48)

    assert cell(followed(9), "A", "B")["evidence"] == "described only: 9 articles"
    # 10 of 10 against 0 of 10: the intervals end at .7225 and .2775.
    assert cell(followed(10), "A", "B")["evidence"] == "earlier matches beyond the noise: 10 articles"
    assert cell(followed(10), "B", "A")["evidence"] == "no more than the noise: 10 articles"


def test_nothing_to_compare_gives_no_rows():
    one = published(a=("A", "2017-05-01"))
    assert news_flow(matches(), one).empty
    assert news_flow(matches(), one.head(0)).empty


def naive(pairs, articles, hours):
    """The same in loops over the pairs, with the house's order."""
    counts = {}
    known = order(articles, pairs.drop_duplicates())
    for row in known.itertuples():
        if row.order == "cannot be decided":
            continue
        early, late = (row.article_a, row.article_b) if row.order == "before" else (row.article_b, row.article_a)
        a, b = articles.loc[early], articles.loc[late]
        if a["publisher"] != b["publisher"] and b["date_start"] - a["date_end"] <= pd.Timedelta(hours, "h"):
            counts.setdefault((a["publisher"], b["publisher"]), set()).add(late)
    return {groups: len(found) for groups, found in counts.items()}


@given(
    st.lists(
        st.sampled_from(["2017-05-01", "2017-05-02", "2017-05-04", "2017-05", "", "2017-05-02T12:00"]),
        min_size=6,
        max_size=6,
    ),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1]), max_size=12),
)
def test_the_arrays_count_what_a_loop_over_the_pairs_counts(dates, numbers):
    articles = published(
        **{name: ("ABC"[i % 3], date) for i, (name, date) in enumerate(zip("uvwxyz", dates, strict=True))}
    )
    pairs = matches(*(("uvwxyz"[a], "uvwxyz"[b]) for a, b in numbers))
    found = news_flow(pairs, articles, hours=30)
    got = {(row.earlier, row.later): row.matched for row in found.itertuples() if row.matched}
    assert got == naive(pairs, articles, 30)
    assert (found["first"] + found["first_open"] <= found["matched"]).all()
    assert (found["matched"] <= found["articles"]).all()
    shares = found.dropna(subset="share")
    assert ((shares["share_low"] <= shares["share"]) & (shares["share"] <= shares["share_high"])).all()


def test_of_more_than_a_hundred_groups_only_those_with_a_pair_are_listed(monkeypatch):
    monkeypatch.setattr("leesbril.groups.flow.MOST_GROUPS", 2)
    articles = published(a=("A", "2017-05-01"), b=("B", "2017-05-02"), c=("C", "2017-05-03"))
    assert news_flow(matches(("a", "b")), articles)[["earlier", "later"]].values.tolist() == [["A", "B"], ["B", "A"]]


def test_what_cannot_be_compared_is_a_clear_error():
    articles = published(a=("A", "2017-05-01"), b=("B", "2017-05-02"))
    with pytest.raises(KeyError, match="No column 'krant'"):
        news_flow(matches(), articles, by="krant")
    with pytest.raises(KeyError, match="No article 'z'"):
        news_flow(matches(("a", "z")), articles)
    with pytest.raises(ValueError, match="received 'a' with itself"):
        news_flow(matches(("a", "a")), articles)
    for hours in (0, -1, np.nan):
        with pytest.raises(ValueError, match="hours must be a number above 0"):
            news_flow(matches(), articles, hours=hours)


@pytest.mark.parametrize("hours", [0, -1, float("nan"), float("inf"), 1e12, "24", True])
def test_hours_that_are_no_span_of_time_are_refused_with_what_was_received(hours):
    articles = published(a=("Bode", "2017-05-01"), b=("Courant", "2017-05-02"))
    with pytest.raises((ValueError, TypeError), match=f"hours must be a number above 0.* received {hours!r}"):
        news_flow(matches(("a", "b")), articles, hours=hours)


def test_an_article_with_itself_is_named_as_it_is_written():
    articles = published(a=("Bode", "2017-05-01"), b=("Courant", "2017-05-02")).set_axis([1, 2])
    with pytest.raises(ValueError, match="received 1 with itself"):
        news_flow(matches((1, 1)), articles)
