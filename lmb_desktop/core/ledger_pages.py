"""Addresses of the ledgers' own pages: where a person looks at the books."""

from __future__ import annotations

from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import Provider

# Xero's deep links need an organisation's short code, which is not kept, so the page is the one where every Xero user
# begins; Xero opens the organisation used last. Intuit publishes no link to a company at all, only these two pages.
_START_PAGES = {
    Provider.XERO: "https://go.xero.com/",
    Provider.QUICKBOOKS: "https://qbo.intuit.com/",
}
_SANDBOX_PAGE = "https://sandbox.qbo.intuit.com/"
_AUTHORIZE = {Provider.XERO: "xero_authorize", Provider.QUICKBOOKS: "quickbooks_authorize"}


def ledger_page_url(provider: Provider, environment: str, settings: ServiceSettings) -> str:
    """Return the page where a ledger is looked at; an empty text where services on this computer stand in for it."""
    if settings.endpoint(_AUTHORIZE[provider]):
        return ""
    is_sandbox = provider is Provider.QUICKBOOKS and environment == "sandbox"
    return _SANDBOX_PAGE if is_sandbox else _START_PAGES[provider]
