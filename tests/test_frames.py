import inspect
import re
import runpy
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from profiles import THOROUGH

import leesbril as lb
from leesbril.dates.parsing import parse_dates
from leesbril.exports._rows import KINDS as SAVED_KINDS
from leesbril.frames import ARTICLES, NAME, PLANTED_FACTS, PLANTED_PAIRS, TABLES, TERMS, Column, Table
from leesbril.frames._declaration import KINDS
from leesbril.frames._reference import page
from leesbril.passages.duplicates import ArticlesOrTokens

ROOT = Path(__file__).parents[1]
SUFFIXES = [".csv", ".tsv", ".xlsx", ".parquet", ".json", ".jsonl"]
TABLE_OF = {function: table for table in TABLES for function in table.given_by}
ANYTHING = {"read_table", "Tokens.sentences"}
"""What gives back whatever table was saved, and what `sentences` gives."""


# A toy call of every public function that gives a table: one with rows, one without


def three_articles(names):
    """Two that share a sentence, and one of the same publisher as the second without words or date."""
    texts = ["Mosul valt\nDe slag om Mosul begon. IS vlucht.", "Zij zien het. De slag om Mosul begon.", "…"]
    dates = parse_dates(pd.Series(["2017-05-01", "2017-05-03", ""], index=names)).drop(columns=["problem", "reason"])
    told = {"date_origin": "column", "title": None, "text": texts, "header": "", "source": "toy", "sha256": "0"}
    told["language"] = "nl"
    return ARTICLES.typed(dates.assign(**told, publisher=["Bode", "Courant", "Courant"]))


def folder_of(folder, *texts):
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@cache
def counted_articles(kind):
    """The articles with names of this kind, their matrix and their pairs: no function changes what it is given."""
    articles = three_articles(NAMES[kind])
    dtm = lb.document_term_matrix(articles)
    return articles, dtm, lb.similarity(dtm)


class Toy:
    """What the calls take: the articles, their matrix, the pairs, two names, a folder."""

    def __init__(self, kind, folder):
        self.articles, self.dtm, self.pairs = counted_articles(kind)
        self.a, self.b, self.empty = self.articles.index
        self.folder = folder

    @property
    def wordless(self):
        return self.articles.assign(text="…")

    @property
    def claiming(self):
        """Articles with names, numbers, times and sources; each of the two first has a part of what the other has."""
        told = "In {} vielen in mei 2017 {} doden, volgens de politie. Kerstmis was vorige week."
        heading = "Rutte is ontvlucht\n\nVolgens de politie zou Rutte zijn ontvlucht.\n\n"
        texts = [heading + told.format("Gent", "tien"), told.format("Gent", "honderd"), ""]
        return self.articles.assign(text=texts)

    @property
    def first_pair(self):
        return self.bare.head(0).reindex([0]).assign(article_a=self.a, article_b=self.b)

    @property
    def bare(self):
        return self.pairs[["article_a", "article_b"]]

    @property
    def sample(self):
        return lb.sample_pairs(self.pairs, self.articles)


@cache
def specifications():
    return lb.sensitivity(three_articles(NAMES["text"]), "a", "b")


def keyness(toy):
    return lb.keyness(toy.dtm, lb.groups_of(toy.articles, "publisher"), a="Bode")


def found_by(table):
    """A table of what is found, and one of what is not."""
    return tuple(lambda t, word=word: table(lb.search(t.articles, word)) for word in ("Mosul", "Raqqa"))


def claimed_by(table):
    """A table of what articles claim, and one of those that claim nothing."""
    return lambda t: table(t, t.claiming), lambda t: table(t, t.claiming.assign(text=""))


