"""The explorer as a person uses it: with the mouse, with the keyboard alone, in a small window, in the dark."""

from typing import Any

import pytest

from . import toys
from .conftest import Seen, axe_violations

START = "notebooks/00-start-here.ipynb"
FIRST, SECOND = "000_850d7661f628d64b", "002_5f6de70efd7ba129"


class Board:
    """The explorer on a page: where its parts are, and what it says."""

    def __init__(self, seen: Seen) -> None:
        self.seen, self.page = seen, seen.page
        self.all = seen.page.locator(".leesbril-explorer")
        self.said = self.all.locator(".leesbril-status [role=status]")
        self.rows = self.all.get_by_role("grid", name="Articles").locator("tbody tr")
        self.terms = self.all.get_by_role("list", name="by TF-IDF").get_by_role("button")
        self.common = self.all.get_by_role("list", name="Most in common").get_by_role("button")
        self.lines = self.all.locator(".leesbril-choices button", has_text="sentence ")
        self.article = self.all.locator(".leesbril-article")
        self.code = self.all.get_by_role("region", name="The code that shows the same")
        self.says("Choose ")

    def says(self, words: str) -> None:
        """Waits until the status line says so, and the kernel has done its work."""
        self.said.filter(has_text=words).wait_for()
        self.all.locator(".leesbril-status:not(.busy)").wait_for()

    def shows_code(self, words: str) -> None:
        """Waits until the code says so."""
        self.all.locator("pre", has_text=words).wait_for()

    def selected(self) -> list[str]:
        """The articles whose rows are chosen, for the eye and for a screen reader."""
        chosen = self.all.locator("tr.selected").all_inner_texts()
        assert self.rows.and_(self.page.locator("[aria-selected=true]")).all_inner_texts() == chosen
        return [row.split("\t")[0] for row in chosen]

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.innerText"))

    def mark_is_in_its_box(self) -> bool:
        inside = """box => {
            const [outer, inner] = [box, box.querySelector("mark")].map((part) => part.getBoundingClientRect());
            return inner.top >= outer.top && inner.bottom <= outer.bottom;
        }"""
        return bool(self.article.evaluate(inside))


def narrower_than_the_page(page: Any) -> bool:
    wide = ".leesbril-explorer, .leesbril-explorer *:not(pre)"
    edges = f"""[...document.querySelectorAll("{wide}")].every((part) =>
        part.closest("pre, .leesbril-choices ol") || part.getBoundingClientRect().right <= innerWidth + 1)"""
    return bool(page.evaluate(edges))


def test_a_term_leads_to_its_lines_a_line_to_its_place_and_a_second_article_to_the_two_side_by_side(run_all):
    board = Board(run_all(START))
    assert board.selected() == [FIRST]
    assert board.terms.first.inner_text().split()[0] == "IS"
    board.seen.picture("one article")

    board.terms.filter(has_text="ramadan").click()
    board.says("2 occurrences of ramadan")
    assert board.lines.count() == 2
    assert board.terms.filter(has_text="ramadan").get_attribute("aria-pressed") == "true"
    board.lines.nth(1).click()
    board.article.locator("p", has_text="claimen. De ramadan is").locator("mark").wait_for()
    assert board.article.locator("mark").all_inner_texts() == ["ramadan"]
    assert board.article.evaluate("box => box.scrollTop") > 0
    assert board.mark_is_in_its_box()
    board.shows_code("'ramadan'")

    board.all.get_by_label("leave out stop words").uncheck()
    board.shows_code("stop_words='keep'")
    board.all.get_by_label("leave out stop words").check()

    board.rows.nth(1).click()
    board.says("side by side")
    assert board.selected() == [FIRST, SECOND]
    assert not board.article.is_visible()
    board.all.get_by_text("3 shared passages").wait_for()
    board.all.get_by_label("shortest passage, in words").fill("7")
    board.all.get_by_text("2 shared passages").wait_for()
    board.shows_code("min_words=7")
    assert board.all.get_by_role("list", name="Cosine").get_by_role("listitem").count() == 25
    board.seen.picture("two articles")

    board.rows.nth(0).click()
    board.says(f"{SECOND}: ")
    board.rows.nth(1).click()
    board.says("No article is chosen")
    assert board.selected() == []
    assert not board.code.is_visible()


