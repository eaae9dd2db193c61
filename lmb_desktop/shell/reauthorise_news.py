"""What the dialog that authorises Amazon again says: why, what is to be accepted, and that it is done."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.account import Account, SellerIdentity
from lmb_desktop.core.grant_ends import grant_key
from lmb_desktop.core.health import YEAR, State
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.shell.half_sentences import half_sentence
from lmb_desktop.shell.state_words import Half
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.facts_panel import Fact, FactsPanel
from lmb_desktop.widgets.messages import message
from lmb_desktop.widgets.moments import day
from lmb_desktop.widgets.notice import Notice

translate = QCoreApplication.translate

ENDED = frozenset({"withdrawn", "expired"})
"""Why Amazon ends what used to work."""
TO_BE_ACCEPTED = "verified-unchecked"


def why(view: AccountView, now: datetime, book: MarketplaceBook) -> str:
    """Say why to authorise again: what has ended, when it will end, or that nothing is wrong."""
    if view.seller.state is State.REAUTHORISE and view.seller.reason in ENDED:
        return _ended(view)
    said = half_sentence(view, Half.AMAZON, now=now, book=book)
    if said:
        return said
    if view.seller.ends_at is not None:
        text = translate("ReauthoriseDialog", "Amazon ends this authorisation on {date}.")
        return text.format(date=day(view.seller.ends_at))
    return translate("ReauthoriseDialog", "The connection works. A new authorisation replaces the one of now.")


def _ended(view: AccountView) -> str:
    given = view.account.seller_facts.consented_at or view.account.created_at
    key = grant_key(True, view.seller.reason or "")
    return message(key, date=day(given), days=YEAR.days).sentence


def seller_facts(account: Account, book: MarketplaceBook) -> list[Fact]:
    """Return what stays as it is."""
    rows = [
        Fact(translate("ReauthoriseDialog", "Store"), account.store_name, strong=True),
        Fact(translate("ReauthoriseDialog", "Seller ID"), account.seller_id, fixed=True),
        Fact(translate("ReauthoriseDialog", "Region"), book.region(account.region).name),
    ]
    return [row for row in rows if row.value]


def show_to_be_accepted(notice: Notice, account: Account, identity: SellerIdentity) -> None:
    """Say that Amazon cannot tell whose token it is, with both stores to compare, and let the person accept it."""
    rows = [
        Fact(translate("ReauthoriseDialog", "Store until now"), account.store_name or "–"),
        Fact(translate("ReauthoriseDialog", "Store of this token"), identity.store_name or "–", strong=True),
    ]
    stores = FactsPanel(rows)
    stores.setObjectName("storesToCompare")
    stores.setAccessibleIdentifier("storesToCompare")
    stores.setAccessibleName("\n".join(f"{row.label}: {row.value}" for row in rows))
    text = translate(
        "ReauthoriseDialog",
        "Whether it belongs to {seller_id} could not be checked: the app lacks the role for it. Compare the store "
        "names. Nothing is changed until you accept.",
    )
    notice.show_info(
        translate("ReauthoriseDialog", "Amazon accepts the token"),
        text.format(seller_id=account.seller_id),
        message_id=TO_BE_ACCEPTED,
        action=translate("ReauthoriseDialog", "It is the same seller"),
        extra=stores,
    )


def outcome(identity: SellerIdentity) -> str:
    """Say what the new authorisation opens."""
    return counted(
        "ReauthoriseDialog",
        "Checked just now. It opens %n marketplace(s). Name, ledger and history are kept.",
        len(identity.selling_in),
    )
