"""Paths that name one machine, which nothing in the project may hold."""

import re

# A letter, a dot or a tilde before the slash: part of an address or of a relative path. `<` before it: a closing tag.
_MACHINE_PATH = re.compile(
    r"(?<![\w.~<-])/(?:home|root|work|Users|tmp|private|mnt)\b[\w/.-]*|\b[A-Za-z]:\\{1,2}Users\b"
)


def machine_paths(text: str) -> list[str]:
    return _MACHINE_PATH.findall(text)
