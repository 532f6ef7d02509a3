"""The board as a person uses it: the file from disk without a network, and the same in JupyterLab."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import leesbril as lb
from leesbril.wording.report_language import written_in

from .conftest import ROOT, Seen, axe_violations

FIRST, SECOND = "Het Iraakse leger", "De Iraakse regeringstroepen"
TITLES = ["<b>Vet</b>", None, "=1+1", "\u202eom"]
HOSTILE = "</script><script>document.title = 'broken'</script><img src=x onerror=alert(1)> De dijk."


class Board:
    """A board on a page: its parts, and what it says."""

    def __init__(self, seen: Seen, root: Any = None) -> None:
        self.seen, self.page = seen, seen.page
        self.all = root or seen.page.locator(".lb-board")
        self.field = self.all.get_by_role("searchbox", name="Search all articles for")
        self.meaning = self.all.locator(".lb-meaning")
        self.told = self.all.locator(".lb-filters-told")
        self.articles = self.all.locator(".lb-articles li")
        self.reading = self.all.get_by_role("region", name="Reading")
        self.lines = self.all.locator(".lb-concordance > li")
        self.field.wait_for()

    def search(self, query: str, says: str) -> None:
        self.field.fill(query)
        self.meaning.filter(has_text=says).wait_for()

    def tab(self, name: str) -> None:
        self.all.get_by_role("tab", name=name).click()

    def saved(self, name: str, kind: str = "CSV") -> bytes:
        """What a button offers as a file."""
        with self.page.expect_download() as offered:
            self.all.get_by_role("button", name=f"{kind}: {name}", exact=True).click()
        return Path(offered.value.path()).read_bytes()

    def table(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.saved(name).decode("utf-8-sig"))))


def in_view(board: Board, mark: str) -> bool:
    """Whether a mark is inside the pane in which it is read."""
    return bool(
        board.reading.evaluate(
            """(pane, mark) => {
                const [outer, inner] = [pane, pane.querySelector(mark)].map((part) => part.getBoundingClientRect());
                return inner.top >= outer.top && inner.bottom <= outer.bottom;
            }""",
            mark,
        )
    )


def sideways(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    """A board of the seeds, of sixty synthetic articles, of hostile ones; and that of the seeds in Dutch."""
    folder = tmp_path_factory.mktemp("boards")
    seeds, sixty = lb.read_articles(ROOT / "seeds"), lb.synthetic_articles(60, seed=1)[0]
    odd = pd.DataFrame(
        {
            "text": [HOSTILE, "De dijk houdt.", "🕌 De dijk van Bravo.", ""],
            "title": ["<b>Vet</b>", None, "=1+1", "\u202eom"],
        },
        index=["a", "b", "__proto__", "d"],
    )
    found = {
        name: lb.save_board(articles, folder / f"{name}.html", language="nl")
        for name, articles in (("seeds", seeds), ("sixty", sixty), ("odd", odd))
    }
    with written_in("nl"):
        return found | {"dutch": lb.save_board(seeds, folder / "dutch.html", language="nl")}


@pytest.fixture
def opened(open_page, files):
    """Opens one of the boards from disk, with the network off."""

    def open_file(name: str, width: int = 1280, *, dark: bool = False) -> Board:
        seen = open_page(width)
        seen.page.set_viewport_size({"width": width, "height": 900})
        seen.page.emulate_media(color_scheme="dark" if dark else "light")
        seen.page.context.set_offline(True)
        seen.page.goto(files[name].as_uri())
        if name == "dutch":
            return seen
        return Board(seen)

    return open_file


def test_a_word_leads_to_its_lines_and_a_line_to_its_place_in_the_article(opened):
    board = opened("seeds")
    found = lb.search(lb.read_articles(ROOT / "seeds"), "moskee*", language="nl")
    said = f"{found.in_words()}: found {len(found)} times, in 2 of the 2 articles shown."
    board.search("moskee*", said)
    lines = found.concordance()
    assert board.lines.count() == len(lines) == len(found)
    assert board.lines.locator("mark").all_inner_texts() == lines["keyword"].tolist()
    last = board.lines.last
    last.get_by_role("button").first.click()
    here = board.reading.locator(".lb-here")
    assert here.inner_text() == lines["keyword"].iloc[-1]
    assert in_view(board, ".lb-here")
    in_last = int((lines["article"] == lines["article"].iloc[-1]).sum())
    assert board.reading.locator("mark.lb-hit").count() == in_last
    assert board.reading.get_by_text(f"hit {in_last} of {in_last}").is_visible()
    board.reading.get_by_role("button", name="Next hit").click()
    board.reading.get_by_text(f"hit 1 of {in_last}").wait_for()
    board.seen.picture("board word")


def test_a_query_that_cannot_be_read_says_where(opened):
    board = opened("seeds")
    board.search("(moskee", "cannot be read at character 1: this bracket is not closed; write ) too.")
    assert board.field.get_attribute("aria-invalid") == "true"
    board.search("moskee", "found")
    assert board.field.get_attribute("aria-invalid") == "false"


def test_lines_are_sorted_by_the_word_on_either_side_as_in_code(opened):
    board = opened("seeds")
    board.search("de", "found")
    found = lb.search(lb.read_articles(ROOT / "seeds"), "de", language="nl")
    for side in ("left", "right"):
        board.all.locator(".lb-lines select").select_option(side)
        table = board.table("Lines")
        assert [int(row["start"]) for row in table] == found.concordance(sort=side)["start"].tolist()


def test_phrases_are_listed_when_asked_for_and_looked_up(opened):
    board = opened("sixty")
    section = board.all.locator(".lb-phrases")
    section.get_by_role("button", name="List the phrases").click()
    expected = lb.phrases(lb.tokens(lb.synthetic_articles(60, seed=1)[0], language="nl"))
    section.locator("h3").filter(has_text=f"{len(expected)} phrases in the articles shown").wait_for()
    shown = section.locator("tbody tr")
    assert shown.count() == min(30, len(expected))
    counts = [list(map(int, row.locator("td").all_inner_texts()[1:])) for row in shown.all()[:5]]
    assert counts == expected[["words", "count", "articles"]].head(5).values.tolist()
    assert [row["term"] for row in board.table("Phrases")] == expected["term"].tolist()
    first = section.locator(".lb-link").first
    first.click()
    board.meaning.filter(has_text="found").wait_for()
    assert board.all.locator(".lb-query").input_value() == f'"{expected["term"].iloc[0]}"'


def test_filters_act_on_everything_and_say_what_they_leave(opened):
    board = opened("sixty")
    articles = lb.synthetic_articles(60, seed=1)[0]
    publisher = articles["publisher"].value_counts().index[0]
    chosen = articles[articles["publisher"] == publisher]
    board.search("de", "articles shown")
    board.all.locator("summary", has_text="publisher").click()
    board.all.get_by_role("checkbox", name=re.compile(f"^{publisher}")).check()
    board.told.filter(has_text=f"{len(chosen)} of 60 articles are shown: publisher: {publisher}.").wait_for()
    among = lb.search(lb.tokens(articles, language="nl").select(chosen.index), "de")
    board.meaning.filter(has_text=f"found {len(among)} times, in {len(among.articles)} of the {len(chosen)}").wait_for()
    assert board.articles.count() == len(chosen)
    assert len(board.table("Lines")) == len(among)
    board.all.get_by_role("button", name="Show all articles").click()
    board.told.filter(has_text="All 60 articles are shown.").wait_for()


def test_a_brush_over_the_bars_chooses_periods_and_so_do_the_lists_beside_it(opened):
    board = opened("sixty")
    box = board.all.locator(".lb-timeline").bounding_box()
    page = board.page
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20, steps=4)
    page.mouse.up()
    board.told.filter(has_text="of 60 articles are shown").wait_for()
    brushed = board.articles.count()
    assert 0 < brushed < 60
    first, last = (board.all.get_by_label(name, exact=True) for name in ("From the week of", "to that of"))
    assert first.input_value() == "0"
    assert 0 < int(last.input_value()) < last.locator("option").count() - 1
    last.select_option("0")
    board.page.wait_for_function("n => document.querySelectorAll('.lb-articles li').length < n", arg=brushed)


def test_two_articles_side_by_side_have_the_passages_that_the_code_finds(opened):
    board = opened("seeds")
    board.all.get_by_role("button", name=re.compile(f"^Put beside: {SECOND}")).click()
    board.reading.get_by_text("3 shared passages, 34 words in total").wait_for()
    assert board.reading.get_by_role("button", name=re.compile("Passage 2")).count() >= 1
    assert not sideways(board.page)
    board.seen.picture("board pair")


def test_a_label_on_a_pair_and_a_note_on_a_line_are_saved_and_loaded_again(opened, tmp_path):
    board = opened("seeds")
    board.all.get_by_role("button", name=re.compile(f"^Put beside: {SECOND}")).click()
    board.reading.get_by_label("Label").select_option("agency")
    board.search("ramadan", "found 4 times")
    board.lines.first.get_by_role("button", name=re.compile("^Note on")).click()
    board.lines.first.get_by_label("Note", exact=True).fill("wanneer, precies?")
    board.lines.first.get_by_label("Note", exact=True).press("Enter")
    board.tab("Notes")
    board.all.get_by_role("heading", name="2 notes").wait_for()
    written = board.saved("notes")
    (pair, line) = csv.DictReader(io.StringIO(written.decode("utf-8-sig")))
    assert (pair["label"], pair["kind"], pair["quote"]) == ("agency", "agency", "")
    assert (line["label"], line["article_b"], line["note"], line["quote"]) == ("", "", "wanneer, precies?", "ramadan")
    path = tmp_path / "notes.csv"
    path.write_bytes(written)
    again = opened("seeds")
    again.tab("Notes")
    again.all.get_by_label("Load notes from a CSV").set_input_files(path)
    again.all.get_by_text("2 notes were loaded, 0 left out").wait_for()
    assert again.saved("notes") == written


def test_pictures_and_tables_can_be_taken_away_with_the_code_that_makes_them(opened):
    board = opened("sixty")
    board.search("gemeente", "found")
    picture = board.saved("In time", "SVG").decode()
    assert picture.startswith("<svg")
    assert "the word “gemeente”" in picture  # it says what it shows
    assert "share of the articles" in picture
    assert board.saved("In time", "PNG").startswith(b"\x89PNG")
    articles = lb.synthetic_articles(60, seed=1)[0]
    found = lb.search(articles, "gemeente", language="nl")
    assert [row["term"] for row in board.table("In company")] == found.collocates()["term"].tolist()
    board.all.get_by_role("button", name="Python code: Lines").click()
    code = board.all.locator(".lb-lines pre").inner_text()
    told = {"lb": lb, "articles": articles}
    exec(code.replace("\nfound.", "\nlines = found."), told)
    assert len(told["lines"]) == len(found)


def test_all_words_of_the_articles_shown_are_those_that_the_code_counts(opened):
    board = opened("sixty")
    rows = board.table("All words")
    tokens = lb.tokens(lb.synthetic_articles(60, seed=1)[0], language="nl")
    words = tokens.compared.vocabulary()
    expected = words[~words["stop"]].set_index("term")["count"].to_dict()
    assert {row["term"]: int(row["count"]) for row in rows} == expected
    counts = [int(row["count"]) for row in rows]
    assert counts == sorted(counts, reverse=True)


def test_the_reading_leads_to_the_article_with_most_hits(opened):
    board = opened("seeds")
    board.search("Reuters", "found once")
    board.reading.get_by_text("no hit in this article").wait_for()
    board.reading.get_by_role("button", name="Read the article with most hits").click()
    board.reading.get_by_role("heading", name=re.compile(SECOND)).wait_for()
    assert board.reading.locator("mark.lb-hit").all_inner_texts() == ["Reuters"]


def test_small_operators_are_words_and_the_answer_says_so(opened):
    board = opened("seeds")
    board.search("moskee or stad", "“or” was read as a word; in capitals it is an operator.")
    found = lb.search(lb.read_articles(ROOT / "seeds"), "moskee OR stad")
    board.search("moskee OR stad", f"found {len(found)} times")
    assert "operator" not in board.meaning.inner_text()


def test_a_year_can_be_chosen_and_all_are_shown_again(opened):
    board = opened("sixty")
    articles = lb.synthetic_articles(60, seed=1)[0]
    years = lb.periods_of(articles, "year")["period"]
    year = years.dropna().astype(str).max()
    among = int((years.astype(str) == year).sum())
    board.all.get_by_label("Year").select_option(label=year)
    board.told.filter(has_text=f"{among} of 60 articles are shown: {year}").wait_for()
    undated = board.all.get_by_role("checkbox", name=re.compile("without such a date"))
    undated.check()
    board.told.filter(has_text=f"of 60 articles are shown: {year}.").wait_for()
    assert board.articles.count() > among
    board.all.get_by_role("button", name="Show all articles").click()
    board.told.filter(has_text="All 60 articles are shown.").wait_for()
    assert not undated.is_checked()


def test_the_pairs_of_one_article_can_be_listed_with_the_share_of_each(opened):
    board = opened("sixty")
    board.tab("Pairs")
    every = board.table("Pairs of articles")
    first = every[0]["article_a"]
    label = every[0]["label_a"]
    shares = [f"{float(every[0][name]):.0%}" for name in ("share_a", "share_b")]
    assert board.all.locator(".lb-pairs-lists tbody tr").first.locator("td").nth(1).inner_text() == " · ".join(shares)
    board.all.locator(".lb-read", has_text=label).first.click()
    board.all.get_by_role("checkbox", name=f"only pairs of “{label}”").check()
    expected = [row for row in every if first in (row["article_a"], row["article_b"])]
    assert board.table("Pairs of articles") == expected
    assert 0 < len(expected) < len(every)


def test_the_code_asks_the_articles_that_are_shown(opened):
    board = opened("sixty")
    board.search("de", "articles shown")
    board.all.locator("summary", has_text="publisher").click()
    board.all.locator(".lb-menu fieldset").first.get_by_role("checkbox").first.check()
    board.told.filter(has_text="publisher:").wait_for()
    board.all.get_by_role("button", name="Python code: Lines").click()
    code = board.all.locator(".lb-lines pre").inner_text()
    told = {"lb": lb, "articles": lb.synthetic_articles(60, seed=1)[0]}
    exec(code.replace("\nfound.", "\nlines = found."), told)
    assert 0 < len(told["lines"]) == len(board.table("Lines")) < len(lb.search(told["articles"], "de", language="nl"))


def test_all_of_it_works_with_the_keyboard_alone(opened):
    board = opened("seeds")
    page = board.page
    page.keyboard.press("Tab")
    assert board.field.evaluate("field => field === document.activeElement")
    page.keyboard.type("ramadan")
    board.meaning.filter(has_text="found 4 times").wait_for()

    def focused() -> str:
        return str(page.evaluate("document.activeElement.className + ' ' + document.activeElement.textContent"))

    for _ in range(60):
        page.keyboard.press("Tab")
        if focused().startswith("lb-line"):
            break
    page.keyboard.press("Enter")
    board.reading.locator(".lb-here").wait_for()
    board.all.locator(".lb-read").first.focus()
    page.keyboard.press("ArrowDown")
    assert focused().startswith("lb-read")
    page.keyboard.press("Enter")
    board.articles.nth(1).and_(page.locator(".lb-chosen")).wait_for()
    assert focused().startswith("lb-read")
    board.all.get_by_role("tab", name="Word").focus()
    page.keyboard.press("ArrowRight")
    assert board.all.get_by_role("tab", name="Pairs").get_attribute("aria-selected") == "true"
    assert focused().endswith("Pairs")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_the_board_is_accessible_and_no_wider_than_the_screen(width, dark, opened):
    board = opened("sixty", width, dark=dark)
    board.search("gemeente", "found")
    for tab in ("Word", "Pairs", "Two sets", "Notes"):
        board.tab(tab)
        assert axe_violations(board.page) == []
        assert not sideways(board.page)
    board.seen.picture(f"board {width} {'dark' if dark else 'light'}")


def test_what_articles_hold_cannot_act(opened):
    board = opened("odd")
    board.search("dijk", "found 3 times, in 3 of the 4")
    for place in range(3):
        board.articles.nth(place).locator(".lb-read").click()
    assert board.page.title() == "Board of 4 articles"
    assert board.page.locator("img").count() == 0
    assert board.reading.locator("mark").count() == 1
    assert board.articles.get_by_text("‹U+202E›om").count() == 1
    assert [row["label"] for row in board.table("Lines")][-1] == "'=1+1"


def test_a_board_in_dutch_says_nothing_in_english(opened):
    seen = opened("dutch")
    page = seen.page
    page.get_by_role("searchbox").fill("moskee*")
    page.locator(".lb-meaning", has_text="een woord dat begint met “moskee”").wait_for()
    assert page.locator("html").get_attribute("lang") == "nl"
    shown = page.locator(".lb-board").inner_text()
    assert not re.search(r"\b(the|articles?|found|lines?|show|order|words?|hits?)\b", shown, re.IGNORECASE)


CELL = """
from pathlib import Path
import pandas as pd
import leesbril as lb
articles = pd.DataFrame({"text": ["De moskee viel.", "Het leger wacht.", "Een moskee, twee."]}, index=["a", "b", "c"])
board = lb.board(articles, language="nl", notes="notes.csv")
def tell(_):
    Path("told.txt").write_text(repr((board.selection.index.tolist(), board.chosen, board.query)))
