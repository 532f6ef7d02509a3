"""What is said in Dutch, for the length of a block."""

from collections.abc import Iterator
from contextlib import contextmanager

from leesbril import report_in


@contextmanager
def in_dutch() -> Iterator[None]:
    """Findings and charts are Dutch inside, and English after."""
    report_in("nl")
    try:
        yield
    finally:
        report_in("en")
