"""How benchmarks/facts scores what was found against labels, on toys worked by hand."""

import doctest
import math
import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks" / "facts"))
import dates
import score
import scoring
import treebanks

FACTS = Path(score.__file__).parent
TEXT = "Volgens het Rode Kruis zijn ruim 300 burgers uit Mosul gevlucht, zegt IS-leider Ali."
TEXTS = {"a": TEXT}


def labels(*rows):
    columns = ["kind", "written", "value", "note"]
    frame = pd.DataFrame([(*row, "")[:4] for row in rows], columns=columns)
    return frame.assign(
        sentence_id="a",
        start=frame.written.map(TEXT.index),
        end=[TEXT.index(written) + len(written) for written in frame.written],
    )


def found(*written, **columns):
    frame = pd.DataFrame({"article": "a", "start": [TEXT.index(words) for words in written]})
    frame["end"] = [TEXT.index(words) + len(words) for words in written]
    return frame.assign(**columns)


def figures(kind, measure, wanted, rows):
    result = scoring.scored(wanted, rows, *scoring.comparisons(kind, TEXTS)[measure])
    return len(result.hit), len(result.missed), len(result.wrong)


@pytest.mark.parametrize("module", [dates, scoring, treebanks], ids=lambda module: module.__name__)
def test_the_examples_in_docstrings_hold(module):
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0


def test_two_of_three_names_and_one_wrong_row_give_two_thirds():
    wanted = labels(
        ("name", "Rode Kruis", "ORG:Rode Kruis"), ("name", "Mosul", "LOC:Mosul"), ("name", "Ali", "PER:Ali")
    )
    result = scoring.scored(wanted, found("Rode Kruis", "Mosul", "burgers"), scoring.same_span, scoring.overlap)
    # 2 of the 3 rows are right, 2 of the 3 labels are hit: precision, recall and F1 are 2/3
    assert (result.precision, result.recall, result.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))


def test_a_name_with_one_word_too_many_is_right_only_if_edges_are_forgiven():
    wanted, rows = labels(("name", "Rode Kruis", "ORG:Rode Kruis")), found("het Rode Kruis")
    assert figures("names", "exact span", wanted, rows) == (0, 1, 1)
    assert figures("names", "one word at the edges", wanted, rows) == (1, 0, 0)
    assert figures("names", "one word at the edges", wanted, found("Volgens het Rode Kruis")) == (0, 1, 1)


@pytest.mark.parametrize(("written", "hit"), [("IS-leider", 1), ("IS", 1), ("leider", 0)])
def test_a_compound_is_hit_by_all_of_it_or_by_its_head(written, hit):
    assert figures("names", "exact span", labels(("name in compound", "IS-leider", "ORG:IS")), found(written))[0] == hit


def test_an_optional_label_counts_neither_when_found_nor_when_missed():
    wanted = labels(("name", "Mosul", "LOC:Mosul"), ("name", "Ali", "PER:Ali", "optional"))
    assert figures("names", "exact span", wanted, found("Mosul", "Ali")) == (1, 0, 0)
    assert figures("names", "exact span", wanted, found("Mosul")) == (1, 0, 0)
    assert figures("names", "exact span", wanted, found("IS-leider Ali")) == (0, 1, 0)