CALLS = {
    "articles_per_period": (
        lambda t: lb.articles_per_period(t.articles),
        lambda t: lb.articles_per_period(t.articles.head(0)),
    ),
    "boilerplate": (
        lambda t: lb.boilerplate(t.articles.assign(publisher="Bode", text="Nu: " + t.articles["text"] + "\nVolg ons")),
        lambda t: lb.boilerplate(t.articles),
    ),
    "names": claimed_by(lambda t, found: lb.names(found)),
    "name_groups": claimed_by(lambda t, found: lb.name_groups(found)),
    "who_is_named": claimed_by(lambda t, found: lb.who_is_named(found, t.a, t.b)),
    "quantities": claimed_by(lambda t, found: lb.quantities(found)),
    "quantities_side_by_side": claimed_by(lambda t, found: lb.quantities_side_by_side(found, t.a, t.b)),
    "changed_quantities": claimed_by(
        lambda t, found: lb.changed_quantities(
            lb.quantities(found), pd.DataFrame({"story": 1, "label": "x", "article": found.index}), found
        )
    ),
    "times": claimed_by(lambda t, found: lb.times(found)),
    "date_clues": claimed_by(lambda t, found: lb.date_clues(found.drop(columns=["date_start", "date_end"]))),
    "dated_by_clues": (lambda t: lb.dated_by_clues(t.claiming), lambda t: lb.dated_by_clues(t.claiming.head(0))),
    "order_by_clues": (
        lambda t: lb.order_by_clues(t.claiming, t.first_pair),
        lambda t: lb.order_by_clues(t.claiming, t.bare.head(0)),
    ),
    "attributions": claimed_by(lambda t, found: lb.attributions(found)),
    "sources_relied_on": claimed_by(lambda t, found: lb.sources_relied_on(found)),
    "firmer_headings": claimed_by(lambda t, found: lb.firmer_headings(found)),
    "claims_side_by_side": claimed_by(lambda t, found: lb.claims_side_by_side(found, t.a, t.b)),
    "collocates": (lambda t: lb.collocates(t.articles, "Mosul"), lambda t: lb.collocates(t.articles, "Raqqa")),
    "concordance": (lambda t: lb.concordance(t.articles, "Mosul"), lambda t: lb.concordance(t.articles, "Raqqa")),
    "cosine_histogram": (lambda t: lb.cosine_histogram(t.dtm, bins=2), None),  # has its bins without articles too
    "coverage": (
        lambda t: lb.coverage(t.articles, lb.shared_passages(t.articles)),
        lambda t: lb.coverage(t.wordless, lb.shared_passages(t.wordless)),
    ),
    "explain_pairs": (lambda t: lb.explain_pairs(t.dtm, t.pairs), lambda t: lb.explain_pairs(t.dtm, t.pairs.head(0))),
    "explain_similarity": (
        lambda t: lb.explain_similarity(t.dtm, t.a, t.b),
        lambda t: lb.explain_similarity(t.dtm, t.a, t.empty),
    ),
    "leave_one_sentence_out": (
        lambda t: lb.leave_one_sentence_out(t.articles, t.a, t.b),
        lambda t: lb.leave_one_sentence_out(t.articles.assign(text=""), t.a, t.b),
    ),
    "keep_labels": (
        lambda t: lb.keep_labels(t.sample, t.folder / "labels.csv"),
        lambda t: lb.keep_labels(t.sample.head(0), t.folder / "none.csv"),
    ),
    "keyness_of_each": (lambda t: lb.keyness_of_each(t.dtm, lb.groups_of(t.articles, "publisher")), None),
    "keyness": (keyness, None),  # refuses a group without words
    "load_report": (
        lambda t: lb.load_report(folder_of(t.folder, "De slag om Mosul.", "De slag  om Mosul.", "")),
        lambda t: lb.load_report(t.folder),
    ),
    "duplicates": (
        lambda t: lb.duplicates(t.articles, least_share=0.5, by=None),
        lambda t: lb.duplicates(t.articles, least_share=1),
    ),
    "neighbours": (
        lambda t: lb.neighbours(t.dtm, threshold=0.01),
        lambda t: lb.neighbours(t.dtm, threshold=1),
    ),
    "news_flow": (
        lambda t: lb.news_flow(t.pairs, t.articles),
        lambda t: lb.news_flow(t.pairs, t.articles.assign(publisher=None)),
    ),
    "one_at_a_time": (lambda t: lb.one_at_a_time(specifications()), None),  # refuses them without the default
    "order": (lambda t: lb.order(t.articles), lambda t: lb.order(t.articles.head(1))),
    "periods_of": (lambda t: lb.periods_of(t.articles), lambda t: lb.periods_of(t.articles.head(0))),
    "phrases": (lambda t: lb.phrases(t.articles, min_count=1), lambda t: lb.phrases(t.articles, min_count=9)),
    "problem_counts": (
        lambda t: lb.problem_counts(lb.load_report(folder_of(t.folder, "Kort.", ""))),
        lambda t: lb.problem_counts(lb.load_report(t.folder)),
    ),
    "read_articles": (lambda t: lb.read_articles(folder_of(t.folder, "Mosul valt", "2017")), None),  # refuses nothing
    "sample_pairs": (lambda t: t.sample, lambda t: lb.sample_pairs(t.pairs.head(0), t.articles)),
    "rank_ranges": (lambda t: lb.rank_ranges(t.dtm), lambda t: lb.rank_ranges(lb.document_term_matrix(t.wordless))),
    "sensitivity": (lambda t: specifications(), None),  # has all combinations without words too
    "sentences": (lambda t: lb.sentences(t.articles), lambda t: lb.sentences(t.articles.head(0))),
    "find_reuse": (
        lambda t: lb.find_reuse(t.articles.tail(2), t.articles.head(1)),
        lambda t: lb.find_reuse(t.articles.tail(1), t.articles.head(1)),
    ),
    "passage_families": (
        lambda t: lb.passage_families(lb.shared_passages(t.articles), t.articles),
        lambda t: lb.passage_families(lb.shared_passages(t.wordless), t.articles),
    ),
    "summarise_families": (
        lambda t: lb.summarise_families(lb.passage_families(lb.shared_passages(t.articles)), t.articles),
        lambda t: lb.summarise_families(lb.passage_families(lb.shared_passages(t.wordless)), t.articles),
    ),
    "shared_families": (
        lambda t: lb.shared_families(lb.passage_families(lb.shared_passages(t.articles), t.articles)),
        lambda t: lb.shared_families(lb.passage_families(lb.shared_passages(t.wordless), t.articles)),
    ),
    "story_stability": (
        lambda t: lb.story_stability(t.articles, threshold=0.1),
        lambda t: lb.story_stability(t.articles.head(0)),
    ),
    "passage_texts": (
        lambda t: lb.passage_texts(t.articles, lb.shared_passages(t.articles)),
        lambda t: lb.passage_texts(t.wordless, lb.shared_passages(t.wordless)),
    ),
    "shared_passages": (lambda t: lb.shared_passages(t.articles), lambda t: lb.shared_passages(t.wordless)),
    "similarity": (lambda t: t.pairs, lambda t: lb.similarity(lb.document_term_matrix(t.articles.head(1)))),
    "similarity_of": (lambda t: lb.similarity_of(t.dtm, t.pairs), lambda t: lb.similarity_of(t.dtm, t.pairs.head(0))),
    "stop_words": (lambda t: lb.stop_words(groups=["articles"]), lambda t: lb.stop_words(groups=[])),
    "term_positions": (
        lambda t: lb.term_positions(t.articles, ["Mosul"]),
        lambda t: lb.term_positions(t.articles.head(0), ["Mosul"]),
    ),
    "tfidf": (lambda t: lb.tfidf(t.dtm), lambda t: lb.tfidf(lb.document_term_matrix(t.wordless))),
    "threshold_report": (
        lambda t: lb.threshold_report(t.sample.assign(label="yes")),
        lambda t: lb.threshold_report(t.sample, thresholds=[]),
    ),
    "Found.hits": found_by(lambda found: found.hits()),
    "Found.forms": found_by(lambda found: found.forms()),
    "Found.per_article": found_by(lambda found: found.per_article()),
    "Found.per_group": (
        lambda t: lb.search(t.articles, "Mosul").per_group("publisher"),
        lambda t: lb.search(t.articles.head(0), "Mosul").per_group("publisher"),
    ),
    "Found.concordance": found_by(lambda found: found.concordance()),
    "Found.collocates": found_by(lambda found: found.collocates()),
    "Found.trend": (
        lambda t: lb.search(t.articles, "Mosul").trend(),
        lambda t: lb.search(t.articles.head(0), "Mosul").trend(),
    ),
    "Tokens.vocabulary": (lambda t: lb.tokens(t.articles).vocabulary(), lambda t: lb.tokens(t.wordless).vocabulary()),
    "Tokens.to_frame": (lambda t: lb.tokens(t.articles).to_frame(), lambda t: lb.tokens(t.wordless).to_frame()),
    "stories": (lambda t: lb.stories(t.articles, threshold=0.1), lambda t: lb.stories(t.articles.head(0))),
    "changing_terms": (
        lambda t: lb.changing_terms(t.dtm, lb.periods_of(t.articles, "day")),
        lambda t: lb.changing_terms(t.dtm, lb.periods_of(t.articles)),
    ),
    "term_changes": (
        lambda t: lb.term_changes(lb.trend(t.articles, ["Mosul"], every="day")),
        lambda t: lb.term_changes(lb.trend(t.articles, ["Mosul"])),
    ),
    "names_over_time": claimed_by(lambda t, found: lb.names_over_time(lb.names(found), found)),
    "trend": (lambda t: lb.trend(t.articles, ["Mosul"]), lambda t: lb.trend(t.articles.head(0), ["Mosul"])),
    "sklearn_tfidf": (lambda t: lb.sklearn_tfidf(t.articles), lambda t: lb.sklearn_tfidf(t.wordless)),
    "novelty": (
        lambda t: lb.novelty(t.articles, t.a, t.b),
        lambda t: lb.novelty(t.articles.assign(text=["De slag", "", ""]), t.a, t.b),
    ),
    "network_nodes": (
        lambda t: lb.network_nodes(t.articles),
        lambda t: lb.network_nodes(t.articles.head(0)),
    ),
    "network_edges": (lambda t: lb.network_edges(t.bare), lambda t: lb.network_edges(t.bare.head(0))),
    "article_versions": (
        lambda t: lb.article_versions(t.articles.assign(title=["Een", "Twee", "Een"]), by=None, least_share=0.01),
        lambda t: lb.article_versions(t.articles.head(0)),
    ),
    "summarise_versions": (
        lambda t: lb.summarise_versions(t.articles, lb.article_versions(t.articles, by=None, least_share=0.01)),
        lambda t: lb.summarise_versions(t.articles, lb.article_versions(t.articles.head(0))),
    ),
    "novelty_in_order": (
        lambda t: lb.novelty_in_order(t.articles, [t.a, t.b]),
        lambda t: lb.novelty_in_order(t.articles, []),
    ),
    "drop_duplicates": (
        lambda t: lb.drop_duplicates(t.articles),
        lambda t: lb.drop_duplicates(t.articles.head(0)),
    ),
}
NAMES = {
    "text": pd.Index(["a", "b", "c"], dtype="str", name="article"),
    "numbers": pd.Index([30, 10, 20], name="article"),
    "objects": pd.Index(["a", "b", "c"], dtype="object", name="article"),
}
OF_FILES = {"load_report", "problem_counts", "read_articles"}
"""What these give has names that they make themselves: text."""


