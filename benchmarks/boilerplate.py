"""How much boilerplate is found, and how much is taken for it? Prints the tables of the README.

    python benchmarks/boilerplate.py                                       # lines planted in synthetic articles
    python benchmarks/boilerplate.py --articles own.parquet --language en  # and in your own: columns article and text

Own articles are given publishers in turn, so that their own lines set none apart. Planted are lines that a publisher
repeats whatever its articles are about, and beside them what only looks like that: sentences of a running story,
quotations, forecasts that every publisher has, versions of one article.
"""

import argparse
from typing import NamedTuple

import numpy as np
import pandas as pd

import leesbril as lb

LINES = {
    "nl": {
        "copyright line": "© 2019 {publisher}. Alle rechten voorbehouden.",
        "app line": "Volg het laatste nieuws via de app van {publisher}: download hem gratis.",
        "advertisement line": "Lees verder onder de advertentie",
        "newsletter line": "Elke ochtend het beste van {publisher} in je mailbox? Schrijf je in voor onze nieuwsbrief.",
        "tip line": "Heb je een tip of een foto voor de redactie? Mail ons dan, ook anoniem.",
    },
    "en": {
        "copyright line": "Copyright 1987 {publisher}. All rights reserved.",
        "app line": "Follow breaking stories with our free app and get alerts on your phone.",
        "advertisement line": "Story continues below advertisement",
        "newsletter line": "Want the best of {publisher} in your mailbox each morning? Sign up for our newsletter.",
        "tip line": "Do you have a tip or photo for our newsroom? Write to us in confidence.",
    },
}
"""What a publisher repeats, by the kind of line."""
PLACES = ("last line", "end of last line", "line in the middle", "first line")
QUOTES = {
    "nl": "“We laten ons niet wegsturen, ook niet nu het moeilijk wordt”, aldus de woordvoerder.",
    "en": "“We will not be turned away, not even now that it is becoming difficult,” the spokesman told them.",
}
FORECASTS = {
    "nl": "Morgen is het op de meeste plaatsen droog, met in het noorden kans op een bui.",
    "en": "Tomorrow will be dry in most places, with a chance of showers in the north.",
}


class Folder(NamedTuple):
    """Articles, and the places that were planted: `article`, `text`, `kind`, `boilerplate`."""

    articles: pd.DataFrame
    planted: pd.DataFrame


def planted(articles: pd.DataFrame, share: float, place: str, language: str, seed: int) -> Folder:
    """The articles with lines in a `share` of those of the first publisher, and near misses at the second."""
    random = np.random.default_rng(seed)
    texts, rows = articles["text"].to_dict(), []
    ours = articles["publisher"].unique()[0]
    names = articles.index[articles["publisher"] == ours].tolist()
    for kind, line in LINES[language].items():
        said = line.format(publisher=ours)
        for name in random.choice(names, max(round(share * len(names)), 1), replace=False):
            texts[name] = _with(texts[name], said, place)
            rows.append((name, said, kind, True))
    everyone = [articles.index[articles["publisher"] == name].tolist() for name in articles["publisher"].unique()]
    near_misses(texts, everyone[1], everyone, rows, language, random)
    columns = ["article", "text", "kind", "boilerplate"]
    return Folder(articles.assign(text=pd.Series(texts)), pd.DataFrame(rows, columns=columns))


def _with(text: str, line: str, place: str) -> str:
    lines = text.split("\n")
    if place == "end of last line":
        return f"{text.rstrip()} {line}"
    if place == "last line":
        return f"{text.rstrip()}\n\n{line}"
    if place == "first line":
        return f"{line}\n\n{text}"
    half = len(lines) // 2
    return "\n".join([*lines[:half], line, *lines[half:]])


