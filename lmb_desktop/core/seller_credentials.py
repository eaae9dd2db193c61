"""Cleaning of pasted text, and the shape checks that come before anyone asks the network."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping

from lmb_desktop.core.account import NAME_LENGTH, Method, folded
from lmb_desktop.core.marketplaces import MarketplaceBook

# Shapes seen in Amazon's own examples and in the field; Amazon publishes no pattern, so an unusual one only warns.
SELLER_ID_PATTERN = re.compile(r"A[A-Z0-9]{11,15}")
MWS_TOKEN_PATTERN = re.compile(r"amzn\.mws\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
REFRESH_TOKEN_PATTERN = re.compile(r"Atzr\|\S{20,2043}")
REFRESH_TOKEN_PREFIX = "Atzr|"
ACCESS_TOKEN_PREFIX = "Atza|"
MWS_TOKEN_PREFIX = "amzn.mws."
APPLICATION_ID_PREFIXES = ("amzn1.sp.solution.", "amzn1.sellerapps.app.")

ANY_SELLER_ID = re.compile(r"A[A-Z0-9]{4,31}")
"""Whatever Amazon may name as a seller; told by Amazon itself, an unusual length is no reason to refuse it."""

CERTAIN_FAULTS = frozenset({"A-01", "A-03", "A-04", "A-05", "sp-api-token", "name-too-long", "name-taken"})

# A label in front of a value, as tables and e-mails bring it: parted by a colon, an equals sign, a tab or a line end.
_LABEL = re.compile(
    r"(your\s+)?(seller\s*id|merchant\s*(id|token)|refresh\s*token|mws\s*auth(orisation|orization)?\s*token|token|"
    r"client\s*(id(entifier)?|secret))(\s*[:=]|\s*[\t\r\n])\s*",
    re.IGNORECASE,
)
# Line ends and tabs come from wrapped text; no-break spaces from web pages.
_DROPPED = "\r\n\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029\u00a0\u2007\u202f"
_QUOTES = "\"'“”‘’«»`"


@dataclasses.dataclass(frozen=True)
class ShapeFault:
    """What is wrong with a field before the network: its message key, its facts, and whether it stops Verify."""

    field: str
    fault: str
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def is_certain(self) -> bool:
        """Tell whether Verify must not go on."""
        return self.fault in CERTAIN_FAULTS or self.fault.startswith("empty-")


def clean_seller_id(text: str) -> str:
    """Return a pasted Seller ID without labels, quotes and invisible characters, in capitals."""
    return clean_token(text).upper() if "@" not in text and "/" not in text else clean_token(text)


def clean_token(text: str) -> str:
    """Return a pasted token, id or secret without labels, quotes, line breaks and invisible characters."""
    cleaned = "".join(character for character in text if _is_printed(character))
    while cleaned != (shorter := _without_label(cleaned.strip().strip(_QUOTES).strip())):
        cleaned = shorter
    return "".join(" " if character.isspace() else character for character in cleaned if character not in _DROPPED)


def clean_name(text: str) -> str:
    """Return an account name with its spaces in order."""
    return " ".join("".join(" " if c.isspace() else c for c in text if _is_printed(c)).split())


def seller_id_fault(text: str, book: MarketplaceBook) -> ShapeFault | None:
    """Judge a cleaned Seller ID: empty, a marketplace's id (A-01), other text (A-02), or unusual."""
    if not text:
        return ShapeFault("seller_id", "empty-seller-id")
    marketplace = book.marketplace(text)
    if marketplace is not None:
        return ShapeFault("seller_id", "A-01", {"country": marketplace.country})
    if not re.fullmatch(r"A[A-Z0-9]*", text):
        return ShapeFault("seller_id", "A-02")
    return None if SELLER_ID_PATTERN.fullmatch(text) else ShapeFault("seller_id", "unusual-seller-id")


def is_seller_id(text: str) -> bool:
    """Tell whether a text that comes from Amazon can name a seller at all."""
    return bool(ANY_SELLER_ID.fullmatch(text))


def token_fault(text: str, method: Method) -> ShapeFault | None:
    """Judge a cleaned token: empty, of the other method, an access token (A-04), cut off (A-06), or unusual."""
    if not text:
        return ShapeFault("token", "empty-token" if method is Method.SP_API else "empty-mws-token")
    if method is Method.SP_API and text.startswith(MWS_TOKEN_PREFIX):
        return ShapeFault("token", "A-03")
    if text.startswith(ACCESS_TOKEN_PREFIX):
        return ShapeFault("token", "A-04")
    if method is Method.MWS and text.startswith(REFRESH_TOKEN_PREFIX):
        return ShapeFault("token", "sp-api-token")
    if _looks_cut_off(text, method):
        return ShapeFault("token", "A-06")
    pattern = REFRESH_TOKEN_PATTERN if method is Method.SP_API else MWS_TOKEN_PATTERN
    return None if pattern.fullmatch(text) else ShapeFault("token", "unusual-token")


def client_id_fault(text: str) -> ShapeFault | None:
    """Judge the client ID of the seller's own app: empty, or the application's id in its place (A-05)."""
    if not text:
        return ShapeFault("client_id", "empty-client-id")
    return ShapeFault("client_id", "A-05") if text.startswith(APPLICATION_ID_PREFIXES) else None


def client_secret_fault(text: str) -> ShapeFault | None:
    """Judge the client secret of the seller's own app: it may only not be empty."""
    return None if text else ShapeFault("client_secret", "empty-client-secret")


def name_fault(text: str, taken: frozenset[str]) -> ShapeFault | None:
    """Judge an account name against the folded names of the other accounts."""
    if not text:
        return ShapeFault("name", "empty-name")
    if len(text) > NAME_LENGTH:
        return ShapeFault("name", "name-too-long", {"limit": str(NAME_LENGTH)})
    return ShapeFault("name", "name-taken", {"name": text}) if folded(text) in taken else None


def suggested_name(region_name: str, taken: frozenset[str], *, client: str = "") -> str:
    """Suggest an account name nobody has yet: client and region, with a number where it is taken."""
    number, ending = 1, f" {region_name}"
    while folded(name := _shortened(client or "Amazon", ending)) in taken:
        number += 1
        ending = f" {region_name} {number}"
    return name


def _shortened(beginning: str, ending: str) -> str:
    """Put both together; the beginning gives way where a name has no room for it."""
    return f"{beginning[: NAME_LENGTH - len(ending)].rstrip()}{ending}"


def _looks_cut_off(text: str, method: Method) -> bool:
    shortest = 40 if method is Method.SP_API else 45
    return text.endswith(("…", "...")) or " " in text or (_has_prefix(text, method) and len(text) < shortest)


def _has_prefix(text: str, method: Method) -> bool:
    return text.startswith(REFRESH_TOKEN_PREFIX if method is Method.SP_API else MWS_TOKEN_PREFIX)


def _is_printed(character: str) -> bool:
    # Cf: zero-width characters, byte order mark, direction marks; Cc: control characters, line ends among them.
    return unicodedata.category(character) not in ("Cf", "Cc", "Co", "Cn", "Cs") or character.isspace()


def _without_label(text: str) -> str:
    label = _LABEL.match(text)
    return text[label.end() :] if label else text
