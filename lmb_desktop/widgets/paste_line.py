"""A line that offers its owner what is pasted or dropped before it takes it. Reads no text and opens no file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

Take = Callable[[str], bool]

_PASTE_ENTRY = "edit-paste"
"""Qt's own name for the entry of its menu."""


class PasteLine(QLineEdit):
    """Takes a pasted or dropped text only where its owner leaves it; a dropped file is told and never opened."""

    file_dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the line; without an owner it takes every text itself."""
        super().__init__(parent)
        self._take: Take | None = None

    def offer_to(self, take: Take) -> None:
        """Offer each text to `take` from now on; where that returns True, the line leaves the text alone."""
        self._take = take

    def paste(self) -> None:
        """Paste what lies on the clipboard."""
        if not self._is_taken(_clipboard(QClipboard.Mode.Clipboard)):
            super().paste()

    def build_menu(self) -> QMenu:
        """Build the context menu, in which Paste goes the same way as the keys."""
        menu = self.createStandardContextMenu()
        for entry in menu.actions():
            if entry.objectName() == _PASTE_ENTRY:
                entry.triggered.disconnect()
                entry.triggered.connect(self.paste)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.build_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._is_taken(_clipboard(_mode_of(event))):
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # Desktops with a selection paste it with the middle button.
        if event.button() is Qt.MouseButton.MiddleButton and self._is_taken(_clipboard(QClipboard.Mode.Selection)):
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self._welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if self._take is None or self.isReadOnly() or event.source() is self:
            super().dropEvent(event)
        elif _is_file(event.mimeData()):
            _copied(event)
            self.file_dropped.emit()
        elif self._is_taken(_words(event.mimeData())):
            _copied(event)
        else:
            super().dropEvent(event)

    def _is_taken(self, text: str) -> bool:
        return bool(text) and self._take is not None and not self.isReadOnly() and self._take(text)

    def _welcome(self, event: QDragMoveEvent) -> None:
        """Let files and marked-up text come as far as the drop, where it is said what becomes of them."""
        mime = event.mimeData()
        if self._take is not None and not self.isReadOnly() and (_is_file(mime) or mime.hasHtml()):
            _copied(event)


def _copied(event: QDropEvent) -> None:
    # Whoever the text is dragged from must not take it away there.
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _is_file(mime: QMimeData) -> bool:
    return any(url.isLocalFile() for url in mime.urls())


def _words(mime: QMimeData) -> str:
    return mime.text() or mime.html()


def _clipboard(mode: QClipboard.Mode) -> str:
    clipboard = QGuiApplication.clipboard()
    if mode is QClipboard.Mode.Selection and not clipboard.supportsSelection():
        return ""
    mime = clipboard.mimeData(mode)
    return "" if mime is None or _is_file(mime) else _words(mime)


def _mode_of(event: QKeyEvent) -> QClipboard.Mode:
    """Return what the keys paste: with both Ctrl and Shift, X11 pastes the selection."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    is_selection = event.key() == Qt.Key.Key_Insert and event.modifiers() == both
    return QClipboard.Mode.Selection if is_selection else QClipboard.Mode.Clipboard
