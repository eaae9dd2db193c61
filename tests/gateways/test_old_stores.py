"""Every account list that an earlier version has written opens, and nothing in it is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from lmb_desktop.core.last_reply import NO_REPLY
from lmb_desktop.gateways.account_store import SqliteAccountStore
from lmb_desktop.gateways.history_store import SqliteHistory
from lmb_desktop.gateways.steps import STEP_NAMES
from tests.gateways.test_account_store import a_link, a_sign_in, an_account

OLD = sorted((Path(__file__).parent / "old_stores").glob("*.sqlite3"))


@pytest.mark.parametrize("old", OLD, ids=lambda old: old.stem)
def test_an_old_list_opens_with_everything_in_it(old: Path, data_folder: Path) -> None:
    data_folder.mkdir(mode=0o700)
    path = Path(shutil.copy(old, data_folder / "accounts.sqlite3"))
    store = SqliteAccountStore(path)
    holdings = store.holdings()
    # What a version did not know of yet is empty.
    is_first = old.stem == "first"
    facts = replace(an_account().seller_facts, reply=NO_REPLY)
    facts = replace(facts, trouble_since=None) if is_first else facts
    expected = replace(an_account(link_id="link-1"), seller_holder="", seller_facts=facts)
    assert holdings.account("acc-1") == expected
    assert [account.name for account in holdings.accounts] == ["Harbour Tea UK", "Harbour Tea JP"]
    chain = replace(a_sign_in().chain, renewing_at=None) if is_first else a_sign_in().chain
    assert holdings.sign_ins == (replace(a_sign_in(), holder="", chain=chain),)
    assert holdings.links == (a_link(),)
    assert store.setting("xero.client_id") == "PRACTICE"
    assert SqliteHistory(path).of("acc-1") == ()
    assert len(list(data_folder.glob("*.backup.*"))) == 1


def test_there_is_a_file_of_every_earlier_version() -> None:
    assert [old.stem for old in OLD] == ["first", "second"]
    assert len(OLD) == len(STEP_NAMES) - 1
