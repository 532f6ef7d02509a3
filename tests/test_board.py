"""The board: what Python sends to the browser, the file, the command, and what a notebook hears back."""

import base64
import hashlib
import html
import json
import re
import sys
import zlib

import numpy as np
import pandas as pd
import pytest

import leesbril as lb
from leesbril.board import _facts, _saved
from leesbril.board import _front_end as front_end
from leesbril.board._container import packed
from leesbril.board._payload import payload
from leesbril.board.command import main
from leesbril.facts.together import facts_of
from leesbril.wording.report_language import written_in

TYPES = {"Uint8": "<u1", "Uint32": "<u4", "Int32": "<i4", "Float64": "<f8"}
HOSTILE = "</script><img src=x onerror=alert(1)> De 🕌 moskee viel. De oude moskee staat."


def opened(data: bytes):
    """The header and the arrays of a payload, as the browser opens it."""
    written = zlib.decompress(data)
    size = int.from_bytes(written[:4], "little")
    header = json.loads(written[4 : 4 + size])
    begin = 4 + size
    arrays = {
        name: np.frombuffer(written, TYPES[kind], length, begin + place)
        for name, (kind, place, length) in header["arrays"].items()
    }
    return header, arrays


def toy() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "text": [HOSTILE, "De moskee viel. Een stad.", "Het leger wacht."],
            "title": ["Moskee", "<b>Stad</b>", None],
            "publisher": ["De Bode", "De Bode", None],
        },
        index=["a", "b", "c"],
    )


def toy_tokens() -> lb.Tokens:
    return lb.tokens(toy(), language="nl")


def test_a_payload_holds_a_header_and_arrays_at_places_that_a_browser_can_read():
    arrays = {"odd": np.array([1, 0, 1], bool), "far": np.array([0.5, -1]), "minus": np.array([-1, 7], np.int64)}
    header, found = opened(packed({"n": 3}, arrays))
    assert header["n"] == 3
    # three bytes, padded to 8; two floats of 8 bytes; two whole numbers of 4
    assert header["arrays"] == {"odd": ["Uint8", 0, 3], "far": ["Float64", 8, 2], "minus": ["Int32", 24, 2]}
    assert {name: array.tolist() for name, array in found.items()} == {
        "odd": [1, 0, 1],
        "far": [0.5, -1],
        "minus": [-1, 7],
    }


def test_the_header_is_padded_so_that_the_arrays_begin_at_a_multiple_of_eight():
    for filler in range(9):
        written = zlib.decompress(packed({"x": "y" * filler}, {"far": np.array([1.0])}))
        assert (4 + int.from_bytes(written[:4], "little")) % 8 == 0


def test_places_are_counted_as_the_browser_counts_behind_an_emoji():
    header, arrays = opened(payload(toy_tokens(), {}))
    text = HOSTILE.encode("utf-16-le")
    words = [header["types"][code].lstrip("\n\r") for code in arrays["codes"][: arrays["first"][1]]]
    starts = np.cumsum(arrays["steps"][: arrays["first"][1]])
    found = [
        text[2 * start : 2 * start + 2 * len(word)].decode("utf-16-le")
        for word, start in zip(words, starts, strict=True)
    ]
    assert found == words
    assert words[-5:] == ["viel", "De", "oude", "moskee", "staat"]


def test_the_texts_are_there_as_they_are_and_the_first_paragraph_is_all_of_the_first():
    _, arrays = opened(payload(toy_tokens(), {}))
    begin, end = arrays["textFirst"][:2]
    assert arrays["texts"][begin:end].tobytes().decode() == HOSTILE
    # the emoji is one character in Python and two in UTF-16
    assert (arrays["paragraphStart"][0], arrays["paragraphEnd"][0]) == (0, len(HOSTILE) + 1)


