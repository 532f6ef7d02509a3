"""Networks of articles: nodes, edges, and GraphML."""

from xml.etree import ElementTree

import pandas as pd
import pytest

from leesbril import network_edges, network_nodes, order, read_table, save_graph, save_table
from leesbril.dates.parsing import parse_dates

SPACE = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture
def articles():
    frame = parse_dates(pd.Series(["2017-05-02", "2017-05-01", "", "2017-05"], list("abcd")))
    return frame.assign(title=["Brand", "Vuur & <rook>", "Storm\x01", "Dak"], publisher=["Bode", None, "Bode", "Bode"])


@pytest.fixture
def pairs():
    table = {
        "article_a": list("aba"),
        "article_b": list("bcd"),
        "cosine": [0.5, float("nan"), 0.25],
        "shared_terms": [3, 0, 1],
    }
    return pd.DataFrame(table)


def test_a_node_has_what_is_known_of_its_article(articles):
    stories = pd.DataFrame({"story": [4, 4], "article": ["b", "a"], "label": ["Grote brand"] * 2})
    found = network_nodes(articles, stories=stories).astype(object).where(lambda frame: frame.notna(), None)
    assert found.values.tolist() == [
        ["a", "Brand", "Bode", "2017-05-02", 4, "Grote brand"],
        ["b", "Vuur & <rook>", None, "2017-05-01", 4, "Grote brand"],
        ["c", "Storm‹U+0001›", "Bode", None, None, None],
        ["d", "Dak", "Bode", "2017-05-01", None, None],
    ]


def test_with_pairs_only_their_articles_are_nodes(articles, pairs):
    assert network_nodes(articles, pairs=pairs.head(1))["id"].tolist() == ["a", "b"]


def test_an_edge_has_the_weight_that_is_asked_for_and_none_is_no_edge(pairs):
    assert network_edges(pairs)[["source", "target", "weight"]].values.tolist() == [["a", "b", 0.5], ["a", "d", 0.25]]
    by_terms = network_edges(pairs, weight="shared_terms")
    assert by_terms["weight"].tolist() == [3, 0, 1]
    assert network_edges(pairs[["article_a", "article_b"]])["weight"].tolist() == [1, 1, 1]


def test_an_edge_runs_from_the_earlier_to_the_later_where_the_dates_decide_it(articles, pairs):
    # a (2 May) is after b (1 May); a lies in the month of d; c has no date.
    found = network_edges(order(articles, pairs), weight="shared_terms")
    assert found[["source", "target", "type"]].values.tolist() == [
        ["b", "a", "directed"],
        ["b", "c", "undirected"],
        ["a", "d", "undirected"],
    ]


def test_graphml_has_nodes_edges_types_and_directions(articles, pairs, tmp_path):
    nodes, edges = network_nodes(articles), network_edges(order(articles, pairs))
    root = ElementTree.parse(save_graph(nodes, edges, tmp_path / "x.graphml")).getroot()
    kinds = {
        key.get("id"): (key.get("for"), key.get("attr.name"), key.get("attr.type")) for key in root.iter(f"{SPACE}key")
    }
    assert kinds["n_label"] == ("node", "label", "string")
    assert kinds["n_story"] == ("node", "story", "long")
    assert kinds["e_weight"] == ("edge", "weight", "double")
    told = {node.get("id"): {data.get("key"): data.text for data in node} for node in root.iter(f"{SPACE}node")}
    assert told["b"] == {"n_label": "Vuur & <rook>", "n_date": "2017-05-01"}
    assert [(edge.get("source"), edge.get("target"), edge.get("directed")) for edge in root.iter(f"{SPACE}edge")] == [
        ("b", "a", "true"),
        ("a", "d", None),
    ]


def test_what_xml_does_not_allow_is_left_out_and_truth_is_written_small(tmp_path):
    nodes = pd.DataFrame({"id": ["a\x02"], "odd": pd.Series(["x\x00\ud800y"], dtype=object), "kept": [True]})
    path = save_graph(nodes, pd.DataFrame({"source": [], "target": []}), tmp_path / "x.GraphML")
    [node] = ElementTree.parse(path).getroot().iter(f"{SPACE}node")
    assert (node.get("id"), [data.text for data in node]) == ("a", ["xy", "true"])


def test_the_same_frames_give_the_same_bytes_and_tables_for_gephi_come_back(articles, pairs, tmp_path):
    nodes, edges = network_nodes(articles), network_edges(pairs)
    one, other = (save_graph(nodes, edges, tmp_path / name).read_bytes() for name in ("a.graphml", "b.graphml"))
    assert one == other
    for frame in (nodes, edges):
        assert read_table(save_table(frame, tmp_path / "table.csv")).columns.tolist() == frame.columns.tolist()


@pytest.mark.parametrize(
    ("nodes", "edges", "name", "error", "message"),
    [
        (["a", "a"], [], "x.graphml", ValueError, "'a' stands in nodes twice"),
        (["a"], [("a", "z")], "x.graphml", ValueError, "ends at 'z', which is not among the 1 nodes"),
        (["a"], [], "x.csv", ValueError, r"must end in .graphml; received 'x.csv'"),
        (["a"], [], "nowhere/x.graphml", FileNotFoundError, "there is no folder"),
    ],
)
def test_what_is_no_network_is_refused_and_nothing_is_left(nodes, edges, name, error, message, tmp_path):
    between = pd.DataFrame(edges, columns=["source", "target"])
    with pytest.raises(error, match=message):
        save_graph(pd.DataFrame({"id": nodes}), between, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_two_names_that_are_one_as_text_are_refused():
    with pytest.raises(ValueError, match="have the name '1' when written as text"):
        network_nodes(pd.DataFrame({"title": ["a", "b"]}, index=pd.Index([1, "1"], dtype=object)))
    with pytest.raises(KeyError, match="No column distance in pairs"):
        network_edges(pd.DataFrame({"article_a": ["a"], "article_b": ["b"]}), weight="distance")
