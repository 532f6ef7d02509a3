"""The layout around a chart: its width, title, subtitle, source line, room for names, and alternative text."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, partial, wraps
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.transforms import ScaledTranslation

from leesbril.charts._labels import clean

FONT, NO_GLYPH, LEFT_TO_RIGHT = "DejaVu Sans", "□", "\u200e"
INK, GREY = "#222222", "#555555"
ALT, CLAIM = "_leesbril_alt", "_leesbril_title"  # where an Axes keeps its alternative text, and its title
AGAIN = "_leesbril_again"  # where a Figure keeps how to draw its chart again, on a page of another width
STYLE = Path(__file__).with_name("leesbril.mplstyle")
in_house_style = mpl.rc_context(fname=STYLE)  # as a decorator it is entered anew at every call
Settings = ParamSpec("Settings")
Drawn = TypeVar("Drawn")

# Lengths are in points, 72 to the inch.
MARGIN, GAP, NARROWEST = 9.0, 6.0, 100.0
PIXEL = 0.72  # points: a page is laid out on 100 pixels an inch
WIDTH, LEAST_WIDTH = 720, 300  # of a page, in pixels
TITLE, BODY, LABEL, SMALL, SMALLEST = 13.0, 10.0, 9.0, 8.0, 4.0
LEAST_KEPT = 4  # characters of a name that is too wide
LINE = 1.2  # the height of a line of text, in font sizes
LETTER = 0.55  # the width of most letters, in font sizes

_LOOSE = " ·,;:–"  # says nothing at the end of what is cut off
_NO_BEGINNING = re.compile(" (?=[%·…])")  # no line begins with these
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUN = f"[{_RIGHT}](?:[^A-Za-z\u00c0-\u058f]*[{_RIGHT}])?"  # up to the next letter of ours
_RIGHT_TO_LEFT = re.compile(f"{LEFT_TO_RIGHT}*({_RUN}){LEFT_TO_RIGHT}*")


def house_style(chart: Callable[Settings, Drawn]) -> Callable[Settings, Drawn]:
    """A chart in the style of the house, which can be drawn again unless it is one of several in a figure."""
    styled = in_house_style(chart)

    @wraps(chart)
    def drawn(*args: Settings.args, **settings: Settings.kwargs) -> Drawn:
        found = styled(*args, **settings)
        if isinstance(found, Axes):
            alone = not any(isinstance(given, Axes) for given in (*args, *settings.values()))
            setattr(figure_of(found), AGAIN, partial(drawn, *args, **settings) if alone else None)
        return found

    return drawn


_width = ContextVar("page width", default=WIDTH)


@contextmanager
def page_width(pixels: int) -> Iterator[None]:
    """Draw the charts within this block as wide as so many pixels; the letters keep their size.

    A chart is 720 pixels wide; 390 is a telephone held upright. Raises ValueError below 300.

    >>> import pandas as pd
    >>> from leesbril import charts
    >>> with charts.page_width(390):
    ...     ax = charts.term_bars(pd.DataFrame({"term": ["IS"], "tfidf": [0.4], "count": [11]}))
    >>> round(100 * ax.figure.get_figwidth())
    390
    """
    if pixels < LEAST_WIDTH:
        raise ValueError(f"a chart is {LEAST_WIDTH} pixels wide or more; received {pixels!r}")
    before = _width.set(pixels)
    try:
        yield
    finally:
        _width.reset(before)


def full_width() -> float:
    """Give the width of a page in points."""
    return PIXEL * _width.get()


class Words(NamedTuple):
    """What is written round a chart, and the text for a reader who cannot see it."""

    title: str
    subtitle: str
    source: str | None
    alt: str


def lay_out(
    ax: Axes | None,
    words: Words,
    *,
    left: float,
    body: float,
    across: float | None = None,
    right: float = 0,
    below: float = 0,
) -> Axes:
    """Give a bare Axes, a new one unless one was given, with the words round it; the lengths are those of the parts."""
    across = across or max(NARROWEST, full_width() - 2 * MARGIN - left - right)
    room = max(full_width() - 2 * MARGIN, left + across + right) if ax is None else left + inside(ax)[0]
    title, subtitle = wrapped(words.title, TITLE, room, "bold"), wrapped(words.subtitle, LABEL, room)
    source, lift = wrapped(words.source or "", SMALL, room), 1.5 * GAP + _height(subtitle, LABEL)
    if ax is None:
        above, under = lift + _height(title, TITLE), below + (GAP + _height(source, SMALL) if source else 0)
        ax = _sheet(left, across, right, above, body, under)
    ax.spines[:].set_visible(False)
    setattr(ax, CLAIM, clean(words.title))
    head = ax.set_title(title, loc="left", y=1, fontsize=TITLE, fontweight="bold", va="bottom")
    head.set(parse_math=False, usetex=False, fontfamily=FONT, color=INK)
    head.set_transform(ax.transAxes + _shift(ax, -left, lift))
    _write(ax, "subtitle", subtitle, 1, _shift(ax, -left, GAP), fontsize=LABEL, va="bottom")
    _write(ax, "source", source, 0, _shift(ax, -left, -below - GAP), fontsize=SMALL, va="top")
    setattr(ax, ALT, words.alt)
    return ax


def _sheet(left: float, across: float, right: float, above: float, body: float, under: float) -> Axes:
    """Make a figure that holds its parts exactly; it is not pyplot's, so that nothing shows it a second time."""
    wide, high = max(full_width(), left + across + right + 2 * MARGIN), above + body + under + 2 * MARGIN
    figure = Figure(figsize=(wide / 72, high / 72))
    return figure.add_axes(((MARGIN + left) / wide, (MARGIN + under) / high, across / wide, body / high))


