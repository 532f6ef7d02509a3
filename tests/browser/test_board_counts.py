# ruff: noqa: E501
"""What the board counts in the browser is what Python counts: with all articles, and with those that a filter leaves."""

import base64
import random
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import leesbril as lb
from leesbril.board._payload import payload
from leesbril.dates.parsing import parse_dates
from leesbril.dates.periods import PERIODS
from leesbril.groups._statistics import log_dice, log_likelihood, wilson_interval

from .conftest import board_script

MODULES = ("data", "statistics", "counts", "keyness", "similarity", "phrases")
OPEN = "async (bytes) => { board = await openPayload(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))); }"
DATES = ["2017-05-03", "2017-05-20", "2017-05", "2017-08-01", "2017", "", "2017-06-30", "2018-01-02T10:00"]
PUBLISHERS = ["De Bode", "De Bode", "De Courant", "De Bode", None]
LINE = "Lees meer over de oude haven in onze app."
WORDS = [
    "de",
    "de",
    "de",
    "het",
    "een",
    "van",
    "in",
    "en",
    "haven",
    "schip",
    "schepen",
    "kade",
    "sluis",
    "zand",
    "Sluis",
    "stad",
    "oude",
    "Oude",
    "brug",
    "IS",
    "NAVO",
    "storm",
    "wind",
    "wacht",
    "vaart",
    "ligt",
    "Schip",
    "al-Nuri-moskee",
    "havens",
    "minister",
    "zegt",
    "2017",
    "12",
]
FRENCH = ["L'armée d'Irak avance. L'armée n'a pas d'armes.", "Qu'est-ce que l'armée dit? L'Irak attend l'armée."]


# Folders of articles


def toy() -> pd.DataFrame:
    """Articles of random sentences, some with a date; De Bode has a line under nearly all of its own."""
    chance = random.Random(4)
    texts, dates, publishers = [], [], []
    for number in range(45):
        sentences = [" ".join(chance.choices(WORDS, k=chance.randint(2, 15))) for _ in range(chance.randint(1, 9))]
        text = "Oude haven\n" + ". ".join(sentence[0].upper() + sentence[1:] for sentence in sentences) + "."
        publishers.append(PUBLISHERS[number % len(PUBLISHERS)])
        texts.append(f"{text}\n{LINE}" if publishers[-1] == "De Bode" and number % 9 else text)
        dates.append(DATES[number % len(DATES)])
    texts[7], texts[12] = "", "De het een van."
    names = [f"a{number}" for number in range(len(texts))]
    articles = parse_dates(pd.Series(dates, names))
    return articles.assign(text=texts, publisher=publishers, language="nl")


def french() -> pd.DataFrame:
    texts = [f"{text} {' '.join(FRENCH[:number])}" for number, text in enumerate(FRENCH * 3)]
    return pd.DataFrame({"text": texts, "language": "fr"}, index=[f"f{number}" for number in range(len(texts))])


FOLDERS = {"toy": toy, "french": french, "seeds": lambda: lb.read_articles(Path(__file__).parents[2] / "seeds")}
QUERIES = {
    "toy": ["haven", "de", "oude haven", "sch*", 'kade OR "oude kade" OR kade*', "IS", "nergens"],
    "french": ["armée", "l'armée", "est-ce"],
    "seeds": ["de", "IS", "moskee*", "Mosul"],
}


@cache
def tokens_of(name: str) -> Any:
    return lb.tokens(FOLDERS[name]())


def selections(number: int) -> list[np.ndarray]:
    """The rows of all articles, of some, of one, and of none with a date in the first months."""
    rows = np.arange(number)
    return [rows, rows[rows % 3 != 1], rows[-1:]]


# The page


@pytest.fixture(scope="module")
def page(browser):
    """A page with the modules that count, and no other."""
    script = board_script(*MODULES)
    opened = browser.new_page()
    opened.add_script_tag(content=f"{script}\nlet board = null;")
    yield opened
    opened.close()


