"""A synthetic corpus with planted facts, to compare the results of a method with the truth."""

import hashlib
import random
import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from leesbril.dates.parsing import parse_dates
from leesbril.frames import ARTICLES, PLANTED_FACTS, PLANTED_PAIRS

FIRST, LAST = datetime(2018, 1, 1), datetime(2020, 1, 1)
RISES, RISES_IN = "dijkbreuk", "2019-03"
APART, APART_AT = "aardgas", "Noorderkrant"
FOLLOWS, FOLLOWED = "Het Avondblad", "De Stadsbode"
CHANCES = {"rises": (0.7, 0.04), "apart": (0.5, 0.08)}
"""Probability of a planted sentence where it is planted, and elsewhere."""
SHARE_THAT_FOLLOWS = 0.5
PRECISIONS = {"%Y-%m": 0.08, "": 0.04, "%Y-%m-%dT%H:%M:%S": 0.88}
"""Formats of dates and their probabilities: to the month, none, to the second."""
LONGEST = 9
"""Maximum number of sentences in an article; the minimum is four."""


class Example(NamedTuple):
    """The articles, the planted facts, and the pairs in which one article was made from the other."""

    articles: pd.DataFrame
    truth: pd.DataFrame
    pairs: pd.DataFrame


class _Piece(NamedTuple):
    """A generated article: its true time, its sentences, the planted facts, and the article that it follows."""

    number: int
    publisher: str
    moment: datetime
    title: str
    sentences: list[str]
    planted: frozenset[str]
    model: int | None = None


def synthetic_articles(n: int = 300, *, seed: int = 0) -> Example:
    """Generate `n` fictional Dutch articles of four publishers over 2018 and 2019, with planted facts.

    `articles` has the columns of `read_articles`, and `publisher`; about one date in twelve is known to the month only,
    and one in twenty-five is missing. `truth` has one row per fact: `fact`, `term`, `group`, `other`, `period`,
    `planted` (number of articles with it) and `articles` (in which it could be planted). Planted are a term that
    *rises* in one month, a term that *sets apart* one publisher, a publisher that *follows* another within a day with
    half of its sentences, reordered, and one *duplicate*; `pairs` lists the last two kinds, the earlier article as
    `article_a`. The same `n` and `seed` give the same articles.

    >>> synthetic_articles(40).truth[["fact", "term", "group"]].fillna("").values.tolist()[:2]
    [['rises', 'dijkbreuk', ''], ['sets apart', 'aardgas', 'Noorderkrant']]
    """
    if not isinstance(n, int) or n < 8:
        raise ValueError(f"n must be a whole number, 8 or more; received {n!r}.")
    chance = random.Random(seed)
    pieces = [_piece(chance, number) for number in range(n - 1)]
    followed = _followed(chance, pieces)
    original = next(piece for piece in pieces if piece.publisher == APART_AT)
    moment = original.moment + timedelta(hours=26)
    pieces.append(original._replace(number=len(pieces), moment=moment, model=original.number))
    pieces.sort(key=lambda piece: (piece.moment, piece.publisher, piece.title))
    articles = _frame(chance, pieces)
    return Example(articles, _truth(pieces, followed), _pairs(pieces, articles.index))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("example.toml").read_text(encoding="utf-8"))


def _piece(chance: random.Random, number: int) -> _Piece:
    """One article: publishers take turns, the rest is random."""
    words = _words()
    publisher = words["publishers"][number % len(words["publishers"])]
    moment = FIRST + (LAST - FIRST) * chance.random()
    topic = chance.choice(words["topics"])
    sentences = [_sentence(chance, topic) for _ in range(chance.randint(4, LONGEST))]
    here = {"rises": f"{moment:%Y-%m}" == RISES_IN, "apart": publisher == APART_AT}
    planted = frozenset(name for name, hit in here.items() if chance.random() < CHANCES[name][0 if hit else 1])
    for name in sorted(planted):
        sentences.insert(chance.randrange(len(sentences)) + 1, _filled(chance, words["planted"][name]))
    return _Piece(number, publisher, moment, _filled(chance, chance.choice(topic["title"])), sentences, planted)


