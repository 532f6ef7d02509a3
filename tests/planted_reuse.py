"""Texts planted in synthetic articles, and how well groups of places tell them apart.

`python tests/planted_reuse.py 5` prints precision, recall and F1 for so many seeds.
"""

import random
import sys
from itertools import combinations

import pandas as pd

from leesbril import shared_passages, synthetic_articles
from leesbril.passages.families import passage_families

LETTERS = "bdfgklmnprstvz", "aeiou"
KINDS = ("verbatim", "changed", "half", "moved")


def planted(texts=30, articles=300, seed=0, most=8):
    """Synthetic articles with `texts` texts of three sentences, each in two to `most` articles; and where they stand.

    A text is planted whole, with one word in ten changed, without its last half, or with its sentences moved.
    """
    chance = random.Random(seed)
    frame = synthetic_articles(articles, seed=seed).articles
    written, rows = frame["text"].to_dict(), []
    for number in range(texts):
        sentences = [[_word(chance) for _ in range(chance.randint(9, 16))] for _ in range(3)]
        for article in chance.sample(list(written), chance.randint(2, most)):
            kind = chance.choice(KINDS)
            copied = _copied(chance, sentences, kind)
            start = len(written[article]) + 2
            between = " ".join(_word(chance) for _ in range(6))  # so that no two planted texts are one
            written[article] += f"\n\n{copied}\n\n{between.capitalize()}."
            rows.append((number, article, start, start + len(copied), kind))
    truth = pd.DataFrame(rows, columns=["text", "article", "start", "end", "kind"])
    return frame.assign(text=pd.Series(written, dtype="str")), truth


def pairwise_f1(groups, truth, group="family"):
    """Precision, recall and F1 of the pairs of planted places that a group puts together.

    A pair of a planted place and one where nothing was planted counts as wrong, too.
    """
    right = {
        frozenset([(text, one), (text, other)])
        for text, rows in truth.groupby("text")
        for one, other in combinations(rows["article"], 2)
    }
    spans = {article: list(rows.itertuples()) for article, rows in truth.groupby("article")}
    found = set()
    for _, rows in groups.groupby(group):
        places = [_planted_at(row, spans.get(row.article, [])) for row in rows.itertuples()]
        for one, other in combinations(places, 2):
            if one != other and (one[0] is not None or other[0] is not None):
                found.add(frozenset([one, other]))
    both = len(found & right)
    precision, recall = both / max(len(found), 1), both / len(right)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _planted_at(row, spans):
    """The text that most of a place belongs to."""
    inside = [span for span in spans if 2 * (min(row.end, span.end) - max(row.start, span.start)) > row.end - row.start]
    return (inside[0].text, row.article) if inside else (None, (row.article, row.start))


def _word(chance):
    return "".join(chance.choice(LETTERS[place % 2]) for place in range(chance.randint(4, 8)))


def _copied(chance, sentences, kind):
    if kind == "moved":
        sentences = [*sentences[1:], sentences[0]]
    words = [
        [_word(chance) if kind == "changed" and chance.random() < 0.1 else word for word in one] for one in sentences
    ]
    if kind == "half":
        words = [*words[:1], words[1][: len(words[1]) // 2]]
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in words)


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        made, places = planted(texts=60, seed=number)
        scores = pairwise_f1(passage_families(shared_passages(made, boilerplate="keep")), places)
        sys.stdout.write(f"{number}: {'  '.join(f'{score:.4f}' for score in scores)}\n")
