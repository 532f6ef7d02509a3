import pandas as pd
import pytest

from leesbril import (
    LoadWarning,
    cosine_histogram,
    document_term_matrix,
    explain_similarity,
    findings,
    load_report,
    order,
    read_articles,
    sentences,
    similarity,
    sklearn_tfidf,
    tfidf,
)
from leesbril.dates.parsing import parse_date
from leesbril.findings._phrasing import Finding


def got(path, **files):
    for name, text in files.items():
        (path / f"{name}.txt").write_text(text)
    articles = read_articles(path)
    return str(findings.what_have_we_got(articles, load_report(path), sentences(articles)))


def test_one_article_is_told_in_the_singular(tmp_path):
    assert got(tmp_path, a="Het leger rukt op.").splitlines() == [
        "- **1 article** of 4 words in all: 1 sentence and 0 headings.",
        "- Every file in the folder was read.",
        "- No article has a date.",
        "- There is one article.",
        "- Check also: near-empty 1×; `load_report` says where.",
    ]


def test_a_name_that_would_turn_the_date_behind_it_round_is_written_out(tmp_path):
    said = got(tmp_path, **{"A \u202e": "date: 2019-03-08 Het leger.", "B": "date: 2019-03-07 De moskee."})
    assert "“A ‹U+202E›” 2019-03-08 (a day)" in said
    table = pd.DataFrame({"term": ["\u202eIS", "een\u00adtwee"]})
    for shown in (repr(findings.first_of(table, 2)), findings.first_of(table, 2)._repr_html_()):
        assert "‹U+202E›IS" in shown
        assert "\u202e" not in shown
        assert "een\u00adtwee" in shown


def test_order_is_not_decided_where_a_date_is_missing(tmp_path):
    with pytest.warns(LoadWarning, match="1 duplicate"):
        said = got(tmp_path, a="date 2017-05 Het leger.", b="Het leger.", c="De moskee.", README="Over deze map")
    assert "1 article has a date: “a” 2017-05 (a month)." in said
    assert "2 articles have none: whether they came before or after the others **cannot be decided**." in said
    assert "1 article has the same text as an earlier one" in said
    assert "1 file in the folder was skipped (“README.txt”: describes the folder, holds no article)." in said


def test_of_many_dates_the_span_is_told(tmp_path):
    dates = ["2017-05-03", "2017-05", "2016", "2017-05-09", "2017-05-27"]
    said = got(tmp_path, **{f"a{i}": f"date: {date} Bericht nummer {i}." for i, date in enumerate(dates)})
    # The year 2016 begins first; May 2017 ends last, on the 31st, after the day of the 27th.
    assert "5 articles have a date, from 2016 to 2017-05; of 1 only the month is known; of 1 only the year" in said


def test_dated_articles_leave_nothing_undecided_unsaid(tmp_path):
    said = got(tmp_path, a="date: 2017 Het leger.", b="date 2017-05-27 De moskee.")
    assert "2 articles have a date: “a” 2017 (a year), “b” 2017-05-27 (a day)." in said
    assert "cannot be decided" not in said
    assert "No article has a date: which came first **cannot be decided**." in got(
        tmp_path, a="Het leger.", b="Moskee."
    )


def test_what_it_is_about_names_terms_and_what_they_were_weighed_against(toy):
    terms = tfidf(document_term_matrix(toy("IS in Mosul", "de het")))
    assert str(findings.what_is_it_about(terms)).splitlines() == [
        "- “a” has the highest weights for **IS** and **mosul**.",
        "",
        "Weighted by how rare words are in the language at large: 1 article cannot tell which words are rare.",
    ]
    corpus = findings.what_is_it_about(tfidf(document_term_matrix(toy("IS", "Mosul")), idf="corpus"))
    assert "which are too few for that" in corpus
    assert "nothing to say" in findings.what_is_it_about(terms.head(0))


def test_of_many_articles_the_number_is_said(toy):
    said = findings.what_is_it_about(tfidf(document_term_matrix(toy(*["moskee"] * 6))))
    assert "- The other 2 articles: in the table." in said


