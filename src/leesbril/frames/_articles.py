"""Tables about articles: the articles, the load report, dates, order, and the planted facts of synthetic articles."""

from leesbril.frames._declaration import NAME, Column, Table

ARTICLE = Column("article", NAME, "The name of the article, as in the index of the articles.")
ARTICLE_A = Column("article_a", NAME, "The first article of the pair.")
ARTICLE_B = Column("article_b", NAME, "The second article of the pair.")

ARTICLES = Table(
    "articles",
    "One row per article, in the order of the source.",
    (
        Column(
            "date_start", "datetime64[us]", "Start of the interval that contains the date; missing if unknown.", True
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
            "Precision of the date: year, month, day, hour, minute or second; missing if there is no date.",
            True,
        ),
        Column(
            "date_origin",
            "str",
            "Where the date was found: header, column or filename; missing if there is no date.",
            True,
        ),
        Column(
            "title",
            "str",
            "The title in the file, else the first paragraph if it is a heading; missing if there is neither.",
            True,
        ),
        Column("text", "str", "The text; start and end in other tables are character offsets into it, from 0."),
        Column(
            "header",
            "str",
            "The lines before the text of a .txt file: header + text is the decoded file, unless the load report says "
            "that lines were joined or entities replaced.",
        ),
        Column("source", "str", "The file and, if it has several articles, the number of the row or article."),
        Column("sha256", "str", "The SHA-256 hash of the bytes of the file, in hexadecimal digits."),
        Column("language", "str", "The code of the language of the article, such as nl."),
        Column("publisher", "str", "The publisher of the article; missing where the source names none.", True, True),
        Column("author", "str", "The author of the article; missing where the source names none.", True, True),
        Column("url", "str", "The web address of the article; missing where the source has none.", True, True),
    ),
    ("read_articles", "drop_duplicates"),
    index=Column(
        "article",
        NAME,
        "The id column of a table or the accession number of an export, else the file name without its extension, with "
        "a number if the file has several articles; a repeated name gets a number.",
    ),
    others="All other columns of the input tables follow, under their own names.",
)

LOAD_REPORT = Table(
    "load report",
    "One row per file, or per row of a table, read or skipped.",
    (
        Column("source", "str", "The file and, if it has several articles, the number of the row or article."),
        Column("status", "str", "The outcome: read or skipped."),
        Column("problems", "str", "The kinds of problems found, separated by semicolons; missing without any.", True),
        Column("reason", "str", "Each problem in words, separated by semicolons; missing without any.", True),
        Column("article", "str", "The name of the article; missing if skipped.", True),
        Column("date_origin", "str", "Where the date was found, as in articles; missing without a date.", True),
        Column("words", "Int64", "Number of words, split at white space; missing if skipped.", True),
        Column(
            "duplicate_of",
            "str",
            "The first article with the same text, ignoring white space; missing if there is none.",
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
        Column("files", "int64", "Number of files and table rows with this problem."),
    ),
    ("problem_counts",),
)

ORDER = Table(
    "order",
    "One row per pair of articles.",
    (
        ARTICLE_A,
        ARTICLE_B,
        Column("order", "str", "Position of article_a relative to article_b: before, after, or cannot be decided."),
        Column("reason", "str", "Why the order cannot be decided; missing where it can.", True),
    ),
    ("order",),
    others="With pairs=, all columns of that frame come before order.",
)

ARTICLE_PERIODS = Table(
    "periods",
    "One row per article.",
    (
        Column(
            "period",
            "str",
            "The day, week, month, quarter or year that contains the whole date interval; missing where none does.",
            True,
        ),
        Column("date_start", "datetime64[us]", "Start of the period; missing without a period.", True),
        Column("date_end", "datetime64[us]", "End of the period, excluded; missing without a period.", True),
        Column("reason", "str", "Why the article is in no period; missing where it is in one.", True),
    ),
    ("periods_of",),
    index=ARTICLE,
)

ARTICLES_PER_PERIOD = Table(
    "articles per period",
    "One row per publisher and period with articles, the publisher with most articles first; then its other articles.",
    (
        Column("publisher", "str", "The publisher; missing where the source names none.", True),
        Column("period", "str", "The period; missing in the rows for articles that are in none.", True),
        Column("date_start", "datetime64[us]", "Start of the period; missing without a period.", True),
        Column("date_end", "datetime64[us]", "End of the period, excluded; missing without a period.", True),
        Column("every", "str", "How long a period is: day, week, month, quarter or year."),
        Column("articles", "int64", "Number of articles."),
        Column("reason", "str", "Why they are in no period; missing where they are in one.", True),
    ),
    ("articles_per_period",),
)

PLANTED_FACTS = Table(
    "planted facts",
    "One row per fact planted in the synthetic articles: synthetic_articles(...).truth.",
    (
        Column("fact", "str", "The kind of fact: rises, sets apart, follows or duplicate."),
        Column("term", "str", "The planted term; missing for a fact that is not about a term.", True),
        Column("group", "str", "The publisher that the fact is about; missing if it is about all publishers.", True),
        Column("other", "str", "The publisher that is followed; missing for other facts.", True),
        Column("period", "str", "The month in which the term rises; missing for other facts.", True),
        Column("planted", "int64", "Number of articles in which the fact was planted."),
        Column("articles", "int64", "Number of articles in which it could have been planted."),
    ),
    ("synthetic_articles",),
)

PLANTED_PAIRS = Table(
    "planted pairs",
    "One row per synthetic article that was made from another: synthetic_articles(...).pairs.",
    (
        Column("article_a", NAME, "The earlier article."),
        Column("article_b", NAME, "The article made from it."),
        Column("fact", "str", "The relation of article_b to article_a: follows (another publisher) or duplicate."),
    ),
    ("synthetic_articles",),
)
