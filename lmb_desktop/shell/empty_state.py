"""What stands in the middle of the accounts window when there is nothing to list. Knows no account."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.page_scroll import PageScroll
from lmb_desktop.widgets.picture import Picture
from lmb_desktop.widgets.typography import TextLabel

_CHARACTERS = 75
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class EmptyState(PageScroll):
    """No account yet: the way to the first one, to practice, and to the app credentials."""

    add_wanted = Signal()
    practice_wanted = Signal()
    app_credentials_wanted = Signal()

    def __init__(self, is_practice: bool, parent: QWidget | None = None) -> None:
        """Build it; in practice mode there is no way to practice mode."""
        super().__init__(parent=parent)
        self.setObjectName("emptyState")
        self.add_account = _button(self.tr("Add &new account"), "emptyAddAccountButton", "add")
        self.try_practice = _button(self.tr("Try it in &practice mode"), "tryPracticeButton", "practice")
        self.add_account.setMainStep(True)
        self.add_account.setDefault(True)
        if is_practice:
            self.try_practice.hide()
        self._credentials = self._credentials_line()
        self.add_account.clicked.connect(self.add_wanted)
        self.try_practice.clicked.connect(self.practice_wanted)
        self._lay_out()
        self.show_configured(True)

    def show_configured(self, is_configured: bool) -> None:
        """Tell where to enter app credentials while no provider has any."""
        self._credentials.setHidden(is_configured)

    def _credentials_line(self) -> QWidget:
        line = QWidget()
        text = self.tr("To connect real accounts, enter your firm’s app credentials first.")
        link = LinkButton(self.tr("App credentials…"))
        link.setObjectName("emptyAppCredentialsButton")
        link.setAccessibleIdentifier("emptyAppCredentialsButton")
        link.clicked.connect(self.app_credentials_wanted)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(TextLabel(text, muted=True))
        row.addWidget(link)
        return line

    def _lay_out(self) -> None:
        text = TextLabel(
            self.tr(
                "An account links one Amazon seller to one Xero organisation or QuickBooks company. It takes two to "
                "three minutes, and you can stop and carry on later."
            ),
            muted=True,
            wrap=True,
        )
        text.setAlignment(_CENTRE)
        text.setMaximumWidth(text.fontMetrics().averageCharWidth() * _CHARACTERS)
        words = QHBoxLayout()
        words.addStretch(1)
        words.addWidget(text, 100)
        words.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.add_account)
        buttons.addWidget(self.try_practice)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(Picture("first-account"), 0, _CENTRE)
        column.addSpacing(24)
        column.addWidget(TextLabel(self.tr("Connect the first account"), "title"), 0, _CENTRE)
        column.addSpacing(10)
        column.addLayout(words)
        column.addSpacing(20)
        column.addLayout(_centred(buttons))
        column.addSpacing(16)
        column.addWidget(self._credentials, 0, _CENTRE)
        column.addStretch(1)
        self.set_content(content)


class NothingFound(QWidget):
    """No account passes the search or the filter: what was asked for, and the way back."""

    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it, empty."""
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._title = TextLabel("", "section", wrap=True)
        self._text = TextLabel("", muted=True, wrap=True)
        self._link = LinkButton()
        self._link.setObjectName("showAllAccountsButton")
        self._link.setAccessibleIdentifier("showAllAccountsButton")
        self._link.clicked.connect(self.back_wanted)
        for label in (self._title, self._text):
            label.setAlignment(_CENTRE)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addWidget(self._link, 0, _CENTRE)
        column.addStretch(2)

    def show_no_match(self, search: str) -> None:
        """Say that no account matches what was typed."""
        self._show(self.tr("No account matches “{text}”").format(text=search), "", self.tr("Clear search"))

    def show_nothing_needed(self, count: int) -> None:
        """Say that none of so many accounts needs the user."""
        text = self.tr("All {n} accounts are connected or paused.").format(n=count)
        one = self.tr("The account is connected or paused.")
        self._show(self.tr("Nothing needs you"), one if count == 1 else text, self.tr("Show all accounts"))

    def _show(self, title: str, text: str, link: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setHidden(not text)
        self._link.setText(link)


def _centred(row: QHBoxLayout) -> QHBoxLayout:
    around = QHBoxLayout()
    around.addStretch(1)
    around.addLayout(row)
    around.addStretch(1)
    return around


def _button(text: str, name: str, picture: str) -> MainButton:
    button = MainButton(text)
    button.setObjectName(name)
    button.setAccessibleIdentifier(name)
    button.setIcon(icon(picture))
    return button
