"""The board at size: a file of 1,500 articles, and a live board of 20,000, find what `lb.search` finds."""

from typing import Any

from profiles import thorough

import leesbril as lb

from .test_board import Board

QUERIES = ["dijkbreuk", "gem*", "/g.m.+e/", '"van de"', "gemeente AND van NOT dijkbreuk", "gemeente OR dijkbreuk"]


def told(found: lb.Found, n: int) -> str:
    counts = "found once" if len(found) == 1 else f"found {len(found):,} times"
    return f"{found.in_words()}: {counts}, in {len(found.articles):,} of the {n:,} articles shown."


def test_a_file_of_1500_articles_finds_what_search_finds(open_page, tmp_path):
    articles = lb.synthetic_articles(1_500, seed=2)[0]
    tokens = lb.tokens(articles, language="nl")
    seen = open_page()
    seen.page.context.set_offline(True)
    seen.page.goto(lb.save_board(tokens, tmp_path / "board.html").as_uri())
    board = Board(seen)
    for query in QUERIES:
        found = lb.search(tokens, query)
        assert len(found) > 0, query
        board.search(query, told(found, 1_500))
        lines = [(line["article"], int(line["start"]), int(line["end"])) for line in board.table("Lines")]
        assert board.lines.count() == min(len(found), 12)
        board.articles.nth(39).wait_for()  # those that are not seen at once follow
        assert board.articles.count() == 40
        assert lines == list(found.hits()[["article", "start", "end"]].itertuples(index=False, name=None)), query


LIVE = """
import random
import pandas as pd
import leesbril as lb
words = " ".join(lb.synthetic_articles(200, seed=3)[0]["text"]).split()
chance = random.Random(5)
articles = pd.DataFrame({"text": [" ".join(chance.choices(words, k=12)) for _ in range(20_000)]})
board = lb.board(articles, language="nl")
board
"""
"""Short articles of words in no order, so that the time goes into the board and not into passages."""


@thorough
def test_a_live_board_of_20000_articles_finds_what_search_finds(run_code):
    made: dict[str, Any] = {}
    exec(LIVE.rpartition("board = ")[0], made)  # the same articles here
    tokens = lb.tokens(made["articles"], language="nl")
    board = Board(run_code(LIVE))
    for query in QUERIES:
        found = lb.search(tokens, query)
        assert len(found) > 0, query
        board.search(query, told(found, 20_000))
