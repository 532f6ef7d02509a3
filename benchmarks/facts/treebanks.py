"""Sentences of Dutch news from local copies of two public corpora, and the sample of them that was labelled.

Nothing is downloaded: the paths come from the command line.

    python benchmarks/facts/treebanks.py --alpino nl_alpino-ud-dev.conllu nl_alpino-ud-test.conllu \
        --conll ned.testa ned.testb --output sentences.csv
"""

import argparse
import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

HERE = Path(__file__).parent
SEED = 19
NEWSPAPERS = "WR-P-P-H"
SHORTEST = 5
STRATA = {"random": 80, "number": 40, "saying": 40, "time": 40}
_WORDS = {
    "number": (
        r"\d|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
        r"|\w*(?:honderd|duizend|miljoen|miljard)\w*)\b"
    ),
    "saying": (
        r"[\"‘’“”]|,,|''|\b(?:volgens|aldus|zegt|zei|zeggen|zeiden|meldt|meldde|melden|verklaart|verklaarde|zou|zouden"
        r"|stelt|noemt|vindt|hoopt|wil|bericht|woordvoerder)\b"
    ),
    "time": (
        r"\b(?:gisteren|vandaag|morgen|nu|eerder|later|inmiddels|sinds|geleden|vorige?|volgende?|afgelopen|komende?"
        r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag\w*|januari|februari|maart|april|mei|juni|juli|augustus"
        r"|september|oktober|november|december|(?:19|20)\d\d|jaar|jaren|maanden?|we[ek]k?en|uur)\b"
    ),
}
PATTERNS = {stratum: re.compile(words, re.IGNORECASE) for stratum, words in _WORDS.items()}
_QUOTES = ('"', "'")


class Sentence(NamedTuple):
    """One sentence with an identifier that does not depend on the place of the file."""

    sentence_id: str
    text: str


def of_conllu(path: Path) -> Iterator[Sentence]:
    """Newspaper sentences of one CoNLL-U file, with the text that it gives."""
    lines = path.read_text(encoding="utf-8").splitlines()
    name = ""
    for line in lines:
        if line.startswith("# sent_id = "):
            name = line.removeprefix("# sent_id = ").split("\\")[-1]
        elif line.startswith("# text = ") and name.startswith(NEWSPAPERS):
            yield Sentence(f"alpino:{name}", line.removeprefix("# text = "))


def of_conll(path: Path) -> Iterator[Sentence]:
    """Sentences of one CoNLL-2002 file, numbered from 1 within it, with the spaces of running text."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    words = [[line.split(" ")[0] for line in block.splitlines() if line and "DOCSTART" not in line] for block in blocks]
    for number, sentence in enumerate((tokens for tokens in words if tokens), 1):
        yield Sentence(f"{path.name}:{number}", joined(sentence))


def joined(tokens: Sequence[str]) -> str:
    """Tokens as running text: no space before closing or after opening punctuation.

    >>> joined(["'", "Dat", "is", "het", "'", ",", "zei", "De", "Smet", "(", "CVP", ")", "."])
    "'Dat is het', zei De Smet (CVP)."
    """
    text, glued, opened = "", True, {quote: False for quote in _QUOTES}
    for token in tokens:
        closes = token in {".", ",", ":", ";", "?", "!", ")", "]", "..."} or opened.get(token, False)
        text += token if glued or closes or token == "/" else f" {token}"
        glued = token in {"(", "[", "/"} or (token in opened and not opened[token])
        if token in opened:
            opened[token] = not opened[token]
    return text


def pool(alpino: Sequence[Path], conll: Sequence[Path]) -> dict[str, list[Sentence]]:
    """Distinct sentences of five words and more, by corpus, in the order of the files."""
    found = {
        "alpino": [sentence for path in alpino for sentence in of_conllu(path)],
        "conll": [sentence for path in conll for sentence in of_conll(path)],
    }
    return {
        corpus: list({s.text: s for s in sentences if len(s.text.split()) >= SHORTEST}.values())
        for corpus, sentences in found.items()
    }


def sample(sentences: dict[str, list[Sentence]], seed: int = SEED) -> pd.DataFrame:
    """The labelled sample: per stratum half from either corpus, then halved by a shuffle into tune and test."""
    draw = random.Random(seed)
    taken: dict[str, tuple[str, str]] = {}
    for stratum, wanted in STRATA.items():
        for found in sentences.values():
            pattern = PATTERNS.get(stratum)
            fitting = [s for s in found if s.sentence_id not in taken and (not pattern or pattern.search(s.text))]
            taken |= {s.sentence_id: (stratum, s.text) for s in draw.sample(fitting, wanted // 2)}
    rows = [(name, stratum, _digest(text), text) for name, (stratum, text) in taken.items()]
    draw.shuffle(rows)
    frame = pd.DataFrame(rows, columns=["sentence_id", "stratum", "sha1", "text"])
    return frame.assign(half=["tune" if row < len(rows) // 2 else "test" for row in range(len(rows))])


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:12]


def rebuilt(alpino: Sequence[Path], conll: Sequence[Path], listed: Path = HERE / "sentences.csv") -> pd.DataFrame:
    """The sentences of the list with their texts; ValueError if a text is missing or is not the one labelled."""
    frame = pd.read_csv(listed)
    texts = {s.sentence_id: s.text for found in pool(alpino, conll).values() for s in found}
    missing = [name for name in frame.sentence_id if name not in texts]
    if missing:
        raise ValueError(f"{len(missing)} sentences are not in the files, the first is {missing[0]}; give all four.")
    frame = frame.assign(text=frame.sentence_id.map(texts))
    other = frame[frame.text.map(_digest) != frame.sha1]
    if len(other):
        raise ValueError(f"{len(other)} sentences are not as labelled, the first is {other.sentence_id.iloc[0]}.")
    return frame


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say where the corpora are."""
    parser.add_argument("--alpino", nargs="+", type=Path, required=True, help="nl_alpino-ud-{dev,test}.conllu")
    parser.add_argument("--conll", nargs="+", type=Path, required=True, help="ned.testa and ned.testb in UTF-8")


def main() -> None:
    """Draw the sample anew and write it with its texts; the list in the repository has it without."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_paths(parser)
    parser.add_argument("--output", type=Path, required=True, help="the sample with its texts")
    parser.add_argument("--list", type=Path, help="also write the sample without its texts here")
    arguments = parser.parse_args()
    frame = sample(pool(arguments.alpino, arguments.conll))
    frame.to_csv(arguments.output, index=False)
    if arguments.list:
        frame.drop(columns="text").to_csv(arguments.list, index=False)


if __name__ == "__main__":
    main()
