"""The explorer's widget: its controls, and what they show."""

from collections.abc import Callable, Hashable
from itertools import count
from typing import Any

import ipywidgets as widgets
import pandas as pd
from itables.widget import ITable

from leesbril.explorer._answers import CLOUD_SETTINGS, Answers, part_of
from leesbril.explorer._scatter import pair_chart
from leesbril.explorer._widgets import Choices, Code, Page, Slider, Status

SMALL = 30
"""Number of articles up to which everything is shown at once; with more, a progress indicator is shown."""

_numbers = count(1)


class Explorer:
    """An interactive explorer of articles, displayed by Jupyter; returned by `explore`.

    `chosen`, `term` and `code` give its current state.
    """

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.term: str | None = None
        self.large = len(answers.articles) > SMALL
        self.table = _table(answers.table())
        self._rows = [0]
        self._pairs = pd.DataFrame()
        self._points: list[tuple[int, int]] = []
        self._drawn = False
        self.status, self.copied, self.page = Status(), Code(), Page()
        self.terms, self.neighbours, self.lines, self.common = Choices(), Choices(), Choices(), Choices()
        self.parts = Choices(fixed=True)
        self.headings = {name: widgets.HTML() for name in ("terms", "neighbours", "lines", "common", "parts", "cloud")}
        self.heading = widgets.HTML("<h3>Articles: choose one to read it, two to compare them</h3>")
        self.pair = widgets.HTML()
        self.stop_words = widgets.Checkbox(value=True, description="leave out stop words", indent=False)
        self.min_words = Slider(value=5, min=3, max=15, label="shortest passage, in words")
        self.widget = self._lay_out()
        self._show_parts()
        self._head_cloud("Pairs")
        self._fill("common", self.common, [], "Most in common: choose a pair")
        self.common.layout.height = "280px" if len(answers.articles) > 4 else "140px"
        self.cloud.layout.display = "flex" if len(answers.articles) > 2 else "none"
        self._listen()
        if self.large:
            self.status.busy = True
            self._say(f"Counting {len(answers.articles):,} articles …")
        else:
            self._show()
            self._show_pairs()

    @property
    def chosen(self) -> list[Hashable]:
        """The chosen articles, in the order of choice: none, one or two."""
        return [self.answers.names[row] for row in self._rows]

    @property
    def code(self) -> str:
        """Code that shows the same, for a frame called `articles`."""
        return str(self.copied.code)

    def __repr__(self) -> str:
        n = len(self.answers.articles)
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
            column(self.headings["terms"], self.terms, self.headings["neighbours"], self.neighbours, width="260px"),
            column(self.headings["lines"], self.lines, self.page, width="420px"),
        )
        # Present from the start at its final height, so that the page does not jump when the pairs are counted.
        self.chart = widgets.Box().add_class("leesbril-chart")
        self.cloud = widgets.VBox(
            [
                self.headings["cloud"],
                row(column(self.chart, width="420px"), column(self.headings["common"], self.common, width="260px")),
            ]
        ).add_class("leesbril-cloud")
        self.comparing = widgets.VBox([self.min_words, self.pair, self.headings["parts"], self.parts])
        # A fixed id, so that the stored output of a notebook does not change at every run.
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
        self.neighbours.observe(self._pick_other, "picked")
        self.common.observe(self._pick_pair, "picked")
        self.stop_words.observe(self._set, "value")
        self.min_words.observe(self._set, "value")
        self.status.on_msg(self._hear)

    def _hear(self, _: object, message: object, __: object) -> None:
        """Start the slow work once the widget and its progress indicator are on the screen."""
        if message == "drawn" and not self._drawn:
            self._drawn = True
            self._work(self._show_all if self.large else self._draw_points)

    def _show_all(self) -> None:
        self._show()
        self._show_pairs()
        self._draw_points()

    def _choose(self, change: dict[str, Any]) -> None:
        """Keep the order of choice; a third article replaces the first."""
        rows = [row for row in self._rows if row in change["new"]]
        rows += [row for row in change["new"] if row not in rows]
        left_out, kept = rows[:-2], rows[-2:]
        if kept != self._rows:
            self._rows = kept
            self._work(self._show)
            if left_out:
                self._say(f"Two at a time: {self._called(left_out[-1])} was deselected. {self.status.text}")
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
        """List the pairs that have most in common, if there is more than one pair."""
        if len(self.answers.articles) > 2:
            self._pairs = self.answers.cloud()
        if self._pairs.empty:
            self.cloud.layout.display = "none"
            return
        number = len(self.answers.articles)
        self._head_cloud(part_of(len(self._pairs), number * (number - 1) // 2, "pair"))
        self._points = list(zip(self._pairs["row_a"], self._pairs["row_b"], strict=True))
        self.common.rows = self.answers.in_common(self._pairs)
        self.table.observe(self._mark_pair, "selected_rows")

    def _draw_points(self) -> None:
        """Draw the scatter plot, last, because its library takes seconds to load."""
        if self._points:
            self.chart.children = [pair_chart(self._pairs, self._pick_point)]
            self._mark_pair()

    def _pick_point(self, point: int) -> None:
        self.table.selected_rows = list(map(int, self._points[point]))

    def _mark_pair(self, _: object = None) -> None:
        """Mark the chosen pair in the list and in the scatter plot."""
        pair = (min(self._rows, default=-1), max(self._rows, default=-1))
        key = " ".join(map(str, pair))
        self.common.picked = key if key in [row["key"] for row in self.common.rows] else ""
        for chart in self.chart.children:
            chart.params.chosen = self._points.index(pair) if pair in self._points else -1

    def _head_cloud(self, pairs: str) -> None:
        self.headings["cloud"].value = f"<h3>{pairs}, {CLOUD_SETTINGS}: click a point to compare the two articles</h3>"

    def _set(self, _: object) -> None:
        self._work(self._show)

    def _pick_term(self, change: dict[str, Any]) -> None:
        if change["new"] and change["new"] != self.term:
            self.term = change["new"]
            self._work(self._show_lines)

    def _pick_line(self, change: dict[str, Any]) -> None:
        if change["new"]:
            start, end = map(int, change["new"].split("–"))
            self.page.html = self.answers.page(self.chosen[0], start, end)

    def _work(self, step: Callable[[], None]) -> None:
        """Run a step that may take long, with the progress indicator on."""
        self.status.busy = True
        if self.large:
            self._say(f"Counting {len(self.answers.articles):,} articles …")
        try:
            step()
        except Exception as error:
            # Jupyter only logs errors in callbacks.
            self._say(f"Error: {error}")
            raise
        finally:
            self.status.busy = False

    def _show(self) -> None:
        """Show the chosen article or the two chosen articles."""
        show = {0: self._show_nothing, 1: self._show_terms, 2: self._show_pair}
        show[len(self.chosen)]()
        self._show_parts(len(self.chosen))

    def _show_parts(self, articles: int = 0) -> None:
        """Show only the parts that apply to this number of chosen articles."""
        for part, numbers in ((self.reading, {1}), (self.comparing, {2}), (self.stop_words, {1, 2})):
            part.layout.display = "flex" if articles in numbers else "none"

    def _show_nothing(self) -> None:
        self.copied.code = ""
        self._say("No article is chosen. Choose one in the table to read it, two to compare them.")

    def _show_terms(self) -> None:
        """Show the terms of the chosen article; the current term stays chosen if this article has it."""
        rows, heading = self.answers.terms(self.chosen[0], drop=self.stop_words.value)
        known = [row["key"] for row in rows]
        self.term = self.term if self.term in known else next(iter(known), None)
        self._fill("terms", self.terms, rows, heading)
        self.terms.picked = self.term or ""
        self.neighbours.picked = ""
        self._fill("neighbours", self.neighbours, *self.answers.neighbours(self.chosen[0], drop=self.stop_words.value))
        self._show_lines()

    def _show_lines(self) -> None:
        """Show the concordance of the chosen term, with the first occurrence marked in the text."""
        rows, heading = self.answers.lines(self.chosen[0], self.term) if self.term else ([], "No terms")
        self.lines.picked = ""
        self._fill("lines", self.lines, rows, heading)
        if rows:
            self.lines.picked = rows[0]["key"]
        else:
            self.page.html = self.answers.page(self.chosen[0])
        self._write_code()
        self._say(f"{self._called(self._rows[0])}: {heading}. Choose a second article to compare the two.")

    def _show_pair(self) -> None:
        first, second = self.chosen
        self.pair.value = self.answers.pair(first, second, self.min_words.value)
        self._fill("parts", self.parts, *self.answers.parts(first, second, drop=self.stop_words.value))
        self._write_code()
        a, b = map(self._called, self._rows)
        self._say(f"{a} and {b} side by side. Choose one of them again to leave it out.")

    def _called(self, row: int) -> str:
        return self.answers.called(self.answers.names[row])

    def _fill(self, name: str, choices: Choices, rows: list[dict[str, Any]], heading: str) -> None:
        choices.name = heading
        choices.rows = rows
        self.headings[name].value = f"<h3>{self.answers.safe(heading)}</h3>"

    def _say(self, text: str) -> None:
        self.status.text = text

    def _write_code(self) -> None:
        drop, min_words = self.stop_words.value, self.min_words.value
        self.copied.code = self.answers.code(self.chosen, self.term, drop=drop, min_words=min_words)


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
        # Dates are easier to compare on one line.
        columnDefs=[
            {"className": "dt-left dt-nowrap", "targets": dates},
            {"className": "dt-left", "targets": [place for place in range(last) if place not in dates]},
        ],
        maxBytes=0,
    )