UNCALLED = ("synthetic_articles", "Board.notes")
"""These give tables where they are tested themselves."""


def each_call(*functions):
    """Every function, with every kind of name where its table has names; numbers and objects by turns if in haste."""
    named = {name for name, table in TABLE_OF.items() if any(column.kind == NAME for column in table.all_columns)}
    turns = {name: ["text", ("numbers", "objects")[number % 2]] for number, name in enumerate(functions)}
    kinds = {name: NAMES if THOROUGH else turns[name] for name in functions}
    kinds |= {name: ["text"] for name in set(functions) - (named - OF_FILES)}
    return pytest.mark.parametrize(("function", "names"), [(name, kind) for name in functions for kind in kinds[name]])


def assert_as_declared(frame, table, names):
    there = [column for column in table.columns if not column.optional or column.name in frame]
    kinds = {column.name: str(names) if column.kind == NAME else column.kind for column in there}
    assert frame.columns.tolist() == list(kinds)
    assert frame.dtypes.astype(str).to_dict() == kinds
    if table.index:
        assert frame.index.name == table.index.name
        assert frame.index.dtype == names


def test_every_public_function_that_gives_a_table_is_called_here_and_declared_once():
    public = {name: getattr(lb, name) for name in lb.__all__}
    returns = {
        name: inspect.signature(one).return_annotation for name, one in public.items() if inspect.isfunction(one)
    }
    classes = (lb.Tokens, lb.Found)
    methods = {f"{of.__name__}.{name}": one for of in classes for name, one in vars(of).items()}
    methods = {name: one for name, one in methods.items() if inspect.isfunction(one)}
    returns |= {name: inspect.signature(one).return_annotation for name, one in methods.items()}
    giving = {name for name, returned in returns.items() if returned in (pd.DataFrame, ArticlesOrTokens)}
    assert set(CALLS) == giving - ANYTHING
    of_one = [function for table in TABLES for function in table.given_by if function not in UNCALLED]
    assert sorted(of_one) == sorted(CALLS)


