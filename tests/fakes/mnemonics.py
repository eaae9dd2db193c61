"""Which letters work with Alt in a window as it is shown, and which of them more than one control claims."""

from __future__ import annotations

import re
from collections import Counter

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QMenuBar, QTabBar, QWidget

MARKED = re.compile(r"&([^&])")


def claimed_twice(window: QWidget) -> list[str]:
    """List the letters that two visible controls of a window claim, with the texts."""
    texts = [text for part in (window, *window.findChildren(QWidget)) if part.isVisible() for text in texts_of(part)]
    return repeated(texts)


def claimed_twice_in_menus(window: QWidget) -> list[str]:
    """List the letters that two entries of one menu claim."""
    menus = [menu for menu in window.findChildren(QMenu) if menu.actions()]
    return [wrong for menu in menus for wrong in repeated(entries(menu.actions()))]


def texts_of(part: QWidget) -> list[str]:
    """Return the texts of a control in which a letter may be marked."""
    if isinstance(part, QMenuBar):
        return entries(part.actions())
    if isinstance(part, QTabBar):
        return [part.tabText(at) for at in range(part.count())]
    if isinstance(part, QLabel):
        return [part.text()] if part.buddy() is not None else []
    return [part.text()] if isinstance(part, QAbstractButton) and part.isEnabled() else []


def entries(actions: list[QAction]) -> list[str]:
    """Return the texts of the visible entries."""
    return [action.text() for action in actions if action.isVisible() and not action.isSeparator()]


def repeated(texts: list[str]) -> list[str]:
    """List the letters that stand in more than one text."""
    letters = [(found[1].lower(), text) for text in texts if (found := MARKED.search(text.replace("&&", "")))]
    counts = Counter(letter for letter, _text in letters)
    return [f"{letter}: {text}" for letter, text in letters if counts[letter] > 1]
