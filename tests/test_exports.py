import csv
import io
import json
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from profiles import thorough

import leesbril
from leesbril.exports import read_table, save_table, save_tables
from leesbril.exports._rows import KINDS, declared_kind
from leesbril.frames import NAME, TABLES

SUFFIXES = [".csv", ".tsv", ".xlsx", ".parquet", ".json", ".jsonl"]
TYPED = [".xlsx", ".parquet", ".json", ".jsonl"]  # the file itself names the types
SEPARATED = {".csv": ",", ".tsv": "\t"}

every_suffix = pytest.mark.parametrize("suffix", SUFFIXES)


def frame_of(**columns):
    return pd.DataFrame({name: pd.Series(values, dtype=kind) for name, (values, kind) in columns.items()})


def again(frame, folder, suffix):
    return read_table(save_table(frame, Path(folder) / f"table{suffix}"))


def one_text(text, folder, suffix):
    return again(frame_of(note=([text], "str")), folder, suffix)["note"].iloc[0]


def written(frame, folder, suffix=".csv"):
    return save_table(frame, Path(folder) / f"table{suffix}").read_bytes().decode("utf-8")


KIND_OF_EACH = frame_of(
    title=(["IS", None, ""], "str"),
    certain=([True, False, True], "bool"),
    perhaps=([True, None, False], "boolean"),
    start=([0, -7, 2**53 + 1], "int64"),
    words=([348, None, 0], "Int64"),
    tfidf=([0.1 + 0.2, np.nan, -0.0], "float64"),
    date_start=(["2017-05-01", None, "2017-05-27 09:30"], "datetime64[us]"),
).set_index(pd.Index(["b", "a", "007"], name="article", dtype="str"))


@every_suffix
def test_articles_and_their_words_come_back_the_same(suffix, seeds, tmp_path):
    for frame in (seeds, leesbril.tokens(seeds).to_frame()):
        assert_frame_equal(again(frame, tmp_path, suffix), frame, check_exact=True)


@every_suffix
def test_a_column_of_each_kind_comes_back_the_same(suffix, tmp_path):
    assert set(KIND_OF_EACH.dtypes.astype(str)) == set(KINDS)
    back = again(KIND_OF_EACH, tmp_path, suffix)
    assert_frame_equal(back, KIND_OF_EACH, check_exact=True)
    assert np.signbit(back["tfidf"].iloc[2])  # which assert_frame_equal does not see: 0.0 equals -0.0


@pytest.fixture(scope="module")
def house(seeds):
    dtm = leesbril.document_term_matrix(seeds)
    a, b = seeds.index
    pairs, passages = leesbril.similarity(dtm), leesbril.shared_passages(seeds)
    specifications = leesbril.sensitivity(seeds, a, b)
    return {
        "articles": seeds,
        "report": leesbril.load_report(Path(__file__).parents[1] / "seeds"),
        "sentences": leesbril.sentences(seeds),
        "tokens": leesbril.tokens(seeds).to_frame(),
        "terms": leesbril.tfidf(dtm),
        "pairs": pairs,
        "contributions": leesbril.explain_pairs(dtm, pairs),
        "passages": passages,
        "coverage": leesbril.coverage(seeds, passages),
        "news": leesbril.novelty(seeds, a, b),
        "specifications": specifications,
        "moved": leesbril.one_at_a_time(specifications),
        "leave_one_sentence_out": leesbril.leave_one_sentence_out(seeds, a, b),
        "concordance": leesbril.concordance(seeds, "IS"),
        "term_positions": leesbril.term_positions(seeds, ["IS"]),
        "usual": leesbril.sklearn_tfidf(seeds),
        "keyness": leesbril.keyness(dtm, leesbril.groups_of(seeds), a=a),
        "collocates": leesbril.collocates(seeds, "IS"),
        "phrases": leesbril.phrases(seeds),
        "periods": leesbril.periods_of(seeds),
        "trend": leesbril.trend(seeds, ["IS"]),
        "flow": leesbril.news_flow(pairs, seeds.assign(publisher=["Bode", "Courant"])),
        "sample": leesbril.sample_pairs(pairs, seeds),
        "thresholds": leesbril.threshold_report(leesbril.sample_pairs(pairs, seeds)),
        "truth": leesbril.synthetic_articles(8).truth,
    }


