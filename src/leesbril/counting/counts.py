"""Articles or tokens → document-term matrix."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.counting._boilerplate import repeated_lines
from leesbril.counting._raw_counts import (
    RawCounter,
    RawCounts,
    Tally,
    Terms,
    count_terms,
    read_pieces,
    spread_counts,
)
from leesbril.scale.batches import Articles, batches, number_of
from leesbril.scale.cluster import each_partition, is_spread
from leesbril.scale.progress import with_progress
from leesbril.text.character_ngrams import character_ngrams
from leesbril.text.language import DEFAULT, get_language, language_of
from leesbril.text.texts import check_names, checked_texts
from leesbril.text.units import Units, publishers_of, units_of
from leesbril.text.vocabulary import Rules, check_choice, in_alphabetical_order
from leesbril.tokenisation.boilerplate import BOILERPLATE_CHOICES
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.names import names_in
from leesbril.tokenisation.ngrams import Row, Runs, in_a_row, shown_ngrams, spelled
from leesbril.tokenisation.repeated import texts_to_keep
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View, term_index

ANALYSERS = ("word", "char")
UNITS = ("article", "paragraph", "sentence")
STOP_WORD_CHOICES = ("drop", "keep")
NAME_CHOICES = ("apart", "joined")
SPACE = "␣"
"""What is shown for the space before or after a word in an n-gram of characters: stad and ␣stad are two terms."""
LENGTHS = {"word": (1, 1), "char": (3, 5)}
"""The n-grams that are counted by default: single words; or three to five characters, of which short ones tell apart
what a headline is about and long ones are whole words."""


@dataclass(frozen=True, eq=False)
class DocumentTermMatrix:
    """The count of each term in each row, and the settings of the count.

    `counts` is a SciPy CSR matrix (rows × terms) of integers; `rows` an index of articles, or of (article, number) for
    paragraphs or sentences; `terms` an index in alphabetical order, `shown` the form in which the articles mostly write
    each; `articles` the number of articles; `left_out` the number of counts that were left out as boilerplate, in words
    where `analyser` is `char`.
    """

    counts: Any
    rows: pd.Index
    terms: pd.Index
    articles: int
    unit: str
    language: str
    normalise: str
    stop_words: str
    hyphens: str
    ngram_range: tuple[int, int]
    names: str = "apart"
    boilerplate: str = "keep"
    left_out: int = 0
    written: Callable[[], Any] | None = field(default=None, repr=False)
    analyser: str = "word"

    @cached_property
    def shown(self) -> pd.Index:
        """For each term the form in which the articles mostly write it inside sentences, or else at their start; an
        n-gram of characters as it is, with ␣ for a space."""
        return (term_index(self.written()) if self.written else self.terms).rename("shown")

    @cached_property
    def leads(self) -> np.ndarray:
        """For each term whether it may lead a list: no bare number, weekday, month or reporting word (zegt).

        An n-gram of characters is no such word, and may lead unless it has no letter.
        """
        if self.analyser == "char":
            import polars as pl

            return pl.Series(self.terms.to_list(), dtype=pl.String).str.contains(r"\p{L}").to_numpy()
        return get_language(self.language).lead(self.terms)

    @property
    def words(self) -> pd.Series:
        """The number of counted terms of each row: words, and phrases and parts of words if these were counted; or
        n-grams of characters."""
        return pd.Series(row_sums(self.counts.data, self.counts.indptr), index=self.rows, name="words")

    def to_frame(self) -> pd.DataFrame:
        """The counts as a dense frame, one column per term: for few articles."""
        return pd.DataFrame(self.counts.toarray().astype(np.int64), index=self.rows, columns=self.terms)

    def __repr__(self) -> str:
        rows, terms = self.counts.shape
        without = f", {self.left_out:,} of boilerplate left out" if self.left_out else ""
        of_characters = "n-grams of {} to {} characters, ".format(*self.ngram_range) if self.analyser == "char" else ""
        settings = f"{of_characters}{self.normalise}, language={self.language!r}{without}"
        return f"DocumentTermMatrix({rows} {self.unit}s × {terms} terms, {settings})"


def row_sums(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The sum of each row of compressed sparse rows, in 64 bits, without a copy of the values."""
    wide = np.int64 if values.dtype.kind == "i" else np.float64
    sizes = np.diff(first)
    sums = np.zeros(len(sizes), wide)
    filled = np.flatnonzero(sizes)  # for an empty row, reduceat returns the next value
    if len(filled):
        # Summing in the dtype of the values is many times faster, where no sum can overflow.
        fits = wide == np.int64 and int(values.max()) * int(sizes.max()) <= np.iinfo(values.dtype).max
        sums[filled] = np.add.reduceat(values, first[filled], dtype=values.dtype if fits else wide)
    return sums


