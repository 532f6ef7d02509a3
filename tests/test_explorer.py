import html
import re
from pathlib import Path

import pandas as pd
import pytest
from test_reader import contrast

import leesbril
from leesbril import explore, weigh
from leesbril.explorer import _answers as answers_module
from leesbril.explorer import _board as board_module
from leesbril.explorer import _scatter
from leesbril.explorer._answers import Answers

ROOT = Path(__file__).parents[1]
FOLDER = Path(leesbril.__file__).parent
CSS = (FOLDER / "explorer/explorer.css").read_text(encoding="utf-8")


@pytest.fixture
def news(toy):
    return toy("De dijk van Delta houdt stand. De dijk!", "Gisteren hield de dijk van Delta stand.", "De het een.")


# The answers: what is asked, and what is answered


def test_terms_come_with_their_count_the_highest_first_and_its_bar_is_whole(news):
    # dijk stands twice, delta, houdt and stand once; de and van are stop words.
    rows, told = Answers(news, "nl").terms("a", drop=True)
    assert told == "4 terms of a, by TF-IDF"
    assert {row["key"]: row["note"].split("×")[0] for row in rows} == {
        "dijk": "2",
        "delta": "1",
        "houdt": "1",
        "stand": "1",
    }
    assert rows[0]["share"] == 1
    assert [row["share"] for row in rows] == sorted((row["share"] for row in rows), reverse=True)


def test_stop_words_are_terms_when_they_are_kept(news):
    rows, _ = Answers(news, "nl").terms("a", drop=False)
    assert {"de", "van"} <= {row["key"] for row in rows}


def test_an_article_of_stop_words_has_no_terms(news):
    assert Answers(news, "nl").terms("c", drop=True) == ([], "No terms in c")


def test_of_many_terms_the_highest_are_shown_and_all_are_counted(toy):
    rows, told = Answers(toy(" ".join(f"woord{number}" for number in range(30))), "nl").terms("a", drop=True)
    assert len(rows) == 25
    assert told == "25 of 30 terms of a, by TF-IDF"


def test_a_line_knows_its_place_in_the_text(news):
    # "De dijk van …": dijk stands at 3–7; "… stand. De dijk!": the second sentence starts at 31, its dijk at 34–38.
    rows, told = Answers(news, "nl").lines("a", "dijk")
    assert told == "2 occurrences of dijk"
    assert [(row["key"], row["note"]) for row in rows] == [("3–7", "sentence 1"), ("34–38", "sentence 2")]
    assert rows[0]["label"].startswith("… De [dijk] van Delta")


def test_of_more_lines_than_fit_all_are_counted(toy):
    rows, told = Answers(toy("dijk " * 201), "nl").lines("a", "dijk")
    assert len(rows) == 200
    assert told == "200 of 201 occurrences of dijk"


def test_the_page_marks_the_place_and_nothing_else(news):
    page = Answers(news, "nl").page("a", 34, 38)
    assert "<p>De dijk van Delta houdt stand. De <mark>dijk</mark>!</p>" in page
    assert "<mark>" not in Answers(news, "nl").page("a")


def test_a_mark_over_two_paragraphs_is_closed_in_each(toy):
    # "Eerste zin." is 0–11, the line break 11, "Tweede zin." 12–23; 7–18 runs over the break.
    page = Answers(toy("Eerste zin.\nTweede zin."), "nl").page("a", 7, 18)
    assert "Eerste <mark>zin.</mark></p>" in page
    assert "<p><mark>Tweede</mark> zin.</p>" in page


def test_text_and_names_from_outside_do_nothing(toy):
    bad = toy("<img src=x onerror=y> & \x1b[31m").rename(index={"a": '"><script>'})
    page = Answers(bad, "nl").page('"><script>')
    assert "<img" not in page
    assert "<script" not in page
    assert "‹U+001B›" in page
    assert html.unescape(re.search('aria-label="([^"]*)"', page)[1]) == 'The text of "><script>'


