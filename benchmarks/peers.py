"""What other tools make of the same articles: counts, places of a word, near duplicates. `real.py` measures them.

Each is used as its documentation shows, on all cores where it can, and gets the texts in the form that it likes best.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

WORD = re.compile(r"\w+")
RUN = 5
"""Words in a shingle."""
CONTAINED = 0.8
LEAST_JACCARD = CONTAINED / (2 - CONTAINED)
"""The lowest Jaccard index of two sets of which either holds .8 of the other: of two as large, .8 / (1 + 1 - .8)."""
PERMUTATIONS, BANDS = 128, 32
"""With 32 bands of 4 rows, a pair whose Jaccard index is 2/3 becomes a candidate with a chance of .999."""
WHOLE_TEXT = 1_000_000_000
HEAP = 256_000_000
_ROWS = 500


def counted_by_duckdb(table: Any) -> Any:
    """The number of each word of each article, split at single spaces; takes an Arrow table."""
    import duckdb

    with duckdb.connect() as connection:
        connection.register("articles", table)
        words = "SELECT article, unnest(string_split(text, ' ')) AS word FROM articles"
        return connection.sql(f"SELECT article, word, count(*) AS n FROM ({words}) GROUP BY ALL").to_arrow_table()


def counted_by_polars(frame: Any) -> Any:
    """The same; takes a frame of polars."""
    import polars as pl

    words = frame.lazy().select("article", word=pl.col("text").str.split(" ")).explode("word")
    return words.group_by("article", "word").len().collect()


def indexed_by_tantivy(articles: pd.DataFrame, folder: Path) -> Any:
    """Write an index with the positions of words, and with the texts, and open it."""
    import tantivy

    schema = tantivy.SchemaBuilder().add_integer_field("row", stored=True).add_text_field("text", stored=True).build()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(HEAP)
    for row, text in enumerate(articles["text"].to_list()):
        writer.add_document(tantivy.Document(row=row, text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def found_by_tantivy(index: Any, words: list[str]) -> list[tuple[int, int, int]]:
    """All places of a word, or of words in a row: number of the article, first byte and the one behind the last.

    It tells the places of words in a snippet, here of the whole text; those of a phrase are put together here.
    """
    import tantivy

    words = [word.lower() for word in words]
    query = tantivy.Query.phrase_query(index.schema, "text", words) if len(words) > 1 else None
    query = query or tantivy.Query.term_query(index.schema, "text", words[0])
    searcher = index.searcher()
    snippets = tantivy.SnippetGenerator.create(searcher, query, index.schema, "text")
    snippets.set_max_num_chars(WHOLE_TEXT)
    places = []
    for _, address in searcher.search(query, limit=max(searcher.num_docs, 1)).hits:
        document = searcher.doc(address)
        spans = [(span.start, span.end) for span in snippets.snippet_from_doc(document).highlighted()]
        found = spans if len(words) == 1 else in_a_row(document.get_first("text").encode(), spans, words)
        places += [(document.get_first("row"), *span) for span in found]
    return places


def in_a_row(text: bytes, spans: list[tuple[int, int]], words: list[str]) -> Iterator[tuple[int, int]]:
    """Where the words follow each other, of the places of any of them in a text; nothing but white space between.

    >>> text = b"Oil fell. Crude oil rose; oil, crude  oil."
    >>> list(in_a_row(text, [(0, 3), (10, 15), (16, 19), (26, 29), (31, 36), (38, 41)], ["crude", "oil"]))
    [(10, 19), (31, 41)]
    """
    for first in range(len(spans) - len(words) + 1):
        run = spans[first : first + len(words)]
        apart = b"".join(text[end:start] for (_, end), (start, _) in pairwise(run))
        if not apart.strip() and [text[start:end].decode().lower() for start, end in run] == words:
            yield run[0][0], run[-1][1]


def shingles(words: list[str]) -> list[str]:
    """The runs of five words.

    >>> shingles("a b c d e f".split())
    ['a b c d e', 'b c d e f']
    """
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def shingled(texts: Iterable[str]) -> list[list[str]]:
    """The shingles of each text, in small letters."""
    return [shingles(WORD.findall(text.lower())) for text in texts]


def sketch(runs: list[str]) -> Any:
    """The MinHash of datasketch."""
    from datasketch import MinHash

    minhash = MinHash(num_perm=PERMUTATIONS)
    minhash.update_batch([run.encode() for run in runs])
    return minhash


def duplicates_by_datasketch(texts: Iterable[str]) -> set[tuple[int, int]]:
    """The pairs of rows that share a band of MinHash LSH and whose estimated Jaccard index is 2/3 or more."""
    from datasketch import MinHashLSH

    lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    sketches = {row: sketch(runs) for row, runs in enumerate(shingled(texts)) if runs}
    pairs = set()
    for row, minhash in sketches.items():
        near = (other for other in lsh.query(minhash) if minhash.jaccard(sketches[other]) >= LEAST_JACCARD)
        pairs |= {(other, row) for other in near}
        lsh.insert(row, minhash)
    return pairs


def duplicates_by_rensa(texts: Iterable[str]) -> set[tuple[int, int]]:
    """The same by rensa: full-set R-MinHash, all at once."""
    from rensa import RMinHash, RMinHashLSH

    runs = shingled(texts)
    rows = [row for row, of_text in enumerate(runs) if of_text]
    sketches = RMinHash.from_token_sets([runs[row] for row in rows], num_perm=PERMUTATIONS, seed=0)
    lsh = RMinHashLSH(threshold=LEAST_JACCARD, num_perm=PERMUTATIONS, num_bands=BANDS)
    lsh.insert_many(sketches)
    pairs = set()
    for number, candidates in enumerate(lsh.query_all(sketches)):
        later = (other for other in candidates if other > number)
        near = (other for other in later if sketches[number].jaccard(sketches[other]) >= LEAST_JACCARD)
        pairs |= {(rows[number], rows[other]) for other in near}
    return pairs


def duplicates_exactly(texts: Iterable[str], least: float = CONTAINED) -> set[tuple[int, int]]:
    """The pairs of rows of which either holds so much of the other's set of shingles; nothing is estimated.

    >>> sorted(duplicates_exactly(["a b c d e f g h", "a b c d e f g x", "a b c d e f g h"], least=0.75))
    [(0, 1), (0, 2), (1, 2)]
    >>> sorted(duplicates_exactly(["a b c d e f g h", "a b c d e f g x", "a b c d e f g h"], least=0.76))
    [(0, 2)]
    """
    from scipy.sparse import csr_array

    sets = [list(dict.fromkeys(runs)) for runs in shingled(texts)]
    sizes = np.array([len(runs) for runs in sets])
    codes, known = pd.factorize(np.array([run for runs in sets for run in runs], dtype=object))
    edges = np.concatenate([[0], np.cumsum(sizes)])
    held = csr_array((np.ones(len(codes), "int32"), codes, edges), shape=(len(sets), len(known)))
    pairs: set[tuple[int, int]] = set()
    for begin in range(0, len(sets), _ROWS):
        both = (held[begin : begin + _ROWS] @ held.T).tocoo()
        row, other = both.row + begin, both.col
        near = (row < other) & (both.data >= least * np.maximum(sizes[row], sizes[other]))
        pairs |= set(zip(row[near].tolist(), other[near].tolist(), strict=True))
    return pairs


def pairs_of_sets(sets: pd.DataFrame, names: pd.Index) -> set[tuple[int, int]]:
    """The pairs of rows that stand in one set of `duplicates`.

    >>> text = "De brand in de Houthaven verwoestte drie loodsen van scheepswerf Damen."
    >>> texts = {"a": text, "b": "Het regent in het hele land.", "c": text}
    >>> toy = pd.DataFrame({"text": texts, "language": "nl"})
    >>> from leesbril import duplicates
    >>> pairs_of_sets(duplicates(toy), toy.index)
    {(0, 2)}
    """
    rows = pd.Series(names.get_indexer(sets["article"])).groupby(sets["set"].to_numpy())
    return {pair for _, members in rows for pair in combinations(sorted(members), 2)}
