import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_dutch import in_dutch

from leesbril import (
    LoadWarning,
    cosine_histogram,
    coverage,
    document_term_matrix,
    explain_similarity,
    findings,
    load_report,
    order,
    read_articles,
    sentences,
    shared_passages,
    similarity,
    sklearn_tfidf,
    tfidf,
)
from leesbril.dates.parsing import parse_date, parse_dates
from leesbril.findings import _folder
from leesbril.findings._phrasing import Finding
from leesbril.reading import _notes


def got(path, **files):
    for name, text in files.items():
        (path / f"{name}.txt").write_text(text)
    articles = read_articles(path)
    return str(findings.what_have_we_got(articles, load_report(path), sentences(articles)))


def test_one_article_is_told_in_the_singular(tmp_path):
    assert got(tmp_path, a="Het leger rukt op.").splitlines() == [
        "- **1 article** of 4 words: 1 sentence.",
        "- Nothing was skipped.",
        "- The article has no date.",
        "- Check also: near-empty (1×); the list of files says where.",
    ]
    assert "- The article is dated 8 March 2019." in got(tmp_path, a="date: 2019-03-08 Het leger.")


def test_a_name_that_would_turn_the_date_behind_it_round_is_written_out(tmp_path):
    said = got(tmp_path, **{"A \u202e": "date: 2019-03-08 Het leger.", "B": "date: 2019-03-07 De moskee."})
    assert "“A ‹U+202E›” (8 March 2019)" in said
    table = pd.DataFrame({"term": ["\u202eIS", "een\u00adtwee"]})
    for shown in (repr(findings.first_of(table, 2)), findings.first_of(table, 2)._repr_html_()):
        assert "‹U+202E›IS" in shown
        assert "\u202e" not in shown
        assert "een\u00adtwee" in shown


def test_what_is_skipped_or_undated_is_said_in_this_order_by_label(tmp_path):
    files = {"a": "date 2017-05 Het leger.", "b": "Het leger.", "c": "De moskee.", "README": "Over deze map"}
    for name, text in files.items():
        (tmp_path / f"{name}.txt").write_text(text)
    with pytest.warns(LoadWarning, match="1 duplicate"):
        articles = read_articles(tmp_path)
    labels = pd.Series(["Leger", "Leger (2)", "Moskee"], index=articles.index)
    said = findings.what_have_we_got(articles, load_report(tmp_path), sentences(articles), labels=labels)
    # Het leger. Het leger. De moskee.: two words and a sentence each.
    assert said.splitlines() == [
        "- **3 articles** of 6 words in all: 3 sentences.",
        "- 1 file was skipped: “README.txt” (describes the folder, holds no article).",
        "- 1 of 3 articles has a date: “Leger” (May 2017); articles without one **cannot be placed in time**.",
        "- Check also: near-empty (3×); the list of files says where.",
    ]
    with in_dutch():
        said = findings.what_have_we_got(articles, load_report(tmp_path), sentences(articles), labels=labels)
    assert said.splitlines() == [
        "- **3 artikelen** van samen 6 woorden: 3 zinnen.",
        "- 1 bestand is overgeslagen: “README.txt” (beschrijft de map, bevat geen artikel).",
        "- 1 van de 3 artikelen heeft een datum: “Leger” (mei 2017); artikelen zonder datum zijn "
        "**niet in de tijd te plaatsen**.",
        "- Kijk ook na: bijna leeg (3×); waar, staat in de lijst van bestanden.",
    ]


