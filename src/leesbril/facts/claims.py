"""Two articles → their sentences on one subject, with the numbers, times and firmness that differ."""

from collections import Counter
from collections.abc import Hashable
from math import fsum
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.facts.attributions import attributions
from leesbril.facts.names import names
from leesbril.facts.quantities import quantities
from leesbril.facts.quantities_side_by_side import aligned
from leesbril.facts.times import times
from leesbril.frames import CLAIMS
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

RELATIONS = ("differs", "other object", "agrees", "same subject", "only a", "only b")
LEAST_ALIKE = 0.2
"""Share of their rarity that two sentences have in common, from which they are on one subject."""
FEWEST_SHARED = 2
"""Words or names that they have in common."""
RARE = 12.0
"""Bits of a word that is enough alone, weighed by how few sentences have it: omsingeld, in one sentence of each."""
MOST_IN_SUBJECT = 4
NUMBERS_APART = ("apart", "overlap", "same")
TIMES_APART = ("same", "overlap", "other edge", "apart")
CALENDAR = ("date", "month", "year")
FIRM = ("stated", "quoted", "unsourced")
"""Firmness that does not set two sentences apart; zou, hope and wish do."""
SEPARATOR = " · "


Fact = dict[str, Any]
"""A row of the names, quantities, times or attributions."""


class Sentence(NamedTuple):
    """A sentence with the words and names that say what it is about, each with its rarity in bits, and its facts."""

    article: Hashable
    number: int
    start: int
    end: int
    text: str
    words: dict[str, float]
    shown: dict[str, str]
    names: frozenset[str]
    quantities: list[Fact]
    times: list[Fact]
    source: str | None
    firmness: str


def claims_side_by_side(
    articles: Articles | Tokens, a: Hashable, b: Hashable, *, language: str | None = None
) -> pd.DataFrame:
    """The sentences of two articles on one subject, beside each other, with what differs between them.

    Columns of the table CLAIMS. Two sentences are on one subject if they share two words or names or more, which make a
    fifth of the rarity of each on average (the cosine of their words, each weighing its bits), or if they count the
    same. Each sentence stands in one pair at most, the most alike first. `relation` is `differs` if the intervals of
    what both count are apart, their times are, or one is a hope, a wish or hearsay (*zou*) and the other is not;
    `other object` if they share words but no name, and each names something else; `agrees` if numbers or times can be
    compared and none differs; else `same subject`. Sentences with a number or a source that have no partner follow as
    `only a` and `only b`. None of these is a contradiction: it may have changed, or be another count. Raises KeyError
    for an unknown article, ValueError if both are the same one or for a language without rules.

    >>> toy = pd.DataFrame({"text": ["In Gent zitten tienduizenden burgers vast.", "In Gent zitten 300 burgers vast."]})
    >>> claims_side_by_side(toy, 0, 1, language="nl")[["subject", "relation", "number_a", "number_b"]].values.tolist()
    [['Gent · burgers · vast · zitten', 'differs', 'tienduizenden', '300']]
    """
    if a == b:
        raise ValueError(f"Two articles are compared; received {a!r} twice. Give the names of two articles.")
    tokens = as_tokens(articles, language=language).select([a, b])
    counted = quantities(tokens)
    beside = aligned(counted[counted["article"] == a], counted[counted["article"] == b], tokens)
    timed, assumed = _times(tokens)
    found = _sentences(tokens, counted, timed)
    of_a, of_b = ([one for one in found if one.article == name] for name in (a, b))
    partners = _partners(of_a, of_b, beside)
    lines = [_pair(of_a[i], of_b[j], beside, likeness) for i, j, likeness in partners]
    lines = [line | {"assumed_day": assumed and line["assumed_day"]} for line in lines]
    alone = [
        ("a", [one for i, one in enumerate(of_a) if i not in {i for i, _, _ in partners}]),
        ("b", [one for j, one in enumerate(of_b) if j not in {j for _, j, _ in partners}]),
    ]
    lines += [_single(one, side) for side, some in alone for one in some if len(one.quantities) or one.source]
    lines.sort(key=lambda line: RELATIONS.index(line["relation"]))
    return CLAIMS.typed(pd.DataFrame(lines, columns=list(CLAIMS.kinds)))