@each_call(*CALLS)
def test_a_table_with_rows_is_as_it_is_declared_and_comes_back_so_from_a_file(function, names, tmp_path):
    frame = CALLS[function][0](Toy(names, tmp_path))
    assert len(frame) > 0
    assert_as_declared(frame, TABLE_OF[function], NAMES[names].dtype)
    never = [column.name for column in TABLE_OF[function].columns if not column.missing and column.name in frame]
    assert not frame[never].isna().any(axis=None)
    if names == "text":  # other names are read back as text
        (tmp_path / "files").mkdir()
        turn = list(CALLS).index(function) % 3
        for suffix in SUFFIXES if THOROUGH else SUFFIXES[turn::3]:
            kept = frame if frame.index.name else frame.reset_index(drop=True)
            back = lb.read_table(lb.save_table(kept, tmp_path / f"files/saved{suffix}"))
            assert_frame_equal(back, kept, check_exact=True, obj=suffix)


@each_call(*(name for name, (_, empty) in CALLS.items() if empty))
def test_a_table_without_rows_is_as_it_is_declared(function, names, tmp_path):
    frame = CALLS[function][1](Toy(names, tmp_path))
    assert len(frame) == 0
    assert_as_declared(frame, TABLE_OF[function], NAMES[names].dtype)


