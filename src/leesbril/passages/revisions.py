"""Two versions of one article → what was added, dropped, changed or moved, sentence by sentence."""

import zlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.passages.differences import Span, differences
from leesbril.text.spelling import folded
from leesbril.tokenisation.boilerplate import compared
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

HEADING, TEXT = "heading", "text"
KEPT, CHANGED, ADDED, DROPPED, MOVED = "kept", "changed", "added", "dropped", "moved"
LEAST_ALIKE = 0.5
"""Share of the words of two sentences together that both have from which the one is the other, changed (Dice 1945)."""
MOST_COPIES = 8
"""A sentence that stands in an article more often is matched copy by copy: bounds the work."""
_WEIGHT = 1 << 32


class Sentence(NamedTuple):
    """A sentence or heading: its place in the text, and its words in lower case with their places.

    `paragraph` counts from 1; the title of the column is paragraph 0, and its places are those in the title.
    """

    part: str
    paragraph: int
    start: int
    end: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Step(NamedTuple):
    """Sentences of the one version and those of the other (ranges of numbers) that are the same, or one changed.

    Without a range on one side they were added or dropped. `moved`: they stand elsewhere among what both have.
    `only_a` and `only_b` are the ranges of words that the other does not have at this place; words are numbered
    through the range.
    """

    change: str
    a: range
    b: range
    moved: bool = False
    only_a: tuple[Span, ...] = ()
    only_b: tuple[Span, ...] = ()


class Revision(NamedTuple):
    """The sentences of two versions of an article, and the steps between them in the order of the second.

    What was dropped stands behind what it followed. Every sentence with words is in one step.
    """

    a: list[Sentence]
    b: list[Sentence]
    steps: list[Step]


def revision(a: list[Sentence], b: list[Sentence]) -> Revision:
    """What became of the sentences of version `a` in version `b`.

    Sentences with equal words are matched first: those in the heaviest common order stay, others are *moved*. Of what
    is left, the most alike are matched from `LEAST_ALIKE` on, and those are *changed*; a sentence beside them joins, if
    that makes the two sides more alike, as where one was split in two. The headline of the one is that of the other.
    """
    pairs = _equal(a, b)
    pairs += _alike(a, b, {i for i, _ in pairs}, {j for _, j in pairs})
    pairs += _headlines(a, b, {i for i, _ in pairs}, {j for _, j in pairs})
    matched = _joined(a, b, pairs)
    stays = _in_order(matched, [_weight(a, b, step) for step in matched])
    steps = [
        Step(_kind(a, b, at, to, number in stays), at, to, number not in stays)
        for number, (at, to) in enumerate(matched)
    ]
    left_a = set(range(len(a))) - {i for step in steps for i in step.a}
    left_b = set(range(len(b))) - {j for step in steps for j in step.b}
    steps += [Step(DROPPED, range(i, i + 1), range(0)) for i in left_a]
    steps += [Step(ADDED, range(0), range(j, j + 1)) for j in left_b]
    return Revision(a, b, _with_words(a, b, ordered(steps)))


def sentences_of(tokens: Tokens, rows: Iterable[int], *, boilerplate: str = "drop") -> list[list[Sentence]]:
    """The sentences with words of some articles, in text order; the title of the column first, if there is one.

    `rows` are their numbers. A title that is also the first heading in the text of its article is left out.
    """
    chosen = compared(tokens.take(np.array(list(rows), dtype=np.int64)), boilerplate)
    titles = _titles(chosen)
    found = []
    for row, own in enumerate(_read(chosen)):
        first = own[0].words if own and own[0].part == HEADING else None
        title = titles.get(row)
        found.append(own if title is None or title.words == first else [title, *own])
    return found


def _read(tokens: Tokens) -> list[list[Sentence]]:
    """The sentences with words in the text of each article."""
    import polars as pl

    view = tokens.view()
    places, which = view.spread(tokens.codes)
    words = folded(pl.Series(view.table["token"][which].to_list(), dtype=pl.String)).to_list()
    starts = tokens.starts[places].astype(np.int64) + view.offsets[which]
    ends = (starts + view.lengths[which]).tolist()
    edges = np.append(np.searchsorted(places, tokens.first_words), len(words)).tolist()
    spans, found = tokens.spans, []
    told = zip(spans.heading.tolist(), spans.paragraph.tolist(), spans.start.tolist(), spans.end.tolist(), strict=True)
    listed, starts = list(told), starts.tolist()
    for row in range(len(tokens)):
        own = []
        for number in range(int(spans.first[row]), int(spans.first[row + 1])):
            heading, paragraph, start, end = listed[number]
            at = slice(edges[number], edges[number + 1])
            if at.start < at.stop:
                said = tuple(words[at]), tuple(starts[at]), tuple(ends[at])
                own.append(Sentence(HEADING if heading else TEXT, paragraph, start, end, *said))
        found.append(own)
    return found