def document_term_matrix(
    articles: Articles | Tokens,
    *,
    analyser: str = "word",
    unit: str = "article",
    normalise: str = "surface",
    stop_words: str = "drop",
    extra_stop_words: Iterable[str] = (),
    hyphens: str = "whole",
    ngram_range: tuple[int, int] | None = None,
    names: str = "apart",
    exceptions: Mapping[str, str] | None = None,
    boilerplate: str = "drop",
    language: str | None = None,
) -> DocumentTermMatrix:
    """Count the terms of each article, paragraph or sentence.

    `normalise`: `surface` or `lemma`. `stop_words`: `drop` or `keep`; links are dropped or kept with them, and
    `extra_stop_words` are dropped as well.
    `hyphens`: `whole`, or `parts` to count the parts of a hyphenated word as well. `exceptions` maps a form to the term
    that it is counted as. `ngram_range=(1, 2)` also counts phrases of two words: words that follow each other in a
    sentence with only white space between them, none of them a dropped stop word (scikit-learn drops stop words first,
    so it joins words that were not adjacent). `names="joined"` counts a name of several words (Oude Stad) as one term
    and its words there not at all, if the articles mostly write these together (`tokenisation.names`); for single words
    only. `boilerplate`: `drop` leaves out the lines that one publisher repeats (see `boilerplate`), `keep` counts them;
    without publishers there are none.

    `analyser="char"` counts n-grams of characters in place of words: the sequences of three to five characters
    (`ngram_range`, here a number of characters) inside each counted word, with one space before and after it. Two
    compounds, or two forms of one word, have most of them in common. They are those of the terms that `word` counts:
    in the same case (so that IS is not *is*), without dropped stop words and links, as lemmas if so asked. This is
    `analyzer="char_wb"` of scikit-learn, which takes its words between white space. Names are not joined, since no
    n-gram crosses a space. A word has about
    fifteen n-grams, so the matrix takes as many times more memory.

    `articles` is a frame, or tokens, which are not read again and keep their language and exceptions. For whole
    articles and single words it may also be a Parquet file (or a folder of them) with the columns `article` and `text`,
    or an iterator of frames, read in batches: the texts are never all in memory, and the counts do not depend on the
    batches. The partitions of a Dask DataFrame are counted on its workers; the matrix is made here.

    >>> toy = pd.DataFrame({"text": ["IS rukt op.", "De moskee. De IS-moskee."]}, index=["a", "b"])
    >>> document_term_matrix(toy, hyphens="parts", language="nl").to_frame().loc["b"].to_dict()
    {'IS': 1, 'IS-moskee': 1, 'moskee': 2, 'rukt': 0}
    """
    check_choice("analyser", analyser, ANALYSERS)
    check_choice("unit", unit, UNITS)
    check_choice("stop_words", stop_words, STOP_WORD_CHOICES)
    check_choice("names", names, NAME_CHOICES)
    ngram_range = LENGTHS[analyser] if ngram_range is None else ngram_range
    _check_ngram_range(ngram_range, names, analyser)
    how = {"normalise": normalise, "hyphens": hyphens, "extra_stop_words": extra_stop_words}
    drop, lengths = stop_words == "drop", (ngram_range[0], ngram_range[1])
    longest = lengths if analyser == "word" else LENGTHS["word"]
    words_of_articles = unit == "article" and longest == (1, 1) and names == "apart"
    check_choice("boilerplate", boilerplate, BOILERPLATE_CHOICES)
    without, left_out = boilerplate == "drop", 0
    if isinstance(articles, Tokens) or not words_of_articles:
        tokens = _tokens(articles, exceptions, language)

        def count(tokens: Tokens) -> _Counted:
            if words_of_articles:
                return _count_words(tokens, drop, how)
            return _count_phrases(tokens, unit, drop, longest, names == "joined", how)

        counted = count(tokens.compared if without else tokens)
        if without and tokens.compared is not tokens:
            left_out = (
                _left_out(tokens, drop, how)
                if words_of_articles
                else int(count(tokens).counts.sum() - counted.counts.sum())
            )
        number, language = len(tokens), tokens.language
    else:
        rules = how | {"exceptions": exceptions}
        counted, language, left_out = _count_pieces(articles, drop, language, rules, without)
        number = len(counted.rows)
    if analyser == "char":
        counted = _in_characters(counted, lengths)
    counts, rows, terms, written = counted
    settings = (unit, language, normalise, stop_words, hyphens, lengths, names, boilerplate, left_out)
    return DocumentTermMatrix(counts, rows, term_index(terms), number, *settings, written, analyser)