@thorough  # a toy table of every function, with rows and without, comes back in test_frames.py
@every_suffix
def test_every_frame_of_the_project_comes_back_the_same_and_so_do_its_first_row_and_no_row(suffix, house, tmp_path):
    for frame in house.values():
        for part in (frame, frame.head(1), frame.head(0)):
            assert_frame_equal(again(part, tmp_path, suffix), part, check_exact=True)


@pytest.mark.parametrize("optional", [True, False])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_names_of_a_declared_table_say_what_each_column_holds(table, optional):
    # Two tables disagree on words and on idf: which of them it is, all names together say.
    kinds = {column.name: column.kind for column in table.all_columns if optional or not column.optional}
    told = {name: declared_kind(name, kinds) for name in kinds}
    assert told == {name: "str" if kind == NAME else kind for name, kind in kinds.items()}


@pytest.mark.parametrize(
    ("name", "beside", "kind"),
    [
        ("words", [], "int64"),
        ("words", ["status"], "Int64"),
        ("idf", ["term"], "float64"),
        ("idf", ["family"], "str"),
        ("group", [], "str"),
        ("article", ["rubriek"], "str"),
        ("rubriek", ["article"], ""),
    ],
)
def test_of_two_kinds_of_one_name_the_table_with_most_of_the_names_beside_it_decides(name, beside, kind):
    assert declared_kind(name, [*beside, name]) == kind


# Any frame


TEXTS = st.text(st.characters(codec="utf-8"), max_size=6) | st.text("'\"=+-@;,\t\r\n _x0Dd5F＝\ufeff\xa0", max_size=12)
MOMENTS = st.integers(-(2**52), 2**52) | st.integers(-60_000, 60_000).map(lambda day: day * 86_400_000_000)
VALUES = {
    "str": TEXTS | st.none(),
    "int64": st.integers(-(2**63), 2**63 - 1),
    "Int64": st.integers(-(2**63), 2**63 - 1) | st.none(),
    "float64": st.floats(),
    "datetime64[us]": MOMENTS.map(lambda number: np.datetime64(number, "us")) | st.just(np.datetime64("NaT", "us")),
}


@st.composite
def frames(draw):
    """A frame of one to four columns, whose names say nothing about what they hold, with or without an index."""
    kinds = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=4))
    unknown = TEXTS.filter(lambda name: not declared_kind(name, [name]))
    names = draw(st.lists(unknown, min_size=len(kinds) + 1, max_size=len(kinds) + 1, unique=True))
    rows = draw(st.integers(1, 4))
    columns = {}
    for name, kind in zip(names[1:], kinds, strict=True):
        values = draw(st.lists(VALUES[kind], min_size=rows, max_size=rows))
        columns[name] = pd.Series(values, dtype=kind)
    frame = pd.DataFrame(columns)
    if draw(st.booleans()):
        frame.index = pd.Index(draw(st.lists(TEXTS, min_size=rows, max_size=rows)), name=names[0], dtype="str")
    return frame


