"""The details of one account: both halves, the one that needs the user first, and its history. Starts nothing."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lmb_desktop.core.health import WORST_FIRST
from lmb_desktop.core.help_pages import half_help
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.half_facts import half_facts
from lmb_desktop.shell.half_panel import HalfContent, HalfPanel
from lmb_desktop.shell.half_replies import told_details
from lmb_desktop.shell.half_sentences import half_sentence
from lmb_desktop.shell.half_steps import half_links, half_steps
from lmb_desktop.shell.history_panel import HistoryPanel
from lmb_desktop.shell.state_words import Half, health_of, provider_name


class AccountPart(QWidget):
    """Shows one account below its name."""

    act_wanted = Signal(object)
    """An Act for the account shown."""
    help_wanted = Signal(str)
    unfolded = Signal(QWidget)
    """This part was unfolded and is to be seen."""

    def __init__(self, book: MarketplaceBook, parent: QWidget | None = None) -> None:
        """Build the part, empty."""
        super().__init__(parent)
        self._book = book
        self._account_id = ""
        self._panels = {half: HalfPanel(half) for half in Half}
        self._order = list(Half)
        self.history = HistoryPanel()
        for panel in self._panels.values():
            panel.act_wanted.connect(self.act_wanted)
            panel.help_wanted.connect(self.help_wanted)
            panel.unfolded.connect(self.unfolded)
        self._halves = QVBoxLayout()
        self._halves.setSpacing(20)
        for panel in self._panels.values():
            self._halves.addWidget(panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addLayout(self._halves)
        column.addWidget(self.history)

    def show_account(self, view: AccountView, now: datetime, *, next_check: datetime | None) -> None:
        """Show an account; `now` tells today from yesterday, `next_check` when something is tried again."""
        if view.account.id != self._account_id:
            self.history.clear()
            for panel in self._panels.values():
                panel.fold()
        self._account_id = view.account.id
        self._put_in_order(sorted(Half, key=lambda half: _urgency(view, half)))
        steps = half_steps(view, self._order)
        for half, panel in self._panels.items():
            step = steps.get(half)
            content = HalfContent(
                provider_name(view, half),
                health_of(view, half).state,
                sentence=half_sentence(view, half, now=now, book=self._book, next_check=next_check),
                step=step,
                facts=half_facts(view, half, now),
                links=half_links(view, half, step),
                help_at=half_help(health_of(view, half), is_amazon=half is Half.AMAZON),
                reply=told_details(view, half),
            )
            panel.show_half(content)

    def show_checking(self, is_checking: bool) -> None:
        """Switch off what is under way."""
        for panel in self._panels.values():
            panel.show_checking(is_checking)

    def first_step(self) -> QWidget | None:
        """Return the first main step that is seen, if there is one."""
        steps = [self._panels[half].step for half in self._order]
        return next((step for step in steps if not step.isHidden()), None)

    def controls(self) -> list[QWidget]:
        """Return what can get the focus, in reading order."""
        first, second = (self._panels[half].controls() for half in self._order)
        return [*first, *second, self.history.more]

    def _put_in_order(self, order: list[Half]) -> None:
        if order == self._order:
            return
        self._order = order
        for half in order:
            self._halves.removeWidget(self._panels[half])
        for half in order:
            self._halves.addWidget(self._panels[half])
        # Tab goes through the halves as they are read.
        for before, after in pairwise(self.controls()):
            QWidget.setTabOrder(before, after)


def _urgency(view: AccountView, half: Half) -> int:
    state = health_of(view, half).state
    return WORST_FIRST.index(state) if state.needs_you else len(WORST_FIRST)
