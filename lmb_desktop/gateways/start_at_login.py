"""Start with the computer: the way of the system this program runs on, one class each. Slow: they read and write."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Protocol

from lmb_desktop.core.start_at_login import StartAtLogin
from lmb_desktop.gateways.start_command import start_command


class Given(Protocol):
    """The options of the running program that its next start needs too."""

    @property
    def data_dir(self) -> Path | None:
        """Return the data folder that was asked for."""
        ...

    @property
    def services(self) -> Path | None:
        """Return the file with service settings that was asked for."""
        ...


def start_at_login_for(given: Given) -> StartAtLogin:
    """Return this system's way to start the running program with the computer."""
    command = start_command(given.data_dir, given.services)
    if sys.platform == "win32":
        # Each system's way is loaded on that system only.
        from lmb_desktop.gateways.start_on_windows import RunEntry, UserRegistry

        return RunEntry(command, UserRegistry())
    elif sys.platform == "darwin":
        # As above.
        from lmb_desktop.gateways.start_on_macos import LaunchAgent

        return LaunchAgent(command, Path.home())
    else:
        # As above.
        from lmb_desktop.gateways.start_on_linux import AutostartEntry, autostart_folder

        return AutostartEntry(command, autostart_folder(os.environ, Path.home()))