@pytest.mark.parametrize("suffix", TYPED)
@given(frame=frames())
@settings(max_examples=settings.default.max_examples // 2)
def test_any_frame_comes_back_the_same(suffix, frame):
    with TemporaryDirectory() as folder:
        assert_frame_equal(again(frame, folder, suffix), frame, check_exact=True)


@pytest.mark.parametrize("suffix", SEPARATED)
@given(frame=frames())
def test_any_frame_comes_back_from_csv_but_for_the_types_of_columns_without_values_and_without_gaps(suffix, frame):
    if frame.index.name is not None and re.search(r'["\r\n,\t]|^$', frame.index.name):
        frame.index.name = "article"  # such a name of an index is refused: see below
    expected = frame.copy()
    for name in frame.columns:
        if frame[name].isna().all():
            expected[name] = frame[name].astype(object).astype("str")
        elif frame[name].dtype == "Int64" and frame[name].notna().all():
            expected[name] = frame[name].astype("int64")
    with TemporaryDirectory() as folder:
        assert_frame_equal(again(frame, folder, suffix), expected, check_exact=True)


@every_suffix
@given(text=TEXTS)
@settings(max_examples=settings.default.max_examples // 2)
@example("_x000D_")
@example("_x0041\x0b")  # an escape and half of one: read together they would be A
@example("'=1")
@example("''=1")
@example("' =1")
@example("\r\n")
@example("#N/A")
@example("\x00\ufffe")
def test_any_text_comes_back_to_the_character(suffix, text):
    with TemporaryDirectory() as folder:
        assert one_text(text, folder, suffix) == text


@every_suffix
@given(text=st.binary(max_size=60) | st.text('",\r\n{}[]:a1', max_size=20).map(str.encode))
@settings(max_examples=settings.default.max_examples // 2)
def test_any_bytes_end_in_a_frame_or_in_a_value_error(suffix, text):
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix}"
        path.write_bytes(text)
        try:
            assert isinstance(read_table(path), pd.DataFrame)
        except ValueError as error:
            assert f"table{suffix}" in str(error)


# Formulas


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\xa0=1",
    "\ufeff=1",
    "＝1",
    "－1",
    "'=1",
    "\tx",
]
NO_FORMULAS = ["a=1", "1-2", "'s avonds", "‘kalifaat’", "— zei hij", "50 + 1", "jan@nieuws.nl", "€ 5,-", "", "'"]


@pytest.mark.parametrize("suffix", SEPARATED)
@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_begins_a_formula_gets_an_apostrophe_in_csv_and_loses_it_again(text, suffix, tmp_path):
    frame = pd.DataFrame({text: [text]}, index=pd.Index([text], name="article", dtype="str"))
    path = save_table(frame, tmp_path / f"table{suffix}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=SEPARATED[suffix]))
    assert rows[0][1][0] == rows[1][0][0] == rows[1][1][0] == "'"
    assert len(rows[1][1]) > len(text)
    assert_frame_equal(read_table(path), frame)


@pytest.mark.parametrize("text", NO_FORMULAS)
def test_a_text_that_begins_no_formula_is_written_as_it_is(text, tmp_path):
    assert f'"{text}"' in written(frame_of(note=([text], "str")), tmp_path).splitlines()


def test_a_number_is_no_formula(tmp_path):
    frame = frame_of(change=([-0.5], "float64"), start=([-3], "int64"))
    assert written(frame, tmp_path).splitlines()[1] == "-0.5,-3"


@given(text=st.text("=-@x1 ;\"'\t\r\n,", max_size=12), name=st.text("=-;\"'x", min_size=1, max_size=5))
@example('x;"=1', "x")  # the quote is written twice, and a cell that begins with "" is read as empty text and the rest
@example("x\n=1", "x")
@example("x; =1", "x")
def test_no_cell_begins_a_formula_where_a_dutch_spreadsheet_parts_at_semicolons(text, name):
    # The file is opened with the wrong separator: Excel's Dutch default, and a tab. Quotes then close too early.
    with TemporaryDirectory() as folder:
        content = written(frame_of(**{"a": (["x"], "str"), name * 2: ([text], "str")}), folder).removeprefix("\ufeff")
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(content, newline=""), delimiter=separator):
            assert not [cell for cell in row if re.match(r"[\s\"]*[=\-@]", cell)]


@pytest.mark.parametrize("text", [*FORMULAS, "#N/A", "007", "TRUE", "2017-05-01"])
def test_a_text_is_a_text_cell_in_xlsx_whatever_it_looks_like(text, tmp_path):
    frame = pd.DataFrame({text: [text]}, index=pd.Index([text], name="article", dtype="str"))
    sheet = openpyxl.load_workbook(save_table(frame, tmp_path / "table.xlsx"))["table"]
    cells = [sheet["B1"], sheet["A2"], sheet["B2"]]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert [cell.value for cell in cells] == [text.replace("\r", "_x000D_")] * 3  # as Excel writes a carriage return


# CSV


def test_csv_has_a_mark_for_excel_and_quotes_round_text_only(tmp_path):
    frame = KIND_OF_EACH[["title", "start", "tfidf", "certain", "date_start"]].head(2)
    assert written(frame, tmp_path).split("\n") == [
        '\ufeffarticle,"title","start","tfidf","certain","date_start"',
        '"b","IS",0,0.30000000000000004,True,2017-05-01',
        '"a",,-7,,False,',
        "",
    ]


def test_missing_and_empty_text_are_two_things_in_csv(tmp_path):
    frame = frame_of(title=(["", None], "str"))
    assert written(frame, tmp_path) == '\ufeff"title"\n""\n\n'
    assert again(frame, tmp_path, ".csv")["title"].isna().tolist() == [False, True]


def test_a_column_without_a_value_is_in_csv_what_its_name_says_or_text(tmp_path):
    kinds = {"title": "str", "count": "Int64", "stop": "boolean", "cosine": "float64", "date_end": "datetime64[us]"}
    frame = frame_of(**{name: ([None, None], kind) for name, kind in kinds.items()}, mine=([None, None], "str"))
    assert_frame_equal(again(frame, tmp_path, ".csv"), frame)
    assert again(frame_of(mine=([None], "float64")), tmp_path, ".csv")["mine"].dtype == "str"


def test_an_index_is_told_from_a_first_column_of_the_same_name(tmp_path):
    column = frame_of(article=(["a", "b"], "str"), title=(["x", "y"], "str"))
    index = column.set_index("article")
    assert_frame_equal(again(column, tmp_path, ".csv"), column)
    assert_frame_equal(again(index, tmp_path, ".csv"), index)
    assert written(column, tmp_path).replace('"article"', "article") == written(index, tmp_path)


@pytest.mark.parametrize("name", ["", "a,b", 'a"b', "a\nb"])
def test_a_name_of_an_index_that_needs_quotes_is_refused_in_csv_alone(name, tmp_path):
    frame = pd.DataFrame({"words": [1]}, index=pd.Index(["a"], name=name, dtype="str"))
    with pytest.raises(ValueError, match=re.escape(repr(name))):
        save_table(frame, tmp_path / "table.csv")
    assert_frame_equal(again(frame, tmp_path, ".json"), frame)


def test_other_readers_find_the_columns_under_their_names(seeds, tmp_path):
    found = leesbril.tfidf(leesbril.document_term_matrix(seeds))
    articles = pd.read_csv(save_table(seeds, tmp_path / "articles.csv"))
    terms = pd.read_csv(save_table(found, tmp_path / "terms.csv"))
    assert len(terms.merge(articles, on="article")) == len(found)
    assert articles["text"].tolist() == seeds["text"].tolist()


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["7", "12"], "int64"),
        (["7", ""], "Int64"),
        (["007", "12"], "str"),
        (["+7", "12"], "str"),
        (["1_000", "2"], "str"),
        (["0.5", "1.0"], "float64"),
        (["0.50", "1.0"], "str"),
        (["1e5", "1.0"], "str"),
        (["100.000", "6.000"], "str"),  # Dutch for a hundred thousand and six thousand
        (["99999999999999999999", "1"], "str"),
        (["True", "False"], "bool"),
        (["True", ""], "boolean"),
        (["true", "false"], "str"),
        (["2017-05-01", ""], "datetime64[us]"),
        (["2017-05-01 09:30:00", "2017-05-02 00:00:00"], "datetime64[us]"),
        (["2017-05-01T09:30:00", ""], "str"),
        (["2017-05", "2017-06"], "str"),
        (["2017-02-30", "2017-06-01"], "str"),
        (["nan", "1.0"], "str"),
        (["NA", "None"], "str"),
        (["", ""], "str"),
    ],
)
def test_a_column_of_a_csv_from_elsewhere_is_read_only_as_what_it_would_be_written(cells, kind, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("".join(f"{cell},x\n" for cell in ["mine", *cells]))
    column = read_table(path)["mine"]
    assert column.dtype == kind
    if kind == "str":
        assert column.fillna("").tolist() == cells


def test_a_csv_from_elsewhere_is_read_by_the_names_of_the_project(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("article,term,count,tfidf,date_start\r\n007,2014,,1,2017-05-01T09:30:00\r\n008,IS,3,0.50,\r\n")
    expected = frame_of(
        article=(["007", "008"], "str"),
        term=(["2014", "IS"], "str"),
        count=([None, 3], "Int64"),
        tfidf=([1.0, 0.5], "float64"),
        date_start=(["2017-05-01 09:30", None], "datetime64[us]"),
    )
    assert_frame_equal(read_table(path), expected)


def test_the_only_column_of_a_csv_from_elsewhere_is_no_index(tmp_path):
    (tmp_path / "table.csv").write_text("cosine\n1\n")
    assert_frame_equal(read_table(tmp_path / "table.csv"), frame_of(cosine=([1.0], "float64")))


def test_a_name_of_the_project_does_not_change_what_was_saved_under_it(tmp_path):
    whole = {"background_words": ([350], "int64"), "title": ([7], "int64")}
    frame = frame_of(count=(["veel"], "str"), words=([1.0], "float64"), **whole)
    assert_frame_equal(again(frame, tmp_path, ".csv"), frame)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "it is empty"),
        ("a,b\n1,2\n3\n", "row 3 has 1 cells, but the first row has 2"),
        ('a,b\n"1,2\n', "row 2 has unclosed quotes"),
        ('a\n"1"2\n', "row 2 has unclosed quotes, or text after closing quotes"),
        ("a,a\n1,2\n", "two columns have the same name"),
        (b"caf\xe9\n", "can't decode"),
    ],
)
def test_a_csv_that_is_none_is_refused_with_the_place(content, said, tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ValueError, match=f"table.csv cannot be read as a table: .*{said}"):
        read_table(path)


