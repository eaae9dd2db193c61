"""The choice of a client: one that exists, a new name, or none. Makes and saves nothing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy, QWidget

from lmb_desktop.core.account import folded
from lmb_desktop.core.seller_credentials import clean_name
from lmb_desktop.widgets.cleaning import NAME_ROOM
from lmb_desktop.widgets.paste_line import PasteLine

_LEAST_CHARACTERS = 12


class ClientCombo(QComboBox):
    """Take the name of a client; the ones that are known can be picked."""

    edited = Signal()
    """The name is another one; not sent for a name that is filled in."""
    left = Signal()
    """Editing is finished: the line was left, Enter pressed, or a client picked."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Build the choice, empty; `name` is what automation finds it by."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleIdentifier(name)
        self._is_filling = False
        self._is_read_only = False
        self.setEditable(True)
        self.setLineEdit(PasteLine())
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # A long name must not widen the page; the list under the line shows it in full.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_CHARACTERS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line.setMaxLength(NAME_ROOM)
        self.line.setPlaceholderText(self.tr("Business this account belongs to"))
        completer = self.completer()
        if isinstance(completer, QCompleter):
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.editTextChanged.connect(self._on_text_changed)
        self.line.editingFinished.connect(self.left)
        self.activated.connect(lambda _index: self.left.emit())

    @property
    def line(self) -> QLineEdit:
        """Return the line in which the name is typed."""
        line = self.lineEdit()
        assert line is not None  # it is editable
        return line

    @property
    def client(self) -> str:
        """Return the cleaned name, as it is known where it is; an empty text for no client."""
        typed = clean_name(self.currentText())
        known = (self.itemText(index) for index in range(self.count()))
        return next((name for name in known if folded(name) == folded(typed)), typed)

    def offer(self, clients: Iterable[str]) -> None:
        """Offer these clients, A to Z; what stands in the line stays."""
        text, self._is_filling = self.currentText(), True
        self.clear()
        self.addItems(sorted(set(clients), key=str.casefold))
        self.setCurrentIndex(-1)
        self.setEditText(text)
        self._is_filling = False

    def fill(self, client: str) -> None:
        """Put a name in without calling it an edit."""
        self._is_filling = True
        self.setEditText(client)
        self._is_filling = False

    def set_read_only(self, is_read_only: bool) -> None:
        """Keep the name readable but unchanged."""
        self._is_read_only = is_read_only
        self.line.setReadOnly(is_read_only)

    def showPopup(self) -> None:
        if not self._is_read_only:
            super().showPopup()

    def keyPressEvent(self, e: QKeyEvent) -> None:
        is_moving = e.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if not (self._is_read_only and is_moving):
            super().keyPressEvent(e)

    def wheelEvent(self, e: QWheelEvent) -> None:
        # The page scrolls; a client is not changed by passing over it.
        e.ignore()

    def _on_text_changed(self, _text: str) -> None:
        if not self._is_filling:
            self.edited.emit()
