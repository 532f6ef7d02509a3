"""The same made-up articles, written in every form that is read; and the smaller pieces that broken files need."""

import html
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

PLACES = ["Mosul", "Raqqa", "Utrecht", "Zwolle", "Groningen", "Maastricht", "Sittard", "Deventer", "Breda", "Leiden"]
SENTENCES = (
    "Het leger nam woensdag een wijk in de oude stad van {place} in.",
    "Volgens een woordvoerder vielen daarbij {number} gewonden, onder wie een arts.",
    "In een café aan de rivier zegt een bewoner dat hij ’s nachts niet meer slaapt.",
    "De burgemeester van {place} wil nog deze week {number} extra agenten.",
    "Wie de foto’s heeft gemaakt, is niet bekend; het onderzoek loopt nog.",
    "Een zieke coördinator uit {place} noemt de toestand ‘onhoudbaar’.",
    "Hulpverleners brachten {number} gezinnen naar een school buiten de stad.",
    "De regering in {place} spreekt van een keerpunt in de strijd om de stad.",
    "Op de markt kost een brood nu {number} euro, zegt een koopman.",
    "Over de oorzaak van de brand in {place} verschillen de partijen van mening.",
)
DATES = ("2019-03-07T14:30:00", "2019-03-08", "2019-04", None, "2017")
"""Written as each form allows: with a time, a day, a month, not at all, a year."""


class Article(NamedTuple):
    """An article as its writer sees it."""

    name: str
    date: str | None
    title: str
    paragraphs: list[str]

    @property
    def text(self) -> str:
        """The heading and the paragraphs, an empty line between them."""
        return "\n\n".join([self.title, *self.paragraphs])


