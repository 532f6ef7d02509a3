"""Articles from any source → tokens, a batch at a time, in memory or written to a folder."""

import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from leesbril.scale.batches import Articles, batches, number_of
from leesbril.scale.cluster import each_partition, is_spread
from leesbril.scale.progress import with_progress
from leesbril.text.language import DEFAULT, LanguageWarning, get_language, language_of
from leesbril.text.sentences import Spans
from leesbril.text.texts import check_names, checked_texts
from leesbril.text.units import Units, publishers_of, units_of
from leesbril.text.vocabulary import Rules, readings
from leesbril.tokenisation._contents_hash import text_hashes
from leesbril.tokenisation._inverted_index import Postings
from leesbril.tokenisation._storage import FolderWriter
from leesbril.tokenisation._word_types import Types, WordTypes
from leesbril.tokenisation.repeated import ReadArticles, boilerplate_in, candidates
from leesbril.tokenisation.saved import (
    TEXT_HASHES,
    arrays_in,
    boilerplate_of,
    check_files,
    check_lengths,
    column_in,
    contents,
    frame_in,
    mapped,
    opening,
    view_in,
)
from leesbril.tokenisation.tokeniser import Batch, Tokeniser, first_words
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

NO_ARTICLES = pd.DataFrame({"text": []}, pd.Index([], dtype="str"), dtype="str")
"""What an iterator without a frame has."""


def tokens(
    articles: Articles | Tokens,
    *,
    language: str | None = None,
    exceptions: Mapping[str, str] | None = None,
    texts: bool = True,
    folder: str | Path | None = None,
) -> Tokens:
    """Tokenise the articles once; all other functions take the result in place of the articles.

    All articles together decide what is a name, an acronym in a line of capitals, or a hyphenated variant. `exceptions`
    maps a form to the term that it is counted as. Lemmas, parts of hyphenated words, extra stop words and phrases are
    settings of the functions that count; they need no second reading.

    `articles` is a frame, a Parquet file or a folder of such files (columns `article` and `text`), an iterator of
    frames, or a Dask DataFrame. With `folder`, the tokens are written there as they are found: memory holds one batch
    and the vocabulary, and `open_tokens` opens them again. `texts=False` leaves the texts out; then no context can be
    shown. `language` defaults to the column `language` of the articles. Raises ValueError for several languages; warns
    (LanguageWarning) if there is none, and takes Dutch.

    Tokens are not read again: `texts=False` leaves out their texts, `folder` saves them. Raises ValueError for
    `exceptions`, of which they have their own (`with_exceptions`).

    >>> toy = pd.DataFrame({"text": ["De IS-leider is 100.000 foto’s kwijt."]}, index=["a"])
    >>> found = tokens(toy, language="nl")
    >>> found
    Tokens(1 articles, 6 words, 6 distinct, language='nl')
    >>> found.to_frame()[["token", "term", "kind", "stop"]].values.tolist()[1:4]
    [['IS-leider', 'IS-leider', 'word', False], ['is', 'is', 'word', True], ['100.000', '100.000', 'number', False]]
    """
    if isinstance(articles, Tokens):
        if exceptions is not None:
            raise ValueError(
                "Tokens have their own exceptions; to change them, use tokens.with_exceptions({'form': 'term'})."
            )
        known = as_tokens(articles, language=language)
        known = known if texts else known.without_texts()
        return known if folder is None else open_tokens(known.save(folder), verify=False)
    read = Reader(articles, language, texts=texts)
    return _in_memory(read, exceptions or {}) if folder is None else _in_folder(folder, read, exceptions or {})


def as_tokens(articles: Articles | Tokens, *, language: str | None = None) -> Tokens:
    """The tokens of articles, or the given tokens; raises ValueError if these are in another language."""
    if not isinstance(articles, Tokens):
        return tokens(articles, language=language)
    if language is not None and language != articles.language:
        raise ValueError(
            f"language={language!r} contradicts the tokens, which were read as {articles.language!r}. Leave it out, or "
            f"make new tokens: tokens(articles, language={language!r})."
        )
    return articles