def test_a_reason_with_numbers_in_it_is_in_the_report_where_it_cannot_be_translated():
    # What holds an article comes before what describes the folder, and the fifth is counted.
    report = pd.DataFrame(
        {
            "source": ["README.md", "a.zip", "b, row 3", "c.txt", "d.txt"],
            "status": "skipped",
            "problems": ["left aside", *["skipped"] * 4],
            "reason": ["describes the folder, holds no article", "3 files", "empty: no text", "7 bytes", "8 bytes"],
            "words": pd.array([pd.NA] * 5, "Int64"),
        }
    ).assign(article=None, duplicate_of=None)
    none = pd.DataFrame({"date_start": []}), report, pd.DataFrame({"kind": []})
    assert findings.what_have_we_got(*none).splitlines()[1] == (
        "- 5 files or rows were skipped: “a.zip” (3 files), “b, row 3” (empty: no text), “c.txt” (7 bytes), “d.txt” "
        "(8 bytes) and 1 more (why is in the list of files)."
    )
    with in_dutch():
        assert findings.what_have_we_got(*none).splitlines()[1] == (
            "- 5 bestanden of rijen zijn overgeslagen: “a.zip”, “b, row 3” (leeg: geen tekst), “c.txt”, “d.txt” en nog "
            "1 (de reden staat in de lijst van bestanden)."
        )


def test_the_kinds_of_problem_that_are_translated_are_those_of_the_load_report():
    kinds = {value for name, value in vars(_notes).items() if name.isupper() and isinstance(value, str)}
    assert set(_folder.PROBLEMS) == kinds - {"skipped", "left aside", "undated", "duplicate"}


def test_of_many_dates_the_span_is_told(tmp_path):
    dates = ["2017-05-03", "2017-05", "2016", "2017-05-09", "2017-05-27"]
    said = got(tmp_path, **{f"a{i}": f"date: {date} Bericht nummer {i}." for i, date in enumerate(dates)})
    # The year 2016 begins first; May 2017 ends last, on the 31st, after the day of the 27th.
    assert (
        "All 5 articles have a date: 2016 to May 2017 (of 1 only the month is known and of 1 only the year is known)."
    ) in said


def test_dated_articles_leave_nothing_undecided_unsaid(tmp_path):
    said = got(tmp_path, a="date: 2017 Het leger.", b="date 2017-05-27 De moskee.")
    assert "Both articles have a date: “a” (2017) and “b” (27 May 2017)." in said
    assert "Nothing was skipped, and no two articles have the same text." in said
    assert "No article has a date, so which came first **cannot be decided**." in got(
        tmp_path, a="Het leger.", b="Moskee."
    )


def test_what_it_is_about_names_words_and_what_they_were_weighed_against(toy):
    terms = tfidf(document_term_matrix(toy("IS in Mosul", "de het")))
    assert str(findings.what_is_it_about(terms)).splitlines() == [
        "- Words that stand out in “a”: **IS** (1×) and **Mosul** (1×).",
        "",
        "Words are weighted by how rare they are in the language at large: one article cannot tell that.",
    ]
    corpus = findings.what_is_it_about(tfidf(document_term_matrix(toy("IS", "Mosul")), idf="corpus"))
    assert "among these 2 articles, which are too few for that" in corpus
    assert "nothing to say" in findings.what_is_it_about(terms.head(0))


TWO = pd.DataFrame(
    {
        "article": ["1", "1", "1", "1", "2", "2", "2"],
        "term": ["is", "9", "mosul", "leger", "mosul", "is", "stad"],
        "shown": ["IS", "9", "Mosul", None, "Mosul", "IS", "stad"],
        "leads": [True, False, True, True, True, True, True],
        "count": [5, 3, 4, 1200, 7, 8, 2],
        "tfidf": [0.8, 0.4, 0.4, 0.2, 0.8, 0.48, 0.36],  # the squares of each article sum to 1
        "idf_source": "background",
        "rank": [1, 2, 2, 4, 1, 2, 3],
    }
)
LABELS = pd.Series(["Leger rukt op", "Slag om de stad"], index=["1", "2"])


def test_of_two_articles_what_both_are_about_comes_before_what_only_one_is_about():
    # “9” leads nothing; Leger and stad are in one article only.
    assert findings.what_is_it_about(TWO, labels=LABELS).splitlines() == [
        "- Words that stand out in both articles: **IS** (5× and 8×) and **Mosul** (4× and 7×).",
        "- Words that stand out in “Leger rukt op” and are not in the other: **leger** (1,200×).",
        "- Words that stand out in “Slag om de stad” and are not in the other: **stad** (2×).",
        "",
        "Words are weighted by how rare they are in the language at large: 2 articles cannot tell that.",
    ]
    with in_dutch():
        assert findings.what_is_it_about(TWO, labels=LABELS).splitlines() == [
            "- Opvallende woorden in beide artikelen: **IS** (5× en 8×) en **Mosul** (4× en 7×).",
            "- Opvallende woorden die alleen in “Leger rukt op” staan: **leger** (1.200×).",
            "- Opvallende woorden die alleen in “Slag om de stad” staan: **stad** (2×).",
            "",
            "Woorden wegen zwaarder naarmate ze in de taal als geheel zeldzamer zijn; 2 artikelen zijn te weinig om "
            "dat uit af te leiden.",
        ]


