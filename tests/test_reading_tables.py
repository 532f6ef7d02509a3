"""Tables as people and programs write them: quotation marks, column names, encodings, numbers, limits."""

import gzip
import io
import json
import re
import warnings
import zipfile

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bad_input import SEVEN, TEXT
from fuzz import valid_files
from fuzz_files import ods

import leesbril as lb
from leesbril import LoadWarning, load_report, read_articles, save_table
from leesbril.charts import article_dates
from leesbril.reading import _chunks
from leesbril.reading._delimited import NO_DELIMITER, delimiter_of


def read(folder, content, name="t.csv", **options):
    """The articles of one table and its load report."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LoadWarning)
        return read_articles(folder, **options), load_report(folder, **options)


NEVER_CLOSED = "a quotation mark is never closed, and was read as a character"
BEHIND = "text stands behind a closing quotation mark"


@pytest.mark.parametrize(
    ("name", "rows", "texts", "said"),
    [
        # As pandas reads it: the marks go, the text behind them stays.
        ("t.tsv", ["id\ttekst", 'b\t"Kom in actie", zei zij', "c\tTwee"], ["Kom in actie, zei zij", "Twee"], BEHIND),
        ("t.csv", ["id,tekst", 'b,"Kom in actie", zei zij', "c,Twee"], ["Kom in actie, zei zij", "Twee"], "joined"),
        ("t.csv", ["id,tekst", 'b,"Hij zei "nee" weer"', "c,Twee"], ['Hij zei nee" weer"', "Twee"], BEHIND),
        # Never closed: the row and all rows behind it are read.
        ("t.csv", ["id,tekst", 'b,"Open', "c,Twee", "d,Drie"], ['"Open', "Twee", "Drie"], NEVER_CLOSED),
        ("t.csv", ["id,tekst", 'b,"Open', 'c,"Twee"', "d,Drie"], ['"Open', "Twee", "Drie"], NEVER_CLOSED),
        ("t.csv", ['"id","tekst"', '"b","Open', '"c","Twee"'], ['"Open', "Twee"], NEVER_CLOSED),
        ("t.csv", ["id,tekst", "c,Twee", 'b,"Open'], ["Twee", '"Open'], NEVER_CLOSED),
        ("t.csv", ["id,jaar,tekst", 'b,2019,"Een', "", "Nog een, ja"], ["Een\n\nNog een, ja\n"], "read to the end"),
        # A backslash before a mark, as MySQL and PHP write it.
        ("t.csv", ["id,tekst", r'b,"Hij zei \"nee\", en ging"', "c,Twee"], ['Hij zei "nee", en ging', "Twee"], r"\""),
        ("t.csv", ["id,tekst", r'b,"Hij zei \"nee\""', r'c,"Een' + "\n" + r'\"ja\" twee"'],
         ['Hij zei "nee"', 'Een\n"ja" twee'], r"\""),
        ("t.csv", ["id, tekst, jaar", 'b, "Een, twee", 2019'], ["Een, twee"], "a space stands before"),
    ],
)  # fmt: skip
def test_no_row_is_lost_for_a_quotation_mark_and_what_is_doubtful_is_reported(name, rows, texts, said, tmp_path):
    articles, report = read(tmp_path, "\n".join([*rows, ""]), name)
    assert articles["text"].tolist() == texts
    assert report["reason"].str.contains(said, regex=False).sum() == 1
    assert report["problems"].str.contains("doubtful quotation mark").sum() == 1
    assert (report["status"] == "read").all()


def test_quotation_marks_in_their_places_are_not_doubtful(tmp_path):
    rows = 'id,tekst\nb,"Een ""twee"", drie\n\nen vier"\nc,hij zei "nee" weer\nd,5" breed\n'
    articles, report = read(tmp_path, rows)
    assert articles["text"].tolist() == ['Een "twee", drie\n\nen vier', 'hij zei "nee" weer', '5" breed']
    assert not report["problems"].fillna("").str.contains("quotation").any()


def test_many_marks_that_are_never_closed_are_read_in_linear_time(tmp_path):
    rows = "".join(f'{n},"open {TEXT}\n' for n in range(3_000))
    articles, _ = read(tmp_path, "id,tekst\n" + rows)
    assert len(articles) == 3_000
    assert (articles["text"] == f'"open {TEXT}').all()


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (f"tekst\n{TEXT}, en zij, ook\n", [f"{TEXT}, en zij, ook"]),  # one column, with commas
        (f"\n\n;;\nid;tekst\na;{TEXT}\n", [TEXT]),  # empty first lines
        (f"Export van 7 maart 2019, de krant\n\nid,tekst,datum\na,{TEXT},2019\n", [TEXT]),  # a title
        (f"Export;;\nid;tekst;datum\na;{TEXT};2019\n", [TEXT]),
        (f"sep=;\nid;tekst\na;{TEXT}\n", [TEXT]),
        (f"id\ttekst\na\t{TEXT}\n", [TEXT]),
        (f"id,tekst,datum\na,{TEXT}\n", [TEXT]),  # a short row, as spreadsheets drop empty cells
    ],
)
def test_the_column_names_and_the_delimiter_are_found(content, texts, tmp_path):
    assert read(tmp_path, content)[0]["text"].tolist() == texts


def test_a_title_above_the_column_names_is_left_aside_and_reported(tmp_path):
    _, report = read(tmp_path, f"Export;;\nid;tekst;datum\na;{TEXT};2019\n")
    assert report[["source", "problems", "reason"]].iloc[0].tolist() == [
        "t.csv, row 1", "left aside", "above the column names: 'Export'",
    ]  # fmt: skip
    assert report["article"].tolist()[1:] == ["a"]


def test_names_that_columns_gives_decide_which_row_has_the_names(tmp_path):
    articles, _ = read(tmp_path, f"Alles\na|b\nx|{TEXT}\n", columns={"text": "b", "id": "a"})
    assert articles.index.tolist() == ["x"]


def test_the_delimiter_of_one_column_is_none():
    assert delimiter_of(["tekst", "a, b", "c; d"], lambda names: set(names) & {"tekst"}) == NO_DELIMITER


@pytest.mark.parametrize("name", ["t.txt", "t.csv.gz", "t.tab", "t.json", "t.jsonl.gz"])
def test_a_table_with_another_ending_is_read_as_rows(name, tmp_path):
    rows = pd.DataFrame({"id": ["a", "b"], "text": SEVEN[:2]})
    content = {
        "t.txt": rows.to_csv(index=False, sep="\t"),
        "t.tab": rows.to_csv(index=False, sep="\t"),
        "t.csv.gz": gzip.compress(rows.to_csv(index=False).encode()),
        "t.json": rows.to_json(),
        "t.jsonl.gz": gzip.compress(rows.to_json(orient="records", lines=True).encode()),
    }[name]
    articles, report = read(tmp_path, content, name)
    assert articles.index.tolist() == ["a", "b"]
    assert articles["text"].tolist() == SEVEN[:2]
    assert (report["status"] == "read").all()


def test_a_packed_text_is_one_article(tmp_path):
    articles, _ = read(tmp_path, gzip.compress(f"Datum: 2019-03-07\n{TEXT}".encode()), "a.txt.gz")
    assert articles.index.tolist() == ["a"]
    assert articles["text"].tolist() == [TEXT]


@pytest.mark.parametrize("orient", ["columns", "split", "records", "index", "table"])
def test_each_form_of_json_of_pandas_is_read(orient, tmp_path):
    rows = pd.DataFrame({"id": ["a", "b"], "tekst": SEVEN[:2]}, index=["a", "b"])
    rows = rows.drop(columns="id") if orient == "index" else rows
    articles, _ = read(tmp_path, rows.to_json(orient=orient), "t.json")
    assert articles.index.tolist() == ["a", "b"]


@pytest.mark.parametrize(
    "text", ["Artikel, tekst\nHet leger nam een wijk in.", "tekst\n\nHet leger.", "Kop\tDatum\na\tb"]
)
def test_a_text_that_is_no_table_is_one_article(text, tmp_path):
    assert len(read(tmp_path, text, "t.txt")[0]) == 1


def test_a_kind_of_table_that_is_not_read_is_to_be_saved_as_csv(tmp_path):
    (tmp_path / "a.sav").write_bytes(b"$FL2")
    assert load_report(tmp_path)["reason"].tolist() == ["'.sav' files are not supported; save it as .csv"]


# Byte-order marks and encodings


def test_a_table_with_a_byte_order_mark_is_read_and_not_skipped(tmp_path):
    _, report = read(tmp_path, f"id,tekst\nx,{TEXT}\n".encode("utf-8-sig"))
    assert report[["source", "status"]].values.tolist() == [["t.csv", "read"], ["t.csv, row 2", "read"]]


@pytest.mark.parametrize("text", ["Één café", "Zoë", "één", "“Ça va”", "Überfall: ‘nein’"])
def test_a_short_text_in_windows_1252_is_read(text, tmp_path):
    articles, report = read(tmp_path, text.encode("cp1252"), "a.txt")
    assert articles["text"].tolist() == [text]
    assert "repaired encoding" in report["problems"].iloc[0]


@pytest.mark.parametrize("text", ["Привет мир", "Ελληνικά γράμματα"])
def test_another_alphabet_is_not_read_as_windows_1252(text, tmp_path):
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251" if text[0] == "П" else "iso8859-7"))
    assert load_report(tmp_path)["reason"].str.contains("neither UTF-8 nor Windows-1252").all()


def test_utf_16_that_ends_within_a_character_is_said_to(tmp_path):
    articles, report = read(tmp_path, f"id,tekst\nx,{TEXT}".encode("utf-16")[:-1])
    assert articles["text"].iloc[0] == TEXT[:-1] + "\ufffd"
    assert "replaced by U+FFFD" in report.set_index("source").loc["t.csv, row 2", "reason"]


def test_a_string_of_parquet_that_is_not_utf_8_is_repaired_and_stops_nothing(tmp_path):
    strings = [TEXT.encode(), f"{TEXT} café".encode("cp1252")]
    wrong = pa.StringArray.from_buffers(2, *pa.array(strings, pa.binary()).buffers()[1:])
    nested = pa.array([[b"ja"], [b"\xff"]], pa.list_(pa.binary()))
    nested = pa.ListArray.from_arrays(nested.offsets, pa.StringArray.from_buffers(2, *nested.values.buffers()[1:]))
    pq.write_table(pa.table({"id": ["a", "b"], "text": wrong, "tags": nested}), tmp_path / "t.parquet")
    (tmp_path / "z.txt").write_text(TEXT + " Ander.", encoding="utf-8")
    articles, report = read(tmp_path, TEXT + " Nog een.", "y.txt")
    assert articles.index.tolist() == ["a", "b", "y", "z"]
    assert articles.loc["b", "text"] == f"{TEXT} café"
    assert "1 byte read as Windows-1252" in report.set_index("source").loc["t.parquet, row 2", "reason"]


# Names


LARGE = 1234567890123456789


@pytest.mark.parametrize("kind", ["jsonl", "parquet", "xlsx"])
def test_whole_numbers_are_not_rounded_where_another_row_has_none(kind, tmp_path):
    if kind == "jsonl":
        rows = [
            {"id": LARGE, "text": SEVEN[0], "thread": LARGE - 1},
            {"text": SEVEN[1]},
            {"id": LARGE - 2, "text": SEVEN[2]},
        ]
        (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    else:
        ids = pd.Series([LARGE, None, LARGE - 2], dtype="Int64")
        rows = pd.DataFrame({"id": ids, "text": SEVEN[:3], "thread": pd.Series([LARGE - 1, None, None], dtype="Int64")})
        rows = rows.astype({"id": "str", "thread": "str"}) if kind == "xlsx" else rows
        getattr(rows, "to_excel" if kind == "xlsx" else "to_parquet")(tmp_path / f"t.{kind}", index=False)
    articles, _ = read(tmp_path, TEXT, "z.txt")
    assert {str(LARGE), str(LARGE - 2)} <= set(articles.index)
    assert articles["thread"].dropna().tolist()[0] == str(LARGE - 1)


def test_a_column_of_large_numbers_stays_exact_beside_a_file_without_it(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": SEVEN[0], "thread": LARGE}), encoding="utf-8")
    articles, _ = read(tmp_path, json.dumps({"id": "b", "text": SEVEN[1]}), "b.jsonl")
    assert articles["thread"].dropna().tolist() == [str(LARGE)]


def test_a_blank_name_is_no_name(tmp_path):
    rows = [{"id": "  ", "text": SEVEN[0]}, {"id": "\u200b", "text": SEVEN[1]}, {"id": " a ", "text": SEVEN[2]}]
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr(" .txt", SEVEN[3])
    articles, _ = read(tmp_path, "\n".join(map(json.dumps, rows)), "t.jsonl")
    assert articles.index.tolist() == ["t-1", "t-2", "a", "z.zip/ .txt"]


# Spreadsheets


def test_a_title_and_empty_rows_above_the_names_of_a_sheet(tmp_path):
    rows = pd.DataFrame([["Export van 2019", None], [None, None], ["id", "tekst"], ["a", TEXT]])
    rows.to_excel(tmp_path / "t.xlsx", index=False, header=False)
    assert read_articles(tmp_path, on_problem="raise").index.tolist() == ["a"]
    assert load_report(tmp_path)["source"].tolist() == ["t.xlsx, row 1", "t.xlsx, row 4"]


def test_an_ods_spreadsheet_is_read(tmp_path):
    articles, report = read(tmp_path, ods(["Export"], ["id", "datum", "tekst"], ["a", "2019-03-07", TEXT]), "t.ods")
    assert articles.index.tolist() == ["a"]
    assert articles["date_start"].astype(str).tolist() == ["2019-03-07"]
    assert articles["date_precision"].tolist() == ["day"]
    assert report["source"].tolist() == ["t.ods, row 1", "t.ods, row 3"]


@pytest.mark.parametrize("name", ["t.xls", "t.ods", "t.xlsb"])
def test_a_spreadsheet_that_is_none_is_said_to_be_unreadable(name, tmp_path):
    (tmp_path / name).write_bytes(b"gewone tekst")
    assert load_report(tmp_path)["reason"].str.contains("not a readable spreadsheet").all()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_text_that_just_fits_in_a_cell_of_a_spreadsheet_is_said_to_be_cut_off(kind, tmp_path):
    long = (TEXT + " ") * 400
    texts = [long[:32_767], long[:32_766], "😀" + long[:32_765]]  # in UTF-16, the last has one more than its letters
    rows = pd.DataFrame({"id": ["a", "b", "c"], "text": texts})
    rows.to_excel(tmp_path / "t.xlsx", index=False) if kind == "xlsx" else rows.to_csv(tmp_path / "t.csv", index=False)
    report = load_report(tmp_path).set_index("article")
    assert report["problems"].str.contains("cut-off text").tolist() == [True, False, True]
    assert "32,767 characters" in report.loc["a", "reason"]


# Dates


def dated(folder, rows, **options):
    """The dates of the rows of a CSV, as start and precision, and its load report."""
    articles, report = read(folder, rows.assign(text=SEVEN[: len(rows)]).to_csv(index=False), **options)
    return list(zip(articles["date_start"].astype(str), articles["date_precision"], strict=True)), report


def test_the_midnights_of_one_publisher_are_days_beside_the_times_of_another(tmp_path):
    rows = pd.DataFrame(
        {
            "date": ["2019-03-07 00:00:00", "2019-03-08 00:00:00", "2019-03-07 10:20:00", "2019-03-08 00:00:00"],
            "medium": ["Krant", "Krant", "Site", "Site"],
        }
    )
    days, times = [("2019-03-07 00:00:00", "day"), ("2019-03-08 00:00:00", "day")], ["second", "second"]
    found, _ = dated(tmp_path, rows)
    assert found[:2] == days
    assert [precision for _, precision in found[2:]] == times


def test_the_midnights_of_one_file_are_days_beside_the_times_of_another(tmp_path):
    (tmp_path / "a.csv").write_text(f"id,date,text\na,2019-03-07T10:20:00,{SEVEN[0]}\n", encoding="utf-8")
    articles, _ = read(tmp_path, f"id,date,text\nb,2019-03-07T00:00:00,{SEVEN[1]}\n", "b.csv")
    assert articles["date_precision"].tolist() == ["second", "day"]


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
@pytest.mark.parametrize("zone", ["UTC", "Europe/Amsterdam", None])
def test_a_frame_of_days_gives_days_from_each_kind_of_file(kind, zone, tmp_path):
    dates = pd.Series(pd.to_datetime(["2019-07-07", "2019-03-08"])).dt.tz_localize(zone)
    rows = pd.DataFrame({"id": ["a", "b"], "date": dates, "text": SEVEN[:2]})
    if kind == "jsonl":
        rows.to_json(tmp_path / "t.jsonl", orient="records", lines=True, date_format="iso")
    else:
        rows.to_csv(tmp_path / "t.csv", index=False) if kind == "csv" else rows.to_parquet(tmp_path / "t.parquet")
    articles = read_articles(tmp_path, on_problem="raise")
    assert articles["date_start"].astype(str).tolist() == ["2019-07-07", "2019-03-08"]
    assert articles["date_precision"].tolist() == ["day", "day"]


def test_the_times_of_another_column_are_used(tmp_path):
    rows = pd.DataFrame(
        {"datum": ["7 maart 2019", "8 maart 2019", "maart 2019"], "tijd": ["10:20", "9.05 uur", "8:00"]}
    )
    found, _ = dated(tmp_path, rows)
    assert found == [
        ("2019-03-07 10:20:00", "minute"), ("2019-03-08 09:05:00", "minute"), ("2019-03-01 00:00:00", "month"),
    ]  # fmt: skip


def test_one_time_for_all_articles_of_a_source_is_no_time(tmp_path):
    rows = pd.DataFrame(
        {"date": ["2019-03-07", "2019-03-08"] * 2, "time": ["07:00", "07:00", "9:10", "9:20"], "krant": list("AABB")}
    )
    found, report = dated(tmp_path, rows)
    assert [precision for _, precision in found] == ["day", "day", "minute", "minute"]
    told = report.set_index("problems").loc["times left out"]
    assert told["reason"] == "07:00 is the time of each article of 'A', so of none"
    assert told[["source", "status"]].tolist() == ["t.csv", "read"]


@pytest.mark.parametrize(
    "name", ["created_at", "publish_time", "Load Date", "gepubliceerd op", "Publication Date", "datePublished"]
)
def test_usual_names_of_the_date_are_known(name, tmp_path):
    found, _ = dated(tmp_path, pd.DataFrame({name: ["2019-03-07", "2019-03-08"]}))
    assert [precision for _, precision in found] == ["day", "day"]


def test_an_unknown_column_that_looks_like_dates_is_named_in_the_warning(tmp_path):
    (tmp_path / "t.csv").write_text(f"id,wanneer,text\na,7 maart 2019,{TEXT}\n", encoding="utf-8")
    with pytest.warns(LoadWarning, match="'wanneer' looks like dates: set columns={'date': …}"):
        assert read_articles(tmp_path)["date_start"].isna().all()


@pytest.mark.parametrize("values", [["Twitter for iPhone", "Twitter Web App"], ["a7.txt", "map/a8.docx"]])
def test_programs_and_file_names_are_no_publishers(values, tmp_path):
    rows = pd.DataFrame({"source": values, "domain": ["nrc.nl", "nu.nl"], "text": SEVEN[:2]})
    assert read(tmp_path, rows.to_csv(index=False))[0]["publisher"].tolist() == ["nrc.nl", "nu.nl"]
    assert "publisher" not in read(tmp_path, rows.drop(columns="domain").to_csv(index=False))[0]


def saved_by_excel(folder, dates, pattern, drop=()):
    """Our own table of articles with these dates, as a Dutch Excel saves it: semicolons, dates in its own form."""
    for number, date in enumerate(dates):
        (folder / f"a{number}.txt").write_text(f"Datum: {date}\n{SEVEN[number]}", encoding="utf-8")
    articles = read_articles(folder)
    rows = articles.reset_index()
    for name in ("date_start", "date_end"):
        rows[name] = [f"{moment.day}{moment.strftime(pattern)}" for moment in rows[name]]
    (folder / "excel").mkdir()
    rows.drop(columns=list(drop)).to_csv(folder / "excel" / "t.csv", sep=";", index=False, encoding="utf-8-sig")
    return articles, folder / "excel"


@pytest.mark.parametrize("drop", [(), ("date_precision",), ("date_origin", "sha256", "header")])
@pytest.mark.parametrize(
    ("dates", "pattern"),
    [
        (["2019-03-07", "2019-03-08"], "-%m-%Y"),
        (["2019-03-07", "2019-03-13"], "-%-m-%Y"),
        (["2019-03-07", "2019-03"], "/%m/%Y %-H:%M"),
        (["2019-03-07T14:30:00", "2019-03-13T09:00"], "-%m-%Y %H:%M"),
    ],
)
def test_our_own_table_keeps_its_dates_when_a_spreadsheet_has_saved_it(dates, pattern, drop, tmp_path):
    before, folder = saved_by_excel(tmp_path, dates, pattern, drop)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LoadWarning)
        after = read_articles(folder)
    assert after["date_start"].tolist() == before["date_start"].tolist()
    assert after["date_precision"].tolist() == before["date_precision"].replace("second", "minute").tolist()
    assert "publisher" not in after


def test_some_columns_of_our_own_table_keep_their_dates(tmp_path):
    for number, date in enumerate(["2019-03-07", "2019-03", "2019-03-07T14:30:05"]):
        (tmp_path / f"a{number}.txt").write_text(f"Datum: {date}\n{SEVEN[number]}", encoding="utf-8")
    before = read_articles(tmp_path)
    (tmp_path / "cut").mkdir()
    before[["text", "date_start", "date_end"]].to_parquet(tmp_path / "cut" / "t.parquet")
    after = read_articles(tmp_path / "cut")
    same = ["date_start", "date_end", "date_precision"]
    pd.testing.assert_frame_equal(after[same], before[same])


def test_dates_of_our_own_table_in_two_forms_are_read(tmp_path):
    (tmp_path / "a.txt").write_text(f"Datum: 2019-03-08\n{SEVEN[0]}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"Datum: 2019-03-09\n{SEVEN[1]}", encoding="utf-8")
    path = save_table(read_articles(tmp_path), tmp_path / "t.csv")
    content = path.read_bytes().replace(b"2019-03-08", b"08-03-2019", 1)
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "t.csv").write_bytes(content)
    again = read_articles(tmp_path / "again")
    assert again["date_start"].astype(str).tolist() == ["2019-03-08", "2019-03-09"]
    assert again["date_precision"].tolist() == ["day", "day"]
    assert again["language"].tolist() == ["nl", "nl"]


def test_a_date_of_our_own_table_that_nothing_decides_is_ambiguous(tmp_path):
    articles, report = read(tmp_path, f"article;text;date_start\na;{SEVEN[0]};7-3-2019\nb;{SEVEN[1]};8-3-2019\n")
    assert articles["date_start"].isna().all()
    assert report["problems"].str.contains("ambiguous date").tolist() == [True, True]


def test_dates_with_a_time_zone_are_refused_with_what_to_do():
    moments = pd.to_datetime(["2019-03-07", "2019-03-08"]).tz_localize("UTC")
    articles = pd.DataFrame({"text": SEVEN[:2], "date_start": moments, "date_end": moments + pd.Timedelta(1, "D")})
    for function in (lb.order, lb.periods_of, lb.duplicates, article_dates):
        with pytest.raises(ValueError, match=r"date_start has the time zone UTC.*tz_localize\(None\)"):
            function(articles)
    with pytest.raises(ValueError, match="date_start must have dates without a time zone; it has values of type str"):
        lb.order(articles.assign(date_start=["2019-03-07", "2019-03-08"], date_end=["2019-03-08", "2019-03-09"]))
    with pytest.raises(TypeError, match="received list"):
        lb.order([1])


def test_versions_of_an_article_are_told_from_duplicates_and_from_other_articles(tmp_path):
    other = "Een heel andere tekst over iets wat niets met dat ene bericht te maken heeft en toch zo heet."
    rows = pd.DataFrame(
        {
            "id": ["x", "x", "x", "x", "y"],
            "date": ["2019-03-07", "2019-03-08", "2019-03-07", "2019-03-09", "2019-03-07"],
            "text": [TEXT, f"{TEXT} Het aantal doden is gestegen.", TEXT, other, TEXT],
        }
    )
    _, report = read(tmp_path, rows.to_csv(index=False))
    told = report.set_index("article")
    assert told["problems"].fillna("").tolist() == [
        "", "version", "repeated id; duplicate", "repeated id; near-empty", "duplicate",
    ]  # fmt: skip
    assert told.loc["x (2)", "reason"] == (
        "a later version of 'x', of 2019-03-08 (the first: 2019-03-07); renamed to 'x (2)'"
    )


# Limits


def test_blank_lines_count_as_rows_are_kept_in_texts_and_do_not_hide_a_line_that_is_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr("leesbril.reading._delimited.DOCUMENT_LIMIT", 40)
    lines = [
        "id,tekst",
        "",
        "a,Het leger.",
        "",
        "\r",
        'b,"Een.',
        "",
        'Twee."',
        "",
        f"c,{'x' * 50}",
        "",
        "d,Kort,om",
        "",
    ]
    (tmp_path / "t.csv").write_bytes("\n".join(lines).encode())
    report = load_report(tmp_path)
    # Row 2 is blank, 3 is a; 4 and 5 are blank, 6 is b on three lines; 7 is blank; lines 10 and 12 are rows 8 and 10.
    told = dict(zip(report["source"], report["reason"], strict=True))
    assert list(told) == ["t.csv, row 3", "t.csv, row 6", "t.csv, row 8", "t.csv, row 10"]
    assert "line 10 is longer" in told["t.csv, row 8"] and "(line 12)" in told["t.csv, row 10"]
    with pytest.warns(LoadWarning, match="2 skipped"):
        assert read_articles(tmp_path)["text"].to_list() == ["Het leger.", "Een.\n\nTwee."]


def only_reason(folder):
    """The reason of the one row of the report that is not an article's, and the number of articles."""
    report = load_report(folder)
    [reason] = report.loc[report["article"].isna(), "reason"]
    return reason, int(report["article"].notna().sum())


