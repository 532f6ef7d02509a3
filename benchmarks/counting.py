"""How fast are the ten highest terms of each article found, and at what memory? Prints the tables of the README.

    python benchmarks/counting.py
    python benchmarks/counting.py --parquet own.parquet   # a real archive: columns article and text

Needs `pip install gensim`. Each round runs all methods in turn, in a warm process, from the texts in memory to the ten
highest terms of each article; a ratio is the median over the rounds. Memory is that of a process of its own, the texts
included. `wc -w` is the limit: it looks once at every byte and counts.
"""

import argparse
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from measure import beside, in_turn, peak_gigabytes, peak_memory, versions
from newsroom import newsroom

TOP = 10
WORD = re.compile(r"(?u)\b\w\w+\b")
"""What scikit-learn takes for a word; gensim gets the same."""


def ours(articles: pd.DataFrame, language: str = "nl") -> Any:
    """Leesbril on the surface of words, with all its rules."""
    from leesbril import document_term_matrix, tfidf

    return tfidf(document_term_matrix(articles, language=language), top=TOP)


def ours_on_lemmas(articles: pd.DataFrame, language: str = "nl") -> Any:
    """Leesbril on lemmas."""
    from leesbril import document_term_matrix, tfidf

    return tfidf(document_term_matrix(articles, normalise="lemma", language=language), top=TOP)


def ours_on_characters(articles: pd.DataFrame, language: str = "nl") -> Any:
    """The weights of n-grams of characters of all words, of 3 to 5 characters, as a matrix."""
    from leesbril import document_term_matrix, weigh

    return weigh(document_term_matrix(articles, analyser="char", stop_words="keep", language=language)).matrix


def with_scikit_learn_on_characters(articles: pd.DataFrame, language: str = "nl") -> Any:
    """The same by TfidfVectorizer, whose words are what is between white space, with its marks."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit_transform(articles["text"])


def with_scikit_learn(articles: pd.DataFrame, language: str = "nl") -> Any:
    """TfidfVectorizer as it comes, with our stop words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return _highest(TfidfVectorizer(stop_words=_stop_words(language)), articles)


def with_scikit_learn_on_lemmas(articles: pd.DataFrame, language: str = "nl") -> Any:
    """TfidfVectorizer with an analyser that asks the same lemmatiser (which remembers 65,536 words)."""
    from simplemma import lemmatize
    from sklearn.feature_extraction.text import TfidfVectorizer

    stop = frozenset(_stop_words(language))

    def lemmas(text: str) -> list[str]:
        return [lemmatize(word, lang=language) for word in WORD.findall(text.lower()) if word not in stop]

    return _highest(TfidfVectorizer(analyzer=lemmas), articles)


def with_gensim(articles: pd.DataFrame, language: str = "nl") -> Any:
    """Dictionary, bags of words and TfidfModel, with our stop words."""
    from gensim.corpora import Dictionary
    from gensim.models import TfidfModel

    stop = frozenset(_stop_words(language))
    texts = [[word for word in WORD.findall(text.lower()) if word not in stop] for text in articles["text"]]
    words = Dictionary()
    bags = [words.doc2bow(text, allow_update=True) for text in texts]
    model = TfidfModel(bags)
    return [[words[number] for number, _ in sorted(model[bag], key=lambda pair: -pair[1])[:TOP]] for bag in bags]


def with_wc(path: Path) -> None:
    """Count the words of the same texts in a file: one look at every byte."""
    subprocess.run(["wc", "-w", str(path)], check=True, stdout=subprocess.DEVNULL)


def _stop_words(language: str) -> list[str]:
    from leesbril.text.language import get_language

    return sorted(filter(str.isalpha, get_language(language).stop_words))


def _highest(vectorizer: Any, articles: pd.DataFrame) -> list[Any]:
    weights = vectorizer.fit_transform(articles["text"])
    words, first = vectorizer.get_feature_names_out(), weights.indptr
    rows = (slice(begin, end) for begin, end in pairwise(first))
    return [words[weights.indices[row][np.argsort(-weights.data[row])[:TOP]]] for row in rows]


METHODS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "leesbril": ours,
    "scikit-learn": with_scikit_learn,
    "gensim": with_gensim,
    "leesbril, lemmas": ours_on_lemmas,
    "scikit-learn, lemmas": with_scikit_learn_on_lemmas,
}
AGAINST = {"scikit-learn, lemmas": "leesbril, lemmas"}


def compare(articles: pd.DataFrame, methods: list[str], rounds: int, folder: Path) -> pd.DataFrame:
    """Run all methods in turn, and `wc`."""
    parquet, plain = folder / "articles.parquet", folder / "articles.txt"
    articles.reset_index().to_parquet(parquet)
    plain.write_text("\n".join(articles["text"]), encoding="utf-8")
    runs = {name: lambda method=method: method(articles) for name, method in METHODS.items() if name in methods}
    runs |= {"wc -w": lambda: with_wc(plain)}
    begun = time.perf_counter()
    ours(articles)
    print(f"first call, compiling or loading what is compiled: {time.perf_counter() - begun:.1f} s", flush=True)
    times = in_turn(runs, rounds)
    tables = {against: beside(times, against) for against in {methods[0], *AGAINST.values()} & set(runs)}
    table = pd.DataFrame({name: tables[AGAINST.get(name, methods[0])].loc[name] for name in runs}).T
    memory = [peak_memory(__file__, name, parquet) if name in METHODS else np.nan for name in runs]
    return table[["seconds", "ratio", "lowest", "highest"]].assign(GB=memory)


def main() -> None:
    """Print everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, nargs="*", default=[50_000])
    options.add_argument("--parquet", type=Path, nargs="*", default=[], help="real archives, beside the made-up ones")
    options.add_argument("--methods", nargs="*", choices=METHODS, default=list(METHODS))
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--memory", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.memory:
        method, path = chosen.memory
        METHODS[method](pd.read_parquet(path, columns=["article", "text"]).set_index("article"))
        print(peak_gigabytes())
        return
    print(versions("scikit-learn", "simplemma", "gensim"))
    archives = {
        f"{number:,} made-up articles": lambda number=number: pd.concat(newsroom(number)) for number in chosen.articles
    }
    archives |= {path.stem: lambda path=path: pd.read_parquet(path) for path in chosen.parquet}
    for name, read in archives.items():
        articles = read().set_index("article")[["text"]]
        megabytes = articles["text"].str.len().sum() / 1e6
        print(f"{name}, {megabytes:.0f} million characters", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            print(
                compare(articles, chosen.methods, chosen.rounds, Path(folder)).to_string(float_format="{:.2f}".format),
                flush=True,
            )


if __name__ == "__main__":
    main()
