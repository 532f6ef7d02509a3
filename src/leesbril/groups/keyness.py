"""Keyness: the terms that distinguish two groups of articles, with tests that treat articles as the sample."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from leesbril.counting.counts import DocumentTermMatrix
from leesbril.frames import KEYNESS, KEYNESS_OF_EACH
from leesbril.groups._statistics import CONFIDENCE, dispersion, log_likelihood, log_odds, share_interval
from leesbril.text.language import background_frequencies
from leesbril.wording import counted

TESTED_FROM = 10
"""Articles per group needed for a test: 10 and 10 can be split in 184,756 ways, 5 and 5 in only 252."""
FEWEST_ARTICLES = 5
"""A term in fewer articles than this, over both groups, is not tested: no split would be rare enough."""
PERMUTATIONS = 1_999
LIKE_LENGTHS = 1.25
"""Highest ratio of mean article lengths that the test accepts before it subsamples words of the longer side."""
CELLS_AT_ONCE = 4_000_000
"""Cells per block of terms (or articles) × permutations: 32 MB."""
PRIOR_SHARE = 0.5
"""Weight of the prior, as a share of the words of the group itself."""
SIGNIFICANCE = 0.05
"""The highest family-wise p that is called significant: where nothing differs, one folder in twenty has such a term."""
MOST_GROUPS = 12
"""Groups that are compared with the rest by default: each takes as long as one comparison."""
WORD_LEVEL = "if words were independent"


@dataclass(frozen=True)
class Side:
    """The articles of one group: counts (articles × terms, sparse), and what is summed from them."""

    name: str
    counts: Any
    words: np.ndarray

    @property
    def articles(self) -> int:
        """How many there are."""
        return len(self.words)

    @property
    def total(self) -> np.ndarray:
        """The count of each term."""
        return np.asarray(self.counts.sum(axis=0)).ravel()

    @property
    def found_in(self) -> np.ndarray:
        """How many articles have each term."""
        return np.bincount(self.counts.indices, minlength=self.counts.shape[1])

    @property
    def most(self) -> np.ndarray:
        """The count of each term in the article that has most of it."""
        return np.asarray(self.counts.max(axis=0).toarray()).ravel()

    def squares(self, rate: np.ndarray) -> np.ndarray:
        """The sum over articles of (count − rate × words)², for each term."""
        squared = np.asarray(self.counts.multiply(self.counts).sum(axis=0)).ravel()
        sums = squared - 2 * rate * (self.counts.T @ self.words) + rate**2 * (self.words @ self.words)
        return np.asarray(np.maximum(sums, 0))


def keyness(
    dtm: DocumentTermMatrix,
    groups: pd.Series,
    *,
    a: object,
    b: object = None,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the frequency of each term in two groups of articles, with effect sizes, intervals and a test.

    `groups` holds a label per article (same index); `a` is one label, `b` another, by default all the others. Articles
    without a label or without counted words are left out, and `evidence` counts them. One row per term: `shown` (as the
    articles mostly write it); `leads` (false for bare numbers, words that say when, reporting words); `count_a`,
    `count_b`; `articles_a`, `articles_b` (that contain it); `rate_a`, `rate_b` (per 1,000 counted words);
    `dispersion_a`, `dispersion_b` (Gries 2008: 0 is even, near 1 is all in one article).

    - `log_ratio` (Hardie 2014): binary logarithm of the ratio of the rates. A count of 0 is replaced by ½, or by the
      count expected at the other group's rate if that is smaller, so the group without the term never ranks higher.
      `log_ratio_low`, `log_ratio_high`: exact 95 % interval (Clopper & Pearson on `count_a` out of both counts);
      infinite on the side of a 0. `log_ratio_low_articles`, `log_ratio_high_articles`: the same, with the effective
      sample size under clustering within articles (Korn & Graubard 1998).
    - `p`: family-wise p of a permutation test over articles (max-T, Westfall & Young 1993). The statistic is the root
      of the log-likelihood ratio over the clustering of the term; `permutations` splits are drawn with `seed`, so p is
      at least 1 / (`permutations` + 1). If the articles of one group are over 25 % longer on average, its words are
      subsampled first. `significant`: p is 0.05 or less.
    - `g2` (Dunning 1993), and `q`, its p value after Benjamini & Hochberg 1995.
    - `delta`, `delta_low`, `delta_high`, `z`: difference of natural log-odds with an informative Dirichlet prior
      (Monroe, Colaresi & Quinn 2008): half general language, half both groups, worth half of a group's words.

    `word_level` marks what assumes independent words, which words of one article are not: the intervals of `log_ratio`
    and `delta`, `z` and `q`. With one article in a group there are no tests and no intervals; with two to nine, effect
    sizes and word-level intervals; from ten, also `p`, `q` and the article-level interval, for terms in five articles
    or more. A term in a single article has no interval. `evidence` says this in words. Sorted by `p`, then |`z`|,
    then `g2`.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee stad moskee", "leger stad leger"]}, index=["a", "b"])
    >>> found = keyness(document_term_matrix(toy), pd.Series({"a": "x", "b": "y"}), a="x")
    >>> found[["term", "count_a", "count_b", "log_ratio", "evidence"]].values.tolist()[0]
    ['leger', 0, 2, -2.0, 'described only: 1 article against 1']
    """
    if not isinstance(permutations, int) or permutations < 1:
        raise ValueError(f"permutations must be a whole number from 1; received {permutations!r}.")
    one, other, left_out = _sides(dtm, groups, a, b)
    terms, shown, leads = dtm.terms, dtm.shown, dtm.leads
    here = one.total + other.total > 0
    if not here.all():
        terms, shown, leads = terms[here], shown[here], leads[here]
        one, other = (Side(side.name, side.counts[:, here], side.words) for side in (one, other))
    frame = pd.DataFrame({"term": terms, "shown": shown, "leads": leads} | _described(one, other))
    priors = _priors(one, other, _language_share(terms, dtm.language, dtm.normalise))
    frame["delta"], error = log_odds(one.total, other.total, *priors)
    several = (min(one.articles, other.articles) > 1) & (one.found_in + other.found_in > 1)
    half = _two_sided_z() * np.where(several, error, np.nan)
    frame["z"] = frame["delta"] / np.where(several, error, np.nan)
    frame["delta_low"], frame["delta_high"] = frame["delta"] - half, frame["delta"] + half
    low, high = ratio_interval(one.total, other.total, one.words.sum(), other.words.sum())
    frame["log_ratio_low"], frame["log_ratio_high"] = np.where(several, [low, high], np.nan)
    frame["word_level"] = pd.Series(WORD_LEVEL, index=frame.index).where(several)
    tested = _tested(one, other)
    for name, values in _over_articles(one, other, frame["g2"].to_numpy(), tested, permutations, seed).items():
        frame[name] = np.nan
        frame.loc[tested, name] = values
    frame["significant"] = frame["p"] <= SIGNIFICANCE
    frame["evidence"] = _evidence(frame, one, other, left_out, permutations)
    return _ordered(frame)


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    """The clearest first; rounded, so that equal terms stand in alphabetical order on every machine."""
    keys = pd.DataFrame({"p": frame["p"], "z": -frame["z"].abs().round(9), "g2": -frame["g2"].round(9)})
    keys["term"] = frame["term"]
    order = keys.sort_values(["p", "z", "g2", "term"], na_position="last").index
    return KEYNESS.typed(frame.loc[order].reset_index(drop=True))


