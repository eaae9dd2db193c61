"""Which keyring backends are trusted: the operating systems' own, built by name; everything else is no keyring."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any, cast

from keyring.backend import KeyringBackend

from lmb_desktop.core.errors import SecretStoreMissing

CHOICE = "PYTHON_KEYRING_BACKEND"
WINDOWS = "keyring.backends.Windows.WinVaultKeyring"
MACOS = "keyring.backends.macOS.Keyring"
# On Linux the first one that answers: the Secret Service, the same through libsecret, KWallet.
LINUX = (
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.kwallet.DBusKeyringKWallet4",
)
LOCAL_MACHINE = "local machine"


def backend_name(backend: KeyringBackend) -> str:
    """Return a backend's full name."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def trusted_backend() -> KeyringBackend:
    """Return the keyring to use; raises SecretStoreMissing when there is none we trust.

    keyring's own choice is not asked: it loads whatever an environment variable or a configuration file names, and
    remembers its first answer, so that a keyring that comes up later would never be found.
    """
    refused = []
    for name in candidates():
        try:
            return _built(name)
        except Exception as problem:
            # A backend says that it does not work here by raising what it likes.
            refused.append(f"{name.split('.')[2]}: {type(problem).__name__}")
    raise SecretStoreMissing(details="; ".join(refused) or "another keyring backend was asked for")


def candidates() -> tuple[str, ...]:
    """Return the names of the backends to try; the environment may only pick among them."""
    own = {"win32": (WINDOWS,), "darwin": (MACOS,)}.get(sys.platform, LINUX)
    wanted = os.environ.get(CHOICE, "")
    return tuple(name for name in own if name == wanted) if wanted else own


def _built(name: str) -> KeyringBackend:
    module, _dot, cls = name.rpartition(".")
    kind = getattr(importlib.import_module(module), cls)
    # The priority of a backend that cannot work here raises.
    _priority = kind.priority
    backend = cast("KeyringBackend", kind())
    if name == WINDOWS:
        # Without this a credential may roam to other computers with the user's profile.
        cast("Any", backend).persist = LOCAL_MACHINE
    return backend
