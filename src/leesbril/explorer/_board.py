"""The explorer's board: what can be clicked, and what is shown then."""

from collections.abc import Callable, Hashable
from itertools import count
from typing import Any

import ipywidgets as widgets
import pandas as pd
from itables.widget import ITable

from leesbril.explorer._answers import CLOUD_SETTINGS, Desk, part_of
from leesbril.explorer._scatter import pair_chart
from leesbril.explorer._widgets import Choices, Code, Page, Slider, Status

SMALL = 30
"""Up to so many articles every answer comes at once; beyond, the board says that it is counting."""

_numbers = count(1)


class Explorer:
    """A board to explore a folder of articles on; Jupyter shows it.

    `chosen`, `term` and `code` say what is on it. Made by `explore`.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.term: str | None = None
        self.large = len(desk.articles) > SMALL
        self.table = _table(desk.table())
        self._rows = [0]
        self._pairs = pd.DataFrame()
        self._points: list[tuple[int, int]] = []
        self._drawn = False
        self.status, self.copied, self.page = Status(), Code(), Page()
        self.terms, self.alike, self.lines, self.common = Choices(), Choices(), Choices(), Choices()
        self.parts = Choices(fixed=True)
        self.told = {name: widgets.HTML() for name in ("terms", "alike", "lines", "common", "parts", "cloud")}
        self.heading = widgets.HTML("<h3>Articles: choose one to read it, two to compare them</h3>")
        self.pair = widgets.HTML()
        self.stop_words = widgets.Checkbox(value=True, description="leave out stop words", indent=False)
        self.min_words = Slider(value=5, min=3, max=15, label="shortest passage, in words")
        self.widget = self._lay_out()
        self._show_parts()
        self._head_cloud("Pairs")
        self._fill("common", self.common, [], "Most in common: choose a pair")
        self.common.layout.height = "280px" if len(desk.articles) > 4 else "140px"
        self.cloud.layout.display = "flex" if len(desk.articles) > 2 else "none"
        self._listen()
        if self.large:
            self.status.busy = True
            self._say(f"Counting {len(desk.articles):,} articles …")
        else:
            self._show()
            self._show_pairs()

    @property
    def chosen(self) -> list[Hashable]:
        """The articles that are chosen, in the order in which they were: none, one or two."""
        return [self.desk.names[row] for row in self._rows]

    @property
    def code(self) -> str:
        """The lines of code that show what is on the board, for an articles frame called `articles`."""
        return str(self.copied.code)

    def __repr__(self) -> str:
        n = len(self.desk.articles)
        return f"Explorer of {n:,} article{'s' * (n != 1)}: to open it, choose Run > Run All Cells in JupyterLab."

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        shown: dict[str, Any] = self.widget._repr_mimebundle_(**options) or {}
        return {**shown, "text/plain": repr(self)}

    def _lay_out(self) -> Any:
        def column(*children: Any, width: str) -> Any:
            return widgets.VBox(children, layout=widgets.Layout(flex=f"1 1 {width}", min_width="0"))

        def row(*columns: Any) -> Any:
            return widgets.Box(columns, layout=widgets.Layout(display="flex", flex_flow="row wrap", grid_gap="0 16px"))

        self.reading = row(
            column(self.told["terms"], self.terms, self.told["alike"], self.alike, width="260px"),
            column(self.told["lines"], self.lines, self.page, width="420px"),
        )
        # There from the beginning, as high as it will be: what stands below does not jump when the pairs are counted.
        self.chart = widgets.Box().add_class("leesbril-chart")
        self.cloud = widgets.VBox(
            [
                self.told["cloud"],
                row(column(self.chart, width="420px"), column(self.told["common"], self.common, width="260px")),
            ]
        ).add_class("leesbril-cloud")
        self.comparing = widgets.VBox([self.min_words, self.pair, self.told["parts"], self.parts])
        # A name that is the same at every run: what is stored of the board in a notebook stays as it was.
        board = widgets.VBox(
            [
                self.heading,
                self.table,
                self.cloud,
                self.status,
                self.stop_words,
                self.reading,
                self.comparing,
                self.copied,
            ],
            model_id=f"leesbril-explorer-{next(_numbers)}",
        )
        return board.add_class("leesbril-explorer")

    def _listen(self) -> None:
        self.table.observe(self._choose, "selected_rows")
        self.terms.observe(self._pick_term, "picked")
        self.lines.observe(self._pick_line, "picked")
        self.alike.observe(self._pick_other, "picked")
        self.common.observe(self._pick_pair, "picked")
        self.stop_words.observe(self._set, "value")
        self.min_words.observe(self._set, "value")
        self.status.on_msg(self._hear)

    def _hear(self, _: object, message: object, __: object) -> None:
        """The board is on the screen, and so is its mark: now do what takes a while."""
        if message == "drawn" and not self._drawn:
            self._drawn = True
            self._work(self._show_all if self.large else self._draw_points)

    def _show_all(self) -> None:
        self._show()
        self._show_pairs()
        self._draw_points()

    def _choose(self, change: dict[str, Any]) -> None:
        """Keep the articles in the order in which they were chosen, and a third in place of the first."""
        rows = [row for row in self._rows if row in change["new"]]
        rows += [row for row in change["new"] if row not in rows]
        left_out, kept = rows[:-2], rows[-2:]
        if kept != self._rows:
            self._rows = kept
            self._work(self._show)
            if left_out:
                self._say(f"Two at a time: {self._called(left_out[-1])} made room. {self.status.text}")
        if left_out:
            self.table.selected_rows = kept

    def _pick_other(self, change: dict[str, Any]) -> None:
        if change["new"]:
            self.table.selected_rows = [self._rows[0], int(change["new"])]

    def _pick_pair(self, change: dict[str, Any]) -> None:
        rows = list(map(int, change["new"].split()))
        if rows and rows != sorted(self._rows):
            self.table.selected_rows = rows

    def _show_pairs(self) -> None:
        """List the pairs that have most in common, where there is more than one pair."""
        if len(self.desk.articles) > 2:
            self._pairs = self.desk.cloud()
        if self._pairs.empty:
            self.cloud.layout.display = "none"
            return
        number = len(self.desk.articles)
        self._head_cloud(part_of(len(self._pairs), number * (number - 1) // 2, "pair"))
        self._points = list(zip(self._pairs["row_a"], self._pairs["row_b"], strict=True))
        self.common.rows = self.desk.in_common(self._pairs)
        self.table.observe(self._mark_pair, "selected_rows")

    def _draw_points(self) -> None:
        """Draw the pairs as points: what draws them takes seconds to load, so the board is on the screen by then."""
        if self._points:
            self.chart.children = [pair_chart(self._pairs, self._pick_point)]
            self._mark_pair()

    def _pick_point(self, point: int) -> None:
        self.table.selected_rows = list(map(int, self._points[point]))

    def _mark_pair(self, _: object = None) -> None:
        """Mark the pair that is chosen, in the list and among the points."""
        pair = (min(self._rows, default=-1), max(self._rows, default=-1))
        key = " ".join(map(str, pair))
        self.common.picked = key if key in [row["key"] for row in self.common.rows] else ""
        for chart in self.chart.children:
            chart.params.chosen = self._points.index(pair) if pair in self._points else -1

    def _head_cloud(self, pairs: str) -> None:
        self.told["cloud"].value = f"<h3>{pairs}, {CLOUD_SETTINGS}: click a point to compare its two</h3>"

    def _set(self, _: object) -> None:
        self._work(self._show)

    def _pick_term(self, change: dict[str, Any]) -> None:
        if change["new"] and change["new"] != self.term:
            self.term = change["new"]
            self._work(self._show_lines)

    def _pick_line(self, change: dict[str, Any]) -> None:
        if change["new"]:
            start, end = map(int, change["new"].split("–"))
            self.page.html = self.desk.page(self.chosen[0], start, end)

    def _work(self, step: Callable[[], None]) -> None:
        """Take a step that may last, marked from begin to end; the mark is on its way while the kernel counts."""
        self.status.busy = True
        if self.large:
            self._say(f"Counting {len(self.desk.articles):,} articles …")
        try:
            step()
        except Exception as error:
            # Jupyter writes what goes wrong after a click where nobody looks.
            self._say(f"This did not work: {error}")
            raise
        finally:
            self.status.busy = False

    def _show(self) -> None:
        """Show the one article that is chosen, or the two."""
        show = {0: self._show_nothing, 1: self._show_terms, 2: self._show_pair}
        show[len(self.chosen)]()
        self._show_parts(len(self.chosen))

    def _show_parts(self, articles: int = 0) -> None:
        """Only what there is something in for so many articles."""
        for part, numbers in ((self.reading, {1}), (self.comparing, {2}), (self.stop_words, {1, 2})):
            part.layout.display = "flex" if articles in numbers else "none"

    def _show_nothing(self) -> None:
        self.copied.code = ""
        self._say("No article is chosen. Choose one in the table to read it, two to compare them.")

    def _show_terms(self) -> None:
        """The terms of the one that is chosen. The term of before stays, where this article has it too."""
        rows, told = self.desk.terms(self.chosen[0], drop=self.stop_words.value)
        known = [row["key"] for row in rows]
        self.term = self.term if self.term in known else next(iter(known), None)
        self._fill("terms", self.terms, rows, told)
        self.terms.picked = self.term or ""
        self.alike.picked = ""
        self._fill("alike", self.alike, *self.desk.alike(self.chosen[0], drop=self.stop_words.value))
        self._show_lines()

    def _show_lines(self) -> None:
        """The lines of the term that is chosen, the first of them marked in the text."""
        rows, told = self.desk.lines(self.chosen[0], self.term) if self.term else ([], "No term, no lines")
        self.lines.picked = ""
        self._fill("lines", self.lines, rows, told)
        if rows:
            self.lines.picked = rows[0]["key"]
        else:
            self.page.html = self.desk.page(self.chosen[0])
        self._write_code()
        self._say(f"{self._called(self._rows[0])}: {told}. Choose a second article to compare the two.")

    def _show_pair(self) -> None:
        first, second = self.chosen
        self.pair.value = self.desk.pair(first, second, self.min_words.value)
        self._fill("parts", self.parts, *self.desk.parts(first, second, drop=self.stop_words.value))
        self._write_code()
        a, b = map(self._called, self._rows)
        self._say(f"{a} and {b} side by side. Choose one of them again to leave it out.")

    def _called(self, row: int) -> str:
        return self.desk.called(self.desk.names[row])

    def _fill(self, name: str, choices: Choices, rows: list[dict[str, Any]], told: str) -> None:
        choices.name = told
        choices.rows = rows
        self.told[name].value = f"<h3>{self.desk.safe(told)}</h3>"

    def _say(self, text: str) -> None:
        self.status.text = text

    def _write_code(self) -> None:
        drop, min_words = self.stop_words.value, self.min_words.value
        self.copied.code = self.desk.code(self.chosen, self.term, drop=drop, min_words=min_words)


def _table(shown: pd.DataFrame) -> ITable:
    by_row: Any = {"style": "multi", "keys": True, "info": False}
    last = shown.shape[1] - 1
    dates = [place for place, name in enumerate(shown.columns) if name == "date"]
    return ITable(
        shown,
        select=by_row,
        selected_rows=[0],
        classes="display compact",
        style="table-layout:auto;width:100%",
        autoWidth=False,
        pageLength=8,
        lengthMenu=[8, 25, 100],
        # A date that breaks over several lines cannot be compared with the next.
        columnDefs=[
            {"className": "dt-left dt-nowrap", "targets": dates},
            {"className": "dt-left", "targets": [place for place in range(last) if place not in dates]},
        ],
        maxBytes=0,
    )
