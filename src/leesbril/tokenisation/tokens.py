"""The tokens of articles: every word with its position, read once for all analyses."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from leesbril.frames import TOKENS, VOCABULARY
from leesbril.scale.batches import ROWS
from leesbril.text.language import Language, get_language
from leesbril.text.sentences import Spans, sentence_frame
from leesbril.text.vocabulary import Readings, Rules, readings
from leesbril.tokenisation._contents_hash import text_hashes
from leesbril.tokenisation._own_frame import KEPT, OwnFrame
from leesbril.tokenisation._storage import FolderWriter
from leesbril.tokenisation._word_types import Types
from leesbril.tokenisation.left_out import LeftOut, Remaining, RemainingIndex, RemainingNumbers
from leesbril.tokenisation.repeated import NO_BOILERPLATE, Boilerplate, ranges
from leesbril.tokenisation.tokeniser import Batch
from leesbril.tokenisation.view import View


def fixed(values: np.ndarray) -> np.ndarray:
    """A read-only view of an array; the array itself if it is read-only, or what stands in for one."""
    if not isinstance(values, np.ndarray) or not values.flags.writeable:
        return values
    view = values.view()
    view.flags.writeable = False
    return view


@dataclass(frozen=True, eq=False)
class Tokens:
    """The words of articles in text order; immutable, made by `leesbril.tokens`.

    Article i has the words `first[i]:first[i + 1]`. `codes` are the types of the words (numbers in `types`), `starts`
    their positions (characters of the text); `spaced` says whether only white space separates a word from the next one.
    `spans` are the sentences, `first_words` the number of the first word of each. `articles` is the frame of articles,
    with the column `text` unless the texts were left out; then `text_hashes` has a hash of each. `language` and
    `exceptions` say how words are read; what is counted and dropped is decided by each function. `boilerplate` are the
    places of what publishers repeat under their articles; functions that compare leave these words out. What is
    written into `articles` changes a copy; the arrays are read-only.

    `types` are those of all articles, even if some were selected, so that words are read in the same way.
    """

    articles: pd.DataFrame
    language: str
    exceptions: Mapping[str, str]
    types: Types
    first: np.ndarray
    codes: np.ndarray
    starts: np.ndarray
    spaced: np.ndarray
    spans: Spans
    first_words: np.ndarray
    boilerplate: Boilerplate = NO_BOILERPLATE
    text_hashes: np.ndarray = field(default_factory=lambda: np.zeros(0, np.uint64), repr=False)
    index: Any = None
    _views: dict[Any, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Make all arrays read-only views: a word that changed would be counted as one and shown as another."""
        for name in ("first", "codes", "starts", "spaced", "first_words", "text_hashes"):
            object.__setattr__(self, name, fixed(getattr(self, name)))
        for name in ("spans", "boilerplate"):
            columns = getattr(self, name)
            if any(column.flags.writeable for column in columns):
                object.__setattr__(self, name, type(columns)(*map(fixed, columns)))
        if self.types.counts.flags.writeable:
            object.__setattr__(self, "types", replace(self.types, counts=fixed(self.types.counts)))

    def __len__(self) -> int:
        """The number of articles."""
        return len(vars(self)[KEPT])

    def __repr__(self) -> str:
        texts = "" if "text" in self.articles else ", texts left out"
        return (
            f"Tokens({len(self):,} articles, {len(self.codes):,} words, {len(self.types):,} distinct, "
            f"{self._boilerplate_words}language={self.language!r}{texts})"
        )

    @property
    def _boilerplate_words(self) -> str:
        return f"{len(self.left_out):,} of boilerplate, " if len(self.boilerplate.rows) else ""

    @cached_property
    def left_out(self) -> LeftOut:
        """The words of boilerplate."""
        return LeftOut.of(self.boilerplate, self.first)

    @cached_property
    def is_boilerplate(self) -> np.ndarray:
        """Whether each word is boilerplate."""
        found = np.zeros(len(self.codes), bool)
        found[self.left_out.words] = True
        return found

    @cached_property
    def compared(self) -> "Tokens":
        """The same without the words of boilerplate; their sentences are left, empty."""
        left_out = self.left_out
        if not len(left_out):
            return self
        # Stand-ins for arrays, which copy only what is asked for.
        columns: dict[str, Any] = {
            "codes": Remaining(self.codes, left_out),
            "starts": Remaining(self.starts, left_out),
            "spaced": Remaining(self.spaced, left_out, clears=True),  # what was left out stood between the two
            "first_words": RemainingNumbers(self.first_words, left_out),
        }
        # `find` is that of tokens of its own, which do not have what is made here: no cycle keeps all this in memory.
        index = RemainingIndex(replace(self).words_of, self.type_counts, self.codes, left_out)
        first = left_out.numbers(self.first)
        return replace(self, first=first, boilerplate=NO_BOILERPLATE, index=index, **columns)

    @property
    def names(self) -> pd.Index:
        """The names of the articles."""
        names: pd.Index = vars(self)[KEPT].index.view()
        return names

    @property
    def texts(self) -> pd.Series:
        """The texts of the articles; raises ValueError if they were left out."""
        if "text" not in self.articles:
            raise ValueError("These tokens have no texts, so no context can be shown. Make them with texts=True.")
        return self.articles["text"]

    @property
    def words(self) -> pd.Series:
        """The number of tokens of each article, stop words included."""
        sizes, found = self.view().sizes, np.diff(self.first)
        if (types := np.flatnonzero(sizes > 1)).size:  # l'armée: others are one token each
            several = self.words_of(types)
            more = np.bincount(self.rows_of(several), weights=sizes[self.codes[several]] - 1, minlength=len(self))
            found = found + more.astype(np.int64)
        return pd.Series(found, index=self.names, name="words")

    @cached_property
    def type_counts(self) -> np.ndarray:
        """The count of each type in these articles, which may be a selection."""
        if int(self.types.counts.sum()) == len(self.codes):
            return self.types.counts
        if self.index is not None:
            counts: np.ndarray = self.index.counts
            return counts
        return np.bincount(self.codes, minlength=len(self.types))

    @cached_property
    def _own(self) -> dict[Hashable, Any]:
        return {}

    def kept(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once for these articles; `remembered` keeps what a selection of them shares."""
        if key not in self._own:
            self._own[key] = make()
        return self._own[key]

    def shown(self, view: View) -> Any:
        """The usual form of each term of a view in these articles (polars); cached."""
        return self.kept(view, lambda: view.shown(self.types.words, self.type_counts))

    @cached_property
    def speech(self) -> Language:
        """The language data."""
        return get_language(self.language)

    def rules(self, normalise: str = "surface", hyphens: str = "whole", extra_stop_words: Iterable[str] = ()) -> Rules:
        """The rules for reading words with these settings; raises ValueError or TypeError for an unknown setting."""
        return Rules.of(self.speech, normalise, hyphens, extra_stop_words, self.exceptions)

    def view(self, normalise: str = "surface", hyphens: str = "whole", extra_stop_words: Iterable[str] = ()) -> View:
        """The terms that each type is counted as with these settings; cached."""
        rules = self.rules(normalise, hyphens, extra_stop_words)
        key = (normalise, hyphens, rules.extra_stop_words, tuple(sorted(self.exceptions.items())))
        view: View = self.remembered(key, lambda: View.of(readings(self.types.words, self.types.counts, rules)))
        return view

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once; it may depend on the types and their counts in all articles, and on `key`."""
        if key not in self._views:
            self._views[key] = make()
        return self._views[key]

    def remember(self, view: View) -> None:
        """Cache a view of the default settings that was computed earlier."""
        self._views[("surface", "whole", frozenset(), tuple(sorted(self.exceptions.items())))] = view

    def part(self, begin: int, end: int) -> Batch:
        """The words of the articles `begin` up to `end`, without a copy."""
        words = slice(self.first[begin], self.first[end])
        return Batch(
            self.articles.iloc[begin:end],
            self.first[begin : end + 1] - self.first[begin],
            self.codes[words],
            self.starts[words],
            self.spaced[words],
            self.spans.part(begin, end),
            text_hashes=self.text_hashes[begin:end],
        )

    def with_exceptions(self, exceptions: Mapping[str, str]) -> "Tokens":
        """The same words with other exceptions: `exceptions` maps a form to the term that it is counted as."""
        Rules.of(self.speech, exceptions=exceptions)
        return replace(self, exceptions=dict(exceptions))

    def without_texts(self) -> "Tokens":
        """The same words without the texts of the articles: no context can be shown."""
        if "text" not in self.articles:
            return self
        hashes = text_hashes(self.articles["text"])
        return replace(self, articles=self.articles.drop(columns="text"), text_hashes=hashes)

    def select(self, names: Iterable[Hashable]) -> "Tokens":
        """The tokens of some articles, in the original order, read as among all articles.

        Raises KeyError for an unknown article, TypeError for a single name.
        """
        if isinstance(names, str):
            raise TypeError(f"names takes a list of names of articles; received the string {names!r}.")
        wanted = list(names)
        if missing := [name for name in wanted if name not in self.names]:
            raise KeyError(f"No article {missing[0]!r} among the {len(self)}.")
        rows = np.flatnonzero(self.names.isin(wanted))
        return self if len(rows) == len(self) else self.take(rows)

    def take(self, rows: np.ndarray) -> "Tokens":
        """The tokens of some articles, given by their numbers, in that order, read as among all articles."""
        words = ranges(self.first[rows], np.diff(self.first)[rows])
        sentences = ranges(self.spans.first[rows], np.diff(self.spans.first)[rows])
        first = np.append(0, np.diff(self.first)[rows].cumsum())
        shift = np.repeat(first[:-1] - self.first[rows], np.diff(self.spans.first)[rows])
        begins = np.searchsorted(self.boilerplate.rows, np.arange(len(self) + 1))
        sizes = np.diff(begins)[rows]
        places = self.boilerplate.take(ranges(begins[rows], sizes))
        return replace(
            self,
            articles=self.articles.iloc[rows],
            first=first,
            codes=self.codes[words],
            starts=self.starts[words],
            spaced=self.spaced[words],
            spans=self.spans.select(rows, sentences),
            first_words=self.first_words[sentences] + shift,
            boilerplate=places._replace(rows=np.repeat(np.arange(len(rows)), sizes)),
            text_hashes=self.text_hashes[rows] if len(self.text_hashes) else self.text_hashes,
            index=None,
        )

    def words_of(self, types: np.ndarray) -> np.ndarray:
        """The numbers of the words of some types, in text order."""
        if self.index is not None and self.index.is_short(types):
            listed: np.ndarray = self.index.words_of(types)
            return listed
        wanted = np.zeros(len(self.types), bool)
        wanted[types] = True
        found: np.ndarray = np.flatnonzero(wanted[self.codes])
        return found

    def followed(self, words: np.ndarray) -> np.ndarray:
        """Whether only white space separates each of some words from the next one of its sentence."""
        last = len(self.codes) - 1
        spaced = self.spaced[words].astype(bool) & (words < last)
        following = np.minimum(words + 1, max(last, 0))
        found: np.ndarray = spaced & (self.sentences_of(words) == self.sentences_of(following))
        return found

    def sentences_of(self, words: np.ndarray) -> np.ndarray:
        """The sentences of some words, numbered over all articles."""
        found: np.ndarray = self.first_words.searchsorted(words, side="right") - 1
        return found

    def words_in(self, sentences: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The first word of each of some sentences, and the one behind its last."""
        following = np.minimum(sentences + 1, len(self.first_words) - 1)
        ends = np.where(following > sentences, self.first_words[following], len(self.codes))
        return self.first_words[sentences], ends

    def rows_of(self, words: np.ndarray) -> np.ndarray:
        """The numbers of the articles of some words."""
        found: np.ndarray = np.searchsorted(self.first, words, side="right") - 1
        return found

    def to_frame(
        self, *, normalise: str = "surface", hyphens: str = "whole", extra_stop_words: Iterable[str] = ()
    ) -> pd.DataFrame:
        """One row per token: its position, its form as written, and its term.

        Columns `article`, `sentence` (from 1 in each article), `start`, `end` (character offsets in the text, end
        excluded), `token` (always `text[start:end]`), `term`, `kind` (`word`, `acronym`, `number`, `time`, `link`,
        `hashtag`, `mention`), `stop` (stop words and links).
        `normalise` is `surface` or `lemma`; `hyphens="parts"` adds the parts of a hyphenated word after it;
        `extra_stop_words` are additional stop words.
        """
        view = self.view(normalise, hyphens, extra_stop_words)
        places, which = view.spread(self.codes)
        frame = Readings(view.table[which], len(self.types)).frame
        frame["start"] = self.starts[places].astype(np.int64) + frame["offset"]
        frame["end"] = frame["start"] + view.lengths[which]
        row = self.rows_of(places)
        frame["article"] = self.names.take(row).array
        frame["sentence"] = self.sentences_of(places) - self.spans.first[row] + 1
        return TOKENS.typed(frame, names=self.names.dtype)

    def vocabulary(
        self, *, normalise: str = "surface", hyphens: str = "whole", extra_stop_words: Iterable[str] = ()
    ) -> pd.DataFrame:
        """One row per term, in alphabetical order: its usual form and its count.

        Columns `term`, `shown` (the most frequent form inside sentences, else at their start), `kind` (of that form),
        `stop`, `count`, `bits` (rarity: -log2 of the background frequency). Settings as in `to_frame`.
        """
        view = self.view(normalise, hyphens, extra_stop_words)
        return VOCABULARY.typed(view.vocabulary(self.types.words, self.type_counts, self.language))

    def sentences(self) -> pd.DataFrame:
        """One row per sentence, as in `leesbril.sentences`; raises ValueError if the texts were left out."""
        return sentence_frame(self.texts, self.spans)

    def save(self, folder: str | Path) -> Path:
        """Save the tokens to a folder, completely or not at all; `open_tokens` opens them again.

        The columns of the articles come back as Arrow has them: text of the type `object` comes back as `str`. Raises
        TokensError if the folder cannot be written, or is not empty; if a column, or the index, has values of several
        types; and for names of columns that are no strings.
        """
        with FolderWriter(folder) as part:
            edges = [*range(0, max(len(self), 1), ROWS), len(self)]
            frames = [part.add(self.part(begin, end)) for begin, end in pairwise(edges)]
            # The types of all articles are kept, even after a selection: how words are read depends on them.
            columns = self.articles.columns.tolist()
            view, places = self.view(), self.boilerplate
            part.finish(frames, columns, self.types, view, self.language, self.exceptions, places)
        return Path(folder)


Tokens.articles = OwnFrame()  # type: ignore[assignment]
