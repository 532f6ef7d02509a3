"""How do time and memory grow with the number of articles? Prints the table of the README.

    python benchmarks/million.py                      # 10,000, 100,000 and 1,000,000 made-up articles
    python benchmarks/million.py --folder /somewhere  # where the Parquet files are kept (made once, then read)
    python benchmarks/million.py --store              # and keeps the figures for notebook 06, and their chart

Each number of articles and each piece of work has a process of its own, whose peak memory it is. Everything is counted
in, from opening the Parquet file on: starting, loading compiled code, reading, counting, weighing.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import growth
import pandas as pd
from measure import peak_gigabytes, versions

DAYS = 3


def terms(path: Path) -> dict[str, float]:
    """The ten highest terms of each article."""
    from leesbril import document_term_matrix, tfidf

    begun = time.perf_counter()
    dtm = document_term_matrix(path)
    counted = time.perf_counter()
    found = tfidf(dtm, top=10)
    return {"counting": counted - begun, "rest": time.perf_counter() - counted, "found": len(found)}


def neighbours(path: Path) -> dict[str, float]:
    """The pairs of articles within three days of each other."""
    import warnings

    from leesbril import document_term_matrix
    from leesbril import neighbours as find

    warnings.simplefilter("ignore")  # some articles have no date, which is said
    begun = time.perf_counter()
    dtm = document_term_matrix(path)
    counted = time.perf_counter()
    dates = pd.read_parquet(path, columns=["article", "date_start", "date_end"]).set_index("article")
    found = find(dtm, dates=dates, days=DAYS)
    return {"counting": counted - begun, "rest": time.perf_counter() - counted, "found": len(found)}


def passages(path: Path) -> dict[str, float]:
    """The passages that any two articles share."""
    from leesbril import shared_passages

    begun = time.perf_counter()
    found = shared_passages(path)
    return {"rest": time.perf_counter() - begun, "found": len(found)}


def archive(path: Path) -> dict[str, float]:
    """An archive of the articles, and twenty texts that are looked up in it; `found` are their passages."""
    from leesbril import add_to_archive, find_reuse

    texts = pd.read_parquet(path, columns=["text"])["text"].iloc[:2_000:100].str.slice(100).to_list()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        opened = add_to_archive(Path(folder) / "archive", path, language="nl")
        added = time.perf_counter()
        seconds, found = [], 0
        for text in texts:
            asked = time.perf_counter()
            found += len(find_reuse(text, opened))
            seconds.append(time.perf_counter() - asked)
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e9
    told = {"adding": added - begun, "disk GB": size, "first text": seconds[0]}
    return told | {"a text": float(pd.Series(seconds[1:]).median()), "slowest": max(seconds[1:]), "found": found}


def families(path: Path) -> dict[str, float]:
    """The families of the passages that any two articles share, and what is said of each."""
    from leesbril import passage_families, shared_passages, summarise_families

    found = shared_passages(path)
    begun = time.perf_counter()
    members = passage_families(found)
    made = time.perf_counter()
    told = summarise_families(members, pd.read_parquet(path, columns=["article", "text"]).set_index("article"))
    return {"passages": len(found), "families": made - begun, "rest": time.perf_counter() - made, "found": len(told)}


def stories(path: Path) -> dict[str, float]:
    """The stories of articles whose tokens are saved, with the passages given; `neighbours` are within the rest."""
    from leesbril import open_tokens, shared_passages, tokens
    from leesbril import stories as find
    from leesbril.events import _material

    folder = path.with_name(f"{path.stem}-tokens")
    saved = open_tokens(folder) if folder.exists() else tokens(path, language="nl", folder=folder)
    begun = time.perf_counter()
    shared = shared_passages(saved)
    given = time.perf_counter()
    near, seconds = _material._near, []

    def timed(*settings: Any) -> Any:
        asked = time.perf_counter()
        found = near(*settings)
        seconds.append(time.perf_counter() - asked)
        return found

    _material._near = timed
    found = find(saved, passages=shared)
    rest = time.perf_counter() - given
    told = {"shared passages": given - begun, "neighbours": seconds[0], "rest": rest - seconds[0]}
    return told | {"found": found["story"].nunique()}


WORK = {"terms and TF-IDF": terms, f"neighbours within {DAYS} days": neighbours, "shared passages": passages}
"""What is measured and drawn."""
MORE = {"archive": archive, "families": families, "stories": stories}
"""What is measured when asked for."""


def run(work: str, path: Path) -> dict[str, float]:
    """The figures of a fresh process."""
    begun = time.perf_counter()
    command = [sys.executable, __file__, "--run", work, str(path)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(answer) | {"seconds": time.perf_counter() - begun}


def made(articles: int, folder: Path) -> Path:
    """The Parquet file of so many articles."""
    path = folder / f"newsroom-{articles}.parquet"
    if not path.exists():
        subprocess.run(
            [sys.executable, str(Path(__file__).with_name("newsroom.py")), str(articles), str(path)], check=True
        )
    return path


def main() -> None:
    """Print everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "leesbril-benchmarks")
    options.add_argument("--work", nargs="*", choices=[*WORK, *MORE], default=list(WORK))
    options.add_argument("--store", action="store_true", help="keep the figures in the package")
    options.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.run:
        work, path = chosen.run
        print(json.dumps((WORK | MORE)[work](Path(path)) | {"GB": peak_gigabytes()}))
        return
    print(versions())
    chosen.folder.mkdir(parents=True, exist_ok=True)
    rows = {}
    for work in chosen.work:
        for number in chosen.articles:
            figures = run(work, made(number, chosen.folder))
            rows[work, f"{number:,}"] = figures | {"ms an article": 1000 * figures["seconds"] / number}
            print(
                work,
                f"{number:,}",
                {name: round(figure, 3) for name, figure in rows[work, f"{number:,}"].items()},
                flush=True,
            )
    print(pd.DataFrame(rows).T.to_string(float_format="{:.2f}".format))
    table = pd.DataFrame(
        [
            {"work": work, "articles": int(number.replace(",", "")), "seconds": row["seconds"], "gigabytes": row["GB"]}
            for (work, number), row in rows.items()
        ]
    )
    if len(chosen.articles) > 1:
        print(growth.exponents(table).to_string(index=False, float_format="{:.2f}".format))
    if chosen.store:
        growth.store(table)


if __name__ == "__main__":
    main()
