import pandas as pd
import pytest
from in_dutch import in_dutch

import leesbril as lb
from leesbril import findings
from leesbril.findings._clue_words import assumptions_in_words, conditions_in_words, days_in_words, readings_in_words

LABELS = pd.Series({"a": "Stad omsingeld", "b": "*Leger* nadert"})
TEXTS = {"a": "In Gent zitten tienduizenden burgers vast.", "b": "In Gent zitten 300 burgers vast."}


def toy(**texts):
    return pd.DataFrame({"text": texts.values(), "language": "nl"}, index=list(texts))


def claims_of(*rows):
    """Rows of the table of claims, empty but for what is given."""
    columns = lb.claims_side_by_side(toy(a="Niets.", b="Niets."), "a", "b").columns
    empty = dict.fromkeys(columns) | {"assumed_day": False, "firmness_a": "unsourced", "firmness_b": "unsourced"}
    return pd.DataFrame([empty | row for row in rows], columns=columns)


BURGERS = {"subject": "burgers", "relation": "differs", "differs_in": "number", "numbers": "apart"}
BURGERS |= {"number_a": "tienduizenden", "number_b": "300"}


def test_the_words_of_both_articles_are_given_where_their_numbers_lie_apart():
    claims = lb.claims_side_by_side(toy(**TEXTS), "a", "b")
    said = findings.what_do_they_claim(claims, "a", "b", labels=LABELS)
    assert said.splitlines()[0] == (
        r"- **Gent · burgers · vast · zitten**: “tienduizenden” in “Stad omsingeld” · “300” in “\*Leger\* nadert”, "
        "both without a source: no number fits both."
    )


def test_a_source_or_hearsay_on_one_side_is_given_for_each_side():
    row = BURGERS | {"source_b": "het leger", "firmness_b": "zou", "differs_in": "number · firmness"}
    assert findings.what_do_they_claim(claims_of(row), "a", "b") == (
        "- **burgers**: “tienduizenden” in “a” (no source) · “300” in “b” (hearsay, source: “het leger”): no "
        "number fits both and said in another way."
    )
    with in_dutch():
        assert findings.what_do_they_claim(claims_of(row), "a", "b") == (
            "- **burgers**: “tienduizenden” in “a” (geen bron) · “300” in “b” (van horen zeggen, bron: “het leger”): "
            "geen getal past bij beide en op een andere manier gezegd."
        )


def test_a_time_that_differs_is_quoted_and_so_is_the_sentence_where_only_the_firmness_does():
    time = {"subject": "zomer", "relation": "differs", "differs_in": "time", "times": "other edge"}
    time |= {"time_a": "voor het begin", "time_b": "voor het einde"}
    firm = {"subject": "leider", "relation": "differs", "differs_in": "firmness", "text_a": "Hij is\nweg."}
    firm |= {"text_b": "Hij zou weg zijn.", "firmness_b": "zou"}
    assert findings.what_do_they_claim(claims_of(time, firm), "a", "b").splitlines() == [
        "- **zomer**: “voor het begin” in “a” · “voor het einde” in “b”, both without a source: another moment of the "
        "same period.",
        "- **leider**: “Hij is weg.” in “a” (no source) · “Hij zou weg zijn.” in “b” (hearsay, no source): said in "
        "another way.",
    ]


def test_five_subjects_are_named_and_the_others_counted():
    said = findings.what_do_they_claim(claims_of(*[BURGERS] * 7), "a", "b").splitlines()
    assert len(said) == 6
    assert said[-1] == "- They differ on 2 more subjects."


def test_another_object_is_doubtful_and_what_agrees_is_named():
    other = {"subject": "omsingeld", "relation": "other object", "names_a": "Gent", "names_b": "Brugge · Ieper"}
    agree = {"subject": "toren", "relation": "agrees", "times": "same", "assumed_day": True}
    said = findings.what_do_they_claim(claims_of(other, agree), "a", "b")
    assert said.splitlines() == [
        "- No number or time of “a” that can be compared differs from one of “b”.",
        "- Said beside other names, perhaps of another object, and so not compared: **omsingeld**.",
        "- On one subject what can be compared agrees: **toren** (if both are of about one day).",
    ]
    assert said.doubtful == (said.splitlines()[1],)