def test_the_table_has_what_is_known_and_no_empty_column(toy):
    known = toy("Een twee drie.", "Vier.").assign(
        title=["Kop", None],
        publisher=[None, None],
        date_start=pd.to_datetime(["2017-05-01", None]),
        date_precision=["month", None],
    )
    assert Answers(known, "nl").table().to_dict("list") == {
        "article": ["a", "b"],
        "title": ["Kop", ""],
        "date": ["2017-05", ""],
        "words": [3, 1],
    }


def test_the_table_takes_columns_as_a_frame_of_ones_own_has_them(toy):
    # As after a round trip by .csv or .json: a date is text, a publisher a list. A time has a space before it.
    own = toy("Een.", "Twee.", "Drie.").assign(
        publisher=[["NOS", "NU"], None, "ANP"],
        date_start=["2017-05-01", None, pd.Timestamp("2017-05-02 12:30")],
        date_precision=["day", None, "minute"],
    )
    table = Answers(own, "nl").table()
    assert table["publisher"].tolist() == ["['NOS', 'NU']", "", "ANP"]
    assert table["date"].tolist() == ["2017-05-01", "", "2017-05-02 12:30"]


def test_the_parts_of_a_cosine_sum_to_it(news):
    # Shared are dijk, delta and stand; houdt and hield, gisteren are not.
    rows, told = Answers(news, "nl").parts("a", "b", drop=True)
    cosine = leesbril.similarity(leesbril.document_term_matrix(news))["cosine"].max()
    assert told == f"Cosine {cosine:.2f}: 3 shared terms, with the share of each"
    assert rows[0]["key"] == "dijk"
    assert {row["key"] for row in rows} == {"dijk", "delta", "stand"}


def test_the_articles_are_weighed_once_per_setting_whatever_is_asked(news, monkeypatch):
    weighed = []
    monkeypatch.setattr(answers_module, "weigh", lambda counts: weighed.append(counts.stop_words) or weigh(counts))
    answers = Answers(news, "nl")
    for drop in (True, False, True):
        answers.terms("a", drop=drop), answers.neighbours("a", drop=drop), answers.parts("a", "b", drop=drop)
    answers.cloud()
    assert weighed == ["drop", "keep"]


def test_two_articles_without_a_common_term_have_no_parts(news):
    assert Answers(news, "nl").parts("a", "c", drop=True) == ([], "Cosine 0: no shared terms")


def test_the_articles_most_like_one_come_with_their_cosine_and_their_number_in_the_table(toy):
    # Three terms in a, of which b has all, d one, and c none: c is not similar and not listed.
    answers = Answers(toy("Dijk houdt stand.", "Stand houdt dijk.", "Kat slaapt.", "Dijk breekt."), "nl")
    rows, told = answers.neighbours("a", drop=True)
    assert told == "Most similar to a: choose one to compare"
    assert [(row["key"], row["label"]) for row in rows] == [("1", "b"), ("3", "d")]
    assert rows[0]["note"] == "cosine 1.00"
    assert rows[0]["share"] == pytest.approx(1)
    assert 0 < rows[1]["share"] < 1


def test_one_article_alone_is_like_no_other(toy):
    assert Answers(toy("Dijk houdt stand."), "nl").neighbours("a", drop=True) == ([], "")


def test_the_cloud_has_the_pairs_with_their_cosine_and_the_larger_of_the_two_shares(toy):
    # Six words of a stand in b, which has eight: 6/6 of a and 6/8 of b. c has no word of either.
    answers = Answers(
        toy("De dijk van Delta houdt stand.", "Gisteren: de dijk van Delta houdt stand daar.", "Kat slaapt."), "nl"
    )
    cloud = answers.cloud().set_index(["row_a", "row_b"])
    assert sorted(cloud.index) == [(0, 1), (0, 2), (1, 2)]
    assert cloud["share"].to_dict() == {(0, 1): 1.0, (0, 2): 0.0, (1, 2): 0.0}
    assert cloud.loc[(0, 1), "cosine"] > 0.8
    assert cloud.loc[(0, 2), "cosine"] == 0
    assert cloud.loc[(0, 1), ["name_a", "name_b"]].tolist() == ["a", "b"]


