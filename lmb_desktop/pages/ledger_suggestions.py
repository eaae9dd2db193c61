"""What session and parts say about the ledger step: the account, who uses an organisation, the usual provider."""

from __future__ import annotations

from lmb_desktop.core.account import currencies_of, folded
from lmb_desktop.core.fitting import Books, Misfit, Receiver, misfits
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.overview import AccountView, LinkView, Overview
from lmb_desktop.core.sign_in import OrganisationFacts, Provider
from lmb_desktop.pages.session import PageParts, WizardSession
from lmb_desktop.widgets.organisation_facts import ForAccount
from lmb_desktop.widgets.sign_in_parts import SignInParts


def account_to_connect(session: WizardSession) -> ForAccount:
    """Return the account as the choice of an organisation shows it."""
    draft = session.draft
    receiver = receiver_of(session)

    def used_by(provider: Provider, organisation_id: str) -> tuple[str, ...]:
        return tuple(name for name in users_of(session.known, provider, organisation_id) if name != draft.name)

    def misfits_of(provider: Provider, facts: OrganisationFacts) -> tuple[Misfit, ...]:
        return misfits(receiver, Books.read(provider, facts), session.known.accounts)

    return ForAccount(draft.name, receiver.currencies, used_by, misfits_of)


def receiver_of(session: WizardSession) -> Receiver:
    """Return the account as an organisation must fit it."""
    draft = session.draft
    selling_in = draft.identity.selling_in if draft.identity is not None else ()
    return Receiver(draft.account_id, draft.name, draft.client, currencies_of(selling_in))


def shared_misfits(session: WizardSession, link: LedgerLink) -> tuple[Misfit, ...]:
    """Return what does not fit of a connection that exists."""
    return misfits(receiver_of(session), Books.of(link), session.known.accounts)


def offered_links(session: WizardSession) -> tuple[tuple[LinkView, ...], str, frozenset[str]]:
    """Return the connections that exist, the one suggested, and those of the same client."""
    return session.known.links, suggested_link(session), links_of_client(session)


def suggested_link(session: WizardSession) -> str:
    """Return the connection that is offered as the main step, or an empty text.

    That is the one of the account before, unless it belongs to another client; else one that the client has already.
    """
    suggested, own = session.suggested_link_id, links_of_client(session)
    owners = [folded(view.account.client or "") for view in _others(session) if view.account.link_id == suggested]
    if suggested and (not owners or folded(session.draft.client) in owners):
        return suggested
    return min(own, default="")


def links_of_client(session: WizardSession) -> frozenset[str]:
    """Return the connections that accounts of the same client use; none without a client."""
    client = folded(session.draft.client)
    if not client:
        return frozenset()
    same = (view.account for view in _others(session) if folded(view.account.client or "") == client)
    return frozenset(account.link_id for account in same if account.link_id)


def _others(session: WizardSession) -> list[AccountView]:
    return [view for view in session.known.accounts if view.account.id != session.draft.account_id]


def users_of(known: Overview, provider: Provider, organisation_id: str) -> tuple[str, ...]:
    """Return the names of the accounts that post to an organisation."""
    same = [
        view for view in known.links if (view.link.provider, view.link.organisation_id) == (provider, organisation_id)
    ]
    return tuple(name for view in same for name in view.used_by)


def last_provider(known: Overview) -> Provider | None:
    """Return the provider of the account connected last, or None."""
    used = [(view.account.created_at, view.link.provider) for view in known.accounts if view.link is not None]
    return max(used, key=lambda entry: entry[0])[1] if used else None


def sign_in_parts(parts: PageParts) -> SignInParts:
    """Return what a sign-in needs of a page's parts."""
    return SignInParts(
        tasks=parts.tasks,
        work=parts.work,
        settings=parts.settings,
        clock=parts.clock,
        open_url=parts.open_url,
        may_show_web_view=parts.may_show_web_view,
        is_practice=parts.is_practice,
    )
