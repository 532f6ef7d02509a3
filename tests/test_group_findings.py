import numpy as np
import pandas as pd
import pytest

from leesbril import document_term_matrix, findings, keyness, news_flow, threshold_report, trend
from leesbril.dates.parsing import parse_dates


def compared(texts_a, texts_b):
    names = [f"{side}{i}" for side, texts in (("a", texts_a), ("b", texts_b)) for i in range(len(texts))]
    dtm = document_term_matrix(pd.DataFrame({"text": [*texts_a, *texts_b]}, index=names))
    return keyness(dtm, pd.Series([name[0] for name in names], index=names), a="a", seed=1)


def test_one_article_a_side_is_described_and_said_to_be_no_test():
    said = findings.what_sets_them_apart(compared(["moskee leger"], ["leger leger"]), a="*Bode*")
    assert said == (
        "Described only: 1 article against 1. The first differences: **leger** (more in the rest: 1× in 1 and 2× in 1 "
        r"article), **moskee** (more in \*Bode\*: 1× in 1 and 0× in 0 articles). Nothing is tested."
    )


def test_a_term_that_one_side_lacks_is_never_said_to_be_more_in_it():
    # Half an occurrence in 3 words is a higher rate than 4 in 120.
    lacking, having = ["stad huis boom"], ["stad huis moskee"] * 4 + ["stad huis boom"] * 36
    for sides in ((lacking, having), (having, lacking)):
        said = findings.what_sets_them_apart(compared(*sides), a="Bode", b="Courant")
        assert f"**moskee** (more in {'Courant' if sides[0] is lacking else 'Bode'}: " in said


def test_terms_that_a_test_bears_out_are_named():
    rest = ["leger stad dorp", "stad dorp vrede", "dorp vrede leger", "vrede leger stad", "leger dorp vrede"] * 2
    said = findings.what_sets_them_apart(compared([f"moskee {text}" for text in rest], rest), a="Bode", b="Courant")
    assert said.startswith("Of 5 terms 5 are in enough articles to test; **1** differs significantly")
    assert "**moskee** (more in Bode: 10× in 10 and 0× in 0 articles)." in said


def test_where_nothing_is_borne_out_no_term_is_named():
    texts = ["leger stad dorp", "stad dorp vrede"] * 6
    said = findings.what_sets_them_apart(compared(texts, texts))
    assert said == "Of 4 terms 4 are in enough articles to test; **none** differs significantly (family-wise p ≤ 0.05)."


def test_no_terms_is_said():
    assert findings.what_sets_them_apart(compared(["leger"], ["leger"]).head(0)) == "There are no terms to compare."


def followed(*rows, terms=("moskee",)):
    dates, texts = zip(*rows, strict=True)
    return findings.what_rises(trend(parse_dates(pd.Series(dates)).assign(text=texts), terms))


def test_the_period_is_named_with_its_counts_and_the_interval_of_a_sample():
    # Wilson: 1 of 1 from 21 %, 0 of 1 up to 79 %.
    assert followed(("2017-05", "moskee"), ("2017-07", "leger"), ("", "moskee")) == (
        "- **moskee** occurs in 1 of 1 article of 2017-05 (if these are a sample: 21% to 100%), and in 0 of 1 article "
        "of the other periods.\n- 1 article is in no period: without a date."
    )


def test_a_period_that_ties_with_the_first_is_counted():
    said = followed(("2017-05", "moskee"), ("2017-06", "moskee"), ("2017-07", "leger"))
    assert "in 1 of 2 articles of the other periods; 1 other period has as high a share." in said


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("2017-05", "moskee")], "- **moskee** occurs in 1 of 1 article of 2017-05, the only period with articles."),
        ([("2017-05", "leger")], "- **moskee** occurs in no article that is in a period."),
        ([("", "moskee")], "- **moskee**: no article is in a period.\n"
                           "- 1 article is in no period: without a date."),
    ],
)  # fmt: skip
def test_where_there_is_nothing_to_compare_that_is_said(rows, expected):
    assert followed(*rows) == expected


def flow(n, *, matched=True):
    """A of n articles, and B that follows each a day later."""
    days = pd.date_range("2017-01-01", periods=n, freq="10D")
    written = [day.strftime("%Y-%m-%d") for day in [*days, *(days + pd.Timedelta(1, "D"))]]
    articles = parse_dates(pd.Series([*written, "2017"])).assign(publisher=["A"] * n + ["B"] * n + ["B"])
    pairs = pd.DataFrame({"article_a": [*range(n), 0], "article_b": [*range(n, 2 * n), 2 * n]})
    return findings.who_had_it_earlier(news_flow(pairs if matched else pairs.head(0), articles, hours=48))


def test_a_flow_beyond_the_noise_is_said_with_its_counts_and_what_cannot_be_decided():
    assert flow(20) == (
        "- Of 21 dated articles of B, **20** (95%) had an earlier match in A; 0 had a later one.\n\n"
        "Of 1 pair the order **cannot be decided**."
    )


def test_few_articles_or_no_matches_are_no_flow():
    lead = "No share of articles with an earlier match in another group exceeds the noise."
    assert flow(3) == f"{lead} Of 1 pair the order **cannot be decided**."
    assert flow(20, matched=False) == "No article has an earlier match in another group."


def test_no_groups_is_said():
    one = parse_dates(pd.Series(["2017"])).assign(publisher="A")
    pairs = pd.DataFrame({"article_a": [], "article_b": []})
    assert findings.who_had_it_earlier(news_flow(pairs, one)).startswith("There are fewer than two groups")


def test_no_flow_is_called_copying():
    assert "cop" not in flow(20)


def test_what_the_reading_says_has_its_intervals_and_counts():
    sample = pd.DataFrame({"score": [0.9, 0.8, 0.2], "label": ["yes", "no", "no"], "stratum_pairs": [2, 2, 1]})
    sample = sample.assign(score_from=[0.5, 0.5, 0.0], score_to=[1.0, 1.0, 0.5])
    said = findings.what_the_reading_says(threshold_report(sample), 0.5)
    assert said == (
        "At a threshold of 0.5: precision **50%** (50% to 50%), recall of the listed pairs **100%** (100% to 100%); "
        "2 pairs read above it "
        "and 1 below."
    )
    unread = threshold_report(sample.assign(label=None))
    assert findings.what_the_reading_says(unread, 0.5).startswith("No pair is labelled yet")
    assert findings.what_the_reading_says(unread, 0.7) == "There is no threshold of 0.7 in the report."
    assert np.isnan(unread["precision"]).all()
