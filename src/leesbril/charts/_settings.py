"""How far a cosine depends on each setting: plain ranges."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._labels import clean, described
from leesbril.charts._layout import Words, house_style
from leesbril.charts._range_drawing import ranges
from leesbril.charts._validation import check_table, numbers_of
from leesbril.frames import ONE_AT_A_TIME
from leesbril.wording.report_language import decimal, say, say_counted
from leesbril.wording.settings import SETTINGS


@house_style
def setting_ranges(
    table: pd.DataFrame, ax: Axes | None = None, *, default: float, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw how far a cosine moves when one setting changes and the others do not: a range per setting.

    `table`: `leesbril.one_at_a_time`: `setting`, `lowest`, `highest`. `default` is the cosine with the default
    settings, which is drawn as a line; every range must hold it. All combinations of settings are drawn by
    `specification_curve`. Raises ValueError on any other table.
    """
    check_table(table, ONE_AT_A_TIME.named("setting", "lowest", "highest"), "setting_ranges")
    ends = numbers_of(table, "lowest"), numbers_of(table, "highest")
    if np.isnan(ends).any() or (ends[1] > 1 + 1e-9).any() or (ends[0] > ends[1]).any():
        raise ValueError("a range must run from its lowest cosine to its highest, within 0 to 1")
    if not ((ends[0] - 1e-9 <= default) & (default <= ends[1] + 1e-9)).all():
        raise ValueError(f"default must lie in every range of the table; received {default!r}")
    names = [say(SETTINGS[name]) if name in SETTINGS else clean(name) for name in table["setting"]]
    claim = _ranges_claim(names, ends, default)
    key = [say("bar: the cosine when only this setting changes"), say("line: the cosine with the default settings")]
    number = say_counted("{n} setting", "{n} settings", len(names))
    alt = described(say("Chart of the range of a cosine for each of {settings}", settings=number), claim)
    written = [(decimal(low), decimal(high)) for low, high in zip(*ends, strict=True)]
    notes = [low if low == high else f"{low}–{high}" for low, high in written]
    return ranges(ax, names, ends, default, notes, Words(title or claim, " · ".join(key), source, alt))


def _ranges_claim(names: list[str], ends: tuple[np.ndarray, np.ndarray], default: float) -> str:
    """Say between which values the cosine stays, and which setting moves it most."""
    low, high = decimal(float(ends[0].min())), decimal(float(ends[1].max()))
    if low == high:
        return say("No one setting moves the cosine of {value}", value=decimal(default))
    wide = ends[1] - ends[0]
    lead = np.flatnonzero(np.isclose(wide, wide.max(), rtol=1e-9, atol=0))
    said = say("With one setting changed the cosine of {value} stays between {low} and {high}", value=decimal(default),
               low=low, high=high)  # fmt: skip
    if len(lead) > 1:
        return said
    return say("{finding}; what moves it most: {setting}", finding=said, setting=names[int(lead[0])])
