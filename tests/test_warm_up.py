"""After `compile_all` nothing is left to compile: every kernel was called, and with all types that the house gives."""

import json
import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

import leesbril as lb
from leesbril import engine

LOW = {
    "counting._raw_counts": ("COMPILED_FROM", "_MANY"),
    "tokenisation.tokeniser": ("COMPILED_FROM",),
    "tokenisation._inverted_index": ("COMPILED_FROM",),
    "counting.terms": ("COMPILED_FROM",),
    "comparison.neighbours": ("COMPILED_FROM",),
    "events._average_linkage": ("COMPILED_FROM",),
    "passages._encoded": ("FEW_WORDS",),
    "passages._matches": ("COMPILED_FROM",),
    "passages._overlap": ("COMPILED_FROM",),
}
"""The limits from which compiled code is used."""
TEXT = "Het Iraakse leger zet zich schrap voor de strijd om de moskee. "


def signatures():
    """The types that each kernel is compiled for in this process; helpers are kept with the kernels that call them."""
    names = [path.stem for path in Path(engine.__file__).parent.glob("*.py") if not path.stem.endswith("__")]
    found = [value for name in names for value in vars(import_module(f"leesbril.engine.{name}")).values()]
    kernels = [value for value in found if hasattr(value, "signatures") and value.stats.cache_path]
    return {f"{one.__module__}.{one.__name__}": sorted(map(str, one.signatures)) for one in kernels}


def use_everything(folder):
    """Call all that takes compiled code, on a frame, on a Parquet file, and in a run that is taken up again."""
    for module, limits in LOW.items():
        for name in limits:
            setattr(import_module(f"leesbril.{module}"), name, 0)
    texts = [TEXT, TEXT, "Café dicht. " + TEXT + "De stad ‘Mosul’ wacht.", ""]
    articles = pd.DataFrame({"text": texts, "language": "nl"}, index=pd.Index(list("abcd"), name="article"))
    dates = articles.assign(date_start=pd.Timestamp("2017-05-01"), date_end=pd.Timestamp("2017-05-02"))
    articles.reset_index().to_parquet(folder / "articles.parquet")
    for source, compiled_from in product((articles, folder / "articles.parquet"), (0, 10**9)):
        import_module("leesbril.counting._raw_counts").COMPILED_FROM = compiled_from
        dtm = lb.document_term_matrix(source)
        lb.tfidf(dtm, top=2)
        assert len(lb.neighbours(dtm)) == 3
        assert len(lb.neighbours(dtm, threshold=1, dates=dates, days=2)) == 1
        assert len(lb.duplicates(source)) > 0
        assert lb.stories(lb.tokens(source))["article"].tolist() == ["a", "b", "c"]
        tokens = lb.tokens(source)
        for one in (
            tokens,
            tokens.select(["a", "b", "c"]),
            lb.open_tokens(tokens.save(folder / f"{compiled_from} {type(source)}")),
        ):
            lb.document_term_matrix(one)
            assert len(lb.shared_passages(one)) == 3
        for _ in range(2):
            assert len(lb.shared_passages(source, resume=folder / "kept")) == 3
        lb.shared_passages(source, widespread_articles=None, max_gap=0)
    assert len(lb.passage_families(lb.shared_passages(articles))) == 3
    lb.shared_passages(articles, pairs=pd.DataFrame({"article_a": ["a", "a"], "article_b": ["b", "c"]}))


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """The signatures after the compiling at installation and after all has been used, and what was said meanwhile."""
    command = [sys.executable, __file__, str(tmp_path_factory.mktemp("folder"))]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def test_every_kernel_is_compiled_for_one_signature(compiled):
    assert len(compiled[0]) > 15
    assert {name: found for name, found in compiled[0].items() if len(found) != 1} == {}


def test_nothing_is_compiled_anew_when_all_is_used(compiled):
    assert compiled[1] == compiled[0]


def test_at_installation_it_says_what_it_does_and_where_it_is_kept(compiled):
    assert re.fullmatch(r"Compiling the code .*\nDone after \d+ s\. The compiled code is in .+\.\n", compiled[2])


def test_what_goes_wrong_is_said_and_stops_no_installation(tmp_path):
    (tmp_path / "numba.py").write_text("raise ImportError('No module named numba')\n")
    told = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-m", "leesbril.engine"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=told)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(
        "Failed (No module named numba). The code will be compiled with the first large folder.\n"
    )


if __name__ == "__main__":
    from leesbril.engine.__main__ import main

    with redirect_stdout(StringIO()) as said:
        main()
    first = signatures()
    use_everything(Path(sys.argv[1]))
    sys.stdout.write(json.dumps([first, signatures(), said.getvalue()]))
