"""Scatter plot of pairs of articles, by cosine and by shared passages, with clickable points."""

from collections.abc import Callable
from typing import Any

import pandas as pd

INK = "currentColor"
HUE, PICKED = "#0072b2", "#d55e00"
"""Two colours with enough contrast on light and dark backgrounds."""


def pair_chart(pairs: pd.DataFrame, when_picked: Callable[[int], None]) -> Any:
    """A widget with a point for each pair; `when_picked` is called with the row number of a clicked point.

    Takes `name_a`, `name_b`, `cosine` and `share` (0 to 1). `params.chosen` of the widget is the row number of the
    highlighted point; -1 for none. Drawn by Vega-Lite, whose code comes from the package vl-convert, not from a server.
    """
    import altair as alt

    alt.JupyterChart.enable_offline()
    chart = alt.JupyterChart(_chart(pairs), embed_options={"renderer": "svg", "actions": False})

    def picked(change: dict[str, Any]) -> None:
        for point in change["new"].value:
            when_picked(int(point["row"]))

    chart.selections.observe(picked, ["pair"])
    return chart


def _chart(pairs: pd.DataFrame) -> Any:
    import altair as alt

    data = pairs[["name_a", "name_b", "cosine", "share"]].assign(row=range(len(pairs)))
    # Cleared when the mouse leaves the point, so that it can be clicked again.
    click = alt.selection_point("pair", fields=["row"], on="click", clear="mouseout", toggle=False)
    chosen = alt.param("chosen", value=-1)
    known = [
        alt.Tooltip("name_a:N", title="article"),
        alt.Tooltip("name_b:N", title="and"),
        alt.Tooltip("cosine:Q", format=".2f"),
        alt.Tooltip("share:Q", format=".0%", title="share of one in the other"),
    ]
    marked = "datum.row === chosen"
    cosines, shares = (alt.Scale(domain=[0, _end(pairs[column])], nice=False) for column in ("cosine", "share"))
    return (
        alt.Chart(alt.Data(values=data.to_dict("records")))
        .mark_circle(opacity=0.8, strokeWidth=3, cursor="pointer")
        .encode(
            alt.X("cosine:Q", title="cosine similarity", axis=alt.Axis(tickCount=5), scale=cosines),
            alt.Y("share:Q", title="share of one in the other", axis=alt.Axis(format="%"), scale=shares),
            fill=alt.condition(marked, alt.value(PICKED), alt.value(HUE)),
            stroke=alt.condition(marked, alt.value(INK), alt.value("transparent")),
            size=alt.condition(marked, alt.value(300), alt.value(90)),
            order=alt.condition(marked, alt.value(1), alt.value(0)),
            tooltip=known,
        )
        .add_params(click, chosen)
        .properties(width="container", height=220, background="transparent", description=_alt_text(pairs))
        .configure_axis(labelColor=INK, titleColor=INK, tickColor=INK, domainColor=INK, gridOpacity=0.25)
        .configure_view(stroke=None)
    )


def _end(shares: pd.Series) -> float:
    """The end of an axis: the first tenth above the highest value, at least 0.2.

    >>> _end(pd.Series([0.0])), _end(pd.Series([0.3])), _end(pd.Series([0.34])), _end(pd.Series([1.0]))
    (0.2, 0.4, 0.4, 1.05)
    """
    return max(0.2, min(1.05, (int(shares.max() * 10 + 1e-9) + 1) / 10))


def _alt_text(pairs: pd.DataFrame) -> str:
    best = pairs.iloc[0]
    return (
        f"{len(pairs)} pairs of articles by cosine and by shared words. The most similar: {best['name_a']} and "
        f"{best['name_b']}, cosine {best['cosine']:.2f}, {best['share']:.0%} of one in the other."
    )