def test_of_the_highest_terms_alone_no_word_is_said_to_be_missing_from_the_other_article():
    # leger may well be in the second article, below its two highest.
    highest = TWO.groupby("article").head(2)
    assert findings.what_is_it_about(highest, labels=LABELS).splitlines()[:2] == [
        "- Words that stand out in “Leger rukt op”: **IS** (5×).",
        "- Words that stand out in “Slag om de stad”: **Mosul** (7×) and **IS** (8×).",
    ]


def test_of_many_articles_the_words_of_several_come_first_with_their_number(toy):
    said = findings.what_is_it_about(tfidf(document_term_matrix(toy("moskee", *["moskee leger"] * 5, "stad"))), top=1)
    lines = said.splitlines()
    # With one word an article, moskee leads one, and leger, which is rarer in the language, five of the seven.
    assert lines[0] == "- Words that stand out in several of the 7 articles, with the number of these: **moskee** (6)."
    assert lines[1:4] == [f"- Words that stand out in “{name}”: **moskee** (1×)." for name in "abc"]
    assert lines[4] == ""
    apart = findings.what_is_it_about(tfidf(document_term_matrix(toy("stad", "leger", "moskee", "dorp", "vrede"))))
    assert apart.startswith("- No word stands out in more than one of the 5 articles.")
    twice = findings.what_is_it_about(tfidf(document_term_matrix(toy("stad", "stad", "leger", "leger", "dorp"))), top=1)
    assert twice.splitlines()[0].endswith("with the number of these: **stad** (2) and 1 more.")


def test_the_recipes_faults_are_said_only_where_they_are(toy, seeds):
    said = findings.what_sklearn_says(sklearn_tfidf(seeds), tfidf(document_term_matrix(seeds)))
    assert said.splitlines() == [
        "- **IS**, among our 12 leading words, is **missing**: in lower case it is a stop word.",
        "- **000** is among its 12 leading words: part of a number that was split.",
        "- Its idf takes **two values** over 2 articles: it separates the words that are shared from those that are "
        "not, and no rare word from a common one.",
    ]
    fair = toy("moskee leger", "moskee stad", "moskee leger ramadan")  # idf takes three values: in one, two, three
    said = findings.what_sklearn_says(sklearn_tfidf(fair), tfidf(document_term_matrix(fair)))
    assert said == "None of its known problems occurs in these articles."


def test_how_alike_tells_the_pair_the_best_of_many_or_that_there_is_none(toy):
    two = findings.how_alike(similarity(document_term_matrix(toy("moskee leger", "leger moskee"))))
    assert two.startswith(
        "“a” (2 counted words) and “b” (2 counted words) have a cosine similarity of **1.00**: 2 different words occur "
        "in both. It would be 0"
    )
    three = findings.how_alike(similarity(document_term_matrix(toy("moskee", "moskee", "leger"))))
    assert three == (
        "Of the 3 pairs listed, “a” (1 counted word) and “b” (1 counted word) are the most similar, with a cosine "
        "similarity of **1.00**: 1 word occurs in both."
    )
    assert "**no pair**" in findings.how_alike(similarity(document_term_matrix(toy("moskee"))))
    assert "**no pair**" in findings.how_alike(similarity(document_term_matrix(toy("moskee", "de"))))
    assert findings.how_alike(similarity(document_term_matrix(toy("moskee", "leger")))) == (
        "No two of the articles have a counted word in common, so every cosine is 0."
    )


