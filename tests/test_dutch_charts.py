"""Every chart of the gallery is drawn in Dutch: no English word stands in it."""

import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from in_dutch import in_dutch
from test_dutch import DUTCH, MONTHS, own, tables

import leesbril as lb
from leesbril import charts
from leesbril.dates.parsing import parse_dates
from leesbril.reading import _notes

GALLERY = runpy.run_path(str(Path(__file__).parents[1] / "docs/gallery.py"))["SECTIONS"]
SHORT = {"jan", "feb", "mrt", "apr", "jun", "jul", "aug", "sep", "okt", "nov", "dec"}
NAMES = {"tf", "idf", "dc"}


def problems():
    kinds = [kind for name, kind in vars(_notes).items() if name.isupper() and isinstance(kind, str)]
    return pd.DataFrame({"problem": kinds, "files": [2, 2, *[0] * (len(kinds) - 2)]})


def followed():
    """Ten articles and more in three months, and one without a date."""
    dates = ["2017-05"] * 4 + ["2017-06"] * 4 + ["2017-07"] * 4 + [""]
    articles = parse_dates(pd.Series(dates, [f"q{n}" for n in range(len(dates))]))
    return lb.trend(articles.assign(text=["Qoor"] * 4 + ["Qaal"] * 9, language="nl"), ["qoor", "qif"])


def keyness(**columns):
    frame = pd.DataFrame({"term": ["qa", "qb", "qc"], "log_ratio": [2.0, 5.0, -1.0], "count_a": [8, 6, 2]})
    frame = frame.assign(count_b=[2, 0, 4], articles_a=[5, 6, 2], articles_b=[2, 0, 3])
    frame = frame.assign(log_ratio_low=[1.0, 1.0, -2.0], log_ratio_high=[3.0, np.inf, np.nan])
    frame = frame.assign(log_ratio_low_articles=[0.5, np.nan, np.nan], log_ratio_high_articles=[3.5, np.nan, np.nan])
    return frame.assign(p=[0.01, 0.2, 0.3], significant=[True, False, False]).assign(**columns)


def each(**columns):
    return pd.concat([keyness().assign(group=name, **columns) for name in ("Qa", "Qb", "Qc", "Qd")])


def flow(t, **columns):
    return t["flow"].assign(share=0.4, beyond_noise=True, **columns)


def story(t):
    return lb.order(t["articles"], t["pairs"].head(20)), t["articles"]


def one_story(t, number):
    names = t["articles"].index[:number]
    return pd.DataFrame({"story": 1, "label": "Qoor", "article": names, "nearest": names[::-1]})


def one_family(names):
    places = {"family": 1, "article": list(names), "start": 0, "end": 4, "representative": False}
    return pd.DataFrame(places)


def crowd(t):
    """Sixty articles of 25 publishers, one of them without a date and one without a publisher."""
    names = [f"q{n}" for n in range(60)]
    dates = parse_dates(pd.Series(["2017-05-01", *["2017-05-02"] * 58, ""], names))
    return dates.assign(publisher=[*(f"Q{n % 25}" for n in range(59)), None], text="Qoor")


def shared(families, a_earlier, b_earlier, undecided):
    row = {"publisher_a": "Qa", "publisher_b": "Qb", "families": families, "a_earlier": a_earlier}
    table = pd.DataFrame([row | {"b_earlier": b_earlier, "undecided": undecided}])
    return pd.concat([table, table.assign(publisher_b=None, families=0)])


def positions(t, *terms):
    return lb.term_positions(t["tokens"], list(terms))


def bins(*pairs):
    edges = [n / len(pairs) for n in range(len(pairs), -1, -1)]
    table = pd.DataFrame({"cosine_from": edges[1:], "cosine_to": edges[:-1], "pairs": pairs, "articles": pairs})
    none = table.head(1).assign(cosine_from=np.nan, cosine_to=np.nan)
    return pd.concat([table, none])


