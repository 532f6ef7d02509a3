from types import SimpleNamespace

import numpy as np
import pytest

from leesbril.engine import kernels
from leesbril.engine.kernels import kernel, read_only


def test_a_view_that_is_read_only_takes_no_copy_and_leaves_the_array_as_it_was():
    values = np.arange(3)
    view = read_only(values)
    assert np.shares_memory(values, view)
    with pytest.raises(ValueError, match="read-only"):
        view[0] = 7
    values[0] = 7
    assert view.tolist() == [7, 1, 2]


def test_all_arrays_come_to_be_of_one_type(tmp_path):
    np.arange(3).tofile(tmp_path / "mapped")
    fixed = np.arange(3)
    fixed.flags.writeable = False
    mapped = np.memmap(tmp_path / "mapped", dtype=np.int64, mode="r")
    for values in (np.arange(3), fixed, mapped, np.arange(6)[::2] // 2, np.arange(3, dtype=np.int32)):
        view = read_only(values, np.int64)
        assert (type(view), view.dtype, view.flags.c_contiguous, view.flags.writeable) == (
            np.ndarray,
            "int64",
            True,
            False,
        )
        assert view.tolist() == [0, 1, 2]


def test_where_nothing_can_be_kept_it_is_compiled_all_the_same(monkeypatch):
    njit = kernels.numba.njit

    def nowhere(**options):
        if options.pop("cache", False):
            raise RuntimeError("cannot cache function 'double': no locator available")
        return njit(**options)

    monkeypatch.setattr(kernels, "numba", SimpleNamespace(njit=nowhere))

    @kernel
    def double(number):
        return 2 * number

    assert double(3) == 6
    assert double.stats.cache_path is None
