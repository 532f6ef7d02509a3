"""The fuzzer: seeded mutations of valid files of every format, each read in a child with limits on time and memory.

`python tests/fuzz.py 20000` (or `make fuzz`) prints a table of kinds and outcomes; `--only 4711` reads one input again,
`--from 5000` begins at that one.
A child gives a frame, rows in the load report or the project's own error. Anything else is a failure, and so are more
than 5 seconds of processor time, more than 1 GB of memory, and an invariant that does not hold. The input is kept.
"""

import argparse
import functools
import gzip
import io
import json
import os
import random
import select
import signal
import sys
import tempfile
import textwrap
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import corpora
import fuzz_files

WALL = 120.0
LIMITS = {"seconds": 5.0, "megabytes": 1024}
"""Processor time and memory of one input; --seconds and --megabytes set others."""
MOST_CHECKED = 20_000
"""Tokens, of all of them evenly, whose offsets are checked: of a million this would take most of the time."""
BATCH = 100
"""Inputs per child: the first use of the libraries takes as long as some ten inputs."""
OFTEN = 500
"""After so many inputs, a line says how many were read and how many failed."""
ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "utf-16", "latin-1")
SUFFIXES = [
    *(".txt", ".md", ".html", ".docx", ".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".parquet", ".zip"),
    *(".rtf", ".xml", ".eml", ".mbox", ".ods", ".gz", ".pdf", ".xls", ".xlsb"),
]
TOKENS = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b'"',
        b"'",
        b"\\",
        b"\r",
        b"\n\n",
        b";",
        b",",
        b"\t",
        b"&nbsp;",
    ),
    *(
        b"<p>",
        b"</p>",
        b"<table>",
        b"<!--",
        b"<![CDATA[",
        b"<script>",
        b"&#0;",
        b"&#x110000;",
        b"{",
        b"[",
        b"null",
        b"1e999",
    ),
    *(
        b"NaN",
        b"-0",
        b"9" * 400,
        b"datum: 2019-02-30\n",
        b"date",
        b" " * 5000,
        b"0001-01-01",
        b"9999-12-31T23:59:60+14:00",
    ),
    *(
        "\u202e".encode(),
        "\u200b".encode(),
        "Ĳ".encode(),
        "🔥".encode(),
        b"\\ud83d",
        b"\\u0000",
        b"=1+1",
        b"PK\x03\x04",
        b"PAR1",
    ),
]

WRITERS = (fuzz_files.xls, fuzz_files.xlsb)

Files = dict[str, bytes]


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Input(NamedTuple):
    """A file to read, and how it was made: its format and its mutations."""

    name: str
    data: bytes
    format: str
    kind: str


# Valid files


