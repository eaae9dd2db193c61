"""The technical reply behind a message: folded away under Details, and copied with one button. Masks nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.typography import font_for

_LINES = 7


class TechnicalReply(QWidget):
    """The reply in full with its copy button; its link, which unfolds it, stands wherever its owner puts it."""

    unfolded = Signal()

    def __init__(self, link_name: str, copy_name: str, parent: QWidget | None = None) -> None:
        """Build it folded and without a reply; the names are what automation finds link and copy button by."""
        super().__init__(parent)
        self.link = LinkButton(self.tr("Details"), chevron="opens-below")
        self._text = ""
        self._shown = QPlainTextEdit()
        self._copy = MainButton(self.tr("Copy details"))
        for button, name in ((self.link, link_name), (self._copy, copy_name)):
            button.setObjectName(name)
            button.setAccessibleIdentifier(name)
        self._set_up()
        self._lay_out()
        self.hide()

    def show_reply(self, text: str) -> None:
        """Show another reply, unfolded if the former one is; there is no link without one."""
        if text != self._text:
            self._text = text
            self._shown.setPlainText(text)
            self._copy.setText(self.tr("Copy details"))
        if not text:
            self.fold()
        self.link.setHidden(not text)

    def fold(self) -> None:
        """Fold it away, as where another message is shown."""
        self.link.setChecked(False)
        self._copy.setText(self.tr("Copy details"))

    def controls(self) -> list[QWidget]:
        """Return what can get the focus once it is unfolded."""
        return [self._shown, self._copy]

    def _set_up(self) -> None:
        fixed = font_for("fixed", QApplication.font())
        self._shown.setReadOnly(True)
        self._shown.setFont(fixed)
        self._shown.setTabChangesFocus(True)
        self._shown.setAccessibleName(self.tr("Technical reply"))
        self._shown.setFixedHeight(QFontMetrics(fixed).lineSpacing() * _LINES)
        self.link.setCheckable(True)
        self.link.toggled.connect(self._on_toggled)
        self.link.hide()
        self._copy.setIcon(icon("copy"))
        self._copy.clicked.connect(self._copy_reply)

    def _on_toggled(self, is_unfolded: bool) -> None:
        self.setVisible(is_unfolded)
        if is_unfolded:
            self.unfolded.emit()

    def _copy_reply(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._copy.setText(self.tr("Copied"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._shown)
        column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
