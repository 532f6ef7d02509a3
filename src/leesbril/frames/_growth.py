"""The tables of measured growth: how time and memory grow with the number of articles."""

from leesbril.frames._declaration import Column, Table

GROWTH = Table(
    "growth",
    "One row per piece of work and number of articles, as measured.",
    (
        Column("work", "str", "The piece of work."),
        Column("articles", "int64", "Number of articles, each of some 320 words."),
        Column("seconds", "float64", "Wall-clock time of a fresh process, start included, in seconds."),
        Column("gigabytes", "float64", "Its peak memory, in gigabytes."),
    ),
    ("measured_growth",),
)

GROWTH_EXPONENTS = Table(
    "growth exponents",
    "One row per piece of work.",
    (
        Column("work", "str", "The piece of work."),
        Column("exponent", "float64", "The power of the number of articles by which time grows: 1 is linear."),
        Column("articles", "int64", "The largest number of articles that was measured."),
        Column("seconds", "float64", "Wall-clock time for these, in seconds."),
        Column("gigabytes", "float64", "Peak memory for these, in gigabytes."),
    ),
    ("growth_exponents",),
)
