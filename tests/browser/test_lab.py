"""`make lab`, as somebody sees it who never opened JupyterLab before."""

from .conftest import TOKEN, wait_until_idle


def test_the_first_screen_is_the_first_notebook_and_asks_nothing(fresh_lab, open_page):
    seen = open_page()
    page = seen.page
    page.goto(f"{fresh_lab}/?token={TOKEN}")  # from where make lab opens it
    page.get_by_role("heading", name="Start here").wait_for()
    wait_until_idle(page)
    page.wait_for_timeout(2_000)  # a question would come as soon as all is loaded
    assert page.locator(".Toastify__toast, .jp-Dialog").all_inner_texts() == []
    seen.picture("the first screen")