def test_the_recipes_faults_are_said_only_where_they_are(toy, seeds):
    said = findings.what_sklearn_says(sklearn_tfidf(seeds), tfidf(document_term_matrix(seeds)))
    assert "**IS**, among our 12 highest terms, is **missing**" in said
    assert "**000** is among its 12 highest words" in said
    assert "takes **2 values** over 2 articles" in said
    fair = toy("moskee leger", "moskee stad", "moskee leger ramadan")  # idf takes three values: in one, two, three
    said = findings.what_sklearn_says(sklearn_tfidf(fair), tfidf(document_term_matrix(fair)))
    assert said == "None of its known problems occurs in these articles."


def test_how_alike_tells_the_pair_the_best_of_many_or_that_there_is_none(toy):
    two = findings.how_alike(similarity(document_term_matrix(toy("moskee leger", "leger moskee"))))
    assert two == "“a” and “b” have a cosine of **1.00**: they share 2 terms, with 2 and 2 counted terms."
    three = findings.how_alike(similarity(document_term_matrix(toy("moskee", "moskee", "leger"))))
    assert three.startswith("The most similar of 3 pairs: “a” and “b”")
    assert three.endswith("they share 1 term, with 1 and 1 counted terms.")
    assert "**no pair**" in findings.how_alike(similarity(document_term_matrix(toy("moskee"))))
    assert "**no pair**" in findings.how_alike(similarity(document_term_matrix(toy("moskee", "de"))))


def test_what_ties_with_the_first_is_said(toy):
    # a, b and c are the same: three pairs with a cosine of 1, two of them beside the first. Each holds two terms once.
    pairs = similarity(document_term_matrix(toy("moskee leger", "leger moskee", "moskee leger")), idf="none")
    assert findings.how_alike(pairs).startswith(
        "The most similar of 3 pairs (2 other pairs have as high a cosine): “a” and “b” have a cosine of **1.00**"
    )
    assert "(1 other pair has as high a cosine)" in findings.how_alike(pairs.head(2))
    parts = explain_similarity(document_term_matrix(toy("moskee leger", "leger moskee")), "a", "b", idf="none")
    assert "(1 other term adds as much)" in findings.why_alike(parts)


def test_why_alike_says_what_share_the_first_terms_have(toy):
    # a·b: moskee 2 × 2, leger 1 × 2, over √5 √8: 2/3 and 1/3 of 6 / √40 = .95.
    dtm = document_term_matrix(toy("moskee leger moskee", "moskee moskee leger leger"))
    parts = explain_similarity(dtm, "a", "b", idf="none")
    assert findings.why_alike(parts) == (
        "**moskee** makes up 67% of a cosine of 0.95 (2× in the one, 2× in the other); 2 terms are shared in all."
    )
    assert findings.why_alike(parts, top=1).endswith("the first term makes up 67%, the other 1 the rest.")
    assert findings.why_alike(parts.head(0)) == "There is no pair of articles that shares a counted term."


def test_how_high_is_high_gives_the_range_and_its_ends(toy):
    dtm = document_term_matrix(toy("moskee IS", "moskee leger"))
    choices = pd.concat([similarity(dtm, idf=idf) for idf in ("none", "corpus")])
    # none: 1/2. corpus: idf 1 for moskee, ln(3/2) + 1 = 1.405 for the others: 1 / (1 + 1.405²) = .336.
    assert findings.how_high_is_high(choices).startswith(
        "The cosine of the same two articles ranges from **0.34** (idf: corpus (degenerate)) to **0.50** (idf: none)."
    )
    assert "no pair" in findings.how_high_is_high(choices.head(0))


def test_what_is_shared_is_told_for_one_pair_for_many_and_for_none():
    one = pd.DataFrame(
        {"article_a": ["a"], "article_b": ["b"], "passages": [1], "words": [7], "share_a": [0.5], "share_b": [0.25],
         "bits": [80.0]}
    )  # fmt: skip
    told = "**1 passage** of 5 words or more: 7 words, 50% of “a” and 25% of “b”."
    assert findings.what_do_they_share(one) == f"They share {told}"
    two = pd.concat([one.assign(article_a="c", bits=10.0), one])
    assert findings.what_do_they_share(two) == f"Of 2 pairs that share a passage, the first shares {told}"
    assert findings.what_do_they_share(one.head(0)) == "No passage of 5 words or more is in two articles."


