"""A newsroom's archive, made up but as hard as a real one, with the truth about who tells the same news.

Independent draws from one distribution of words would flatter every method that prunes: nothing would be nearly alike.
Here an article is drawn from what newspapers are made of: the words of the language; house words that all newspapers
use; a *topic* that lasts for years, in one of twelve sections; a *story* of some weeks with its people and places; an
*event* that several articles report within days, some in the same sentences, some as near copies of each other;
*columns* that repeat one template (weather, stock exchange); words that an article says again; and a long tail of
compounds that occur once or twice. Every word follows from its place by a hash, so that the batches are written one by
one in little memory, and a copy can be drawn again from its source.

    python benchmarks/newsroom.py 1000000 archive.parquet
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

PER_DAY = 550
BLOCK = 16
"""Words in a block: two sentences. Copies and quotations are whole blocks."""
TOPICS, TOPIC_WORDS, SECTIONS = 300, 1500, 12
HOUSE_WORDS = 1500
"""Words that newspapers use more than others do, whatever they write about: percent, minister, spokesman."""
NAMES, TAIL = 200_000, 1_000_000
EVENT_WORDS, STORY_WORDS = 25, 60
STORY_DAYS = 45
COLUMNS = 10
KEPT_IN_A_COPY = 0.88
TAIL_SHARE, TOPIC_SHARE, HOUSE_SHARE = 0.006, 0.24, 0.2
SYLLABLES = (
    "ba be bo bra da de den di do fa ge gi ha he hui ja ka kle ko la le li lo ma me mi mo na ne no pa pe ra re ro sa "
    "se sen sti ta te ti to va vel ve vi wa wij zo za ber gen dam stra veld man drie ster"
)
GUIDE = 1 << 20


def plan(articles: int, *, seed: int = 0, undated: float = 0.05, months: float = 0.01) -> pd.DataFrame:
    """Who reports what, and when: the truth, in the order of the dates.

    Columns `article`, dates as in the articles frame, `event`, `story`, `topic`, `copy_of`, `column`. `event` and
    `column` are -1 where there is none; `copy_of` is the number of a row, or -1. A share of the articles is `undated`;
    of a share only the month is known.
    """
    random = np.random.default_rng(seed)
    sizes = np.minimum(random.zipf(2.1, articles), 60)
    events = int(np.searchsorted(np.cumsum(sizes), articles)) + 1
    event = np.repeat(np.arange(events), sizes[:events])[:articles]
    day = np.arange(articles) // PER_DAY + np.minimum(random.exponential(0.8, articles), 6).astype(int)
    order = np.argsort(day, kind="stable")
    event, day = event[order], day[order]
    topic = np.minimum(TOPICS ** random.random(events), TOPICS - 1).astype(int)  # a few topics are in the news always
    first_day = np.full(events, day[-1] + 1)
    np.minimum.at(first_day, event, day)
    story = (topic * 1000 + (first_day + topic * 7) // STORY_DAYS) * 3 + random.integers(0, 3, events)
    column = np.where(random.random(articles) < 0.01, random.integers(0, COLUMNS, articles), -1)
    frame = pd.DataFrame(
        {
            "article": pd.Series(np.arange(articles).astype(str), dtype="str").str.zfill(7),
            **_dates(day, random.random(articles), undated, months),
            "event": np.where(column < 0, event, -1),
            "story": story[event],
            "topic": topic[event],
            "copy_of": _copies(event, column, random.random(articles)),
            "column": column,
        }
    )
    return frame


def _dates(day: np.ndarray, chance: np.ndarray, undated: float, months: float) -> dict[str, pd.Series]:
    exact = pd.Series(pd.Timestamp("2015-01-01") + pd.to_timedelta(day, unit="D")).astype("datetime64[us]")
    month = exact.dt.to_period("M").dt.start_time.astype("datetime64[us]")
    only_month = pd.Series((chance >= undated) & (chance < undated + months))
    start, end = exact.mask(only_month, month), (exact + pd.Timedelta(days=1))
    end = end.mask(only_month, month + pd.offsets.MonthBegin(1)).astype("datetime64[us]")
    unknown = pd.Series(chance < undated)
    precision = pd.Series(np.where(only_month, "month", "day"), dtype="str")
    return {
        "date_start": start.mask(unknown),
        "date_end": end.mask(unknown),
        "date_precision": precision.mask(unknown),
    }


def _copies(event: np.ndarray, column: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """One in eight of an event's further articles is a near copy of its first."""
    rows = np.arange(len(event))
    first = pd.Series(rows).where(column < 0).groupby(event).transform("min").to_numpy()
    return np.where((chance < 0.12) & (column < 0) & (rows > first), first, -1).astype(int)