def test_rows_that_each_have_a_column_of_their_own_keep_their_texts(tmp_path):
    rows = [{f"k{n}": n, "text": f"{TEXT} {n}", "id": str(n)} for n in range(1_200)]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert only_reason(tmp_path) == ("more than 250 columns: only the first and those of the fields are kept", 1_200)
    articles, _ = read(tmp_path, TEXT, "z.txt")
    assert len(articles.columns) < 270
    assert articles.loc["1199", "text"] == f"{TEXT} 1199"


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_table_with_thousands_of_columns_keeps_the_first_and_those_of_the_fields(kind, tmp_path):
    rows = pd.DataFrame([[*"x" * 2_000, TEXT]], columns=[*(f"c{n}" for n in range(2_000)), "tekst"])
    rows.to_csv(tmp_path / "t.csv", index=False) if kind == "csv" else rows.to_parquet(tmp_path / "t.parquet")
    assert only_reason(tmp_path) == ("2,001 columns: only the first 250 and those of the fields are kept", 1)


def test_a_workbook_with_one_endless_text_is_refused(tmp_path):
    rows = pd.DataFrame({"id": ["a"], "text": ["MARK"]})
    stream, new = io.BytesIO(), io.BytesIO()
    rows.to_excel(stream, index=False)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            archive.writestr(name, old.read(name).replace(b"MARK", b"a b c " * 3_000_000))
    (tmp_path / "t.xlsx").write_bytes(new.getvalue())
    reason, articles = only_reason(tmp_path)
    assert reason.endswith("over 150 times its size; save it as .csv")
    assert articles == 0


