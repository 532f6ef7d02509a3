"""Whole folders: the same articles in every form, everything bad that may be among them, and any bytes at all."""

import contextlib
import gzip
import json
import re
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from bad_input import CASES, REFUSALS, TEXT, tree
from corpora import FORMS, make_articles, page, parquet, plain_text, spreadsheet, table, word, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import THOROUGH

from leesbril import ArticlesError, LoadWarning, load_report, read_articles
from leesbril.frames import ARTICLES
from leesbril.reading._notes import LISTED_ONLY

GOOD = "zz goed"


# The same articles in every form

ALWAYS = {column.name: column.kind for column in ARTICLES.columns if not column.optional}
OF_THE_FILE = ["date_origin", "header", "source", "sha256", "language"]
"""What tells how and where an article was written down, and so differs between forms."""


def quietly(source, **options):
    """The articles of a source, without the warning that something was skipped or repaired."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LoadWarning)
        return read_articles(source, **options)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_articles_in_every_form_give_the_same_frame(form, tmp_path):
    articles = make_articles()
    FORMS[form](tmp_path, articles)
    frame = quietly(tmp_path)
    starts = ["2019-03-07 14:30:00", "2019-03-08", "2019-04-01"]
    ends = ["2019-03-07 14:30:01", "2019-03-09", "2019-05-01"]
    expected = pd.DataFrame(
        {
            "date_start": [*starts, None, "2017-01-01", *starts[:2]],
            "date_end": [*ends, None, "2018-01-01", *ends[:2]],
            "date_precision": ["second", "day", "month", None, "year", "second", "day"],
            "title": [article.title for article in articles],
            "text": [article.text for article in articles],
        },
        index=pd.Index([article.name for article in articles], name="article", dtype="str"),
    ).astype({name: kind for name, kind in ALWAYS.items() if name not in OF_THE_FILE})  # fmt: skip
    pd.testing.assert_frame_equal(frame[list(expected)], expected)
    assert frame["date_origin"].isna().tolist() == frame["date_start"].isna().tolist()
    assert list(frame.columns[: len(ALWAYS)]) == list(ALWAYS)
    assert frame.index.is_unique


# Bad input


@pytest.fixture
def bad(request, tmp_path, monkeypatch):
    """The folder of a case, with a good article beside what is bad."""
    case = request.param
    for name, limit in case.limits.items():
        monkeypatch.setattr(f"leesbril.reading.{name}", limit)
    (tmp_path / f"{GOOD}.txt").write_text(f"Datum: 2020-01-01\n{TEXT} Goed.", encoding="utf-8")
    case.make(tmp_path)
    return case, tmp_path


each_case = pytest.mark.parametrize("bad", CASES, ids=lambda case: case.name, indirect=True)


def kinds_in(report):
    return set(report["problems"].dropna().str.split("; ").explode())


@each_case
def test_bad_input_is_a_row_of_the_report_and_what_is_good_beside_it_is_read(bad):
    case, folder = bad
    report = load_report(folder, **case.options)
    assert case.source in set(report["source"])
    row = report[report["source"] == case.source].iloc[0]
    assert case.problem in row["problems"].split("; ")
    assert case.reason in row["reason"]
    assert set(report["article"].dropna()) == {*case.reads, GOOD}
    assert (report.loc[report["article"].notna(), "status"] == "read").all()
    of_a_file = report["article"].isna() & (report["status"] == "read")
    assert not report.loc[of_a_file, "problems"].str.contains("skipped|left aside").any()
    assert not [name for name in tree(folder) if not report["source"].str.startswith(name).any()]


# What is warned of and refused is decided by the kinds of problem in the report: the first case of each is enough.
each_kind = pytest.mark.parametrize(
    "bad",
    CASES if THOROUGH else {case.problem: case for case in reversed(CASES)}.values(),
    ids=lambda case: case.problem,
    indirect=True,
)


@each_kind
def test_bad_input_is_warned_of_once_or_refused_and_what_is_good_beside_it_is_in_the_frame(bad):
    case, folder = bad
    worrying = bool(kinds_in(load_report(folder, **case.options)) - LISTED_ONLY)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        frame = read_articles(folder, **case.options)
    assert set(frame.index) == {*case.reads, GOOD}
    assert [warning.category for warning in caught] == [LoadWarning] * worrying
    if worrying:
        with pytest.raises(ArticlesError, match="Problems in"):
            read_articles(folder, on_problem="raise", **case.options)
    else:
        assert read_articles(folder, on_problem="raise", **case.options).equals(frame)


# Alone, what is bad is read by the same code: the first case of each form, of which articles are read or none.
FORMS_OF_CASES = {(Path(case.source).suffix, case.problem, bool(case.reads)): case for case in reversed(CASES)}


@pytest.mark.parametrize(
    "bad", CASES if THOROUGH else FORMS_OF_CASES.values(), ids=lambda case: case.name, indirect=True
)
def test_bad_input_alone_is_read_as_far_as_it_goes_or_refused(bad):
    case, folder = bad
    (folder / f"{GOOD}.txt").unlink()
    if case.reads:
        assert set(quietly(folder, **case.options).index) == set(case.reads)
    else:
        with pytest.raises(ArticlesError, match=re.escape(case.reason)):
            read_articles(folder, **case.options)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.name)
def test_what_cannot_be_read_at_all_is_refused_with_the_reason(refusal, tmp_path):
    refusal.make(tmp_path)
    with pytest.raises(ValueError, match=refusal.says) as caught:
        read_articles(tmp_path / refusal.inside, **dict(refusal.options))
    assert caught.type.__name__ == refusal.error


# Any bytes at all

ARTICLES = make_articles(3, words=20)
TABLE = table(ARTICLES)
SOUND = {
    ".txt": plain_text(ARTICLES[0]).encode(),
    ".md": b"---\ndate: 2019\ntags: [a]\n---\n# Kop\n\n* een\n* twee\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    + TEXT.encode(),
    ".csv": TABLE.to_csv(index=False).encode(),
    ".tsv": TABLE.to_csv(index=False, sep="\t").encode("utf-16"),
    ".json": TABLE.to_json(orient="records").encode(),
    ".jsonl": TABLE.to_json(orient="records", lines=True).encode(),
    ".html": page(ARTICLES[0]).encode(),
    ".docx": word(ARTICLES[0]),
    ".xlsx": spreadsheet(a=TABLE),
    ".csv.gz": gzip.compress(TABLE.to_csv(index=False).encode(), mtime=0),
    ".parquet": parquet(TABLE),
    ".zip": zipped(("a.txt", TEXT), ("b.csv", TABLE.to_csv(index=False)), ("c.docx", word(ARTICLES[1]))),
}
"""A sound file of each kind, to be spoilt."""


@st.composite
def spoilt(draw, sound):
    """A file with some of its bytes changed, left out, put in or cut off."""
    data = bytearray(sound)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 8))
        data[at : at + length] = draw(st.binary(max_size=8))
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)


def check_that_all_end_well(contents):
    """Files of these bytes, beside a sound one: each has a row in the report, and one article that is sound is read."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number, (suffix, content) in enumerate(contents):
            (folder / f"{number}{suffix}").write_bytes(content)
        (folder / f"{GOOD}.txt").write_text(TEXT, encoding="utf-8")
        report = load_report(folder)
        frame = quietly(folder)
    assert not [name for name in contents_names(contents) if not report["source"].str.startswith(name).any()]
    assert frame.index.tolist() == report["article"].dropna().tolist()
    assert frame.index.is_unique
    assert GOOD in frame.index
    assert report.loc[report["status"] == "skipped", "reason"].notna().all()


