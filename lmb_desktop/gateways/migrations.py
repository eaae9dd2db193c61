"""The steps from an empty file to today's tables; append only, each one small function in one transaction."""

from __future__ import annotations

from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

steps = Migrations("lmb_desktop")
# The columns of the first step; later steps add theirs, and never change these.
HALF_FACTS = ("consented_at", "last_ok", "refused_at", "refusal", "trouble_at", "trouble", "ends_at", "paused_at")
CHAIN_FACTS = ("consented_at", "renewed_at", "idle_ends_at", "hard_ends_at")
MARK = ("saving_slot", "saving_holder")
SIGN_IN = ("id", "provider", "environment", "user_id", "authorised_by", "slot", "holder")
LINK = (
    *("id", "sign_in_id", "provider", "organisation_id", "organisation_name", "legal_name", "country"),
    *("base_currency", "connection_id"),
)
ACCOUNT = (
    *("id", "name", "folded_name", "region", "method", "seller_id", "store_name", "id_check", "participations"),
    *("seller_slot", "seller_holder", "own_client_id", "created_at", "client_id", "link_id"),
)


@steps()
def first_tables(db: sqlite_utils.Database) -> None:
    """Make the tables of the first version: clients, sign-ins, links, accounts, settings."""
    texts = dict.fromkeys
    db.table("clients").create({"id": str, "name": str}, pk="id", not_null={"name"}, strict=True)
    db.table("sign_ins").create(texts((*SIGN_IN, *CHAIN_FACTS, *MARK), str), pk="id", strict=True)
    db.table("ledger_links").create(
        texts((*LINK, *HALF_FACTS), str) | {"is_demo": int},
        pk="id",
        not_null={"sign_in_id", "provider", "organisation_id"},
        foreign_keys=[("sign_in_id", "sign_ins", "id")],
        strict=True,
    )
    db.table("ledger_links").create_index(["provider", "organisation_id"], unique=True)
    db.table("accounts").create(
        texts((*ACCOUNT, *HALF_FACTS, *MARK), str),
        pk="id",
        foreign_keys=[("client_id", "clients", "id"), ("link_id", "ledger_links", "id")],
        strict=True,
    )
    db.table("accounts").create_index(["seller_id", "region"], unique=True)
    db.table("accounts").create_index(["folded_name"], unique=True)
    db.table("settings").create({"key": str, "value": str}, pk="key", strict=True)


@steps()
def connections_that_last(db: sqlite_utils.Database) -> None:
    """Add what keeps connections alive: since when a trouble lasts, a refresh under way, clients by name, history."""
    for table in ("accounts", "ledger_links"):
        db.table(table).add_column("trouble_since", str)
    db.table("sign_ins").add_column("renewing_at", str)
    db.table("clients").add_column("folded_name", str)
    db.table("clients").create_index(["folded_name"], unique=True)
    db.table("accounts").create_index(["link_id"])
    db.table("ledger_links").create_index(["sign_in_id"])
    db.table("history").create(
        {"id": int, "account_id": str, "at": str, "event": str, "detail": str},
        pk="id",
        not_null={"account_id", "at", "event", "detail"},
        foreign_keys=[("account_id", "accounts", "id")],
        strict=True,
    )
    db.table("history").create_index(["account_id"])


@steps()
def replies_that_are_kept(db: sqlite_utils.Database) -> None:
    """Add what was answered, masked, when a half was refused or could not be checked."""
    for table in ("accounts", "ledger_links"):
        db.table(table).add_column("reply", str)


def apply(path: Path) -> None:
    """Apply the pending steps to a file; a step that raises leaves it as it was."""
    db = sqlite_utils.Database(str(path))
    try:
        steps.apply(db)
    finally:
        db.close()