def valid_files() -> Files:
    """One small file of each format, by its name."""
    articles = corpora.make_articles(4)
    found: Files = {}
    for form in (
        "txt",
        "txt, UTF-16",
        "txt, Windows-1252",
        "md",
        "docx",
        "html",
        "csv",
        "csv, semicolons, Windows-1252",
    ):
        found |= _written(form, articles)
    for form in ("csv, UTF-16", "tsv", "xlsx", "json", "json, under a key", "json, under ids", "jsonl", "parquet"):
        found |= _written(form, articles)
    found |= _written("zip of txt", articles) | _written("zip of csv", articles)
    text = articles[0].text
    found["table.csv.gz"] = gzip.compress(corpora.table(articles).to_csv(index=False).encode(), mtime=0)
    found["letter.rtf"] = rb"{\rtf1\ansi\deff0 {\b Kop}\par " + text.encode("cp1252", "ignore") + rb"\par caf\'e9}"
    mail = f"From: a@example.org\nSubject: =?utf-8?q?Caf=C3=A9?=\nDate: Thu, 7 Mar 2019 10:00:00 +0100\n\n{text}\n"
    found["mail.eml"], found["mail.mbox"] = (
        mail.encode(),
        f"From a@example.org Thu Mar 7 10:00:00 2019\n{mail}\n".encode(),
    )
    item = "<item><title>Kop</title><pubDate>Thu, 07 Mar 2019 10:00:00 GMT</pubDate>"
    item += f"<description>{text}</description></item>"
    found["feed.xml"] = f'<?xml version="1.0"?><rss version="2.0"><channel>{item * 2}</channel></rss>'.encode()
    rows = [["id", "text", "date"], *([one.name, one.text[:600], "2019-03-07"] for one in articles)]
    found["table.ods"] = fuzz_files.ods(*rows)
    found["table.xls"], found["table.xlsb"] = (write(fuzz_files.cells_of(rows)) for write in WRITERS)
    lines = textwrap.wrap(text, 80)
    found["page.pdf"] = fuzz_files.pdf(lines[: len(lines) // 2], lines[len(lines) // 2 :])
    return found


def _written(form: str, articles: list[corpora.Article]) -> Files:
    with tempfile.TemporaryDirectory() as folder:
        corpora.FORMS[form](Path(folder), articles)
        label = form.replace(", ", "-").replace(" ", "-")
        path = min(path for path in Path(folder).rglob("*") if path.is_file())
        return {f"{label}{path.suffix}": path.read_bytes()}


# Mutations


def flip(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64)) if found else 0):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Keep the beginning, or the end."""
    at = chance.randint(0, len(data))
    return data[:at] if chance.random() < 0.8 else data[at:]


def remove(data: bytes, chance: random.Random) -> bytes:
    """Take a piece out."""
    first, last = _piece(data, chance)
    return data[:first] + data[last:]


def duplicate(data: bytes, chance: random.Random) -> bytes:
    """Write a piece several times."""
    first, last = _piece(data, chance)
    times = min(chance.choice((2, 2, 3, 10, 300)), 1 + 2_000_000 // max(1, last - first))
    return data[:first] + data[first:last] * times + data[last:]


def insert(data: bytes, chance: random.Random) -> bytes:
    """Put something in that means something in some format."""
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 2, 50)) + data[at:]


def swap(data: bytes, chance: random.Random) -> bytes:
    """Exchange two lines."""
    lines = data.split(b"\n")
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def encode(data: bytes, chance: random.Random) -> bytes:
    """Write the text in another encoding, cut in half a character now and then."""
    told = data.decode("utf-8", "replace").encode(
        chance.choice(("utf-16", "utf-16-be", "cp1252", "utf-8-sig")), "replace"
    )
    return told[: len(told) - chance.randrange(2)]


def nest(data: bytes, chance: random.Random) -> bytes:
    """Put it deep inside something."""
    deep = chance.choice((3, 100, 2_000, 20_000))
    opening, closing = chance.choice(
        ((b"[", b"]"), (b'{"a":', b"}"), (b"<div>", b"</div>"), (b"> ", b""), (b"{", b"}"), (b"<b>", b""))
    )
    at = chance.choice((0, chance.randint(0, len(data))))
    return data[:at] + opening * deep + data[at:] + closing * deep


def pack(data: bytes, chance: random.Random) -> bytes:
    """Put it in a zip, perhaps in several."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        suffix = chance.choice(SUFFIXES)
        data = corpora.zipped(
            (chance.choice(("a", "../a", "/a", "a/b", "a\x00")) + suffix, data), ("b.txt", data[:200])
        )
    return data


