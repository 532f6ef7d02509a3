"""Articles or tokens → the places of boilerplate."""

import numpy as np
import pandas as pd

from leesbril.frames import BOILERPLATE
from leesbril.scale.batches import Articles
from leesbril.text.vocabulary import check_choice
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

BOILERPLATE_CHOICES = ("drop", "keep")


def boilerplate(articles: Articles | Tokens, *, language: str | None = None) -> pd.DataFrame:
    r"""The lines that one publisher repeats under, above or in its articles, with every place.

    Columns `article`, `start`, `end` (character offsets in the text, end excluded), `text`, `publisher`, `articles`
    (number of the publisher's articles that have the line), `of` (number of the publisher's articles), `elsewhere`
    (number of articles of other publishers that have it). The same text counts once. Empty where no publisher is known.

    A line is a whole line of a text, or a sentence of three words or more within one; lines are compared letter for
    letter. It is boilerplate of a publisher if it meets three conditions:

    - three of the publisher's articles have it, and at least 1 %, and ½ √n of n: 3 of 4, 5 of 100, 15 of 1,000;
    - its share of the articles is three times as large as at other publishers, or is one half or more;
    - it has another subject than the articles: at most one in eight of its content words recurs in the rest of an
      article, on average (lines in the same articles are taken together), and its articles share no other line that is
      about their subject. A line in ten articles or more that are half of the publisher's needs no such evidence.

    So a phrase within a sentence is none, nor is a quotation in two articles, nor a sentence of an article that stands
    in the folder twice. Functions that compare articles leave boilerplate out unless `boilerplate="keep"`.

    >>> texts = ["Mosul valt.\n© Bode", "IS vlucht.\n© Bode", "De stad juicht.\n© Bode", "Het regent.\n© Courant"]
    >>> toy = pd.DataFrame({"text": texts, "publisher": ["Bode", "Bode", "Bode", "Courant"]})
    >>> boilerplate(toy, language="nl")[["article", "start", "text", "articles", "of", "elsewhere"]].values.tolist()
    [[0, 12, '© Bode', 3, 3, 0], [1, 11, '© Bode', 3, 3, 0], [2, 16, '© Bode', 3, 3, 0]]
    """
    tokens = as_tokens(articles, language=language)
    places, texts = tokens.boilerplate, tokens.texts.iloc[tokens.boilerplate.rows]
    spans = zip(texts, places.starts.tolist(), places.ends.tolist(), strict=True)
    columns = {
        "article": tokens.names.take(places.rows),
        "start": places.starts,
        "end": places.ends,
        "text": pd.array([text[start:end] for text, start, end in spans], dtype="str"),
        "publisher": _publishers(tokens, places.rows),
        "articles": places.articles,
        "of": places.of,
        "elsewhere": places.elsewhere,
    }
    return BOILERPLATE.typed(columns, names=tokens.names.dtype)


def _publishers(tokens: Tokens, rows: np.ndarray) -> list[str]:
    return [str(name).strip() for name in tokens.articles["publisher"].iloc[rows]] if len(rows) else []


def compared(articles: Articles | Tokens, choice: str, *, language: str | None = None) -> Tokens:
    """The tokens of articles, without boilerplate for the choice `drop`; raises ValueError for an unknown one."""
    check_choice("boilerplate", choice, BOILERPLATE_CHOICES)
    tokens = as_tokens(articles, language=language)
    return tokens.compared if choice == "drop" else tokens