def test_a_pair_that_shares_much_is_in_the_cloud_beside_the_most_similar(toy, monkeypatch):
    # One of each: b and c are the most similar in words (the same two), a and d share the only passage.
    passage = "de man van de trein naar de zee"
    monkeypatch.setattr(answers_module, "MOST_PAIRS", 1)
    texts = (f"{passage} Kat kat kat kat.", "Dijk breekt.", "Breekt dijk.", f"{passage} Hond hond hond hond.")
    cloud = Answers(toy(*texts), "nl").cloud()
    assert set(zip(cloud["row_a"], cloud["row_b"], strict=True)) == {(1, 2), (0, 3)}


def test_an_article_without_counted_words_is_in_no_pair_of_the_cloud(news):
    assert Answers(news, "nl").cloud()[["row_a", "row_b"]].values.tolist() == [[0, 1]]


def test_a_long_name_is_cut_amid_other_words_and_whole_in_the_table(toy):
    long = "x" * 61
    answers = Answers(toy("Dijk.").rename(index={"a": long}), "nl")
    assert answers.called(long) == "x" * 59 + "…"
    assert answers.called("x" * 60) == "x" * 60
    assert answers.table()["article"].tolist() == [long]


@pytest.mark.parametrize(
    ("frame", "error"),
    [
        (pd.DataFrame({"text": []}), ValueError),
        (pd.DataFrame({"title": ["Kop"]}), ValueError),
        (pd.DataFrame({"text": ["Een.", "Twee."]}, index=["a", "a"]), ValueError),
        (["Een."], TypeError),
    ],
)
def test_what_cannot_be_explored_is_refused(frame, error):
    with pytest.raises(error):
        explore(frame)


# The board: what is clicked, and what is shown


def pick(board, *rows):
    board.table.selected_rows = list(rows)


def shown(board):
    parts = {"reading": board.reading, "comparing": board.comparing, "stop words": board.stop_words}
    return {name for name, part in parts.items() if part.layout.display != "none"}


def on_screen(board):
    """What the browser sends once it has drawn the board; gives the board."""
    board.status._handle_custom_msg("drawn", [])
    return board


def has_cloud(board):
    return board.cloud.layout.display != "none"


def test_the_first_article_is_open_at_the_first_line_of_its_first_term(news):
    board = explore(news)
    assert (board.chosen, board.term) == (["a"], "dijk")
    assert board.terms.picked == "dijk"
    assert board.lines.picked == "3–7"
    assert "De <mark>dijk</mark> van" in board.page.html
    assert board.status.text == "a: 2 occurrences of dijk. Choose a second article to compare the two."
    assert shown(board) == {"reading", "stop words"}


def test_a_term_leads_to_its_lines_and_a_line_to_its_place(news):
    board = explore(news)
    board.terms.picked = "delta"
    assert [row["key"] for row in board.lines.rows] == ["12–17"]
    assert "<mark>Delta</mark>" in board.page.html
    board.terms.picked = "dijk"
    board.lines.picked = "34–38"
    assert "De <mark>dijk</mark>!" in board.page.html


def test_a_second_article_puts_the_two_side_by_side_in_the_order_of_choosing(news):
    board = explore(news)
    pick(board)
    pick(board, 1)
    pick(board, 0, 1)  # the table names rows from top to bottom
    assert board.chosen == ["b", "a"]
    assert shown(board) == {"comparing", "stop words"}
    assert board.pair.value.index(">b</h3>") < board.pair.value.index(">a</h3>")
    assert board.parts.rows[0]["key"] == "dijk"


