"""Names → keys: what all spellings of a name have in common."""

import re
import unicodedata

from leesbril.text.words import APOSTROPHES, HYPHENS, INVISIBLE

BETWEEN = re.compile(rf"[{HYPHENS}\s]+")
"""What separates the words of a name."""
_GENITIVE = re.compile(rf"(?<=\w)[{APOSTROPHES}]s?$")
_DROPPED = re.compile(rf"[{INVISIBLE}.]")


def key_of(name: str) -> str:
    """The key of a name: capitals, accents, hyphens, full stops and an 's say nothing.

    >>> key_of("Al-Nuri moskee"), key_of("al-Nuri-moskee"), key_of("Obama's"), key_of("V.S.")
    ('al nuri moskee', 'al nuri moskee', 'obama', 'vs')
    """
    plain = without_genitive(_DROPPED.sub("", name)).lower()
    if not plain.isascii():
        letters = unicodedata.normalize("NFD", plain)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return BETWEEN.sub(" ", plain).strip()


def without_genitive(name: str) -> str:
    """A name without an apostrophe, or an apostrophe and s, at its end."""
    return _GENITIVE.sub("", name)
