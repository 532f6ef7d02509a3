"""What the whole folder shows of its words, and what it counts each word as on its surface.

What the folder shows elsewhere decides where one place cannot: a capital at the head of a sentence is a name's or the
sentence's, a word in a line of capitals an acronym or not, a hyphen a habit or not.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from leesbril.text._character_classes import put
from leesbril.text._clitics import Words
from leesbril.text.spelling import Parts, Spelled, is_acronym, opens_small, parts_with_case

LONG_ENOUGH_TO_SHOUT = 4
"""Letters from which a word in capitals may be a word shouted (NIET, AMSTERDAM): most acronyms are shorter."""


class Folder:
    """How often each word is written small and with a capital, which acronyms there are, and all surfaces.

    A line in capitals shows nothing of this, but its words have a surface. `counts` says how often each raw word
    occurs; `counted` is what each of the words counts as.
    """

    def __init__(self, words: Words, spelled: Spelled, counts: np.ndarray, stop_words: Iterable[str]) -> None:
        import polars as pl

        self._stop_words = pl.Series([list(stop_words)], dtype=pl.List(pl.String))
        acronym = is_acronym(spelled.written, spelled.signs)
        parts = parts_with_case(spelled, acronym)
        among_parts = is_acronym(parts.part)
        self._acronyms = _acronyms(spelled, acronym & ~words.shouted, parts, among_parts & ~words.shouted[parts.word])
        acronym[parts.word[among_parts]] = True
        self._forms = _forms(words, spelled, counts, acronym)
        self._surfaces = self._surface(spelled, words.shouted)
        self.counted = closed(self._surfaces, self._surfaces)

    def count(self, spelled: Spelled, shouted: np.ndarray) -> Any:
        """What other words count as, read as the folder reads its own: their surface, or its closed form."""
        return closed(self._surface(spelled, shouted), self._surfaces)

    def is_ordinary(self, forms: Any) -> np.ndarray:
        """Which forms, in small letters, are written so more often than with a capital where none is needed."""
        import polars as pl

        asked = pl.DataFrame({"form": forms}).lazy()
        known = asked.join(self._forms.lazy(), on="form", how="left", maintain_order="left")
        ordinary = known.select((pl.col("small") > pl.col("capital")).fill_null(False)).collect()
        return ordinary.to_series().to_numpy()

    def _surface(self, spelled: Spelled, shouted: np.ndarray) -> Any:
        """The words in small letters, but for their acronyms, also in compounds (IS-leider)."""
        import polars as pl

        spelled = spelled.undotted()
        acronym = is_acronym(spelled.written, spelled.signs)
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

        A long word in capitals that the folder also writes small or with one capital is a word shouted. In a line in
        capitals a word is an acronym only if it is one elsewhere and never an ordinary word: IS is both.
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
    """The acronyms that stand by themselves and in compounds."""
    import polars as pl

    return pl.concat([spelled.written.filter(whole), parts.part.filter(among_parts)])


def _forms(words: Words, spelled: Spelled, counts: np.ndarray, with_acronym: np.ndarray) -> Any:
    """How often each form is written small, and with a capital where none is needed: at no head, without an acronym."""
    import polars as pl

    small = opens_small(spelled.written, spelled.signs)
    shows = np.flatnonzero(~words.shouted & (small | ~(with_acronym | words.head)))
    often, small = counts[words.code[shows]], small[shows]
    forms = {"form": spelled.lower[shows], "small": often * small, "capital": often * ~small}
    return pl.DataFrame(forms).group_by("form").agg(pl.col("small", "capital").sum())


def closed(terms: Any, known: Any) -> Any:
    """The closed forms of hyphenated terms where they are known too; numbers (2014-15) are never closed up.

    >>> import polars as pl
    >>> known = pl.Series(["antiterreureenheid", "201415"])
    >>> closed(pl.Series(["anti-terreureenheid", "2014-15"]), known).to_list()
    ['antiterreureenheid', '2014-15']
    """
    import polars as pl

    hyphened = terms.str.contains("-", literal=True)
    if not hyphened.any():
        return terms
    together = pl.col("term").str.replace_all("-", "", literal=True)
    letters = together.str.replace_all("'", "", literal=True).str.contains(r"^\p{L}+$")
    asked = pl.DataFrame({"term": terms.filter(hyphened)})
    forms, is_one = asked.select(together=together, is_one=letters & together.is_in(pl.Series([known])))
    return put(terms, np.flatnonzero(hyphened.to_numpy())[is_one.to_numpy()], forms.filter(is_one))
