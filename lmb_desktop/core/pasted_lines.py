"""Values that mail and chat programs broke over several lines, put together again. Knows how lines are wrapped."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIRST = re.compile(r"\s{0,4}([\w+/-]+(?:\.[\w+/-]+)*={0,2})", re.ASCII)
_NEXT = re.compile(r"[ \t]*\n[ \t]*([\w+/-]+={0,2})([\"'`”’»)\]}>,;.*|]{0,3})[ \t]*(?=\n|\Z)", re.ASCII)
_SAME_LINE = re.compile(r" ([\w+/-]{16,}={0,2})(?![\w+/=.|@:-])", re.ASCII)
CUT_OFF = "…"
"""What ends a value that was shortened."""
_CUT_OFF = re.compile(r"…|\.{3}")
_HEX_FIRST = re.compile(r"[0-9A-Za-z-]*")
_HEX_NEXT = re.compile(r"=?[ \t]*\n[ \t]*([0-9A-Fa-f-]+)(?![\w.])")

_WORD = re.compile(r"[A-Z]?[a-z]+(?:-[A-Za-z]?[a-z]+)*|[A-Z-]+|[0-9-]+")
_OTHER_VALUE = re.compile(r"A[A-Z0-9]{11,15}|[0-9a-f]{32,}|[0-9a-f]{8}-[0-9a-f-]{27}")

LEAST_TOKEN = 8
"""Characters after its beginning from which on a token is one, and not a sentence about tokens."""
_LEAST_AFTER_SPACE = 20
_SAME_WIDTH = 2
"""By how many characters the lines of a wrapped text may differ."""
_MAIL_WIDTHS = range(60, 81)
_LEAST_PIECE = 20
"""Characters from which on a line that looks like a token is one, with nothing to prove the wrapping."""


@dataclass(frozen=True)
class RunOn:
    """A value from a place in a text, through the lines it was broken over."""

    text: str = ""
    end: int = 0


def token_from(text: str, start: int) -> RunOn:
    """Return the token that goes on here, marked with an ellipsis where it was cut off; nothing where none does."""
    first = _FIRST.match(text, start)
    if first is None or len(first[1]) < (LEAST_TOKEN if first.start(1) == start else _LEAST_AFTER_SPACE):
        return _shortened(text, start, first)
    run = _through_lines(text, first)
    if _CUT_OFF.match(text, run.end):
        return RunOn(f"{run.text}{CUT_OFF}", run.end)
    # A space inside stays, so that the field says that the token looks cut off.
    more = _SAME_LINE.match(text, run.end)
    return RunOn(f"{run.text} {more[1]}", more.end()) if more and _is_apart(more[1]) else run


def hex_from(text: str, start: int, length: int) -> RunOn:
    """Return the digits that go on here, through the lines they were broken over, up to a known length."""
    first = _HEX_FIRST.match(text, start)
    assert first is not None  # it may be empty
    run = RunOn(first[0], first.end())
    while len(run.text) < length and (following := _HEX_NEXT.match(text, run.end)):
        if len(run.text) + len(following[1]) > length:
            break
        run = RunOn(run.text + following[1], following.end(1))
    return RunOn(f"{run.text}{CUT_OFF}", run.end) if run.text and _CUT_OFF.match(text, run.end) else run


def _shortened(text: str, start: int, first: re.Match[str] | None) -> RunOn:
    """Return the few characters of a token that was shortened for show."""
    if first is None or first.start(1) != start or not _CUT_OFF.match(text, first.end()):
        return RunOn()
    return RunOn(f"{first[1]}{CUT_OFF}", first.end())


def _through_lines(text: str, first: re.Match[str]) -> RunOn:
    run = RunOn(first[1], first.end())
    line_start = text.rfind("\n", 0, first.start(1)) + 1
    widths = [first.end() - line_start]
    while following := _NEXT.match(text, run.end):
        piece = following[1]
        if not _goes_on(piece, widths):
            break
        # Between two lines an equals sign belongs to the mail, not to the token.
        run = RunOn(run.text.removesuffix("=") + piece, following.end(1))
        widths.append(following.end(1) - text.rfind("\n", 0, following.start(1)) - 1)
        if following[2]:
            break
    return run


def _goes_on(piece: str, widths: list[int]) -> bool:
    """Judge whether a line is the rest of a token: by its letters, and by how wide the lines before it are."""
    if _OTHER_VALUE.fullmatch(piece):
        return False
    has_proof = len(widths) > 1 and abs(widths[-1] - widths[-2]) <= _SAME_WIDTH
    if has_proof and len(piece) <= widths[-1] + _SAME_WIDTH:
        return True
    if _WORD.fullmatch(piece):
        return False
    return len(piece) >= _LEAST_PIECE or (len(widths) == 1 and widths[0] in _MAIL_WIDTHS and _is_mixed(piece))


def _is_apart(piece: str) -> bool:
    return _is_mixed(piece) and not _OTHER_VALUE.fullmatch(piece)


def _is_mixed(piece: str) -> bool:
    kinds = (str.isupper, str.islower, str.isdigit)
    return sum(any(kind(character) for character in piece) for kind in kinds) > 1
