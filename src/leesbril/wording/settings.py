"""What a reader calls the settings of a cosine, in sentences and on charts."""

from leesbril.wording.report_language import translatable

SETTINGS = {
    "normalise": translatable("words as written, or as in a dictionary"),
    "stop_words": translatable("small words left out, or counted"),
    "hyphens": translatable("words with hyphens"),
    "acronyms": translatable("acronyms such as IS apart, or as words"),
    "idf": translatable("weight of rare words (idf)"),
    "background_words": translatable("assumed length of an ordinary article"),
    "least_frequency": translatable("how rare a word can count as"),
}
"""What a reader calls each setting; another one is named as it is."""
