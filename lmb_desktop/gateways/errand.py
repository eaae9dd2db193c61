"""Errand: one request in a thread of its own, so that nobody has to wait for a network that hangs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import Cancelled, LmbError
from lmb_desktop.gateways.web_faults import FOREIGN, timed_out, translated

WHOLE_S = 30.0
"""Seconds that one request may take as a whole, so that an answer in drops ends too."""
TOKEN_LIMIT = 64 * 1024
"""Bytes an answer with tokens may have."""
API_LIMIT = 1024 * 1024
"""Bytes any other answer may have."""
_LOOK_S = 0.1

Result = TypeVar("Result")


@dataclass(frozen=True)
class Errand:
    """Who is asked, and within which bounds."""

    service: str
    limit: int = API_LIMIT
    linger_s: float = 0.0
    """Seconds to wait for an answer after somebody gave up: a rotated refresh token on its way must not get lost."""


class Outcome(Generic[Result]):
    """What a request running in a thread of its own came to; safe to look at from another one."""

    def __init__(self, work: Callable[[threading.Event], Result], service: str) -> None:
        self.stop = threading.Event()
        self.is_there = threading.Event()
        self._work = work
        self._service = service
        self._results: list[Result] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        """Run the work and keep what comes of it; foreign errors are translated here."""
        try:
            self._results.append(self._work(self.stop))
        except LmbError as error:
            self._error = error.with_traceback(None)
        except FOREIGN as error:
            self._error = translated(error, self._service)
        except BaseException as error:  # noqa: BLE001 - it is raised again by `take`, in the thread that waits
            self._error = error
        self.is_there.set()

    def take(self) -> Result:
        """Return the result, or raise what was raised."""
        if self._error is not None:
            raise self._error
        return self._results[0]


def abandonable(work: Callable[[threading.Event], Result], errand: Errand, cancel: CancelToken) -> Result:
    """Run a request in a thread of its own, so that giving up ends the waiting at once, whatever the network does.

    An abandoned request ends by its time-outs and holds nothing. Raises Cancelled, TimedOut, and what the work raises.
    """
    cancel.raise_if_cancelled()
    outcome = Outcome(work, errand.service)
    threading.Thread(target=outcome.run, name=f"web {errand.service}", daemon=True).start()
    ends_at = time.monotonic() + WHOLE_S
    while not outcome.is_there.wait(_LOOK_S):
        if cancel.is_cancelled and not outcome.is_there.wait(errand.linger_s):
            outcome.stop.set()
            raise Cancelled
        if time.monotonic() > ends_at:
            outcome.stop.set()
            raise timed_out(errand.service)
    return outcome.take()
