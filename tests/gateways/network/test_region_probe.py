"""The region probe (A-07) over all pairs of regions, at the practice Amazon: found, told, and no request too many."""

from __future__ import annotations

import dataclasses
import itertools
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from lmb_desktop.core.account import Method, SellerCredentials, SellerIdCheck, SellerIdentity
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import (
    Cancelled,
    CredentialsRefused,
    LmbError,
    NoMarketplaces,
    RateLimited,
    RoleMissing,
    WrongRegion,
)
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.pace import ALLOWANCES, Pace
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import AmazonSettings, ServiceSettings
from lmb_desktop.core.verifying import Verifying
from lmb_desktop.gateways.seller_check import SellerGateway
from lmb_desktop.practice import PracticeServer
from tests.gateways.network.conftest import MARKETPLACES, Practice
from tests.gateways.network.scripted_server import ScriptedServer, as_json
from tests.practice.only_reads import writes_in

BOOK = MarketplaceBook.from_records(json.loads(MARKETPLACES.read_text("utf-8")))
SLUGS = [region.slug for region in BOOK.regions]
PAIRS = list(itertools.permutations(SLUGS, 2))
FEW = list(itertools.permutations(("north-america", "europe", "australia", "brazil", "turkey", "japan"), 2))
"""Two regions of each endpoint, for what differs in nothing but the words of a refusal."""
EVERYWHERE = "compass-cards"
"""A practice seller with an account in every region."""
PARTICIPATIONS, TOKEN = "amazon.participations", "amazon.token"
DENIED = {"code": "Unauthorized", "message": "Access to requested resource is denied."}


def denied(details: str) -> dict[str, object]:
    """Return how Amazon refuses the participations call, with a reason."""
    return {"status": 403, "body": json.dumps({"errors": [DENIED | {"details": details}]})}


@dataclass(frozen=True)
class Shape:
    """How the chosen region's endpoint refuses or comes up empty, and what is raised where nobody else answers."""

    answers: tuple[dict[str, object], ...]
    otherwise: type[LmbError]
    exchanges: int = 1
    is_for_all: bool = True


INVALID = denied("The access token you provided is revoked, malformed or invalid.")
SHAPES = {
    "empty": Shape(({"body": '{"payload": []}'},), NoMarketplaces),
    "refused without a reason": Shape((denied(""),), RoleMissing),
    "marketplaces of another region": Shape(
        (denied("The marketplaces are not valid for the region."),), RoleMissing, is_for_all=False
    ),
    "token invalid there": Shape((INVALID, INVALID), CredentialsRefused, exchanges=2, is_for_all=False),
}


@pytest.fixture(scope="module")
def amazon() -> Iterator[Practice]:
    """Give one practice server for the whole table."""
    with PracticeServer() as server:
        yield Practice(server)


@pytest.fixture(scope="module")
def pasted(amazon: Practice) -> dict[str, SellerCredentials]:
    """Give what the seller pastes for each region it is registered in."""
    found = {}
    for slug in SLUGS:
        facts = amazon.order("authorise", seller=EVERYWHERE, region=slug)
        found[slug] = SellerCredentials(slug, Method.SP_API, facts["seller_id"], Secret(facts["refresh_token"]))
    return found


@pytest.fixture
def verify(
    amazon: Practice, seller_gateway: Callable[[ServiceSettings], SellerGateway], cancel: CancelToken
) -> Callable[[SellerCredentials], SellerIdentity]:
    """Give one Verify at a server that has forgotten all that was asked before."""
    amazon.order("reset")
    gateway = seller_gateway(amazon.settings)
    return lambda credentials: gateway.verify(credentials, cancel)


def asked(amazon: Practice) -> list[dict[str, Any]]:
    """Return the requests since the reset; whatever they were about, none of them changed anything at Amazon."""
    requests: list[dict[str, Any]] = amazon.order("requests")
    assert writes_in(requests) == []
    return requests


def per_route(requests: list[dict[str, Any]]) -> Counter[str]:
    """Return how many requests each route got."""
    return Counter(entry["route"] for entry in requests)


def per_endpoint(requests: list[dict[str, Any]]) -> Counter[str]:
    """Return how often each regional endpoint was asked for the marketplaces."""
    return Counter(entry["path"] for entry in requests if entry["route"] == PARTICIPATIONS)


def endpoint(slug: str) -> str:
    """Return the endpoint of a region: NA, EU or FE."""
    return BOOK.region(slug).sp_api_region


@pytest.mark.parametrize("slug", SLUGS)
def test_the_right_region_is_confirmed_without_a_probe(amazon, pasted, verify, slug) -> None:
    assert verify(pasted[slug]).id_check is SellerIdCheck.CONFIRMED
    assert [entry["route"] for entry in asked(amazon)] == [TOKEN, PARTICIPATIONS, "amazon.listings"]


