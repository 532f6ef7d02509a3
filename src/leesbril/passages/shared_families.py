"""Families of passages → how many each two publishers both have, and which of the two had them earlier."""

import numpy as np
import pandas as pd

from leesbril.frames import SHARED_FAMILIES, without_zone

NEEDED = ("family", "article", "widespread", "publisher")


def shared_families(families: pd.DataFrame) -> pd.DataFrame:
    """Count, for each two publishers, the families of passages that both have, and who had them earlier by date.

    Takes the frame of `passage_families` with the publishers and dates of its articles (give it the articles). One row
    per two publishers that have a family in common, those with most first: `publisher_a`, `publisher_b` (in the order
    of the alphabet), `families` (that both have), `a_earlier` and `b_earlier` (of these: an article of the one has it
    before any of the other, dates compared as in `order`), `undecided` (of these: the dates overlap, or the publisher
    that may be the later has an article with it that has no date), and `widespread` (families that are in many articles
    wherever they stand, as a template is; these are not in `families`). `publisher_b` is missing in a row for the
    families that stand in an article without a publisher too: whose these are is unknown, and so is the order.

    Earlier does not mean copied: both may have used a third source. Raises TypeError or ValueError for another frame.

    >>> toy = pd.DataFrame({"family": [1, 1, 2, 2], "article": list("abac"), "widespread": False,
    ...                     "publisher": ["Bode", "Courant", "Bode", None]})
    >>> dates = pd.to_datetime(["2017-05-01", "2017-05-02", "2017-05-01", "2017-05-03"])
    >>> toy = toy.assign(date_start=dates, date_end=dates + pd.Timedelta(days=1))
    >>> shared_families(toy).fillna("").values.tolist()
    [['Bode', '', 1, 0, 0, 1, 0], ['Bode', 'Courant', 1, 1, 0, 0, 0]]
    """
    if not isinstance(families, pd.DataFrame):
        raise TypeError(f"families must be the frame of passage_families; received {type(families).__name__}.")
    if missing := [column for column in NEEDED if column not in families]:
        raise ValueError(
            f"families lacks the columns {missing}; it has {list(families.columns)}. passage_families adds publisher "
            "and date when it is given the articles."
        )
    each = _by_publisher(families)
    both = each.merge(each, on="family", suffixes=("_a", "_b"))
    both = both[both["publisher_a"] < both["publisher_b"]]
    wide = both["widespread_a"]
    before = (both["first_end_a"] <= both["first_start_b"]) & both["dated_b"]
    after = (both["first_end_b"] <= both["first_start_a"]) & both["dated_a"]
    told = {
        "publisher_a": both["publisher_a"],
        "publisher_b": both["publisher_b"],
        "families": ~wide,
        "a_earlier": before & ~after & ~wide,
        "b_earlier": after & ~before & ~wide,
        "undecided": (before == after) & ~wide,
        "widespread": wide,
    }
    counted = pd.DataFrame(told).groupby(["publisher_a", "publisher_b"], as_index=False).sum()
    found = pd.concat([counted, _without_publisher(families, each)], ignore_index=True)
    order = ["families", "publisher_a", "publisher_b"]
    found = found.sort_values(order, ascending=[False, True, True], na_position="first", ignore_index=True)
    return SHARED_FAMILIES.typed(found)


def _by_publisher(families: pd.DataFrame) -> pd.DataFrame:
    """For each family and publisher: when it had it at the earliest, whether all of it is dated and widespread."""
    dates = {edge: _moments(families, f"date_{edge}") for edge in ("start", "end")}
    known = families[["family", "publisher"]].assign(**dates, dated=dates["start"].notna() & dates["end"].notna())
    known["widespread"] = families.groupby("family")["widespread"].transform("all").astype(bool)
    dateless = known["dated"].to_numpy() == 0
    known.loc[dateless, ["start", "end"]] = pd.NaT
    each = known.dropna(subset="publisher").groupby(["family", "publisher"], as_index=False)
    return each.agg(
        first_start=("start", "min"), first_end=("end", "min"), dated=("dated", "all"), widespread=("widespread", "all")
    )


def _moments(families: pd.DataFrame, name: str) -> pd.Series:
    if name not in families:
        return pd.Series(pd.NaT, families.index).astype("datetime64[us]")
    return without_zone(families[name]).astype("datetime64[us]")


def _without_publisher(families: pd.DataFrame, each: pd.DataFrame) -> pd.DataFrame:
    """A row per publisher for the families that an article without a publisher has too."""
    unknown = families.loc[families["publisher"].isna(), "family"].unique()
    some = each[each["family"].isin(unknown)]
    counted = some.assign(families=~some["widespread"]).groupby("publisher")[["families", "widespread"]].sum()
    told = counted.assign(a_earlier=0, b_earlier=0, undecided=counted["families"], publisher_b=np.nan)
    return told.rename_axis("publisher_a").reset_index()
