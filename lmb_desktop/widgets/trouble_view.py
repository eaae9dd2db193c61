"""A page's trouble on the screen: a card instead of the page, or a row above it. Repairs nothing by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.help_link import HelpLink
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.page_trouble import PageTrouble, Remedy, TroubleKind, remedy_text
from lmb_desktop.widgets.picture import Picture
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.typography import TextLabel


class TroubleCard(QWidget):
    """Stands where the page would be: a picture, what happened, and what can be done."""

    remedy_chosen = Signal(object)
    help_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signInTrouble")
        self.setAccessibleIdentifier("signInTrouble")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._picture = Picture("page-did-not-load")
        self._title = TextLabel("", "section", wrap=True)
        self._text = TextLabel("", wrap=True)
        self._buttons = _Remedies(self)
        self._buttons.chosen.connect(self.remedy_chosen)
        self._help = HelpLink("signInTroubleHelpButton")
        self._help.wanted.connect(self.help_wanted)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._lay_out()

    def show_trouble(self, trouble: PageTrouble) -> None:
        """Show a trouble and its buttons."""
        is_elsewhere = trouble.kind in (TroubleKind.HOST_BLOCKED, TroubleKind.COMPANY_REFUSES)
        self._picture.set_picture("in-the-browser" if is_elsewhere else "page-did-not-load")
        self._title.setText(trouble.title)
        self._text.setText(trouble.text)
        self.setAccessibleName(trouble.title)
        self.setAccessibleDescription(trouble.text)
        self._buttons.show_remedies(trouble.remedies)
        self._help.show_place(trouble.help_at, trouble.title)

    def main_step(self) -> MainButton | None:
        """Return the button of the first remedy."""
        return self._buttons.first()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(12)
        for part in (self._buttons, self._help):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


class TroubleRow(QWidget):
    """Stands above a page that is still there; takes no room while there is nothing to say."""

    remedy_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signInRemark")
        self.setAccessibleIdentifier("signInRemark")
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self._text = TextLabel("", wrap=True)
        self._buttons = _Remedies(self)
        self._buttons.chosen.connect(self.remedy_chosen)
        self._kind: TroubleKind | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(Sign("notice-attention", 18, "attention_sign"))
        row.addWidget(self._text, 1)
        row.addWidget(self._buttons)
        self.hide()

    def show_trouble(self, trouble: PageTrouble) -> None:
        """Show a trouble and its buttons."""
        self._kind = trouble.kind
        self._text.setText(trouble.title)
        self.setAccessibleName(trouble.title)
        self._buttons.show_remedies(trouble.remedies)
        self.show()

    def take_back(self, kind: TroubleKind) -> None:
        """Hide what was said if it was of this kind."""
        if self._kind is kind:
            self.hide()


class _Remedies(QWidget):
    """A row of buttons for what can be done."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)

    def first(self) -> MainButton | None:
        """Return the first button, if there is one."""
        item = self._row.itemAt(0)
        button = item.widget() if item is not None else None
        return button if isinstance(button, MainButton) else None

    def show_remedies(self, remedies: tuple[Remedy, ...]) -> None:
        """Show a button for each remedy."""
        while (item := self._row.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.hide()
                button.deleteLater()
        for remedy in remedies:
            self._row.addWidget(self._button(remedy))

    def _button(self, remedy: Remedy) -> MainButton:
        button = MainButton(remedy_text(remedy), self)
        button.setObjectName(f"{remedy.value}RemedyButton")
        button.setAccessibleIdentifier(button.objectName())
        if remedy is Remedy.BROWSER:
            button.setIcon(icon("opens-outside"))
        button.clicked.connect(lambda: self.chosen.emit(remedy))
        return button
