"""Which addresses may fill a sign-in's web view, judged by parsed parts. Shows nothing, loads nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QUrl

from lmb_desktop.core.one_time_attempt import OneTimeAttempt
from lmb_desktop.resources import read_text

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")
INSIDE_FRAMES = ("about", "blob", "data")
"""Schemes that a frame inside an allowed page may have; they carry the page's own content."""

Origin = tuple[str, str, int]


class Verdict(Enum):
    """What happens to a navigation."""

    LET = "let"
    CATCH = "catch"
    REFUSE = "refuse"
    BLOCK = "block"
    """Refused, and the person is told the host and offered the browser."""


@dataclass(frozen=True)
class LoginHosts:
    """The hosts on which one provider signs people in, and those that refuse programs like ours."""

    names: frozenset[str]
    domains: tuple[str, ...]
    """Domains with a leading dot; every host below one of them counts."""
    refusing: tuple[tuple[str, str], ...] = ()
    """Host and the name of the company that refuses."""
    origins: frozenset[Origin] = frozenset()
    """Scheme, host and port on this computer, named by the settings."""

    def allows(self, url: QUrl) -> bool:
        """Tell whether a page of this address may fill the view."""
        if url.userInfo():
            return False
        if origin_of(url) in self.origins:
            return True
        host = ascii_host(url)
        is_listed = host in self.names or host.endswith(self.domains)
        return url.scheme() == "https" and url.port(443) == 443 and is_listed

    def company_refusing(self, host: str) -> str:
        """Return the name of the company that refuses sign-in inside programs on this host, or an empty text."""
        return next((name for refusing, name in self.refusing if refusing == host), "")


def login_hosts(service: str, local_urls: Iterable[str]) -> LoginHosts:
    """Return the hosts of `xero`, `quickbooks` or `amazon`; of `local_urls` only those on this computer count."""
    lists = json.loads(read_text("login_hosts.json"))
    hosts: Sequence[str] = lists["providers"][service]
    local = (QUrl(url) for url in local_urls if url)
    return LoginHosts(
        names=frozenset(host for host in hosts if not host.startswith("*")),
        domains=tuple(host.removeprefix("*") for host in hosts if host.startswith("*.")),
        refusing=tuple((host, name) for name, hosts in lists["refusing"].items() for host in hosts),
        origins=frozenset(origin_of(url) for url in local if is_on_this_computer(url)),
    )


@dataclass(frozen=True)
class NavigationJudge:
    """Decides about navigations of one sign-in; compares parsed parts, never prefixes."""

    attempt: OneTimeAttempt
    hosts: LoginHosts

    def verdict(self, url: QUrl, *, is_main_frame: bool) -> Verdict:
        """Return what happens to a navigation of the page itself or of a frame in it."""
        address = encoded(url)
        if self.attempt.is_answer_address(address):
            return Verdict.CATCH if is_main_frame else Verdict.REFUSE
        if self.hosts.allows(url):
            return Verdict.LET
        if self.attempt.is_answer_origin(address):
            return Verdict.BLOCK if is_main_frame else Verdict.REFUSE
        if is_main_frame:
            return Verdict.BLOCK if url.scheme() in ("http", "https") else Verdict.REFUSE
        return Verdict.LET if url.scheme() == "https" or url.scheme() in INSIDE_FRAMES else Verdict.REFUSE

    def may_be_requested(self, url: QUrl) -> bool:
        """Tell whether a request of any kind may leave for this address: never for the return address."""
        address = encoded(url)
        if self.attempt.is_answer_address(address):
            return False
        if self.hosts.allows(url):
            return True
        # A provider on this computer needs nothing from elsewhere, and nothing of a trial may leave it.
        is_local = is_on_this_computer(QUrl(self.attempt.authorize_url)) and url.scheme() in ("https", "wss")
        return not is_local and url.scheme() not in ("http", "ws") and not self._is_answer_host(url, address)

    def _is_answer_host(self, url: QUrl, address: str) -> bool:
        web_socket = {"ws": "http", "wss": "https"}.get(url.scheme())
        return self.attempt.is_answer_origin(address.replace(url.scheme(), web_socket, 1) if web_socket else address)


def encoded(url: QUrl) -> str:
    """Return an address as text, fully encoded."""
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)


def ascii_host(url: QUrl) -> str:
    """Return the host in lower case and ASCII, so that look-alike letters show as what they are."""
    return url.host(QUrl.ComponentFormattingOption.FullyEncoded).lower()


def origin_of(url: QUrl) -> Origin:
    """Return scheme, host and effective port of an address."""
    return url.scheme(), ascii_host(url), url.port({"http": 80, "https": 443}.get(url.scheme(), -1))


def is_on_this_computer(url: QUrl) -> bool:
    """Tell whether an address names this computer."""
    return ascii_host(url) in LOOPBACK_HOSTS


def shown_host(url: QUrl) -> str:
    """Return the host as the person reads it, with its port where the scheme does not imply it."""
    host = ascii_host(url)
    name = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}.get(url.scheme(), -1)
    port = url.port(usual)
    return name if port == usual else f"{name}:{port}"
