"""Compiling in a process of its own while this one is busy with something else, such as reading a large folder."""

import atexit
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

KEPT = Path(__file__).parent / "__pycache__"
"""Where Numba keeps what it compiled, unless it is told otherwise or cannot write there."""
LOW_PRIORITY = "import os; getattr(os, 'nice', int)(10); from leesbril.engine.warm_up import compile_all; compile_all()"


@cache
def compile_in_background() -> None:
    """Have everything compiled that is not yet, and kept where kernels look for it; once in a process.

    What is needed before it is ready is compiled here as well: this saves time, and changes nothing else. The other
    process has a low priority, is silent, and ends with this one. Where nothing can be kept, none is started.
    """
    if is_kept() or not os.access(KEPT, os.W_OK) or "NUMBA_CACHE_DIR" in os.environ:
        return
    command, null = [sys.executable, "-P", "-c", LOW_PRIORITY], subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, stdin=null, stdout=null, stderr=null)
    except OSError:  # there are no processes in a browser
        return
    atexit.register(_end, process)


def is_kept() -> bool:
    """Whether every kernel has been compiled since its module was last changed, as far as the dates of files tell.

    Numba itself is not asked: it takes half a second to load.
    """
    version = f"py{sys.version_info.major}{sys.version_info.minor}"
    for module in Path(__file__).parent.glob("*.py"):
        kernels, changed = module.read_text(encoding="utf-8").count("\n@kernel\n"), module.stat().st_mtime
        kept = [index for index in KEPT.glob(f"{module.stem}.*.{version}.nbi") if index.stat().st_mtime >= changed]
        if len(kept) < kernels:
            return False
    return True


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait()