# xlsx


def test_xlsx_holds_numbers_and_dates_as_such(tmp_path):
    sheet = openpyxl.load_workbook(save_table(KIND_OF_EACH, tmp_path / "table.xlsx"))["table"]
    names = [cell.value for cell in sheet[1]]
    kinds = {name: cell.data_type for name, cell in zip(names, sheet[2], strict=True)}
    assert kinds == {"article": "s", "title": "s", "certain": "b", "perhaps": "b", "start": "n", "words": "n",
                     "tfidf": "n", "date_start": "d"}  # fmt: skip
    assert sheet["F2"].number_format == "General"
    assert sheet["H4"].number_format == "yyyy-mm-dd hh:mm:ss"


def test_xlsx_writes_as_text_what_excel_would_round_or_does_not_know(tmp_path):
    frame = frame_of(
        message=([10**15 - 1, 10**15], "int64"),
        tfidf=([1e300, np.inf], "float64"),
        date_start=(["1900-03-01", "1900-02-28"], "datetime64[us]"),
        date_end=(["2017-05-27 09:30:00", "2017-05-27 09:30:00.000001"], "datetime64[us]"),
    )
    path = save_table(frame, tmp_path / "table.xlsx")
    rows = openpyxl.load_workbook(path)["table"].iter_rows(min_row=2)
    assert [[cell.data_type for cell in row] for row in rows] == [["n", "n", "d", "d"], ["s", "s", "s", "s"]]
    assert_frame_equal(read_table(path), frame)


