"""A longer text that is read, selected and copied, and never edited."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from lmb_desktop.widgets.typography import font_for


class TextPanel(QPlainTextEdit):
    """Shows plain text; Tab leaves it."""

    def __init__(self, name: str, spoken: str, *, is_fixed: bool = False, parent: QWidget | None = None) -> None:
        """Build the panel, empty; `spoken` names it to screen readers, `is_fixed` writes in the fixed-width font."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleIdentifier(name)
        self.setAccessibleName(spoken)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        if is_fixed:
            self.setFont(font_for("fixed", self.font()))

    def text(self) -> str:
        """Return what is shown."""
        return str(self.property("plainText"))

    def copy_all(self) -> None:
        """Put the whole text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
