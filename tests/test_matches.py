"""Both implementations of shared passages give the same, as do all forms of articles, and resumed runs."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leesbril import coverage, shared_passages
from leesbril.frames import PASSAGES
from leesbril.passages import _encoded, _matches, _shingles
from leesbril.passages.shared import checked_search
from leesbril.scale import parallel
from leesbril.scale.cluster import Local

few_words = st.lists(st.sampled_from(["aap", "noot", "mies", "wim"]), max_size=24).map(" ".join)
# Sentences that stand in many articles, so that some are widespread, with words of few kinds between them.
stock = [
    "Dit is de voet van de krant.",
    "Alle rechten zijn hier voorbehouden.",
    "aap noot mies.",
    "wim zus jet.",
    "IS is",
]
stock_texts = st.lists(st.sampled_from(stock), max_size=8).map(" ".join)
settings_of_tiles = st.integers(2, 4).flatmap(lambda least: st.tuples(st.just(least), st.integers(0, least - 1)))
fixtures_stay = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def frame_of(texts):
    return pd.DataFrame({"text": pd.Series(list(texts), dtype="str")})


@pytest.fixture
def by_method(monkeypatch):
    """Finds the passages of a frame by one method; the compiled one in many partitions, with many equal hashes."""

    def find(articles, method, most_hits=None, **chosen):
        compiled = method == "compiled"
        monkeypatch.setattr(_shingles, "MOST_HITS", 4 if most_hits is None else most_hits)
        monkeypatch.setattr(_matches, "MOST_HITS", 16 if most_hits is None else most_hits)
        monkeypatch.setattr(_matches, "COMPILED_FROM", 0 if compiled else 10**12)
        monkeypatch.setattr(_encoded, "FEW_WORDS", 0 if compiled else 10**12)
        monkeypatch.setattr(_encoded, "BATCH", 2 if compiled else 10_000)
        monkeypatch.setattr(_matches, "PARTITION", 16 if compiled else 10**9)
        monkeypatch.setattr(_matches, "PAIRS", 3 if compiled else 10**9)
        monkeypatch.setattr(_matches, "HASH", 0b10111 if compiled else (1 << 64) - 1)
        return shared_passages(articles, **chosen)

    return find


def assert_the_same(by_method, articles, **chosen):
    plain, compiled = (by_method(articles, method, **chosen) for method in ("plain", "compiled"))
    pd.testing.assert_frame_equal(plain, compiled, check_exact=True)
    return plain


def copied_folder(articles=60, seed=0):
    """Articles that copy stretches of earlier ones, each word replaced with a chance of one in eight, above a foot."""
    random = np.random.default_rng(seed)
    texts: list[list[str]] = []
    for _ in range(articles):
        words = [f"w{number}" for number in random.zipf(1.3, 80) % 3000]
        if texts:
            source = texts[random.integers(len(texts))]
            start = random.integers(0, 50)
            piece = [word if random.random() > 1 / 8 else "x" for word in source[start : start + 30]]
            words[20:20] = piece
        texts.append(words)
    foot = " Dit is de voet van de krant. De Volkskrant foto’s IS-leider."
    return frame_of([" ".join(words) + (foot if random.random() < 0.5 else "") for words in texts])


@given(st.lists(few_words, min_size=2, max_size=4), settings_of_tiles)
@fixtures_stay
def test_both_roads_find_the_same_in_texts_of_four_words(by_method, texts, chosen):
    assert_the_same(by_method, frame_of(texts), min_words=chosen[0], max_gap=chosen[1])


@given(st.lists(few_words, min_size=2, max_size=4), settings_of_tiles, st.sampled_from([0, 1]))
@fixtures_stay
def test_pairs_with_too_many_runs_to_list_share_what_they_would_share(by_method, texts, chosen, most):
    articles, settings = frame_of(texts), {"min_words": chosen[0], "max_gap": chosen[1]}
    listed = by_method(articles, "plain", 10**9, **settings)
    for method in ("plain", "compiled"):
        pd.testing.assert_frame_equal(by_method(articles, method, most, **settings), listed, check_exact=True)


@given(st.lists(stock_texts, min_size=10, max_size=14), settings_of_tiles)
@fixtures_stay
def test_both_roads_look_at_the_same_pairs(texts, chosen):
    search = checked_search(*chosen, 0.1, None)
    words = _encoded.encoded_words(frame_of(texts))
    plain, compiled = _matches.Plain(words, search), _matches.Compiled(words, search, None, Local())
    assert plain.candidates().tolist() == compiled.candidates().tolist()


@given(st.lists(stock_texts, min_size=10, max_size=14), settings_of_tiles)
@fixtures_stay
def test_both_roads_find_the_same_where_much_is_widespread(by_method, texts, chosen):
    assert_the_same(by_method, frame_of(texts), min_words=chosen[0], max_gap=chosen[1])


@pytest.mark.parametrize("chosen", [{}, {"max_gap": 0}, {"widespread_share": 1}, {"min_words": 8, "max_gap": 3}])
def test_both_roads_find_the_same_in_a_folder_with_changed_copies_and_a_foot(by_method, chosen):
    found = assert_the_same(by_method, copied_folder(), **chosen)
    assert {"exact", "near"} <= set(found["kind"]) or chosen.get("max_gap") == 0


def test_both_roads_find_the_same_in_pairs_that_are_asked_for(by_method):
    asked = pd.DataFrame({"article_a": [1, *range(20)], "article_b": [0, *range(1, 21)]})
    found = assert_the_same(by_method, copied_folder(), pairs=asked)
    assert found["widespread"].any()  # the foot, in a pair that shares nothing else


@pytest.mark.parametrize("method", ["plain", "compiled"])
def test_a_pair_with_too_many_runs_to_list_stands_in_its_place_among_the_others(by_method, method):
    # Row 0 is "ja" only: with each other list of it 96 x 96 equal runs or so, and more than 16 to each of 200 words.
    lists, story = ["ja " * 100, "nee " + "ja " * 100, "ja " * 99], "de slag om Mosul begon"
    found = by_method(frame_of([lists[0], story, lists[1], f"zij zien {story}", lists[2]]), method)
    assert found[["article_a", "article_b", "words"]].values.tolist() == [
        [0, 2, 100],
        [0, 4, 99],
        [1, 3, 5],
        [2, 4, 99],
    ]


def test_both_roads_find_the_same_on_the_seeds(by_method, seeds):
    assert assert_the_same(by_method, seeds)["words"].tolist() == [6, 21, 7]


@pytest.mark.parametrize("texts", [[], [""], ["", "…"], ["een twee", "een twee"]])
def test_both_roads_find_nothing_where_there_is_nothing(by_method, texts):
    assert assert_the_same(by_method, frame_of(texts)).columns.tolist() == list(PASSAGES.kinds)


def test_places_are_right_behind_characters_of_several_bytes(by_method):
    articles = frame_of(["’s Ochtends: €5 é 𝄞 de slag om Mosul begon.", "\nDE SLAG\nIk zie 𝄞 de slag om Mosul begon."])
    found = assert_the_same(by_method, articles)
    spans = found[["start_a", "end_a", "start_b", "end_b"]].to_numpy()[0]
    assert articles["text"][0][spans[0] : spans[1]] == "de slag om Mosul begon"
    assert articles["text"][1][spans[2] : spans[3]] == "de slag om Mosul begon"


def test_a_parquet_file_and_frames_one_by_one_give_what_one_frame_gives(by_method, tmp_path):
    articles = copied_folder().rename(lambda row: f"a{row:02}").rename_axis("article")
    articles.to_parquet(tmp_path / "index.parquet")
    articles.reset_index().to_parquet(tmp_path / "column.parquet", index=False)
    expected = by_method(articles, "plain")
    for method in ("plain", "compiled"):
        for given_as in (
            tmp_path / "index.parquet",
            str(tmp_path / "column.parquet"),
            (articles.iloc[start : start + 7] for start in range(0, 60, 7)),
        ):
            pd.testing.assert_frame_equal(by_method(given_as, method), expected)
    covered = coverage(articles, expected)
    pd.testing.assert_frame_equal(coverage(tmp_path / "index.parquet", expected), covered)


def test_rows_without_names_are_numbered_through(tmp_path):
    articles = copied_folder()
    articles.to_parquet(tmp_path / "rows.parquet", index=False)
    pd.testing.assert_frame_equal(shared_passages(tmp_path / "rows.parquet"), shared_passages(articles))


def test_what_cannot_be_read_as_articles_is_named(tmp_path):
    with pytest.raises(TypeError, match="received int"):
        shared_passages(3)
    with pytest.raises(ValueError, match="repeated: 0"):
        shared_passages([frame_of(["een"]), frame_of(["twee"])])
    frame_of(["een"]).rename(columns={"text": "tekst"}).to_parquet(tmp_path / "other.parquet")
    with pytest.raises(ValueError, match=r"other\.parquet has no column 'text'; it has \['tekst'\]"):
        shared_passages(tmp_path / "other.parquet")


def test_a_run_in_more_articles_than_allowed_is_widespread_however_small_a_share_it_is():
    foot = "Dit is de voet van de krant."
    articles = frame_of([f"{foot} a{number}" for number in range(12)] + [f"b{number}" for number in range(200)])
    # 12 of 212 articles are below a tenth: 66 pairs. More than 11 are too many; 12 are not.
    assert len(shared_passages(articles)) == 66
    assert shared_passages(articles, widespread_articles=11).empty
    assert len(shared_passages(articles, widespread_articles=12)) == 66
    # A share of 1 / 20 is 10.6 articles; the number has nothing to say then.
    assert shared_passages(articles, widespread_share=0.05, widespread_articles=None).empty
    # Below ten the number still counts, though the share does not: 4 articles with the line, 6 pairs.
    few = frame_of([f"{foot} a{number}" for number in range(4)])
    assert len(shared_passages(few, widespread_articles=4)) == 6
    assert shared_passages(few, widespread_articles=3).empty
    assert len(shared_passages(few, widespread_share=0.05)) == 6
    with pytest.raises(ValueError, match=r"widespread_articles .* received 0"):
        shared_passages(articles, widespread_articles=0)


# Taken up again


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(tmp_path, monkeypatch):
    articles = copied_folder()
    expected = shared_passages(articles)
    monkeypatch.setattr(_matches, "PAIRS", 20)
    monkeypatch.setattr(parallel, "cores", lambda: 1)
    done = []
    once = parallel.Checkpoints.once

    def breaking(kept, name, work):
        if len(done) == 4:
            raise KeyboardInterrupt
        done.append(name)
        return once(kept, name, work)

    monkeypatch.setattr(parallel.Checkpoints, "once", breaking)
    with pytest.raises(KeyboardInterrupt):
        shared_passages(articles, resume=tmp_path / "run")
    there = sorted(path.stem for path in (tmp_path / "run").glob("*.npz"))
    assert there == sorted(done)
    assert not list((tmp_path / "run").glob("*.part"))
    worked = []

    def counting(kept, name, work):
        return once(kept, name, lambda: worked.append(name) or work())

    monkeypatch.setattr(parallel.Checkpoints, "once", counting)
    pd.testing.assert_frame_equal(shared_passages(articles, resume=tmp_path / "run"), expected)
    assert worked
    assert not set(worked) & set(done)
    worked.clear()
    pd.testing.assert_frame_equal(shared_passages(articles, resume=tmp_path / "run"), expected)
    assert worked == []


def test_a_folder_of_another_run_is_refused_with_what_differs(tmp_path):
    articles = copied_folder(10)
    shared_passages(articles, resume=tmp_path / "run")
    with pytest.raises(ValueError, match="contains parts of another run: min_words was 5, is 6"):
        shared_passages(articles, resume=tmp_path / "run", min_words=6)
    with pytest.raises(ValueError, match="contents was"):
        shared_passages(articles.iloc[::-1], resume=tmp_path / "run")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("Beste")
    with pytest.raises(ValueError, match=r"contains other files: letter\.txt"):
        shared_passages(articles, resume=tmp_path / "letters")


def many_pairs():
    """Sixty articles of which all pairs share passages, so that there are parts of a hundred pairs."""
    text = (
        "Het leger nam woensdag een wijk van de stad in en vond daar een ziekenhuis zonder artsen en dat zegt iemand."
    )
    return frame_of(
        [f"{text} Dag {n // 2} zegt zaak{n % 7} iets over de stad en het land van vandaag." for n in range(60)]
    )


def all_passages(articles, folder):
    return shared_passages(articles, widespread_articles=None, widespread_share=1.0, resume=folder)


@pytest.mark.parametrize("damage", [lambda data: data[:100], lambda data: b"", lambda data: b"x" * len(data)])
def test_a_damaged_part_is_said_and_computed_again(tmp_path, damage):
    articles = copied_folder(10)
    expected = shared_passages(articles, resume=tmp_path / "run")
    for part in sorted((tmp_path / "run").glob("*.npz")):
        part.write_bytes(damage(part.read_bytes()))
        with pytest.warns(UserWarning, match=rf"{part.name} in the folder 'run' is damaged .*computed again"):
            pd.testing.assert_frame_equal(shared_passages(articles, resume=tmp_path / "run"), expected)
    pd.testing.assert_frame_equal(shared_passages(articles, resume=tmp_path / "run"), expected)  # without a warning


def test_a_part_under_the_name_of_another_is_not_taken_for_it(tmp_path, monkeypatch):
    monkeypatch.setattr(_matches, "PAIRS", 100)
    expected = all_passages(many_pairs(), tmp_path / "run")
    first, second, *_ = sorted((tmp_path / "run").glob("passages-*"))
    second.write_bytes(first.read_bytes())
    with pytest.warns(UserWarning, match="it is another part"):
        pd.testing.assert_frame_equal(all_passages(many_pairs(), tmp_path / "run"), expected)


@pytest.mark.parametrize("contents", [b"", b"{", b"[1]", b"\xff\xfe"])
def test_damaged_settings_are_refused_with_what_to_do(tmp_path, contents):
    articles = copied_folder(10)
    shared_passages(articles, resume=tmp_path / "run")
    (tmp_path / "run" / "settings.json").write_bytes(contents)
    with pytest.raises(ValueError, match=r"settings\.json in the folder 'run' is damaged.* Remove the folder"):
        shared_passages(articles, resume=tmp_path / "run")


def test_parts_of_another_size_are_not_mixed_in(tmp_path, monkeypatch):
    monkeypatch.setattr(_matches, "PAIRS", 100)
    expected = all_passages(many_pairs(), tmp_path / "run")
    for part in sorted((tmp_path / "run").glob("passages-*"))[9:]:
        part.unlink()
    monkeypatch.setattr(_matches, "PAIRS", 70)
    pd.testing.assert_frame_equal(all_passages(many_pairs(), tmp_path / "run"), expected)


def test_a_folder_of_another_version_is_refused(tmp_path, monkeypatch):
    articles = copied_folder(10)
    shared_passages(articles, resume=tmp_path / "run")
    monkeypatch.setattr(parallel, "version", lambda name: "99.0")
    with pytest.raises(ValueError, match=r"another run: leesbril was '.*', is '99\.0'. Use another folder"):
        shared_passages(articles, resume=tmp_path / "run")


def test_a_folder_in_use_is_refused_and_that_of_a_dead_process_is_not(tmp_path):
    articles = copied_folder(10)
    with (
        parallel.checkpoints(tmp_path / "run", dict),
        pytest.raises(ValueError, match=r"'run' is in use by another run \(process \d+\)\. Wait"),
    ):
        shared_passages(articles, resume=tmp_path / "run")
    (tmp_path / "left").mkdir()
    (tmp_path / "left" / "in-use.lock").write_text("process 1")  # nobody holds it
    assert len(shared_passages(articles, resume=tmp_path / "left"))
    assert not (tmp_path / "left" / "in-use.lock").exists()


def test_a_full_disk_is_said_with_the_part_and_leaves_no_half_file(tmp_path, monkeypatch):
    def full(file, **arrays):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(
        OSError, match=r"runs-.*\.npz cannot be written in the folder 'run': No space left .* continues"
    ):
        shared_passages(copied_folder(10), resume=tmp_path / "run")
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    ("resume", "error", "said"), [(5, TypeError, "received int"), ("a file", ValueError, "a folder")]
)
def test_what_is_no_folder_to_resume_in_is_refused(tmp_path, monkeypatch, resume, error, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a file").write_text("")
    with pytest.raises(error, match=f"resume must be .*{said}"):
        shared_passages(copied_folder(10), resume=resume)


def test_work_is_done_in_order_and_not_far_ahead(monkeypatch):
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    taken = []

    def items():
        for number in range(10):
            taken.append(number)
            yield number

    results = parallel.in_order(lambda number: number * number, items(), label="")
    assert next(results) == 0
    assert len(taken) == 3  # two workers, and the one that was waited for
    assert list(results) == [number * number for number in range(1, 10)]


def test_four_words_before_a_widespread_foot_make_no_pair(by_method):
    # "vandaag morgen gisteren weer dit": no run of five words stands outside the foot, which twelve of twelve hold.
    own = "vandaag morgen gisteren weer"
    foot = "dit is de voet van de krant"
    articles = frame_of([f"{letter} {own if letter in 'ab' else letter} {foot}" for letter in "abcdefghijkl"])
    assert assert_the_same(by_method, articles).empty
    # Behind it just so.
    articles = frame_of([f"{foot} {own if letter in 'ab' else letter} {letter}" for letter in "abcdefghijkl"])
    assert assert_the_same(by_method, articles).empty


def test_a_run_that_cannot_be_kept_says_so_and_names_the_article(tmp_path, monkeypatch):
    from leesbril.engine import alignment

    articles = copied_folder(10).assign(language="nl")
    longest = articles["text"].str.split().str.len().max()
    expected = shared_passages(articles)
    monkeypatch.setattr(alignment, "MOST_WORDS", longest + 1)
    pd.testing.assert_frame_equal(shared_passages(articles, resume=tmp_path / "kept"), expected)
    assert list((tmp_path / "kept").glob("*.npz"))
    monkeypatch.setattr(alignment, "MOST_WORDS", 5)
    with pytest.warns(UserWarning, match=rf"Nothing is saved in .*: the article .* has {longest:,} words") as warned:
        pd.testing.assert_frame_equal(shared_passages(articles, resume=tmp_path / "run"), expected)
    assert [warning.filename for warning in warned] == [__file__]
    assert not list((tmp_path / "run").glob("*.npz"))


def test_many_pairs_of_few_words_are_aligned_by_compiled_code(by_method, monkeypatch):
    articles = copied_folder(12)
    plain = by_method(articles, "plain")
    monkeypatch.setattr(_matches, "PAIRS_FROM", 1)
    asked = []
    made = _matches.Compiled.__init__
    monkeypatch.setattr(_matches.Compiled, "__init__", lambda self, *given: asked.append(1) or made(self, *given))
    pd.testing.assert_frame_equal(by_method(articles, "plain"), plain, check_exact=True)
    assert asked == [1]
