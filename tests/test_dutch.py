"""Every finding is said from the same tables in both languages: the same numbers, and in Dutch no English word."""

import inspect
import re
from functools import cache

import pandas as pd
import pytest
from in_dutch import in_dutch
from test_catalogue import all_said, messages

import leesbril as lb
from leesbril import findings
from leesbril.dates.parsing import parse_dates

TEXTS = [
    "Qaal qoor\nQuik qas. Qaf qem qil qop qud qek qin.",
    "Qoor qek. Qaf qem qil qop qud qek qin. Qis.",
    *["Qoor qum."] * 5,
    *["Qaal qif."] * 5,
]
"""Made of words that are neither English nor Dutch."""
DATES = ["2017-05-03", "2017", *["2017-05-04"] * 4, *["2017-06-04"] * 3, *["2017-07-04"] * 2, ""]


def toy():
    names = [f"q{number}" for number in range(len(TEXTS))]
    dates = parse_dates(pd.Series(DATES, names))
    return dates.assign(text=TEXTS, language="nl", publisher=["Qa"] * 6 + ["Qb"] * 6)


def report(*rows):
    columns = ["source", "status", "problems", "reason", "article", "duplicate_of", "words"]
    return pd.DataFrame(rows, columns=columns).astype({"words": "Int64"})


def tables():
    """Everything that findings take, of the toy; nothing that is given it changes it."""
    return dict(all_tables())


@cache
def all_tables():
    articles = toy()
    tokens, made = lb.tokens(articles), lb.document_term_matrix(articles)
    weights, passages = lb.weigh(made), lb.shared_passages(articles)
    pairs = lb.similarity(weights)
    groups = lb.groups_of(articles)
    first = pairs[(pairs["article_a"] == "q0") & (pairs["article_b"] == "q1")]
    specifications = lb.sensitivity(tokens, "q0", "q1")
    loaded = report(
        ("qa", "read", "near-empty; undated", "holds 3 words", "q0", None, 9),
        ("qb", "read", "duplicate", "the same text as 'q0', but for white space", "q1", "q0", 9),
        ("qc", "skipped", "left aside", "describes the folder, holds no article", None, None, None),
        ("qd", "skipped", "skipped", "a damaged or truncated zip; download or create it again", None, None, None),
    )
    return {
        "articles": articles, "tokens": tokens, "weights": weights, "terms": lb.tfidf(weights), "pairs": pairs,
        "first": first, "spread": lb.cosine_histogram(weights), "passages": passages, "groups": groups,
        "covered": lb.coverage(articles, passages), "lines": lb.sentences(articles), "report": loaded,
        "specifications": specifications, "moved": lb.one_at_a_time(specifications),
        "keyness": lb.keyness(made, groups, a="Qa"), "flow": lb.news_flow(pairs, articles),
        "labels": lb.labels(articles), "claims": claims(),
        "repeated": articles.iloc[[0, 1, 2, 7]].assign(
            publisher="Qa", text=["Qaal qoor\nQop qud", "Qaal qoor", "Qum\nQop qud", "Qif\nQop qud"]
        ),
    }  # fmt: skip


CLAIMS = pd.DataFrame(
    {
        "text": [
            "Qaal is gevlucht.\n\nIn Qent zitten tienduizenden burgers vast. De ramadan is vrijdag begonnen. Qaal zou "
            "zijn gevlucht.",
            "In Qent zitten 300 burgers vast. De ramadan eindigt volgende week, zegt Qoor.",
        ],
        "language": "nl",
        "title": ["Qaal qoor qik", "Quik qoor qas"],
    },
    index=["q0", "q1"],
)
"""Two articles with claims, which stand in quotation marks in a finding."""


