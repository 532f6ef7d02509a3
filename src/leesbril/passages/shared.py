"""Pairs of articles → shared passages and coverage.

Passages are found by greedy string tiling, not by a diff, because text may be moved.
"""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from leesbril.frames import COVERAGE, PASSAGES
from leesbril.passages._encoded import Words, encoded_words
from leesbril.passages._matches import Matches, Search, implementation
from leesbril.scale.batches import Articles
from leesbril.scale.cluster import where
from leesbril.scale.parallel import checkpoints
from leesbril.tokenisation.tokens import Tokens

MIN_WORDS = 5
"""Shorter runs are mostly common in the language: two independent articles often share four words."""
MAX_GAP = 2
WIDESPREAD_SHARE = 0.1
WIDESPREAD_ARTICLES = 200
"""A passage in more articles is a stock phrase, however large the archive: an agency report is in a few dozen. This
also bounds the work: pairs grow with the square of the articles that share a run, and 200 articles are 19,900 pairs."""


def shared_passages(
    articles: Articles | Tokens,
    *,
    min_words: int = MIN_WORDS,
    max_gap: int = MAX_GAP,
    pairs: pd.DataFrame | None = None,
    widespread_share: float = WIDESPREAD_SHARE,
    widespread_articles: int | None = WIDESPREAD_ARTICLES,
    boilerplate: str = "drop",
    language: str | None = None,
    resume: str | Path | None = None,
) -> pd.DataFrame:
    """The passages that pairs of articles share, even if they were moved.

    Columns `article_a`, `start_a`, `end_a`, `article_b`, `start_b`, `end_b` (character offsets, end excluded;
    `article_a` comes first in the frame of articles), `words` (that match), `bits` (their rarity: the sum of -log2 of
    their background frequency, the higher one if the articles count a word differently, as IS and is), `kind`,
    `widespread`. Words are compared in lower case; a hyphenated compound is one word.

    *exact*: a run of `min_words` words or more, found by greedy string tiling: the longest run of unused words first,
    until none is left (Wise 1993). Every word is in at most one passage of a pair. Ties go to the first run in the
    article whose words come first alphabetically, so the order of the articles does not matter. *near*: such runs
    joined with each other, and with runs of two words or more, across gaps of at most `max_gap` words on either side;
    the longest run within reach first, then the narrowest gap.

    *widespread*: a run of `min_words` words is widespread if it is in more than `widespread_share` of the articles and
    in ten or more, or in more than `widespread_articles` (None: no such limit). A passage is widespread if it has no
    `min_words` consecutive words outside such runs: a copyright line that also shares the next word is, a copied
    sentence that runs on into one is not. Widespread passages are not joined with others. Without `pairs` (a frame with
    `article_a` and `article_b`), pairs that share only widespread passages are not listed.

    `boilerplate`: `drop` leaves out the lines that one publisher repeats (see `boilerplate`), as if they were not in
    the texts: they are no passages of their own, and a passage may continue behind one. `keep` compares them too.

    `articles` may also be tokens, which are not read again; the path of a Parquet file (names in its index or column
    `article`) or an iterator of frames, of which memory holds some thousands of texts at a time and 12 bytes per word;
    or a Dask DataFrame, which is read and aligned by its workers. From a million words on, compiled code does the work
    on all cores, with the same result. `resume` is a folder for intermediate results: when called again with the same
    articles and settings, an interrupted search continues (the words are read again), and a part that is damaged is
    computed again with a warning. Raises ValueError for the folder of another search or of another version of Leesbril,
    and for one that another run uses at the same time.

    >>> toy = pd.DataFrame({"text": ["De slag om Mosul begon. Zij wachten.", "Zij zien: de slag om Mosul begon."]})
    >>> shared_passages(toy)[["start_a", "end_a", "start_b", "end_b", "words", "kind"]].values.tolist()
    [[0, 22, 10, 32, 5, 'exact']]
    """
    search = checked_search(min_words, max_gap, widespread_share, widespread_articles)
    words = encoded_words(articles, language=language, boilerplate=boilerplate)
    asked = None if pairs is None else _requested(words.names, pairs)
    with checkpoints(resume, lambda: search._asdict() | fingerprint(words, asked)) as saved:
        chosen = implementation(words, search, saved, where(articles))
        found = chosen.align(chosen.candidates() if asked is None else asked, only_widespread=asked is not None)
    return _passages_frame(words, found)


