"""Findings about groups and time."""

import numpy as np
import pandas as pd

from leesbril.findings._phrasing import Finding, has_or_have, is_or_are, safe
from leesbril.wording import counted

MOST_TERMS = 5


def what_sets_them_apart(table: pd.DataFrame, *, a: object = "a", b: object = "the rest") -> Finding:
    """Name the terms that distinguish two groups, as far as the test supports. Takes the frame of `keyness`.

    `a` and `b` are the names of the groups.
    """
    if table.empty:
        return Finding("There are no terms to compare.")
    tested = int(table["p"].notna().sum())
    if not tested:
        said = table["evidence"].iloc[0].split(";")[0]
        first = _differences(table.head(MOST_TERMS), a, b)
        return Finding(f"{safe(said[0].upper() + said[1:])}. The first differences: {first}. Nothing is tested.")
    clear = table[table["significant"]]
    of = f"Of {counted(len(table), 'term')} {tested:,} {is_or_are(tested)} in enough articles to test"
    if clear.empty:
        return Finding(f"{of}; **none** differs significantly (family-wise p ≤ 0.05).")
    more = f"; and {len(clear) - MOST_TERMS:,} more" if len(clear) > MOST_TERMS else ""
    differ = "differs" if len(clear) == 1 else "differ"
    return Finding(
        f"{of}; **{len(clear):,}** {differ} significantly (family-wise p ≤ 0.05): "
        f"{_differences(clear.head(MOST_TERMS), a, b)}{more}."
    )


def _differences(rows: pd.DataFrame, a: object, b: object) -> str:
    return ", ".join(
        f"**{safe(row['term'])}** (more in {safe(a if row['rate_a'] > row['rate_b'] else b)}: {row['count_a']:,}× in "
        f"{row['articles_a']:,} and {row['count_b']:,}× in {counted(row['articles_b'], 'article')})"
        for row in rows.to_dict("records")
    )


def what_rises(table: pd.DataFrame) -> Finding:
    """Name for each term the period whose share of articles has the highest lower limit. Takes the frame of `trend`."""
    lines = [_rise(str(term), rows) for term, rows in table.groupby("term", sort=False)]
    one = table[table["term"] == table["term"].iloc[0]] if len(table) else table
    aside = one[one["period"].isna()]
    for articles, evidence in zip(aside["articles"].tolist(), aside["evidence"], strict=True):
        lines.append(f"{counted(articles, 'article')} {is_or_are(articles)} {safe(evidence)}.")
    return Finding("\n".join(f"- {line}" for line in lines) or "There are no terms to follow.")


def _rise(term: str, rows: pd.DataFrame) -> str:
    known = rows[rows["share"].notna()]
    if known.empty:
        return f"**{safe(term)}**: no article is in a period."
    best = known.iloc[int(known["share_low"].argmax())]
    if not best["articles_with"]:
        return f"**{safe(term)}** occurs in no article that is in a period."
    if len(known) == 1:
        return f"**{safe(term)}** occurs in {_of(best)} of {best['period']}, the only period with articles."
    tied = int(np.isclose(known["share_low"], best["share_low"], rtol=0, atol=1e-12).sum()) - 1
    as_many = f"; {counted(tied, 'other period')} {has_or_have(tied)} as high a share" if tied else ""
    return (
        f"**{safe(term)}** occurs in {_of(best)} of {best['period']} (if these are a sample: {best['share_low']:.0%} "
        f"to {best['share_high']:.0%}), and in {_elsewhere(known.drop(best.name))} of the other periods{as_many}."
    )


def _of(row: pd.Series) -> str:
    return f"{row['articles_with']:,} of {counted(row['articles'], 'article')}"


def _elsewhere(rows: pd.DataFrame) -> str:
    return f"{rows['articles_with'].sum():,} of {counted(int(rows['articles'].sum()), 'article')}"


def who_had_it_earlier(table: pd.DataFrame) -> Finding:
    """Name the groups with more earlier matches in another group than the noise. Takes the frame of `news_flow`."""
    if table.empty:
        return Finding("There are fewer than two groups, so none was earlier.")
    clear = table[table["beyond_noise"]].sort_values("share", ascending=False)
    undecided = int(table["undecided"].sum()) // 2
    open_ones = f" Of {counted(undecided, 'pair')} the order **cannot be decided**." if undecided else ""
    if clear.empty:
        some = table["matched"].any()
        none = "No share of articles with an earlier match in another group exceeds the noise."
        return Finding((none if some else "No article has an earlier match in another group.") + open_ones)
    lines = [
        f"- Of {counted(row['articles'], 'dated article')} of {safe(row['later'])}, **{row['matched']:,}** "
        f"({row['share']:.0%}) had an earlier match in {safe(row['earlier'])}; {row['reversed']:,} had a later one."
        for row in clear.head(MOST_TERMS).to_dict("records")
    ]
    return Finding("\n".join(lines) + (f"\n\n{open_ones.strip()}" if open_ones else ""))


def what_the_reading_says(report: pd.DataFrame, threshold: float) -> Finding:
    """Give precision and recall of a threshold, with intervals. Takes the frame of `threshold_report`."""
    rows = report[np.isclose(report["threshold"], threshold)]
    if rows.empty:
        return Finding(f"There is no threshold of {threshold:g} in the report.")
    row = rows.iloc[0]
    if row["read_above"] + row["read_below"] == 0:
        return Finding(f"No pair is labelled yet, so nothing is known about a threshold of {threshold:g}.")
    parts = [
        f"{told} **{row[name]:.0%}** ({row[f'{name}_low']:.0%} to {row[f'{name}_high']:.0%})"
        for name, told in (("precision", "precision"), ("recall", "recall of the listed pairs"))
        if not np.isnan(row[name])
    ]
    read = f"{row['read_above']:,} pairs read above it and {row['read_below']:,} below"
    return Finding(f"At a threshold of {threshold:g}: {', '.join(parts) or 'nothing can be said'}; {read}.")
