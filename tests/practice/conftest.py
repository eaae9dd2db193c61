"""A practice server, its settings and its control interface, for the tests of this room."""

import base64
import hashlib
import secrets
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from lmb_desktop.practice import PracticeServer
from tests.practice.browser import Browser

USER_AGENT = "LMBDesktop/1.0 (Language=Python/3.11; Platform=Linux)"


class Control:
    """Give orders to a practice server."""

    def __init__(self, server: PracticeServer) -> None:
        self._server = server

    def __call__(self, order: str, **facts: Any) -> Any:
        """Give one order and return what came back."""
        headers = {"X-Practice-Key": self._server.control_key}
        address = f"{self._server.control_url}/{order}"
        reply = requests.post(address, json=facts, headers=headers, timeout=10)
        assert reply.status_code == 200, reply.text
        return reply.json()


class LedgerCalls:
    """Call one ledger's addresses as a client would."""

    def __init__(self, settings: dict[str, Any], browser: Browser) -> None:
        self.settings = settings
        self.ends = settings["endpoints"]
        self.browser = browser

    def post(self, where: str, fields: dict[str, str], **more: Any) -> requests.Response:
        """Post a form to one of the endpoints."""
        return requests.post(self.ends[where], data=fields, timeout=10, **more)

    def get(self, address: str, token: str, **headers: str) -> requests.Response:
        """Get an address with an access token."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.get(address, headers={"Authorization": f"Bearer {token}", **more}, timeout=10)


class XeroCalls(LedgerCalls):
    """Sign in and call Xero."""

    scope = "openid profile email offline_access accounting.settings.read"

    def question(self, **changed: str | None) -> str:
        """Return an authorize address; changed replaces or removes (None) parameters."""
        self.verifier = secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.settings["xero"]["client_id"],
            "redirect_uri": self.settings["xero"]["redirect_uris"][0],
            "scope": self.scope,
            "state": "the-state",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        } | changed
        kept = {name: value for name, value in asked.items() if value is not None}
        return f"{self.ends['xero_authorize']}?{urlencode(kept)}"

    def allow(
        self, person: str = "three-organisations", organisation: int = 0, **changed: str | None
    ) -> dict[str, str]:
        """Sign in, allow access to one organisation and return the answer's parameters."""
        self.browser.open(self.question(**changed))
        if self.browser.has("sign-in"):
            self.browser.click(f"person-{person}")
        choice = {}
        if self.browser.has("organisation"):
            choice = {"organisation": self.browser.options("organisation")[organisation]}
        return self.browser.click("allow", **choice).answer

    def exchange(self, code: str, /, **changed: Any) -> requests.Response:
        """Exchange a code."""
        fields = {
            "grant_type": "authorization_code",
            "client_id": self.settings["xero"]["client_id"],
            "code": code,
            "redirect_uri": self.settings["xero"]["redirect_uris"][0],
            "code_verifier": self.verifier,
        }
        headers = changed.pop("headers", {})
        return self.post("xero_token", fields | changed, headers=headers)

    def refresh(self, refresh_token: str) -> requests.Response:
        """Refresh."""
        fields = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        return self.post("xero_token", fields | {"client_id": self.settings["xero"]["client_id"]})

    def tokens(self, **more: Any) -> dict[str, Any]:
        """Walk the whole consent and return the token answer."""
        return self.exchange(self.allow(**more)["code"]).json()


