"""What articles state on the board: marks in the text, the tab Claims for one article and for two."""

import csv
import io
import re
from pathlib import Path

import pandas as pd
import pytest

import leesbril as lb
from leesbril.facts.attributions import attributions
from leesbril.facts.names import name_groups, names
from leesbril.facts.quantities import quantities
from leesbril.facts.quantities_side_by_side import quantities_side_by_side
from leesbril.facts.sources import sources_relied_on
from leesbril.wording.report_language import written_in

from .conftest import ROOT, axe_violations

MARK = "Mark names, numbers, times and sources"
SIDES = ["relation", "counted", "unit", "written_a", "written_b", "text_a", "text_b"]
NUMBERS = pd.DataFrame(
    {
        "text": [
            "In de haven lagen meer dan 300 schepen. Het duurde twee uur. Er waren 5 agenten en 12 burgers.",
            "In de haven lagen niet meer dan 300 schepen. De reis duurde drie uur. Veel burgers en 5 agenten keken.",
        ]
    },
    index=["a", "b"],
)


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("claims")
    seeds = lb.read_articles(ROOT / "seeds")
    french = pd.DataFrame({"text": ["La ville a 300 habitants."]})
    english = pd.DataFrame({"text": ["The town has 300 people."]})
    made = {
        "seeds": lb.save_board(seeds, folder / "seeds.html", language="nl"),
        "numbers": lb.save_board(NUMBERS, folder / "numbers.html", language="nl"),
        "french": lb.save_board(french, folder / "french.html", language="fr"),
        "english": lb.save_board(english, folder / "english.html", language="en"),
        "bare": lb.save_board(seeds, folder / "bare.html", language="nl", texts=False),
    }
    with written_in("nl"):
        return made | {"dutch": lb.save_board(seeds, folder / "dutch.html", language="nl")}


@pytest.fixture(scope="module")
def tokens():
    return lb.tokens(lb.read_articles(ROOT / "seeds"), language="nl")


@pytest.fixture
def opened(open_page, files):
    """Opens a board at the tab Claims, with the network off."""

    def at(name, width=1280, *, dark=False, tab="Claims"):
        seen = open_page(width)
        page = seen.page
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.context.set_offline(True)
        page.goto(files[name].as_uri())
        page.get_by_role("tab", name=tab, exact=True).click()
        return page

    return at


def beside(page):
    page.locator(".lb-beside").nth(1).click()


def table(page, name):
    with page.expect_download() as offered:
        page.get_by_role("button", name=f"CSV: {name}", exact=True).click()
    return list(csv.DictReader(io.StringIO(Path(offered.value.path()).read_text(encoding="utf-8-sig"))))


def plain(frame, columns):
    """The columns of a frame as a CSV has them; an apostrophe would be before what a spreadsheet reads as a formula."""
    return [dict(zip(columns, map(str, row), strict=True)) for row in frame[columns].fillna("").values.tolist()]


def told(rows, columns):
    return [{name: row[name] for name in columns} for row in rows]


def test_the_names_and_sources_of_the_articles_shown_are_those_of_the_code(opened, tokens):
    page = opened("seeds")
    columns = ["name", "kind", "variants", "count", "articles"]
    assert told(table(page, "Names in the articles shown"), columns) == plain(name_groups(tokens), columns)
    columns = ["source", "statements", "articles", "stated", "quoted", "zou", "hope", "wish"]
    assert told(table(page, "Sources most relied on"), columns) == plain(sources_relied_on(tokens), columns)


def test_a_name_is_searched_with_all_its_variants(opened, tokens):
    page = opened("seeds")
    page.get_by_role("button", name="Islamitische Staat", exact=True).click()
    query = page.get_by_role("searchbox").input_value()
    variants = name_groups(tokens).set_index("name").loc["Islamitische Staat", "variants"].split(" · ")
    small = {variant.lower() for variant in variants}
    assert {part.strip('"').lower() for part in query.split(" OR ")} == small
    assert len(small) > 1
    page.locator(".lb-meaning", has_text="in 2 of the 2 articles shown").wait_for()
    assert page.get_by_role("tab", name="Word").get_attribute("aria-selected") == "true"


