"""Which tests are for the thorough profile alone: `.ci/run` takes all, and `make test` a part of the longest."""

import os

import pytest

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
thorough = pytest.mark.skipif(not THOROUGH, reason="long; HYPOTHESIS_PROFILE=thorough takes it, as .ci/run does")
