"""What a change of ledger means for what was there before: who keeps it, who uses the other. Shows nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.overview import AccountView, LinkView, Overview
from lmb_desktop.pages.ledger_saving import SavedLedger
from lmb_desktop.shell.parting_words import can_be_told
from lmb_desktop.widgets.name_list import listed

translate = QCoreApplication.translate


def before_change(view: AccountView, old: LedgerLink) -> str:
    """Say what becomes of the connection that the account uses now."""
    stays = translate("ChangeLedgerDialog", "What was posted to {organisation} stays there.")
    if view.shared_with:
        after = translate("ChangeLedgerDialog", "Its connection is kept for {accounts}.")
    elif not can_be_told(view):
        after = translate(
            "ChangeLedgerDialog", "No other account uses its connection, so that is forgotten afterwards."
        )
    else:
        after = translate(
            "ChangeLedgerDialog", "No other account uses its connection, so that is ended at {provider} afterwards."
        )
    facts = {"organisation": old.organisation_name, "provider": old.provider.label}
    return f"{stays} {after}".format(accounts=listed(view.shared_with), **facts)


def after_change(view: AccountView, saved: SavedLedger) -> str:
    """Say what has become of the connection that the account used before."""
    old = view.link
    if old is None:
        return ""
    kept = next((link for link in saved.known.links if link.link.id == old.id), None)
    if kept is None:
        text = _gone_words(view, is_untold=saved.left is not None and saved.left.parted.trouble is not None)
    elif kept.used_by:
        text = translate("ChangeLedgerDialog", "The connection to {organisation} is kept for {accounts}.")
    else:
        text = translate("ChangeLedgerDialog", "The connection to {organisation} could not be ended.")
    facts = {"organisation": old.organisation_name, "provider": old.provider.label}
    return text.format(accounts=listed(kept.used_by if kept else ()), **facts)


def _gone_words(view: AccountView, *, is_untold: bool) -> str:
    if is_untold:
        return translate("ChangeLedgerDialog", "The connection to {organisation} is forgotten on this computer only.")
    if not can_be_told(view):
        return translate("ChangeLedgerDialog", "The connection to {organisation} is forgotten: nothing else used it.")
    return translate("ChangeLedgerDialog", "The connection to {organisation} is ended: nothing else used it.")


def other_links(view: AccountView, known: Overview) -> list[LinkView]:
    """Return the connections that the account does not use, those of its own client first."""
    own = view.account.link_id
    links = [link for link in known.links if link.link.id != own]
    return sorted(links, key=lambda link: not _is_of_client(link.link.id, view, known))


def _is_of_client(link_id: str, view: AccountView, known: Overview) -> bool:
    client = view.account.client
    return client is not None and any(
        one.account.link_id == link_id and one.account.client == client for one in known.accounts
    )
