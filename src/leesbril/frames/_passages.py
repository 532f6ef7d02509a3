"""Tables about text reuse: shared passages, coverage, novelty, near duplicates."""

from leesbril.frames._articles import ARTICLE, ARTICLE_A, ARTICLE_B
from leesbril.frames._declaration import Column, Table
from leesbril.frames._words import BLOCK, END, PARAGRAPH, SENTENCE, START

PASSAGES = Table(
    "passages",
    "One row per passage that two articles share, ordered by article and by position in article_a.",
    (
        ARTICLE_A,
        Column("start_a", "int64", "Position of its first character in article_a, from 0."),
        Column("end_a", "int64", "Position after its last character in article_a."),
        ARTICLE_B,
        Column("start_b", "int64", "Position of its first character in article_b, from 0."),
        Column("end_b", "int64", "Position after its last character in article_b."),
        Column("words", "int64", "Number of words that match."),
        Column("bits", "float64", "Rarity of these words: the sum of −log2 of their background frequency."),
        Column("kind", "str", "The kind of match: exact, or near if matches were joined across small gaps."),
        Column("widespread", "bool", "Whether it occurs in many articles, as a template does."),
    ),
    ("shared_passages",),
)

PASSAGE_TEXTS = Table(
    "passage texts",
    "One row per passage, as in passages, with its words.",
    (
        *PASSAGES.columns,
        Column("text_a", "str", "The passage as article_a writes it, with single spaces."),
        Column("text_b", "str", "The passage as article_b writes it, with single spaces."),
    ),
    ("passage_texts",),
)

COVERAGE = Table(
    "coverage",
    "One row per pair of articles that share a passage.",
    (
        ARTICLE_A,
        ARTICLE_B,
        Column("passages", "int64", "Number of shared passages."),
        Column("words", "int64", "Number of words that match in them."),
        Column("words_a", "int64", "Number of words in article_a, stop words included."),
        Column("words_b", "int64", "Number of words in article_b, stop words included."),
        Column("share_a", "float64", "words / words_a, 0 to 1."),
        Column("share_b", "float64", "words / words_b, 0 to 1."),
        Column("bits", "float64", "Rarity of the matching words, in bits, as in passages."),
        Column("rarity_share_a", "float64", "share_a with every word weighted by its rarity."),
        Column("rarity_share_b", "float64", "share_b with every word weighted by its rarity."),
    ),
    ("coverage",),
)

NOVELTY = Table(
    "novelty",
    "One row per sentence of the second article.",
    (
        PARAGRAPH,
        SENTENCE,
        BLOCK,
        START,
        END,
        Column("text", "str", "The sentence."),
        Column("words", "int64", "Number of words in the sentence."),
        Column("found", "int64", "Number of these in a passage shared with the first article."),
        Column("share", "float64", "found / words, 0 to 1; missing for a sentence without words.", True),
    ),
    ("novelty",),
)

DUPLICATES = Table(
    "duplicates",
    "One row per article that stands in the folder more than once, by set; the kept article first.",
    (
        Column("set", "int64", "Number of the set, from 1, in the order of first articles."),
        ARTICLE,
        Column("kept", "bool", "Whether it is the article of its set to keep."),
        Column("why", "str", "Why it is kept: earliest, longest or listed first; missing for the others.", True),
        Column(
            "kind",
            "str",
            "What it is to the kept article: exact, near, or version (near or exact, same id, another date); missing "
            "for the kept article.",
            True,
        ),
        Column("words", "int64", "Number of words in the article, without boilerplate."),
        Column("new", "int64", "Number of its words that do not occur in the kept article."),
        Column("share", "float64", "Share of its words that occur in the kept article, 0 to 1."),
        Column("share_kept", "float64", "Share of the words of the kept article that occur in this one, 0 to 1."),
    ),
    ("duplicates",),
)
