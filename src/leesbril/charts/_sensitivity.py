"""Charts of how far a cosine depends on settings and on single sentences."""

import pandas as pd
from matplotlib.axes import Axes

from leesbril.charts._article_claims import curve_claim, influence_claim
from leesbril.charts._drawing import SENTENCE_ROOM, bars
from leesbril.charts._labels import clean, described, number, signed
from leesbril.charts._layout import Words, house_style, room_of
from leesbril.charts._names import in_prose, labelled
from leesbril.charts._setting_names import choices_of
from leesbril.charts._specification_curve import curve
from leesbril.charts._validation import check_table, cosines_of, numbers_of, openings_of
from leesbril.frames import LEAVE_ONE_SENTENCE_OUT, SPECIFICATIONS
from leesbril.wording.quantities import some_sentences
from leesbril.wording.report_language import say, say_counted


@house_style
def specification_curve(
    table: pd.DataFrame, ax: Axes | None = None, *, title: str | None = None, source: str | None = None
) -> Axes:
    """Draw the cosine of two articles under every specification, and under each dot the choices it makes.

    `table`: `cosine` (0 to 1; missing is not drawn), `default` (is it the usual specification?) and a column for each
    setting, missing where a specification does not use it, as `leesbril.sensitivity` gives them. Raises
    ValueError on any other table. The form is that of Simonsohn, Simmons and Nelson (2020), "Specification curve
    analysis", Nature Human Behaviour 4.
    """
    check_table(table, SPECIFICATIONS.named("cosine", "default"), "specification_curve")
    cosines, usual, choices = cosines_of(table), table["default"].eq(True).to_numpy(dtype=bool), choices_of(table)
    claim = finding = curve_claim(cosines)
    key = [say("dot: the cosine with one combination"), say("tick under it: a choice it makes")]
    if usual.any():
        key.append(say("orange and bold: the default"))
        value = number(cosines[usual][0], cosines)
        finding = say("{finding}; the default gives {value}", finding=claim, value=value)
    ways = say_counted("{n} specification", "{n} specifications", len(table))
    alt = described(say("Specification curve of {specifications}", specifications=ways), finding)
    return curve(ax, cosines, usual, choices, Words(title or claim, " · ".join(key), source, alt))


@house_style
def leave_one_out_bars(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    labels: pd.Series | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Axes:
    """Draw one bar per sentence: how far the cosine falls (to the left) or rises (to the right) without it.

    `table`: `article`, `sentence` (its number), `cosine` (without it), `change` (from the cosine of the whole) and
    `text`, as `leesbril.leave_one_sentence_out` gives them. Raises ValueError on any other table.
    """
    check_table(
        table, LEAVE_ONE_SENTENCE_OUT.named("article", "sentence", "cosine", "change", "text"), "leave_one_out_bars"
    )
    table = labelled(table, labels, "article")
    changes, cosines = numbers_of(table, "change", below_zero=True), cosines_of(table)
    written = [
        say("{change} · to {cosine}", change=signed(change, changes), cosine=number(cosine, cosines))
        for change, cosine in zip(changes, cosines, strict=True)
    ]
    claim = influence_claim(_sentence_names(table, labels), changes, cosines)
    sample = some_sentences(len(table))
    key = [sample, say("bar: change of the cosine when the sentence is left out")]
    alt = described(say("Bar chart of the change of a cosine without each of {sentences}", sentences=sample), claim)
    words = Words(title or claim, " · ".join(key), source, alt)
    opened = openings_of(table, SENTENCE_ROOM * room_of(ax), stacked=labels is not None)
    return bars(ax, opened, changes, written, words, names_room=SENTENCE_ROOM, stacked=labels is not None)


def _sentence_names(table: pd.DataFrame, labels: pd.Series | None) -> list[str]:
    places = zip(table["sentence"], table["article"], strict=True)
    return [say("sentence {n} of {article}", n=clean(n), article=in_prose(name, labels)) for n, name in places]
