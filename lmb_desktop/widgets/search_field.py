"""A line that searches while the user types. It finds nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.theme import make_comfortable

_LEAST_HEIGHT = 28


class SearchField(QLineEdit):
    """Searches while the user types; Esc clears it."""

    def __init__(self, name: str, text: str, description: str, *, parent: QWidget | None = None) -> None:
        """Build the field; `name` is what automation finds it by, `text` says what it searches."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleIdentifier(name)
        self.setPlaceholderText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(description)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(self.tr("Clear search") if button.isHidden() else self.tr("Search"))
        make_comfortable(self)
        self.setMinimumHeight(max(_LEAST_HEIGHT, self.minimumHeight()))

    def event(self, event: QEvent) -> bool:
        # Without this an Esc in the field would never arrive where a dialog or window listens for it.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._clears(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clears(event):
            event.accept()
            self.clear()
            return
        super().keyPressEvent(event)

    def _clears(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and bool(self.text())