def test_without_texts_neither_texts_nor_the_order_of_words_are_in_it():
    header, arrays = opened(payload(toy_tokens(), {}, texts=False))
    _, whole = opened(payload(toy_tokens(), {}))
    assert header["types"] == sorted(header["types"])  # in the order of the texts they would tell how these run
    assert header["labels"] == ["Moskee", "<b>Stad</b>", "c"]  # not the first words of what has no title
    assert (header["hasTexts"], len(arrays["texts"]), arrays["steps"].tolist()) == (False, 0, [0] * len(whole["steps"]))
    first = slice(0, arrays["first"][1])
    told, _ = opened(payload(toy_tokens(), {}))
    written = [told["types"][code] for code in whole["codes"][first]]
    assert [header["types"][code] for code in arrays["codes"][first]] == sorted(written) != written
    assert arrays["spaced"].sum() == 0
    assert arrays["sentences"].tolist() == list(range(len(arrays["codes"])))


def test_columns_that_tell_articles_apart_are_filters_and_others_are_not():
    frame = toy().assign(same="x", own=["1", "2", "3"], number=[1.5, None, 2], sha256="y")
    header, _ = opened(payload(lb.tokens(frame, language="nl"), {}))
    assert header["columns"] == {"publisher": ["De Bode", "De Bode", None], "number": [1.5, None, 2.0]}


def test_pairs_and_shared_passages_are_those_of_the_functions_in_code():
    frame = pd.DataFrame(
        {"text": ["De slag om Mosul begon. Zij wachten.", "🕌 Zij zien: de slag om Mosul begon.", "Iets."]}
    )
    _, arrays = opened(payload(lb.tokens(frame, language="nl"), {}))
    assert list(zip(arrays["pairs.a"], arrays["pairs.b"], strict=True)) == [(0, 1), (0, 2), (1, 2)]
    # 5 shared words of the 7 of the first; in the second they begin behind an emoji, one place later in UTF-16
    assert arrays["pairs.share_a"].round(3).tolist() == [0.714, 0, 0]
    assert arrays["passages.start_b"].tolist() == [lb.shared_passages(frame, language="nl")["start_b"][0] + 1]


CLAIMS = pd.DataFrame(
    {
        "text": [
            "🕌 In Mosul zaten tienduizenden burgers. Volgens de politie waren het er vrijdag meer dan 300.",
            "",
            "Leider is gevlucht\n\nDe leider zou uit de stad zijn gevlucht. 🕌 Mark Rutte wacht.",
        ]
    },
    index=["a", "b", "c"],
)


def facts_in(header, arrays, kind: str, row: int) -> list[dict[str, object]]:
    """The rows of a kind of fact in an article, as the browser reads them."""
    names = [name.removeprefix(f"{kind}.") for name in arrays if name.startswith(f"{kind}.")]
    strings = header["facts"][kind]
    first = arrays[f"{kind}.first"]

    def value(name, place):
        found = arrays[f"{kind}.{name}"][place]
        return found if name not in strings else None if found < 0 else strings[name][found]

    return [
        {name: value(name, place) for name in names if name != "first"} for place in range(first[row], first[row + 1])
    ]


def test_the_facts_of_a_payload_are_those_of_the_frames():
    tokens = lb.tokens(CLAIMS, language="nl")
    header, arrays = opened(payload(tokens, {}))
    for kind, frame in facts_of(tokens)._asdict().items():
        told = [(name, one) for row, name in enumerate("abc") for one in facts_in(header, arrays, kind, row)]
        assert [name for name, _ in told] == frame["article"].tolist()
        for name in [*_facts._STRINGS[kind], *_facts._VALUES.get(kind, ())]:
            if name in frame:
                expected = frame[name].astype(object).where(frame[name].notna(), None).tolist()
                assert [one[name] for _, one in told] == expected, (kind, name)


