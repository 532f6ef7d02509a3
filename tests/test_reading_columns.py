"""Rows of a table in columns: names, remarks and reports are those that rows one by one would have."""

import io

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leesbril.reading._delimited import delimited
from leesbril.reading._notes import Remark
from leesbril.reading._records import Block
from leesbril.reading._remarks import Place, by_place, remarks_at
from leesbril.reading._rows import _name


def one_by_one(ids):
    """The names of articles, each made unique when its row comes."""
    taken, names, last = set(ids), [], {}
    for at, name in enumerate(ids):
        if name in ids[:at]:
            number = last.get(name, 1) + 1
            while f"{name} ({number})" in taken:
                number += 1
            last[name] = number
            name = f"{name} ({number})"
            taken.add(name)
        names.append(name)
    return names


# a stays, the next is a (2), and the last passes a (3), which is a row's own, so it is a (4).
@example(["a", "a (3)", "a", "a", "b", "b"])
@given(st.lists(st.sampled_from(["a", "a (2)", "a (3)", "a (2) (2)", "b'c", 'b"c', "b\n"]), min_size=1, max_size=20))
def test_names_made_unique_in_columns_are_those_made_one_by_one(ids):
    rows = pd.DataFrame({"id": ids, "text": "Het leger.", "file": 0, "chunk": 0}).astype({"id": "str"})
    never = pd.Series(pd.NaT, rows.index, dtype="datetime64[us]")
    rows = rows.assign(row=rows.index, source="t.csv", date_start=never, date_end=never)
    named, remarks = _name(rows)
    names = one_by_one(ids)
    assert named["article"].tolist() == names
    renamed = [(old, new) for old, new in zip(ids, names, strict=True) if old != new]
    assert remarks["reason"].tolist() == [f"the name {old!r} is taken; renamed to {new!r}" for old, new in renamed]


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["undated", "short row"])), max_size=12))
def test_the_remarks_on_a_place_are_joined_in_their_order_and_each_kind_is_named_once(said):
    made = [(Place(0, 0, row, f"row {row}"), Remark(kind, f"reason {n}")) for n, (row, kind) in enumerate(said)]
    found = by_place(remarks_at(made))
    expected = {}
    for place, remark in made:
        expected.setdefault(place, []).append(remark)
    kinds = ["; ".join(dict.fromkeys(one.kind for one in some)) for some in expected.values()]
    assert found["problems"].to_list() == kinds
    assert found["reason"].to_list() == ["; ".join(one.reason for one in some) for some in expected.values()]


LINES = ["a,b\n", '"a\nb",c\n', "\n", ",\n", "a\n", '"a" x,b\n', 'a,"b""c"\r\n', '"a,b\n']
LINES += ["a,b, c\n", "\ud8ff,b\n", 'a,"\\"b"\n']


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_lines_that_are_split_together_give_the_rows_of_lines_split_one_by_one(lines):
    def rows(most):
        found = []
        with pytest.MonkeyPatch.context() as patch:
            if not most:
                patch.setattr("leesbril.reading._delimited._Reader._sound", lambda self, most: None)
            for one in delimited(io.StringIO("id,text\n" + "".join(lines), newline=""), lambda names: set(names)):
                if isinstance(one, Block):
                    values = zip(*one.columns.values(), strict=True)
                    found += [
                        (row, dict(zip(one.columns, some, strict=True)), [])
                        for row, some in zip(one.rows, values, strict=True)
                    ]
                else:
                    found.append(tuple(one))
        return found

    assert rows(1) == rows(0)
