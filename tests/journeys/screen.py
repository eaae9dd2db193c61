"""What a person does with the windows: look for a widget by its published name, click it, type, wait. Knows no flow."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget, QWizard

Kind = TypeVar("Kind", bound=QWidget)
LOOK_MS = 10
PATIENCE_S = 40.0
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


class NeverHappened(AssertionError):
    """What somebody waited for did not come."""


def wait(condition: Callable[[], object], what: str, patience_s: float = PATIENCE_S) -> None:
    """Let the program run until a condition holds; raises NeverHappened with what it waited for."""
    end = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > end or find("crashNotice"):
            raise NeverHappened(f"waited in vain: {what}; {state()}")
        QTest.qWait(LOOK_MS)


def state() -> str:
    """Return in a few words what is on the screen, for a test that waited in vain."""
    focused = QApplication.focusWidget()
    names = [window.objectName() for window in windows()]
    focus = f"{focused.objectName()} {focused.property('text')}" if focused is not None else "nowhere"
    front = find("notice")
    said = front.property("text") if front is not None else ""
    return f"windows {names}, page {page_name()}, focus {focus}, notice {notice()}, in front “{said}”"


def windows() -> list[QWidget]:
    """Return the windows on the screen; last the one that keeps the others from taking input."""
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    in_front = (QApplication.activeModalWidget(), QApplication.activePopupWidget())
    return sorted(shown, key=lambda window: in_front.index(window) + 1 if window in in_front else 0)


def find(name: str) -> QWidget | None:
    """Return the visible widget with this name, in the newest window that has one, or None."""
    for window in reversed(windows()):
        if window.objectName() == name:
            return window
        for child in window.findChildren(QWidget, name):
            if child.isVisible():
                return child
    return None


def found(name: str, kind: type[Kind] = QWidget) -> Kind:
    """Wait for a widget of this name and return it."""
    wait(lambda: isinstance(find(name), kind), f"{name} on the screen")
    widget = find(name)
    assert isinstance(widget, kind)
    return widget


def is_ready(name: str) -> bool:
    """Tell whether a widget is on the screen, has its place there, and takes input."""
    widget = find(name)
    return widget is not None and widget.isEnabled() and not widget.rect().isEmpty()


def click(name: str) -> None:
    """Wait until the named widget takes input and click it with the mouse."""
    wait(lambda: is_ready(name), f"{name} takes input")
    click_widget(found(name))


def click_widget(widget: QWidget, place: QPoint | None = None) -> None:
    """Click a widget with the mouse, in its middle unless told otherwise."""
    QTest.mouseMove(widget, place or widget.rect().center())
    QTest.mouseClick(widget, LEFT, NO_KEYS, place or widget.rect().center())


def write(name: str, text: str) -> None:
    """Click into the named field, select what stands there, and type over it."""
    wait(lambda: is_ready(name), f"{name} takes input")
    field = found(name)
    click_widget(field)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if text:
        QTest.keyClicks(field, text)
    else:
        QTest.keyClick(field, Qt.Key.Key_Delete)


def choose(name: str, wanted: str) -> None:
    """Open a drop-down with the mouse and choose the entry that begins with a text, with the keys."""
    wait(lambda: is_ready(name), f"{name} takes input")
    combo = found(name, QComboBox)
    click_widget(combo)
    wait(lambda: combo.view().isVisible(), f"the list of {name}")
    target = combo.findText(wanted, Qt.MatchFlag.MatchStartsWith)
    assert target >= 0, f"{wanted} is not among {[combo.itemText(index) for index in range(combo.count())]}"
    QTest.keyClick(combo.view(), Qt.Key.Key_Home)
    for _step in range(target):
        QTest.keyClick(combo.view(), Qt.Key.Key_Down)
    QTest.keyClick(combo.view(), Qt.Key.Key_Return)
    wait(lambda: combo.currentText().startswith(wanted), f"{wanted} is chosen")


def wizard() -> QWizard:
    """Wait for the wizard and return it."""
    return found("accountWizard", QWizard)


def page_name() -> str:
    """Return the name of the page that the wizard shows, or an empty text."""
    shown = find("accountWizard")
    page = shown.currentPage() if isinstance(shown, QWizard) else None
    return page.objectName() if page is not None else ""


def wizard_button(kind: QWizard.WizardButton) -> QWidget:
    """Return one of the wizard's own buttons."""
    return wizard().button(kind)


def notice() -> tuple[str, str, str]:
    """Return kind, message id and text of the notice on the wizard's page; empty texts without a wizard."""
    shown = find("accountWizard")
    page = shown.currentPage() if isinstance(shown, QWizard) else None
    strip = page.findChild(QWidget, "notice") if page is not None else None
    if strip is None:
        return "", "", ""
    return str(strip.property("kind")), str(strip.property("messageId") or ""), str(strip.property("text") or "")


def press_keys(*keys: Qt.Key | str) -> None:
    """Send keys and texts to whatever has the focus, as a keyboard does."""
    for key in keys:
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None, "nothing has the focus"
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def press_escape(dialog: QWidget) -> None:
    """Leave a dialog with Esc."""
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    wait(lambda: not dialog.isVisible(), "the dialog closes")


def take_picture(name: str, path: Path) -> None:
    """Save what the window of a widget shows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    assert found(name).window().grab().save(str(path)), path


def settle() -> None:
    """Let closed windows really go, and changed ones be laid out."""
    for _turn in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QTest.qWait(LOOK_MS)