class _Counted(NamedTuple):
    """Counts (rows × terms), their rows and terms (polars), and a function that gives the usual forms of the terms."""

    counts: Any
    rows: pd.Index
    terms: Any
    written: Callable[[], Any]


def _in_characters(counted: _Counted, lengths: tuple[int, int]) -> _Counted:
    """The n-grams of characters of counted words: each distinct word is cut once."""
    found = character_ngrams(counted.terms, lengths)
    counts = spread_counts(counted.counts, found.first, found.columns, len(found.terms))
    return _Counted(counts, counted.rows, found.terms, partial(_with_visible_spaces, found.terms))


def _with_visible_spaces(ngrams: Any) -> Any:
    return ngrams.str.replace_all(" ", SPACE, literal=True)


def _check_ngram_range(received: tuple[int, int], names: str, analyser: str) -> None:
    pair = isinstance(received, (tuple, list)) and [type(length) for length in received] == [int, int]
    if not pair or not 1 <= received[0] <= received[1]:
        example = (1, 2) if analyser == "word" else LENGTHS[analyser]
        raise ValueError(f"ngram_range takes (shortest, longest), such as {example}; received {received!r}.")
    if names == "joined" and analyser == "char":
        raise ValueError("names='joined' counts names as terms; with analyser='char' terms lie inside words.")
    if names == "joined" and tuple(received) != (1, 1):
        raise ValueError(f"names='joined' counts single words and names; received ngram_range={received!r} as well.")


def _tokens(articles: Articles | Tokens, exceptions: Mapping[str, str] | None, language: str | None) -> Tokens:
    """The tokens in which paragraphs, sentences and phrases are counted."""
    if isinstance(articles, Tokens) and exceptions is not None:
        raise ValueError(
            "Tokens have their own exceptions; to change them, use tokens.with_exceptions({'form': 'term'})."
        )
    if not isinstance(articles, pd.DataFrame | Tokens):
        raise ValueError(
            "Paragraphs, sentences and phrases can be counted in a frame or in tokens, not in batches. Make tokens of "
            "the articles first."
        )
    found = as_tokens(articles, language=language)
    return found if exceptions is None else found.with_exceptions(exceptions)


class _Read(NamedTuple):
    """What is kept of batches of articles: their names, their counted pieces, their units (one item per batch), and the
    units that may become boilerplate, by their hashes.
    """

    names: list[pd.Index]
    raw: RawCounts
    units: list[Units]
    lines: dict[int, str]


def _count_pieces(
    articles: Articles, drop: bool, language: str | None, how: dict[str, Any], without: bool
) -> tuple[_Counted, str, int]:
    """Count the pieces of each batch, read each distinct piece once, and convert to counts of terms.

    With `without`, the terms of boilerplate are left out; the last item is their number.
    """
    Rules.of(get_language(language or DEFAULT), **how)
    if isinstance(articles, pd.DataFrame):
        checked_texts(articles)  # reports problems in all articles, not in one batch
    read, found = (_tallied_by_dask if is_spread(articles) else _tallied)(articles, language, without)
    rows = _joined_names(read.names) if read.names else pd.Index([], dtype="str")
    check_names(rows)
    lines = repeated_lines(read.raw, Units.concatenated(read.units), read.lines, get_language(found))
    terms = read_pieces([*read.raw.dictionaries, *lines.pieces], Rules.of(get_language(found), **how), drop=drop)
    counts, left, left_out = lines.taken_out(count_terms(read.raw, terms), terms)
    return _Counted(counts, rows.rename("article"), left, terms.written), found, left_out


def _joined_names(names: list[pd.Index]) -> pd.Index:
    """The names of all batches, with their common dtype: `append` would infer one from the values."""
    rows, kinds = names[0].append(names[1:]), {part.dtype for part in names}
    return rows.astype(kinds.pop()) if len(kinds) == 1 else rows


