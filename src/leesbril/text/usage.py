"""The use of capitals and hyphens over all articles, and the surface form that each word is counted as.

Use elsewhere decides ambiguous cases: whether a capital at the start of a sentence marks a name, whether a word in a
line of capitals is an acronym, and whether a hyphen is optional.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from leesbril.text._character_classes import put
from leesbril.text._clitics import Words
from leesbril.text.spelling import Parts, Spelled, is_acronym, parts_with_case, starts_lower

LONG_ENOUGH_TO_SHOUT = 4
"""A word in capitals with this many letters may be an ordinary word (NIET, AMSTERDAM): most acronyms are shorter."""

ORDINARY = 3
"""How many times as often as it is capitalised an ordinary word is in lower case (measured on gold lemmas, which change
little between 1 and 3)."""


class Usage:
    """How often each word is in lower case and capitalised, the acronyms, and the surface forms of all words.

    Lines in capitals are no evidence for this, but their words have a surface form too. `counts` is the number of
    occurrences of each raw word; `counted` is the form that each of the words is counted as.
    """

    def __init__(self, words: Words, spelled: Spelled, counts: np.ndarray, stop_words: Iterable[str]) -> None:
        import polars as pl

        self._stop_words = pl.Series([list(stop_words)], dtype=pl.List(pl.String))
        acronym = is_acronym(spelled.written, spelled.classes)
        parts = parts_with_case(spelled, acronym)
        among_parts = is_acronym(parts.part)
        self._acronyms = _acronyms(spelled, acronym & ~words.shouted, parts, among_parts & ~words.shouted[parts.word])
        acronym[parts.word[among_parts]] = True
        self._forms = _forms(words, spelled, counts, acronym)
        self._surfaces = self._surface(spelled, words.shouted)
        self.counted = closed(self._surfaces, self._surfaces)

    def count(self, spelled: Spelled, shouted: np.ndarray) -> Any:
        """The form that other words are counted as: their surface form, or its closed form."""
        return closed(self._surface(spelled, shouted), self._surfaces)

    def is_ordinary(self, forms: Any) -> np.ndarray:
        """Which lower-case forms are ordinary words, not names, although they are capitalised somewhere.

        They are at least `ORDINARY` times as often in lower case as capitalised where no capital is needed; or neither:
        a word that is only at the start of sentences is more often an ordinary word than a name.
        """
        import polars as pl

        asked = pl.DataFrame({"form": forms}).lazy()
        known = asked.join(self._forms.lazy(), on="form", how="left", maintain_order="left")
        ordinary = known.select((pl.col("small") >= ORDINARY * pl.col("capital")).fill_null(True)).collect()
        return ordinary.to_series().to_numpy()

    def _surface(self, spelled: Spelled, shouted: np.ndarray) -> Any:
        """The words in lower case, except for acronyms, also inside compounds (IS-leider)."""
        import polars as pl

        spelled = spelled.undotted()
        acronym = is_acronym(spelled.written, spelled.classes)
        word, part = parts_with_case(spelled, acronym)
        whole, among_parts = np.flatnonzero(acronym), np.flatnonzero(is_acronym(part))
        acronyms = pl.concat([spelled.written[whole], part[among_parts]])
        keeps = self._keeps(acronyms, shouted[np.concatenate([whole, word[among_parts]])])
        whole, among_parts = whole[keeps[: len(whole)]], among_parts[keeps[len(whole) :]]
        surface = put(spelled.lower, whole, spelled.written[whole])
        if not len(word):
            return surface
        part = put(part.str.to_lowercase(), among_parts, part[among_parts])
        joined = pl.DataFrame({"word": word, "part": part}).group_by("word", maintain_order=True)
        return put(surface, np.unique(word), joined.agg(pl.col("part").str.join(""))["part"])

    def _keeps(self, acronyms: Any, shouted: np.ndarray) -> np.ndarray:
        """Which acronyms keep their capitals.

        A long word in capitals that also occurs in lower case or capitalised is an ordinary word. In a line in capitals
        a word is an acronym only if it is one elsewhere and never an ordinary word: IS is both.
        """
        import polars as pl

        if not len(acronyms):
            return np.zeros(0, dtype=bool)
        part, small = pl.col("part"), pl.col("small").fill_null(0) > 0
        lower = part.str.to_lowercase()
        known = lower.is_in(self._stop_words) | small | (pl.col("capital") > 0).fill_null(False)
        long = part.str.contains(rf"^\p{{L}}{{{LONG_ENOUGH_TO_SHOUT},}}$")
        elsewhere = part.is_in(pl.Series([self._acronyms])) & ~small
        asked = pl.DataFrame({"part": acronyms, "shouted": shouted}).lazy().with_columns(form=lower)
        shown = asked.join(self._forms.lazy(), on="form", how="left", maintain_order="left")
        keeps = shown.select(~(long & known) & (~pl.col("shouted") | elsewhere)).collect()
        return keeps.to_series().to_numpy()


def _acronyms(spelled: Spelled, whole: np.ndarray, parts: Parts, among_parts: np.ndarray) -> Any:
    """The acronyms, by themselves and inside compounds."""
    import polars as pl

    return pl.concat([spelled.written.filter(whole), parts.part.filter(among_parts)])


def _forms(words: Words, spelled: Spelled, counts: np.ndarray, with_acronym: np.ndarray) -> Any:
    """How often each form is in lower case, and capitalised where not needed: not at a start, without an acronym."""
    import polars as pl

    small = starts_lower(spelled.written, spelled.classes)
    shows = np.flatnonzero(~words.shouted & (small | ~(with_acronym | words.head)))
    often, small = counts[words.code[shows]], small[shows]
    forms = {"form": spelled.lower[shows], "small": often * small, "capital": often * ~small}
    return pl.DataFrame(forms).group_by("form").agg(pl.col("small", "capital").sum())


def closed(terms: Any, known: Any) -> Any:
    """Hyphenated terms replaced by their closed forms where these are known too; never for numbers (2014-15).

    >>> import polars as pl
    >>> known = pl.Series(["antiterreureenheid", "201415"])
    >>> closed(pl.Series(["anti-terreureenheid", "2014-15"]), known).to_list()
    ['antiterreureenheid', '2014-15']
    """
    import polars as pl

    hyphened = terms.str.contains("-", literal=True)
    if not hyphened.any():
        return terms
    closed_form = pl.col("term").str.replace_all("-", "", literal=True)
    letters = closed_form.str.replace_all("'", "", literal=True).str.contains(r"^\p{L}+$")
    forms, may_be = pl.DataFrame({"term": terms.filter(hyphened)}).select(form=closed_form, may_be=letters)
    # Asked of the few closed forms, and then of those that are known: that takes half the time.
    here = known.filter(known.is_in(pl.Series([forms.filter(may_be)])))
    is_one = may_be & forms.is_in(pl.Series([here]))
    return put(terms, np.flatnonzero(hyphened.to_numpy())[is_one.to_numpy()], forms.filter(is_one))
