"""StartAtLogin: the port through which the program is started with the computer, or not."""

from __future__ import annotations

from typing import Protocol


class StartAtLogin(Protocol):
    """Start this program, hidden in the tray, when its user signs in to the computer. Reads and writes files."""

    def is_on(self) -> bool:
        """Tell whether this very program is started; False where an entry names another place, or cannot be read."""
        ...

    def switch(self, on: bool) -> None:
        """Switch it on, over an entry for another place too, or off, where the entry is ours.

        Raises StartAtLoginRefused.
        """
        ...
