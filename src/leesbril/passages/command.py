"""`python -m leesbril find TEXT --in ARCHIVE`: the passages that a text shares with the articles of an archive."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from leesbril.exports import save_table
from leesbril.passages.archive import Archive, open_archive
from leesbril.passages.reuse import find_reuse
from leesbril.reading.articles import ArticlesError, read_articles
from leesbril.wording import counted, visible

MOST = 10
WIDTH = 72
"""Characters of a passage that are printed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is found and save the table; gives the exit code: 0, or 1 with a message if that cannot be done."""
    given = _parser().parse_args(arguments)
    try:
        archive = open_archive(given.archive)
        texts = read_articles(given.text, language=archive.language)
        found = find_reuse(texts, archive)
        path = save_table(found, given.into)
    except (ArticlesError, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("\n".join([*_lines(texts, found, archive, given.most), f"{path}: all of them", ""]))
    return 0


def _lines(texts: pd.DataFrame, found: pd.DataFrame, archive: Archive, most: int) -> list[str]:
    """The articles of each text, those that cover most of it first, each with its rarest passage."""
    lines = []
    for name in texts.index:
        rows = found[found["article_a"] == name]
        articles = counted(rows["article_b"].nunique(), "article")
        lines.append(f"{name}: passages shared with {articles} of {len(archive):,}")
        for article, passages in list(rows.groupby("article_b", sort=False))[:most]:
            rarest = passages.loc[passages["bits"].idxmax()]
            words = visible(" ".join(texts.loc[name, "text"][rarest["start_a"] : rarest["end_a"]].split()))
            cut = words if len(words) <= WIDTH else f"{words[: WIDTH - 2]} …"
            share = f"{100 * passages['share'].iloc[0]:3.0f} %"
            lines.append(f"  {share}  {article}: {counted(len(passages), 'passage')}, “{cut}”")
    return lines


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m leesbril find",
        description="Find the articles of an archive that share passages with a text, and save these as a table.",
    )
    parser.add_argument("text", help="a file, or a folder of them, as read_articles takes them")
    parser.add_argument("--in", dest="archive", required=True, help="the folder of an archive, or of saved tokens")
    parser.add_argument("--into", type=Path, default=Path("reuse.csv"), help="the table (reuse.csv)")
    parser.add_argument("--most", type=int, default=MOST, help=f"articles that are printed for each text ({MOST})")
    parser.epilog = (
        "Make an archive with leesbril.add_to_archive(folder, articles), or leesbril.tokens(articles, folder=folder)."
    )
    return parser