class QuickBooksCalls(LedgerCalls):
    """Sign in and call Intuit."""

    scope = "com.intuit.quickbooks.accounting openid profile email"

    @property
    def basic(self) -> tuple[str, str]:
        """Return id and secret of the app."""
        return self.settings["quickbooks"]["client_id"], self.settings["quickbooks"]["client_secret"]

    def question(self, **changed: str | None) -> str:
        """Return an authorize address."""
        asked = {
            "response_type": "code",
            "client_id": self.basic[0],
            "redirect_uri": self.settings["quickbooks"]["redirect_uri"],
            "scope": self.scope,
            "state": "the-state",
        } | changed
        kept = {name: value for name, value in asked.items() if value is not None}
        return f"{self.ends['quickbooks_authorize']}?{urlencode(kept)}"

    def allow(self, person: str = "two-companies", company: int = 0, **changed: str | None) -> dict[str, str]:
        """Sign in, connect one company and return the answer's parameters."""
        self.browser.open(self.question(**changed))
        if self.browser.has("sign-in"):
            self.browser.click(f"person-{person}")
        choice = {}
        if self.browser.has("company"):
            choice = {"company": self.browser.options("company")[company]}
        return self.browser.click("allow", **choice).answer

    def exchange(self, code: str, **more: Any) -> requests.Response:
        """Exchange a code."""
        redirect_uri = self.settings["quickbooks"]["redirect_uri"]
        fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        return self.post("quickbooks_token", fields, **{"auth": self.basic, **more})

    def refresh(self, refresh_token: str, **more: Any) -> requests.Response:
        """Refresh."""
        fields = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        return self.post("quickbooks_token", fields, **{"auth": self.basic, **more})

    def tokens(self, **more: Any) -> dict[str, Any]:
        """Walk the whole consent and return the token answer."""
        return self.exchange(self.allow(**more)["code"]).json()

    def company(
        self, token: str, realm: str, number: str | None = None, accept: str = "application/json"
    ) -> requests.Response:
        """Read CompanyInfo."""
        address = f"{self.ends['quickbooks_api']}/v3/company/{realm}/companyinfo/{number or realm}?minorversion=75"
        return self.get(address, token, Accept=accept)


class AmazonCalls:
    """Call LWA and the SP-API."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.ends = settings["endpoints"]

    def token(self, **fields: str) -> requests.Response:
        """Call the token address; the app's id and secret are added."""
        amazon = self.settings["amazon"]
        form = {"client_id": amazon["client_id"], "client_secret": amazon["client_secret"]} | fields
        return requests.post(self.ends["amazon_token"], data=form, timeout=10)

    def access(self, refresh_token: str, **fields: str) -> str:
        """Return an access token."""
        return self.token(grant_type="refresh_token", refresh_token=refresh_token, **fields).json()["access_token"]

    def get(self, region: str, path: str, token: str | None, **headers: str) -> requests.Response:
        """Get an SP-API path at one region: na, eu or fe."""
        sent = {"user-agent": USER_AGENT} | ({} if token is None else {"x-amz-access-token": token}) | headers
        return requests.get(f"{self.ends[f'sp_api_{region}']}{path}", headers=sent, timeout=10)

    def participations(self, region: str, token: str | None, **headers: str) -> requests.Response:
        """Ask for the marketplaces."""
        return self.get(region, "/sellers/v1/marketplaceParticipations", token, **headers)


@pytest.fixture
def clock_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the servers made after it live at a time that stands still; ask for it first."""
    file = tmp_path / "now"
    file.write_text("2026-11-23T10:00:00Z", encoding="utf-8")
    monkeypatch.setenv("LMB_DESKTOP_CLOCK_FILE", str(file))
    return file


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    """Give a practice server that forgets everything at the end."""
    with PracticeServer() as running:
        yield running


@pytest.fixture
def settings(server: PracticeServer) -> dict[str, Any]:
    """Give the settings the server prints."""
    return tomllib.loads(server.settings_toml)


@pytest.fixture
def control(server: PracticeServer) -> Control:
    """Give the control interface."""
    return Control(server)


@pytest.fixture
def new_browser(server: PracticeServer) -> Iterator[Callable[[], Browser]]:
    """Give browsers that know nobody yet."""
    opened: list[Browser] = []

    def start() -> Browser:
        opened.append(Browser(server.base_url))
        return opened[-1]

    yield start
    for browser in opened:
        browser.close()


@pytest.fixture
def browser(new_browser: Callable[[], Browser]) -> Browser:
    """Give one browser."""
    return new_browser()


@pytest.fixture
def amazon(settings: dict[str, Any]) -> AmazonCalls:
    """Give calls to Amazon."""
    return AmazonCalls(settings)


@pytest.fixture
def xero(settings: dict[str, Any], browser: Browser) -> XeroCalls:
    """Give calls to Xero."""
    return XeroCalls(settings, browser)


@pytest.fixture
def quickbooks(settings: dict[str, Any], browser: Browser) -> QuickBooksCalls:
    """Give calls to Intuit."""
    return QuickBooksCalls(settings, browser)