def test_a_parquet_file_that_stores_one_text_for_many_rows_is_refused(tmp_path):
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 300, pa.int32()), pa.array([TEXT * 5_000]))
    pq.write_table(pa.table({"text": texts}), tmp_path / "t.parquet")
    assert "unpacks to more than 150 times its size" in only_reason(tmp_path)[0]


def test_what_unpacks_to_far_more_than_its_size_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr("leesbril.reading._files.FREE", 100_000)
    rows = "".join(f"{n},{TEXT}\n" for n in range(500))
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"id,tekst\n" + rows.encode() + f"x,{TEXT}\n".encode() * 20_000))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.txt", "woord " * 400_000)
    told = load_report(tmp_path).set_index("source")["reason"]
    assert told["a.csv.gz"].startswith("reading stopped: unpacks to more than")
    assert told["b.zip/b.txt"] == "would unpack to 2,400,000 bytes, over 100 times its size; unpack it first if right"


def test_a_sheet_that_unpacks_to_more_than_5_mb_and_150_times_its_size_is_refused(tmp_path):
    # 2 million times three bytes are 6 MB, more than the 5 MB that are free; 1 million are 3 MB, which are read.
    for name, times in (("many.xlsx", 2_000_000), ("few.xlsx", 1_000_000)):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", "<a>" * times)
    told = load_report(tmp_path).set_index("source")["reason"]
    assert told["many.xlsx"].startswith(
        "its part xl/worksheets/sheet1.xml would unpack to 6,000,000 bytes, over 150 times"
    )
    assert "would unpack" not in told["few.xlsx"]


