"""Tables about what articles state: names, quantities, times, clues to a date, attributions."""

from leesbril.frames._articles import ARTICLE, ARTICLE_A, ARTICLE_B
from leesbril.frames._declaration import Column, Table
from leesbril.frames._words import END, SENTENCE, START

_WRITTEN = Column("written", "str", "The words as written: text[start:end].")
_PLACE = (ARTICLE, SENTENCE, START, END, _WRITTEN)

NAMES = Table(
    "names",
    "One row per mention of a name, in text order.",
    (
        *_PLACE,
        Column("name", "str", "The name that the mention is counted for, as in name groups."),
        Column(
            "kind",
            "str",
            "person, place, organisation or people, where a list or a word beside it says so; else missing.",
            True,
        ),
        Column("why", "str", "Why it is a name, and what its kind and its group rest on."),
        Column("compound", "bool", "Whether the mention is the head of a compound, such as IS in IS-leider."),
    ),
    ("names",),
)

NAME_GROUPS = Table(
    "name groups",
    "One row per name, with all its variants; the name in most articles first.",
    (
        Column("name", "str", "The name, in its most complete form."),
        Column("kind", "str", "The kind that most of its mentions have; missing if none has one.", True),
        Column("variants", "str", "The ways in which it is written, the most frequent first, separated by ' · '."),
        Column("count", "int64", "Number of mentions, those in compounds included."),
        Column("articles", "int64", "Number of articles that mention it."),
    ),
    ("name_groups",),
)

WHO_IS_NAMED = Table(
    "who is named",
    "One row per name in one of two articles or both; names in both first, then the most frequent.",
    (
        Column("name", "str", "The name, in its most complete form."),
        Column("kind", "str", "The kind that most of its mentions have; missing if none has one.", True),
        Column("named", "str", "both, only a or only b."),
        Column("count_a", "int64", "Number of mentions in the first article."),
        Column("count_b", "int64", "Number of mentions in the second article."),
        Column("variants_a", "str", "The ways in which the first article writes it; missing if it does not.", True),
        Column("variants_b", "str", "The ways in which the second article writes it; missing if it does not.", True),
    ),
    ("who_is_named",),
)

QUANTITIES = Table(
    "quantities",
    "One row per quantity, in text order; dates, years, clock times, scores and ordinals are none.",
    (
        *_PLACE,
        Column(
            "low", "float64", "The lowest value that the words allow; where they set none, 0 for a count, else -inf."
        ),
        Column("high", "float64", "The highest value that the words allow; inf if they set no upper bound."),
        Column(
            "modifier",
            "str",
            "The words that make the number an interval, such as meer dan, or stress it (slechts); missing if none.",
            True,
        ),
        Column(
            "unit", "str", "The unit, such as m, %, EUR, year or year of age; missing where things are counted.", True
        ),
        Column(
            "counted",
            "str",
            "The lemma of the noun that is counted, or of what a unit measures; missing if there is none.",
            True,
        ),
        Column(
            "counted_words",
            "str",
            "The noun with the words before it that belong to it, as written; missing if none.",
            True,
        ),
        Column("counted_start", "Int64", "Position of the first character of these words; missing if none.", True),
        Column("counted_end", "Int64", "Position after the last character of these words; missing if none.", True),
        Column(
            "left_out", "bool", "Whether the noun or unit is left out here and taken from elsewhere in the sentence."
        ),
        Column("time", "str", "The time expression in the same clause, as written; missing if none.", True),
        Column("source", "str", "Who says so, as in attributions; missing if nobody is named.", True),
        Column("firmness", "str", "How firmly, as in attributions; unsourced if nobody is named."),
    ),
    ("quantities",),
)


def _of_one(side: str, article: str) -> tuple[Column, ...]:
    """The columns of the quantity of one of two articles."""
    return (
        Column(f"written_{side}", "str", f"The quantity in the {article} as written; missing if it has none.", True),
        Column(f"low_{side}", "float64", f"Its lowest value in the {article}; missing if it has none.", True),
        Column(f"high_{side}", "float64", f"Its highest value in the {article}; missing if it has none.", True),
        Column(f"start_{side}", "Int64", f"Where it begins in the {article}; missing if it has none.", True),
        Column(f"end_{side}", "Int64", f"Where it ends in the {article}; missing if it has none.", True),
        Column(f"text_{side}", "str", f"The sentence of the {article} that holds it; missing if none.", True),
        Column(f"time_{side}", "str", f"The time expression in its clause in the {article}; missing if none.", True),
        Column(f"source_{side}", "str", f"Who says so in the {article}; missing if nobody is named.", True),
        Column(
            f"firmness_{side}", "str", f"How firmly the {article} says so, as in attributions; missing if none.", True
        ),
    )