@pytest.mark.parametrize(
    ("value", "low", "high", "counted", "right"),
    [
        ("300..||burger/burgers", 300, math.inf, "burger", (1, 1)),
        ("300..||burger/burgers", 300, 360, "Burgers", (1, 1)),
        ("300..||burger/burgers", 300, 360, "man", (0, 1)),
        ("300..||burger/burgers", 300, 360, None, (0, 1)),
        ("300..||burger/burgers", 299, 360, "burger", (0, 0)),
        ("300..300||*", 300, 300, "man", (1, 1)),
        ("300..300|m|", 300, 300, "afstand", (1, 1)),
        ("300..300||", 300, 300, "burger", (0, 1)),
        ("300..300||", 300, 300, None, (1, 1)),
        ("~300||burger", 270, 330, "burger", (1, 1)),
        ("~300||burger", 100, 330, "burger", (0, 0)),
        ("~300||burger", 300, 300, "burger", (1, 1)),
        ("300..inf||burger", 301, math.inf, "burger", (1, 1)),
        ("300..inf||burger", 300, 300, "burger", (0, 0)),
        ("-inf..300||burger", 0, 300, "burger", (1, 1)),
        ("-inf..300||burger", -math.inf, 299, "burger", (1, 1)),
        ("-inf..300||burger", None, 300, "burger", (0, 0)),
        ("..||burger", None, None, "burger", (1, 1)),
    ],
)
def test_a_quantity_is_right_if_interval_and_noun_are(value, low, high, counted, right):
    wanted = labels(("quantity", "ruim 300", value))
    row = found("300", low=[low], high=[high], counted=[counted], counted_words=[None])
    assert figures("quantities", "interval and noun", wanted, row)[0] == right[0]
    assert figures("quantities", "interval", wanted, row)[0] == right[1]


def test_the_noun_may_be_given_as_the_last_of_the_words_counted():
    wanted = labels(("quantity", "ruim 300", "300..||burger/burgers"))
    row = found("300", low=[300], high=[math.inf], counted=["inwoner"], counted_words=["gevluchte burgers"])
    assert figures("quantities", "interval and noun", wanted, row) == (1, 0, 0)


@pytest.mark.parametrize(
    ("source", "firmness", "expected"),
    [
        ("Rode Kruis", "stated", (1, 0, 0)),
        ("Ali", "stated", (0, 1, 1)),
        ("Rode Kruis", "quoted", (0, 1, 1)),
        (None, "stated", (0, 1, 1)),
    ],
)
def test_an_attribution_is_right_if_source_and_firmness_are(source, firmness, expected):
    wanted = labels(("attribution", "Volgens", "het Rode Kruis|stated"))
    start = TEXT.index(source) if source else None
    row = found("Volgens", source=[source], source_start=[start], firmness=[firmness])
    row["source_end"] = None if source is None else row.source_start + len(source)
    assert figures("attributions", "source and firmness", wanted, row) == expected


def test_without_a_source_in_the_label_none_may_be_given():
    wanted = labels(("attribution", "Volgens", "|zou/unsourced"))
    none = found("Volgens", source=[None], source_start=[None], source_end=[None], firmness=["zou"])
    named = found("Volgens", source=["Ali"], source_start=[80], source_end=[83], firmness=["zou"])
    assert figures("attributions", "source and firmness", wanted, none) == (1, 0, 0)
    assert figures("attributions", "source and firmness", wanted, named) == (0, 1, 1)


@pytest.mark.parametrize("half", ["tune", "test"])
def test_the_labels_belong_to_the_sentences_of_their_half(half):
    sentences = pd.read_csv(FACTS / "sentences.csv").set_index("sentence_id")
    rows = score.labelled(half)
    assert set(rows.kind) == {kind for kinds in scoring.KINDS.values() for kind in kinds}
    assert set(sentences.half[rows.sentence_id]) == {half}
    assert (rows.start < rows.end).all()
    assert set(rows.note) == {"", "optional"}


def test_the_sample_is_the_same_for_the_same_seed_and_even_between_the_corpora():
    def numbered(corpus):
        return [treebanks.Sentence(f"{corpus}:{n}", f"zin {n} volgens 3 mannen nu {corpus}") for n in range(300)]

    sentences = {corpus: numbered(corpus) for corpus in ("alpino", "conll")}
    first, second = treebanks.sample(sentences), treebanks.sample(sentences)
    pd.testing.assert_frame_equal(first, second)
    assert first.half.value_counts().to_dict() == {"tune": 100, "test": 100}
    assert first.stratum.value_counts().to_dict() == treebanks.STRATA
    assert first.sentence_id.str.partition(":")[0].value_counts().to_dict() == {"alpino": 100, "conll": 100}
