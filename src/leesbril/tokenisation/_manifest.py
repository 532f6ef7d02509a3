"""What the manifest of saved tokens has to say, before any other file of the folder is opened."""

from collections.abc import Iterable, Mapping
from typing import Any

from leesbril.text.language import known_languages

KINDS = {"language": str, "exceptions": dict, "articles": int, "columns": list, "contents": str, "files": dict}
"""The entries that are used when tokens are opened."""
SIZE_AND_CHECKSUM = 2


def fault_in(manifest: Mapping[str, Any]) -> str | None:
    """What is wrong with the entries of a manifest, if anything.

    >>> fault_in({"language": "nl", "exceptions": []})
    "its entry 'exceptions' is no dict but a list"
    """
    for name, kind in KINDS.items():
        if name not in manifest:
            return f"it has no entry {name!r}"
        if type(manifest[name]) is not kind:
            return f"its entry {name!r} is no {kind.__name__} but a {type(manifest[name]).__name__}"
    if manifest["language"] not in known_languages():
        return f"its language {manifest['language']!r} is not known"
    if not all(isinstance(term, str) for term in manifest["exceptions"].values()):
        return "its exceptions are no words"
    columns = manifest["columns"]
    if not all(isinstance(name, str) for name in columns) or len(set(columns)) < len(columns):
        return "its columns are no distinct strings"
    if manifest["articles"] < 0:
        return f"its number of articles is {manifest['articles']}"
    if wrong := [name for name, entry in manifest["files"].items() if not _is_file(name, entry)]:
        return f"its entry of the file {wrong[0]!r} is no name with a size and a checksum"
    return None


def _is_file(name: str, entry: Any) -> bool:
    """Is this the entry of a file in the folder itself?"""
    if {"/", "\\", ":"} & set(name) or not isinstance(entry, list) or len(entry) != SIZE_AND_CHECKSUM:
        return False
    return type(entry[0]) is int and entry[0] >= 0 and isinstance(entry[1], str)


def missing_from(manifest: Mapping[str, Any], needed: Iterable[str]) -> str | None:
    """The first of the needed files that a manifest does not list."""
    return next((name for name in needed if name not in manifest["files"]), None)