def test_a_row_of_more_cells_than_a_table_has_columns_is_not_its_names(tmp_path):
    (tmp_path / "a.csv").write_text(f"id,tekst\n1,{TEXT}\n2,{'x,' * 20_000}\n3,Het leger trok door de stad.\n")
    (tmp_path / "b.csv").write_text("x," * 20_000 + f"\n1,{TEXT}\n")
    found = load_report(tmp_path)
    # Line 3: the id, and 20,000 times x with an empty cell behind the last comma.
    assert found.loc[found["source"].str.startswith("a.csv"), "status"].tolist() == ["read", "skipped", "read"]
    assert found["reason"].iloc[1].startswith("has 20,002 cells where the first row has 2 (line 3)")
    assert found["reason"].iloc[3] == (
        "more than 16,384 cells in the first row; save it again with one article per row"
    )


def test_a_gz_that_is_cut_off_keeps_the_rows_before(tmp_path):
    rows = "".join(f"{n},{TEXT} {n * 7919 % 30_011 / 7}\n" for n in range(1_500))
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"id,tekst\n" + rows.encode())[:-5_000])
    reason, articles = only_reason(tmp_path)
    assert reason.startswith("reading stopped: Compressed file ended")
    assert 500 < articles < 1_500


def test_a_file_that_was_cut_off_is_to_be_copied_or_saved_again(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(f"id,tekst\n1,{TEXT}\n".encode())[:40])
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and no more")
    told = load_report(tmp_path).set_index("source")["reason"]
    assert told["a.csv.gz"].endswith("; copy, download or create it again")
    assert told["b.parquet"].endswith("; download or save it again")


