"""How fast is all of it on real articles, beside other tools, and at what memory? Prints the tables of the README.

    python benchmarks/real.py own.parquet                            # columns (or an index) article and text
    python benchmarks/real.py own.parquet --language en --part terms search --rounds 5

Needs `pip install -r benchmarks/requirements.txt`. Methods take turns, round after round, in one warm process: a round
that is not measured goes before. A ratio is that of one round; what is shown is the median over the rounds, and between
brackets the lowest and the highest. Processor seconds are those of all threads. Memory is that of a process of its own,
the articles included. Dates are read from `date_start` and `date_end`, or from `date`, if the file has them.
"""

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import counting
import neighbours
import numpy as np
import pandas as pd
import peers
from archive import Archive
from measure import beside, in_turn, peak_gigabytes, peak_memory, versions

import leesbril as lb

PEERS = ("scikit-learn", "simplemma", "gensim", "sparse-dot-topn", "duckdb", "rensa", "datasketch", "tantivy")
HEAD = ("work", "ours", "other", "ratio", "processor, ours and other", "memory, ours and other")
STORED = ["work", "other", "seconds", "other_seconds", "ratio"]
OURS = "leesbril"
MILLISECONDS_BELOW = 0.1


@dataclass(frozen=True)
class Work:
    """Something that is done with an archive: by Leesbril, and by others in turn."""

    name: str
    ours: Callable[[Archive], Any]
    others: dict[str, Callable[[Archive], Any]] = field(default_factory=dict)
    says: Callable[[Archive, dict[str, Any]], str] = lambda archive, found: ""
    """One line on what each method found."""

    @property
    def methods(self) -> dict[str, Callable[[Archive], Any]]:
        """All that take turns."""
        return {OURS: self.ours} | self.others


def counted(archive: Archive) -> Any:
    """The document-term matrix of the texts."""
    return lb.document_term_matrix(archive.articles, language=archive.language)


def saved(archive: Archive) -> None:
    """The texts read, and their tokens saved."""
    with tempfile.TemporaryDirectory() as folder:
        lb.tokens(archive.articles, language=archive.language).save(Path(folder) / "tokens")


def indexed(archive: Archive) -> None:
    """The same by tantivy."""
    with tempfile.TemporaryDirectory() as folder:
        peers.indexed_by_tantivy(archive.articles, Path(folder))


def compared(archive: Archive) -> pd.DataFrame:
    """The terms that set the first half of the file apart from the second."""
    later = np.arange(len(archive.articles)) >= len(archive.articles) // 2
    halves = pd.Series(np.where(later, "second half", "first half"), index=archive.articles.index)
    return lb.keyness(archive.counts, halves, a="first half")


def trended(archive: Archive) -> pd.DataFrame:
    """The frequent word from month to month."""
    return lb.trend(archive.tokens, [archive.sought[0]])


def says_counts(archive: Archive, found: dict[str, Any]) -> str:
    """How many pairs of an article and a word each counted, which is not the same for all."""
    numbers = {name: result.counts.nnz if name == OURS else len(result) for name, result in found.items()}
    return f"Pairs of an article and a word: {_listed(numbers)}. They count other words: {OURS} those of its rules."


def says_same(archive: Archive, found: dict[str, Any]) -> str:
    """Raises an AssertionError unless all found the same cosines."""
    neighbours.assert_same(archive.counts, found)
    return f"{len(found[OURS]):,} pairs listed; recall of each against each other 1.000 (checked)."


def says_passages(archive: Archive, found: dict[str, Any]) -> str:
    """How many passages there are, and of how many pairs."""
    passages = found[OURS]
    pairs = len(passages[["article_a", "article_b"]].drop_duplicates())
    return f"{len(passages):,} passages of {pairs:,} pairs, {int(passages['widespread'].sum()):,} of them widespread."


def says_duplicates(archive: Archive, found: dict[str, Any]) -> str:
    """How many pairs each found, and how many of them, and of all that there are, are near duplicates."""
    truth = peers.duplicates_exactly(archive.articles["text"])
    ours = peers.pairs_of_sets(found[OURS], archive.articles.index)
    told = [
        f"{name} {len(pairs):,} (recall {_share(pairs & truth, truth)}, precision {_share(pairs & truth, pairs)})"
        for name, pairs in (found | {OURS: ours}).items()
    ]
    return (
        f"Pairs that hold .8 of each other's runs of five words: {len(truth):,}. Pairs found: {'; '.join(told)}. "
        f"{OURS} counts words in shared passages, which may have gaps."
    )


