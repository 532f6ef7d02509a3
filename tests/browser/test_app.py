"""`make app`: the start page for people who do not read code, served by Voilà."""

from .conftest import axe_violations


def test_the_app_shows_the_finding_and_the_explorer_and_no_code(open_page, app):
    seen = open_page()
    page = seen.page
    page.goto(app)
    board = page.locator(".leesbril-explorer")
    board.locator(".leesbril-status [role=status]").filter(has_text="5 occurrences of IS").wait_for()
    assert page.get_by_text("2 articles").first.is_visible()
    assert page.locator(".jp-CodeCell .jp-InputArea, .cm-editor").count() == 0
    assert page.get_by_text("import leesbril").count() == 0
    board.locator(".leesbril-choices button", has_text="mosul").first.click()
    board.locator(".leesbril-status [role=status]").filter(has_text="occurrences of mosul").wait_for()
    board.locator("tbody tr").nth(1).click()
    board.get_by_text("3 shared passages").wait_for()
    assert page.title() == "Leesbril"
    assert page.get_by_role("main").get_by_role("region", name="Explorer of articles").count() == 1
    pictures = page.locator("#rendered_cells img")
    assert pictures.count() == 2
    assert pictures.evaluate_all("all => all.every((one) => one.naturalWidth > 0 && one.alt.startsWith('Bar chart'))")
    assert axe_violations(page) == []
    seen.picture("app")


def test_the_app_on_own_articles_shows_these_and_not_the_seeds(app_on_own_articles, open_page):
    seen = open_page()
    page = seen.page
    page.goto(app_on_own_articles)
    board = page.locator(".leesbril-explorer")
    board.locator("tbody tr").nth(2).wait_for()
    assert page.get_by_text("3 articles").first.is_visible()
    assert board.locator("tbody").get_by_text("markt").count() > 0
    assert page.get_by_text("mosul").count() == 0
    assert page.locator(".jp-CodeCell .jp-InputArea, .cm-editor").count() == 0
    seen.picture("app on own articles")