def test_the_numbers_and_statements_of_the_article_that_is_read_lead_to_their_places(opened, tokens):
    page = opened("seeds")
    page.locator(".lb-read").nth(1).click()
    second = tokens.names[1]
    rows = table(page, "Numbers")
    found = quantities(tokens)
    found = found[found["article"] == second]
    assert [row["written"] for row in rows] == found["written"].tolist()
    assert [float(row["high"]) for row in rows] == found["high"].tolist()
    (fighters,) = [row for row in rows if row["written"] == "niet meer dan 300"]
    assert (fighters["source"], fighters["firmness"]) == ("schattingen van het Iraakse leger", "zou")
    page.get_by_role("button", name="meer dan 100.000", exact=True).click()
    here = page.locator(".lb-text .lb-here")
    assert here.inner_text() == "meer dan 100.000"
    said = attributions(tokens)
    assert len(table(page, "Who says what")) == (said["article"] == second).sum()
    page.get_by_role("button", name="hem dood").click()
    assert here.inner_text() == "hem dood"
    (heading,) = table(page, "Headings firmer than their text")
    assert (heading["heading"], heading["firmness"]) == ("Al-Baghdadi is Mosul ontvlucht", "zou")


def test_facts_are_marked_in_the_text_with_what_they_mean_and_hits_stay_on_top(opened, tokens):
    page = opened("seeds")
    before = page.locator(".lb-text").inner_text()
    assert page.locator(".lb-text .lb-fact").count() == 0
    page.get_by_label(MARK).check()
    assert page.get_by_label(MARK).evaluate("box => box === document.activeElement")
    assert page.locator(".lb-text").inner_text() == before
    assert page.locator('.lb-text [title="20,000–99,999 burgers"]').inner_text() == "tienduizenden"
    assert page.locator('.lb-text [title="2 weeks before the day of publication"]').inner_text() == "Twee weken geleden"
    assert page.locator('.lb-text [title="name: Mosul (place)"]').first.inner_text() == "Mosul"
    title = "says: een woordvoerder van het leger; firmness: quoted"
    assert page.locator(f'.lb-text [title="{title}"]').inner_text() == "verklaarde een woordvoerder van het leger"
    kinds = page.locator(".lb-fact-legend .lb-fact")
    assert kinds.all_inner_texts() == ["Name", "Number", "Time", "Source"]
    styles = kinds.evaluate_all("nodes => nodes.map((node) => getComputedStyle(node).textDecorationStyle)")
    assert len(set(styles)) == 4  # not by colour alone
    page.get_by_role("searchbox").fill("tienduizenden burgers")
    hit = page.locator(".lb-text mark.lb-hit")
    hit.wait_for()
    assert hit.inner_text() == "tienduizenden burgers"
    assert hit.locator(".lb-fact-number").inner_text() == "tienduizenden"
    page.get_by_label(MARK).uncheck()
    assert page.locator(".lb-text .lb-fact").count() == 0
    assert hit.inner_text() == "tienduizenden burgers"


def test_two_articles_have_their_numbers_side_by_side_and_a_click_goes_to_each(opened, tokens):
    page = opened("seeds")
    beside(page)
    page.get_by_role("heading", name="The intervals of 1 number that both give are apart").wait_for()
    apart = page.locator(".lb-claims-apart")
    assert apart.locator("p").inner_text() == "burger · the intervals are apart"
    assert apart.get_by_role("button").all_inner_texts() == ["tienduizenden burgers", "meer dan 100.000 burgers"]
    assert apart.get_by_text("20,000–99,999 · no source named").count() == 1
    assert (
        apart.locator("blockquote").last.inner_text() == "Nog altijd zitten meer dan 100.000 burgers vast in de stad."
    )
    expected = quantities_side_by_side(tokens, *tokens.names)
    assert told(table(page, "Numbers side by side"), SIDES) == plain(expected, SIDES)
    apart.get_by_role("button").last.click()
    here = page.locator(".lb-side-text .lb-here")
    assert here.inner_text() == "meer dan 100.000"
    assert (
        page.locator(".lb-side-text")
        .nth(1)
        .evaluate(
            """(pane) => {
            const [outer, inner] = [pane, pane.querySelector(".lb-here")].map((part) => part.getBoundingClientRect());
            return inner.top >= outer.top && inner.bottom <= outer.bottom;
        }"""
        )
    )
    page.get_by_label(MARK).check()
    assert page.locator('.lb-side-text [title="20,000–99,999 burgers"]').inner_text() == "tienduizenden"
    assert "contradict" not in page.locator(".lb-board").inner_text().lower()