def test_a_cell_of_xlsx_holds_32_767_characters_and_one_more_is_refused_not_cut(tmp_path):
    # Excel counts a character beyond the first 65,536 as two, and so does the limit: 16,384 of them are 32,768.
    assert len(one_text("a" * 32_767, tmp_path, ".xlsx")) == 32_767
    assert len(one_text("🙂" * 16_383, tmp_path, ".xlsx")) == 16_383
    for text in ("a" * 32_768, "🙂" * 16_384):
        with pytest.raises(ValueError, match=r"save as \.parquet or \.csv"):
            save_table(frame_of(note=(["kort", text], "str")), tmp_path / "table.xlsx")
        assert one_text(text, tmp_path, ".csv") == text


def test_more_rows_than_xlsx_has_are_refused_not_cut(tmp_path):
    frame = pd.DataFrame({"start": range(2**20)})  # with the names, one row too many
    with pytest.raises(ValueError, match=r"1,048,576 rows of 1 columns .* save as \.parquet or \.csv"):
        save_table(frame, tmp_path / "table.xlsx")


def test_rows_without_any_value_are_kept_in_xlsx(tmp_path):
    frame = frame_of(title=([None, "x", None], "str"), start=([None, 1, None], "Int64"))
    assert_frame_equal(again(frame, tmp_path, ".xlsx"), frame)