PAIR = pd.DataFrame(
    {"article_a": ["1"], "article_b": ["2"], "cosine": [0.625], "shared_terms": [50], "words_a": [1169],
     "words_b": [190], "idf_source": ["background"]}
)  # fmt: skip


def test_a_pair_is_named_by_its_labels_in_either_language():
    assert findings.how_alike(PAIR.assign(cosine=0.5), labels=LABELS) == (
        "“Leger rukt op” (1,169 counted words) and “Slag om de stad” (190 counted words) have a cosine similarity of "
        "**0.50**: 50 different words occur in both. It would be 0 if they had no counted word in common, and 1 if "
        "they had the same words in the same proportions."
    )
    with in_dutch():
        assert findings.how_alike(PAIR.assign(cosine=0.5), labels=LABELS) == (
            "“Leger rukt op” (1.169 getelde woorden) en “Slag om de stad” (190 getelde woorden) hebben een gelijkenis "
            "(cosinus) van **0,50**: 50 verschillende woorden staan in beide. Die zou 0 zijn als ze geen geteld woord "
            "gemeen hadden, en 1 bij dezelfde woorden in dezelfde verhoudingen."
        )
    assert "“Slag om de stad” (part 3) (190" in findings.how_alike(PAIR.assign(article_b=[("2", 3)]), labels=LABELS)
    assert "“3” (190" in findings.how_alike(PAIR.assign(article_b="3"), labels=LABELS)  # not among the labels


def test_what_ties_with_the_first_is_said(toy):
    # a, b and c are the same: three pairs with a cosine of 1, two of them beside the first. Each holds two terms once.
    dtm = document_term_matrix(toy("moskee leger", "leger moskee", "moskee leger"))
    pairs, spread = similarity(dtm, idf="none"), cosine_histogram(dtm, idf="none")
    assert findings.how_alike(pairs).endswith("occur in both. 2 other pairs have as high a cosine.")
    assert "both. One other pair has as high a cosine." in findings.how_alike(pairs.head(2))
    assert "At least 1 other pairs" not in findings.how_alike(pairs, spread)
    assert "At least 2 other pairs" in findings.how_alike(pd.concat([PAIR] * 3), spread_of([(0.6, 9, 5)]))
    parts = explain_similarity(document_term_matrix(toy("moskee leger", "leger moskee")), "a", "b", idf="none")
    assert findings.why_alike(parts, top=1).endswith("the other shared word adds 50%. One other word adds as much.")


def spread_of(rows):
    """A histogram of cosines: from, pairs, articles; with the last row, of missing cosines."""
    return pd.DataFrame([*rows, (float("nan"), 0, 0)], columns=["cosine_from", "pairs", "articles"])


def test_of_many_pairs_the_spread_says_how_many_are_alike():
    # Of 1,770 pairs of 60 articles, 14 have a cosine of .5 or more, and 20 articles have such a pair.
    spread = spread_of([(0.6, 4, 6), (0.5, 10, 14), (0.0, 1756, 40)])
    assert findings.how_alike(PAIR, spread, labels=LABELS) == (
        "Of all 1,770 pairs, “Leger rukt op” (1,169 counted words) and “Slag om de stad” (190 counted words) are the "
        "most similar, with a cosine similarity of **0.62**: 50 different words occur in both. In all, **14 pairs** "
        "reach 0.50; 20 of the 60 articles are in one of them. For comparison: half of all pairs have less than 0.50."
    )  # 885 of 1,770 and more are in the last bin, up to 0.5
    one = spread_of([(0.5, 1, 2), (0.0, 2, 1)])
    assert findings.how_alike(PAIR, one).endswith("No other pair reaches 0.50.")
    assert "reach" not in findings.how_alike(PAIR.assign(cosine=0.4), one)  # the best says that itself
    assert "comparison" not in findings.how_alike(PAIR, one)  # of three pairs nothing is usual
    assert "comparison" not in findings.how_alike(PAIR.assign(cosine=0.45), spread)  # the best is in that bin itself
    with in_dutch():
        assert findings.how_alike(PAIR, spread).endswith(
            "In totaal halen **14 paren** 0,50 of meer; 20 van de 60 artikelen zitten in zo’n paar. Ter vergelijking: "
            "de helft van alle paren haalt nog geen 0,50."
        )