def test_facts_stand_where_the_browser_counts_and_know_their_sentence_and_how_their_ends_are_meant():
    header, arrays = opened(payload(lb.tokens(CLAIMS, language="nl"), {}))
    text = CLAIMS["text"].iloc[0].encode("utf-16-le")

    def written(one, start="start", end="end"):
        return text[2 * one[start] : 2 * one[end]].decode("utf-16-le")

    many, more = facts_in(header, arrays, "quantities", 0)
    assert (written(many), written(more)) == ("tienduizenden", "meer dan 300")
    assert written(many, "counted_start", "counted_end") == "burgers"
    assert written(many, "sentence_start", "sentence_end") == "🕌 In Mosul zaten tienduizenden burgers."
    # meer dan 300 excludes 300 and has no upper bound; tienduizenden includes both ends
    assert [(one["low_excluded"], one["high_excluded"], one["vague"]) for one in (many, more)] == [(0, 0, 0), (1, 0, 0)]
    assert (more["source"], more["time"], more["high"]) == ("de politie", "vrijdag", np.inf)
    (says,) = facts_in(header, arrays, "attributions", 0)
    assert (says["source"], says["counted_as"]) == ("de politie", "politie")
    assert facts_in(header, arrays, "names", 1) == []
    (heading,) = facts_in(header, arrays, "headings", 2)
    assert (heading["heading_start"], heading["heading_end"]) == (0, 18)  # Leider is gevlucht


def test_a_board_says_why_it_has_no_facts(monkeypatch):
    assert opened(payload(lb.tokens(CLAIMS, language="nl"), {}, texts=False))[0]["facts"] == {"missing": "texts"}
    monkeypatch.setattr(_facts, "MOST_WITH_FACTS", 2)
    assert opened(payload(lb.tokens(CLAIMS, language="nl"), {}))[0]["facts"] == {"missing": "many"}
    monkeypatch.undo()
    french = lb.tokens(pd.DataFrame({"text": ["La ville a 300 habitants."]}), language="fr")
    header, arrays = opened(payload(french, {}))
    assert header["facts"] == {"missing": "language"}
    assert not [name for name in arrays if name.startswith(("names.", "quantities.", "times.", "attributions."))]


def test_every_module_of_the_front_end_is_used_and_every_import_is_there():
    modules = {path.stem for path in (front_end.HERE / "js").glob("*.js")}
    assert set(front_end.in_order(front_end.MAIN)) == modules
    for name in modules:
        source = (front_end.HERE / "js" / f"{name}.js").read_text(encoding="utf-8")
        assert re.findall(r"^import .*$", source, re.MULTILINE) == re.findall(
            r'^import \{[\w, ]+\} from "\./\w+\.js";$', source, re.MULTILINE
        )


@pytest.mark.parametrize(
    "way",
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "XMLHttpRequest", "import("],
)
def test_the_front_end_has_no_way_to_run_a_text_or_to_ask_another_machine(way):
    assert way not in front_end.script()


def test_a_saved_board_allows_its_own_script_and_style_and_no_request(tmp_path):
    page = lb.save_board(toy(), tmp_path / "board.html", title="<Haven>", language="nl").read_text(encoding="utf-8")
    assert "<title>&lt;Haven&gt;</title>" in page
    policy = html.unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1])
    script = re.search(r'<script type="module">(.*)</script>', page, re.DOTALL)[1]
    sheet = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    for source in (script, sheet):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.count("</script>") == 2  # that of the articles, and that of the page: none out of an article
    assert "alert(1)" not in page


def test_the_words_of_a_board_are_those_of_the_report_language():
    with written_in("nl"):
        told = front_end.strings()
    assert told["Show more"] == ("Toon meer",)
    assert told["{n} article"] == ("{n} artikel", "{n} artikelen")


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame({"text": pd.Series(dtype="str")}), "There are no articles to show"),
        (pd.DataFrame({"text": ["Een."] * 2_001}), r"at most 2,000 articles and 1,000,000 characters; received 2,001"),
        (
            pd.DataFrame({"text": ["o " * 250_000] * 3}),
            r"received 3 and 1,500,000, a file of some 4 MB\. Save a part",
        ),
    ],
)
def test_a_file_of_none_or_too_many_articles_is_refused_with_advice(frame, said, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["leesbril.board._saved"], "MOST_CHARACTERS", 1_000_000)
    with pytest.raises(ValueError, match=said):
        lb.save_board(frame, tmp_path / "board.html", language="nl")
    assert not (tmp_path / "board.html").exists()


