"""Locks between processes are taken in one order, so that no two acts can wait for each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lmb_desktop.core.account import Method, SellerCredentials
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.holdings import RecordKind, SavingMark
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider
from tests.core.conftest import BLUE, FERN, Office, save_ledger, save_seller
from tests.fakes.services import SELLER_ID, ledger_grant, organisation_facts, seller_identity

ORDER = ("tidy", "consent", "chain", "account")
"""The order that docs/house.md names: whoever holds one takes only those after it."""


def signs_in_again(office: Office) -> object:
    """Sign in to the first ledger again, by another person."""
    link = office.view().link
    assert link is not None
    return office.connections.reconnect_ledger(
        link.id,
        grant=ledger_grant("refresh-9", "user-9", link.provider),
        organisation=FERN,
        facts=organisation_facts(FERN.id, FERN.name),
        cancel=CancelToken(),
    )


def authorises_again(office: Office) -> object:
    """Authorise Amazon again."""
    credentials = SellerCredentials("europe", Method.SP_API, SELLER_ID, Secret("token-9"))
    return office.connections.reconnect_seller("acc-1", credentials=credentials, identity=seller_identity())


def tidies(office: Office) -> object:
    """Tidy up after a program that was stopped."""
    sign_in = office.view().sign_in
    assert sign_in is not None
    office.store.put_mark(SavingMark(RecordKind.ACCOUNT, "acc-1", "b", "gone"))
    office.store.put_mark(SavingMark(RecordKind.SIGN_IN, sign_in.id, "b", "gone"))
    return office.connections.tidy()


ACTS: dict[str, Callable[[Office], object]] = {
    "save the Amazon half": lambda office: save_seller(office.connections, token="new"),
    "save the ledger half": lambda office: save_ledger(office.connections, "acc-1", ledger_grant("new"), FERN),
    "change the ledger": lambda office: save_ledger(office.connections, "acc-1", ledger_grant("n", "user-9"), BLUE),
    "share a ledger": lambda office: office.connections.share_link("acc-1", office.view("acc-2").account.link_id or ""),
    "sign in again": signs_in_again,
    "authorise again": authorises_again,
    "check": lambda office: office.check("acc-1", "acc-2"),
    "check what is due": lambda office: office.connections.check_due(CancelToken()),
    "disconnect the ledger": lambda office: office.connections.parting.disconnect_ledger("acc-1", CancelToken()),
    "disconnect Amazon": lambda office: office.connections.parting.disconnect_seller("acc-1"),
    "delete": lambda office: office.connections.parting.remove("acc-1", CancelToken()),
    "tidy": tidies,
    "pause": lambda office: office.connections.arranging.pause(["acc-1"]),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("provider", Provider)
def test_every_act_takes_its_locks_in_the_order_of_the_house(act: str, provider: Provider) -> None:
    office = Office()
    office.save_seller()
    office.save_ledger(grant=ledger_grant(provider=provider))
    office.save_seller("acc-2", name="Blue", seller_id="A1OTHERSELLER1")
    office.save_ledger("acc-2", ledger_grant("refresh-2", "user-2"), BLUE)
    office.clock.move(days=2)
    office.locks.held.clear()
    office.locks.nested.clear()
    ACTS[act](office)
    kinds = {(rank(outer), rank(inner)) for outer, inner in office.locks.nested}
    assert all(outer < inner for outer, inner in kinds), office.locks.nested
    assert office.locks.held or act == "pause"


def rank(name: str) -> int:
    """Return where a lock stands in the order; raises ValueError for one that has no place in it."""
    return ORDER.index(name.partition("-")[0])
