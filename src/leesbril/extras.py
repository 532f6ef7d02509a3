"""What the core can do without: libraries that an extra of the package brings, and the error that says which."""

from collections.abc import Iterator
from contextlib import contextmanager

EXTRAS = {
    "formats": ("lxml", "mistune", "openpyxl", "pypdf", "python_calamine", "striprtf", "trafilatura", "yaml"),
    "lab": ("IPython", "anywidget", "traitlets"),
    "rerun": ("jinja2", "nbconvert", "nbformat", "papermill", "traitlets"),
    "scale": ("dask", "distributed", "numba"),
}
"""The modules that each extra brings, as they are imported."""


class MissingExtraError(ImportError):
    """Says that a library is not installed, what it is needed for, and which command installs it."""


@contextmanager
def extra(name: str, purpose: str) -> Iterator[None]:
    """Import libraries of an extra; one that is not installed is a MissingExtraError with the command that helps.

    >>> with extra("formats", "reading Word files"):
    ...     raise ModuleNotFoundError("No module named 'lxml'", name="lxml")
    Traceback (most recent call last):
    leesbril.extras.MissingExtraError: lxml is not installed. For reading Word files: pip install "leesbril[formats]"
    """
    try:
        yield
    except ModuleNotFoundError as error:
        module = (error.name or "").split(".")[0]
        if module not in EXTRAS[name]:
            raise
        message = f'{module} is not installed. For {purpose}: pip install "leesbril[{name}]"'
        raise MissingExtraError(message, name=module) from error