def test_the_code_can_be_copied(run_all):
    board = Board(run_all(START))
    board.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    board.all.get_by_role("button", name="Copy the code").click()
    board.all.get_by_text("Copied.").wait_for()
    assert board.page.evaluate("navigator.clipboard.readText()") == board.code.text_content()


def test_everything_is_reached_with_the_keyboard_alone_and_no_key_leaves_the_board(run_all):
    board = Board(run_all(START, theme="JupyterLab Dark"))
    press, cells = board.page.keyboard.press, board.page.locator(".jp-Notebook .jp-Cell").count()
    board.rows.first.focus()
    press("Tab")
    press("Tab")
    press("Tab")
    assert board.page.evaluate("document.activeElement.dataset.key") == "IS"
    press("ArrowDown")
    press("x")  # in JupyterLab: cut the cell
    press("ArrowDown")
    assert "mosul" in board.focused()
    press("Enter")
    board.says("occurrences of mosul")
    assert "mosul" in board.focused()
    press("Tab")
    assert SECOND in board.focused()  # the list of the most similar
    press("Tab")
    press("ArrowDown")
    press("Enter")
    board.page.wait_for_function("document.activeElement.ariaPressed === 'true'")
    assert board.lines.nth(1).get_attribute("aria-pressed") == "true"
    press("Tab")
    assert board.page.evaluate("document.activeElement.className") == "leesbril-article"

    board.rows.first.focus()
    press("ArrowDown")
    press("Enter")
    board.says("side by side")
    assert SECOND in board.focused()
    assert board.page.locator(".jp-Notebook .jp-Cell").count() == cells
    board.all.get_by_label("shortest passage, in words").focus()
    press("ArrowRight")
    board.shows_code("min_words=6")
    board.seen.picture("two articles, dark")
    assert axe_violations(board.page, ".leesbril-explorer") == []


@pytest.mark.parametrize(("theme", "width"), [("JupyterLab Light", 1280), ("JupyterLab Dark", 800)])
def test_the_explorer_has_no_serious_fault_for_a_screen_reader_and_fits_its_window(run_all, theme, width):
    board = Board(run_all(START, theme=theme, width=width))
    assert axe_violations(board.page, ".leesbril-explorer") == []
    assert narrower_than_the_page(board.page)
    board.all.evaluate("board => board.scrollIntoView()")
    board.seen.picture(f"one article, {theme}, {width}")
    board.rows.nth(1).click()
    board.says("side by side")
    assert axe_violations(board.page, ".leesbril-explorer") == []
    assert narrower_than_the_page(board.page)
    board.all.evaluate("board => board.scrollIntoView()")
    board.seen.picture(f"two articles, {theme}, {width}")


def test_names_and_texts_with_html_are_shown_as_they_are_and_a_sorted_table_still_chooses_the_right_article(run_code):
    board = Board(run_code(toys.ODD))
    assert "<img src=x" in board.rows.nth(2).inner_text()
    board.all.get_by_role("button", name="title: Activate to sort").click()
    board.page.wait_for_function("document.querySelector('.leesbril-explorer tbody tr').innerText.startsWith('empty')")
    board.rows.filter(has_text="<img").click()
    board.says("d and <img src=x onerror=document.title='broken'> side by side")
    board.all.locator(".leesbril-reader", has_text="<script>document.title").wait_for()
    board.rows.filter(has_text="Bravo").click()
    board.says("Two at a time: d was deselected. <img src=x onerror=document.title='broken'> and b side by side")
    assert sorted(board.selected()) == ["<img src=x onerror=document.title='broken'>", "b"]
    board.rows.filter(has_text="<img").click()
    board.says("b: ")
    board.rows.filter(has_text="empty").click()
    board.says("b and empty side by side")
    board.all.get_by_text("No shared passages.").wait_for()
    board.rows.filter(has_text="Bravo").click()
    board.says("empty: No terms")
    assert board.article.inner_text() == "De het een en van."
    assert axe_violations(board.page, ".leesbril-explorer") == []
    assert "broken" not in board.page.title()
    board.seen.picture("an article of stop words only")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_a_point_leads_to_its_pair_side_by_side_and_a_name_in_the_list_of_the_most_similar_does(run_code, theme):
    board = Board(run_code(toys.THREE, theme=theme, width=800))
    points = board.all.locator(".mark-symbol path")
    points.first.wait_for()
    assert points.count() == 3
    points.first.click()  # the most similar come first
    board.says("alfa and charlie side by side")
    board.all.get_by_text("1 shared passage").wait_for()
    assert narrower_than_the_page(board.page)
    assert axe_violations(board.page, ".leesbril-explorer") == []
    board.seen.picture(f"a point, {theme}")
    board.rows.filter(has_text="charlie").click()
    board.says("alfa: ")
    points.first.click()
    board.says("alfa and charlie side by side")
    board.rows.filter(has_text="charlie").click()
    board.says("alfa: ")
    board.all.get_by_role("list", name="Most similar to").get_by_role("button", name="charlie").click()
    board.says("alfa and charlie side by side")


