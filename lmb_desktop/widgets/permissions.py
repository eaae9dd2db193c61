"""What a sign-in asks the provider to allow, in plain words; made from the permissions really asked for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.sign_in import Provider

REQUESTED = {
    Provider.XERO: ("openid", "profile", "email", "offline_access", "accounting.settings.read"),
    Provider.QUICKBOOKS: ("com.intuit.quickbooks.accounting", "openid", "profile", "email"),
}
"""The scopes of each provider's sign-in; a test holds them against the ones the gateways send."""


def permission_lines(provider: Provider, scopes: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Return a line for each permission, in the order in which they matter to the person."""
    asked = set(REQUESTED[provider] if scopes is None else scopes)
    return tuple(line for needed, line in _lines() if asked & needed)


def _lines() -> tuple[tuple[frozenset[str], str], ...]:
    intuit = frozenset({"com.intuit.quickbooks.accounting"})
    identity = frozenset({"profile", "email"})
    # Intuit keeps a sign-in alive without a permission of its own.
    return (
        (frozenset({"accounting.settings.read", "accounting.settings"}), _tr("read the organisation’s details")),
        (intuit, _tr("read the company’s details")),
        (frozenset({"accounting.invoices"}), _tr("prepare draft invoices and bills")),
        (intuit, _tr("post journal entries you approve")),
        (frozenset({"accounting.attachments"}), _tr("attach the settlement file")),
        (frozenset({"accounting.contacts"}), _tr("find or add the contact Amazon")),
        (identity, _tr("see your name and e-mail address")),
        (intuit | {"offline_access"}, _tr("stay connected until you disconnect")),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Permissions", text)