def test_why_alike_says_what_share_the_first_words_have(toy):
    # a·b: moskee 2 × 2, leger 1 × 2, over √5 √8: 2/3 and 1/3 of 6 / √40 = .95.
    dtm = document_term_matrix(toy("moskee leger moskee", "moskee moskee leger leger"))
    parts = explain_similarity(dtm, "a", "b", idf="none")
    assert findings.why_alike(parts) == (
        "**moskee** makes up 67% of the cosine of 0.95 (2× in the one, 2× in the other), followed by **leger** (33%)."
    )
    assert findings.why_alike(parts, top=1).endswith("; the other shared word adds 33%.")
    assert findings.why_alike(parts.head(0)) == "There is no pair of articles that shares a counted word."
    named = parts.assign(article_a="1", article_b="2", shown=["Moskee", "leger"])
    with in_dutch():
        assert findings.why_alike(named, labels=LABELS) == (
            "**Moskee** is goed voor 67% van de gelijkenis (cosinus) van 0,95 (2× in “Leger rukt op”, 2× in “Slag om "
            "de stad”), gevolgd door **leger** (33%)."
        )
    alone = explain_similarity(document_term_matrix(toy("moskee stad", "moskee")), "a", "b", idf="none")
    # 1 × 1 over √2 × 1.
    assert findings.why_alike(alone) == (
        "The cosine of 0.71 comes from one shared word, **moskee** (1× in the one, 1× in the other)."
    )


def test_how_high_is_high_gives_the_range_and_its_ends(toy):
    dtm = document_term_matrix(toy("moskee IS", "moskee leger"))
    choices = pd.concat([similarity(dtm, idf=idf) for idf in ("none", "corpus")])
    # none: 1/2. corpus: idf 1 for moskee, ln(3/2) + 1 = 1.405 for the others: 1 / (1 + 1.405²) = .336.
    assert findings.how_high_is_high(choices) == (
        "Weighted in other ways, the cosine of “a” and “b” ranges from **0.34** (by rarity in the folder, which is too "
        "small for it) to **0.50** (by counts alone): compare it only with others that use the same weights."
    )
    assert "no pair" in findings.how_high_is_high(choices.head(0))


def test_a_range_from_a_number_to_itself_is_no_range(toy):
    dtm = document_term_matrix(toy("moskee", "moskee"))
    choices = pd.concat([similarity(dtm, idf=idf) for idf in ("none", "corpus")])
    assert findings.how_high_is_high(choices) == "The cosine of “a” and “b” is 1.00 however words are weighted."


ONE = pd.DataFrame(
    {"article_a": ["1"], "article_b": ["2"], "passages": [1], "words": [7], "share_a": [0.5], "share_b": [0.25],
     "bits": [80.0]}
)  # fmt: skip


def test_what_is_shared_is_told_for_one_pair_for_many_and_for_none():
    told = "**1 passage** of 5 words or more, 7 words in all"
    assert findings.what_do_they_share(ONE) == (
        f"“1” and “2” share {told}: 50% of the first article and 25% of the second."
    )
    two = pd.concat([ONE.assign(article_a="3", bits=10.0), ONE])
    assert findings.what_do_they_share(two, labels=LABELS) == (
        "Of 2 pairs that share a passage, “Leger rukt op” and “Slag om de stad” share most, rare words counting for "
        f"more: {told}, 50% of the first article and 25% of the second."
    )
    assert findings.what_do_they_share(pd.concat([ONE, ONE])).endswith("One other pair shares as much.")
    assert findings.what_do_they_share(ONE.head(0)) == "No passage of 5 words or more is in two articles."