board.widget.observe(tell, "chosen")
board
"""


def wait_for(path: Path, told: str, page: Any) -> None:
    """Waits until the kernel has written this."""
    for _ in range(100):
        if path.exists() and path.read_text() == told:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{path.name} says {path.read_text() if path.exists() else 'nothing'}, not {told}")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_a_live_board_tells_the_kernel_what_is_chosen_and_keeps_notes(run_code, project, theme):
    folder = project / "notebooks"
    for name in ("told.txt", "notes.csv"):
        (folder / name).unlink(missing_ok=True)
    seen = run_code(CELL, theme=theme)
    board = Board(seen)
    board.search("moskee", "found 2 times, in 2 of the 3 articles shown.")
    board.all.get_by_role("checkbox", name="only articles with the query").check()
    board.told.filter(has_text="2 of 3 articles are shown: with the query.").wait_for()
    board.articles.last.locator(".lb-read").click()
    wait_for(folder / "told.txt", "(['a', 'c'], ['c'], 'moskee')", seen.page)
    board.articles.first.locator(".lb-beside").click()
    board.reading.get_by_label("Label").select_option("chance")
    wait_for(folder / "told.txt", "(['a', 'c'], ['c', 'a'], 'moskee')", seen.page)
    for _ in range(50):
        if (folder / "notes.csv").exists():
            break
        seen.page.wait_for_timeout(100)
    assert lb.read_table(folder / "notes.csv")[["article_a", "article_b", "label"]].values.tolist() == [
        ["a", "c", "chance"]
    ]
    assert axe_violations(seen.page, ".lb-board") == []
    seen.picture(f"live board {theme}")
