import numpy as np
import pandas as pd
import pytest
from in_dutch import in_dutch

from leesbril import document_term_matrix, findings, keyness, news_flow, threshold_report, trend
from leesbril.dates.parsing import parse_dates


def compared(texts_a, texts_b):
    names = [f"{side}{i}" for side, texts in (("a", texts_a), ("b", texts_b)) for i in range(len(texts))]
    dtm = document_term_matrix(pd.DataFrame({"text": [*texts_a, *texts_b]}, index=names))
    return keyness(dtm, pd.Series([name[0] for name in names], index=names), a="a", seed=1)


def test_one_article_a_side_is_described_and_said_to_be_no_test():
    table, groups = compared(["moskee leger"], ["leger leger"]), pd.Series(["*Bode*", "x", None])
    assert findings.what_sets_them_apart(table, a="*Bode*", groups=groups) == (
        r"Described only, not tested: \*Bode\* has 1 article and the rest has 1 article. More in \*Bode\*: **moskee** "
        "(1× in 1 article, against none). More in the rest: **leger** (2× in 1 article, against 1× in 1)."
    )
    assert findings.what_sets_them_apart(table, a="Bode", b="x", groups=groups).startswith(
        "Described only, not tested: Bode has 0 articles and x has 1 article."
    )
    assert findings.what_sets_them_apart(table).startswith(
        "Described only, not tested: there are too few articles for that. More in a: "
    )
    with in_dutch():
        assert findings.what_sets_them_apart(table, a="Bode", groups=pd.Series(["Bode", "x"])) == (
            "Alleen beschreven, niet getoetst: Bode telt 1 artikel en de rest 1 artikel. Vaker in Bode: **moskee** (1× "
            "in 1 artikel, tegen geen enkele keer). Vaker in de rest: **leger** (2× in 1 artikel, tegen 1× in 1)."
        )


def test_a_term_that_one_side_lacks_is_never_said_to_be_more_in_it():
    # Half an occurrence in 3 words is a higher rate than 4 in 120.
    lacking, having = ["stad huis boom"], ["stad huis moskee"] * 4 + ["stad huis boom"] * 36
    for sides in ((lacking, having), (having, lacking)):
        said = findings.what_sets_them_apart(compared(*sides), a="Bode", b="Courant")
        more = said[said.index(f"More in {'Courant' if sides[0] is lacking else 'Bode'}:") :]
        assert "**moskee** (4× in 4 articles, against none)" in more.split(" More in ")[0]


def test_a_word_that_is_more_frequent_with_a_smaller_count_has_its_rates():
    # leger: 2 of 3 words is 666.7 per 1,000 and 3 of 30 is 100.
    table = compared(["leger leger stad"], ["leger stad dorp vrede stad dorp vrede stad dorp vrede"] * 3)
    assert "**leger** (2× in 1 article, against 3× in 3: 666.7 and 100.0 per 1,000 words)" in (
        findings.what_sets_them_apart(table)
    )


REST = ["leger stad dorp", "stad dorp vrede", "dorp vrede leger", "vrede leger stad", "leger dorp vrede"] * 2


def test_terms_that_a_test_bears_out_are_named():
    table = compared([f"moskee {text}" for text in REST], REST)
    assert findings.what_sets_them_apart(table, a="Bode", b="Courant") == (
        "**One word** of 5 tested differs significantly between Bode and Courant (family-wise p ≤ 0.05). More in Bode: "
        "**moskee** (10× in 10 articles, against none)."
    )
    with in_dutch():
        assert findings.what_sets_them_apart(table.assign(shown="Moskee"), a="Bode") == (
            "**Eén woord** van de 5 getoetste verschilt significant tussen Bode en de rest (p ≤ 0,05, gecorrigeerd "
            "voor het aantal woorden). Vaker in Bode: **Moskee** (10× in 10 artikelen, tegen geen enkele keer)."
        )