def _sides(dtm: DocumentTermMatrix, groups: pd.Series, a: object, b: object) -> tuple[Side, Side, int]:
    """The two groups of articles, and how many articles have no label or no words."""
    labels = _labels(dtm, groups)
    known = labels.notna().to_numpy(dtype=bool)
    in_a = (labels == a).fillna(False).to_numpy(dtype=bool)
    in_b = known & ~in_a if b is None else (labels == b).fillna(False).to_numpy(dtype=bool)
    words = dtm.words.to_numpy()
    sides = []
    for which, label, rows in (("a", a, in_a), ("b", b, in_b)):
        name = "the rest" if which == "b" and b is None else str(label)
        numbers = np.flatnonzero(rows & (words > 0))
        if not len(numbers):
            listed = ", ".join(map(repr, labels.dropna().unique()[:5].tolist()))
            raise ValueError(f"No article with counted words in group {which}={label!r}; the labels are {listed}.")
        sides.append(Side(name, dtm.counts[numbers], words[numbers].astype(float)))
    if np.any(in_a & in_b):
        raise ValueError(f"a and b are the same group, {a!r}; compare two.")
    return sides[0], sides[1], int((~known | ((in_a | in_b) & (words == 0))).sum())


def _labels(dtm: DocumentTermMatrix, groups: pd.Series) -> pd.Series:
    """The label of each row of the matrix."""
    if dtm.unit != "article":
        raise ValueError(f"keyness compares articles; this matrix counts each {dtm.unit}. Count with unit='article'.")
    if not isinstance(groups, pd.Series):
        raise TypeError(f"groups takes a Series with the articles as its index; received {type(groups).__name__}.")
    if not groups.index.is_unique:
        repeated = groups.index[groups.index.duplicated()][0]
        raise ValueError(f"groups has more than one label for {repeated!r}; give each article one.")
    if len(missing := dtm.rows.difference(groups.index)):
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise KeyError(f"groups has no label for {', '.join(map(repr, missing[:5]))}{more}; a missing value is one.")
    return groups.reindex(dtm.rows)


