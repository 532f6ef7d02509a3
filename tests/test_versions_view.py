"""Two versions of one article as one text."""

import re

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_versions import CAUSE, FIRE, HURT, MAYOR, SMOKE, TEXTS, two

from leesbril.reader.versions import versions_view
from leesbril.wording.report_language import written_in


def page(first, second, **columns):
    """The running text of two versions, without what is for screen readers alone."""
    written = versions_view(two(first, second, **columns), "a", "b")._repr_html_()
    written = re.sub(r'<span class="lb-unseen".*?</span>', "", written[written.index("</header>") :])
    return re.sub(r' (lang|dir|id|href|aria-label)="[^"]*"', "", written).replace("\u00a0", " ")


def test_words_that_differ_are_inserted_and_deleted_in_their_place():
    written = page(f"{FIRE} {HURT}", f"{FIRE.replace('drie loodsen', 'vijf grote loodsen')} {HURT}")
    assert "<p>De brand in de Houthaven verwoestte <del>drie</del> <ins>vijf grote</ins> loodsen van" in written


def test_words_that_are_gone_stand_where_they_were_with_spaces_on_both_sides():
    inside = page(f"{FIRE} {HURT}", f"{FIRE.replace('drie loodsen', 'loodsen')} {HURT}")
    assert "verwoestte <del>drie</del> loodsen van" in inside
    at_the_end = page(f"{FIRE} {HURT}", f"{FIRE.replace(' Damen', '')} {HURT}")
    assert "van scheepswerf <del>Damen</del>. Brandweerman" in at_the_end


def test_a_sentence_that_was_added_or_dropped_stands_in_its_paragraph():
    written = page(f"{FIRE} {CAUSE}\n\n{HURT}", f"{FIRE} {MAYOR}\n\n{HURT}")
    # What both have stays before it; which of the two comes first is the order of the earlier text.
    assert f"<p>{FIRE} <del>{CAUSE}</del> <ins>{MAYOR}</ins></p>" in written


def test_a_dropped_paragraph_is_a_paragraph_of_its_own():
    written = page(f"{FIRE}\n\n{CAUSE} {MAYOR}\n\n{HURT} {SMOKE}", f"{FIRE}\n\n{HURT} {SMOKE}")
    assert f"<p><del>{CAUSE}</del> <del>{MAYOR}</del></p>" in written


def test_the_first_sentence_of_a_paragraph_that_is_gone_stands_in_that_paragraph():
    written = page(f"{FIRE}\n\n{CAUSE} {HURT} {SMOKE}", f"{FIRE}\n\n{HURT} {SMOKE}")
    assert f"<p><del>{CAUSE}</del> {HURT} {SMOKE}</p>" in written


def test_what_moved_is_numbered_where_it_stands_and_where_it_stood():
    first, second = f"{FIRE}\n\n{HURT} {CAUSE}\n\n{SMOKE}", f"{HURT} {CAUSE}\n\n{SMOKE}\n\n{FIRE}"
    written = page(first, second)
    number = '<a class="lb-n">1</a> '
    here = '<span class="lb-here">moved from here</span>'
    assert written.index(f"<p>{number}{here}</p>") < written.index(HURT)
    assert f'<p>{number}<span class="lb-moved">{FIRE}</span></p>' in written
    assert not re.search("<ins>|<del>", written)


def test_the_numbers_lead_to_each_other():
    first, second = f"{FIRE}\n\n{HURT} {CAUSE}\n\n{SMOKE}", f"{HURT} {CAUSE}\n\n{SMOKE}\n\n{FIRE}"
    written = versions_view(two(first, second), "a", "b")._repr_html_()
    links = re.findall(r'<a class="lb-n" id="([^"]+)" href="#([^"]+)"', written)
    assert len(links) == 2
    assert links[0] == links[1][::-1]


def test_sentences_that_moved_together_have_one_number():
    written = page(f"{FIRE} {HURT} {CAUSE} {MAYOR} {SMOKE}", f"{CAUSE} {MAYOR} {SMOKE} {FIRE} {HURT}")
    assert re.findall(r'<a class="lb-n">(\d)', written) == ["1", "1"]
    assert written.count('<span class="lb-moved">') == 2


def test_unchanged_paragraphs_are_folded_and_counted():
    texts = f"{FIRE}\n\n{HURT}\n\n{CAUSE}", f"{FIRE}\n\n{HURT}\n\n{CAUSE}\n\n{MAYOR}"
    # 11 + 10 + 11 words.
    assert "<summary>3 unchanged paragraphs, 32 words</summary>" in page(*texts)
    assert f"</details>\n<p><ins>{MAYOR}</ins></p>" in page(*texts)


