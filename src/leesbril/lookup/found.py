"""Articles or tokens and a query → what is found, from which every view of it is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from leesbril.dates.periods import groups_of
from leesbril.frames import FORMS, HITS, HITS_PER_ARTICLE
from leesbril.groups.collocates import WINDOW, around
from leesbril.groups.trend import course, hits_per_group
from leesbril.labels import labels
from leesbril.queries.concordance import WIDTH, keywords_of, lines_of, positions_of
from leesbril.queries.matching import Hits, hits_of
from leesbril.queries.parsing import Query, read_query
from leesbril.scale.batches import Articles
from leesbril.tokenisation.boilerplate import compared
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View
from leesbril.wording import visible
from leesbril.wording.quantities import some_articles
from leesbril.wording.report_language import number, report_language, say, say_counted


def search(
    articles: Articles | Tokens,
    query: str,
    *,
    normalise: str = "surface",
    compounds: bool = False,
    language: str | None = None,
) -> "Found":
    """Search all articles for a query, and give what is found: its hits, articles, groups, lines and collocates.

    - `moskee` finds the word, in capitals or not.
    - `IS` finds the acronym, and not the word *is*; `navo` finds NAVO, as *navo* is no other word.
    - `oude stad` and `"oude stad"` find the words in a row in one sentence, also with a hyphen between them.
    - `al-Nuri-moskee` finds the compound, also with spaces for its hyphens, or closed up where the articles do so.
    - `moskee*` and `m?skee`: `*` is any characters of a word, even none, and `?` is one; alone, `*` is any word.
    - `/mosk.+en/` finds words that match the regular expression as a whole; capitals count if it has one.
    - `tram OR bus` finds both; `tram AND bus` both, in articles that have both; `tram NOT bus` finds *tram* in articles
      without *bus*. Brackets go first, then `NOT`, `AND`, `OR`. In quotation marks or small letters these are words.

    With `normalise="lemma"`, words are compared by their lemmas. With `compounds`, a word is also found as a part of
    hyphenated words (IS-leider). Raises ValueError for a query that cannot be read, with the place and what to write.

    >>> toy = pd.DataFrame({"text": ["De moskee viel.", "Twee moskeeën, één stad."]}, index=["a", "b"])
    >>> found = search(toy, "moskee*", language="nl")
    >>> found
    Found('moskee*': 2 occurrences in 2 of 2 articles)
    >>> found.hits()[["article", "start", "end", "written"]].values.tolist()
    [['a', 3, 9, 'moskee'], ['b', 5, 13, 'moskeeën']]
    >>> found.in_words()
    'a word that begins with “moskee”'
    """
    asked = read_query(query)
    tokens = as_tokens(articles, language=language)
    hits = hits_of(tokens, asked, normalise=normalise, compounds=compounds)
    return Found(tokens, asked, normalise, hits, compounds)


@dataclass(frozen=True, eq=False, repr=False)
class Found:
    """What a query finds; immutable, made by `leesbril.search`. Its length is the number of occurrences.

    Occurrences of `tram OR "tram halte"` may overlap; each counts once. Those in boilerplate are among them, except
    where groups, periods or neighbouring words are counted.
    """

    tokens: Tokens
    query: Query
    normalise: str
    occurrences: Hits
    compounds: bool = False

    def __len__(self) -> int:
        """The number of occurrences."""
        return len(self.occurrences.first)

    def __repr__(self) -> str:
        among = f"{len(self.articles):,} of {len(self.tokens):,} articles"
        return f"Found({self.query.written!r}: {len(self):,} occurrences in {among})"

    def in_words(self) -> str:
        """What the query means, in the language of the report."""
        return self.query.in_words(normalise=self.normalise)

    @property
    def articles(self) -> pd.Index:
        """The names of the articles in which the query occurs, in their order."""
        return self.tokens.names[np.flatnonzero(self._counts)]

    @cached_property
    def _rows(self) -> np.ndarray:
        return self.tokens.rows_of(self.occurrences.first)

    @cached_property
    def _counts(self) -> np.ndarray:
        return np.bincount(self._rows, minlength=len(self.tokens))

    @property
    def _labels(self) -> np.ndarray:
        key = ("labels", report_language())
        made: np.ndarray = self.tokens.kept(key, lambda: labels(self.tokens.articles).to_numpy())
        return made

    @property
    def _view(self) -> View:
        return self.tokens.view(self.normalise)

    def finding(self) -> str:
        """How often the query occurs, in how many articles, and where most often: one or two sentences.

        >>> toy = pd.DataFrame({"text": ["De moskee viel."], "title": ["Mosul"], "language": "nl"}, index=["a"])
        >>> search(toy, "moskee").finding()
        '“moskee” is found once, in 1 of 1 article.'
        """
        query, among = visible(self.query.written), some_articles(len(self.tokens))
        if not len(self):
            return say("“{query}” is not found in {articles}.", query=query, articles=among)
        found = say_counted(
            "“{query}” is found once, in {k} of {articles}.",
            "“{query}” is found {n} times, in {k} of {articles}.",
            len(self),
            query=query,
            k=number(len(self.articles)),
            articles=among,
        )
        top = self.per_article()
        if len(top) < 2 or top["count"][0] == top["count"][1]:
            return found
        most = say("Most often, {n} times, in “{label}”.", n=number(int(top["count"][0])), label=top["label"][0])
        return f"{found} {most}"

    def hits(self) -> pd.DataFrame:
        """Every occurrence with its place, in text order.

        Columns `article`, `paragraph`, `sentence` (both from 1), `start`, `end` (in the text), and, unless the texts
        were left out, `written` (with single spaces).
        """
        spans, found = self.tokens.spans, self.occurrences
        sentence = self.tokens.sentences_of(found.first)
        frame = positions_of(self.tokens, self._view, found)
        frame["paragraph"] = spans.paragraph[sentence]
        frame["sentence"] = sentence - spans.first[self._rows] + 1
        if "text" in self.tokens.articles:
            frame["written"] = keywords_of(self.tokens, self._view, found)
        return HITS.typed(frame, names=self.tokens.names.dtype)

    def forms(self) -> pd.DataFrame:
        """The forms in which the query occurs, the most frequent first: `written`, `count`, `articles`.

        Raises ValueError if the texts were left out.
        """
        written = keywords_of(self.tokens, self._view, self.occurrences)
        each = pd.DataFrame({"written": written, "article": self._rows}).groupby("written", sort=True)["article"]
        frame = each.agg(count="size", articles="nunique").reset_index()
        return FORMS.typed(frame.sort_values("count", ascending=False, kind="stable").reset_index(drop=True))

    def per_article(self) -> pd.DataFrame:
        """The articles in which the query occurs, the one with most occurrences first.

        Columns `article`, `label`, `count`, `words`, `rate` (per 1,000 words), `start` (of the first occurrence).
        """
        rows = np.flatnonzero(self._counts)
        rows = rows[np.argsort(-self._counts[rows], kind="stable")]
        first = self.occurrences.at(np.searchsorted(self._rows, rows))
        frame = positions_of(self.tokens, self._view, first)[["article", "start"]]
        frame["label"] = self._labels[rows]
        frame["count"], frame["words"] = self._counts[rows], self.tokens.words.to_numpy()[rows]
        frame["rate"] = 1000 * frame["count"] / frame["words"]
        return HITS_PER_ARTICLE.typed(frame, names=self.tokens.names.dtype)

    def _compared(self, boilerplate: str) -> "Found":
        """The same without boilerplate, for the choice `drop`."""
        tokens = compared(self.tokens, boilerplate)
        if tokens is self.tokens:
            return self
        return search(tokens, self.query.written, normalise=self.normalise, compounds=self.compounds)

    def per_group(self, by: str | None = None, *, boilerplate: str = "drop") -> pd.DataFrame:
        """How often the query occurs in each group of articles, and in which share of its articles.

        `by` is a column of the articles or a period, as in `groups_of`. Columns `group`, `articles`, `words`, `count`,
        `rate` (per 1,000 words), `articles_with`, `share` (of the articles), `share_low`, `share_high` (95 %, Wilson
        1927), `evidence`. As in `trend`, the interval applies if the articles are a random sample of a larger stream,
        and `boilerplate` is left out (`drop`) or counted (`keep`).
        """
        found = self._compared(boilerplate)
        return hits_per_group(found.tokens, found.occurrences, groups_of(found.tokens.articles, by))

    def trend(self, *, every: str = "month", boilerplate: str = "drop") -> pd.DataFrame:
        """How often the query occurs in each period, as `leesbril.trend`."""
        found = self._compared(boilerplate)
        return course(found.tokens, found._view, {found.query: found.occurrences}, every=every)

    def concordance(self, *, width: int = WIDTH, sort: str = "text") -> pd.DataFrame:
        """Every occurrence with its context, as `leesbril.concordance`."""
        return lines_of(self.tokens, self._view, self.occurrences, width=width, sort=sort)

    def collocates(
        self, *, window: int = WINDOW, extra_stop_words: Iterable[str] = (), boilerplate: str = "drop"
    ) -> pd.DataFrame:
        """The words within `window` words of the occurrences, as `leesbril.collocates`."""
        found = self._compared(boilerplate)
        view = found.tokens.view(self.normalise, extra_stop_words=extra_stop_words)
        return around(found.tokens, view, found.occurrences, window=window)
