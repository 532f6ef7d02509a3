"""What the board is made of where ipywidgets has nothing that a keyboard and a screen reader can use."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

HERE = Path(__file__).parent


class Choices(anywidget.AnyWidget):
    """Rows with a bar each, to choose one from; with `fixed`, only to read. `name` is spoken by a screen reader."""

    _esm = HERE / "choices.js"
    rows: Any = traitlets.List().tag(sync=True)
    picked = traitlets.Unicode("").tag(sync=True)
    name = traitlets.Unicode("").tag(sync=True)
    fixed = traitlets.Bool(False).tag(sync=True)


class Page(anywidget.AnyWidget):
    """A page of HTML in a box of its own, scrolled to the place that is marked in it."""

    _esm = HERE / "page.js"
    html = traitlets.Unicode("").tag(sync=True)


class Slider(anywidget.AnyWidget):
    """A whole number from `min` to `max`; the slider of ipywidgets has no name that a screen reader could speak."""

    _esm = HERE / "slider.js"
    value = traitlets.Int(0).tag(sync=True)
    min = traitlets.Int(0).tag(sync=True)
    max = traitlets.Int(0).tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)


class Status(anywidget.AnyWidget):
    """A line that says what is shown, and a mark while the kernel works. It sends `drawn` once it is on the screen."""

    _esm = HERE / "status.js"
    _css = HERE / "explorer.css"
    text = traitlets.Unicode("").tag(sync=True)
    busy = traitlets.Bool(False).tag(sync=True)


class Code(anywidget.AnyWidget):
    """Lines of code that can be copied."""

    _esm = HERE / "code.js"
    code = traitlets.Unicode("").tag(sync=True)