def _tallied(articles: Articles, language: str | None, without: bool) -> tuple[_Read, str]:
    """The names, counted pieces and units of all articles, batch by batch, and their language."""
    counter, names, units, lines = RawCounter(), [], [], dict[int, str]()
    found = language_of(articles, language) if isinstance(articles, pd.DataFrame) else None
    for batch in with_progress(batches(articles, ["language", "publisher"]), number_of(articles)):
        if not isinstance(articles, pd.DataFrame):
            found = language_of(batch, language, among=found)
        texts = checked_texts(batch)
        counter.add(texts)
        names.append(batch.index)
        if without:
            here, marked = units_of(texts, publishers_of(batch))
            kept = texts_to_keep(here)
            lines |= zip(here.hashes[kept].tolist(), marked[kept].to_list(), strict=True)
            units.append(here.without_places())
    return _Read(names, counter.result(), units, lines), found or language or DEFAULT


def _tallied_by_dask(articles: Any, language: str | None, without: bool) -> tuple[_Read, str]:
    """The same for a Dask DataFrame: workers tally the partitions, and only the tallies are transferred."""

    def work(partition: pd.DataFrame) -> tuple[_Read, pd.DataFrame]:
        # Pieces do not depend on the language, which is only known after all partitions.
        return _tallied(partition, DEFAULT, without)[0], partition.filter(["language"])

    found, parts = language, list[_Read]()
    for part, languages in each_partition(work, articles, ["text", "language", "publisher"]):
        found = language_of(languages, language, among=found)
        parts.append(part)
    raw = RawCounts([], [])
    for part in parts:
        raw += part.raw
    names, units = [name for part in parts for name in part.names], [each for part in parts for each in part.units]
    lines = {key: line for part in parts for key, line in part.lines.items()}
    return _Read(names, raw, units, lines), found or DEFAULT


def _count_words(tokens: Tokens, drop: bool, how: dict[str, Any]) -> _Counted:
    """Count the words of each article; selected articles have only the terms that occur in them."""
    from scipy.sparse import csr_array

    view = tokens.view(**how)
    occurs = np.repeat(tokens.type_counts > 0, view.sizes)
    kept = np.flatnonzero(occurs & ~view.stop if drop else occurs)
    numbers, columns = np.unique(view.term[kept], return_inverse=True)
    starts, ones = np.searchsorted(kept, view.first), np.ones(len(kept), np.int32)
    reading = csr_array((ones, columns.astype(np.int32), starts), shape=(len(view.sizes), len(numbers)))
    terms = view.terms.gather(numbers)
    tally = Tally(0, tokens.first, np.asarray(tokens.codes), np.ones(len(tokens.codes), np.uint8))
    written = partial(_shown_words, tokens, view, numbers, drop)
    counts = count_terms(RawCounts([], [tally]), Terms(terms, [reading], written))
    return _Counted(counts, tokens.names.rename("article"), terms, written)


def _shown_words(tokens: Tokens, view: View, numbers: np.ndarray, drop: bool) -> Any:
    """The usual forms of some terms: the form of a stop word (kunt) is no form of a counted word (gekund)."""
    shown = view.shown(tokens.types.words, tokens.type_counts, drop=True) if drop else tokens.shown(view)
    return shown.gather(numbers)


def _left_out(tokens: Tokens, drop: bool, how: dict[str, Any]) -> int:
    """How many words of boilerplate would have been counted."""
    view = tokens.view(**how)
    types = np.repeat(np.arange(len(view.sizes)), view.sizes)
    sizes = np.bincount(types[~view.stop] if drop else types, minlength=len(view.sizes))
    return int(sizes[tokens.codes[tokens.left_out.words]].sum())