def test_nothing_that_can_be_compared_is_no_answer():
    claims = claims_of({"subject": "stad", "relation": "same subject"}, {"subject": "x", "relation": "only a"})
    said = findings.what_do_they_claim(claims, "a", "b", labels=LABELS)
    assert said == r"No number, time or source of “Stad omsingeld” can be compared with one of “\*Leger\* nadert”."
    assert said.doubtful == (said,)


@pytest.mark.parametrize("relation", ["differs", "other object", "agrees", "same subject"])
def test_no_finding_speaks_of_a_contradiction(relation):
    claims = claims_of(BURGERS | {"relation": relation, "names_a": "Gent", "names_b": "Brugge"})
    assert "contradict" not in findings.what_do_they_claim(claims, "a", "b")


GROUPS = pd.DataFrame(
    {"name": ["Mosul", "Islamitische Staat"], "variants": ["Mosul", "IS · Islamitische Staat"]}
    | {"count": [3, 2], "articles": [2, 1]}
)


def test_the_names_in_most_articles_are_given_and_how_the_first_is_also_written():
    assert findings.who_is_named_most(GROUPS) == (
        "Named in most articles: **Mosul** (3× in 2 articles) and **Islamitische Staat** (2× in 1 article). "
        "**Islamitische Staat** is also written “IS”."
    )
    assert (
        findings.who_is_named_most(GROUPS.assign(articles=1), top=1) == "Named most often: **Mosul** (3×) and 1 more."
    )
    assert findings.who_is_named_most(GROUPS.head(0)).doubtful == ("No name was found in the articles.",)
    with in_dutch():
        assert findings.who_is_named_most(GROUPS, top=1) == (
            "In de meeste artikelen genoemd: **Mosul** (3× in 2 artikelen) en nog 1."
        )


def test_a_heading_is_quoted_with_the_sentence_that_only_reports_it():
    articles = toy(a="Leider is gevlucht\n\nDe leider zou uit de stad zijn gevlucht.")
    assert findings.which_headings_are_firmer(lb.firmer_headings(articles), labels=LABELS) == (
        "- “Stad omsingeld”: the heading “Leider is gevlucht” is **firmer** than sentence 2, which has it as hearsay: "
        "“De leider zou uit de stad zijn gevlucht.”"
    )
    none = findings.which_headings_are_firmer(lb.firmer_headings(toy(a="Niets.")))
    assert none == "No heading was found that states what its text only reports."
    assert not none.doubtful


SOURCES = pd.DataFrame(
    {"source": ["politie", "leger", "buurman"], "shown": ["de politie", "het leger", "een buurman"]}
    | {"statements": [3, 1, 1], "articles": [2, 1, 1], "zou": [1, 0, 0], "hope": [0, 1, 0], "wish": [2, 0, 0]}
)


def test_sources_are_named_by_their_statements():
    # 3 + 1 + 1 statements; 1 hearsay, 1 hope, 2 wishes.
    assert findings.who_says_so(SOURCES, top=2) == (
        "**5 statements** name a source, most often “de politie” (3× in 2 articles), “het leger” (1× in 1 article) "
        "and 1 more. Of these, 1 is hearsay, 1 is a hope and 2 are wishes."
    )
    assert findings.who_says_so(SOURCES.tail(2).assign(hope=0)) == (
        "**2 statements** name a source, each another one: “het leger” and “een buurman”."
    )
    assert findings.who_says_so(SOURCES.head(0)).doubtful == ("No statement names a source.",)
    with in_dutch():
        assert findings.who_says_so(SOURCES.tail(1)) == "Eén uitspraak noemt een bron: “een buurman”."


def test_statements_that_name_no_source_are_counted_beside_those_that_do():
    # Five statements: two of the police, one of the army, one of *hij*, one that is hearsay without a source.
    articles = toy(
        a="Volgens de politie is hij weg. Hij is weg, zegt de politie. Het leger zegt dat hij komt. "
        "Hij zegt dat hij komt.",
        b="De burgemeester zou zijn gevlucht.",
    )
    every = lb.attributions(articles)
    assert every["source"].fillna("none").tolist() == ["de politie", "de politie", "Het leger", "Hij", "none"]
    said = findings.who_says_so(lb.sources_relied_on(articles), attributions=every)
    assert said.endswith("2 of all 5 statements name no source, or only a pronoun.")
    one = every[every["article"] == "a"]
    assert "One of all 4 statements" in findings.who_says_so(lb.sources_relied_on(articles), attributions=one)
    # Near miss: each statement names one.
    named = every.dropna(subset="source").head(3)
    assert "pronoun" not in findings.who_says_so(lb.sources_relied_on(articles), attributions=named)
    with in_dutch():
        assert findings.who_says_so(lb.sources_relied_on(articles), attributions=every).endswith(
            "2 van alle 5 uitspraken noemen geen bron, of alleen een voornaamwoord."
        )


