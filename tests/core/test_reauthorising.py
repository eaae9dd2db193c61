"""Authorising Amazon again: the same seller, and the secret of the seller's own app without typing it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from lmb_desktop.core.account import Method, SellerApp, SellerCredentials
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import NoSuchAccount, SecretLost, SecretStoreLocked, SellerIdDiffers, WrongSeller
from lmb_desktop.core.messages import message_for
from lmb_desktop.core.secret import EMPTY, Secret
from tests.core.conftest import Office
from tests.fakes.services import SELLER_ID, seller_identity

APP = SellerApp("app-1", Secret("the secret"))
KEPT = SellerApp("app-1", EMPTY)


def credentials(token: str = "token-2", own_app: SellerApp | None = None) -> SellerCredentials:
    """Return what is entered."""
    return SellerCredentials("europe", Method.SP_API, SELLER_ID, Secret(token), own_app)


def with_own_app(office: Office) -> None:
    """Save an account that uses an app of its own."""
    office.connections.save_seller_half(
        "acc-1", name="Harbour Tea UK", credentials=credentials("token-1", APP), identity=seller_identity()
    )


def verify(office: Office, entered: SellerCredentials) -> None:
    """Ask Amazon."""
    office.connections.reauthorising.verify("acc-1", entered, CancelToken())


def test_the_kept_secret_is_used_where_none_was_typed_and_is_kept_again(office: Office) -> None:
    with_own_app(office)
    verify(office, credentials(own_app=KEPT))
    assert office.amazon.asked[-1].own_app == APP
    office.connections.reconnect_seller("acc-1", credentials=credentials(own_app=KEPT), identity=seller_identity())
    office.check()
    assert (office.amazon.asked[-1].token, office.amazon.asked[-1].own_app) == (Secret("token-2"), APP)
    assert office.orphans() == set()


def test_a_secret_that_was_typed_wins(office: Office) -> None:
    with_own_app(office)
    typed = SellerApp("app-1", Secret("a new secret"))
    verify(office, credentials(own_app=typed))
    assert office.amazon.asked[-1].own_app == typed


def test_the_secret_of_one_app_is_never_used_for_another(office: Office) -> None:
    with_own_app(office)
    with pytest.raises(SecretLost):
        verify(office, credentials(own_app=SellerApp("app-2", EMPTY)))
    assert office.amazon.asked == []


def test_with_a_new_secret_of_the_app_the_kept_token_goes_on_and_is_as_old_as_it_was(office: Office) -> None:
    with_own_app(office)
    before = office.view().account.seller_facts
    office.clock.time += timedelta(days=3)
    typed = credentials("", SellerApp("app-1", Secret("a new secret")))
    verify(office, typed)
    assert office.amazon.asked[-1].token == Secret("token-1")
    identity = replace(seller_identity(), verified_at=office.clock.time)
    office.connections.reconnect_seller("acc-1", credentials=typed, identity=identity)
    after = office.view().account.seller_facts
    assert (after.consented_at, after.last_ok) == (before.consented_at, office.clock.time)
    office.check()
    asked = office.amazon.asked[-1]
    assert (asked.token, asked.own_app) == (Secret("token-1"), typed.own_app)
    assert office.orphans() == set()


@pytest.mark.parametrize("own_app", [None, SellerApp("app-2", Secret("its secret"))], ids=["none", "another"])
def test_the_token_of_one_app_is_never_used_for_another(office: Office, own_app: SellerApp | None) -> None:
    with_own_app(office)
    with pytest.raises(SecretLost):
        verify(office, credentials("", own_app))
    assert office.amazon.asked == []


@pytest.mark.parametrize("is_gone", [False, True])
def test_whether_the_secret_is_there_is_told(office: Office, is_gone: bool) -> None:
    with_own_app(office)
    if is_gone:
        office.keyring.entries.clear()
    assert office.connections.reauthorising.keeps_app_secret("acc-1") is not is_gone


def test_without_an_own_app_no_secret_is_kept(office: Office) -> None:
    office.save_seller()
    assert not office.connections.reauthorising.keeps_app_secret("acc-1")


def test_a_locked_keyring_is_raised_and_nobody_is_asked(office: Office) -> None:
    with_own_app(office)
    office.keyring.trouble = SecretStoreLocked()
    with pytest.raises(SecretStoreLocked):
        verify(office, credentials(own_app=KEPT))
    with pytest.raises(SecretStoreLocked):
        office.connections.reauthorising.keeps_app_secret("acc-1")
    assert office.amazon.asked == []


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (seller_identity("A1OTHERSELLER1"), f"It is A1OTHERSELLER1; this connection belongs to {SELLER_ID}."),
        (SellerIdDiffers(given=SELLER_ID, found="A1OTHERSELLER1"), f"this connection belongs to {SELLER_ID}."),
        (SellerIdDiffers(given=SELLER_ID, found=""), f"This connection belongs to {SELLER_ID}."),
    ],
    ids=["named by the answer", "named by the refusal", "not named"],
)
def test_another_seller_is_refused_by_its_name_where_amazon_tells_it(
    office: Office, outcome: object, sentence: str
) -> None:
    office.save_seller()
    office.amazon.outcome = outcome
    with pytest.raises(WrongSeller) as caught:
        verify(office, credentials())
    said = message_for(caught.value)
    assert said.id == "A-16"
    assert sentence in said.text
    assert "…" not in said.sentence


@pytest.mark.parametrize(
    ("region", "client", "words"),
    [
        ("europe", None, "It is A1OTHERSELLER1, which is connected here as Kestrel EU; this connection"),
        ("europe", "Kestrel", "It is A1OTHERSELLER1, which is connected here as Kestrel EU (Kestrel); this connection"),
        ("japan", None, "It is A1OTHERSELLER1; this connection"),
    ],
    ids=["of no client", "of a client", "in another region"],
)
def test_another_seller_that_has_an_account_here_is_called_by_its_name(
    office: Office, region: str, client: str | None, words: str
) -> None:
    office.save_seller()
    office.save_seller("acc-2", name="Kestrel EU", seller_id="A1OTHERSELLER1", region=region)
    office.connections.arranging.move_to_client(["acc-2"], client)
    office.amazon.outcome = seller_identity("A1OTHERSELLER1")
    with pytest.raises(WrongSeller) as caught:
        verify(office, credentials())
    said = message_for(caught.value)
    assert said.id == "A-16"
    assert words in said.text
    assert "…" not in said.sentence


def test_an_account_that_has_gone_is_said(office: Office) -> None:
    with pytest.raises(NoSuchAccount):
        verify(office, credentials())
