"""The contents of the explorer: rows, pages and code for the chosen articles and terms."""

import html
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

import pandas as pd

from leesbril.comparison.cosine import explain_similarity, similarity, similarity_of
from leesbril.counting.counts import document_term_matrix
from leesbril.counting.terms import tfidf
from leesbril.counting.weights import Weights, weigh
from leesbril.passages.shared import MIN_WORDS, coverage, shared_passages
from leesbril.queries.concordance import concordance
from leesbril.queries.parsing import as_query
from leesbril.reader.side_by_side import side_by_side
from leesbril.text.language import language_of
from leesbril.text.paragraphs import paragraphs
from leesbril.text.texts import checked_texts
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording import visible

MOST_TERMS, MOST_LINES, MOST_PARTS, MOST_ALIKE, MOST_IN_COMMON = 25, 200, 25, 10, 10
"""Maximum number of rows of each list; the heading has the total."""

MOST_PAIRS = 150
"""Points in the scatter plot of pairs: this many of the most similar, and of those that share most."""

CLOUD_SETTINGS = f"always without stop words, passages from {MIN_WORDS} words"
"""The fixed settings of the scatter plot."""

CLOUD_COLUMNS = ["row_a", "row_b", "name_a", "name_b", "cosine", "share"]

LONGEST_NAME = 60
"""Maximum number of characters of an article's name in a sentence; the table has the full name."""

LENGTHS = {"year": 4, "month": 7, "day": 10}
"""Number of characters of a date with this precision."""

Row = dict[str, Any]
"""A row of a list: `key`, `label`, `note`, `share` (length of the bar, 0 to 1), `lang` of the label."""


