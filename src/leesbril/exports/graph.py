"""Nodes and edges → a file for Gephi and other programs that draw networks."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO
from uuid import uuid4
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def save_graph(nodes: pd.DataFrame, edges: pd.DataFrame, path: str | Path) -> Path:
    """Write a network as GraphML, which Gephi, Cytoscape, igraph and networkx read (Brandes et al. 2002).

    `nodes` needs the column `id`, `edges` `source` and `target`, as `network_nodes` and `network_edges` have them; all
    other columns become attributes with their types, and missing values none. An edge whose `type` is *directed* has
    that direction; the others have none. Characters that XML does not allow are left out. The file is written
    completely or not at all; the same frames give the same bytes. For Gephi's import of tables, save both with
    `save_table` instead. Raises ValueError for a path that does not end in .graphml, for a node that stands there
    twice, and for an edge to no node; KeyError for a missing column, FileNotFoundError if there is no such folder.

    >>> from tempfile import TemporaryDirectory
    >>> nodes = pd.DataFrame({"id": ["a", "b"], "label": ["Brand & rook", None]})
    >>> edges = pd.DataFrame({"source": ["a"], "target": ["b"], "weight": [0.5]})
    >>> with TemporaryDirectory() as folder:
    ...     print(save_graph(nodes, edges, f"{folder}/toy.graphml").read_text(encoding="utf-8").splitlines()[5])
    <node id="a"><data key="n_label">Brand &amp; rook</data></node>
    """
    path = Path(path)
    _check(nodes, edges, path)
    target = path.resolve()
    part = target.with_name(f".{uuid4().hex}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            _write(nodes, edges, file)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return path


def _check(nodes: pd.DataFrame, edges: pd.DataFrame, path: Path) -> None:
    if path.suffix.lower() != ".graphml":
        raise ValueError(f"The name of the file must end in .graphml; received {path.name!r}.")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path.name} cannot be saved: there is no folder {path.parent}. Create it first.")
    for name, frame, needed in (("nodes", nodes, ["id"]), ("edges", edges, ["source", "target"])):
        if not isinstance(frame, pd.DataFrame):
            raise TypeError(f"{name} must be a frame; received {type(frame).__name__}.")
        if lacking := [column for column in needed if column not in frame]:
            raise KeyError(f"No column {' or '.join(lacking)} in {name}: {', '.join(map(str, frame.columns))}.")
    ids = nodes["id"].astype(str)
    if ids.duplicated().any():
        raise ValueError(f"The node {ids[ids.duplicated()].iloc[0]!r} stands in nodes twice.")
    ends = pd.concat([edges["source"], edges["target"]]).astype(str)
    if len(unknown := ends[~ends.isin(ids)]):
        raise ValueError(f"An edge ends at {unknown.iloc[0]!r}, which is not among the {len(ids)} nodes.")


def _write(nodes: pd.DataFrame, edges: pd.DataFrame, file: TextIO) -> None:
    own, between = nodes.drop(columns="id"), edges.drop(columns=["source", "target", "type"], errors="ignore")
    file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{_NAMESPACE}">\n')
    for prefix, domain, frame in (("n", "node", own), ("e", "edge", between)):
        for name in frame:
            key, kind = quoteattr(_text(f"{prefix}_{name}")), _kind(frame[name])
            file.write(f'<key id={key} for="{domain}" attr.name={quoteattr(_text(name))} attr.type="{kind}"/>\n')
    file.write('<graph edgedefault="undirected">\n')
    for identity, data in zip(nodes["id"], _data(own, "n"), strict=True):
        file.write(f"<node id={quoteattr(_text(identity))}>{data}</node>\n")
    directed = (edges["type"] == "directed").tolist() if "type" in edges else [False] * len(edges)
    for source, target, one_way, data in zip(
        edges["source"], edges["target"], directed, _data(between, "e"), strict=True
    ):
        way = ' directed="true"' if one_way else ""
        file.write(f"<edge source={quoteattr(_text(source))} target={quoteattr(_text(target))}{way}>{data}</edge>\n")
    file.write("</graph>\n</graphml>\n")


def _data(frame: pd.DataFrame, prefix: str) -> Iterator[str]:
    """The attributes of each row as XML."""
    keys = [quoteattr(_text(f"{prefix}_{name}")) for name in frame]
    for row in frame.itertuples(index=False, name=None):
        yield "".join(
            f"<data key={key}>{escape(_written(value))}</data>"
            for key, value in zip(keys, row, strict=True)
            if not pd.isna(value)
        )


def _kind(values: pd.Series) -> str:
    """The type of an attribute, as GraphML names it."""
    if pd.api.types.is_bool_dtype(values):
        return "boolean"
    if pd.api.types.is_integer_dtype(values):
        return "long"
    return "double" if pd.api.types.is_float_dtype(values) else "string"


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else _text(value)


def _text(value: Any) -> str:
    return _NO_XML.sub("", str(value))