def test_the_headline_stands_apart():
    changed = page(f"{FIRE} {HURT}", f"{FIRE} {HURT}", title=["Brand in loods", "Brand in drie loodsen"])
    assert "Headline changed</p><h3>Brand in <del>loods</del> <ins>drie loodsen</ins></h3>" in changed
    kept = page(f"Brand\n\n{FIRE} {HURT}", f"Brand\n\n{FIRE} {HURT}")
    assert "Headline unchanged</p><h3>Brand</h3>" in kept
    assert kept.count("Brand</h") == 1
    assert "Headline" not in page(FIRE, FIRE)


def test_a_heading_in_the_text_is_a_heading():
    assert "<h4><ins>Onderzoek</ins></h4>" in page(f"{FIRE}\n\n{CAUSE}", f"{FIRE}\n\nOnderzoek\n\n{CAUSE}")


def test_it_counts_words_and_says_the_order():
    articles = two(f"{FIRE} {HURT}", f"{FIRE.replace('drie', 'vijf')} {CAUSE}")
    told = repr(versions_view(articles, "a", "b")).splitlines()
    # 10 of the words of FIRE stay; *vijf* and the 11 of CAUSE are added, *drie* and the 10 of HURT dropped.
    assert told[:3] == [
        "From a to b",
        "By date, “a” is before “b”.",
        "10 words kept · 12 words added · 11 words dropped · 1 sentence changed",
    ]
    assert repr(versions_view(articles, "b", "a")).splitlines()[1] == "By date, “a” is before “b”."
    assert "cannot be decided" in repr(versions_view(articles.drop(columns=["date_start", "date_end"]), "a", "b"))
    assert "have the same words in the same order" in repr(versions_view(two(FIRE, FIRE), "a", "b"))


def test_screen_readers_are_told_where_a_change_begins_and_ends():
    written = versions_view(two(f"{FIRE} {HURT}", FIRE), "a", "b")._repr_html_()
    words = re.search(r"<del>(.*?)</del>", written)[1]
    assert re.sub("<[^>]+>", "", words) == f"dropped: {HURT} (end of what was dropped)"


def test_hostile_texts_are_inert():
    evil = '<script>alert("1")</script> <img src=x onerror=alert(1)> en nog meer woorden \u202e hier.'
    view = versions_view(two(f"{FIRE} {evil}", f"{FIRE} {evil.replace('meer', 'minder')}", title=evil), "a", "b")
    assert not re.search("<script|<img|\u202e", view._repr_html_())
    assert "\u202e" not in repr(view)


def test_it_is_dutch_in_a_dutch_report():
    with written_in("nl"):
        told = repr(versions_view(two(f"{FIRE} {HURT}", FIRE), "a", "b"))
    assert told.splitlines()[0] == "Van a naar b"


def test_what_is_wrong_is_said():
    articles = two(FIRE, HURT)
    with pytest.raises(KeyError, match=r"No articles \['z'\] among the 2"):
        versions_view(articles, "a", "z")
    with pytest.raises(ValueError, match="versions_view compares two articles; received 'a' twice"):
        versions_view(articles, "a", "a")


@given(TEXTS, TEXTS, st.sampled_from(["Brand", "Vuur in stad", None]))
# What is dropped holds the end of one paragraph and the beginning of the next.
@example("Zo aap is.\n\nZo aap is.", "Zo aap aap aap aap aap is.", "Brand")
def test_without_what_was_deleted_the_words_are_those_of_the_second_and_all_of_the_first_are_there(
    first, second, title
):
    articles = two(first, second, title=title) if title else two(first, second)
    written = page(*articles["text"], **({"title": title} if title else {}))
    written = re.sub(
        "<summary>.*?</summary>|<p class=.*?</p>|<a .*?</a>|</section>|<span class=.lb-here.*?</span>", "", written
    )

    def words(text):
        return re.findall(r"\w+", re.sub("<[^>]+>", " ", text))

    kept = words(re.sub("(?s)<del>.*?</del>", "", written))
    assert kept == ([] if title is None else title.split()) + words(second)
    left = words(re.sub("(?s)<ins>.*?</ins>", "", written))
    assert sorted(left) == sorted(([] if title is None else title.split()) + words(first))


def test_tokens_and_a_frame_give_the_same_page():
    from leesbril.tokenisation.build import tokens

    articles = two(f"{FIRE} {HURT}", f"{FIRE} {MAYOR}", publisher="Bode")
    pages = [versions_view(given, "a", "b")._repr_html_() for given in (articles, tokens(articles))]
    assert pages[0] == pages[1]


def test_labels_name_the_articles():
    labels = pd.Series({"a": "Eerste bericht", "b": "Tweede bericht"})
    written = versions_view(two(FIRE, HURT), "a", "b", labels=labels)._repr_html_()
    assert "Eerste bericht</bdi> (1 May 2024) → " in written
