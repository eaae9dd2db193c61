"""Services to ask: the practice services with their settings, and one that does as it is told."""

import json
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.marketplaces import MarketplaceBook
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.service_settings import (
    AmazonSettings,
    MwsDeveloper,
    QuickBooksSettings,
    ServiceSettings,
    XeroSettings,
)
from lmb_desktop.gateways.ledger_sign_in import LedgerGateway
from lmb_desktop.gateways.seller_check import SellerGateway
from lmb_desktop.gateways.web import Web
from lmb_desktop.practice import PracticeServer
from tests.gateways.network.scripted_server import ScriptedServer
from tests.practice.browser import Browser
from tests.practice.only_reads import assert_only_reads

MARKETPLACES = Path(__file__).parents[3] / "lmb_desktop" / "resources" / "marketplaces.json"


class MovableClock:
    """The computer's time, moved as a test likes."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Practice:
    """A practice server: its settings as the program reads them, its control interface, a browser."""

    def __init__(self, server: PracticeServer) -> None:
        self._server = server
        self.raw = tomllib.loads(server.settings_toml)
        self.settings = settings_from(self.raw)

    def order(self, name: str, **facts: Any) -> Any:
        address, key = f"{self._server.control_url}/{name}", {"X-Practice-Key": self._server.control_key}
        reply = requests.post(address, json=facts, headers=key, timeout=10)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def requests(self) -> list[str]:
        """Return the routes that were asked, in order."""
        return [entry["route"] for entry in self.order("requests")]

    def browser(self) -> Browser:
        return Browser(self._server.base_url)


def settings_from(raw: dict[str, Any]) -> ServiceSettings:
    amazon = dict(raw["amazon"])
    mws = dict(amazon.pop("mws"))
    mws["secret_key"] = Secret(mws["secret_key"])
    amazon["client_secret"] = Secret(amazon["client_secret"])
    xero = raw["xero"] | {"redirect_uris": tuple(raw["xero"]["redirect_uris"])}
    quickbooks = raw["quickbooks"] | {"client_secret": Secret(raw["quickbooks"]["client_secret"])}
    return ServiceSettings(
        amazon=AmazonSettings(**amazon, mws=MwsDeveloper(**mws)),
        xero=XeroSettings(**xero),
        quickbooks=QuickBooksSettings(**quickbooks),
        endpoints=raw["endpoints"],
    )


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def web(clock: MovableClock) -> Web:
    """Give the door with pauses too short to notice."""
    return Web(clock, pauses_s=(0.01, 0.01))


@pytest.fixture
def cancel() -> CancelToken:
    return CancelToken()


@pytest.fixture(scope="session")
def book() -> MarketplaceBook:
    return MarketplaceBook.from_records(json.loads(MARKETPLACES.read_text("utf-8")))


@pytest.fixture
def practice() -> Iterator[Practice]:
    with PracticeServer() as server:
        yield Practice(server)
    assert_only_reads(server)


@pytest.fixture
def service() -> Iterator[ScriptedServer]:
    server = ScriptedServer()
    yield server
    server.close()


@pytest.fixture
def seller_gateway(clock: MovableClock, book: MarketplaceBook, web: Web) -> Callable[[ServiceSettings], SellerGateway]:
    return lambda settings: SellerGateway(lambda: settings, clock, book, web=web)


@pytest.fixture
def ledger_gateway(clock: MovableClock, web: Web) -> Callable[[ServiceSettings], LedgerGateway]:
    return lambda settings: LedgerGateway(lambda: settings, clock, web=web)
