"""The text for an account's owner: what only the owner can do, step by step. It names no token, code or password."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.account import Method
from lmb_desktop.core.health import WORST_FIRST, State
from lmb_desktop.core.ledger_pages import ledger_page_url
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.overview import AccountView
from lmb_desktop.core.seller_central import seller_central_url
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import Provider

translate = QCoreApplication.translate


class Asked(Enum):
    """What the owner is asked to authorise."""

    AMAZON = "amazon"
    XERO = "xero"
    QUICKBOOKS = "quickbooks"


def what_to_ask(view: AccountView) -> tuple[Asked, ...]:
    """Return what the owner may be asked about an account, first what the account needs most."""
    ledgers = [Asked(view.link.provider.value)] if view.link is not None else [Asked.XERO, Asked.QUICKBOOKS]
    seller, ledger = WORST_FIRST.index(view.seller.state), WORST_FIRST.index(view.ledger.state)
    is_missing = view.ledger.state is State.NOT_FINISHED and not view.seller.state.needs_you
    return (*ledgers, Asked.AMAZON) if is_missing or ledger < seller else (Asked.AMAZON, *ledgers)


def request_text(asked: Asked, view: AccountView, *, book: MarketplaceBook, settings: ServiceSettings) -> str:
    """Return the whole text, with the link in it."""
    if asked is Asked.AMAZON:
        return _for_amazon(view, book, settings)
    return _for_ledger(Provider(asked.value), view, settings)


def _for_amazon(view: AccountView, book: MarketplaceBook, settings: ServiceSettings) -> str:
    account = view.account
    region = book.region(account.region)
    url = seller_central_url(region, account.method, settings)
    opening = translate(
        "OwnerRequest",
        "Hello,\n\nOur program LMB Desktop needs a new authorisation for your Amazon seller account “{store}” "
        "({region}). It takes about five minutes, and only the primary user of the account can give it.",
    ).format(store=account.store_name or account.name, region=region.name)
    steps = _mws_steps() if account.method is Method.MWS else _sp_api_steps(with_app=bool(account.own_client_id))
    passing_on = translate(
        "OwnerRequest", "Pass this on to us by phone or through a shared password safe, never by e-mail."
    )
    lines = [translate("OwnerRequest", "Open {url}"), *steps, passing_on]
    numbered = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    return f"{opening}\n\n{numbered.format(url=url)}\n\n{_thanks()}"


def _sp_api_steps(*, with_app: bool) -> list[str]:
    steps = [
        translate("OwnerRequest", "Sign in as the primary user; the page Develop Apps opens."),
        translate("OwnerRequest", "In the menu beside the app, choose Authorise."),
        translate("OwnerRequest", "Press Authorise app and copy the refresh token. It is shown only once."),
        translate("OwnerRequest", "Open Settings › Account info and copy the Merchant token."),
    ]
    own_app = translate("OwnerRequest", "Under View, next to LWA credentials, copy client ID and client secret.")
    return [*steps, own_app] if with_app else steps


def _mws_steps() -> list[str]:
    return [
        translate("OwnerRequest", "Sign in as the primary user, then press Next."),
        translate("OwnerRequest", "Name and ID of the developer are filled in. Press Next."),
        translate("OwnerRequest", "Tick both boxes, then press Next."),
        translate("OwnerRequest", "Copy the Seller ID and the MWS Auth Token."),
    ]


def _for_ledger(provider: Provider, view: AccountView, settings: ServiceSettings) -> str:
    link = view.link if view.link is not None and view.link.provider is provider else None
    books = link.organisation_name if link is not None else translate("OwnerRequest", "your books")
    roles = {
        Provider.XERO: translate("OwnerRequest", "the role Standard or Adviser"),
        Provider.QUICKBOOKS: translate("OwnerRequest", "the role company admin"),
    }
    places = {
        Provider.XERO: translate("OwnerRequest", "Settings › Users"),
        Provider.QUICKBOOKS: translate("OwnerRequest", "Settings › Manage users"),
    }
    text = translate(
        "OwnerRequest",
        "Hello,\n\nOur program LMB Desktop needs access to {books} in {provider}, so that the settlements of “{store}” "
        "reach the right place. One of these is enough:\n\n"
        "A. Sign in together with us. We agree on a time, LMB Desktop shows the sign-in page of {provider}, you type "
        "your password there and allow access. We never see the password.\n"
        "B. Give one of us access. In {provider} open {place} and invite us with {role}; we then sign in ourselves.",
    ).format(
        books=books,
        provider=provider.label,
        store=view.account.store_name or view.account.name,
        place=places[provider],
        role=roles[provider],
    )
    environment = view.sign_in.environment if link is not None and view.sign_in is not None else ""
    url = ledger_page_url(provider, environment, settings)
    return "\n\n".join(part for part in (text, url, _thanks()) if part)


def _thanks() -> str:
    return translate("OwnerRequest", "Thank you")