def test_the_longest_passage_is_quoted_with_its_place(toy):
    said = "de slag om Mosul is begonnen"
    pair = toy(
        f"Zaterdag viel de stad. Volgens het leger: {said}. Nu weten wij het.", f"Zie: {said}. Het leger rukt op."
    )
    lines, found = sentences(pair, language="nl"), shared_passages(pair, language="nl")
    told = findings.what_do_they_share(coverage(pair, found, language="nl"), found, lines)
    assert told.endswith(f"It begins in sentence 2 of the first and sentence 1 of the second: “{said}”.")
    # A longer passage, that is of a template, and a shorter one: the first sentence of the longest is quoted.
    more = pd.concat([found, found.assign(words=20, widespread=True), found.assign(words=5)])
    told = findings.what_do_they_share(coverage(pair, found, language="nl"), more, lines)
    assert told.endswith(
        f"The longest, of 6 words, begins in sentence 2 of the first and sentence 1 of the second: “{said}”."
    )
    over = found.assign(end_a=found["end_a"] + 5)
    told = findings.what_do_they_share(coverage(pair, found, language="nl"), over, lines)
    assert told.endswith(f"“{said}. …”.")


NEWS = pd.DataFrame(
    {"sentence": [1, 2, 3, 4], "words": [10, 10, 10, 0], "found": [10, 2, 0, 0], "share": [1.0, 0.2, 0.0, float("nan")]}
)


def test_what_is_new_counts_sentences_with_and_without_shared_words():
    assert findings.what_is_new(NEWS) == (
        "In **1** of 3 sentences of the second article no word is in a passage shared with the first article; in one "
        "(sentence 1) 50% or more of the words are."
    )
    assert findings.what_is_new(NEWS.head(1)).startswith("The one sentence of the second article has 50% or more")
    assert findings.what_is_new(NEWS.tail(2)) == (
        "No word of the second article is in a passage shared with the first article."
    )
    assert findings.what_is_new(NEWS.iloc[1:3]) == (
        "In **1** of 2 sentences of the second article no word is in a passage shared with the first article."
    )


def test_what_is_new_is_asked_in_both_directions_where_the_order_cannot_be_decided():
    back = pd.concat([NEWS, NEWS.head(3).assign(sentence=[5, 6, 7])])
    asked = {"pair": ("1", "2"), "labels": LABELS}
    in_second = (
        "In **1** of 3 sentences of “Slag om de stad” no word is in a passage shared with “Leger rukt op”; in one "
        "(sentence 1) 50% or more of the words are."
    )
    in_first = (
        "In **2** of 6 sentences of “Leger rukt op” no word is in a passage shared with “Slag om de stad”; in 2 "
        "(sentences 1 and 5) 50% or more of the words are."
    )
    assert findings.what_is_new(NEWS, back, **asked) == f"{in_second} {in_first}"

    def orders(a, b, decided):
        return pd.DataFrame({"article_a": [a], "article_b": [b], "order": [decided]})

    open_order = "Which of the two came first **cannot be decided**."
    for decided, said in [
        (orders("1", "2", "before"), in_second),
        (orders("1", "2", "after"), in_first),
        (orders("2", "1", "after"), in_second),
        (orders("3", "1", "after"), f"{in_second} {in_first}"),
        (orders("2", "1", "cannot be decided"), f"{in_second} {in_first} {open_order}"),
    ]:
        assert findings.what_is_new(NEWS, back, orders=decided, **asked) == said
    with in_dutch():
        assert findings.what_is_new(NEWS, back, orders=orders("1", "2", "after"), **asked) == (
            "In **2** van de 6 zinnen van “Leger rukt op” staat geen woord uit een passage die ook in “Slag om de "
            "stad” voorkomt; 2 (zin 1 en 5) bestaan voor 50% of meer uit zo’n passage."
        )


def test_no_finding_gives_a_reason_that_is_not_the_case(toy):
    many = toy("moskee").reindex(range(40)).assign(text=[f"moskee leger{'r' * n}" for n in range(40)])
    said = findings.what_is_it_about(tfidf(document_term_matrix(many), idf="background"))
    assert said.endswith("Words are weighted by how rare they are in the language at large.")
    marks = toy("De F-16 stortte neer in de V.S. om 12:00 uur.", "De moskee.")  # cut at marks, but no stop words
    assert "missing" not in findings.what_sklearn_says(sklearn_tfidf(marks), tfidf(document_term_matrix(marks)))
    with pytest.raises(ValueError, match="whole articles"):
        findings.what_is_it_about(tfidf(document_term_matrix(toy("Moskee. Leger."), unit="sentence")))


