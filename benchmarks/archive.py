"""A file of real articles, and what is made of it once for all that is measured, kept in a folder."""

import pickle
import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import leesbril as lb
from leesbril.dates.parsing import parse_dates
from leesbril.text.language import get_language

TEXTS_READ = 2_000
"""In so many texts the frequent phrase is looked for."""
PLAIN_PAIR = re.compile(r"(?<![\w.'’-])([a-zà-ÿ]+)(?= ([a-zà-ÿ]+)(?![\w'’-]))")
"""Two words in small letters with a space between; the second may be the first of the next pair."""


def read(file: Path) -> pd.DataFrame:
    """The articles of a Parquet file, with their dates if it has any; the index is the column `article`, or was so.

    Raises a SystemExit that names what is missing.
    """
    articles = pd.read_parquet(file)
    if "article" in articles:
        articles = articles.set_index("article")
    if "text" not in articles:
        raise SystemExit(f"{file} has no column text; it has {', '.join(map(str, articles.columns))}.")
    if "date" in articles and "date_start" not in articles:
        articles = articles.assign(**parse_dates(articles["date"])[["date_start", "date_end"]])
    kept = articles.reindex(columns=[name for name in ("text", "date_start", "date_end") if name in articles])
    return kept.rename_axis("article")


class Archive:
    """The articles in a folder and what is made of them; each is made when first asked for, and then kept there."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder, self.language = folder, language

    @classmethod
    def of(cls, file: Path, folder: Path, language: str) -> "Archive":
        """Keep the articles of a file."""
        read(file).to_parquet(folder / "articles.parquet")
        return cls(folder, language)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """As pandas has them."""
        return pd.read_parquet(self.folder / "articles.parquet")

    @cached_property
    def table(self) -> Any:
        """As Arrow has them: what duckdb reads without a copy."""
        import pyarrow.parquet as pq

        return pq.read_table(self.folder / "articles.parquet", columns=["article", "text"])

    @cached_property
    def frame(self) -> Any:
        """As polars has them."""
        import polars as pl

        return pl.read_parquet(self.folder / "articles.parquet", columns=["article", "text"])

    @cached_property
    def counts(self) -> lb.DocumentTermMatrix:
        """The document-term matrix."""
        path = self.folder / "counts.pickle"
        if not path.exists():
            path.write_bytes(pickle.dumps(lb.document_term_matrix(self.articles, language=self.language)))
        return pickle.loads(path.read_bytes())

    @cached_property
    def tokens(self) -> Any:
        """The saved tokens, opened."""
        path = self.folder / "tokens"
        if not path.exists():
            lb.tokens(self.articles, language=self.language).save(path)
        return lb.open_tokens(path)

    @cached_property
    def index(self) -> Any:
        """The index of tantivy, opened."""
        import tantivy
        from peers import indexed_by_tantivy

        path = self.folder / "tantivy"
        if not path.exists():
            path.mkdir()
            indexed_by_tantivy(self.articles, path)
        return tantivy.Index.open(str(path))

    @cached_property
    def sought(self) -> tuple[str, str]:
        """The frequent word, and the frequent phrase, that are looked for."""
        path = self.folder / "words.txt"
        if not path.exists():
            texts = self.articles["text"].iloc[:TEXTS_READ]
            found = frequent_word(self.counts), frequent_phrase(texts, get_language(self.language).stop_words)
            path.write_text("\n".join(found), encoding="utf-8")
        word, phrase = path.read_text(encoding="utf-8").split("\n")
        return word, phrase


def frequent_word(counts: lb.DocumentTermMatrix) -> str:
    """The word in small letters, no stop word, that stands most often in the articles."""
    plain = np.array([term.isalpha() and term.islower() for term in counts.terms])
    return str(counts.terms[np.argmax(np.where(plain, counts.counts.sum(axis=0), -1))])


def frequent_phrase(texts: Iterable[str], stop_words: Iterable[str]) -> str:
    """The two words in small letters, neither a stop word, that stand most often with a space between.

    >>> frequent_phrase(["for ten mln dlrs. Over mln dlrs, nine mln-dlrs", "of the bank of the"], {"of", "the"})
    'mln dlrs'
    """
    stop = frozenset(stop_words)
    pairs = Counter(
        match.groups() for text in texts for match in PLAIN_PAIR.finditer(text) if stop.isdisjoint(match.groups())
    )
    return " ".join(max(pairs, key=lambda pair: (pairs[pair], pair)))