def test_each_file_that_the_fuzzer_changes_is_read_whole_before_it_is_changed(tmp_path):
    for name, content in valid_files().items():
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_bytes(content)
        assert set(load_report(tmp_path / name)["status"]) == {"read"}, name


def test_no_row_of_a_workbook_is_lost_where_numbers_are_left_out_or_there_twice(tmp_path):
    book = openpyxl.Workbook()
    for row in (["id", "text"], ["a", "Het leger wint."], ["b", "De moskee staat."], ["c", "Er is rook."]):
        book.active.append(row)
    book.active.print_area = "A1:B4"  # a name that belongs to the sheet
    book.save(whole := io.BytesIO())
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b'<row r="3"', b'<row r="2"').replace(b'<row r="4"', b'<row r="9"')
                part = re.sub(b"<dimension [^>]*/>", b"", part)
            new.writestr(name, part)
    report = load_report(tmp_path)
    assert report["article"].tolist() == ["a", "b", "c"]
    assert report["source"].tolist() == ["t.xlsx, row 2", "t.xlsx, row 3", "t.xlsx, row 9"]


def test_a_file_of_ten_thousand_rows_of_which_none_is_an_article_is_one_line_of_the_report(tmp_path, monkeypatch):
    monkeypatch.setattr(_chunks, "CHUNK", 3)
    (tmp_path / "a.jsonl").write_text("x\n" * 3 + '{"text": "Het leger."}\n')
    (tmp_path / "b.jsonl").write_text("x\n" * 2 + '{"text": "Het leger."}\n' + "x\n" * 3)  # one of the first three
    report = load_report(tmp_path)
    told = "its first 3 rows are no articles, the first: not JSON: Expecting value at line 1, column 1"
    assert report["source"].tolist() == ["a.jsonl", *(f"b.jsonl, row {row}" for row in range(1, 7))]
    assert report["reason"][0].startswith(told)
    assert report["status"].tolist() == ["skipped"] * 3 + ["read"] + ["skipped"] * 3


def test_pictures_archives_and_damaged_tables_say_what_to_do(tmp_path):
    for name in ("a.jpg", "b.rar", "c.parquet", "d.json"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "e.zip").touch()
    (tmp_path / "f.xlsx").touch()
    told = load_report(tmp_path)["reason"].tolist()
    assert told[0] == "'.jpg' files are not supported; run OCR on it and save the text as .txt"
    assert told[1] == "'.rar' files are not supported; unpack it first"
    assert told[2].endswith("; download or save it again")
    assert told[3].endswith("; export it again, or as .csv")
    assert told[4:] == ["an empty zip", "empty: no text"]
