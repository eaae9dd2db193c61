"""StoreParts: what of a data folder's gateways lies on this computer: folders, both stores, locks. Without Qt."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from lmb_desktop.command_line import Options
from lmb_desktop.gateways.secret_memory import SecretMemory

if TYPE_CHECKING:
    from lmb_desktop.core.account_file import AccountFiles
    from lmb_desktop.core.announcing import ToldStore
    from lmb_desktop.core.preferences import PreferenceStore
    from lmb_desktop.gateways.account_store import SqliteAccountStore
    from lmb_desktop.gateways.folders import Folders
    from lmb_desktop.gateways.locks import FolderLocks
    from lmb_desktop.gateways.secret_store import KeyringSecretStore

Built = TypeVar("Built")
# Below, gateways are imported where they are built: a window that waits for the keyring library is painted late.


class StoreParts:
    """Build the stores of a data folder, each once, whichever thread asks first."""

    def __init__(self, options: Options, memory: SecretMemory | None = None) -> None:
        self._options = options
        self._memory = memory or SecretMemory()
        self._lock = threading.RLock()
        self._built: dict[str, object] = {}
        self._log: logging.Handler | None = None

    @cached_property
    def real_folders(self) -> Folders:
        """The folder of the real accounts; app credentials always belong to it."""
        from lmb_desktop.gateways.folders import default_folders

        return default_folders(self._options.data_dir)

    @property
    def folders(self) -> Folders:
        """The folder of this mode."""
        return self.real_folders.practice if self._options.practice else self.real_folders

    def open_folder(self) -> None:
        """Make the folder and open its log; raises StoreError."""
        from lmb_desktop.gateways.logs import open_log

        self.real_folders.make()
        self.folders.make()
        with self._lock:
            if self._log is None:
                self._log = open_log(self.folders.log)

    def keeps_until_quit(self) -> bool:
        """Tell whether the user chose to keep new secrets in memory; quick."""
        return self._memory.is_chosen

    def end_memory(self) -> None:
        """Note in the account list that what was kept until quitting is gone now; raises StoreError."""
        if self._memory.is_chosen:
            self.store.end_holder(self.secrets.holder)

    @property
    def store(self) -> SqliteAccountStore:
        """The account list of this mode."""
        return self._store_of(self.folders)

    @property
    def secrets(self) -> KeyringSecretStore:
        """The keyring entries of this mode."""
        return self._secrets_of(self.folders)

    @property
    def locks(self) -> FolderLocks:
        """The locks of this mode's folder."""
        from lmb_desktop.gateways.locks import FolderLocks

        return self._once("locks", lambda: FolderLocks(self.folders.locks))

    @property
    def preferences(self) -> PreferenceStore:
        """What the user chose; kept with the real accounts, for either mode."""
        from lmb_desktop.gateways.preferences import StoredPreferences

        def build() -> PreferenceStore:
            self.real_folders.make()
            return StoredPreferences(self._store_of(self.real_folders))

        return self._once("preferences", build)

    @property
    def told(self) -> ToldStore:
        """What the user was told while no window was in front."""
        from lmb_desktop.gateways.told_store import StoredTold

        def build() -> ToldStore:
            self.real_folders.make()
            return StoredTold(self.store, self._store_of(self.real_folders))

        return self._once("told", build)

    @property
    def account_files(self) -> AccountFiles:
        """Files that carry accounts to another computer."""
        from lmb_desktop.gateways.account_files import AccountFiles

        return self._once("account_files", AccountFiles)

    def _store_of(self, folders: Folders) -> SqliteAccountStore:
        from lmb_desktop.gateways.account_store import SqliteAccountStore

        return self._once(f"store {folders.data}", lambda: SqliteAccountStore(folders.store))

    def _secrets_of(self, folders: Folders) -> KeyringSecretStore:
        from lmb_desktop.gateways.secret_store import KeyringSecretStore

        return self._once(
            f"secrets {folders.data}", lambda: KeyringSecretStore(folders.folder_id(), memory=self._memory)
        )

    def _once(self, name: str, build: Callable[[], Built]) -> Built:
        with self._lock:
            if name not in self._built:
                self._built[name] = build()
            return self._built[name]  # type: ignore[return-value]  # one name, one kind
