"""Association measures, dispersion and confidence intervals."""

from typing import Any

import numpy as np

CONFIDENCE = 0.95
"""The level of every interval."""


def log_likelihood(joint: Any, first: Any, second: Any, total: Any) -> np.ndarray:
    """Dunning's log-likelihood ratio (G²) of a table of four cells, from one cell, its two margins and the total.

    Counts of both, of the first, of the second, and of all; works elementwise. It does not tell attraction from
    repulsion: compare `joint` with `first * second / total`. Source: Dunning
    1993. Rayson's calculator leaves out the two cells of the other words, which hardly differs for rare words.

    >>> log_likelihood(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114).round(2).item()
    270.72
    """
    from scipy.special import xlogy

    joint, first, second, total = (np.asarray(value, dtype=float) for value in (joint, first, second, total))
    cells = (joint, first - joint, second - joint, total - first - second + joint)
    margins = (first, second, total - first, total - second)
    entropy = sum(xlogy(cell, cell) for cell in cells) - sum(xlogy(margin, margin) for margin in margins)
    # A sum of large numbers that cancel: what is left of a perfect balance may be a little below nought.
    return np.asarray(np.maximum(2 * (entropy + xlogy(total, total)), 0.0))


def log_dice(joint: Any, first: Any, second: Any) -> np.ndarray:
    """Log-Dice, the association of two words: at most 14; one point is a doubling, whatever the size of the corpus.

    Counts of both, of the first and of the second. Source: Rychlý 2008.

    >>> log_dice(8, 8, 8).item(), log_dice(4, 8, 8).item()
    (14.0, 13.0)
    """
    joint, first, second = (np.asarray(value, dtype=float) for value in (joint, first, second))
    with np.errstate(divide="ignore"):
        return np.asarray(14 + np.log2(2 * joint / (first + second)))


def log_odds(count_a: Any, count_b: Any, prior_a: Any, prior_b: Any) -> tuple[np.ndarray, np.ndarray]:
    """The difference of each term's log-odds (natural) in two groups with Dirichlet priors, and its standard error.

    Takes the counts of all terms in the two groups, and what the prior adds to each. Source: Monroe, Colaresi & Quinn
    2008 (their z is the one by the other).

    >>> delta, error = log_odds([3, 1], [1, 3], [1, 1], [1, 1])
    >>> delta.round(3).tolist()
    [1.386, -1.386]
    """
    shown = [np.asarray(count) + np.asarray(prior) for count, prior in ((count_a, prior_a), (count_b, prior_b))]
    # A term that is alone has infinite odds on both sides, and there is no difference.
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = [np.log(values) - np.log(values.sum() - values) for values in shown]
        return np.nan_to_num(odds[0] - odds[1], nan=0.0), np.sqrt(1 / shown[0] + 1 / shown[1])


def dispersion(counts: Any, words: np.ndarray) -> np.ndarray:
    """Dispersion of each term over the articles: 0 is in proportion to their lengths, near 1 all in one short article.

    Takes a sparse matrix (articles × terms) and the words of each article; missing for a term that does not occur.
    Source: deviation of proportions (DP), Gries 2008: half the sum of the absolute differences between each article's
    share of the term and its share of the words.
    """
    from scipy.sparse import csr_array

    shares = csr_array(counts, dtype=float)
    totals = np.asarray(shares.sum(axis=0)).ravel()
    expected = words / words.sum()
    here = np.repeat(expected, np.diff(shares.indptr))
    # Where the term is missing the difference is the article's share of the words, and those shares sum to 1 in all.
    apart = np.abs(shares.data / totals[shares.indices] - here) - here
    with_it = np.bincount(shares.indices, weights=apart, minlength=shares.shape[1])
    return np.where(totals > 0, (1 + with_it) / 2, np.nan)