def _described(one: Side, other: Side) -> dict[str, np.ndarray]:
    """What is counted, and the effect size: no judgement."""
    words_a, words_b = one.words.sum(), other.words.sum()
    count_a, count_b = one.total, other.total
    # Half an occurrence in one short article can be a higher rate than forty in a hundred: where a count is 0, the side
    # without the term must not come out as the one that has more.
    shown_a = np.where(count_a > 0, count_a, np.minimum(0.5, count_b * words_a / words_b))
    shown_b = np.where(count_b > 0, count_b, np.minimum(0.5, count_a * words_b / words_a))
    return {
        "count_a": count_a,
        "count_b": count_b,
        "articles_a": one.found_in,
        "articles_b": other.found_in,
        "rate_a": 1000 * count_a / words_a,
        "rate_b": 1000 * count_b / words_b,
        "dispersion_a": dispersion(one.counts, one.words),
        "dispersion_b": dispersion(other.counts, other.words),
        "log_ratio": np.log2(shown_a / words_a / (shown_b / words_b)),
        "g2": log_likelihood(count_a, count_a + count_b, words_a, words_a + words_b),
    }


def ratio_interval(
    count_a: np.ndarray, count_b: np.ndarray, words_a: float, words_b: float
) -> tuple[np.ndarray, np.ndarray]:
    """The exact 95 % interval of the binary logarithm of a ratio of rates, given the sum of the two counts.

    If words were independent, `count_a` of that sum would be binomial, its share p / (1 − p) times `words_b` /
    `words_a` the ratio; so Clopper & Pearson's interval of the share is carried over. A count of 0 leaves one end
    infinite.
    """
    low, high = share_interval(count_a, count_a + count_b)
    with np.errstate(divide="ignore"):
        ends = [np.log2(share) - np.log2(1 - share) + np.log2(words_b / words_a) for share in (low, high)]
    return ends[0], ends[1]


def article_interval(one: Side, other: Side) -> tuple[np.ndarray, np.ndarray]:
    """The interval of the log ratio that takes articles, not words, for independent.

    The variance of each side's rate is the ratio estimator's over its articles. Where it is larger than that of
    independent words the counts are divided by as much (the design effect, 1 at least), and once more for the few
    articles that the variance was estimated from (Korn & Graubard 1998, with Welch's degrees of freedom); then
    `ratio_interval`. A side without the term shows no clumping, so the other side's is taken for both.
    """
    from scipy.stats import t

    count = [side.total for side in (one, other)]
    clumping = []
    for side, total in zip((one, other), count, strict=True):
        spread = side.squares(total / side.words.sum()) * side.articles / (side.articles - 1)
        clumping.append(np.where(total > 0, spread / np.maximum(total, 1), np.nan))
    clumping = [np.where(np.isnan(mine), its, mine) for mine, its in (clumping, clumping[::-1])]
    parts = [clumps / np.where(total > 0, total, 0.5) for clumps, total in zip(clumping, count, strict=True)]
    independent = sum(1 / np.where(total > 0, total, 0.5) for total in count)
    design_effect = np.maximum((parts[0] + parts[1]) / independent, 1)
    squares = parts[0] ** 2 / (one.articles - 1) + parts[1] ** 2 / (other.articles - 1)
    fewest = min(one.articles, other.articles) - 1
    freedom = np.where(squares > 0, (parts[0] + parts[1]) ** 2 / np.where(squares > 0, squares, 1), fewest)
    worth = (_two_sided_z() / t.isf((1 - CONFIDENCE) / 2, freedom)) ** 2 / design_effect
    return ratio_interval(count[0] * worth, count[1] * worth, one.words.sum(), other.words.sum())


