"""The apps the practice services know: their ids, secrets and return addresses. Nothing here opens anything real."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class AmazonApp:
    """One app registered at the practice Amazon, with its Login with Amazon client."""

    key: str
    name: str
    client_id: str
    client_secret: str
    application_id: str
    redirect_uris: tuple[str, ...]
    is_draft: bool


@dataclass(frozen=True)
class MwsDeveloper:
    """The MWS developer: one access key, and one developer ID in each region."""

    name: str
    access_key_id: str
    secret_key: str
    ids: dict[str, str]


@dataclass(frozen=True)
class LedgerApp:
    """One OAuth client of a practice ledger; an empty secret means a public client."""

    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]


@dataclass(frozen=True)
class RegisteredApps:
    """Every app the practice services accept."""

    amazon: tuple[AmazonApp, ...]
    mws: MwsDeveloper
    xero: LedgerApp
    quickbooks: LedgerApp

    def amazon_by_client(self, client_id: str) -> AmazonApp | None:
        """Return the Amazon app with this LWA client ID, or None."""
        return next((app for app in self.amazon if app.client_id == client_id), None)

    def amazon_by_application(self, application_id: str) -> AmazonApp | None:
        """Return the Amazon app with this application ID, or None."""
        return next((app for app in self.amazon if app.application_id == application_id), None)

    def amazon_by_key(self, key: str) -> AmazonApp:
        """Return the Amazon app with this key of the people file; raises KeyError when there is none."""
        return {app.key: app for app in self.amazon}[key]


def practice_apps() -> RegisteredApps:
    """Return the apps; the same in every process, so that two of them serve one folder alike."""
    return RegisteredApps(
        amazon=(
            _amazon_app("ours", "LMB Desktop (practice)", ("https://lmb-desktop.example/amazon-consent",)),
            _amazon_app("own", "Lantern & Loom back office", ()),
        ),
        mws=MwsDeveloper(
            name="LMB Desktop",
            access_key_id=_derived("mws access key", 20).upper(),
            secret_key=_derived("mws secret key", 40),
            ids={
                "north-america": "512366190411",
                "europe": "512366190422",
                "australia": "512366190433",
                "japan": "512366190444",
            },
        ),
        xero=LedgerApp(
            client_id=_derived("xero client", 32).upper(),
            client_secret="",
            redirect_uris=tuple(f"http://localhost:{port}/xero" for port in (8742, 8743, 8744)),
        ),
        quickbooks=LedgerApp(
            client_id="AB" + _derived("quickbooks client", 48),
            client_secret=_derived("quickbooks secret", 40),
            redirect_uris=("http://localhost:8745/quickbooks",),
        ),
    )


def _amazon_app(key: str, name: str, redirect_uris: tuple[str, ...]) -> AmazonApp:
    uuid = _derived(f"{key} application", 32)
    return AmazonApp(
        key=key,
        name=name,
        client_id="amzn1.application-oa2-client." + _derived(f"{key} client", 32),
        client_secret="amzn1.oa2-cs.v1." + _derived(f"{key} secret", 64),
        application_id=f"amzn1.sp.solution.{uuid[:8]}-{uuid[8:12]}-{uuid[12:16]}-{uuid[16:20]}-{uuid[20:]}",
        redirect_uris=redirect_uris,
        is_draft=key == "ours",
    )


def _derived(purpose: str, length: int) -> str:
    """Make hexadecimal text that is the same everywhere, so that no secret is written in the code."""
    return hashlib.sha256(f"LMB Desktop practice: {purpose}".encode()).hexdigest()[:length]
