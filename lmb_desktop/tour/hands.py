"""Hands and eyes of the tour: find a widget by its published name, click it, type into it, take its picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def find(name: str) -> QWidget | None:
    """Return the visible widget with this object name, or None."""
    for window in QApplication.topLevelWidgets():
        if not window.isVisible():
            continue
        if window.objectName() == name:
            return window
        for child in window.findChildren(QWidget, name):
            if child.isVisible():
                return child
    return None


def found(name: str) -> QWidget:
    """Return the visible widget with this object name; raises LookupError when it is not on the screen."""
    widget = find(name)
    if widget is None:
        raise LookupError(f"{name} is not on the screen")
    return widget


def is_ready(name: str) -> bool:
    """Tell whether a widget is on the screen, has its place there, and takes input."""
    widget = find(name)
    return widget is not None and widget.isEnabled() and not widget.rect().isEmpty()


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """Click a widget with the mouse, in its middle unless told otherwise."""
    QTest.mouseMove(widget, place or widget.rect().center())
    QTest.mouseClick(widget, LEFT, NO_KEYS, place or widget.rect().center())


def press(name: str) -> None:
    """Click the named widget; raises LookupError when it is not on the screen."""
    click(found(name))


def write(name: str, text: str) -> None:
    """Click into the named field, select what stands there, and type over it."""
    field = found(name)
    click(field)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def type_keys(widget: QWidget, *keys: Qt.Key | str) -> None:
    """Send keys and texts one after the other."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(widget, key)
        else:
            QTest.keyClick(widget, key)


def take_picture(widget: QWidget, path: Path) -> None:
    """Save what a window shows; raises OSError when the picture could not be written."""
    if not widget.window().grab().save(str(path)):
        raise OSError(f"could not write {path}")