def coverage(
    articles: Articles | Tokens,
    passages: pd.DataFrame,
    *,
    widespread: bool = False,
    boilerplate: str = "drop",
    language: str | None = None,
) -> pd.DataFrame:
    """The share of each article of a pair that is in their shared passages.

    Columns `article_a`, `article_b`, `passages` (number), `words` (that match in them), `words_a`, `words_b` (in the
    whole articles), `share_a`, `share_b` (`words` / these: containment, Broder 1997), `bits`, and `rarity_share_a`,
    `rarity_share_b`: the same shares with words weighted by rarity in bits, so that stock phrases count little.
    Widespread passages only count with `widespread=True`; a pair without others has zeros. `boilerplate` as in
    `shared_passages`, and the same.

    >>> toy = pd.DataFrame({"text": ["De slag om Mosul begon.", "Zij zien: de slag om Mosul begon op zondag."]})
    >>> coverage(toy, shared_passages(toy))[["words", "share_a", "share_b"]].values.tolist()
    [[5.0, 1.0, 0.5555555555555556]]
    """
    _check_columns("passages", passages, PASSAGES.named("article_a", "article_b", "words", "bits", "widespread"))
    everything = encoded_words(articles, language=language, boilerplate=boilerplate)
    rows = {side: rows_of(everything.names, passages[f"article_{side}"]) for side in "ab"}
    counted = (passages["widespread"].to_numpy(bool) <= widespread).astype("int64")
    sums = {"passages": counted, "words": passages["words"] * counted, "bits": passages["bits"] * counted}
    table = pd.DataFrame(sums).groupby([rows["a"], rows["b"]]).sum()
    rarity = everything.rarity()
    for level, side in enumerate("ab"):
        row = table.index.get_level_values(level).to_numpy(dtype="int64")
        table[f"article_{side}"] = everything.names.take(row)
        table[f"words_{side}"] = everything.counts[row]
        table[f"share_{side}"] = table["words"] / table[f"words_{side}"]
        table[f"rarity_share_{side}"] = table["bits"] / rarity[row]
    return COVERAGE.typed(table.reset_index(drop=True), names=everything.names.dtype)


def checked_search(min_words: int, max_gap: int, widespread_share: float, widespread_articles: int | None) -> Search:
    """The settings of a search for passages; raises ValueError for one that is not valid."""
    if not isinstance(min_words, int) or min_words < 2:
        raise ValueError(f"min_words must be a whole number, 2 or more; received {min_words!r}.")
    if not isinstance(max_gap, int) or not 0 <= max_gap < min_words:
        raise ValueError(
            f"max_gap must be a whole number, 0 or more and below min_words ({min_words}); received {max_gap!r}."
        )
    if not 0 < widespread_share <= 1:
        raise ValueError(f"widespread_share must be above 0, at most 1; received {widespread_share!r}.")
    if widespread_articles is not None and (not isinstance(widespread_articles, int) or widespread_articles < 1):
        raise ValueError(
            f"widespread_articles must be a number of articles, or None for no limit; received {widespread_articles!r}."
        )
    return Search(min_words, max_gap, widespread_share, widespread_articles)


def _check_columns(name: str, frame: pd.DataFrame, needed: list[str]) -> None:
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(
            f"{name} must be a frame with the columns {', '.join(needed)}; received {type(frame).__name__}."
        )
    if missing := [column for column in needed if column not in frame.columns]:
        raise ValueError(f"{name} lacks the columns {missing}; it has {list(frame.columns)}.")


def rows_of(known: pd.Index, names: pd.Series) -> np.ndarray:
    """The numbers of articles; raises KeyError for one that is not there."""
    rows = _looked_up(known, names) if known.dtype == names.dtype == "str" else known.get_indexer(pd.Index(names))
    if (rows < 0).any():
        unknown = list(dict.fromkeys(names[rows < 0]))[:5]
        raise KeyError(f"No articles {unknown} among the {len(known)}; their names are the frame's index.")
    return rows


def _looked_up(known: pd.Index, names: pd.Series) -> np.ndarray:
    """What `get_indexer` gives for texts, some times as fast, since no text becomes an object of Python."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.index_in(pa.array(names.array), value_set=pa.array(known.array))
    rows: np.ndarray = found.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return rows


def _requested(known: pd.Index, pairs: pd.DataFrame) -> np.ndarray:
    """The requested pairs as row numbers, the lower first, each once and in order."""
    _check_columns("pairs", pairs, ["article_a", "article_b"])
    rows = np.sort(np.stack([rows_of(known, pairs[f"article_{side}"]) for side in "ab"], axis=1), axis=1)
    if len(same := rows[rows[:, 0] == rows[:, 1], 0]):
        raise ValueError(f"A pair must have two different articles; received {known[same[0]]!r} twice.")
    return np.unique(rows, axis=0)


def fingerprint(words: Words, asked: np.ndarray | None = None) -> dict[str, Any]:
    """What identifies a search: the names and words of the articles, in order, and the requested pairs."""
    digest, names = hashlib.blake2b(digest_size=16), np.array([str(name) for name in words.names], dtype=str)
    for part in (words.first, words.codes, words.starts, words.read, words.bits, names):
        digest.update(np.ascontiguousarray(part).view("uint8").data)
    pairs = None if asked is None else hashlib.blake2b(asked.tobytes(), digest_size=16).hexdigest()
    return {"articles": len(words.names), "words": len(words.codes), "contents": digest.hexdigest(), "pairs": pairs}


def _passages_frame(words: Words, found: Matches) -> pd.DataFrame:
    """The passages as a frame, ordered by article and by position in the first."""
    columns: dict[str, Any] = {}
    for side, row, first, last in (
        ("a", found.row_a, found.first_a, found.last_a),
        ("b", found.row_b, found.first_b, found.last_b),
    ):
        columns[f"article_{side}"] = words.names.take(row)
        columns[f"start_{side}"] = words.starts[first]
        columns[f"end_{side}"] = words.ends(last)
    columns["words"], columns["bits"] = found.words, found.bits
    columns["kind"] = pd.array(["exact", "near"], dtype="str").take((found.runs > 1).astype("int64"))
    columns["widespread"] = found.widespread
    return PASSAGES.typed(columns, names=words.names.dtype)
