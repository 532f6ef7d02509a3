"""Pairs on the board: the scatter, the threshold, two texts side by side, two sets; by mouse and by keyboard."""

import re

import pandas as pd
import pytest

import leesbril as lb

from .conftest import axe_violations

LONG = (
    "De burgemeester heeft gisteren gezegd dat de nieuwe haven aan de rand van het centrum pas volgend jaar kan worden "
    "geopend, omdat de vergunning nog niet rond is."
)
TEXTS = {
    "haven": ("Delta", f"{LONG} De kade is al klaar. Het regent in de polder en schippers wachten op de sluis."),
    "sluis": ("Bode", f"Een sluis is stuk. {LONG.replace('gisteren', 'dinsdag')} <b>Schippers</b> mopperen."),
    "markt": ("Bode", "De markt verhuist naar het plein, en kooplieden vrezen dat de markt op het plein minder trekt."),
    "plein": ("Bode", "Het plein krijgt bomen. De markt verhuist naar het plein, zeggen kooplieden."),
    "kat": ("Delta", "Een kat zat drie dagen in een boom en at daarna een hele vis."),
}
ARTICLES = pd.DataFrame(
    {"publisher": [publisher for publisher, _ in TEXTS.values()], "text": [text for _, text in TEXTS.values()]},
    index=list(TEXTS),
)


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    return lb.save_board(ARTICLES, tmp_path_factory.mktemp("board") / "board.html", language="nl")


@pytest.fixture
def opened(open_page, saved):
    """Opens the board at one of its tabs."""

    def at(tab, width=1280, scheme="light"):
        seen = open_page(width)
        seen.page.emulate_media(color_scheme=scheme)
        seen.page.goto(saved.as_uri())
        seen.page.get_by_role("tab", name=tab, exact=True).click()
        return seen.page

    return at


def set_threshold(page, value):
    page.get_by_role("slider", name="Lowest cosine").fill(str(value))
    told = "value => document.querySelector('.lb-threshold-handle output').textContent === value"
    page.wait_for_function(told, arg=f"{value:.2f}")
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )  # lists follow


def pairs(page):
    """The names of the pairs in the list."""
    return [button.get_attribute("aria-label") for button in page.locator("button.lb-pair").all()]


def labels(*names):
    return " and ".join(lb.labels(ARTICLES)[name] for name in names)


def test_a_click_on_a_dot_opens_both_articles_with_what_python_says_of_them(opened):
    page = opened("Pairs")
    set_threshold(page, 0.3)
    page.locator(".lb-dots circle").last.click()  # the pair that shares most is drawn last, on top
    told = str(lb.side_by_side(lb.tokens(ARTICLES, language="nl"), "haven", "sluis", labels=lb.labels(ARTICLES)))
    summary = page.locator(".lb-side-sum")
    summary.wait_for()
    assert summary.inner_text() == told.splitlines()[1]
    pressed = page.locator("button.lb-pair[aria-pressed=true]")
    assert pressed.get_attribute("aria-label") == labels("haven", "sluis")
    assert page.locator(".lb-ring circle").count() == 2


def clusters(pairs):
    """The number of groups of articles that pairs link, directly or through others."""
    groups = []
    for pair in pairs[["article_a", "article_b"]].itertuples(index=False, name=None):
        linked = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in linked] + [set(pair).union(*linked)]
    return len(groups)


def test_the_threshold_acts_on_the_list_the_scatter_the_clusters_and_the_sentence(opened):
    page = opened("Pairs")
    found = lb.similarity(lb.document_term_matrix(lb.tokens(ARTICLES, language="nl")))
    for value in (0.0, 0.1, 0.3, 1.0):
        set_threshold(page, value)
        above = found[found["cosine"] >= value]
        assert len(pairs(page)) == page.locator(".lb-dots circle").count() == len(above)
        assert page.locator(".lb-clusters > li").count() == clusters(above)
        assert page.locator(".lb-pairs-lists .lb-told").inner_text().startswith(f"{len(above)} of 10 pairs")
    assert page.get_by_role("heading", name="No pair is this similar").first.is_visible()


