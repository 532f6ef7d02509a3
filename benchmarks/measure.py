"""What every benchmark says of itself: versions, the machine, time in turn and its ratios, peak memory."""

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pandas as pd


def versions(*packages: str) -> str:
    """The machine and the versions of Python, of what Leesbril builds on, and of others."""
    named = []
    for package in ("numpy", "scipy", "pandas", "polars", "pyarrow", "numba", *packages):
        try:
            named.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            named.append(f"{package} not installed")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB; Python {platform.python_version()}, {', '.join(named)}"


def peak_gigabytes() -> float:
    """The most memory that this process had.

    Where the system says so, since it was started: `getrusage` counts in what its parent had when it forked.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def in_turn(runs: Mapping[str, Callable[[], Any]], rounds: int) -> pd.DataFrame:
    """Run everything in turn, round after round; what a run gives is thrown away within its time.

    One row per run: `round`, `name`, `seconds` by the clock, `processor` seconds of all threads of this process.
    """
    rows = []
    for number in range(rounds):
        for name, run in runs.items():
            worked, begun = time.process_time(), time.perf_counter()
            run()
            seconds, worked = time.perf_counter() - begun, time.process_time() - worked
            rows.append((number, name, seconds, worked))
            print(f"{name}: {seconds:.2f} s", file=sys.stderr, flush=True)
    return pd.DataFrame(rows, columns=["round", "name", "seconds", "processor"])


def beside(times: pd.DataFrame, ours: str) -> pd.DataFrame:
    """The medians of each name, and how many times as long as `ours` it took within one round.

    Takes what `in_turn` gives; the index is the names in their order. Columns: `seconds`, `processor`, `fastest`,
    `slowest` (in seconds), `ratio` (the median over the rounds), `lowest`, `highest`.
    """
    seconds = times.pivot(index="round", columns="name", values="seconds")[list(dict.fromkeys(times["name"]))]
    ratios = seconds.div(seconds[ours], axis=0)
    return pd.DataFrame(
        {
            "seconds": seconds.median(),
            "processor": times.groupby("name")["processor"].median().reindex(seconds.columns),
            "fastest": seconds.min(),
            "slowest": seconds.max(),
            "ratio": ratios.median(),
            "lowest": ratios.min(),
            "highest": ratios.max(),
        }
    )


def peak_memory(script: str, *arguments: str | Path) -> float:
    """The gigabytes that a fresh process takes at most, which this `script` prints when called with `--memory`."""
    command = [sys.executable, script, "--memory", *map(str, arguments)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])