def _count_phrases(
    tokens: Tokens, unit: str, drop: bool, ngram_range: tuple[int, int], join_names: bool, how: dict[str, Any]
) -> _Counted:
    """Count words, and n-grams or names of several words, in articles, paragraphs or sentences."""
    import polars as pl
    from scipy.sparse import csr_array

    view = tokens.view(**how)
    row = in_a_row(tokens, view)
    names = list(_names(tokens, view, row)) if join_names else []
    counted = [*_ngrams(tokens, view, row, drop, ngram_range), *names]
    if ngram_range[0] == 1:
        covered = np.zeros(len(tokens.codes), bool)
        for name in names:
            covered[name.words + np.arange(name.length)[:, None]] = True
        counted.insert(0, _single_words(tokens, view, drop, covered))
    sizes = np.cumsum([0, *(len(some.terms) for some in counted)])
    codes = np.concatenate([some.codes + size for some, size in zip(counted, sizes, strict=False)])
    rows, number_of_row = _rows(tokens, unit)
    terms, number = in_alphabetical_order(pl.concat([some.terms for some in counted]))
    used, column = np.unique(number[codes], return_inverse=True)
    cells = number_of_row(np.concatenate([some.words for some in counted])), column
    counts = csr_array((np.ones(len(column), dtype=np.int64), cells), shape=(len(rows), len(used)))
    counts.sort_indices()
    written = partial(_shown_terms, [some.written for some in counted], number, used)
    return _Counted(counts, rows, terms.gather(used), written)


class _Occurrences(NamedTuple):
    """Occurrences of terms of one length: the first word of each, and the number of its term among `terms` (polars).

    `written` gives the usual forms of the terms.
    """

    length: int
    words: np.ndarray
    codes: np.ndarray
    terms: Any
    written: Callable[[], Any]


def _single_words(tokens: Tokens, view: View, drop: bool, covered: np.ndarray) -> _Occurrences:
    """The words that are not covered; the parts of compounds count as words, but are in no n-gram."""
    places, readings = view.spread(tokens.codes)
    counted = ~covered[places] & ~view.stop[readings] if drop else ~covered[places]
    types = np.bincount(tokens.codes[~covered], minlength=len(tokens.types))
    written = partial(view.shown, tokens.types.words, types, drop=drop)
    return _Occurrences(1, places[counted], view.term[readings][counted].astype(np.int64), view.terms, written)


def _ngrams(tokens: Tokens, view: View, row: Row, drop: bool, ngram_range: tuple[int, int]) -> Iterator[_Occurrences]:
    """The n-grams of two words or more, without stop words if these are dropped."""
    shortest, longest = max(ngram_range[0], 2), ngram_range[1]
    runs = Runs.of(row, longest)
    dropped = np.append(0, np.cumsum(view.stop[row.readings])) if drop else np.zeros(len(row.words) + 1, np.int64)
    for length in range(shortest, longest + 1):
        starts = np.flatnonzero(runs.codes[length] >= 0)
        starts = starts[dropped[starts + length] == dropped[starts]]
        _, first, run = np.unique(runs.codes[length][starts], return_index=True, return_inverse=True)
        terms = spelled(view, row.terms, starts[first], length)
        written = partial(shown_ngrams, tokens, view, row, starts, run, length)
        yield _Occurrences(length, row.words[starts], run, terms, written)


def _names(tokens: Tokens, view: View, row: Row) -> Iterator[_Occurrences]:
    """The names of several words."""
    found = names_in(tokens, view, row)
    for length in np.unique(found.lengths).tolist():
        starts = found.starts[found.lengths == length]
        terms, number = in_alphabetical_order(spelled(view, row.terms, starts, length))
        written = partial(shown_ngrams, tokens, view, row, starts, number, length)
        yield _Occurrences(length, row.words[starts], number, terms, written)


def _shown_terms(forms: Sequence[Callable[[], Any]], number: np.ndarray, used: np.ndarray) -> Any:
    """The usual forms of words and n-grams, in the order of the terms that are used."""
    import polars as pl

    first = np.empty(int(number.max(initial=-1)) + 1, np.int64)
    first[number] = np.arange(len(number))
    return pl.concat([form() for form in forms]).gather(first[used])


def _rows(tokens: Tokens, unit: str) -> tuple[pd.Index, Callable[[np.ndarray], np.ndarray]]:
    """The names of the rows, and a function that gives the row of each of some words."""
    if unit == "article":
        return tokens.names.rename("article"), tokens.rows_of
    spans = tokens.spans
    article = np.repeat(np.arange(len(tokens)), np.diff(spans.first))
    number = (
        spans.paragraph.astype(np.int64) if unit == "paragraph" else np.arange(len(article)) - spans.first[article] + 1
    )
    stride = int(number.max(initial=0)) + 1
    distinct, row = np.unique(article * stride + number, return_inverse=True)
    names = pd.DataFrame({"article": tokens.names.take(distinct // stride), unit: distinct % stride})
    return pd.MultiIndex.from_frame(names), lambda words: row[tokens.sentences_of(words)]