def claims():
    """The findings about claims, each with the labels of the two articles."""
    tokens, both = lb.tokens(CLAIMS), pd.DataFrame({"article_a": ["q0"], "article_b": ["q1"]})
    labels = pd.Series(["Qaal qoor qik", "Quik qoor qas"], CLAIMS.index)
    row = {"article": "q0", "heading": "Qaal", "sentence": 2, "firmness": "zou", "written": "Qoor"}
    claimed = lb.claims_side_by_side(tokens, "q0", "q1").assign(subject="Qent", number_a="Q", number_b="Qu")
    dated = pd.DataFrame(
        {"date_start": pd.to_datetime(["2017-06-12", None]), "date_end": pd.to_datetime(["2017-06-26", None])}
        | {"date_origin": ["clue", None], "contradiction": [None, None], "assuming": [None, None]}
        | {"alternatives": ["12–18 June 2017 or 19–25 June 2017", None], "clues": [2, 0]},
        index=CLAIMS.index,
    )
    return {
        "who_is_named_most": lambda: findings.who_is_named_most(
            pd.DataFrame({"name": ["Qent"], "variants": ["Qent · Qe"], "count": [2], "articles": [2]})
        ),
        "what_do_they_claim": lambda: findings.what_do_they_claim(claimed, "q0", "q1", labels=labels),
        "what_numbers_changed": lambda: findings.what_numbers_changed(
            lb.changed_quantities(
                lb.quantities(tokens), pd.DataFrame({"story": 1, "article": ["q0", "q1"]}), tokens
            ).assign(counted="Qent", written_a="Q", written_b="Qu"),
            labels=labels,
        ),
        "which_headings_are_firmer": lambda: findings.which_headings_are_firmer(pd.DataFrame([row]), labels=labels),
        "who_says_so": lambda: findings.who_says_so(lb.sources_relied_on(tokens)),
        "when_by_clues": lambda: findings.when_by_clues(dated, labels=labels),
        "what_order_by_clues": lambda: findings.what_order_by_clues(lb.order_by_clues(tokens, both), labels=labels),
        "why_no_claims": lambda: findings.why_no_claims(lb.tokens(CLAIMS, language="fr")),
    }


def story(*names, reason="text within days", central=1):
    """A story of articles, of which the first one may be the first."""
    places = range(len(names))
    told = {"story": 1, "label": "Qaal", "article": names, "reason": reason}
    return pd.DataFrame(
        told | {"may_be_first": [place == 0 for place in places], "central": [place == central for place in places]}
    )


STABILITY = pd.DataFrame({"story": [1, 2], "label": ["Qa", "Qb"], "least_kept": [0.5, 1], "kept_in_samples": [0.5, 1]})
FAMILIES = pd.DataFrame(
    {"text": ["Qaal qoor", "Qop qud"], "articles": [3, 2], "publishers": [2, 1], "wordings": [2, 1]}
    | {"spread": ["several publishers", "one publisher"]}
)


def reading():
    sample = pd.DataFrame({"score": [0.9, 0.2], "label": ["yes", "no"], "stratum_pairs": [2, 2]})
    return lb.threshold_report(sample.assign(score_from=[0.5, 0.0], score_to=[1.0, 0.5]))


