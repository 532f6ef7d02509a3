"""Articles → the clues to their day of publication, and what all of them leave of it."""

from typing import Any

import pandas as pd

from leesbril.dates.order import places
from leesbril.facts._clues.assumptions import Assumed
from leesbril.facts._clues.clues import HEADER, WEEKDAY, Clue
from leesbril.facts._clues.dated import Dated, dated
from leesbril.facts._clues.narrowing import Narrowed, alternatives, origin
from leesbril.facts._clues.ties import with_ties
from leesbril.facts._times.days import Days, hull, moments, written
from leesbril.frames import DATE_CLUES, DATED_BY_CLUES, without_zone
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

NO_YEAR = "in a year that no clue tells"


def date_clues(
    articles: Articles | Tokens,
    events: pd.DataFrame | None = None,
    *,
    pairs: pd.DataFrame | None = None,
    language: str | None = None,
) -> pd.DataFrame:
    """Every clue to the day of publication of an article, with the days that each of its readings leaves.

    One row per clue and reading, in text order: `article`, `sentence`, `start`, `end`, `written` (place and words;
    missing for the date that the article has), `kind`, `alternative` (the reading, if there are several),
    `date_start`, `date_end` (excluded; missing where there is no bound) and `hangs_on`. The kinds are `header` (the
    date of the article), `named` (a day, month or year that the text names), `calendar` (a feast), `event` (of
    `events`), `tied` (another article of `pairs`), and `weekday`: what an assumption would leave, which
    `dated_by_clues` does not take for granted. A calendar leaves days in every year; these are listed if the other
    clues bound the publication on both sides, else one row without days says so.

    `events` are known events: columns `date` (a day, month or year) and `words`, all of which stand in a sentence about
    the event (`moskee vernietig*`). `pairs` (`article_a`, `article_b`) are articles that may speak of one event. What
    is in quotation marks, in boilerplate or in a line such as *bijgewerkt op* is no clue. Raises TypeError, KeyError or
    ValueError for events, pairs or languages that cannot be read.

    >>> toy = pd.DataFrame({"text": ["In maart 2017 begon de bouw. Morgen is het Koningsdag."], "language": "nl"})
    >>> date_clues(toy)[["written", "kind", "date_start"]].astype(str).values.tolist()
    [['In maart 2017', 'named', '2017-03-01'], ['Morgen', 'calendar', nan]]
    """
    found = dated_with(as_tokens(articles, language=language), events, pairs)
    assumed = found.assumed()
    rows = [
        row for number, left in found.left.items() for row in _rows(found, found.clues[number], left, assumed[number])
    ]
    return _typed(found, DATE_CLUES, rows)


def dated_by_clues(
    articles: Articles | Tokens,
    events: pd.DataFrame | None = None,
    *,
    pairs: pd.DataFrame | None = None,
    language: str | None = None,
) -> pd.DataFrame:
    """What all clues together leave of the day of publication of each article.

    Index `article`; columns `date_start`, `date_end` (excluded; missing where there is no bound), `date_origin` (`clue`
    where clues narrowed the date, else its own origin), `alternatives` (what each combination of readings leaves),
    `assuming` (what an assumption would leave, in words), `contradiction` (clues that cannot all be true; then the
    article keeps the date that it had) and `clues` (how many bound the date). Alternatives are never chosen from:
    `date_start` and `date_end` hold all of them. Arguments and errors as for `date_clues`.

    >>> toy = pd.DataFrame({"text": ["In maart 2017 begon de bouw."], "language": "nl"}, index=["a"])
    >>> dated_by_clues(toy)[["date_start", "date_origin"]].astype(str).values.tolist()
    [['2017-03-01', 'clue']]
    """
    found = dated_with(as_tokens(articles, language=language), events, pairs)
    assumed, names = found.assumed(), found.source.tokens.names
    own = [_header(clues) for clues in found.clues.values()]
    days = [hull(left.days) if left.days else one for left, one in zip(found.left.values(), own, strict=True)]
    origins = _origins(found.source.tokens)
    frame = pd.DataFrame(
        {
            "date_start": moments(None if one is None else one[0] for one in days),
            "date_end": moments(None if one is None else one[1] for one in days),
            "date_origin": [origin(*one) for one in zip(found.left.values(), own, origins, strict=True)],
            "alternatives": [_alternatives(left) for left in found.left.values()],
            "assuming": [_assuming(listed) for listed in assumed],
            "contradiction": [_contradiction(left) for left in found.left.values()],
            "clues": [len(left.used) for left in found.left.values()],
        }
    )
    typed = DATED_BY_CLUES.typed(frame).set_axis(names.rename("article"), axis=0)
    return _within_own_dates(typed, found.source.tokens)


