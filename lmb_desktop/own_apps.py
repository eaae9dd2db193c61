"""Own apps: where app credentials come from (the build, a settings file, the user), built for `parts`. Without Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lmb_desktop import resources
from lmb_desktop.core.account_store import AccountStore
from lmb_desktop.core.ports import Clock, SecretStore
from lmb_desktop.gateways.app_credentials import UserAppCredentials
from lmb_desktop.gateways.folders import Folders
from lmb_desktop.gateways.locks import FolderLocks
from lmb_desktop.gateways.service_settings import SettingsLayer, read_layer


def given_layers(services: Path | None) -> tuple[SettingsLayer, ...]:
    """Return what the build and the settings file say; raises SettingsError."""
    build = read_layer("build", resources.path("services.toml"))
    return (build,) if services is None else (build, read_layer("file", services))


def user_credentials(
    folders: Folders,
    *,
    store: AccountStore,
    secrets: SecretStore,
    clock: Clock,
    given: Callable[[], tuple[SettingsLayer, ...]],
) -> UserAppCredentials:
    """Return what keeps the apps the user entered, in the real folder's stores."""
    return UserAppCredentials(store=store, secrets=secrets, locks=FolderLocks(folders.locks), clock=clock, given=given)
