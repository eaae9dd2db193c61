"""Web: the one HTTP door. Asks a question, waits with patience but not for ever, and hands the answer to its reader."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import requests
from requests.adapters import HTTPAdapter

from lmb_desktop.core.again import Again, freely
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import LmbError, Offline, RateLimited, ServiceTrouble
from lmb_desktop.core.ports import Clock
from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways.endpoints import checked
from lmb_desktop.gateways.errand import API_LIMIT, Errand, abandonable
from lmb_desktop.gateways.web_faults import PASSING
from lmb_desktop.gateways.web_guard import guard
from lmb_desktop.gateways.web_reply import Reply

PAUSES_S = (0.4, 1.2)
"""Seconds to wait before the second and the third try, give or take a half; there is no fourth."""
LONGEST_WAIT_S = 5
"""A service that wants a longer pause is not waited for here: the person is shown the time instead."""
SECRET_NAMES = frozenset(
    {"authorization", "client_secret", "code", "code_verifier", "refresh_token", "token", "x-amz-access-token"}
)
"""Fields and headers, in small letters, whose values authorise somebody."""
GATEWAY_TROUBLE = frozenset({502, 503, 504})
ANY_TROUBLE = frozenset({500, *GATEWAY_TROUBLE})

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, repr=False)
class Question:
    """One request; its headers and body may hold secrets, so it never shows them when printed."""

    service: str
    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    json: Mapping[str, object] | None = None
    body: bytes | None = None
    auth: tuple[bytes, bytes] | None = None
    signed_secrets: tuple[Secret, ...] = ()
    """What stands in the body, where that is signed and not taken apart here."""
    limit: int = API_LIMIT
    retries_on: frozenset[int] = GATEWAY_TROUBLE
    again: Again = freely
    """Called before another try; where it raises there is none."""
    is_asked_once: bool = False
    """Whether trouble of any kind is the answer, because the question is not worth another request."""

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Return the tokens, codes and app secrets that go out with the question."""
        named = [*(self.form or {}).items(), *(self.json or {}).items(), *self.headers.items()]
        values = [str(value).removeprefix("Bearer ") for name, value in named if name.lower() in SECRET_NAMES]
        if self.auth is not None:
            values.append(self.auth[1].decode("utf-8", "replace"))
        return (*map(Secret, values), *self.signed_secrets)


class Web:
    """Ask services over HTTP; one connection pool, safe to use from several threads."""

    def __init__(self, clock: Clock, *, pauses_s: tuple[float, ...] = PAUSES_S) -> None:
        self._clock = clock
        self._pauses_s = pauses_s
        self._adapter = HTTPAdapter(pool_connections=16, pool_maxsize=16)

    @property
    def clock(self) -> Clock:
        """Return the clock that requests and expiry dates go by."""
        return self._clock

    def ask(self, question: Question, cancel: CancelToken, read: Callable[[Reply], Result]) -> Result:
        """Ask, and return what `read` makes of the answer; trouble raised by `read` counts towards another try.

        Raises Offline, TimedOut, AnswerUnusable, Cancelled, and what `read` raises.
        """
        if question.is_asked_once:
            return read(self._reply(question, cancel))
        return self.patiently(
            lambda: read(self._reply(question, cancel)),
            cancel,
            retries_on=question.retries_on,
            again=question.again,
        )

    def patiently(
        self,
        attempt: Callable[[], Result],
        cancel: CancelToken,
        *,
        retries_on: frozenset[int] = GATEWAY_TROUBLE,
        again: Again = freely,
    ) -> Result:
        """Try up to three times: again after a lost connection, the given statuses, and a short "slow down"."""
        for pause_s in self._pauses_s:
            try:
                return attempt()
            except LmbError as error:
                wait_s = _wait_s(error, pause_s, retries_on)
                if wait_s is None or not _may_ask(again):
                    raise
            cancel.wait(wait_s)
        return attempt()

    def _reply(self, question: Question, cancel: CancelToken) -> Reply:
        checked(question.url)

        def send(stop: threading.Event) -> Reply:
            asked_at, begun_s = self._clock.now(), time.monotonic()
            session = requests.Session()
            guard(session, errand, stop, adapter=self._adapter)
            request = requests.Request(
                question.method,
                question.url,
                headers=dict(question.headers),
                data=question.form if question.body is None else question.body,
                json=question.json,
                auth=question.auth,
            )
            response = session.send(session.prepare_request(request))
            reply = Reply.of(response, question.service, asked_at, sent=question.secrets)
            took_ms = round((time.monotonic() - begun_s) * 1000)
            _log.debug("%s %s answered %d after %d ms", question.method, reply.host, reply.status, took_ms)
            return reply

        errand = Errand(question.service, question.limit)
        return abandonable(send, errand, cancel)


def _may_ask(again: Again) -> bool:
    try:
        again()
    except RateLimited:
        return False
    return True


def _wait_s(error: LmbError, pause_s: float, retries_on: frozenset[int]) -> float | None:
    """Return how many seconds to wait before another try, or None where another one would not help."""
    if isinstance(error, RateLimited):
        return float(error.wait_s) if error.wait_s <= LONGEST_WAIT_S else None
    is_cut_off = isinstance(error, Offline) and error.fact("reason") in PASSING
    is_busy = isinstance(error, ServiceTrouble) and error.facts.get("status") in retries_on
    # The jitter keeps programs that were cut off together from coming back together.
    return pause_s * random.uniform(0.5, 1.5) if is_cut_off or is_busy else None  # noqa: S311 - no secret depends on it
