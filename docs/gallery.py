"""Draw every chart of `leesbril.charts`, and write `generated/gallery.md`: each with the call that makes it."""

import contextlib
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes

from leesbril import charts

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "generated"

SETUP = """\
import leesbril as lb
from leesbril import charts, findings

articles = lb.read_articles("seeds", language="nl")
tokens = lb.tokens(articles)
weights = lb.weigh(lb.document_term_matrix(tokens))
labels = lb.labels(articles)
a, b = articles.index
source = findings.source_line(articles, "seeds")

many = lb.synthetic_articles(300).articles
many_tokens = lb.tokens(many)
many_counts = lb.document_term_matrix(many_tokens)
synthetic = "Source: 300 synthetic articles"
"""

SECTIONS: dict[str, dict[str, str]] = {
    "What was read": {
        "load_problems": """\
report = lb.load_report("seeds", language="nl")
charts.load_problems(lb.problem_counts(report), of=len(report), source=source)""",
        "folder_overview": """\
charts.folder_overview(lb.articles_per_period(many), source=synthetic)""",
        "article_dates": """\
charts.article_dates(many.head(40), source=synthetic)""",
    },
    "What each article is about": {
        "term_bars": """\
terms = lb.tfidf(weights)
charts.term_bars(terms[terms["article"] == a].head(12), source=source)""",
        "paired_terms": """\
charts.paired_terms(terms[terms["article"].isin([a, b])], labels=labels, source=source)""",
        "dispersion_plot": """\
positions = lb.term_positions(tokens, ["IS", "moskee", "Mosul"])
charts.dispersion_plot(positions, source=source)""",
    },
    "Where a word occurs": {
        "keyword_xray": """\
charts.keyword_xray(lb.term_positions(many_tokens, ["dijkbreuk"]), source=synthetic)""",
    },
    "How alike articles are": {
        "similarity_heatmap": """\
pairs = lb.similarity(lb.weigh(many_counts), top=100_000)
first = pairs[pairs[["article_a", "article_b"]].isin(many.index[:12]).all(axis=1)]
charts.similarity_heatmap(first, source=synthetic)""",
        "pair_bars": """\
charts.pair_bars(pairs.head(10), source=synthetic)""",
        "cosine_distribution": """\
charts.cosine_distribution(lb.cosine_histogram(lb.weigh(many_counts)), source=synthetic)""",
        "similarity_charts": """\
histogram = lb.cosine_histogram(weights)
charts.similarity_charts(lb.similarity(weights), histogram, source=source)""",
        "contribution_bars": """\
parts = lb.explain_similarity(weights, a, b)
charts.contribution_bars(parts.head(12), source=source)""",
    },
    "What they share": {
        "reuse_ribbons": """\
passages = lb.shared_passages(many_tokens)
first = passages.groupby(["article_a", "article_b"])["bits"].sum().idxmax()
pair = passages[(passages["article_a"] == first[0]) & (passages["article_b"] == first[1])]
charts.reuse_ribbons(pair, lb.sentences(many_tokens), labels=lb.labels(many), source=synthetic)""",
        "family_timeline": """\
families = lb.passage_families(passages, many)
charts.family_timeline(families, many, labels=lb.labels(many), source=synthetic)""",
        "publishers_matrix": """\
charts.publishers_matrix(lb.shared_families(families), source=synthetic)""",
    },
    "How sure that is": {
        "setting_ranges": """\
specifications = lb.sensitivity(tokens, a, b)
default = specifications.loc[specifications["default"], "cosine"].item()
charts.setting_ranges(lb.one_at_a_time(specifications), default=default, source=source)""",
        "specification_curve": """\
charts.specification_curve(specifications, source=source)""",
        "leave_one_out_bars": """\
without = lb.leave_one_sentence_out(tokens, a, b)
charts.leave_one_out_bars(without.head(10), source=source)""",
    },
    "What sets groups apart": {
        "keyness_intervals": """\
publishers = many["publisher"]
found = lb.keyness(many_counts, publishers, a="Noorderkrant")
sides = ("Noorderkrant", "the rest")
charts.keyness_intervals(found.head(8), sides=sides, source=synthetic)""",
        "keyness_by_group": """\
each = lb.keyness_of_each(many_counts, publishers)
charts.keyness_by_group(each, source=synthetic)""",
        "keyness_map": """\
charts.keyness_map(found, sides=sides, source=synthetic)""",
    },
    "When, and who first": {
        "trend_lines": """\
charts.trend_lines(lb.trend(many_tokens, ["dijkbreuk"]), source=synthetic)""",
        "flow_matrix": """\
covered = lb.coverage(many_tokens, lb.shared_passages(many_tokens))
matches = covered[covered[["share_a", "share_b"]].max(axis=1) >= 0.3]
charts.flow_matrix(lb.news_flow(matches, many, hours=24), source=synthetic)""",
        "who_shares": """\
charts.who_shares(lb.news_flow(matches, many, hours=24), source=synthetic)""",
        "story_chain": """\
stories = lb.stories(many_tokens)
members = stories.loc[stories["story"] == 1, "article"]
charts.story_chain(lb.order(many.loc[members]), many, labels=lb.labels(many), source=synthetic)""",
        "story_timeline": """\
charts.story_timeline(stories, many, labels=lb.labels(many), source=synthetic)""",
    },
}
"""For each chart the code that draws it, its last line the call. A chart may use the tables of an earlier one."""

INTRODUCTION = """\
# Charts

Every chart takes a table and gives a matplotlib `Axes`; `charts.show` puts it in a notebook with its alternative text.
The code on this page is run when the page is built. It starts with these lines:
"""


def drawn(code: str, names: dict[str, Any]) -> Axes:
    """Run code whose last line draws a chart, and give that chart; of several, the first."""
    *lines, call = code.split("\n")
    exec("\n".join(lines), names)
    chart = eval(call, names)
    return chart[0] if isinstance(chart, list) else chart


def section(name: str, code: str, names: dict[str, Any]) -> str:
    """One chart: its name, its code, and its picture with alternative text."""
    chart = drawn(code, names)
    charts.save(chart, FOLDER / f"{name}.png")
    alternative = charts.alt_text(chart).replace("\n", " ")
    picture = f":::{{image}} {name}.png\n:alt: {alternative}\n:width: {chart.figure.get_figwidth() * 100:.0f}px\n:::\n"
    return f"### {name}\n\n{{func}}`leesbril.charts.{name}`\n\n```python\n{code}\n```\n\n{picture}"


def main() -> None:
    """Write the page and its pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    names: dict[str, Any] = {}
    exec(SETUP, names)
    parts = [INTRODUCTION, f"```python\n{SETUP}```\n"]
    for title, examples in SECTIONS.items():
        parts.append(f"## {title}\n")
        parts += [section(name, code, names) for name, code in examples.items()]
    (FOLDER / "gallery.md").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    with contextlib.chdir(ROOT):
        main()
