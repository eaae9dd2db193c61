"""The facts of an organisation, as the person compares them before confirming. Words only, no widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lmb_desktop.core.fitting import Misfit
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider
from lmb_desktop.widgets.countries import country_name
from lmb_desktop.widgets.facts_panel import Fact
from lmb_desktop.widgets.name_list import names_fact


@dataclass(frozen=True)
class ForAccount:
    """The account that is to be connected: its name, the currencies of its settlements, who uses an organisation."""

    name: str
    currencies: tuple[str, ...]
    used_by: Callable[[Provider, str], Sequence[str]]
    """Names of other accounts that post to an organisation, by its id."""
    misfits: Callable[[Provider, OrganisationFacts], Sequence[Misfit]]
    """What an organisation that was read does not have in common with the account."""
    expected_id: str = ""
    """The organisation that is expected to come back, where the account is signed in again."""
    expected_name: str = ""


def organisation_rows(grant: LedgerGrant, facts: OrganisationFacts, account: ForAccount) -> list[Fact]:
    """Return the rows to compare: what the ledger itself said, and what it means for this account."""
    used_by = account.used_by(grant.provider, facts.id) or (_tr("no other account"),)
    rows = [
        Fact(_tr("Name"), facts.name, strong=True),
        Fact(_tr("Legal name"), facts.legal_name),
        Fact(_tr("Country"), country_name(facts.country) if facts.country else ""),
        Fact(_tr("Base currency"), currency_text(facts.base_currency, account.currencies)),
        Fact(_tr("Kind"), _kind(grant.provider, is_demo=facts.is_demo)),
        names_fact(_tr("Used so far by"), used_by),
        Fact(_tr("Authorised by"), grant.authorised_by),
    ]
    return [row for row in rows if row.value]


def unread_rows(grant: LedgerGrant, organisation: Organisation, account: ForAccount) -> list[Fact]:
    """Return what is known before the organisation was read."""
    used_by = account.used_by(grant.provider, organisation.id) or (_tr("no other account"),)
    return [Fact(_tr("Name"), organisation.name or "–", strong=True), names_fact(_tr("Used so far by"), used_by)]


def currency_text(base: str, settled_in: Sequence[str]) -> str:
    """Return the base currency and how it fits the account's settlements; empty where the ledger did not say."""
    if not base or not settled_in:
        return base
    if set(settled_in) == {base}:
        return _tr("{base}, the same as this account’s settlements").format(base=base)
    text = _tr("{base}; settlements are in {currencies}, so multi-currency must be on")
    return text.format(base=base, currencies=_listed(settled_in))


def link_line(link: LedgerLink) -> str:
    """Return in one line what is kept of a connected organisation; what its ledger did not say is left out."""
    legal_name = link.legal_name if link.legal_name != link.organisation_name else ""
    country = country_name(link.country) if link.country else ""
    kind = _kind(link.provider, is_demo=link.is_demo)
    return " · ".join(filter(None, (legal_name, country, link.base_currency, kind)))


def _kind(provider: Provider, *, is_demo: bool) -> str:
    if is_demo:
        return _tr("Demo company") if provider is Provider.XERO else _tr("Sandbox company")
    return _tr("Live organisation") if provider is Provider.XERO else _tr("Live company")


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _tr("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def _tr(text: str) -> str:
    return QCoreApplication.translate("OrganisationFacts", text)
