"""Parts: every gateway of one data folder, built when first touched. For worker threads and commands, not for Qt's."""

from __future__ import annotations

import os
import time
from functools import cached_property
from typing import TYPE_CHECKING, cast

from lmb_desktop import resources
from lmb_desktop.command_line import Options
from lmb_desktop.gateways.secret_memory import SecretMemory
from lmb_desktop.store_parts import StoreParts

if TYPE_CHECKING:
    from lmb_desktop.core.connections import Connections
    from lmb_desktop.core.marketplaces import MarketplaceBook
    from lmb_desktop.core.overview import Overview
    from lmb_desktop.core.ports import BrowserDoor, Clock, LedgerSignIn, SecretStore, SellerCheck
    from lmb_desktop.core.seller_consent import SellerConsent
    from lmb_desktop.core.service_settings import ServiceSettings
    from lmb_desktop.core.start_at_login import StartAtLogin
    from lmb_desktop.gateways.app_credentials import UserAppCredentials
    from lmb_desktop.gateways.practice_process import PracticeProcess
    from lmb_desktop.gateways.service_settings import SettingsLayer

FRESH_S = 2.0
"""Seconds that settings with their secrets are used again: a check of many accounts asks for them at every request."""
CLOCK_FILE = "LMB_DESKTOP_CLOCK_FILE"
# Below, gateways are imported where they are built: a window that waits for requests and keyring is painted late.