QUANTITIES_SIDE_BY_SIDE = Table(
    "quantities side by side",
    "One row per pair of quantities that count the same, and one per quantity without a partner.",
    (
        Column("counted", "str", "The lemma of the noun that both count; missing where only the unit is known.", True),
        Column("unit", "str", "The unit of both; missing where things are counted.", True),
        Column("relation", "str", "apart, overlap or same: how the intervals lie; only a or only b without a partner."),
        *_of_one("a", "first article"),
        *_of_one("b", "second article"),
    ),
    ("quantities_side_by_side",),
)


CHANGED_QUANTITIES = Table(
    "changed quantities",
    "One row per story, thing counted and two numbers that differ; by story, apart before overlap.",
    (
        Column("story", "int64", "Number of the story, as in stories."),
        Column("label", "str", "The label of the story; left out if the stories have none.", False, True),
        Column("counted", "str", "The lemma of the noun that both count; missing where only the unit is known.", True),
        Column("unit", "str", "The unit of both; missing where things are counted.", True),
        Column("relation", "str", "apart or overlap: how the intervals lie."),
        Column("order", "str", "Position of article_a relative to article_b: before or cannot be decided."),
        Column("shared_words", "int64", "Number of content words that both sentences have, the noun counted left out."),
        Column("pairs", "int64", "Number of pairs of articles of the story that give these two numbers; one is shown."),
        ARTICLE_A,
        ARTICLE_B,
        *_of_one("a", "first article"),
        *_of_one("b", "second article"),
    ),
    ("changed_quantities",),
)


def _sentence_of(side: str, article: str) -> tuple[Column, ...]:
    """The columns of the sentence of one of two articles."""
    return (
        Column(
            f"start_{side}",
            "Int64",
            f"Position of the first character of the sentence in the {article}; missing if none.",
            True,
        ),
        Column(f"end_{side}", "Int64", f"Where it ends in the {article}; missing if it has none.", True),
        Column(f"text_{side}", "str", f"The sentence of the {article}; missing if it has none on this.", True),
        Column(
            f"number_{side}",
            "str",
            f"Its quantities in the {article}, as written, separated by ' · '; missing if none.",
            True,
        ),
        Column(f"time_{side}", "str", f"Its time expressions in the {article}, as written; missing if none.", True),
        Column(f"source_{side}", "str", f"Who says so in the {article}; missing if nobody is named.", True),
        Column(
            f"firmness_{side}", "str", f"How firmly the {article} says so, as in attributions; missing if none.", True
        ),
    )


CLAIMS = Table(
    "claims",
    "One row per pair of sentences on one subject, and one per sentence with a number or a source that has no partner.",
    (
        Column("subject", "str", "The names and words that both sentences have, or what the one counts or names."),
        Column("relation", "str", "differs, other object, agrees, same subject; only a or only b without a partner."),
        Column(
            "differs_in", "str", "What differs: number, time, firmness; separated by ' · '; missing if nothing.", True
        ),
        Column(
            "numbers", "str", "How the intervals of what both count lie: apart, overlap or same; else missing.", True
        ),
        Column(
            "times", "str", "How their times lie: apart, overlap, same or other edge; missing if not comparable.", True
        ),
        Column(
            "assumed_day",
            "bool",
            "Whether an article without a date was taken to be of the day of the other, to compare their times.",
        ),
        Column("names_a", "str", "Names that only the sentence of the first article has; missing if none.", True),
        Column("names_b", "str", "Names that only the sentence of the second article has; missing if none.", True),
        *_sentence_of("a", "first article"),
        *_sentence_of("b", "second article"),
        Column(
            "likeness",
            "float64",
            "Share of the rarity of their words that the two sentences share, 0 to 1; missing if none.",
            True,
        ),
    ),
    ("claims_side_by_side",),
)

TIMES = Table(
    "times",
    "One row per time expression, in text order.",
    (
        *_PLACE,
        Column(
            "kind", "str", "The kind of expression, such as weekday, date, month, year, period, ago, feast or vague."
        ),
        Column("means", "str", "What it says, in words, relative to the day of publication where it depends on it."),
        Column(
            "from_day", "datetime64[us]", "First day that it can mean, given the publication; missing if unknown.", True
        ),
        Column("to_day", "datetime64[us]", "Day after the last day that it can mean; missing if unknown.", True),
    ),
    ("times",),
)

