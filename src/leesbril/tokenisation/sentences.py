"""Articles or tokens → their sentences."""

import pandas as pd

from leesbril.text.language import language_of
from leesbril.text.sentences import sentence_frame, sentence_spans
from leesbril.text.texts import checked_texts
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens


def sentences(articles: pd.DataFrame | Tokens, *, language: str | None = None) -> pd.DataFrame:
    r"""Split each article into sentences; a heading is one sentence.

    Columns `article`, `paragraph`, `sentence` (both numbered from 1 in each article), `kind` (`heading` or `body`),
    `start`, `end` (character offsets in the text, end excluded), `text`. Source: the sentence splitter of simplemma.

    >>> toy = pd.DataFrame({"text": ["Mosul valt\nIS vlucht. De stad juicht."]}, index=["a"])
    >>> sentences(toy, language="nl")[["paragraph", "kind", "text"]].values.tolist()
    [[1, 'heading', 'Mosul valt'], [2, 'body', 'IS vlucht.'], [2, 'body', 'De stad juicht.']]
    """
    if isinstance(articles, Tokens):
        return as_tokens(articles, language=language).sentences()
    texts = checked_texts(articles)
    return sentence_frame(texts, sentence_spans(texts, language_of(articles, language)))