def make_articles(count: int = 7, words: int = 60, seed: int = 0) -> list[Article]:
    """Articles of about so many words in paragraphs of three sentences; the same ones for the same numbers."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        sentences: list[str] = []
        while sum(len(sentence.split()) for sentence in sentences) < words:
            form = chance.choice(SENTENCES)
            sentences.append(form.format(place=chance.choice(PLACES), number=chance.randint(2, 900)))
        paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
        title = f"{chance.choice(PLACES)} na dag {number + 1}"
        made.append(Article(f"artikel-{number:04}", DATES[number % len(DATES)], title, paragraphs))
    return made


# An article a file


def plain_text(article: Article) -> str:
    """A header with the date, where there is one, and the text."""
    return (f"Datum: {article.date}\n" if article.date else "") + article.text


def markdown(article: Article) -> str:
    """Front matter with the date, a heading, and paragraphs with some marks that are no text."""
    front = f"---\ndate: {article.date}\n---\n" if article.date else ""
    first, *others = article.paragraphs
    marked = [f"**{first.split()[0]}** {first.split(maxsplit=1)[1]}", *others]
    return front + "\n\n".join([f"# {article.title}", *marked]) + "\n"


def page(article: Article) -> str:
    """A web page as it is saved: a menu, the article, a foot."""
    date = f'<meta property="article:published_time" content="{article.date}">' if article.date else ""
    body = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in article.paragraphs)
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{html.escape(article.title)}</title>{date}'
        f'</head><body><nav><a href="/">Voorpagina</a> <a href="/sport">Sport</a></nav>'
        f"<article><h1>{html.escape(article.title)}</h1>\n{body}</article><footer>Alle rechten</footer></body></html>"
    )


def word(article: Article) -> bytes:
    """A Word document: the date, a heading, the paragraphs."""
    from docx import Document

    document = Document()
    if article.date:
        document.add_paragraph(f"Datum: {article.date}")
    document.add_heading(article.title)
    for paragraph in article.paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# An article a row


def table(articles: list[Article]) -> pd.DataFrame:
    """Columns `id`, `datum`, `tekst`."""
    rows = [(article.name, article.date, article.text) for article in articles]
    return pd.DataFrame(rows, columns=["id", "datum", "tekst"])


def spreadsheet(**sheets: pd.DataFrame) -> bytes:
    """A workbook with these sheets."""
    stream = io.BytesIO()
    with pd.ExcelWriter(stream) as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, index=False)
    return stream.getvalue()


def parquet(frame: pd.DataFrame) -> bytes:
    """The bytes of a Parquet file."""
    stream = io.BytesIO()
    frame.to_parquet(stream, index=False)
    return stream.getvalue()


def zipped(*members: tuple[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these names and contents, in this order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return stream.getvalue()


# Every form


def _each(suffix: str, write: Callable[[Article], str | bytes]) -> Callable[[Path, list[Article]], None]:
    def write_all(folder: Path, articles: list[Article]) -> None:
        for article in articles:
            content = write(article)
            content = content if isinstance(content, bytes) else content.encode()
            (folder / f"{article.name}{suffix}").write_bytes(content)

    return write_all


def _whole(name: str, write: Callable[[list[Article]], str | bytes]) -> Callable[[Path, list[Article]], None]:
    def write_all(folder: Path, articles: list[Article]) -> None:
        content = write(articles)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    return write_all


def _lines(articles: list[Article]) -> str:
    return table(articles).to_json(orient="records", lines=True, force_ascii=False)


def _folders(folder: Path, articles: list[Article]) -> None:
    """Each article in a folder of its own."""
    for number, article in enumerate(articles):
        place = folder / f"map {number:02}"
        place.mkdir()
        (place / f"{article.name}.txt").write_text(plain_text(article), encoding="utf-8")


FORMS: dict[str, Callable[[Path, list[Article]], None]] = {
    "txt": _each(".txt", plain_text),
    "txt, UTF-8 with a byte-order mark": _each(".txt", lambda article: plain_text(article).encode("utf-8-sig")),
    "txt, UTF-16": _each(".txt", lambda article: plain_text(article).encode("utf-16")),
    "txt, Windows-1252": _each(".txt", lambda article: plain_text(article).encode("cp1252")),
    "md": _each(".md", markdown),
    "docx": _each(".docx", word),
    "html": _each(".html", page),
    "csv": _whole("t.csv", lambda articles: table(articles).to_csv(index=False)),
    "csv, semicolons, Windows-1252": _whole(
        "t.csv", lambda articles: table(articles).to_csv(index=False, sep=";").encode("cp1252")
    ),
    "csv, UTF-16": _whole("t.csv", lambda articles: table(articles).to_csv(index=False).encode("utf-16")),
    "csv, sep= line": _whole("t.csv", lambda articles: "sep=|\r\n" + table(articles).to_csv(index=False, sep="|")),
    "tsv": _whole("t.tsv", lambda articles: table(articles).to_csv(index=False, sep="\t")),
    "xlsx": _whole("t.xlsx", lambda articles: spreadsheet(artikelen=table(articles))),
    "json": _whole("t.json", lambda articles: table(articles).to_json(orient="records")),
    "json, under a key": _whole(
        "t.json", lambda articles: json.dumps({"articles": json.loads(table(articles).to_json(orient="records"))})
    ),
    "json, under ids": _whole("t.json", lambda articles: table(articles).set_index("id").to_json(orient="index")),
    "jsonl": _whole("t.jsonl", _lines),
    "ndjson": _whole("t.ndjson", _lines),
    "parquet": _whole("t.parquet", lambda articles: parquet(table(articles))),
    "zip of txt": _whole(
        "t.zip", lambda articles: zipped(*((f"{article.name}.txt", plain_text(article)) for article in articles))
    ),
    "zip of csv": _whole("t.zip", lambda articles: zipped(("in/t.csv", table(articles).to_csv(index=False)))),
    "folders in the folder": _folders,
    "two forms in one folder": lambda folder, articles: (
        _each(".txt", plain_text)(folder, articles[:3]),
        _whole("t.jsonl", _lines)(folder, articles[3:]),
    )[0],
}
"""What writes the articles into an empty folder, by the name of the form."""
