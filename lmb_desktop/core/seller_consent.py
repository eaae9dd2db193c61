"""Consent in the program: one attempt at Amazon's consent page, what its answer brings, and the codes of its errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Protocol
from urllib.parse import parse_qsl, urlsplit

from lmb_desktop.core.account import SellerGrant
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import AnswerMalformed, ConsentDenied, ConsentFailed
from lmb_desktop.core.one_time_attempt import OneTimeAttempt, is_code, printable_error
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.seller_credentials import is_seller_id

CODE_LIFETIME = timedelta(minutes=5)
"""How long Amazon takes a code (Selling Partner API guide, "Website authorization workflow")."""
UNLISTED_LIMIT = 25
"""How many sellers may authorise a public app that is not listed (the same guide, "Authorisation limits")."""
PAGE_ERRORS = ("MD1000", "MD5101", "MD5110", "MD9100", "SPDC8143", "CONSENT_LIMIT_REACHED", "SPSA0404")
"""Codes that Amazon's consent page shows, as its guide about authorisation errors lists them."""


@dataclass(frozen=True)
class ConsentAnswer:
    """What a good answer brought: the code, the seller, and whether Amazon itself named that seller."""

    code: Secret
    seller_id: str
    is_named_by_amazon: bool


@dataclass(kw_only=True)
class ConsentAttempt(OneTimeAttempt):
    """One visit to the consent page of one region's Seller Central."""

    region: str

    # `mws_auth_token` may come too, for apps of the MWS years; it opens nothing any more and is not looked at.
    SINGLE_PARAMETERS: ClassVar[frozenset[str]] = frozenset(
        {"spapi_oauth_code", "selling_partner_id", "state", "error"}
    )

    @property
    def service(self) -> str:
        """Return the name people know the service by."""
        return "Amazon"

    def judge(self, url: str, now: datetime) -> ConsentAnswer:
        """Read an answer and use the attempt up; raises AnswerNotOurs, ConsentDenied or ConsentFailed."""
        values = self.taken(url, now)
        code, error = values.get("spapi_oauth_code", ""), values.get("error", "")
        if bool(code) == bool(error):
            raise AnswerMalformed(service=self.service, problem="mixed" if code else "empty")
        if error == "access_denied":
            raise ConsentDenied(service=self.service)
        if error:
            raise ConsentFailed(service=self.service, code=printable_error(error))
        return self._answer(code, values.get("selling_partner_id", ""), is_named_by_amazon=True)

    def judge_typed(self, code: str, seller_id: str, now: datetime) -> ConsentAnswer:
        """Take a code and a Seller ID that the person read off the firm's return page, and use the attempt up.

        No state proves that they belong together, so Amazon is still to be asked whose the code is.
        """
        answer = self._answer(code, seller_id, is_named_by_amazon=False)
        self.use_up(now)
        return answer

    def _answer(self, code: str, seller_id: str, *, is_named_by_amazon: bool) -> ConsentAnswer:
        if not is_code(code):
            raise AnswerMalformed(service=self.service, problem="oversized")
        if not is_seller_id(seller_id):
            raise AnswerMalformed(service=self.service, problem="seller")
        return ConsentAnswer(Secret(code), seller_id, is_named_by_amazon)


class SellerConsent(Protocol):
    """Let a seller authorise this program's Amazon app on Amazon's own page."""

    def begin(self, region: str, *, is_draft: bool = False) -> ConsentAttempt:
        """Return a new attempt for a region; `is_draft` opens the app as a draft whatever the settings say.

        Raises AppMissing, AppIncomplete or SettingsError.
        """
        ...

    def exchange(self, attempt: ConsentAttempt, answer: ConsentAnswer, cancel: CancelToken) -> SellerGrant:
        """Exchange the code, once; raises CodeExpired, AppRefused, Offline, ServiceTrouble or Cancelled."""
        ...


def page_error_in(url: str) -> str:
    """Return the code of an error that a consent page's address names, or an empty text."""
    try:
        parts = urlsplit(url)
        named = [value for _name, value in parse_qsl(parts.query, max_num_fields=50)]
    except ValueError:
        return ""
    words = {*named, *parts.path.split("/"), parts.fragment}
    return next((code for code in PAGE_ERRORS if code in words), "")