def _sentences(tokens: Tokens, counted: pd.DataFrame, timed: pd.DataFrame) -> list[Sentence]:
    """The sentences of the articles in text order; headings are left out, which a text below them repeats."""
    words, shown = _words(tokens)
    frames = [_by_sentence(frame) for frame in (names(tokens), counted, timed, attributions(tokens))]
    found = []
    for row in tokens.sentences().to_dict("records"):
        if row["kind"] == "heading":
            continue
        article, number = row["article"], row["sentence"]
        named, counts, when, said = (facts.get((article, number), []) for facts in frames)
        found.append(
            Sentence(
                article,
                number,
                row["start"],
                row["end"],
                row["text"],
                _with_names(words.get((article, number), {}), named),
                shown,
                frozenset(one["name"] for one in named if not _is_source(one, said)),
                counts,
                when,
                *_said(said),
            )
        )
    return _weighed(found)


def _by_sentence(frame: pd.DataFrame) -> dict[tuple[Hashable, int], list[Fact]]:
    """The rows of a frame, by article and sentence."""
    found: dict[tuple[Hashable, int], list[Fact]] = {}
    for row in frame.to_dict("records"):
        found.setdefault((row["article"], row["sentence"]), []).append(
            {str(name): value for name, value in row.items()}
        )
    return found


def _weighed(found: list[Sentence]) -> list[Sentence]:
    """The sentences with the bits of each word weighed by how few of all sentences have it: 1 for one, 0 for all."""
    number = Counter(word for one in found for word in one.words)
    whole = np.log(len(found) + 1)  # one more than all, so that a word of all still counts in a few
    share = {word: float(np.log((len(found) + 1) / times) / whole) for word, times in number.items()}
    return [one._replace(words={word: bits * share[word] for word, bits in one.words.items()}) for one in found]


def _words(tokens: Tokens) -> tuple[dict[tuple[Hashable, int], dict[str, float]], dict[str, str]]:
    """The lemmas of the content words of each sentence with their bits and positions, and how each is written."""
    frame = tokens.to_frame(normalise="lemma")
    frame = frame[
        ~frame["stop"] & frame["kind"].isin(["word", "acronym"]) & ~frame["term"].isin(tokens.speech.reporting)
    ]
    known = tokens.vocabulary(normalise="lemma").set_index("term")
    bits = frame["term"].map(known["bits"])
    words: dict[tuple[Hashable, int], dict[str, float]] = {}
    for article, sentence, start, term, rare in zip(
        frame["article"], frame["sentence"], frame["start"], frame["term"], bits, strict=True
    ):
        words.setdefault((article, sentence), {})[f"{start} {term}"] = float(rare)
    return words, dict(zip(known.index, known["shown"], strict=True))


def _with_names(words: dict[str, float], named: list[Fact]) -> dict[str, float]:
    """The words by lemma alone, those inside a name replaced by the name with the bits of its rarest word."""
    found: dict[str, float] = {}
    places = [(one["start"], one["end"], one["name"], one["compound"]) for one in named]
    for key, rare in words.items():
        at, term = key.split(" ", 1)
        inside = [name for start, end, name, compound in places if start <= int(at) < end and not compound]
        found[inside[0] if inside else term] = max(rare, found.get(inside[0] if inside else term, 0.0))
    return found


def _is_source(name: Fact, said: list[Fact]) -> bool:
    """Whether a name says who says so: it is not what the sentence is about."""
    return any(one["start"] <= name["start"] < one["end"] for one in said)


def _said(said: list[Fact]) -> tuple[str | None, str]:
    """Who says a sentence, the first of several, and how firmly, the least firm of several."""
    sources = [one["source"] for one in said if isinstance(one["source"], str)]
    firmness = sorted((one["firmness"] for one in said), key=lambda firm: firm in FIRM)
    return next(iter(sources), None), next(iter(firmness), "unsourced")


