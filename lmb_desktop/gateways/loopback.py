"""LoopbackDoor: the system browser's way back, listening on this computer only and for one answer (RFC 8252)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lmb_desktop.core.attempt import Answer
from lmb_desktop.core.cancel import CancelToken
from lmb_desktop.core.errors import (
    AddressNotOurs,
    AnswerMalformed,
    AnswerRepeated,
    ListenerBlocked,
    LmbError,
    SignInTimedOut,
    StateMissing,
    StateWrong,
)
from lmb_desktop.gateways.loopback_page import NOT_OURS, THANKS, page
from lmb_desktop.gateways.loopback_sockets import ReturnAddress, open_sockets, return_address

LONGEST_LINE = 8 * 1024
"""Bytes a request line or a header may have."""
MOST_HEADERS = 100
SLOWEST_REQUEST_S = 5.0
LAST_PAGE_S = 1.0
"""Seconds the browser has to fetch the page of thanks after its answer was taken."""
CLEAN = "/signed-in"
"""Where the browser is sent after its answer, so that the code leaves its address line."""
_LOOK_S = 0.1
_NOISE = (AddressNotOurs, AnswerRepeated, StateMissing, StateWrong)
# Faults that are seen before the state is known to be ours.
_NOISY_PROBLEMS = frozenset({"unreadable", "repeated"})
_log = logging.getLogger(__name__)


class LoopbackDoor:
    """Open return addresses."""

    def listen(self, redirect_uris: Sequence[str]) -> LoopbackListener:
        """Listen on the first registered address that is free; raises ListenerBlocked, naming the ports tried."""
        addresses = [address for address in map(return_address, redirect_uris) if address is not None]
        for address in addresses:
            try:
                return LoopbackListener(address, open_sockets(address))
            except OSError as error:
                _log.info("port %d cannot be listened on (%s)", address.port, type(error).__name__)
        raise ListenerBlocked(ports=", ".join(str(address.port) for address in addresses))


class LoopbackListener:
    """One return address that is being listened on; used up by one `wait`."""

    def __init__(self, address: ReturnAddress, sockets: list[socket.socket]) -> None:
        self._address = address
        self._sockets = sockets

    @property
    def redirect_uri(self) -> str:
        """Return the registered address that answers come to."""
        return self._address.uri

    def wait(self, judge: Callable[[str], Answer], cancel: CancelToken, timeout_s: float) -> Answer:
        """Wait for an answer that `judge` accepts or refuses for good; noise gets a 400 and listening goes on.

        Raises SignInTimedOut, Cancelled, and what `judge` raises. Closes by itself.
        """
        try:
            return asyncio.run(_Visit(self._address, judge).serve(self._sockets, cancel, timeout_s))
        finally:
            self.close()

    def close(self) -> None:
        """Stop listening; closing twice is no error."""
        for listening in self._sockets:
            with contextlib.suppress(OSError):
                listening.close()


@dataclass(frozen=True, repr=False)
class _Request:
    """The head of a request; its target may hold a code, so it never shows itself."""

    method: str
    target: str
    host: str

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


class _Visit:
    """The browser's visit: requests are read side by side, because browsers open connections they do not use."""

    def __init__(self, address: ReturnAddress, judge: Callable[[str], Answer]) -> None:
        self._address = address
        self._judge = judge
        self._answer: Answer | None = None
        self._refusal: Exception | None = None
        self._is_over = asyncio.Event()
        self._is_thanked = asyncio.Event()
        self._visitors: set[asyncio.Task[None]] = set()

    async def serve(self, sockets: list[socket.socket], cancel: CancelToken, timeout_s: float) -> Answer:
        """Answer requests until one ends the sign-in, then until the browser has its page of thanks."""
        servers = [await asyncio.start_server(self._let_in, sock=one, limit=LONGEST_LINE) for one in sockets]
        try:
            await self._until_over(cancel, timeout_s)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._is_thanked.wait(), LAST_PAGE_S)
        finally:
            for server in servers:
                server.close()
            for visitor in self._visitors:
                visitor.cancel()
            await asyncio.gather(*self._visitors, return_exceptions=True)
        if self._answer is None:
            raise self._refusal or AssertionError("it is over without an outcome")
        return self._answer

    async def _until_over(self, cancel: CancelToken, timeout_s: float) -> None:
        ends_at = time.monotonic() + timeout_s
        while not self._is_over.is_set():
            cancel.raise_if_cancelled()
            if time.monotonic() >= ends_at:
                raise SignInTimedOut(minutes=round(timeout_s / 60))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._is_over.wait(), _LOOK_S)

    def _let_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visitor = asyncio.create_task(self._meet(reader, writer))
        self._visitors.add(visitor)
        visitor.add_done_callback(self._visitors.discard)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await asyncio.wait_for(_request(reader), SLOWEST_REQUEST_S)
            answer = page(404, NOT_OURS) if request is None else self._reply(request)
            writer.write(answer)
            await writer.drain()
            if request is not None and request.path == CLEAN and self._is_over.is_set():
                self._is_thanked.set()
        except (OSError, TimeoutError) as error:
            _log.debug("a visitor left early (%s)", type(error).__name__)
        finally:
            writer.close()

    def _reply(self, request: _Request) -> bytes:
        is_ours = request.method == "GET" and request.host == self._address.authority
        if is_ours and request.path == CLEAN and self._is_over.is_set():
            return page(200, THANKS)
        if not is_ours or request.path != self._address.path:
            return page(404, NOT_OURS)
        if self._is_over.is_set() or not self._is_taken(self._address.base_url + request.target):
            return page(400, NOT_OURS)
        return page(303, THANKS, location=CLEAN)

    def _is_taken(self, url: str) -> bool:
        """Let the attempt judge an answer; whatever ends the sign-in is kept, noise is not."""
        try:
            self._answer = self._judge(url)
        except LmbError as error:
            if _is_noise(error):
                _log.info("an answer was not ours (%s)", error.slug)
                return False
            self._refusal = error
        except Exception as error:  # noqa: BLE001 - a bug in the judge ends the wait and is raised there
            self._refusal = error
        self._is_over.set()
        return True


def _is_noise(error: LmbError) -> bool:
    """Tell whether an answer must not end the sign-in: any page in the browser could have sent it."""
    is_early = isinstance(error, AnswerMalformed) and error.fact("problem") in _NOISY_PROBLEMS
    return is_early or isinstance(error, _NOISE)


async def _request(reader: asyncio.StreamReader) -> _Request | None:
    """Read the head of a request, or return None for one that is malformed or too long."""
    hosts: list[str] = []
    try:
        method, target, version = (await reader.readline()).decode("ascii").split()
        for _number in range(MOST_HEADERS):
            name, colon, value = (await reader.readline()).decode("latin-1").partition(":")
            if not colon:
                break
            if name.lower() == "host":
                hosts.append(value.strip().lower())
    except ValueError:
        return None
    is_whole = version.startswith("HTTP/1.") and len(hosts) == 1 and target.startswith("/")
    return _Request(method, target, hosts[0]) if is_whole else None
