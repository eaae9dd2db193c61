"""The draft: which answers fall with which, and where the wizard carries an account on."""

from __future__ import annotations

import pytest

from lmb_desktop.core.account import Method, SellerApp
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.errors import SecretStoreMissing
from lmb_desktop.core.secret import EMPTY, Secret
from tests.core.conftest import Office
from tests.fakes.services import SELLER_ID, seller_identity


def verified() -> AccountDraft:
    """Return a draft whose Amazon half was confirmed and saved."""
    draft = AccountDraft("acc-1").with_region("europe").with_visit().with_name("Harbour Tea")
    return draft.with_credentials(seller_id=SELLER_ID, token=Secret("t")).with_seller(seller_identity())


def test_a_confirmed_draft_is_verified():
    assert verified().is_verified
    assert verified().is_seller_saved


@pytest.mark.parametrize(
    "edit",
    [
        lambda draft: draft.with_region("japan"),
        lambda draft: draft.with_method(Method.MWS),
        lambda draft: draft.with_credentials(seller_id="A1OTHER"),
        lambda draft: draft.with_credentials(token=Secret("other")),
        lambda draft: draft.with_own_app(True),
        lambda draft: draft.with_credentials(own_app=SellerApp("id", Secret("s"))),
    ],
)
def test_an_edit_of_what_was_verified_undoes_the_verification(edit):
    edited = edit(verified())
    assert not edited.is_verified
    assert edited.name == "Harbour Tea"


@pytest.mark.parametrize(
    "edit",
    [
        lambda draft: draft.with_name("Another name"),
        lambda draft: draft.with_region("europe"),
        lambda draft: draft.with_method(Method.SP_API),
        lambda draft: draft.with_credentials(seller_id=SELLER_ID, token=Secret("t")),
        lambda draft: draft.with_own_app(False),
        lambda draft: draft.with_visit(),
        lambda draft: draft.with_ledger("link-1"),
    ],
)
def test_anything_else_leaves_it(edit):
    assert edit(verified()).is_verified


def test_another_region_wants_another_visit_and_remembers_the_last_region():
    draft = verified().with_region("japan")
    assert (draft.is_visited, draft.previous_region, draft.seller_id) == (False, "europe", SELLER_ID)


def test_the_own_app_is_there_only_while_it_is_used():
    draft = AccountDraft("new").with_credentials(own_app=SellerApp("id", Secret("s")))
    assert draft.own_app is None
    assert draft.with_own_app(True).own_app == SellerApp("id", Secret("s"))


def test_an_account_with_one_half_resumes_at_its_ledger(office: Office):
    draft = AccountDraft.resumed(office.save_seller())
    assert (draft.account_id, draft.is_verified, draft.link_id) == ("acc-1", True, None)
    assert (draft.token, draft.name, draft.is_visited) == (EMPTY, "Harbour Tea UK", True)
    assert draft.identity is not None
    assert [entry.country_code for entry in draft.identity.selling_in] == ["GB"]


def test_a_finished_account_resumes_with_its_link(office: Office):
    office.save_seller()
    view = office.save_ledger()
    assert AccountDraft.resumed(view).link_id == view.account.link_id


def test_halves_whose_secrets_were_held_until_quit_are_entered_again(office: Office):
    office.keyring.trouble = SecretStoreMissing()
    office.secrets.keep_until_quit()
    office.save_seller()
    office.save_ledger()
    office.secrets.end()
    draft = AccountDraft.resumed(office.process(office.another_process()).view("acc-1"))
    assert (draft.is_verified, draft.is_seller_saved, draft.link_id) == (False, True, None)