@pytest.mark.parametrize(
    ("unit", "beside"), [("article", []), ("paragraph", ["paragraph"]), ("sentence", ["sentence"])]
)
def test_the_terms_have_the_columns_of_what_was_counted(unit, beside):
    frame = lb.tfidf(lb.document_term_matrix(three_articles(NAMES["numbers"]), unit=unit))
    assert frame.columns.tolist()[: 2 + len(beside)] == ["article", *beside, "term"]
    assert_as_declared(frame, TERMS, "int64")


def test_the_pairs_of_sentences_are_named_by_tuples():
    dtm = lb.document_term_matrix(three_articles(NAMES["numbers"]), unit="sentence")
    pairs = lb.similarity(dtm, top=1)
    assert pairs[["article_a", "article_b"]].values.tolist() == [[(30, 2), (10, 2)]]
    assert_as_declared(lb.explain_pairs(dtm, pairs), TABLE_OF["explain_pairs"], "object")
    assert_as_declared(lb.explain_pairs(dtm, pairs.head(0)), TABLE_OF["explain_pairs"], "object")


@pytest.mark.parametrize("n", [8, 40])
def test_the_example_is_as_it_is_declared(n):
    example = lb.synthetic_articles(n)
    assert_as_declared(example.articles, ARTICLES, "str")
    assert_as_declared(example.truth, PLANTED_FACTS, "str")
    assert_as_declared(example.pairs, PLANTED_PAIRS, "str")


def test_an_order_of_pairs_keeps_their_columns_in_front():
    articles = three_articles(NAMES["text"])
    pairs = pd.DataFrame({"cosine": [0.5], "article_b": ["b"], "article_a": ["a"]})
    told = lb.order(articles, pairs)
    assert told.columns.tolist() == ["cosine", "article_b", "article_a", "order", "reason"]
    assert told["order"].tolist() == ["before"]
    assert lb.order(articles, pairs.head(0)).dtypes.equals(told.dtypes)


# What the first run of these tests found


def test_a_folder_without_files_has_a_load_report_without_rows(tmp_path):
    report = lb.load_report(tmp_path)
    assert len(report) == 0
    assert len(lb.problem_counts(report)) == 0


@pytest.mark.parametrize(
    ("written", "read"),
    [([12, 34], ["12", "34"]), ([12.0, None], ["12", ""]), ([None, None], ["", ""]), (["Bode", None], ["Bode", ""])],
)
def test_a_publisher_is_text_whatever_the_column_of_the_table_holds(written, read, tmp_path):
    table = pd.DataFrame({"text": ["De slag om Mosul.", "Het regent."], "publisher": written, "rubriek": [1, 2]})
    table.to_parquet(tmp_path / "t.parquet")
    frame = lb.read_articles(tmp_path / "t.parquet")
    assert frame["publisher"].dtype == "str"
    assert frame["publisher"].fillna("").tolist() == read
    assert frame["rubriek"].tolist() == [1, 2]  # no column of ours: as it is


def test_articles_named_by_objects_are_named_so_in_the_matrix():
    assert lb.document_term_matrix(three_articles(NAMES["objects"])).rows.dtype == "object"


