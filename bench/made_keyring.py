"""A keyring in memory that already knows the secrets of made accounts; it stands in for the system's own."""

from __future__ import annotations

import os
from threading import Lock

from keyring.backends import SecretService
from keyring.errors import PasswordDeleteError

from lmb_desktop.core.account import Method, SellerCredentials
from lmb_desktop.core.kept_secret import ledger_secret, seller_secret
from lmb_desktop.core.secret import Secret
from lmb_desktop.core.sign_in import Provider

NAME = "keyring.backends.SecretService.Keyring"
MADE_SELLER, MADE_SIGN_IN = "made-account-", "made-sign-in-"
"""How the ids of made records begin; the slot in use is `a`."""


class MadeKeyring:
    """Keep entries in memory and count the calls."""

    priority = 5

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._entries: dict[str, str | None] = {}
        self._lock = Lock()

    def __call__(self) -> MadeKeyring:
        """Stand in for the class of a system's keyring: the program builds that by its name."""
        return self

    def get_password(self, service: str, _username: str) -> str | None:
        """Return an entry, one of a made record, or None."""
        with self._lock:
            self.calls.append("get")
            return self._entries.get(service) if service in self._entries else _made(service)

    def set_password(self, service: str, _username: str, password: str) -> None:
        """Keep an entry."""
        with self._lock:
            self.calls.append("set")
            self._entries[service] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget an entry; raises PasswordDeleteError when there is none."""
        if self.get_password(service, username) is None:
            raise PasswordDeleteError("no such entry")
        with self._lock:
            self.calls.append("delete")
            self._entries[service] = None


def install() -> MadeKeyring:
    """Put one in the place of the Secret Service, for the life of this process."""
    keyring = MadeKeyring()
    os.environ["PYTHON_KEYRING_BACKEND"] = NAME
    vars(SecretService)["Keyring"] = keyring
    return keyring


def _made(service: str) -> str | None:
    _program, _folder, record, slot, *part = service.split("/")
    if slot != "a" or part:
        return None
    if record.startswith(MADE_SELLER):
        credentials = SellerCredentials("europe", Method.SP_API, "", Secret(f"Atzr|{record}"))
        return seller_secret(credentials).reveal()
    if record.startswith(MADE_SIGN_IN):
        return ledger_secret(Provider.XERO, record, Secret(f"refresh-{record}")).reveal()
    return None