@pytest.fixture(params=FOLDERS)
def folder(page, request):
    """The tokens of a folder whose payload the page has opened, and its queries."""
    tokens = tokens_of(request.param)
    page.evaluate(OPEN, base64.b64encode(payload(tokens, {})).decode())
    return tokens, QUERIES[request.param]


@pytest.fixture
def toy_board(page):
    page.evaluate(OPEN, base64.b64encode(payload(tokens_of("toy"), {})).decode())
    return tokens_of("toy")


def asked(page: Any, call: str, **values: Any) -> Any:
    """What a call in the page gives; arrays of numbers in `hits` and masks become typed arrays."""
    values = {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in values.items()}
    names = ", ".join(values)
    ready = "".join(f"{name} = Uint8Array.from({name}); " for name in values if name in ("shown", "a", "b"))
    if "hits" in values:
        ready += "for (const name in hits) hits[name] = Uint32Array.from(hits[name]); "
    return page.evaluate(f"({{{names}}}) => {{ {ready} return {call}; }}", values)


def mask(number: int, rows: np.ndarray) -> np.ndarray:
    return np.isin(np.arange(number), rows).astype(int)


def hits(found: Any) -> dict[str, list[int]]:
    """The occurrences of a search as the board has them."""
    first, last, first_reading, last_reading = (column.tolist() for column in found.occurrences)
    rows = found.tokens.rows_of(found.occurrences.first).tolist()
    return {"first": first, "last": last, "firstReading": first_reading, "lastReading": last_reading, "rows": rows}


def assert_same(rows: list[dict[str, Any]], frame: pd.DataFrame, *columns: str) -> None:
    """The same rows in the same order: numbers to nine digits, what is missing in the one is in the other."""
    assert len(rows) == len(frame)
    for column in columns or frame.columns:
        here = [row[column] for row in rows]
        if pd.api.types.is_numeric_dtype(frame[column]):
            there = frame[column].astype(float).tolist()
            here = [float("nan") if value is None else value for value in here]
            assert here == pytest.approx(there, rel=1e-9, abs=1e-9, nan_ok=True), column
        else:
            assert here == frame[column].astype(object).where(frame[column].notna(), None).tolist(), column


# Statistics


def test_the_measures_are_those_of_python(page):
    counts = [(0, 5), (1, 9), (7, 7), (81, 263), (3, 10_000), (0, 0)]
    found = page.evaluate("(counts) => counts.map(([k, n]) => wilsonInterval(k, n))", counts)
    low, high = wilson_interval(*np.transpose(counts))
    ends = np.array(found, dtype=float)
    np.testing.assert_allclose(ends.T, [low, high], rtol=1e-12, atol=1e-15)
    cells = [(110, 2552, 221, 31_777), (0, 12, 40, 900), (5, 10, 20, 40), (7, 7, 7, 7), (3, 3, 90, 5_000_000)]
    g2 = page.evaluate("(cells) => cells.map((cell) => logLikelihood(...cell))", cells)
    assert g2 == pytest.approx(log_likelihood(*np.transpose(cells)).tolist(), rel=1e-9, abs=1e-6)
    assert g2[0] == pytest.approx(270.72, abs=0.005)
    dice = page.evaluate("(cells) => cells.map(([joint, first, second]) => logDice(joint, first, second))", cells[2:])
    assert dice == pytest.approx(log_dice(*np.transpose(cells[2:])[:3]).tolist())


# Hits


def test_per_article_equals_search(page, folder):
    tokens, queries = folder
    for query in queries:
        found = lb.search(tokens, query)
        for rows in selections(len(tokens)):
            told = asked(page, "perArticle(board, hits, shown)", hits=hits(found), shown=mask(len(tokens), rows))
            here = lb.search(tokens.take(rows), query).per_article()
            assert_same(told, here, "article", "count", "words", "rate")
            assert [row["row"] for row in told] == tokens.names.get_indexer(here["article"]).tolist()


