"""Texts → what may be wrong with them: nearly empty, said twice, soft hyphens, another language."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.reading._decoding import SOFT_HYPHEN
from leesbril.reading._notes import DUPLICATE, NEAR_EMPTY, SOFT_HYPHENS, WRONG_LANGUAGE
from leesbril.reading._remarks import of_each
from leesbril.text.language import guess_language
from leesbril.text.texts import first_with_same_text
from leesbril.wording import counted

FEWEST_WORDS = 20
"""An article of fewer words is nearly empty: a caption, a teaser, a page behind a wall."""
CHUNK = 5_000
"""Texts that are held in a second form at a time."""


class Checked(NamedTuple):
    """For each text its number of words and the first text that says the same; and what is to say of which of them.

    `remarks` have a kind, whether it is of each text, and a reason for each of those.
    """

    words: pd.Series
    duplicate_of: pd.Series
    remarks: list[tuple[np.ndarray, str, pd.Series]]


def check_texts(texts: pd.Series, *, languages: pd.Series) -> Checked:
    """Look at each text of a series with unique names; words are what white space separates.

    `languages` are the codes that the texts are said to be in.
    """
    remarks: list[tuple[np.ndarray, str, pd.Series]] = []

    def say(of: pd.Series, kind: str, reason: Callable[[Any], str]) -> None:
        """A remark on each text of which something is known, with what is known in it."""
        if of.notna().any():
            remarks.append((of.notna().to_numpy(), kind, of_each(of.dropna(), reason)))

    words = _over_chunks(texts, lambda column: column.str.count_matches(r"\S+")).astype("Int64")
    say(words.where(words < FEWEST_WORDS), NEAR_EMPTY, lambda count: f"holds {counted(count, 'word')}")
    hyphens = _over_chunks(texts, lambda column: column.str.count_matches(SOFT_HYPHEN, literal=True)).astype("Int64")
    say(
        hyphens.where(hyphens > 0),
        SOFT_HYPHENS,
        lambda count: f"{counted(count, 'soft hyphen')} kept in the text; words are counted without",
    )
    position = first_with_same_text(texts)
    earlier = position != np.arange(len(texts))
    first = pd.Series(texts.index.take(position).where(earlier), texts.index, dtype="str")
    say(first, DUPLICATE, lambda same: f"the same text as {same!r}, but for white space")
    for language, some in texts.groupby(languages.array, sort=False):
        guessed = pd.concat([guess_language(part, expected=language) for part in _chunks(some)])
        other = guessed.where(guessed != language).reindex(texts.index)
        say(other, WRONG_LANGUAGE, lambda code: f"{_told(code)}, not as {language!r}")  # noqa: B023
    return Checked(words, first, remarks)


def _told(code: str) -> str:
    return "reads as none of the known languages" if code == "other" else f"reads as {code!r}"


def _over_chunks(texts: pd.Series, ask: Callable[[Any], Any]) -> pd.Series:
    """Ask something of each text with polars, some at a time, so that no second copy of all is held."""
    import polars as pl

    answers = [ask(pl.from_pandas(part)).to_pandas() for part in _chunks(texts)]
    whole = pd.concat(answers, ignore_index=True) if answers else pd.Series(dtype="Int64")
    return whole.set_axis(texts.index)


def _chunks(texts: pd.Series) -> Iterator[pd.Series]:
    return (texts.iloc[at : at + CHUNK] for at in range(0, len(texts), CHUNK))
