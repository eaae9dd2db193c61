"""What Xero answers: connections, the organisation, and refusals in two spellings. Asks nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lmb_desktop.core.errors import ConnectionLimit, LmbError, NoRights, ScopeRefused
from lmb_desktop.core.sign_in import ROLE_NEEDED, Organisation, OrganisationFacts, Provider
from lmb_desktop.gateways.web_reply import Reply, currency_of, name_of, objects_of, raise_for_clock, text_of

XERO = Provider.XERO


@dataclass(frozen=True)
class Connection:
    """One organisation that the person linked to this app, in this consent or an earlier one."""

    organisation: Organisation
    event_id: str
    updated_at: datetime
    is_organisation: bool


def connections_in(reply: Reply) -> list[Connection]:
    """Return the organisations of a list of connections, newest first; practices and other kinds are left out."""
    return [one for one in all_connections_in(reply) if one.is_organisation]


def all_connections_in(reply: Reply) -> list[Connection]:
    """Return whatever is linked, newest first, practices and other kinds too: a revoked token ends them all."""
    found = reply.json()
    if not isinstance(found, list):
        raise reply.unusable("the list of connections is missing")
    kept = [_connection(entry) for entry in objects_of(found) if text_of(entry.get("tenantId"))]
    return sorted(kept, key=lambda one: one.updated_at, reverse=True)


def organisation_in(reply: Reply, tenant_id: str, read_at: datetime) -> OrganisationFacts:
    """Return what the organisation says of itself; raises AnswerUnusable when it says nothing.

    Which organisation answers is settled by the tenant header. Xero publishes nothing about OrganisationID being the
    tenant's id, and its published examples differ, so the two are not compared.
    """
    found = objects_of(reply.json_object().get("Organisations"))
    if not found:
        raise reply.unusable("the organisation is missing")
    entry = found[0]
    return OrganisationFacts(
        id=tenant_id,
        name=name_of(entry.get("Name")),
        legal_name=name_of(entry.get("LegalName")),
        country=name_of(entry.get("CountryCode")),
        base_currency=currency_of(entry.get("BaseCurrency")),
        is_demo=entry.get("IsDemoCompany") is True,
        read_at=read_at,
    )


def fresh_refusal(reply: Reply, organisation: str, scopes: str) -> LmbError:
    """Return what it means that Xero refuses data to a consent that was just given."""
    detail = refusal_detail(reply)
    details = reply.details(detail)
    if reply.status == 401 and not detail.lower().startswith("tokenexpired"):
        return ScopeRefused(service=XERO.label, scopes=scopes, details=details)
    if reply.status == 403:
        if "limit" in detail.lower():
            return ConnectionLimit(service=XERO.label, details=details)
        return no_rights(organisation, details)
    return unnamed_refusal(reply)


def no_rights(organisation: str, details: str) -> NoRights:
    """Return the error for a login that may not connect apps."""
    name = organisation or "this organisation"
    return NoRights(service=XERO.label, organisation=name, needs=ROLE_NEEDED[XERO], details=details)


def unnamed_refusal(reply: Reply) -> LmbError:
    """Return the error for a refusal without a meaning of its own; raises ClockWrong where our time may be why."""
    raise_for_clock(reply, refusal_detail(reply))
    return reply.unusable(f"it refused with status {reply.status}", refusal_detail(reply))


def refusal_detail(reply: Reply) -> str:
    """Return Xero's reason; its addresses spell the keys in two ways (Detail, detail)."""
    spelled = {name.lower(): value for name, value in reply.soft_object().items()}
    return text_of(spelled.get("detail"))


def organisations_of(connections: Iterable[Connection]) -> tuple[Organisation, ...]:
    """Return the organisations of connections."""
    return tuple(connection.organisation for connection in connections)


def _connection(entry: dict[str, Any]) -> Connection:
    organisation = Organisation(
        id=text_of(entry.get("tenantId")),
        name=name_of(entry.get("tenantName")),
        connection_id=text_of(entry.get("id")),
    )
    return Connection(
        organisation=organisation,
        event_id=text_of(entry.get("authEventId")),
        updated_at=_time(text_of(entry.get("updatedDateUtc")) or text_of(entry.get("createdDateUtc"))),
        is_organisation=text_of(entry.get("tenantType")).upper() == "ORGANISATION",
    )


def _time(text: str) -> datetime:
    """Read a time as Xero writes it: seven fraction digits and no offset, which means UTC. Unreadable is the oldest."""
    whole, _dot, fraction = text.rstrip("Zz").partition(".")
    digits = "".join(digit for digit in fraction[:6] if digit.isdigit()).ljust(6, "0")
    try:
        found = datetime.fromisoformat(f"{whole}.{digits}")
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