def test_a_third_article_takes_the_place_of_the_first_and_this_is_said(news):
    board = explore(news)
    pick(board, 0, 2)
    pick(board, 0, 1, 2)
    assert board.chosen == ["c", "b"]
    assert sorted(board.table.selected_rows) == [1, 2]
    assert board.status.text.startswith("Two at a time: a was deselected. c and b side by side.")


def test_an_article_that_is_alike_can_be_clicked_to_compare(news):
    board = explore(news)
    assert [row["key"] for row in board.neighbours.rows] == ["1"]
    board.neighbours.picked = "1"
    assert board.chosen == ["a", "b"]
    board.table.selected_rows = [0]
    assert board.neighbours.picked == ""


def test_two_articles_have_no_cloud_and_three_have_one(toy):
    assert not has_cloud(explore(toy("Dijk houdt stand.", "Dijk breekt.")))
    board = on_screen(explore(toy("Dijk houdt stand.", "Dijk breekt.", "Dijk breekt door.")))
    assert has_cloud(board)
    assert len(board.chart.children[0].spec["data"]["values"]) == 3


def test_above_the_cloud_stands_how_many_of_all_pairs_it_shows_and_what_they_are_counted_with(toy, monkeypatch):
    # Four articles are six pairs. Of two at most, a and b are the most similar; no two share a passage.
    texts = "Dijk houdt stand.", "Dijk houdt.", "Kat slaapt.", "Kat loopt weg."
    told = "pairs, always without stop words, passages from 5 words: click a point to compare the two articles</h3>"
    assert explore(toy(*texts)).headings["cloud"].value == f"<h3>6 {told}"
    monkeypatch.setattr(answers_module, "MOST_PAIRS", 1)
    assert explore(toy(*texts)).headings["cloud"].value == f"<h3>1 of 6 {told}"


def test_three_articles_of_stop_words_have_no_cloud(toy):
    assert not has_cloud(explore(toy("De het een.", "Van de.", "Het een.")))


@pytest.fixture
def four(toy):
    # The six words of d are the first six of a; c has one word of theirs, and b none.
    dike = "De dijk van Delta houdt stand"
    return toy(f"{dike} tegen zware storm.", "Kat slaapt.", "Delta wint.", f"{dike}.")


def test_the_pairs_that_have_most_in_common_come_by_their_share_and_then_by_their_cosine(four):
    # Only a and d share a passage; b has nothing in common with any. c and d are more similar than c and a, which has
    # words besides.
    board = explore(four)
    assert board.common.name == "Most in common: choose a pair"
    assert [row["label"] for row in board.common.rows] == ["a and d", "c and d", "a and c"]
    assert [row["share"] for row in board.common.rows] == [1, 0, 0]
    assert board.common.rows[0]["note"].startswith("100%  cosine 0.")


def test_ten_pairs_at_most_are_listed(toy):
    # Five articles are ten pairs, six are fifteen.
    assert len(explore(toy(*["Dijk."] * 5)).common.rows) == 10
    assert len(explore(toy(*["Dijk."] * 6)).common.rows) == 10


def test_a_pair_of_the_list_can_be_chosen_and_the_list_follows_the_table(four):
    board = explore(four)
    board.common.picked = "2 3"
    assert board.table.selected_rows == [2, 3]
    assert sorted(board.chosen) == ["c", "d"]
    pick(board, 0)
    assert board.common.picked == ""
    pick(board, 0, 3)
    assert board.common.picked == "0 3"
    pick(board, 0, 2, 3)
    assert board.chosen == ["d", "c"]
    assert board.common.picked == "2 3"


def test_the_points_come_when_the_board_is_on_the_screen_and_mark_what_was_chosen_by_then(four):
    board = explore(four)
    assert (has_cloud(board), len(board.common.rows), board.chart.children) == (True, 3, ())
    pick(board, 2, 3)
    (chart,) = on_screen(board).chart.children
    assert marked(chart) == ("c", "d")
    assert not board.status.busy
    assert on_screen(board).chart.children == (chart,)  # a second view of the board draws none anew


