"""Reconnecting: each half again with the same identity; with any other nothing changes at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lmb_desktop.core import errors
from lmb_desktop.core.account import Method, SellerApp, SellerCredentials
from lmb_desktop.core.account_file import AccountFile
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.health import State
from lmb_desktop.core.history import Event
from lmb_desktop.core.messages import message_for
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Organisation, Provider
from tests.core.conftest import BLUE, FERN, Office
from tests.fakes.services import SELLER_ID, ledger_grant, organisation_facts, seller_identity

OTHER = "A1OTHERSELLER1"
ENDED = errors.GrantEnded(service="Xero", reason="withdrawn")


@pytest.fixture
def finished(office: Office) -> Office:
    """Give two accounts of a client on one person's chain, a while later."""
    office.save_seller()
    office.save_ledger()
    office.save_seller("acc-2", name="Blue", seller_id=OTHER)
    office.save_ledger("acc-2", ledger_grant("refresh-2"), BLUE)
    office.connections.arranging.move_to_client(["acc-1"], "Fern")
    office.clock.move(days=40)
    return office


def everything(office: Office) -> object:
    """Return all rows, marks, entries and history."""
    return office.store.holdings(), office.store.marks(), dict(office.keyring.entries), list(office.history.entries)


def reconnect_seller(office: Office, seller_id: str = SELLER_ID, region: str = "europe", **others):
    """Authorise Amazon again."""
    credentials = SellerCredentials(region, Method.SP_API, seller_id, Secret("token-9"), **others)
    identity = seller_identity(seller_id, "Harbour Tea and Coffee")
    return office.connections.reconnect_seller("acc-1", credentials=credentials, identity=identity)


def reconnect_ledger(office: Office, organisation: Organisation = FERN, account_id: str = "acc-1", **grant):
    """Sign in again."""
    link_id = office.view(account_id).account.link_id
    assert link_id is not None
    return office.connections.reconnect_ledger(
        link_id,
        grant=ledger_grant("refresh-9", at=office.clock.now(), **grant),
        organisation=organisation,
        facts=replace(organisation_facts(organisation.id, organisation.name), read_at=office.clock.now()),
        cancel=CancelToken(),
    )


def test_amazon_is_authorised_again_and_everything_of_the_user_stays(finished: Office) -> None:
    finished.connections.arranging.pause(["acc-1"])
    before = finished.view()
    finished.amazon.outcome = errors.CredentialsRefused(service="Amazon")
    own = SellerApp("amzn1.application-oa2-client.9", Secret("own"))
    view = reconnect_seller(finished, own_app=own)
    kept = ("id", "name", "client", "region", "seller_id", "created_at", "link_id")
    assert [getattr(view.account, name) for name in kept] == [getattr(before.account, name) for name in kept]
    assert (view.is_paused, view.account.store_name, view.account.own_client_id) == (
        True,
        "Harbour Tea and Coffee",
        own.client_id,
    )
    assert view.account.seller_facts.refused_at is None
    assert finished.orphans() == set()
    assert finished.connections.arranging.history("acc-1")[0].event is Event.SELLER_REAUTHORISED


@pytest.mark.parametrize("other", [{"seller_id": OTHER}, {"seller_id": "A9NOBODYELSE99"}, {"region": "japan"}])
def test_another_seller_or_region_changes_nothing_and_says_so(finished: Office, other: dict[str, str]) -> None:
    before = everything(finished)
    with pytest.raises(errors.WrongSeller) as caught:
        reconnect_seller(finished, **other)
    assert everything(finished) == before
    message = message_for(caught.value)
    assert (message.id, SELLER_ID in message.sentence) == ("A-16", True)


def test_an_account_that_has_gone_is_said_to_be(office: Office) -> None:
    with pytest.raises(errors.NoSuchAccount):
        reconnect_seller(office)
    with pytest.raises(errors.NoSuchAccount):
        office.connections.reconnect_ledger(
            "gone", grant=ledger_grant(), organisation=FERN, facts=organisation_facts("x", "x"), cancel=CancelToken()
        )


def test_the_same_organisation_is_signed_in_to_again_by_the_same_person(finished: Office) -> None:
    finished.ledger.refused = {"refresh-2": ENDED}
    finished.check("acc-1", "acc-2")
    assert [finished.view(one).ledger.state for one in ("acc-1", "acc-2")] == [State.REAUTHORISE] * 2
    links = [link.id for link in finished.store.holdings().links]
    overview = reconnect_ledger(finished)
    # The other organisation stands on the same chain: it was looked at, and is fine again without a sign-in.
    assert [view.ledger.state for view in overview.accounts] == [State.OK, State.OK]
    assert [link.id for link in finished.store.holdings().links] == links
    assert [one[0] for one in finished.ledger.reads] == ["org-2"]
    assert len(finished.store.holdings().sign_ins) == 1
    assert finished.connections.arranging.history("acc-1")[0].event is Event.LEDGER_SIGNED_IN


def test_a_link_that_is_shared_is_mended_for_all_of_them(finished: Office) -> None:
    finished.connections.share_link("acc-2", finished.view().account.link_id)
    reconnect_ledger(finished)
    for account_id in ("acc-1", "acc-2"):
        assert finished.connections.arranging.history(account_id)[0].event is Event.LEDGER_SIGNED_IN


