"""`make app`: the start page for people who do not read code, served by Voilà."""

from .conftest import axe_violations


def test_the_app_shows_the_finding_and_the_board_and_no_code(open_page, app):
    seen = open_page()
    page = seen.page
    page.goto(app)
    board = page.locator(".lb-board")
    board.get_by_role("searchbox").fill("mosul")
    board.locator(".lb-meaning").filter(has_text="in 2 of the 2 articles shown").wait_for()
    assert page.get_by_text("2 articles").first.is_visible()
    assert page.locator(".jp-CodeCell .jp-InputArea, .cm-editor").count() == 0
    assert page.get_by_text("import leesbril").count() == 0
    board.locator(".lb-beside:enabled").first.click()
    board.get_by_text("3 shared passages").first.wait_for()
    assert page.title() == "Leesbril"
    pictures = page.locator("#rendered_cells img")
    assert pictures.count() == 2
    assert pictures.evaluate_all("all => all.every((one) => one.naturalWidth > 0 && one.alt.startsWith('Bar chart'))")
    assert axe_violations(page) == []
    seen.picture("app")


def test_the_app_on_own_articles_shows_these_and_not_the_seeds(app_on_own_articles, open_page):
    seen = open_page()
    page = seen.page
    page.goto(app_on_own_articles)
    board = page.locator(".lb-board")
    board.locator(".lb-articles li").nth(2).wait_for()
    assert page.get_by_text("3 articles").first.is_visible()
    board.get_by_role("searchbox").fill("markt")
    board.locator(".lb-meaning").filter(has_text="in 1 of the 3 articles shown").wait_for()
    board.get_by_role("searchbox").fill("mosul")
    board.locator(".lb-meaning").filter(has_text="found 0 times").wait_for()
    assert page.locator(".jp-CodeCell .jp-InputArea, .cm-editor").count() == 0
    seen.picture("app on own articles")
