"""The ranges of a cosine over one setting at a time."""

import pandas as pd
import pytest
from drawn import outside, overlaps, title, widths, written, y_labels

from leesbril import charts, one_at_a_time, sensitivity


@pytest.fixture
def ranges():
    rows = [("idf", 0.4, 0.75), ("stop_words", 0.5, 0.6), ("hyphens", 0.5, 0.5), ("own", 0.45, 0.5)]
    return pd.DataFrame(rows, columns=["setting", "lowest", "highest"])


def test_a_bar_runs_from_the_lowest_to_the_highest_and_a_line_through_the_default(ranges):
    ax = charts.setting_ranges(ranges, default=0.5)
    assert [bar.get_x() for bar in ax.patches] == [0.4, 0.5, 0.5, 0.45]
    assert widths(ax) == pytest.approx([0.35, 0.1, 0.0, 0.05])
    still, line = ax.lines
    assert (still.get_label(), still.get_xydata().tolist()) == ("no change", [[0.5, 2.0]])
    assert line.get_xdata() == [0.5, 0.5]
    assert written(ax) == ["0.40–0.75", "0.50–0.60", "0.50", "0.45–0.50"]


def test_settings_have_the_words_of_the_reader_and_others_their_own(ranges):
    assert y_labels(charts.setting_ranges(ranges, default=0.5))[1:] == [
        "small words left out, or counted",
        "words with hyphens",
        "own",
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            slice(0, 4),
            "With one setting changed the cosine of 0.50 stays between 0.40 and 0.75; "
            "what moves it most: weight of rare words (idf)",
        ),
        (slice(2, 3), "No one setting moves the cosine of 0.50"),
    ],
)
def test_the_title_gives_the_span_and_the_setting_that_moves_most(ranges, rows, said):
    assert title(charts.setting_ranges(ranges.iloc[rows], default=0.5)) == said


def test_a_tie_names_no_setting(ranges):
    two = ranges.head(2).assign(lowest=0.4, highest=0.6)
    assert "what moves it most" not in title(charts.setting_ranges(two, default=0.5))


def test_ranges_without_the_default_or_upside_down_are_refused(ranges):
    with pytest.raises(ValueError, match=r"in every range of the table; received 0\.7"):
        charts.setting_ranges(ranges, default=0.7)
    with pytest.raises(ValueError, match="from its lowest cosine to its highest, within 0 to 1"):
        charts.setting_ranges(ranges.assign(highest=0.1), default=0.5)


@pytest.mark.parametrize("width", [390, 720])
def test_the_ranges_of_the_seeds_fit_on_either_page(seeds, width):
    found = sensitivity(seeds, *seeds.index)
    with charts.page_width(width):
        ax = charts.setting_ranges(one_at_a_time(found), default=found.loc[found["default"], "cosine"].item())
    assert len(y_labels(ax)) == 7
    assert outside(ax) == [] and overlaps(ax.get_yticklabels()) == overlaps(ax.get_xticklabels()) == []