def test_only_pairs_of_articles_that_are_shown_are_listed(opened):
    page = opened("Pairs")
    set_threshold(page, 0)
    page.locator("summary", has_text="publisher").click()
    page.get_by_role("checkbox", name=re.compile("Bode")).check()
    page.wait_for_function("() => document.querySelectorAll('button.lb-pair').length === 3")
    assert pairs(page)[0] == labels("markt", "plein")


def test_the_keyboard_alone_moves_the_threshold_chooses_a_pair_and_jumps_between_its_sides(opened):
    page = opened("Pairs")
    set_threshold(page, 0.2)
    slider = page.get_by_role("slider", name="Lowest cosine")
    slider.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.lb-threshold-handle output').textContent === '0.225'")
    assert slider.evaluate("node => node === document.activeElement")
    page.locator("button.lb-pair").first.focus()
    page.keyboard.press("Enter")
    left, right = (page.locator(".lb-side-text").nth(side).locator("mark button").first for side in (0, 1))
    left.wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == labels("haven", "sluis")
    left.focus()
    page.keyboard.press("Enter")
    assert right.evaluate("node => node === document.activeElement")
    page.keyboard.press("Enter")
    assert left.evaluate("node => node === document.activeElement")


def test_the_words_that_differ_are_those_of_python_and_hostile_text_is_text(opened):
    page = opened("Pairs")
    page.locator("button.lb-pair").first.click()
    page.locator(".lb-side-text").first.wait_for()
    view = lb.side_by_side(lb.tokens(ARTICLES, language="nl"), "haven", "sluis")
    expected = [
        [side.text[start:end] for mark in side.marks for start, end in mark.differs] for side in (view.left, view.right)
    ]
    plain = "nodes => nodes.map((node) => node.firstChild.textContent)"
    sides = [page.locator(".lb-side-text").nth(side) for side in (0, 1)]
    assert [side.locator("mark u").evaluate_all(plain) for side in sides] == expected == [["gisteren"], ["dinsdag"]]
    assert "<b>Schippers</b>" in sides[1].inner_text()
    assert sides[1].locator("b").count() == 0


def test_a_publisher_against_all_others_has_terms_that_can_be_looked_up_and_pairs_with_their_shares(opened):
    page = opened("Two sets")
    page.get_by_label("Or compare with all others").select_option("Delta")
    groups = ARTICLES["publisher"].where(ARTICLES["publisher"] == "Delta", "other")
    tokens = lb.tokens(ARTICLES, language="nl")
    terms = lb.keyness(lb.document_term_matrix(tokens), groups, a="Delta", b="other")
    listed = [page.locator(f".lb-sets-lists > div:nth-child({side}) .lb-key-term") for side in (1, 2)]
    shown = [set(terms_of_side.all_inner_texts()) for terms_of_side in listed]
    more = [terms[terms["log_ratio"] > 0]["shown"], terms[terms["log_ratio"] < 0]["shown"]]
    assert [side <= set(names) for side, names in zip(shown, more, strict=True)] == [True, True]
    between = page.locator(".lb-sets-between tbody tr")
    covered = lb.coverage(tokens, lb.shared_passages(tokens)).query("article_a == 'haven' and article_b == 'sluis'")
    assert between.count() == 1
    assert between.locator(".lb-number span:first-child").all_inner_texts() == [
        f"{covered[side].item():.0%}" for side in ("share_a", "share_b")
    ]
    page.locator(".lb-key-term").first.click()
    assert page.get_by_role("tab", name="Word", exact=True).get_attribute("aria-selected") == "true"
    assert page.locator(".lb-query").input_value().strip('"') in set(terms["term"])


