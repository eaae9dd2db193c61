"""The pane beside the list: what is selected in full, and below it the two buttons that stay. Starts nothing itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lmb_desktop.core.history import HistoryEntry
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.account_part import AccountPart
from lmb_desktop.shell.acts import Act
from lmb_desktop.shell.client_words import client_counts, client_name, needs_words
from lmb_desktop.shell.group_part import GroupPart
from lmb_desktop.shell.picked import Picked
from lmb_desktop.shell.possible_acts import possible_acts
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.name_list import isolated
from lmb_desktop.widgets.page_scroll import PageScroll
from lmb_desktop.widgets.rule import Rule
from lmb_desktop.widgets.tokens import current_tokens
from lmb_desktop.widgets.typography import TextLabel

_MARGIN = 20
_WIDTHS = (260, 420)


class DetailsPane(QWidget):
    """Shows one account, a client, or several accounts together."""

    act_wanted = Signal(object)
    """An Act for what is shown."""
    help_wanted = Signal(str)
    """Help is wanted with what is said about a half, at this place."""
    add_wanted = Signal(str)
    """A new account for the client of this name."""

    def __init__(self, book: MarketplaceBook, parent: QWidget | None = None) -> None:
        """Build the pane, empty."""
        super().__init__(parent)
        self.setObjectName("detailsPane")
        self.setAccessibleIdentifier("detailsPane")
        self._book = book
        self._picked = Picked()
        self._name = TextLabel("", "pane-title", wrap=True)
        self._place = TextLabel("", muted=True, wrap=True)
        self._account = AccountPart(book)
        self._group = GroupPart()
        self.check_now = _button(self.tr("Chec&k now"), "checkNowButton")
        self.check_now.setIcon(icon("check"))
        self.more = _button(self.tr("Mo&re"), "moreButton")
        self.more.setAccessibleDescription(self.tr("Opens the Account menu"))
        self.check_now.clicked.connect(lambda: self.act_wanted.emit(Act.CHECK))
        self._account.act_wanted.connect(self.act_wanted)
        self._account.help_wanted.connect(self.help_wanted)
        self._account.unfolded.connect(self._on_unfolded)
        self._group.act_wanted.connect(self.act_wanted)
        self._group.add_wanted.connect(self.add_wanted)
        self._set_look()
        self._lay_out()

    def show_account(self, view: AccountView, now: datetime, *, next_check: datetime | None = None) -> None:
        """Show an account; `now` tells today from yesterday, `next_check` when something is tried again."""
        self._picked = Picked((view,))
        place = self._book.region(view.account.region).name
        text = f"{isolated(view.account.client)} · {place}" if view.account.client else place
        self._account.show_account(view, now, next_check=next_check)
        self._show_head(view.account.name, text, self._account)

    def show_group(self, picked: Picked) -> None:
        """Show a client, or several accounts together."""
        self._picked = picked
        self._group.show_picked(picked)
        if picked.client is not None:
            self._show_head(client_name(picked.client.name), client_counts(picked.client), self._group)
            return
        count = counted("DetailsPane", "%n account(s) selected", len(picked.views))
        self._show_head(count, needs_words(sum(view.state.needs_you for view in picked.views)), self._group)

    def show_history(self, account_id: str, entries: Sequence[HistoryEntry], now: datetime) -> None:
        """Show the history of an account, unless another one is shown by now."""
        view = self._picked.single
        if view is not None and view.account.id == account_id:
            self._account.history.show_entries(entries, now)
            self._fit()

    def show_checking(self, checking: Collection[str]) -> None:
        """Switch the buttons off while everything they mean is being checked."""
        can_check = Act.CHECK in possible_acts(self._picked.views, checking)
        self.check_now.setEnabled(can_check)
        self._account.show_checking(not can_check)

    def first_control(self) -> QWidget:
        """Return what gets the focus when the user turns to the pane."""
        step = self._account.first_step() if not self._account.isHidden() else None
        return step or (self.check_now if self.check_now.isEnabled() else self.more)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = 0 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else self.width() - 1
        QPainter(self).fillRect(edge, 0, 1, self.height(), current_tokens().line)

    def _show_head(self, name: str, place: str, part: QWidget) -> None:
        self._name.setText(name)
        self._place.setText(place)
        self._place.setHidden(not place)
        self.setAccessibleName(self.tr("Details of {account}").format(account=name))
        for each in (self._account, self._group):
            each.setVisible(each is part)
        self._fit()

    def _on_unfolded(self, part: QWidget) -> None:
        self._fit()
        self._scroll.ensureWidgetVisible(part, 0, _MARGIN)

    def _fit(self) -> None:
        # Texts that wrap settle over several rounds of the layout; nothing half settled is to be painted.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._scroll.updateGeometry()
        self.setMinimumWidth(min(_WIDTHS[1], max(_WIDTHS[0], self._scroll.minimumSizeHint().width() + 1)))

    def _set_look(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(_WIDTHS[0])
        self.setMaximumWidth(_WIDTHS[1])

    def _lay_out(self) -> None:
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 16)
        inside.setSpacing(4)
        inside.addWidget(self._name)
        inside.addWidget(self._place)
        inside.addSpacing(12)
        inside.addWidget(self._account)
        inside.addWidget(self._group)
        inside.addStretch(1)
        self._group.hide()
        self._scroll = PageScroll(content)
        for part in (self._scroll.viewport(), content):
            part.setBackgroundRole(QPalette.ColorRole.Window)
        foot = QHBoxLayout()
        foot.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        foot.setSpacing(8)
        foot.addWidget(self.check_now, 1)
        foot.addWidget(self.more, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(Rule())
        column.addLayout(foot)


def _button(text: str, name: str) -> MainButton:
    # Without a parent: Tab goes through controls in the order in which the layout takes them in.
    button = MainButton(text)
    button.setObjectName(name)
    button.setAccessibleIdentifier(name)
    return button