def _titles(tokens: Tokens) -> dict[int, Sentence]:
    """The titles of the column, by the number of the article."""
    if "title" not in tokens.articles:
        return {}
    written = tokens.articles["title"].reset_index(drop=True)
    written = written[[isinstance(title, str) and bool(title.strip()) for title in written]].astype("str")
    if written.empty:
        return {}
    read = _read(as_tokens(pd.DataFrame({"text": written}), language=tokens.language))
    return {int(row): _title(own) for row, own in zip(written.index, read, strict=True) if own}


def _title(lines: list[Sentence]) -> Sentence:
    """The lines of a title as one heading."""
    words = tuple(word for line in lines for word in line.words)
    starts = tuple(place for line in lines for place in line.starts)
    ends = tuple(place for line in lines for place in line.ends)
    return Sentence(HEADING, 0, lines[0].start, lines[-1].end, words, starts, ends)


def _equal(a: list[Sentence], b: list[Sentence]) -> list[tuple[int, int]]:
    """The pairs of equal sentences: those in the heaviest common order first, then the others, copy by copy."""
    in_a, in_b = _by_words(a), _by_words(b)
    candidates: list[tuple[range, range]] = []
    for key, places in in_a.items():
        others = in_b.get(key, [])
        few = max(len(places), len(others)) <= MOST_COPIES
        both = ((i, j) for i in places for j in others) if few else zip(places, others, strict=False)
        candidates += [(range(i, i + 1), range(j, j + 1)) for i, j in both]
    kept = _in_order(candidates, [_weight(a, b, pair) for pair in candidates])
    pairs = [(candidates[number][0][0], candidates[number][1][0]) for number in kept]
    used_a, used_b = {i for i, _ in pairs}, {j for _, j in pairs}
    for key, places in in_a.items():
        left = [i for i in places if i not in used_a]
        pairs += zip(left, [j for j in in_b.get(key, []) if j not in used_b], strict=False)
    return pairs


def _by_words(sentences: list[Sentence]) -> dict[tuple[str, ...], list[int]]:
    """The numbers of the sentences with each wording; a line that is a heading here may be the last line there."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        found[sentence.words].append(number)
    return found


def _alike(a: list[Sentence], b: list[Sentence], used_a: set[int], used_b: set[int]) -> list[tuple[int, int]]:
    """The pairs of sentences left that are alike, the most alike first; each is in one pair."""
    holding: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for j, sentence in enumerate(b):
        if j not in used_b:
            for word in _numbered(sentence):
                holding[word].append(j)
    found = []
    for i, sentence in enumerate(a):
        if i in used_a:
            continue
        both = Counter(j for word in _numbered(sentence) for j in holding.get(word, ()))
        for j, shared in both.items():
            alike = 2 * shared / (len(sentence.words) + len(b[j].words))
            if alike >= LEAST_ALIKE:
                # Two pairs that have one sentence in common differ in i + j, so the order is that of b and a too.
                found.append((-alike, abs(i * len(b) - j * len(a)), i + j, i, j))
    pairs, taken_a, taken_b = [], set(), set()
    for *_, i, j in sorted(found):
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            pairs.append((i, j))
    return pairs


def _numbered(sentence: Sentence) -> Iterator[tuple[str, str, int]]:
    """The words of a sentence, each with how often it stood before in it, and its part: headings are apart."""
    seen: Counter[str] = Counter()
    for word in sentence.words:
        yield sentence.part, word, seen[word]
        seen[word] += 1


def _headlines(a: list[Sentence], b: list[Sentence], used_a: set[int], used_b: set[int]) -> list[tuple[int, int]]:
    """The headlines, if both versions have one and neither is matched."""
    both = bool(a and b and a[0].part == b[0].part == HEADING)
    return [(0, 0)] if both and 0 not in used_a and 0 not in used_b else []


def _joined(a: list[Sentence], b: list[Sentence], pairs: list[tuple[int, int]]) -> list[tuple[range, range]]:
    """The pairs as ranges; a sentence that is left joins the pair beside it that becomes more alike by it."""
    matched = {(i, j): [range(i, i + 1), range(j, j + 1)] for i, j in sorted(pairs)}
    free = [set(range(len(a))) - {i for i, _ in pairs}, set(range(len(b))) - {j for _, j in pairs}]
    texts, unequal = (a, b), {pair: own for pair, own in matched.items() if a[pair[0]].words != b[pair[1]].words}
    while joins := _joins(texts, free, unequal):
        *_, key, side, at = min(joins)
        own = matched[key][side]
        matched[key][side] = range(min(own.start, at), max(own.stop, at + 1))
        free[side].discard(at)
    return [(at, to) for at, to in matched.values()]


def _joins(
    texts: tuple[list[Sentence], list[Sentence]], free: list[set[int]], unequal: dict[tuple[int, int], list[range]]
) -> list[tuple[float, int, tuple[str, ...], tuple[int, int], int, int]]:
    """The sentences that would make a pair beside them more alike, with how alike it would be (below 0)."""
    found = []
    for key, ranges in unequal.items():
        now = _dice(texts, ranges)
        near = [(side, at) for side in (0, 1) for at in (ranges[side].start - 1, ranges[side].stop)]
        for side, at in near:
            if at not in free[side] or not _beside(texts[side][at], texts[side][ranges[side].start]):
                continue
            more = [*ranges]
            more[side] = range(min(ranges[side].start, at), max(ranges[side].stop, at + 1))
            if (then := _dice(texts, more)) > now:
                found.append((-then, sum(key), texts[side][at].words, key, side, at))
    return found


def _beside(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences may be one range: of one part, and both in the title or both in the text."""
    return one.part == other.part and bool(one.paragraph) == bool(other.paragraph)


