"""Connections over doubles: halves are saved, shared and renamed, and consents renew what they should."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lmb_desktop.core.account import Method
from lmb_desktop.core.account_file import AccountFile
from lmb_desktop.core.errors import DuplicateAccount, NameTaken, NoSuchAccount, SecretStoreLocked
from lmb_desktop.core.health import State
from lmb_desktop.core.holdings import RecordKind
from lmb_desktop.core.messages import message, message_key
from lmb_desktop.core.sign_in import Provider
from lmb_desktop.core.two_stores import record_lock
from tests.core.conftest import BLUE, FERN, Office
from tests.fakes.secret_store import MemorySecretStore
from tests.fakes.services import SELLER_ID, ledger_grant


def test_an_account_with_one_half_is_not_finished(office: Office) -> None:
    view = office.save_seller()
    assert (view.seller.state, view.ledger.state, view.state) == (State.OK, State.NOT_FINISHED, State.NOT_FINISHED)
    assert view.ledger.reason == "not-connected"


def test_an_account_with_both_halves_is_fine_and_its_ledger_has_sixty_days(office: Office) -> None:
    office.save_seller()
    view = office.save_ledger()
    assert (view.state, view.is_finished, view.ledger.days_left) == (State.OK, True, 60)
    assert view.link is not None
    assert (view.link.organisation_name, view.link.base_currency) == ("Fern & Slate Ltd", "GBP")


def test_only_marketplaces_the_seller_takes_part_in_count(office: Office) -> None:
    account = office.save_seller().account
    assert [entry.country_code for entry in account.selling_in] == ["GB"]


def test_the_same_seller_in_the_same_region_is_refused_whatever_its_name(office: Office) -> None:
    office.save_seller()
    with pytest.raises(DuplicateAccount) as caught:
        office.save_seller("acc-2", name="Another name")
    assert caught.value.fact("account_id") == "acc-1"
    assert caught.value.fact("name") == "Harbour Tea UK"
    assert (len(office.store.holdings().accounts), office.orphans()) == (1, set())


@pytest.mark.parametrize("other", ["not finished", "paused", "disconnected", "from another computer", "by MWS"])
def test_the_same_seller_is_refused_with_its_client_whatever_its_account_waits_for(office: Office, other: str) -> None:
    there = Office()
    first = there if other == "from another computer" else office
    first.save_seller()
    first.connections.arranging.move_to_client(["acc-1"], "Harbour Tea Ltd")
    if other == "paused":
        office.save_ledger()
        office.connections.arranging.pause(["acc-1"])
    elif other == "disconnected":
        office.connections.parting.disconnect_seller("acc-1")
    elif other == "from another computer":
        text = there.connections.moving.exported(["acc-1"]).text()
        office.connections.moving.imported(AccountFile.read(text, place="file", regions=["europe"]))
    elif other == "by MWS":
        office.store.accounts["acc-1"] = replace(office.store.accounts["acc-1"], method=Method.MWS)
    before = office.store.holdings()
    for refuse in (
        lambda: office.connections.refuse_duplicate("acc-2", name="New", seller_id=SELLER_ID, region="europe"),
        lambda: office.save_seller("acc-2", name="New"),
    ):
        with pytest.raises(DuplicateAccount) as caught:
            refuse()
        facts = {**caught.value.facts, "region_name": "Europe"}
        said = message(message_key(caught.value), facts)
        assert (said.id, said.action) == ("A-10", "Open that account")
        assert f"{SELLER_ID} in Europe is already connected as 'Harbour Tea UK' (client Harbour Tea Ltd)." in said.text
    assert office.store.holdings() == before


def test_the_same_seller_in_another_region_is_another_account(office: Office) -> None:
    office.save_seller()
    office.save_seller("acc-2", name="Harbour Tea US", region="north-america")
    assert len(office.connections.overview().accounts) == 2


@pytest.mark.parametrize("name", ["Harbour Tea UK", "HARBOUR  tea uk ", "harbour tea uk"])
def test_names_are_unique_ignoring_case_and_spaces(office: Office, name: str) -> None:
    office.save_seller()
    with pytest.raises(NameTaken):
        office.save_seller("acc-2", name=name, seller_id="A1OTHERSELLER1")


def test_a_duplicate_is_refused_before_amazon_is_asked(office: Office) -> None:
    office.save_seller()
    with pytest.raises(DuplicateAccount):
        office.connections.refuse_duplicate("acc-2", name="New", seller_id=SELLER_ID, region="europe")
    office.connections.refuse_duplicate("acc-1", name="Harbour Tea UK", seller_id=SELLER_ID, region="europe")


def test_saving_the_amazon_half_again_keeps_the_ledger_half_and_the_age(office: Office) -> None:
    created = office.save_seller().account.created_at
    link = office.save_ledger().account.link_id
    office.clock.move(days=3)
    again = office.save_seller(token="token-2").account
    assert (again.created_at, again.link_id) == (created, link)


def test_a_ledger_half_for_an_account_that_has_gone_leaves_nothing(office: Office) -> None:
    with pytest.raises(NoSuchAccount):
        office.save_ledger("nobody")
    holdings = office.store.holdings()
    assert (holdings.links, holdings.sign_ins, office.keyring.entries) == ((), (), {})


def test_a_second_account_shares_a_link_without_another_consent(office: Office) -> None:
    office.save_seller()
    link = office.save_ledger().link
    assert link is not None
    office.save_seller("acc-2", name="Harbour Tea US", region="north-america")
    view = office.connections.share_link("acc-2", link.id)
    assert view.is_finished
    assert view.shared_with == ("Harbour Tea UK",)
    assert office.connections.overview().links[0].used_by == ("Harbour Tea UK", "Harbour Tea US")


def test_an_account_is_renamed_and_keeps_everything_else(office: Office) -> None:
    before = office.save_seller().account
    after = office.connections.rename("acc-1", "Harbour Tea").account
    assert after.name == "Harbour Tea"
    assert after.seller_slot == before.seller_slot


def test_a_rename_to_a_taken_name_or_of_nobody_is_refused(office: Office) -> None:
    office.save_seller()
    office.save_seller("acc-2", name="Fern", seller_id="A1OTHERSELLER1")
    with pytest.raises(NameTaken):
        office.connections.rename("acc-2", "harbour tea uk")
    with pytest.raises(NoSuchAccount):
        office.connections.rename("nobody", "New")
    with pytest.raises(NoSuchAccount):
        office.connections.view("nobody")


def test_a_second_xero_consent_by_the_same_person_renews_the_chain_for_all_links(office: Office) -> None:
    office.save_seller()
    office.save_seller("acc-2", name="Blue", seller_id="A1OTHERSELLER1")
    first = office.save_ledger(organisation=FERN)
    second = office.save_ledger("acc-2", ledger_grant("refresh-2"), BLUE)
    assert first.sign_in is not None
    assert second.sign_in is not None
    assert first.sign_in.id == second.sign_in.id
    office.check("acc-1")
    assert office.ledger.renewed_with == ["refresh-2"]


def test_a_xero_consent_by_another_person_is_a_chain_of_its_own(office: Office) -> None:
    office.save_seller()
    office.save_seller("acc-2", name="Blue", seller_id="A1OTHERSELLER1")
    office.save_ledger(organisation=FERN)
    office.save_ledger("acc-2", ledger_grant("refresh-2", "user-2"), BLUE)
    assert len(office.store.holdings().sign_ins) == 2


def test_consents_without_a_person_never_share_a_chain(office: Office) -> None:
    office.save_seller()
    office.save_seller("acc-2", name="Blue", seller_id="A1OTHERSELLER1")
    office.save_ledger(grant=ledger_grant("refresh-1", ""), organisation=FERN)
    office.save_ledger("acc-2", ledger_grant("refresh-2", ""), BLUE)
    assert len(office.store.holdings().sign_ins) == 2


def test_a_quickbooks_company_has_a_chain_of_its_own_whoever_consents(office: Office) -> None:
    office.save_seller()
    office.save_seller("acc-2", name="Blue", seller_id="A1OTHERSELLER1")
    office.save_ledger(grant=ledger_grant(provider=Provider.QUICKBOOKS), organisation=FERN)
    office.save_ledger("acc-2", ledger_grant("refresh-2", provider=Provider.QUICKBOOKS), BLUE)
    office.save_ledger("acc-1", ledger_grant("refresh-3", provider=Provider.QUICKBOOKS), FERN)
    assert len(office.store.holdings().sign_ins) == 2
    assert len(office.keyring.entries) == 4


def test_an_organisation_we_know_keeps_its_link_and_the_orphaned_sign_in_is_forgotten(office: Office) -> None:
    office.save_seller()
    first = office.save_ledger()
    second = office.save_ledger(grant=ledger_grant("refresh-2", "user-2"))
    assert first.link is not None
    assert second.link is not None
    assert first.link.id == second.link.id
    assert [sign_in.user_id for sign_in in office.store.holdings().sign_ins] == ["user-2"]
    assert office.orphans() == set()


def test_a_sign_in_that_other_links_stand_on_is_not_forgotten(office: Office) -> None:
    office.save_seller()
    office.save_seller("acc-2", name="Blue", seller_id="A1OTHERSELLER1")
    office.save_ledger(organisation=FERN)
    office.save_ledger("acc-2", ledger_grant("refresh-2"), BLUE)
    office.save_ledger("acc-1", ledger_grant("refresh-3", "user-2"), FERN)
    assert {sign_in.user_id for sign_in in office.store.holdings().sign_ins} == {"user-1", "user-2"}


def test_an_orphaned_sign_in_the_keyring_holds_on_to_goes_at_the_next_start(office: Office) -> None:
    office.save_seller()
    old = office.save_ledger().sign_in
    assert old is not None

    class Stubborn(MemorySecretStore):
        def forget(self, record: str, slot: str) -> None:
            if record == old.id:
                raise SecretStoreLocked
            super().forget(record, slot)

    office.connections = office.process(Stubborn(office.keyring, "one"))
    view = office.save_ledger(grant=ledger_grant("refresh-2", "user-2"))
    assert view.is_finished
    assert len(office.store.holdings().sign_ins) == 2
    office.process(office.another_process()).tidy()
    assert len(office.store.holdings().sign_ins) == 1
    assert office.orphans() == set()


def test_whoever_writes_a_secret_holds_the_lock_of_its_record(office: Office) -> None:
    office.save_seller()
    assert record_lock(RecordKind.ACCOUNT, "acc-1") in office.locks.held
    view = office.save_ledger()
    assert view.sign_in is not None
    assert record_lock(RecordKind.SIGN_IN, view.sign_in.id) in office.locks.held