def test_the_cloud_is_as_wide_as_the_room_that_it_has_also_when_that_changes_without_the_window(run_code):
    board = Board(run_code(toys.THREE))
    points = board.all.locator(".mark-symbol path")
    points.first.wait_for()
    board.all.evaluate("board => (board.style.width = '400px')")
    fits = """() => {
        const [room, chart] = [".vega-embed", ".vega-embed svg"].map((part) => document.querySelector(part));
        return room.clientWidth < 400 && Math.abs(chart.getBoundingClientRect().width - room.clientWidth) < 2;
    }"""
    board.page.wait_for_function(fits)
    points.first.click()
    board.says("alfa and charlie side by side")


def test_a_pair_of_the_cloud_is_chosen_with_the_keyboard_alone_and_the_focus_is_never_lost(run_code):
    board = Board(run_code(toys.THREE, theme="JupyterLab Dark"))
    press = board.page.keyboard.press
    assert board.common.first.inner_text().split("\n")[0] == "alfa and charlie"
    board.rows.last.focus()
    press("Tab")  # past the points, which are no stops
    assert "alfa and charlie" in board.focused()
    press("Enter")
    board.says("alfa and charlie side by side")
    assert board.selected() == ["alfa", "charlie"]
    assert board.common.first.get_attribute("aria-pressed") == "true"
    assert board.focused() == board.common.first.inner_text()
    board.seen.picture("a pair of the list")


def test_after_a_choice_that_hides_its_list_the_focus_is_at_the_line_that_says_what_is_shown(run_code):
    board = Board(run_code(toys.THREE))
    board.all.get_by_role("list", name="Most similar to").get_by_role("button", name="charlie").focus()
    board.page.keyboard.press("Enter")
    board.says("alfa and charlie side by side")
    board.page.wait_for_function("document.activeElement.getAttribute('role') === 'status'")
    assert board.focused().startswith("alfa and charlie side by side")
    board.page.keyboard.press("Tab")
    assert board.page.evaluate("document.activeElement.type") == "checkbox"


def test_the_focus_that_went_elsewhere_is_not_taken_back(run_code):
    board = Board(run_code(toys.THREE))
    board.terms.first.focus()
    board.page.evaluate("document.activeElement.blur()")
    board.all.locator(".mark-symbol path").first.dispatch_event("click")
    board.rows.filter(has_text="charlie").dispatch_event("click")
    board.says("alfa and charlie side by side")
    board.page.wait_for_timeout(300)
    assert board.page.evaluate("document.activeElement.getAttribute('role')") != "status"


