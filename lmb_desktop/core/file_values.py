"""What the values of an account file may be: short plain texts and flags, each named once. Reads and cleans them."""

from __future__ import annotations

import unicodedata
from typing import Any

LONGEST_TEXT = 400
BREAKING = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Kinds of characters that no text of a file may hold: controls, halves of a character, line ends (Unicode)."""


TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of the text around them (Unicode, bidirectional formatting): a name that holds
one could make the sentence it stands in say something else."""


def text_in(entry: dict[str, Any], name: str) -> str:
    """Return a text of an entry; raises ValueError or KeyError."""
    value = entry[name]
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not _is_plain(value):
        raise ValueError(name)
    return value


def flag_in(entry: dict[str, Any], name: str) -> bool:
    """Return a yes or no of an entry; raises TypeError or KeyError."""
    value = entry[name]
    if not isinstance(value, bool):
        raise TypeError(name)
    return value


def json_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object; one that names a key twice means two things."""
    if len({key for key, _value in pairs}) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _is_plain(text: str) -> bool:
    return text.isprintable() or not any(map(_is_harmful, text))


def _is_harmful(character: str) -> bool:
    return character in TURNING or unicodedata.category(character) in BREAKING


def plain(text: str) -> str:
    """Return a text as a file holds it: what a service named something must not make the file unreadable."""
    if _is_plain(text):
        return text[:LONGEST_TEXT]
    kept = (" " if _is_harmful(one) else one for one in text)
    return "".join(kept)[:LONGEST_TEXT]
