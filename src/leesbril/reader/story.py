"""One story as a page: its articles in time, why each is in it, and what each has that the earlier ones have not."""

import html
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from leesbril.passages.novelty import novelty_in_order
from leesbril.reader._in_time import in_time
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording import visible
from leesbril.wording.quantities import some_articles, some_publishers, some_sentences
from leesbril.wording.report_language import decimal, number, report_language, say, say_counted

STYLES = [Path(__file__).with_name(name) for name in ("reader.css", "story.css")]
NEEDED = ["story", "label", "article", "nearest", "similarity", "reason", "may_be_first"]
MOST = 40
"""Articles that are shown, their sentences each compared with all before it; of more, the first by date."""
KNOWN = 0.5
"""Share of the words of a sentence that stand in passages of earlier articles from which it is not new."""
MOST_NEW = 12
"""Sentences of one article that are shown at once; more are folded."""


@dataclass(frozen=True)
class StoryView:
    """One story, displayed as HTML by Jupyter; returned by `story_view`.

    `members` are its rows of `stories` with `shown` (a label), `publisher`, `when` and `decided` (whether it is certain
    that it is no earlier than the one above it), `sentences` the frame of `novelty_in_order`, `changed` that of
    `changed_quantities` or None. `total` and `undated` count all articles of the story, also those not shown.
    """

    members: pd.DataFrame
    total: int
    undated: int
    sentences: pd.DataFrame
    changed: pd.DataFrame | None
    language: str

    def __repr__(self) -> str:
        lines = [visible(self.members["label"].iloc[0]), self._first()]
        for row in self.members.itertuples():
            lines.append(f"{visible(row.shown)} · {' · '.join(self._about(row))}")
            lines.append(f"    {self._share_new(row.article)}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        style = "\n".join(path.read_text(encoding="utf-8").strip() for path in STYLES)
        label = self.members["label"].iloc[0]
        return "\n".join(
            [
                f'<div class="leesbril-reader" lang="{report_language()}">',
                f"<style>\n{style}\n</style>",
                f'<section aria-label="{_safe(say("Story: {label}", label=label))}">',
                self._top(label),
                '<ol class="lb-story">',
                *[self._member(place, row) for place, row in enumerate(self.members.itertuples())],
                "</ol>",
                *self._numbers(),
                "</section>\n</div>",
            ]
        )

    def _top(self, label: str) -> str:
        publishers = self.members["publisher"].dropna().nunique()
        told = [some_articles(self.total), *([some_publishers(publishers)] if publishers else [])]
        if self.total > len(self.members):
            shown = number(len(self.members))
            told = [say("the first {shown} of {articles} are shown", shown=shown, articles=some_articles(self.total))]
        terms = self.members["terms"].iloc[0] if "terms" in self.members else ""
        note = say("A sentence is new if no article above has it. Earlier is earlier, no more.")
        return (
            f'<header class="lb-top"><h3 dir="auto" lang="{_safe(self.language)}">{_safe(label)}</h3>'
            f'<p class="lb-sum">{_safe(" · ".join(told))}. {_safe(self._first())}</p>'
            f'<p class="lb-about" lang="{_safe(self.language)}" dir="auto">{_safe(terms)}</p>'
            f'<p class="lb-note">{_safe(note)}</p></header>'
        )

    def _first(self) -> str:
        """Which article is the first by date, or why that cannot be decided."""
        if self.undated:
            return say_counted(
                "Which came first cannot be decided: {n} article has no date.",
                "Which came first cannot be decided: {n} articles have no date.",
                self.undated,
            )
        first = self.members[self.members["may_be_first"]]
        if len(first) != 1:
            return say("Which of {articles} came first cannot be decided.", articles=some_articles(len(first)))
        return say("The first by date is {article}.", article=f"“{visible(first['shown'].iloc[0])}”")

    def _about(self, row: Any) -> list[str]:
        publisher = [] if pd.isna(row.publisher) else [visible(row.publisher)]
        return [*publisher, say("no date") if pd.isna(row.when) else row.when]

    def _member(self, place: int, row: Any) -> str:
        undecided = "" if row.decided or place == 0 else say("order beside the one above: cannot be decided")
        about = " · ".join([*self._about(row), *([undecided] if undecided else [])])
        nearest = dict(zip(self.members["article"], self.members["shown"], strict=True)).get(row.nearest, row.nearest)
        near = say("most like {article} ({similarity})", article=f"“{nearest}”", similarity=decimal(row.similarity))
        why = f': <bdi lang="{_safe(self.language)}">{_safe(row.why)}</bdi>' if getattr(row, "why", "") else ""
        return (
            f'<li class="lb-claim"><h4 dir="auto">{_safe(row.shown)}</h4><p class="lb-about">{_safe(about)}</p>'
            f'<p class="lb-note">{_safe(near)}{why}</p>{self._sentences(place, row.article)}</li>'
        )

    def _of(self, article: Hashable) -> pd.DataFrame:
        """Its sentences with words, but for the headline: the label says it."""
        own = self.sentences[self.sentences["article"] == article]
        return own[(own["words"] > 0) & ~((own["kind"] == "heading") & (own["paragraph"] == 1))]

    def _share_new(self, article: Hashable) -> str:
        own = self._of(article)
        new = int((own["share"] < KNOWN).sum())
        return say("{new} of {sentences} are new here", new=str(new), sentences=some_sentences(len(own)))

    def _sentences(self, place: int, article: Hashable) -> str:
        own = self._of(article)
        if own.empty:
            return ""
        new, known = own[own["share"] < KNOWN], own[own["share"] >= KNOWN]
        if place == 0:
            return self._folded(say("Read its {sentences}", sentences=some_sentences(len(own))), own)
        parts = [f"<p>{_safe(self._share_new(article))}</p>", self._text(new.head(MOST_NEW))]
        if len(new) > MOST_NEW:
            parts.append(self._folded(say("{n} more", n=number(len(new) - MOST_NEW)), new.iloc[MOST_NEW:]))
        if len(known):
            told = say_counted(
                "{n} sentence that an article above has", "{n} sentences that articles above have", len(known)
            )
            parts.append(self._folded(told, known))
        return "".join(parts)

    def _folded(self, title: str, sentences: pd.DataFrame) -> str:
        return f"<details><summary>{_safe(title)}</summary>{self._text(sentences)}</details>"

    def _text(self, sentences: pd.DataFrame) -> str:
        paragraphs = [" ".join(own["text"]) for _, own in sentences.groupby("paragraph", sort=False)]
        return "".join(f'<p lang="{_safe(self.language)}" dir="auto">{_safe(text)}</p>' for text in paragraphs)

    def _numbers(self) -> list[str]:
        """The numbers that differ between two of the articles."""
        if self.changed is None or self.changed.empty:
            return []
        shown = dict(zip(self.members["article"], self.members["shown"], strict=True))
        title = say("Numbers that differ")
        note = say("A difference is no contradiction: it may have changed, or be another count.")
        lines = []
        for row in self.changed.itertuples():
            what = " · ".join(text for text in (row.unit, row.counted) if isinstance(text, str))
            sides = " – ".join(
                f"{_safe(written)} (<bdi>{_safe(shown.get(article, article))}</bdi>)"
                for written, article in ((row.written_a, row.article_a), (row.written_b, row.article_b))
            )
            lines.append(f"<li><strong>{_safe(what)}</strong>: {sides}</li>")
        card = f'<section class="lb-claim lb-differs"><h4>{_safe(title)}</h4><p class="lb-note">{_safe(note)}</p>'
        return [card, "<ul>", *lines, "</ul></section>"]


def story_view(
    articles: pd.DataFrame | Tokens,
    stories: pd.DataFrame,
    story: int = 1,
    *,
    changed: pd.DataFrame | None = None,
    labels: pd.Series | None = None,
    language: str | None = None,
) -> StoryView:
    """Show one story: its articles in the order of their dates, why each is in it, and what each adds.

    `stories` is the frame of that function for these articles, `story` the number of one. Under each article stand the
    sentences that no article above it has: those of which less than half of the words are in a passage that it shares
    with one of them (see `novelty_in_order`); the others are folded. Of more than 40 articles, the first 40 by date are
    shown. `changed` is the frame of `changed_quantities`; its rows of this story stand below. `labels` is the Series of
    `leesbril.labels`. Articles without a date stand last, and where dates overlap the order of two is said to be
    undecided. Raises KeyError for an unknown article or missing column, ValueError for a number of no story.

    >>> fire = "De brand in de Houthaven verwoestte drie loodsen van werf Damen."
    >>> toy = pd.DataFrame({"text": [fire, f"{fire} Een brandweerman raakte gewond."], "language": "nl"})
    >>> from leesbril.events.stories import stories
    >>> story_view(toy, stories(toy))
    De brand in de Houthaven verwoestte drie …
    Which came first cannot be decided: 2 articles have no date.
    0 · no date
        1 of 1 sentence are new here
    1 · no date
        1 of 2 sentences are new here
    """
    tokens = as_tokens(articles, language=language)
    if not isinstance(stories, pd.DataFrame):
        raise TypeError(f"stories must be the frame of that function; received {type(stories).__name__}.")
    if lacking := [column for column in NEEDED if column not in stories]:
        raise KeyError(f"No column {' or '.join(lacking)} in stories: {', '.join(map(str, stories.columns))}.")
    own = stories[stories["story"] == story].reset_index(drop=True)
    if own.empty:
        known = stories["story"].nunique()
        raise ValueError(f"There is no story {story!r}: the frame has {known}, see its column story.")
    own = own.join(in_time(tokens.articles, own["article"], labels))
    total, undated, own = len(own), int(own["when"].isna().sum()), own.head(MOST)
    sentences = novelty_in_order(tokens, own["article"].tolist())
    mine = None if changed is None else changed[changed["story"] == story]
    return StoryView(own, total, undated, sentences, mine, tokens.language)


def _safe(text: object) -> str:
    return html.escape(visible(text))
