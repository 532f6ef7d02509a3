"""Widgets of the explorer, for cases where those of ipywidgets do not support keyboards and screen readers."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

HERE = Path(__file__).parent


class Choices(anywidget.AnyWidget):
    """A list of rows with bars to choose from; read-only with `fixed`. `name` is for screen readers."""

    _esm = HERE / "choices.js"
    rows: Any = traitlets.List().tag(sync=True)
    picked = traitlets.Unicode("").tag(sync=True)
    name = traitlets.Unicode("").tag(sync=True)
    fixed = traitlets.Bool(False).tag(sync=True)


class Page(anywidget.AnyWidget):
    """A box with HTML, scrolled to the marked position."""

    _esm = HERE / "page.js"
    html = traitlets.Unicode("").tag(sync=True)


class Slider(anywidget.AnyWidget):
    """A slider for whole numbers; that of ipywidgets has no name for screen readers."""

    _esm = HERE / "slider.js"
    value = traitlets.Int(0).tag(sync=True)
    min = traitlets.Int(0).tag(sync=True)
    max = traitlets.Int(0).tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)


class Status(anywidget.AnyWidget):
    """A status line, and a progress indicator while the kernel works; sends `drawn` once it is on the screen."""

    _esm = HERE / "status.js"
    _css = HERE / "explorer.css"
    text = traitlets.Unicode("").tag(sync=True)
    busy = traitlets.Bool(False).tag(sync=True)


class Code(anywidget.AnyWidget):
    """Code to copy."""

    _esm = HERE / "code.js"
    code = traitlets.Unicode("").tag(sync=True)