class Reader:
    """Reads articles from any source, batch by batch; `types` and `language` are known once all are read.

    Keeps all columns of the articles, or those in `columns`, and `text` only with `texts`; without `sentences` only
    the words are found, and without `units` not what publishers repeat.
    """

    def __init__(
        self,
        articles: Articles,
        language: str | None,
        *,
        columns: list[str] | None = None,
        texts: bool = True,
        sentences: bool = True,
        units: bool = True,
    ) -> None:
        self.articles, self.columns, self.texts, self.sentences, self.units = articles, columns, texts, sentences, units
        self.types = WordTypes()
        self._named, self._language = language, None if language is None else get_language(language).code
        if isinstance(articles, pd.DataFrame):
            checked_texts(articles)  # reports problems in all articles, not in one batch
            self._language = language_of(articles, language)

    @property
    def language(self) -> str:
        """The language of the articles."""
        return self._language or DEFAULT

    def __iter__(self) -> Iterator[Batch]:
        if is_spread(self.articles):
            yield from self._from_partitions()
            return
        reader = Tokeniser()
        self.types = reader.types
        wanted = None if self.columns is None else [*self.columns, "language", "publisher"]
        for frame in with_progress(batches(self.articles, wanted), number_of(self.articles), "reading words"):
            if not isinstance(self.articles, pd.DataFrame):
                self._language = language_of(frame, self._named, among=self._language)
            texts, kept = checked_texts(frame), self.kept(frame)
            found = reader.batch(kept, texts, self.language) if self.sentences else Batch(kept, *reader.words(texts))
            if self.sentences and not self.texts:
                found = found._replace(text_hashes=text_hashes(texts))
            yield found._replace(units=units_of(texts, publishers_of(frame))[0]) if self.units else found

    def kept(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The columns of the articles that are kept."""
        kept = frame if self.columns is None else frame.filter(self.columns)
        return kept if self.texts else kept.drop(columns="text", errors="ignore")

    def _from_partitions(self) -> Iterator[Batch]:
        """The batches of a Dask DataFrame: each partition is read on the worker that has it."""
        import polars as pl

        named, settings = self._named, (self.columns, self.texts, self.sentences, self.units)
        columns, texts, sentences, units = settings

        def work(partition: pd.DataFrame) -> tuple[list[Batch], list[str], pd.DataFrame, str]:
            with warnings.catch_warnings(action="ignore", category=LanguageWarning):
                read = Reader(partition, named, columns=columns, texts=texts, sentences=sentences, units=units)
            return list(read), read.types.words().to_list(), partition.filter(["language"]), read.language

        wanted = None if self.columns is None else ["text", "language", "publisher", *self.columns]
        for parts, words, languages, read_as in each_partition(work, self.articles, wanted):
            self._language = language_of(languages, named, among=self._language)
            if read_as != self._language:
                raise ValueError(
                    f"A partition without languages was read as {read_as!r}, and earlier ones as {self._language!r}. "
                    f"Set the language for all of them, as in language={self._language!r}."
                )
            numbers = self.types.numbered(pl.Series(words, dtype=pl.String))
            for batch in parts:
                codes = numbers[batch.codes]
                self.types.count(codes)
                yield batch._replace(codes=codes)


def _in_memory(read: Reader, exceptions: Mapping[str, str]) -> Tokens:
    """The tokens of all batches, in memory."""
    parts = list(read)
    if isinstance(read.articles, pd.DataFrame):
        articles = read.kept(read.articles)
    else:
        articles = pd.concat([part.articles for part in parts]) if parts else read.kept(NO_ARTICLES)
        check_names(articles.index)
    Rules.of(get_language(read.language), exceptions=exceptions)
    ends = np.cumsum([0, *(len(part.codes) for part in parts)], dtype=np.int64)
    shifted = list(zip(parts, ends, strict=False))
    types = Types(read.types.words(), read.types.counts)
    first = np.concatenate([np.zeros(1, np.int64), *(part.first[1:] + end for part, end in shifted)])
    codes = np.concatenate([np.zeros(0, np.int32), *(part.codes for part in parts)])
    starts = np.concatenate([np.zeros(0, np.int32), *(part.starts for part in parts)])
    words = ReadArticles(first, codes, starts, types.words, get_language(read.language))
    return Tokens(
        articles=articles,
        language=read.language,
        exceptions=dict(exceptions),
        types=types,
        first=first,
        codes=codes,
        starts=starts,
        spaced=np.concatenate([np.zeros(0, np.uint8), *(part.spaced for part in parts)]),
        spans=Spans.concatenated([part.spans for part in parts]),
        first_words=np.concatenate([np.zeros(0, np.int64), *(first_words(part) + end for part, end in shifted)]),
        boilerplate=boilerplate_in(words, candidates(Units.concatenated(part.units for part in parts))),
        text_hashes=np.concatenate([np.zeros(0, np.uint64), *(part.text_hashes for part in parts)]),
    )


def tokens_without_index(folder: Path, articles: Articles, *, language: str | None) -> Tokens:
    """The tokens of articles, written to a folder without the inverted index; words are found in them all the same."""
    return _in_folder(folder, Reader(articles, language), {}, index=False)


def _in_folder(folder: str | Path, read: Reader, exceptions: Mapping[str, str], *, index: bool = True) -> Tokens:
    """The tokens of all batches, written to a folder as they are read."""
    with FolderWriter(folder, index=index) as part:
        units, frames = [], []
        for batch in read:
            units.append(batch.units)
            frames.append(part.add(batch))
        if not frames:
            nothing = np.zeros(0, np.int32)
            frames.append(part.add(Batch(read.kept(NO_ARTICLES), np.zeros(1, np.int64), nothing, nothing)))
        rules = Rules.of(get_language(read.language), exceptions=exceptions)
        types = Types(read.types.words(), read.types.counts)
        view = View.of(readings(types.words, types.counts, rules))
        words = ReadArticles(*part.words(), types.words, get_language(read.language))
        boilerplate = boilerplate_in(words, candidates(Units.concatenated(units)))
        part.finish(frames, part.columns, types, view, read.language, exceptions, boilerplate)
    return open_tokens(folder, verify=False)


def open_tokens(folder: str | Path, *, verify: bool | None = None) -> Tokens:
    """Open tokens that were saved to a folder; the files are memory-mapped and read only where needed.

    `verify=True` checks the checksums of all files; by default they are checked up to 256 MB. `verify=False` reads no
    file whole: only the manifest, and the size, the type and the length of each file, are checked. A byte that has
    changed within a file is then not noticed, and what is counted may be wrong, or fail later with an error of a
    library. Raises TokensError for a folder without tokens, with tokens of another version, or with damaged ones.
    """
    folder = Path(folder)
    manifest = contents(folder)
    with opening(folder):
        check_files(folder, manifest["files"], verify)
        found, view = _opened(folder, manifest), view_in(folder)
        check_lengths(folder, [("view_first.npy", len(view.first), len(found.types) + 1)])
    found.remember(view)
    return found


def _opened(folder: Path, manifest: Mapping[str, Any]) -> Tokens:
    """The tokens in a folder whose files are there; raises TokensError if one does not fit the others."""
    number = manifest["articles"]
    arrays, articles = arrays_in(folder, number), frame_in(folder / "articles.arrow")
    types = Types(column_in(folder / "types.arrow", "word"), mapped(folder / "type_counts.npy"))
    index = _postings(folder) if "posting_first.npy" in manifest["files"] else None
    lengths = [("articles.arrow", len(articles), number), ("type_counts.npy", len(types.counts), len(types.words))]
    if index:
        lengths.append(("posting_first.npy", len(index.first), len(types) + 1))
        lengths.append(("posting_words.npy", len(index.words), len(arrays["codes"])))
    hashes = np.zeros(0, np.uint64)
    if "text" in manifest["columns"]:
        texts = frame_in(folder / "texts.arrow")["text"]
        check_lengths(folder, [*lengths, ("texts.arrow", len(texts), number)])
        articles = articles.assign(text=texts.array)[manifest["columns"]]
    else:
        hashes = mapped(folder / TEXT_HASHES)
        check_lengths(folder, [*lengths, (TEXT_HASHES, len(hashes), number)])
    return Tokens(
        articles=articles,
        language=manifest["language"],
        exceptions=manifest["exceptions"],
        types=types,
        first=arrays["first"],
        codes=arrays["codes"],
        starts=arrays["starts"],
        spaced=arrays["spaced"],
        spans=Spans(*(arrays[f"sentence_{name}"] for name in ("first", "paragraph", "heading", "start", "end"))),
        first_words=arrays["sentence_word"],
        boilerplate=boilerplate_of(folder),
        text_hashes=hashes,
        index=index,
    )


def _postings(folder: Path) -> Postings:
    return Postings(mapped(folder / "posting_first.npy"), mapped(folder / "posting_words.npy"))