def test_intervals_that_touch_are_apart_if_one_of_them_excludes_the_end_and_vague_ones_are_never_the_same(opened):
    page = opened("numbers")
    beside(page)
    expected = quantities_side_by_side(NUMBERS, "a", "b", language="nl")
    rows = table(page, "Numbers side by side")
    assert told(rows, SIDES) == plain(expected, SIDES)
    relations = {(row["counted"], row["relation"]) for row in rows}
    # more than 300 and at most 300 touch at 300, which the first excludes; many may be twelve
    assert {("schip", "apart"), ("burger", "overlap"), ("agent", "same")} <= relations


def test_who_is_named_in_both_and_in_one_is_that_of_the_code(opened, tokens):
    page = opened("seeds")
    beside(page)
    found = names(tokens)
    first, second = (
        name_groups(found=found[found["article"] == name]).set_index("name")[["count", "variants"]]
        for name in tokens.names
    )
    rows = table(page, "Who is named")
    expected = {name: ("both" if name in second.index else "only a") for name in first.index}
    expected |= {name: "only b" for name in second.index if name not in first.index}
    assert {row["name"]: row["named"] for row in rows} == expected
    assert [row["named"] for row in rows] == sorted(row["named"] for row in rows)
    for side, groups in (("a", first), ("b", second)):
        here = {row["name"]: [int(row[f"count_{side}"]), row[f"variants_{side}"]] for row in rows}
        assert {name: told for name, told in here.items() if told[0]} == dict(
            zip(groups.index, groups.values.tolist(), strict=True)
        )
    only = page.locator(".lb-claims-named h4", has_text="only in the second").locator("xpath=following-sibling::ul[1]")
    assert "Reuters" in only.inner_text()
    page.get_by_role("button", name="Python code: Who is named").click()
    code = page.locator(".lb-claims-named pre").inner_text()
    assert code.splitlines()[-2:] == ["a, b = articles.index[[0, 1]]", "lb.who_is_named(tokens, a, b)"]


def test_claims_are_reached_with_the_keyboard_alone(opened):
    page = opened("seeds", tab="Pairs")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", name="Claims").get_attribute("aria-selected") == "true"
    page.get_by_label(MARK).focus()
    page.keyboard.press("Space")
    page.locator(".lb-text .lb-fact").first.wait_for()
    page.get_by_role("button", name="tienduizenden").focus()
    page.keyboard.press("Enter")
    assert page.locator(".lb-text .lb-here").inner_text() == "tienduizenden"
    assert page.get_by_role("button", name="tienduizenden").evaluate("button => button === document.activeElement")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_claims_are_accessible_and_no_wider_than_the_screen(width, dark, opened):
    page = opened("seeds", width, dark=dark)
    page.get_by_label(MARK).check()
    for two in (False, True):
        if two:
            beside(page)
        assert axe_violations(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_language_without_rules_and_a_board_without_texts_say_so(opened):
    page = opened("french")
    page.get_by_text("There are no rules for names, numbers, times and sources in the language").wait_for()
    assert page.get_by_label(MARK).count() == 0
    assert page.locator(".lb-text").inner_text() == "La ville a 300 habitants."
    page = opened("english")
    assert [row["written"] for row in table(page, "Numbers")] == ["300"]
    page = opened("bare")
    page.locator(".lb-claims").get_by_text("The texts were left out of this board").wait_for()


def test_claims_in_dutch_say_nothing_in_english(opened):
    page = opened("dutch", tab="Beweringen")
    page.get_by_label("Markeer namen, getallen, tijden en bronnen").check()
    titles = page.locator(".lb-text [title]").evaluate_all("nodes => nodes.map((node) => node.title)")
    one = page.locator(".lb-claims").inner_text()
    beside(page)
    shown = " ".join([one, page.locator(".lb-claims").inner_text(), *titles])
    assert not re.search(
        r"\b(the|articles?|numbers?|names?|source|sources|says|who|first|second)\b", shown, re.IGNORECASE
    )
