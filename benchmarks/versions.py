"""Are planted changes between two versions of an article found, and are the versions? Prints the tables of the README.

    python benchmarks/versions.py own.parquet --language en --articles 500     # columns article, date and text

The first versions are real articles of eight sentences or more, cut into sentences by Leesbril. The second has, with a
seed, sentences left out, sentences of other articles put in, words replaced, added or left out in sentences, sentences
split in two at a comma, paragraphs moved, and another headline, wholly or by a word. Truth is what was done to which
sentence. difflib (`SequenceMatcher` over sentences) is measured on the same pairs: what it gives as replaced is paired
in order.
"""

import argparse
import re
import time
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

import leesbril as lb
from leesbril.dates.parsing import parse_dates
from leesbril.passages.versions import article_versions

KINDS = ("added", "dropped", "changed", "moved", "headline")
INDENTED = re.compile(r"\n\n|\n(?=   +\S)")
SIGNED = r"\s*\bReuter\s*$"
"""The name of the agency under each text: a line of one word, which is no sentence."""
ENDS = ".!?\"'"
LEAST_SENTENCES = 8
MOST_WORDS_REPLACED = 3
SHARES = {"light": 0.1, "half": 0.3, "heavy": 0.6}
"""Share of the sentences to which something is done."""


class Change(NamedTuple):
    """A planted or found change: its kind, the pair, and the texts on both sides in small letters, without marks."""

    pair: int
    kind: str
    a: str
    b: str


class Planted(NamedTuple):
    """The second version of an article, and what was done."""

    title: str
    text: str
    changes: list[Change]


