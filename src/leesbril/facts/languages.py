"""The languages in which articles can be read for names, quantities, times and attributions: those with word lists."""

from functools import lru_cache
from importlib import resources

PARTS = ("names", "quantities", "times", "attributions")


@lru_cache
def languages_of(part: str) -> tuple[str, ...]:
    """The codes of the languages that have rules for one of the four parts, in alphabetical order.

    >>> "nl" in languages_of("names")
    True
    """
    names = (file.name.split(".") for file in resources.files("leesbril.facts.data").iterdir())
    return tuple(sorted(name[1] for name in names if name[0] == part and len(name) == 3))


def check_language(part: str, language: str) -> None:
    """Raise ValueError, with the languages that have rules, for a language that has none for one of the four parts.

    >>> check_language("names", "nl")
    """
    if language not in (known := languages_of(part)):
        raise ValueError(
            f"{part} has no rules for {language!r}; it has them for {', '.join(known)}. Set language= to one of these "
            "if the articles are in it."
        )


def languages_with_rules() -> list[str]:
    """The codes of the languages that have rules for all four parts.

    >>> "nl" in languages_with_rules()
    True
    """
    return sorted(set.intersection(*(set(languages_of(part)) for part in PARTS)))
