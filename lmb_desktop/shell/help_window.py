"""The help beside everything else: contents and search left, one page right. Knows no account and asks nobody."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from lmb_desktop.core.help_pages import CONTENTS
from lmb_desktop.shell.help_book import HelpBook, split_place
from lmb_desktop.shell.help_list import HelpList
from lmb_desktop.shell.help_page import HelpPage
from lmb_desktop.shell.help_trail import HelpTrail, Stop
from lmb_desktop.widgets.banded import add_band
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.icons import app_icon
from lmb_desktop.widgets.rule import Rule
from lmb_desktop.widgets.search_field import SearchField
from lmb_desktop.widgets.sizes import clipped_to_screen
from lmb_desktop.widgets.spoken import say_politely
from lmb_desktop.widgets.typography import TextLabel

_USUAL, _LEAST = QSize(960, 700), QSize(560, 400)
_LIST_WIDTHS = (200, 270)
_EDGE = 15
_KEYS = QKeySequence.StandardKey


class HelpWindow(QMainWindow):
    """A window of its own, with no parent: so it can be used beside the wizard and every dialog, which block theirs."""

    outside_wanted = Signal(str)
    """A link to an https address was chosen."""
    leave_practice_wanted = Signal()
    help_wanted = Signal(str)
    """A dialog over this window asks for help, at this place."""

    def __init__(self, book: HelpBook, *, is_practice: bool = False) -> None:
        """Build the window; `open` shows a page in it."""
        super().__init__()
        self._book = book
        self._is_practice = is_practice
        self._trail = HelpTrail()
        self._place = ""
        self.setObjectName("helpWindow")
        self.setAccessibleIdentifier("helpWindow")
        self.setWindowIcon(app_icon())
        # Closing it never ends the program, whatever else is hidden just then.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.list = HelpList()
        self.page = HelpPage()
        self.search = SearchField(
            "helpSearchEdit",
            self.tr("Search the help"),
            self.tr("Finds words in titles and texts; Enter opens the first"),
        )
        self.back = _button(self.tr("&Back"), "helpBackButton")
        self.forward = _button(self.tr("&Forward"), "helpForwardButton")
        self._nothing = TextLabel("", "small", muted=True, wrap=True)
        self._nothing.setObjectName("helpNothingFound")
        self._lay_out()
        self._connect()
        self._add_keys()
        self.list.show_chapters(book.chapters())

    @property
    def place(self) -> str:
        """Return the place that is shown."""
        return self._place

    def open(self, place: str) -> None:
        """Show a place. Raises FileNotFoundError for a page that does not exist."""
        self._trail.go(place, self.page.scrolled())
        self._show(Stop(place))

    def turn_to(self, place: str) -> None:
        """Show a place and give its page the keyboard."""
        self.open(place)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, stop: Stop) -> None:
        name, slug = split_place(stop.place)
        page = self._book.page(name)
        self._place = stop.place
        self.page.show_page(page, slug, scrolled=stop.scrolled)
        self.list.show_current(stop.place)
        self.back.setEnabled(self._trail.can_go_back)
        self.forward.setEnabled(self._trail.can_go_forward)
        title = self.tr("{page} – LMB Desktop help").format(page=page.title)
        self.setWindowTitle(self.tr("{title} (practice)").format(title=title) if self._is_practice else title)
        self.setAccessibleName(title)

    def _go_back(self) -> None:
        if self._trail.can_go_back:
            self._show(self._trail.back(self.page.scrolled()))

    def _go_forward(self) -> None:
        if self._trail.can_go_forward:
            self._show(self._trail.forward(self.page.scrolled()))

    def _on_search(self, text: str) -> None:
        if not text.strip():
            self._nothing.hide()
            self.list.show_chapters(self._book.chapters())
            self.list.show_current(self._place)
            return
        found = self._book.found(text)
        self.list.show_found(found, self._book)
        self._nothing.setText(self.tr("No page mentions “{text}”.").format(text=text.strip()))
        self._nothing.setHidden(bool(found))
        said = counted("HelpWindow", "%n place(s) found", len(found))
        say_politely(self.search, said if found else self._nothing.text())

    def _open_first(self) -> None:
        place = self.list.first_place() if self.search.text().strip() else ""
        if place:
            self.turn_to(place)

    def _connect(self) -> None:
        self.list.place_wanted.connect(self.open)
        self.page.place_wanted.connect(self.open)
        self.page.outside_wanted.connect(self.outside_wanted)
        self.help_wanted.connect(self.open)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._open_first)
        self.back.clicked.connect(self._go_back)
        self.forward.clicked.connect(self._go_forward)

    def _add_keys(self) -> None:
        acts = {
            _KEYS.Back: self._go_back,
            _KEYS.Forward: self._go_forward,
            _KEYS.Find: self.search.setFocus,
            _KEYS.HelpContents: lambda: self.open(CONTENTS),
            _KEYS.Close: self.close,
        }
        for key, act in acts.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._left())
        splitter.addWidget(self._right())
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LIST_WIDTHS[1], _USUAL.width() - _LIST_WIDTHS[1]])
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)
        self.setCentralWidget(centre)
        if self._is_practice:
            add_band(self).leave_requested.connect(self.leave_practice_wanted)
        self.setMinimumSize(clipped_to_screen(self, _LEAST))
        self.resize(clipped_to_screen(self, _USUAL))

    def _left(self) -> QWidget:
        left = QWidget()
        left.setBackgroundRole(QPalette.ColorRole.Window)
        left.setMinimumWidth(_LIST_WIDTHS[0])
        column = QVBoxLayout(left)
        column.setContentsMargins(_EDGE, 10, _EDGE, 10)
        column.setSpacing(10)
        self._nothing.hide()
        for part in (self.search, self._nothing):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        row = QHBoxLayout()
        row.setContentsMargins(_EDGE, 10, _EDGE, 10)
        row.setSpacing(10)
        for button in (self.back, self.forward):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Rule())
        column.addWidget(self.page, 1)
        return right


def _button(text: str, name: str) -> MainButton:
    button = MainButton(text)
    button.setObjectName(name)
    button.setAccessibleIdentifier(name)
    button.setEnabled(False)
    return button