def bare(text: str | None) -> str:
    """The words of a text, in small letters."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text or "").lower().split())


def planted(
    number: int, title: str, paragraphs: list[list[str]], share: float, pool: list[str], random: np.random.Generator
) -> Planted:
    """A second version of an article."""
    changes, changed = [], []
    for paragraph in paragraphs:
        own: list[str] = []
        for sentence in paragraph:
            kind = (
                random.choice(["drop", "add", "change", "split"], p=[0.25, 0.25, 0.4, 0.1])
                if random.random() < share
                else ""
            )
            if kind == "add" and sentence[-1] not in ENDS:
                kind = ""  # a line of a table is no sentence, so that none can follow it
            if kind == "drop":
                changes.append(Change(number, "dropped", bare(sentence), ""))
                continue
            new = [sentence]
            if kind == "add":
                new.append(str(random.choice(pool)))
                changes.append(Change(number, "added", "", bare(new[1])))
            elif kind == "split" and ", " in sentence[20:-20]:
                at = sentence.index(", ", 20)
                new = [f"{sentence[:at]}.", sentence[at + 2].upper() + sentence[at + 3 :]]
                # Without a word more or less, only its marks and capitals changed; so a word is left out.
                words = new[1].split()
                new[1] = " ".join([words[0], *words[2:]])
                changes.append(Change(number, "changed", bare(sentence), bare(" ".join(new))))
            elif kind:
                new = [edited(sentence, str(random.choice(pool)), random)]
                if bare(new[0]) != bare(sentence):
                    changes.append(Change(number, "changed", bare(sentence), bare(new[0])))
            own += new
        if own:
            changed.append(own)
    if len(changed) > 4 and random.random() < 0.5:
        changes += moved(number, changed, random)
    lottery = random.random()
    second = str(random.choice(pool))[:60] if lottery < 0.15 else title
    if 0.15 <= lottery < 0.4:
        second = edited(title, str(random.choice(pool)), random)
    if bare(second) != bare(title):
        changes.append(Change(number, "headline", bare(title), bare(second)))
    return Planted(second, "\n\n".join(" ".join(own) for own in changed), changes)


def edited(sentence: str, other: str, random: np.random.Generator) -> str:
    """A sentence with one to three words replaced by those of another, left out or put in."""
    words, others = sentence.split(), other.split()
    for _ in range(int(random.integers(1, 1 + min(MOST_WORDS_REPLACED, max(1, len(words) // 5))))):
        at = int(random.integers(0, max(1, len(words) - 1)))
        new = str(random.choice(others))
        words[at : at + 1] = [[new], [], [words[at], new]][int(random.integers(0, 3))]
    return " ".join(words) if words else sentence


def moved(number: int, paragraphs: list[list[str]], random: np.random.Generator) -> list[Change]:
    """Move one paragraph, in place, past others that have twice its words; nothing if there are none."""
    sizes = [sum(len(sentence.split()) for sentence in own) for own in paragraphs]
    at = int(random.integers(0, len(paragraphs)))
    for to in random.permutation(len(paragraphs)).tolist():
        passed = sizes[at + 1 : to + 1] if to > at else sizes[to:at]
        if sum(passed) > 2 * sizes[at]:
            own = paragraphs.pop(at)
            paragraphs.insert(to, own)
            return [Change(number, "moved", bare(" ".join(own)), bare(" ".join(own)))]
    return []


def by_leesbril(pairs: pd.DataFrame) -> list[Change]:
    """The changes that `article_versions` lists for these pairs, given as articles in turn."""
    table = article_versions(pairs, by="pair", least_share=1e-9, boilerplate="keep")
    found = []
    for row in table.itertuples():
        number = int(pairs.loc[row.article_a, "pair"])
        sides = (
            bare(row.text_a if isinstance(row.text_a, str) else ""),
            bare(row.text_b if isinstance(row.text_b, str) else ""),
        )
        kind = "headline" if 0 in [n for n in (row.paragraph_a, row.paragraph_b) if pd.notna(n)] else row.change
        found.append(Change(number, kind, *sides))
        if row.moved and row.change == "changed":
            found.append(Change(number, "moved", *sides))
    return found


def by_difflib(pairs: pd.DataFrame) -> list[Change]:
    """What difflib gives for the sentences of these pairs."""
    sentences = (
        lb.sentences(pairs).groupby("article", sort=False)["text"].apply(lambda texts: [bare(text) for text in texts])
    )
    found = []
    for number, own in pairs.groupby("pair", sort=False):
        a, b = (sentences[name] for name in own.index)
        for kind, i, k, j, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            both = min(k - i, m - j) if kind == "replace" else 0
            found += [Change(int(str(number)), "changed", a[i + at], b[j + at]) for at in range(both)]
            if kind != "equal":
                found += [Change(int(str(number)), "dropped", text, "") for text in a[i + both : k]]
                found += [Change(int(str(number)), "added", "", text) for text in b[j + both : m]]
        titles = [bare(title) for title in own["title"]]
        if titles[0] != titles[1]:
            found.append(Change(int(str(number)), "headline", *titles))
    return found


def scored(truth: list[Change], found: list[Change]) -> dict[str, tuple[float, float, int, int]]:
    """Precision, recall, and both numbers of each kind.

    A found change is right if one of its kind was planted in that pair in those words; of a moved one, if one text
    contains the other. Each counts once.
    """
    scores = {}
    for kind in KINDS:
        known, given = ([change for change in changes if change.kind == kind] for changes in (truth, found))
        if kind == "moved":
            right = sum(any(within(change, other) for other in known) for change in given)
            hit = sum(any(within(other, change) for other in given) for change in known)
        else:
            right = hit = (Counter(known) & Counter(given)).total()
        scores[kind] = right / max(len(given), 1), hit / max(len(known), 1), len(given), len(known)
    return scores


def within(one: Change, other: Change) -> bool:
    """Whether two moved texts of one pair are parts of each other."""
    return one.pair == other.pair and (one.a in other.a or other.a in one.a or one.b in other.b or other.b in one.b)


def folder(file: Path, language: str, articles: int, seed: int) -> tuple[pd.DataFrame, list[str], pd.DataFrame]:
    """The articles to change (title and paragraphs of sentences), sentences of others, and all articles."""
    read = pd.read_parquet(file).drop_duplicates("text").set_index("article")
    read = read.sample(min(len(read), 8 * articles), random_state=seed)
    read = read.assign(language=language, text=read["text"].str.replace(SIGNED, "", regex=True).map(unwrapped))
    lines = lb.sentences(read)
    body = lines[lines["paragraph"] > 1]
    long_enough = body.groupby("article").size()
    chosen = long_enough.index[long_enough >= LEAST_SENTENCES][:articles]
    pool = body.loc[~body["article"].isin(chosen) & (body["text"].str.len() > 40), "text"].tolist()
    rows = []
    for name, own in lines[lines["article"].isin(chosen)].groupby("article", sort=False):
        paragraphs = [part["text"].tolist() for number, part in own.groupby("paragraph") if number > 1]
        rows.append((name, own["text"].iloc[0], paragraphs))
    return pd.DataFrame(rows, columns=["article", "title", "paragraphs"]), pool, read


def unwrapped(text: str) -> str:
    """A text of hard-wrapped lines in paragraphs, each of which begins with spaces; another stays as it is."""
    if not INDENTED.search(text):
        return text
    return "\n\n".join(" ".join(part.split()) for part in INDENTED.split(text) if part.strip())


def compare(chosen: pd.DataFrame, pool: list[str], language: str, level: str, seed: int) -> list[list[Any]]:
    """The rows of the first table for one level."""
    random = np.random.default_rng(seed)
    frames, truth = [], []
    for number, row in enumerate(chosen.itertuples()):
        made = planted(number, row.title, row.paragraphs, SHARES[level], pool, random)
        first = "\n\n".join(" ".join(own) for own in row.paragraphs)
        truth += made.changes
        frames.append((f"{number} a", row.title, first, number, pd.Timestamp("2024-05-01")))
        frames.append((f"{number} b", made.title, made.text, number, pd.Timestamp("2024-05-02")))
    pairs = pd.DataFrame(frames, columns=["article", "title", "text", "pair", "date_start"]).set_index("article")
    pairs = pairs.assign(date_end=pairs["date_start"] + pd.Timedelta(days=1), language=language)
    rows = []
    for name, find in (("leesbril", by_leesbril), ("difflib", by_difflib)):
        begun = time.perf_counter()
        found = find(pairs)
        seconds = time.perf_counter() - begun
        for kind, (right, hit, given, known) in scored(truth, found).items():
            rows.append([level, name, kind, known, given, f"{right:.3f}", f"{hit:.3f}", f"{seconds:.1f}"])
    return rows


def which(
    chosen: pd.DataFrame, pool: list[str], read: pd.DataFrame, language: str, level: str, seed: int
) -> list[list[Any]]:
    """Whether the second versions are found among all articles of one publisher, at three thresholds; no titles."""
    random = np.random.default_rng(seed)
    firsts, seconds = {}, {}
    for number, row in enumerate(chosen.itertuples()):
        made = planted(number, row.title, row.paragraphs, SHARES[level], pool, random)
        firsts[f"{number} a"] = "\n\n".join(" ".join(own) for own in row.paragraphs)
        seconds[f"{number} b"] = made.text
    others = read.drop(index=chosen["article"])["text"]
    texts = pd.concat([pd.Series(firsts), pd.Series(seconds), others])
    when = parse_dates(read["date"])[["date_start", "date_end"]].drop(index=chosen["article"])
    first, day = when["date_start"].iloc[0], pd.Timedelta(days=1)
    for at, versions in enumerate((firsts, seconds)):
        dates = {"date_start": first + at * day, "date_end": first + (at + 1) * day}
        when = pd.concat([when, pd.DataFrame(dates, index=list(versions))])
    tokens = lb.tokens(when.reindex(texts.index).assign(text=texts, language=language))
    numbers = [number for number in range(len(chosen)) if bare(firsts[f"{number} a"]) != bare(seconds[f"{number} b"])]
    own = {(f"{number} a", f"{number} b") for number in numbers}
    rows = []
    for days, least in ((None, 0.3), (None, 0.5), (None, 0.8), (7, 0.3), (7, 0.5), (7, 0.8)):
        found = article_versions(tokens, by=None, least_share=least, days=days)[["article_a", "article_b"]]
        pairs = {tuple(sorted(map(str, pair))) for pair in found.itertuples(index=False)}
        both_real = sum(not {one, other} & (set(firsts) | set(seconds)) for one, other in pairs - own)
        rows.append([level, days, least, f"{len(pairs & own) / len(own):.3f}", len(pairs - own), both_real])
    return rows


def show(head: list[str], rows: list[list[Any]]) -> None:
    """Print a table."""
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path, help="a Parquet file of articles; the first line of a text is its title")
    options.add_argument("--language", default="nl")
    options.add_argument("--articles", type=int, default=500)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    chosen, pool, read = folder(given.file, given.language, given.articles, given.seed)
    print(f"{len(chosen)} articles, {sum(len(own) for row in chosen['paragraphs'] for own in row)} sentences")
    head = ["sentences touched", "by", "change", "planted", "listed", "precision", "recall", "seconds"]
    show(head, [row for level in SHARES for row in compare(chosen, pool, given.language, level, given.seed)])
    head = [
        "sentences touched",
        "days",
        "least_share",
        "versions found",
        "other pairs",
        "of these among untouched articles",
    ]
    show(head, [row for level in SHARES for row in which(chosen, pool, read, given.language, level, given.seed)])


if __name__ == "__main__":
    main()