def _within_own_dates(days: pd.DataFrame, tokens: Tokens) -> pd.DataFrame:
    """The days that are left, cut to the hours of the dates that the articles have."""
    if not {"date_start", "date_end"} <= set(tokens.articles):
        return days
    own = tokens.articles[["date_start", "date_end"]].apply(without_zone)
    start, end = days["date_start"], days["date_end"]
    # A comparison with a missing date is false.
    days["date_start"] = start.mask((own["date_start"] > start) | start.isna(), own["date_start"])
    days["date_end"] = end.mask((own["date_end"] < end) | end.isna(), own["date_end"])
    return days


def dated_with(tokens: Tokens, events: pd.DataFrame | None, pairs: pd.DataFrame | None) -> Dated:
    """The clues of articles, with those that tie the articles of pairs."""
    found = dated(tokens, events)
    if pairs is None:
        return found
    a, b = (places(tokens.names, pairs, column).tolist() for column in ("article_a", "article_b"))
    tied = with_ties(found, zip(a, b, strict=True))
    return found._replace(clues={**found.clues, **tied.clues}, left={**found.left, **tied.left})


def _rows(found: Dated, clues: list[Clue], left: Narrowed, assumed: list[Assumed]) -> list[tuple[Any, ...]]:
    """The rows of one article."""
    waiting = {id(clue) for clue in left.waiting}
    dated_ones = {clue[:6]: clue for clue in left.used}
    rows = []
    for clue in clues:
        if id(clue) in waiting:
            rows.append((*_place(found, clue), None, None, None, f"{clue.hangs_on}, {NO_YEAR}"))
            continue
        readings = dated_ones.get(clue[:6], clue).left
        distinct = list(dict.fromkeys((one.reading, one.days) for one in readings))
        label = [reading if len(distinct) > 1 and reading else None for reading, _ in distinct]
        rows += [
            (*_place(found, clue), name, *days, clue.hangs_on) for name, (_, days) in zip(label, distinct, strict=True)
        ]
    for one in assumed:
        place = (one.expression.start, one.expression.end, one.expression.written)
        sentence = found.source.number_in_article(one.expression.sentence, one.expression.row)
        name = found.source.tokens.names[one.expression.row]
        rows += [(name, sentence, *place, WEEKDAY, f"if {one.words}", *days, "weekday rule") for days in one.days]
    return sorted(rows, key=lambda row: -1 if row[2] is None else row[2])


def _place(found: Dated, clue: Clue) -> tuple[Any, ...]:
    """The first six columns of a clue."""
    sentence = None if clue.sentence is None else found.source.number_in_article(clue.sentence, clue.row)
    name = found.source.tokens.names[clue.row]
    return name, sentence, clue.start, clue.end, clue.written or None, clue.kind


def _typed(found: Dated, table: Any, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(table.kinds))
    for name in ("date_start", "date_end"):
        frame[name] = moments(None if pd.isna(day) else int(day) for day in frame[name])
    for name in ("sentence", "start", "end"):
        frame[name] = frame[name].astype("Int64")
    typed: pd.DataFrame = table.typed(frame, names=found.source.tokens.names.dtype)
    return typed


def _header(clues: list[Clue]) -> Days | None:
    return next((clue.left[0].days for clue in clues if clue.kind == HEADER), None)


def _origins(tokens: Tokens) -> list[Any]:
    if "date_origin" not in tokens.articles:
        dated_ones = "date_start" in tokens.articles and "date_end" in tokens.articles
        known = tokens.articles["date_start"].notna() if dated_ones else pd.Series(False, index=tokens.names)
        return ["column" if one else None for one in known]
    return [one if isinstance(one, str) else None for one in tokens.articles["date_origin"]]


def _alternatives(left: Narrowed) -> str | None:
    listed = [] if (known := alternatives(left)) is None else [known]
    feasts = dict.fromkeys(f"{clue.hangs_on}, {NO_YEAR}" for clue in left.waiting)
    return " · ".join([*listed, *feasts]) or None


def _assuming(assumed: list[Assumed]) -> str | None:
    said = (f"{' or '.join(written(days) for days in one.days)}, if {one.words}" for one in assumed)
    return " · ".join(said) or None


def _contradiction(left: Narrowed) -> str | None:
    said = [f"{clue.written or clue.hangs_on} ({' or '.join(_left(clue))})" for clue in left.contradiction]
    return " · ".join(said) or None


def _left(clue: Clue) -> list[str]:
    return list(dict.fromkeys(written(one.days) for one in clue.left[:4]))
