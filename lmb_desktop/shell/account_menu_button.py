"""The button at the top right that names the current account. What its menu holds is filled in elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStyle, QStyleOptionButton, QWidget

from lmb_desktop.core.overview import Overview
from lmb_desktop.shell.client_words import client_name
from lmb_desktop.shell.picked import Picked
from lmb_desktop.shell.state_words import account_word
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.icons import pixmap, role_colour, state_role
from lmb_desktop.widgets.theme import comfortable_height
from lmb_desktop.widgets.tokens import current_tokens
from lmb_desktop.widgets.typography import font_for
from lmb_desktop.widgets.unmarked import unmarked

_SIGN = 16
_GAP = 8
_PADDING = 12
_NAME_CHARACTERS = 28


class AccountMenuButton(QPushButton):
    """Shows sign and name of an account, and opens the account menu below itself."""

    menu_about_to_show = Signal(QMenu)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the button, naming no account."""
        super().__init__(parent)
        self.setObjectName("accountMenuButton")
        self.setAccessibleIdentifier("accountMenuButton")
        self.setAccessibleDescription(self.tr("Opens the account menu"))
        self._state = ""
        self._menu = QMenu(self)
        self._menu.setObjectName("accountMenu")
        self._menu.setAccessibleName(self.tr("Accounts"))
        self._menu.aboutToHide.connect(lambda: self.setDown(False))
        self.setAutoDefault(False)
        self.clicked.connect(self.open_menu)
        self.show_text(self.tr("No account yet"))

    def show_picked(self, picked: Picked, overview: Overview | None) -> None:
        """Show what is selected: an account, a client, how many accounts; or that there is nothing to select."""
        if picked.single is not None:
            self.show_account(picked.single.account.name, picked.single.state.value, account_word(picked.single))
        elif picked.client is not None:
            self.show_text(client_name(picked.client.name))
        elif picked.views:
            self.show_text(counted("AccountMenuButton", "%n account(s)", len(picked.views)))
        elif overview is None:
            self.show_text(self.tr("Accounts"))
        else:
            self.show_text(self.tr("No account chosen") if overview.accounts else self.tr("No account yet"))

    def show_account(self, name: str, state: str, word: str) -> None:
        """Show an account with the sign and word of its state."""
        self._state = state
        self._name = name
        self.setAccessibleName(self.tr("Account: {name}, {state}").format(name=name, state=word.lower()))
        self.setToolTip(unmarked(name))
        self._refresh()

    def show_text(self, text: str) -> None:
        """Show a text in place of an account."""
        self._state = ""
        self._name = text
        self.setAccessibleName(text)
        self.setToolTip("")
        self._refresh()

    def open_menu(self) -> None:
        """Fill the menu and open it below the button, right edges in line where the screen allows."""
        self.menu_about_to_show.emit(self._menu)
        size = self._menu.sizeHint()
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = 0 if is_mirrored else self.width() - max(size.width(), self.width())
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(x, self.height() + 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self.open_menu()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        sign = _SIGN + _GAP if self._state else 0
        text = metrics.horizontalAdvance(self._shown_name())
        return QSize(2 * _PADDING + sign + text + _GAP + _SIGN, max(28, comfortable_height(self)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        tokens = current_tokens()
        ratio = self.devicePixelRatioF()
        left = _PADDING
        if self._state:
            colour = tokens.disabled if not self.isEnabled() else role_colour(state_role(self._state), tokens)
            painter.drawPixmap(self._at(left), pixmap(f"state-{self._state}", _SIGN, colour, dpr=ratio))
            left += _SIGN + _GAP
        colour = tokens.ink if self.isEnabled() else tokens.disabled
        painter.drawPixmap(self._at(self.width() - _PADDING - _SIGN), pixmap("opens-below", _SIGN, colour, dpr=ratio))
        painter.setPen(colour)
        room = QRect(left, 0, self.width() - left - _PADDING - _SIGN - _GAP, self.height())
        visible = QStyle.visualRect(self.layoutDirection(), self.rect(), room)
        painter.drawText(visible, Qt.AlignmentFlag.AlignCenter.value, self._shown_name())

    def _refresh(self) -> None:
        # The text itself is for tools that read buttons; the button paints its own, shortened one.
        self.setText(self._name.replace("&", "&&"))
        self.setFont(font_for("label", self._base_font()))
        self.updateGeometry()
        self.update()

    def _base_font(self) -> QFont:
        parent = self.parentWidget()
        return parent.font() if parent is not None else self.font()

    def _shown_name(self) -> str:
        width = self.fontMetrics().averageCharWidth() * _NAME_CHARACTERS
        return self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, width)

    def _at(self, left: int) -> QPoint:
        box = QRect(left, (self.height() - _SIGN) // 2, _SIGN, _SIGN)
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box).topLeft()