CASES = {
    "what_have_we_got": lambda t: findings.what_have_we_got(t["articles"], t["report"], t["lines"], labels=t["labels"]),
    "what_have_we_got, clean": lambda t: findings.what_have_we_got(
        t["articles"].head(2), t["report"].head(1), t["lines"], labels=t["labels"]
    ),
    "source_line": lambda t: findings.source_line(t["articles"], "q"),
    "in_what_order": lambda t: findings.in_what_order(t["articles"], labels=t["labels"]),
    "in_what_order, two": lambda t: findings.in_what_order(t["articles"].iloc[[0, -1]], labels=t["labels"]),
    "which_came_first": lambda t: findings.which_came_first(lb.order(t["articles"])),
    "which_came_first, two": lambda t: findings.which_came_first(lb.order(t["articles"].head(2)), labels=t["labels"]),
    "what_is_it_about": lambda t: findings.what_is_it_about(t["terms"], labels=t["labels"]),
    "what_is_it_about, two": lambda t: findings.what_is_it_about(
        t["terms"][t["terms"]["article"].isin(["q0", "q1"])], labels=t["labels"]
    ),
    "what_sklearn_says": lambda t: findings.what_sklearn_says(lb.sklearn_tfidf(t["articles"]), t["terms"]),
    "what_sklearn_says, two": lambda t: findings.what_sklearn_says(
        pd.DataFrame({"article": "q", "word": ["00", "000"], "idf": [1.0, 2.0], "rank": 1}),
        pd.DataFrame({"article": "q", "term": ["IS", "DE"], "rank": 1}),
    ),
    "how_alike": lambda t: findings.how_alike(t["pairs"], t["spread"], labels=t["labels"]),
    "how_alike, one": lambda t: findings.how_alike(t["first"], labels=t["labels"]),
    "why_alike": lambda t: findings.why_alike(lb.explain_pairs(t["weights"], t["first"]), top=2, labels=t["labels"]),
    "how_high_is_high": lambda t: findings.how_high_is_high(
        pd.concat([lb.similarity_of(t["weights"].counts, t["first"], idf=idf) for idf in ("none", "corpus")]),
        labels=t["labels"],
    ),
    "how_sure": lambda t: findings.how_sure(t["specifications"], t["moved"], pair=("q0", "q1"), labels=t["labels"]),
    "what_carries_it": lambda t: findings.what_carries_it(
        lb.leave_one_sentence_out(t["tokens"], "q0", "q1"), labels=t["labels"]
    ),
    "what_do_they_share": lambda t: findings.what_do_they_share(
        t["covered"], t["passages"], t["lines"], labels=t["labels"]
    ),
    "what_is_set_apart": lambda t: findings.what_is_set_apart(
        lb.duplicates(t["repeated"], by=None), lb.boilerplate(t["repeated"]), labels=t["labels"]
    ),
    "what_is_set_apart, nothing": lambda t: findings.what_is_set_apart(
        lb.duplicates(t["articles"].head(1)), lb.boilerplate(t["articles"].head(1))
    ),
    "what_is_compared": lambda t: findings.what_is_compared(t["articles"], lb.tokens(t["repeated"].iloc[:3])),
    "what_is_new": lambda t: findings.what_is_new(
        lb.novelty(t["articles"], "q0", "q1"),
        lb.novelty(t["articles"], "q1", "q0"),
        pair=("q0", "q1"),
        orders=lb.order(t["articles"], t["first"]),
        labels=t["labels"],
    ),
    "what_sets_them_apart": lambda t: findings.what_sets_them_apart(t["keyness"], a="Qa", groups=t["groups"]),
    "what_sets_them_apart, tested": lambda t: findings.what_sets_them_apart(
        t["keyness"].assign(p=0.01, significant=True), a="Qa"
    ),
    "what_rises": lambda t: findings.what_rises(lb.trend(t["articles"], ["qum", "qif", "qis"])),
    "who_had_it_earlier": lambda t: findings.who_had_it_earlier(t["flow"]),
    "who_had_it_earlier, clear": lambda t: findings.who_had_it_earlier(t["flow"].assign(beyond_noise=True)),
    "what_the_reading_says": lambda t: findings.what_the_reading_says(reading(), 0.5),
    "why_no_pair": lambda t: findings.why_no_pair(t["pairs"].head(0)),
    "why_no_groups": lambda t: findings.why_no_groups(t["groups"].iloc[[0, 1, 7]]),
    "why_no_trend": lambda t: findings.why_no_trend(lb.periods_of(t["articles"].head(4))),
    "why_no_flow": lambda t: findings.why_no_flow(t["articles"].head(2)),
    "which_stories": lambda t: findings.which_stories(story("q0", "q6"), t["articles"], labels=t["labels"]),
    "which_stories, central": lambda t: findings.which_stories(story("q0", "q6", central=0), t["articles"]),
    "which_stories, undated": lambda t: findings.which_stories(
        story("q0", "q11", reason="text alone, no date"), t["articles"]
    ),
    "which_stories, none": lambda t: findings.which_stories(story(), t["articles"]),
    "how_firm_are_stories": lambda t: findings.how_firm_are_stories(STABILITY),
    "how_firm_are_stories, none": lambda t: findings.how_firm_are_stories(STABILITY.head(0)),
    "which_passages_recur": lambda t: findings.which_passages_recur(FAMILIES),
    "which_passages_recur, none": lambda t: findings.which_passages_recur(FAMILIES.tail(1)),
    "first_of": lambda t: findings.first_of(["q"], 1, "article", of=3).said,
    "who_is_named_most": lambda t: t["claims"]["who_is_named_most"](),
    "what_do_they_claim": lambda t: t["claims"]["what_do_they_claim"](),
    "what_numbers_changed": lambda t: t["claims"]["what_numbers_changed"](),
    "which_headings_are_firmer": lambda t: t["claims"]["which_headings_are_firmer"](),
    "who_says_so": lambda t: t["claims"]["who_says_so"](),
    "when_by_clues": lambda t: t["claims"]["when_by_clues"](),
    "what_order_by_clues": lambda t: t["claims"]["what_order_by_clues"](),
    "why_no_claims": lambda t: t["claims"]["why_no_claims"](),
}


