"""What is asked before a half is disconnected or an account deleted, and what is said of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.errors import LmbError
from lmb_desktop.core.overview import AccountView, Overview
from lmb_desktop.core.parting import Parted
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.widgets.counted import counted
from lmb_desktop.widgets.messages import message_for

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Words:
    """A title and what follows it."""

    title: str
    text: str


def ledger_question(view: AccountView, known: Overview) -> Words:
    """Return the question before an account is taken off its ledger."""
    assert view.link is not None  # it is asked where there is a ledger
    title = translate("Parting", "Disconnect {organisation} from {account}?")
    title = title.format(organisation=view.link.organisation_name, account=view.account.name)
    provider, posted = view.link.provider.label, translate("Parting", "What was posted stays.")
    if view.shared_with:
        return Words(title, f"{kept_line(view)} {posted}")
    if not can_be_told(view):
        forgotten = translate("Parting", "LMB Desktop forgets this connection.")
        return Words(title, f"{forgotten} {posted}")
    if _is_alone(view, known):
        text = translate("Parting", "LMB Desktop forgets this sign-in and tells {provider}. What was posted stays.")
        return Words(title, text.format(provider=provider))
    text = translate(
        "Parting",
        "LMB Desktop forgets this connection and tells {provider}. What was posted stays. Other organisations of the "
        "same sign-in stay connected.",
    )
    return Words(title, text.format(provider=provider))


def seller_question(view: AccountView) -> Words:
    """Return the question before Amazon's token is forgotten."""
    title = translate("Parting", "Disconnect Amazon from {account}?").format(account=view.account.name)
    text = translate("Parting", "LMB Desktop forgets the token. Name, ledger and history stay.")
    return Words(title, f"{text} {amazon_switch()}")


def delete_question(view: AccountView) -> Words:
    """Return the question before an account is deleted."""
    title = translate("Parting", "Delete {account}?").format(account=view.account.name)
    text = translate(
        "Parting",
        "The account, its sign-ins and its history are removed from this computer. What was posted stays.",
    )
    at_amazon = translate(
        "Parting", "To end Amazon’s authorisation too, use Manage Your Apps › Disable in Seller Central."
    )
    parts = (text, kept_line(view) if view.shared_with else "", at_amazon if view.account.seller_slot else "")
    return Words(title, " ".join(filter(None, parts)))


def kept_line(view: AccountView) -> str:
    """Say that a connection stays, and for how many."""
    return counted("Parting", "The connection stays for %n other account(s).", len(view.shared_with))


def amazon_switch() -> str:
    """Say where Amazon's own switch is."""
    return translate("Parting", "To withdraw the access itself, use Manage Your Apps › Disable in Seller Central.")


def ledger_outcome(view: AccountView, parted: Parted) -> Words:
    """Return what is said after an account was taken off its ledger."""
    assert view.link is not None  # as before the question
    names = {"organisation": view.link.organisation_name, "account": view.account.name}
    if parted.trouble is not None:
        title = translate("Parting", "{organisation} is disconnected here only").format(**names)
        return Words(title, by_hand(view.link.provider, parted.trouble))
    title = translate("Parting", "{organisation} is disconnected from {account}").format(**names)
    if parted.kept_for:
        return Words(title, kept_line(view))
    return Words(title, _ended_line(view) if can_be_told(view) else "")


def delete_outcome(view: AccountView, parted: Parted, *, is_told: bool) -> Words:
    """Return what is said after an account was deleted; `is_told` says whether the provider was to hear of it."""
    title = translate("Parting", "{account} is deleted").format(account=view.account.name)
    text = translate("Parting", "Its sign-ins and its history are removed from this computer.")
    if parted.trouble is not None and view.link is not None:
        return Words(title, f"{text} {by_hand(view.link.provider, parted.trouble)}")
    if parted.kept_for:
        return Words(title, f"{text} {kept_line(view)}")
    if is_told and view.link is not None:
        return Words(title, f"{text} {_ended_line(view)}")
    return Words(title, text)


def by_hand(provider: Provider, trouble: LmbError) -> str:
    """Say why a provider was not told, and how to end the connection there."""
    why = message_for(trouble).title
    if provider is Provider.XERO:
        text = translate(
            "Parting",
            "Xero was not told: {why}. This connection is forgotten on this computer; to end it in Xero too, "
            "open Settings › Connected apps there and disconnect the app.",
        )
    else:
        text = translate(
            "Parting",
            "QuickBooks was not told: {why}. This connection is forgotten on this computer; to end it in "
            "QuickBooks too, open Apps there, find the app and choose Disconnect.",
        )
    return text.format(why=why)


def can_be_told(view: AccountView) -> bool:
    """Tell whether there is a sign-in to tell the provider with; none came along from another computer."""
    return view.sign_in is not None and bool(view.sign_in.slot)


def _ended_line(view: AccountView) -> str:
    text = translate("Parting", "The connection has ended at {provider} too.")
    return text.format(provider=view.link.provider.label if view.link is not None else "")


def _is_alone(view: AccountView, known: Overview) -> bool:
    """Tell whether no other organisation stands on the same sign-in."""
    return all(
        other.link.id == (view.link and view.link.id)
        for other in known.links
        if view.sign_in is not None and other.sign_in.id == view.sign_in.id
    )