def _shift(ax: Axes, right: float, up: float) -> ScaledTranslation:
    return ScaledTranslation(right / 72, up / 72, figure_of(ax).dpi_scale_trans)


def _write(ax: Axes, name: str, text: str, y: float, shift: ScaledTranslation, **style: Any) -> None:
    if text:
        ax.text(0, y, text, transform=ax.transAxes + shift, gid=name, color=GREY, **style)


def figure_of(ax: Axes) -> Figure:
    """Give the figure in which an Axes stands."""
    figure = ax.get_figure(root=True)
    assert figure is not None, "an Axes without a figure has been removed from it"
    return figure


def inside(ax: Axes) -> tuple[float, float]:
    """Give width and height of an Axes."""
    extent, dots = ax.get_window_extent(), figure_of(ax).dpi / 72
    return extent.width / dots, extent.height / dots


def room_of(ax: Axes | None) -> float:
    """Give the width of an Axes, or that of a page for one still to be made."""
    return full_width() if ax is None else inside(ax)[0]


def fitting(ax: Axes | None, body: float, size: float) -> float:
    """Give the font size at which rows that want a height of `body` do not overlap in a given Axes."""
    return size if ax is None else max(SMALLEST, size * min(1.0, inside(ax)[1] / body))


@cache
def _glyphs() -> frozenset[int]:
    """Give the characters that the font of the style sheet has in both its weights."""
    faces = [get_font(findfont(FontProperties(family=FONT, weight=weight))) for weight in ("normal", "bold")]
    return frozenset.intersection(*(frozenset(face.get_charmap()) for face in faces))


def drawable(text: str) -> str:
    """Put □ for what the font lacks: matplotlib would draw a box too, but warn at each rendering.

    Arabic and Hebrew go between marks of the other direction, or they would turn the words round them about.
    """
    boxed = "".join(
        char if ord(char) in _glyphs() else NO_GLYPH for char in clean(str(text).replace(LEFT_TO_RIGHT, ""))
    )
    return _RIGHT_TO_LEFT.sub(f"{LEFT_TO_RIGHT}\\1{LEFT_TO_RIGHT}", boxed)


@cache
@in_house_style
def _pen() -> Any:
    renderer: Any = RendererAgg  # has no type hints
    return renderer(1, 1, mpl.rcParams["savefig.dpi"])  # as fine as `show`: the grid rounds each letter's width


@lru_cache(maxsize=20_000)  # a page asks for one text several times, and most of what it costs is this
def width_of(text: str, size: float, weight: str = "normal") -> float:
    """Give the width of a text, of its widest line, in the font of the style sheet."""
    if "\n" in text:
        return max(width_of(line, size, weight) for line in text.split("\n"))
    font = FontProperties(family=FONT, size=size, weight=weight)
    return float(_pen().get_text_width_height_descent(text, font, False)[0] * 72 / _pen().dpi)


def widest(texts: Sequence[str], size: float, weight: str = "normal") -> float:
    """Give the width of the widest of these texts."""
    return max(width_of(text, size, weight) for text in texts)


def _height(text: str, size: float) -> float:
    return LINE * size * (text.count("\n") + 1)


def wrapped(text: str, size: float, room: float, weight: str = "normal") -> str:
    """Break a text into lines that fit, between words where that is possible."""
    words = [word for word in _NO_BEGINNING.sub("\u00a0", drawable(text)).split(" ") if word]
    lines = []
    while words:
        fit = _number_that_fit(words, size, room, weight)
        if fit == 0:  # the first word is too wide for a line of its own
            most = _longest_beginning(words[0], size, room, weight)
            words[:1] = [part for part in (words[0][:most], words[0][most:]) if part]
        lines.append(" ".join(words[: max(1, fit)]))
        words = words[max(1, fit) :]
    return "\n".join(line.replace("\u00a0", " ").strip() for line in lines)


def _number_that_fit(words: Sequence[str], size: float, room: float, weight: str) -> int:
    """Give the number of the first words that fit on a line: an estimate by their letters, and measured from there."""
    ends = list(accumulate(len(word) + 1 for word in words))
    fit = bisect_right(ends, room / (size * LETTER))
    while fit and width_of(" ".join(words[:fit]), size, weight) > room:
        fit -= 1
    while fit < len(words) and width_of(" ".join(words[: fit + 1]), size, weight) <= room:
        fit += 1
    return fit


