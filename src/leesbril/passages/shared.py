"""Two articles → the passages that they share, how much of each these cover, and what is new.

Text is moved around, so nothing here assumes an order: passages are found by greedy string tiling, not by a diff.
"""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from leesbril.frames import COVERAGE, NOVELTY, PASSAGES
from leesbril.passages import _shingles
from leesbril.passages._encoded import Words, coded_words
from leesbril.passages._matches import Matches, Search, road
from leesbril.scale.batches import Articles
from leesbril.scale.cluster import where
from leesbril.scale.parallel import Kept
from leesbril.text.texts import checked_texts
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

MIN_WORDS = 5
"""Shorter runs are mostly the language's own: two articles meet in four words without knowing of each other."""
MAX_GAP = 2
WIDESPREAD_SHARE = 0.1
WIDESPREAD_ARTICLES = 200
"""What stands in more articles is a stock phrase however large the archive: a message of an agency is in a few dozen.
It also bounds the work: pairs grow with the square of the articles that hold a run, and 200 are 19,900 pairs."""


def shared_passages(
    articles: Articles | Tokens,
    *,
    min_words: int = MIN_WORDS,
    max_gap: int = MAX_GAP,
    pairs: pd.DataFrame | None = None,
    widespread_share: float = WIDESPREAD_SHARE,
    widespread_articles: int | None = WIDESPREAD_ARTICLES,
    language: str | None = None,
    resume: str | Path | None = None,
) -> pd.DataFrame:
    """Find the passages that stand in two articles, wherever they were moved to.

    Columns `article_a`, `start_a`, `end_a`, `article_b`, `start_b`, `end_b` (characters of the texts, end excluded;
    `article_a` comes first in the frame of articles), `words` (that match), `bits` (how rare these are: the sum of
    -log2 of their background frequency, of the commoner where the two articles count a word differently, as IS and
    is), `kind`, `widespread`. Words are compared in small letters; a compound with hyphens is one word.

    *exact*: a run of `min_words` words or more, found by greedy string tiling: the longest run of free words first,
    until none is left (Wise 1993). Every word lies in at most one passage of a pair. Among equally long runs the
    first goes first, seen from the article whose words come first in the alphabet, so that the order of the articles
    changes nothing. *near*: such runs grown together, and by runs of two words or more, over gaps of at most
    `max_gap` words on either side; the longest run within reach first, then the narrowest gap.

    *widespread*: a run of `min_words` words is widespread if more than `widespread_share` of the articles hold it,
    and ten or more, or if more than `widespread_articles` do (None: no such limit); a passage is, if no `min_words`
    of its words in a row stand outside such runs (a copyright line with a word more by chance still is, but not one
    that runs on from a copied sentence). A widespread passage and another are not grown together. Without `pairs` (a
    frame with `article_a` and `article_b`), a pair that shares nothing but widespread passages is not listed.

    `articles` may also be tokens, of which nothing is read again; the path of a Parquet file (its index or column
    `article` holds the names) or frames one by one: then no more than some thousands of texts are held at a time, and
    12 bytes for each word; or a Dask DataFrame: then its workers read the partitions and align. From a million words on
    the work is done by compiled code on all cores, with the same result. `resume` names a folder in which parts of the
    result are kept: called again with the same articles and settings, a run that was broken off goes on where it
    stopped (the words are read anew); ValueError if the folder is another run's.

    >>> toy = pd.DataFrame({"text": ["De slag om Mosul begon. Zij wachten.", "Zij zien: de slag om Mosul begon."]})
    >>> shared_passages(toy)[["start_a", "end_a", "start_b", "end_b", "words", "kind"]].values.tolist()
    [[0, 22, 10, 32, 5, 'exact']]
    """
    search = checked_search(min_words, max_gap, widespread_share, widespread_articles)
    words = coded_words(articles, language=language)
    asked = None if pairs is None else _asked(words.names, pairs)
    kept = None if resume is None else Kept(resume, search._asdict() | fingerprint(words, asked))
    chosen = road(words, search, kept, where(articles))
    found = chosen.align(chosen.candidates() if asked is None else asked, only_widespread=asked is not None)
    return _passages_frame(words, found)


def coverage(
    articles: Articles | Tokens, passages: pd.DataFrame, *, widespread: bool = False, language: str | None = None
) -> pd.DataFrame:
    """Say for each pair how much of either article lies in the passages that they share.

    Columns `article_a`, `article_b`, `passages` (counted), `words` (that match in them), `words_a`, `words_b` (in
    the whole articles), `share_a`, `share_b` (`words` over these: containment, Broder 1997), `bits`, and
    `rarity_share_a`, `rarity_share_b`: the same shares with every word weighed by its rarity in bits, so that stock
    phrases count for little. Widespread passages count only if `widespread`; a pair without others has zeros.

    >>> toy = pd.DataFrame({"text": ["De slag om Mosul begon.", "Zij zien: de slag om Mosul begon op zondag."]})
    >>> coverage(toy, shared_passages(toy))[["words", "share_a", "share_b"]].values.tolist()
    [[5.0, 1.0, 0.5555555555555556]]
    """
    _check_columns("passages", passages, PASSAGES.named("article_a", "article_b", "words", "bits", "widespread"))
    everything = coded_words(articles, language=language)
    rows = {side: _rows_of(everything.names, passages[f"article_{side}"]) for side in "ab"}
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


