"""Words of a query → the readings of the tokens' vocabulary that they mean."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from leesbril.queries._expressions import whole_word
from leesbril.queries._nodes import ANY, AT_HYPHENS, ONE
from leesbril.text.spelling import is_acronym, tidy
from leesbril.text.usage import LONG_ENOUGH_TO_SHOUT, closed
from leesbril.text.vocabulary import readings
from leesbril.text.words import HEAD
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

_VARIABLE = r"[\n\r.'’‘ʼ´`\-\u2010\u2011\u00ad\u200b\u200c\u200d\u2060\ufeff]"
"""Characters in which two spellings of a word may differ: marks, full stops, apostrophes, hyphens, invisible ones."""

_HYPHENS = r"[\-\u2010\u2011]"
_APOSTROPHES = "['’‘ʼ´`]"

Counted = dict[str, list[tuple[str, str]]]
"""The terms that words are counted as, and their kinds: several for *l'armée*."""


class Vocabulary(NamedTuple):
    """The terms of tokens under one normalisation, and how queries reach them.

    Each method gives a mask over the readings of `view`. `reached` has each term as a query in lower case reaches it:
    NAVO also as navo, but IS never as is, because that is another word.
    """

    tokens: Tokens
    normalise: str
    view: View
    reached: Any

    @classmethod
    def of(cls, tokens: Tokens, normalise: str) -> "Vocabulary":
        """The vocabulary of tokens."""
        view = tokens.view(normalise)
        key = ("reached", normalise, tuple(sorted(tokens.exceptions.items())))
        reached = tokens.remembered(key, lambda: _reached(tokens, view.terms))
        return cls(tokens, normalise, view, reached)

    def counted_as(self, words: Iterable[str]) -> Counted:
        """The terms that each of some words is counted as, and their kinds.

        The words are read as among the articles, and say nothing themselves of how words are used there.
        """
        found: Counted = {word: [] for word in words}
        for places, terms, kinds in self.readings_of(asked := list(found)):
            for place, term, kind in zip(places.tolist(), terms.to_list(), kinds.to_list(), strict=True):
                found[asked[place]].append((term, kind))
        return found

    def readings_of(self, words: list[str]) -> Iterator[tuple[np.ndarray, Any, Any]]:
        """The readings of distinct words, as columns: the place of the word among them, the term, the kind."""
        hyphened = np.array([bool(AT_HYPHENS.search(word)) for word in words], bool)
        # Apart, or a word of the query would say of another that it is written closed up: anti-terreurwet.
        for apart in (~hyphened, hyphened):
            if (places := np.flatnonzero(apart)).size:
                codes, terms, kinds = self._read([words[place] for place in places.tolist()])
                yield places[codes], terms, kinds

    def _read(self, words: list[str]) -> tuple[np.ndarray, Any, Any]:
        """The readings of some words: the number of the word, the term that it is counted as, its kind."""
        import polars as pl

        asked = pl.Series([HEAD + word for word in words], dtype=pl.String)
        known = _variants(self.tokens, asked)
        types = pl.concat([self.tokens.types.words.gather(known), asked])
        counts = np.concatenate([self.tokens.types.counts[known], np.zeros(len(words), np.int64)])
        frame = readings(types, counts, self.tokens.rules(self.normalise)).columns
        frame = frame[np.flatnonzero((frame["code"] >= len(known)).to_numpy())]
        codes: np.ndarray = frame["code"].to_numpy().astype(np.int64) - len(known)
        return codes, closed(frame["term"], self.view.terms), frame["kind"]

    def with_term(self, term: str, *, compounds: bool = False) -> np.ndarray:
        """The readings that are counted as a term; with `compounds`, or as one that has it between its hyphens."""
        found = (self.view.terms == term) | (self.reached == term)
        if compounds:
            found = found | (self.view.terms.str.split("-").list.contains(term) & self._hyphened())
        return self._readings(found)

    def like(self, written: str) -> np.ndarray:
        """The readings that are counted as a term like a word with jokers; short acronyms in it keep their capitals."""
        import polars as pl

        if not written.strip(ANY):
            return np.ones(len(self.view.term), bool)
        plain = tidy(pl.Series([written], dtype=pl.String))[0]
        parts = [plain] if _is_short_acronym(plain) else plain.split("-")
        kept = [_is_short_acronym(part) for part in parts]
        shown = "-".join(part if keeps else part.lower() for part, keeps in zip(parts, kept, strict=True))
        among = self.view.terms if any(kept) else self.reached
        expression = f"^(?s:{_glob(shown)})$"
        if "-" not in shown:
            return self._readings(among.str.contains(expression))
        hyphened = self._hyphened().arg_true()
        found = np.zeros(len(among), bool)
        found[hyphened.filter(among.gather(hyphened).str.contains(expression)).to_numpy()] = True
        mask: np.ndarray = found[self.view.term]
        return mask

    def matching(self, expression: str) -> np.ndarray:
        """The readings that match an expression: as written, or as lemma where lemmas are counted."""
        if self.normalise == "lemma":
            return self._readings(self.view.terms.str.contains(whole_word(expression)))
        written = self.tokens.remembered("written", lambda: tidy(self.tokens.view().table["token"]))
        found: np.ndarray = written.str.contains(whole_word(expression)).to_numpy()
        return found

    def _readings(self, terms: Any) -> np.ndarray:
        found: np.ndarray = terms.to_numpy()[self.view.term]
        return found

    def _hyphened(self) -> Any:
        return self.view.terms.str.contains("-", literal=True)


