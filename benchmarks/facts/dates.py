"""Articles whose day of publication is known are dated again without it: how often clues bound it, and rightly.

    python benchmarks/facts/dates.py dated_tune.parquet --errors 20

The file has the columns `text`, `date` and `language`, and `source` if there are several. Nothing is downloaded.
"""

import argparse
from importlib import import_module
from pathlib import Path

import pandas as pd

from leesbril.tokenisation.build import as_tokens


def holds(intervals: pd.DataFrame, days: pd.Series) -> pd.Series:
    """Whether `date_start` ≤ day < `date_end`, where a missing bound is none; index as that of both.

    >>> intervals = pd.DataFrame({"date_start": ["2019-05-01", None], "date_end": ["2019-05-02", "2019-05-01"]})
    >>> holds(intervals.apply(pd.to_datetime), pd.to_datetime(pd.Series(["2019-05-01", "2019-05-01"]))).tolist()
    [True, False]
    """
    after = intervals.date_start.isna() | (intervals.date_start <= days)
    return after & (intervals.date_end.isna() | (days < intervals.date_end))


def summary(dated: pd.DataFrame, days: pd.Series) -> dict[str, float]:
    """Shares and widths of the intervals left for each article; the index of both is that of the articles.

    >>> dated = pd.DataFrame({"date_start": ["2019-05-01", None, None], "date_end": ["2019-05-08", "2019-05-01", None]})
    >>> known = pd.to_datetime(pd.Series(["2019-05-02", "2019-05-01", "2019-05-01"]))
    >>> summary(dated.apply(pd.to_datetime), known)  # doctest: +NORMALIZE_WHITESPACE
    {'articles': 3, 'with a bound': 2, 'with two bounds': 1, 'median width in days': 7.0,
     'share that holds the day': 0.5, 'share of two bounds that holds the day': 1.0}
    """
    bounded = dated.date_start.notna() | dated.date_end.notna()
    both = dated.date_start.notna() & dated.date_end.notna()
    right = holds(dated, days)
    return {
        "articles": len(dated),
        "with a bound": int(bounded.sum()),
        "with two bounds": int(both.sum()),
        "median width in days": float(((dated.date_end - dated.date_start).dt.days)[both].median()),
        "share that holds the day": float(right[bounded].mean()),
        "share of two bounds that holds the day": float(right[both].mean()),
    }


def judged(clues: pd.DataFrame, days: pd.Series) -> pd.DataFrame:
    """One row per clue: its kind, place and words, and whether any of its readings holds the known day.

    Clues that bound nothing are left out; `days` is indexed by article.

    >>> clues = pd.DataFrame({"article": ["a", "a"], "start": 3, "end": 9, "written": "gister", "kind": "weekday",
    ...     "hangs_on": "rule", "date_start": ["2019-05-01", "2019-05-08"], "date_end": ["2019-05-02", "2019-05-09"]})
    >>> clues[["date_start", "date_end"]] = clues[["date_start", "date_end"]].apply(pd.to_datetime)
    >>> judged(clues, pd.Series(pd.to_datetime(["2019-05-08"]), index=["a"])).right.tolist()
    [True]
    """
    bounding = clues[clues.date_start.notna() | clues.date_end.notna()]
    known = pd.Series(days.reindex(bounding.article).to_numpy(), index=bounding.index)
    place = ["article", "start", "end", "written", "kind"]
    return (
        bounding.assign(right=holds(bounding, known))
        .groupby(place, as_index=False, sort=False, observed=True)
        .agg(
            right=("right", "any"),
            date_start=("date_start", "min"),
            date_end=("date_end", "max"),
            hangs_on=("hangs_on", "first"),
        )
    )


def main() -> None:
    """Date the articles of one file anew and print how it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="a parquet file with text, date and language")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N clues that exclude the known day")
    parser.add_argument("--limit", type=int, help="only so many articles, the first of the file")
    arguments = parser.parse_args()
    articles = pd.read_parquet(arguments.articles).head(arguments.limit or None)
    articles = articles.rename(index=str)
    days = articles["date"].astype("datetime64[us]").dt.normalize()
    try:
        module = import_module("leesbril.facts.date_clues")
    except ModuleNotFoundError as missing:
        raise SystemExit(f"dates: skipped, {missing}") from None
    hidden = articles[["text", "language"]]
    _print(module, hidden, days, arguments.errors)
    if "source" in articles:
        dated = module.dated_by_clues(hidden)
        for source, rows in articles.groupby("source"):
            print(f"{source}:", _in_words(summary(dated.loc[rows.index], days.loc[rows.index])))


def _print(module: object, hidden: pd.DataFrame, days: pd.Series, errors: int) -> None:
    clues, dated = module.date_clues(hidden), module.dated_by_clues(hidden)  # type: ignore[attr-defined]
    clues = clues if "article" in clues.columns else clues.reset_index()
    print(_in_words(summary(dated, days)))
    print(f"contradictions: {int(dated.contradiction.notna().sum())}")
    judgements = judged(clues, days)
    sentences = len(as_tokens(hidden).sentences())
    wrong = judgements[~judgements.right]
    rate = 1000 * len(wrong) / sentences
    print(f"clues that bound: {len(judgements)}, wrong: {len(wrong)}, {rate:.2f} per 1,000 of {sentences} sentences")
    print(judgements.groupby("kind").right.agg(clues="size", right="mean").round(3).to_string())
    for row in wrong.head(errors).itertuples():
        text = " ".join(hidden.text[row.article][max(0, row.start - 80) : row.end + 60].split())
        left = f"{row.date_start:%Y-%m-%d}" if pd.notna(row.date_start) else "…"
        right = f"{row.date_end:%Y-%m-%d}" if pd.notna(row.date_end) else "…"
        print(f"  {days[row.article]:%Y-%m-%d} not in [{left}, {right}) «{row.written}» ({row.hangs_on}) — {text}")


def _in_words(figures: dict[str, float]) -> str:
    return ", ".join(
        f"{name} {value:.3g}" if isinstance(value, float) else f"{name} {value}" for name, value in figures.items()
    )


if __name__ == "__main__":
    main()