def test_of_many_words_that_differ_the_others_are_counted():
    table = compared([f"moskee {text}" for text in REST], REST)
    rare = table.tail(1).assign(p=float("nan"))
    said = findings.what_sets_them_apart(pd.concat([*[table.head(1)] * 6, table.tail(4), rare], ignore_index=True))
    assert said.startswith("**6 words** of 10 tested differ significantly between a and the rest")
    assert said.endswith("One more word is in the table. One word is in too few articles to test.")


def test_where_nothing_is_borne_out_no_term_is_named():
    texts = ["leger stad dorp", "stad dorp vrede"] * 6
    assert findings.what_sets_them_apart(compared(texts, [*texts, "toren"])) == (
        "**None** of the 4 words tested differs significantly between a and the rest (family-wise p ≤ 0.05). One word "
        "is in too few articles to test."
    )


def test_no_terms_is_said():
    assert findings.what_sets_them_apart(compared(["leger"], ["leger"]).head(0)) == "There are no words to compare."


def followed(*rows, terms=("moskee",), tested=None):
    dates, texts = zip(*rows, strict=True)
    table = trend(parse_dates(pd.Series(dates)).assign(text=texts, language="nl"), terms)
    return findings.what_rises(table, tested=tested)


RISING = [
    *[("2017-05-03", "leger")] * 6,
    *[("2017-07-03", "moskee ramadan")] * 4,
    *[("2017-08-03", "moskee")] * 2,
]
"""Half of the twelve articles are of May: moskee occurs in 0 of 6 and then in 6 of 6, leger the reverse."""


def test_what_rises_and_what_falls_are_told_with_the_articles_before_and_since():
    said = followed(*RISING, ("2017", "moskee"), terms=["ramadan", "moskee", "leger", "stad"])
    # Fisher: 6 of 6 and none of 6 have a tail of 1 / 924, so that p is 4 × 2 / 924 = .009. Of 0 and 4 of 6 the tail is
    # 15 / 495, and p would be .06 for this word alone; stad is in none.
    assert said.splitlines() == [
        "- **leger** falls: before 1 July 2017 in 6 of 6 articles (100%), from then on in 0 of 6 (0%).",
        "- **moskee** rises: before 1 July 2017 in 0 of 6 articles (0%), from then on in 6 of 6 (100%).",
        "- No clear rise or fall, with the number of articles before 1 July 2017 (of 6) and from then on (of 6): "
        "**ramadan** (0, 4) and **stad** (0, 0).",
        "- 4 words or names were tested (p ≤ 0.05, corrected for their number).",
        "- One article is in none of the periods: it has no date that lies in one.",
    ]
    with in_dutch():
        assert followed(*RISING, terms=["moskee", "stad"]).splitlines() == [
            "- **moskee** stijgt: vóór 1 juli 2017 in 0 van 6 artikelen (0%), sindsdien in 6 van 6 (100%).",
            "- Geen duidelijke stijging of daling, met het aantal artikelen vóór 1 juli 2017 (van 6) en sindsdien (van "
            "6): **stad** (0, 0).",
            "- 2 woorden of namen zijn getoetst (p ≤ 0,05, gecorrigeerd voor hun aantal).",
        ]


def test_a_word_chosen_from_many_for_its_change_rises_only_if_it_does_among_them_all():
    assert "**moskee** rises" in followed(*RISING, tested=23)  # 23 × 2 / 924 = .0498
    said = followed(*RISING, tested=24)  # 24 × 2 / 924 = .0519
    assert "rises" not in said
    assert said.splitlines()[1] == "- 24 words or names were tested (p ≤ 0.05, corrected for their number)."
    assert followed(*RISING).endswith("\n- One word or name was tested (p ≤ 0.05).")
    with pytest.raises(ValueError, match="received 1"):
        followed(*RISING, terms=["moskee", "leger"], tested=1)


