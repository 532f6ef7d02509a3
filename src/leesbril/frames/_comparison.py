"""Tables about similarity: pairs and their cosines, contributions of terms, sensitivity to the settings."""

from leesbril.frames._articles import ARTICLE
from leesbril.frames._declaration import NAME, Column, Table
from leesbril.frames._words import SENTENCE, SHOWN

_PAIR = (
    Column("article_a", NAME, "The first of the pair: an article, or (article, number) for a paragraph or sentence."),
    Column("article_b", NAME, "The second of the pair, of the same kind."),
)
_OF_A_PAIR = (
    *_PAIR,
    Column("cosine", "float64", "Cosine similarity, 0 to 1; missing if one of the two has no counted words.", True),
    Column("shared_terms", "int64", "Number of distinct terms that occur in both."),
    Column("words_a", "int64", "Number of counted words in article_a."),
    Column("words_b", "int64", "Number of counted words in article_b."),
    Column(
        "idf_source", "str", "Source of the idf: background, background (n-grams), corpus, corpus (degenerate) or none."
    ),
)

PAIRS = Table(
    "pairs",
    "One row per pair of articles (or paragraphs, or sentences), the most similar first.",
    _OF_A_PAIR,
    ("similarity", "similarity_of"),
)

NEIGHBOURS = Table(
    "neighbours",
    "One row per pair in which either article is a nearest neighbour of the other, the most similar first.",
    (
        *_OF_A_PAIR,
        Column("rank_a", "Int64", "Rank of article_b among the neighbours of article_a; missing beyond top.", True),
        Column("rank_b", "Int64", "Rank of article_a among the neighbours of article_b; missing beyond top.", True),
    ),
    ("neighbours",),
)

COSINE_HISTOGRAM = Table(
    "cosine histogram",
    "One row per bin of cosines, the highest first, and a last one without bounds for missing cosines.",
    (
        Column("cosine_from", "float64", "Lower bound of the bin, included; missing in the row without bounds.", True),
        Column(
            "cosine_to",
            "float64",
            "Upper bound of the bin, excluded except for 1; missing in the row without bounds.",
            True,
        ),
        Column("pairs", "int64", "Number of pairs whose cosine is in the bin."),
        Column("articles", "int64", "Number of articles whose highest cosine with another article is in the bin."),
    ),
    ("cosine_histogram",),
)

_PARTS = (
    Column("term", "str", "A term that occurs in both."),
    SHOWN,
    Column("count_a", "int64", "Number of its occurrences in the first article."),
    Column("count_b", "int64", "Number of its occurrences in the second article."),
    Column("weight_a", "float64", "Its weight in the first article, as a vector of length 1."),
    Column("weight_b", "float64", "Its weight in the second article, as a vector of length 1."),
    Column("contribution", "float64", "weight_a × weight_b; the contributions of a pair sum to its cosine."),
    Column("share", "float64", "contribution divided by the cosine, 0 to 1."),
)

CONTRIBUTIONS = Table(
    "contributions",
    "One row per term that occurs in both articles, the largest contribution first.",
    _PARTS,
    ("explain_similarity",),
)

PAIR_CONTRIBUTIONS = Table(
    "contributions of pairs",
    "One row per pair and shared term, the pairs in the order given.",
    (*_PAIR, *_PARTS),
    ("explain_pairs",),
)

SETTINGS = (
    Column("family", "str", "What is counted: words, or characters (n-grams of 3 to 5)."),
    Column("normalise", "str", "How words are normalised: surface or lemma; missing for characters.", True),
    Column("stop_words", "str", "What happens to stop words: drop or keep; missing for characters.", True),
    Column(
        "hyphens",
        "str",
        "How hyphenated words are counted: whole, or with their parts as well; missing for characters.",
        True,
    ),
    Column(
        "acronyms",
        "str",
        "How acronyms that look like a stop word (IS) are counted: apart, or as words; missing for characters.",
        True,
    ),
    Column("idf", "str", "Which idf: none, corpus or background."),
    Column(
        "background_words",
        "float64",
        "Length in words of the article that the background idf assumes; missing with another idf.",
        True,
    ),
    Column(
        "least_frequency", "float64", "Lowest word frequency in the background idf; missing with another idf.", True
    ),
)

SPECIFICATIONS = Table(
    "specifications",
    "One row per combination of settings, the lowest cosine first.",
    (
        *SETTINGS,
        Column("cosine", "float64", "Cosine similarity of the two articles with these settings, 0 to 1."),
        Column("default", "bool", "Whether these are the default settings of similarity."),
    ),
    ("sensitivity",),
)

ONE_AT_A_TIME = Table(
    "one setting at a time",
    "One row per setting, the others at their defaults, the widest range first.",
    (
        Column("setting", "str", "The setting: a column of specifications."),
        Column("lowest", "float64", "Lowest cosine over its values."),
        Column("highest", "float64", "Highest cosine over its values."),
        Column("range", "float64", "highest − lowest."),
    ),
    ("one_at_a_time",),
)

LEAVE_ONE_SENTENCE_OUT = Table(
    "leave one sentence out",
    "One row per sentence of the two articles, the largest decrease of the cosine first.",
    (
        ARTICLE,
        SENTENCE,
        Column("words", "int64", "Number of counted words in the sentence."),
        Column("cosine", "float64", "Cosine without the sentence, 0 to 1; missing if no words are left.", True),
        Column("change", "float64", "cosine minus the cosine of the whole texts; missing where cosine is.", True),
        Column("text", "str", "The sentence."),
    ),
    ("leave_one_sentence_out",),
)
