"""How firmly something is said, in words."""

from leesbril.wording.report_language import say


def firmness_in_words(firmness: str) -> str:
    """How firmly something is said, in the language of the report."""
    known = {
        "stated": say("a statement"),
        "quoted": say("a quotation"),
        "zou": say("hearsay"),
        "hope": say("a hope"),
        "wish": say("a wish"),
        "unsourced": say("the article’s own words"),
    }
    return known[firmness]
