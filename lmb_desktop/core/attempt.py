"""Attempt: everything that makes an answer ours. Used once, expires, kept in memory only (RFC 9700 section 2.1)."""

from __future__ import annotations

import hmac
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import SplitResult, parse_qsl, urlsplit

from lmb_desktop.core.errors import (
    AddressNotOurs,
    AnswerLate,
    AnswerMalformed,
    AnswerRepeated,
    ConsentDenied,
    ConsentFailed,
    IssuerWrong,
    ScopeRefused,
    StateMissing,
    StateWrong,
)
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider

LIFETIME = timedelta(minutes=10)
"""How long a sign-in stays open."""
LONGEST_CODE = 2048
LONGEST_REALM = 32
SINGLE_PARAMETERS = ("code", "state", "error", "realmId", "iss")


@dataclass(frozen=True)
class Answer:
    """What a good answer brought: the code, and the company at Intuit."""

    code: Secret
    realm_id: str = ""


@dataclass
class Attempt:
    """One sign-in at one provider, from the address that opens it to the answer that ends it."""

    provider: Provider
    environment: str
    authorize_url: str = field(repr=False)
    """The address that opens the sign-in; it holds the state, so it is never shown."""
    redirect_uri: str
    state: Secret
    verifier: Secret
    issued_at: datetime
    issuer: str = ""
    lifetime: timedelta = LIFETIME
    is_used: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

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

    def judge(self, url: str, now: datetime) -> Answer:
        """Read an answer and use the attempt up; raises AnswerNotOurs, ConsentDenied, ConsentFailed or ScopeRefused.

        An answer that is not ours leaves the attempt open, so that nobody else can end a sign-in.
        """
        if not self.is_answer_address(url):
            raise AddressNotOurs(service=self.provider.label)
        values = self._values(url)
        self._compare_state(values)
        self._use_up()
        if now >= self.expires_at:
            raise AnswerLate(
                service=self.provider.label,
                minutes=int(self.lifetime.total_seconds() // 60),
            )
        if values.get("iss") and self.issuer and values["iss"] != self.issuer:
            raise IssuerWrong(service=self.provider.label)
        return self._answer(values)

    def _use_up(self) -> None:
        # Web view, browser and a pasted address may bring the answer at the same moment, on different threads.
        with self._lock:
            if self.is_used:
                raise AnswerRepeated(service=self.provider.label)
            self.is_used = True

    def _values(self, url: str) -> dict[str, str]:
        try:
            pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True, max_num_fields=50)
        except ValueError as error:
            raise AnswerMalformed(service=self.provider.label, problem="unreadable") from error
        names = [name for name, _value in pairs]
        if any(names.count(name) > 1 for name in SINGLE_PARAMETERS):
            raise AnswerMalformed(service=self.provider.label, problem="repeated")
        return dict(pairs)

    def _compare_state(self, values: dict[str, str]) -> None:
        state = values.get("state", "")
        if not state:
            raise StateMissing(service=self.provider.label)
        if not hmac.compare_digest(state.encode("utf-8", "replace"), self.state.reveal().encode()):
            raise StateWrong(service=self.provider.label)

    def _answer(self, values: dict[str, str]) -> Answer:
        code, error = values.get("code", ""), values.get("error", "")
        if bool(code) == bool(error):
            raise AnswerMalformed(service=self.provider.label, problem="mixed" if code else "empty")
        if error == "access_denied":
            raise ConsentDenied(service=self.provider.label)
        if error == "invalid_scope":
            raise ScopeRefused(service=self.provider.label)
        if error:
            raise ConsentFailed(
                service=self.provider.label,
                code=error[:40] if error.isascii() and error.isidentifier() else "unknown",
            )
        # A code holds visible ASCII characters only (RFC 6749 appendix A.11).
        if len(code) > LONGEST_CODE or not (code.isascii() and code.isprintable()):
            raise AnswerMalformed(service=self.provider.label, problem="oversized")
        if self.provider is not Provider.QUICKBOOKS:
            return Answer(Secret(code))
        realm = values.get("realmId", "")
        if not (realm.isascii() and realm.isdigit() and len(realm) <= LONGEST_REALM):
            raise AnswerMalformed(service=self.provider.label, problem="company")
        return Answer(Secret(code), realm)


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
