"""Diagnostics: versions, system and states for support, with every secret, e-mail and ID masked. Sent nowhere."""

from __future__ import annotations

import os
import platform
from importlib import metadata

from lmb_desktop import __version__
from lmb_desktop.command_line import Options
from lmb_desktop.core.errors import SecretStoreError
from lmb_desktop.core.health import HalfHealth
from lmb_desktop.gateways.keyring_backend import backend_name, trusted_backend
from lmb_desktop.gateways.masking import mask
from lmb_desktop.parts import Parts

LIBRARIES = ("PySide6", "keyring", "requests", "requests-oauthlib", "oauthlib", "sqlite-utils", "Flask")


def report(parts: Parts, options: Options) -> str:
    """Return the report as text; raises StoreError or SettingsError."""
    overview = parts.connections.overview()
    lines = [
        f"LMB Desktop {__version__}, Python {platform.python_version()}, {platform.platform()}",
        "Libraries: " + ", ".join(f"{name} {_version(name)}" for name in LIBRARIES),
        f"Mode: {'practice' if options.practice else 'live'}",
        f"Keyring: {_keyring()}",
        f"Built-in sign-in as root allowed: {'yes' if os.environ.get('LMB_DESKTOP_ROOT_WEB_VIEW') == '1' else 'no'}",
        f"Accounts: {len(overview.accounts)}, ledger connections: {len(overview.links)}",
    ]
    for number, view in enumerate(overview.accounts, 1):
        ledger = f"{view.link.provider.label}: {_half(view.ledger)}" if view.link else "no ledger yet"
        lines.append(
            f"Account {number}: {view.account.region}, {view.account.method.value}, "
            f"seller {_shortened(view.account.seller_id)}, Amazon: {_half(view.seller)}, {ledger}"
        )
    return mask("\n".join(lines))


def _half(health: HalfHealth) -> str:
    reason = f" ({health.reason})" if health.reason else ""
    last = health.last_ok.strftime("%Y-%m-%d %H:%M UTC") if health.last_ok else "never"
    return f"{health.state.value}{reason}, last good answer {last}"


def _shortened(seller_id: str) -> str:
    return f"{seller_id[:2]}…{seller_id[-2:]}"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not found"


def _keyring() -> str:
    try:
        return backend_name(trusted_backend())
    except SecretStoreError as error:
        return f"{error.slug} {error.details}".strip()
