"""Reply: what a service answered, without the connection it came through; and the readings all services share."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import requests

from lmb_desktop.core.errors import AnswerUnusable, RateLimited, ServiceTrouble
from lmb_desktop.core.file_values import plain
from lmb_desktop.core.one_time_attempt import printable_error
from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways.clock_check import CLOCK_TOLERANCE_S, clock_wrong, date_in, http_date
from lmb_desktop.gateways.masking import mask, without

LONGEST_WAIT_S = 7 * 86_400
WAIT_S = 60
"""Seconds to wait where a service asks to slow down and does not say for how long (Amazon and Intuit: one minute)."""
_LONGEST_SAID = 300
"""Characters of each thing that a service said which stand in a technical text."""
_REQUEST_IDS = ("x-amzn-RequestId", "x-mws-request-id", "intuit_tid", "xero-correlation-id")


@dataclass(frozen=True, repr=False)
class Reply:
    """A whole answer: status, headers (any case) and body. Never shows its body when printed."""

    service: str
    host: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    asked_at: datetime
    sent: tuple[Secret, ...] = ()
    """The secrets of the question, which the answer may repeat."""

    @classmethod
    def of(
        cls, response: requests.Response, service: str, asked_at: datetime, *, sent: tuple[Secret, ...] = ()
    ) -> Reply:
        """Take what matters out of a response of requests, whose body the guard has read already."""
        return cls(
            service=service,
            host=urlsplit(response.url).hostname or "",
            status=response.status_code,
            headers=response.headers,
            body=response.content,
            asked_at=asked_at,
            sent=sent,
        )

    @property
    def is_good(self) -> bool:
        """Tell whether the service says that it did what was asked."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """Return the body read as JSON; raises AnswerUnusable."""
        kind = self.headers.get("Content-Type", "application/json").lower()
        try:
            if "json" in kind:
                return json.loads(self.body)
        except (ValueError, RecursionError):
            kind = "broken JSON"
        problem = "it is a web page" if "html" in kind else "it is not JSON"
        raise self.unusable(problem, kind.partition(";")[0])

    def json_object(self) -> dict[str, Any]:
        """Return the body read as a JSON object; raises AnswerUnusable."""
        found = self.json()
        if isinstance(found, dict):
            return found
        raise self.unusable("it has another shape than expected")

    def soft_object(self) -> dict[str, Any]:
        """Return the body as a JSON object, or an empty one: for refusals, which come in every shape."""
        try:
            return self.json_object()
        except AnswerUnusable:
            return {}

    def details(self, *said: str) -> str:
        """Return the technical text for an error: status, what the service said, its request id; masked."""
        ids = [f"{name} {self.headers[name]}" for name in _REQUEST_IDS if name in self.headers]
        # Masked before it is cut: the beginning of a secret would not be known for one.
        words = (self._masked(part)[:_LONGEST_SAID] for part in said)
        text = "; ".join(part for part in (f"{self.host} answered {self.status}", *words, *ids) if part)
        return printable(self._masked(text))[:1000]

    def word(self, code: str) -> str:
        """Return a code that the service chose as a sentence may show it: a plain word, or unknown."""
        return printable_error(self._masked(code))

    def refused_as(self, code: str, *said: str) -> AnswerUnusable:
        """Return the error for a refusal that this program has no meaning for."""
        return self.unusable(f"it refused the request as {self.word(code)}", f"error {code}", *said)

    def unusable(self, problem: str, *said: str) -> AnswerUnusable:
        """Return the error for an answer that makes no sense."""
        return AnswerUnusable(service=self.service, problem=problem, details=self.details(*said))

    def raise_for_trouble(self) -> None:
        """Raise RateLimited or ServiceTrouble where the service has a problem of its own."""
        if self.status == 429:
            raise self.rate_limited()
        if self.status >= 500:
            raise self.trouble()

    def rate_limited(self, *said: str) -> RateLimited:
        """Return the error for a service that asks to slow down, with the seconds it wants."""
        limit = self.headers.get("X-Rate-Limit-Problem", "")
        details = self.details(limit, *said)
        return RateLimited(service=self.service, status=self.status, wait_s=self._wait_s(), details=details)

    def trouble(self, *said: str) -> ServiceTrouble:
        """Return the error for a service with a problem of its own."""
        return ServiceTrouble(service=self.service, status=self.status, details=self.details(*said))

    def _masked(self, text: str) -> str:
        return mask(without(text, self.sent))

    def _wait_s(self) -> int:
        """Read Retry-After, which is a number of seconds or a date (RFC 9110 section 10.2.3)."""
        text = self.headers.get("Retry-After", "").strip()
        if text.isascii() and text.isdigit():
            return min(int(text[:9]), LONGEST_WAIT_S)
        until = http_date(text)
        if until is None:
            return WAIT_S
        return min(max(1, round((until - datetime.now(UTC)).total_seconds())), LONGEST_WAIT_S)


def raise_for_clock(reply: Reply, *said: str) -> None:
    """Raise ClockWrong when a refusal came together with a time that is far from ours; `said` is the refusal."""
    sent_at = date_in(reply.headers)
    if sent_at is None:
        return
    # The computer's own time counts as well: with practice, the program may live in another one.
    off_s = min(abs((sent_at - ours).total_seconds()) for ours in (reply.asked_at, datetime.now(UTC)))
    if off_s > CLOCK_TOLERANCE_S:
        raise clock_wrong(off_s, reply.details(*said, f"its time is {sent_at.isoformat()}"))


def text_of(value: object) -> str:
    """Return a JSON value as text: an empty one for null, for numbers their digits, for lists and objects nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def name_of(value: object) -> str:
    """Return what a service calls something: on one line, with nothing in it that turns or breaks a sentence."""
    return " ".join(plain(text_of(value)).split())


def currency_of(value: object) -> str:
    """Return the code of a currency, or an empty text for anything else (ISO 4217)."""
    code = text_of(value)
    return code if len(code) == 3 and code.isascii() and code.isalpha() else ""


def printable(text: str) -> str:
    """Return a text on one line, without what cannot be seen."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def objects_of(value: object) -> list[dict[str, Any]]:
    """Return the objects of a JSON list, leaving out whatever else it holds."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def object_of(value: object) -> dict[str, Any]:
    """Return a JSON value that should be an object, or an empty one."""
    return value if isinstance(value, dict) else {}
