"""Names of people's own in lines of ours: each keeps its direction to itself, and a long list is cut short."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from lmb_desktop.widgets.breakable import FROM_THE_LEFT, FROM_THE_RIGHT, ISOLATE, ISOLATE_END
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.facts_panel import Fact

SHOWN_AT_MOST = 3
_READ_FROM_THE_RIGHT = frozenset({"R", "AL", "AN"})


def isolated(name: str) -> str:
    """Return a name that turns nothing around it: a line that begins with it would be read from the right."""
    if not any(unicodedata.bidirectional(letter) in _READ_FROM_THE_RIGHT for letter in name):
        return name
    is_mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    # Text that can be selected takes its direction from the first letter, also from one that is isolated.
    mark = FROM_THE_RIGHT if is_mirrored else FROM_THE_LEFT
    return f"{mark}{ISOLATE}{name}{ISOLATE_END}"


def listed(names: Sequence[str]) -> str:
    """Return all names in one line, in their order."""
    return ", ".join(map(isolated, names))


def short_list(names: Sequence[str]) -> str:
    """Return the first names in one line, and how many more there are."""
    more = len(names) - SHOWN_AT_MOST
    if more <= 0:
        return listed(names)
    return counted("NameList", "{names} and %n more", more).format(names=listed(names[:SHOWN_AT_MOST]))


def names_fact(label: str, names: Sequence[str]) -> Fact:
    """Return the row of a list of names, with all of them in its tooltip where it is cut short."""
    is_short = len(names) > SHOWN_AT_MOST
    return Fact(label, short_list(names), whole="\n".join(map(isolated, names)) if is_short else "")