@dataclass(frozen=True)
class Words:
    """The strings, in three forms each (as it is, with a capital, with a full stop), and where each kind begins."""

    strings: Any
    background: np.ndarray
    house: np.ndarray
    topics: np.ndarray
    plain: int
    names: int
    tail: int


def vocabulary(seed: int = 0, language: str = "nl") -> Words:
    """The words of the language with their shares, topics drawn from them, made-up names, and a long tail."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from wordfreq import get_frequency_dict

    random = np.random.default_rng(seed + 1)
    listed = {word: share for word, share in get_frequency_dict(language, wordlist="large").items() if word.isalpha()}
    plain, shares = list(listed), np.cumsum(list(listed.values()))
    background = np.searchsorted(shares / shares[-1], (np.arange(GUIDE) + 0.5) / GUIDE).astype(np.int32)
    house = random.permutation(np.arange(150, 6_000))[:HOUSE_WORDS].astype(np.int32)
    topics = random.integers(150, len(plain) * 2 // 3, (TOPICS, TOPIC_WORDS)).astype(np.int32)
    sections = random.integers(150, 20_000, (SECTIONS, TOPIC_WORDS)).astype(np.int32)
    shared = random.random(topics.shape) < 0.4
    topics[shared] = np.tile(sections, (TOPICS // SECTIONS, 1))[shared]
    names = _names(random)
    words = pa.array([*plain, *names], pa.large_string())
    nothing, stop = (pa.scalar(text, pa.large_string()) for text in ("", "."))
    halves = [words.take(pa.array(random.integers(100, 60_000, TAIL))) for _ in range(2)]
    everything = pa.concat_arrays([words, pc.binary_join_element_wise(*halves, nothing)])
    ending = pc.binary_join_element_wise(everything, stop, nothing)
    strings = pa.concat_arrays([everything, pc.utf8_capitalize(everything), ending])
    return Words(strings, background, house, topics, len(plain), len(names), len(everything))


def _names(random: np.random.Generator) -> list[str]:
    syllables = SYLLABLES.split()
    parts = random.integers(0, len(syllables), (NAMES, 4))
    lengths = random.integers(2, 5, NAMES)
    made = (
        "".join(syllables[part] for part in row[:n]) for row, n in zip(parts.tolist(), lengths.tolist(), strict=True)
    )
    return list(dict.fromkeys(word.capitalize() for word in made))


def newsroom(articles: int, *, seed: int = 0, batch: int = 20_000) -> Iterator[pd.DataFrame]:
    """The articles in batches: the columns of `plan`, and `text`."""
    truth, words = plan(articles, seed=seed), vocabulary(seed)
    lengths = np.clip(np.random.default_rng(seed + 2).lognormal(5.7, 0.55, articles), 48, 2000).astype(np.int64)
    lengths = np.where(truth["copy_of"] >= 0, lengths[truth["copy_of"]], lengths)
    for begin in range(0, articles, batch):
        rows = slice(begin, begin + batch)
        part = truth.iloc[rows]
        texts = _texts(part, lengths[rows], words, seed)
        yield part.assign(text=pd.Series(texts.to_pandas().to_numpy(), part.index, dtype="str"))


def _mix(key: np.ndarray) -> np.ndarray:
    """SplitMix64: well-mixed bits for any number."""
    z = key.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _share(bits: np.ndarray, low: int) -> np.ndarray:
    """Sixteen of the bits as a number from 0 up to 1."""
    return ((bits >> np.uint64(low)) & np.uint64(0xFFFF)).astype(np.float32) / np.float32(65536)


def _texts(part: pd.DataFrame, lengths: np.ndarray, words: Words, seed: int) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    blocks = -(-lengths // BLOCK)
    row = np.repeat(np.arange(len(part)), blocks)
    number = np.arange(len(row)) - np.repeat(np.cumsum(blocks) - blocks, blocks)
    key, quoted = _blocks(part, row, number, seed)
    bits = _mix((key[:, None] * np.uint64(31) + np.arange(BLOCK, dtype=np.uint64)).ravel())
    word_row, begins = np.repeat(row, BLOCK), np.repeat((np.cumsum(blocks) - blocks) * BLOCK, blocks * BLOCK)
    ids = _draw(part, word_row, bits, words)
    again = (_share(bits, 40) < 0.1) & ~np.repeat(quoted, BLOCK)
    here = np.flatnonzero(again & (np.arange(len(ids)) > begins))
    ids[here] = ids[begins[here] + (_mix(bits[here]) % (here - begins[here]).astype(np.uint64)).astype(np.int64)]
    ids = ids.reshape(-1, BLOCK)
    middle = 3 + (_mix(key + np.uint64(5)) % np.uint64(BLOCK - 6)).astype(np.int64)
    lines = np.arange(len(ids))
    ids[:, 0] += words.tail
    ids[lines, middle + 1] += words.tail
    ids[:, -1] += 2 * words.tail
    ids[lines, middle] += 2 * words.tail
    offsets = np.concatenate([[0], np.cumsum(blocks * BLOCK)])
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), words.strings.take(pa.array(ids.ravel())))
    return pc.binary_join(lists, pa.scalar(" ", pa.large_string()))


def _blocks(part: pd.DataFrame, row: np.ndarray, number: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The key of each block, from which all of its words follow, and whether it is quoted by many."""
    own = part.index.to_numpy()[row].astype(np.uint64)
    source = part["copy_of"].to_numpy()[row]
    place = number.astype(np.uint64) * np.uint64(7_919)
    kept = (source >= 0) & (_share(_mix(own * np.uint64(1_000_003) + place), 0) < KEPT_IN_A_COPY)
    key = _mix(np.where(kept, source.astype(np.uint64), own) * np.uint64(1_000_003) + place + np.uint64(seed))
    column = part["column"].to_numpy()[row]
    quoted = _share(key, 0) < np.where(column >= 0, 0.5, 0.06)
    speaker = np.where(column >= 0, column, part["event"].to_numpy()[row] + COLUMNS).astype(np.uint64)
    quote = speaker * np.uint64(15_485_863) + (key >> np.uint64(20)) % np.uint64(12) * np.uint64(104_729)
    return np.where(quoted, _mix(quote + np.uint64(1 << 50)), key), quoted