@pytest.fixture(scope="module")
def said():
    """Every case in English and in Dutch."""
    given = tables()
    english = {name: str(case(given)) for name, case in CASES.items()}
    with in_dutch():
        given["labels"] = lb.labels(given["articles"])
        return {name: (english[name], str(case(given))) for name, case in CASES.items()}


def test_every_finding_has_a_case():
    assert {name.split(",")[0] for name in CASES} == set(findings.__all__)


WORD = re.compile(r"[^\W\d_]{2,}(?:[’'][^\W\d_]+)?")
DUTCH = {word.lower() for written in messages("nl").values() for form in written for word in WORD.findall(form)}
MONTHS = {"januari", "februari", "maart", "mei", "juni", "juli"}


@cache
def english_words():
    """The words of the English sentences."""
    return {word.lower() for sentence in all_said() for form in sentence for word in WORD.findall(form)}


def own(text):
    """The words of a finding without those of the toy and what stands in backquotes."""
    words = {word.lower() for word in WORD.findall(re.sub(r"`[^`]*`", "", text))}
    return {word for word in words if not word.startswith("q")} - {"is", "de"}  # also terms above


@pytest.mark.parametrize("name", CASES)
def test_a_dutch_finding_has_no_english_word(said, name):
    english, dutch = said[name]
    assert english
    assert dutch
    assert sorted(own(dutch) - DUTCH - MONTHS) == []
    assert sorted((own(dutch) & (own(english) | english_words())) - DUTCH) == []


@pytest.mark.parametrize("name", CASES)
def test_a_finding_has_the_same_numbers_in_both_languages(said, name):
    def numbers(text):
        # English writes one of some things in words, Dutch of others; marks and dates differ.
        return sorted(re.findall(r"\d+", text))

    english, dutch = said[name]
    assert numbers(english) == numbers(dutch)


@pytest.mark.parametrize("name", CASES)
def test_a_finding_is_five_sentences_at_most(said, name):
    for text in said[name]:
        assert len(re.findall(r"[.?!](?=\s|$)", re.sub(r"“[^”]*”", "", text))) <= 5


def with_labels():
    sentences = [name for name in findings.__all__ if name != "first_of"]  # which has labels in its table
    return [name for name in sentences if "labels" in inspect.signature(getattr(findings, name)).parameters]


@pytest.mark.parametrize("name", with_labels())
def test_an_article_is_named_by_its_label_and_not_by_its_name(said, name):
    texts = [text for case, pair in said.items() if case.split(",")[0] == name for text in pair]
    assert not any(re.search(r"“q\d+”", text) for text in texts)
    assert any(re.search(r"“Q[^”]+ q[^”]+”", text) for text in texts)
