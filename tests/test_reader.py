import re
from dataclasses import FrozenInstanceError
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_dutch import in_dutch

from leesbril.passages.shared import coverage, shared_passages
from leesbril.reader.side_by_side import COLOURS, STYLE, side_by_side
from leesbril.tokenisation.build import tokens
from leesbril.wording import visible

CSS = re.sub(r"/\*.*?\*/", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)

# What the reader makes: these elements with these attributes, and no more.
KEY = r"leesbril-[0-9a-f]{12}-(left|right)-\d+"
COLOUR = rf"lb-(grey|c[1-{COLOURS}])"
WHITELIST = {
    "div": {"class": r"leesbril-reader|lb-pair|lb-text", "lang": r"en|nl"},
    "style": {},
    "section": {"aria-label": r".*"},
    "header": {"class": r"lb-top"},
    "article": {"class": r"lb-side", "aria-label": r".*"},
    "h3": {"dir": r"auto"},
    "h4": {"dir": r"auto"},
    "p": {"class": r"lb-(sum|note|title|about)", "dir": r"auto"},
    "ul": {"class": r"lb-list", "aria-label": r"Shared passages"},
    "li": {},
    "a": {"class": rf"lb-n( {COLOUR})?", "href": f"#{KEY}"},
    "mark": {"class": COLOUR, "id": KEY},
    "span": {"class": r"lb-n|lb-unseen", "lang": r"en"},
    "u": {},
    "bdi": {},
}
HOSTILE = [
    "<script>alert(1)</script>", "</style></p></article>", "<img src=x onerror=alert(1)>", '" onmouseover="alert(1)',
    "' onload='x", "&lt;b&gt; & &amp; &#60;", "\u202egnp.exe\u202c", "\u2066x\u2069\u200f\u061c", "\x1b[31mrood\x1b[0m",
    "\x1b]8;;http://x\x07", "\x00\x08\x7f\x9b", "<!--", "]]>", "javascript:alert(1)", "\U000e0041", "\u2028", "\ufff9",
]  # fmt: skip
SNIPPETS = [
    *HOSTILE,
    "de slag om Mosul begon gisteren",
    "Mosul valt",
    "\n",
    "\r\n",
    "\x0c",
    "\x85",
    " ",
    ". ",
    "\u00a0",
]
any_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=6)
hard_text = st.lists(st.sampled_from(SNIPPETS) | any_text, max_size=12).map("".join)


