"""EarlyWishes: what is asked of the accounts window before anybody is there who does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, SignalInstance

from lmb_desktop.shell.asking_window import AskingWindow


class EarlyWishes(QObject):
    """Fetch whoever does what the window asks for, at the first wish, and let the window ask once more."""

    def __init__(self, window: AskingWindow, fetch: Callable[[], object], parent: QObject) -> None:
        """Listen to the window; `fetch` builds those who connect to it, and they tell this to `stop`."""
        super().__init__(parent)
        self._fetch = fetch
        self._heard: list[tuple[SignalInstance, Callable[..., None]]] = []
        for wish in (
            window.act_wanted,
            window.add_account_wanted,
            window.app_credentials_wanted,
            window.diagnostics_wanted,
            window.export_wanted,
            window.help_wanted,
            window.import_wanted,
            window.leave_practice_wanted,
            window.practice_wanted,
            window.settings_wanted,
        ):
            self._listen_to(wish)

    def stop(self) -> None:
        """Leave the window to those who are there now."""
        heard, self._heard = self._heard, []
        for wish, hear in heard:
            wish.disconnect(hear)

    def _listen_to(self, wish: SignalInstance) -> None:
        def hear(*asked: object) -> None:
            self._fetch()
            # Who connects while a signal is emitted is not told by that emission.
            wish.emit(*asked)

        self._heard.append((wish, hear))
        wish.connect(hear)
