"""Text → tokens with their places."""

from collections.abc import Hashable, Iterable, Mapping

import numpy as np
import pandas as pd

from leesbril.frames import TOKENS
from leesbril.text.language import get_language
from leesbril.text.sentences import sentences
from leesbril.text.texts import checked_texts
from leesbril.text.vocabulary import Rules, readings
from leesbril.text.words import RawWords, raw_words


def tokens(
    articles: pd.DataFrame,
    *,
    normalise: str = "surface",
    hyphens: str = "whole",
    extra_stop_words: Iterable[str] = (),
    exceptions: Mapping[str, str] | None = None,
    language: str = "nl",
    of: Iterable[Hashable] | None = None,
) -> pd.DataFrame:
    """Find every word of every article: its place, as written and as counted.

    Columns `article`, `sentence`, `start`, `end`, `token` (always `text[start:end]`), `term`, `kind` (`word`,
    `acronym`, `number`), `stop`. Terms are in small letters, acronyms keep their capitals. The whole frame decides
    what is a name, an acronym in a line of capitals, or a variant with a hyphen. `hyphens="parts"` puts the parts
    of a hyphenated word behind it; `extra_stop_words` are stop words too; `exceptions` maps a form to the term to
    count it as. `of` names the articles whose tokens are wanted, read as the whole frame reads them; KeyError for one
    that is not there.

    >>> toy = pd.DataFrame({"text": ["De IS-leider is 100.000 foto’s kwijt."]}, index=["a"])
    >>> tokens(toy)[["token", "term", "kind", "stop"]].values.tolist()[1:4]
    [['IS-leider', 'IS-leider', 'word', False], ['is', 'is', 'word', True], ['100.000', '100.000', 'number', False]]
    """
    texts = checked_texts(articles)
    rules = Rules.of(get_language(language), normalise, hyphens, extra_stop_words, exceptions)
    found = raw_words(texts)
    read = readings(found.words, found.counts, rules)
    if of is not None:
        articles, found = _only(articles, list(of), found)
    places, which = read.spread(found.codes)
    frame = read.frame.iloc[which].reset_index(drop=True)
    frame["start"] = found.starts[places] + frame["offset"]
    frame["end"] = frame["start"] + frame["token"].str.len()
    frame["row"] = found.rows[places]
    frame["article"] = articles.index.take(frame["row"].to_numpy())
    frame["sentence"] = _sentence_numbers(frame, articles, language)
    return TOKENS.typed(frame, names=articles.index.dtype)


def _only(articles: pd.DataFrame, names: list[Hashable], found: RawWords) -> tuple[pd.DataFrame, RawWords]:
    """Some of the articles, in their order, with the raw words that were found in them."""
    if missing := [name for name in names if name not in articles.index]:
        raise KeyError(f"No article {missing[0]!r} among the {len(articles)}.")
    wanted = articles.index.isin(names)
    kept = wanted[found.rows]
    rows = (np.cumsum(wanted) - 1)[found.rows[kept]]
    return articles[wanted], RawWords(rows, found.codes[kept], found.starts[kept], found.words)


def _sentence_numbers(frame: pd.DataFrame, articles: pd.DataFrame, language: str) -> np.ndarray:
    """The sentence that each token starts in: the last one of its article that starts no later."""
    spans = sentences(articles, language=language)
    rows = articles.index.get_indexer(pd.Index(spans["article"]))
    stride = int(max(spans["end"].max(), frame["end"].max(), 0) + 1) if len(spans) else 1
    last = np.searchsorted(rows * stride + spans["start"], frame["row"] * stride + frame["start"], side="right") - 1
    return spans["sentence"].to_numpy()[last]
