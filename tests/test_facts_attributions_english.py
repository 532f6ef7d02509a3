"""Who says so, in English: the order of the words is another than in Dutch."""

import pandas as pd
import pytest

import leesbril as lb
from leesbril.facts.attributions import attributions


def said(text: str) -> list[tuple]:
    """Source, firmness and what is said, of each statement."""
    found = attributions(pd.DataFrame({"text": [text]}), language="en")
    return [
        (None if pd.isna(row.source) else row.source, row.firmness, text[row.scope_start : row.scope_end])
        for row in found.itertuples()
    ]


@pytest.mark.parametrize(
    ("text", "source", "firmness", "scope"),
    [
        # before a clause, with and without that
        ("Police said on Friday that three people died.", "Police", "stated", "three people died"),
        ("The White House said the president will travel.", "The White House", "stated", "the president will travel"),
        ("The minister told Reuters that the plan would fail.", "The minister", "stated", "the plan would fail"),
        ("The group has said that it will go on.", "The group", "stated", "it will go on"),
        # a tag behind the statement: its subject stands before the verb
        ("Three people died, police said.", "police", "stated", "Three people died"),
        ("Three people died, the police said Friday.", "the police", "stated", "Three people died"),
        ("Three people died, a spokesman said on Monday.", "a spokesman", "stated", "Three people died"),
        # a quotation before and behind
        ("“We are all fine,” said John Smith.", "John Smith", "quoted", "“We are all fine,”"),
        ("“We are all fine,” he said.", "he", "quoted", "“We are all fine,”"),
        ("“It was very loud,” Anna Smith told the paper.", "Anna Smith", "quoted", "“It was very loud,”"),
        ('A spokesman said: "The end is near."', "A spokesman", "quoted", '"The end is near."'),
        ('The minister called the plan "madness".', "The minister", "quoted", 'the plan "madness"'),
        # according to
        ("According to the army, the city fell.", "the army", "stated", "the city fell"),
        ("The city fell, according to the army.", "the army", "stated", "The city fell"),
        # something stands between the subject and its verb
        ("Smith, the mayor of Leeds, said the road is closed.", "Smith", "stated", "the road is closed"),
        ("Jones, who runs the shop, said it will close.", "Jones", "stated", "it will close"),
        ("Bakker resigned and said that he was tired.", "Bakker", "stated", "he was tired"),
        # hopes, fears, wishes
        ("The mayor hopes that the bridge will open.", "The mayor", "hope", "the bridge will open"),
        ("Residents fear that the water will rise.", "Residents", "hope", "the water will rise"),
        ("The union demands higher wages.", "The union", "wish", "higher wages"),
        # somebody says so, and not who
        ("Three soldiers were reportedly killed.", None, "unsourced", "Three soldiers were reportedly killed"),
        ("It is believed that the leader fled.", None, "unsourced", "the leader fled"),
    ],
)
def test_a_statement_has_its_source_its_firmness_and_its_place(text, source, firmness, scope):
    assert said(text) == [(source, firmness, scope)]


@pytest.mark.parametrize(
    "text",
    [
        "He said nothing.",
        "The so-called “caliphate” was proclaimed in 2014.",  # a scare quote
        "The report was published on Monday.",  # a noun
        "According to plan, the bridge opened in June.",  # a course, nobody who says something
        "The state of Israel lies there.",
        "The company reported a loss of 3 million euros.",
        "The police did not confirm the number.",
        "She wrote a book about the war.",
        "The firm added 300 jobs.",
        "The hope is that it rains.",
    ],
)
def test_what_only_looks_like_a_statement_is_none(text):
    assert said(text) == []


def test_quantities_times_headings_and_sources_take_english_statements():
    text = "300 fighters left\n\nThe army said that 300 fighters left on Monday."
    articles = pd.DataFrame({"text": [text], "language": "en"}, index=["a"])
    row = lb.quantities(articles).iloc[-1]
    assert (row["source"], row["firmness"], row["time"]) == ("The army", "stated", "Monday")
    assert lb.sources_relied_on(articles)["source"].tolist() == ["army"]
    assert lb.firmer_headings(articles)["heading"].tolist() == ["300 fighters left"]


def test_two_english_articles_are_laid_side_by_side():
    texts = ["Police said that dozens of civilians are trapped in the city.", "In the city 300 civilians are trapped."]
    articles = pd.DataFrame({"text": texts, "language": "en"}, index=["a", "b"])
    row = lb.claims_side_by_side(articles, "a", "b").iloc[0]
    assert (row["relation"], row["number_a"], row["number_b"], row["source_a"]) == (
        "differs",
        "dozens",
        "300",
        "Police",
    )


FUNCTIONS = {
    "names": lambda toy: lb.names(toy),
    "name_groups": lambda toy: lb.name_groups(toy),
    "who_is_named": lambda toy: lb.who_is_named(toy, "a", "b"),
    "quantities": lambda toy: lb.quantities(toy),
    "quantities_side_by_side": lambda toy: lb.quantities_side_by_side(toy, "a", "b"),
    "times": lambda toy: lb.times(toy),
    "date_clues": lambda toy: lb.date_clues(toy),
    "dated_by_clues": lambda toy: lb.dated_by_clues(toy),
    "order_by_clues": lambda toy: lb.order_by_clues(toy, pd.DataFrame({"article_a": ["a"], "article_b": ["b"]})),
    "attributions": lambda toy: lb.attributions(toy),
    "sources_relied_on": lambda toy: lb.sources_relied_on(toy),
    "firmer_headings": lambda toy: lb.firmer_headings(toy),
    "claims_side_by_side": lambda toy: lb.claims_side_by_side(toy, "a", "b"),
    "claims_view": lambda toy: lb.claims_view(toy, "a", "b"),
}


@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_german_and_french_are_refused_by_a_sentence_that_says_which_languages_there_are(name, language):
    toy = pd.DataFrame({"text": ["Gent.", "Paris."], "language": language}, index=["a", "b"])
    with pytest.raises(
        ValueError, match=f"has no rules for '{language}'; it has them for en, nl. Set language= to one of"
    ):
        FUNCTIONS[name](toy)