class Parts(StoreParts):
    """Build the gateways of a data folder, each once, whichever thread asks first."""

    def __init__(self, options: Options, memory: SecretMemory | None = None) -> None:
        super().__init__(options, memory)
        self._settings: ServiceSettings | None = None
        self._fresh: tuple[float, ServiceSettings] | None = None

    @cached_property
    def book(self) -> MarketplaceBook:
        """The marketplaces that travel with the program."""
        import json

        from lmb_desktop.core.marketplaces import MarketplaceBook

        return MarketplaceBook.from_records(json.loads(resources.read_text("marketplaces.json")))

    def settings(self) -> ServiceSettings:
        """Read the service settings anew, without the secrets the user entered; raises SettingsError or StoreError."""
        from lmb_desktop.gateways.service_settings import merged, parse_layer

        if self._options.practice:
            layer = parse_layer("practice", self.practice_process.settings_text(), "practice services")
            found = merged(layer)
        else:
            self.app_credentials.tidy()
            found = merged(*self.given_layers(), self.app_credentials.ids())
        self._settings, self._fresh = found, None
        return found

    def current_settings(self) -> ServiceSettings:
        """Return the settings as they were read last."""
        if self._settings is None:
            from lmb_desktop.core.service_settings import ServiceSettings

            return ServiceSettings()
        return self._settings

    @property
    def is_all_on_this_computer(self) -> bool:
        """Tell whether every service in use lies on this computer; the practice services always do."""
        return self._options.practice or self.current_settings().is_all_on_this_computer

    def given_layers(self) -> tuple[SettingsLayer, ...]:
        """Return what the build and the settings file say; raises SettingsError."""
        from lmb_desktop.own_apps import given_layers

        return given_layers(self._options.services)

    @property
    def clock(self) -> Clock:
        """The time: this computer's, or a file's where every service in use is on this computer."""
        from lmb_desktop.gateways.clock import ChosenClock

        return ChosenClock(os.environ.get(CLOCK_FILE, ""), self._is_known_to_be_here)

    @property
    def seller_check(self) -> SellerCheck:
        """Amazon."""
        from lmb_desktop.gateways.seller_check import SellerGateway

        return self._once("seller_check", lambda: SellerGateway(self._settings_now, self.clock, self.book))

    @property
    def seller_consent(self) -> SellerConsent:
        """Amazon's consent page."""
        from lmb_desktop.gateways.seller_consent import ConsentGateway

        return self._once("seller_consent", lambda: ConsentGateway(self._settings_now, self.clock, self.book))

    @property
    def ledger_sign_in(self) -> LedgerSignIn:
        """Xero and Intuit."""
        from lmb_desktop.gateways.ledger_sign_in import LedgerGateway

        return self._once("ledger_sign_in", lambda: LedgerGateway(self._settings_now, self.clock))

    @property
    def browser_door(self) -> BrowserDoor:
        """The way back from the system browser."""
        from lmb_desktop.gateways.loopback import LoopbackDoor

        return self._once("browser_door", LoopbackDoor)

    def first_overview(self, rows: int) -> tuple[Overview, bool]:
        """Return about so many accounts that stand first in the list, and whether they are all there are.

        Nothing is built that a first look can do without.
        """
        from lmb_desktop.core.overview import overview_of
        from lmb_desktop.gateways.late_port import LatePort

        self.make_folder()
        beginning, secrets = self.store.beginning(rows), cast("SecretStore", LatePort(lambda: self.secrets))
        overview = overview_of(beginning.holdings, secrets, self.clock.now())
        return overview.only(beginning.ids), beginning.is_all

    @property
    def connections(self) -> Connections:
        """The accounts."""
        from lmb_desktop.core.connection_ports import ConnectionPorts
        from lmb_desktop.core.connections import Connections
        from lmb_desktop.gateways.history_store import SqliteHistory
        from lmb_desktop.gateways.late_port import LatePort

        def build() -> Connections:
            self.open_folder()
            seller_check = cast("SellerCheck", LatePort(lambda: self.seller_check))
            ledger = cast("LedgerSignIn", LatePort(lambda: self.ledger_sign_in))
            history = self._once("history", lambda: SqliteHistory(self.folders.store))
            return Connections(
                ConnectionPorts(self.store, history, self.secrets, self.locks, self.clock, seller_check, ledger)
            )

        return self._once("connections", build)

    @property
    def app_credentials(self) -> UserAppCredentials:
        """The user's own apps, kept in the real folder in either mode."""
        from lmb_desktop.own_apps import user_credentials

        def build() -> UserAppCredentials:
            real = self.real_folders
            real.make()
            store, secrets = self._store_of(real), self._secrets_of(real)
            return user_credentials(real, store=store, secrets=secrets, clock=self.clock, given=self.given_layers)

        return self._once("app_credentials", build)

    @property
    def start_at_login(self) -> StartAtLogin:
        """This system's way to start the program with the computer, with the options it was given."""
        from lmb_desktop.gateways.start_at_login import start_at_login_for

        return self._once("start_at_login", lambda: start_at_login_for(self._options))

    @property
    def practice_process(self) -> PracticeProcess:
        """The practice services."""
        from lmb_desktop.gateways.practice_process import PracticeProcess

        def build() -> PracticeProcess:
            self.open_folder()
            return PracticeProcess(self.folders.services)

        return self._once("practice_process", build)

    def close(self) -> None:
        """End the practice services and the log, and close the account lists."""
        from lmb_desktop.gateways.logs import close_log

        with self._lock:
            process, log, self._log = self._built.pop("practice_process", None), self._log, None
        if process is not None:
            process.close()  # type: ignore[attr-defined]  # the one kind that is kept under this name
        if log is not None:
            close_log(log)
        self.close_stores()

    def _is_known_to_be_here(self) -> bool:
        """Tell whether every service lies on this computer, by settings that are read for it if nobody has yet."""
        if self._settings is None and not self._options.practice:
            self.settings()
        return self.is_all_on_this_computer

    def _settings_now(self) -> ServiceSettings:
        """Return the settings with all secrets, for a request that is about to be made; raises SecretStoreError too."""
        from lmb_desktop.gateways.service_settings import merged

        if self._options.practice:
            # They may have ended and been started anew, elsewhere.
            return (self.practice_process.is_running and self._settings) or self.settings()
        with self._lock:
            known = self._fresh
            if known is None or time.monotonic() - known[0] > FRESH_S:
                user = self.app_credentials
                found = merged(*self.given_layers(), user.ids(), user.secrets())
                known = self._fresh = (time.monotonic(), found)
            return known[1]
