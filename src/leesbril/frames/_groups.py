"""Tables about groups and time: keyness, collocates, phrases, trends, news flow, samples to label, thresholds."""

from leesbril.frames._articles import ARTICLE, ARTICLE_A, ARTICLE_B
from leesbril.frames._declaration import NAME, Column, Table
from leesbril.frames._words import LEADS, SHOWN

KEYNESS = Table(
    "keyness",
    "One row per term in two groups of articles, a and b, the clearest difference first.",
    (
        Column("term", "str", "The term."),
        SHOWN,
        Column("count_a", "int64", "Number of its occurrences in group a."),
        Column("count_b", "int64", "Number of its occurrences in group b."),
        Column("articles_a", "int64", "Number of articles of group a that contain it."),
        Column("articles_b", "int64", "Number of articles of group b that contain it."),
        Column("rate_a", "float64", "Occurrences per 1,000 counted words in group a."),
        Column("rate_b", "float64", "Occurrences per 1,000 counted words in group b."),
        Column(
            "dispersion_a",
            "float64",
            "Gries' DP over the articles of a, 0 (even) to near 1 (all in one article); missing if absent from a.",
            True,
        ),
        Column("dispersion_b", "float64", "Gries' DP over the articles of b; missing if absent from b.", True),
        Column("log_ratio", "float64", "log2 of rate_a / rate_b: 1 is twice as frequent in a."),
        Column(
            "log_ratio_low",
            "float64",
            "Lower end of its 95 % interval, words taken as independent, −inf if count_a is 0; missing where z is.",
            True,
        ),
        Column(
            "log_ratio_high",
            "float64",
            "Upper end of that interval, inf if count_b is 0; missing where z is.",
            True,
        ),
        Column(
            "log_ratio_low_articles",
            "float64",
            "Lower end of its 95 % interval, articles taken as independent; missing where not tested.",
            True,
        ),
        Column("log_ratio_high_articles", "float64", "Upper end of that interval; missing where not tested.", True),
        Column(
            "p",
            "float64",
            "Family-wise p of the permutation test over articles (max-T), above 0 up to 1; missing where not tested.",
            True,
        ),
        Column("significant", "bool", "Whether p is 0.05 or less; false where not tested."),
        Column("g2", "float64", "Log-likelihood ratio (Dunning 1993), 0 or more."),
        Column(
            "q", "float64", "False discovery rate of g2 (Benjamini & Hochberg 1995); missing where not tested.", True
        ),
        Column(
            "delta", "float64", "Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008)."
        ),
        Column(
            "delta_low",
            "float64",
            "Lower end of its 95 % interval, words taken as independent; missing where z is.",
            True,
        ),
        Column("delta_high", "float64", "Upper end of that interval; missing where z is.", True),
        Column(
            "z",
            "float64",
            "delta / its standard error; missing for a term in one article, or a group of one article.",
            True,
        ),
        Column(
            "word_level",
            "str",
            "The assumption behind z, q and the intervals of log_ratio and delta; missing where these are.",
            True,
        ),
        Column("evidence", "str", "How much evidence the number of articles gives, in words."),
        LEADS,
    ),
    ("keyness",),
)

KEYNESS_OF_EACH = Table(
    "keyness of each group",
    "One row per group and term: the group, a, against all the others, b; the group with most articles first.",
    (Column("group", "str", "The group."), *KEYNESS.columns),
    ("keyness_of_each",),
)

COLLOCATES = Table(
    "collocates",
    "One row per word that occurs near a term, the highest log_dice first.",
    (
        Column("term", "str", "The word near the term."),
        SHOWN,
        Column("count", "int64", "Number of its occurrences within the window, each counted once."),
        Column("articles", "int64", "Number of articles in which it occurs near the term."),
        Column(
            "frequency",
            "int64",
            "Number of its occurrences in all articles, not counting those inside the term itself.",
        ),
        Column("expected", "float64", "Expected count if it occurred independently of the term."),
        Column("g2", "float64", "Log-likelihood ratio of count against expected (Dunning 1993), 0 or more."),
        Column("log_dice", "float64", "Strength of the association (Rychlý 2008), 14 at most."),
        Column("evidence", "str", "Number of articles that it was found in, in words."),
    ),
    ("collocates", "Found.collocates"),
)