def test_a_folder_that_is_not_there_is_named_before_anything_is_counted(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"board.html cannot be saved: there is no folder .*nowhere"):
        lb.save_board(toy(), tmp_path / "nowhere" / "board.html", language="nl")


def test_the_command_saves_a_board_and_says_where(tmp_path, capsys):
    (tmp_path / "een.txt").write_text("De moskee viel.", encoding="utf-8")
    target = tmp_path / "out.html"
    assert main([str(tmp_path / "een.txt"), "--into", str(target), "--report", "nl", "--no-texts"]) == 0
    assert capsys.readouterr().out.startswith(f"{target}: 1 article, ")
    assert '<html lang="nl">' in target.read_text(encoding="utf-8")


def test_the_command_says_beforehand_that_a_file_will_be_large(tmp_path, capsys, monkeypatch):
    (tmp_path / "een.txt").write_text("De moskee viel.", encoding="utf-8")
    monkeypatch.setattr(_saved, "LARGE", 10 * 2.4e-6)  # ten characters
    assert main([str(tmp_path / "een.txt"), "--into", str(tmp_path / "out.html")]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "1 article of 15 characters: the file will have some 0 MB."
    assert second.startswith(f"{tmp_path / 'out.html'}: 1 article, ")


def test_saving_a_large_board_warns_of_its_size_beforehand(tmp_path, monkeypatch):
    monkeypatch.setattr(_saved, "LARGE", 15 * 2.4e-6)  # fifteen characters
    frame = pd.DataFrame({"text": ["De moskee viel.", "."]}, index=["a", "b"])
    lb.save_board(frame.head(1), tmp_path / "small.html", language="nl")  # fifteen: no more than that
    with pytest.warns(
        _saved.LargeFileWarning, match="2 articles of 16 characters: the file will have some 0 MB"
    ) as told:
        lb.save_board(frame, tmp_path / "large.html", language="nl")
    assert told[0].filename == __file__


def test_the_command_says_what_it_cannot_read(tmp_path, capsys):
    assert main([str(tmp_path / "nothing")]) == 1
    assert "nothing" in capsys.readouterr().err


@pytest.fixture
def live():
    pytest.importorskip("anywidget")

    def made(**settings):
        return lb.board(toy_tokens(), **settings)

    return made


def test_what_is_chosen_on_a_board_comes_back_as_frames(live):
    board = live()
    assert board.selection.index.tolist() == ["a", "b", "c"]
    board.widget.chosen = {"rows": [0, 2], "chosen": [2, 0], "query": "moskee"}
    assert (board.selection.index.tolist(), board.chosen, board.query) == (["a", "c"], ["c", "a"], "moskee")


def test_notes_are_kept_in_their_file_and_their_labels_judge_a_threshold(live, tmp_path):
    path = tmp_path / "notes.csv"
    board = live(notes=path)
    assert board.notes.empty
    pair = ["a", "b", "agency", "agency", "=both of ANP", None, None, None]
    line = ["a", None, None, "reuse", None, 3, 9, "moskee"]
    board.widget.chosen = {"rows": [0, 1, 2], "chosen": [], "query": "", "notes": [pair, line]}
    again = live(notes=path).notes.astype(object)
    assert again.where(again.notna(), None).values.tolist() == [pair, line]
    sample = pd.DataFrame({"article_a": ["b", "a"], "article_b": ["a", "c"], "label": [None, None]})
    assert lb.keep_labels(sample, path)["label"].fillna("").tolist() == ["agency", ""]


def test_a_live_board_of_none_is_refused_and_one_says_what_it_is(live):
    with pytest.raises(ValueError, match="A board shows 1 to 50,000 articles; received 0"):
        lb.board(toy_tokens().select([]))
    assert repr(live()) == "Board of 3 articles: to open it, choose Run > Run All Cells in JupyterLab."
