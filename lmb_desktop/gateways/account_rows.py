"""Rows of the account list as the core's facts, and back. Times are UTC text, texts are never None in the core."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache

from lmb_desktop.core.account import Account, Method, Participation, SellerIdCheck, folded
from lmb_desktop.core.health import ChainFacts, HalfFacts
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import Provider, SignIn
from lmb_desktop.gateways.reply_column import reply_of, reply_text

Row = Mapping[str, str | int | None]


def account_of(row: sqlite3.Row, clients: Mapping[str, str]) -> Account:
    """Return an account from its row."""
    return Account(
        id=row["id"],
        name=row["name"],
        region=row["region"],
        method=Method(row["method"]),
        seller_id=row["seller_id"],
        store_name=row["store_name"],
        id_check=SellerIdCheck(row["id_check"]),
        participations=participations_of(row["participations"]),
        seller_slot=row["seller_slot"],
        created_at=moment_of(row["created_at"]) or datetime.fromtimestamp(0, UTC),
        seller_holder=row["seller_holder"],
        client=clients.get(row["client_id"] or ""),
        own_client_id=row["own_client_id"],
        link_id=row["link_id"],
        seller_facts=half_facts_of(row),
    )


def row_of_account(account: Account) -> Row:
    """Return an account's row, without its client and its mark."""
    return {
        "id": account.id,
        "name": account.name,
        "folded_name": folded(account.name),
        "region": account.region,
        "method": account.method.value,
        "seller_id": account.seller_id,
        "store_name": account.store_name,
        "id_check": account.id_check.value,
        "participations": participations_text(account.participations),
        "seller_slot": account.seller_slot,
        "seller_holder": account.seller_holder,
        "own_client_id": account.own_client_id,
        "created_at": text_of(account.created_at),
        "link_id": account.link_id,
        **row_of_half_facts(account.seller_facts),
    }


@lru_cache(maxsize=1024)
def participations_of(text: str) -> tuple[Participation, ...]:
    """Return the marketplaces that stand in a row; sellers of one region mostly have the same."""
    return tuple(Participation(**entry) for entry in json.loads(text))


def participations_text(participations: tuple[Participation, ...]) -> str:
    """Return the marketplaces of a seller as they stand in a row."""
    return json.dumps([asdict(entry) for entry in participations])


def sign_in_of(row: sqlite3.Row) -> SignIn:
    """Return a sign-in from its row."""
    return SignIn(
        id=row["id"],
        provider=Provider(row["provider"]),
        environment=row["environment"],
        user_id=row["user_id"],
        authorised_by=row["authorised_by"],
        slot=row["slot"],
        holder=row["holder"],
        chain=ChainFacts(
            consented_at=moment_of(row["consented_at"]),
            renewed_at=moment_of(row["renewed_at"]),
            idle_ends_at=moment_of(row["idle_ends_at"]),
            hard_ends_at=moment_of(row["hard_ends_at"]),
            renewing_at=moment_of(row["renewing_at"]),
        ),
    )


def row_of_sign_in(sign_in: SignIn) -> Row:
    """Return a sign-in's row, without its mark."""
    chain = sign_in.chain
    return {
        "id": sign_in.id,
        "provider": sign_in.provider.value,
        "environment": sign_in.environment,
        "user_id": sign_in.user_id,
        "authorised_by": sign_in.authorised_by,
        "slot": sign_in.slot,
        "holder": sign_in.holder,
        "consented_at": text_of(chain.consented_at),
        "renewed_at": text_of(chain.renewed_at),
        "idle_ends_at": text_of(chain.idle_ends_at),
        "hard_ends_at": text_of(chain.hard_ends_at),
        "renewing_at": text_of(chain.renewing_at),
    }


def link_of(row: sqlite3.Row) -> LedgerLink:
    """Return a link from its row."""
    return LedgerLink(
        id=row["id"],
        sign_in_id=row["sign_in_id"],
        provider=Provider(row["provider"]),
        organisation_id=row["organisation_id"],
        organisation_name=row["organisation_name"],
        legal_name=row["legal_name"],
        country=row["country"],
        base_currency=row["base_currency"],
        is_demo=bool(row["is_demo"]),
        connection_id=row["connection_id"],
        facts=half_facts_of(row),
    )


def row_of_link(link: LedgerLink) -> Row:
    """Return a link's row."""
    return {
        "id": link.id,
        "sign_in_id": link.sign_in_id,
        "provider": link.provider.value,
        "organisation_id": link.organisation_id,
        "organisation_name": link.organisation_name,
        "legal_name": link.legal_name,
        "country": link.country,
        "base_currency": link.base_currency,
        "is_demo": int(link.is_demo),
        "connection_id": link.connection_id,
        **row_of_half_facts(link.facts),
    }


def row_of_half_facts(facts: HalfFacts) -> Row:
    """Return the columns of a half's facts."""
    return {
        "consented_at": text_of(facts.consented_at),
        "last_ok": text_of(facts.last_ok),
        "refused_at": text_of(facts.refused_at),
        "refusal": facts.refusal,
        "trouble_at": text_of(facts.trouble_at),
        "trouble": facts.trouble,
        "ends_at": text_of(facts.ends_at),
        "paused_at": text_of(facts.paused_at),
        "trouble_since": text_of(facts.trouble_since),
        "reply": reply_text(facts.reply),
    }


def half_facts_of(row: sqlite3.Row) -> HalfFacts:
    """Return a half's facts from the row they stand in."""
    return HalfFacts(
        consented_at=moment_of(row["consented_at"]),
        last_ok=moment_of(row["last_ok"]),
        refused_at=moment_of(row["refused_at"]),
        refusal=row["refusal"] or "",
        trouble_at=moment_of(row["trouble_at"]),
        trouble=row["trouble"] or "",
        ends_at=moment_of(row["ends_at"]),
        paused_at=moment_of(row["paused_at"]),
        trouble_since=moment_of(row["trouble_since"]),
        reply=reply_of(row["reply"]),
    )


def moment_of(text: str | None) -> datetime | None:
    """Return the time that stands in a column."""
    return datetime.fromisoformat(text) if text else None


def text_of(moment: datetime | None) -> str | None:
    """Return a time as it stands in a column: UTC text."""
    return moment.astimezone(UTC).isoformat() if moment is not None else None