def test_an_xlsx_from_elsewhere_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "table.xlsx")
    with pytest.raises(ValueError, match="its sheets should be table and columns, but are Sheet"):
        read_table(tmp_path / "table.xlsx")


def test_an_xlsx_with_a_column_taken_away_is_refused(tmp_path):
    path = save_table(frame_of(a=([1], "int64"), b=([2], "int64")), tmp_path / "table.xlsx")
    book = openpyxl.load_workbook(path)
    book["table"].delete_cols(1)
    book.save(path)
    with pytest.raises(ValueError, match=r"its columns are \['b'\], but the sheet columns has \['a', 'b'\]"):
        read_table(path)


def test_an_xlsx_that_a_spreadsheet_saved_again_still_has_its_types(tmp_path):
    frame = KIND_OF_EACH.head(2)
    path = save_table(frame, tmp_path / "table.xlsx")
    book = openpyxl.load_workbook(path)
    book["table"]["B2"] = "anders"
    book.save(path)
    assert_frame_equal(read_table(path), frame.replace({"title": {"IS": "anders"}}))


# JSON and parquet


def test_json_is_a_table_schema_that_other_readers_know(seeds, tmp_path):
    path = save_table(seeds, tmp_path / "table.json")
    other = pd.read_json(path, orient="table")
    assert other["text"].equals(seeds["text"])
    assert json.loads(path.read_text(encoding="utf-8"))["schema"]["primaryKey"] == ["article"]


def test_every_line_of_jsonl_is_json_and_the_first_is_the_schema(tmp_path):
    lines = written(frame_of(title=(["a\nb\u2028c", None], "str")), tmp_path, ".jsonl").split("\n")
    assert [json.loads(line) for line in lines[1:-1]] == [{"title": "a\nb\u2028c"}, {"title": None}]
    assert json.loads(lines[0])["schema"]["fields"] == [{"name": "title", "type": "string", "extDtype": "str"}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[]", "it does not start with a schema"),
        ('{"schema": {"fields": [{"name": "a", "type": "any"}]}, "data": []}', "its schema has an unknown field .*any"),
        (
            '{"schema": {"fields": [{"name": "a", "type": "integer"}]}, "data": [{}]}',
            "record 1 does not have the fields a",
        ),
        ('{"schema": {"fields": [{"name": "a", "type": "integer"}]}, "data": [{"a": "x"}]}', "'a' should be int64"),
        ('{"schema": {"fields": [{"name": "a", "type": "integer"}]}, "data": [{"a": null}]}', "'a' should be int64"),
        ('{"schema"', "Expecting"),
    ],
)
def test_a_json_that_is_no_such_table_is_refused_with_the_reason(content, said, tmp_path):
    (tmp_path / "table.json").write_text(content)
    with pytest.raises(ValueError, match=f"table.json cannot be read as a table: .*{said}"):
        read_table(tmp_path / "table.json")