def four(t):
    some = [f"q{n}" for n in range(4)]
    return t["pairs"][t["pairs"][["article_a", "article_b"]].isin(some).all(axis=1)]


def ranges(t):
    return t["moved"], t["specifications"].loc[t["specifications"]["default"], "cosine"].item()


CASES = {
    "load_problems": lambda t: charts.load_problems(problems(), of=4),
    "load_problems, none": lambda t: charts.load_problems(problems().assign(files=0)),
    "load_problems, one": lambda t: charts.load_problems(
        problems().head(1).rename(columns={"files": "articles"}), value="articles", of=4
    ),
    "folder_overview": lambda t: charts.folder_overview(lb.articles_per_period(t["articles"])),
    "folder_overview, weeks": lambda t: charts.folder_overview(
        lb.articles_per_period(t["articles"].drop(columns="publisher"), every="week")
    ),
    "article_dates": lambda t: charts.article_dates(t["articles"], labels=t["labels"]),
    "article_dates, one": lambda t: charts.article_dates(t["articles"].head(1)),
    "term_bars": lambda t: charts.term_bars(t["terms"][t["terms"]["article"] == "q0"], labels=t["labels"]),
    "term_bars, shares": lambda t: charts.term_bars(t["terms"][t["terms"]["article"] == "q0"].head(1), value="tf"),
    "paired_terms": lambda t: charts.paired_terms(
        t["terms"][t["terms"]["article"].isin(["q0", "q1"])], labels=t["labels"]
    ),
    "dispersion_plot": lambda t: charts.dispersion_plot(positions(t, "qek", "qis"), labels=t["labels"]),
    "dispersion_plot, no term": lambda t: charts.dispersion_plot(positions(t, "qek").query("kind != 'term'")),
    "keyword_xray": lambda t: charts.keyword_xray(positions(t, "qek"), labels=t["labels"]),
    "keyword_xray, many": lambda t: charts.keyword_xray(
        pd.concat([positions(t, "qek").assign(article=lambda f, n=n: f["article"] + f"q{n}") for n in range(4)])
    ),
    "similarity_heatmap": lambda t: charts.similarity_heatmap(four(t), labels=t["labels"]),
    "similarity_heatmap, gaps": lambda t: charts.similarity_heatmap(four(t).assign(cosine=np.nan)),
    "pair_bars": lambda t: charts.pair_bars(t["pairs"].head(20), labels=t["labels"]),
    "pair_bars, linked": lambda t: charts.pair_bars(
        pd.DataFrame({"article_a": ["qa", "qb", "qe"], "article_b": ["qb", "qc", "qf"], "cosine": [0.5, 0.4, 0.3]})
    ),
    "cosine_distribution": lambda t: charts.cosine_distribution(bins(2, 1000)),
    "cosine_distribution, articles": lambda t: charts.cosine_distribution(bins(2, 1000), value="articles"),
    "similarity_charts": lambda t: charts.similarity_charts(t["first"], bins(1), labels=t["labels"])[0],
    "contribution_bars": lambda t: charts.contribution_bars(lb.explain_similarity(t["weights"], "q0", "q1")),
    "reuse_ribbons": lambda t: charts.reuse_ribbons(
        t["passages"][(t["passages"]["article_a"] == "q0") & (t["passages"]["article_b"] == "q1")],
        t["lines"],
        labels=t["labels"],
    ),
    "setting_ranges": lambda t: charts.setting_ranges(ranges(t)[0], default=ranges(t)[1]),
    "specification_curve": lambda t: charts.specification_curve(t["specifications"]),
    "leave_one_out_bars": lambda t: charts.leave_one_out_bars(t["without"], labels=t["labels"]),
    "keyness_intervals": lambda t: charts.keyness_intervals(keyness(), sides=("Qa", "the rest")),
    "keyness_intervals, not tested": lambda t: charts.keyness_intervals(
        keyness(p=np.nan, significant=False, log_ratio_low=np.nan), sides=("Qa", "Qb")
    ),
    "keyness_by_group": lambda t: charts.keyness_by_group(each()),
    "keyness_by_group, one": lambda t: charts.keyness_by_group(
        pd.concat([keyness(group="Qa"), keyness(group="Qb", log_ratio=-1.0, significant=False)])
    ),
    "keyness_by_group, not tested": lambda t: charts.keyness_by_group(each(p=np.nan, significant=False)),
    "keyness_map": lambda t: charts.keyness_map(keyness(count_a=[8, 6, 1000]), sides=("Qa", "the rest")),
    "trend_lines": lambda t: charts.trend_lines(followed()),
    "flow_matrix": lambda t: charts.flow_matrix(flow(t)),
    "flow_matrix, none": lambda t: charts.flow_matrix(t["flow"].assign(share=0.0, matched=0)),
    "who_shares": lambda t: charts.who_shares(flow(t)),
    "story_chain": lambda t: charts.story_chain(*story(t), labels=t["labels"]),
    "story_timeline": lambda t: charts.story_timeline(one_story(t, 4), t["articles"], labels=t["labels"]),
    "story_timeline, many": lambda t: charts.story_timeline(
        one_story(t, 3).iloc[[0] * 60].assign(article=[f"q{n}" for n in range(60)]),
        crowd(t),
    ),
    "family_timeline": lambda t: charts.family_timeline(one_family(t["articles"].index[:4]), t["articles"]),
    "family_timeline, many": lambda t: charts.family_timeline(one_family(crowd(t).index), crowd(t)),
    "family_timeline, no publisher": lambda t: charts.family_timeline(
        one_family(["q0", "q1", "q2"]), crowd(t).assign(publisher=None)
    ),
    "publishers_matrix": lambda t: charts.publishers_matrix(shared(5, 1, 1, 3)),
    "publishers_matrix, decided": lambda t: charts.publishers_matrix(shared(5, 3, 1, 1)),
    "publishers_matrix, tied": lambda t: charts.publishers_matrix(
        pd.concat([shared(5, 3, 1, 1), shared(5, 3, 1, 1).assign(publisher_a="Qc")])
    ),
    "publishers_matrix, none": lambda t: charts.publishers_matrix(shared(0, 0, 0, 0)),
    "story_chain, two": lambda t: charts.story_chain(
        lb.order(t["articles"].iloc[[2, 7]]), t["articles"], labels=t["labels"]
    ),
}


