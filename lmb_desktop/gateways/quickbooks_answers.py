"""What QuickBooks answers: the company, the person, and faults in their spellings. Asks nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lmb_desktop.core.errors import ConsentFailed, LmbError, NoRights, RateLimited, SubscriptionEnded
from lmb_desktop.core.sign_in import ROLE_NEEDED, OrganisationFacts, Provider
from lmb_desktop.gateways.ledger_answers import person, withdrawn
from lmb_desktop.gateways.web_reply import Reply, currency_of, name_of, object_of, objects_of, raise_for_clock, text_of
from lmb_desktop.gateways.xml_answer import elements, text_below, xml_root

QUICKBOOKS = Provider.QUICKBOOKS
# Intuit developer pages, "Error codes" and "Handling common errors"; compared without leading zeros.
TOKEN_EXPIRED, NOT_AUTHORISED, ACCESS_LOST, THROTTLED, SUBSCRIPTION_ENDED = "3200", "3100", "120", "3001", "6190"
_CURRENCY_NAMES = frozenset({"basecurrency", "homecurrency"})


@dataclass(frozen=True)
class Fault:
    """One error of QuickBooks: its code without leading zeros, and what it says."""

    code: str
    text: str


@dataclass(frozen=True)
class Person:
    """Who consented, as Intuit knows them."""

    user_id: str
    words: str


def fault_in(reply: Reply) -> Fault | None:
    """Return the fault in an answer, which may come with status 200, in lower case, or as XML; None without one."""
    body = {name.lower(): value for name, value in reply.soft_object().items()}
    fault = {name.lower(): value for name, value in object_of(body.get("fault")).items()}
    errors = objects_of(fault.get("error"))
    if errors:
        error = {name.lower(): text_of(value) for name, value in errors[0].items()}
        return Fault(_bare(error.get("code", "")), f"{error.get('message', '')} {error.get('detail', '')}".strip())
    root = xml_root(reply.body) if b"<" in reply.body[:1] else None
    found = [] if root is None else list(elements(root, "Error"))
    return Fault(_bare(found[0].get("code", "")), text_below(found[0], "Message")) if found else None


def company_in(reply: Reply, realm_id: str, read_at: datetime, *, is_demo: bool) -> OrganisationFacts:
    """Return the company in a good answer. Its own Id is "1" everywhere: the address proves which company it is."""
    body = reply.json_object()
    listed = objects_of(object_of(body.get("QueryResponse")).get("CompanyInfo"))
    company = object_of(body.get("CompanyInfo")) or (listed[0] if listed else {})
    name = name_of(company.get("CompanyName"))
    if not name:
        raise reply.unusable("the company is missing")
    return OrganisationFacts(
        id=realm_id,
        name=name,
        legal_name=name_of(company.get("LegalName")),
        country=_country(company),
        base_currency=_currency(company),
        is_demo=is_demo,
        read_at=read_at,
    )


def person_in(reply: Reply) -> Person:
    """Return who consented; nobody where Intuit does not say, as that only serves to be shown."""
    body = reply.soft_object() if reply.is_good else {}
    names = [text_of(body.get("givenName") or body.get("given_name"))]
    names.append(text_of(body.get("familyName") or body.get("family_name")))
    return Person(text_of(body.get("sub")), person(names, text_of(body.get("email"))))


def raise_for_busy(reply: Reply, fault: Fault | None) -> None:
    """Raise RateLimited or ServiceTrouble; a throttled answer names code 3001 whatever its status."""
    if reply.status == 429 or (fault is not None and fault.code == THROTTLED):
        raise _rate_limited(reply, fault)
    if reply.status >= 500:
        raise reply.trouble(*_said(fault))


def refusal(reply: Reply, fault: Fault | None, organisation: str, *, is_fresh: bool) -> LmbError:
    """Return what a refusal means, for a consent just given (`is_fresh`) or for a link that used to work."""
    details = reply.details(*_said(fault))
    code = fault.code if fault and fault.code else {401: TOKEN_EXPIRED, 403: NOT_AUTHORISED}.get(reply.status, "")
    name = organisation or "this company"
    if code == SUBSCRIPTION_ENDED:
        return SubscriptionEnded(organisation=name, details=details)
    if code == ACCESS_LOST or (code == NOT_AUTHORISED and is_fresh):
        return NoRights(service=QUICKBOOKS.label, organisation=name, needs=ROLE_NEEDED[QUICKBOOKS], details=details)
    if code == TOKEN_EXPIRED and is_fresh:
        return ConsentFailed(service=QUICKBOOKS.label, code=code, details=details)
    if code in (TOKEN_EXPIRED, NOT_AUTHORISED):
        return withdrawn(QUICKBOOKS, details)
    raise_for_clock(reply, *_said(fault))
    return reply.unusable(f"it refused with status {reply.status}", *_said(fault))


def _rate_limited(reply: Reply, fault: Fault | None) -> RateLimited:
    return reply.rate_limited(*_said(fault))


def _said(fault: Fault | None) -> tuple[str, ...]:
    return () if fault is None else (f"error {fault.code}", fault.text)


def _bare(code: str) -> str:
    return code.strip().lstrip("0")


def _country(company: Mapping[str, Any]) -> str:
    """Return the country: two letters, or three where only the addresses name it (since autumn 2025)."""
    places = (object_of(company.get(name)).get("Country") for name in ("CompanyAddr", "LegalAddr"))
    return next(filter(None, map(name_of, (company.get("Country"), *places))), "")


def _currency(company: Mapping[str, Any]) -> str:
    """Return the base currency where CompanyInfo names one; it need not, and another request for it is not made."""
    pairs = objects_of(company.get("NameValue"))
    named = [currency_of(pair.get("Value")) for pair in pairs if text_of(pair.get("Name")).lower() in _CURRENCY_NAMES]
    return next(filter(None, named), "")
