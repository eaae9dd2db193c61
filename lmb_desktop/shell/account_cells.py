"""What the cells of the list say: shown, read aloud, and told when the mouse rests on them. Draws nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.account_order import Column
from lmb_desktop.shell.end_words import ends_in_tip
from lmb_desktop.shell.state_words import Half, ends_in_text, health_of, state_word

translate = QCoreApplication.translate

HALVES = {Column.AMAZON: Half.AMAZON, Column.LEDGER: Half.LEDGER}


class AccountCells:
    """Words for the cells of account rows."""

    def __init__(self, book: MarketplaceBook) -> None:
        self._book = book

    def text(self, view: AccountView, column: Column) -> str:
        """Return what a cell shows."""
        if column in HALVES:
            half = HALVES[column]
            return state_word(health_of(view, half).state, half)
        if column is Column.REGION:
            return self._book.region(view.account.region).short_name
        if column is Column.ORGANISATION:
            return _organisation(view)
        return ends_in_text(view) if column is Column.ENDS_IN else view.account.name

    def tip(self, view: AccountView, column: Column) -> str:
        """Return the tooltip of a cell."""
        return ends_in_tip(view) if column is Column.ENDS_IN else self.text(view, column)

    def spoken(self, view: AccountView, column: Column) -> str:
        """Return a cell as it is read aloud, such as "Ledger: sign in again"."""
        text = self.text(view, column)
        if column is Column.ACCOUNT:
            return text
        if column is Column.ENDS_IN and view.link is None:
            text = translate("AccountsWindow", "not connected yet")
        return f"{heading(column)}: {text.lower() if column in HALVES else text}"


def heading(column: Column) -> str:
    """Return what stands above a column."""
    texts = {
        Column.ACCOUNT: translate("AccountsWindow", "Account"),
        Column.REGION: translate("AccountsWindow", "Region"),
        Column.AMAZON: translate("AccountsWindow", "Amazon"),
        Column.LEDGER: translate("AccountsWindow", "Ledger"),
        Column.ORGANISATION: translate("AccountsWindow", "Organisation"),
        Column.ENDS_IN: translate("AccountsWindow", "Ends in"),
    }
    return texts[column]


def _organisation(view: AccountView) -> str:
    if view.link is None:
        return translate("AccountsWindow", "not connected yet")
    text = translate("AccountsWindow", "{organisation} ({provider})")
    return text.format(organisation=view.link.organisation_name, provider=view.link.provider.label)