def test_text_from_outside_stays_text():
    said = findings.how_alike(PAIR, labels=pd.Series(["<img src=x>", "a*b_c"], index=["1", "2"]))
    assert "&lt;img src=x&gt;" in said
    assert "a\\*b\\_c" in said


@pytest.mark.parametrize(
    ("dates", "line"),
    [
        (["2017-05", None], "Source: seeds, 2 articles, May 2017, 1 undated"),
        (["2018", "2017-05-27"], "Source: seeds, 2 articles, 27 May 2017 to 2018"),
        ([None], "Source: seeds, 1 article, undated"),
        (["2017"], "Source: seeds, 1 article, 2017"),
        (["2017-05-27 13:30"], "Source: seeds, 1 article, 27 May 2017"),
        (["2015-01-01", "2015-01"], "Source: seeds, 2 articles, January 2015"),  # the first lies in the second
        (["2015-01", "2015-01-01"], "Source: seeds, 2 articles, January 2015"),
        (["2015-03-07", "2015"], "Source: seeds, 2 articles, 2015"),
        (["2015-01-01", "2015-01-17"], "Source: seeds, 2 articles, 1 January 2015 to 17 January 2015"),
        # Two begin at one moment and two end at one: the day is known best, in whatever order they stand.
        (["2015-01", "2015-01-01", "2016-03"], "Source: seeds, 3 articles, 1 January 2015 to March 2016"),
        (
            ["2015-01-01", "2016-03-31", "2016-03", "2015-01"],
            "Source: seeds, 4 articles, 1 January 2015 to 31 March 2016",
        ),
    ],
)
def test_the_source_line_names_folder_number_and_dates(dates, line):
    assert findings.source_line(dated(*dates), "../seeds/") == line


def test_the_source_line_is_dutch_in_a_dutch_report():
    with in_dutch():
        assert findings.source_line(dated("2018", "2017-05-27", None), "seeds") == (
            "Bron: seeds, 3 artikelen, 27 mei 2017 tot en met 2018, 1 zonder datum"
        )
        assert findings.source_line(dated("2015-01-01", "2015-01"), "q").endswith(", januari 2015")
        assert findings.source_line(dated("2015-01-01", "2016-03"), "q").endswith(
            "1 januari 2015 tot en met maart 2016"
        )


def test_a_finding_is_shown_as_markdown():
    finding = Finding("**IS**")
    assert finding._repr_markdown_() == finding == "**IS**"


def dated(*dates):
    """Articles named a, b, c … with these dates."""
    known = [parse_date(date) if date else None for date in dates]
    ends = {f"date_{end}": [date and getattr(date, end) for date in known] for end in ("start", "end")}
    frame = pd.DataFrame(ends, index=list("abcdefghij"[: len(dates)])).astype("datetime64[us]")
    return frame.assign(date_precision=[date and date.precision for date in known])


def test_which_came_first_names_the_earlier_or_says_why_not():
    def told(*dates):
        return findings.which_came_first(order(dated(*dates)))

    assert told("2017-06", "2017-05-27") == "“b” came before “a”."
    assert told("2017-05-27", "2017-06") == "“a” came before “b”."
    open_order = "Whether “a” or “b” came first **cannot be decided**:"
    assert told("2017-06", None) == f"{open_order} “b” has no date."
    assert told(None, "2017-06") == f"{open_order} “a” has no date."
    assert told(None, None) == f"{open_order} neither has a date."
    assert told("2017-06", "2017-06") == f"{open_order} their dates overlap."
    # The year spans both days, the days do not span each other: one of three pairs is decided.
    assert told("2017", "2017-05-27", "2017-05-28") == (
        "Of 3 pairs, the dates decide the order of 1; of 2 it **cannot be decided**: the dates overlap in 2."
    )
    assert told("2017-05-27", "2017-05-28", "2017-05-29") == "The dates decide the order of all 3 pairs."
    assert told("2017", "2017", None) == (
        "The order of **none** of 3 pairs can be decided: a date is missing in 2 and the dates overlap in 1."
    )
    assert "no pair" in told("2017")