def near_misses(
    texts: dict[str, str],
    names: list[str],
    others: list[list[str]],
    rows: list[tuple[str, str, str, bool]],
    language: str,
    random: np.random.Generator,
) -> None:
    """Add what only looks like boilerplate, in place: as often as the rule asks, each kind in articles of its own."""
    number = max(3, int(np.ceil(0.5 * len(names) ** 0.5)), len(names) // 100) + 1

    def add(kind: str, some: list[str], line: str) -> None:
        for name in some:
            texts[name] = _with(texts[name], line, "last line")
            rows.append((name, line, kind, False))

    # Versions of one article: each has what the one before has, and more.
    model = max(names, key=lambda name: len(texts[name]))
    lines = [line for line in texts[model].split("\n") if line.strip()]
    versions = [str(name) for name in random.choice([name for name in names if name != model], number, replace=False)]
    for place, name in enumerate(versions):
        has = lines[: max(len(lines) * (place + number) // (2 * number), 1)]
        texts[name] = "\n\n".join(has)
        rows += [(name, line, "version of one article", False) for line in has]
    stories = _stories(texts, [name for name in names if name not in versions], number, language)
    for model, alike in stories:
        add("sentence of a running story", alike, _long_sentence(texts[model]))
    add("quotation in two articles", list(random.choice(names, 2, replace=False)), QUOTES[language])
    for some in others:
        add("forecast at every publisher", list(random.choice(some, number, replace=False)), FORECASTS[language])


def _stories(texts: dict[str, str], names: list[str], number: int, language: str) -> list[tuple[str, list[str]]]:
    """Articles with the others of the publisher that are most like them: the four that have most such others."""
    frame = pd.DataFrame({"text": {name: texts[name] for name in names}})
    weights = lb.weigh(lb.document_term_matrix(frame, language=language), idf="corpus").matrix
    cosines = (weights @ weights.T).toarray()
    np.fill_diagonal(cosines, 0)
    nearest = np.argsort(-cosines, axis=1)[:, :number]
    found, taken = [], set[int]()
    for row in np.argsort(-np.take_along_axis(cosines, nearest, axis=1).mean(axis=1)):
        if not taken & {int(row), *nearest[row].tolist()}:
            taken |= {int(row), *nearest[row].tolist()}
            found.append((names[row], [names[other] for other in nearest[row]]))
    return found[:4]


def _long_sentence(text: str) -> str:
    return max((line.strip() for line in text.replace(". ", ".\n").split("\n")), key=len)


def judged(folder: Folder, language: str) -> pd.DataFrame:
    """How many of the planted places of each kind were taken for boilerplate, and how many others."""
    found = lb.boilerplate(folder.articles, language=language)
    spans = {name: list(zip(rows["start"], rows["end"], strict=True)) for name, rows in found.groupby("article")}
    rows, explained = [], 0
    for name, line, kind, is_boilerplate in folder.planted.itertuples(index=False, name=None):
        start = folder.articles["text"][name].rindex(line)
        held = [(max(begin, start), min(end, start + len(line))) for begin, end in spans.get(name, [])]
        held = [place for place in held if place[0] < place[1]]
        explained += len(held)
        rows.append((kind, is_boilerplate, 2 * sum(end - begin for begin, end in held) >= len(line)))
    table = pd.DataFrame(rows, columns=["kind", "boilerplate", "found"])
    counts = table.groupby(["boilerplate", "kind"], sort=False)["found"].agg(["sum", "count"]).reset_index()
    nowhere = (False, "planted nowhere", max(len(found) - explained, 0), len(found))
    return pd.concat([counts, pd.DataFrame([nowhere], columns=counts.columns)], ignore_index=True)


def folders(path: str | None, size: int, seed: int) -> pd.DataFrame:
    """The articles of one folder, with four publishers."""
    if path is None:
        return lb.synthetic_articles(size, seed=seed).articles
    articles = pd.read_parquet(path)
    articles = articles.set_index("article") if "article" in articles else articles
    begin = int(np.random.default_rng(seed).integers(len(articles) - size))
    some = articles.iloc[begin : begin + size]  # in a row, so that there are running stories among them
    # Lines were wrapped by hand, and signed by the agency.
    texts = (
        some["text"]
        .str.replace(r"(?i)\n\s*reuter[\s&#;\d]*$", "", regex=True)
        .str.replace(r"(?<!\n)\n(?!\n)", " ", regex=True)
    )
    some = some.assign(text=texts)
    return some.assign(publisher=np.array(["Bode", "Courant", "Gids", "Heraut"])[np.arange(size) % 4])


MISSES = (
    "sentence of a running story",
    "version of one article",
    "quotation in two articles",
    "forecast at every publisher",
)


def row(chosen: argparse.Namespace, size: int, share: float) -> str:
    """A row of the table: over all seeds and places of the lines."""
    parts = []
    for seed in range(chosen.seeds):
        articles = folders(chosen.articles, size, seed)
        for place in PLACES:
            parts.append(judged(planted(articles, share, place, chosen.language, seed), chosen.language))
    table = pd.concat(parts).groupby(["boilerplate", "kind"])[["sum", "count"]].sum()
    right = table.loc[True].sum()
    wrong = table.loc[False]["sum"].sum()
    taken = right["sum"] + wrong
    precision = f"{right['sum'] / taken:.3f}" if taken else "–"
    misses = [table.loc[False].loc[kind] if kind in table.loc[False].index else None for kind in MISSES]
    told = [f"{miss['sum']:,} of {miss['count']:,}" if miss is not None else "–" for miss in misses]
    return f"| {size:,} | {share:.0%} | {right['sum'] / right['count']:.3f} | {precision} | {' | '.join(told)} |"


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--articles")
    given.add_argument("--language", default="nl")
    given.add_argument("--sizes", type=int, nargs="+", default=[40, 400, 4000])
    given.add_argument("--seeds", type=int, default=3)
    chosen = given.parse_args()
    print("| articles | lines in | recall | precision |", *(f" {kind} |" for kind in MISSES), sep="")
    print("|---:|---:|---:|---:|", "---:|" * len(MISSES), sep="")
    for size in chosen.sizes:
        for share in (1.0, 0.14, 0.05):
            print(row(chosen, size, share), flush=True)
