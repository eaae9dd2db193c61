"""What stands in a keyring entry: JSON of one secret and the little that belongs to it."""

from __future__ import annotations

import json
from typing import Any

from lmb_desktop.core.account import Account, SellerApp, SellerCredentials
from lmb_desktop.core.errors import SecretLost
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider


def seller_secret(credentials: SellerCredentials) -> Secret:
    """Return the keyring entry of an account: its token, and the secret of the seller's own app."""
    own = credentials.own_app
    record = {
        "v": 1,
        "token": credentials.token.reveal(),
        "client_secret": own.client_secret.reveal() if own else "",
    }
    return Secret(json.dumps(record, separators=(",", ":")))


def ledger_secret(provider: Provider, user_id: str, refresh_token: Secret) -> Secret:
    """Return the keyring entry of a sign-in: JSON with version, provider, subject and refresh token."""
    record = {
        "v": 1,
        "provider": provider.value,
        "subject": user_id,
        "refresh_token": refresh_token.reveal(),
    }
    return Secret(json.dumps(record, separators=(",", ":")))


def refresh_token(entry: Secret) -> Secret:
    """Return the refresh token of a sign-in's entry; raises SecretLost when it holds none."""
    return _token(_record(entry), "refresh_token")


def with_token(entry: Secret, token: Secret) -> Secret:
    """Return a sign-in's entry with another refresh token."""
    record = _record(entry) | {"refresh_token": token.reveal()}
    return Secret(json.dumps(record, separators=(",", ":")))


def seller_credentials(entry: Secret, account: Account) -> SellerCredentials:
    """Return what Amazon is asked with, from an account's row and its entry; raises SecretLost when it holds none."""
    record = _record(entry)
    own = SellerApp(account.own_client_id, _token(record, "client_secret")) if account.own_client_id else None
    return SellerCredentials(account.region, account.method, account.seller_id, _token(record, "token"), own)


def _record(entry: Secret) -> dict[str, Any]:
    try:
        record = json.loads(entry.reveal())
    except ValueError:
        # Without the cause: its text would hold the entry.
        raise SecretLost from None
    if not isinstance(record, dict):
        raise SecretLost
    return record


def _token(record: dict[str, Any], key: str) -> Secret:
    value = record.get(key)
    if not isinstance(value, str) or not value:
        raise SecretLost
    return Secret(value)