class Answers:
    """The contents of an explorer; articles are counted and weighted once per setting."""

    def __init__(self, articles: pd.DataFrame | Tokens, language: str | None = None) -> None:
        given = articles.articles if isinstance(articles, Tokens) else articles
        if checked_texts(given).empty:
            raise ValueError("There are no articles to explore: the frame has no rows.")
        self.articles, self._given = given, articles
        tokens = as_tokens(articles, language=language) if isinstance(articles, Tokens) else None
        self.language = tokens.language if tokens else language_of(given, language)
        self.names: list[Hashable] = given.index.tolist()
        self.weights: Callable[[bool], Weights] = lru_cache(self._weights)
        self.tokens: Callable[[], Tokens] = lru_cache(self._tokens)
        self._ranked: Callable[[bool], pd.DataFrame] = lru_cache(self._rank)

    def _weights(self, drop: bool) -> Weights:
        stop_words = "drop" if drop else "keep"
        return weigh(document_term_matrix(self.tokens(), stop_words=stop_words))

    def _tokens(self) -> Tokens:
        return as_tokens(self._given, language=self.language)

    def _rank(self, drop: bool) -> pd.DataFrame:
        return tfidf(self.weights(drop)).set_index("article")

    def table(self) -> pd.DataFrame:
        """The articles to choose from: title, publisher, date, words."""
        known = pd.DataFrame({"article": list(map(visible, self.names))})
        for column in ("title", "publisher"):
            if column in self.articles and self.articles[column].notna().any():
                known[column] = [_known(value) for value in self.articles[column]]
        if {"date_start", "date_precision"} <= set(self.articles) and self.articles["date_start"].notna().any():
            dates = zip(self.articles["date_start"], self.articles["date_precision"], strict=True)
            known["date"] = [_known(start)[: LENGTHS.get(to, 16)] for start, to in dates]
        return known.assign(words=[len(text.split()) for text in self.articles["text"]])

    def terms(self, article: Hashable, *, drop: bool) -> tuple[list[Row], str]:
        """The terms with the highest weights in an article, and a heading with their total number."""
        found = self._ranked(drop)
        found = found.loc[[article]] if article in found.index else found.head(0)
        top = found.head(MOST_TERMS)
        highest = top["tfidf"].max() if len(top) else 1.0
        rows = [
            self._row(term, term, f"{count}×  {weight:.2f}", weight / highest)
            for term, count, weight in zip(top["term"], top["count"], top["tfidf"], strict=True)
        ]
        name = self.called(article)
        if not rows:
            return [], f"No terms in {name}"
        return rows, f"{part_of(len(rows), len(found), 'term')} of {name}, by TF-IDF"

    def neighbours(self, article: Hashable, *, drop: bool) -> tuple[list[Row], str]:
        """The articles most similar to one, and a heading."""
        others = [name for name in self.names if name != article]
        both = pd.DataFrame({"article_a": pd.Series([article] * len(others), dtype=object), "article_b": others})
        found = similarity_of(self.weights(drop), both)
        top = found[found["cosine"] > 0].nlargest(MOST_ALIKE, "cosine")
        rows = [
            self._row(str(self.names.index(name)), self.called(name), f"cosine {cosine:.2f}", cosine) | {"lang": ""}
            for name, cosine in zip(top["article_b"], top["cosine"], strict=True)
        ]
        return rows, f"Most similar to {self.called(article)}: choose one to compare" if rows else ""

    def cloud(self) -> pd.DataFrame:
        """The pairs of the scatter plot: the most similar, and those with the largest shared part.

        Columns `row_a`, `row_b` (row numbers), `name_a`, `name_b`, `cosine`, `share` (of the words of one article in
        passages shared with the other; the higher of the two).
        """
        weights, pair = self.weights(True), ["article_a", "article_b"]
        covered = coverage(self.tokens(), shared_passages(self.tokens()))
        covered["share"] = covered[["share_a", "share_b"]].max(axis=1)
        similar = similarity(weights, top=MOST_PAIRS)[pair]
        wanted = pd.concat([similar, covered.nlargest(MOST_PAIRS, "share")[pair]]).drop_duplicates(ignore_index=True)
        known = (
            similarity_of(weights, wanted).merge(covered[[*pair, "share"]], on=pair, how="left").fillna({"share": 0.0})
        )
        known = known[known["cosine"].notna()].reset_index(drop=True)
        places = {name: row for row, name in enumerate(self.names)}
        for side in "ab":
            known[f"row_{side}"] = known[f"article_{side}"].map(places)
            known[f"name_{side}"] = known[f"article_{side}"].map(self.called)
        return known[CLOUD_COLUMNS]

    def in_common(self, cloud: pd.DataFrame) -> list[Row]:
        """The pairs of the scatter plot that share most, as a list for use without a mouse."""
        some = cloud[(cloud["share"] > 0) | (cloud["cosine"] > 0)]
        top = some.sort_values(["share", "cosine"], ascending=False, kind="stable").head(MOST_IN_COMMON)
        return [
            self._row(f"{a} {b}", f"{name_a} and {name_b}", f"{share:.0%}  cosine {cosine:.2f}", share) | {"lang": ""}
            for a, b, name_a, name_b, cosine, share in top[CLOUD_COLUMNS].itertuples(index=False, name=None)
        ]

    def lines(self, article: Hashable, term: str) -> tuple[list[Row], str]:
        """The concordance of a term in an article, and a heading with the total number of occurrences."""
        found = concordance(self.tokens().select([article]), as_query(term))
        columns = found.head(MOST_LINES)[["sentence", "start", "end", "left", "keyword", "right"]]
        rows = [
            self._row(f"{start}–{end}", f"… {left} [{keyword}] {right} …", f"sentence {sentence}", 0.0)
            for sentence, start, end, left, keyword, right in columns.itertuples(index=False, name=None)
        ]
        return rows, f"{part_of(len(rows), len(found), 'occurrence')} of {_short(visible(term))}"

    def page(self, article: Hashable, start: int = 0, end: int = 0) -> str:
        """An article as HTML, with the characters from `start` up to `end` marked."""
        text: str = self.articles["text"].iloc[self.names.index(article)]
        parts = []
        for first, last, kind in paragraphs(text):
            low, high = max(first, start), min(last, end)
            inner = self.safe(text[first:last])
            if low < high:
                marked = f"<mark>{self.safe(text[low:high])}</mark>"
                inner = self.safe(text[first:low]) + marked + self.safe(text[high:last])
            tag = "h4" if kind == "heading" else "p"
            parts.append(f"<{tag}>{inner}</{tag}>")
        name = self.safe(article)
        return (
            f'<div class="leesbril-article" tabindex="0" role="region" aria-label="The text of {name}" '
            f'lang="{self.safe(self.language)}" dir="auto">{"".join(parts)}</div>'
        )

    def pair(self, a: Hashable, b: Hashable, min_words: int) -> str:
        """Two articles side by side as HTML, with the passages that they share."""
        both = self.tokens().select([a, b])
        found = shared_passages(both, min_words=min_words)
        view = side_by_side(both, a, b, passages=found, coverage=coverage(both, found))
        return str(view._repr_html_())

    def parts(self, a: Hashable, b: Hashable, *, drop: bool) -> tuple[list[Row], str]:
        """The contribution of each shared term to the cosine of two articles, and a heading."""
        found = explain_similarity(self.weights(drop), a, b)
        top = found.head(MOST_PARTS)
        rows = [
            self._row(term, term, f"{count_a}× and {count_b}×  {share:.0%}", share / top["share"].iloc[0])
            for term, count_a, count_b, share in zip(
                top["term"], top["count_a"], top["count_b"], top["share"], strict=True
            )
        ]
        cosine = found["contribution"].sum()
        if not rows:
            return [], "Cosine 0: no shared terms"
        return (
            rows,
            f"Cosine {cosine:.2f}: {part_of(len(rows), len(found), 'shared term')}, with the share of each",
        )

    def code(self, chosen: list[Hashable], term: str | None, *, drop: bool, min_words: int) -> str:
        """Code that shows the same in one notebook cell, for a frame called `articles`; empty without a choice.

        >>> toy = pd.DataFrame({"text": ["IS in Mosul."]}, index=["a"])
        >>> print(Answers(toy, "nl").code(["a"], "IS", drop=True, min_words=5))
        tokens = lb.tokens(articles, language='nl')
        display(lb.tfidf(lb.document_term_matrix(tokens), top=25).set_index("article").loc[['a']])
        lb.concordance(tokens.select(['a']), 'IS')
        """
        spoken = "" if "language" in self.articles else f", language={self.language!r}"
        kept = "" if drop else ", stop_words='keep'"
        read, counted = f"tokens = lb.tokens(articles{spoken})\n", f"lb.document_term_matrix(tokens{kept})"
        names = ", ".join(map(self._written, chosen))
        if len(chosen) == 2:
            passages = f"lb.shared_passages(tokens.select([{names}]), min_words={min_words})"
            return (
                f"{read}display(lb.side_by_side(tokens, {names}, passages={passages}))\n"
                f"lb.explain_similarity({counted}, {names}).head({MOST_PARTS})"
            )
        if chosen and term is not None:
            return (
                f'{read}display(lb.tfidf({counted}, top={MOST_TERMS}).set_index("article").loc[[{names}]])\n'
                f"lb.concordance(tokens.select([{names}]), {as_query(term)!r})"
            )
        return f'print(articles.loc[{names}, "text"])' if chosen else ""

    def called(self, article: Hashable) -> str:
        """An article's name, shortened for a sentence."""
        return _short(visible(article))

    def safe(self, text: object) -> str:
        """Text escaped for HTML."""
        return html.escape(visible(text))

    def _written(self, article: Hashable) -> str:
        """An article's name in code."""
        plain = isinstance(article, str | int)
        return repr(article) if plain else f"articles.index[{self.names.index(article)}]"

    def _row(self, key: str, label: str, note: str, share: float) -> Row:
        return {"key": key, "label": visible(label), "note": note, "share": float(share), "lang": self.language}


def part_of(shown: int, number: int, noun: str) -> str:
    """The number of items shown, and their total if it is larger.

    >>> part_of(1, 1, "term"), part_of(6, 6, "term"), part_of(25, 1210, "term")
    ('1 term', '6 terms', '25 of 1,210 terms')
    """
    counted = f"{number:,} {noun}{'s' * (number != 1)}"
    return counted if shown == number else f"{shown} of {counted}"


def _known(value: Any) -> str:
    """A value of a column as a string, such as a list or a date as text; empty if it is missing.

    >>> _known(pd.Timestamp("2017-05-01")), _known("2017-05-01"), _known(["a", "b"]), _known(float("nan"))
    ('2017-05-01 00:00:00', '2017-05-01', "['a', 'b']", '')
    """
    return "" if pd.api.types.is_scalar(value) and pd.isna(value) else visible(value)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
