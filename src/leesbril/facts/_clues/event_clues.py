"""Clues from events that the user knows: an article that tells one is not earlier, and may say how long ago it was."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.dates.parsing import parse_date
from leesbril.facts._clues.clues import EVENT, Clue, Left, Source, left_by
from leesbril.facts._times.days import EVER, Days, days_of, written
from leesbril.facts._times.expressions import Expression
from leesbril.facts._times.tense import PAST, cues_of, is_within, quotations, tense_at
from leesbril.tokenisation.tokens import Tokens

DATING = ("weekday", "day", "period", "ago", "month", "date")


class Event(NamedTuple):
    """An event: the words that tell it, all of which stand in a sentence about it, and when it was."""

    words: tuple[str, ...]
    days: Days


def events_of(events: pd.DataFrame | None) -> list[Event]:
    """The events of a frame with the columns `date` and `words`.

    Raises TypeError for what is no frame, KeyError for a missing column, ValueError for a date that cannot be read and
    for an event without words.
    """
    if events is None:
        return []
    if not isinstance(events, pd.DataFrame):
        raise TypeError(f"events must be a frame with the columns date and words; received {type(events).__name__}.")
    if lacking := [name for name in ("date", "words") if name not in events]:
        raise KeyError(f"No column {' or '.join(lacking)} among the events: {', '.join(map(str, events.columns))}.")
    return [_event(date, words) for date, words in zip(events["date"], events["words"], strict=True)]


def _event(date: object, words: object) -> Event:
    interval = parse_date(str(date))
    if interval is None:
        raise ValueError(f'The date of an event must be a day, month or year, such as "2017-06-16"; received {date!r}.')
    listed = tuple(str(words).lower().split()) if isinstance(words, str) else ()
    if not listed:
        raise ValueError(f"The words of an event must stand in the sentences about it; received {words!r}.")
    start, last = days_of(pd.Series([interval.start, interval.end - pd.Timedelta(1, "us")]))
    assert start is not None and last is not None
    return Event(listed, (start, last + 1))


def event_clues(source: Source, events: list[Event]) -> Iterator[Clue]:
    """The clues of all sentences that tell an event."""
    if not events:
        return
    cues = cues_of(source.language.code)
    for event in events:
        for sentence in _sentences_with(source.tokens, event.words):
            row = int(np.searchsorted(source.tokens.spans.first, sentence, side="right") - 1)
            text, start = source.sentence(sentence, row), int(source.tokens.spans.start[sentence])
            if is_within(start, quotations(source.texts[row])):
                continue
            when = [one for one in source.by_sentence.get(sentence, []) if one.kind in DATING]
            past = tense_at(text, 0, len(text), cues) == PAST
            if clue := _clue(event, source, row, sentence, start, text, when, past):
                yield clue


def _clue(
    event: Event, source: Source, row: int, sentence: int, start: int, text: str, when: list[Expression], past: bool
) -> Clue | None:
    told = f"that it tells the event {' '.join(event.words)} of {written(event.days)}"
    place = (row, sentence, start, start + len(text), text)
    usable = [one for one in when if not source.within_quotation(one)]
    if len(when) == 1 and usable and (left := left_by(when[0], source.language, [("", event.days, None)])):
        return Clue(*place, EVENT, tuple(left), f"{told}, by {when[0].written}")
    if past:
        return Clue(*place, EVENT, (Left("", (event.days[0], EVER[1])),), f"{told}: the article is not earlier")
    return None


def _sentences_with(tokens: Tokens, words: tuple[str, ...]) -> list[int]:
    """The numbers of the sentences that have all words; an asterisk ends the beginning of one."""
    types = tokens.types.words.str.to_lowercase().str.replace_all(r"^\n", "").str.strip_chars("'\"‘’“”„(")
    found: np.ndarray | None = None
    for word in words:
        same = types.str.starts_with(word[:-1]) if word.endswith("*") else types.is_in([word])
        there = np.unique(tokens.sentences_of(tokens.words_of(np.flatnonzero(same.to_numpy()))))
        found = there if found is None else np.intersect1d(found, there)
    return [] if found is None else [int(number) for number in found]
