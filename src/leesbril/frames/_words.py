"""Tables about words: sentences, tokens and their positions, terms and their weights, stop words."""

from leesbril.frames._articles import ARTICLE
from leesbril.frames._declaration import Column, Table

PARAGRAPH = Column("paragraph", "int64", "Number of the paragraph, from 1 in each article.")
SENTENCE = Column("sentence", "int64", "Number of the sentence, from 1 in each article.")
START = Column("start", "int64", "Position of the first character in the text of the article, from 0.")
END = Column("end", "int64", "Position after the last character in the text of the article.")
SHOWN = Column("shown", "str", "The term as the articles mostly write it, inside sentences if it occurs there.")
LEADS = Column(
    "leads",
    "bool",
    "Whether it may lead a list: false for bare numbers, words that say when (mei, jaar) and reporting words.",
)
BLOCK = Column("kind", "str", "The kind of paragraph: heading or body.")
RANK = Column("rank", "int64", "Rank by weight within the article, paragraph or sentence, from 1; ties share a rank.")

SENTENCES = Table(
    "sentences",
    "One row per sentence; a heading is one sentence.",
    (ARTICLE, PARAGRAPH, SENTENCE, BLOCK, START, END, Column("text", "str", "The sentence: text[start:end].")),
    ("sentences",),
)

TOKENS = Table(
    "tokens",
    "One row per word, in text order.",
    (
        ARTICLE,
        SENTENCE,
        START,
        END,
        Column("token", "str", "The word as written: text[start:end]."),
        Column("term", "str", "The term that the word is counted as."),
        Column("kind", "str", "The kind of word: word, acronym, number, time, link, hashtag or mention."),
        Column("stop", "bool", "Whether it is a stop word or a link."),
    ),
    ("Tokens.to_frame",),
)

VOCABULARY = Table(
    "vocabulary",
    "One row per term of all articles, in alphabetical order.",
    (
        Column("term", "str", "The term."),
        SHOWN,
        Column("kind", "str", "The kind of that form: word, acronym, number, time, link, hashtag or mention."),
        Column("stop", "bool", "Whether it is a stop word or a link."),
        Column("count", "int64", "Number of occurrences in all articles."),
        Column("bits", "float64", "Rarity: −log2 of its background frequency, at most 26.6."),
    ),
    ("Tokens.vocabulary",),
)

STOP_WORDS = Table(
    "stop words",
    "One row per stop word of a language.",
    (
        Column("word", "str", "The stop word, in lower case."),
        Column("group", "str", "The group that it belongs to, such as articles or reporting."),
        Column("reason", "str", "Why the words of this group are stop words."),
    ),
    ("stop_words",),
)

_OF_A_TERM = (
    ARTICLE,
    Column("paragraph", "int64", "Number of the paragraph, if paragraphs were counted.", optional=True),
    Column("sentence", "int64", "Number of the sentence, if sentences were counted.", optional=True),
    Column("term", "str", "The term."),
    SHOWN,
    Column("count", "int64", "Number of occurrences in the article, paragraph or sentence."),
)

TERMS = Table(
    "terms",
    "One row per article (or paragraph, or sentence) and term, the highest weight first.",
    (
        *_OF_A_TERM,
        Column("tf", "float64", "Term frequency: count / number of counted words there, above 0 up to 1."),
        Column("idf", "float64", "Inverse document frequency of the term, above 0; 1 with idf none."),
        Column(
            "idf_source",
            "str",
            "Source of the idf: background, background (n-grams), corpus, corpus (degenerate) or none.",
        ),
        Column(
            "tfidf",
            "float64",
            "tf × idf, scaled so that the squares within an article, paragraph or sentence sum to 1.",
        ),
        RANK,
        LEADS,
    ),
    ("tfidf",),
)

RANK_RANGES = Table(
    "rank ranges",
    "One row per article (or paragraph, or sentence) and leading term, the highest weight first.",
    (
        *_OF_A_TERM,
        Column("rank", "int64", "Rank by weight among the terms that may lead, from 1; ties share a rank."),
        Column("highest_rank", "int64", "Its highest rank (the lowest number) over the weightings."),
        Column("lowest_rank", "int64", "Its lowest rank (the highest number) over the weightings."),
        Column("first_in", "int64", "Number of weightings in which it is first, ties included."),
        Column("weightings", "int64", "Number of weightings: 9 for a background idf, else 1."),
    ),
    ("rank_ranges",),
)

CONCORDANCE = Table(
    "concordance",
    "One row per occurrence of a term, in text order.",
    (
        ARTICLE,
        SENTENCE,
        START,
        END,
        Column("left", "str", "The words before it, with single spaces; empty at the start of the text."),
        Column("keyword", "str", "The occurrence as written, with single spaces."),
        Column("right", "str", "The words after it, with single spaces; empty at the end of the text."),
    ),
    ("concordance", "Found.concordance"),
)

HITS = Table(
    "hits",
    "One row per occurrence of a query, in text order.",
    (
        ARTICLE,
        PARAGRAPH,
        SENTENCE,
        START,
        END,
        Column("written", "str", "The occurrence as written, with single spaces.", optional=True),
    ),
    ("Found.hits",),
)

FORMS = Table(
    "forms",
    "One row per form in which a query occurs, the most frequent first.",
    (
        Column("written", "str", "The occurrence as written, with single spaces."),
        Column("count", "int64", "Number of occurrences in this form."),
        Column("articles", "int64", "Number of articles with this form."),
    ),
    ("Found.forms",),
)

HITS_PER_ARTICLE = Table(
    "hits per article",
    "One row per article in which a query occurs, the one with most occurrences first.",
    (
        ARTICLE,
        Column("label", "str", "The label of the article, as labels gives it."),
        Column("count", "int64", "Number of occurrences of the query."),
        Column("words", "int64", "Number of words of the article, stop words included."),
        Column("rate", "float64", "Occurrences per 1,000 words."),
        Column("start", "int64", "Position of the first occurrence in the text of the article, from 0."),
    ),
    ("Found.per_article",),
)

BOILERPLATE = Table(
    "boilerplate",
    "One row per place of a line that a publisher repeats, in text order.",
    (
        ARTICLE,
        START,
        END,
        Column("text", "str", "The line as written."),
        Column("publisher", "str", "The publisher of the article."),
        Column(
            "articles", "int64", "Number of the publisher's articles that have the line; the same text counts once."
        ),
        Column("of", "int64", "Number of the publisher's articles."),
        Column("elsewhere", "int64", "Number of articles of other publishers that have the line."),
    ),
    ("boilerplate",),
)

TERM_POSITIONS = Table(
    "term positions",
    "One row per heading and sentence of each article, then one per occurrence of each chosen term.",
    (
        ARTICLE,
        START,
        END,
        Column("kind", "str", "The kind of row: heading, sentence or term."),
        Column("label", "str", "The term; missing for headings and sentences.", True),
    ),
    ("term_positions",),
)

SKLEARN_TFIDF = Table(
    "scikit-learn tf-idf",
    "One row per article and word with the weight of scikit-learn's TfidfVectorizer, the highest first.",
    (
        ARTICLE,
        Column("word", "str", "The word in lower case, as TfidfVectorizer splits it."),
        Column("weight", "float64", "Its tf-idf weight, above 0 up to 1."),
        Column("idf", "float64", "Its smoothed inverse document frequency in these articles, 1 or more."),
        RANK,
    ),
    ("sklearn_tfidf",),
)
