"""Quantities with the time, the source and the firmness that stand around them."""

import pandas as pd

from leesbril.frames import QUANTITIES

UNSOURCED = "unsourced"
SURE = ("stated", "quoted")
"""Firmness that gives way to another one that holds for the quantity too: zou, hope, wish."""
_CLAUSE_ENDS = r"[,;:](?=\s)|[()–—]"


def with_context(
    found: pd.DataFrame, times: pd.DataFrame, attributions: pd.DataFrame, *, texts: pd.Series
) -> pd.DataFrame:
    """The quantities with the nearest time in their clause, and the source and firmness of what holds them.

    Frames as of QUANTITIES, TIMES and ATTRIBUTIONS; `texts` are those of the articles, by name. A clause ends at a
    comma, semicolon, colon, dash or bracket. Of several attributions whose scope holds the quantity, the one with the
    shortest scope gives the source; its firmness gives way to one that is less sure (*zou*, hope, wish).
    """
    if found.empty:
        return found
    numbered = found.reset_index(drop=True).rename_axis("quantity").reset_index()
    context = pd.DataFrame(index=numbered.index)
    context["time"] = _times(numbered, times, texts)
    context["source"], context["firmness"] = _sources(numbered, attributions)
    context["firmness"] = context["firmness"].fillna(UNSOURCED)
    columns = ["time", "source", "firmness"]
    return QUANTITIES.typed(numbered.drop(columns=columns).join(context), names=found["article"].dtype)


def _times(found: pd.DataFrame, times: pd.DataFrame, texts: pd.Series) -> pd.Series:
    """The nearest time expression in the clause of each quantity that has one."""
    place = ["article", "sentence", "start", "end"]
    pairs = found[["quantity", *place]].merge(times[[*place, "written"]], on=place[:2], suffixes=("", "_time"))
    apart = (pairs["end_time"] <= pairs["start"]) | (pairs["start_time"] >= pairs["end"])
    pairs = pairs[apart]
    left, right = pairs[["end", "end_time"]].min(axis=1), pairs[["start", "start_time"]].max(axis=1)
    between = pd.Series(
        [texts[name][begin:end] for name, begin, end in zip(pairs["article"], left, right, strict=True)],
        index=pairs.index,
        dtype="str",
    )
    pairs = pairs.assign(gap=right - left)[~between.str.contains(_CLAUSE_ENDS)]
    nearest = pairs.sort_values(["gap", "start_time"], kind="stable").drop_duplicates("quantity")
    return nearest.set_index("quantity")["written"]


def _sources(found: pd.DataFrame, attributions: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The source and the firmness of each quantity within the scope of an attribution."""
    wanted = ["article", "source", "scope_start", "scope_end", "firmness"]
    pairs = found[["quantity", "article", "start", "end"]].merge(attributions[wanted], on="article")
    held = pairs[(pairs["scope_start"] <= pairs["start"]) & (pairs["end"] <= pairs["scope_end"])]
    held = held.assign(size=held["scope_end"] - held["scope_start"], sure=held["firmness"].isin(SURE))
    held = held.sort_values("size", kind="stable")
    source = held.dropna(subset="source").drop_duplicates("quantity").set_index("quantity")["source"]
    firmness = held.sort_values("sure", kind="stable").drop_duplicates("quantity").set_index("quantity")["firmness"]
    return source, firmness
