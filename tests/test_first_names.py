"""What the first page of a report calls the articles: whole once, and then by a letter or a short title."""

from pathlib import Path

import pandas as pd
import pytest

import leesbril as lb
from leesbril import findings
from leesbril.rerun._names import Names, named
from leesbril.rerun._sections import markdown
from leesbril.wording.report_language import written_in

SEEDS = Path(__file__).parents[1] / "seeds"
LONG = "Gemeenteraad van Almelo stemt na lang debat in met sluiting van twee zwembaden in de wijk Windmolenbroek"
TITLES = ["Fietspad naar Raalte een jaar later", "Fietspad naar Deventer een jaar later", LONG, "Brand in Almelo"]


def folder(titles, **more):
    return pd.DataFrame({"title": titles, "text": "…", **more}, index=[f"{n}.txt" for n in range(len(titles))])


def quoted(articles, place):
    return f"“{lb.labels(articles).iloc[place]}”"


def test_two_articles_are_introduced_by_their_first_sentence_and_go_by_letters():
    articles = lb.read_articles(SEEDS)
    first, second = named(articles, [])
    assert first["whole"].endswith("tegen terreurbeweging Islamitische Staat (IS) in Mosul.")
    assert (first["about"], second["about"]) == ("May 2017", "no date")
    names = Names([first, second])
    assert [letter for letter, _ in names.introduced] == ["A", "B"]
    said = names.written(
        markdown(f"{quoted(articles, 0)} and {quoted(articles, 1)} share **3 passages**: “in te zetten”.")
    )
    assert said.count("<abbr") == 2
    assert "…" not in said
    assert ">A</abbr> and <abbr" in said
    assert ">B</abbr> share <strong>3 passages</strong>: “in te zetten”." in said


def test_a_story_goes_by_the_letter_of_its_article_in_both_languages():
    titles = TITLES[:2]
    story = markdown(f"- **{TITLES[0]}**: 2 articles.")
    assert "<strong>Story around <abbr" in Names(named(folder(titles), [])).written(story)
    with written_in("nl"):
        assert "<strong>Verhaal rond <abbr" in Names(named(folder(titles), [])).written(story)


def test_a_title_is_cut_nowhere_at_its_first_mention_and_short_after_that():
    articles = folder(TITLES)
    pages = [markdown(f"{quoted(articles, 2)} and {quoted(articles, 0)}.")]
    names = Names(named(articles, pages))
    assert names.introduced == []
    # Of 90 characters two are “ …”: the 84 up to “de” fit, and the 89 up to “wijk” do not.
    assert names.written(pages[0]) == (
        "<p>“Gemeenteraad van Almelo stemt na lang debat in met sluiting van twee zwembaden in de …” and "
        "“Fietspad naar Raalte een jaar later”.</p>\n"
    )
    assert names.written(pages[0]) == "<p>“Gemeenteraad van Almelo” and “Fietspad naar Raalte”.</p>\n"


def test_a_story_in_bold_is_a_mention_too():
    articles = folder(TITLES)
    names = Names(named(articles, [markdown(f"- **{TITLES[0]}**: 3 articles.")]))
    assert (
        names.written(markdown(f"- **{TITLES[0]}**: 3 articles.")).count(
            "<strong>Fietspad naar Raalte een jaar later</strong>:"
        )
        == 1
    )
    assert names.written(markdown(f"By date {quoted(articles, 0)}.")) == "<p>By date “Fietspad naar Raalte”.</p>\n"


def test_words_that_are_no_label_and_labels_of_two_words_stay_as_they_are():
    articles = folder([*TITLES, "Brand Almelo"])
    page = markdown("**Brand Almelo**: “Brand Almelo” · **Fietspad naar Raalte een jaar later** (2×) “een jaar later”")
    names = Names(named(articles, [page]))
    assert [names.written(page), names.written(page)] == [page, page]


def test_two_titles_that_begin_alike_keep_the_words_that_tell_them_apart():
    # The whole title begins both: only the publishers differ, and these are not cut (“later · De”). The day is one more
    # detail than is needed.
    articles = folder(
        [TITLES[0]] * 2 + TITLES[2:],
        publisher=["De Havenpost", "De Stadsbode", None, None],
        date_start=pd.Timestamp("2019-08-01"),
        date_precision="day",
    )
    page = markdown(f"{quoted(articles, 0)} and {quoted(articles, 1)}")
    names = Names(named(articles, [page]))
    assert names.written(page) == page
    assert names.written(page) == page.replace(" · 1 August 2019", "")


def test_the_time_of_a_date_is_left_out_where_the_day_tells_two_articles_apart():
    days = pd.to_datetime(["2019-08-01 22:20", "2019-08-03 07:19", "2019-08-03 09:00", None])
    articles = folder(["Wethouder Ter Horst stapt op"] * 3 + ["Brand"], date_start=days, date_precision="minute")
    wholes = [entry["whole"] for entry in named(articles, [quoted(articles, place) for place in range(3)])]
    assert wholes == [
        "Wethouder Ter Horst stapt op · 1 August 2019",
        "Wethouder Ter Horst stapt op · 3 August 2019, 07:19",
        "Wethouder Ter Horst stapt op · 3 August 2019, 09:00",
    ]


@pytest.mark.parametrize(
    "title", ['Boer zegt "nee" tegen <b> & [x]', "Kop met “dubbele” tekens", "O'Neill_b *en* C ~ $5"]
)
def test_marks_of_markdown_and_html_and_quotes_inside_do_not_hide_a_title(title):
    articles = folder([title, *TITLES])
    page = markdown(
        findings.in_what_order(
            articles.assign(
                date_start=pd.to_datetime(["2019-01-01", "2019-01-03", None, None, None]),
                date_end=pd.to_datetime(["2019-01-02", "2019-01-04", None, None, None]),
                date_precision="day",
            ),
            labels=lb.labels(articles),
        )
    )
    assert named(articles, [page])[0]["whole"] == title
    assert len(Names(named(articles, [page]))._quoted.findall(page)) == 1


def test_without_articles_a_page_stays_as_it_is():
    assert Names().written("<p>“Een titel van vijf woorden”</p>") == "<p>“Een titel van vijf woorden”</p>"
