"""OneTimeAttempt: what every sign-in attempt has in common. Used once, expires, kept in memory only."""

from __future__ import annotations

import hmac
import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import SplitResult, parse_qsl, urlsplit

from lmb_desktop.core.errors import (
    AddressNotOurs,
    AnswerLate,
    AnswerMalformed,
    AnswerRepeated,
    StateMissing,
    StateWrong,
)
from lmb_desktop.core.secret import Secret

LIFETIME = timedelta(minutes=10)
"""How long a sign-in stays open."""
LONGEST_CODE = 2048
LONGEST_ERROR, LONGEST_NUMBERED_ERROR = 40, 12
"""Characters of an error's code, and of one that holds digits."""
UNKNOWN_ERROR = "unknown"


@dataclass(kw_only=True)
class OneTimeAttempt(ABC):
    """One sign-in at one service, from the address that opens it to the answer that ends it."""

    authorize_url: str = field(repr=False)
    """The address that opens the sign-in; it holds the state, so it is never shown."""
    redirect_uri: str
    state: Secret
    issued_at: datetime
    lifetime: timedelta = LIFETIME
    is_used: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

    SINGLE_PARAMETERS: ClassVar[frozenset[str]] = frozenset({"state", "error"})
    """Names that an answer may carry once."""

    @property
    @abstractmethod
    def service(self) -> str:
        """Return the name people know the service by."""

    @property
    def expires_at(self) -> datetime:
        """Return the moment from which no answer is taken any more."""
        return self.issued_at + self.lifetime

    def is_answer_address(self, url: str) -> bool:
        """Tell whether an address is exactly our return address, whatever its query says; no prefix matching."""
        parts, ours = _split(url), _split(self.redirect_uri)
        if parts is None or ours is None or "@" in parts.netloc or not _is_plain(url):
            return False
        return _origin(parts) == _origin(ours) and (parts.path or "/") == (ours.path or "/") and not parts.fragment

    def is_answer_origin(self, url: str) -> bool:
        """Tell whether an address lies on the scheme, host and port answers come to."""
        parts, ours = _split(url), _split(self.redirect_uri)
        return parts is not None and ours is not None and _origin(parts) == _origin(ours)

    @abstractmethod
    def judge(self, url: str, now: datetime) -> object:
        """Read an answer and use the attempt up; each service has its own kind. Raises SignInError."""

    def taken(self, url: str, now: datetime) -> dict[str, str]:
        """Return what an answer says, and use the attempt up; raises AnswerNotOurs.

        An answer that is not ours leaves the attempt open, so that nobody else can end a sign-in.
        """
        if not self.is_answer_address(url):
            raise AddressNotOurs(service=self.service)
        values = self._values(url)
        self._compare_state(values)
        self.use_up(now)
        return values

    def use_up(self, now: datetime) -> None:
        """Take no further answer; raises AnswerRepeated for a second one, AnswerLate for one after the end."""
        # Web view, browser and a pasted address may bring the answer at the same moment, on different threads.
        with self._lock:
            if self.is_used:
                raise AnswerRepeated(service=self.service)
            self.is_used = True
        if now >= self.expires_at:
            raise AnswerLate(service=self.service, minutes=int(self.lifetime.total_seconds() // 60))

    def _values(self, url: str) -> dict[str, str]:
        try:
            pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True, max_num_fields=50)
        except ValueError as error:
            raise AnswerMalformed(service=self.service, problem="unreadable") from error
        names = [name for name, _value in pairs]
        if any(names.count(name) > 1 for name in self.SINGLE_PARAMETERS):
            raise AnswerMalformed(service=self.service, problem="repeated")
        return dict(pairs)

    def _compare_state(self, values: dict[str, str]) -> None:
        state = values.get("state", "")
        if not state:
            raise StateMissing(service=self.service)
        if not hmac.compare_digest(state.encode("utf-8", "replace"), self.state.reveal().encode()):
            raise StateWrong(service=self.service)


def is_code(text: str) -> bool:
    """Tell whether a text can be a code: visible ASCII characters only (RFC 6749 appendix A.11), and not too long."""
    return 0 < len(text) <= LONGEST_CODE and text.isascii() and text.isprintable()


def printable_error(error: str) -> str:
    """Return an error's code where it is a plain word, else that it is unknown; it comes from outside.

    Of long words only those without a digit are plain, as codes of errors are: others may be tokens.
    """
    is_plain = error.isascii() and error.isidentifier() and len(error) <= LONGEST_ERROR
    is_short = len(error) <= LONGEST_NUMBERED_ERROR
    return error if is_plain and (is_short or not any(map(str.isdigit, error))) else UNKNOWN_ERROR


def _is_plain(url: str) -> bool:
    # Python takes line breaks and tabs out of an address while reading it, and browsers read "\\" as "/".
    place = url.partition("?")[0]
    return place.isascii() and place.isprintable() and not {" ", "\\"} & set(place)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.port is None or parts.port > 0 else None
    except ValueError:
        return None


def _origin(parts: SplitResult) -> tuple[str, str, int | None]:
    scheme = parts.scheme.lower()
    return (
        scheme,
        (parts.hostname or "").lower(),
        parts.port or {"http": 80, "https": 443}.get(scheme),
    )
