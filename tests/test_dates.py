import pandas as pd
import pytest

from leesbril.dates import parse_date


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [
        ("2017", "2017-01-01", "2018-01-01", "year"),
        ("2017-12", "2017-12-01", "2018-01-01", "month"),  # the month after December is in another year
        ("2016-02-28", "2016-02-28", "2016-02-29", "day"),  # 2016 is a leap year
        ("2017-05-27T09:30:00", "2017-05-27 09:30:00", "2017-05-27 09:30:01", "second"),
        (" 2017-05-27 09:30:00 ", "2017-05-27 09:30:00", "2017-05-27 09:30:01", "second"),
    ],
)
def test_a_date_is_the_interval_that_its_precision_leaves_open(written, start, end, precision):
    interval = parse_date(written)
    assert (interval.start, interval.end) == (pd.Timestamp(start), pd.Timestamp(end))
    assert interval.precision == precision


@pytest.mark.parametrize(
    "written", ["", "2017-13", "2017-02-29", "2017-5", "0219", "9999", "27-05-2017", "mei 2017", "201705"]
)
def test_what_is_no_iso_date_is_no_date(written):
    assert parse_date(written) is None