def test_sources_of_groups_have_a_line_each_the_group_with_most_statements_first():
    grouped = SOURCES.assign(group=["Bode", "*Courant*", "Bode"])
    assert findings.who_says_so(grouped).splitlines() == [
        "- **Bode**: **4 statements** name a source, most often “de politie” (3× in 2 articles) and “een buurman” (1× "
        "in 1 article).",
        r"- **\*Courant\***: One statement names a source: “het leger”.",
    ]


def test_what_clues_leave_of_a_date_is_said_with_readings_and_assumptions():
    dated = pd.DataFrame(
        {"date_start": pd.to_datetime(["2017-06-12", "2014-01-01", None]), "date_origin": ["clue", "clue", None]}
        | {"date_end": pd.to_datetime(["2017-06-26", None, None]), "contradiction": [None, None, None]}
        | {"alternatives": ["12–18 June 2017 or 19–25 June 2017", None, None], "clues": [2, 1, 0]}
        | {"assuming": ["14 June 2017, if woensdag (sentence 1) is the day of publication", None, None]},
        index=["a", "b", "c"],
    )
    assert findings.when_by_clues(dated, labels=LABELS).splitlines() == [
        "- “Stad omsingeld”: **12 June 2017 to 25 June 2017**. Its readings leave 12–18 June 2017 or 19–25 June 2017. "
        "Under an assumption: 14 June 2017, if “woensdag” (sentence 1) is the day of publication.",
        r"- “\*Leger\* nadert”: **1 January 2014 or later**.",
        "- Of 1 article no clue narrows the date.",
    ]
    with in_dutch():
        assert findings.when_by_clues(dated.head(1)) == (
            "- “a”: **12 juni 2017 tot en met 25 juni 2017**. De lezingen van de aanwijzingen laten 12–18 juni 2017 "
            "of 19–25 juni 2017 over. Onder een aanname: 14 juni 2017, als “woensdag” (zin 1) de dag van verschijnen "
            "is."
        )
    nothing = findings.when_by_clues(dated.tail(1))
    assert nothing.doubtful == ("No words of the articles narrow the day on which they were published.",)


def test_clues_that_cannot_all_be_true_are_doubtful():
    dated = lb.dated_by_clues(toy(a="In 2014 begon het.")).assign(contradiction="in 2014 (up to 3 May 2013)")
    said = findings.when_by_clues(dated)
    assert said == "- “a”: its clues **cannot all be true**: “in 2014 (up to 3 May 2013)”."
    assert said.doubtful == (said,)


def test_an_order_by_clues_is_said_with_what_it_assumes():
    articles = toy(a="De ramadan is vrijdag begonnen.", b="De ramadan eindigt volgende week.")
    order = lb.order_by_clues(articles, pd.DataFrame({"article_a": ["b"], "article_b": ["a"]}))
    assert findings.what_order_by_clues(order, labels=LABELS) == (
        r"By their clues, “Stad omsingeld” came **before** “\*Leger\* nadert”, by 9 days or more; their dates alone "
        "do not decide it. This assumes that both speak of one and the same Ramadan, whatever the year."
    )
    with in_dutch():
        assert findings.what_order_by_clues(order) == (
            "Volgens de aanwijzingen was “a” minstens 9 dagen **eerder** dan “b”; de datums alleen maken het niet uit. "
            "Dit veronderstelt dat beide het over een en hetzelfde feest hebben (ramadan), in welk jaar ook."
        )


