"""How well names, quantities, times and attributions are found in the labelled sentences: precision, recall, F1.

    python benchmarks/facts/score.py tune --alpino nl_alpino-ud-dev.conllu nl_alpino-ud-test.conllu \
        --conll ned.testa ned.testb --errors

The test half is for the end: its errors are not listed unless `--even-test` is given.
"""

import argparse
from importlib import import_module
from pathlib import Path

import pandas as pd
from scoring import KINDS, Score, comparisons, scored
from treebanks import HERE, add_paths, pool, rebuilt


def labelled(half: str) -> pd.DataFrame:
    """The labels of one half."""
    return pd.read_csv(HERE / f"{half}.csv", keep_default_na=False)


def found_by(kind: str, texts: pd.Series) -> pd.DataFrame | None:
    """What leesbril finds, one article per text; nothing if it does not have that part."""
    try:
        module = import_module(f"leesbril.facts.{kind}")
    except ModuleNotFoundError as missing:
        print(f"{kind}: skipped, {missing}")
        return None
    found: pd.DataFrame = getattr(module, kind)(pd.DataFrame({"text": texts, "language": "nl"}))
    return found if "article" in found.columns else found.reset_index()


def listed(score: Score, texts: pd.Series) -> None:
    """Print the labels missed and the rows that are wrong, each with its sentence."""
    for label in score.missed:
        text = texts[label.sentence_id]
        print(f"  missed «{text[label.start : label.end]}» {label.value} — {text}")
    for row in score.wrong:
        text = texts[row.article]
        about = {name: value for name, value in row._asdict().items() if name in _SHOWN and pd.notna(value)}
        print(f"  wrong  «{text[row.start : row.end]}» {about} — {text}")


_SHOWN = {"low", "high", "unit", "counted", "source", "verb", "firmness", "kind", "name"}


def main() -> None:
    """Score one half and print a row per kind and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("half", choices=("tune", "test"))
    add_paths(parser)
    parser.add_argument("--kinds", nargs="+", choices=tuple(KINDS), default=tuple(KINDS))
    parser.add_argument("--errors", action="store_true", help="list what was missed and what is wrong")
    parser.add_argument("--even-test", action="store_true", help="list the errors of the test half too")
    parser.add_argument("--context", action="store_true", help="give all sentences of the corpora as articles as well")
    arguments = parser.parse_args()
    if arguments.errors and arguments.half == "test" and not arguments.even_test:
        parser.error("the errors of the test half are kept for the end; give --even-test if this is the end.")
    sentences = rebuilt(arguments.alpino, arguments.conll)
    texts = sentences[sentences.half == arguments.half].set_index("sentence_id")["text"]
    given = _with_context(texts, arguments.alpino, arguments.conll) if arguments.context else texts
    labels = labelled(arguments.half)
    for kind in arguments.kinds:
        found = found_by(kind, given)
        if found is not None:
            _print_scores(kind, labels, found[found.article.isin(texts.index)], texts, errors=arguments.errors)


def _with_context(texts: pd.Series, alpino: list[Path], conll: list[Path]) -> pd.Series:
    every = pd.Series({s.sentence_id: s.text for found in pool(alpino, conll).values() for s in found})
    return pd.concat([texts, every.drop(texts.index)])


def _print_scores(kind: str, labels: pd.DataFrame, found: pd.DataFrame, texts: pd.Series, *, errors: bool) -> None:
    wanted = labels[labels.kind.isin(KINDS[kind])]
    scores = {
        measure: scored(wanted, found, *compared) for measure, compared in comparisons(kind, texts.to_dict()).items()
    }
    for measure, score in scores.items():
        counts = f"{len(score.hit)} hit, {len(score.missed)} missed, {len(score.wrong)} wrong"
        measures = f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
        print(f"{kind:<13} {measure:<22} {measures}  ({counts})")
    if errors:
        listed(next(iter(scores.values())), texts)


if __name__ == "__main__":
    main()