PHRASES = Table(
    "phrases",
    "One row per frequent term of two words or more, the most frequent first.",
    (
        Column("term", "str", "The phrase: its terms joined by single spaces."),
        SHOWN,
        Column("words", "int64", "Number of its words, 2 or more."),
        Column("count", "int64", "Number of occurrences outside longer phrases of the list."),
        Column("inside", "int64", "Number of further occurrences, inside or overlapping phrases already counted."),
        Column("articles", "int64", "Number of articles with the occurrences of count."),
        Column("g2", "float64", "Lowest log-likelihood ratio over all ways to split it in two, 10.83 or more."),
    ),
    ("phrases",),
)

TREND = Table(
    "trend",
    "One row per term and period, then one per reason why articles are in no period.",
    (
        Column("term", "str", "The term as given, or the name."),
        SHOWN,
        Column("period", "str", "The period; missing in the rows for articles that are in none.", True),
        Column("date_start", "datetime64[us]", "Start of the period; missing without a period.", True),
        Column("date_end", "datetime64[us]", "End of the period, excluded; missing without a period.", True),
        Column("articles", "int64", "Number of articles in the period."),
        Column("words", "int64", "Number of their words, stop words included."),
        Column("count", "int64", "Number of occurrences of the term."),
        Column("rate", "float64", "Occurrences per 1,000 words; missing without a period or words.", True),
        Column("articles_with", "int64", "Number of articles that contain the term."),
        Column("share", "float64", "articles_with / articles, 0 to 1; missing without a period or articles.", True),
        Column("share_low", "float64", "Lower end of its 95 % interval (Wilson 1927); missing where share is.", True),
        Column("share_high", "float64", "Upper end of its 95 % interval; missing where share is.", True),
        Column("evidence", "str", "Whether there are few articles, or why they are in no period, in words."),
    ),
    ("trend", "Found.trend", "names_over_time"),
)

HITS_PER_GROUP = Table(
    "hits per group",
    "One row per group of articles, the one with most articles first, then one for the articles in none.",
    (
        Column("group", "str", "The group, such as a publisher; missing for the articles in none.", True),
        Column("articles", "int64", "Number of articles in the group."),
        Column("words", "int64", "Number of their words, stop words included."),
        Column("count", "int64", "Number of occurrences of the query."),
        Column("rate", "float64", "Occurrences per 1,000 words; missing without words.", True),
        Column("articles_with", "int64", "Number of articles in which the query occurs."),
        Column("share", "float64", "articles_with / articles, 0 to 1."),
        Column("share_low", "float64", "Lower end of its 95 % interval (Wilson 1927)."),
        Column("share_high", "float64", "Upper end of its 95 % interval."),
        Column("evidence", "str", "Whether there are few articles, in words."),
    ),
    ("Found.per_group",),
)

TERM_CHANGES = Table(
    "term changes",
    "One row per term, with its articles in the earlier and the later half of the periods, the clearest change first.",
    (
        Column("term", "str", "The term."),
        SHOWN,
        Column(LEADS.name, LEADS.kind, LEADS.says, optional=True),
        Column("since", "datetime64[us]", "Start of the first period of the later half."),
        Column("articles_before", "int64", "Number of articles in the periods before that."),
        Column("articles_since", "int64", "Number of articles in the periods from then on."),
        Column("with_before", "int64", "Number of the earlier articles that contain the term."),
        Column("with_since", "int64", "Number of the later articles that contain the term."),
        Column("change", "float64", "with_since / articles_since − with_before / articles_before, −1 to 1."),
        Column("change_low", "float64", "Lower end of its 95 % interval, for this term alone (Newcombe 1998)."),
        Column("change_high", "float64", "Upper end of its 95 % interval, for this term alone."),
        Column("tested", "int64", "Number of terms tested."),
        Column("p", "float64", "p of Fisher's exact test × `tested` (Bonferroni), 1 at most."),
        Column("clear", "bool", "Whether p is 0.05 or less."),
    ),
    ("changing_terms", "term_changes"),
)