class Page(HTMLParser):
    """A page taken apart: its elements, and the text of the two articles with and without the reader's own words."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.texts, self.marks, self.strange = [], [], [], [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.open.append((tag, dict(attributes)))
        self.elements.append((tag, dict(attributes)))
        if dict(attributes).get("class") == "lb-text":
            self.texts.append("")
        if tag == "mark":
            self.marks.append([len(self.texts), dict(attributes)["class"], "", []])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, text):
        classes = [attributes.get("class") for _, attributes in self.open]
        ours = {"lb-n", "lb-unseen"} & set(classes)
        if "lb-text" in classes and not ours:
            self.texts[-1] += text
        if any(tag == "mark" for tag, _ in self.open) and not ours:
            self.marks[-1][2] += text
            if any(tag == "u" for tag, _ in self.open):
                self.marks[-1][3].append(text)

    def handle_comment(self, text):
        self.strange.append(text)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def values(self, tag, attribute):
        return [attributes[attribute] for name, attributes in self.elements if name == tag and attribute in attributes]


def page(view):
    return Page(view._repr_html_())


def passages(*rows):
    """A frame of passages from rows of start_a, end_a, start_b, end_b, words, kind, widespread, of articles a and b."""
    names = ["start_a", "end_a", "start_b", "end_b", "words", "kind", "widespread"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(article_a="a", article_b="b", bits=1.0)


def covers(words=0, words_a=10, words_b=20, a="a", b="b"):
    shares = {"share_a": words / words_a, "share_b": words / words_b}
    return pd.DataFrame(
        [{"article_a": a, "article_b": b, "words": words, "words_a": words_a, "words_b": words_b} | shares]
    )


def squeezed(text):
    return "".join(text.split())


def only_what_the_reader_makes(found):
    for tag, attributes in found.elements:
        assert tag in WHITELIST
        for attribute, value in attributes.items():
            assert re.fullmatch(WHITELIST[tag][attribute], value, re.DOTALL), (tag, attribute, value)
    assert found.strange == []
    assert found.elements.count(("style", {})) == 1


# What is shown


def test_a_passage_is_marked_on_both_sides_with_one_number_and_one_colour(toy):
    # "slag om Mosul" is 3–16 on the left, 0–13 on the right.
    frame = toy("De slag om Mosul begon.", "slag om Mosul duurt.")
    found = page(
        side_by_side(frame, "a", "b", passages=passages((3, 16, 0, 13, 3, "exact", False)), coverage=covers(3))
    )
    assert found.marks == [
        [1, "lb-c1", "\u00a0slag om Mosul", []],
        [2, "lb-c1", "\u00a0slag om Mosul", []],
    ]
    assert [text.strip().replace("\u00a0", "") for text in found.texts] == [
        "De slag om Mosul begon.",
        "slag om Mosul duurt.",
    ]


def test_passages_are_numbered_in_the_order_of_the_left_and_keep_their_number_where_they_moved(toy):
    frame = toy("een twee drie", "drie een")
    view = side_by_side(
        frame,
        "a",
        "b",
        passages=passages((9, 13, 0, 4, 1, "exact", False), (0, 3, 5, 8, 1, "exact", False)),
        coverage=covers(2),
    )
    assert [(mark.number, mark.start, mark.end) for mark in view.left.marks] == [(1, 0, 3), (2, 9, 13)]
    assert [(mark.number, mark.start, mark.end) for mark in view.right.marks] == [(1, 5, 8), (2, 0, 4)]
    assert [(side, colour, text) for side, colour, text, _ in page(view).marks] == [
        (1, "lb-c1", "\u00a0een"), (1, "lb-c2", "\u00a0drie"), (2, "lb-c2", "\u00a0drie"), (2, "lb-c1", "\u00a0een"),
    ]  # fmt: skip


def test_the_pair_may_be_asked_for_in_the_other_order_than_the_frames(toy):
    frame = toy("De slag om Mosul begon.", "slag om Mosul duurt.")
    given_frames = {"passages": passages((3, 16, 0, 13, 3, "exact", False)), "coverage": covers(3, 4, 5)}
    view = side_by_side(frame, "b", "a", **given_frames)
    assert (view.left.name, view.left.marks[0].start, view.left.words, view.left.share) == ("b", 0, 5, 0.6)
    assert (view.right.name, view.right.marks[0].start, view.right.words, view.right.share) == ("a", 3, 4, 0.75)


def test_passages_of_other_pairs_are_left_aside(toy):
    frame = toy("De slag om Mosul", "De slag om Mosul", "De slag om Mosul")
    found = shared_passages(frame, min_words=3)
    assert len(found) == 3
    assert len(side_by_side(frame, "a", "c", passages=found).left.marks) == 1


def test_paragraphs_and_headings_stand_as_written(toy):
    html = side_by_side(toy("Mosul valt\n\nHet leger wint.", "Niets."), "a", "b")._repr_html_()
    assert '<h4 dir="auto">Mosul valt</h4>\n<p dir="auto">Het leger wint.</p>' in html


def test_a_passage_over_two_paragraphs_is_marked_in_each_and_begins_and_ends_once(toy):
    # Left: "om Mosul." is 8–17, "Zij wachten." 19–31; the passage 8–30 holds "om Mosul.\n\nZij wachten".
    frame = toy("De slag om Mosul.\n\nZij wachten.", "om Mosul. Zij wachten")
    view = side_by_side(frame, "a", "b", passages=passages((8, 30, 0, 21, 4, "exact", False)), coverage=covers(4))
    found, html = page(view), view._repr_html_()
    assert [(side, text) for side, _, text, _ in found.marks] == [
        (1, "\u00a0om Mosul."), (1, "\u00a0Zij wachten"), (2, "\u00a0om Mosul. Zij wachten"),
    ]  # fmt: skip
    assert len(found.values("mark", "id")) == 2
    assert [html.count(f": shared passage {part}<") for part in ("begins", "continues", "ends")] == [2, 1, 2]


def test_in_a_near_passage_the_words_are_underlined_that_the_other_side_lacks(toy):
    # "Het leger rukte snel op" beside "het leger trok op": case is no difference, "rukte snel" and "trok" are.
    frame = toy("Het leger rukte snel op.", "Nu: het leger trok op.")
    view = side_by_side(frame, "a", "b", passages=passages((0, 23, 4, 21, 3, "near", False)), coverage=covers(3))
    assert [underlined for *_, underlined in page(view).marks] == [["rukte snel"], ["trok"]]
    assert "Dotted underline" in view._repr_html_()
    assert view._repr_html_().count("> (only here)</span></u>") == 2  # for a reader who does not see the dots


def test_an_exact_passage_has_no_underlined_words(toy):
    frame = toy("Het leger", "het LEGER")
    view = side_by_side(frame, "a", "b", passages=passages((0, 9, 0, 9, 2, "exact", False)), coverage=covers(2))
    assert "<u>" not in view._repr_html_()


def test_places_and_words_are_all_that_a_frame_of_passages_needs(toy):
    frame = toy("Het leger rukt op.", "Het leger wint.")
    found = passages((0, 9, 0, 9, 2, "exact", False)).drop(columns=["kind", "bits", "widespread"])
    view = side_by_side(frame, "a", "b", passages=found)
    assert (view.words, view.left.words, view.left.share, view.right.words) == (2, 4, 0.5, 3)


def test_a_difference_over_two_paragraphs_is_underlined_in_each(toy):
    # Left, "wel heel\n\nerg": the run that the right lacks, 4–17.
    frame = toy("Zij wel heel.\n\nErg blij.", "Zij blij.")
    view = side_by_side(frame, "a", "b", passages=passages((0, 23, 0, 8, 2, "near", False)), coverage=covers(2))
    assert [underlined for *_, underlined in page(view).marks] == [["wel heel."], ["Erg"], []]


def test_a_widespread_passage_is_grey_and_said_to_be_left_out(toy):
    rows = (0, 3, 0, 3, 1, "exact", True), (4, 8, 4, 8, 1, "exact", False)
    view = side_by_side(toy("een twee", "een twee"), "a", "b", passages=passages(*rows), coverage=covers(1))
    found, html = page(view), view._repr_html_()
    assert [colour for _, colour, *_ in found.marks] == ["lb-grey", "lb-c2"] * 2
    assert "Grey: 1 passage is widespread" in html
    assert ": widespread passage begins" in html
    assert '<p class="lb-sum">1 shared passage, 1 word in total' in html


def test_coverage_stands_on_top_for_both_sides(toy):
    # 3 of 4 words are 75%, 3 of 5 are 60%.
    frame = toy("De slag om Mosul.", "De slag om de stad.")
    view = side_by_side(frame, "a", "b", passages=passages((0, 10, 0, 10, 3, "exact", False)), coverage=covers(3, 4, 5))
    said = "1 shared passage, 3 words in total: 75% of the 4 words of <bdi>a</bdi> and 60% of the 5 words of "
    assert said + "<bdi>b</bdi>." in view._repr_html_()


def test_after_the_last_colour_the_first_comes_again(toy):
    words = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven"]
    text = " ".join(words)
    spans = [(text.index(word), text.index(word) + len(word)) for word in words]
    rows = [(*span, *span, 1, "exact", False) for span in spans]
    view = side_by_side(toy(text, text), "a", "b", passages=passages(*rows), coverage=covers(7))
    assert [mark.colour for mark in view.left.marks] == [f"lb-c{n}" for n in (1, 2, 3, 4, 5, 6, 1)]


def test_nothing_shared_is_said(toy):
    view = side_by_side(toy("De slag.", "Geen woord."), "a", "b")
    assert "No shared passages." in view._repr_html_()
    assert page(view).marks == []


def test_date_title_and_source_stand_in_the_head_of_the_article(toy):
    frame = toy("Mosul valt\nHet leger wint.", "Niets.").assign(
        title=["Mosul valt", "Een ander opschrift"],
        source=["a.txt", None],
        date_start=pd.to_datetime(["2017-05-01", None]),
        date_precision=["month", None],
        date_origin=["header", None],
    )
    html = side_by_side(frame, "a", "b")._repr_html_()
    assert "<bdi>May 2017 (from the header)</bdi> · <bdi>source: a.txt</bdi>" in html
    assert '<p class="lb-title" dir="auto">Een ander opschrift</p>\n<p class="lb-about"><bdi>no date</bdi></p>' in html
    assert html.count("Mosul valt") == 1  # a title that is the first line of the text is not said twice


def test_with_labels_an_article_is_named_by_its_label_and_its_id_stands_below(toy):
    frame = toy("De slag om Mosul begon. Wij wachten.", "De slag om Mosul begon. Zij niet.")
    labels = pd.Series(["Mosul <b>", "De slag"], index=frame.index)
    found = passages((0, 22, 0, 22, 5, "exact", False))
    view = side_by_side(frame, "a", "b", passages=found, coverage=covers(5, 7, 7), labels=labels)
    html = view._repr_html_()
    assert '<section aria-label="Side by side: Mosul &lt;b&gt; and De slag">' in html
    assert '<h3 dir="auto">Mosul &lt;b&gt;</h3>\n<p class="lb-about"><bdi>a</bdi> · <bdi>7 words</bdi></p>' in html
    assert "of <bdi>Mosul &lt;b&gt;</bdi> and" in html
    assert repr(view).startswith(
        "Mosul <b> and De slag\n1 shared passage, 5 words in total: 71% of the 7 words of Mosul"
    )


def test_the_view_is_dutch_in_a_dutch_report(toy):
    frame = toy("De slag om Mosul begon.", "Nu: de slag om Mosul was begonnen.").assign(
        date_start=pd.to_datetime(["2017-05-01", None]), date_precision=["month", None], date_origin=["header", None]
    )
    found = passages((0, 22, 4, 33, 5, "near", False))
    with in_dutch():
        view = side_by_side(frame, "a", "b", passages=found, coverage=covers(5, 5, 7))
        html = view._repr_html_()
        # 5 of 7 words are 71%.
        assert "1 gedeelde passage, samen 5 woorden: 100% van de 5 woorden van a en 71% van de 7" in repr(view)
    assert '<div class="leesbril-reader" lang="nl">' in html
    for words in (
        "mei 2017 (uit de kop)",
        "geen datum",
        "Gestippeld onderstreept",
        ": gedeelde passage begint",
        "(alleen hier)",
    ):
        assert words in html
    assert not {"shared", "words", "only", "begins"} & set(re.findall(r"\w+", html.split("</style>")[1]))


def test_a_frame_with_only_texts_says_nothing_of_dates(toy):
    assert '<p class="lb-about">' not in side_by_side(toy("Een.", "Twee."), "a", "b")._repr_html_()


def test_without_frames_the_passages_and_the_coverage_are_worked_out(seeds):
    a, b = seeds.index
    found = shared_passages(seeds)
    assert side_by_side(seeds, a, b) == side_by_side(seeds, a, b, passages=found, coverage=coverage(seeds, found))


def test_the_seeds_share_three_passages_one_of_them_moved(seeds):
    view = side_by_side(seeds, *seeds.index, passages=shared_passages(seeds, max_gap=0))
    assert sorted(mark.words for mark in view.left.marks) == [6, 7, 21]
    assert [mark.start for mark in view.right.marks] != sorted(mark.start for mark in view.right.marks)


def test_the_plain_text_lists_the_passages(toy):
    frame = toy("Nu de slag om Mosul.", "De slag om Mosul.")
    found = passages((3, 19, 0, 16, 4, "exact", False))
    view = side_by_side(frame, "a", "b", passages=found, coverage=covers(4, 5, 4))
    assert repr(view) == (
        "a and b\n1 shared passage, 4 words in total: 80% of the 5 words of a and 100% of the 4 words of b.\n"
        "  1  4 words, exact, at 3–19 and 0–16: “de slag om Mosul”"
    )


def test_the_view_cannot_be_changed(toy):
    with pytest.raises(FrozenInstanceError):
        side_by_side(toy("Een.", "Twee."), "a", "b").words = 3


# Links


def test_every_number_leads_to_the_same_passage_on_the_other_side(seeds):
    found = page(side_by_side(seeds, *seeds.index))
    ids, links = found.values("mark", "id"), found.values("a", "href")
    assert len(ids) == len(set(ids)) == 6
    assert {link.removeprefix("#") for link in links} == set(ids)
    in_text = [link for link in links[3:]]  # behind the three of the list on top
    turned = {"left": "right", "right": "left"}
    assert in_text == [re.sub("left|right", lambda side: turned[side.group()], f"#{name}") for name in ids]


def test_ids_are_the_same_at_every_run_and_others_in_another_view(seeds):
    a, b = seeds.index
    first = side_by_side(seeds, a, b)._repr_html_()
    assert side_by_side(seeds, a, b)._repr_html_() == first
    other = page(side_by_side(seeds, b, a))
    assert not set(other.values("mark", "id")) & set(Page(first).values("mark", "id"))


# Hostile texts


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_makes_no_element_and_no_attribute_wherever_it_stands(hostile):
    columns = ["title", "source", "date_origin", "date_precision"]
    frame = pd.DataFrame(
        {"text": ["De slag om Mosul begon nu.", "De slag om Mosul begon."]} | dict.fromkeys(columns, "x")
    )
    frame += f" {hostile} de slag om Mosul ging door"
    frame["date_start"] = pd.Timestamp("2017-05-01")
    frame.index = pd.Index([hostile, f"{hostile}2"])
    view = side_by_side(frame, *frame.index)
    html = view._repr_html_()
    only_what_the_reader_makes(page(view))
    assert "<script" not in html
    for shown in (html, repr(view)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]", shown)


def test_a_date_column_of_hostile_text_is_text(toy):
    view = side_by_side(toy("Een.", "Twee.").assign(date_start="<img src=x>\u202e"), "a", "b")
    only_what_the_reader_makes(page(view))
    assert "<bdi>&lt;img src=x&gt;‹U+202E›</bdi>" in view._repr_html_()


def test_a_file_name_that_could_not_be_decoded_can_be_written():
    # pandas holds half a character only among objects.
    frame = pd.DataFrame({"text": ["Een.", "Twee."]}, index=pd.Index(["caf\udce9", "b"], dtype="object"))
    html = side_by_side(frame, "caf\udce9", "b")._repr_html_()
    assert "caf‹U+DCE9›".encode() in html.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "‹U+001B›[31m"),
        ("\u202etxt.exe", "‹U+202E›txt.exe"),
        ("\U000e0041", "‹U+E0041›"),
        ("een\x0btwee\u2028drie", "een twee drie"),
        ("re\u00adgering, e\u0301, \u200d, ❤️, عربي\n\t", "re\u00adgering, e\u0301, \u200d, ❤️, عربي\n\t"),  # near misses
    ],
)
def test_what_acts_without_being_seen_is_written_out(text, shown):
    assert visible(text) == shown


@given(hard_text, hard_text)
def test_every_text_is_shown_whole_and_makes_no_element(left, right):
    frame = pd.DataFrame({"text": [left, right]}, index=["a", "b"])
    found = page(side_by_side(frame, "a", "b", passages=shared_passages(frame, min_words=2, max_gap=1)))
    only_what_the_reader_makes(found)
    assert [squeezed(text) for text in found.texts] == [squeezed(visible(left)), squeezed(visible(right))]


# Wrong input


def test_an_unknown_article_is_named(toy):
    with pytest.raises(KeyError, match=r"No articles \['x'\] among the 2"):
        side_by_side(toy("Een.", "Twee."), "a", "x")


def test_an_article_is_not_laid_next_to_itself(toy):
    with pytest.raises(ValueError, match="received 'a' twice"):
        side_by_side(toy("Een.", "Twee."), "a", "a")


@pytest.mark.parametrize("span", [(0, 6), (-5, 5), (3, 3), (4, 5)])
def test_a_passage_that_is_no_place_in_the_text_is_named(toy, span):
    # "Een. " has five characters, the last of them white space.
    wrong = passages((*span, 0, 3, 1, "exact", False))
    with pytest.raises(ValueError, match=f"{span[0]}–{span[1]} does not fit 'a', which has 5 characters"):
        side_by_side(toy("Een. ", "Een."), "a", "b", passages=wrong, coverage=covers(1))


def test_passages_that_overlap_are_refused(toy):
    wrong = passages((0, 3, 0, 3, 1, "exact", False), (2, 4, 4, 6, 1, "exact", False))
    with pytest.raises(ValueError, match="overlap at 2–3 in 'a'"):
        side_by_side(toy("Een twee", "Een twee"), "a", "b", passages=wrong, coverage=covers(1))


def test_passages_that_touch_are_no_overlap(toy):
    fine = passages((0, 3, 0, 3, 1, "exact", False), (3, 8, 3, 8, 1, "exact", False))
    assert len(side_by_side(toy("Een twee", "Een twee"), "a", "b", passages=fine, coverage=covers(1)).left.marks) == 2


def test_a_frame_without_its_columns_is_refused(toy):
    with pytest.raises(ValueError, match=r"passages lacks the columns \['words'\]"):
        side_by_side(toy("Een.", "Twee."), "a", "b", passages=passages().drop(columns="words"))
    with pytest.raises(TypeError, match=r"coverage must be a frame .* received float"):
        side_by_side(toy("Een.", "Twee."), "a", "b", passages=passages(), coverage=0.5)


# The style sheet


def colours():
    """Each colour of the style sheet by its rule and name, for light and for dark."""
    found = {}
    for rule, body in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS):
        for name, light, dark in re.findall(r"(--[\w-]+): light-dark\((#\w{6}), (#\w{6})\)", body):
            found[rule.strip().removeprefix(".leesbril-reader").strip(), name] = (light, dark)
    return found


def luminance(colour):
    """Relative luminance of sRGB (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("rule", [*(f".lb-c{n}" for n in range(1, COLOURS + 1)), ".lb-grey"])
def test_words_on_a_mark_and_its_number_can_be_read(rule, theme):
    found = {key: pair[theme] for key, pair in colours().items()}
    tint, hue = found[rule, "--lb-tint"], found[rule, "--lb-hue"]
    assert contrast(found["", "--lb-mark-ink"], tint) >= 7
    assert contrast(found["", "--lb-number-ink"], hue) >= 4.5
    assert contrast(hue, found["", "--lb-paper"]) >= 3  # the line under a mark


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["--lb-ink", "--lb-soft"])
def test_words_on_the_paper_can_be_read(ink, theme):
    found = colours()
    assert contrast(found["", ink][theme], found["", "--lb-paper"][theme]) >= 4.5


