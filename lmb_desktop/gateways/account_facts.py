"""What checks write: the facts of a half, changed inside one transaction while the row stands on the same consent."""

from __future__ import annotations

import sqlite3

from lmb_desktop.core.account import Account, SellerIdentity
from lmb_desktop.core.account_store import Change
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import OrganisationFacts
from lmb_desktop.gateways.account_rows import Row, half_facts_of, participations_text, row_of_half_facts, text_of
from lmb_desktop.gateways.account_writes import update

ACCOUNT = "SELECT * FROM accounts WHERE id = ? AND seller_slot = ? AND consented_at IS ?"
LINK = "SELECT * FROM ledger_links WHERE id = ? AND sign_in_id = ? AND consented_at IS ?"


def change_seller_facts(
    connection: sqlite3.Connection, account: Account, change: Change, *, identity: SellerIdentity | None
) -> None:
    """Change the facts of an account's Amazon half, but not its pause."""
    consent = text_of(account.seller_facts.consented_at)
    row = connection.execute(ACCOUNT, [account.id, account.seller_slot, consent]).fetchone()
    if row is None:
        return
    said: Row = {}
    if identity is not None:
        said = {
            "store_name": identity.store_name,
            "participations": participations_text(identity.participations),
        }
    facts = {**row_of_half_facts(change(half_facts_of(row))), "paused_at": row["paused_at"]}
    update(connection, "accounts", {"id": account.id, **facts, **said})


def change_link_facts(
    connection: sqlite3.Connection, link: LedgerLink, change: Change, *, found: OrganisationFacts | None
) -> None:
    """Change the facts of a link; what its organisation left empty stays as it was."""
    consent = text_of(link.facts.consented_at)
    row = connection.execute(LINK, [link.id, link.sign_in_id, consent]).fetchone()
    if row is None:
        return
    said: dict[str, str] = {}
    if found is not None:
        said = {
            "organisation_name": found.name,
            "legal_name": found.legal_name,
            "country": found.country,
            "base_currency": found.base_currency,
        }
    known = {name: value for name, value in said.items() if value}
    facts = row_of_half_facts(change(half_facts_of(row)))
    update(connection, "ledger_links", {"id": link.id, **facts, **known})