def _is_short_acronym(word: str) -> bool:
    """Whether a word, apart from its jokers, is an acronym that no ordinary word in capitals can be taken for."""
    import polars as pl

    letters = word.replace(ANY, "").replace(ONE, "")
    return len(letters) < LONG_ENOUGH_TO_SHOUT and bool(is_acronym(pl.Series([letters], dtype=pl.String))[0])


def _glob(word: str) -> str:
    """The regular expression of a word with jokers."""
    import polars as pl

    return "".join({ANY: ".*", ONE: "."}.get(character) or pl.escape_regex(character) for character in word)


def _reached(tokens: Tokens, terms: Any) -> Any:
    """Each term in lower case, unless that is another term or a stop word."""
    import polars as pl

    lower = terms.str.to_lowercase()
    changed = np.flatnonzero((lower != terms).to_numpy())
    small = lower.gather(changed)
    taken = small.is_in(terms.implode()) | small.is_in(
        pl.Series([list(tokens.speech.stop_words)], dtype=pl.List(pl.String))
    )
    free = ~taken.to_numpy()
    return terms.clone().scatter(changed[free], small.filter(free))


def _variants(tokens: Tokens, words: Any) -> np.ndarray:
    """The types that may decide how some words are read: those with the same letters, in any spelling, or such a part.

    Parts stand between hyphens or apostrophes: how *armée* is read in ARMÉE is also seen in *l'armée*.
    """
    import polars as pl

    parts_asked = [_parts(words, marks)["letters"] for marks in (_HYPHENS, _APOSTROPHES)]
    asked = pl.concat([_letters(words), *parts_asked]).unique().implode()
    known = tokens.remembered("letters", lambda: _letters(tokens.types.words))
    parts = tokens.remembered("letters of parts", lambda: _parts(tokens.types.words, _APOSTROPHES))
    whole = known.is_in(asked).arg_true().to_numpy()
    found = parts["number"].filter(parts["letters"].is_in(asked)).to_numpy()
    return np.union1d(whole, found)


def _parts(words: Any, marks: str) -> Any:
    """The parts of the words that have one of some marks: the number of the word, the part, and its letters."""
    import polars as pl

    among = pl.DataFrame({"word": words}).with_row_index("number").filter(pl.col("word").str.contains(marks))
    among = among.with_columns(pl.col("word").str.replace_all(marks, " ").str.split(" ")).explode("word")
    return among.with_columns(letters=_letters(among["word"])).filter(pl.col("letters") != "")


def _letters(words: Any) -> Any:
    return words.str.normalize("NFC").str.replace_all(_VARIABLE, "").str.to_lowercase().str.replace("^eé", "éé")
