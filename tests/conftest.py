"""What the tests share: toy articles, and the seeds."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from leesbril import read_articles

# jsonschema, which nbformat imports, compiles a grammar of web addresses where this package is there: 2 s per process.
sys.modules.setdefault("rfc3987_syntax", None)

collect_ignore = ["browser"]
"""These need a browser: `make test-browser` names their folder."""

# The first example loads word lists, so a deadline would fail it by chance.
# The same examples at every run, so that a run that fails says something of the change; `search` looks for new ones.
settings.register_profile("quick", deadline=None, max_examples=6, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=100, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_collection_finish() -> None:
    """Thousands of tests, and what they import, are not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def toy() -> Callable[..., pd.DataFrame]:
    """Makes a frame of articles from their texts, named a, b, c …: an index and `text` are enough."""

    def frame(*texts: str) -> pd.DataFrame:
        names = pd.Index(list("abcdefghijklmnopqrstuvwxyz"[: len(texts)]), name="article", dtype="str")
        return pd.DataFrame({"text": list(texts)}, index=names)

    return frame


@pytest.fixture(scope="session")
def seeds() -> pd.DataFrame:
    """The two seed articles."""
    return read_articles(Path(__file__).parents[1] / "seeds")
