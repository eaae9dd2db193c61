"""Which keyring backends are trusted: the operating systems' own, chosen by name; everything else is no keyring."""

from __future__ import annotations

from typing import Any, cast

import keyring
from keyring.backend import KeyringBackend

from lmb_desktop.core.errors import SecretStoreMissing

# The backends that ask the system's own keyring. keyrings.alt, which writes plain text, and unknown ones named by
# PYTHON_KEYRING_BACKEND or a configuration file are refused.
TRUSTED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)
CHAINER = "keyring.backends.chainer.ChainerBackend"
WINDOWS = "keyring.backends.Windows.WinVaultKeyring"
LOCAL_MACHINE = "local machine"


def backend_name(backend: KeyringBackend) -> str:
    """Return a backend's full name."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def trusted_backend() -> KeyringBackend:
    """Return the keyring to use; raises SecretStoreMissing when there is none we trust."""
    found = keyring.get_keyring()
    candidates = list(getattr(found, "backends", ())) if backend_name(found) == CHAINER else [found]
    for backend in candidates:
        if backend_name(backend) in TRUSTED:
            if backend_name(backend) == WINDOWS:
                # Without this a credential may roam to other computers with the user's profile.
                cast("Any", backend).persist = LOCAL_MACHINE
            return backend
    raise SecretStoreMissing(details=f"keyring backend: {backend_name(found)}")
