"""The rows of a ledger half: which of them a fresh consent renews, and what they become."""

from __future__ import annotations

from lmb_desktop.core.health import HalfFacts
from lmb_desktop.core.holdings import Holdings
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import LedgerGrant, Organisation, OrganisationFacts, Provider, SignIn


def known_link(holdings: Holdings, provider: Provider, organisation_id: str) -> LedgerLink | None:
    """Return the link to an organisation that exists, or None."""
    return next(
        (link for link in holdings.links if (link.provider, link.organisation_id) == (provider, organisation_id)),
        None,
    )


def known_sign_in(holdings: Holdings, grant: LedgerGrant, known: LedgerLink | None) -> SignIn | None:
    """Return the sign-in whose chain this consent renews: Xero's by person, Intuit's by company."""
    if grant.provider is Provider.QUICKBOOKS:
        return holdings.sign_in(known.sign_in_id) if known else None
    return next(
        (
            sign_in
            for sign_in in holdings.sign_ins
            if grant.user_id
            and (sign_in.provider, sign_in.environment, sign_in.user_id)
            == (grant.provider, grant.environment, grant.user_id)
        ),
        None,
    )


def made_sign_in(grant: LedgerGrant, sign_in_id: str) -> SignIn:
    """Return the row of a sign-in from a fresh consent; its slot is filled in when the secret lies there."""
    return SignIn(
        id=sign_in_id,
        provider=grant.provider,
        environment=grant.environment,
        user_id=grant.user_id,
        authorised_by=grant.authorised_by,
        slot="",
        chain=grant.chain,
    )


def made_link(link_id: str, sign_in: SignIn, *, organisation: Organisation, facts: OrganisationFacts) -> LedgerLink:
    """Return the row of a link from what the organisation said of itself."""
    return LedgerLink(
        id=link_id,
        sign_in_id=sign_in.id,
        provider=sign_in.provider,
        organisation_id=organisation.id,
        organisation_name=facts.name or organisation.name,
        legal_name=facts.legal_name,
        country=facts.country,
        base_currency=facts.base_currency,
        is_demo=facts.is_demo,
        connection_id=organisation.connection_id,
        facts=HalfFacts(consented_at=sign_in.chain.consented_at, last_ok=facts.read_at),
    )
