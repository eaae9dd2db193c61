"""The contract of the account store: the file and the double in memory keep the same promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from lmb_desktop.core.account import Account, Method, SellerIdCheck
from lmb_desktop.core.account_store import AccountStore
from lmb_desktop.core.errors import DuplicateAccount, NameTaken, NoSuchAccount, StoreError
from lmb_desktop.core.health import ChainFacts, HalfFacts
from lmb_desktop.core.holdings import Holdings, RecordKind, SavingMark
from lmb_desktop.core.last_reply import LastReply
from lmb_desktop.core.ledger_link import LedgerLink
from lmb_desktop.core.sign_in import OrganisationFacts, Provider, SignIn
from lmb_desktop.gateways.account_store import SqliteAccountStore
from tests.fakes.account_store import MemoryAccountStore
from tests.fakes.services import GB, NOW, SELLER_ID, US, seller_identity

MARK = SavingMark(RecordKind.ACCOUNT, "acc-1", "b", "123:4.56")


def an_account(account_id: str = "acc-1", **others) -> Account:
    """Return an account with every field filled."""
    reply = LastReply("grant-ended", (("service", "Amazon"), ("days", 365)), "it answered 400; “invalid_grant” 茶")
    facts = HalfFacts(NOW, NOW, NOW, "withdrawn", NOW, "offline", NOW, NOW, NOW, reply)
    fields = {"name": "Harbour Tea UK", "seller_id": SELLER_ID, "region": "europe", "seller_slot": "a"}
    fields |= {"seller_facts": facts} | others
    return Account(
        id=account_id,
        method=Method.MWS,
        store_name="Harbour “Tea” 茶",
        id_check=SellerIdCheck.NOT_CHECKABLE,
        participations=(GB, US),
        created_at=NOW,
        seller_holder="123:4.56",
        own_client_id="amzn1.application-oa2-client.1",
        **fields,
    )


def a_sign_in(sign_in_id: str = "sign-1", **others) -> SignIn:
    """Return a sign-in with every field filled."""
    fields = {"slot": "b", "holder": "123:4.56", "chain": ChainFacts(NOW, NOW, NOW, NOW, NOW)} | others
    return SignIn(sign_in_id, Provider.QUICKBOOKS, "sandbox", "user-1", "Jo <jo@example.com>", **fields)


def a_link(link_id: str = "link-1", **others) -> LedgerLink:
    """Return a link with every field filled."""
    fields = {"sign_in_id": "sign-1", "provider": Provider.QUICKBOOKS, "organisation_id": "9341453"}
    fields |= {"facts": HalfFacts(consented_at=NOW)} | others
    return LedgerLink(
        id=link_id,
        organisation_name="Fern & Slate",
        legal_name="Fern & Slate Ltd",
        country="GB",
        base_currency="GBP",
        is_demo=True,
        connection_id="connection-1",
        **fields,
    )


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, data_folder: Path) -> AccountStore:
    """Give an empty store: the real one, then its double."""
    if request.param == "memory":
        return MemoryAccountStore()
    data_folder.mkdir(mode=0o700)
    return SqliteAccountStore(data_folder / "accounts.sqlite3")


def test_nothing_is_there_at_first(store):
    assert (store.holdings(), store.marks(), store.setting("x")) == (Holdings(), (), None)


def test_an_account_comes_back_as_it_was_saved(store):
    store.put_account(an_account())
    assert store.holdings().accounts == (an_account(),)
    assert store.holdings().account("acc-1") == an_account()
    assert store.holdings().account("acc-2") is None


def test_a_ledger_half_comes_back_as_it_was_saved_and_the_account_points_to_it(store):
    store.put_account(an_account())
    store.put_ledger("acc-1", a_sign_in(), a_link())
    assert store.holdings() == Holdings((an_account(link_id="link-1"),), (a_sign_in(),), (a_link(),))


def test_times_of_other_zones_are_the_same_moments(store):
    berlin = datetime(2026, 11, 24, 11, 0, tzinfo=timezone(timedelta(hours=1)))
    store.put_account(replace(an_account(), created_at=berlin))
    created = store.holdings().accounts[0].created_at
    assert created == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_saving_again_changes_the_row_and_makes_no_second_one(store):
    store.put_account(an_account())
    store.put_account(replace(an_account(), seller_slot="b", name="New name"))
    assert [(each.seller_slot, each.name) for each in store.holdings().accounts] == [("b", "New name")]


def test_the_same_seller_in_the_same_region_is_refused(store):
    store.put_account(an_account())
    with pytest.raises(DuplicateAccount) as caught:
        store.put_account(an_account("acc-2", name="Other"))
    assert caught.value.fact("account_id") == "acc-1"
    store.put_account(an_account("acc-3", name="Other", region="japan"))
    assert len(store.holdings().accounts) == 2


def test_names_are_unique_ignoring_case(store):
    store.put_account(an_account())
    with pytest.raises(NameTaken):
        store.put_account(an_account("acc-2", name="HARBOUR tea  uk", region="japan"))
    store.put_account(an_account("acc-3", name="Straße", region="japan"))
    with pytest.raises(NameTaken):
        store.rename_account("acc-1", "STRASSE")
    store.rename_account("acc-1", "HARBOUR TEA UK")
    assert store.holdings().account("acc-1").name == "HARBOUR TEA UK"


def test_a_mark_alone_is_no_account(store):
    store.put_mark(MARK)
    assert (store.marks(), store.holdings()) == ((MARK,), Holdings())
    store.put_mark(SavingMark(RecordKind.SIGN_IN, "sign-1", "a", "1:1"))
    store.put_mark(SavingMark(RecordKind.ACCOUNT, "acc-2", "a", "1:1"))
    assert len(store.marks()) == 3


def test_a_mark_replaces_the_one_before(store):
    store.put_mark(replace(MARK, slot="a"))
    store.put_mark(MARK)
    assert store.marks() == (MARK,)


def test_a_mark_taken_back_leaves_nothing_where_nothing_was(store):
    store.put_mark(MARK)
    store.clear_mark(RecordKind.ACCOUNT, "acc-1")
    store.clear_mark(RecordKind.ACCOUNT, "nobody")
    assert (store.marks(), store.holdings()) == ((), Holdings())
    with pytest.raises(NoSuchAccount):
        store.rename_account("acc-1", "New")


def test_a_mark_taken_back_leaves_the_row(store):
    store.put_account(an_account())
    store.put_mark(MARK)
    store.clear_mark(RecordKind.ACCOUNT, "acc-1")
    assert (store.marks(), store.holdings().accounts) == ((), (an_account(),))


@pytest.mark.parametrize("leftover", [None, replace(MARK, slot="a")])
def test_saving_an_account_replaces_or_clears_its_mark(store, leftover):
    store.put_mark(MARK)
    store.put_account(an_account(), leftover=leftover)
    assert store.marks() == (() if leftover is None else (leftover,))


@pytest.mark.parametrize("leftover", [None, SavingMark(RecordKind.SIGN_IN, "sign-1", "a", "1:1")])
def test_saving_a_sign_in_replaces_or_clears_its_mark(store, leftover):
    store.put_account(an_account())
    store.put_mark(SavingMark(RecordKind.SIGN_IN, "sign-1", "b", "1:1"))
    store.put_ledger("acc-1", a_sign_in(), a_link(), leftover=leftover)
    assert store.marks() == (() if leftover is None else (leftover,))
    store.put_mark(SavingMark(RecordKind.SIGN_IN, "sign-1", "b", "1:1"))
    store.put_sign_in(a_sign_in(slot="a"), leftover=leftover)
    assert store.marks() == (() if leftover is None else (leftover,))
    assert store.holdings().sign_ins == (a_sign_in(slot="a"),)


def test_facts_do_not_touch_the_mark_of_a_save_under_way(store):
    store.put_account(an_account())
    store.put_mark(MARK)
    store.change_seller_facts(an_account(), lambda _facts: HalfFacts(last_ok=NOW), identity=seller_identity())
    assert store.marks() == (MARK,)
    account = store.account("acc-1")
    # Nor the pause: somebody may have set it while Amazon was asked.
    assert (account.seller_facts, account.store_name) == (HalfFacts(last_ok=NOW, paused_at=NOW), "Harbour Tea")
    assert account.participations == seller_identity().participations


def test_facts_do_not_touch_whether_the_seller_id_was_confirmed(store):
    confirmed = replace(an_account(), id_check=SellerIdCheck.CONFIRMED)
    store.put_account(confirmed)
    unsure = replace(seller_identity(), id_check=SellerIdCheck.NOT_CHECKABLE)
    store.change_seller_facts(confirmed, lambda facts: facts, identity=unsure)
    assert store.account("acc-1").id_check is SellerIdCheck.CONFIRMED


def test_facts_are_changed_from_what_is_stored_and_not_from_what_was_read_before(store):
    store.put_account(an_account())
    seen = []
    store.change_seller_facts(an_account(), lambda facts: replace(facts, refusal="first"))
    store.change_seller_facts(an_account(), lambda facts: seen.append(facts.refusal) or facts)
    assert seen == ["first"]
    assert store.account("acc-1").store_name == an_account().store_name


@pytest.mark.parametrize(
    "older",
    [
        an_account(seller_slot="b"),
        an_account(seller_facts=HalfFacts(consented_at=NOW - timedelta(days=1))),
        an_account(seller_facts=HalfFacts()),
        an_account("nobody"),
    ],
)
def test_facts_about_other_credentials_are_dropped(store, older):
    store.put_account(an_account())
    store.change_seller_facts(older, lambda _facts: HalfFacts(), identity=seller_identity())
    assert store.holdings().accounts == (an_account(),)


def test_a_ledger_half_of_nobody_is_refused_whole(store):
    with pytest.raises(NoSuchAccount):
        store.put_ledger("nobody", a_sign_in(), a_link())
    assert store.holdings() == Holdings()


def test_a_ledger_half_for_a_mark_alone_is_refused(store):
    store.put_mark(MARK)
    with pytest.raises(NoSuchAccount):
        store.put_ledger("acc-1", a_sign_in(), a_link())


def test_an_account_points_to_a_link_that_exists_or_to_none(store):
    store.put_account(an_account())
    store.put_account(an_account("acc-2", name="Second", region="japan"))
    store.put_ledger("acc-1", a_sign_in(), a_link())
    store.point_to_link("acc-2", "link-1")
    assert store.holdings().account("acc-2").link_id == "link-1"
    store.point_to_link("acc-2", None)
    assert store.holdings().account("acc-2").link_id is None
    with pytest.raises(StoreError):
        store.point_to_link("acc-2", "nowhere")
    with pytest.raises(NoSuchAccount):
        store.point_to_link("nobody", "link-1")


def test_what_a_read_brought_about_a_link_is_saved_and_what_it_left_empty_stays(store):
    store.put_account(an_account())
    store.put_ledger("acc-1", a_sign_in(), a_link())
    found = OrganisationFacts("9341453", "New name", "", "IE", "", is_demo=False, read_at=NOW)
    store.change_link_facts(a_link(), lambda facts: replace(facts, last_ok=NOW), found=found)
    facts = HalfFacts(consented_at=NOW, last_ok=NOW)
    assert store.link("link-1") == replace(a_link(), organisation_name="New name", country="IE", facts=facts)


@pytest.mark.parametrize(
    "older", [a_link(sign_in_id="sign-0"), a_link(facts=HalfFacts(consented_at=NOW + timedelta(1))), a_link("nobody")]
)
def test_what_a_read_brought_about_another_consent_is_dropped(store, older):
    store.put_account(an_account())
    store.put_ledger("acc-1", a_sign_in(), a_link())
    store.change_link_facts(older, lambda _facts: HalfFacts())
    assert store.holdings().links == (a_link(),)


def test_rows_are_deleted_from_the_outside_in(store):
    store.put_account(an_account())
    store.put_ledger("acc-1", a_sign_in(), a_link())
    with pytest.raises(StoreError):
        store.remove_sign_in("sign-1")
    with pytest.raises(StoreError):
        store.remove_link("link-1")
    store.remove_account("acc-1")
    store.remove_link("link-1")
    store.remove_sign_in("sign-1")
    store.remove_account("nobody")
    assert store.holdings() == Holdings()


def test_settings_are_saved_changed_and_deleted_together(store):
    store.put_settings({"a": "1", "b": "2"})
    store.put_settings({"a": None, "b": "3", "c": ""})
    assert [store.setting(key) for key in "abc"] == [None, "3", ""]


def test_one_row_comes_back_as_among_all(store):
    store.put_account(an_account(client="Fern"))
    store.put_ledger("acc-1", a_sign_in(), a_link())
    holdings = store.holdings()
    assert (store.account("acc-1"),) == holdings.accounts
    assert (store.sign_in("sign-1"), store.link("link-1")) == (a_sign_in(), a_link())
    assert (store.account("x"), store.sign_in("x"), store.link("x")) == (None, None, None)


def test_a_mark_alone_is_no_row_either(store):
    store.put_mark(MARK)
    store.put_mark(SavingMark(RecordKind.SIGN_IN, "sign-1", "a", "1:1"))
    assert (store.account("acc-1"), store.sign_in("sign-1")) == (None, None)


def test_the_note_of_a_refresh_is_set_and_taken_back(store):
    store.put_sign_in(a_sign_in())
    later = NOW + timedelta(minutes=5)
    store.put_renewing("sign-1", later)
    assert store.sign_in("sign-1") == replace(a_sign_in(), chain=replace(a_sign_in().chain, renewing_at=later))
    store.put_renewing("sign-1", None)
    store.put_renewing("nobody", later)
    assert [one.chain.renewing_at for one in store.holdings().sign_ins] == [None]


def test_a_client_is_one_however_it_is_typed_and_goes_with_its_last_account(store):
    store.put_account(an_account())
    store.put_account(an_account("acc-2", name="Second", region="japan"))
    store.put_client(["acc-1"], "Straße & Söhne")
    store.put_client(["acc-2"], "STRASSE  & söhne")
    assert [one.client for one in store.holdings().accounts] == ["Straße & Söhne"] * 2
    store.put_client(["acc-1", "acc-2"], None)
    # Nobody remembers how it was typed first.
    store.put_client(["acc-2"], "STRASSE & SÖHNE")
    assert [store.account(one).client for one in ("acc-1", "acc-2")] == [None, "STRASSE & SÖHNE"]


@pytest.mark.parametrize("nobody", ["", "  ", None])
def test_a_client_without_a_name_is_none(store, nobody):
    store.put_account(an_account(client=nobody))
    assert store.account("acc-1").client is None
    store.put_client(["acc-1"], "Fern")
    store.put_client(["acc-1"], nobody)
    assert store.account("acc-1").client is None


def test_many_accounts_are_moved_or_paused_all_or_none(store):
    store.put_account(an_account(client="Fern"))
    with pytest.raises(NoSuchAccount):
        store.put_client(["acc-1", "gone"], "Blue")
    with pytest.raises(NoSuchAccount):
        store.put_paused(["acc-1", "gone"], None)
    assert store.account("acc-1") == an_account(client="Fern")


def test_a_pause_changes_nothing_else(store):
    account = an_account()
    store.put_account(account)
    later = NOW + timedelta(days=1)
    store.put_paused(["acc-1"], later)
    assert store.account("acc-1") == replace(account, seller_facts=replace(account.seller_facts, paused_at=later))
    store.put_paused(["acc-1"], None)
    assert store.account("acc-1").paused_at is None


def test_what_comes_from_another_computer_is_saved_together(store):
    rows = Holdings((an_account(link_id="link-1", client="Fern"),), (a_sign_in(slot=""),), (a_link(),))
    store.put_imported(rows)
    assert store.holdings() == rows


@pytest.mark.parametrize(
    ("second", "error"),
    [
        (an_account("acc-3", name="Third"), DuplicateAccount),
        (an_account("acc-3", seller_id="A9", name="harbour TEA uk"), NameTaken),
    ],
)
def test_what_comes_from_another_computer_is_saved_whole_or_not_at_all(store, second, error):
    store.put_account(an_account())
    rows = Holdings((an_account("acc-2", name="Second", region="japan", client="Fern"), second), (a_sign_in(),), ())
    with pytest.raises(error):
        store.put_imported(rows)
    assert store.holdings() == Holdings((an_account(),))


def test_a_link_is_deleted_with_the_account_that_leaves_it_and_no_other(store):
    store.put_account(an_account())
    store.put_account(an_account("acc-2", name="Second", region="japan"))
    store.put_ledger("acc-1", a_sign_in(), a_link())
    store.point_to_link("acc-2", "link-1")
    with pytest.raises(StoreError):
        store.remove_link("link-1", leaving="acc-1")
    assert store.account("acc-1").link_id == "link-1"
    store.point_to_link("acc-2", None)
    store.remove_link("link-1", leaving="acc-1")
    assert (store.account("acc-1").link_id, store.holdings().links) == (None, ())


def test_whoever_leaves_a_link_without_being_on_it_stays_where_it_is(store):
    store.put_account(an_account())
    store.put_ledger("acc-1", a_sign_in(), a_link())
    store.put_ledger(None, a_sign_in(), a_link("link-2", organisation_id="1"))
    store.remove_link("link-2", leaving="acc-1")
    assert store.account("acc-1").link_id == "link-1"


def test_a_mark_may_outlive_its_account(store):
    store.put_account(an_account(client="Fern"))
    store.remove_account("acc-1", leftover=MARK)
    assert (store.holdings(), store.marks(), store.account("acc-1")) == (Holdings(), (MARK,), None)
    # Name and seller are free again.
    store.put_account(an_account("acc-2"))
    store.clear_mark(RecordKind.ACCOUNT, "acc-1")
    assert (store.marks(), len(store.holdings().accounts)) == ((), 1)


def test_an_account_comes_with_all_that_shares_its_ledger(store):
    store.put_account(an_account())
    store.put_account(an_account("acc-2", name="Second", region="japan"))
    store.put_account(an_account("acc-3", name="Third", region="brazil"))
    store.put_ledger("acc-1", a_sign_in(), a_link())
    store.point_to_link("acc-2", "link-1")
    around = store.around("acc-1")
    assert {account.id for account in around.accounts} == {"acc-1", "acc-2"}
    assert (around.links, around.sign_ins) == ((a_link(),), (a_sign_in(),))
    assert store.around("acc-3") == Holdings((store.account("acc-3"),))
    assert store.around("gone") == Holdings()


@pytest.mark.parametrize(
    ("name", "seller_id", "error"), [("Other", SELLER_ID, DuplicateAccount), ("HARBOUR tea uk", "A9", NameTaken)]
)
def test_what_another_account_has_is_refused_before_anything_is_saved(store, name, seller_id, error):
    store.put_account(an_account())
    with pytest.raises(error):
        store.refuse_twins("acc-2", name=name, seller_id=seller_id, region="europe")
    store.refuse_twins("acc-1", name=name, seller_id=seller_id, region="europe")
    store.refuse_twins("acc-2", name="Other", seller_id=SELLER_ID, region="japan")