def _draw(part: pd.DataFrame, row: np.ndarray, bits: np.ndarray, words: Words) -> np.ndarray:
    """The number of each word: of the tail, the event, the story, the topic, the house, or else of the language."""
    kind, zipf = _share(bits, 0), _share(bits, 20)
    focus = 0.5 + _share(_mix(part.index.to_numpy() + np.uint64(77)), 0)  # some articles keep to the point, some do not
    focus = focus[row]
    ids = words.background[((bits >> np.uint64(16)) & np.uint64(GUIDE - 1)).astype(np.int64)].astype(np.int64)
    chosen = kind < TAIL_SHARE
    ids[chosen] = words.plain + words.names + (_mix(bits[chosen]) % np.uint64(TAIL)).astype(np.int64)
    edge = np.float32(TAIL_SHARE)
    for column, share, count in (("event", 0.07, EVENT_WORDS), ("story", 0.05, STORY_WORDS)):
        chosen = (kind >= edge) & (kind < edge + share * focus)
        of = part[column].to_numpy()[row[chosen]].astype(np.uint64)
        found = _mix(of * np.uint64(1_000_033) + _rank(zipf[chosen], count).astype(np.uint64) + np.uint64(len(column)))
        name = words.plain + (found % np.uint64(words.names)).astype(np.int64)
        ids[chosen] = np.where(found >> np.uint64(62) > 0, name, (found % np.uint64(40_000)).astype(np.int64) + 150)
        edge = edge + share * focus
    chosen = (kind >= edge) & (kind < edge + TOPIC_SHARE * focus)
    topic = part["topic"].to_numpy()[row[chosen]]
    formal = 1 + 0.8 * _share(_mix(topic + np.uint64(7)), 0)  # results and scores use fewer words than a debate does
    ids[chosen] = words.topics[topic, _rank(zipf[chosen] ** formal, TOPIC_WORDS)]
    edge = edge + TOPIC_SHARE * focus
    chosen = (kind >= edge) & (kind < edge + HOUSE_SHARE)
    ids[chosen] = words.house[_rank(zipf[chosen], HOUSE_WORDS)]
    return ids


def _rank(chance: np.ndarray, count: int) -> np.ndarray:
    """Ranks below count, after Zipf: each ten times as high is one tenth as frequent."""
    return np.minimum(count**chance, count - 1).astype(np.int64)


def write(articles: int, path: Path, *, seed: int = 0) -> None:
    """Write the archive as Parquet, a batch a row group."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer = None
    for part in newsroom(articles, seed=seed):
        table = pa.Table.from_pandas(part, preserve_index=False)
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
