"""Asking: what a sign-in asks, of whom, and where its answer may come back. One kind for ledgers, one for Amazon."""

from __future__ import annotations

from typing import Any, Protocol

from lmb_desktop.core.account import SellerGrant
from lmb_desktop.core.attempt import Answer, Attempt
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.seller_consent import ConsentAnswer, ConsentAttempt
from lmb_desktop.core.service_settings import ServiceSettings
from lmb_desktop.core.sign_in import LedgerGrant, Provider
from lmb_desktop.core.work import WorkPorts
from lmb_desktop.widgets.browser_way import loopback_redirects


class Asking(Protocol):
    """One service's side of a sign-in; `begin` and `exchange` are slow work."""

    @property
    def redirects(self) -> tuple[str, ...]:
        """Return the return addresses on this computer, in the order to try them; none where Amazon allows none."""
        ...

    def begin(self, redirect_uri: str = "") -> Any:
        """Return a new attempt."""
        ...

    def exchange(self, attempt: Any, answer: Any, cancel: CancelToken) -> object:
        """Exchange what the attempt's answer brought."""
        ...


class LedgerAsking:
    """A sign-in at a ledger provider."""

    def __init__(self, work: WorkPorts, provider: Provider, settings: ServiceSettings) -> None:
        self._work = work
        self._provider = provider
        self.redirects = loopback_redirects(settings, provider)

    def begin(self, redirect_uri: str = "") -> Attempt:
        """Return a new attempt; raises AppMissing."""
        return self._work.ledger_sign_in.begin(self._provider, redirect_uri=redirect_uri)

    def exchange(self, attempt: Attempt, answer: Answer, cancel: CancelToken) -> LedgerGrant:
        """Exchange the code and ask which organisations it reaches."""
        return self._work.ledger_sign_in.exchange(attempt, answer, cancel)


class ConsentAsking:
    """A consent on Amazon's page. Amazon wants an https return address, which no program can listen on."""

    def __init__(self, work: WorkPorts, region: str, *, is_draft: bool = False) -> None:
        self._work = work
        self._region = region
        self._is_draft = is_draft
        self.redirects: tuple[str, ...] = ()

    def begin(self, redirect_uri: str = "") -> ConsentAttempt:
        """Return a new attempt; raises AppMissing or AppIncomplete."""
        return self._work.seller_consent.begin(self._region, is_draft=self._is_draft)

    def exchange(self, attempt: ConsentAttempt, answer: ConsentAnswer, cancel: CancelToken) -> SellerGrant:
        """Exchange the code."""
        return self._work.seller_consent.exchange(attempt, answer, cancel)
