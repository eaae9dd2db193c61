"""Start with the computer on Windows: a value under the user's Run key."""

from __future__ import annotations

import subprocess
import sys
from typing import Protocol

from lmb_desktop.core.errors import StartAtLoginRefused
from lmb_desktop.gateways.start_command import StartCommand

NAME = "LMB Desktop"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
LONGEST = 260
"""Characters of a command line that Windows reads from the Run key."""


class RegistryDoor(Protocol):
    """The user's own part of the registry (HKEY_CURRENT_USER); every call may raise OSError."""

    def read(self, key: str, name: str) -> str | bytes | None:
        """Return a text or bytes; None where there is no such value, or one of another kind."""
        ...

    def write(self, key: str, name: str, text: str) -> None:
        """Set a text; makes the key."""
        ...

    def remove(self, key: str, name: str) -> None:
        """Remove a value; one that is not there is no error."""
        ...


class RunEntry:
    """The value of this program under the Run key; Task Manager switches it off by a value of its own elsewhere."""

    def __init__(self, command: StartCommand, registry: RegistryDoor) -> None:
        self._line = subprocess.list2cmdline(command.parts)
        self._registry = registry

    def is_on(self) -> bool:
        """Tell whether this program is started; False too when the registry cannot be read."""
        try:
            return self._is_ours() and not self._is_switched_off()
        except OSError:
            return False

    def switch(self, on: bool) -> None:
        """Write the value, or remove it where it starts this program; raises StartAtLoginRefused."""
        if on and len(self._line) > LONGEST:
            raise self._refused(f"Windows starts no command of more than {LONGEST} characters")
        try:
            if on:
                self._registry.write(RUN, NAME, self._line)
            elif self._is_ours():
                self._registry.remove(RUN, NAME)
            else:
                return
            # What Task Manager noted about it is out of date now: without a note an entry counts as on.
            self._registry.remove(APPROVED, NAME)
        except OSError as error:
            raise self._refused((error.strerror or type(error).__name__).lower()) from error

    def _is_ours(self) -> bool:
        return self._registry.read(RUN, NAME) == self._line

    def _is_switched_off(self) -> bool:
        # Not published by Microsoft, the same since Windows 8: twelve bytes, of which the first is odd for "disabled",
        # and the last eight say since when. Anything else is no note.
        note = self._registry.read(APPROVED, NAME)
        return isinstance(note, bytes) and len(note) == 12 and bool(note[0] & 1)

    def _refused(self, reason: str) -> StartAtLoginRefused:
        return StartAtLoginRefused(place=f"HKEY_CURRENT_USER\\{RUN}", reason=reason)


if sys.platform == "win32":
    # There is no registry elsewhere.
    import winreg

    class UserRegistry:
        """The registry of the user who runs the program."""

        def read(self, key: str, name: str) -> str | bytes | None:
            """Return a text or bytes; None where there is no such value, or one of another kind."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value, _kind = winreg.QueryValueEx(opened, name)
            except FileNotFoundError:
                return None
            return value if isinstance(value, str | bytes) else None

        def write(self, key: str, name: str, text: str) -> None:
            """Set a text; makes the key."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

        def remove(self, key: str, name: str) -> None:
            """Remove a value; one that is not there is no error."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, access=winreg.KEY_SET_VALUE) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return