def test_what_is_new_counts_sentences_with_and_without_shared_words():
    news = pd.DataFrame({"words": [10, 10, 10, 0], "found": [10, 2, 0, 0], "share": [1.0, 0.2, 0.0, float("nan")]})
    assert findings.what_is_new(news) == (
        "Of 3 sentences, 1 has 50% or more of the words in a shared passage, and **1** has none there."
    )


def test_no_finding_gives_a_reason_that_is_not_the_case(toy):
    many = toy("moskee").reindex(range(40)).assign(text=[f"moskee leger{'r' * n}" for n in range(40)])
    said = findings.what_is_it_about(tfidf(document_term_matrix(many), idf="background"))
    assert said.endswith("Weighted by how rare words are in the language at large.")
    marks = toy("De F-16 stortte neer in de V.S. om 12:00 uur.", "De moskee.")  # cut at marks, but no stop words
    assert "gone" not in findings.what_sklearn_says(sklearn_tfidf(marks), tfidf(document_term_matrix(marks)))
    with pytest.raises(ValueError, match="whole articles"):
        findings.what_is_it_about(tfidf(document_term_matrix(toy("Moskee. Leger."), unit="sentence")))


def test_text_from_outside_stays_text():
    pairs = pd.DataFrame({"article_a": ["<img src=x>"], "article_b": ["a*b_c"], "cosine": [0.5], "shared_terms": [1],
                          "words_a": [1], "words_b": [1]})  # fmt: skip
    said = findings.how_alike(pairs)
    assert "&lt;img src=x&gt;" in said
    assert "a\\*b\\_c" in said


@pytest.mark.parametrize(
    ("dates", "line"),
    [
        (["2017-05", None], "Source: seeds, 2 articles, 2017-05, 1 undated"),
        (["2018", "2017-05-27"], "Source: seeds, 2 articles, 2017-05-27 to 2018"),
        ([None], "Source: seeds, 1 article, undated"),
        (["2017"], "Source: seeds, 1 article, 2017"),
    ],
)
def test_the_source_line_names_folder_number_and_dates(dates, line):
    parsed = [parse_date(date) if date else None for date in dates]
    frame = pd.DataFrame(
        {
            "date_start": [date and date.start for date in parsed],
            "date_precision": [date and date.precision for date in parsed],
        }
    ).astype({"date_start": "datetime64[us]"})
    assert findings.source_line(frame, "../seeds/") == line


def test_a_finding_is_shown_as_markdown():
    finding = Finding("**IS**")
    assert finding._repr_markdown_() == finding == "**IS**"


def test_of_many_pairs_the_spread_says_how_many_are_alike(toy):
    # a and b are the same, c shares nothing: cosines 1, 0 and 0.
    counts = document_term_matrix(toy("moskee leger", "moskee leger", "ramadan"))
    first = similarity(counts, top=1)
    said = findings.how_alike(first, cosine_histogram(counts))
    assert said.startswith("The most similar of 3 pairs: “a” and “b” have a cosine of **1.00**")
    assert said.endswith("Of all pairs 1 has a cosine of 0.50 or more.")
    apart = document_term_matrix(toy("moskee", "leger", "ramadan"))
    assert "Of all pairs none has a cosine" in findings.how_alike(similarity(apart), cosine_histogram(apart))


def test_which_came_first_names_the_earlier_or_says_why_not():
    def dated(*dates):
        known = [parse_date(date) if date else None for date in dates]
        frame = {
            "date_start": [date and date.start for date in known],
            "date_end": [date and date.end for date in known],
        }
        return order(pd.DataFrame(frame, index=list("abc"[: len(dates)])).astype("datetime64[us]"))

    assert findings.which_came_first(dated("2017-06", "2017-05-27")) == "“b” came first."
    undated = findings.which_came_first(dated("2017-06", None))
    assert undated == "Whether “a” or “b” came first **cannot be decided**: “b” has no date."
    # The year spans both days, the days do not span each other: one of three pairs is decided.
    said = findings.which_came_first(dated("2017", "2017-05-27", "2017-05-28"))
    assert said == "Of 3 pairs, the dates decide the order of 1; for 2 it **cannot be decided**."
    assert "no pair" in findings.which_came_first(dated("2017"))