def wilson_interval(count: Any, total: Any) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % score interval of a share (Wilson 1927), which always contains the share; missing where nothing is.

    On average it holds the truth in 95 % of samples, where the exact one of `share_interval` holds it in more.

    >>> low, high = wilson_interval(81, 263)
    >>> low.round(4).item(), high.round(4).item()
    (0.2553, 0.3662)
    """
    from scipy.stats import norm

    count, total = np.asarray(count, dtype=float), np.asarray(total, dtype=float)
    z = norm.isf((1 - CONFIDENCE) / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = count / total
        middle, half = share + z**2 / (2 * total), z * np.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
        # At 0 and 1 an end is the share itself, which the sum may miss by its last bit.
        low = np.clip((middle - half) / (1 + z**2 / total), 0, share)
        high = np.clip((middle + half) / (1 + z**2 / total), share, 1)
    return np.asarray(low), np.asarray(high)


def difference_interval(count_a: Any, total_a: Any, count_b: Any, total_b: Any) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % interval of the second share minus the first, from the score intervals of both.

    Source: method 10 of Newcombe 1998, whose example is the second of two shares, 56 of 70, less the first, 48 of 80.
    Missing where either total is 0.

    >>> low, high = difference_interval(48, 80, 56, 70)
    >>> low.round(4).item(), high.round(4).item()
    (0.0524, 0.3339)
    """
    count_a, total_a, count_b, total_b = (np.asarray(x, dtype=float) for x in (count_a, total_a, count_b, total_b))
    (low_a, high_a), (low_b, high_b) = wilson_interval(count_a, total_a), wilson_interval(count_b, total_b)
    with np.errstate(invalid="ignore", divide="ignore"):
        share_a, share_b = count_a / total_a, count_b / total_b
        low = share_b - share_a - np.hypot(share_b - low_b, high_a - share_a)
        high = share_b - share_a + np.hypot(high_b - share_b, share_a - low_a)
    return np.asarray(low), np.asarray(high)


def fisher_p(count_a: Any, total_a: Any, count_b: Any, total_b: Any) -> np.ndarray:
    """The two-sided p of Fisher's exact test that two shares are equal: twice its smaller tail, and 1 at most.

    It errs at most as often as it says, however small or uneven the totals are. Source: Fisher 1935, whose example is
    the lady who tasted tea: 3 of 4 cups named rightly, and 1 of 4 wrongly, has a tail of 17 / 70.

    >>> fisher_p(3, 4, 1, 4).round(4).item()
    0.4857
    """
    from scipy.stats import hypergeom

    cells = np.broadcast_arrays(*(np.asarray(x, dtype=np.int64) for x in (count_a, total_a, count_b, total_b)))
    # Most terms are rare, so that few counts differ.
    distinct, place = np.unique(np.reshape(cells, (4, -1)), axis=1, return_inverse=True)
    a, n_a, b, n_b = distinct
    # As many or more of the first are as few or fewer of the second; scipy's sf takes far longer than its cdf.
    tails = hypergeom.cdf(a, n_a + n_b, a + b, n_a), hypergeom.cdf(b, n_a + n_b, a + b, n_b)
    # Without any articles there is nothing to draw, and scipy says nan.
    p = np.nan_to_num(np.minimum(2 * np.minimum(*tails), 1.0), nan=1.0)
    return np.asarray(p[place.ravel()].reshape(cells[0].shape))


def share_interval(count: Any, total: Any) -> tuple[np.ndarray, np.ndarray]:
    """The exact 95 % interval of a share (Clopper & Pearson 1934), which always contains the share itself.

    The counts may be broken numbers, such as an effective sample size.

    >>> low, high = share_interval(81, 263)
    >>> low.round(4).item(), high.round(4).item()
    (0.2527, 0.3676)
    """
    from scipy.stats import beta

    count, total = np.asarray(count, dtype=float), np.asarray(total, dtype=float)
    tail, rest = (1 - CONFIDENCE) / 2, total - count
    with np.errstate(invalid="ignore"):
        low = np.where(count > 0, beta.ppf(tail, np.where(count > 0, count, 1), rest + 1), 0.0)
        high = np.where(rest > 0, beta.isf(tail, count + 1, np.where(rest > 0, rest, 1)), 1.0)
    return low, high
