"""The tab Stories of the board: which of the articles shown report one event, and why."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

import leesbril as lb
from leesbril.wording.report_language import written_in

from .conftest import axe_violations

FIRE = "De brand in de Houthaven verwoestte drie loodsen van scheepswerf Damen; brandweerman Pieterse raakte gewond."
STORM = "Storm Eunice blies het dak van station Zutphen; machinist Aalders zag de dakpannen op het perron vallen."
TEXTS = [FIRE, f"Vannacht. {FIRE}", STORM, f"Woensdag meldt ProRail: {STORM}", "Het regent in het hele land."]
DAYS = ["2022-05-03", "2022-05-04", "2022-05-04", "2022-05-04", "2022-05-05"]


@pytest.fixture(scope="module")
def articles():
    dates = pd.to_datetime(pd.Series(DAYS))
    told = {"publisher": ["Bode", "Courant", "Bode", "Courant", "Bode"], "language": "nl"}
    told |= {"title": ["Brand in haven", "Loodsen weg", "Dak van station", "Dakpannen op perron", "Regen"]}
    frame = pd.DataFrame({"text": TEXTS, **told})
    return frame.assign(date_start=dates, date_end=dates + pd.Timedelta(days=1)).set_index(pd.Index(list("abcde")))


@pytest.fixture(scope="module")
def files(tmp_path_factory, articles) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("stories")
    made = {
        "five": lb.save_board(articles, folder / "five.html"),
        "bare": lb.save_board(articles.drop(columns="title"), folder / "bare.html", texts=False),
        "alone": lb.save_board(articles.tail(1), folder / "alone.html"),
    }
    with written_in("nl"):
        return made | {"dutch": lb.save_board(articles, folder / "dutch.html")}


@pytest.fixture
def opened(open_page, files):
    """Opens a board at the tab Stories, with the network off."""

    def at(name, width=1280, *, dark=False, tab="Stories"):
        page = open_page(width).page
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.context.set_offline(True)
        page.goto(files[name].as_uri())
        page.get_by_role("tab", name=tab, exact=True).click()
        return page

    return at


def headings(page):
    return [node.inner_text() for node in page.locator(".lb-story summary .lb-label").all()]


def test_stories_are_listed_with_that_of_what_is_read_open(opened):
    page = opened("five")
    assert page.locator(".lb-stories h3").inner_text() == "2 stories, with 4 articles of those shown"
    first = page.locator(".lb-story[open]")
    assert first.count() == 1
    assert [node.inner_text() for node in first.locator("li .lb-link").all()][::2] == ["Brand in haven", "Loodsen weg"]
    assert "the first by date" in first.locator("li").first.inner_text()  # 3 May ends before 4 May begins


def test_of_one_day_nobody_is_first(opened):
    page = opened("five")
    page.locator(".lb-stories .lb-story summary").nth(1).click()
    page.locator(".lb-stories .lb-story").nth(1).locator("li").first.wait_for()
    assert "Which came first cannot be decided." in page.locator(".lb-stories .lb-story").nth(1).inner_text()


def test_only_one_story_can_be_shown_and_all_articles_again(opened):
    page = opened("five")
    page.locator(".lb-stories .lb-story summary").nth(1).click()
    page.locator(".lb-stories .lb-story").nth(1).get_by_role("button", name="Show only this story: 2 articles").click()
    assert page.locator(".lb-articles > li").count() == 2
    assert "2 of 5 articles are shown: the story “" in page.locator(".lb-filters-told").inner_text()
    page.get_by_role("button", name="Show all articles").click()
    assert page.locator(".lb-articles > li").count() == 5


def test_the_nearest_is_put_beside_an_article(opened):
    page = opened("five")
    page.locator(".lb-story[open] li").first.locator(".lb-link").nth(1).click()
    assert page.locator(".lb-articles > li.lb-chosen").count() == 2


def test_the_table_is_that_of_python(opened, articles):
    page = opened("five")
    with page.expect_download() as offered:
        page.get_by_role("button", name="CSV: Stories among the articles shown", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(Path(offered.value.path()).read_text(encoding="utf-8-sig"))))
    expected = lb.stories(lb.tokens(articles))
    assert sorted((row["article"], row["nearest"], row["reason"]) for row in rows) == sorted(
        expected[["article", "nearest", "reason"]].itertuples(index=False, name=None)
    )


def test_without_texts_nothing_of_them_is_told(opened):
    page = opened("bare")
    told = page.locator(".lb-stories").inner_text()
    assert "2 stories" in told
    assert "Pieterse" not in page.content()


def test_an_article_alone_is_no_story(opened):
    told = opened("alone").locator(".lb-stories h3").inner_text()
    assert told == "No two of the articles shown report one event, as far as words and dates tell"


def test_it_is_dutch_in_a_dutch_report(opened):
    page = opened("dutch", tab="Verhalen")
    assert page.locator(".lb-stories h3").inner_text() == "2 verhalen, met 4 artikelen van wat getoond wordt"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_serious_fault(opened, width, dark):
    assert axe_violations(opened("five", width, dark=dark)) == []


def test_passages_in_several_articles_are_listed_with_their_places(opened):
    page = opened("five")
    section = page.locator(".lb-families")
    assert section.locator("h3").inner_text() == "2 passages are in several of the articles shown"
    section.locator("summary").first.click()
    section.locator("li button").nth(1).click()  # the rarer one first; in d it stands behind a few words
    here = page.locator(".lb-text .lb-here")
    here.first.wait_for()
    assert "".join(here.all_inner_texts()) == STORM.rstrip(".")
    with page.expect_download() as offered:
        page.get_by_role("button", name="CSV: Passages in several of the articles shown", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(Path(offered.value.path()).read_text(encoding="utf-8-sig"))))
    assert sorted((row["article"], row["text"]) for row in rows) == [
        ("a", FIRE.rstrip(".")),
        ("b", FIRE.rstrip(".")),
        ("c", STORM.rstrip(".")),
        ("d", STORM.rstrip(".")),
    ]


def test_a_filter_leaves_out_passages_of_which_one_place_is_left(opened):
    page = opened("five")
    page.locator(".lb-stories .lb-story summary").nth(1).click()
    page.locator(".lb-stories .lb-story").nth(1).get_by_role("button", name="Show only this story: 2 articles").click()
    assert page.locator(".lb-families h3").inner_text() == "1 passage is in several of the articles shown"