def test_the_lines_of_a_term_are_divided_by_set_whatever_the_filter(opened):
    page = opened("Two sets")
    page.get_by_label("Or compare with all others").select_option("Delta")
    page.locator(".lb-search input[type=search]").fill("de")
    page.get_by_role("tab", name="Word", exact=True).click()
    lines, heads = page.locator(".lb-concordance > li"), page.locator(".lb-lines h4")
    page.locator(".lb-lines h3").filter(has_text="14 lines").wait_for()
    assert heads.count() == 0
    by_set = page.get_by_role("checkbox", name="by set A and B")
    by_set.check()
    found = lb.search(lb.tokens(ARTICLES, language="nl"), "de").concordance()
    inside = [int((ARTICLES["publisher"].loc[found["article"]] == name).sum()) for name in ("Delta", "Bode")]
    assert heads.all_inner_texts() == [f"In A: {inside[0]} lines", f"In B: {inside[1]} lines"]
    by_set.uncheck()
    assert heads.count() == 0
    page.get_by_role("tab", name="Two sets", exact=True).click()
    page.locator(".lb-sets-lists > div:nth-child(2) .lb-key-term", has_text="markt").click()
    page.locator(".lb-lines h3").filter(has_text="A: 0 lines; B: 3 lines").wait_for()
    assert by_set.is_checked()
    assert lines.count() == 3
    # A filter leaves the articles of A alone, which have not one line; those of B are listed all the same.
    page.locator("summary", has_text="publisher").click()
    page.get_by_role("checkbox", name=re.compile("^Delta")).check()
    page.locator(".lb-filters-told", has_text="2 of 5 articles").wait_for()
    page.locator(".lb-lines h3").filter(has_text="A: 0 lines; B: 3 lines").wait_for()
    with page.expect_download() as saved:
        page.locator(".lb-lines").get_by_role("button", name=re.compile("^CSV")).click()
    table = pd.read_csv(saved.value.path())
    assert table["set"].tolist() == ["B"] * 3
    page.locator(".lb-lines").get_by_text("Code", exact=True).click()
    *code, last = page.locator(".lb-lines pre").inner_text().splitlines()
    known = {"lb": lb, "pd": pd, "articles": ARTICLES}
    exec("\n".join(code), known)
    told = eval(last, known)
    assert told[["set", "article", "start"]].values.tolist() == table[["set", "article", "start"]].values.tolist()


def test_a_board_is_light_on_a_dark_page_unless_it_is_told_to_be_dark(opened):
    page = opened("Pairs")
    page.evaluate("document.documentElement.style.colorScheme = 'dark'")
    colours = "(board) => [getComputedStyle(board).colorScheme, getComputedStyle(board).backgroundColor]"
    board = page.locator(".lb-board")
    board.evaluate("(board) => board.classList.remove('lb-alone')")
    assert board.evaluate(colours) == ["light", "rgb(255, 255, 255)"]
    board.evaluate("(board) => board.classList.add('lb-dark')")
    assert board.evaluate(colours) == ["dark", "rgb(22, 22, 22)"]


def test_without_two_sets_lines_are_not_divided(opened):
    page = opened("Word")
    page.locator(".lb-search input[type=search]").fill("markt")
    page.locator(".lb-lines h3").filter(has_text="lines").wait_for()
    assert page.get_by_role("checkbox", name="by set A and B").count() == 0


def result_of_code(page, view):
    """What the lines of Python beneath the first drawing of a view give."""
    page.locator(f".{view} .lb-drawn").get_by_text("Code", exact=True).click()
    *lines, last = page.locator(f".{view} .lb-code").first.inner_text().splitlines()
    known = {"lb": lb, "pd": pd, "articles": ARTICLES, "display": lambda shown: None}
    exec("\n".join(lines), known)
    return eval(last, known)


def test_the_code_of_the_pairs_gives_the_pairs_that_are_listed(opened):
    page = opened("Pairs")
    set_threshold(page, 0.2)
    found = result_of_code(page, "lb-pairs-view")
    assert sorted(labels(*pair) for pair in found[["article_a", "article_b"]].values.tolist()) == sorted(pairs(page))


def test_the_code_of_the_sets_gives_the_counts_of_their_terms(opened):
    page = opened("Two sets")
    page.get_by_label("Or compare with all others").select_option("Delta")
    found = result_of_code(page, "lb-sets-view").set_index("shown")
    row = page.locator(".lb-sets-lists tbody tr").first
    term, *_, articles, _ = row.locator("td").all_inner_texts()
    assert articles == f"{found.loc[term, 'articles_a']}/{found.loc[term, 'articles_b']}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800, 390])
def test_the_views_of_pairs_have_no_serious_fault_and_nothing_beyond_the_edge(opened, width, scheme):
    page = opened("Pairs", width, scheme)
    page.locator("button.lb-pair").first.click()
    page.locator(".lb-side-text").first.wait_for()
    assert axe_violations(page) == []
    page.get_by_role("tab", name="Two sets", exact=True).click()
    page.get_by_label("Or compare with all others").select_option("Delta")
    page.locator(".lb-key-term").first.wait_for()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
