"""The languages in which articles can be read for names, quantities, times and attributions."""

from importlib import resources

PARTS = ("names", "quantities", "times", "attributions")


def languages_with_rules() -> list[str]:
    """The codes of the languages that have rules for names, quantities, times and attributions, all four.

    >>> "nl" in languages_with_rules()
    True
    """
    files = {file.name for file in resources.files("leesbril.facts.data").iterdir()}
    codes = {name.split(".")[1] for name in files if name.endswith(".toml") and name.startswith(PARTS)}
    return sorted(code for code in codes if files.issuperset(f"{part}.{code}.toml" for part in PARTS))
