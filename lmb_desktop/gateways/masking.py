"""Masking: takes secrets out of technical text. A net under the rule that nobody writes them there at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

from lmb_desktop.core.secret import DOTS, Secret

_LEAST = 6
"""Characters of a secret that is looked for: what is shorter would take harmless words out of the text."""

# Always secret, however key and value are put together.
_KEYS = (
    "code_?verifier|client_?secret|access_?token|refresh_?token|id_?token|spapi_oauth_code|mws_?auth_?token|secret_?key|"
    "realm_?id|tenant_?id|xero-tenant-id|x-amz-access-token|signature|password"
)
# Everyday words: secret only as a parameter of an address or form, or as a quoted key.
_WORDS = "code|state|token"
_ESCAPED = r"""\\{1,4}["'](?:(?!\\{1,4}["']).)*\\{1,4}["']"""
_VALUE = rf"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|{_ESCAPED}|[^\s&,;}}\]"'<>]+)"""

# A key begins a word, or follows a "?", "&" or quote that is percent-encoded once or twice.
_START = r"(?:(?<![A-Za-z0-9-])|(?<=%3F)|(?<=%26)|(?<=%22)|(?<=%253F)|(?<=%2526)|(?<=%2522))"
_EQUALS = r"(?:=|%(?:25)?3D)"

_PATTERNS = (
    re.compile(rf"""(?i)(\bauthorization\b["']?\s*[:=]\s*["']?(?:basic|bearer|digest)?\s*){_VALUE}"""),
    re.compile(r"(?i)(\b(?:basic|bearer)\s+)([A-Za-z0-9+/=._~|-]{6,})"),
    re.compile(rf"""(?i)({_START}(?:{_KEYS})\\{{0,4}}(?:["']|%22)?\s*(?::|%3A|{_EQUALS})\s*){_VALUE}"""),
    re.compile(rf"""(?i)({_START}(?:{_WORDS}){_EQUALS}){_VALUE}"""),
    re.compile(rf"""(?i)((?:"(?:{_WORDS})"|'(?:{_WORDS})')\s*:\s*){_VALUE}"""),
    re.compile(rf"""(?i)(\\["'](?:{_WORDS})\\{{1,4}}["']\s*:\s*)({_ESCAPED})"""),
    re.compile(rf"(?i)(<(?:\w+:)?(?:{_KEYS})(?:\s[^<>]*)?>)([^<]+)"),
    re.compile(r"()\b(eyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)*)"),
    re.compile(r"(?i)(Atz[a-z](?:\||%7C|\\u007C|&#124;|&#x7C;|&vert;))([^\s&,;}\])\"'<>]+)"),
    re.compile(r"(?i)(amzn\.mws\.|amzn1\.oa2-cs\.v1\.)([\w-]+)"),
)


def mask(text: str) -> str:
    """Return the text with dots in the place of tokens, codes, secrets and whatever authorises a request."""
    for pattern in _PATTERNS:
        text = pattern.sub(_dotted, text)
    return text


def without(text: str, secrets: Iterable[Secret]) -> str:
    """Return the text with dots in the place of these secrets, which a service may repeat in words of its own."""
    values = [one.reveal() for one in secrets]
    spelt = {spell(value) for value in values for spell in (str, _quoted, quote_plus)}
    for secret in sorted(spelt, key=len, reverse=True):
        if len(secret) >= _LEAST:
            text = text.replace(secret, DOTS)
    return text


def _quoted(value: str) -> str:
    return quote(value, safe="")


def _dotted(match: re.Match[str]) -> str:
    """Keep what stands before the value, and its quotes where it has any."""
    quote = match[2][:1] if match[2][:1] in ("'", '"') else ""
    return f"{match[1]}{quote}{DOTS}{quote}"
