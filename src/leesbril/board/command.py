"""`python -m leesbril board SOURCE`: a board of a folder, a file or a zip, as one HTML file."""

import argparse
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from leesbril.board._saved import MOST_ARTICLES, LargeFileWarning, save_board, size_beforehand
from leesbril.reading.articles import ArticlesError, read_articles
from leesbril.wording import counted
from leesbril.wording.report_language import REPORT_LANGUAGES, written_in


def main(arguments: Sequence[str] | None = None) -> int:
    """Save a board; gives the exit code: 0, or 1 with a message where that cannot be done."""
    given = _parser().parse_args(arguments)
    try:
        articles = read_articles(given.source, language=given.language)
        if told := size_beforehand(articles["text"]):
            sys.stdout.write(f"{told}\n")
            sys.stdout.flush()
        with written_in(given.report), warnings.catch_warnings(action="ignore", category=LargeFileWarning):
            path = save_board(articles, given.into, title=given.title, texts=not given.no_texts)
    except (ArticlesError, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    size = path.stat().st_size / 1e6
    sys.stdout.write(f"{path}: {counted(len(articles), 'article')}, {size:.1f} MB. Open it in a browser.\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m leesbril board",
        description="Save a board of articles as one HTML file, which opens in a browser without Python or a network.",
    )
    parser.add_argument("source", help="a folder, a file or a zip, as read_articles takes them")
    parser.add_argument("--into", type=Path, default=Path("board.html"), help="the file (board.html)")
    parser.add_argument("--title", help="the title of the page")
    parser.add_argument("--language", default="nl", help="of the articles (nl)")
    parser.add_argument("--report", default="en", choices=REPORT_LANGUAGES, help="the language of the board (en)")
    parser.add_argument("--no-texts", action="store_true", help="leave out the texts: words are counted, not read")
    parser.epilog = f"A file holds up to {MOST_ARTICLES:,} articles, of some five kilobytes each."
    return parser