FLOW = Table(
    "flow",
    "One row per ordered pair of groups: articles of the later group with a match in the earlier one.",
    (
        Column("earlier", "str", "The group whose articles came earlier."),
        Column("later", "str", "The group whose articles came later."),
        Column("articles", "int64", "Number of articles of the later group that have a date."),
        Column("undated", "int64", "Number of articles of the later group without a date."),
        Column("matched", "int64", "Number of articles with an earlier match in the earlier group."),
        Column("share", "float64", "matched / articles, 0 to 1; missing without dated articles.", True),
        Column("share_low", "float64", "Lower end of its 95 % interval (Wilson 1927); missing where share is.", True),
        Column("share_high", "float64", "Upper end of its 95 % interval; missing where share is.", True),
        Column(
            "first", "int64", "Number of articles whose earliest match in any group is certainly in the earlier group."
        ),
        Column(
            "first_open", "int64", "Number of articles whose earliest match may be in the earlier group or in another."
        ),
        Column("share_first", "float64", "first / articles, 0 to 1; missing without dated articles.", True),
        Column("share_first_low", "float64", "Lower end of its 95 % interval; missing where share_first is.", True),
        Column("share_first_high", "float64", "Upper end of its 95 % interval; missing where share_first is.", True),
        Column("pairs", "int64", "Number of pairs from the earlier group to the later one."),
        Column("lag_open", "int64", "Number of these pairs that may be more than the given hours apart."),
        Column("undecided", "int64", "Number of pairs of the two groups whose order cannot be decided."),
        Column("reversed", "int64", "Number of articles of the later group with a later match in the earlier one."),
        Column("noise", "float64", "reversed / articles, 0 to 1; missing without dated articles.", True),
        Column("noise_low", "float64", "Lower end of its 95 % interval; missing where noise is.", True),
        Column("noise_high", "float64", "Upper end of its 95 % interval; missing where noise is.", True),
        Column(
            "beyond_noise",
            "bool",
            "Whether share_low is above noise_high, on ten dated articles or more.",
        ),
        Column("evidence", "str", "Whether share is above noise, and the number of articles behind it, in words."),
    ),
    ("news_flow",),
)

STORIES = Table(
    "stories",
    "One row per article of a story of two articles or more, by story and then by date.",
    (
        Column("story", "int64", "Number of the story, from 1; the one with most articles first."),
        Column("label", "str", "The label of its central article."),
        Column("terms", "str", "Terms that weigh most in the story, of those that half of its articles have or more."),
        Column("articles", "int64", "Number of articles of the story."),
        ARTICLE,
        Column("central", "bool", "Whether it has the highest mean similarity of the story; true of one article."),
        Column("nearest", NAME, "The most similar article of the story."),
        Column("similarity", "float64", "Its similarity to that article, 0 to 1; 0 where only an earlier run says so."),
        Column("mean_similarity", "float64", "Its mean similarity to all other articles of the story, 0 to 1."),
        Column(
            "reason",
            "str",
            "What makes it similar to the nearest one: shared passages, text within days, or text alone, no date; or "
            "an earlier run, which put it there.",
        ),
        Column(
            "why",
            "str",
            "The terms with the largest parts of the cosine of the two, or the first words of their rarest passage.",
        ),
        Column(
            "may_be_first",
            "bool",
            "Whether it has a date and no other dated article of the story is certainly earlier.",
        ),
    ),
    ("stories",),
)

STORY_STABILITY = Table(
    "story stability",
    "One row per story: how much of it remains under other settings.",
    (
        Column("story", "int64", "Number of the story."),
        Column("label", "str", "The label of its central article."),
        Column("articles", "int64", "Number of articles of the story."),
        Column("pairs", "int64", "Number of pairs of these articles."),
        Column("least_kept", "float64", "Share of these that are in one story at the threshold that keeps fewest."),
        Column("kept", "float64", "Mean share of these that are in one story, over all thresholds."),
        Column("most_added", "int64", "Largest number of other articles that a threshold adds to it."),
        Column("kept_in_samples", "float64", "Mean share of the drawn pairs that are in one story, over all samples."),
    ),
    ("story_stability",),
)

