"""Articles → those of one publisher that are versions of each other, and what changed from one to the next."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.frames import DUPLICATES, VERSION_SUMMARY, VERSIONS, without_zone
from leesbril.passages._encoded import encoded_words
from leesbril.passages._matches import implementation
from leesbril.passages.revisions import (
    ADDED,
    CHANGED,
    DROPPED,
    HEADING,
    KEPT,
    MOVED,
    Revision,
    Sentence,
    Step,
    revision,
    sentences_of,
)
from leesbril.passages.shared import MAX_GAP, MIN_WORDS, WIDESPREAD_ARTICLES, checked_search, rows_of
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

LEAST_SHARE = 0.5
"""Share of the rarity of either article that is in passages they share, from which they are versions of one."""
LEAST_NAMED = 0.2
"""Share of the rarity of the shorter one, for two with one id, web address or title: a first report that grew."""
DAYS = 7
"""Most days between versions: reports that recur, such as those of dividends, are as alike months apart. An update of
a page, with one id or web address, may come at any time."""
BEFORE, UNDECIDED = "before", "cannot be decided"


class Pair(NamedTuple):
    """Two articles, by their numbers, that are consecutive versions; `decided` if the first is the earlier."""

    a: int
    b: int
    decided: bool


def article_versions(
    articles: pd.DataFrame | Tokens,
    duplicates: pd.DataFrame | None = None,
    *,
    by: str | None = "publisher",
    least_share: float = LEAST_SHARE,
    days: float | None = DAYS,
    boilerplate: str = "drop",
    language: str | None = None,
) -> pd.DataFrame:
    """What was added, dropped, changed and moved from each version of an article to the next.

    One row per change, in the order of the later version. Columns `article_a` (the earlier), `article_b` (the later),
    `order` (*before*, or *cannot be decided*: then each pair is listed in both directions), `part` (heading or text),
    `change` (added, dropped, changed or moved), `moved` (whether it stands elsewhere among what both have; a changed
    sentence may), `paragraph_a`, `start_a`, `end_a`, `paragraph_b`, `start_b`, `end_b` (paragraph from 1 and character
    offsets, end excluded; missing where it does not stand; paragraph 0 is the title of the column, and its offsets are
    those in the title), `words_a`, `words_b`, `same` (words that both have there), `text_a`, `text_b`, `only_a`,
    `only_b` (the words that the other does not have there; runs are separated by " … ").

    Sentences are compared, in lower case and without punctuation: equal ones are matched wherever they stand, so that a
    moved paragraph is *moved* and not dropped and added; of the others those are *changed* that have half of their
    words in common (Dice), also if one was split in two; what is left was *added* or *dropped*. Sentences that moved
    together are one row. Headings are compared with headings. What was changed says not why, nor that it was wrong.

    Versions are articles with the same value in the column `by` that share passages with `least_share` of the rarity of
    each (see `coverage`); or with a fifth of that of one, if they also have one id (x and x (2)), web address or
    title. Between them are at most `days` days (None: any number) by their dates, if these are known and neither id nor
    address is the same. Every dated article is compared with the latest one that is certainly before it (dates are
    intervals, as in `order`), and where an order cannot be decided with the most alike; an article without a date with
    the most alike only. With `duplicates`, the frame of that function, its sets are the versions, and no others are
    sought. `boilerplate` as in `shared_passages`. Two equal texts have no row.

    >>> first = "De brand kostte drie mensen het leven. De politie zoekt door."
    >>> toy = pd.DataFrame({"text": [first, first.replace("drie", "vijf") + " Er is een verdachte."], "language": "nl"})
    >>> toy["date_start"] = pd.to_datetime(["2024-05-01", "2024-05-02"])
    >>> found = article_versions(toy.assign(date_end=toy["date_start"] + pd.Timedelta(days=1)))
    >>> found[["article_a", "article_b", "order", "change", "only_a", "only_b"]].fillna("").values.tolist()
    [[0, 1, 'before', 'changed', 'drie', 'vijf'], [0, 1, 'before', 'added', '', 'Er is een verdachte']]
    """
    if not 0 < least_share <= 1:
        raise ValueError(f"least_share must be above 0, at most 1; received {least_share!r}.")
    if days is not None and (isinstance(days, bool) or not isinstance(days, int | float) or days < 0):
        raise ValueError(f"days must be a number, 0 or more, or None for any; received {days!r}.")
    tokens = as_tokens(articles, language=language)
    pairs = _consecutive(tokens, _versions(tokens, duplicates, by, (least_share, days), boilerplate))
    rows = []
    for pair, found in _revisions(tokens, pairs, boilerplate):
        rows += _rows(tokens, pair, found)
    named = VERSIONS.of_rows(rows, names="int64")
    for side in "ab":
        named[f"article_{side}"] = tokens.names.take(named[f"article_{side}"].to_numpy("int64"))
    return VERSIONS.typed(named, names=tokens.names.dtype)


def summarise_versions(
    articles: pd.DataFrame | Tokens, versions: pd.DataFrame, *, boilerplate: str = "drop", language: str | None = None
) -> pd.DataFrame:
    """How much of each version is in the next, and how many words were added, dropped, changed and moved.

    Takes the articles and the frame of `article_versions` for them. One row per pair that has a change, in its order.
    Columns `article_a`, `article_b`, `order`, `days_least` (by their dates; missing where the order cannot be decided),
    `words_a`, `words_b` (title included), `kept` (words that stay in their place, in changed sentences too), `moved`
    (the same, elsewhere), `dropped`, `added` (words of whole sentences), `changed_a`, `changed_b` (words of changed
    sentences that the other does not have there), `sentences` (number of changed ones), `share_kept` (`kept` + `moved`,
    of `words_a`), `heading_changed`. So words_a = kept + moved + dropped + changed_a, and words_b = kept + moved +
    added + changed_b.

    >>> first = "De brand kostte drie mensen het leven. De politie zoekt door."
    >>> toy = pd.DataFrame({"text": [first, first.replace("drie", "vijf") + " Er is een verdachte."], "language": "nl"})
    >>> summarise_versions(toy, article_versions(toy))[["words_a", "kept", "changed_a", "dropped"]].values.tolist()
    [[11, 10, 1, 0], [15, 10, 1, 4]]
    """
    if not isinstance(versions, pd.DataFrame):
        raise TypeError(f"versions must be the frame of article_versions; received {type(versions).__name__}.")
    needed = VERSIONS.named("article_a", "article_b", "order", "part", "change", "moved", "words_a", "words_b", "same")
    if missing := [column for column in needed if column not in versions]:
        raise ValueError(f"versions lacks the columns {missing}; it has {list(versions.columns)}.")
    tokens = as_tokens(articles, language=language)
    rows = {side: rows_of(tokens.names, versions[f"article_{side}"]) for side in "ab"}
    used = sorted(set(rows["a"].tolist()) | set(rows["b"].tolist()))
    read = sentences_of(tokens, used, boilerplate=boilerplate)
    words = {row: sum(len(sentence.words) for sentence in own) for row, own in zip(used, read, strict=True)}
    dates = _Dates.of(tokens.articles)
    told = []
    for key, own in versions.groupby(rows["a"] * len(tokens) + rows["b"], sort=False):
        a, b = divmod(int(str(key)), len(tokens))
        told.append((a, b, *_summed(own, words[a], words[b], dates.days_between(a, b))))
    found = VERSION_SUMMARY.of_rows(told, names="int64")
    for side in "ab":
        found[f"article_{side}"] = tokens.names.take(found[f"article_{side}"].to_numpy("int64"))
    return VERSION_SUMMARY.typed(found, names=tokens.names.dtype)


def _summed(own: pd.DataFrame, words_a: int, words_b: int, days: float | None) -> tuple[Any, ...]:
    """The values of one pair, behind its names."""
    change = own["change"]
    dropped, added = (
        int(own.loc[change == kind, f"words_{side}"].sum()) for kind, side in ((DROPPED, "a"), (ADDED, "b"))
    )
    changed = own[change == CHANGED]
    changed_a, changed_b = (int((changed[f"words_{side}"] - changed["same"]).sum()) for side in "ab")
    moved = int(own.loc[own["moved"], "same"].sum())
    kept = words_a - moved - dropped - changed_a
    order = own["order"].iloc[0]
    return (
        order,
        days if order == BEFORE else None,
        words_a,
        words_b,
        kept,
        moved,
        dropped,
        added,
        changed_a,
        changed_b,
        len(changed),
        (kept + moved) / words_a if words_a else None,
        bool(((own["part"] == HEADING) & (change != MOVED)).any()),
    )


def revision_of(tokens: Tokens, a: int, b: int, *, boilerplate: str = "drop") -> Revision:
    """What became of article `a` in article `b`, both by their numbers among the tokens."""
    one, other = sentences_of(tokens, [a, b], boilerplate=boilerplate)
    return revision(one, other)


def is_before(articles: pd.DataFrame, a: int, b: int) -> bool:
    """Whether the date of article `a` certainly ends before that of `b` begins; both by their numbers."""
    return _Dates.of(articles).before(a, b)


def _versions(
    tokens: Tokens,
    duplicates: pd.DataFrame | None,
    by: str | None,
    limits: tuple[float, float | None],
    boilerplate: str,
) -> dict[tuple[int, int], float]:
    """The pairs of articles that are versions of one, with the rarity of what they share."""
    if duplicates is not None:
        return _of_sets(tokens, duplicates)
    search = checked_search(MIN_WORDS, MAX_GAP, 1.0, WIDESPREAD_ARTICLES)
    words = encoded_words(tokens, columns=[*([by] if by else []), "url", "title"], boilerplate=boilerplate)
    chosen = implementation(words, search)
    pairs = chosen.candidates()
    if by and by in words.articles:
        among = pd.factorize(words.articles[by])[0]
        pairs = pairs[among[pairs[:, 0]] == among[pairs[:, 1]]]
    found = chosen.align(pairs, only_widespread=False)
    keys, number = np.unique(found.row_a * len(tokens) + found.row_b, return_inverse=True)
    rows = np.stack(np.divmod(keys, max(len(tokens), 1)), axis=1)
    bits = np.bincount(number, np.where(found.widespread, 0, found.bits), minlength=len(keys))
    shares = np.sort(bits[:, None] / np.maximum(words.rarity(), 1e-9)[rows], axis=1)
    named = _Named.of(words.names, words.articles)
    dates, (least_share, days), versions = _Dates.of(tokens.articles), limits, {}
    for place in np.flatnonzero(shares[:, 1] >= min(LEAST_NAMED, least_share)).tolist():
        a, b = rows[place].tolist()
        if days is not None and dates.apart(a, b) > days and not named.one_page(a, b):
            continue
        if shares[place, 0] >= least_share or (shares[place, 1] >= LEAST_NAMED and named.alike(a, b)):
            versions[a, b] = round(float(bits[place]), 6)
    return versions


def _of_sets(tokens: Tokens, duplicates: pd.DataFrame) -> dict[tuple[int, int], float]:
    """All pairs of the articles of a set; the rarer what they share need not be known, so they are equally alike."""
    if not isinstance(duplicates, pd.DataFrame):
        raise TypeError(f"duplicates must be the frame of that function; received {type(duplicates).__name__}.")
    if missing := [column for column in DUPLICATES.named("set", "article") if column not in duplicates]:
        raise ValueError(f"duplicates lacks the columns {missing}; it has {list(duplicates.columns)}.")
    known = duplicates[duplicates["article"].isin(tokens.names)]
    rows = pd.Series(rows_of(tokens.names, known["article"]))
    pairs: dict[tuple[int, int], float] = {}
    for _, own in rows.groupby(known["set"].to_numpy()):
        members = sorted(own.tolist())
        pairs |= {(a, b): 0.0 for place, a in enumerate(members) for b in members[place + 1 :]}
    return pairs


class _Named(NamedTuple):
    """The id without its number, the web address and the title of each article; empty where there is none."""

    columns: list[list[str]]
    pages: list[list[str]]

    @classmethod
    def of(cls, names: pd.Index, articles: pd.DataFrame) -> "_Named":
        found = {"id": [re.sub(r" \(\d+\)$", "", str(name)) for name in names]}
        for column in ("url", "title"):
            if column in articles:
                told = (value if isinstance(value, str) else "" for value in articles[column])
                found[column] = [" ".join(value.split()).casefold() for value in told]
        return cls([*found.values()], [values for column, values in found.items() if column != "title"])

    def alike(self, a: int, b: int) -> bool:
        """Whether two articles have one of the three in common."""
        return any(column[a] and column[a] == column[b] for column in self.columns)

    def one_page(self, a: int, b: int) -> bool:
        """Whether two articles have one id or web address."""
        return any(column[a] and column[a] == column[b] for column in self.pages)


class _Dates(NamedTuple):
    """Start and end of the date of each article, in microseconds; None where it is not known."""

    edges: list[tuple[int, int] | None]

    @classmethod
    def of(cls, articles: pd.DataFrame) -> "_Dates":
        if not {"date_start", "date_end"} <= set(articles.columns):
            return cls([None] * len(articles))
        dates = [without_zone(articles[f"date_{edge}"]).astype("datetime64[us]") for edge in ("start", "end")]
        known = (dates[0].notna() & dates[1].notna()).tolist()
        values = zip(known, *(column.astype("int64").tolist() for column in dates), strict=True)
        return cls([(start, end) if there else None for there, start, end in values])

    def before(self, a: int, b: int) -> bool:
        """Whether article a is certainly before article b."""
        one, other = self.edges[a], self.edges[b]
        return one is not None and other is not None and one[1] <= other[0]

    def apart(self, a: int, b: int) -> float:
        """The least number of days between two articles; 0 where it is not known."""
        return self.days_between(a, b) or self.days_between(b, a) or 0

    def days_between(self, a: int, b: int) -> float | None:
        """The least number of days from a to b; None if a is not certainly before b."""
        one, other = self.edges[a], self.edges[b]
        return (other[0] - one[1]) / 86_400_000_000 if one and other and one[1] <= other[0] else None


def _consecutive(tokens: Tokens, versions: dict[tuple[int, int], float]) -> list[Pair]:
    """The pairs of consecutive versions, by the group of articles that are linked, in order of date."""
    dates, names, linked = _Dates.of(tokens.articles), [str(name) for name in tokens.names], _linked(versions)
    pairs = []
    for members in linked:
        # Articles that begin at one time stand in the order of their names, whatever that of the rows.
        dated = sorted((row for row in members if dates.edges[row]), key=lambda row: (dates.edges[row], names[row]))
        own: list[Pair] = []
        for place, row in enumerate(dated):
            earlier = [other for other in dated[:place] if dates.before(other, row)]
            if earlier:
                last = max((dates.edges[other] or (0, 0))[::-1] for other in earlier)
                latest = [other for other in earlier if (dates.edges[other] or (0, 0))[::-1] == last]
                own.append(Pair(_nearest(row, latest, versions, names), row, True))
            if unsure := [other for other in dated[:place] if other not in earlier]:
                own.append(Pair(_nearest(row, unsure, versions, names), row, False))
        undated = sorted((row for row in members if not dates.edges[row]), key=lambda row: names[row])
        for place, row in enumerate(undated):
            if others := [*dated, *undated[:place]]:
                own.append(Pair(_nearest(row, others, versions, names), row, False))
        pairs += own
    both = []
    for pair in pairs:
        both += [pair] if pair.decided else [pair, Pair(pair.b, pair.a, False)]
    return both


def _nearest(row: int, others: list[int], versions: dict[tuple[int, int], float], names: list[str]) -> int:
    """Of some articles the one that shares most with an article; of several the last by name."""

    def shared(other: int) -> float:
        return versions.get((min(row, other), max(row, other)), -1.0)

    return max(others, key=lambda other: (shared(other), names[other]))


def _linked(versions: dict[tuple[int, int], float]) -> list[list[int]]:
    """The groups of articles that are linked as versions, in the order of their first article."""
    group: dict[int, list[int]] = {}
    for a, b in sorted(versions):
        one, other = group.setdefault(a, [a]), group.setdefault(b, [b])
        if one is not other:
            one += other
            group |= dict.fromkeys(other, one)
    groups = {id(members): sorted(members) for members in group.values()}
    return sorted(groups.values())


def _revisions(tokens: Tokens, pairs: list[Pair], boilerplate: str) -> Iterable[tuple[Pair, Revision]]:
    """What changed in each pair; every article is read once."""
    rows = sorted({row for pair in pairs for row in (pair.a, pair.b)})
    if not rows:
        return
    read = dict(zip(rows, sentences_of(tokens, rows, boilerplate=boilerplate), strict=True))
    for pair in pairs:
        yield pair, revision(read[pair.a], read[pair.b])


def _rows(tokens: Tokens, pair: Pair, found: Revision) -> list[tuple[Any, ...]]:
    """One row per change of a pair of versions."""
    titles = tokens.articles.get("title")
    sides: list[tuple[list[Sentence], str, Any]] = []
    for sentences, row in ((found.a, pair.a), (found.b, pair.b)):
        sides.append((sentences, tokens.texts.iloc[row], None if titles is None else titles.iloc[row]))
    rows = []
    for step in _together(found):
        own = step.a, step.b
        stands = [_place(sentences, at) for (sentences, *_), at in zip(sides, own, strict=True)]
        words = [_words(sentences, at) for (sentences, *_), at in zip(sides, own, strict=True)]
        written = [_written(*side, at) for side, at in zip(sides, own, strict=True)]
        only = [step.only_a, step.only_b]
        if step.change in (ADDED, DROPPED):
            only = [((0, len(places)),) for places in words]
        same = len(words[0]) - sum(end - start for start, end in only[0])
        parts = [_runs(*side, at, spans) for side, at, spans in zip(sides, own, only, strict=True)]
        first = found.a[step.a.start] if step.a else found.b[step.b.start]
        rows.append(
            (
                *(pair.a, pair.b, BEFORE if pair.decided else UNDECIDED, first.part, step.change, step.moved),
                *stands[0],
                *stands[1],
                *(len(words[0]), len(words[1]), same),
                *written,
                *parts,
            )
        )
    return rows


def _together(found: Revision) -> list[Step]:
    """The steps but for what was kept; sentences of one part that moved together are one."""
    steps: list[Step] = []
    for step in found.steps:
        last = steps[-1] if steps else None
        if (
            last is not None
            and step.change == last.change == MOVED
            and (step.a.start, step.b.start) == (last.a.stop, last.b.stop)
            and found.a[step.a.start].part == found.a[last.a.start].part
            and bool(found.a[step.a.start].paragraph) == bool(found.a[last.a.start].paragraph)
        ):
            steps[-1] = last._replace(a=range(last.a.start, step.a.stop), b=range(last.b.start, step.b.stop))
        elif step.change != KEPT:
            steps.append(step)
    return steps


def _place(sentences: list[Sentence], at: range) -> tuple[int | None, int | None, int | None]:
    """Paragraph, start and end of some sentences."""
    return (sentences[at.start].paragraph, sentences[at.start].start, sentences[at.stop - 1].end) if at else (None,) * 3


def _words(sentences: list[Sentence], at: range) -> list[tuple[int, int]]:
    """The places of the words of some sentences."""
    return [place for i in at for place in zip(sentences[i].starts, sentences[i].ends, strict=True)]


def _written(sentences: list[Sentence], text: str, title: Any, at: range) -> str | None:
    """Some sentences as they are written, with single spaces."""
    if not at:
        return None
    source = text if sentences[at.start].paragraph else title
    return " ".join(source[sentences[at.start].start : sentences[at.stop - 1].end].split())


def _runs(sentences: list[Sentence], text: str, title: Any, at: range, spans: Iterable[tuple[int, int]]) -> str | None:
    """Runs of words as they are written."""
    if not at:
        return None
    source, places = text if sentences[at.start].paragraph else title, _words(sentences, at)
    return " … ".join(" ".join(source[places[start][0] : places[end - 1][1]].split()) for start, end in spans) or None
