import json
import unicodedata
import zipfile

import pandas as pd
import pytest

from leesbril import load_report, read_articles, save_table
from leesbril.reading._cells import without_markup

TEXT = "Het leger nam woensdag een wijk van de stad in en vond daar een ziekenhuis zonder artsen, zegt een bewoner."


def written(path, content):
    path.write_text(content, encoding="utf-8")
    return path


def test_a_word_for_nothing_in_a_known_column_is_nothing_and_in_another_it_stays(tmp_path):
    path = written(tmp_path / "a.csv", f'id,title,text,date,land\n1,NA,"{TEXT}",NA,NA\n2,Kop,NULL,2019,NL\n')
    with pytest.warns(UserWarning, match="1 skipped"):
        frame = read_articles(path)
    assert frame.index.tolist() == ["1"]
    assert pd.isna(frame["title"]["1"]) and pd.isna(frame["date_start"]["1"])
    assert frame["land"]["1"] == "NA"  # Namibia
    assert load_report(path)["reason"][1] == "empty: no text"


def test_an_object_gives_the_text_that_it_holds_and_markup_is_taken_out(tmp_path):
    posts = [
        {
            "id": 1,
            "title": {"rendered": "Titel"},
            "content": {"rendered": "<p>Het leger&nbsp;nam.</p><p>De <b>moskee</b><br>viel.</p><script>x()</script>"},
            "source": {"id": "nrc", "name": "NRC"},
        },
        {"id": 2, "content": {"blocks": 3}},
    ]
    path = written(tmp_path / "a.json", json.dumps(posts))
    with pytest.warns(UserWarning, match=r"1 skipped, 1 markup|1 markup, 1 skipped"):
        frame = read_articles(path)
    assert frame.loc["1", ["title", "text", "publisher"]].tolist() == [
        "Titel", "Het leger\u00a0nam.\n\nDe moskee\n\nviel.", "NRC",
    ]  # fmt: skip
    reasons = load_report(path)["reason"].tolist()
    assert reasons[0].startswith("markup removed from its text")
    assert reasons[1] == "its text is a JSON object without text; export the text itself"


def test_what_only_looks_like_markup_or_an_object_stays(tmp_path):
    path = written(tmp_path / "a.csv", f'id,text\n1,"{{sic}} {TEXT} 3 < 4 en a<b>c"\n')
    assert read_articles(path)["text"].tolist() == [f"{{sic}} {TEXT} 3 < 4 en a<b>c"]


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "json", "jsonl", "parquet"])
def test_a_table_of_our_own_comes_back_as_it_was(tmp_path, suffix):
    source = written(
        tmp_path / "a.csv",
        'id;datum;krant;tekst\n1;07-03-2019;NRC;"Het leger.\r\n- Tweede @punt\r\n=x"\n2;08-03-2019;;"@minister zegt"\n',
    )
    articles = read_articles(source, day_first=True)
    again = read_articles(save_table(articles, tmp_path / f"saved.{suffix}"))
    # Where a row came from is told anew; that it once came from a.csv stands beside it.
    columns = [name for name in articles if name not in ("source", "sha256")]
    pd.testing.assert_frame_equal(articles[columns], again[columns])
    assert again["source_in_file"].tolist() == ["a.csv, row 2", "a.csv, row 3"]


def test_the_files_that_a_browser_saved_with_a_page_are_no_articles(tmp_path):
    page = f"<html><body><article><h1>Kop</h1><p>{TEXT}</p><p>{TEXT[:-1]} weer.</p></article></body></html>"
    written(tmp_path / "p.html", page)
    for folder in ("p_files", "los_files"):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder / "frame.html", page.replace("Kop", folder))
    assert read_articles(tmp_path).index.tolist() == ["frame", "p"]  # no page stands beside los_files
    report = load_report(tmp_path).set_index("source")
    assert report.loc["p_files", "reason"] == "part of the saved web page next to it"


@pytest.mark.parametrize(
    "told",
    [
        {"@type": "NewsArticle", "hasPart": [{"datePublished": "2012-05-05"}], "datePublished": "2019-03-07"},
        {"@graph": [{"@type": "WebPage", "datePublished": "2015-01-01"},
                    {"@type": ["NewsArticle"], "datePublished": "2019-03-07"}]},
    ],
)  # fmt: skip
def test_the_date_of_a_page_is_that_of_the_article_itself(tmp_path, told):
    head = f'<head><script type="application/ld+json">{json.dumps(told)}</script></head>'
    written(tmp_path / "a.html", f"<html>{head}<body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>")
    assert read_articles(tmp_path)["date_start"].tolist() == [pd.Timestamp("2019-03-07")]


def test_the_separator_is_the_one_that_the_second_line_uses_as_often(tmp_path):
    path = written(tmp_path / "a.csv", f"id;tekst;rubriek (a, b, c of d)\n1;{TEXT.replace(',', '')};b\n")
    assert read_articles(path)["text"].tolist() == [TEXT.replace(",", "")]


def test_a_mark_that_excel_writes_for_a_line_end_is_a_line_end(tmp_path):
    pd.DataFrame({"tekst": [f"{TEXT}_x000D_\nTweede. _xyz_"]}).to_excel(tmp_path / "a.xlsx", index=False)
    assert read_articles(tmp_path)["text"].tolist() == [f"{TEXT}\r\nTweede. _xyz_"]


def test_a_name_in_a_zip_of_a_mac_is_written_as_it_is_typed(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(unicodedata.normalize("NFD", "één.txt"), TEXT)
    assert read_articles(tmp_path).index.tolist() == ["één"]


def test_a_file_of_which_no_row_is_read_does_not_break_off(tmp_path):
    (tmp_path / "a.csv").write_bytes("\ufeffnaam;waarde\nx;1\n".encode())
    reasons = load_report(tmp_path)["reason"].dropna().tolist()
    assert any("no column for the text among 'naam', 'waarde'" in reason for reason in reasons)
    assert not any("reading stopped" in reason for reason in reasons)


def test_an_empty_title_is_filled_by_the_heading(tmp_path):
    path = written(tmp_path / "a.csv", f'titel,tekst\n,"Moskee heroverd\n\n{TEXT}"\nEigen kop,"{TEXT[4:]}"\n')
    assert read_articles(path)["title"].tolist() == ["Moskee heroverd", "Eigen kop"]


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html><head></he'd><body<nav>Sport</nav><p>Het leger.</p></html>",
        "<html><frameset><noframes>Sport<p>Het leger.</p></noframes></frameset></html>",
        "<html><!-- kop --><body>Sport<p>Het leger.</p></body></html>",
    ],
)
def test_a_whole_page_in_a_cell_or_message_is_text_whatever_its_body_is(page):
    assert without_markup(page).endswith("Het leger.")