def words_of(ax):
    """All that a reader sees or hears of a chart."""
    found = [charts.alt_text(ax)]
    for one in (ax, *ax.child_axes):
        found += [one.get_title(loc="left"), one.get_xlabel(), one.get_ylabel()]
        found += [text.get_text() for text in (*one.texts, *one.get_xticklabels(), *one.get_yticklabels())]
    return "\n".join(found)


@pytest.fixture(scope="module")
def drawn():
    """What stands in each chart in Dutch."""
    given = tables()
    given["without"] = lb.leave_one_sentence_out(given["tokens"], "q0", "q1")
    with in_dutch():
        given["labels"] = lb.labels(given["articles"])
        return {name: words_of(case(given)) for name, case in CASES.items()}


def foreign(text):
    """The words of a chart that no Dutch sentence of the catalogue has."""
    return sorted(own(text) - DUTCH - MONTHS - SHORT - NAMES)


def test_every_chart_of_the_gallery_has_a_case():
    assert {name.split(",")[0] for name in CASES} == {name for examples in GALLERY.values() for name in examples}


@pytest.mark.parametrize("name", CASES)
def test_a_dutch_chart_has_no_word_but_those_of_the_dutch_sentences(drawn, name):
    assert own(drawn[name])
    assert foreign(drawn[name]) == []


def test_a_word_that_was_left_in_english_is_seen(drawn):
    assert foreign(f"{drawn['term_bars']} of the weight") == ["the", "weight"]