def test_there_are_as_many_colours_in_the_style_sheet_as_the_reader_thinks():
    assert {rule for rule, _ in colours()} == {"", ".lb-grey", *(f".lb-c{n}" for n in range(1, COLOURS + 1))}


def test_no_rule_reaches_outside_the_reader():
    rules = [rule for rule in re.findall(r"([^{}]+)\{", CSS) if not rule.strip().startswith("@media")]
    selectors = [selector.strip() for rule in rules for selector in rule.split(",")]
    theme = r'(\[data-jp-theme-light(="(true|false)")?\] )?'
    assert [one for one in selectors if not re.match(rf"{theme}\.leesbril-reader\b", one)] == []


def test_the_page_fetches_nothing_and_runs_nothing(seeds):
    html = side_by_side(seeds, *seeds.index)._repr_html_()
    assert not re.search(r"https?:|url\(|@import|@font-face|<script|<link|javascript|\ssrc=", html)


def test_boilerplate_is_small_and_grey_and_the_key_says_so():
    stories = [
        f"De zaak{n} loopt. Mosul valt in de nacht van zondag." if n < 2 else f"Het regent{n}." for n in range(4)
    ]
    frame = pd.DataFrame(
        {"text": [f"{story}\nVolg ons <nu>" for story in stories], "publisher": "Bode", "language": "nl"}
    )
    for articles in (frame, tokens(frame)):
        page = side_by_side(articles, 0, 1)._repr_html_()
        unseen = '<span class="lb-unseen" lang="en">boilerplate: </span>'
        assert page.count(f'<span class="lb-boilerplate">{unseen}Volg ons &lt;nu&gt;</span>') == 2
        assert "Small and grey</span>: boilerplate, which the publisher repeats in its articles; not counted." in page
    assert (
        "lb-boilerplate" not in side_by_side(frame.drop(columns="publisher"), 0, 1)._repr_html_().split("</style>")[1]
    )
