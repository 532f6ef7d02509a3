"""The live board: the same front end in a notebook, and what the reader chooses there as frames."""

from itertools import count
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from leesbril.board._front_end import script, strings, style
from leesbril.board._payload import payload
from leesbril.exports import read_table, save_table
from leesbril.frames import NOTES
from leesbril.tokenisation.tokens import Tokens

_RENDER = """
async function render({model, el}) {
  const root = document.createElement("div");
  root.className = "lb-board lb-inside";
  root.classList.toggle("lb-dark", document.body.classList.contains("dark-theme")); // marimo
  el.append(root);
  const bytes = model.get("articles");
  await module_board.startBoard(root, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    notes: model.get("notes"),
    onChange(chosen) {
      model.set("chosen", chosen);
      model.save_changes();
    },
  });
}
export default {render};
"""
_numbers = count(1)


class BoardWidget(anywidget.AnyWidget):
    """A board on the page of a notebook: `articles` is the payload, `chosen` what the reader has chosen."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    articles = traitlets.Bytes(b"").tag(sync=True)
    notes: Any = traitlets.List().tag(sync=True)
    chosen: Any = traitlets.Dict().tag(sync=True)


class Board:
    """A board of articles in a notebook, made by `leesbril.board`; what is chosen on it can be asked."""

    def __init__(self, tokens: Tokens, notes: str | Path | None) -> None:
        self.tokens = tokens
        self._path = None if notes is None else Path(notes)
        kept = NOTES.typed(read_table(self._path)) if self._path and self._path.exists() else NOTES.of_rows([])
        told = kept.astype(object).where(kept.notna(), None).astype(object)
        # A fixed id, so that the stored output of a notebook does not change at every run.
        self.widget = BoardWidget(
            _esm=script() + _RENDER,
            _css=style(),
            articles=payload(tokens, strings(), level=1),
            notes=[list(row) for row in told.itertuples(index=False, name=None)],
            model_id=f"leesbril-board-{next(_numbers)}",
        )
        self._noted = kept
        self.widget.observe(self._keep, "chosen")

    @property
    def selection(self) -> pd.DataFrame:
        """The articles that the filters leave."""
        rows = self.widget.chosen.get("rows")
        return self.tokens.articles if rows is None else self.tokens.articles.iloc[rows]

    @property
    def chosen(self) -> list[Any]:
        """The names of the article that is read, or of the two side by side."""
        return [self.tokens.names[row] for row in self.widget.chosen.get("chosen", [])]

    @property
    def query(self) -> str:
        """What is searched for."""
        return str(self.widget.chosen.get("query", ""))

    @property
    def notes(self) -> pd.DataFrame:
        """The notes: `article_a`, `article_b`, `label`, `kind`, `note`, `start`, `end`, `quote`."""
        return self._noted

    def __repr__(self) -> str:
        n = len(self.tokens)
        return f"Board of {n:,} article{'s' * (n != 1)}: to open it, choose Run > Run All Cells in JupyterLab."

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        shown: Any = self.widget._repr_mimebundle_(**options) or {}
        bundle = shown[0] if isinstance(shown, tuple) else shown
        return {**bundle, "text/plain": repr(self)}

    def _keep(self, change: dict[str, Any]) -> None:
        """Keep the notes, and write them to their file when they change."""
        rows = change["new"].get("notes")
        if rows is None:
            return
        noted = NOTES.of_rows([tuple(row) for row in rows])
        if self._path and not noted.equals(self._noted):
            save_table(noted, self._path)
        self._noted = noted