def test_an_order_with_a_date_and_without_any_has_a_sentence_for_each():
    gap = "that both speak of one and the same Ramadan, whatever the year: then at least 9 days"
    event = "that it tells the event brand of 3 May 2017: the article is not earlier"
    made = {"article_a": ["a"], "article_b": ["b"], "order": ["before, by clues"], "days": [12], "clues": ["x"]}
    order = pd.DataFrame(made | {"assumptions": [f"{event} · {gap}"]})
    assert findings.what_order_by_clues(order) == (
        "By their clues, “a” came **before** “b”; their dates alone do not decide it. With a known date, by 12 days or "
        "more; this assumes that it tells the event “brand” of 3 May 2017: the article is not earlier. Without any "
        "date, by 9 days or more; this assumes that both speak of one and the same Ramadan, whatever the year."
    )
    with in_dutch():
        assert findings.what_order_by_clues(order) == (
            "Volgens de aanwijzingen was “a” **eerder** dan “b”; de datums alleen maken het niet uit. Met een bekende "
            "datum minstens 12 dagen; dit veronderstelt dat het gaat om de gebeurtenis “brand” van 3 mei 2017: het "
            "artikel is niet eerder. Zonder datum minstens 9 dagen; dit veronderstelt dat beide het over een en "
            "hetzelfde feest hebben (ramadan), in welk jaar ook."
        )
    free = findings.what_order_by_clues(order.assign(assumptions=gap))
    assert " With a known date, by 12 days or more. Without any date, by 9 days or more; this assumes" in free
    # Where both come to nine days there is one number, and one where no feast decides it.
    one = findings.what_order_by_clues(order.assign(days=9))
    assert "by 9 days or more; their dates alone" in one and one.count("9 days") == 1
    assert findings.what_order_by_clues(order.assign(assumptions=event)) == (
        "By their clues, “a” came **before** “b”, by 12 days or more; their dates alone do not decide it. This assumes "
        "that it tells the event “brand” of 3 May 2017: the article is not earlier."
    )


def test_an_order_that_clues_do_not_decide_is_doubtful():
    order = lb.order_by_clues(toy(a="Een.", b="Twee."), pd.DataFrame({"article_a": ["a"], "article_b": ["b"]}))
    said = findings.what_order_by_clues(order)
    assert said == "Whether “a” or “b” came first **cannot be decided**, not by their clues either."
    assert said.doubtful == (said,)
    against = findings.what_order_by_clues(order.assign(clues="clues contradict each other"))
    assert against == "Whether “a” or “b” came first **cannot be decided**: their clues contradict each other."
    by_dates = findings.what_order_by_clues(order.assign(order="after"))
    assert by_dates == "“b” came before “a”."
    assert findings.what_order_by_clues(order.head(0)).doubtful


def test_articles_in_a_language_without_rules_have_one_sentence():
    said = findings.why_no_claims(lb.tokens(pd.DataFrame({"text": ["Le maire parle."]}), language="fr"))
    assert said == (
        "What these articles claim cannot be read: names, numbers, times and sources have rules for `en` and `nl`, "
        "and the language of the articles is `fr`."
    )
    assert said.doubtful == (said,)
    assert not findings.why_no_claims(lb.tokens(toy(a="Niets."), language="nl"))


@pytest.mark.parametrize(
    ("written", "dutch"),
    [
        ("26–31 May 2017", "26–31 mei 2017"),
        ("from 1 March 2014", "vanaf 1 maart 2014"),
        ("up to 3 October 2014", "tot en met 3 oktober 2014"),
        ("any day", "elke dag"),
    ],
)
def test_days_are_said_in_the_language_of_the_report(written, dutch):
    assert days_in_words(written) == written
    with in_dutch():
        assert days_in_words(written) == dutch


def test_articles_in_an_assumption_go_by_their_labels():
    text = "that it is the Ramadan of article a (sentence 20: vrijdag)"
    assert assumptions_in_words(text, LABELS) == (
        "that it is the Ramadan of article “Stad omsingeld” (sentence 20: “vrijdag”)"
    )
    with in_dutch():
        assert assumptions_in_words(text, None) == "dat het hetzelfde feest is (ramadan) als in “a” (zin 20: “vrijdag”)"


def test_words_of_a_table_that_are_not_known_stay_as_they_are_and_safe():
    assert assumptions_in_words("that *x* holds", None) == r"that \*x\* holds"
    assert conditions_in_words("if <b>") == "if &lt;b&gt;"
    assert readings_in_words("7 readings, the first 12–18 June 2017") == ("7 readings, the first 12–18 June 2017", "")
