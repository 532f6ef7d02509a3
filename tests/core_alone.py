"""The core alone: what it does on the seeds where no extra is installed. Run by `make test-core`, not by pytest."""

import importlib.util
import sys
import tempfile
from pathlib import Path

import pandas as pd

import leesbril as lb
from leesbril import charts, findings
from leesbril.engine import worth
from leesbril.extras import EXTRAS, MissingExtraError

SEEDS = Path(__file__).parents[1] / "seeds"


def raised(call) -> str:
    """The message of the MissingExtraError that a call raises."""
    try:
        call()
    except MissingExtraError as error:
        return str(error)
    raise AssertionError("no MissingExtraError")


def main() -> None:
    there = {name for names in EXTRAS.values() for name in names if importlib.util.find_spec(name)}
    assert not there, f"This environment has extras: {', '.join(sorted(there))}."
    articles = lb.read_articles(SEEDS)
    tokens = lb.tokens(articles)
    weights = lb.weigh(lb.document_term_matrix(tokens))
    terms = lb.tfidf(weights, top=5)
    assert terms["article"].nunique() == 2
    pairs = lb.similarity(weights)
    assert abs(lb.explain_pairs(weights, pairs)["contribution"].sum() - pairs["cosine"].iloc[0]) < 1e-12
    passages = lb.shared_passages(tokens)
    assert len(passages) > 0
    assert "<article" in lb.side_by_side(tokens, *articles.index)._repr_html_()
    assert charts.alt_text(charts.term_bars(terms.head(5))).startswith("Bar chart")
    assert "share" in findings.what_do_they_share(lb.coverage(tokens, passages))
    with tempfile.TemporaryDirectory() as folder:
        saved = lb.open_tokens(tokens.save(Path(folder, "tokens")))
        assert lb.tfidf(lb.document_term_matrix(saved), top=5).equals(terms)
        lb.save_tables(folder, terms=terms)
        none = articles.head(0)
        pd.testing.assert_frame_equal(lb.read_table(lb.save_table(none, Path(folder, "none.parquet"))), none)
        (Path(folder) / "a.md").write_text("# Kop")
        assert "leesbril[formats]" in raised(lambda: lb.read_articles(Path(folder) / "a.md"))
        assert "leesbril[formats]" in raised(lambda: lb.save_table(terms, Path(folder) / "terms.xlsx"))
    assert "leesbril[lab]" in raised(lambda: lb.board(articles))
    assert not worth.can_compile()
    sys.stdout.write(f"Python {sys.version.split()[0]}: the core alone reads, counts, compares and finds passages.\n")


if __name__ == "__main__":
    main()
