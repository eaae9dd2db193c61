"""Start with the computer on macOS: a launch agent of the user's own, read when the user signs in the next time."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from lmb_desktop.core.errors import StartAtLoginRefused
from lmb_desktop.gateways.private_file import write_private
from lmb_desktop.gateways.start_command import StartCommand

LABEL = "desktop.lmb.start-at-login"


class LaunchAgent:
    """The property list of this program among the launch agents.

    Whether its user has switched it off under Login Items is kept by the system where no program reads it.
    """

    def __init__(self, command: StartCommand, home: Path) -> None:
        self._command = command
        self._path = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"

    def is_on(self) -> bool:
        """Tell whether this program is started; False too when the list cannot be read."""
        try:
            agent = self._agent()
        except OSError:
            return False
        return self._is_ours(agent) and agent.get("RunAtLoad") is True and agent.get("Disabled") is not True

    def switch(self, on: bool) -> None:
        """Write the list, or remove it where it starts this program; raises StartAtLoginRefused."""
        try:
            if on:
                write_private(self._path, self._content())
            elif self._is_ours(self._agent()):
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise self._refused((error.strerror or type(error).__name__).lower()) from error

    def _content(self) -> bytes:
        agent = {
            "Label": LABEL,
            "ProgramArguments": list(self._command.parts),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        try:
            return plistlib.dumps(agent)
        except ValueError as error:
            raise self._refused("a path holds a character that a property list cannot") from error

    def _agent(self) -> dict[str, Any]:
        """Return the list that is there; an empty one when there is none, or none that is whole. Raises OSError."""
        try:
            found = plistlib.loads(self._path.read_bytes())
        except (FileNotFoundError, plistlib.InvalidFileException, ExpatError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _is_ours(self, agent: dict[str, Any]) -> bool:
        return agent.get("ProgramArguments") == list(self._command.parts)

    def _refused(self, reason: str) -> StartAtLoginRefused:
        return StartAtLoginRefused(place=str(self._path), reason=reason)
