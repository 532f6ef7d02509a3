"""In a notebook that is tested, every warning is an error, save two that the kernel itself gives."""

import os

# The kernel inherits this; pytest's own `-W error` does not reach it. A bare `error` would kill the kernel from Python
# 3.12 on: its event loop gives the first of these two warnings before any cell is run. The second comes as it stops.
os.environ["PYTHONWARNINGS"] = ",".join(
    [
        "error",
        "ignore::DeprecationWarning:tornado.ioloop",
        "ignore::PendingDeprecationWarning:ipykernel.kernelbase",
    ]
)
