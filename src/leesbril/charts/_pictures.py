"""Charts as pictures with their alternative text: shown in a notebook, or saved as PNG or SVG."""

import io
import os
import re
import sys
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from leesbril.charts._layout import AGAIN, ALT, CLAIM, alt_text, figure_of, in_house_style, page_width
from leesbril.extras import extra

FORMS = ("png", "svg")
FORM = "LEESBRIL_CHARTS"
"""The environment variable with the form in which `show` stores charts where it is not told."""
COLOURS = 64
"""Colours of a PNG: most charts have fewer, and lose none; of gradients neighbouring shades become one."""
PHONE, NARROW = 343, "application/vnd.leesbril.narrow+xml"
"""Pixels of a narrow page, that of a phone without its margins; and as what a notebook stores a drawing for it."""
_SALT = "leesbril"  # without it the names inside an SVG are drawn anew each time
_REFERENCE, _ID = re.compile(r'(?:href="#|url\(#)([^")]+)'), re.compile(r' id="([^"]*)"')


class Picture(NamedTuple):
    """What a notebook stores for a chart; outside one, only its text is printed. `size` is in screen pixels.

    `narrow` is the drawing for a narrow page.
    """

    alt: str
    data: bytes
    size: dict[str, int]
    form: str = "png"
    narrow: bytes | None = None

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        if self.form == "svg":
            narrow = {NARROW: self.narrow.decode()} if self.narrow else {}
            return {"image/svg+xml": self.data.decode(), **narrow, "text/plain": self.alt}, {}
        return {"image/png": self.data, "text/plain": self.alt}, {"image/png": {**self.size, "alt": self.alt}}


def show(*charts: Axes, form: str | None = None) -> None:
    """Show the figure of each chart in a notebook as one picture with its alternative text, and close it.

    `form` is `png` or `svg`; by default it is the environment variable `LEESBRIL_CHARTS`, or else `png`. In a PNG the
    text goes with the image three ways: as `alt` in the output's metadata, as the output's plain text (which nbval
    compares, unlike pictures) and as the description inside the file; in an SVG as its label and `desc`. Charts side by
    side in one figure are shown together, and without charts nothing is shown. An SVG of a chart by itself has a second
    one beside it, drawn for the page of a phone, which a report takes there. Raises ValueError as `alt_text` does, and
    for another form.
    """
    with extra("lab", "showing a chart in a notebook"):
        import IPython.display

    form = _checked(form or os.environ.get(FORM) or FORMS[0])
    display: Any = IPython.display.display  # has no type hints
    for figure in {figure_of(ax): alt_text(ax) for ax in charts}:
        display(picture(figure, form)._replace(narrow=_narrow(figure) if form == "svg" else None))
        if "matplotlib.pyplot" in sys.modules:  # without it pyplot cannot hold the figure, and need not be loaded
            sys.modules["matplotlib.pyplot"].close(figure)


def _narrow(figure: Figure) -> bytes | None:
    """The chart of a figure, drawn again for a narrow page; None for several charts in one figure."""
    again = getattr(figure, AGAIN, None)
    if again is None:
        return None
    with page_width(PHONE):
        return picture(figure_of(again()), "svg").data


def save(chart: Axes, path: str | Path) -> Path:
    """Save the figure of a chart as PNG or SVG, by the ending of `path`, with its alternative text inside the file.

    A PNG has it as its description; an SVG as its label and `desc`, so that it can be put in a page as it is. The same
    chart gives the same bytes: no date and no version stands in them. Gives the path. Raises ValueError for another
    ending, and as `alt_text` does.
    """
    path = Path(path)
    form = _checked(path.suffix.lower().removeprefix("."))
    alt_text(chart)
    path.write_bytes(picture(figure_of(chart), form).data)
    return path


def _checked(form: str) -> str:
    if form not in FORMS:
        raise ValueError(f"A chart is stored as {' or '.join(FORMS)}; received {form!r}.")
    return form


@in_house_style
def picture(figure: Figure, form: str = "png") -> Picture:
    """Render the figure and whatever sticks out of it, with the alternative text of all charts in it."""
    alt = " ".join(getattr(ax, ALT) for ax in figure.axes if hasattr(ax, ALT))
    figure.draw_without_rendering()  # settles the layout before it is measured
    page, buffer = Bbox.union([figure.bbox_inches, figure.get_tightbbox()]), io.BytesIO()
    dots = mpl.rcParams["figure.dpi"]
    size = {"width": round(page.width * dots), "height": round(page.height * dots)}
    if form == "png":
        figure.savefig(buffer, format="png", bbox_inches=page)
        return Picture(alt, _in_few_colours(buffer, alt), size)
    nothing = dict.fromkeys(["Date", "Creator", "Format", "Type"])
    with mpl.rc_context({"svg.hashsalt": _SALT, "svg.fonttype": "path"}):
        figure.savefig(buffer, format="svg", bbox_inches=page, metadata=nothing)
    titles = [getattr(ax, CLAIM) for ax in figure.axes if hasattr(ax, CLAIM)]
    return Picture(alt, _described(buffer.getvalue().decode(), ". ".join(titles), alt).encode(), size, "svg")


def _in_few_colours(png: io.BytesIO, alt: str) -> bytes:
    """The PNG with a palette and a description: a chart has few colours, and takes a third of the room so."""
    from PIL import Image, PngImagePlugin

    said, small = PngImagePlugin.PngInfo(), io.BytesIO()
    said.add_text("Description", alt)
    few = Image.open(png).convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(small, "png", pnginfo=said, optimize=True)
    return small.getvalue()


def _described(svg: str, title: str, alt: str) -> str:
    """The SVG with title and description, as one image to a screen reader, without names that nothing refers to.

    Two pictures in one page may then share only names of the same thing, such as a letter.
    """
    svg = svg[svg.index("<svg") :]  # a page has no room for a second declaration of XML
    used = set(_REFERENCE.findall(svg))
    svg = _ID.sub(lambda found: found[0] if found[1] in used else "", svg)
    told = f"<title>{escape(title)}</title>\n<desc>{escape(alt)}</desc>\n"
    head, body = svg.split(">", 1)
    return f'{head} role="img" aria-label="{escape(alt)}">\n{told}{body.lstrip()}'
