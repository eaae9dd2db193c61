"""What a person does in the accounts window: menus, rows of the list and keys. Looks up nothing behind the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from lmb_desktop.shell.accounts_table import AccountsTable
from lmb_desktop.shell.accounts_window import AccountsWindow
from tests.fakes.tray import FakeTray
from tests.journeys import screen

CONTROL = Qt.KeyboardModifier.ControlModifier
Way = Callable[[str], None]


def window() -> AccountsWindow:
    """Wait for the accounts window and return it."""
    return screen.found("accountsWindow", AccountsWindow)


def place_of(name: str) -> QPoint:
    """Wait for an account in the list, and return where its name stands."""

    def room() -> QPoint | None:
        view = next((view for view in window().overview.accounts if view.account.name == name), None)
        place = table().name_room(view.account.id) if view is not None else None
        return place.center() if place is not None and place.isValid() else None

    screen.wait(room, f"{name} in the list")
    return room() or QPoint()


def table() -> AccountsTable:
    """Return the list of accounts."""
    return screen.found("accountsTable", AccountsTable)


def select(*names: str) -> None:
    """Click accounts in the list: the first alone, each further one with Ctrl held down."""
    place_of(names[0])
    # The window turns to its list once that is there.
    screen.settle()
    for number, name in enumerate(names):
        click_row(name, Qt.KeyboardModifier.NoModifier if number == 0 else CONTROL)
    assert {view.account.name for view in table().picked().views} == set(names)


def click_row(name: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Click an account in the list."""
    QTest.mouseClick(table().viewport(), Qt.MouseButton.LeftButton, modifiers, place_of(name))


def double_click(name: str) -> None:
    """Double-click an account in the list."""
    click_row(name)
    QTest.mouseDClick(table().viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place_of(name))


def from_menu_bar(path: str, entry: str) -> None:
    """Choose an entry in the menu bar; `path` names the menu, and after a slash a menu inside it."""
    first, *inner = path.split("/")
    bar = window().menuBar()
    screen.wait(
        lambda: bar.actions() and not bar.actionGeometry(bar.actions()[-1]).isEmpty(), "the menu bar is laid out"
    )
    screen.settle()
    top = _entry(bar, first)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, bar.actionGeometry(top).center())
    menu = _opened(top)
    for name in inner:
        part = _entry(menu, name)
        screen.click_widget(menu, menu.actionGeometry(part).center())
        menu = _opened(part)
    choose(menu, entry)


def from_context_menu(entry: str) -> None:
    """Right-click what is selected and choose an entry."""
    shown = table()
    place = place_of(shown.picked().views[0].account.name)
    handle = window().windowHandle()
    at = shown.viewport().mapTo(window(), place)
    QTest.mouseClick(handle, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    choose(screen.found("accountContextMenu", QMenu), entry)


def from_more(entry: str) -> None:
    """Open More in the details pane and choose an entry."""
    screen.wait(lambda: screen.is_ready("moreButton"), "More takes input")
    button = screen.found("moreButton")
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    choose(screen.found("moreMenu", QMenu), entry)


def from_account_menu(entry: str) -> None:
    """Open the account menu at the top right and choose an entry."""
    screen.click("accountMenuButton")
    choose(screen.found("accountMenu", QMenu), entry)


def from_tray_menu(system: FakeTray, entry: str) -> list[str]:
    """Open the tray's menu, choose an entry, and return what the menu said."""
    menu = system.icon.contextMenu()
    menu.popup(QPoint(10, 10))
    said = lines(menu)
    choose(menu, entry)
    return said


def choose(menu: QMenu, entry: str) -> None:
    """Click an entry of an open menu: one with this name, or with this text."""
    screen.wait(lambda: menu.isVisible() and not menu.rect().isEmpty(), "the menu is open")
    chosen = _entry(menu, entry)
    assert chosen.isEnabled(), f"{entry} is switched off"
    menu.setActiveAction(chosen)
    QTest.mouseClick(
        menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(chosen).center()
    )
    screen.wait(lambda: QApplication.activePopupWidget() is None, "the menu closes")
    turn_to_front()


def turn_to_front() -> None:
    """Give the focus back to the window in front: off screen menus and dialogs keep it when they close."""
    screen.settle()
    active = QApplication.activeWindow()
    if active is None or not active.isVisible():
        for front in screen.windows()[-1:]:
            front.activateWindow()
        screen.settle()


def is_offered(menu: QMenu, entry: str) -> bool:
    """Tell whether an entry of a menu can be chosen."""
    return _entry(menu, entry).isEnabled()


def lines(menu: QMenu) -> list[str]:
    """Return what a menu says, without its rules."""
    return [_plain(action.text()) for action in menu.actions() if not action.isSeparator() and action.isVisible()]


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in the accounts window."""
    turn_to_front()
    QTest.keyClick(QApplication.focusWidget() or window(), key, modifiers)


def choose_file(name: str, path: str) -> None:
    """Type a path in a file dialog and press its button."""
    chooser = screen.found(name, QFileDialog)
    screen.write("fileNameEdit", path)
    chooser.accept()
    screen.wait(lambda: screen.find(name) is None, "the file dialog closes")


def news() -> tuple[str, str]:
    """Return kind and text of the notice of the accounts window."""
    notice = window().contents.notice
    return str(notice.property("kind") or ""), str(notice.property("text") or "")


def told(text: str) -> None:
    """Wait until the notice of the accounts window says something."""
    screen.wait(lambda: text in news()[1], f"“{text}” in the window's notice, which says {news()}")


def _entry(menu: QWidget, wanted: str) -> QAction:
    """Return an entry by its name or its text."""
    found = [action for action in menu.actions() if wanted in (action.objectName(), _plain(action.text()))]
    assert found, f"{wanted} is not among {[_plain(action.text()) for action in menu.actions()]}"
    return found[0]


def _opened(action: QAction) -> QMenu:
    menu = action.menu()
    assert isinstance(menu, QMenu)
    screen.wait(menu.isVisible, f"{_plain(action.text())} opens")
    return menu


def _plain(text: str) -> str:
    """Return a text without the marks of its letters."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