@pytest.mark.parametrize(("chosen", "real"), PAIRS)
def test_the_region_in_which_the_seller_is_registered_is_named(amazon, pasted, verify, chosen, real) -> None:
    with pytest.raises(WrongRegion) as caught:
        verify(dataclasses.replace(pasted[real], region=chosen))
    names = {"found": BOOK.region(real).name, "found_slug": real, "chosen": BOOK.region(chosen).name}
    assert caught.value.facts == names
    requests = asked(amazon)
    is_probed = endpoint(chosen) != endpoint(real)
    assert per_route(requests)[TOKEN] == 1
    assert set(per_route(requests)) == {TOKEN, PARTICIPATIONS}
    assert set(per_endpoint(requests).values()) == {1}
    assert per_endpoint(requests).total() <= (3 if is_probed else 1)


@pytest.mark.parametrize(
    ("chosen", "real", "shape"),
    [
        pytest.param(chosen, real, name, id=f"{chosen}-{real}-{name}")
        for name, how in SHAPES.items()
        for chosen, real in (PAIRS if how.is_for_all else FEW)
    ],
)
def test_however_the_chosen_region_says_no_the_others_are_asked_once(
    amazon, pasted, verify, chosen, real, shape
) -> None:
    how = SHAPES[shape]
    for answer in how.answers:
        amazon.order("answer", route=PARTICIPATIONS, **answer)
    expected = WrongRegion if endpoint(chosen) != endpoint(real) else how.otherwise
    with pytest.raises(expected) as caught:
        verify(dataclasses.replace(pasted[real], region=chosen))
    if expected is WrongRegion:
        assert caught.value.fact("found_slug") == real
    requests = asked(amazon)
    assert per_route(requests)[TOKEN] == how.exchanges
    assert set(per_route(requests)) == {TOKEN, PARTICIPATIONS}
    counts = per_endpoint(requests)
    first, *others = counts.values()
    assert (first, set(others)) == (len(how.answers), {1})
    assert counts.total() <= 2 + len(how.answers)


@pytest.mark.parametrize("chosen", SLUGS)
def test_a_token_that_amazon_does_not_know_is_taken_to_no_region(amazon, pasted, verify, chosen) -> None:
    with pytest.raises(CredentialsRefused):
        verify(dataclasses.replace(pasted["europe"], region=chosen, token=Secret("Atzr|IwEBmade-up")))
    assert [entry["route"] for entry in asked(amazon)] == [TOKEN]


@pytest.mark.parametrize("trouble", [{"status": 503}, {"status": 500}, {"body": "{"}, {"body": '{"payload": []}'}])
def test_a_region_in_trouble_is_passed_over_and_asked_only_once(amazon, pasted, verify, trouble) -> None:
    amazon.order("answer", route=PARTICIPATIONS, **denied(""))
    amazon.order("answer", route=PARTICIPATIONS, times=9, **{"body": "", **trouble})
    with pytest.raises(RoleMissing):
        verify(dataclasses.replace(pasted["japan"], region="europe"))
    assert set(per_endpoint(asked(amazon)).values()) == {1}


THROTTLED = {"status": 429, "body": json.dumps({"errors": [{"code": "QuotaExceeded", "message": "m", "details": ""}]})}


def test_a_region_that_is_throttled_is_waited_for_before_anything_is_blamed(amazon, pasted, verify) -> None:
    for answer in (denied(""), THROTTLED, denied("")):
        amazon.order("answer", route=PARTICIPATIONS, **answer)
    with pytest.raises(RateLimited) as caught:
        verify(dataclasses.replace(pasted["north-america"], region="europe"))
    assert caught.value.wait_s == 60
    assert set(per_endpoint(asked(amazon)).values()) == {1}
    with pytest.raises(WrongRegion) as found:
        verify(dataclasses.replace(pasted["north-america"], region="europe"))
    assert found.value.fact("found_slug") == "north-america"


def test_a_throttled_region_keeps_nobody_from_finding_the_right_one(amazon, pasted, verify) -> None:
    for answer in (denied(""), THROTTLED):
        amazon.order("answer", route=PARTICIPATIONS, **answer)
    with pytest.raises(WrongRegion) as caught:
        verify(dataclasses.replace(pasted["japan"], region="europe"))
    assert caught.value.fact("found_slug") == "japan"


def test_a_chosen_region_that_is_throttled_is_not_probed(amazon, pasted, verify) -> None:
    amazon.order("throttle", service=PARTICIPATIONS)
    with pytest.raises(RateLimited):
        verify(dataclasses.replace(pasted["japan"], region="europe"))
    assert per_route(asked(amazon)) == {TOKEN: 1, PARTICIPATIONS: 1}


def test_verify_pressed_for_one_region_after_the_other_stays_within_what_amazon_allows(
    amazon, pasted, seller_gateway, clock, cancel
) -> None:
    """One token, every region, again and again: no endpoint is asked more often than its burst and its refill allow."""
    amazon.order("reset")
    allowance = ALLOWANCES["amazon"]
    still = clock.now()
    standing = type("Standing", (), {"now": lambda _self: still})()
    verifying = Verifying(seller_gateway(amazon.settings), Pace(standing))
    refusals = Counter(
        type(_refused(lambda slug=slug: verifying.verify(dataclasses.replace(pasted["japan"], region=slug), cancel)))
        for _round in range(4)
        for slug in SLUGS
        if slug != "japan"
    )
    requests = asked(amazon)
    assert refusals == {WrongRegion: allowance.burst, RateLimited: 4 * (len(SLUGS) - 1) - allowance.burst}
    assert max(per_endpoint(requests).values()) <= allowance.burst
    assert 429 not in {entry["status"] for entry in requests}


