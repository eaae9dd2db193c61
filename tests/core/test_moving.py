"""Moving: accounts come from another computer whole, wait for their sign-ins, and disturb nothing that is here."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from lmb_desktop.core.account import NAME_LENGTH
from lmb_desktop.core.account_file import AccountFile
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import DiskFull, SecretStoreLocked
from lmb_desktop.core.health import State
from lmb_desktop.core.history import Event
from lmb_desktop.core.moving import MOVED
from lmb_desktop.core.sign_in import Organisation, Provider
from tests.core.conftest import BLUE, FERN, Office
from tests.fakes.services import ledger_grant

OTHER = "A1OTHERSELLER1"


@pytest.fixture
def there() -> Office:
    """Give the other computer: two accounts of a person at Xero, one at QuickBooks, one unfinished."""
    office = Office()
    office.save_seller()
    office.save_ledger()
    office.save_seller("acc-2", name="Blue", seller_id=OTHER)
    office.save_ledger("acc-2", ledger_grant("refresh-2"), BLUE)
    office.save_seller("acc-3", name="Cove", seller_id="A2OTHERSELLER2")
    office.save_ledger("acc-3", ledger_grant("refresh-3", "user-3", Provider.QUICKBOOKS), Organisation("9341", "Cove"))
    office.save_seller("acc-4", name="Draft", seller_id="A3OTHERSELLER3")
    office.connections.arranging.move_to_client(["acc-1", "acc-3"], "Fern & Co")
    return office


def file_of(office: Office, *account_ids: str) -> AccountFile:
    """Return what a file carries over, through its text."""
    ids = account_ids or tuple(one.id for one in office.store.holdings().accounts)
    text = office.connections.moving.exported(ids).text()
    return AccountFile.read(text, place="file", regions=["europe", "japan"])


def test_everything_but_the_secrets_comes_over(there: Office, office: Office) -> None:
    imported = office.connections.moving.imported(file_of(there))
    assert (len(imported.added), imported.skipped) == (4, ())
    overview = office.connections.overview()
    assert [(view.account.name, view.account.client) for view in overview.accounts] == [
        ("Blue", None),
        ("Cove", "Fern & Co"),
        ("Draft", None),
        ("Harbour Tea UK", "Fern & Co"),
    ]
    harbour = overview.view(imported.added[0])
    assert harbour is not None
    known = there.view().account
    kept = ("name", "region", "method", "seller_id", "store_name", "participations")
    assert [getattr(harbour.account, name) for name in kept] == [getattr(known, name) for name in kept]
    assert (harbour.account.created_at, harbour.account.id != known.id) == (office.clock.now(), True)
    assert harbour.link is not None
    assert harbour.link.organisation_name == "Fern & Slate Ltd"
    assert office.keyring.entries == {}
    assert office.connections.arranging.history(harbour.account.id)[0].event is Event.MOVED_HERE


def test_each_half_waits_for_its_sign_in_and_nobody_is_asked_before(there: Office, office: Office) -> None:
    imported = office.connections.moving.imported(file_of(there))
    views = [office.view(account_id) for account_id in imported.added]
    assert {(view.seller.state, view.seller.reason) for view in views} == {(State.REAUTHORISE, MOVED)}
    assert {(view.ledger.state, view.ledger.reason) for view in views[:3]} == {(State.REAUTHORISE, MOVED)}
    assert views[3].ledger.reason == "not-connected"
    office.clock.move(days=3)
    office.check(*imported.added)
    assert (office.amazon.asked, office.ledger.renewed_with) == ([], [])


def test_a_person_at_xero_is_one_chain_and_a_company_at_quickbooks_its_own(there: Office, office: Office) -> None:
    office.connections.moving.imported(file_of(there))
    holdings = office.store.holdings()
    links = {link.organisation_name: link.sign_in_id for link in holdings.links}
    assert len(holdings.sign_ins) == 2
    assert links["Fern & Slate Ltd"] == links["Blue Door Books Ltd"] != links["Cove"]


def test_no_secret_leaves(there: Office) -> None:
    text = there.connections.moving.exported(["acc-1", "acc-2", "acc-3"]).text()
    secrets = [json.loads(entry.reveal()) for entry in there.keyring.entries.values()]
    values = {one.get("token") or one.get("refresh_token") for one in secrets}
    assert values == {"token-1", "refresh-2", "refresh-3"}
    assert [value for value in values if value in text] == []


def test_who_is_here_already_is_left_as_it_is(there: Office, office: Office) -> None:
    office.save_seller("mine", name="My Harbour")
    before = office.view("mine").account
    imported = office.connections.moving.imported(file_of(there, "acc-1", "acc-2"))
    assert (len(imported.added), imported.skipped) == (1, ("Harbour Tea UK",))
    assert office.view("mine").account == before


def test_a_second_import_of_a_file_changes_nothing(there: Office, office: Office) -> None:
    office.connections.moving.imported(file_of(there))
    before = office.store.holdings()
    imported = office.connections.moving.imported(file_of(there))
    assert (imported.added, len(imported.skipped)) == ((), 4)
    assert office.store.holdings() == before


def test_one_seller_twice_in_a_file_comes_once(there: Office, office: Office) -> None:
    file = file_of(there, "acc-1", "acc-1")
    imported = office.connections.moving.imported(file)
    assert (len(imported.added), imported.skipped) == (1, ("Harbour Tea UK",))


def test_a_name_that_is_taken_gets_the_next_number(there: Office, office: Office) -> None:
    office.save_seller("mine", name="BLUE", seller_id="A9OTHERSELLER9")
    (entry,) = file_of(there, "acc-2").accounts
    entries = [replace(entry, seller_id=f"A{number}NEWSELLER", ledger=None) for number in range(3)]
    entries.append(replace(entry, seller_id="A4NEWSELLER", name="Blue (2)", ledger=None))
    imported = office.connections.moving.imported(AccountFile(office.clock.now(), tuple(entries)))
    names = [office.view(account_id).account.name for account_id in imported.added]
    assert names == ["Blue (2)", "Blue (3)", "Blue (4)", "Blue (2) (2)"]


def test_a_long_name_that_is_taken_stays_within_the_length_of_names(there: Office, office: Office) -> None:
    (entry,) = file_of(there, "acc-2").accounts
    long = replace(entry, name="n" * NAME_LENGTH)
    other = replace(long, seller_id="A4NEWSELLER")
    imported = office.connections.moving.imported(AccountFile(office.clock.now(), (long, other)))
    names = [office.view(account_id).account.name for account_id in imported.added]
    assert names == ["n" * NAME_LENGTH, "n" * (NAME_LENGTH - 4) + " (2)"]


def test_an_organisation_that_is_linked_here_keeps_its_link_and_serves_the_newcomer(there, office) -> None:
    office.save_seller("mine", name="Mine", seller_id="A9OTHERSELLER9")
    link = office.save_ledger("mine").link
    imported = office.connections.moving.imported(file_of(there, "acc-1"))
    view = office.view(imported.added[0])
    assert (view.link, view.ledger.state, view.seller.state) == (link, State.OK, State.REAUTHORISE)
    assert len(office.store.holdings().sign_ins) == 1


def test_a_person_who_signed_in_here_keeps_one_chain_and_the_newcomer_stands_on_it(there, office) -> None:
    office.save_seller("mine", name="Mine", seller_id="A9OTHERSELLER9")
    office.save_ledger("mine", organisation=FERN)
    imported = office.connections.moving.imported(file_of(there, "acc-2"))
    assert len(office.store.holdings().sign_ins) == 1
    view = office.view(imported.added[0])
    assert (view.ledger.state, view.ledger.reason) == (State.REAUTHORISE, MOVED)
    # The person's consent on this computer reaches it, or it does not: a look says which.
    office.check(imported.added[0])
    assert office.view(imported.added[0]).ledger.state is State.OK


def test_an_import_that_the_disk_has_no_room_for_leaves_nothing(there: Office, office: Office) -> None:
    def full(*_args) -> None:
        raise DiskFull

    office.store.put_imported = full
    with pytest.raises(DiskFull):
        office.connections.moving.imported(file_of(there))
    assert (office.store.holdings().accounts, office.history.entries) == ((), [])


def test_a_locked_keyring_is_no_matter_for_moving(there: Office, office: Office) -> None:
    there.keyring.trouble = office.keyring.trouble = SecretStoreLocked()
    assert len(office.connections.moving.imported(file_of(there)).added) == 4


def test_an_account_nobody_knows_is_not_exported(there: Office) -> None:
    assert file_of(there, "nobody").accounts == ()


def test_what_came_over_can_be_deleted_again(there: Office, office: Office) -> None:
    for account_id in office.connections.moving.imported(file_of(there)).added:
        assert office.connections.parting.remove(account_id, CancelToken()).trouble is None
    holdings = office.store.holdings()
    assert (holdings.accounts, holdings.links, holdings.sign_ins, office.store.marks()) == ((), (), (), ())
    assert (office.ledger.revoked, office.ledger.unlinked) == ([], [])