# Saved and read again


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_declared_table_without_rows_comes_back_from_a_file_with_its_types(suffix, tmp_path):
    turn = SUFFIXES.index(suffix) % 3
    for table in TABLES if THOROUGH else TABLES[turn::3]:
        frame = table.of_rows([], names="str")
        if table.index:
            frame.index = pd.Index([], dtype="str", name=table.index.name)
        back = lb.read_table(lb.save_table(frame, tmp_path / f"saved{suffix}"))
        assert_frame_equal(back, frame, obj=table.name)


# The declarations themselves


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_column_is_told_in_one_sentence_that_says_whether_it_may_be_missing(table):
    for column in table.all_columns:
        assert re.fullmatch(r"[A-Zta-z][^\n|]*\.", column.says), column
        assert not re.search(r"[.!?]\s", column.says), column
        assert column.missing == ("missing" in column.says), column
        assert not (column.missing and column.kind in ("int64", "bool", NAME)), column


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_and_its_others_are_told_in_one_sentence_each(table):
    for sentence in (table.says, table.others):
        assert re.fullmatch(r"([A-Z][^\n]*\.)?", sentence)
        assert not re.search(r"[.!?]\s", sentence)


def test_no_two_tables_have_one_name():
    names = [table.name for table in TABLES]
    assert len(set(names)) == len(names)


def test_every_kind_but_that_of_names_can_be_saved_in_every_file():
    assert set(KINDS) - {NAME} == set(SAVED_KINDS) - {"boolean"}


def counted(*columns, **more):
    return Table("counted", "One row per word.", columns or (WORD, COUNT), ("count",), **more)


WORD, COUNT = Column("word", "str", "The word."), Column("count", "int64", "How often.")
PLACE = Column("article", NAME, "Where.")


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two columns with the same name: word, count, word"):
        counted(WORD, COUNT, WORD)
    with pytest.raises(ValueError, match="two columns with the same name: article, article"):
        counted(PLACE, index=PLACE)


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="'int32'; a kind is one of name, str"):
        Column("count", "int32", "How often.")


def test_a_frame_is_put_in_order_and_typed_and_what_is_not_declared_goes():
    frame = counted().typed({"count": [2.0], "note": ["x"], "word": ["IS"]})
    assert_frame_equal(frame, pd.DataFrame({"word": ["IS"], "count": [2]}))


def test_a_table_that_takes_others_keeps_them_behind():
    frame = counted(others="Others follow.").typed({"note": ["x"], "count": [2], "word": ["IS"]})
    assert frame.columns.tolist() == ["word", "count", "note"]


def test_an_optional_column_is_there_where_it_was_given():
    maybe = counted(WORD, Column("title", "str", "The title.", optional=True))
    assert maybe.typed({"word": []}).columns.tolist() == ["word"]
    assert maybe.typed({"title": [], "word": []}).columns.tolist() == ["word", "title"]


def test_a_column_that_is_lacking_is_an_error():
    with pytest.raises(KeyError, match="count"):
        counted().typed({"word": []})


@pytest.mark.parametrize("names", ["str", "int64", "object"])
def test_names_have_the_type_that_is_asked_for_without_rows_too(names):
    table = counted(PLACE, WORD)
    assert table.of_rows([], names=names).dtypes.astype(str).to_dict() == {"article": names, "word": "str"}
    assert (
        table.typed({"article": pd.Index(["a"], dtype="object"), "word": [1]}, names="object")["article"].dtype
        == "object"
    )


def test_only_declared_columns_can_be_named():
    assert counted().named("count", "word") == ["count", "word"]
    with pytest.raises(KeyError, match="no column 'rate'; it has word, count"):
        counted().named("word", "rate")


# The page


def test_the_page_of_the_frames_is_current(capsys):
    runpy.run_module("leesbril.frames", run_name="__main__")
    assert (ROOT / "docs/frames.md").read_text(encoding="utf-8") == capsys.readouterr().out


def test_a_table_on_the_page_has_its_index_first_and_says_what_may_lack():
    maybe = Column("title", "str", "The title.", optional=True)
    told = page([Table("toys", "One row per toy.", (maybe,), ("play",), index=PLACE, others="Others follow.")])
    assert told.endswith(
        """\
## toys

One row per toy. Returned by `play`.

| column | type | description |
|---|---|---|
| `article` (index) | `name` | Where. |
| `title` (optional) | `str` | The title. |

Others follow.
"""
    )