def says_places(archive: Archive, found: dict[str, Any]) -> str:
    """How many places of how many articles each found."""
    ours = found[OURS]
    numbers = {OURS: (len(ours), ours["article"].nunique())}
    numbers |= {name: (len(places), len({row for row, *_ in places})) for name, places in found.items() if name != OURS}
    return f"Places found: {'; '.join(f'{name} {a:,} in {b:,} articles' for name, (a, b) in numbers.items())}."


def _listed(numbers: dict[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in numbers.items())


def _share(part: set[Any], whole: set[Any]) -> str:
    return f"{len(part) / len(whole):.3f}" if whole else "–"


def searched(words: Callable[[Archive], str]) -> dict[str, Any]:
    """Looking for a word, or for words in a row: ours and tantivy's."""
    return {
        "ours": lambda archive: lb.concordance(archive.tokens, words(archive)),
        "others": {"tantivy": lambda archive: peers.found_by_tantivy(archive.index, words(archive).split())},
        "says": says_places,
    }


def on_texts(method: Callable[[pd.DataFrame, str], Any]) -> Callable[[Archive], Any]:
    """A method of `counting.py`, on the articles of an archive."""
    return lambda archive: method(archive.articles, archive.language)


PARTS: dict[str, list[Work]] = {
    "counts": [
        Work(
            "document-term matrix",
            counted,
            {
                "duckdb, split at spaces": lambda archive: peers.counted_by_duckdb(archive.table),
                "polars, split at spaces": lambda archive: peers.counted_by_polars(archive.frame),
            },
            says_counts,
        )
    ],
    "terms": [
        Work(
            "terms, surface",
            on_texts(counting.ours),
            {
                "scikit-learn `TfidfVectorizer`": on_texts(counting.with_scikit_learn),
                "gensim": on_texts(counting.with_gensim),
            },
        ),
        Work(
            "terms, lemmas",
            on_texts(counting.ours_on_lemmas),
            {"`TfidfVectorizer` with a lemmatising analyser": on_texts(counting.with_scikit_learn_on_lemmas)},
        ),
    ],
    "characters": [
        Work(
            "weights of n-grams of characters",
            on_texts(counting.ours_on_characters),
            {"scikit-learn `TfidfVectorizer`, char_wb": on_texts(counting.with_scikit_learn_on_characters)},
            lambda archive, found: f"N-grams: {_listed({name: one.shape[1] for name, one in found.items()})}.",
        ),
        Work(
            f"{neighbours.TOP} neighbours at {neighbours.THRESHOLD}, n-grams of characters",
            lambda archive: lb.neighbours(
                lb.document_term_matrix(archive.tokens, analyser="char"),
                top=neighbours.TOP,
                threshold=neighbours.THRESHOLD,
            ),
        ),
    ],
    "neighbours": [
        Work(
            f"{neighbours.TOP} neighbours at {neighbours.THRESHOLD}",
            lambda archive: neighbours.ours(archive.counts),
            {
                name: lambda archive, find=find: find(archive.counts)
                for name, find in neighbours.METHODS.items()
                if name != OURS
            },
            says_same,
        )
    ],
    "passages": [
        Work(
            "shared passages",
            lambda archive: lb.shared_passages(archive.articles, language=archive.language),
            says=says_passages,
        )
    ],
    "duplicates": [
        Work(
            "near duplicates",
            lambda archive: lb.duplicates(archive.articles, language=archive.language),
            {
                "rensa": lambda archive: peers.duplicates_by_rensa(archive.articles["text"]),
                "datasketch": lambda archive: peers.duplicates_by_datasketch(archive.articles["text"]),
            },
            says_duplicates,
        )
    ],
    "search": [
        Work("tokens read and saved", saved, {"tantivy's index with positions": indexed}),
        Work("places of a frequent word, saved tokens", **searched(lambda archive: archive.sought[0])),
        Work("places of a phrase, saved tokens", **searched(lambda archive: archive.sought[1])),
        Work("document-term matrix, saved tokens", lambda archive: lb.document_term_matrix(archive.tokens)),
        Work("shared passages, saved tokens", lambda archive: lb.shared_passages(archive.tokens), says=says_passages),
        Work("trend of a frequent word, saved tokens", trended),
    ],
    "keyness": [Work("keyness of the first half of the file", compared)],
    "collocates": [
        Work(
            "collocates of a frequent word, saved tokens",
            lambda archive: lb.collocates(archive.tokens, archive.sought[0]),
        )
    ],
}


def measured(
    work: Work, archive: Archive, rounds: int, memory: Callable[[str], float]
) -> tuple[list[str], list[tuple[Any, ...]], str]:
    """The rows of one piece of work, one per other tool or one alone, printed and as figures, and what was found."""
    found = {name: method(archive) for name, method in work.methods.items()}  # compiles, loads and makes what is kept
    said = work.says(archive, found)
    found.clear()
    table = beside(in_turn({name: partial(method, archive) for name, method in work.methods.items()}, rounds), OURS)
    table["memory"] = [memory(name) for name in table.index]
    ours = table.loc[OURS]
    others = [(name, table.loc[name]) for name in work.others]
    rows = [compared_row(f"{work.name}: {name}", ours, other) for name, other in others] or [lone_row(work.name, ours)]
    figures = [(work.name, name, ours["seconds"], other["seconds"], other["ratio"]) for name, other in others]
    return rows, figures or [(work.name, None, ours["seconds"], None, None)], said


def compared_row(name: str, ours: pd.Series, other: pd.Series) -> str:
    """A row of the table: ours beside another tool."""
    ratio = f"**{figure(other['ratio'])}** ({figure(other['lowest'])}–{figure(other['highest'])})"
    processor = f"{shown(ours['processor'])} and {shown(other['processor'])}"
    memory = f"{ours['memory']:.2f} and {other['memory']:.2f} GB"
    return _cells(name, spread(ours), spread(other), ratio, processor, memory)


def lone_row(name: str, ours: pd.Series) -> str:
    """A row of the table: what no other tool does."""
    return _cells(name, spread(ours), "–", "–", shown(ours["processor"]), f"{ours['memory']:.2f} GB")


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def spread(times: pd.Series) -> str:
    """The median, and between brackets the fastest and the slowest.

    >>> spread(pd.Series({"seconds": 2.04, "fastest": 1.96, "slowest": 12.2}))
    '2.0 s (2.0–12)'
    >>> spread(pd.Series({"seconds": 0.045, "fastest": 0.0401, "slowest": 0.15}))
    '45 ms (40–150)'
    """
    unit = 1 if times["seconds"] >= MILLISECONDS_BELOW else 1000
    return f"{shown(times['seconds'])} ({figure(unit * times['fastest'])}–{figure(unit * times['slowest'])})"


def shown(seconds: float) -> str:
    """Seconds, or milliseconds where they are few.

    >>> [shown(seconds) for seconds in (0.0123, 0.0999, 0.123, 9.94, 120.4)]
    ['12 ms', '100 ms', '0.12 s', '9.9 s', '120 s']
    """
    return f"{figure(1000 * seconds)} ms" if seconds < MILLISECONDS_BELOW else f"{figure(seconds)} s"


def figure(number: float) -> str:
    """A number with two digits or more.

    >>> [figure(number) for number in (0.123, 0.0012, 1.26, 12.6, 126.0)]
    ['0.12', '0.00', '1.3', '13', '126']
    """
    return f"{number:.{2 if number < 0.995 else 1 if number < 9.95 else 0}f}"


def main() -> None:
    """Print everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path, help="a Parquet file of articles")
    options.add_argument("--language", default="nl")
    options.add_argument("--part", nargs="+", choices=PARTS, default=list(PARTS))
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--store", type=Path, help="a .csv file for the seconds and ratios")
    options.add_argument("--memory", nargs=3, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.memory:
        part, number, method = chosen.memory
        PARTS[part][int(number)].methods[method](Archive(chosen.file, chosen.language))
        print(peak_gigabytes())
        return
    print(versions(*PEERS))
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.of(chosen.file, Path(folder), chosen.language)
        print(
            f"{len(archive.articles):,} articles, {archive.articles['text'].str.len().sum() / 1e6:.1f} M characters.\n"
        )
        print(f"{_cells(*HEAD)}\n|---|{'---:|' * (len(HEAD) - 1)}", flush=True)
        figures, said = zip(*(printed(part, archive, chosen.rounds) for part in chosen.part), strict=True)
    print("\n" + "\n".join(line for part in said for line in part))
    if chosen.store:
        table = pd.DataFrame([row for part in figures for row in part], columns=STORED)
        table.round(2).to_csv(chosen.store, index=False)


def memory_of(archive: Archive, part: str, number: int, method: str) -> float:
    """The gigabytes that a process of its own takes at most."""
    return peak_memory(__file__, part, str(number), method, archive.folder, "--language", archive.language)


def printed(part: str, archive: Archive, rounds: int) -> tuple[list[tuple[Any, ...]], list[str]]:
    """Print the rows of a part; return its figures, and the lines below the table."""
    figures, said = [], []
    for number, work in enumerate(PARTS[part]):
        rows, numbers, line = measured(work, archive, rounds, partial(memory_of, archive, part, number))
        print("\n".join(rows), flush=True)
        figures += numbers
        said += [f"- {work.name}: {line}"] if line else []
    return figures, said


if __name__ == "__main__":
    main()