def novelty(
    articles: pd.DataFrame | Tokens,
    a: Any,
    b: Any,
    *,
    min_words: int = MIN_WORDS,
    max_gap: int = MAX_GAP,
    language: str | None = None,
) -> pd.DataFrame:
    """List the sentences of article `b` with how much of each stands in the passages that `a` shares with it.

    Columns `paragraph`, `sentence`, `kind`, `start`, `end`, `text`, `words` (in the sentence), `found` (those that
    match; the words in the gaps of a near passage do not) and `share` (`found` over `words`; missing without words).
    The two articles alone decide: what is widespread elsewhere stands in `a` all the same, and is found.

    >>> toy = pd.DataFrame({"text": ["De slag om Mosul begon.", "Zij zien het. De slag om Mosul begon."]})
    >>> novelty(toy, 0, 1)[["text", "words", "found", "share"]].values.tolist()
    [['Zij zien het.', 3, 0, 0.0], ['De slag om Mosul begon.', 5, 5, 1.0]]
    """
    search = checked_search(min_words, max_gap, 1.0, None)
    if a == b:
        raise ValueError(f"novelty compares two articles; received {a!r} twice.")
    names = articles.names if isinstance(articles, Tokens) else checked_texts(articles).index
    rows = _rows_of(names, pd.Series([a, b]))
    both = articles.take(rows) if isinstance(articles, Tokens) else as_tokens(articles.iloc[rows], language=language)
    words = coded_words(both, language=language)
    runs = _shingles.shingles(words, min_words, search.limit(2))
    found = _shingles.align(words, runs, np.array([[0, 1]]), min_words, max_gap)
    places = words.starts[words.first[1] :]
    matched = np.zeros(len(places), dtype=bool)
    matched[found.positions_b - words.first[1]] = True
    frame = both.take(np.array([1])).sentences().drop(columns="article")
    edges = np.append(np.searchsorted(places, frame["start"]), len(places))
    frame["words"] = np.diff(edges)
    frame["found"] = np.diff(np.concatenate([[0], matched.cumsum()])[edges])
    frame["share"] = frame["found"] / frame["words"].where(frame["words"] > 0)
    return NOVELTY.typed(frame)


def checked_search(min_words: int, max_gap: int, widespread_share: float, widespread_articles: int | None) -> Search:
    """The settings of a search for passages; raises a ValueError that names one that cannot be."""
    if not isinstance(min_words, int) or min_words < 2:
        raise ValueError(f"min_words is a whole number from 2 up; received {min_words!r}.")
    if not isinstance(max_gap, int) or not 0 <= max_gap < min_words:
        raise ValueError(
            f"max_gap is a whole number from 0 up, below min_words ({min_words}), or a gap could hold a passage; "
            f"received {max_gap!r}."
        )
    if not 0 < widespread_share <= 1:
        raise ValueError(f"widespread_share is a share above 0, at most 1 (nothing); received {widespread_share!r}.")
    if widespread_articles is not None and (not isinstance(widespread_articles, int) or widespread_articles < 1):
        raise ValueError(
            f"widespread_articles is a number of articles, or None for no such limit; received {widespread_articles!r}."
        )
    return Search(min_words, max_gap, widespread_share, widespread_articles)


def _check_columns(name: str, frame: pd.DataFrame, needed: list[str]) -> None:
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{name} is a frame with the columns {', '.join(needed)}; received {type(frame).__name__}.")
    if missing := [column for column in needed if column not in frame.columns]:
        raise ValueError(f"{name} lacks the columns {missing}; it has {list(frame.columns)}.")


def _rows_of(known: pd.Index, names: pd.Series) -> np.ndarray:
    rows: np.ndarray = known.get_indexer(pd.Index(names))
    if (rows < 0).any():
        unknown = list(dict.fromkeys(names[rows < 0]))[:5]
        raise KeyError(f"No articles {unknown} among the {len(known)}; their names are the frame's index.")
    return rows


def _asked(known: pd.Index, pairs: pd.DataFrame) -> np.ndarray:
    """The pairs that a user asks for as rows of the articles, the earlier first, each once and in order."""
    _check_columns("pairs", pairs, ["article_a", "article_b"])
    rows = np.sort(np.stack([_rows_of(known, pairs[f"article_{side}"]) for side in "ab"], axis=1), axis=1)
    if len(alike := rows[rows[:, 0] == rows[:, 1], 0]):
        raise ValueError(f"A pair is two articles; received {known[alike[0]]!r} with itself.")
    return np.unique(rows, axis=0)


def fingerprint(words: Words, asked: np.ndarray | None = None) -> dict[str, Any]:
    """What tells one run over articles from another: their names and words, in order, and the pairs asked for."""
    seal = hashlib.blake2b(digest_size=16)
    for part in (words.first, words.codes, words.starts, words.read, words.bits, words.names.map(str).to_numpy(str)):
        seal.update(np.ascontiguousarray(part).view("uint8").data)
    pairs = None if asked is None else hashlib.blake2b(asked.tobytes(), digest_size=16).hexdigest()
    return {"articles": len(words.names), "words": len(words.codes), "contents": seal.hexdigest(), "pairs": pairs}


def _passages_frame(words: Words, found: Matches) -> pd.DataFrame:
    """The passages in the order of their articles and of their places in the first."""
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
