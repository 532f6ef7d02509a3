"""Articles of random words with planted copies, and the truth about them.

Words are drawn from the frequencies of the language, so that what two articles share by chance is realistic in its
frequent words and poor in phrases; the phrases are planted too: stock phrases in the running text and lines at the
head and foot of every article. A source and a target share one copy, of one of four kinds:

- `verbatim`: one run of words;
- `changed`: one run of 20 words or more, every word of it replaced with a chance of one in ten;
- `moved`: two runs, the later one of the source before the other in the target;
- `split`: one run of the source in two or three pieces with other sentences between them.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd

KINDS = ("verbatim", "changed", "moved", "split")
CHANGED_SHARE = 0.1
SPAN_COLUMNS = ["copy", "kind", "words", "article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]
Place = tuple[int, int]
"""The number of a sentence, and that of a word in it."""


@dataclass
class Draft:
    """An article in the making: sentences of words, and which pieces or phrases each word belongs to."""

    sentences: list[list[str]]
    pieces: list[list[list[int]]]
    stock: list[list[bool]] = field(default_factory=list)

    def add(self, at: int, words: list[str], piece: int | None = None, stock: bool = False) -> None:
        """Put in a sentence of its own."""
        self.sentences.insert(at, words)
        self.pieces.insert(at, [[] if piece is None else [piece] for _ in words])
        self.stock.insert(at, [stock] * len(words))


@dataclass(frozen=True)
class Planted:
    """The articles, the planted pieces with their places, and the places of stock phrases and lines."""

    articles: pd.DataFrame
    truth: pd.DataFrame
    stock: pd.DataFrame


def generate(
    seed: int,
    *,
    articles: int = 150,
    words: int = 350,
    copies: int | None = None,
    stock_phrases: int = 10,
    stock_per_article: int = 3,
    language: str = "nl",
) -> Planted:
    """Write `articles` articles of about `words` words with `copies` copies, each in a source and a target of its own.

    Each of `stock_phrases` phrases (5 to 8 words) stands in about `stock_per_article / stock_phrases` of the articles;
    the line at the head (6 words) and the one at the foot (14) stand in all. `copies` is a quarter of the articles
    unless it is given.
    """
    random = np.random.default_rng(seed)
    phrases = [_draw(random, int(random.integers(5, 9)), language) for _ in range(stock_phrases)]
    drafts = [_draft(random, words, phrases, stock_per_article, language) for _ in range(articles)]
    copies = articles // 4 if copies is None else copies
    parties = random.permutation(articles)[: 2 * copies].reshape(-1, 2)
    planted: list[tuple[int, str, int, int]] = []
    for number, (source, target) in enumerate(parties.tolist()):
        kind = KINDS[number % len(KINDS)]
        pieces = _plant(random, drafts[source], drafts[target], kind, len(planted), language)
        planted += [(number, kind, min(source, target), max(source, target))] * pieces
    head, foot = _draw(random, 6, language), _draw(random, 14, language)
    for draft in drafts:
        draft.add(0, head, stock=True)
        draft.add(len(draft.sentences), foot, stock=True)
    return _written(random, drafts, planted)


@lru_cache
def _language(code: str) -> tuple[list[str], np.ndarray]:
    """The words of a language (letters only, so that a word is a word to every method) and their summed shares."""
    from wordfreq import get_frequency_dict

    listed = {word: share for word, share in get_frequency_dict(code, wordlist="large").items() if word.isalpha()}
    return list(listed), np.cumsum(list(listed.values())) / sum(listed.values())


def _draw(random: np.random.Generator, count: int, language: str) -> list[str]:
    words, shares = _language(language)
    return [words[place] for place in np.searchsorted(shares, random.random(count)).tolist()]


def _draft(
    random: np.random.Generator, words: int, phrases: list[list[str]], stock_per_article: int, language: str
) -> Draft:
    """Sentences of 6 to 25 words, with stock phrases in some of them."""
    draft = Draft([], [])
    while sum(map(len, draft.sentences)) < words:
        draft.add(len(draft.sentences), _draw(random, int(random.integers(6, 26)), language))
    for phrase in random.choice(len(phrases), size=stock_per_article, replace=False).tolist():
        number = int(random.integers(len(draft.sentences)))
        at = int(random.integers(len(draft.sentences[number]) + 1))
        draft.sentences[number][at:at] = phrases[phrase]
        draft.pieces[number][at:at] = [[] for _ in phrases[phrase]]
        draft.stock[number][at:at] = [True] * len(phrases[phrase])
    return draft


def _plant(random: np.random.Generator, source: Draft, target: Draft, kind: str, first: int, language: str) -> int:
    """Copy runs of words of the source, across its sentences, into sentences of their own in the target.

    Their pieces are numbered from `first`; returns how many there are.
    """
    flat = [(sentence, word) for sentence, words in enumerate(source.sentences) for word in range(len(words))]
    if kind == "moved":
        middle = len(flat) // 2
        runs = [_run(random, flat[:middle], 8, 40), _run(random, flat[middle:], 8, 40)]
    else:
        runs = [_run(random, flat, *{"verbatim": (8, 60), "changed": (20, 80), "split": (24, 80)}[kind])]
    if kind == "split":
        cuts = np.linspace(0, len(runs[0]), int(random.integers(2, 4)) + 1).astype(int).tolist()
        runs = [runs[0][start:end] for start, end in pairwise(cuts)]
    places = np.sort(random.choice(np.arange(1, len(target.sentences)), size=len(runs), replace=False)).tolist()
    if kind == "moved":
        places.reverse()
    # From the back to the front, so that the earlier places stay what they are.
    for piece, (at, run) in sorted(enumerate(zip(places, runs, strict=True), first), key=lambda one: -one[1][0]):
        copied = [source.sentences[sentence][word] for sentence, word in run]
        if kind == "changed":
            copied = [_draw(random, 1, language)[0] if random.random() < CHANGED_SHARE else word for word in copied]
        target.add(at, copied, piece)
        for sentence, word in run:
            source.pieces[sentence][word].append(piece)
    return len(runs)


def _run(random: np.random.Generator, places: list[Place], shortest: int, longest: int) -> list[Place]:
    length = int(random.integers(shortest, longest + 1))
    start = int(random.integers(len(places) - length + 1))
    return places[start : start + length]


def _written(random: np.random.Generator, drafts: list[Draft], planted: list[tuple[int, str, int, int]]) -> Planted:
    """Write the sentences out, with capitals and full stops, in paragraphs of three to five."""
    texts, stock = [], []
    spans: dict[tuple[int, int], list[int]] = {}
    for row, draft in enumerate(drafts):
        text, left = "", 0
        for words, pieces, marks in zip(draft.sentences, draft.pieces, draft.stock, strict=True):
            text += (" " if left else "\n\n") if text else ""
            left = left - 1 if left else int(random.integers(2, 5))
            for number, (word, belongs, mark) in enumerate(zip(words, pieces, marks, strict=True)):
                text += " " if number else ""
                start, written = len(text), word if number else word.capitalize()
                text += written
                for piece in belongs:
                    span = spans.setdefault((piece, row), [start, len(text), 0])
                    span[1:] = [len(text), span[2] + 1]
                if mark:
                    stock.append((row, start, len(text)))
            text += "."
        texts.append(text)
    names = pd.Index([f"{row:05d}" for row in range(len(drafts))], name="article", dtype="str")
    rows = []
    for piece, (copy, kind, a, b) in enumerate(planted):
        (start_a, end_a, words), (start_b, end_b, _) = spans[piece, a], spans[piece, b]
        rows.append((copy, kind, words, names[a], start_a, end_a, names[b], start_b, end_b))
    phrases = pd.DataFrame(stock, columns=["row", "start", "end"])
    phrases["article"] = names.take(phrases["row"].to_numpy())
    return Planted(
        pd.DataFrame({"text": texts}, index=names),
        pd.DataFrame(rows, columns=SPAN_COLUMNS),
        phrases.drop(columns="row"),
    )