@pytest.mark.parametrize("every", PERIODS)
def test_the_trend_equals_that_of_python(page, toy_board, every):
    columns = "period", "articles", "words", "count", "rate", "articles_with", "share", "share_low", "share_high"
    for query in QUERIES["toy"]:
        found = lb.search(toy_board, query)
        for rows in selections(len(toy_board)):
            shown = mask(len(toy_board), rows)
            told = asked(page, f"trendOf(board, hits, shown, '{every}')", hits=hits(found), shown=shown)
            here = lb.search(toy_board.take(rows), query).trend(every=every)
            assert_same(told, here, *columns, "evidence")


def test_articles_without_a_period_are_counted_with_the_reason(page, toy_board):
    found = lb.search(toy_board, "haven")
    shown = np.ones(len(toy_board), int)
    told = asked(page, "trendOf(board, hits, shown, 'month')", hits=hits(found), shown=shown)
    without = [row for row in told if row["period"] is None]
    assert [row["evidence"] for row in without] == [
        "in no period: date longer than a month",
        "in no period: without a date",
    ]
    assert [(row["rate"], row["share"], row["share_low"]) for row in without] == [(None, None, None)] * 2
    assert sum(row["articles"] for row in told) == len(toy_board)
    nothing = asked(page, "trendOf(board, hits, shown, 'month')", hits=hits(found), shown=shown * 0)
    assert nothing == []


def test_groups_equal_those_of_python(page, toy_board):
    for query in QUERIES["toy"]:
        found = lb.search(toy_board, query)
        for rows in selections(len(toy_board)):
            told = asked(
                page,
                "perGroup(board, hits, shown, board.columns.publisher)",
                hits=hits(found),
                shown=mask(len(toy_board), rows),
            )
            assert_same(told, lb.search(toy_board.take(rows), query).per_group("publisher"))


def test_a_hit_in_a_repeated_line_counts_in_its_article_and_not_in_time(page, toy_board):
    assert toy_board.is_boilerplate.any()
    found = lb.search(toy_board, "app")
    assert len(found) > 10
    shown = np.ones(len(toy_board), int)
    assert len(asked(page, "perArticle(board, hits, shown)", hits=hits(found), shown=shown)) == len(found)
    trend = asked(page, "trendOf(board, hits, shown, 'year')", hits=hits(found), shown=shown)
    assert sum(row["count"] for row in trend) == 0


# Collocates


@pytest.mark.parametrize("normalise", ["surface", "lemma"])
def test_collocates_equal_those_of_python(page, folder, normalise):
    tokens, queries = folder
    columns = "term", "count", "articles", "frequency", "expected", "g2", "log_dice", "evidence"
    for query in queries:
        found = lb.search(tokens, query, normalise=normalise)
        for rows in selections(len(tokens)):
            here = lb.search(tokens.take(rows), query, normalise=normalise)
            for window in (1, 5):
                call = f"collocatesOf(board, hits, shown, '{normalise}', {window})"
                told = asked(page, call, hits=hits(found), shown=mask(len(tokens), rows))
                assert_same(told, here.collocates(window=window), *columns)


def test_a_collocate_is_shown_as_all_articles_mostly_write_it(page, folder):
    tokens, queries = folder
    usual = tokens.vocabulary().set_index("term")["shown"]
    shown = np.ones(len(tokens), int)
    told = asked(
        page, "collocatesOf(board, hits, shown, 'surface')", hits=hits(lb.search(tokens, queries[0])), shown=shown
    )
    assert told
    assert [row["shown"] for row in told] == usual[[row["term"] for row in told]].tolist()


# Keyness


def sides(number: int, one: np.ndarray, other: np.ndarray) -> pd.Series:
    labels = pd.Series(None, index=range(number), dtype=object)
    labels.iloc[one], labels.iloc[other] = "a", "b"
    return labels


def test_phrases_equal_those_of_python(page, folder):
    tokens, _ = folder
    for rows in selections(len(tokens)):
        told = asked(page, "phrasesOf(board, shown)", shown=mask(len(tokens), rows))
        expected = lb.phrases(tokens.take(rows))
        names = ["term", "words", "count", "inside", "articles"]
        assert [[one[name] for name in names] for one in told] == expected[names].values.tolist()
        assert [one["g2"] for one in told] == pytest.approx(expected["g2"].tolist())
        assert [one["shown"].lower() for one in told] == expected["shown"].str.lower().tolist()