def test_no_rise_is_called_significant():
    assert "significan" not in followed(*RISING)


def test_words_that_hardly_change_are_named_up_to_five_and_then_counted():
    said = followed(*RISING, terms=["een", "twee", "drie", "vier", "vijf", "zes"])
    assert said.splitlines()[0].endswith("and 1 more.")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("2017-05", "moskee")], "1 of 1 article lies in a period."),
        ([("", "moskee")], "none of 1 article lies in a period."),
        ([("2017-05", "moskee")] * 9 + [("2017-06", "moskee")] * 9, "18 of 18 articles lie in 2 periods."),
        (RISING[3:], "9 of 9 articles lie in 3 periods."),
    ],
)
def test_ten_articles_in_three_periods_are_needed(rows, expected):
    assert followed(*rows) == f"There is no trend: it takes 10 articles in 3 periods, and here {expected}"


def test_no_words_to_follow_is_said():
    table = trend(parse_dates(pd.Series(["2017-05"])).assign(text="x", language="nl"), ["x"])
    assert findings.what_rises(table.head(0)) == "There is no trend: there are no words to follow."


def flow(n, *, matched=True):
    """A of n articles, and B that follows each a day later."""
    days = pd.date_range("2017-01-01", periods=n, freq="10D")
    written = [day.strftime("%Y-%m-%d") for day in [*days, *(days + pd.Timedelta(1, "D"))]]
    articles = parse_dates(pd.Series([*written, "2017"])).assign(publisher=["A"] * n + ["B"] * n + ["B"])
    pairs = pd.DataFrame({"article_a": [*range(n), 0], "article_b": [*range(n, 2 * n), 2 * n]})
    return findings.who_had_it_earlier(news_flow(pairs if matched else pairs.head(0), articles, hours=48))


def test_a_flow_beyond_the_noise_is_said_with_its_counts_and_what_cannot_be_decided():
    assert flow(20) == (
        "- Of 21 dated articles of B, **20** (95%) had an earlier match in A; 0 had a later one.\n"
        "- Of one pair the order **cannot be decided**."
    )
    with in_dutch():
        assert flow(20) == (
            "- Bij **20** van 21 gedateerde artikelen van B (95%) stond iets soortgelijks eerder in A; bij 0 later.\n"
            "- Van één paar is de volgorde **niet uit te maken**."
        )


def test_few_articles_or_no_matches_are_no_flow():
    # B has three articles a day after those of A, and one that is dated 2017.
    assert flow(3) == (
        "**No group** was clearly earlier than another: at most, of 4 dated articles of B, 3 (75%) had an earlier "
        "match in A, and 0 a later one. Of one pair the order **cannot be decided**."
    )
    assert flow(20, matched=False) == "No article has an earlier match in another group."


def test_of_many_flows_the_first_three_are_told_and_a_tie_is_counted():
    rows = [("A", "B", 40, 30, 0.75, 1, True, 0)] * 5
    names = ["earlier", "later", "articles", "matched", "share", "reversed", "beyond_noise", "undecided"]
    table = pd.DataFrame(rows, columns=names)
    said = findings.who_had_it_earlier(table)
    assert said.count("**30** (75%)") == 3
    assert said.endswith("- 2 more shares exceed the noise.")
    few = findings.who_had_it_earlier(table.assign(beyond_noise=False).head(2))
    assert few.endswith("30 (75%) had an earlier match in A, and 1 a later one. One other share is as large.")


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
        "At a threshold of 0.50: precision **50%** (50% to 50%) and recall of the listed pairs **100%** (100% to "
        "100%); pairs read: 2 above it and 1 below."
    )
    unread = threshold_report(sample.assign(label=None))
    assert findings.what_the_reading_says(unread, 0.5).startswith("No pair is labelled yet")
    assert findings.what_the_reading_says(unread, 0.7) == "There is no threshold of 0.70 in the report."
    assert np.isnan(unread["precision"]).all()