def _dice(texts: tuple[list[Sentence], list[Sentence]], ranges: list[range]) -> float:
    one, other = (
        Counter(word for at in own for word in text[at].words) for text, own in zip(texts, ranges, strict=True)
    )
    return 2 * (one & other).total() / (one.total() + other.total())


def _weight(a: list[Sentence], b: list[Sentence], pair: tuple[range, range]) -> int:
    """How much stays if this pair does: the words of both sides; what is equally long is decided by its letters."""
    words = [_words(text, own) for text, own in zip((a, b), pair, strict=True)]
    letters = sum(zlib.crc32(" ".join(side).encode("utf-8", "surrogatepass")) >> 10 for side in words)
    return (len(words[0]) + len(words[1])) * _WEIGHT + letters


def _words(sentences: list[Sentence], own: range) -> list[str]:
    return [word for at in own for word in sentences[at].words]


def _in_order(pairs: list[tuple[range, range]], weights: list[int]) -> set[int]:
    """The numbers of the pairs of the heaviest chain that is in order on both sides (a heaviest common subsequence)."""
    order = sorted(range(len(pairs)), key=lambda number: (pairs[number][0].start, -pairs[number][1].start))
    # `ends` are the places in b of the chains so far, `heavy` their weights: both rise, so that none is worse in both.
    ends: list[int] = []
    heavy: list[int] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for number in order:
        end = pairs[number][1].start
        place = bisect_left(ends, end)
        before[number] = last[place - 1] if place else None
        weight = weights[number] + (heavy[place - 1] if place else 0)
        if place < len(ends) and ends[place] == end and heavy[place] >= weight:
            continue
        stop = place
        while stop < len(ends) and heavy[stop] <= weight:
            stop += 1
        ends[place:stop], heavy[place:stop], last[place:stop] = [end], [weight], [number]
    chain, at = set(), last[-1] if last else None
    while at is not None:
        chain.add(at)
        at = before[at]
    return chain


def _kind(a: list[Sentence], b: list[Sentence], at: range, to: range, stays: bool) -> str:
    if _words(a, at) != _words(b, to):
        return CHANGED
    return KEPT if stays else MOVED


def ordered(steps: list[Step]) -> list[Step]:
    """The steps in the order of b, those without sentences of b behind the sentence of a that they followed there."""
    place = {i: step.b.start for step in steps if step.b and not step.moved for i in step.a}
    behind: dict[int, float] = {}
    reached: float = -1
    for i in range(max((step.a.stop for step in steps if step.a), default=0)):
        reached = place.get(i, reached)
        behind[i] = reached + 0.5
    return sorted(
        steps, key=lambda step: (step.b.start if step.b else behind[step.a.start], step.a.start if step.a else -1)
    )


def _with_words(a: list[Sentence], b: list[Sentence], steps: list[Step]) -> list[Step]:
    """The steps with the ranges of words that differ; the same whichever version is called a."""
    changed = [(_words(a, step.a), _words(b, step.b)) for step in steps if step.change == CHANGED]
    turned = [one > other for one, other in changed]
    found = differences([both[::-1] if turn else both for both, turn in zip(changed, turned, strict=True)])
    spans = iter([both[::-1] if turn else both for both, turn in zip(found, turned, strict=True)])
    told = []
    for step in steps:
        if step.change == CHANGED:
            only_a, only_b = next(spans)
            step = step._replace(only_a=tuple(only_a), only_b=tuple(only_b))
        told.append(step)
    return told
