"""Verifying: ask Amazon whether credentials are right, no more often than Amazon allows. Slow work."""

from __future__ import annotations

from collections.abc import Sequence

from lmb_desktop.core.account import SellerCredentials, SellerIdentity
from lmb_desktop.core.again import Again
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import RateLimited
from lmb_desktop.core.pace import Pace
from lmb_desktop.core.ports import SellerCheck

TOO_MANY_REQUESTS = 429


def seller_key(seller_id: str, region: str) -> str:
    """Return under which name a seller's questions to Amazon are counted, by checks and by Verify together."""
    return f"{seller_id} {region}"


class _Counted:
    """An allowance that remembers whether it was used up: then Amazon has not said so, the program has."""

    def __init__(self, again: Again) -> None:
        self._again = again
        self.is_used_up = False

    def __call__(self) -> None:
        try:
            self._again()
        except RateLimited:
            self.is_used_up = True
            raise


class Verifying:
    """Stand before Amazon: a Verify that Amazon would refuse as one too many is refused here, with the time to wait."""

    def __init__(self, seller_check: SellerCheck, pace: Pace) -> None:
        self._seller_check = seller_check
        self._pace = pace

    def verify(self, credentials: SellerCredentials, cancel: CancelToken) -> SellerIdentity:
        """Return what Amazon confirms; raises RateLimited without asking, and what the port raises."""
        again = self._allowance(credentials)
        again()
        return self._seller_check.verify(credentials, cancel, again)

    def check(self, credentials: SellerCredentials, cancel: CancelToken) -> SellerIdentity | None:
        """Return what Amazon confirms, or None where it may not be asked (again) yet; raises what the port raises."""
        again = _Counted(self._allowance(credentials))
        try:
            again()
            return self._seller_check.verify(credentials, cancel, again)
        except RateLimited:
            if again.is_used_up:
                return None
            raise

    def _allowance(self, credentials: SellerCredentials) -> Again:
        about = [seller_key(credentials.seller_id, credentials.region)]
        if credentials.token:
            # Amazon counts by whom the token opens: another Seller ID or region typed beside it is no new allowance.
            about.append(f"token {hash(credentials.token)}")
        return lambda: self._use_one(about)

    def _use_one(self, about: Sequence[str]) -> None:
        wait_s = self._pace.wait_s("amazon", *about)
        if wait_s:
            details = "LMB Desktop counted the questions itself; Amazon was not asked"
            raise RateLimited(service="Amazon", status=TOO_MANY_REQUESTS, wait_s=wait_s, details=details)