NODES = Table(
    "nodes",
    "One row per article of a network.",
    (
        Column("id", "str", "The name of the article, as text."),
        Column("label", "str", "The label of the article."),
        Column("publisher", "str", "Its publisher; missing where it has none.", True),
        Column("date", "str", "The first day of its date, such as 2017-05-01; missing without one.", True),
        Column("story", "Int64", "The number of its story; missing for an article in none.", True),
        Column("story_label", "str", "The label of that story; missing for an article in none.", True),
    ),
    ("network_nodes",),
)

EDGES = Table(
    "edges",
    "One row per pair of articles of a network.",
    (
        Column("source", "str", "The name of the one article, as text; of a directed edge the earlier one."),
        Column("target", "str", "The name of the other article."),
        Column("type", "str", "directed, from the earlier to the later article, or undirected."),
        Column("weight", "float64", "How thick the edge is: the cosine, or another column of the pairs; else 1."),
    ),
    ("network_edges",),
    others="All other columns of the pairs follow.",
)

SAMPLE = Table(
    "sample",
    "One row per pair sampled for labelling, the highest score first.",
    (
        ARTICLE_A,
        ARTICLE_B,
        Column("score", "float64", "The score of the pair, 0 or more."),
        Column("stratum", "str", "The stratum of scores that it was sampled from, in words."),
        Column("score_from", "float64", "Lower bound of the stratum, included."),
        Column("score_to", "float64", "Upper bound of the stratum, excluded except for the highest."),
        Column("stratum_pairs", "int64", "Number of pairs in the stratum."),
        Column("stratum_read", "int64", "Number of pairs sampled from the stratum."),
        Column("weight", "float64", "Sampling weight: stratum_pairs / stratum_read."),
        Column("label", "str", "The reader's label: yes, no or unsure; missing until it is given.", True),
    ),
    ("sample_pairs", "keep_labels"),
)

NOTES = Table(
    "notes",
    "One row per note of a reader on a pair of articles, or on a place in one, the oldest first.",
    (
        Column("article_a", "str", "The first article of the pair, or the one with the place."),
        Column("article_b", "str", "The second article of the pair; missing for a note on a place in one.", True),
        Column(
            "label",
            "str",
            "The label of a pair, as in kind; missing without one, and for a place in one article.",
            True,
        ),
        Column("kind", "str", "The reader's label: reuse, agency, chance or unsure; missing if there is none.", True),
        Column("note", "str", "What the reader wrote; missing if nothing.", True),
        Column("start", "Int64", "Start of the place in the text; missing for a pair.", True),
        Column("end", "Int64", "End of the place, excluded; missing for a pair.", True),
        Column("quote", "str", "The text of the place; missing for a pair.", True),
    ),
    ("Board.notes",),
)

THRESHOLDS = Table(
    "thresholds",
    "One row per threshold on the score, the lowest first.",
    (
        Column("threshold", "float64", "The threshold; a pair is above it if its score is the threshold or more."),
        Column("read_above", "int64", "Number of pairs above it labelled yes or no."),
        Column("yes_above", "int64", "Number of these labelled yes."),
        Column("read_below", "int64", "Number of pairs below it labelled yes or no."),
        Column("yes_below", "int64", "Number of these labelled yes."),
        Column(
            "precision",
            "float64",
            "Estimated share of all pairs above it that are true matches; missing without any.",
            True,
        ),
        Column("precision_low", "float64", "Lower end of its 95 % interval; missing where precision is.", True),
        Column("precision_high", "float64", "Upper end of its 95 % interval; missing where precision is.", True),
        Column(
            "recall", "float64", "Estimated share of all true matches that are above it; missing without any.", True
        ),
        Column("recall_low", "float64", "Lower end of its 95 % interval; missing where recall is.", True),
        Column("recall_high", "float64", "Upper end of its 95 % interval; missing where recall is.", True),
        Column("evidence", "str", "What cannot be estimated, or how many pairs were read, in words."),
    ),
    ("threshold_report",),
)
