"""What the ledger page shows once a ledger is connected: the facts that were saved. Reads nothing itself."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lmb_desktop.core.overview import AccountView
from lmb_desktop.pages.done_facts import ledger_facts
from lmb_desktop.widgets.card import Card
from lmb_desktop.widgets.facts_panel import FactsPanel
from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.typography import TextLabel


class ConnectedCard(Card):
    """The connected ledger with the sign of its state."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("connectedLedger")
        self.setAccessibleIdentifier("connectedLedger")
        self._sign = Sign("state-ok", 20, "ok_ink")
        self._title = TextLabel("", "section")
        self._facts = FactsPanel()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(self._facts)

    def show_account(self, view: AccountView) -> None:
        """Show the ledger half of an account as it was saved."""
        if view.link is None:
            return
        self._sign.set_state(view.ledger.state.value)
        self._title.setText(view.link.provider.label)
        self._facts.set_rows(ledger_facts(view, self))
        self.setAccessibleName(view.link.organisation_name)