def bomb(data: bytes, chance: random.Random) -> bytes:
    """Something small that becomes large."""
    if chance.random() < 0.7 and (like := fuzz_files.bomb_like(data, chance)):
        return like
    large = chance.choice((b" ", b"a", b"a ", b"\n", b"<p>x", b"x,")) * chance.choice((100_000, 3_000_000, 20_000_000))
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _in_member(data, chance, lambda part, _: part[: len(part) // 2] + large + part[len(part) // 2 :])
    if chance.random() < 0.5:
        return corpora.zipped((f"a{chance.choice(SUFFIXES)}", data[:300] + large))
    return gzip.compress(large, 1, mtime=0) if chance.random() < 0.3 else data + large[:3_000_000]


def member(data: bytes, chance: random.Random) -> bytes:
    """Change a member of a zip (Word, Excel) and pack it again, so that its check sums are right."""
    changes = (flip, cut, remove, duplicate, insert, nest)
    return (
        _in_member(data, chance, chance.choice(changes)) if zipfile.is_zipfile(io.BytesIO(data)) else flip(data, chance)
    )


def _in_member(data: bytes, chance: random.Random, change: Callable[[bytes, random.Random], bytes]) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # an earlier mutation damaged it
        return flip(data, chance)
    if not parts:
        return data
    likely = [
        number
        for number, (name, _) in enumerate(parts)
        if name.endswith(("document.xml", "sheet1.xml", "content.xml", "sheet1.bin"))
    ]
    chosen = chance.choice(likely) if likely and chance.random() < 0.7 else chance.randrange(len(parts))
    return corpora.zipped(
        *((name, change(part, chance) if at == chosen else part) for at, (name, part) in enumerate(parts))
    )


def _piece(data: bytes, chance: random.Random) -> tuple[int, int]:
    first = chance.randint(0, len(data))
    return first, min(len(data), first + chance.choice((1, 4, 30, 300, 3_000)))


MUTATIONS = (flip, cut, remove, duplicate, insert, swap, encode, nest, pack, bomb, member)


def make_input(number: int, seed: int, valid: Files) -> Input:
    """The input of this number; the same one for the same numbers and files."""
    chance = random.Random(f"{seed}-{number}")
    name = chance.choice(sorted(valid))
    data, made = valid[name], []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        mutation = chance.choice(MUTATIONS)
        data = mutation(data, chance)
        made.append(mutation.__name__)
    suffix = "".join(Path(name).suffixes)
    if chance.random() < 0.08:
        suffix = chance.choice(SUFFIXES)
        made.append("rename")
    kind = made[0] if len(made) == 1 else "several"
    return Input(f"{chance.choice(('a', 'a', '2019-03-07 a', 'é'))}{suffix}", data, Path(name).suffix, kind)


# One input, in a child


def outcome(made: Input, folder: Path) -> str:
    """Read it, and hold what must hold; raises what a failure raised."""
    import leesbril as lb

    (folder / made.name).write_bytes(made.data)
    try:
        report = lb.load_report(folder)
    except lb.ArticlesError:
        return "own error"
    assert len(report), "the report has no row"
    assert set(report["status"]) <= {"read", "skipped"}, "a row is neither read nor skipped"
    skipped = report[report["status"] == "skipped"]
    assert skipped["reason"].notna().all(), "a row was skipped without a reason"
    try:
        articles = lb.read_articles(folder)
    except lb.ArticlesError:
        assert len(skipped) == len(report), "read_articles refuses what the report says was read"
        return "report row"
    named = report["article"].dropna()  # what is said of a whole file is a row of its own
    assert len(articles) == len(named), f"{len(articles)} articles, {len(named)} rows with an article"
    _offsets(articles)
    if made.name.endswith(".txt") and len(articles) == 1 and report["problems"].isna().all():
        whole = articles["header"].iloc[0] + articles["text"].iloc[0]
        assert whole in _decoded(made.data), "header + text is not the file"
    return "frame" if report["problems"].isna().all() else "frame and remarks"


def _offsets(articles: Any) -> None:
    import leesbril as lb

    try:
        found = lb.tokens(articles).to_frame()
    except ValueError as problem:
        if not _own(problem):
            raise
        return
    texts, found = articles["text"].to_dict(), found.iloc[:: 1 + len(found) // MOST_CHECKED]
    for article, start, end, token in found[["article", "start", "end", "token"]].itertuples(index=False):
        assert texts[article][start:end] == token, f"text[{start}:{end}] is not {token!r}"


def _decoded(data: bytes) -> Iterator[str]:
    for encoding in ENCODINGS:
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue


def _own(problem: BaseException) -> bool:
    return f"{os.sep}leesbril{os.sep}" in traceback.extract_tb(problem.__traceback__)[-1].filename


def child(numbers: list[int], seed: int, valid: Files, pipe: int) -> None:
    """Read these inputs one by one, and write a line on each; the first line says that the input is made, and how."""
    warnings.simplefilter("ignore")
    _read_once()
    for number in numbers:
        made = make_input(number, seed, valid)
        _reset_peak()
        os.write(pipe, f"{json.dumps([number, 'begun', [made.kind, made.format]])}\n".encode())
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            try:
                said = outcome(made, Path(folder)), ""
            except Exception:
                said = "FAILED", traceback.format_exc()[-2500:]
        os.write(pipe, f"{json.dumps([number, *said])}\n".encode())


def _read_once() -> None:
    """Let the load report and the articles come from one reading of an input: it is most of the work of both."""
    from leesbril.reading import articles

    articles._load = functools.lru_cache(1)(articles._load)


def _reset_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return  # the peak of the whole batch then


# The parent


class Running(NamedTuple):
    """A child at work."""

    pid: int
    pipe: int
    numbers: list[int]


def start(numbers: list[int], seed: int, valid: Files) -> Running:
    """Fork a child for these inputs."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    if not (pid := os.fork()):
        code = 1
        try:
            os.close(reading)
            child(numbers, seed, valid, writing)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    return Running(pid, reading, numbers)


class Outcome(NamedTuple):
    """What came of an input: its number, the outcome and what is said of it, and how the input was made."""

    number: int
    said: str
    detail: str
    kind: str
    format: str


def watch(running: Running) -> Iterator[Outcome]:
    """The outcome of each input of a child; of the one at which it was stopped, or died, why."""
    made = ["", ""]
    left, rest, number, since, clock = list(running.numbers), b"", None, 0.0, time.monotonic()
    while left:
        if select.select([running.pipe], [], [], 0.02)[0]:
            data = os.read(running.pipe, 65536)
            rest += data
            *lines, rest = rest.split(b"\n")
            for number, said, detail in map(json.loads, lines):
                since, clock = _processor(running.pid), time.monotonic()
                if said == "begun":
                    made = detail
                else:
                    left.remove(number)
                    yield Outcome(number, said, detail, *made)
            if not data:
                yield Outcome(left[0], "DIED", "the child ended", *made)
                break
            continue
        seconds, peak = _processor(running.pid) - since, _peak(running.pid)
        slow, large = seconds > LIMITS["seconds"] or time.monotonic() - clock > WALL, peak > LIMITS["megabytes"]
        if number is not None and (slow or large):
            os.kill(running.pid, signal.SIGKILL)
            yield Outcome(left[0], "SLOW" if slow else "LARGE", f"{seconds:.1f} s, {peak} MB", *made)
            break
    os.close(running.pipe)
    os.waitpid(running.pid, 0)


def _processor(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:  # no Linux: the clock of the wall tells
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def outcomes(numbers: list[int], seed: int, valid: Files) -> Iterator[Outcome]:
    """The outcome of every input; one that failed in a batch is read again in a child of its own, which decides."""
    todo = list(numbers)
    while todo:
        batch, todo = todo[:BATCH], todo[BATCH:]
        seen = set()
        for one in watch(start(batch, seed, valid)):
            seen.add(one.number)
            if one.said.isupper() and len(batch) > 1:
                (one,) = watch(start([one.number], seed, valid))
            yield one
        todo = [number for number in batch if number not in seen] + todo


def main() -> int:
    """Run the command; the exit code is 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, nargs="+", help="the numbers of some inputs")
    parser.add_argument("--keep", type=Path, default=Path(".fuzz"), help="where inputs that failed are kept")
    for name, limit in LIMITS.items():
        parser.add_argument(f"--{name}", type=float, default=limit, help="the most that one input may take")
    given = parser.parse_args()
    LIMITS.update({name: getattr(given, name) for name in LIMITS})
    valid = _made_in_a_child()  # all are read whole, which test_reading_tables holds
    _import_everything()
    numbers = given.only or list(range(given.first, given.first + given.count))
    table: Counter[tuple[str, str]] = Counter()
    failed, clock = [], time.monotonic()
    for count, (number, said, detail, kind, form) in enumerate(outcomes(numbers, given.seed, valid), 1):
        table.update([(kind, said), (form, said)])
        if said.isupper():
            failed.append(number)
            made = make_input(number, given.seed, valid)
            given.keep.mkdir(exist_ok=True)
            (given.keep / f"{given.seed}-{number}-{made.name}").write_bytes(made.data)
            say(f"{number}: {made.format}, {made.kind}, {len(made.data):,} bytes: {said}\n{detail}\n")
        if count % OFTEN == 0 and count < len(numbers):
            say(f"{count:,} read, the last {number}; {len(failed)} failed")
    _print(table)
    say(f"{len(numbers):,} inputs in {time.monotonic() - clock:.0f} s, {len(failed):,} failed: {failed[:20]}")
    return int(bool(failed))


def _made_in_a_child() -> Files:
    """The valid files; writing them starts threads, after which a process cannot be forked."""
    reading, writing = os.pipe()
    if not (pid := os.fork()):
        os.close(reading)
        with os.fdopen(writing, "w") as file:
            json.dump({name: data.hex() for name, data in valid_files().items()}, file)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        found = json.load(file)
    os.waitpid(pid, 0)
    return {name: bytes.fromhex(data) for name, data in found.items()}


def _import_everything() -> None:
    """Import what reading needs, so that no child has to; nothing is run, since that starts threads."""
    import importlib
    import pkgutil

    import leesbril

    names = ["docx", "openpyxl", "polars", "pyarrow.parquet", "pyarrow.csv", "lxml.html", "mistune"]
    names += [module.name for module in pkgutil.walk_packages(leesbril.__path__, "leesbril.")]
    for name in names:
        if "__main__" not in name and ".engine." not in name:
            importlib.import_module(name)


def _print(table: Counter[tuple[str, str]]) -> None:
    rows = sorted({row for row, _ in table}, key=lambda row: (row.startswith("."), row))
    columns = sorted({column for _, column in table}, key=lambda column: (column.isupper(), column))
    say(f"{'':>10}" + "".join(f"{column:>19}" for column in columns))
    for row in rows:
        say(f"{row:>10}" + "".join(f"{table[row, column]:>19,}" for column in columns))


if __name__ == "__main__":
    sys.exit(main())