def test_a_click_on_a_point_compares_its_two_and_can_be_repeated(toy):
    board = on_screen(explore(toy("Dijk houdt stand.", "Kat slaapt.", "Dijk breekt.")))
    chart = board.chart.children[0]
    points = chart.spec["data"]["values"]
    row = next(point["row"] for point in points if (point["name_a"], point["name_b"]) == ("a", "c"))
    click(chart, row)
    assert board.chosen == ["a", "c"]
    assert board.table.selected_rows == [0, 2]
    assert chart.params.chosen == row
    board.table.selected_rows = [0]
    assert chart.params.chosen == -1
    click(chart)
    click(chart, row)
    assert board.chosen == ["a", "c"]


def test_a_pair_that_is_chosen_in_the_table_has_its_point_marked(toy):
    board = on_screen(explore(toy("Dijk houdt stand.", "Kat slaapt.", "Dijk breekt.")))
    chart = board.chart.children[0]
    board.table.selected_rows = [2]
    board.table.selected_rows = [2, 1]
    assert marked(chart) == ("b", "c")
    board.table.selected_rows = [0, 1, 2]
    assert sorted(board.chosen) == ["a", "b"]
    assert marked(chart) == ("a", "b")


def marked(chart):
    point = chart.spec["data"]["values"][int(chart.params.chosen)]
    return point["name_a"], point["name_b"]


def test_the_marked_point_is_larger_on_top_and_in_a_ring(toy):
    board = on_screen(explore(toy("Dijk houdt stand.", "Kat slaapt.", "Dijk breekt.")))
    encoding = board.chart.children[0].spec["encoding"]
    for channel, low, high in (("size", 90, 300), ("order", 0, 1), ("stroke", "transparent", _scatter.INK)):
        assert encoding[channel] == {"value": low, "condition": {"test": "datum.row === chosen", "value": high}}


def click(chart, *rows):
    """What the browser sends for a click on a point, and without rows when the mouse leaves it."""
    signal = {"vlPoint": {"or": [{"row": row} for row in rows]}} if rows else {}
    store = [{"fields": [{"field": "row"}], "values": [row]} for row in rows]
    chart._vl_selections = {"pair": {"value": signal, "store": store}}


def test_without_a_choice_nothing_is_shown_but_how_to_choose(news):
    board = explore(news)
    pick(board)
    assert (board.chosen, board.code, shown(board)) == ([], "", set())
    assert board.status.text.startswith("No article is chosen.")


def test_an_article_of_stop_words_is_shown_without_a_mark(news):
    board = explore(news)
    pick(board, 2)
    pick(board, 2)
    assert board.term is None
    assert board.lines.rows == []
    assert "<p>De het een.</p>" in board.page.html
    assert board.code == "print(articles.loc['c', \"text\"])"


def test_the_term_of_before_stays_where_the_next_article_has_it_too(news):
    board = explore(news)
    board.terms.picked = "delta"
    pick(board, 1)
    assert (board.chosen, board.term) == (["b"], "delta")
    board.terms.picked = "gisteren"
    pick(board, 0)
    assert (board.chosen, board.term) == (["a"], "dijk")


def test_the_slider_and_the_box_act_at_once(news):
    # "de dijk van Delta" are four words in both.
    board = explore(news)
    pick(board, 0, 1)
    assert "No shared passages" in board.pair.value
    board.min_words.value = 4
    assert "1 shared passage" in html.unescape(board.pair.value)
    before = len(board.parts.rows)
    board.stop_words.value = False
    assert len(board.parts.rows) > before