def _partners(of_a: list[Sentence], of_b: list[Sentence], beside: pd.DataFrame) -> list[tuple[int, int, float]]:
    """Pairs of sentences on one subject by their places, the most alike first, each sentence in one of them at most."""
    counting = {
        (start_a, start_b)
        for start_a, start_b in zip(beside["start_a"], beside["start_b"], strict=True)
        if not pd.isna(start_a) and not pd.isna(start_b)
    }
    found = []
    for i, one in enumerate(of_a):
        for j, other in enumerate(of_b):
            rank = _rank(one, other, counting)
            if rank is not None:
                found.append((rank, -_likeness(one.words, other.words), i, j))
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, likeness, i, j in sorted(found):
        if i not in taken[0] and j not in taken[1]:
            pairs.append((i, j, -likeness))
            taken[0].add(i)
            taken[1].add(j)
    return pairs


def _rank(one: Sentence, other: Sentence, counting: set[tuple[int, int]]) -> int | None:
    """Why two sentences are on one subject, the best reason lowest; None if they are not."""
    shared = one.words.keys() & other.words.keys()
    if any(one.start <= x < one.end and other.start <= y < other.end for x, y in counting):
        return 0
    compared = _when(one.times, other.times) if shared else None
    when = compared and compared.relation
    if when == "other edge" or (when == "same" and len(shared) >= FEWEST_SHARED):
        return 1
    if len(shared) >= FEWEST_SHARED and _likeness(one.words, other.words) >= LEAST_ALIKE:
        return 2
    return 3 if any(min(one.words[word], other.words[word]) >= RARE for word in shared - one.names) else None