@pytest.mark.parametrize("answers", [*(how.answers for how in SHAPES.values()), ({"status": 503, "body": ""},) * 3])
def test_however_often_it_is_refused_no_region_is_asked_more_often_than_its_burst(
    amazon, pasted, seller_gateway, clock, cancel, answers
) -> None:
    """A second try at the chosen region is paid for as the first one is; what is used up is said with the wait."""
    amazon.order("reset")
    amazon.order("answer", route=PARTICIPATIONS, times=999, **answers[0])
    still = clock.now()
    standing = type("Standing", (), {"now": lambda _self: still})()
    verifying = Verifying(seller_gateway(amazon.settings), Pace(standing))
    burst = ALLOWANCES["amazon"].burst
    said = [_refused(lambda: verifying.verify(pasted["japan"], cancel)) for _press in range(burst + 3)]
    counts = per_endpoint(asked(amazon))
    chosen = next(path for path in counts if f"/{endpoint('japan').lower()}/" in path)
    assert counts[chosen] == max(counts.values()) == burst
    assert {type(error) for error in said[-3:]} == {RateLimited}
    assert said[-1].facts["wait_s"] == 63


def test_a_check_pays_for_its_second_try_too(amazon, pasted, seller_gateway, clock, cancel) -> None:
    amazon.order("reset")
    for answer in (INVALID, INVALID):
        amazon.order("answer", route=PARTICIPATIONS, **answer)
    still = clock.now()
    pace = Pace(type("Standing", (), {"now": lambda _self: still})())
    verifying = Verifying(seller_gateway(amazon.settings), pace)
    with pytest.raises(CredentialsRefused):
        verifying.check(pasted["japan"], cancel)
    proven = dataclasses.replace(pasted["japan"], is_id_proven=True)
    confirmed = [verifying.check(proven, cancel) for _check in range(ALLOWANCES["amazon"].burst)]
    assert confirmed[-2:] == [None, None]
    assert None not in confirmed[:-2]


def test_a_check_that_has_used_up_its_questions_blames_nobody(amazon, pasted, seller_gateway, clock, cancel) -> None:
    amazon.order("reset")
    amazon.order("answer", route=PARTICIPATIONS, times=99, **INVALID)
    still = clock.now()
    verifying = Verifying(seller_gateway(amazon.settings), Pace(type("Standing", (), {"now": lambda _self: still})()))
    for _check in range(ALLOWANCES["amazon"].burst // 2):
        with pytest.raises(CredentialsRefused):
            verifying.check(pasted["japan"], cancel)
    # One is left: it is asked, refused, and cannot be asked again.
    assert verifying.check(pasted["japan"], cancel) is None
    assert per_endpoint(asked(amazon)).most_common(1)[0][1] == ALLOWANCES["amazon"].burst


def _refused(ask: Callable[[], object]) -> LmbError:
    with pytest.raises(LmbError) as caught:
        ask()
    return caught.value


class Probed(ScriptedServer):
    """A service that lets a person press Stop when the request with a number comes in."""

    def __init__(self, stop_at: int, cancel: CancelToken) -> None:
        self.stop_at, self.cancel = stop_at, cancel
        self.is_let_go = threading.Event()
        super().__init__()

    def perform(self, handler: Any) -> None:
        """Answer, but not the request in which Stop is pressed before it has had its effect."""
        if len(self.asked) == self.stop_at:
            self.cancel.cancel()
            self.is_let_go.wait()
        super().perform(handler)


@pytest.mark.parametrize("stop_at", [1, 2, 3, 4])
def test_stop_ends_the_probe_and_nothing_more_is_asked(seller_gateway, stop_at: int) -> None:
    cancel = CancelToken()
    service = Probed(stop_at, cancel)
    refusal = as_json({"errors": [DENIED | {"details": ""}]}, 403)
    service.answers(as_json({"access_token": "Atza|made-up", "token_type": "bearer", "expires_in": 3600}), refusal)
    bases = {f"sp_api_{code}": f"{service.url}/{code}" for code in ("na", "eu", "fe")}
    settings = ServiceSettings(
        amazon=AmazonSettings(client_id="client", client_secret=Secret("secret")),
        endpoints={"amazon_token": f"{service.url}/token", **bases},
    )
    credentials = SellerCredentials("europe", Method.SP_API, "A3EXAMPLE000001", Secret("Atzr|made-up"))
    try:
        with pytest.raises(Cancelled):
            seller_gateway(settings).verify(credentials, cancel)
        service.is_let_go.set()
    finally:
        service.is_let_go.set()
        service.close()
    assert len(service.asked) == stop_at