def _priors(one: Side, other: Side, language_share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the Dirichlet prior of the log-odds counts of each term on each side.

    Half of it is the language at large (each term's share of the terms counted), half both groups together, which is
    the prior of Monroe, Colaresi & Quinn themselves: a name that no list of the language has would otherwise have no
    prior, and 20 against 0 a smaller z than 20 against 1. It is worth PRIOR_SHARE of each side's own words: with one
    size for both, the smaller side would be drawn more to the language, and a term that is equally frequent in both
    would come out as a difference. So equal rates give a delta of 0.
    """
    pooled = (one.total + other.total) / (one.words.sum() + other.words.sum())
    prior = (pooled + language_share) / 2 if language_share.any() else pooled
    return PRIOR_SHARE * one.words.sum() * prior, PRIOR_SHARE * other.words.sum() * prior


def _language_share(terms: pd.Index, language: str, normalise: str) -> np.ndarray:
    frequency = background_frequencies(terms, language=language, normalise=normalise).to_numpy()
    return frequency / (frequency.sum() or 1)


def _two_sided_z() -> float:
    from scipy.stats import norm

    return float(norm.isf((1 - CONFIDENCE) / 2))


def _tested(one: Side, other: Side) -> np.ndarray:
    enough = min(one.articles, other.articles) >= TESTED_FROM
    return np.asarray(enough & (one.found_in + other.found_in >= FEWEST_ARTICLES))


def _over_articles(
    one: Side, other: Side, g2: np.ndarray, tested: np.ndarray, permutations: int, seed: int
) -> dict[str, np.ndarray]:
    """p, q and the article-level interval of the terms that are tested."""
    from scipy.stats import chi2, false_discovery_control

    names = ["p", "q", "log_ratio_low_articles", "log_ratio_high_articles"]
    if not tested.any():
        return dict.fromkeys(names, np.empty(0))
    one, other = (Side(side.name, side.counts[:, tested], side.words) for side in (one, other))
    p = permutation_p(one, other, permutations, seed)
    q = false_discovery_control(chi2.sf(g2[tested], 1))
    return dict(zip(names, (p, q, *article_interval(one, other)), strict=True))


def permutation_p(one: Side, other: Side, permutations: int, seed: int) -> np.ndarray:
    """The p of each term over divisions of the articles, adjusted for all terms: exact where the groups are alike.

    The statistic is the root of G² (2 Σ count ln(count / expected)) over the clumping: the variance of the articles'
    counts around the common rate, over their mean, and 1 at least, as in `article_interval`: a word that stands once in
    every article is no difference because the articles differ by a word. Expected counts follow the words of the
    articles. Where those of one side are longer the articles are not alike, and neither a studentised statistic nor one
    of rates mends that (see benchmarks): there as many words are taken out by lot, with `seed`, as give both sides like
    lengths. All divisions at once are one sparse product.
    """
    from scipy.sparse import csr_array, vstack

    generator = np.random.default_rng(seed)
    means = [side.words.mean() for side in (one, other)]
    if max(means) > LIKE_LENGTHS * min(means):
        one, other = _of_like_lengths(one, other, generator)
    both = csr_array(vstack([one.counts, other.counts]), dtype=float)
    pooled = Side("both", both, np.concatenate([one.words, other.words]))
    total, words, articles = pooled.total, pooled.words.sum(), pooled.articles
    spread = pooled.squares(total / words) * articles / (articles - 1)
    scale = 1 / np.maximum(spread / np.maximum(total, 1), 1)
    by_term = csr_array(both.T)

    def statistic(divisions: np.ndarray) -> np.ndarray:
        """Terms × divisions; a division is a column that is 1 for the articles of the first group."""
        count = by_term @ divisions
        share = pooled.words @ divisions / words
        return np.asarray(np.sqrt(_two_cells(count, total[:, None], share) * scale[:, None]))

    seen = statistic(np.repeat([1.0, 0.0], [one.articles, other.articles])[:, None]).ravel()
    at_once = max(1, min(permutations, CELLS_AT_ONCE // max(len(total), articles)))
    largest: list[np.ndarray] = []
    for start in range(0, permutations, at_once):
        divisions = np.zeros((articles, min(at_once, permutations - start)))
        for column in range(divisions.shape[1]):
            divisions[generator.permutation(articles)[: one.articles], column] = 1
        largest.append(statistic(divisions).max(axis=0))
    maxima = np.sort(np.concatenate(largest))
    # The same division can give a last bit less by the order of a sum: a hair's breadth counts as equal.
    as_large = permutations - np.searchsorted(maxima, seen * (1 - 1e-9), side="left")
    return (1 + as_large) / (1 + permutations)


def _of_like_lengths(one: Side, other: Side, generator: np.random.Generator) -> tuple[Side, Side]:
    """Both sides with as many words taken out as make the longest of each alike, and so down to the shortest.

    An article keeps no more words than its place among its own side's has on the other side. Which words go is drawn
    one by one, so that a term that clumps within an article still does.
    """
    from scipy.sparse import csr_array

    sides = []
    for side, its in ((one, other), (other, one)):
        place = np.argsort(np.argsort(side.words, kind="stable")) + 0.5
        there = np.interp(place / side.articles, (np.arange(its.articles) + 0.5) / its.articles, np.sort(its.words))
        words = np.minimum(side.words, there)
        counts = csr_array(side.counts, copy=True)
        share = np.repeat(words / side.words, np.diff(counts.indptr))
        counts.data = generator.binomial(counts.data.astype(np.int64), share)
        counts.eliminate_zeros()
        sides.append(Side(side.name, counts, words))
    return sides[0], sides[1]


def _two_cells(count: np.ndarray, total: np.ndarray, share: np.ndarray) -> np.ndarray:
    """2 Σ count ln(count / expected) over the two groups."""
    from scipy.special import xlogy

    rest, some = total - count, np.maximum(total, 1)
    likelihood = xlogy(count, count / (some * share)) + xlogy(rest, rest / (some * (1 - share)))
    return np.asarray(np.maximum(2 * likelihood, 0))


def _evidence(frame: pd.DataFrame, one: Side, other: Side, left_out: int, permutations: int) -> list[str]:
    """What can be concluded about each term, in words."""
    fewest = min(one.articles, other.articles)
    against = f"{counted(one.articles, 'article')} against {other.articles}"
    rest = f"; {counted(left_out, 'article')} without a label or without words left out" if left_out else ""
    if fewest == 1:
        return [f"described only: {against}{rest}"] * len(frame)
    concentrated = _concentrated(frame, one, other)
    if fewest < TESTED_FROM:
        return [f"effect size, no test: {against}{tail}{rest}" for tail in concentrated]
    how = f"over articles ({permutations:,} permutations, smallest p possible {1 / (permutations + 1):.2g})"
    more_in_a = frame["rate_a"] > frame["rate_b"]
    rows = zip(frame["p"], more_in_a, frame["articles_a"] + frame["articles_b"], concentrated, strict=True)
    said = []
    for p, in_a, articles, tail in rows:
        if np.isnan(p):
            judged = f"not tested: in {counted(articles, 'article')}"
        elif p <= SIGNIFICANCE:
            judged = f"more in {one.name if in_a else other.name}: p = {p:.2g} {how}"
        else:
            judged = f"no difference shown: p = {p:.2g} {how}"
        said.append(judged + tail + rest)
    return said


def _concentrated(frame: pd.DataFrame, one: Side, other: Side) -> np.ndarray:
    """A note where a single article holds all, or more than half, of the occurrences of a term."""
    alone = (frame["articles_a"] + frame["articles_b"] == 1).to_numpy()
    most = np.maximum(one.most, other.most) > (frame["count_a"] + frame["count_b"]).to_numpy() / 2
    return np.select([alone, most], ["; all of it in one article", "; more than half of it in one article"], "")


def keyness_of_each(
    dtm: DocumentTermMatrix,
    groups: pd.Series,
    *,
    most: int = MOST_GROUPS,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare each group of articles with all the others.

    `groups` holds a label per article (same index). One row per group and term, with `group` before the columns of
    `keyness`; the group with most articles first, and `most` groups at most. `significant` holds for all comparisons
    together: `p` times the number of groups is 0.05 or less (Bonferroni). Raises ValueError for fewer than two groups.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee stad", "leger stad"]}, index=["a", "b"])
    >>> found = keyness_of_each(document_term_matrix(toy), pd.Series({"a": "x", "b": "y"}))
    >>> found[["group", "term", "count_a", "count_b"]].values.tolist()[:2]
    [['x', 'leger', 0, 1], ['x', 'moskee', 1, 0]]
    """
    sizes = groups[groups.index.isin(dtm.rows[dtm.words > 0])].value_counts()
    if len(sizes) < 2:
        raise ValueError(f"keyness_of_each compares two groups or more; received {len(sizes)} with counted words.")
    names = sizes.index[:most]
    found = [
        keyness(dtm, groups, a=name, permutations=permutations, seed=seed).assign(group=str(name)) for name in names
    ]
    table = pd.concat(found, ignore_index=True)
    return KEYNESS_OF_EACH.typed(table.assign(significant=table["p"] * len(names) <= SIGNIFICANCE))