def test_what_goes_wrong_after_a_click_is_said_on_the_board(news, monkeypatch):
    board = explore(news)
    monkeypatch.setattr(board.answers, "pair", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pick(board, 0, 1)
    assert board.status.text == "Error: division by zero"
    assert not board.status.busy


@pytest.fixture
def many(toy):
    texts = [f"Artikel{number} over de dijk." for number in range(board_module.SMALL + 1)]
    return pd.DataFrame({"text": texts}, index=[f"n{number}" for number in range(len(texts))])


def test_a_large_folder_is_counted_when_the_board_is_on_the_screen_and_not_before(many):
    board = explore(many)
    assert board.status.busy
    assert board.status.text == "Counting 31 articles …"
    # The room of the cloud is there, so that nothing moves when its points come.
    assert (board.terms.rows, board.code, shown(board), has_cloud(board)) == ([], "", set(), True)
    assert board.headings["cloud"].value.startswith("<h3>Pairs, always without stop words")
    on_screen(board)
    assert not board.status.busy
    assert board.terms.rows[0]["key"] == "artikel0"
    assert shown(board) == {"reading", "stop words"}
    assert has_cloud(board)


def test_the_mark_is_sent_before_the_work_and_taken_away_after_it(many, monkeypatch):
    board = explore(many)
    on_screen(board)
    seen = []
    count = board.answers.pair
    monkeypatch.setattr(
        board.answers, "pair", lambda *asked: (seen.append((board.status.busy, board.status.text)), count(*asked))[1]
    )
    pick(board, 0, 1)
    assert seen == [(True, "Counting 31 articles …")]
    assert not board.status.busy


@pytest.mark.parametrize("articles", [3, board_module.SMALL + 1])
def test_the_mark_stays_until_the_cloud_is_drawn_too(many, monkeypatch, articles):
    board = explore(many.head(articles))
    seen, draw = [], board_module.pair_chart
    monkeypatch.setattr(
        board_module,
        "pair_chart",
        lambda *given: (seen.append((bool(board.terms.rows), board.status.busy)), draw(*given))[1],
    )
    on_screen(board)
    assert seen == [(True, True)]
    assert not board.status.busy


def test_as_many_as_are_small_are_counted_at_once(many):
    assert explore(many.head(board_module.SMALL)).terms.rows


# The code


def run(code, articles):
    """What a notebook's cell of these lines shows: what is displayed, and its last line."""
    *first, last = code.splitlines()
    shown = []
    found = {"lb": leesbril, "articles": articles, "display": shown.append}
    exec("\n".join(first), found)
    return [*shown, eval(last, found)]


@pytest.mark.parametrize("drop", [True, False])
def test_the_code_of_one_article_gives_the_terms_and_lines_that_are_shown(seeds, drop):
    board = explore(seeds)
    board.stop_words.value = drop
    board.terms.picked = board.terms.rows[3]["key"]
    terms, lines = run(board.code, seeds)
    assert [row["key"] for row in board.terms.rows] == terms["term"].tolist()
    notes = [f"{count}×  {weight:.2f}" for count, weight in zip(terms["count"], terms["tfidf"], strict=True)]
    assert [row["note"] for row in board.terms.rows] == notes
    keys = [f"{start}–{end}" for start, end in zip(lines["start"], lines["end"], strict=True)]
    assert [row["key"] for row in board.lines.rows] == keys
    assert [row["label"] for row in board.lines.rows] == [
        f"… {left} [{keyword}] {right} …" for left, keyword, right in lines[["left", "keyword", "right"]].values
    ]


@pytest.mark.parametrize("min_words", [5, 7])
def test_the_code_of_two_articles_gives_the_page_and_the_parts_that_are_shown(seeds, min_words):
    board = explore(seeds)
    pick(board, 0, 1)
    board.min_words.value = min_words
    page, parts = run(board.code, seeds)
    assert page._repr_html_() == board.pair.value
    assert [row["key"] for row in board.parts.rows] == parts["term"].tolist()


def test_the_code_of_an_article_without_terms_gives_its_text(news, capsys):
    board = explore(news)
    pick(board, 2)
    run(board.code, news)
    assert capsys.readouterr().out == "De het een.\n"


@pytest.mark.parametrize("names", [["it's", 'a "b"\\'], [7, 8], pd.to_datetime(["2017-05-01", "2017-05-02"])])
def test_the_code_names_articles_whatever_they_are_called(names):
    articles = pd.DataFrame({"text": ["De dijk houdt stand.", "De dijk van Delta."]}, index=names)
    board = explore(articles)
    assert run(board.code, articles)[1]["keyword"].tolist() == ["dijk"]
    pick(board, 0, 1)
    assert run(board.code, articles)[1]["term"].tolist() == ["dijk"]


# What is stored in a notebook


def test_what_is_stored_is_the_same_at_every_run(seeds):
    stored = explore(seeds)._repr_mimebundle_()
    assert stored["text/plain"] == "Explorer of 2 articles: to open it, choose Run > Run All Cells in JupyterLab."
    assert re.fullmatch(r"leesbril-explorer-\d+", stored["application/vnd.jupyter.widget-view+json"]["model_id"])


@pytest.mark.parametrize("name", ["README.md", "notebooks/00-start-here.ipynb"])
def test_a_newcomer_is_told_how_the_board_opens(name):
    assert "*Run > Run All Cells*" in (ROOT / name).read_text(encoding="utf-8")


def test_one_article_is_not_articles(toy):
    assert repr(explore(toy("Dijk."))).startswith("Explorer of 1 article:")


def test_the_scripts_fetch_nothing():
    scripts = [path.read_text(encoding="utf-8") for path in (FOLDER / "explorer").glob("*.js")]
    assert len(scripts) == 5
    assert [script for script in scripts if re.search(r"https?:|fetch\(|XMLHttp|\bimport\b|eval\(", script)] == []


# Colours


def inks(theme):
    """Each colour of the style sheet; one that both themes share is written once."""
    found = {}
    for name, value in re.findall(r"(--lb-[\w-]+): ([^;]+);", CSS):
        found[name] = re.findall(r"#\w{6}", value)[theme if "light-dark" in value else 0]
    return found


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_can_be_read_and_edges_be_seen(theme):
    found = inks(theme)
    assert contrast(found["--lb-ink"], found["--lb-paper"]) >= 7
    assert contrast(found["--lb-ink"], found["--lb-bar"]) >= 7
    assert contrast(found["--lb-mark-ink"], found["--lb-mark"]) >= 7
    assert contrast(found["--lb-edge"], found["--lb-paper"]) >= 3
    assert contrast(found["--lb-hue"], found["--lb-paper"]) >= 3  # what has the focus, and what is chosen
    assert contrast(found["--lb-hue"], found["--lb-bar"]) >= 3


@pytest.mark.parametrize("colour", [_scatter.HUE, _scatter.PICKED])
@pytest.mark.parametrize("ground", ["#ffffff", "#111111"])
def test_the_points_of_the_cloud_can_be_told_from_either_ground(colour, ground):
    assert contrast(colour, ground) >= 3


def test_no_rule_reaches_outside_the_explorer():
    rules = re.findall(
        r"([^{}]+)\{", re.sub(r"/\*.*?\*/|@keyframes[^}]*\}\s*\}|@media[^{]*\{", "", CSS, flags=re.DOTALL)
    )
    selectors = [selector.strip() for rule in rules for selector in rule.split(",")]
    assert [one for one in selectors if ".leesbril-" not in one] == []


def test_the_colours_of_the_charts_can_be_told_from_white_paper():
    style = (FOLDER / "charts/leesbril.mplstyle").read_text(encoding="utf-8")
    text = re.search(r"^text.color: (\w{6})", style, re.MULTILINE)[1]
    colours = re.findall(r"'(\w{6})'", re.search(r"^axes.prop_cycle.*", style, re.MULTILINE)[0])
    assert contrast(f"#{text}", "#ffffff") >= 7
    assert {colour: contrast(f"#{colour}", "#ffffff") >= 3 for colour in colours} == dict.fromkeys(colours, True)