def _likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two sentences whose words weigh the square root of their bits."""
    shared = fsum((one[word] + other[word]) / 2 for word in one.keys() & other.keys())  # in whatever order a set has
    whole = np.sqrt(fsum(one.values()) * fsum(other.values()))
    return float(shared / whole) if whole else 0.0


class Compared(NamedTuple):
    """How the numbers or the times of two sentences lie, and the words that were compared."""

    relation: str
    written_a: str
    written_b: str
    assumed: bool = False


def _pair(one: Sentence, other: Sentence, beside: pd.DataFrame, likeness: float) -> dict[str, Any]:
    """The row of two sentences on one subject."""
    numbers, when = _numbers(one, other, beside), _when(one.times, other.times)
    differs = _differs(one, other, numbers, when, likeness)
    line = {
        "subject": _subject(one, other),
        "relation": _relation(one, other, numbers or when, differs),
        "differs_in": SEPARATOR.join(differs) or None,
        "numbers": numbers and numbers.relation,
        "times": when and when.relation,
        "names_a": SEPARATOR.join(sorted(one.names - other.names)) or None,
        "names_b": SEPARATOR.join(sorted(other.names - one.names)) or None,
        "likeness": likeness,
        "assumed_day": bool(when and when.assumed),
    }
    line |= _side(one, "a") | _side(other, "b")
    if numbers:
        line |= {"number_a": numbers.written_a, "number_b": numbers.written_b}
    if when:
        line |= {"time_a": when.written_a, "time_b": when.written_b}
    return line


def _differs(
    one: Sentence, other: Sentence, numbers: Compared | None, when: Compared | None, likeness: float
) -> list[str]:
    """What differs; firmness is compared only in sentences that are alike, or hold what can be compared."""
    firm = [None if side.firmness in FIRM else side.firmness for side in (one, other)]
    alike = likeness >= LEAST_ALIKE or numbers or when
    found = {
        "number": numbers and numbers.relation == "apart",
        "time": when and when.relation in ("apart", "other edge"),
        "firmness": alike and firm[0] != firm[1],
    }
    return [name for name, does in found.items() if does]


def _relation(one: Sentence, other: Sentence, compared: Compared | None, differs: list[str]) -> str:
    apart = one.names and other.names and not one.names & other.names
    if apart and not compared:
        return "other object"
    if differs:
        return "differs"
    return "agrees" if compared else "same subject"


def _single(one: Sentence, side: str) -> dict[str, Any]:
    """The row of a sentence that has no partner."""
    told = sorted(one.names) or [one.shown.get(word, word) for word, _ in _rarest(one.words)]
    other = "b" if side == "a" else "a"
    empty = dict.fromkeys(
        f"{name}_{other}" for name in ("start", "end", "text", "number", "time", "source", "firmness")
    )
    line = {"subject": SEPARATOR.join(told[:MOST_IN_SUBJECT]), "relation": f"only {side}", "assumed_day": False}
    blank = dict.fromkeys(("differs_in", "numbers", "times", "names_a", "names_b", "likeness"))
    return blank | line | empty | _side(one, side)


def _side(one: Sentence, side: str) -> dict[str, Any]:
    """What one of the two sentences holds."""
    return {
        f"start_{side}": one.start,
        f"end_{side}": one.end,
        f"text_{side}": one.text,
        f"number_{side}": SEPARATOR.join(fact["written"] for fact in one.quantities) or None,
        f"time_{side}": SEPARATOR.join(fact["written"] for fact in one.times) or None,
        f"source_{side}": one.source,
        f"firmness_{side}": one.firmness,
    }


def _subject(one: Sentence, other: Sentence) -> str:
    """The names that two sentences share, then the rarest words, as written."""
    shared = {word: bits for word, bits in one.words.items() if word in other.words}
    first = sorted(one.names & other.names & shared.keys()) or []
    rest = [one.shown.get(word, word) for word, _ in _rarest(shared) if word not in first]
    return SEPARATOR.join([*first, *rest][:MOST_IN_SUBJECT])


def _rarest(words: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(words.items(), key=lambda item: (-item[1], item[0]))


def _numbers(one: Sentence, other: Sentence, beside: pd.DataFrame) -> Compared | None:
    """How the intervals of what two sentences count lie: apart before overlap before same; None if they count apart."""
    inside = beside["start_a"].between(one.start, one.end - 1) & beside["start_b"].between(other.start, other.end - 1)
    mine = beside[inside.fillna(False).astype(bool)]
    columns = (mine[name] for name in ("relation", "written_a", "written_b"))
    found = [Compared(*row) for row in zip(*columns, strict=True)]
    return min(found, key=lambda one: NUMBERS_APART.index(one.relation), default=None)


def _when(one: list[Fact], other: list[Fact]) -> Compared | None:
    """How the times of two sentences lie, where some can be compared: the closest of all pairs of times."""
    found = [
        Compared(relation, first["written"], second["written"], "publication" in first["means"] + second["means"])
        for first in one
        for second in other
        if (relation := _times_relation(first, second)) is not None
    ]
    return min(found, key=lambda one: TIMES_APART.index(one.relation), default=None)


def _times_relation(one: Fact, other: Fact) -> str | None:
    """How two times lie: calendar days, months and years with each other, begins and ends with each other."""
    if one["kind"] == other["kind"] == "edge":
        return _edges(one["means"], other["means"])
    if one["kind"] not in CALENDAR or other["kind"] not in CALENDAR:
        return None
    mine, theirs = ((time["from_day"], time["to_day"]) for time in (one, other))
    if pd.isna([*mine, *theirs]).any():
        return None
    if mine == theirs:
        return "same"
    return "overlap" if max(mine[0], theirs[0]) < min(mine[1], theirs[1]) else "apart"


def _edges(one: str, other: str) -> str | None:
    """The same begin or end, or another one of the same thing, by the last word of what it means."""
    if one.rsplit(" ", 1)[-1] != other.rsplit(" ", 1)[-1]:
        return None
    return "same" if one == other else "other edge"


def _times(tokens: Tokens) -> tuple[pd.DataFrame, bool]:
    """The times of two articles; one without a date is taken to be of the first day of the other, if any has one."""
    found = times(tokens)
    if "date_start" not in tokens.articles:
        return found, False
    dated = tokens.articles["date_start"].notna().to_numpy()
    if dated.sum() != 1:
        return found, False
    undated = tokens.take(np.flatnonzero(~dated))
    assumed = times(undated, published=tokens.articles["date_start"].to_numpy()[dated][0])
    kept = found[found["article"] != undated.names[0]]
    return pd.concat([kept, assumed], ignore_index=True), True
