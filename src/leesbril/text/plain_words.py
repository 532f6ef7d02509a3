"""Plain words: those of Latin letters, none but the first a capital. Nearly all are, and they are read all at once.

No rule but small letters applies to them, so columns do here what `vocabulary` does word for word for all others.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from leesbril.text.language import Language
from leesbril.text.words import HEAD

MANY = 20_000
"""Words for which it pays to look through the whole list of the lemmatiser at once."""

_TOKEN = "[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+"
_PLAIN = f"^{HEAD}?{_TOKEN}$"
_SMALL = re.compile("[a-zß-öø-ÿ]+")


def sorted_out(raw: Iterable[str], counts: Iterable[int]) -> tuple[Any, Any]:
    """The plain words among raw words, with what the rules need of them, and all others."""
    import numpy as np
    import polars as pl

    raw = raw if isinstance(raw, pl.Series) else pl.Series(list(raw), dtype=pl.String)
    counts = counts if isinstance(counts, np.ndarray) else np.array(list(counts), dtype=np.int64)
    code = pl.Series(np.arange(len(raw)), dtype=pl.Int64)
    words = pl.DataFrame({"code": code, "raw": raw, "count": pl.Series(counts, dtype=pl.Int64)})
    head, token = pl.col("raw").str.starts_with(HEAD), pl.col("raw").str.strip_prefix(HEAD)
    is_plain = pl.col("raw").str.contains(_PLAIN) & ~pl.col("raw").str.contains("Eé", literal=True)  # that is één
    words = words.with_columns(is_plain=is_plain)
    plain = words.filter("is_plain").with_columns(head=head, token=token)
    plain = plain.with_columns(offset=pl.lit(0, pl.Int64), term=pl.col("token").str.to_lowercase())
    return plain.with_columns(small=pl.col("term") == pl.col("token")), words.filter(~pl.col("is_plain"))


class Forms:
    """How often each plain word is written small, and how often with a capital where none was needed.

    A dictionary of all would cost more than is asked of it: `asked` are the words that are looked up beforehand, all at
    once. Others are looked up when they are asked for.
    """

    def __init__(self, plain: Any, asked: Iterable[str]) -> None:
        import polars as pl

        self._plain = plain
        count = pl.col("count")
        self._sums = (
            count.filter("small").sum().alias("small"),
            count.filter(~pl.col("small") & ~pl.col("head")).sum().alias("capital"),
        )
        words = [word for word in set(asked) if _SMALL.fullmatch(word)]
        found = plain.filter(pl.col("term").is_in(words)).group_by("term").agg(self._sums)
        self._known: dict[str, tuple[int, int] | None] = dict.fromkeys(words)
        self._known |= {term: (small, capital) for term, small, capital in found.iter_rows()}

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self._look_up(word) is not None

    def small(self, word: str) -> int:
        """How often a word is written small."""
        return (self._look_up(word) or (0, 0))[0]

    def capital(self, word: str) -> int:
        """How often a word has a capital inside a sentence."""
        return (self._look_up(word) or (0, 0))[1]

    def ordinary(self, small: Mapping[str, int], capital: Mapping[str, int]) -> Any:
        """The words written small more often than with a capital where none was needed, elsewhere counted too."""
        import polars as pl

        sums = self._plain.group_by("term").agg(self._sums)
        elsewhere = [pl.DataFrame({"term": list(found), name: list(found.values())},
                                  schema={"term": pl.String, name: pl.Int64})
                     for name, found in (("more_small", small), ("more_capital", capital))]  # fmt: skip
        for more in elsewhere:
            sums = sums.join(more, on="term", how="left")
        less = pl.col("capital") + pl.col("more_capital").fill_null(0)
        return sums.filter(pl.col("small") + pl.col("more_small").fill_null(0) > less)["term"]

    def _look_up(self, word: str) -> tuple[int, int] | None:
        if word not in self._known:
            import polars as pl

            found = self._plain.filter(pl.col("term") == word) if _SMALL.fullmatch(word) else self._plain.clear()
            self._known[word] = found.select(self._sums).row(0) if len(found) else None
        return self._known[word]


def lemmas(plain: Any, ordinary: Any, language: Language) -> Any:
    """The lemma of each plain word: a name's where it has a capital that is not its sentence's.

    `ordinary` are the terms that are written small more often than with a capital where none was needed.
    """
    import polars as pl

    at_the_head = pl.col("head") & pl.col("term").is_in(ordinary.implode())
    words = plain.select("term", name=~(pl.col("small") | at_the_head))
    distinct = words.unique()
    found = one_by_one(distinct, language) if len(distinct) < MANY else all_at_once(distinct, language)
    return words.join(distinct.with_columns(lemma=found), on=["term", "name"], how="left", maintain_order="left")[
        "lemma"
    ]


def one_by_one(words: Any, language: Language) -> Any:
    """The lemma of each word of a frame `term`, `name`: its own, or a name's."""
    import polars as pl

    lemma, lemma_of_name = language.lemma, language.lemma_of_name
    found = [lemma_of_name(term.capitalize()) if name else lemma(term) for term, name in words.iter_rows()]
    return pl.Series(found, dtype=pl.String)


def all_at_once(words: Any, language: Language) -> Any:
    """The same in columns: the listed forms are looked up together, and only the others asked for one by one."""
    import polars as pl

    term, name = pl.col("term"), pl.col("name")
    capital = term.str.slice(0, 1).str.to_uppercase() + term.str.slice(1)
    forms = words.with_columns(
        form=pl.when(name).then(capital).otherwise(term), other=pl.when(name).then(term).otherwise(capital)
    )
    for form in ("form", "other"):
        listed = language.listed_answers.rename({"form": form, "answer": f"of_{form}"})
        forms = forms.join(listed, on=form, how="left", maintain_order="left")
    answers = forms.with_columns(answer=pl.coalesce("of_form", "of_other"))
    unlisted = answers["answer"].is_null()
    asked = pl.Series(language.answers_to_unlisted(answers["form"].filter(unlisted)), dtype=pl.String)
    answers = answers.with_columns(answer=answers["answer"].scatter(unlisted.arg_true(), asked))
    answer = pl.col("answer")
    own = term.replace_strict(dict(language.lemma_exceptions), default=None, return_dtype=pl.String)
    keeps_its_form = name & answer.str.contains(r"^\p{Lowercase}") & ~answer.is_in(list(language.peoples))
    keeps_its_form &= not language.nouns_have_capitals
    lemma = pl.when(keeps_its_form).then(term).otherwise(pl.coalesce(own, answer.str.to_lowercase()))
    return answers.select(lemma=lemma)["lemma"]