def contents_names(contents):
    """The name of each file as `check_that_all_end_well` writes it."""
    return [f"{number}{suffix}" for number, (suffix, _) in enumerate(contents)]


characters = st.text(st.characters(codec="utf-8"), max_size=200).map(str.encode)
keys = st.sampled_from(["text", "id", "date", "title", "x", "source", "row", "articles", ""])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=20,
)


# An example is eleven files, each of them a case.
few_examples = settings(max_examples=settings.default.max_examples // 2)


@few_examples
@given(st.tuples(*(st.tuples(st.just(suffix), st.binary(max_size=300) | characters) for suffix in SOUND)))
def test_any_bytes_end_in_an_article_or_a_row_of_the_report(contents):
    check_that_all_end_well(contents)


@few_examples
@given(st.tuples(*(st.tuples(st.just(suffix), spoilt(sound)) for suffix, sound in SOUND.items())))
def test_a_spoilt_file_ends_in_an_article_or_a_row_of_the_report(contents):
    check_that_all_end_well(contents)


json_files = st.tuples(st.sampled_from([".json", ".jsonl"]), json_values.map(json.dumps).map(str.encode))


@given(st.lists(json_files, max_size=9))
def test_any_json_ends_in_an_article_or_a_row_of_the_report(contents):
    check_that_all_end_well(contents)


@given(st.sampled_from(list(SOUND)), st.binary(max_size=300) | characters)
def test_any_bytes_as_the_one_source_are_read_or_refused(suffix, content):
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"a{suffix}"
        file.write_bytes(content)
        with contextlib.suppress(ArticlesError):
            assert len(quietly(file)) > 0
