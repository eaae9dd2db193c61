"""Verify pressed again and again: no more often than Amazon allows, counted together with the checks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lmb_desktop.core.account import Method, SellerCredentials
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import RateLimited, WrongSeller
from lmb_desktop.core.messages import message_for
from lmb_desktop.core.pace import ALLOWANCES
from lmb_desktop.core.secret import Secret
from tests.core.conftest import Office
from tests.fakes.services import SELLER_ID, seller_identity

BURST = ALLOWANCES["amazon"].burst
REFILL = ALLOWANCES["amazon"].refill


def credentials(seller_id: str = SELLER_ID, region: str = "europe", *, token: str = "token") -> SellerCredentials:
    """Return what was typed."""
    return SellerCredentials(region, Method.SP_API, seller_id, Secret(token))


def verify(office: Office, times: int = 1, typed: SellerCredentials | None = None) -> None:
    """Press Verify so many times."""
    for _time in range(times):
        office.connections.verifying.verify(typed or credentials(), CancelToken())


def refused(office: Office, typed: SellerCredentials | None = None) -> RateLimited:
    """Press Verify once too often."""
    before = len(office.amazon.asked)
    with pytest.raises(RateLimited) as caught:
        verify(office, typed=typed)
    assert len(office.amazon.asked) == before
    return caught.value


def test_after_the_burst_amazon_is_not_asked_and_the_time_is_told(office: Office) -> None:
    verify(office, BURST)
    error = refused(office)
    assert error.wait_s == 63
    assert (message_for(error).id, error.fact("service")) == ("A-18", "Amazon")


def test_the_seconds_that_are_told_are_enough_and_none_is_wasted(office: Office) -> None:
    verify(office, BURST)
    office.clock.time += timedelta(seconds=20)
    wait_s = refused(office).wait_s
    assert wait_s == 43
    office.clock.time += timedelta(seconds=wait_s - 1)
    assert refused(office).wait_s == 1
    office.clock.time += timedelta(seconds=1)
    verify(office)
    assert refused(office).wait_s <= REFILL.total_seconds()


def test_another_seller_and_another_region_are_counted_apart(office: Office) -> None:
    verify(office, BURST)
    verify(office, typed=credentials("A2OTHER0000001", token="another"))
    verify(office, typed=credentials(region="north-america", token="a third"))
    refused(office)


@pytest.mark.parametrize("beside", [{"seller_id": "A2OTHER0000001"}, {"region": "japan"}])
def test_what_is_typed_beside_a_token_gains_no_further_questions(office: Office, beside: dict[str, str]) -> None:
    verify(office, BURST)
    other = credentials(**beside)
    assert refused(office, other).wait_s == 63
    office.clock.time += REFILL
    verify(office, typed=other)
    refused(office)


def test_a_refusal_uses_up_nothing(office: Office) -> None:
    verify(office, BURST)
    for _time in range(3 * BURST):
        refused(office, credentials("A2OTHER0000001"))
    verify(office, BURST, credentials("A2OTHER0000001", token="another"))


def test_self_made_mws_questions_without_a_token_are_counted_by_seller_alone(office: Office) -> None:
    verify(office, BURST, credentials(token=""))
    verify(office, typed=credentials("A2OTHER0000001", token=""))
    refused(office, credentials(token=""))


def test_checks_and_verify_share_what_amazon_allows(office: Office) -> None:
    office.save_seller()
    for _time in range(BURST):
        office.check()
    asked = len(office.amazon.asked)
    assert refused(office).wait_s == 63
    assert len(office.amazon.asked) == asked


def test_a_check_leaves_an_account_as_it_is_where_verify_has_used_everything_up(office: Office) -> None:
    office.save_seller()
    before = office.view().seller
    verify(office, BURST)
    office.check()
    assert len(office.amazon.asked) == BURST
    assert office.view().seller == before


def test_authorising_again_is_counted_too(office: Office) -> None:
    office.save_seller()
    verify(office, BURST)
    with pytest.raises(RateLimited):
        office.connections.reauthorising.verify("acc-1", credentials(), CancelToken())
    office.clock.time += REFILL
    office.amazon.outcome = seller_identity("A2OTHER0000001")
    with pytest.raises(WrongSeller):
        office.connections.reauthorising.verify("acc-1", credentials(), CancelToken())