DATE_CLUES = Table(
    "date clues",
    "One row per clue to the day of publication and reading of it, in text order.",
    (
        ARTICLE,
        Column("sentence", "Int64", "Number of the sentence in the article, from 1; missing for a header.", True),
        Column("start", "Int64", "Position of the first character in the text; missing for a header.", True),
        Column("end", "Int64", "Position after the last character; missing for a header.", True),
        Column("written", "str", "The words as written: text[start:end]; missing for a header.", True),
        Column(
            "kind",
            "str",
            "The kind of clue: header, named (by its year), calendar, event or tied; or weekday, an assumption.",
        ),
        Column("alternative", "str", "The reading of the clue; missing where it has only one.", True),
        Column(
            "date_start", "datetime64[us]", "First day of publication that the clue leaves; missing if unbounded.", True
        ),
        Column("date_end", "datetime64[us]", "Day after the last one that it leaves; missing if unbounded.", True),
        Column("hangs_on", "str", "What the clue rests on: a rule, a calendar, another article, an event."),
    ),
    ("date_clues",),
)

DATED_BY_CLUES = Table(
    "dated by clues",
    "One row per article: what all its clues together leave of the day of publication.",
    (
        Column("date_start", "datetime64[us]", "First day that is left; missing if nothing bounds it.", True),
        Column(
            "date_end", "datetime64[us]", "Day after the last day that is left; missing if nothing bounds it.", True
        ),
        Column(
            "date_origin",
            "str",
            "clue if clues narrowed the date, else the origin that it had; missing without a date.",
            True,
        ),
        Column(
            "alternatives",
            "str",
            "The intervals that the readings leave, separated by ' or '; missing if there is one.",
            True,
        ),
        Column(
            "assuming", "str", "What would be left under an assumption, and which one; missing if there is none.", True
        ),
        Column("contradiction", "str", "The clues that cannot all be true; missing if there are none.", True),
        Column("clues", "int64", "Number of clues that bound the date, its own date included."),
    ),
    ("dated_by_clues",),
    index=ARTICLE,
)

CLUE_ORDER = Table(
    "order by clues",
    "One row per pair of articles.",
    (
        ARTICLE_A,
        ARTICLE_B,
        Column(
            "order",
            "str",
            "Position of article_a relative to article_b: before or after; before, by clues or after, by clues; or "
            "cannot be decided.",
        ),
        Column("without_clues", "str", "The order by the dates alone: before, after or cannot be decided."),
        Column("days", "Int64", "Number of days between the two, at least; missing if nothing is decided.", True),
        Column("clues", "str", "The clues that decide it, in words; missing where none are needed.", True),
        Column("assumptions", "str", "What the order assumes, in words; missing if nothing.", True),
    ),
    ("order_by_clues",),
)

ATTRIBUTIONS = Table(
    "attributions",
    "One row per statement with a source, or with a firmness other than stated, in text order.",
    (
        *_PLACE,
        Column("source", "str", "Who says so, as written; missing where nobody is named.", True),
        Column("source_start", "Int64", "Position of the first character of the source; missing if none.", True),
        Column("source_end", "Int64", "Position after the last character of the source; missing if none.", True),
        Column(
            "verb",
            "str",
            "The word that marks the statement, such as volgens, zegt or zou; missing for a bare quotation.",
            True,
        ),
        Column("scope_start", "int64", "Position of the first character of what is said."),
        Column("scope_end", "int64", "Position after the last character of what is said."),
        Column("firmness", "str", "stated, quoted, zou (reported), hope, wish or unsourced."),
    ),
    ("attributions",),
)

SOURCES = Table(
    "sources",
    "One row per source that articles rely on, or per group and source; the one with most statements first.",
    (
        Column(
            "group",
            "str",
            "The group of articles, such as a publisher; missing for articles of none; left out without groups.",
            True,
            True,
        ),
        Column("source", "str", "The source in lower case, without the article or determiner before it."),
        Column("shown", "str", "The way in which it is mostly written."),
        Column("statements", "int64", "Number of statements that are attributed to it."),
        Column("articles", "int64", "Number of articles with such a statement."),
        Column("stated", "int64", "Number of these statements that are stated."),
        Column("quoted", "int64", "Number that are quoted."),
        Column("zou", "int64", "Number that are in the form of hearsay."),
        Column("hope", "int64", "Number of hopes, thoughts and expectations."),
        Column("wish", "int64", "Number of wishes and demands."),
    ),
    ("sources_relied_on",),
)

FIRMER_HEADINGS = Table(
    "firmer headings",
    "One row per heading or title that states what the text only reports.",
    (
        ARTICLE,
        Column(
            "heading_start",
            "Int64",
            "Position of the heading in the text; missing for a title that is not in it.",
            True,
        ),
        Column("heading_end", "Int64", "Position after the heading; missing for a title that is not in it.", True),
        Column("heading", "str", "The heading as written."),
        SENTENCE,
        START,
        END,
        Column("written", "str", "The sentence that reports it: text[start:end]."),
        Column("firmness", "str", "How firmly the sentence reports it, as in attributions."),
        Column("shared", "str", "The content words that the two share."),
    ),
    ("firmer_headings",),
)