@pytest.mark.parametrize(
    "wrong", [{"organisation": BLUE}, {"organisation": FERN, "provider": Provider.QUICKBOOKS}, {"account_id": "acc-2"}]
)
def test_another_organisation_changes_nothing_and_says_so(finished: Office, wrong: dict) -> None:
    before = everything(finished)
    with pytest.raises(errors.WrongAccount) as caught:
        reconnect_ledger(finished, **wrong)
    assert everything(finished) == before
    assert (finished.ledger.renewed_with, finished.ledger.revoked) == ([], [])
    assert message_for(caught.value).id == "L-05"


def test_the_organisation_is_the_same_whatever_the_case_of_its_id(finished: Office) -> None:
    reconnect_ledger(finished, replace(FERN, id="ORG-1"))
    assert finished.view().ledger.state is State.OK


def test_another_person_takes_the_link_over_and_the_chain_goes_on_for_the_rest(finished: Office) -> None:
    old = finished.view().sign_in
    reconnect_ledger(finished, user_id="user-9")
    mine, other = finished.view(), finished.view("acc-2")
    assert mine.sign_in is not None
    assert (mine.sign_in.user_id, other.sign_in) == ("user-9", old)
    finished.check("acc-2")
    assert finished.ledger.renewed_with == ["refresh-2"]


def test_another_person_for_the_only_link_leaves_no_old_chain(office: Office) -> None:
    office.save_seller()
    office.save_ledger()
    reconnect_ledger(office, user_id="user-9")
    assert [one.user_id for one in office.store.holdings().sign_ins] == ["user-9"]
    assert office.orphans() == set()


def test_a_quickbooks_company_keeps_its_one_chain_whoever_signs_in(office: Office) -> None:
    office.save_seller()
    office.save_ledger(grant=ledger_grant(provider=Provider.QUICKBOOKS))
    reconnect_ledger(office, user_id="user-9", provider=Provider.QUICKBOOKS)
    (sign_in,) = office.store.holdings().sign_ins
    assert sign_in.user_id == "user-9"
    assert office.orphans() == set()
    office.check()
    assert office.ledger.renewed_with == ["refresh-9"]


def test_an_account_from_another_computer_waits_and_takes_the_same_identity_only(office: Office) -> None:
    there = Office()
    there.save_seller()
    there.save_ledger()
    text = there.connections.moving.exported(["acc-1"]).text()
    office.connections.moving.imported(AccountFile.read(text, place="file", regions=["europe"]))
    (view,) = office.connections.overview().accounts
    assert [(half.state, half.reason) for half in (view.seller, view.ledger)] == [(State.REAUTHORISE, "moved")] * 2
    before = everything(office)
    credentials = SellerCredentials("europe", Method.SP_API, OTHER, Secret("token-9"))
    for act in (office.connections.reconnect_seller, office.connections.save_seller_half):
        more = {} if act == office.connections.reconnect_seller else {"name": "Harbour Tea UK"}
        with pytest.raises(errors.WrongSeller):
            act(view.account.id, credentials=credentials, identity=seller_identity(OTHER), **more)
    with pytest.raises(errors.WrongAccount):
        reconnect_ledger(office, BLUE, view.account.id)
    assert everything(office) == before
    credentials = replace(credentials, seller_id=SELLER_ID)
    office.connections.reconnect_seller(view.account.id, credentials=credentials, identity=seller_identity())
    reconnect_ledger(office, FERN, view.account.id)
    assert office.view(view.account.id).state is State.OK
    assert len(office.store.holdings().sign_ins) == 1


def test_a_locked_keyring_leaves_both_halves_as_they_were(finished: Office) -> None:
    finished.keyring.trouble = errors.SecretStoreLocked()
    rows = finished.store.holdings()
    for act in (reconnect_seller, reconnect_ledger):
        with pytest.raises(errors.SecretStoreLocked):
            act(finished)
    assert finished.store.holdings() == rows
    finished.keyring.trouble = None
    finished.secrets.end()
    finished.process(finished.another_process()).tidy()
    assert (finished.store.marks(), finished.orphans()) == ((), set())


@pytest.mark.parametrize("trouble", [errors.DiskFull(), errors.StoreBusy()])
def test_a_sign_in_that_is_saved_is_told_as_one_though_the_look_at_the_others_failed(finished, trouble) -> None:
    def fail(*_args) -> None:
        raise trouble

    finished.store.put_renewing = fail
    overview = reconnect_ledger(finished)
    view = overview.view("acc-1")
    assert view is not None
    assert view.ledger.last_ok == finished.clock.now()


def test_giving_up_during_the_look_at_the_others_does_not_undo_the_sign_in(finished: Office) -> None:
    link_id, cancel = finished.view().account.link_id, CancelToken()
    finished.ledger.meanwhile = cancel.cancel
    overview = finished.connections.reconnect_ledger(
        link_id,
        grant=ledger_grant("refresh-9"),
        organisation=FERN,
        facts=organisation_facts("org-1", ""),
        cancel=cancel,
    )
    view = overview.view("acc-1")
    assert view is not None
    assert view.account.link_id == link_id


def test_a_rename_while_the_keyring_asked_stays(finished: Office) -> None:
    put = finished.secrets.put

    def renamed_meanwhile(record: str, slot: str, secret: Secret) -> None:
        finished.connections.rename("acc-1", "Harbour")
        put(record, slot, secret)

    finished.secrets.put = renamed_meanwhile
    assert reconnect_seller(finished).account.name == "Harbour"
