"""In a notebook that is tested, every warning is an error, save two that the kernel itself gives."""

import os
from collections.abc import Callable
from typing import Any

# The kernel inherits this; pytest's own `-W error` does not reach it. A bare `error` would kill the kernel from Python
# 3.12 on: its event loop gives the first of these two warnings before any cell is run. The second comes as it stops.
os.environ["PYTHONWARNINGS"] = ",".join(
    [
        "error",
        "ignore::DeprecationWarning:tornado.ioloop",
        "ignore::PendingDeprecationWarning:ipykernel.kernelbase",
    ]
)

# Polars asks all processors about the smallest frame, and each is busy with tests of its own: one thread answers in
# four fifths of the time. Kernels inherit this too. `.ci/run` tests with all threads, as the package is used.
if os.environ.get("HYPOTHESIS_PROFILE") != "thorough":
    os.environ.setdefault("POLARS_MAX_THREADS", "1")


def pytest_configure(config: Any) -> None:
    """Let nbval start a kernel a second time."""
    if config.pluginmanager.hasplugin("nbval"):
        from nbval import kernel

        kernel.start_new_kernel = twice(kernel.start_new_kernel)


def twice(start: Callable[..., Any]) -> Callable[..., Any]:
    """Start a kernel once more if it dies before its first answer, when no cell is run yet.

    Now and then one does, for example where another process takes the port that it was about to open.
    """

    def start_again(*args: Any, **kwargs: Any) -> Any:
        try:
            return start(*args, **kwargs)
        except RuntimeError:
            return start(*args, **kwargs)

    return start_again
