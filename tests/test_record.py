import hashlib

import pytest

from leesbril.rerun._record import compare, hashes, tables, versions, write

ONE = "1f"


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def test_every_file_is_listed_by_name_with_its_size_and_hash(tmp_path):
    (tmp_path / "b.txt").write_bytes(b"abc")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c.txt").write_bytes(b"")
    assert hashes(tmp_path) == [
        {"file": "a/c.txt", "bytes": 0, "sha256": sha256(b"")},
        # The example of FIPS 180-2, appendix B.1.
        {"file": "b.txt", "bytes": 3, "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    ]


def test_one_file_is_a_list_of_one(tmp_path):
    (tmp_path / "b.txt").write_bytes(b"abc")
    assert [entry["file"] for entry in hashes(tmp_path / "b.txt")] == ["b.txt"]


def test_the_order_is_that_of_the_names_and_not_that_of_the_folders(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/1.txt", "b.txt", "a.txt", "b-1.txt"):
        (tmp_path / name).touch()
    assert [entry["file"] for entry in hashes(tmp_path)] == ["a.txt", "b-1.txt", "b.txt", "b/1.txt"]


def test_a_link_that_leads_nowhere_or_in_a_circle_is_passed_over(tmp_path):
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "a.txt").touch()
    assert [entry["file"] for entry in hashes(tmp_path)] == ["a.txt"]


def test_a_name_that_is_no_utf_8_can_be_written_down(tmp_path):
    name = b"caf\xe9.txt"
    try:
        (tmp_path / name.decode("utf-8", "surrogateescape")).touch()
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    assert [entry["file"] for entry in hashes(tmp_path)] == ["caf�.txt"]


# Rows below the header: a line end, a comma or a doubled quote inside quotes is part of a cell.
@pytest.mark.parametrize(
    ("csv", "rows"),
    [
        ("term,count\nIS,7\nMosul,6\n", 2),
        ("term,count\nIS,7\nMosul,6", 2),
        ("term,count\r\nIS,7\r\n", 1),
        ('text\n"two\nlines"\n"say ""no""\nor yes"\n', 2),
        ("term,count\n", 0),
        ("", 0),
    ],
)
def test_the_rows_of_a_table_are_counted(tmp_path, csv, rows):
    (tmp_path / "terms.csv").write_bytes(csv.encode())
    assert tables(tmp_path) == [{"table": "terms", "rows": rows, "sha256": sha256(csv.encode())}]


def test_a_folder_that_is_not_there_holds_no_tables(tmp_path):
    assert tables(tmp_path / "tables") == []


def test_only_csv_files_are_tables(tmp_path):
    for name in ("terms.csv", "pairs.csv", ".terms.csv.part", "notes.txt"):
        (tmp_path / name).touch()
    assert [entry["table"] for entry in tables(tmp_path)] == ["pairs", "terms"]


def test_the_versions_name_what_the_numbers_depend_on(tmp_path):
    found = versions(tmp_path)
    assert set(found) == {"leesbril", "commit", "python", "system", "libraries"}
    assert {"numpy", "pandas", "scikit-learn", "polars"} <= set(found["libraries"])
    assert "pytest" not in found["libraries"]  # an extra


def test_without_git_there_is_no_commit(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert versions(tmp_path)["commit"] is None
    monkeypatch.setenv("PATH", "")
    assert versions(tmp_path)["commit"] is None


def test_a_file_is_written_whole_and_over_an_older_one(tmp_path):
    write(tmp_path / "method.json", "old")
    write(tmp_path / "method.json", "één\n")
    assert (tmp_path / "method.json").read_bytes() == b"\xc3\xa9\xc3\xa9n\n"
    assert [path.name for path in tmp_path.iterdir()] == ["method.json"]


def test_a_file_that_cannot_be_written_leaves_the_older_one_and_nothing_else(tmp_path):
    write(tmp_path / "method.json", "old")
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path / "method.json", "half a character: \ud800")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_hashes_are_equal_different_or_on_one_side_only():
    found = compare({"a": "1", "b": "2", "c": "3"}, {"b": "2", "c": "9", "d": "4"})
    assert (found.same, found.different, found.only_old, found.only_new) == (["b"], ["c"], ["a"], ["d"])
    assert not found.equal


@pytest.mark.parametrize(
    ("old", "new", "equal"),
    [
        ({"a": ONE}, {"a": ONE}, True),
        ({}, {}, True),
        ({"a": ONE}, {"a": ONE, "b": ONE}, False),
        ({"a": None}, {"a": None}, False),  # neither could be opened: nobody knows
    ],
)
def test_lists_are_equal_where_every_hash_is_known_and_the_same(old, new, equal):
    assert compare(old, new).equal is equal