def test_the_order_of_all_articles_is_told_whatever_their_number():
    def told(*dates):
        return findings.in_what_order(dated(*dates), labels=pd.Series({"a": "Brand"}))

    assert told("2017-06", "2017-05-27") == "“b” (27 May 2017) came before “Brand” (June 2017)."
    assert told("2017-06", None) == "Whether “Brand” or “b” came first **cannot be decided**: “b” has no date."
    assert told("2017", "2017") == "Whether “Brand” or “b” came first **cannot be decided**: their dates overlap."
    assert told("2017-05-02", "2017-05-01", "2017-05-03") == (
        "The earliest of 3 articles is “b” (1 May 2017). The dates decide the order of all 3 pairs."
    )
    # May may begin on the first, before b: a and b may each be first, c may not. Of six pairs, a and b overlap, and
    # three have a date missing.
    assert told("2017-05", "2017-05-01", "2017-06-03", None) == (
        "The earliest of 3 dated articles is one of these 2: “Brand” (May 2017) and “b” (1 May 2017). Of 6 pairs, the "
        "dates decide the order of 2; of 4 it **cannot be decided**: a date is missing in 3 and the dates overlap in 1."
    )
    # Five of six may be the first.
    many = told(*["2017-05"] * 5, "2017-06")
    assert many.startswith("The earliest of 6 articles is one of 5, such as “Brand” (May 2017). Of 15 pairs")
    assert told("2017", "2017", "2017").startswith("The order of **none** of 3 pairs")
    assert "no pair" in told("2017")
    with in_dutch():
        assert told("2017-05", "2017-05-01", "2017-06-03", None) == (
            "Het vroegste van 3 gedateerde artikelen is een van deze 2: “Brand” (mei 2017) en “b” (1 mei 2017). Van 6 "
            "paren bepalen de datums bij 2 de volgorde; bij 4 is die **niet uit te maken**: bij 3 ontbreekt een datum "
            "en bij 1 overlappen de datums elkaar."
        )


@given(st.lists(st.sampled_from(["2017", "2017-05", "2017-05-03", "2017-05-04", "2018", None]), min_size=3, max_size=8))
def test_counting_pairs_in_order_gives_what_listing_them_gives(dates):
    articles = dated(*dates)
    assert findings.in_what_order(articles).endswith(findings.which_came_first(order(articles)))


def doubtful(finding):
    shown = finding._repr_markdown_()
    return shown[1]["doubtful"] if isinstance(shown, tuple) else []


def test_the_lines_that_are_not_sure_are_stored_with_a_finding():
    undated, dated = "De moskee staat er nog.", "date 2017-05-03 Het leger rukt op."
    articles = parse_dates(pd.Series(["2017-05-03", ""], ["a", "b"])).assign(text=[dated, undated], language="nl")
    rows = {"status": "read", "problems": None, "duplicate_of": None, "source": "x", "reason": None, "words": 5}
    report = pd.DataFrame([rows | {"article": "a"}, rows | {"article": "b"}]).astype({"words": "Int64"})
    finding = findings.what_have_we_got(articles, report, sentences(articles))
    # One of two articles has a date; nothing was skipped and nothing stands there twice.
    assert [line for line in finding.splitlines() if line.startswith("- 1 of 2 articles has a date")] == doubtful(
        finding
    )


def test_a_question_without_an_answer_is_doubtful_as_a_whole_and_a_sure_finding_in_nothing():
    none = findings.why_no_flow(pd.DataFrame({"text": ["a"]}))
    assert doubtful(none) == [str(none)]
    assert doubtful(findings.why_no_flow(pd.DataFrame({"publisher": ["A", "B"]}))) == []
    assert doubtful(Finding("**IS**")) == []


def test_only_lines_of_a_finding_are_doubtful_and_visible_as_it_is():
    finding = Finding("- sure\n- a\u202eb", doubtful=["a\u202eb", "", "not there"])
    assert finding.doubtful == ("- a‹U+202E›b",)