def test_the_browser_tells_a_screen_reader_which_rows_are_chosen(run_code):
    board = Board(run_code(toys.THREE))
    board.rows.filter(has_text="charlie").click()
    board.says("alfa and charlie side by side")
    board.page.wait_for_function("document.querySelectorAll('.leesbril-explorer [aria-selected=true]').length === 2")
    tree = board.page.context.new_cdp_session(board.page).send("Accessibility.getFullAXTree")["nodes"]
    chosen = {"name": "selected", "value": {"type": "booleanOrUndefined", "value": True}}
    rows = [node for node in tree if node.get("role", {}).get("value") == "row" and chosen in node["properties"]]
    assert [row["name"]["value"] for row in rows] == ["alfa 13", "charlie 12"]


def test_with_the_colours_of_the_system_what_is_chosen_and_the_bars_still_have_edges(run_code):
    board = Board(run_code(toys.THREE))
    board.page.emulate_media(forced_colors="active")
    edge = "part => getComputedStyle(part).borderTop"
    assert board.all.locator("tr.selected td").first.evaluate(edge).startswith("3px solid")
    assert board.terms.first.locator(".bar").evaluate(edge).startswith("1px solid")
    assert board.terms.first.evaluate("part => getComputedStyle(part, '::before').borderInlineStartWidth") == "4px"
    board.seen.picture("colours of the system")


def test_what_is_known_of_articles_fits_a_small_window_and_no_date_is_broken(run_code):
    board = Board(run_code(toys.KNOWN, width=800))
    one_line = "cells => cells.every((cell) => getComputedStyle(cell).whiteSpace === 'nowrap')"
    dates = board.rows.locator("td.dt-nowrap")
    assert dates.all_inner_texts() == ["2017-05-01", "2017-05-02", "2017-05"]
    assert dates.evaluate_all(one_line)
    assert board.all.locator("table").first.evaluate("table => table.offsetWidth <= table.parentElement.clientWidth")
    assert narrower_than_the_page(board.page)
    board.all.evaluate("board => board.scrollIntoView()")
    board.seen.picture("known of articles, 800")
    board.rows.nth(2).click()
    board.says("side by side")
    slider, number = (board.all.locator(f".leesbril-slider {part}").bounding_box() for part in ("input", "output"))
    assert 0 < number["x"] - slider["x"] - slider["width"] < 20
    assert abs(number["y"] + number["height"] / 2 - slider["y"] - slider["height"] / 2) < 6
    board.seen.picture("slider, 800")


def test_one_article_alone_can_be_read(run_code):
    board = Board(run_code(toys.ONE))
    assert [term.split()[0] for term in board.terms.all_inner_texts()] == ["dijk", "stand", "houdt"]
    assert board.article.locator("mark").all_inner_texts() == ["dijk"]


def test_of_1500_articles_the_table_comes_first_then_a_mark_then_the_answer(run_code):
    seen = run_code(toys.many(1500), width=800)
    # On a busy machine the page may be drawn when all is counted: then the answer is there, and no mark.
    status = seen.page.locator(".leesbril-status")
    marked = status.and_(seen.page.locator(".busy")).filter(has_text="Counting 1,500 articles …")
    marked.or_(status.filter(has_text="article-0000: ")).first.wait_for()
    seen.page.locator(".leesbril-explorer tbody tr").nth(7).wait_for()
    seen.picture("1500 articles, counting")
    top = seen.page.locator(".leesbril-status").bounding_box()["y"]
    board = Board(seen)
    board.says("article-0000: ")
    board.all.locator(".mark-symbol path").first.wait_for()
    assert seen.page.locator(".leesbril-status").bounding_box()["y"] == top

    board.all.get_by_role("searchbox").fill("1234")
    board.page.wait_for_function("document.querySelectorAll('.leesbril-explorer tbody tr').length === 1")
    board.rows.first.click()
    board.says("article-0000 and article-1234 side by side")
    board.all.get_by_role("searchbox").fill("0777")
    board.rows.filter(has_text="article-0777").click()
    board.says("Two at a time: article-0000 was deselected. article-1234 and article-0777 side by side")
    board.rows.first.click()
    board.says("article-1234: ")
    board.all.get_by_label("leave out stop words").uncheck()
    seen.page.locator(".leesbril-status.busy", has_text="Counting").wait_for()
    board.says("article-1234: ")
    assert narrower_than_the_page(board.page)
    seen.picture("1500 articles, one of them")
