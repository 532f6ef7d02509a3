"""One passage as a page: all articles that have it, in the order of their dates, and how their wordings differ."""

import html
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd

from leesbril.passages.family_summary import ONE_PUBLISHER, WIDESPREAD, WITHIN_DAYS, summarise_families
from leesbril.reader._in_time import in_time
from leesbril.reader._wordings import HERE, LACKING, LEFT_OUT, SAME, THERE, Piece, around, on_lines, pieces
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording import visible
from leesbril.wording.quantities import some_articles, some_publishers, some_words
from leesbril.wording.report_language import number, percent, report_language, say, say_counted

STYLES = [Path(__file__).with_name(name) for name in ("reader.css", "family.css")]
NEEDED = ["family", "article", "start", "end", "representative", "words", "bits", "kind", "widespread"]
MOST = 40
"""Appearances that are shown with their words; of more, the others are named alone."""
CONTEXT, MOST_CONTEXT = 20, 500
"""Words before and after a passage: about a sentence."""
HOURS_UP_TO = 2
"""Days up to which a time between two articles is given in hours."""
DIFFERENT = {HERE, THERE, LACKING}
MOST_QUOTED = 70
"""Characters of a passage in the plain-text view."""


@dataclass(frozen=True)
class FamilyView:
    """All appearances of one passage, displayed as HTML by Jupyter; returned by `family_view`.

    `appearances` are its rows of `passage_families` in the order of their dates, with `shown` (a label), `publisher`,
    `when`, `decided` (whether it is certain that it is no earlier than the one above it), `again` (whether its article
    stands above already), and for those that are shown `before`, `pieces` and `after`. `summary` is its row of
    `summarise_families`, `text` the passage as the representative has it.
    """

    appearances: pd.DataFrame
    summary: pd.Series
    text: str
    language: str

    def __repr__(self) -> str:
        lines = [self._title(), " ".join(self._order()), " · ".join(self._spread())]
        for row in self.appearances.itertuples():
            lines.append(f"{visible(_head(row))} · {' · '.join(_about(row))}")
            words: Any = row.pieces
            if isinstance(words, list):
                lines.append(f"    {_shortened(_marked(words))}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        style = "\n".join(path.read_text(encoding="utf-8").strip() for path in STYLES)
        shown = self.appearances[self.appearances["pieces"].notna()]
        return "\n".join(
            [
                f'<div class="leesbril-reader" lang="{report_language()}">',
                f"<style>\n{style}\n</style>",
                f'<section aria-label="{_safe(self._title())}">',
                self._top(),
                '<ol class="lb-family">',
                *[self._appearance(row) for row in shown.itertuples()],
                "</ol>",
                *self._others(self.appearances.drop(shown.index)),
                "</section>\n</div>",
            ]
        )

    def _title(self) -> str:
        articles = some_articles(int(self.summary["articles"]))
        if not self.summary["publishers"]:
            return say("One passage in {articles}", articles=articles)
        publishers = some_publishers(int(self.summary["publishers"]))
        return say("One passage in {articles} of {publishers}", articles=articles, publishers=publishers)

    def _top(self) -> str:
        order, spread = " ".join(self._order()), " · ".join(self._spread())
        notes = [*self._key(), say("Earlier is earlier, no more: all may have used one source.")]
        return (
            f'<header class="lb-top"><h3>{_safe(self._title())}</h3>'
            f'<blockquote class="lb-whole" lang="{_safe(self.language)}" dir="auto">“{_safe(self.text)}”</blockquote>'
            f'<p class="lb-sum">{_safe(order)}</p><p class="lb-about">{_safe(spread)}</p>'
            f'<p class="lb-note">{_safe(" ".join(notes))}</p></header>'
        )

    def _order(self) -> list[str]:
        """Which article is the first by date and which the last, or why that cannot be decided."""
        told = self.summary
        articles, dated = int(told["articles"]), int(told["dated"])
        said = []
        if articles > dated:
            said.append(
                say_counted(
                    "Which came first cannot be decided: {n} article has no date.",
                    "Which came first cannot be decided: {n} articles have no date.",
                    articles - dated,
                )
            )
        if articles > dated >= 2 and isinstance(told["first"], str) and isinstance(told["last"], str):
            first, last = (self._called(told[edge]) for edge in ("first", "last"))
            said.append(say("Of the others, {first} is the first and {last} the last.", first=first, last=last))
        if articles > dated:
            return said
        if isinstance(told["first"], str):
            said.append(say("The first by date is {article}.", article=self._called(told["first"])))
        else:
            unsure = some_articles(int(told["may_be_first"]))
            said.append(say("Which of {articles} came first cannot be decided.", articles=unsure))
        if isinstance(told["last"], str):
            said.append(say("The last is {article}.", article=self._called(told["last"])))
        else:
            unsure = some_articles(int(told["may_be_last"]))
            said.append(say("Which of {articles} came last cannot be decided.", articles=unsure))
        return said

    def _called(self, name: str) -> str:
        found = self.appearances[self.appearances["article"].astype(str) == name]
        return f"“{visible(found['shown'].iloc[0])}”"

    def _spread(self) -> list[str]:
        """Who has the passage, over how long, and in how many wordings."""
        told = self.summary
        said = []
        if told["spread"] == WIDESPREAD:
            said.append(say("in many articles of the folder, as a template is"))
        if told["spread"] == ONE_PUBLISHER:
            has, share = some_articles(int(told["publisher_articles"])), percent(float(told["publisher_share"]))
            one = visible(told["publisher"])
            said.append(say("only of {publisher}: {articles}, {share} of all it has", publisher=one, articles=has,
                            share=share))  # fmt: skip
        if told["spread"] == WITHIN_DAYS:
            said.append(say("several publishers within days, as with a report of a news agency"))
        if told["dated"] >= 2:
            time = _time(float(told["days_least"]), float(told["days_most"]))
            undated = told["dated"] < told["articles"]
            said.append(say("{time}, of those with a date", time=time) if undated else time)
        if told["wordings"] > 1:
            said.append(say("{n} wordings", n=number(int(told["wordings"]))))
        if told["least_share"] < 1:
            words = some_words(int(told["words"]))
            said.append(
                say("the least alike has {share} of its {words}", share=percent(told["least_share"]), words=words)
            )
        return said

    def _key(self) -> list[str]:
        """What the marks mean, as far as there are any."""
        kinds = self._kinds()
        if not kinds & DIFFERENT:
            return [say("All have the same words; capitals and punctuation aside.")]
        model = self.appearances.loc[self.appearances["representative"], "shown"].iloc[0]
        said = [say("All are compared with {article}.", article=f"“{visible(model)}”")]
        if HERE in kinds:
            said.append(say("Underlined: words that it has not."))
        if THERE in kinds:
            said.append(say("Struck: words that only it has."))
        return said

    def _kinds(self) -> set[str]:
        return {piece.kind for some in self.appearances["pieces"].dropna() for piece in some}

    def _appearance(self, row: Any) -> str:
        undecided = [] if row.decided or row.Index == 0 else [say("order beside the one above: cannot be decided")]
        if row.again:
            undecided = [say("once more in this article")]
        is_model = row.representative and bool(self._kinds() & DIFFERENT)
        model = [say("all are compared with this one")] if is_model else []
        about = " · ".join([*_about(row), *undecided, *model])
        inside = "".join(map(_html, row.pieces)).strip()
        words = f'{_safe(row.before)}<mark class="lb-c1">{inside}</mark>{_safe(row.after)}'
        kind = "lb-appearance lb-model" if is_model else "lb-appearance"
        return (
            f'<li class="{kind}"><h4 dir="auto">{_safe(_head(row))}</h4>'
            f'<p class="lb-about">{_safe(about)}</p>'
            f'<p class="lb-wording" lang="{_safe(self.language)}" dir="auto">{words}</p></li>'
        )

    def _others(self, others: pd.DataFrame) -> list[str]:
        if others.empty:
            return []
        title = say("{n} more, without their words", n=number(len(others)))
        lines = [
            f"<li><bdi>{_safe(_head(row))}</bdi> · {_safe(' · '.join(_about(row)))}</li>" for row in others.itertuples()
        ]
        return [f"<details><summary>{_safe(title)}</summary><ul class='lb-others'>", *lines, "</ul></details>"]


def family_view(
    articles: pd.DataFrame | Tokens,
    families: pd.DataFrame,
    family: int = 1,
    *,
    context: int = CONTEXT,
    labels: pd.Series | None = None,
    language: str | None = None,
) -> FamilyView:
    """Show one passage wherever it stands: all articles that have it, by date, with the words that differ marked.

    `families` is the frame of `passage_families` for these articles, `family` the number of one. Each appearance stands
    with its publisher, its date, and `context` words before and after it (0 to 500), beside the representative: words
    that this has not are underlined, words that only this has are struck (as in difflib, compared in lower case). Of
    more than 40 words in a row that are the same, the first and last 10 are shown; of more than 40 appearances, the
    first 40 by date, and the others by name. Above them stands what `summarise_families` says: the first and the last,
    where the dates decide it, and how far it is spread. `labels` is the Series of `leesbril.labels`; without it, the
    articles are named by their ids. Raises KeyError for an unknown article, ValueError for a number of no family, a
    missing column, or places that do not fit the texts.

    >>> lines = ["De slag om Mosul begon woensdag bij de rivier.", "Ook: de slag om Mosul begon dinsdag bij de rivier."]
    >>> toy = pd.DataFrame({"text": lines, "language": "nl"})
    >>> from leesbril.passages.families import passage_families
    >>> from leesbril.passages.shared import shared_passages
    >>> family_view(toy, passage_families(shared_passages(toy)))
    One passage in 2 articles
    Which came first cannot be decided: 2 articles have no date.
    2 wordings
    0 · no date
        De slag om Mosul begon woensdag bij de rivier
    1 · no date
        de slag om Mosul begon [–woensdag–] [+dinsdag+] bij de rivier
    """
    if not 0 <= context <= MOST_CONTEXT:
        raise ValueError(f"context must be 0 to {MOST_CONTEXT} words; received {context!r}.")
    own = _of_one(families, family)
    frame = articles.articles if isinstance(articles, Tokens) else articles
    summary = summarise_families(own, articles).iloc[0]  # raises where articles or texts are lacking
    own = _by_date(own, frame)
    told = in_time(frame, own["article"], labels)
    own = own.drop(columns=told.columns, errors="ignore").join(told).assign(again=own["article"].duplicated())
    held = own[(own.index < MOST) | own["representative"]]
    tokens = _some(articles, held["article"], language)
    texts = tokens.texts
    edges = (held[edge].tolist() for edge in ("start", "end"))
    sides = [around(texts[name], start, end, context) for name, start, end in zip(held["article"], *edges, strict=True)]
    shown = pd.DataFrame(sides, held.index, columns=["before", "after"], dtype=object)
    shown["pieces"] = pd.Series(pieces(tokens, held), held.index, dtype=object)
    model = held[held["representative"]].iloc[0]
    text = on_lines(texts[model["article"]][model["start"] : model["end"]])
    return FamilyView(own.join(shown[shown.index < MOST]), summary, text, tokens.language)


def _of_one(families: pd.DataFrame, family: int) -> pd.DataFrame:
    """The appearances of one family; raises TypeError or ValueError where there are none."""
    if not isinstance(families, pd.DataFrame):
        raise TypeError(f"families must be the frame of passage_families; received {type(families).__name__}.")
    if missing := [column for column in NEEDED if column not in families]:
        raise ValueError(f"families lacks the columns {missing}; it has {list(families.columns)}.")
    own = families[families["family"] == family]
    if own.empty:
        known = families["family"].nunique()
        raise ValueError(f"There is no family {family!r}: the frame has {known}, see its column family.")
    return own


def _by_date(own: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """The appearances in the order of their dates; those without one last, in the order of the articles."""
    rows = frame.index.get_indexer(pd.Index(own["article"]))
    none = pd.Series(pd.NaT, frame.index)
    dates = {edge: frame.get(f"date_{edge}", none).iloc[rows].array for edge in ("start", "end")}
    placed = pd.DataFrame({**dates, "row": rows, "place": own["start"].to_numpy()}).sort_values(
        [*dates, "row", "place"]
    )
    return own.iloc[placed.index].reset_index(drop=True)


def _some(articles: pd.DataFrame | Tokens, names: pd.Series, language: str | None) -> Tokens:
    """The tokens of some articles; of a frame, only these are read."""
    asked = names.unique()
    if isinstance(articles, Tokens):
        return as_tokens(articles, language=language).select(asked)
    return as_tokens(articles.loc[asked], language=language)


def _head(row: Any) -> str:
    """What an article is called above its publisher and date: its label without these."""
    return str(row.shown) if pd.isna(row.publisher) else str(row.shown).split(f" · {row.publisher}")[0]


def _about(row: Any) -> list[str]:
    publisher = [] if pd.isna(row.publisher) else [visible(row.publisher)]
    return [*publisher, say("no date") if pd.isna(row.when) else row.when]


def _time(least: float, most: float) -> str:
    """The time from the first to the last: a range, since dates are intervals."""
    if most <= HOURS_UP_TO:
        least, most = 24 * least, 24 * most
        if most - least < 1:
            return say_counted("{n} hour from first to last", "{n} hours from first to last", round(least))
        return say("{low} to {high} hours from first to last", low=number(int(least)), high=number(ceil(most)))
    if most - least < 1:
        return say_counted("{n} day from first to last", "{n} days from first to last", round(least))
    return say("{low} to {high} days from first to last", low=number(int(least)), high=number(ceil(most)))


def _marked(words: list[Piece]) -> str:
    """The words on one line, with signs for those that differ."""
    signs = {SAME: "{}", HERE: "[+{}+]", THERE: "[–{}–]", LEFT_OUT: "[… {} …]", LACKING: "[–{}–]"}
    return " ".join(" ".join(signs[piece.kind].format(visible(piece.text)) + piece.tail for piece in words).split())


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else text[:MOST_QUOTED].rsplit(" ", 1)[0] + " …"


def _html(piece: Piece) -> str:
    text, tail = _safe(piece.text), _safe(piece.tail)
    if piece.kind == LEFT_OUT:
        return f'<span class="lb-skipped" lang="{report_language()}">[… {text} …]</span>{tail}'
    if piece.kind == LACKING:
        lacking = say("without {words}", words=piece.text)
        return f' <span class="lb-skipped" lang="{report_language()}">[{_safe(lacking)}]</span>{tail}'
    if piece.kind == HERE:
        return f"<u>{text}{_unseen(say('only here'))}</u>{tail}"
    if piece.kind == THERE:
        return f" <del>{text}{_unseen(say('not here'))}</del>{tail}"
    return f"{text}{tail}"


def _unseen(words: str) -> str:
    """Words for screen readers only."""
    return f'<span class="lb-unseen" lang="{report_language()}"> ({_safe(words)})</span>'


def _safe(text: object) -> str:
    return html.escape(visible(text))
