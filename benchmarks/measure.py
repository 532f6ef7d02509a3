"""What every benchmark says of itself: versions, the machine, peak memory."""

import os
import platform
import resource
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


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