def _longest_beginning(word: str, size: float, room: float, weight: str) -> int:
    """Give the number of letters of a word that fit on a line, at least one."""
    most = len(word)
    while most > 1 and (wide := width_of(word[:most], size, weight)) > room:
        most = max(1, min(most - 1, int(most * room / wide)))
    return most


def shorten(names: Sequence[str], room: float, size: float) -> list[str]:
    """Make names drawable; those too wide lose their middle or last words; different names stay different."""
    names = [drawable(name) for name in names]
    wide = {name for name in names if width_of(name, size) > room}
    longest = max((len(name) for name in wide), default=0)
    keep = bisect_right(
        range(LEAST_KEPT + 1, longest + 1),
        False,
        key=lambda keep: any(width_of(_cut(name, keep), size) > room for name in wide),
    )
    keep = most = min(LEAST_KEPT, longest) + keep
    while len({_cut(name, keep) if name in wide else name for name in names}) < len(set(names)) and keep < 2 * most:
        keep += 1
    return _told_apart(names, [_cut(name, keep) if name in wide else name for name in names])


def _told_apart(names: Sequence[str], shown: Sequence[str]) -> list[str]:
    """Number the names that differ only in what is not shown."""
    alike: dict[str, list[str]] = {}
    for name, short in zip(names, shown, strict=True):
        if name not in alike.setdefault(short, []):
            alike[short].append(name)
    return [
        short if len(alike[short]) == 1 else f"{short} ({alike[short].index(name) + 1})"
        for name, short in zip(names, shown, strict=True)
    ]


def beginning(text: str, room: float, size: float) -> str:
    """Give as many of the first words as fit, with … for the rest."""
    words = drawable(text).split()
    if not words or width_of(" ".join(words), size) <= room:
        return " ".join(words)
    keep = bisect_right(range(len(words)), room, key=lambda keep: width_of(f"{' '.join(words[:keep])}…", size))
    return f"{' '.join(words[: max(0, keep - 1)]).rstrip(_LOOSE)}…"


def _cut(name: str, keep: int) -> str:
    """Leave the middle out of a name; of first words, which end in “ …” already, leave out more words at the end.

    Between words where there are any. Quotation marks stay.

    >>> _cut("articles-1234567", 8), _cut("Het Iraakse leger zet zich …", 16), _cut("Spoedhulp dicht · 29 mei 2022", 20)
    ('arti…4567', 'Het Iraakse …', 'Spoedhulp … mei 2022')
    >>> _cut("“Het Iraakse leger zet zich …”", 18)
    '“Het Iraakse …”'
    """
    if len(name) <= keep + 1:
        return name
    if name.endswith((" …", " …”")):
        mark = name[-1].removesuffix("…")
        return f"{name[: keep - 1 - len(mark)].rsplit(' ', 1)[0]} …{mark}"
    tail = keep // 2
    head, end = name[: keep - tail], name[len(name) - tail :]
    if " " in head and name[keep - tail] != " ":
        head = head.rsplit(" ", 1)[0]
    if " " in end and name[len(name) - tail - 1] != " ":
        end = end.split(" ", 1)[1]
    gap = " " if " " in name[: keep - tail] and " " in name[len(name) - tail :] else ""
    return f"{head.rstrip(_LOOSE)}{gap}…{gap}{end.lstrip(_LOOSE)}"


def label_side(
    ax: Axes, axis: str, places: Any, labels: Sequence[str], size: float, turned: bool = False, ink: str = INK
) -> None:
    """Label one side, whatever settings a given Axes was made with."""
    side = ax.xaxis if axis == "x" else ax.yaxis
    side.set_ticks(places, labels=labels)
    side.set_tick_params(length=0, labelsize=size, pad=GAP, labelrotation=90 if turned else 0)
    for label in side.get_ticklabels():
        label.set(parse_math=False, usetex=False, fontfamily=FONT, color=ink)


def hue(number: int) -> str:
    """A colour of the style sheet, as hex: the name C0 would mean another colour where the chart is saved by hand."""
    return to_hex(f"C{number}")


def alt_text(ax: Axes) -> str:
    """Give the alternative text of a chart: "chart type of data: finding."

    Raises ValueError for an Axes that no chart of leesbril was drawn in.

    >>> import pandas as pd
    >>> from leesbril.charts import term_bars
    >>> table = pd.DataFrame({"term": ["IS", "Mosul"], "tfidf": [0.41, 0.2], "count": [11, 3]})
    >>> alt_text(term_bars(table))
    'Bar chart of the TF-IDF weight of 2 terms: ‘IS’ has the highest TF-IDF weight of these 2 terms: 0.41.'
    """
    text: str | None = getattr(ax, ALT, None)
    if text is None:
        raise ValueError(f"no chart of leesbril.charts was drawn in {ax!r}; draw one in it first")
    return text
