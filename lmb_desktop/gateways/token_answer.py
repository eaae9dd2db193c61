"""What a token address answers: tokens that can be used, or a refusal with its OAuth error code. Sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lmb_desktop.core.secret import EMPTY, Secret
from lmb_desktop.gateways.web_reply import Reply, raise_for_clock, text_of

SHORTEST_LIFE_S, LONGEST_LIFE_S = 60, 86_400
"""Seconds an access token may live; anything else is a damaged answer."""
BUSY = frozenset({"server_error", "temporarily_unavailable"})
"""OAuth error codes that mean the service has a problem of its own (RFC 6749 section 4.1.2.1)."""
_LONGEST_TOKEN = 16 * 1024


@dataclass(frozen=True)
class Tokens:
    """What a token address gave; seconds count from when it was asked."""

    access_token: Secret
    refresh_token: Secret
    id_token: Secret
    asked_at: datetime
    idle_s: int | None = None
    hard_s: int | None = None


class TokenRefused(Exception):
    """A token address refused, with an OAuth error code. Stays in the gateways: each provider says what it means."""

    def __init__(self, reply: Reply, code: str, description: str = "") -> None:
        super().__init__(code)
        self.reply = reply
        self.code = code
        self.description = description

    @property
    def word(self) -> str:
        """Return the code as a sentence may show it."""
        return self.reply.word(self.code)

    @property
    def details(self) -> str:
        """Return the masked technical text."""
        return self.reply.details(f"error {self.code}", self.description)


def tokens_in(reply: Reply, *, needs_refresh_token: bool) -> Tokens:
    """Return the tokens of an answer.

    Raises TokenRefused, RateLimited, ServiceTrouble, or AnswerUnusable for what is neither tokens nor a refusal.
    """
    reply.raise_for_trouble()
    if not reply.is_good or "error" in reply.soft_object():
        raise_refusal(reply)
    body = reply.json_object()
    if text_of(body.get("token_type")).lower() != "bearer":
        raise reply.unusable("the kind of token is unknown")
    _check_life(reply, body)
    refresh_token = _token(reply, body, "refresh_token")
    if needs_refresh_token and not refresh_token:
        raise reply.unusable("the refresh token is missing")
    access_token = _token(reply, body, "access_token")
    if not access_token:
        raise reply.unusable("the access token is missing")
    return Tokens(
        access_token=access_token,
        refresh_token=refresh_token,
        id_token=_token(reply, body, "id_token"),
        asked_at=reply.asked_at,
        idle_s=_seconds(body.get("x_refresh_token_expires_in")),
        hard_s=_seconds(body.get("x_refresh_token_hard_expires_in")),
    )


def raise_refusal(reply: Reply) -> None:
    """Raise TokenRefused for an OAuth error (RFC 6749 section 5.2), whatever its status; AnswerUnusable for others."""
    body = reply.soft_object()
    code = text_of(body.get("error"))
    if code in BUSY:
        raise reply.trouble(f"error {code}")
    if code and len(code) <= 80 and code.isprintable():
        raise TokenRefused(reply, code, text_of(body.get("error_description")))
    raise_for_clock(reply)
    raise reply.unusable(f"it refused with status {reply.status}")


def _check_life(reply: Reply, body: Mapping[str, Any]) -> None:
    """Raise for a life that makes no sense; none at all is allowed (RFC 6749 section 5.1): tokens are used at once."""
    if "expires_in" not in body:
        return
    life_s = _seconds(body["expires_in"])
    if life_s is None or not SHORTEST_LIFE_S <= life_s <= LONGEST_LIFE_S:
        raise reply.unusable("the life of the token makes no sense")


def _token(reply: Reply, body: Mapping[str, Any], name: str) -> Secret:
    value = body.get(name)
    if value is None:
        return EMPTY
    is_usable = isinstance(value, str) and len(value) <= _LONGEST_TOKEN and value.isascii() and value.isprintable()
    if not is_usable or not value.strip():
        raise reply.unusable(f"the {name.replace('_', ' ')} cannot be used")
    return Secret(value)


def _seconds(value: object) -> int | None:
    text = text_of(value).removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None