def _sentence(chance: random.Random, topic: dict[str, Any]) -> str:
    """Subject and predicate; after an opening the verb comes first, as in Dutch."""
    subject, predicate = (_filled(chance, chance.choice(topic[part])) for part in ("subjects", "predicates"))
    opening = _filled(chance, chance.choice(_words()["openings"]))
    verb, rest = predicate.split(" ", 1)
    said = f"{opening}{verb} {subject} {rest}." if opening else f"{subject} {predicate}."
    return said[0].upper() + said[1:]


def _filled(chance: random.Random, form: str) -> str:
    words = _words()
    places = {"plaats": words["places"], "naam": words["names"], "dag": words["days"]}
    filled = {name: chance.choice(choices) for name, choices in places.items()}
    return form.format(**filled, getal=chance.randint(3, 90))


def _followed(chance: random.Random, pieces: list[_Piece]) -> int:
    """Turn articles of one publisher into followers of another's, in place; returns their number."""
    models = [piece for piece in pieces if piece.publisher == FOLLOWED]
    own = [number for number, piece in enumerate(pieces) if piece.publisher == FOLLOWS]
    chosen = own[: round(SHARE_THAT_FOLLOWS * len(own))]
    for number, model in zip(chosen, chance.sample(models, len(models)), strict=False):
        taken = chance.sample(model.sentences, (len(model.sentences) + 1) // 2)
        moment = model.moment + timedelta(minutes=chance.randint(90, 20 * 60))
        pieces[number] = pieces[number]._replace(
            moment=moment,
            sentences=taken + pieces[number].sentences[:3],
            planted=pieces[number].planted - {"rises"},
            model=model.number,
        )
    return len(chosen)


def _frame(chance: random.Random, pieces: list[_Piece]) -> pd.DataFrame:
    """The articles in the form of `read_articles`."""
    kinds = chance.choices(list(PRECISIONS), list(PRECISIONS.values()), k=len(pieces))
    written = [piece.moment.strftime(kind) for piece, kind in zip(pieces, kinds, strict=True)]
    index = pd.Index([f"voorbeeld-{number:04}" for number in range(1, len(pieces) + 1)], name="article", dtype="str")
    frame = parse_dates(pd.Series(written, index=index))[["date_start", "date_end", "date_precision"]]
    frame["date_origin"] = pd.Series("column", index=index, dtype="str").where(frame["date_start"].notna())
    texts = ["\n\n".join([piece.title, *_paragraphs(piece.sentences)]) for piece in pieces]
    columns = {"title": [piece.title for piece in pieces], "text": texts, "header": "", "source": "example"}
    columns["sha256"] = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    columns["language"] = "nl"
    columns["publisher"] = [piece.publisher for piece in pieces]
    return ARTICLES.typed(frame.join(pd.DataFrame(columns, index=index)))


def _paragraphs(sentences: list[str]) -> list[str]:
    return [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]


def _truth(pieces: list[_Piece], followed: int) -> pd.DataFrame:
    """The planted facts, counted in the texts and by the true times, not by the written dates."""
    month = [piece for piece in pieces if f"{piece.moment:%Y-%m}" == RISES_IN]
    ours = [piece for piece in pieces if piece.publisher == APART_AT]
    followers = sum(piece.publisher == FOLLOWS for piece in pieces)
    rows = [
        ("rises", RISES, None, None, RISES_IN, _with(month, RISES), len(month)),
        ("sets apart", APART, APART_AT, None, None, _with(ours, APART), len(ours)),
        ("follows", None, FOLLOWS, FOLLOWED, None, followed, followers),
        ("duplicate", None, APART_AT, None, None, 1, len(pieces)),
    ]
    return PLANTED_FACTS.of_rows(rows)


def _pairs(pieces: list[_Piece], index: pd.Index) -> pd.DataFrame:
    """The articles made from an earlier one: `article_a`, `article_b`, `fact`."""
    publisher = {piece.number: piece.publisher for piece in pieces}
    name = {piece.number: index[place] for place, piece in enumerate(pieces)}
    rows = [
        (name[piece.model], name[piece.number], "duplicate" if publisher[piece.model] == piece.publisher else "follows")
        for piece in pieces
        if piece.model is not None
    ]
    return PLANTED_PAIRS.of_rows(rows, names=index.dtype)


def _with(pieces: list[_Piece], term: str) -> int:
    return sum(any(term in sentence for sentence in piece.sentences) for piece in pieces)