OTHERS = {
    "int8": pd.Series([1, -1], dtype="int8"),
    "float32": pd.Series([0.1, np.nan], dtype="float32"),
    "datetime64[ns]": pd.Series(["2017-05-01 00:00:00.000000001", None], dtype="datetime64[ns]"),
    "datetime64[us, CET]": pd.Series(pd.to_datetime(["2017-05-01", None])).dt.tz_localize("CET"),
    "category": pd.Series(["b", None], dtype=pd.CategoricalDtype(["c", "b"], ordered=True)),
    "string": pd.Series(["x", None], dtype="string"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_parquet_keeps_other_kinds_of_columns_and_the_rest_send_there(kind, tmp_path):
    frame = OTHERS[kind].rename("mine").to_frame()
    assert_frame_equal(again(frame, tmp_path, ".parquet"), frame, check_exact=True)
    for suffix in set(SUFFIXES) - {".parquet"}:
        with pytest.raises(ValueError, match=re.escape(f"Column 'mine' is {kind}: save as .parquet, or use")):
            save_table(frame, tmp_path / f"other{suffix}")


@every_suffix
def test_what_hangs_on_a_frame_besides_its_values_is_not_kept(suffix, tmp_path):
    frame = frame_of(title=(["x"], "str"))
    frame.attrs = {"made by": object()}
    assert again(frame, tmp_path, suffix).attrs == {}
    assert list(frame.attrs) == ["made by"]


def test_what_parquet_would_change_is_refused(tmp_path):
    frame = pd.DataFrame({"date_start": np.array(["2017"], dtype="datetime64[s]")})  # comes back in milliseconds
    with pytest.raises(ValueError, match=r"would be changed even by \.parquet"):
        save_table(frame, tmp_path / "table.parquet")
    assert list(tmp_path.iterdir()) == []


# What is refused in every format


@every_suffix
@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), r"the same name: \['a'\]"),
        (pd.DataFrame({"a": [1]}, index=pd.Index([0], name="a")), r"the same name: \['a'\]"),
        (pd.DataFrame({("a", "b"): [1]}), "MultiIndex"),
        (pd.DataFrame({"a": [1]}, index=pd.MultiIndex.from_tuples([(1, 2)])), "MultiIndex"),
        (pd.DataFrame({1: [1]}), r"must be strings.* received \[1\]"),
        (pd.DataFrame({"a": [1]}, index=pd.Index([0], name=7)), r"must be strings.* received \[7, 'a'\]"),
        (pd.DataFrame(index=[0, 1]), "at least one column"),
        (pd.DataFrame({"a": [1, 2]}, index=[1, 0]), "The index has values but no name"),
        (pd.DataFrame({"a": [1, 2]}).tail(1), "The index has values but no name"),
        (pd.DataFrame({"a": [1]}).rename_axis(columns="x"), "The columns have a name, 'x'"),
        (pd.DataFrame({"a": [("b", 1), "c"]}), "Column 'a' contains tuple: "),
        (pd.DataFrame({"a": pd.Series([True, None, 3], dtype=object)}), "Column 'a' contains bool, int: "),
        (pd.DataFrame({"a": pd.Series(["\ud800"], dtype=object)}), "lone surrogate"),
        (pd.DataFrame([[1]], columns=pd.Index(["\ud800"], dtype=object)), "lone surrogate"),
    ],
)
def test_a_table_that_would_not_come_back_is_refused_and_leaves_no_file(frame, said, suffix, tmp_path):
    with pytest.raises(ValueError, match=said):
        save_table(frame, tmp_path / f"table{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_a_table_is_a_frame(tmp_path):
    with pytest.raises(TypeError, match="a pandas DataFrame, not Series"):
        save_table(pd.Series([1]), tmp_path / "table.csv")


@every_suffix
def test_objects_that_are_all_text_are_saved_as_text(suffix, tmp_path):
    frame = pd.DataFrame({"author": ["Jansen", None]}, index=pd.Index(["a", "b"], name="article"), dtype=object)
    frame.index = frame.index.astype(object)
    expected = frame.astype("str").set_axis(frame.index.astype("str"))
    assert_frame_equal(again(frame, tmp_path, suffix), expected)
    assert frame["author"].dtype == object


@every_suffix
def test_an_empty_frame_of_objects_has_the_kinds_that_its_names_stand_for(suffix, tmp_path):
    back = again(
        pd.DataFrame(columns=["term", "count", "cosine", "date_start", "mine"], dtype=object), tmp_path, suffix
    )
    assert back.dtypes.astype(str).tolist() == ["str", "int64", "float64", "datetime64[us]", "str"]


# Files


@every_suffix
def test_the_same_frame_gives_the_same_bytes_at_another_time(suffix, tmp_path, monkeypatch):
    first = save_table(KIND_OF_EACH, tmp_path / f"first{suffix}").read_bytes()
    later = 2_000_000_000.0  # in 2033
    monkeypatch.setattr("time.time", lambda: later)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert save_table(KIND_OF_EACH, tmp_path / f"second{suffix}").read_bytes() == first


def test_an_xlsx_says_no_time_of_saving(tmp_path):
    with zipfile.ZipFile(save_table(KIND_OF_EACH, tmp_path / "table.xlsx")) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        times = re.findall(r"\d{4}-\d\d-\d\dT[^<]*", archive.read("docProps/core.xml").decode())
    assert times == ["1980-01-01T00:00:00Z", "1980-01-01T00:00:00Z"]


@every_suffix
def test_a_save_that_is_interrupted_leaves_the_old_file_and_nothing_else(suffix, tmp_path, monkeypatch):
    path = save_table(KIND_OF_EACH, tmp_path / f"table{suffix}")

    def interrupted(*_):
        assert len(list(tmp_path.iterdir())) == 2  # the new file is complete, under another name
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save_table(KIND_OF_EACH.head(1), path)
    assert list(tmp_path.iterdir()) == [path]
    assert_frame_equal(read_table(path), KIND_OF_EACH)


def test_saving_returns_the_path_as_it_was_given_and_writes_through_a_link(tmp_path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    link.symlink_to(real)
    assert save_table(KIND_OF_EACH, str(link)) == link
    assert link.is_symlink()
    assert_frame_equal(read_table(real), read_table(link))


@pytest.mark.parametrize("name", ["table", "table.xls", "table.csv.gz", ".csv"])
def test_an_unknown_suffix_is_refused_with_those_that_are_known(name, tmp_path):
    known = r"use one of \.csv, \.tsv, \.xlsx, \.parquet, \.json, \.jsonl"
    with pytest.raises(ValueError, match=known):
        save_table(KIND_OF_EACH, tmp_path / name)
    with pytest.raises(ValueError, match=known):
        read_table(tmp_path / name)


def test_a_suffix_in_capitals_is_the_same_suffix(tmp_path):
    assert_frame_equal(again(KIND_OF_EACH, tmp_path, ".CSV"), KIND_OF_EACH)


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*elders\. Create it first"):
        save_table(KIND_OF_EACH, tmp_path / "elders/table.csv")
    assert not (tmp_path / "elders").exists()


@every_suffix
def test_a_file_that_is_not_there_is_told_as_such(suffix, tmp_path):
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / f"table{suffix}")


@pytest.mark.parametrize("folder", [None, ""])
def test_no_folder_means_that_no_table_is_saved(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save_tables(folder, articles=KIND_OF_EACH)
    assert list(tmp_path.iterdir()) == []


def test_tables_are_saved_under_their_names_in_a_folder_that_is_made(tmp_path):
    save_tables(tmp_path / "a/b", articles=KIND_OF_EACH, folder=KIND_OF_EACH.head(1))
    assert sorted(path.name for path in (tmp_path / "a/b").iterdir()) == ["articles.csv", "folder.csv"]
    assert_frame_equal(read_table(tmp_path / "a/b/articles.csv"), KIND_OF_EACH)


def test_where_one_of_the_tables_cannot_be_saved_none_is(tmp_path):
    with pytest.raises(ValueError, match="The index has values"):
        save_tables(tmp_path / "a", articles=KIND_OF_EACH, pairs=pd.DataFrame({"a": [1, 2]}).tail(1))
    with pytest.raises(ValueError, match=r"'\.\./x' cannot be the name of a table"):
        save_tables(tmp_path / "a", **{"articles": KIND_OF_EACH, "../x": KIND_OF_EACH})
    assert list(tmp_path.iterdir()) == []


def test_the_same_table_is_replaced_and_another_of_its_name_is_refused(tmp_path):
    save_tables(tmp_path, phrases=KIND_OF_EACH)
    save_tables(tmp_path, phrases=KIND_OF_EACH.head(1))  # the same notebook, once more
    assert len(read_table(tmp_path / "phrases.csv")) == 1
    kept = (tmp_path / "phrases.csv").read_bytes()
    with pytest.raises(ValueError, match=r"phrases\.csv in .* holds another table: its columns are not term, count\."):
        save_tables(tmp_path, pairs=KIND_OF_EACH, phrases=pd.DataFrame({"term": ["IS"], "count": [2]}))
    assert (tmp_path / "phrases.csv").read_bytes() == kept
    assert not (tmp_path / "pairs.csv").exists()


def test_a_table_with_one_column_more_or_the_same_in_another_order_is_another(tmp_path):
    save_tables(tmp_path, terms=pd.DataFrame({"term": ["IS"], "count": [2]}))
    for other in (["term"], ["count", "term"], ["term", "count", "rank"]):
        with pytest.raises(ValueError, match="Give this table another name, or remove the file"):
            save_tables(tmp_path, terms=pd.DataFrame({name: [1] for name in other}))
