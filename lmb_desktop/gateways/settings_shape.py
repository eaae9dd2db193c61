"""The shape of the service settings: every key, its type, and what its value must look like."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
ENVIRONMENTS = ("production", "sandbox")
REGION_KEYS = ("sp_api_na", "sp_api_eu", "sp_api_fe")
ENDPOINTS = (
    "amazon_token",
    "sp_api",
    *REGION_KEYS,
    "mws",
    "seller_central",
    "xero_authorize",
    "xero_token",
    "xero_revoke",
    "xero_connections",
    "xero_api",
    "xero_issuer",
    "quickbooks_authorize",
    "quickbooks_token",
    "quickbooks_revoke",
    "quickbooks_userinfo",
    "quickbooks_api",
    "quickbooks_issuer",
)
SHAPE: Mapping[str, type] = {
    "amazon.client_id": str,
    "amazon.client_secret": str,
    "amazon.application_id": str,
    "amazon.consent_redirect_uri": str,
    "amazon.draft_app": bool,
    "amazon.mws.developer_name": str,
    "amazon.mws.access_key_id": str,
    "amazon.mws.secret_key": str,
    "amazon.mws.developer_ids": dict,
    "xero.client_id": str,
    "xero.redirect_uris": list,
    "quickbooks.client_id": str,
    "quickbooks.client_secret": str,
    "quickbooks.redirect_uri": str,
    "quickbooks.environment": str,
} | {f"endpoints.{key}": str for key in ENDPOINTS}
SECTIONS = frozenset({"amazon", "amazon.mws", "xero", "quickbooks", "endpoints"})
SECRETS = ("amazon.client_secret", "amazon.mws.secret_key", "quickbooks.client_secret")


def problem_of(key: str, value: object) -> str:
    """Return what is wrong with a value of a known key, or an empty text."""
    if type(value) is not SHAPE[key]:
        return f"{key} must be {_type_words(SHAPE[key])}"
    if key.startswith("endpoints.") and value and not is_on_this_computer(str(value)):
        return f"{key} must be an address on this computer (127.0.0.1, ::1 or localhost)"
    if key == "amazon.consent_redirect_uri" and value and not str(value).startswith("https://"):
        return f"{key} must be an https address"
    if isinstance(value, list) and not all(isinstance(uri, str) and _is_return_address(uri) for uri in value):
        return f"{key} must hold https addresses, or http://localhost ones"
    if isinstance(value, dict) and not all(isinstance(text, str) for text in value.values()):
        return f"{key} must hold texts"
    if key == "quickbooks.environment" and value not in ENVIRONMENTS:
        return f'{key} must be "production" or "sandbox"'
    if key == "quickbooks.redirect_uri" and value and not _is_return_address(str(value)):
        return f"{key} must be an https address, or an http://localhost one with the sandbox"
    return ""


def joint_problem(values: Mapping[str, object]) -> tuple[str, str]:
    """Return the key and the problem of values that do not fit together, or two empty texts."""
    redirect = str(values.get("quickbooks.redirect_uri", ""))
    if redirect.startswith("http://") and values.get("quickbooks.environment", "production") != "sandbox":
        return "quickbooks.redirect_uri", "quickbooks.redirect_uri may be http://localhost only with the sandbox"
    return "", ""


def is_on_this_computer(address: str) -> bool:
    """Tell whether an address is http or https on this computer, without user information."""
    try:
        parts = urlsplit(address)
        is_plain = not set(address) & set("\\@?#") and address.isprintable() and " " not in address
        return parts.scheme in ("http", "https") and parts.hostname in LOOPBACK and is_plain and parts.port != 0
    except ValueError:
        return False


def _is_return_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == "localhost")
        )
    except ValueError:
        return False


def _type_words(kind: type) -> str:
    return {str: "a text", bool: "true or false", list: "a list of texts", dict: "a table of texts"}[kind]
