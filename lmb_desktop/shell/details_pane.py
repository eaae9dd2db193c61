"""The pane beside the list: one account in full, the half that needs the user first. Starts nothing itself."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lmb_desktop.core.health import WORST_FIRST, State
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.half_facts import half_facts
from lmb_desktop.shell.half_panel import HalfPanel
from lmb_desktop.shell.half_sentences import half_sentence
from lmb_desktop.shell.state_words import Half, health_of, provider_name
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.page_scroll import PageScroll
from lmb_desktop.widgets.rule import Rule
from lmb_desktop.widgets.tokens import current_tokens
from lmb_desktop.widgets.typography import TextLabel

_MARGIN = 20
_WIDTHS = (260, 420)


class DetailsPane(QWidget):
    """Shows the current account; its button checks it, its main step carries an unfinished one on."""

    check_wanted = Signal(str)
    carry_on_wanted = Signal(str)

    def __init__(self, book: MarketplaceBook, parent: QWidget | None = None) -> None:
        """Build the pane, empty."""
        super().__init__(parent)
        self.setObjectName("detailsPane")
        self.setAccessibleIdentifier("detailsPane")
        self._book = book
        self._account_id = ""
        self._name = TextLabel("", "pane-title", wrap=True)
        self._place = TextLabel("", muted=True, wrap=True)
        self._panels = {half: HalfPanel(half) for half in Half}
        self.carry_on = _button(self.tr("&Carry on…"), "carryOnButton", self)
        self.check_now = _button(self.tr("Chec&k now"), "checkNowButton", self)
        self.check_now.setIcon(icon("check"))
        self.carry_on.setMainStep(True)
        self.check_now.clicked.connect(lambda: self.check_wanted.emit(self._account_id))
        self.carry_on.clicked.connect(lambda: self.carry_on_wanted.emit(self._account_id))
        self._set_look()
        self._halves = self._lay_out()

    def show_account(self, view: AccountView, now: datetime) -> None:
        """Show an account; `now` tells today from yesterday."""
        self._account_id = view.account.id
        self._name.setText(view.account.name)
        place = self._book.region(view.account.region).name
        self._place.setText(f"{view.account.client} · {place}" if view.account.client else place)
        self.setAccessibleName(self.tr("Details of {account}").format(account=view.account.name))
        for half, panel in self._panels.items():
            state = health_of(view, half).state
            sentence = half_sentence(view, half, now=now, book=self._book)
            facts = half_facts(view, half, now)
            panel.show_half(provider_name(view, half), state, sentence=sentence, facts=facts)
        self._show_order(view)
        self._scroll.updateGeometry()
        self.setMinimumWidth(min(_WIDTHS[1], max(_WIDTHS[0], self._scroll.minimumSizeHint().width() + 1)))

    def show_checking(self, is_checking: bool) -> None:
        """Switch the button off while the account is being checked."""
        self.check_now.setEnabled(not is_checking)

    def first_control(self) -> QWidget:
        """Return what gets the focus when the user turns to the pane."""
        return self.check_now if self.carry_on.isHidden() else self.carry_on

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = 0 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else self.width() - 1
        QPainter(self).fillRect(edge, 0, 1, self.height(), current_tokens().line)

    def _show_order(self, view: AccountView) -> None:
        order = sorted(Half, key=lambda half: _urgency(view, half))
        for half in order:
            self._halves.removeWidget(self._panels[half])
        for place, half in enumerate(order):
            self._halves.insertWidget(place, self._panels[half])
        unfinished = [half for half in order if health_of(view, half).state is State.NOT_FINISHED]
        if unfinished:
            self._panels[unfinished[0]].take_step(self.carry_on)
        self.carry_on.setVisible(bool(unfinished))

    def _set_look(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(_WIDTHS[0])
        self.setMaximumWidth(_WIDTHS[1])

    def _lay_out(self) -> QVBoxLayout:
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 16)
        inside.setSpacing(4)
        inside.addWidget(self._name)
        inside.addWidget(self._place)
        inside.addSpacing(12)
        halves = QVBoxLayout()
        halves.setSpacing(20)
        inside.addLayout(halves)
        inside.addStretch(1)
        self._scroll = PageScroll(content)
        for part in (self._scroll.viewport(), content):
            part.setBackgroundRole(QPalette.ColorRole.Window)
        foot = QVBoxLayout()
        foot.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        foot.addWidget(self.check_now, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(Rule())
        column.addLayout(foot)
        return halves


def _urgency(view: AccountView, half: Half) -> int:
    state = health_of(view, half).state
    return WORST_FIRST.index(state) if state.needs_you else len(WORST_FIRST)


def _button(text: str, name: str, parent: QWidget) -> MainButton:
    button = MainButton(text, parent)
    button.setObjectName(name)
    button.setAccessibleIdentifier(name)
    return button
