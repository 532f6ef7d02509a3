"""Two articles as running text, each sentence tinted by how far their cosine changes without it."""

import html
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from leesbril.wording import visible
from leesbril.wording.quantities import some_sentences
from leesbril.wording.report_language import decimal, report_language, say

STYLES = [Path(__file__).with_name(name) for name in ("reader.css", "influence.css")]
NEEDED = ["article", "sentence", "change", "text"]
STEPS = 4
"""Shades of each colour: more are not told apart."""


@dataclass(frozen=True)
class InfluenceView:
    """Articles as text, tinted by the influence of each sentence, displayed as HTML by Jupyter.

    Returned by `influence_view`. `sentences` is its table, in the order of the texts; `labels` are the names shown.
    """

    sentences: pd.DataFrame
    labels: dict[object, str]
    language: str | None

    def __repr__(self) -> str:
        lines = []
        for name, own in self.sentences.groupby("article", sort=False):
            lines.append(visible(self.labels[name]))
            lines += [
                f"{number:>4} {_signed(change):>7}  {' '.join(visible(text).split())}"
                for number, change, text in zip(own["sentence"], own["change"], own["text"], strict=True)
            ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        style = "\n".join(path.read_text(encoding="utf-8").strip() for path in STYLES)
        told = some_sentences(len(self.sentences))
        name = say("Text of {sentences}, tinted by the change of a cosine without each", sentences=told)
        falls = say("orange: without the sentence the cosine falls, the darker the more")
        legend = f'<span class="lb-fall lb-s2">{_safe(falls)}</span> <span class="lb-rise lb-s2">'
        legend += f"{_safe(say('blue: it rises'))}</span>"
        sides = [self._side(article, own) for article, own in self.sentences.groupby("article", sort=False)]
        return "\n".join(
            [
                f'<div class="leesbril-reader" lang="{report_language()}">',
                f"<style>\n{style}\n</style>",
                f'<section aria-label="{_safe(name)}">',
                f'<p class="lb-note">{_safe(told)} · {legend}</p>',
                '<div class="lb-pair">',
                *sides,
                "</div>\n</section>\n</div>",
            ]
        )

    def _side(self, article: object, own: pd.DataFrame) -> str:
        most = self.sentences["change"].abs().fillna(0).max() or 1.0
        strengths = (own["change"] / most).fillna(0)
        told = [
            f'<span class="lb-sentence{_shade(strength)}"><small>{number}{_shown(change, strength)}</small> '
            f"{_safe(' '.join(text.split()))}</span>"
            for number, change, text, strength in zip(
                own["sentence"], own["change"], own["text"], strengths, strict=True
            )
        ]
        language = f' lang="{_safe(self.language)}"' if self.language else ""
        return (
            f'<div class="lb-side"><h3 dir="auto">{_safe(self.labels[article])}</h3>'
            f'<p dir="auto"{language}>{" ".join(told)}</p></div>'
        )


def influence_view(
    sentences: pd.DataFrame, *, labels: pd.Series | None = None, language: str | None = None
) -> InfluenceView:
    """Show two articles as running text, each sentence the darker the more their cosine changes without it.

    `sentences` is the frame of `leave_one_sentence_out`, in any order. A sentence without which the cosine falls has
    an orange ground, one without which it rises a blue one, in four shades up to the largest change of either article;
    the number of the sentence stands before it, with the change where it has a shade. `labels` is the Series of
    `leesbril.labels`, `language` that of the articles, for screen readers. Raises ValueError for a table that lacks
    one of these columns.

    >>> rows = {"article": ["a", "b"], "sentence": [1, 1], "change": [-0.1, 0.02], "text": ["De moskee.", "Ja."]}
    >>> influence_view(pd.DataFrame(rows))
    a
       1   −0.10  De moskee.
    b
       1   +0.02  Ja.
    """
    if lacking := [column for column in NEEDED if column not in sentences]:
        raise ValueError(
            f"sentences must be the frame of leave_one_sentence_out; it has no column {' or '.join(lacking)}."
        )
    first = sentences.groupby("article", sort=False).ngroup()
    told = sentences.assign(_article=first).sort_values(["_article", "sentence"]).drop(columns="_article")
    names = {
        name: str(name) if labels is None or name not in labels.index else str(labels[labels.index == name].iloc[0])
        for name in told["article"].unique()
    }
    return InfluenceView(told.reset_index(drop=True), names, language)


def _shade(strength: float) -> str:
    """The class of a ground: none where little changes or nothing is known."""
    step = round(STEPS * min(1.0, abs(strength)))
    return f" lb-{'fall' if strength < 0 else 'rise'} lb-s{step}" if step else ""


def _shown(change: float, strength: float) -> str:
    return f" {_safe(_signed(change))}" if _shade(strength) else ""


def _signed(change: float) -> str:
    """A change with its sign; nothing where it is not known."""
    if np.isnan(change):
        return ""
    return ("−" if change < 0 else "+") + decimal(abs(change), 2)


def _safe(text: object) -> str:
    return html.escape(visible(text))
