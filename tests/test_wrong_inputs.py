"""Every public function is given wrong things, and answers in the project's words: which argument, and what it was."""

import inspect
import json
import os
import re
import traceback
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from profiles import THOROUGH

import leesbril
from leesbril.arguments import in_own_words

TEXT = (
    "Het leger nam woensdag een wijk van de stad in en vond daar een ziekenhuis zonder artsen en dat zegt een bewoner."
)
FUNCTIONS = {name: getattr(leesbril, name) for name in leesbril.__all__ if inspect.isfunction(getattr(leesbril, name))}
ROOT = str(Path(leesbril.__file__).parent) + os.sep


def articles():
    days = pd.to_datetime(["2019-03-07", "2019-03-08", "2019-03-09"])
    dates = {"date_start": days[:2], "date_end": days[1:], "date_precision": ["day", "day"]}
    frame = {"text": [TEXT, f"{TEXT} Later."], "publisher": ["De Bode", "De Gids"], "language": ["nl", "nl"]}
    return pd.DataFrame(frame | dates, index=["a", "b"])


def zoned():
    return articles().assign(date_start=lambda frame: frame["date_start"].dt.tz_localize("UTC"))


@pytest.fixture(scope="module")
def valid():
    """A right value for every argument that has no default."""
    counts = leesbril.document_term_matrix(articles())
    pairs = leesbril.similarity(counts)
    found = {
        "articles": articles(),
        "counts": counts,
        "dtm": counts,
        "pairs": pairs,
        "frame": articles(),
        "a": "a",
        "b": "b",
        "language": "nl",
    }
    found |= {"query": "leger", "terms": ["leger"], "groups": articles()["publisher"], "sample": pairs.assign(label="")}
    found |= {
        "passages": leesbril.shared_passages(articles()),
        "specifications": leesbril.sensitivity(articles(), "a", "b"),
    }
    found |= {
        "placed": leesbril.periods_of(articles(), "day"),
        "table": leesbril.trend(articles(), ["leger"], every="day"),
    }
    found |= {"text": TEXT, "archive": articles(), "families": leesbril.passage_families(found["passages"])}
    found |= {"stories": leesbril.stories(articles()), "order": ["a", "b"]}
    found |= {"versions": leesbril.article_versions(articles())}
    found |= {"nodes": leesbril.network_nodes(articles()), "edges": leesbril.network_edges(pairs)}
    found |= {"sentences": leesbril.leave_one_sentence_out(articles(), "a", "b")}
    found |= {"names": leesbril.names(articles()), "quantities": leesbril.quantities(articles())}
    found |= {"report": pd.DataFrame({"problems": ["undated"]}), "labelled": pairs.assign(label="same")}
    return found | {"path": "nowhere/t.csv", "folder": "nowhere", "source": "nowhere"}


WRONG = {
    "nothing": None,
    "a number": 5,
    "no number": float("nan"),
    "a list": [1, 2],
    "an empty list": [],
    "a text": "nergens",
    "a path": Path("nergens"),
    "bytes": b"x",
    "a dictionary": {"a": 1},
    "an array": np.zeros(3),
    "a series": pd.Series(["a"]),
    "another frame": pd.DataFrame({"x": [1]}),
    "an empty frame": pd.DataFrame(),
    "a frame of numbers": pd.DataFrame({"text": [1, 2]}),
    "a text is missing": pd.DataFrame({"text": ["a", None]}),
    "pairs of unknown articles": pd.DataFrame({"article_a": [1], "article_b": [None]}),
    "dates with a zone": zoned(),
    "dates as text": articles().assign(date_start="2019", date_end="2020"),
    "every article twice": pd.concat([articles(), articles()]),
    "every column twice": pd.concat([articles(), articles()], axis=1),
    "two names each": pd.DataFrame({"text": ["a"]}, index=pd.MultiIndex.from_tuples([(1, 2)])),
}


def in_the_projects_words(problem):
    """Was it raised by a line of this package that raises, and is it one of the kinds that functions promise?"""
    last = traceback.extract_tb(problem.__traceback__)[-1]
    raised = last.filename.startswith(ROOT) and "raise" in str(last.line)
    return raised and isinstance(problem, ValueError | TypeError | KeyError | OSError) and len(str(problem)) > 20


# Every function is given a fifth of the wrong things, and every wrong thing to a fifth of the functions, by turns.
GIVEN = [
    (name, wrong)
    for row, name in enumerate(FUNCTIONS)
    for column, wrong in enumerate(WRONG)
    if THOROUGH or (row + column) % 5 == 0
]


@pytest.mark.parametrize(("name", "wrong"), GIVEN)
def test_a_wrong_argument_is_answered_in_the_projects_words(name, wrong, valid, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    function = FUNCTIONS[name]
    parameters = [one for one in inspect.signature(function).parameters.values() if one.kind != one.VAR_KEYWORD]
    bare = {}
    for chosen in parameters:
        given = {one.name: valid[one.name] for one in parameters if one.default is one.empty} | {
            chosen.name: WRONG[wrong]
        }
        positional = [given.pop(one.name) for one in parameters if one.kind == one.POSITIONAL_ONLY]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                function(*positional, **given)
            except Exception as problem:
                if not in_the_projects_words(problem):
                    bare[chosen.name] = f"{type(problem).__name__}: {problem}"
    assert bare == {}


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: leesbril.read_articles(5), TypeError, "source must be a string or a path; received 5."),
        (lambda: leesbril.problem_counts(articles()[["text"]]), ValueError, "report lacks the column 'problems'"),
        (lambda: leesbril.sentences(articles(), language=["nl"]), TypeError, "language must be a string or None"),
    ],
)  # fmt: skip
def test_the_sentence_names_the_argument_and_what_was_received(call, error, said):
    with pytest.raises(error, match=re.escape(said)) as caught:
        call()
    assert caught.value.__cause__ is not None


def test_dates_with_a_zone_are_named_with_what_to_do():
    with pytest.raises(ValueError, match=r"date_start.*(zone|naive|tz_localize)"):
        leesbril.order(zoned())


def test_what_a_caller_raises_himself_and_what_is_said_already_stay_as_they_are():
    def frames():
        yield articles()
        json.loads("{")

    with pytest.raises(json.JSONDecodeError):
        leesbril.tokens(frames())
    with pytest.raises(ValueError, match="min_words must be a whole number") as caught:
        leesbril.shared_passages(articles(), min_words="x")
    assert caught.value.__cause__ is None


def test_a_wrong_number_of_arguments_is_pythons_to_say():
    with pytest.raises(TypeError, match="required positional argument"):
        leesbril.tfidf()


def test_a_wrapped_function_is_known_by_its_own_name_and_signature():
    def twice(number: int) -> int:
        """Twice a number."""
        return number.bit_length() * 2

    told = in_own_words(twice)
    assert (told.__name__, told.__doc__, inspect.signature(told)) == (
        "twice",
        "Twice a number.",
        inspect.signature(twice),
    )
    assert told(3) == 4