def test_keyness_describes_as_python_does(page, folder):
    tokens, _ = folder
    rows = np.arange(len(tokens))
    made = lb.document_term_matrix(tokens)
    divisions = [(rows[rows % 2 == 0], rows[rows % 2 == 1]), (rows[:1], rows[1:])]
    if len(rows) > 30:
        divisions += [(rows[13:20], rows[20:30]), (rows[rows < 30], rows[rows >= 30])]
    columns = "term", "count_a", "count_b", "articles_a", "articles_b", "rate_a", "rate_b", "log_ratio", "g2"
    for one, other in divisions:
        groups = sides(len(tokens), one, other).set_axis(tokens.names)
        found = lb.keyness(made, groups, a="a", b="b", permutations=1)
        found = found.assign(by=-found["g2"].round(9)).sort_values(["by", "term"])
        told = asked(page, "keynessOf(board, a, b)", a=mask(len(rows), one), b=mask(len(rows), other))
        assert_same(told, found, *columns)
        if min(len(one), len(other)) < 10:  # from ten on Python tests
            assert_same(told, found, "evidence")


def test_keyness_from_ten_articles_says_where_the_test_is(page, toy_board):
    rows = np.arange(len(toy_board))
    told = asked(page, "keynessOf(board, a, b)", a=(rows < 20).astype(int), b=(rows >= 20).astype(int))
    said = "effect size, no test here: 18 articles against 25; lb.keyness tests it over articles"
    assert {row["evidence"].partition("; 2")[0].partition("; more")[0] for row in told} == {said}
    assert all(row["evidence"].endswith("; 2 articles without a label or without words left out") for row in told)


def test_keyness_refuses_an_article_in_both_sets_and_is_empty_where_a_set_has_no_words(page, toy_board):
    one = np.ones(len(toy_board), int)
    with pytest.raises(Exception, match="An article is in both sets"):
        asked(page, "keynessOf(board, a, b)", a=one, b=one)
    assert asked(page, "keynessOf(board, a, b)", a=one * 0, b=one) == []


# Cosines


def test_cosines_and_their_parts_equal_those_of_python(page, folder):
    tokens, _ = folder
    weights = lb.weigh(lb.document_term_matrix(tokens))
    names, chance = tokens.names, random.Random(2)
    for _ in range(12):
        a, b = sorted(chance.sample(range(len(names)), 2))
        told = page.evaluate(f"() => (parts => [parts && cosineOf(parts), parts])(explainCosine(board, {a}, {b}))")
        pair = pd.DataFrame({"article_a": [names[a]], "article_b": [names[b]]})
        cosine = lb.similarity_of(weights, pair)["cosine"].item()
        if np.isnan(cosine):
            assert told == [None, None]
            continue
        assert told[0] == pytest.approx(cosine, rel=1e-9)
        assert_same(told[1], lb.explain_similarity(weights, names[a], names[b]).drop(columns="shown"))


def test_an_article_without_counted_words_has_no_cosine(page, toy_board):
    assert page.evaluate("() => [explainCosine(board, 7, 3), explainCosine(board, 3, 12)]") == [None, None]
    assert page.evaluate("() => cosineOf(explainCosine(board, 3, 3))") == pytest.approx(1)


def test_clusters_are_connected_components_the_largest_first(page, toy_board):
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    chance, size = np.random.default_rng(3), len(toy_board)
    pairs = chance.integers(0, size, (25, 2))
    _, labels = connected_components(coo_array((np.ones(len(pairs)), pairs.T), shape=(size, size)), directed=False)
    linked = pd.Series(np.unique(pairs))
    expected = linked.groupby(labels[linked]).apply(list).tolist()
    told = page.evaluate("(pairs) => clustersOf(board, pairs)", [{"a": a, "b": b} for a, b in pairs.tolist()])
    assert told == sorted(expected, key=lambda rows: (-len(rows), rows[0]))
    assert page.evaluate("() => clustersOf(board, [])") == []
