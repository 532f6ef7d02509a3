"""Tables about text reuse: shared passages, coverage, novelty, near duplicates."""

from leesbril.frames._articles import ARTICLE, ARTICLE_A, ARTICLE_B
from leesbril.frames._declaration import NAME, Column, Table
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
        Column("found", "int64", "Number of these in a passage shared with an article before it."),
        Column("share", "float64", "found / words, 0 to 1; missing for a sentence without words.", True),
    ),
    ("novelty",),
)

NOVELTY_IN_ORDER = Table(
    "novelty in order",
    "One row per sentence, article by article in the order that was asked for.",
    (ARTICLE, *NOVELTY.columns),
    ("novelty_in_order",),
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


def _side(letter: str, of: str) -> tuple[Column, ...]:
    return (
        Column(
            f"paragraph_{letter}",
            "Int64",
            f"Paragraph in article_{letter}, from 1; 0 for the title of the column; missing if {of}.",
            True,
        ),
        Column(f"start_{letter}", "Int64", f"Position of its first character there; missing if {of}.", True),
        Column(f"end_{letter}", "Int64", f"Position after its last character there; missing if {of}.", True),
    )


ORDER_OF_VERSIONS = Column(
    "order", "str", "Whether article_a is before article_b, or cannot be decided: then both directions are listed."
)

VERSIONS = Table(
    "versions",
    "One row per change from a version of an article to the next, in the order of the later version.",
    (
        Column("article_a", NAME, "The version that is changed, the earlier where the order can be decided."),
        Column("article_b", NAME, "The version that it is compared with."),
        ORDER_OF_VERSIONS,
        Column("part", "str", "The part of the article: heading or text."),
        Column("change", "str", "What happened to it: added, dropped, changed or moved."),
        Column("moved", "bool", "Whether it stands elsewhere among what both versions have."),
        *_side("a", "added"),
        *_side("b", "dropped"),
        Column("words_a", "int64", "Number of its words in article_a."),
        Column("words_b", "int64", "Number of its words in article_b."),
        Column("same", "int64", "Number of these that both have there."),
        Column("text_a", "str", "What article_a has there, with single spaces; missing if added.", True),
        Column("text_b", "str", "What article_b has there, with single spaces; missing if dropped.", True),
        Column("only_a", "str", "The words of text_a that article_b does not have there; missing if none.", True),
        Column("only_b", "str", "The words of text_b that article_a does not have there; missing if none.", True),
    ),
    ("article_versions",),
)

VERSION_SUMMARY = Table(
    "version summary",
    "One row per pair of consecutive versions that differ.",
    (
        Column("article_a", NAME, "The version that is changed, the earlier where the order can be decided."),
        Column("article_b", NAME, "The version that it is compared with."),
        ORDER_OF_VERSIONS,
        Column("days_least", "float64", "Least number of days between their dates; missing if undecided.", True),
        Column("words_a", "int64", "Number of words in article_a, title included, without boilerplate."),
        Column("words_b", "int64", "Number of words in article_b, likewise."),
        Column("kept", "int64", "Number of words that stay in their place, also those in changed sentences."),
        Column("moved", "int64", "Number of words that both have, but elsewhere."),
        Column("dropped", "int64", "Number of words of sentences that only article_a has."),
        Column("added", "int64", "Number of words of sentences that only article_b has."),
        Column("changed_a", "int64", "Number of words of changed sentences that only article_a has there."),
        Column("changed_b", "int64", "Number of words of changed sentences that only article_b has there."),
        Column("sentences", "int64", "Number of changed sentences."),
        Column("share_kept", "float64", "Share of words_a that is kept or moved, 0 to 1; missing without words.", True),
        Column("heading_changed", "bool", "Whether a heading was added, dropped or changed."),
    ),
    ("summarise_versions",),
)

REUSE = Table(
    "reuse",
    "One row per passage that a text shares with an article of an archive; the article that covers most comes first.",
    (
        Column("article_a", NAME, "The text: its name among the texts, or *text* for a string."),
        *PASSAGES.columns[1:3],
        Column("article_b", NAME, "The article of the archive."),
        *PASSAGES.columns[4:],
        Column(
            "found_in",
            "int64",
            "Number of articles of the archive that have its least frequent run of as many words as a passage needs.",
        ),
        Column("share", "float64", "Share of the words of the text that are in passages of this article, 0 to 1."),
        Column("rarity_share", "float64", "The same with every word weighted by its rarity."),
    ),
    ("find_reuse",),
)

FAMILY = Column("family", "int64", "Number of the family, from 1; the one in most articles first, then the rarest.")

FAMILIES = Table(
    "families",
    "One row per appearance of a text that several articles have, by family; the representative first.",
    (
        FAMILY,
        ARTICLE,
        Column("start", "int64", "Position of its first character in the article, from 0."),
        Column("end", "int64", "Position after its last character in the article."),
        Column("representative", "bool", "Whether it is the appearance that all others of its family match."),
        Column(
            "words",
            "int64",
            "Number of words in the passage that it shares with the representative; of the representative, in its own.",
        ),
        Column("bits", "float64", "Rarity of these words."),
        Column("kind", "str", "The kind of that passage: exact or near; exact for the representative."),
        Column("widespread", "bool", "Whether that passage is widespread; of the representative, whether all are."),
        Column("publisher", "str", "The publisher of the article; missing where unknown.", True, True),
        Column("date_start", "datetime64[us]", "Start of the date of the article; missing if unknown.", True, True),
        Column("date_end", "datetime64[us]", "End of that date, excluded; missing if unknown.", True, True),
    ),
    ("passage_families",),
)

FAMILY_SUMMARY = Table(
    "family summary",
    "One row per family of passages, in the order of their numbers.",
    (
        FAMILY,
        Column("text", "str", "The text as its representative has it, with single spaces."),
        Column("words", "int64", "Number of words that match, of the appearance with most."),
        Column("bits", "float64", "Rarity of the text in bits: the highest of its passages."),
        Column("appearances", "int64", "Number of places where it stands."),
        Column("articles", "int64", "Number of articles that have it."),
        Column("widespread", "int64", "Number of these whose only match is a widespread passage, as of a template."),
        Column("publishers", "int64", "Number of known publishers of these articles."),
        Column("publisher", "str", "The publisher with most of them; missing if none is known.", True),
        Column("publisher_articles", "int64", "Number of articles of that publisher that have it."),
        Column("publisher_share", "float64", "Share of all articles of that publisher, 0 to 1; missing if none.", True),
        Column("wordings", "int64", "Number of different wordings; capitals, punctuation and white space aside."),
        Column("near", "int64", "Number of appearances that match the representative with small gaps."),
        Column("least_share", "float64", "The fewest words of an appearance that match, as a share of words, 0 to 1."),
        Column("dated", "int64", "Number of the articles that have a date."),
        Column(
            "first",
            "str",
            "The name of the article before all other dated ones; missing if it cannot be decided.",
            True,
        ),
        Column("may_be_first", "int64", "Number of dated articles that may be the first: no other certainly precedes."),
        Column(
            "last", "str", "The name of the article after all other dated ones; missing if it cannot be decided.", True
        ),
        Column("may_be_last", "int64", "Number of dated articles that may be the last: no other certainly follows."),
        Column(
            "days_least",
            "float64",
            "Least number of days from first to last by their dates; missing without dates.",
            True,
        ),
        Column("days_most", "float64", "Largest number of days from first to last; missing without dates.", True),
        Column(
            "spread",
            "str",
            "What the counts say: widespread, one publisher, several publishers within days, several publishers, or "
            "publishers unknown.",
        ),
    ),
    ("summarise_families",),
)

SHARED_FAMILIES = Table(
    "shared families",
    "One row per two publishers that have a family of passages in common; those with most first.",
    (
        Column("publisher_a", "str", "The publisher that comes first in the alphabet."),
        Column("publisher_b", "str", "The other one; missing for articles without a publisher.", True),
        Column("families", "int64", "Number of families that both have, without those that are widespread."),
        Column("a_earlier", "int64", "Number of these that publisher_a had before any article of publisher_b."),
        Column("b_earlier", "int64", "Number of these that publisher_b had before any article of publisher_a."),
        Column("undecided", "int64", "Number of these for which the dates do not decide it."),
        Column(
            "widespread", "int64", "Number of families that both have only in widespread passages, as of a template."
        ),
    ),
    ("shared_families",),
)
