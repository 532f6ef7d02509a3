"""The tables of articles: what was read, what was not, when each was written, which of two came first."""

from leesbril.frames._declaration import NAME, Column, Table

ARTICLE = Column("article", NAME, "The name of the article, as in the index of the articles.")
ARTICLE_A = Column("article_a", NAME, "The first article of the pair.")
ARTICLE_B = Column("article_b", NAME, "The second article of the pair.")

ARTICLES = Table(
    "articles",
    "One row per article, in the order of the source.",
    (
        Column(
            "date_start", "datetime64[us]", "Start of the interval in which the date lies; missing if unknown.", True
        ),
        Column(
            "date_end",
            "datetime64[us]",
            "End of that interval, excluded: 2017-05 runs from 1 May up to 1 June; missing if unknown.",
            True,
        ),
        Column(
            "date_precision",
            "str",
            "How precise the date is: year, month, day, hour, minute or second; missing if there is no date.",
            True,
        ),
        Column(
            "date_origin",
            "str",
            "Where the date was read: header, column or filename; missing if there is no date.",
            True,
        ),
        Column(
            "title",
            "str",
            "The title in the file or, without one, the first paragraph if it is a heading; else missing.",
            True,
        ),
        Column("text", "str", "The text; every start and end in the other tables counts its characters from 0."),
        Column("header", "str", "The lines before the text of a .txt: header + text is the whole decoded file."),
        Column("source", "str", "The file, and for a table also the row."),
        Column("sha256", "str", "The SHA-256 hash of the bytes of the file, in hexadecimal digits."),
        Column("language", "str", "The code of the language that the article is read in, such as nl."),
        Column("publisher", "str", "Who published the article; missing where the source names nobody.", True, True),
        Column("author", "str", "Who wrote the article; missing where the source names nobody.", True, True),
        Column("url", "str", "The web address of the article; missing where the source has none.", True, True),
    ),
    ("read_articles", "drop_duplicates"),
    index=Column("article", NAME, "The id column of a table, else the stem of the file; a repeated one gets a number."),
    others="All other columns of the input tables follow under their own names.",
)

LOAD_REPORT = Table(
    "load report",
    "One row per file, or per row of a table, read or skipped.",
    (
        Column("source", "str", "The file, and for a table also the row."),
        Column("status", "str", "Whether it was read: read or skipped."),
        Column("problems", "str", "The kinds of problems found, separated by semicolons; missing without any.", True),
        Column("reason", "str", "Each problem in words, separated by semicolons; missing without any.", True),
        Column("article", "str", "The name of the article; missing if skipped.", True),
        Column("date_origin", "str", "Where the date was read, as in articles; missing without a date.", True),
        Column("words", "Int64", "Number of words, separated by white space; missing if skipped.", True),
        Column(
            "duplicate_of",
            "str",
            "The first article with the same text except for white space; missing if there is none.",
            True,
        ),
    ),
    ("load_report",),
)

PROBLEM_COUNTS = Table(
    "problem counts",
    "One row per kind of problem in a load report, the most frequent first.",
    (
        Column("problem", "str", "The kind of problem."),
        Column("files", "int64", "Number of files, and rows of tables, that have it."),
    ),
    ("problem_counts",),
)

ORDER = Table(
    "order",
    "One row per pair of articles.",
    (
        ARTICLE_A,
        ARTICLE_B,
        Column(
            "order", "str", "Whether article_a came before or after article_b: before, after, or cannot be decided."
        ),
        Column("reason", "str", "Why the order cannot be decided; missing where it can.", True),
    ),
    ("order",),
    others="With pairs=, all columns of that frame stand before order.",
)

ARTICLE_PERIODS = Table(
    "periods",
    "One row per article.",
    (
        Column(
            "period",
            "str",
            "The day, week, month, quarter or year that contains the whole date; missing where none does.",
            True,
        ),
        Column("date_start", "datetime64[us]", "Start of the period; missing without a period.", True),
        Column("date_end", "datetime64[us]", "End of the period, excluded; missing without a period.", True),
        Column("reason", "str", "Why the article lies in no period; missing where it lies in one.", True),
    ),
    ("periods_of",),
    index=ARTICLE,
)

PLANTED_FACTS = Table(
    "planted facts",
    "One row per fact planted in the synthetic articles: synthetic_articles(...).truth.",
    (
        Column("fact", "str", "The kind of fact: rises, sets apart, follows or duplicate."),
        Column("term", "str", "The term that was planted; missing for a fact about no term.", True),
        Column("group", "str", "The publisher that the fact is about; missing if it is about all.", True),
        Column("other", "str", "The publisher that is followed; missing for other facts.", True),
        Column("period", "str", "The month in which the term rises; missing for other facts.", True),
        Column("planted", "int64", "Number of articles in which it was planted."),
        Column("articles", "int64", "Number of articles in which it could have been planted."),
    ),
    ("synthetic_articles",),
)

PLANTED_PAIRS = Table(
    "planted pairs",
    "One row per synthetic article that was made from another: synthetic_articles(...).pairs.",
    (
        Column("article_a", NAME, "The earlier article."),
        Column("article_b", NAME, "The article that was made from it."),
        Column("fact", "str", "What article_b does: follows (another publisher) or duplicate."),
    ),
    ("synthetic_articles",),
)
